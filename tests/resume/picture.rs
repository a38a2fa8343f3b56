//! The old side is seen as it is at one moment, whoever writes to it meanwhile, and is never written.

use std::io::Write as _;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use migc::engine::Engine;

use crate::support::server;
use crate::world::{POLONIA, Way, World, text};

/// Writes the same number into every row of two tables, again and again.
struct Writer(Child);

impl Writer {
    fn start(world: &World, place: &str) -> Self {
        let database = world.old_of(place);
        let (begin, end) = match (world.old.engine, world.myisam) {
            (Engine::Mysql, true) => ("LOCK TABLES uzytkownicy WRITE, tematy WRITE", "UNLOCK TABLES"),
            (Engine::Sqlite, _) => ("BEGIN IMMEDIATE", "COMMIT"),
            _ => ("BEGIN", "COMMIT"),
        };
        let mut script = match world.old.engine {
            // As busy sites have it: who reads does not keep others from writing.
            Engine::Sqlite => ".timeout 30000\nPRAGMA journal_mode=WAL;\nPRAGMA synchronous=OFF;\n".to_owned(),
            _ => world.in_old(""),
        };
        for n in 0..20_000 {
            script.push_str(&format!(
                "{begin};\nUPDATE uzytkownicy SET data_rej = '{}';\nUPDATE tematy SET tytul = 'state {n}', kolumna_data = '{0}';\n{end};\n",
                moment(n)
            ));
        }
        let mut command = world.old.command(database);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // From here on it is killed and waited for whatever happens.
        let mut writer = Self(command.spawn().expect("a client can be started"));
        let mut input = writer.0.stdin.take().expect("the pipe was asked for");
        // It is killed before its end.
        thread::spawn(move || drop(input.write_all(script.as_bytes())));
        let changed = format!("SELECT COUNT(*) FROM {}tematy WHERE tytul LIKE 'state%'", world.old_prefix());
        for _ in 0..400 {
            // SQLite may be locked by the writer just now.
            let changed = world.old.try_query(database, &changed).unwrap_or_default();
            if changed.first().is_some_and(|row| *row != [Some("0".to_owned())]) {
                return writer;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("{}: nothing is written", world.title());
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn moment(n: usize) -> String {
    format!("2010-01-{:02} {:02}:{:02}:{:02}", n / 86_400 + 1, n / 3600 % 24, n / 60 % 60, n % 60)
}

fn one_state(world: &World) {
    let place = world.place();
    let writer = Writer::start(world, &place);
    let output = world.run(&place, &[]);
    drop(writer);
    let said = text(&output);
    assert!(output.status.success(), "{}: {said}", world.title());
    assert!(!said.contains("others may write"), "{}: {said}", world.title());
    let states = "SELECT COUNT(DISTINCT m) FROM (SELECT created_at AS m FROM profile WHERE deleted_at IS NULL \
                  UNION SELECT created_at FROM forum_topic) AS x";
    assert_eq!(world.new.value(&place, states).as_deref(), Some("1"), "{}", world.title());
    world.drop_place(&place);
}

#[test]
fn a_run_sees_one_state_of_an_old_side_that_is_written() {
    for (old, new) in
        [(Engine::Mysql, Engine::Postgres), (Engine::Postgres, Engine::Mysql), (Engine::Sqlite, Engine::Postgres)]
    {
        for way in [Way::Staged, Way::Direct] {
            one_state(&World::new(POLONIA, server(old), server(new), way));
        }
    }
    for engine in Engine::ALL {
        one_state(&World::new(POLONIA, server(engine), server(engine), Way::Beside));
    }
}

#[test]
fn tables_without_snapshots_are_locked() {
    for way in [Way::Staged, Way::Direct] {
        one_state(&World::with_myisam(POLONIA, server(Engine::Mysql), server(Engine::Postgres), way));
    }
}

#[test]
fn a_user_who_may_only_read_is_enough_for_the_old_side() {
    for (old, new) in [(Engine::Mysql, Engine::Postgres), (Engine::Postgres, Engine::Mysql)] {
        for way in [Way::Staged, Way::Direct] {
            let world = World::new(POLONIA, server(old), server(new), way);
            let database = &world.old_database;
            let user = old.name().to_owned() + "_reader";
            world.old.load(
                database,
                &match old {
                    Engine::Mysql => format!(
                        "CREATE USER IF NOT EXISTS '{user}'@'%'; GRANT SELECT ON `{database}`.* TO '{user}'@'%';"
                    ),
                    _ => format!(
                        "DO $$ BEGIN CREATE ROLE {user} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                         GRANT USAGE ON SCHEMA old_site TO {user}; GRANT SELECT ON ALL TABLES IN SCHEMA old_site TO {user};"
                    ),
                },
            );
            let before = world.look_at_old();
            let place = world.place();
            let from =
                world.old.url(database).replace("root@", &format!("{user}@")).replace("postgres@", &format!("{user}@"));
            // The last one counts.
            let output = world.run_from(&from, &place);
            assert!(output.status.success(), "{}: {}", world.title(), text(&output));
            // Several sessions see the same there only where tables may be locked for a moment.
            let alone = text(&output).contains("one table after the other is carried");
            assert_eq!(alone, old == Engine::Mysql, "{}: {}", world.title(), text(&output));
            assert_eq!(world.look_at_old(), before, "{}", world.title());
            world.drop_place(&place);
        }
    }
}

#[test]
fn no_run_writes_to_the_old_side() {
    for engine in Engine::ALL {
        let world = World::new(POLONIA, server(engine), server(Engine::Sqlite), Way::Staged);
        let before = world.look_at_old();
        let place = world.place();
        world.must_run(&place, &[]);
        assert_eq!(world.look_at_old(), before, "{}", world.title());
        world.drop_place(&place);
    }
}
