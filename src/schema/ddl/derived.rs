//! Tables that have their columns from another one: partitions and heirs.

use pest::Parser;
use pest::iterators::Pair;

use super::alter::whole_name;
use super::column::Words;
use super::create::Body;
use super::grammar::{self, Ddl, Path, Rule};
use super::partitions::{Bound, Partitioning};
use super::reader::{Draft, One};

impl One<'_, '_> {
    /// PARTITION OF: the columns are those of the whole table, and what it adds is read for the references in it.
    pub(super) fn partition(&mut self, mut draft: Draft, whole: &Path, body: Body<'_>, tail: &Words<'_>) -> bool {
        draft.parted = Partitioning::read(tail, self.tail_span(tail));
        draft.bound = Bound::read(tail);
        let Some(of) = self.reader.draft_mut(whole.qualifier.as_deref(), &whole.name.text) else { return false };
        draft.table.columns.clone_from(&of.table.columns);
        draft.part_of = Some(whole_name(&of.table));
        if let Body::Read(body) = body {
            for item in body.into_inner().filter(|i| i.as_rule() == Rule::constraint) {
                self.constraint(&mut draft, &item);
            }
        }
        let adds = !draft.foreign_keys.is_empty() || draft.bound.is_some();
        self.reader.add(draft);
        adds
    }

    /// PostgreSQL's INHERITS: the parents' columns come first.
    pub(super) fn inherit(&mut self, draft: &mut Draft, tail: &Words<'_>) {
        let Some(at) = tail.find(&["INHERITS"]) else { return };
        let Some(group) = tail.get(at + 1).filter(|w| w.rule == Rule::group) else { return };
        let Ok(mut list) = Ddl::parse(Rule::path_list, group.text) else { return };
        let fold = self.fold();
        let paths = list.next().into_iter().flat_map(Pair::into_inner).filter(|p| p.as_rule() == Rule::path);
        for path in paths.filter_map(|p| grammar::path(&p, fold)) {
            let Some(parent) = self.reader.draft_mut(path.qualifier.as_deref(), &path.name.text) else { continue };
            let (columns, checks) = (parent.table.columns.clone(), parent.table.checks.clone());
            for column in columns {
                if !draft.table.columns.iter().any(|c| c.name == column.name) {
                    // Identity is not inherited.
                    draft.table.columns.push(column);
                }
            }
            draft.table.checks.extend(checks);
        }
    }
}
