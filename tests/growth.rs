//! Large programs: the plan and the script are no longer than the program makes them, and reading it takes no time that grows with
//! the square or the cube. The programs are so large that these tests would not end if it did.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use migc::compile::{FileReader, Options, compile};
use migc::emit;
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

struct Files(HashMap<PathBuf, Vec<u8>>);

impl FileReader for Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// So many parts of a text, one after the other.
fn each(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// What is found, and the plan where nothing is.
fn check(engine: &str, old: &str, new: &str, blocks: &str) -> (String, Option<Plan>) {
    let program = format!("from {engine} \"old.sql\"\ninto {engine} \"new.sql\"\n{blocks}");
    let files = [("main.mig", program.as_str()), ("old.sql", old), ("new.sql", new)];
    let files = Files(files.into_iter().map(|(name, text)| (name.into(), text.into())).collect());
    let done = compile(&files, Path::new("main.mig"), Sources::new(), &Options::default()).unwrap();
    let said =
        migc::diag::render::to_string(&done.sources, &done.diagnostics, migc::diag::render::Format::Pretty, false);
    (said, done.plan)
}

fn plan(old: &str, new: &str, blocks: &str) -> Plan {
    let (said, plan) = check("mysql", old, new, blocks);
    plan.unwrap_or_else(|| panic!("{said}"))
}

/// How long the script is.
fn length(plan: &Plan) -> usize {
    emit::script(plan, Engine::Mysql, &emit::Options::default()).unwrap().to_text().len()
}

#[test]
fn lines_with_a_function_and_cut() {
    let of = |count: usize| {
        let table = |name: &str, max: usize| {
            format!(
                "CREATE TABLE {name} (id INT NOT NULL PRIMARY KEY{});",
                each(count, |i| format!(",\nc{i} VARCHAR({max})"))
            )
        };
        let lines = each(count, |i| format!("lower(c{i}) -> c{i} or cut\n"));
        length(&plan(&table("a", 100), &table("t", 20), &format!("table a -> t {{\nid\n{lines}}}\n")))
    };
    let (once, twice) = (of(400), of(800));
    assert!(twice * 10 < once * 22, "{once} bytes, and {twice} with twice the lines");
}

#[test]
fn foreign_keys_of_one_table() {
    let of = |count: usize| {
        let columns = each(count, |i| format!(",\nc{i} INT"));
        let old = format!("CREATE TABLE a (id INT NOT NULL PRIMARY KEY{columns});");
        let keys = each(count, |i| format!(",\nFOREIGN KEY (c{i}) REFERENCES r{i} (id)"));
        let others = each(count, |i| format!("CREATE TABLE r{i} (id INT NOT NULL PRIMARY KEY);\n"));
        let new = format!("{others}CREATE TABLE t (id INT NOT NULL PRIMARY KEY{columns}{keys});");
        let rows = each(count, |i| format!("row r{i} {{ 1 -> id }}\n"));
        let lines = each(count, |i| format!("c{i} or null\n"));
        length(&plan(&old, &new, &format!("{rows}table a -> t {{\nid\n{lines}}}\n")))
    };
    let (once, twice) = (of(300), of(600));
    assert!(twice * 10 < once * 22, "{once} bytes, and {twice} with twice the keys");
}

#[test]
fn rows_of_a_table_that_refers_to_itself() {
    let of = |count: usize| {
        let old = "CREATE TABLE a (id INT NOT NULL PRIMARY KEY);";
        let new = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES t (id));";
        let rows = each(count, |i| format!("row t {{ {i} -> id; {} -> up or fail }}\n", i / 2));
        let plan = plan(old, new, &format!("ignore a\n{rows}"));
        plan.steps.iter().map(|step| step.reasons.len()).sum::<usize>()
    };
    let (once, twice) = (of(1_000), of(2_000));
    assert!(twice * 10 < once * 22, "{once} reasons, and {twice} with twice the rows");
}

#[test]
fn very_many_unknown_columns() {
    let table = |name: &str, column: &str| {
        format!("CREATE TABLE {name} (id INT NOT NULL PRIMARY KEY{});", each(20_000, |i| format!(",\n{column}{i} INT")))
    };
    let lines = each(20_000, |i| format!("oldcolumm{i} -> newcolumm{i}\n"));
    let blocks = format!("table a -> t {{\nid\n{lines}}}\nignore a.*\n");
    let (said, _) = check("mysql", &table("a", "oldcolumn"), &table("t", "newcolumn"), &blocks);
    assert!(said.contains("did you mean `oldcolumn0`?"), "{said}");
    assert!(said.contains("more of M0202"), "{said}");
}

#[test]
fn very_many_columns_that_nothing_fills() {
    let new =
        format!("CREATE TABLE t (id INT NOT NULL PRIMARY KEY{});", each(2_000, |i| format!(", b{i} INT NOT NULL")));
    let old = format!("CREATE TABLE a (id INT NOT NULL PRIMARY KEY{});", each(2_000, |i| format!(", xy{i} INT")));
    let (said, _) = check("mysql", &old, &new, "table a -> t { id }\n");
    assert!(said.contains("add `xy0 -> b0`") && said.contains("add `xy1999 -> b1999`"), "{said}");
    assert!(said.contains("more places"), "{said}");
}

/// The steps of a program over one old table and two new ones, in SQL.
fn script(blocks: &str) -> String {
    let old = "CREATE TABLE a (id INT NOT NULL PRIMARY KEY, up INT);";
    let new = "CREATE TABLE t (id INT NOT NULL UNIQUE, n BIGINT);
        CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t INT);";
    let plan = plan(old, new, blocks);
    emit::script(&plan, Engine::Mysql, &emit::Options::default()).unwrap().to_text()
}

/// What is gathered once is no query for each row.
#[test]
fn rows_of_others_are_gathered_once() {
    let moved = "table a -> t { id; null -> n }\ntable a as b -> u { id; up -> t }\n";
    let update = script(&format!("{moved}update t {{ count(* from new.u where u.t = t.id) -> n }}\n"));
    assert!(update.contains("GROUP BY 1) AS `u_by_key`"), "an update of a table with a unique key: {update}");
    let empty = script(&format!("empty t where count(* from new.u where u.t = t.id) = 0\n{moved}"));
    assert!(empty.contains("GROUP BY 1) AS `u_by_key`"), "empty: {empty}");
}

/// Rows are joined by an index, also where a value is tested or computed first.
#[test]
fn rows_are_joined_by_an_index() {
    let old = "CREATE TABLE a (id INT NOT NULL PRIMARY KEY, up INT);
        CREATE TABLE b (id INT NOT NULL PRIMARY KEY, code INT, n VARCHAR(9));";
    let new = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n VARCHAR(9));";
    for (engine, on) in [(Engine::Sqlite, "x.up = y.code"), (Engine::Mysql, "x.up = y.code % 100")] {
        for join in ["join", "left join"] {
            let block = format!(
                "ignore b.id\ntable a x {join} b y on {on} -> t {{ x.id -> id; y.n -> n or null; key x.id }}\n"
            );
            let (said, plan) = check(engine.name(), old, new, &block);
            let plan = plan.unwrap_or_else(|| panic!("{said}"));
            let text = emit::script(&plan, engine, &emit::Options::default()).unwrap().to_text();
            // Whatever the lines.
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
            let joined: Vec<&str> = flat.split("JOIN ").skip(1).collect();
            assert!(!joined.is_empty(), "{text}");
            for rows in joined {
                assert!(rows.starts_with("(SELECT ") && rows.contains("_mig_k1"), "{engine}, {join}: {rows}");
            }
        }
    }
}

/// PostgreSQL joins by hashing also where null equals null.
#[test]
fn rows_with_nulls_are_joined_by_hashing() {
    let old = "CREATE TABLE a (id INT NOT NULL PRIMARY KEY, up INT, at DATE);
        CREATE TABLE b (id INT NOT NULL PRIMARY KEY, code INT, at DATE, n VARCHAR(9));";
    let new = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n VARCHAR(9));";
    for (on, ignored) in [("x.up = y.code", "a.at, b.at"), ("x.at = y.at", "a.up, b.code")] {
        let block = format!(
            "ignore b.id, {ignored}\ntable a x left join b y on {on} -> t {{ x.id -> id; y.n -> n; key x.id }}\n"
        );
        let (said, plan) = check("postgres", old, new, &block);
        let plan = plan.unwrap_or_else(|| panic!("{said}"));
        let text = emit::script(&plan, Engine::Postgres, &emit::Options::default()).unwrap().to_text();
        assert!(text.contains("LEFT JOIN") && !text.contains("DISTINCT FROM"), "{on}: {text}");
    }
}

/// Why a key has no row is not looked for among all rows, one row after the other.
#[test]
fn orphans_are_told_by_an_index() {
    let old = "CREATE TABLE a (id INT NOT NULL PRIMARY KEY);
        CREATE TABLE b (id INT NOT NULL PRIMARY KEY, a INT);";
    let new = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY);
        CREATE TABLE u (id INT NOT NULL PRIMARY KEY, t INT REFERENCES t (id));";
    let (said, plan) = check("sqlite", old, new, "table a -> t { id }\ntable b -> u { id; a -> t or reject }\n");
    let plan = plan.unwrap_or_else(|| panic!("{said}"));
    let text = emit::script(&plan, Engine::Sqlite, &emit::Options::default()).unwrap().to_text();
    let told: Vec<&str> = text.split("has no row with this key").skip(1).collect();
    assert!(!told.is_empty() && text.contains(" IN (SELECT "), "{text}");
    assert!(!text.contains("EXISTS (SELECT 1 FROM (SELECT"), "{text}");
}
