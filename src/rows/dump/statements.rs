//! Statements without rows: what of them decides how rows are to be read.

use super::lexer::is_word;
use crate::schema::ddl;

/// What a statement says about the rows after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// `SET NAMES latin1`, `SET client_encoding = 'LATIN1'`, and what keeps or restores it.
    Client(String, String),
    /// `SET sql_mode = '…'`; empty: as the server has it.
    Mode(String),
    /// `SET standard_conforming_strings = off`.
    PlainBackslashes(bool),
    /// `SET TIME_ZONE = '+00:00'`; none: as the server has it.
    Zone(Option<String>),
    /// `SET search_path = app, pg_catalog`: its first part.
    SearchPath(Option<String>),
    /// `USE shop`.
    Use(String),
    /// Rows become valid together.
    Begin,
    /// The rows since `Begin` are valid.
    Commit,
    /// The rows since `Begin` are taken back.
    Rollback,
    /// Part of the dump's own schema.
    Schema,
    /// The first table is a part of the second.
    Part(Vec<String>, Vec<String>),
    /// The rows of the first table are also rows of the others.
    Inherits(Vec<String>, Vec<Vec<String>>),
    /// An `ALTER TABLE`, which is part of the schema too.
    Altered(Vec<String>),
    /// Columns of the table go, or get other names: all the names that are concerned.
    Columns(Vec<String>, Vec<String>),
    /// The first table becomes the second.
    Renamed(Vec<String>, Vec<String>),
    /// The rows of the table, or of a part of it, are others after it.
    Exchanged(Vec<String>),
    /// The table is dropped or emptied; `others`: and rows that refer to it may go too.
    Cleared { table: Vec<String>, others: bool },
    /// The database or schema is dropped.
    Gone(String),
    /// The schema gets another name.
    Moved(String, String),
    /// The table is there, whatever the statement does with it.
    Named(Vec<String>),
    /// The table is made with the rows of a query.
    Made(Vec<String>),
    /// The number of the next row that has none of its own.
    Counter(Vec<String>, u64),
    /// Whether rows come with those that they were before.
    History(bool),
    /// Rows are changed by something else than inserts.
    Changed(&'static str),
}

/// What a statement says; `text` is the whole of it.
pub(super) fn says(text: &str, lexis: ddl::Lexis, fold: bool) -> Vec<Says> {
    let clean = ddl::split::clean(text, lexis);
    let mut words = Words { text: &clean.text, fold };
    let first = words.word();
    let mut out = Vec::new();
    match first.as_str() {
        "SET" => {
            settings(words.text, &mut out);
            out.extend(ddl::search_path(&clean.text).map(searched));
        }
        "SELECT" => {
            if lexis.psql && words.top_level(&["INTO"]) {
                out.extend(words.path().map(Says::Made));
            } else if let Some(schema) = ddl::search_path(&clean.text) {
                out.push(searched(schema));
            }
        }
        "USE" => out.extend(words.path().and_then(|mut path| path.pop()).map(Says::Use)),
        "BEGIN" => out.push(Says::Begin),
        "START" if words.word() == "TRANSACTION" => out.push(Says::Begin),
        "COMMIT" | "END" => out.push(Says::Commit),
        "ROLLBACK" => out.push(Says::Rollback),
        "CREATE" => creation(&mut words, &clean.text, lexis.psql, &mut out),
        "ALTER" if words.pass(&["TABLE"]) || words.pass(&["FOREIGN", "TABLE"]) || words.pass(&["IGNORE", "TABLE"]) => {
            words.pass(&["IF", "EXISTS"]);
            words.pass(&["ONLY"]);
            match words.path() {
                Some(path) => alterations(&mut words, path, &mut out),
                None => out.push(Says::Schema),
            }
        }
        "ALTER" if words.pass(&["SCHEMA"]) => {
            if let (Some(from), true, Some(to)) = (words.path(), words.pass(&["RENAME", "TO"]), words.path()) {
                out.extend(from.into_iter().next().zip(to.into_iter().next()).map(|(from, to)| Says::Moved(from, to)));
            }
        }
        "RENAME" => {
            out.push(Says::Schema);
            renamings(&mut words, &mut out);
        }
        "LOCK" if words.pass(&["TABLES"]) || words.pass(&["TABLE"]) => loop {
            out.extend(words.path().map(Says::Named));
            if !words.pass_comma() {
                break;
            }
        },
        "COMMENT" => out.push(Says::Schema),
        "DROP" => {
            out.push(Says::Schema);
            droppings(&mut words, &mut out);
        }
        "TRUNCATE" => {
            let others = clean.text.to_ascii_uppercase().contains("CASCADE");
            truncations(&mut words, others, &mut out);
        }
        "DELETE" => out.extend(deletion(&mut words)),
        "UPDATE" => out.push(Says::Changed("UPDATE")),
        "LOAD" => out.push(Says::Changed("LOAD")),
        "MERGE" => out.push(Says::Changed("MERGE")),
        "WITH" => out.push(Says::Changed("WITH")),
        "CALL" => out.push(Says::Changed("CALL")),
        "DO" => out.push(Says::Changed("DO")),
        _ => {}
    }
    out
}

/// What a `CREATE` says, behind its first word; `text` is the whole statement.
fn creation<'t>(words: &mut Words<'t>, text: &'t str, psql: bool, out: &mut Vec<Says>) {
    loop {
        match words.word().as_str() {
            "TABLE" => break,
            "TYPE" | "DOMAIN" | "COLLATION" | "INDEX" | "UNIQUE" | "VIRTUAL" | "DATABASE" => {
                out.push(Says::Schema);
                return;
            }
            "TEMPORARY" | "TEMP" | "" | "TRIGGER" | "VIEW" | "FUNCTION" | "PROCEDURE" | "EVENT" => return,
            _ => {}
        }
    }
    out.push(Says::Schema);
    words.pass(&["IF", "NOT", "EXISTS"]);
    let child = words.path();
    if let Some(path) = &child {
        if text_words(text, 3) == ["CREATE", "OR", "REPLACE"] {
            out.push(Says::Cleared { table: path.clone(), others: false });
        }
        let mut rest = Words { text: words.text, fold: words.fold };
        if rest.top_level(&["SELECT", "AS"]) && !text.to_ascii_uppercase().contains("WITH NO DATA") {
            out.push(Says::Made(path.clone()));
        }
        out.extend(counter(words.text).map(|n| Says::Counter(path.clone(), n)));
    }
    if words.pass(&["PARTITION", "OF"]) {
        if let (Some(child), Some(parent)) = (child, words.path()) {
            out.push(Says::Part(child, parent));
        }
    } else if let (Some(child), Some(at)) = (child, psql.then(|| text.rfind("INHERITS")).flatten()) {
        words.text = text.get(at + "INHERITS".len()..).unwrap_or("");
        let mut parents = Vec::new();
        if words.sign('(') {
            while let Some(parent) = words.path() {
                parents.push(parent);
                if !words.sign(',') {
                    break;
                }
            }
        }
        out.push(Says::Inherits(child, parents));
    }
}

/// The tables that a `RENAME` gives other names.
fn renamings(words: &mut Words<'_>, out: &mut Vec<Says>) {
    if !(words.pass(&["TABLE"]) || words.pass(&["TABLES"])) {
        return;
    }
    loop {
        words.pass(&["IF", "EXISTS"]);
        let from = words.path();
        while !words.pass(&["TO"]) && !words.word().is_empty() {}
        let (Some(from), Some(to)) = (from, words.path()) else { break };
        out.push(Says::Renamed(from, to));
        if !words.sign(',') {
            break;
        }
    }
}

/// The tables, or the database, that a `DROP` takes away.
fn droppings(words: &mut Words<'_>, out: &mut Vec<Says>) {
    if words.pass(&["TABLE"]) || words.pass(&["FOREIGN", "TABLE"]) || words.pass(&["TABLES"]) {
        words.pass(&["IF", "EXISTS"]);
        while let Some(table) = words.path() {
            out.push(Says::Cleared { table, others: false });
            if !words.sign(',') {
                break;
            }
        }
    } else if words.pass(&["DATABASE"]) || words.pass(&["SCHEMA"]) {
        words.pass(&["IF", "EXISTS"]);
        out.extend(words.path().and_then(|mut path| path.pop()).map(Says::Gone));
    }
}

/// The tables that a `TRUNCATE` empties; `others`: and rows that refer to them.
fn truncations(words: &mut Words<'_>, others: bool, out: &mut Vec<Says>) {
    words.pass(&["TABLE"]);
    loop {
        words.pass(&["ONLY"]);
        let Some(table) = words.path() else { break };
        out.push(Says::Named(table.clone()));
        out.push(Says::Cleared { table, others });
        words.sign('*');
        if !words.sign(',') {
            break;
        }
    }
}

/// What a `DELETE` does to rows; none where it only forgets those that were there before.
fn deletion(words: &mut Words<'_>) -> Option<Says> {
    if words.pass(&["HISTORY"]) {
        return None;
    }
    if !words.pass(&["FROM"]) {
        return Some(Says::Changed("DELETE"));
    }
    words.pass(&["ONLY"]);
    let table = words.path().filter(|_| words.text.trim().is_empty());
    Some(table.map_or(Says::Changed("DELETE"), |table| Says::Cleared { table, others: true }))
}

/// What an `ALTER TABLE` says, behind the table.
fn alterations(words: &mut Words<'_>, path: Vec<String>, out: &mut Vec<Says>) {
    out.push(Says::Altered(path.clone()));
    out.extend(counter(words.text).map(|n| Says::Counter(path.clone(), n)));
    let pass_column = |words: &mut Words<'_>| {
        words.pass(&["COLUMN"]);
        words.pass(&["IF", "EXISTS"]);
    };
    let mut columns = Vec::new();
    loop {
        if words.pass(&["ATTACH", "PARTITION"]) {
            out.extend(words.path().map(|child| Says::Part(child, path.clone())));
        } else if words.pass(&["EXCHANGE"]) {
            out.push(Says::Exchanged(path.clone()));
            if words.top_level(&["TABLE"]) {
                out.extend(words.path().map(Says::Exchanged));
            }
        } else if ["DROP", "TRUNCATE", "DETACH", "DISCARD", "IMPORT"]
            .iter()
            .any(|word| words.pass(&[word, "PARTITION"]) || words.pass(&[word, "TABLESPACE"]))
        {
            out.push(Says::Exchanged(path.clone()));
        } else if words.pass(&["SET", "SCHEMA"]) {
            if let (Some(mut to), Some(name)) = (words.path(), path.last()) {
                to.push(name.clone());
                out.push(Says::Renamed(path.clone(), to));
            }
        } else if words.pass(&["RENAME"]) {
            let other = ["INDEX", "KEY", "CONSTRAINT"].iter().any(|word| words.pass(&[word]));
            let table = words.pass(&["TO"]) || words.pass(&["AS"]);
            pass_column(words);
            match words.path().filter(|_| !other) {
                Some(mut from) if !table && words.pass(&["TO"]) => {
                    columns.extend(from.pop());
                    columns.extend(words.path().and_then(|mut to| to.pop()));
                }
                Some(to) => out.push(Says::Renamed(path.clone(), to)),
                None => {}
            }
        } else if words.pass(&["CHANGE"]) {
            pass_column(words);
            let from = words.path().and_then(|mut path| path.pop());
            let to = words.path().and_then(|mut path| path.pop());
            if from != to {
                columns.extend(from.into_iter().chain(to));
            }
        } else if words.pass(&["DROP"]) {
            let other = ["PRIMARY", "FOREIGN", "KEY", "INDEX", "CONSTRAINT", "CHECK", "SYSTEM", "PERIOD"];
            if !other.iter().any(|word| words.pass(&[word])) {
                pass_column(words);
                columns.extend(words.path().and_then(|mut path| path.pop()));
            }
        }
        if !words.pass_comma() {
            break;
        }
    }
    if !columns.is_empty() {
        out.push(Says::Columns(path, columns));
    }
}

/// The number that a table option gives to the next row: `AUTO_INCREMENT=5`.
fn counter(text: &str) -> Option<u64> {
    let upper = text.to_ascii_uppercase();
    let (_, rest) = upper.rsplit_once("AUTO_INCREMENT")?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('=').unwrap_or(rest).trim_start();
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The first words of a text, in capitals.
fn text_words(text: &str, most: usize) -> Vec<String> {
    text.split_whitespace().take(most).map(str::to_ascii_uppercase).collect()
}

/// The parts of a `SET`.
fn settings(text: &str, out: &mut Vec<Says>) {
    for (name, value) in ddl::assignments(text) {
        let given = !value.is_empty() && !value.starts_with('@');
        match name.as_str() {
            "SQL_MODE" => out.push(Says::Mode(if given { value.to_ascii_uppercase() } else { String::new() })),
            "SYSTEM_VERSIONING_INSERT_HISTORY" => out.push(Says::History(matches!(value.as_str(), "1" | "ON" | "on"))),
            "STANDARD_CONFORMING_STRINGS" => out.push(Says::PlainBackslashes(value.eq_ignore_ascii_case("off"))),
            "TIME_ZONE" | "TIME ZONE" | "TIMEZONE" => out.push(Says::Zone(given.then_some(value))),
            "SEARCH_PATH" => {}
            _ => out.push(Says::Client(name, value)),
        }
    }
}

/// None: what is not qualified is in `public`.
fn searched(schema: Option<String>) -> Says {
    Says::SearchPath(schema.filter(|name| name != "public"))
}

/// A cleaned statement, from where it is not read yet.
struct Words<'t> {
    text: &'t str,
    fold: bool,
}

impl Words<'_> {
    /// The next word in capitals; anything else is stepped over, up to a word. Empty at the end.
    fn word(&mut self) -> String {
        let start = self.text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or("");
        let len = rest.bytes().take_while(|b| is_word(*b)).count();
        let (word, rest) = rest.split_at_checked(len).unwrap_or((rest, ""));
        self.text = rest;
        word.to_ascii_uppercase()
    }

    /// Steps over these words, if they are next.
    fn pass(&mut self, words: &[&str]) -> bool {
        let before = self.text;
        for word in words {
            let rest = self.text.trim_start();
            let len = rest.bytes().take_while(|b| is_word(*b)).count();
            match rest.split_at_checked(len) {
                Some((w, tail)) if w.eq_ignore_ascii_case(word) => self.text = tail,
                _ => {
                    self.text = before;
                    return false;
                }
            }
        }
        true
    }

    /// Steps over a sign, if it is next.
    fn sign(&mut self, sign: char) -> bool {
        match self.text.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    /// The names of a path, unquoted; none where there is none.
    fn path(&mut self) -> Option<Vec<String>> {
        let mut names = Vec::new();
        loop {
            self.text = self.text.trim_start();
            let quote = self.text.chars().next()?;
            if matches!(quote, '"' | '`' | '\'') {
                let mut name = String::new();
                let mut rest = self.text.get(1..)?;
                loop {
                    let at = rest.find(quote)?;
                    name.push_str(rest.get(..at)?);
                    rest = rest.get(at + 1..)?;
                    match rest.strip_prefix(quote) {
                        Some(tail) => {
                            name.push(quote);
                            rest = tail;
                        }
                        None => break,
                    }
                }
                self.text = rest;
                names.push(name);
            } else {
                let len = self.text.bytes().take_while(|b| is_word(*b)).count();
                let (word, rest) = self.text.split_at_checked(len).filter(|(w, _)| !w.is_empty())?;
                self.text = rest;
                names.push(if self.fold { word.to_lowercase() } else { word.to_owned() });
            }
            if !self.sign('.') {
                return Some(names);
            }
        }
    }

    /// Steps behind the next of these words that is in no parenthesis and no quotes; false where there is none.
    fn top_level(&mut self, words: &[&str]) -> bool {
        let (mut depth, mut quote, mut start) = (0usize, None, None);
        let text = self.text;
        for (i, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
            let letter = u8::try_from(c).map_or(true, is_word);
            if let (Some(from), false) = (start, letter && quote.is_none()) {
                start = None;
                let word = text.get(from..i).unwrap_or("");
                if depth == 0 && words.iter().any(|w| w.eq_ignore_ascii_case(word)) {
                    self.text = text.get(i..).unwrap_or("");
                    return true;
                }
            }
            match (c, quote) {
                (c, Some(q)) if c == q => quote = None,
                (_, Some(_)) => {}
                ('\'' | '"' | '`', None) => quote = Some(c),
                ('(', None) => depth += 1,
                (')', None) => depth = depth.saturating_sub(1),
                _ if letter && start.is_none() => start = Some(i),
                _ => {}
            }
        }
        false
    }

    /// Steps behind the next comma that is in no parenthesis and no string; false where there is none.
    fn pass_comma(&mut self) -> bool {
        let (_, after) = ddl::up_to_comma(self.text);
        self.text = after.unwrap_or(self.text);
        after.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    fn of(engine: Engine, text: &str) -> Vec<Says> {
        says(text, ddl::lexis(engine), engine == Engine::Postgres)
    }

    #[test]
    fn what_mysql_dumps_say() {
        let says = |text| of(Engine::Mysql, text);
        let names = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(says("SET NAMES latin1 */"), [Says::Client("NAMES".into(), "latin1".into())]);
        assert_eq!(
            says("SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,ansi' */"),
            [
                Says::Client("@OLD_SQL_MODE".into(), "@@SQL_MODE".into()),
                Says::Mode("NO_AUTO_VALUE_ON_ZERO,ANSI".into())
            ]
        );
        assert_eq!(says("SET SQL_MODE=@OLD_SQL_MODE"), [Says::Mode(String::new())]);
        assert_eq!(says("SET time_zone = \"+00:00\""), [Says::Zone(Some("+00:00".into()))]);
        assert_eq!(says("SET TIME_ZONE=@OLD_TIME_ZONE"), [Says::Zone(None)]);
        assert_eq!(says("USE `a``b`"), [Says::Use("a`b".into())]);
        assert_eq!(says("START TRANSACTION"), [Says::Begin]);
        assert_eq!(
            says("DROP TABLE IF EXISTS `a`, b"),
            [
                Says::Schema,
                Says::Cleared { table: names("a"), others: false },
                Says::Cleared { table: names("b"), others: false }
            ]
        );
        assert_eq!(says("DELETE FROM t"), [Says::Cleared { table: names("t"), others: true }]);
        assert_eq!(
            says("RENAME TABLE a TO b, c.d TO `e`"),
            [Says::Schema, Says::Renamed(names("a"), names("b")), Says::Renamed(names("c.d"), names("e"))]
        );
        assert_eq!(
            says(
                "ALTER TABLE t CHANGE a b int, RENAME COLUMN c TO d, DROP e, DROP PRIMARY KEY, ADD x int, RENAME TO u"
            ),
            [
                Says::Altered(names("t")),
                Says::Renamed(names("t"), names("u")),
                Says::Columns(names("t"), names("a.b.c.d.e"))
            ]
        );
        assert_eq!(
            says("ALTER TABLE t MODIFY id int AUTO_INCREMENT, AUTO_INCREMENT = 5"),
            [Says::Altered(names("t")), Says::Counter(names("t"), 5)]
        );
        assert_eq!(says("CREATE TABLE t (a int) AS SELECT 1"), [Says::Schema, Says::Made(names("t"))]);
        assert_eq!(says("LOCK TABLES `a` WRITE, b READ"), [Says::Named(names("a")), Says::Named(names("b"))]);
        assert_eq!(says("DELETE FROM t WHERE a = 1"), [Says::Changed("DELETE")]);
        assert_eq!(says("CREATE TABLE IF NOT EXISTS a.b (c int)"), [Says::Schema]);
        assert_eq!(says("CREATE TEMPORARY TABLE a (c int)"), []);
    }

    #[test]
    fn what_postgres_dumps_say() {
        let says = |text| of(Engine::Postgres, text);
        let names = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(says("SET client_encoding = 'LATIN2'"), [Says::Client("CLIENT_ENCODING".into(), "LATIN2".into())]);
        assert_eq!(says("SET standard_conforming_strings = off"), [Says::PlainBackslashes(true)]);
        assert_eq!(says("SELECT pg_catalog.set_config('search_path', '', false)"), [Says::SearchPath(None)]);
        assert_eq!(says("SET search_path = app, pg_catalog"), [Says::SearchPath(Some("app".into()))]);
        assert_eq!(
            says("ALTER TABLE ONLY app.\"M\" ATTACH PARTITION app.m_1 FOR VALUES FROM (1) TO (2)"),
            [Says::Altered(names("app.M")), Says::Part(names("app.m_1"), names("app.M"))]
        );
        assert_eq!(
            says("CREATE TABLE m_1 PARTITION OF M FOR VALUES IN (1)"),
            [Says::Schema, Says::Part(names("m_1"), names("m"))]
        );
    }
}
