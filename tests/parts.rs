//! Parts for phpMyAdmin, pasted with the engine's client in place of a browser: in any order, twice, in another database, after
//! a failure, of another program. `tests/phpmyadmin` does it with the real thing.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::path::Path;

use migc::compile::{Options, compile};
use migc::dialect::Engine;
use migc::emit::parts::{MOST_STATEMENTS, Parts, posted};
use migc::plan::Plan;
use migc::source::Sources;

use support::case::Files;
use support::moving::{Mover, Place, show};

struct World {
    files: Files,
    plan: Plan,
}

impl World {
    /// The example polonia, with something added to its program.
    fn polonia(added: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia");
        let mut files = Files::of(&folder).unwrap();
        let main = files.text("polonia.mig") + added;
        files.0.insert("polonia.mig".into(), main.into());
        let compiled = compile(&files, Path::new("polonia.mig"), Sources::new(), &Options::default()).unwrap();
        Self { files, plan: compiled.plan.unwrap() }
    }

    fn mover(&self) -> Mover<'_> {
        Mover::of(&self.files, "polonia.mig", &self.plan, &["old.sql", "old-data.sql"], &["new.sql"])
    }
}

/// Everything in a database.
fn dump(place: &Place, database: &str) -> String {
    let tables = place.server.query(
        database,
        &format!("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{database}' ORDER BY 1"),
    );
    let names = tables.into_iter().flatten().flatten();
    let script: String =
        names.map(|table| format!("SELECT '{table}' AS `table`, t.* FROM `{table}` AS t;\n")).collect();
    place.server.client(database, &script).stdout
}

/// A part that must stop with these words and change nothing.
fn stops(place: &Place, database: &str, part: &str, words: &str) {
    let before = dump(place, database);
    let output = place.server.client(database, part);
    assert!(!output.success, "it does not stop");
    assert!(output.stderr.contains(words), "it stops, but does not say `{words}`: {output}");
    assert_eq!(dump(place, database), before, "it has changed something");
}

fn runs(place: &Place, part: &str) {
    let output = place.server.client(&place.new, part);
    assert!(output.success, "{output}");
}

fn parts_of(world: &World, place: &Place) -> Parts {
    world.mover().parts(place).unwrap()
}

#[test]
fn a_part_at_the_wrong_time_or_place_changes_nothing() {
    let world = World::polonia("");
    let mover = world.mover();
    let place = mover.place(Engine::Mysql).unwrap();
    let parts = parts_of(&world, &place);
    let texts: Vec<&str> = parts.parts.iter().map(|part| part.text.as_str()).collect();
    let of = texts.len();
    assert!(of >= 4, "{of} parts");

    let elsewhere = place.server.fresh_database();
    stops(&place, &elsewhere, texts[0], "part 1 of");
    stops(&place, &elsewhere, texts[0], "is not in this database: open the new one, `polonia`");
    for (i, text) in texts.iter().enumerate().skip(1) {
        stops(&place, &elsewhere, text, &format!("part {} of {of}: part 1 has not been run in this database", i + 1));
        stops(&place, &place.old, text, &format!("part {} of {of}: part 1 has not been run in this database", i + 1));
        stops(&place, &place.new, text, &format!("part {} of {of}: part 1 has not been run in this database", i + 1));
    }
    stops(&place, &place.old, texts[0], "is not in this database");

    let changed = World::polonia("check \"all moved\" count(* from old.posty) >= 0\n");
    let others = parts_of(&changed, &place);
    for (i, text) in texts.iter().enumerate() {
        for (j, late) in texts.iter().enumerate().skip(i + 1) {
            let first = if i == 0 {
                "part 1 has not been run in this database".to_owned()
            } else {
                format!("part {} has not been run in this database", i + 1)
            };
            stops(&place, &place.new, late, &format!("part {} of {of}: {first}", j + 1));
        }
        runs(&place, text);
        for (j, early) in texts.iter().enumerate().take(i + 1) {
            let next = match i + 2 > of {
                true => "and so have all the others".to_owned(),
                false => format!("go on with part {}", i + 2),
            };
            stops(&place, &place.new, early, &format!("part {} of {of} has been run already", j + 1));
            stops(&place, &place.new, early, &next);
        }
        for other in &others.parts {
            stops(&place, &place.new, &other.text, "is not of the program whose parts were begun in this database");
        }
    }
    let expected =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia/expected/rows.txt"));
    assert_eq!(support::case::tidy(&show(&world.plan, place.server, &place.new).unwrap()), expected.unwrap());
}

#[test]
fn a_part_that_failed_halfway_can_be_pasted_again() {
    let world = World::polonia("");
    let place = world.mover().place(Engine::Mysql).unwrap();
    let parts = parts_of(&world, &place);
    for part in &parts.parts {
        // Cut after each statement in turn: what a lost session leaves.
        let ends: Vec<usize> = part.text.match_indices(";\n").map(|(at, _)| at + 2).collect();
        for end in &ends[..ends.len() - 1] {
            let begun = &part.text[..*end];
            if begun.contains("COMMIT;") {
                break;
            }
            runs(&place, begun);
        }
        // And stopped by an error in the middle.
        let broken = part.text.replacen("COMMIT;", "SELECT * FROM no_such_table;\nCOMMIT;", 1);
        assert!(!place.server.client(&place.new, &broken).success);
        if let Some(late) = parts.parts.get(part.number) {
            stops(&place, &place.new, &late.text, &format!("part {} has not been run", part.number));
        }
        runs(&place, &part.text);
    }
    let expected =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia/expected/rows.txt"));
    assert_eq!(support::case::tidy(&show(&world.plan, place.server, &place.new).unwrap()), expected.unwrap());
}

#[test]
fn a_part_keeps_to_what_phpmyadmin_takes() {
    let world = World::polonia("");
    let place = world.mover().place(Engine::Mysql).unwrap();
    for part in parts_of(&world, &place).parts {
        let text = &part.text;
        assert!(text.starts_with("-- polonia.mig, part "), "{text}");
        assert!(text.ends_with(";\n") && text.trim_end().ends_with("LIMIT 1000;"), "{text}");
        assert!(part.statements <= MOST_STATEMENTS && posted(text) <= 1_000_000);
        assert_eq!(text.matches(";\n").count(), part.statements, "{text}");
        for word in ["ROW_COUNT", "DELIMITER", "FOREIGN_KEY_CHECKS", "connect", "\nUSE "] {
            assert!(!text.to_lowercase().contains(&word.to_lowercase()), "part {} has {word}", part.number);
        }
        for select in
            text.split(";\n").map(|s| s.lines().filter(|l| !l.starts_with("--")).collect::<Vec<_>>().join("\n"))
        {
            let select = select.trim();
            assert!(!select.starts_with("SELECT") || select.contains(" LIMIT "), "{select}");
        }
    }
}
