//! The database engines that Mig knows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A database engine Mig knows.
///
/// One more is a variant here with what is known of it, and a folder in `dialect` with a line in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// MySQL 8 and MariaDB 10.5 or later.
    Mysql,
    /// PostgreSQL 12 or later.
    Postgres,
    /// SQLite 3.35 or later.
    Sqlite,
    /// The one that shows in tests what a new one takes.
    #[cfg(test)]
    Proof,
}

/// What is known of an engine before anybody speaks to it.
struct Known {
    /// What programs call it; the first is what it is called here.
    names: &'static [&'static str],
    /// See [`Engine::declares_sizes`].
    declares_sizes: bool,
    /// See [`Engine::compares_text`].
    compares_text: (bool, bool, bool),
    /// What its tools write at the top of a dump, in lower case.
    signed: &'static [&'static str],
    /// What its SQL has and that of others has not, or not so often, in lower case.
    signs: &'static [&'static str],
}

const MYSQL: Known = Known {
    names: &["mysql", "mariadb"],
    declares_sizes: true,
    compares_text: (true, true, true),
    signed: &["-- mysql dump", "-- mariadb dump", "-- phpmyadmin sql dump"],
    signs: &[
        "mysql dump",
        "mariadb dump",
        "phpmyadmin",
        "engine=",
        "auto_increment",
        "/*!",
        "unsigned",
        "`",
        "charset",
        "tinyint",
        "longtext",
        "mediumtext",
    ],
};

const POSTGRES: Known = Known {
    names: &["postgres", "postgresql"],
    declares_sizes: true,
    compares_text: (false, false, false),
    signed: &["-- postgresql database"],
    signs: &[
        "postgresql database",
        "set search_path",
        "pg_catalog.",
        "alter table only",
        "character varying",
        " owner to ",
        "with time zone",
        "without time zone",
        "nextval(",
        "bigserial",
        " serial ",
        "::",
        "\ncopy ",
        "bytea",
        "create extension",
        "create type",
        "timestamptz",
        "jsonb",
    ],
};

const SQLITE: Known = Known {
    names: &["sqlite"],
    declares_sizes: false,
    compares_text: (false, false, false),
    signed: &["pragma foreign_keys=off;"],
    signs: &["pragma ", "begin transaction;", "autoincrement", "without rowid", "sqlite_", ") strict"],
};

#[cfg(test)]
const PROOF: Known =
    Known { names: &["proof"], declares_sizes: false, compares_text: (false, false, false), signed: &[], signs: &[] };

impl Engine {
    /// All that programs can name.
    pub const ALL: [Engine; 3] = [Engine::Mysql, Engine::Postgres, Engine::Sqlite];

    fn known(self) -> &'static Known {
        match self {
            Engine::Mysql => &MYSQL,
            Engine::Postgres => &POSTGRES,
            Engine::Sqlite => &SQLITE,
            #[cfg(test)]
            Engine::Proof => &PROOF,
        }
    }

    /// Whether a column's declared type bounds its values: `INTEGER` of SQLite holds 64 bits and
    /// says nothing about what a program puts there.
    pub fn declares_sizes(self) -> bool {
        self.known().declares_sizes
    }

    /// How text compares where a schema does not say: ignoring case, ignoring accents, ignoring
    /// trailing blanks.
    pub fn compares_text(self) -> (bool, bool, bool) {
        self.known().compares_text
    }

    /// The engine whose tool made a dump, where the tool says so at the top.
    pub fn signed(dump: &str) -> Option<Engine> {
        let mut head = dump.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "--").take(3);
        head.find_map(|line| {
            let line = line.to_lowercase();
            Engine::ALL.into_iter().find(|engine| engine.known().signed.iter().any(|sign| line.starts_with(sign)))
        })
    }

    /// The engine that a dump was most likely made by: what each one's tools write at the top,
    /// else what only its SQL has. MySQL where nothing tells.
    pub fn guess(dump: &str) -> Engine {
        // Data follows the first definitions; there is nothing to learn from megabytes of it.
        let mut end = dump.len().min(256 * 1024);
        while !dump.is_char_boundary(end) {
            end -= 1;
        }
        let text = dump.get(..end).unwrap_or("").to_lowercase();
        let score = |engine: Engine| engine.known().signs.iter().filter(|sign| text.contains(*sign)).count();
        // MySQL's signs are the most common in what others write, too.
        let [first, others @ ..] = Engine::ALL;
        let mut best = (first, 0);
        for engine in others.into_iter().chain([first]) {
            let score = score(engine);
            if score > best.1 {
                best = (engine, score);
            }
        }
        best.0
    }

    /// As programs write it: `mysql`.
    pub fn name(self) -> &'static str {
        self.known().names.first().copied().unwrap_or_default()
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.to_ascii_lowercase();
        let found = Engine::ALL.into_iter().find(|engine| engine.known().names.contains(&lower.as_str()));
        found.ok_or_else(|| {
            let [others @ .., last] = Engine::ALL.map(Engine::name);
            format!("`{text}` is no engine Mig knows: say {} or {last}", others.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn guesses_whose_dump_it_is() {
        for (dump, engine) in [
            (
                "-- MySQL dump 10.13\nCREATE TABLE `a` (`id` int(11) NOT NULL AUTO_INCREMENT) ENGINE=InnoDB;",
                Engine::Mysql,
            ),
            ("-- PostgreSQL database dump\nSET search_path = public;\nCREATE TABLE a (id integer);", Engine::Postgres),
            (
                "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE \"a\" (id INTEGER PRIMARY KEY);",
                Engine::Sqlite,
            ),
            (
                "CREATE TABLE a (id integer primary key autoincrement, `b` text);\nCREATE TABLE sqlite_sequence(name,seq);",
                Engine::Sqlite,
            ),
            ("create table a (id serial primary key, b timestamptz);", Engine::Postgres),
            ("", Engine::Mysql),
        ] {
            assert_eq!(Engine::guess(dump), engine, "{dump}");
            assert!(Engine::signed(dump).is_none_or(|signed| signed == engine), "{dump}");
        }
        assert_eq!(Engine::signed("--\n-- PostgreSQL database dump\n--\n"), Some(Engine::Postgres));
        assert_eq!(Engine::signed("CREATE TABLE a (b int);"), None);
    }
}
