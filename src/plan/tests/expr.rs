//! What can be told of an expression by itself: what it is made of, which other is the same, and where it is null.

use super::*;
use crate::check::Settings;
use crate::plan::{Expr, ExprKind, How, Lookup, Value};
use crate::schema::ColumnId;

const OLD: &str = "
create table visits (id int not null primary key, person int not null, host int, x int, y int, label varchar(20),
                     day date, moment timestamp, seen timestamptz not null, left_at timestamptz);
create table people (id int not null primary key, name varchar(20) not null, age int, boss int, spare int);
create table spots (n int not null primary key, a int, b int not null, c int, name varchar(20) not null, spare int);
";
const NEW: &str = "
create table visit (id int not null primary key);
create table person (id int not null primary key, name varchar(20) not null);
";
const IGNORED: &str = "ignore visits.*, people.*, spots.*";

/// The program whose one block over `visits` asks whether an expression is null, which changes nothing about it.
fn asking(expression: &str) -> String {
    format!(
        "param since int\ntable people -> person {{ id; name }}\n\
         table visits v -> visit {{ v.id; where ({expression}) is null }}\n{IGNORED}"
    )
}

/// The expression as the checker leaves it, in a program from one engine to itself.
#[track_caller]
fn read(engine: &str, old: &str, expression: &str) -> (Plan, Expr) {
    let param = [("since".to_owned(), "7".to_owned())];
    let program = format!("from {engine} \"old.sql\"\ninto {engine} \"new.sql\"\n{}\n", asking(expression));
    let texts = [("main.mig", program.as_str()), ("old.sql", old), ("new.sql", NEW)];
    let texts = Texts(texts.map(|(name, text)| (PathBuf::from(name), text.to_owned())).into());
    let settings = Settings { params: param.into() };
    let options = Options { settings, ..Options::default() };
    let plan = plan_of(compile(&texts, Path::new("main.mig"), Sources::new(), &options).expect("the program is there"));
    let keep = &plan.program.block(block(&plan.program, "v")).filters[0].keep;
    let ExprKind::IsNull(value) = &keep.kind else { panic!("{expression}: {keep:?}") };
    let value = (**value).clone();
    (plan, value)
}

/// The expression in a program from PostgreSQL to PostgreSQL.
#[track_caller]
fn expr(expression: &str) -> Expr {
    read("postgres", OLD, expression).1
}

/// A column of the old table that the block is about.
#[track_caller]
fn column(plan: &Plan, name: &str) -> ColumnId {
    let visits = plan.program.old.tables.iter().find(|table| table.name == "visits").expect("the table");
    visits.find(name).expect("the column")
}

#[test]
fn a_constant_is_a_value_and_nothing_else_is() {
    assert_eq!(expr("12").literal(), Some(&Value::Int(12)));
    assert_eq!(expr("\"a\"").literal(), Some(&Value::Text("a".to_owned())));
    for other in ["x", "x + 1", "now()"] {
        assert_eq!(expr(other).literal(), None, "{other}");
    }
}

#[test]
fn a_column_is_a_column_however_it_is_stored() {
    for engine in ["postgres", "sqlite"] {
        for name in ["x", "y", "label"] {
            let (plan, found) = read(engine, OLD, name);
            let bare = found.bare_column().map(|(rel, column)| (rel.0, column));
            assert_eq!(bare, Some((0, column(&plan, name))), "{engine}: {name}");
        }
        for other in ["x as text", "x + 1", "12", "people[x].age"] {
            assert_eq!(read(engine, OLD, other).1.bare_column(), None, "{engine}: {other}");
        }
    }
}

#[test]
fn an_expression_is_the_same_wherever_it_is_written() {
    for (one, other, same) in [
        ("x", "x", true),
        ("x", "( x )", true),
        ("x", "y", false),
        ("x", "x + 1", false),
        ("x + 1", "x  +  1", true),
        ("x + 1", "x + 2", false),
        ("x + 1", "x - 1", false),
        ("x + y", "y + x", false),
        ("concat(label, \"a\")", "concat( label, \"a\" )", true),
        ("concat(label, \"a\")", "concat(label, \"b\")", false),
        ("case { x = 1 -> y; else 0 }", "case { (x) = 1 -> y; else 0 }", true),
        ("people[x].age", "people[(x)].age", true),
        ("people[x].age", "people[y].age", false),
    ] {
        assert_eq!(expr(one).same(&expr(other)), same, "{one} and {other}");
        assert_eq!(expr(other).same(&expr(one)), same, "{other} and {one}");
    }
}

#[test]
fn a_column_that_is_known_to_hold_a_value_is_the_same_column() {
    let new = "create table visit (id int not null primary key, x int);";
    let program = "table visits v -> visit { v.id; x; where x is not null }\nignore visits.*, people.*, spots.*";
    let plan = plan_of(between("postgres", OLD, new, program));
    let x = column(&plan, "x");
    let mut all: Vec<Expr> = Vec::new();
    plan.program.blocks[0].each_expr(&mut |expr| {
        expr.walk(&mut |e| all.extend(e.bare_column().filter(|(_, column)| *column == x).map(|_| e.clone())));
    });
    let [condition, value] = all.as_slice() else { panic!("{all:?}") };
    assert!(condition.nullable && !value.nullable);
    assert!(condition.same(value));
}

#[test]
fn what_reads_no_row_is_constant() {
    for constant in ["1", "1 + 2", "now()", "since", "since * 2", "concat(\"a\", 1)", "case { since = 1 -> 2; else 3 }"]
    {
        assert!(expr(constant).is_constant(), "{constant}");
    }
    for other in [
        "x",
        "1 + x",
        "x + 1",
        "concat(\"a\", label, \"b\")",
        "people[1].age",
        "count(* from people)",
        "x via people",
        "sql\"random()\" as int",
        "case { since = 1 -> 2; else x }",
    ] {
        assert!(!expr(other).is_constant(), "{other}");
    }
}

#[test]
fn a_coalesce_passes_over_a_row_that_is_not_found_where_it_is_null_then() {
    // Whether something in it may find no row, and whether it is null by itself then.
    for (expression, passed_over, null) in [
        ("x", false, true),
        ("x + 1", false, true),
        ("people[x].age", true, true),
        ("x via people", true, true),
        ("people[people[x].boss].age", true, true),
        ("people[x].age + 1", true, true),
        ("1 - people[x].age", true, true),
        ("-people[x].age", true, true),
        ("people[x].age as text", true, true),
        ("abs(people[x].age)", true, true),
        ("upper(people[x].name)", true, true),
        ("upper(concat(\"a\", people[x].name))", true, false),
        ("concat(\"a\", people[x].name)", true, false),
        ("concat(\"a\", people[x].name) as int", true, false),
        ("people[x].age + length(concat(\"a\", people[y].name))", true, false),
        ("coalesce(people[x].age, 1)", true, false),
        ("nullif(people[x].age, 1)", true, false),
        ("people[x].age when y = 1", true, false),
        ("people[x].age = 1", true, false),
    ] {
        let found = expr(expression);
        assert_eq!(found.may_be_passed_over(), passed_over, "{expression}");
        assert_eq!(found.is_null_where_passed_over(), null, "{expression}");
    }
}

/// What an aggregate goes over are many rows: what one of them does not find is no reason to pass over all.
#[test]
fn a_coalesce_passes_over_nothing_within_an_aggregate() {
    for aggregate in ["count(* from people where age = people[x].age)", "max(people[boss].age from people)"] {
        let found = expr(aggregate);
        assert!(found.takes_all_its_rows(), "{aggregate}");
        assert!(!found.may_be_passed_over(), "{aggregate}");
    }
    for other in ["people[x].age", "x", "x + 1"] {
        assert!(!expr(other).takes_all_its_rows(), "{other}");
    }
}

#[test]
fn what_must_not_be_null_is_passed_over_by_no_coalesce() {
    let fitted = |ty: &str| {
        let new = format!("create table visit (id int not null primary key, age {ty});");
        let program = "table visits v -> visit { v.id; people[x].age -> age }\nignore visits.*, people.*, spots.*";
        let plan = plan_of(between("postgres", OLD, &new, program));
        match &plan.program.blocks[0].fills[1].how {
            How::Value { attempts, .. } => attempts[0].clone(),
            how => panic!("{how:?}"),
        }
    };
    let (needed, free) = (fitted("smallint not null"), fitted("smallint"));
    assert!(needed.takes_all_its_rows() && !needed.may_be_passed_over());
    assert!(!free.takes_all_its_rows() && free.may_be_passed_over());
}

#[test]
fn a_coalesce_is_null_where_all_of_its_parts_may_be_or_may_find_no_row() {
    for (expression, nullable) in [
        ("coalesce(x, y)", true),
        ("coalesce(x, 0)", false),
        ("coalesce(x, y, 0)", false),
        ("coalesce(id, x)", false),
        // `person` and `name` are never null, but there may be no such row.
        ("coalesce(people[person].name, label)", true),
        ("coalesce(people[person].name, \"?\")", false),
        ("coalesce(label, people[person].name)", false),
        ("coalesce(people[person].name, label, people[person].name)", false),
    ] {
        assert_eq!(expr(expression).nullable, nullable, "{expression}");
    }
}

#[test]
fn moments_with_a_zone_are_made_of_others_and_by_reckoning() {
    for (expression, makes) in [
        ("seen", false),
        ("left_at", false),
        ("coalesce(left_at, seen)", false),
        ("greatest(left_at, seen)", false),
        ("moment as timestamptz", true),
        ("day as timestamptz", true),
        ("coalesce(left_at, moment as timestamptz)", true),
        ("add_days(seen, 1)", true),
        ("greatest(seen, add_days(left_at, 1))", true),
        ("add_days(day, 1)", false),
        ("moment", false),
        ("seen as text", false),
    ] {
        assert_eq!(expr(expression).makes_timestamps(), makes, "{expression}");
    }
}

/// The places of a look-up where a null finds a row that has a null there.
#[track_caller]
fn by_null(engine: &str, old: &str, expression: &str) -> Vec<usize> {
    let (plan, value) = read(engine, old, expression);
    let mut found: Vec<Lookup> = Vec::new();
    value.walk(&mut |e| {
        if let ExprKind::Lookup(lookup) = &e.kind {
            found.push(lookup.clone());
        }
    });
    assert_eq!(found.len(), 1, "{expression}");
    found[0].by_null(plan.program.old.table(found[0].table))
}

#[test]
fn a_null_finds_a_null_only_among_several_columns_that_both_may_be_null() {
    for (expression, places) in [
        // By one column, a null finds nothing.
        ("spots[a = x].name", &[][..]),
        ("spots[a = x, c = y].name", &[0, 1]),
        // `b` and `person` are NOT NULL.
        ("spots[a = x, b = y].name", &[0]),
        ("spots[b = y, a = x].name", &[1]),
        ("spots[a = person, c = y].name", &[1]),
        ("spots[a = person, b = y].name", &[]),
        ("spots[a = x, b = y, c = x].name", &[0, 2]),
    ] {
        assert_eq!(by_null("postgres", OLD, expression), places, "{expression}");
    }
}

#[test]
fn a_null_finds_no_primary_key() {
    // SQLite lets a primary key be null, and no reference finds such a row.
    let old = OLD.replace("n int not null primary key, a int,", "n int, a text primary key,");
    assert_eq!(by_null("sqlite", &old, "spots[a = label, c = y].name"), [1]);
    assert_eq!(by_null("sqlite", &old, "spots[n = x, c = y].name"), [0, 1]);
}
