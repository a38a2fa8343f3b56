//! `CASE` expressions said in fewer words.

use std::sync::Arc;

use super::expr::{Arm, Expr};
use super::query::Select;

impl Select {
    /// With `CASE WHEN c THEN v END` in the place of `CASE WHEN NOT (v IS NOT NULL AND NOT c) THEN v END`, in what it selects and in
    /// what it compares.
    #[must_use]
    pub fn with_shorter_cases(mut self) -> Self {
        for item in &mut self.items {
            shorten(&mut item.value);
        }
        let on = self.joins.iter_mut().filter_map(|join| join.on.as_mut());
        on.chain(&mut self.filter).for_each(shorten_compared);
        self
    }
}

/// Shortens cases that conditions compare, or ask to be null or not.
fn shorten_compared(condition: &mut Expr) {
    let is_case = |operand: &Arc<Expr>| matches!(**operand, Expr::Case { .. });
    match condition {
        Expr::And(all) | Expr::Or(all) => all.iter_mut().for_each(shorten_compared),
        Expr::IsNull { operand, .. } if is_case(operand) => shorten(Arc::make_mut(operand)),
        Expr::Compare { left, right, .. } => {
            for operand in [left, right].into_iter().filter(|operand| is_case(operand)) {
                shorten(Arc::make_mut(operand));
            }
        }
        _ => {}
    }
}

/// Shortens the last arm of a case that has no ELSE, and the cases that its arms take. What that arm takes is null where `v` is null,
/// as the whole is where no arm holds: it need not ask whether `v` is null.
fn shorten(value: &mut Expr) {
    let Expr::Case { operand: None, arms, otherwise } = value else { return };
    arms.iter_mut().for_each(|arm| shorten(&mut arm.then));
    if let (Some(last), None) = (arms.last_mut(), otherwise) {
        while let Some(when) = shorter_condition(last) {
            last.when = when;
        }
    }
}

/// The condition of an arm `NOT (v IS NOT NULL AND …)` without its first part, where what the arm takes is null where `v` is.
fn shorter_condition(arm: &Arm) -> Option<Expr> {
    let Expr::Not(inner) = &arm.when else { return None };
    let Expr::And(all) = &**inner else { return None };
    let asks = |one: &Expr| matches!(one, Expr::IsNull { operand, negated: true } if is_null_with(&arm.then, operand));
    let place = all.iter().position(asks)?;
    let rest = all.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, one)| one.clone());
    Some(Expr::and(rest).not())
}

/// Whether a value is null wherever a part of it is.
fn is_null_with(value: &Expr, part: &Expr) -> bool {
    value == part
        || match value {
            Expr::Cast { operand, .. }
            | Expr::Convert { operand, .. }
            | Expr::Collate { operand, .. }
            | Expr::AtTimeZone { operand, .. }
            | Expr::Minus(operand) => is_null_with(operand, part),
            Expr::Binary { left, right, .. } => is_null_with(left, part) || is_null_with(right, part),
            Expr::Case { operand: None, arms, otherwise: None } => arms.iter().all(|arm| is_null_with(&arm.then, part)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(name: &str) -> Expr {
        Expr::name(name)
    }

    /// The value of a query of it.
    fn shorter(value: Expr) -> Expr {
        Select::items([value]).with_shorter_cases().items.swap_remove(0).value
    }

    fn unless(value: Expr, of: &str, fails: Expr) -> Expr {
        value.when(Expr::and([n(of).is_not_null(), fails]).not())
    }

    #[test]
    fn what_is_null_anyway_is_not_asked() {
        let long = || n("length").gt(9);
        for value in [n("a"), n("a").cast("CHAR"), n("a").plus(1), n("a").when(n("b").eq(1))] {
            assert_eq!(shorter(unless(value.clone(), "a", long())), value.when(n("length").le(9)));
        }
        let asked = Select::items([n("b")]).and_where(unless(n("a"), "a", long()).is_null()).with_shorter_cases();
        assert_eq!(asked.filter, Some(n("a").when(n("length").le(9)).is_null()));
        let sought = Select::items([n("b")]).and_where(n("c").eq(unless(n("a"), "a", long()))).with_shorter_cases();
        assert_eq!(sought.filter, Some(n("c").eq(n("a").when(n("length").le(9)))));
    }

    #[test]
    fn a_case_in_a_case_is_shortened_too() {
        let inner = unless(n("a"), "a", n("b").gt(1));
        let outer = inner.when(n("c").eq(2));
        assert_eq!(shorter(outer), n("a").when(n("b").le(1)).when(n("c").eq(2)));
    }

    #[test]
    fn another_arm_or_an_else_keeps_the_question() {
        let guarded = || Expr::and([n("a").is_not_null(), n("b").gt(1)]).not();
        let kept = [
            // what is taken is not null where `a` is
            n("c").when(guarded()),
            Expr::case([(guarded(), n("a"))], Some(n("c"))),
            Expr::case([(guarded(), n("a")), (n("d").eq(1), n("c"))], None),
            Expr::coalesce([n("a"), n("c")]).when(guarded()),
        ];
        for value in kept {
            assert_eq!(shorter(value.clone()), value);
        }
    }
}
