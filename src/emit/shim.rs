//! Stands in until expressions are spelled.
use super::expr::{Frag, Scope};
/// x
pub struct Emitter<'a> {
    s: &'a mut dyn Scope,
}
impl<'a> Emitter<'a> {
    /// x
    pub fn new(
        _d: &'static dyn crate::dialect::Dialect,
        _p: &'a crate::plan::Program,
        s: &'a mut dyn Scope,
        _u: &'a std::cell::RefCell<Vec<crate::diag::Diagnostic>>,
    ) -> Self {
        Self { s }
    }
    /// x
    pub fn value(&mut self, _e: &crate::plan::Expr) -> Frag {
        Frag { sql: self.s.now(), fails: None, nullable: true, atom: true }
    }
    /// x
    pub fn filter(&mut self, e: &crate::plan::Expr) -> Frag {
        self.value(e)
    }
}
