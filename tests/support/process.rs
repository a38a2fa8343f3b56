//! Processes that must not outlive the tests.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::thread;

use super::Output;

/// How to get what is missing.
const ADVICE: &str = "`./test` installs it, or run `apt-get install";

/// Whom a server runs as: the servers refuse root, so as root it is their own user.
pub struct Owner {
    drop_to: Option<(u32, u32)>,
}

impl Owner {
    /// The user who runs the tests.
    pub fn me() -> Self {
        Self { drop_to: None }
    }

    /// The user who runs the tests, or `user` if that is root.
    pub fn for_server(user: &str) -> Self {
        let probe = tempfile::tempdir().expect("a temporary folder can be made");
        let me = fs::metadata(probe.path()).expect("a folder just made has an owner").uid();
        if me != 0 {
            return Self::me();
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let ids = accounts.lines().find_map(|line| {
            let mut fields = line.split(':');
            let (name, _, uid, gid) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
            (name == user).then(|| Some((uid.parse().ok()?, gid.parse().ok()?))).flatten()
        });
        let ids = ids.unwrap_or_else(|| {
            panic!("as root a private server runs as the user `{user}`, whom this machine does not know; its server package makes that user")
        });
        Self { drop_to: Some(ids) }
    }

    /// A folder of its own, with a short path since a socket's path may not be long. In memory, where there is room: the
    /// servers wait for the disk at each table that they make.
    pub fn folder(&self) -> PathBuf {
        let mut builder = tempfile::Builder::new();
        builder.prefix("mig").rand_bytes(8);
        let dir = if room_in_memory() { builder.tempdir_in(MEMORY) } else { builder.tempdir() };
        let dir = dir.expect("a temporary folder can be made").keep();
        if let Some((uid, gid)) = self.drop_to {
            chown(&dir, Some(uid), Some(gid)).expect("root can give a folder away");
        }
        dir
    }

    /// Makes a command run as this user.
    pub fn applied_to(&self, command: &mut Command) {
        if let Some((uid, gid)) = self.drop_to {
            command.uid(uid).gid(gid);
        }
    }
}

/// The folder that Linux keeps in memory.
const MEMORY: &str = "/dev/shm";

/// Whether the folders of servers fit into memory, and leave enough of it to everything else.
fn room_in_memory() -> bool {
    static ROOM: OnceLock<bool> = OnceLock::new();
    *ROOM.get_or_init(|| {
        let kibibytes = |text: &str| text.split_whitespace().find_map(|word| word.parse::<u64>().ok());
        let df = Command::new("df").args(["-k", "--output=avail", MEMORY]).output();
        let room = df.ok().and_then(|df| kibibytes(&String::from_utf8_lossy(&df.stdout)));
        let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let free = info.lines().find_map(|line| kibibytes(line.strip_prefix("MemAvailable:")?));
        room.is_some_and(|room| room >= 6 << 20) && free.is_some_and(|free| free >= 10 << 20)
    })
}

/// A shell that waits for the end of the tests, then ends the server and removes its folder.
///
/// It waits on a pipe whose other end only this process holds: however this process ends, by
/// its own will, a panic or a signal, the pipe closes.
pub struct Keeper {
    dir: PathBuf,
    // Both are held, not used: the pipe must not close before the process ends. None of a server that stays.
    _shell: Option<Child>,
    _pipe: Option<ChildStdin>,
}

/// Goes on as long as the first line of a file is what it was told.
const WATCH: &str = r#"while [ "$(head -n 1 "$1" 2>/dev/null)" = "$2" ]; do sleep 1; done"#;

const KEEP: &str = r#"
dir=$1; shift
exec 3<&0 </dev/null >>"$dir/log" 2>&1
if [ $# -gt 0 ]; then
    "$@" 3<&- &
    server=$!
    # a server that ends by itself (its port was taken) must be noticed
    ( while kill -0 "$server" 2>/dev/null; do sleep 1; done; : >"$dir/ended" ) 3<&- &
    watch=$!
fi
cat <&3 >/dev/null
if [ $# -gt 0 ]; then
    # from here on its end is wanted, and the folder must stay empty once it is emptied
    kill -KILL "$watch" 2>/dev/null
    wait "$watch" 2>/dev/null
    # a shell that was started in the background cannot hear QUIT
    kill -QUIT "$server" 2>/dev/null
    kill -TERM "$server" 2>/dev/null
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$server" 2>/dev/null
    wait "$server" 2>/dev/null
fi
cd /
rm -rf "$dir"
"#;

impl Keeper {
    /// Keeps a folder.
    pub fn folder(dir: &Path) -> Self {
        Self::server(&Owner::me(), dir, &[])
    }

    /// Starts and keeps a server.
    pub fn server(owner: &Owner, dir: &Path, server: &[String]) -> Self {
        let (shell, pipe) = Self::shell(owner, dir, server, Stdio::piped());
        Self { dir: dir.to_owned(), _shell: Some(shell), _pipe: pipe }
    }

    /// Starts a server that stays when this process ends, until `note` does not begin with its folder any more.
    #[expect(clippy::zombie_processes, reason = "it outlives this process on purpose")]
    pub fn staying(owner: &Owner, dir: &Path, server: &[String], note: &Path) -> Self {
        let mut watch = Command::new("/bin/sh");
        watch.args(["-c", WATCH, "watch"]).arg(note).arg(dir).process_group(0);
        watch.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut watch = watch.spawn().expect("/bin/sh can be started");
        let pipe = watch.stdout.take().expect("the pipe was asked for");
        let (shell, _) = Self::shell(owner, dir, server, pipe.into());
        Self { dir: dir.to_owned(), _shell: Some(shell), _pipe: None }
    }

    /// A server that an earlier process started with [`Keeper::staying`].
    pub fn stayed(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), _shell: None, _pipe: None }
    }

    fn shell(owner: &Owner, dir: &Path, server: &[String], until: Stdio) -> (Child, Option<ChildStdin>) {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", KEEP, "keeper"]).arg(dir).args(server);
        // Its own group: an interrupt at the terminal is for the tests, and the pipe tells the rest.
        command.process_group(0).current_dir(dir);
        command.stdin(until).stdout(Stdio::null()).stderr(Stdio::null());
        owner.applied_to(&mut command);
        let mut child = command.spawn().expect("/bin/sh can be started");
        let pipe = child.stdin.take();
        (child, pipe)
    }

    /// Whether the server ended before its time.
    pub fn ended(&self) -> bool {
        self.dir.join("ended").exists() || !self.dir.exists()
    }
}

/// Runs a client with a script on its standard input.
pub fn feed(command: &mut Command, script: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|e| panic!("cannot run {:?}: {e}", command.get_program()));
    let mut input = child.stdin.take().expect("the pipe was asked for");
    let mut errors = child.stderr.take().expect("the pipe was asked for");
    let script = script.as_bytes().to_vec();
    // All three at once, or a full pipe would stop them both.
    let writer = thread::spawn(move || {
        // A client that stops at the first error closes the pipe early; that is its answer.
        let _ = input.write_all(&script);
    });
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let _ = errors.read_to_end(&mut text);
        text
    });
    let output = child.wait_with_output().expect("a started client can be waited for");
    writer.join().expect("writing does not panic");
    let stderr = reader.join().expect("reading does not panic");
    Output {
        success: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// Finds a program in the path or one of these folders.
pub fn program(name: &str, folders: &[&str], package: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .chain(folders.iter().map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    found.unwrap_or_else(|| panic!("the tests need `{name}` of the Debian package `{package}`: {ADVICE} {package}`"))
}

/// A program of the newest PostgreSQL that is installed; Debian keeps them out of the path.
pub fn postgres_program(name: &str) -> PathBuf {
    let version = |path: &Path| path.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<u32>().ok());
    let mut installed: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| version(path).is_some() && path.join("bin").join(name).is_file())
        .collect();
    installed.sort_by_key(|path| version(path));
    match installed.pop() {
        Some(path) => path.join("bin").join(name),
        None => program(name, &[], if name == "psql" { "postgresql-client" } else { "postgresql" }),
    }
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port of the loopback interface can be had");
    listener.local_addr().expect("a bound port has a number").port()
}
