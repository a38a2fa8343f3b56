//! Old rows written out: a million of them out of a dump or a database into a script, and that script's way into MariaDB beside the dump's own.

use std::fs;
use std::path::Path;
use std::process::Command;

use migc::engine::Engine;

use super::measure::{cost, median};
use super::{Bench, copy_from, create, line, row_count, title, turns};
use crate::support::server;

/// With twice the data of the other benchmarks.
pub fn measure(bench: &mut Bench, scale: f64) {
    let scale = scale * 2.0;
    let old = bench.old(Engine::Mysql, scale);
    let (server, folder) = (server(Engine::Mysql), bench.folder());
    let dump = folder.join("old-rows.sql");
    fs::write(&dump, server.dump(&old)).expect("the folder is ours");
    let sources = [("a dump", dump.display().to_string()), ("a database", server.url(&old))];

    println!(
        "\nwritten: {} rows out of a dump of {} MB, or its database, into a script",
        row_count(scale),
        size(&dump)
    );
    println!("{:>12} {:>15} {:>15} {:>10} {:>10}", "", "rows a second", "of CPU time", "peak MB", "script MB");
    for (name, source) in &sources {
        let costs: Vec<_> = (0..bench.rounds())
            .map(|_| {
                let mut command = Command::new(bench.word("--migc").unwrap_or(env!("CARGO_BIN_EXE_migc")));
                command.arg("compile").arg(folder.join(copy_from(Engine::Mysql))).args(["--to", "mysql", "--data"]);
                command.arg(source).arg("-o").arg(folder.join(name));
                cost(&[], command)
            })
            .collect();
        let rows = row_count(scale);
        let (wall, cpu) = (median(&costs, |c| c.wall), median(&costs, |c| c.client));
        let (peak, size) = (median(&costs, |c| c.peak), size(&folder.join(name)));
        println!("{name:>12} {:>15.0} {:>15.0} {peak:>10.1} {size:>10}", rows / wall, rows / cpu);
    }

    title("written: the script with its rows, and the dump, loaded by MariaDB's client");
    let new = server.fresh_database();
    for (name, _) in &sources {
        let [ours, theirs] = turns(bench.rounds(), |which| {
            server.create_database(&new);
            if which == 0 {
                server.load(&new, &create(Engine::Mysql));
            }
            let file = if which == 0 { folder.join(name) } else { dump.clone() };
            let mut command = server.command(&new);
            command.args(["-e", &format!("source {}", file.display())]);
            cost(&[server], command)
        });
        line(&format!("out of {name}"), &ours, &theirs, row_count(scale));
    }
    server.drop_database(&new);
}

/// In MB.
fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |about| about.len() >> 20)
}
