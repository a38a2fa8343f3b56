-- The database with its collation, as the DDL that would make it.
SELECT CAST(CONCAT('CREATE DATABASE `', REPLACE(schema_name, '`', '``'), '` DEFAULT CHARACTER SET ',
  default_character_set_name, ' COLLATE ', default_collation_name, ';') AS CHAR)
FROM information_schema.schemata
WHERE schema_name = COALESCE(?, DATABASE())
