//! What SQLite computes.

use super::convert::unsigned;
use super::{Sqlite, matches};
use crate::dialect::Tested;
use crate::dialect::functions::{Functions, Templates, UNIX, call, fallible};
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr};

/// The functions of the language, in the order of their table.
const TEMPLATES: Templates = &[
    ("lower", None),
    ("upper", None),
    ("ascii_lower", call("lower({0})")),
    ("ascii_upper", call("upper({0})")),
    ("trim", call("trim({0})")),
    ("ltrim", call("ltrim({0})")),
    ("rtrim", call("rtrim({0})")),
    ("left", call("substr({0}, 1, {1n})")),
    ("right", call("substr({0}, -{1n}, {1n})")),
    ("replace", call("replace({0}, {1}, {2})")),
    ("length", call("length({0})")),
    ("position", call("instr({0}, {1})")),
    ("reverse", None),
    ("md5", None),
    ("sign", call("({0} > 0) - ({0} < 0)")),
    ("from_unix", fallible("datetime({0}, 'unixepoch')", UNIX)),
    ("to_unix", call("CAST(strftime('%s', substr({0}, 1, 19)) AS INTEGER)")),
    ("date", call("substr({0}, 1, 10)")),
    ("year", call("CAST(substr({0}, 1, 4) AS INTEGER)")),
    ("month", call("CAST(substr({0}, 6, 2) AS INTEGER)")),
    ("day", call("CAST(substr({0}, 9, 2) AS INTEGER)")),
    ("hour", call("CAST(substr({0}, 12, 2) AS INTEGER)")),
    ("minute", call("CAST(substr({0}, 15, 2) AS INTEGER)")),
    ("second", call("CAST(substr({0}, 18, 2) AS INTEGER)")),
    (
        "uuid",
        call(
            "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' \
                 || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))",
        ),
    ),
];

impl Functions for Sqlite {
    fn templates(&self) -> Templates {
        TEMPLATES
    }

    fn char_length(&self, text: &Expr) -> Expr {
        form!("length({text})", text)
    }

    fn byte_length(&self, bytes: &Expr) -> Expr {
        form!("length(CAST({bytes} AS BLOB))", bytes)
    }

    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("substr({text}, 1, {count})", text, count)
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        // what does not fit becomes a double
        let value = a.clone().binary(op, b.clone());
        Tested::when(form!("typeof({value})", value).eq(Expr::text("integer")), value)
    }

    fn date_of(&self, datetime: &Expr) -> Expr {
        form!("substr({datetime}, 1, 10)", datetime)
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        Expr::concat([date.clone(), Expr::text(" 00:00:00")])
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        let whole = form!("substr({datetime}, 1, 19)", datetime);
        let next = form!("datetime({whole}, '+1 second')", whole);
        if precision == 0 {
            let half = form!("substr({datetime}, 21, 1)", datetime).ge(Expr::text("5"));
            return Expr::case([(half, next)], Some(whole));
        }
        let unit = 10u32.pow(6 - u32::from(precision.min(6)));
        let micros = form!("CAST(substr(substr({datetime}, 21) || '000000', 1, 6) AS INTEGER)", datetime);
        let digits = micros.plus(unit / 2).divided_by(unit);
        let top = 10u32.pow(u32::from(precision));
        let format = Expr::text(format_args!("%0{precision}d"));
        let fraction = form!("rtrim(rtrim('.' || printf({format}, {digits}), '0'), '.')", format, digits);
        Expr::case([(digits.eq(top), next)], Some(Expr::concat([whole, fraction])))
    }

    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        // a little larger, since the double of 1.005 is a little less than it shows
        form!("round({number} * 1.0000000000000004, {scale})", number, scale)
    }

    fn sum_decimal(&self, value: &Expr) -> Expr {
        // sum() raises an error where all are whole numbers and the sum is none of 64 bits
        Expr::call("total", [value.clone()])
    }

    fn sum_int(&self, value: &Expr, ty: &Type) -> Tested {
        if ty.int_range().is_some_and(|(low, high)| high - low <= 1 << 32) {
            return Tested::always(form!("sum({value})", value));
        }
        // sum() raises an error when it overflows, so the halves are summed apart
        let low = form!("sum({value} & 4294967295)", value);
        let high = form!("sum({value} >> 32)", value).plus(form!("{low} >> 32", low));
        Tested::when(
            high.clone().between(i32::MIN, i32::MAX),
            form!("({high} << 32) + ({low} & 4294967295)", high, low),
        )
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().collate("BINARY")])
    }

    fn time_of(&self, datetime: &Expr) -> Expr {
        form!("substr({datetime}, 12)", datetime)
    }

    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested {
        let date = form!("date({moment}, {days} || ' days')", moment, days);
        let is_date = Expr::and([
            date.clone().is_not_null(),
            date.clone().between(Expr::text("0001-01-01"), Expr::text("9999-12-31")),
        ]);
        Tested::when(
            Expr::case([(days.clone().between(-3_652_058, 3_652_058), is_date)], Some(Expr::bool(false))),
            if has_time { Expr::concat([date, form!("substr({moment}, 11)", moment)]) } else { date },
        )
    }

    fn floor(&self, number: &Expr) -> Expr {
        let whole = self.whole(number);
        whole.clone().minus(number.clone().lt(whole))
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("INTEGER")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("max({number}, {least})", number, least)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        // the text as a JSON string, cut into the items of a JSON array: the separator must be one that JSON
        // neither escapes nor uses in an escape
        if separator.chars().any(|c| c.is_ascii_alphanumeric() || c.is_control() || matches!(c, '"' | '\\')) {
            return None;
        }
        let item = form!(
            "coalesce(json_extract('[' || replace(json_quote({text}), {separator}, '\",\"') || ']', {path}), '')",
            text,
            separator = Expr::text(separator),
            path = Expr::text(format_args!("$[{}]", n.saturating_sub(1)))
        );
        Some(item.when(text.clone().is_not_null()))
    }

    fn leading_int(&self, text: &Expr) -> Tested {
        // the cast reads what the text begins with, and takes what is out of range for the nearest number in it
        let text = form!("ltrim({text})", text);
        let int = text.clone().cast("INTEGER");
        let digits = unsigned(&text);
        let count = form!("ltrim({digits}, '0')", digits);
        let rest = form!("ltrim({count}, '0123456789')", count);
        let extremes = [i64::MAX, i64::MIN].map(|n| Expr::int(i128::from(n)));
        let is_exact = form!("substr({count}, 1, 19)", count).eq(form!("ltrim(CAST({int} AS TEXT), '-')", int));
        Tested::when(
            Expr::and([
                matches(&digits, "[0-9]*"),
                form!("length({count}) - length({rest})", count, rest).le(19),
                Expr::or([int.clone().within(extremes).not(), is_exact]),
            ]),
            int,
        )
    }

    fn pad(&self, text: &Expr, length: u32, fill: char, left: bool) -> Expr {
        let fill = Expr::text(fill);
        let filling = form!("replace(hex(zeroblob({length} - length({text}))), '00', {fill})", length, text, fill);
        let text = text.clone();
        Expr::concat(if left { [filling, text] } else { [text, filling] })
    }

    fn extreme(&self, greatest: bool, values: Vec<Expr>) -> Expr {
        Expr::call(if greatest { "max" } else { "min" }, values)
    }

    fn round_float(&self, number: &Expr, digits: u32) -> Expr {
        let power = 10u64.pow(digits.min(15));
        form!(
            "CASE WHEN abs({number} + 0.0) < 1e15 / {power} \
             THEN round(CAST({number} AS REAL) * {power}) / {power} ELSE {number} END",
            number,
            power
        )
    }

    fn cleaned(&self, number: &Expr, scale: Option<u16>) -> Expr {
        match scale {
            Some(scale) => self.round_decimal(number, scale),
            None => form!("CAST(printf('%.15g', {number}) AS NUMERIC)", number).when(number.clone().is_not_null()),
        }
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        self.round_decimal(&a.clone().cast("REAL").divided_by(b), scale)
    }
}
