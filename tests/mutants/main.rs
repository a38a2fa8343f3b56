//! Programs of the repository with changed trees: whatever `check` finds no error in is planned and written in every way, and nothing
//! panics or refuses it.
//!
//! The mutants of a program are the same in every run, whatever other programs there are. `MIG_MUTANTS=50000 cargo test --test mutants`
//! tries more of them until so many have reached the emitters, `MIG_MUTANTS_SEED=17` others.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/case.rs"]
#[allow(dead_code, reason = "cases are read, and not blessed")]
mod case;
mod cells;
mod mutate;
mod sqlite;
mod tree;
mod ways;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::{io, thread};

use migc::compile::{Analysis, Cache, FileReader, Options, analyse, compile};
use migc::diag::{Code, Diagnostics};
use migc::engine::Engine;
use migc::schema::Schema;
use migc::source::{FileId, Sources};
use migc::syntax;

use case::{Case, Files, find};
use cells::Cell;
use mutate::{Dice, mutant};
use tree::Tree;

/// How many mutants reach the emitters if nobody says.
const MUTANTS: usize = 1_200;

/// A program that mutants are made of.
struct Parent {
    name: String,
    files: Files,
    text: String,
    sources: Sources,
    old: Schema,
    new: Schema,
}

/// The files of a program, with another text of the program.
struct With<'a>(&'a Files, &'a str);

impl FileReader for With<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match path == Path::new("main.mig") {
            true => Ok(self.1.as_bytes().to_vec()),
            false => self.0.read(path),
        }
    }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

fn parent(name: String, mut files: Files, main: &str) -> Option<Parent> {
    let text = files.text(main);
    files.0.insert(PathBuf::from("main.mig"), text.clone().into_bytes());
    let Analysis { compilation, old, new, .. } =
        analyse(&files, Path::new("main.mig"), Sources::new(), &Options::default(), &mut Cache::default()).ok()?;
    // Mutants are parsed as one file.
    let (old, new) = (Schema::clone(&*old?), Schema::clone(&*new?));
    Some(Parent { name, files, text, sources: compilation.sources, old, new })
}

fn parents() -> Vec<Parent> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for path in find(&root.join("tests/cases"), "case") {
        let files = Case::read(&path).unwrap().files();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        all.extend(parent(name, files, "main.mig"));
    }
    for path in find(&root.join("examples"), "mig") {
        let files = Files::of(path.parent().unwrap()).unwrap();
        let main = path.file_name().unwrap().to_str().unwrap();
        all.extend(parent(main.to_owned(), files, main));
    }
    all
}

/// How often a mutant is changed again, as long as nothing is found at fault.
const CHANGES: usize = 8;

/// A text with a place changed, that can still be read; none where the change leads nowhere.
fn changed(cell: &Cell, text: &str, dice: &mut Dice) -> Option<String> {
    let parsed = syntax::parse(FileId::default(), text, &mut Diagnostics::new());
    let next = mutant(text, &Tree::of(&parsed, &cell.old, &cell.new), dice)?;
    let mut found = Diagnostics::new();
    syntax::parse(FileId::default(), &next, &mut found);
    (next != text && !found.has_errors()).then_some(next)
}

/// Writes a program in every way; false where something is found at fault in it.
fn written(parent: &Parent, cell: &Cell, text: &str, dice: &mut Dice) -> Result<bool, String> {
    let files = With(&parent.files, text);
    let options = Options { old: Some(cell.old.clone()), new: Some(cell.new.clone()), ..Options::default() };
    let compiled =
        compile(&files, Path::new("main.mig"), parent.sources.clone(), &options).map_err(|e| e.to_string())?;
    let Some(plan) = compiled.plan else { return Ok(false) };
    let own = plan.program.new.engine;
    let mut engines = vec![own];
    let other = *dice.pick(&Engine::ALL).unwrap();
    if other != own && dice.often(40) && migc::emit::unsupported(&plan, other).is_empty() {
        engines.push(other);
    }
    for engine in &engines {
        ways::all(&plan, *engine, &compiled.sources)?;
    }
    if engines.contains(&Engine::Sqlite) {
        let warned = compiled.diagnostics.iter().any(|finding| finding.code == Code::MAY_RAISE);
        sqlite::carry_out(&plan, warned, dice)?;
    }
    if dice.often(10) {
        let engine = *engines.last().unwrap();
        // Some of what text alone can become is said of columns that are text only where they are not verified.
        if let Some(plan) = ways::profiled(&files, &plan, &parent.sources, engine, dice.often(50)) {
            ways::all(&plan, engine, &compiled.sources)?;
        }
    }
    Ok(true)
}

fn caught<T>(what: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(what)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default();
        Err(format!("it panics: {text}"))
    })
}

/// FNV-1a over the name of a program and a number.
fn seed_of(name: &str, number: usize) -> u64 {
    let bytes = name.bytes().chain((number as u64).to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// What kind of trouble it is: its words without what the program says.
fn gist(trouble: &str) -> String {
    let mut quoted = false;
    let words = trouble.chars().filter(|c| {
        quoted ^= *c == '`';
        !quoted && !c.is_ascii_digit()
    });
    words.take(120).collect()
}

#[test]
fn what_checks_is_written_in_every_way() {
    let parents = parents();
    let cells: Vec<OnceLock<Vec<Cell>>> = parents.iter().map(|_| OnceLock::new()).collect();
    let (wanted, first) = (number("MIG_MUTANTS", MUTANTS), number("MIG_MUTANTS_SEED", 0));
    let next = AtomicUsize::new(0);
    let (done, tried) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let troubles: Mutex<BTreeMap<String, (usize, String)>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < wanted {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    let (seed, place) = (first + nth / parents.len(), nth % parents.len());
                    let parent = &parents[place];
                    let mut dice = Dice::new(seed_of(&parent.name, seed));
                    let Some(cell) = dice.pick(cells[place].get_or_init(|| cells::of(parent))) else { continue };
                    let mut text = cell.text.clone();
                    for _ in 0..CHANGES {
                        let mut next = None;
                        let fate = caught(|| {
                            next = changed(cell, &text, &mut dice);
                            next.as_ref().map_or(Ok(false), |next| written(parent, cell, next, &mut dice))
                        });
                        tried.fetch_add(1, Ordering::Relaxed);
                        match (fate, next) {
                            (Ok(true), Some(next)) => {
                                text = next;
                                done.fetch_add(1, Ordering::Relaxed);
                            }
                            (Ok(_), _) => {}
                            (Err(trouble), next) => {
                                let text = next.unwrap_or(text);
                                let shown = format!("{} (seed {seed}): {trouble}\n{text}", parent.name);
                                troubles.lock().unwrap().entry(gist(&trouble)).or_insert((0, shown)).0 += 1;
                                break;
                            }
                        }
                    }
                }
            });
        }
    });
    let troubles = troubles.into_inner().unwrap();
    eprintln!(
        "{} programs cut to {}, {} mutants, {} of them written in every way, {} kinds of trouble",
        parents.len(),
        cells.iter().filter_map(OnceLock::get).map(Vec::len).sum::<usize>(),
        tried.load(Ordering::Relaxed),
        done.load(Ordering::Relaxed),
        troubles.len()
    );
    let shown: Vec<String> = troubles.values().map(|(times, text)| format!("{times} times: {text}")).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n----------\n"));
}
