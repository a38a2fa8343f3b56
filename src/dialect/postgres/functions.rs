//! What PostgreSQL computes.

use super::{BY_CODE_POINT, Postgres};
use crate::dialect::functions::{Functions, Templates, UNIX, call, fallible};
use crate::dialect::patterns::{FIRST_INT, LEADING_INT};
use crate::dialect::{INT64, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr, MatchOp};

/// The functions of the language, in the order of their table.
const TEMPLATES: Templates = &[
    ("lower", call("lower({0})")),
    ("upper", call("upper({0})")),
    ("ascii_lower", call("translate({0}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')")),
    ("ascii_upper", call("translate({0}, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')")),
    ("trim", call("btrim({0})")),
    ("ltrim", call("ltrim({0})")),
    ("rtrim", call("rtrim({0})")),
    ("left", call("left({0}, {1n})")),
    ("right", call("right({0}, {1n})")),
    ("replace", call("replace({0}, {1}, {2})")),
    ("length", call("char_length({0})")),
    ("position", call("strpos({0}, {1})")),
    ("reverse", call("reverse({0})")),
    ("md5", call("md5({0})")),
    ("sign", call("CAST(sign({0}) AS bigint)")),
    ("from_unix", fallible("to_timestamp({0}) AT TIME ZONE 'UTC'", UNIX)),
    ("to_unix", call("CAST(floor(extract(epoch FROM {0})) AS bigint)")),
    ("date", call("CAST({0} AS date)")),
    ("year", call("CAST(extract(year FROM {0}) AS bigint)")),
    ("month", call("CAST(extract(month FROM {0}) AS bigint)")),
    ("day", call("CAST(extract(day FROM {0}) AS bigint)")),
    ("hour", call("CAST(extract(hour FROM CAST({0} AS timestamp)) AS bigint)")),
    ("minute", call("CAST(extract(minute FROM CAST({0} AS timestamp)) AS bigint)")),
    ("second", call("CAST(floor(extract(second FROM CAST({0} AS timestamp))) AS bigint)")),
    ("uuid", call("gen_random_uuid()")),
];

impl Functions for Postgres {
    fn templates(&self) -> Templates {
        TEMPLATES
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        let exact = a.clone().cast("numeric").binary(op, b.clone());
        Tested::when(exact.clone().between(i64::MIN, i64::MAX), exact.cast("bigint"))
    }

    fn int64(&self, int: &Expr) -> Expr {
        int.clone().cast("bigint")
    }

    fn date_of(&self, datetime: &Expr) -> Expr {
        datetime.clone().cast("date")
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        date.clone().cast("timestamp")
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        let half = 500_000 / 10u32.pow(u32::from(precision.min(5)));
        let half = Expr::text(format!("{half} microseconds"));
        let moved = form!("{datetime} + interval {half}", datetime, half);
        match precision {
            0 => form!("date_trunc('second', {moved})", moved),
            p => form!(
                "CAST(left(to_char({moved}, 'YYYY-MM-DD HH24:MI:SS.US'), {width}) AS timestamp)",
                moved,
                width = 20 + u32::from(p)
            ),
        }
    }

    fn sum_int(&self, value: &Expr, _: &Type) -> Tested {
        let sum = form!("sum({value})", value);
        Tested::when(sum.clone().between(i64::MIN, i64::MAX), sum.cast("bigint"))
    }

    fn extreme_bool(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(if function == "max" { "bool_or" } else { "bool_and" }, [value.clone()])
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().collate(BY_CODE_POINT)])
    }

    fn any(&self, condition: &Expr) -> Expr {
        form!("bool_or({condition})", condition)
    }

    fn time_of(&self, datetime: &Expr) -> Expr {
        datetime.clone().cast("time")
    }

    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested {
        let ok = form!(
            "CASE WHEN {days} BETWEEN -3652058 AND 3652058 \
             THEN CAST({moment} AS date) - DATE '0001-01-01' + {days} BETWEEN 0 AND 3652058 ELSE FALSE END",
            days,
            moment
        );
        let later = if has_time {
            form!("{moment} + CAST({days} AS integer) * interval '1 day'", moment, days)
        } else {
            moment.clone().plus(days.clone().cast("integer"))
        };
        Tested::when(ok, later)
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("bigint")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("CAST(least(greatest({number}, {least}), 2147483647) AS integer)", number, least)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        Some(Expr::call("split_part", [text.clone(), Expr::text(separator), n.into()]))
    }

    fn leading_int(&self, text: &Expr) -> Tested {
        let number = form!("substring({text}, {first})", text, first = Expr::text(FIRST_INT));
        let in_range = number.clone().cast("numeric").between(INT64.0, INT64.1);
        let ok = Expr::case(
            [(text.clone().matches(MatchOp::Tilde, Expr::text(LEADING_INT)), in_range)],
            Some(Expr::bool(false)),
        );
        Tested::when(ok, number.cast("bigint"))
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        form!("round(CAST({a} AS numeric(85,20)) / {b}, {scale})", a, b, scale)
    }
}
