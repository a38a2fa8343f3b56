//! Statements without rows: what of them decides how rows are to be read.

use super::lexer::is_word;
use crate::schema::ddl;

/// What a statement says about the rows after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// `SET NAMES latin1`, `SET client_encoding = 'LATIN1'`.
    Charset(String),
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
    /// They are.
    Commit,
    /// They are not.
    Rollback,
    /// Part of the dump's own schema.
    Schema,
    /// The first table is a part of the second.
    Part(Vec<String>, Vec<String>),
    /// The rows of the first table are also rows of the others.
    Inherits(Vec<String>, Vec<Vec<String>>),
    /// The table is dropped or emptied.
    Cleared(Vec<String>),
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
        "SET" => settings(&mut words, &mut out),
        "SELECT" => {
            if let Some((_, tail)) = clean.text.split_once("set_config('search_path', '") {
                let path = tail.split('\'').next().unwrap_or("");
                out.push(Says::SearchPath(first_of(path)));
            }
        }
        "USE" => out.extend(words.path().and_then(|mut path| path.pop()).map(Says::Use)),
        "BEGIN" => out.push(Says::Begin),
        "START" if words.word() == "TRANSACTION" => out.push(Says::Begin),
        "COMMIT" | "END" => out.push(Says::Commit),
        "ROLLBACK" => out.push(Says::Rollback),
        "CREATE" => {
            let table = loop {
                match words.word().as_str() {
                    "TABLE" => break true,
                    "TYPE" | "DOMAIN" | "COLLATION" | "INDEX" | "UNIQUE" | "VIRTUAL" | "DATABASE" => {
                        out.push(Says::Schema);
                        break false;
                    }
                    "TEMPORARY" | "TEMP" | "" | "TRIGGER" | "VIEW" | "FUNCTION" | "PROCEDURE" | "EVENT" => break false,
                    _ => {}
                }
            };
            if table {
                out.push(Says::Schema);
                words.pass(&["IF", "NOT", "EXISTS"]);
                let child = words.path();
                if words.pass(&["PARTITION", "OF"]) {
                    if let (Some(child), Some(parent)) = (child, words.path()) {
                        out.push(Says::Part(child, parent));
                    }
                } else if let (Some(child), Some(at)) =
                    (child, lexis.psql.then(|| clean.text.rfind("INHERITS")).flatten())
                {
                    words.text = clean.text.get(at + "INHERITS".len()..).unwrap_or("");
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
        }
        "ALTER" if words.pass(&["TABLE"]) || words.pass(&["FOREIGN", "TABLE"]) || words.pass(&["IGNORE", "TABLE"]) => {
            out.push(Says::Schema);
            words.pass(&["IF", "EXISTS"]);
            words.pass(&["ONLY"]);
            let parent = words.path();
            if words.pass(&["ATTACH", "PARTITION"])
                && let (Some(parent), Some(child)) = (parent, words.path())
            {
                out.push(Says::Part(child, parent));
            }
        }
        "RENAME" | "COMMENT" => out.push(Says::Schema),
        "DROP" => {
            out.push(Says::Schema);
            if words.pass(&["TABLE"]) {
                words.pass(&["IF", "EXISTS"]);
                while let Some(path) = words.path() {
                    out.push(Says::Cleared(path));
                    if !words.sign(',') {
                        break;
                    }
                }
            }
        }
        "TRUNCATE" => {
            words.pass(&["TABLE"]);
            words.pass(&["ONLY"]);
            out.extend(words.path().map(Says::Cleared));
        }
        "DELETE" if words.pass(&["FROM"]) => {
            words.pass(&["ONLY"]);
            let path = words.path();
            match (path, words.text.trim().is_empty()) {
                (Some(path), true) => out.push(Says::Cleared(path)),
                _ => out.push(Says::Changed("DELETE")),
            }
        }
        "DELETE" => out.push(Says::Changed("DELETE")),
        "UPDATE" => out.push(Says::Changed("UPDATE")),
        "LOAD" => out.push(Says::Changed("LOAD")),
        "MERGE" => out.push(Says::Changed("MERGE")),
        "WITH" => out.push(Says::Changed("WITH")),
        _ => {}
    }
    out
}

/// The parts of a `SET`.
fn settings(words: &mut Words<'_>, out: &mut Vec<Says>) {
    loop {
        let mut name = words.setting();
        while matches!(name.as_str(), "SESSION" | "LOCAL" | "GLOBAL" | "CHARACTER") {
            name = words.setting();
        }
        let name = name.trim_start_matches("@@SESSION.").trim_start_matches("@@");
        let value = match name {
            "NAMES" => words.value(),
            "TIME" if words.pass(&["ZONE"]) => words.value(),
            _ => {
                let given = words.sign('=') || words.sign(':') && words.sign('=') || words.pass(&["TO"]);
                if given { words.value() } else { String::new() }
            }
        };
        let given = !value.is_empty() && !value.starts_with('@');
        match name {
            "NAMES" | "CLIENT_ENCODING" if given => out.push(Says::Charset(value)),
            "SQL_MODE" => out.push(Says::Mode(if given { value.to_ascii_uppercase() } else { String::new() })),
            "STANDARD_CONFORMING_STRINGS" => out.push(Says::PlainBackslashes(value.eq_ignore_ascii_case("off"))),
            "TIME_ZONE" | "TIME" | "TIMEZONE" => out.push(Says::Zone(given.then_some(value))),
            "SEARCH_PATH" => {
                out.push(Says::SearchPath(first_of(&value)));
                return;
            }
            _ => {}
        }
        if !words.pass_comma() {
            return;
        }
    }
}

/// The first schema of a search path; none: what is not qualified is in `public`.
fn first_of(path: &str) -> Option<String> {
    let first = path.split(',').next().unwrap_or("").trim().trim_matches('"');
    Some(first.to_owned()).filter(|name| !name.is_empty() && name != "public")
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

    /// A name of a setting in capitals: with `@` and dots.
    fn setting(&mut self) -> String {
        self.text = self.text.trim_start();
        let len = self.text.bytes().take_while(|b| is_word(*b) || matches!(b, b'@' | b'.')).count();
        let (word, rest) = self.text.split_at_checked(len).unwrap_or((self.text, ""));
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

    /// A value of a setting, unquoted.
    fn value(&mut self) -> String {
        self.text = self.text.trim_start();
        let quote = self.text.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let (value, rest) = match quote {
            Some(quote) => {
                let inner = self.text.get(1..).unwrap_or("");
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            None => {
                let len = self.text.find([',', ';', ' ']).unwrap_or(self.text.len());
                self.text.split_at_checked(len).unwrap_or((self.text, ""))
            }
        };
        self.text = rest;
        value.to_owned()
    }

    /// Steps behind the next comma that is in no parenthesis and no string; false where there is none.
    fn pass_comma(&mut self) -> bool {
        let (mut depth, mut quote) = (0usize, None);
        for (i, c) in self.text.char_indices() {
            match (c, quote) {
                (c, Some(q)) if c == q => quote = None,
                (_, Some(_)) => {}
                ('\'' | '"' | '`', None) => quote = Some(c),
                ('(', None) => depth += 1,
                (')', None) => depth = depth.saturating_sub(1),
                (',', None) if depth == 0 => {
                    self.text = self.text.get(i + 1..).unwrap_or("");
                    return true;
                }
                _ => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Engine;

    fn of(engine: Engine, text: &str) -> Vec<Says> {
        says(text, ddl::lexis(engine), engine == Engine::Postgres)
    }

    #[test]
    fn what_mysql_dumps_say() {
        let says = |text| of(Engine::Mysql, text);
        let names = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(says("SET NAMES latin1 */"), [Says::Charset("latin1".into())]);
        assert_eq!(
            says("SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,ansi' */"),
            [Says::Mode("NO_AUTO_VALUE_ON_ZERO,ANSI".into())]
        );
        assert_eq!(says("SET SQL_MODE=@OLD_SQL_MODE"), [Says::Mode(String::new())]);
        assert_eq!(says("SET time_zone = \"+00:00\""), [Says::Zone(Some("+00:00".into()))]);
        assert_eq!(says("SET TIME_ZONE=@OLD_TIME_ZONE"), [Says::Zone(None)]);
        assert_eq!(says("USE `a``b`"), [Says::Use("a`b".into())]);
        assert_eq!(says("START TRANSACTION"), [Says::Begin]);
        assert_eq!(
            says("DROP TABLE IF EXISTS `a`, b"),
            [Says::Schema, Says::Cleared(names("a")), Says::Cleared(names("b"))]
        );
        assert_eq!(says("DELETE FROM t"), [Says::Cleared(names("t"))]);
        assert_eq!(says("DELETE FROM t WHERE a = 1"), [Says::Changed("DELETE")]);
        assert_eq!(says("CREATE TABLE IF NOT EXISTS a.b (c int)"), [Says::Schema]);
        assert_eq!(says("CREATE TEMPORARY TABLE a (c int)"), []);
    }

    #[test]
    fn what_postgres_dumps_say() {
        let says = |text| of(Engine::Postgres, text);
        let names = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(says("SET client_encoding = 'LATIN2'"), [Says::Charset("LATIN2".into())]);
        assert_eq!(says("SET standard_conforming_strings = off"), [Says::PlainBackslashes(true)]);
        assert_eq!(says("SELECT pg_catalog.set_config('search_path', '', false)"), [Says::SearchPath(None)]);
        assert_eq!(says("SET search_path = app, pg_catalog"), [Says::SearchPath(Some("app".into()))]);
        assert_eq!(
            says("ALTER TABLE ONLY app.\"M\" ATTACH PARTITION app.m_1 FOR VALUES FROM (1) TO (2)"),
            [Says::Schema, Says::Part(names("app.m_1"), names("app.M"))]
        );
        assert_eq!(
            says("CREATE TABLE m_1 PARTITION OF M FOR VALUES IN (1)"),
            [Says::Schema, Says::Part(names("m_1"), names("m"))]
        );
    }
}
