//! What holds of each kind of node: how it is bracketed, what is seen in it, and that a change reaches all of its operands.

use std::sync::Arc;

use super::*;
use crate::form;

/// A query with the operand in it.
fn query(of: &Expr) -> Arc<Query> {
    let inner = Alias::named("t");
    Arc::new(Select::of(table("t", &inner), [Expr::int(1)]).and_where(of.clone().eq(Expr::column(&inner, "k"))).into())
}

/// One node of each kind with that operand in all of its places, and what is printed for it where the operand is `o.x`.
fn every_node(of: &Expr) -> Vec<(Expr, &'static str)> {
    let x = || of.clone();
    let escaped = Expr::Like { operand: Arc::new(x()), pattern: Arc::new(x()), escape: Some('!'), negated: false };
    let distinct = Expr::Call { function: "count".to_owned(), arguments: vec![x()], distinct: true };
    vec![
        (x().negative(), "-o.x"),
        (x().plus(x()), "o.x + o.x"),
        (x().divided_by(x()), "o.x / o.x"),
        (Expr::concat([x(), Expr::text("-"), x()]), "o.x || '-' || o.x"),
        (x().le(x()), "o.x <= o.x"),
        (x().is_not_null(), "o.x IS NOT NULL"),
        (x().is_true(), "o.x IS TRUE"),
        (x().within([x(), Expr::int(1)]).not(), "o.x NOT IN (o.x, 1)"),
        (x().between(x(), x()), "o.x BETWEEN o.x AND o.x"),
        (escaped, "o.x LIKE o.x ESCAPE '!'"),
        (x().matches(MatchOp::Tilde, x()), "o.x ~ o.x"),
        (x().not(), "NOT o.x"),
        (Expr::and([x(), x().is_null()]), "o.x AND o.x IS NULL"),
        (Expr::or([x(), x().is_null()]), "o.x OR o.x IS NULL"),
        (Expr::case([(x(), x())], Some(x())), "CASE WHEN o.x THEN o.x ELSE o.x END"),
        (Expr::case_of(Some(x()), [(x(), x())], None), "CASE o.x WHEN o.x THEN o.x END"),
        (x().cast("text"), "CAST(o.x AS text)"),
        (x().convert("utf8"), "CONVERT(o.x USING utf8)"),
        (x().collate("binary"), "o.x COLLATE binary"),
        (x().at_time_zone("UTC"), "o.x AT TIME ZONE 'UTC'"),
        (Expr::call("f", [x(), x()]), "f(o.x, o.x)"),
        (distinct, "count(DISTINCT o.x)"),
        (x().over(vec![x()], vec![Order::ascending(x())]), "o.x OVER (PARTITION BY o.x ORDER BY o.x)"),
        (Expr::Row(vec![x(), x()]), "(o.x, o.x)"),
        (form!("extract(year from {of})", of), "extract(year from o.x)"),
        (Expr::Exists(query(of)), "EXISTS (SELECT 1 FROM t WHERE o.x = t.k)"),
        (Expr::Scalar(query(of)), "(SELECT 1 FROM t WHERE o.x = t.k)"),
        (
            Expr::In { operand: Arc::new(x()), list: InList::Query(query(of)), negated: false },
            "o.x IN (SELECT 1 FROM t WHERE o.x = t.k)",
        ),
    ]
}

fn counted(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn each_node_is_printed_with_its_operands_in_their_places() {
    for (node, text) in every_node(&Expr::column(&Alias::named("o"), "x")) {
        assert_eq!(said(&node), text);
    }
}

#[test]
fn another_column_comes_to_all_places_of_each_node() {
    let o = Alias::named("o");
    let x = Expr::column(&o, "x");
    let other = |column: &Column| (column.relation.as_ref() == Some(&o)).then(|| Expr::name("other"));
    for (node, text) in every_node(&x) {
        let changed = node.with_columns(std::slice::from_ref(&o), &other);
        assert_eq!(said(&changed), text.replace("o.x", "other"));
        let same = node.with_columns(std::slice::from_ref(&o), &|_| None);
        assert_eq!(same, node, "{text}");
    }
}

#[test]
fn each_column_of_a_node_is_seen_as_often_as_it_is_named() {
    for (node, text) in every_node(&Expr::column(&Alias::named("o"), "x")) {
        let mut seen = 0;
        node.each_column(&mut |column| seen += usize::from(column.name.as_ref() == "x"));
        assert_eq!(seen, counted(text, "o.x"), "{text}");
    }
}

#[test]
fn a_relation_is_used_wherever_a_node_names_it() {
    let [o, other] = ["o", "other"].map(Alias::named);
    for (node, text) in every_node(&Expr::column(&o, "x")) {
        assert!(node.uses(&o), "{text}");
        assert!(!node.uses(&other), "{text}");
    }
    for (node, _) in every_node(&Expr::name("x")) {
        assert!(!node.uses(&o), "{}", said(&node));
    }
    assert!(Expr::AllOf(o.clone()).uses(&o) && !Expr::AllOf(o).uses(&other));
    assert!(Expr::Raw("whatever".to_owned()).uses(&other), "SQL by hand may name any");
}

#[test]
fn a_query_is_found_in_whatever_is_made_of_it() {
    let asks = Expr::scalar(Select::values([Expr::int(1)]));
    for (node, text) in every_node(&asks) {
        assert!(node.has_query(), "{text}");
    }
    for (node, text) in every_node(&Expr::name("x")) {
        assert_eq!(node.has_query(), text.contains("SELECT"), "{text}");
    }
}

#[test]
fn sql_by_hand_may_ask_a_query() {
    assert!(Expr::Raw("f()".to_owned()).has_query());
    let by_hand = Form::by_hand([Err("f(".to_owned()), Ok(n("a")), Err(")".to_owned())]);
    assert!(Expr::from(by_hand).has_query());
    assert!(form!(query: "(SELECT max(a) FROM t)").has_query());
    assert!(!form!("max(a)").has_query());
    // A CHECK asks none.
    assert!(!Expr::from(Form::of_condition(&["", " > 0"], &n("a"))).has_query());
}

#[test]
fn joins_are_counted_in_all_queries_of_a_node() {
    let joined = || {
        let [a, b] = ["a", "b"].map(Alias::new);
        let mut select = Select::of(table("a", &a), [Expr::int(1)]);
        select.joins.push(join(JoinKind::Inner, table("b", &b), None));
        Expr::scalar(select)
    };
    for (node, text) in every_node(&joined()) {
        let joins = Query::from(Select::values([node])).joins();
        assert_eq!(joins, counted(text, "o.x"), "{text}");
    }
}

#[test]
fn a_node_is_bracketed_where_its_operator_binds_less_tightly() {
    let nodes = every_node(&Expr::column(&Alias::named("o"), "x"));
    let within = |text: &str| {
        let (node, _) = nodes.iter().find(|(_, known)| *known == text).expect("the node");
        [said(&node.clone().plus(1)), said(&node.clone().eq(1)), said(&Expr::and([node.clone(), n("a")]))]
    };
    let alone = [
        "CASE WHEN o.x THEN o.x ELSE o.x END",
        "CAST(o.x AS text)",
        "CONVERT(o.x USING utf8)",
        "f(o.x, o.x)",
        "(o.x, o.x)",
        "extract(year from o.x)",
        "EXISTS (SELECT 1 FROM t WHERE o.x = t.k)",
        "-o.x",
    ];
    for text in alone {
        assert_eq!(within(text), [format!("{text} + 1"), format!("{text} = 1"), format!("{text} AND a")]);
    }
    for text in ["o.x || '-' || o.x", "o.x COLLATE binary", "o.x AT TIME ZONE 'UTC'"] {
        assert_eq!(within(text), [format!("({text}) + 1"), format!("{text} = 1"), format!("{text} AND a")]);
    }
    let conditions = [
        "o.x <= o.x",
        "o.x IS NOT NULL",
        "o.x IS TRUE",
        "o.x NOT IN (o.x, 1)",
        "o.x BETWEEN o.x AND o.x",
        "o.x LIKE o.x ESCAPE '!'",
        "o.x ~ o.x",
        "NOT o.x",
    ];
    for text in conditions {
        assert_eq!(within(text), [format!("({text}) + 1"), format!("({text}) = 1"), format!("{text} AND a")]);
    }
    assert_eq!(within("o.x OR o.x IS NULL")[2], "(o.x OR o.x IS NULL) AND a");
    assert_eq!(within("o.x / o.x")[0], "o.x / o.x + 1");
}

#[test]
fn signs_never_stand_side_by_side() {
    let decimal = |digits: &str| Expr::from(Literal::Decimal(digits.to_owned()));
    let double = |digits: &str| Expr::from(Literal::Double(digits.to_owned()));
    let cases = [
        (n("a").negative(), "-(-a)"),
        (Expr::int(-1), "-(-1)"),
        (Expr::int(0), "-0"),
        (Expr::int(1), "-1"),
        (decimal("-1.5"), "-(-1.5)"),
        (decimal("1.5"), "-1.5"),
        (double("-1e5"), "-(-1e5)"),
        (double("1e5"), "-1e5"),
        (n("a").plus(1), "-(a + 1)"),
    ];
    for (operand, text) in cases {
        assert_eq!(said(&operand.negative()), text);
    }
}

#[test]
fn the_bounds_of_between_take_no_collation_without_brackets() {
    let between = n("a").collate("c").between(n("b").collate("c"), n("d").plus(1));
    assert_eq!(said(&between), "a COLLATE c BETWEEN (b COLLATE c) AND d + 1");
}

#[test]
fn a_form_brackets_what_no_delimiter_ends() {
    let sum = n("a").plus(1);
    let cases = [
        (form!("f(DISTINCT {sum})", sum), "f(DISTINCT (a + 1))"),
        (form!("f({sum} USING utf8)", sum), "f(a + 1 USING utf8)"),
        (form!("f({sum} COLLATE c)", sum), "f((a + 1) COLLATE c)"),
        (form!("f(1,{sum})", sum), "f(1,a + 1)"),
        (form!("{{{sum}}}", sum), "{(a + 1)}"),
    ];
    for (form, text) in cases {
        assert_eq!(said(&form), text);
    }
}

#[test]
fn a_form_is_one_operand_where_its_last_bracket_ends_its_first() {
    let whole = [
        form!("date_format(a, '%d')"),
        form!("left(trim(a), 2)"),
        form!("concat('(', a)"),
        form!("concat(')', a)"),
        form!("(a + b)"),
        form!("EXISTS (SELECT 1)"),
        form!("CASE WHEN a THEN 1 END"),
        Form::by_hand([Err("  a or ".to_owned()), Ok(n("b").plus(1)), Err("\n".to_owned())]).into(),
    ];
    for form in whole {
        assert_eq!(said(&form.clone().is_null()), format!("{} IS NULL", said(&form)));
    }
    let several = [
        form!("a b"),
        form!("a -> f(b)"),
        form!("left(a, 1) || left(b, 1)"),
        form!("f(a) COLLATE c"),
        form!("EXISTS a"),
        form!("CASE WHEN a THEN 1 END + f(b)"),
        form!("f(b) + CASE WHEN a THEN 1 END"),
        form!("CASE WHEN a THEN 1 END || CASE WHEN b THEN 1 END"),
    ];
    for form in several {
        assert_eq!(said(&form.clone().is_null()), format!("({}) IS NULL", said(&form)));
    }
}

#[test]
fn what_is_written_by_hand_stands_in_brackets_without_blanks_around_it() {
    let by_hand = Form::by_hand([Err("  a or ".to_owned()), Ok(n("b").plus(1)), Err(" > 2 \n".to_owned())]);
    assert_eq!(said(&by_hand.into()), "(a or (b + 1) > 2)");
    let condition = Form::of_condition(&["length(", ") > 2 and ", " <> ''"], &n("b"));
    assert_eq!(said(&condition.into()), "(length(b) > 2 and b <> '')");
}
