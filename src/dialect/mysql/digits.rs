//! Floating-point numbers as text, in the one notation that the language has for them: the fewest digits that are read back
//! as the same number, plain from 0.0001 up to below 1e15, else as `1.5e20` and `1e-7`.

use crate::form;
use crate::sql::{Expr, Literal};

/// A double as text. MariaDB writes `0.0000001`, where MySQL may write `1e-7`.
pub fn text(x: &Expr) -> Expr {
    let t = form!("CAST({x} + 0e0 AS CHAR)", x);
    let fraction = form!("SUBSTRING_INDEX({t}, '.', -1)", t);
    let digits = form!("TRIM(LEADING '0' FROM {fraction})", fraction);
    let has_exponent = t.clone().like(Expr::text("%e%"));
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
