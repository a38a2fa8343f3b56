//! Parts for phpMyAdmin, pasted with the engine's client in place of a browser: in any order, twice, in another database, after
//! a failure, of another program. `tests/phpmyadmin` does it with the real thing.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use migc::compile::{Options, compile};
use migc::emit::parts::{Limits, MOST_STATEMENTS, ScriptParts, posted};
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;

use support::case::Files;
use support::moving::{Mover, Place, show};

struct World {
    files: Files,
    plan: Plan,
    main: &'static str,
    old: Vec<&'static str>,
    new: &'static str,
}

impl World {
    /// The example polonia, with something added to its program.
    fn polonia(added: &str) -> Self {
        Self::example("polonia", "polonia.mig", ["old.sql", "old-data.sql"], "new.sql", added)
    }

    fn haiti() -> Self {
        Self::example("haiti", "haiti.mig", ["sahana-sqlite.sql", "old-data.sql"], "sahana-mysql.sql", "")
    }

    fn example(name: &str, main: &'static str, old: [&'static str; 2], new: &'static str, added: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let mut files = Files::of(&folder).unwrap();
        let text = files.text(main) + added;
        files.0.insert(main.into(), text.into());
        Self::of(files, main, old.to_vec(), new)
    }

    /// A program with old tables, old rows and new tables.
    fn written(old: &str, rows: &str, new: &str, main: &str) -> Self {
        let files = [("old.sql", old), ("rows.sql", rows), ("new.sql", new), ("main.mig", main)];
        let files = files.into_iter().map(|(name, text)| (name.into(), text.to_owned().into())).collect();
        Self::of(Files(files), "main.mig", vec!["old.sql", "rows.sql"], "new.sql")
    }

    fn of(files: Files, main: &'static str, old: Vec<&'static str>, new: &'static str) -> Self {
        let compiled = compile(&files, Path::new(main), Sources::new(), &Options::default()).unwrap();
        let found: Vec<_> = compiled.diagnostics.iter().map(|found| found.message.clone()).collect();
        let plan = compiled.plan.unwrap_or_else(|| panic!("{found:?}"));
        Self { files, plan, main, old, new }
    }

    fn mover(&self) -> Mover<'_> {
        Mover::of(&self.files, self.main, &self.plan, &self.old, &[self.new])
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

fn parts_of(world: &World, place: &Place) -> ScriptParts {
    world.mover().parts(place, None).unwrap()
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
        for word in ["ROW_COUNT", "DELIMITER", "FOREIGN_KEY_CHECKS = 0", "connect", "\nUSE "] {
            assert!(!text.to_lowercase().contains(&word.to_lowercase()), "part {} has {word}", part.number);
        }
        for select in
            text.split(";\n").map(|s| s.lines().filter(|l| !l.starts_with("--")).collect::<Vec<_>>().join("\n"))
        {
            let select = select.trim();
            assert!(!select.starts_with("SELECT") || select.contains("LIMIT "), "{select}");
        }
    }
}

/// Runs the parts that only look. Answers what they say, and the rows they find: block, key, column, reason and value.
fn looked(world: &World, place: &Place) -> (String, Vec<Vec<Option<String>>>) {
    let options = migc::emit::Options { old: Some(&place.old), ..migc::emit::Options::default() };
    let looks = migc::emit::parts::looks(&world.plan, Engine::Mysql, &options, Limits::default()).unwrap();
    let before = (dump(place, &place.new), dump(place, &place.old));
    let mut said = String::new();
    let mut found = Vec::new();
    for part in &looks.parts {
        assert!(part.statements <= MOST_STATEMENTS);
        let output = place.server.client(&place.new, &part.text);
        assert!(output.success, "{output}");
        said.push_str(&output.stdout);
        // Once more, and the table of its session stays.
        let kept = part.text.replace("CREATE TEMPORARY TABLE `_mig_rejects`", "CREATE TABLE `_mig_rejects`");
        let output = place.server.client(&place.new, &kept);
        assert!(output.success, "{output}");
        found.extend(rejects(place));
        place.server.load(&place.new, "DROP TABLE `_mig_rejects`;");
    }
    assert_eq!((dump(place, &place.new), dump(place, &place.old)), before, "it has changed something");
    found.sort();
    (said, found)
}

fn rejects(place: &Place) -> Vec<Vec<Option<String>>> {
    let sql = "SELECT `block`, `row_key`, `column_name`, `reason`, `value` FROM `_mig_rejects`";
    let mut rows = place.server.query(&place.new, sql);
    rows.sort();
    rows
}

#[test]
fn looking_changes_nothing_and_says_what_a_run_rejects() {
    for world in [World::polonia(""), World::haiti(), leaning(), merging_and_calling()] {
        let place = world.mover().place(Engine::Mysql).unwrap();
        let (said, found) = looked(&world, &place);
        assert!(said.trim_end().ends_with("is done: nothing was written"), "{said}");
        assert!(!said.contains("not all are known"), "{said}");
        for part in parts_of(&world, &place).parts {
            runs(&place, &part.text);
        }
        let equal = Some("the new database takes it for equal to another row");
        let (equal, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|row| row[3].as_deref() == equal);
        let sql = "SELECT COALESCE(SUM(merged), 0), COALESCE(SUM(rejected), 0) FROM _mig_counts";
        let counted = place.server.query(&place.new, sql).remove(0);
        let merged = counted[0].as_deref().unwrap();
        let all_known = !said.contains("a move may merge more");
        assert!(!all_known || equal.len().to_string() == merged, "{merged}: {equal:?}");
        assert_eq!(equal.is_empty(), merged == "0", "{equal:?}");
        let merged = all_known.then_some(("merged", merged));
        for (words, counted) in merged.into_iter().chain([("rejected", counted[1].as_deref().unwrap())]) {
            let lines = said.lines().filter(|line| line.contains(&format!("that would be {words}\t")));
            let sum: u64 = lines.map(|line| line.split('\t').nth(1).unwrap().parse::<u64>().unwrap()).sum();
            assert_eq!(sum.to_string(), counted, "{said}");
        }
        let rejected = rejects(&place);
        let missing: Vec<_> = rejected.iter().filter(|row| !found.contains(row)).collect();
        let extra: Vec<_> = found.iter().filter(|row| !rejected.contains(row)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "not seen: {missing:?}\nseen only: {extra:?}");
    }
}

/// Rows that are equal to several others, by two rules and beside what is rejected for other reasons; and rows that refer to what is
/// there as a stub alone, which an earlier block calls for.
fn merging_and_calling() -> World {
    World::written(
        "CREATE TABLE events (id INT PRIMARY KEY, low INT, high INT) ENGINE=MyISAM;
         CREATE TABLE people (id INT PRIMARY KEY, mail VARCHAR(40), nick VARCHAR(40), age INT, boss INT) ENGINE=MyISAM;
         CREATE TABLE codes (id INT PRIMARY KEY, code VARCHAR(20) NOT NULL) ENGINE=MyISAM;
         CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=MyISAM;
         CREATE TABLE posts (id INT PRIMARY KEY, author INT, title VARCHAR(20)) ENGINE=MyISAM;
         CREATE TABLE notes (id INT PRIMARY KEY, author INT, post INT) ENGINE=MyISAM;
         CREATE TABLE kinds (tag VARCHAR(20), kind VARCHAR(20), PRIMARY KEY (tag)) ENGINE=MyISAM;",
        "INSERT INTO events VALUES (1, 1, 2), (2, 200, 100), (3, 2, 1), (4, 70, 90);
         INSERT INTO people VALUES (1, 'a@x', 'a', 1, NULL), (2, 'A@x', 'b', 2, NULL), (3, 'a@X', 'c', 3, 1), (4, 'd@x', 'A', 4, 1), (5, NULL, NULL, 5, 99),
           (6, 'a@x', 'f', 60000, 1), (7, 'a@x', 'g', 7, 5), (8, '', '', 8, 1), (9, '', 'h', 9, 1), (10, 'j@x', 'J', 10, NULL), (11, 'k@x', 'j', 11, 1),
           (12, NULL, NULL, 12, NULL);
         INSERT INTO codes VALUES (1, 'x'), (2, 'X'), (3, 'x'), (4, 'y');
         INSERT INTO users VALUES (1, 'Ann'), (2, 'a name that is too long');
         INSERT INTO posts VALUES (1, 1, 'one'), (2, 7, 'of somebody gone'), (3, 8, 'a title that is too long'), (4, 2, 'four'), (5, 7, 'five'), (6, NULL, 'six');
         INSERT INTO notes VALUES (1, 1, 1), (2, 7, 2), (3, 8, 1), (4, 2, 4), (5, 9, 1), (6, 7, 3), (7, NULL, 9);
         INSERT INTO kinds VALUES ('a', 'k'), ('b', 'K'), ('c', 'k'), ('d', 'l');",
        "CREATE TABLE event (id INT PRIMARY KEY, low INT, high INT, CHECK (low < high), CHECK (low + high < 100)) ENGINE=InnoDB;
         CREATE TABLE person (id INT PRIMARY KEY AUTO_INCREMENT, mail VARCHAR(40) COLLATE utf8mb4_general_ci UNIQUE, nick VARCHAR(40) COLLATE utf8mb4_general_ci UNIQUE, age SMALLINT, boss INT, FOREIGN KEY (boss) REFERENCES person (id)) ENGINE=InnoDB;
         CREATE TABLE code (id INT PRIMARY KEY, code VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL UNIQUE) ENGINE=InnoDB;
         CREATE TABLE user (id INT PRIMARY KEY, name VARCHAR(10)) ENGINE=InnoDB;
         CREATE TABLE post (id INT PRIMARY KEY, author INT, title VARCHAR(16), FOREIGN KEY (author) REFERENCES user (id)) ENGINE=InnoDB;
         CREATE TABLE note (id INT PRIMARY KEY, author INT, post INT, FOREIGN KEY (author) REFERENCES user (id), FOREIGN KEY (post) REFERENCES post (id)) ENGINE=InnoDB;
         CREATE TABLE kind (kind VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY, n INT) ENGINE=InnoDB;",
        "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n\
         reference people.boss to people.id\nreference posts.author to users.id\nreference notes.author to users.id\nreference notes.post to posts.id\n\
         table events -> event {\n  id\n  low\n  high\n}\n\
         table people -> person {\n  auto -> id\n  mail\n  nick\n  age or reject\n  boss or reject\n  unique mail keep last by age\n  unique nick keep first by age\n}\n\
         table codes -> code {\n  id\n  code\n  unique code reject\n}\n\
         stub user { \"gone\" -> name }\n\
         table users -> user {\n  id\n  name or reject\n}\n\
         table posts -> post {\n  id\n  author or stub\n  title or reject\n}\n\
         table notes -> note {\n  id\n  author or reject\n  post or null\n}\n\
         require post before note because \"posts call for stubs\"\n\
         table kinds group by kind, tag -> kind {\n  kind\n  count(*) -> n\n  unique kind keep first by tag\n}\n",
    )
}

/// Rows that lean on rows that are rejected or skipped, in their own table and in others.
fn leaning() -> World {
    World::written(
        "CREATE TABLE categories (id INT PRIMARY KEY, parent INT, name VARCHAR(40) NOT NULL, old CHAR(1) NOT NULL, FOREIGN KEY (parent) REFERENCES categories (id)) ENGINE=MyISAM;
         CREATE TABLE items (id INT PRIMARY KEY, category INT NOT NULL, price INT NOT NULL, FOREIGN KEY (category) REFERENCES categories (id)) ENGINE=MyISAM;
         CREATE TABLE notes (id INT PRIMARY KEY, item INT NOT NULL, other INT, FOREIGN KEY (item) REFERENCES items (id), FOREIGN KEY (other) REFERENCES items (id)) ENGINE=MyISAM;",
        "INSERT INTO categories VALUES (1, NULL, 'root', 'n'), (2, 1, 'a name that is too long', 'n'), (3, 2, 'below', 'n'), (4, 3, 'far below', 'n'),
           (5, 1, 'old', 'y'), (6, 5, 'below old', 'n'), (7, 99, 'lost', 'n'), (8, 7, 'of lost', 'n'), (9, 1, 'good', 'n'), (10, 10, 'own', 'n');
         INSERT INTO items SELECT seq, seq, IF(seq = 9, -1, seq) FROM seq_1_to_12;
         INSERT INTO notes SELECT seq, seq, IF(seq = 1, 9, NULL) FROM seq_1_to_13;",
        "CREATE TABLE category (id INT PRIMARY KEY, parent INT, name VARCHAR(10) NOT NULL, FOREIGN KEY (parent) REFERENCES category (id)) ENGINE=InnoDB;
         CREATE TABLE item (id INT PRIMARY KEY, category INT NOT NULL, price INT NOT NULL, FOREIGN KEY (category) REFERENCES category (id)) ENGINE=InnoDB;
         CREATE TABLE note (id INT PRIMARY KEY, item INT NOT NULL, other INT, FOREIGN KEY (item) REFERENCES item (id), FOREIGN KEY (other) REFERENCES item (id)) ENGINE=InnoDB;",
        "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n\
         table categories -> category {\n  id\n  parent\n  name or reject\n  skip where old = \"y\"\n}\n\
         table items -> item {\n  id\n  category\n  price when price > 0 -> price or reject\n}\n\
         table notes -> note {\n  id\n  item\n  other\n}\n",
    )
}

#[test]
fn looking_says_where_it_does_not_know_all() {
    // A chain that is longer than one statement asks, and a new table that may refuse rows.
    let mut world = ["CREATE TABLE t0 (id INT PRIMARY KEY) ENGINE=MyISAM;\n".to_owned(), String::new()];
    world[1] = "CREATE TABLE n0 (id INT PRIMARY KEY) ENGINE=InnoDB;\n".to_owned();
    let mut main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ntable t0 -> n0 { id }\n".to_owned();
    for (i, up) in (1..=40).zip(0..) {
        for (ddl, name, engine) in [(0, 't', "MyISAM"), (1, 'n', "InnoDB")] {
            world[ddl] += &format!(
                "CREATE TABLE {name}{i} (id INT PRIMARY KEY, up INT NOT NULL, FOREIGN KEY (up) REFERENCES {name}{up} (id)) ENGINE={engine};\n"
            );
        }
        main += &format!("table t{i} -> n{i} {{\n  id\n  up\n}}\n");
    }
    let [old, new] = world;
    let rows: String = (1..=40).map(|i| format!("INSERT INTO t{i} VALUES (1, 1), (2, 7);\n")).collect();
    let world = World::written(&old, &rows, &new, &main);
    let place = world.mover().place(Engine::Mysql).unwrap();
    let (said, found) = looked(&world, &place);
    assert!(said.contains("rows that lean on others\tnot all are known\t-\ta move may reject more"), "{said}");
    let one = found.iter().filter(|row| row[1].as_deref() == Some("1")).count();
    assert!((20..40).contains(&one), "{found:?}");
}

/// `migc compile --repair` with the old database to ask.
fn repair(program: &str, url: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(program);
    let output = Command::new(env!("CARGO_BIN_EXE_migc"))
        .args(["compile", "--repair", "--from", url])
        .arg(folder.join(format!("{program}.mig")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn repairs_say_what_they_do_and_leave_nothing_to_reject() {
    let examples = [
        ("polonia", Engine::Mysql, ["old.sql", "old-data.sql"]),
        ("haiti", Engine::Sqlite, ["sahana-sqlite.sql", "old-data.sql"]),
    ];
    for (program, engine, old) in examples {
        let server = support::server(engine);
        let database = server.fresh_database();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(program);
        for file in old {
            server.load(&database, &std::fs::read_to_string(folder.join(file)).unwrap());
        }
        let url = server.url(&database);
        let script = repair(program, &url);
        assert!(script.contains("when this was written, for example"), "{script}");
        let does = if program == "polonia" { "DELETE FROM " } else { "SET \"user_id\" = NULL" };
        assert!(script.contains(does) && script.contains(&format!("{program}.mig:")), "{script}");
        server.load(&database, &script);
        let again = repair(program, &url);
        assert!(again.ends_with("-- Nothing is wrong with the old rows.\n"), "{again}");
    }
}

/// The texts of the parts of a program: its old and new tables, itself, and arguments.
fn cut(program: [&str; 3], arguments: &[&str]) -> Vec<String> {
    let (output, texts) = compiled(program, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    texts
}

/// The same, with what the compiler says. Uploads are unpacked.
fn compiled([old, new, main]: [&str; 3], arguments: &[&str]) -> (std::process::Output, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("old.sql", old), ("new.sql", new), ("main.mig", main)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let parts = folder.path().join("parts");
    let output = Command::new(env!("CARGO_BIN_EXE_migc"))
        .arg("compile")
        .arg(folder.path().join("main.mig"))
        .args(["--for", "phpmyadmin"])
        .args(arguments)
        .arg("-o")
        .arg(&parts)
        .output()
        .unwrap();
    let entries = std::fs::read_dir(&parts).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "sql" || end == "gz"));
    files.sort();
    let text = |file: &std::path::PathBuf| {
        let bytes = std::fs::read(file).unwrap();
        let mut text = String::new();
        if file.extension().is_some_and(|end| end == "sql") {
            text = String::from_utf8(bytes).unwrap();
        } else {
            assert!(bytes.len() <= 2_000_000, "PHP does not take {} of {} bytes", file.display(), bytes.len());
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        }
        text
    };
    (output, files.iter().map(text).collect())
}

#[test]
fn rows_that_are_written_out_fit_into_uploads_and_pastes() {
    // Hexadecimal digits of random bytes: they pack to a bit more than half.
    let old_ddl =
        "CREATE TABLE notes (id INT PRIMARY KEY, body TEXT NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;\n";
    let new_ddl = "CREATE TABLE note (id INT PRIMARY KEY, body TEXT NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n";
    let program =
        [old_ddl, new_ddl, "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ntable notes -> note {\n  id\n  body\n}\n"];
    let (mut seed, mut rows) = (7_u64, old_ddl.to_owned());
    for id in 1..=6000 {
        rows += &format!("INSERT INTO notes VALUES ({id}, '");
        for _ in 0..64 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            rows += &format!("{:016x}", seed ^ (seed >> 29));
        }
        rows += "');\n";
    }
    let server = support::server(Engine::Mysql);
    let old = server.fresh_database();
    server.load(&old, &rows);
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("notes.sql");
    std::fs::write(&dump, &rows).unwrap();
    let (url, dump) = (server.url(&old), dump.display().to_string());
    for arguments in [vec!["--data", &dump, "--upload"], vec!["--data", &url, "--upload"], vec!["--data", &url]] {
        let texts = cut(program, &arguments);
        let new = server.fresh_database();
        server.load(&new, new_ddl);
        for text in &texts {
            let output = server.client(&new, text);
            assert!(output.success, "{arguments:?} {output}");
        }
        let sum = |database: &str, table: &str| {
            server.query(
                database,
                &format!("SELECT COUNT(*), SUM(id), MD5(GROUP_CONCAT(MD5(body) ORDER BY id)) FROM {table}"),
            )
        };
        assert_eq!(sum(&new, "note"), sum(&old, "notes"), "{arguments:?}");
    }
    // An upload that phpMyAdmin stopped and went on with in another session: its beginning was undone.
    let texts = cut(program, &["--data", &url, "--upload"]);
    let new = server.fresh_database();
    server.load(&new, new_ddl);
    texts[..2].iter().for_each(|text| assert!(server.client(&new, text).success));
    let inserts: Vec<usize> = texts[2].match_indices("INSERT INTO `_mig_old_").map(|(at, _)| at).collect();
    let rest = format!("SET NAMES utf8mb4;\n{}", &texts[2][inserts[1]..]);
    assert!(!server.client(&new, &rest).success, "the rest of a part is taken for all of it");
    stops_in(server, &new, &texts[3], "part 3 has not been run in this database");
    stops_in(server, &new, &texts[2], "Duplicate entry");
    server.load(&new, "ALTER TABLE _mig_old_notes DROP PRIMARY KEY;");
    stops_in(server, &new, &texts[2], "there are rows of another upload");

    // Tables without snapshots are locked; whoever may not do that is told.
    server.load(
        "",
        &format!(
            "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'reads'; GRANT SELECT ON {old}.* TO reader@'127.0.0.1';"
        ),
    );
    let note = "others may write to the old side meanwhile, see that nobody does";
    for (url, told) in [(url.clone(), false), (url.replace("root@", "reader:reads@"), true)] {
        let (output, _) = compiled(program, &["--data", &url, "--upload"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains(note) == told, "{url}: {said}");
    }
}

fn stops_in(server: &support::Server, database: &str, text: &str, words: &str) {
    let output = server.client(database, text);
    assert!(!output.success && output.stderr.contains(words), "it does not say `{words}`: {output}");
}

#[test]
fn whoever_cuts_without_a_count_is_told_how() {
    let program = [
        "CREATE TABLE a (id INT PRIMARY KEY);",
        "CREATE TABLE b (id INT PRIMARY KEY);",
        "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ntable a -> b { id }\n",
    ];
    let (output, texts) = compiled(program, &["--old-name", "shop", "--rows-per-part", "1000"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(texts.is_empty() && said.contains("`--from mysql://USER@HOST/DATABASE`"), "{said}");
}

#[test]
fn groups_are_cut_and_never_apart() {
    let server = support::server(Engine::Mysql);
    let (old, new) = (server.fresh_database(), server.fresh_database());
    let old_ddl =
        "CREATE TABLE log (id INT PRIMARY KEY, user INT, day DATE, kind VARCHAR(300)) DEFAULT CHARSET=utf8mb4;\n";
    let new_ddl = "CREATE TABLE by_user (user INT UNIQUE, n INT NOT NULL, last INT NOT NULL);\n\
                   CREATE TABLE by_day (id INT PRIMARY KEY AUTO_INCREMENT, day DATE, n INT NOT NULL);\n\
                   CREATE TABLE by_kind (kind VARCHAR(300), n INT NOT NULL);\n";
    let main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n\
                table log group by user -> by_user {\n  user\n  count(*) -> n\n  max(id) -> last\n}\n\
                table log group by day -> by_day {\n  auto -> id\n  day\n  count(*) -> n\n  order by day desc\n}\n\
                table log group by kind -> by_kind {\n  kind\n  count(*) -> n\n}\n";
    server.load(&old, old_ddl);
    server.load(
        &old,
        "INSERT INTO log SELECT seq, NULLIF(seq MOD 40, 7), NULLIF('2010-01-01' + INTERVAL seq MOD 300 DAY, '2010-01-05'), ELT(seq MOD 3 + 1, 'a', 'A', NULL) FROM seq_1_to_1000;",
    );
    server.load(&new, new_ddl);
    let texts =
        cut([old_ddl, new_ddl, main], &["--old-name", &old, "--from", &server.url(&old), "--rows-per-part", "200"]);
    let mut grew = [0, 0, 0];
    for text in &texts {
        let count = |table: &str| -> u64 {
            server.value(&new, &format!("SELECT COUNT(*) FROM {table}")).unwrap().parse().unwrap()
        };
        let tables = ["by_user", "by_day", "by_kind"];
        let before = tables.map(count);
        let output = server.client(&new, text);
        assert!(output.success, "{output}\n{text}");
        let after = tables.map(count);
        for i in 0..3 {
            grew[i] += usize::from(after[i] > before[i]);
        }
    }
    // What they are grouped by may be null, and is no number: `a` and `A` are two.
    assert_eq!(grew, [5, 2, 1]);
    let why = "1000 old rows in one insert, which cannot be cut into pieces: its groups have no key of whole numbers";
    assert!(texts.iter().any(|text| text.contains(why)));
    for (new_rows, old_rows) in [
        (
            "SELECT user, n, last FROM by_user ORDER BY 1",
            "SELECT user, COUNT(*), MAX(id) FROM log GROUP BY user ORDER BY 1",
        ),
        (
            "SELECT id, day, n FROM by_day ORDER BY 1",
            "SELECT ROW_NUMBER() OVER (ORDER BY day DESC), day, COUNT(*) FROM log GROUP BY day ORDER BY 1",
        ),
        (
            "SELECT kind, n FROM by_kind ORDER BY BINARY kind",
            "SELECT kind, COUNT(*) FROM log GROUP BY BINARY kind ORDER BY BINARY kind",
        ),
    ] {
        assert_eq!(server.query(&new, new_rows), server.query(&old, old_rows));
    }
}

#[test]
fn long_inserts_are_cut_where_rows_can_be_counted() {
    let server = support::server(Engine::Mysql);
    let (old, new) = (server.fresh_database(), server.fresh_database());
    let old_ddl = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);\n\
                   CREATE TABLE log (day DATE NOT NULL, user INT NOT NULL, nr INT NOT NULL, PRIMARY KEY (day, nr));\n";
    let new_ddl = "CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);\n\
                   CREATE TABLE entry (id INT PRIMARY KEY AUTO_INCREMENT, day DATE NOT NULL, person INT NOT NULL, FOREIGN KEY (person) REFERENCES person (id));\n";
    let main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ntable users -> person {\n  id\n  name\n}\n\
                table log -> entry {\n  auto -> id\n  day\n  user -> person\n  order by day desc, nr\n}\n";
    server.load(&old, old_ddl);
    server.load(
        &old,
        "INSERT INTO users SELECT seq * seq, CONCAT('user ', seq) FROM seq_1_to_1010;\n\
         INSERT INTO log SELECT '2010-01-01' + INTERVAL seq MOD 50 DAY, IF(seq MOD 100 = 7, 5, (1 + seq MOD 900) * (1 + seq MOD 900)), seq FROM seq_1_to_777;",
    );
    server.load(&new, new_ddl);
    let texts =
        cut([old_ddl, new_ddl, main], &["--old-name", &old, "--from", &server.url(&old), "--rows-per-part", "100"]);
    let count = || -> u64 {
        let rows = server.value(&new, "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM entry)");
        rows.unwrap().parse().unwrap()
    };
    let mut pieces = 0;
    for text in &texts {
        let before = count();
        let output = server.client(&new, text);
        assert!(output.success, "{output}");
        let came = count() - before;
        assert!(came <= 102, "{came} rows are moved by {text}");
        pieces += usize::from(came > 0);
    }
    assert_eq!(pieces, 11 + 8);
    let rejected = "SELECT COUNT(*) FROM `_mig_rejects` WHERE `reason` LIKE '%no row with this key%'";
    assert_eq!(server.value(&new, rejected).as_deref(), Some("8"));
    assert_eq!(count(), 1010 + 777 - 8);
    // In the order that the program asks for, without a gap.
    let odd = "SELECT COUNT(*) FROM entry AS a JOIN entry AS b ON b.id = a.id + 1 WHERE b.day > a.day";
    assert_eq!(server.value(&new, odd).as_deref(), Some("0"));
    assert_eq!(server.value(&new, "SELECT MAX(id) FROM entry").as_deref(), Some("769"));
}
