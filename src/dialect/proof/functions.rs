//! What the engine of tests computes.

use super::Proof;
use crate::dialect::Tested;
use crate::dialect::functions::{Functions, Templates, UNIX, call, fallible};
use crate::dialect::sqlite::Sqlite;
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr};

/// The functions of the language, in the order of their table.
const TEMPLATES: Templates = &[
    ("lower", None),
    ("upper", None),
    ("ascii_lower", call("lower({0})")),
    ("ascii_upper", call("upper({0})")),
    ("trim", call("trim({0}, ' ')")),
    ("ltrim", call("ltrim({0}, ' ')")),
    ("rtrim", call("rtrim({0}, ' ')")),
    ("left", call("substring({0}, 1, {1n})")),
    ("right", call("substring({0}, -{1n}, {1n})")),
    ("replace", call("replace({0}, {1}, {2})")),
    ("length", call("length({0})")),
    ("position", call("instr({0}, {1})")),
    ("reverse", None),
    ("md5", None),
    ("sign", call("CASE WHEN {0} > 0 THEN 1 WHEN {0} < 0 THEN -1 WHEN {0} = 0 THEN 0 END")),
    ("from_unix", fallible("strftime('%Y-%m-%d %H:%M:%S', {0}, 'unixepoch')", UNIX)),
    ("to_unix", call("unixepoch(substring({0}, 1, 19))")),
    ("date", call("substring({0}, 1, 10)")),
    ("year", call("CAST(substring({0}, 1, 4) AS BIGINT)")),
    ("month", call("CAST(substring({0}, 6, 2) AS BIGINT)")),
    ("day", call("CAST(substring({0}, 9, 2) AS BIGINT)")),
    ("hour", call("CAST(substring({0}, 12, 2) AS BIGINT)")),
    ("minute", call("CAST(substring({0}, 15, 2) AS BIGINT)")),
    ("second", call("CAST(substring({0}, 18, 2) AS BIGINT)")),
    (
        "uuid",
        call(
            "lower(concat_ws('-', hex(randomblob(4)), hex(randomblob(2)), '4' || substring(hex(randomblob(2)), 2), \
             substring('89AB', 1 + (random() & 3), 1) || substring(hex(randomblob(2)), 2), hex(randomblob(6))))",
        ),
    ),
];

impl Functions for Proof {
    fn templates(&self) -> Templates {
        TEMPLATES
    }

    fn char_length(&self, text: &Expr) -> Expr {
        form!("length({text})", text)
    }

    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("substring({text}, 1, {count})", text, count)
    }

    fn slice(&self, text: &Expr, from: usize, count: usize) -> Expr {
        form!("substring({text}, {from}, {count})", text, from, count)
    }

    fn trim(&self, text: &Expr) -> Expr {
        form!("trim({text}, ' ')", text)
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        Sqlite.checked(op, a, b)
    }

    fn date_of(&self, datetime: &Expr) -> Expr {
        form!("substring({datetime}, 1, 10)", datetime)
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        Expr::concat([date.clone(), Expr::text(" 00:00:00")])
    }

    fn time_of(&self, datetime: &Expr) -> Expr {
        form!("substring({datetime}, 12)", datetime)
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        Sqlite.round_datetime(datetime, precision)
    }

    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested {
        Sqlite.add_days(moment, days, has_time)
    }

    fn floor(&self, number: &Expr) -> Expr {
        form!("CAST({number} AS BIGINT) - ({number} < CAST({number} AS BIGINT))", number)
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("BIGINT")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("CASE WHEN {number} < {least} THEN {least} ELSE {number} END", number, least)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        Sqlite.split_part(text, separator, n)
    }

    fn leading_int(&self, text: &Expr) -> Tested {
        Sqlite.leading_int(text)
    }

    fn pad(&self, text: &Expr, length: u32, fill: char, left: bool) -> Expr {
        Sqlite.pad(text, length, fill, left)
    }

    fn extreme(&self, greatest: bool, values: Vec<Expr>) -> Expr {
        Expr::call(if greatest { "max" } else { "min" }, values)
    }

    fn round_float(&self, number: &Expr, digits: u32) -> Expr {
        Sqlite.round_float(number, digits)
    }

    fn cleaned(&self, number: &Expr, scale: Option<u16>) -> Expr {
        Sqlite.cleaned(number, scale)
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        self.round_decimal(&a.clone().cast("DOUBLE PRECISION").divided_by(b), scale)
    }

    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        Sqlite.round_decimal(number, scale)
    }

    fn sum_decimal(&self, value: &Expr) -> Expr {
        Sqlite.sum_decimal(value)
    }

    fn sum_int(&self, value: &Expr, ty: &Type) -> Tested {
        Sqlite.sum_int(value, ty)
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().collate("BINARY")])
    }
}
