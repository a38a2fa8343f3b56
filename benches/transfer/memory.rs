//! Memory with large values: one of 64 MB among many small rows, and 300 rows of 1 MB.

use std::fs;

use migc::engine::Engine;

use super::measure::cost;
use super::{Bench, servers};
use crate::support::server;

/// All pairs, also of one engine with itself.
pub fn measure(bench: &Bench) {
    println!("\nmemory: peak of migc in MB, staged and direct");
    let folder = bench.folder();
    let mysql = server(Engine::Mysql);
    mysql.load(&mysql.fresh_database(), "SET GLOBAL max_allowed_packet = 1073741824;");
    fs::write(folder.join("note-mysql.sql"), create(Engine::Mysql)).expect("the folder is ours");
    for from in Engine::ALL.map(server) {
        for (what, rows) in [("a value of 64 MB", large(from.engine)), ("rows of 1 MB", many(from.engine))] {
            let note = format!("note-{}", from.engine);
            fs::write(folder.join(format!("{note}.sql")), create(from.engine)).expect("the folder is ours");
            let program = format!("from {} \"{note}.sql\"\ninto mysql \"note-mysql.sql\"\ncopy note\n", from.engine);
            fs::write(folder.join(format!("{note}.mig")), program).expect("the folder is ours");
            let old = from.fresh_database();
            from.load(&old, &create(from.engine));
            from.load(&old, &rows);
            for into in Engine::ALL.map(server) {
                let peaks = ["staged", "direct"].map(|placement| {
                    let new = into.fresh_database();
                    into.load(&new, &create(into.engine));
                    let mut command = bench.migc(&format!("{note}.mig"), &from.url(&old), &into.url(&new));
                    command.args(["--placement", placement]);
                    let cost = cost(&servers(from, into), command);
                    let count = "SELECT SUM(LENGTH(body)) AS c FROM note";
                    assert_eq!(into.value(&new, count), from.value(&old, count));
                    into.drop_database(&new);
                    cost.peak
                });
                println!(
                    "{:34} {what:18} {:>8.1} {:>8.1}",
                    format!("{} to {}", from.engine, into.engine),
                    peaks[0],
                    peaks[1]
                );
            }
            from.drop_database(&old);
        }
    }
}

fn create(engine: Engine) -> String {
    let text = if engine == Engine::Mysql { "LONGTEXT" } else { "TEXT" };
    format!("CREATE TABLE note (id INTEGER PRIMARY KEY, body {text} NOT NULL);\n")
}

/// 20,000 rows of 100 bytes, and one of 64 MB in the middle.
fn large(engine: Engine) -> String {
    format!(
        "{}{}",
        rows(engine, 20_000, 100),
        format_args!("UPDATE note SET body = {} WHERE id = 10000;", repeated(engine, 64 << 20))
    )
}

fn many(engine: Engine) -> String {
    rows(engine, 300, 1 << 20)
}

fn rows(engine: Engine, count: usize, size: usize) -> String {
    let text = repeated(engine, size);
    match engine {
        Engine::Mysql => format!("INSERT INTO note SELECT seq, {text} FROM seq_1_to_{count};\n"),
        Engine::Postgres => format!("INSERT INTO note SELECT i, {text} FROM generate_series(1, {count}) AS i;\n"),
        Engine::Sqlite => format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO note SELECT i, {text} FROM n;\n"
        ),
    }
}

/// Text of so many bytes that cannot be kept smaller.
fn repeated(engine: Engine, size: usize) -> String {
    match engine {
        Engine::Sqlite => format!("substr(hex(randomblob({0})), 1, {size})", size / 2 + 1),
        Engine::Mysql => format!("REPEAT('0123456789abcdef', {0})", size.div_ceil(16)),
        Engine::Postgres => format!("repeat('0123456789abcdef', {0})", size.div_ceil(16)),
    }
}
