//! `migc run` between private servers, on seed-sized data: 518,660 rows in five tables.
//!
//! - `copy`: the tables as they are, against the client of the new engine loading ready files;
//! - `program`: all of examples/polonia, with its orphans, stubs and merges, against that copy;
//! - `expert`: the same on one MariaDB server, against SQL by hand;
//! - `memory`: a value of 64 MB among the rows, and rows of 1 MB one after the other;
//! - `written`: a million rows of a dump written out into a script, and the script loaded, against the dump loaded;
//! - `flat`: what a row costs with so much data, and with ten times of it.
//!
//! `cargo bench --bench transfer` runs all of them turn by turn and prints tables: medians of the clock, of the processor time of
//! the command and of the servers, and of the ratios of the pairs. `-- --rounds 9 --scale 0.1` for more rounds, or less data;
//! `-- --only program --pair sqlite-postgres` for some; `-- --migc FILE --jobs 1` for another build, or other options.

#[path = "../polonia/data.rs"]
mod data;
#[path = "../../tests/support/mod.rs"]
mod support;

mod measure;
mod memory;
mod written;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use migc::compile::{Options, compile};
use migc::dialect::EngineExt as _;
use migc::engine::Engine;
use migc::schema::Type;
use migc::source::Sources;

use measure::{Cost, cost, median, ratio};
use support::case::Files;
use support::moving::{Mover, Place};
use support::{Server, server};

/// A table: its name and its columns.
type Table = (&'static str, Vec<(&'static str, Type)>);

fn tables() -> [Table; 5] {
    let number = || Type::INT32;
    let moment = || Type::DateTime { precision: 0 };
    let text = |max| Type::Text { max: Some(max), collation: None, fixed: false };
    [
        (
            "uzytkownicy",
            vec![
                ("u_id", number()),
                ("login", text(40)),
                ("email", text(100)),
                ("aktywny", text(1)),
                ("data_rej", moment()),
            ],
        ),
        (
            "tematy",
            vec![("temat_id", number()), ("tytul", text(160)), ("autor_id", number()), ("kolumna_data", moment())],
        ),
        (
            "posty",
            vec![
                ("post_id", number()),
                ("temat_id", number()),
                ("autor_id", number()),
                ("tresc", Type::TEXT),
                ("kolumna_data", moment()),
            ],
        ),
        (
            "wiadomosci",
            vec![
                ("wiad_id", number()),
                ("temat", text(255)),
                ("tresc", Type::TEXT),
                ("wiad_od", number()),
                ("wiad_do", number()),
                ("przeczytane", number()),
                ("zaczep", text(1)),
                ("kolumna_data", moment()),
            ],
        ),
        (
            "akcje",
            vec![
                ("a_id", number()),
                ("u_id", number()),
                ("akcja", text(20)),
                ("akcja_id", number()),
                ("post_id", number()),
                ("kolumna_data", moment()),
            ],
        ),
    ]
}

/// The statements that make the tables, each with its first column as its key.
fn create(engine: Engine) -> String {
    let dialect = engine.dialect();
    let table = |(name, columns): &Table| {
        let columns: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(i, (name, ty))| {
                format!("{name} {}{}", dialect.column_type(ty, None), if i == 0 { " PRIMARY KEY" } else { "" })
            })
            .collect();
        format!("CREATE TABLE {name} ({});\n", columns.join(", "))
    };
    tables().iter().map(table).collect()
}

const PAIRS: [(Engine, Engine); 6] = [
    (Engine::Mysql, Engine::Postgres),
    (Engine::Sqlite, Engine::Postgres),
    (Engine::Sqlite, Engine::Mysql),
    (Engine::Postgres, Engine::Mysql),
    (Engine::Mysql, Engine::Sqlite),
    (Engine::Postgres, Engine::Sqlite),
];

/// What is measured, and with what.
struct Bench {
    arguments: Vec<String>,
    files: Files,
    /// The databases that are filled: of an engine, with so much data.
    filled: BTreeMap<(&'static str, u64), String>,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::of(&root.join("examples/polonia")).expect("the example is there");
    for engine in Engine::ALL {
        let names: Vec<&str> = tables().iter().map(|(name, _)| *name).collect();
        let sides = format!("from {engine} \"{engine}.sql\"\ninto mysql \"mysql.sql\"\n");
        files.0.insert(format!("{engine}.sql").into(), create(engine).into_bytes());
        files.0.insert(copy_from(engine).into(), format!("{sides}copy {}\n", names.join(", ")).into_bytes());
    }
    let mut bench = Bench { arguments: std::env::args().collect(), files, filled: BTreeMap::new() };
    let scale = bench.number("--scale").unwrap_or(1.0);
    println!("scale {scale}, {} rounds", bench.rounds());
    for (name, run) in
        [("copy", Bench::copies as fn(&mut Bench, f64)), ("program", Bench::programs), ("expert", expert)]
    {
        if bench.wanted(name) {
            run(&mut bench, scale);
        }
    }
    if bench.wanted("memory") {
        memory::measure(&bench);
    }
    if bench.wanted("written") {
        written::measure(&mut bench, scale);
    }
    if bench.wanted("flat") {
        bench.flat(scale);
    }
}

impl Bench {
    fn word(&self, name: &str) -> Option<&str> {
        let at = self.arguments.iter().position(|argument| argument == name)?;
        self.arguments.get(at + 1).map(String::as_str)
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.word(name)?.parse().ok()
    }

    fn wanted(&self, name: &str) -> bool {
        self.word("--only").is_none_or(|only| only == name)
    }

    fn rounds(&self) -> usize {
        self.number("--rounds").unwrap_or(5.0).max(1.0) as usize
    }

    fn pairs(&self) -> Vec<(Engine, Engine)> {
        let pair = self.word("--pair");
        PAIRS.into_iter().filter(|(a, b)| pair.is_none_or(|pair| pair == format!("{a}-{b}"))).collect()
    }

    /// The database of an engine with the old rows.
    fn old(&mut self, engine: Engine, scale: f64) -> String {
        let place = (engine.name(), (scale * 1000.0) as u64);
        if let Some(database) = self.filled.get(&place) {
            return database.clone();
        }
        let database = server(engine).fresh_database();
        server(engine).load(&database, &create(engine));
        server(engine).load(&database, &data::rows(scale));
        self.filled.insert(place, database.clone());
        database
    }

    /// A folder with the programs.
    fn folder(&self) -> PathBuf {
        let folder = server(Engine::Sqlite).dir().join("programs");
        if !folder.exists() {
            fs::create_dir(&folder).expect("the folder is ours");
            for (name, text) in &self.files.0 {
                fs::write(folder.join(name), text).expect("the folder is ours");
            }
        }
        folder
    }

    fn migc(&self, program: &str, from: &str, into: &str) -> Command {
        let migc = self.word("--migc").unwrap_or(env!("CARGO_BIN_EXE_migc"));
        let mut command = Command::new(migc);
        command.arg("run").arg(self.folder().join(program)).args(["--from", from, "--into", into]);
        // The tables of the benchmark are plainer than those of the example; an older build does not ask.
        let help = Command::new(migc).args(["run", "--help"]).output().expect("migc can be started").stdout;
        command.args(String::from_utf8_lossy(&help).contains("--allow-drift").then_some("--allow-drift"));
        command.args(self.word("--jobs").map(|jobs| format!("--jobs={jobs}")));
        command
    }

    /// The tables as they are, against the client.
    fn copies(&mut self, scale: f64) {
        let rows = row_count(scale);
        title("copy: migc, and the engine's client loading ready files");
        for (from, into) in self.pairs() {
            let (old, full) = (self.old(from, scale), self.old(into, scale));
            let (from, into) = (server(from), server(into));
            let new = into.fresh_database();
            let files = ready_files(into, &full);
            let empty = || {
                into.create_database(&new);
                into.load(&new, &create(into.engine));
            };
            let [ours, theirs] = turns(self.rounds(), |which| {
                empty();
                let command = match which {
                    0 => self.migc(&copy_from(from.engine), &from.url(&old), &into.url(&new)),
                    _ => client(into, &new, &files),
                };
                let cost = cost(&servers(from, into), command);
                let count = into.value(&new, "SELECT COUNT(*) AS c FROM akcje");
                assert_eq!(count, into.value(&full, "SELECT COUNT(*) AS c FROM akcje"));
                cost
            });
            line(&format!("{} to {}", from.engine, into.engine), &ours, &theirs, rows);
            into.drop_database(&new);
        }
    }

    /// The whole program, against copying the tables.
    fn programs(&mut self, scale: f64) {
        title("program: all of polonia, and the copy of its tables");
        // The program says that its old side was MySQL, and SQLite takes whatever that has.
        for (from, into) in self.pairs().into_iter().filter(|(from, _)| *from != Engine::Postgres) {
            let old = self.old(from, scale);
            let from = server(from);
            self.with_program(into, |bench, mover, place| {
                let into = place.server;
                let copy = into.fresh_database();
                let [ours, theirs] = turns(bench.rounds(), |which| {
                    let (program, new) = match which {
                        0 => {
                            mover.make_new(place).unwrap_or_else(|e| panic!("{e}"));
                            ("polonia.mig".to_owned(), &place.new)
                        }
                        _ => {
                            into.create_database(&copy);
                            into.load(&copy, &create(into.engine));
                            (copy_from(from.engine), &copy)
                        }
                    };
                    cost(&servers(from, into), bench.migc(&program, &from.url(&old), &into.url(new)))
                });
                line(&format!("{} to {}", from.engine, into.engine), &ours, &theirs, row_count(scale));
                into.drop_database(&copy);
            });
        }
    }

    /// What a row costs, with this much data and with ten times of it.
    fn flat(&mut self, scale: f64) {
        title("flat: ten times the data, and this much; the ratio is of the cost of a row");
        for (from, into) in self.pairs().into_iter().filter(|(from, _)| *from != Engine::Postgres) {
            let olds = [scale * 10.0, scale].map(|scale| self.old(from, scale));
            let from = server(from);
            for program in [copy_from(from.engine), "polonia.mig".to_owned()] {
                self.with_program(into, |bench, mover, place| {
                    let [more, less] = turns(bench.rounds().min(3), |which| {
                        if program != "polonia.mig" {
                            place.server.create_database(&place.new);
                            place.server.load(&place.new, &create(into));
                        } else {
                            mover.make_new(place).unwrap_or_else(|e| panic!("{e}"));
                        }
                        let urls = (from.url(&olds[which]), place.server.url(&place.new));
                        let all = cost(&servers(from, place.server), bench.migc(&program, &urls.0, &urls.1));
                        let times = if which == 0 { 10.0 } else { 1.0 };
                        let each = |cost: f64| cost / times;
                        let (wall, client, servers) = (each(all.wall), each(all.client), each(all.servers));
                        Cost { wall, client, servers, peak: all.peak }
                    });
                    let name = format!("{} to {}, {program}", from.engine, into);
                    line(&name, &more, &less, row_count(scale));
                });
            }
        }
    }

    /// With the whole program and a place whose new side it fills.
    fn with_program(&self, into: Engine, work: impl FnOnce(&Self, &Mover<'_>, &Place)) {
        let compiled = compile(&self.files, Path::new("polonia.mig"), Sources::new(), &Options::default());
        let plan = compiled.expect("it can be read").plan.expect("the program compiles");
        let mover = Mover::of(&self.files, "polonia.mig", &plan, &["old.sql"], &["new.sql"]);
        let place = Place { server: server(into), new: server(into).fresh_database(), old: String::new() };
        work(self, &mover, &place);
        place.server.drop_database(&place.new);
    }
}

/// The whole program on one server, against SQL by hand.
fn expert(bench: &mut Bench, scale: f64) {
    title("expert: all of polonia on one MariaDB, and SQL by hand");
    let old = bench.old(Engine::Mysql, scale);
    let by_hand = include_str!("../polonia/expert-mysql.sql").replace("{old}", &old);
    bench.with_program(Engine::Mysql, |bench, mover, place| {
        let server = place.server;
        let [ours, theirs] = turns(bench.rounds(), |which| {
            mover.make_new(place).unwrap_or_else(|e| panic!("{e}"));
            let command = match which {
                0 => bench.migc("polonia.mig", &server.url(&old), &server.url(&place.new)),
                _ => {
                    let mut command = server.command(&place.new);
                    command.args(["-e", &by_hand]);
                    command
                }
            };
            cost(&[server], command)
        });
        line("mysql", &ours, &theirs, row_count(scale));
    });
}

/// The program that copies the tables as they are.
fn copy_from(engine: Engine) -> String {
    format!("copy-{engine}.mig")
}

/// Turn by turn, and the other first in every second round.
fn turns(rounds: usize, mut run: impl FnMut(usize) -> Cost) -> [Vec<Cost>; 2] {
    let mut costs = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        for which in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
            let cost = run(which);
            costs[which].push(cost);
        }
    }
    costs
}

fn servers<'a>(from: &'a Server, into: &'a Server) -> Vec<&'a Server> {
    if from.engine == into.engine { vec![from] } else { vec![from, into] }
}

fn row_count(scale: f64) -> f64 {
    518_660.0 * scale
}

fn title(text: &str) {
    println!("\n{text}");
    println!(
        "{:34} {:>15} {:>15} {:>6} {:>15} {:>15} {:>6} {:>8} {:>8}",
        "", "clock", "of the other", "ratio", "CPU + servers", "of the other", "ratio", "us a row", "peak MB"
    );
}

fn line(name: &str, ours: &[Cost], theirs: &[Cost], rows: f64) {
    let cpu = |costs: &[Cost]| format!("{:.2} + {:.2}", median(costs, |c| c.client), median(costs, |c| c.servers));
    println!(
        "{name:34} {:>13.2} s {:>13.2} s {:>6.2} {:>15} {:>15} {:>6.2} {:>8.2} {:>8.1}",
        median(ours, |c| c.wall),
        median(theirs, |c| c.wall),
        ratio(ours, theirs, |c| c.wall),
        cpu(ours),
        cpu(theirs),
        ratio(ours, theirs, |c| c.cpu()),
        median(ours, |c| c.cpu()) / rows * 1e6,
        median(ours, |c| c.peak),
    );
}

/// Each table in a file as the engine writes and reads it.
fn ready_files(server: &Server, database: &str) -> PathBuf {
    let folder = server.dir().join("data").join("ready");
    let folder = if server.engine == Engine::Sqlite { server.dir().join("ready") } else { folder };
    if folder.exists() {
        return folder;
    }
    match server.engine {
        Engine::Postgres => {
            server.load(database, &format!("COPY (SELECT 1) TO PROGRAM 'mkdir -p {}'", folder.display()))
        }
        _ => {
            fs::create_dir(&folder).expect("the folder is ours");
            let _ = Command::new("chmod").arg("777").arg(&folder).status();
        }
    }
    for (name, columns) in tables() {
        let file = folder.join(name);
        match server.engine {
            Engine::Mysql => server.load(
                database,
                &format!("SELECT * FROM {name} INTO OUTFILE '{}' CHARACTER SET utf8mb4", file.display()),
            ),
            Engine::Postgres => server.load(database, &format!("COPY {name} TO '{}'", file.display())),
            Engine::Sqlite => {
                let output =
                    server.client(database, &format!(".mode ascii\n.once '{}'\nSELECT * FROM {name};", file.display()));
                assert!(output.success, "{output} {}", columns.len());
            }
        }
    }
    folder
}

/// The engine's client, which loads the files.
fn client(server: &Server, database: &str, files: &Path) -> Command {
    let mut command = server.command(database);
    let mut sql = String::new();
    for (name, _) in tables() {
        let file = files.join(name);
        match server.engine {
            Engine::Mysql => {
                sql += &format!("LOAD DATA INFILE '{}' INTO TABLE {name} CHARACTER SET utf8mb4;", file.display());
            }
            Engine::Postgres => {
                command.arg("-c").arg(format!("\\copy {name} from '{}'", file.display()));
            }
            Engine::Sqlite => {
                command.arg("-cmd").arg(".mode ascii").arg("-cmd").arg(format!(".import '{}' {name}", file.display()));
            }
        }
    }
    match server.engine {
        Engine::Mysql => command.arg("-e").arg(sql),
        Engine::Sqlite => command.arg("SELECT 1"),
        Engine::Postgres => &mut command,
    };
    command
}
