//! The database engines that Mig knows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A database engine Mig knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// MySQL 8 and MariaDB 10.5 or later.
    Mysql,
    /// PostgreSQL 12 or later.
    Postgres,
    /// SQLite 3.35 or later.
    Sqlite,
}

impl Engine {
    /// Whether a column's declared type bounds its values: `INTEGER` of SQLite holds 64 bits and
    /// says nothing about what a program puts there.
    pub fn declares_sizes(self) -> bool {
        self != Engine::Sqlite
    }

    /// How text compares where a schema does not say: ignoring case, ignoring accents, ignoring
    /// trailing blanks.
    pub fn compares_text(self) -> (bool, bool, bool) {
        match self {
            Engine::Mysql => (true, true, true),
            Engine::Postgres | Engine::Sqlite => (false, false, false),
        }
    }

    /// All of them.
    pub const ALL: [Engine; 3] = [Engine::Mysql, Engine::Postgres, Engine::Sqlite];

    /// The engine whose tool made a dump, where the tool says so at the top.
    pub fn signed(dump: &str) -> Option<Engine> {
        let mut head = dump.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "--").take(3);
        head.find_map(|line| {
            let line = line.to_lowercase();
            let signs = [
                ("-- mysql dump", Engine::Mysql),
                ("-- mariadb dump", Engine::Mysql),
                ("-- phpmyadmin sql dump", Engine::Mysql),
                ("-- postgresql database", Engine::Postgres),
                ("pragma foreign_keys=off;", Engine::Sqlite),
            ];
            signs.iter().find(|(sign, _)| line.starts_with(sign)).map(|(_, engine)| *engine)
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
        let signs: [(Engine, &[&str]); 3] = [
            (
                Engine::Postgres,
                &[
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
            ),
            (
                Engine::Sqlite,
                &["pragma ", "begin transaction;", "autoincrement", "without rowid", "sqlite_", ") strict"],
            ),
            (
                Engine::Mysql,
                &[
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
            ),
        ];
        let score = |signs: &[&str]| signs.iter().filter(|sign| text.contains(*sign)).count();
        let mut best = (Engine::Mysql, 0);
        for (engine, signs) in signs {
            let score = score(signs);
            if score > best.1 {
                best = (engine, score);
            }
        }
        best.0
    }

    /// As programs write it: `mysql`.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Mysql => "mysql",
            Engine::Postgres => "postgres",
            Engine::Sqlite => "sqlite",
        }
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
        match text.to_ascii_lowercase().as_str() {
            "mysql" | "mariadb" => Ok(Engine::Mysql),
            "postgres" | "postgresql" => Ok(Engine::Postgres),
            "sqlite" => Ok(Engine::Sqlite),
            _ => Err(format!("`{text}` is no engine Mig knows: say mysql, postgres or sqlite")),
        }
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
