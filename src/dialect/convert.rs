//! How an engine makes a value of another type.

use super::{Functions, Tested, format};
use crate::schema::Type;
use crate::sql::Expr;

/// How an engine converts values. Operands are text without blanks at the ends, unless said otherwise.
pub trait Conversions: Functions {
    /// Text to a whole number within a range.
    fn int_from_text(&self, text: &Expr, range: (i128, i128)) -> Tested;

    /// Text to an exact number.
    fn decimal_from_text(&self, text: &Expr) -> Tested;

    /// Text to a double.
    fn float_from_text(&self, text: &Expr) -> Tested;

    /// Text `2010-01-14` to a date.
    fn date_from_text(&self, text: &Expr) -> Tested;

    /// Text `2010-01-14 10:00:00` to a datetime.
    fn datetime_from_text(&self, text: &Expr) -> Tested;

    /// Text `10:00:00` to a time.
    fn time_from_text(&self, text: &Expr) -> Tested;

    /// Text to a UUID.
    fn uuid_from_text(&self, text: &Expr) -> Tested;

    /// Text to JSON; none: there is no test for it.
    fn json_from_text(&self, text: &Expr) -> Option<Tested>;

    /// Whether text has the shape of a date format.
    fn has_shape(&self, text: &Expr, format: &format::Format) -> Expr;

    /// A whole number to another kind of number, or a number to a whole one: the value rounded
    /// half away from zero, within a range.
    fn int_from_number(&self, number: &Expr, exact: bool, range: (i128, i128)) -> Tested;

    /// A whole number to an exact one, such that what is computed from it has room for the digits of exact numbers.
    fn decimal_from_int(&self, number: &Expr) -> Expr;

    /// A double to an exact number.
    fn decimal_from_float(&self, number: &Expr) -> Tested;

    /// Any number to a double.
    fn float_from_number(&self, number: &Expr) -> Expr;

    /// A number of a column whose declaration says how it is shown (ZEROFILL), without that; none: it says nothing.
    fn without_form(&self, column: &Expr, native: &str) -> Option<Expr> {
        let _ = (column, native);
        None
    }

    /// A whole or exact number to text.
    fn text_from_number(&self, number: &Expr) -> Expr;

    /// A double to text, in the notation of [`digits`].
    fn text_from_float(&self, number: &Expr) -> Expr;

    /// A number of 32 bits as the double with the fewest digits that means it.
    fn shortest_single(&self, number: &Expr) -> Expr;

    /// A double, small enough, rounded to a number of 32 bits.
    fn single(&self, number: &Expr) -> Expr;

    /// A column of 32 bits such that it is reckoned with as a double; none: it is so by itself.
    fn widened(&self, column: &Expr) -> Option<Expr> {
        let _ = column;
        None
    }

    /// An exact number to text, without zeros at the end of its fraction.
    fn text_from_decimal(&self, number: &Expr) -> Expr;

    /// An exact number to text with so many digits after the point.
    fn text_with_digits(&self, number: &Expr, digits: u16) -> Expr {
        self.text_from_number(&self.round_decimal(number, digits))
    }

    /// A date to text.
    fn text_from_date(&self, date: &Expr) -> Expr;

    /// A datetime to text, without zeros at the end of its fraction.
    fn text_from_datetime(&self, datetime: &Expr, fraction: bool) -> Expr;

    /// A time to text.
    fn text_from_time(&self, time: &Expr) -> Expr;

    /// Anything else (enum, uuid, json) to text.
    fn text_from_other(&self, value: &Expr) -> Expr;

    /// A value of one of these types to text; none: it is of another.
    fn text_from(&self, value: &Expr, ty: &Type) -> Option<Expr> {
        Some(match ty {
            Type::Int { .. } => self.text_from_number(value),
            Type::Decimal { precision: Some(_), scale } => self.text_with_digits(value, *scale),
            Type::Decimal { precision: None, .. } => self.text_from_decimal(value),
            Type::Float32 => self.text_from_float(&self.shortest_single(value)),
            Type::Float64 => self.text_from_float(value),
            Type::Date => self.text_from_date(value),
            Type::DateTime { precision } | Type::TimestampTz { precision } => {
                self.text_from_datetime(value, *precision > 0)
            }
            Type::Time => self.text_from_time(value),
            Type::Uuid | Type::Json => self.text_from_other(value),
            _ => return None,
        })
    }

    /// Whether a date of a column is one that the calendar has, or null; never null, and never asked unless
    /// [`zero_dates`](super::Capabilities::zero_dates).
    fn date_exists(&self, date: &Expr) -> Expr {
        let _ = date;
        Expr::bool(true)
    }

    /// Whether a date of a column that is not null is one that no calendar has, or that no other engine has; asked where
    /// [`zero_dates`](super::Capabilities::zero_dates) may be.
    fn is_impossible_date(&self, date: &Expr) -> Expr {
        self.date_exists(date).not()
    }

    /// Whether an enum of a column is number 0; never asked unless [`zero_enums`](super::Capabilities::zero_enums).
    fn is_zero_enum(&self, value: &Expr) -> Expr {
        let _ = value;
        Expr::bool(false)
    }

    /// A value given the column's type where the engine would not do that itself.
    fn assigned(&self, value: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        value.clone()
    }

    /// SQL of the program as a value of the type that it says, whatever the engine takes it for.
    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        sql.clone()
    }

    /// A text literal that is text whatever surrounds it.
    fn typed_text(&self, text: &str) -> Expr {
        Expr::text(text)
    }

    /// A value read from an unverified column: whether it is stored as `ty` already, so that it needs
    /// no test as text; none: columns are what they are declared.
    fn stored_as(&self, column: &Expr, ty: &Type) -> Option<Tested> {
        let _ = (column, ty);
        None
    }

    /// A cheap condition under which text is a datetime just as the engine writes it; none where a full test is as cheap.
    fn plain_datetime(&self, text: &Expr) -> Option<Expr> {
        let _ = text;
        None
    }

    /// Whether a value of an unverified column is not bytes, which are no value of any other type; none where none can be.
    fn is_no_bytes(&self, column: &Expr) -> Option<Expr> {
        let _ = column;
        None
    }

    /// Text of a value of an unverified column that was declared as a type: what is stored, numbers in their plain form.
    fn stored_as_text(&self, column: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        self.stored_text(column)
    }

    /// The digits of an exact number that another engine wrote, however many there are after the point; or `NaN` and the like.
    fn decimal_from_digits(&self, text: &Expr) -> Tested {
        self.decimal_from_text(text)
    }

    /// JSON that another engine took for such, as text.
    fn json_from_json(&self, text: &Expr) -> Option<Tested> {
        self.json_from_text(text)
    }

    /// Text of a value of an unverified column, whatever it is; null only for null.
    fn stored_text(&self, column: &Expr) -> Expr {
        column.clone()
    }

    /// Bits as text of their digits; outside of PostgreSQL they are just that.
    fn digits_of_bits(&self, bits: &Expr) -> Expr {
        bits.clone()
    }

    /// Digits in base 2 as a number, of at most 63 of them, or of 64 where it has no sign.
    fn int_from_digits(&self, digits: &Expr, unsigned: bool) -> Expr;

    /// A number that is not negative and not too large as so many bits; none where the engine cannot say it.
    fn bits_from_int(&self, number: &Expr, size: u32, unsigned: bool) -> Option<Expr>;

    /// As many digits as bits.
    fn bits_from_digits(&self, digits: &Expr, _size: u32) -> Expr {
        digits.clone()
    }

    /// Digits as bits, as many as there are.
    fn varying_bits_from_digits(&self, digits: &Expr) -> Expr {
        digits.clone()
    }

    /// A truth as 0 or 1.
    fn int_from_bool(&self, truth: &Expr) -> Expr {
        truth.clone()
    }

    /// Text as its bytes in UTF-8.
    fn bytes_from_text(&self, text: &Expr) -> Expr;

    /// Bytes of which a text has the hexadecimal digits; none where no text comes so.
    fn bytes_from_digits(&self, _digits: &Expr) -> Option<Expr> {
        None
    }
}

/// The whole part of the bound below `low` by a half: `-128` for `-128.5`, and for 0 `-0`.
pub(super) fn low_bound(low: i128) -> String {
    if low == 0 { "-0".to_owned() } else { low.to_string() }
}
