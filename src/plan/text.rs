//! A plan for people: numbered steps in the order of execution, each with its reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::expr::{Expr, ExprKind};
use super::program::{ActionWhat, Program};
use super::steps::{Plan, Reason, StepKind};
use crate::source::{FileId, Sources, Span};

/// Column at which the places stand, unless a line is longer.
const PLACES: usize = 72;

/// The plan as text.
pub fn render(plan: &Plan, sources: &Sources) -> String {
    let places = Places::new(plan, sources);
    let mut out = String::new();
    let steps = plan.steps.len();
    let _ = writeln!(out, "plan of {}: {steps} step{}", plan.program.name, if steps == 1 { "" } else { "s" });
    let width = steps.to_string().len();
    for (i, step) in plan.steps.iter().enumerate() {
        let raw = if raw_sql(&plan.program, &step.kind) { " (raw SQL: no check covers it)" } else { "" };
        line(
            &mut out,
            &format!("{:>width$}. {}{raw}", i + 1, step.title, width = width + 1),
            Some(places.of(&[step.span])),
        );
        let indent = " ".repeat(width + 7);
        if step.reasons.is_empty() && matches!(step.kind, StepKind::Move { .. }) {
            line(&mut out, &format!("{indent}first: nothing it needs"), None);
        }
        for (at, reason) in step.reasons.iter().enumerate() {
            let same = |other: &&Reason| other.after == reason.after && other.text == reason.text;
            if step.reasons.iter().take(at).any(|other| same(&other)) {
                continue;
            }
            let text = match reason.after {
                Some(after) => format!("{indent}after {}: {}", after.0 + 1, reason.text),
                None => format!("{indent}{}", reason.text),
            };
            // One reason may come from several places.
            let spans: Vec<Span> = step.reasons.iter().filter(same).filter_map(|other| other.span).collect();
            line(&mut out, &text, (!spans.is_empty()).then(|| format!("({})", places.of(&spans))));
        }
    }
    out
}

/// How places are called: by the file's own name where no other file has it.
struct Places<'a> {
    sources: &'a Sources,
    names: BTreeMap<FileId, &'a str>,
}

impl<'a> Places<'a> {
    fn new(plan: &Plan, sources: &'a Sources) -> Self {
        let reasons = plan.steps.iter().flat_map(|step| step.reasons.iter().filter_map(|reason| reason.span));
        let files: BTreeSet<FileId> = plan.steps.iter().map(|step| step.span).chain(reasons).map(|s| s.file).collect();
        let own = |file: FileId| {
            let name = sources.name(file);
            name.rsplit(['/', '\\']).next().filter(|own| !own.is_empty()).unwrap_or(name)
        };
        let names = files
            .iter()
            .map(|file| {
                let alone = files.iter().all(|other| other == file || own(*other) != own(*file));
                (*file, if alone { own(*file) } else { sources.name(*file) })
            })
            .collect();
        Self { sources, names }
    }

    /// `shop.mig:12`; several lines of one file as `new.sql:12, 14`.
    fn of(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        let mut file = None;
        for span in spans {
            let line = self.sources.position(span.file, span.start).line + 1;
            let comma = if out.is_empty() { "" } else { ", " };
            let _ = match file == Some(span.file) {
                true => write!(out, "{comma}{line}"),
                false => write!(out, "{comma}{}:{line}", self.names.get(&span.file).copied().unwrap_or("")),
            };
            file = Some(span.file);
        }
        out
    }
}

/// The plan as JSON: the contract of other programs.
pub fn json(plan: &Plan) -> String {
    json_with(plan, [])
}

/// The plan as JSON with more said of it, each under a name of its own.
pub fn json_with(plan: &Plan, more: impl IntoIterator<Item = (&'static str, serde_json::Value)>) -> String {
    // Strings, numbers and lists only: there is nothing in it that could not be written.
    let mut json = serde_json::to_value(plan).unwrap_or_default();
    if let Some(program) = json.get_mut("program").and_then(serde_json::Value::as_object_mut) {
        program.insert("hash".to_owned(), plan.program.hash().into());
    }
    if let Some(whole) = json.as_object_mut() {
        whole.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
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
