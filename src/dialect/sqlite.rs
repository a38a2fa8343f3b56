//! SQLite, without the mathematical functions, which many builds lack.

mod digits;
mod statements;

use super::format::{Format, Piece};
use super::mysql::low_bound;
use super::standard_bytes;
use super::{Dialect, Holds, TableForm, Tested};
use crate::engine::Engine;
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr, Literal, MatchOp, NullSafe, Syntax};

/// SQLite.
#[derive(Debug)]
pub(super) struct Sqlite;

/// Whether text matches a pattern of GLOB.
fn matches(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Glob, Expr::text(pattern))
}

/// An exact number, as its digits.
fn exact(digits: impl ToString) -> Expr {
    Literal::Decimal(digits.to_string()).into()
}

/// Text without its sign.
fn unsigned(text: &Expr) -> Expr {
    form!("substr({text}, 1 + ({text} GLOB '[+-]*'))", text)
}

/// Whether text (not null) is digits with at most one point, neither part too long.
fn is_decimal(digits: &Expr) -> Expr {
    let point = form!("instr({digits} || '.', '.')", digits);
    Expr::and([
        matches(digits, "*[^0-9.]*").not(),
        matches(digits, "*.*.*").not(),
        matches(digits, "*[0-9]*"),
        point.clone().le(36),
        form!("length({digits})", digits).minus(point).le(30),
    ])
}

/// Whether text (not null) begins with a date.
fn has_date(text: &Expr) -> Expr {
    // a date that is not in the calendar becomes another one when something is added to it
    let date = form!("substr({text}, 1, 10)", text);
    Expr::and([
        matches(text, "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"),
        text.clone().gt(Expr::text("0001")),
        form!("date({date}, '+0 days')", date).same(date),
    ])
}

/// Whether text (not null) has, from a place on, a time of day.
fn has_time(text: &Expr, at: usize) -> Expr {
    let seconds = form!("rtrim(substr({text}, {colon}), 'Z')", text, colon = at + 5);
    let has_fraction = Expr::and([
        matches(&seconds, ":[0-5][0-9].[0-9]*"),
        matches(&form!("substr({seconds}, 5)", seconds), "*[^0-9]*").not(),
        form!("length({seconds})", seconds).le(10),
    ]);
    Expr::and([
        matches(&form!("substr({text}, {at})", text, at), "[0-2][0-9]:[0-5][0-9]*"),
        form!("substr({text}, {at}, 2)", text, at).lt(Expr::text("24")),
        matches(text, "*ZZ").not(),
        Expr::or([seconds.clone().eq(Expr::text("")), matches(&seconds, ":[0-5][0-9]"), has_fraction]),
    ])
}

/// A time from a place on, which is known to be one, with seconds and no idle zeros.
fn time_at(text: &Expr, at: usize) -> Expr {
    let seconds = form!(
        "CASE substr({text}, {colon}, 1) WHEN ':' THEN substr({text}, {colon}, 3) \
         || rtrim(rtrim(substr(rtrim({text}, 'Z'), {fraction}), '0'), '.') ELSE ':00' END",
        text,
        colon = at + 5,
        fraction = at + 8
    );
    Expr::concat([form!("substr({text}, {at}, 5)", text, at), seconds])
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

    fn date(&self, iso: &str) -> String {
        self.text(iso)
    }

    fn datetime(&self, iso: &str) -> String {
        let iso = if iso.contains('.') { iso.trim_end_matches('0').trim_end_matches('.') } else { iso };
        self.text(iso)
    }

    fn null_safe_form(&self) -> NullSafe {
        NullSafe::Is
    }
}

impl Dialect for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
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

    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        if ty.is_textual() { sql.clone().cast("TEXT") } else { sql.clone() }
    }

    fn answered_alone(&self) -> Option<i128> {
        // A query with a LIMIT is not made a part of the one around it, and gets an automatic index
        // (https://www.sqlite.org/optoverview.html, "The query flattening optimization", "Automatic Query-Time Indexes").
        Some(-1)
    }

    fn by_code_point(&self, text: &Expr) -> Expr {
        text.clone().collate("BINARY")
    }

    fn ordered_by_code_point(&self, text: &Expr) -> Expr {
        text.clone()
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
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
        matches(text, &glob)
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        // LIKE takes `a` for `A`, so this is GLOB. What stands for `\`, `%`, `_` and the end are characters of no language.
        let [backslash, percent, line, end] = [64976, 64977, 64978, 64979].map(|code: u32| form!("char({code})", code));
        let steps = [
            (Expr::text(r"\\"), backslash.clone()),
            (Expr::text(r"\%"), percent.clone()),
            (Expr::text(r"\_"), line.clone()),
            (Expr::concat([Expr::text(r"\"), end.clone()]), backslash.clone()),
            (end.clone(), Expr::text("")),
            (Expr::text(r"\"), Expr::text("")),
            (Expr::text("["), Expr::text("[[]")),
            (Expr::text("*"), Expr::text("[*]")),
            (Expr::text("?"), Expr::text("[?]")),
            (Expr::text("%"), Expr::text("*")),
            (Expr::text("_"), Expr::text("?")),
            (percent, Expr::text("%")),
            (line, Expr::text("_")),
            (backslash, Expr::text(r"\")),
        ];
        let glob = steps.into_iter().fold(Expr::concat([pattern.clone(), end]), |glob, (from, to)| {
            form!("replace({glob}, {from}, {to})", glob, from, to)
        });
        text.clone().matches(MatchOp::Glob, glob)
    }

    fn char_length(&self, text: &Expr) -> Expr {
        form!("length({text})", text)
    }

    fn byte_length(&self, bytes: &Expr) -> Expr {
        form!("length(CAST({bytes} AS BLOB))", bytes)
    }

    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("substr({text}, 1, {count})", text, count)
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        // All of them are above ASCII, so that none means anything to GLOB.
        let outside = super::charset::outside(charset)?;
        let end = |c: u32| char::from_u32(c).unwrap_or(if c < 0xE000 { '\u{D7FF}' } else { '\u{E000}' });
        let ranges = outside.iter().map(|(low, high)| format!("{}-{}", end(*low), end(*high)));
        Some(matches(text, &format!("*[{}]*", ranges.collect::<String>())))
    }

    fn int_from_text(&self, text: &Expr, (low, high): (i128, i128)) -> Tested {
        let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        let digits = unsigned(text);
        let int = text.clone().cast("INTEGER");
        let mut ok = vec![
            matches(&digits, "[0-9]*"),
            matches(&digits, "*[^0-9]*").not(),
            form!("length({digits})", digits).le(60),
        ];
        if low > least || high < most {
            ok.push(int.clone().between(low, high));
        }
        if high >= most || low <= least {
            // a number out of range is cast to the nearest one in it
            ok.push(Expr::or([
                int.clone().within([most.into(), least.into()]).not(),
                form!("ltrim({digits}, '0')", digits).eq(form!("ltrim(CAST({int} AS TEXT), '-')", int)),
            ]));
        }
        Tested::when(Expr::and(ok), int)
    }

    fn decimal_from_text(&self, text: &Expr) -> Tested {
        Tested::when(is_decimal(&unsigned(text)), text.clone().cast("NUMERIC"))
    }

    fn float_from_text(&self, text: &Expr) -> Tested {
        let body = unsigned(text);
        let e = form!("instr(lower({body}) || 'e', 'e')", body);
        let exponent =
            form!("ltrim(substr({body}, {e} + 1 + (substr({body}, {e} + 1, 1) IN ('+', '-'))), '0')", body, e);
        let has_exponent = Expr::and([
            matches(&body, "*[eE]*[0-9]"),
            matches(&exponent, "*[^0-9]*").not(),
            form!("length({exponent})", exponent).le(3),
            exponent.cast("INTEGER").le(269),
        ]);
        Tested::when(
            Expr::and([
                is_decimal(&form!("substr({body}, 1, {e} - 1)", body, e)),
                Expr::or([matches(&body, "*[eE]*").not(), has_exponent]),
            ]),
            text.clone().cast("REAL"),
        )
    }

    fn date_from_text(&self, text: &Expr) -> Tested {
        let ok =
            Expr::and([text.clone().same(form!("date({text}, '+0 days')", text)), text.clone().gt(Expr::text("0001"))]);
        Tested::when(ok, text.clone())
    }

    fn datetime_from_text(&self, text: &Expr) -> Tested {
        let has_time = Expr::and([
            form!("substr({text}, 11, 1)", text).within([Expr::text(" "), Expr::text("T")]),
            has_time(text, 12),
        ]);
        Tested::when(
            Expr::and([has_date(text), Expr::or([form!("length({text})", text).eq(10), has_time])]),
            form!(
                "CASE length({text}) WHEN 19 THEN replace({text}, 'T', ' ') WHEN 10 THEN {text} || ' 00:00:00' \
                 ELSE substr({text}, 1, 10) || ' ' || {time} END",
                text,
                time = time_at(text, 12)
            ),
        )
    }

    fn plain_datetime(&self, text: &Expr) -> Option<Expr> {
        Some(Expr::and([
            text.clone().same(form!("datetime({text}, '+0 days')", text)),
            text.clone().gt(Expr::text("0001")),
        ]))
    }

    fn time_from_text(&self, text: &Expr) -> Tested {
        Tested::when(Expr::and([has_time(text, 1), matches(text, "*Z").not()]), time_at(text, 1))
    }

    fn uuid_from_text(&self, text: &Expr) -> Tested {
        let h = |n: usize| "[0-9A-Fa-f]".repeat(n);
        let dashed = format!("{}-{}-{}-{}-{}", h(8), h(4), h(4), h(4), h(12));
        let forms = [dashed.clone(), h(32), format!("{{{dashed}}}"), format!("{{{}}}", h(32))];
        let digits = ["-", "{", "}"].iter().fold(form!("lower({text})", text), |digits, c| {
            form!("replace({digits}, {c}, '')", digits, c = Expr::text(c))
        });
        let [a, b, c, d, e] =
            [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)].map(|(from, n)| self.slice(&digits, from, n));
        Tested::when(
            Expr::or(forms.iter().map(|form| matches(text, form))),
            form!("{a} || '-' || {b} || '-' || {c} || '-' || {d} || '-' || {e}", a, b, c, d, e),
        )
    }

    fn json_from_text(&self, text: &Expr) -> Option<Tested> {
        Some(Tested::when(form!("json_valid({text})", text), text.clone()))
    }

    fn has_shape(&self, text: &Expr, format: &Format) -> Expr {
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
        matches(text, &glob)
    }

    fn int_from_number(&self, number: &Expr, _: bool, (low, high): (i128, i128)) -> Tested {
        let low = exact(format_args!("{}.5", low_bound(low)));
        let high = exact(format_args!("{high}.5"));
        Tested::when(
            Expr::and([number.clone().gt(low), number.clone().lt(high)]),
            form!("CAST(round({number}) AS INTEGER)", number),
        )
    }

    fn decimal_from_number(&self, number: &Expr, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.clone());
        }
        Tested::when(form!("abs({number} + 0.0)", number).lt(Literal::Double("1e34".to_owned())), number.clone())
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("REAL")
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        // what does not fit becomes a double
        let value = a.clone().binary(op, b.clone());
        Tested::when(form!("typeof({value})", value).eq(Expr::text("integer")), value)
    }

    fn text_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("TEXT")
    }

    fn text_from_float(&self, number: &Expr) -> Expr {
        digits::text(number)
    }

    fn shortest_single(&self, number: &Expr) -> Expr {
        digits::shortest(number)
    }

    fn single(&self, number: &Expr) -> Expr {
        digits::single(number)
    }

    fn text_from_decimal(&self, number: &Expr) -> Expr {
        digits::plain(number)
    }

    fn text_with_digits(&self, number: &Expr, digits: u16) -> Expr {
        // printf takes null for 0
        let format = Expr::text(format_args!("%.{digits}f"));
        form!("printf({format}, {number} * 1.0000000000000004)", format, number).when(number.clone().is_not_null())
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
        value.clone().cast("TEXT")
    }

    fn date_of(&self, datetime: &Expr) -> Expr {
        form!("substr({datetime}, 1, 10)", datetime)
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        Expr::concat([date.clone(), Expr::text(" 00:00:00")])
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        let whole = form!("substr({datetime}, 1, 19)", datetime);
        let next = form!("datetime({whole}, '+1 second')", whole);
        if precision == 0 {
            let half = form!("substr({datetime}, 21, 1)", datetime).ge(Expr::text("5"));
            return Expr::case([(half, next)], Some(whole));
        }
        let unit = 10u32.pow(6 - u32::from(precision.min(6)));
        let micros = form!("CAST(substr(substr({datetime}, 21) || '000000', 1, 6) AS INTEGER)", datetime);
        let digits = micros.plus(unit / 2).divided_by(unit);
        let top = 10u32.pow(u32::from(precision));
        let format = Expr::text(format_args!("%0{precision}d"));
        let fraction = form!("rtrim(rtrim('.' || printf({format}, {digits}), '0'), '.')", format, digits);
        Expr::case([(digits.eq(top), next)], Some(Expr::concat([whole, fraction])))
    }

    fn int_from_digits(&self, digits: &Expr, _: bool) -> Expr {
        form!(
            query: "(WITH RECURSIVE bits(i, n) AS (SELECT 1, CASE WHEN {digits} IS NOT NULL THEN 0 END \
             UNION ALL SELECT i + 1, n * 2 + substr({digits}, i, 1) \
             FROM bits WHERE i <= length({digits})) SELECT n FROM bits ORDER BY i DESC LIMIT 1)",
            digits
        )
    }

    fn bits_from_int(&self, _: &Expr, _: u32, _: bool) -> Option<Expr> {
        None
    }

    fn stored_as(&self, column: &Expr, ty: &Type) -> Option<Tested> {
        let stored = form!("typeof({column})", column);
        let ok = match ty {
            Type::Int { .. } => stored.eq(Expr::text("integer")),
            Type::Bool => {
                Expr::and([stored.eq(Expr::text("integer")), column.clone().within([Expr::int(0), Expr::int(1)])])
            }
            Type::Decimal { .. } | Type::Float32 | Type::Float64 => {
                stored.within([Expr::text("integer"), Expr::text("real")])
            }
            _ => return None,
        };
        Some(Tested::when(ok, column.clone()))
    }

    fn is_no_bytes(&self, column: &Expr) -> Option<Expr> {
        Some(form!("typeof({column})", column).ne(Expr::text("blob")))
    }

    fn stored_as_text(&self, column: &Expr, ty: &Type) -> Expr {
        match ty.is_numeric() || ty.has_no_type() {
            true => form!(
                "CASE typeof({column}) WHEN 'real' THEN {digits} ELSE CAST({column} AS TEXT) END",
                column,
                digits = self.text_from_float(column)
            ),
            false => self.stored_text(column),
        }
    }

    fn decimal_from_digits(&self, text: &Expr) -> Tested {
        Tested::when(matches(text, "*[A-Za-z]*").not(), text.clone().cast("NUMERIC"))
    }

    fn stored_text(&self, column: &Expr) -> Expr {
        column.clone().cast("TEXT")
    }

    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        // a little larger, since the double of 1.005 is a little less than it shows
        form!("round({number} * 1.0000000000000004, {scale})", number, scale)
    }

    fn sum_int(&self, value: &Expr, ty: &Type) -> Tested {
        if ty.int_range().is_some_and(|(low, high)| high - low <= 1 << 32) {
            return Tested::always(form!("sum({value})", value));
        }
        // sum() raises an error when it overflows, so the halves are summed apart
        let low = form!("sum({value} & 4294967295)", value);
        let high = form!("sum({value} >> 32)", value).plus(form!("{low} >> 32", low));
        Tested::when(
            high.clone().between(i32::MIN, i32::MAX),
            form!("({high} << 32) + ({low} & 4294967295)", high, low),
        )
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().collate("BINARY")])
    }

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        text.clone().cast("BLOB")
    }

    fn time_of(&self, datetime: &Expr) -> Expr {
        form!("substr({datetime}, 12)", datetime)
    }

    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested {
        let date = form!("date({moment}, {days} || ' days')", moment, days);
        let is_date = Expr::and([
            date.clone().is_not_null(),
            date.clone().between(Expr::text("0001-01-01"), Expr::text("9999-12-31")),
        ]);
        Tested::when(
            Expr::case([(days.clone().between(-3_652_058, 3_652_058), is_date)], Some(Expr::bool(false))),
            if has_time { Expr::concat([date, form!("substr({moment}, 11)", moment)]) } else { date },
        )
    }

    fn floor(&self, number: &Expr) -> Expr {
        let whole = self.whole(number);
        whole.clone().minus(number.clone().lt(whole))
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("INTEGER")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("max({number}, {least})", number, least)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        // the text as a JSON string, cut into the items of a JSON array: the separator must be one that JSON
        // neither escapes nor uses in an escape
        if separator.chars().any(|c| c.is_ascii_alphanumeric() || c.is_control() || matches!(c, '"' | '\\')) {
            return None;
        }
        let item = form!(
            "coalesce(json_extract('[' || replace(json_quote({text}), {separator}, '\",\"') || ']', {path}), '')",
            text,
            separator = Expr::text(separator),
            path = Expr::text(format_args!("$[{}]", n.saturating_sub(1)))
        );
        Some(item.when(text.clone().is_not_null()))
    }

    fn pad(&self, text: &Expr, length: u32, fill: char, left: bool) -> Expr {
        let fill = Expr::text(fill);
        let filling = form!("replace(hex(zeroblob({length} - length({text}))), '00', {fill})", length, text, fill);
        let text = text.clone();
        Expr::concat(if left { [filling, text] } else { [text, filling] })
    }

    fn extreme(&self, greatest: bool, values: Vec<Expr>) -> Expr {
        Expr::call(if greatest { "max" } else { "min" }, values)
    }

    fn round_float(&self, number: &Expr, digits: u32) -> Expr {
        let power = 10u64.pow(digits.min(15));
        form!(
            "CASE WHEN abs({number} + 0.0) < 1e15 / {power} \
             THEN round(CAST({number} AS REAL) * {power}) / {power} ELSE {number} END",
            number,
            power
        )
    }

    fn cleaned(&self, number: &Expr, scale: Option<u16>) -> Expr {
        match scale {
            Some(scale) => self.round_decimal(number, scale),
            None => form!("CAST(printf('%.15g', {number}) AS NUMERIC)", number).when(number.clone().is_not_null()),
        }
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        self.round_decimal(&a.clone().cast("REAL").divided_by(b), scale)
    }
}
