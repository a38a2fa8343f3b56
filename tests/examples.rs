//! The examples: that they compile without an error, that `expected/` is what they compile to, and that their
//! scripts do the same on every engine. `BLESS=1 cargo test --test examples` rewrites `expected/`.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use migc::compile::{Compilation, Options, compile};
use migc::diag::render::{self, Format};
use migc::emit;
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::Brand;
use support::case::{Files, difference, tidy};
use support::moving::Mover;

struct Example {
    folder: PathBuf,
    main: String,
    files: Files,
    sources: Sources,
    plan: Plan,
    wrong: Vec<String>,
}

impl Example {
    /// Compiles an example and compares its findings and plan.
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let files = Files::of(&folder).expect("the example is there");
        let main = format!("{name}.mig");
        let compiled =
            compile(&files, Path::new(&main), Sources::new(), &Options::default()).expect("the program can be read");
        let Compilation { sources, diagnostics, plan } = compiled;
        let report = render::to_string(&sources, &diagnostics, Format::Pretty, false);
        let Some(plan) = plan else { panic!("{main} does not compile:\n{report}") };
        let mut example = Self { folder, main, files, sources, plan, wrong: Vec::new() };
        example.compare("report.txt", &report);
        let plan = migc::plan::text::render(&example.plan, &example.sources);
        example.compare("plan.txt", &plan);
        example
    }

    fn compare(&mut self, name: &str, actual: &str) {
        let path = self.folder.join("expected").join(name);
        let actual = tidy(actual);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == actual {
            return;
        }
        if support::blessing() {
            fs::create_dir_all(self.folder.join("expected")).expect("the project's folder can be written");
            fs::write(&path, actual).expect("the project's folder can be written");
        } else {
            self.wrong.push(difference(&path.display().to_string(), &expected, &actual));
        }
    }

    /// The scripts, and what they do. `alone`: engines whose new tables compare text in their own way.
    fn everywhere(mut self, old: &[&str], new: &[&str], alone: &[Engine]) {
        for engine in Engine::ALL {
            let options = emit::Options { sources: Some(&self.sources), ..emit::Options::default() };
            let script = emit::script(&self.plan, engine, &options).expect("every engine can express the examples");
            self.compare(&format!("{engine}.sql"), &script.to_text());
        }
        let (files, main, plan) = (self.files.clone(), self.main.clone(), self.plan.clone());
        let targets: Vec<Brand> = Engine::ALL.into_iter().flat_map(Brand::all_of).collect();
        for (n, target) in targets.into_iter().enumerate() {
            let engine = target.engine();
            let mover = Mover::of(&files, &main, &plan, old, new).reading(target);
            let rows = mover.by_script(target).unwrap_or_else(|e| panic!("on {target}: {e}"));
            let name = if alone.contains(&engine) { format!("rows-{engine}.txt") } else { "rows.txt".to_owned() };
            // The first engine's may become what is expected; the others must agree.
            if n == 0 || alone.contains(&engine) {
                self.compare(&name, &rows);
            }
            self.agree(&format!("rows on {target}, as a script,"), &name, &rows);
            let rows = mover.by_run(target).unwrap_or_else(|e| panic!("on {target}, with `migc run`: {e}"));
            self.agree(&format!("rows on {target}, with `migc run`,"), &name, &rows);
            for placement in ["staged", "direct"] {
                let rows = mover.between(target, placement);
                let rows = rows.unwrap_or_else(|e| panic!("into {target}, {placement}: {e}"));
                self.agree(&format!("rows on {target}, {placement},"), &name, &rows);
            }
            for cut in [None, Some(2)].into_iter().filter(|_| engine == Engine::Mysql) {
                let rows = mover.by_parts(target, cut).unwrap_or_else(|e| panic!("in parts on {target}: {e}"));
                self.agree(&format!("rows in parts on {target}"), &name, &rows);
            }
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n\n"));
    }

    fn agree(&mut self, what: &str, name: &str, rows: &str) {
        let expected = fs::read_to_string(self.folder.join("expected").join(name)).unwrap_or_default();
        if expected != tidy(rows) {
            self.wrong.push(difference(what, &expected, rows));
        }
    }
}

#[test]
fn polonia() {
    Example::new("polonia").everywhere(&["old.sql", "old-data.sql"], &["new.sql"], &[]);
}

#[test]
fn haiti() {
    // To SQLite `é` is not `e`, whatever the collation, so one organisation more stays.
    Example::new("haiti").everywhere(&["sahana-sqlite.sql", "old-data.sql"], &["sahana-mysql.sql"], &[Engine::Sqlite]);
}
