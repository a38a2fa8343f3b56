//! The facts of SQLite.

use super::Sqlite;
use crate::dialect::{Capabilities, Capable, Holds, LongestName, SnapshotSharing, TableForm, Written};

const CAPABILITIES: Capabilities = Capabilities {
    has_schemas: false,
    port: None,
    pastes: false,
    longest_name: LongestName::Any,
    astral_names: true,
    keeps_types: false,
    exact_decimals: false,
    compares_by_code_point: true,
    zero_dates: false,
    zero_enums: false,
    moment_range: None,
    digits_of_time: 6,
    // A query with a LIMIT (less than none is no limit) is not made a part of one around it that has a LIMIT or a condition, and gets an
    // automatic index (https://www.sqlite.org/optoverview.html, "Subquery Flattening", "Automatic Query-Time Indexes").
    fence: -1,
    fences_own_table: false,
    fences_joins: true,
    says_nulls: false,
    assigns_in_turn: false,
    makes_tables_in_transactions: false,
    hides_tables_without_rights: false,
    snapshot_sharing: SnapshotSharing::Optimistic("PRAGMA data_version"),
    holds: Holds {
        nan: false,
        odd_numbers: false,
        unsigned: false,
        digits: Some(15),
        odd_moments: false,
        ..Holds::ALL
    },
    tables: TableForm {
        numbered: "",
        numbered_key: Some("INTEGER PRIMARY KEY AUTOINCREMENT"),
        forward_references: true,
        enum_types: false,
        enum_checks: true,
        says_null: false,
        brackets_defaults: false,
        nulls_equal: None,
        storage: false,
        before_loose_text: &[],
    },
    written: Written {
        bool_is_number: true,
        unsigned: false,
        exact_numbers: false,
        infinity: Some("9e999"),
        special_numbers: false,
        odd_moments: false,
        bytes: ["x'", "'"],
    },
};

impl Capable for Sqlite {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }
}
