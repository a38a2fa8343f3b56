//! A plan for people: numbered steps in the order of execution, each with its reasons.

use std::fmt::Write as _;

use super::{ActionWhat, Expr, ExprKind, Plan, Program, StepKind};
use crate::source::{Sources, Span};

/// Column at which the places stand, unless a line is longer.
const PLACES: usize = 72;

/// The plan as text.
pub fn render(plan: &Plan, sources: &Sources) -> String {
    let mut out = String::new();
    let steps = plan.steps.len();
    let _ = writeln!(out, "plan of {}: {steps} step{}", plan.program.name, if steps == 1 { "" } else { "s" });
    let width = steps.to_string().len();
    for (i, step) in plan.steps.iter().enumerate() {
        let raw = if raw_sql(&plan.program, &step.kind) { " (raw SQL: no check covers it)" } else { "" };
        line(
            &mut out,
            &format!("{:>width$}. {}{raw}", i + 1, step.title, width = width + 1),
            Some(place(sources, step.span)),
        );
        let indent = " ".repeat(width + 7);
        if step.reasons.is_empty() && matches!(step.kind, StepKind::Move { .. }) {
            line(&mut out, &format!("{indent}first: nothing it needs"), None);
        }
        for reason in &step.reasons {
            let text = match reason.after {
                Some(after) => format!("{indent}after {}: {}", after.0 + 1, reason.text),
                None => format!("{indent}{}", reason.text),
            };
            line(&mut out, &text, reason.span.map(|span| format!("({})", place(sources, span))));
        }
    }
    out
}

/// The plan as JSON: the contract of other programs.
pub fn json(plan: &Plan) -> String {
    // Strings, numbers and lists only: there is nothing in it that could not be written.
    let mut text = serde_json::to_string_pretty(plan).unwrap_or_default();
    text.push('\n');
    text
}

fn line(out: &mut String, text: &str, place: Option<String>) {
    match place {
        Some(place) => {
            let pad = PLACES.saturating_sub(text.chars().count()).max(2);
            let _ = writeln!(out, "{text}{}{place}", " ".repeat(pad));
        }
        None => {
            let _ = writeln!(out, "{text}");
        }
    }
}

/// `shop.mig:12`.
fn place(sources: &Sources, span: Span) -> String {
    format!("{}:{}", sources.name(span.file), sources.position(span.file, span.start).line + 1)
}

/// Whether a step carries out SQL that the program gives as it is.
fn raw_sql(program: &Program, kind: &StepKind) -> bool {
    let mut found = false;
    let mut look = |expr: &Expr| expr.walk(&mut |e| found |= matches!(e.kind, ExprKind::Raw(_)));
    match kind {
        StepKind::Action { action } => {
            return program.actions.get(*action).is_some_and(|action| matches!(action.what, ActionWhat::Sql(_)));
        }
        StepKind::Check { check } => program.checks.get(*check).map(|check| &check.cond).into_iter().for_each(look),
        StepKind::Empty { empty } => {
            program.empties.get(*empty).and_then(|empty| empty.cond.as_ref()).into_iter().for_each(look);
        }
        StepKind::Update { update } => {
            if let Some(update) = program.updates.get(*update) {
                update.fills.iter().for_each(|fill| fill.each_expr(&mut look));
                update.cond.iter().for_each(&mut look);
            }
        }
        StepKind::Stubs { of, .. } => {
            for stub in of.iter().filter_map(|block| program.stub_of(program.block(*block).target)) {
                stub.fills.iter().for_each(|fill| fill.each_expr(&mut look));
            }
        }
        StepKind::Move { block, .. } => program.block(*block).each_expr(&mut look),
        StepKind::Late { block, columns } => {
            let fills = program.block(*block).fills.iter().filter(|fill| columns.contains(&fill.column));
            fills.for_each(|fill| fill.each_expr(&mut look));
        }
    }
    found
}
