//! The grammar of the language, as pest has it (`grammar/mig.pest`).

#[allow(missing_docs)]
mod pest_grammar {
    /// The parser that pest derives.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/mig.pest"]
    pub(in crate::syntax) struct Grammar;
}
pub(super) use pest_grammar::{Grammar, Rule};

/// Why pest could not read a unit.
pub(super) type Failure = Box<pest::error::Error<Rule>>;
