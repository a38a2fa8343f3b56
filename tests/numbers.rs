//! A number of 32 bits is one number, and one text, however its row goes into whichever engine.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::Command;

use migc::engine::Engine;
use support::server;

const PROGRAM: &str = "table t -> u {
  id
  f                        -> w
  f                        -> d or fail
  f as text                -> t or fail
  max(f from t) as text    -> m or fail
  case { f = 0.1 or f > 1234567.7 -> 1; else 0 } -> b
}
";

/// What comes of it: the double, the exact number, the text, the text of the largest, and the comparison.
const ROWS: [&str; 5] = [
    "1|1234567.75|1234567.7500|1234567.8|16777216|1",
    "2|16777216.0|16777216.0000|16777216|16777216|1",
    "3|0.10000000149011612|0.1000|0.1|16777216|0",
    "4|123456.78125|123456.7813|123456.78|16777216|0",
    "5|-1.1754943508222875e-38|0.0000|-1.1754944e-38|16777216|0",
];

#[test]
fn a_number_of_32_bits_is_the_same_in_every_placement() {
    for from in [Engine::Mysql, Engine::Postgres] {
        for into in Engine::ALL {
            for placement in ["direct", "staged"] {
                assert_eq!(moved(from, into, placement), ROWS, "{from} to {into}, {placement}");
            }
        }
    }
}

fn moved(from: Engine, into: Engine, placement: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let single = if from == Engine::Postgres { "real" } else { "float" };
    let double = if into == Engine::Postgres { "double precision" } else { "double" };
    let old_schema = format!("create table t (id int not null primary key, f {single} not null);");
    let new_schema = format!(
        "create table u (id int not null primary key, w {double}, d decimal(14,4), t varchar(40), m varchar(40), b int);"
    );
    let (old, new) = (server(from).fresh_database(), server(into).fresh_database());
    server(from).load(&old, &old_schema);
    server(from).load(
        &old,
        "insert into t values (1, 1234567.8), (2, 16777217), (3, 0.1), (4, 123456.78), (5, -1.17549435e-38)",
    );
    server(into).load(&new, &new_schema);
    let program = format!("from {from} \"old.sql\"\ninto {into} \"new.sql\"\n{PROGRAM}");
    for (name, text) in [("old.sql", &old_schema), ("new.sql", &new_schema), ("x.mig", &program)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.args(["run", "x.mig", "--placement", placement, "--from", &server(from).url(&old)]);
    let output = command.args(["--into", &server(into).url(&new)]).current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // the shell shows 15 digits
    let w = if into == Engine::Sqlite { "printf('%!.17g', w)" } else { "w" };
    let rows = server(into).query(&new, &format!("SELECT id, {w}, d, t, m, b FROM u ORDER BY id"));
    let rows = rows.into_iter().map(|row| {
        let row: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
        let (double, exact) = (row[1].parse::<f64>().unwrap(), row[2].parse::<f64>().unwrap());
        format!("{}|{double:?}|{exact:.4}|{}|{}|{}", row[0], row[3], row[4], row[5])
    });
    let rows = rows.map(|row| row.replace("|-0.0000|", "|0.0000|")).collect();
    server(from).drop_database(&old);
    server(into).drop_database(&new);
    rows
}
