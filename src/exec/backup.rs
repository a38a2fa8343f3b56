//! Saves the new side before a run, with the engine's own tool. The password is in no argument, which
//! others could see: it goes through a file that only this user may read.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use tempfile::NamedTempFile;

use super::error::RunError;
use super::job::NEW;
use crate::client::address::{Address, Place, Server, Tls, TlsMode};
use crate::client::connect::{Access, complete, open};
use crate::client::db::Db;
use crate::client::trouble::Trouble;
use crate::dialect::sessions;
use crate::engine::Engine;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file that was written.
    pub file: PathBuf,
    /// The command that brings it back, to be read by people.
    pub restore: String,
}

/// Saves a database into a new file of `folder`, which is named after the database and the time. None where
/// the database is a file that is not there yet.
///
/// # Errors
/// When the tool is missing or fails, or the file cannot be written; then there is none.
pub async fn backup(address: &Address, folder: &Path) -> Result<Option<Backup>, RunError> {
    let (name, extension) = match address.place()? {
        Place::File(file) if !file.exists() => return Ok(None),
        Place::File(file) => (file.file_stem().map(|name| name.to_string_lossy().into_owned()), "db"),
        Place::Dump { .. } => return Err(address.no_database().into()),
        Place::Server(server) if server.engine == Engine::Postgres => (complete(server).0.database, "dump"),
        Place::Server(server) => (server.database.clone(), "sql"),
    };
    let name = name.ok_or_else(|| RunError::Backup {
        message: "the address of the new side names no database".to_owned(),
        help: "write it after the host: mysql://USER@HOST/DATABASE".to_owned(),
    })?;
    let name = name.replace(['/', '\\', ' '], "_");
    let file = folder.join(format!("{name}-{}.{extension}", stamp(SystemTime::now())));
    let out = new_file(&file)?;
    let made = match address.place()? {
        Place::File(_) | Place::Dump { .. } => sqlite(address, &file, out).await,
        Place::Server(server) => of_server(&complete(server).0, &file, out),
    };
    if made.is_err() {
        // Half a backup would be taken for one.
        drop(std::fs::remove_file(&file));
    }
    made.map(|restore| Some(Backup { file, restore }))
}

/// Makes a file that is not there yet and that only this user may read.
fn new_file(file: &Path) -> Result<File, RunError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|error| RunError::Backup {
        message: match error.kind() {
            io::ErrorKind::AlreadyExists => format!("there is a file `{}` already", file.display()),
            _ => format!("cannot write `{}`: {error}", file.display()),
        },
        help: "name a folder after `--backup` that exists and that you may write to".to_owned(),
    })
}

async fn sqlite(address: &Address, file: &Path, out: File) -> Result<String, RunError> {
    // An empty file is written into, and nobody else could make one of the name meanwhile.
    drop(out);
    let mut db = open(address, Access::NEW).await?;
    if let Db::Sqlite(old) = &mut db {
        let done = old.execute_with(sessions::SAVE, [file.to_string_lossy().into_owned()]).await;
        done.map_err(|error| Trouble::of(&error, address).opening(NEW, address))?;
    }
    drop(db.close().await);
    Ok(format!("cp {} {}", quoted(file), address.file().map(quoted).unwrap_or_default()))
}

fn of_server(server: &Server, file: &Path, out: File) -> Result<String, RunError> {
    let database = server.database.clone().unwrap_or_default();
    match server.engine {
        Engine::Postgres => {
            let secret = private(&pass_file(server))?;
            let mut command = Command::new("pg_dump");
            let database = pg_database(&database);
            command.args(["--format=custom", "--no-password", "--dbname", &database]).env("PGPASSFILE", secret.path());
            pg_options(&mut command, server);
            ran(&mut command, "pg_dump", "postgresql-client", out)?;
            let mut restore = vec!["pg_restore".to_owned(), "--clean".to_owned(), "--if-exists".to_owned()];
            restore.extend(pg_place(server));
            restore.extend(["--dbname".to_owned(), shell(&database), quoted(file)]);
            Ok(restore.join(" "))
        }
        _ => {
            let (tool, mariadb) = match there("mariadb-dump") {
                true => ("mariadb-dump", true),
                false => ("mysqldump", false),
            };
            let secret = private(&option_file(server, mariadb))?;
            let mut command = Command::new(tool);
            // This option must be the first.
            command.arg(format!("--defaults-file={}", secret.path().display()));
            command.args(["--single-transaction", "--quick", "--routines", "--no-tablespaces", "--hex-blob"]);
            // A name may begin like an option.
            command.args(["--default-character-set=utf8mb4", "--", &database]);
            ran(&mut command, tool, "mariadb-client", out)?;
            let client = tool.trim_end_matches("-dump").trim_end_matches("dump");
            Ok(format!("{client} {} -- {} < {}", mysql_place(server).join(" "), shell(&database), quoted(file)))
        }
    }
}

/// Whether a program is in the path.
fn there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A file with this text that goes away by itself and that only this user may read.
fn private(text: &str) -> Result<NamedTempFile, RunError> {
    let made = NamedTempFile::new().and_then(|mut file| file.write_all(text.as_bytes()).map(|()| file));
    made.map_err(|error| RunError::Backup {
        message: format!("cannot write a temporary file: {error}"),
        help: "see that there is room in the folder for temporary files".to_owned(),
    })
}

/// The option file of MySQL's and MariaDB's clients.
fn option_file(server: &Server, mariadb: bool) -> String {
    let mut lines = vec!["[client]".to_owned()];
    let mut option = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("{name}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
        }
    };
    option("user", server.user.clone());
    option("password", server.password.as_ref().map(|password| password.reveal().to_owned()));
    match &server.socket {
        Some(socket) => option("socket", Some(socket.display().to_string())),
        None => {
            option("host", Some(server.host.clone().unwrap_or_else(|| "127.0.0.1".to_owned())));
            option("port", server.port.map(|port| port.to_string()));
            option("protocol", Some("tcp".to_owned()));
        }
    }
    let Tls { mode, ca, cert, key } = &server.tls;
    for (name, file) in [("ssl-ca", ca), ("ssl-cert", cert), ("ssl-key", key)] {
        option(name, file.as_ref().map(|file| file.display().to_string()));
    }
    lines.extend(match (mode, mariadb) {
        (None | Some(TlsMode::Prefer), _) => None,
        (Some(TlsMode::Disable), true) => Some("skip-ssl".to_owned()),
        (Some(TlsMode::Require), true) => Some("ssl".to_owned()),
        (Some(_), true) => Some("ssl-verify-server-cert".to_owned()),
        (Some(TlsMode::Disable), false) => Some("ssl-mode=DISABLED".to_owned()),
        (Some(TlsMode::Require), false) => Some("ssl-mode=REQUIRED".to_owned()),
        (Some(TlsMode::VerifyCa), false) => Some("ssl-mode=VERIFY_CA".to_owned()),
        (Some(TlsMode::VerifyFull), false) => Some("ssl-mode=VERIFY_IDENTITY".to_owned()),
    });
    lines.join("\n") + "\n"
}

/// The password file of PostgreSQL's clients.
fn pass_file(server: &Server) -> String {
    let password = server.password.as_ref().map_or("", |password| password.reveal());
    format!("*:*:*:*:{}\n", password.replace('\\', "\\\\").replace(':', "\\:"))
}

/// A database's name as libpq's clients take it after `--dbname`, where a name with `=` would be taken for a whole address (the manual's
/// section 34.1.1.1).
fn pg_database(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return name.to_owned();
    }
    format!("dbname='{}'", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Where a server of PostgreSQL is and who connects, as options of its clients.
fn pg_where(server: &Server) -> Vec<(&'static str, String)> {
    let host = server.socket.as_ref().map(|folder| folder.display().to_string()).or_else(|| server.host.clone());
    let port = server.port.map(|port| port.to_string());
    [("--host", host), ("--port", port), ("--username", server.user.clone())]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
}

/// Where a server of PostgreSQL is and who connects, as options of its clients, quoted for a shell.
fn pg_place(server: &Server) -> Vec<String> {
    pg_where(server).into_iter().map(|(name, value)| format!("{name} {}", shell(&value))).collect()
}

/// Where a server of MySQL is and who connects, as options of its clients, for a shell; the password is asked for.
fn mysql_place(server: &Server) -> Vec<String> {
    let socket = server.socket.as_ref().map(|socket| socket.display().to_string());
    let host = server.host.clone().unwrap_or_else(|| "127.0.0.1".to_owned());
    let (host, port) = match &socket {
        Some(_) => (None, None),
        None => (Some(host), server.port.map(|port| port.to_string())),
    };
    let options = [("--socket", socket), ("--host", host), ("--port", port), ("--user", server.user.clone())];
    let options =
        options.into_iter().filter_map(|(name, value)| value.map(|value| format!("{name}={}", shell(&value))));
    options.chain(server.password.as_ref().map(|_| "--password".to_owned())).collect()
}

fn pg_options(command: &mut Command, server: &Server) {
    for (name, value) in pg_where(server) {
        command.args([name, &value]);
    }
    let Tls { mode, ca, cert, key } = &server.tls;
    let mode = mode.map(|mode| match mode {
        TlsMode::Disable => "disable",
        TlsMode::Prefer => "prefer",
        TlsMode::Require => "require",
        TlsMode::VerifyCa => "verify-ca",
        TlsMode::VerifyFull => "verify-full",
    });
    command.envs(mode.map(|mode| ("PGSSLMODE", mode)));
    for (name, file) in [("PGSSLROOTCERT", ca), ("PGSSLCERT", cert), ("PGSSLKEY", key)] {
        command.envs(file.as_ref().map(|file| (name, file)));
    }
    command.env_remove("PGPASSWORD");
}

/// Runs a tool that prints the backup.
fn ran(command: &mut Command, tool: &str, package: &str, out: File) -> Result<(), RunError> {
    let done = command.stdin(Stdio::null()).stdout(out).stderr(Stdio::piped()).output();
    let output = done.map_err(|error| RunError::Backup {
        message: match error.kind() {
            io::ErrorKind::NotFound => format!("the program `{tool}` is not there"),
            _ => format!("the program `{tool}` cannot be started: {error}"),
        },
        help: format!(
            "install it (Debian's package is {package}), or make the backup yourself and leave `--backup` out"
        ),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(RunError::Backup {
        message: format!("`{tool}` failed: {}", said.trim()),
        help: "nothing was begun; mend that, or make the backup yourself and leave `--backup` out".to_owned(),
    })
}

/// A text for a shell, in quotes where it needs them.
fn shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '@' | '+' | ',');
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(Path::new(text)) }
}

/// For a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

/// `20260131T235959Z`
fn stamp(now: SystemTime) -> String {
    let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (mut days, rest) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= if leap(year) { 366 } else { 365 } {
        days -= if leap(year) { 366 } else { 365 };
        year += 1;
    }
    let mut month = 1;
    for length in [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year}{month:02}{:02}T{hour:02}{minute:02}{second:02}Z", days + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_utc() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_767_225_599, "20251231T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ] {
            assert_eq!(stamp(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn passwords_are_quoted_as_each_client_reads_them() {
        let server = |url: &str| Address::from(url).server().expect("a server").clone();
        let file = option_file(&server("mysql://me:a%22b%5Cc%23@h:3307/d?sslmode=verify-ca&sslrootcert=ca.pem"), true);
        assert_eq!(
            file,
            "[client]\nuser=\"me\"\npassword=\"a\\\"b\\\\c#\"\nhost=\"h\"\nport=\"3307\"\nprotocol=\"tcp\"\n\
             ssl-ca=\"ca.pem\"\nssl-verify-server-cert\n"
        );
        assert_eq!(pass_file(&server("postgres://me:a%3Ab%5Cc@h/d")), "*:*:*:*:a\\:b\\\\c\n");
    }
}
