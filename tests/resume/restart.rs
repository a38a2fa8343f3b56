//! What `--resume` and `--fresh` do, and what they say.

use migc::engine::Engine;

use crate::support::server;
use crate::world::{POLONIA, Program, SHOP, Way, World, text};
use crate::{DEAD, Death, through, undisturbed};

fn staged(program: Program, old: Engine, new: Engine) -> World {
    World::new(program, server(old), server(new), Way::Staged)
}

/// Runs, dying before a statement.
fn die(world: &World, place: &str, more: &[&str], before: u64) {
    // Sessions beside the first two have statements of their own.
    let mut command = world.command(place, &[more, &["--jobs", "1"]].concat());
    let output = command.env("MIGC_DIE_BEFORE", before.to_string()).output().expect("migc can be started");
    assert_eq!(output.status.code(), Some(DEAD), "{}: {}", world.title(), text(&output));
}

/// A run that must end with a code and say some words.
#[track_caller]
fn says(world: &World, place: &str, more: &[&str], code: i32, words: &[&str]) -> String {
    let output = world.run(place, more);
    let said = text(&output);
    assert_eq!(output.status.code(), Some(code), "{}: {said}", world.title());
    for words in words {
        assert!(said.contains(words), "{}: `{words}` is not in {said}", world.title());
    }
    said
}

#[test]
fn resume_begins_goes_on_and_ends() {
    let world = staged(SHOP, Engine::Sqlite, Engine::Postgres);
    let (expected, _) = undisturbed(&world);
    let place = world.place();
    says(&world, &place, &["--resume"], 0, &["Counts"]);
    assert_eq!(world.look(&place), expected);
    says(&world, &place, &["--resume"], 0, &["the run is finished", "Counts"]);
    assert_eq!(world.look(&place), expected);
    assert_eq!(world.commands(), ["before", "after"]);
    says(&world, &place, &[], 2, &["is not empty"]);
    // Nothing was begun, so nothing is ended.
    assert_eq!(world.commands(), ["before", "after"]);
    world.drop_place(&place);
}

#[test]
fn a_half_done_run_is_not_begun_again() {
    let world = staged(SHOP, Engine::Sqlite, Engine::Mysql);
    let place = world.place();
    die(&world, &place, &[], 70);
    let commands = world.commands();
    says(&world, &place, &[], 2, &["an earlier run stopped here", "`--resume`", "`--fresh`"]);
    assert_eq!(world.commands(), commands);
    world.drop_place(&place);
}

#[test]
fn only_a_program_that_means_the_same_goes_on() {
    let world = staged(POLONIA, Engine::Mysql, Engine::Postgres);
    let (expected, _) = undisturbed(&world);
    // Killed when the posts are there, and the messages are not.
    let posts = "SELECT COUNT(*) FROM _mig_journal WHERE state = 'done' AND title LIKE '%forum_post%'";
    let place = (250..).step_by(7).find_map(|before| {
        assert!(before < 600, "{}", world.title());
        let place = world.place();
        die(&world, &place, &[], before);
        let there = world.new.value(&place, posts).as_deref() == Some("1");
        if !there {
            world.drop_place(&place);
        }
        there.then_some(place)
    });
    let place = place.expect("it dies at some statement");
    let main = world.main();
    world.write("main.mig", &main.replace("tresc        -> body", "trim(tresc) -> body"));
    let said = says(
        &world,
        &place,
        &["--resume"],
        2,
        &["changed since the run was begun", "posty -> forum_post", "`--fresh`"],
    );
    assert!(!said.contains("message"), "{said}");
    world.write("main.mig", &main.replace("  temat_id ", "  -- said in passing\n    temat_id  "));
    world
        .write("new.sql", &(std::fs::read_to_string(world.path("new.sql")).expect("it is there") + "\n-- a comment\n"));
    world.must_run(&place, &["--resume"]);
    assert_eq!(world.look(&place), expected);
    world.drop_place(&place);
}

#[test]
fn a_line_mended_before_its_block_began_goes_on() {
    let world = staged(POLONIA, Engine::Mysql, Engine::Postgres);
    let main = world.main();
    let mended = main.replace("tresc        -> body", "upper(tresc) -> body");
    assert_ne!(main, mended);
    world.write("main.mig", &mended);
    let (expected, _) = undisturbed(&world);
    let place = world.place();
    world.write("main.mig", &main);
    die(&world, &place, &[], 180);
    world.write("main.mig", &mended);
    world.must_run(&place, &["--resume"]);
    assert_eq!(world.look(&place), expected);
    world.drop_place(&place);
}

#[test]
fn fresh_begins_again_whatever_is_there() {
    for engine in Engine::ALL {
        let world = staged(POLONIA, Engine::Sqlite, engine);
        let (expected, _) = undisturbed(&world);
        let place = world.place();
        for before in [3, 40, 75, 90] {
            let more: &[&str] = if before == 3 { &[] } else { &["--fresh", "--yes"] };
            die(&world, &place, more, before);
        }
        // Where rows may have been removed, nothing goes on.
        die(&world, &place, &["--fresh", "--yes"], 8);
        world.must_run(&place, &["--fresh", "--yes"]);
        assert_eq!(world.look(&place), expected, "{}", world.title());
        world.must_run(&place, &["--fresh", "--yes"]);
        assert_eq!(world.look(&place), expected, "{}", world.title());
        world.drop_place(&place);
    }
}

#[test]
fn tables_that_were_half_made_are_made_again() {
    for engine in Engine::ALL {
        let world = staged(POLONIA, Engine::Sqlite, engine);
        let place = world.empty_place();
        world.must_run(&place, &["--create"]);
        let expected = world.look(&place);
        world.drop_place(&place);
        let mut half = 0;
        for before in (6..150).step_by(3) {
            let place = world.empty_place();
            die(&world, &place, &["--create"], before);
            let state = "SELECT state FROM _mig_journal WHERE kind = 'create'";
            if world.new.try_query(&place, state).is_ok_and(|rows| rows == [[Some("running".to_owned())]]) {
                half += 1;
                says(&world, &place, &["--resume"], 2, &["say `--create` again"]);
                world.must_run(&place, &["--create", "--resume"]);
                assert_eq!(world.look(&place), expected, "{}, died before {before}", world.title());
            }
            world.drop_place(&place);
            if half == 2 {
                break;
            }
        }
        assert!(half > 0, "{}: never killed while tables were made", world.title());
        // Tables that others made are never taken for half made ones.
        let place = world.empty_place();
        world.new.load(&place, "CREATE TABLE message (id INTEGER);");
        says(&world, &place, &["--create"], 2, &["it has `message` already"]);
        world.drop_place(&place);
    }
}

#[test]
fn an_old_side_that_changed_meanwhile_is_noticed() {
    for (old, new) in
        [(Engine::Mysql, Engine::Postgres), (Engine::Postgres, Engine::Sqlite), (Engine::Sqlite, Engine::Mysql)]
    {
        let world = staged(POLONIA, old, new);
        let place = world.place();
        // While old tables are loaded.
        let mut before = 50;
        die(&world, &place, &[], before);
        let loading = |place: &str| {
            let running = world.new.try_query(place, "SELECT kind FROM _mig_journal WHERE state = 'running'");
            running.is_ok_and(|rows| rows.first().is_some_and(|row| *row == [Some("load".to_owned())]))
        };
        while !loading(&place) {
            before += 5;
            assert!(before < 150, "{}: nothing is ever loaded", world.title());
            die(&world, &place, &["--fresh", "--yes"], before);
        }
        world.old.load(
            &world.old_database,
            &world
                .in_old("INSERT INTO uzytkownicy VALUES (77, 'late', 'late@example.org', 't', '2011-01-01 00:00:00');"),
        );
        says(
            &world,
            &place,
            &["--resume"],
            2,
            &["the old table `uzytkownicy` had 60 rows when the run was begun, and has 61 now", "`--fresh`"],
        );
        world.must_run(&place, &["--fresh", "--yes"]);
        world.drop_place(&place);
    }
}

#[test]
fn a_command_that_is_marked_as_done_is_not_run_again() {
    let world = staged(SHOP, Engine::Mysql, Engine::Postgres);
    let mut seen = [false; 2];
    for before in (24..72).step_by(6) {
        let place = world.place();
        let deaths = through(&world, &place, |nth| if nth == 0 { Death::Before(before) } else { Death::None });
        let runs = world.commands().iter().filter(|line| *line == "before").count();
        // Killed just between a command and its mark it runs twice, which nobody can know.
        assert!(deaths == 1 && (runs == 1 || runs == 2), "{runs} runs, died before {before}");
        seen[runs - 1] = true;
        world.drop_place(&place);
    }
    assert!(seen[0]);
}

#[test]
fn a_table_that_cannot_be_carried_ends_the_others_in_good_order() {
    let world = staged(POLONIA, Engine::Sqlite, Engine::Postgres);
    let (expected, _) = undisturbed(&world);
    let place = world.place();
    // Somebody who may do so lets a table take no row 3, as soon as it is there.
    world.new.load(
        &place,
        "CREATE FUNCTION picky() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
           IF to_regclass('_mig_old_tematy') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'no_3') THEN
             ALTER TABLE _mig_old_tematy ADD CONSTRAINT no_3 CHECK (CAST(temat_id AS text) <> '3');
           END IF; END $$;
         CREATE EVENT TRIGGER picky ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION picky();",
    );
    says(&world, &place, &[], 2, &["loading the old table `tematy`", "no_3"]);
    world.new.load(
        &place,
        "DROP EVENT TRIGGER picky; DROP FUNCTION picky; ALTER TABLE _mig_old_tematy DROP CONSTRAINT no_3;",
    );
    world.must_run(&place, &["--resume"]);
    assert_eq!(world.look(&place), expected);
    world.drop_place(&place);
}
