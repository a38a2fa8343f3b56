-- Views, as the DDL that would make them.
SELECT CAST(CONCAT('CREATE VIEW `', REPLACE(table_name, '`', '``'), '` AS ', COALESCE(NULLIF(view_definition, ''), 'SELECT 1'), ';') AS CHAR)
FROM information_schema.views
WHERE table_schema = COALESCE(?, DATABASE())
ORDER BY table_name
