//! How the engine of tests makes a value of another type.

use super::{Proof, digits};
use crate::dialect::format::Format;
use crate::dialect::sqlite::Sqlite;
use crate::dialect::{Conversions, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::Expr;

impl Conversions for Proof {
    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        if ty.is_textual() { sql.clone().cast("VARCHAR") } else { sql.clone() }
    }

    fn int_from_text(&self, text: &Expr, range: (i128, i128)) -> Tested {
        Sqlite.int_from_text(text, range)
    }

    fn decimal_from_text(&self, text: &Expr) -> Tested {
        Tested { value: text.clone().cast("DECIMAL"), ..Sqlite.decimal_from_text(text) }
    }

    fn float_from_text(&self, text: &Expr) -> Tested {
        Tested { value: text.clone().cast("DOUBLE PRECISION"), ..Sqlite.float_from_text(text) }
    }

    fn date_from_text(&self, text: &Expr) -> Tested {
        let day = form!("strftime('%Y-%m-%d', {text}, '+0 days')", text);
        Tested::when(Expr::and([text.clone().same(day), text.clone().gt(Expr::text("0001"))]), text.clone())
    }

    fn datetime_from_text(&self, text: &Expr) -> Tested {
        Sqlite.datetime_from_text(text)
    }

    fn time_from_text(&self, text: &Expr) -> Tested {
        Sqlite.time_from_text(text)
    }

    fn uuid_from_text(&self, text: &Expr) -> Tested {
        Sqlite.uuid_from_text(text)
    }

    fn json_from_text(&self, text: &Expr) -> Option<Tested> {
        Some(Tested::when(form!("json_valid({text}, 1)", text), text.clone()))
    }

    fn has_shape(&self, text: &Expr, format: &Format) -> Expr {
        Sqlite.has_shape(text, format)
    }

    fn int_from_number(&self, number: &Expr, exact: bool, range: (i128, i128)) -> Tested {
        let rounded = form!("CAST(round({number}) AS BIGINT)", number);
        Tested { value: rounded, ..Sqlite.int_from_number(number, exact, range) }
    }

    fn decimal_from_int(&self, number: &Expr) -> Expr {
        Sqlite.decimal_from_int(number)
    }

    fn decimal_from_float(&self, number: &Expr) -> Tested {
        Sqlite.decimal_from_float(number)
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("DOUBLE PRECISION")
    }

    fn text_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("VARCHAR")
    }

    fn text_from_float(&self, number: &Expr) -> Expr {
        digits::text(number)
    }

    fn shortest_single(&self, number: &Expr) -> Expr {
        digits::shortest(number)
    }

    fn single(&self, number: &Expr) -> Expr {
        Sqlite.single(number)
    }

    fn text_from_decimal(&self, number: &Expr) -> Expr {
        Sqlite.text_from_decimal(number)
    }

    fn text_with_digits(&self, number: &Expr, digits: u16) -> Expr {
        Sqlite.text_with_digits(number, digits)
    }

    fn text_from_date(&self, date: &Expr) -> Expr {
        date.clone()
    }

    fn text_from_datetime(&self, datetime: &Expr, _: bool) -> Expr {
        datetime.clone()
    }

    fn text_from_time(&self, time: &Expr) -> Expr {
        time.clone()
    }

    fn text_from_other(&self, value: &Expr) -> Expr {
        value.clone().cast("VARCHAR")
    }

    fn int_from_digits(&self, digits: &Expr, unsigned: bool) -> Expr {
        Sqlite.int_from_digits(digits, unsigned)
    }

    fn bits_from_int(&self, _: &Expr, _: u32, _: bool) -> Option<Expr> {
        None
    }

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        text.clone().cast("BLOB")
    }

    fn stored_as(&self, column: &Expr, ty: &Type) -> Option<Tested> {
        Sqlite.stored_as(column, ty)
    }

    fn is_no_bytes(&self, column: &Expr) -> Option<Expr> {
        Sqlite.is_no_bytes(column)
    }

    fn stored_as_text(&self, column: &Expr, ty: &Type) -> Expr {
        Sqlite.stored_as_text(column, ty)
    }

    fn decimal_from_digits(&self, text: &Expr) -> Tested {
        Sqlite.decimal_from_digits(text)
    }

    fn stored_text(&self, column: &Expr) -> Expr {
        column.clone().cast("VARCHAR")
    }
}
