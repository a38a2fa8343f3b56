//! Parts pasted into a real phpMyAdmin, and uploaded, as a person would, with the browser's own keys and buttons.
//!
//! Where phpMyAdmin or the browser is missing, each test says that it is skipped; with `MIG_ALL=1` or in CI that is a failure.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

#[path = "../support/mod.rs"]
mod support;

mod programs;
mod site;

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, OnceLock};

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use migc::engine::Engine;

use programs::{Folder, World};
use site::{Page, Site};
use support::moving::show;

/// A test with its name.
type Named = (&'static str, fn(&mut Site));

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // There is one browser.
    arguments.test_threads = Some(1);
    let all: [Named; 8] = [
        ("polonia_pasted_and_everything_that_can_go_wrong", polonia),
        ("polonia_uploaded", polonia_uploaded),
        ("haiti_pasted", haiti),
        ("haiti_uploaded", haiti_uploaded),
        ("sixty_tables_pasted", sixty_tables),
        ("sixty_tables_uploaded", sixty_tables_uploaded),
        ("ten_thousand_nasty_texts", nasty_texts),
        ("the_page_that_says_how", read_me),
    ];
    let trials = all
        .into_iter()
        .map(|(name, test)| Trial::ignorable_test(format!("phpmyadmin::{name}"), move || trial(test)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(test: fn(&mut Site)) -> Result<Completion, Failed> {
    static SITE: OnceLock<Mutex<Site>> = OnceLock::new();
    if let Some(missing) = site::missing() {
        let needed = ["MIG_ALL", "CI"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
        return match needed {
            true => Err(format!("{missing}, and nothing may be skipped here").into()),
            false => Ok(Completion::ignored_with(format!("skipped: {missing}"))),
        };
    }
    let site = SITE.get_or_init(|| Mutex::new(Site::start()));
    let mut site = site.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| test(&mut site)));
    done.map(|()| Completion::Completed).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default().into()
    })
}

/// The page must end with a table whose last row says that the part is done.
fn done(page: &Page, number: usize, of: usize) {
    assert!(page.errors.is_empty() && page.dialogs.is_empty(), "part {number}: {:?} {:?}", page.errors, page.dialogs);
    let last = page.tables.last().unwrap_or_else(|| panic!("part {number} shows no table: {}", page.text));
    assert_eq!(last.head, ["check", "found", "expected", "verdict"], "part {number}");
    let row: Vec<&str> = last.rows.last().unwrap().iter().map(|cell| cell.as_deref().unwrap_or("null")).collect();
    let verdict = format!("part {number} of {of} is done");
    assert!(row[0] == format!("part {number} of {of}") && row[3].starts_with(&verdict), "part {number}: {row:?}");
    for row in &last.rows {
        for cell in row.iter().flatten() {
            assert!(cell.chars().count() <= 50 && cell != "WRONG" && !cell.ends_with("..."), "part {number}: {row:?}");
        }
    }
}

/// What was pasted must stop with these words and leave the database as it was.
fn stops(site: &mut Site, folder: &Folder, database: &str, text: &str, words: &str) {
    let before = folder.everything();
    let page = site.paste(database, text);
    let said = page.errors.join("\n");
    assert!(said.contains(words), "it does not say `{words}`: {said}\n{}", page.text);
    assert!(folder.everything() == before, "it has changed something, though it says: {said}");
}

fn same_as_a_run(world: &World, folder: &Folder) {
    let expected = world.mover().by_run(Engine::Mysql).unwrap();
    let actual = show(&world.plan, folder.place.server, &folder.place.new).unwrap();
    assert!(actual == expected, "{}", support::case::difference("rows", &expected, &actual));
}

fn polonia(site: &mut Site) {
    let world = World::polonia("");
    let folder = world.compile(&[]);
    let changed = World::polonia("check \"all moved\" count(* from old.posty) >= 0\n").compile_at(&folder.place, &[]);
    let before = folder.everything();
    for text in world.compile_at(&folder.place, &["--check"]).texts() {
        let page = site.paste(&folder.place.new, &text);
        let last = page.tables.last().and_then(|table| table.rows.last()?.last()?.clone()).unwrap_or_default();
        assert!(page.errors.is_empty() && last.starts_with("look "), "{:?} {}", page.errors, page.text);
    }
    assert!(folder.everything() == before, "looking has changed something");
    let texts = folder.texts();
    let (of, new, old) = (texts.len(), folder.place.new.clone(), folder.place.old.clone());
    stops(site, &folder, &old, &texts[0], "is not in this database: open the new one");
    stops(site, &folder, &old, &texts[1], "part 1 has not been run in this database");
    stops(site, &folder, &new, &texts[2], "part 1 has not been run in this database");
    for (i, text) in texts.iter().enumerate() {
        let number = i + 1;
        if i + 1 < of && i > 0 {
            stops(site, &folder, &new, &texts[i + 1], &format!("part {number} has not been run in this database"));
        }
        if i > 1 {
            // A failure in the middle, and then the next one.
            let broken = text.replacen("COMMIT;", "SELECT * FROM `no_such_table` LIMIT 1;\nCOMMIT;", 1);
            stops(site, &folder, &new, &broken, "no_such_table");
        }
        let page = match photo("last-part.png").filter(|_| number == of) {
            Some(photo) => site.paste_and_photograph(&new, text, &photo),
            None => site.paste(&new, text),
        };
        done(&page, number, of);
        stops(site, &folder, &new, text, &format!("part {number} of {of} has been run already"));
        let other = &changed.texts()[i.min(1)];
        stops(site, &folder, &new, other, "is not of the program whose parts were begun in this database");
    }
    same_as_a_run(&world, &folder);
}

fn paste_all(site: &mut Site, folder: &Folder) {
    let texts = folder.texts();
    for (i, text) in texts.iter().enumerate() {
        done(&site.paste(&folder.place.new, text), i + 1, texts.len());
    }
}

fn upload_all(site: &mut Site, folder: &Folder) {
    let files = folder.parts();
    for (i, file) in files.iter().enumerate() {
        assert!(file.to_string_lossy().ends_with(".sql.gz"), "{}", file.display());
        done(&site.upload(&folder.place.new, file), i + 1, files.len());
    }
}

fn polonia_uploaded(site: &mut Site) {
    let folder = uploaded(site, &World::polonia(""));
    // The last one once more, and one of another database.
    let before = folder.everything();
    for (database, words) in
        [(&folder.place.new, "has been run already"), (&folder.place.old, "part 1 has not been run")]
    {
        let page = site.upload(database, folder.parts().last().unwrap());
        assert!(page.errors.iter().any(|error| error.contains(words)), "{}", page.text);
    }
    assert!(folder.everything() == before, "it has changed something");
}

fn pasted(site: &mut Site, world: &World) {
    let folder = world.compile(&[]);
    paste_all(site, &folder);
    same_as_a_run(world, &folder);
}

fn uploaded(site: &mut Site, world: &World) -> Folder {
    let folder = world.compile(&["--upload"]);
    upload_all(site, &folder);
    same_as_a_run(world, &folder);
    folder
}

fn haiti(site: &mut Site) {
    pasted(site, &World::haiti());
}

fn haiti_uploaded(site: &mut Site) {
    uploaded(site, &World::haiti());
}

fn sixty_tables(site: &mut Site) {
    pasted(site, &World::of_tables(60));
}

fn sixty_tables_uploaded(site: &mut Site) {
    uploaded(site, &World::of_tables(60));
}

/// Written out, so that each of them is on the page, byte for byte.
fn nasty_texts(site: &mut Site) {
    let world = World::of_texts(10_000);
    for upload in [false, true] {
        let place = world.mover().place(Engine::Mysql).unwrap();
        let url = place.server.url(&place.old);
        let arguments = ["--data", &url, "--upload"];
        let folder = world.compile_at(&place, if upload { &arguments } else { &arguments[..2] });
        match upload {
            true => upload_all(site, &folder),
            false => paste_all(site, &folder),
        }
        let texts = |database: &str, table: &str| {
            place.server.query(database, &format!("SELECT id, HEX(body) FROM {table} ORDER BY id"))
        };
        let (old, new) = (texts(&place.old, "texts"), texts(&place.new, "saying"));
        assert!(old.len() == 10_000 && old == new, "texts have changed on their way");
    }
}

fn read_me(site: &mut Site) {
    let folder = World::polonia("").compile(&[]);
    let file = folder.path().join("00-read-me.html");
    let page = site.open(&file, &["#p1", "#p2", "button[data-copies=t2]"], photo("read-me.png").as_deref());
    assert!(page.text.contains("Copied"), "{}", page.text);
    let again = site.open(&file, &[], None);
    assert!(again.text.contains("02-helper-tables.sql"), "{}", again.text);
}

/// Where pictures for the documentation are put: `MIG_PHOTOS=folder`.
fn photo(name: &str) -> Option<std::path::PathBuf> {
    std::env::var_os("MIG_PHOTOS").map(|folder| Path::new(&folder).join(name))
}
