//! The facts of the engine of tests.

use super::Proof;
use crate::dialect::{Capabilities, Capable, Holds, LongestName, SnapshotSharing, TableForm, Written};

const CAPABILITIES: Capabilities = Capabilities {
    has_schemas: false,
    port: None,
    pastes: false,
    longest_name: LongestName::Characters(30),
    astral_names: false,
    keeps_types: false,
    exact_decimals: false,
    compares_by_code_point: false,
    zero_dates: false,
    zero_enums: false,
    moment_range: None,
    digits_of_time: 6,
    fence: i64::MAX as i128,
    fences_own_table: false,
    fences_joins: false,
    says_nulls: true,
    assigns_in_turn: false,
    makes_tables_in_transactions: true,
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
        numbered_key: Some("INTEGER PRIMARY KEY"),
        forward_references: true,
        enum_types: false,
        enum_checks: true,
        says_null: true,
        brackets_defaults: true,
        nulls_equal: None,
        storage: false,
        before_loose_text: &[],
    },
    written: Written {
        bool_is_number: false,
        unsigned: false,
        exact_numbers: false,
        infinity: None,
        special_numbers: false,
        odd_moments: false,
        bytes: ["X'", "'"],
    },
};

impl Capable for Proof {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }
}
