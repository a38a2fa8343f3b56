-- Views, each as a table with its columns and then as the DDL that would make it.
SELECT CAST(CONCAT('CREATE TABLE `', REPLACE(v.table_name, '`', '``'), '` (\n    ',
  (SELECT GROUP_CONCAT(CONCAT('`', REPLACE(c.column_name, '`', '``'), '` ', c.column_type,
     IF(c.collation_name IS NULL, '', CONCAT(' CHARACTER SET ', c.character_set_name, ' COLLATE ', c.collation_name)),
     IF(c.is_nullable = 'NO', ' NOT NULL', '')) ORDER BY c.ordinal_position SEPARATOR ',\n    ')
   FROM information_schema.columns AS c WHERE c.table_schema = v.table_schema AND c.table_name = v.table_name),
  '\n);\n\nCREATE VIEW `', REPLACE(v.table_name, '`', '``'), '` AS ', COALESCE(NULLIF(v.view_definition, ''), 'SELECT 1'), ';') AS CHAR)
FROM information_schema.views AS v
WHERE v.table_schema = COALESCE(?, DATABASE())
ORDER BY v.table_name
