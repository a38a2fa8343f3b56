-- haiti.mig for mysql, written by migc 0.1.0
-- program 3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244
-- Run it on the new database `sahana`; the old tables are read from `old` and never written.
-- It stops at the first check that fails and then changes nothing.

SET NAMES utf8mb4 COLLATE utf8mb4_bin;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO,NO_UNSIGNED_SUBTRACTION,NO_ENGINE_SUBSTITUTION' /*M!100401 ',TIME_ROUND_FRACTIONAL' */, autocommit = 1, completion_type = 0, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_auto_is_null = 0, max_join_size = 18446744073709551615, sql_big_selects = 1, sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, max_sort_length = 1024, div_precision_increment = 4, lc_time_names = 'en_US' /*M!100202 , max_statement_time = 0, check_constraint_checks = 1, standard_compliant_cte = 1 */ /*!50708 , max_execution_time = 0 */;
SET SESSION time_zone = '+00:00' /*M!100202 , SESSION max_recursive_iterations = 4294967295, SESSION join_cache_level = 4, SESSION join_buffer_size = 33554432, SESSION join_buffer_space_limit = 268435456 */ /*!80003 , SESSION cte_max_recursion_depth = 4294967295 */;
SET SESSION optimizer_switch = IF(VERSION() LIKE '%MariaDB%', 'subquery_cache=off', @@optimizer_switch);

-- Helper tables; all their names begin with _mig_
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `auth_user`) THEN 'the new table `auth_user` is not empty: empty it, or write `empty auth_user` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `auth_group`) THEN 'the new table `auth_group` is not empty: empty it, or write `empty auth_group` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `auth_membership`) THEN 'the new table `auth_membership` is not empty: empty it, or write `empty auth_membership` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `s3_source`) THEN 'the new table `s3_source` is not empty: empty it, or write `empty s3_source` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `pr_pentity`) THEN 'the new table `pr_pentity` is not empty: empty it, or write `empty pr_pentity` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `pr_person`) THEN 'the new table `pr_person` is not empty: empty it, or write `empty pr_person` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `pr_group`) THEN 'the new table `pr_group` is not empty: empty it, or write `empty pr_group` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `gis_marker`) THEN 'the new table `gis_marker` is not empty: empty it, or write `empty gis_marker` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `gis_feature_class`) THEN 'the new table `gis_feature_class` is not empty: empty it, or write `empty gis_feature_class` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `gis_location`) THEN 'the new table `gis_location` is not empty: empty it, or write `empty gis_location` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `gis_layer_js`) THEN 'the new table `gis_layer_js` is not empty: empty it, or write `empty gis_layer_js` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `or_sector`) THEN 'the new table `or_sector` is not empty: empty it, or write `empty or_sector` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `or_organisation`) THEN 'the new table `or_organisation` is not empty: empty it, or write `empty or_organisation` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `or_office`) THEN 'the new table `or_office` is not empty: empty it, or write `empty or_office` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `or_contact`) THEN 'the new table `or_contact` is not empty: empty it, or write `empty or_contact` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
DROP TABLE IF EXISTS `_mig_run`, `_mig_counts`, `_mig_rejects`, `_mig_uses`, `_mig_numbers`, `_mig_rows_auth_user`, `_mig_rows_s3_source`, `_mig_rows_pr_pentity`, `_mig_rows_pr_person`, `_mig_rows_pr_group`, `_mig_rows_gis_marker`, `_mig_rows_gis_feature_class`, `_mig_rows_gis_location`, `_mig_rows_or_sector`, `_mig_rows_or_organisation`, `_mig_rows_or_office`;
CREATE TABLE `_mig_run` (`program` LONGTEXT, `hash` LONGTEXT, `started_at` DATETIME)
  ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_counts` (
  `step` INT, `block` LONGTEXT, `target` LONGTEXT, `rows` BIGINT DEFAULT 0, `moved` BIGINT DEFAULT 0,
  `skipped` BIGINT DEFAULT 0, `merged` BIGINT DEFAULT 0, `rejected` BIGINT DEFAULT 0, `stubs` BIGINT DEFAULT 0,
  `no_partner` BIGINT DEFAULT 0
) ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_rejects` (
  `step` INT, `block` LONGTEXT, `row_key` LONGTEXT, `column_name` LONGTEXT, `reason` LONGTEXT, `value` LONGTEXT,
  `row_json` LONGTEXT
) ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_uses` (`step` INT, `block` LONGTEXT, `column_name` LONGTEXT, `policy` LONGTEXT, `uses` BIGINT)
  ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_numbers` (`step` INT, `base` BIGINT, `held` BIGINT)
  ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_rows_auth_user` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`email`, '') AS `new_email` FROM `auth_user` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_auth_user` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_1_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_s3_source` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid` FROM `s3_source` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_s3_source` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_pr_pentity` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid`, NULLIF(t.`label`, '') AS `new_label` FROM `pr_pentity` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_pr_pentity` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_2_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_pr_person` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid`, NULLIF(t.`email`, '') AS `new_email` FROM `pr_person` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_pr_person` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_2_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_pr_group` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid` FROM `pr_group` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_pr_group` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_gis_marker` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`name`, '') AS `new_name` FROM `gis_marker` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_gis_marker` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_1_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_gis_feature_class` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid`, NULLIF(t.`name`, '') AS `new_name` FROM `gis_feature_class` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_gis_feature_class` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_2_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_gis_location` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid` FROM `gis_location` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_gis_location` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_or_sector` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid`, NULLIF(t.`name`, '') AS `new_name` FROM `or_sector` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_or_sector` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `by_2_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_or_organisation` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid`, NULLIF(t.`name`, '') AS `new_name` FROM `or_organisation` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_or_organisation` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD COLUMN `by_2_1` BIGINT, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_or_office` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`uuid`, '') AS `new_uuid` FROM `or_office` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_or_office` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` BIGINT, ADD COLUMN `into_n` BIGINT,
  ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT, ADD PRIMARY KEY (`old_key`);
CREATE INDEX `_mig_rejects_key` ON `_mig_rejects` (`row_key`(100));
INSERT INTO `_mig_run` (`program`, `hash`, `started_at`) SELECT 'haiti.mig', '3f08c376f2b1ebd124bb2cd7b015a4c63f7a5610dca2a42238f2953830cd0244', UTC_TIMESTAMP();

START TRANSACTION;

-- Step 1: before run: ./maintenance.on (haiti.mig:7)
-- to run by hand here: ./maintenance.on

-- Step 2: auth_user -> auth_user (haiti.mig:14)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 2, 'auth_user', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN 'first_name' WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN 'last_name' WHEN `o`.`utc_offset_bad` OR `o`.`utc_offset_bad2` THEN 'utc_offset' WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN 'email' WHEN `o`.`password_bad` OR `o`.`password_bad2` THEN 'password' WHEN `o`.`registration_key_bad` OR `o`.`registration_key_bad2` THEN 'registration_key' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`first_name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`last_name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`utc_offset_bad` OR `o`.`utc_offset_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`utc_offset`) > 16 THEN 'it is longer than 16 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`email`) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`password_bad` OR `o`.`password_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`password`) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`registration_key_bad` OR `o`.`registration_key_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`registration_key`) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN `o`.`first_name` WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN `o`.`last_name` WHEN `o`.`utc_offset_bad` OR `o`.`utc_offset_bad2` THEN `o`.`utc_offset` WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN `o`.`email` WHEN `o`.`password_bad` OR `o`.`password_bad2` THEN `o`.`password` WHEN `o`.`registration_key_bad` OR `o`.`registration_key_bad2` THEN `o`.`registration_key` END,
  JSON_OBJECT('id', `o`.`id`, 'first_name', `o`.`first_name`, 'last_name', `o`.`last_name`, 'utc_offset', `o`.`utc_offset`, 'email', `o`.`email`, 'password', `o`.`password`, 'registration_key', `o`.`registration_key`)
FROM (
  SELECT `o`.*,
    `o`.`first_name_value` IS NOT NULL AND `o`.`first_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `first_name_bad2`,
    `o`.`last_name_value` IS NOT NULL AND `o`.`last_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `last_name_bad2`,
    `o`.`utc_offset_value` IS NOT NULL AND `o`.`utc_offset_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `utc_offset_bad2`,
    `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `email_bad2`,
    `o`.`password_value` IS NOT NULL AND `o`.`password_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `password_bad2`,
    `o`.`registration_key_value` IS NOT NULL AND `o`.`registration_key_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `registration_key_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`first_name_bad` THEN `o`.`first_name` END AS `first_name_value`,
      CASE WHEN NOT `o`.`last_name_bad` THEN `o`.`last_name` END AS `last_name_value`,
      CASE WHEN NOT `o`.`utc_offset_bad` THEN `o`.`utc_offset` END AS `utc_offset_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`password_bad` THEN `o`.`password` END AS `password_value`,
      CASE WHEN NOT `o`.`registration_key_bad` THEN `o`.`registration_key` END AS `registration_key_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        `o`.`first_name` IS NOT NULL AND CHAR_LENGTH(`o`.`first_name`) > 128 AS `first_name_bad`,
        `o`.`last_name` IS NOT NULL AND CHAR_LENGTH(`o`.`last_name`) > 128 AS `last_name_bad`,
        `o`.`utc_offset` IS NOT NULL AND CHAR_LENGTH(`o`.`utc_offset`) > 16 AS `utc_offset_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 512 AS `email_bad`,
        `o`.`password` IS NOT NULL AND CHAR_LENGTH(`o`.`password`) > 512 AS `password_bad`,
        `o`.`registration_key` IS NOT NULL AND CHAR_LENGTH(`o`.`registration_key`) > 512 AS `registration_key_bad`
      FROM `old`.`auth_user` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`first_name_bad` OR `o`.`first_name_bad2` OR `o`.`last_name_bad` OR `o`.`last_name_bad2` OR `o`.`utc_offset_bad` OR `o`.`utc_offset_bad2` OR `o`.`email_bad` OR `o`.`email_bad2` OR `o`.`password_bad` OR `o`.`password_bad2` OR `o`.`registration_key_bad` OR `o`.`registration_key_bad2`;
INSERT INTO `_mig_rows_auth_user` (`n`, `old_key`, `new_id`, `new_email`, `by_1_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`email_bad2` THEN `o`.`email_value` END, `o`.`id`
FROM (
  SELECT `o`.*, `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `email_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`first_name_bad` THEN `o`.`first_name` END AS `first_name_value`,
      CASE WHEN NOT `o`.`last_name_bad` THEN `o`.`last_name` END AS `last_name_value`,
      CASE WHEN NOT `o`.`utc_offset_bad` THEN `o`.`utc_offset` END AS `utc_offset_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`password_bad` THEN `o`.`password` END AS `password_value`,
      CASE WHEN NOT `o`.`registration_key_bad` THEN `o`.`registration_key` END AS `registration_key_value`
    FROM (
      SELECT `o`.*, `o`.`first_name` IS NOT NULL AND CHAR_LENGTH(`o`.`first_name`) > 128 AS `first_name_bad`,
        `o`.`last_name` IS NOT NULL AND CHAR_LENGTH(`o`.`last_name`) > 128 AS `last_name_bad`,
        `o`.`utc_offset` IS NOT NULL AND CHAR_LENGTH(`o`.`utc_offset`) > 16 AS `utc_offset_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 512 AS `email_bad`,
        `o`.`password` IS NOT NULL AND CHAR_LENGTH(`o`.`password`) > 512 AS `password_bad`,
        `o`.`registration_key` IS NOT NULL AND CHAR_LENGTH(`o`.`registration_key`) > 512 AS `registration_key_bad`
      FROM `old`.`auth_user` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (`o`.`first_name_bad` OR `o`.`first_name_value` IS NOT NULL AND `o`.`first_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`last_name_bad` OR `o`.`last_name_value` IS NOT NULL AND `o`.`last_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`utc_offset_bad` OR `o`.`utc_offset_value` IS NOT NULL AND `o`.`utc_offset_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`email_bad` OR `o`.`email_bad2`)
  AND NOT (`o`.`password_bad` OR `o`.`password_value` IS NOT NULL AND `o`.`password_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`registration_key_bad` OR `o`.`registration_key_value` IS NOT NULL AND `o`.`registration_key_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
UPDATE `_mig_rows_auth_user` JOIN (
  SELECT `n`,
    FIRST_VALUE(`n`) OVER (PARTITION BY SHA2(WEIGHT_STRING(TRIM(TRAILING ' ' FROM `new_email`)), 256) ORDER BY `by_1_1`, `n`) AS `first_n`
  FROM `_mig_rows_auth_user` WHERE `into_n` IS NULL AND `new_email` IS NOT NULL
) AS `x` ON `_mig_rows_auth_user`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_auth_user`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_auth_user` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_auth_user`) AS `x` ON `_mig_rows_auth_user`.`into_n` = `x`.`n` SET `_mig_rows_auth_user`.`new_id` = `x`.`new_id`;
INSERT INTO `auth_user` (`id`, `first_name`, `last_name`, `utc_offset`, `email`, `password`, `registration_key`)
SELECT `r`.`new_id`,
  CASE WHEN `o`.`first_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`first_name_value` END,
  CASE WHEN `o`.`last_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`last_name_value` END,
  CASE WHEN `o`.`utc_offset_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`utc_offset_value` END,
  `r`.`new_email`, CASE WHEN `o`.`password_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`password_value` END,
  CASE WHEN `o`.`registration_key_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`registration_key_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`first_name`) <= 128 THEN `o`.`first_name` END AS `first_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`last_name`) <= 128 THEN `o`.`last_name` END AS `last_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`utc_offset`) <= 16 THEN `o`.`utc_offset` END AS `utc_offset_value`,
    CASE WHEN CHAR_LENGTH(`o`.`password`) <= 512 THEN `o`.`password` END AS `password_value`,
    CASE WHEN CHAR_LENGTH(`o`.`registration_key`) <= 512 THEN `o`.`registration_key` END AS `registration_key_value`
  FROM `old`.`auth_user` AS `o`
) AS `o`
  JOIN `_mig_rows_auth_user` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 2, 'auth_user', 'auth_user', (SELECT COUNT(*) FROM `old`.`auth_user` AS `o`),
  (SELECT COUNT(*) FROM `auth_user` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_auth_user` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 2);

-- Step 3: auth_group -> auth_group (haiti.mig:17)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 3, 'auth_group', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`role_bad` OR `o`.`role_bad2` THEN 'role' WHEN `o`.`description_bad` THEN 'description' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`role_bad` OR `o`.`role_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`role`) > 512 THEN 'it is longer than 512 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`description_bad` THEN 'it has a character that the new column''s character set lacks' END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`role_bad` OR `o`.`role_bad2` THEN `o`.`role` WHEN `o`.`description_bad` THEN `o`.`description` END,
  JSON_OBJECT('id', `o`.`id`, 'role', `o`.`role`, 'description', `o`.`description`)
FROM (
  SELECT `o`.*, `o`.`role_value` IS NOT NULL AND `o`.`role_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `role_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`role_bad` THEN `o`.`role` END AS `role_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        `o`.`role` IS NOT NULL AND CHAR_LENGTH(`o`.`role`) > 512 AS `role_bad`,
        `o`.`description` IS NOT NULL AND `o`.`description` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `description_bad`
      FROM `old`.`auth_group` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`role_bad` OR `o`.`role_bad2` OR `o`.`description_bad`;
INSERT INTO `auth_group` (`id`, `role`, `description`)
SELECT `o`.`id`, CASE WHEN NOT `o`.`role_bad2` THEN `o`.`role_value` END, `o`.`description`
FROM (
  SELECT `o`.*, `o`.`role_value` IS NOT NULL AND `o`.`role_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `role_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`role_bad` THEN `o`.`role` END AS `role_value`
    FROM (
      SELECT `o`.*, `o`.`role` IS NOT NULL AND CHAR_LENGTH(`o`.`role`) > 512 AS `role_bad`
      FROM `old`.`auth_group` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647 AND NOT (`o`.`role_bad` OR `o`.`role_bad2`)
  AND NOT (`o`.`description` IS NOT NULL AND `o`.`description` REGEXP '[\\x{10000}-\\x{10FFFF}]');
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 3, 'auth_group', 'auth_group', (SELECT COUNT(*) FROM `old`.`auth_group` AS `o`),
  (SELECT COUNT(*) FROM `auth_group` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 3);

-- Step 4: auth_membership -> auth_membership (haiti.mig:18)
-- after step 2: user_id refers to auth_user; after step 3: group_id refers to auth_group
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 4, 'auth_membership', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`user_id_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END IS NOT NULL THEN 'user_id' WHEN `o`.`group_id_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END IS NOT NULL THEN 'group_id' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`user_id_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`user_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`user_id`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`group_id_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`group_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_group` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_group' AND `j`.`row_key` = `o`.`group_id`) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`user_id_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END IS NOT NULL THEN `o`.`user_id` WHEN `o`.`group_id_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END IS NOT NULL THEN `o`.`group_id` END,
  JSON_OBJECT('id', `o`.`id`, 'user_id', `o`.`user_id`, 'group_id', `o`.`group_id`)
FROM (
  SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
    TRIM(`o`.`user_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`user_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`user_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `user_id_bad`,
    TRIM(`o`.`group_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`group_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`group_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `group_id_bad`
  FROM `old`.`auth_membership` AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`user_id_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END IS NOT NULL OR `o`.`group_id_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END IS NOT NULL;
INSERT INTO `auth_membership` (`id`, `user_id`, `group_id`)
SELECT `o`.`id`, `auth_user`.`new_id`, `auth_group`.`id`
FROM (
  SELECT `o`.*,
    TRIM(`o`.`user_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`user_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`user_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `user_id_bad`,
    TRIM(`o`.`group_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`group_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`group_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `group_id_bad`
  FROM `old`.`auth_membership` AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (`o`.`user_id_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`user_id_bad` THEN CAST(TRIM(`o`.`user_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`group_id_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`group_id_bad` THEN CAST(TRIM(`o`.`group_id`) AS SIGNED) END IS NOT NULL);
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 4, 'auth_membership', 'auth_membership', (SELECT COUNT(*) FROM `old`.`auth_membership` AS `o`),
  (SELECT COUNT(*) FROM `auth_membership` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 4);

-- Step 5: s3_source -> s3_source (haiti.mig:21)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 5, 's3_source', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN 'description' WHEN `o`.`url_bad` OR `o`.`url_bad2` THEN 'url' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`description`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`url_bad` OR `o`.`url_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`url`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN `o`.`description` WHEN `o`.`url_bad` OR `o`.`url_bad2` THEN `o`.`url` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'name', `o`.`name`, 'description', `o`.`description`, 'url', `o`.`url`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `description_bad2`,
    `o`.`url_value` IS NOT NULL AND `o`.`url_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `url_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`url_bad` THEN `o`.`url` END AS `url_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        `o`.`url` IS NOT NULL AND CHAR_LENGTH(`o`.`url`) > 255 AS `url_bad`
      FROM `old`.`s3_source` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`name_bad` OR `o`.`name_bad2` OR `o`.`description_bad` OR `o`.`description_bad2` OR `o`.`url_bad` OR `o`.`url_bad2`;
INSERT INTO `_mig_rows_s3_source` (`n`, `old_key`, `new_id`, `new_uuid`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`url_bad` THEN `o`.`url` END AS `url_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        `o`.`url` IS NOT NULL AND CHAR_LENGTH(`o`.`url`) > 255 AS `url_bad`
      FROM `old`.`s3_source` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`name_bad` OR `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`description_bad` OR `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`url_bad` OR `o`.`url_value` IS NOT NULL AND `o`.`url_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 5: rows of `s3_source` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_s3_source`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
INSERT INTO `s3_source` (`id`, `created_on`, `modified_on`, `uuid`, `name`, `description`, `url`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`name_value` END,
  CASE WHEN `o`.`description_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`description_value` END,
  CASE WHEN `o`.`url_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`url_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`name`) <= 255 THEN `o`.`name` END AS `name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`description`) <= 255 THEN `o`.`description` END AS `description_value`,
    CASE WHEN CHAR_LENGTH(`o`.`url`) <= 255 THEN `o`.`url` END AS `url_value`
  FROM `old`.`s3_source` AS `o`
) AS `o`
  JOIN `_mig_rows_s3_source` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 5, 's3_source', 's3_source', (SELECT COUNT(*) FROM `old`.`s3_source` AS `o`),
  (SELECT COUNT(*) FROM `s3_source` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_s3_source` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 5);

-- Step 6: pr_pentity -> pr_pentity (haiti.mig:22)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 6, 'pr_pentity', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN 'created_by' WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN 'modified_by' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`opt_pr_entity_type_bad` THEN 'opt_pr_entity_type' WHEN `o`.`label_bad` OR `o`.`label_bad2` THEN 'label' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`created_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`created_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`modified_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`modified_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`opt_pr_entity_type_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_entity_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_entity_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_entity_type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`label_bad` OR `o`.`label_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`label`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN `o`.`created_by` WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN `o`.`modified_by` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`opt_pr_entity_type_bad` THEN `o`.`opt_pr_entity_type` WHEN `o`.`label_bad` OR `o`.`label_bad2` THEN `o`.`label` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'created_by', `o`.`created_by`, 'modified_by', `o`.`modified_by`, 'deleted', `o`.`deleted`, 'opt_pr_entity_type', `o`.`opt_pr_entity_type`, 'label', `o`.`label`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`label_value` IS NOT NULL AND `o`.`label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `label_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`label_bad` THEN `o`.`label` END AS `label_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`opt_pr_entity_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_entity_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_entity_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_entity_type_bad`,
        `o`.`label` IS NOT NULL AND CHAR_LENGTH(`o`.`label`) > 128 AS `label_bad`
      FROM `old`.`pr_pentity` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL OR `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`opt_pr_entity_type_bad` OR `o`.`label_bad` OR `o`.`label_bad2`;
INSERT INTO `_mig_rows_pr_pentity` (`n`, `old_key`, `new_id`, `new_uuid`, `new_label`, `by_2_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END, CASE WHEN NOT `o`.`label_bad2` THEN `o`.`label_value` END,
  `o`.`id`
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`label_value` IS NOT NULL AND `o`.`label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `label_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`label_bad` THEN `o`.`label` END AS `label_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`label` IS NOT NULL AND CHAR_LENGTH(`o`.`label`) > 128 AS `label_bad`
      FROM `old`.`pr_pentity` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (TRIM(`o`.`opt_pr_entity_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_entity_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_entity_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`label_bad` OR `o`.`label_bad2`);
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 6: rows of `pr_pentity` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_pr_pentity`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
UPDATE `_mig_rows_pr_pentity` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_label` ORDER BY `by_2_1`, `n`) AS `first_n`
  FROM `_mig_rows_pr_pentity` WHERE `into_n` IS NULL AND `new_label` IS NOT NULL
) AS `x` ON `_mig_rows_pr_pentity`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_pr_pentity`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_pr_pentity` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_pr_pentity`) AS `x` ON `_mig_rows_pr_pentity`.`into_n` = `x`.`n` SET `_mig_rows_pr_pentity`.`new_id` = `x`.`new_id`;
INSERT INTO `pr_pentity` (`id`, `created_on`, `modified_on`, `uuid`, `created_by`, `modified_by`, `deleted`, `opt_pr_entity_type`, `label`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, `auth_user`.`new_id`, `auth_user_2`.`new_id`,
  CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_entity_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_entity_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_entity_type`) AS SIGNED) END,
  `r`.`new_label`
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`
  FROM `old`.`pr_pentity` AS `o`
) AS `o`
  JOIN `_mig_rows_pr_pentity` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 6, 'pr_pentity', 'pr_pentity', (SELECT COUNT(*) FROM `old`.`pr_pentity` AS `o`),
  (SELECT COUNT(*) FROM `pr_pentity` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_pr_pentity` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 6);

-- Step 7: pr_person -> pr_person (haiti.mig:26)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 7, 'pr_person', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN 'created_by' WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN 'modified_by' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN 'pr_pe_id' WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN 'pr_pe_label' WHEN `o`.`missing_bad` OR `o`.`missing_bad2` THEN 'missing' WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN 'first_name' WHEN `o`.`middle_name_bad` OR `o`.`middle_name_bad2` THEN 'middle_name' WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN 'last_name' WHEN `o`.`preferred_name_bad` OR `o`.`preferred_name_bad2` THEN 'preferred_name' WHEN `o`.`local_name_bad` OR `o`.`local_name_bad2` THEN 'local_name' WHEN `o`.`opt_pr_gender_bad` THEN 'opt_pr_gender' WHEN `o`.`opt_pr_age_group_bad` THEN 'opt_pr_age_group' WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN 'email' WHEN `o`.`mobile_phone_bad` OR `o`.`mobile_phone_bad2` THEN 'mobile_phone' WHEN `o`.`opt_pr_nationality_bad` THEN 'opt_pr_nationality' WHEN `o`.`opt_pr_country_bad` THEN 'opt_pr_country' WHEN `o`.`opt_pr_religion_bad` THEN 'opt_pr_religion' WHEN `o`.`opt_pr_marital_status_bad` THEN 'opt_pr_marital_status' WHEN `o`.`occupation_bad` OR `o`.`occupation_bad2` THEN 'occupation' WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN 'comment' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`created_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`created_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`modified_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`modified_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`pr_pe_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`pr_pentity` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'pr_pentity' AND `j`.`row_key` = `o`.`pr_pe_id`) THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`pr_pe_label`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`missing_bad` OR `o`.`missing_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`missing`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`first_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`middle_name_bad` OR `o`.`middle_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`middle_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`last_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`preferred_name_bad` OR `o`.`preferred_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`preferred_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`local_name_bad` OR `o`.`local_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`local_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`opt_pr_gender_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_gender`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_gender`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_gender`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`opt_pr_age_group_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_age_group`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_age_group`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_age_group`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`email`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`mobile_phone_bad` OR `o`.`mobile_phone_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`mobile_phone`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`opt_pr_nationality_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_nationality`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_nationality`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_nationality`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`opt_pr_country_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_country`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`opt_pr_religion_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_religion`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_religion`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_religion`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`opt_pr_marital_status_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_marital_status`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_marital_status`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_marital_status`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`occupation_bad` OR `o`.`occupation_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`occupation`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`comment`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN `o`.`created_by` WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN `o`.`modified_by` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN `o`.`pr_pe_id` WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN `o`.`pr_pe_label` WHEN `o`.`missing_bad` OR `o`.`missing_bad2` THEN `o`.`missing` WHEN `o`.`first_name_bad` OR `o`.`first_name_bad2` THEN `o`.`first_name` WHEN `o`.`middle_name_bad` OR `o`.`middle_name_bad2` THEN `o`.`middle_name` WHEN `o`.`last_name_bad` OR `o`.`last_name_bad2` THEN `o`.`last_name` WHEN `o`.`preferred_name_bad` OR `o`.`preferred_name_bad2` THEN `o`.`preferred_name` WHEN `o`.`local_name_bad` OR `o`.`local_name_bad2` THEN `o`.`local_name` WHEN `o`.`opt_pr_gender_bad` THEN `o`.`opt_pr_gender` WHEN `o`.`opt_pr_age_group_bad` THEN `o`.`opt_pr_age_group` WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN `o`.`email` WHEN `o`.`mobile_phone_bad` OR `o`.`mobile_phone_bad2` THEN `o`.`mobile_phone` WHEN `o`.`opt_pr_nationality_bad` THEN `o`.`opt_pr_nationality` WHEN `o`.`opt_pr_country_bad` THEN `o`.`opt_pr_country` WHEN `o`.`opt_pr_religion_bad` THEN `o`.`opt_pr_religion` WHEN `o`.`opt_pr_marital_status_bad` THEN `o`.`opt_pr_marital_status` WHEN `o`.`occupation_bad` OR `o`.`occupation_bad2` THEN `o`.`occupation` WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN `o`.`comment` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'created_by', `o`.`created_by`, 'modified_by', `o`.`modified_by`, 'deleted', `o`.`deleted`, 'pr_pe_id', `o`.`pr_pe_id`, 'pr_pe_label', `o`.`pr_pe_label`, 'missing', `o`.`missing`, 'first_name', `o`.`first_name`, 'middle_name', `o`.`middle_name`, 'last_name', `o`.`last_name`, 'preferred_name', `o`.`preferred_name`, 'local_name', `o`.`local_name`, 'opt_pr_gender', `o`.`opt_pr_gender`, 'opt_pr_age_group', `o`.`opt_pr_age_group`, 'email', `o`.`email`, 'mobile_phone', `o`.`mobile_phone`, 'date_of_birth', `o`.`date_of_birth`, 'opt_pr_nationality', `o`.`opt_pr_nationality`, 'opt_pr_country', `o`.`opt_pr_country`, 'opt_pr_religion', `o`.`opt_pr_religion`, 'opt_pr_marital_status', `o`.`opt_pr_marital_status`, 'occupation', `o`.`occupation`, 'comment', `o`.`comment`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`pr_pe_label_value` IS NOT NULL AND `o`.`pr_pe_label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `pr_pe_label_bad2`,
    `o`.`missing_value` IS NOT NULL AND `o`.`missing_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `missing_bad2`,
    `o`.`first_name_value` IS NOT NULL AND `o`.`first_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `first_name_bad2`,
    `o`.`middle_name_value` IS NOT NULL AND `o`.`middle_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `middle_name_bad2`,
    `o`.`last_name_value` IS NOT NULL AND `o`.`last_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `last_name_bad2`,
    `o`.`preferred_name_value` IS NOT NULL AND `o`.`preferred_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `preferred_name_bad2`,
    `o`.`local_name_value` IS NOT NULL AND `o`.`local_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `local_name_bad2`,
    `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `email_bad2`,
    `o`.`mobile_phone_value` IS NOT NULL AND `o`.`mobile_phone_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `mobile_phone_bad2`,
    `o`.`occupation_value` IS NOT NULL AND `o`.`occupation_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `occupation_bad2`,
    `o`.`comment_value` IS NOT NULL AND `o`.`comment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `comment_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`pr_pe_label_bad` THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
      CASE WHEN NOT `o`.`missing_bad` THEN `o`.`missing` END AS `missing_value`,
      CASE WHEN NOT `o`.`first_name_bad` THEN `o`.`first_name` END AS `first_name_value`,
      CASE WHEN NOT `o`.`middle_name_bad` THEN `o`.`middle_name` END AS `middle_name_value`,
      CASE WHEN NOT `o`.`last_name_bad` THEN `o`.`last_name` END AS `last_name_value`,
      CASE WHEN NOT `o`.`preferred_name_bad` THEN `o`.`preferred_name` END AS `preferred_name_value`,
      CASE WHEN NOT `o`.`local_name_bad` THEN `o`.`local_name` END AS `local_name_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`mobile_phone_bad` THEN `o`.`mobile_phone` END AS `mobile_phone_value`,
      CASE WHEN NOT `o`.`occupation_bad` THEN `o`.`occupation` END AS `occupation_value`,
      CASE WHEN NOT `o`.`comment_bad` THEN `o`.`comment` END AS `comment_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`pr_pe_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `pr_pe_id_bad`,
        `o`.`pr_pe_label` IS NOT NULL AND CHAR_LENGTH(`o`.`pr_pe_label`) > 255 AS `pr_pe_label_bad`,
        `o`.`missing` IS NOT NULL AND CHAR_LENGTH(`o`.`missing`) > 1 AS `missing_bad`,
        `o`.`first_name` IS NOT NULL AND CHAR_LENGTH(`o`.`first_name`) > 255 AS `first_name_bad`,
        `o`.`middle_name` IS NOT NULL AND CHAR_LENGTH(`o`.`middle_name`) > 255 AS `middle_name_bad`,
        `o`.`last_name` IS NOT NULL AND CHAR_LENGTH(`o`.`last_name`) > 255 AS `last_name_bad`,
        `o`.`preferred_name` IS NOT NULL AND CHAR_LENGTH(`o`.`preferred_name`) > 255 AS `preferred_name_bad`,
        `o`.`local_name` IS NOT NULL AND CHAR_LENGTH(`o`.`local_name`) > 255 AS `local_name_bad`,
        TRIM(`o`.`opt_pr_gender`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_gender`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_gender`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_gender_bad`,
        TRIM(`o`.`opt_pr_age_group`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_age_group`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_age_group`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_age_group_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 128 AS `email_bad`,
        `o`.`mobile_phone` IS NOT NULL AND CHAR_LENGTH(`o`.`mobile_phone`) > 255 AS `mobile_phone_bad`,
        TRIM(`o`.`opt_pr_nationality`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_nationality`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_nationality`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_nationality_bad`,
        TRIM(`o`.`opt_pr_country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_country_bad`,
        TRIM(`o`.`opt_pr_religion`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_religion`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_religion`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_religion_bad`,
        TRIM(`o`.`opt_pr_marital_status`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_marital_status`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_marital_status`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_marital_status_bad`,
        `o`.`occupation` IS NOT NULL AND CHAR_LENGTH(`o`.`occupation`) > 255 AS `occupation_bad`,
        `o`.`comment` IS NOT NULL AND CHAR_LENGTH(`o`.`comment`) > 255 AS `comment_bad`
      FROM `old`.`pr_person` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL OR `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL OR `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` OR `o`.`missing_bad` OR `o`.`missing_bad2` OR `o`.`first_name_bad` OR `o`.`first_name_bad2` OR `o`.`middle_name_bad` OR `o`.`middle_name_bad2` OR `o`.`last_name_bad` OR `o`.`last_name_bad2` OR `o`.`preferred_name_bad` OR `o`.`preferred_name_bad2` OR `o`.`local_name_bad` OR `o`.`local_name_bad2` OR `o`.`opt_pr_gender_bad` OR `o`.`opt_pr_age_group_bad` OR `o`.`email_bad` OR `o`.`email_bad2` OR `o`.`mobile_phone_bad` OR `o`.`mobile_phone_bad2` OR `o`.`opt_pr_nationality_bad` OR `o`.`opt_pr_country_bad` OR `o`.`opt_pr_religion_bad` OR `o`.`opt_pr_marital_status_bad` OR `o`.`occupation_bad` OR `o`.`occupation_bad2` OR `o`.`comment_bad` OR `o`.`comment_bad2`;
INSERT INTO `_mig_rows_pr_person` (`n`, `old_key`, `new_id`, `new_uuid`, `new_email`, `by_2_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END, CASE WHEN NOT `o`.`email_bad2` THEN `o`.`email_value` END,
  `o`.`id`
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `email_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`pr_pe_label_bad` THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
      CASE WHEN NOT `o`.`missing_bad` THEN `o`.`missing` END AS `missing_value`,
      CASE WHEN NOT `o`.`first_name_bad` THEN `o`.`first_name` END AS `first_name_value`,
      CASE WHEN NOT `o`.`middle_name_bad` THEN `o`.`middle_name` END AS `middle_name_value`,
      CASE WHEN NOT `o`.`last_name_bad` THEN `o`.`last_name` END AS `last_name_value`,
      CASE WHEN NOT `o`.`preferred_name_bad` THEN `o`.`preferred_name` END AS `preferred_name_value`,
      CASE WHEN NOT `o`.`local_name_bad` THEN `o`.`local_name` END AS `local_name_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`mobile_phone_bad` THEN `o`.`mobile_phone` END AS `mobile_phone_value`,
      CASE WHEN NOT `o`.`occupation_bad` THEN `o`.`occupation` END AS `occupation_value`,
      CASE WHEN NOT `o`.`comment_bad` THEN `o`.`comment` END AS `comment_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`pr_pe_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `pr_pe_id_bad`,
        `o`.`pr_pe_label` IS NOT NULL AND CHAR_LENGTH(`o`.`pr_pe_label`) > 255 AS `pr_pe_label_bad`,
        `o`.`missing` IS NOT NULL AND CHAR_LENGTH(`o`.`missing`) > 1 AS `missing_bad`,
        `o`.`first_name` IS NOT NULL AND CHAR_LENGTH(`o`.`first_name`) > 255 AS `first_name_bad`,
        `o`.`middle_name` IS NOT NULL AND CHAR_LENGTH(`o`.`middle_name`) > 255 AS `middle_name_bad`,
        `o`.`last_name` IS NOT NULL AND CHAR_LENGTH(`o`.`last_name`) > 255 AS `last_name_bad`,
        `o`.`preferred_name` IS NOT NULL AND CHAR_LENGTH(`o`.`preferred_name`) > 255 AS `preferred_name_bad`,
        `o`.`local_name` IS NOT NULL AND CHAR_LENGTH(`o`.`local_name`) > 255 AS `local_name_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 128 AS `email_bad`,
        `o`.`mobile_phone` IS NOT NULL AND CHAR_LENGTH(`o`.`mobile_phone`) > 255 AS `mobile_phone_bad`,
        `o`.`occupation` IS NOT NULL AND CHAR_LENGTH(`o`.`occupation`) > 255 AS `occupation_bad`,
        `o`.`comment` IS NOT NULL AND CHAR_LENGTH(`o`.`comment`) > 255 AS `comment_bad`
      FROM `old`.`pr_person` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_value` IS NOT NULL AND `o`.`pr_pe_label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`missing_bad` OR `o`.`missing_value` IS NOT NULL AND `o`.`missing_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`first_name_bad` OR `o`.`first_name_value` IS NOT NULL AND `o`.`first_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`middle_name_bad` OR `o`.`middle_name_value` IS NOT NULL AND `o`.`middle_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`last_name_bad` OR `o`.`last_name_value` IS NOT NULL AND `o`.`last_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`preferred_name_bad` OR `o`.`preferred_name_value` IS NOT NULL AND `o`.`preferred_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`local_name_bad` OR `o`.`local_name_value` IS NOT NULL AND `o`.`local_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (TRIM(`o`.`opt_pr_gender`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_gender`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_gender`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (TRIM(`o`.`opt_pr_age_group`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_age_group`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_age_group`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`email_bad` OR `o`.`email_bad2`)
  AND NOT (`o`.`mobile_phone_bad` OR `o`.`mobile_phone_value` IS NOT NULL AND `o`.`mobile_phone_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (TRIM(`o`.`opt_pr_nationality`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_nationality`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_nationality`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (TRIM(`o`.`opt_pr_country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (TRIM(`o`.`opt_pr_religion`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_religion`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_religion`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (TRIM(`o`.`opt_pr_marital_status`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_marital_status`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_marital_status`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`occupation_bad` OR `o`.`occupation_value` IS NOT NULL AND `o`.`occupation_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`comment_bad` OR `o`.`comment_value` IS NOT NULL AND `o`.`comment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 7: rows of `pr_person` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_pr_person`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
UPDATE `_mig_rows_pr_person` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_email` ORDER BY `by_2_1`, `n`) AS `first_n`
  FROM `_mig_rows_pr_person` WHERE `into_n` IS NULL AND `new_email` IS NOT NULL
) AS `x` ON `_mig_rows_pr_person`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_pr_person`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_pr_person` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_pr_person`) AS `x` ON `_mig_rows_pr_person`.`into_n` = `x`.`n` SET `_mig_rows_pr_person`.`new_id` = `x`.`new_id`;
INSERT INTO `pr_person` (`id`, `created_on`, `modified_on`, `uuid`, `created_by`, `modified_by`, `deleted`, `pr_pe_id`, `pr_pe_label`, `missing`, `first_name`, `middle_name`, `last_name`, `preferred_name`, `local_name`, `opt_pr_gender`, `opt_pr_age_group`, `email`, `mobile_phone`, `date_of_birth`, `opt_pr_nationality`, `opt_pr_country`, `opt_pr_religion`, `opt_pr_marital_status`, `occupation`, `comment`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, `auth_user`.`new_id`, `auth_user_2`.`new_id`,
  CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  `pr_pentity`.`new_id`,
  CASE WHEN `o`.`pr_pe_label_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`pr_pe_label_value` END,
  CASE WHEN `o`.`missing_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`missing_value` END,
  CASE WHEN `o`.`first_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`first_name_value` END,
  CASE WHEN `o`.`middle_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`middle_name_value` END,
  CASE WHEN `o`.`last_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`last_name_value` END,
  CASE WHEN `o`.`preferred_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`preferred_name_value` END,
  CASE WHEN `o`.`local_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`local_name_value` END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_gender`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_gender`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_gender`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_age_group`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_age_group`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_age_group`) AS SIGNED) END,
  `r`.`new_email`,
  CASE WHEN `o`.`mobile_phone_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`mobile_phone_value` END,
  CASE WHEN TRIM(`o`.`date_of_birth`) REGEXP '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)\\z' THEN CAST(TRIM(`o`.`date_of_birth`) AS DATE) END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_nationality`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_nationality`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_nationality`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_country`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_religion`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_religion`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_religion`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_marital_status`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_marital_status`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_marital_status`) AS SIGNED) END,
  CASE WHEN `o`.`occupation_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`occupation_value` END,
  CASE WHEN `o`.`comment_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`comment_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
    CASE WHEN CHAR_LENGTH(`o`.`pr_pe_label`) <= 255 THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
    CASE WHEN CHAR_LENGTH(`o`.`missing`) <= 1 THEN `o`.`missing` END AS `missing_value`,
    CASE WHEN CHAR_LENGTH(`o`.`first_name`) <= 255 THEN `o`.`first_name` END AS `first_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`middle_name`) <= 255 THEN `o`.`middle_name` END AS `middle_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`last_name`) <= 255 THEN `o`.`last_name` END AS `last_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`preferred_name`) <= 255 THEN `o`.`preferred_name` END AS `preferred_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`local_name`) <= 255 THEN `o`.`local_name` END AS `local_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`mobile_phone`) <= 255 THEN `o`.`mobile_phone` END AS `mobile_phone_value`,
    CASE WHEN CHAR_LENGTH(`o`.`occupation`) <= 255 THEN `o`.`occupation` END AS `occupation_value`,
    CASE WHEN CHAR_LENGTH(`o`.`comment`) <= 255 THEN `o`.`comment` END AS `comment_value`
  FROM `old`.`pr_person` AS `o`
) AS `o`
  JOIN `_mig_rows_pr_person` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 7, 'pr_person', 'date_of_birth', 'null', COUNT(*)
FROM `old`.`pr_person` AS `o` JOIN `_mig_rows_pr_person` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE TRIM(`o`.`date_of_birth`) IS NOT NULL
  AND TRIM(`o`.`date_of_birth`) NOT REGEXP '^(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)\\z'
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 7, 'pr_person', 'pr_person', (SELECT COUNT(*) FROM `old`.`pr_person` AS `o`),
  (SELECT COUNT(*) FROM `pr_person` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_pr_person` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 7);

-- Step 8: pr_group -> pr_group (haiti.mig:31)
-- after step 2: created_by refers to auth_user, modified_by refers to auth_user
-- after step 6: pr_pe_id refers to pr_pentity
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 8, 'pr_group', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN 'created_by' WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN 'modified_by' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN 'pr_pe_id' WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN 'pr_pe_label' WHEN `o`.`opt_pr_group_type_bad` THEN 'opt_pr_group_type' WHEN `o`.`system_bad` OR `o`.`system_bad2` THEN 'system' WHEN `o`.`group_name_bad` OR `o`.`group_name_bad2` THEN 'group_name' WHEN `o`.`group_description_bad` OR `o`.`group_description_bad2` THEN 'group_description' WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN 'comment' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`created_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`created_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`modified_by_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_user` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END) THEN '`auth_user` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_user' AND `j`.`row_key` = `o`.`modified_by`) THEN 'the row of `auth_user` with this key was rejected' ELSE 'the row of `auth_user` with this key was skipped' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`pr_pe_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`pr_pentity` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END) THEN '`pr_pentity` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'pr_pentity' AND `j`.`row_key` = `o`.`pr_pe_id`) THEN 'the row of `pr_pentity` with this key was rejected' ELSE 'the row of `pr_pentity` with this key was skipped' END WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`pr_pe_label`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`opt_pr_group_type_bad` THEN CASE WHEN TRIM(`o`.`opt_pr_group_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_group_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_group_type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`system_bad` OR `o`.`system_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`system`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`group_name_bad` OR `o`.`group_name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`group_name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`group_description_bad` OR `o`.`group_description_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`group_description`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`comment`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL THEN `o`.`created_by` WHEN `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL THEN `o`.`modified_by` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL THEN `o`.`pr_pe_id` WHEN `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` THEN `o`.`pr_pe_label` WHEN `o`.`opt_pr_group_type_bad` THEN `o`.`opt_pr_group_type` WHEN `o`.`system_bad` OR `o`.`system_bad2` THEN `o`.`system` WHEN `o`.`group_name_bad` OR `o`.`group_name_bad2` THEN `o`.`group_name` WHEN `o`.`group_description_bad` OR `o`.`group_description_bad2` THEN `o`.`group_description` WHEN `o`.`comment_bad` OR `o`.`comment_bad2` THEN `o`.`comment` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'created_by', `o`.`created_by`, 'modified_by', `o`.`modified_by`, 'deleted', `o`.`deleted`, 'pr_pe_id', `o`.`pr_pe_id`, 'pr_pe_label', `o`.`pr_pe_label`, 'opt_pr_group_type', `o`.`opt_pr_group_type`, 'system', `o`.`system`, 'group_name', `o`.`group_name`, 'group_description', `o`.`group_description`, 'comment', `o`.`comment`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`pr_pe_label_value` IS NOT NULL AND `o`.`pr_pe_label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `pr_pe_label_bad2`,
    `o`.`system_value` IS NOT NULL AND `o`.`system_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `system_bad2`,
    `o`.`group_name_value` IS NOT NULL AND `o`.`group_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `group_name_bad2`,
    `o`.`group_description_value` IS NOT NULL AND `o`.`group_description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `group_description_bad2`,
    `o`.`comment_value` IS NOT NULL AND `o`.`comment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `comment_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`pr_pe_label_bad` THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
      CASE WHEN NOT `o`.`system_bad` THEN `o`.`system` END AS `system_value`,
      CASE WHEN NOT `o`.`group_name_bad` THEN `o`.`group_name` END AS `group_name_value`,
      CASE WHEN NOT `o`.`group_description_bad` THEN `o`.`group_description` END AS `group_description_value`,
      CASE WHEN NOT `o`.`comment_bad` THEN `o`.`comment` END AS `comment_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`pr_pe_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `pr_pe_id_bad`,
        `o`.`pr_pe_label` IS NOT NULL AND CHAR_LENGTH(`o`.`pr_pe_label`) > 255 AS `pr_pe_label_bad`,
        TRIM(`o`.`opt_pr_group_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_group_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_group_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `opt_pr_group_type_bad`,
        `o`.`system` IS NOT NULL AND CHAR_LENGTH(`o`.`system`) > 1 AS `system_bad`,
        `o`.`group_name` IS NOT NULL AND CHAR_LENGTH(`o`.`group_name`) > 255 AS `group_name_bad`,
        `o`.`group_description` IS NOT NULL AND CHAR_LENGTH(`o`.`group_description`) > 255 AS `group_description_bad`,
        `o`.`comment` IS NOT NULL AND CHAR_LENGTH(`o`.`comment`) > 255 AS `comment_bad`
      FROM `old`.`pr_group` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL OR `o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL OR `o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_bad2` OR `o`.`opt_pr_group_type_bad` OR `o`.`system_bad` OR `o`.`system_bad2` OR `o`.`group_name_bad` OR `o`.`group_name_bad2` OR `o`.`group_description_bad` OR `o`.`group_description_bad2` OR `o`.`comment_bad` OR `o`.`comment_bad2`;
INSERT INTO `_mig_rows_pr_group` (`n`, `old_key`, `new_uuid`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`pr_pe_label_bad` THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
      CASE WHEN NOT `o`.`system_bad` THEN `o`.`system` END AS `system_value`,
      CASE WHEN NOT `o`.`group_name_bad` THEN `o`.`group_name` END AS `group_name_value`,
      CASE WHEN NOT `o`.`group_description_bad` THEN `o`.`group_description` END AS `group_description_value`,
      CASE WHEN NOT `o`.`comment_bad` THEN `o`.`comment` END AS `comment_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        TRIM(`o`.`created_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `created_by_bad`,
        TRIM(`o`.`modified_by`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `modified_by_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`pr_pe_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `pr_pe_id_bad`,
        `o`.`pr_pe_label` IS NOT NULL AND CHAR_LENGTH(`o`.`pr_pe_label`) > 255 AS `pr_pe_label_bad`,
        `o`.`system` IS NOT NULL AND CHAR_LENGTH(`o`.`system`) > 1 AS `system_bad`,
        `o`.`group_name` IS NOT NULL AND CHAR_LENGTH(`o`.`group_name`) > 255 AS `group_name_bad`,
        `o`.`group_description` IS NOT NULL AND CHAR_LENGTH(`o`.`group_description`) > 255 AS `group_description_bad`,
        `o`.`comment` IS NOT NULL AND CHAR_LENGTH(`o`.`comment`) > 255 AS `comment_bad`
      FROM `old`.`pr_group` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`created_by_bad` OR `auth_user`.`old_key` IS NULL AND CASE WHEN NOT `o`.`created_by_bad` THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`modified_by_bad` OR `auth_user_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`modified_by_bad` THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`pr_pe_id_bad` OR `pr_pentity`.`old_key` IS NULL AND CASE WHEN NOT `o`.`pr_pe_id_bad` THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`pr_pe_label_bad` OR `o`.`pr_pe_label_value` IS NOT NULL AND `o`.`pr_pe_label_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (TRIM(`o`.`opt_pr_group_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`opt_pr_group_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_group_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`system_bad` OR `o`.`system_value` IS NOT NULL AND `o`.`system_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`group_name_bad` OR `o`.`group_name_value` IS NOT NULL AND `o`.`group_name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`group_description_bad` OR `o`.`group_description_value` IS NOT NULL AND `o`.`group_description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`comment_bad` OR `o`.`comment_value` IS NOT NULL AND `o`.`comment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 8: rows of `pr_group` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_pr_group`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
INSERT INTO `pr_group` (`id`, `created_on`, `modified_on`, `uuid`, `created_by`, `modified_by`, `deleted`, `pr_pe_id`, `pr_pe_label`, `opt_pr_group_type`, `system`, `group_name`, `group_description`, `comment`)
SELECT `o`.`id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, `auth_user`.`new_id`, `auth_user_2`.`new_id`,
  CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  `pr_pentity`.`new_id`,
  CASE WHEN `o`.`pr_pe_label_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`pr_pe_label_value` END,
  CASE WHEN CASE WHEN TRIM(`o`.`opt_pr_group_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`opt_pr_group_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`opt_pr_group_type`) AS SIGNED) END,
  CASE WHEN `o`.`system_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`system_value` END,
  CASE WHEN `o`.`group_name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`group_name_value` END,
  CASE WHEN `o`.`group_description_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`group_description_value` END,
  CASE WHEN `o`.`comment_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`comment_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
    CASE WHEN CHAR_LENGTH(`o`.`pr_pe_label`) <= 255 THEN `o`.`pr_pe_label` END AS `pr_pe_label_value`,
    CASE WHEN CHAR_LENGTH(`o`.`system`) <= 1 THEN `o`.`system` END AS `system_value`,
    CASE WHEN CHAR_LENGTH(`o`.`group_name`) <= 255 THEN `o`.`group_name` END AS `group_name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`group_description`) <= 255 THEN `o`.`group_description` END AS `group_description_value`,
    CASE WHEN CHAR_LENGTH(`o`.`comment`) <= 255 THEN `o`.`comment` END AS `comment_value`
  FROM `old`.`pr_group` AS `o`
) AS `o`
  JOIN `_mig_rows_pr_group` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user` ON `auth_user`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`created_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`created_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`created_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_auth_user` AS `auth_user_2` ON `auth_user_2`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`modified_by`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`modified_by`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`modified_by`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_pentity` AS `pr_pentity` ON `pr_pentity`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`pr_pe_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`pr_pe_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`pr_pe_id`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 8, 'pr_group', 'pr_group', (SELECT COUNT(*) FROM `old`.`pr_group` AS `o`),
  (SELECT COUNT(*) FROM `pr_group` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_pr_group` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 8);

-- Step 9: gis_marker -> gis_marker (haiti.mig:34)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 9, 'gis_marker', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`image_bad` OR `o`.`image_bad2` THEN 'image' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`image_bad` OR `o`.`image_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`image`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`image_bad` OR `o`.`image_bad2` THEN `o`.`image` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'name', `o`.`name`, 'image', `o`.`image`)
FROM (
  SELECT `o`.*, `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`image_value` IS NOT NULL AND `o`.`image_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `image_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`image_bad` THEN `o`.`image` END AS `image_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
        `o`.`image` IS NOT NULL AND CHAR_LENGTH(`o`.`image`) > 255 AS `image_bad`
      FROM `old`.`gis_marker` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`name_bad` OR `o`.`name_bad2` OR `o`.`image_bad` OR `o`.`image_bad2`;
INSERT INTO `_mig_rows_gis_marker` (`n`, `old_key`, `new_id`, `new_name`, `by_1_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`name_bad2` THEN `o`.`name_value` END, `o`.`id`
FROM (
  SELECT `o`.*, `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`image_bad` THEN `o`.`image` END AS `image_value`
    FROM (
      SELECT `o`.*, `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
        `o`.`image` IS NOT NULL AND CHAR_LENGTH(`o`.`image`) > 255 AS `image_bad`
      FROM `old`.`gis_marker` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`name_bad` OR `o`.`name_bad2`)
  AND NOT (`o`.`image_bad` OR `o`.`image_value` IS NOT NULL AND `o`.`image_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
UPDATE `_mig_rows_gis_marker` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_name` ORDER BY `by_1_1`, `n`) AS `first_n`
  FROM `_mig_rows_gis_marker` WHERE `into_n` IS NULL AND `new_name` IS NOT NULL
) AS `x` ON `_mig_rows_gis_marker`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_gis_marker`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_gis_marker` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_gis_marker`) AS `x` ON `_mig_rows_gis_marker`.`into_n` = `x`.`n` SET `_mig_rows_gis_marker`.`new_id` = `x`.`new_id`;
INSERT INTO `gis_marker` (`id`, `created_on`, `modified_on`, `name`, `image`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_name`, CASE WHEN `o`.`image_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`image_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`image`) <= 255 THEN `o`.`image` END AS `image_value`
  FROM `old`.`gis_marker` AS `o`
) AS `o`
  JOIN `_mig_rows_gis_marker` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 9, 'gis_marker', 'gis_marker', (SELECT COUNT(*) FROM `old`.`gis_marker` AS `o`),
  (SELECT COUNT(*) FROM `gis_marker` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_gis_marker` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 9);

-- Step 10: gis_feature_class -> gis_feature_class (haiti.mig:35)
-- after step 9: marker_id refers to gis_marker
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 10, 'gis_feature_class', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN 'description' WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN 'marker_id' WHEN `o`.`module_bad` OR `o`.`module_bad2` THEN 'module' WHEN `o`.`resource_bad` OR `o`.`resource_bad2` THEN 'resource' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`description`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`marker_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`gis_marker` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'gis_marker' AND `j`.`row_key` = `o`.`marker_id`) THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN `o`.`module_bad` OR `o`.`module_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`module`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`resource_bad` OR `o`.`resource_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`resource`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN `o`.`description` WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN `o`.`marker_id` WHEN `o`.`module_bad` OR `o`.`module_bad2` THEN `o`.`module` WHEN `o`.`resource_bad` OR `o`.`resource_bad2` THEN `o`.`resource` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'deleted', `o`.`deleted`, 'name', `o`.`name`, 'description', `o`.`description`, 'marker_id', `o`.`marker_id`, 'module', `o`.`module`, 'resource', `o`.`resource`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `description_bad2`,
    `o`.`module_value` IS NOT NULL AND `o`.`module_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `module_bad2`,
    `o`.`resource_value` IS NOT NULL AND `o`.`resource_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `resource_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`module_bad` THEN `o`.`module` END AS `module_value`,
      CASE WHEN NOT `o`.`resource_bad` THEN `o`.`resource` END AS `resource_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        TRIM(`o`.`marker_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `marker_id_bad`,
        `o`.`module` IS NOT NULL AND CHAR_LENGTH(`o`.`module`) > 255 AS `module_bad`,
        `o`.`resource` IS NOT NULL AND CHAR_LENGTH(`o`.`resource`) > 255 AS `resource_bad`
      FROM `old`.`gis_feature_class` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`name_bad` OR `o`.`name_bad2` OR `o`.`description_bad` OR `o`.`description_bad2` OR `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL OR `o`.`module_bad` OR `o`.`module_bad2` OR `o`.`resource_bad` OR `o`.`resource_bad2`;
INSERT INTO `_mig_rows_gis_feature_class` (`n`, `old_key`, `new_id`, `new_uuid`, `new_name`, `by_2_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END, CASE WHEN NOT `o`.`name_bad2` THEN `o`.`name_value` END,
  `o`.`id`
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`module_bad` THEN `o`.`module` END AS `module_value`,
      CASE WHEN NOT `o`.`resource_bad` THEN `o`.`resource` END AS `resource_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        TRIM(`o`.`marker_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `marker_id_bad`,
        `o`.`module` IS NOT NULL AND CHAR_LENGTH(`o`.`module`) > 255 AS `module_bad`,
        `o`.`resource` IS NOT NULL AND CHAR_LENGTH(`o`.`resource`) > 255 AS `resource_bad`
      FROM `old`.`gis_feature_class` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`name_bad` OR `o`.`name_bad2`)
  AND NOT (`o`.`description_bad` OR `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`module_bad` OR `o`.`module_value` IS NOT NULL AND `o`.`module_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`resource_bad` OR `o`.`resource_value` IS NOT NULL AND `o`.`resource_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 10: rows of `gis_feature_class` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_gis_feature_class`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
UPDATE `_mig_rows_gis_feature_class` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_name` ORDER BY `by_2_1`, `n`) AS `first_n`
  FROM `_mig_rows_gis_feature_class` WHERE `into_n` IS NULL AND `new_name` IS NOT NULL
) AS `x` ON `_mig_rows_gis_feature_class`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_gis_feature_class`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_gis_feature_class` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_gis_feature_class`) AS `x` ON `_mig_rows_gis_feature_class`.`into_n` = `x`.`n` SET `_mig_rows_gis_feature_class`.`new_id` = `x`.`new_id`;
INSERT INTO `gis_feature_class` (`id`, `created_on`, `modified_on`, `uuid`, `deleted`, `name`, `description`, `marker_id`, `module`, `resource`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  `r`.`new_name`,
  CASE WHEN `o`.`description_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`description_value` END,
  `gis_marker`.`new_id`, CASE WHEN `o`.`module_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`module_value` END,
  CASE WHEN `o`.`resource_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`resource_value` END
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
    CASE WHEN CHAR_LENGTH(`o`.`description`) <= 255 THEN `o`.`description` END AS `description_value`,
    CASE WHEN CHAR_LENGTH(`o`.`module`) <= 255 THEN `o`.`module` END AS `module_value`,
    CASE WHEN CHAR_LENGTH(`o`.`resource`) <= 255 THEN `o`.`resource` END AS `resource_value`
  FROM `old`.`gis_feature_class` AS `o`
) AS `o`
  JOIN `_mig_rows_gis_feature_class` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 10, 'gis_feature_class', 'gis_feature_class', (SELECT COUNT(*) FROM `old`.`gis_feature_class` AS `o`),
  (SELECT COUNT(*) FROM `gis_feature_class` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_gis_feature_class` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 10);

-- Step 11: gis_location -> gis_location (haiti.mig:39)
-- after step 3: admin refers to auth_group; after step 9: marker_id refers to gis_marker
-- after step 10: feature_class_id refers to gis_feature_class
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 11, 'gis_location', NULL, 'filled again from the feed', COUNT(*)
FROM (
  SELECT `o`.*,
    TRIM(`o`.`feature_class_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`feature_class_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`feature_class_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `feature_class_id_bad`
  FROM `old`.`gis_location` AS `o`
) AS `o`
  LEFT JOIN `old`.`gis_feature_class` ON `gis_feature_class`.`id` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
WHERE CASE WHEN NOT (CAST(`gis_feature_class`.`name` AS BINARY) <=> 'SMS') OR `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN 1 ELSE 0 END = 0;
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 11, 'gis_location', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN 'where' WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`feature_class_id_bad` OR `gis_feature_class_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN 'feature_class_id' WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN 'marker_id' WHEN `o`.`gis_feature_type_bad` THEN 'gis_feature_type' WHEN `o`.`wkt_bad` OR `o`.`wkt_bad2` THEN 'wkt' WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN 'admin' END,
  CASE WHEN `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN 'a condition of the block cannot be decided' WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`feature_class_id_bad` OR `gis_feature_class_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`feature_class_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`gis_feature_class` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END) THEN '`gis_feature_class` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'gis_feature_class' AND `j`.`row_key` = `o`.`feature_class_id`) THEN 'the row of `gis_feature_class` with this key was rejected' ELSE 'the row of `gis_feature_class` with this key was skipped' END WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`marker_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`gis_marker` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END) THEN '`gis_marker` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'gis_marker' AND `j`.`row_key` = `o`.`marker_id`) THEN 'the row of `gis_marker` with this key was rejected' ELSE 'the row of `gis_marker` with this key was skipped' END WHEN `o`.`gis_feature_type_bad` THEN CASE WHEN TRIM(`o`.`gis_feature_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`gis_feature_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`gis_feature_type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`wkt_bad` OR `o`.`wkt_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`wkt`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`admin_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_group` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_group' AND `j`.`row_key` = `o`.`admin`) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END END,
  CASE WHEN `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN NULL WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`feature_class_id_bad` OR `gis_feature_class_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL THEN `o`.`feature_class_id` WHEN `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL THEN `o`.`marker_id` WHEN `o`.`gis_feature_type_bad` THEN `o`.`gis_feature_type` WHEN `o`.`wkt_bad` OR `o`.`wkt_bad2` THEN `o`.`wkt` WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN `o`.`admin` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'deleted', `o`.`deleted`, 'name', `o`.`name`, 'feature_class_id', `o`.`feature_class_id`, 'parent', `o`.`parent`, 'marker_id', `o`.`marker_id`, 'gis_feature_type', `o`.`gis_feature_type`, 'lat', `o`.`lat`, 'lon', `o`.`lon`, 'wkt', `o`.`wkt`, 'admin', `o`.`admin`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`wkt_value` IS NOT NULL AND `o`.`wkt_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `wkt_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`wkt_bad` THEN `o`.`wkt` END AS `wkt_value`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`feature_class_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`feature_class_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`feature_class_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `feature_class_id_bad`,
        `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        TRIM(`o`.`marker_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `marker_id_bad`,
        TRIM(`o`.`gis_feature_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`gis_feature_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`gis_feature_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `gis_feature_type_bad`,
        `o`.`wkt` IS NOT NULL AND CHAR_LENGTH(`o`.`wkt`) > 255 AS `wkt_bad`,
        TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`
      FROM `old`.`gis_location` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `old`.`gis_feature_class` ON `gis_feature_class`.`id` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_gis_feature_class` AS `gis_feature_class_2` ON `gis_feature_class_2`.`old_key` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
WHERE (NOT (CAST(`gis_feature_class`.`name` AS BINARY) <=> 'SMS') OR `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL)
  AND (`o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL OR `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`name_bad` OR `o`.`name_bad2` OR `gis_feature_class_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL OR `o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL OR `o`.`gis_feature_type_bad` OR `o`.`wkt_bad` OR `o`.`wkt_bad2` OR `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL);
INSERT INTO `_mig_rows_gis_location` (`n`, `old_key`, `new_id`, `new_uuid`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`wkt_bad` THEN `o`.`wkt` END AS `wkt_value`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`feature_class_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`feature_class_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`feature_class_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `feature_class_id_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        TRIM(`o`.`marker_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `marker_id_bad`,
        `o`.`wkt` IS NOT NULL AND CHAR_LENGTH(`o`.`wkt`) > 255 AS `wkt_bad`,
        TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`
      FROM `old`.`gis_location` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `old`.`gis_feature_class` ON `gis_feature_class`.`id` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_gis_feature_class` AS `gis_feature_class_2` ON `gis_feature_class_2`.`old_key` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
WHERE (NOT (CAST(`gis_feature_class`.`name` AS BINARY) <=> 'SMS') OR `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL)
  AND `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`name_bad` OR `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`feature_class_id_bad` OR `gis_feature_class_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`marker_id_bad` OR `gis_marker`.`old_key` IS NULL AND CASE WHEN NOT `o`.`marker_id_bad` THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (TRIM(`o`.`gis_feature_type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`gis_feature_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`gis_feature_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`wkt_bad` OR `o`.`wkt_value` IS NOT NULL AND `o`.`wkt_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL);
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 11: rows of `gis_location` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_gis_location`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
INSERT INTO `gis_location` (`id`, `created_on`, `modified_on`, `uuid`, `deleted`, `name`, `feature_class_id`, `parent`, `marker_id`, `gis_feature_type`, `lat`, `lon`, `wkt`, `admin`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  CASE WHEN `o`.`name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`name_value` END,
  `gis_feature_class`.`new_id`, NULL, `gis_marker`.`new_id`,
  CASE WHEN CASE WHEN TRIM(`o`.`gis_feature_type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`gis_feature_type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`gis_feature_type`) AS SIGNED) END,
  CASE WHEN TRIM(`o`.`lat`) REGEXP '^[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?\\z' THEN CAST(TRIM(`o`.`lat`) AS DOUBLE) END,
  CASE WHEN TRIM(`o`.`lon`) REGEXP '^[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?\\z' THEN CAST(TRIM(`o`.`lon`) AS DOUBLE) END,
  CASE WHEN `o`.`wkt_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`wkt_value` END, `auth_group`.`id`
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
    CASE WHEN CHAR_LENGTH(`o`.`name`) <= 255 THEN `o`.`name` END AS `name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`wkt`) <= 255 THEN `o`.`wkt` END AS `wkt_value`
  FROM `old`.`gis_location` AS `o`
) AS `o`
  JOIN `_mig_rows_gis_location` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_gis_feature_class` AS `gis_feature_class` ON `gis_feature_class`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`feature_class_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`feature_class_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_gis_marker` AS `gis_marker` ON `gis_marker`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`marker_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`marker_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`marker_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 11, 'gis_location', 'lat', 'null', COUNT(*)
FROM `old`.`gis_location` AS `o` JOIN `_mig_rows_gis_location` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE TRIM(`o`.`lat`) IS NOT NULL
  AND TRIM(`o`.`lat`) NOT REGEXP '^[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?\\z'
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 11, 'gis_location', 'lon', 'null', COUNT(*)
FROM `old`.`gis_location` AS `o` JOIN `_mig_rows_gis_location` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE TRIM(`o`.`lon`) IS NOT NULL
  AND TRIM(`o`.`lon`) NOT REGEXP '^[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?\\z'
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `skipped`, `merged`, `rejected`)
SELECT 11, 'gis_location', 'gis_location', `c`.`rows`, (SELECT COUNT(*) FROM `gis_location` USE INDEX ()),
  `c`.`rows` - (SELECT COUNT(*) FROM (SELECT `o`.*, TRIM(`o`.`feature_class_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`feature_class_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`feature_class_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `feature_class_id_bad` FROM `old`.`gis_location` AS `o`) AS `o` LEFT JOIN `old`.`gis_feature_class` ON `gis_feature_class`.`id` = CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END WHERE NOT (CAST(`gis_feature_class`.`name` AS BINARY) <=> 'SMS') OR `o`.`feature_class_id_bad` OR `gis_feature_class`.`id` IS NULL AND CASE WHEN NOT `o`.`feature_class_id_bad` THEN CAST(TRIM(`o`.`feature_class_id`) AS SIGNED) END IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rows_gis_location` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 11)
FROM (SELECT COUNT(*) AS `rows` FROM `old`.`gis_location` AS `o`) AS `c`;

-- Step 12: fill gis_location.parent (haiti.mig:40)
-- after step 11: parent refers to gis_location
UPDATE `gis_location` JOIN (
  SELECT `r`.`new_id` AS `k1`, `gis_location`.`id` AS `v`
  FROM `old`.`gis_location` AS `o`
    JOIN `_mig_rows_gis_location` AS `r` ON `r`.`old_key` = `o`.`id`
    JOIN `gis_location` ON `gis_location`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`parent`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`parent`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END
  WHERE `r`.`into_n` IS NULL
) AS `x` ON `gis_location`.`id` = `x`.`k1` SET `gis_location`.`parent` = `x`.`v`;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 12, 'gis_location', 'parent', 'null', COUNT(*)
FROM (
  SELECT `o`.*,
    TRIM(`o`.`parent`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`parent`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`parent`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `parent_bad`
  FROM `old`.`gis_location` AS `o`
) AS `o`
  JOIN `_mig_rows_gis_location` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `gis_location` ON `gis_location`.`id` = CASE WHEN NOT `o`.`parent_bad` THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL
  AND (`o`.`parent_bad` OR `gis_location`.`id` IS NULL AND CASE WHEN NOT `o`.`parent_bad` THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END IS NOT NULL);

-- Step 13: gis_layer_js -> gis_layer_js (haiti.mig:46)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 13, 'gis_layer_js', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN 'description' WHEN `o`.`enabled_bad` OR `o`.`enabled_bad2` THEN 'enabled' WHEN `o`.`code_bad` THEN 'code' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`description`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`enabled_bad` OR `o`.`enabled_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`enabled`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`code_bad` THEN 'it has a character that the new column''s character set lacks' END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`description_bad` OR `o`.`description_bad2` THEN `o`.`description` WHEN `o`.`enabled_bad` OR `o`.`enabled_bad2` THEN `o`.`enabled` WHEN `o`.`code_bad` THEN `o`.`code` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'name', `o`.`name`, 'description', `o`.`description`, 'enabled', `o`.`enabled`, 'code', `o`.`code`)
FROM (
  SELECT `o`.*, `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `description_bad2`,
    `o`.`enabled_value` IS NOT NULL AND `o`.`enabled_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `enabled_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`enabled_bad` THEN `o`.`enabled` END AS `enabled_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        `o`.`enabled` IS NOT NULL AND CHAR_LENGTH(`o`.`enabled`) > 1 AS `enabled_bad`,
        `o`.`code` IS NOT NULL AND `o`.`code` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `code_bad`
      FROM `old`.`gis_layer_js` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`name_bad` OR `o`.`name_bad2` OR `o`.`description_bad` OR `o`.`description_bad2` OR `o`.`enabled_bad` OR `o`.`enabled_bad2` OR `o`.`code_bad`;
INSERT INTO `gis_layer_js` (`id`, `created_on`, `modified_on`, `name`, `description`, `enabled`, `code`)
SELECT `o`.`id`,
  CASE WHEN NOT `o`.`created_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT `o`.`modified_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT `o`.`name_bad2` THEN `o`.`name_value` END,
  CASE WHEN NOT `o`.`description_bad2` THEN `o`.`description_value` END,
  CASE WHEN NOT `o`.`enabled_bad2` THEN `o`.`enabled_value` END, `o`.`code`
FROM (
  SELECT `o`.*, `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`description_value` IS NOT NULL AND `o`.`description_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `description_bad2`,
    `o`.`enabled_value` IS NOT NULL AND `o`.`enabled_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `enabled_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`description_bad` THEN `o`.`description` END AS `description_value`,
      CASE WHEN NOT `o`.`enabled_bad` THEN `o`.`enabled` END AS `enabled_value`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        `o`.`description` IS NOT NULL AND CHAR_LENGTH(`o`.`description`) > 255 AS `description_bad`,
        `o`.`enabled` IS NOT NULL AND CHAR_LENGTH(`o`.`enabled`) > 1 AS `enabled_bad`
      FROM `old`.`gis_layer_js` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647 AND NOT `o`.`created_on_bad` AND NOT `o`.`modified_on_bad`
  AND NOT (`o`.`name_bad` OR `o`.`name_bad2`) AND NOT (`o`.`description_bad` OR `o`.`description_bad2`)
  AND NOT (`o`.`enabled_bad` OR `o`.`enabled_bad2`)
  AND NOT (`o`.`code` IS NOT NULL AND `o`.`code` REGEXP '[\\x{10000}-\\x{10FFFF}]');
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 13, 'gis_layer_js', 'gis_layer_js', (SELECT COUNT(*) FROM `old`.`gis_layer_js` AS `o`),
  (SELECT COUNT(*) FROM `gis_layer_js` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 13);

-- Step 14: or_sector -> or_sector (haiti.mig:54)
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 14, 'or_sector', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'deleted', `o`.`deleted`, 'name', `o`.`name`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`
      FROM `old`.`or_sector` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`name_bad` OR `o`.`name_bad2`;
INSERT INTO `_mig_rows_or_sector` (`n`, `old_key`, `new_uuid`, `new_name`, `by_2_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END,
  CASE WHEN NOT `o`.`name_bad2` THEN `o`.`name_value` END, `o`.`id`
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`
      FROM `old`.`or_sector` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`name_bad` OR `o`.`name_bad2`);
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 14: rows of `or_sector` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_or_sector`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
UPDATE `_mig_rows_or_sector` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_name` ORDER BY `by_2_1`, `n`) AS `first_n`
  FROM `_mig_rows_or_sector` WHERE `into_n` IS NULL AND `new_name` IS NOT NULL
) AS `x` ON `_mig_rows_or_sector`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_or_sector`.`into_n` = `x`.`first_n`;
INSERT INTO `or_sector` (`id`, `created_on`, `modified_on`, `uuid`, `deleted`, `name`)
SELECT `o`.`id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  `r`.`new_name`
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`
  FROM `old`.`or_sector` AS `o`
) AS `o`
  JOIN `_mig_rows_or_sector` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 14, 'or_sector', 'or_sector', (SELECT COUNT(*) FROM `old`.`or_sector` AS `o`),
  (SELECT COUNT(*) FROM `or_sector` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_or_sector` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 14);

-- Step 15: or_organisation -> or_organisation (haiti.mig:58)
-- after step 3: admin refers to auth_group; after step 5: source_id refers to s3_source
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 15, 'or_organisation', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN (`o`.`acronym_bad` OR `o`.`acronym_bad2`) AND `o`.`acronym_bad3` THEN 'acronym' WHEN `o`.`type_bad` OR `o`.`type_bad2` THEN 'type' WHEN `o`.`sector_id_bad` OR `o`.`sector_id_bad2` THEN 'sector_id' WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN 'admin' WHEN `o`.`country_bad` THEN 'country' WHEN `o`.`website_bad` OR `o`.`website_bad2` THEN 'website' WHEN `o`.`donation_phone_bad` OR `o`.`donation_phone_bad2` THEN 'donation_phone' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 128 THEN 'it is longer than 128 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN (`o`.`acronym_bad` OR `o`.`acronym_bad2`) AND `o`.`acronym_bad3` THEN CASE WHEN CHAR_LENGTH(`o`.`acronym`) > 8 THEN 'it is longer than 8 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`type_bad` OR `o`.`type_bad2` THEN CASE WHEN `o`.`type_bad` THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`sector_id_bad` OR `o`.`sector_id_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`sector_id`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`admin_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_group` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_group' AND `j`.`row_key` = `o`.`admin`) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN `o`.`country_bad` THEN CASE WHEN TRIM(`o`.`country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`country`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`website_bad` OR `o`.`website_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`website`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`donation_phone_bad` OR `o`.`donation_phone_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`donation_phone`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN (`o`.`acronym_bad` OR `o`.`acronym_bad2`) AND `o`.`acronym_bad3` THEN `o`.`acronym` WHEN `o`.`type_bad` OR `o`.`type_bad2` THEN `o`.`type` WHEN `o`.`sector_id_bad` OR `o`.`sector_id_bad2` THEN `o`.`sector_id` WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN `o`.`admin` WHEN `o`.`country_bad` THEN `o`.`country` WHEN `o`.`website_bad` OR `o`.`website_bad2` THEN `o`.`website` WHEN `o`.`donation_phone_bad` OR `o`.`donation_phone_bad2` THEN `o`.`donation_phone` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'deleted', `o`.`deleted`, 'name', `o`.`name`, 'acronym', `o`.`acronym`, 'type', `o`.`type`, 'sector_id', `o`.`sector_id`, 'admin', `o`.`admin`, 'country', `o`.`country`, 'website', `o`.`website`, 'donation_phone', `o`.`donation_phone`, 'source_id', `o`.`source_id`)
FROM (
  SELECT `o`.*, `o`.`type_value2` IS NOT NULL AND `o`.`type_value2` NOT BETWEEN -2147483648 AND 2147483647 AS `type_bad2`
  FROM (
    SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
      `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
      `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
      `o`.`acronym_value` IS NOT NULL AND `o`.`acronym_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `acronym_bad2`,
      CASE `o`.`type_value` WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE `o`.`type_value` END AS `type_value2`,
      `o`.`sector_id_value` IS NOT NULL AND `o`.`sector_id_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `sector_id_bad2`,
      `o`.`website_value` IS NOT NULL AND `o`.`website_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `website_bad2`,
      `o`.`donation_phone_value` IS NOT NULL AND `o`.`donation_phone_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `donation_phone_bad2`
    FROM (
      SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
        CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
        CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
        CASE WHEN NOT `o`.`acronym_bad` THEN `o`.`acronym` END AS `acronym_value`,
        CASE WHEN NOT `o`.`type_bad` THEN CAST(TRIM(`o`.`type`) AS SIGNED) END AS `type_value`,
        CASE WHEN NOT `o`.`sector_id_bad` THEN `o`.`sector_id` END AS `sector_id_value`,
        CASE WHEN NOT `o`.`website_bad` THEN `o`.`website` END AS `website_value`,
        CASE WHEN NOT `o`.`donation_phone_bad` THEN `o`.`donation_phone` END AS `donation_phone_value`
      FROM (
        SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
          TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
          `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
          `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
          `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
          `o`.`acronym` IS NOT NULL AND CHAR_LENGTH(`o`.`acronym`) > 8 AS `acronym_bad`,
          LEFT(`o`.`acronym`, 8) IS NOT NULL AND LEFT(`o`.`acronym`, 8) REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `acronym_bad3`,
          TRIM(`o`.`type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `type_bad`,
          `o`.`sector_id` IS NOT NULL AND CHAR_LENGTH(`o`.`sector_id`) > 255 AS `sector_id_bad`,
          TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`,
          TRIM(`o`.`country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `country_bad`,
          `o`.`website` IS NOT NULL AND CHAR_LENGTH(`o`.`website`) > 255 AS `website_bad`,
          `o`.`donation_phone` IS NOT NULL AND CHAR_LENGTH(`o`.`donation_phone`) > 255 AS `donation_phone_bad`
        FROM `old`.`or_organisation` AS `o`
      ) AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`name_bad` OR `o`.`name_bad2` OR (`o`.`acronym_bad` OR `o`.`acronym_bad2`) AND `o`.`acronym_bad3` OR `o`.`type_bad` OR `o`.`type_bad2` OR `o`.`sector_id_bad` OR `o`.`sector_id_bad2` OR `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL OR `o`.`country_bad` OR `o`.`website_bad` OR `o`.`website_bad2` OR `o`.`donation_phone_bad` OR `o`.`donation_phone_bad2`;
INSERT INTO `_mig_rows_or_organisation` (`n`, `old_key`, `new_id`, `new_uuid`, `new_name`, `by_2_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END, CASE WHEN NOT `o`.`name_bad2` THEN `o`.`name_value` END,
  `o`.`id`
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    CASE `o`.`type_value` WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE `o`.`type_value` END AS `type_value2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`acronym_bad` THEN `o`.`acronym` END AS `acronym_value`,
      CASE WHEN NOT `o`.`type_bad` THEN CAST(TRIM(`o`.`type`) AS SIGNED) END AS `type_value`,
      CASE WHEN NOT `o`.`sector_id_bad` THEN `o`.`sector_id` END AS `sector_id_value`,
      CASE WHEN NOT `o`.`website_bad` THEN `o`.`website` END AS `website_value`,
      CASE WHEN NOT `o`.`donation_phone_bad` THEN `o`.`donation_phone` END AS `donation_phone_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 128 AS `name_bad`,
        `o`.`acronym` IS NOT NULL AND CHAR_LENGTH(`o`.`acronym`) > 8 AS `acronym_bad`,
        TRIM(`o`.`type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `type_bad`,
        `o`.`sector_id` IS NOT NULL AND CHAR_LENGTH(`o`.`sector_id`) > 255 AS `sector_id_bad`,
        TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`,
        `o`.`website` IS NOT NULL AND CHAR_LENGTH(`o`.`website`) > 255 AS `website_bad`,
        `o`.`donation_phone` IS NOT NULL AND CHAR_LENGTH(`o`.`donation_phone`) > 255 AS `donation_phone_bad`
      FROM `old`.`or_organisation` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`name_bad` OR `o`.`name_bad2`)
  AND NOT ((`o`.`acronym_bad` OR `o`.`acronym_value` IS NOT NULL AND `o`.`acronym_value` REGEXP '[\\x{10000}-\\x{10FFFF}]') AND LEFT(`o`.`acronym`, 8) IS NOT NULL AND LEFT(`o`.`acronym`, 8) REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`type_bad` OR `o`.`type_value2` IS NOT NULL AND `o`.`type_value2` NOT BETWEEN -2147483648 AND 2147483647)
  AND NOT (`o`.`sector_id_bad` OR `o`.`sector_id_value` IS NOT NULL AND `o`.`sector_id_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL)
  AND NOT (TRIM(`o`.`country`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`website_bad` OR `o`.`website_value` IS NOT NULL AND `o`.`website_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`donation_phone_bad` OR `o`.`donation_phone_value` IS NOT NULL AND `o`.`donation_phone_value` REGEXP '[\\x{10000}-\\x{10FFFF}]');
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 15: rows of `or_organisation` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_or_organisation`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
UPDATE `_mig_rows_or_organisation` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_name` ORDER BY `by_2_1`, `n`) AS `first_n`
  FROM `_mig_rows_or_organisation` WHERE `into_n` IS NULL AND `new_name` IS NOT NULL
) AS `x` ON `_mig_rows_or_organisation`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_or_organisation`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_or_organisation` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_or_organisation`) AS `x` ON `_mig_rows_or_organisation`.`into_n` = `x`.`n` SET `_mig_rows_or_organisation`.`new_id` = `x`.`new_id`;
INSERT INTO `or_organisation` (`id`, `created_on`, `modified_on`, `uuid`, `deleted`, `name`, `acronym`, `type`, `sector_id`, `admin`, `country`, `website`, `donation_phone`, `source_id`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (`o`.`created_on_bad` OR `o`.`created_on_bad2`) THEN CASE WHEN NOT `o`.`created_on_bad2` THEN CAST(DATE_FORMAT(`o`.`created_on_value` + INTERVAL 500000 MICROSECOND, '%Y-%m-%d %H:%i:%s') AS DATETIME) END WHEN NOT (`o`.`created_on_bad3` OR `o`.`created_on_bad4`) THEN CASE WHEN NOT `o`.`created_on_bad4` THEN CAST(DATE_FORMAT(`o`.`created_on_value2` + INTERVAL 500000 MICROSECOND, '%Y-%m-%d %H:%i:%s') AS DATETIME) END END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  `r`.`new_name`,
  CASE WHEN NOT (`o`.`acronym_bad` OR `o`.`acronym_bad2`) THEN CASE WHEN NOT `o`.`acronym_bad2` THEN `o`.`acronym_value` END WHEN LEFT(`o`.`acronym`, 8) NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN LEFT(`o`.`acronym`, 8) END,
  CASE WHEN `o`.`type_value2` BETWEEN -2147483648 AND 2147483647 THEN `o`.`type_value2` END,
  CASE WHEN `o`.`sector_id_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`sector_id_value` END,
  `auth_group`.`id`,
  CASE WHEN CASE WHEN TRIM(`o`.`country`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`country`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`country`) AS SIGNED) END,
  CASE WHEN `o`.`website_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`website_value` END,
  CASE WHEN `o`.`donation_phone_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`donation_phone_value` END,
  `s3_source`.`id`
FROM (
  SELECT `o`.*,
    `o`.`created_on_value2` IS NOT NULL AND `o`.`created_on_value2` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999' AS `created_on_bad4`
  FROM (
    SELECT `o`.*,
      `o`.`created_on_value` IS NOT NULL AND `o`.`created_on_value` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999' AS `created_on_bad2`,
      CASE WHEN NOT `o`.`created_on_bad3` THEN CAST(TRIM(TRAILING 'Z' FROM `o`.`created_on_iso`) AS DATETIME(6)) END AS `created_on_value2`,
      `o`.`acronym_value` IS NOT NULL AND `o`.`acronym_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `acronym_bad2`,
      CASE `o`.`type_value` WHEN 4 THEN NULL WHEN 5 THEN NULL ELSE `o`.`type_value` END AS `type_value2`
    FROM (
      SELECT `o`.*,
        CASE WHEN NOT `o`.`created_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END AS `created_on_value`,
        TRIM(`o`.`created_on`) IS NOT NULL AND NOT coalesce(`o`.`created_on_iso` REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z', FALSE) AS `created_on_bad3`,
        CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
        CASE WHEN NOT `o`.`acronym_bad` THEN `o`.`acronym` END AS `acronym_value`,
        CASE WHEN CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`type`) AS SIGNED) END AS `type_value`,
        CASE WHEN CHAR_LENGTH(`o`.`sector_id`) <= 255 THEN `o`.`sector_id` END AS `sector_id_value`,
        CASE WHEN CHAR_LENGTH(`o`.`website`) <= 255 THEN `o`.`website` END AS `website_value`,
        CASE WHEN CHAR_LENGTH(`o`.`donation_phone`) <= 255 THEN `o`.`donation_phone` END AS `donation_phone_value`
      FROM (
        SELECT `o`.*,
          TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
          CASE WHEN TRIM(`o`.`created_on`) REGEXP '^[0-9]{2}\\/[0-9]{2}\\/[0-9]{2} [0-9]{2}\\:[0-9]{2}\\z' THEN CONCAT(CASE WHEN SUBSTR(TRIM(`o`.`created_on`), 7, 2) >= '70' THEN '19' ELSE '20' END, SUBSTR(TRIM(`o`.`created_on`), 7, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 1, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 4, 2), ' ', SUBSTR(TRIM(`o`.`created_on`), 10, 2), ':', SUBSTR(TRIM(`o`.`created_on`), 13, 2), ':', '00') END AS `created_on_iso`,
          `o`.`acronym` IS NOT NULL AND CHAR_LENGTH(`o`.`acronym`) > 8 AS `acronym_bad`
        FROM `old`.`or_organisation` AS `o`
      ) AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  JOIN `_mig_rows_or_organisation` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 15, 'or_organisation', 'created_on', 'or', COUNT(*)
FROM (
  SELECT `o`.*,
    CASE WHEN NOT `o`.`created_on_bad3` THEN CAST(TRIM(TRAILING 'Z' FROM `o`.`created_on_iso`) AS DATETIME(6)) END AS `created_on_value2`
  FROM (
    SELECT `o`.*,
      CASE WHEN NOT `o`.`created_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END AS `created_on_value`,
      TRIM(`o`.`created_on`) IS NOT NULL AND NOT coalesce(`o`.`created_on_iso` REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z', FALSE) AS `created_on_bad3`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        CASE WHEN TRIM(`o`.`created_on`) REGEXP '^[0-9]{2}\\/[0-9]{2}\\/[0-9]{2} [0-9]{2}\\:[0-9]{2}\\z' THEN CONCAT(CASE WHEN SUBSTR(TRIM(`o`.`created_on`), 7, 2) >= '70' THEN '19' ELSE '20' END, SUBSTR(TRIM(`o`.`created_on`), 7, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 1, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 4, 2), ' ', SUBSTR(TRIM(`o`.`created_on`), 10, 2), ':', SUBSTR(TRIM(`o`.`created_on`), 13, 2), ':', '00') END AS `created_on_iso`
      FROM `old`.`or_organisation` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  JOIN `_mig_rows_or_organisation` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE (`o`.`created_on_bad` OR `o`.`created_on_value` IS NOT NULL AND `o`.`created_on_value` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND NOT (`o`.`created_on_bad3` OR `o`.`created_on_value2` IS NOT NULL AND `o`.`created_on_value2` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 15, 'or_organisation', 'created_on', 'null', COUNT(*)
FROM (
  SELECT `o`.*,
    CASE WHEN NOT `o`.`created_on_bad3` THEN CAST(TRIM(TRAILING 'Z' FROM `o`.`created_on_iso`) AS DATETIME(6)) END AS `created_on_value2`
  FROM (
    SELECT `o`.*,
      CASE WHEN NOT `o`.`created_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END AS `created_on_value`,
      TRIM(`o`.`created_on`) IS NOT NULL AND NOT coalesce(`o`.`created_on_iso` REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z', FALSE) AS `created_on_bad3`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        CASE WHEN TRIM(`o`.`created_on`) REGEXP '^[0-9]{2}\\/[0-9]{2}\\/[0-9]{2} [0-9]{2}\\:[0-9]{2}\\z' THEN CONCAT(CASE WHEN SUBSTR(TRIM(`o`.`created_on`), 7, 2) >= '70' THEN '19' ELSE '20' END, SUBSTR(TRIM(`o`.`created_on`), 7, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 1, 2), '-', SUBSTR(TRIM(`o`.`created_on`), 4, 2), ' ', SUBSTR(TRIM(`o`.`created_on`), 10, 2), ':', SUBSTR(TRIM(`o`.`created_on`), 13, 2), ':', '00') END AS `created_on_iso`
      FROM `old`.`or_organisation` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  JOIN `_mig_rows_or_organisation` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE (`o`.`created_on_bad` OR `o`.`created_on_value` IS NOT NULL AND `o`.`created_on_value` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND (`o`.`created_on_bad3` OR `o`.`created_on_value2` IS NOT NULL AND `o`.`created_on_value2` BETWEEN TIMESTAMP '9999-12-31 23:59:59.5' AND TIMESTAMP '9999-12-31 23:59:59.999999')
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 15, 'or_organisation', 'acronym', 'cut', COUNT(*)
FROM (
  SELECT `o`.*, CASE WHEN NOT `o`.`acronym_bad` THEN `o`.`acronym` END AS `acronym_value`
  FROM (
    SELECT `o`.*, `o`.`acronym` IS NOT NULL AND CHAR_LENGTH(`o`.`acronym`) > 8 AS `acronym_bad`
    FROM `old`.`or_organisation` AS `o`
  ) AS `o`
) AS `o`
  JOIN `_mig_rows_or_organisation` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE (`o`.`acronym_bad` OR `o`.`acronym_value` IS NOT NULL AND `o`.`acronym_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (LEFT(`o`.`acronym`, 8) IS NOT NULL AND LEFT(`o`.`acronym`, 8) REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 15, 'or_organisation', 'source_id', 'null', COUNT(*)
FROM (
  SELECT `o`.*,
    TRIM(`o`.`source_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `source_id_bad`
  FROM `old`.`or_organisation` AS `o`
) AS `o`
  JOIN `_mig_rows_or_organisation` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE (`o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL)
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 15, 'or_organisation', 'or_organisation', (SELECT COUNT(*) FROM `old`.`or_organisation` AS `o`),
  (SELECT COUNT(*) FROM `or_organisation` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_or_organisation` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 15);

-- Step 16: or_office -> or_office (haiti.mig:67)
-- after step 3: admin refers to auth_group; after step 5: source_id refers to s3_source
-- after step 11: location_id refers to gis_location, an office has a location
-- after step 15: organisation_id refers to or_organisation
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 16, 'or_office', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN 'uuid' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN 'name' WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN 'organisation_id' WHEN `o`.`type_bad` THEN 'type' WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN 'admin' WHEN `o`.`address_bad` THEN 'address' WHEN `o`.`postcode_bad` OR `o`.`postcode_bad2` THEN 'postcode' WHEN `o`.`phone1_bad` OR `o`.`phone1_bad2` THEN 'phone1' WHEN `o`.`phone2_bad` OR `o`.`phone2_bad2` THEN 'phone2' WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN 'email' WHEN `o`.`fax_bad` OR `o`.`fax_bad2` THEN 'fax' WHEN `o`.`national_staff_bad` THEN 'national_staff' WHEN `o`.`international_staff_bad` THEN 'international_staff' WHEN `o`.`vehicle_types_bad` OR `o`.`vehicle_types_bad2` THEN 'vehicle_types' WHEN `o`.`equipment_bad` OR `o`.`equipment_bad2` THEN 'equipment' WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`uuid`) > 64 THEN 'it is longer than 64 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`name`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`organisation_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`or_organisation` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'or_organisation' AND `j`.`row_key` = `o`.`organisation_id`) THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN `o`.`type_bad` THEN CASE WHEN TRIM(`o`.`type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`admin_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`auth_group` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END) THEN '`auth_group` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'auth_group' AND `j`.`row_key` = `o`.`admin`) THEN 'the row of `auth_group` with this key was rejected' ELSE 'the row of `auth_group` with this key was skipped' END WHEN `o`.`address_bad` THEN 'it has a character that the new column''s character set lacks' WHEN `o`.`postcode_bad` OR `o`.`postcode_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`postcode`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`phone1_bad` OR `o`.`phone1_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`phone1`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`phone2_bad` OR `o`.`phone2_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`phone2`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`email`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`fax_bad` OR `o`.`fax_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`fax`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`national_staff_bad` THEN CASE WHEN TRIM(`o`.`national_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`national_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`national_staff`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`international_staff_bad` THEN CASE WHEN TRIM(`o`.`international_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`international_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`international_staff`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN 'it is not a whole number in the range of int64' ELSE 'it is out of the range of int32' END WHEN `o`.`vehicle_types_bad` OR `o`.`vehicle_types_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`vehicle_types`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`equipment_bad` OR `o`.`equipment_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`equipment`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`source_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`s3_source` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 's3_source' AND `j`.`row_key` = `o`.`source_id`) THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`uuid_bad` OR `o`.`uuid_bad2` THEN `o`.`uuid` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`name_bad` OR `o`.`name_bad2` THEN `o`.`name` WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN `o`.`organisation_id` WHEN `o`.`type_bad` THEN `o`.`type` WHEN `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL THEN `o`.`admin` WHEN `o`.`address_bad` THEN `o`.`address` WHEN `o`.`postcode_bad` OR `o`.`postcode_bad2` THEN `o`.`postcode` WHEN `o`.`phone1_bad` OR `o`.`phone1_bad2` THEN `o`.`phone1` WHEN `o`.`phone2_bad` OR `o`.`phone2_bad2` THEN `o`.`phone2` WHEN `o`.`email_bad` OR `o`.`email_bad2` THEN `o`.`email` WHEN `o`.`fax_bad` OR `o`.`fax_bad2` THEN `o`.`fax` WHEN `o`.`national_staff_bad` THEN `o`.`national_staff` WHEN `o`.`international_staff_bad` THEN `o`.`international_staff` WHEN `o`.`vehicle_types_bad` OR `o`.`vehicle_types_bad2` THEN `o`.`vehicle_types` WHEN `o`.`equipment_bad` OR `o`.`equipment_bad2` THEN `o`.`equipment` WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN `o`.`source_id` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'uuid', `o`.`uuid`, 'deleted', `o`.`deleted`, 'name', `o`.`name`, 'organisation_id', `o`.`organisation_id`, 'type', `o`.`type`, 'admin', `o`.`admin`, 'location_id', `o`.`location_id`, 'parent', `o`.`parent`, 'address', `o`.`address`, 'postcode', `o`.`postcode`, 'phone1', `o`.`phone1`, 'phone2', `o`.`phone2`, 'email', `o`.`email`, 'fax', `o`.`fax`, 'national_staff', `o`.`national_staff`, 'international_staff', `o`.`international_staff`, 'number_of_vehicles', `o`.`number_of_vehicles`, 'vehicle_types', `o`.`vehicle_types`, 'equipment', `o`.`equipment`, 'source_id', `o`.`source_id`)
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `name_bad2`,
    `o`.`postcode_value` IS NOT NULL AND `o`.`postcode_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `postcode_bad2`,
    `o`.`phone1_value` IS NOT NULL AND `o`.`phone1_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `phone1_bad2`,
    `o`.`phone2_value` IS NOT NULL AND `o`.`phone2_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `phone2_bad2`,
    `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `email_bad2`,
    `o`.`fax_value` IS NOT NULL AND `o`.`fax_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `fax_bad2`,
    `o`.`vehicle_types_value` IS NOT NULL AND `o`.`vehicle_types_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `vehicle_types_bad2`,
    `o`.`equipment_value` IS NOT NULL AND `o`.`equipment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `equipment_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`postcode_bad` THEN `o`.`postcode` END AS `postcode_value`,
      CASE WHEN NOT `o`.`phone1_bad` THEN `o`.`phone1` END AS `phone1_value`,
      CASE WHEN NOT `o`.`phone2_bad` THEN `o`.`phone2` END AS `phone2_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`fax_bad` THEN `o`.`fax` END AS `fax_value`,
      CASE WHEN NOT `o`.`vehicle_types_bad` THEN `o`.`vehicle_types` END AS `vehicle_types_value`,
      CASE WHEN NOT `o`.`equipment_bad` THEN `o`.`equipment` END AS `equipment_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        TRIM(`o`.`organisation_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`organisation_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`organisation_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `organisation_id_bad`,
        TRIM(`o`.`type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `type_bad`,
        TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`,
        `o`.`address` IS NOT NULL AND `o`.`address` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `address_bad`,
        `o`.`postcode` IS NOT NULL AND CHAR_LENGTH(`o`.`postcode`) > 255 AS `postcode_bad`,
        `o`.`phone1` IS NOT NULL AND CHAR_LENGTH(`o`.`phone1`) > 255 AS `phone1_bad`,
        `o`.`phone2` IS NOT NULL AND CHAR_LENGTH(`o`.`phone2`) > 255 AS `phone2_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 255 AS `email_bad`,
        `o`.`fax` IS NOT NULL AND CHAR_LENGTH(`o`.`fax`) > 255 AS `fax_bad`,
        TRIM(`o`.`national_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`national_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`national_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `national_staff_bad`,
        TRIM(`o`.`international_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`international_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`international_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END AS `international_staff_bad`,
        `o`.`vehicle_types` IS NOT NULL AND CHAR_LENGTH(`o`.`vehicle_types`) > 255 AS `vehicle_types_bad`,
        `o`.`equipment` IS NOT NULL AND CHAR_LENGTH(`o`.`equipment`) > 255 AS `equipment_bad`,
        TRIM(`o`.`source_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `source_id_bad`
      FROM `old`.`or_office` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_or_organisation` AS `or_organisation` ON `or_organisation`.`old_key` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`uuid_bad` OR `o`.`uuid_bad2` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`name_bad` OR `o`.`name_bad2` OR `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL OR `o`.`type_bad` OR `o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL OR `o`.`address_bad` OR `o`.`postcode_bad` OR `o`.`postcode_bad2` OR `o`.`phone1_bad` OR `o`.`phone1_bad2` OR `o`.`phone2_bad` OR `o`.`phone2_bad2` OR `o`.`email_bad` OR `o`.`email_bad2` OR `o`.`fax_bad` OR `o`.`fax_bad2` OR `o`.`national_staff_bad` OR `o`.`international_staff_bad` OR `o`.`vehicle_types_bad` OR `o`.`vehicle_types_bad2` OR `o`.`equipment_bad` OR `o`.`equipment_bad2` OR `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL;
INSERT INTO `_mig_rows_or_office` (`n`, `old_key`, `new_id`, `new_uuid`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`id`), `o`.`id`, `o`.`id`,
  CASE WHEN NOT `o`.`uuid_bad2` THEN `o`.`uuid_value` END
FROM (
  SELECT `o`.*, `o`.`uuid_value` IS NOT NULL AND `o`.`uuid_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `uuid_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`uuid_bad` THEN `o`.`uuid` END AS `uuid_value`,
      CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`name_bad` THEN `o`.`name` END AS `name_value`,
      CASE WHEN NOT `o`.`postcode_bad` THEN `o`.`postcode` END AS `postcode_value`,
      CASE WHEN NOT `o`.`phone1_bad` THEN `o`.`phone1` END AS `phone1_value`,
      CASE WHEN NOT `o`.`phone2_bad` THEN `o`.`phone2` END AS `phone2_value`,
      CASE WHEN NOT `o`.`email_bad` THEN `o`.`email` END AS `email_value`,
      CASE WHEN NOT `o`.`fax_bad` THEN `o`.`fax` END AS `fax_value`,
      CASE WHEN NOT `o`.`vehicle_types_bad` THEN `o`.`vehicle_types` END AS `vehicle_types_value`,
      CASE WHEN NOT `o`.`equipment_bad` THEN `o`.`equipment` END AS `equipment_value`
    FROM (
      SELECT `o`.*, `o`.`uuid` IS NOT NULL AND CHAR_LENGTH(`o`.`uuid`) > 64 AS `uuid_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        `o`.`name` IS NOT NULL AND CHAR_LENGTH(`o`.`name`) > 255 AS `name_bad`,
        TRIM(`o`.`organisation_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`organisation_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`organisation_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `organisation_id_bad`,
        TRIM(`o`.`admin`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `admin_bad`,
        `o`.`postcode` IS NOT NULL AND CHAR_LENGTH(`o`.`postcode`) > 255 AS `postcode_bad`,
        `o`.`phone1` IS NOT NULL AND CHAR_LENGTH(`o`.`phone1`) > 255 AS `phone1_bad`,
        `o`.`phone2` IS NOT NULL AND CHAR_LENGTH(`o`.`phone2`) > 255 AS `phone2_bad`,
        `o`.`email` IS NOT NULL AND CHAR_LENGTH(`o`.`email`) > 255 AS `email_bad`,
        `o`.`fax` IS NOT NULL AND CHAR_LENGTH(`o`.`fax`) > 255 AS `fax_bad`,
        `o`.`vehicle_types` IS NOT NULL AND CHAR_LENGTH(`o`.`vehicle_types`) > 255 AS `vehicle_types_bad`,
        `o`.`equipment` IS NOT NULL AND CHAR_LENGTH(`o`.`equipment`) > 255 AS `equipment_bad`,
        TRIM(`o`.`source_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `source_id_bad`
      FROM `old`.`or_office` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_or_organisation` AS `or_organisation` ON `or_organisation`.`old_key` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647
  AND NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z')
  AND NOT (`o`.`uuid_bad` OR `o`.`uuid_bad2`)
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`name_bad` OR `o`.`name_value` IS NOT NULL AND `o`.`name_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (TRIM(`o`.`type`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`admin_bad` OR `auth_group`.`id` IS NULL AND CASE WHEN NOT `o`.`admin_bad` THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`address` IS NOT NULL AND `o`.`address` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`postcode_bad` OR `o`.`postcode_value` IS NOT NULL AND `o`.`postcode_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`phone1_bad` OR `o`.`phone1_value` IS NOT NULL AND `o`.`phone1_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`phone2_bad` OR `o`.`phone2_value` IS NOT NULL AND `o`.`phone2_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`email_bad` OR `o`.`email_value` IS NOT NULL AND `o`.`email_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`fax_bad` OR `o`.`fax_value` IS NOT NULL AND `o`.`fax_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (TRIM(`o`.`national_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`national_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`national_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (TRIM(`o`.`international_staff`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`international_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`international_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END)
  AND NOT (`o`.`vehicle_types_bad` OR `o`.`vehicle_types_value` IS NOT NULL AND `o`.`vehicle_types_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`equipment_bad` OR `o`.`equipment_value` IS NOT NULL AND `o`.`equipment_value` REGEXP '[\\x{10000}-\\x{10FFFF}]')
  AND NOT (`o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL);
SET sql_safe_updates = COALESCE((SELECT CASE WHEN COUNT(*) > 0 THEN CONCAT('step 16: rows of `or_office` are equal in uuid, and the program says `fail`: ', GROUP_CONCAT(`x`.`t` SEPARATOR '; ')) END
FROM (
  SELECT CONCAT(LEFT(coalesce(MIN(`new_uuid`), 'null'), 40), ' (rows ', LEFT(coalesce(CAST(MIN(`old_key`) AS CHAR), 'null'), 40), ' and ', LEFT(coalesce(CAST(MAX(`old_key`) AS CHAR), 'null'), 40), ')') AS `t`
  FROM `_mig_rows_or_office`
  WHERE `into_n` IS NULL AND `new_uuid` IS NOT NULL
  GROUP BY `new_uuid`
  HAVING COUNT(*) > 1
  ORDER BY MIN(`n`)
  LIMIT 3
) AS `x`), IF(@@sql_safe_updates, 'ON', 'OFF'));
INSERT INTO `or_office` (`id`, `created_on`, `modified_on`, `uuid`, `deleted`, `name`, `organisation_id`, `type`, `admin`, `location_id`, `parent`, `address`, `postcode`, `phone1`, `phone2`, `email`, `fax`, `national_staff`, `international_staff`, `number_of_vehicles`, `vehicle_types`, `equipment`, `source_id`)
SELECT `r`.`new_id`,
  CASE WHEN NOT (TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT (TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z') THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  `r`.`new_uuid`, CASE WHEN `o`.`deleted_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`deleted_value` END,
  CASE WHEN `o`.`name_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`name_value` END,
  `or_organisation`.`new_id`,
  CASE WHEN CASE WHEN TRIM(`o`.`type`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`type`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`type`) AS SIGNED) END,
  `auth_group`.`id`, `gis_location`.`id`, NULL, `o`.`address`,
  CASE WHEN `o`.`postcode_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`postcode_value` END,
  CASE WHEN `o`.`phone1_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`phone1_value` END,
  CASE WHEN `o`.`phone2_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`phone2_value` END,
  CASE WHEN `o`.`email_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`email_value` END,
  CASE WHEN `o`.`fax_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`fax_value` END,
  CASE WHEN CASE WHEN TRIM(`o`.`national_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`national_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`national_staff`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`international_staff`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`international_staff`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`international_staff`) AS SIGNED) END,
  CASE WHEN CASE WHEN TRIM(`o`.`number_of_vehicles`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`number_of_vehicles`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END THEN CAST(TRIM(`o`.`number_of_vehicles`) AS SIGNED) END,
  CASE WHEN `o`.`vehicle_types_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`vehicle_types_value` END,
  CASE WHEN `o`.`equipment_value` NOT REGEXP '[\\x{10000}-\\x{10FFFF}]' THEN `o`.`equipment_value` END,
  `s3_source`.`id`
FROM (
  SELECT `o`.*, CASE WHEN CHAR_LENGTH(`o`.`deleted`) <= 1 THEN `o`.`deleted` END AS `deleted_value`,
    CASE WHEN CHAR_LENGTH(`o`.`name`) <= 255 THEN `o`.`name` END AS `name_value`,
    CASE WHEN CHAR_LENGTH(`o`.`postcode`) <= 255 THEN `o`.`postcode` END AS `postcode_value`,
    CASE WHEN CHAR_LENGTH(`o`.`phone1`) <= 255 THEN `o`.`phone1` END AS `phone1_value`,
    CASE WHEN CHAR_LENGTH(`o`.`phone2`) <= 255 THEN `o`.`phone2` END AS `phone2_value`,
    CASE WHEN CHAR_LENGTH(`o`.`email`) <= 255 THEN `o`.`email` END AS `email_value`,
    CASE WHEN CHAR_LENGTH(`o`.`fax`) <= 255 THEN `o`.`fax` END AS `fax_value`,
    CASE WHEN CHAR_LENGTH(`o`.`vehicle_types`) <= 255 THEN `o`.`vehicle_types` END AS `vehicle_types_value`,
    CASE WHEN CHAR_LENGTH(`o`.`equipment`) <= 255 THEN `o`.`equipment` END AS `equipment_value`
  FROM `old`.`or_office` AS `o`
) AS `o`
  JOIN `_mig_rows_or_office` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `_mig_rows_or_organisation` AS `or_organisation` ON `or_organisation`.`old_key` = CASE WHEN CASE WHEN TRIM(`o`.`organisation_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`organisation_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END
  LEFT JOIN `auth_group` ON `auth_group`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`admin`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`admin`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`admin`) AS SIGNED) END
  LEFT JOIN `gis_location` ON `gis_location`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`location_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`location_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`location_id`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 16, 'or_office', 'location_id', 'null', COUNT(*)
FROM (
  SELECT `o`.*,
    TRIM(`o`.`location_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`location_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`location_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `location_id_bad`
  FROM `old`.`or_office` AS `o`
) AS `o`
  JOIN `_mig_rows_or_office` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `gis_location` ON `gis_location`.`id` = CASE WHEN NOT `o`.`location_id_bad` THEN CAST(TRIM(`o`.`location_id`) AS SIGNED) END
WHERE (`o`.`location_id_bad` OR `gis_location`.`id` IS NULL AND CASE WHEN NOT `o`.`location_id_bad` THEN CAST(TRIM(`o`.`location_id`) AS SIGNED) END IS NOT NULL)
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 16, 'or_office', 'number_of_vehicles', 'null', COUNT(*)
FROM `old`.`or_office` AS `o` JOIN `_mig_rows_or_office` AS `r` ON `r`.`old_key` = `o`.`id`
WHERE TRIM(`o`.`number_of_vehicles`) IS NOT NULL
  AND NOT CASE WHEN TRIM(`o`.`number_of_vehicles`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`number_of_vehicles`) AS DECIMAL(65,0)) BETWEEN -2147483648 AND 2147483647 ELSE FALSE END
  AND `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 16, 'or_office', 'or_office', (SELECT COUNT(*) FROM `old`.`or_office` AS `o`),
  (SELECT COUNT(*) FROM `or_office` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_or_office` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 16);

-- Step 17: fill or_office.parent (haiti.mig:68)
-- after step 16: parent refers to or_office
UPDATE `or_office` JOIN (
  SELECT `r`.`new_id` AS `k1`, `or_office`.`id` AS `v`
  FROM `old`.`or_office` AS `o`
    JOIN `_mig_rows_or_office` AS `r` ON `r`.`old_key` = `o`.`id`
    JOIN `or_office` ON `or_office`.`id` = CASE WHEN CASE WHEN TRIM(`o`.`parent`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`parent`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END
  WHERE `r`.`into_n` IS NULL
) AS `x` ON `or_office`.`id` = `x`.`k1` SET `or_office`.`parent` = `x`.`v`;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 17, 'or_office', 'parent', 'null', COUNT(*)
FROM (
  SELECT `o`.*,
    TRIM(`o`.`parent`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`parent`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`parent`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `parent_bad`
  FROM `old`.`or_office` AS `o`
) AS `o`
  JOIN `_mig_rows_or_office` AS `r` ON `r`.`old_key` = `o`.`id`
  LEFT JOIN `or_office` ON `or_office`.`id` = CASE WHEN NOT `o`.`parent_bad` THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END
WHERE `r`.`into_n` IS NULL
  AND (`o`.`parent_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`parent_bad` THEN CAST(TRIM(`o`.`parent`) AS SIGNED) END IS NOT NULL);

-- Step 18: or_contact -> or_contact (haiti.mig:73)
-- after step 5: source_id refers to s3_source
-- after step 7: person_id refers to pr_person, manager_id refers to pr_person
-- after step 15: organisation_id refers to or_organisation; after step 16: office_id refers to or_office
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 18, 'or_contact', CAST(`o`.`id` AS CHAR),
  CASE WHEN `o`.`id_bad` THEN 'id' WHEN `o`.`created_on_bad` THEN 'created_on' WHEN `o`.`modified_on_bad` THEN 'modified_on' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN 'deleted' WHEN `o`.`person_id_bad` OR `pr_person`.`old_key` IS NULL AND CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END IS NOT NULL THEN 'person_id' WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN 'organisation_id' WHEN `o`.`office_id_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END IS NOT NULL THEN 'office_id' WHEN `o`.`title_bad` OR `o`.`title_bad2` THEN 'title' WHEN `o`.`manager_id_bad` OR `pr_person_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END IS NOT NULL THEN 'manager_id' WHEN `o`.`focal_point_bad` OR `o`.`focal_point_bad2` THEN 'focal_point' WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN 'source_id' END,
  CASE WHEN `o`.`id_bad` THEN 'it is out of the range of int32' WHEN `o`.`created_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`modified_on_bad` THEN 'it is not a datetime that exists' WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`deleted`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`person_id_bad` OR `pr_person`.`old_key` IS NULL AND CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`person_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`pr_person` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'pr_person' AND `j`.`row_key` = `o`.`person_id`) THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`organisation_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`or_organisation` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END) THEN '`or_organisation` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'or_organisation' AND `j`.`row_key` = `o`.`organisation_id`) THEN 'the row of `or_organisation` with this key was rejected' ELSE 'the row of `or_organisation` with this key was skipped' END WHEN `o`.`office_id_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`office_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`or_office` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END) THEN '`or_office` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'or_office' AND `j`.`row_key` = `o`.`office_id`) THEN 'the row of `or_office` with this key was rejected' ELSE 'the row of `or_office` with this key was skipped' END WHEN `o`.`title_bad` OR `o`.`title_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`title`) > 255 THEN 'it is longer than 255 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`manager_id_bad` OR `pr_person_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`manager_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`pr_person` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END) THEN '`pr_person` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'pr_person' AND `j`.`row_key` = `o`.`manager_id`) THEN 'the row of `pr_person` with this key was rejected' ELSE 'the row of `pr_person` with this key was skipped' END WHEN `o`.`focal_point_bad` OR `o`.`focal_point_bad2` THEN CASE WHEN CHAR_LENGTH(`o`.`focal_point`) > 1 THEN 'it is longer than 1 characters' ELSE 'it has a character that the new column''s character set lacks' END WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN CASE WHEN `o`.`source_id_bad` THEN 'it is not a whole number in the range of int64' WHEN NOT EXISTS (SELECT 1 FROM `old`.`s3_source` AS `x` WHERE `x`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END) THEN '`s3_source` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 's3_source' AND `j`.`row_key` = `o`.`source_id`) THEN 'the row of `s3_source` with this key was rejected' ELSE 'the row of `s3_source` with this key was skipped' END END,
  CASE WHEN `o`.`id_bad` THEN CAST(`o`.`id` AS CHAR) WHEN `o`.`created_on_bad` THEN `o`.`created_on` WHEN `o`.`modified_on_bad` THEN `o`.`modified_on` WHEN `o`.`deleted_bad` OR `o`.`deleted_bad2` THEN `o`.`deleted` WHEN `o`.`person_id_bad` OR `pr_person`.`old_key` IS NULL AND CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END IS NOT NULL THEN `o`.`person_id` WHEN `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL THEN `o`.`organisation_id` WHEN `o`.`office_id_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END IS NOT NULL THEN `o`.`office_id` WHEN `o`.`title_bad` OR `o`.`title_bad2` THEN `o`.`title` WHEN `o`.`manager_id_bad` OR `pr_person_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END IS NOT NULL THEN `o`.`manager_id` WHEN `o`.`focal_point_bad` OR `o`.`focal_point_bad2` THEN `o`.`focal_point` WHEN `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL THEN `o`.`source_id` END,
  JSON_OBJECT('id', `o`.`id`, 'created_on', `o`.`created_on`, 'modified_on', `o`.`modified_on`, 'deleted', `o`.`deleted`, 'person_id', `o`.`person_id`, 'organisation_id', `o`.`organisation_id`, 'office_id', `o`.`office_id`, 'title', `o`.`title`, 'manager_id', `o`.`manager_id`, 'focal_point', `o`.`focal_point`, 'source_id', `o`.`source_id`)
FROM (
  SELECT `o`.*,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`title_value` IS NOT NULL AND `o`.`title_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `title_bad2`,
    `o`.`focal_point_value` IS NOT NULL AND `o`.`focal_point_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `focal_point_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`title_bad` THEN `o`.`title` END AS `title_value`,
      CASE WHEN NOT `o`.`focal_point_bad` THEN `o`.`focal_point` END AS `focal_point_value`
    FROM (
      SELECT `o`.*, `o`.`id` NOT BETWEEN -2147483648 AND 2147483647 AS `id_bad`,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`person_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`person_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`person_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `person_id_bad`,
        TRIM(`o`.`organisation_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`organisation_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`organisation_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `organisation_id_bad`,
        TRIM(`o`.`office_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`office_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`office_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `office_id_bad`,
        `o`.`title` IS NOT NULL AND CHAR_LENGTH(`o`.`title`) > 255 AS `title_bad`,
        TRIM(`o`.`manager_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`manager_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`manager_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `manager_id_bad`,
        `o`.`focal_point` IS NOT NULL AND CHAR_LENGTH(`o`.`focal_point`) > 1 AS `focal_point_bad`,
        TRIM(`o`.`source_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `source_id_bad`
      FROM `old`.`or_contact` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_pr_person` AS `pr_person` ON `pr_person`.`old_key` = CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_or_organisation` AS `or_organisation` ON `or_organisation`.`old_key` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END
  LEFT JOIN `or_office` ON `or_office`.`id` = CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_person` AS `pr_person_2` ON `pr_person_2`.`old_key` = CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `o`.`id_bad` OR `o`.`created_on_bad` OR `o`.`modified_on_bad` OR `o`.`deleted_bad` OR `o`.`deleted_bad2` OR `o`.`person_id_bad` OR `pr_person`.`old_key` IS NULL AND CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END IS NOT NULL OR `o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL OR `o`.`office_id_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END IS NOT NULL OR `o`.`title_bad` OR `o`.`title_bad2` OR `o`.`manager_id_bad` OR `pr_person_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END IS NOT NULL OR `o`.`focal_point_bad` OR `o`.`focal_point_bad2` OR `o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL;
INSERT INTO `or_contact` (`id`, `created_on`, `modified_on`, `deleted`, `person_id`, `organisation_id`, `office_id`, `title`, `manager_id`, `focal_point`, `source_id`)
SELECT `o`.`id`,
  CASE WHEN NOT `o`.`created_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`created_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT `o`.`modified_on_bad` THEN CAST(TRIM(TRAILING 'Z' FROM TRIM(`o`.`modified_on`)) AS DATETIME(6)) END,
  CASE WHEN NOT `o`.`deleted_bad2` THEN `o`.`deleted_value` END, `pr_person`.`new_id`, `or_organisation`.`new_id`,
  `or_office`.`id`, CASE WHEN NOT `o`.`title_bad2` THEN `o`.`title_value` END, `pr_person_2`.`new_id`,
  CASE WHEN NOT `o`.`focal_point_bad2` THEN `o`.`focal_point_value` END, `s3_source`.`id`
FROM (
  SELECT `o`.*,
    `o`.`deleted_value` IS NOT NULL AND `o`.`deleted_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `deleted_bad2`,
    `o`.`title_value` IS NOT NULL AND `o`.`title_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `title_bad2`,
    `o`.`focal_point_value` IS NOT NULL AND `o`.`focal_point_value` REGEXP '[\\x{10000}-\\x{10FFFF}]' AS `focal_point_bad2`
  FROM (
    SELECT `o`.*, CASE WHEN NOT `o`.`deleted_bad` THEN `o`.`deleted` END AS `deleted_value`,
      CASE WHEN NOT `o`.`title_bad` THEN `o`.`title` END AS `title_value`,
      CASE WHEN NOT `o`.`focal_point_bad` THEN `o`.`focal_point` END AS `focal_point_value`
    FROM (
      SELECT `o`.*,
        TRIM(`o`.`created_on`) IS NOT NULL AND TRIM(`o`.`created_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `created_on_bad`,
        TRIM(`o`.`modified_on`) IS NOT NULL AND TRIM(`o`.`modified_on`) NOT REGEXP '^(?-i)(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?Z?)?\\z' AS `modified_on_bad`,
        `o`.`deleted` IS NOT NULL AND CHAR_LENGTH(`o`.`deleted`) > 1 AS `deleted_bad`,
        TRIM(`o`.`person_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`person_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`person_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `person_id_bad`,
        TRIM(`o`.`organisation_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`organisation_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`organisation_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `organisation_id_bad`,
        TRIM(`o`.`office_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`office_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`office_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `office_id_bad`,
        `o`.`title` IS NOT NULL AND CHAR_LENGTH(`o`.`title`) > 255 AS `title_bad`,
        TRIM(`o`.`manager_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`manager_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`manager_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `manager_id_bad`,
        `o`.`focal_point` IS NOT NULL AND CHAR_LENGTH(`o`.`focal_point`) > 1 AS `focal_point_bad`,
        TRIM(`o`.`source_id`) IS NOT NULL AND NOT CASE WHEN TRIM(`o`.`source_id`) REGEXP '^[+-]?[0-9]{1,60}\\z' THEN CAST(TRIM(`o`.`source_id`) AS DECIMAL(65,0)) BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE FALSE END AS `source_id_bad`
      FROM `old`.`or_contact` AS `o`
    ) AS `o`
  ) AS `o`
) AS `o`
  LEFT JOIN `_mig_rows_pr_person` AS `pr_person` ON `pr_person`.`old_key` = CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_or_organisation` AS `or_organisation` ON `or_organisation`.`old_key` = CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END
  LEFT JOIN `or_office` ON `or_office`.`id` = CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END
  LEFT JOIN `_mig_rows_pr_person` AS `pr_person_2` ON `pr_person_2`.`old_key` = CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END
  LEFT JOIN `s3_source` ON `s3_source`.`id` = CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END
WHERE `o`.`id` BETWEEN -2147483648 AND 2147483647 AND NOT `o`.`created_on_bad` AND NOT `o`.`modified_on_bad`
  AND NOT (`o`.`deleted_bad` OR `o`.`deleted_bad2`)
  AND NOT (`o`.`person_id_bad` OR `pr_person`.`old_key` IS NULL AND CASE WHEN NOT `o`.`person_id_bad` THEN CAST(TRIM(`o`.`person_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`organisation_id_bad` OR `or_organisation`.`old_key` IS NULL AND CASE WHEN NOT `o`.`organisation_id_bad` THEN CAST(TRIM(`o`.`organisation_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`office_id_bad` OR `or_office`.`id` IS NULL AND CASE WHEN NOT `o`.`office_id_bad` THEN CAST(TRIM(`o`.`office_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`title_bad` OR `o`.`title_bad2`)
  AND NOT (`o`.`manager_id_bad` OR `pr_person_2`.`old_key` IS NULL AND CASE WHEN NOT `o`.`manager_id_bad` THEN CAST(TRIM(`o`.`manager_id`) AS SIGNED) END IS NOT NULL)
  AND NOT (`o`.`focal_point_bad` OR `o`.`focal_point_bad2`)
  AND NOT (`o`.`source_id_bad` OR `s3_source`.`id` IS NULL AND CASE WHEN NOT `o`.`source_id_bad` THEN CAST(TRIM(`o`.`source_id`) AS SIGNED) END IS NOT NULL);
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 18, 'or_contact', 'or_contact', (SELECT COUNT(*) FROM `old`.`or_contact` AS `o`),
  (SELECT COUNT(*) FROM `or_contact` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 18);

-- Step 19: after run: ./maintenance.off (haiti.mig:8)
-- to run by hand here: ./maintenance.off

-- Step 20: after note: Check that the site is completely functional. (haiti.mig:9)
-- to do by hand here: Check that the site is completely functional.

-- Every row has one fate
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `_mig_counts` WHERE `rows` <> `moved` + `skipped` + `merged` + `rejected`) THEN 'some rows have no fate: rows are not moved + skipped + merged + rejected' END), IF(@@sql_safe_updates, 'ON', 'OFF'));

COMMIT;

-- Counts
SELECT `step`, `block`, `target`, `rows`, `moved`, `skipped`, `merged`, `rejected`, `stubs`, `no_partner` FROM `_mig_counts` ORDER BY `step`, `target`;
-- Rejects by reason
SELECT `step`, `block`, `column_name`, `reason`, COUNT(*) AS `rejected`, MIN(`row_key`) AS `for_example` FROM `_mig_rejects` GROUP BY `step`, `block`, `column_name`, `reason` ORDER BY `step`, `block`, `column_name`, `reason`;
-- Policies used
SELECT `step`, `block`, `column_name`, `policy`, `uses` FROM `_mig_uses` WHERE `uses` > 0 ORDER BY `step`, `column_name`, `policy`;
