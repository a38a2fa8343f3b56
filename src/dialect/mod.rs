//! What each engine can do, and how it spells it.
//!
//! Outside this module nobody asks *which* engine it is: ask a [`Dialect`] what it can do or
//! let it spell something.

pub mod functions;

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
    /// All of them.
    pub const ALL: [Engine; 3] = [Engine::Mysql, Engine::Postgres, Engine::Sqlite];

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
        }
    }
}
