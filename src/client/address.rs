//! The address of a database, as given on the command line, and what of it may be shown.
//!
//! Any text is an [`Address`], and is judged when it is used: what a command line refuses it repeats
//! on the screen, and the text may hold a password. A password is never part of what is shown.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::engine::Engine;

/// `sqlite:old.db`, `mysql://user:secret@host/db`, `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    place: Result<Place, AddressError>,
}

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// On a server.
    Server(Box<Server>),
    /// Written out in a file, from which it can only be read.
    Dump {
        /// The file of the dump.
        path: PathBuf,
        /// The encoding it is in, where somebody says so.
        encoding: Option<String>,
    },
}

/// A database on a server. What is none is found elsewhere: in option files, else as is usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The engine that is spoken to.
    pub engine: Engine,
    /// Who connects; none: as the client of the engine would.
    pub user: Option<String>,
    /// The password, from the address or asked for.
    pub password: Option<Secret>,
    /// A name or an address, without the brackets of IPv6.
    pub host: Option<String>,
    /// The port; none: the usual one of the engine.
    pub port: Option<u16>,
    /// MySQL: the socket file. PostgreSQL: the folder of the socket.
    pub socket: Option<PathBuf>,
    /// The database on that server.
    pub database: Option<String>,
    /// Whether and how the connection is encrypted.
    pub tls: Tls,
    /// How long connecting may take.
    pub patience: Option<Duration>,
    /// PostgreSQL: settings of the session, from `options=-c name=value`.
    pub settings: Vec<(String, String)>,
}

/// How a connection is encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tls {
    /// Whether at all, and what is asked of the certificate.
    pub mode: Option<TlsMode>,
    /// A file of certificates that are trusted beside the system's.
    pub ca: Option<PathBuf>,
    /// A file with the client's certificate.
    pub cert: Option<PathBuf>,
    /// A file with its key.
    pub key: Option<PathBuf>,
}

/// Whether a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// Never: the server is spoken to in the clear.
    Disable,
    /// Where the server can.
    Prefer,
    /// Always; whoever the server is.
    Require,
    /// Always; the certificate is of an authority that is trusted.
    VerifyCa,
    /// Always; the certificate is of an authority that is trusted, and is made out to this host.
    VerifyFull,
}

/// A password: no `Display`, and `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a password.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The password: for connecting only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// An address that cannot be used; no password is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct AddressError {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// The forms of addresses, for help lines.
const FORMS: &str = "write sqlite:FILE, mysql://USER@HOST/DATABASE or postgres://USER@HOST/DATABASE";

impl From<String> for Address {
    fn from(text: String) -> Self {
        let text = text.trim().to_owned();
        let place = place(&text);
        Self { text, place }
    }
}

impl From<&Path> for Address {
    fn from(file: &Path) -> Self {
        Self { text: format!("sqlite:{}", file.display()), place: Ok(Place::File(file.to_owned())) }
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Address {
    /// Where the database is.
    ///
    /// # Errors
    /// When the text is no address.
    pub fn place(&self) -> Result<&Place, AddressError> {
        self.place.as_ref().map_err(Clone::clone)
    }

    /// The engine.
    ///
    /// # Errors
    /// When the text is no address.
    pub fn engine(&self) -> Result<Engine, AddressError> {
        if let Place::Dump { .. } = self.place()? {
            return Err(self.no_database());
        }
        self.scheme().ok_or_else(|| wrong(&self.text))
    }

    /// The engine that the text before the first `:` names, if it names one.
    pub fn scheme(&self) -> Option<Engine> {
        self.text.split_once(':').and_then(|(scheme, _)| scheme.parse().ok())
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Ok(Place::File(file)) => Some(file),
            _ => None,
        }
    }

    /// The dump and its encoding, where it is one.
    pub fn dump(&self) -> Option<(&Path, Option<&str>)> {
        match &self.place {
            Ok(Place::Dump { path, encoding }) => Some((path, encoding.as_deref())),
            _ => None,
        }
    }

    /// This address with the encoding of its text, which matters for a dump only.
    #[must_use]
    pub fn in_encoding(mut self, name: Option<&str>) -> Self {
        if let Ok(Place::Dump { encoding, .. }) = &mut self.place {
            *encoding = name.map(str::to_owned);
        }
        self
    }

    /// Why a dump cannot be where a database is needed.
    pub fn no_database(&self) -> AddressError {
        AddressError {
            message: format!("`{self}` is a dump file, and a database is needed here"),
            help: FORMS.to_owned(),
        }
    }

    /// The server, where it is one.
    pub fn server(&self) -> Option<&Server> {
        match &self.place {
            Ok(Place::Server(server)) => Some(server.as_ref()),
            _ => None,
        }
    }

    /// This address with a password, where it has none.
    #[must_use]
    pub fn with_password(mut self, password: Secret) -> Self {
        if let Ok(Place::Server(server)) = &mut self.place {
            server.password.get_or_insert(password);
        }
        self
    }

    /// The database's name: without user, password and options, as a title.
    pub fn title(&self) -> String {
        let bare = match (&self.place, split(&self.text)) {
            (Ok(Place::Server(_)), Some((scheme, parts))) => format!("{scheme}://{}", parts.database()),
            _ => self.to_string(),
        };
        bare.split('?').next().unwrap_or("").to_owned()
    }
}

/// With the password masked: `mysql://user:***@host/db`.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.text, &self.place))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// The parts of `scheme://user:password@host/path?options`, nothing decoded.
struct Parts<'a> {
    user: Option<&'a str>,
    password: Option<&'a str>,
    host: &'a str,
    path: &'a str,
    options: &'a str,
}

/// Takes apart an address of a server; none for files.
fn split(text: &str) -> Option<(&str, Parts<'_>)> {
    let (scheme, rest) = text.split_once("://")?;
    if scheme.eq_ignore_ascii_case("sqlite") {
        // Files have no user, and may well have an `@`.
        return None;
    }
    let (user, rest) = match user_ends(rest).and_then(|at| rest.split_at_checked(at)) {
        Some((user, rest)) => (Some(user), rest.strip_prefix('@').unwrap_or(rest)),
        None => (None, rest),
    };
    let (user, password) = match user.and_then(|user| user.split_once(':')) {
        Some((user, password)) => (Some(user), Some(password)),
        None => (user, None),
    };
    let (before, options) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = before.split_at_checked(before.find('/').unwrap_or(before.len()))?;
    Some((scheme, Parts { user, password, host, path, options }))
}

/// Where the `@` is that ends user and password. A password may hold `@`, `/` and `?` that nobody
/// encoded: it is the last `@`, unless that is in the options, which have a `=` before it.
fn user_ends(rest: &str) -> Option<usize> {
    let last = rest.rfind('@')?;
    let Some((before, _)) = rest.get(..last)?.split_once('?').filter(|(_, option)| option.contains('=')) else {
        return Some(last);
    };
    if let Some(at) = before.rfind('@') {
        return Some(at);
    }
    // No `@` stands before the options: what looks like them is the end of a password, unless this is a host with
    // a port.
    let port = before.split_once(':').filter(|_| !before.starts_with(['[', '/']))?.1;
    let port = port.split('/').next().unwrap_or("");
    if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) { None } else { Some(last) }
}

/// What of an address may be shown. Only what is known to be no password is: of an address that can be used its parts, each as
/// long as it looks like what it is; of any other text no more than its first word.
fn shown(text: &str, place: &Result<Place, AddressError>) -> String {
    match place {
        Ok(Place::Dump { .. }) => text.to_owned(),
        Ok(Place::File(_)) => match text.split_once('?') {
            Some((file, options)) => format!("{file}?{}", shown_options(options)),
            None => text.to_owned(),
        },
        Ok(Place::Server(_)) => split(text).map_or_else(|| shown_wrong(text), |(scheme, parts)| parts.shown(scheme)),
        Err(_) => shown_wrong(text),
    }
}

/// What may be shown of a text that is no address: any part of it may be a password that stands in a wrong place.
fn shown_wrong(text: &str) -> String {
    if let Some((scheme, _)) = text.split_once("://").filter(|(scheme, _)| is_word(scheme)) {
        return format!("{scheme}://…");
    }
    match text.split_once(':') {
        Some((scheme, file)) if scheme.eq_ignore_ascii_case("sqlite") => match file.split_once('?') {
            Some((file, options)) => format!("{scheme}:{file}?{}", shown_options(options)),
            None => text.to_owned(),
        },
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("jdbc") || scheme.parse::<Engine>().is_ok() => {
            format!("{scheme}:…")
        }
        _ if text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '\\')) => text.to_owned(),
        _ => "…".to_owned(),
    }
}

/// Options with the values of those that are known to be no password.
fn shown_options(options: &str) -> String {
    let option = |option: &str| match option.split_once('=') {
        Some((name, value)) if is_word(name) && !value.contains([';', '&', '=']) && is_harmless(name) => {
            option.to_owned()
        }
        Some((name, _)) if is_word(name) => format!("{name}=***"),
        _ => "***".to_owned(),
    };
    options.split('&').map(option).collect::<Vec<_>>().join("&")
}

/// Whether the value of an option can be no password.
fn is_harmless(name: &str) -> bool {
    matches!(
        option_key(name).as_str(),
        "sslmode"
            | "sslca"
            | "sslrootcert"
            | "sslcert"
            | "sslkey"
            | "socket"
            | "unixsocket"
            | "host"
            | "port"
            | "user"
            | "dbname"
            | "database"
            | "connecttimeout"
            | "charset"
            | "applicationname"
            | "mode"
            | "cache"
    )
}

/// The name of an option as the engines' different spellings have it in common: `ssl-mode` is `sslmode`.
fn option_key(name: &str) -> String {
    name.to_ascii_lowercase().replace(['-', '_'], "")
}

/// Whether a text is nothing but letters, digits, `_`, `-`, `+` and `.`.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '.'))
}

impl Parts<'_> {
    /// The address without its password. A user, a host or a database that does not look like one may hold a password that
    /// stands in the wrong place, and is cut where it begins to look odd.
    fn shown(&self, scheme: &str) -> String {
        let user = self.user.map_or(String::new(), |user| {
            let password = if self.password.is_some() { ":***" } else { "" };
            format!("{}{password}@", plain(user, |c| matches!(c, '_' | '-' | '.' | '$' | '%')))
        });
        let options = match self.options {
            "" => String::new(),
            options => format!("?{}", shown_options(options)),
        };
        format!("{scheme}://{user}{}{options}", self.database())
    }

    /// Host, port and database.
    fn database(&self) -> String {
        let host = plain(self.host, |c| matches!(c, '_' | '-' | '.' | ':' | '[' | ']' | '%' | '/'));
        let path = plain(self.path, |c| !matches!(c, ';' | ':' | '@' | '?' | '&' | '"' | '\'') && !c.is_control());
        let lower = decoded(self.path).to_ascii_lowercase();
        let path = if lower.contains("pass") && lower.contains('=') { "/…".to_owned() } else { path };
        format!("{host}{path}")
    }
}

/// A text up to the first character that is neither alphanumeric nor among those that are usual in it.
fn plain(text: &str, usual: impl Fn(char) -> bool) -> String {
    match text.find(|c: char| !c.is_alphanumeric() && !usual(c)) {
        Some(odd) => format!("{}…", text.get(..odd).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Whether a text is the name of a file as dumps have them.
fn is_dump(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // Not a file but how libpq or somebody in haste writes the address of a server, maybe with a password.
    if lower.contains("pass") && text.contains('=') || text.contains('@') && text.contains(':') {
        return false;
    }
    let scheme =
        text.split_once(':').is_some_and(|(scheme, rest)| scheme.parse::<Engine>().is_ok() || rest.starts_with("//"));
    !scheme && [".sql", ".gz", ".zip", ".dump", ".sqlite", ".sqlite3"].iter().any(|end| lower.ends_with(end))
}

fn wrong(text: &str) -> AddressError {
    let lower = text.to_ascii_lowercase();
    let help = if lower.starts_with("jdbc:") {
        "leave out `jdbc:`, and write user and password as mysql://USER:PASSWORD@HOST/DATABASE"
    } else if !lower.contains("://") && lower.contains("host=") {
        "this is how libpq writes it: here it is postgres://USER@HOST/DATABASE"
    } else {
        FORMS
    };
    AddressError { message: format!("`{}` is not the address of a database", shown_wrong(text)), help: help.to_owned() }
}

fn place(text: &str) -> Result<Place, AddressError> {
    if is_dump(text) {
        return Ok(Place::Dump { path: PathBuf::from(text), encoding: None });
    }
    let (scheme, rest) = text.split_once(':').ok_or_else(|| wrong(text))?;
    let engine: Engine = scheme.parse().map_err(|_| wrong(text))?;
    if scheme.eq_ignore_ascii_case("sqlite") {
        return file(text, rest);
    }
    let (_, parts) = split(text).ok_or_else(|| wrong(text))?;
    let shown = parts.shown(scheme);
    let fail = |message: String, help: &str| AddressError { message, help: help.to_owned() };
    if [parts.host, parts.path, parts.options].iter().any(|part| part.contains(';')) {
        return Err(fail(
            format!("`{shown}` has a `;` in it"),
            "write options after `?`, with `&` between them; in a name, write `;` as %3B",
        ));
    }
    if parts.user.is_some_and(|user| user.contains('/')) {
        return Err(fail(
            format!("`{shown}` has a `/` in the name of the user"),
            "write USER:PASSWORD@HOST; in a name, write `/` as %2F",
        ));
    }
    let mut server = Server {
        engine,
        user: said(parts.user.unwrap_or("")),
        password: parts.password.map(|password| Secret::new(decoded(password))).filter(|p| !p.0.is_empty()),
        host: None,
        port: None,
        socket: None,
        database: said(parts.path.trim_start_matches('/')),
        tls: Tls::default(),
        patience: None,
        settings: Vec::new(),
    };
    let (host, port) = host_and_port(parts.host);
    server.host(&decoded(host));
    if let Some(port) = port.filter(|port| !port.is_empty()) {
        // What stands there may be the password of an address without a host.
        let number = port.parse().map_err(|_| {
            fail(
                format!("`{scheme}://…` has a port that is no number up to 65535"),
                "write USER:PASSWORD@HOST:PORT; in a password, write `@` as %40, `:` as %3A, `/` as %2F and `?` as %3F",
            )
        });
        server.port = Some(number?);
    }
    for option in parts.options.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let called = if is_word(name) && option.contains('=') { format!(" `{name}`") } else { String::new() };
        server.option(&decoded(name), &decoded(value)).map_err(|wrong| match wrong {
            Wrong::Name => fail(
                format!("`{shown}` has an option{called} that Mig does not know"),
                "options are sslmode, sslrootcert, sslcert, sslkey, host, port, user, password, dbname, \
                 connect_timeout; socket for MySQL; options for PostgreSQL",
            ),
            Wrong::Value(help) => fail(format!("`{shown}` has an option{called} that cannot be read"), help),
        })?;
    }
    Ok(Place::Server(Box::new(server)))
}

fn file(text: &str, rest: &str) -> Result<Place, AddressError> {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, options) = rest.split_once('?').unwrap_or((rest, ""));
    if path.is_empty() {
        return Err(AddressError {
            message: format!("`{text}` names no file"),
            help: "write sqlite:FILE, such as sqlite:old.db or sqlite:/data/old.db".to_owned(),
        });
    }
    match options {
        "" | "mode=ro" | "mode=rw" | "mode=rwc" => Ok(Place::File(PathBuf::from(decoded(path)))),
        _ => Err(AddressError {
            message: format!("`{}` has options that Mig does not know", shown_wrong(text)),
            help: "write sqlite:FILE; the old side is opened for reading only anyway".to_owned(),
        }),
    }
}

/// `host`, `host:5432`, `[::1]:5432`, and what MySQL's people write without brackets.
fn host_and_port(text: &str) -> (&str, Option<&str>) {
    match text.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((host, rest)) => (host, rest.strip_prefix(':')),
        None if text.matches(':').count() > 1 => (text, None),
        None => text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port))),
    }
}

/// Decoded, unless it is empty.
fn said(text: &str) -> Option<String> {
    Some(decoded(text)).filter(|text| !text.is_empty())
}

enum Wrong {
    Name,
    Value(&'static str),
}

impl Server {
    /// A host, or for PostgreSQL the folder of a socket.
    fn host(&mut self, host: &str) {
        if host.starts_with('/') {
            self.socket = Some(PathBuf::from(host));
        } else if !host.is_empty() {
            self.host = Some(host.trim_start_matches('[').trim_end_matches(']').to_owned());
        }
    }

    fn option(&mut self, name: &str, value: &str) -> Result<(), Wrong> {
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
        let path = || text().map(PathBuf::from);
        match option_key(name).as_str() {
            "sslmode" => self.tls.mode = Some(mode(value)?),
            "sslca" | "sslrootcert" => self.tls.ca = path(),
            "sslcert" => self.tls.cert = path(),
            "sslkey" => self.tls.key = path(),
            "socket" | "unixsocket" => self.socket = path(),
            "host" => self.host(value),
            "port" => self.port = Some(value.parse().map_err(|_| Wrong::Value("write a number up to 65535"))?),
            "user" => self.user = text(),
            "password" => self.password = text().map(Secret),
            "dbname" | "database" => self.database = text(),
            "connecttimeout" => {
                let seconds = value.parse().map_err(|_| Wrong::Value("write a number of seconds"))?;
                self.patience = Some(Duration::from_secs(seconds));
            }
            "options" => self.settings.extend(settings(value)?),
            // What the connection speaks is settled, and these say no more than that.
            "charset" if value.eq_ignore_ascii_case("utf8mb4") => {}
            "applicationname" => {}
            _ => return Err(Wrong::Name),
        }
        Ok(())
    }
}

/// The names that PostgreSQL and MySQL use for the same.
fn mode(text: &str) -> Result<TlsMode, Wrong> {
    Ok(match text.to_ascii_lowercase().replace('_', "-").as_str() {
        "disable" | "disabled" => TlsMode::Disable,
        "prefer" | "preferred" | "allow" => TlsMode::Prefer,
        "require" | "required" => TlsMode::Require,
        "verify-ca" => TlsMode::VerifyCa,
        "verify-full" | "verify-identity" => TlsMode::VerifyFull,
        _ => return Err(Wrong::Value("say disable, prefer, require, verify-ca or verify-full")),
    })
}

/// `-c name=value -c name=value`, as PostgreSQL's own clients take it.
fn settings(text: &str) -> Result<Vec<(String, String)>, Wrong> {
    let wrong = || Wrong::Value("write -c NAME=VALUE, such as options=-csearch_path%3Dapp");
    let settings = text.split("-c").skip(1).map(|setting| {
        let (name, value) = setting.split_once('=').ok_or_else(wrong)?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    });
    if text.trim_start().starts_with("-c") { settings.collect() } else { Err(wrong()) }
}

/// `%40` is `@`; a `%` that no two hexadecimal digits follow is itself.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.filter(|code| code.iter().all(u8::is_ascii_hexdigit));
        let byte = code.and_then(|c| std::str::from_utf8(c).ok()).and_then(|c| u8::from_str_radix(c, 16).ok());
        match byte {
            Some(byte) => {
                out.push(byte);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        for (url, shown) in [
            ("mysql://me:s3cr@et@db.example/shop", "mysql://me:***@db.example/shop"),
            ("mysql://me:s3cr?et/@db.example/shop", "mysql://me:***@db.example/shop"),
            ("me:s3cret@db.example", "…"),
            ("me:s3cret", "…"),
            ("mysql:s3cret", "mysql:…"),
            ("mysql://me:s3cret", "mysql://…"),
            ("mysql://me:s3cret/shop", "mysql://…"),
            ("mysql://me/s3cret@db.example/shop", "mysql://…"),
            ("  mysql://me:s3cret@db.example/shop\n", "mysql://me:***@db.example/shop"),
            ("jdbc:mysql://h/shop?user=me&password=s3cret", "jdbc:…"),
            ("host=db.example password=s3cret dbname=shop", "…"),
            ("host=db.example password=s3cret dbname=shop.sql", "…"),
            ("me:s3cret@db.example/shop.sql", "…"),
            ("mysql://h/shop?user=me;password=s3cret", "mysql://…"),
            ("mysql://h/shop;password=s3cret", "mysql://…"),
            ("mysql://h;password=s3cret", "mysql://…"),
            ("mysql://h/shop?s3cret", "mysql://…"),
            ("postgres://h/shop?user=me&pass%77ord=s3cret", "postgres://h/shop?user=me&***"),
            ("postgres://h/shop?user=me&PassWord=s3cret", "postgres://h/shop?user=me&PassWord=***"),
            ("sqlite:a.db?key=s3cret", "sqlite:a.db?key=***"),
            ("mysql://me@db.example/shop", "mysql://me@db.example/shop"),
            ("postgres://h/shop?user=me&password=s3cret", "postgres://h/shop?user=me&password=***"),
            ("mysql://me@db.example:3306/shop?ssl-ca=a@b", "mysql://me@db.example:3306/shop?ssl-ca=a@b"),
            ("oracle://me:s3cret@host/db", "oracle://…"),
            ("sqlite:old.db", "sqlite:old.db"),
            ("sqlite://a:b@c.db", "sqlite://a:b@c.db"),
        ] {
            let address = Address::from(url);
            assert_eq!(address.to_string(), shown);
            assert_eq!(format!("{address:?}"), format!("Address({shown})"));
            assert!(!format!("{:?} {}", address.place(), address.title()).contains("s3c"), "{url}");
        }
    }

    #[test]
    fn titles_have_no_user_and_no_options() {
        for (url, title) in [
            ("mysql://me:s3cret@host:3306/db?ssl-mode=disabled", "mysql://host:3306/db"),
            ("postgres://me:a@b/c@host/db", "postgres://host/db"),
            ("postgres:///db?host=/run&password=s3cret", "postgres:///db"),
            ("sqlite:a@b.db?mode=ro", "sqlite:a@b.db"),
        ] {
            assert_eq!(Address::from(url).title(), title);
        }
    }

    #[test]
    fn sqlite_names_a_file() {
        for (url, file) in [
            ("sqlite:old.db", "old.db"),
            ("sqlite://data/old.db?mode=ro", "data/old.db"),
            ("sqlite:/data/old.db", "/data/old.db"),
            ("sqlite:///data/old.db", "/data/old.db"),
            ("SQLite:what%3f%23.db", "what?#.db"),
            ("sqlite:100%.db", "100%.db"),
        ] {
            assert_eq!(Address::from(url).file(), Some(Path::new(file)), "{url}");
        }
        let error = Address::from("sqlite:").place().unwrap_err();
        assert_eq!(error.message, "`sqlite:` names no file");
    }

    fn server(url: &str) -> Server {
        Address::from(url).server().unwrap_or_else(|| panic!("{url} is a server")).clone()
    }

    #[test]
    fn servers_have_hosts_ports_and_sockets() {
        let facts = |url: &str| {
            let s = server(url);
            let socket = s.socket.map(|p| p.display().to_string());
            [s.user, s.password.map(|p| p.0), s.host, s.port.map(|p| p.to_string()), socket, s.database]
                .map(|part| part.unwrap_or_else(|| "-".to_owned()))
                .join(" ")
        };
        for (url, expected) in [
            ("mysql://me:p%40ss@db.example:3307/shop", "me p@ss db.example 3307 - shop"),
            ("mariadb://me@db.example/shop", "me - db.example - - shop"),
            ("mysql://me:s3cr?et/@db.example/shop", "me s3cr?et/ db.example - - shop"),
            ("mysql://me:s3cret/@?@db.example/shop?sslmode=prefer", "me s3cret/@? db.example - - shop"),
            ("mysql://me:a?b=c@db.example/shop", "me a?b=c db.example - - shop"),
            ("postgres://[::1]:5433/shop", "- - ::1 5433 - shop"),
            ("postgresql://me@[fe80::1%25eth0]/shop", "me - fe80::1%eth0 - - shop"),
            ("postgres:///shop?host=/run/postgresql&user=me", "me - - - /run/postgresql shop"),
            ("postgres://me@%2Frun%2Fpostgresql/shop", "me - - - /run/postgresql shop"),
            ("mysql://root@localhost/shop?socket=/run/my@sqld.sock", "root - localhost - /run/my@sqld.sock shop"),
            ("mysql:///shop?socket=/a@b", "- - - - /a@b shop"),
            ("postgres://", "- - - - - -"),
            ("mysql://me:@h/d", "me - h - - d"),
        ] {
            assert_eq!(facts(url), expected, "{url}");
        }
    }

    #[test]
    fn options_are_known_or_refused() {
        let s =
            server("postgres://h/d?sslmode=verify-full&sslrootcert=ca.pem&connect_timeout=3&options=-c%20a=b%20-cc=d");
        assert_eq!(s.tls.mode, Some(TlsMode::VerifyFull));
        assert_eq!((s.tls.ca, s.patience), (Some(PathBuf::from("ca.pem")), Some(Duration::from_secs(3))));
        assert_eq!(s.settings, [("a".to_owned(), "b".to_owned()), ("c".to_owned(), "d".to_owned())]);
        assert_eq!(server("mysql://h/d?ssl-mode=VERIFY_IDENTITY").tls.mode, Some(TlsMode::VerifyFull));
        for (url, message) in [
            ("mysql://h/d?sslmod=require", "`mysql://h/d?sslmod=***` has an option `sslmod` that Mig does not know"),
            ("mysql://h/d?sslmode=yes", "`mysql://h/d?sslmode=yes` has an option `sslmode` that cannot be read"),
            ("mysql://me:a@h:port/d", "`mysql://…` has a port that is no number up to 65535"),
            ("mysql:old.db", "`mysql:…` is not the address of a database"),
            ("old.db", "`old.db` is not the address of a database"),
            ("sqlite:a.db?cache=shared", "`sqlite:a.db?cache=shared` has options that Mig does not know"),
        ] {
            assert_eq!(Address::from(url).place().unwrap_err().message, message);
        }
    }
}
