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
