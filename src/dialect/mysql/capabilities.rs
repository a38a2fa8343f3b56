//! The facts of MySQL and MariaDB.

use super::Mysql;
use crate::dialect::{Capabilities, Capable, Holds, LongestName, SnapshotSharing, TableForm, Written};

const CAPABILITIES: Capabilities = Capabilities {
    has_schemas: false,
    port: Some(3306),
    pastes: true,
    // (manual, "Identifier Length Limits")
    longest_name: LongestName::Characters(64),
    astral_names: false,
    keeps_types: true,
    exact_decimals: true,
    compares_by_code_point: false,
    zero_dates: true,
    zero_enums: true,
    moment_range: Some(("1970-01-01 00:00:01", "2038-01-19 03:14:07")),
    digits_of_time: 0,
    // MySQL manual, "Optimizing Derived Tables, View References, and CTEs with Merging or Materialization": not with a LIMIT.
    fence: u64::MAX as i128,
    fences_own_table: true,
    fences_joins: true,
    says_nulls: false,
    assigns_in_turn: true,
    makes_tables_in_transactions: false,
    hides_tables_without_rights: true,
    snapshot_sharing: SnapshotSharing::Locked("SET SESSION lock_wait_timeout = 3"),
    holds: Holds {
        nan: false,
        infinity: false,
        odd_numbers: false,
        whole_digits: Some(35),
        odd_moments: false,
        odd_json: false,
        ..Holds::ALL
    },
    tables: TableForm {
        numbered: " AUTO_INCREMENT",
        numbered_key: None,
        forward_references: false,
        enum_types: false,
        enum_checks: false,
        says_null: true,
        brackets_defaults: true,
        nulls_equal: None,
        storage: true,
        before_loose_text: &[],
    },
    written: Written {
        bool_is_number: true,
        unsigned: true,
        exact_numbers: true,
        infinity: None,
        special_numbers: false,
        odd_moments: false,
        bytes: ["x'", "'"],
    },
};

impl Capable for Mysql {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }
}
