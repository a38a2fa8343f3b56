-- haiti.mig for postgres, written by migc 0.1.0
-- program 3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244
-- Run it on the new database `sahana`; the old tables are read from `old` and never written.
-- It stops at the first check that fails and then changes nothing.

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SET IntervalStyle = 'postgres';
SET lc_monetary = 'C';
SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET gin_fuzzy_search_limit = 0;
SET transform_null_equals = off;
SET row_security = off;
SET client_min_messages = warning;
DO $$ BEGIN PERFORM set_config('search_path', array_to_string(array_append(ARRAY(SELECT quote_ident(s) FROM unnest(current_schemas(false)) AS s), 'public'), ', '), false) WHERE NOT 'public' = ANY (current_schemas(false)) AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public'); END $$;
DO $$ BEGIN PERFORM set_config('jit', 'off', false) FROM pg_settings WHERE name = 'jit'; END $$;

BEGIN;

-- Helper tables; all their names begin with _mig_
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_user") THEN 'the new table `auth_user` is not empty: empty it, or write `empty auth_user` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_group") THEN 'the new table `auth_group` is not empty: empty it, or write `empty auth_group` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_membership") THEN 'the new table `auth_membership` is not empty: empty it, or write `empty auth_membership` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "s3_source") THEN 'the new table `s3_source` is not empty: empty it, or write `empty s3_source` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_pentity") THEN 'the new table `pr_pentity` is not empty: empty it, or write `empty pr_pentity` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_person") THEN 'the new table `pr_person` is not empty: empty it, or write `empty pr_person` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_group") THEN 'the new table `pr_group` is not empty: empty it, or write `empty pr_group` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_marker") THEN 'the new table `gis_marker` is not empty: empty it, or write `empty gis_marker` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_feature_class") THEN 'the new table `gis_feature_class` is not empty: empty it, or write `empty gis_feature_class` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_location") THEN 'the new table `gis_location` is not empty: empty it, or write `empty gis_location` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_layer_js") THEN 'the new table `gis_layer_js` is not empty: empty it, or write `empty gis_layer_js` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_sector") THEN 'the new table `or_sector` is not empty: empty it, or write `empty or_sector` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_organisation") THEN 'the new table `or_organisation` is not empty: empty it, or write `empty or_organisation` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_office") THEN 'the new table `or_office` is not empty: empty it, or write `empty or_office` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_contact") THEN 'the new table `or_contact` is not empty: empty it, or write `empty or_contact` in the program' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
DROP TABLE IF EXISTS "_mig_run", "_mig_counts", "_mig_rejects", "_mig_uses", "_mig_numbers", "_mig_rows_auth_user", "_mig_rows_s3_source", "_mig_rows_pr_pentity", "_mig_rows_pr_person", "_mig_rows_pr_group", "_mig_rows_gis_marker", "_mig_rows_gis_feature_class", "_mig_rows_gis_location", "_mig_rows_or_sector", "_mig_rows_or_organisation", "_mig_rows_or_office";
CREATE TABLE "_mig_run" ("program" text, "hash" text, "started_at" timestamp(0));
CREATE TABLE "_mig_counts" (
  "step" integer, "block" text, "target" text, "rows" bigint DEFAULT 0, "moved" bigint DEFAULT 0,
  "skipped" bigint DEFAULT 0, "merged" bigint DEFAULT 0, "rejected" bigint DEFAULT 0, "stubs" bigint DEFAULT 0,
  "no_partner" bigint DEFAULT 0
);
CREATE TABLE "_mig_rejects" (
  "step" integer, "block" text, "row_key" text, "column_name" text, "reason" text, "value" text, "row_json" text
);
CREATE TABLE "_mig_uses" ("step" integer, "block" text, "column_name" text, "policy" text, "uses" bigint);
CREATE TABLE "_mig_numbers" ("step" integer, "base" bigint, "held" bigint);
CREATE TABLE "_mig_rows_auth_user" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."email" AS "new_email", NULL::bigint AS "by_1_1"
FROM "auth_user" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_auth_user" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_s3_source" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid"
FROM "s3_source" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_s3_source" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_pr_pentity" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid", t."label" AS "new_label", NULL::bigint AS "by_2_1"
FROM "pr_pentity" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_pr_pentity" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_pr_person" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid", t."email" AS "new_email", NULL::bigint AS "by_2_1"
FROM "pr_person" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_pr_person" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_pr_group" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."uuid" AS "new_uuid"
FROM "pr_group" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_pr_group" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_gis_marker" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."name" AS "new_name", NULL::bigint AS "by_1_1"
FROM "gis_marker" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_gis_marker" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_gis_feature_class" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid", t."name" AS "new_name", NULL::bigint AS "by_2_1"
FROM "gis_feature_class" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_gis_feature_class" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_gis_location" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid"
FROM "gis_location" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_gis_location" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_or_sector" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."uuid" AS "new_uuid", t."name" AS "new_name", NULL::bigint AS "by_2_1"
FROM "or_sector" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_or_sector" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_or_organisation" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid", t."name" AS "new_name", NULL::bigint AS "by_2_1"
FROM "or_organisation" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_or_organisation" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE TABLE "_mig_rows_or_office" AS
SELECT NULL::bigint AS "n", NULL::bigint AS "old_key", NULL::bigint AS "into_n", NULL::integer AS "gone", t."id" AS "new_id", t."uuid" AS "new_uuid"
FROM "or_office" AS t WITH NO DATA;
ALTER TABLE "_mig_rows_or_office" ALTER COLUMN "gone" SET DEFAULT 0, ADD PRIMARY KEY ("old_key");
CREATE INDEX "_mig_rejects_key" ON "_mig_rejects" USING hash ("row_key");
INSERT INTO "_mig_run" ("program", "hash", "started_at") SELECT 'haiti.mig', '3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244', date_trunc('second', now() AT TIME ZONE 'UTC');

-- Step 1: before run: ./maintenance.on (haiti.mig:7)
-- to run by hand here: ./maintenance.on

-- Step 2: auth_user -> auth_user (haiti.mig:14)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 2, 'auth_user', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN 'first_name' WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN 'last_name' WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" THEN 'utc_offset' WHEN "o"."email_bad" OR "o"."email_bad2" THEN 'email' WHEN "o"."password_bad" OR "o"."password_bad2" THEN 'password' WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" THEN 'registration_key' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN CASE WHEN char_length("o"."first_name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN CASE WHEN char_length("o"."last_name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" THEN CASE WHEN char_length("o"."utc_offset") > 16 THEN 'it is longer than 16 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."email_bad" OR "o"."email_bad2" THEN CASE WHEN char_length("o"."email") > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."password_bad" OR "o"."password_bad2" THEN CASE WHEN char_length("o"."password") > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" THEN CASE WHEN char_length("o"."registration_key") > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN "o"."first_name" WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN "o"."last_name" WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" THEN "o"."utc_offset" WHEN "o"."email_bad" OR "o"."email_bad2" THEN "o"."email" WHEN "o"."password_bad" OR "o"."password_bad2" THEN "o"."password" WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" THEN "o"."registration_key" END,
  (jsonb_build_object('id', "o"."id", 'first_name', "o"."first_name", 'last_name', "o"."last_name", 'utc_offset', "o"."utc_offset", 'email', "o"."email", 'password', "o"."password", 'registration_key', "o"."registration_key"))::text
FROM (
  SELECT "o".*,
    "o"."first_name_value" IS NOT NULL AND "o"."first_name_value" ~ '[\U00010000-\U0010FFFF]' AS "first_name_bad2",
    "o"."last_name_value" IS NOT NULL AND "o"."last_name_value" ~ '[\U00010000-\U0010FFFF]' AS "last_name_bad2",
    "o"."utc_offset_value" IS NOT NULL AND "o"."utc_offset_value" ~ '[\U00010000-\U0010FFFF]' AS "utc_offset_bad2",
    "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]' AS "email_bad2",
    "o"."password_value" IS NOT NULL AND "o"."password_value" ~ '[\U00010000-\U0010FFFF]' AS "password_bad2",
    "o"."registration_key_value" IS NOT NULL AND "o"."registration_key_value" ~ '[\U00010000-\U0010FFFF]' AS "registration_key_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."first_name_bad" THEN "o"."first_name" END AS "first_name_value",
      CASE WHEN NOT "o"."last_name_bad" THEN "o"."last_name" END AS "last_name_value",
      CASE WHEN NOT "o"."utc_offset_bad" THEN "o"."utc_offset" END AS "utc_offset_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."password_bad" THEN "o"."password" END AS "password_value",
      CASE WHEN NOT "o"."registration_key_bad" THEN "o"."registration_key" END AS "registration_key_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        "o"."first_name" IS NOT NULL AND char_length("o"."first_name") > 128 AS "first_name_bad",
        "o"."last_name" IS NOT NULL AND char_length("o"."last_name") > 128 AS "last_name_bad",
        "o"."utc_offset" IS NOT NULL AND char_length("o"."utc_offset") > 16 AS "utc_offset_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 512 AS "email_bad",
        "o"."password" IS NOT NULL AND char_length("o"."password") > 512 AS "password_bad",
        "o"."registration_key" IS NOT NULL AND char_length("o"."registration_key") > 512 AS "registration_key_bad"
      FROM "old"."auth_user" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."password_bad" OR "o"."password_bad2" OR "o"."registration_key_bad" OR "o"."registration_key_bad2";
INSERT INTO "_mig_rows_auth_user" ("n", "old_key", "new_id", "new_email", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."email_bad2" THEN "o"."email_value" END, "o"."id"
FROM (
  SELECT "o".*, "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]' AS "email_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."first_name_bad" THEN "o"."first_name" END AS "first_name_value",
      CASE WHEN NOT "o"."last_name_bad" THEN "o"."last_name" END AS "last_name_value",
      CASE WHEN NOT "o"."utc_offset_bad" THEN "o"."utc_offset" END AS "utc_offset_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."password_bad" THEN "o"."password" END AS "password_value",
      CASE WHEN NOT "o"."registration_key_bad" THEN "o"."registration_key" END AS "registration_key_value"
    FROM (
      SELECT "o".*, "o"."first_name" IS NOT NULL AND char_length("o"."first_name") > 128 AS "first_name_bad",
        "o"."last_name" IS NOT NULL AND char_length("o"."last_name") > 128 AS "last_name_bad",
        "o"."utc_offset" IS NOT NULL AND char_length("o"."utc_offset") > 16 AS "utc_offset_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 512 AS "email_bad",
        "o"."password" IS NOT NULL AND char_length("o"."password") > 512 AS "password_bad",
        "o"."registration_key" IS NOT NULL AND char_length("o"."registration_key") > 512 AS "registration_key_bad"
      FROM "old"."auth_user" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT ("o"."first_name_bad" OR "o"."first_name_value" IS NOT NULL AND "o"."first_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."last_name_bad" OR "o"."last_name_value" IS NOT NULL AND "o"."last_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."utc_offset_bad" OR "o"."utc_offset_value" IS NOT NULL AND "o"."utc_offset_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."email_bad" OR "o"."email_bad2")
  AND NOT ("o"."password_bad" OR "o"."password_value" IS NOT NULL AND "o"."password_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."registration_key_bad" OR "o"."registration_key_value" IS NOT NULL AND "o"."registration_key_value" ~ '[\U00010000-\U0010FFFF]');
UPDATE "_mig_rows_auth_user" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_email" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_auth_user" WHERE "into_n" IS NULL AND "new_email" IS NOT NULL
) AS "x" WHERE "_mig_rows_auth_user"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_auth_user" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_auth_user") AS "x" WHERE "_mig_rows_auth_user"."into_n" = "x"."n";
INSERT INTO "auth_user" ("id", "first_name", "last_name", "utc_offset", "email", "password", "registration_key") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id", CASE WHEN "o"."first_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."first_name_value" END,
  CASE WHEN "o"."last_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."last_name_value" END,
  CASE WHEN "o"."utc_offset_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."utc_offset_value" END, "r"."new_email",
  CASE WHEN "o"."password_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."password_value" END,
  CASE WHEN "o"."registration_key_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."registration_key_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."first_name") <= 128 THEN "o"."first_name" END AS "first_name_value",
    CASE WHEN char_length("o"."last_name") <= 128 THEN "o"."last_name" END AS "last_name_value",
    CASE WHEN char_length("o"."utc_offset") <= 16 THEN "o"."utc_offset" END AS "utc_offset_value",
    CASE WHEN char_length("o"."password") <= 512 THEN "o"."password" END AS "password_value",
    CASE WHEN char_length("o"."registration_key") <= 512 THEN "o"."registration_key" END AS "registration_key_value"
  FROM "old"."auth_user" AS "o"
) AS "o"
  JOIN "_mig_rows_auth_user" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 2, 'auth_user', 'auth_user', (SELECT COUNT(*) FROM "old"."auth_user" AS "o"), (SELECT COUNT(*) FROM "auth_user"),
  (SELECT COUNT(*) FROM "_mig_rows_auth_user" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 2);

-- Step 3: auth_group -> auth_group (haiti.mig:17)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 3, 'auth_group', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."role_bad" OR "o"."role_bad2" THEN 'role' WHEN "o"."description_bad" THEN 'description' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."role_bad" OR "o"."role_bad2" THEN CASE WHEN char_length("o"."role") > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" THEN 'it has a character that the new column''s character set lacks' END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."role_bad" OR "o"."role_bad2" THEN "o"."role" WHEN "o"."description_bad" THEN "o"."description" END,
  (jsonb_build_object('id', "o"."id", 'role', "o"."role", 'description', "o"."description"))::text
FROM (
  SELECT "o".*, "o"."role_value" IS NOT NULL AND "o"."role_value" ~ '[\U00010000-\U0010FFFF]' AS "role_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."role_bad" THEN "o"."role" END AS "role_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        "o"."role" IS NOT NULL AND char_length("o"."role") > 512 AS "role_bad",
        "o"."description" IS NOT NULL AND "o"."description" ~ '[\U00010000-\U0010FFFF]' AS "description_bad"
      FROM "old"."auth_group" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."role_bad" OR "o"."role_bad2" OR "o"."description_bad";
INSERT INTO "auth_group" ("id", "role", "description") OVERRIDING SYSTEM VALUE
SELECT "o"."id", CASE WHEN NOT "o"."role_bad2" THEN "o"."role_value" END, "o"."description"
FROM (
  SELECT "o".*, "o"."role_value" IS NOT NULL AND "o"."role_value" ~ '[\U00010000-\U0010FFFF]' AS "role_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."role_bad" THEN "o"."role" END AS "role_value"
    FROM (
      SELECT "o".*, "o"."role" IS NOT NULL AND char_length("o"."role") > 512 AS "role_bad"
      FROM "old"."auth_group" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647 AND NOT ("o"."role_bad" OR "o"."role_bad2")
  AND NOT ("o"."description" IS NOT NULL AND "o"."description" ~ '[\U00010000-\U0010FFFF]');
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 3, 'auth_group', 'auth_group', (SELECT COUNT(*) FROM "old"."auth_group" AS "o"),
  (SELECT COUNT(*) FROM "auth_group"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 3);

-- Step 4: auth_membership -> auth_membership (haiti.mig:18)
-- after step 2: user_id refers to auth_user; after step 3: group_id refers to auth_group
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 4, 'auth_membership', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END IS NOT NULL THEN 'user_id' WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END IS NOT NULL THEN 'group_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."user_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."user_id") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."group_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = "o"."group_id") THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END IS NOT NULL THEN "o"."user_id" WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END IS NOT NULL THEN "o"."group_id" END,
  (jsonb_build_object('id', "o"."id", 'user_id', "o"."user_id", 'group_id', "o"."group_id"))::text
FROM (
  SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
    trim("o"."user_id") IS NOT NULL AND NOT CASE WHEN trim("o"."user_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."user_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "user_id_bad",
    trim("o"."group_id") IS NOT NULL AND NOT CASE WHEN trim("o"."group_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."group_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "group_id_bad"
  FROM "old"."auth_membership" AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END IS NOT NULL OR "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END IS NOT NULL;
INSERT INTO "auth_membership" ("id", "user_id", "group_id") OVERRIDING SYSTEM VALUE
SELECT "o"."id", "auth_user"."new_id", "auth_group"."id"
FROM (
  SELECT "o".*,
    trim("o"."user_id") IS NOT NULL AND NOT CASE WHEN trim("o"."user_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."user_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "user_id_bad",
    trim("o"."group_id") IS NOT NULL AND NOT CASE WHEN trim("o"."group_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."group_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "group_id_bad"
  FROM "old"."auth_membership" AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT ("o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."user_id_bad" THEN CAST(trim("o"."user_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."group_id_bad" THEN CAST(trim("o"."group_id") AS bigint) END IS NOT NULL);
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 4, 'auth_membership', 'auth_membership', (SELECT COUNT(*) FROM "old"."auth_membership" AS "o"),
  (SELECT COUNT(*) FROM "auth_membership"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 4);

-- Step 5: s3_source -> s3_source (haiti.mig:21)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 5, 's3_source', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" THEN 'description' WHEN "o"."url_bad" OR "o"."url_bad2" THEN 'url' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" THEN CASE WHEN char_length("o"."description") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."url_bad" OR "o"."url_bad2" THEN CASE WHEN char_length("o"."url") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."description_bad" OR "o"."description_bad2" THEN "o"."description" WHEN "o"."url_bad" OR "o"."url_bad2" THEN "o"."url" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'name', "o"."name", 'description', "o"."description", 'url', "o"."url"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]' AS "description_bad2",
    "o"."url_value" IS NOT NULL AND "o"."url_value" ~ '[\U00010000-\U0010FFFF]' AS "url_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."url_bad" THEN "o"."url" END AS "url_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        "o"."url" IS NOT NULL AND char_length("o"."url") > 255 AS "url_bad"
      FROM "old"."s3_source" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."url_bad" OR "o"."url_bad2";
INSERT INTO "_mig_rows_s3_source" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."url_bad" THEN "o"."url" END AS "url_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        "o"."url" IS NOT NULL AND char_length("o"."url") > 255 AS "url_bad"
      FROM "old"."s3_source" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."name_bad" OR "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."description_bad" OR "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."url_bad" OR "o"."url_value" IS NOT NULL AND "o"."url_value" ~ '[\U00010000-\U0010FFFF]');
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 5: rows of `s3_source` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_s3_source"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
INSERT INTO "s3_source" ("id", "created_on", "modified_on", "uuid", "name", "description", "url") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."name_value" END,
  CASE WHEN "o"."description_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."description_value" END,
  CASE WHEN "o"."url_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."url_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."name") <= 255 THEN "o"."name" END AS "name_value",
    CASE WHEN char_length("o"."description") <= 255 THEN "o"."description" END AS "description_value",
    CASE WHEN char_length("o"."url") <= 255 THEN "o"."url" END AS "url_value"
  FROM "old"."s3_source" AS "o"
) AS "o"
  JOIN "_mig_rows_s3_source" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 5, 's3_source', 's3_source', (SELECT COUNT(*) FROM "old"."s3_source" AS "o"), (SELECT COUNT(*) FROM "s3_source"),
  (SELECT COUNT(*) FROM "_mig_rows_s3_source" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 5);

-- Step 6: pr_pentity -> pr_pentity (haiti.mig:22)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 6, 'pr_pentity', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."opt_pr_entity_type_bad" THEN 'opt_pr_entity_type' WHEN "o"."label_bad" OR "o"."label_bad2" THEN 'label' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."created_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."modified_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_entity_type_bad" THEN CASE WHEN trim("o"."opt_pr_entity_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_entity_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_entity_type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."label_bad" OR "o"."label_bad2" THEN CASE WHEN char_length("o"."label") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN "o"."created_by" WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN "o"."modified_by" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."opt_pr_entity_type_bad" THEN "o"."opt_pr_entity_type" WHEN "o"."label_bad" OR "o"."label_bad2" THEN "o"."label" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'created_by', "o"."created_by", 'modified_by', "o"."modified_by", 'deleted', "o"."deleted", 'opt_pr_entity_type', "o"."opt_pr_entity_type", 'label', "o"."label"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."label_value" IS NOT NULL AND "o"."label_value" ~ '[\U00010000-\U0010FFFF]' AS "label_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."label_bad" THEN "o"."label" END AS "label_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."opt_pr_entity_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_entity_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_entity_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_entity_type_bad",
        "o"."label" IS NOT NULL AND char_length("o"."label") > 128 AS "label_bad"
      FROM "old"."pr_pentity" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."opt_pr_entity_type_bad" OR "o"."label_bad" OR "o"."label_bad2";
INSERT INTO "_mig_rows_pr_pentity" ("n", "old_key", "new_id", "new_uuid", "new_label", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END, CASE WHEN NOT "o"."label_bad2" THEN "o"."label_value" END,
  "o"."id"
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."label_value" IS NOT NULL AND "o"."label_value" ~ '[\U00010000-\U0010FFFF]' AS "label_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."label_bad" THEN "o"."label" END AS "label_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."label" IS NOT NULL AND char_length("o"."label") > 128 AS "label_bad"
      FROM "old"."pr_pentity" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (trim("o"."opt_pr_entity_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_entity_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_entity_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."label_bad" OR "o"."label_bad2");
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 6: rows of `pr_pentity` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_pr_pentity"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
UPDATE "_mig_rows_pr_pentity" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_label" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_pr_pentity" WHERE "into_n" IS NULL AND "new_label" IS NOT NULL
) AS "x" WHERE "_mig_rows_pr_pentity"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_pr_pentity" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_pr_pentity") AS "x" WHERE "_mig_rows_pr_pentity"."into_n" = "x"."n";
INSERT INTO "pr_pentity" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "opt_pr_entity_type", "label") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", "auth_user"."new_id", "auth_user_2"."new_id",
  CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_entity_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_entity_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_entity_type") AS bigint) END,
  "r"."new_label"
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value"
  FROM "old"."pr_pentity" AS "o"
) AS "o"
  JOIN "_mig_rows_pr_pentity" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."modified_by") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 6, 'pr_pentity', 'pr_pentity', (SELECT COUNT(*) FROM "old"."pr_pentity" AS "o"),
  (SELECT COUNT(*) FROM "pr_pentity"), (SELECT COUNT(*) FROM "_mig_rows_pr_pentity" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 6);

-- Step 7: pr_person -> pr_person (haiti.mig:26)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 7, 'pr_person', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN 'pr_pe_id' WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN 'pr_pe_label' WHEN "o"."missing_bad" OR "o"."missing_bad2" THEN 'missing' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN 'first_name' WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" THEN 'middle_name' WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN 'last_name' WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" THEN 'preferred_name' WHEN "o"."local_name_bad" OR "o"."local_name_bad2" THEN 'local_name' WHEN "o"."opt_pr_gender_bad" THEN 'opt_pr_gender' WHEN "o"."opt_pr_age_group_bad" THEN 'opt_pr_age_group' WHEN "o"."email_bad" OR "o"."email_bad2" THEN 'email' WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" THEN 'mobile_phone' WHEN "o"."opt_pr_nationality_bad" THEN 'opt_pr_nationality' WHEN "o"."opt_pr_country_bad" THEN 'opt_pr_country' WHEN "o"."opt_pr_religion_bad" THEN 'opt_pr_religion' WHEN "o"."opt_pr_marital_status_bad" THEN 'opt_pr_marital_status' WHEN "o"."occupation_bad" OR "o"."occupation_bad2" THEN 'occupation' WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN 'comment' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."created_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."modified_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."pr_pe_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_pentity" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_pentity' AND "j"."row_key" = "o"."pr_pe_id") THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN CASE WHEN char_length("o"."pr_pe_label") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."missing_bad" OR "o"."missing_bad2" THEN CASE WHEN char_length("o"."missing") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN CASE WHEN char_length("o"."first_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" THEN CASE WHEN char_length("o"."middle_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN CASE WHEN char_length("o"."last_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" THEN CASE WHEN char_length("o"."preferred_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."local_name_bad" OR "o"."local_name_bad2" THEN CASE WHEN char_length("o"."local_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_gender_bad" THEN CASE WHEN trim("o"."opt_pr_gender") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_gender") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_gender") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_age_group_bad" THEN CASE WHEN trim("o"."opt_pr_age_group") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_age_group") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_age_group") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."email_bad" OR "o"."email_bad2" THEN CASE WHEN char_length("o"."email") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" THEN CASE WHEN char_length("o"."mobile_phone") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_nationality_bad" THEN CASE WHEN trim("o"."opt_pr_nationality") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_nationality") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_nationality") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_country_bad" THEN CASE WHEN trim("o"."opt_pr_country") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_country") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_religion_bad" THEN CASE WHEN trim("o"."opt_pr_religion") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_religion") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_religion") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_marital_status_bad" THEN CASE WHEN trim("o"."opt_pr_marital_status") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_marital_status") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_marital_status") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."occupation_bad" OR "o"."occupation_bad2" THEN CASE WHEN char_length("o"."occupation") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN CASE WHEN char_length("o"."comment") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN "o"."created_by" WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN "o"."modified_by" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN "o"."pr_pe_id" WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN "o"."pr_pe_label" WHEN "o"."missing_bad" OR "o"."missing_bad2" THEN "o"."missing" WHEN "o"."first_name_bad" OR "o"."first_name_bad2" THEN "o"."first_name" WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" THEN "o"."middle_name" WHEN "o"."last_name_bad" OR "o"."last_name_bad2" THEN "o"."last_name" WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" THEN "o"."preferred_name" WHEN "o"."local_name_bad" OR "o"."local_name_bad2" THEN "o"."local_name" WHEN "o"."opt_pr_gender_bad" THEN "o"."opt_pr_gender" WHEN "o"."opt_pr_age_group_bad" THEN "o"."opt_pr_age_group" WHEN "o"."email_bad" OR "o"."email_bad2" THEN "o"."email" WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" THEN "o"."mobile_phone" WHEN "o"."opt_pr_nationality_bad" THEN "o"."opt_pr_nationality" WHEN "o"."opt_pr_country_bad" THEN "o"."opt_pr_country" WHEN "o"."opt_pr_religion_bad" THEN "o"."opt_pr_religion" WHEN "o"."opt_pr_marital_status_bad" THEN "o"."opt_pr_marital_status" WHEN "o"."occupation_bad" OR "o"."occupation_bad2" THEN "o"."occupation" WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN "o"."comment" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'created_by', "o"."created_by", 'modified_by', "o"."modified_by", 'deleted', "o"."deleted", 'pr_pe_id', "o"."pr_pe_id", 'pr_pe_label', "o"."pr_pe_label", 'missing', "o"."missing", 'first_name', "o"."first_name", 'middle_name', "o"."middle_name", 'last_name', "o"."last_name", 'preferred_name', "o"."preferred_name", 'local_name', "o"."local_name", 'opt_pr_gender', "o"."opt_pr_gender", 'opt_pr_age_group', "o"."opt_pr_age_group", 'email', "o"."email", 'mobile_phone', "o"."mobile_phone", 'date_of_birth', "o"."date_of_birth", 'opt_pr_nationality', "o"."opt_pr_nationality", 'opt_pr_country', "o"."opt_pr_country", 'opt_pr_religion', "o"."opt_pr_religion", 'opt_pr_marital_status', "o"."opt_pr_marital_status", 'occupation', "o"."occupation", 'comment', "o"."comment"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."pr_pe_label_value" IS NOT NULL AND "o"."pr_pe_label_value" ~ '[\U00010000-\U0010FFFF]' AS "pr_pe_label_bad2",
    "o"."missing_value" IS NOT NULL AND "o"."missing_value" ~ '[\U00010000-\U0010FFFF]' AS "missing_bad2",
    "o"."first_name_value" IS NOT NULL AND "o"."first_name_value" ~ '[\U00010000-\U0010FFFF]' AS "first_name_bad2",
    "o"."middle_name_value" IS NOT NULL AND "o"."middle_name_value" ~ '[\U00010000-\U0010FFFF]' AS "middle_name_bad2",
    "o"."last_name_value" IS NOT NULL AND "o"."last_name_value" ~ '[\U00010000-\U0010FFFF]' AS "last_name_bad2",
    "o"."preferred_name_value" IS NOT NULL AND "o"."preferred_name_value" ~ '[\U00010000-\U0010FFFF]' AS "preferred_name_bad2",
    "o"."local_name_value" IS NOT NULL AND "o"."local_name_value" ~ '[\U00010000-\U0010FFFF]' AS "local_name_bad2",
    "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]' AS "email_bad2",
    "o"."mobile_phone_value" IS NOT NULL AND "o"."mobile_phone_value" ~ '[\U00010000-\U0010FFFF]' AS "mobile_phone_bad2",
    "o"."occupation_value" IS NOT NULL AND "o"."occupation_value" ~ '[\U00010000-\U0010FFFF]' AS "occupation_bad2",
    "o"."comment_value" IS NOT NULL AND "o"."comment_value" ~ '[\U00010000-\U0010FFFF]' AS "comment_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."pr_pe_label_bad" THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
      CASE WHEN NOT "o"."missing_bad" THEN "o"."missing" END AS "missing_value",
      CASE WHEN NOT "o"."first_name_bad" THEN "o"."first_name" END AS "first_name_value",
      CASE WHEN NOT "o"."middle_name_bad" THEN "o"."middle_name" END AS "middle_name_value",
      CASE WHEN NOT "o"."last_name_bad" THEN "o"."last_name" END AS "last_name_value",
      CASE WHEN NOT "o"."preferred_name_bad" THEN "o"."preferred_name" END AS "preferred_name_value",
      CASE WHEN NOT "o"."local_name_bad" THEN "o"."local_name" END AS "local_name_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."mobile_phone_bad" THEN "o"."mobile_phone" END AS "mobile_phone_value",
      CASE WHEN NOT "o"."occupation_bad" THEN "o"."occupation" END AS "occupation_value",
      CASE WHEN NOT "o"."comment_bad" THEN "o"."comment" END AS "comment_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."pr_pe_id") IS NOT NULL AND NOT CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "pr_pe_id_bad",
        "o"."pr_pe_label" IS NOT NULL AND char_length("o"."pr_pe_label") > 255 AS "pr_pe_label_bad",
        "o"."missing" IS NOT NULL AND char_length("o"."missing") > 1 AS "missing_bad",
        "o"."first_name" IS NOT NULL AND char_length("o"."first_name") > 255 AS "first_name_bad",
        "o"."middle_name" IS NOT NULL AND char_length("o"."middle_name") > 255 AS "middle_name_bad",
        "o"."last_name" IS NOT NULL AND char_length("o"."last_name") > 255 AS "last_name_bad",
        "o"."preferred_name" IS NOT NULL AND char_length("o"."preferred_name") > 255 AS "preferred_name_bad",
        "o"."local_name" IS NOT NULL AND char_length("o"."local_name") > 255 AS "local_name_bad",
        trim("o"."opt_pr_gender") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_gender") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_gender") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_gender_bad",
        trim("o"."opt_pr_age_group") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_age_group") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_age_group") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_age_group_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 128 AS "email_bad",
        "o"."mobile_phone" IS NOT NULL AND char_length("o"."mobile_phone") > 255 AS "mobile_phone_bad",
        trim("o"."opt_pr_nationality") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_nationality") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_nationality") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_nationality_bad",
        trim("o"."opt_pr_country") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_country_bad",
        trim("o"."opt_pr_religion") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_religion") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_religion") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_religion_bad",
        trim("o"."opt_pr_marital_status") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_marital_status") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_marital_status") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_marital_status_bad",
        "o"."occupation" IS NOT NULL AND char_length("o"."occupation") > 255 AS "occupation_bad",
        "o"."comment" IS NOT NULL AND char_length("o"."comment") > 255 AS "comment_bad"
      FROM "old"."pr_person" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL OR "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."missing_bad" OR "o"."missing_bad2" OR "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."opt_pr_gender_bad" OR "o"."opt_pr_age_group_bad" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."opt_pr_nationality_bad" OR "o"."opt_pr_country_bad" OR "o"."opt_pr_religion_bad" OR "o"."opt_pr_marital_status_bad" OR "o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."comment_bad" OR "o"."comment_bad2";
INSERT INTO "_mig_rows_pr_person" ("n", "old_key", "new_id", "new_uuid", "new_email", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END, CASE WHEN NOT "o"."email_bad2" THEN "o"."email_value" END,
  "o"."id"
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]' AS "email_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."pr_pe_label_bad" THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
      CASE WHEN NOT "o"."missing_bad" THEN "o"."missing" END AS "missing_value",
      CASE WHEN NOT "o"."first_name_bad" THEN "o"."first_name" END AS "first_name_value",
      CASE WHEN NOT "o"."middle_name_bad" THEN "o"."middle_name" END AS "middle_name_value",
      CASE WHEN NOT "o"."last_name_bad" THEN "o"."last_name" END AS "last_name_value",
      CASE WHEN NOT "o"."preferred_name_bad" THEN "o"."preferred_name" END AS "preferred_name_value",
      CASE WHEN NOT "o"."local_name_bad" THEN "o"."local_name" END AS "local_name_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."mobile_phone_bad" THEN "o"."mobile_phone" END AS "mobile_phone_value",
      CASE WHEN NOT "o"."occupation_bad" THEN "o"."occupation" END AS "occupation_value",
      CASE WHEN NOT "o"."comment_bad" THEN "o"."comment" END AS "comment_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."pr_pe_id") IS NOT NULL AND NOT CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "pr_pe_id_bad",
        "o"."pr_pe_label" IS NOT NULL AND char_length("o"."pr_pe_label") > 255 AS "pr_pe_label_bad",
        "o"."missing" IS NOT NULL AND char_length("o"."missing") > 1 AS "missing_bad",
        "o"."first_name" IS NOT NULL AND char_length("o"."first_name") > 255 AS "first_name_bad",
        "o"."middle_name" IS NOT NULL AND char_length("o"."middle_name") > 255 AS "middle_name_bad",
        "o"."last_name" IS NOT NULL AND char_length("o"."last_name") > 255 AS "last_name_bad",
        "o"."preferred_name" IS NOT NULL AND char_length("o"."preferred_name") > 255 AS "preferred_name_bad",
        "o"."local_name" IS NOT NULL AND char_length("o"."local_name") > 255 AS "local_name_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 128 AS "email_bad",
        "o"."mobile_phone" IS NOT NULL AND char_length("o"."mobile_phone") > 255 AS "mobile_phone_bad",
        "o"."occupation" IS NOT NULL AND char_length("o"."occupation") > 255 AS "occupation_bad",
        "o"."comment" IS NOT NULL AND char_length("o"."comment") > 255 AS "comment_bad"
      FROM "old"."pr_person" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."pr_pe_label_bad" OR "o"."pr_pe_label_value" IS NOT NULL AND "o"."pr_pe_label_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."missing_bad" OR "o"."missing_value" IS NOT NULL AND "o"."missing_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."first_name_bad" OR "o"."first_name_value" IS NOT NULL AND "o"."first_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."middle_name_bad" OR "o"."middle_name_value" IS NOT NULL AND "o"."middle_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."last_name_bad" OR "o"."last_name_value" IS NOT NULL AND "o"."last_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."preferred_name_bad" OR "o"."preferred_name_value" IS NOT NULL AND "o"."preferred_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."local_name_bad" OR "o"."local_name_value" IS NOT NULL AND "o"."local_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (trim("o"."opt_pr_gender") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_gender") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_gender") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (trim("o"."opt_pr_age_group") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_age_group") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_age_group") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."email_bad" OR "o"."email_bad2")
  AND NOT ("o"."mobile_phone_bad" OR "o"."mobile_phone_value" IS NOT NULL AND "o"."mobile_phone_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (trim("o"."opt_pr_nationality") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_nationality") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_nationality") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (trim("o"."opt_pr_country") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (trim("o"."opt_pr_religion") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_religion") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_religion") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (trim("o"."opt_pr_marital_status") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_marital_status") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_marital_status") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."occupation_bad" OR "o"."occupation_value" IS NOT NULL AND "o"."occupation_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."comment_bad" OR "o"."comment_value" IS NOT NULL AND "o"."comment_value" ~ '[\U00010000-\U0010FFFF]');
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 7: rows of `pr_person` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_pr_person"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
UPDATE "_mig_rows_pr_person" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_email" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_pr_person" WHERE "into_n" IS NULL AND "new_email" IS NOT NULL
) AS "x" WHERE "_mig_rows_pr_person"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_pr_person" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_pr_person") AS "x" WHERE "_mig_rows_pr_person"."into_n" = "x"."n";
INSERT INTO "pr_person" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "pr_pe_id", "pr_pe_label", "missing", "first_name", "middle_name", "last_name", "preferred_name", "local_name", "opt_pr_gender", "opt_pr_age_group", "email", "mobile_phone", "date_of_birth", "opt_pr_nationality", "opt_pr_country", "opt_pr_religion", "opt_pr_marital_status", "occupation", "comment") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", "auth_user"."new_id", "auth_user_2"."new_id",
  CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END, "pr_pentity"."new_id",
  CASE WHEN "o"."pr_pe_label_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."pr_pe_label_value" END,
  CASE WHEN "o"."missing_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."missing_value" END,
  CASE WHEN "o"."first_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."first_name_value" END,
  CASE WHEN "o"."middle_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."middle_name_value" END,
  CASE WHEN "o"."last_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."last_name_value" END,
  CASE WHEN "o"."preferred_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."preferred_name_value" END,
  CASE WHEN "o"."local_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."local_name_value" END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_gender") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_gender") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_gender") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_age_group") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_age_group") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_age_group") AS bigint) END,
  "r"."new_email", CASE WHEN "o"."mobile_phone_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."mobile_phone_value" END,
  CASE WHEN trim("o"."date_of_birth") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$' THEN CAST(trim("o"."date_of_birth") AS date) END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_nationality") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_nationality") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_nationality") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_country") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_religion") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_religion") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_religion") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_marital_status") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_marital_status") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_marital_status") AS bigint) END,
  CASE WHEN "o"."occupation_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."occupation_value" END,
  CASE WHEN "o"."comment_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."comment_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
    CASE WHEN char_length("o"."pr_pe_label") <= 255 THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
    CASE WHEN char_length("o"."missing") <= 1 THEN "o"."missing" END AS "missing_value",
    CASE WHEN char_length("o"."first_name") <= 255 THEN "o"."first_name" END AS "first_name_value",
    CASE WHEN char_length("o"."middle_name") <= 255 THEN "o"."middle_name" END AS "middle_name_value",
    CASE WHEN char_length("o"."last_name") <= 255 THEN "o"."last_name" END AS "last_name_value",
    CASE WHEN char_length("o"."preferred_name") <= 255 THEN "o"."preferred_name" END AS "preferred_name_value",
    CASE WHEN char_length("o"."local_name") <= 255 THEN "o"."local_name" END AS "local_name_value",
    CASE WHEN char_length("o"."mobile_phone") <= 255 THEN "o"."mobile_phone" END AS "mobile_phone_value",
    CASE WHEN char_length("o"."occupation") <= 255 THEN "o"."occupation" END AS "occupation_value",
    CASE WHEN char_length("o"."comment") <= 255 THEN "o"."comment" END AS "comment_value"
  FROM "old"."pr_person" AS "o"
) AS "o"
  JOIN "_mig_rows_pr_person" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 7, 'pr_person', 'date_of_birth', 'null', COUNT(*)
FROM "old"."pr_person" AS "o" JOIN "_mig_rows_pr_person" AS "r" ON "r"."old_key" = "o"."id"
WHERE trim("o"."date_of_birth") IS NOT NULL
  AND trim("o"."date_of_birth") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$'
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 7, 'pr_person', 'pr_person', (SELECT COUNT(*) FROM "old"."pr_person" AS "o"), (SELECT COUNT(*) FROM "pr_person"),
  (SELECT COUNT(*) FROM "_mig_rows_pr_person" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 7);

-- Step 8: pr_group -> pr_group (haiti.mig:31)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 8, 'pr_group', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN 'pr_pe_id' WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN 'pr_pe_label' WHEN "o"."opt_pr_group_type_bad" THEN 'opt_pr_group_type' WHEN "o"."system_bad" OR "o"."system_bad2" THEN 'system' WHEN "o"."group_name_bad" OR "o"."group_name_bad2" THEN 'group_name' WHEN "o"."group_description_bad" OR "o"."group_description_bad2" THEN 'group_description' WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN 'comment' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."created_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = "o"."modified_by") THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."pr_pe_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_pentity" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_pentity' AND "j"."row_key" = "o"."pr_pe_id") THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN CASE WHEN char_length("o"."pr_pe_label") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_group_type_bad" THEN CASE WHEN trim("o"."opt_pr_group_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_group_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_group_type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."system_bad" OR "o"."system_bad2" THEN CASE WHEN char_length("o"."system") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."group_name_bad" OR "o"."group_name_bad2" THEN CASE WHEN char_length("o"."group_name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."group_description_bad" OR "o"."group_description_bad2" THEN CASE WHEN char_length("o"."group_description") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN CASE WHEN char_length("o"."comment") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL THEN "o"."created_by" WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL THEN "o"."modified_by" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL THEN "o"."pr_pe_id" WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" THEN "o"."pr_pe_label" WHEN "o"."opt_pr_group_type_bad" THEN "o"."opt_pr_group_type" WHEN "o"."system_bad" OR "o"."system_bad2" THEN "o"."system" WHEN "o"."group_name_bad" OR "o"."group_name_bad2" THEN "o"."group_name" WHEN "o"."group_description_bad" OR "o"."group_description_bad2" THEN "o"."group_description" WHEN "o"."comment_bad" OR "o"."comment_bad2" THEN "o"."comment" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'created_by', "o"."created_by", 'modified_by', "o"."modified_by", 'deleted', "o"."deleted", 'pr_pe_id', "o"."pr_pe_id", 'pr_pe_label', "o"."pr_pe_label", 'opt_pr_group_type', "o"."opt_pr_group_type", 'system', "o"."system", 'group_name', "o"."group_name", 'group_description', "o"."group_description", 'comment', "o"."comment"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."pr_pe_label_value" IS NOT NULL AND "o"."pr_pe_label_value" ~ '[\U00010000-\U0010FFFF]' AS "pr_pe_label_bad2",
    "o"."system_value" IS NOT NULL AND "o"."system_value" ~ '[\U00010000-\U0010FFFF]' AS "system_bad2",
    "o"."group_name_value" IS NOT NULL AND "o"."group_name_value" ~ '[\U00010000-\U0010FFFF]' AS "group_name_bad2",
    "o"."group_description_value" IS NOT NULL AND "o"."group_description_value" ~ '[\U00010000-\U0010FFFF]' AS "group_description_bad2",
    "o"."comment_value" IS NOT NULL AND "o"."comment_value" ~ '[\U00010000-\U0010FFFF]' AS "comment_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."pr_pe_label_bad" THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
      CASE WHEN NOT "o"."system_bad" THEN "o"."system" END AS "system_value",
      CASE WHEN NOT "o"."group_name_bad" THEN "o"."group_name" END AS "group_name_value",
      CASE WHEN NOT "o"."group_description_bad" THEN "o"."group_description" END AS "group_description_value",
      CASE WHEN NOT "o"."comment_bad" THEN "o"."comment" END AS "comment_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."pr_pe_id") IS NOT NULL AND NOT CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "pr_pe_id_bad",
        "o"."pr_pe_label" IS NOT NULL AND char_length("o"."pr_pe_label") > 255 AS "pr_pe_label_bad",
        trim("o"."opt_pr_group_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_group_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_group_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "opt_pr_group_type_bad",
        "o"."system" IS NOT NULL AND char_length("o"."system") > 1 AS "system_bad",
        "o"."group_name" IS NOT NULL AND char_length("o"."group_name") > 255 AS "group_name_bad",
        "o"."group_description" IS NOT NULL AND char_length("o"."group_description") > 255 AS "group_description_bad",
        "o"."comment" IS NOT NULL AND char_length("o"."comment") > 255 AS "comment_bad"
      FROM "old"."pr_group" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL OR "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."opt_pr_group_type_bad" OR "o"."system_bad" OR "o"."system_bad2" OR "o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."comment_bad" OR "o"."comment_bad2";
INSERT INTO "_mig_rows_pr_group" ("n", "old_key", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."pr_pe_label_bad" THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
      CASE WHEN NOT "o"."system_bad" THEN "o"."system" END AS "system_value",
      CASE WHEN NOT "o"."group_name_bad" THEN "o"."group_name" END AS "group_name_value",
      CASE WHEN NOT "o"."group_description_bad" THEN "o"."group_description" END AS "group_description_value",
      CASE WHEN NOT "o"."comment_bad" THEN "o"."comment" END AS "comment_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        trim("o"."created_by") IS NOT NULL AND NOT CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "created_by_bad",
        trim("o"."modified_by") IS NOT NULL AND NOT CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "modified_by_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."pr_pe_id") IS NOT NULL AND NOT CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "pr_pe_id_bad",
        "o"."pr_pe_label" IS NOT NULL AND char_length("o"."pr_pe_label") > 255 AS "pr_pe_label_bad",
        "o"."system" IS NOT NULL AND char_length("o"."system") > 1 AS "system_bad",
        "o"."group_name" IS NOT NULL AND char_length("o"."group_name") > 255 AS "group_name_bad",
        "o"."group_description" IS NOT NULL AND char_length("o"."group_description") > 255 AS "group_description_bad",
        "o"."comment" IS NOT NULL AND char_length("o"."comment") > 255 AS "comment_bad"
      FROM "old"."pr_group" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN NOT "o"."created_by_bad" THEN CAST(trim("o"."created_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN NOT "o"."modified_by_bad" THEN CAST(trim("o"."modified_by") AS bigint) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN NOT "o"."pr_pe_id_bad" THEN CAST(trim("o"."pr_pe_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."pr_pe_label_bad" OR "o"."pr_pe_label_value" IS NOT NULL AND "o"."pr_pe_label_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (trim("o"."opt_pr_group_type") IS NOT NULL AND NOT CASE WHEN trim("o"."opt_pr_group_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_group_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."system_bad" OR "o"."system_value" IS NOT NULL AND "o"."system_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."group_name_bad" OR "o"."group_name_value" IS NOT NULL AND "o"."group_name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."group_description_bad" OR "o"."group_description_value" IS NOT NULL AND "o"."group_description_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."comment_bad" OR "o"."comment_value" IS NOT NULL AND "o"."comment_value" ~ '[\U00010000-\U0010FFFF]');
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 8: rows of `pr_group` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_pr_group"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
INSERT INTO "pr_group" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "pr_pe_id", "pr_pe_label", "opt_pr_group_type", "system", "group_name", "group_description", "comment") OVERRIDING SYSTEM VALUE
SELECT "o"."id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", "auth_user"."new_id", "auth_user_2"."new_id",
  CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END, "pr_pentity"."new_id",
  CASE WHEN "o"."pr_pe_label_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."pr_pe_label_value" END,
  CASE WHEN CASE WHEN trim("o"."opt_pr_group_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."opt_pr_group_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."opt_pr_group_type") AS bigint) END,
  CASE WHEN "o"."system_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."system_value" END,
  CASE WHEN "o"."group_name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."group_name_value" END,
  CASE WHEN "o"."group_description_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."group_description_value" END,
  CASE WHEN "o"."comment_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."comment_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
    CASE WHEN char_length("o"."pr_pe_label") <= 255 THEN "o"."pr_pe_label" END AS "pr_pe_label_value",
    CASE WHEN char_length("o"."system") <= 1 THEN "o"."system" END AS "system_value",
    CASE WHEN char_length("o"."group_name") <= 255 THEN "o"."group_name" END AS "group_name_value",
    CASE WHEN char_length("o"."group_description") <= 255 THEN "o"."group_description" END AS "group_description_value",
    CASE WHEN char_length("o"."comment") <= 255 THEN "o"."comment" END AS "comment_value"
  FROM "old"."pr_group" AS "o"
) AS "o"
  JOIN "_mig_rows_pr_group" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN CASE WHEN trim("o"."created_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."created_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."created_by") AS bigint) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN CASE WHEN trim("o"."modified_by") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."modified_by") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."modified_by") AS bigint) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN CASE WHEN trim("o"."pr_pe_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."pr_pe_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."pr_pe_id") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 8, 'pr_group', 'pr_group', (SELECT COUNT(*) FROM "old"."pr_group" AS "o"), (SELECT COUNT(*) FROM "pr_group"),
  (SELECT COUNT(*) FROM "_mig_rows_pr_group" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 8);

-- Step 9: gis_marker -> gis_marker (haiti.mig:34)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 9, 'gis_marker', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."image_bad" OR "o"."image_bad2" THEN 'image' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."image_bad" OR "o"."image_bad2" THEN CASE WHEN char_length("o"."image") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."image_bad" OR "o"."image_bad2" THEN "o"."image" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'name', "o"."name", 'image', "o"."image"))::text
FROM (
  SELECT "o".*, "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."image_value" IS NOT NULL AND "o"."image_value" ~ '[\U00010000-\U0010FFFF]' AS "image_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."image_bad" THEN "o"."image" END AS "image_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
        "o"."image" IS NOT NULL AND char_length("o"."image") > 255 AS "image_bad"
      FROM "old"."gis_marker" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."image_bad" OR "o"."image_bad2";
INSERT INTO "_mig_rows_gis_marker" ("n", "old_key", "new_id", "new_name", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END, "o"."id"
FROM (
  SELECT "o".*, "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."image_bad" THEN "o"."image" END AS "image_value"
    FROM (
      SELECT "o".*, "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
        "o"."image" IS NOT NULL AND char_length("o"."image") > 255 AS "image_bad"
      FROM "old"."gis_marker" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."name_bad" OR "o"."name_bad2")
  AND NOT ("o"."image_bad" OR "o"."image_value" IS NOT NULL AND "o"."image_value" ~ '[\U00010000-\U0010FFFF]');
UPDATE "_mig_rows_gis_marker" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_gis_marker" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_gis_marker"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_gis_marker" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_gis_marker") AS "x" WHERE "_mig_rows_gis_marker"."into_n" = "x"."n";
INSERT INTO "gis_marker" ("id", "created_on", "modified_on", "name", "image") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_name", CASE WHEN "o"."image_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."image_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."image") <= 255 THEN "o"."image" END AS "image_value"
  FROM "old"."gis_marker" AS "o"
) AS "o"
  JOIN "_mig_rows_gis_marker" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 9, 'gis_marker', 'gis_marker', (SELECT COUNT(*) FROM "old"."gis_marker" AS "o"),
  (SELECT COUNT(*) FROM "gis_marker"), (SELECT COUNT(*) FROM "_mig_rows_gis_marker" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 9);

-- Step 10: gis_feature_class -> gis_feature_class (haiti.mig:35)
-- after step 9: marker_id refers to gis_marker
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 10, 'gis_feature_class', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" THEN 'description' WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN 'marker_id' WHEN "o"."module_bad" OR "o"."module_bad2" THEN 'module' WHEN "o"."resource_bad" OR "o"."resource_bad2" THEN 'resource' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" THEN CASE WHEN char_length("o"."description") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."marker_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_marker" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_marker' AND "j"."row_key" = "o"."marker_id") THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN "o"."module_bad" OR "o"."module_bad2" THEN CASE WHEN char_length("o"."module") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."resource_bad" OR "o"."resource_bad2" THEN CASE WHEN char_length("o"."resource") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."description_bad" OR "o"."description_bad2" THEN "o"."description" WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN "o"."marker_id" WHEN "o"."module_bad" OR "o"."module_bad2" THEN "o"."module" WHEN "o"."resource_bad" OR "o"."resource_bad2" THEN "o"."resource" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'deleted', "o"."deleted", 'name', "o"."name", 'description', "o"."description", 'marker_id', "o"."marker_id", 'module', "o"."module", 'resource', "o"."resource"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]' AS "description_bad2",
    "o"."module_value" IS NOT NULL AND "o"."module_value" ~ '[\U00010000-\U0010FFFF]' AS "module_bad2",
    "o"."resource_value" IS NOT NULL AND "o"."resource_value" ~ '[\U00010000-\U0010FFFF]' AS "resource_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."module_bad" THEN "o"."module" END AS "module_value",
      CASE WHEN NOT "o"."resource_bad" THEN "o"."resource" END AS "resource_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        trim("o"."marker_id") IS NOT NULL AND NOT CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "marker_id_bad",
        "o"."module" IS NOT NULL AND char_length("o"."module") > 255 AS "module_bad",
        "o"."resource" IS NOT NULL AND char_length("o"."resource") > 255 AS "resource_bad"
      FROM "old"."gis_feature_class" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL OR "o"."module_bad" OR "o"."module_bad2" OR "o"."resource_bad" OR "o"."resource_bad2";
INSERT INTO "_mig_rows_gis_feature_class" ("n", "old_key", "new_id", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END, CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END,
  "o"."id"
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."module_bad" THEN "o"."module" END AS "module_value",
      CASE WHEN NOT "o"."resource_bad" THEN "o"."resource" END AS "resource_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        trim("o"."marker_id") IS NOT NULL AND NOT CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "marker_id_bad",
        "o"."module" IS NOT NULL AND char_length("o"."module") > 255 AS "module_bad",
        "o"."resource" IS NOT NULL AND char_length("o"."resource") > 255 AS "resource_bad"
      FROM "old"."gis_feature_class" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."name_bad" OR "o"."name_bad2")
  AND NOT ("o"."description_bad" OR "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."module_bad" OR "o"."module_value" IS NOT NULL AND "o"."module_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."resource_bad" OR "o"."resource_value" IS NOT NULL AND "o"."resource_value" ~ '[\U00010000-\U0010FFFF]');
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 10: rows of `gis_feature_class` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_gis_feature_class"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
UPDATE "_mig_rows_gis_feature_class" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_gis_feature_class" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_gis_feature_class"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_gis_feature_class" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_gis_feature_class") AS "x" WHERE "_mig_rows_gis_feature_class"."into_n" = "x"."n";
INSERT INTO "gis_feature_class" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "description", "marker_id", "module", "resource") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  "r"."new_name", CASE WHEN "o"."description_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."description_value" END,
  "gis_marker"."new_id", CASE WHEN "o"."module_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."module_value" END,
  CASE WHEN "o"."resource_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."resource_value" END
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
    CASE WHEN char_length("o"."description") <= 255 THEN "o"."description" END AS "description_value",
    CASE WHEN char_length("o"."module") <= 255 THEN "o"."module" END AS "module_value",
    CASE WHEN char_length("o"."resource") <= 255 THEN "o"."resource" END AS "resource_value"
  FROM "old"."gis_feature_class" AS "o"
) AS "o"
  JOIN "_mig_rows_gis_feature_class" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."marker_id") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 10, 'gis_feature_class', 'gis_feature_class', (SELECT COUNT(*) FROM "old"."gis_feature_class" AS "o"),
  (SELECT COUNT(*) FROM "gis_feature_class"),
  (SELECT COUNT(*) FROM "_mig_rows_gis_feature_class" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 10);

-- Step 11: gis_location -> gis_location (haiti.mig:39)
-- after step 3: admin refers to auth_group; after step 9: marker_id refers to gis_marker
-- after step 10: feature_class_id refers to gis_feature_class
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 11, 'gis_location', NULL, 'filled again from the feed', COUNT(*)
FROM (
  SELECT "o".*,
    trim("o"."feature_class_id") IS NOT NULL AND NOT CASE WHEN trim("o"."feature_class_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."feature_class_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "feature_class_id_bad"
  FROM "old"."gis_location" AS "o"
) AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END
WHERE CASE WHEN "gis_feature_class"."name" IS DISTINCT FROM 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN 1 ELSE 0 END = 0;
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 11, 'gis_location', CAST("o"."id" AS text),
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN 'where' WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN 'feature_class_id' WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN 'marker_id' WHEN "o"."gis_feature_type_bad" THEN 'gis_feature_type' WHEN "o"."wkt_bad" OR "o"."wkt_bad2" THEN 'wkt' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN 'admin' END,
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN 'a condition of the block cannot be decided' WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."feature_class_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_feature_class" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END) THEN '`gis_feature_class` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_feature_class' AND "j"."row_key" = "o"."feature_class_id") THEN 'the row of `gis_feature_class` with this key was rejected' ELSE 'the row of `gis_feature_class` with this key was skipped' END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."marker_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_marker" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_marker' AND "j"."row_key" = "o"."marker_id") THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN "o"."gis_feature_type_bad" THEN CASE WHEN trim("o"."gis_feature_type") IS NOT NULL AND NOT CASE WHEN trim("o"."gis_feature_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."gis_feature_type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."wkt_bad" OR "o"."wkt_bad2" THEN CASE WHEN char_length("o"."wkt") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = "o"."admin") THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN NULL WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL THEN "o"."feature_class_id" WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL THEN "o"."marker_id" WHEN "o"."gis_feature_type_bad" THEN "o"."gis_feature_type" WHEN "o"."wkt_bad" OR "o"."wkt_bad2" THEN "o"."wkt" WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN "o"."admin" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'deleted', "o"."deleted", 'name', "o"."name", 'feature_class_id', "o"."feature_class_id", 'parent', "o"."parent", 'marker_id', "o"."marker_id", 'gis_feature_type', "o"."gis_feature_type", 'lat', "o"."lat", 'lon', "o"."lon", 'wkt', "o"."wkt", 'admin', "o"."admin"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."wkt_value" IS NOT NULL AND "o"."wkt_value" ~ '[\U00010000-\U0010FFFF]' AS "wkt_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."wkt_bad" THEN "o"."wkt" END AS "wkt_value"
    FROM (
      SELECT "o".*,
        trim("o"."feature_class_id") IS NOT NULL AND NOT CASE WHEN trim("o"."feature_class_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."feature_class_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "feature_class_id_bad",
        "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        trim("o"."marker_id") IS NOT NULL AND NOT CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "marker_id_bad",
        trim("o"."gis_feature_type") IS NOT NULL AND NOT CASE WHEN trim("o"."gis_feature_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."gis_feature_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "gis_feature_type_bad",
        "o"."wkt" IS NOT NULL AND char_length("o"."wkt") > 255 AS "wkt_bad",
        trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad"
      FROM "old"."gis_location" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class_2" ON "gis_feature_class_2"."old_key" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
WHERE ("gis_feature_class"."name" IS DISTINCT FROM 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL)
  AND ("o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL OR "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."name_bad" OR "o"."name_bad2" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL OR "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL OR "o"."gis_feature_type_bad" OR "o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL);
INSERT INTO "_mig_rows_gis_location" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."wkt_bad" THEN "o"."wkt" END AS "wkt_value"
    FROM (
      SELECT "o".*,
        trim("o"."feature_class_id") IS NOT NULL AND NOT CASE WHEN trim("o"."feature_class_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."feature_class_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "feature_class_id_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        trim("o"."marker_id") IS NOT NULL AND NOT CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "marker_id_bad",
        "o"."wkt" IS NOT NULL AND char_length("o"."wkt") > 255 AS "wkt_bad",
        trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad"
      FROM "old"."gis_location" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class_2" ON "gis_feature_class_2"."old_key" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
WHERE ("gis_feature_class"."name" IS DISTINCT FROM 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL)
  AND "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."name_bad" OR "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN NOT "o"."marker_id_bad" THEN CAST(trim("o"."marker_id") AS bigint) END IS NOT NULL)
  AND NOT (trim("o"."gis_feature_type") IS NOT NULL AND NOT CASE WHEN trim("o"."gis_feature_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."gis_feature_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."wkt_bad" OR "o"."wkt_value" IS NOT NULL AND "o"."wkt_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL);
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 11: rows of `gis_location` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_gis_location"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
INSERT INTO "gis_location" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "feature_class_id", "parent", "marker_id", "gis_feature_type", "lat", "lon", "wkt", "admin") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  CASE WHEN "o"."name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."name_value" END, "gis_feature_class"."new_id", NULL,
  "gis_marker"."new_id",
  CASE WHEN CASE WHEN trim("o"."gis_feature_type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."gis_feature_type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."gis_feature_type") AS bigint) END,
  CASE WHEN trim("o"."lat") ~ '^[+-]?([0-9]{1,35}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?$' THEN CAST(trim("o"."lat") AS double precision) END,
  CASE WHEN trim("o"."lon") ~ '^[+-]?([0-9]{1,35}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?$' THEN CAST(trim("o"."lon") AS double precision) END,
  CASE WHEN "o"."wkt_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."wkt_value" END, "auth_group"."id"
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
    CASE WHEN char_length("o"."name") <= 255 THEN "o"."name" END AS "name_value",
    CASE WHEN char_length("o"."wkt") <= 255 THEN "o"."wkt" END AS "wkt_value"
  FROM "old"."gis_location" AS "o"
) AS "o"
  JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class" ON "gis_feature_class"."old_key" = CASE WHEN CASE WHEN trim("o"."feature_class_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."feature_class_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."feature_class_id") AS bigint) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN CASE WHEN trim("o"."marker_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."marker_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."marker_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."admin") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 11, 'gis_location', 'lat', 'null', COUNT(*)
FROM "old"."gis_location" AS "o" JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
WHERE trim("o"."lat") IS NOT NULL
  AND trim("o"."lat") !~ '^[+-]?([0-9]{1,35}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?$'
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 11, 'gis_location', 'lon', 'null', COUNT(*)
FROM "old"."gis_location" AS "o" JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
WHERE trim("o"."lon") IS NOT NULL
  AND trim("o"."lon") !~ '^[+-]?([0-9]{1,35}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?$'
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "skipped", "merged", "rejected")
SELECT 11, 'gis_location', 'gis_location', "c"."rows", (SELECT COUNT(*) FROM "gis_location"),
  "c"."rows" - (SELECT COUNT(*) FROM (SELECT "o".*, trim("o"."feature_class_id") IS NOT NULL AND NOT CASE WHEN trim("o"."feature_class_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."feature_class_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "feature_class_id_bad" FROM "old"."gis_location" AS "o") AS "o" LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END WHERE "gis_feature_class"."name" IS DISTINCT FROM 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN NOT "o"."feature_class_id_bad" THEN CAST(trim("o"."feature_class_id") AS bigint) END IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rows_gis_location" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 11)
FROM (SELECT COUNT(*) AS "rows" FROM "old"."gis_location" AS "o") AS "c";

-- Step 12: fill gis_location.parent (haiti.mig:40)
-- after step 11: parent refers to gis_location
DO $mig$ DECLARE r record; back text := '';
BEGIN
  FOR r IN SELECT t.tgname, t.tgenabled, t.tgrelid::regclass AS name FROM pg_trigger AS t
    WHERE NOT t.tgisinternal AND t.tgtype & 16 <> 0 AND t.tgenabled IN ('O', 'A') AND (t.tgrelid = '"gis_location"'::regclass
    OR t.tgrelid IN (SELECT relid FROM pg_partition_tree('"gis_location"'::regclass)))
  LOOP
    IF back = '' THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;
    EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', r.name, r.tgname);
    back := back || format('ALTER TABLE ONLY %s ENABLE %s TRIGGER %I;', r.name, CASE r.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, r.tgname);
  END LOOP;
  PERFORM set_config('mig.triggers', back, true);
END $mig$;
UPDATE "gis_location" SET "parent" = "x"."v" FROM (
  SELECT "r"."new_id" AS "k1", "gis_location"."id" AS "v"
  FROM "old"."gis_location" AS "o"
    JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
    JOIN "gis_location" ON "gis_location"."id" = CASE WHEN CASE WHEN trim("o"."parent") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."parent") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."parent") AS bigint) END
  WHERE "r"."into_n" IS NULL
) AS "x" WHERE "gis_location"."id" = "x"."k1";
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 12, 'gis_location', 'parent', 'null', COUNT(*)
FROM (
  SELECT "o".*,
    trim("o"."parent") IS NOT NULL AND NOT CASE WHEN trim("o"."parent") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."parent") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "parent_bad"
  FROM "old"."gis_location" AS "o"
) AS "o"
  JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN NOT "o"."parent_bad" THEN CAST(trim("o"."parent") AS bigint) END
WHERE "r"."into_n" IS NULL
  AND ("o"."parent_bad" OR "gis_location"."id" IS NULL AND CASE WHEN NOT "o"."parent_bad" THEN CAST(trim("o"."parent") AS bigint) END IS NOT NULL);
DO $mig$ BEGIN
  IF current_setting('mig.triggers') <> '' THEN EXECUTE current_setting('mig.triggers'); END IF;
END $mig$;

-- Step 13: gis_layer_js -> gis_layer_js (haiti.mig:46)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 13, 'gis_layer_js', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" THEN 'description' WHEN "o"."enabled_bad" OR "o"."enabled_bad2" THEN 'enabled' WHEN "o"."code_bad" THEN 'code' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" THEN CASE WHEN char_length("o"."description") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."enabled_bad" OR "o"."enabled_bad2" THEN CASE WHEN char_length("o"."enabled") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."code_bad" THEN 'it has a character that the new column''s character set lacks' END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."description_bad" OR "o"."description_bad2" THEN "o"."description" WHEN "o"."enabled_bad" OR "o"."enabled_bad2" THEN "o"."enabled" WHEN "o"."code_bad" THEN "o"."code" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'name', "o"."name", 'description', "o"."description", 'enabled', "o"."enabled", 'code', "o"."code"))::text
FROM (
  SELECT "o".*, "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]' AS "description_bad2",
    "o"."enabled_value" IS NOT NULL AND "o"."enabled_value" ~ '[\U00010000-\U0010FFFF]' AS "enabled_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."enabled_bad" THEN "o"."enabled" END AS "enabled_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        "o"."enabled" IS NOT NULL AND char_length("o"."enabled") > 1 AS "enabled_bad",
        "o"."code" IS NOT NULL AND "o"."code" ~ '[\U00010000-\U0010FFFF]' AS "code_bad"
      FROM "old"."gis_layer_js" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."code_bad";
INSERT INTO "gis_layer_js" ("id", "created_on", "modified_on", "name", "description", "enabled", "code") OVERRIDING SYSTEM VALUE
SELECT "o"."id", CASE WHEN NOT "o"."created_on_bad" THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN NOT "o"."modified_on_bad" THEN CAST(trim("o"."modified_on") AS timestamp) END,
  CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END,
  CASE WHEN NOT "o"."description_bad2" THEN "o"."description_value" END,
  CASE WHEN NOT "o"."enabled_bad2" THEN "o"."enabled_value" END, "o"."code"
FROM (
  SELECT "o".*, "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."description_value" IS NOT NULL AND "o"."description_value" ~ '[\U00010000-\U0010FFFF]' AS "description_bad2",
    "o"."enabled_value" IS NOT NULL AND "o"."enabled_value" ~ '[\U00010000-\U0010FFFF]' AS "enabled_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."description_bad" THEN "o"."description" END AS "description_value",
      CASE WHEN NOT "o"."enabled_bad" THEN "o"."enabled" END AS "enabled_value"
    FROM (
      SELECT "o".*,
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        "o"."description" IS NOT NULL AND char_length("o"."description") > 255 AS "description_bad",
        "o"."enabled" IS NOT NULL AND char_length("o"."enabled") > 1 AS "enabled_bad"
      FROM "old"."gis_layer_js" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647 AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."name_bad" OR "o"."name_bad2") AND NOT ("o"."description_bad" OR "o"."description_bad2")
  AND NOT ("o"."enabled_bad" OR "o"."enabled_bad2")
  AND NOT ("o"."code" IS NOT NULL AND "o"."code" ~ '[\U00010000-\U0010FFFF]');
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 13, 'gis_layer_js', 'gis_layer_js', (SELECT COUNT(*) FROM "old"."gis_layer_js" AS "o"),
  (SELECT COUNT(*) FROM "gis_layer_js"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 13);

-- Step 14: or_sector -> or_sector (haiti.mig:54)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 14, 'or_sector', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'deleted', "o"."deleted", 'name', "o"."name"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad"
      FROM "old"."or_sector" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."name_bad" OR "o"."name_bad2";
INSERT INTO "_mig_rows_or_sector" ("n", "old_key", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END,
  CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END, "o"."id"
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad"
      FROM "old"."or_sector" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."name_bad" OR "o"."name_bad2");
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 14: rows of `or_sector` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_or_sector"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
UPDATE "_mig_rows_or_sector" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_or_sector" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_or_sector"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
INSERT INTO "or_sector" ("id", "created_on", "modified_on", "uuid", "deleted", "name") OVERRIDING SYSTEM VALUE
SELECT "o"."id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  "r"."new_name"
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value"
  FROM "old"."or_sector" AS "o"
) AS "o"
  JOIN "_mig_rows_or_sector" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 14, 'or_sector', 'or_sector', (SELECT COUNT(*) FROM "old"."or_sector" AS "o"), (SELECT COUNT(*) FROM "or_sector"),
  (SELECT COUNT(*) FROM "_mig_rows_or_sector" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 14);

-- Step 15: or_organisation -> or_organisation (haiti.mig:58)
-- after step 3: admin refers to auth_group; after step 5: source_id refers to s3_source
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 15, 'or_organisation', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN ("o"."acronym_bad" OR "o"."acronym_bad2") AND "o"."acronym_bad3" THEN 'acronym' WHEN "o"."type_bad" OR "o"."type_bad2" THEN 'type' WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" THEN 'sector_id' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN 'admin' WHEN "o"."country_bad" THEN 'country' WHEN "o"."website_bad" OR "o"."website_bad2" THEN 'website' WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" THEN 'donation_phone' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN ("o"."acronym_bad" OR "o"."acronym_bad2") AND "o"."acronym_bad3" THEN CASE WHEN char_length("o"."acronym") > 8 THEN 'it is longer than 8 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."type_bad" OR "o"."type_bad2" THEN CASE WHEN "o"."type_bad" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" THEN CASE WHEN char_length("o"."sector_id") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = "o"."admin") THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN "o"."country_bad" THEN CASE WHEN trim("o"."country") IS NOT NULL AND NOT CASE WHEN trim("o"."country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."country") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."website_bad" OR "o"."website_bad2" THEN CASE WHEN char_length("o"."website") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" THEN CASE WHEN char_length("o"."donation_phone") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN ("o"."acronym_bad" OR "o"."acronym_bad2") AND "o"."acronym_bad3" THEN "o"."acronym" WHEN "o"."type_bad" OR "o"."type_bad2" THEN "o"."type" WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" THEN "o"."sector_id" WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN "o"."admin" WHEN "o"."country_bad" THEN "o"."country" WHEN "o"."website_bad" OR "o"."website_bad2" THEN "o"."website" WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" THEN "o"."donation_phone" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'deleted', "o"."deleted", 'name', "o"."name", 'acronym', "o"."acronym", 'type', "o"."type", 'sector_id', "o"."sector_id", 'admin', "o"."admin", 'country', "o"."country", 'website', "o"."website", 'donation_phone', "o"."donation_phone", 'source_id', "o"."source_id"))::text
FROM (
  SELECT "o".*, "o"."type_value2" IS NOT NULL AND "o"."type_value2" NOT BETWEEN -2147483648 AND 2147483647 AS "type_bad2"
  FROM (
    SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
      "o"."acronym_value" IS NOT NULL AND "o"."acronym_value" ~ '[\U00010000-\U0010FFFF]' AS "acronym_bad2",
      CASE "o"."type_value" WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE "o"."type_value" END AS "type_value2",
      "o"."sector_id_value" IS NOT NULL AND "o"."sector_id_value" ~ '[\U00010000-\U0010FFFF]' AS "sector_id_bad2",
      "o"."website_value" IS NOT NULL AND "o"."website_value" ~ '[\U00010000-\U0010FFFF]' AS "website_bad2",
      "o"."donation_phone_value" IS NOT NULL AND "o"."donation_phone_value" ~ '[\U00010000-\U0010FFFF]' AS "donation_phone_bad2"
    FROM (
      SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
        CASE WHEN NOT "o"."acronym_bad" THEN "o"."acronym" END AS "acronym_value",
        CASE WHEN NOT "o"."type_bad" THEN CAST(trim("o"."type") AS bigint) END AS "type_value",
        CASE WHEN NOT "o"."sector_id_bad" THEN "o"."sector_id" END AS "sector_id_value",
        CASE WHEN NOT "o"."website_bad" THEN "o"."website" END AS "website_value",
        CASE WHEN NOT "o"."donation_phone_bad" THEN "o"."donation_phone" END AS "donation_phone_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
          "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
          "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
          "o"."acronym" IS NOT NULL AND char_length("o"."acronym") > 8 AS "acronym_bad",
          left("o"."acronym", 8) IS NOT NULL AND left("o"."acronym", 8) ~ '[\U00010000-\U0010FFFF]' AS "acronym_bad3",
          trim("o"."type") IS NOT NULL AND NOT CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "type_bad",
          "o"."sector_id" IS NOT NULL AND char_length("o"."sector_id") > 255 AS "sector_id_bad",
          trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad",
          trim("o"."country") IS NOT NULL AND NOT CASE WHEN trim("o"."country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "country_bad",
          "o"."website" IS NOT NULL AND char_length("o"."website") > 255 AS "website_bad",
          "o"."donation_phone" IS NOT NULL AND char_length("o"."donation_phone") > 255 AS "donation_phone_bad"
        FROM "old"."or_organisation" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
WHERE "o"."id_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."name_bad" OR "o"."name_bad2" OR ("o"."acronym_bad" OR "o"."acronym_bad2") AND "o"."acronym_bad3" OR "o"."type_bad" OR "o"."type_bad2" OR "o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL OR "o"."country_bad" OR "o"."website_bad" OR "o"."website_bad2" OR "o"."donation_phone_bad" OR "o"."donation_phone_bad2";
INSERT INTO "_mig_rows_or_organisation" ("n", "old_key", "new_id", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END, CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END,
  "o"."id"
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    CASE "o"."type_value" WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE "o"."type_value" END AS "type_value2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."acronym_bad" THEN "o"."acronym" END AS "acronym_value",
      CASE WHEN NOT "o"."type_bad" THEN CAST(trim("o"."type") AS bigint) END AS "type_value",
      CASE WHEN NOT "o"."sector_id_bad" THEN "o"."sector_id" END AS "sector_id_value",
      CASE WHEN NOT "o"."website_bad" THEN "o"."website" END AS "website_value",
      CASE WHEN NOT "o"."donation_phone_bad" THEN "o"."donation_phone" END AS "donation_phone_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 128 AS "name_bad",
        "o"."acronym" IS NOT NULL AND char_length("o"."acronym") > 8 AS "acronym_bad",
        trim("o"."type") IS NOT NULL AND NOT CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "type_bad",
        "o"."sector_id" IS NOT NULL AND char_length("o"."sector_id") > 255 AS "sector_id_bad",
        trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad",
        "o"."website" IS NOT NULL AND char_length("o"."website") > 255 AS "website_bad",
        "o"."donation_phone" IS NOT NULL AND char_length("o"."donation_phone") > 255 AS "donation_phone_bad"
      FROM "old"."or_organisation" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."name_bad" OR "o"."name_bad2")
  AND NOT (("o"."acronym_bad" OR "o"."acronym_value" IS NOT NULL AND "o"."acronym_value" ~ '[\U00010000-\U0010FFFF]') AND left("o"."acronym", 8) IS NOT NULL AND left("o"."acronym", 8) ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."type_bad" OR "o"."type_value2" IS NOT NULL AND "o"."type_value2" NOT BETWEEN -2147483648 AND 2147483647)
  AND NOT ("o"."sector_id_bad" OR "o"."sector_id_value" IS NOT NULL AND "o"."sector_id_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL)
  AND NOT (trim("o"."country") IS NOT NULL AND NOT CASE WHEN trim("o"."country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."website_bad" OR "o"."website_value" IS NOT NULL AND "o"."website_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."donation_phone_bad" OR "o"."donation_phone_value" IS NOT NULL AND "o"."donation_phone_value" ~ '[\U00010000-\U0010FFFF]');
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 15: rows of `or_organisation` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_or_organisation"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
UPDATE "_mig_rows_or_organisation" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_or_organisation" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_or_organisation"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_or_organisation" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_or_organisation") AS "x" WHERE "_mig_rows_or_organisation"."into_n" = "x"."n";
INSERT INTO "or_organisation" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "acronym", "type", "sector_id", "admin", "country", "website", "donation_phone", "source_id") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN NOT ("o"."created_on_bad" OR "o"."created_on_bad2") THEN CASE WHEN NOT "o"."created_on_bad2" THEN date_trunc('second', "o"."created_on_value" + interval '500000 microseconds') END WHEN NOT ("o"."created_on_bad3" OR "o"."created_on_bad4") THEN CASE WHEN NOT "o"."created_on_bad4" THEN date_trunc('second', "o"."created_on_value2" + interval '500000 microseconds') END END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  "r"."new_name",
  CASE WHEN NOT ("o"."acronym_bad" OR "o"."acronym_bad2") THEN CASE WHEN NOT "o"."acronym_bad2" THEN "o"."acronym_value" END WHEN left("o"."acronym", 8) !~ '[\U00010000-\U0010FFFF]' THEN left("o"."acronym", 8) END,
  CASE WHEN "o"."type_value2" BETWEEN -2147483648 AND 2147483647 THEN "o"."type_value2" END,
  CASE WHEN "o"."sector_id_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."sector_id_value" END, "auth_group"."id",
  CASE WHEN CASE WHEN trim("o"."country") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."country") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."country") AS bigint) END,
  CASE WHEN "o"."website_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."website_value" END,
  CASE WHEN "o"."donation_phone_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."donation_phone_value" END,
  "s3_source"."id"
FROM (
  SELECT "o".*,
    "o"."created_on_value2" IS NOT NULL AND "o"."created_on_value2" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999' AS "created_on_bad4"
  FROM (
    SELECT "o".*,
      "o"."created_on_value" IS NOT NULL AND "o"."created_on_value" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999' AS "created_on_bad2",
      CASE WHEN NOT "o"."created_on_bad3" THEN CAST("o"."created_on_iso" AS timestamp) END AS "created_on_value2",
      "o"."acronym_value" IS NOT NULL AND "o"."acronym_value" ~ '[\U00010000-\U0010FFFF]' AS "acronym_bad2",
      CASE "o"."type_value" WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE "o"."type_value" END AS "type_value2"
    FROM (
      SELECT "o".*,
        CASE WHEN NOT "o"."created_on_bad" THEN CAST(trim("o"."created_on") AS timestamp) END AS "created_on_value",
        trim("o"."created_on") IS NOT NULL AND NOT coalesce("o"."created_on_iso" ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$', FALSE) AS "created_on_bad3",
        CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
        CASE WHEN NOT "o"."acronym_bad" THEN "o"."acronym" END AS "acronym_value",
        CASE WHEN CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."type") AS bigint) END AS "type_value",
        CASE WHEN char_length("o"."sector_id") <= 255 THEN "o"."sector_id" END AS "sector_id_value",
        CASE WHEN char_length("o"."website") <= 255 THEN "o"."website" END AS "website_value",
        CASE WHEN char_length("o"."donation_phone") <= 255 THEN "o"."donation_phone" END AS "donation_phone_value"
      FROM (
        SELECT "o".*,
          trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
          CASE WHEN trim("o"."created_on") ~ '^[0-9]{2}\/[0-9]{2}\/[0-9]{2} [0-9]{2}\:[0-9]{2}$' THEN CASE WHEN substr(trim("o"."created_on"), 7, 2) >= '70' THEN '19' ELSE '20' END || substr(trim("o"."created_on"), 7, 2) || '-' || substr(trim("o"."created_on"), 1, 2) || '-' || substr(trim("o"."created_on"), 4, 2) || ' ' || substr(trim("o"."created_on"), 10, 2) || ':' || substr(trim("o"."created_on"), 13, 2) || ':' || '00' END AS "created_on_iso",
          "o"."acronym" IS NOT NULL AND char_length("o"."acronym") > 8 AS "acronym_bad"
        FROM "old"."or_organisation" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."admin") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'created_on', 'or', COUNT(*)
FROM (
  SELECT "o".*,
    CASE WHEN NOT "o"."created_on_bad3" THEN CAST("o"."created_on_iso" AS timestamp) END AS "created_on_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN NOT "o"."created_on_bad" THEN CAST(trim("o"."created_on") AS timestamp) END AS "created_on_value",
      trim("o"."created_on") IS NOT NULL AND NOT coalesce("o"."created_on_iso" ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$', FALSE) AS "created_on_bad3"
    FROM (
      SELECT "o".*,
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        CASE WHEN trim("o"."created_on") ~ '^[0-9]{2}\/[0-9]{2}\/[0-9]{2} [0-9]{2}\:[0-9]{2}$' THEN CASE WHEN substr(trim("o"."created_on"), 7, 2) >= '70' THEN '19' ELSE '20' END || substr(trim("o"."created_on"), 7, 2) || '-' || substr(trim("o"."created_on"), 1, 2) || '-' || substr(trim("o"."created_on"), 4, 2) || ' ' || substr(trim("o"."created_on"), 10, 2) || ':' || substr(trim("o"."created_on"), 13, 2) || ':' || '00' END AS "created_on_iso"
      FROM "old"."or_organisation" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."created_on_bad" OR "o"."created_on_value" IS NOT NULL AND "o"."created_on_value" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND NOT ("o"."created_on_bad3" OR "o"."created_on_value2" IS NOT NULL AND "o"."created_on_value2" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'created_on', 'null', COUNT(*)
FROM (
  SELECT "o".*,
    CASE WHEN NOT "o"."created_on_bad3" THEN CAST("o"."created_on_iso" AS timestamp) END AS "created_on_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN NOT "o"."created_on_bad" THEN CAST(trim("o"."created_on") AS timestamp) END AS "created_on_value",
      trim("o"."created_on") IS NOT NULL AND NOT coalesce("o"."created_on_iso" ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$', FALSE) AS "created_on_bad3"
    FROM (
      SELECT "o".*,
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        CASE WHEN trim("o"."created_on") ~ '^[0-9]{2}\/[0-9]{2}\/[0-9]{2} [0-9]{2}\:[0-9]{2}$' THEN CASE WHEN substr(trim("o"."created_on"), 7, 2) >= '70' THEN '19' ELSE '20' END || substr(trim("o"."created_on"), 7, 2) || '-' || substr(trim("o"."created_on"), 1, 2) || '-' || substr(trim("o"."created_on"), 4, 2) || ' ' || substr(trim("o"."created_on"), 10, 2) || ':' || substr(trim("o"."created_on"), 13, 2) || ':' || '00' END AS "created_on_iso"
      FROM "old"."or_organisation" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."created_on_bad" OR "o"."created_on_value" IS NOT NULL AND "o"."created_on_value" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND ("o"."created_on_bad3" OR "o"."created_on_value2" IS NOT NULL AND "o"."created_on_value2" BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'acronym', 'cut', COUNT(*)
FROM (
  SELECT "o".*, CASE WHEN NOT "o"."acronym_bad" THEN "o"."acronym" END AS "acronym_value"
  FROM (
    SELECT "o".*, "o"."acronym" IS NOT NULL AND char_length("o"."acronym") > 8 AS "acronym_bad"
    FROM "old"."or_organisation" AS "o"
  ) AS "o"
) AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."acronym_bad" OR "o"."acronym_value" IS NOT NULL AND "o"."acronym_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (left("o"."acronym", 8) IS NOT NULL AND left("o"."acronym", 8) ~ '[\U00010000-\U0010FFFF]')
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'source_id', 'null', COUNT(*)
FROM (
  SELECT "o".*,
    trim("o"."source_id") IS NOT NULL AND NOT CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "source_id_bad"
  FROM "old"."or_organisation" AS "o"
) AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END
WHERE ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL)
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 15, 'or_organisation', 'or_organisation', (SELECT COUNT(*) FROM "old"."or_organisation" AS "o"),
  (SELECT COUNT(*) FROM "or_organisation"),
  (SELECT COUNT(*) FROM "_mig_rows_or_organisation" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 15);

-- Step 16: or_office -> or_office (haiti.mig:67)
-- after step 3: admin refers to auth_group; after step 5: source_id refers to s3_source
-- after step 11: location_id refers to gis_location, an office has a location
-- after step 15: organisation_id refers to or_organisation
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 16, 'or_office', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" THEN 'name' WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN 'organisation_id' WHEN "o"."type_bad" THEN 'type' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN 'admin' WHEN "o"."address_bad" THEN 'address' WHEN "o"."postcode_bad" OR "o"."postcode_bad2" THEN 'postcode' WHEN "o"."phone1_bad" OR "o"."phone1_bad2" THEN 'phone1' WHEN "o"."phone2_bad" OR "o"."phone2_bad2" THEN 'phone2' WHEN "o"."email_bad" OR "o"."email_bad2" THEN 'email' WHEN "o"."fax_bad" OR "o"."fax_bad2" THEN 'fax' WHEN "o"."national_staff_bad" THEN 'national_staff' WHEN "o"."international_staff_bad" THEN 'international_staff' WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" THEN 'vehicle_types' WHEN "o"."equipment_bad" OR "o"."equipment_bad2" THEN 'equipment' WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN CASE WHEN char_length("o"."uuid") > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" THEN CASE WHEN char_length("o"."name") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."organisation_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_organisation" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_organisation' AND "j"."row_key" = "o"."organisation_id") THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN "o"."type_bad" THEN CASE WHEN trim("o"."type") IS NOT NULL AND NOT CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = "o"."admin") THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN "o"."address_bad" THEN 'it has a character that the new column''s character set lacks' WHEN "o"."postcode_bad" OR "o"."postcode_bad2" THEN CASE WHEN char_length("o"."postcode") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."phone1_bad" OR "o"."phone1_bad2" THEN CASE WHEN char_length("o"."phone1") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."phone2_bad" OR "o"."phone2_bad2" THEN CASE WHEN char_length("o"."phone2") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."email_bad" OR "o"."email_bad2" THEN CASE WHEN char_length("o"."email") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."fax_bad" OR "o"."fax_bad2" THEN CASE WHEN char_length("o"."fax") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."national_staff_bad" THEN CASE WHEN trim("o"."national_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."national_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."national_staff") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."international_staff_bad" THEN CASE WHEN trim("o"."international_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."international_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."international_staff") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" THEN CASE WHEN char_length("o"."vehicle_types") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."equipment_bad" OR "o"."equipment_bad2" THEN CASE WHEN char_length("o"."equipment") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."source_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."s3_source" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 's3_source' AND "j"."row_key" = "o"."source_id") THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."uuid_bad" OR "o"."uuid_bad2" THEN "o"."uuid" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."name_bad" OR "o"."name_bad2" THEN "o"."name" WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN "o"."organisation_id" WHEN "o"."type_bad" THEN "o"."type" WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL THEN "o"."admin" WHEN "o"."address_bad" THEN "o"."address" WHEN "o"."postcode_bad" OR "o"."postcode_bad2" THEN "o"."postcode" WHEN "o"."phone1_bad" OR "o"."phone1_bad2" THEN "o"."phone1" WHEN "o"."phone2_bad" OR "o"."phone2_bad2" THEN "o"."phone2" WHEN "o"."email_bad" OR "o"."email_bad2" THEN "o"."email" WHEN "o"."fax_bad" OR "o"."fax_bad2" THEN "o"."fax" WHEN "o"."national_staff_bad" THEN "o"."national_staff" WHEN "o"."international_staff_bad" THEN "o"."international_staff" WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" THEN "o"."vehicle_types" WHEN "o"."equipment_bad" OR "o"."equipment_bad2" THEN "o"."equipment" WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN "o"."source_id" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'uuid', "o"."uuid", 'deleted', "o"."deleted", 'name', "o"."name", 'organisation_id', "o"."organisation_id", 'type', "o"."type", 'admin', "o"."admin", 'location_id', "o"."location_id", 'parent', "o"."parent", 'address', "o"."address", 'postcode', "o"."postcode", 'phone1', "o"."phone1", 'phone2', "o"."phone2", 'email', "o"."email", 'fax', "o"."fax", 'national_staff', "o"."national_staff", 'international_staff', "o"."international_staff", 'number_of_vehicles', "o"."number_of_vehicles", 'vehicle_types', "o"."vehicle_types", 'equipment', "o"."equipment", 'source_id', "o"."source_id"))::text
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2",
    "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]' AS "name_bad2",
    "o"."postcode_value" IS NOT NULL AND "o"."postcode_value" ~ '[\U00010000-\U0010FFFF]' AS "postcode_bad2",
    "o"."phone1_value" IS NOT NULL AND "o"."phone1_value" ~ '[\U00010000-\U0010FFFF]' AS "phone1_bad2",
    "o"."phone2_value" IS NOT NULL AND "o"."phone2_value" ~ '[\U00010000-\U0010FFFF]' AS "phone2_bad2",
    "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]' AS "email_bad2",
    "o"."fax_value" IS NOT NULL AND "o"."fax_value" ~ '[\U00010000-\U0010FFFF]' AS "fax_bad2",
    "o"."vehicle_types_value" IS NOT NULL AND "o"."vehicle_types_value" ~ '[\U00010000-\U0010FFFF]' AS "vehicle_types_bad2",
    "o"."equipment_value" IS NOT NULL AND "o"."equipment_value" ~ '[\U00010000-\U0010FFFF]' AS "equipment_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."postcode_bad" THEN "o"."postcode" END AS "postcode_value",
      CASE WHEN NOT "o"."phone1_bad" THEN "o"."phone1" END AS "phone1_value",
      CASE WHEN NOT "o"."phone2_bad" THEN "o"."phone2" END AS "phone2_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."fax_bad" THEN "o"."fax" END AS "fax_value",
      CASE WHEN NOT "o"."vehicle_types_bad" THEN "o"."vehicle_types" END AS "vehicle_types_value",
      CASE WHEN NOT "o"."equipment_bad" THEN "o"."equipment" END AS "equipment_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        trim("o"."organisation_id") IS NOT NULL AND NOT CASE WHEN trim("o"."organisation_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."organisation_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "organisation_id_bad",
        trim("o"."type") IS NOT NULL AND NOT CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "type_bad",
        trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad",
        "o"."address" IS NOT NULL AND "o"."address" ~ '[\U00010000-\U0010FFFF]' AS "address_bad",
        "o"."postcode" IS NOT NULL AND char_length("o"."postcode") > 255 AS "postcode_bad",
        "o"."phone1" IS NOT NULL AND char_length("o"."phone1") > 255 AS "phone1_bad",
        "o"."phone2" IS NOT NULL AND char_length("o"."phone2") > 255 AS "phone2_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 255 AS "email_bad",
        "o"."fax" IS NOT NULL AND char_length("o"."fax") > 255 AS "fax_bad",
        trim("o"."national_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."national_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."national_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "national_staff_bad",
        trim("o"."international_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."international_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."international_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS "international_staff_bad",
        "o"."vehicle_types" IS NOT NULL AND char_length("o"."vehicle_types") > 255 AS "vehicle_types_bad",
        "o"."equipment" IS NOT NULL AND char_length("o"."equipment") > 255 AS "equipment_bad",
        trim("o"."source_id") IS NOT NULL AND NOT CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "source_id_bad"
      FROM "old"."or_office" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL OR "o"."type_bad" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL OR "o"."address_bad" OR "o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."fax_bad" OR "o"."fax_bad2" OR "o"."national_staff_bad" OR "o"."international_staff_bad" OR "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL;
INSERT INTO "_mig_rows_or_office" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END
FROM (
  SELECT "o".*, "o"."uuid_value" IS NOT NULL AND "o"."uuid_value" ~ '[\U00010000-\U0010FFFF]' AS "uuid_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."uuid_bad" THEN "o"."uuid" END AS "uuid_value",
      CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."name_bad" THEN "o"."name" END AS "name_value",
      CASE WHEN NOT "o"."postcode_bad" THEN "o"."postcode" END AS "postcode_value",
      CASE WHEN NOT "o"."phone1_bad" THEN "o"."phone1" END AS "phone1_value",
      CASE WHEN NOT "o"."phone2_bad" THEN "o"."phone2" END AS "phone2_value",
      CASE WHEN NOT "o"."email_bad" THEN "o"."email" END AS "email_value",
      CASE WHEN NOT "o"."fax_bad" THEN "o"."fax" END AS "fax_value",
      CASE WHEN NOT "o"."vehicle_types_bad" THEN "o"."vehicle_types" END AS "vehicle_types_value",
      CASE WHEN NOT "o"."equipment_bad" THEN "o"."equipment" END AS "equipment_value"
    FROM (
      SELECT "o".*, "o"."uuid" IS NOT NULL AND char_length("o"."uuid") > 64 AS "uuid_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        "o"."name" IS NOT NULL AND char_length("o"."name") > 255 AS "name_bad",
        trim("o"."organisation_id") IS NOT NULL AND NOT CASE WHEN trim("o"."organisation_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."organisation_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "organisation_id_bad",
        trim("o"."admin") IS NOT NULL AND NOT CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "admin_bad",
        "o"."postcode" IS NOT NULL AND char_length("o"."postcode") > 255 AS "postcode_bad",
        "o"."phone1" IS NOT NULL AND char_length("o"."phone1") > 255 AS "phone1_bad",
        "o"."phone2" IS NOT NULL AND char_length("o"."phone2") > 255 AS "phone2_bad",
        "o"."email" IS NOT NULL AND char_length("o"."email") > 255 AS "email_bad",
        "o"."fax" IS NOT NULL AND char_length("o"."fax") > 255 AS "fax_bad",
        "o"."vehicle_types" IS NOT NULL AND char_length("o"."vehicle_types") > 255 AS "vehicle_types_bad",
        "o"."equipment" IS NOT NULL AND char_length("o"."equipment") > 255 AS "equipment_bad",
        trim("o"."source_id") IS NOT NULL AND NOT CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "source_id_bad"
      FROM "old"."or_office" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647
  AND NOT (trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT (trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$')
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."name_bad" OR "o"."name_value" IS NOT NULL AND "o"."name_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL)
  AND NOT (trim("o"."type") IS NOT NULL AND NOT CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN NOT "o"."admin_bad" THEN CAST(trim("o"."admin") AS bigint) END IS NOT NULL)
  AND NOT ("o"."address" IS NOT NULL AND "o"."address" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."postcode_bad" OR "o"."postcode_value" IS NOT NULL AND "o"."postcode_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."phone1_bad" OR "o"."phone1_value" IS NOT NULL AND "o"."phone1_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."phone2_bad" OR "o"."phone2_value" IS NOT NULL AND "o"."phone2_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."email_bad" OR "o"."email_value" IS NOT NULL AND "o"."email_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."fax_bad" OR "o"."fax_value" IS NOT NULL AND "o"."fax_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT (trim("o"."national_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."national_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."national_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (trim("o"."international_staff") IS NOT NULL AND NOT CASE WHEN trim("o"."international_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."international_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT ("o"."vehicle_types_bad" OR "o"."vehicle_types_value" IS NOT NULL AND "o"."vehicle_types_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."equipment_bad" OR "o"."equipment_value" IS NOT NULL AND "o"."equipment_value" ~ '[\U00010000-\U0010FFFF]')
  AND NOT ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL);
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 16: rows of `or_office` are equal in uuid, and the program says `fail`: ' || string_agg("x"."t", '; ') END
FROM (
  SELECT left(coalesce(MIN("new_uuid"), 'null'), 40) || ' (rows ' || left(coalesce(CAST(MIN("old_key") AS text), 'null'), 40) || ' and ' || left(coalesce(CAST(MAX("old_key") AS text), 'null'), 40) || ')' AS "t"
  FROM "_mig_rows_or_office"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;
INSERT INTO "or_office" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "organisation_id", "type", "admin", "location_id", "parent", "address", "postcode", "phone1", "phone2", "email", "fax", "national_staff", "international_staff", "number_of_vehicles", "vehicle_types", "equipment", "source_id") OVERRIDING SYSTEM VALUE
SELECT "r"."new_id",
  CASE WHEN trim("o"."created_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN trim("o"."modified_on") ~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' THEN CAST(trim("o"."modified_on") AS timestamp) END,
  "r"."new_uuid", CASE WHEN "o"."deleted_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."deleted_value" END,
  CASE WHEN "o"."name_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."name_value" END, "or_organisation"."new_id",
  CASE WHEN CASE WHEN trim("o"."type") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."type") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."type") AS bigint) END,
  "auth_group"."id", "gis_location"."id", NULL, "o"."address",
  CASE WHEN "o"."postcode_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."postcode_value" END,
  CASE WHEN "o"."phone1_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."phone1_value" END,
  CASE WHEN "o"."phone2_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."phone2_value" END,
  CASE WHEN "o"."email_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."email_value" END,
  CASE WHEN "o"."fax_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."fax_value" END,
  CASE WHEN CASE WHEN trim("o"."national_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."national_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."national_staff") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."international_staff") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."international_staff") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."international_staff") AS bigint) END,
  CASE WHEN CASE WHEN trim("o"."number_of_vehicles") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."number_of_vehicles") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(trim("o"."number_of_vehicles") AS bigint) END,
  CASE WHEN "o"."vehicle_types_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."vehicle_types_value" END,
  CASE WHEN "o"."equipment_value" !~ '[\U00010000-\U0010FFFF]' THEN "o"."equipment_value" END, "s3_source"."id"
FROM (
  SELECT "o".*, CASE WHEN char_length("o"."deleted") <= 1 THEN "o"."deleted" END AS "deleted_value",
    CASE WHEN char_length("o"."name") <= 255 THEN "o"."name" END AS "name_value",
    CASE WHEN char_length("o"."postcode") <= 255 THEN "o"."postcode" END AS "postcode_value",
    CASE WHEN char_length("o"."phone1") <= 255 THEN "o"."phone1" END AS "phone1_value",
    CASE WHEN char_length("o"."phone2") <= 255 THEN "o"."phone2" END AS "phone2_value",
    CASE WHEN char_length("o"."email") <= 255 THEN "o"."email" END AS "email_value",
    CASE WHEN char_length("o"."fax") <= 255 THEN "o"."fax" END AS "fax_value",
    CASE WHEN char_length("o"."vehicle_types") <= 255 THEN "o"."vehicle_types" END AS "vehicle_types_value",
    CASE WHEN char_length("o"."equipment") <= 255 THEN "o"."equipment" END AS "equipment_value"
  FROM "old"."or_office" AS "o"
) AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN CASE WHEN trim("o"."organisation_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."organisation_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."organisation_id") AS bigint) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN CASE WHEN trim("o"."admin") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."admin") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."admin") AS bigint) END
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN CASE WHEN trim("o"."location_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."location_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."location_id") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 16, 'or_office', 'location_id', 'null', COUNT(*)
FROM (
  SELECT "o".*,
    trim("o"."location_id") IS NOT NULL AND NOT CASE WHEN trim("o"."location_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."location_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "location_id_bad"
  FROM "old"."or_office" AS "o"
) AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN NOT "o"."location_id_bad" THEN CAST(trim("o"."location_id") AS bigint) END
WHERE ("o"."location_id_bad" OR "gis_location"."id" IS NULL AND CASE WHEN NOT "o"."location_id_bad" THEN CAST(trim("o"."location_id") AS bigint) END IS NOT NULL)
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 16, 'or_office', 'number_of_vehicles', 'null', COUNT(*)
FROM "old"."or_office" AS "o" JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
WHERE trim("o"."number_of_vehicles") IS NOT NULL
  AND NOT CASE WHEN trim("o"."number_of_vehicles") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."number_of_vehicles") AS numeric) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 16, 'or_office', 'or_office', (SELECT COUNT(*) FROM "old"."or_office" AS "o"), (SELECT COUNT(*) FROM "or_office"),
  (SELECT COUNT(*) FROM "_mig_rows_or_office" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 16);

-- Step 17: fill or_office.parent (haiti.mig:68)
-- after step 16: parent refers to or_office
DO $mig$ DECLARE r record; back text := '';
BEGIN
  FOR r IN SELECT t.tgname, t.tgenabled, t.tgrelid::regclass AS name FROM pg_trigger AS t
    WHERE NOT t.tgisinternal AND t.tgtype & 16 <> 0 AND t.tgenabled IN ('O', 'A') AND (t.tgrelid = '"or_office"'::regclass
    OR t.tgrelid IN (SELECT relid FROM pg_partition_tree('"or_office"'::regclass)))
  LOOP
    IF back = '' THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;
    EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', r.name, r.tgname);
    back := back || format('ALTER TABLE ONLY %s ENABLE %s TRIGGER %I;', r.name, CASE r.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, r.tgname);
  END LOOP;
  PERFORM set_config('mig.triggers', back, true);
END $mig$;
UPDATE "or_office" SET "parent" = "x"."v" FROM (
  SELECT "r"."new_id" AS "k1", "or_office"."id" AS "v"
  FROM "old"."or_office" AS "o"
    JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
    JOIN "or_office" ON "or_office"."id" = CASE WHEN CASE WHEN trim("o"."parent") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."parent") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(trim("o"."parent") AS bigint) END
  WHERE "r"."into_n" IS NULL
) AS "x" WHERE "or_office"."id" = "x"."k1";
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 17, 'or_office', 'parent', 'null', COUNT(*)
FROM (
  SELECT "o".*,
    trim("o"."parent") IS NOT NULL AND NOT CASE WHEN trim("o"."parent") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."parent") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "parent_bad"
  FROM "old"."or_office" AS "o"
) AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN NOT "o"."parent_bad" THEN CAST(trim("o"."parent") AS bigint) END
WHERE "r"."into_n" IS NULL
  AND ("o"."parent_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."parent_bad" THEN CAST(trim("o"."parent") AS bigint) END IS NOT NULL);
DO $mig$ BEGIN
  IF current_setting('mig.triggers') <> '' THEN EXECUTE current_setting('mig.triggers'); END IF;
END $mig$;

-- Step 18: or_contact -> or_contact (haiti.mig:73)
-- after step 5: source_id refers to s3_source
-- after step 7: person_id refers to pr_person, manager_id refers to pr_person
-- after step 15: organisation_id refers to or_organisation; after step 16: office_id refers to or_office
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 18, 'or_contact', CAST("o"."id" AS text),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN 'deleted' WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END IS NOT NULL THEN 'person_id' WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN 'organisation_id' WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END IS NOT NULL THEN 'office_id' WHEN "o"."title_bad" OR "o"."title_bad2" THEN 'title' WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END IS NOT NULL THEN 'manager_id' WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" THEN 'focal_point' WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN CASE WHEN char_length("o"."deleted") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."person_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_person" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_person' AND "j"."row_key" = "o"."person_id") THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."organisation_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_organisation" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_organisation' AND "j"."row_key" = "o"."organisation_id") THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."office_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_office" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END) THEN '`or_office` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_office' AND "j"."row_key" = "o"."office_id") THEN 'the row of `or_office` with this key was rejected' ELSE 'the row of `or_office` with this key was skipped' END WHEN "o"."title_bad" OR "o"."title_bad2" THEN CASE WHEN char_length("o"."title") > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."manager_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_person" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_person' AND "j"."row_key" = "o"."manager_id") THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" THEN CASE WHEN char_length("o"."focal_point") > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN CASE WHEN "o"."source_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."s3_source" AS "x" WHERE "x"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 's3_source' AND "j"."row_key" = "o"."source_id") THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS text) WHEN "o"."created_on_bad" THEN "o"."created_on" WHEN "o"."modified_on_bad" THEN "o"."modified_on" WHEN "o"."deleted_bad" OR "o"."deleted_bad2" THEN "o"."deleted" WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END IS NOT NULL THEN "o"."person_id" WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL THEN "o"."organisation_id" WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END IS NOT NULL THEN "o"."office_id" WHEN "o"."title_bad" OR "o"."title_bad2" THEN "o"."title" WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END IS NOT NULL THEN "o"."manager_id" WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" THEN "o"."focal_point" WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL THEN "o"."source_id" END,
  (jsonb_build_object('id', "o"."id", 'created_on', "o"."created_on", 'modified_on', "o"."modified_on", 'deleted', "o"."deleted", 'person_id', "o"."person_id", 'organisation_id', "o"."organisation_id", 'office_id', "o"."office_id", 'title', "o"."title", 'manager_id', "o"."manager_id", 'focal_point', "o"."focal_point", 'source_id', "o"."source_id"))::text
FROM (
  SELECT "o".*, "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."title_value" IS NOT NULL AND "o"."title_value" ~ '[\U00010000-\U0010FFFF]' AS "title_bad2",
    "o"."focal_point_value" IS NOT NULL AND "o"."focal_point_value" ~ '[\U00010000-\U0010FFFF]' AS "focal_point_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."title_bad" THEN "o"."title" END AS "title_value",
      CASE WHEN NOT "o"."focal_point_bad" THEN "o"."focal_point" END AS "focal_point_value"
    FROM (
      SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."person_id") IS NOT NULL AND NOT CASE WHEN trim("o"."person_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."person_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "person_id_bad",
        trim("o"."organisation_id") IS NOT NULL AND NOT CASE WHEN trim("o"."organisation_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."organisation_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "organisation_id_bad",
        trim("o"."office_id") IS NOT NULL AND NOT CASE WHEN trim("o"."office_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."office_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "office_id_bad",
        "o"."title" IS NOT NULL AND char_length("o"."title") > 255 AS "title_bad",
        trim("o"."manager_id") IS NOT NULL AND NOT CASE WHEN trim("o"."manager_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."manager_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "manager_id_bad",
        "o"."focal_point" IS NOT NULL AND char_length("o"."focal_point") > 1 AS "focal_point_bad",
        trim("o"."source_id") IS NOT NULL AND NOT CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "source_id_bad"
      FROM "old"."or_contact" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person" ON "pr_person"."old_key" = CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person_2" ON "pr_person_2"."old_key" = CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END IS NOT NULL OR "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL OR "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END IS NOT NULL OR "o"."title_bad" OR "o"."title_bad2" OR "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END IS NOT NULL OR "o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL;
INSERT INTO "or_contact" ("id", "created_on", "modified_on", "deleted", "person_id", "organisation_id", "office_id", "title", "manager_id", "focal_point", "source_id") OVERRIDING SYSTEM VALUE
SELECT "o"."id", CASE WHEN NOT "o"."created_on_bad" THEN CAST(trim("o"."created_on") AS timestamp) END,
  CASE WHEN NOT "o"."modified_on_bad" THEN CAST(trim("o"."modified_on") AS timestamp) END,
  CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END, "pr_person"."new_id", "or_organisation"."new_id",
  "or_office"."id", CASE WHEN NOT "o"."title_bad2" THEN "o"."title_value" END, "pr_person_2"."new_id",
  CASE WHEN NOT "o"."focal_point_bad2" THEN "o"."focal_point_value" END, "s3_source"."id"
FROM (
  SELECT "o".*, "o"."deleted_value" IS NOT NULL AND "o"."deleted_value" ~ '[\U00010000-\U0010FFFF]' AS "deleted_bad2",
    "o"."title_value" IS NOT NULL AND "o"."title_value" ~ '[\U00010000-\U0010FFFF]' AS "title_bad2",
    "o"."focal_point_value" IS NOT NULL AND "o"."focal_point_value" ~ '[\U00010000-\U0010FFFF]' AS "focal_point_bad2"
  FROM (
    SELECT "o".*, CASE WHEN NOT "o"."deleted_bad" THEN "o"."deleted" END AS "deleted_value",
      CASE WHEN NOT "o"."title_bad" THEN "o"."title" END AS "title_value",
      CASE WHEN NOT "o"."focal_point_bad" THEN "o"."focal_point" END AS "focal_point_value"
    FROM (
      SELECT "o".*,
        trim("o"."created_on") IS NOT NULL AND trim("o"."created_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "created_on_bad",
        trim("o"."modified_on") IS NOT NULL AND trim("o"."modified_on") !~ '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?Z?)?$' AS "modified_on_bad",
        "o"."deleted" IS NOT NULL AND char_length("o"."deleted") > 1 AS "deleted_bad",
        trim("o"."person_id") IS NOT NULL AND NOT CASE WHEN trim("o"."person_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."person_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "person_id_bad",
        trim("o"."organisation_id") IS NOT NULL AND NOT CASE WHEN trim("o"."organisation_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."organisation_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "organisation_id_bad",
        trim("o"."office_id") IS NOT NULL AND NOT CASE WHEN trim("o"."office_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."office_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "office_id_bad",
        "o"."title" IS NOT NULL AND char_length("o"."title") > 255 AS "title_bad",
        trim("o"."manager_id") IS NOT NULL AND NOT CASE WHEN trim("o"."manager_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."manager_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "manager_id_bad",
        "o"."focal_point" IS NOT NULL AND char_length("o"."focal_point") > 1 AS "focal_point_bad",
        trim("o"."source_id") IS NOT NULL AND NOT CASE WHEN trim("o"."source_id") ~ '^[+-]?[0-9]{1,60}$' THEN CAST(trim("o"."source_id") AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS "source_id_bad"
      FROM "old"."or_contact" AS "o"
    ) AS "o"
  ) AS "o"
) AS "o"
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person" ON "pr_person"."old_key" = CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person_2" ON "pr_person_2"."old_key" = CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END
WHERE "o"."id" BETWEEN -2147483648 AND 2147483647 AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2")
  AND NOT ("o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN NOT "o"."person_id_bad" THEN CAST(trim("o"."person_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN NOT "o"."organisation_id_bad" THEN CAST(trim("o"."organisation_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN NOT "o"."office_id_bad" THEN CAST(trim("o"."office_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."title_bad" OR "o"."title_bad2")
  AND NOT ("o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN NOT "o"."manager_id_bad" THEN CAST(trim("o"."manager_id") AS bigint) END IS NOT NULL)
  AND NOT ("o"."focal_point_bad" OR "o"."focal_point_bad2")
  AND NOT ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN NOT "o"."source_id_bad" THEN CAST(trim("o"."source_id") AS bigint) END IS NOT NULL);
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 18, 'or_contact', 'or_contact', (SELECT COUNT(*) FROM "old"."or_contact" AS "o"),
  (SELECT COUNT(*) FROM "or_contact"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 18);

-- Step 19: after run: ./maintenance.off (haiti.mig:8)
-- to run by hand here: ./maintenance.off

-- Step 20: after note: Check that the site is completely functional. (haiti.mig:9)
-- to do by hand here: Check that the site is completely functional.

-- Every row has one fate
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"auth_user"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "auth_user"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"auth_group"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "auth_group"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"auth_membership"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "auth_membership"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"s3_source"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "s3_source"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"pr_pentity"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "pr_pentity"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"pr_person"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "pr_person"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"pr_group"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "pr_group"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"gis_marker"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "gis_marker"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"gis_feature_class"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "gis_feature_class"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"gis_location"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "gis_location"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"gis_layer_js"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "gis_layer_js"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"or_sector"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "or_sector"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"or_organisation"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "or_organisation"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"or_office"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "or_office"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
SELECT setval(s.seq, CAST(m.last AS bigint))
FROM (
  SELECT pg_get_serial_sequence('"or_contact"', 'id')::regclass AS seq
) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (
  SELECT CASE WHEN q.seqincrement > 0 THEN MAX("id") ELSE MIN("id") END AS last FROM "or_contact"
) AS m
WHERE m.last BETWEEN q.seqmin AND q.seqmax
  AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement);
DO $mig$ DECLARE message text; BEGIN
  message := (SELECT CASE WHEN EXISTS (SELECT 1 FROM "_mig_counts" WHERE "rows" <> "moved" + "skipped" + "merged" + "rejected") THEN 'some rows have no fate: rows are not moved + skipped + merged + rejected' END);
  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;
END $mig$;

COMMIT;

-- Counts
SELECT "step", "block", "target", "rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner" FROM "_mig_counts" ORDER BY "step", "target";
-- Rejects by reason
SELECT "step", "block", "column_name", "reason", COUNT(*) AS "rejected", MIN("row_key") AS "for_example" FROM "_mig_rejects" GROUP BY "step", "block", "column_name", "reason" ORDER BY "step", "block", "column_name", "reason";
-- Policies used
SELECT "step", "block", "column_name", "policy", "uses" FROM "_mig_uses" WHERE "uses" > 0 ORDER BY "step", "column_name", "policy";
