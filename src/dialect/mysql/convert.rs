//! How MySQL and MariaDB makes a value of another type.

use super::{Mysql, digits, exactly, matches};
use crate::dialect::convert::low_bound;
use crate::dialect::format::Format;
use crate::dialect::patterns::{DATE, DECIMAL, FLOAT, INT, TIME, UUID, shape};
use crate::dialect::{Conversions, Functions as _, INT64, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, Literal};

impl Conversions for Mysql {
    fn int_from_text(&self, text: &Expr, (low, high): (i128, i128)) -> Tested {
        let in_range = text.clone().cast("DECIMAL(65,0)").between(low, high);
        let ok = Expr::case([(matches(text, INT), in_range)], Some(Expr::bool(false)));
        Tested::when(ok, text.clone().cast(whole_type(high)))
    }

    fn decimal_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, DECIMAL), text.clone().cast("DECIMAL(65,30)"))
    }

    fn decimal_from_digits(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, "-?[0-9]{1,35}(\\.[0-9]*)?"), text.clone().cast("DECIMAL(65,30)"))
    }

    fn float_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, FLOAT), text.clone().cast("DOUBLE"))
    }

    fn date_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, DATE), text.clone().cast("DATE"))
    }

    fn datetime_from_text(&self, text: &Expr) -> Tested {
        Tested::when(
            matches(text, &exactly(&format!("{DATE}([ T]{TIME}Z?)?"))),
            form!("CAST(TRIM(TRAILING 'Z' FROM {text}) AS DATETIME(6))", text),
        )
    }

    fn time_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, TIME), text.clone().cast("TIME(6)"))
    }

    fn uuid_from_text(&self, text: &Expr) -> Tested {
        let digits = ["-", "{", "}"]
            .map(Expr::text)
            .into_iter()
            .fold(form!("LOWER({text})", text), |digits, c| form!("REPLACE({digits}, {c}, '')", digits, c));
        let dashed =
            [9, 14, 19, 24].into_iter().fold(digits, |digits, at| form!("INSERT({digits}, {at}, 0, '-')", digits, at));
        Tested::when(matches(text, UUID), dashed)
    }

    fn json_from_text(&self, text: &Expr) -> Option<Tested> {
        Some(Tested::when(form!("JSON_VALID({text})", text), text.clone()))
    }

    fn has_shape(&self, text: &Expr, format: &Format) -> Expr {
        let shape = shape(format);
        matches(text, &if shape.contains(char::is_alphabetic) { exactly(&shape) } else { shape })
    }

    fn int_from_number(&self, number: &Expr, exact: bool, (low, high): (i128, i128)) -> Tested {
        if exact {
            let rounded = form!("ROUND({number})", number);
            return Tested::when(rounded.clone().between(low, high), rounded.cast(whole_type(high)));
        }
        // ROUND of a double goes to the even neighbour
        let rounded = form!(
            "CASE WHEN ABS({number}) < 4503599627370496e0 \
             THEN SIGN({number}) * FLOOR(ABS({number}) + 0.5e0) ELSE {number} END",
            number
        );
        let [low, above] = [low_bound(low), high.to_string()].map(|whole| Literal::Double(format!("{whole}.5")));
        let ok = Expr::and([number.clone().gt(low), number.clone().lt(above)]);
        Tested::when(ok, rounded.cast(whole_type(high)))
    }

    fn decimal_from_int(&self, number: &Expr) -> Expr {
        number.clone().cast("DECIMAL(20)")
    }

    fn decimal_from_float(&self, number: &Expr) -> Tested {
        let most = Literal::Double("1e34".to_owned());
        Tested::when(form!("ABS({number})", number).lt(most), number.clone().cast("DECIMAL(65,30)"))
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("DOUBLE")
    }

    fn without_form(&self, column: &Expr, native: &str) -> Option<Expr> {
        let native = native.to_ascii_lowercase();
        (native.contains("zerofill") || native.starts_with("year")).then(|| column.clone().plus(0))
    }

    fn text_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("CHAR")
    }

    fn text_from_float(&self, number: &Expr) -> Expr {
        digits::text(number)
    }

    fn shortest_single(&self, number: &Expr) -> Expr {
        digits::shortest(number)
    }

    fn single(&self, number: &Expr) -> Expr {
        number.clone().cast("FLOAT")
    }

    fn text_from_decimal(&self, number: &Expr) -> Expr {
        // with a fraction of its own, so that zeros of the whole part are safe
        without_end_zeros(number.clone().cast("DECIMAL(65,30)").cast("CHAR"))
    }

    fn text_with_digits(&self, number: &Expr, digits: u16) -> Expr {
        // a rounded whole number has no digits after a point
        self.round_decimal(number, digits).cast(format!("DECIMAL(65,{digits})")).cast("CHAR")
    }

    fn text_from_date(&self, date: &Expr) -> Expr {
        date.clone().cast("CHAR")
    }

    fn text_from_datetime(&self, datetime: &Expr, fraction: bool) -> Expr {
        match fraction {
            true => without_end_zeros(form!("DATE_FORMAT({datetime}, '%Y-%m-%d %H:%i:%s.%f')", datetime)),
            false => form!("DATE_FORMAT({datetime}, '%Y-%m-%d %H:%i:%s')", datetime),
        }
    }

    fn text_from_time(&self, time: &Expr) -> Expr {
        without_end_zeros(form!("TIME_FORMAT({time}, '%H:%i:%s.%f')", time))
    }

    fn text_from_other(&self, value: &Expr) -> Expr {
        value.clone().cast("CHAR")
    }

    fn date_exists(&self, date: &Expr) -> Expr {
        // With ALLOW_INVALID_DATES the 31st of February is a date, but it is no other than the 3rd of March when its days are
        // counted, and a date without a day or a month has none to count. MariaDB counts from the year 1 on.
        let counted = form!("DAYOFMONTH(FROM_DAYS(TO_DAYS({date}) + 365 * (YEAR({date}) = 0)))", date);
        form!("DAYOFMONTH({date})", date).same(counted)
    }

    fn is_impossible_date(&self, date: &Expr) -> Expr {
        Expr::or([form!("YEAR({date})", date).eq(0), self.date_exists(date).not()])
    }

    fn is_zero_enum(&self, value: &Expr) -> Expr {
        value.clone().eq(0)
    }

    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        if ty.is_textual() { sql.clone().cast("CHAR") } else { sql.clone() }
    }

    fn int_from_digits(&self, digits: &Expr, unsigned: bool) -> Expr {
        let target = if unsigned { "UNSIGNED" } else { "SIGNED" };
        // of no digits at all `CONV` makes null
        form!("CONV(CONCAT('0', {digits}), 2, 10)", digits).cast(target)
    }

    fn bits_from_int(&self, number: &Expr, size: u32, _: bool) -> Option<Expr> {
        Some(form!("LPAD(BIN({number}), {size}, '0')", number, size))
    }

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        text.clone().cast("BINARY")
    }

    fn bytes_from_digits(&self, digits: &Expr) -> Option<Expr> {
        Some(Expr::call("UNHEX", [digits.clone()]))
    }
}

/// The type of whole numbers of up to 64 bits that a range is of, which goes up to `high`.
fn whole_type(high: i128) -> &'static str {
    if high > INT64.1 { "UNSIGNED" } else { "SIGNED" }
}

/// Digits with a point without the zeros that their fraction ends with, and without the point where nothing is left of it.
fn without_end_zeros(text: Expr) -> Expr {
    form!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM {text}))", text)
}
