//! Draws random programs and random rows, and asks whether a compiled script does on every engine what a
//! small model of the language, written apart from the compiler, says that it must do.
//!
//! The programs are the same in every run. `MIG_RANDOM_PROGRAMS=5000 cargo test --test random` draws more of
//! them, `MIG_RANDOM_SEED=17` others; a program that fails is made smaller before it is shown, and its own seed
//! with `MIG_RANDOM_PROGRAMS=1` draws it alone. `MIG_RANDOM_WAYS=all` carries each of them out in every other way as well, which
//! must give what the script gives, or in those that are named: `MIG_RANDOM_WAYS="parts dump"`. With
//! `MIG_RANDOM_SHAPE=sides` all of them have that one of the constructs that stand beside the rest.

mod callers;
mod collations;
mod draw;
mod eval;
mod expected;
mod given;
mod groups;
mod kinds;
mod made;
mod model;
mod pairs;
mod program;
mod seconds;
mod shapes;
mod shrink;
mod sides;
mod stubs;
mod terms;
mod types;
mod value;
mod words;
mod write;

#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::thread;

use migc::check::Settings;
use migc::compile::{Options, compile};
use migc::diag::render::{self, Format};
use migc::engine::Engine;
use migc::plan::{Plan, StepKind};
use migc::schema::ColumnId;
use migc::source::Sources;

use draw::Drawer;
use expected::{Expected, Stop};
use model::{Model, Step};
use program::Drawn;
use shapes::{More, Shape, Told};
use support::Brand;
use support::case::Files;
use support::moving::{self, Mover};
use write::Writer;

/// How many programs are drawn if nobody says.
const PROGRAMS: usize = 72;
/// How many programs share a script, since starting clients and databases takes most of the time.
const TOGETHER: usize = 40;
/// How often a program that fails is run to make it smaller.
const SHRINKING: usize = 200;

/// A way other than a script.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// `migc run` where the new side sees the old tables.
    Beside,
    Staged,
    Direct,
    /// `migc run` from a dump.
    Dump,
    /// A script with the rows of a database written into it.
    Data,
    /// The same, of a dump.
    DumpedData,
    /// Parts for phpMyAdmin.
    Parts,
}

impl Way {
    const ALL: [(&str, Way); 7] = [
        ("beside", Way::Beside),
        ("staged", Way::Staged),
        ("direct", Way::Direct),
        ("dump", Way::Dump),
        ("data", Way::Data),
        ("dumped-data", Way::DumpedData),
        ("parts", Way::Parts),
    ];

    /// Those that are asked for.
    fn wanted() -> Vec<(&'static str, Way)> {
        let wanted = std::env::var("MIG_RANDOM_WAYS").unwrap_or_default();
        let named = |name: &str| wanted.split_whitespace().any(|word| word == name || word == "all");
        Way::ALL.into_iter().filter(|(name, _)| named(name)).collect()
    }

    fn dumps(self) -> bool {
        matches!(self, Way::Dump | Way::DumpedData)
    }

    fn fits(self, engine: Engine, batch: &[Family]) -> bool {
        match self {
            Way::Parts => engine == Engine::Mysql,
            way if way.dumps() => !batch.iter().any(|family| family.more(0).computed),
            _ => true,
        }
    }

    fn carry_out(self, mover: &Mover<'_>, target: Brand) -> Result<String, String> {
        match self {
            Way::Beside => mover.by_run(target),
            Way::Staged => mover.between(target, "staged"),
            Way::Direct => mover.between(target, "direct"),
            Way::Dump => mover.by_dump(target),
            Way::Data => mover.with_data(target, false),
            Way::DumpedData => mover.with_data(target, true),
            Way::Parts => mover.by_parts(target, Some(2)),
        }
    }
}

/// A drawn program and the engines its schemas are for.
#[derive(Clone)]
struct Family {
    seed: u64,
    old: Engine,
    new: Engine,
    drawn: Drawn,
    shape: Option<Shape>,
}

impl Family {
    /// What its shape says, in a place of a batch.
    fn told(&self, prefix: &str, on: Engine) -> Option<Told> {
        let place = shapes::Place { prefix, old: self.old, new: self.new, on };
        self.shape.as_ref().map(|shape| shape.told(&place))
    }

    /// What stands beside its texts, in a place of a batch.
    fn more(&self, place: usize) -> More {
        self.told(&writer(self, place).prefix, self.new).map_or_else(More::default, |told| told.more)
    }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn random_programs_do_the_same_everywhere() {
    let (programs, first) = (number("MIG_RANDOM_PROGRAMS", PROGRAMS), number("MIG_RANDOM_SEED", 0));
    let seeds = first as u64..(first + programs) as u64;
    let mut groups: BTreeMap<(u64, Vec<&str>, bool), Vec<Family>> = BTreeMap::new();
    let (mut alone, mut unchecked) = (Vec::new(), Vec::new());
    for seed in seeds {
        let [old, new] = [seed % 3, seed / 3 % 3].map(|n| Engine::ALL[n as usize]);
        let family = Family { seed, old, new, drawn: Drawer::draw(seed, old, new), shape: Shape::draw(seed) };
        match stops(&family) {
            Ok(false) => {
                let more = family.more(0);
                let not_on = more.not_on.iter().map(|engine| engine.name()).collect();
                let undumped = more.computed && Way::wanted().iter().any(|(_, way)| way.dumps());
                groups.entry((seed % 9, not_on, undumped)).or_default().push(family);
            }
            Ok(true) => alone.push(family),
            Err(report) => unchecked.push((seed, report)),
        }
    }
    if std::env::var_os("MIG_RANDOM_UNCHECKED").is_some() {
        unchecked.iter().for_each(|(seed, report)| eprintln!("--- seed {seed}\n{report}"));
    }
    eprintln!("{programs} programs: {} do not check, {} stop", unchecked.len(), alone.len());
    let mut batches: Vec<Vec<Family>> = groups.values().flat_map(|g| g.chunks(TOGETHER)).map(<[_]>::to_vec).collect();
    batches.extend(alone.into_iter().map(|family| vec![family]));
    let found = run_all(&batches);
    let mut seen = BTreeSet::new();
    let mut report = String::new();
    for (family, trouble) in found {
        // Many programs stumble over one stone.
        if seen.insert(gist(&trouble)) && seen.len() <= number("MIG_RANDOM_SHOWN", 3) {
            let (family, trouble) = shrink(family, trouble);
            let _ = writeln!(report, "seed {}:\n{trouble}\n{}", family.seed, texts(&family));
        }
    }
    assert!(report.is_empty(), "{} kinds of trouble\n{report}", seen.len());
    assert!(unchecked.len() * 4 <= programs, "too few of the programs check: {unchecked:#?}");
}

/// Runs batches on a few threads: the servers and the clients are other processes.
fn run_all(batches: &[Vec<Family>]) -> Vec<(Family, String)> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some(batch) = batches.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    let troubles = run(batch);
                    found.lock().unwrap_or_else(|e| e.into_inner()).extend(troubles);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(|e| e.into_inner());
    found.sort_by_key(|(family, _): &(Family, String)| family.seed);
    found
}

/// The programs of a batch that fail, each with what is wrong.
fn run(batch: &[Family]) -> Vec<(Family, String)> {
    run_with(batch, None)
}

/// The same; `again`: only where there was this trouble.
fn run_with(batch: &[Family], again: Option<&str>) -> Vec<(Family, String)> {
    let found = match attempt(batch, again) {
        Ok(found) => found,
        Err(trouble) if batch.len() == 1 => vec![(0, trouble)],
        Err(trouble) => {
            let (left, right) = batch.split_at(batch.len() / 2);
            let each: Vec<(Family, String)> = [left, right].into_iter().flat_map(run).collect();
            return if each.is_empty() { vec![(batch[0].clone(), format!("only together: {trouble}"))] } else { each };
        }
    };
    found.into_iter().map(|(i, trouble)| (batch[i].clone(), trouble)).collect()
}

// ---- one batch ------------------------------------------------------------------------------------------

fn writer<'a>(family: &'a Family, place: usize) -> Writer<'a> {
    let letters = [place / 26, place % 26].map(|n| char::from(b'a' + u8::try_from(n).unwrap_or(0)));
    let prefix = letters.iter().skip(usize::from(place < 26)).chain(&['_']).collect();
    Writer { drawn: &family.drawn, prefix, old: family.old, new: family.new }
}

fn files(batch: &[Family]) -> Files {
    let (old, new) = (batch[0].old, batch[0].new);
    let mut texts =
        [String::new(), String::new(), format!("from {} \"old.sql\"\ninto {} \"new.sql\"\n\n", old.name(), new.name())];
    if old == Engine::Mysql {
        texts[0].push_str("set foreign_key_checks = 0;\nset sql_mode = '';\n");
    }
    for (i, family) in batch.iter().enumerate() {
        let writer = writer(family, i);
        texts[0].push_str(&writer.old_sql());
        texts[1].push_str(&writer.new_sql());
        texts[2].push_str(&writer.statements());
        if let Some(told) = family.told(&writer.prefix, new) {
            texts.iter_mut().zip([told.old, told.new, told.program]).for_each(|(text, more)| text.push_str(&more));
        }
    }
    let names = ["old.sql", "new.sql", "main.mig"].map(str::to_owned);
    let more = batch.iter().enumerate().flat_map(|(i, family)| family.more(i).files);
    let all = names.into_iter().zip(texts).chain(more);
    Files(all.map(|(name, text)| (PathBuf::from(name), text.into_bytes())).collect())
}

/// The values for the `param`s of a batch.
fn params(batch: &[Family]) -> Vec<(String, String)> {
    batch.iter().enumerate().flat_map(|(i, family)| family.more(i).params).collect()
}

fn texts(family: &Family) -> String {
    let files = files(std::slice::from_ref(family));
    let names = ["old.sql", "new.sql"].into_iter().chain(files.names().filter(|name| name.ends_with(".mig")));
    let texts: Vec<String> = names.map(|name| format!("=== {name}\n{}", files.text(name))).collect();
    let params = params(std::slice::from_ref(family));
    let given: String = params.iter().map(|(name, value)| format!("--param {name}={value:?}\n")).collect();
    texts.join("\n") + &given
}

fn plan(files: &Files, params: Vec<(String, String)>) -> Result<Plan, String> {
    let options = Options { settings: Settings { params }, ..Options::default() };
    let compiled = compile(files, Path::new("main.mig"), Sources::new(), &options).map_err(|e| e.to_string())?;
    compiled.plan.ok_or_else(|| {
        let report = render::to_string(&compiled.sources, &compiled.diagnostics, Format::Short, false);
        report.lines().filter(|line| line.contains("error[")).collect::<Vec<_>>().join("\n")
    })
}

/// The steps of a plan that are about blocks from `first` on, by their places from there.
fn steps(plan: &Plan, first: usize, blocks: usize) -> Vec<Step> {
    let own = |block: migc::plan::BlockId| (first..first + blocks).contains(&block.0);
    let fills = |columns: &[ColumnId]| columns.iter().map(|c| c.0.checked_sub(1)).collect::<Vec<_>>();
    plan.steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Stubs { block, of, late } if own(*block) => {
                Some(Step::Stubs { block: block.0 - first, of: of.iter().map(|b| b.0 - first).collect(), late: *late })
            }
            StepKind::Move { block, late } if own(*block) => {
                Some(Step::Move { block: block.0 - first, late: fills(late) })
            }
            StepKind::Late { block, columns } if own(*block) => {
                Some(Step::Late { block: block.0 - first, columns: fills(columns) })
            }
            _ => None,
        })
        .collect()
}

/// Whether the program must stop on some engine; the findings if it does not check.
fn stops(family: &Family) -> Result<bool, String> {
    let alone = std::slice::from_ref(family);
    let plan = plan(&files(alone), params(alone))?;
    let writer = writer(family, 0);
    Ok(Engine::ALL.iter().any(|engine| expected(family, &writer, &plan, *engine).is_err()))
}

/// What a program of a batch must do.
fn expected(family: &Family, writer: &Writer<'_>, plan: &Plan, engine: Engine) -> Result<Expected, Stop> {
    let new = &plan.program.new;
    let own = |block: &migc::plan::Block| new.table(block.target).name.starts_with(&writer.prefix);
    let first = plan.program.blocks.iter().position(own).unwrap_or(0);
    let mut expected = Model::run(writer, &steps(plan, first, family.drawn.blocks.len()), engine)?;
    if let Some(told) = family.told(&writer.prefix, engine) {
        expected.extend(told.expected?);
    }
    Ok(expected)
}

/// The servers that a batch is run on. MySQL 9.7 has its turn beside MariaDB with some batches only where all are to be quick.
fn brands(batch: &[Family]) -> Vec<Brand> {
    let all = |engine| match std::env::var_os("MIG_RANDOM_SEED").is_some() || (batch[0].seed % 9).is_multiple_of(4) {
        true => Brand::all_of(engine),
        false => vec![Brand::of(engine)],
    };
    let without: Vec<Engine> = batch.iter().flat_map(|family| family.more(0).not_on).collect();
    Engine::ALL.into_iter().filter(|engine| !without.contains(engine)).flat_map(all).collect()
}

/// The places of the programs whose results differ from what the model says.
fn attempt(batch: &[Family], again: Option<&str>) -> Result<Vec<(usize, String)>, String> {
    let files = files(batch);
    let params = params(batch);
    let plan = plan(&files, params.clone())?;
    // Of two servers of one engine, each has the old side to itself.
    let movers = [Brand::of(Engine::Mysql), Brand::Mysql]
        .map(|brand| Mover::of(&files, "main.mig", &plan, &["old.sql"], &["new.sql"]).reading(brand).given(&params));
    let mut troubles: BTreeMap<usize, String> = BTreeMap::new();
    let mut before: BTreeMap<usize, (Brand, Expected, Vec<String>)> = BTreeMap::new();
    let told_of = |brand: Brand| again.is_none_or(|t| !t.starts_with("on ") || t.starts_with(&format!("on {brand}")));
    for brand in brands(batch).into_iter().filter(|brand| told_of(*brand)) {
        let engine = brand.engine();
        let mover = &movers[usize::from(brand == Brand::Mysql)];
        let families = batch.iter().enumerate();
        let expected: Vec<Result<Expected, Stop>> =
            families.map(|(i, family)| self::expected(family, &writer(family, i), &plan, engine)).collect();
        if let [Err(stop)] = expected.as_slice() {
            if let Err(trouble) = mover.stops(brand, &[]) {
                return Err(format!("on {brand} it must stop ({}), but: {trouble}", stop.0));
            }
            continue;
        }
        let shown = mover.by_script(brand).map_err(|e| format!("on {brand}: {e}"))?;
        let actual = Shown::of(&shown);
        for (i, expected) in expected.into_iter().enumerate() {
            let Ok(expected) = expected else { continue };
            let writer = writer(&batch[i], i);
            let found = differences(&writer, &expected, &actual);
            let rejects: Vec<String> =
                actual.rejects.iter().filter(|(b, _)| own(&writer, b)).map(|(_, line)| as_elsewhere(line)).collect();
            if let Some(found) = found {
                troubles.entry(i).or_insert(format!("on {brand}: {found}"));
            } else if let Some((other, same, theirs)) = before.get(&i)
                && *same == expected
                && *theirs != rejects
            {
                let found = format!("{brand} and {other} give different reasons:\n{theirs:#?}\n{rejects:#?}");
                troubles.entry(i).or_insert(found);
            }
            before.entry(i).or_insert((brand, expected, rejects));
        }
        let by = |name: &str| again.is_none_or(|t| t.starts_with(&format!("on {brand}, {name}:")));
        for (name, way) in
            Way::wanted().into_iter().filter(|(name, _)| by(name)).filter(|(_, way)| way.fits(engine, batch))
        {
            let other = way.carry_out(mover, brand).map_err(|e| format!("on {brand}, {name}: {e}"))?;
            let [script, other] = [&shown, &other].map(|text| without_idle_uses(text));
            if other != script {
                let found = different("rows", &script, &other).replace("the model", "the script");
                return Err(format!("on {brand}, {name}: {found}"));
            }
        }
    }
    Ok(troubles.into_iter().collect())
}

/// The lines of what a run shows. A policy that was not needed is said or not: values that were looked at first need none.
fn without_idle_uses(text: &str) -> Vec<String> {
    let mut title = "";
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if !line.starts_with("  ") {
            title = line;
        }
        let uses = title.starts_with("uses (");
        if !(uses && (line == title || line.ends_with(" | 0"))) {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// A line of rejects with floats as they are shown elsewhere: SQLite's shows what is stored.
fn as_elsewhere(line: &str) -> String {
    line.replace("1.0e+20", "1e20").replace("1.0e-07", "1e-7")
}

fn own(writer: &Writer<'_>, block: &str) -> bool {
    block.trim_start_matches("stub ").starts_with(&writer.prefix)
}

/// What a run shows, taken apart.
#[derive(Default)]
struct Shown {
    tables: BTreeMap<String, Vec<String>>,
    counts: Vec<String>,
    uses: Vec<String>,
    /// The block, and everything but the step.
    rejects: Vec<(String, String)>,
}

impl Shown {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        let mut title = String::new();
        for line in text.lines() {
            let Some(row) = line.strip_prefix("  ") else {
                title = line.split(" (").next().unwrap_or_default().to_owned();
                if !matches!(title.as_str(), "" | "counts" | "uses" | "rejects") {
                    out.tables.insert(title.clone(), Vec::new());
                }
                continue;
            };
            let after_step = row.split_once(" | ").map_or("", |(_, rest)| rest);
            match title.as_str() {
                "counts" => out.counts.push(after_step.to_owned()),
                "uses" => out.uses.push(after_step.to_owned()),
                "rejects" => {
                    let block = after_step.split(" | ").next().unwrap_or_default();
                    out.rejects.push((block.to_owned(), after_step.to_owned()));
                }
                table => out.tables.entry(table.to_owned()).or_default().push(row.to_owned()),
            }
        }
        out
    }
}

/// The first thing that is not as the model says.
fn differences(writer: &Writer<'_>, expected: &Expected, actual: &Shown) -> Option<String> {
    let none = Vec::new();
    let mut found = Vec::new();
    for (table, rows) in &expected.tables {
        let rows = rows.iter().map(|row| moving::line(row).trim_end_matches('\n')[2..].to_owned());
        let mut both = [rows.collect(), actual.tables.get(table).unwrap_or(&none).clone()];
        both.iter_mut().for_each(|rows: &mut Vec<String>| rows.sort());
        if both[0] != both[1] {
            found.push(different(table, &both[0], &both[1]));
        }
    }
    let mut compare = |what: &str, expected: &BTreeSet<String>, actual: BTreeSet<String>| {
        if *expected != actual {
            let [expected, actual] = [expected, &actual].map(|set| set.iter().cloned().collect::<Vec<_>>());
            found.push(different(what, &expected, &actual));
        }
    };
    let idle = |line: &str| line.starts_with("stub ") && line.ends_with(" | 0");
    let counts = actual.counts.iter().filter(|l| own(writer, l) && !idle(l)).cloned();
    compare("counts", &expected.counts, counts.collect());
    let rejects =
        actual.rejects.iter().filter(|(b, _)| own(writer, b)).map(|(_, line)| {
            line.split(" | ").take(3).map(|cell| cell.trim_matches('"')).collect::<Vec<_>>().join(" | ")
        });
    let cells = |line: &String| {
        let cells = line.split(" | ").map(|cell| moving::line(&[Some(cell.to_owned())]));
        cells.map(|cell| cell[2..].trim_end_matches('\n').trim_matches('"').to_owned()).collect::<Vec<_>>().join(" | ")
    };
    compare("rejects", &expected.rejects.iter().map(cells).collect(), rejects.collect());
    let uses = actual.uses.iter().filter(|l| own(writer, l) && !l.ends_with(" | 0"));
    // With one alternative it is called `or`, with several `or 1`, `or 2`.
    let uses = uses.map(|l| l.replace("\"null\"", "null").replace(" | or | ", " | or 1 | "));
    compare("uses", &expected.uses, uses.collect());
    (!found.is_empty()).then(|| found.join("\n"))
}

fn different(what: &str, expected: &[String], actual: &[String]) -> String {
    let missing: Vec<&String> = expected.iter().filter(|l| !actual.contains(l)).collect();
    let more: Vec<&String> = actual.iter().filter(|l| !expected.contains(l)).collect();
    format!("{what}: the model has\n    {missing:?}\n  where the database has\n    {more:?}")
}

/// What kind of trouble it is, by its first line without what is drawn.
fn gist(trouble: &str) -> String {
    let engineless = Brand::ALL.iter().rev().fold(trouble.to_owned(), |t, brand| t.replace(&brand.to_string(), "E"));
    let line = engineless.lines().find(|l| l.contains("ERROR") || l.contains("rror: ")).unwrap_or(&engineless);
    line.lines().next().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).take(90).collect()
}

/// A smaller program with a trouble of the same kind.
fn shrink(mut family: Family, mut trouble: String) -> (Family, String) {
    let mut left = number("MIG_RANDOM_SHRINKING", SHRINKING);
    let wanted = gist(&trouble);
    'again: loop {
        let mut smaller: Vec<Family> = Vec::new();
        if let (Some(shape), Some(told)) = (&family.shape, family.told("", family.new)) {
            let shapes = shape.smaller(told.rows).into_iter().map(Some);
            smaller.extend(std::iter::once(None).chain(shapes).map(|shape| Family { shape, ..family.clone() }));
        }
        smaller.extend(shrink::smaller(&family.drawn).into_iter().map(|drawn| Family { drawn, ..family.clone() }));
        for smaller in smaller {
            if left == 0 {
                break 'again;
            }
            if stops(&smaller).is_err() {
                continue;
            }
            left -= 1;
            if let Some((_, found)) = run_with(std::slice::from_ref(&smaller), Some(&trouble)).into_iter().next()
                && gist(&found) == wanted
            {
                (family, trouble) = (smaller, found);
                continue 'again;
            }
        }
        break;
    }
    (family, trouble)
}
