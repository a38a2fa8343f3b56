//! What `SET` says of the text that follows.

use std::collections::HashMap;

use super::grammar;

/// The assignments of a cleaned `SET`, behind that word: names in capitals, values without quotes, empty where there is none.
pub fn assignments(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = up_to_comma(rest);
        let (name, value) = assignment(part);
        if name == "SEARCH_PATH" {
            // its value is a list
            let to = || Some(rest.split_at(rest.to_ascii_lowercase().find(" to ")? + " to ".len()));
            let list = rest.split_once('=').or_else(to).map_or("", |(_, list)| list);
            let value = list.trim().to_owned();
            out.push((name, value));
            return out;
        }
        out.push((name, value));
        match after {
            Some(after) => rest = after,
            None => return out,
        }
    }
}

/// Where a cleaned statement of PostgreSQL makes what names no schema: the first schema of the `search_path` that it sets, by `SET` or by
/// `set_config`. The outer option is none where it sets none, the inner one where the path is empty.
pub fn search_path(statement: &str) -> Option<Option<String>> {
    let statement = statement.trim_start();
    let (first, rest) = statement.split_at(statement.find(char::is_whitespace)?);
    let path = match first.to_ascii_uppercase().as_str() {
        "SET" => assignments(rest).into_iter().find(|(name, _)| name == "SEARCH_PATH")?.1,
        "SELECT" => rest.split_once("set_config('search_path', '")?.1.split('\'').next()?.to_owned(),
        _ => return None,
    };
    let schemas = path.split(',').map(|schema| grammar::unquote(schema.trim(), true));
    Some(schemas.into_iter().find(|schema| !schema.is_empty() && schema != "$user"))
}

/// The text up to the next comma that is in no parenthesis and no quotes, and what follows it.
pub fn up_to_comma(text: &str) -> (&str, Option<&str>) {
    let (mut depth, mut quote) = (0usize, None);
    for (i, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('\'' | '"' | '`', None) => quote = Some(c),
            ('(', None) => depth += 1,
            (')', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => return (text.get(..i).unwrap_or(""), text.get(i + 1..)),
            _ => {}
        }
    }
    (text, None)
}

fn assignment(part: &str) -> (String, String) {
    let mut rest = part.trim_start();
    let mut word = || {
        let len = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_@.$".contains(b)).count();
        let (word, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
        rest = tail.trim_start();
        word.to_ascii_uppercase()
    };
    let mut name = word();
    while matches!(name.as_str(), "SESSION" | "LOCAL" | "GLOBAL") {
        name = word();
    }
    for scope in ["@@SESSION.", "@@LOCAL.", "@@GLOBAL.", "@@"] {
        if let Some(plain) = name.strip_prefix(scope) {
            name = plain.to_owned();
            break;
        }
    }
    if matches!(name.as_str(), "CHARACTER" | "TIME") {
        name = format!("{name} {}", word());
    }
    let without_sign = matches!(name.as_str(), "NAMES" | "CHARSET" | "CHARACTER SET" | "TIME ZONE");
    let rest = rest.trim_start();
    let given = rest.strip_prefix('=').or_else(|| rest.strip_prefix(":=")).or_else(|| {
        let word = rest.split_at_checked(3).filter(|(to, _)| to.eq_ignore_ascii_case("to "));
        word.map(|(_, rest)| rest).or(without_sign.then_some(rest))
    });
    (name, given.map(value).unwrap_or_default())
}

fn value(text: &str) -> String {
    let text = text.trim_start();
    match text.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        Some(quote) => {
            let inner = text.get(1..).unwrap_or("");
            inner.split(quote).next().unwrap_or(inner).to_owned()
        }
        None => text.split([',', ';', ' ']).next().unwrap_or("").to_owned(),
    }
}

/// The character set of the client, as the statements of a dump say it.
#[derive(Debug, Clone, Default)]
pub struct Client {
    charset: Option<String>,
    /// What variables keep of it.
    saved: HashMap<String, Option<String>>,
}

impl Client {
    /// Follows an assignment; false where it says nothing of the character set.
    pub fn assign(&mut self, name: &str, value: &str) -> bool {
        let is = |name: &str| {
            matches!(
                name,
                "NAMES"
                    | "CHARSET"
                    | "CHARACTER SET"
                    | "CHARACTER_SET_CLIENT"
                    | "CLIENT_ENCODING"
                    | "SET_CLIENT_ENCODING"
            )
        };
        if name.starts_with('@') {
            let of = value.trim_start_matches('@').to_ascii_uppercase();
            if is(of.trim_start_matches("SESSION.")) {
                self.saved.insert(name.to_owned(), self.charset.clone());
            }
            return false;
        }
        if !is(name) || value.is_empty() {
            return false;
        }
        self.charset = match value {
            saved if saved.starts_with('@') => self.saved.get(&saved.to_ascii_uppercase()).cloned().unwrap_or_default(),
            default if default.eq_ignore_ascii_case("DEFAULT") => None,
            name => Some(name.to_owned()),
        };
        true
    }

    /// Its name; none where nothing is said.
    pub fn charset(&self) -> Option<&str> {
        self.charset.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_set_is_kept_and_restored() {
        let mut client = Client::default();
        let mut after = |text: &str| {
            for (name, value) in assignments(text) {
                client.assign(&name, &value);
            }
            client.charset().map(str::to_owned)
        };
        assert_eq!(after(" @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT"), None);
        assert_eq!(after(" NAMES latin1"), Some("latin1".to_owned()));
        assert_eq!(after(" @saved_cs_client     = @@character_set_client"), Some("latin1".to_owned()));
        assert_eq!(after(" character_set_client = utf8mb4"), Some("utf8mb4".to_owned()));
        assert_eq!(after(" character_set_client = @saved_cs_client"), Some("latin1".to_owned()));
        assert_eq!(after(" CHARACTER SET 'latin2'"), Some("latin2".to_owned()));
        assert_eq!(after(" sql_mode = 'A,B', CHARSET cp1250"), Some("cp1250".to_owned()));
        assert_eq!(after(" NAMES DEFAULT"), None);
        assert_eq!(after(" client_encoding TO 'LATIN2'"), Some("LATIN2".to_owned()));
        assert_eq!(after(" CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT"), None);
        let path = |statement: &str| search_path(statement);
        let app = || Some(Some("app".to_owned()));
        assert_eq!(path("SET search_path = app, pg_catalog"), app());
        assert_eq!(path("set local search_path to App"), app());
        assert_eq!(path("SET search_path TO \"$user\", 'app', public"), app());
        assert_eq!(path("SELECT pg_catalog.set_config('search_path', 'app, public', false)"), app());
        assert_eq!(path("SELECT pg_catalog.set_config('search_path', '', false)"), Some(None));
        assert_eq!(path("SET search_path = \"My App\""), Some(Some("My App".to_owned())));
        assert_eq!(path("SET client_encoding = 'UTF8'"), None);
        assert_eq!(
            assignments(" SESSION search_path = app, pg_catalog"),
            [("SEARCH_PATH".to_owned(), "app, pg_catalog".to_owned())]
        );
    }
}
