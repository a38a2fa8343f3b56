//! Draws blocks whose rows go into a new table that another block fills as well.

use super::draw::Drawer;
use super::program::{Block, Fill, Goal, Keys, Last, Then, Unique};
use super::value::{Expr, Kind, Val};

impl Drawer {
    /// Some of the new tables are filled by a second block, or by a third.
    pub fn draw_seconds(&mut self, blocks: &mut Vec<Block>) {
        let mut percent = 40;
        while self.dice.often(percent) && blocks.len() < 8 {
            percent = 30;
            let own: Vec<usize> = (0..blocks.len()).filter(|b| blocks[*b].into.is_none()).collect();
            let first = self.dice.pick(&own);
            if let Some(block) = self.draw_second(first, blocks) {
                blocks.push(block);
                self.refer_to_second(blocks);
            }
        }
    }

    fn draw_second(&mut self, first: usize, blocks: &[Block]) -> Option<Block> {
        let target = &blocks[first];
        let table = self.dice.below(self.tables.len());
        let own = self.tables[table].columns[0].kind;
        let kind = self.kind_of_key(target, blocks);
        let keys = match target.keys {
            // Whose row a stub stands for is clear only where no old key is kept.
            Keys::Auto if target.stub => Keys::Auto,
            _ if target.stub => return None,
            Keys::Auto if self.dice.often(60) => Keys::Auto,
            Keys::Shared(of) => match table == target.table {
                true => Keys::Shared(of),
                false => return None,
            },
            _ if kind == Kind::Int && self.dice.often(30) => Keys::Auto,
            _ if kind == Kind::Text && self.dice.often(40) => Keys::Text,
            _ if own == kind => Keys::Keep,
            _ => return None,
        };
        self.relations = vec![table];
        let mut fills = Vec::new();
        for fill in &target.fills {
            fills.push(match fill.goal.refers {
                None => match fill.goal.nullable && self.dice.often(10) {
                    true => nothing(fill.goal.clone()),
                    false => self.fill_for(fill.goal.clone()),
                },
                Some(to) => self.second_reference(first, table, &fill.goal, to, blocks)?,
            });
        }
        let mut uniques = Vec::new();
        if keys != Keys::Auto {
            let then = self.then();
            uniques.push(Unique { fill: None, also: None, declared: false, then });
        }
        for unique in target.uniques.iter().filter(|unique| unique.fill.is_some()) {
            let made =
                (0..fills.len()).filter(|f| unique.names(*f)).all(|f| fills[f] != nothing(fills[f].goal.clone()));
            if made && (unique.declared || self.dice.often(40)) {
                uniques.push(Unique { declared: false, then: self.then(), ..unique.clone() });
            }
        }
        if uniques.len() > 1 && self.dice.often(50) {
            uniques.reverse();
        }
        let filters = match self.dice.often(35) {
            true => vec![(self.dice.often(50), self.expr(Kind::Bool, 2))],
            false => Vec::new(),
        };
        let mut order = Vec::new();
        if self.dice.often(30) {
            let kind = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Moment]);
            order.extend(self.column(kind).map(|by| (by, self.dice.often(40))));
        }
        Some(Block {
            table,
            into: Some(first),
            alias: true,
            keys,
            join: None,
            group: None,
            fills,
            filters,
            uniques,
            checks: Vec::new(),
            order,
            stub: false,
        })
    }

    /// What becomes of rows that are equal in a key.
    fn then(&mut self) -> Then {
        match self.dice.below(20) {
            0..=10 => {
                let kind = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Moment, Kind::Dec]);
                let by = self.column(kind).unwrap_or(Expr::Col(0, 0));
                Then::Keep(by, self.dice.often(40))
            }
            11..=18 => Then::Reject,
            _ => Then::Fail,
        }
    }

    /// A reference of a second block to the table that the first one's refers to.
    fn second_reference(
        &mut self,
        first: usize,
        table: usize,
        goal: &Goal,
        to: usize,
        blocks: &[Block],
    ) -> Option<Fill> {
        let target = |b: usize| blocks[b].into.unwrap_or(b);
        let second = blocks.len();
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (c, column) in self.tables[table].columns.iter().enumerate() {
            let Some(refers) = column.refers else { continue };
            let fits = |m: usize| target(m) == target(to) && blocks[m].join.is_none() && blocks[m].group.is_none();
            let movers = (0..second).filter(|m| fits(*m) && blocks[*m].table == refers.table);
            let itself = (target(to) == first && refers.table == table).then_some(second);
            if goal.nullable || refers.none.is_none() {
                all.extend(movers.chain(itself).map(|m| (c, m)));
            }
        }
        if all.is_empty() || goal.nullable && self.dice.often(15) {
            return goal.nullable.then(|| nothing(goal.clone()));
        }
        let (column, mover) = self.dice.pick(&all);
        let within = mover == second || target(mover) == first;
        let stub = mover != second && blocks[target(mover)].stub;
        let last = match self.dice.below(10) {
            _ if within => Last::Null,
            0..=1 if stub => Last::Stub,
            0..=3 if goal.nullable => Last::Null,
            4..=5 => Last::Skip,
            6 => Last::Reject,
            _ => Last::Nothing,
        };
        if within && !goal.nullable {
            return None;
        }
        let goal = Goal { refers: Some(mover), ..goal.clone() };
        Some(Fill { goal, attempts: vec![Expr::Col(0, column)], last })
    }

    /// Blocks with tables of their own may refer to the rows of the last block.
    fn refer_to_second(&mut self, blocks: &mut [Block]) {
        let to = blocks.len() - 1;
        let shared: Vec<usize> = blocks.iter().filter_map(|block| block.into).collect();
        let kind = self.kind_of_key(&blocks[shared[shared.len() - 1]], blocks);
        let table = blocks[to].table;
        for (b, block) in blocks.iter_mut().enumerate() {
            let refers = |c: &usize| self.tables[block.table].columns[*c].refers.is_some_and(|r| r.table == table);
            let columns: Vec<usize> = (1..self.tables[block.table].columns.len()).filter(refers).collect();
            if columns.is_empty() || block.into.is_some() || block.group.is_some() || shared.contains(&b) {
                continue;
            }
            if self.dice.often(50) {
                let goal = Goal {
                    kind,
                    size: if kind == Kind::Text { 40 } else { 32 },
                    nullable: true,
                    refers: Some(to),
                    written: "",
                };
                block.fills.push(Fill {
                    goal,
                    attempts: vec![Expr::Col(0, self.dice.pick(&columns))],
                    last: Last::Null,
                });
            }
        }
    }
}

/// Null, for a column of which the block knows nothing.
fn nothing(goal: Goal) -> Fill {
    Fill { goal: Goal { refers: None, ..goal }, attempts: vec![Expr::Lit(Val::Null)], last: Last::Nothing }
}
