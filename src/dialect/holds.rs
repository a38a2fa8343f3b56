//! The values that an engine can hold.

use serde::Serialize;

/// Which of the values that not every engine has an engine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Holds {
    /// U+0000 in text.
    pub nul: bool,
    /// Not a number.
    pub nan: bool,
    /// Doubles that are infinite.
    pub infinity: bool,
    /// NaN and infinity among exact numbers.
    pub odd_numbers: bool,
    /// Whole numbers up to 2^64 - 1.
    pub unsigned: bool,
    /// Digits of an exact number before the point; none: as many as any engine.
    pub whole_digits: Option<usize>,
    /// All digits of an exact number; none: as many as any engine.
    pub digits: Option<usize>,
    /// Infinite moments, and days before year 1 and after 9999.
    pub odd_moments: bool,
    /// Times below zero and from 24 hours on.
    pub long_times: bool,
    /// `\u0000` and halves of surrogate pairs in JSON.
    pub odd_json: bool,
}

impl Holds {
    /// All of them.
    pub const ALL: Holds = Holds {
        nul: true,
        nan: true,
        infinity: true,
        odd_numbers: true,
        unsigned: true,
        whole_digits: None,
        digits: None,
        odd_moments: true,
        long_times: true,
        odd_json: true,
    };
}
