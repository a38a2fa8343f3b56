//! ALTER TABLE: keys, defaults and columns that come after the table.

use pest::iterators::Pair;

use super::column::Words;
use super::create::starts_with_nextval;
use super::grammar::{self, Rule};
use super::partitions::{Bound, Partitioning, own_parts};
use super::places::renumber;
use super::reader::{Draft, One};
use super::types;
use crate::schema::{ColumnDefault, Table};

fn child<'t>(pair: &Pair<'t, Rule>, rule: Rule) -> Option<Pair<'t, Rule>> {
    pair.clone().into_inner().find(|p| p.as_rule() == rule)
}

/// A table's name such that it is found whatever the search path is.
pub(super) fn whole_name(table: &Table) -> (Option<String>, String) {
    (Some(table.schema.clone().unwrap_or_else(|| "public".to_owned())), table.name.clone())
}

impl One<'_, '_> {
    pub(super) fn alter(&mut self) -> bool {
        let keyed = self.reader.flavor.keys_among_columns;
        let Ok(pair) = self.parse(if keyed { Rule::keyed_alter_table } else { Rule::alter_table }) else {
            return false;
        };
        let Some(path) = self.path_in(&pair) else { return false };
        let Some(at) = self.reader.find(path.qualifier.as_deref(), &path.name.text) else { return false };
        let Some(mut draft) = self.reader.drafts.get_mut(at).and_then(Option::take) else { return false };
        let mut used = false;
        let mut new_name = None;
        let references = draft.foreign_keys.len();
        for action in pair.into_inner() {
            used |= self.action(&mut draft, &action, &mut new_name);
        }
        // Of a partition nothing else is read.
        used &= draft.part_of.is_none() || draft.foreign_keys.len() > references;
        if let Some(slot) = self.reader.drafts.get_mut(at) {
            *slot = Some(draft);
        }
        if let Some(new_name) = new_name {
            self.rename_to(path.qualifier.as_deref(), &path.name.text, &new_name);
        }
        used
    }

    fn action(&mut self, draft: &mut Draft, action: &Pair<'_, Rule>, new_name: &mut Option<String>) -> bool {
        let fold = self.fold();
        match action.as_rule() {
            Rule::add_constraint => {
                if let Some(constraint) = child(action, Rule::constraint) {
                    self.constraint(draft, &constraint);
                }
            }
            Rule::add_column => {
                for column in action.clone().into_inner().filter(|p| p.as_rule() == Rule::column) {
                    self.add_column(draft, &column);
                }
            }
            Rule::modify_column | Rule::change_column => {
                let Some(column) = child(action, Rule::column) else { return false };
                let Some(mut built) = self.column_of(draft, &column) else { return false };
                let old = child(action, Rule::name).map_or(built.column.name.clone(), |n| grammar::name(&n, fold).text);
                let Some(at) = draft.table.find(&old) else { return false };
                // MODIFY says the whole column again, but keys are not of the column.
                let in_key = draft.table.primary_key.as_ref().is_some_and(|k| k.columns.contains(&at));
                built.column.nullable &= !in_key;
                for key in &mut draft.foreign_keys {
                    key.columns.iter_mut().filter(|c| **c == old).for_each(|c| c.clone_from(&built.column.name));
                }
                self.place_column(draft, built, Some(at.0));
            }
            Rule::alter_column => return self.alter_column(draft, action),
            Rule::drop_action => return self.drop_from(draft, action),
            Rule::rename_column => {
                let mut names = action.clone().into_inner().filter(|p| p.as_rule() == Rule::name);
                let (Some(from), Some(to)) = (names.next(), names.next()) else { return false };
                let (from, to) = (grammar::name(&from, fold).text, grammar::name(&to, fold).text);
                let Some(at) = draft.table.find(&from) else { return false };
                if let Some(column) = draft.table.columns.get_mut(at.0) {
                    column.name.clone_from(&to);
                    draft.places.clear();
                }
                for key in &mut draft.foreign_keys {
                    key.columns.iter_mut().filter(|c| **c == from).for_each(|c| c.clone_from(&to));
                }
            }
            Rule::rename_table => *new_name = self.path_in(action).map(|p| p.name.text),
            Rule::attach => {
                let Some(path) = self.path_in(action) else { return false };
                let Some(part) = self.reader.draft_mut(path.qualifier.as_deref(), &path.name.text) else {
                    return false;
                };
                part.part_of = Some(whole_name(&draft.table));
                let behind = action.clone().into_inner().skip_while(|p| p.as_rule() != Rule::path).skip(1);
                part.bound = Bound::read(&Words::of(behind));
            }
            Rule::other_action => return self.partition_action(draft, action),
            _ => return false,
        }
        true
    }

    /// What MySQL says of the partitions of a table after its definition.
    fn partition_action(&mut self, draft: &mut Draft, action: &Pair<'_, Rule>) -> bool {
        let words = Words::of(action.clone().into_inner());
        if words.at(0, &["PARTITION", "BY"]) {
            draft.parted = Partitioning::read(&words, self.tail_span(&words));
            return true;
        }
        if words.at(0, &["REMOVE", "PARTITIONING"]) {
            draft.parted = None;
            return true;
        }
        let (Some(parted), true) = (&mut draft.parted, words.at(0, &["ADD", "PARTITION"])) else { return false };
        parted.own.extend(words.iter().filter(|w| w.rule == Rule::group).flat_map(|w| own_parts(w.text)));
        true
    }

    fn alter_column(&mut self, draft: &mut Draft, action: &Pair<'_, Rule>) -> bool {
        let Some(name) = child(action, Rule::name).map(|n| grammar::name(&n, self.fold())) else { return false };
        let Some(at) = draft.table.find(&name.text) else { return false };
        let words = Words::of(action.clone().into_inner().skip_while(|p| p.as_rule() != Rule::name).skip(1));
        let retype = match () {
            () if words.at(0, &["TYPE"]) => Some(1),
            () if words.at(0, &["SET", "DATA", "TYPE"]) => Some(3),
            () => None,
        };
        if let Some(from) = retype {
            let rest = words.slice(from, words.len());
            let built = self.column(&name, &rest, draft.collation.clone().as_ref(), draft.strict);
            let Some(column) = draft.table.columns.get_mut(at.0) else { return false };
            column.ty = built.column.ty;
            column.native = types::spelled(&rest.slice(0, type_length(&rest)), self.text);
            column.type_span = built.column.type_span;
            return true;
        }
        let default = words.at(0, &["SET", "DEFAULT"]).then(|| words.slice(2, words.len()).bounds()).flatten();
        let span = default.map(|(start, end)| self.span(start, end));
        let sql = default.and_then(|(start, end)| self.text.get(start..end)).map(str::to_owned);
        let Some(column) = draft.table.columns.get_mut(at.0) else { return false };
        match () {
            () if words.at(0, &["SET", "DEFAULT"]) => {
                let (Some(sql), Some(span)) = (sql, span) else { return false };
                let null = sql.eq_ignore_ascii_case("NULL") || sql.to_ascii_uppercase().starts_with("NULL::");
                column.auto_increment |= starts_with_nextval(&sql);
                column.default = (!null).then_some(ColumnDefault { sql, span });
            }
            () if words.at(0, &["DROP", "DEFAULT"]) => column.default = None,
            () if words.at(0, &["SET", "NOT", "NULL"]) => column.nullable = false,
            () if words.at(0, &["DROP", "NOT", "NULL"]) => column.nullable = true,
            () if words.at(0, &["ADD", "GENERATED"]) => column.auto_increment = true,
            () if words.at(0, &["DROP", "IDENTITY"]) => column.auto_increment = false,
            () => return false,
        }
        true
    }

    fn drop_from(&mut self, draft: &mut Draft, action: &Pair<'_, Rule>) -> bool {
        let words = Words::of(action.clone().into_inner().filter(|p| p.as_rule() != Rule::DROPS));
        let kind = words.get(0).map(|w| w.text.to_ascii_uppercase()).unwrap_or_default();
        let name = words.iter().rev().find(|w| w.is_name() && !w.is("CASCADE") && !w.is("RESTRICT"));
        let Some(name) = name.map(|w| grammar::unquote(w.text, self.fold())) else { return false };
        let table = &mut draft.table;
        match kind.as_str() {
            "PRIMARY" => table.primary_key = None,
            "FOREIGN" => draft.foreign_keys.retain(|k| k.name.as_deref() != Some(&name)),
            "CONSTRAINT" | "KEY" | "INDEX" | "CHECK" => {
                draft.foreign_keys.retain(|k| k.name.as_deref() != Some(&name));
                table.unique_keys.retain(|k| k.name.as_deref() != Some(&name));
                table.checks.retain(|c| c.name.as_deref() != Some(&name));
                if table.primary_key.as_ref().is_some_and(|k| k.name.as_deref() == Some(&name)) {
                    table.primary_key = None;
                }
            }
            "PARTITION" => {
                let Some(parted) = &mut draft.parted else { return false };
                parted.own.retain(|(own, _)| *own != name);
            }
            _ => {
                let Some(at) = table.find(&name) else { return false };
                table.columns.remove(at.0);
                renumber(table, |i| match i {
                    i if i == at.0 => None,
                    i if i > at.0 => Some(i - 1),
                    i => Some(i),
                });
                draft.foreign_keys.retain(|k| !k.columns.contains(&name));
            }
        }
        true
    }
}

/// Where a retyped column's type ends.
fn type_length(words: &Words<'_>) -> usize {
    (0..words.len()).find(|i| words.at(*i, &["USING"]) || words.at(*i, &["COLLATE"])).unwrap_or(words.len())
}
