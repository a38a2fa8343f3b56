//! The private servers themselves: that they start, say what they are told, and go away.

mod support;

use std::process::{Command, Stdio};
use std::time::Duration;

use migc::engine::Engine;

use support::Brand;

/// The text literal of a dialect, for values that hold anything.
fn literal(engine: Engine, text: &str) -> String {
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    match engine {
        Engine::Mysql => format!("convert(x'{hex}' using utf8mb4)"),
        Engine::Postgres => format!("convert_from('\\x{hex}', 'UTF8')"),
        Engine::Sqlite => format!("cast(x'{hex}' as text)"),
    }
}

#[test]
fn every_value_comes_back_as_it_went_in() {
    let values = ["", "NULL", "\\N", "a\tb\nc\r\n", "it's \"quoted\" \\ back", "zażółć 😀", "null", ",", " x "];
    for engine in Engine::ALL {
        let server = support::server(engine);
        // PostgreSQL has no text with NUL in it.
        let nul = (engine != Engine::Postgres).then_some("nul\0nul");
        let values: Vec<&str> = values.into_iter().chain(nul).collect();
        let db = server.fresh_database();
        server.load(&db, "CREATE TABLE t (id INTEGER, v TEXT);");
        for (id, value) in values.iter().enumerate() {
            server.load(&db, &format!("INSERT INTO t VALUES ({id}, {});", literal(engine, value)));
        }
        server.load(&db, "INSERT INTO t VALUES (999, NULL);");
        let rows = server.query(&db, "SELECT id, v, NULL FROM t ORDER BY id");
        let mut expected: Vec<Vec<Option<String>>> =
            values.iter().enumerate().map(|(id, v)| vec![Some(id.to_string()), Some((*v).to_owned()), None]).collect();
        expected.push(vec![Some("999".into()), None, None]);
        assert_eq!(rows, expected, "{engine}");
        assert!(server.query(&db, "SELECT id FROM t WHERE id < 0").is_empty(), "{engine}");
    }
}

#[test]
fn a_script_stops_at_its_first_error() {
    for engine in Engine::ALL {
        let server = support::server(engine);
        let db = server.fresh_database();
        let output = server
            .client(&db, "CREATE TABLE t (a INTEGER);\nSELECT nothing FROM nowhere;\nINSERT INTO t VALUES (1);\n");
        assert!(!output.success, "{engine}");
        assert!(output.stderr.contains("nowhere"), "{engine}: {output}");
        assert!(server.query(&db, "SELECT a FROM t").is_empty(), "{engine}");
    }
}

/// What a server says of itself, and that its own client and its own tool for dumps work with it.
#[test]
fn every_brand_is_what_it_says_it_is() {
    for brand in Brand::ALL.into_iter().filter(|brand| brand.is_there()) {
        let server = support::of_brand(brand);
        let db = server.fresh_database();
        server.load(&db, "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7);");
        let version = match brand.engine() {
            Engine::Sqlite => server.value(&db, "SELECT sqlite_version()"),
            _ => server.value(&db, "SELECT version()"),
        };
        let version = version.expect("a server has a version");
        match brand {
            Brand::MariaDb => assert!(version.contains("MariaDB"), "{version}"),
            Brand::MariaDb11 => assert!(version.starts_with("11.") && version.contains("MariaDB"), "{version}"),
            Brand::Mysql => assert!(version.starts_with("9.") && !version.contains("MariaDB"), "{version}"),
            Brand::Postgres => assert!(version.starts_with("PostgreSQL"), "{version}"),
            Brand::Postgres18 => assert!(version.starts_with("PostgreSQL 18"), "{version}"),
            Brand::Sqlite => assert!(version.starts_with("3."), "{version}"),
        }
        let dump = String::from_utf8(server.dump(&db)).expect("a dump is text");
        assert!(dump.contains("CREATE TABLE") && dump.contains('7'), "{brand}: {dump}");
        server.drop_database(&db);
    }
}

/// Starts this binary again with a server in it, kills it the hard way, and looks at what is left.
#[test]
fn servers_end_with_the_process_however_it_ends() {
    if std::env::var_os("MIG_TEST_HOLD").is_some() {
        for engine in Engine::ALL {
            println!("folder {}", support::server(engine).dir().display());
        }
        println!("ready");
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let me = std::env::current_exe().expect("a test has a binary");
    let mut held = Command::new(me)
        .args(["--exact", "servers_end_with_the_process_however_it_ends", "--nocapture"])
        .env("MIG_TEST_HOLD", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the test's own binary can be started");
    let output = held.stdout.take().expect("the pipe was asked for");
    let mut folders = Vec::new();
    for line in std::io::BufRead::lines(std::io::BufReader::new(output)) {
        let line = line.expect("the output is text");
        if let Some((_, folder)) = line.split_once("folder ") {
            folders.push(std::path::PathBuf::from(folder));
        }
        if line.ends_with("ready") {
            break;
        }
    }
    assert_eq!(folders.len(), 3);
    assert!(folders.iter().all(|f| f.is_dir()));
    held.kill().expect("a child can be killed");
    held.wait().expect("a child can be waited for");
    for _ in 0..150 {
        if folders.iter().all(|f| !f.exists()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("still there: {folders:?}");
}
