//! What a command costs: time by the clock, processor time of itself and of the servers, memory.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use migc::engine::Engine;

use crate::support::Server;

/// What one command cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Seconds by the clock.
    pub wall: f64,
    /// Processor time of the command, in seconds.
    pub client: f64,
    /// Processor time of the servers.
    pub servers: f64,
    /// The most memory of the command, in MB.
    pub peak: f64,
}

impl Cost {
    /// Processor time of all.
    pub fn cpu(self) -> f64 {
        self.client + self.servers
    }
}

/// Runs a command that must succeed, or end with 1 (rows were rejected).
pub fn cost(servers: &[&Server], mut command: Command) -> Cost {
    // A server goes on writing for a while.
    sleep(Duration::from_millis(300));
    let used = |servers: &[&Server]| servers.iter().map(|server| of_server(server)).sum::<f64>();
    let before = used(servers);
    let own = children();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().expect("it can be started");
    let mut peak = 0.0;
    while child.try_wait().expect("a child can be waited for").is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        peak = most.unwrap_or(peak);
        sleep(Duration::from_millis(2));
    }
    let wall = start.elapsed().as_secs_f64();
    let output = child.wait_with_output().expect("it has ended");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{command:?}: {said}");
    let client = children() - own;
    // What is left of a connection is counted when it is gone.
    sleep(Duration::from_millis(200));
    Cost { wall, client, servers: used(servers) - before, peak: peak / 1024.0 }
}

/// The median, by what `key` says.
pub fn median(costs: &[Cost], key: impl Fn(&Cost) -> f64) -> f64 {
    middle(costs.iter().map(key).collect())
}

/// The median of ratios of pairs.
pub fn ratio(ours: &[Cost], theirs: &[Cost], key: impl Fn(&Cost) -> f64) -> f64 {
    middle(ours.iter().zip(theirs).map(|(a, b)| key(a) / key(b)).collect())
}

fn middle(mut all: Vec<f64>) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Processor time of this program's children that have ended.
fn children() -> f64 {
    stat("self").map_or(0.0, |fields| ticks(&fields, &[15, 16]))
}

/// Processor time of a server so far, with the processes that it has or had.
fn of_server(server: &Server) -> f64 {
    let file = match server.engine {
        Engine::Mysql => server.dir().join("pid"),
        Engine::Postgres => server.dir().join("data/postmaster.pid"),
        Engine::Sqlite => return 0.0,
    };
    let text = fs::read_to_string(file).unwrap_or_default();
    let Some(own) = text.lines().next().map(str::trim) else { return 0.0 };
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let names = all.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name.parse::<u32>().is_ok());
    names
        .filter_map(|name| Some((stat(&name)?, name)))
        .map(|(fields, name)| match () {
            () if name == own => ticks(&fields, &[13, 14, 15, 16]),
            // The parent.
            () if fields.get(1).is_some_and(|parent| parent == own) => ticks(&fields, &[13, 14]),
            () => 0.0,
        })
        .sum()
}

/// The fields of a process after its name, which may hold blanks.
fn stat(process: &str) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(stat.rsplit_once(')')?.1.split_whitespace().map(str::to_owned).collect())
}

/// Fields as proc(5) counts them from zero, in seconds.
fn ticks(fields: &[String], places: &[usize]) -> f64 {
    places.iter().filter_map(|place| fields.get(place - 2)?.parse::<f64>().ok()).sum::<f64>() / 100.0
}
