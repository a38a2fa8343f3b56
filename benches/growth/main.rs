//! How time grows with the rows: each construct of the language at 1, 2, 4 and 8 times the rows, on all three engines, as a script
//! beside the old tables and as a staged run out of SQLite.
//!
//! `cargo bench --bench growth` prints the times and the exponent e of rows^e, by the smallest and the largest; 1 is a straight line.
//! `cargo bench --bench growth -- --rows 20000 --only "look-up" --engine sqlite` for other sizes, for constructs with these words in
//! their names, or for one engine.

#[path = "../../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use migc::compile::{Options, compile};
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::case::Files;
use support::moving::{Mover, script};

const OLD: &str = "
CREATE TABLE kind (code VARCHAR(20) NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL);
CREATE TABLE item (id INT NOT NULL PRIMARY KEY, parent INT, owner INT, kind VARCHAR(20), price DECIMAL(12,2), name VARCHAR(60), made VARCHAR(20));
CREATE TABLE vote (id INT NOT NULL PRIMARY KEY, item_id INT NOT NULL, code VARCHAR(20), weight DECIMAL(12,2), name VARCHAR(60));
CREATE TABLE part (a INT NOT NULL, b INT NOT NULL, name VARCHAR(60), PRIMARY KEY (a, b));
";

/// A construct: what it is called, the new tables, and the blocks.
struct Construct(&'static str, &'static str, &'static str);

const PLAIN: &str = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(60), n DECIMAL(12,2));";
const GROUPS: &str = "CREATE TABLE t (code VARCHAR(20) NOT NULL PRIMARY KEY, n BIGINT, total DECIMAL(30,2));";
const KEYS: &str = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(60));
CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t_id INT, FOREIGN KEY (t_id) REFERENCES t (id));";

const PAIRS: &str = "CREATE TABLE p (a INT NOT NULL, b INT NOT NULL, name VARCHAR(60), PRIMARY KEY (a, b));
CREATE TABLE u (id INT NOT NULL PRIMARY KEY, a INT, b INT, FOREIGN KEY (a, b) REFERENCES p (a, b));";

const KEYS_COUNTED: &str = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(60), n BIGINT);
CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t_id INT, a VARCHAR(60), FOREIGN KEY (t_id) REFERENCES t (id));";
const UNIQUE_COUNTED: &str = "CREATE TABLE t (id INT NOT NULL UNIQUE, a VARCHAR(60), n BIGINT);
CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t_id INT, a VARCHAR(60));";
const COUNTED: &str = "CREATE TABLE t (id INT NOT NULL, a VARCHAR(60), n BIGINT);
CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t_id INT, a VARCHAR(60));";

const CONSTRUCTS: [Construct; 32] = [
    Construct("plain columns", PLAIN, "table item -> t { id; name -> a; price -> n }"),
    Construct("policies", PLAIN, "table item -> t { id; name -> a; name as decimal(12,2) -> n or null }"),
    Construct(
        "a date out of text",
        "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, d DATE);",
        "table item -> t { id; made as date -> d or reject }",
    ),
    Construct(
        "a map",
        PLAIN,
        "map item.name {\n  \"name 1\" -> \"one\"\n  \"name 2\" -> \"two\"\n  else keep\n}\ntable item -> t { id; name -> a; price -> n }",
    ),
    Construct(
        "where and skip",
        PLAIN,
        "table item -> t { id; name -> a; price -> n; where price > 10; skip where name = \"name 7\" }",
    ),
    Construct("a look-up by key", PLAIN, "table vote -> t { id; item[item_id].name -> a or null; weight -> n }"),
    Construct(
        "a look-up by text",
        PLAIN,
        "table vote -> t { id; item[name = vote.name].made -> a or null; weight -> n }",
    ),
    Construct(
        "a look-up by text, cut",
        "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(8), b VARCHAR(7));",
        "table vote -> t { id; item[name = vote.name].made -> a or cut or null; item[name = vote.name].kind -> b or cut or null }",
    ),
    Construct(
        "a look-up by text and number",
        PLAIN,
        "table vote -> t { id; item[name = vote.name, id = item_id].made -> a or null; weight -> n }",
    ),
    Construct(
        "a join",
        PLAIN,
        "table vote v join item i on v.item_id = i.id -> t { v.id -> id; i.name -> a; v.weight -> n }",
    ),
    Construct(
        "a join by text",
        PLAIN,
        "table vote v left join item i on v.name = i.name -> t { v.id -> id; i.made -> a; v.weight -> n; key v.id }",
    ),
    Construct(
        "a join without an index",
        PLAIN,
        "table vote v left join item i on v.item_id = i.parent and i.id % 2 = 1 -> t { v.id -> id; i.name -> a; v.weight -> n; key v.id }",
    ),
    Construct(
        "a count by text and a condition",
        PLAIN,
        "table item -> t { id; name -> a; count(* from vote where vote.name = item.name and weight > 3) -> n }",
    ),
    Construct(
        "the greatest text of other rows",
        PLAIN,
        "table item -> t { id; max(code from vote where item_id = item.id) -> a; price -> n }",
    ),
    Construct(
        "a condition over other rows",
        PLAIN,
        "table item -> t { id; name -> a; price -> n; where count(* from vote where item_id = item.id) > 0 }",
    ),
    Construct(
        "a count of other rows",
        PLAIN,
        "table item -> t { id; name -> a; count(* from vote where item_id = item.id) -> n }",
    ),
    Construct(
        "a narrow sum of other rows",
        PLAIN,
        "table item -> t { id; name -> a; sum(weight from vote where item_id = item.id) -> n or reject }",
    ),
    Construct(
        "groups",
        GROUPS,
        "table vote\n  group by code\n  having count(*) > 0\n  -> t { code; count(*) -> n; sum(weight) -> total or reject }",
    ),
    Construct(
        "rows merged by a text",
        KEYS,
        "table item -> t { id; name -> a; unique a keep first by id }\ntable vote -> u { id; item_id -> t_id }",
    ),
    Construct(
        "rows merged by a text, no case",
        PLAIN,
        "table item -> t { id; ascii_lower(name) -> a; price -> n; unique a keep last by id }",
    ),
    Construct(
        "several blocks into one table",
        PLAIN,
        "table item as first -> t { id; name -> a; price -> n; where id % 2 = 0 }\ntable item as second -> t { id; name -> a; price -> n; where id % 2 = 1; unique id keep first by id }",
    ),
    Construct(
        "rows rejected with reasons",
        PLAIN,
        "table item -> t { id; made as int -> a or reject; name as decimal(12,2) -> n or reject }",
    ),
    Construct(
        "a key by via",
        KEYS,
        "table item as items -> t { auto -> id; name -> a }\ntable vote -> u { id; item_id via items -> t_id or null }",
    ),
    Construct(
        "references of two columns",
        PAIRS,
        "table part -> p { a; b; name }\ntable vote -> u { id; item_id -> a or null; id % 3 -> b or null }",
    ),
    Construct(
        "fresh keys",
        KEYS,
        "table item -> t { auto -> id; name -> a }\ntable vote -> u { id; item_id -> t_id or reject }",
    ),
    Construct(
        "stubs",
        KEYS,
        "stub t { \"gone\" -> a }\ntable item -> t { id; name -> a; where price > 10 }\ntable vote -> u { id; item_id -> t_id or stub }",
    ),
    Construct(
        "a tree",
        "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES t (id));",
        "table item -> t { id; parent or reject; where price > 10 }",
    ),
    Construct(
        "a look-up in a count",
        PLAIN,
        "table vote -> t { id; name -> a; count(* from item where item.id = vote.item_id and kind[item.kind].title = \"kind 3\") -> n or null }",
    ),
    Construct(
        "an update",
        KEYS_COUNTED,
        "table item -> t { id; name -> a }\ntable vote -> u { id; item_id -> t_id or null }\nupdate t { count(* from new.u where u.t_id = t.id) -> n }",
    ),
    Construct(
        "an update of a table with a unique key",
        UNIQUE_COUNTED,
        "table item -> t { id; name -> a }\ntable vote -> u { id; item_id -> t_id }\nupdate t { count(* from new.u where u.t_id = t.id) -> n }",
    ),
    Construct(
        "an update of a table without a key",
        COUNTED,
        "table item -> t { id; name -> a }\ntable vote -> u { id; item_id -> t_id }\nupdate t { count(* from new.u where u.t_id = t.id) -> n }",
    ),
    Construct(
        "an update by text",
        KEYS_COUNTED,
        "table item -> t { id; name -> a }\ntable vote -> u { id; item_id -> t_id or null; name -> a }\nupdate t { count(* from new.u where u.a = t.a) -> n }",
    ),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    let rows: usize = option("--rows").and_then(|rows| rows.parse().ok()).unwrap_or(10_000);
    let only = option("--only").map_or("", String::as_str);
    let wanted = option("--engine");
    let engines = Engine::ALL.into_iter().filter(|engine| wanted.is_none_or(|name| name == engine.name()));
    let engines: Vec<Engine> = engines.collect();
    let constructs: Vec<&Construct> = CONSTRUCTS.iter().filter(|construct| construct.0.contains(only)).collect();
    // Whatever is wrong with one of them is said before an hour is spent on the others.
    for construct in &constructs {
        for &engine in &engines {
            program(construct, engine, false);
            program(construct, engine, true);
        }
    }
    let mut worst: (f64, String) = (0.0, String::new());
    println!("{:<28} {:<22} {:>8} {:>8} {:>8} {:>8}   exponent", "", "", rows, 2 * rows, 4 * rows, 8 * rows);
    for construct in constructs {
        for &engine in &engines {
            for staged in [false, true] {
                let way = if staged { "staged" } else { "script" };
                let times: Vec<f64> = [1, 2, 4, 8].map(|times| time(construct, engine, staged, times * rows)).into();
                let exponent = (times[3] / times[0]).log2() / 3.0;
                let shown: String = times.iter().fold(String::new(), |mut out, time| {
                    let _ = write!(out, " {time:>7.2}s");
                    out
                });
                println!("{:<28} {:<22}{shown}   {exponent:.2}", construct.0, format!("{engine}, {way}"));
                if exponent > worst.0 {
                    worst = (exponent, format!("{} on {engine}, {way}", construct.0));
                }
            }
        }
    }
    println!("the largest exponent: {:.2} ({})", worst.0, worst.1);
}

/// A program of a construct: its files, and its plan.
fn program(construct: &Construct, engine: Engine, staged: bool) -> (Files, Plan) {
    let old = if staged { Engine::Sqlite } else { engine };
    let mut files = Files(BTreeMap::new());
    let blocks = construct.2;
    let program = format!("from {old} \"old.sql\" {}\ninto {engine} \"new.sql\"\nignore *\n{blocks}\n", place_of(old));
    for (name, text) in [("main.mig", program), ("old.sql", OLD.to_owned()), ("new.sql", construct.1.to_owned())] {
        files.0.insert(name.into(), text.into_bytes());
    }
    let compiled = compile(&files, Path::new("main.mig"), Sources::new(), &Options::default()).expect("it can be read");
    let findings: Vec<String> = compiled.diagnostics.sorted().iter().map(|d| d.message.clone()).collect();
    let Some(plan) = compiled.plan else { panic!("{}: {findings:?}", construct.0) };
    (files, plan)
}

/// The shorter time of two, in seconds.
fn time(construct: &Construct, engine: Engine, staged: bool, rows: usize) -> f64 {
    let (mut files, plan) = program(construct, engine, staged);
    files.0.insert("rows.sql".into(), data(rows).into_bytes());
    let mover = Mover::of(&files, "main.mig", &plan, &["old.sql", "rows.sql"], &["new.sql"]);
    let once = || {
        let seconds = |taken: Duration| taken.as_secs_f64();
        if !staged {
            let place = mover.make(engine, true).unwrap_or_else(|e| panic!("{e}"));
            let text = script(&plan, engine, Some(&place.old)).unwrap_or_else(|e| panic!("{e}"));
            let start = Instant::now();
            let output = place.server.client(&place.new, &text);
            let taken = start.elapsed();
            assert!(output.success, "{}: {output}", construct.0);
            return seconds(taken);
        }
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in &files.0 {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let filled =
            Command::new("sqlite3").current_dir(&folder).args(["old.db", ".read old.sql", ".read rows.sql"]).status();
        assert!(filled.expect("sqlite3 is there").success());
        let server = support::server(engine);
        let database = server.fresh_database();
        let into = if engine == Engine::Sqlite { "sqlite:new.db".to_owned() } else { server.url(&database) };
        let start = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_migc"))
            .current_dir(&folder)
            .args(["run", "main.mig", "--create", "--placement", "staged", "--from", "sqlite:old.db", "--into", &into])
            .output()
            .expect("migc can be started");
        let taken = start.elapsed();
        assert!(output.status.success(), "{}: {}", construct.0, String::from_utf8_lossy(&output.stderr));
        server.drop_database(&database);
        seconds(taken)
    };
    once().min(once())
}

/// Where the old tables of a script are.
fn place_of(engine: Engine) -> &'static str {
    match engine {
        Engine::Postgres => "schema old",
        _ => "database old",
    }
}

/// Rows of every table: a kind for 50 items, and as many votes as items, one in ten for no item.
fn data(rows: usize) -> String {
    let mut out = String::from("BEGIN;\n");
    let mut fill = |table: &str, count: usize, row: &dyn Fn(usize) -> String| {
        for first in (1..=count).step_by(500) {
            let each: Vec<String> = (first..=count.min(first + 499)).map(row).collect();
            let _ = writeln!(out, "INSERT INTO {table} VALUES\n{};", each.join(",\n"));
        }
    };
    fill("kind", rows / 50, &|i| format!("('k{i}', 'kind {i}')"));
    fill("item", rows, &|i| {
        let parent = if i % 7 == 0 { "NULL".to_owned() } else { (i / 2 + 1).to_string() };
        let date = format!("20{:02}-{:02}-{:02}", i % 30, i % 12 + 1, i % 28 + 1);
        format!("({i}, {parent}, {}, 'k{}', {}.50, 'name {i}', '{date}')", i % 100, i % (rows / 50).max(1), i % 500)
    });
    fill("vote", rows, &|i| {
        let item = i * 7 % (rows + rows / 10) + 1;
        format!("({i}, {item}, 'c{}', {}.25, 'name {item}')", i % (rows / 20).max(1), i % 90)
    });
    fill("part", rows, &|i| format!("({i}, {}, 'name {i}')", i % 3));
    out.push_str("COMMIT;\n");
    out
}
