-- A table with the columns of a view, and then the view.
SELECT 'CREATE TABLE "' || replace(m.name, '"', '""') || '" (' || char(10) || '    '
  || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" ' || c.type, ',' || char(10) || '    ') FROM pragma_table_info($1) AS c)
  || char(10) || ');' || char(10) || char(10) || m.sql || ';'
FROM sqlite_master AS m WHERE m.type = 'view' AND m.name = $1
