//! How long a program takes from text to script: 100, 1,000 and 3,000 tables of 20 columns each, so that growth shows;
//! and 1,000 tables that refer to each other in shapes that are hard to put in order.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use lsp_types::{Diagnostic, Position, Range, TextDocumentContentChangeEvent};
use migc::compile::{FileReader, Options, compile};
use migc::emit;
use migc::engine::Engine;
use migc::lsp::Workspace;
use migc::plan::Plan;
use migc::source::Sources;

/// A program of so many tables, with its schemas.
struct Generated(HashMap<PathBuf, Vec<u8>>);

impl FileReader for Generated {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// `parent`: the table that a table refers to.
fn generate(tables: usize, parent: impl Fn(usize) -> usize) -> Generated {
    let mut old = String::new();
    let mut new = String::new();
    let mut program = String::from("from mysql \"old.sql\" database old_site\ninto mysql \"new.sql\"\n\n");
    for t in 0..tables {
        let parent = parent(t);
        let _ = writeln!(
            old,
            "CREATE TABLE `old_{t}` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `parent_id` int(11) NOT NULL,"
        );
        let _ =
            writeln!(new, "CREATE TABLE `new_{t}` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `parent_id` int(11),");
        let _ = writeln!(program, "table old_{t} -> new_{t} {{\n  id\n  parent_id or null");
        for c in 2..20 {
            let ty = ["varchar(100)", "int(11)", "datetime", "text", "decimal(10,2)", "tinyint(1)"][c % 6];
            let _ = writeln!(old, "  `old_column_{c}` {ty} DEFAULT NULL,");
            let _ = writeln!(new, "  `column_{c}` {ty} DEFAULT NULL,");
            let _ = match c % 6 {
                0 => writeln!(program, "  lower(old_column_{c}) -> column_{c} or null"),
                1 => writeln!(program, "  old_column_{c} when old_column_{c} > 0 -> column_{c}"),
                _ => writeln!(program, "  old_column_{c} -> column_{c}"),
            };
        }
        let _ = writeln!(old, "  PRIMARY KEY (`id`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;\n");
        let _ = writeln!(
            new,
            "  PRIMARY KEY (`id`),\n  CONSTRAINT `fk_{t}` FOREIGN KEY (`parent_id`) REFERENCES `new_{parent}` (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"
        );
        program.push_str("}\n\n");
    }
    let files = [("old.sql", old), ("new.sql", new), ("main.mig", program)];
    Generated(files.into_iter().map(|(name, text)| (PathBuf::from(name), text.into_bytes())).collect())
}

fn compiled(files: &Generated) -> Plan {
    let done = compile(files, Path::new("main.mig"), Sources::new(), &Options::default()).expect("it can be read");
    let summary = migc::diag::render::summary(&done.diagnostics);
    done.plan.unwrap_or_else(|| panic!("{}", summary.unwrap_or_default()))
}

/// What an editor is told now.
fn told(workspace: &mut Workspace) -> Vec<Diagnostic> {
    workspace.findings().into_iter().flat_map(|file| file.found).collect()
}

/// From a key to the findings, in an editor: a program of 5,000 lines over 1,000 tables, that says what becomes of what cannot
/// be made, or does not and has hundreds of warnings.
fn keystroke(criterion: &mut Criterion) {
    for (name, warned) in [("keystroke to findings", false), ("keystroke to very many findings", true)] {
        keystroke_of(criterion, name, warned);
    }
}

fn keystroke_of(criterion: &mut Criterion, name: &str, warned: bool) {
    let files = generate(1_000, |t| t / 2);
    let folder = tempfile::tempdir().expect("there is room for some files");
    for (path, bytes) in &files.0 {
        std::fs::write(folder.path().join(path), bytes).expect("files can be written");
    }
    let whole = files.read(Path::new("main.mig")).expect("it was made");
    let whole = String::from_utf8(whole).expect("it is ASCII");
    let lines: Vec<&str> = whole.lines().collect();
    let end = lines.iter().take(5_000).rposition(|line| *line == "}").map_or(0, |at| at + 1);
    let moved = lines.iter().take(end).filter(|line| line.starts_with("table ")).count();
    let left: Vec<String> = (moved..1_000).map(|t| format!("old_{t}")).collect();
    let text = format!("{}\n\nignore {}\n", lines[..end].join("\n"), left.join(", "));
    // A text of any length into one of 100 characters, and the other way round.
    let swapped = |text: String, (short, long): (usize, usize)| {
        text.replace(
            &format!("lower(old_column_{short}) -> column_{short} or null"),
            &format!("old_column_{long} -> column_{short}"),
        )
        .replace(&format!("old_column_{long} -> column_{long}\n"), &format!("old_column_{short} -> column_{long}\n"))
    };
    let text = if warned { [(6, 9), (12, 15), (18, 3)].into_iter().fold(text, swapped) } else { text };
    let path = folder.path().join("main.mig");
    let mut workspace = Workspace::default();
    workspace.open(&path, text, 0);
    assert_eq!(told(&mut workspace).len() > 500, warned);
    let place = Position::new(2_500, 2);
    let mut typed = false;
    criterion.bench_function(name, |b| {
        b.iter(|| {
            // A letter comes, and goes again.
            let end = if typed { Position::new(2_500, 3) } else { place };
            let text = if typed { "" } else { "x" }.to_owned();
            typed = !typed;
            let range = Some(Range::new(place, end));
            workspace.change(&path, vec![TextDocumentContentChangeEvent { range, range_length: None, text }], 1);
            serde_json::to_string(&told(&mut workspace)).expect("it is plain data").len()
        });
    });
}

/// A name, and which table each table refers to.
type Shape = (&'static str, fn(usize) -> usize);

fn main() {
    let mut criterion =
        Criterion::default().configure_from_args().sample_size(10).measurement_time(Duration::from_secs(10));
    let mut group = criterion.benchmark_group("compile");
    for tables in [100, 1_000, 3_000] {
        let files = generate(tables, |t| t / 2);
        let compiled = || compiled(&files);
        group.throughput(Throughput::Elements(tables as u64));
        group.bench_function(BenchmarkId::new("check and plan", tables), |b| b.iter(compiled));
        group.bench_function(BenchmarkId::new("to a script", tables), |b| {
            b.iter(|| {
                emit::script(&compiled(), Engine::Mysql, &emit::Options::default()).map(|script| script.to_text())
            });
        });
    }
    group.throughput(Throughput::Elements(1_000));
    let shapes: [Shape; 4] = [
        ("chain", |t| t.saturating_sub(1)),
        ("chain turned round", |t| (t + 1).min(999)),
        ("star", |_| 0),
        ("ring", |t| (t + 1) % 1_000),
    ];
    for (shape, parent) in shapes {
        let files = generate(1_000, parent);
        group.bench_function(BenchmarkId::new("check and plan", shape), |b| b.iter(|| compiled(&files)));
    }
    group.finish();
    keystroke(&mut criterion);
    criterion.final_summary();
}
