//! A plan and a dialect become a script. The only place that makes statements: as trees, or in the words of the dialect.
//!
//! [`expr`] spells expressions; the blocks' statements are built around them. A [`Script`] is a
//! list of sections that can be printed (`to_text`) or carried out statement by statement.

mod checks;
mod context;
mod counts;
pub mod creation;
mod cut;
pub mod data;
mod equal;
pub mod expr;
mod guards;
mod helpers;
mod insert;
mod join_key;
pub(crate) mod journal;
mod keyed;
mod keyless;
mod late;
mod moves;
mod named;
mod names;
mod old_side;
pub mod parts;
pub mod preview;
pub mod pushdown;
mod reasons;
pub mod repair;
mod rows;
mod rules;
pub(crate) mod runner;
mod scope;
mod script;
mod seen;
mod several;
pub mod staging;
mod statement;
pub mod stops;
mod stubs;
mod surprises;
mod texts;
mod to_be;
mod updates;

pub(crate) use names::SKIP;
pub use script::{old_tables, script, unsupported};
pub use statement::{HelperTables, Options, Role, Script, Section, Statement};
pub use surprises::surprises;
