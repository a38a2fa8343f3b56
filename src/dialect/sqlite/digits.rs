//! Floating-point numbers as text, in the one notation that the language has for them: the fewest digits that are read back
//! as the same number, plain from 0.0001 up to below 1e15, else as `1.5e20` and `1e-7`.

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
        query: "coalesce((SELECT mig_try FROM (SELECT CAST(printf('%!.' || column1 || 'g', {x}) AS REAL) AS mig_try \
         FROM (VALUES (6), (7), (8))) WHERE {single} = {x} LIMIT 1), CAST(printf('%!.9g', {x}) AS REAL) + 0 * {x})",
        single = single(&Expr::name("mig_try")),
        x
    )
}
