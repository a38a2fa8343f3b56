SELECT off, back, test
FROM (
  SELECT 'SET foreign_key_checks = 0' AS off, 'SET foreign_key_checks = 1' AS back,
    CONCAT(
      'SELECT CASE WHEN EXISTS (SELECT 1 FROM (SELECT DISTINCT ',
      GROUP_CONCAT('`', REPLACE(k.COLUMN_NAME, '`', '``'), '`'),
      ' FROM `', REPLACE(k.TABLE_NAME, '`', '``'), '` USE INDEX () WHERE ',
      GROUP_CONCAT('`', REPLACE(k.COLUMN_NAME, '`', '``'), '` IS NOT NULL' SEPARATOR ' AND '),
      ') AS c LEFT JOIN `',
      REPLACE(k.REFERENCED_TABLE_SCHEMA, '`', '``'), '`.`', REPLACE(k.REFERENCED_TABLE_NAME, '`', '``'), '` AS p ON ',
      GROUP_CONCAT(
        'c.`', REPLACE(k.COLUMN_NAME, '`', '``'), '` = p.`', REPLACE(k.REFERENCED_COLUMN_NAME, '`', '``'), '`'
        SEPARATOR ' AND '),
      ' WHERE p.`', REPLACE(MIN(k.REFERENCED_COLUMN_NAME), '`', '``'), '` IS NULL) THEN ',
      'CONCAT(', QUOTE(CONCAT('rows of `', k.TABLE_NAME, '` refer to rows of `', k.REFERENCED_TABLE_NAME, '` that are not there (`',
        k.CONSTRAINT_NAME, '`), by ', GROUP_CONCAT(k.COLUMN_NAME SEPARATOR ', '))),
      ', COALESCE(CONCAT(', QUOTE(', such as the row with the key '), ', (SELECT CONCAT_WS(', QUOTE(', '), ', ',
      COALESCE((SELECT GROUP_CONCAT('c.`', REPLACE(p.COLUMN_NAME, '`', '``'), '`' ORDER BY p.SEQ_IN_INDEX)
        FROM information_schema.STATISTICS AS p
        WHERE p.TABLE_SCHEMA = DATABASE() AND p.TABLE_NAME = :table AND p.INDEX_NAME = 'PRIMARY'), 'NULL'),
      ') FROM `', REPLACE(k.TABLE_NAME, '`', '``'), '` AS c LEFT JOIN `',
      REPLACE(k.REFERENCED_TABLE_SCHEMA, '`', '``'), '`.`', REPLACE(k.REFERENCED_TABLE_NAME, '`', '``'), '` AS p ON ',
      GROUP_CONCAT(
        'c.`', REPLACE(k.COLUMN_NAME, '`', '``'), '` = p.`', REPLACE(k.REFERENCED_COLUMN_NAME, '`', '``'), '`'
        SEPARATOR ' AND '),
      ' WHERE ', GROUP_CONCAT('c.`', REPLACE(k.COLUMN_NAME, '`', '``'), '` IS NOT NULL' SEPARATOR ' AND '),
      ' AND p.`', REPLACE(MIN(k.REFERENCED_COLUMN_NAME), '`', '``'), '` IS NULL LIMIT 1)), ', QUOTE(''), ')) END') AS test,
    k.CONSTRAINT_NAME AS name
  FROM information_schema.KEY_COLUMN_USAGE AS k
  WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = :table AND k.REFERENCED_TABLE_NAME IS NOT NULL
  GROUP BY k.CONSTRAINT_NAME, k.TABLE_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME
  UNION ALL
  SELECT 'SET foreign_key_checks = 0, unique_checks = 0', 'SET foreign_key_checks = 1, unique_checks = 1', NULL, NULL
  FROM (SELECT 1) AS one
  WHERE NOT EXISTS (
    SELECT 1 FROM information_schema.STATISTICS AS s
    WHERE s.TABLE_SCHEMA = DATABASE() AND s.TABLE_NAME = :table AND s.NON_UNIQUE = 0 AND s.INDEX_NAME <> 'PRIMARY')
) AS k
ORDER BY name
