//! What expressions mean, in every engine: each list is run by what includes this file, with its `run`.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

pub mod table;

use migc::plan::*;
use migc::schema::*;

use self::table::*;
use super::run;

#[test]
fn conditions_are_true_or_false() {
    use CompareOp::{Eq, Ge, Gt, Le, Lt, Ne};
    let mut c = Vec::new();
    let list = &mut c;
    // null equals only null
    check(list, none(), cmp(col("t"), Eq, txt("x")), NO);
    check(list, none(), cmp(col("t"), Ne, txt("SMS")), YES);
    check(list, none(), cmp(col("t"), Eq, col("u")), YES);
    check(list, none(), cmp(col("t"), Ne, col("u")), NO);
    check(list, t("x"), cmp(col("t"), Eq, col("u")), NO);
    check(list, t("x"), cmp(col("t"), Ne, col("u")), YES);
    check(list, none(), cmp(col("t"), Eq, null_of(Type::TEXT)), YES);
    check(list, t("x"), cmp(col("t"), Ne, null_of(Type::TEXT)), YES);
    check(list, none(), not(cmp(col("t"), Eq, txt("x"))), YES);
    check(list, none(), not(cmp(col("i"), Lt, int(3))), YES);
    for op in [Lt, Le, Gt, Ge] {
        check(list, none(), cmp(col("i"), op, int(3)), NO);
        check(list, none(), cmp(col("i"), op, col("k")), NO);
        check(list, i(1), cmp(col("i"), op, null_of(Type::INT64)), NO);
    }
    check(list, ik(1, 2), cmp(col("i"), Lt, col("k")), YES);
    check(list, none(), within(col("t"), vec![txt("a"), txt("b")]), NO);
    check(list, none(), not(within(col("t"), vec![txt("a"), txt("b")])), YES);
    check(list, t("b"), not(within(col("t"), vec![txt("a"), txt("b")])), NO);
    check(list, t("b"), within(col("t"), vec![txt("a"), col("t")]), YES);
    check(list, none(), within(col("t"), vec![txt("a"), col("u")]), YES);
    check(list, none(), not(like(col("t"), "a%")), YES);
    check(list, none(), any(vec![cmp(col("i"), Lt, int(3)), cmp(col("t"), Ne, txt("x"))]), YES);
    check(list, none(), all(vec![cmp(col("i"), Lt, int(3)), cmp(col("t"), Ne, txt("x"))]), NO);
    check(list, none(), not(all(vec![cmp(col("i"), Lt, int(3)), cmp(col("t"), Ne, txt("x"))])), YES);
    check(list, none(), expr(ExprKind::IsNull(Box::new(col("t"))), Type::Bool, false), YES);
    check(list, t(""), expr(ExprKind::IsNull(Box::new(col("t"))), Type::Bool, false), NO);
    // truths
    let b = |v| vec![("b", Value::Bool(v))];
    check(list, none(), cmp(col("b"), Eq, truth(true)), NO);
    check(list, none(), cmp(col("b"), Ne, truth(true)), YES);
    check(list, b(true), cmp(col("b"), Eq, truth(true)), YES);
    check(list, b(false), cmp(col("b"), Eq, truth(false)), YES);
    check(list, none(), not(cmp(col("b"), Eq, truth(false))), YES);
    check(list, none(), not(col("b")), YES);
    check(list, none(), any(vec![col("b"), cmp(col("t"), Eq, txt("x"))]), NO);
    check(list, none(), when(cmp(col("t"), Ne, txt("x")), int(5)), Is("5"));
    check(list, t("x"), when(cmp(col("t"), Ne, txt("x")), int(5)), Null);
    // the part that decides guards the others
    let number = || cast(col("t"), Type::INT64);
    check(list, t("abc"), all(vec![cmp(col("t"), Ne, txt("abc")), cmp(number(), Gt, int(5))]), NO);
    check(list, t("abc"), any(vec![cmp(col("t"), Eq, txt("abc")), cmp(number(), Gt, int(5))]), YES);
    check(list, t("abd"), all(vec![cmp(col("t"), Ne, txt("abc")), cmp(number(), Gt, int(5))]), Fails);
    check(list, t("7"), all(vec![cmp(col("t"), Ne, txt("abc")), cmp(number(), Gt, int(5))]), YES);
    check(list, t("abc"), when(cmp(col("t"), Ne, txt("abc")), number()), Null);
    run(&c, true);
}

#[test]
fn text_compares_by_code_point() {
    use CompareOp::{Eq, Gt, Lt};
    let mut c = Vec::new();
    let list = &mut c;
    for (a, b, same) in [
        ("a", "a", YES),
        ("a", "A", NO),
        ("e", "é", NO),
        ("a", "a ", NO),
        ("", " ", NO),
        ("ß", "ss", NO),
        ("😀", "😀", YES),
        ("it's", "it's", YES),
        ("a\\b", "a\\b", YES),
        ("a\nb\r\n", "a\nb\r\n", YES),
        ("\"`$1", "\"`$1", YES),
    ] {
        check(list, tu(a, b), cmp(col("t"), Eq, col("u")), same.clone());
        check(list, t(a), cmp(col("t"), Eq, txt(b)), same.clone());
        check(list, t(a), cmp(txt(b), Eq, col("t")), same.clone());
        check(list, t(a), within(col("t"), vec![txt("zz"), txt(b)]), same.clone());
        check(list, t(a), within(txt(b), vec![col("t")]), same.clone());
        check(list, t(a), cmp(call("concat", vec![col("t"), txt("x")]), Eq, concat(vec![txt(b), txt("x")])), same);
    }
    check(list, tu("B", "a"), cmp(col("t"), Lt, col("u")), YES);
    check(list, t("B"), cmp(col("t"), Lt, txt("a")), YES);
    check(list, t("é"), cmp(col("t"), Gt, txt("z")), YES);
    check(list, t("😀"), cmp(col("t"), Gt, txt("\u{ffee}")), YES);
    check(list, t("a "), cmp(col("t"), Gt, txt("a")), YES);
    check(list, t("a\t"), cmp(col("t"), Gt, txt("a")), YES);
    // another character set
    check(list, vec![("l", Value::Text("zażółć".into()))], cmp(col("l"), Eq, txt("zażółć")), YES);
    check(list, vec![("l", Value::Text("zażółć".into()))], concat(vec![col("l"), txt("😀")]), Is("zażółć😀"));
    check(list, vec![("l", Value::Text("ż".into())), ("t", Value::Text("ż".into()))], cmp(col("l"), Eq, col("t")), YES);
    // like
    for (text, pattern, want) in [
        ("abc", "a%", YES),
        ("Abc", "a%", NO),
        ("aé", "a_", YES),
        ("a", "a_", NO),
        ("a😀", "a_", YES),
        ("a%", "a\\%", YES),
        ("ab", "a\\%", NO),
        ("a*b", "a*b", YES),
        ("axb", "a*b", NO),
        ("a[b]?", "a[b]?", YES),
        ("a\\", "a\\\\", YES),
        ("a\nb", "a%b", YES),
        ("é", "e", NO),
        ("a ", "a", NO),
    ] {
        check(list, t(text), like(col("t"), pattern), want);
    }
    // maps
    check(list, t("a"), map(0, col("t")), Is("1"));
    check(list, t("A"), map(0, col("t")), Fails);
    check(list, t("é"), map(0, col("t")), Is("2"));
    check(list, t("e"), map(0, col("t")), Fails);
    check(list, t("a "), map(0, col("t")), Is("3"));
    check(list, none(), map(0, col("t")), Null);
    check(list, none(), map(1, col("t")), Is("9"));
    check(list, t("A"), map(1, col("t")), Fails);
    check(list, t("A"), map(2, col("t")), Is("7"));
    check(list, none(), map(2, col("t")), Is("7"));
    check(list, t("A"), map(3, col("t")), Is("7"));
    check(list, none(), map(3, col("t")), Is("9"));
    // enums of the new side
    check(list, t("a"), fit(col("t"), enumeration(&["a", "b"])), Is("a"));
    check(list, t("A"), fit(col("t"), enumeration(&["a", "b"])), Fails);
    check(list, t(""), fit(col("t"), enumeration(&["a", "b"])), Fails);
    // nulls are "" when put together
    check(list, t("x"), concat(vec![col("t"), txt("-"), col("u")]), Is("x-"));
    check(list, none(), concat(vec![col("t"), col("u")]), Is(""));
    // by code point in aggregates
    use AggregateFunction::{Max, Min};
    let mine = || within(inner("u"), vec![txt("aggregate")]);
    check(list, tu("B", "aggregate"), aggregate(Max, Some(inner("t")), Some(mine()), Type::TEXT), Is("é"));
    check(list, tu("a", "aggregate"), aggregate(Min, Some(inner("t")), Some(mine()), Type::TEXT), Is("B"));
    check(list, tu("é", "aggregate"), cmp(col("t"), Eq, txt("é")), YES);
    run(&c, true);
}

#[test]
fn numbers_are_whole_exact_and_never_silent() {
    use ArithOp::{Add, Div, Mul, Rem, Sub};
    const MAX: i128 = i64::MAX as i128;
    const MIN: i128 = i64::MIN as i128;
    let mut c = Vec::new();
    let list = &mut c;
    let whole = |op| arith(col("i"), op, col("k"), Type::INT64);
    check(list, ik(2, 3), whole(Add), Is("5"));
    check(list, ik(2, 3), whole(Sub), Is("-1"));
    check(list, ik(2, 3), whole(Mul), Is("6"));
    check(list, ik(MAX, 1), whole(Add), Fails);
    check(list, ik(MIN, 1), whole(Sub), Fails);
    check(list, ik(MAX, 0), whole(Add), Is("9223372036854775807"));
    check(list, ik(3037000500, 3037000500), whole(Mul), Fails);
    check(list, ik(MIN, -1), whole(Mul), Fails);
    check(list, i(1), whole(Add), Null);
    check(list, ik(7, 2), arith(col("i"), Div, col("k"), Type::Float64), Is("3.5"));
    check(list, ik(-7, 2), whole(Rem), Is("-1"));
    check(list, ik(7, 0), whole(Rem), Fails);
    check(list, ik(7, 0), arith(col("i"), Div, col("k"), Type::Float64), Fails);
    check(list, vec![("k", Value::Int(0))], arith(col("i"), Div, col("k"), Type::Float64), Null);
    check(list, ik(-7, 2), call("div", vec![col("i"), col("k")]), Is("-3"));
    check(list, ik(-7, 2), call("mod", vec![col("i"), col("k")]), Is("-1"));
    check(list, ik(7, 0), call("div", vec![col("i"), col("k")]), Fails);
    check(list, ik(7, 0), call("mod", vec![col("i"), col("k")]), Fails);
    check(list, ik(MIN, -1), call("div", vec![col("i"), col("k")]), Fails);
    check(list, i(7), call("div", vec![col("i"), int(2)]), Is("3"));
    check(list, i(MIN), expr(ExprKind::Neg(Box::new(col("i"))), Type::INT64, true), Fails);
    check(list, i(5), expr(ExprKind::Neg(Box::new(col("i"))), Type::INT64, true), Is("-5"));
    check(list, i(MIN), call("abs", vec![col("i")]), Fails);
    check(list, i(-4), call("abs", vec![col("i")]), Is("4"));
    // small types do not overflow on the way
    let j = |n| vec![("j", Value::Int(n))];
    check(list, j(2147483647), arith(col("j"), Add, int(1), Type::INT64), Is("2147483648"));
    check(list, j(2147483647), arith(col("j"), Mul, col("j"), Type::INT64), Is("4611686014132420609"));
    check(list, j(-2147483648), expr(ExprKind::Neg(Box::new(col("j"))), Type::INT64, true), Is("2147483648"));
    check(list, j(-2147483648), call("abs", vec![col("j")]), Is("2147483648"));
    check(list, vec![("s", Value::Int(32767))], arith(col("s"), Add, col("s"), Type::INT64), Is("65534"));
    check(list, vec![("n", Value::Int(3))], arith(col("n"), Sub, int(5), Type::INT64), Is("-2"));
    check(list, vec![("n", Value::Int(3))], expr(ExprKind::Neg(Box::new(col("n"))), Type::INT64, true), Is("-3"));
    // into smaller columns
    check(list, i(128), fit(col("i"), int_of(8, false)), Fails);
    check(list, i(127), fit(col("i"), int_of(8, false)), Is("127"));
    check(list, i(-1), fit(col("i"), int_of(32, true)), Fails);
    check(list, none(), fit(col("i"), int_of(8, false)), Null);
    check(list, none(), required(col("i"), Type::INT64), Fails);
    check(list, i(300), required(col("i"), int_of(8, true)), Fails);
    check(list, i(3), required(col("i"), int_of(8, true)), Is("3"));
    // rounding: half away from zero
    let small = |scale| Type::Decimal { precision: Some(5), scale };
    for (value, whole, one) in [
        ("2.50", "3", "2.5"),
        ("-2.50", "-3", "-2.5"),
        ("0.05", "0", "0.1"),
        ("1.25", "1", "1.3"),
        ("-1.25", "-1", "-1.3"),
    ] {
        check(list, d(value), call("round", vec![col("d")]), Is(whole));
        check(list, d(value), cast(col("d"), Type::INT64), Is(whole));
        check(list, d(value), fit(col("d"), small(1)), Is(one));
    }
    check(list, d("9999.96"), fit(col("d"), small(1)), Fails);
    check(list, d("9999.94"), fit(col("d"), small(1)), Is("9999.9"));
    check(list, d("12.25"), cast(col("d"), Type::TEXT), Is("12.25"));
    check(
        list,
        d("0.10"),
        arith(col("d"), Add, dec("0.20"), Type::Decimal { precision: Some(12), scale: 2 }),
        Is("0.30"),
    );
    check(
        list,
        d("1.10"),
        arith(col("d"), Mul, dec("1.10"), Type::Decimal { precision: Some(14), scale: 4 }),
        Is("1.2100"),
    );
    check(list, d("10.00"), arith(col("d"), Div, int(4), Type::Float64), Is("2.5"));
    for (value, want) in [("2.5", "3"), ("-2.5", "-3"), ("3.5", "4"), ("-0.5", "-1"), ("1e15", "1000000000000000")] {
        check(list, f(value), call("round", vec![col("f")]), Is(want));
        check(list, f(value), cast(col("f"), Type::INT64), Is(want));
    }
    check(list, f("1e300"), call("round", vec![col("f")]), Fails);
    check(list, f("1e300"), call("floor", vec![col("f")]), Fails);
    check(list, f("-2.5"), call("floor", vec![col("f")]), Is("-3"));
    check(list, f("-2.5"), call("ceil", vec![col("f")]), Is("-2"));
    check(list, f("2.0"), call("ceil", vec![col("f")]), Is("2"));
    check(list, d("-2.10"), call("floor", vec![col("d")]), Is("-3"));
    check(list, d("2.10"), call("ceil", vec![col("d")]), Is("3"));
    check(list, f("2.345"), call("round", vec![col("f"), int(1)]), Is("2.3"));
    check(list, f("-0.25"), call("round", vec![col("f"), int(1)]), Is("-0.3"));
    check(list, f("1e300"), arith(col("f"), Mul, col("f"), Type::Float64), Fails);
    check(list, f("1e308"), arith(col("f"), Add, col("f"), Type::Float64), Fails);
    check(list, f("1.5"), arith(col("f"), Mul, col("f"), Type::Float64), Is("2.25"));
    check(list, f("1.5"), arith(col("f"), Div, col("f"), Type::Float64), Is("1"));
    check(list, f("0.0"), arith(col("f"), Div, col("f"), Type::Float64), Fails);
    let inverse = || arith(int(1), Div, col("f"), Type::Float64);
    check(list, f("1e-300"), cmp(inverse(), CompareOp::Gt, int(1)), YES);
    check(list, f("1e-320"), inverse(), Fails);
    check(list, f("1e300"), fit(col("f"), Type::Float32), Fails);
    check(list, f("1e40"), cast(col("f"), DECIMAL), Fails);
    check(list, f("1.0"), cast(col("f"), Type::TEXT), Is("1"));
    check(list, f("0.5"), cast(col("f"), Type::TEXT), Is("0.5"));
    check(list, f("1e20"), cast(col("f"), Type::TEXT), Is("1e20"));
    check(list, f("0.5"), cast(col("f"), DECIMAL), Is("0.5"));
    // others
    check(list, ik(3, 5), call("least", vec![col("i"), col("k")]), Is("3"));
    check(list, ik(3, 5), call("greatest", vec![col("i"), col("k")]), Is("5"));
    check(list, i(3), call("greatest", vec![col("i"), col("k")]), Null);
    check(list, i(6), call("bit", vec![col("i"), int(1)]), YES);
    check(list, i(6), call("bit", vec![col("i"), int(0)]), NO);
    check(list, i(-6), call("sign", vec![col("i")]), Is("-1"));
    check(list, i(2), cast(col("i"), Type::Bool), Fails);
    check(list, i(1), cast(col("i"), Type::Bool), YES);
    check(list, vec![("b", Value::Bool(true))], cast(col("b"), Type::INT64), Is("1"));
    check(list, none(), call("coalesce", vec![col("i"), col("k"), int(4)]), Is("4"));
    check(list, ik(4, 4), call("nullif", vec![col("i"), col("k")]), Null);
    check(list, i(4), call("nullif", vec![col("i"), col("k")]), Is("4"));
    // sums
    use AggregateFunction::{Count, Sum};
    let group = || cmp(inner("u"), CompareOp::Eq, txt("sum"));
    let big = |n| vec![("u", Value::Text("sum".into())), ("i", Value::Int(n)), ("j", Value::Int(7))];
    check(list, big(MAX), aggregate(Sum, Some(inner("i")), Some(group()), Type::INT64), Fails);
    check(list, big(MAX), aggregate(Sum, Some(inner("j")), Some(group()), Type::INT64), Is("21"));
    check(list, big(1), aggregate(Count, None, Some(group()), Type::INT64), Is("3"));
    let nobody = || cmp(inner("u"), CompareOp::Eq, txt("nobody"));
    check(list, none(), aggregate(Sum, Some(inner("i")), Some(nobody()), Type::INT64), Is("0"));
    check(list, none(), aggregate(AggregateFunction::Max, Some(inner("i")), Some(nobody()), Type::INT64), Null);
    run(&c, true);
}

#[test]
fn conversions_are_tested() {
    let mut c = Vec::new();
    let list = &mut c;
    for (text, want) in [
        ("5", Is("5")),
        (" +5 ", Is("5")),
        ("-007", Is("-7")),
        ("", Fails),
        (" ", Fails),
        ("abc", Fails),
        ("12abc", Fails),
        ("1.0", Fails),
        ("1e3", Fails),
        ("5\n", Fails),
        ("--5", Fails),
        ("+", Fails),
        ("٣", Fails),
        ("9223372036854775807", Is("9223372036854775807")),
        ("9223372036854775808", Fails),
        ("-9223372036854775808", Is("-9223372036854775808")),
        ("-9223372036854775809", Fails),
        ("0000000000000000000000000000000000000001", Is("1")),
        ("99999999999999999999999999999999999999999999", Fails),
    ] {
        check(list, t(text), cast(col("t"), Type::INT64), want);
    }
    check(list, none(), cast(col("t"), Type::INT64), Null);
    check(list, none(), cast(txt("abc"), Type::INT64), Fails);
    check(list, none(), cast(txt("12"), Type::INT64), Is("12"));
    check(list, t("128"), cast(col("t"), int_of(8, false)), Fails);
    check(list, t("-129"), cast(col("t"), int_of(8, false)), Fails);
    check(list, t("-1"), cast(col("t"), int_of(32, true)), Fails);
    check(list, t("200"), fit(cast(col("t"), Type::INT64), int_of(8, true)), Is("200"));
    check(list, t("300"), fit(cast(col("t"), Type::INT64), int_of(8, true)), Fails);
    for (text, want) in [
        ("12.50", Is("12.5")),
        ("-0.125", Is("-0.125")),
        (".5", Is("0.5")),
        ("5.", Is("5")),
        (".", Fails),
        ("1,5", Fails),
        ("1.2.3", Fails),
        ("1e5", Fails),
        ("", Fails),
        ("100", Is("100")),
    ] {
        check(list, t(text), cast(col("t"), DECIMAL), want);
    }
    let money = || fit(cast(col("t"), DECIMAL), Type::Decimal { precision: Some(6), scale: 2 });
    check(list, t("1.005"), money(), Is("1.01"));
    check(list, t("-1.005"), money(), Is("-1.01"));
    check(list, t("9999.994"), money(), Is("9999.99"));
    check(list, t("9999.995"), money(), Fails);
    for (text, want) in [
        ("1.5", Is("1.5")),
        ("1e3", Is("1000")),
        ("-2.5E-1", Is("-0.25")),
        ("1e400", Fails),
        ("e5", Fails),
        ("1e", Fails),
        ("NaN", Fails),
        ("inf", Fails),
        ("0x10", Fails),
    ] {
        check(list, t(text), cast(col("t"), Type::Float64), want);
    }
    for (text, want) in [
        ("t", YES),
        ("F", NO),
        ("True", YES),
        (" yes ", YES),
        ("0", NO),
        ("1", YES),
        ("no", NO),
        ("2", Fails),
        ("", Fails),
        ("ja", Fails),
    ] {
        check(list, t(text), cast(col("t"), Type::Bool), want);
    }
    for (text, want) in [
        ("2020-02-29", Is("2020-02-29")),
        (" 2010-01-14 ", Is("2010-01-14")),
        ("2020-02-31", Fails),
        ("2019-02-29", Fails),
        ("1900-02-29", Fails),
        ("2000-02-29", Is("2000-02-29")),
        ("2010-04-31", Fails),
        ("2010-13-01", Fails),
        ("2010-00-10", Fails),
        ("2010-10-00", Fails),
        ("0000-00-00", Fails),
        ("0000-01-01", Fails),
        ("0001-01-01", Is("0001-01-01")),
        ("9999-12-31", Is("9999-12-31")),
        ("2010-1-4", Fails),
        ("10-01-14", Fails),
        ("2010-01-14 10:00:00", Fails),
        ("2010-01-14x", Fails),
        ("today", Fails),
        ("", Fails),
    ] {
        check(list, t(text), cast(col("t"), Type::Date), want);
    }
    for (text, want) in [
        ("2010-01-14 10:11:12", Is("2010-01-14 10:11:12")),
        ("2010-01-14T10:11:12Z", Is("2010-01-14 10:11:12")),
        ("2010-01-14 10:11", Is("2010-01-14 10:11:00")),
        ("2010-01-14T10:11Z", Is("2010-01-14 10:11:00")),
        ("2010-01-14", Is("2010-01-14 00:00:00")),
        ("2010-01-14 24:00:00", Fails),
        ("2010-01-14 10:60", Fails),
        ("2010-01-14 10:00:60", Fails),
        ("2010-01-14 10:00:00+02:00", Fails),
        ("2010-01-14 10:00:00ZZ", Fails),
        ("2010-01-14  10:00", Fails),
        ("2020-02-31 10:00:00", Fails),
        ("0000-00-00 00:00:00", Fails),
        ("2010-01-14 10:00:00.1234567", Fails),
        ("01/14/10 14:32", Fails),
    ] {
        check(list, t(text), cast(col("t"), DATETIME), want);
    }
    let fraction = || cast(col("t"), Type::DateTime { precision: 6 });
    check(list, t("2010-01-14 10:11:12.500"), fraction(), Is("2010-01-14 10:11:12.5"));
    check(list, t("2010-01-14 10:11:12.5"), fit(fraction(), DATETIME), Is("2010-01-14 10:11:13"));
    check(list, t("2010-12-31 23:59:59.5"), fit(fraction(), DATETIME), Is("2011-01-01 00:00:00"));
    check(list, t("2010-01-14 10:11:12.499"), fit(fraction(), DATETIME), Is("2010-01-14 10:11:12"));
    check(
        list,
        t("2010-01-14 10:11:12.9996"),
        fit(fraction(), Type::DateTime { precision: 3 }),
        Is("2010-01-14 10:11:13"),
    );
    check(list, t("10:11"), cast(col("t"), Type::Time), Is("10:11:00"));
    check(list, t("24:11"), cast(col("t"), Type::Time), Fails);
    check(
        list,
        t("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"),
        cast(col("t"), Type::Uuid),
        Is("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    );
    check(list, t("f81d4fae"), cast(col("t"), Type::Uuid), Fails);
    // formats
    for (text, format, want) in [
        ("01/14/10 14:32", "%m/%d/%y %H:%M", Is("2010-01-14 14:32:00")),
        ("01/14/70 14:32", "%m/%d/%y %H:%M", Is("1970-01-14 14:32:00")),
        ("13/14/10 14:32", "%m/%d/%y %H:%M", Fails),
        ("02/31/10 14:32", "%m/%d/%y %H:%M", Fails),
        ("1/14/10 14:32", "%m/%d/%y %H:%M", Fails),
        ("31.12.2009", "%d.%m.%Y", Is("2009-12-31 00:00:00")),
        ("31x12x2009", "%d.%m.%Y", Fails),
        ("00.00.0000", "%d.%m.%Y", Fails),
        ("31.12.2009\n", "%d.%m.%Y", Fails),
        ("20091231235958", "%Y%m%d%H%M%S", Is("2009-12-31 23:59:58")),
        ("2009-12-31 23:59", "%Y-%m-%d %H:%M", Is("2009-12-31 23:59:00")),
        ("[2009]*12?31", "[%Y]*%m?%d", Is("2009-12-31 00:00:00")),
    ] {
        check(list, t(text), formatted(col("t"), DATETIME, format), want);
    }
    check(list, t("31.12.2009"), formatted(col("t"), Type::Date, "%d.%m.%Y"), Is("2009-12-31"));
    check(list, none(), formatted(col("t"), Type::Date, "%d.%m.%Y"), Null);
    check(list, none(), formatted(txt("31.12.2009"), Type::Date, "%d.%m.%Y"), Is("2009-12-31"));
    // to text
    check(list, i(-5), cast(col("i"), Type::TEXT), Is("-5"));
    check(list, at("2010-01-14 10:00:00.250000"), cast(col("at"), Type::TEXT), Is("2010-01-14 10:00:00.25"));
    check(list, at("2010-01-14 10:00:00"), cast(col("at"), Type::Date), Is("2010-01-14"));
    check(list, day("2010-01-14"), cast(col("day"), DATETIME), Is("2010-01-14 00:00:00"));
    check(
        list,
        vec![("day", Value::Date("2010-01-14".into())), ("at", Value::DateTime("2010-01-14 00:00:00".into()))],
        cmp(col("day"), CompareOp::Eq, col("at")),
        YES,
    );
    check(list, at("2010-01-14 10:00:00.5"), fit(col("at"), DATETIME), Is("2010-01-14 10:00:01"));
    // lengths are in characters
    check(list, t("zażółć😀"), fit(col("t"), text_of(7)), Is("zażółć😀"));
    check(list, t("zażółć😀"), fit(col("t"), text_of(6)), Fails);
    check(list, t("zażółć😀"), cut(col("t"), 5), Is("zażół"));
    check(list, none(), cut(col("t"), 5), Null);
    check(list, none(), required(col("t"), text_of(6)), Fails);
    run(&c, true);
}

#[test]
fn functions_mean_the_same() {
    let mut c = Vec::new();
    let list = &mut c;
    let text = || t("Zażółć,b,😀");
    check(list, t("ŻABA X"), call("ascii_lower", vec![col("t")]), Is("Żaba x"));
    check(list, t("żaba x"), call("ascii_upper", vec![col("t")]), Is("żABA X"));
    check(list, t(" a "), concat(vec![txt("["), call("trim", vec![col("t")]), txt("]")]), Is("[a]"));
    check(list, t(" a "), concat(vec![txt("["), call("ltrim", vec![col("t")]), txt("]")]), Is("[a ]"));
    check(list, t(" a "), concat(vec![txt("["), call("rtrim", vec![col("t")]), txt("]")]), Is("[ a]"));
    check(list, text(), call("left", vec![col("t"), int(3)]), Is("Zaż"));
    check(list, text(), call("left", vec![col("t"), int(-3)]), Is(""));
    check(list, text(), call("left", vec![col("t"), int(99)]), Is("Zażółć,b,😀"));
    check(list, text(), call("right", vec![col("t"), int(3)]), Is("b,😀"));
    check(list, text(), call("right", vec![col("t"), int(0)]), Is(""));
    check(list, text(), call("right", vec![col("t"), int(99)]), Is("Zażółć,b,😀"));
    check(
        list,
        vec![("t", Value::Text("abcdef".into())), ("i", Value::Int(2))],
        call("left", vec![col("t"), col("i")]),
        Is("ab"),
    );
    check(
        list,
        vec![("t", Value::Text("abcdef".into())), ("i", Value::Int(-2))],
        call("right", vec![col("t"), col("i")]),
        Is(""),
    );
    check(list, text(), call("substr", vec![col("t"), int(3), int(2)]), Is("żó"));
    check(list, text(), call("substr", vec![col("t"), int(0), int(2)]), Is("Za"));
    check(list, text(), call("substr", vec![col("t"), int(8)]), Is("b,😀"));
    check(list, text(), call("substr", vec![col("t"), int(99)]), Is(""));
    check(list, text(), call("replace", vec![col("t"), txt("B"), txt("x")]), Is("Zażółć,b,😀"));
    check(list, text(), call("replace", vec![col("t"), txt("ż"), txt("zh")]), Is("Zazhółć,b,😀"));
    check(list, text(), call("length", vec![col("t")]), Is("10"));
    check(list, none(), call("length", vec![col("t")]), Null);
    check(list, text(), call("split_part", vec![col("t"), txt(","), int(2)]), Is("b"));
    check(list, text(), call("split_part", vec![col("t"), txt(","), int(3)]), Is("😀"));
    check(list, text(), call("split_part", vec![col("t"), txt(","), int(4)]), Is(""));
    check(list, t("a\"\\\n|b"), call("split_part", vec![col("t"), txt("|"), int(1)]), Is("a\"\\\n"));
    check(list, t(""), call("split_part", vec![col("t"), txt("|"), int(1)]), Is(""));
    check(list, none(), call("split_part", vec![col("t"), txt("|"), int(1)]), Null);
    check(list, text(), call("position", vec![col("t"), txt(",")]), Is("7"));
    check(list, text(), call("position", vec![col("t"), txt("B")]), Is("0"));
    check(list, tu("ab", "B"), call("position", vec![col("t"), col("u")]), Is("0"));
    for (text, number) in [
        ("3 or 4", "3"),
        ("-5x", "-5"),
        ("+7", "7"),
        ("007", "7"),
        ("   4", "4"),
        ("3.9", "3"),
        ("0x1F", "0"),
        ("1e5", "1"),
        ("5-", "5"),
        ("8\n9", "8"),
        ("1٣", "1"),
        ("9223372036854775807 and more", "9223372036854775807"),
        ("-9223372036854775808.", "-9223372036854775808"),
        (
            "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006 and more zeros than MySQL's DECIMAL has digits",
            "6",
        ),
        ("-00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "0"),
        ("-000000000000000000000000000000000000000000000000000000000000000000000000000012a", "-12"),
    ] {
        check(list, t(text), call("leading_int", vec![col("t")]), Is(number));
    }
    for text in [
        "",
        " ",
        "x",
        "x3",
        ".5",
        "-",
        "+",
        "- 5",
        "--5",
        "+-5",
        "\t4",
        "\n4",
        "٣",
        "inf",
        "9223372036854775808",
        "-9223372036854775809x",
        "12345678901234567890123",
        "1234567890123456789012345678901234567890123456789012345678901234567890123456789 0",
    ] {
        check(list, t(text), call("leading_int", vec![col("t")]), Fails);
    }
    check(list, none(), call("leading_int", vec![col("t")]), Null);
    check(list, t("7"), call("pad_left", vec![col("t"), int(3), txt("0")]), Is("007"));
    check(list, t("1234"), call("pad_left", vec![col("t"), int(3), txt("0")]), Is("1234"));
    check(list, t("ż"), call("pad_right", vec![col("t"), int(3), txt("ó")]), Is("żóó"));
    check(list, at("2010-02-03 04:05:06.7"), call("year", vec![col("at")]), Is("2010"));
    check(list, at("2010-02-03 04:05:06.7"), call("month", vec![col("at")]), Is("2"));
    check(list, at("2010-02-03 04:05:06.7"), call("day", vec![col("at")]), Is("3"));
    check(list, at("2010-02-03 04:05:06.7"), call("hour", vec![col("at")]), Is("4"));
    check(list, at("2010-02-03 04:05:06.7"), call("minute", vec![col("at")]), Is("5"));
    check(list, at("2010-02-03 04:05:06.7"), call("second", vec![col("at")]), Is("6"));
    check(list, day("2010-02-03"), call("hour", vec![col("day")]), Is("0"));
    check(list, at("2010-02-03 04:05:06.7"), call("date", vec![col("at")]), Is("2010-02-03"));
    check(list, at("2010-02-03 04:05:06.7"), call("to_unix", vec![col("at")]), Is("1265169906"));
    check(list, at("1960-02-03 04:05:06.7"), call("to_unix", vec![col("at")]), Is("-312753294"));
    check(list, i(1265169906), call("from_unix", vec![col("i")]), Is("2010-02-03 04:05:06"));
    check(list, i(4102444800), call("from_unix", vec![col("i")]), Is("2100-01-01 00:00:00"));
    check(list, i(-1), call("from_unix", vec![col("i")]), Is("1969-12-31 23:59:59"));
    check(list, i(253402300799), call("from_unix", vec![col("i")]), Is("9999-12-31 23:59:59"));
    check(list, i(253402300800), call("from_unix", vec![col("i")]), Fails);
    check(list, i(i64::MAX as i128), call("from_unix", vec![col("i")]), Fails);
    check(list, none(), call("from_unix", vec![col("i")]), Null);
    check(list, day("2020-02-28"), call("add_days", vec![col("day"), int(2)]), Is("2020-03-01"));
    check(list, at("2020-03-01 10:00:00"), call("add_days", vec![col("at"), int(-1)]), Is("2020-02-29 10:00:00"));
    check(list, day("9999-12-31"), call("add_days", vec![col("day"), int(1)]), Fails);
    check(list, day("0001-01-01"), call("add_days", vec![col("day"), int(-1)]), Fails);
    check(list, day("2020-02-28"), call("add_days", vec![col("day"), col("i")]), Null);
    check(list, none(), call("length", vec![cast(call("uuid", vec![]), Type::TEXT)]), Is("36"));
    run(&c, true);
}

#[test]
fn what_an_old_engine_should_not_hold() {
    // SQLite's columns hold anything; beside the other engines they are staged as text
    let mut c = Vec::new();
    let list = &mut c;
    let raw = |column, text: &str| vec![(column, Value::Text(text.into()))];
    check(list, raw("i", "abc"), stored("i"), Fails);
    check(list, raw("i", " 12 "), stored("i"), Is("12"));
    check(list, raw("i", ""), stored("i"), Fails);
    check(list, i(5), stored("i"), Is("5"));
    check(list, none(), stored("i"), Null);
    check(list, raw("i", "1.5"), stored("i"), Fails);
    check(list, raw("j", "2147483648"), stored("j"), Fails);
    check(list, raw("j", "2147483647"), stored("j"), Is("2147483647"));
    check(list, raw("d", "12.5"), stored("d"), Is("12.5"));
    check(list, raw("d", "viele"), stored("d"), Fails);
    check(list, raw("f", "0.25"), stored("f"), Is("0.25"));
    check(list, raw("b", "T"), stored("b"), YES);
    check(list, raw("b", "0"), stored("b"), NO);
    check(list, raw("b", "maybe"), stored("b"), Fails);
    check(list, raw("day", "2020-02-31"), stored("day"), Fails);
    check(list, raw("day", "0000-00-00"), stored("day"), Fails);
    check(list, raw("at", "01/14/10 14:32"), stored("at"), Fails);
    check(list, raw("at", "2010-01-14T14:32:00"), stored("at"), Is("2010-01-14 14:32:00"));
    check(list, raw("t", "Ala"), stored("t"), Is("Ala"));
    check(list, raw("t", "Ala"), cmp(stored("t"), CompareOp::Eq, txt("ala")), NO);
    check(list, raw("i", "abc"), cmp(stored("i"), CompareOp::Eq, int(1)), Fails);
    run(&c, false);
}
