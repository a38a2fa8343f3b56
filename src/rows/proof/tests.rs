//! A migration out of such a file.

use std::fs;

use crate::client::address::Address;
use crate::exec::{Session, Silent};

const OLD: &str = r#"rows of mig
! CREATE TABLE people (no INTEGER PRIMARY KEY, name TEXT, about TEXT)
! CREATE TABLE visits (id INTEGER PRIMARY KEY, person INTEGER)
people
[1, "Ann", {"likes": ["tea"]}]
[2, "it's me", null]
visits
[10, 2]
[11, 3]
people
[3.0, "Bo", true]
"#;

const PROGRAM: &str = r#"from sqlite
into sqlite "new.sql"

reference visits.person to people.no

table people -> person {
  no -> id
  name
  about
}

table visits -> visit {
  id
  person -> person_id
}
"#;

const NEW: &str = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, about TEXT);
CREATE TABLE visit (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id));";

/// Runs the program out of this text, and answers the rows of a query.
async fn moved(old: &str) -> Result<(u64, u64, Vec<String>), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    for (name, text) in [("old.dump", old), ("new.sql", NEW), ("main.mig", PROGRAM)] {
        fs::write(at(name), text)?;
    }
    let [from, into] = ["old.dump", "new.db"].map(|name| at(name).display().to_string());
    let into = format!("sqlite:{into}");
    let session = Session::new(at("main.mig"), Address::from(from.as_str()), Address::from(into.as_str()));
    let summary = session.create(true).run(&mut Silent).await?;
    let new = rusqlite::Connection::open(at("new.db"))?;
    let mut query = new.prepare(
        "SELECT p.id || ' ' || p.name || ' ' || COALESCE(p.about, '-') || ' ' || COUNT(v.id) \
         FROM person AS p LEFT JOIN visit AS v ON v.person_id = p.id GROUP BY p.id ORDER BY p.id",
    )?;
    let rows = query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok((summary.rows, summary.rejected, rows))
}

#[tokio::test]
async fn rows_of_a_file_move_as_those_of_a_dump() {
    let (rows, rejected, moved) = moved(OLD).await.unwrap();
    assert_eq!((rows, rejected), (5, 0));
    assert_eq!(moved, [r#"1 Ann {"likes":["tea"]} 0"#, "2 it's me - 1", "3 Bo 1 1"]);
}

#[tokio::test]
async fn a_line_that_is_no_row_is_named() {
    let error = moved(&OLD.replace("[11, 3]", "[11, 3")).await.unwrap_err();
    assert!(error.to_string().contains("old.dump:9: this is no row"), "{error}");
}
