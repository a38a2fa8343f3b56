//! What each engine can do, and how it spells it.
//!
//! Outside this module nobody asks *which* engine it is: ask a [`Dialect`] what it can do or
//! let it spell something. The methods of the trait have a generic body (the spelling of the SQL
//! standard) where there is one; each engine overrides what it does differently.

mod charset;
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
use crate::form;
use crate::plan::Value;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr, Join, Literal, Printer, Query, Syntax, TableName};

/// From an engine to how it spells things.
pub trait EngineExt {
    /// What it can do, and how it spells expressions.
    fn dialect(self) -> &'static dyn Dialect;

    /// How it spells statements.
    fn statements(self) -> &'static dyn Statements;

    /// What prints trees of SQL for it.
    fn printer(self) -> Printer<'static>;
}

/// What spells expressions and statements for each engine. A new engine is a folder beside this file and a line here.
fn of(engine: Engine) -> (&'static dyn Dialect, &'static dyn Statements) {
    match engine {
        Engine::Mysql => (&mysql::Mysql, &mysql::Mysql),
        Engine::Postgres => (&postgres::Postgres, &postgres::Postgres),
        Engine::Sqlite => (&sqlite::Sqlite, &sqlite::Sqlite),
    }
}

impl EngineExt for Engine {
    fn dialect(self) -> &'static dyn Dialect {
        of(self).0
    }

    fn statements(self) -> &'static dyn Statements {
        of(self).1
    }

    fn printer(self) -> Printer<'static> {
        Printer::new(self.dialect())
    }
}

/// A constant.
pub fn literal(value: &Value) -> Expr {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(b) => Literal::Bool(*b),
        Value::Int(n) => Literal::Int(*n),
        Value::Decimal(d) => Literal::Decimal(d.clone()),
        Value::Float(f) => Literal::Double(f.clone()),
        Value::Text(t) => Literal::Text(t.clone()),
        Value::Date(d) => Literal::Date(d.clone()),
        Value::DateTime(d) => Literal::DateTime(d.clone()),
    }
    .into()
}

impl dyn Dialect {
    /// An expression as text.
    pub fn print(&self, expr: &Expr) -> String {
        Printer::new(self).expr(expr)
    }

    /// A condition as text, with each of its terms that all hold on a line.
    pub fn terms(&self, condition: &Expr) -> String {
        Printer::new(self).terms(condition)
    }

    /// A query as text.
    pub fn query(&self, query: &Query) -> String {
        Printer::new(self).whole_query(query)
    }

    /// A query as text in one line.
    pub fn query_line(&self, query: &Query) -> String {
        Printer::new(self).query_line(query)
    }

    /// A query as it stands between brackets.
    pub fn inner_query(&self, query: &Query) -> String {
        Printer::new(self).inner_query(query)
    }

    /// A statement as text, without a semicolon.
    pub fn statement(&self, statement: &crate::sql::Statement) -> String {
        Printer::new(self).statement(statement)
    }

    /// Joins as text, each on a line.
    pub fn joins(&self, joins: &[Join]) -> String {
        Printer::new(self).joins(joins)
    }

    /// A table's name as text.
    pub fn table_name(&self, table: &TableName) -> String {
        Printer::new(self).table_name(table)
    }

    /// Whether the text of an expression is longer than this many bytes.
    pub fn is_longer(&self, expr: &Expr, bytes: usize) -> bool {
        Printer::new(self).is_longer(expr, bytes)
    }
}

/// A conversion that is tested before it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// Holds where `value` can be computed. Never null for an operand that is not null, never true
    /// for a null one; none: always.
    pub ok: Option<Expr>,
    /// The converted value; raises an error where `ok` does not hold.
    pub value: Expr,
}

impl Tested {
    /// A conversion that always succeeds.
    pub fn always(value: Expr) -> Self {
        Self { ok: None, value }
    }

    /// A conversion under a condition.
    pub fn when(ok: Expr, value: Expr) -> Self {
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

/// What an engine can do and how it spells it.
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
    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
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
    fn null_of(&self, ty: &Type) -> Expr {
        let _ = ty;
        Expr::null()
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

    /// Null equals only null, for values of a type that two rows have, in a form that joins many rows fast.
    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        a.clone().same(b.clone())
    }

    /// Null equals only null, for values of a type of which one is a key as it is stored, in a form that joins many rows fast.
    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        a.clone().same(b.clone())
    }

    /// Text such that operators compare it by code point, trailing blanks and all.
    fn by_code_point(&self, text: &Expr) -> Expr;

    /// Text such that `<` compares it by code point.
    fn ordered_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// Text such that `GROUP BY` takes it for what it is by code point; the bare text may still be selected beside it.
    fn grouped_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// The LIMIT that makes the engine answer a query in FROM by itself, so that its rows are joined by an index that it makes in passing,
    /// and may be those of the table that the statement writes; none where neither is needed.
    fn whole_query(&self) -> Option<i128> {
        None
    }

    /// The LIMIT that makes the engine answer a query in FROM by itself, so that its rows are joined by an index that it makes in passing;
    /// none where it joins by values that no index is on without that.
    fn answered_alone(&self) -> Option<i128> {
        self.whole_query()
    }

    /// Text as a key: equal where the code points are, of a size that an engine makes an index of in passing.
    fn text_key(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// Text that is compared with what [`by_code_point`](Self::by_code_point) made.
    fn beside_code_points(&self, text: &Expr) -> Expr {
        text.clone()
    }

    /// Text of which `SELECT DISTINCT` takes the same code points for one; it may be put into a column as it is.
    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        text.clone()
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
    fn like(&self, text: &Expr, pattern: &str) -> Expr;

    /// Whether text matches a pattern that is SQL, by code point and with regard to case; null where the pattern is null.
    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr;

    // ---- text --------------------------------------------------------------------------------

    /// How many characters.
    fn char_length(&self, text: &Expr) -> Expr {
        form!("char_length({text})", text)
    }

    /// Whether the engine gives out texts of a type with blanks at the end that are no part of them.
    fn pads_on_its_way(&self, ty: &Type) -> bool {
        let _ = ty;
        false
    }

    /// How many bytes, of bytes.
    fn byte_length(&self, bytes: &Expr) -> Expr {
        form!("octet_length({bytes})", bytes)
    }

    /// The first characters.
    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("left({text}, {count})", text, count)
    }

    /// Without blanks at both ends.
    fn trim(&self, text: &Expr) -> Expr {
        form!("trim({text})", text)
    }

    /// Characters from a place (from 1), of a given number.
    fn slice(&self, text: &Expr, from: usize, count: usize) -> Expr {
        form!("substr({text}, {from}, {count})", text, from, count)
    }

    /// Text to lower case, as far as ASCII goes.
    fn lower(&self, text: &Expr) -> Expr {
        form!("lower({text})", text)
    }

    /// Whether some character of the text is not in the character set; none: it cannot be told,
    /// or there is no such character.
    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let _ = (text, charset);
        None
    }

    // ---- conversions (operands are text without blanks at the ends, unless said otherwise) ------

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
    /// Any number to an exact one.
    fn decimal_from_number(&self, number: &Expr, exact: bool) -> Tested;
    /// Any number to a double.
    fn float_from_number(&self, number: &Expr) -> Expr;
    /// `+`, `-` or `*` of two whole numbers of up to 64 bits, where the result may need more.
    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested;
    /// A whole number of any width as one of 64 bits, so that sums of it are.
    fn int64(&self, int: &Expr) -> Expr {
        int.clone()
    }

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

    /// The date of a datetime.
    fn date_of(&self, datetime: &Expr) -> Expr;
    /// Midnight of a date.
    fn datetime_of(&self, date: &Expr) -> Expr;
    /// A datetime rounded to fewer digits of a second.
    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr;
    /// Whether a date of a column is one that the calendar has, or null; never null, and never asked unless
    /// [`zero_dates`](Self::zero_dates).
    fn date_exists(&self, date: &Expr) -> Expr {
        let _ = date;
        Expr::bool(true)
    }
    /// Whether a date of a column that is not null is one that no calendar has, or that no other engine has; asked where
    /// [`zero_dates`](Self::zero_dates) may be.
    fn is_impossible_date(&self, date: &Expr) -> Expr {
        self.date_exists(date).not()
    }
    /// Whether an enum of a column is number 0; never asked unless [`zero_enums`](Self::zero_enums).
    fn is_zero_enum(&self, value: &Expr) -> Expr {
        let _ = value;
        Expr::bool(false)
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
    /// A column's text as an operand: in an encoding and of a type that mix with literals and other text.
    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        column.clone()
    }
    /// A column's text beside those of columns with other collations, by one that meets them all.
    fn text_beside(&self, column: &Expr, ty: &Type) -> Expr {
        self.text_operand(column, ty)
    }
    /// Text that `LIKE` and `REPLACE` may look into, whatever its collation.
    fn looked_into(&self, text: &Expr) -> Expr {
        text.clone()
    }

    /// A text of one column's type, such that `=` finds it in another column, by that column's collation and index.
    fn sought(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        let _ = (from, held);
        text.clone()
    }
    /// Whether a column equals a value, texts by code point; an index on the column can be used. False or null for a null.
    fn finds(&self, column: &Expr, held: &Type, value: &Expr, from: &Type) -> Expr {
        let plain = column.clone().eq(self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if c.ignores_case || c.ignores_accents || c.pads => {
                Expr::and([plain, self.by_code_point(column).eq(value.clone())])
            }
            _ => plain,
        }
    }
    /// The type of text in a helper table, with how it compares there.
    fn helper_text(&self) -> Type {
        Type::TEXT
    }
    /// A column such that a window takes for equal what `=` does, however long it is.
    fn told_apart(&self, column: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        column.clone()
    }
    /// A column's truth as an operand.
    fn bool_operand(&self, column: &Expr) -> Expr {
        column.clone()
    }
    /// Whether a column of whole numbers must be reckoned with to be one: in MySQL text of a `BIT` is its bytes.
    fn bits_need_reckoning(&self, _native: &str) -> bool {
        false
    }
    /// Bits as text of their digits; outside of PostgreSQL they are just that.
    fn digits_of_bits(&self, bits: &Expr) -> Expr {
        bits.clone()
    }
    /// Text without the zeros that it begins with.
    fn without_zeros(&self, digits: &Expr) -> Expr {
        form!("ltrim({digits}, '0')", digits)
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
    /// The time of day of a datetime.
    fn time_of(&self, datetime: &Expr) -> Expr;
    /// A date some days later, where that is a date; operands are not null together with `ok`.
    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested;
    /// The largest whole number that is not more than this one.
    fn floor(&self, number: &Expr) -> Expr {
        form!("floor({number})", number)
    }
    /// A number that is whole, and fits, as a whole number.
    fn whole(&self, number: &Expr) -> Expr;
    /// Text in which something is searched by code point.
    fn searched(&self, text: &Expr) -> Expr {
        text.clone()
    }
    /// A number that counts characters: negative ones are `least`.
    fn count(&self, number: &Expr, least: u8) -> Expr;
    /// Whole division towards zero.
    fn div(&self, a: &Expr, b: &Expr) -> Expr {
        a.clone().divided_by(b)
    }
    /// Part of a text between separators, both constants that are not empty; none: cannot be expressed.
    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr>;
    /// Text filled at its beginning or end to a length; it is not longer.
    fn pad(&self, text: &Expr, length: u32, fill: char, left: bool) -> Expr {
        let function = if left { "lpad" } else { "rpad" };
        Expr::call(function, [text.clone(), length.into(), Expr::text(fill)])
    }
    /// The least or greatest of values that are not null.
    fn extreme(&self, greatest: bool, values: Vec<Expr>) -> Expr {
        Expr::call(if greatest { "greatest" } else { "least" }, values)
    }
    /// A double rounded half away from zero to some digits.
    fn round_float(&self, number: &Expr, digits: u32) -> Expr {
        let power = 10u64.pow(digits.min(15));
        form!(
            "CASE WHEN abs({number}) < 1e15 / {power} \
             THEN sign({number}) * floor(abs({number}) * {power} + 0.5e0) / {power} ELSE {number} END",
            number,
            power
        )
    }
    /// An exact number as its arithmetic leaves it, cleaned of what the engine adds.
    fn cleaned(&self, number: &Expr, scale: Option<u16>) -> Expr {
        let _ = scale;
        number.clone()
    }
    /// `a / b` of exact numbers, rounded to a scale.
    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr;

    // ---- numbers -----------------------------------------------------------------------------

    /// An exact number rounded half away from zero.
    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        form!("round({number}, {scale})", number, scale)
    }
    /// The remainder of whole or exact numbers.
    fn rem(&self, a: &Expr, b: &Expr) -> Expr {
        a.clone().remainder(b)
    }

    // ---- aggregates --------------------------------------------------------------------------

    /// The sum of whole numbers. Null over no rows.
    fn sum_int(&self, value: &Expr, ty: &Type) -> Tested;
    /// The least or greatest truth.
    fn extreme_bool(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone()])
    }
    /// The least or greatest text by code point.
    fn extreme_text(&self, function: &str, value: &Expr) -> Expr;
    /// Whether any row of a group meets a condition that is never null.
    fn any(&self, condition: &Expr) -> Expr {
        form!("max({condition})", condition)
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
