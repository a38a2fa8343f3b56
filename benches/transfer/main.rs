//! Rows in bulk, from an old database of one engine into tables of another, against the client of the new engine loading ready
//! files: seed-sized data, 518,660 rows in five tables, no look-ups.
//!
//! `cargo bench --bench transfer` runs each pair turn by turn with the client on private servers, and prints the medians, their ratio,
//! the processor time of this side and its peak memory. `-- --rounds 9 --scale 0.1` for more rounds, or less data; `-- --pair
//! sqlite-postgres` for one pair.

#[path = "../polonia/data.rs"]
mod data;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use migc::dialect::Engine;
use migc::run::trial::{self, Flow, Options, Target};
use migc::schema::Type;

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
                format!("{name} {}{}", dialect.type_name(ty), if i == 0 { " PRIMARY KEY" } else { "" })
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

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, child, from, from_url, into, into_url] = arguments.as_slice()
        && child == "--child"
    {
        return copy((engine(from), from_url), (engine(into), into_url));
    }
    let word = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str| word(name).and_then(|n| n.parse::<f64>().ok());
    let rounds = number("--rounds").unwrap_or(5.0).max(1.0) as usize;
    let rows = data::rows(number("--scale").unwrap_or(1.0));
    let wanted: Vec<(Engine, Engine)> =
        PAIRS.into_iter().filter(|(a, b)| word("--pair").is_none_or(|pair| *pair == format!("{a}-{b}"))).collect();
    let mut filled: Vec<(Engine, String)> = Vec::new();
    for (from, into) in wanted {
        for engine in [from, into] {
            if !filled.iter().any(|(e, _)| *e == engine) {
                let database = server(engine).fresh_database();
                server(engine).load(&database, &(create(engine) + &rows));
                filled.push((engine, database));
            }
        }
        let of = |engine| filled.iter().find(|(e, _)| *e == engine).map(|(_, d)| d.as_str()).expect("just filled");
        measure(server(from), of(from), server(into), of(into), rounds);
    }
}

fn engine(name: &str) -> Engine {
    name.parse().expect("the bench names engines itself")
}

/// The flows of all tables.
fn copy(from: (Engine, &str), into: (Engine, &str)) {
    for (name, columns) in tables() {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let key = names[0];
        let flow = Flow {
            select: format!("SELECT {} FROM {name} ORDER BY {key}", names.join(", ")),
            table: name.to_owned(),
            columns: columns.into_iter().map(|(name, ty)| Target { name: name.to_owned(), ty }).collect(),
            key: vec![0],
        };
        trial::flow(from, into, &flow, &Options::default(), |_| Vec::new()).unwrap_or_else(|e| panic!("{e:?}"));
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim().to_owned();
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<u64> = stat.split(' ').skip(13).take(2).filter_map(|n| n.parse().ok()).collect();
    println!("{}\t{peak}", ticks.iter().sum::<u64>() as f64 / 100.0);
}

fn measure(from: &Server, old: &str, into: &Server, full: &str, rounds: usize) {
    let new = into.fresh_database();
    let files = ready_files(into, full);
    let (mut ours, mut theirs, mut said) = (Vec::new(), Vec::new(), String::new());
    for round in 0..rounds {
        // turn by turn, and the other first in every second round
        for which in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
            into.create_database(&new);
            into.load(&new, &create(into.engine));
            let mut command = if which == 0 { child(from, old, into, &new) } else { client(into, &new, &files) };
            let start = Instant::now();
            let output = command.output().expect("it can be started");
            let took = start.elapsed();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            if which == 0 {
                ours.push(took);
                said = String::from_utf8_lossy(&output.stdout).trim().replace('\t', " s CPU, peak ");
            } else {
                theirs.push(took);
            }
            let count = into.value(&new, "SELECT COUNT(*) AS c FROM akcje");
            assert_eq!(count, into.value(full, "SELECT COUNT(*) AS c FROM akcje"));
        }
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    println!(
        "{} to {}: {ours:.2} s ({said}), the client with ready files {theirs:.2} s, ratio {:.2} ({rounds} rounds, medians)",
        from.engine,
        into.engine,
        ours / theirs
    );
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// This program, in a process of its own.
fn child(from: &Server, old: &str, into: &Server, new: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a program knows its own file"));
    command.arg("--child").args([from.engine.name(), &from.url(old), into.engine.name(), &into.url(new)]);
    command
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
