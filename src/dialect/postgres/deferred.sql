WITH filled AS (
  SELECT c.oid, c.oid::regclass AS name, c.relkind, c.relnamespace
  FROM pg_class AS c
  WHERE c.oid = to_regclass(:table) AND pg_has_role(c.relowner, 'USAGE')
), deferred AS (
  -- Indexes come back before the foreign keys do, whose tests may use them.
  SELECT 1 AS turn, i.indexrelid::regclass::text AS name,
    CASE WHEN k.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
      ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', f.name, k.conname) END AS off,
    CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
      ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.name, k.conname, pg_get_constraintdef(k.oid)) END AS back
  FROM filled AS f
  JOIN pg_index AS i ON i.indrelid = f.oid
  JOIN pg_class AS c ON c.oid = i.indexrelid
  LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = f.oid AND k.contype IN ('p', 'u', 'x')
  -- What a definition does not say would get lost.
  WHERE f.relkind = 'r' AND c.relkind = 'i' AND c.reltablespace = 0 AND i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident
    AND NOT EXISTS (SELECT 1 FROM pg_inherits AS p WHERE p.inhrelid = i.indexrelid)
    AND NOT EXISTS (SELECT 1 FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attstattarget > 0)
    AND obj_description(i.indexrelid, 'pg_class') IS NULL AND (k.oid IS NULL OR obj_description(k.oid, 'pg_constraint') IS NULL)
    -- Foreign keys and views may need it.
    AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.deptype = 'n'
      AND (d.refclassid, d.refobjid) IN (('pg_class'::regclass, i.indexrelid), ('pg_constraint'::regclass, k.oid)))
    AND has_schema_privilege(f.relnamespace, 'CREATE')
  UNION ALL
  SELECT 2, k.conname::text,
    format('ALTER TABLE %s DROP CONSTRAINT %I', f.name, k.conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.name, k.conname, pg_get_constraintdef(k.oid))
  FROM filled AS f
  JOIN pg_constraint AS k ON k.conrelid = f.oid
  WHERE k.contype = 'f' AND k.conparentid = 0 AND has_table_privilege(k.confrelid, 'REFERENCES')
    AND obj_description(k.oid, 'pg_constraint') IS NULL
)
SELECT off, back, NULL FROM deferred ORDER BY turn, name
