//! Draws blocks that group their rows.

use migc::engine::Engine;

use super::draw::Drawer;
use super::program::{Block, Counted, Fill, Goal, Group, Keys, Last, Then, Unique, Update};
use super::value::{Expr, Kind};

impl Drawer {
    /// One more block of a program may be grouped, and others may refer to its rows.
    pub fn draw_groups(&mut self, blocks: &mut Vec<Block>) {
        if !self.dice.often(45) {
            return;
        }
        let table = self.dice.below(self.tables.len());
        // A row of which it is not known where it belongs stops the run.
        let own = self.tables[table].columns.clone();
        let mut columns: Vec<usize> = (1..own.len()).filter(|c| !own[*c].dirty && self.dice.often(50)).collect();
        columns.truncate(2);
        let Some(first) = columns.first().copied() else { return };
        self.relations = vec![table];
        let filters = match self.dice.often(35) {
            true => vec![(self.dice.often(50), self.expr(Kind::Bool, 1))],
            false => Vec::new(),
        };
        self.grouped = Some(columns.clone());
        let (alone, column) = (columns.len() == 1, &own[first]);
        let narrow = match column.kind {
            Kind::Int => !column.wide,
            Kind::Text => column.values.is_none(),
            _ => false,
        };
        let keys = if alone && narrow && self.dice.often(60) { Keys::Keep } else { Keys::Auto };
        let b = blocks.len();
        let mut fills = Vec::new();
        for c in &columns {
            let Some(refers) = own[*c].refers else { continue };
            let movers: Vec<usize> = (0..b)
                .filter(|m| {
                    let mover = &blocks[*m];
                    mover.table == refers.table && mover.join.is_none() && mover.group.is_none()
                })
                .collect();
            if movers.is_empty() {
                continue;
            }
            let to = self.dice.pick(&movers);
            let last = match self.dice.below(4) {
                0 if blocks[to].stub => Last::Stub,
                0 => Last::Nothing,
                1 => Last::Skip,
                2 => Last::Reject,
                _ => Last::Null,
            };
            let kind = self.kind_of_key(&blocks[to], blocks);
            let goal = Goal {
                kind,
                size: if kind == Kind::Text { 40 } else { 32 },
                nullable: true,
                refers: Some(to),
                written: "",
            };
            fills.push(Fill { goal, attempts: vec![Expr::Col(0, *c)], last });
        }
        for _ in 0..1 + self.dice.below(4) {
            fills.push(self.plain_fill());
        }
        let mut uniques = Vec::new();
        if keys == Keys::Keep && column.kind == Kind::Text && self.new == Engine::Mysql {
            uniques.push(Unique {
                fill: None,
                also: None,
                declared: false,
                then: Then::Keep(Expr::Col(0, first), false),
            });
        }
        let plain: Vec<usize> =
            (0..fills.len()).filter(|f| fills[*f].goal.kind != Kind::Bool && fills[*f].goal.refers.is_none()).collect();
        if !plain.is_empty() && self.dice.often(40) {
            let fill = self.dice.pick(&plain);
            let kind = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Dec]);
            let then = match self.dice.often(70) {
                true => Then::Keep(self.read(kind), self.dice.often(40)),
                false => Then::Reject,
            };
            uniques.push(Unique { fill: Some(fill), also: None, declared: self.dice.often(70), then });
        }
        let having = self.dice.often(45).then(|| self.expr(Kind::Bool, 2));
        let order = match self.dice.often(30) {
            true => vec![(self.read(Kind::Int), self.dice.often(40))],
            false => Vec::new(),
        };
        self.grouped = None;
        self.refer_to_group(blocks, table, &columns, keys);
        let group = Some(Group { columns, having });
        blocks.push(Block {
            table,
            into: None,
            alias: true,
            keys,
            join: None,
            group,
            fills,
            filters,
            uniques,
            checks: Vec::new(),
            order,
            stub: false,
        });
    }

    /// Columns that are filled at the end, from rows that refer to theirs.
    pub fn draw_updates(&mut self, blocks: &[Block]) -> Vec<Update> {
        let mut updates: Vec<Update> = Vec::new();
        for (b, block) in blocks.iter().enumerate() {
            let fits = |f: usize, fill: &Fill| {
                let free = !block.uniques.iter().any(|u| u.names(f)) && !block.checks.iter().any(|c| c.names(f));
                fill.goal.kind == Kind::Int && fill.goal.refers.is_none() && free
            };
            let goals: Vec<usize> = (0..block.fills.len()).filter(|f| fits(*f, &block.fills[*f])).collect();
            let refers = |of: usize| {
                let fills = blocks[of].fills.iter().enumerate();
                fills.filter(|(_, fill)| fill.goal.refers == Some(b)).map(move |(by, _)| (of, by)).collect::<Vec<_>>()
            };
            let refers: Vec<(usize, usize)> = (0..blocks.len()).flat_map(refers).collect();
            if goals.is_empty() || refers.is_empty() || !self.dice.often(50) {
                continue;
            }
            let (fill, (of, by)) = (self.dice.pick(&goals), self.dice.pick(&refers));
            let goal = &block.fills[fill].goal;
            // A value that does not fit stops the run.
            let values: Vec<usize> = (0..blocks[of].fills.len())
                .filter(|v| {
                    let other = &blocks[of].fills[*v].goal;
                    other.kind == Kind::Int
                        && other.refers.is_none()
                        && other.size <= goal.size
                        && (of, *v) != (b, fill)
                })
                .collect();
            let value = match values.is_empty() || !goal.nullable || self.dice.often(40) {
                true => Counted::Rows { of, by },
                false => {
                    let name = self.dice.pick(&["min", "max"]);
                    Counted::Values { name, of, by, value: self.dice.pick(&values) }
                }
            };
            let others: Vec<usize> = (0..block.fills.len()).filter(|f| *f != fill).collect();
            let filter = (!others.is_empty() && self.dice.often(40)).then(|| self.dice.pick(&others));
            updates.push(Update { block: b, fill, value, filter });
        }
        updates
    }

    /// Blocks of the same table find the row of the group that theirs is in.
    fn refer_to_group(&mut self, blocks: &mut [Block], table: usize, columns: &[usize], keys: Keys) {
        let to = blocks.len();
        let kind = if keys == Keys::Auto { Kind::Int } else { self.tables[table].columns[columns[0]].kind };
        let key = match columns {
            [one] => Expr::Col(0, *one),
            many => Expr::Tuple(many.iter().map(|c| Expr::Col(0, *c)).collect()),
        };
        for block in blocks.iter_mut().filter(|block| block.table == table && block.join.is_none()) {
            if self.dice.often(50) {
                let size = if kind == Kind::Text { 40 } else { 32 };
                let goal = Goal { kind, size, nullable: true, refers: Some(to), written: "" };
                block.fills.push(Fill { goal, attempts: vec![key.clone()], last: Last::Null });
            }
        }
    }

    /// The kind of the key of a block's new table.
    pub fn kind_of_key(&self, block: &Block, blocks: &[Block]) -> Kind {
        match block.keys {
            Keys::Keep => self.tables[block.table].columns[block.key_column()].kind,
            Keys::Auto => Kind::Int,
            Keys::Text => Kind::Text,
            Keys::Shared(first) => self.kind_of_key(&blocks[first], blocks),
        }
    }
}
