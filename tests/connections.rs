//! Connecting: where passwords come from, encryption, and what is said when a database refuses.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use migc::engine::Engine;
use support::Brand;
use tempfile::TempDir;

/// `migc` with no surroundings but a home of its own.
fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.args(arguments).current_dir(home).stdin(Stdio::null()).env("HOME", home).env("USER", "nobody");
    for name in ["MIGC_FROM_URL", "MIGC_INTO_URL", "PGPASSWORD", "PGPASSFILE", "PGHOST", "PGUSER", "MYSQL_PWD"] {
        command.env_remove(name);
    }
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What `migc schema URL` says; its words in one line.
fn schema(home: &Path, url: &str) -> (bool, String) {
    let output = command(home, &["schema", url]).output().unwrap();
    (output.status.success(), said(&output).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn connects(home: &Path, url: &str) {
    let (done, text) = schema(home, url);
    assert!(done && text.contains("seen"), "{url}:\n{text}");
}

/// Each address is refused with this message and this help.
#[track_caller]
fn refused(home: &Path, cases: &[(&str, &str, &str)]) {
    for (url, message, help) in cases {
        let (done, text) = schema(home, url);
        assert!(!done, "{url} is let in:\n{text}");
        assert!(text.contains(message), "{url}: `{message}` is not said:\n{text}");
        assert!(text.contains(help), "{url}: `{help}` is not said:\n{text}");
        assert!(!text.contains("s3cret"), "{url}:\n{text}");
    }
}

fn write(folder: &TempDir, name: &str, text: &str, mode: u32) {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn mariadb_lets_in_and_refuses() {
    let server = support::secure(Engine::Mysql);
    let home = tempfile::tempdir().unwrap();
    server.create_database("shop");
    server.load(
        "shop",
        "CREATE TABLE seen (a INT); CREATE TABLE hidden (a INT);
         CREATE USER me@'%' IDENTIFIED BY 's3cret/@?'; GRANT ALL ON shop.* TO me@'%';
         CREATE USER tls@'%' IDENTIFIED BY 's3cret' REQUIRE SSL; GRANT ALL ON shop.* TO tls@'%';
         CREATE USER nowhere@'%' IDENTIFIED BY 's3cret';
         CREATE USER one@'%' IDENTIFIED BY 's3cret' WITH MAX_CONNECTIONS_PER_HOUR 1; GRANT ALL ON shop.* TO one@'%';
         CREATE USER away@'10.0.0.1' IDENTIFIED BY 's3cret';",
    );
    let (port, socket) = (server.port(), server.socket().display().to_string());
    let ca = support::certificate().join("ca.pem").display().to_string();
    // The socket last: a folder's name may have any letters in it.
    let at = |rest: &str| rest.replace("CA", &ca).replace("PORT", &port.to_string()).replace("SOCKET", &socket);
    let home = home.path();
    for url in [
        "mysql://me:s3cret%2F%40%3F@127.0.0.1:PORT/shop",
        "mariadb://me:s3cret/@?@localhost:PORT/shop",
        "mysql://root@x/shop?socket=SOCKET",
        "mysql://tls:s3cret@127.0.0.1:PORT/shop",
        "mysql://tls:s3cret@127.0.0.1:PORT/shop?ssl-mode=REQUIRED",
        "mysql://tls:s3cret@127.0.0.1:PORT/shop?sslmode=verify-ca&sslrootcert=CA",
        "mysql://tls:s3cret@localhost:PORT/shop?ssl-mode=VERIFY_IDENTITY&ssl-ca=CA",
        "mysql://one:s3cret@127.0.0.1:PORT/shop",
    ] {
        connects(home, &at(url));
    }
    let cases = [
        ("mysql://me:wrong@127.0.0.1:PORT/shop", "does not accept the password of the user `me`", "MIGC_FROM_URL"),
        ("mysql://me@127.0.0.1:PORT/shop", "the user `me` needs a password, and none was given", "~/.my.cnf"),
        (
            "mysql://me:s3cret%2F%40%3F@127.0.0.1:PORT/ship",
            "Access denied for user 'me'@'%' to database 'ship'",
            "GRANT SELECT ON `ship`.* TO 'me'@'%'",
        ),
        ("mysql://root@127.0.0.1:PORT/ship", "the server has no database `ship`", "make the database first"),
        (
            "mysql://nowhere:s3cret@127.0.0.1:PORT/shop",
            "to database 'shop'",
            "GRANT SELECT ON `shop`.* TO 'nowhere'@'%'",
        ),
        ("mysql://away:s3cret@127.0.0.1:PORT/shop", "does not accept", "MIGC_FROM_URL"),
        ("mysql://one:s3cret@127.0.0.1:PORT/shop", "max_connections_per_hour", "raise the server's limit"),
        ("mysql://me:s3cret@127.0.0.1:1/shop", "nobody listens at `127.0.0.1:1`", "see that the server runs"),
        ("mysql://me:s3cret@[::1]:1/shop", "nobody listens at `[::1]:1`", "see that the server runs"),
        ("mysql://me:s3cret@nohost.invalid/shop", "no host is called `nohost.invalid`", "spelled"),
        ("mysql://me:s3cret@h/shop?socket=/no/socket", "nobody listens at the socket `/no/socket`", "or the socket"),
        ("mysql://tls:s3cret@127.0.0.1:PORT/shop?sslmode=disable", "does not accept", "MIGC_FROM_URL"),
        ("mysql://tls:s3cret@127.0.0.1:PORT/shop?sslmode=verify-ca", "certificate", "sslrootcert=FILE"),
        (
            "mysql://tls:s3cret@127.0.0.1:PORT/shop?sslmode=verify-full&sslrootcert=CA",
            "certificate",
            "the host as the certificate does",
        ),
    ]
    .map(|(url, message, help)| (at(url), message, help));
    refused(home, &cases.each_ref().map(|(url, message, help)| (url.as_str(), *message, *help)));
}

#[test]
fn postgres_lets_in_and_refuses() {
    let server = support::secure(Engine::Postgres);
    let home = tempfile::tempdir().unwrap();
    server.create_database("shop");
    server.create_database("plain");
    server.load(
        "shop",
        "CREATE TABLE seen (a int);
         CREATE SCHEMA app; CREATE TABLE app.seen (a int);
         CREATE ROLE me LOGIN PASSWORD 's3cret/@?'; CREATE ROLE full LOGIN CONNECTION LIMIT 0 PASSWORD 's3cret';
         CREATE ROLE nologin PASSWORD 's3cret';
         CREATE DATABASE closed; REVOKE CONNECT ON DATABASE closed FROM public;",
    );
    let (port, folder) = (server.port(), server.dir().display().to_string());
    let ca = support::certificate().join("ca.pem").display().to_string();
    let at = |rest: &str| rest.replace("CA", &ca).replace("PORT", &port.to_string()).replace("DIR", &folder);
    let home = home.path();
    for url in [
        "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/shop",
        "postgresql://me:s3cret/@?@localhost:PORT/shop",
        "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/shop?sslmode=disable",
        "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/shop?sslmode=verify-ca&sslrootcert=CA",
        "postgres://me:s3cret%2F%40%3F@localhost:PORT/shop?sslmode=verify-full&sslrootcert=CA",
        "postgres://127.0.0.1:PORT/shop?user=me&password=s3cret%2F%40%3F",
        "postgres:///shop?host=DIR&port=PORT&user=postgres",
        "postgres://postgres@/shop?host=DIR&port=PORT&options=-csearch_path%3Dapp",
    ] {
        connects(home, &at(url));
    }
    let cases = [
        ("postgres://me:wrong@127.0.0.1:PORT/shop", "does not accept the password of the user `me`", "~/.pgpass"),
        ("postgres://me@127.0.0.1:PORT/shop", "the user `me` needs a password, and none was given", "~/.pgpass"),
        (
            "postgres://nobody:s3cret@127.0.0.1:PORT/shop",
            "does not accept the password of the user `nobody`",
            "~/.pgpass",
        ),
        ("postgres://nologin:s3cret@127.0.0.1:PORT/shop", "role \"nologin\" is not permitted to log in", "pg_hba.conf"),
        (
            "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/ship",
            "the server has no database `ship`",
            "make the database first",
        ),
        (
            "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/closed",
            "permission denied for database \"closed\"",
            "CONNECT ON DATABASE \"closed\" TO me",
        ),
        (
            "postgres://me:s3cret%2F%40%3F@127.0.0.1:PORT/plain?sslmode=disable",
            "pg_hba.conf rejects connection",
            "pg_hba.conf",
        ),
        (
            "postgres://full:s3cret@127.0.0.1:PORT/shop",
            "too many connections for role \"full\"",
            "raise the server's limit",
        ),
        ("postgres://me:s3cret@127.0.0.1:1/shop", "nobody listens at `127.0.0.1:1`", "see that the server runs"),
        ("postgres://me:s3cret@nohost.invalid/shop", "no host is called `nohost.invalid`", "spelled"),
        ("postgres://me:s3cret@%2Fno%2Fsocket/shop", "nobody listens at the socket `/no/socket`", "or the socket"),
        ("postgres://me:s3cret@127.0.0.1:PORT/shop?sslmode=verify-ca", "certificate", "sslrootcert=FILE"),
        (
            "postgres://me:s3cret@127.0.0.1:PORT/shop?sslmode=verify-full&sslrootcert=CA",
            "certificate",
            "the host as the certificate does",
        ),
    ]
    .map(|(url, message, help)| (at(url), message, help));
    refused(home, &cases.each_ref().map(|(url, message, help)| (url.as_str(), *message, *help)));
}

#[test]
fn a_server_without_tls_is_told_from_a_lost_one() {
    let home = tempfile::tempdir().unwrap();
    // The newer ones speak TLS unasked.
    let mariadb = format!("{}?sslmode=require", support::of_brand(Brand::MariaDb).url(""));
    let postgres = format!("{}?sslmode=require", support::postgres().url("postgres"));
    let cases = [&mariadb, &postgres].map(|url| (url.as_str(), "server does not support TLS", "leave `sslmode` out"));
    refused(home.path(), &cases);
}

#[test]
fn a_password_that_needs_tls_says_so() {
    if !Brand::Mysql.is_there() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let server = support::of_brand(Brand::Mysql);
    server.load("", "CREATE USER sha2@'%' IDENTIFIED BY 's3cret';");
    let url = format!("mysql://sha2:s3cret@127.0.0.1:{}/?sslmode=disable", server.port());
    let help = "leave `sslmode=disable` out of the address; where the server speaks no TLS, let its administrator";
    refused(home.path(), &[(&url, "takes this password over an encrypted connection only", help)]);
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    // It takes connections, and never answers.
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = silent.local_addr().unwrap().port();
    let (mysql, postgres) = (format!("mysql://me@127.0.0.1:{port}/d"), format!("postgres://me@127.0.0.1:{port}/d"));
    for url in [mysql, postgres] {
        let message = format!("`127.0.0.1:{port}` does not answer within 1 s");
        refused(home.path(), &[(&format!("{url}?connect_timeout=1"), &message, "firewall")]);
    }
}

#[test]
fn sqlite_files_are_refused() {
    let home = tempfile::tempdir().unwrap();
    write(&home, "text.db", &"not a database at all\n".repeat(100), 0o600);
    fs::create_dir(home.path().join("folder.db")).unwrap();
    refused(
        home.path(),
        &[
            ("sqlite:no.db", "there is no such file", "paths are taken from the folder you are in"),
            ("sqlite:text.db", "file is not a database", "the file is no SQLite database"),
            ("sqlite:folder.db", "it is a folder", "name a file in it"),
            ("sqlite:", "names no file", "write sqlite:FILE"),
            ("postgres://h/d?sslmod=require", "an option `sslmod` that Mig does not know", "options are sslmode"),
        ],
    );
    assert!(!home.path().join("no.db").exists(), "looking made a file");
}

#[test]
fn passwords_come_from_the_files_of_the_engines_clients() {
    let (mariadb, postgres) = (support::secure(Engine::Mysql), support::secure(Engine::Postgres));
    let home = tempfile::tempdir().unwrap();
    mariadb.create_database("filed");
    mariadb.load(
        "filed",
        "CREATE TABLE seen (a INT); CREATE USER filed@'%' IDENTIFIED BY 's3cret#1'; GRANT ALL ON filed.* TO filed@'%';",
    );
    postgres.create_database("filed");
    postgres.load("filed", "CREATE TABLE seen (a int); CREATE ROLE filed LOGIN PASSWORD 's3cret:1';");
    let mysql_url = format!("mysql://filed@127.0.0.1:{}/filed", mariadb.port());
    let postgres_url = format!("postgres://filed@127.0.0.1:{}/filed", postgres.port());

    write(&home, ".my.cnf", "[mysqld]\npassword=no\n[client]\nuser = filed\npassword = \"s3cret#1\"  # c\n", 0o600);
    connects(home.path(), &mysql_url);
    write(
        &home,
        ".my.cnf",
        &format!("[client]\nuser=filed\npassword='s3cret#1'\nhost=127.0.0.1\nport={}\n", mariadb.port()),
        0o600,
    );
    connects(home.path(), "mysql:///filed");
    write(&home, ".my.cnf", &format!("[client]\nuser=root\nsocket={}\n", mariadb.socket().display()), 0o600);
    connects(home.path(), "mysql:///filed");
    write(&home, ".my.cnf", "[client]\npassword=s3cret2\n", 0o600);
    refused(
        home.path(),
        &[(&mysql_url, "does not accept the password", "the password is the one of `~/.my.cnf`: mend it there")],
    );
    write(&home, ".my.cnf", "", 0o600);
    let output = command(home.path(), &["schema", &mysql_url]).env("MYSQL_PWD", "s3cret#1").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));

    let line = format!("other:*:*:*:no\n127.0.0.1:{}:filed:filed:s3cret\\:1\n", postgres.port());
    write(&home, ".pgpass", &line, 0o600);
    connects(home.path(), &postgres_url);
    write(&home, ".pgpass", &line, 0o644);
    refused(home.path(), &[(&postgres_url, "needs a password, and none was given", "which only you may read")]);
    write(&home, "elsewhere", "*:*:*:*:s3cret2\n", 0o600);
    let with =
        |name: &str, value: &str| command(home.path(), &["schema", &postgres_url]).env(name, value).output().unwrap();
    let wrong = with("PGPASSFILE", home.path().join("elsewhere").to_str().unwrap());
    assert!(said(&wrong).contains("`PGPASSFILE`") && !said(&wrong).contains("s3cret2"), "{}", said(&wrong));
    assert!(with("PGPASSWORD", "s3cret:1").status.success());
}

#[test]
fn on_a_terminal_the_password_is_asked_for() {
    let server = support::secure(Engine::Postgres);
    let home = tempfile::tempdir().unwrap();
    server.create_database("asked");
    server.load("asked", "CREATE TABLE seen (a int); CREATE ROLE asked LOGIN PASSWORD 's3cret';");
    let url = format!("postgres://asked@127.0.0.1:{}/asked", server.port());
    let ask = |password: &str| {
        // Typed when it is asked for: what was typed before is thrown away.
        let typed = format!("sleep 2; echo {password}; sleep 2");
        let on_terminal = format!("script -qec \"{} schema '{url}'\" /dev/null", env!("CARGO_BIN_EXE_migc"));
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("({typed}) | {on_terminal}")]).current_dir(&home).env("HOME", home.path());
        shell.env_remove("PGPASSWORD").env_remove("PGPASSFILE");
        said(&shell.output().unwrap())
    };
    let text = ask("s3cret");
    assert!(text.contains(&format!("password for {url}: ")) && text.contains("seen"), "{text}");
    assert!(!text.contains("s3cret"), "the password is echoed:\n{text}");
    let text = ask("wrong");
    assert!(text.contains("does not accept the password of the user `asked`"), "{text}");
}
