//! What happens to tables and rows after the rows: what would make them others than those that were read is refused, with its line.

use super::lexer::is_word;
use super::reader::DumpReader;
use super::wrong::Wrong;
use crate::schema::{Table, TableId, Type};

const AS_IT_IS: &str = "make a dump of the database as it is now";

impl DumpReader {
    /// What names a table for good: with its database or schema.
    fn key(&self, path: &[String]) -> Vec<String> {
        let mut path = self.full(path.to_vec());
        if let (true, Some(database)) = (path.len() == 1 || self.lexer.lexis.psql, &self.database) {
            path.insert(0, database.clone());
        }
        match self.lexer.lexis.psql {
            true => path,
            false => path.into_iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// Notes that a table has rows from here on.
    pub(super) fn filled(&mut self, path: &[String], line: u64) {
        let key = self.key(path);
        self.filled.entry(key).or_insert(line);
        self.named(path);
    }

    /// Notes that a table is there.
    pub(super) fn named(&mut self, path: &[String]) {
        let key = self.key(path);
        self.named.insert(key);
    }

    /// A table becomes another one.
    pub(super) fn renamed(&mut self, from: Vec<String>, to: Vec<String>, line: u64) -> Result<(), Wrong> {
        let (old, new) = (self.key(&from), self.key(&to));
        self.named.insert(new.clone());
        let Some(since) = self.filled.remove(&old) else { return Ok(()) };
        self.filled.insert(new, since);
        let (was, is) = (from.join("."), to.join("."));
        if self.wanted_table(from)?.or(self.wanted_table(to)?).is_none() {
            return Ok(());
        }
        let message = format!("the rows of `{was}`, from line {since} on, become those of `{is}` here");
        Err(Wrong::at(line, message).help(AS_IT_IS))
    }

    /// All tables of a schema are in another one.
    pub(super) fn moved(&mut self, from: &str, to: &str, line: u64) -> Result<(), Wrong> {
        let within = |key: &&Vec<String>| key.len() >= 2 && key.get(key.len() - 2).is_some_and(|schema| schema == from);
        let tables: Vec<String> = self.filled.keys().filter(within).filter_map(|key| key.last().cloned()).collect();
        for table in tables {
            self.renamed(vec![from.to_owned(), table.clone()], vec![to.to_owned(), table], line)?;
        }
        Ok(())
    }

    /// The name of a wanted table that has rows already.
    fn with_rows(&mut self, path: &[String]) -> Result<Option<(usize, String)>, Wrong> {
        if !self.filled.contains_key(&self.key(path)) {
            return Ok(None);
        }
        let at = self.wanted_table(path.to_vec())?;
        Ok(at.and_then(|at| Some((at, self.schema.table(self.wanted.get(at)?.id).name.clone()))))
    }

    /// Columns go, or get other names.
    pub(super) fn columns_changed(&mut self, path: &[String], names: &[String], line: u64) -> Result<(), Wrong> {
        let Some((at, name)) = self.with_rows(path)? else { return Ok(()) };
        let targets = self.wanted.get(at).map(|table| table.targets.iter().take(table.shown));
        let is_named = |column: &str| names.iter().any(|name| name.to_lowercase() == column.to_lowercase());
        match targets.into_iter().flatten().find(|target| is_named(&target.name)) {
            Some(target) => {
                let message = format!("the column `{}` of `{name}` is another one after its rows", target.name);
                Err(Wrong::at(line, message).help(AS_IT_IS))
            }
            None => Ok(()),
        }
    }

    /// A table's definition changes: what its rows have must stay what it is.
    pub(super) fn altered(&mut self, path: &[String], text: &str, line: u64) -> Result<(), Wrong> {
        self.named(path);
        let Some((at, name)) = self.with_rows(path)? else {
            self.own.push(format!("{text};\n"));
            return Ok(());
        };
        let before = self.own_table(&name);
        self.own.push(format!("{text};\n"));
        let after = self.own_table(&name);
        let (Some(before), Some(after), Some(table)) = (before, after, self.wanted.get(at)) else { return Ok(()) };
        for target in table.targets.iter().take(table.shown) {
            let of = |table: &Table| table.find(&target.name).map(|id| table.column(id).ty.clone());
            let how = match (of(&before), of(&after)) {
                (Some(before), Some(after)) if !keeps_values(&before, &after) => "gets another type",
                (Some(_), None) => "is taken away",
                (None, Some(_)) => "is made",
                _ => continue,
            };
            let message = format!("the column `{}` of `{name}` {how} after its rows", target.name);
            return Err(Wrong::at(line, message).help(AS_IT_IS));
        }
        Ok(())
    }

    /// The dump's own definition of a table, as it is so far.
    fn own_table(&self, name: &str) -> Option<Table> {
        let own = self.own_schema(name);
        own.find(None, name).map(|id| own.table(id).clone())
    }

    /// A table's rows are exchanged for others, as a whole or in part.
    pub(super) fn exchanged(&mut self, path: &[String], line: u64) -> Result<(), Wrong> {
        match self.with_rows(path)? {
            Some((_, name)) => {
                Err(Wrong::at(line, format!("the dump exchanges or removes rows of `{name}` that it had before"))
                    .help(AS_IT_IS))
            }
            None => Ok(()),
        }
    }

    /// A table is dropped or emptied; `others`: and rows that refer to it may go too.
    pub(super) fn cleared(&mut self, path: Vec<String>, others: bool, line: u64) -> Result<(), Wrong> {
        let key = self.key(&path);
        let Some(since) = self.filled.remove(&key) else { return Ok(()) };
        let name = path.last().cloned().unwrap_or_default();
        let mut gone: Vec<TableId> = self.schema.find(None, &name).into_iter().collect();
        let mut at = 0;
        while let (true, Some(id)) = (others, gone.get(at).copied()) {
            let refers = |t: &Table| t.foreign_keys.iter().any(|key| key.table == id);
            let more: Vec<TableId> = self.schema.iter().filter(|(_, t)| refers(t)).map(|(id, _)| id).collect();
            gone.extend(more.into_iter().filter(|id| !gone.contains(id)).collect::<Vec<_>>());
            at += 1;
        }
        let direct = self.wanted_table(path)?.and_then(|at| self.wanted.get(at)).map(|table| table.id);
        let mut tables = self.wanted.iter().filter(|t| t.rows > 0);
        let hit = tables.find(|t| direct == Some(t.id) || others && gone.contains(&t.id));
        let Some(hit) = hit else { return Ok(()) };
        let name = &self.schema.table(hit.id).name;
        let before = match direct == Some(hit.id) {
            true => format!("that it has from line {since} on"),
            false => "that it had before".to_owned(),
        };
        let help =
            format!("a database that loads it keeps only what comes after: leave out the rows before, or {AS_IT_IS}");
        Err(Wrong::at(line, format!("the dump removes the rows of `{name}` {before}")).help(help))
    }

    /// A database or schema is dropped.
    pub(super) fn gone(&mut self, name: &str, line: u64) -> Result<(), Wrong> {
        let lower = name.to_lowercase();
        let within = |key: &&Vec<String>| {
            key.get(..key.len().saturating_sub(1)).unwrap_or_default().iter().any(|part| part.to_lowercase() == lower)
        };
        let keys: Vec<Vec<String>> = self.filled.keys().filter(within).cloned().collect();
        for key in keys {
            let path = key.get(key.len().saturating_sub(2)..).unwrap_or_default().to_vec();
            self.cleared(path, false, line)?;
        }
        Ok(())
    }

    /// A table has the rows of a query.
    pub(super) fn made(&mut self, path: Vec<String>, line: u64) -> Result<(), Wrong> {
        let Some(at) = self.wanted_table(path)? else { return Ok(()) };
        let name = self.wanted.get(at).map_or("", |table| &self.schema.table(table.id).name);
        let message = format!("the rows of `{name}` are those of a query, which only a server can carry out");
        Err(Wrong::at(line, message).help(AS_IT_IS))
    }

    /// Rows are changed by something else than inserts.
    pub(super) fn changed(&self, how: &str, text: &str, line: u64) -> Result<(), Wrong> {
        let lower = text.to_lowercase();
        let said = |name: &str| {
            lower.match_indices(&name.to_lowercase()).any(|(at, found)| {
                let word = |b: Option<&u8>| b.is_some_and(|b| is_word(*b));
                let bytes = lower.as_bytes();
                !word(at.checked_sub(1).and_then(|i| bytes.get(i))) && !word(bytes.get(at + found.len()))
            })
        };
        for table in &self.wanted {
            let of = self.schema.table(table.id);
            // a key that others refer to may change with them
            let partners = of.foreign_keys.iter().filter(|_| table.rows > 0);
            let partner = partners.map(|key| &self.schema.table(key.table).name).any(|name| said(name));
            if said(&of.name) || partner && how != "DO" && how != "CALL" {
                let name = &of.name;
                let message =
                    format!("the dump changes rows by `{how}`, perhaps of `{name}`, which only a server can do");
                return Err(Wrong::at(line, message).help(AS_IT_IS));
            }
        }
        Ok(())
    }
}

/// Whether all values of a type are the same in another one.
fn keeps_values(before: &Type, after: &Type) -> bool {
    match (before, after) {
        (Type::Text { max: a, fixed: f, .. }, Type::Text { max: b, fixed: g, .. }) => {
            f == g && b.is_none_or(|b| a.is_some_and(|a| a <= b))
        }
        (Type::Bytes { max: a }, Type::Bytes { max: b }) => b.is_none_or(|b| a.is_some_and(|a| a <= b)),
        (Type::Int { bits: a, unsigned: u, .. }, Type::Int { bits: b, unsigned: v, .. }) => a <= b && u == v,
        (Type::Decimal { precision: a, scale: s }, Type::Decimal { precision: b, scale: t }) => s == t && a <= b,
        (
            Type::Enum { values: a, .. } | Type::Set { values: a },
            Type::Enum { values: b, .. } | Type::Set { values: b },
        ) => b.starts_with(a),
        _ => before == after,
    }
}
