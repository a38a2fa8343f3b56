//! Rows that MySQL and MariaDB take in bulk, for which their own tests of keys are off: what they would refuse is refused all the same.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use migc::engine::Engine;
use support::{Server, server};

const OLD: &str = "CREATE TABLE town (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, region INT);";

/// Copies the old rows of a database into a table that is not quite what the program says.
fn copied(from: (&Server, &str), new: &str, beside: &str) -> (Output, u64) {
    let mysql = server(Engine::Mysql);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("town.sql"), OLD).unwrap();
    let main = format!("from {} \"town.sql\"\ninto mysql \"town.sql\"\ncopy town\n", from.0.engine);
    fs::write(folder.path().join("main.mig"), main).unwrap();
    let database = mysql.fresh_database();
    mysql.load(&database, &format!("{beside}; {new};"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.args(["run", "main.mig", "--allow-drift", "--from", &from.0.url(from.1), "--into", &mysql.url(&database)]);
    let output = command.current_dir(&folder).stdin(Stdio::null()).output().unwrap();
    let rows = mysql.value(&database, "SELECT COUNT(*) FROM town").unwrap().parse().unwrap();
    mysql.drop_database(&database);
    (output, rows)
}

fn old(server: &Server, rows: &str) -> String {
    let database = server.fresh_database();
    server.load(&database, &format!("{OLD} INSERT INTO town VALUES {rows};"));
    database
}

#[test]
fn what_the_new_table_does_not_take_is_refused() {
    let mysql = server(Engine::Mysql);
    let old = old(mysql, "(1, 'Łódź', 1), (2, 'Gdańsk', 1), (3, 'Łódź', 2)");
    let town = OLD.trim_end_matches(';');
    let region = "CREATE TABLE region (id INT PRIMARY KEY); INSERT INTO region VALUES (1)";
    let refer =
        town.replace("region INT", "region INT, CONSTRAINT has_region FOREIGN KEY (region) REFERENCES region (id)");
    for (new, words) in [
        (refer, "rows of `town` refer to rows of `region` that are not there (`has_region`)"),
        ("CREATE TABLE town (id INT NOT NULL, name VARCHAR(20) PRIMARY KEY, region INT)".to_owned(), "Duplicate entry"),
        (town.replace("name VARCHAR(20)", "name VARCHAR(20) UNIQUE"), "Duplicate entry"),
    ] {
        let (output, rows) = copied((mysql, &old), &new, region);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(words), "{new}: {said}");
        assert_eq!(rows, 0, "{new}");
    }
    let (output, rows) = copied((mysql, &old), town, region);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(rows, 3);
}

/// The server does not answer when a statement is closed, and over TCP the next one then waits for tens of milliseconds.
#[test]
fn few_statements_are_closed() {
    let [sqlite, mysql] = [Engine::Sqlite, Engine::Mysql].map(server);
    let old = old(sqlite, "(0, '', 0)");
    let more = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 199999) \
                INSERT INTO town SELECT n, substr('abcdefghijklmnopqrst', 1 + n % 20), n FROM n;";
    sqlite.load(&old, more);
    let closed = || -> u64 {
        let sql = "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'Com_stmt_close'";
        mysql.value(&mysql.fresh_database(), sql).unwrap().parse().unwrap()
    };
    let before = closed();
    let (output, rows) = copied((sqlite, &old), OLD.trim_end_matches(';'), "DO 0");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(rows, 200_000);
    let closed = closed() - before;
    assert!(closed < 20, "{closed} of some 400 statements were closed");
}

/// Moves the rows through staging tables, and answers what was said.
fn staged(folder: &Path, from: &str, into: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.args(["run", "main.mig", "--placement", "staged", "--allow-drift", "--from", from, "--into", into]);
    let output = command.current_dir(folder).stdin(Stdio::null()).output().unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// Indexes and keys of a table of PostgreSQL, as it defines them.
const DEFINED: &str = "SELECT indexdef FROM pg_indexes WHERE tablename = 'town'
    UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass('town')
    UNION ALL SELECT 'remark ' || obj_description(to_regclass('town_region'), 'pg_class')
    ORDER BY 1";

#[test]
fn indexes_of_postgres_are_built_once_and_are_what_they_were() {
    let [mysql, postgres] = [Engine::Mysql, Engine::Postgres].map(server);
    let old = old(mysql, "(1, 'Łódź', 1), (2, 'Gdańsk', 1), (3, 'Gdynia', 1)");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.sql"), OLD).unwrap();
    let new = "CREATE TABLE region (id INT PRIMARY KEY); INSERT INTO region VALUES (1);
        CREATE TABLE town (id INT CONSTRAINT town_id PRIMARY KEY, name VARCHAR(20) NOT NULL, region INT REFERENCES region (id),
            capital INT DEFAULT 1, CONSTRAINT \"of a Region\" UNIQUE (region, id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT capital_of FOREIGN KEY (capital) REFERENCES town (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE INDEX town_region ON town (region) WHERE region > 0;
        COMMENT ON INDEX town_region IS 'asked for by the map';
        CREATE INDEX \"by Name\" ON town (lower(name), id DESC) WITH (fillfactor = 80);
        CREATE VIEW towns AS SELECT id, name FROM town GROUP BY id;";
    fs::write(
        folder.path().join("new.sql"),
        "CREATE TABLE town (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, region INT);",
    )
    .unwrap();
    let main = "from mysql \"old.sql\"\ninto postgres \"new.sql\"\ntable town -> town { id; name; region }\n";
    fs::write(folder.path().join("main.mig"), main).unwrap();
    let run = |unique: &str| {
        let database = postgres.fresh_database();
        postgres.load(&database, &format!("{new}{unique}"));
        let before = postgres.query(&database, DEFINED);
        let number = |index: &str| postgres.value(&database, &format!("SELECT to_regclass('{index}')::oid"));
        let numbers = ["\"by Name\"", "town_region"].map(number);
        let said = staged(folder.path(), &mysql.url(&old), &postgres.url(&database));
        assert_eq!(postgres.query(&database, DEFINED), before, "{unique}");
        // One is made again where the run went through, and one has a remark, which its definition does not say.
        let same = [number("\"by Name\"") == numbers[0], number("town_region") == numbers[1]];
        assert_eq!(same, [!unique.is_empty(), true], "{unique}");
        let rows: u64 = postgres.value(&database, "SELECT COUNT(*) FROM town").unwrap().parse().unwrap();
        postgres.drop_database(&database);
        (said, rows)
    };
    let (said, rows) = run("");
    assert_eq!(rows, 3, "{said}");
    // What the program does not know of: the step is undone.
    let (said, rows) = run("CREATE UNIQUE INDEX initial ON town (left(name, 1));");
    assert!(said.contains("Key (\"left\"(name::text, 1))=(G) is duplicated"), "{said}");
    assert_eq!(rows, 0, "{said}");
}

#[test]
fn indexes_of_sqlite_are_built_once_and_are_what_they_were() {
    let [mysql, sqlite] = [Engine::Mysql, Engine::Sqlite].map(server);
    let old = old(mysql, "(1, 'Łódź', 1), (2, 'Gdańsk', 1), (3, 'Gdynia', 1)");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("town.sql"), OLD).unwrap();
    fs::write(folder.path().join("main.mig"), "from mysql \"town.sql\"\ninto sqlite \"town.sql\"\ncopy town\n")
        .unwrap();
    let run = |unique: &str| {
        let database = sqlite.fresh_database();
        let new = "CREATE INDEX \"by \"\"Name\" ON TOWN (name COLLATE NOCASE DESC) WHERE id > 1; CREATE INDEX region ON town (region, lower(name));";
        sqlite.load(&database, &format!("{OLD} {new} {unique}"));
        let defined =
            || sqlite.query(&database, "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'town' ORDER BY name");
        let before = defined();
        let said = staged(folder.path(), &mysql.url(&old), &sqlite.url(&database));
        assert_eq!(defined(), before, "{unique}");
        let rows: u64 = sqlite.value(&database, "SELECT COUNT(*) FROM town").unwrap().parse().unwrap();
        let place = |name: &str| format!("(SELECT rowid FROM sqlite_master WHERE name = '{name}')");
        let later = sqlite.value(&database, &format!("SELECT {} > {}", place("region"), place("_mig_counts")));
        assert_eq!(later.as_deref() == Some("1"), rows > 0);
        sqlite.drop_database(&database);
        (said, rows)
    };
    let (said, rows) = run("");
    assert_eq!(rows, 3, "{said}");
    let (said, rows) = run("CREATE UNIQUE INDEX initial ON town (substr(name, 1, 1));");
    assert!(said.contains("UNIQUE constraint failed"), "{said}");
    assert_eq!(rows, 0, "{said}");
}
