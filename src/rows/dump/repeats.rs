//! Whether a row is there already, by the keys of the rows before it, and what becomes of it then.

use super::keys::{Found, Insert, Repeat};
use super::moment;
use super::reader::{DumpReader, DumpRow};
use super::rows::{After, Shape};
use super::wrong::Wrong;
use crate::rows::source::Scratch;

impl DumpReader {
    /// Begins to read rows of a wanted table.
    pub(super) fn begin_insert(&mut self, at: usize, repeat: Repeat, line: u64) -> Result<(), Wrong> {
        let Some(table) = self.wanted.get(at) else { return Ok(()) };
        let blind = table.rows > 0 && table.keys.iter().any(|keys| keys.blind);
        self.insert = Insert { line, repeat, counted: false, numbered: false, repeats: None, blind };
        // what a tool wrote as a whole has each row once
        if blind && repeat != Repeat::Refused && self.lexer.footer.is_none() {
            return Err(self.unknown_keys(at, line));
        }
        Ok(())
    }

    fn unknown_keys(&self, at: usize, line: u64) -> Wrong {
        let name = self.wanted.get(at).map_or("", |table| &self.schema.table(table.id).name);
        let message = format!("whether rows of `{name}` are there already only a server can know here");
        Wrong::at(line, message).help("make a dump of the database as it is now")
    }

    pub(super) fn end_insert(&mut self, at: usize, after: After) -> Result<(), Wrong> {
        if after == After::Nothing {
            return Ok(());
        }
        match self.insert.repeats {
            Some(line) => Err(self.repeated(at, line, "only a server can do what the insert says then")),
            None if self.insert.blind && self.lexer.footer.is_none() => Err(self.unknown_keys(at, self.insert.line)),
            None => Ok(()),
        }
    }

    fn repeated(&self, at: usize, line: u64, why: &str) -> Wrong {
        let name = self.wanted.get(at).map_or("", |table| &self.schema.table(table.id).name);
        let message = format!("a row of `{name}` has a key that a row before it has, and {why}");
        Wrong::at(line, message).help("make a dump of the database as it is now")
    }

    /// Whether the row that was read is one that the table has in the end: not one of its history, and none that an insert
    /// leaves out. Numbers it where that is to be done.
    pub(super) fn is_there(&mut self, at: usize, shape: &Shape, values: usize, copy: bool) -> Result<bool, Wrong> {
        let Some(places) = shape.places(values) else { return Ok(true) };
        let Some(table) = self.wanted.get_mut(at) else { return Ok(true) };
        if let Some(end) = shape.row_end.and_then(|place| self.row.literals.get(place))
            && !moment::is_end_of_time(self.row.bytes_of(end), self.session.offset)
        {
            return Ok(false);
        }
        self.row.number = table.next;
        let row = DumpRow {
            parts: &self.row,
            shape,
            places,
            targets: &table.targets,
            session: &self.session,
            file: &self.file,
        };
        let line = self.row.line;
        if let Some(counted) = shape.counted {
            let given = row.given(counted);
            if row.is_counted(given) {
                self.insert.counted = true;
                table.next += 1;
            } else if let Some(n) = given.and_then(|l| std::str::from_utf8(self.row.bytes_of(l)).ok()?.parse().ok()) {
                self.insert.numbered = true;
                table.next = table.next.max(u64::saturating_add(n, 1));
            }
            if self.insert.counted && self.insert.numbered && self.lexer.flavor.counts_by_statement {
                let name = &self.schema.table(table.id).name;
                let message = format!(
                    "rows of `{name}` with numbers of their own stand beside rows without, whose numbers only a server knows"
                );
                return Err(Wrong::at(line, message).help("give each row its number, or make a dump of the database"));
            }
        }
        let framed = self.lexer.footer.is_some();
        let mut scratch = Scratch::default();
        let mut found = Vec::new();
        for keys in &table.keys {
            found.push(if copy { None } else { row.key(&keys.at, &mut scratch) });
        }
        let worst = |primary: Option<bool>| {
            let keys = table.keys.iter().zip(&found).filter(|(keys, _)| primary.is_none_or(|p| p == keys.primary));
            keys.filter_map(|(keys, value)| value.map(|value| keys.find(value))).max().unwrap_or(Found::New)
        };
        match (worst(None), self.insert.repeat) {
            (Found::New, _) => {}
            (Found::Same, Repeat::Skipped) => return Ok(false),
            (Found::Perhaps, Repeat::Skipped) => {
                return Err(self.repeated(at, line, "whether it is left out depends on how a server compares"));
            }
            (_, Repeat::Replaced) => {
                return Err(self.repeated(at, line, "only a server can replace that row"));
            }
            (_, Repeat::Refused) => {
                if worst(Some(true)) == Found::Same {
                    return Err(self.repeated(at, line, "only a server knows what becomes of the two"));
                }
                self.insert.repeats = self.insert.repeats.or(Some(line));
            }
        }
        let all = !framed;
        for (keys, value) in table.keys.iter_mut().zip(found) {
            match value {
                Some(value) => keys.add(value, all),
                None => keys.blind |= copy,
            }
        }
        Ok(true)
    }
}
