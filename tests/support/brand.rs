//! The servers that people have, as far as they can be had here, and where their programs are.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use migc::engine::Engine;

use super::process;

/// A server of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Brand {
    /// The MariaDB that is installed.
    MariaDb,
    /// MariaDB 11.8.
    MariaDb11,
    /// MySQL 9.7.
    Mysql,
    /// The newest PostgreSQL that is installed.
    Postgres,
    /// PostgreSQL 18.
    Postgres18,
    /// SQLite, which is no server.
    Sqlite,
}

impl Brand {
    /// All of them.
    pub const ALL: [Brand; 6] =
        [Brand::MariaDb, Brand::MariaDb11, Brand::Mysql, Brand::Postgres, Brand::Postgres18, Brand::Sqlite];

    /// Its name in the variable `MIG_BRANDS`.
    pub fn name(self) -> &'static str {
        match self {
            Brand::MariaDb => "mariadb",
            Brand::MariaDb11 => "mariadb-11",
            Brand::Mysql => "mysql",
            Brand::Postgres => "postgres",
            Brand::Postgres18 => "postgres-18",
            Brand::Sqlite => "sqlite",
        }
    }

    /// Whose SQL it takes.
    pub fn engine(self) -> Engine {
        match self {
            Brand::MariaDb | Brand::MariaDb11 | Brand::Mysql => Engine::Mysql,
            Brand::Postgres | Brand::Postgres18 => Engine::Postgres,
            Brand::Sqlite => Engine::Sqlite,
        }
    }

    /// The one that stands for an engine: that of `MIG_BRANDS` (`MIG_BRANDS="mysql postgres-18"`), else what is installed.
    pub fn of(engine: Engine) -> Brand {
        let wanted = std::env::var("MIG_BRANDS").unwrap_or_default();
        let mut named = wanted.split_whitespace().map(|name| {
            Brand::ALL
                .into_iter()
                .find(|brand| brand.name() == name)
                .unwrap_or_else(|| panic!("MIG_BRANDS says `{name}`"))
        });
        named.rfind(|brand| brand.engine() == engine).unwrap_or(Brand::installed(engine))
    }

    /// The one that stands for an engine if nobody says.
    pub fn installed(engine: Engine) -> Brand {
        match engine {
            Engine::Mysql => Brand::MariaDb,
            Engine::Postgres => Brand::Postgres,
            Engine::Sqlite => Brand::Sqlite,
        }
    }

    /// Those that stand for an engine where all of them are asked: of each line of servers one, if it is there.
    pub fn all_of(engine: Engine) -> Vec<Brand> {
        let first = Brand::of(engine);
        let mut all = vec![first];
        if first == Brand::MariaDb && Brand::Mysql.is_there() {
            all.push(Brand::Mysql);
        }
        all
    }

    /// Whether it is there. With `MIG_ALL=1` it must be.
    pub fn is_there(self) -> bool {
        let Some(home) = self.home() else { return true };
        let there = home.join("bin").is_dir();
        let all = std::env::var_os("MIG_ALL").is_some_and(|all| all != "0");
        assert!(there || !all, "{self} is not in {}: tests/support/servers.sh gets it", home.display());
        if !there {
            eprintln!("skipped: {self} is not in {} (tests/support/servers.sh gets it)", home.display());
        }
        there
    }

    /// Where it was unpacked; none: it is installed.
    fn home(self) -> Option<PathBuf> {
        let name = match self {
            Brand::MariaDb11 => "mariadb",
            Brand::Mysql => "mysql",
            Brand::Postgres18 => "postgres",
            Brand::MariaDb | Brand::Postgres | Brand::Sqlite => return None,
        };
        let place = match std::env::var_os("MIG_SERVERS") {
            Some(place) => PathBuf::from(place),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/servers"),
        };
        Some(place.join(name))
    }

    /// What its server and whatever sets it up must be told.
    pub fn options(self) -> Vec<String> {
        let options = self.home().map(|home| fs::read_to_string(home.join("options")).unwrap_or_default());
        options.unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// One of its programs.
    pub fn program(self, name: &str) -> PathBuf {
        if let Some(home) = self.home() {
            let program = home.join("bin").join(name);
            assert!(program.exists(), "there is no {}: tests/support/servers.sh gets it", program.display());
            return program;
        }
        match self {
            Brand::Postgres => process::postgres_program(name),
            Brand::Sqlite => process::program(name, &["/usr/bin"], "sqlite3"),
            _ => {
                let package = if name == "mariadbd" { "mariadb-server" } else { "mariadb-client" };
                process::program(name, &["/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/bin"], package)
            }
        }
    }

    /// Its server.
    pub fn server(self) -> PathBuf {
        self.program(match self {
            Brand::MariaDb | Brand::MariaDb11 => "mariadbd",
            Brand::Mysql => "mysqld",
            Brand::Postgres | Brand::Postgres18 => "postgres",
            Brand::Sqlite => "sqlite3",
        })
    }

    /// Its client.
    pub fn client(self) -> PathBuf {
        self.program(match self {
            Brand::MariaDb | Brand::MariaDb11 => "mariadb",
            Brand::Mysql => "mysql",
            Brand::Postgres | Brand::Postgres18 => "psql",
            Brand::Sqlite => "sqlite3",
        })
    }

    /// What writes its dumps.
    pub fn dumper(self) -> PathBuf {
        self.program(match self {
            Brand::MariaDb | Brand::MariaDb11 => "mariadb-dump",
            Brand::Mysql => "mysqldump",
            Brand::Postgres | Brand::Postgres18 => "pg_dump",
            Brand::Sqlite => "sqlite3",
        })
    }
}

impl From<Engine> for Brand {
    fn from(engine: Engine) -> Brand {
        Brand::of(engine)
    }
}

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Brand::MariaDb => "MariaDB",
            Brand::MariaDb11 => "MariaDB 11.8",
            Brand::Mysql => "MySQL 9.7",
            Brand::Postgres => "PostgreSQL",
            Brand::Postgres18 => "PostgreSQL 18",
            Brand::Sqlite => "SQLite",
        })
    }
}
