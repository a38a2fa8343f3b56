//! Runs every `tests/cases/<stage>/<what>.case`.
//!
//! A case has the sections `=== old.sql`, `=== new.sql` and `=== main.mig` (and any other
//! `=== name.ext`, which is a file beside them), then what is expected of them:
//!
//! - `=== report`: the findings, drawn without colour
//! - `=== formatted`: `main.mig` as `migc fmt` writes it; nothing else is looked at
//! - `=== plan`: the plan as text
//! - `=== mysql`, `=== postgres`, `=== sqlite`: the script for that engine
//! - `=== rows`: the new tables' rows, the counts and the rejects after it ran. It runs on SQLite, PostgreSQL, MariaDB and
//!   MySQL as a script and with `migc run`, from the same engine and from the old side's own, in each placement, out of a dump
//!   and written out (into MySQL not staged, nor out of dumps), on MariaDB and MySQL in parts as well, and all must give the same.
//! - `=== stops`: words of the message with which the script stops on all of them, having changed nothing
//! - `=== engines`: the engines it runs on, if not all
//!
//! A section that is missing is not looked at. `BLESS=1 cargo test --test cases` rewrites the
//! sections that are there, so a new case lists them with nothing in them. `MIG_ENGINES="sqlite mysql"` lets cases run on these alone.

mod support;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use migc::compile::{Compilation, Options, compile};
use migc::diag::render::{self, Format};
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::Brand;
use support::case::{Case, Files, difference, find, tidy};
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

/// What a case may expect; the other sections are its files.
const EXPECTED: [&str; 9] = ["report", "plan", "mysql", "postgres", "sqlite", "rows", "stops", "engines", "formatted"];

fn check(expect: &mut Expectations) -> Result<(), String> {
    let unknown = |name: &str| !EXPECTED.contains(&name) && !name.contains('.');
    if let Some(section) = expect.case.sections.iter().find(|section| unknown(&section.name)) {
        return Err(format!("`{}` is neither a file nor one of {}", section.name, EXPECTED.join(", ")));
    }
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
    let asked = std::env::var("MIG_ENGINES").unwrap_or_default();
    if !asked.trim().is_empty() {
        engines.retain(|e| asked.split_whitespace().any(|name| name == e.name()));
    }
    for engine in Engine::ALL {
        if expect.wants(engine.name()) {
            let script = moving::script(&plan, engine, None)?;
            expect.compare(engine.name(), &script);
        }
    }
    let targets: Vec<Brand> = engines.into_iter().flat_map(Brand::all_of).collect();
    if expect.wants("rows") {
        let ways = side_by_side(&targets, |target| move_rows(&files, &plan, target));
        for (n, (way, rows)) in ways.into_iter().flatten().enumerate() {
            let rows = rows.map_err(|e| format!("{way}: {e}"))?;
            compare_rows(expect, &format!("rows {way},"), &rows, n == 0);
        }
    } else if let Some(words) = expect.case.section("stops") {
        let words: Vec<String> = words.lines().map(str::to_owned).collect();
        let stopped = side_by_side(&targets, |target| {
            let mover = Mover::new(&files, &plan);
            mover.stops(target, &words).map_err(|e| format!("on {target}, as a script: {e}"))
        });
        stopped.into_iter().collect::<Result<(), String>>()?;
    }
    Ok(())
}

/// What comes of something on each of these servers.
fn side_by_side<T: Send>(targets: &[Brand], work: impl Fn(Brand) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = targets.iter().map(|target| scope.spawn(move || work(*target))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The rows after each way to carry a plan out on a server. An old side of MySQL is on MySQL's server and on MariaDB's in turn,
/// where the new side is on neither.
fn move_rows(files: &Files, plan: &Plan, target: Brand) -> Vec<(String, Result<String, String>)> {
    let old = Brand::all_of(Engine::Mysql);
    let brand = if target.engine() == Engine::Mysql { target } else { old[0] };
    let first = Mover::new(files, plan).reading(brand);
    let other = (brand != target && plan.program.old.engine == Engine::Mysql)
        .then(|| Mover::new(files, plan).reading(old[old.len() - 1]));
    let second = other.as_ref().unwrap_or(&first);
    let mut ways = vec![
        (format!("on {target}, as a script"), first.by_script(target)),
        (format!("on {target}, with `migc run`"), first.by_run(target)),
        (format!("into {target}, direct"), second.between(target, "direct")),
    ];
    // What these send is the same for all servers of an engine.
    if target == Brand::of(target.engine()) {
        ways.extend([
            (format!("into {target}, staged"), first.between(target, "staged")),
            (format!("into {target}, written out of a database"), first.with_data(target, false)),
            (format!("into {target}, written out of a dump"), second.with_data(target, true)),
            (format!("into {target}, from a dump"), second.by_dump(target)),
        ]);
    }
    if target.engine() == Engine::Mysql {
        ways.push((format!("in parts on {target}"), first.by_parts(target, Some(2))));
    }
    ways
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
