//! The rows of a site as large as the one that Polonia's seeds make: 400,000 actions, 50,000 messages.

use std::fmt::Write as _;

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
pub fn rows(scale: f64) -> String {
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
