//! The memory of `migc run` where one value is large: 64 MB and three times the value, between any two engines.

#![cfg(target_os = "linux")] // where a process says the most memory it had
#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use migc::engine::Engine;

use support::{Server, server};

/// The bytes of the text `żółw\n`, so often, and of the large values.
const TIMES: usize = 4 << 20;
const LARGE: usize = TIMES * 8;

fn create(engine: Engine) -> String {
    let (text, bytes, end) = match engine {
        Engine::Mysql => ("LONGTEXT", "LONGBLOB", ""),
        Engine::Postgres => ("TEXT", "BYTEA", ""),
        Engine::Sqlite => ("TEXT", "BLOB", " STRICT"),
    };
    format!("CREATE TABLE note (id INTEGER PRIMARY KEY, body {text} NOT NULL, data {bytes} NOT NULL){end};\n")
}

/// 2,000 rows, among them one with a large text and one with so many bytes.
fn rows(engine: Engine) -> String {
    let (numbers, text, bytes) = match engine {
        Engine::Mysql => (
            "SELECT seq, 'x', x'00FF' FROM seq_1_to_2000".to_owned(),
            format!("REPEAT('żółw\n', {TIMES})"),
            format!("CAST(REPEAT(x'00FF', {}) AS BINARY)", LARGE / 2),
        ),
        Engine::Postgres => (
            r"SELECT i, 'x', '\x00FF' FROM generate_series(1, 2000) AS i".to_owned(),
            format!("repeat(E'żółw\\n', {TIMES})"),
            format!("convert_to(repeat('~!', {}), 'UTF8')", LARGE / 2),
        ),
        Engine::Sqlite => (
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT i, 'x', x'00FF' FROM n"
                .to_owned(),
            format!("replace(hex(zeroblob({TIMES})), '00', 'żółw' || char(10))"),
            format!("CAST(replace(hex(zeroblob({})), '00', '~!') AS BLOB)", LARGE / 2),
        ),
    };
    format!(
        "INSERT INTO note {numbers};\nUPDATE note SET body = {text} WHERE id = 500;\nUPDATE note SET data = {bytes} WHERE id = 1500;\n"
    )
}

/// What tells whether the values are whole.
fn seen(server: &Server, database: &str) -> Vec<Option<String>> {
    let (length, octets, hex) = match server.engine {
        Engine::Mysql => ("CHAR_LENGTH", "OCTET_LENGTH", "HEX"),
        Engine::Postgres => ("length", "octet_length", ""),
        Engine::Sqlite => ("length", "length", "hex"),
    };
    let pieces: Vec<String> = (1..8)
        .map(|n| format!("substr(body, {}, 7) = substr('żółw\nżółw\nżółw\n', {}, 7)", n * 2_621_441, (n - 1) % 5 + 1))
        .collect();
    let sql = format!(
        "SELECT {length}(body) AS l, CASE WHEN {} THEN 'same' END AS s FROM note WHERE id = 500",
        pieces.join(" AND ")
    );
    let data = format!(
        "SELECT {octets}(data) AS l, lower({}) AS s FROM note WHERE id = 1500",
        if hex.is_empty() {
            "encode(substr(data, 16777216, 4), 'hex')".to_owned()
        } else {
            format!("{hex}(substr(data, 16777216, 4))")
        }
    );
    let count = "SELECT COUNT(*) AS c FROM note".to_owned();
    [sql, data, count].iter().flat_map(|sql| server.query(database, sql).concat()).collect()
}

/// The most memory of a command that must succeed, in MB.
fn peak(mut command: Command) -> u64 {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        peak = most.unwrap_or(peak);
        sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    peak >> 10
}

#[test]
fn a_large_value_is_held_three_times_at_most() {
    let folder = server(Engine::Sqlite).dir().join("memory");
    fs::create_dir_all(&folder).unwrap();
    for from in Engine::ALL.map(server) {
        let old = from.fresh_database();
        from.load(&old, &create(from.engine));
        from.load(&old, &rows(from.engine));
        let expected = seen(from, &old);
        for into in Engine::ALL.map(server) {
            let new = into.fresh_database();
            into.load(&new, &create(into.engine));
            for side in [from.engine, into.engine] {
                fs::write(folder.join(format!("{side}.sql")), create(side)).unwrap();
            }
            let program = folder.join("note.mig");
            let sides = format!("from {0} \"{0}.sql\"\ninto {1} \"{1}.sql\"\n", from.engine, into.engine);
            fs::write(&program, sides + "copy note\n").unwrap();
            let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
            command.arg("run").arg(&program).args(["--placement", "staged"]);
            command.args(["--from", &from.url(&old), "--into", &into.url(&new)]);
            let peak = peak(command);
            assert_eq!(seen(into, &new), expected, "{} to {}", from.engine, into.engine);
            let most = 64 + 3 * (LARGE >> 20) as u64;
            assert!(peak < most, "{} to {}: {peak} MB, and {most} are allowed", from.engine, into.engine);
            println!("{} to {}: {peak} MB of {most}", from.engine, into.engine);
            into.drop_database(&new);
        }
        from.drop_database(&old);
    }
}
