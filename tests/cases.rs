//! Runs every `tests/cases/<stage>/<what>.case`.
//!
//! A case has the sections `=== old.sql`, `=== new.sql` and `=== main.mig` (and any other
//! `=== name.ext`, which is a file beside them), then what is expected of them:
//!
//! - `=== report`: the findings, drawn without colour
//! - `=== formatted`: `main.mig` as `migc fmt` writes it; nothing else is looked at
//! - `=== plan`: the plan as text
//! - `=== mysql`, `=== postgres`, `=== sqlite`: the script for that engine
//! - `=== rows`: the new tables' rows, the counts and the rejects after it ran. It runs on all three
//!   engines as a script and with `migc run`, from the same engine and from the old side's own, and all must give
//!   the same.
//! - `=== stops`: words of the message with which the script stops on all three engines, having changed nothing
//! - `=== engines`: the engines it runs on, if not all
//!
//! A section that is missing is not looked at. `BLESS=1 cargo test --test cases` rewrites the
//! sections that are there, so a new case lists them with nothing in them.

mod support;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use migc::compile::{Compilation, Options, compile};
use migc::diag::render::{self, Format};
use migc::dialect::Engine;
use migc::source::Sources;

use support::case::{Case, difference, find, tidy};
use support::moving::{self, Mover};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let trials = find(&root, "case").into_iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap_or(&path).with_extension("");
        Trial::test(name.display().to_string(), move || run(&path).map_err(Failed::from))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// Compares what a case expects, or rewrites it.
struct Expectations {
    case: Case,
    wrong: Vec<String>,
}

impl Expectations {
    fn wants(&self, name: &str) -> bool {
        self.case.section(name).is_some()
    }

    fn compare(&mut self, name: &str, actual: &str) {
        let actual = tidy(actual);
        match self.case.section(name) {
            Some(expected) if expected != actual => {
                if support::blessing() {
                    self.case.bless(name, &actual);
                } else {
                    self.wrong.push(difference(name, expected, &actual));
                }
            }
            _ => {}
        }
    }
}

fn run(path: &Path) -> Result<(), String> {
    let case = Case::read(path).map_err(|e| e.to_string())?;
    let before = case.sections.clone();
    let mut expect = Expectations { case, wrong: Vec::new() };
    check(&mut expect)?;
    if expect.case.sections != before {
        expect.case.write().map_err(|e| e.to_string())?;
    }
    if expect.wrong.is_empty() { Ok(()) } else { Err(expect.wrong.join("\n\n")) }
}

fn check(expect: &mut Expectations) -> Result<(), String> {
    let files = expect.case.files();
    if expect.wants("formatted") {
        let text = expect.case.section("main.mig").unwrap_or_default().to_owned();
        expect.compare("formatted", &migc::fmt::format(&text).map_err(|e| format!("{e:?}"))?);
        return Ok(());
    }
    let compiled =
        compile(&files, Path::new("main.mig"), Sources::new(), &Options::default()).map_err(|e| e.to_string())?;
    let Compilation { sources, diagnostics, plan } = compiled;
    let report = render::to_string(&sources, &diagnostics, Format::Pretty, false);
    expect.compare("report", &report);
    let Some(plan) = plan else {
        let only_report = expect.wants("report")
            && !["plan", "mysql", "postgres", "sqlite", "rows", "stops"].iter().any(|name| expect.wants(name));
        return if only_report { Ok(()) } else { Err(format!("it does not compile:\n{report}")) };
    };
    expect.compare("plan", &migc::plan::text::render(&plan, &sources));

    let mut engines = Engine::ALL.to_vec();
    if let Some(names) = expect.case.section("engines") {
        engines.retain(|e| names.split_whitespace().any(|name| name == e.name()));
    }
    for engine in Engine::ALL {
        if expect.wants(engine.name()) {
            let script = moving::script(&plan, engine, None)?;
            expect.compare(engine.name(), &script);
        }
    }
    if expect.wants("rows") {
        let mover = Mover::new(&files, &plan);
        let mut first = true;
        for engine in engines {
            let rows = mover.by_script(engine).map_err(|e| format!("on {engine}, as a script: {e}"))?;
            compare_rows(expect, &format!("rows on {engine}, as a script,"), &rows, first);
            first = false;
            let rows = mover.by_run(engine).map_err(|e| format!("on {engine}, with `migc run`: {e}"))?;
            compare_rows(expect, &format!("rows on {engine}, with `migc run`,"), &rows, false);
            for placement in ["staged", "direct"] {
                let rows = mover.between(engine, placement).map_err(|e| format!("into {engine}, {placement}: {e}"))?;
                compare_rows(expect, &format!("rows on {engine}, {placement},"), &rows, false);
            }
            for source in ["a database", "a dump"] {
                let rows = mover.with_data(engine, source == "a dump");
                let rows = rows.map_err(|e| format!("into {engine}, written out of {source}: {e}"))?;
                compare_rows(expect, &format!("rows on {engine}, written out of {source},"), &rows, false);
            }
            let rows = mover.by_dump(engine).map_err(|e| format!("into {engine}, from a dump: {e}"))?;
            compare_rows(expect, &format!("rows on {engine}, from a dump,"), &rows, false);
            if engine == Engine::Mysql {
                let rows = mover.by_parts(Some(2)).map_err(|e| format!("in parts: {e}"))?;
                compare_rows(expect, "rows in parts", &rows, false);
            }
        }
    } else if let Some(words) = expect.case.section("stops") {
        let words: Vec<String> = words.lines().map(str::to_owned).collect();
        let mover = Mover::new(&files, &plan);
        for engine in engines {
            mover.stops(engine, &words).map_err(|e| format!("on {engine}, as a script: {e}"))?;
        }
    }
    Ok(())
}

/// Without the policies that no row needed: a run that has looked at all values first does not know those that none can need.
fn without_idle(rows: &str) -> String {
    let sections = rows.split_inclusive("\n\n").map(|section| {
        if !section.starts_with("uses (") {
            return section.to_owned();
        }
        let lines: Vec<&str> = section.split_inclusive('\n').filter(|line| !line.ends_with("| 0\n")).collect();
        if lines.iter().any(|line| line.starts_with("  ")) { lines.concat() } else { String::new() }
    });
    sections.collect::<String>().trim_end().to_owned()
}

/// The first engine's rows may become what is expected; the others must agree with it even then.
fn compare_rows(expect: &mut Expectations, what: &str, rows: &str, first: bool) {
    if first {
        expect.compare("rows", rows);
    }
    let expected = expect.case.section("rows").unwrap_or_default();
    let reported = first && !expect.wrong.is_empty();
    let (expected, rows) = (without_idle(expected), without_idle(&tidy(rows)));
    if !reported && expected != rows {
        expect.wrong.push(difference(what, &expected, &rows));
    }
}
