-- Collations, enums, domains and other types of the database's own, as the DDL that would make them.
WITH own AS (
  SELECT oid, quote_ident(nspname) AS q FROM pg_namespace
  WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), extension AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
)
SELECT ddl FROM (
  SELECT 0 AS step, c.oid AS place,
    format('CREATE COLLATION %s.%I (provider = %s, deterministic = %s, locale = %L);', own.q, c.collname,
      CASE c.collprovider WHEN 'i' THEN 'icu' ELSE 'libc' END, c.collisdeterministic,
      -- The column's name depends on the server's version.
      coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', to_jsonb(c) ->> 'collcollate')) AS ddl
  FROM pg_collation c JOIN own ON own.oid = c.collnamespace
  WHERE NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid)
  UNION ALL
  SELECT 1, t.oid,
    format('CREATE TYPE %s.%I AS ENUM (%s);', own.q, t.typname,
      (SELECT string_agg('''' || replace(e.enumlabel, '''', '''''') || '''', ', ' ORDER BY e.enumsortorder)
       FROM pg_enum e WHERE e.enumtypid = t.oid))
  FROM pg_type t JOIN own ON own.oid = t.typnamespace
  WHERE t.typtype = 'e'
    AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
  UNION ALL
  SELECT 1, t.oid, format('CREATE TYPE %s.%I;', own.q, t.typname)
  FROM pg_type t JOIN own ON own.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('r', 'm') OR (t.typtype = 'c' AND c.relkind = 'c'))
    AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
  UNION ALL
  SELECT 2, t.oid,
    format('CREATE DOMAIN %s.%I AS %s', own.q, t.typname, format_type(t.typbasetype, t.typtypmod))
    || coalesce((SELECT format(' COLLATE %I', c.collname) FROM pg_collation c, pg_type b
                 WHERE c.oid = t.typcollation AND b.oid = t.typbasetype AND t.typcollation <> b.typcollation), '')
    || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' DEFAULT ' || t.typdefault, '')
    || coalesce((SELECT string_agg(format(E'\n    CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                 FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
    || ';'
  FROM pg_type t JOIN own ON own.oid = t.typnamespace
  WHERE t.typtype = 'd'
    AND NOT EXISTS (SELECT FROM extension e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
) AS made
ORDER BY step, place
