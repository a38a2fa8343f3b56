//! What an address does not say about who connects and how: the files and variables of the engines' own
//! clients.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::client::address::{Secret, Server};

/// Where things that are not in the address are looked up; tests have their own.
pub(super) struct Surroundings<'a> {
    /// An environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// The user's folder.
    pub home: Option<PathBuf>,
}

impl Surroundings<'_> {
    /// Those of this process.
    pub(super) fn real() -> Surroundings<'static> {
        Surroundings { variable: &|name| std::env::var_os(name), home: std::env::home_dir() }
    }

    fn text(&self, name: &str) -> Option<String> {
        (self.variable)(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty())
    }
}

/// Where a password came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The address.
    Address,
    /// A file or a variable, as people call it.
    Elsewhere(String),
    /// There is none.
    Nowhere,
}

/// The socket files of MySQL and MariaDB, where their packages put them.
const SOCKETS: [&str; 4] =
    ["/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

/// Completes what MySQL's own client would know: from `~/.my.cnf` and `MYSQL_PWD`.
pub(super) fn mysql(server: &Server, around: &Surroundings<'_>) -> (Server, Origin) {
    let mut done = server.clone();
    let file = around.home.as_ref().map(|home| home.join(".my.cnf"));
    let client = file.as_deref().filter(|file| !others_may(file, 0o002)).map_or_else(Vec::new, client_options);
    let option = |names: &[&str]| {
        let found = client.iter().rev().find(|(name, _)| names.contains(&name.as_str()));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    // A password is of one user on one server: that of another is not sent.
    let mut same = true;
    match (&server.user, option(&["user"])) {
        (None, user) => done.user = user.or_else(|| around.text("USER")).or_else(|| around.text("LOGNAME")),
        (Some(said), Some(user)) => same &= *said == user,
        (Some(_), None) => {}
    }
    if server.host.is_none() && server.socket.is_none() {
        done.host = option(&["host"]);
        done.socket = option(&["socket"]).map(PathBuf::from).filter(|_| done.host.is_none());
    } else if let (Some(said), Some(host)) = (&server.host, option(&["host"])) {
        same &= *said == host;
    }
    if server.port.is_none() && done.socket.is_none() {
        done.port = option(&["port"]).and_then(|port| port.parse().ok());
    }
    if done.host.is_none() && done.socket.is_none() && done.port.is_none() {
        done.socket = SOCKETS.iter().map(PathBuf::from).find(|socket| socket.exists());
    }
    let mut origin = Origin::Address;
    if done.password.is_none() {
        let file = option(&["password"]).filter(|_| same).map(|password| (password, "~/.my.cnf"));
        let found = file.or_else(|| around.text("MYSQL_PWD").map(|password| (password, "MYSQL_PWD")));
        origin = found.as_ref().map_or(Origin::Nowhere, |(_, place)| Origin::Elsewhere((*place).to_owned()));
        done.password = found.map(|(password, _)| Secret::new(password));
    }
    (done, origin)
}

/// What stands under `[client]` in an option file; nothing where it cannot be read.
fn client_options(file: &Path) -> Vec<(String, String)> {
    let text = fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let mut options = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(group) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            inside = group.trim() == "client";
        } else if inside && !line.starts_with(['#', ';', '!']) {
            let line = without_comment(line);
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            options.push((name.trim().replace('_', "-"), unquoted(value.trim())));
        }
    }
    options
}

/// A line up to a `#` that is in no quotes.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('#', None) => return line.get(..at).unwrap_or(line),
            ('\'' | '"', None) if !escaped => quote = Some(c),
            (c, Some(open)) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = quote.is_some() && c == '\\' && !escaped;
    }
    line
}

/// A value without its quotes, its escapes resolved.
fn unquoted(value: &str) -> String {
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let mut out = String::new();
    let mut chars = inner.unwrap_or(value).chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('b') => out.push('\u{8}'),
                Some('s') => out.push(' '),
                Some(c @ ('\\' | '"' | '\'')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// Who connects to PostgreSQL and where, as far as a line of a password file asks.
pub(super) struct Key<'a> {
    /// The host; the folder of a socket.
    pub host: &'a str,
    /// Whether it is a socket in the usual folder, which is called `localhost`.
    pub local: bool,
    /// The port.
    pub port: u16,
    /// The database.
    pub database: &'a str,
    /// The user.
    pub user: &'a str,
}

/// What PostgreSQL's own clients would use: `PGPASSWORD`, else `PGPASSFILE` or `~/.pgpass`.
pub(super) fn postgres(key: &Key<'_>, around: &Surroundings<'_>) -> (Option<Secret>, Origin) {
    if let Some(password) = around.text("PGPASSWORD") {
        return (Some(Secret::new(password)), Origin::Elsewhere("PGPASSWORD".to_owned()));
    }
    let file = around.text("PGPASSFILE").map(PathBuf::from);
    let (file, place) = match (file, &around.home) {
        (Some(file), _) => (file, "PGPASSFILE"),
        (None, Some(home)) => (home.join(".pgpass"), "~/.pgpass"),
        (None, None) => return (None, Origin::Nowhere),
    };
    let text = if others_may(&file, 0o077) { None } else { fs::read_to_string(&file).ok() };
    let password = text.and_then(|text| text.lines().find_map(|line| password_of(line, key)));
    match password {
        Some(password) => (Some(Secret::new(password)), Origin::Elsewhere(place.to_owned())),
        None => (None, Origin::Nowhere),
    }
}

/// The password of a line `host:port:database:user:password`, if it is for this connection.
fn password_of(line: &str, key: &Key<'_>) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, fields.len()) {
            // A colon in the password needs no backslash.
            (':', ..5) => fields.push(String::new()),
            (c, _) => {
                let c = if c == '\\' { chars.next().unwrap_or(c) } else { c };
                fields.last_mut()?.push(c);
            }
        }
    }
    let [host, port, database, user, password] = <[String; 5]>::try_from(fields).ok()?;
    let is = |field: &str, value: &str| field == "*" || field == value;
    let fits = (is(&host, key.host) || key.local && host == "localhost")
        && is(&port, &key.port.to_string())
        && is(&database, key.database)
        && is(&user, key.user);
    fits.then_some(password)
}

/// Whether others have one of these rights to a file, so that the engine's own clients would not trust it.
fn others_may(file: &Path, rights: u32) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & rights != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = (file, rights);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::address::Address;

    fn server(url: &str) -> Server {
        Address::from(url).server().expect("a server").clone()
    }

    #[test]
    fn option_files_have_groups_quotes_and_comments() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(".my.cnf");
        let text = "user=nobody\n[client]\n# c\n; c\nuser = me # who\npassword=\"a#b\\\"c'\\\\d\\s\"\n\
                    host='db.example'\nport=3307\nssl-verify-server-cert\n[mysqld]\npassword=wrong\n[client]\nport=3308\n";
        fs::write(&file, text).expect("a file");
        let nothing = |_: &str| None;
        let around = Surroundings { variable: &nothing, home: Some(folder.path().to_owned()) };
        let facts = |url: &str| {
            let (s, origin) = mysql(&server(url), &around);
            (s.user, s.password.map(|p| p.reveal().to_owned()), s.host, s.port, origin)
        };
        let some = |text: &str| Some(text.to_owned());
        let password = some("a#b\"c'\\d ");
        let there = Origin::Elsewhere("~/.my.cnf".to_owned());
        let all = (some("me"), password.clone(), some("db.example"), Some(3308), there.clone());
        assert_eq!(facts("mysql:///shop"), all);
        assert_eq!(facts("mysql://me@db.example/shop"), all);
        // The password of another user or server is not sent.
        assert_eq!(facts("mysql://you@db.example/shop").4, Origin::Nowhere);
        assert_eq!(facts("mysql://other.example/shop").4, Origin::Nowhere);
        assert_eq!(facts("mysql://me:mine@db.example/shop").1, some("mine"));
        let variable = |name: &str| (name == "MYSQL_PWD").then(|| "env".into());
        let around = Surroundings { variable: &variable, home: None };
        let (s, origin) = mysql(&server("mysql://me@h/d"), &around);
        assert_eq!((s.password, origin), (Some(Secret::new("env")), Origin::Elsewhere("MYSQL_PWD".to_owned())));
    }

    #[test]
    fn password_files_match_from_the_top() {
        let key = Key { host: "/run/postgresql", local: true, port: 5432, database: "shop", user: "me" };
        let of = |line: &str| password_of(line, &key);
        assert_eq!(of("localhost:5432:shop:me:a:b"), Some("a:b".to_owned()));
        assert_eq!(of("*:*:*:*:a\\:b\\\\"), Some("a:b\\".to_owned()));
        assert_eq!(of("/run/postgresql:*:shop:me: a "), Some(" a ".to_owned()));
        for other in ["#*:*:*:*:x", "", "h:*:*:*:x", "*:5433:*:*:x", "*:*:shop2:*:x", "*:*:*:you:x", "*:*:*:me"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn password_files_that_others_may_read_are_not_used() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(".pgpass");
        fs::write(&file, "h:*:*:*:first\n*:*:*:*:any\n").expect("a file");
        let nothing = |_: &str| None;
        let around = Surroundings { variable: &nothing, home: Some(folder.path().to_owned()) };
        let key = Key { host: "h", local: false, port: 5432, database: "shop", user: "me" };
        for (mode, expected) in [(0o600, Some(Secret::new("first"))), (0o640, None)] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("rights");
            assert_eq!(postgres(&key, &around).0, expected, "{mode:o}");
        }
        let variable = |name: &str| (name == "PGPASSWORD").then(|| "env".into());
        let around = Surroundings { variable: &variable, home: None };
        assert_eq!(postgres(&key, &around).1, Origin::Elsewhere("PGPASSWORD".to_owned()));
    }
}
