//! What MySQL and MariaDB computes.

use super::{Mysql, contains};
use crate::dialect::functions::{Functions, Templates, UNIX, call, fallible};
use crate::dialect::patterns::LEADING_INT;
use crate::dialect::{INT64, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr};

/// The functions of the language, in the order of their table.
const TEMPLATES: Templates = &[
    ("lower", call("LOWER({0})")),
    ("upper", call("UPPER({0})")),
    ("ascii_lower", call("CONVERT(CAST(LOWER(CONVERT(CAST({0} AS BINARY) USING tis620)) AS BINARY) USING utf8mb4)")),
    ("ascii_upper", call("CONVERT(CAST(UPPER(CONVERT(CAST({0} AS BINARY) USING tis620)) AS BINARY) USING utf8mb4)")),
    ("trim", call("TRIM({0})")),
    ("ltrim", call("LTRIM({0})")),
    ("rtrim", call("RTRIM({0})")),
    ("left", call("LEFT({0}, {1n})")),
    ("right", call("RIGHT({0}, {1n})")),
    ("replace", call("REPLACE({0t}, {1}, {2})")),
    ("length", call("CHAR_LENGTH({0})")),
    ("position", call("LOCATE({1t}, {0t})")),
    ("reverse", call("REVERSE({0})")),
    ("md5", call("MD5({0})")),
    ("sign", call("SIGN({0})")),
    ("from_unix", fallible("TIMESTAMP '1970-01-01 00:00:00' + INTERVAL {0} SECOND", UNIX)),
    ("to_unix", call("TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', DATE_FORMAT({0}, '%Y-%m-%d %H:%i:%s'))")),
    ("date", call("DATE({0})")),
    ("year", call("YEAR({0})")),
    ("month", call("MONTH({0})")),
    ("day", call("DAYOFMONTH({0})")),
    ("hour", call("HOUR({0})")),
    ("minute", call("MINUTE({0})")),
    ("second", call("SECOND({0})")),
    ("uuid", call("UUID()")),
];

impl Functions for Mysql {
    fn templates(&self) -> Templates {
        TEMPLATES
    }

    fn char_length(&self, text: &Expr) -> Expr {
        form!("CHAR_LENGTH({text})", text)
    }

    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("LEFT({text}, {count})", text, count)
    }

    fn trim(&self, text: &Expr) -> Expr {
        form!("TRIM({text})", text)
    }

    fn slice(&self, text: &Expr, from: usize, count: usize) -> Expr {
        form!("SUBSTR({text}, {from}, {count})", text, from, count)
    }

    fn lower(&self, text: &Expr) -> Expr {
        form!("LOWER({text})", text)
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        let [a, b] = [a, b].map(|operand| operand.clone().cast("DECIMAL(65,0)"));
        let result = a.binary(op, b);
        Tested::when(result.clone().between(INT64.0, INT64.1), result.cast("SIGNED"))
    }

    fn date_of(&self, datetime: &Expr) -> Expr {
        form!("DATE({datetime})", datetime)
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        date.clone().cast("DATETIME")
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        // MySQL rounds a longer fraction, MariaDB cuts it: add half and cut
        let half = 500_000 / 10u32.pow(u32::from(precision.min(5)));
        let moved = form!("{datetime} + INTERVAL {half} MICROSECOND", datetime, half);
        if precision == 0 {
            form!("CAST(DATE_FORMAT({moved}, '%Y-%m-%d %H:%i:%s') AS DATETIME)", moved)
        } else {
            let length = 20 + u32::from(precision);
            form!("LEFT(DATE_FORMAT({moved}, '%Y-%m-%d %H:%i:%s.%f'), {length})", moved, length)
                .cast(format!("DATETIME({precision})"))
        }
    }

    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        form!("ROUND({number}, {scale})", number, scale)
    }

    fn sum_int(&self, value: &Expr, _: &Type) -> Tested {
        let sum = form!("SUM({value})", value);
        Tested::when(sum.clone().between(INT64.0, INT64.1), sum.cast("SIGNED"))
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().cast("BINARY")]).convert("utf8mb4")
    }

    fn without_zeros(&self, digits: &Expr) -> Expr {
        form!("TRIM(LEADING '0' FROM {digits})", digits)
    }

    fn time_of(&self, datetime: &Expr) -> Expr {
        form!("TIME({datetime})", datetime)
    }

    fn add_days(&self, moment: &Expr, days: &Expr, _: bool) -> Tested {
        let day = form!("DATEDIFF({moment}, '0001-01-01')", moment).plus(days);
        let few = days.clone().between(-3_652_058, 3_652_058);
        let ok = Expr::case([(few, day.between(0, 3_652_058))], Some(Expr::bool(false)));
        Tested::when(ok, form!("{moment} + INTERVAL {days} DAY", moment, days))
    }

    fn floor(&self, number: &Expr) -> Expr {
        form!("FLOOR({number})", number)
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("SIGNED")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("GREATEST({number}, {least})", number, least)
    }

    fn div(&self, a: &Expr, b: &Expr) -> Expr {
        form!("{a} DIV {b}", a, b)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        // SUBSTRING_INDEX answers with the last part where there are too few
        Some(form!(
            "CASE WHEN CHAR_LENGTH({text}) - CHAR_LENGTH(REPLACE({text}, {separator}, '')) >= {least} \
             THEN SUBSTRING_INDEX(SUBSTRING_INDEX({text}, {separator}, {n}), {separator}, -1) ELSE LEFT({text}, 0) END",
            text,
            separator = Expr::text(separator),
            least = (n as usize).saturating_sub(1) * separator.chars().count(),
            n
        ))
    }

    fn leading_int(&self, text: &Expr) -> Tested {
        // MySQL counts zeros at the beginning as digits of a DECIMAL, and reads what REGEXP_SUBSTR gives as a number of 64 bits, whatever
        // type is asked for: as any other text it is exact
        let number = form!(
            "CONCAT(CASE WHEN LTRIM({text}) LIKE '-%' THEN '-' ELSE '' END, '0', TRIM(LEADING '0' FROM REGEXP_SUBSTR({text}, {digits})))",
            text,
            digits = Expr::text("[0-9]+")
        )
        .convert("utf8mb4");
        let in_range = number.clone().cast("DECIMAL(65,0)").between(INT64.0, INT64.1);
        let ok = Expr::case([(contains(text, LEADING_INT), in_range)], Some(Expr::bool(false)));
        Tested::when(ok, number.cast("SIGNED"))
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        form!("ROUND(CAST({a} AS DECIMAL(65,20)) / {b}, {scale})", a, b, scale)
    }
}
