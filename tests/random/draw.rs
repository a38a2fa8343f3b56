//! Draws a program, its schemas and its rows.

use migc::engine::Engine;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::collations;
use super::program::*;
use super::value::{Expr, Kind, Op, Val};

/// A source of chance that is the same in every run.
pub struct Dice(TestRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut bytes = [7u8; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.0.next_u64() % n as u64) as usize }
    }

    /// True so many times of a hundred.
    pub fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

const NAMES: &[&str] = &[
    "Ann",
    "ann",
    "ANN",
    "Bob",
    "bob ",
    " Zoe",
    "Éva",
    "éva",
    "Eva",
    "eva",
    "O'Neil",
    "a\\b",
    "50%",
    "x_y",
    "😀",
    "",
    "ö",
    "{a}",
    "tab\there",
    "\"q\"",
];
const NUMBERS: &[&str] =
    &["1", "2", "3", "07", "+5", "-3", " 12 ", "abc", "", "3.7", "1e3", "99999999999", "9223372036854775808"];
const DATES: &[&str] = &[
    "2010-01-14",
    "2010-02-31",
    "2010-01-14 10:00:00",
    "0000-00-00",
    "14.01.2010",
    "31.02.2010",
    "2012-02-29",
    "soon",
    "",
    "29.02.2012",
    "2011-02-29",
];
pub const MOMENTS: &[&str] =
    &["2010-01-14 10:00:00", "1999-12-31 23:59:59", "2012-02-29 00:00:00", "2010-01-14 10:00:01"];
const WORDS: &[&str] = &["new", "old", "gone"];
const INTS: &[i64] = &[0, 1, 2, 3, 4, 5, 7, 10, -1, -3, 40000, 2147483647];

/// Draws programs for one pair of engines.
pub struct Drawer {
    pub dice: Dice,
    pub old: Engine,
    pub new: Engine,
    pub tables: Vec<Table>,
    maps: Vec<Map>,
    /// Relations of the block that is being drawn.
    pub relations: Vec<usize>,
    /// The columns of its first table that it is grouped by.
    pub grouped: Option<Vec<usize>>,
}

impl Drawer {
    pub fn draw(seed: u64, old: Engine, new: Engine) -> Drawn {
        let mut drawer = Self {
            dice: Dice::new(seed),
            old,
            new,
            tables: Vec::new(),
            maps: Vec::new(),
            relations: Vec::new(),
            grouped: None,
        };
        drawer.draw_tables();
        drawer.draw_old_collations(Dice::new(seed ^ 0xC011));
        drawer.draw_rows();
        drawer.draw_maps();
        drawer.draw_nones(Dice::new(!seed));
        let mut blocks = drawer.draw_blocks();
        let dice = std::mem::replace(&mut drawer.dice, Dice::new(seed ^ 0x6A0));
        drawer.draw_groups(&mut blocks);
        drawer.dice = dice;
        drawer.draw_checks(&mut blocks);
        drawer.dice = Dice::new(seed ^ 0x5EED);
        drawer.draw_more(&mut blocks);
        drawer.dice = Dice::new(seed ^ 0x0DA7);
        let updates = drawer.draw_updates(&blocks);
        drawer.dice = Dice::new(seed ^ 0x7A61);
        drawer.draw_seconds(&mut blocks);
        drawer.draw_new_collations(&mut blocks, Dice::new(seed ^ 0xC012));
        Drawn { tables: drawer.tables, maps: drawer.maps, blocks, updates }
    }

    fn draw_tables(&mut self) {
        let count = 1 + self.dice.below(4);
        let text_keys: Vec<bool> = (0..count).map(|_| self.dice.often(15)).collect();
        for t in 0..count {
            let plain = |kind, nullable| Column {
                kind,
                nullable,
                values: None,
                wide: false,
                refers: None,
                dirty: false,
                written: "",
            };
            let mut columns = vec![plain(if text_keys[t] { Kind::Text } else { Kind::Int }, false)];
            let loose_engine = self.old == Engine::Mysql && self.dice.often(50);
            for _ in 0..1 + self.dice.below(5) {
                let kind = self.dice.pick(&[
                    Kind::Int,
                    Kind::Int,
                    Kind::Text,
                    Kind::Text,
                    Kind::Text,
                    Kind::Dec,
                    Kind::Bool,
                    Kind::Moment,
                ]);
                let mut column = plain(kind, self.dice.often(60));
                if kind == Kind::Text && self.dice.often(20) && self.old != Engine::Sqlite {
                    column.values = Some(WORDS.to_vec());
                }
                column.wide = kind == Kind::Int && self.dice.often(20);
                column.dirty = match self.old {
                    Engine::Sqlite => kind != Kind::Text && self.dice.often(40),
                    Engine::Mysql => kind == Kind::Moment && self.dice.often(40),
                    Engine::Postgres => false,
                };
                columns.push(column);
            }
            for _ in 0..self.dice.below(3) {
                let table = self.dice.below(count);
                let mut column = plain(if text_keys[table] { Kind::Text } else { Kind::Int }, self.dice.often(65));
                let said = self.dice.pick(&[Said::Declared, Said::Declared, Said::Told, Said::Nowhere]);
                let said = if loose_engine && said == Said::Declared { Said::Told } else { said };
                column.refers = Some(Refers { table, said, none: None });
                column.dirty = self.old == Engine::Sqlite && column.kind == Kind::Int && self.dice.often(20);
                columns.push(column);
            }
            self.tables.push(Table { loose_engine, columns, rows: Vec::new() });
        }
    }

    /// Whether the old engine keeps a reference from dangling.
    fn enforced(&self, table: &Table, refers: Refers) -> bool {
        refers.said == Said::Declared && !table.loose_engine && self.old != Engine::Sqlite
    }

    fn draw_rows(&mut self) {
        // Keys first, since rows of any table may refer to them.
        let mut keys: Vec<Vec<Val>> = Vec::new();
        for table in &self.tables {
            let count = self.dice.below(8);
            keys.push(match table.columns[0].kind {
                Kind::Text => {
                    ["p", "q", "r s", "é", "T", "x'y", "z"].iter().take(count).map(|k| Val::Text((*k).into())).collect()
                }
                _ => {
                    let mut all: Vec<i64> = (0..count).map(|_| 1 + self.dice.below(15) as i64).collect();
                    all.sort_unstable();
                    all.dedup();
                    all.into_iter().map(Val::Int).collect()
                }
            });
        }
        for t in 0..self.tables.len() {
            let table = self.tables[t].clone();
            let pools: Vec<&[&str]> =
                table.columns.iter().map(|_| self.dice.pick(&[NAMES, NAMES, NUMBERS, DATES])).collect();
            for key in &keys[t] {
                let mut row = vec![key.clone()];
                for (column, pool) in table.columns.iter().zip(&pools).skip(1) {
                    let value = match column.refers {
                        _ if column.nullable && self.dice.often(20) => Val::Null,
                        Some(refers) if self.enforced(&table, refers) => match keys[refers.table].is_empty() {
                            true if column.nullable => Val::Null,
                            true => break,
                            false => self.dice.pick(&keys[refers.table]),
                        },
                        Some(refers) if !keys[refers.table].is_empty() && self.dice.often(75) => {
                            self.dice.pick(&keys[refers.table])
                        }
                        Some(_) if column.kind == Kind::Text => Val::Text("none".into()),
                        Some(_) if column.dirty && self.dice.often(30) => Val::Text("n/a".into()),
                        Some(_) => Val::Int(90 + self.dice.below(3) as i64),
                        None => self.cell(column, pool),
                    };
                    row.push(value);
                }
                if row.len() == table.columns.len() {
                    self.tables[t].rows.push(row);
                }
            }
            // A row that could not be made is gone for those that referred to it as well.
            let made: Vec<Val> = self.tables[t].rows.iter().map(|r| r[0].clone()).collect();
            keys[t] = made;
        }
        self.drop_dangling();
    }

    /// Rows that an enforcing engine would refuse.
    fn drop_dangling(&mut self) {
        loop {
            let keys: Vec<Vec<Val>> =
                self.tables.iter().map(|t| t.rows.iter().map(|r| r[0].clone()).collect()).collect();
            let mut changed = false;
            for t in 0..self.tables.len() {
                let table = self.tables[t].clone();
                let enforced: Vec<(usize, usize)> = table
                    .columns
                    .iter()
                    .enumerate()
                    .filter_map(|(c, column)| column.refers.filter(|r| self.enforced(&table, *r)).map(|r| (c, r.table)))
                    .collect();
                let rows = &mut self.tables[t].rows;
                let before = rows.len();
                rows.retain(|row| enforced.iter().all(|(c, to)| row[*c] == Val::Null || keys[*to].contains(&row[*c])));
                changed |= rows.len() != before;
            }
            if !changed {
                return;
            }
        }
    }

    fn cell(&mut self, column: &Column, pool: &[&str]) -> Val {
        if column.dirty && self.dice.often(30) {
            return match (self.old, column.kind) {
                (Engine::Mysql, _) => Val::Moment("0000-00-00 00:00:00".into()),
                (_, Kind::Int) if self.dice.often(30) => Val::Dec(250),
                (_, Kind::Moment) => Val::Text(self.dice.pick(&["soon", "", "2010-02-31 10:00:00"]).into()),
                _ => Val::Text(self.dice.pick(&["abc", "", "7x"]).into()),
            };
        }
        match column.kind {
            Kind::Int if column.wide && self.dice.often(20) => Val::Int(self.dice.pick(&[i64::MAX, i64::MIN, 1 << 40])),
            Kind::Int => Val::Int(self.dice.pick(INTS)),
            Kind::Text => match &column.values {
                Some(values) => Val::Text(self.dice.pick(values).into()),
                None => loop {
                    let text = self.dice.pick(pool);
                    if collations::holds(column.written, text) {
                        break Val::Text(text.into());
                    }
                },
            },
            Kind::Dec => Val::Dec(self.dice.pick(&[0, 50, 150, 249, 250, -250, 999_999, 100])),
            Kind::Bool => Val::Bool(self.dice.often(50)),
            Kind::Moment => Val::Moment(self.dice.pick(MOMENTS).into()),
        }
    }

    fn draw_maps(&mut self) {
        for _ in 0..2 {
            let arms: &[(&str, i64)] =
                &[("Ann", 1), ("ann", 2), ("new", 3), ("", 4), ("1", 5), ("2010-01-14", 6), ("bob ", 7)];
            let mut drawn: Vec<(Val, Val)> = Vec::new();
            for (key, value) in arms {
                if self.dice.often(50) {
                    drawn.push((Val::Text((*key).into()), Val::Int(*value)));
                }
            }
            drawn.push((Val::Text("old".into()), Val::Int(8)));
            if self.dice.often(30) {
                drawn.push((Val::Null, Val::Int(9)));
            }
            let otherwise = if self.dice.often(50) { Otherwise::Miss } else { Otherwise::Value(Val::Int(0)) };
            self.maps.push(Map { arms: drawn, otherwise });
        }
        let arms = vec![(Val::Int(1), Val::Int(100)), (Val::Int(2), Val::Null), (Val::Int(7), Val::Int(-7))];
        self.maps.push(Map { arms, otherwise: self.dice.pick(&[Otherwise::Keep, Otherwise::Miss]) });
    }

    fn draw_blocks(&mut self) -> Vec<Block> {
        let mut sources: Vec<usize> = (0..self.tables.len()).collect();
        for i in (1..sources.len()).rev() {
            let j = self.dice.below(i + 1);
            sources.swap(i, j);
        }
        let again = self.dice.often(30).then(|| self.dice.pick(&sources));
        sources.extend(again);
        // What each block's key is like must be known before anything refers to it.
        let mut keys: Vec<Keys> = Vec::new();
        let mut joined: Vec<bool> = Vec::new();
        for (b, table) in sources.iter().enumerate() {
            let text = self.tables[*table].columns[0].kind == Kind::Text;
            let first = sources[..b].iter().position(|t| t == table);
            let drawn = match self.dice.below(10) {
                0..=4 => Keys::Keep,
                5..=7 if !text => Keys::Auto,
                8 => Keys::Text,
                _ => Keys::Keep,
            };
            keys.push(match first {
                Some(first) if self.dice.often(60) => Keys::Shared(first),
                _ => drawn,
            });
            joined.push(first.is_some() && !matches!(keys[b], Keys::Shared(_)));
        }
        let mut blocks: Vec<Block> = Vec::new();
        for b in 0..sources.len() {
            let block = self.draw_block(b, &sources, &keys, &joined, &blocks);
            blocks.push(block);
        }
        // A stub is made where it is asked for.
        for b in 0..blocks.len() {
            let wanted =
                blocks.iter().any(|block| block.fills.iter().any(|f| f.last == Last::Stub && f.goal.refers == Some(b)));
            blocks[b].stub = wanted;
        }
        loop {
            let more: Vec<usize> = blocks
                .iter()
                .filter_map(|block| match block.keys {
                    Keys::Shared(first) if block.stub && !blocks[first].stub => Some(first),
                    _ => None,
                })
                .collect();
            if more.is_empty() {
                break;
            }
            more.into_iter().for_each(|b| blocks[b].stub = true);
        }
        // What a stub leaves out must take null.
        for block in blocks.iter_mut().filter(|b| b.stub) {
            for f in 0..block.fills.len() {
                let left_out = block.fills[f].goal.refers.is_some() || block.uniques.iter().any(|u| u.fill == Some(f));
                block.fills[f].goal.nullable |= left_out;
            }
        }
        blocks
    }

    /// Values of references that mean none.
    fn draw_nones(&mut self, mut dice: Dice) {
        for column in self.tables.iter_mut().flat_map(|t| &mut t.columns).filter(|c| c.kind == Kind::Int) {
            if let Some(refers) = column.refers.as_mut().filter(|r| r.said == Said::Told)
                && dice.often(50)
            {
                refers.none = Some(dice.pick(&[0, 1, 2, 3, 90, 91]));
            }
        }
    }

    /// CHECKs of the new tables, which their stubs obey.
    fn draw_checks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            let numbers: Vec<usize> =
                (0..block.fills.len()).filter(|f| matches!(block.fills[*f].goal.kind, Kind::Int | Kind::Dec)).collect();
            while !numbers.is_empty() && self.dice.often(30) {
                let fill = self.dice.pick(&numbers);
                let number = Bound::Number(self.dice.pick(&[-10, 0, 1, 2, 3, 5, 91, 1000]));
                let bound = match self.dice.pick(&numbers) {
                    other if other < fill && self.dice.often(30) => Bound::Fill(other),
                    _ => number,
                };
                let op = self.dice.pick(&[Op::Ne, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge]);
                Self::add_check(block, Check { fill, op, bound });
            }
        }
    }

    /// Adds a CHECK, unless a stub would be against it.
    fn add_check(block: &mut Block, check: Check) {
        // What `Writer::stub_value` makes.
        let [whole, tenths] = [Val::Int(-9), Val::Dec(50)];
        let stub = |f: usize| match block.fills[f].goal {
            Goal { refers: Some(_), .. } => None,
            Goal { kind: Kind::Dec, .. } => Some(&tenths),
            _ => Some(&whole),
        };
        if !block.stub || check.holds(stub) {
            block.checks.push(check);
        }
    }

    /// Unique keys of two columns, and CHECKs with lists and ranges.
    fn draw_more(&mut self, blocks: &mut [Block]) {
        for (b, block) in blocks.iter_mut().enumerate() {
            let keyed: Vec<usize> = (0..block.fills.len())
                .filter(|f| {
                    let goal = &block.fills[*f].goal;
                    goal.kind != Kind::Bool && goal.refers.is_none_or(|r| r < b)
                })
                .collect();
            for unique in block.uniques.iter_mut().filter(|u| u.fill.is_some()) {
                let other = self.dice.pick(&keyed);
                if unique.fill != Some(other) && self.dice.often(60) {
                    unique.also = Some(other);
                }
            }
            let numbers: Vec<usize> =
                (0..block.fills.len()).filter(|f| matches!(block.fills[*f].goal.kind, Kind::Int | Kind::Dec)).collect();
            if !numbers.is_empty() && self.dice.often(25) {
                let fill = self.dice.pick(&numbers);
                let bound = self.dice.pick(&[
                    Bound::List(&[0, 1, 2, 3, 5]),
                    Bound::List(&[-9, 4, 7, 91]),
                    Bound::Range(-10, 5),
                    Bound::Range(1, 3),
                    Bound::Range(-3, 40_000),
                ]);
                let op = self.dice.pick(&[Op::Eq, Op::Eq, Op::Ne]);
                Self::add_check(block, Check { fill, op, bound });
            }
        }
    }

    fn draw_block(&mut self, b: usize, sources: &[usize], keys: &[Keys], joined: &[bool], before: &[Block]) -> Block {
        let table = sources[b];
        self.relations = vec![table];
        let mut join = None;
        if joined[b] {
            let refs: Vec<(usize, usize)> = self.tables[table]
                .columns
                .iter()
                .enumerate()
                .filter_map(|(c, col)| col.refers.map(|r| (c, r.table)))
                .collect();
            if !refs.is_empty() && self.dice.often(70) {
                let (column, to) = self.dice.pick(&refs);
                join = Some(Join { table: to, column, left: self.dice.often(50) });
                self.relations.push(to);
            }
        }
        let mut fills = Vec::new();
        for (c, column) in self.tables[table].columns.clone().into_iter().enumerate().skip(1) {
            if let Some(refers) = column.refers {
                let movers: Vec<usize> =
                    (0..sources.len()).filter(|m| sources[*m] == refers.table && !(joined[*m])).collect();
                if movers.is_empty() || self.dice.often(15) {
                    continue;
                }
                let mover = self.dice.pick(&movers);
                fills.push(self.reference(b, mover, c, keys, sources));
            }
        }
        for _ in 0..1 + self.dice.below(4) {
            fills.push(self.plain_fill());
        }
        let mut uniques = Vec::new();
        // Texts that the old engine keeps apart may be equal in the new one.
        if keys[b] == Keys::Keep
            && self.tables[table].columns[0].kind == Kind::Text
            && self.new == Engine::Mysql
            && self.old != self.new
        {
            uniques.push(Unique { fill: None, also: None, declared: false, then: Then::Keep(Expr::Col(0, 0), false) });
        }
        let merged_before = |b: usize| {
            before.get(b).is_some_and(|b: &Block| b.uniques.iter().any(|u| matches!(u.then, Then::Keep(..))))
        };
        if let Keys::Shared(first) = keys[b]
            && (merged_before(first) || self.dice.often(20))
        {
            let by = Expr::Col(0, 0);
            uniques.push(Unique { fill: None, also: None, declared: false, then: Then::Keep(by, false) });
        }
        if self.dice.often(35) && !fills.is_empty() {
            let fill = self.dice.below(fills.len());
            let then = match self.dice.below(20) {
                0..=12 => {
                    let kind = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Moment, Kind::Dec]);
                    let by = self.column(kind).unwrap_or(Expr::Col(0, 0));
                    Then::Keep(by, self.dice.often(40))
                }
                13..=18 => Then::Reject,
                _ => Then::Fail,
            };
            let fits = fills[fill].goal.kind != Kind::Bool && fills[fill].goal.refers.is_none_or(|r| r < b);
            if fits {
                uniques.push(Unique { fill: Some(fill), also: None, declared: self.dice.often(70), then });
            }
        }
        let mut filters = Vec::new();
        if self.dice.often(35) {
            filters.push((self.dice.often(50), self.expr(Kind::Bool, 2)));
        }
        let mut order = Vec::new();
        if self.dice.often(30) {
            let kind = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Moment]);
            if let Some(by) = self.column(kind) {
                order.push((by, self.dice.often(40)));
            }
        }
        let alias = join.is_some() || sources.iter().filter(|t| **t == table).count() > 1 || self.dice.often(30);
        Block {
            table,
            into: None,
            alias,
            keys: keys[b],
            join,
            group: None,
            fills,
            filters,
            uniques,
            checks: Vec::new(),
            order,
            stub: false,
        }
    }

    /// The kind of the key of a block's new table.
    fn key_kind(&self, b: usize, keys: &[Keys], sources: &[usize]) -> Kind {
        match keys[b] {
            Keys::Keep => self.tables[sources[b]].columns[0].kind,
            Keys::Auto => Kind::Int,
            Keys::Text => Kind::Text,
            Keys::Shared(first) => self.key_kind(first, keys, sources),
        }
    }

    fn says_none(&self, table: usize, column: usize) -> bool {
        self.tables[table].columns[column].refers.is_some_and(|r| r.none.is_some())
    }

    fn reference(&mut self, b: usize, mover: usize, column: usize, keys: &[Keys], sources: &[usize]) -> Fill {
        let kind = self.key_kind(mover, keys, sources);
        let forward = mover >= b;
        let nullable = forward || self.dice.often(60) || self.says_none(sources[b], column);
        let mut goal =
            Goal { kind, size: if kind == Kind::Text { 40 } else { 32 }, nullable, refers: Some(mover), written: "" };
        let own = Expr::Col(0, column);
        let mut attempts = vec![match self.dice.often(20) {
            true => Expr::When(Box::new(own), Box::new(self.expr(Kind::Bool, 1))),
            false => own,
        }];
        let mut last = match self.dice.below(20) {
            0..=4 if !forward || mover == b => Last::Nothing,
            5 if !forward => Last::Reject,
            6..=7 if !forward => Last::Skip,
            8..=13 => Last::Stub,
            14 => Last::Fail,
            _ if nullable => Last::Null,
            _ => Last::Nothing,
        };
        if last == Last::Stub && mover == b && self.dice.often(50) {
            last = Last::Null;
        }
        if self.dice.often(15) {
            // Another reference of the same row to the same table.
            let others: Vec<usize> = self.tables[sources[b]]
                .columns
                .iter()
                .enumerate()
                .filter(|(c, col)| *c != column && col.refers.is_some_and(|r| r.table == sources[mover]))
                .map(|(c, _)| c)
                .collect();
            if !others.is_empty() {
                let other = self.dice.pick(&others);
                goal.nullable |= self.says_none(sources[b], other);
                attempts.push(Expr::Col(0, other));
            }
        }
        Fill { goal, attempts, last }
    }

    pub fn plain_fill(&mut self) -> Fill {
        let kind = self.dice.pick(&[
            Kind::Int,
            Kind::Int,
            Kind::Text,
            Kind::Text,
            Kind::Text,
            Kind::Dec,
            Kind::Bool,
            Kind::Moment,
        ]);
        let size = match kind {
            Kind::Int => self.dice.pick(&[16, 32, 64]),
            Kind::Text => self.dice.pick(&[5, 10, 40]),
            _ => 0,
        };
        let size = if self.new == Engine::Sqlite { if kind == Kind::Int { 64 } else { 0 } } else { size };
        let goal = Goal { kind, size, nullable: self.dice.often(60), refers: None, written: "" };
        self.fill_for(goal)
    }

    /// Something that flows into this column.
    pub fn fill_for(&mut self, goal: Goal) -> Fill {
        let (kind, size) = (goal.kind, goal.size);
        let from = match kind {
            Kind::Int => self.dice.pick(&[Kind::Int, Kind::Int, Kind::Int, Kind::Text, Kind::Dec]),
            Kind::Text => self.dice.pick(&[Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Moment]),
            Kind::Dec => self.dice.pick(&[Kind::Dec, Kind::Dec, Kind::Int]),
            Kind::Moment => self.dice.pick(&[Kind::Moment, Kind::Moment, Kind::Text]),
            Kind::Bool => Kind::Bool,
        };
        let depth = self.dice.pick(&[0, 1, 1, 2]);
        let mut attempts = vec![match self.enumeration() {
            Some(column) if kind == Kind::Text && self.dice.often(40) => column,
            // A constant of another kind than the column's is a mistake.
            _ if from != kind => self.read(from),
            _ => self.expr(from, depth),
        }];
        while self.dice.often(25) && attempts.len() < 3 {
            attempts.push(self.expr(kind, 1));
        }
        let last = match self.dice.below(20) {
            0..=4 => Last::Nothing,
            5..=6 => Last::Reject,
            7..=11 if goal.nullable => Last::Null,
            12..=14 => Last::Skip,
            15..=17 if kind == Kind::Text && size > 0 && size < 40 => Last::Cut,
            18 if self.dice.often(30) => Last::Fail,
            _ => Last::Nothing,
        };
        Fill { goal, attempts, last }
    }
}
