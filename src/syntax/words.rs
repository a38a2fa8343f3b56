//! The words of the language in tables, for messages, editors and tests.

/// A word that begins a statement or a line of a block, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word itself, in lower case.
    pub word: &'static str,
    /// Its form, as findings show it.
    pub form: &'static str,
    /// Whether the compiler has it; otherwise it is only recognised.
    pub ready: bool,
}

const fn word(word: &'static str, form: &'static str) -> Word {
    Word { word, form, ready: true }
}

const fn later(word: &'static str, form: &'static str) -> Word {
    Word { word, form, ready: false }
}

/// The words that begin a statement.
pub const STATEMENTS: &[Word] = &[
    word("from", "from mysql \"old.sql\" database old_name"),
    word("into", "into mysql \"new.sql\" database new_name"),
    word("table", "table OLD -> NEW { old_column -> new_column }"),
    word("copy", "copy TABLE, TABLE"),
    word("map", "map TABLE.COLUMN { \"old value\" -> \"new value\" }"),
    word("row", "row NEW { 1 -> id }"),
    word("stub", "stub NEW { now() -> deleted_at }"),
    word("reference", "reference TABLE.COLUMN to OTHER.KEY"),
    word("require", "require A before B because \"why\""),
    word("ignore", "ignore TABLE, cache_* because \"why\""),
    word("allow", "allow M0604 for BLOCK because \"why\""),
    word("empty", "empty NEW where COND"),
    word("update", "update NEW { EXPR -> column }"),
    word("check", "check \"what must hold\" COND else note"),
    word("before", "before run \"command\""),
    word("after", "after NEW sql\"...\""),
    word("let", "let NAME(a, b) = EXPR"),
    word("param", "param NAME int = 1"),
    word("include", "include \"other.mig\""),
    later("view", "view NAME(column, ...) { T(expr, ...) }"),
];

/// The words that begin a line of a block.
pub const CLAUSES: &[Word] = &[
    word("where", "where COND"),
    word("skip", "skip where COND because \"why\""),
    word("order", "order by EXPR desc, EXPR"),
    word("key", "key COLUMN, COLUMN"),
    word("unique", "unique COLUMN, COLUMN keep first by EXPR"),
    word("ignore", "ignore COLUMN, COLUMN because \"why\""),
    word("allow", "allow M0604 for COLUMN because \"why\""),
    word("let", "let NAME = EXPR"),
    word("auto", "auto -> column"),
    word("default", "default -> column"),
    later("new", "new T { ... } -> column"),
    later("merge", "merge EXPR, ... keep first by EXPR"),
    later("match", "match COLUMN, ... keep"),
];

/// The words that say what happens when a value cannot be made.
pub const POLICIES: &[&str] = &["reject", "null", "skip", "stub", "cut", "fail"];

/// The only reserved words: a column of such a name goes in backticks.
pub const RESERVED: &[&str] =
    &["and", "or", "not", "in", "is", "like", "between", "case", "when", "else", "null", "true", "false", "as", "via"];

/// Operators that are not words.
pub const OPERATORS: &[&str] = &["->", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];

/// Words inside statements and lines; words only where they stand.
pub const INNER: &[&str] = &[
    "database", "schema", "prefix", "encoding", "engine", "join", "left", "on", "group", "by", "having", "each", "to",
    "unless", "split", "before", "because", "for", "where", "from", "keep", "first", "last", "rename", "desc", "asc",
    "run", "note", "sql", "f", "date", "datetime",
];

/// The functions that read many rows, beside those of `functions`.
pub const AGGREGATES: &[&str] = &["count", "sum", "min", "max"];

/// The types, as messages and editors name them; a few have other names too, as in SQL.
pub const TYPES: &[&str] = &[
    "bool",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "decimal",
    "float",
    "float32",
    "float64",
    "text",
    "date",
    "time",
    "datetime",
    "timestamptz",
    "uuid",
    "json",
    "bytes",
];

/// The engines a side can have.
pub const ENGINES: &[&str] = &["mysql", "postgres", "sqlite"];

/// Sides that are only recognised so far.
pub const LATER_ENGINES: &[&str] = &["csv", "web2py", "s3xml", "spark"];

/// Every word of the language, once.
pub fn keywords() -> Vec<&'static str> {
    let mut all: Vec<&str> = STATEMENTS.iter().chain(CLAUSES).map(|w| w.word).collect();
    all.extend(POLICIES.iter().chain(RESERVED).chain(INNER));
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether `word` is reserved as written.
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// The statement a word begins.
pub(super) fn statement(word: &str) -> Option<&'static Word> {
    STATEMENTS.iter().find(|w| w.word == word)
}

/// The line a word begins.
pub(super) fn clause(word: &str) -> Option<&'static Word> {
    CLAUSES.iter().find(|w| w.word == word)
}

/// A line with the words of the language in lower case; what is in quotes stays as it is.
pub(super) fn in_lower_case(line: &str) -> String {
    let known =
        |word: &str| is_reserved(word) || clause(word).is_some() || statement(word).is_some() || INNER.contains(&word);
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut quote = None;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !super::scan::is_word_char(c)).unwrap_or(rest.len());
        let taken = if word == 0 || quote.is_some() { first.len_utf8() } else { word };
        let (part, after) = rest.split_at(taken);
        let lower = part.to_lowercase();
        match quote {
            Some(q) if q == first => quote = None,
            None if matches!(first, '"' | '`') => quote = Some(first),
            _ => {}
        }
        out.push_str(if quote.is_none() && known(&lower) { &lower } else { part });
        rest = after;
    }
    out
}

/// A name as the program must write it: in backticks unless it is letters, digits and `_`.
pub(crate) fn quoted(name: &str) -> String {
    const RESERVED: &[&str] = &[
        "and", "or", "not", "in", "is", "like", "between", "case", "when", "else", "null", "true", "false", "as", "via",
    ];
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !RESERVED.contains(&name);
    if plain { name.to_owned() } else { format!("`{name}`") }
}

/// Text for a message: one line, and not too long.
pub(super) fn shorten(text: &str) -> std::borrow::Cow<'_, str> {
    const LONG: usize = 60;
    if text.chars().count() <= LONG && !text.contains(['\n', '\r']) {
        return text.into();
    }
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONG {
        line.into()
    } else {
        format!("{}...", line.chars().take(LONG).collect::<String>()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::{in_lower_case, quoted};

    #[test]
    fn words_become_lower_and_names_stay() {
        assert_eq!(
            in_lower_case("WHERE Body IS NOT NULL AND x != \"NOT É AND\" OR `AND` = 1"),
            "where Body is not null and x != \"NOT É AND\" or `AND` = 1"
        );
    }

    #[test]
    fn odd_names_get_backticks() {
        assert_eq!(quoted("user_id"), "user_id");
        assert_eq!(quoted("order id"), "`order id`");
    }
}
