-- The statements that print each table's definition.
SELECT CAST(CONCAT('SHOW CREATE TABLE `', REPLACE(table_schema, '`', '``'), '`.`', REPLACE(table_name, '`', '``'), '`') AS CHAR)
FROM information_schema.tables
WHERE table_schema = COALESCE(?, DATABASE()) AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
ORDER BY table_name
