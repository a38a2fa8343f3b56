//! A plan as a picture: its steps, and an arrow from each to those that wait for it.

use std::fmt::Write as _;

use super::steps::{Plan, StepKind};

/// For Markdown that draws Mermaid.
pub fn mermaid(plan: &Plan) -> String {
    let mut out = String::from("flowchart TD\n");
    for (i, step) in plan.steps.iter().enumerate() {
        let title = format!("{}. {}", i + 1, step.title);
        // Mermaid reads entities in quoted labels, and takes `"` and `#` only so.
        let title = title.replace('#', "#35;").replace('"', "#quot;").replace('\n', " ");
        let (open, close) = match step.kind {
            StepKind::Move { .. } | StepKind::Late { .. } => ("[", "]"),
            StepKind::Stubs { .. } => ("([", "])"),
            StepKind::Check { .. } => ("{{", "}}"),
            StepKind::Action { .. } | StepKind::Empty { .. } | StepKind::Update { .. } => ("[/", "/]"),
        };
        let _ = writeln!(out, "  s{}{open}\"{title}\"{close}", i + 1);
    }
    for (from, to) in arrows(plan) {
        let _ = writeln!(out, "  s{from} --> s{to}");
    }
    out
}

/// The picture in the language of Graphviz (`dot -Tsvg`).
pub fn dot(plan: &Plan) -> String {
    let mut out = format!("digraph {} {{\n  node [shape=box];\n", quoted(&plan.program.name));
    for (i, step) in plan.steps.iter().enumerate() {
        let shape = match step.kind {
            StepKind::Move { .. } | StepKind::Late { .. } => "box",
            StepKind::Stubs { .. } => "ellipse",
            StepKind::Check { .. } => "diamond",
            StepKind::Action { .. } | StepKind::Empty { .. } | StepKind::Update { .. } => "note",
        };
        let title = quoted(&format!("{}. {}", i + 1, step.title));
        let _ = writeln!(out, "  s{} [label={title}, shape={shape}];", i + 1);
    }
    for (from, to) in arrows(plan) {
        let _ = writeln!(out, "  s{from} -> s{to};");
    }
    out.push_str("}\n");
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// Numbers of steps, each pair once.
fn arrows(plan: &Plan) -> Vec<(usize, usize)> {
    let mut arrows: Vec<(usize, usize)> = plan
        .steps
        .iter()
        .enumerate()
        .flat_map(|(i, step)| step.reasons.iter().filter_map(move |r| r.after.map(|after| (after.0 + 1, i + 1))))
        .collect();
    arrows.sort_unstable();
    arrows.dedup();
    arrows
}
