//! What the tests share: private, throw-away database servers, and SQLite behind the same door.
//!
//! ```ignore
//! mod support;
//! for engine in Engine::ALL {
//!     let server = support::server(engine);
//!     let db = server.fresh_database();
//!     server.load(&db, "create table t (a int); insert into t values (1), (null)");
//!     assert_eq!(server.query(&db, "select a from t order by a is null"), [[Some("1".into())], [None]]);
//! }
//! ```
#![allow(dead_code, reason = "every test binary includes this module and uses a part of it")]

mod brand;
pub mod case;
pub mod moving;
pub mod process;
mod start;
mod text;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use migc::engine::Engine;

pub use brand::Brand;
use process::Keeper;

/// Rows of text, null as `None`.
pub type Rows = Vec<Vec<Option<String>>>;

/// A database server that belongs to this test binary and ends with it. For SQLite: a folder.
pub struct Server {
    /// Which engine it is.
    pub engine: Engine,
    /// Whose server it is.
    pub brand: Brand,
    dir: PathBuf,
    port: u16,
    databases: AtomicUsize,
    /// Empty databases that nobody uses: PostgreSQL takes long to make one.
    spare: Mutex<Vec<String>>,
    keeper: Keeper,
}

/// What a client program said.
#[derive(Debug, Clone)]
pub struct Output {
    /// Whether it ended with 0.
    pub success: bool,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

/// Makes a database of PostgreSQL as good as new.
const EMPTY_DATABASE: &str = "
SET client_min_messages = error;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DO $$ DECLARE s record; BEGIN
  FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', s.nspname);
  END LOOP;
END $$;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';
";

/// The server of an engine, started when it is first asked for: of the brand that [`Brand::of`] says.
pub fn server(engine: Engine) -> &'static Server {
    of_brand(Brand::of(engine))
}

/// The server of a brand, started when it is first asked for.
pub fn of_brand(brand: Brand) -> &'static Server {
    static SERVERS: [OnceLock<Server>; Brand::ALL.len()] = [const { OnceLock::new() }; Brand::ALL.len()];
    SERVERS[brand as usize].get_or_init(|| start::shared(brand))
}

/// A second server of an engine that wants passwords (PostgreSQL: by the network) and speaks TLS with the certificate
/// in `tests/tls`.
pub fn secure(engine: Engine) -> &'static Server {
    static MYSQL: OnceLock<Server> = OnceLock::new();
    static POSTGRES: OnceLock<Server> = OnceLock::new();
    match engine {
        Engine::Mysql => MYSQL.get_or_init(|| start::server(Brand::of(engine), Some(&certificate()), false, None)),
        Engine::Postgres => {
            POSTGRES.get_or_init(|| start::server(Brand::of(engine), Some(&certificate()), false, None))
        }
        Engine::Sqlite => panic!("SQLite has no server"),
    }
}

/// A server of an engine that may be stopped and started again, and holds what was committed whatever happens to it.
pub fn restartable(engine: Engine) -> &'static Server {
    static MYSQL: OnceLock<Server> = OnceLock::new();
    static POSTGRES: OnceLock<Server> = OnceLock::new();
    match engine {
        Engine::Mysql => MYSQL.get_or_init(|| start::server(Brand::of(engine), None, true, None)),
        Engine::Postgres => POSTGRES.get_or_init(|| start::server(Brand::of(engine), None, true, None)),
        Engine::Sqlite => panic!("SQLite has no server"),
    }
}

/// The folder of the certificate that [`secure`] servers show.
pub fn certificate() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls")
}

/// The private MariaDB server, or MySQL's.
pub fn mariadb() -> &'static Server {
    server(Engine::Mysql)
}

/// The private PostgreSQL server.
pub fn postgres() -> &'static Server {
    server(Engine::Postgres)
}

/// The folder of this binary's SQLite files.
pub fn sqlite() -> &'static Server {
    server(Engine::Sqlite)
}

impl Server {
    fn new(brand: Brand, dir: PathBuf, port: u16, keeper: Keeper) -> Self {
        let (databases, spare) = (AtomicUsize::new(0), Mutex::default());
        Self { engine: brand.engine(), brand, dir, port, databases, spare, keeper }
    }

    /// The URL of a database, as sqlx and `migc` take it.
    pub fn url(&self, database: &str) -> String {
        match self.engine {
            Engine::Mysql => format!("mysql://root@127.0.0.1:{}/{database}", self.port),
            Engine::Postgres => format!("postgres://postgres@127.0.0.1:{}/{database}", self.port),
            Engine::Sqlite => format!("sqlite:{}", self.file(database).display()),
        }
    }

    /// The file of a SQLite database.
    pub fn file(&self, database: &str) -> PathBuf {
        self.dir.join(format!("{database}.db"))
    }

    /// The folder that goes away with the server; SQLite scripts run in it.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A name no database of this server has.
    pub fn fresh_name(&self, prefix: &str) -> String {
        format!("{prefix}_{}", self.databases.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Makes an empty database and answers its name.
    pub fn fresh_database(&self) -> String {
        let name = self.fresh_name("db");
        self.create_database(&name);
        name
    }

    /// Makes an empty database of this name; one that is there already is emptied.
    pub fn create_database(&self, name: &str) {
        match self.engine {
            Engine::Mysql => self.load(
                "",
                &format!(
                    "DROP DATABASE IF EXISTS `{name}`; \
                     CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"
                ),
            ),
            Engine::Postgres => {
                let mut spare = self.spare.lock().expect("no test ends in here");
                if let Some(own) = spare.iter().position(|spare| spare == name) {
                    spare.remove(own);
                    return;
                }
                let make = match spare.pop() {
                    Some(spare) => format!("ALTER DATABASE \"{spare}\" RENAME TO \"{name}\";"),
                    None => format!("CREATE DATABASE \"{name}\";"),
                };
                drop(spare);
                self.load("postgres", &format!("DROP DATABASE IF EXISTS \"{name}\";\n{make}"));
            }
            Engine::Sqlite => {
                let file = self.file(name);
                if file.exists() {
                    fs::remove_file(&file).unwrap_or_else(|e| panic!("cannot remove {}: {e}", file.display()));
                }
            }
        }
    }

    /// Removes a database, to keep the server small in long runs.
    pub fn drop_database(&self, name: &str) {
        match self.engine {
            Engine::Mysql => self.load("", &format!("DROP DATABASE IF EXISTS `{name}`;")),
            Engine::Postgres => {
                if self.any_client(name, EMPTY_DATABASE).success {
                    self.spare.lock().expect("no test ends in here").push(name.to_string());
                } else {
                    self.load("postgres", &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE);"));
                }
            }
            Engine::Sqlite => {
                let _ = fs::remove_file(self.file(name));
            }
        }
    }

    /// What keeps a client of this server from TLS: MariaDB's verifies certificates since 11.4, also over a socket, and those of tests
    /// are made by nobody it knows; and with MySQL's server a handshake takes 50 ms.
    fn plainly(&self, client: &Path) -> Option<&'static str> {
        match self.brand {
            Brand::Mysql if client == self.brand.client() => Some("--ssl-mode=DISABLED"),
            Brand::Mysql => Some("--skip-ssl"),
            Brand::MariaDb11 => Some("--skip-ssl-verify-server-cert"),
            _ => None,
        }
    }

    /// Feeds a script to the engine's own client, the way the README tells people to:
    /// `mariadb <`, `psql -v ON_ERROR_STOP=1 -f`, `sqlite3 -bail <`.
    pub fn client(&self, database: &str, script: &str) -> Output {
        self.feed(&self.brand.client(), database, script)
    }

    /// Feeds a script to a client where it does not matter which one it is: MariaDB's starts in a third of the time that MySQL's
    /// takes here.
    pub fn any_client(&self, database: &str, script: &str) -> Output {
        let brand = if self.brand == Brand::Mysql { Brand::MariaDb } else { self.brand };
        self.feed(&brand.client(), database, script)
    }

    fn feed(&self, client: &Path, database: &str, script: &str) -> Output {
        let mut command = self.command_of(client, database);
        if self.engine == Engine::Postgres {
            command.args(["-q", "-f", "-"]);
        }
        process::feed(&mut command, script)
    }

    /// Runs a script that must succeed.
    #[track_caller]
    pub fn load(&self, database: &str, script: &str) {
        let output = self.any_client(database, script);
        assert!(output.success, "{} refused a script:\n{output}\n--- script ---\n{}", self.engine, text::head(script));
    }

    /// The rows of one query that must succeed. Values are as the engine prints them; tabs, newlines, NUL
    /// and null all come through unharmed.
    #[track_caller]
    pub fn query(&self, database: &str, sql: &str) -> Rows {
        match self.try_query(database, sql) {
            Ok(rows) => rows,
            Err(output) => panic!("{} refused a query:\n{output}\n--- query ---\n{sql}", self.engine),
        }
    }

    /// The rows of one query, or what the client complained about.
    pub fn try_query(&self, database: &str, sql: &str) -> Result<Rows, Output> {
        Ok(self.try_queries(database, &[sql.to_owned()])?.pop().unwrap_or_default())
    }

    /// The rows of several queries, asked by one client, or what it complained about.
    pub fn try_queries(&self, database: &str, queries: &[String]) -> Result<Vec<Rows>, Output> {
        let queries: Vec<&str> = queries.iter().map(|sql| sql.trim().trim_end_matches(';')).collect();
        if self.engine == Engine::Sqlite {
            return self.query_sqlite(database, &queries);
        }
        // Each into a file of its own. MySQL's client cannot tell null from 'NULL'; an outfile can.
        let file = |n: &str| self.dir.join(n).display().to_string();
        let files: Vec<String> = queries.iter().map(|_| file(&self.fresh_name("out"))).collect();
        let script = queries.iter().zip(&files).map(|(sql, file)| match self.engine {
            Engine::Mysql => format!("{sql}\nINTO OUTFILE '{file}' CHARACTER SET utf8mb4;\n"),
            _ => format!("\\o {file}\nCOPY (\n{sql}\n) TO STDOUT;\n"),
        });
        let output = self.any_client(database, &script.collect::<String>());
        let rows = files.iter().map(|file| {
            let bytes = fs::read(file);
            let _ = fs::remove_file(file);
            text::rows(&bytes.unwrap_or_default())
        });
        let rows = rows.collect();
        if output.success { Ok(rows) } else { Err(output) }
    }

    /// The first column of a query's only row.
    #[track_caller]
    pub fn value(&self, database: &str, sql: &str) -> Option<String> {
        let rows = self.query(database, sql);
        assert_eq!(rows.len(), 1, "one row expected from {sql}");
        rows.into_iter().flatten().next().flatten()
    }

    /// None of the shell's output modes is safe for every value, so each is asked for as hex.
    fn query_sqlite(&self, database: &str, queries: &[&str]) -> Result<Vec<Rows>, Output> {
        let views: Vec<String> =
            queries.iter().enumerate().map(|(n, sql)| format!("CREATE TEMP VIEW _query{n} AS\n{sql};\n")).collect();
        // A line of no query stands between those of two.
        let ask = |ask: &dyn Fn(usize) -> String| {
            let asked = (0..queries.len()).map(|n| format!("{}{}\n.print --\n", views[n], ask(n)));
            let output = self.client(database, &asked.collect::<String>());
            if !output.success {
                return Err(output);
            }
            let mut answers = vec![Vec::new()];
            for line in output.stdout.lines() {
                match answers.last_mut() {
                    Some(answer) if line != "--" => answer.push(line.to_owned()),
                    _ => answers.push(Vec::new()),
                }
            }
            Ok(answers)
        };
        let names = ask(&|n| format!("SELECT hex(name) FROM pragma_table_info('_query{n}') ORDER BY cid;"))?;
        let column = |name: &String| {
            let name = text::unhex(name).replace('"', "\"\"");
            format!("CASE WHEN \"{name}\" IS NULL THEN 'null' ELSE 'x' || hex(CAST(\"{name}\" AS BLOB)) END")
        };
        let answers = ask(&|n| {
            let columns: Vec<String> = names[n].iter().map(column).collect();
            format!("SELECT {} FROM _query{n};", columns.join(" || ',' || "))
        })?;
        let value = |text: &str| text.strip_prefix('x').map(text::unhex);
        let rows = |lines: Vec<String>| lines.iter().map(|line| line.split(',').map(value).collect()).collect();
        Ok(answers.into_iter().take(queries.len()).map(rows).collect())
    }

    /// What the engine's own tool writes of a database.
    #[track_caller]
    pub fn dump(&self, database: &str) -> Vec<u8> {
        self.written(database, &[], ".dump")
    }

    /// Likewise, without rows, owners and rights.
    #[track_caller]
    pub fn schema(&self, database: &str) -> Vec<u8> {
        let more: &[&str] = match self.engine {
            Engine::Mysql => &["--no-data", "--routines", "--events", "--triggers"],
            Engine::Postgres => &["--schema-only", "--no-owner", "--no-privileges"],
            Engine::Sqlite => &[],
        };
        self.written(database, more, ".schema")
    }

    #[track_caller]
    fn written(&self, database: &str, more: &[&str], of_a_file: &str) -> Vec<u8> {
        let mut command = match self.engine {
            Engine::Mysql => {
                let mut command = Command::new(self.brand.dumper());
                command.arg("--no-defaults").arg(format!("--socket={}", self.socket().display()));
                command.args(self.plainly(&self.brand.client())).args([
                    "--user=root",
                    "--default-character-set=utf8mb4",
                    database,
                ]);
                command
            }
            Engine::Postgres => {
                let mut command = Command::new(self.brand.dumper());
                command.arg("-h").arg(&self.dir).args(["-p", &self.port.to_string(), "-U", "postgres", "-d", database]);
                command
            }
            Engine::Sqlite => {
                let mut command = Command::new("sqlite3");
                command.arg(self.file(database)).arg(of_a_file);
                command
            }
        };
        let output = command.args(more).output().unwrap_or_else(|e| panic!("cannot dump {database}: {e}"));
        assert!(output.status.success(), "cannot dump {database}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// The engine's client, connected to a database.
    pub fn command(&self, database: &str) -> Command {
        self.command_of(&self.brand.client(), database)
    }

    fn command_of(&self, client: &Path, database: &str) -> Command {
        let mut command = Command::new(client);
        match self.engine {
            Engine::Mysql => {
                command.arg("--no-defaults").arg(format!("--socket={}", self.socket().display()));
                command.args(self.plainly(client)).args(["--user=root", "--default-character-set=utf8mb4"]);
                if !database.is_empty() {
                    command.arg(database);
                }
            }
            Engine::Postgres => {
                command.args(["-X", "-v", "ON_ERROR_STOP=1", "-h"]).arg(&self.dir);
                command.args(["-p", &self.port.to_string(), "-U", "postgres", "-d", database]);
                command.env("PGCLIENTENCODING", "UTF8").env_remove("PGOPTIONS");
            }
            Engine::Sqlite => {
                command.arg("-bail").arg(self.file(database)).env("HOME", &self.dir).current_dir(&self.dir);
            }
        }
        command
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The socket file of the server.
    pub fn socket(&self) -> PathBuf {
        match self.engine {
            Engine::Mysql => self.dir.join("s"),
            _ => self.dir.join(format!(".s.PGSQL.{}", self.port)),
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.stderr.trim_end())?;
        if !self.stdout.is_empty() {
            write!(f, "\n--- it printed ---\n{}", text::head(&self.stdout))?;
        }
        Ok(())
    }
}

/// Whether expectations are to be rewritten: `BLESS=1 cargo test`.
pub fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|v| !v.is_empty() && v != "0")
}

impl Server {
    /// Ends a [`restartable`] server with a signal (`QUIT`), and waits until it answers again.
    pub fn start_again(&self, signal: &str) {
        let file = match self.engine {
            Engine::Mysql => self.dir.join("pid"),
            _ => self.dir.join("data/postmaster.pid"),
        };
        let pid = || {
            let text = fs::read_to_string(&file).unwrap_or_default();
            text.lines().next().and_then(|line| line.trim().parse::<u32>().ok())
        };
        let Some(before) = pid() else { panic!("a {} server says in {} who it is", self.engine, file.display()) };
        let ended = Command::new("kill").args([format!("-{signal}"), before.to_string()]).status();
        assert!(ended.is_ok_and(|status| status.success()), "the {} server cannot be ended", self.engine);
        while pid().is_none_or(|pid| pid == before) {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        if let Err(trouble) = self.wait() {
            panic!("the {} server does not start again: {trouble}", self.engine);
        }
    }

    /// Waits until the server answers.
    fn wait(&self) -> Result<(), String> {
        let database = if self.engine == Engine::Postgres { "postgres" } else { "" };
        let mut last = String::new();
        for _ in 0..600 {
            if self.keeper.ended() {
                return Err(fs::read_to_string(self.dir.join("log")).unwrap_or_default());
            }
            let output = self.client(database, "SELECT 1;");
            if output.success {
                return Ok(());
            }
            last = output.stderr;
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Err(last)
    }
}
