//! PostgreSQL.

use super::digits::postgres as digits;
use super::format::Format;
use super::mysql::low_bound;
use super::{DATE, DECIMAL, Dialect, FLOAT, Holds, INT, NUL_MARK, TIME, TableForm, Tested, UUID, hex, shape};
use crate::engine::Engine;
use crate::schema::Type;
use crate::sql::Syntax;

/// PostgreSQL.
#[derive(Debug)]
pub(super) struct Postgres;

fn matches(text: &str, pattern: &str) -> String {
    format!("{text} ~ {}", Postgres.text(&format!("^{pattern}$")))
}

impl Syntax for Postgres {
    fn text(&self, text: &str) -> String {
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
}

impl Dialect for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn holds(&self, text: &str) -> bool {
        !text.contains('\0')
    }

    fn float(&self, digits: &str) -> String {
        format!("CAST({digits} AS double precision)")
    }

    fn held(&self) -> Holds {
        Holds { nul: false, long_times: false, odd_json: false, ..Holds::ALL }
    }

    fn is_foreign(&self, column: &str, ty: &Type, new: &Holds) -> Option<String> {
        let mut bad: Vec<String> = Vec::new();
        match ty {
            Type::Float32 | Type::Float64 => {
                bad.extend((!new.nan).then(|| format!("{column} = 'NaN'")));
                bad.extend((!new.infinity).then(|| format!("{column} IN ('Infinity', '-Infinity')")));
            }
            Type::Decimal { precision, scale } => {
                let text = format!("CAST({column} AS text)");
                bad.extend((!new.odd_numbers).then(|| format!("{text} IN ('NaN', 'Infinity', '-Infinity')")));
                let whole = precision.map_or(usize::MAX, |p| usize::from(p.saturating_sub(*scale)));
                if let Some(most) = new.whole_digits.filter(|most| whole > *most) {
                    bad.push(format!("abs({column}) >= 1e{most}"));
                }
                if let Some(most) = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most)) {
                    bad.push(format!(
                        "length(trim(LEADING '-0.' FROM replace(CAST(trim_scale({column}) AS text), '.', ''))) > {most}"
                    ));
                }
            }
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } if !new.odd_moments => {
                bad.push(format!("NOT ({column} >= '0001-01-01' AND {column} < '10000-01-01')"));
            }
            Type::Json if !new.odd_json => {
                bad.push(format!("CAST({column} AS text) ~ '{}'", r"\\u(0000|[dD][89a-fA-F])"))
            }
            _ => {}
        }
        (!bad.is_empty()).then(|| bad.join(" OR "))
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

    fn null_of(&self, ty: &Type) -> String {
        // a query makes text of it, which is compared with nothing else
        format!("CAST(NULL AS {})", self.type_name(ty))
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

    fn grouped_by_code_point(&self, text: &str) -> String {
        // It would not select the bare text beside another collation of it, and equal is the same bytes anyway.
        text.to_owned()
    }

    fn by_code_point(&self, text: &str) -> String {
        format!("{text} COLLATE \"C\"")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        // a `\` at the end would be an error
        let alone = pattern.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        let pattern = format!("{pattern}{}", if alone { "\\" } else { "" });
        format!("{text} COLLATE \"C\" LIKE {}", self.text(&pattern))
    }

    fn like_any(&self, text: &str, pattern: &str) -> String {
        // as above: a `\` at the end that no other one takes as it is stands for itself
        let alone = format!("(length({pattern}) - length(rtrim({pattern}, '\\'))) % 2 = 1");
        let whole = format!("{pattern} || CASE WHEN {alone} THEN '\\' ELSE '' END");
        format!("{text} COLLATE \"C\" LIKE ({whole})")
    }

    fn outside_charset(&self, text: &str, charset: &str) -> Option<String> {
        let outside = super::charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\U{:08X}-\\U{high:08X}", low.max(&1)));
        Some(format!("{text} ~ {}", self.text(&format!("[{}]", ranges.collect::<String>()))))
    }

    fn int_from_text(&self, text: &str, (low, high): (i128, i128)) -> Tested {
        let ok = format!(
            "CASE WHEN {} THEN CAST({text} AS numeric) BETWEEN {low} AND {high} ELSE FALSE END",
            matches(text, INT)
        );
        let target = if high > i128::from(i64::MAX) { "numeric" } else { "bigint" };
        Tested::when(ok, format!("CAST({text} AS {target})"))
    }

    fn decimal_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, DECIMAL), format!("CAST({text} AS numeric)"))
    }

    fn float_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, FLOAT), format!("CAST({text} AS double precision)"))
    }

    fn date_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, DATE), format!("CAST({text} AS date)"))
    }

    fn datetime_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, &format!("{DATE}([ T]{TIME}Z?)?")), format!("CAST({text} AS timestamp)"))
    }

    fn time_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, TIME), format!("CAST({text} AS time)"))
    }

    fn uuid_from_text(&self, text: &str) -> Tested {
        Tested::when(matches(text, UUID), format!("CAST({text} AS uuid)"))
    }

    fn json_from_text(&self, _: &str) -> Option<Tested> {
        // a test for JSON came with version 16
        None
    }

    fn json_from_json(&self, text: &str) -> Option<Tested> {
        // escaped backslashes and whole pairs of surrogates are taken out: what is left over must not be there
        let fine = r"\\\\|\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}";
        let odd = r"\\u(0000|[dD][89a-fA-F])";
        let ok = format!("regexp_replace({text}, '{fine}', '', 'g') !~ '{odd}'");
        Some(Tested::when(ok, format!("CAST({text} AS json)")))
    }

    fn has_shape(&self, text: &str, format: &Format) -> String {
        matches(text, &shape(format))
    }

    fn int_from_number(&self, number: &str, exact: bool, (low, high): (i128, i128)) -> Tested {
        let target = if high > i128::from(i64::MAX) { "numeric" } else { "bigint" };
        if exact {
            return Tested::when(
                format!("round({number}) BETWEEN {low} AND {high}"),
                format!("CAST(round({number}) AS {target})"),
            );
        }
        // round of a double goes to the even neighbour
        let rounded = format!(
            "CASE WHEN abs({number}) < 4503599627370496 THEN sign({number}) * floor(abs({number}) + 0.5) ELSE {number} END"
        );
        Tested::when(
            format!(
                "({number} > CAST({}.5 AS double precision) AND {number} < CAST({high}.5 AS double precision))",
                low_bound(low)
            ),
            format!("CAST({rounded} AS {target})"),
        )
    }

    fn decimal_from_number(&self, number: &str, exact: bool) -> Tested {
        if exact {
            return Tested::always(number.to_owned());
        }
        Tested::when(format!("abs({number}) < 1e34"), format!("round(CAST(CAST({number} AS text) AS numeric), 30)"))
    }

    fn float_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS double precision)")
    }

    fn checked(&self, op: &str, a: &str, b: &str) -> Tested {
        Tested::when(
            format!("CAST({a} AS numeric) {op} {b} BETWEEN {} AND {}", i64::MIN, i64::MAX),
            format!("CAST(CAST({a} AS numeric) {op} {b} AS bigint)"),
        )
    }

    fn int64(&self, int: &str) -> String {
        format!("CAST({int} AS bigint)")
    }

    fn text_from_number(&self, number: &str) -> String {
        format!("CAST({number} AS text)")
    }

    fn text_from_float(&self, number: &str) -> String {
        digits::text(number)
    }

    fn shortest_single(&self, number: &str) -> String {
        digits::shortest(number)
    }

    fn single(&self, number: &str) -> String {
        format!("CAST(CAST({number} AS real) AS double precision)")
    }

    fn widened(&self, column: &str) -> Option<String> {
        Some(format!("CAST({column} AS double precision)"))
    }

    fn text_from_decimal(&self, number: &str) -> String {
        format!("CAST(trim_scale({number}) AS text)")
    }

    fn text_from_date(&self, date: &str) -> String {
        format!("to_char({date}, 'YYYY-MM-DD')")
    }

    fn text_from_datetime(&self, datetime: &str, fraction: bool) -> String {
        if fraction {
            format!("rtrim(rtrim(to_char({datetime}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')")
        } else {
            format!("to_char({datetime}, 'YYYY-MM-DD HH24:MI:SS')")
        }
    }

    fn text_from_time(&self, time: &str) -> String {
        format!("CAST(CAST({time} AS time) AS text)")
    }

    fn text_from_other(&self, value: &str) -> String {
        format!("CAST({value} AS text)")
    }

    fn date_of(&self, datetime: &str) -> String {
        format!("CAST({datetime} AS date)")
    }

    fn datetime_of(&self, date: &str) -> String {
        format!("CAST({date} AS timestamp)")
    }

    fn round_datetime(&self, datetime: &str, precision: u8) -> String {
        let half = 500_000 / 10u32.pow(u32::from(precision.min(5)));
        let moved = format!("{datetime} + interval '{half} microseconds'");
        match precision {
            0 => format!("date_trunc('second', {moved})"),
            p => {
                format!("CAST(left(to_char({moved}, 'YYYY-MM-DD HH24:MI:SS.US'), {}) AS timestamp)", 20 + u32::from(p))
            }
        }
    }

    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        // NAMEDATALEN - 1 bytes, cut in silence (manual, section 4.1.1)
        name.get(..name.floor_char_boundary(63))
    }

    fn same_of_rows(&self, a: &str, b: &str, ty: &Type) -> String {
        format!("({})", self.same_key(a, b, ty))
    }

    fn same_key(&self, a: &str, b: &str, ty: &Type) -> String {
        // It joins by hashing what is equal, but not what IS NOT DISTINCT.
        let some = match ty {
            Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => "0",
            Type::Bool => "FALSE",
            Type::Text { .. } | Type::Set { .. } | Type::Bytes { .. } => "''",
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => "'epoch'",
            _ => return self.same(a, b),
        };
        format!("COALESCE({a}, {some}) = COALESCE({b}, {some}) AND ({a} IS NULL) = ({b} IS NULL)")
    }

    fn assigned(&self, value: &str, ty: &Type) -> String {
        match ty {
            Type::Enum { name: Some(name), .. } => format!("CAST({value} AS {name})"),
            Type::Json => format!("CAST({value} AS jsonb)"),
            Type::Uuid => format!("CAST({value} AS uuid)"),
            _ => value.to_owned(),
        }
    }

    fn claimed(&self, sql: &str, ty: &Type) -> String {
        match ty {
            Type::Null | Type::Error => sql.to_owned(),
            // as the new schema spells it
            Type::Other(name) => format!("CAST({sql} AS {name})"),
            ty => format!("CAST({sql} AS {})", self.type_name(ty)),
        }
    }

    fn typed_text(&self, text: &str) -> String {
        // a bare literal takes the type of what surrounds it
        format!("CAST({} AS text)", self.text(text))
    }

    fn sum_int(&self, value: &str, _: &Type) -> Tested {
        Tested::when(
            format!("sum({value}) BETWEEN {} AND {}", i64::MIN, i64::MAX),
            format!("CAST(sum({value}) AS bigint)"),
        )
    }

    fn extreme_bool(&self, function: &str, value: &str) -> String {
        format!("{}({value})", if function == "max" { "bool_or" } else { "bool_and" })
    }

    fn extreme_text(&self, function: &str, value: &str) -> String {
        format!("{function}({value} COLLATE \"C\")")
    }

    fn any(&self, condition: &str) -> String {
        format!("bool_or({condition})")
    }

    fn pads_on_its_way(&self, ty: &Type) -> bool {
        matches!(ty, Type::Text { fixed: true, .. })
    }

    fn text_operand(&self, column: &str, ty: &Type) -> String {
        match ty {
            Type::Enum { .. } | Type::Set { .. } | Type::Text { fixed: true, .. } => format!("CAST({column} AS text)"),
            Type::Text { collation: Some(c), .. } if c.name == "citext" => format!("CAST({column} AS text)"),
            // Up to PostgreSQL 17, no pattern is sought in text of a collation that takes different texts for equal; and no
            // group is made of it by code point. Bytes have no collation.
            Type::Text { collation: Some(c), .. } if c.ignores_case || c.ignores_accents => {
                format!("convert_from(convert_to({column}, 'UTF8'), 'UTF8')")
            }
            _ => column.to_owned(),
        }
    }

    fn looked_into(&self, text: &str) -> String {
        format!("{text} COLLATE \"C\"")
    }

    fn digits_of_bits(&self, bits: &str) -> String {
        format!("CAST({bits} AS text)")
    }

    fn int_from_digits(&self, digits: &str, unsigned: bool) -> String {
        let number = format!("CAST(CAST(lpad({digits}, 64, '0') AS bit(64)) AS bigint)");
        match unsigned {
            // the highest bit was taken for a sign
            true => format!("({number} + CASE WHEN length({digits}) = 64 THEN 18446744073709551616 ELSE 0 END)"),
            false => number,
        }
    }

    fn bits_from_int(&self, number: &str, size: u32, unsigned: bool) -> Option<String> {
        let number = match unsigned {
            true => format!("{number} - CASE WHEN {number} > {} THEN 18446744073709551616 ELSE 0 END", i64::MAX),
            false => number.to_owned(),
        };
        let bits = format!("CAST(CAST({number} AS bigint) AS bit({}))", size.min(64));
        Some(match size {
            0..=64 => bits,
            _ => format!("CAST(lpad(CAST({bits} AS text), {size}, '0') AS bit({size}))"),
        })
    }

    fn bits_from_digits(&self, digits: &str, size: u32) -> String {
        format!("CAST({digits} AS bit({size}))")
    }

    fn varying_bits_from_digits(&self, digits: &str) -> String {
        format!("CAST({digits} AS bit varying)")
    }

    fn int_from_bool(&self, truth: &str) -> String {
        format!("CAST({truth} AS integer)")
    }

    fn bytes_from_text(&self, text: &str) -> String {
        format!("convert_to({text}, 'UTF8')")
    }

    fn time_of(&self, datetime: &str) -> String {
        format!("CAST({datetime} AS time)")
    }

    fn add_days(&self, moment: &str, days: &str, has_time: bool) -> Tested {
        Tested::when(
            format!(
                "CASE WHEN {days} BETWEEN -3652058 AND 3652058 \
                 THEN CAST({moment} AS date) - DATE '0001-01-01' + {days} BETWEEN 0 AND 3652058 ELSE FALSE END"
            ),
            if has_time {
                format!("{moment} + CAST({days} AS integer) * interval '1 day'")
            } else {
                format!("{moment} + CAST({days} AS integer)")
            },
        )
    }

    fn whole(&self, number: &str) -> String {
        format!("CAST({number} AS bigint)")
    }

    fn count(&self, number: &str, least: u8) -> String {
        format!("CAST(least(greatest({number}, {least}), 2147483647) AS integer)")
    }

    fn split_part(&self, text: &str, separator: &str, n: u32) -> Option<String> {
        Some(format!("split_part({text}, {}, {n})", self.text(separator)))
    }

    fn divide_decimals(&self, a: &str, b: &str, scale: u16) -> String {
        format!("round(CAST({a} AS numeric(85,20)) / {b}, {scale})")
    }
}
