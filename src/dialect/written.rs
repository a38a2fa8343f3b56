//! What literals say.

use serde::Serialize;

/// What literals of an engine can say of values that not all engines have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Truth values are whole numbers.
    pub bool_is_number: bool,
    /// Whole numbers go up to 2^64.
    pub unsigned: bool,
    /// A number with a point is exact.
    pub exact_numbers: bool,
    /// Infinity as a number.
    pub infinity: Option<&'static str>,
    /// `'NaN'` and `'Infinity'` are numbers.
    pub special_numbers: bool,
    /// `infinity` and years of more than four digits are moments.
    pub odd_moments: bool,
    /// What stands around the hexadecimal digits of bytes.
    pub bytes: [&'static str; 2],
}
