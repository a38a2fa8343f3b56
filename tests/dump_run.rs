//! `migc run --from DUMP`: the same as from the server that the dump was made of, and what happens when a dump is not
//! what it should be.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::Server;

fn migc() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.env("NO_COLOR", "1");
    command
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The rows of a table as text; what `now()` was is left out.
fn rows_of(table: &str) -> String {
    format!("SELECT regexp_replace(t::text, '\"202[0-9][^\"]*\"', 'now') FROM \"{table}\" AS t ORDER BY 1")
}

/// All tables of a PostgreSQL database, with their rows in some fixed order.
fn tables(server: &Server, database: &str) -> Vec<(String, Vec<String>)> {
    let names = server.query(
        database,
        "SELECT table_name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_name NOT IN ('_mig_run', '_mig_journal') AND table_name NOT LIKE '\\_mig\\_step%' ORDER BY 1",
    );
    names
        .into_iter()
        .flatten()
        .flatten()
        .map(|name| {
            let rows = server.query(database, &rows_of(&name));
            (name, rows.into_iter().flatten().flatten().collect())
        })
        .collect()
}

#[test]
fn polonia_moves_from_a_dump_into_postgres_as_from_its_server() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia");
    let (old, new) = (support::mariadb(), support::postgres());
    let home = old.fresh_database();
    for file in ["old.sql", "old-data.sql"] {
        old.load(&home, &fs::read_to_string(folder.join(file)).unwrap());
    }
    let dump = old.dir().join("polonia.sql.gz");
    fs::write(&dump, gzip(&old.dump(&home))).unwrap();
    let run = |from: &str| {
        let database = new.fresh_database();
        let output = migc()
            .arg("run")
            .arg(folder.join("polonia.mig"))
            .args(["--from", from, "--into", &new.url(&database), "--create", "--allow-run"])
            .args(["--placement", "staged"])
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{from}: {}", said(&output));
        tables(new, &database)
    };
    let (from_server, from_dump) = (run(&old.url(&home)), run(&dump.display().to_string()));
    assert!(from_server.iter().map(|(_, rows)| rows.len()).sum::<usize>() > 20);
    assert_eq!(from_dump, from_server);
}

/// A small program in a folder of its own.
struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let table = "CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(20) NOT NULL);\nCREATE TABLE u (id int NOT NULL PRIMARY KEY, t_id int);\n";
        fs::write(folder.path().join("old.sql"), table).unwrap();
        fs::write(folder.path().join("new.sql"), table).unwrap();
        let program = "from mysql \"old.sql\"\ninto sqlite \"new.sql\"\ncopy t\ntable u -> u { id; t_id }\n";
        fs::write(folder.path().join("main.mig"), program).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn dump(&self, rows: &str) {
        let text = format!(
            "-- MySQL dump 10.13\n{}{rows}\n-- Dump completed\n",
            fs::read_to_string(self.path("old.sql")).unwrap()
        );
        fs::write(self.path("data.sql"), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Command {
        let mut command = migc();
        command.current_dir(self.folder.path()).args([
            "run",
            "main.mig",
            "--from",
            "data.sql",
            "--into",
            "sqlite:new.db",
        ]);
        command.args(arguments);
        command
    }

    fn rows(&self) -> String {
        let output = Command::new("sqlite3")
            .arg(self.path("new.db"))
            .arg("SELECT count(*), sum(id) FROM t UNION ALL SELECT count(*), sum(t_id) FROM u")
            .output()
            .unwrap();
        said(&output)
    }
}

fn inserts(table: &str, rows: std::ops::Range<u32>, value: &str) -> String {
    rows.map(|i| format!("INSERT INTO {table} VALUES ({i},{value});\n")).collect()
}

#[test]
fn a_run_from_a_dump_that_was_killed_goes_on() {
    let world = World::new();
    // rows of one table in two places
    let rows = [inserts("t", 1..50, "'a'"), inserts("u", 1..80, "1"), inserts("t", 50..100, "'b'")].concat();
    world.dump(&rows);
    assert!(world.run(&["--create"]).output().unwrap().status.success());
    let whole = world.rows();
    assert_eq!(whole, "99|4950\n79|79\n");
    let mut killed = 0;
    for statement in (1..80).step_by(3) {
        let _ = fs::remove_file(world.path("new.db"));
        let output = world.run(&["--create"]).env("MIGC_DIE_BEFORE", statement.to_string()).output().unwrap();
        if output.status.code() == Some(migc::exec::trial::DEAD) {
            killed += 1;
            let again = world.run(&["--create", "--resume"]).output().unwrap();
            assert!(again.status.success(), "{statement}: {}", said(&again));
        }
        assert_eq!(world.rows(), whole, "killed before statement {statement}");
    }
    assert!(killed > 7, "{killed}");
}

#[test]
fn a_run_goes_on_only_with_the_same_dump() {
    let world = World::new();
    world.dump(&inserts("t", 1..50, "'a'"));
    // far enough to have rows, not so far as to have all
    let dies = (1..80).find(|statement| {
        let _ = fs::remove_file(world.path("new.db"));
        world.run(&["--create"]).env("MIGC_DIE_BEFORE", statement.to_string()).output().unwrap();
        let journal = Command::new("sqlite3")
            .arg(world.path("new.db"))
            .arg("SELECT count(*) FROM _mig_journal WHERE kind = 'load' AND done_rows > 0 AND state <> 'done'")
            .output()
            .unwrap();
        said(&journal) == "1\n"
    });
    assert!(dies.is_some());
    world.dump(&inserts("t", 1..51, "'a'"));
    let output = world.run(&["--create", "--resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`data.sql` is not the dump that the run was begun with"), "{}", said(&output));
}

#[test]
fn what_is_wrong_with_a_dump_is_known_before_anything_is_written() {
    let world = World::new();
    world.dump(&format!("{}INSERT INTO t VALUES (9);\n", inserts("t", 1..3, "'a'")));
    for arguments in [&["--create", "--dry-run"][..], &["--create"]] {
        let output = world.run(arguments).output().unwrap();
        assert!(matches!(output.status.code(), Some(1 | 2)));
        assert!(said(&output).contains("data.sql:6: a row of `t` has 1 value instead of 2"), "{}", said(&output));
    }
    let into = migc()
        .current_dir(world.folder.path())
        .args(["run", "main.mig", "--from", "data.sql", "--into", "new.sql"])
        .output();
    assert!(said(&into.unwrap()).contains("`new.sql` is a dump file, and a database is needed here"));
    // a dump of another shape
    world.dump("");
    let text =
        fs::read_to_string(world.path("data.sql")).unwrap().replace("name varchar(20) NOT NULL", "title varchar(20)");
    fs::write(world.path("data.sql"), text).unwrap();
    let output = world.run(&["--create", "--dry-run"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("`t.name`") || said(&output).contains("name"), "{}", said(&output));
}

#[test]
fn a_dump_of_another_shape_stops_the_run_before_its_steps() {
    let world = World::new();
    world.dump(&inserts("t", 1..50, "'a'"));
    let text = fs::read_to_string(world.path("data.sql")).unwrap();
    fs::write(world.path("data.sql"), text.replace("name varchar(20) NOT NULL", "name varchar(30)")).unwrap();
    let output = world.run(&["--create"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for words in [
        "the old database, `t.name`: type: ",
        "the old database, `t.name`: null: ",
        "go on with `--resume --allow-drift`",
    ] {
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    assert_eq!(world.rows(), "0|\n0|\n");
    let output = world.run(&["--create", "--resume"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let output = world.run(&["--create", "--resume", "--allow-drift"]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("differs: the old database, `t.name`: type: "), "{}", said(&output));
    assert_eq!(world.rows(), "49|1225\n0|\n");
}

#[test]
fn a_packed_file_of_sqlite_is_a_database() {
    let world = World::new();
    world.dump("");
    let filled = Command::new("sqlite3")
        .arg(world.path("old.db"))
        .arg("CREATE TABLE t (id int NOT NULL PRIMARY KEY, name text NOT NULL); CREATE TABLE u (id int NOT NULL PRIMARY KEY, t_id int); INSERT INTO t VALUES (7, 'x');")
        .output()
        .unwrap();
    assert!(filled.status.success());
    fs::write(world.path("old.sqlite.gz"), gzip(&fs::read(world.path("old.db")).unwrap())).unwrap();
    let output = migc()
        .current_dir(world.folder.path())
        .args(["run", "main.mig", "--from", "old.sqlite.gz", "--into", "sqlite:new.db", "--create"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(world.rows(), "1|7\n0|\n");
}

/// Moves a dump into a new file of SQLite, with `migc run` and with a script that has the rows; answers both outcomes.
fn both_ways(from: &str, dump: &str, new: &str, program: &str, query: &str) -> [String; 2] {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("old.sql"), dump).unwrap();
    fs::write(path("new.sql"), new).unwrap();
    fs::write(path("main.mig"), format!("from {from}\ninto sqlite \"new.sql\"\n{program}\n")).unwrap();
    let rows = |database: &str| {
        let output = Command::new("sqlite3").current_dir(&folder).args([database, query]).output().unwrap();
        said(&output)
    };
    let output = migc()
        .current_dir(&folder)
        .args(["run", "main.mig", "--from", "old.sql", "--into", "sqlite:run.db", "--create"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let output = migc()
        .current_dir(&folder)
        .args(["compile", "main.mig", "--to", "sqlite", "--data", "old.sql", "--create", "-o", "script.sql"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let script = fs::File::open(path("script.sql")).unwrap();
    let output = Command::new("sqlite3").current_dir(&folder).arg("script.db").stdin(script).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    [rows("run.db"), rows("script.db")]
}

#[test]
fn one_database_is_taken_out_of_a_dump_of_several() {
    let mysql = "CREATE DATABASE `a1`;\nUSE `a1`;\n\
        CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(9), `b` varchar(9), PRIMARY KEY (`id`));\n\
        INSERT INTO `t` VALUES (1,'007','B1');\nCREATE TABLE `only_a1` (`x` int);\n\
        CREATE DATABASE `a2`;\nUSE `a2`;\nDROP TABLE IF EXISTS `t`;\n\
        CREATE TABLE `t` (`id` int NOT NULL, `b` decimal(10,1), `a` varchar(9), PRIMARY KEY (`id`));\n\
        INSERT INTO `t` VALUES (2,2.5,'A2');\n";
    let postgres = "\\connect a1\nCREATE TABLE public.t (id integer PRIMARY KEY, a text, b text);\n\
        CREATE TABLE public.only_a1 (x integer);\nCOPY public.t (id, a, b) FROM stdin;\n1\t007\tB1\n\\.\n\
        \\connect -reuse-previous=on \"dbname='a2'\"\nCREATE TABLE public.t (id integer PRIMARY KEY, b numeric(10,1), a text);\n\
        COPY public.t (id, b, a) FROM stdin;\n2\t2.5\tA2\n\\.\n";
    let new = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);";
    for (engine, dump) in [("mysql", mysql), ("postgres", postgres)] {
        let from = |database: &str| format!("{engine} \"old.sql\" database {database}");
        let first = both_ways(&from("a1"), dump, new, "copy t\nignore only_a1", "SELECT * FROM t");
        assert_eq!(first, ["1|007|B1\n", "1|007|B1\n"], "{engine}");
        let program = "table t -> t { id; a; b as text -> b }";
        let second = both_ways(&from("a2"), dump, new, program, "SELECT * FROM t");
        assert_eq!(second, ["2|A2|2.5\n", "2|A2|2.5\n"], "{engine}");
    }
}

#[test]
fn names_that_differ_in_case_are_two_in_every_engine() {
    let dump = "CREATE TABLE public.t (\"Id\" integer NOT NULL, id integer NOT NULL, \"ID\" text, \"ID_3\" text, PRIMARY KEY (\"Id\", id));\n\
        COPY public.t (\"Id\", id, \"ID\", \"ID_3\") FROM stdin;\n1\t2\tA\tB\n1\t3\tC\tD\n\\.\n\
        CREATE TABLE public.\"T\" (nr integer PRIMARY KEY, big integer, small integer);\n\
        COPY public.\"T\" (nr, big, small) FROM stdin;\n7\t1\t3\n\\.\n";
    let new = "CREATE TABLE t (big INTEGER, small INTEGER, v TEXT, w TEXT, n INTEGER, PRIMARY KEY (big, small));\
        CREATE TABLE u (id INTEGER PRIMARY KEY, v TEXT NOT NULL);";
    let program = "table t -> t { Id -> big; id -> small; ID -> v; trim(ID_3) -> w; count(* from T where big = Id) -> n }\n\
        table T -> u { nr -> id; t[Id = big, id = small].ID -> v or reject }";
    let query = "SELECT * FROM t ORDER BY small; SELECT * FROM u";
    let found = both_ways("postgres \"old.sql\"", dump, new, program, query);
    assert_eq!(found, ["1|2|A|B|1\n1|3|C|D|1\n7|C\n", "1|2|A|B|1\n1|3|C|D|1\n7|C\n"]);
}
