//! SQLite, without the mathematical functions, which many builds lack.

use super::digits::sqlite as digits;
use super::format::{Format, Piece};
use super::mysql::low_bound;
use super::standard_bytes;
use super::{Dialect, Holds, TableForm, Tested};
use crate::engine::Engine;
use crate::schema::Type;
use crate::sql::{NullSafe, Syntax};

/// SQLite.
#[derive(Debug)]
pub(super) struct Sqlite;

/// Text without its sign.
fn unsigned(text: &str) -> String {
    format!("substr({text}, 1 + ({text} GLOB '[+-]*'))")
}

/// Whether text (not null) is digits with at most one point, neither part too long.
fn is_decimal(digits: &str) -> String {
    format!(
        "({digits} NOT GLOB '*[^0-9.]*' AND {digits} NOT GLOB '*.*.*' AND {digits} GLOB '*[0-9]*' \
         AND instr({digits} || '.', '.') <= 36 AND length({digits}) - instr({digits} || '.', '.') <= 30)"
    )
}

/// Whether text (not null) begins with a date.
fn has_date(text: &str) -> String {
    // a date that is not in the calendar becomes another one when something is added to it
    format!(
        "{text} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND {text} > '0001' \
         AND date(substr({text}, 1, 10), '+0 days') IS substr({text}, 1, 10)"
    )
}

/// Whether text (not null) has, from a place on, a time of day.
fn has_time(text: &str, at: usize) -> String {
    let seconds = format!("rtrim(substr({text}, {}), 'Z')", at + 5);
    format!(
        "substr({text}, {at}) GLOB '[0-2][0-9]:[0-5][0-9]*' AND substr({text}, {at}, 2) < '24' \
         AND {text} NOT GLOB '*ZZ' \
         AND ({seconds} = '' OR {seconds} GLOB ':[0-5][0-9]' OR ({seconds} GLOB ':[0-5][0-9].[0-9]*' \
         AND substr({seconds}, 5) NOT GLOB '*[^0-9]*' AND length({seconds}) <= 10))"
    )
}

/// A time from a place on, which is known to be one, with seconds and no idle zeros.
fn time_at(text: &str, at: usize) -> String {
    format!(
        "substr({text}, {at}, 5) || CASE substr({text}, {colon}, 1) WHEN ':' THEN substr({text}, {colon}, 3) \
         || rtrim(rtrim(substr(rtrim({text}, 'Z'), {fraction}), '0'), '.') ELSE ':00' END",
        colon = at + 5,
        fraction = at + 8
    )
}

impl Syntax for Sqlite {
    fn text(&self, text: &str) -> String {
        // line ends are spelled out: the command line tool drops a CR before a LF
        if !text.contains(['\n', '\r', '\0']) {
            return format!("'{}'", text.replace('\'', "''"));
        }
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for c in text.chars() {
            if matches!(c, '\n' | '\r' | '\0') {
                if !plain.is_empty() {
                    pieces.push(format!("'{}'", plain.replace('\'', "''")));
                    plain.clear();
                }
                pieces.push(format!("char({})", u32::from(c)));
            } else {
                plain.push(c);
            }
        }
        if !plain.is_empty() {
            pieces.push(format!("'{}'", plain.replace('\'', "''")));
        }
        if pieces.len() > 100 {
            // deep expressions are refused
            return format!("CAST(x'{}' AS TEXT)", super::hex(text.as_bytes()));
        }
        match pieces.len() {
            1 => pieces.concat(),
            _ => format!("({})", pieces.join(" || ")),
        }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        standard_bytes(bytes)
    }

    fn null_safe_form(&self) -> NullSafe {
        NullSafe::Is
    }
}

impl Dialect for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn date(&self, iso: &str) -> String {
        self.text(iso)
    }

    fn datetime(&self, iso: &str) -> String {
        let iso = if iso.contains('.') { iso.trim_end_matches('0').trim_end_matches('.') } else { iso };
        self.text(iso)
    }

    fn int_range(&self, ty: &Type) -> Option<(i128, i128)> {
        // the largest of `uint64` do not fit
        ty.int_range().map(|(low, high)| (low, high.min(i128::from(i64::MAX))))
    }

    fn held(&self) -> Holds {
        Holds { nan: false, odd_numbers: false, unsigned: false, digits: Some(15), odd_moments: false, ..Holds::ALL }
    }

    fn exact_decimals(&self) -> bool {
        false
    }

    fn session(&self) -> &'static [&'static str] {
        // off, as it is unless an application asks for it: keys are tested by the script itself
        &["PRAGMA foreign_keys = OFF"]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        if write { &[] } else { &["PRAGMA query_only = ON"] }
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool | Type::Int { .. } => "INTEGER",
            Type::Decimal { .. } => "NUMERIC",
            Type::Float32 | Type::Float64 => "REAL",
            Type::Bytes { .. } | Type::Geometry => "BLOB",
            _ => "TEXT",
        }
        .to_owned()
    }

    fn column_type(&self, ty: &Type, _: Option<usize>) -> String {
        // names that say what the columns are for, each with the affinity its values need
        match ty {
            Type::Bool => "BOOLEAN".to_owned(),
            Type::Int { bits, .. } => match bits {
                0..=8 => "TINYINT",
                9..=16 => "SMALLINT",
                33.. => "BIGINT",
                _ => "INTEGER",
            }
            .to_owned(),
            Type::Decimal { precision: Some(p), scale } => format!("DECIMAL({p},{scale})"),
            Type::Float32 => "FLOAT".to_owned(),
            Type::Float64 => "DOUBLE".to_owned(),
            Type::Text { max, collation, .. } => {
                let name = max.map_or_else(|| "TEXT".to_owned(), |n| format!("VARCHAR({n})"));
                // accents count all the same: SQLite has no collation that ignores them
                if collation.as_ref().is_some_and(|c| c.ignores_case) { format!("{name} COLLATE NOCASE") } else { name }
            }
            Type::Date => "DATE".to_owned(),
            Type::Time => "TIME".to_owned(),
            Type::DateTime { .. } => "DATETIME".to_owned(),
            Type::TimestampTz { .. } => "TIMESTAMP".to_owned(),
            other => self.type_name(other),
        }
    }

    fn create_index(&self, namespace: Option<&str>, index: &str, table: &str, columns: &str) -> String {
        // the index says where it is, the table must not
        let place = namespace.map(|n| format!("{}.", self.ident(n))).unwrap_or_default();
        format!("CREATE INDEX {place}{index} ON {} ({columns})", self.ident(table))
    }

    fn tables(&self) -> &'static TableForm {
        &TableForm {
            numbered: "",
            numbered_key: Some("INTEGER PRIMARY KEY AUTOINCREMENT"),
            forward_references: true,
            enum_types: false,
            enum_checks: true,
            says_null: false,
            brackets_defaults: false,
            nulls_equal: None,
            storage: false,
            before_loose_text: &[],
        }
    }

    fn same(&self, a: &str, b: &str) -> String {
        format!("{a} IS {b}")
    }

    fn differs(&self, a: &str, b: &str) -> String {
        format!("{a} IS NOT {b}")
    }

    fn claimed(&self, sql: &str, ty: &Type) -> String {
        if ty.is_textual() { format!("CAST({sql} AS TEXT)") } else { sql.to_owned() }
    }

    fn answered_alone(&self) -> Option<&'static str> {
        // A query with a LIMIT is not made a part of the one around it, and gets an automatic index
        // (https://www.sqlite.org/optoverview.html, "The query flattening optimization", "Automatic Query-Time Indexes").
        Some("LIMIT -1")
    }

    fn by_code_point(&self, text: &str) -> String {
        format!("{text} COLLATE BINARY")
    }

    fn ordered_by_code_point(&self, text: &str) -> String {
        text.to_owned()
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        // LIKE takes `a` for `A`
        let mut glob = String::new();
        let mut chars = pattern.chars();
        let plain = |glob: &mut String, c: char| match c {
            '*' | '?' | '[' => glob.push_str(&format!("[{c}]")),
            c => glob.push(c),
        };
        while let Some(c) = chars.next() {
            match c {
                '%' => glob.push('*'),
                '_' => glob.push('?'),
                '\\' => plain(&mut glob, chars.next().unwrap_or('\\')),
                c => plain(&mut glob, c),
            }
        }
        format!("{text} GLOB {}", self.text(&glob))
    }

    fn like_any(&self, text: &str, pattern: &str) -> String {
        // LIKE takes `a` for `A`, so this is GLOB. What stands for `\`, `%`, `_` and the end are characters of no language.
        let [backslash, percent, line, end] = ["char(64976)", "char(64977)", "char(64978)", "char(64979)"];
        let steps = [
            ("'\\\\'".to_owned(), backslash),
            ("'\\%'".to_owned(), percent),
            ("'\\_'".to_owned(), line),
            (format!("'\\' || {end}"), backslash),
            (end.to_owned(), "''"),
            ("'\\'".to_owned(), "''"),
            ("'['".to_owned(), "'[[]'"),
            ("'*'".to_owned(), "'[*]'"),
            ("'?'".to_owned(), "'[?]'"),
            ("'%'".to_owned(), "'*'"),
            ("'_'".to_owned(), "'?'"),
            (percent.to_owned(), "'%'"),
            (line.to_owned(), "'_'"),
            (backslash.to_owned(), "'\\'"),
        ];
        let glob =
            steps.iter().fold(format!("{pattern} || {end}"), |sql, (from, to)| format!("replace({sql}, {from}, {to})"));
        format!("{text} GLOB {glob}")
    }

    fn char_length(&self, text: &str) -> String {
        format!("length({text})")
    }

    fn byte_length(&self, bytes: &str) -> String {
        format!("length(CAST({bytes} AS BLOB))")
    }

    fn left(&self, text: &str, count: u32) -> String {
        format!("substr({text}, 1, {count})")
    }

    fn outside_charset(&self, text: &str, charset: &str) -> Option<String> {
        // All of them are above ASCII, so that none means anything to GLOB.
        let outside = super::charset::outside(charset)?;
        let end = |c: u32| char::from_u32(c).unwrap_or(if c < 0xE000 { '\u{D7FF}' } else { '\u{E000}' });
        let ranges = outside.iter().map(|(low, high)| format!("{}-{}", end(*low), end(*high)));
        Some(format!("{text} GLOB {}", self.text(&format!("*[{}]*", ranges.collect::<String>()))))
    }

    fn int_from_text(&self, text: &str, (low, high): (i128, i128)) -> Tested {
        let digits = unsigned(text);
        let int = format!("CAST({text} AS INTEGER)");
        let mut ok = format!("{digits} GLOB '[0-9]*' AND {digits} NOT GLOB '*[^0-9]*' AND length({digits}) <= 60");
        if low > i128::from(i64::MIN) || high < i128::from(i64::MAX) {
            ok.push_str(&format!(" AND {int} BETWEEN {low} AND {high}"));
        }
        if high >= i128::from(i64::MAX) || low <= i128::from(i64::MIN) {
            // a number out of range is cast to the nearest one in it
            ok.push_str(&format!(
                " AND ({int} NOT IN ({max}, {min}) OR ltrim({digits}, '0') = ltrim(CAST({int} AS TEXT), '-'))",
                max = i64::MAX,
                min = i64::MIN
            ));
        }
        Tested::when(format!("({ok})"), int)
    }

    fn decimal_from_text(&self, text: &str) -> Tested {
        Tested::when(is_decimal(&unsigned(text)), format!("CAST({text} AS NUMERIC)"))
    }

    fn float_from_text(&self, text: &str) -> Tested {
        let body = unsigned(text);
        let e = format!("instr(lower({body}) || 'e', 'e')");
        let exponent = format!("ltrim(substr({body}, {e} + 1 + (substr({body}, {e} + 1, 1) IN ('+', '-'))), '0')");
        Tested::when(
            format!(
                "({} AND ({body} NOT GLOB '*[eE]*' OR ({body} GLOB '*[eE]*[0-9]' \
                 AND {exponent} NOT GLOB '*[^0-9]*' AND length({exponent}) <= 3 AND CAST({exponent} AS INTEGER) <= 269)))",
                is_decimal(&format!("substr({body}, 1, {e} - 1)"))
            ),
            format!("CAST({text} AS REAL)"),
        )
    }

    fn date_from_text(&self, text: &str) -> Tested {
        Tested::when(format!("({text} IS date({text}, '+0 days') AND {text} > '0001')"), text.to_owned())
    }

    fn datetime_from_text(&self, text: &str) -> Tested {
        Tested::when(
            format!(
                "({} AND (length({text}) = 10 OR (substr({text}, 11, 1) IN (' ', 'T') AND {})))",
                has_date(text),
                has_time(text, 12)
            ),
            format!(
                "CASE length({text}) WHEN 19 THEN replace({text}, 'T', ' ') WHEN 10 THEN {text} || ' 00:00:00' \
                 ELSE substr({text}, 1, 10) || ' ' || {} END",
                time_at(text, 12)
            ),
        )
    }

    fn plain_datetime(&self, text: &str) -> Option<String> {
        Some(format!("{text} IS datetime({text}, '+0 days') AND {text} > '0001'"))
    }

    fn time_from_text(&self, text: &str) -> Tested {
        Tested::when(format!("({} AND {text} NOT GLOB '*Z')", has_time(text, 1)), time_at(text, 1))
    }

    fn uuid_from_text(&self, text: &str) -> Tested {
        let h = |n: usize| "[0-9A-Fa-f]".repeat(n);
        let dashed = format!("{}-{}-{}-{}-{}", h(8), h(4), h(4), h(4), h(12));
        let forms = [dashed.clone(), h(32), format!("{{{dashed}}}"), format!("{{{}}}", h(32))];
        let ok: Vec<String> = forms.iter().map(|form| format!("{text} GLOB '{form}'")).collect();
        let digits =
            ["-", "{", "}"].iter().fold(format!("lower({text})"), |sql, c| format!("replace({sql}, '{c}', '')"));
        let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)].map(|(from, n)| self.slice(&digits, from, n));
        Tested::when(format!("({})", ok.join(" OR ")), parts.join(" || '-' || "))
    }

    fn json_from_text(&self, text: &str) -> Option<Tested> {
        Some(Tested::when(format!("json_valid({text})"), text.to_owned()))
    }

    fn has_shape(&self, text: &str, format: &Format) -> String {
        let mut glob = String::new();
        for piece in &format.pieces {
            match piece {
                Piece::Field(field) => glob.push_str(&"[0-9]".repeat(field.width())),
                Piece::Literal(text) => {
                    for c in text.chars() {
                        match c {
                            '*' | '?' | '[' => glob.push_str(&format!("[{c}]")),
                            c => glob.push(c),
                        }
                    }
                }
            }
        }
        format!("{text} GLOB {}", self.text(&glob))
    }

    fn int_from_number(&self, number: &str, _: bool, (low, high): (i128, i128)) -> Tested {
        Tested::when(
            format!("({number} > {}.5 AND {number} < {high}.5)", low_bound(low)),
            format!("CAST(round({number}) AS INTEGER)"),
        )
    }

    fn decimal_from_number(&self, number: &str, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.to_owned());
        }
        Tested::when(format!("abs({number} + 0.0) < 1e34"), number.to_owned())
    }

    fn float_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS REAL)")
    }

    fn checked(&self, op: &str, a: &str, b: &str) -> Tested {
        // what does not fit becomes a double
        Tested::when(format!("typeof({a} {op} {b}) = 'integer'"), format!("{a} {op} {b}"))
    }

    fn text_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS TEXT)")
    }

    fn text_from_float(&self, number: &str) -> String {
        digits::text(number)
    }

    fn shortest_single(&self, number: &str) -> String {
        digits::shortest(number)
    }

    fn single(&self, number: &str) -> String {
        digits::single(number)
    }

    fn text_from_decimal(&self, number: &str) -> String {
        digits::plain(number)
    }

    fn text_with_digits(&self, number: &str, digits: u16) -> String {
        // printf takes null for 0
        format!("CASE WHEN {number} IS NOT NULL THEN printf('%.{digits}f', {number} * 1.0000000000000004) END")
    }

    fn text_from_date(&self, date: &str) -> String {
        date.to_owned()
    }

    fn text_from_datetime(&self, datetime: &str, _: bool) -> String {
        datetime.to_owned()
    }

    fn text_from_time(&self, time: &str) -> String {
        time.to_owned()
    }

    fn text_from_other(&self, value: &str) -> String {
        format!("CAST({value} AS TEXT)")
    }

    fn date_of(&self, datetime: &str) -> String {
        format!("substr({datetime}, 1, 10)")
    }

    fn datetime_of(&self, date: &str) -> String {
        format!("{date} || ' 00:00:00'")
    }

    fn round_datetime(&self, datetime: &str, precision: u8) -> String {
        let whole = format!("substr({datetime}, 1, 19)");
        let next = format!("datetime({whole}, '+1 second')");
        if precision == 0 {
            return format!("CASE WHEN substr({datetime}, 21, 1) >= '5' THEN {next} ELSE {whole} END");
        }
        let unit = 10u32.pow(6 - u32::from(precision.min(6)));
        let micros = format!("CAST(substr(substr({datetime}, 21) || '000000', 1, 6) AS INTEGER)");
        let digits = format!("(({micros} + {}) / {unit})", unit / 2);
        let top = 10u32.pow(u32::from(precision));
        format!(
            "CASE WHEN {digits} = {top} THEN {next} ELSE {whole} || \
             rtrim(rtrim('.' || printf('%0{precision}d', {digits}), '0'), '.') END"
        )
    }

    fn int_from_digits(&self, digits: &str, _: bool) -> String {
        format!(
            "(WITH RECURSIVE bits(i, n) AS (SELECT 1, CASE WHEN {digits} IS NOT NULL THEN 0 END UNION ALL SELECT i + 1, n * 2 + substr({digits}, i, 1) \
             FROM bits WHERE i <= length({digits})) SELECT n FROM bits ORDER BY i DESC LIMIT 1)"
        )
    }

    fn bits_from_int(&self, _: &str, _: u32, _: bool) -> Option<String> {
        None
    }

    fn stored_as(&self, column: &str, ty: &Type) -> Option<Tested> {
        let ok = match ty {
            Type::Int { .. } => format!("typeof({column}) = 'integer'"),
            Type::Bool => format!("(typeof({column}) = 'integer' AND {column} IN (0, 1))"),
            Type::Decimal { .. } | Type::Float32 | Type::Float64 => {
                format!("typeof({column}) IN ('integer', 'real')")
            }
            _ => return None,
        };
        Some(Tested::when(ok, column.to_owned()))
    }

    fn is_no_bytes(&self, column: &str) -> Option<String> {
        Some(format!("typeof({column}) <> 'blob'"))
    }

    fn stored_as_text(&self, column: &str, ty: &Type) -> String {
        match ty.is_numeric() || ty.has_no_type() {
            true => {
                format!(
                    "CASE typeof({column}) WHEN 'real' THEN {} ELSE CAST({column} AS TEXT) END",
                    self.text_from_float(column)
                )
            }
            false => self.stored_text(column),
        }
    }

    fn decimal_from_digits(&self, text: &str) -> Tested {
        Tested::when(format!("{text} NOT GLOB '*[A-Za-z]*'"), format!("CAST({text} AS NUMERIC)"))
    }

    fn stored_text(&self, column: &str) -> String {
        format!("CAST({column} AS TEXT)")
    }

    fn round_decimal(&self, number: &str, scale: u16) -> String {
        // a little larger, since the double of 1.005 is a little less than it shows
        format!("round({number} * 1.0000000000000004, {scale})")
    }

    fn sum_int(&self, value: &str, ty: &Type) -> Tested {
        if ty.int_range().is_some_and(|(low, high)| high - low <= 1 << 32) {
            return Tested::always(format!("sum({value})"));
        }
        // sum() raises an error when it overflows, so the halves are summed apart
        let high = format!("sum({value} >> 32)");
        let low = format!("sum({value} & 4294967295)");
        Tested::when(
            format!("{high} + ({low} >> 32) BETWEEN -2147483648 AND 2147483647"),
            format!("(({high} + ({low} >> 32)) << 32) + ({low} & 4294967295)"),
        )
    }

    fn extreme_text(&self, function: &str, value: &str) -> String {
        format!("{function}({value} COLLATE BINARY)")
    }

    fn bytes_from_text(&self, text: &str) -> String {
        format!("CAST({text} AS BLOB)")
    }

    fn time_of(&self, datetime: &str) -> String {
        format!("substr({datetime}, 12)")
    }

    fn add_days(&self, moment: &str, days: &str, has_time: bool) -> Tested {
        let date = format!("date({moment}, {days} || ' days')");
        Tested::when(
            format!(
                "CASE WHEN {days} BETWEEN -3652058 AND 3652058 \
                 THEN {date} IS NOT NULL AND {date} BETWEEN '0001-01-01' AND '9999-12-31' ELSE FALSE END"
            ),
            if has_time { format!("{date} || substr({moment}, 11)") } else { date },
        )
    }

    fn floor(&self, number: &str) -> String {
        format!("CAST({number} AS INTEGER) - ({number} < CAST({number} AS INTEGER))")
    }

    fn whole(&self, number: &str) -> String {
        format!("CAST({number} AS INTEGER)")
    }

    fn count(&self, number: &str, least: u8) -> String {
        format!("max({number}, {least})")
    }

    fn split_part(&self, text: &str, separator: &str, n: u32) -> Option<String> {
        // the text as a JSON string, cut into the items of a JSON array: the separator must be one that JSON
        // neither escapes nor uses in an escape
        if separator.chars().any(|c| c.is_ascii_alphanumeric() || c.is_control() || matches!(c, '"' | '\\')) {
            return None;
        }
        Some(format!(
            "CASE WHEN {text} IS NOT NULL THEN coalesce(json_extract('[' || replace(json_quote({text}), {}, '\",\"') || ']', \
             '$[{}]'), '') END",
            self.text(separator),
            n.saturating_sub(1)
        ))
    }

    fn pad(&self, text: &str, length: u32, fill: char, left: bool) -> String {
        let filling =
            format!("replace(hex(zeroblob({length} - length({text}))), '00', {})", self.text(&fill.to_string()));
        if left { format!("{filling} || {text}") } else { format!("{text} || {filling}") }
    }

    fn extreme(&self, greatest: bool, values: &str) -> String {
        format!("{}({values})", if greatest { "max" } else { "min" })
    }

    fn round_float(&self, number: &str, digits: u32) -> String {
        let power = 10u64.pow(digits.min(15));
        format!(
            "CASE WHEN abs({number} + 0.0) < 1e15 / {power} THEN round(CAST({number} AS REAL) * {power}) / {power} ELSE {number} END"
        )
    }

    fn cleaned(&self, number: &str, scale: Option<u16>) -> String {
        match scale {
            Some(scale) => self.round_decimal(number, scale),
            None => format!("CASE WHEN {number} IS NOT NULL THEN CAST(printf('%.15g', {number}) AS NUMERIC) END"),
        }
    }

    fn divide_decimals(&self, a: &str, b: &str, scale: u16) -> String {
        self.round_decimal(&format!("(CAST({a} AS REAL) / {b})"), scale)
    }
}
