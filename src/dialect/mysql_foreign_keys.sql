SELECT 'SET foreign_key_checks = 0', 'SET foreign_key_checks = 1',
  CONCAT(
    'SELECT CASE WHEN EXISTS (SELECT 1 FROM `', REPLACE(k.TABLE_NAME, '`', '``'), '` AS c LEFT JOIN `',
    REPLACE(k.REFERENCED_TABLE_SCHEMA, '`', '``'), '`.`', REPLACE(k.REFERENCED_TABLE_NAME, '`', '``'), '` AS p ON ',
    GROUP_CONCAT(
      'c.`', REPLACE(k.COLUMN_NAME, '`', '``'), '` = p.`', REPLACE(k.REFERENCED_COLUMN_NAME, '`', '``'), '`'
      SEPARATOR ' AND '),
    ' WHERE ',
    GROUP_CONCAT('c.`', REPLACE(k.COLUMN_NAME, '`', '``'), '` IS NOT NULL' SEPARATOR ' AND '),
    ' AND p.`', REPLACE(MIN(k.REFERENCED_COLUMN_NAME), '`', '``'), '` IS NULL) THEN ',
    QUOTE(CONCAT('rows of `', k.TABLE_NAME, '` refer to rows of `', k.REFERENCED_TABLE_NAME, '` that are not there (`',
      k.CONSTRAINT_NAME, '`)')), ' END')
FROM information_schema.KEY_COLUMN_USAGE AS k
WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = :table AND k.REFERENCED_TABLE_NAME IS NOT NULL
GROUP BY k.CONSTRAINT_NAME, k.TABLE_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME
ORDER BY k.CONSTRAINT_NAME
