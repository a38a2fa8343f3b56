SELECT 'DROP INDEX "' || replace(m.name, '"', '""') || '"', m.sql, NULL
FROM pragma_index_list(:table) AS i
JOIN sqlite_master AS m ON m.type = 'index' AND m.name = i.name
-- Foreign keys may need the unique ones.
WHERE i.origin = 'c' AND NOT i."unique"
ORDER BY m.name
