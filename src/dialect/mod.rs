//! What each engine can do, and how it spells it.
//!
//! Outside this module nobody asks *which* engine it is: ask a [`Dialect`] what it can do or
//! let it spell something. The methods of the trait have a generic body (the spelling of the SQL
//! standard) where there is one; each engine overrides what it does differently.

mod charset;
mod digits;
pub mod format;
pub mod functions;
mod holds;
mod mysql;
mod postgres;
mod rights;
mod sqlite;
mod statements;

pub use holds::Holds;
pub use rights::{Of, Probe, Right};
pub use statements::{HelperColumn, HelperType, LANES, Making, PARTNER, SnapshotSharing, Statements, Written};

use crate::engine::Engine;
use crate::plan::Value;
use crate::schema::Type;
use crate::sql::{Printer, Syntax};

/// From an engine to how it spells things.
pub trait EngineExt {
    /// What it can do, and how it spells expressions.
    fn dialect(self) -> &'static dyn Dialect;

    /// How it spells statements.
    fn statements(self) -> &'static dyn Statements;

    /// What prints trees of SQL for it.
    fn printer(self) -> Printer<'static>;
}

impl EngineExt for Engine {
    fn dialect(self) -> &'static dyn Dialect {
        match self {
            Engine::Mysql => &mysql::Mysql,
            Engine::Postgres => &postgres::Postgres,
            Engine::Sqlite => &sqlite::Sqlite,
        }
    }

    fn statements(self) -> &'static dyn Statements {
        statements::of(self)
    }

    fn printer(self) -> Printer<'static> {
        Printer::new(self.dialect())
    }
}

/// A conversion that is tested before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested {
    /// Holds where `value` can be computed. Never null for an operand that is not null, never true
    /// for a null one; none: always.
    pub ok: Option<String>,
    /// The converted value; raises an error where `ok` does not hold.
    pub value: String,
}

impl Tested {
    /// A conversion that always succeeds.
    pub fn always(value: String) -> Self {
        Self { ok: None, value }
    }

    /// A conversion under a condition.
    pub fn when(ok: String, value: String) -> Self {
        Self { ok: Some(ok), value }
    }
}

/// Stands in staged text for a NUL, where the engine's text cannot have one. Unicode has no character there.
pub const NUL_MARK: char = '\u{10FFFF}';
/// Stands in staged text before the hexadecimal digits of bytes that are no text.
pub const NO_TEXT_MARK: char = '\u{10FFFE}';

/// How rows of another relation are named in an `UPDATE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateForm {
    /// `UPDATE t JOIN (…) x ON … SET t.a = x.a`
    Join,
    /// `UPDATE t SET a = x.a FROM (…) x WHERE …`
    From,
}

/// How an engine makes tables.
#[derive(Debug)]
pub struct TableForm {
    /// After the type of a column that numbers its rows.
    pub numbered: &'static str,
    /// After the type of a column that numbers its rows and is the whole primary key, where that says the key as well.
    pub numbered_key: Option<&'static str>,
    /// Foreign keys may refer to tables that are made later.
    pub forward_references: bool,
    /// Enums are types with names of their own.
    pub enum_types: bool,
    /// Columns of enums need a CHECK.
    pub enum_checks: bool,
    /// Nullable columns must say so.
    pub says_null: bool,
    /// Defaults are put in brackets for long text.
    pub brackets_defaults: bool,
    /// Unique keys in which nulls are equal.
    pub nulls_equal: Option<&'static str>,
    /// A table may say how it is stored.
    pub storage: bool,
    /// Statements before any table with text that ignores case.
    pub before_loose_text: &'static [&'static str],
}

/// What an engine can do and how it spells it. Operands are SQL that can stand beside any
/// operator (a column, a literal, or in brackets).
pub trait Dialect: Syntax + Sync {
    /// Whose dialect it is: for headers and schemas, not for decisions.
    fn engine(&self) -> Engine;

    // ---- names -------------------------------------------------------------------------------

    /// A table's name with what it is in, where that is given.
    fn table(&self, namespace: Option<&str>, name: &str) -> String {
        match namespace {
            Some(namespace) => format!("{}.{}", self.ident(namespace), self.ident(name)),
            None => self.ident(name),
        }
    }

    // ---- literals ----------------------------------------------------------------------------

    /// Whether a text literal can be written at all.
    fn holds(&self, text: &str) -> bool {
        let _ = text;
        true
    }

    /// A double.
    fn float(&self, digits: &str) -> String {
        with_exponent(digits)
    }

    /// A date.
    fn date(&self, iso: &str) -> String {
        format!("DATE {}", self.text(iso))
    }

    /// A datetime.
    fn datetime(&self, iso: &str) -> String {
        format!("TIMESTAMP {}", self.text(iso))
    }

    /// Any constant.
    fn literal(&self, value: &Value) -> String {
        match value {
            Value::Null => "NULL".to_owned(),
            Value::Bool(b) => self.bool(*b),
            Value::Int(n) => n.to_string(),
            Value::Decimal(d) => d.clone(),
            Value::Float(f) => self.float(f),
            Value::Text(t) => self.text(t),
            Value::Date(d) => self.date(d),
            Value::DateTime(d) => self.datetime(d),
        }
    }

    // ---- what it can do ----------------------------------------------------------------------

    /// How it updates a table from a query.
    fn update_form(&self) -> UpdateForm {
        UpdateForm::From
    }

    /// The range of whole numbers it can store and compute with.
    fn int_range(&self, ty: &Type) -> Option<(i128, i128)> {
        ty.int_range()
    }

    /// Whether numbers with a point are exact. Where not, they are doubles.
    fn exact_decimals(&self) -> bool {
        true
    }

    /// Which of the values that not every engine has it has.
    fn held(&self) -> Holds;

    /// Whether a value of a column of this engine, in which it is not null, is one that another engine may lack (as
    /// `new` says); none: no value of the type is.
    fn is_foreign(&self, column: &str, ty: &Type, new: &Holds) -> Option<String> {
        let _ = (column, ty, new);
        None
    }

    /// Whether columns of dates can hold impossible ones (`0000-00-00`).
    fn zero_dates(&self) -> bool {
        false
    }

    /// Whether columns of enums can hold a value that is not one of them, as number 0.
    fn zero_enums(&self) -> bool {
        false
    }

    /// Whether `=` between texts of ordinary columns means "the same code points".
    fn compares_by_code_point(&self) -> bool {
        true
    }

    /// Statements for the start of a session, so that scripts mean the same whatever the server's settings.
    fn session(&self) -> &'static [&'static str];

    /// Statements for the start of a connection of migc's own: waiting for others ends, the server waits for us, and a side
    /// that is only read cannot be written.
    fn connection(&self, write: bool) -> &'static [&'static str];

    // ---- types -------------------------------------------------------------------------------

    /// Null as a value of a type, for a query that others read from.
    fn null_of(&self, ty: &Type) -> String {
        let _ = ty;
        "NULL".to_owned()
    }

    /// The type of a column of a helper table that holds values of `ty`.
    fn type_name(&self, ty: &Type) -> String;

    /// The type of a column of a helper table that holds values of `ty` and is in a key of `columns` columns: short enough for
    /// an index.
    fn key_type_name(&self, ty: &Type, columns: usize) -> String {
        let _ = columns;
        self.type_name(ty)
    }

    /// The type of a column of a table made after another engine's definition, with its collation;
    /// `key` is how many columns the key has that it is part of.
    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match key {
            Some(columns) => self.key_type_name(ty, columns),
            None => self.type_name(ty),
        }
    }

    /// An index on columns of a table; `index` is quoted, the table is not.
    fn create_index(&self, namespace: Option<&str>, index: &str, table: &str, columns: &str) -> String {
        format!("CREATE INDEX {index} ON {} ({columns})", self.table(namespace, table))
    }

    /// How tables with numbered rows, foreign keys and so on are made.
    fn tables(&self) -> &'static TableForm;

    // ---- comparing ---------------------------------------------------------------------------

    /// Null equals only null; never null itself.
    fn same(&self, a: &str, b: &str) -> String {
        format!("{a} IS NOT DISTINCT FROM {b}")
    }

    /// Null equals only null, for values of a type that two rows have, in a form that joins many rows fast.
    fn same_of_rows(&self, a: &str, b: &str, ty: &Type) -> String {
        let _ = ty;
        self.same(a, b)
    }

    /// Null equals only null, for values of a type of which one is a key as it is stored, in a form that joins many rows fast.
    fn same_key(&self, a: &str, b: &str, ty: &Type) -> String {
        let _ = ty;
        self.same(a, b)
    }

    /// The opposite of [`same`](Self::same).
    fn differs(&self, a: &str, b: &str) -> String {
        format!("{a} IS DISTINCT FROM {b}")
    }

    /// Text such that operators compare it by code point, trailing blanks and all.
    fn by_code_point(&self, text: &str) -> String;

    /// Text such that `<` compares it by code point.
    fn ordered_by_code_point(&self, text: &str) -> String {
        self.by_code_point(text)
    }

    /// Text such that `GROUP BY` takes it for what it is by code point; the bare text may still be selected beside it.
    fn grouped_by_code_point(&self, text: &str) -> String {
        self.by_code_point(text)
    }

    /// What makes the engine answer a query in FROM by itself, so that its rows are joined by an index that it makes in passing, and
    /// may be those of the table that the statement writes; none where neither is needed.
    fn whole_query(&self) -> Option<&'static str> {
        None
    }

    /// What makes the engine answer a query in FROM by itself, so that its rows are joined by an index that it makes in passing; none
    /// where it joins by values that no index is on without that.
    fn answered_alone(&self) -> Option<&'static str> {
        self.whole_query()
    }

    /// Text as a key: equal where the code points are, of a size that an engine makes an index of in passing.
    fn text_key(&self, text: &str) -> String {
        self.by_code_point(text)
    }

    /// Text that is compared with what [`by_code_point`](Self::by_code_point) made.
    fn beside_code_points(&self, text: &str) -> String {
        text.to_owned()
    }

    /// Text of which `SELECT DISTINCT` takes the same code points for one; it may be put into a column as it is.
    fn distinct_by_code_point(&self, text: &str) -> String {
        text.to_owned()
    }

    /// What the engine keeps of a name; none where it takes none of that length.
    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        Some(name)
    }

    /// A character of a name that the engine takes in none.
    fn strange_in_name(&self, _name: &str) -> Option<char> {
        None
    }

    /// Whether text matches a pattern (`%`, `_`, `\` quotes), by code point and with regard to case.
    fn like(&self, text: &str, pattern: &str) -> String;

    /// Whether text matches a pattern that is SQL, by code point and with regard to case; null where the pattern is null.
    fn like_any(&self, text: &str, pattern: &str) -> String;

    // ---- text --------------------------------------------------------------------------------

    /// Pieces of text put together; none of them null.
    fn concat(&self, pieces: &[String]) -> String {
        pieces.join(" || ")
    }

    /// How many characters.
    fn char_length(&self, text: &str) -> String {
        format!("char_length({text})")
    }

    /// Whether the engine gives out texts of a type with blanks at the end that are no part of them.
    fn pads_on_its_way(&self, ty: &Type) -> bool {
        let _ = ty;
        false
    }

    /// How many bytes, of bytes.
    fn byte_length(&self, bytes: &str) -> String {
        format!("octet_length({bytes})")
    }

    /// The first characters.
    fn left(&self, text: &str, count: u32) -> String {
        format!("left({text}, {count})")
    }

    /// Without blanks at both ends.
    fn trim(&self, text: &str) -> String {
        format!("trim({text})")
    }

    /// Characters from a place (from 1), of a given number.
    fn slice(&self, text: &str, from: usize, count: usize) -> String {
        format!("substr({text}, {from}, {count})")
    }

    /// Text to lower case, as far as ASCII goes.
    fn lower(&self, text: &str) -> String {
        format!("lower({text})")
    }

    /// Whether some character of the text is not in the character set; none: it cannot be told,
    /// or there is no such character.
    fn outside_charset(&self, text: &str, charset: &str) -> Option<String> {
        let _ = (text, charset);
        None
    }

    // ---- conversions (operands are text without blanks at the ends, unless said otherwise) ------

    /// Text to a whole number within a range.
    fn int_from_text(&self, text: &str, range: (i128, i128)) -> Tested;
    /// Text to an exact number.
    fn decimal_from_text(&self, text: &str) -> Tested;
    /// Text to a double.
    fn float_from_text(&self, text: &str) -> Tested;
    /// Text `2010-01-14` to a date.
    fn date_from_text(&self, text: &str) -> Tested;
    /// Text `2010-01-14 10:00:00` to a datetime.
    fn datetime_from_text(&self, text: &str) -> Tested;
    /// Text `10:00:00` to a time.
    fn time_from_text(&self, text: &str) -> Tested;
    /// Text to a UUID.
    fn uuid_from_text(&self, text: &str) -> Tested;
    /// Text to JSON; none: there is no test for it.
    fn json_from_text(&self, text: &str) -> Option<Tested>;
    /// Whether text has the shape of a date format.
    fn has_shape(&self, text: &str, format: &format::Format) -> String;

    /// A whole number to another kind of number, or a number to a whole one: the value rounded
    /// half away from zero, within a range.
    fn int_from_number(&self, number: &str, exact: bool, range: (i128, i128)) -> Tested;
    /// Any number to an exact one.
    fn decimal_from_number(&self, number: &str, exact: bool) -> Tested;
    /// Any number to a double.
    fn float_from_number(&self, number: &str) -> String;
    /// `+`, `-` or `*` of two whole numbers of up to 64 bits, where the result may need more.
    fn checked(&self, op: &str, a: &str, b: &str) -> Tested;
    /// A whole number of any width as one of 64 bits, so that sums of it are.
    fn int64(&self, int: &str) -> String {
        int.to_owned()
    }

    /// A number of a column whose declaration says how it is shown (ZEROFILL), without that; none: it says nothing.
    fn without_form(&self, column: &str, native: &str) -> Option<String> {
        let _ = (column, native);
        None
    }
    /// A whole or exact number to text.
    fn text_from_number(&self, number: &str) -> String;
    /// A double to text, in the notation of [`digits`].
    fn text_from_float(&self, number: &str) -> String;
    /// A number of 32 bits as the double with the fewest digits that means it.
    fn shortest_single(&self, number: &str) -> String;
    /// A double, small enough, rounded to a number of 32 bits.
    fn single(&self, number: &str) -> String;
    /// A column of 32 bits such that it is reckoned with as a double; none: it is so by itself.
    fn widened(&self, column: &str) -> Option<String> {
        let _ = column;
        None
    }
    /// An exact number to text, without zeros at the end of its fraction.
    fn text_from_decimal(&self, number: &str) -> String;
    /// An exact number to text with so many digits after the point.
    fn text_with_digits(&self, number: &str, digits: u16) -> String {
        self.text_from_number(&self.round_decimal(number, digits))
    }
    /// A date to text.
    fn text_from_date(&self, date: &str) -> String;
    /// A datetime to text, without zeros at the end of its fraction.
    fn text_from_datetime(&self, datetime: &str, fraction: bool) -> String;
    /// A time to text.
    fn text_from_time(&self, time: &str) -> String;
    /// Anything else (enum, uuid, json) to text.
    fn text_from_other(&self, value: &str) -> String;
    /// A value of one of these types to text; none: it is of another.
    fn text_from(&self, value: &str, ty: &Type) -> Option<String> {
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

    /// The date of a datetime.
    fn date_of(&self, datetime: &str) -> String;
    /// Midnight of a date.
    fn datetime_of(&self, date: &str) -> String;
    /// A datetime rounded to fewer digits of a second.
    fn round_datetime(&self, datetime: &str, precision: u8) -> String;
    /// Whether a date of a column is one that the calendar has, or null; never null, and never asked unless
    /// [`zero_dates`](Self::zero_dates).
    fn date_exists(&self, date: &str) -> String {
        let _ = date;
        self.bool(true)
    }
    /// Whether a date of a column that is not null is one that no calendar has, or that no other engine has; asked where
    /// [`zero_dates`](Self::zero_dates) may be.
    fn is_impossible_date(&self, date: &str) -> String {
        format!("NOT ({})", self.date_exists(date))
    }
    /// Whether an enum of a column is number 0; never asked unless [`zero_enums`](Self::zero_enums).
    fn is_zero_enum(&self, value: &str) -> String {
        let _ = value;
        self.bool(false)
    }
    /// The moments a column for moments can hold, where they are fewer than those of a datetime.
    fn moment_range(&self) -> Option<(&'static str, &'static str)> {
        None
    }
    /// How many digits of a second a column of times has where its type does not say.
    fn digits_of_time(&self) -> u8 {
        6
    }
    /// A value given the column's type where the engine would not do that itself.
    fn assigned(&self, value: &str, ty: &Type) -> String {
        let _ = ty;
        value.to_owned()
    }
    /// SQL of the program as a value of the type that it says, whatever the engine takes it for.
    fn claimed(&self, sql: &str, ty: &Type) -> String {
        let _ = ty;
        sql.to_owned()
    }
    /// A text literal that is text whatever surrounds it.
    fn typed_text(&self, text: &str) -> String {
        self.text(text)
    }
    /// A value read from an untrusted column: whether it is stored as `ty` already, so that it needs
    /// no test as text; none: columns are what they are declared.
    fn stored_as(&self, column: &str, ty: &Type) -> Option<Tested> {
        let _ = (column, ty);
        None
    }
    /// A cheap condition under which text is a datetime just as the engine writes it; none where a full test is as cheap.
    fn plain_datetime(&self, text: &str) -> Option<String> {
        let _ = text;
        None
    }
    /// Whether a value of an untrusted column is not bytes, which are no value of any other type; none where none can be.
    fn is_no_bytes(&self, column: &str) -> Option<String> {
        let _ = column;
        None
    }
    /// Text of a value of an untrusted column that was declared as a type: what is stored, numbers in their plain form.
    fn stored_as_text(&self, column: &str, ty: &Type) -> String {
        let _ = ty;
        self.stored_text(column)
    }
    /// The digits of an exact number that another engine wrote, however many there are after the point; or `NaN` and the like.
    fn decimal_from_digits(&self, text: &str) -> Tested {
        self.decimal_from_text(text)
    }
    /// JSON that another engine took for such, as text.
    fn json_from_json(&self, text: &str) -> Option<Tested> {
        self.json_from_text(text)
    }
    /// Text of a value of an untrusted column, whatever it is; null only for null.
    fn stored_text(&self, column: &str) -> String {
        column.to_owned()
    }
    /// A column's text as an operand: in an encoding and of a type that mix with literals and other text.
    fn text_operand(&self, column: &str, ty: &Type) -> String {
        let _ = ty;
        column.to_owned()
    }
    /// Text that `LIKE` and `REPLACE` may look into, whatever its collation.
    fn looked_into(&self, text: &str) -> String {
        text.to_owned()
    }

    /// A text of one column's type, such that `=` finds it in another column, by that column's collation and index.
    fn sought(&self, text: &str, from: &Type, held: &Type) -> String {
        let _ = (from, held);
        text.to_owned()
    }
    /// Whether a column equals a value, texts by code point; an index on the column can be used. False or null for a null.
    fn finds(&self, column: &str, held: &Type, value: &str, from: &Type) -> String {
        let plain = format!("{column} = {}", self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if c.ignores_case || c.ignores_accents || c.pads => {
                format!("({plain} AND {} = {value})", self.by_code_point(column))
            }
            _ => plain,
        }
    }
    /// The type of text in a helper table, with how it compares there.
    fn helper_text(&self) -> Type {
        Type::TEXT
    }
    /// A column such that a window takes for equal what `=` does, however long it is.
    fn told_apart(&self, column: &str, ty: &Type) -> String {
        let _ = ty;
        column.to_owned()
    }
    /// A column's truth as an operand.
    fn bool_operand(&self, column: &str) -> String {
        column.to_owned()
    }
    /// Whether a column of whole numbers must be reckoned with to be one: in MySQL text of a `BIT` is its bytes.
    fn bits_need_reckoning(&self, _native: &str) -> bool {
        false
    }
    /// Bits as text of their digits; outside of PostgreSQL they are just that.
    fn digits_of_bits(&self, bits: &str) -> String {
        bits.to_owned()
    }
    /// Text without the zeros that it begins with.
    fn without_zeros(&self, digits: &str) -> String {
        format!("ltrim({digits}, '0')")
    }
    /// Digits in base 2 as a number, of at most 63 of them, or of 64 where it has no sign.
    fn int_from_digits(&self, digits: &str, unsigned: bool) -> String;
    /// A number that is not negative and not too large as so many bits; none where the engine cannot say it.
    fn bits_from_int(&self, number: &str, size: u32, unsigned: bool) -> Option<String>;
    /// As many digits as bits.
    fn bits_from_digits(&self, digits: &str, _size: u32) -> String {
        digits.to_owned()
    }
    /// Digits as bits, as many as there are.
    fn varying_bits_from_digits(&self, digits: &str) -> String {
        digits.to_owned()
    }
    /// A truth as 0 or 1.
    fn int_from_bool(&self, truth: &str) -> String {
        truth.to_owned()
    }
    /// Text as its bytes in UTF-8.
    fn bytes_from_text(&self, text: &str) -> String;
    /// The time of day of a datetime.
    fn time_of(&self, datetime: &str) -> String;
    /// A date some days later, where that is a date; operands are not null together with `ok`.
    fn add_days(&self, moment: &str, days: &str, has_time: bool) -> Tested;
    /// The largest whole number that is not more than this one.
    fn floor(&self, number: &str) -> String {
        format!("floor({number})")
    }
    /// A number that is whole, and fits, as a whole number.
    fn whole(&self, number: &str) -> String;
    /// Text in which something is searched by code point.
    fn searched(&self, text: &str) -> String {
        text.to_owned()
    }
    /// A number that counts characters: negative ones are `least`.
    fn count(&self, number: &str, least: u8) -> String;
    /// Whole division towards zero.
    fn div(&self, a: &str, b: &str) -> String {
        format!("{a} / {b}")
    }
    /// Part of a text between separators, both constants that are not empty; none: cannot be expressed.
    fn split_part(&self, text: &str, separator: &str, n: u32) -> Option<String>;
    /// Text filled at its beginning or end to a length; it is not longer.
    fn pad(&self, text: &str, length: u32, fill: char, left: bool) -> String {
        format!("{}({text}, {length}, {})", if left { "lpad" } else { "rpad" }, self.text(&fill.to_string()))
    }
    /// The least or greatest of values that are not null.
    fn extreme(&self, greatest: bool, values: &str) -> String {
        format!("{}({values})", if greatest { "greatest" } else { "least" })
    }
    /// A double rounded half away from zero to some digits.
    fn round_float(&self, number: &str, digits: u32) -> String {
        let power = 10u64.pow(digits.min(15));
        format!(
            "CASE WHEN abs({number}) < 1e15 / {power} THEN sign({number}) * floor(abs({number}) * {power} + 0.5e0) / {power} \
             ELSE {number} END"
        )
    }
    /// An exact number as its arithmetic leaves it, cleaned of what the engine adds.
    fn cleaned(&self, number: &str, scale: Option<u16>) -> String {
        let _ = scale;
        number.to_owned()
    }
    /// `a / b` of exact numbers, rounded to a scale.
    fn divide_decimals(&self, a: &str, b: &str, scale: u16) -> String;

    // ---- numbers -----------------------------------------------------------------------------

    /// An exact number rounded half away from zero.
    fn round_decimal(&self, number: &str, scale: u16) -> String {
        format!("round({number}, {scale})")
    }
    /// The remainder of whole or exact numbers.
    fn rem(&self, a: &str, b: &str) -> String {
        format!("{a} % {b}")
    }

    // ---- aggregates --------------------------------------------------------------------------

    /// The sum of whole numbers. Null over no rows.
    fn sum_int(&self, value: &str, ty: &Type) -> Tested;
    /// The least or greatest truth.
    fn extreme_bool(&self, function: &str, value: &str) -> String {
        format!("{function}({value})")
    }
    /// The least or greatest text by code point.
    fn extreme_text(&self, function: &str, value: &str) -> String;
    /// Whether any row of a group meets a condition that is never null.
    fn any(&self, condition: &str) -> String {
        format!("max({condition})")
    }
}

/// `x'00ff'`
fn standard_bytes(bytes: &[u8]) -> String {
    format!("x'{}'", hex(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    push_hex(&mut out, bytes);
    out
}

/// Two digits a byte, in capitals.
pub(crate) fn push_hex(out: &mut String, bytes: &[u8]) {
    out.reserve(bytes.len() * 2);
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'A' + half - 10 });
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
}

/// The digits of a double such that no engine takes them for an exact number.
fn with_exponent(digits: &str) -> String {
    if digits.contains(['e', 'E']) { digits.to_owned() } else { format!("{digits}e0") }
}

/// A regular expression (in the common part of PCRE, ICU and PostgreSQL) for the dates there are,
/// from year 1 to 9999. It is long, but asks in one test what would otherwise take five.
const DATE: &str = "(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";
/// Times of a day, with seconds and a fraction where they are given.
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
/// Whole numbers. The length is bounded so that an exact number of the engine can hold them.
const INT: &str = "[+-]?[0-9]{1,60}";
/// Exact numbers: as many digits as MySQL's DECIMAL(65,30) holds.
const DECIMAL: &str = "[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})";
/// Doubles, bounded so that none is too large or too small.
const FLOAT: &str =
    "[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?";
/// UUIDs, with dashes or without, in braces or not.
const UUID: &str = "([0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32}\
|\\{[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\\}|\\{[0-9A-Fa-f]{32}\\})";

/// A date format as a regular expression.
fn shape(format: &format::Format) -> String {
    let mut out = String::new();
    for piece in &format.pieces {
        match piece {
            format::Piece::Field(field) => out.push_str(&format!("[0-9]{{{}}}", field.width())),
            format::Piece::Literal(text) => {
                for c in text.chars() {
                    if !c.is_alphanumeric() && c.is_ascii_graphic() {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    out
}

/// The 64 bit range.
pub const INT64: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);
