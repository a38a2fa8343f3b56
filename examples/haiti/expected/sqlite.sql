-- haiti.mig for sqlite, written by migc 0.1.0
-- program 3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244
-- Run it on the new database `sahana`; the old tables are read from `old` and never written.
-- It stops at the first check that fails and then changes nothing.
.bail on

PRAGMA foreign_keys = OFF;
ATTACH 'file:old.db?mode=ro' AS "old";
CREATE TEMP TABLE IF NOT EXISTS _mig_stop (message TEXT, CONSTRAINT "a check of the migration failed, see the line above" CHECK (message IS NULL));

-- Old rows with their values tested and read, for this session only
DROP VIEW IF EXISTS temp."_mig_read_auth_user";
CREATE TEMP VIEW "_mig_read_auth_user" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."first_name_bad2" THEN "o"."first_name_value" END AS "first_name_value2",
    CASE WHEN NOT "o"."last_name_bad2" THEN "o"."last_name_value" END AS "last_name_value2",
    CASE WHEN NOT "o"."utc_offset_bad2" THEN "o"."utc_offset_value" END AS "utc_offset_value2",
    CASE WHEN NOT "o"."email_bad2" THEN "o"."email_value" END AS "email_value2",
    CASE WHEN NOT "o"."password_bad2" THEN "o"."password_value" END AS "password_value2",
    CASE WHEN NOT "o"."registration_key_bad2" THEN "o"."registration_key_value" END AS "registration_key_value2"
  FROM (
    SELECT "o".*, "o"."first_name_value" IS NOT NULL AND length("o"."first_name_value") > 128 AS "first_name_bad2",
      "o"."last_name_value" IS NOT NULL AND length("o"."last_name_value") > 128 AS "last_name_bad2",
      "o"."utc_offset_value" IS NOT NULL AND length("o"."utc_offset_value") > 16 AS "utc_offset_bad2",
      "o"."email_value" IS NOT NULL AND length("o"."email_value") > 512 AS "email_bad2",
      "o"."password_value" IS NOT NULL AND length("o"."password_value") > 512 AS "password_bad2",
      "o"."registration_key_value" IS NOT NULL AND length("o"."registration_key_value") > 512 AS "registration_key_bad2"
    FROM (
      SELECT "o".*, CASE WHEN NOT "o"."first_name_bad" THEN CAST("o"."first_name" AS TEXT) END AS "first_name_value",
        CASE WHEN NOT "o"."last_name_bad" THEN CAST("o"."last_name" AS TEXT) END AS "last_name_value",
        CASE WHEN NOT "o"."utc_offset_bad" THEN CAST("o"."utc_offset" AS TEXT) END AS "utc_offset_value",
        CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END AS "email_value",
        CASE WHEN NOT "o"."password_bad" THEN CAST("o"."password" AS TEXT) END AS "password_value",
        CASE WHEN NOT "o"."registration_key_bad" THEN CAST("o"."registration_key" AS TEXT) END AS "registration_key_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          "o"."first_name" IS NOT NULL AND typeof("o"."first_name") = 'blob' AS "first_name_bad",
          "o"."last_name" IS NOT NULL AND typeof("o"."last_name") = 'blob' AS "last_name_bad",
          "o"."utc_offset" IS NOT NULL AND typeof("o"."utc_offset") = 'blob' AS "utc_offset_bad",
          "o"."email" IS NOT NULL AND typeof("o"."email") = 'blob' AS "email_bad",
          "o"."password" IS NOT NULL AND typeof("o"."password") = 'blob' AS "password_bad",
          "o"."registration_key" IS NOT NULL AND typeof("o"."registration_key") = 'blob' AS "registration_key_bad"
        FROM "old"."auth_user" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."first_name_value2" IS NOT NULL AND "o"."first_name_value2" GLOB '*[𐀀-􏿿]*' AS "first_name_bad3",
  "o"."last_name_value2" IS NOT NULL AND "o"."last_name_value2" GLOB '*[𐀀-􏿿]*' AS "last_name_bad3",
  "o"."utc_offset_value2" IS NOT NULL AND "o"."utc_offset_value2" GLOB '*[𐀀-􏿿]*' AS "utc_offset_bad3",
  "o"."email_value2" IS NOT NULL AND "o"."email_value2" GLOB '*[𐀀-􏿿]*' AS "email_bad3",
  "o"."password_value2" IS NOT NULL AND "o"."password_value2" GLOB '*[𐀀-􏿿]*' AS "password_bad3",
  "o"."registration_key_value2" IS NOT NULL AND "o"."registration_key_value2" GLOB '*[𐀀-􏿿]*' AS "registration_key_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_auth_group";
CREATE TEMP VIEW "_mig_read_auth_group" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."role_bad2" THEN "o"."role_value" END AS "role_value2"
  FROM (
    SELECT "o".*, "o"."role_value" IS NOT NULL AND length("o"."role_value") > 512 AS "role_bad2",
      "o"."description_value" IS NOT NULL AND "o"."description_value" GLOB '*[𐀀-􏿿]*' AS "description_bad2"
    FROM (
      SELECT "o".*, CASE WHEN NOT "o"."role_bad" THEN CAST("o"."role" AS TEXT) END AS "role_value",
        CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END AS "description_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          "o"."role" IS NOT NULL AND typeof("o"."role") = 'blob' AS "role_bad",
          "o"."description" IS NOT NULL AND typeof("o"."description") = 'blob' AS "description_bad"
        FROM "old"."auth_group" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."role_value2" IS NOT NULL AND "o"."role_value2" GLOB '*[𐀀-􏿿]*' AS "role_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_auth_membership";
CREATE TEMP VIEW "_mig_read_auth_membership" AS
SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
  "o"."user_id" IS NOT NULL AND typeof("o"."user_id") <> 'integer' AND NOT (substr(trim(CAST("o"."user_id" AS TEXT)), 1 + (trim(CAST("o"."user_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."user_id" AS TEXT)), 1 + (trim(CAST("o"."user_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."user_id" AS TEXT)), 1 + (trim(CAST("o"."user_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."user_id" AS TEXT)), 1 + (trim(CAST("o"."user_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "user_id_bad",
  "o"."group_id" IS NOT NULL AND typeof("o"."group_id") <> 'integer' AND NOT (substr(trim(CAST("o"."group_id" AS TEXT)), 1 + (trim(CAST("o"."group_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."group_id" AS TEXT)), 1 + (trim(CAST("o"."group_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."group_id" AS TEXT)), 1 + (trim(CAST("o"."group_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."group_id" AS TEXT)), 1 + (trim(CAST("o"."group_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "group_id_bad"
FROM "old"."auth_membership" AS "o";
DROP VIEW IF EXISTS temp."_mig_read_s3_source";
CREATE TEMP VIEW "_mig_read_s3_source" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."description_bad2" THEN "o"."description_value" END AS "description_value2",
    CASE WHEN NOT "o"."url_bad2" THEN "o"."url_value" END AS "url_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 255 AS "name_bad2",
      "o"."description_value" IS NOT NULL AND length("o"."description_value") > 255 AS "description_bad2",
      "o"."url_value" IS NOT NULL AND length("o"."url_value") > 255 AS "url_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END AS "description_value",
        CASE WHEN NOT "o"."url_bad" THEN CAST("o"."url" AS TEXT) END AS "url_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."description" IS NOT NULL AND typeof("o"."description") = 'blob' AS "description_bad",
          "o"."url" IS NOT NULL AND typeof("o"."url") = 'blob' AS "url_bad"
        FROM "old"."s3_source" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."description_value2" IS NOT NULL AND "o"."description_value2" GLOB '*[𐀀-􏿿]*' AS "description_bad3",
  "o"."url_value2" IS NOT NULL AND "o"."url_value2" GLOB '*[𐀀-􏿿]*' AS "url_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_pr_pentity";
CREATE TEMP VIEW "_mig_read_pr_pentity" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."label_bad2" THEN "o"."label_value" END AS "label_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."label_value" IS NOT NULL AND length("o"."label_value") > 128 AS "label_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        "o"."modified_by" IS NOT NULL AND typeof("o"."modified_by") <> 'integer' AND NOT (substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."modified_by_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."modified_by_text" AS INTEGER) AS TEXT), '-'))) AS "modified_by_bad",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        "o"."opt_pr_entity_type" IS NOT NULL AND NOT (typeof("o"."opt_pr_entity_type") = 'integer' AND "o"."opt_pr_entity_type" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_entity_type_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_entity_type_bad",
        CASE WHEN NOT "o"."label_bad" THEN CAST("o"."label" AS TEXT) END AS "label_value",
        "o"."opt_pr_entity_type" IS NOT NULL AND typeof("o"."opt_pr_entity_type") <> 'integer' AND NOT (substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_entity_type_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_entity_type_text", 1 + ("o"."opt_pr_entity_type_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_entity_type_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_entity_type_bad2"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."created_by" IS NOT NULL AND typeof("o"."created_by") <> 'integer' AND NOT (substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "created_by_bad",
          trim(CAST("o"."modified_by" AS TEXT)) AS "modified_by_text",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          trim(CAST("o"."opt_pr_entity_type" AS TEXT)) AS "opt_pr_entity_type_text",
          "o"."label" IS NOT NULL AND typeof("o"."label") = 'blob' AS "label_bad"
        FROM "old"."pr_pentity" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."label_value2" IS NOT NULL AND "o"."label_value2" GLOB '*[𐀀-􏿿]*' AS "label_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_pr_person";
CREATE TEMP VIEW "_mig_read_pr_person" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."pr_pe_label_bad2" THEN "o"."pr_pe_label_value" END AS "pr_pe_label_value2",
    CASE WHEN NOT "o"."missing_bad2" THEN "o"."missing_value" END AS "missing_value2",
    CASE WHEN NOT "o"."first_name_bad2" THEN "o"."first_name_value" END AS "first_name_value2",
    CASE WHEN NOT "o"."middle_name_bad2" THEN "o"."middle_name_value" END AS "middle_name_value2",
    CASE WHEN NOT "o"."last_name_bad2" THEN "o"."last_name_value" END AS "last_name_value2",
    CASE WHEN NOT "o"."preferred_name_bad2" THEN "o"."preferred_name_value" END AS "preferred_name_value2",
    CASE WHEN NOT "o"."local_name_bad2" THEN "o"."local_name_value" END AS "local_name_value2",
    CASE WHEN NOT "o"."email_bad2" THEN "o"."email_value" END AS "email_value2",
    CASE WHEN NOT "o"."mobile_phone_bad2" THEN "o"."mobile_phone_value" END AS "mobile_phone_value2",
    CASE WHEN NOT "o"."occupation_bad2" THEN "o"."occupation_value" END AS "occupation_value2",
    CASE WHEN NOT "o"."comment_bad2" THEN "o"."comment_value" END AS "comment_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."pr_pe_label_value" IS NOT NULL AND length("o"."pr_pe_label_value") > 255 AS "pr_pe_label_bad2",
      "o"."missing_value" IS NOT NULL AND length("o"."missing_value") > 1 AS "missing_bad2",
      "o"."first_name_value" IS NOT NULL AND length("o"."first_name_value") > 255 AS "first_name_bad2",
      "o"."middle_name_value" IS NOT NULL AND length("o"."middle_name_value") > 255 AS "middle_name_bad2",
      "o"."last_name_value" IS NOT NULL AND length("o"."last_name_value") > 255 AS "last_name_bad2",
      "o"."preferred_name_value" IS NOT NULL AND length("o"."preferred_name_value") > 255 AS "preferred_name_bad2",
      "o"."local_name_value" IS NOT NULL AND length("o"."local_name_value") > 255 AS "local_name_bad2",
      "o"."email_value" IS NOT NULL AND length("o"."email_value") > 128 AS "email_bad2",
      "o"."mobile_phone_value" IS NOT NULL AND length("o"."mobile_phone_value") > 255 AS "mobile_phone_bad2",
      "o"."occupation_value" IS NOT NULL AND length("o"."occupation_value") > 255 AS "occupation_bad2",
      "o"."comment_value" IS NOT NULL AND length("o"."comment_value") > 255 AS "comment_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        "o"."modified_by" IS NOT NULL AND typeof("o"."modified_by") <> 'integer' AND NOT (substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."modified_by_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."modified_by_text" AS INTEGER) AS TEXT), '-'))) AS "modified_by_bad",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."pr_pe_label_bad" THEN CAST("o"."pr_pe_label" AS TEXT) END AS "pr_pe_label_value",
        CASE WHEN NOT "o"."missing_bad" THEN CAST("o"."missing" AS TEXT) END AS "missing_value",
        CASE WHEN NOT "o"."first_name_bad" THEN CAST("o"."first_name" AS TEXT) END AS "first_name_value",
        CASE WHEN NOT "o"."middle_name_bad" THEN CAST("o"."middle_name" AS TEXT) END AS "middle_name_value",
        CASE WHEN NOT "o"."last_name_bad" THEN CAST("o"."last_name" AS TEXT) END AS "last_name_value",
        CASE WHEN NOT "o"."preferred_name_bad" THEN CAST("o"."preferred_name" AS TEXT) END AS "preferred_name_value",
        CASE WHEN NOT "o"."local_name_bad" THEN CAST("o"."local_name" AS TEXT) END AS "local_name_value",
        "o"."opt_pr_gender" IS NOT NULL AND NOT (typeof("o"."opt_pr_gender") = 'integer' AND "o"."opt_pr_gender" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_gender_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_gender_bad",
        "o"."opt_pr_age_group" IS NOT NULL AND NOT (typeof("o"."opt_pr_age_group") = 'integer' AND "o"."opt_pr_age_group" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_age_group_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_age_group_bad",
        CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END AS "email_value",
        CASE WHEN NOT "o"."mobile_phone_bad" THEN CAST("o"."mobile_phone" AS TEXT) END AS "mobile_phone_value",
        "o"."opt_pr_nationality" IS NOT NULL AND NOT (typeof("o"."opt_pr_nationality") = 'integer' AND "o"."opt_pr_nationality" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_nationality_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_nationality_bad",
        "o"."opt_pr_country" IS NOT NULL AND NOT (typeof("o"."opt_pr_country") = 'integer' AND "o"."opt_pr_country" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_country_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_country_bad",
        "o"."opt_pr_religion" IS NOT NULL AND NOT (typeof("o"."opt_pr_religion") = 'integer' AND "o"."opt_pr_religion" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_religion_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_religion_bad",
        "o"."opt_pr_marital_status" IS NOT NULL AND NOT (typeof("o"."opt_pr_marital_status") = 'integer' AND "o"."opt_pr_marital_status" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_marital_status_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_marital_status_bad",
        CASE WHEN NOT "o"."occupation_bad" THEN CAST("o"."occupation" AS TEXT) END AS "occupation_value",
        CASE WHEN NOT "o"."comment_bad" THEN CAST("o"."comment" AS TEXT) END AS "comment_value",
        "o"."opt_pr_gender" IS NOT NULL AND typeof("o"."opt_pr_gender") <> 'integer' AND NOT (substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_gender_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_gender_text", 1 + ("o"."opt_pr_gender_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_gender_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_gender_bad2",
        "o"."opt_pr_age_group" IS NOT NULL AND typeof("o"."opt_pr_age_group") <> 'integer' AND NOT (substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_age_group_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_age_group_text", 1 + ("o"."opt_pr_age_group_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_age_group_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_age_group_bad2",
        "o"."opt_pr_nationality" IS NOT NULL AND typeof("o"."opt_pr_nationality") <> 'integer' AND NOT (substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_nationality_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_nationality_text", 1 + ("o"."opt_pr_nationality_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_nationality_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_nationality_bad2",
        "o"."opt_pr_country" IS NOT NULL AND typeof("o"."opt_pr_country") <> 'integer' AND NOT (substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_country_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_country_text", 1 + ("o"."opt_pr_country_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_country_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_country_bad2",
        "o"."opt_pr_religion" IS NOT NULL AND typeof("o"."opt_pr_religion") <> 'integer' AND NOT (substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_religion_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_religion_text", 1 + ("o"."opt_pr_religion_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_religion_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_religion_bad2",
        "o"."opt_pr_marital_status" IS NOT NULL AND typeof("o"."opt_pr_marital_status") <> 'integer' AND NOT (substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_marital_status_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_marital_status_text", 1 + ("o"."opt_pr_marital_status_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_marital_status_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_marital_status_bad2",
        "o"."date_of_birth_text" IS NOT NULL AND NOT ("o"."date_of_birth_text" IS date("o"."date_of_birth_text", '+0 days') AND "o"."date_of_birth_text" > '0001') AS "date_of_birth_bad"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."created_by" IS NOT NULL AND typeof("o"."created_by") <> 'integer' AND NOT (substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "created_by_bad",
          trim(CAST("o"."modified_by" AS TEXT)) AS "modified_by_text",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."pr_pe_id" IS NOT NULL AND typeof("o"."pr_pe_id") <> 'integer' AND NOT (substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "pr_pe_id_bad",
          "o"."pr_pe_label" IS NOT NULL AND typeof("o"."pr_pe_label") = 'blob' AS "pr_pe_label_bad",
          "o"."missing" IS NOT NULL AND typeof("o"."missing") = 'blob' AS "missing_bad",
          "o"."first_name" IS NOT NULL AND typeof("o"."first_name") = 'blob' AS "first_name_bad",
          "o"."middle_name" IS NOT NULL AND typeof("o"."middle_name") = 'blob' AS "middle_name_bad",
          "o"."last_name" IS NOT NULL AND typeof("o"."last_name") = 'blob' AS "last_name_bad",
          "o"."preferred_name" IS NOT NULL AND typeof("o"."preferred_name") = 'blob' AS "preferred_name_bad",
          "o"."local_name" IS NOT NULL AND typeof("o"."local_name") = 'blob' AS "local_name_bad",
          trim(CAST("o"."opt_pr_gender" AS TEXT)) AS "opt_pr_gender_text",
          trim(CAST("o"."opt_pr_age_group" AS TEXT)) AS "opt_pr_age_group_text",
          "o"."email" IS NOT NULL AND typeof("o"."email") = 'blob' AS "email_bad",
          "o"."mobile_phone" IS NOT NULL AND typeof("o"."mobile_phone") = 'blob' AS "mobile_phone_bad",
          trim(CAST("o"."opt_pr_nationality" AS TEXT)) AS "opt_pr_nationality_text",
          trim(CAST("o"."opt_pr_country" AS TEXT)) AS "opt_pr_country_text",
          trim(CAST("o"."opt_pr_religion" AS TEXT)) AS "opt_pr_religion_text",
          trim(CAST("o"."opt_pr_marital_status" AS TEXT)) AS "opt_pr_marital_status_text",
          "o"."occupation" IS NOT NULL AND typeof("o"."occupation") = 'blob' AS "occupation_bad",
          "o"."comment" IS NOT NULL AND typeof("o"."comment") = 'blob' AS "comment_bad",
          trim(CAST("o"."date_of_birth" AS TEXT)) AS "date_of_birth_text"
        FROM "old"."pr_person" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."pr_pe_label_value2" IS NOT NULL AND "o"."pr_pe_label_value2" GLOB '*[𐀀-􏿿]*' AS "pr_pe_label_bad3",
  "o"."missing_value2" IS NOT NULL AND "o"."missing_value2" GLOB '*[𐀀-􏿿]*' AS "missing_bad3",
  "o"."first_name_value2" IS NOT NULL AND "o"."first_name_value2" GLOB '*[𐀀-􏿿]*' AS "first_name_bad3",
  "o"."middle_name_value2" IS NOT NULL AND "o"."middle_name_value2" GLOB '*[𐀀-􏿿]*' AS "middle_name_bad3",
  "o"."last_name_value2" IS NOT NULL AND "o"."last_name_value2" GLOB '*[𐀀-􏿿]*' AS "last_name_bad3",
  "o"."preferred_name_value2" IS NOT NULL AND "o"."preferred_name_value2" GLOB '*[𐀀-􏿿]*' AS "preferred_name_bad3",
  "o"."local_name_value2" IS NOT NULL AND "o"."local_name_value2" GLOB '*[𐀀-􏿿]*' AS "local_name_bad3",
  "o"."email_value2" IS NOT NULL AND "o"."email_value2" GLOB '*[𐀀-􏿿]*' AS "email_bad3",
  "o"."mobile_phone_value2" IS NOT NULL AND "o"."mobile_phone_value2" GLOB '*[𐀀-􏿿]*' AS "mobile_phone_bad3",
  "o"."occupation_value2" IS NOT NULL AND "o"."occupation_value2" GLOB '*[𐀀-􏿿]*' AS "occupation_bad3",
  "o"."comment_value2" IS NOT NULL AND "o"."comment_value2" GLOB '*[𐀀-􏿿]*' AS "comment_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_pr_group";
CREATE TEMP VIEW "_mig_read_pr_group" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."pr_pe_label_bad2" THEN "o"."pr_pe_label_value" END AS "pr_pe_label_value2",
    CASE WHEN NOT "o"."system_bad2" THEN "o"."system_value" END AS "system_value2",
    CASE WHEN NOT "o"."group_name_bad2" THEN "o"."group_name_value" END AS "group_name_value2",
    CASE WHEN NOT "o"."group_description_bad2" THEN "o"."group_description_value" END AS "group_description_value2",
    CASE WHEN NOT "o"."comment_bad2" THEN "o"."comment_value" END AS "comment_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."pr_pe_label_value" IS NOT NULL AND length("o"."pr_pe_label_value") > 255 AS "pr_pe_label_bad2",
      "o"."system_value" IS NOT NULL AND length("o"."system_value") > 1 AS "system_bad2",
      "o"."group_name_value" IS NOT NULL AND length("o"."group_name_value") > 255 AS "group_name_bad2",
      "o"."group_description_value" IS NOT NULL AND length("o"."group_description_value") > 255 AS "group_description_bad2",
      "o"."comment_value" IS NOT NULL AND length("o"."comment_value") > 255 AS "comment_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        "o"."modified_by" IS NOT NULL AND typeof("o"."modified_by") <> 'integer' AND NOT (substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."modified_by_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."modified_by_text", 1 + ("o"."modified_by_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."modified_by_text" AS INTEGER) AS TEXT), '-'))) AS "modified_by_bad",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."pr_pe_label_bad" THEN CAST("o"."pr_pe_label" AS TEXT) END AS "pr_pe_label_value",
        "o"."opt_pr_group_type" IS NOT NULL AND NOT (typeof("o"."opt_pr_group_type") = 'integer' AND "o"."opt_pr_group_type" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."opt_pr_group_type_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "opt_pr_group_type_bad",
        CASE WHEN NOT "o"."system_bad" THEN CAST("o"."system" AS TEXT) END AS "system_value",
        CASE WHEN NOT "o"."group_name_bad" THEN CAST("o"."group_name" AS TEXT) END AS "group_name_value",
        CASE WHEN NOT "o"."group_description_bad" THEN CAST("o"."group_description" AS TEXT) END AS "group_description_value",
        CASE WHEN NOT "o"."comment_bad" THEN CAST("o"."comment" AS TEXT) END AS "comment_value",
        "o"."opt_pr_group_type" IS NOT NULL AND typeof("o"."opt_pr_group_type") <> 'integer' AND NOT (substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."opt_pr_group_type_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."opt_pr_group_type_text", 1 + ("o"."opt_pr_group_type_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."opt_pr_group_type_text" AS INTEGER) AS TEXT), '-'))) AS "opt_pr_group_type_bad2"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."created_by" IS NOT NULL AND typeof("o"."created_by") <> 'integer' AND NOT (substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."created_by" AS TEXT)), 1 + (trim(CAST("o"."created_by" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "created_by_bad",
          trim(CAST("o"."modified_by" AS TEXT)) AS "modified_by_text",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."pr_pe_id" IS NOT NULL AND typeof("o"."pr_pe_id") <> 'integer' AND NOT (substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."pr_pe_id" AS TEXT)), 1 + (trim(CAST("o"."pr_pe_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "pr_pe_id_bad",
          "o"."pr_pe_label" IS NOT NULL AND typeof("o"."pr_pe_label") = 'blob' AS "pr_pe_label_bad",
          trim(CAST("o"."opt_pr_group_type" AS TEXT)) AS "opt_pr_group_type_text",
          "o"."system" IS NOT NULL AND typeof("o"."system") = 'blob' AS "system_bad",
          "o"."group_name" IS NOT NULL AND typeof("o"."group_name") = 'blob' AS "group_name_bad",
          "o"."group_description" IS NOT NULL AND typeof("o"."group_description") = 'blob' AS "group_description_bad",
          "o"."comment" IS NOT NULL AND typeof("o"."comment") = 'blob' AS "comment_bad"
        FROM "old"."pr_group" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."pr_pe_label_value2" IS NOT NULL AND "o"."pr_pe_label_value2" GLOB '*[𐀀-􏿿]*' AS "pr_pe_label_bad3",
  "o"."system_value2" IS NOT NULL AND "o"."system_value2" GLOB '*[𐀀-􏿿]*' AS "system_bad3",
  "o"."group_name_value2" IS NOT NULL AND "o"."group_name_value2" GLOB '*[𐀀-􏿿]*' AS "group_name_bad3",
  "o"."group_description_value2" IS NOT NULL AND "o"."group_description_value2" GLOB '*[𐀀-􏿿]*' AS "group_description_bad3",
  "o"."comment_value2" IS NOT NULL AND "o"."comment_value2" GLOB '*[𐀀-􏿿]*' AS "comment_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_gis_marker";
CREATE TEMP VIEW "_mig_read_gis_marker" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."image_bad2" THEN "o"."image_value" END AS "image_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 128 AS "name_bad2",
      "o"."image_value" IS NOT NULL AND length("o"."image_value") > 255 AS "image_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        CASE WHEN NOT "o"."image_bad" THEN CAST("o"."image" AS TEXT) END AS "image_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."image" IS NOT NULL AND typeof("o"."image") = 'blob' AS "image_bad"
        FROM "old"."gis_marker" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."image_value2" IS NOT NULL AND "o"."image_value2" GLOB '*[𐀀-􏿿]*' AS "image_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_gis_feature_class";
CREATE TEMP VIEW "_mig_read_gis_feature_class" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."description_bad2" THEN "o"."description_value" END AS "description_value2",
    CASE WHEN NOT "o"."module_bad2" THEN "o"."module_value" END AS "module_value2",
    CASE WHEN NOT "o"."resource_bad2" THEN "o"."resource_value" END AS "resource_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 128 AS "name_bad2",
      "o"."description_value" IS NOT NULL AND length("o"."description_value") > 255 AS "description_bad2",
      "o"."module_value" IS NOT NULL AND length("o"."module_value") > 255 AS "module_bad2",
      "o"."resource_value" IS NOT NULL AND length("o"."resource_value") > 255 AS "resource_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END AS "description_value",
        CASE WHEN NOT "o"."module_bad" THEN CAST("o"."module" AS TEXT) END AS "module_value",
        CASE WHEN NOT "o"."resource_bad" THEN CAST("o"."resource" AS TEXT) END AS "resource_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."description" IS NOT NULL AND typeof("o"."description") = 'blob' AS "description_bad",
          "o"."marker_id" IS NOT NULL AND typeof("o"."marker_id") <> 'integer' AND NOT (substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "marker_id_bad",
          "o"."module" IS NOT NULL AND typeof("o"."module") = 'blob' AS "module_bad",
          "o"."resource" IS NOT NULL AND typeof("o"."resource") = 'blob' AS "resource_bad"
        FROM "old"."gis_feature_class" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."description_value2" IS NOT NULL AND "o"."description_value2" GLOB '*[𐀀-􏿿]*' AS "description_bad3",
  "o"."module_value2" IS NOT NULL AND "o"."module_value2" GLOB '*[𐀀-􏿿]*' AS "module_bad3",
  "o"."resource_value2" IS NOT NULL AND "o"."resource_value2" GLOB '*[𐀀-􏿿]*' AS "resource_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_gis_location";
CREATE TEMP VIEW "_mig_read_gis_location" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."wkt_bad2" THEN "o"."wkt_value" END AS "wkt_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 255 AS "name_bad2",
      "o"."wkt_value" IS NOT NULL AND length("o"."wkt_value") > 255 AS "wkt_bad2"
    FROM (
      SELECT "o".*,
        "o"."feature_class_id" IS NOT NULL AND typeof("o"."feature_class_id") <> 'integer' AND NOT (substr("o"."feature_class_id_text", 1 + ("o"."feature_class_id_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."feature_class_id_text", 1 + ("o"."feature_class_id_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."feature_class_id_text", 1 + ("o"."feature_class_id_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."feature_class_id_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."feature_class_id_text", 1 + ("o"."feature_class_id_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."feature_class_id_text" AS INTEGER) AS TEXT), '-'))) AS "feature_class_id_bad",
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        "o"."gis_feature_type" IS NOT NULL AND NOT (typeof("o"."gis_feature_type") = 'integer' AND "o"."gis_feature_type" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."gis_feature_type_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "gis_feature_type_bad",
        CASE WHEN NOT "o"."wkt_bad" THEN CAST("o"."wkt" AS TEXT) END AS "wkt_value",
        "o"."gis_feature_type" IS NOT NULL AND typeof("o"."gis_feature_type") <> 'integer' AND NOT (substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."gis_feature_type_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."gis_feature_type_text", 1 + ("o"."gis_feature_type_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."gis_feature_type_text" AS INTEGER) AS TEXT), '-'))) AS "gis_feature_type_bad2"
      FROM (
        SELECT "o".*, trim(CAST("o"."feature_class_id" AS TEXT)) AS "feature_class_id_text",
          "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."marker_id" IS NOT NULL AND typeof("o"."marker_id") <> 'integer' AND NOT (substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."marker_id" AS TEXT)), 1 + (trim(CAST("o"."marker_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "marker_id_bad",
          trim(CAST("o"."gis_feature_type" AS TEXT)) AS "gis_feature_type_text",
          "o"."wkt" IS NOT NULL AND typeof("o"."wkt") = 'blob' AS "wkt_bad",
          "o"."admin" IS NOT NULL AND typeof("o"."admin") <> 'integer' AND NOT (substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "admin_bad",
          "o"."lat" IS NOT NULL AND typeof("o"."lat") NOT IN ('integer', 'real') AND NOT (substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) NOT GLOB '*[^0-9.]*' AND substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) NOT GLOB '*.*.*' AND substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) GLOB '*[0-9]*' AND instr(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) || '.', '.') <= 36 AND length(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1)) - instr(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) || '.', '.') <= 30 AND (substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[eE]*' OR substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')) GLOB '*[eE]*[0-9]' AND ltrim(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0') NOT GLOB '*[^0-9]*' AND length(ltrim(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0')) <= 3 AND CAST(ltrim(substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lat" AS TEXT)), 1 + (trim(CAST("o"."lat" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0') AS INTEGER) <= 269)) AS "lat_bad",
          "o"."lon" IS NOT NULL AND typeof("o"."lon") NOT IN ('integer', 'real') AND NOT (substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) NOT GLOB '*[^0-9.]*' AND substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) NOT GLOB '*.*.*' AND substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) GLOB '*[0-9]*' AND instr(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) || '.', '.') <= 36 AND length(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1)) - instr(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), 1, instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') - 1) || '.', '.') <= 30 AND (substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[eE]*' OR substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')) GLOB '*[eE]*[0-9]' AND ltrim(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0') NOT GLOB '*[^0-9]*' AND length(ltrim(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0')) <= 3 AND CAST(ltrim(substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1 + (substr(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*')), instr(lower(substr(trim(CAST("o"."lon" AS TEXT)), 1 + (trim(CAST("o"."lon" AS TEXT)) GLOB '[+-]*'))) || 'e', 'e') + 1, 1) IN ('+', '-'))), '0') AS INTEGER) <= 269)) AS "lon_bad",
          "o"."parent" IS NOT NULL AND typeof("o"."parent") <> 'integer' AND NOT (substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "parent_bad"
        FROM "old"."gis_location" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."wkt_value2" IS NOT NULL AND "o"."wkt_value2" GLOB '*[𐀀-􏿿]*' AS "wkt_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_gis_layer_js";
CREATE TEMP VIEW "_mig_read_gis_layer_js" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."description_bad2" THEN "o"."description_value" END AS "description_value2",
    CASE WHEN NOT "o"."enabled_bad2" THEN "o"."enabled_value" END AS "enabled_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 255 AS "name_bad2",
      "o"."description_value" IS NOT NULL AND length("o"."description_value") > 255 AS "description_bad2",
      "o"."enabled_value" IS NOT NULL AND length("o"."enabled_value") > 1 AS "enabled_bad2",
      "o"."code_value" IS NOT NULL AND "o"."code_value" GLOB '*[𐀀-􏿿]*' AS "code_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END AS "description_value",
        CASE WHEN NOT "o"."enabled_bad" THEN CAST("o"."enabled" AS TEXT) END AS "enabled_value",
        CASE WHEN NOT "o"."code_bad" THEN CAST("o"."code" AS TEXT) END AS "code_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."description" IS NOT NULL AND typeof("o"."description") = 'blob' AS "description_bad",
          "o"."enabled" IS NOT NULL AND typeof("o"."enabled") = 'blob' AS "enabled_bad",
          "o"."code" IS NOT NULL AND typeof("o"."code") = 'blob' AS "code_bad"
        FROM "old"."gis_layer_js" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."description_value2" IS NOT NULL AND "o"."description_value2" GLOB '*[𐀀-􏿿]*' AS "description_bad3",
  "o"."enabled_value2" IS NOT NULL AND "o"."enabled_value2" GLOB '*[𐀀-􏿿]*' AS "enabled_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_or_sector";
CREATE TEMP VIEW "_mig_read_or_sector" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 128 AS "name_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad"
        FROM "old"."or_sector" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_or_organisation";
CREATE TEMP VIEW "_mig_read_or_organisation" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."acronym_bad2" THEN "o"."acronym_value" END AS "acronym_value2",
    "o"."type_value2" IS NOT NULL AND "o"."type_value2" NOT BETWEEN -2147483648 AND 2147483647 AS "type_bad2",
    CASE WHEN NOT "o"."sector_id_bad2" THEN "o"."sector_id_value" END AS "sector_id_value2",
    CASE WHEN NOT "o"."website_bad2" THEN "o"."website_value" END AS "website_value2",
    CASE WHEN NOT "o"."donation_phone_bad2" THEN "o"."donation_phone_value" END AS "donation_phone_value2",
    CASE WHEN NOT "o"."created_on_bad2" THEN CASE WHEN substr("o"."created_on_read", 21, 1) >= '5' THEN datetime(substr("o"."created_on_read", 1, 19), '+1 second') ELSE substr("o"."created_on_read", 1, 19) END END AS "created_on_read2",
    "o"."created_on_read3" IS NOT NULL AND "o"."created_on_read3" BETWEEN '9999-12-31 23:59:59.5' AND '9999-12-31 23:59:59.999999' AS "created_on_bad4"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 128 AS "name_bad2",
      "o"."acronym_value" IS NOT NULL AND length("o"."acronym_value") > 8 AS "acronym_bad2",
      "o"."acronym_value3" IS NOT NULL AND "o"."acronym_value3" GLOB '*[𐀀-􏿿]*' AS "acronym_bad4",
      CASE "o"."type_value" WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE "o"."type_value" END AS "type_value2",
      "o"."sector_id_value" IS NOT NULL AND length("o"."sector_id_value") > 255 AS "sector_id_bad2",
      "o"."website_value" IS NOT NULL AND length("o"."website_value") > 255 AS "website_bad2",
      "o"."donation_phone_value" IS NOT NULL AND length("o"."donation_phone_value") > 255 AS "donation_phone_bad2",
      "o"."created_on_read" IS NOT NULL AND "o"."created_on_read" BETWEEN '9999-12-31 23:59:59.5' AND '9999-12-31 23:59:59.999999' AS "created_on_bad2",
      CASE WHEN NOT "o"."created_on_bad3" THEN CASE length("o"."created_on_iso") WHEN 19 THEN replace("o"."created_on_iso", 'T', ' ') WHEN 10 THEN "o"."created_on_iso" || ' 00:00:00' ELSE substr("o"."created_on_iso", 1, 10) || ' ' || (substr("o"."created_on_iso", 12, 5) || CASE substr("o"."created_on_iso", 17, 1) WHEN ':' THEN substr("o"."created_on_iso", 17, 3) || rtrim(rtrim(substr(rtrim("o"."created_on_iso", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read3"
    FROM (
      SELECT "o".*,
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        CASE WHEN NOT "o"."acronym_bad" THEN CAST("o"."acronym" AS TEXT) END AS "acronym_value",
        substr(CASE WHEN NOT "o"."acronym_bad" THEN CAST("o"."acronym" AS TEXT) END, 1, 8) AS "acronym_value3",
        CASE WHEN "o"."type_bad" THEN NULL WHEN typeof("o"."type") = 'integer' THEN "o"."type" ELSE CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) END AS "type_value",
        CASE WHEN NOT "o"."sector_id_bad" THEN CAST("o"."sector_id" AS TEXT) END AS "sector_id_value",
        CASE WHEN NOT "o"."website_bad" THEN CAST("o"."website" AS TEXT) END AS "website_value",
        CASE WHEN NOT "o"."donation_phone_bad" THEN CAST("o"."donation_phone" AS TEXT) END AS "donation_phone_value",
        CASE WHEN "o"."created_on" IS datetime("o"."created_on", '+0 days') AND "o"."created_on" > '0001' THEN "o"."created_on" WHEN NOT "o"."created_on_bad" THEN CASE length(trim("o"."created_on")) WHEN 19 THEN replace(trim("o"."created_on"), 'T', ' ') WHEN 10 THEN trim("o"."created_on") || ' 00:00:00' ELSE substr(trim("o"."created_on"), 1, 10) || ' ' || (substr(trim("o"."created_on"), 12, 5) || CASE substr(trim("o"."created_on"), 17, 1) WHEN ':' THEN substr(trim("o"."created_on"), 17, 3) || rtrim(rtrim(substr(rtrim(trim("o"."created_on"), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        trim("o"."created_on") IS NOT NULL AND NOT coalesce("o"."created_on_iso" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."created_on_iso" > '0001' AND date(substr("o"."created_on_iso", 1, 10), '+0 days') IS substr("o"."created_on_iso", 1, 10) AND (length("o"."created_on_iso") = 10 OR substr("o"."created_on_iso", 11, 1) IN (' ', 'T') AND substr("o"."created_on_iso", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."created_on_iso", 12, 2) < '24' AND "o"."created_on_iso" NOT GLOB '*ZZ' AND (rtrim(substr("o"."created_on_iso", 17), 'Z') = '' OR rtrim(substr("o"."created_on_iso", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."created_on_iso", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."created_on_iso", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."created_on_iso", 17), 'Z')) <= 10)), FALSE) AS "created_on_bad3"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          "o"."acronym" IS NOT NULL AND typeof("o"."acronym") = 'blob' AS "acronym_bad",
          "o"."type" IS NOT NULL AND typeof("o"."type") <> 'integer' AND NOT (substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "type_bad",
          "o"."sector_id" IS NOT NULL AND typeof("o"."sector_id") = 'blob' AS "sector_id_bad",
          "o"."admin" IS NOT NULL AND typeof("o"."admin") <> 'integer' AND NOT (substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "admin_bad",
          "o"."country" IS NOT NULL AND NOT (typeof("o"."country") = 'integer' AND "o"."country" BETWEEN -2147483648 AND 2147483647) AND NOT (substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*'))) <= 60 AND CAST(trim(CAST("o"."country" AS TEXT)) AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "country_bad",
          "o"."website" IS NOT NULL AND typeof("o"."website") = 'blob' AS "website_bad",
          "o"."donation_phone" IS NOT NULL AND typeof("o"."donation_phone") = 'blob' AS "donation_phone_bad",
          "o"."country" IS NOT NULL AND typeof("o"."country") <> 'integer' AND NOT (substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."country" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."country" AS TEXT)), 1 + (trim(CAST("o"."country" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."country" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "country_bad2",
          trim("o"."created_on") IS NOT NULL AND NOT CASE WHEN "o"."created_on" IS datetime("o"."created_on", '+0 days') AND "o"."created_on" > '0001' THEN TRUE ELSE trim("o"."created_on") GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim("o"."created_on") > '0001' AND date(substr(trim("o"."created_on"), 1, 10), '+0 days') IS substr(trim("o"."created_on"), 1, 10) AND (length(trim("o"."created_on")) = 10 OR substr(trim("o"."created_on"), 11, 1) IN (' ', 'T') AND substr(trim("o"."created_on"), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim("o"."created_on"), 12, 2) < '24' AND trim("o"."created_on") NOT GLOB '*ZZ' AND (rtrim(substr(trim("o"."created_on"), 17), 'Z') = '' OR rtrim(substr(trim("o"."created_on"), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim("o"."created_on"), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim("o"."created_on"), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim("o"."created_on"), 17), 'Z')) <= 10)) END AS "created_on_bad",
          CASE WHEN trim("o"."created_on") GLOB '[0-9][0-9]/[0-9][0-9]/[0-9][0-9] [0-9][0-9]:[0-9][0-9]' THEN CASE WHEN substr(trim("o"."created_on"), 7, 2) >= '70' THEN '19' ELSE '20' END || substr(trim("o"."created_on"), 7, 2) || '-' || substr(trim("o"."created_on"), 1, 2) || '-' || substr(trim("o"."created_on"), 4, 2) || ' ' || substr(trim("o"."created_on"), 10, 2) || ':' || substr(trim("o"."created_on"), 13, 2) || ':' || '00' END AS "created_on_iso",
          "o"."source_id" IS NOT NULL AND typeof("o"."source_id") <> 'integer' AND NOT (substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "source_id_bad"
        FROM "old"."or_organisation" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."acronym_value2" IS NOT NULL AND "o"."acronym_value2" GLOB '*[𐀀-􏿿]*' AS "acronym_bad3",
  "o"."sector_id_value2" IS NOT NULL AND "o"."sector_id_value2" GLOB '*[𐀀-􏿿]*' AS "sector_id_bad3",
  "o"."website_value2" IS NOT NULL AND "o"."website_value2" GLOB '*[𐀀-􏿿]*' AS "website_bad3",
  "o"."donation_phone_value2" IS NOT NULL AND "o"."donation_phone_value2" GLOB '*[𐀀-􏿿]*' AS "donation_phone_bad3",
  CASE WHEN NOT "o"."created_on_bad4" THEN CASE WHEN substr("o"."created_on_read3", 21, 1) >= '5' THEN datetime(substr("o"."created_on_read3", 1, 19), '+1 second') ELSE substr("o"."created_on_read3", 1, 19) END END AS "created_on_read4"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_or_office";
CREATE TEMP VIEW "_mig_read_or_office" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."uuid_bad2" THEN "o"."uuid_value" END AS "uuid_value2",
    CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."name_bad2" THEN "o"."name_value" END AS "name_value2",
    CASE WHEN NOT "o"."postcode_bad2" THEN "o"."postcode_value" END AS "postcode_value2",
    CASE WHEN NOT "o"."phone1_bad2" THEN "o"."phone1_value" END AS "phone1_value2",
    CASE WHEN NOT "o"."phone2_bad2" THEN "o"."phone2_value" END AS "phone2_value2",
    CASE WHEN NOT "o"."email_bad2" THEN "o"."email_value" END AS "email_value2",
    CASE WHEN NOT "o"."fax_bad2" THEN "o"."fax_value" END AS "fax_value2",
    CASE WHEN NOT "o"."vehicle_types_bad2" THEN "o"."vehicle_types_value" END AS "vehicle_types_value2",
    CASE WHEN NOT "o"."equipment_bad2" THEN "o"."equipment_value" END AS "equipment_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."uuid_value" IS NOT NULL AND length("o"."uuid_value") > 64 AS "uuid_bad2",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."name_value" IS NOT NULL AND length("o"."name_value") > 255 AS "name_bad2",
      "o"."address_value" IS NOT NULL AND "o"."address_value" GLOB '*[𐀀-􏿿]*' AS "address_bad2",
      "o"."postcode_value" IS NOT NULL AND length("o"."postcode_value") > 255 AS "postcode_bad2",
      "o"."phone1_value" IS NOT NULL AND length("o"."phone1_value") > 255 AS "phone1_bad2",
      "o"."phone2_value" IS NOT NULL AND length("o"."phone2_value") > 255 AS "phone2_bad2",
      "o"."email_value" IS NOT NULL AND length("o"."email_value") > 255 AS "email_bad2",
      "o"."fax_value" IS NOT NULL AND length("o"."fax_value") > 255 AS "fax_bad2",
      "o"."vehicle_types_value" IS NOT NULL AND length("o"."vehicle_types_value") > 255 AS "vehicle_types_bad2",
      "o"."equipment_value" IS NOT NULL AND length("o"."equipment_value") > 255 AS "equipment_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END AS "uuid_value",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END AS "name_value",
        "o"."organisation_id" IS NOT NULL AND typeof("o"."organisation_id") <> 'integer' AND NOT (substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."organisation_id_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."organisation_id_text" AS INTEGER) AS TEXT), '-'))) AS "organisation_id_bad",
        CASE WHEN NOT "o"."address_bad" THEN CAST("o"."address" AS TEXT) END AS "address_value",
        CASE WHEN NOT "o"."postcode_bad" THEN CAST("o"."postcode" AS TEXT) END AS "postcode_value",
        CASE WHEN NOT "o"."phone1_bad" THEN CAST("o"."phone1" AS TEXT) END AS "phone1_value",
        CASE WHEN NOT "o"."phone2_bad" THEN CAST("o"."phone2" AS TEXT) END AS "phone2_value",
        CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END AS "email_value",
        CASE WHEN NOT "o"."fax_bad" THEN CAST("o"."fax" AS TEXT) END AS "fax_value",
        "o"."national_staff" IS NOT NULL AND NOT (typeof("o"."national_staff") = 'integer' AND "o"."national_staff" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."national_staff_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "national_staff_bad",
        "o"."international_staff" IS NOT NULL AND NOT (typeof("o"."international_staff") = 'integer' AND "o"."international_staff" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."international_staff_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "international_staff_bad",
        CASE WHEN NOT "o"."vehicle_types_bad" THEN CAST("o"."vehicle_types" AS TEXT) END AS "vehicle_types_value",
        CASE WHEN NOT "o"."equipment_bad" THEN CAST("o"."equipment" AS TEXT) END AS "equipment_value",
        "o"."national_staff" IS NOT NULL AND typeof("o"."national_staff") <> 'integer' AND NOT (substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."national_staff_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."national_staff_text", 1 + ("o"."national_staff_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."national_staff_text" AS INTEGER) AS TEXT), '-'))) AS "national_staff_bad2",
        "o"."international_staff" IS NOT NULL AND typeof("o"."international_staff") <> 'integer' AND NOT (substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."international_staff_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."international_staff_text", 1 + ("o"."international_staff_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."international_staff_text" AS INTEGER) AS TEXT), '-'))) AS "international_staff_bad2",
        "o"."location_id" IS NOT NULL AND typeof("o"."location_id") <> 'integer' AND NOT (substr("o"."location_id_text", 1 + ("o"."location_id_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."location_id_text", 1 + ("o"."location_id_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."location_id_text", 1 + ("o"."location_id_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."location_id_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."location_id_text", 1 + ("o"."location_id_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."location_id_text" AS INTEGER) AS TEXT), '-'))) AS "location_id_bad",
        "o"."number_of_vehicles" IS NOT NULL AND NOT (typeof("o"."number_of_vehicles") = 'integer' AND "o"."number_of_vehicles" BETWEEN -2147483648 AND 2147483647) AND NOT (substr("o"."number_of_vehicles_text", 1 + ("o"."number_of_vehicles_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."number_of_vehicles_text", 1 + ("o"."number_of_vehicles_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."number_of_vehicles_text", 1 + ("o"."number_of_vehicles_text" GLOB '[+-]*'))) <= 60 AND CAST("o"."number_of_vehicles_text" AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "number_of_vehicles_bad"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."uuid" IS NOT NULL AND typeof("o"."uuid") = 'blob' AS "uuid_bad",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."name" IS NOT NULL AND typeof("o"."name") = 'blob' AS "name_bad",
          trim(CAST("o"."organisation_id" AS TEXT)) AS "organisation_id_text",
          "o"."type" IS NOT NULL AND NOT (typeof("o"."type") = 'integer' AND "o"."type" BETWEEN -2147483648 AND 2147483647) AND NOT (substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*'))) <= 60 AND CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) BETWEEN -2147483648 AND 2147483647) AS "type_bad",
          "o"."admin" IS NOT NULL AND typeof("o"."admin") <> 'integer' AND NOT (substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."admin" AS TEXT)), 1 + (trim(CAST("o"."admin" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "admin_bad",
          "o"."address" IS NOT NULL AND typeof("o"."address") = 'blob' AS "address_bad",
          "o"."postcode" IS NOT NULL AND typeof("o"."postcode") = 'blob' AS "postcode_bad",
          "o"."phone1" IS NOT NULL AND typeof("o"."phone1") = 'blob' AS "phone1_bad",
          "o"."phone2" IS NOT NULL AND typeof("o"."phone2") = 'blob' AS "phone2_bad",
          "o"."email" IS NOT NULL AND typeof("o"."email") = 'blob' AS "email_bad",
          "o"."fax" IS NOT NULL AND typeof("o"."fax") = 'blob' AS "fax_bad",
          trim(CAST("o"."national_staff" AS TEXT)) AS "national_staff_text",
          trim(CAST("o"."international_staff" AS TEXT)) AS "international_staff_text",
          "o"."vehicle_types" IS NOT NULL AND typeof("o"."vehicle_types") = 'blob' AS "vehicle_types_bad",
          "o"."equipment" IS NOT NULL AND typeof("o"."equipment") = 'blob' AS "equipment_bad",
          "o"."source_id" IS NOT NULL AND typeof("o"."source_id") <> 'integer' AND NOT (substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "source_id_bad",
          "o"."type" IS NOT NULL AND typeof("o"."type") <> 'integer' AND NOT (substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."type" AS TEXT)), 1 + (trim(CAST("o"."type" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "type_bad2",
          trim(CAST("o"."location_id" AS TEXT)) AS "location_id_text",
          trim(CAST("o"."number_of_vehicles" AS TEXT)) AS "number_of_vehicles_text",
          "o"."parent" IS NOT NULL AND typeof("o"."parent") <> 'integer' AND NOT (substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."parent" AS TEXT)), 1 + (trim(CAST("o"."parent" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "parent_bad"
        FROM "old"."or_office" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."uuid_value2" IS NOT NULL AND "o"."uuid_value2" GLOB '*[𐀀-􏿿]*' AS "uuid_bad3",
  "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."name_value2" IS NOT NULL AND "o"."name_value2" GLOB '*[𐀀-􏿿]*' AS "name_bad3",
  "o"."postcode_value2" IS NOT NULL AND "o"."postcode_value2" GLOB '*[𐀀-􏿿]*' AS "postcode_bad3",
  "o"."phone1_value2" IS NOT NULL AND "o"."phone1_value2" GLOB '*[𐀀-􏿿]*' AS "phone1_bad3",
  "o"."phone2_value2" IS NOT NULL AND "o"."phone2_value2" GLOB '*[𐀀-􏿿]*' AS "phone2_bad3",
  "o"."email_value2" IS NOT NULL AND "o"."email_value2" GLOB '*[𐀀-􏿿]*' AS "email_bad3",
  "o"."fax_value2" IS NOT NULL AND "o"."fax_value2" GLOB '*[𐀀-􏿿]*' AS "fax_bad3",
  "o"."vehicle_types_value2" IS NOT NULL AND "o"."vehicle_types_value2" GLOB '*[𐀀-􏿿]*' AS "vehicle_types_bad3",
  "o"."equipment_value2" IS NOT NULL AND "o"."equipment_value2" GLOB '*[𐀀-􏿿]*' AS "equipment_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;
DROP VIEW IF EXISTS temp."_mig_read_or_contact";
CREATE TEMP VIEW "_mig_read_or_contact" AS
WITH "_mig_parts_1" AS (
  SELECT "o".*, CASE WHEN NOT "o"."deleted_bad2" THEN "o"."deleted_value" END AS "deleted_value2",
    CASE WHEN NOT "o"."title_bad2" THEN "o"."title_value" END AS "title_value2",
    CASE WHEN NOT "o"."focal_point_bad2" THEN "o"."focal_point_value" END AS "focal_point_value2"
  FROM (
    SELECT "o".*,
      CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN CAST("o"."modified_on" AS TEXT) WHEN NOT "o"."modified_on_bad" THEN CASE length("o"."modified_on_text") WHEN 19 THEN replace("o"."modified_on_text", 'T', ' ') WHEN 10 THEN "o"."modified_on_text" || ' 00:00:00' ELSE substr("o"."modified_on_text", 1, 10) || ' ' || (substr("o"."modified_on_text", 12, 5) || CASE substr("o"."modified_on_text", 17, 1) WHEN ':' THEN substr("o"."modified_on_text", 17, 3) || rtrim(rtrim(substr(rtrim("o"."modified_on_text", 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "modified_on_read",
      "o"."deleted_value" IS NOT NULL AND length("o"."deleted_value") > 1 AS "deleted_bad2",
      "o"."title_value" IS NOT NULL AND length("o"."title_value") > 255 AS "title_bad2",
      "o"."focal_point_value" IS NOT NULL AND length("o"."focal_point_value") > 1 AS "focal_point_bad2"
    FROM (
      SELECT "o".*,
        CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN CAST("o"."created_on" AS TEXT) WHEN NOT "o"."created_on_bad" THEN CASE length(trim(CAST("o"."created_on" AS TEXT))) WHEN 19 THEN replace(trim(CAST("o"."created_on" AS TEXT)), 'T', ' ') WHEN 10 THEN trim(CAST("o"."created_on" AS TEXT)) || ' 00:00:00' ELSE substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) || ' ' || (substr(trim(CAST("o"."created_on" AS TEXT)), 12, 5) || CASE substr(trim(CAST("o"."created_on" AS TEXT)), 17, 1) WHEN ':' THEN substr(trim(CAST("o"."created_on" AS TEXT)), 17, 3) || rtrim(rtrim(substr(rtrim(trim(CAST("o"."created_on" AS TEXT)), 'Z'), 20), '0'), '.') ELSE ':00' END) END END AS "created_on_read",
        "o"."modified_on_text" IS NOT NULL AND NOT CASE WHEN CAST("o"."modified_on" AS TEXT) IS datetime(CAST("o"."modified_on" AS TEXT), '+0 days') AND CAST("o"."modified_on" AS TEXT) > '0001' THEN TRUE ELSE "o"."modified_on_text" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND "o"."modified_on_text" > '0001' AND date(substr("o"."modified_on_text", 1, 10), '+0 days') IS substr("o"."modified_on_text", 1, 10) AND (length("o"."modified_on_text") = 10 OR substr("o"."modified_on_text", 11, 1) IN (' ', 'T') AND substr("o"."modified_on_text", 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr("o"."modified_on_text", 12, 2) < '24' AND "o"."modified_on_text" NOT GLOB '*ZZ' AND (rtrim(substr("o"."modified_on_text", 17), 'Z') = '' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr("o"."modified_on_text", 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr("o"."modified_on_text", 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr("o"."modified_on_text", 17), 'Z')) <= 10)) END AS "modified_on_bad",
        CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END AS "deleted_value",
        "o"."organisation_id" IS NOT NULL AND typeof("o"."organisation_id") <> 'integer' AND NOT (substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')) GLOB '[0-9]*' AND substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*'))) <= 60 AND (CAST("o"."organisation_id_text" AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr("o"."organisation_id_text", 1 + ("o"."organisation_id_text" GLOB '[+-]*')), '0') = ltrim(CAST(CAST("o"."organisation_id_text" AS INTEGER) AS TEXT), '-'))) AS "organisation_id_bad",
        CASE WHEN NOT "o"."title_bad" THEN CAST("o"."title" AS TEXT) END AS "title_value",
        CASE WHEN NOT "o"."focal_point_bad" THEN CAST("o"."focal_point" AS TEXT) END AS "focal_point_value"
      FROM (
        SELECT "o".*, "o"."id" NOT BETWEEN -2147483648 AND 2147483647 AS "id_bad",
          trim(CAST("o"."created_on" AS TEXT)) IS NOT NULL AND NOT CASE WHEN CAST("o"."created_on" AS TEXT) IS datetime(CAST("o"."created_on" AS TEXT), '+0 days') AND CAST("o"."created_on" AS TEXT) > '0001' THEN TRUE ELSE trim(CAST("o"."created_on" AS TEXT)) GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND trim(CAST("o"."created_on" AS TEXT)) > '0001' AND date(substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10), '+0 days') IS substr(trim(CAST("o"."created_on" AS TEXT)), 1, 10) AND (length(trim(CAST("o"."created_on" AS TEXT))) = 10 OR substr(trim(CAST("o"."created_on" AS TEXT)), 11, 1) IN (' ', 'T') AND substr(trim(CAST("o"."created_on" AS TEXT)), 12) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr(trim(CAST("o"."created_on" AS TEXT)), 12, 2) < '24' AND trim(CAST("o"."created_on" AS TEXT)) NOT GLOB '*ZZ' AND (rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') = '' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9]' OR rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z') GLOB ':[0-5][0-9].[0-9]*' AND substr(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z'), 5) NOT GLOB '*[^0-9]*' AND length(rtrim(substr(trim(CAST("o"."created_on" AS TEXT)), 17), 'Z')) <= 10)) END AS "created_on_bad",
          trim(CAST("o"."modified_on" AS TEXT)) AS "modified_on_text",
          "o"."deleted" IS NOT NULL AND typeof("o"."deleted") = 'blob' AS "deleted_bad",
          "o"."person_id" IS NOT NULL AND typeof("o"."person_id") <> 'integer' AND NOT (substr(trim(CAST("o"."person_id" AS TEXT)), 1 + (trim(CAST("o"."person_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."person_id" AS TEXT)), 1 + (trim(CAST("o"."person_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."person_id" AS TEXT)), 1 + (trim(CAST("o"."person_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."person_id" AS TEXT)), 1 + (trim(CAST("o"."person_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "person_id_bad",
          trim(CAST("o"."organisation_id" AS TEXT)) AS "organisation_id_text",
          "o"."office_id" IS NOT NULL AND typeof("o"."office_id") <> 'integer' AND NOT (substr(trim(CAST("o"."office_id" AS TEXT)), 1 + (trim(CAST("o"."office_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."office_id" AS TEXT)), 1 + (trim(CAST("o"."office_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."office_id" AS TEXT)), 1 + (trim(CAST("o"."office_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."office_id" AS TEXT)), 1 + (trim(CAST("o"."office_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "office_id_bad",
          "o"."title" IS NOT NULL AND typeof("o"."title") = 'blob' AS "title_bad",
          "o"."manager_id" IS NOT NULL AND typeof("o"."manager_id") <> 'integer' AND NOT (substr(trim(CAST("o"."manager_id" AS TEXT)), 1 + (trim(CAST("o"."manager_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."manager_id" AS TEXT)), 1 + (trim(CAST("o"."manager_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."manager_id" AS TEXT)), 1 + (trim(CAST("o"."manager_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."manager_id" AS TEXT)), 1 + (trim(CAST("o"."manager_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "manager_id_bad",
          "o"."focal_point" IS NOT NULL AND typeof("o"."focal_point") = 'blob' AS "focal_point_bad",
          "o"."source_id" IS NOT NULL AND typeof("o"."source_id") <> 'integer' AND NOT (substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) GLOB '[0-9]*' AND substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')) NOT GLOB '*[^0-9]*' AND length(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*'))) <= 60 AND (CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) NOT IN (9223372036854775807, -9223372036854775808) OR ltrim(substr(trim(CAST("o"."source_id" AS TEXT)), 1 + (trim(CAST("o"."source_id" AS TEXT)) GLOB '[+-]*')), '0') = ltrim(CAST(CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) AS TEXT), '-'))) AS "source_id_bad"
        FROM "old"."or_contact" AS "o"
      ) AS "o"
    ) AS "o"
  ) AS "o"
  LIMIT -1
)
SELECT "o".*, "o"."deleted_value2" IS NOT NULL AND "o"."deleted_value2" GLOB '*[𐀀-􏿿]*' AS "deleted_bad3",
  "o"."title_value2" IS NOT NULL AND "o"."title_value2" GLOB '*[𐀀-􏿿]*' AS "title_bad3",
  "o"."focal_point_value2" IS NOT NULL AND "o"."focal_point_value2" GLOB '*[𐀀-􏿿]*' AS "focal_point_bad3"
FROM "_mig_parts_1" AS "o" LIMIT -1;

-- Helper tables; all their names begin with _mig_
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_user") THEN 'the new table `auth_user` is not empty: empty it, or write `empty auth_user` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_user") THEN 'the new table `auth_user` is not empty: empty it, or write `empty auth_user` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_group") THEN 'the new table `auth_group` is not empty: empty it, or write `empty auth_group` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_group") THEN 'the new table `auth_group` is not empty: empty it, or write `empty auth_group` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_membership") THEN 'the new table `auth_membership` is not empty: empty it, or write `empty auth_membership` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "auth_membership") THEN 'the new table `auth_membership` is not empty: empty it, or write `empty auth_membership` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "s3_source") THEN 'the new table `s3_source` is not empty: empty it, or write `empty s3_source` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "s3_source") THEN 'the new table `s3_source` is not empty: empty it, or write `empty s3_source` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_pentity") THEN 'the new table `pr_pentity` is not empty: empty it, or write `empty pr_pentity` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_pentity") THEN 'the new table `pr_pentity` is not empty: empty it, or write `empty pr_pentity` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_person") THEN 'the new table `pr_person` is not empty: empty it, or write `empty pr_person` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_person") THEN 'the new table `pr_person` is not empty: empty it, or write `empty pr_person` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_group") THEN 'the new table `pr_group` is not empty: empty it, or write `empty pr_group` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "pr_group") THEN 'the new table `pr_group` is not empty: empty it, or write `empty pr_group` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_marker") THEN 'the new table `gis_marker` is not empty: empty it, or write `empty gis_marker` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_marker") THEN 'the new table `gis_marker` is not empty: empty it, or write `empty gis_marker` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_feature_class") THEN 'the new table `gis_feature_class` is not empty: empty it, or write `empty gis_feature_class` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_feature_class") THEN 'the new table `gis_feature_class` is not empty: empty it, or write `empty gis_feature_class` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_location") THEN 'the new table `gis_location` is not empty: empty it, or write `empty gis_location` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_location") THEN 'the new table `gis_location` is not empty: empty it, or write `empty gis_location` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_layer_js") THEN 'the new table `gis_layer_js` is not empty: empty it, or write `empty gis_layer_js` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "gis_layer_js") THEN 'the new table `gis_layer_js` is not empty: empty it, or write `empty gis_layer_js` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_sector") THEN 'the new table `or_sector` is not empty: empty it, or write `empty or_sector` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_sector") THEN 'the new table `or_sector` is not empty: empty it, or write `empty or_sector` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_organisation") THEN 'the new table `or_organisation` is not empty: empty it, or write `empty or_organisation` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_organisation") THEN 'the new table `or_organisation` is not empty: empty it, or write `empty or_organisation` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_office") THEN 'the new table `or_office` is not empty: empty it, or write `empty or_office` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_office") THEN 'the new table `or_office` is not empty: empty it, or write `empty or_office` in the program' END);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_contact") THEN 'the new table `or_contact` is not empty: empty it, or write `empty or_contact` in the program' END) AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN EXISTS (SELECT 1 FROM "or_contact") THEN 'the new table `or_contact` is not empty: empty it, or write `empty or_contact` in the program' END);
DROP TABLE IF EXISTS "_mig_run";
DROP TABLE IF EXISTS "_mig_counts";
DROP TABLE IF EXISTS "_mig_rejects";
DROP TABLE IF EXISTS "_mig_uses";
DROP TABLE IF EXISTS "_mig_numbers";
DROP TABLE IF EXISTS "_mig_rows_auth_user";
DROP TABLE IF EXISTS "_mig_rows_s3_source";
DROP TABLE IF EXISTS "_mig_rows_pr_pentity";
DROP TABLE IF EXISTS "_mig_rows_pr_person";
DROP TABLE IF EXISTS "_mig_rows_pr_group";
DROP TABLE IF EXISTS "_mig_rows_gis_marker";
DROP TABLE IF EXISTS "_mig_rows_gis_feature_class";
DROP TABLE IF EXISTS "_mig_rows_gis_location";
DROP TABLE IF EXISTS "_mig_rows_or_sector";
DROP TABLE IF EXISTS "_mig_rows_or_organisation";
DROP TABLE IF EXISTS "_mig_rows_or_office";
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
CREATE TABLE "_mig_rows_auth_user" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_email" TEXT COLLATE NOCASE, "by_1_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_s3_source" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_pr_pentity" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, "new_label" TEXT COLLATE NOCASE, "by_2_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_pr_person" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, "new_email" TEXT COLLATE NOCASE, "by_2_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_pr_group" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_uuid" TEXT COLLATE NOCASE,
  PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_gis_marker" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_name" TEXT COLLATE NOCASE, "by_1_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_gis_feature_class" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, "new_name" TEXT COLLATE NOCASE, "by_2_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_gis_location" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_or_sector" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_uuid" TEXT COLLATE NOCASE,
  "new_name" TEXT COLLATE NOCASE, "by_2_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_or_organisation" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, "new_name" TEXT COLLATE NOCASE, "by_2_1" INTEGER, PRIMARY KEY ("old_key")
);
CREATE TABLE "_mig_rows_or_office" (
  "n" INTEGER, "old_key" INTEGER, "into_n" INTEGER, "gone" INTEGER DEFAULT 0, "new_id" INTEGER,
  "new_uuid" TEXT COLLATE NOCASE, PRIMARY KEY ("old_key")
);
CREATE INDEX "_mig_rejects_key" ON "_mig_rejects" ("row_key");
INSERT INTO "_mig_run" ("program", "hash", "started_at") SELECT 'haiti.mig', '3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244', strftime('%Y-%m-%d %H:%M:%S', 'now');

BEGIN;

-- Step 1: before run: ./maintenance.on (haiti.mig:7)
-- to run by hand here: ./maintenance.on

-- Step 2: auth_user -> auth_user (haiti.mig:14)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 2, 'auth_user', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN 'first_name' WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN 'last_name' WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."utc_offset_bad3" THEN 'utc_offset' WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN 'email' WHEN "o"."password_bad" OR "o"."password_bad2" OR "o"."password_bad3" THEN 'password' WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" OR "o"."registration_key_bad3" THEN 'registration_key' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN CASE WHEN "o"."first_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."first_name_bad" THEN CAST("o"."first_name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN CASE WHEN "o"."last_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."last_name_bad" THEN CAST("o"."last_name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."utc_offset_bad3" THEN CASE WHEN "o"."utc_offset_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."utc_offset_bad" THEN CAST("o"."utc_offset" AS TEXT) END) > 16 THEN 'it is longer than 16 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN "o"."email_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."password_bad" OR "o"."password_bad2" OR "o"."password_bad3" THEN CASE WHEN "o"."password_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."password_bad" THEN CAST("o"."password" AS TEXT) END) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" OR "o"."registration_key_bad3" THEN CASE WHEN "o"."registration_key_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."registration_key_bad" THEN CAST("o"."registration_key" AS TEXT) END) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN CASE WHEN typeof("o"."first_name") <> 'blob' THEN "o"."first_name" ELSE HEX("o"."first_name") END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN CASE WHEN typeof("o"."last_name") <> 'blob' THEN "o"."last_name" ELSE HEX("o"."last_name") END WHEN "o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."utc_offset_bad3" THEN CASE WHEN typeof("o"."utc_offset") <> 'blob' THEN "o"."utc_offset" ELSE HEX("o"."utc_offset") END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END WHEN "o"."password_bad" OR "o"."password_bad2" OR "o"."password_bad3" THEN CASE WHEN typeof("o"."password") <> 'blob' THEN "o"."password" ELSE HEX("o"."password") END WHEN "o"."registration_key_bad" OR "o"."registration_key_bad2" OR "o"."registration_key_bad3" THEN CASE WHEN typeof("o"."registration_key") <> 'blob' THEN "o"."registration_key" ELSE HEX("o"."registration_key") END END,
  json_object('id', "o"."id", 'first_name', CASE WHEN typeof("o"."first_name") <> 'blob' THEN "o"."first_name" ELSE HEX("o"."first_name") END, 'last_name', CASE WHEN typeof("o"."last_name") <> 'blob' THEN "o"."last_name" ELSE HEX("o"."last_name") END, 'utc_offset', CASE WHEN typeof("o"."utc_offset") <> 'blob' THEN "o"."utc_offset" ELSE HEX("o"."utc_offset") END, 'email', CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END, 'password', CASE WHEN typeof("o"."password") <> 'blob' THEN "o"."password" ELSE HEX("o"."password") END, 'registration_key', CASE WHEN typeof("o"."registration_key") <> 'blob' THEN "o"."registration_key" ELSE HEX("o"."registration_key") END)
FROM "_mig_read_auth_user" AS "o"
WHERE "o"."id_bad" OR "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" OR "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" OR "o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."utc_offset_bad3" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" OR "o"."password_bad" OR "o"."password_bad2" OR "o"."password_bad3" OR "o"."registration_key_bad" OR "o"."registration_key_bad2" OR "o"."registration_key_bad3";
INSERT INTO "_mig_rows_auth_user" ("n", "old_key", "new_id", "new_email", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."email_bad3" THEN "o"."email_value2" END, "o"."id"
FROM "_mig_read_auth_user" AS "o"
WHERE NOT "o"."id_bad" AND NOT ("o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3")
  AND NOT ("o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3")
  AND NOT ("o"."utc_offset_bad" OR "o"."utc_offset_bad2" OR "o"."utc_offset_bad3")
  AND NOT ("o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3")
  AND NOT ("o"."password_bad" OR "o"."password_bad2" OR "o"."password_bad3")
  AND NOT ("o"."registration_key_bad" OR "o"."registration_key_bad2" OR "o"."registration_key_bad3");
UPDATE "_mig_rows_auth_user" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_email" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_auth_user" WHERE "into_n" IS NULL AND "new_email" IS NOT NULL
) AS "x" WHERE "_mig_rows_auth_user"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_auth_user" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_auth_user") AS "x" WHERE "_mig_rows_auth_user"."into_n" = "x"."n";
INSERT INTO "auth_user" ("id", "first_name", "last_name", "utc_offset", "email", "password", "registration_key")
SELECT "r"."new_id", CASE WHEN NOT "o"."first_name_bad3" THEN "o"."first_name_value2" END,
  CASE WHEN NOT "o"."last_name_bad3" THEN "o"."last_name_value2" END,
  CASE WHEN NOT "o"."utc_offset_bad3" THEN "o"."utc_offset_value2" END, "r"."new_email",
  CASE WHEN NOT "o"."password_bad3" THEN "o"."password_value2" END,
  CASE WHEN NOT "o"."registration_key_bad3" THEN "o"."registration_key_value2" END
FROM "_mig_read_auth_user" AS "o" JOIN "_mig_rows_auth_user" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 2, 'auth_user', 'auth_user', (SELECT COUNT(*) FROM "old"."auth_user" AS "o"), (SELECT COUNT(*) FROM "auth_user"),
  (SELECT COUNT(*) FROM "_mig_rows_auth_user" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 2);

-- Step 3: auth_group -> auth_group (haiti.mig:17)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 3, 'auth_group', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."role_bad" OR "o"."role_bad2" OR "o"."role_bad3" THEN 'role' WHEN "o"."description_bad" OR "o"."description_bad2" THEN 'description' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."role_bad" OR "o"."role_bad2" OR "o"."role_bad3" THEN CASE WHEN "o"."role_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."role_bad" THEN CAST("o"."role" AS TEXT) END) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" THEN CASE WHEN "o"."description_bad" THEN 'it is not text' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."role_bad" OR "o"."role_bad2" OR "o"."role_bad3" THEN CASE WHEN typeof("o"."role") <> 'blob' THEN "o"."role" ELSE HEX("o"."role") END WHEN "o"."description_bad" OR "o"."description_bad2" THEN CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END END,
  json_object('id', "o"."id", 'role', CASE WHEN typeof("o"."role") <> 'blob' THEN "o"."role" ELSE HEX("o"."role") END, 'description', CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END)
FROM "_mig_read_auth_group" AS "o"
WHERE "o"."id_bad" OR "o"."role_bad" OR "o"."role_bad2" OR "o"."role_bad3" OR "o"."description_bad" OR "o"."description_bad2";
INSERT INTO "auth_group" ("id", "role", "description")
SELECT "o"."id", CASE WHEN NOT "o"."role_bad3" THEN "o"."role_value2" END,
  CASE WHEN NOT "o"."description_bad2" THEN "o"."description_value" END
FROM "_mig_read_auth_group" AS "o"
WHERE NOT "o"."id_bad" AND NOT ("o"."role_bad" OR "o"."role_bad2" OR "o"."role_bad3")
  AND NOT ("o"."description_bad" OR "o"."description_bad2");
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 3, 'auth_group', 'auth_group', (SELECT COUNT(*) FROM "old"."auth_group" AS "o"),
  (SELECT COUNT(*) FROM "auth_group"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 3);

-- Step 4: auth_membership -> auth_membership (haiti.mig:18)
-- after step 2: user_id refers to auth_user; after step 3: group_id refers to auth_group
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 4, 'auth_membership', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'user_id' WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'group_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."user_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."user_id") <> 'blob' THEN "o"."user_id" ELSE HEX("o"."user_id") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."group_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = CASE WHEN typeof("o"."group_id") <> 'blob' THEN "o"."group_id" ELSE HEX("o"."group_id") END) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."user_id") <> 'blob' THEN "o"."user_id" ELSE HEX("o"."user_id") END WHEN "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."group_id") <> 'blob' THEN "o"."group_id" ELSE HEX("o"."group_id") END END,
  json_object('id', "o"."id", 'user_id', CASE WHEN typeof("o"."user_id") <> 'blob' THEN "o"."user_id" ELSE HEX("o"."user_id") END, 'group_id', CASE WHEN typeof("o"."group_id") <> 'blob' THEN "o"."group_id" ELSE HEX("o"."group_id") END)
FROM "_mig_read_auth_membership" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END IS NOT NULL;
INSERT INTO "auth_membership" ("id", "user_id", "group_id")
SELECT "o"."id", "auth_user"."new_id", "auth_group"."id"
FROM "_mig_read_auth_membership" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad"
  AND NOT ("o"."user_id_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."user_id_bad" THEN NULL WHEN typeof("o"."user_id") = 'integer' THEN "o"."user_id" ELSE CAST(trim(CAST("o"."user_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."group_id_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."group_id_bad" THEN NULL WHEN typeof("o"."group_id") = 'integer' THEN "o"."group_id" ELSE CAST(trim(CAST("o"."group_id" AS TEXT)) AS INTEGER) END IS NOT NULL);
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 4, 'auth_membership', 'auth_membership', (SELECT COUNT(*) FROM "old"."auth_membership" AS "o"),
  (SELECT COUNT(*) FROM "auth_membership"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 4);

-- Step 5: s3_source -> s3_source (haiti.mig:21)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 5, 's3_source', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN 'description' WHEN "o"."url_bad" OR "o"."url_bad2" OR "o"."url_bad3" THEN 'url' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN "o"."description_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."url_bad" OR "o"."url_bad2" OR "o"."url_bad3" THEN CASE WHEN "o"."url_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."url_bad" THEN CAST("o"."url" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END WHEN "o"."url_bad" OR "o"."url_bad2" OR "o"."url_bad3" THEN CASE WHEN typeof("o"."url") <> 'blob' THEN "o"."url" ELSE HEX("o"."url") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'description', CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END, 'url', CASE WHEN typeof("o"."url") <> 'blob' THEN "o"."url" ELSE HEX("o"."url") END)
FROM "_mig_read_s3_source" AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" OR "o"."url_bad" OR "o"."url_bad2" OR "o"."url_bad3";
INSERT INTO "_mig_rows_s3_source" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END
FROM "_mig_read_s3_source" AS "o"
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3")
  AND NOT ("o"."url_bad" OR "o"."url_bad2" OR "o"."url_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 5: rows of `s3_source` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_s3_source"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 5: rows of `s3_source` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_s3_source"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
INSERT INTO "s3_source" ("id", "created_on", "modified_on", "uuid", "name", "description", "url")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid",
  CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END,
  CASE WHEN NOT "o"."description_bad3" THEN "o"."description_value2" END,
  CASE WHEN NOT "o"."url_bad3" THEN "o"."url_value2" END
FROM "_mig_read_s3_source" AS "o" JOIN "_mig_rows_s3_source" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 5, 's3_source', 's3_source', (SELECT COUNT(*) FROM "old"."s3_source" AS "o"), (SELECT COUNT(*) FROM "s3_source"),
  (SELECT COUNT(*) FROM "_mig_rows_s3_source" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 5);

-- Step 6: pr_pentity -> pr_pentity (haiti.mig:22)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 6, 'pr_pentity', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."opt_pr_entity_type_bad" THEN 'opt_pr_entity_type' WHEN "o"."label_bad" OR "o"."label_bad2" OR "o"."label_bad3" THEN 'label' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_entity_type_bad" THEN CASE WHEN "o"."opt_pr_entity_type_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."label_bad" OR "o"."label_bad2" OR "o"."label_bad3" THEN CASE WHEN "o"."label_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."label_bad" THEN CAST("o"."label" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."opt_pr_entity_type_bad" THEN CASE WHEN typeof("o"."opt_pr_entity_type") <> 'blob' THEN "o"."opt_pr_entity_type" ELSE HEX("o"."opt_pr_entity_type") END WHEN "o"."label_bad" OR "o"."label_bad2" OR "o"."label_bad3" THEN CASE WHEN typeof("o"."label") <> 'blob' THEN "o"."label" ELSE HEX("o"."label") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'created_by', CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END, 'modified_by', CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'opt_pr_entity_type', CASE WHEN typeof("o"."opt_pr_entity_type") <> 'blob' THEN "o"."opt_pr_entity_type" ELSE HEX("o"."opt_pr_entity_type") END, 'label', CASE WHEN typeof("o"."label") <> 'blob' THEN "o"."label" ELSE HEX("o"."label") END)
FROM "_mig_read_pr_pentity" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."opt_pr_entity_type_bad" OR "o"."label_bad" OR "o"."label_bad2" OR "o"."label_bad3";
INSERT INTO "_mig_rows_pr_pentity" ("n", "old_key", "new_id", "new_uuid", "new_label", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END, CASE WHEN NOT "o"."label_bad3" THEN "o"."label_value2" END,
  "o"."id"
FROM "_mig_read_pr_pentity" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3") AND NOT "o"."opt_pr_entity_type_bad"
  AND NOT ("o"."label_bad" OR "o"."label_bad2" OR "o"."label_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 6: rows of `pr_pentity` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_pentity"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 6: rows of `pr_pentity` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_pentity"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
UPDATE "_mig_rows_pr_pentity" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_label" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_pr_pentity" WHERE "into_n" IS NULL AND "new_label" IS NOT NULL
) AS "x" WHERE "_mig_rows_pr_pentity"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_pr_pentity" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_pr_pentity") AS "x" WHERE "_mig_rows_pr_pentity"."into_n" = "x"."n";
INSERT INTO "pr_pentity" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "opt_pr_entity_type", "label")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid", "auth_user"."new_id",
  "auth_user_2"."new_id", CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END,
  CASE WHEN "o"."opt_pr_entity_type_bad" THEN NULL WHEN typeof("o"."opt_pr_entity_type") = 'integer' AND "o"."opt_pr_entity_type" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_entity_type" ELSE CAST("o"."opt_pr_entity_type_text" AS INTEGER) END,
  "r"."new_label"
FROM "_mig_read_pr_pentity" AS "o"
  JOIN "_mig_rows_pr_pentity" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 6, 'pr_pentity', 'pr_pentity', (SELECT COUNT(*) FROM "old"."pr_pentity" AS "o"),
  (SELECT COUNT(*) FROM "pr_pentity"), (SELECT COUNT(*) FROM "_mig_rows_pr_pentity" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 6);

-- Step 7: pr_person -> pr_person (haiti.mig:26)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 7, 'pr_person', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'pr_pe_id' WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN 'pr_pe_label' WHEN "o"."missing_bad" OR "o"."missing_bad2" OR "o"."missing_bad3" THEN 'missing' WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN 'first_name' WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."middle_name_bad3" THEN 'middle_name' WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN 'last_name' WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."preferred_name_bad3" THEN 'preferred_name' WHEN "o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."local_name_bad3" THEN 'local_name' WHEN "o"."opt_pr_gender_bad" THEN 'opt_pr_gender' WHEN "o"."opt_pr_age_group_bad" THEN 'opt_pr_age_group' WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN 'email' WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."mobile_phone_bad3" THEN 'mobile_phone' WHEN "o"."opt_pr_nationality_bad" THEN 'opt_pr_nationality' WHEN "o"."opt_pr_country_bad" THEN 'opt_pr_country' WHEN "o"."opt_pr_religion_bad" THEN 'opt_pr_religion' WHEN "o"."opt_pr_marital_status_bad" THEN 'opt_pr_marital_status' WHEN "o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."occupation_bad3" THEN 'occupation' WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN 'comment' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."pr_pe_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_pentity" AS "x" WHERE "x"."id" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_pentity' AND "j"."row_key" = CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END) THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN CASE WHEN "o"."pr_pe_label_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."pr_pe_label_bad" THEN CAST("o"."pr_pe_label" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."missing_bad" OR "o"."missing_bad2" OR "o"."missing_bad3" THEN CASE WHEN "o"."missing_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."missing_bad" THEN CAST("o"."missing" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN CASE WHEN "o"."first_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."first_name_bad" THEN CAST("o"."first_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."middle_name_bad3" THEN CASE WHEN "o"."middle_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."middle_name_bad" THEN CAST("o"."middle_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN CASE WHEN "o"."last_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."last_name_bad" THEN CAST("o"."last_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."preferred_name_bad3" THEN CASE WHEN "o"."preferred_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."preferred_name_bad" THEN CAST("o"."preferred_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."local_name_bad3" THEN CASE WHEN "o"."local_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."local_name_bad" THEN CAST("o"."local_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_gender_bad" THEN CASE WHEN "o"."opt_pr_gender_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_age_group_bad" THEN CASE WHEN "o"."opt_pr_age_group_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN "o"."email_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."mobile_phone_bad3" THEN CASE WHEN "o"."mobile_phone_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."mobile_phone_bad" THEN CAST("o"."mobile_phone" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_nationality_bad" THEN CASE WHEN "o"."opt_pr_nationality_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_country_bad" THEN CASE WHEN "o"."opt_pr_country_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_religion_bad" THEN CASE WHEN "o"."opt_pr_religion_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."opt_pr_marital_status_bad" THEN CASE WHEN "o"."opt_pr_marital_status_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."occupation_bad3" THEN CASE WHEN "o"."occupation_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."occupation_bad" THEN CAST("o"."occupation" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN CASE WHEN "o"."comment_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."comment_bad" THEN CAST("o"."comment" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN CASE WHEN typeof("o"."pr_pe_label") <> 'blob' THEN "o"."pr_pe_label" ELSE HEX("o"."pr_pe_label") END WHEN "o"."missing_bad" OR "o"."missing_bad2" OR "o"."missing_bad3" THEN CASE WHEN typeof("o"."missing") <> 'blob' THEN "o"."missing" ELSE HEX("o"."missing") END WHEN "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" THEN CASE WHEN typeof("o"."first_name") <> 'blob' THEN "o"."first_name" ELSE HEX("o"."first_name") END WHEN "o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."middle_name_bad3" THEN CASE WHEN typeof("o"."middle_name") <> 'blob' THEN "o"."middle_name" ELSE HEX("o"."middle_name") END WHEN "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" THEN CASE WHEN typeof("o"."last_name") <> 'blob' THEN "o"."last_name" ELSE HEX("o"."last_name") END WHEN "o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."preferred_name_bad3" THEN CASE WHEN typeof("o"."preferred_name") <> 'blob' THEN "o"."preferred_name" ELSE HEX("o"."preferred_name") END WHEN "o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."local_name_bad3" THEN CASE WHEN typeof("o"."local_name") <> 'blob' THEN "o"."local_name" ELSE HEX("o"."local_name") END WHEN "o"."opt_pr_gender_bad" THEN CASE WHEN typeof("o"."opt_pr_gender") <> 'blob' THEN "o"."opt_pr_gender" ELSE HEX("o"."opt_pr_gender") END WHEN "o"."opt_pr_age_group_bad" THEN CASE WHEN typeof("o"."opt_pr_age_group") <> 'blob' THEN "o"."opt_pr_age_group" ELSE HEX("o"."opt_pr_age_group") END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END WHEN "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."mobile_phone_bad3" THEN CASE WHEN typeof("o"."mobile_phone") <> 'blob' THEN "o"."mobile_phone" ELSE HEX("o"."mobile_phone") END WHEN "o"."opt_pr_nationality_bad" THEN CASE WHEN typeof("o"."opt_pr_nationality") <> 'blob' THEN "o"."opt_pr_nationality" ELSE HEX("o"."opt_pr_nationality") END WHEN "o"."opt_pr_country_bad" THEN CASE WHEN typeof("o"."opt_pr_country") <> 'blob' THEN "o"."opt_pr_country" ELSE HEX("o"."opt_pr_country") END WHEN "o"."opt_pr_religion_bad" THEN CASE WHEN typeof("o"."opt_pr_religion") <> 'blob' THEN "o"."opt_pr_religion" ELSE HEX("o"."opt_pr_religion") END WHEN "o"."opt_pr_marital_status_bad" THEN CASE WHEN typeof("o"."opt_pr_marital_status") <> 'blob' THEN "o"."opt_pr_marital_status" ELSE HEX("o"."opt_pr_marital_status") END WHEN "o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."occupation_bad3" THEN CASE WHEN typeof("o"."occupation") <> 'blob' THEN "o"."occupation" ELSE HEX("o"."occupation") END WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN CASE WHEN typeof("o"."comment") <> 'blob' THEN "o"."comment" ELSE HEX("o"."comment") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'created_by', CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END, 'modified_by', CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'pr_pe_id', CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END, 'pr_pe_label', CASE WHEN typeof("o"."pr_pe_label") <> 'blob' THEN "o"."pr_pe_label" ELSE HEX("o"."pr_pe_label") END, 'missing', CASE WHEN typeof("o"."missing") <> 'blob' THEN "o"."missing" ELSE HEX("o"."missing") END, 'first_name', CASE WHEN typeof("o"."first_name") <> 'blob' THEN "o"."first_name" ELSE HEX("o"."first_name") END, 'middle_name', CASE WHEN typeof("o"."middle_name") <> 'blob' THEN "o"."middle_name" ELSE HEX("o"."middle_name") END, 'last_name', CASE WHEN typeof("o"."last_name") <> 'blob' THEN "o"."last_name" ELSE HEX("o"."last_name") END, 'preferred_name', CASE WHEN typeof("o"."preferred_name") <> 'blob' THEN "o"."preferred_name" ELSE HEX("o"."preferred_name") END, 'local_name', CASE WHEN typeof("o"."local_name") <> 'blob' THEN "o"."local_name" ELSE HEX("o"."local_name") END, 'opt_pr_gender', CASE WHEN typeof("o"."opt_pr_gender") <> 'blob' THEN "o"."opt_pr_gender" ELSE HEX("o"."opt_pr_gender") END, 'opt_pr_age_group', CASE WHEN typeof("o"."opt_pr_age_group") <> 'blob' THEN "o"."opt_pr_age_group" ELSE HEX("o"."opt_pr_age_group") END, 'email', CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END, 'mobile_phone', CASE WHEN typeof("o"."mobile_phone") <> 'blob' THEN "o"."mobile_phone" ELSE HEX("o"."mobile_phone") END, 'date_of_birth', CASE WHEN typeof("o"."date_of_birth") <> 'blob' THEN "o"."date_of_birth" ELSE HEX("o"."date_of_birth") END, 'opt_pr_nationality', CASE WHEN typeof("o"."opt_pr_nationality") <> 'blob' THEN "o"."opt_pr_nationality" ELSE HEX("o"."opt_pr_nationality") END, 'opt_pr_country', CASE WHEN typeof("o"."opt_pr_country") <> 'blob' THEN "o"."opt_pr_country" ELSE HEX("o"."opt_pr_country") END, 'opt_pr_religion', CASE WHEN typeof("o"."opt_pr_religion") <> 'blob' THEN "o"."opt_pr_religion" ELSE HEX("o"."opt_pr_religion") END, 'opt_pr_marital_status', CASE WHEN typeof("o"."opt_pr_marital_status") <> 'blob' THEN "o"."opt_pr_marital_status" ELSE HEX("o"."opt_pr_marital_status") END, 'occupation', CASE WHEN typeof("o"."occupation") <> 'blob' THEN "o"."occupation" ELSE HEX("o"."occupation") END, 'comment', CASE WHEN typeof("o"."comment") <> 'blob' THEN "o"."comment" ELSE HEX("o"."comment") END)
FROM "_mig_read_pr_person" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" OR "o"."missing_bad" OR "o"."missing_bad2" OR "o"."missing_bad3" OR "o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3" OR "o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."middle_name_bad3" OR "o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3" OR "o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."preferred_name_bad3" OR "o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."local_name_bad3" OR "o"."opt_pr_gender_bad" OR "o"."opt_pr_age_group_bad" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" OR "o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."mobile_phone_bad3" OR "o"."opt_pr_nationality_bad" OR "o"."opt_pr_country_bad" OR "o"."opt_pr_religion_bad" OR "o"."opt_pr_marital_status_bad" OR "o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."occupation_bad3" OR "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3";
INSERT INTO "_mig_rows_pr_person" ("n", "old_key", "new_id", "new_uuid", "new_email", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END, CASE WHEN NOT "o"."email_bad3" THEN "o"."email_value2" END,
  "o"."id"
FROM "_mig_read_pr_person" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3")
  AND NOT ("o"."missing_bad" OR "o"."missing_bad2" OR "o"."missing_bad3")
  AND NOT ("o"."first_name_bad" OR "o"."first_name_bad2" OR "o"."first_name_bad3")
  AND NOT ("o"."middle_name_bad" OR "o"."middle_name_bad2" OR "o"."middle_name_bad3")
  AND NOT ("o"."last_name_bad" OR "o"."last_name_bad2" OR "o"."last_name_bad3")
  AND NOT ("o"."preferred_name_bad" OR "o"."preferred_name_bad2" OR "o"."preferred_name_bad3")
  AND NOT ("o"."local_name_bad" OR "o"."local_name_bad2" OR "o"."local_name_bad3") AND NOT "o"."opt_pr_gender_bad"
  AND NOT "o"."opt_pr_age_group_bad" AND NOT ("o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3")
  AND NOT ("o"."mobile_phone_bad" OR "o"."mobile_phone_bad2" OR "o"."mobile_phone_bad3")
  AND NOT "o"."opt_pr_nationality_bad" AND NOT "o"."opt_pr_country_bad" AND NOT "o"."opt_pr_religion_bad"
  AND NOT "o"."opt_pr_marital_status_bad"
  AND NOT ("o"."occupation_bad" OR "o"."occupation_bad2" OR "o"."occupation_bad3")
  AND NOT ("o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 7: rows of `pr_person` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_person"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 7: rows of `pr_person` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_person"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
UPDATE "_mig_rows_pr_person" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_email" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_pr_person" WHERE "into_n" IS NULL AND "new_email" IS NOT NULL
) AS "x" WHERE "_mig_rows_pr_person"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_pr_person" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_pr_person") AS "x" WHERE "_mig_rows_pr_person"."into_n" = "x"."n";
INSERT INTO "pr_person" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "pr_pe_id", "pr_pe_label", "missing", "first_name", "middle_name", "last_name", "preferred_name", "local_name", "opt_pr_gender", "opt_pr_age_group", "email", "mobile_phone", "date_of_birth", "opt_pr_nationality", "opt_pr_country", "opt_pr_religion", "opt_pr_marital_status", "occupation", "comment")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid", "auth_user"."new_id",
  "auth_user_2"."new_id", CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END, "pr_pentity"."new_id",
  CASE WHEN NOT "o"."pr_pe_label_bad3" THEN "o"."pr_pe_label_value2" END,
  CASE WHEN NOT "o"."missing_bad3" THEN "o"."missing_value2" END,
  CASE WHEN NOT "o"."first_name_bad3" THEN "o"."first_name_value2" END,
  CASE WHEN NOT "o"."middle_name_bad3" THEN "o"."middle_name_value2" END,
  CASE WHEN NOT "o"."last_name_bad3" THEN "o"."last_name_value2" END,
  CASE WHEN NOT "o"."preferred_name_bad3" THEN "o"."preferred_name_value2" END,
  CASE WHEN NOT "o"."local_name_bad3" THEN "o"."local_name_value2" END,
  CASE WHEN "o"."opt_pr_gender_bad" THEN NULL WHEN typeof("o"."opt_pr_gender") = 'integer' AND "o"."opt_pr_gender" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_gender" ELSE CAST("o"."opt_pr_gender_text" AS INTEGER) END,
  CASE WHEN "o"."opt_pr_age_group_bad" THEN NULL WHEN typeof("o"."opt_pr_age_group") = 'integer' AND "o"."opt_pr_age_group" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_age_group" ELSE CAST("o"."opt_pr_age_group_text" AS INTEGER) END,
  "r"."new_email", CASE WHEN NOT "o"."mobile_phone_bad3" THEN "o"."mobile_phone_value2" END,
  CASE WHEN NOT "o"."date_of_birth_bad" THEN "o"."date_of_birth_text" END,
  CASE WHEN "o"."opt_pr_nationality_bad" THEN NULL WHEN typeof("o"."opt_pr_nationality") = 'integer' AND "o"."opt_pr_nationality" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_nationality" ELSE CAST("o"."opt_pr_nationality_text" AS INTEGER) END,
  CASE WHEN "o"."opt_pr_country_bad" THEN NULL WHEN typeof("o"."opt_pr_country") = 'integer' AND "o"."opt_pr_country" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_country" ELSE CAST("o"."opt_pr_country_text" AS INTEGER) END,
  CASE WHEN "o"."opt_pr_religion_bad" THEN NULL WHEN typeof("o"."opt_pr_religion") = 'integer' AND "o"."opt_pr_religion" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_religion" ELSE CAST("o"."opt_pr_religion_text" AS INTEGER) END,
  CASE WHEN "o"."opt_pr_marital_status_bad" THEN NULL WHEN typeof("o"."opt_pr_marital_status") = 'integer' AND "o"."opt_pr_marital_status" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_marital_status" ELSE CAST("o"."opt_pr_marital_status_text" AS INTEGER) END,
  CASE WHEN NOT "o"."occupation_bad3" THEN "o"."occupation_value2" END,
  CASE WHEN NOT "o"."comment_bad3" THEN "o"."comment_value2" END
FROM "_mig_read_pr_person" AS "o"
  JOIN "_mig_rows_pr_person" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 7, 'pr_person', 'date_of_birth', 'null', COUNT(*)
FROM "_mig_read_pr_person" AS "o" JOIN "_mig_rows_pr_person" AS "r" ON "r"."old_key" = "o"."id"
WHERE "o"."date_of_birth_bad" AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 7, 'pr_person', 'pr_person', (SELECT COUNT(*) FROM "old"."pr_person" AS "o"), (SELECT COUNT(*) FROM "pr_person"),
  (SELECT COUNT(*) FROM "_mig_rows_pr_person" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 7);

-- Step 8: pr_group -> pr_group (haiti.mig:31)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 8, 'pr_group', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'created_by' WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN 'modified_by' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'pr_pe_id' WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN 'pr_pe_label' WHEN "o"."opt_pr_group_type_bad" THEN 'opt_pr_group_type' WHEN "o"."system_bad" OR "o"."system_bad2" OR "o"."system_bad3" THEN 'system' WHEN "o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_name_bad3" THEN 'group_name' WHEN "o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."group_description_bad3" THEN 'group_description' WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN 'comment' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."created_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."modified_by_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_user" AS "x" WHERE "x"."id" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_user' AND "j"."row_key" = CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."pr_pe_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_pentity" AS "x" WHERE "x"."id" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_pentity' AND "j"."row_key" = CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END) THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN CASE WHEN "o"."pr_pe_label_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."pr_pe_label_bad" THEN CAST("o"."pr_pe_label" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."opt_pr_group_type_bad" THEN CASE WHEN "o"."opt_pr_group_type_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."system_bad" OR "o"."system_bad2" OR "o"."system_bad3" THEN CASE WHEN "o"."system_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."system_bad" THEN CAST("o"."system" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_name_bad3" THEN CASE WHEN "o"."group_name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."group_name_bad" THEN CAST("o"."group_name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."group_description_bad3" THEN CASE WHEN "o"."group_description_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."group_description_bad" THEN CAST("o"."group_description" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN CASE WHEN "o"."comment_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."comment_bad" THEN CAST("o"."comment" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END WHEN "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END WHEN "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" THEN CASE WHEN typeof("o"."pr_pe_label") <> 'blob' THEN "o"."pr_pe_label" ELSE HEX("o"."pr_pe_label") END WHEN "o"."opt_pr_group_type_bad" THEN CASE WHEN typeof("o"."opt_pr_group_type") <> 'blob' THEN "o"."opt_pr_group_type" ELSE HEX("o"."opt_pr_group_type") END WHEN "o"."system_bad" OR "o"."system_bad2" OR "o"."system_bad3" THEN CASE WHEN typeof("o"."system") <> 'blob' THEN "o"."system" ELSE HEX("o"."system") END WHEN "o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_name_bad3" THEN CASE WHEN typeof("o"."group_name") <> 'blob' THEN "o"."group_name" ELSE HEX("o"."group_name") END WHEN "o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."group_description_bad3" THEN CASE WHEN typeof("o"."group_description") <> 'blob' THEN "o"."group_description" ELSE HEX("o"."group_description") END WHEN "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3" THEN CASE WHEN typeof("o"."comment") <> 'blob' THEN "o"."comment" ELSE HEX("o"."comment") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'created_by', CASE WHEN typeof("o"."created_by") <> 'blob' THEN "o"."created_by" ELSE HEX("o"."created_by") END, 'modified_by', CASE WHEN typeof("o"."modified_by") <> 'blob' THEN "o"."modified_by" ELSE HEX("o"."modified_by") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'pr_pe_id', CASE WHEN typeof("o"."pr_pe_id") <> 'blob' THEN "o"."pr_pe_id" ELSE HEX("o"."pr_pe_id") END, 'pr_pe_label', CASE WHEN typeof("o"."pr_pe_label") <> 'blob' THEN "o"."pr_pe_label" ELSE HEX("o"."pr_pe_label") END, 'opt_pr_group_type', CASE WHEN typeof("o"."opt_pr_group_type") <> 'blob' THEN "o"."opt_pr_group_type" ELSE HEX("o"."opt_pr_group_type") END, 'system', CASE WHEN typeof("o"."system") <> 'blob' THEN "o"."system" ELSE HEX("o"."system") END, 'group_name', CASE WHEN typeof("o"."group_name") <> 'blob' THEN "o"."group_name" ELSE HEX("o"."group_name") END, 'group_description', CASE WHEN typeof("o"."group_description") <> 'blob' THEN "o"."group_description" ELSE HEX("o"."group_description") END, 'comment', CASE WHEN typeof("o"."comment") <> 'blob' THEN "o"."comment" ELSE HEX("o"."comment") END)
FROM "_mig_read_pr_group" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3" OR "o"."opt_pr_group_type_bad" OR "o"."system_bad" OR "o"."system_bad2" OR "o"."system_bad3" OR "o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_name_bad3" OR "o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."group_description_bad3" OR "o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3";
INSERT INTO "_mig_rows_pr_group" ("n", "old_key", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END
FROM "_mig_read_pr_group" AS "o"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."created_by_bad" OR "auth_user"."old_key" IS NULL AND CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."modified_by_bad" OR "auth_user_2"."old_key" IS NULL AND CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."pr_pe_id_bad" OR "pr_pentity"."old_key" IS NULL AND CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."pr_pe_label_bad" OR "o"."pr_pe_label_bad2" OR "o"."pr_pe_label_bad3")
  AND NOT "o"."opt_pr_group_type_bad" AND NOT ("o"."system_bad" OR "o"."system_bad2" OR "o"."system_bad3")
  AND NOT ("o"."group_name_bad" OR "o"."group_name_bad2" OR "o"."group_name_bad3")
  AND NOT ("o"."group_description_bad" OR "o"."group_description_bad2" OR "o"."group_description_bad3")
  AND NOT ("o"."comment_bad" OR "o"."comment_bad2" OR "o"."comment_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 8: rows of `pr_group` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_group"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 8: rows of `pr_group` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_pr_group"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
INSERT INTO "pr_group" ("id", "created_on", "modified_on", "uuid", "created_by", "modified_by", "deleted", "pr_pe_id", "pr_pe_label", "opt_pr_group_type", "system", "group_name", "group_description", "comment")
SELECT "o"."id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid", "auth_user"."new_id",
  "auth_user_2"."new_id", CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END, "pr_pentity"."new_id",
  CASE WHEN NOT "o"."pr_pe_label_bad3" THEN "o"."pr_pe_label_value2" END,
  CASE WHEN "o"."opt_pr_group_type_bad" THEN NULL WHEN typeof("o"."opt_pr_group_type") = 'integer' AND "o"."opt_pr_group_type" BETWEEN -2147483648 AND 2147483647 THEN "o"."opt_pr_group_type" ELSE CAST("o"."opt_pr_group_type_text" AS INTEGER) END,
  CASE WHEN NOT "o"."system_bad3" THEN "o"."system_value2" END,
  CASE WHEN NOT "o"."group_name_bad3" THEN "o"."group_name_value2" END,
  CASE WHEN NOT "o"."group_description_bad3" THEN "o"."group_description_value2" END,
  CASE WHEN NOT "o"."comment_bad3" THEN "o"."comment_value2" END
FROM "_mig_read_pr_group" AS "o"
  JOIN "_mig_rows_pr_group" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user" ON "auth_user"."old_key" = CASE WHEN "o"."created_by_bad" THEN NULL WHEN typeof("o"."created_by") = 'integer' THEN "o"."created_by" ELSE CAST(trim(CAST("o"."created_by" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_auth_user" AS "auth_user_2" ON "auth_user_2"."old_key" = CASE WHEN "o"."modified_by_bad" THEN NULL WHEN typeof("o"."modified_by") = 'integer' THEN "o"."modified_by" ELSE CAST("o"."modified_by_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_pentity" AS "pr_pentity" ON "pr_pentity"."old_key" = CASE WHEN "o"."pr_pe_id_bad" THEN NULL WHEN typeof("o"."pr_pe_id") = 'integer' THEN "o"."pr_pe_id" ELSE CAST(trim(CAST("o"."pr_pe_id" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 8, 'pr_group', 'pr_group', (SELECT COUNT(*) FROM "old"."pr_group" AS "o"), (SELECT COUNT(*) FROM "pr_group"),
  (SELECT COUNT(*) FROM "_mig_rows_pr_group" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 8);

-- Step 9: gis_marker -> gis_marker (haiti.mig:34)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 9, 'gis_marker', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."image_bad" OR "o"."image_bad2" OR "o"."image_bad3" THEN 'image' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."image_bad" OR "o"."image_bad2" OR "o"."image_bad3" THEN CASE WHEN "o"."image_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."image_bad" THEN CAST("o"."image" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."image_bad" OR "o"."image_bad2" OR "o"."image_bad3" THEN CASE WHEN typeof("o"."image") <> 'blob' THEN "o"."image" ELSE HEX("o"."image") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'image', CASE WHEN typeof("o"."image") <> 'blob' THEN "o"."image" ELSE HEX("o"."image") END)
FROM "_mig_read_gis_marker" AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "o"."image_bad" OR "o"."image_bad2" OR "o"."image_bad3";
INSERT INTO "_mig_rows_gis_marker" ("n", "old_key", "new_id", "new_name", "by_1_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END, "o"."id"
FROM "_mig_read_gis_marker" AS "o"
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."image_bad" OR "o"."image_bad2" OR "o"."image_bad3");
UPDATE "_mig_rows_gis_marker" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_1_1", "n") AS "first_n"
  FROM "_mig_rows_gis_marker" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_gis_marker"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_gis_marker" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_gis_marker") AS "x" WHERE "_mig_rows_gis_marker"."into_n" = "x"."n";
INSERT INTO "gis_marker" ("id", "created_on", "modified_on", "name", "image")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_name",
  CASE WHEN NOT "o"."image_bad3" THEN "o"."image_value2" END
FROM "_mig_read_gis_marker" AS "o" JOIN "_mig_rows_gis_marker" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 9, 'gis_marker', 'gis_marker', (SELECT COUNT(*) FROM "old"."gis_marker" AS "o"),
  (SELECT COUNT(*) FROM "gis_marker"), (SELECT COUNT(*) FROM "_mig_rows_gis_marker" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 9);

-- Step 10: gis_feature_class -> gis_feature_class (haiti.mig:35)
-- after step 9: marker_id refers to gis_marker
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 10, 'gis_feature_class', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN 'description' WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'marker_id' WHEN "o"."module_bad" OR "o"."module_bad2" OR "o"."module_bad3" THEN 'module' WHEN "o"."resource_bad" OR "o"."resource_bad2" OR "o"."resource_bad3" THEN 'resource' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN "o"."description_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."marker_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_marker" AS "x" WHERE "x"."id" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_marker' AND "j"."row_key" = CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END) THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN "o"."module_bad" OR "o"."module_bad2" OR "o"."module_bad3" THEN CASE WHEN "o"."module_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."module_bad" THEN CAST("o"."module" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."resource_bad" OR "o"."resource_bad2" OR "o"."resource_bad3" THEN CASE WHEN "o"."resource_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."resource_bad" THEN CAST("o"."resource" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END WHEN "o"."module_bad" OR "o"."module_bad2" OR "o"."module_bad3" THEN CASE WHEN typeof("o"."module") <> 'blob' THEN "o"."module" ELSE HEX("o"."module") END WHEN "o"."resource_bad" OR "o"."resource_bad2" OR "o"."resource_bad3" THEN CASE WHEN typeof("o"."resource") <> 'blob' THEN "o"."resource" ELSE HEX("o"."resource") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'description', CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END, 'marker_id', CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END, 'module', CASE WHEN typeof("o"."module") <> 'blob' THEN "o"."module" ELSE HEX("o"."module") END, 'resource', CASE WHEN typeof("o"."resource") <> 'blob' THEN "o"."resource" ELSE HEX("o"."resource") END)
FROM "_mig_read_gis_feature_class" AS "o"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" OR "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."module_bad" OR "o"."module_bad2" OR "o"."module_bad3" OR "o"."resource_bad" OR "o"."resource_bad2" OR "o"."resource_bad3";
INSERT INTO "_mig_rows_gis_feature_class" ("n", "old_key", "new_id", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END, CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END,
  "o"."id"
FROM "_mig_read_gis_feature_class" AS "o"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3")
  AND NOT ("o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."module_bad" OR "o"."module_bad2" OR "o"."module_bad3")
  AND NOT ("o"."resource_bad" OR "o"."resource_bad2" OR "o"."resource_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 10: rows of `gis_feature_class` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_gis_feature_class"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 10: rows of `gis_feature_class` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_gis_feature_class"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
UPDATE "_mig_rows_gis_feature_class" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_gis_feature_class" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_gis_feature_class"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_gis_feature_class" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_gis_feature_class") AS "x" WHERE "_mig_rows_gis_feature_class"."into_n" = "x"."n";
INSERT INTO "gis_feature_class" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "description", "marker_id", "module", "resource")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid",
  CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END, "r"."new_name",
  CASE WHEN NOT "o"."description_bad3" THEN "o"."description_value2" END, "gis_marker"."new_id",
  CASE WHEN NOT "o"."module_bad3" THEN "o"."module_value2" END,
  CASE WHEN NOT "o"."resource_bad3" THEN "o"."resource_value2" END
FROM "_mig_read_gis_feature_class" AS "o"
  JOIN "_mig_rows_gis_feature_class" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
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
FROM "_mig_read_gis_location" AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
WHERE CASE WHEN CASE WHEN typeof("gis_feature_class"."name") <> 'blob' THEN CAST("gis_feature_class"."name" AS TEXT) END IS NOT 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob' THEN 1 ELSE 0 END = 0;
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 11, 'gis_location', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob' THEN 'where' WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL THEN 'feature_class_id' WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'marker_id' WHEN "o"."gis_feature_type_bad" THEN 'gis_feature_type' WHEN "o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."wkt_bad3" THEN 'wkt' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'admin' END,
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob' THEN 'a condition of the block cannot be decided' WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."feature_class_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_feature_class" AS "x" WHERE "x"."id" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END) THEN '`gis_feature_class` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_feature_class' AND "j"."row_key" = CASE WHEN typeof("o"."feature_class_id") <> 'blob' THEN "o"."feature_class_id" ELSE HEX("o"."feature_class_id") END) THEN 'the row of `gis_feature_class` with this key was rejected' ELSE 'the row of `gis_feature_class` with this key was skipped' END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."marker_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."gis_marker" AS "x" WHERE "x"."id" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'gis_marker' AND "j"."row_key" = CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END) THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN "o"."gis_feature_type_bad" THEN CASE WHEN "o"."gis_feature_type_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."wkt_bad3" THEN CASE WHEN "o"."wkt_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."wkt_bad" THEN CAST("o"."wkt" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob' THEN NULL WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."feature_class_id") <> 'blob' THEN "o"."feature_class_id" ELSE HEX("o"."feature_class_id") END WHEN "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END WHEN "o"."gis_feature_type_bad" THEN CASE WHEN typeof("o"."gis_feature_type") <> 'blob' THEN "o"."gis_feature_type" ELSE HEX("o"."gis_feature_type") END WHEN "o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."wkt_bad3" THEN CASE WHEN typeof("o"."wkt") <> 'blob' THEN "o"."wkt" ELSE HEX("o"."wkt") END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'feature_class_id', CASE WHEN typeof("o"."feature_class_id") <> 'blob' THEN "o"."feature_class_id" ELSE HEX("o"."feature_class_id") END, 'parent', CASE WHEN typeof("o"."parent") <> 'blob' THEN "o"."parent" ELSE HEX("o"."parent") END, 'marker_id', CASE WHEN typeof("o"."marker_id") <> 'blob' THEN "o"."marker_id" ELSE HEX("o"."marker_id") END, 'gis_feature_type', CASE WHEN typeof("o"."gis_feature_type") <> 'blob' THEN "o"."gis_feature_type" ELSE HEX("o"."gis_feature_type") END, 'lat', CASE WHEN typeof("o"."lat") <> 'blob' THEN "o"."lat" ELSE HEX("o"."lat") END, 'lon', CASE WHEN typeof("o"."lon") <> 'blob' THEN "o"."lon" ELSE HEX("o"."lon") END, 'wkt', CASE WHEN typeof("o"."wkt") <> 'blob' THEN "o"."wkt" ELSE HEX("o"."wkt") END, 'admin', CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END)
FROM "_mig_read_gis_location" AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class_2" ON "gis_feature_class_2"."old_key" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
WHERE (CASE WHEN typeof("gis_feature_class"."name") <> 'blob' THEN CAST("gis_feature_class"."name" AS TEXT) END IS NOT 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob')
  AND ("o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob' OR "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."gis_feature_type_bad" OR "o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."wkt_bad3" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL);
INSERT INTO "_mig_rows_gis_location" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END
FROM "_mig_read_gis_location" AS "o"
  LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class_2" ON "gis_feature_class_2"."old_key" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
WHERE (CASE WHEN typeof("gis_feature_class"."name") <> 'blob' THEN CAST("gis_feature_class"."name" AS TEXT) END IS NOT 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob')
  AND NOT ("o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob')
  AND NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."feature_class_id_bad" OR "gis_feature_class_2"."old_key" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."marker_id_bad" OR "gis_marker"."old_key" IS NULL AND CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT "o"."gis_feature_type_bad" AND NOT ("o"."wkt_bad" OR "o"."wkt_bad2" OR "o"."wkt_bad3")
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 11: rows of `gis_location` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_gis_location"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 11: rows of `gis_location` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_gis_location"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
INSERT INTO "gis_location" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "feature_class_id", "parent", "marker_id", "gis_feature_type", "lat", "lon", "wkt", "admin")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid",
  CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END,
  CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END, "gis_feature_class"."new_id", NULL, "gis_marker"."new_id",
  CASE WHEN "o"."gis_feature_type_bad" THEN NULL WHEN typeof("o"."gis_feature_type") = 'integer' AND "o"."gis_feature_type" BETWEEN -2147483648 AND 2147483647 THEN "o"."gis_feature_type" ELSE CAST("o"."gis_feature_type_text" AS INTEGER) END,
  CASE WHEN "o"."lat_bad" THEN NULL WHEN typeof("o"."lat") IN ('integer', 'real') THEN "o"."lat" ELSE CAST(trim(CAST("o"."lat" AS TEXT)) AS REAL) END,
  CASE WHEN "o"."lon_bad" THEN NULL WHEN typeof("o"."lon") IN ('integer', 'real') THEN "o"."lon" ELSE CAST(trim(CAST("o"."lon" AS TEXT)) AS REAL) END,
  CASE WHEN NOT "o"."wkt_bad3" THEN "o"."wkt_value2" END, "auth_group"."id"
FROM "_mig_read_gis_location" AS "o"
  JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_gis_feature_class" AS "gis_feature_class" ON "gis_feature_class"."old_key" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END
  LEFT JOIN "_mig_rows_gis_marker" AS "gis_marker" ON "gis_marker"."old_key" = CASE WHEN "o"."marker_id_bad" THEN NULL WHEN typeof("o"."marker_id") = 'integer' THEN "o"."marker_id" ELSE CAST(trim(CAST("o"."marker_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 11, 'gis_location', 'lat', 'null', COUNT(*)
FROM "_mig_read_gis_location" AS "o" JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
WHERE "o"."lat_bad" AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 11, 'gis_location', 'lon', 'null', COUNT(*)
FROM "_mig_read_gis_location" AS "o" JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
WHERE "o"."lon_bad" AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "skipped", "merged", "rejected")
SELECT 11, 'gis_location', 'gis_location', "c"."rows", (SELECT COUNT(*) FROM "gis_location"),
  "c"."rows" - (SELECT COUNT(*) FROM "_mig_read_gis_location" AS "o" LEFT JOIN "old"."gis_feature_class" ON "gis_feature_class"."id" = CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END WHERE CASE WHEN typeof("gis_feature_class"."name") <> 'blob' THEN CAST("gis_feature_class"."name" AS TEXT) END IS NOT 'SMS' OR "o"."feature_class_id_bad" OR "gis_feature_class"."id" IS NULL AND CASE WHEN "o"."feature_class_id_bad" THEN NULL WHEN typeof("o"."feature_class_id") = 'integer' THEN "o"."feature_class_id" ELSE CAST("o"."feature_class_id_text" AS INTEGER) END IS NOT NULL OR "gis_feature_class"."id" IS NOT NULL AND "gis_feature_class"."name" IS NOT NULL AND typeof("gis_feature_class"."name") = 'blob'),
  (SELECT COUNT(*) FROM "_mig_rows_gis_location" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 11)
FROM (SELECT COUNT(*) AS "rows" FROM "old"."gis_location" AS "o") AS "c";

-- Step 12: fill gis_location.parent (haiti.mig:40)
-- after step 11: parent refers to gis_location
UPDATE "gis_location" SET "parent" = "x"."v" FROM (
  SELECT "r"."new_id" AS "k1", "gis_location"."id" AS "v"
  FROM "_mig_read_gis_location" AS "o"
    JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
    JOIN "gis_location" ON "gis_location"."id" = CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END
  WHERE "r"."into_n" IS NULL
) AS "x" WHERE "gis_location"."id" = "x"."k1";
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 12, 'gis_location', 'parent', 'null', COUNT(*)
FROM "_mig_read_gis_location" AS "o"
  JOIN "_mig_rows_gis_location" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL
  AND ("o"."parent_bad" OR "gis_location"."id" IS NULL AND CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END IS NOT NULL);

-- Step 13: gis_layer_js -> gis_layer_js (haiti.mig:46)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 13, 'gis_layer_js', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN 'description' WHEN "o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."enabled_bad3" THEN 'enabled' WHEN "o"."code_bad" OR "o"."code_bad2" THEN 'code' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN "o"."description_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."description_bad" THEN CAST("o"."description" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."enabled_bad3" THEN CASE WHEN "o"."enabled_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."enabled_bad" THEN CAST("o"."enabled" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."code_bad" OR "o"."code_bad2" THEN CASE WHEN "o"."code_bad" THEN 'it is not text' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" THEN CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END WHEN "o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."enabled_bad3" THEN CASE WHEN typeof("o"."enabled") <> 'blob' THEN "o"."enabled" ELSE HEX("o"."enabled") END WHEN "o"."code_bad" OR "o"."code_bad2" THEN CASE WHEN typeof("o"."code") <> 'blob' THEN "o"."code" ELSE HEX("o"."code") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'description', CASE WHEN typeof("o"."description") <> 'blob' THEN "o"."description" ELSE HEX("o"."description") END, 'enabled', CASE WHEN typeof("o"."enabled") <> 'blob' THEN "o"."enabled" ELSE HEX("o"."enabled") END, 'code', CASE WHEN typeof("o"."code") <> 'blob' THEN "o"."code" ELSE HEX("o"."code") END)
FROM "_mig_read_gis_layer_js" AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3" OR "o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."enabled_bad3" OR "o"."code_bad" OR "o"."code_bad2";
INSERT INTO "gis_layer_js" ("id", "created_on", "modified_on", "name", "description", "enabled", "code")
SELECT "o"."id", "o"."created_on_read", "o"."modified_on_read", CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END,
  CASE WHEN NOT "o"."description_bad3" THEN "o"."description_value2" END,
  CASE WHEN NOT "o"."enabled_bad3" THEN "o"."enabled_value2" END,
  CASE WHEN NOT "o"."code_bad2" THEN "o"."code_value" END
FROM "_mig_read_gis_layer_js" AS "o"
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."description_bad" OR "o"."description_bad2" OR "o"."description_bad3")
  AND NOT ("o"."enabled_bad" OR "o"."enabled_bad2" OR "o"."enabled_bad3") AND NOT ("o"."code_bad" OR "o"."code_bad2");
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 13, 'gis_layer_js', 'gis_layer_js', (SELECT COUNT(*) FROM "old"."gis_layer_js" AS "o"),
  (SELECT COUNT(*) FROM "gis_layer_js"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 13);

-- Step 14: or_sector -> or_sector (haiti.mig:54)
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 14, 'or_sector', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END)
FROM "_mig_read_or_sector" AS "o"
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3";
INSERT INTO "_mig_rows_or_sector" ("n", "old_key", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END,
  CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END, "o"."id"
FROM "_mig_read_or_sector" AS "o"
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 14: rows of `or_sector` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_sector"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 14: rows of `or_sector` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_sector"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
UPDATE "_mig_rows_or_sector" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_or_sector" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_or_sector"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
INSERT INTO "or_sector" ("id", "created_on", "modified_on", "uuid", "deleted", "name")
SELECT "o"."id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid",
  CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END, "r"."new_name"
FROM "_mig_read_or_sector" AS "o" JOIN "_mig_rows_or_sector" AS "r" ON "r"."old_key" = "o"."id"
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 14, 'or_sector', 'or_sector', (SELECT COUNT(*) FROM "old"."or_sector" AS "o"), (SELECT COUNT(*) FROM "or_sector"),
  (SELECT COUNT(*) FROM "_mig_rows_or_sector" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 14);

-- Step 15: or_organisation -> or_organisation (haiti.mig:58)
-- after step 3: admin refers to auth_group; after step 5: source_id refers to s3_source
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 15, 'or_organisation', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND ("o"."acronym_bad" OR "o"."acronym_bad4") THEN 'acronym' WHEN "o"."type_bad" OR "o"."type_bad2" THEN 'type' WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."sector_id_bad3" THEN 'sector_id' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'admin' WHEN "o"."country_bad" THEN 'country' WHEN "o"."website_bad" OR "o"."website_bad2" OR "o"."website_bad3" THEN 'website' WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" OR "o"."donation_phone_bad3" THEN 'donation_phone' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND ("o"."acronym_bad" OR "o"."acronym_bad4") THEN CASE WHEN "o"."acronym_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."acronym_bad" THEN CAST("o"."acronym" AS TEXT) END) > 8 THEN 'it is longer than 8 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."type_bad" OR "o"."type_bad2" THEN CASE WHEN "o"."type_bad" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."sector_id_bad3" THEN CASE WHEN "o"."sector_id_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."sector_id_bad" THEN CAST("o"."sector_id" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN "o"."country_bad" THEN CASE WHEN "o"."country_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."website_bad" OR "o"."website_bad2" OR "o"."website_bad3" THEN CASE WHEN "o"."website_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."website_bad" THEN CAST("o"."website" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" OR "o"."donation_phone_bad3" THEN CASE WHEN "o"."donation_phone_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."donation_phone_bad" THEN CAST("o"."donation_phone" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND ("o"."acronym_bad" OR "o"."acronym_bad4") THEN CASE WHEN typeof("o"."acronym") <> 'blob' THEN "o"."acronym" ELSE HEX("o"."acronym") END WHEN "o"."type_bad" OR "o"."type_bad2" THEN CASE WHEN typeof("o"."type") <> 'blob' THEN "o"."type" ELSE HEX("o"."type") END WHEN "o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."sector_id_bad3" THEN CASE WHEN typeof("o"."sector_id") <> 'blob' THEN "o"."sector_id" ELSE HEX("o"."sector_id") END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END WHEN "o"."country_bad" THEN CASE WHEN typeof("o"."country") <> 'blob' THEN "o"."country" ELSE HEX("o"."country") END WHEN "o"."website_bad" OR "o"."website_bad2" OR "o"."website_bad3" THEN CASE WHEN typeof("o"."website") <> 'blob' THEN "o"."website" ELSE HEX("o"."website") END WHEN "o"."donation_phone_bad" OR "o"."donation_phone_bad2" OR "o"."donation_phone_bad3" THEN CASE WHEN typeof("o"."donation_phone") <> 'blob' THEN "o"."donation_phone" ELSE HEX("o"."donation_phone") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'acronym', CASE WHEN typeof("o"."acronym") <> 'blob' THEN "o"."acronym" ELSE HEX("o"."acronym") END, 'type', CASE WHEN typeof("o"."type") <> 'blob' THEN "o"."type" ELSE HEX("o"."type") END, 'sector_id', CASE WHEN typeof("o"."sector_id") <> 'blob' THEN "o"."sector_id" ELSE HEX("o"."sector_id") END, 'admin', CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END, 'country', CASE WHEN typeof("o"."country") <> 'blob' THEN "o"."country" ELSE HEX("o"."country") END, 'website', CASE WHEN typeof("o"."website") <> 'blob' THEN "o"."website" ELSE HEX("o"."website") END, 'donation_phone', CASE WHEN typeof("o"."donation_phone") <> 'blob' THEN "o"."donation_phone" ELSE HEX("o"."donation_phone") END, 'source_id', CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END)
FROM "_mig_read_or_organisation" AS "o"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND ("o"."acronym_bad" OR "o"."acronym_bad4") OR "o"."type_bad" OR "o"."type_bad2" OR "o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."sector_id_bad3" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."country_bad" OR "o"."website_bad" OR "o"."website_bad2" OR "o"."website_bad3" OR "o"."donation_phone_bad" OR "o"."donation_phone_bad2" OR "o"."donation_phone_bad3";
INSERT INTO "_mig_rows_or_organisation" ("n", "old_key", "new_id", "new_uuid", "new_name", "by_2_1")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END, CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END,
  "o"."id"
FROM "_mig_read_or_organisation" AS "o"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."modified_on_bad" AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT (("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND ("o"."acronym_bad" OR "o"."acronym_bad4"))
  AND NOT ("o"."type_bad" OR "o"."type_bad2")
  AND NOT ("o"."sector_id_bad" OR "o"."sector_id_bad2" OR "o"."sector_id_bad3")
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT "o"."country_bad" AND NOT ("o"."website_bad" OR "o"."website_bad2" OR "o"."website_bad3")
  AND NOT ("o"."donation_phone_bad" OR "o"."donation_phone_bad2" OR "o"."donation_phone_bad3");
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 15: rows of `or_organisation` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_organisation"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 15: rows of `or_organisation` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_organisation"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
UPDATE "_mig_rows_or_organisation" SET "into_n" = "x"."first_n" FROM (
  SELECT "n", FIRST_VALUE("n") OVER (PARTITION BY "new_name" ORDER BY "by_2_1", "n") AS "first_n"
  FROM "_mig_rows_or_organisation" WHERE "into_n" IS NULL AND "new_name" IS NOT NULL
) AS "x" WHERE "_mig_rows_or_organisation"."n" = "x"."n" AND "x"."first_n" <> "x"."n";
UPDATE "_mig_rows_or_organisation" SET "new_id" = "x"."new_id" FROM (SELECT "n", "new_id" FROM "_mig_rows_or_organisation") AS "x" WHERE "_mig_rows_or_organisation"."into_n" = "x"."n";
INSERT INTO "or_organisation" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "acronym", "type", "sector_id", "admin", "country", "website", "donation_phone", "source_id")
SELECT "r"."new_id",
  CASE WHEN NOT ("o"."created_on_bad" OR "o"."created_on_bad2") THEN "o"."created_on_read2" WHEN NOT ("o"."created_on_bad3" OR "o"."created_on_bad4") THEN "o"."created_on_read4" END,
  "o"."modified_on_read", "r"."new_uuid", CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END,
  "r"."new_name",
  CASE WHEN NOT ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") THEN CASE WHEN NOT "o"."acronym_bad3" THEN "o"."acronym_value2" END WHEN NOT ("o"."acronym_bad" OR "o"."acronym_bad4") THEN CASE WHEN NOT "o"."acronym_bad4" THEN "o"."acronym_value3" END END,
  CASE WHEN NOT "o"."type_bad2" THEN "o"."type_value2" END,
  CASE WHEN NOT "o"."sector_id_bad3" THEN "o"."sector_id_value2" END, "auth_group"."id",
  CASE WHEN "o"."country_bad" THEN NULL WHEN typeof("o"."country") = 'integer' AND "o"."country" BETWEEN -2147483648 AND 2147483647 THEN "o"."country" ELSE CAST(trim(CAST("o"."country" AS TEXT)) AS INTEGER) END,
  CASE WHEN NOT "o"."website_bad3" THEN "o"."website_value2" END,
  CASE WHEN NOT "o"."donation_phone_bad3" THEN "o"."donation_phone_value2" END, "s3_source"."id"
FROM "_mig_read_or_organisation" AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'created_on', 'or', COUNT(*)
FROM "_mig_read_or_organisation" AS "o" JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."created_on_bad" OR "o"."created_on_bad2") AND NOT ("o"."created_on_bad3" OR "o"."created_on_bad4")
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'created_on', 'null', COUNT(*)
FROM "_mig_read_or_organisation" AS "o" JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."created_on_bad" OR "o"."created_on_bad2") AND ("o"."created_on_bad3" OR "o"."created_on_bad4")
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'acronym', 'cut', COUNT(*)
FROM "_mig_read_or_organisation" AS "o" JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
WHERE ("o"."acronym_bad" OR "o"."acronym_bad2" OR "o"."acronym_bad3") AND NOT ("o"."acronym_bad" OR "o"."acronym_bad4")
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 15, 'or_organisation', 'source_id', 'null', COUNT(*)
FROM "_mig_read_or_organisation" AS "o"
  JOIN "_mig_rows_or_organisation" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
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
SELECT 16, 'or_office', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN 'uuid' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN 'name' WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN 'organisation_id' WHEN "o"."type_bad" THEN 'type' WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'admin' WHEN "o"."address_bad" OR "o"."address_bad2" THEN 'address' WHEN "o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."postcode_bad3" THEN 'postcode' WHEN "o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone1_bad3" THEN 'phone1' WHEN "o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."phone2_bad3" THEN 'phone2' WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN 'email' WHEN "o"."fax_bad" OR "o"."fax_bad2" OR "o"."fax_bad3" THEN 'fax' WHEN "o"."national_staff_bad" THEN 'national_staff' WHEN "o"."international_staff_bad" THEN 'international_staff' WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."vehicle_types_bad3" THEN 'vehicle_types' WHEN "o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."equipment_bad3" THEN 'equipment' WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN "o"."uuid_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."uuid_bad" THEN CAST("o"."uuid" AS TEXT) END) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN "o"."name_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."name_bad" THEN CAST("o"."name" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."organisation_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_organisation" AS "x" WHERE "x"."id" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_organisation' AND "j"."row_key" = CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END) THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN "o"."type_bad" THEN CASE WHEN "o"."type_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."admin_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."auth_group" AS "x" WHERE "x"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'auth_group' AND "j"."row_key" = CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN "o"."address_bad" OR "o"."address_bad2" THEN CASE WHEN "o"."address_bad" THEN 'it is not text' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."postcode_bad3" THEN CASE WHEN "o"."postcode_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."postcode_bad" THEN CAST("o"."postcode" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone1_bad3" THEN CASE WHEN "o"."phone1_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."phone1_bad" THEN CAST("o"."phone1" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."phone2_bad3" THEN CASE WHEN "o"."phone2_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."phone2_bad" THEN CAST("o"."phone2" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN "o"."email_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."email_bad" THEN CAST("o"."email" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."fax_bad" OR "o"."fax_bad2" OR "o"."fax_bad3" THEN CASE WHEN "o"."fax_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."fax_bad" THEN CAST("o"."fax" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."national_staff_bad" THEN CASE WHEN "o"."national_staff_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."international_staff_bad" THEN CASE WHEN "o"."international_staff_bad2" THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."vehicle_types_bad3" THEN CASE WHEN "o"."vehicle_types_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."vehicle_types_bad" THEN CAST("o"."vehicle_types" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."equipment_bad3" THEN CASE WHEN "o"."equipment_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."equipment_bad" THEN CAST("o"."equipment" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."source_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."s3_source" AS "x" WHERE "x"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 's3_source' AND "j"."row_key" = CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END) THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" THEN CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" THEN CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END WHEN "o"."type_bad" THEN CASE WHEN typeof("o"."type") <> 'blob' THEN "o"."type" ELSE HEX("o"."type") END WHEN "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END WHEN "o"."address_bad" OR "o"."address_bad2" THEN CASE WHEN typeof("o"."address") <> 'blob' THEN "o"."address" ELSE HEX("o"."address") END WHEN "o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."postcode_bad3" THEN CASE WHEN typeof("o"."postcode") <> 'blob' THEN "o"."postcode" ELSE HEX("o"."postcode") END WHEN "o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone1_bad3" THEN CASE WHEN typeof("o"."phone1") <> 'blob' THEN "o"."phone1" ELSE HEX("o"."phone1") END WHEN "o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."phone2_bad3" THEN CASE WHEN typeof("o"."phone2") <> 'blob' THEN "o"."phone2" ELSE HEX("o"."phone2") END WHEN "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" THEN CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END WHEN "o"."fax_bad" OR "o"."fax_bad2" OR "o"."fax_bad3" THEN CASE WHEN typeof("o"."fax") <> 'blob' THEN "o"."fax" ELSE HEX("o"."fax") END WHEN "o"."national_staff_bad" THEN CASE WHEN typeof("o"."national_staff") <> 'blob' THEN "o"."national_staff" ELSE HEX("o"."national_staff") END WHEN "o"."international_staff_bad" THEN CASE WHEN typeof("o"."international_staff") <> 'blob' THEN "o"."international_staff" ELSE HEX("o"."international_staff") END WHEN "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."vehicle_types_bad3" THEN CASE WHEN typeof("o"."vehicle_types") <> 'blob' THEN "o"."vehicle_types" ELSE HEX("o"."vehicle_types") END WHEN "o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."equipment_bad3" THEN CASE WHEN typeof("o"."equipment") <> 'blob' THEN "o"."equipment" ELSE HEX("o"."equipment") END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'uuid', CASE WHEN typeof("o"."uuid") <> 'blob' THEN "o"."uuid" ELSE HEX("o"."uuid") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'name', CASE WHEN typeof("o"."name") <> 'blob' THEN "o"."name" ELSE HEX("o"."name") END, 'organisation_id', CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END, 'type', CASE WHEN typeof("o"."type") <> 'blob' THEN "o"."type" ELSE HEX("o"."type") END, 'admin', CASE WHEN typeof("o"."admin") <> 'blob' THEN "o"."admin" ELSE HEX("o"."admin") END, 'location_id', CASE WHEN typeof("o"."location_id") <> 'blob' THEN "o"."location_id" ELSE HEX("o"."location_id") END, 'parent', CASE WHEN typeof("o"."parent") <> 'blob' THEN "o"."parent" ELSE HEX("o"."parent") END, 'address', CASE WHEN typeof("o"."address") <> 'blob' THEN "o"."address" ELSE HEX("o"."address") END, 'postcode', CASE WHEN typeof("o"."postcode") <> 'blob' THEN "o"."postcode" ELSE HEX("o"."postcode") END, 'phone1', CASE WHEN typeof("o"."phone1") <> 'blob' THEN "o"."phone1" ELSE HEX("o"."phone1") END, 'phone2', CASE WHEN typeof("o"."phone2") <> 'blob' THEN "o"."phone2" ELSE HEX("o"."phone2") END, 'email', CASE WHEN typeof("o"."email") <> 'blob' THEN "o"."email" ELSE HEX("o"."email") END, 'fax', CASE WHEN typeof("o"."fax") <> 'blob' THEN "o"."fax" ELSE HEX("o"."fax") END, 'national_staff', CASE WHEN typeof("o"."national_staff") <> 'blob' THEN "o"."national_staff" ELSE HEX("o"."national_staff") END, 'international_staff', CASE WHEN typeof("o"."international_staff") <> 'blob' THEN "o"."international_staff" ELSE HEX("o"."international_staff") END, 'number_of_vehicles', CASE WHEN typeof("o"."number_of_vehicles") <> 'blob' THEN "o"."number_of_vehicles" ELSE HEX("o"."number_of_vehicles") END, 'vehicle_types', CASE WHEN typeof("o"."vehicle_types") <> 'blob' THEN "o"."vehicle_types" ELSE HEX("o"."vehicle_types") END, 'equipment', CASE WHEN typeof("o"."equipment") <> 'blob' THEN "o"."equipment" ELSE HEX("o"."equipment") END, 'source_id', CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END)
FROM "_mig_read_or_office" AS "o"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3" OR "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL OR "o"."type_bad" OR "o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."address_bad" OR "o"."address_bad2" OR "o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."postcode_bad3" OR "o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone1_bad3" OR "o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."phone2_bad3" OR "o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3" OR "o"."fax_bad" OR "o"."fax_bad2" OR "o"."fax_bad3" OR "o"."national_staff_bad" OR "o"."international_staff_bad" OR "o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."vehicle_types_bad3" OR "o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."equipment_bad3" OR "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL;
INSERT INTO "_mig_rows_or_office" ("n", "old_key", "new_id", "new_uuid")
SELECT ROW_NUMBER() OVER (ORDER BY "o"."id"), "o"."id", "o"."id",
  CASE WHEN NOT "o"."uuid_bad3" THEN "o"."uuid_value2" END
FROM "_mig_read_or_office" AS "o"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."uuid_bad" OR "o"."uuid_bad2" OR "o"."uuid_bad3")
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."name_bad" OR "o"."name_bad2" OR "o"."name_bad3")
  AND NOT ("o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL)
  AND NOT "o"."type_bad"
  AND NOT ("o"."admin_bad" OR "auth_group"."id" IS NULL AND CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."address_bad" OR "o"."address_bad2")
  AND NOT ("o"."postcode_bad" OR "o"."postcode_bad2" OR "o"."postcode_bad3")
  AND NOT ("o"."phone1_bad" OR "o"."phone1_bad2" OR "o"."phone1_bad3")
  AND NOT ("o"."phone2_bad" OR "o"."phone2_bad2" OR "o"."phone2_bad3")
  AND NOT ("o"."email_bad" OR "o"."email_bad2" OR "o"."email_bad3")
  AND NOT ("o"."fax_bad" OR "o"."fax_bad2" OR "o"."fax_bad3") AND NOT "o"."national_staff_bad"
  AND NOT "o"."international_staff_bad"
  AND NOT ("o"."vehicle_types_bad" OR "o"."vehicle_types_bad2" OR "o"."vehicle_types_bad3")
  AND NOT ("o"."equipment_bad" OR "o"."equipment_bad2" OR "o"."equipment_bad3")
  AND NOT ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL);
SELECT message AS "STOP" FROM (SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 16: rows of `or_office` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_office"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x") AS message) WHERE message IS NOT NULL;
INSERT INTO temp._mig_stop SELECT (SELECT CASE WHEN COUNT(*) > 0 THEN 'step 16: rows of `or_office` are equal in uuid, and the program says `fail`: ' || group_concat("x"."t", '; ') END
FROM (
  SELECT substr(coalesce(MIN("new_uuid"), 'null'), 1, 40) || ' (rows ' || substr(coalesce(CAST(MIN("old_key") AS TEXT), 'null'), 1, 40) || ' and ' || substr(coalesce(CAST(MAX("old_key") AS TEXT), 'null'), 1, 40) || ')' AS "t"
  FROM "_mig_rows_or_office"
  WHERE "into_n" IS NULL AND "new_uuid" IS NOT NULL
  GROUP BY "new_uuid"
  HAVING COUNT(*) > 1
  ORDER BY MIN("n")
  LIMIT 3
) AS "x");
INSERT INTO "or_office" ("id", "created_on", "modified_on", "uuid", "deleted", "name", "organisation_id", "type", "admin", "location_id", "parent", "address", "postcode", "phone1", "phone2", "email", "fax", "national_staff", "international_staff", "number_of_vehicles", "vehicle_types", "equipment", "source_id")
SELECT "r"."new_id", "o"."created_on_read", "o"."modified_on_read", "r"."new_uuid",
  CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END,
  CASE WHEN NOT "o"."name_bad3" THEN "o"."name_value2" END, "or_organisation"."new_id",
  CASE WHEN "o"."type_bad" THEN NULL WHEN typeof("o"."type") = 'integer' AND "o"."type" BETWEEN -2147483648 AND 2147483647 THEN "o"."type" ELSE CAST(trim(CAST("o"."type" AS TEXT)) AS INTEGER) END,
  "auth_group"."id", "gis_location"."id", NULL, CASE WHEN NOT "o"."address_bad2" THEN "o"."address_value" END,
  CASE WHEN NOT "o"."postcode_bad3" THEN "o"."postcode_value2" END,
  CASE WHEN NOT "o"."phone1_bad3" THEN "o"."phone1_value2" END,
  CASE WHEN NOT "o"."phone2_bad3" THEN "o"."phone2_value2" END,
  CASE WHEN NOT "o"."email_bad3" THEN "o"."email_value2" END, CASE WHEN NOT "o"."fax_bad3" THEN "o"."fax_value2" END,
  CASE WHEN "o"."national_staff_bad" THEN NULL WHEN typeof("o"."national_staff") = 'integer' AND "o"."national_staff" BETWEEN -2147483648 AND 2147483647 THEN "o"."national_staff" ELSE CAST("o"."national_staff_text" AS INTEGER) END,
  CASE WHEN "o"."international_staff_bad" THEN NULL WHEN typeof("o"."international_staff") = 'integer' AND "o"."international_staff" BETWEEN -2147483648 AND 2147483647 THEN "o"."international_staff" ELSE CAST("o"."international_staff_text" AS INTEGER) END,
  CASE WHEN "o"."number_of_vehicles_bad" THEN NULL WHEN typeof("o"."number_of_vehicles") = 'integer' AND "o"."number_of_vehicles" BETWEEN -2147483648 AND 2147483647 THEN "o"."number_of_vehicles" ELSE CAST("o"."number_of_vehicles_text" AS INTEGER) END,
  CASE WHEN NOT "o"."vehicle_types_bad3" THEN "o"."vehicle_types_value2" END,
  CASE WHEN NOT "o"."equipment_bad3" THEN "o"."equipment_value2" END, "s3_source"."id"
FROM "_mig_read_or_office" AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END
  LEFT JOIN "auth_group" ON "auth_group"."id" = CASE WHEN "o"."admin_bad" THEN NULL WHEN typeof("o"."admin") = 'integer' THEN "o"."admin" ELSE CAST(trim(CAST("o"."admin" AS TEXT)) AS INTEGER) END
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN "o"."location_id_bad" THEN NULL WHEN typeof("o"."location_id") = 'integer' THEN "o"."location_id" ELSE CAST("o"."location_id_text" AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 16, 'or_office', 'location_id', 'null', COUNT(*)
FROM "_mig_read_or_office" AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "gis_location" ON "gis_location"."id" = CASE WHEN "o"."location_id_bad" THEN NULL WHEN typeof("o"."location_id") = 'integer' THEN "o"."location_id" ELSE CAST("o"."location_id_text" AS INTEGER) END
WHERE ("o"."location_id_bad" OR "gis_location"."id" IS NULL AND CASE WHEN "o"."location_id_bad" THEN NULL WHEN typeof("o"."location_id") = 'integer' THEN "o"."location_id" ELSE CAST("o"."location_id_text" AS INTEGER) END IS NOT NULL)
  AND "r"."into_n" IS NULL;
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 16, 'or_office', 'number_of_vehicles', 'null', COUNT(*)
FROM "_mig_read_or_office" AS "o" JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
WHERE "o"."number_of_vehicles_bad" AND "r"."into_n" IS NULL;
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "merged", "rejected")
SELECT 16, 'or_office', 'or_office', (SELECT COUNT(*) FROM "old"."or_office" AS "o"), (SELECT COUNT(*) FROM "or_office"),
  (SELECT COUNT(*) FROM "_mig_rows_or_office" WHERE "into_n" IS NOT NULL),
  (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 16);

-- Step 17: fill or_office.parent (haiti.mig:68)
-- after step 16: parent refers to or_office
UPDATE "or_office" SET "parent" = "x"."v" FROM (
  SELECT "r"."new_id" AS "k1", "or_office"."id" AS "v"
  FROM "_mig_read_or_office" AS "o"
    JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
    JOIN "or_office" ON "or_office"."id" = CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END
  WHERE "r"."into_n" IS NULL
) AS "x" WHERE "or_office"."id" = "x"."k1";
INSERT INTO "_mig_uses" ("step", "block", "column_name", "policy", "uses")
SELECT 17, 'or_office', 'parent', 'null', COUNT(*)
FROM "_mig_read_or_office" AS "o"
  JOIN "_mig_rows_or_office" AS "r" ON "r"."old_key" = "o"."id"
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END
WHERE "r"."into_n" IS NULL
  AND ("o"."parent_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."parent_bad" THEN NULL WHEN typeof("o"."parent") = 'integer' THEN "o"."parent" ELSE CAST(trim(CAST("o"."parent" AS TEXT)) AS INTEGER) END IS NOT NULL);

-- Step 18: or_contact -> or_contact (haiti.mig:73)
-- after step 5: source_id refers to s3_source
-- after step 7: person_id refers to pr_person, manager_id refers to pr_person
-- after step 15: organisation_id refers to or_organisation; after step 16: office_id refers to or_office
INSERT INTO "_mig_rejects" ("step", "block", "row_key", "column_name", "reason", "value", "row_json")
SELECT 18, 'or_contact', CAST("o"."id" AS TEXT),
  CASE WHEN "o"."id_bad" THEN 'id' WHEN "o"."created_on_bad" THEN 'created_on' WHEN "o"."modified_on_bad" THEN 'modified_on' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN 'deleted' WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'person_id' WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN 'organisation_id' WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'office_id' WHEN "o"."title_bad" OR "o"."title_bad2" OR "o"."title_bad3" THEN 'title' WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'manager_id' WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."focal_point_bad3" THEN 'focal_point' WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN "o"."id_bad" THEN 'it is out of the range of int32' WHEN "o"."created_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."modified_on_bad" THEN 'it is not a datetime that exists' WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN "o"."deleted_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."deleted_bad" THEN CAST("o"."deleted" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."person_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_person" AS "x" WHERE "x"."id" = CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_person' AND "j"."row_key" = CASE WHEN typeof("o"."person_id") <> 'blob' THEN "o"."person_id" ELSE HEX("o"."person_id") END) THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."organisation_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_organisation" AS "x" WHERE "x"."id" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_organisation' AND "j"."row_key" = CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END) THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."office_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."or_office" AS "x" WHERE "x"."id" = CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END) THEN '`or_office` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'or_office' AND "j"."row_key" = CASE WHEN typeof("o"."office_id") <> 'blob' THEN "o"."office_id" ELSE HEX("o"."office_id") END) THEN 'the row of `or_office` with this key was rejected' ELSE 'the row of `or_office` with this key was skipped' END WHEN "o"."title_bad" OR "o"."title_bad2" OR "o"."title_bad3" THEN CASE WHEN "o"."title_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."title_bad" THEN CAST("o"."title" AS TEXT) END) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."manager_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."pr_person" AS "x" WHERE "x"."id" = CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 'pr_person' AND "j"."row_key" = CASE WHEN typeof("o"."manager_id") <> 'blob' THEN "o"."manager_id" ELSE HEX("o"."manager_id") END) THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."focal_point_bad3" THEN CASE WHEN "o"."focal_point_bad" THEN 'it is not text' WHEN length(CASE WHEN NOT "o"."focal_point_bad" THEN CAST("o"."focal_point" AS TEXT) END) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN "o"."source_id_bad" THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM "old"."s3_source" AS "x" WHERE "x"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM "_mig_rejects" AS "j" WHERE "j"."block" = 's3_source' AND "j"."row_key" = CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END) THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN "o"."id_bad" THEN CAST("o"."id" AS TEXT) WHEN "o"."created_on_bad" THEN CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END WHEN "o"."modified_on_bad" THEN CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END WHEN "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" THEN CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END WHEN "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."person_id") <> 'blob' THEN "o"."person_id" ELSE HEX("o"."person_id") END WHEN "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END WHEN "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."office_id") <> 'blob' THEN "o"."office_id" ELSE HEX("o"."office_id") END WHEN "o"."title_bad" OR "o"."title_bad2" OR "o"."title_bad3" THEN CASE WHEN typeof("o"."title") <> 'blob' THEN "o"."title" ELSE HEX("o"."title") END WHEN "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."manager_id") <> 'blob' THEN "o"."manager_id" ELSE HEX("o"."manager_id") END WHEN "o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."focal_point_bad3" THEN CASE WHEN typeof("o"."focal_point") <> 'blob' THEN "o"."focal_point" ELSE HEX("o"."focal_point") END WHEN "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL THEN CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END END,
  json_object('id', "o"."id", 'created_on', CASE WHEN typeof("o"."created_on") <> 'blob' THEN "o"."created_on" ELSE HEX("o"."created_on") END, 'modified_on', CASE WHEN typeof("o"."modified_on") <> 'blob' THEN "o"."modified_on" ELSE HEX("o"."modified_on") END, 'deleted', CASE WHEN typeof("o"."deleted") <> 'blob' THEN "o"."deleted" ELSE HEX("o"."deleted") END, 'person_id', CASE WHEN typeof("o"."person_id") <> 'blob' THEN "o"."person_id" ELSE HEX("o"."person_id") END, 'organisation_id', CASE WHEN typeof("o"."organisation_id") <> 'blob' THEN "o"."organisation_id" ELSE HEX("o"."organisation_id") END, 'office_id', CASE WHEN typeof("o"."office_id") <> 'blob' THEN "o"."office_id" ELSE HEX("o"."office_id") END, 'title', CASE WHEN typeof("o"."title") <> 'blob' THEN "o"."title" ELSE HEX("o"."title") END, 'manager_id', CASE WHEN typeof("o"."manager_id") <> 'blob' THEN "o"."manager_id" ELSE HEX("o"."manager_id") END, 'focal_point', CASE WHEN typeof("o"."focal_point") <> 'blob' THEN "o"."focal_point" ELSE HEX("o"."focal_point") END, 'source_id', CASE WHEN typeof("o"."source_id") <> 'blob' THEN "o"."source_id" ELSE HEX("o"."source_id") END)
FROM "_mig_read_or_contact" AS "o"
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person" ON "pr_person"."old_key" = CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person_2" ON "pr_person_2"."old_key" = CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE "o"."id_bad" OR "o"."created_on_bad" OR "o"."modified_on_bad" OR "o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3" OR "o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL OR "o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."title_bad" OR "o"."title_bad2" OR "o"."title_bad3" OR "o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END IS NOT NULL OR "o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."focal_point_bad3" OR "o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL;
INSERT INTO "or_contact" ("id", "created_on", "modified_on", "deleted", "person_id", "organisation_id", "office_id", "title", "manager_id", "focal_point", "source_id")
SELECT "o"."id", "o"."created_on_read", "o"."modified_on_read",
  CASE WHEN NOT "o"."deleted_bad3" THEN "o"."deleted_value2" END, "pr_person"."new_id", "or_organisation"."new_id",
  "or_office"."id", CASE WHEN NOT "o"."title_bad3" THEN "o"."title_value2" END, "pr_person_2"."new_id",
  CASE WHEN NOT "o"."focal_point_bad3" THEN "o"."focal_point_value2" END, "s3_source"."id"
FROM "_mig_read_or_contact" AS "o"
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person" ON "pr_person"."old_key" = CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_or_organisation" AS "or_organisation" ON "or_organisation"."old_key" = CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END
  LEFT JOIN "or_office" ON "or_office"."id" = CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "_mig_rows_pr_person" AS "pr_person_2" ON "pr_person_2"."old_key" = CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END
  LEFT JOIN "s3_source" ON "s3_source"."id" = CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END
WHERE NOT "o"."id_bad" AND NOT "o"."created_on_bad" AND NOT "o"."modified_on_bad"
  AND NOT ("o"."deleted_bad" OR "o"."deleted_bad2" OR "o"."deleted_bad3")
  AND NOT ("o"."person_id_bad" OR "pr_person"."old_key" IS NULL AND CASE WHEN "o"."person_id_bad" THEN NULL WHEN typeof("o"."person_id") = 'integer' THEN "o"."person_id" ELSE CAST(trim(CAST("o"."person_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."organisation_id_bad" OR "or_organisation"."old_key" IS NULL AND CASE WHEN "o"."organisation_id_bad" THEN NULL WHEN typeof("o"."organisation_id") = 'integer' THEN "o"."organisation_id" ELSE CAST("o"."organisation_id_text" AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."office_id_bad" OR "or_office"."id" IS NULL AND CASE WHEN "o"."office_id_bad" THEN NULL WHEN typeof("o"."office_id") = 'integer' THEN "o"."office_id" ELSE CAST(trim(CAST("o"."office_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."title_bad" OR "o"."title_bad2" OR "o"."title_bad3")
  AND NOT ("o"."manager_id_bad" OR "pr_person_2"."old_key" IS NULL AND CASE WHEN "o"."manager_id_bad" THEN NULL WHEN typeof("o"."manager_id") = 'integer' THEN "o"."manager_id" ELSE CAST(trim(CAST("o"."manager_id" AS TEXT)) AS INTEGER) END IS NOT NULL)
  AND NOT ("o"."focal_point_bad" OR "o"."focal_point_bad2" OR "o"."focal_point_bad3")
  AND NOT ("o"."source_id_bad" OR "s3_source"."id" IS NULL AND CASE WHEN "o"."source_id_bad" THEN NULL WHEN typeof("o"."source_id") = 'integer' THEN "o"."source_id" ELSE CAST(trim(CAST("o"."source_id" AS TEXT)) AS INTEGER) END IS NOT NULL);
INSERT INTO "_mig_counts" ("step", "block", "target", "rows", "moved", "rejected")
SELECT 18, 'or_contact', 'or_contact', (SELECT COUNT(*) FROM "old"."or_contact" AS "o"),
  (SELECT COUNT(*) FROM "or_contact"), (SELECT COUNT(*) FROM "_mig_rejects" WHERE "step" = 18);

-- Step 19: after run: ./maintenance.off (haiti.mig:8)
-- to run by hand here: ./maintenance.off

-- Step 20: after note: Check that the site is completely functional. (haiti.mig:9)
-- to do by hand here: Check that the site is completely functional.

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
