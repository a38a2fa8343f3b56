//! How the engines' dumps differ: the one place of the reader of rows that asks which engine wrote them.

use crate::engine::Engine;

/// What rows of an engine's dumps look like, and what their values mean.
#[derive(Debug)]
pub(super) struct Flavor {
    /// `\n` in a plain string is a line end, unless the dump says otherwise.
    pub backslash: bool,
    /// `"…"` is a string, unless the dump says otherwise.
    pub double_quoted_strings: bool,
    /// `\%` stays as it is, and `\Z` is Ctrl-Z.
    pub patterns_in_strings: bool,
    /// `X'1F'` is bits, not bytes.
    pub hex_is_bits: bool,
    /// `0x1F` is bytes, not a number.
    pub zero_x_is_bytes: bool,
    /// Names before a dot are databases, which a dump changes with `USE`.
    pub databases: bool,
    /// What a value is depends on itself and the affinity of its column, not on the column's type.
    pub by_affinity: bool,
    /// A value that is not spelled as its column has it is made to fit: a number becomes text, `20200102` a day.
    pub converts: bool,
    /// A column that numbers itself goes on from its largest value where none is given.
    pub counts_on: bool,
    /// Numbers for the rows of one statement are taken all at once.
    pub counts_by_statement: bool,
    /// `DATE '2020-01-02'` is a text.
    pub typed_texts: bool,
    /// Bytes are spelled in text: `\x1F`, or `\037` in old dumps.
    pub bytes_in_text: bool,
    /// Names of columns that every table has besides those of its definition.
    pub hidden: &'static [&'static str],
    /// What a tool writes at the top of a dump, and what it writes at the end of one that is whole.
    pub frames: &'static [(&'static str, &'static str)],
}

const MYSQL: Flavor = Flavor {
    backslash: true,
    double_quoted_strings: true,
    patterns_in_strings: true,
    hex_is_bits: false,
    zero_x_is_bytes: true,
    databases: true,
    by_affinity: false,
    converts: true,
    counts_on: true,
    counts_by_statement: true,
    typed_texts: true,
    bytes_in_text: false,
    hidden: &[],
    frames: &[("-- MySQL dump", "-- Dump completed"), ("-- MariaDB dump", "-- Dump completed")],
};

const POSTGRES: Flavor = Flavor {
    backslash: false,
    double_quoted_strings: false,
    patterns_in_strings: false,
    hex_is_bits: true,
    zero_x_is_bytes: false,
    databases: false,
    by_affinity: false,
    converts: false,
    counts_on: false,
    counts_by_statement: false,
    typed_texts: true,
    bytes_in_text: true,
    hidden: &[],
    frames: &[("-- PostgreSQL database dump", "-- PostgreSQL database dump complete")],
};

const SQLITE: Flavor = Flavor {
    backslash: false,
    double_quoted_strings: false,
    patterns_in_strings: false,
    hex_is_bits: false,
    zero_x_is_bytes: false,
    databases: false,
    by_affinity: true,
    converts: false,
    counts_on: true,
    counts_by_statement: false,
    typed_texts: false,
    bytes_in_text: false,
    hidden: &["rowid", "oid", "_rowid_"],
    frames: &[],
};

/// The flavor of an engine's dumps.
pub(super) fn of(engine: Engine) -> &'static Flavor {
    match engine {
        Engine::Mysql => &MYSQL,
        Engine::Postgres => &POSTGRES,
        Engine::Sqlite => &SQLITE,
        #[cfg(test)]
        Engine::Proof => &SQLITE,
    }
}

/// Whether a dump begins as MariaDB's do, which cuts moments off where MySQL rounds them.
pub(super) fn cuts(head: &str) -> bool {
    let mut comments = head.lines().filter(|line| line.starts_with("--") || line.starts_with("/*"));
    comments.any(|line| line.contains("MariaDB") || line.contains("mariadb") || line.starts_with("/*M!"))
}
