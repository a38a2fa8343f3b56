//! How SQLite makes a value of another type.

use super::{Sqlite, digits, matches};
use crate::dialect::convert::low_bound;
use crate::dialect::format::{Format, Piece};
use crate::dialect::{Conversions, Functions as _, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, Literal};

impl Conversions for Sqlite {
    fn claimed(&self, sql: &Expr, ty: &Type) -> Expr {
        if ty.is_textual() { sql.clone().cast("TEXT") } else { sql.clone() }
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

    fn decimal_from_int(&self, number: &Expr) -> Expr {
        // a whole number that is too large becomes a double by itself
        number.clone()
    }

    fn decimal_from_float(&self, number: &Expr) -> Tested {
        Tested::when(form!("abs({number} + 0.0)", number).lt(Literal::Double("1e34".to_owned())), number.clone())
    }

    fn float_from_number(&self, number: &Expr) -> Expr {
        number.clone().cast("REAL")
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

    fn bytes_from_text(&self, text: &Expr) -> Expr {
        text.clone().cast("BLOB")
    }
}

/// An exact number, as its digits.
fn exact(digits: impl ToString) -> Expr {
    Literal::Decimal(digits.to_string()).into()
}

/// Text without its sign.
pub(super) fn unsigned(text: &Expr) -> Expr {
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
