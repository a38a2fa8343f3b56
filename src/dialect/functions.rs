//! The functions of the language, as a table.

use crate::schema::Type;

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Text (other types are converted, which never fails).
    Text,
    /// A whole number.
    Int,
    /// Any number.
    Number,
    /// A date or datetime.
    Temporal,
    /// Anything, of one type among all arguments that say `Same`.
    Same,
}

/// One function.
#[derive(Debug)]
pub struct Function {
    /// Its name in the language.
    pub name: &'static str,
    /// What its arguments must be.
    pub args: &'static [Want],
    /// The last argument may be repeated.
    pub variadic: bool,
    /// How many of the last arguments may be left out.
    pub optional: usize,
    /// `left(text, n)`: one line for people.
    pub signature: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The type of its result, given the arguments' types (converted as `args` say).
    pub result: fn(&[Type]) -> Type,
    /// Whether the result may be null although no argument is.
    pub may_be_null: bool,
    /// Whether null arguments are passed to it (otherwise one null argument makes the result null).
    pub takes_null: bool,
}

/// Every function.
pub static FUNCTIONS: &[Function] = &[];

/// Finds a function by name, without regard to case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|f| f.name.eq_ignore_ascii_case(name))
}
