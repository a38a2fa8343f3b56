//! How the engines' DDL differs: the one place of the reader that asks which engine wrote a dump.

use super::column::Words;
use super::types::{self, Mapped, TypeContext};
use crate::engine::Engine;

/// What a text's lexical rules are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexis {
    /// `\` escapes in every string, and `"…"` is a string.
    pub backslash: bool,
    /// `#` starts a comment, and `--` does so only before a blank.
    pub hash_comments: bool,
    /// `/*! … */` is carried out.
    pub versioned_comments: bool,
    /// `/* /* */ */` nests.
    pub nested_comments: bool,
    /// `E'…'`, `$tag$ … $tag$`.
    pub postgres_strings: bool,
    /// Whether `` `name` `` is a name.
    pub backticks: bool,
    /// Whether `[name]` is a name.
    pub brackets: bool,
    /// Whether lines `DELIMITER ;;` say what ends a statement.
    pub delimiter: bool,
    /// `\connect` lines and the data that follows `COPY … FROM stdin`.
    pub psql: bool,
    /// The statements in a trigger's body end with `;` too.
    pub trigger_bodies: bool,
}

/// How SQL asks whether a value is one of a column's type, with `{}` for the value.
pub struct Sizes {
    /// The value as text.
    pub text: &'static str,
    /// The value as an exact number.
    pub number: &'static str,
    /// How many bytes it has, where columns of bytes have a size.
    pub bytes: Option<&'static str>,
}

/// Which operations in expressions of tables end in an error for some values.
pub struct Raising {
    /// Whether a division by 0 is an error.
    pub division: bool,
    /// A difference below 0 of numbers without a sign.
    pub unsigned: bool,
    /// Text that is no number in arithmetic.
    pub reckoned_text: bool,
    /// A conversion of what is none of the type's values.
    pub casts: bool,
    /// Functions, for some of all values.
    pub calls: &'static [&'static str],
    /// Functions, for some texts where their first argument is text; `json…` stands for those that begin so.
    pub calls_with_text: &'static [&'static str],
    /// `->` into text that is no JSON.
    pub arrows: bool,
}

/// Functions of MySQL that ask for dates.
const MYSQL_CALLS_WITH_TEXT: &[&str] = &[
    "json…",
    "adddate",
    "addtime",
    "date",
    "date_add",
    "date_format",
    "date_sub",
    "datediff",
    "day",
    "dayofmonth",
    "dayofweek",
    "dayofyear",
    "hour",
    "last_day",
    "minute",
    "month",
    "quarter",
    "second",
    "subdate",
    "time",
    "time_to_sec",
    "timestamp",
    "to_days",
    "unix_timestamp",
    "week",
    "weekday",
    "year",
    "yearweek",
];

/// What an engine's DDL means.
pub struct Flavor {
    /// What ends in an error.
    pub raising: Raising,
    /// `DIV` and `MOD` are operators.
    pub divides_by_words: bool,
    /// How a value is compared with its column's type; none where any value goes into any column.
    pub sizes: Option<Sizes>,
    /// How its texts are cut into tokens.
    pub lexis: Lexis,
    /// `KEY name (…)` and `INDEX name (…)` stand among the columns.
    pub keys_among_columns: bool,
    /// Names without quotes are folded to lower case.
    pub folds_names: bool,
    /// Tables are in schemas inside a database.
    pub has_schemas: bool,
    /// Databases that belong to the engine, left out of a dump of all databases.
    pub system_databases: &'static [&'static str],
    /// Whether declared foreign keys are enforced where the table says nothing else.
    pub enforces_foreign_keys: bool,
    /// Whether all rows are sure to keep a foreign key that is not marked as unchecked.
    pub keeps_foreign_keys: bool,
    /// Whether a partition is a table of its own statement.
    pub partitions_are_tables: bool,
    /// Whether values are sure to be of a column's declared type.
    pub typed: bool,
    /// Whether a primary key's columns cannot be null unless they say so.
    pub primary_keys_are_not_null: bool,
    /// The type that, as the only column of a primary key, is the row's number.
    pub row_number_type: Option<&'static str>,
    /// Tables whose names start so belong to the engine.
    pub internal_tables: Option<&'static str>,
    /// Whether a trigger can give the row that is inserted other values.
    pub triggers_fill: bool,
    /// A type's words become a type of the language.
    pub map_type: fn(&Words<'_>, &TypeContext<'_>) -> Mapped,
}

const MYSQL: Flavor = Flavor {
    raising: Raising {
        division: true,
        unsigned: true,
        reckoned_text: true,
        casts: true,
        calls: &["str_to_date"],
        calls_with_text: MYSQL_CALLS_WITH_TEXT,
        arrows: true,
    },
    divides_by_words: true,
    sizes: Some(Sizes { text: "({})", number: "({})", bytes: Some("LENGTH({})") }),
    lexis: Lexis {
        backslash: true,
        hash_comments: true,
        versioned_comments: true,
        nested_comments: false,
        postgres_strings: false,
        backticks: true,
        brackets: false,
        delimiter: true,
        psql: false,
        trigger_bodies: false,
    },
    keys_among_columns: true,
    folds_names: false,
    has_schemas: false,
    system_databases: &["mysql", "information_schema", "performance_schema", "sys"],
    enforces_foreign_keys: true,
    keeps_foreign_keys: false,
    partitions_are_tables: false,
    typed: true,
    primary_keys_are_not_null: true,
    row_number_type: None,
    internal_tables: None,
    triggers_fill: true,
    map_type: types::mysql::map,
};

const POSTGRES: Flavor = Flavor {
    raising: Raising {
        division: true,
        unsigned: false,
        reckoned_text: false,
        casts: true,
        calls: &[
            "acos",
            "asin",
            "ln",
            "log",
            "log10",
            "make_date",
            "make_time",
            "make_timestamp",
            "make_timestamptz",
            "sqrt",
            "to_date",
            "to_number",
        ],
        calls_with_text: &["to_timestamp"],
        arrows: false,
    },
    divides_by_words: false,
    sizes: Some(Sizes { text: "({})::text", number: "({})::numeric", bytes: None }),
    lexis: Lexis {
        backslash: false,
        hash_comments: false,
        versioned_comments: false,
        nested_comments: true,
        postgres_strings: true,
        backticks: false,
        brackets: false,
        delimiter: false,
        psql: true,
        trigger_bodies: false,
    },
    keys_among_columns: false,
    folds_names: true,
    has_schemas: true,
    system_databases: &[],
    enforces_foreign_keys: true,
    keeps_foreign_keys: true,
    partitions_are_tables: true,
    typed: true,
    primary_keys_are_not_null: true,
    row_number_type: None,
    internal_tables: None,
    triggers_fill: true,
    map_type: types::postgres::map,
};

const SQLITE: Flavor = Flavor {
    raising: Raising {
        division: false,
        unsigned: false,
        reckoned_text: false,
        casts: false,
        calls: &[],
        calls_with_text: &["json…"],
        arrows: true,
    },
    divides_by_words: false,
    sizes: None,
    lexis: Lexis {
        backslash: false,
        hash_comments: false,
        versioned_comments: false,
        nested_comments: false,
        postgres_strings: false,
        backticks: true,
        brackets: true,
        delimiter: false,
        psql: false,
        trigger_bodies: true,
    },
    keys_among_columns: false,
    folds_names: false,
    has_schemas: false,
    system_databases: &[],
    enforces_foreign_keys: false,
    keeps_foreign_keys: false,
    partitions_are_tables: false,
    typed: false,
    primary_keys_are_not_null: false,
    row_number_type: Some("INTEGER"),
    internal_tables: Some("sqlite_"),
    triggers_fill: false,
    map_type: types::sqlite::map,
};

/// The flavor of an engine's DDL.
pub fn of(engine: Engine) -> &'static Flavor {
    match engine {
        Engine::Mysql => &MYSQL,
        Engine::Postgres => &POSTGRES,
        Engine::Sqlite => &SQLITE,
        #[cfg(test)]
        Engine::Proof => &SQLITE,
    }
}

/// The lexical rules of an engine's dumps.
pub fn lexis(engine: Engine) -> Lexis {
    of(engine).lexis
}

/// Databases that belong to an engine.
pub fn system_databases(engine: Engine) -> &'static [&'static str] {
    of(engine).system_databases
}
