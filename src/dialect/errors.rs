//! What an engine complains about, told by its own codes: what it says is for people.

/// What a complaint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleKind {
    /// Nobody listens there.
    Refused,
    /// No host is called so.
    UnknownHost,
    /// There was no answer in time.
    Timeout,
    /// User or password is not accepted.
    Password,
    /// The server lets nobody in from here, or this user in nowhere.
    NotAllowed,
    /// The server has no such database.
    NoDatabase,
    /// The user may not do it.
    Rights,
    /// The server, or the file, cannot be written.
    ReadOnly,
    /// No room is left.
    DiskFull,
    /// A row or statement is larger than the server takes.
    TooLarge,
    /// Others hold what we need.
    Locked,
    /// Two waited for each other, and we were chosen to give up.
    Deadlock,
    /// The connection is gone.
    Lost,
    /// The server shuts down or starts up.
    NotReady,
    /// The connection cannot be encrypted.
    Tls,
    /// The server's certificate is not trusted.
    Certificate,
    /// The server has no place for one more.
    TooMany,
    /// There is no such file.
    NoFile,
    /// A statement names a table or column that the database has not.
    NotThere,
    /// The file is no database, or a broken one.
    NotADatabase,
    /// Anything else: a value, a constraint, a statement.
    Other,
}

impl TroubleKind {
    /// Whether somebody else must allow it.
    pub fn is_about_rights(self) -> bool {
        matches!(self, TroubleKind::Rights | TroubleKind::ReadOnly)
    }
}

/// A kind of rule that a table has for its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// No two rows have the same key.
    Unique,
    /// There is the row that a foreign key names.
    ForeignKey,
    /// There is a value.
    NotNull,
    /// A condition, or the conditions of the table's partitions.
    Check,
}

impl Rule {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Unique => "a unique key",
            Rule::ForeignKey => "a foreign key",
            Rule::NotNull => "NOT NULL",
            Rule::Check => "a CHECK",
        }
    }

    /// One of them.
    pub fn one(self) -> &'static str {
        match self {
            Rule::NotNull => "a NOT NULL",
            other => other.name(),
        }
    }
}

/// What an engine's errors are about.
pub trait Errors {
    /// What an error of a code is about; `words` are asked only where a code is that of several things.
    fn trouble(&self, code: &str, words: &str) -> TroubleKind;

    /// The rule of its table that a row broke; none: the error is about something else.
    fn broken_rule(&self, code: &str) -> Option<Rule>;
}

#[cfg(test)]
mod tests {
    use super::{Rule, TroubleKind};
    use crate::dialect::EngineExt as _;
    use crate::engine::Engine;

    /// What no test can provoke on a server of its own is at least told from the rest.
    #[test]
    fn codes_are_told_apart() {
        let of = |engine: Engine, code: &str, words: &str| engine.statements().trouble(code, words);
        for (code, words, kind) in [
            ("1040", "Too many connections", TroubleKind::TooMany),
            ("1290", "The MariaDB server is running with the --read-only option", TroubleKind::ReadOnly),
            ("1290", "running with the --secure-file-priv option", TroubleKind::Other),
            ("1021", "Disk full (/tmp); waiting for someone to free some space", TroubleKind::DiskFull),
            ("1114", "The table 't' is full", TroubleKind::DiskFull),
            ("1030", "Got error 28 \"No space left on device\" from storage engine InnoDB", TroubleKind::DiskFull),
            ("1030", "Got error 127 from storage engine", TroubleKind::Other),
            ("1153", "Got a packet bigger than 'max_allowed_packet' bytes", TroubleKind::TooLarge),
            ("1205", "Lock wait timeout exceeded; try restarting transaction", TroubleKind::Locked),
            ("1213", "Deadlock found when trying to get lock", TroubleKind::Deadlock),
            ("1927", "Connection was killed", TroubleKind::Lost),
            ("1053", "Server shutdown in progress", TroubleKind::NotReady),
            ("1146", "Table 'd.t' doesn't exist", TroubleKind::NotThere),
            ("1054", "Unknown column 'c' in 'SELECT'", TroubleKind::NotThere),
            ("1062", "Duplicate entry '1' for key 'PRIMARY'", TroubleKind::Other),
        ] {
            assert_eq!(of(Engine::Mysql, code, words), kind, "{code} {words}");
        }
        for (code, kind) in [
            ("53100", TroubleKind::DiskFull),
            ("53300", TroubleKind::TooMany),
            ("55P03", TroubleKind::Locked),
            ("40P01", TroubleKind::Deadlock),
            ("57P01", TroubleKind::Lost),
            ("57P03", TroubleKind::NotReady),
            ("08006", TroubleKind::Lost),
            ("25006", TroubleKind::ReadOnly),
            ("42P01", TroubleKind::NotThere),
            ("42703", TroubleKind::NotThere),
            ("23505", TroubleKind::Other),
        ] {
            assert_eq!(of(Engine::Postgres, code, ""), kind, "{code}");
        }
        // SQLITE_IOERR_WRITE, SQLITE_READONLY_DBMOVED, SQLITE_FULL, SQLITE_BUSY_SNAPSHOT, SQLITE_NOTADB
        for (code, words, kind) in [
            ("778", "", TroubleKind::Other),
            ("1032", "", TroubleKind::ReadOnly),
            ("13", "", TroubleKind::DiskFull),
            ("517", "", TroubleKind::Locked),
            ("26", "", TroubleKind::NotADatabase),
            ("1", "no such column: c", TroubleKind::NotThere),
            ("1", "near \"SELEC\": syntax error", TroubleKind::Other),
        ] {
            assert_eq!(of(Engine::Sqlite, code, words), kind, "{code} {words}");
        }
    }

    #[test]
    fn broken_rules_are_told_apart() {
        for (engine, codes) in [
            (Engine::Mysql, ["1062", "1452", "1048", "4025", "1054"]),
            (Engine::Postgres, ["23505", "23503", "23502", "23514", "42703"]),
            (Engine::Sqlite, ["2067", "787", "1299", "275", "1"]),
        ] {
            assert_eq!(
                codes.map(|code| engine.statements().broken_rule(code)),
                [Some(Rule::Unique), Some(Rule::ForeignKey), Some(Rule::NotNull), Some(Rule::Check), None],
                "{engine}"
            );
        }
    }
}
