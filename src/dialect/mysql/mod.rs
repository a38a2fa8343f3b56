//! MySQL 8 and MariaDB.

mod admin;
mod capabilities;
mod compare;
mod convert;
mod digits;
mod errors;
mod functions;
mod statements;
mod types;

use super::{Dialect, standard_bytes};
use crate::engine::Engine;
use crate::sql::{Concat, Expr, MatchOp, NullSafe, Syntax, quoted};

/// MySQL 8 and MariaDB.
#[derive(Debug)]
pub(super) struct Mysql;

/// A test against a regular expression.
fn contains(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Regexp, Expr::text(pattern))
}

/// A pattern in which a letter is that letter alone. Else a collation that ignores case takes `t` for `T`, and the characters that a
/// class from U+017F on has for `s` and `k`, since the long s (U+017F) and the sign of Kelvin (U+212A) differ from these by case alone.
fn exactly(pattern: &str) -> String {
    format!("(?-i){pattern}")
}

/// A test against a whole regular expression. `\z`, since `$` also matches before a last newline.
fn matches(text: &Expr, pattern: &str) -> Expr {
    contains(text, &format!("^{pattern}\\z"))
}

impl Syntax for Mysql {
    fn ident(&self, name: &str) -> String {
        quoted(name, '`')
    }

    fn text(&self, text: &str) -> String {
        if !text.contains(['\\', '\'', '\n', '\r', '\0']) {
            return format!("'{text}'");
        }
        let mut out = String::with_capacity(text.len() + 2);
        out.push('\'');
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\'' => out.push_str("''"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\0' => out.push_str("\\0"),
                c => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        standard_bytes(bytes)
    }

    fn concat_form(&self) -> Concat {
        Concat::Function
    }

    fn null_safe_form(&self) -> NullSafe {
        NullSafe::Spaceship
    }
}

impl Dialect for Mysql {
    fn engine(&self) -> Engine {
        Engine::Mysql
    }

    fn session(&self) -> &'static [&'static str] {
        // Whatever the server says for all sessions: an answer is never cut short, and no rule is switched off. Zero dates are not
        // refused, since new tables may have them as defaults: expressions test for them. A fraction that a column has no digits for
        // is rounded, as MySQL does anyway; two texts side by side are one.
        &[
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO,\
             NO_UNSIGNED_SUBTRACTION,NO_ENGINE_SUBSTITUTION' /*M!100401 ',TIME_ROUND_FRACTIONAL' */, \
             autocommit = 1, completion_type = 0, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, \
             sql_auto_is_null = 0, max_join_size = 18446744073709551615, sql_big_selects = 1, \
             sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, max_sort_length = 1024, \
             div_precision_increment = 4, lc_time_names = 'en_US' \
             /*M!100202 , max_statement_time = 0, check_constraint_checks = 1, standard_compliant_cte = 1 */ \
             /*!50708 , max_execution_time = 0 */",
            // a chain of rows may be of any length, and MariaDB cuts a recursion off in silence; without an index it joins by
            // hash only where it is told to
            "SET SESSION time_zone = '+00:00' /*M!100202 , SESSION max_recursive_iterations = 4294967295, \
             SESSION join_cache_level = 4, SESSION join_buffer_size = 33554432, \
             SESSION join_buffer_space_limit = 268435456 */ \
             /*!80003 , SESSION cte_max_recursion_depth = 4294967295 */",
            // MariaDB keeps the answer to a query in brackets by what the outer row has, as that column compares
            "SET SESSION optimizer_switch = IF(VERSION() LIKE '%MariaDB%', 'subquery_cache=off', @@optimizer_switch)",
        ]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        const LOCKS: &str = "SET SESSION lock_wait_timeout = CAST(LEAST(@@lock_wait_timeout, 60) AS UNSIGNED), \
             innodb_lock_wait_timeout = CAST(LEAST(@@innodb_lock_wait_timeout, 60) AS UNSIGNED)";
        const WAITS: &str = "SET SESSION wait_timeout = 86400, net_read_timeout = 3600, net_write_timeout = 3600";
        // An insert does not lock the rows it reads, and an empty table that was read is still filled as one. A binary
        // log of statements cannot have that.
        const WRITING: [&str; 6] = [
            LOCKS,
            WAITS,
            "SET @_mig_isolation = IF(@@log_bin AND @@binlog_format = 'STATEMENT', 'DO 0', \
             'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')",
            "PREPARE _mig_isolation FROM @_mig_isolation",
            "EXECUTE _mig_isolation",
            "DEALLOCATE PREPARE _mig_isolation",
        ];
        if write { &WRITING } else { &[LOCKS, WAITS, "SET SESSION TRANSACTION READ ONLY"] }
    }

    fn bits_need_reckoning(&self, native: &str) -> bool {
        native.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("bit"))
    }
}
