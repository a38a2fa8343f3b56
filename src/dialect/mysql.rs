//! MySQL 8 and MariaDB.

use super::charset;
use super::digits::mysql as digits;
use super::format::Format;
use super::standard_bytes;
use super::{DATE, DECIMAL, Dialect, FLOAT, Holds, INT, TIME, TableForm, Tested, UUID, UpdateForm, shape};
use crate::engine::Engine;
use crate::schema::{Charset, Collation, Type};
use crate::sql::{Concat, NullSafe, Syntax, quoted};

/// MySQL 8 and MariaDB.
#[derive(Debug)]
pub(super) struct Mysql;

/// A test against a whole regular expression. `\z`, since `$` also matches before a last newline.
fn matches(text: &str, pattern: &str) -> String {
    format!("{text} REGEXP {}", Mysql.text(&format!("^{pattern}\\z")))
}

impl Syntax for Mysql {
    fn ident(&self, name: &str) -> String {
        quoted(name, '`')
    }

    fn text(&self, text: &str) -> String {
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

    fn is_foreign(&self, column: &str, ty: &Type, new: &Holds) -> Option<String> {
        Some(match ty {
            Type::Text { .. } if !new.nul => {
                // as bytes, since collations take no notice of a NUL, with the characters that mark one
                let bytes = format!("CAST(CONVERT({column} USING utf8mb4) AS BINARY)");
                format!(
                    "LOCATE(x'00', {bytes}) > 0 OR LOCATE(x'F48FBFBF', {bytes}) > 0 OR LOCATE(x'F48FBFBE', {bytes}) > 0"
                )
            }
            Type::Int { bits: 64, unsigned: true, .. } if !new.unsigned => format!("{column} > {}", i64::MAX),
            Type::Decimal { precision, .. } => {
                let most = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most))?;
                format!("LENGTH(TRIM(LEADING '0' FROM REPLACE(REPLACE({column}, '-', ''), '.', ''))) > {most}")
            }
            Type::Time if !new.long_times => format!("{column} < '00:00:00' OR {column} >= '24:00:00'"),
            Type::Json if !new.odd_json => {
                let text = format!("CONVERT({column} USING utf8mb4)");
                format!("LOCATE('\\\\u0000', {text}) > 0 OR LOWER({text}) REGEXP '\\\\\\\\ud[89a-f]'")
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

    fn same(&self, a: &str, b: &str) -> String {
        format!("{a} <=> {b}")
    }

    fn differs(&self, a: &str, b: &str) -> String {
        format!("NOT ({a} <=> {b})")
    }

    fn by_code_point(&self, text: &str) -> String {
        // bytes have no collation
        let bare = converted(text).map(|column| format!("CONVERT({column} USING utf8mb4)"));
        format!("CAST({} AS BINARY)", bare.as_deref().unwrap_or(text))
    }

    fn whole_query(&self) -> Option<&'static str> {
        Some("LIMIT 18446744073709551615")
    }

    fn text_key(&self, text: &str) -> String {
        format!("UNHEX(SHA2({}, 256))", self.by_code_point(text))
    }

    fn beside_code_points(&self, text: &str) -> String {
        match (text.starts_with('\''), text.is_ascii()) {
            (true, true) => text.to_owned(),
            // MySQL 9.7 takes the bytes of a literal for others where a query of an INSERT asks a query of a derived table
            (true, false) => format!("_utf8mb4{text}"),
            // a collation that is said outright wins over bytes, and pads
            (false, ascii) if !ascii || text.contains("COLLATE ") => self.by_code_point(text),
            (false, _) => text.to_owned(),
        }
    }

    fn distinct_by_code_point(&self, text: &str) -> String {
        self.by_code_point(text)
    }

    fn finds(&self, column: &str, held: &Type, value: &str, from: &Type) -> String {
        if !held.is_textual() {
            return format!("{column} = {value}");
        }
        let plain = format!("{column} = {}", self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if !c.ignores_case && !c.ignores_accents && !c.pads => plain,
            // what is equal by code point is so by every collation: that part is for the index
            _ => {
                let value = self.beside_code_points(value);
                format!("({plain} AND {} = {value})", self.by_code_point(&self.text_operand(column, held)))
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
    fn same_of_rows(&self, a: &str, b: &str, ty: &Type) -> String {
        let same = self.same(a, b);
        if matches!(ty, Type::Int { .. }) || ty.is_textual() { same } else { format!("({same}) IS TRUE") }
    }

    fn same_key(&self, a: &str, b: &str, ty: &Type) -> String {
        let same = self.same_of_rows(a, &widened(b, ty).unwrap_or_else(|| b.to_owned()), ty);
        match ty.is_textual() {
            true => format!("({same} AND {})", self.same(&self.by_code_point(a), &self.beside_code_points(b))),
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

    fn told_apart(&self, column: &str, ty: &Type) -> String {
        // a window looks at the first 1,024 bytes (`max_sort_length`) of what is longer than a VARCHAR
        match ty {
            Type::Text { max, .. } if max.is_none_or(|n| n > 250) => {
                let trimmed = format!("TRIM(TRAILING ' ' FROM {column})");
                let text = match ty {
                    Type::Text { collation: Some(c), .. } if c.pads => trimmed,
                    Type::Text { collation: Some(_), .. } => column.to_owned(),
                    // whether the column's own collation pads is asked of the column
                    _ => format!("CASE WHEN CONCAT(LEFT({column}, 0), 'a') = 'a ' THEN {trimmed} ELSE {column} END"),
                };
                format!("SHA2(WEIGHT_STRING({text}), 256)")
            }
            Type::Bytes { max } if max.is_none_or(|n| n > 1000) => format!("SHA2({column}, 256)"),
            Type::Json => format!("SHA2({column}, 256)"),
            _ => column.to_owned(),
        }
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        // not CAST AS BINARY, in which `_` would be a byte
        let text = converted(text).unwrap_or(text);
        format!("CONVERT({text} USING utf8mb4) COLLATE utf8mb4_bin LIKE {}", self.text(pattern))
    }

    fn like_any(&self, text: &str, pattern: &str) -> String {
        format!(
            "CONVERT({text} USING utf8mb4) COLLATE utf8mb4_bin LIKE CONVERT({pattern} USING utf8mb4) COLLATE utf8mb4_bin"
        )
    }

    fn concat(&self, pieces: &[String]) -> String {
        format!("CONCAT({})", pieces.join(", "))
    }

    fn char_length(&self, text: &str) -> String {
        format!("CHAR_LENGTH({text})")
    }

    fn left(&self, text: &str, count: u32) -> String {
        format!("LEFT({text}, {count})")
    }

    fn trim(&self, text: &str) -> String {
        format!("TRIM({text})")
    }

    fn slice(&self, text: &str, from: usize, count: usize) -> String {
        format!("SUBSTR({text}, {from}, {count})")
    }

    fn lower(&self, text: &str) -> String {
        format!("LOWER({text})")
    }

    fn outside_charset(&self, text: &str, charset: &str) -> Option<String> {
        let outside = charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\x{{{low:X}}}-\\x{{{high:X}}}"));
        Some(format!("{text} REGEXP {}", self.text(&format!("[{}]", ranges.collect::<String>()))))
    }

    fn int_from_text(&self, text: &str, (low, high): (i128, i128)) -> Tested {
        let ok = format!(
            "CASE WHEN {} THEN CAST({text} AS DECIMAL(65,0)) BETWEEN {low} AND {high} ELSE FALSE END",
            matches(text, INT)
        );
        let target = if high > i128::from(i64::MAX) { "UNSIGNED" } else { "SIGNED" };
        Tested::when(ok, format!("CAST({text} AS {target})"))
    }

    fn decimal_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, DECIMAL), format!("CAST({text} AS DECIMAL(65,30))"))
    }

    fn decimal_from_digits(&self, text: &str) -> Tested {
        Tested::when(matches(text, "-?[0-9]{1,35}(\\.[0-9]*)?"), format!("CAST({text} AS DECIMAL(65,30))"))
    }

    fn float_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, FLOAT), format!("CAST({text} AS DOUBLE)"))
    }

    fn date_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, DATE), format!("CAST({text} AS DATE)"))
    }

    fn datetime_from_text(&self, text: &str) -> Tested {
        Tested::when(
            matches(text, &format!("{DATE}([ T]{TIME}Z?)?")),
            format!("CAST(TRIM(TRAILING 'Z' FROM {text}) AS DATETIME(6))"),
        )
    }

    fn time_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, TIME), format!("CAST({text} AS TIME(6))"))
    }

    fn uuid_from_text(&self, text: &str) -> Tested {
        let digits =
            ["-", "{", "}"].iter().fold(format!("LOWER({text})"), |sql, c| format!("REPLACE({sql}, '{c}', '')"));
        let dashed = [9, 14, 19, 24].iter().fold(digits, |sql, at| format!("INSERT({sql}, {at}, 0, '-')"));
        Tested::when(matches(text, UUID), dashed)
    }

    fn json_from_text(&self, text: &str) -> Option<Tested> {
        Some(Tested::when(format!("JSON_VALID({text})"), text.to_owned()))
    }

    fn has_shape(&self, text: &str, format: &Format) -> String {
        matches(text, &shape(format))
    }

    fn int_from_number(&self, number: &str, exact: bool, (low, high): (i128, i128)) -> Tested {
        let target = if high > i128::from(i64::MAX) { "UNSIGNED" } else { "SIGNED" };
        if exact {
            return Tested::when(
                format!("ROUND({number}) BETWEEN {low} AND {high}"),
                format!("CAST(ROUND({number}) AS {target})"),
            );
        }
        // ROUND of a double goes to the even neighbour
        let rounded = format!(
            "CASE WHEN ABS({number}) < 4503599627370496e0 THEN SIGN({number}) * FLOOR(ABS({number}) + 0.5e0) ELSE {number} END"
        );
        Tested::when(
            format!("({number} > {low}.5e0 AND {number} < {high}.5e0)", low = low_bound(low)),
            format!("CAST({rounded} AS {target})"),
        )
    }

    fn decimal_from_number(&self, number: &str, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.to_owned());
        }
        Tested::when(format!("ABS({number}) < 1e34"), format!("CAST({number} AS DECIMAL(65,30))"))
    }

    fn float_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS DOUBLE)")
    }

    fn checked(&self, op: &str, a: &str, b: &str) -> Tested {
        Tested::when(
            format!("CAST({a} AS DECIMAL(65,0)) {op} CAST({b} AS DECIMAL(65,0)) BETWEEN {} AND {}", i64::MIN, i64::MAX),
            format!("CAST(CAST({a} AS DECIMAL(65,0)) {op} CAST({b} AS DECIMAL(65,0)) AS SIGNED)"),
        )
    }

    fn without_form(&self, column: &str, native: &str) -> Option<String> {
        let native = native.to_ascii_lowercase();
        (native.contains("zerofill") || native.starts_with("year")).then(|| format!("({column} + 0)"))
    }

    fn text_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS CHAR)")
    }

    fn text_from_float(&self, number: &str) -> String {
        digits::text(number)
    }

    fn shortest_single(&self, number: &str) -> String {
        digits::shortest(number)
    }

    fn single(&self, number: &str) -> String {
        format!("CAST({number} AS FLOAT)")
    }

    fn text_from_decimal(&self, number: &str) -> String {
        // with a fraction of its own, so that zeros of the whole part are safe
        format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(CAST({number} AS DECIMAL(65,30)) AS CHAR)))")
    }

    fn text_with_digits(&self, number: &str, digits: u16) -> String {
        // a rounded whole number has no digits after a point
        format!("CAST(CAST({} AS DECIMAL(65,{digits})) AS CHAR)", self.round_decimal(number, digits))
    }

    fn text_from_date(&self, date: &str) -> String {
        format!("CAST({date} AS CHAR)")
    }

    fn text_from_datetime(&self, datetime: &str, fraction: bool) -> String {
        if fraction {
            format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM DATE_FORMAT({datetime}, '%Y-%m-%d %H:%i:%s.%f')))")
        } else {
            format!("DATE_FORMAT({datetime}, '%Y-%m-%d %H:%i:%s')")
        }
    }

    fn text_from_time(&self, time: &str) -> String {
        format!("TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM TIME_FORMAT({time}, '%H:%i:%s.%f')))")
    }

    fn text_from_other(&self, value: &str) -> String {
        format!("CAST({value} AS CHAR)")
    }

    fn date_of(&self, datetime: &str) -> String {
        format!("DATE({datetime})")
    }

    fn datetime_of(&self, date: &str) -> String {
        format!("CAST({date} AS DATETIME)")
    }

    fn round_datetime(&self, datetime: &str, precision: u8) -> String {
        // MySQL rounds a longer fraction, MariaDB cuts it: add half and cut
        let half = 500_000 / 10u32.pow(u32::from(precision.min(5)));
        let moved = format!("{datetime} + INTERVAL {half} MICROSECOND");
        if precision == 0 {
            format!("CAST(DATE_FORMAT({moved}, '%Y-%m-%d %H:%i:%s') AS DATETIME)")
        } else {
            let length = 20 + u32::from(precision);
            format!("CAST(LEFT(DATE_FORMAT({moved}, '%Y-%m-%d %H:%i:%s.%f'), {length}) AS DATETIME({precision}))")
        }
    }

    fn date_exists(&self, date: &str) -> String {
        // With ALLOW_INVALID_DATES the 31st of February is a date, but it is no other than the 3rd of March when its days are
        // counted, and a date without a day or a month has none to count. MariaDB counts from the year 1 on.
        format!("DAYOFMONTH({date}) <=> DAYOFMONTH(FROM_DAYS(TO_DAYS({date}) + 365 * (YEAR({date}) = 0)))")
    }

    fn is_impossible_date(&self, date: &str) -> String {
        format!("YEAR({date}) = 0 OR NOT ({})", self.date_exists(date))
    }

    fn is_zero_enum(&self, value: &str) -> String {
        format!("{value} = 0")
    }

    fn digits_of_time(&self) -> u8 {
        0
    }

    fn moment_range(&self) -> Option<(&'static str, &'static str)> {
        Some(("1970-01-01 00:00:01", "2038-01-19 03:14:07"))
    }

    fn rem(&self, a: &str, b: &str) -> String {
        format!("{a} % {b}")
    }

    fn round_decimal(&self, number: &str, scale: u16) -> String {
        format!("ROUND({number}, {scale})")
    }

    fn sum_int(&self, value: &str, _: &Type) -> Tested {
        Tested::when(
            format!("SUM({value}) BETWEEN {} AND {}", i64::MIN, i64::MAX),
            format!("CAST(SUM({value}) AS SIGNED)"),
        )
    }

    fn extreme_text(&self, function: &str, value: &str) -> String {
        format!("CONVERT({function}(CAST({value} AS BINARY)) USING utf8mb4)")
    }

    fn text_operand(&self, column: &str, ty: &Type) -> String {
        match ty {
            Type::Text { collation: Some(c), .. } => match charset_of(&c.name) {
                "utf8mb4" | "utf8mb3" | "utf8" => column.to_owned(),
                _ => format!("CONVERT({column} USING utf8mb4)"),
            },
            // The database's character set, which nobody said. By a collation that meets every other.
            Type::Text { collation: None, .. } => in_unicode(column),
            Type::Enum { values, .. } | Type::Set { values } if !values.iter().all(|v| v.is_ascii()) => {
                in_unicode(column)
            }
            _ => column.to_owned(),
        }
    }

    fn sought(&self, text: &str, from: &Type, held: &Type) -> String {
        // two columns with collations of their own do not meet, unless one is binary or of a smaller character set
        let own = converted(text);
        if let Some(wide) = widened(own.unwrap_or(text), held) {
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
                    true => text.to_owned(),
                    false => format!("CONVERT({text} USING {charset})"),
                };
                format!("{converted} COLLATE {}", theirs.name)
            }
            (_, Type::Text { collation: Some(theirs), .. }) if own.is_some() && theirs.charset == Charset::Unicode => {
                format!("CONVERT({} USING {}) COLLATE {}", own.unwrap_or(text), charset_of(&theirs.name), theirs.name)
            }
            _ => own.unwrap_or(text).to_owned(),
        }
    }

    fn claimed(&self, sql: &str, ty: &Type) -> String {
        if ty.is_textual() { format!("CAST({sql} AS CHAR)") } else { sql.to_owned() }
    }

    fn bits_need_reckoning(&self, native: &str) -> bool {
        native.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("bit"))
    }

    fn without_zeros(&self, digits: &str) -> String {
        format!("TRIM(LEADING '0' FROM {digits})")
    }

    fn int_from_digits(&self, digits: &str, unsigned: bool) -> String {
        let target = if unsigned { "UNSIGNED" } else { "SIGNED" };
        // of no digits at all `CONV` makes null
        format!("CAST(CONV(CONCAT('0', {digits}), 2, 10) AS {target})")
    }

    fn bits_from_int(&self, number: &str, size: u32, _: bool) -> Option<String> {
        Some(format!("LPAD(BIN({number}), {size}, '0')"))
    }

    fn bool_operand(&self, column: &str) -> String {
        // a TINYINT(1), which may hold 2
        format!("{column} <> 0")
    }

    fn bytes_from_text(&self, text: &str) -> String {
        format!("CAST({text} AS BINARY)")
    }

    fn time_of(&self, datetime: &str) -> String {
        format!("TIME({datetime})")
    }

    fn add_days(&self, moment: &str, days: &str, _: bool) -> Tested {
        Tested::when(
            format!(
                "CASE WHEN {days} BETWEEN -3652058 AND 3652058 \
                 THEN DATEDIFF({moment}, '0001-01-01') + {days} BETWEEN 0 AND 3652058 ELSE FALSE END"
            ),
            format!("{moment} + INTERVAL {days} DAY"),
        )
    }

    fn floor(&self, number: &str) -> String {
        format!("FLOOR({number})")
    }

    fn whole(&self, number: &str) -> String {
        format!("CAST({number} AS SIGNED)")
    }

    fn searched(&self, text: &str) -> String {
        in_unicode(converted(text).unwrap_or(text))
    }

    fn count(&self, number: &str, least: u8) -> String {
        format!("GREATEST({number}, {least})")
    }

    fn div(&self, a: &str, b: &str) -> String {
        format!("{a} DIV {b}")
    }

    fn split_part(&self, text: &str, separator: &str, n: u32) -> Option<String> {
        let sep = self.text(separator);
        // SUBSTRING_INDEX answers with the last part where there are too few
        Some(format!(
            "CASE WHEN CHAR_LENGTH({text}) - CHAR_LENGTH(REPLACE({text}, {sep}, '')) >= {} \
             THEN SUBSTRING_INDEX(SUBSTRING_INDEX({text}, {sep}, {n}), {sep}, -1) ELSE LEFT({text}, 0) END",
            (n as usize).saturating_sub(1) * separator.chars().count()
        ))
    }

    fn divide_decimals(&self, a: &str, b: &str, scale: u16) -> String {
        format!("ROUND(CAST({a} AS DECIMAL(65,20)) / {b}, {scale})")
    }
}

/// Text of a column whose character set nobody said.
fn in_unicode(column: &str) -> String {
    format!("CONVERT({column} USING utf8mb4) COLLATE utf8mb4_bin")
}

/// The column that [`in_unicode`] converts, where text is that and nothing else.
fn converted(text: &str) -> Option<&str> {
    let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let column = text.strip_prefix("CONVERT(")?.strip_suffix(" USING utf8mb4) COLLATE utf8mb4_bin")?;
    (!column.contains(['(', ')'])).then_some(column)
}

/// Text beside a column of a wide character set, which meets no other.
fn widened(text: &str, held: &Type) -> Option<String> {
    match held {
        Type::Text { collation: Some(theirs), .. } if theirs.charset == Charset::Wide => {
            Some(format!("CONVERT({text} USING {}) COLLATE {}", charset_of(&theirs.name), theirs.name))
        }
        _ => None,
    }
}

/// The character set of a collation.
fn charset_of(collation: &str) -> &str {
    match collation.split('_').next() {
        Some("uca1400") | None => "utf8mb4",
        Some(charset) => charset,
    }
}

/// The whole part of the bound below `low` by a half: `-128` for `-128.5`, and for 0 `-0`.
pub(super) fn low_bound(low: i128) -> String {
    if low == 0 { "-0".to_owned() } else { low.to_string() }
}
