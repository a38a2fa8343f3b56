//! CREATE INDEX, and what indexes compute of rows.

use pest::iterators::Pair;

use super::create::{child, parts};
use super::grammar::{self, Rule};
use super::reader::{Draft, One};
use super::split::Head;
use crate::schema::Check;
use crate::source::Span;

impl One<'_, '_> {
    /// Reads a unique index; of any other only what it computes.
    pub(super) fn index(&mut self, head: &Head<'_>) -> bool {
        let unique = head.words().iter().take(4).any(|w| w.eq_ignore_ascii_case("UNIQUE"));
        if !unique && !self.may_compute() {
            return false;
        }
        let Ok(pair) = self.parse(Rule::create_index) else { return false };
        let fold = self.fold();
        let paths = pair.clone().into_inner().filter(|p| p.as_rule() == Rule::path);
        let mut paths: Vec<_> = paths.filter_map(|p| grammar::path(&p, fold)).collect();
        let Some(table) = paths.pop() else { return false };
        let name = paths.pop().map(|p| p.name.text);
        let Some(list) = child(&pair, Rule::key_list) else { return false };
        let Some(at) = self.reader.find(table.qualifier.as_deref(), &table.name.text) else { return false };
        let Some(mut draft) = self.reader.drafts.get_mut(at).and_then(Option::take) else { return false };
        let tail = child(&pair, Rule::tail).map(|t| parts(&t));
        let has = |words: &[&str]| tail.as_ref().is_some_and(|t| t.find(words).is_some());
        let span = self.pair_span(&pair);
        let only = tail.as_ref().and_then(|tail| {
            let (start, end) = tail.slice(tail.find(&["WHERE"])? + 1, tail.len()).bounds()?;
            self.text.get(start..end)
        });
        draft.table.indexed.extend(self.expressions(&list, name.as_ref(), span, only));
        if unique && let Some(mut key) = self.key(&draft, &list, name, span, has(&["NULLS", "NOT", "DISTINCT"])) {
            key.partial |= has(&["WHERE"]);
            draft.table.unique_keys.push(key);
        }
        if let Some(slot) = self.reader.drafts.get_mut(at) {
            *slot = Some(draft);
        }
        unique
    }

    /// Whether an index may be over more than columns: a bracket in its list, or a condition after it.
    fn may_compute(&self) -> bool {
        let after = self.text.split_once('(').map_or("", |(_, after)| after);
        after.contains('(') || after.to_ascii_uppercase().contains("WHERE")
    }

    /// What the list of an index computes, for those rows of which `only` holds, and that itself.
    pub(super) fn expressions(
        &self,
        list: &Pair<'_, Rule>,
        name: Option<&String>,
        span: Span,
        only: Option<&str>,
    ) -> Vec<Check> {
        let entries = list.clone().into_inner().filter(|p| p.as_rule() == Rule::key_part);
        let computed = entries.filter(|entry| child(entry, Rule::key_column).is_none());
        let computed: Vec<String> = computed
            .map(|entry| match only {
                Some(only) => format!("CASE WHEN {only} THEN {} END", entry.as_str().trim()),
                None => entry.as_str().trim().to_owned(),
            })
            .collect();
        let all = only.map(str::to_owned).into_iter().chain(computed);
        all.map(|sql| Check { name: name.cloned(), sql, span, partitions: 0 }).collect()
    }

    /// An index among the columns, where it computes something: `KEY name ((a / b))`.
    pub(super) fn computed_index(&self, draft: &mut Draft, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default();
        let Some((open, close)) = text.find("((").zip(text.rfind(')')).filter(|(open, close)| open < close) else {
            return;
        };
        let name = text.get(..open).unwrap_or_default().split_ascii_whitespace().nth(1);
        let name = name.map(|name| grammar::unquote(name, self.fold()));
        let sql = text.get(open + 1..close).unwrap_or_default().to_owned();
        draft.table.indexed.push(Check { name, sql, span: self.span(start, end), partitions: 0 });
    }
}
