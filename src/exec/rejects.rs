//! The rejected rows of the last run, from the new database of any engine.

use super::error::RunError;
use super::job::NEW;
use super::rights;
use super::table::TextTable;
use crate::client::address::Address;
use crate::client::connect::{Access, open};
use crate::client::trouble::Trouble;
use crate::emit::runner;

const COLUMNS: [&str; 7] = ["step", "block", "row_key", "column_name", "reason", "value", "row_json"];

/// Reads the rejected rows.
///
/// # Errors
/// When the database cannot be opened or holds no rejects.
pub async fn rejects(address: &Address) -> Result<TextTable, RunError> {
    let mut db = open(address, Access::LOOK).await?;
    let answer = match db.ask(&runner::rejects(db.engine())).await {
        Ok(answer) => answer,
        Err(error) => {
            let trouble = Trouble::of(&error, address);
            if trouble.kind.is_about_rights() {
                return Err(rights::unread(&mut db, address, trouble, "rejected rows", "_mig_rejects").await);
            }
            if trouble.message.contains("_mig_rejects") {
                let help = format!("no migration has written into `{address}` yet");
                let tables = vec!["_mig_rejects".to_owned()];
                return Err(RunError::NoTable { what: NEW, tables, help });
            }
            return Err(trouble.reading("rejected rows", address).into());
        }
    };
    let _ = db.close().await;
    let mut rows = answer.rows;
    for step in rows.iter_mut().filter_map(|row| row.first_mut()?.as_mut()) {
        *step = step.trim().to_owned();
    }
    // Numbers, which the query gave as text, since engines disagree about their size.
    let number = |value: Option<&Option<String>>| {
        value.and_then(|text| text.as_deref()?.parse::<i64>().ok()).unwrap_or(i64::MAX)
    };
    rows.sort_by_cached_key(|row| (number(row.first()), row.get(1).cloned(), number(row.get(2)), row.get(2).cloned()));
    Ok(TextTable { title: "rejected rows".to_owned(), columns: COLUMNS.map(str::to_owned).to_vec(), rows })
}
