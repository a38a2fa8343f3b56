-- polonia.mig for mysql, written by migc 0.1.0
-- program a5fb617416901dbe7e79f53fcb8c1f6fb8fdf280672c3c44772487efda24f8f3
-- Run it on the new database `polonia`; the old tables are read from `polonia_old` and never written.
-- It stops at the first check that fails and then changes nothing.

SET NAMES utf8mb4 COLLATE utf8mb4_bin;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO,NO_UNSIGNED_SUBTRACTION,NO_ENGINE_SUBSTITUTION' /*M!100401 ',TIME_ROUND_FRACTIONAL' */, autocommit = 1, completion_type = 0, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_auto_is_null = 0, max_join_size = 18446744073709551615, sql_big_selects = 1, sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, max_sort_length = 1024, div_precision_increment = 4, lc_time_names = 'en_US' /*M!100202 , max_statement_time = 0, check_constraint_checks = 1, standard_compliant_cte = 1 */ /*!50708 , max_execution_time = 0 */;
SET SESSION time_zone = '+00:00' /*M!100202 , SESSION max_recursive_iterations = 4294967295, SESSION join_cache_level = 4, SESSION join_buffer_size = 33554432, SESSION join_buffer_space_limit = 268435456 */ /*!80003 , SESSION cte_max_recursion_depth = 4294967295 */;
SET SESSION optimizer_switch = IF(VERSION() LIKE '%MariaDB%', 'subquery_cache=off', @@optimizer_switch);

-- Helper tables; all their names begin with _mig_
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `sf_guard_user`) THEN 'the new table `sf_guard_user` is not empty: empty it, or write `empty sf_guard_user` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `profile`) THEN 'the new table `profile` is not empty: empty it, or write `empty profile` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `forum_topic`) THEN 'the new table `forum_topic` is not empty: empty it, or write `empty forum_topic` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `forum_post`) THEN 'the new table `forum_post` is not empty: empty it, or write `empty forum_post` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `message`) THEN 'the new table `message` is not empty: empty it, or write `empty message` in the program' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `action` WHERE EXISTS (SELECT 1 FROM information_schema.TABLES AS t WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = '_mig_run')) THEN 'the new table `action` is not empty and an earlier run left its `_mig_` tables here: start from a clean copy, or drop them' END), IF(@@sql_safe_updates, 'ON', 'OFF'));
DROP TABLE IF EXISTS `_mig_run`, `_mig_counts`, `_mig_rejects`, `_mig_uses`, `_mig_numbers`, `_mig_rows_uzytkownicy`, `_mig_rows_uzytkownicy_profile`, `_mig_stubs_uzytkownicy`, `_mig_stubs_uzytkownicy_profile`;
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
CREATE TABLE `_mig_rows_uzytkownicy` ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
SELECT NULLIF(t.`email_address`, '') AS `new_email_address` FROM `sf_guard_user` AS t WHERE FALSE;
ALTER TABLE `_mig_rows_uzytkownicy` ADD COLUMN `n` BIGINT, ADD COLUMN `old_key` MEDIUMINT UNSIGNED,
  ADD COLUMN `into_n` BIGINT, ADD COLUMN `gone` INT DEFAULT 0, ADD COLUMN `new_id` INT,
  ADD COLUMN `by_1_1` MEDIUMINT UNSIGNED, ADD PRIMARY KEY (`old_key`);
CREATE TABLE `_mig_rows_uzytkownicy_profile` (
  `n` BIGINT, `old_key` MEDIUMINT UNSIGNED, `into_n` BIGINT, `gone` INT DEFAULT 0, `new_id` INT,
  `by_1_1` MEDIUMINT UNSIGNED, PRIMARY KEY (`old_key`)
) ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_stubs_uzytkownicy` (`old_key` MEDIUMINT UNSIGNED, `step` INT, PRIMARY KEY (`old_key`))
  ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE `_mig_stubs_uzytkownicy_profile` (`old_key` MEDIUMINT UNSIGNED, `step` INT, PRIMARY KEY (`old_key`))
  ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX `_mig_rejects_key` ON `_mig_rejects` (`row_key`(100));
INSERT INTO `_mig_run` (`program`, `hash`, `started_at`) SELECT 'polonia.mig', 'a5fb617416901dbe7e79f53fcb8c1f6fb8fdf280672c3c44772487efda24f8f3', UTC_TIMESTAMP();

START TRANSACTION;

-- Step 1: uzytkownicy -> sf_guard_user (polonia.mig:15)
INSERT INTO `_mig_rows_uzytkownicy` (`n`, `old_key`, `new_id`, `new_email_address`, `by_1_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`u_id`), `o`.`u_id`, `o`.`u_id`, `o`.`email`, `o`.`u_id`
FROM `polonia_old`.`uzytkownicy` AS `o`;
UPDATE `_mig_rows_uzytkownicy` JOIN (
  SELECT `n`,
    FIRST_VALUE(`n`) OVER (PARTITION BY SHA2(WEIGHT_STRING(TRIM(TRAILING ' ' FROM `new_email_address`)), 256) ORDER BY `by_1_1`, `n`) AS `first_n`
  FROM `_mig_rows_uzytkownicy` WHERE `into_n` IS NULL AND `new_email_address` IS NOT NULL
) AS `x` ON `_mig_rows_uzytkownicy`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_uzytkownicy`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_uzytkownicy` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_uzytkownicy`) AS `x` ON `_mig_rows_uzytkownicy`.`into_n` = `x`.`n` SET `_mig_rows_uzytkownicy`.`new_id` = `x`.`new_id`;
INSERT INTO `sf_guard_user` (`id`, `email_address`, `username`, `is_active`)
SELECT `r`.`new_id`, `r`.`new_email_address`, `o`.`login`, `o`.`aktywny` = 't'
FROM `polonia_old`.`uzytkownicy` AS `o` JOIN `_mig_rows_uzytkownicy` AS `r` ON `r`.`old_key` = `o`.`u_id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 1, 'uzytkownicy', 'sf_guard_user', (SELECT COUNT(*) FROM `polonia_old`.`uzytkownicy` AS `o`),
  (SELECT COUNT(*) FROM `sf_guard_user` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_uzytkownicy` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 1);

-- Step 2: uzytkownicy (uzytkownicy_profile) -> profile (polonia.mig:23)
-- after step 1: id refers to sf_guard_user
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 2, 'uzytkownicy_profile', CAST(`o`.`u_id` AS CHAR), 'created_at', 'it is a date that does not exist',
  CONVERT(`o`.`data_rej` USING utf8mb4),
  JSON_OBJECT('u_id', `o`.`u_id`, 'login', CONVERT(`o`.`login` USING utf8mb4), 'email', CONVERT(`o`.`email` USING utf8mb4), 'aktywny', `o`.`aktywny`, 'data_rej', CONVERT(`o`.`data_rej` USING utf8mb4))
FROM `polonia_old`.`uzytkownicy` AS `o`
WHERE NOT (DAYOFMONTH(`o`.`data_rej`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`data_rej`) + 365 * (YEAR(`o`.`data_rej`) = 0))));
INSERT INTO `_mig_rows_uzytkownicy_profile` (`n`, `old_key`, `new_id`, `by_1_1`)
SELECT ROW_NUMBER() OVER (ORDER BY `o`.`u_id`), `o`.`u_id`, `uzytkownicy`.`new_id`, `o`.`u_id`
FROM `polonia_old`.`uzytkownicy` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `o`.`u_id`
WHERE DAYOFMONTH(`o`.`data_rej`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`data_rej`) + 365 * (YEAR(`o`.`data_rej`) = 0)));
UPDATE `_mig_rows_uzytkownicy_profile` JOIN (
  SELECT `n`, FIRST_VALUE(`n`) OVER (PARTITION BY `new_id` ORDER BY `by_1_1`, `n`) AS `first_n`
  FROM `_mig_rows_uzytkownicy_profile` WHERE `into_n` IS NULL AND `new_id` IS NOT NULL
) AS `x` ON `_mig_rows_uzytkownicy_profile`.`n` = `x`.`n` AND `x`.`first_n` <> `x`.`n` SET `_mig_rows_uzytkownicy_profile`.`into_n` = `x`.`first_n`;
UPDATE `_mig_rows_uzytkownicy_profile` JOIN (SELECT `n`, `new_id` FROM `_mig_rows_uzytkownicy_profile`) AS `x` ON `_mig_rows_uzytkownicy_profile`.`into_n` = `x`.`n` SET `_mig_rows_uzytkownicy_profile`.`new_id` = `x`.`new_id`;
INSERT INTO `profile` (`id`, `name`, `created_at`)
SELECT `r`.`new_id`, `o`.`login`, `o`.`data_rej`
FROM `polonia_old`.`uzytkownicy` AS `o` JOIN `_mig_rows_uzytkownicy_profile` AS `r` ON `r`.`old_key` = `o`.`u_id`
WHERE `r`.`into_n` IS NULL;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `merged`, `rejected`)
SELECT 2, 'uzytkownicy_profile', 'profile', (SELECT COUNT(*) FROM `polonia_old`.`uzytkownicy` AS `o`),
  (SELECT COUNT(*) FROM `profile` USE INDEX ()),
  (SELECT COUNT(*) FROM `_mig_rows_uzytkownicy_profile` WHERE `into_n` IS NOT NULL),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 2);

-- Step 3: stubs in profile, sf_guard_user for tematy (polonia.mig:33)
-- after step 1: a stub of profile may need one in sf_guard_user; after step 2: author_id refers to profile
-- stubs are for rows that move, so which rows of tematy do is decided first
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 4, 'tematy', CAST(`o`.`temat_id` AS CHAR), 'created_at', 'it is a date that does not exist',
  CONVERT(`o`.`kolumna_data` USING utf8mb4),
  JSON_OBJECT('temat_id', `o`.`temat_id`, 'tytul', `o`.`tytul`, 'autor_id', `o`.`autor_id`, 'kolumna_data', CONVERT(`o`.`kolumna_data` USING utf8mb4))
FROM `polonia_old`.`tematy` AS `o`
WHERE NOT (DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0))));
INSERT INTO `_mig_stubs_uzytkownicy_profile` (`old_key`, `step`)
SELECT DISTINCT `o`.`autor_id`, 3
FROM `polonia_old`.`tematy` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`autor_id`
WHERE DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))
  AND `uzytkownicy_profile`.`old_key` IS NULL;
INSERT INTO `_mig_stubs_uzytkownicy` (`old_key`, `step`)
SELECT DISTINCT `s`.`old_key`, 3
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 3 AND `s`.`old_key` IS NOT NULL AND `uzytkownicy`.`old_key` IS NULL;
INSERT INTO `_mig_rows_uzytkownicy` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `s`.`old_key`
FROM `_mig_stubs_uzytkownicy` AS `s` WHERE `s`.`step` = 3;
INSERT INTO `sf_guard_user` (`id`, `email_address`, `username`, `is_active`)
SELECT `r`.`new_id`, CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), 0
FROM `_mig_stubs_uzytkownicy` AS `s` JOIN `_mig_rows_uzytkownicy` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 3;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 3, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy` WHERE `step` = 3);
INSERT INTO `_mig_rows_uzytkownicy_profile` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy_profile`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `uzytkownicy`.`new_id`
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 3;
INSERT INTO `profile` (`id`, `deleted_at`)
SELECT `r`.`new_id`, (SELECT `started_at` FROM `_mig_run`)
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  JOIN `_mig_rows_uzytkownicy_profile` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 3;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 3, 'stub profile', 'profile', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy_profile` WHERE `step` = 3);

-- Step 4: tematy -> forum_topic (polonia.mig:30)
-- after step 2: author_id refers to profile; after step 3: the stubs that its rows refer to are there
INSERT INTO `forum_topic` (`id`, `title`, `author_id`, `created_at`)
SELECT `o`.`temat_id`, `o`.`tytul`, `uzytkownicy_profile`.`new_id`, `o`.`kolumna_data`
FROM `polonia_old`.`tematy` AS `o`
  JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`autor_id`
WHERE DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)));
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 4, 'tematy', 'forum_topic', (SELECT COUNT(*) FROM `polonia_old`.`tematy` AS `o`),
  (SELECT COUNT(*) FROM `forum_topic` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 4);

-- Step 5: stubs in profile, sf_guard_user for posty (polonia.mig:40)
-- after step 1: a stub of profile may need one in sf_guard_user; after step 2: author_id refers to profile
-- stubs are for rows that move, so which rows of posty do is decided first
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 6, 'posty', CAST(`o`.`post_id` AS CHAR),
  CASE WHEN `forum_topic`.`id` IS NULL THEN 'topic_id' WHEN `o`.`kolumna_data_bad` THEN 'created_at' END,
  CASE WHEN `forum_topic`.`id` IS NULL THEN CASE WHEN NOT EXISTS (SELECT 1 FROM `polonia_old`.`tematy` AS `x` WHERE `x`.`temat_id` = `o`.`temat_id`) THEN '`tematy` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'tematy' AND `j`.`row_key` = CAST(`o`.`temat_id` AS CHAR)) THEN 'the row of `tematy` with this key was rejected' ELSE 'the row of `tematy` with this key was skipped' END WHEN `o`.`kolumna_data_bad` THEN 'it is a date that does not exist' END,
  CASE WHEN `forum_topic`.`id` IS NULL THEN CAST(`o`.`temat_id` AS CHAR) WHEN `o`.`kolumna_data_bad` THEN CONVERT(`o`.`kolumna_data` USING utf8mb4) END,
  JSON_OBJECT('post_id', `o`.`post_id`, 'temat_id', `o`.`temat_id`, 'autor_id', `o`.`autor_id`, 'tresc', `o`.`tresc`, 'kolumna_data', CONVERT(`o`.`kolumna_data` USING utf8mb4))
FROM (
  SELECT `o`.*,
    NOT (DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))) AS `kolumna_data_bad`
  FROM `polonia_old`.`posty` AS `o`
) AS `o`
  LEFT JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`temat_id`
WHERE `forum_topic`.`id` IS NULL OR `o`.`kolumna_data_bad`;
INSERT INTO `_mig_stubs_uzytkownicy_profile` (`old_key`, `step`)
SELECT DISTINCT `o`.`autor_id`, 5
FROM `polonia_old`.`posty` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`autor_id`
  JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`temat_id`
WHERE DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))
  AND `uzytkownicy_profile`.`old_key` IS NULL;
INSERT INTO `_mig_stubs_uzytkownicy` (`old_key`, `step`)
SELECT DISTINCT `s`.`old_key`, 5
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 5 AND `s`.`old_key` IS NOT NULL AND `uzytkownicy`.`old_key` IS NULL;
INSERT INTO `_mig_rows_uzytkownicy` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `s`.`old_key`
FROM `_mig_stubs_uzytkownicy` AS `s` WHERE `s`.`step` = 5;
INSERT INTO `sf_guard_user` (`id`, `email_address`, `username`, `is_active`)
SELECT `r`.`new_id`, CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), 0
FROM `_mig_stubs_uzytkownicy` AS `s` JOIN `_mig_rows_uzytkownicy` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 5;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 5, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy` WHERE `step` = 5);
INSERT INTO `_mig_rows_uzytkownicy_profile` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy_profile`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `uzytkownicy`.`new_id`
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 5;
INSERT INTO `profile` (`id`, `deleted_at`)
SELECT `r`.`new_id`, (SELECT `started_at` FROM `_mig_run`)
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  JOIN `_mig_rows_uzytkownicy_profile` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 5;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 5, 'stub profile', 'profile', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy_profile` WHERE `step` = 5);

-- Step 6: posty -> forum_post (polonia.mig:37)
-- after step 2: author_id refers to profile; after step 4: topic_id refers to forum_topic
-- after step 5: the stubs that its rows refer to are there
INSERT INTO `forum_post` (`id`, `topic_id`, `author_id`, `body`, `created_at`)
SELECT `o`.`post_id`, `forum_topic`.`id`, `uzytkownicy_profile`.`new_id`, `o`.`tresc`, `o`.`kolumna_data`
FROM `polonia_old`.`posty` AS `o`
  JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`temat_id`
  JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`autor_id`
WHERE DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)));
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 6, 'posty', 'forum_post', (SELECT COUNT(*) FROM `polonia_old`.`posty` AS `o`),
  (SELECT COUNT(*) FROM `forum_post` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 6);

-- Step 7: stubs in profile, sf_guard_user for wiadomosci (polonia.mig:49)
-- after step 1: a stub of profile may need one in sf_guard_user
-- after step 2: from_id refers to profile, to_id refers to profile
-- stubs are for rows that move, so which rows of wiadomosci do is decided first
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 8, 'wiadomosci', CAST(`o`.`wiad_id` AS CHAR),
  CASE WHEN CHAR_LENGTH(`o`.`temat`) > 120 THEN 'title' WHEN `o`.`kolumna_data_bad` THEN 'created_at' WHEN `o`.`kolumna_data_bad` THEN 'updated_at' END,
  CASE WHEN CHAR_LENGTH(`o`.`temat`) > 120 THEN 'it is longer than 120 characters' WHEN `o`.`kolumna_data_bad` THEN 'it is a date that does not exist' WHEN `o`.`kolumna_data_bad` THEN 'it is a date that does not exist' END,
  CASE WHEN CHAR_LENGTH(`o`.`temat`) > 120 THEN `o`.`temat` WHEN `o`.`kolumna_data_bad` THEN CONVERT(`o`.`kolumna_data` USING utf8mb4) WHEN `o`.`kolumna_data_bad` THEN CONVERT(`o`.`kolumna_data` USING utf8mb4) END,
  JSON_OBJECT('wiad_id', `o`.`wiad_id`, 'temat', `o`.`temat`, 'tresc', `o`.`tresc`, 'wiad_od', `o`.`wiad_od`, 'wiad_do', `o`.`wiad_do`, 'przeczytane', `o`.`przeczytane`, 'zaczep', `o`.`zaczep`, 'kolumna_data', CONVERT(`o`.`kolumna_data` USING utf8mb4))
FROM (
  SELECT `o`.*,
    NOT (DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))) AS `kolumna_data_bad`
  FROM `polonia_old`.`wiadomosci` AS `o`
) AS `o`
WHERE CHAR_LENGTH(`o`.`temat`) > 120 OR `o`.`kolumna_data_bad`;
INSERT INTO `_mig_stubs_uzytkownicy_profile` (`old_key`, `step`)
SELECT DISTINCT `o`.`wiad_od`, 7
FROM `polonia_old`.`wiadomosci` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`wiad_od`
WHERE CHAR_LENGTH(`o`.`temat`) <= 120
  AND DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))
  AND `uzytkownicy_profile`.`old_key` IS NULL
UNION
SELECT DISTINCT `o`.`wiad_do`, 7
FROM `polonia_old`.`wiadomosci` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`wiad_do`
WHERE CHAR_LENGTH(`o`.`temat`) <= 120
  AND DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))
  AND `uzytkownicy_profile`.`old_key` IS NULL;
INSERT INTO `_mig_stubs_uzytkownicy` (`old_key`, `step`)
SELECT DISTINCT `s`.`old_key`, 7
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 7 AND `s`.`old_key` IS NOT NULL AND `uzytkownicy`.`old_key` IS NULL;
INSERT INTO `_mig_rows_uzytkownicy` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `s`.`old_key`
FROM `_mig_stubs_uzytkownicy` AS `s` WHERE `s`.`step` = 7;
INSERT INTO `sf_guard_user` (`id`, `email_address`, `username`, `is_active`)
SELECT `r`.`new_id`, CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), 0
FROM `_mig_stubs_uzytkownicy` AS `s` JOIN `_mig_rows_uzytkownicy` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 7;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 7, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy` WHERE `step` = 7);
INSERT INTO `_mig_rows_uzytkownicy_profile` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy_profile`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `uzytkownicy`.`new_id`
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 7;
INSERT INTO `profile` (`id`, `deleted_at`)
SELECT `r`.`new_id`, (SELECT `started_at` FROM `_mig_run`)
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  JOIN `_mig_rows_uzytkownicy_profile` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 7;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 7, 'stub profile', 'profile', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy_profile` WHERE `step` = 7);

-- Step 8: wiadomosci -> message (polonia.mig:45)
-- after step 2: from_id refers to profile, to_id refers to profile
-- after step 7: the stubs that its rows refer to are there
INSERT INTO `message` (`id`, `from_id`, `to_id`, `title`, `text`, `displayed`, `provoke`, `created_at`, `updated_at`)
SELECT `o`.`wiad_id`, `uzytkownicy_profile`.`new_id`, `uzytkownicy_profile_2`.`new_id`, `o`.`temat`, `o`.`tresc`,
  `o`.`przeczytane`, `o`.`zaczep` = 't', `o`.`kolumna_data`, `o`.`kolumna_data`
FROM `polonia_old`.`wiadomosci` AS `o`
  JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`wiad_od`
  JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile_2` ON `uzytkownicy_profile_2`.`old_key` = `o`.`wiad_do`
WHERE CHAR_LENGTH(`o`.`temat`) <= 120
  AND DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)));
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 8, 'wiadomosci', 'message', (SELECT COUNT(*) FROM `polonia_old`.`wiadomosci` AS `o`),
  (SELECT COUNT(*) FROM `message` USE INDEX ()), (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 8);

-- Step 9: stubs in profile, sf_guard_user for akcje (polonia.mig:59)
-- after step 1: a stub of profile may need one in sf_guard_user
-- after step 2: created_by refers to profile, target_profile_id refers to profile
-- stubs are for rows that move, so which rows of akcje do is decided first
INSERT INTO `_mig_rejects` (`step`, `block`, `row_key`, `column_name`, `reason`, `value`, `row_json`)
SELECT 10, 'akcje', CAST(`o`.`a_id` AS CHAR),
  CASE WHEN `o`.`akcja` NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN 'type_id_external' WHEN `o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL THEN 'forum_post_id' WHEN `o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL THEN 'forum_topic_id' WHEN `o`.`kolumna_data_bad` THEN 'created_at' END,
  CASE WHEN `o`.`akcja` NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN 'the map `akcje.akcja` does not have it' WHEN `o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL THEN CASE WHEN `o`.`akcja` = 'post' THEN CASE WHEN NOT EXISTS (SELECT 1 FROM `polonia_old`.`posty` AS `x` WHERE `x`.`post_id` = `o`.`post_id`) THEN '`posty` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'posty' AND `j`.`row_key` = CAST(`o`.`post_id` AS CHAR)) THEN 'the row of `posty` with this key was rejected' ELSE 'the row of `posty` with this key was skipped' END END WHEN `o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL THEN CASE WHEN `o`.`akcja` = 'watek' THEN CASE WHEN NOT EXISTS (SELECT 1 FROM `polonia_old`.`tematy` AS `x` WHERE `x`.`temat_id` = `o`.`akcja_id`) THEN '`tematy` has no row with this key' WHEN EXISTS (SELECT 1 FROM `_mig_rejects` AS `j` WHERE `j`.`block` = 'tematy' AND `j`.`row_key` = CAST(`o`.`akcja_id` AS CHAR)) THEN 'the row of `tematy` with this key was rejected' ELSE 'the row of `tematy` with this key was skipped' END END WHEN `o`.`kolumna_data_bad` THEN 'it is a date that does not exist' END,
  CASE WHEN `o`.`akcja` NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') THEN `o`.`akcja` WHEN `o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL THEN CASE WHEN `o`.`akcja` = 'post' THEN CAST(`o`.`post_id` AS CHAR) END WHEN `o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL THEN CASE WHEN `o`.`akcja` = 'watek' THEN CAST(`o`.`akcja_id` AS CHAR) END WHEN `o`.`kolumna_data_bad` THEN CONVERT(`o`.`kolumna_data` USING utf8mb4) END,
  JSON_OBJECT('a_id', `o`.`a_id`, 'u_id', `o`.`u_id`, 'akcja', `o`.`akcja`, 'akcja_id', `o`.`akcja_id`, 'post_id', `o`.`post_id`, 'kolumna_data', CONVERT(`o`.`kolumna_data` USING utf8mb4))
FROM (
  SELECT `o`.*,
    NOT (DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))) AS `kolumna_data_bad`
  FROM `polonia_old`.`akcje` AS `o`
) AS `o`
  LEFT JOIN `forum_post` ON `forum_post`.`id` = `o`.`post_id` AND `o`.`akcja` = 'post'
  LEFT JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`akcja_id` AND `o`.`akcja` = 'watek'
WHERE `o`.`akcja` NOT IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek') OR `o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL OR `o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL OR `o`.`kolumna_data_bad`;
INSERT INTO `_mig_stubs_uzytkownicy_profile` (`old_key`, `step`)
SELECT DISTINCT `o`.`u_id`, 9
FROM `polonia_old`.`akcje` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`u_id`
  LEFT JOIN `forum_post` ON `forum_post`.`id` = `o`.`post_id` AND `o`.`akcja` = 'post'
  LEFT JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`akcja_id` AND `o`.`akcja` = 'watek'
WHERE `o`.`akcja` IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT (`o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL)
  AND NOT (`o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL)
  AND DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))
  AND `uzytkownicy_profile`.`old_key` IS NULL;
INSERT INTO `_mig_stubs_uzytkownicy` (`old_key`, `step`)
SELECT DISTINCT `s`.`old_key`, 9
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 9 AND `s`.`old_key` IS NOT NULL AND `uzytkownicy`.`old_key` IS NULL;
INSERT INTO `_mig_rows_uzytkownicy` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `s`.`old_key`
FROM `_mig_stubs_uzytkownicy` AS `s` WHERE `s`.`step` = 9;
INSERT INTO `sf_guard_user` (`id`, `email_address`, `username`, `is_active`)
SELECT `r`.`new_id`, CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), CONCAT('NULL-', CAST(`s`.`old_key` AS CHAR)), 0
FROM `_mig_stubs_uzytkownicy` AS `s` JOIN `_mig_rows_uzytkownicy` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 9;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 9, 'stub sf_guard_user', 'sf_guard_user', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy` WHERE `step` = 9);
INSERT INTO `_mig_rows_uzytkownicy_profile` (`n`, `old_key`, `new_id`)
SELECT (SELECT COALESCE(MAX(`n`), 0) FROM `_mig_rows_uzytkownicy_profile`) + ROW_NUMBER() OVER (ORDER BY `s`.`old_key`),
  `s`.`old_key`, `uzytkownicy`.`new_id`
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  LEFT JOIN `_mig_rows_uzytkownicy` AS `uzytkownicy` ON `uzytkownicy`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 9;
INSERT INTO `profile` (`id`, `deleted_at`)
SELECT `r`.`new_id`, (SELECT `started_at` FROM `_mig_run`)
FROM `_mig_stubs_uzytkownicy_profile` AS `s`
  JOIN `_mig_rows_uzytkownicy_profile` AS `r` ON `r`.`old_key` = `s`.`old_key`
WHERE `s`.`step` = 9;
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `stubs`)
SELECT 9, 'stub profile', 'profile', (SELECT COUNT(*) FROM `_mig_stubs_uzytkownicy_profile` WHERE `step` = 9);

-- Step 10: akcje -> action (polonia.mig:56)
-- after step 2: created_by refers to profile, target_profile_id refers to profile
-- after step 4: forum_topic_id refers to forum_topic; after step 6: forum_post_id refers to forum_post
-- after step 9: the stubs that its rows refer to are there
INSERT INTO `_mig_numbers` (`step`, `base`, `held`) SELECT 10, COALESCE(MAX(`id`), 0), COUNT(*) FROM `action`;
INSERT INTO `action` (`id`, `created_by`, `type_id_external`, `target_profile_id`, `forum_post_id`, `forum_topic_id`, `created_at`)
SELECT (SELECT `base` FROM `_mig_numbers` WHERE `step` = 10) + ROW_NUMBER() OVER (ORDER BY CASE WHEN NOT `o`.`kolumna_data_bad` THEN `o`.`kolumna_data` END, `o`.`a_id`),
  `uzytkownicy_profile`.`new_id`,
  CASE `o`.`akcja` WHEN 'profil' THEN 1 WHEN 'logowanie' THEN 2 WHEN 'wylogowanie' THEN 3 WHEN 'pm' THEN 4 WHEN 'zaczep' THEN 5 WHEN 'post' THEN 6 WHEN 'watek' THEN 7 END,
  `uzytkownicy_profile_2`.`new_id`, `forum_post`.`id`, `forum_topic`.`id`, `o`.`kolumna_data`
FROM (
  SELECT `o`.*,
    NOT (DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)))) AS `kolumna_data_bad`
  FROM `polonia_old`.`akcje` AS `o`
) AS `o`
  LEFT JOIN `forum_post` ON `forum_post`.`id` = `o`.`post_id` AND `o`.`akcja` = 'post'
  LEFT JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`akcja_id` AND `o`.`akcja` = 'watek'
  JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`u_id`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile_2` ON `uzytkownicy_profile_2`.`old_key` = `o`.`akcja_id` AND `o`.`akcja` IN ('profil', 'pm', 'zaczep')
WHERE `o`.`akcja` IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT (`o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL)
  AND NOT (`o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL)
  AND NOT `o`.`kolumna_data_bad`;
INSERT INTO `_mig_uses` (`step`, `block`, `column_name`, `policy`, `uses`)
SELECT 10, 'akcje', 'target_profile_id', 'null', COUNT(*)
FROM `polonia_old`.`akcje` AS `o`
  LEFT JOIN `_mig_rows_uzytkownicy_profile` AS `uzytkownicy_profile` ON `uzytkownicy_profile`.`old_key` = `o`.`akcja_id` AND `o`.`akcja` IN ('profil', 'pm', 'zaczep')
  LEFT JOIN `forum_post` ON `forum_post`.`id` = `o`.`post_id` AND `o`.`akcja` = 'post'
  LEFT JOIN `forum_topic` ON `forum_topic`.`id` = `o`.`akcja_id` AND `o`.`akcja` = 'watek'
WHERE `o`.`akcja` IN ('profil', 'pm', 'zaczep') AND `uzytkownicy_profile`.`old_key` IS NULL
  AND `o`.`akcja_id` IS NOT NULL
  AND `o`.`akcja` IN ('profil', 'logowanie', 'wylogowanie', 'pm', 'zaczep', 'post', 'watek')
  AND NOT (`o`.`akcja` = 'post' AND `forum_post`.`id` IS NULL AND `o`.`post_id` IS NOT NULL)
  AND NOT (`o`.`akcja` = 'watek' AND `forum_topic`.`id` IS NULL AND `o`.`akcja_id` IS NOT NULL)
  AND DAYOFMONTH(`o`.`kolumna_data`) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS(`o`.`kolumna_data`) + 365 * (YEAR(`o`.`kolumna_data`) = 0)));
INSERT INTO `_mig_counts` (`step`, `block`, `target`, `rows`, `moved`, `rejected`)
SELECT 10, 'akcje', 'action', (SELECT COUNT(*) FROM `polonia_old`.`akcje` AS `o`),
  (SELECT COUNT(*) FROM `action` USE INDEX ()) - (SELECT `held` FROM `_mig_numbers` WHERE `step` = 10),
  (SELECT COUNT(*) FROM `_mig_rejects` WHERE `step` = 10);

-- Every row has one fate
SET sql_safe_updates = COALESCE((SELECT CASE WHEN EXISTS (SELECT 1 FROM `_mig_counts` WHERE `rows` <> `moved` + `skipped` + `merged` + `rejected`) THEN 'some rows have no fate: rows are not moved + skipped + merged + rejected' END), IF(@@sql_safe_updates, 'ON', 'OFF'));

COMMIT;

-- Counts
SELECT `step`, `block`, `target`, `rows`, `moved`, `skipped`, `merged`, `rejected`, `stubs`, `no_partner` FROM `_mig_counts` ORDER BY `step`, `target`;
-- Rejects by reason
SELECT `step`, `block`, `column_name`, `reason`, COUNT(*) AS `rejected`, MIN(`row_key`) AS `for_example` FROM `_mig_rejects` GROUP BY `step`, `block`, `column_name`, `reason` ORDER BY `step`, `block`, `column_name`, `reason`;
-- Policies used
SELECT `step`, `block`, `column_name`, `policy`, `uses` FROM `_mig_uses` WHERE `uses` > 0 ORDER BY `step`, `column_name`, `policy`;
