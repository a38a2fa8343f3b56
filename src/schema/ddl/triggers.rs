//! Triggers that give a new row values: which columns a BEFORE INSERT trigger of the text may fill.

use super::grammar;
use super::reader::DdlReader;
use super::split;

/// What a trigger says of itself.
struct Trigger {
    qualifier: Option<String>,
    table: String,
    /// The text that fills the row; none where it is not in the dump.
    body: Option<String>,
}

impl DdlReader<'_> {
    /// Marks the columns that triggers may fill, where the engine lets a trigger change the row that is inserted.
    pub(super) fn triggers(&mut self) {
        if !self.flavor.triggers_fill {
            return;
        }
        let fold = self.flavor.folds_names;
        let texts = |what: &str| -> Vec<String> {
            let all = self.skipped.iter().filter(|s| s.what == what);
            let all = all.filter_map(|s| self.text.get(s.span.range()));
            all.map(|text| split::clean(text, self.flavor.lexis).text.into_owned()).collect()
        };
        let functions = texts("CREATE FUNCTION");
        let found: Vec<Trigger> =
            texts("CREATE TRIGGER").iter().filter_map(|text| trigger(text, &functions, fold)).collect();
        for trigger in found {
            let Some(draft) = self.draft_mut(trigger.qualifier.as_deref(), &trigger.table) else { continue };
            for column in &mut draft.table.columns {
                column.by_trigger |= trigger.body.as_ref().is_none_or(|body| sets(body, &column.name));
            }
        }
    }
}

/// A trigger that fires for each row before it is inserted.
fn trigger(text: &str, functions: &[String], fold: bool) -> Option<Trigger> {
    let words = words(text);
    let is = |at: usize, word: &str| words.get(at).is_some_and(|(w, _)| w.eq_ignore_ascii_case(word));
    let events = ["INSERT", "UPDATE", "DELETE", "TRUNCATE"];
    let before = (0..words.len()).find(|i| is(*i, "BEFORE") && events.iter().any(|event| is(i + 1, event)))?;
    let on = (before..words.len()).find(|i| is(*i, "ON"))?;
    if !(before..on).any(|i| is(i, "INSERT")) || (on..words.len()).any(|i| is(i, "EACH") && is(i + 1, "STATEMENT")) {
        return None;
    }
    let name = |at: usize| words.get(at).map(|(word, _)| grammar::unquote(word, fold));
    let (qualifier, table) = match words.get(on + 2).is_some_and(|(word, _)| word == ".") {
        true => (name(on + 1), name(on + 3)?),
        false => (None, name(on + 1)?),
    };
    let execute = (on..words.len()).find(|i| is(*i, "EXECUTE") && (is(i + 1, "FUNCTION") || is(i + 1, "PROCEDURE")));
    let body = match execute {
        // The function stands apart, and is called by its name, with or without its schema.
        Some(at) => {
            let called = name(if words.get(at + 3).is_some_and(|(word, _)| word == ".") { at + 4 } else { at + 2 })?;
            functions.iter().find(|function| defines(function, &called, fold)).cloned()
        }
        None => words.get(on).and_then(|(_, end)| text.get(*end..)).map(str::to_owned),
    };
    Some(Trigger { qualifier, table, body })
}

/// Whether a text defines the function of this name.
fn defines(function: &str, called: &str, fold: bool) -> bool {
    let words = words(function);
    let open = words.iter().position(|(word, _)| word == "(").unwrap_or(0);
    open.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|(word, _)| grammar::unquote(word, fold) == called)
}

/// Whether a trigger's text may set a column of the new row, or all of the row.
fn sets(body: &str, column: &str) -> bool {
    let body: String = body.chars().filter(|c| !matches!(c, '"' | '`')).collect::<String>().to_lowercase();
    let named = format!("new.{}", column.to_lowercase());
    let whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let after = |word: &str| -> Vec<String> {
        body.match_indices(word)
            .map(|(at, _)| body.get(at + word.len()..).unwrap_or("").trim_start().to_owned())
            .collect()
    };
    body.match_indices(&named).any(|(at, _)| whole(body.get(at + named.len()..).unwrap_or("")))
        || after("new ").iter().any(|rest| rest.starts_with(":=") || rest.starts_with('='))
        || after("into ")
            .iter()
            .any(|rest| rest.strip_prefix("new").is_some_and(|rest| whole(rest) && !rest.starts_with('.')))
}

/// Words, quoted names and signs, each with the byte after it.
fn words(text: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        let length = match c {
            '"' | '`' => rest.get(1..).and_then(|inner| inner.find(c)).map_or(rest.len(), |n| n + 2),
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        if !c.is_whitespace() {
            all.push((rest.get(..length).unwrap_or("").to_owned(), at + length));
        }
        at += length;
    }
    all
}
