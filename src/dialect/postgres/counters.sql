SELECT concat_ws(', ',
    CASE WHEN NOT has_sequence_privilege(s.seq, 'USAGE, SELECT') THEN 'USAGE' END,
    CASE WHEN s.is_filled AND NOT has_sequence_privilege(s.seq, 'UPDATE') THEN 'UPDATE' END),
  'SEQUENCE ' || s.seq::text
FROM (
  -- What a default takes numbers from, and what belongs to a column.
  SELECT d.refobjid::regclass AS seq, c.attname = ANY (ARRAY[:filled]::text[]) AS is_filled
  FROM pg_attrdef AS a
  JOIN pg_attribute AS c ON c.attrelid = a.adrelid AND c.attnum = a.adnum
  JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_class'::regclass
  WHERE a.adrelid = to_regclass(:table)
  UNION
  SELECT d.objid::regclass, true
  FROM pg_depend AS d
  JOIN pg_attribute AS c ON c.attrelid = d.refobjid AND c.attnum = d.refobjsubid
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(:table)
    AND d.deptype IN ('a', 'i') AND c.attname = ANY (ARRAY[:filled]::text[])
) AS s
JOIN pg_class AS q ON q.oid = s.seq
-- The functions take nothing but sequences.
WHERE CASE WHEN q.relkind = 'S' THEN
  NOT has_sequence_privilege(s.seq, 'USAGE, SELECT') OR s.is_filled AND NOT has_sequence_privilege(s.seq, 'UPDATE') END
