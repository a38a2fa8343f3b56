//! Compiled scripts against an expert's, on seed-sized data: 400,000 actions, 50,000 messages, with deleted users, doubled
//! addresses, missing topics and posts. Two programs: examples/polonia, and `plain.mig`, whose blocks have no policy.
//!
//! `cargo bench --bench polonia` runs both on a private MariaDB and on SQLite, turn by turn, and prints the medians of the CPU
//! time (the server's, or the client's where that is the engine) and of the ratios of the pairs.
//! `cargo bench --bench polonia -- --rounds 9 --scale 0.1` for more rounds, or less data.

mod data;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use migc::compile::{Options, compile};
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::case::Files;
use support::moving::{Mover, Place, script};

/// A program and who does the same by hand.
struct Contest {
    name: &'static str,
    program: &'static str,
    new: &'static str,
    by_hand: fn(Engine) -> String,
    tables: &'static [&'static str],
}

const CONTESTS: [Contest; 2] = [
    Contest {
        name: "polonia",
        program: "polonia.mig",
        new: "new.sql",
        by_hand: |engine| match engine {
            Engine::Sqlite => include_str!("expert-sqlite.sql").to_owned(),
            _ => include_str!("expert-mysql.sql").to_owned(),
        },
        tables: &["sf_guard_user", "profile", "forum_topic", "forum_post", "message", "action"],
    },
    Contest {
        name: "no policy",
        program: "plain.mig",
        new: "plain-new.sql",
        by_hand: |engine| {
            let script = include_str!("plain-expert.sql");
            match engine {
                Engine::Sqlite => {
                    let script = script.replace("{concat}", "'Re: ' || temat").replace("{old}.", "old.");
                    format!("ATTACH '{{old}}.db' AS old;\n{script}")
                }
                _ => script.replace("{concat}", "CONCAT('Re: ', temat)"),
            }
        },
        tables: &["entry", "note", "event"],
    },
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)?.parse::<f64>().ok()
    };
    let rounds = option("--rounds").unwrap_or(5.0).max(1.0) as usize;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::of(&root.join("examples/polonia")).expect("the example is there");
    files.0.extend(Files::of(&root.join("benches/polonia")).expect("this folder is there").0);
    files.0.insert("rows.sql".into(), data::rows(option("--scale").unwrap_or(1.0)).into_bytes());

    for contest in &CONTESTS {
        let compiled = compile(&files, Path::new(contest.program), Sources::new(), &Options::default());
        let plan = compiled.expect("it can be read").plan.expect("the program compiles");
        for engine in [Engine::Mysql, Engine::Sqlite] {
            // SQLite's old tables are SQLite's, as for anyone who would run it there.
            let old = if engine == Engine::Sqlite { "old-sqlite.sql" } else { "old.sql" };
            let mover = Mover::of(&files, contest.program, &plan, &[old, "rows.sql"], &[contest.new]);
            measure(contest, engine, &mover, &plan, rounds);
        }
    }
}

/// The CPU time that an engine has used so far: its server's, or that of the clients that have ended. None where
/// the system does not say.
fn cpu_time(place: &Place) -> Option<Duration> {
    let (process, fields) = match place.server.engine {
        Engine::Sqlite => ("self".to_owned(), [15, 16]),
        _ => (fs::read_to_string(place.server.dir().join("pid")).ok()?.trim().to_owned(), [13, 14]),
    };
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program, in brackets, may hold blanks.
    let rest: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.iter().filter_map(|field| rest.get(field - 2)?.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

fn measure(contest: &Contest, engine: Engine, mover: &Mover<'_>, plan: &Plan, rounds: usize) {
    let place = mover.make(engine, true).unwrap_or_else(|e| panic!("{e}"));
    let hand = (contest.by_hand)(engine).replace("{old}", &place.old);
    let compiled = script(plan, engine, Some(&place.old)).expect("the engine can express it");
    let mut times: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut counts: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        // Turn by turn, and the other first in every second round.
        for which in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
            mover.make_new(&place).unwrap_or_else(|e| panic!("{e}"));
            // A server goes on writing for a while.
            sleep(Duration::from_millis(500));
            let (before, start) = (cpu_time(&place), Instant::now());
            let output = place.server.client(&place.new, if which == 0 { &compiled } else { &hand });
            let wall = start.elapsed();
            let cpu = before.and_then(|before| cpu_time(&place)?.checked_sub(before));
            times[which].push(cpu.unwrap_or(wall).as_secs_f64());
            assert!(output.success, "{engine}: {output}");
            counts[which] = count(&place, contest.tables);
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_unstable_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let [compiled, by_hand] = times;
    let ratio = median(compiled.iter().zip(&by_hand).map(|(c, h)| c / h).collect());
    println!(
        "{}, {engine}: compiled {:.2} s, by hand {:.2} s, ratio {ratio:.2} ({rounds} rounds, medians)",
        contest.name,
        median(compiled),
        median(by_hand)
    );
    if counts[0] != counts[1] {
        println!("  the two differ: {:?} and {:?}", counts[0], counts[1]);
    }
}

/// How many rows each new table has, to see that both did the same.
fn count(place: &Place, tables: &[&str]) -> Vec<String> {
    tables
        .iter()
        .map(|table| {
            let count = place.server.value(&place.new, &format!("SELECT COUNT(*) FROM {table}"));
            format!("{table} {}", count.unwrap_or_default())
        })
        .collect()
}
