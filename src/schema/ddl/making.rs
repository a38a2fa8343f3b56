//! Which statements of a schema file make the schema, and which do not: rows, owners, what removes something.
//!
//! The statements stay as they are written. What the file sets for its session is part of both halves, since the engine keeps some of
//! it with what is made (`sql_mode` of a trigger), and since names depend on it (`search_path`).

use std::ops::Range;

use super::flavor::{self, Flavor, Lexis};
use super::{grammar, split};
use crate::engine::Engine;

/// What makes a schema, in the order of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Making {
    /// The statements that make the schema, in their order.
    pub parts: Vec<MadePart>,
    /// Of those left out, the first words and how often, in the order they first stand.
    pub skipped: Vec<(String, usize)>,
}

/// A statement that makes a part of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePart {
    /// The statement without its delimiter.
    pub sql: String,
    /// Where it begins in the text.
    pub at: usize,
    /// What it makes, where it makes something with a name.
    pub object: Option<Object>,
    /// It changes a table that is there.
    pub alters: bool,
    /// It makes a table refer to another.
    pub refers: bool,
    /// When it is carried out.
    pub when: When,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// `TABLE`, `VIEW`, `TRIGGER` and so on.
    pub kind: String,
    /// The name as it is written, with its schema and its quotes.
    pub written: String,
    /// The name alone.
    pub name: String,
    /// The schema that it is said to be in, as the engine has it.
    pub schema: Option<String>,
    /// Of a trigger: the table.
    pub on: Option<String>,
    /// Of a trigger: it fires for rows that are inserted.
    pub for_insert: bool,
    /// Of a trigger: it fires for rows that are updated.
    pub for_update: bool,
}

/// When a statement is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before the rows.
    Before,
    /// After them: what would see or change them.
    After,
    /// Both times: a setting of the session.
    Both,
}

/// The statements of `text` that make its schema. `early` says which triggers are made before the rows, since the rows need them.
pub fn making(text: &str, engine: Engine, early: impl Fn(&Object) -> bool) -> Making {
    let flavor = flavor::of(engine);
    let mut reader = MakingReader { flavor, out: Making::default(), there: Vec::new(), in_system_database: false };
    for statement in split::split(text, flavor.lexis) {
        if let Some(source) = text.get(statement.start..statement.end) {
            reader.statement(source, statement.start);
        }
    }
    let mut out = reader.out;
    for part in &mut out.parts {
        if part.when == When::After && part.object.as_ref().is_some_and(&early) {
            part.when = When::Before;
        }
    }
    out
}

/// The words after CREATE that say what is made.
const KINDS: &[&str] = &[
    "TABLE",
    "INDEX",
    "VIEW",
    "TRIGGER",
    "FUNCTION",
    "PROCEDURE",
    "PACKAGE",
    "EVENT",
    "SEQUENCE",
    "TYPE",
    "DOMAIN",
    "COLLATION",
    "SCHEMA",
    "DATABASE",
    "EXTENSION",
    "RULE",
    "OPERATOR",
    "CAST",
    "POLICY",
    "PUBLICATION",
    "SUBSCRIPTION",
    "USER",
    "ROLE",
    "GROUP",
    "TABLESPACE",
    "SERVER",
    "WRAPPER",
    "LANGUAGE",
    "CONVERSION",
    "CONFIGURATION",
    "DICTIONARY",
    "PARSER",
    "TEMPLATE",
    "STATISTICS",
    "TRANSFORM",
    "METHOD",
];

/// Of these, what belongs to the server and not to a schema.
const OF_THE_SERVER: &[&str] = &["DATABASE", "USER", "ROLE", "GROUP", "TABLESPACE", "SERVER", "SUBSCRIPTION"];

struct MakingReader {
    flavor: &'static Flavor,
    out: Making,
    /// What the statements so far have made, by kind and lower-case name.
    there: Vec<(String, String)>,
    in_system_database: bool,
}

/// A statement as tokens.
struct Tokens<'t> {
    text: &'t str,
    tokens: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str, lexis: Lexis) -> Self {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
            if rest.first() == Some(&b' ') {
                at += 1;
                continue;
            }
            let n = split::token(rest, lexis).max(1);
            tokens.push(at..at + n);
            at += n;
        }
        Self { text, tokens }
    }

    fn get(&self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|range| self.text.get(range.clone())).unwrap_or("")
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).eq_ignore_ascii_case(word)
    }

    fn starts(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(at, word)| self.is(at, word))
    }

    /// Where these words stand one after the other.
    fn find(&self, words: &[&str]) -> Option<usize> {
        (0..self.tokens.len()).find(|at| words.iter().enumerate().all(|(i, word)| self.is(at + i, word)))
    }

    fn has(&self, words: &[&str]) -> bool {
        self.find(words).is_some()
    }

    /// A name with dots at a place: as it is written, its last part, and the place after it.
    fn path(&self, at: usize) -> Option<(String, String, usize)> {
        let start = self.tokens.get(at)?.start;
        let mut last = at;
        while self.is(last + 1, ".") && last + 2 < self.tokens.len() {
            last += 2;
        }
        let end = self.tokens.get(last)?.end;
        Some((self.text.get(start..end)?.to_owned(), grammar::unquote(self.get(last), false), last + 1))
    }
}

impl MakingReader {
    fn skip(&mut self, tokens: &Tokens<'_>) {
        let first = tokens.get(0).to_ascii_uppercase();
        let second = match first.as_str() {
            "CREATE" => (1..tokens.tokens.len()).map(|at| tokens.get(at)).find(|word| is_kind(word)),
            "DROP" | "ALTER" | "LOCK" | "UNLOCK" | "COMMENT" => Some(tokens.get(1)),
            "INSERT" | "REPLACE" | "DELETE" => None,
            "SET" => {
                (1..tokens.tokens.len()).map(|at| tokens.get(at)).find(|word| !matches!(*word, "@" | "GLOBAL" | "."))
            }
            "PRAGMA" => Some(tokens.get(1)),
            _ => None,
        };
        let what = second.map_or(first.clone(), |second| format!("{first} {}", second.to_ascii_uppercase()));
        match self.out.skipped.iter_mut().find(|(known, _)| *known == what) {
            Some((_, times)) => *times += 1,
            None => self.out.skipped.push((what, 1)),
        }
    }

    fn add(&mut self, sql: String, at: usize, object: Option<Object>, when: When) {
        self.push(MadePart { sql, at, object, alters: false, refers: false, when });
    }

    fn push(&mut self, part: MadePart) {
        if let Some(object) = &part.object {
            self.there.push((object.kind.clone(), object.name.to_lowercase()));
        }
        self.out.parts.push(part);
    }

    fn is_there(&self, kind: &str, name: &str) -> bool {
        self.there.iter().any(|(k, n)| k == kind && *n == name.to_lowercase())
    }

    fn statement(&mut self, source: &str, at: usize) {
        let clean = split::clean(source, self.flavor.lexis);
        let tokens = Tokens::of(&clean.text, self.flavor.lexis);
        if tokens.is(0, "USE") && !self.flavor.has_schemas {
            let name = grammar::unquote(tokens.get(1), true);
            self.in_system_database = self.flavor.system_databases.contains(&name.as_str());
            return self.skip(&tokens);
        }
        if self.in_system_database {
            return self.skip(&tokens);
        }
        match tokens.get(0).to_ascii_uppercase().as_str() {
            "CREATE" => self.create(source, at, &tokens),
            "ALTER" => self.alter(source, at, &tokens),
            "DROP" => self.drop(source, at, &tokens),
            "SET" if is_about_bytes(&tokens) => {}
            "SET" if is_setting(&tokens) => self.add(source.to_owned(), at, None, When::Both),
            "SELECT" if self.flavor.has_schemas && tokens.has(&["set_config"]) => {
                self.add(source.to_owned(), at, None, When::Both);
            }
            // They are kept in the file.
            "PRAGMA" if ["user_version", "application_id"].iter().any(|p| tokens.is(1, p)) && tokens.is(2, "=") => {
                self.add(source.to_owned(), at, None, When::Before);
            }
            "COMMENT" if tokens.is(2, "DATABASE") || tokens.is(2, "ROLE") || tokens.is(2, "TABLESPACE") => {
                self.skip(&tokens);
            }
            "COMMENT" => {
                let late = ["TRIGGER", "RULE", "EVENT"].iter().any(|kind| tokens.is(2, kind));
                self.add(source.to_owned(), at, None, if late { When::After } else { When::Before });
            }
            "RENAME" | "DO" | "IMPORT" => self.add(source.to_owned(), at, None, When::Before),
            "REFRESH" => self.add(source.to_owned(), at, None, When::After),
            "INSERT" if tokens.is(2, "sqlite_schema") || tokens.is(2, "sqlite_master") => {
                self.virtual_table(&tokens, at);
            }
            _ => self.skip(&tokens),
        }
    }

    /// SQLite's `.dump` writes a virtual table as a row of the catalogue.
    fn virtual_table(&mut self, tokens: &Tokens<'_>, at: usize) {
        let mut texts = (0..tokens.tokens.len()).map(|at| tokens.get(at)).filter(|token| token.starts_with('\''));
        match texts.next_back().map(|text| grammar::unescape(text, false)) {
            Some(sql) => self.statement(&sql, at),
            None => self.skip(tokens),
        }
    }

    fn create(&mut self, source: &str, at: usize, tokens: &Tokens<'_>) {
        let Some(kind_at) = (1..tokens.tokens.len()).find(|at| is_kind(tokens.get(*at))) else {
            return self.add(source.to_owned(), at, None, When::Before);
        };
        let kind = tokens.get(kind_at).to_ascii_uppercase();
        let before = |word: &str| (1..kind_at).any(|at| tokens.is(at, word));
        let of_a_user = kind == "USER" || before("USER");
        let of_the_server = OF_THE_SERVER.contains(&kind.as_str()) || (kind == "SCHEMA" && !self.flavor.has_schemas);
        if of_the_server || of_a_user || (kind == "TABLE" && (before("TEMPORARY") || before("TEMP"))) {
            return self.skip(tokens);
        }
        let mut sql = source.to_owned();
        let mut name_at = kind_at + 1;
        // PostgreSQL builds it beside others, which no transaction can.
        if kind == "INDEX"
            && tokens.is(name_at, "CONCURRENTLY")
            && let Some(word) = tokens.tokens.get(name_at)
        {
            sql.replace_range(word.clone(), &" ".repeat(word.len()));
            name_at += 1;
        }
        // EVENT TRIGGER, PACKAGE BODY, OPERATOR CLASS
        if is_kind(tokens.get(name_at)) || ["BODY", "CLASS", "FAMILY"].iter().any(|word| tokens.is(name_at, word)) {
            name_at += 1;
        }
        if tokens.is(name_at, "IF") && tokens.is(name_at + 1, "NOT") {
            name_at += 3;
        }
        let Some((written, name, after)) = tokens.path(name_at) else {
            return self.add(sql, at, None, When::Before);
        };
        if kind == "SCHEMA" && !tokens.is(kind_at + 1, "IF") {
            sql = match tokens.is(name_at, "AUTHORIZATION") {
                true => return self.skip(tokens),
                // Whose it is is left out, and `public` is there already.
                false if after == tokens.tokens.len() || tokens.is(after, "AUTHORIZATION") => {
                    format!("CREATE SCHEMA IF NOT EXISTS {written}")
                }
                false => sql,
            };
        }
        let internal = self.flavor.internal_tables.is_some_and(|start| name.to_lowercase().starts_with(start));
        if kind == "TABLE" && (internal || self.is_shadow(&name)) {
            return self.skip(tokens);
        }
        let (mut on, mut for_insert, mut for_update) = (None, false, false);
        if kind == "TRIGGER"
            && let Some(place) = (after..tokens.tokens.len()).find(|at| tokens.is(*at, "ON"))
        {
            on = tokens.path(place + 1).map(|(_, table, _)| table);
            // UPDATE OF column, column: what is no column comes first, or after OR.
            let of = (after..place).find(|at| tokens.is(*at, "OF")).unwrap_or(place);
            let event = |at: usize, word| tokens.is(at, word) && (at < of || tokens.is(at - 1, "OR"));
            for_insert = (after..place).any(|at| event(at, "INSERT"));
            for_update = (after..place).any(|at| event(at, "UPDATE"));
        }
        let late = match kind.as_str() {
            "TRIGGER" | "EVENT" => true,
            // A view of old dumps.
            "RULE" => name != "_RETURN",
            _ => false,
        };
        let materialized = before("MATERIALIZED") && !tokens.has(&["WITH", "NO", "DATA"]);
        let virtual_kind = if before("VIRTUAL") { "VIRTUAL" } else { kind.as_str() };
        let shown = if before("MATERIALIZED") { "MATERIALIZED VIEW" } else { virtual_kind };
        let refresh = materialized.then(|| format!("REFRESH MATERIALIZED VIEW {written}"));
        let schema = (after > name_at + 2).then(|| grammar::unquote(tokens.get(after - 3), self.flavor.has_schemas));
        let object = Object { kind: shown.to_owned(), written, name, schema, on, for_insert, for_update };
        let refers = kind == "TABLE" && tokens.has(&["REFERENCES"]);
        let when = if late { When::After } else { When::Before };
        self.push(MadePart { sql, at, object: Some(object), alters: false, refers, when });
        if let Some(refresh) = refresh {
            self.add(refresh, at, None, When::After);
        }
    }

    /// A table that a virtual table of SQLite keeps its data in, and makes itself.
    fn is_shadow(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let of = |table: &str| name.strip_prefix(table).is_some_and(|rest| rest.starts_with('_'));
        self.there.iter().any(|(kind, table)| kind == "VIRTUAL" && of(table))
    }

    fn alter(&mut self, source: &str, at: usize, tokens: &Tokens<'_>) {
        let table = tokens.find(&["TABLE"]).filter(|at| *at <= 2);
        let owners = tokens.has(&["OWNER", "TO"]) || tokens.starts(&["ALTER", "DEFAULT", "PRIVILEGES"]);
        if owners || OF_THE_SERVER.iter().any(|kind| tokens.is(1, kind)) || tokens.is(1, "SYSTEM") {
            return self.skip(tokens);
        }
        let Some(table) = table else {
            let late = ["TRIGGER", "RULE", "EVENT"].iter().any(|kind| tokens.is(1, kind));
            return self.add(source.to_owned(), at, None, if late { When::After } else { When::Before });
        };
        let name_at = (table + 1..)
            .find(|at| !["IF", "EXISTS", "ONLY"].iter().any(|word| tokens.is(*at, word)))
            .and_then(|at| tokens.path(at));
        // What is altered before it is made is removed from what was there.
        let known = name_at.as_ref().is_none_or(|(_, name, _)| {
            ["TABLE", "VIEW", "MATERIALIZED VIEW", "INDEX", "SEQUENCE"].iter().any(|kind| self.is_there(kind, name))
        });
        let of_rows = ["ENABLE", "DISABLE"].iter().any(|word| {
            tokens.has(&[word, "KEYS"])
                || tokens.has(&[word, "TRIGGER", "ALL"])
                || tokens.has(&[word, "TRIGGER", "USER"])
        });
        if !known || of_rows {
            return self.skip(tokens);
        }
        if let (Some((_, from, after)), true) = (&name_at, self.flavor.typed)
            && tokens.is(*after, "RENAME")
            && let Some((_, to, _)) = tokens.path(after + if tokens.is(after + 1, "TO") { 2 } else { 1 })
        {
            self.there.retain(|(kind, name)| kind != "TABLE" || *name != from.to_lowercase());
            self.there.push(("TABLE".to_owned(), to.to_lowercase()));
        }
        let late = tokens.has(&["TRIGGER"]) && (tokens.has(&["ENABLE"]) || tokens.has(&["DISABLE"]));
        let late = late || tokens.has(&["ROW", "LEVEL", "SECURITY"]) || tokens.has(&["ENABLE", "RULE"]);
        let when = if late { When::After } else { When::Before };
        let refers = tokens.has(&["REFERENCES"]);
        self.push(MadePart { sql: source.to_owned(), at, object: None, alters: true, refers, when });
    }

    /// Only what the file itself has made: mysqldump puts tables in the place of views for a while.
    fn drop(&mut self, source: &str, at: usize, tokens: &Tokens<'_>) {
        let materialized = tokens.is(1, "MATERIALIZED");
        let kind_at = if materialized { 2 } else { 1 };
        let kind = if materialized { "MATERIALIZED VIEW".to_owned() } else { tokens.get(1).to_ascii_uppercase() };
        let mut place = kind_at + 1;
        if tokens.is(place, "IF") {
            place += 2;
        }
        let mut names = Vec::new();
        while let Some((_, name, after)) = tokens.path(place) {
            names.push(name.to_lowercase());
            if !tokens.is(after, ",") {
                break;
            }
            place = after + 1;
        }
        if names.is_empty() || !names.iter().all(|name| self.is_there(&kind, name)) {
            return self.skip(tokens);
        }
        self.there.retain(|(k, name)| *k != kind || !names.contains(name));
        let late = kind == "TRIGGER" || kind == "EVENT";
        self.add(source.to_owned(), at, None, if late { When::After } else { When::Before });
    }
}

fn is_kind(word: &str) -> bool {
    KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind))
}

/// Whether SET is about this session, and about more than whose it is and what it commits.
fn is_setting(tokens: &Tokens<'_>) -> bool {
    const OTHERS: &[&str] = &[
        "GLOBAL",
        "PERSIST",
        "PERSIST_ONLY",
        "PASSWORD",
        "ROLE",
        "TRANSACTION",
        "AUTOCOMMIT",
        "SQL_LOG_BIN",
        "GTID_PURGED",
        "DEFAULT",
        "CONSTRAINTS",
        "AUTHORIZATION",
    ];
    // Up to the first `=` or TO: what stands behind is a value.
    let is_value = |word: &&str| *word == "=" || word.eq_ignore_ascii_case("TO");
    let mut names = (1..tokens.tokens.len()).map(|at| tokens.get(at)).take_while(|word| !is_value(word));
    !names.any(|word| OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// Whether it says what the file's bytes are, which have become text already.
fn is_about_bytes(tokens: &Tokens<'_>) -> bool {
    let words = || (1..tokens.tokens.len()).map(|at| tokens.get(at));
    let about = ["NAMES", "CHARSET", "character_set_client", "client_encoding"];
    let about = tokens.has(&["CHARACTER", "SET"]) || words().any(|w| about.iter().any(|a| w.eq_ignore_ascii_case(a)));
    let utf8 = |word: &str| word.trim_start_matches('\'').get(..3).is_some_and(|w| w.eq_ignore_ascii_case("utf"));
    about && !words().any(|word| word == "@" || utf8(word))
}
