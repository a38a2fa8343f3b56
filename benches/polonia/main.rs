//! The compiled script of examples/polonia against what an expert writes by hand, on seed-sized data: 400,000 actions, 50,000
//! messages, with deleted users, doubled addresses, missing topics and posts.
//!
//! `cargo bench --bench polonia` runs both on a private MariaDB and on SQLite, turn by turn, and prints the medians and their
//! ratio. `cargo bench --bench polonia -- --rounds 9 --scale 0.1` for more rounds, or less data.

#[path = "../../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use migc::compile::{Options, compile};
use migc::dialect::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::case::Files;
use support::moving::{Mover, Place, script};

const USERS: u64 = 6_000;
const TOPICS: u64 = 4_000;
const POSTS: u64 = 60_000;
const MESSAGES: u64 = 50_000;
const ACTIONS: u64 = 400_000;

/// A generator that is the same on every machine (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit.max(1)
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn time(&mut self) -> String {
        let (year, month, day) = (2004 + self.below(7), 1 + self.below(12), 1 + self.below(28));
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }

    fn text(&mut self, words: u64) -> String {
        const WORDS: [&str; 12] = [
            "zażółć",
            "gęślą",
            "jaźń",
            "pierogi",
            "Dublin",
            "it''s",
            "mieszkanie",
            "od",
            "zaraz",
            "barszcz",
            "a",
            "Święta",
        ];
        let words: Vec<&str> = (0..=self.below(words)).map(|_| WORDS[self.below(12) as usize]).collect();
        words.join(" ")
    }
}

/// Rows of one table as inserts of 500 rows each.
fn table(out: &mut String, name: &str, count: u64, mut row: impl FnMut(u64) -> Option<String>) {
    let rows: Vec<String> = (1..=count).filter_map(&mut row).collect();
    for chunk in rows.chunks(500) {
        let _ = writeln!(out, "INSERT INTO {name} VALUES\n({});", chunk.join("),\n("));
    }
}

/// The rows of the old site.
fn rows(scale: f64) -> String {
    let scaled = |n: u64| ((n as f64 * scale) as u64).max(10);
    let (users, topics, posts) = (scaled(USERS), scaled(TOPICS), scaled(POSTS));
    let mut out = String::from("BEGIN;\n");
    let r = &mut Random(20110302);
    // One user in 25 was deleted; one in 50 registered the address of the user before, in capitals.
    table(&mut out, "uzytkownicy", users, |id| {
        let of = if id % 50 == 0 { id - 1 } else { id };
        let mail = format!("user{of}@polonia.example");
        let mail = if id % 50 == 0 { mail.to_uppercase() } else { mail };
        let active = if r.chance(90) { 't' } else { 'n' };
        (id % 25 != 3).then(|| format!("{id}, 'user{id}', '{mail}', '{active}', '{}'", r.time()))
    });
    table(&mut out, "tematy", topics, |id| {
        (id % 40 != 7).then(|| format!("{id}, '{}', {}, '{}'", r.text(8), 1 + r.below(users), r.time()))
    });
    table(&mut out, "posty", posts, |id| {
        (id % 60 != 9)
            .then(|| format!("{id}, {}, {}, '{}', '{}'", 1 + r.below(topics), 1 + r.below(users), r.text(60), r.time()))
    });
    table(&mut out, "wiadomosci", scaled(MESSAGES), |id| {
        let title = if id % 500 == 1 { "Re: ".repeat(35) } else { r.text(6) };
        let (read, poke) = (r.below(2), if r.chance(5) { 't' } else { 'n' });
        let (from, to) = (1 + r.below(users), 1 + r.below(users));
        Some(format!("{id}, '{title}', '{}', {from}, {to}, {read}, '{poke}', '{}'", r.text(40), r.time()))
    });
    table(&mut out, "akcje", scaled(ACTIONS), |id| {
        let (kind, target, post) = match r.below(10) {
            0..=3 => ("logowanie", "NULL".to_owned(), "NULL".to_owned()),
            4 => ("wylogowanie", "NULL".into(), "NULL".into()),
            5 => ("profil", (1 + r.below(users + users / 50)).to_string(), "NULL".into()),
            6 => ("pm", (1 + r.below(users)).to_string(), "NULL".into()),
            7 => ("zaczep", (1 + r.below(users)).to_string(), "NULL".into()),
            8 => ("post", (1 + r.below(topics)).to_string(), (1 + r.below(posts)).to_string()),
            _ => ("watek", (1 + r.below(topics)).to_string(), "NULL".into()),
        };
        Some(format!("{id}, {}, '{kind}', {target}, {post}, '{}'", 1 + r.below(users), r.time()))
    });
    out.push_str("COMMIT;\n");
    out
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)?.parse::<f64>().ok()
    };
    let rounds = option("--rounds").unwrap_or(5.0).max(1.0) as usize;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia");
    let mut files = Files::of(&folder).expect("the example is there");
    files.0.insert("rows.sql".into(), rows(option("--scale").unwrap_or(1.0)).into_bytes());
    let compiled =
        compile(&files, Path::new("polonia.mig"), Sources::new(), &Options::default()).expect("it can be read");
    let plan = compiled.plan.expect("the example compiles");

    for engine in [Engine::Mysql, Engine::Sqlite] {
        // SQLite's old tables are SQLite's, as for anyone who would run it there.
        let old: &[&str] =
            if engine == Engine::Sqlite { &["old-sqlite.sql", "rows.sql"] } else { &["old.sql", "rows.sql"] };
        measure(engine, &Mover::of(&files, "polonia.mig", &plan, old, &["new.sql"]), &plan, rounds);
    }
}

fn measure(engine: Engine, mover: &Mover<'_>, plan: &Plan, rounds: usize) {
    let place = mover.make(engine, true).unwrap_or_else(|e| panic!("{e}"));
    let hand =
        if engine == Engine::Sqlite { include_str!("expert-sqlite.sql") } else { include_str!("expert-mysql.sql") };
    let hand = hand.replace("{old}", &place.old);
    let compiled = script(plan, engine, Some(&place.old)).expect("the engine can express it");
    let mut times: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
    let mut counts: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        // Turn by turn, and the other first in every second round.
        for which in if round % 2 == 0 { [0, 1] } else { [1, 0] } {
            mover.make_new(&place).unwrap_or_else(|e| panic!("{e}"));
            let start = Instant::now();
            let output = place.server.client(&place.new, if which == 0 { &compiled } else { &hand });
            times[which].push(start.elapsed());
            assert!(output.success, "{engine}: {output}");
            counts[which] = count(&place);
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64()
    };
    let [compiled, by_hand] = &mut times;
    let (compiled, by_hand) = (median(compiled), median(by_hand));
    println!(
        "{engine}: compiled {compiled:.2} s, by hand {by_hand:.2} s, ratio {:.2} ({rounds} rounds, medians)",
        compiled / by_hand
    );
    if counts[0] != counts[1] {
        println!("  the two differ: {:?} and {:?}", counts[0], counts[1]);
    }
}

/// How many rows each new table has, to see that both did the same.
fn count(place: &Place) -> Vec<String> {
    ["sf_guard_user", "profile", "forum_topic", "forum_post", "message", "action"]
        .iter()
        .map(|table| {
            let count = place.server.value(&place.new, &format!("SELECT COUNT(*) FROM {table}"));
            format!("{table} {}", count.unwrap_or_default())
        })
        .collect()
}
