//! Floating-point numbers as text, in the one notation that the language has for them: the fewest digits that are read back
//! as the same number, plain from 0.0001 up to below 1e15, else as `1.5e20` and `1e-7`.

/// How each engine spells that, and numbers of 32 bits.
pub(super) mod mysql {
    use crate::form;
    use crate::sql::{Expr, Literal};

    /// A double as text. MariaDB writes `0.0000001`, where MySQL may write `1e-7`.
    pub fn text(x: &Expr) -> Expr {
        let t = form!("CAST({x} + 0e0 AS CHAR)", x);
        let fraction = form!("SUBSTRING_INDEX({t}, '.', -1)", t);
        let digits = form!("TRIM(LEADING '0' FROM {fraction})", fraction);
        let has_exponent = Expr::Like {
            operand: Box::new(t.clone()),
            pattern: Box::new(Expr::text("%e%")),
            escape: None,
            negated: false,
        };
        let is_large = form!("ABS({x})", x).ge(Literal::Double("1e-4".to_owned()));
        let with_exponent = Expr::concat([
            form!("CASE WHEN {x} < 0 THEN '-' ELSE '' END", x),
            form!("INSERT({digits}, 2, 0, '.')", digits),
            Expr::text("e-"),
            form!("CHAR_LENGTH({fraction}) - CHAR_LENGTH({digits}) + 1", fraction, digits),
        ]);
        Expr::case([(Expr::or([is_large, x.clone().eq(0), has_exponent]), t)], Some(with_exponent))
    }

    /// A number of 32 bits as the double with the fewest digits that means it. `CAST(x AS CHAR)` has six, which may be too few.
    pub fn shortest(x: &Expr) -> Expr {
        let place = form!("COALESCE(FLOOR(LOG10(NULLIF(ABS({x}), 0))), 0)", x);
        let with = |more: u32| {
            form!(
                "CAST(CONCAT(ROUND(({x} + 0e0) * POW(10, {more} - {place})), 'e', {place} - {more}) AS DOUBLE)",
                x,
                more,
                place
            )
        };
        // halves, since the largest number may be rounded to one that is too large
        let arm = |more: u32| {
            let double = with(more);
            (form!("CAST({double} / 2 AS FLOAT) = ({x} + 0e0) / 2", double, x), double)
        };
        Expr::case([5, 6, 7].map(arm), Some(with(8)))
    }
}

/// PostgreSQL has the shortest digits itself.
pub(super) mod postgres {
    use crate::form;
    use crate::sql::Expr;

    /// A double as text.
    pub fn text(x: &Expr) -> Expr {
        form!("replace(replace(CAST({x} + 0 AS text), 'e+', 'e'), 'e-0', 'e-')", x)
    }

    /// A number of 32 bits as the double with the fewest digits that means it.
    pub fn shortest(x: &Expr) -> Expr {
        x.clone().cast("real").cast("text").cast("double precision")
    }
}

/// SQLite shows 15 digits, or 17 in new versions, and has no numbers of 32 bits.
pub(super) mod sqlite {
    use crate::form;
    use crate::sql::{Expr, Literal};

    /// Where it is a whole number of up to 15 digits, and how that is shown.
    fn whole(x: &Expr) -> (Expr, Expr) {
        let is_whole = form!("abs({x} + 0.0) < 1e15 AND {x} = CAST({x} AS INTEGER)", x);
        (is_whole, x.clone().cast("INTEGER").cast("TEXT"))
    }

    /// Where it is shown without an exponent.
    fn is_plain(x: &Expr) -> Expr {
        form!("abs({x}) >= 1e-4 AND abs({x}) < 1e15", x)
    }

    /// With 15, 16 or 17 digits; of null it makes something.
    fn shortest_text(x: &Expr, digits: u32, style: char) -> Expr {
        let with = |more: u32| {
            let format = Expr::text(format_args!("%!.{}{style}", digits + more));
            form!("printf({format}, {x})", format, x)
        };
        form!(
            "CASE {x} WHEN CAST({few} AS REAL) THEN {few} WHEN CAST({more} AS REAL) THEN {more} ELSE {most} END",
            x,
            few = with(0),
            more = with(1),
            most = with(2)
        )
    }

    /// A double as text.
    pub fn text(x: &Expr) -> Expr {
        let far = shortest_text(x, 14, 'e');
        let far = form!("replace(replace(replace({far}, '.0e', 'e'), 'e+', 'e'), 'e-0', 'e-')", far);
        let near = shortest_text(x, 15, 'g');
        Expr::case([whole(x), (is_plain(x), near), (x.clone().is_not_null(), far)], None)
    }

    /// An exact number as text, never with an exponent.
    pub fn plain(x: &Expr) -> Expr {
        let arms = [
            whole(x),
            (is_plain(x), form!("printf('%!.15g', {x})", x)),
            (form!("abs({x}) < 1e-4", x), form!("rtrim(printf('%.30f', {x}), '0')", x)),
            (x.clone().is_not_null(), form!("printf('%.0f', {x})", x)),
        ];
        Expr::case(arms, None)
    }

    /// A double rounded to the 24 bits of a smaller number (Veltkamp's way, which needs nothing but doubles).
    pub fn single(x: &Expr) -> Expr {
        let scaled = x.clone().times(Literal::Decimal("536870913.0".to_owned()));
        scaled.clone().minus(scaled.minus(x))
    }

    /// A number of 32 bits as the double with the fewest digits that means it.
    pub fn shortest(x: &Expr) -> Expr {
        form!(
            "coalesce((SELECT mig_try FROM (SELECT CAST(printf('%!.' || column1 || 'g', {x}) AS REAL) AS mig_try \
             FROM (VALUES (6), (7), (8))) WHERE {single} = {x} LIMIT 1), CAST(printf('%!.9g', {x}) AS REAL) + 0 * {x})",
            single = single(&Expr::name("mig_try")),
            x
        )
    }
}
