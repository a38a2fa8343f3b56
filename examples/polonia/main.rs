//! Makes the old polonia database as a SQLite file, so that the example runs without a server:
//! `cargo run --example polonia -- old.db`.

use std::error::Error;
use std::path::PathBuf;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

fn main() -> Result<(), Box<dyn Error>> {
    let file: PathBuf = std::env::args_os().nth(1).ok_or("say which file to make")?.into();
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let mut old: SqliteConnection = options.connect().await?;
        sqlx::raw_sql(include_str!("old-sqlite.sql")).execute(&mut old).await?;
        sqlx::raw_sql(include_str!("old-data.sql")).execute(&mut old).await?;
        old.close().await
    })?;
    println!("made {}", file.display());
    Ok(())
}
