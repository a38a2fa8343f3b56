//! What texts that are values of other types look like, as regular expressions.

use super::format;

/// A regular expression (in the common part of PCRE, ICU and PostgreSQL) for the dates there are,
/// from year 1 to 9999. It is long, but asks in one test what would otherwise take five.
pub(super) const DATE: &str = "(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)|[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";
/// Times of a day, with seconds and a fraction where they are given.
pub(super) const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
/// Whole numbers. The length is bounded so that an exact number of the engine can hold them.
pub(super) const INT: &str = "[+-]?[0-9]{1,60}";
/// A whole number at the beginning of a text, of so few digits that count that an exact number of the engine can hold them.
pub(super) const LEADING_INT: &str = "^ *[+-]?0*[0-9]{1,19}(?![0-9])";
/// The first whole number in a text, which is the one at its beginning where there is one.
pub(super) const FIRST_INT: &str = "[+-]?[0-9]+";
/// Exact numbers: as many digits as MySQL's DECIMAL(65,30) holds.
pub(super) const DECIMAL: &str = "[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})";
/// Doubles, bounded so that none is too large or too small.
pub(super) const FLOAT: &str =
    "[+-]?([0-9]{1,35}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?0*([0-9]{1,2}|1[0-9]{2}|2[0-6][0-9]))?";
/// UUIDs, with dashes or without, in braces or not.
pub(super) const UUID: &str = "([0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32}\
|\\{[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\\}|\\{[0-9A-Fa-f]{32}\\})";

/// A date format as a regular expression.
pub(super) fn shape(format: &format::Format) -> String {
    let mut out = String::new();
    for piece in &format.pieces {
        match piece {
            format::Piece::Field(field) => out.push_str(&format!("[0-9]{{{}}}", field.width())),
            format::Piece::Literal(text) => {
                for c in text.chars() {
                    if !c.is_alphanumeric() && c.is_ascii_graphic() {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
        }
    }
    out
}
