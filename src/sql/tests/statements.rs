//! Whole statements, and parts of them that are printed alone.

use std::sync::Arc;

use super::*;

fn insert(rows: Rows) -> Insert {
    let columns = vec!["a".to_owned(), "b".to_owned()];
    Insert { table: TableName::of("new", "t"), columns, overriding: "", rows }
}

#[test]
fn an_insert_of_values_has_a_line_for_each_row() {
    let rows = Rows::Values(vec![vec![Expr::int(1), n("x").plus(1)], vec![Expr::null(), Expr::text("y")]]);
    let insert = Insert { overriding: " OVERRIDING SYSTEM VALUE", ..insert(rows) };
    assert_eq!(
        plain().statement(&Statement::Insert(insert)),
        "INSERT INTO new.t (a, b) OVERRIDING SYSTEM VALUE VALUES\n(1, x + 1),\n(NULL, 'y')"
    );
}

#[test]
fn statements_say_what_they_change() {
    let set = vec![("a".to_owned(), n("b").plus(1)), ("b".to_owned(), Expr::null())];
    let update =
        |filter: Option<Expr>| Statement::Update(Update { table: TableName::own("t"), set: set.clone(), filter });
    let delete = |filter: Option<Expr>| Statement::Delete(Delete { table: TableName::within(None, "t"), filter });
    let cases = [
        (update(None), "UPDATE t SET a = b + 1, b = NULL"),
        (update(Some(n("a").gt(1))), "UPDATE t SET a = b + 1, b = NULL WHERE a > 1"),
        (delete(None), "DELETE FROM t"),
        (delete(Some(n("a").is_null())), "DELETE FROM t WHERE a IS NULL"),
        (Statement::DropTable(TableName::within(Some("new"), "t")), "DROP TABLE IF EXISTS new.t"),
        (Statement::Query(Select::values([Expr::int(1)]).into()), "SELECT 1"),
        (
            Statement::Insert(insert(Rows::Query(Select::items([n("x"), n("y")]).into()))),
            "INSERT INTO new.t (a, b) SELECT x, y",
        ),
    ];
    for (statement, text) in cases {
        assert_eq!(plain().statement(&statement), text);
    }
}

#[test]
fn a_condition_of_an_update_has_its_own_line_where_it_is_long() {
    let update = |name: usize| {
        let filter = Some(n(&"x".repeat(name)).eq(1));
        plain().statement(&Statement::Update(Update {
            table: TableName::own("t"),
            set: vec![("a".to_owned(), Expr::int(1))],
            filter,
        }))
    };
    assert!(update(20).starts_with("UPDATE t SET a = 1 WHERE x"), "{}", update(20));
    assert!(update(49).starts_with("UPDATE t SET a = 1 WHERE x"), "{}", update(49));
    assert!(update(60).starts_with("UPDATE t SET a = 1\nWHERE x"), "{}", update(60));
}

#[test]
fn an_insert_stays_in_one_line_as_long_as_it_fits() {
    let mut broken = 0;
    for name in 1..WIDTH {
        let rows = Select::values([n(&"x".repeat(name))]);
        let text = plain().statement(&Statement::Insert(insert(Rows::Query(rows.into()))));
        assert_eq!(text.contains('\n'), text.len() > WIDTH, "{text}");
        broken += usize::from(text.contains('\n'));
    }
    assert!(broken > 1);
}

#[test]
fn an_insert_of_a_broken_query_begins_it_on_a_line_of_its_own() {
    let long = |name: char| n(&name.to_string().repeat(50));
    let rows = Select::of(table("t", &Alias::named("t")), [long('x'), long('y'), long('z')]);
    let text = plain().statement(&Statement::Insert(insert(Rows::Query(rows.into()))));
    assert!(text.starts_with("INSERT INTO new.t (a, b)\nSELECT x"), "{text}");
}

#[test]
fn parts_of_statements_are_printed_alone() {
    let [o, p] = ["o", "o"].map(Alias::new);
    let on = |left: &Alias| Some(Expr::column(left, "id").eq(n("x")));
    let joins = [join(JoinKind::Left, table("t", &o), on(&o)), join(JoinKind::Inner, table("u", &p), on(&p))];
    assert_eq!(plain().joins(&joins), "\n  LEFT JOIN t AS o ON o.id = x\n  JOIN u AS o2 ON o2.id = x");
    let query = Query::from(Select::of(table("t", &o), [Expr::column(&o, "id")]));
    assert_eq!(plain().whole_query(&query), "SELECT o.id FROM t AS o");
    assert_eq!(plain().inner_query(&query), "SELECT o.id FROM t AS o");
    assert_eq!(plain().table_name(&TableName::of("old", "t")), "old.t");
    let columns = ["a".to_owned()];
    let line = plain().insert_line(&TableName::own("s"), &columns, &query);
    assert_eq!(line, "INSERT INTO s (a) SELECT o.id FROM t AS o");
    let condition = Expr::and([n("a").gt(1), Expr::or([n("b"), n("c")])]);
    assert_eq!(plain().terms(&condition), "a > 1 AND (b OR c)");
    assert_eq!(plain().terms(&n("a")), "a");
}

#[test]
fn a_query_says_each_of_its_parts() {
    let o = Alias::named("o");
    let base = || Select::of(table("t", &o), [Expr::column(&o, "x")]);
    let common = |columns: &[&str], recursive: bool| CommonTable {
        name: "c".to_owned(),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        query: Arc::new(Select::values([Expr::int(1)]).into()),
        recursive,
    };
    let order = |descending: bool, nulls: Option<Nulls>| Order { by: n("x"), descending, nulls };
    let c = Relation::from(TableName::own("c")).as_it_is();
    let cases = [
        (Select::count(table("t", &o)), "SELECT COUNT(*) FROM t AS o"),
        (Select::count(table("o", &o)), "SELECT COUNT(*) FROM o"),
        (Select::of(table("t", &o), []), "SELECT * FROM t AS o"),
        (Select::of(table("t", &o), [Expr::AllOf(o.clone())]), "SELECT o.* FROM t AS o"),
        (Select { distinct: true, ..base() }, "SELECT DISTINCT o.x FROM t AS o"),
        (Select { limit: Some(1), ..base() }, "SELECT o.x FROM t AS o LIMIT 1"),
        (
            Select { order: vec![order(false, None), order(true, None)], ..base() },
            "SELECT o.x FROM t AS o ORDER BY x, x DESC",
        ),
        (
            Select { order: vec![order(false, Some(Nulls::First)), order(true, Some(Nulls::Last))], ..base() },
            "SELECT o.x FROM t AS o ORDER BY x NULLS FIRST, x DESC NULLS LAST",
        ),
        (Select::items([Item::named(1, "one"), n("x").into()]), "SELECT 1 AS one, x"),
        (
            Select { with: vec![common(&[], false)], ..Select::of(c.clone(), []) },
            "WITH c AS (SELECT 1) SELECT * FROM c",
        ),
        (
            Select { with: vec![common(&[], false), common(&["a", "b"], true)], ..Select::of(c, []) },
            "WITH RECURSIVE c AS (SELECT 1), c (a, b) AS (SELECT 1) SELECT * FROM c",
        ),
    ];
    for (query, text) in cases {
        assert_eq!(asked(query), text);
    }
    let two = || vec![Select::values([Expr::int(1)]).into(), Select::values([Expr::int(2)]).into()];
    assert_eq!(asked(Query::Union(two())), "SELECT 1 UNION SELECT 2");
    assert_eq!(asked(Query::UnionAll(two())), "SELECT 1 UNION ALL SELECT 2");
}

#[test]
fn a_join_says_which_rows_stay() {
    let [o, p] = ["o", "p"].map(Alias::named);
    let joined = |kind: JoinKind, on: Option<Expr>| {
        let mut select = Select::count(table("o", &o));
        select.joins.push(join(kind, table("p", &p), on));
        asked(select)
    };
    let on = || Some(n("a").eq(n("b")));
    assert_eq!(joined(JoinKind::Inner, on()), "SELECT COUNT(*) FROM o JOIN p ON a = b");
    assert_eq!(joined(JoinKind::Inner, None), "SELECT COUNT(*) FROM o CROSS JOIN p");
    assert_eq!(joined(JoinKind::Left, on()), "SELECT COUNT(*) FROM o LEFT JOIN p ON a = b");
}

#[test]
fn each_relation_of_a_place_has_a_name_of_its_own() {
    let [a, b, c, d] = ["o", "o", "O", "o2"].map(Alias::new);
    let mut select = Select::of(table("t", &a), [&a, &b, &c, &d].map(|alias| Expr::column(alias, "x")));
    select.joins = [&b, &c, &d].map(|alias| join(JoinKind::Inner, table("t", alias), None)).into();
    assert_eq!(
        asked(select),
        "SELECT o.x, o2.x, O3.x, o22.x FROM t AS o CROSS JOIN t AS o2 CROSS JOIN t AS O3 CROSS JOIN t AS o22"
    );
    // What a query reads from cannot name what stands around it, so that it is called as it likes.
    let inner = Select::of(table("t", &b), [Expr::column(&b, "x")]);
    let outer = Select::of(Relation::from(inner).named(&a), [Expr::column(&a, "x")]);
    assert_eq!(asked(outer), "SELECT o.x FROM (SELECT o.x FROM t AS o) AS o");
}
