-- The old side: Sahana as it ran for Haiti in January 2010, web2py on SQLite. References are declared and were
-- never enforced. Table and column names and types are those of the models of github.com/sinsai/Sahana_eden at
-- commit 9b7e6962 (2010-01-19); the SQL is written anew by web2py's rules.
CREATE TABLE auth_user(
    id INTEGER PRIMARY KEY AUTOINCREMENT, first_name CHAR(128), last_name CHAR(128), utc_offset CHAR(16),
    email CHAR(512), password CHAR(512), registration_key CHAR(512)
);
CREATE TABLE auth_group(id INTEGER PRIMARY KEY AUTOINCREMENT, role CHAR(512), description TEXT);
CREATE TABLE auth_membership(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER REFERENCES auth_user(id) ON DELETE CASCADE, group_id INTEGER REFERENCES auth_group(id) ON DELETE CASCADE
);
CREATE TABLE s3_source(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE,
    name CHAR(255), description CHAR(255), url CHAR(255)
);
CREATE TABLE pr_pentity(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE,
    created_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT, modified_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT,
    deleted CHAR(1), opt_pr_entity_type INTEGER, label CHAR(128) UNIQUE
);
CREATE TABLE pr_person(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE,
    created_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT, modified_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT,
    deleted CHAR(1), pr_pe_id INTEGER REFERENCES pr_pentity(id) ON DELETE RESTRICT, pr_pe_label CHAR(255),
    missing CHAR(1), first_name CHAR(255) NOT NULL, middle_name CHAR(255), last_name CHAR(255), preferred_name CHAR(255),
    local_name CHAR(255), opt_pr_gender INTEGER, opt_pr_age_group INTEGER, email CHAR(128) UNIQUE, mobile_phone CHAR(255),
    date_of_birth DATE, opt_pr_nationality INTEGER, opt_pr_country INTEGER, opt_pr_religion INTEGER,
    opt_pr_marital_status INTEGER, occupation CHAR(255), comment CHAR(255)
);
CREATE TABLE pr_group(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE,
    created_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT, modified_by INTEGER REFERENCES auth_user(id) ON DELETE RESTRICT,
    deleted CHAR(1), pr_pe_id INTEGER REFERENCES pr_pentity(id) ON DELETE RESTRICT, pr_pe_label CHAR(255),
    opt_pr_group_type INTEGER, system CHAR(1), group_name CHAR(255), group_description CHAR(255), comment CHAR(255)
);
CREATE TABLE gis_marker(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, name CHAR(128) NOT NULL UNIQUE, image CHAR(255)
);
CREATE TABLE gis_feature_class(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    name CHAR(128) NOT NULL UNIQUE, description CHAR(255), marker_id INTEGER REFERENCES gis_marker(id) ON DELETE RESTRICT,
    module CHAR(255), resource CHAR(255)
);
CREATE TABLE gis_location(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    name CHAR(255) NOT NULL, feature_class_id INTEGER REFERENCES gis_feature_class(id) ON DELETE RESTRICT,
    parent INTEGER REFERENCES gis_location(id) ON DELETE RESTRICT, marker_id INTEGER REFERENCES gis_marker(id) ON DELETE RESTRICT,
    gis_feature_type INTEGER NOT NULL, lat DOUBLE, lon DOUBLE, wkt CHAR(255), admin INTEGER REFERENCES auth_group(id) ON DELETE RESTRICT
);
CREATE TABLE gis_layer_js(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, name CHAR(255) NOT NULL, description CHAR(255),
    enabled CHAR(1), code TEXT
);
CREATE TABLE or_sector(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    name CHAR(128) NOT NULL UNIQUE
);
CREATE TABLE or_organisation(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    name CHAR(128) NOT NULL UNIQUE, acronym CHAR(8), type INTEGER,
    sector_id CHAR(255), -- multi-select kept as '|7|11|' in a plain string column
    admin INTEGER REFERENCES auth_group(id) ON DELETE RESTRICT, country INTEGER, website CHAR(255), donation_phone CHAR(255),
    source_id INTEGER REFERENCES s3_source(id) ON DELETE RESTRICT
);
CREATE TABLE or_office(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    name CHAR(255) NOT NULL, organisation_id INTEGER REFERENCES or_organisation(id) ON DELETE RESTRICT, type INTEGER,
    admin INTEGER REFERENCES auth_group(id) ON DELETE RESTRICT, location_id INTEGER REFERENCES gis_location(id) ON DELETE RESTRICT,
    parent INTEGER REFERENCES or_office(id) ON DELETE CASCADE, address TEXT, postcode CHAR(255), phone1 CHAR(255), phone2 CHAR(255),
    email CHAR(255), fax CHAR(255), national_staff INTEGER, international_staff INTEGER, number_of_vehicles INTEGER,
    vehicle_types CHAR(255), equipment CHAR(255), source_id INTEGER REFERENCES s3_source(id) ON DELETE RESTRICT
);
CREATE TABLE or_contact(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, deleted CHAR(1),
    person_id INTEGER REFERENCES pr_person(id) ON DELETE RESTRICT, organisation_id INTEGER REFERENCES or_organisation(id) ON DELETE RESTRICT,
    office_id INTEGER REFERENCES or_office(id) ON DELETE RESTRICT, title CHAR(255), manager_id INTEGER REFERENCES pr_person(id) ON DELETE CASCADE,
    focal_point CHAR(1), source_id INTEGER REFERENCES s3_source(id) ON DELETE RESTRICT
);
CREATE TABLE rms_sms_request(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    person_id INTEGER REFERENCES pr_person(id) ON DELETE RESTRICT, organisation_id INTEGER REFERENCES or_organisation(id) ON DELETE RESTRICT,
    pledge INTEGER, sms CHAR(255), notes CHAR(255), phone CHAR(255), ush_id CHAR(255), updated TIMESTAMP, title CHAR(255),
    categorization CHAR(255), location_id INTEGER REFERENCES gis_location(id) ON DELETE RESTRICT, status CHAR(255), smsrec INTEGER,
    author CHAR(255), category_term CHAR(255), firstname CHAR(255), lastname CHAR(255), address TEXT, city CHAR(255),
    department CHAR(255), summary CHAR(255), link CHAR(255)
);
CREATE TABLE rms_tweet_request(
    id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP, modified_on TIMESTAMP, uuid VARCHAR(64) NOT NULL UNIQUE, deleted CHAR(1),
    person_id INTEGER REFERENCES pr_person(id) ON DELETE RESTRICT, organisation_id INTEGER REFERENCES or_organisation(id) ON DELETE RESTRICT,
    pledge INTEGER, description CHAR(255), author CHAR(255), updated CHAR(255) /* same name as sms_request.updated but a string */,
    link CHAR(255), tweet CHAR(255), ttt_id CHAR(255)
);
