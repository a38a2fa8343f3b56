//! How an engine compares: texts by code point, keys with keys.

use super::Types;
use crate::schema::Type;
use crate::sql::Expr;

/// How an engine compares values, and what it takes for equal.
pub trait Comparisons: Types {
    /// Null equals only null, for values of a type that two rows have, in a form that joins many rows fast.
    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        a.clone().same(b.clone())
    }

    /// Null equals only null, for values of a type of which one is a key as it is stored, in a form that joins many rows fast.
    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        a.clone().same(b.clone())
    }

    /// Text such that operators compare it by code point, trailing blanks and all.
    fn by_code_point(&self, text: &Expr) -> Expr;

    /// Text of no column that compares otherwise, such that `<` compares it by code point.
    fn ordered_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// Text such that `GROUP BY` takes it for what it is by code point; the bare text may still be selected beside it.
    fn grouped_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// Text as a key: equal where the code points are, of a size that an engine makes an index of in passing.
    fn text_key(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    /// Text that is compared with what [`by_code_point`](Self::by_code_point) made.
    fn beside_code_points(&self, text: &Expr) -> Expr {
        text.clone()
    }

    /// Text of which `SELECT DISTINCT` takes the same code points for one; it may be put into a column as it is.
    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        text.clone()
    }

    /// Text of type `from` of which `SELECT DISTINCT` takes for one what a column of type `held` takes for equal; it may be put into a
    /// column as it is.
    fn distinct_as(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        let _ = from;
        match held {
            Type::Text { collation: Some(c), .. } if c.is_loose() => text.clone(),
            _ => self.distinct_by_code_point(text),
        }
    }

    /// Whether text matches a pattern (`%`, `_`, `\` quotes), by code point and with regard to case.
    fn like(&self, text: &Expr, pattern: &str) -> Expr;

    /// Whether text matches a pattern that is SQL, by code point and with regard to case; null where the pattern is null.
    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr;

    /// Whether some character of the text is not in the character set; none: it cannot be told,
    /// or there is no such character.
    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let _ = (text, charset);
        None
    }

    /// A column's text as an operand: in an encoding and of a type that mix with literals and other text.
    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        column.clone()
    }

    /// A column's text beside those of columns with other collations, by one that meets them all.
    fn text_beside(&self, column: &Expr, ty: &Type) -> Expr {
        self.text_operand(column, ty)
    }

    /// Text that `LIKE` and `REPLACE` may look into, whatever its collation.
    fn looked_into(&self, text: &Expr) -> Expr {
        text.clone()
    }

    /// A text of one column's type, such that `=` finds it in another column, by that column's collation and index.
    fn sought(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        let _ = (from, held);
        text.clone()
    }

    /// Whether a column equals a value, texts by code point; an index on the column can be used. False or null for a null.
    fn finds(&self, column: &Expr, held: &Type, value: &Expr, from: &Type) -> Expr {
        let plain = column.clone().eq(self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if c.is_loose() => {
                Expr::and([plain, self.by_code_point(column).eq(value.clone())])
            }
            _ => plain,
        }
    }

    /// A column such that a window takes for equal what `=` does, however long it is.
    fn told_apart(&self, column: &Expr, ty: &Type) -> Expr {
        let _ = ty;
        column.clone()
    }

    /// A column's truth as an operand.
    fn bool_operand(&self, column: &Expr) -> Expr {
        column.clone()
    }

    /// Text in which something is searched by code point.
    fn searched(&self, text: &Expr) -> Expr {
        text.clone()
    }
}
