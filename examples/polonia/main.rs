//! Makes the old polonia database as a SQLite file, so that the example runs without a server:
//! `cargo run --example polonia -- old.db`.

use std::error::Error;
use std::path::PathBuf;

use rusqlite::Connection;

fn main() -> Result<(), Box<dyn Error>> {
    let file: PathBuf = std::env::args_os().nth(1).ok_or("say which file to make")?.into();
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let old = Connection::open(&file)?;
    old.execute_batch(include_str!("old-sqlite.sql"))?;
    old.execute_batch(include_str!("old-data.sql"))?;
    println!("made {}", file.display());
    Ok(())
}
