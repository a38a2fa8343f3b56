//! Old columns whose engine promises nothing of their values, or not all: a run looks at the values first, and what is not as
//! declared is rejected all the same.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Command, Stdio};

use migc::engine::Engine;
use support::server;
use tempfile::TempDir;

const OLD: &str = "CREATE TABLE visit (id INT NOT NULL PRIMARY KEY, name VARCHAR(8), price DECIMAL(6,2), at DATETIME);";

/// An old database of an engine with these rows, and a program that copies its table.
struct Site {
    engine: Engine,
    database: String,
    folder: TempDir,
}

impl Site {
    fn new(engine: Engine, rows: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = server(engine).fresh_database();
        server(engine).load(&database, OLD);
        server(engine).load(&database, &format!("INSERT INTO visit VALUES {rows};"));
        fs::write(folder.path().join("visit.sql"), OLD).unwrap();
        let main = format!("from {engine} \"visit.sql\"\ninto mysql \"visit.sql\"\ncopy visit\n");
        fs::write(folder.path().join("main.mig"), main).unwrap();
        Self { engine, database, folder }
    }

    fn migc(&self, verb: &str, into: Engine, new: &str, more: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args([verb, "main.mig", "--from", &server(self.engine).url(&self.database), "--into"]);
        command.arg(server(into).url(new)).args(more).current_dir(&self.folder);
        let output = command.stdin(Stdio::null()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    /// How the rows come to the new side, and which arrive there; with the rejected ones.
    fn moved(&self, into: Engine) -> (String, Vec<String>, Vec<String>) {
        let new = server(into).fresh_database();
        server(into).load(
            &new,
            OLD.replace("DATETIME", if into == Engine::Postgres { "TIMESTAMP" } else { "DATETIME" }).as_str(),
        );
        let plan = self.migc("plan", into, &new, &[]);
        let said = self.migc("run", into, &new, &[]);
        assert!(said.contains("Counts"), "{said}");
        let lines = |sql: &str| {
            let rows = server(into).query(&new, sql);
            rows.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("|"))
        };
        let rows = lines("SELECT id, name, price, at FROM visit ORDER BY id").collect();
        let rejects = lines("SELECT row_key, column_name, reason, value FROM _mig_rejects ORDER BY row_key").collect();
        server(into).drop_database(&new);
        (plan, rows, rejects)
    }
}

#[test]
fn values_that_are_as_declared_need_no_test() {
    let rows = "(1, 'zażółć', 12.5, '2010-01-14 10:00:00'), (2, NULL, NULL, NULL), (3, '', 0, '2008-02-29 23:59:59')";
    for (from, into) in [
        (Engine::Sqlite, Engine::Postgres),
        (Engine::Sqlite, Engine::Mysql),
        (Engine::Mysql, Engine::Postgres),
        (Engine::Mysql, Engine::Sqlite),
    ] {
        let (plan, rows, rejects) = Site::new(from, rows).moved(into);
        assert!(plan.contains("direct: "), "{from} to {into}: {plan}");
        assert!(rejects.is_empty());
        let price = if into == Engine::Sqlite { ["12.5", "0"] } else { ["12.50", "0.00"] };
        let [half, nothing] = price;
        assert_eq!(
            rows,
            [
                format!("1|zażółć|{half}|2010-01-14 10:00:00"),
                "2|||".to_owned(),
                format!("3||{nothing}|2008-02-29 23:59:59")
            ],
            "{from} to {into}"
        );
    }
}

#[test]
fn values_of_sqlite_that_are_not_as_declared_are_rejected() {
    let rows = "(1, 'good', 1, '2010-01-14 10:00:00'), (2, 'much too long', 1, NULL), (3, 'a', 'dear', NULL), \
                (4, 'b', 1, '01/14/10 1'), (5, 'c', 1, '2010-02-30 10:00:00'), (6, 'd', 12345.67, NULL), (7, 7, '8', '2010-01-14T10:00')";
    for into in [Engine::Postgres, Engine::Mysql] {
        let (plan, rows, rejects) = Site::new(Engine::Sqlite, rows).moved(into);
        assert!(plan.contains("staged: a value of it needs a policy"), "{plan}");
        assert_eq!(rows, ["1|good|1.00|2010-01-14 10:00:00", "7|7|8.00|2010-01-14 10:00:00"], "{into}");
        let columns: Vec<&str> = rejects.iter().map(|row| row.split('|').nth(1).unwrap()).collect();
        assert_eq!(columns, ["name", "price", "at", "at", "price"], "{into}: {rejects:?}");
    }
}

#[test]
fn days_of_mysql_that_no_calendar_has_are_rejected() {
    let rows = "(1, 'good', 1, '2010-01-14 10:00:00')";
    let site = Site::new(Engine::Mysql, rows);
    server(Engine::Mysql).load(
        &site.database,
        "SET sql_mode = 'ALLOW_INVALID_DATES';
         INSERT INTO visit VALUES (2, 'a', 1, '2010-02-31 10:00:00'), (3, 'b', 1, '0000-00-00 00:00:00'), (4, 'c', 1, '2010-00-14 00:00:00');",
    );
    for into in [Engine::Postgres, Engine::Sqlite] {
        let (plan, rows, rejects) = site.moved(into);
        assert!(plan.contains("staged: a value of it needs a policy"), "{plan}");
        assert_eq!(rows.len(), 1, "{into}: {rows:?}");
        let keys: Vec<&str> = rejects.iter().map(|row| row.split('|').next().unwrap()).collect();
        assert_eq!(keys, ["2", "3", "4"], "{into}: {rejects:?}");
    }
}

#[test]
fn a_run_that_goes_on_trusts_what_it_was_begun_with() {
    let many: Vec<String> = (1..=40).map(|id| format!("({id}, 'n{id}', 1, '2010-01-14 10:00:00')")).collect();
    let site = Site::new(Engine::Sqlite, &many.join(", "));
    let postgres = server(Engine::Postgres);
    let new = postgres.fresh_database();
    postgres.load(&new, &OLD.replace("DATETIME", "TIMESTAMP"));
    // A row that the new side does not take breaks the run off in the middle.
    postgres.load(&new, "ALTER TABLE visit ADD CONSTRAINT no_30 CHECK (id <> 30);");
    let said = site.migc("run", Engine::Postgres, &new, &["--chunk-rows", "10"]);
    assert!(said.contains("no_30"), "{said}");
    postgres.load(&new, "ALTER TABLE visit DROP CONSTRAINT no_30;");
    let said = site.migc("run", Engine::Postgres, &new, &["--chunk-rows", "10", "--resume"]);
    assert!(said.contains("no row was rejected"), "{said}");
    assert_eq!(postgres.value(&new, "SELECT COUNT(*) FROM visit").as_deref(), Some("40"));
    postgres.drop_database(&new);
}

#[test]
fn a_script_has_rows_as_they_shall_be_where_no_value_needs_a_policy() {
    for (rows, straight) in [
        ("(1, 'zażółć', 12.5, '2010-01-14 10:00:00'), (2, NULL, NULL, NULL)", true),
        ("(1, 'zażółć', 12.5, '01/14/10 1'), (2, NULL, NULL, NULL)", false),
    ] {
        let site = Site::new(Engine::Sqlite, rows);
        let new = server(Engine::Mysql).fresh_database();
        server(Engine::Mysql).load(&new, OLD);
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["compile", "main.mig", "--to", "mysql", "--data", &server(Engine::Sqlite).url(&site.database)]);
        let script = command.current_dir(&site.folder).output().unwrap().stdout;
        let script = String::from_utf8(script).unwrap();
        assert_eq!(
            script.contains("INSERT INTO `visit` (`id`, `name`, `price`, `at`) VALUES\n(1,'zażółć',"),
            straight,
            "{script}"
        );
        assert_eq!(script.contains("_mig_old_visit"), !straight, "{script}");
        // Small whole numbers are of 32 bits, and only what is not as declared is staged as text.
        assert_eq!(script.contains("`id` INT NOT NULL"), !straight, "{script}");
        assert_eq!(script.contains("`at` LONGTEXT"), !straight, "{script}");
        server(Engine::Mysql).load(&new, &script);
        let count = |table: &str| server(Engine::Mysql).value(&new, &format!("SELECT COUNT(*) FROM {table}")).unwrap();
        let (moved, rejected) = if straight { ("2", "0") } else { ("1", "1") };
        assert_eq!([count("visit"), count("_mig_rejects")], [moved, rejected]);
        server(Engine::Mysql).drop_database(&new);
    }
}

/// Shops and their sales, as a dump of an engine.
struct Shop {
    folder: TempDir,
}

impl Shop {
    const OLD: &str = "CREATE TABLE shop (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL);
        CREATE TABLE sale (id INT NOT NULL PRIMARY KEY, shop_id INT, day DATE, price DECIMAL(6,2));";
    const NEW: &str = "CREATE TABLE shop (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL);
        CREATE TABLE sale (id BIGINT NOT NULL PRIMARY KEY, origin VARCHAR(10) NOT NULL, shop_id INT, day DATE,
            price DECIMAL(8,2), FOREIGN KEY (shop_id) REFERENCES shop (id));";

    fn new(from: Engine, shop_of_second_sale: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let old = server(from).fresh_database();
        // The sales come first in the dump, as in most: tables are in the order of their names.
        let rows = format!(
            "INSERT INTO shop VALUES (1, 'zażółć; ''x'''), (2, 'b');
             INSERT INTO sale VALUES (1, 2, '2010-01-14', 12.5), (2, {shop_of_second_sale}, NULL, NULL), (3, NULL, '2008-02-29', 0);"
        );
        server(from).load(&old, &format!("{}{rows}", Self::OLD));
        fs::write(folder.path().join("dump.sql"), server(from).dump(&old)).unwrap();
        fs::write(folder.path().join("old.sql"), Self::OLD).unwrap();
        fs::write(folder.path().join("new.sql"), Self::NEW).unwrap();
        let blocks =
            "table shop -> shop { id; name }\ntable sale -> sale { id; \"old\" -> origin; shop_id; day; price }\n";
        fs::write(folder.path().join("main.mig"), format!("from {from} \"old.sql\"\ninto mysql \"new.sql\"\n{blocks}"))
            .unwrap();
        server(from).drop_database(&old);
        Self { folder }
    }

    fn script(&self, into: Engine) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["compile", "main.mig", "--to", &into.to_string(), "--data", "dump.sql"]);
        let output = command.current_dir(&self.folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What the script makes of a new database: the sales, with their shops, and the keys of rejected ones.
    fn load(into: Engine, script: &str) -> (Vec<String>, Vec<String>) {
        let server = server(into);
        let new = server.fresh_database();
        server.load(&new, Self::NEW);
        server.load(&new, script);
        let lines = |sql: &str| -> Vec<String> {
            let line = |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
            server.query(&new, sql).into_iter().map(|row| line(row).join("|")).collect()
        };
        let sales = lines(
            "SELECT s.id, s.origin, h.name, s.day, CASE WHEN s.price = 12.5 THEN 'half' WHEN s.price = 0 THEN 'nothing' END
             FROM sale AS s LEFT JOIN shop AS h ON h.id = s.shop_id ORDER BY s.id",
        );
        let rejects = lines("SELECT row_key, column_name FROM _mig_rejects");
        assert_eq!(lines("SELECT moved FROM _mig_counts WHERE step = 1"), ["2"]);
        server.drop_database(&new);
        (sales, rejects)
    }
}

#[test]
fn a_script_out_of_a_dump_has_rows_as_they_shall_be() {
    for from in [Engine::Mysql, Engine::Postgres, Engine::Sqlite] {
        let (whole, broken) = (Shop::new(from, "1"), Shop::new(from, "7"));
        for into in [Engine::Mysql, Engine::Postgres, Engine::Sqlite] {
            let script = whole.script(into);
            assert!(
                !script.contains("_mig_old_sale") && !script.contains("_mig_old_shop"),
                "{from} to {into}: {script}"
            );
            let (sales, rejects) = Shop::load(into, &script);
            let first = "1|old|b|2010-01-14|half";
            assert_eq!(sales, [first, "2|old|zażółć; 'x'||", "3|old||2008-02-29|nothing"], "{from} to {into}");
            assert!(rejects.is_empty());
            // A reference to no row: SQL finds it.
            let script = broken.script(into);
            assert!(script.contains("_mig_old_sale"), "{from} to {into}: {script}");
            let (sales, rejects) = Shop::load(into, &script);
            assert_eq!(sales, [first, "3|old||2008-02-29|nothing"], "{from} to {into}");
            assert_eq!(rejects, ["2|shop_id"], "{from} to {into}");
        }
    }
}
