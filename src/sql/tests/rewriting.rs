//! Changes of queries, and what is said of them as a whole.

use super::*;
use crate::form;

/// The relations of a query with something in each of its places.
struct Relations {
    o: Alias,
    p: Alias,
}

/// A query that names columns of `o` in each of its own places, `o.x1` to `o.x6`, and joins `p`.
fn full(relations: &Relations) -> Select {
    let Relations { o, p } = relations;
    let x = |number: u8| Expr::column(o, format!("x{number}"));
    Select {
        joins: vec![join(JoinKind::Left, table("p", p), Some(x(1).eq(Expr::column(p, "id"))))],
        filter: Some(x(2).is_not_null()),
        group: vec![x(3)],
        having: Some(x(4).gt(0)),
        order: vec![Order { by: x(6), descending: true, nulls: Some(Nulls::Last) }],
        limit: Some(9),
        ..Select::of(table("o", o), [x(5)])
    }
}

fn relations() -> Relations {
    let [o, p] = ["o", "p"].map(Alias::new);
    Relations { o, p }
}

/// The names of the columns that a query sees.
fn seen(query: &Select) -> Vec<String> {
    let mut seen = Vec::new();
    query.each_column(&mut |column| seen.push(column.name.to_string()));
    seen.sort();
    seen
}

#[test]
fn each_clause_of_a_query_is_printed_in_its_place() {
    assert_eq!(
        asked(full(&relations())),
        "SELECT o.x5 FROM o LEFT JOIN p ON o.x1 = p.id WHERE o.x2 IS NOT NULL GROUP BY o.x3 HAVING o.x4 > 0 \
         ORDER BY o.x6 DESC NULLS LAST LIMIT 9"
    );
}

#[test]
fn other_columns_come_to_every_clause_of_a_query() {
    let relations = relations();
    let query = full(&relations);
    let other = |column: &Column| {
        let own = column.relation.as_ref() == Some(&relations.o);
        own.then(|| Expr::name(column.name.to_uppercase()))
    };
    let changed = query.with_columns(std::slice::from_ref(&relations.o), &other);
    assert_eq!(asked(changed), asked(query).replace("o.x", "X"));
}

#[test]
fn a_query_that_calls_a_relation_of_its_own_so_keeps_its_columns() {
    let [o, p] = ["o", "p"].map(Alias::new);
    let own = |relation: &Alias| Select::of(table("t", relation), [Expr::column(&o, "x")]);
    let mut joined = own(&p);
    joined.joins.push(join(JoinKind::Inner, table("o", &o), None));
    let changed = |query: Query| {
        let other = |_: &Column| Some(Expr::name("other"));
        Expr::scalar(query.clone()).with_columns(std::slice::from_ref(&o), &other) != Expr::scalar(query)
    };
    assert!(changed(own(&p).into()));
    assert!(!changed(own(&o).into()) && !changed(joined.clone().into()));
    assert!(changed(Query::Union(vec![own(&o).into(), own(&p).into()])));
    assert!(!changed(Query::UnionAll(vec![own(&o).into(), joined.into()])));
}

#[test]
fn columns_are_seen_in_every_clause_and_in_queries_within() {
    let Relations { o, p } = relations();
    let query = full(&Relations { o: o.clone(), p: p.clone() });
    assert_eq!(seen(&query), ["id", "x1", "x2", "x3", "x4", "x5", "x6"]);
    let inner = |name: &str| Select::of(table("t", &p), [Expr::column(&p, name)]);
    let mut outer = Select::of(Relation::from(inner("from")).named(&o), [Expr::exists(inner("value"))]);
    let both = Query::UnionAll(vec![inner("one").into(), inner("two").into()]);
    outer.joins.push(join(JoinKind::Inner, Relation::from(both).named(&p), Some(Expr::scalar(inner("on")))));
    let common = CommonTable {
        name: "c".to_owned(),
        columns: Vec::new(),
        query: std::sync::Arc::new(inner("with").into()),
        recursive: false,
    };
    outer.with.push(common);
    assert_eq!(seen(&outer), ["from", "on", "one", "two", "value", "with"]);
}

#[test]
fn columns_of_a_query_are_counted_up_to_a_number() {
    let relations = relations();
    let six_and_a_key = Query::from(full(&relations));
    let within = |query: &Query| Query::from(Select::of(Relation::from(query.clone()).as_it_is(), [n("a"), n("b")]));
    let among = |query: &Query| Expr::In {
        operand: std::sync::Arc::new(n("a")),
        list: InList::Query(std::sync::Arc::new(query.clone())),
        negated: false,
    };
    let mut joined = Select::of(table("t", &relations.o), [n("a")]);
    joined.joins.push(join(JoinKind::Inner, Relation::from(six_and_a_key.clone()).named(&relations.p), None));
    let cases = [
        (six_and_a_key.clone(), 7),
        (within(&six_and_a_key), 9),
        (within(&within(&six_and_a_key)), 11),
        (joined.into(), 8),
        (Select::values([among(&six_and_a_key), n("b")]).into(), 9),
        (Query::UnionAll(vec![six_and_a_key.clone(), six_and_a_key.clone()]), 14),
        (Query::Union(vec![six_and_a_key.clone(), six_and_a_key]), 14),
        (Select::values([Expr::int(1)]).into(), 0),
    ];
    for (query, columns) in cases {
        assert!(!query.has_columns(columns), "{}", asked(query));
        assert!(columns == 0 || query.has_columns(columns - 1), "{}", asked(query));
    }
}

#[test]
fn joins_of_a_query_are_counted_with_those_of_queries_within() {
    let relations = relations();
    let one = full(&relations);
    let mut two = one.clone();
    two.joins.push(join(JoinKind::Inner, Relation::from(one.clone()).as_it_is(), None));
    assert_eq!(Query::from(one.clone()).joins(), 1);
    assert_eq!(Query::from(two.clone()).joins(), 3);
    assert_eq!(Query::Union(vec![one.clone().into(), two.clone().into()]).joins(), 4);
    let mut all = Select::of(Relation::from(two).as_it_is(), [Expr::exists(one.clone())]);
    assert_eq!(Query::from(all.clone()).joins(), 4);
    all.joins.push(join(JoinKind::Inner, table("p", &relations.p), Some(Expr::exists(one.clone()))));
    assert_eq!(Query::from(all.clone()).joins(), 6);
    let query = std::sync::Arc::new(Query::from(one));
    all.with.push(CommonTable { name: "c".to_owned(), columns: Vec::new(), query, recursive: false });
    assert_eq!(Query::from(all).joins(), 7);
}

#[test]
fn a_query_uses_a_relation_in_whichever_part_names_it() {
    let [o, p, q] = ["o", "p", "q"].map(Alias::new);
    let names = || Expr::column(&o, "x");
    let base = || Select::of(table("p", &p), [Expr::column(&p, "y")]);
    let inner = || base().and_where(names().is_null());
    let joined = |from: FromItem, on: Option<Expr>| {
        let mut select = base();
        select.joins.push(join(JoinKind::Inner, from, on));
        Query::from(select)
    };
    let query = std::sync::Arc::new(Query::from(inner()));
    let common = CommonTable { name: "c".to_owned(), columns: Vec::new(), query, recursive: false };
    let using = [
        Query::from(inner()),
        Select { group: vec![names()], ..base() }.into(),
        Select { having: Some(names()), ..base() }.into(),
        Select { order: vec![Order::ascending(names())], ..base() }.into(),
        Select { with: vec![common], ..base() }.into(),
        Select::of(Relation::from(inner()).named(&p), [Expr::int(1)]).into(),
        joined(table("q", &q), Some(names())),
        joined(Relation::from(inner()).named(&q), None),
        joined(Relation::from(inner()).named(&q), Some(Expr::column(&q, "z"))),
        Query::Union(vec![base().into(), inner().into()]),
    ];
    for query in using {
        assert!(query.uses(&o), "{}", asked(query));
    }
    for query in [base().into(), joined(table("q", &q), Some(Expr::column(&q, "z")))] {
        assert!(!query.uses(&o), "{}", asked(query));
    }
}

/// A query of `o` with an outer join that nothing reads, and with these columns.
fn with_unread_join(values: impl IntoIterator<Item = Expr>) -> Select {
    let [o, p] = ["o", "p"].map(Alias::new);
    let mut select = Select::of(table("o", &o), values);
    select.joins.push(join(JoinKind::Left, table("p", &p), Some(Expr::column(&p, "id").eq(Expr::column(&o, "p_id")))));
    select
}

#[test]
fn a_join_stays_where_something_may_read_it_that_is_not_seen() {
    let a = n("a");
    assert_eq!(with_unread_join([a.clone()]).simplified().joins, []);
    assert_eq!(with_unread_join([form!("f({a})", a)]).simplified().joins, []);
    let all = Alias::new("o");
    let may_read = [
        with_unread_join([]),
        with_unread_join([Expr::AllOf(all)]),
        with_unread_join([a.clone(), Expr::Raw("p.x".to_owned())]),
        with_unread_join([form!(query: "(SELECT p.x)").plus(1)]),
        with_unread_join([a.clone()]).and_where(Expr::Raw("p.x".to_owned())),
    ];
    for query in may_read {
        assert_eq!(query.clone().simplified(), query);
    }
    let mut inner = with_unread_join([a]);
    inner.joins[0].kind = JoinKind::Inner;
    assert_eq!(inner.clone().simplified(), inner);
}

#[test]
fn a_join_that_stays_may_stand_behind_one_that_goes() {
    let mut query = with_unread_join([n("a")]);
    let [q, o] = ["q", "o"].map(Alias::new);
    let stays = join(JoinKind::Inner, table("q", &q), Some(Expr::column(&q, "id").eq(Expr::column(&o, "q_id"))));
    query.joins.push(stays.clone());
    assert_eq!(query.simplified().joins, [stays]);
}

#[test]
fn a_case_stays_where_its_join_does_not_decide_it() {
    let [o, p] = ["o", "p"].map(Alias::new);
    let [id, own] = [Expr::column(&p, "id"), Expr::column(&o, "id")];
    let asks = Expr::column(&o, "a").eq(1);
    let mut query = Select::of(table("o", &o), [id.clone().when(asks.clone())]);
    query.joins.push(join(JoinKind::Left, table("p", &p), Some(Expr::and([id.clone().eq(own.clone()), asks.clone()]))));
    let value = |query: Select| query.without_needless_cases().items[0].value.clone();
    assert_eq!(value(query.clone()), id);
    // Another relation's column, an `ELSE`, and rows that are gathered.
    let other = |value: Expr| Select { items: vec![value.into()], ..query.clone() };
    let grouped = Select { group: vec![own.clone()], ..query.clone() };
    let with_else = Expr::case([(asks.clone(), id)], Some(own.clone()));
    for stays in [other(own.when(asks)), other(with_else), grouped] {
        assert_eq!(stays.clone().without_needless_cases(), stays);
    }
}

#[test]
fn conditions_are_added_to_those_that_are_there() {
    let query = || Select::of(table("o", &Alias::new("o")), [n("a")]);
    assert_eq!(query().and_where(Expr::bool(true)).filter, None);
    assert_eq!(query().and_where(n("a")).filter, Some(n("a")));
    assert_eq!(query().and_where(n("a")).and_where(n("b")).filter, Some(Expr::and([n("a"), n("b")])));
    assert_eq!(Expr::and([n("a"), n("b")]).conjuncts(), [n("a"), n("b")]);
    assert_eq!(n("a").conjuncts(), [n("a")]);
    assert!(n("a").is_column() && !Expr::int(1).is_column());
}

#[test]
fn cases_are_shorter_in_every_term_of_a_condition() {
    let needless = n("a").when(Expr::and([n("a").is_not_null(), n("c")]).not());
    let filter = |terms: [Expr; 2]| {
        let query = Select::values([n("a")]).and_where(Expr::and([Expr::or(terms), n("d")]));
        said(&query.with_shorter_cases().filter.expect("the condition"))
    };
    let shorter = filter([needless.clone().eq(1), needless.is_null()]);
    assert_eq!(shorter, "(CASE WHEN NOT c THEN a END = 1 OR CASE WHEN NOT c THEN a END IS NULL) AND d");
}
