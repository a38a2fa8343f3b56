//! How each brand's private server is set up and started.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash as _, Hasher as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use migc::engine::Engine;

use super::process::{self, Keeper, Owner};
use super::{Brand, Server};

/// Starts a server again and again, until it is told to stop. One that is just starting may not hear of it, and whoever tells
/// us waits for two seconds.
const AGAIN: &str = r#"
stop() {
    kill -QUIT $server
    for i in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 $server 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL $server 2>/dev/null
    wait $server
    exit 0
}
trap stop QUIT TERM
while :; do
    "$@" &
    server=$!
    wait $server
    sleep 0.1
done
"#;

fn again(run: Vec<String>) -> Vec<String> {
    ["/bin/sh", "-c", AGAIN, "again"].map(str::to_owned).into_iter().chain(run).collect()
}

/// The server of a brand for whoever needs nothing special of it: with `MIG_STAY=1` one that stays up when the tests end, and that
/// the next run finds; but one run at a time, so that a second one has servers of its own.
pub fn shared(brand: Brand) -> Server {
    let stay = std::env::var_os("MIG_STAY").is_some_and(|stay| !stay.is_empty() && stay != "0");
    if !stay || brand.engine() == Engine::Sqlite {
        return server(brand, None, false, None);
    }
    let notes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stay");
    fs::create_dir_all(&notes).expect("a folder can be made in target/tmp");
    let lock = File::create(notes.join(format!("{}.lock", brand.name()))).expect("a file can be made in target/tmp");
    if lock.try_lock().is_err() {
        return server(brand, None, false, None);
    }
    // Held until this process ends.
    std::mem::forget(lock);
    let note = notes.join(brand.name());
    let text = fs::read_to_string(&note).unwrap_or_default();
    if let Some((dir, port)) = text.trim().split_once('\n')
        && let Ok(port) = port.parse()
    {
        let dir = PathBuf::from(dir);
        let there = Server::new(brand, dir.clone(), port, Keeper::stayed(&dir));
        if there.wait().is_ok() {
            return there;
        }
    }
    server(brand, None, false, Some(&note))
}

/// Starts a server of a brand. `tls`: the folder of the certificate with which it speaks TLS and wants passwords; `restarts`: it may be
/// stopped and started again. `stays`: the note that keeps it up when this process ends.
pub fn server(brand: Brand, tls: Option<&Path>, restarts: bool, stays: Option<&Path>) -> Server {
    match brand.engine() {
        Engine::Mysql => start(brand, "mysql", stays, |dir, port| {
            (set_up_mysql(brand, dir), run_mysql(brand, dir, port, tls, restarts))
        }),
        Engine::Postgres => start(brand, "postgres", stays, |dir, port| {
            (set_up_postgres(brand, dir), run_postgres(brand, dir, port, tls, restarts))
        }),
        Engine::Sqlite => {
            brand.client();
            let dir = Owner::me().folder();
            let keeper = Keeper::folder(&dir);
            Server::new(brand, dir, 0, keeper)
        }
    }
}

fn set_up_mysql(brand: Brand, dir: &Path) -> Command {
    if brand == Brand::Mysql {
        let first = "CREATE USER root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n";
        fs::write(dir.join("first.sql"), first).expect("a file can be written");
        let mut init = Command::new(brand.server());
        init.arg("--no-defaults")
            .args(brand.options())
            .args(["--initialize-insecure", "--innodb-redo-log-capacity=64M"]);
        init.arg(format!("--datadir={}/data", dir.display())).arg(format!("--init-file={}/first.sql", dir.display()));
        return init;
    }
    // The tables of an older MariaDB do for a newer one, whose tool is not among the unpacked programs.
    let mut init = Command::new(process::program("mariadb-install-db", &["/usr/bin"], "mariadb-server"));
    init.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]);
    init.arg(format!("--datadir={}/data", dir.display()));
    // A starting server deletes the temporary tables it finds in its folder: those of others in a shared one.
    init.arg(format!("--tmpdir={}", dir.display()));
    init
}

fn run_mysql(brand: Brand, dir: &Path, port: u16, tls: Option<&Path>, restarts: bool) -> Vec<String> {
    let mut run = vec![brand.server().display().to_string(), "--no-defaults".to_owned()];
    run.extend(brand.options());
    run.extend(
        [
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--skip-log-bin",
            "--secure-file-priv=",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--default-time-zone=+00:00",
            "--max-allowed-packet=64M",
            // Nothing here has to survive a crash.
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-use-native-aio=0",
            "--innodb-fast-shutdown=2",
            "--innodb-buffer-pool-size=128M",
            "--key-buffer-size=8M",
        ]
        .map(str::to_owned),
    );
    match brand {
        Brand::Mysql => run.extend(["--mysqlx=OFF", "--innodb-redo-log-capacity=64M"].map(str::to_owned)),
        _ => run.push("--innodb-log-file-size=64M".to_owned()),
    }
    run.push(format!("--datadir={}/data", dir.display()));
    run.push(format!("--tmpdir={}", dir.display()));
    run.push(format!("--socket={}/s", dir.display()));
    run.push(format!("--pid-file={}/pid", dir.display()));
    run.push(format!("--port={port}"));
    if let Some(tls) = tls {
        copy_certificate(tls, dir);
        run.push(format!("--ssl-cert={}/server.pem", dir.display()));
        run.push(format!("--ssl-key={}/server.key", dir.display()));
    }
    if restarts {
        run.push("--innodb-flush-log-at-trx-commit=1".into());
        run = again(run);
    }
    run
}

fn set_up_postgres(brand: Brand, dir: &Path) -> Command {
    let mut init = Command::new(brand.program("initdb"));
    init.arg("-D").arg(dir.join("data"));
    init.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
    init
}

fn run_postgres(brand: Brand, dir: &Path, port: u16, tls: Option<&Path>, restarts: bool) -> Vec<String> {
    let mut run = vec![brand.server().display().to_string(), "-D".into(), format!("{}/data", dir.display())];
    run.extend(["-k".into(), dir.display().to_string(), "-p".into(), port.to_string()]);
    for setting in [
        "listen_addresses=127.0.0.1",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "shared_buffers=64MB",
        "max_wal_size=1GB",
        "timezone=UTC",
        "lc_messages=C",
    ] {
        run.extend(["-c".into(), setting.into()]);
    }
    if let Some(tls) = tls {
        copy_certificate(tls, dir);
        let rules = "local all all trust\nhostnossl plain all all reject\nhost all all all scram-sha-256\n";
        fs::write(dir.join("hba.conf"), rules).expect("rules can be written");
        run.extend(["-c".into(), "ssl=on".into()]);
        for (setting, file) in
            [("ssl_cert_file", "server.pem"), ("ssl_key_file", "server.key"), ("hba_file", "hba.conf")]
        {
            run.extend(["-c".into(), format!("{setting}={}", dir.join(file).display())]);
        }
    }
    if restarts {
        run.extend(["-c".into(), "synchronous_commit=on".into()]);
        run = again(run);
    }
    run
}

/// Copies certificate and key for a server; the servers want the key readable by themselves alone.
fn copy_certificate(from: &Path, dir: &Path) {
    for name in ["server.pem", "server.key"] {
        let file = dir.join(name);
        fs::copy(from.join(name), &file).unwrap_or_else(|e| panic!("cannot copy {name}: {e}"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("rights can be set");
        let owner = fs::metadata(dir).expect("the folder is there");
        chown(&file, Some(owner.uid()), Some(owner.gid())).expect("a file can be given away");
    }
}

/// Makes the folder `data` of a server: with its own tool the first time, later as a copy of what that made.
fn set_up(brand: Brand, dir: &Path, init: &mut Command) -> Result<(), String> {
    let template = template(brand, dir, init);
    let owner = fs::metadata(dir).map_err(|e| e.to_string())?;
    if template.is_dir() {
        copy(&template, &dir.join("data"))?;
        return done(
            Command::new("chown").arg("-R").arg(format!("{}:{}", owner.uid(), owner.gid())).arg(dir.join("data")),
        );
    }
    done(init)?;
    // Others may be at it as well; whoever is first has made it.
    let mine = template.with_extension(std::process::id().to_string());
    copy(&dir.join("data"), &mine)?;
    if fs::rename(&mine, &template).is_err() {
        fs::remove_dir_all(&mine).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Where the template of such a folder is: another one for each server and each way to set it up.
fn template(brand: Brand, dir: &Path, init: &Command) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    for program in [brand.server().into_os_string(), init.get_program().to_owned()] {
        let file = fs::metadata(&program).ok().map(|file| (file.len(), file.mtime()));
        (program, file).hash(&mut hasher);
    }
    let dir = dir.to_string_lossy().into_owned();
    for argument in init.get_args() {
        argument.to_string_lossy().replace(&dir, "").hash(&mut hasher);
    }
    let templates = Path::new(env!("CARGO_TARGET_TMPDIR")).join("servers");
    fs::create_dir_all(&templates).expect("a folder can be made in target/tmp");
    templates.join(format!("{}-{:016x}", brand.name(), hasher.finish()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    done(Command::new("cp").arg("-rp").arg("--sparse=always").arg(from).arg(to))
}

fn done(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|e| format!("cannot run {:?}: {e}", command.get_program()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

fn start(
    brand: Brand,
    user: &str,
    stays: Option<&Path>,
    commands: impl Fn(&Path, u16) -> (Command, Vec<String>),
) -> Server {
    let owner = Owner::for_server(user);
    // Between choosing a free port and using it somebody else may take it, hence more than one attempt.
    let mut trouble = String::new();
    for _ in 0..3 {
        let dir = owner.folder();
        let port = process::free_port();
        let (mut init, run) = commands(&dir, port);
        owner.applied_to(&mut init);
        init.current_dir(&dir).stdin(Stdio::null());
        let set_up = set_up(brand, &dir, &mut init);
        let keeper = match stays {
            Some(note) => {
                fs::write(note, format!("{}\n{port}\n", dir.display())).expect("a note can be written");
                Keeper::staying(&owner, &dir, &run, note)
            }
            None => Keeper::server(&owner, &dir, &run),
        };
        if let Err(trouble) = set_up {
            panic!("cannot set up a private {brand} server:\n{trouble}");
        }
        let server = Server::new(brand, dir, port, keeper);
        match server.wait() {
            Ok(()) => return server,
            Err(text) => trouble = text,
        }
    }
    panic!("a private {brand} server does not start:\n{trouble}");
}
