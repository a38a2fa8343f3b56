//! The program as resolved, typed blocks ([`Program`]) and as ordered steps with reasons
//! ([`Plan`]). Free of any engine: nothing here is SQL, and nothing asks which engine it is.
//!
//! Their types are in `ids`, `expr`, `program` and `steps`; what is worked out of a program is in `analysis` and `reads`, and
//! `order` makes its plan.

mod analysis;
mod expr;
pub mod graph;
mod hash;
mod ids;
mod late_rules;
mod order;
mod program;
mod reads;
mod steps;
pub mod text;

pub use analysis::{Facts, Waiting, bare, believable, converts_always, waits_as};
pub use expr::{Aggregate, AggregateFunction, ArithOp, CompareOp, Expr, ExprKind, Follow, Lookup, RawPiece, Value};
pub use ids::{BlockId, MapId, RelId, Side, StepId};
pub use order::plan;
pub(crate) use order::self_follow;
pub use program::{
    Action, ActionWhat, Block, Check, Empty, Fill, Filter, How, Join, KeyColumn, MapArm, OrderTerm, Otherwise, Param,
    Policy, Program, Relation, Require, Stub, Unique, UniqueThen, Update, ValueMap,
};
pub use reads::Reads;
pub use steps::{KeyStrategy, Plan, Reason, Step, StepKind};

#[cfg(test)]
pub(crate) mod tests;
