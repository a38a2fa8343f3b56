//! What the engine of tests is asked about a database: nothing that takes more than one session.

use super::Proof;
use crate::dialect::Admin;

impl Admin for Proof {
    fn tables(&self, _: Option<&str>) -> String {
        "SELECT [name] FROM [sqlite_schema] WHERE [type] IN ('table', 'view')".to_owned()
    }

    fn triggers(&self) -> &'static str {
        "SELECT [tbl_name], [name] FROM [sqlite_schema] WHERE [type] = 'trigger'"
    }

    fn identity(&self) -> Option<&'static str> {
        None
    }

    fn begin_reading(&self) -> &'static [&'static str] {
        &["BEGIN TRANSACTION"]
    }
}
