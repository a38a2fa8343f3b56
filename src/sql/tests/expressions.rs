//! What builders make, and what they leave out.

use super::*;

#[test]
fn each_builder_says_what_it_is_called_for() {
    let [a, b, c] = ["a", "b", "c"].map(|name| move || n(name));
    let ascending = || vec![Order::ascending(c())];
    let cases = [
        (a().eq(1), "a = 1"),
        (a().ne(b()), "a <> b"),
        (a().lt(b()), "a < b"),
        (a().le(b()), "a <= b"),
        (a().gt(b()), "a > b"),
        (a().ge(b()), "a >= b"),
        (a().same(b()), "a IS NOT DISTINCT FROM b"),
        (a().differs(b()), "a IS DISTINCT FROM b"),
        (a().plus(b()), "a + b"),
        (a().minus(7u64), "a - 7"),
        (a().times(b()), "a * b"),
        (a().divided_by(b()), "a / b"),
        (a().remainder(b()), "a % b"),
        (a().negative(), "-a"),
        (a().is_null(), "a IS NULL"),
        (a().is_not_null(), "a IS NOT NULL"),
        (a().is_true(), "a IS TRUE"),
        (a().between(1, b()), "a BETWEEN 1 AND b"),
        (a().within([b(), Expr::null()]), "a IN (b, NULL)"),
        (a().is_among(Select::values([Expr::int(1)])), "a IN (SELECT 1)"),
        (a().matches(MatchOp::Regexp, Expr::text("^x")), "a REGEXP '^x'"),
        (a().like(b()), "a LIKE b"),
        (a().collate("nocase"), "a COLLATE nocase"),
        (a().convert("utf8mb4"), "CONVERT(a USING utf8mb4)"),
        (a().cast("date"), "CAST(a AS date)"),
        (a().at_time_zone("UTC"), "a AT TIME ZONE 'UTC'"),
        (a().when(b()), "CASE WHEN b THEN a END"),
        (a().as_number(), "CASE WHEN a THEN 1 ELSE 0 END"),
        (Expr::coalesce([a(), b()]), "coalesce(a, b)"),
        (Expr::call("now", []), "now()"),
        (Expr::concat([a(), b()]), "a || b"),
        (Expr::concat([a()]), "a"),
        (Expr::bool(true), "TRUE"),
        (Expr::from(3usize), "3"),
        (Expr::exists(Select::values([a()])), "EXISTS (SELECT a)"),
        (Expr::scalar(Select::values([a()])), "(SELECT a)"),
        (Expr::row_number(ascending()), "ROW_NUMBER() OVER (ORDER BY c)"),
        (Expr::call("max", [a()]).over(vec![b()], Vec::new()), "max(a) OVER (PARTITION BY b)"),
        (Expr::call("max", [a()]).over(vec![b()], ascending()), "max(a) OVER (PARTITION BY b ORDER BY c)"),
        (Expr::call("max", [a()]).over(Vec::new(), Vec::new()), "max(a) OVER ()"),
    ];
    for (expr, text) in cases {
        assert_eq!(said(&expr), text);
    }
}

#[test]
fn among_no_values_there_is_none() {
    assert_eq!(n("a").within([]), Expr::bool(false));
}

#[test]
fn a_condition_that_decides_is_all_that_is_left() {
    let [truth, falsehood] = [true, false].map(Expr::bool);
    assert_eq!(Expr::and([n("a"), falsehood.clone(), n("b")]), falsehood);
    assert_eq!(Expr::and([n("a"), truth.clone()]), n("a"));
    assert_eq!(Expr::or([n("a"), falsehood.clone()]), n("a"));
    assert_eq!(Expr::or([]), falsehood);
    assert_eq!(Expr::or([n("a"), n("a")]), n("a"));
    assert!(truth.is_always_true());
    assert!(!falsehood.is_always_true() && !n("a").is_always_true());
}

#[test]
fn only_conditions_of_the_same_kind_are_taken_out_of_their_brackets() {
    let [a, b, c] = ["a", "b", "c"].map(n);
    let [all, one] = [Expr::and([a.clone(), b.clone()]), Expr::or([a.clone(), b.clone()])];
    assert_eq!(Expr::and([all.clone(), c.clone()]), Expr::And(vec![a.clone(), b.clone(), c.clone()]));
    assert_eq!(Expr::or([one.clone(), c.clone()]), Expr::Or(vec![a, b, c.clone()]));
    assert_eq!(Expr::and([one.clone(), c.clone()]), Expr::And(vec![one, c.clone()]));
    assert_eq!(Expr::or([all.clone(), c.clone()]), Expr::Or(vec![all, c]));
}

#[test]
fn the_opposite_of_each_condition_is_said_in_its_own_way() {
    let (a, b) = (|| n("a"), || n("b"));
    let opposites = [
        (a().eq(b()), "a <> b"),
        (a().ne(b()), "a = b"),
        (a().lt(b()), "a >= b"),
        (a().le(b()), "a > b"),
        (a().gt(b()), "a <= b"),
        (a().ge(b()), "a < b"),
        (a().same(b()), "a IS DISTINCT FROM b"),
        (a().differs(b()), "a IS NOT DISTINCT FROM b"),
        (a().is_null(), "a IS NOT NULL"),
        (a().is_true(), "a IS NOT TRUE"),
        (a().within([b()]), "a NOT IN (b)"),
        (a().is_among(Select::values([b()])), "a NOT IN (SELECT b)"),
        (a().between(1, 2), "a NOT BETWEEN 1 AND 2"),
        (a().like(b()), "a NOT LIKE b"),
        (a().matches(MatchOp::Glob, b()), "a NOT GLOB b"),
        (a().matches(MatchOp::Regexp, b()), "a NOT REGEXP b"),
        (a().matches(MatchOp::Tilde, b()), "a !~ b"),
        (Expr::bool(true), "FALSE"),
        (Expr::bool(false), "TRUE"),
        (a(), "NOT a"),
        (Expr::and([a(), b()]), "NOT (a AND b)"),
        (Expr::or([a(), b()]), "NOT (a OR b)"),
        (Expr::Row(vec![a(), b()]).eq(Expr::Row(vec![b(), a()])), "NOT ((a, b) = (b, a))"),
    ];
    for (condition, opposite) in opposites {
        assert_eq!(said(&condition.clone().not()), opposite);
        assert_eq!(condition.clone().not().not(), condition, "twice the opposite of {opposite}");
    }
}

#[test]
fn a_case_says_nothing_that_is_needless() {
    let [a, b, c] = ["a", "b", "c"].map(n);
    let arm = |number: i128| (a.clone(), Expr::int(number));
    let case = |subject: Option<&Expr>, otherwise: Option<Expr>| Expr::case_of(subject.cloned(), [arm(1)], otherwise);
    assert_eq!(Expr::case([], Some(b.clone())), b);
    assert_eq!(Expr::case([], None), Expr::null());
    assert_eq!(said(&case(None, Some(Expr::null()))), "CASE WHEN a THEN 1 END");
    assert_eq!(said(&case(None, Some(b.clone()))), "CASE WHEN a THEN 1 ELSE b END");
    assert_eq!(said(&case(Some(&c), None)), "CASE c WHEN a THEN 1 END");
    // Conditions go on in one case, values do not.
    let more = || Some(Expr::case([(b.clone(), Expr::int(2))], Some(Expr::int(3))));
    assert_eq!(said(&case(None, more())), "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END");
    assert_eq!(said(&case(Some(&c), more())), "CASE c WHEN a THEN 1 ELSE CASE WHEN b THEN 2 ELSE 3 END END");
    let of_c = Some(Expr::case_of(Some(c.clone()), [(b.clone(), Expr::int(2))], None));
    assert_eq!(said(&case(None, of_c)), "CASE WHEN a THEN 1 ELSE CASE c WHEN b THEN 2 END END");
}

#[test]
fn constants_are_said_so_that_an_engine_takes_them_for_what_they_are() {
    let cases = [
        (Literal::Null, "NULL"),
        (Literal::Bool(true), "TRUE"),
        (Literal::Bool(false), "FALSE"),
        (Literal::Int(-12), "-12"),
        (Literal::Decimal("12.50".to_owned()), "12.50"),
        (Literal::Double("12.5".to_owned()), "12.5e0"),
        (Literal::Double("1.5e300".to_owned()), "1.5e300"),
        (Literal::Double("1.5E300".to_owned()), "1.5E300"),
        (Literal::Text("it's".to_owned()), "'it''s'"),
        (Literal::Bytes(vec![0, 255]), "x'00ff'"),
        (Literal::Date("2010-01-14".to_owned()), "DATE '2010-01-14'"),
        (Literal::DateTime("2010-01-14 10:00:00".to_owned()), "TIMESTAMP '2010-01-14 10:00:00'"),
    ];
    for (literal, text) in cases {
        assert_eq!(said(&literal.into()), text);
    }
}

#[test]
fn a_name_is_quoted_whatever_it_contains() {
    for (name, text) in [("a", "\"a\""), ("", "\"\""), ("a\"b", "\"a\"\"b\""), ("a\0b", "\"ab\""), ("\0\"", "\"\"\"\"")]
    {
        assert_eq!(Standard.ident(name), text, "{name:?}");
    }
    assert_eq!(quoted("a\"`b", '`'), "`a\"``b`");
}

/// An engine's ways to put texts together and to compare with nulls.
#[derive(Debug)]
struct Ways(Concat, NullSafe);

impl Syntax for Ways {
    fn ident(&self, name: &str) -> String {
        name.to_owned()
    }

    fn text(&self, text: &str) -> String {
        Standard.text(text)
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        Standard.bytes(bytes)
    }

    fn concat_form(&self) -> Concat {
        self.0
    }

    fn null_safe_form(&self) -> NullSafe {
        self.1
    }
}

#[test]
fn engines_compare_with_nulls_each_in_its_way() {
    let ways = [
        (NullSafe::Is, "a IS b", "a IS NOT b", "(a IS NOT b) IS NULL", "a IS NOT b AND c"),
        (NullSafe::Spaceship, "a <=> b", "NOT (a <=> b)", "(NOT (a <=> b)) IS NULL", "NOT (a <=> b) AND c"),
    ];
    for (way, same, differs, within, beside) in ways {
        let syntax = Ways(Concat::Operator, way);
        let said = |expr: Expr| Printer::new(&syntax).expr(&expr);
        assert_eq!(said(n("a").same(n("b"))), same);
        assert_eq!(said(n("a").differs(n("b"))), differs);
        assert_eq!(said(n("a").differs(n("b")).is_null()), within);
        assert_eq!(said(Expr::and([n("a").differs(n("b")), n("c")])), beside);
        assert_eq!(said(n("a").differs(n("b")).not()), same);
        assert_eq!(said(n("a").same(n("b")).is_null()), format!("({same}) IS NULL"));
        assert_eq!(said(n("a").ne(n("b"))), "a <> b");
    }
    // What is a NOT there stands in brackets beside another one.
    let syntax = Ways(Concat::Operator, NullSafe::Spaceship);
    let twice = Expr::Not(std::sync::Arc::new(n("a").differs(n("b"))));
    assert_eq!(Printer::new(&syntax).expr(&twice), "NOT (NOT (a <=> b))");
}

#[test]
fn texts_are_put_together_by_a_call_or_an_operator() {
    let within = n("c").divided_by(Expr::concat([n("a"), n("b").plus(1)]));
    let said = |way: Concat| Printer::new(&Ways(way, NullSafe::Is)).expr(&within);
    assert_eq!(said(Concat::Operator), "c / (a || (b + 1))");
    assert_eq!(said(Concat::Function), "c / CONCAT(a, b + 1)");
}

#[test]
fn all_brackets_are_printed_where_they_are_asked_for() {
    let sum = n("a").plus(n("b").times(2));
    let all = plain().with_brackets(Brackets::All);
    assert_eq!(all.expr(&sum), "a + (b * 2)");
    assert_eq!(all.expr(&Expr::or([sum.clone().eq(1), n("c")])), "((a + (b * 2)) = 1) OR c");
    // Nothing needs them between delimiters, or around one operand.
    assert_eq!(all.expr(&Expr::call("f", [sum.clone(), Expr::call("g", [])])), "f(a + (b * 2), g())");
    assert_eq!(plain().expr(&sum), "a + b * 2");
}

#[test]
fn what_can_stand_beside_any_operator_is_one_operand() {
    assert_eq!(plain().operand(&n("a").plus(1)), "(a + 1)");
    assert_eq!(plain().operand(&n("a")), "a");
    assert_eq!(plain().operand(&Expr::int(-1)), "(-1)");
    assert_eq!(plain().operand(&Expr::int(0)), "0");
}

#[test]
fn the_length_of_an_expression_is_that_of_its_text() {
    let sum = n("abc").plus(n("de"));
    assert_eq!(said(&sum).len(), 8);
    assert!(!plain().is_longer(&sum, 8));
    assert!(plain().is_longer(&sum, 7));
}
