//! How PostgreSQL makes a value of another type.

use super::{Postgres, digits, matches};
use crate::dialect::convert::low_bound;
use crate::dialect::format::Format;
use crate::dialect::patterns::{DATE, DECIMAL, FLOAT, INT, TIME, UUID, shape};
use crate::dialect::{Conversions, Tested, Types as _};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, Literal};

impl Conversions for Postgres {
    fn int_from_text(&self, text: &Expr, (low, high): (i128, i128)) -> Tested {
        let in_range = text.clone().cast("numeric").between(low, high);
        let ok = Expr::case([(matches(text, INT), in_range)], Some(Expr::bool(false)));
        Tested::when(ok, text.clone().cast(whole_type(high)))
    }

    fn decimal_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, DECIMAL), text.clone().cast("numeric"))
    }

    fn float_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, FLOAT), text.clone().cast("double precision"))
    }

    fn date_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, DATE), text.clone().cast("date"))
    }

    fn datetime_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, &format!("{DATE}([ T]{TIME}Z?)?")), text.clone().cast("timestamp"))
    }

    fn time_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, TIME), text.clone().cast("time"))
    }

    fn uuid_from_text(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, UUID), text.clone().cast("uuid"))
    }

    fn json_from_text(&self, _: &Expr) -> Option<Tested> {
        // a test for JSON came with version 16
        None
    }

    fn json_from_json(&self, text: &Expr) -> Option<Tested> {
        // escaped backslashes and whole pairs of surrogates are taken out: what is left over must not be there
        let fine = Expr::text(r"\\\\|\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}");
        let odd = Expr::text(r"\\u(0000|[dD][89a-fA-F])");
        let ok = form!("regexp_replace({text}, {fine}, '', 'g') !~ {odd}", text, fine, odd);
        Some(Tested::when(ok, text.clone().cast("json")))
    }

    fn has_shape(&self, text: &Expr, format: &Format) -> Expr {
        matches(text, &shape(format))
    }

    fn int_from_number(&self, number: &Expr, exact: bool, (low, high): (i128, i128)) -> Tested {
        if exact {
            let rounded = form!("round({number})", number);
            return Tested::when(rounded.clone().between(low, high), rounded.cast(whole_type(high)));
        }
        // round of a double goes to the even neighbour
        let rounded = form!(
            "CASE WHEN abs({number}) < 4503599627370496 THEN sign({number}) * floor(abs({number}) + 0.5) ELSE {number} END",
            number
        );
        let above = number.clone().gt(Literal::Double(format!("{}.5", low_bound(low))));
        let below = number.clone().lt(Literal::Double(format!("{high}.5")));
        Tested::when(Expr::and([above, below]), rounded.cast(whole_type(high)))
    }

    fn decimal_from_int(&self, number: &Expr) -> Expr {
        number.clone().cast("numeric")
    }

    fn decimal_from_float(&self, number: &Expr) -> Tested {
        Tested::when(
            form!("abs({number})", number).lt(Literal::Decimal("1e34".to_owned())),
            form!("round(CAST(CAST({number} AS text) AS numeric), 30)", number),
        )
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("double precision")
    }

    fn text_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("text")
    }

    fn text_from_float(&self, number: &Expr) -> Expr {
        digits::text(number)
    }

    fn shortest_single(&self, number: &Expr) -> Expr {
        digits::shortest(number)
    }

    fn single(&self, number: &Expr) -> Expr {
        number.clone().cast("real").cast("double precision")
    }

    fn widened(&self, column: &Expr) -> Option<Expr> {
        Some(column.clone().cast("double precision"))
    }

    fn text_from_decimal(&self, number: &Expr) -> Expr {
        form!("trim_scale({number})", number).cast("text")
    }

    fn text_from_date(&self, date: &Expr) -> Expr {
        form!("to_char({date}, 'YYYY-MM-DD')", date)
    }

    fn text_from_datetime(&self, datetime: &Expr, fraction: bool) -> Expr {
        if fraction {
            form!("rtrim(rtrim(to_char({datetime}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')", datetime)
        } else {
            form!("to_char({datetime}, 'YYYY-MM-DD HH24:MI:SS')", datetime)
        }
    }

    fn text_from_time(&self, time: &Expr) -> Expr {
        time.clone().cast("time").cast("text")
    }

    fn text_from_other(&self, value: &Expr) -> Expr {
        value.clone().cast("text")
    }

    fn assigned(&self, value: &Expr, ty: &Type) -> Expr {
        let value = value.clone();
        match ty {
            Type::Enum { name: Some(name), .. } => value.cast(name),
            Type::Json => value.cast("jsonb"),
            Type::Uuid => value.cast("uuid"),
            _ => value,
        }
    }

    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        let sql = sql.clone();
        match ty {
            Type::Null | Type::Error => sql,
            // as the new schema spells it
            Type::Other(name) => sql.cast(name),
            ty => sql.cast(self.type_name(ty)),
        }
    }

    fn typed_text(&self, text: &str) -> Expr {
        // a bare literal takes the type of what surrounds it
        Expr::text(text).cast("text")
    }

    fn digits_of_bits(&self, bits: &Expr) -> Expr {
        bits.clone().cast("text")
    }

    fn int_from_digits(&self, digits: &Expr, unsigned: bool) -> Expr {
        let number = form!("lpad({digits}, 64, '0')", digits).cast("bit(64)").cast("bigint");
        match unsigned {
            // the highest bit was taken for a sign
            true => number.plus(form!("CASE WHEN length({digits}) = 64 THEN 18446744073709551616 ELSE 0 END", digits)),
            false => number,
        }
    }

    fn bits_from_int(&self, number: &Expr, size: u32, unsigned: bool) -> Option<Expr> {
        let number = match unsigned {
            true => form!(
                "{number} - CASE WHEN {number} > {most} THEN 18446744073709551616 ELSE 0 END",
                number,
                most = i64::MAX
            ),
            false => number.clone(),
        };
        let bits = number.cast("bigint").cast(format!("bit({})", size.min(64)));
        Some(match size {
            0..=64 => bits,
            _ => form!("lpad(CAST({bits} AS text), {size}, '0')", bits, size).cast(format!("bit({size})")),
        })
    }

    fn bits_from_digits(&self, digits: &Expr, size: u32) -> Expr {
        digits.clone().cast(format!("bit({size})"))
    }

    fn varying_bits_from_digits(&self, digits: &Expr) -> Expr {
        digits.clone().cast("bit varying")
    }

    fn int_from_bool(&self, truth: &Expr) -> Expr {
        truth.clone().cast("integer")
    }

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        form!("convert_to({text}, 'UTF8')", text)
    }

    fn bytes_from_digits(&self, digits: &Expr) -> Option<Expr> {
        Some(form!("decode({digits}, 'hex')", digits))
    }
}

/// The type that whole numbers up to one are computed in.
fn whole_type(high: i128) -> &'static str {
    if high > i128::from(i64::MAX) { "numeric" } else { "bigint" }
}
