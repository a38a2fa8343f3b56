//! Where long statements are broken, and how far their lines are set off.

use std::cell::Cell;
use std::sync::Arc;

use super::*;
use crate::sql::lines::fill_terms;

/// A name of so many letters.
fn long(letter: &str, letters: usize) -> Expr {
    n(&letter.repeat(letters))
}

fn laid_out(query: impl Into<Query>) -> String {
    plain().whole_query(&query.into())
}

#[test]
fn things_fill_a_line_up_to_its_end() {
    let filled = |last: usize| fill("SELECT ", ["x".repeat(100), "y".repeat(last)], 1);
    assert_eq!(filled(11), format!("SELECT {}, {}", "x".repeat(100), "y".repeat(11)));
    assert_eq!(filled(12), format!("SELECT {},\n  {}", "x".repeat(100), "y".repeat(12)));
}

#[test]
fn what_stands_before_things_counts_from_its_last_line() {
    let filled = |last: usize| fill("UPDATE something\nSET ", ["x".repeat(100), "y".repeat(last)], 1);
    assert_eq!(filled(14).lines().count(), 2);
    assert_eq!(filled(15).lines().count(), 3);
}

#[test]
fn each_line_of_things_has_room_for_as_many() {
    // Two of them, what is between, and what sets the line off.
    let lines = |each: usize| {
        let text = fill("", (0..6).map(|_| "x".repeat(each)), 2);
        text.lines().map(|line| line.trim().split(' ').count()).collect::<Vec<_>>()
    };
    assert_eq!(lines(10), [6]);
    assert_eq!(lines(37), [3, 3]);
    assert_eq!(lines(39), [2, 2, 2], "with blanks before and commas between");
    assert_eq!(lines(56), [2, 2, 2]);
    assert_eq!(lines(59), [2, 1, 1, 1, 1]);
    assert_eq!(lines(200), [1; 6]);
    let set_off: Vec<usize> =
        fill("", (0..2).map(|_| "x".repeat(100)), 2).lines().map(|l| l.rfind(' ').map_or(0, |at| at + 1)).collect();
    assert_eq!(set_off, [0, 4]);
}

#[test]
fn terms_go_on_with_their_and() {
    let filled = |last: usize| fill_terms("WHERE ", ["x".repeat(60), "y".repeat(60), "z".repeat(last)], 1);
    let first = format!("WHERE {}\n  AND {}", "x".repeat(60), "y".repeat(60));
    assert_eq!(filled(40), format!("{first} AND {}", "z".repeat(40)));
    assert_eq!(filled(50), format!("{first}\n  AND {}", "z".repeat(50)));
}

#[test]
fn a_query_stays_in_one_line_as_long_as_it_fits() {
    let query = |letters: usize| Select::of(table("t", &Alias::named("t")), [n("a")]).and_where(long("x", letters));
    let one = asked(query(0)).len();
    for letters in 1..WIDTH {
        let text = laid_out(query(letters));
        assert_eq!(text.contains('\n'), one + letters > WIDTH, "{text}");
    }
}

#[test]
fn a_query_within_others_has_as_much_less_room_as_it_is_set_off() {
    let inmost = |letters: usize| Select::of(table("t", &Alias::named("t")), [long("x", letters)]);
    for deep in 1..4 {
        for letters in 90..WIDTH {
            let query = (0..deep).fold(inmost(letters), |query, _| reads(query));
            let text = laid_out(query);
            let line = asked(inmost(letters));
            assert_eq!(text.contains(&line), line.len() + 2 * deep <= WIDTH, "{text}");
        }
    }
}

#[test]
fn what_stands_behind_the_columns_is_in_one_line_where_it_fits() {
    for deep in 0..3 {
        let query = |letters: usize| {
            let inmost = Select::of(table("t", &Alias::named("t")), [long("a", WIDTH)]).and_where(long("x", letters));
            (0..deep).fold(inmost, |query, _| reads(query))
        };
        for letters in 90..WIDTH {
            let text = laid_out(query(letters));
            let line = format!("FROM t WHERE {}", "x".repeat(letters));
            assert_eq!(text.contains(&line), line.len() + 2 * deep < WIDTH, "{text}");
        }
    }
    assert_eq!(laid_out(Select::values([long("a", WIDTH)])), format!("SELECT {}", "a".repeat(WIDTH)));
}

/// A query that is too long for a line, with so many joins.
fn joined(joins: usize) -> Select {
    let [t, u] = ["t", "u"].map(Alias::named);
    let mut select = Select::of(table("t", &t), [long("a", WIDTH)]).and_where(n("c"));
    select.joins = (0..joins).map(|_| join(JoinKind::Inner, table("u", &u), Some(n("b")))).collect();
    select
}

#[test]
fn several_joins_have_a_line_each() {
    let rest = |joins: usize| {
        let text = laid_out(joined(joins));
        text.split_once('\n').map_or(String::new(), |(_, rest)| rest.to_owned())
    };
    assert_eq!(rest(0), "FROM t WHERE c");
    assert_eq!(rest(1), "FROM t JOIN u ON b WHERE c");
    assert_eq!(rest(2), "FROM t\n  JOIN u ON b\n  JOIN u ON b\nWHERE c");
    assert_eq!(rest(3), "FROM t\n  JOIN u ON b\n  JOIN u ON b\n  JOIN u ON b\nWHERE c");
}

#[test]
fn one_join_stands_beside_its_table_where_it_fits() {
    for letters in 80..WIDTH {
        let mut query = joined(1).and_where(long("d", WIDTH));
        query.joins[0].on = Some(long("b", letters));
        let text = laid_out(query);
        let line = format!("FROM t JOIN u ON {}", "b".repeat(letters));
        assert_eq!(text.contains(&line), line.len() < WIDTH, "{text}");
        assert_eq!(text.contains("FROM t\n  JOIN u ON b"), line.len() >= WIDTH, "{text}");
    }
}

#[test]
fn a_condition_goes_on_where_its_clause_is_set_off() {
    let query = joined(0).and_where(Expr::and([long("d", 100), long("e", 20)]));
    let text = laid_out(reads(query.clone()));
    let indented = format!("\n  WHERE c AND {}\n    AND {}\n)", "d".repeat(100), "e".repeat(20));
    assert!(text.contains(&indented), "{text}");
    let having = Select { having: query.filter.clone(), filter: None, ..query };
    let text = laid_out(having);
    assert!(text.ends_with(&format!("\nHAVING c AND {}\n  AND {}", "d".repeat(100), "e".repeat(20))), "{text}");
}

/// A query that reads from another one and is too long for a line.
fn reads(query: impl Into<Query>) -> Select {
    Select::of(Relation::from(query.into()).named(&Alias::named("q")), [long("a", WIDTH)])
}

#[test]
fn clauses_of_a_query_within_are_set_off_with_it() {
    let inner = Select { group: vec![n("f")], order: vec![Order::ascending(n("g"))], limit: Some(1), ..joined(2) };
    let mut outer = reads(inner);
    outer.joins.push(join(JoinKind::Left, Relation::from(joined(2)).named(&Alias::named("r")), Some(n("h"))));
    let a = "a".repeat(WIDTH);
    let expected = format!(
        "SELECT {a}
FROM (
  SELECT {a}
  FROM t
    JOIN u ON b
    JOIN u ON b
  WHERE c
  GROUP BY f
  ORDER BY g
  LIMIT 1
) AS q
  LEFT JOIN (
    SELECT {a}
    FROM t
      JOIN u ON b
      JOIN u ON b
    WHERE c
  ) AS r ON h"
    );
    assert_eq!(laid_out(outer), expected);
}

#[test]
fn queries_that_a_query_names_stand_before_it() {
    let common = |name: &str, query: Select| CommonTable {
        name: name.to_owned(),
        columns: vec!["x".to_owned()],
        query: Arc::new(query.into()),
        recursive: false,
    };
    let select = Select::of(Relation::from(TableName::own("d")).as_it_is(), [n("x")]);
    let query = Select { with: vec![common("c", joined(0)), common("d", Select::values([n("y")]))], ..select };
    let a = "a".repeat(WIDTH);
    let expected =
        format!("WITH c (x) AS (\n  SELECT {a}\n  FROM t WHERE c\n),\nd (x) AS (SELECT y)\nSELECT x\nFROM d");
    assert_eq!(laid_out(query), expected);
}

#[test]
fn rows_of_several_queries_have_a_line_for_each() {
    let short = Select::values([n("b")]);
    let queries = || vec![joined(0).into(), short.clone().into()];
    let a = "a".repeat(WIDTH);
    assert_eq!(laid_out(Query::UnionAll(queries())), format!("SELECT {a}\nFROM t WHERE c\nUNION ALL\nSELECT b"));
    let text = laid_out(reads(Query::Union(queries())));
    assert!(text.contains("\n  FROM t WHERE c\n  UNION\n  SELECT b\n) AS q"), "{text}");
}

#[test]
fn many_columns_fill_several_lines() {
    let columns = (0..40).map(|at| n(&format!("c{at:02}")));
    let text = laid_out(Select::of(table("t", &Alias::named("t")), columns));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("SELECT c00, c01, ") && lines[0].ends_with(','), "{text}");
    assert!(lines[1].starts_with("  c") && lines[1].ends_with(", c39"), "{text}");
    assert_eq!(lines[2], "FROM t");
}

/// Counts the names that are printed.
#[derive(Debug, Default)]
struct Counting(Cell<usize>);

impl Syntax for Counting {
    fn ident(&self, name: &str) -> String {
        self.0.set(self.0.get() + 1);
        name.to_owned()
    }

    fn text(&self, text: &str) -> String {
        Standard.text(text)
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        Standard.bytes(bytes)
    }
}

#[test]
fn names_are_printed_a_few_times_however_deep_they_stand() {
    let columns = || (0..30).map(|at| n(&format!("c{at}")));
    let read = |query: Select| Select::of(Relation::from(query).named(&Alias::named("q")), columns());
    let printed = |deep: usize| {
        let query = (0..deep).fold(Select::of(table("t", &Alias::named("t")), columns()), |query, _| read(query));
        let counting = Counting::default();
        Printer::new(&counting).whole_query(&query.into());
        counting.0.get()
    };
    assert!(printed(40) < 5 * 30 * 41, "{} names", printed(40));
    // Nor in one line.
    let line = |deep: usize| {
        let query = (0..deep).fold(Select::values([n("a")]), |query, _| {
            Select::of(Relation::from(query).named(&Alias::named("q")), [n("a")])
        });
        let counting = Counting::default();
        Printer::new(&counting).query_line(&query.into());
        counting.0.get()
    };
    assert_eq!(line(12), 12 * 2 + 1);
}
