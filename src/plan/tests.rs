//! Programs read from text against small schemas: their order and its reasons, how keys become keys, and what is read.

mod analysis;
mod circles;
mod expr;
mod needs;
mod order;
mod reads;
mod text;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{BlockId, Facts, Plan, Program, Side};
use crate::compile::{Compilation, FileReader, Options, compile};
use crate::diag::Severity;
use crate::source::Sources;

/// Files that are only in memory.
struct Texts(HashMap<PathBuf, String>);

impl FileReader for Texts {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).map(|t| t.clone().into_bytes()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// A program that moves rows from one MySQL database to another.
fn compiled(old: &str, new: &str, program: &str) -> Compilation {
    between("mysql", old, new, program)
}

/// A program that moves rows between two databases of one engine.
fn between(engine: &str, old: &str, new: &str, program: &str) -> Compilation {
    across([engine, engine], old, new, program)
}

/// A program that moves rows from a database of one engine to one of another.
fn across([from, into]: [&str; 2], old: &str, new: &str, program: &str) -> Compilation {
    let program = format!("from {from} \"old.sql\"\ninto {into} \"new.sql\"\n{program}\n");
    let texts = [("main.mig", program.as_str()), ("old.sql", old), ("new.sql", new)];
    let texts = Texts(texts.map(|(name, text)| (PathBuf::from(name), text.to_owned())).into());
    compile(&texts, Path::new("main.mig"), Sources::new(), &Options::default()).expect("the program is there")
}

/// The plan of a program without errors that moves rows from a database of one engine to one of another.
#[track_caller]
pub(crate) fn planned_across(engines: [&str; 2], old: &str, new: &str, program: &str) -> Plan {
    plan_of(across(engines, old, new, program))
}

/// The plan of a program without errors.
#[track_caller]
pub(crate) fn planned(old: &str, new: &str, program: &str) -> Plan {
    plan_of(compiled(old, new, program))
}

#[track_caller]
fn plan_of(done: Compilation) -> Plan {
    let errors: Vec<String> = errors(&done);
    assert!(errors.is_empty(), "{errors:#?}");
    done.plan.expect("a plan without errors")
}

/// Its errors as `M0501: message | label | help`.
fn errors(done: &Compilation) -> Vec<String> {
    let found = done.diagnostics.sorted().into_iter().filter(|d| d.severity == Severity::Error);
    found
        .map(|d| {
            let help = d.help.iter().map(String::as_str);
            [format!("{}: {}", d.code, d.message)]
                .iter()
                .map(String::as_str)
                .chain(help)
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect()
}

/// The titles of a plan's steps, in order.
fn titles(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.title.as_str()).collect()
}

/// Why a step stands where it does: `after 1: …`, each reason once.
#[track_caller]
fn reasons(plan: &Plan, title: &str) -> Vec<String> {
    let step = plan.steps.iter().find(|step| step.title == title).expect("the step");
    let mut out: Vec<String> = Vec::new();
    for reason in &step.reasons {
        let after = reason.after.map_or(String::new(), |step| format!("after {}: ", step.0 + 1));
        let line = format!("{after}{}", reason.text);
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

/// The block of a name.
#[track_caller]
fn block(program: &Program, name: &str) -> BlockId {
    BlockId(program.blocks.iter().position(|block| block.name == name).expect("the block"))
}
