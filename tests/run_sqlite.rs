//! The runner, with scripts written by hand: what it does around the statements.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

use std::path::PathBuf;
use std::time::Duration;

use migc::client::ClientError;
use migc::client::address::Address;
use migc::emit::creation::Creation;
use migc::emit::{HelperTables, Role, Script, Section, Statement};
use migc::engine::Engine;
use migc::exec::{Chunks, Job, Limit, Profile, Progress, RunError, Sides, Start, Summary, run};
use migc::plan::{Plan, Program, Step, StepId};
use migc::schema::Schema;
use migc::source::{FileId, Span};
use rusqlite::Connection;

#[derive(Default)]
struct Heard(Vec<String>);

impl Progress for Heard {
    fn step(&mut self, number: usize, of: usize, step: &Step, rows: Option<u64>, _took: Duration) {
        self.0.push(format!("{number}/{of} {} {rows:?}", step.title));
    }

    fn note(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }
}

#[derive(Default)]
struct Setup {
    old: PathBuf,
    new: PathBuf,
    create: Option<Creation>,
    dry_run: bool,
    max_rejects: Option<Limit>,
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.sql("old.db", "CREATE TABLE posts (id, title); INSERT INTO posts VALUES (1, 'a'), (2, 'b')");
        place.sql("new.db", "CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT NOT NULL)");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn sql(&self, name: &str, sql: &str) {
        Connection::open(self.path(name)).unwrap().execute_batch(sql).unwrap();
    }

    fn number(&self, name: &str, sql: &str) -> i64 {
        Connection::open(self.path(name)).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn run(&self, steps: Vec<Statement>, change: impl FnOnce(&mut Setup)) -> (Result<Summary, RunError>, Vec<String>) {
        let span = Span::new(FileId(0), 0, 0);
        let plan = Plan {
            program: program(),
            steps: vec![Step {
                kind: migc::plan::StepKind::Check { check: 0 },
                title: "posts -> post".into(),
                reasons: Vec::new(),
                span,
            }],
            keys: Vec::new(),
        };
        let script = script(steps);
        let mut setup = Setup { old: self.path("old.db"), new: self.path("new.db"), ..Setup::default() };
        change(&mut setup);
        let profile = Profile::default();
        let job = Job {
            profile: &profile,
            plan: &plan,
            script: &script,
            old: &[],
            pushdown: &[],
            staged: &[],
            chunks: Chunks::default(),
            start: Start::New,
            create: setup.create.as_ref(),
            dry_run: setup.dry_run,
            folder: self.folder.path(),
            allow_drift: false,
            allow_run: false,
            max_rejects: setup.max_rejects,
        };
        let mut heard = Heard::default();
        let [from, into] = [&setup.old, &setup.new].map(|path| Address::from(path.as_path()));
        let outcome = wait(async {
            let sides = Sides::open(&from, &into, &plan.program, job.create.is_some(), job.dry_run, None).await?;
            run(&job, sides, &mut heard).await
        });
        (outcome, heard.0)
    }
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn program() -> Program {
    Program {
        name: "a.mig".into(),
        old: Schema::empty(Engine::Sqlite, FileId(0)).into(),
        old_namespace: None,
        new: Schema::empty(Engine::Sqlite, FileId(0)).into(),
        new_namespace: None,
        new_storage: None,
        blocks: Vec::new(),
        maps: Vec::new(),
        stubs: Vec::new(),
        requires: Vec::new(),
        empties: Vec::new(),
        updates: Vec::new(),
        checks: Vec::new(),
        actions: Vec::new(),
        params: Vec::new(),
    }
}

fn sql(text: &str) -> Statement {
    Statement::Sql(text.into())
}

fn check(query: &str, note: bool) -> Statement {
    Statement::Check { query: query.into(), sql: vec!["not for runners".into()], note }
}

fn script(steps: Vec<Statement>) -> Script {
    let section = |role, step, statements| Section { role, step, comment: Vec::new(), statements };
    let attach = Statement::Attach { namespace: "old side".into(), sql: "ATTACH 'elsewhere' AS wrong".into() };
    Script {
        engine: Engine::Sqlite,
        header: Vec::new(),
        helpers: HelperTables::default(),
        sections: vec![
            section(Role::Session, None, vec![attach]),
            section(
                Role::Prepare,
                None,
                vec![
                    sql("DROP TABLE IF EXISTS _mig_counts"),
                    sql("CREATE TABLE _mig_counts (step, \"rows\", moved, rejected, stubs)"),
                ],
            ),
            section(Role::Begin, None, vec![sql("BEGIN")]),
            section(Role::Step, Some(StepId(0)), steps),
            section(Role::Commit, None, vec![sql("COMMIT")]),
            section(
                Role::Report,
                None,
                vec![Statement::Report {
                    title: "counts".into(),
                    sql: "SELECT \"rows\", moved, 1.5 AS x, NULL AS n FROM _mig_counts".into(),
                }],
            ),
        ],
    }
}

fn moving() -> Vec<Statement> {
    vec![
        check("SELECT NULL", false),
        check("SELECT 'look here'", true),
        sql("INSERT INTO post SELECT id, title FROM \"old side\".posts"),
        sql("INSERT INTO _mig_counts VALUES (1, 2, 2, 1, NULL)"),
    ]
}

#[test]
fn moves_rows_and_reports() {
    let place = Place::new();
    let (outcome, heard) = place.run(moving(), |_| {});
    let summary = outcome.unwrap();
    assert_eq!((summary.rows, summary.rejected, summary.undone), (2, 1, false));
    assert_eq!(summary.tables[0].to_text(100), "  rows  moved    x  n\n     2      2  1.5  null\n");
    assert_eq!(heard, ["look here", "1/1 posts -> post Some(2)"]);
    assert_eq!(place.number("new.db", "SELECT COUNT(*) FROM post"), 2);
}

#[test]
fn a_check_that_fails_undoes_everything() {
    let place = Place::new();
    let mut steps = moving();
    steps.push(check("SELECT 'posts are lost'", false));
    let (outcome, _) = place.run(steps, |_| {});
    let error = outcome.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.step()), ("posts are lost", Some(StepId(0))));
    assert_eq!(place.number("new.db", "SELECT COUNT(*) FROM post"), 0);
    assert_eq!(place.number("new.db", "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '_mig%'"), 0);
}

#[test]
fn a_refused_statement_names_its_step() {
    let place = Place::new();
    let (outcome, _) = place.run(vec![sql("INSERT INTO post VALUES (1, 'a'), (2, NULL)")], |_| {});
    let error = outcome.unwrap_err();
    assert!(error.to_string().starts_with("step 1, posts -> post: the database refused"), "{error}");
    assert!(error.to_string().contains("NOT NULL constraint failed"), "{error}");
    assert_eq!(place.number("new.db", "SELECT COUNT(*) FROM post"), 0);
}

#[test]
fn the_old_side_cannot_be_written() {
    let place = Place::new();
    let (outcome, _) = place.run(vec![sql("DELETE FROM \"old side\".posts")], |_| {});
    assert!(outcome.unwrap_err().to_string().contains("readonly"));
    assert_eq!(place.number("old.db", "SELECT COUNT(*) FROM posts"), 2);
}

#[test]
fn too_many_rejects_undo_the_run() {
    let place = Place::new();
    let (outcome, _) = place.run(moving(), |job| job.max_rejects = Some(Limit::Percent(49.0)));
    assert!(outcome.unwrap().undone);
    assert_eq!(place.number("new.db", "SELECT COUNT(*) FROM post"), 0);
    let (outcome, _) = place.run(moving(), |job| job.max_rejects = Some(Limit::Rows(1)));
    assert!(!outcome.unwrap().undone);
}

#[test]
fn a_dry_run_leaves_no_trace() {
    let place = Place::new();
    let before = std::fs::read(place.path("new.db")).unwrap();
    let (outcome, heard) = place.run(moving(), |job| job.dry_run = true);
    assert_eq!(outcome.unwrap().tables, []);
    assert_eq!(heard, [""; 0]);
    assert_eq!(std::fs::read(place.path("new.db")).unwrap(), before);

    let elsewhere = place.path("made.db");
    let (outcome, _) = place.run(moving(), |job| {
        job.dry_run = true;
        job.new = elsewhere.clone();
        job.create = Some(Creation::default());
    });
    assert!(outcome.is_ok());
    assert!(!elsewhere.exists());
}

#[test]
fn says_what_is_wrong_with_files() {
    let place = Place::new();
    std::fs::write(place.path("text.db"), "this is no database, only a text that is long enough to be read").unwrap();
    let (missing, text, folder) = (place.path("none.db"), place.path("text.db"), place.path("no/where.db"));
    let old = place.path("old.db");
    assert!(matches!(
        place.run(moving(), |job| job.old = missing.clone()).0,
        Err(RunError::Client(ClientError::NoOld { .. }))
    ));
    assert!(matches!(
        place.run(moving(), |job| job.new = missing.clone()).0,
        Err(RunError::Client(ClientError::NoNew { .. }))
    ));
    assert!(matches!(place.run(moving(), |job| job.new = old.clone()).0, Err(RunError::SameFile { .. })));
    assert!(place.run(moving(), |job| job.old = text.clone()).0.unwrap_err().to_string().contains("not a database"));
    assert!(place.run(moving(), |job| job.new = text.clone()).0.unwrap_err().to_string().contains("not a database"));
    let unwritable = place.run(moving(), |job| {
        job.new = folder.clone();
        job.create = Some(Creation::default());
    });
    assert!(matches!(unwritable.0, Err(RunError::Client(ClientError::Open { .. }))));
}

#[test]
fn odd_names_of_files_are_only_names() {
    let place = Place::new();
    let odd = place.path("o'l%41d? #é.db");
    std::fs::copy(place.path("old.db"), &odd).unwrap();
    let (outcome, _) = place.run(moving(), |job| job.old = odd.clone());
    assert_eq!(outcome.unwrap().rows, 2);
}
