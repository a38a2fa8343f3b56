//! What can be settled only when all tables are known: partitions, shadow tables, foreign keys.

use super::partitions::Partition;
use super::reader::{DdlReader, PendingForeignKey};
use crate::diag::{Code, Diagnostic};
use crate::schema::{Check, ColumnId, ForeignKey, Table, TableId, Type};
use crate::source::Span;

/// What the names of the tables that carry a SQLite virtual table end in (FTS 3 to 5, R*Tree).
const SHADOWS: &[&str] = &[
    "_data",
    "_idx",
    "_content",
    "_docsize",
    "_config",
    "_segments",
    "_segdir",
    "_stat",
    "_node",
    "_rowid",
    "_parent",
];

impl DdlReader<'_> {
    pub(super) fn resolve(&mut self) {
        self.drop_shadows();
        self.join_partitions();
        self.find_json();
        self.resolve_foreign_keys();
        let any = self.drafts.iter().flatten().next().is_some();
        if !any {
            let unreadable = self
                .diagnostics
                .iter()
                .any(|d| d.primary.span.file == self.file && matches!(d.code, Code::DDL_UNREADABLE));
            let finding = Diagnostic::new(Code::DDL_EMPTY, Span::new(self.file, 0, 0), "the text defines no table");
            // What was made and dropped again has left its place.
            self.diagnostics.push(match (unreadable, self.drafts.is_empty()) {
                (true, _) => finding,
                (false, false) => {
                    finding.help("it drops again every table that it makes: make a dump of the database as it is now")
                }
                (false, true) => finding
                    .help(format!("is it a dump of the structure, and for {}? data alone is not enough", self.engine)),
            });
        }
    }

    /// Text that is checked to be JSON is JSON, wherever the check stands: MySQL moves those of columns to the end of the table.
    fn find_json(&mut self) {
        for draft in self.drafts.iter_mut().flatten() {
            let Table { columns, checks, .. } = &mut draft.table;
            for column in columns.iter_mut().filter(|column| column.ty.is_textual()) {
                if checks.iter().any(|check| check.is_json_of(&column.name)) {
                    column.ty = Type::Json;
                }
            }
        }
    }

    /// Partitions are no tables; their references are the whole table's, which does not promise that all of its rows keep them.
    fn join_partitions(&mut self) {
        let part_of = |reader: &Self, at: usize| {
            let (schema, name) = reader.drafts.get(at)?.as_ref()?.part_of.clone()?;
            Some(reader.find(schema.as_deref(), &name))
        };
        let parts: Vec<(usize, Option<usize>)> =
            (0..self.drafts.len()).filter_map(|at| part_of(self, at).map(|whole| (at, whole))).collect();
        for (at, mut whole) in parts.clone() {
            // A partition of a partition.
            for _ in 0..parts.len() {
                let Some((_, of)) = parts.iter().find(|(at, _)| Some(*at) == whole) else { break };
                whole = *of;
            }
            let keys = self.drafts.get(at).and_then(Option::as_ref).map_or(&[][..], |part| &part.foreign_keys).to_vec();
            let Some(whole) = whole.and_then(|at| self.drafts.get_mut(at)).and_then(Option::as_mut) else { continue };
            for key in keys {
                let same = |own: &PendingForeignKey| {
                    own.columns == key.columns && own.table == key.table && own.references == key.references
                };
                if !whole.foreign_keys.iter().any(same) && key.columns.iter().all(|c| whole.table.find(c).is_some()) {
                    whole.foreign_keys.push(PendingForeignKey { unchecked: true, ..key });
                }
            }
        }
        for at in 0..self.drafts.len() {
            let rule = self.partition_rule(at, &parts);
            if let Some(Some(draft)) = self.drafts.get_mut(at) {
                draft.table.checks.extend(rule);
            }
        }
        for (at, _) in parts {
            if let Some(slot) = self.drafts.get_mut(at) {
                *slot = None;
            }
        }
    }

    /// The rows of a table that some partition takes, where those are not all.
    fn partition_rule(&self, at: usize, parts: &[(usize, Option<usize>)]) -> Option<Check> {
        let draft = self.drafts.get(at)?.as_ref()?;
        let parted = draft.parted.as_ref()?;
        let mut own: Vec<Partition> = Vec::new();
        for (part, _) in parts.iter().filter(|(_, whole)| *whole == Some(at)) {
            let Some(of) = self.drafts.get(*part).and_then(Option::as_ref) else { continue };
            // What nobody says may take every row.
            let bound = of.bound.clone()?;
            let nested = self.partition_rule(*part, parts);
            let leaves = nested.as_ref().map_or(1, |rule| rule.partitions);
            let same = |check: &&Check| !draft.table.checks.iter().any(|c| c.name == check.name || c.sql == check.sql);
            let checks = of.table.checks.iter().filter(same).map(|check| format!("coalesce({}, TRUE)", check.sql));
            let all: Vec<String> = nested.iter().map(|rule| format!("({})", rule.sql)).chain(checks).collect();
            own.push(Partition { bound, own: (!all.is_empty()).then(|| all.join(" AND ")), leaves });
        }
        own.extend(parted.own.iter().map(|(_, bound)| Partition { bound: bound.clone(), own: None, leaves: 1 }));
        let sql = parted.rule(&draft.table, &own, self.flavor.partitions_are_tables)?;
        let partitions = own.iter().map(|part| part.leaves).sum::<usize>().max(1);
        Some(Check { name: None, sql, span: parted.span, partitions })
    }

    fn drop_shadows(&mut self) {
        for slot in &mut self.drafts {
            let shadow = slot.as_ref().is_some_and(|d| {
                let name = d.table.name.to_lowercase();
                SHADOWS.iter().any(|s| name.strip_suffix(s).is_some_and(|stem| self.virtual_tables.contains(stem)))
            });
            if shadow {
                *slot = None;
            }
        }
    }

    /// Names become ids. `drafts` has holes; ids count the tables that are left.
    fn resolve_foreign_keys(&mut self) {
        let mut ids = Vec::with_capacity(self.drafts.len());
        let mut next = 0;
        for slot in &self.drafts {
            ids.push(TableId(next));
            next += usize::from(slot.is_some());
        }
        for at in 0..self.drafts.len() {
            let Some(draft) = self.drafts.get_mut(at).and_then(Option::as_mut) else { continue };
            let pending = std::mem::take(&mut draft.foreign_keys);
            let mut resolved = Vec::with_capacity(pending.len());
            for key in pending {
                match self.resolve_one(at, &key, &ids) {
                    Ok(key) => resolved.push(key),
                    Err(finding) => self.diagnostics.push(*finding),
                }
            }
            if let Some(draft) = self.drafts.get_mut(at).and_then(Option::as_mut) {
                draft.table.foreign_keys = resolved;
            }
        }
    }

    fn resolve_one(&self, at: usize, key: &PendingForeignKey, ids: &[TableId]) -> Result<ForeignKey, Box<Diagnostic>> {
        let finding = |message: String| Box::new(Diagnostic::new(Code::DDL_REFERENCE, key.span, message));
        let Some(own) = self.drafts.get(at).and_then(Option::as_ref) else {
            return Err(finding("a foreign key of a table that is gone".to_owned()));
        };
        // An unqualified name is looked for beside the table first.
        let beside = key.qualifier.is_none().then(|| self.find(own.table.schema.as_deref(), &key.table)).flatten();
        let target = beside.or_else(|| self.find(key.qualifier.as_deref(), &key.table));
        let found = target.and_then(|i| Some((i, self.drafts.get(i)?.as_ref()?)));
        let Some((target, there)) = found else {
            let names = self.drafts.iter().flatten().map(|d| d.table.name.as_str());
            let message = format!(
                "a foreign key of table `{}` refers to `{}`, which the text does not define",
                own.table.full_name(),
                key.table
            );
            let mut finding = finding(message);
            if let Some(near) = self.guesses.nearest(&key.table, names) {
                finding.help.push(format!("is it `{near}`?"));
            }
            return Err(finding);
        };
        let columns = |table: &crate::schema::Table, names: &[String]| -> Result<Vec<ColumnId>, Box<Diagnostic>> {
            names
                .iter()
                .map(|name| {
                    table.find(name).ok_or_else(|| {
                        finding(format!(
                            "a foreign key names the column `{name}`, which table `{}` does not have",
                            table.full_name()
                        ))
                    })
                })
                .collect()
        };
        let from = columns(&own.table, &key.columns)?;
        let references = match key.references.is_empty() {
            false => columns(&there.table, &key.references)?,
            true => there.table.primary_key.as_ref().map(|k| k.columns.clone()).unwrap_or_default(),
        };
        if references.len() != from.len() || from.is_empty() {
            return Err(finding(format!(
                "a foreign key of table `{}` names {} columns here and {} in `{}`",
                own.table.full_name(),
                from.len(),
                references.len(),
                there.table.full_name()
            )));
        }
        Ok(ForeignKey {
            name: key.name.clone(),
            columns: from,
            table: ids.get(target).copied().unwrap_or(TableId(0)),
            references,
            span: key.span,
            deferrable: key.deferrable,
            declared_by_program: false,
            kept: self.flavor.keeps_foreign_keys && !key.unchecked,
        })
    }
}
