-- The new side: the same model as web2py makes it on MySQL. MyISAM does not enforce the references it is told;
-- utf8_general_ci compares unique keys without regard to case and accents.
CREATE TABLE auth_user(
    `id` INT AUTO_INCREMENT NOT NULL,
    `first_name` VARCHAR(128),
    `last_name` VARCHAR(128),
    `utc_offset` VARCHAR(16),
    `email` VARCHAR(512),
    `password` VARCHAR(512),
    `registration_key` VARCHAR(512),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE auth_group(
    `id` INT AUTO_INCREMENT NOT NULL,
    `role` VARCHAR(512),
    `description` LONGTEXT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE auth_membership(
    `id` INT AUTO_INCREMENT NOT NULL,
    `user_id` INT, INDEX user_id__idx (`user_id`), FOREIGN KEY (`user_id`) REFERENCES `auth_user`(id) ON DELETE CASCADE,
    `group_id` INT, INDEX group_id__idx (`group_id`), FOREIGN KEY (`group_id`) REFERENCES `auth_group`(id) ON DELETE CASCADE,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE s3_source(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `name` VARCHAR(255),
    `description` VARCHAR(255),
    `url` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE pr_pentity(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `created_by` INT, INDEX created_by__idx (`created_by`), FOREIGN KEY (`created_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `modified_by` INT, INDEX modified_by__idx (`modified_by`), FOREIGN KEY (`modified_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `deleted` CHAR(1),
    `opt_pr_entity_type` INT,
    `label` VARCHAR(128) UNIQUE,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE pr_person(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `created_by` INT, INDEX created_by__idx (`created_by`), FOREIGN KEY (`created_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `modified_by` INT, INDEX modified_by__idx (`modified_by`), FOREIGN KEY (`modified_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `deleted` CHAR(1),
    `pr_pe_id` INT, INDEX pr_pe_id__idx (`pr_pe_id`), FOREIGN KEY (`pr_pe_id`) REFERENCES `pr_pentity`(id) ON DELETE RESTRICT,
    `pr_pe_label` VARCHAR(255),
    `missing` CHAR(1),
    `first_name` VARCHAR(255) NOT NULL,
    `middle_name` VARCHAR(255),
    `last_name` VARCHAR(255),
    `preferred_name` VARCHAR(255),
    `local_name` VARCHAR(255),
    `opt_pr_gender` INT,
    `opt_pr_age_group` INT,
    `email` VARCHAR(128) UNIQUE,
    `mobile_phone` VARCHAR(255),
    `date_of_birth` DATE,
    `opt_pr_nationality` INT,
    `opt_pr_country` INT,
    `opt_pr_religion` INT,
    `opt_pr_marital_status` INT,
    `occupation` VARCHAR(255),
    `comment` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE pr_group(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `created_by` INT, INDEX created_by__idx (`created_by`), FOREIGN KEY (`created_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `modified_by` INT, INDEX modified_by__idx (`modified_by`), FOREIGN KEY (`modified_by`) REFERENCES `auth_user`(id) ON DELETE RESTRICT,
    `deleted` CHAR(1),
    `pr_pe_id` INT, INDEX pr_pe_id__idx (`pr_pe_id`), FOREIGN KEY (`pr_pe_id`) REFERENCES `pr_pentity`(id) ON DELETE RESTRICT,
    `pr_pe_label` VARCHAR(255),
    `opt_pr_group_type` INT,
    `system` CHAR(1),
    `group_name` VARCHAR(255),
    `group_description` VARCHAR(255),
    `comment` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE gis_marker(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `name` VARCHAR(128) NOT NULL UNIQUE,
    `image` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE gis_feature_class(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `name` VARCHAR(128) NOT NULL UNIQUE,
    `description` VARCHAR(255),
    `marker_id` INT, INDEX marker_id__idx (`marker_id`), FOREIGN KEY (`marker_id`) REFERENCES `gis_marker`(id) ON DELETE RESTRICT,
    `module` VARCHAR(255),
    `resource` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE gis_location(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `name` VARCHAR(255) NOT NULL,
    `feature_class_id` INT, INDEX feature_class_id__idx (`feature_class_id`), FOREIGN KEY (`feature_class_id`) REFERENCES `gis_feature_class`(id) ON DELETE RESTRICT,
    `parent` INT, INDEX parent__idx (`parent`), FOREIGN KEY (`parent`) REFERENCES `gis_location`(id) ON DELETE RESTRICT,
    `marker_id` INT, INDEX marker_id__idx (`marker_id`), FOREIGN KEY (`marker_id`) REFERENCES `gis_marker`(id) ON DELETE RESTRICT,
    `gis_feature_type` INT NOT NULL,
    `lat` DOUBLE,
    `lon` DOUBLE,
    `wkt` VARCHAR(255),
    `admin` INT, INDEX admin__idx (`admin`), FOREIGN KEY (`admin`) REFERENCES `auth_group`(id) ON DELETE RESTRICT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE gis_layer_js(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `name` VARCHAR(255) NOT NULL,
    `description` VARCHAR(255),
    `enabled` CHAR(1),
    `code` LONGTEXT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE or_sector(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `name` VARCHAR(128) NOT NULL UNIQUE,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE or_organisation(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `name` VARCHAR(128) NOT NULL UNIQUE,
    `acronym` VARCHAR(8),
    `type` INT,
    `sector_id` VARCHAR(255),
    `admin` INT, INDEX admin__idx (`admin`), FOREIGN KEY (`admin`) REFERENCES `auth_group`(id) ON DELETE RESTRICT,
    `country` INT,
    `website` VARCHAR(255),
    `donation_phone` VARCHAR(255),
    `source_id` INT, INDEX source_id__idx (`source_id`), FOREIGN KEY (`source_id`) REFERENCES `s3_source`(id) ON DELETE RESTRICT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE or_office(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `name` VARCHAR(255) NOT NULL,
    `organisation_id` INT, INDEX organisation_id__idx (`organisation_id`), FOREIGN KEY (`organisation_id`) REFERENCES `or_organisation`(id) ON DELETE RESTRICT,
    `type` INT,
    `admin` INT, INDEX admin__idx (`admin`), FOREIGN KEY (`admin`) REFERENCES `auth_group`(id) ON DELETE RESTRICT,
    `location_id` INT, INDEX location_id__idx (`location_id`), FOREIGN KEY (`location_id`) REFERENCES `gis_location`(id) ON DELETE RESTRICT,
    `parent` INT, INDEX parent__idx (`parent`), FOREIGN KEY (`parent`) REFERENCES `or_office`(id) ON DELETE CASCADE,
    `address` LONGTEXT,
    `postcode` VARCHAR(255),
    `phone1` VARCHAR(255),
    `phone2` VARCHAR(255),
    `email` VARCHAR(255),
    `fax` VARCHAR(255),
    `national_staff` INT,
    `international_staff` INT,
    `number_of_vehicles` INT,
    `vehicle_types` VARCHAR(255),
    `equipment` VARCHAR(255),
    `source_id` INT, INDEX source_id__idx (`source_id`), FOREIGN KEY (`source_id`) REFERENCES `s3_source`(id) ON DELETE RESTRICT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE or_contact(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `deleted` CHAR(1),
    `person_id` INT, INDEX person_id__idx (`person_id`), FOREIGN KEY (`person_id`) REFERENCES `pr_person`(id) ON DELETE RESTRICT,
    `organisation_id` INT, INDEX organisation_id__idx (`organisation_id`), FOREIGN KEY (`organisation_id`) REFERENCES `or_organisation`(id) ON DELETE RESTRICT,
    `office_id` INT, INDEX office_id__idx (`office_id`), FOREIGN KEY (`office_id`) REFERENCES `or_office`(id) ON DELETE RESTRICT,
    `title` VARCHAR(255),
    `manager_id` INT, INDEX manager_id__idx (`manager_id`), FOREIGN KEY (`manager_id`) REFERENCES `pr_person`(id) ON DELETE CASCADE,
    `focal_point` CHAR(1),
    `source_id` INT, INDEX source_id__idx (`source_id`), FOREIGN KEY (`source_id`) REFERENCES `s3_source`(id) ON DELETE RESTRICT,
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE rms_sms_request(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `person_id` INT, INDEX person_id__idx (`person_id`), FOREIGN KEY (`person_id`) REFERENCES `pr_person`(id) ON DELETE RESTRICT,
    `organisation_id` INT, INDEX organisation_id__idx (`organisation_id`), FOREIGN KEY (`organisation_id`) REFERENCES `or_organisation`(id) ON DELETE RESTRICT,
    `pledge` INT,
    `sms` VARCHAR(255),
    `notes` VARCHAR(255),
    `phone` VARCHAR(255),
    `ush_id` VARCHAR(255),
    `updated` DATETIME,
    `title` VARCHAR(255),
    `categorization` VARCHAR(255),
    `location_id` INT, INDEX location_id__idx (`location_id`), FOREIGN KEY (`location_id`) REFERENCES `gis_location`(id) ON DELETE RESTRICT,
    `status` VARCHAR(255),
    `smsrec` INT,
    `author` VARCHAR(255),
    `category_term` VARCHAR(255),
    `firstname` VARCHAR(255),
    `lastname` VARCHAR(255),
    `address` LONGTEXT,
    `city` VARCHAR(255),
    `department` VARCHAR(255),
    `summary` VARCHAR(255),
    `link` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;

CREATE TABLE rms_tweet_request(
    `id` INT AUTO_INCREMENT NOT NULL,
    `created_on` DATETIME,
    `modified_on` DATETIME,
    `uuid` VARCHAR(64) NOT NULL UNIQUE,
    `deleted` CHAR(1),
    `person_id` INT, INDEX person_id__idx (`person_id`), FOREIGN KEY (`person_id`) REFERENCES `pr_person`(id) ON DELETE RESTRICT,
    `organisation_id` INT, INDEX organisation_id__idx (`organisation_id`), FOREIGN KEY (`organisation_id`) REFERENCES `or_organisation`(id) ON DELETE RESTRICT,
    `pledge` INT,
    `description` VARCHAR(255),
    `author` VARCHAR(255),
    `updated` VARCHAR(255),
    `link` VARCHAR(255),
    `tweet` VARCHAR(255),
    `ttt_id` VARCHAR(255),
    PRIMARY KEY(id)
) ENGINE=MyISAM DEFAULT CHARACTER SET utf8 COLLATE utf8_general_ci;
