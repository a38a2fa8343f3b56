//! MySQL 8 and MariaDB.

mod collations;
mod digits;
mod statements;

use self::collations::{charset_of, converted, in_collation, in_unicode, is_computed, is_odd_beside_bytes, widened};
use super::charset;
use super::format::Format;
use super::standard_bytes;
use super::{DATE, DECIMAL, Dialect, FLOAT, Holds, INT, INT64, TIME, TableForm, Tested, UUID, UpdateForm, shape};
use crate::engine::Engine;
use crate::form;
use crate::schema::{Charset, Collation, Type};
use crate::sql::{BinaryOp, Concat, Expr, Literal, MatchOp, NullSafe, Syntax, quoted};

/// MySQL 8 and MariaDB.
#[derive(Debug)]
pub(super) struct Mysql;

/// A test against a regular expression.
fn contains(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Regexp, Expr::text(pattern))
}

/// A test against a whole regular expression. `\z`, since `$` also matches before a last newline.
fn matches(text: &Expr, pattern: &str) -> Expr {
    contains(text, &format!("^{pattern}\\z"))
}

impl Syntax for Mysql {
    fn ident(&self, name: &str) -> String {
        quoted(name, '`')
    }

    fn text(&self, text: &str) -> String {
        if !text.contains(['\\', '\'', '\n', '\r', '\0']) {
            return format!("'{text}'");
        }
        let mut out = String::with_capacity(text.len() + 2);
        out.push('\'');
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\'' => out.push_str("''"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\0' => out.push_str("\\0"),
                c => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        standard_bytes(bytes)
    }

    fn concat_form(&self) -> Concat {
        Concat::Function
    }

    fn null_safe_form(&self) -> NullSafe {
        NullSafe::Spaceship
    }
}

impl Dialect for Mysql {
    fn engine(&self) -> Engine {
        Engine::Mysql
    }

    fn update_form(&self) -> UpdateForm {
        UpdateForm::Join
    }

    fn held(&self) -> Holds {
        Holds {
            nan: false,
            infinity: false,
            odd_numbers: false,
            whole_digits: Some(35),
            odd_moments: false,
            odd_json: false,
            ..Holds::ALL
        }
    }

    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
        let found = |what: Expr, text: &Expr| form!("LOCATE({what}, {text})", what, text).gt(0);
        Some(match ty {
            Type::Text { .. } if !new.nul => {
                // as bytes, since collations take no notice of a NUL, with the characters that mark one
                let bytes = column.clone().convert("utf8mb4").cast("BINARY");
                let marks: [&[u8]; 3] = [b"\0", b"\xF4\x8F\xBF\xBF", b"\xF4\x8F\xBF\xBE"];
                Expr::or(marks.map(|mark| found(Literal::Bytes(mark.to_vec()).into(), &bytes)))
            }
            Type::Int { bits: 64, unsigned: true, .. } if !new.unsigned => column.clone().gt(i64::MAX),
            Type::Decimal { precision, .. } => {
                let most = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most))?;
                form!("LENGTH(TRIM(LEADING '0' FROM REPLACE(REPLACE({column}, '-', ''), '.', '')))", column).gt(most)
            }
            Type::Time if !new.long_times => {
                let [first, end] = ["00:00:00", "24:00:00"].map(Expr::text);
                Expr::or([column.clone().lt(first), column.clone().ge(end)])
            }
            Type::Json if !new.odd_json => {
                let text = column.clone().convert("utf8mb4");
                let surrogate = contains(&form!("LOWER({text})", text), r"\\ud[89a-f]");
                Expr::or([found(Expr::text(r"\u0000"), &text), surrogate])
            }
            _ => return None,
        })
    }

    fn zero_dates(&self) -> bool {
        true
    }

    fn zero_enums(&self) -> bool {
        true
    }

    fn compares_by_code_point(&self) -> bool {
        false
    }

    fn session(&self) -> &'static [&'static str] {
        // Whatever the server says for all sessions: an answer is never cut short, and no rule is switched off. Zero dates are not
        // refused, since new tables may have them as defaults: expressions test for them. A fraction that a column has no digits for
        // is rounded, as MySQL does anyway; two texts side by side are one.
        &[
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO,\
             NO_UNSIGNED_SUBTRACTION,NO_ENGINE_SUBSTITUTION' /*M!100401 ',TIME_ROUND_FRACTIONAL' */, \
             autocommit = 1, completion_type = 0, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, \
             sql_auto_is_null = 0, max_join_size = 18446744073709551615, sql_big_selects = 1, \
             sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, max_sort_length = 1024, \
             div_precision_increment = 4, lc_time_names = 'en_US' \
             /*M!100202 , max_statement_time = 0, check_constraint_checks = 1, standard_compliant_cte = 1 */ \
             /*!50708 , max_execution_time = 0 */",
            // a chain of rows may be of any length, and MariaDB cuts a recursion off in silence; without an index it joins by
            // hash only where it is told to
            "SET SESSION time_zone = '+00:00' /*M!100202 , SESSION max_recursive_iterations = 4294967295, \
             SESSION join_cache_level = 4, SESSION join_buffer_size = 33554432, \
             SESSION join_buffer_space_limit = 268435456 */ \
             /*!80003 , SESSION cte_max_recursion_depth = 4294967295 */",
            // MariaDB keeps the answer to a query in brackets by what the outer row has, as that column compares
            "SET SESSION optimizer_switch = IF(VERSION() LIKE '%MariaDB%', 'subquery_cache=off', @@optimizer_switch)",
        ]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        const LOCKS: &str = "SET SESSION lock_wait_timeout = CAST(LEAST(@@lock_wait_timeout, 60) AS UNSIGNED), \
             innodb_lock_wait_timeout = CAST(LEAST(@@innodb_lock_wait_timeout, 60) AS UNSIGNED)";
        const WAITS: &str = "SET SESSION wait_timeout = 86400, net_read_timeout = 3600, net_write_timeout = 3600";
        // An insert does not lock the rows it reads, and an empty table that was read is still filled as one. A binary
        // log of statements cannot have that.
        const WRITING: [&str; 6] = [
            LOCKS,
            WAITS,
            "SET @_mig_isolation = IF(@@log_bin AND @@binlog_format = 'STATEMENT', 'DO 0', \
             'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')",
            "PREPARE _mig_isolation FROM @_mig_isolation",
            "EXECUTE _mig_isolation",
            "DEALLOCATE PREPARE _mig_isolation",
        ];
        if write { &WRITING } else { &[LOCKS, WAITS, "SET SESSION TRANSACTION READ ONLY"] }
    }

    fn type_name(&self, ty: &Type) -> String {
        let unicode = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        match ty {
            Type::Bool => "TINYINT(1)".to_owned(),
            Type::Int { bits, unsigned, .. } => {
                let name = match bits {
                    0..=8 => "TINYINT",
                    9..=16 => "SMALLINT",
                    17..=24 => "MEDIUMINT",
                    25..=32 => "INT",
                    _ => "BIGINT",
                };
                format!("{name}{}", if *unsigned { " UNSIGNED" } else { "" })
            }
            Type::Decimal { precision: Some(p), scale } if *p <= 65 && *scale <= 30 => format!("DECIMAL({p},{scale})"),
            Type::Decimal { .. } => "DECIMAL(65,30)".to_owned(),
            Type::Float32 => "FLOAT".to_owned(),
            Type::Float64 => "DOUBLE".to_owned(),
            Type::Text { max: Some(n), .. } if *n <= 1000 => format!("VARCHAR({n}) {unicode}"),
            Type::Bytes { max: Some(n) } if *n <= 3000 => format!("VARBINARY({n})"),
            Type::Bytes { .. } | Type::Geometry => "LONGBLOB".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Time => "TIME(6)".to_owned(),
            Type::DateTime { precision: 0 } | Type::TimestampTz { precision: 0 } => "DATETIME".to_owned(),
            Type::DateTime { precision } | Type::TimestampTz { precision } => format!("DATETIME({precision})"),
            Type::Uuid => format!("CHAR(36) {unicode}"),
            Type::Enum { values, .. } => {
                let longest = values.iter().map(|v| v.chars().count()).max().unwrap_or(1).max(1);
                format!("VARCHAR({longest}) {unicode}")
            }
            _ => format!("LONGTEXT {unicode}"),
        }
    }

    fn key_type_name(&self, ty: &Type, columns: usize) -> String {
        // InnoDB takes 3072 bytes in a key, and a character has up to four.
        let room = 3072 / columns.max(1);
        let most = u32::try_from(room / 4).unwrap_or(1);
        match ty {
            Type::Text { max, .. } => {
                self.type_name(&Type::Text { max: Some(max.unwrap_or(most).min(most)), collation: None, fixed: false })
            }
            Type::Bytes { max } => {
                let most = u32::try_from(room).unwrap_or(1);
                self.type_name(&Type::Bytes { max: Some(max.unwrap_or(most).min(most)) })
            }
            Type::Set { .. } | Type::Json | Type::Array(_) | Type::Other(_) | Type::Null | Type::Error => {
                self.key_type_name(&Type::TEXT, columns)
            }
            other => self.type_name(other),
        }
    }

    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match ty {
            Type::Text { max, collation, .. } => {
                let collation = match collation {
                    // not every server has every collation, and this one is on all of them
                    Some(c) if c.ignores_case => "utf8mb4_general_ci",
                    _ => "utf8mb4_bin",
                };
                let name = match (key, max) {
                    (Some(columns), _) => self.key_type_name(ty, columns),
                    (None, Some(n)) if *n <= 4000 => format!("VARCHAR({n})"),
                    _ => "LONGTEXT".to_owned(),
                };
                let name = name.split(' ').next().unwrap_or_default();
                format!("{name} CHARACTER SET utf8mb4 COLLATE {collation}")
            }
            Type::Enum { values, .. } => {
                let values: Vec<String> = values.iter().map(|v| self.text(v)).collect();
                format!("ENUM({}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", values.join(", "))
            }
            Type::Set { values } => {
                let values: Vec<String> = values.iter().map(|v| self.text(v)).collect();
                format!("SET({}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", values.join(", "))
            }
            Type::Json => "JSON".to_owned(),
            Type::TimestampTz { precision: 0 } => "TIMESTAMP".to_owned(),
            Type::TimestampTz { precision } => format!("TIMESTAMP({precision})"),
            other => match key {
                Some(columns) => self.key_type_name(other, columns),
                None => self.type_name(other),
            },
        }
    }

    fn tables(&self) -> &'static TableForm {
        &TableForm {
            numbered: " AUTO_INCREMENT",
            numbered_key: None,
            forward_references: false,
            enum_types: false,
            enum_checks: false,
            says_null: true,
            brackets_defaults: true,
            nulls_equal: None,
            storage: true,
            before_loose_text: &[],
        }
    }

    fn by_code_point(&self, text: &Expr) -> Expr {
        // bytes have no collation
        let bare = converted(text).map(|column| column.clone().convert("utf8mb4"));
        bare.unwrap_or_else(|| text.clone()).cast("BINARY")
    }

    fn whole_query(&self) -> Option<i128> {
        Some(u64::MAX.into())
    }

    fn text_key(&self, text: &Expr) -> Expr {
        form!("UNHEX(SHA2({bytes}, 256))", bytes = self.by_code_point(text))
    }

    fn beside_code_points(&self, text: &Expr) -> Expr {
        match text {
            Expr::Literal(Literal::Text(constant)) if constant.is_ascii() => text.clone(),
            // MySQL 9.7 takes the bytes of a literal for others where a query of an INSERT asks a query of a derived table
            Expr::Literal(Literal::Text(_)) => form!("_utf8mb4{text}", text),
            // a collation that is said outright wins over bytes, and pads
            _ if is_odd_beside_bytes(text) => self.by_code_point(text),
            _ => text.clone(),
        }
    }

    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    fn finds(&self, column: &Expr, held: &Type, value: &Expr, from: &Type) -> Expr {
        if !held.is_textual() {
            return column.clone().eq(value);
        }
        let plain = column.clone().eq(self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if !c.ignores_case && !c.ignores_accents && !c.pads => plain,
            // what is equal by code point is so by every collation: that part is for the index
            _ => {
                let bytes = self.by_code_point(&self.text_operand(column, held));
                Expr::and([plain, bytes.eq(self.beside_code_points(value))])
            }
        }
    }

    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        // (manual, "Identifier Length Limits")
        (name.chars().count() <= 64).then_some(name)
    }

    fn strange_in_name(&self, name: &str) -> Option<char> {
        // (manual, "Schema Object Names")
        name.chars().find(|c| *c > '\u{ffff}')
    }

    /// MariaDB's hash joins (10.11, 11.8) lose null = null of a decimal, a day or a moment, which it converts first: those are compared,
    /// not joined.
    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let same = a.clone().same(b.clone());
        if matches!(ty, Type::Int { .. }) || ty.is_textual() { same } else { same.is_true() }
    }

    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let same = self.same_of_rows(a, &widened(b, ty).unwrap_or_else(|| b.clone()), ty);
        match ty.is_textual() {
            true => Expr::and([same, self.by_code_point(a).same(self.beside_code_points(b))]),
            false => same,
        }
    }

    fn helper_text(&self) -> Type {
        let collation = Collation {
            name: "utf8mb4_bin".to_owned(),
            charset: Charset::Unicode,
            ignores_case: false,
            ignores_accents: false,
            pads: true,
        };
        Type::Text { max: None, collation: Some(collation), fixed: false }
    }

    fn told_apart(&self, column: &Expr, ty: &Type) -> Expr {
        // a window looks at the first 1,024 bytes (`max_sort_length`) of what is longer than a VARCHAR
        match ty {
            Type::Text { max, .. } if max.is_none_or(|n| n > 250) => {
                let trimmed = form!("TRIM(TRAILING ' ' FROM {column})", column);
                let text = match ty {
                    Type::Text { collation: Some(c), .. } if c.pads => trimmed,
                    Type::Text { collation: Some(_), .. } => column.clone(),
                    // whether the column's own collation pads is asked of the column
                    _ => form!(
                        "CASE WHEN CONCAT(LEFT({column}, 0), 'a') = 'a ' THEN {trimmed} ELSE {column} END",
                        column,
                        trimmed
                    ),
                };
                form!("SHA2(WEIGHT_STRING({text}), 256)", text)
            }
            Type::Bytes { max } if max.is_none_or(|n| n > 1000) => form!("SHA2({column}, 256)", column),
            Type::Json => form!("SHA2({column}, 256)", column),
            _ => column.clone(),
        }
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        like(text, Expr::text(pattern))
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        like(text, in_unicode(pattern))
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

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let outside = charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\x{{{low:X}}}-\\x{{{high:X}}}"));
        Some(contains(text, &format!("[{}]", ranges.collect::<String>())))
    }

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
            matches(text, &format!("{DATE}([ T]{TIME}Z?)?")),
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
        matches(text, &shape(format))
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

    fn decimal_from_number(&self, number: &Expr, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.clone());
        }
        let most = Literal::Double("1e34".to_owned());
        Tested::when(form!("ABS({number})", number).lt(most), number.clone().cast("DECIMAL(65,30)"))
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("DOUBLE")
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        let [a, b] = [a, b].map(|operand| operand.clone().cast("DECIMAL(65,0)"));
        let result = a.binary(op, b);
        Tested::when(result.clone().between(INT64.0, INT64.1), result.cast("SIGNED"))
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

    fn digits_of_time(&self) -> u8 {
        0
    }

    fn moment_range(&self) -> Option<(&'static str, &'static str)> {
        Some(("1970-01-01 00:00:01", "2038-01-19 03:14:07"))
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

    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        match ty {
            Type::Text { collation: Some(c), .. } => match charset_of(&c.name) {
                "utf8mb4" | "utf8mb3" | "utf8" => column.clone(),
                _ => column.clone().convert("utf8mb4"),
            },
            // The database's character set, which nobody said. By a collation that meets every other.
            Type::Text { collation: None, .. } => in_unicode(column),
            Type::Enum { values, .. } | Type::Set { values } if !values.iter().all(|v| v.is_ascii()) => {
                in_unicode(column)
            }
            _ => column.clone(),
        }
    }

    fn text_beside(&self, column: &Expr, _: &Type) -> Expr {
        in_unicode(column)
    }

    fn sought(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        // two columns with collations of their own do not meet, unless one is binary or of a smaller character set
        let column = converted(text);
        let bare = column.unwrap_or(text);
        if let Some(wide) = widened(bare, held) {
            return wide;
        }
        match (from, held) {
            (Type::Text { collation: Some(own), .. }, Type::Text { collation: Some(theirs), .. })
                if own.name != theirs.name
                    && own.charset == Charset::Unicode
                    && theirs.charset == Charset::Unicode
                    && [own, theirs].iter().all(|c| !c.name.ends_with("_bin")) =>
            {
                let charset = charset_of(&theirs.name);
                let converted = match own.name.starts_with(&format!("{charset}_")) {
                    true => text.clone(),
                    false => text.clone().convert(charset),
                };
                converted.collate(&theirs.name)
            }
            // What is computed of texts has a collation that nobody chose, by which MySQL refuses to compare.
            (_, Type::Text { collation: Some(theirs), .. })
                if (column.is_some() || is_computed(text) && !theirs.name.ends_with("_bin"))
                    && theirs.charset == Charset::Unicode =>
            {
                in_collation(bare, theirs)
            }
            _ => bare.clone(),
        }
    }

    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        if ty.is_textual() { sql.clone().cast("CHAR") } else { sql.clone() }
    }

    fn bits_need_reckoning(&self, native: &str) -> bool {
        native.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("bit"))
    }

    fn without_zeros(&self, digits: &Expr) -> Expr {
        form!("TRIM(LEADING '0' FROM {digits})", digits)
    }

    fn int_from_digits(&self, digits: &Expr, unsigned: bool) -> Expr {
        let target = if unsigned { "UNSIGNED" } else { "SIGNED" };
        // of no digits at all `CONV` makes null
        form!("CONV(CONCAT('0', {digits}), 2, 10)", digits).cast(target)
    }

    fn bits_from_int(&self, number: &Expr, size: u32, _: bool) -> Option<Expr> {
        Some(form!("LPAD(BIN({number}), {size}, '0')", number, size))
    }

    fn bool_operand(&self, column: &Expr) -> Expr {
        // a TINYINT(1), which may hold 2
        column.clone().ne(0)
    }

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        text.clone().cast("BINARY")
    }

    fn bytes_from_digits(&self, digits: &Expr) -> Option<Expr> {
        Some(Expr::call("UNHEX", [digits.clone()]))
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

    fn searched(&self, text: &Expr) -> Expr {
        in_unicode(converted(text).unwrap_or(text))
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

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        form!("ROUND(CAST({a} AS DECIMAL(65,20)) / {b}, {scale})", a, b, scale)
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

/// Whether text matches a pattern by code point.
fn like(text: &Expr, pattern: Expr) -> Expr {
    // not CAST AS BINARY, in which `_` would be a byte
    in_unicode(converted(text).unwrap_or(text)).like(pattern)
}

/// The whole part of the bound below `low` by a half: `-128` for `-128.5`, and for 0 `-0`.
pub(super) fn low_bound(low: i128) -> String {
    if low == 0 { "-0".to_owned() } else { low.to_string() }
}
