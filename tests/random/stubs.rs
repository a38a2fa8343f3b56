//! The rows that moved rows refer to and nothing moved, in the model.

use std::collections::{BTreeMap, BTreeSet};

use super::eval::{fit, text};
use super::expected::Stop;
use super::model::{How, Model, NewRow, Source};
use super::program::{Check, Keys, Last};
use super::value::{Expr, Val};

impl Model<'_> {
    pub fn stubs(&mut self, b: usize, of: &[usize], late: bool) -> Result<(), Stop> {
        let block = &self.drawn.blocks[b];
        let mut missing: BTreeMap<usize, BTreeSet<Val>> = BTreeMap::new();
        let sources: Vec<Source> = if late {
            self.done[b].rows.iter().filter_map(|r| r.source.clone()).collect()
        } else if !self.stubs_decide(b, of) {
            let chosen = self.choose(b)?;
            let rows = chosen.rows.iter().enumerate();
            let moves = |i: usize| chosen.into[i] == i && !chosen.held.contains_key(&i);
            let moved = rows.filter(|(i, _)| moves(*i)).map(|(_, row)| row.clone()).collect();
            self.chosen.insert(b, chosen);
            moved
        } else {
            let mut all = Vec::new();
            self.grouping(b)?;
            for source in self.ordered(b) {
                if self.fate_without(b, &source, of)?.is_none() {
                    all.push(source);
                }
            }
            all
        };
        for (f, fill) in block.fills.iter().enumerate() {
            let (Some(to), Last::Stub) = (fill.goal.refers, fill.last) else { continue };
            // Columns that are filled late each have their own turn.
            if self.is_late(b, Some(f)) != late || (late && !of.contains(&to)) {
                continue;
            }
            let Some((last, before)) = fill.attempts.split_last() else { continue };
            for source in &sources {
                if before.iter().any(|attempt| self.attempt(b, attempt, fill, source, How::Plain).is_ok()) {
                    continue;
                }
                if let Ok(key) = self.eval(b, last, source)
                    && key != Val::Null
                    && !self.is_none(b, last, &key)
                    && !self.done[to].keys.contains_key(&key)
                {
                    missing.entry(to).or_default().insert(key);
                }
            }
        }
        // A stub whose key is a reference itself needs a stub there.
        loop {
            let mut more: Vec<(usize, Val)> = Vec::new();
            for (to, keys) in &missing {
                if let Keys::Shared(first) = self.drawn.blocks[*to].keys {
                    more.extend(
                        keys.iter().filter(|k| !self.done[first].keys.contains_key(k)).map(|k| (first, k.clone())),
                    );
                }
            }
            let mut changed = false;
            for (to, key) in more {
                changed |= missing.entry(to).or_default().insert(key);
            }
            if !changed {
                break;
            }
        }
        for to in of {
            let keys = missing.remove(to).unwrap_or_default();
            let target = self.writer.new_table(*to);
            if !keys.is_empty() {
                self.out.counts.insert(format!("stub {target} | {target} | 0 | 0 | 0 | 0 | 0 | {}", keys.len()));
            }
            let stubbed = &self.drawn.blocks[*to];
            let mut next = self.next_number(*to);
            for key in keys {
                let new = match stubbed.keys {
                    Keys::Keep => key.clone(),
                    Keys::Auto => {
                        next += 1;
                        Val::Int(next - 1)
                    }
                    Keys::Text => Val::Text(format!("k{}", text(&key).unwrap_or_default())),
                    Keys::Shared(first) => self.done[first].keys.get(&key).cloned().unwrap_or(Val::Null),
                };
                let mut values = vec![new.clone()];
                for (f, fill) in stubbed.fills.iter().enumerate() {
                    values.push(match self.writer.stub_value(*to, f) {
                        Some(Expr::Format(_)) => Val::Text(format!("gone {}", text(&key).unwrap_or_default())),
                        Some(Expr::Lit(value)) => fit(value, &fill.goal, false).unwrap_or(Val::Null),
                        _ => Val::Null,
                    });
                }
                self.done[*to].rows.push(NewRow { source: None, values });
                self.done[*to].keys.insert(key, new);
            }
            self.obeys_checks(*to)?;
        }
        if missing.values().any(|keys| !keys.is_empty()) {
            return Err(Stop("the plan makes no stubs where some are missing".into()));
        }
        Ok(())
    }

    /// Whether rows are merged or rejected by the very values that are the stubs', or that would be others without them, so
    /// that stubs come first.
    fn stubs_decide(&self, b: usize, of: &[usize]) -> bool {
        let block = &self.drawn.blocks[b];
        // A CHECK over a column that is filled later decides about no row.
        let late = |check: &Check| (0..block.fills.len()).any(|f| check.names(f) && self.is_late(b, Some(f)));
        let checks = || self.checks(b).iter().filter(|check| !late(check));
        let decides =
            |f: &usize| block.uniques.iter().any(|unique| unique.names(*f)) || checks().any(|check| check.names(*f));
        (0..block.fills.len()).filter(decides).map(|f| &block.fills[f]).any(|fill| {
            let finds = fill.goal.refers.is_some_and(|to| of.contains(&to));
            fill.last == Last::Stub || finds && (fill.last == Last::Null || fill.attempts.len() > 1)
        })
    }

    pub fn next_number(&self, b: usize) -> i64 {
        let numbers = self.table_rows(b).filter_map(|r| match r.values[0] {
            Val::Int(n) => Some(n),
            _ => None,
        });
        numbers.max().unwrap_or(0) + 1
    }
}
