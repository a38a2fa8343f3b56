//! Texts of different collations beside each other.

use crate::schema::{Charset, Collation, Type};
use crate::sql::{Expr, Literal};

/// Text of a column whose character set nobody said.
pub(super) fn in_unicode(column: &Expr) -> Expr {
    column.clone().convert("utf8mb4").collate("utf8mb4_bin")
}

/// The column that [`in_unicode`] converts, where text is that and nothing else.
pub(super) fn converted(text: &Expr) -> Option<&Expr> {
    let Expr::Collate { operand, collation } = text else { return None };
    let Expr::Convert { operand: column, charset } = &**operand else { return None };
    let plain = matches!(**column, Expr::Column(_) | Expr::Literal(_));
    (plain && charset == "utf8mb4" && collation == "utf8mb4_bin").then_some(&**column)
}

/// Whether text means something else beside bytes than its own bytes: it says a collation, or has constants beyond ASCII.
pub(super) fn is_odd_beside_bytes(text: &Expr) -> bool {
    match text {
        Expr::Collate { .. } => true,
        Expr::Literal(Literal::Text(constant)) => !constant.is_ascii(),
        // whatever it says
        Expr::Raw(_) => true,
        // whatever a query says
        other => other.query().is_some() || other.operands().into_iter().any(is_odd_beside_bytes),
    }
}

/// Whether SQL is more than a column or a constant.
pub(super) fn is_computed(text: &Expr) -> bool {
    !matches!(text, Expr::Column(_) | Expr::Literal(_))
}

/// Text beside a column of a wide character set, which meets no other.
pub(super) fn widened(text: &Expr, held: &Type) -> Option<Expr> {
    match held {
        Type::Text { collation: Some(theirs), .. } if theirs.charset == Charset::Wide => {
            Some(in_collation(text, theirs))
        }
        _ => None,
    }
}

/// Text in the character set of a collation, and by it.
pub(super) fn in_collation(text: &Expr, collation: &Collation) -> Expr {
    text.clone().convert(charset_of(&collation.name)).collate(&collation.name)
}

/// The character set of a collation.
pub(super) fn charset_of(collation: &str) -> &str {
    match collation.split('_').next() {
        Some("uca1400") | None => "utf8mb4",
        Some(charset) => charset,
    }
}
