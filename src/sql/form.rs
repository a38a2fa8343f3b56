//! Forms that one engine has, as templates with operands.

use std::borrow::Cow;
use std::sync::Arc;

use super::expr::{Expr, Form, Piece};
use super::level::{INSIDE, Level, PRIMARY};

/// A [`Form`] as an expression: `form!("CAST({text} AS DATE)", text)` with a hole for each operand, which is a variable of that
/// name or said: `form!("{a} DIV {b}", a = left.clone(), b)`. A template that asks a query of its own says so:
/// `form!(query: "(SELECT …)")`.
#[macro_export]
macro_rules! form {
    (query: $template:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::sql::Expr::from($crate::sql::Form::new(
            $template,
            &[$((stringify!($name), $crate::form!(@operand $name $(= $value)?))),*],
        ).asking())
    };
    ($template:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::sql::Expr::from($crate::sql::Form::new(
            $template,
            &[$((stringify!($name), $crate::form!(@operand $name $(= $value)?))),*],
        ))
    };
    (@operand $name:ident) => { $crate::sql::Expr::from($name.clone()) };
    (@operand $name:ident = $value:expr) => { $crate::sql::Expr::from($value) };
}

impl Form {
    /// A template with a value for each of its holes, `{name}`; `{{` and `}}` stand for braces. A hole is never part of a literal.
    pub fn new(template: &'static str, operands: &[(&str, Expr)]) -> Self {
        let mut pieces = Vec::new();
        let mut before = "";
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (text, after) = rest.split_at(at);
            let (brace, after) = after.split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                // One of the two braces stands.
                pieces.push(Piece::Text(Cow::Borrowed(&rest[..at + 1])));
                (before, rest) = (brace, after);
                continue;
            }
            before = if text.is_empty() { before } else { text };
            pieces.push(Piece::Text(Cow::Borrowed(text)));
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            let operand = operands.iter().find(|(known, _)| *known == name);
            debug_assert!(operand.is_some(), "no operand {name} for {template}");
            if let Some((_, operand)) = operand {
                let slot = if stands_alone(before, rest) { INSIDE } else { PRIMARY };
                pieces.push(Piece::Operand(Arc::new(operand.clone()), slot));
            }
            before = "";
        }
        pieces.push(Piece::Text(Cow::Borrowed(rest)));
        Self { level: level(template), pieces, asks: false }
    }

    /// This form, marked as one whose text holds a query of its own, which no operand shows.
    #[must_use]
    pub fn asking(self) -> Self {
        Self { asks: true, ..self }
    }

    /// What a user wrote as SQL, in brackets, with operands in it.
    pub fn by_hand(pieces: impl IntoIterator<Item = Result<Expr, String>>) -> Self {
        let piece = |piece| match piece {
            Ok(operand) => Piece::Operand(Arc::new(operand), PRIMARY),
            Err(text) => Piece::Text(Cow::Owned(text)),
        };
        let mut all: Vec<Piece> = pieces.into_iter().map(piece).collect();
        if let Some(Piece::Text(first)) = all.first_mut() {
            *first = Cow::Owned(first.trim_start().to_owned());
        }
        if let Some(Piece::Text(last)) = all.last_mut() {
            *last = Cow::Owned(last.trim_end().to_owned());
        }
        all.insert(0, Piece::Text(Cow::Borrowed("(")));
        all.push(Piece::Text(Cow::Borrowed(")")));
        // Whatever the user wrote.
        Self { pieces: all, level: PRIMARY, asks: true }
    }

    /// A condition that a schema's file says, in brackets, with a value between its texts. It asks no query.
    pub fn of_condition(texts: &[&str], value: &Expr) -> Self {
        let mut pieces = Vec::new();
        for text in texts {
            if !pieces.is_empty() {
                pieces.push(Ok(value.clone()));
            }
            pieces.push(Err((*text).to_owned()));
        }
        Self { asks: false, ..Self::by_hand(pieces) }
    }

    /// Whether its own text has a query in it.
    pub(super) fn has_query(&self) -> bool {
        self.asks
    }

    /// This form with other operands in the same places of its text.
    pub(super) fn map_operands(&self, f: &dyn Fn(&Expr) -> Expr) -> Self {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => Piece::Text(text.clone()),
            Piece::Operand(operand, slot) => Piece::Operand(Arc::new(f(operand)), *slot),
        };
        Self { pieces: self.pieces.iter().map(piece).collect(), level: self.level, asks: self.asks }
    }

    /// Its operands, in their order.
    pub fn operands(&self) -> impl Iterator<Item = &Expr> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Operand(operand, _) => Some(&**operand),
        })
    }
}

/// Whether an operand between these texts is between delimiters, which end whatever stands there.
fn stands_alone(before: &str, after: &str) -> bool {
    const OPENERS: [&str; 6] = ["(", ",", "CASE", "WHEN", "THEN", "ELSE"];
    const CLOSERS: [&str; 8] = [")", ",", " AS ", " USING ", " WHEN ", " THEN ", " ELSE ", " END"];
    let opened = OPENERS.iter().any(|opener| before.trim_end().ends_with(opener)) || before.ends_with(" FROM ");
    opened && CLOSERS.iter().any(|closer| after.starts_with(closer))
}

/// How tightly a template binds: as one operand where it is one call, one EXISTS, one CASE or in brackets, else as nothing does.
fn level(template: &str) -> Level {
    let template = template.strip_prefix("EXISTS ").filter(|rest| rest.starts_with('(')).unwrap_or(template);
    let called = template.find('(').is_some_and(|at| {
        let name = &template[..at];
        name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && closes_at_end(&template[at..])
    });
    let within_case = template.strip_prefix("CASE ").and_then(|rest| rest.strip_suffix(" END"));
    let is_case = within_case.is_some_and(|within| !within.contains(" END"));
    if called || is_case { PRIMARY } else { INSIDE }
}

/// Whether the bracket that a template begins with is closed by its last character.
fn closes_at_end(template: &str) -> bool {
    let (mut depth, mut quoted) = (0usize, false);
    for (at, c) in template.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1 == template.len();
                }
            }
            _ => {}
        }
    }
    false
}

impl From<Form> for Expr {
    fn from(form: Form) -> Self {
        Expr::Form(form)
    }
}

#[cfg(test)]
mod tests {
    use crate::sql::{Expr, Printer, tests::Standard};

    fn printed(expr: &Expr) -> String {
        Printer::new(&Standard).expr(expr)
    }

    #[test]
    fn operands_are_bracketed_where_no_delimiter_ends_them() {
        let sum = Expr::name("a").binary(crate::sql::BinaryOp::Add, Expr::int(1));
        assert_eq!(printed(&form!("CAST({sum} AS DATE)", sum)), "CAST(\"a\" + 1 AS DATE)");
        assert_eq!(printed(&form!("{sum} DIV {two}", sum, two = 2)), "(\"a\" + 1) DIV 2");
        assert_eq!(
            printed(&form!("CASE WHEN {sum} THEN left({sum}, {sum}) ELSE {sum} END", sum)),
            "CASE WHEN \"a\" + 1 THEN left(\"a\" + 1, \"a\" + 1) ELSE \"a\" + 1 END"
        );
        assert_eq!(printed(&form!("TRIM(TRAILING 'Z' FROM {sum})", sum)), "TRIM(TRAILING 'Z' FROM \"a\" + 1)");
        assert_eq!(printed(&form!("position('{{' IN {sum})", sum)), "position('{' IN (\"a\" + 1))");
    }

    #[test]
    fn a_form_is_bracketed_within_others_unless_it_is_one_operand() {
        let within = |form: Expr| printed(&form.is_null());
        let a = Expr::name("a");
        assert_eq!(within(form!("left({a}, 2)", a)), "left(\"a\", 2) IS NULL");
        assert_eq!(within(form!("{a} DIV 2", a)), "(\"a\" DIV 2) IS NULL");
        assert_eq!(within(form!("left({a}, 2) || right({a}, 2)", a)), "(left(\"a\", 2) || right(\"a\", 2)) IS NULL");
        assert_eq!(within(form!("CASE WHEN {a} THEN 1 END", a)), "CASE WHEN \"a\" THEN 1 END IS NULL");
        let two = form!("CASE WHEN {a} THEN 1 END + CASE WHEN {a} THEN 1 END", a);
        assert_eq!(within(two), "(CASE WHEN \"a\" THEN 1 END + CASE WHEN \"a\" THEN 1 END) IS NULL");
        assert_eq!(printed(&form!("EXISTS (SELECT {a})", a).not()), "NOT EXISTS (SELECT \"a\")");
        assert_eq!(within(form!("instr({a}, ')')", a)), "instr(\"a\", ')') IS NULL");
    }
}
