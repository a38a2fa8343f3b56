//! What a server, a role or a database says for all sessions changes nothing; and names and rights that are not as usual are told of.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use migc::engine::Engine;
use support::{Server, server};
use tempfile::TempDir;

const OLD: &str = "CREATE TABLE a (id INT PRIMARY KEY, n VARCHAR(20), d NUMERIC(10,4)); CREATE TABLE b (id INT PRIMARY KEY, a_id INT);
    INSERT INTO a VALUES (1, 'x', 1), (2, 'y', 2), (3, 'z', 3); INSERT INTO b VALUES (1, 1), (2, 2), (3, 9);";
const NEW: &str = "CREATE TABLE a (id INT PRIMARY KEY, n VARCHAR(20), d NUMERIC(10,4), part VARCHAR(40));
    CREATE TABLE b (id INT PRIMARY KEY, a_id INT NOT NULL, FOREIGN KEY (a_id) REFERENCES a (id));";
const PROGRAM: &str = "table a -> a { *; (d / 3) as text -> part or reject }\ncopy b { a_id or reject }\n";

struct Place {
    folder: TempDir,
    server: &'static Server,
    old: String,
    new: String,
}

impl Place {
    fn new(engine: Engine) -> Self {
        let (folder, server) = (tempfile::tempdir().unwrap(), server(engine));
        let (old, new) = (server.fresh_database(), server.fresh_database());
        server.load(&old, OLD);
        server.load(&new, NEW);
        let program = format!("from {engine} \"old.sql\" database {old}\ninto {engine} \"new.sql\"\n{PROGRAM}");
        let schema = OLD.split_once(" INSERT").unwrap().0.split("\n    INSERT").next().unwrap();
        for (name, text) in [("old.sql", schema), ("new.sql", NEW), ("x.mig", &program)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self { folder, server, old, new }
    }

    fn migc(&self, arguments: &[&str]) -> (i32, String) {
        migc(self.folder.path(), arguments)
    }

    fn run(&self, from: &str, into: &str) -> (i32, String) {
        self.migc(&["run", "x.mig", "--from", from, "--into", into])
    }

    fn moved(&self, way: &str) {
        let value = |sql: &str| self.server.value(&self.new, sql).unwrap();
        assert_eq!(value("SELECT COUNT(*) FROM a"), "3", "{way}");
        assert_eq!(value("SELECT part FROM a WHERE id = 1"), "0.3333333333333333", "{way}");
        assert_eq!(value("SELECT COUNT(*) FROM b"), "2", "{way}");
        assert_eq!(value("SELECT COUNT(*) FROM _mig_rejects"), "1", "{way}");
        // Everything again, for the next way.
        self.server.load(&self.new, "DELETE FROM b; DELETE FROM a;");
        for table in ["rejects", "counts", "run", "uses", "numbers", "journal"] {
            self.server.load(&self.new, &format!("DROP TABLE IF EXISTS _mig_{table};"));
        }
    }
}

fn migc(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), text)
}

#[test]
fn what_mysql_says_for_all_changes_nothing() {
    let place = Place::new(Engine::Mysql);
    let version = place.server.value("", "SELECT VERSION()").unwrap();
    let is_mariadb = version.contains("MariaDB");
    // The MariaDB 11.8 that is unpacked has no other language.
    let names = if version.starts_with("11.") { "en_US" } else { "de_DE" };
    let own = match is_mariadb {
        true => "GLOBAL max_statement_time = 100, GLOBAL check_constraint_checks = 0, GLOBAL tx_isolation = 'SERIALIZABLE'",
        // in milliseconds
        false => "GLOBAL max_execution_time = 20000, GLOBAL sql_generate_invisible_primary_key = 1,
             GLOBAL sql_require_primary_key = 1, GLOBAL transaction_isolation = 'SERIALIZABLE', GLOBAL restrict_fk_on_non_standard_key = 1",
    };
    place.server.load(
        "",
        &format!(
            "SET GLOBAL sql_select_limit = 1, GLOBAL max_join_size = 1, GLOBAL group_concat_max_len = 4, GLOBAL div_precision_increment = 0,
             GLOBAL lc_time_names = '{names}', GLOBAL foreign_key_checks = 0, GLOBAL sql_safe_updates = 1, GLOBAL autocommit = 1,
             GLOBAL sql_auto_is_null = 1, GLOBAL max_sort_length = 8, GLOBAL completion_type = 1, GLOBAL time_zone = '+05:00',
             GLOBAL cte_max_recursion_depth = 1, GLOBAL default_storage_engine = 'MyISAM', GLOBAL explicit_defaults_for_timestamp = 1,
             GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES', GLOBAL sql_quote_show_create = 0, {own};"
        )
        .replace("cte_max_recursion_depth", if is_mariadb { "max_recursive_iterations" } else { "cte_max_recursion_depth" }),
    );
    let (from, into) = (place.server.url(&place.old), place.server.url(&place.new));
    // What only looks at the outcome is not to be stopped itself.
    let looks = |on: bool| {
        let (limit, safe) = if on { ("1", 1) } else { ("18446744073709551615", 0) };
        let sql = format!(
            "SET GLOBAL sql_select_limit = {limit}, GLOBAL max_join_size = {limit}, GLOBAL sql_safe_updates = {safe};"
        );
        place.server.load("", &sql);
    };
    let (code, said) = place.run(&from, &into);
    assert_eq!(code, 0, "{said}");
    looks(false);
    place.moved("run");
    looks(true);
    let script = place.folder.path().join("x.sql");
    let (code, said) = place.migc(&["compile", "x.mig", "--to", "mysql", "--output", "x.sql"]);
    assert_eq!(code, 0, "{said}");
    place.server.load(&place.new, &fs::read_to_string(script).unwrap());
    looks(false);
    place.moved("script");
    let (code, said) = place.migc(&["compile", "x.mig", "--for", "phpmyadmin", "-o", "parts"]);
    assert_eq!(code, 0, "{said}");
    let mut parts: Vec<_> =
        fs::read_dir(place.folder.path().join("parts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.retain(|path| path.extension().is_some_and(|end| end == "sql"));
    parts.sort();
    let mut last = String::new();
    looks(true);
    for part in parts {
        let output = place.server.client(&place.new, &fs::read_to_string(part).unwrap());
        assert!(output.success, "{output}");
        last = output.to_string();
    }
    looks(false);
    assert!(last.contains("is done, 1 row rejected"), "{last}");
    place.moved("parts");

    // Who has no right to a table does not see it.
    place.server.load(
        "",
        &format!(
            "CREATE USER less@'%'; GRANT USAGE ON *.* TO less@'%'; GRANT INSERT ON `{}`.b TO less@'%';",
            place.old
        ),
    );
    let (code, said) = place.run(&from.replace("root@", "less@"), &into);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(&format!("GRANT SELECT ON `{}`.`a` TO 'less'@'%'", place.old)), "{said}");
    let (_, said) = place.run(&from, &into.replace("root@", "less@"));
    assert!(said.contains("GRANT"), "{said}");
}

#[test]
fn what_a_database_of_postgres_says_changes_nothing() {
    let place = Place::new(Engine::Postgres);
    for database in [&place.old, &place.new] {
        for setting in [
            "search_path = ''",
            "statement_timeout = '20s'",
            "bytea_output = 'escape'",
            "\"IntervalStyle\" = 'iso_8601'",
            "\"DateStyle\" = 'SQL, DMY'",
            "extra_float_digits = 0",
            "standard_conforming_strings = off",
            "\"TimeZone\" = 'Asia/Tokyo'",
        ] {
            place.server.load("postgres", &format!("ALTER DATABASE \"{database}\" SET {setting};"));
        }
    }
    let (from, into) = (place.server.url(&place.old), place.server.url(&place.new));
    let (code, said) = place.run(&from, &into);
    assert_eq!(code, 0, "{said}");
    let value = |sql: &str| place.server.value(&place.new, sql).unwrap();
    assert_eq!(value("SELECT COUNT(*) FROM public.a"), "3");
    assert_eq!(value("SELECT COUNT(*) FROM public._mig_rejects"), "1");
    assert_eq!(value("SELECT part FROM public.a WHERE id = 1"), "0.3333333333333333");

    // Tables in a schema that the session does not look into.
    let place = Place::new(Engine::Postgres);
    for database in [&place.old, &place.new] {
        let sql = "CREATE SCHEMA app; ALTER TABLE a SET SCHEMA app; ALTER TABLE b SET SCHEMA app;";
        place.server.load(database, sql);
    }
    let program = fs::read_to_string(place.folder.path().join("x.mig")).unwrap();
    let program = program.replace(&format!(" database {}", place.old), "");
    fs::write(place.folder.path().join("x.mig"), program).unwrap();
    let path = |url: &str| format!("{url}{}options=-csearch_path%3Dapp", if url.contains('?') { '&' } else { '?' });
    let (from, into) = (place.server.url(&place.old), place.server.url(&place.new));
    for (from, into) in [(from.clone(), into.clone()), (path(&from), into.clone()), (from.clone(), path(&into))] {
        let (code, said) = place.run(&from, &into);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("is in the schema `app`") && said.contains("options=-csearch_path%3Dapp"), "{said}");
        let (code, said) = place.migc(&["run", "x.mig", "--from", &from, "--into", &into, "--dry-run"]);
        assert_ne!(code, 0, "{said}");
        assert!(said.contains("is in the schema `app`") && said.contains("options=-csearch_path%3Dapp"), "{said}");
    }
    let (code, said) = place.run(&path(&from), &path(&into));
    assert_eq!(code, 0, "{said}");
    assert_eq!(place.server.value(&place.new, "SELECT COUNT(*) FROM app.a").as_deref(), Some("3"));

    // A policy hides rows from who does not own them: that is an error, and no row is left behind in silence.
    let place = Place::new(Engine::Postgres);
    place.server.load(
        &place.old,
        "CREATE ROLE narrow LOGIN; GRANT SELECT ON a, b TO narrow; ALTER TABLE a ENABLE ROW LEVEL SECURITY;
         CREATE POLICY few ON a USING (id = 1);",
    );
    let (from, into) = (place.server.url(&place.old), place.server.url(&place.new));
    let (code, said) = place.run(&from.replace("postgres@", "narrow@"), &into);
    assert_ne!(code, 0, "{said}");
    assert!(said.contains("ALTER ROLE narrow BYPASSRLS"), "{said}");
}
