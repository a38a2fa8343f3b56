//! Draws expressions.

use migc::engine::Engine;

use super::draw::{Drawer, MOMENTS};
use super::value::{Expr, Kind, Op, Val};

const PATTERNS: &[&str] = &["a%", "%n", "_n%", "%", "A__", "%\\\\%", "50\\%", "%é%"];

impl Drawer {
    /// A column of this kind of one of the block's relations.
    pub fn column(&mut self, kind: Kind) -> Option<Expr> {
        if self.grouped.is_some()
            && self.dice.often(50)
            && let Some(aggregate) = self.aggregate(kind)
        {
            return Some(aggregate);
        }
        let mut all = Vec::new();
        for (r, table) in self.relations.iter().enumerate() {
            for (c, column) in self.tables[*table].columns.iter().enumerate() {
                let plain = column.refers.is_none() && column.values.is_none();
                if column.kind == kind && plain && self.seen(c) {
                    all.push(Expr::Col(r, c));
                }
            }
        }
        (!all.is_empty()).then(|| self.dice.pick(&all))
    }

    /// Whether a row of the block has this column of the block's first table.
    fn seen(&self, column: usize) -> bool {
        self.grouped.as_ref().is_none_or(|columns| columns.contains(&column))
    }

    /// What goes over the rows of a group.
    fn aggregate(&mut self, kind: Kind) -> Option<Expr> {
        let grouped = self.grouped.take();
        let found = match kind {
            Kind::Bool => None,
            Kind::Int if self.dice.often(40) => Some(match self.dice.below(3) {
                0 => Expr::Agg("count", Kind::Int, None),
                _ => {
                    let of = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Dec, Kind::Moment]);
                    Expr::Agg("count", Kind::Int, Some(self.boxed(of, 1)))
                }
            }),
            kind => {
                let depth = self.dice.below(2);
                let name = match kind {
                    Kind::Int | Kind::Dec => self.dice.pick(&["sum", "min", "max"]),
                    _ => self.dice.pick(&["min", "max"]),
                };
                Some(Expr::Agg(name, kind, Some(self.boxed(kind, depth))))
            }
        };
        self.grouped = grouped;
        found
    }

    /// A whole number that the row has whatever it is.
    fn number(&self) -> Expr {
        match &self.grouped {
            Some(_) => Expr::Agg("count", Kind::Int, None),
            None => Expr::Col(0, 0),
        }
    }

    /// A column of an ENUM type.
    pub fn enumeration(&mut self) -> Option<Expr> {
        let columns = &self.tables[self.relations[0]].columns;
        let all: Vec<Expr> = (0..columns.len())
            .filter(|c| columns[*c].values.is_some() && self.seen(*c))
            .map(|c| Expr::Col(0, c))
            .collect();
        (!all.is_empty()).then(|| self.dice.pick(&all))
    }

    fn literal(&mut self, kind: Kind) -> Expr {
        Expr::Lit(match kind {
            Kind::Int => Val::Int(self.dice.pick(&[0, 1, 2, 5, -1, 100])),
            Kind::Text => Val::Text(self.dice.pick(&["x", "Ann", "", "é", "a'b"]).into()),
            Kind::Dec => Val::Dec(self.dice.pick(&[150, 20, 1000])),
            Kind::Bool => Val::Bool(self.dice.often(50)),
            Kind::Moment => Val::Moment(self.dice.pick(MOMENTS).into()),
        })
    }

    fn leaf(&mut self, kind: Kind) -> Expr {
        match self.column(kind) {
            Some(column) if self.dice.often(90) => column,
            _ => self.literal(kind),
        }
    }

    /// A leaf that is no literal, or something that reads one of another kind.
    pub fn read(&mut self, kind: Kind) -> Expr {
        match self.column(kind) {
            Some(column) => column,
            None => match kind {
                Kind::Text => Expr::Cast(Box::new(self.number()), Kind::Text, None),
                Kind::Int => Expr::Call("length", vec![self.read(Kind::Text)]),
                Kind::Moment => Expr::Cast(Box::new(self.read(Kind::Text)), Kind::Moment, None),
                Kind::Dec => Expr::Cast(Box::new(self.read(Kind::Int)), Kind::Dec, None),
                Kind::Bool => Expr::IsNull(Box::new(self.read(Kind::Text))),
            },
        }
    }

    fn boxed(&mut self, kind: Kind, depth: usize) -> Box<Expr> {
        Box::new(self.expr(kind, depth))
    }

    /// An expression that reads something, at most so deep.
    pub fn expr(&mut self, kind: Kind, depth: usize) -> Expr {
        if depth == 0 {
            return self.read(kind);
        }
        let down = depth - 1;
        if self.dice.often(20) && kind != Kind::Bool {
            let value = self.expr(kind, down);
            let cond = self.boxed(Kind::Bool, down);
            return match self.dice.often(50) {
                true => Expr::When(Box::new(value), cond),
                false => Expr::Case(cond, Box::new(value), Box::new(self.leaf(kind))),
            };
        }
        if self.dice.often(12) && kind != Kind::Bool {
            return Expr::Call("coalesce", vec![self.expr(kind, down), self.leaf(kind)]);
        }
        if self.dice.often(6)
            && let Some(found) = self.lookup_by(kind)
        {
            return found;
        }
        if self.dice.often(12)
            && let Some(found) = self.lookup(kind)
        {
            return found;
        }
        match kind {
            Kind::Int => match self.dice.below(9) {
                0..=1 => {
                    let op = self.dice.pick(&[Op::Add, Op::Sub, Op::Mul, Op::Rem, Op::Div]);
                    Expr::Op(op, self.boxed(kind, down), Box::new(self.leaf(kind)))
                }
                2 => Expr::Call("length", vec![self.expr(Kind::Text, down)]),
                3 => Expr::Cast(self.boxed(Kind::Text, down), Kind::Int, None),
                4 => {
                    let map = self.dice.below(2);
                    Expr::Map(map, self.boxed(Kind::Text, down))
                }
                5 => Expr::Map(2, self.boxed(Kind::Int, down)),
                7 => Expr::Call("leading_int", vec![self.expr(Kind::Text, down)]),
                6 => match self.count() {
                    Some(count) => count,
                    None => self.read(kind),
                },
                _ => self.read(kind),
            },
            Kind::Text => match self.dice.below(8) {
                0..=1 => {
                    let other = self.dice.pick(&[Kind::Text, Kind::Int]);
                    Expr::Format(vec![self.expr(kind, down), self.expr(other, down)])
                }
                2 => {
                    let name = self.dice.pick(&["trim", "ascii_upper", "ascii_lower"]);
                    Expr::Call(name, vec![self.expr(kind, down)])
                }
                3 => Expr::Call("left", vec![self.expr(kind, down), Expr::Lit(Val::Int(self.dice.pick(&[0, 1, 3])))]),
                4 => Expr::Cast(self.boxed(Kind::Int, down), Kind::Text, None),
                5 => Expr::Call("nullif", vec![self.expr(kind, down), self.literal(kind)]),
                6 => Expr::Call("replace", vec![self.expr(kind, down), Expr::text("n"), Expr::text("N'")]),
                _ => self.read(kind),
            },
            Kind::Dec => match self.dice.below(3) {
                0 => {
                    let op = self.dice.pick(&[Op::Add, Op::Sub]);
                    Expr::Op(op, self.boxed(kind, down), Box::new(self.leaf(kind)))
                }
                _ => self.read(kind),
            },
            Kind::Bool => match self.dice.below(9) {
                0..=2 => {
                    let of = self.dice.pick(&[Kind::Int, Kind::Text, Kind::Text, Kind::Dec, Kind::Moment]);
                    let op = self.dice.pick(&[Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge]);
                    Expr::Op(op, self.boxed(of, down), Box::new(self.leaf(of)))
                }
                3 => {
                    let of = self.dice.pick(&[Kind::Int, Kind::Text]);
                    Expr::IsNull(self.boxed(of, down))
                }
                4 if self.dice.often(40) => match self.enumeration() {
                    Some(column) => {
                        let op = self.dice.pick(&[Op::Eq, Op::Ne]);
                        Expr::Op(op, Box::new(column), Box::new(Expr::text("old")))
                    }
                    None => self.read(kind),
                },
                4 => {
                    let value = self.boxed(Kind::Text, down);
                    Expr::In(value, vec![Val::Text("Ann".into()), Val::Text("new".into()), Val::Text("1".into())])
                }
                5 => {
                    let value = self.boxed(Kind::Text, down);
                    Expr::Like(value, self.dice.pick(PATTERNS))
                }
                6 => Expr::Not(self.boxed(kind, down)),
                7 => Expr::And(self.boxed(kind, down), self.boxed(kind, down)),
                _ => Expr::Or(self.boxed(kind, down), self.boxed(kind, down)),
            },
            Kind::Moment => match self.dice.below(4) {
                0 => Expr::Cast(self.boxed(Kind::Text, down), kind, Some("%d.%m.%Y")),
                1 => Expr::Cast(self.boxed(Kind::Text, down), kind, None),
                _ => self.read(kind),
            },
        }
    }

    /// A column of a row that is found by a text or a number.
    fn lookup_by(&mut self, kind: Kind) -> Option<Expr> {
        let mut all = Vec::new();
        for (t, table) in self.tables.iter().enumerate() {
            for (by, column) in table.columns.iter().enumerate() {
                // A number of SQLite that is no key is text elsewhere, and not found there yet.
                let number = column.kind == Kind::Int && (by == 0 || self.old != Engine::Sqlite);
                let of = (number || column.kind == Kind::Text) && column.values.is_none() && !column.dirty;
                let mut held: Vec<_> = table.rows.iter().map(|row| &row[by]).filter(|v| **v != Val::Null).collect();
                let all_held = held.len();
                held.sort();
                held.dedup();
                if !of || held.len() != all_held || column.refers.is_some() {
                    continue;
                }
                let wanted = |c: &usize| {
                    let wanted = &table.columns[*c];
                    wanted.kind == kind && wanted.refers.is_none() && wanted.values.is_none()
                };
                all.extend((0..table.columns.len()).filter(wanted).map(|c| (t, by, c, column.kind)));
            }
        }
        if all.is_empty() {
            return None;
        }
        let (t, by, c, of) = self.dice.pick(&all);
        Some(Expr::LookupBy(t, by, c, Box::new(self.leaf(of))))
    }

    /// A column of the row that a reference of the base row names.
    fn lookup(&mut self, kind: Kind) -> Option<Expr> {
        let mut all = Vec::new();
        for (c, column) in self.tables[self.relations[0]].columns.iter().enumerate() {
            let Some(refers) = column.refers.filter(|_| self.seen(c)) else { continue };
            for (w, wanted) in self.tables[refers.table].columns.iter().enumerate() {
                if wanted.kind == kind && wanted.refers.is_none() && wanted.values.is_none() {
                    all.push(Expr::Lookup(refers.table, w, Box::new(Expr::Col(0, c))));
                }
            }
        }
        (!all.is_empty()).then(|| self.dice.pick(&all))
    }

    /// How many rows of a table refer to the base row.
    fn count(&mut self) -> Option<Expr> {
        if self.grouped.is_some() {
            return None;
        }
        let mut all = Vec::new();
        for (t, table) in self.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                if column.refers.is_some_and(|r| r.table == self.relations[0])
                    && !column.dirty
                    && t != self.relations[0]
                {
                    all.push(Expr::Count(t, c, Box::new(Expr::Col(0, 0))));
                }
            }
        }
        (!all.is_empty()).then(|| self.dice.pick(&all))
    }
}
