//! PostgreSQL.

mod digits;
mod statements;

use super::format::Format;
use super::mysql::low_bound;
use super::{DATE, DECIMAL, Dialect, FLOAT, Holds, INT, NUL_MARK, TIME, TableForm, Tested, UUID, hex, shape};
use crate::engine::Engine;
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr, Literal, MatchOp, Syntax};

/// PostgreSQL.
#[derive(Debug)]
pub(super) struct Postgres;

/// The collation that compares by code point.
const BY_CODE_POINT: &str = "\"C\"";

/// Whether the whole of a text matches a regular expression.
fn matches(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Tilde, Expr::text(format!("^{pattern}$")))
}

/// `text LIKE pattern`, by code point and with `\` as the escape.
fn is_like(text: &Expr, pattern: Expr) -> Expr {
    text.clone().collate(BY_CODE_POINT).like(pattern)
}

/// The type that whole numbers up to one are computed in.
fn whole_type(high: i128) -> &'static str {
    if high > i128::from(i64::MAX) { "numeric" } else { "bigint" }
}

impl Syntax for Postgres {
    fn text(&self, text: &str) -> String {
        if !text.contains(['\'', '\0', '\n', '\r']) {
            return format!("'{text}'");
        }
        let escape = text.contains(['\n', '\r']);
        let mut out = String::with_capacity(text.len() + 3);
        out.push_str(if escape { "E'" } else { "'" });
        for c in text.chars() {
            match c {
                '\'' => out.push_str("''"),
                // where text may come to have one, this stands for it
                '\0' => out.push(NUL_MARK),
                '\\' if escape => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                c => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        format!("'\\x{}'::bytea", hex(bytes))
    }

    fn double(&self, digits: &str) -> String {
        format!("CAST({digits} AS double precision)")
    }
}

impl Dialect for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn holds(&self, text: &str) -> bool {
        !text.contains('\0')
    }

    fn held(&self) -> Holds {
        Holds { nul: false, long_times: false, odd_json: false, ..Holds::ALL }
    }

    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
        let mut bad: Vec<Expr> = Vec::new();
        match ty {
            Type::Float32 | Type::Float64 => {
                let infinite = ["Infinity", "-Infinity"].map(Expr::text);
                bad.extend((!new.nan).then(|| column.clone().eq(Expr::text("NaN"))));
                bad.extend((!new.infinity).then(|| column.clone().within(infinite)));
            }
            Type::Decimal { precision, scale } => {
                let odd = ["NaN", "Infinity", "-Infinity"].map(Expr::text);
                bad.extend((!new.odd_numbers).then(|| column.clone().cast("text").within(odd)));
                let whole = precision.map_or(usize::MAX, |p| usize::from(p.saturating_sub(*scale)));
                if let Some(most) = new.whole_digits.filter(|most| whole > *most) {
                    let too_large = Literal::Decimal(format!("1e{most}"));
                    bad.push(Expr::call("abs", [column.clone()]).ge(too_large));
                }
                if let Some(most) = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most)) {
                    let digits = form!(
                        "length(trim(LEADING '-0.' FROM replace(CAST(trim_scale({column}) AS text), '.', '')))",
                        column
                    );
                    bad.push(digits.gt(most));
                }
            }
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } if !new.odd_moments => {
                let first = column.clone().ge(Expr::text("0001-01-01"));
                bad.push(Expr::and([first, column.clone().lt(Expr::text("10000-01-01"))]).not());
            }
            Type::Json if !new.odd_json => {
                let odd = Expr::text(r"\\u(0000|[dD][89a-fA-F])");
                bad.push(form!("CAST({column} AS text) ~ {odd}", column, odd));
            }
            _ => {}
        }
        (!bad.is_empty()).then(|| Expr::or(bad))
    }

    fn session(&self) -> &'static [&'static str] {
        &[
            "SET client_encoding = 'UTF8'",
            "SET standard_conforming_strings = on",
            "SET TimeZone = 'UTC'",
            "SET DateStyle = 'ISO, YMD'",
            "SET extra_float_digits = 1",
            "SET bytea_output = 'hex'",
            "SET IntervalStyle = 'postgres'",
            "SET lc_monetary = 'C'",
            "SET statement_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0",
            "SET gin_fuzzy_search_limit = 0",
            "SET transform_null_equals = off",
            // a policy that hides rows is an error
            "SET row_security = off",
            "SET client_min_messages = warning",
            // what has no schema in its name is looked for in public as well, wherever the path leads
            "DO $$ BEGIN PERFORM set_config('search_path', array_to_string(array_append(ARRAY(SELECT quote_ident(s) \
             FROM unnest(current_schemas(false)) AS s), 'public'), ', '), false) \
             WHERE NOT 'public' = ANY (current_schemas(false)) AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public'); \
             END $$",
            // it takes longer than most of what it would make faster, and PostgreSQL 10 has none
            "DO $$ BEGIN PERFORM set_config('jit', 'off', false) FROM pg_settings WHERE name = 'jit'; END $$",
        ]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        const BOTH: [&str; 4] = [
            // joins and sorts of whole tables, one statement at a time
            "SELECT set_config('work_mem', '32MB', false) \
             WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')",
            "SELECT set_config('lock_timeout', '60s', false) WHERE current_setting('lock_timeout') = '0'",
            // networks that drop what is idle see that this is not
            "SET tcp_keepalives_idle = 60",
            "SET default_transaction_read_only = on",
        ];
        if write { BOTH.split_at(3).0 } else { BOTH.split_at(1).1 }
    }

    fn null_of(&self, ty: &Type) -> Expr {
        // a query makes text of it, which is compared with nothing else
        Expr::null().cast(self.type_name(ty))
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::Int { bits: 64, unsigned: true, .. } => "numeric(20,0)".to_owned(),
            Type::Int { bits, unsigned, .. } => match u16::from(*bits) + u16::from(*unsigned) {
                0..=16 => "smallint",
                17..=32 => "integer",
                _ => "bigint",
            }
            .to_owned(),
            Type::Decimal { precision: Some(p), scale } => format!("numeric({p},{scale})"),
            Type::Decimal { precision: None, .. } => "numeric".to_owned(),
            Type::Float32 => "real".to_owned(),
            Type::Float64 => "double precision".to_owned(),
            Type::Bytes { .. } | Type::Geometry => "bytea".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Time => "time".to_owned(),
            Type::DateTime { precision } => format!("timestamp({precision})"),
            Type::TimestampTz { precision } => format!("timestamp({precision}) with time zone"),
            Type::Uuid => "uuid".to_owned(),
            // which keeps its text
            Type::Json => "json".to_owned(),
            _ => "text".to_owned(),
        }
    }

    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match ty {
            Type::Text { max, collation, .. } => {
                let name = max.map_or_else(|| "text".to_owned(), |n| format!("varchar({n})"));
                match collation {
                    // only where rows are told apart by it: such text knows no LIKE
                    Some(c) if c.ignores_case && c.ignores_accents && key.is_some() => {
                        format!("{name} COLLATE \"mig_ignores_case_and_accents\"")
                    }
                    Some(c) if c.ignores_case && key.is_some() => format!("{name} COLLATE \"mig_ignores_case\""),
                    _ => name,
                }
            }
            Type::Enum { name: Some(name), .. } => name.clone(),
            Type::Json => "jsonb".to_owned(),
            other => self.type_name(other),
        }
    }

    fn tables(&self) -> &'static TableForm {
        &TableForm {
            numbered: " GENERATED BY DEFAULT AS IDENTITY",
            numbered_key: None,
            forward_references: false,
            enum_types: true,
            enum_checks: true,
            says_null: false,
            brackets_defaults: false,
            nulls_equal: Some("NULLS NOT DISTINCT"),
            storage: false,
            before_loose_text: &[
                "CREATE COLLATION IF NOT EXISTS \"mig_ignores_case_and_accents\" \
                 (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                "CREATE COLLATION IF NOT EXISTS \"mig_ignores_case\" \
                 (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            ],
        }
    }

    fn grouped_by_code_point(&self, text: &Expr) -> Expr {
        // It would not select the bare text beside another collation of it, and equal is the same bytes anyway.
        text.clone()
    }

    fn by_code_point(&self, text: &Expr) -> Expr {
        text.clone().collate(BY_CODE_POINT)
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        // a `\` at the end would be an error
        let alone = pattern.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        is_like(text, Expr::text(format!("{pattern}{}", if alone { "\\" } else { "" })))
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        // as above: a `\` at the end that no other one takes as it is stands for itself
        let whole = form!(
            "{pattern} || CASE WHEN (length({pattern}) - length(rtrim({pattern}, '\\'))) % 2 = 1 THEN '\\' ELSE '' END",
            pattern
        );
        is_like(text, whole)
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let outside = super::charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\U{:08X}-\\U{high:08X}", low.max(&1)));
        Some(text.clone().matches(MatchOp::Tilde, Expr::text(format!("[{}]", ranges.collect::<String>()))))
    }

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

    fn decimal_from_number(&self, number: &Expr, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.clone());
        }
        Tested::when(
            form!("abs({number})", number).lt(Literal::Decimal("1e34".to_owned())),
            form!("round(CAST(CAST({number} AS text) AS numeric), 30)", number),
        )
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("double precision")
    }

    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested {
        let exact = a.clone().cast("numeric").binary(op, b.clone());
        Tested::when(exact.clone().between(i64::MIN, i64::MAX), exact.cast("bigint"))
    }

    fn int64(&self, int: &Expr) -> Expr {
        int.clone().cast("bigint")
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

    fn date_of(&self, datetime: &Expr) -> Expr {
        datetime.clone().cast("date")
    }

    fn datetime_of(&self, date: &Expr) -> Expr {
        date.clone().cast("timestamp")
    }

    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr {
        let half = 500_000 / 10u32.pow(u32::from(precision.min(5)));
        let half = Expr::text(format!("{half} microseconds"));
        let moved = form!("{datetime} + interval {half}", datetime, half);
        match precision {
            0 => form!("date_trunc('second', {moved})", moved),
            p => form!(
                "CAST(left(to_char({moved}, 'YYYY-MM-DD HH24:MI:SS.US'), {width}) AS timestamp)",
                moved,
                width = 20 + u32::from(p)
            ),
        }
    }

    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        // NAMEDATALEN - 1 bytes, cut in silence (manual, section 4.1.1)
        name.get(..name.floor_char_boundary(63))
    }

    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        self.same_key(a, b, ty)
    }

    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        // It joins by hashing what is equal, but not what IS NOT DISTINCT.
        let some = match ty {
            Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => Expr::int(0),
            Type::Bool => Expr::bool(false),
            Type::Text { .. } | Type::Set { .. } | Type::Bytes { .. } => Expr::text(""),
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => Expr::text("epoch"),
            _ => return a.clone().same(b.clone()),
        };
        let filled = |value: &Expr| Expr::coalesce([value.clone(), some.clone()]);
        Expr::and([filled(a).eq(filled(b)), a.clone().is_null().eq(b.clone().is_null())])
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

    fn sum_int(&self, value: &Expr, _: &Type) -> Tested {
        let sum = form!("sum({value})", value);
        Tested::when(sum.clone().between(i64::MIN, i64::MAX), sum.cast("bigint"))
    }

    fn extreme_bool(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(if function == "max" { "bool_or" } else { "bool_and" }, [value.clone()])
    }

    fn extreme_text(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone().collate(BY_CODE_POINT)])
    }

    fn any(&self, condition: &Expr) -> Expr {
        form!("bool_or({condition})", condition)
    }

    fn pads_on_its_way(&self, ty: &Type) -> bool {
        matches!(ty, Type::Text { fixed: true, .. })
    }

    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        match ty {
            Type::Enum { .. } | Type::Set { .. } | Type::Text { fixed: true, .. } => column.clone().cast("text"),
            Type::Text { collation: Some(c), .. } if c.name == "citext" => column.clone().cast("text"),
            // Up to PostgreSQL 17, no pattern is sought in text of a collation that takes different texts for equal; and no
            // group is made of it by code point. Bytes have no collation.
            Type::Text { collation: Some(c), .. } if c.ignores_case || c.ignores_accents => {
                form!("convert_from(convert_to({column}, 'UTF8'), 'UTF8')", column)
            }
            _ => column.clone(),
        }
    }

    fn text_beside(&self, column: &Expr, ty: &Type) -> Expr {
        self.text_operand(column, ty).collate(BY_CODE_POINT)
    }

    fn looked_into(&self, text: &Expr) -> Expr {
        text.clone().collate(BY_CODE_POINT)
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

    fn time_of(&self, datetime: &Expr) -> Expr {
        datetime.clone().cast("time")
    }

    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested {
        let ok = form!(
            "CASE WHEN {days} BETWEEN -3652058 AND 3652058 \
             THEN CAST({moment} AS date) - DATE '0001-01-01' + {days} BETWEEN 0 AND 3652058 ELSE FALSE END",
            days,
            moment
        );
        let later = if has_time {
            form!("{moment} + CAST({days} AS integer) * interval '1 day'", moment, days)
        } else {
            moment.clone().plus(days.clone().cast("integer"))
        };
        Tested::when(ok, later)
    }

    fn whole(&self, number: &Expr) -> Expr {
        number.clone().cast("bigint")
    }

    fn count(&self, number: &Expr, least: u8) -> Expr {
        form!("CAST(least(greatest({number}, {least}), 2147483647) AS integer)", number, least)
    }

    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr> {
        Some(Expr::call("split_part", [text.clone(), Expr::text(separator), n.into()]))
    }

    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr {
        form!("round(CAST({a} AS numeric(85,20)) / {b}, {scale})", a, b, scale)
    }
}
