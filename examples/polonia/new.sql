-- What `symfony doctrine:build-sql` made of the new site's schema.yml.

CREATE TABLE sf_guard_user (
  id INT AUTO_INCREMENT,
  first_name VARCHAR(255),
  last_name VARCHAR(255),
  email_address VARCHAR(255) NOT NULL UNIQUE,
  username VARCHAR(128) NOT NULL,
  algorithm VARCHAR(128) DEFAULT 'sha1' NOT NULL,
  salt VARCHAR(128),
  password VARCHAR(128),
  is_active TINYINT(1) DEFAULT '1' NOT NULL,
  is_super_admin TINYINT(1) DEFAULT '0' NOT NULL,
  last_login DATETIME,
  INDEX is_active_idx_idx (is_active),
  INDEX username_idx (username),
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

CREATE TABLE profile (
  id INT,
  name VARCHAR(60),
  about LONGTEXT,
  created_at DATETIME,
  deleted_at DATETIME,
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

CREATE TABLE forum_topic (
  id INT AUTO_INCREMENT,
  title VARCHAR(255) NOT NULL,
  author_id INT NOT NULL,
  created_at DATETIME NOT NULL,
  INDEX author_id_idx (author_id),
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

CREATE TABLE forum_post (
  id INT AUTO_INCREMENT,
  topic_id INT NOT NULL,
  author_id INT NOT NULL,
  body LONGTEXT NOT NULL,
  created_at DATETIME NOT NULL,
  INDEX topic_id_idx (topic_id),
  INDEX author_id_idx (author_id),
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

CREATE TABLE message (
  id INT AUTO_INCREMENT,
  from_id INT NOT NULL,
  to_id INT NOT NULL,
  title VARCHAR(120) NOT NULL,
  text LONGTEXT NOT NULL,
  displayed TINYINT(1) DEFAULT '0' NOT NULL,
  provoke TINYINT(1) DEFAULT '0' NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  INDEX from_id_idx (from_id),
  INDEX to_id_idx (to_id),
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

CREATE TABLE action (
  id INT AUTO_INCREMENT,
  created_by INT NOT NULL,
  type_id_external SMALLINT NOT NULL,
  target_profile_id INT,
  forum_post_id INT,
  forum_topic_id INT,
  created_at DATETIME NOT NULL,
  INDEX created_by_idx (created_by),
  INDEX target_profile_id_idx (target_profile_id),
  INDEX forum_post_id_idx (forum_post_id),
  INDEX forum_topic_id_idx (forum_topic_id),
  PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ENGINE = INNODB;

ALTER TABLE profile ADD CONSTRAINT profile_id_sf_guard_user_id FOREIGN KEY (id) REFERENCES sf_guard_user(id) ON DELETE CASCADE;
ALTER TABLE forum_topic ADD CONSTRAINT forum_topic_author_id_profile_id FOREIGN KEY (author_id) REFERENCES profile(id);
ALTER TABLE forum_post ADD CONSTRAINT forum_post_topic_id_forum_topic_id FOREIGN KEY (topic_id) REFERENCES forum_topic(id) ON DELETE CASCADE;
ALTER TABLE forum_post ADD CONSTRAINT forum_post_author_id_profile_id FOREIGN KEY (author_id) REFERENCES profile(id);
ALTER TABLE message ADD CONSTRAINT message_from_id_profile_id FOREIGN KEY (from_id) REFERENCES profile(id);
ALTER TABLE message ADD CONSTRAINT message_to_id_profile_id FOREIGN KEY (to_id) REFERENCES profile(id);
ALTER TABLE action ADD CONSTRAINT action_created_by_profile_id FOREIGN KEY (created_by) REFERENCES profile(id);
ALTER TABLE action ADD CONSTRAINT action_target_profile_id_profile_id FOREIGN KEY (target_profile_id) REFERENCES profile(id);
ALTER TABLE action ADD CONSTRAINT action_forum_post_id_forum_post_id FOREIGN KEY (forum_post_id) REFERENCES forum_post(id);
ALTER TABLE action ADD CONSTRAINT action_forum_topic_id_forum_topic_id FOREIGN KEY (forum_topic_id) REFERENCES forum_topic(id);
