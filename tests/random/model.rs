//! What a drawn program must do, said a second time: row by row, without SQL and without the compiler's types.

use std::collections::{BTreeMap, HashMap};

use migc::engine::Engine;

use super::eval::{Fails, Made, compare_terms, fit, is_none_at_all, shown as shown_value, shown, text, together};
use super::expected::{Expected, Stop, equal_as};
use super::program::{Bound, Check, Counted, Drawn, Fill, Keys, Last, Then, Update};
use super::value::{Expr, Val};
use super::write::Writer;

/// A step of the plan, by the places of blocks and fills (none: the key).
#[derive(Debug, Clone)]
pub enum Step {
    Stubs { block: usize, of: Vec<usize>, late: bool },
    Move { block: usize, late: Vec<Option<usize>> },
    Late { block: usize, columns: Vec<Option<usize>> },
}

/// How an attempt is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    Plain,
    /// A text is cut.
    Cut,
    /// A row that is missing is made.
    Stub,
}

/// An old row, or joined rows; none: no partner.
pub type Source = Vec<Option<Vec<Val>>>;

pub struct NewRow {
    pub source: Option<Source>,
    pub values: Vec<Val>,
}

#[derive(Default)]
pub struct Done {
    pub rows: Vec<NewRow>,
    /// Old key to new key.
    pub keys: HashMap<Val, Val>,
    moved: bool,
}

pub struct Model<'a> {
    pub writer: &'a Writer<'a>,
    pub drawn: &'a Drawn,
    /// Where the script runs: what is equal in a unique key depends on it.
    engine: Engine,
    pub done: Vec<Done>,
    pub out: Expected,
    late: HashMap<usize, Vec<Option<usize>>>,
    /// What was decided of a block's rows before the stubs were made that they refer to.
    pub chosen: HashMap<usize, Chosen>,
}

/// Which rows of a block move.
pub struct Chosen {
    /// How many rows the head has.
    total: usize,
    /// Why, and how often: the filter's place and name, or the column's policy.
    skipped: BTreeMap<(usize, String), usize>,
    /// Key and column.
    rejects: Vec<(String, String)>,
    /// The rows that move or are merged.
    pub rows: Vec<Source>,
    /// For each of these, the place of the row that it becomes.
    pub into: Vec<usize>,
    /// The keys of the rows of the new table that some of them become.
    pub held: HashMap<usize, Val>,
}

impl<'a> Model<'a> {
    pub fn run(writer: &'a Writer<'a>, steps: &[Step], engine: Engine) -> Result<Expected, Stop> {
        let blocks = writer.drawn.blocks.len();
        let mut model = Self {
            writer,
            drawn: writer.drawn,
            engine,
            done: (0..blocks).map(|_| Done::default()).collect(),
            out: Expected::default(),
            late: HashMap::new(),
            chosen: HashMap::new(),
        };
        for step in steps {
            if let Step::Move { block, late } = step {
                model.late.insert(*block, late.clone());
            }
        }
        for step in steps {
            match step {
                Step::Stubs { block, of, late } => model.stubs(*block, of, *late)?,
                Step::Move { block, late } => model.move_rows(*block, late)?,
                Step::Late { block, columns } => model.fill_late(*block, columns)?,
            }
        }
        model.drawn.updates.iter().for_each(|update| model.update(update));
        for (b, done) in model.done.iter().enumerate() {
            let rows = done.rows.iter().map(|row| row.values.iter().map(shown).collect());
            model.out.tables.entry(writer.new_table(b)).or_default().extend(rows);
        }
        Ok(model.out)
    }

    // ---- rows and their fates -----------------------------------------------------------------------

    fn sources(&self, b: usize) -> Vec<Source> {
        let block = &self.drawn.blocks[b];
        let base = &self.drawn.tables[block.table].rows;
        if let Some(group) = &block.group {
            return self.groups(b, &group.columns);
        }
        let Some(join) = &block.join else { return base.iter().map(|r| vec![Some(r.clone())]).collect() };
        let mut out = Vec::new();
        for row in base {
            let key = self.read(block.table, join.column, &row[join.column]);
            let partner = key.ok().filter(|k| *k != Val::Null).and_then(|k| self.row(join.table, &k));
            match partner {
                Some(partner) => out.push(vec![Some(row.clone()), Some(partner.clone())]),
                None if join.left => out.push(vec![Some(row.clone()), None]),
                None => {}
            }
        }
        out
    }

    /// The groups, each with one of its rows and after it those that the filters keep.
    fn groups(&self, b: usize, columns: &[usize]) -> Vec<Source> {
        let block = &self.drawn.blocks[b];
        let mut groups: BTreeMap<Vec<Val>, Source> = BTreeMap::new();
        for row in &self.drawn.tables[block.table].rows {
            let key = columns.iter().map(|c| row[*c].clone()).collect();
            let group = groups.entry(key).or_insert_with(|| vec![Some(row.clone())]);
            let alone = vec![Some(row.clone())];
            if block.filters.iter().all(|(skip, filter)| self.cond(b, filter, &alone) == Ok(!skip)) {
                group.push(Some(row.clone()));
            }
        }
        groups.into_values().collect()
    }

    /// A row of which it is not known whether it is in a group stops the run.
    pub fn grouping(&self, b: usize) -> Result<(), Stop> {
        let block = &self.drawn.blocks[b];
        let mut rows = self.drawn.tables[block.table].rows.iter().map(|row| vec![Some(row.clone())]);
        let undecided = |row: Source| block.filters.iter().any(|(_, filter)| self.cond(b, filter, &row).is_err());
        match block.group.is_some() && rows.any(undecided) {
            true => Err(Stop("a row belongs to no group".into())),
            false => Ok(()),
        }
    }

    /// The base row's key: a partner is found by its own key, so there is one at most.
    fn key(&self, b: usize, source: &Source) -> Val {
        let column = self.drawn.blocks[b].key_column();
        source.first().and_then(Option::as_ref).map_or(Val::Null, |r| r[column].clone())
    }

    /// All that identifies a row.
    fn whole_key(&self, b: usize, source: &Source) -> Vec<Val> {
        match (&self.drawn.blocks[b].group, source.first()) {
            (Some(group), Some(Some(row))) => group.columns.iter().map(|c| row[*c].clone()).collect(),
            _ => vec![self.key(b, source)],
        }
    }

    fn key_text(&self, b: usize, source: &Source) -> String {
        let key = self.whole_key(b, source);
        let shown = |value: &Val| match value {
            // Stored as a number.
            Val::Bool(b) if self.writer.old != Engine::Postgres => u8::from(*b).to_string(),
            // As it is stored there.
            value @ Val::Dec(_) if self.writer.old == Engine::Sqlite => shown_value(value).unwrap_or_default(),
            value => text(value).unwrap_or_default(),
        };
        if let [Val::Null] = key.as_slice() {
            return "null".into();
        }
        let alone = key.len() == 1;
        // Texts of several are quoted where they could be taken for others.
        let part = |value: &Val| match (value, shown(value)) {
            (Val::Text(_), text) if !alone && (text.is_empty() || text.contains([',', '"'])) => {
                format!("\"{}\"", text.replace('"', "\"\""))
            }
            (_, text) => text,
        };
        key.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    /// The rows in the order of the block.
    pub fn ordered(&self, b: usize) -> Vec<Source> {
        let block = &self.drawn.blocks[b];
        let mut rows: Vec<(Vec<(Val, bool)>, Source)> = self
            .sources(b)
            .into_iter()
            .map(|source| {
                let mut by: Vec<(Val, bool)> = block
                    .order
                    .iter()
                    .map(|(e, down)| (self.eval(b, e, &source).unwrap_or(Val::Null), *down))
                    .collect();
                by.extend(self.whole_key(b, &source).into_iter().map(|value| (value, false)));
                (by, source)
            })
            .collect();
        rows.sort_by(|x, y| compare_terms(&x.0, &y.0));
        rows.into_iter().map(|(_, source)| source).collect()
    }

    pub fn is_late(&self, b: usize, fill: Option<usize>) -> bool {
        self.late.get(&b).is_some_and(|l| l.contains(&fill))
    }

    /// What becomes of a row by its own values: none moves on.
    fn fate(&self, b: usize, source: &Source) -> Result<Option<Fate>, Stop> {
        self.fate_without(b, source, &[])
    }

    /// The same without what the lines say that may find a stub of these blocks.
    pub fn fate_without(&self, b: usize, source: &Source, of: &[usize]) -> Result<Option<Fate>, Stop> {
        let block = &self.drawn.blocks[b];
        let mut undecided = false;
        let filters = if block.group.is_some() { &[] } else { block.filters.as_slice() };
        if let Some(group) = &block.group {
            if source.len() == 1 {
                return Ok(Some(Fate::Skipped(0, "null | where".into())));
            }
            match group.having.as_ref().map(|having| self.cond(b, having, source)) {
                Some(Ok(false)) => return Ok(Some(Fate::Skipped(1, "null | having".into()))),
                Some(Err(Fails)) => undecided = true,
                _ => {}
            }
        }
        for (i, (skip, filter)) in filters.iter().enumerate() {
            match self.cond(b, filter, source) {
                Ok(holds) if holds == *skip => return Ok(Some(Fate::Skipped(i, "null | where".into()))),
                Ok(_) => {}
                Err(Fails) => undecided = true,
            }
        }
        let mut failed: Vec<(Option<usize>, Last)> = Vec::new();
        let key_finds_one = matches!(block.keys, Keys::Shared(first) if of.contains(&first));
        if (matches!(block.keys, Keys::Shared(_)) || block.group.is_some())
            && !key_finds_one
            && !self.is_late(b, None)
            && self.key_value(b, source).is_err()
        {
            failed.push((None, Last::Reject));
        }
        for (f, fill) in block.fills.iter().enumerate() {
            let attempts = if fill.last == Last::Stub { 1 } else { 0 };
            if fill.attempts.len() > attempts && fill.goal.refers.is_some_and(|to| of.contains(&to)) {
                continue;
            }
            let fails = match self.is_late(b, Some(f)) {
                // What it refers to is not there yet, but what cannot be made then is known now.
                true => fill.last != Last::Null && fill.attempts.iter().all(|a| self.eval(b, a, source).is_err()),
                false => self.fill(b, fill, source).is_err(),
            };
            if fails {
                failed.push((Some(f), fill.last));
            }
        }
        if let Some((f, _)) = failed.iter().find(|(_, last)| *last == Last::Skip) {
            return Ok(Some(Fate::Skipped(usize::MAX, format!("{} | skip", self.goal_name(*f)))));
        }
        if undecided {
            return Ok(Some(Fate::Rejected("where".into())));
        }
        if let Some((f, _)) = failed.iter().find(|(_, last)| *last != Last::Fail) {
            return Ok(Some(Fate::Rejected(self.goal_name(*f))));
        }
        match failed.first() {
            Some((f, _)) => Err(Stop(format!("`{}` cannot be made", self.goal_name(*f)))),
            None => Ok(None),
        }
    }

    fn goal_name(&self, fill: Option<usize>) -> String {
        fill.map_or("id".to_owned(), |f| self.writer.new_column(f))
    }

    pub fn choose(&self, b: usize) -> Result<Chosen, Stop> {
        let block = &self.drawn.blocks[b];
        self.grouping(b)?;
        let all = self.ordered(b);
        let total = all.len();
        let mut skipped: BTreeMap<(usize, String), usize> = BTreeMap::new();
        let mut rejects: Vec<(String, String)> = Vec::new();
        let mut rows: Vec<Source> = Vec::new();
        for source in all {
            match self.fate(b, &source)? {
                Some(Fate::Skipped(place, rule)) => *skipped.entry((place, rule)).or_default() += 1,
                Some(Fate::Rejected(column)) => rejects.push((self.key_text(b, &source), column)),
                None => rows.push(source),
            }
        }
        for check in self.checks(b) {
            // A value that is filled in later is not known yet.
            if (0..block.fills.len()).any(|f| check.names(f) && self.is_late(b, Some(f))) {
                continue;
            }
            let first = (0..block.fills.len()).find(|f| check.names(*f));
            for source in rows.extract_if(.., |source| {
                let values: Vec<Val> =
                    block.fills.iter().map(|f| self.fill(b, f, source).map_or(Val::Null, |v| v.0)).collect();
                !check.holds(|f| values.get(f))
            }) {
                rejects.push((self.key_text(b, &source), self.goal_name(first)));
            }
        }
        self.lose_children(b, &mut rows, &mut rejects);
        // Keys that do not depend on which rows stay.
        let mut into: Vec<usize> = (0..rows.len()).collect();
        let mut held: HashMap<usize, Val> = HashMap::new();
        for unique in &block.uniques {
            let value = |source: &Source, fill: Option<usize>| match fill {
                Some(f) if self.is_late(b, Some(f)) => Val::Null,
                Some(f) => self.fill(b, &block.fills[f], source).map_or(Val::Null, |(v, _)| v),
                None => self.key_value(b, source).unwrap_or(Val::Null),
            };
            let columns: Vec<Option<usize>> = std::iter::once(unique.fill).chain(unique.also.map(Some)).collect();
            let present = self.present(b, &columns);
            let mut groups: BTreeMap<Vec<Val>, Vec<usize>> = BTreeMap::new();
            let mut gone: Vec<usize> = Vec::new();
            for (i, source) in rows.iter().enumerate() {
                let values = columns.iter().map(|fill| self.folded(b, *fill, value(source, *fill)));
                let values: Vec<Val> = values.collect();
                if into[i] != i || held.contains_key(&i) || values.contains(&Val::Null) {
                    continue;
                }
                match (present.get(&values), &unique.then) {
                    (None, _) => groups.entry(values).or_default().push(i),
                    (Some(key), Then::Keep(..)) => {
                        held.insert(i, key.clone());
                    }
                    (Some(_), Then::Reject) => gone.push(i),
                    (Some(_), Then::Fail) => return Err(Stop("the new table holds such a row".into())),
                }
            }
            for group in groups.into_values() {
                match &unique.then {
                    Then::Keep(by, last) => {
                        let mut group: Vec<(Vec<(Val, bool)>, usize)> = group
                            .into_iter()
                            .map(|i| (vec![(self.eval(b, by, &rows[i]).unwrap_or(Val::Null), *last)], i))
                            .collect();
                        group.sort_by(|x, y| compare_terms(&x.0, &y.0).then(x.1.cmp(&y.1)));
                        let first = group[0].1;
                        for (_, i) in &group[1..] {
                            for place in into.iter_mut().filter(|p| **p == *i) {
                                *place = first;
                            }
                        }
                    }
                    Then::Reject => gone.extend(&group[1..]),
                    Then::Fail if group.len() > 1 => return Err(Stop("rows are equal".into())),
                    Then::Fail => {}
                }
            }
            if !gone.is_empty() {
                let column = self.goal_name(unique.fill);
                // Those that an earlier rule merged into one that goes go with it.
                let lost = (0..rows.len()).filter(|i| gone.contains(i) || gone.contains(&into[*i]));
                rejects.extend(lost.map(|i| (self.key_text(b, &rows[i]), column.clone())));
                let keep: Vec<usize> =
                    (0..rows.len()).filter(|i| !gone.contains(i) && !gone.contains(&into[*i])).collect();
                let place: HashMap<usize, usize> = keep.iter().enumerate().map(|(new, old)| (*old, new)).collect();
                into = keep.iter().map(|i| place[&into[*i]]).collect();
                held = held.into_iter().filter_map(|(i, key)| Some((*place.get(&i)?, key))).collect();
                rows = keep.iter().map(|i| rows[*i].clone()).collect();
            }
        }
        Ok(Chosen { total, skipped, rejects, rows, into, held })
    }

    pub fn checks(&self, b: usize) -> &'a [Check] {
        &self.drawn.blocks[self.drawn.target(b)].checks
    }

    /// All rows of the new table of a block, as far as they are there.
    pub fn table_rows(&self, b: usize) -> impl Iterator<Item = &NewRow> {
        self.drawn.filling(b).into_iter().flat_map(|block| &self.done[block].rows)
    }

    /// The rows of a block's new table by what they hold in some columns, without those that are equal to no other.
    fn present(&self, b: usize, columns: &[Option<usize>]) -> HashMap<Vec<Val>, Val> {
        let mut all = HashMap::new();
        for row in self.table_rows(b) {
            let values =
                columns.iter().map(|fill| self.folded(b, *fill, row.values[fill.map_or(0, |f| f + 1)].clone()));
            let values: Vec<Val> = values.collect();
            if !values.contains(&Val::Null) {
                all.insert(values, row.values[0].clone());
            }
        }
        all
    }

    fn move_rows(&mut self, b: usize, late: &[Option<usize>]) -> Result<(), Stop> {
        let block = &self.drawn.blocks[b];
        let chosen = match self.chosen.remove(&b) {
            Some(chosen) => chosen,
            None => self.choose(b)?,
        };
        let Chosen { total, skipped, rejects, rows, into, held } = chosen;
        let mut merged = 0;
        let mut new_keys: Vec<Val> = Vec::new();
        let mut next = self.next_number(b);
        for (i, source) in rows.iter().enumerate() {
            let key = match (block.keys, held.get(&i)) {
                (_, Some(key)) => key.clone(),
                (Keys::Auto, _) if into[i] == i => {
                    next += 1;
                    Val::Int(next - 1)
                }
                (Keys::Auto, _) => Val::Null,
                _ => self.key_value(b, source).unwrap_or(Val::Null),
            };
            new_keys.push(key);
        }
        let mut uses: BTreeMap<(usize, String), usize> = BTreeMap::new();
        let mut made: Vec<NewRow> = Vec::new();
        for (i, source) in rows.iter().enumerate() {
            if block.join.is_none() {
                let key = match self.whole_key(b, source) {
                    many if many.len() > 1 => together(&many),
                    _ => self.key(b, source),
                };
                self.done[b].keys.insert(key, new_keys[into[i]].clone());
            }
            if into[i] != i || held.contains_key(&i) {
                merged += 1;
                continue;
            }
            let mut values = vec![new_keys[i].clone()];
            for (f, fill) in block.fills.iter().enumerate() {
                if late.contains(&Some(f)) {
                    values.push(Val::Null);
                    continue;
                }
                let (value, used) = self.fill(b, fill, source).unwrap_or((Val::Null, None));
                if let Some(used) = used {
                    *uses.entry((f, used)).or_default() += 1;
                }
                values.push(value);
            }
            made.push(NewRow { source: Some(source.clone()), values });
        }
        let name = self.writer.block(b);
        let target = self.writer.new_table(b);
        let (moved, rejected) = (made.len(), rejects.len());
        self.out.uses.extend(skipped.iter().map(|((_, rule), n)| format!("{name} | {rule} | {n}")));
        let skipped: usize = skipped.values().sum();
        self.out
            .counts
            .insert(format!("{name} | {target} | {total} | {moved} | {skipped} | {merged} | {rejected} | 0"));
        for ((f, used), n) in uses {
            self.out.uses.insert(format!("{name} | {} | {used} | {n}", self.writer.new_column(f)));
        }
        self.out.rejects.extend(rejects.into_iter().map(|(key, column)| format!("{name} | {key} | {column}")));
        self.done[b].rows.extend(made);
        self.done[b].moved = true;
        self.obeys_keys(b)?;
        self.obeys_checks(b)
    }

    /// The new table refuses rows that are equal in a key that it declares.
    fn obeys_keys(&self, b: usize) -> Result<(), Stop> {
        let uniques = self.drawn.blocks[self.drawn.target(b)].uniques.iter().filter(|unique| unique.declared);
        let keys = uniques.map(|unique| std::iter::once(unique.fill).chain(unique.also.map(Some)).collect());
        for columns in std::iter::once(vec![None]).chain(keys) {
            let holds = |row: &&NewRow| columns.iter().all(|fill| row.values[fill.map_or(0, |f| f + 1)] != Val::Null);
            if self.table_rows(b).filter(holds).count() != self.present(b, &columns).len() {
                return Err(Stop(format!("rows of `{}` are equal in {columns:?}", self.writer.new_table(b))));
            }
        }
        Ok(())
    }

    /// The new table refuses a row that is against one of its CHECKs, which it has on its own engine only.
    pub fn obeys_checks(&self, b: usize) -> Result<(), Stop> {
        if self.engine != self.writer.new {
            return Ok(());
        }
        let checks = self.checks(b);
        match self.table_rows(b).all(|row| checks.iter().all(|check| check.holds(|f| row.values.get(f + 1)))) {
            true => Ok(()),
            false => Err(Stop("a row is against a CHECK".into())),
        }
    }

    /// Rows that name a row of their own table which does not move, and the rows that depend on those.
    fn lose_children(&self, b: usize, rows: &mut Vec<Source>, rejects: &mut Vec<(String, String)>) {
        let block = &self.drawn.blocks[b];
        let selves: Vec<usize> = (0..block.fills.len())
            .filter(|f| {
                let fill = &block.fills[*f];
                self.is_late(b, Some(*f))
                    && fill.goal.refers == Some(b)
                    && matches!(fill.last, Last::Nothing | Last::Reject)
            })
            .collect();
        // The first column whose partner is not among these rows.
        let missing = |source: &Source, keys: &[Val]| {
            selves.iter().copied().find(|f| match self.eval(b, &block.fills[*f].attempts[0], source) {
                Ok(Val::Null) => false,
                Ok(key) => !keys.contains(&key) && !self.is_none(b, &block.fills[*f].attempts[0], &key),
                Err(Fails) => true,
            })
        };
        let mut lost: Vec<Source> = Vec::new();
        loop {
            let keys: Vec<Val> = rows.iter().map(|r| self.key(b, r)).collect();
            let gone = rows.extract_if(.., |source| missing(source, &keys).is_some());
            let before = lost.len();
            lost.extend(gone);
            if lost.len() == before {
                break;
            }
        }
        let keys: Vec<Val> = rows.iter().map(|r| self.key(b, r)).collect();
        for source in lost {
            if let Some(f) = missing(&source, &keys) {
                rejects.push((self.key_text(b, &source), self.writer.new_column(f)));
            }
        }
    }

    fn fill_late(&mut self, b: usize, columns: &[Option<usize>]) -> Result<(), Stop> {
        let block = &self.drawn.blocks[b];
        let name = self.writer.block(b);
        for f in columns.iter().flatten() {
            let fill = &block.fills[*f];
            let mut uses: BTreeMap<String, usize> = BTreeMap::new();
            let mut values: Vec<(usize, Val)> = Vec::new();
            for (i, row) in self.done[b].rows.iter().enumerate() {
                let Some(source) = &row.source else { continue };
                match self.fill(b, fill, source) {
                    Ok((value, used)) => {
                        values.push((i, value));
                        if let Some(used) = used {
                            *uses.entry(used).or_default() += 1;
                        }
                    }
                    Err(Fails) if fill.last == Last::Fail => return Err(Stop("a late column cannot be made".into())),
                    Err(Fails) => {
                        return Err(Stop(format!("`{}` should have been rejected before", self.goal_name(Some(*f)))));
                    }
                }
            }
            for (i, value) in values {
                self.done[b].rows[i].values[*f + 1] = value;
            }
            for (used, n) in uses {
                self.out.uses.insert(format!("{name} | {} | {used} | {n}", self.writer.new_column(*f)));
            }
        }
        self.obeys_keys(b)?;
        self.obeys_checks(b)
    }

    /// Fills a column from the rows that refer to its row.
    fn update(&mut self, update: &Update) {
        let mut made: Vec<((usize, usize), Val)> = Vec::new();
        let filling = self.drawn.filling(update.block);
        let rows =
            filling.into_iter().flat_map(|b| self.done[b].rows.iter().enumerate().map(move |(i, row)| ((b, i), row)));
        for (place, row) in rows {
            if update.filter.is_some_and(|f| row.values[f + 1] == Val::Null) {
                continue;
            }
            let rows = |of: usize, by: usize| {
                let key = row.values[0].clone();
                self.table_rows(of).filter(move |other| other.values[by + 1] == key)
            };
            let value = match &update.value {
                Counted::Rows { of, by } => Val::Int(rows(*of, *by).count() as i64),
                Counted::Values { name, of, by, value } => {
                    let values = rows(*of, *by).map(|other| other.values[value + 1].clone());
                    let values = values.filter(|value| *value != Val::Null);
                    if *name == "min" { values.min() } else { values.max() }.unwrap_or(Val::Null)
                }
            };
            made.push((place, value));
        }
        for ((b, i), value) in made {
            self.done[b].rows[i].values[update.fill + 1] = value;
        }
    }

    // ---- values -------------------------------------------------------------------------------------

    fn key_value(&self, b: usize, source: &Source) -> Made {
        let key = self.key(b, source);
        match self.drawn.blocks[b].keys {
            Keys::Keep if key == Val::Null => Err(Fails),
            Keys::Keep => Ok(key),
            Keys::Auto => Ok(Val::Null),
            Keys::Text => Ok(Val::Text(format!("k{}", text(&key).unwrap_or_default()))),
            Keys::Shared(first) => self.done[first].keys.get(&key).cloned().ok_or(Fails),
        }
    }

    /// A column's value, and the policy that made it.
    fn fill(&self, b: usize, fill: &Fill, source: &Source) -> Result<(Val, Option<String>), Fails> {
        for (i, attempt) in fill.attempts.iter().enumerate() {
            let last = i + 1 == fill.attempts.len();
            let how = if last && fill.last == Last::Stub { How::Stub } else { How::Plain };
            // What the row is rejected for in the end, the CHECK itself rejects.
            let rejects = last && matches!(fill.last, Last::Nothing | Last::Reject | Last::Stub);
            match self.attempt(b, attempt, fill, source, how) {
                Ok(value) if rejects || self.stands(b, fill, &value) => {
                    return Ok((value, (i > 0).then(|| format!("or {i}"))));
                }
                _ => {}
            }
        }
        match fill.last {
            Last::Null => Ok((Val::Null, Some("null".into()))),
            Last::Cut => {
                let last = fill.attempts.last().ok_or(Fails)?;
                Ok((self.attempt(b, last, fill, source, How::Cut)?, Some("cut".into())))
            }
            _ => Err(Fails),
        }
    }

    /// Whether a value is against no CHECK of its column alone.
    fn stands(&self, b: usize, fill: &Fill, value: &Val) -> bool {
        let block = &self.drawn.blocks[b];
        let place = block.fills.iter().position(|other| std::ptr::eq(other, fill));
        let own =
            self.checks(b).iter().filter(|check| Some(check.fill) == place && !matches!(check.bound, Bound::Fill(_)));
        own.into_iter().all(|check| check.holds(|_| Some(value)))
    }

    /// Whether it is the value by which a reference says "none".
    pub fn is_none(&self, b: usize, attempt: &Expr, key: &Val) -> bool {
        let column = match attempt {
            Expr::When(value, _) => value,
            value => value,
        };
        let Expr::Col(0, column) = column else { return false };
        let refers = self.drawn.tables[self.drawn.blocks[b].table].columns[*column].refers;
        refers.and_then(|r| r.none).is_some_and(|none| *key == Val::Int(none))
    }

    pub fn attempt(&self, b: usize, attempt: &Expr, fill: &Fill, source: &Source, how: How) -> Made {
        let value = self.eval(b, attempt, source)?;
        let value = match (fill.goal.refers, value) {
            (None, value) => value,
            // Null finds the row of the group that has it.
            (Some(to), Val::Null) => self.done[to].keys.get(&Val::Null).cloned().unwrap_or(Val::Null),
            (Some(_), key) if self.is_none(b, attempt, &key) => Val::Null,
            (Some(to), key) => match self.done[to].keys.get(&key) {
                Some(new) => new.clone(),
                // Stubs are made for rows that move, so the value is sure to be there then.
                None if how == How::Stub => Val::Int(0),
                // It refers to nothing.
                None if is_none_at_all(&key) => Val::Null,
                None => return Err(Fails),
            },
        };
        fit(value, &fill.goal, how == How::Cut)
    }

    /// Text as the unique key of the new table compares it.
    fn folded(&self, b: usize, fill: Option<usize>, value: Val) -> Val {
        let fills = &self.drawn.blocks[self.drawn.target(b)].fills;
        let written = fill.map_or("", |f| fills[f].goal.written);
        equal_as(written, self.writer.new, self.engine, value)
    }
}

pub enum Fate {
    Skipped(usize, String),
    Rejected(String),
}
