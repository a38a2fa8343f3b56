-- polonia.mig for sqlite, written by migc 0.1.0
-- program a5fb617416901dbe7e79f53fcb8c1f6fb8fdf280672c3c44772487efda24f8f3
-- Run it on the new database `polonia`; the old tables are read from `polonia_old` and never written.
-- It stops at the first check that fails and then changes nothing.
.bail on

PRAGMA foreign_keys = OFF;
ATTACH 'file:old.db?mode=ro' AS "polonia_old";
CREATE TEMP TABLE IF NOT EXISTS _mig_stop (message TEXT, CONSTRAINT "a check of the migration failed, see the line above" CHECK (message IS NULL));

-- Old rows with their values tested and read, for this session only
DROP VIEW IF EXISTS temp."_mig_read_uzytkownicy_profile";
CREATE TEMP VIEW "_mig_read_uzytkownicy_profile" AS
SELECT "o".*,
  CASE WHEN "o"."data_rej" IS datetime("o"."data_rej", '+0 days') AND "o"."data_rej" > '0001' THEN "o"."data_rej" WHEN NOT "o"."data_rej_bad" THEN CASE length(trim("o"."data_rej")) WHEN 19 THEN replace(trim("o"."data_rej"), 'T', ' ') WHEN 10 THEN trim("o"."data_rej") || ' 00:00:00' ELSE substr(trim("o"."data_rej"), 1, 10) || ' ' || (substr(trim("o"."data_rej"), 12, 5) || CASE substr(trim("o"."data_rej"), 17, 1) WHEN ':' THEN substr(trim("o"."data_rej"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."data_rej"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "data_rej_read"
FROM (
  SELECT "o".*,
    NOT CASE WHEN "o"."data_rej" IS datetime("o"."data_rej", '+0 days') AND "o"."data_rej" > '0001' THEN TRUE ELSE trim("o"."data_rej") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."data_rej") > '0001' AND date(substr(trim("o"."data_rej"), 1, 10), '+0 days') IS substr(trim("o"."data_rej"), 1, 10) AND (length(trim("o"."data_rej")) = 10 OR substr(trim("o"."data_rej"), 11, 1) IN (' ', 'T') AND substr(trim("o"."data_rej"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."data_rej"), 12, 2) < '24' AND trim("o"."data_rej") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."data_rej"), 17), 'Z') = '' OR rtrim(substr(trim("o"."data_rej"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."data_rej"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."data_rej"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."data_rej"), 17), 'Z')) <= 10)) END AS "data_rej_bad"
  FROM "polonia_old"."uzytkownicy" AS "o"
) AS "o";
DROP VIEW IF EXISTS temp."_mig_read_tematy";
CREATE TEMP VIEW "_mig_read_tematy" AS
SELECT "o".*,
  CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN "o"."kolumna_data" WHEN NOT "o"."kolumna_data_bad" THEN CASE length(trim("o"."kolumna_data")) WHEN 19 THEN replace(trim("o"."kolumna_data"), 'T', ' ') WHEN 10 THEN trim("o"."kolumna_data") || ' 00:00:00' ELSE substr(trim("o"."kolumna_data"), 1, 10) || ' ' || (substr(trim("o"."kolumna_data"), 12, 5) || CASE substr(trim("o"."kolumna_data"), 17, 1) WHEN ':' THEN substr(trim("o"."kolumna_data"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."kolumna_data"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "kolumna_data_read"
FROM (
  SELECT "o".*,
    NOT CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN TRUE ELSE trim("o"."kolumna_data") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."kolumna_data") > '0001' AND date(substr(trim("o"."kolumna_data"), 1, 10), '+0 days') IS substr(trim("o"."kolumna_data"), 1, 10) AND (length(trim("o"."kolumna_data")) = 10 OR substr(trim("o"."kolumna_data"), 11, 1) IN (' ', 'T') AND substr(trim("o"."kolumna_data"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."kolumna_data"), 12, 2) < '24' AND trim("o"."kolumna_data") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') = '' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z')) <= 10)) END AS "kolumna_data_bad"
  FROM "polonia_old"."tematy" AS "o"
) AS "o";
DROP VIEW IF EXISTS temp."_mig_read_posty";
CREATE TEMP VIEW "_mig_read_posty" AS
SELECT "o".*,
  CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN "o"."kolumna_data" WHEN NOT "o"."kolumna_data_bad" THEN CASE length(trim("o"."kolumna_data")) WHEN 19 THEN replace(trim("o"."kolumna_data"), 'T', ' ') WHEN 10 THEN trim("o"."kolumna_data") || ' 00:00:00' ELSE substr(trim("o"."kolumna_data"), 1, 10) || ' ' || (substr(trim("o"."kolumna_data"), 12, 5) || CASE substr(trim("o"."kolumna_data"), 17, 1) WHEN ':' THEN substr(trim("o"."kolumna_data"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."kolumna_data"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "kolumna_data_read"
FROM (
  SELECT "o".*,
    NOT CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN TRUE ELSE trim("o"."kolumna_data") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."kolumna_data") > '0001' AND date(substr(trim("o"."kolumna_data"), 1, 10), '+0 days') IS substr(trim("o"."kolumna_data"), 1, 10) AND (length(trim("o"."kolumna_data")) = 10 OR substr(trim("o"."kolumna_data"), 11, 1) IN (' ', 'T') AND substr(trim("o"."kolumna_data"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."kolumna_data"), 12, 2) < '24' AND trim("o"."kolumna_data") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') = '' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z')) <= 10)) END AS "kolumna_data_bad"
  FROM "polonia_old"."posty" AS "o"
) AS "o";
DROP VIEW IF EXISTS temp."_mig_read_wiadomosci";
CREATE TEMP VIEW "_mig_read_wiadomosci" AS
SELECT "o".*,
  CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN "o"."kolumna_data" WHEN NOT "o"."kolumna_data_bad" THEN CASE length(trim("o"."kolumna_data")) WHEN 19 THEN replace(trim("o"."kolumna_data"), 'T', ' ') WHEN 10 THEN trim("o"."kolumna_data") || ' 00:00:00' ELSE substr(trim("o"."kolumna_data"), 1, 10) || ' ' || (substr(trim("o"."kolumna_data"), 12, 5) || CASE substr(trim("o"."kolumna_data"), 17, 1) WHEN ':' THEN substr(trim("o"."kolumna_data"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."kolumna_data"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "kolumna_data_read"
FROM (
  SELECT "o".*,
    NOT CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN TRUE ELSE trim("o"."kolumna_data") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."kolumna_data") > '0001' AND date(substr(trim("o"."kolumna_data"), 1, 10), '+0 days') IS substr(trim("o"."kolumna_data"), 1, 10) AND (length(trim("o"."kolumna_data")) = 10 OR substr(trim("o"."kolumna_data"), 11, 1) IN (' ', 'T') AND substr(trim("o"."kolumna_data"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."kolumna_data"), 12, 2) < '24' AND trim("o"."kolumna_data") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') = '' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z')) <= 10)) END AS "kolumna_data_bad"
  FROM "polonia_old"."wiadomosci" AS "o"
) AS "o";
DROP VIEW IF EXISTS temp."_mig_read_akcje";
CREATE TEMP VIEW "_mig_read_akcje" AS
SELECT "o".*,
  CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN "o"."kolumna_data" WHEN NOT "o"."kolumna_data_bad" THEN CASE length(trim("o"."kolumna_data")) WHEN 19 THEN replace(trim("o"."kolumna_data"), 'T', ' ') WHEN 10 THEN trim("o"."kolumna_data") || ' 00:00:00' ELSE substr(trim("o"."kolumna_data"), 1, 10) || ' ' || (substr(trim("o"."kolumna_data"), 12, 5) || CASE substr(trim("o"."kolumna_data"), 17, 1) WHEN ':' THEN substr(trim("o"."kolumna_data"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."kolumna_data"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "kolumna_data_read"
FROM (
  SELECT "o".*,
    NOT CASE WHEN "o"."kolumna_data" IS datetime("o"."kolumna_data", '+0 days') AND "o"."kolumna_data" > '0001' THEN TRUE ELSE trim("o"."kolumna_data") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."kolumna_data") > '0001' AND date(substr(trim("o"."kolumna_data"), 1, 10), '+0 days') IS substr(trim("o"."kolumna_data"), 1, 10) AND (length(trim("o"."kolumna_data")) = 10 OR substr(trim("o"."kolumna_data"), 11, 1) IN (' ', 'T') AND substr(trim("o"."kolumna_data"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."kolumna_data"), 12, 2) < '24' AND trim("o"."kolumna_data") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') = '' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."kolumna_data"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."kolumna_data"), 17), 'Z')) <= 10)) END AS "kolumna_data_bad"
  FROM "polonia_old"."akcje" AS "o"
) AS "o";

-- Helper tables; all their names begin with _mig_
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "sf_guard_user") THEN 'the new table `sf_guard_user` is not empty: empty it, or write `empty sf_guard_user` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "sf_guard_user") THEN 'the new table `sf_guard_user` is not empty: empty it, or write `empty sf_guard_user` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "profile") THEN 'the new table `profile` is not empty: empty it, or write `empty profile` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "profile") THEN 'the new table `profile` is not empty: empty it, or write `empty profile` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "forum_topic") THEN 'the new table `forum_topic` is not empty: empty it, or write `empty forum_topic` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "forum_topic") THEN 'the new table `forum_topic` is not empty: empty it, or write `empty forum_topic` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "forum_post") THEN 'the new table `forum_post` is not empty: empty it, or write `empty forum_post` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "forum_post") THEN 'the new table `forum_post` is not empty: empty it, or write `empty forum_post` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "message") THEN 'the new table `message` is not empty: empty it, or write `empty message` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "message") THEN 'the new table `message` is not empty: empty it, or write `empty message` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "action" WHERE EXISTS (SELECT 1 FROM main.sqlite_master AS t WHERE t.type = 'table' AND t.name = '_mig_run')) THEN 'the new table `action` is not empty and an earlier run left its `_mig_` tables here: start from a clean copy, or drop them' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "action" WHERE EXISTS (SELECT 1 FROM main.sqlite_master AS t WHERE t.type = 'table' AND t.name = '_mig_run')) THEN 'the new table `action` is not empty and an earlier run left its `_mig_` tables here: start from a clean copy, or drop them' END);
DROP TABLE IF EXISTS "_mig_run";
DROP TABLE IF EXISTS "_mig_counts";
DROP TABLE IF EXISTS "_mig_rejects";
DROP TABLE IF EXISTS "_mig_uses";
DROP TABLE IF EXISTS "_mig_numbers";
DROP TABLE IF EXISTS "_mig_rows_uzytkownicy";
DROP TABLE IF EXISTS "_mig_rows_uzytkownicy_profile";
DROP TABLE IF EXISTS "_mig_stubs_uzytkownicy";
DROP TABLE IF EXISTS "_mig_stubs_uzytkownicy_profile";
CREATE TABLE "_mig_run" ("program" TEXT, "hash" TEXT, "started_at" TEXT);
CREATE TABLE "_mig_counts" (
  "step" INTEGER, "block" TEXT, "target" TEXT, "rows" INTEGER DEFAULT 0, "moved" INTEGER DEFAULT 0,
  "skipped" INTEGER DEFAULT 0, "merged" INTEGER DEFAULT 0, "rejected" INTEGER DEFAULT 0, "stubs" INTEGER DEFAULT 0,
  "no_partner" INTEGER DEFAULT 0
);
CREATE TABLE "_mig_rejects" (
  "step" INTEGER, "block" TEXT, "row_key" TEXT, "column_name" TEXT, "reason" TEXT, "value" TEXT, "row_json" TEXT
);
CREATE TABLE "_mig_uses" ("step" INTEGER, "block" TEXT, "column_name" TEXT, "policy" TEXT, "uses" INTEGER);
CREATE TABLE "_mig_numbers" ("step" INTEGER, "base" INTEGER, "held" INTEGER);
CREATE TABLE "_mig_rows_uzytkownicy" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_email_address" TEXT COLLATE NOCASE, "by_1_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_uzytkownicy_profile" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER, "by_1_1" INTEGER,
  PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_stubs_uzytkownicy" ("old_key" INTEGER, "step" INTEGER, PRIMARY KEY ("old_key"));
CREATE TABLE "_mig_stubs_uzytkownicy_profile" ("old_key" INTEGER, "step" INTEGER, PRIMARY KEY ("old_key"));
CREATE INDEX "_mig_rejects_key" ON "_mig_rejects" ("row_key");
INSERT INTO "_mig_run" ("program", "hash", "started_at") SELECT 'polonia.mig', 'a5fb617416901dbe7e79f53fcb8c1f6fb8fdf280672c3c44772487efda24f8f3', strftime('%Y-%m-%d %H:%M:%S', 'now');

BEGIN;

-- Step 1: uzytkownicy -> sf_guard_user (polonia.mig:15)
INSERT INTO "_mig_rows_uzytkownicy" ("n", "old_key", "new_id", "new_email_address", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."u_id"), "o"."u_id", "o"."u_id", "o"."email", "o"."u_id"
FROM "polonia_old"."uzytkownicy" AS "o";
UPDATE "_mig_rows_uzytkownicy" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_email_address" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_uzytkownicy" WHERE "into_n" IS NULL AND "new_email_address" IS NOT NULL
) AS "x" WHERE "_mig_rows_uzytkownicy"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_uzytkownicy" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_uzytkownicy") AS "x" WHERE "_mig_rows_uzytkownicy"."into_n" = "x"."n";
INSERT INTO "sf_guard_user" ("id", "email_address", "username", "is_active")
SELECT "r"."new_id", "r"."new_email_address", "o"."login", "o"."aktywny" = 't'
FROM "polonia_old"."uzytkownicy" AS "o" JOIN "_mig_rows_uzytkownicy" AS "r" ON "r"."old_key" = "o"."u_id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 1, 'uzytkownicy', 'sf_guard_user', (SELECT COUNT(*) FROM "polonia_old"."uzytkownicy" AS "o"),
  (SELECT COUNT(*) FROM "sf_guard_user"), (SELECT COUNT(*) FROM "_mig_rows_uzytkownicy" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 1);

-- Step 2: uzytkownicy (uzytkownicy_profile) -> profile (polonia.mig:23)
-- after step 1: id refers to sf_guard_user
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 2, 'uzytkownicy_profile', CAST("o"."u_id" AS TEXT), 'created_at', 'it is a date that does not exist',
  CASE typeof("o"."data_rej") WHEN 'blob' THEN hex("o"."data_rej") ELSE CAST("o"."data_rej" AS TEXT) END,
  json_object('u_id', "o"."u_id", 'login', "o"."login", 'email', "o"."email", 'aktywny', "o"."aktywny", 'data_rej', CASE typeof("o"."data_rej") WHEN 'blob' THEN hex("o"."data_rej") ELSE CAST("o"."data_rej" AS TEXT) END)
FROM "_mig_read_uzytkownicy_profile" AS "o" WHERE "o"."data_rej_bad";
INSERT INTO "_mig_rows_uzytkownicy_profile" ("n", "old_key", "new_id", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."u_id"), "o"."u_id", "uzytkownicy"."new_id", "o"."u_id"
FROM "_mig_read_uzytkownicy_profile" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "o"."u_id"
WHERE NOT "o"."data_rej_bad";
UPDATE "_mig_rows_uzytkownicy_profile" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_id" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_uzytkownicy_profile" WHERE "into_n" IS NULL AND "new_id" IS NOT NULL
) AS "x" WHERE "_mig_rows_uzytkownicy_profile"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_uzytkownicy_profile" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_uzytkownicy_profile") AS "x" WHERE "_mig_rows_uzytkownicy_profile"."into_n" = "x"."n";
INSERT INTO "profile" ("id", "name", "created_at")
SELECT "r"."new_id", "o"."login", "o"."data_rej_read"
FROM "_mig_read_uzytkownicy_profile" AS "o" JOIN "_mig_rows_uzytkownicy_profile" AS "r" ON "r"."old_key" = "o"."u_id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 2, 'uzytkownicy_profile', 'profile', (SELECT COUNT(*) FROM "polonia_old"."uzytkownicy" AS "o"),
  (SELECT COUNT(*) FROM "profile"), (SELECT COUNT(*) FROM "_mig_rows_uzytkownicy_profile" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 2);

-- Step 3: stubs in profile, sf_guard_user for tematy (polonia.mig:33)
-- after step 1: a stub of profile may need one in sf_guard_user; after step 2: author_id refers to profile
-- stubs are for rows that move, so which rows of tematy do is decided first
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 4, 'tematy', CAST("o"."temat_id" AS TEXT), 'created_at', 'it is a date that does not exist',
  CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END,
  json_object('temat_id', "o"."temat_id", 'tytul', "o"."tytul", 'autor_id', "o"."autor_id", 'kolumna_data', CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END)
FROM "_mig_read_tematy" AS "o" WHERE "o"."kolumna_data_bad";
INSERT INTO "_mig_stubs_uzytkownicy_profile" ("old_key", "step")
SELECT DISTINCT "o"."autor_id", 3
FROM "_mig_read_tematy" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."autor_id"
WHERE NOT "o"."kolumna_data_bad" AND "uzytkownicy_profile"."old_key" IS NULL;
INSERT INTO "_mig_stubs_uzytkownicy" ("old_key", "step")
SELECT DISTINCT "s"."old_key", 3
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 3 AND "s"."old_key" IS NOT NULL AND "uzytkownicy"."old_key" IS NULL;
INSERT INTO "_mig_rows_uzytkownicy" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "s"."old_key"
FROM "_mig_stubs_uzytkownicy" AS "s" WHERE "s"."step" = 3;
INSERT INTO "sf_guard_user" ("id", "email_address", "username", "is_active")
SELECT "r"."new_id", 'NULL-' || CAST("s"."old_key" AS TEXT), 'NULL-' || CAST("s"."old_key" AS TEXT), 0
FROM "_mig_stubs_uzytkownicy" AS "s" JOIN "_mig_rows_uzytkownicy" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 3;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 3, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy" WHERE "step" = 3);
INSERT INTO "_mig_rows_uzytkownicy_profile" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy_profile") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "uzytkownicy"."new_id"
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 3;
INSERT INTO "profile" ("id", "deleted_at")
SELECT "r"."new_id", (SELECT "started_at" FROM "_mig_run")
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  JOIN "_mig_rows_uzytkownicy_profile" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 3;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 3, 'stub profile', 'profile', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy_profile" WHERE "step" = 3);

-- Step 4: tematy -> forum_topic (polonia.mig:30)
-- after step 2: author_id refers to profile; after step 3: the stubs that its rows refer to are there
INSERT INTO "forum_topic" ("id", "title", "author_id", "created_at")
SELECT "o"."temat_id", "o"."tytul", "uzytkownicy_profile"."new_id", "o"."kolumna_data_read"
FROM "_mig_read_tematy" AS "o"
  JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."autor_id"
WHERE NOT "o"."kolumna_data_bad";
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 4, 'tematy', 'forum_topic', (SELECT COUNT(*) FROM "polonia_old"."tematy" AS "o"),
  (SELECT COUNT(*) FROM "forum_topic"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 4);

-- Step 5: stubs in profile, sf_guard_user for posty (polonia.mig:40)
-- after step 1: a stub of profile may need one in sf_guard_user; after step 2: author_id refers to profile
-- stubs are for rows that move, so which rows of posty do is decided first
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 6, 'posty', CAST("o"."post_id" AS TEXT),
  CASE WHEN "forum_topic"."id" IS NULL THEN 'topic_id' WHEN "o"."kolumna_data_bad" THEN 'created_at' END,
  CASE WHEN "forum_topic"."id" IS NULL THEN CASE WHEN NOT EXISTS (SELECT 1 FROM "polonia_old"."tematy" AS "x" WHERE "x"."temat_id" = "o"."temat_id") THEN '`tematy` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'tematy' AND "j"."row_key" = CAST("o"."temat_id" AS TEXT)) THEN 'the row of `tematy` with this key was rejected' ELSE 'the row of `tematy` with this key was skipped' END WHEN "o"."kolumna_data_bad" THEN 'it is a date that does not exist' END,
  CASE WHEN "forum_topic"."id" IS NULL THEN CAST("o"."temat_id" AS TEXT) WHEN "o"."kolumna_data_bad" THEN CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END END,
  json_object('post_id', "o"."post_id", 'temat_id', "o"."temat_id", 'autor_id', "o"."autor_id", 'tresc', "o"."tresc", 'kolumna_data', CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END)
FROM "_mig_read_posty" AS "o" LEFT JOIN "forum_topic" ON "forum_topic"."id" = "o"."temat_id"
WHERE "forum_topic"."id" IS NULL OR "o"."kolumna_data_bad";
INSERT INTO "_mig_stubs_uzytkownicy_profile" ("old_key", "step")
SELECT DISTINCT "o"."autor_id", 5
FROM "_mig_read_posty" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."autor_id"
  JOIN "forum_topic" ON "forum_topic"."id" = "o"."temat_id"
WHERE NOT "o"."kolumna_data_bad" AND "uzytkownicy_profile"."old_key" IS NULL;
INSERT INTO "_mig_stubs_uzytkownicy" ("old_key", "step")
SELECT DISTINCT "s"."old_key", 5
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 5 AND "s"."old_key" IS NOT NULL AND "uzytkownicy"."old_key" IS NULL;
INSERT INTO "_mig_rows_uzytkownicy" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "s"."old_key"
FROM "_mig_stubs_uzytkownicy" AS "s" WHERE "s"."step" = 5;
INSERT INTO "sf_guard_user" ("id", "email_address", "username", "is_active")
SELECT "r"."new_id", 'NULL-' || CAST("s"."old_key" AS TEXT), 'NULL-' || CAST("s"."old_key" AS TEXT), 0
FROM "_mig_stubs_uzytkownicy" AS "s" JOIN "_mig_rows_uzytkownicy" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 5;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 5, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy" WHERE "step" = 5);
INSERT INTO "_mig_rows_uzytkownicy_profile" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy_profile") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "uzytkownicy"."new_id"
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 5;
INSERT INTO "profile" ("id", "deleted_at")
SELECT "r"."new_id", (SELECT "started_at" FROM "_mig_run")
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  JOIN "_mig_rows_uzytkownicy_profile" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 5;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 5, 'stub profile', 'profile', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy_profile" WHERE "step" = 5);

-- Step 6: posty -> forum_post (polonia.mig:37)
-- after step 2: author_id refers to profile; after step 4: topic_id refers to forum_topic
-- after step 5: the stubs that its rows refer to are there
INSERT INTO "forum_post" ("id", "topic_id", "author_id", "body", "created_at")
SELECT "o"."post_id", "forum_topic"."id", "uzytkownicy_profile"."new_id", "o"."tresc", "o"."kolumna_data_read"
FROM "_mig_read_posty" AS "o"
  JOIN "forum_topic" ON "forum_topic"."id" = "o"."temat_id"
  JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."autor_id"
WHERE NOT "o"."kolumna_data_bad";
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 6, 'posty', 'forum_post', (SELECT COUNT(*) FROM "polonia_old"."posty" AS "o"),
  (SELECT COUNT(*) FROM "forum_post"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 6);

-- Step 7: stubs in profile, sf_guard_user for wiadomosci (polonia.mig:49)
-- after step 1: a stub of profile may need one in sf_guard_user
-- after step 2: from_id refers to profile, to_id refers to profile
-- stubs are for rows that move, so which rows of wiadomosci do is decided first
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 8, 'wiadomosci', CAST("o"."wiad_id" AS TEXT),
  CASE WHEN length("o"."temat") > 120 THEN 'title' WHEN "o"."kolumna_data_bad" THEN 'created_at' WHEN "o"."kolumna_data_bad" THEN 'updated_at' END,
  CASE WHEN length("o"."temat") > 120 THEN 'it is longer than 120 characters' WHEN "o"."kolumna_data_bad" THEN 'it is a date that does not exist' WHEN "o"."kolumna_data_bad" THEN 'it is a date that does not exist' END,
  CASE WHEN length("o"."temat") > 120 THEN "o"."temat" WHEN "o"."kolumna_data_bad" THEN CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END WHEN "o"."kolumna_data_bad" THEN CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END END,
  json_object('wiad_id', "o"."wiad_id", 'temat', "o"."temat", 'tresc', "o"."tresc", 'wiad_od', "o"."wiad_od", 'wiad_do', "o"."wiad_do", 'przeczytane', "o"."przeczytane", 'zaczep', "o"."zaczep", 'kolumna_data', CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END)
FROM "_mig_read_wiadomosci" AS "o" WHERE length("o"."temat") > 120 OR "o"."kolumna_data_bad";
INSERT INTO "_mig_stubs_uzytkownicy_profile" ("old_key", "step")
SELECT DISTINCT "o"."wiad_od", 7
FROM "_mig_read_wiadomosci" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."wiad_od"
WHERE length("o"."temat") <= 120 AND NOT "o"."kolumna_data_bad" AND "uzytkownicy_profile"."old_key" IS NULL
UNION
SELECT DISTINCT "o"."wiad_do", 7
FROM "_mig_read_wiadomosci" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."wiad_do"
WHERE length("o"."temat") <= 120 AND NOT "o"."kolumna_data_bad" AND "uzytkownicy_profile"."old_key" IS NULL;
INSERT INTO "_mig_stubs_uzytkownicy" ("old_key", "step")
SELECT DISTINCT "s"."old_key", 7
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 7 AND "s"."old_key" IS NOT NULL AND "uzytkownicy"."old_key" IS NULL;
INSERT INTO "_mig_rows_uzytkownicy" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "s"."old_key"
FROM "_mig_stubs_uzytkownicy" AS "s" WHERE "s"."step" = 7;
INSERT INTO "sf_guard_user" ("id", "email_address", "username", "is_active")
SELECT "r"."new_id", 'NULL-' || CAST("s"."old_key" AS TEXT), 'NULL-' || CAST("s"."old_key" AS TEXT), 0
FROM "_mig_stubs_uzytkownicy" AS "s" JOIN "_mig_rows_uzytkownicy" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 7;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 7, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy" WHERE "step" = 7);
INSERT INTO "_mig_rows_uzytkownicy_profile" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy_profile") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "uzytkownicy"."new_id"
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 7;
INSERT INTO "profile" ("id", "deleted_at")
SELECT "r"."new_id", (SELECT "started_at" FROM "_mig_run")
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  JOIN "_mig_rows_uzytkownicy_profile" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 7;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 7, 'stub profile', 'profile', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy_profile" WHERE "step" = 7);

-- Step 8: wiadomosci -> message (polonia.mig:45)
-- after step 2: from_id refers to profile, to_id refers to profile
-- after step 7: the stubs that its rows refer to are there
INSERT INTO "message" ("id", "from_id", "to_id", "title", "text", "displayed", "provoke", "created_at", "updated_at")
SELECT "o"."wiad_id", "uzytkownicy_profile"."new_id", "uzytkownicy_profile_2"."new_id", "o"."temat", "o"."tresc",
  "o"."przeczytane", "o"."zaczep" = 't', "o"."kolumna_data_read", "o"."kolumna_data_read"
FROM "_mig_read_wiadomosci" AS "o"
  JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."wiad_od"
  JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile_2" ON "uzytkownicy_profile_2"."old_key" = "o"."wiad_do"
WHERE length("o"."temat") <= 120 AND NOT "o"."kolumna_data_bad";
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 8, 'wiadomosci', 'message', (SELECT COUNT(*) FROM "polonia_old"."wiadomosci" AS "o"),
  (SELECT COUNT(*) FROM "message"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 8);

-- Step 9: stubs in profile, sf_guard_user for akcje (polonia.mig:59)
-- after step 1: a stub of profile may need one in sf_guard_user
-- after step 2: created_by refers to profile, target_profile_id refers to profile
-- stubs are for rows that move, so which rows of akcje do is decided first
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 10, 'akcje', CAST("o"."a_id" AS TEXT),
  CASE WHEN "o"."akcja" NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN 'type_id_external' WHEN "o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL THEN 'forum_post_id' WHEN "o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL THEN 'forum_topic_id' WHEN "o"."kolumna_data_bad" THEN 'created_at' END,
  CASE WHEN "o"."akcja" NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN 'the map `akcje.akcja` does not have it' WHEN "o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL THEN CASE WHEN "o"."akcja" = 'post' THEN CASE WHEN NOT EXISTS (SELECT 1 FROM "polonia_old"."posty" AS "x" WHERE "x"."post_id" = "o"."post_id") THEN '`posty` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'posty' AND "j"."row_key" = CAST("o"."post_id" AS TEXT)) THEN 'the row of `posty` with this key was rejected' ELSE 'the row of `posty` with this key was skipped' END END WHEN "o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL THEN CASE WHEN "o"."akcja" = 'watek' THEN CASE WHEN NOT EXISTS (SELECT 1 FROM "polonia_old"."tematy" AS "x" WHERE "x"."temat_id" = "o"."akcja_id") THEN '`tematy` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'tematy' AND "j"."row_key" = CAST("o"."akcja_id" AS TEXT)) THEN 'the row of `tematy` with this key was rejected' ELSE 'the row of `tematy` with this key was skipped' END END WHEN "o"."kolumna_data_bad" THEN 'it is a date that does not exist' END,
  CASE WHEN "o"."akcja" NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN "o"."akcja" WHEN "o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL THEN CASE WHEN "o"."akcja" = 'post' THEN CAST("o"."post_id" AS TEXT) END WHEN "o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL THEN CASE WHEN "o"."akcja" = 'watek' THEN CAST("o"."akcja_id" AS TEXT) END WHEN "o"."kolumna_data_bad" THEN CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END END,
  json_object('a_id', "o"."a_id", 'u_id', "o"."u_id", 'akcja', "o"."akcja", 'akcja_id', "o"."akcja_id", 'post_id', "o"."post_id", 'kolumna_data', CASE typeof("o"."kolumna_data") WHEN 'blob' THEN hex("o"."kolumna_data") ELSE CAST("o"."kolumna_data" AS TEXT) END)
FROM "_mig_read_akcje" AS "o"
  LEFT JOIN "forum_post" ON "forum_post"."id" = "o"."post_id" AND "o"."akcja" = 'post'
  LEFT JOIN "forum_topic" ON "forum_topic"."id" = "o"."akcja_id" AND "o"."akcja" = 'watek'
WHERE "o"."akcja" NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') OR "o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL OR "o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL OR "o"."kolumna_data_bad";
INSERT INTO "_mig_stubs_uzytkownicy_profile" ("old_key", "step")
SELECT DISTINCT "o"."u_id", 9
FROM "_mig_read_akcje" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."u_id"
  LEFT JOIN "forum_post" ON "forum_post"."id" = "o"."post_id" AND "o"."akcja" = 'post'
  LEFT JOIN "forum_topic" ON "forum_topic"."id" = "o"."akcja_id" AND "o"."akcja" = 'watek'
WHERE "o"."akcja" IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT ("o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL)
  AND NOT ("o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL)
  AND NOT "o"."kolumna_data_bad" AND "uzytkownicy_profile"."old_key" IS NULL;
INSERT INTO "_mig_stubs_uzytkownicy" ("old_key", "step")
SELECT DISTINCT "s"."old_key", 9
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 9 AND "s"."old_key" IS NOT NULL AND "uzytkownicy"."old_key" IS NULL;
INSERT INTO "_mig_rows_uzytkownicy" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "s"."old_key"
FROM "_mig_stubs_uzytkownicy" AS "s" WHERE "s"."step" = 9;
INSERT INTO "sf_guard_user" ("id", "email_address", "username", "is_active")
SELECT "r"."new_id", 'NULL-' || CAST("s"."old_key" AS TEXT), 'NULL-' || CAST("s"."old_key" AS TEXT), 0
FROM "_mig_stubs_uzytkownicy" AS "s" JOIN "_mig_rows_uzytkownicy" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 9;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 9, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy" WHERE "step" = 9);
INSERT INTO "_mig_rows_uzytkownicy_profile" ("n", "old_key", "new_id")
SELECT (SELECT COALESCE(MAX("n"), 0) FROM "_mig_rows_uzytkownicy_profile") + ROW_NUMBER() OVER (ORDER BY "s"."old_key"),
  "s"."old_key", "uzytkownicy"."new_id"
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  LEFT JOIN "_mig_rows_uzytkownicy" AS "uzytkownicy" ON "uzytkownicy"."old_key" = "s"."old_key"
WHERE "s"."step" = 9;
INSERT INTO "profile" ("id", "deleted_at")
SELECT "r"."new_id", (SELECT "started_at" FROM "_mig_run")
FROM "_mig_stubs_uzytkownicy_profile" AS "s"
  JOIN "_mig_rows_uzytkownicy_profile" AS "r" ON "r"."old_key" = "s"."old_key"
WHERE "s"."step" = 9;
INSERT INTO "_mig_counts" ("step", "block", "target", "stubs")
SELECT 9, 'stub profile', 'profile', (SELECT COUNT(*) FROM "_mig_stubs_uzytkownicy_profile" WHERE "step" = 9);

-- Step 10: akcje -> action (polonia.mig:56)
-- after step 2: created_by refers to profile, target_profile_id refers to profile
-- after step 4: forum_topic_id refers to forum_topic; after step 6: forum_post_id refers to forum_post
-- after step 9: the stubs that its rows refer to are there
INSERT INTO "_mig_numbers" ("step", "base", "held") SELECT 10, COALESCE(MAX("id"), 0), COUNT(*) FROM "action";
INSERT INTO "action" ("id", "created_by", "type_id_external", "target_profile_id", "forum_post_id", "forum_topic_id", "created_at")
SELECT (SELECT "base" FROM "_mig_numbers" WHERE "step" = 10) + ROW_NUMBER() OVER (ORDER BY "o"."kolumna_data_read", "o"."a_id"),
  "uzytkownicy_profile"."new_id",
  CASE "o"."akcja" WHEN 'profil' THEN 1 WHEN 'logowanie' THEN 2 WHEN 'wylogowanie' THEN 3 WHEN 'pm' THEN 4 WHEN 'zaczep' THEN 5 WHEN 'post' THEN 6 WHEN 'watek' THEN 7 END,
  "uzytkownicy_profile_2"."new_id", "forum_post"."id", "forum_topic"."id", "o"."kolumna_data_read"
FROM "_mig_read_akcje" AS "o"
  LEFT JOIN "forum_post" ON "forum_post"."id" = "o"."post_id" AND "o"."akcja" = 'post'
  LEFT JOIN "forum_topic" ON "forum_topic"."id" = "o"."akcja_id" AND "o"."akcja" = 'watek'
  JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."u_id"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile_2" ON "uzytkownicy_profile_2"."old_key" = "o"."akcja_id" AND "o"."akcja" IN ('profil', 'pm', 'zaczep')
WHERE "o"."akcja" IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT ("o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL)
  AND NOT ("o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL)
  AND NOT "o"."kolumna_data_bad";
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 10, 'akcje', 'target_profile_id', 'null', COUNT(*)
FROM "_mig_read_akcje" AS "o"
  LEFT JOIN "_mig_rows_uzytkownicy_profile" AS "uzytkownicy_profile" ON "uzytkownicy_profile"."old_key" = "o"."akcja_id" AND "o"."akcja" IN ('profil', 'pm', 'zaczep')
  LEFT JOIN "forum_post" ON "forum_post"."id" = "o"."post_id" AND "o"."akcja" = 'post'
  LEFT JOIN "forum_topic" ON "forum_topic"."id" = "o"."akcja_id" AND "o"."akcja" = 'watek'
WHERE "o"."akcja" IN ('profil', 'pm', 'zaczep') AND "uzytkownicy_profile"."old_key" IS NULL
  AND "o"."akcja_id" IS NOT NULL
  AND "o"."akcja" IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT ("o"."akcja" = 'post' AND "forum_post"."id" IS NULL AND "o"."post_id" IS NOT NULL)
  AND NOT ("o"."akcja" = 'watek' AND "forum_topic"."id" IS NULL AND "o"."akcja_id" IS NOT NULL)
  AND NOT "o"."kolumna_data_bad";
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 10, 'akcje', 'action', (SELECT COUNT(*) FROM "polonia_old"."akcje" AS "o"),
  (SELECT COUNT(*) FROM "action") - (SELECT "held" FROM "_mig_numbers" WHERE "step" = 10),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 10);

-- Every row has one fate
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "_mig_counts" WHERE "rows" <> "moved" + "skipped" + "merged" + "rejected") THEN 'some rows have no fate: rows are not moved + skipped + merged + rejected' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "_mig_counts" WHERE "rows" <> "moved" + "skipped" + "merged" + "rejected") THEN 'some rows have no fate: rows are not moved + skipped + merged + rejected' END);

COMMIT;

-- Counts
SELECT "step", "block", "target", "rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner" FROM "_mig_counts" ORDER BY "step", "target";
-- Rejects by reason
SELECT "step", "block", "column_name", "reason", COUNT(*) AS "rejected", MIN("row_key") AS "for_example" FROM "_mig_rejects" GROUP BY "step", "block", "column_name", "reason" ORDER BY "step", "block", "column_name", "reason";
-- Policies used
SELECT "step", "block", "column_name", "policy", "uses" FROM "_mig_uses" WHERE "uses" > 0 ORDER BY "step", "column_name", "policy";
