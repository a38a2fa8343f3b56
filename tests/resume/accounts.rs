//! Every row is accounted for, by counting in the databases.

use std::process::Stdio;

use migc::engine::Engine;
use serde_json::{Value, json};

use crate::support::server;
use crate::world::{POLONIA, Program, SHOP, Way, World, text};

fn number(value: &Value, name: &str) -> u64 {
    value[name].as_u64().unwrap_or_else(|| panic!("`{name}` is no number in {value}"))
}

#[test]
fn a_report_says_what_became_of_every_row() {
    for (old, new, way) in [
        (Engine::Mysql, Engine::Postgres, Way::Staged),
        (Engine::Sqlite, Engine::Mysql, Way::Direct),
        (Engine::Sqlite, Engine::Sqlite, Way::Beside),
    ] {
        let world = World::new(POLONIA, server(old), server(new), way);
        let place = world.place();
        let file = world.path("report.json");
        world.must_run(&place, &["--report", &file.display().to_string()]);
        let report: Value = serde_json::from_slice(&std::fs::read(&file).expect("a report is there")).expect("JSON");
        assert_eq!(report["format"], 1);
        assert_eq!(report["outcome"], "done");
        assert_eq!(
            (report["from"]["engine"].as_str(), report["into"]["engine"].as_str()),
            (Some(old.name()), Some(new.name()))
        );
        assert!(report["started_at"].as_str() <= report["ended_at"].as_str(), "{report}");
        assert!(report["seconds"].as_f64() > Some(0.0), "{report}");
        let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
        let blocks = list("blocks");
        let block =
            |name: &str| blocks.iter().find(|b| b["block"] == name).unwrap_or_else(|| panic!("no {name} in {report}"));
        for block in &blocks {
            let fates = ["moved", "skipped", "merged", "matched", "rejected"].map(|fate| number(block, fate));
            assert_eq!(number(block, "rows"), fates.iter().sum::<u64>(), "{block}");
            let reasons = block["rejects"].as_array().cloned().unwrap_or_default();
            assert_eq!(number(block, "rejected"), reasons.iter().map(|r| number(r, "rows")).sum::<u64>(), "{block}");
        }
        assert_eq!(number(block("posty"), "rows"), 150);
        assert!(number(block("posty"), "rejected") > 0 && number(block("uzytkownicy"), "merged") > 0, "{report}");
        assert!(block("akcje")["seconds"].is_number(), "{report}");
        assert!(list("steps").iter().all(|step| step["state"] == "done"), "{report}");
        let tables = list("tables");
        for name in ["profile", "forum_post", "action"] {
            let table = tables.iter().find(|t| t["table"] == name).unwrap_or_else(|| panic!("no {name} in {report}"));
            let rows = world.new.value(&place, &format!("SELECT COUNT(*) FROM {name}"));
            assert_eq!(Some(number(table, "rows").to_string()), rows);
            assert_eq!(number(table, "rows"), number(table, "before") + number(table, "added"));
        }
        let leftovers = std::fs::read_dir(world.folder.path()).expect("the folder is there");
        assert!(leftovers.flatten().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")));
        world.drop_place(&place);
    }
}

/// Rows that rules leave out.
const RULES: Program = Program {
    name: "rules",
    text: r#"@FROM@
@INTO@
table pairs -> pair {
  id
  n as int32 -> n or skip
  where id <= 8
  skip where id = 3 because "the third is wrong"
  skip where id in (3, 4, 9)
}
"#,
    old: "CREATE TABLE pairs (id INTEGER PRIMARY KEY, n VARCHAR(9) NOT NULL);",
    new: "CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER NOT NULL);",
    old_rows: || {
        let row = |id: i32| format!("INSERT INTO pairs VALUES ({id}, '{}');\n", if id % 2 == 0 { "x" } else { "1" });
        (1..=10).map(row).collect()
    },
    new_rows: "",
    look: &["SELECT id, n FROM pair ORDER BY id"],
};

#[test]
fn a_report_says_which_rule_skipped_rows() {
    let plain = Program {
        old_rows: || (1..=10).map(|id| format!("INSERT INTO pairs VALUES ({id}, '1');\n")).collect(),
        ..RULES
    };
    for (program, way, by_policy) in [(RULES, Way::Beside, 3), (RULES, Way::Staged, 3), (plain, Way::Direct, 0)] {
        let world = World::new(program, server(Engine::Sqlite), server(Engine::Sqlite), way);
        let place = world.place();
        let file = world.path("report.json");
        let output = world.run(&place, &["--report", &file.display().to_string()]);
        assert!(output.status.success(), "{}", text(&output));
        let report: Value = serde_json::from_slice(&std::fs::read(&file).expect("a report is there")).expect("JSON");
        let skips = &report["blocks"][0]["skips"];
        let mut expected = vec![
            json!({ "rule": "the third is wrong", "rows": 1 }),
            json!({ "rule": "where", "rows": 2 }),
            json!({ "rule": "where", "rows": 1 }),
        ];
        expected.extend((by_policy > 0).then(|| json!({ "rule": "or skip", "column": "n", "rows": by_policy })));
        assert_eq!(skips, &Value::Array(expected));
        assert_eq!(report["blocks"][0]["skipped"], 4 + by_policy);
        assert!(text(&output).contains("skipped: the third is wrong"), "{}", text(&output));
        world.drop_place(&place);
    }
}

#[test]
fn a_file_takes_one_run_at_a_time() {
    let world = World::new(RULES, server(Engine::Sqlite), server(Engine::Sqlite), Way::Staged);
    let place = world.place();
    let lock = world.new.file(&place).with_extension("db-migc-lock");
    let held = std::fs::File::create(&lock).expect("a file can be made");
    held.lock().expect("it can be locked");
    let mut command = world.command(&place, &[]);
    let run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("migc can be started");
    std::thread::sleep(std::time::Duration::from_secs(2));
    let first = world.new.query(&place, "SELECT * FROM pair");
    held.unlock().expect("it can be unlocked");
    let second = run.wait_with_output().expect("migc ends");
    assert!(first.is_empty(), "nothing is written meanwhile: {first:?}");
    assert!(second.status.success() && text(&second).contains("waiting for its end"), "{}", text(&second));
    assert!(!lock.exists(), "the lock goes with the run");
    world.drop_place(&place);
}

#[test]
fn a_report_that_cannot_be_written_stops_before_the_run() {
    let world = World::new(SHOP, server(Engine::Sqlite), server(Engine::Sqlite), Way::Staged);
    let place = world.place();
    let output = world.run(&place, &["--report", "no/such/folder/report.json"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(!world.new.query(&place, "SELECT name FROM sqlite_master").concat().contains(&Some("_mig_journal".into())));
    world.drop_place(&place);
}

/// What takes rows away, or adds some, behind the run's back.
fn thief(engine: Engine) -> &'static str {
    match engine {
        // A trigger of MySQL cannot leave rows out.
        Engine::Mysql => {
            "CREATE TRIGGER thief AFTER INSERT ON forum_topic FOR EACH ROW
             INSERT INTO forum_post SELECT 90000 + NEW.id, NEW.id, NEW.author_id, '', NEW.created_at FROM DUAL WHERE NEW.id = 7;"
        }
        Engine::Postgres => {
            "CREATE FUNCTION thief() RETURNS trigger AS $$ BEGIN
               IF NEW.id % 40 = 7 THEN RETURN NULL; END IF; RETURN NEW;
             END $$ LANGUAGE plpgsql;
             CREATE TRIGGER thief BEFORE INSERT ON forum_post FOR EACH ROW EXECUTE FUNCTION thief();"
        }
        Engine::Sqlite => {
            "CREATE TRIGGER thief BEFORE INSERT ON forum_post WHEN NEW.id % 40 = 7 BEGIN SELECT RAISE(IGNORE); END;"
        }
    }
}

#[test]
fn rows_that_a_trigger_takes_are_missed() {
    for engine in Engine::ALL {
        for way in [Way::Staged, Way::Beside] {
            let world = World::new(POLONIA, server(engine), server(engine), way);
            let place = world.place();
            world.new.load(&place, thief(engine));
            let output = world.run(&place, &[]);
            let said = text(&output);
            assert_eq!(output.status.code(), Some(1), "{}: {said}", world.title());
            for words in ["posty -> forum_post", "of 150 rows", "a trigger or a rule of `forum_post`"] {
                assert!(said.contains(words), "{}: {said}", world.title());
            }
            world.drop_place(&place);
        }
    }
}

#[test]
fn rows_that_somebody_else_writes_are_noticed() {
    for engine in Engine::ALL {
        let world = World::new(POLONIA, server(Engine::Sqlite), server(engine), Way::Staged);
        let place = world.place();
        // Killed when most is done.
        let done = |place: &str| {
            let sql = "SELECT COUNT(*) FROM _mig_journal WHERE state = 'done' AND title LIKE '%forum_topic%'";
            world.new.try_query(place, sql).is_ok_and(|rows| rows == [[Some("1".to_owned())]])
        };
        let mut before = 80;
        while !done(&place) {
            let more: &[&str] = if before == 80 { &["--jobs", "1"] } else { &["--jobs", "1", "--resume"] };
            let _ = world.command(&place, more).env("MIGC_DIE_BEFORE", before.to_string()).output();
            before += 1;
            assert!(before < 200, "{}", world.title());
        }
        world.new.load(&place, "INSERT INTO sf_guard_user VALUES (7000, 'x@y.z', 'x', 1);");
        let output = world.run(&place, &["--resume"]);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1), "{}: {said}", world.title());
        assert!(said.contains("the new table `sf_guard_user` has"), "{}: {said}", world.title());
        world.new.load(&place, "DELETE FROM sf_guard_user WHERE id = 7000;");
        world.must_run(&place, &["--resume"]);
        world.drop_place(&place);
    }
}

#[test]
fn too_many_rejects_stop_before_the_last_step() {
    for limit in ["5", "1%"] {
        let world = World::new(POLONIA, server(Engine::Sqlite), server(Engine::Postgres), Way::Staged);
        let place = world.place();
        let output = world.run(&place, &["--max-rejects", limit]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        let waiting = "SELECT COUNT(*) FROM _mig_journal WHERE state = 'waiting' AND kind = 'step'";
        assert_ne!(world.new.value(&place, waiting).as_deref(), Some("0"), "{limit}");
        world.must_run(&place, &["--resume", "--max-rejects", "90%"]);
        world.drop_place(&place);
    }
}
