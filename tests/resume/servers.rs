//! Connections that are dropped and servers that are started again in the middle of a run.

use std::process::Stdio;
use std::thread;
use std::time::Duration;

use migc::engine::Engine;

use crate::support::{Server, restartable, server};
use crate::world::{POLONIA, Way, World, text};
use crate::{Dice, seed, undisturbed};

/// Ends all other connections to a database.
fn drop_connections(server: &Server, database: &str) {
    match server.engine {
        Engine::Mysql => {
            let sql = format!(
                "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '{database}' AND ID <> CONNECTION_ID()"
            );
            for id in server.query("", &sql).into_iter().flatten().flatten() {
                // It may have ended by itself.
                server.client("", &format!("KILL {id};"));
            }
        }
        Engine::Postgres => {
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid();";
            server.client(database, sql);
        }
        Engine::Sqlite => {}
    }
}

/// Runs with something happening in the middle, and goes on until it is done; how often it was cut off.
fn disturbed(world: &World, took: Duration, dice: &mut Dice, mut happens: impl FnMut(&str)) -> usize {
    let place = world.place();
    let mut cut = 0;
    let mut done = false;
    for nth in 0..8 {
        let more: &[&str] = if nth == 0 { &[] } else { &["--resume"] };
        let mut command = world.command(&place, more);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("migc can be started");
        if nth < 4 {
            thread::sleep(took.mul_f64(0.2 + dice.roll(700) as f64 / 1000.0));
            happens(&place);
        }
        let output = child.wait_with_output().expect("a child can be waited for");
        if output.status.success() {
            done = true;
            break;
        }
        cut += 1;
        let said = text(&output);
        assert_eq!(output.status.code(), Some(2), "{}: {said}", world.title());
        assert!(said.contains("help:"), "{}: {said}", world.title());
    }
    assert!(done, "{}: it never gets through", world.title());
    let (seen, expected) = (world.look(&place), world.expected.get().cloned().unwrap_or_default());
    assert_eq!(seen, expected, "{}", world.title());
    world.drop_place(&place);
    cut
}

fn times() -> usize {
    if std::env::var_os("MIG_KILLS").is_some() { 12 } else { 1 }
}

#[test]
fn dropped_connections_lose_nothing() {
    let mut dice = Dice(seed());
    let mut cut = 0;
    for (old, new) in [
        (Engine::Mysql, Engine::Postgres),
        (Engine::Postgres, Engine::Mysql),
        (Engine::Sqlite, Engine::Mysql),
        (Engine::Sqlite, Engine::Postgres),
    ] {
        let world = World::new(POLONIA, server(old), server(new), Way::Direct);
        let (expected, took) = undisturbed(&world);
        world.expected.set(expected).expect("it is set once");
        for nth in 0..2 * times() {
            cut += disturbed(&world, took, &mut dice, |place| match nth % 2 {
                0 => drop_connections(world.new, place),
                _ => drop_connections(world.old, &world.old_database),
            });
        }
    }
    assert!(cut > 0, "no connection was ever dropped in time");
}

#[test]
fn servers_that_start_again_lose_nothing() {
    let mut dice = Dice(seed());
    let mut cut = 0;
    // PostgreSQL forgets the rows of staging tables when it is stopped at once.
    for (engine, signals) in [(Engine::Postgres, ["QUIT", "INT"]), (Engine::Mysql, ["KILL", "TERM"])] {
        let again = restartable(engine);
        for way in [Way::Staged, Way::Beside] {
            let old = if way == Way::Beside { again } else { server(Engine::Sqlite) };
            let world = World::new(POLONIA, old, again, way);
            let (expected, took) = undisturbed(&world);
            world.expected.set(expected).expect("it is set once");
            for nth in 0..times() {
                cut += disturbed(&world, took, &mut dice, |_| again.start_again(signals[nth % 2]));
            }
        }
    }
    assert!(cut > 0, "no server was ever stopped in time");
}
