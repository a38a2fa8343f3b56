//! Random trees of SQL, printed with the fewest brackets and with all of them: both have the same value on every engine, and in
//! every mode of MySQL that moves an operator to another level.
//!
//! `MIG_SQL_TREES=100000 MIG_SQL_SEED=7 cargo test --test sql` draws more, and others.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use migc::dialect::EngineExt as _;
use migc::engine::Engine;
use migc::sql::{Arm, BinaryOp, Brackets, CompareOp, Expr, InList, Literal, Printer, Select};
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::sync::Arc;

use support::Brand;

/// What a tree is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Truth,
    Number,
    Text,
}

/// What the engines call their types, and a collation.
struct Types {
    number: &'static str,
    text: &'static str,
    truth: &'static str,
    collation: &'static str,
}

fn types(engine: Engine) -> Types {
    match engine {
        Engine::Mysql => Types { number: "SIGNED", text: "CHAR", truth: "SIGNED", collation: "utf8mb4_bin" },
        Engine::Postgres => Types { number: "bigint", text: "text", truth: "boolean", collation: "\"C\"" },
        Engine::Sqlite => Types { number: "INTEGER", text: "TEXT", truth: "INTEGER", collation: "BINARY" },
    }
}

struct Draw {
    chance: TestRng,
    types: Types,
}

impl Draw {
    fn new(seed: u64, engine: Engine) -> Self {
        let mut bytes = [0u8; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self { chance: TestRng::from_seed(RngAlgorithm::ChaCha, &bytes), types: types(engine) }
    }

    fn below(&mut self, n: u64) -> u64 {
        self.chance.next_u64() % n
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    fn kind(&mut self) -> Kind {
        self.pick(&[Kind::Truth, Kind::Number, Kind::Text])
    }

    fn expr(&mut self, kind: Kind, depth: u32) -> Expr {
        if depth == 0 || self.below(8) == 0 {
            return self.leaf(kind);
        }
        let deeper = depth - 1;
        if self.below(6) == 0 {
            return match self.below(3) {
                0 => self.case(kind, deeper),
                1 => Expr::Scalar(Arc::new(Select::values([self.expr(kind, deeper)]).into())),
                _ => Expr::call("COALESCE", [self.expr(kind, deeper), self.expr(kind, deeper)]),
            };
        }
        match kind {
            Kind::Truth => self.truth(deeper),
            Kind::Number => self.number(deeper),
            Kind::Text => self.text(deeper),
        }
    }

    fn boxed(&mut self, kind: Kind, depth: u32) -> Arc<Expr> {
        Arc::new(self.expr(kind, depth))
    }

    fn leaf(&mut self, kind: Kind) -> Expr {
        let null = self.below(6) == 0;
        match kind {
            Kind::Truth if null => Expr::null().cast(self.types.truth),
            Kind::Number if null => Expr::null().cast(self.types.number),
            Kind::Text if null => Expr::null().cast(self.types.text),
            Kind::Truth => Literal::Bool(self.flip()).into(),
            Kind::Number => Expr::int(i128::from(self.below(6)) - 2),
            Kind::Text => Expr::text(self.pick(&["", "a", "b", "ab", "a%", "_", "1", "it's", "\\", "a\nb"])),
        }
    }

    fn case(&mut self, kind: Kind, depth: u32) -> Expr {
        let compared = self.flip().then(|| self.kind());
        let operand = compared.map(|compared| self.boxed(compared, depth));
        let arms = (0..=self.below(2))
            .map(|_| Arm { when: self.expr(compared.unwrap_or(Kind::Truth), depth), then: self.expr(kind, depth) })
            .collect();
        Expr::Case { operand, arms, otherwise: self.flip().then(|| self.boxed(kind, depth)) }
    }

    fn truth(&mut self, depth: u32) -> Expr {
        let negated = self.flip();
        let kind = self.kind();
        match self.below(10) {
            0 => Expr::Not(self.boxed(Kind::Truth, depth)),
            1 => Expr::And(vec![
                self.expr(Kind::Truth, depth),
                self.expr(Kind::Truth, depth),
                self.expr(Kind::Truth, depth),
            ]),
            2 => Expr::Or(vec![self.expr(Kind::Truth, depth), self.expr(Kind::Truth, depth)]),
            3 => Expr::IsNull { operand: self.boxed(kind, depth), negated },
            4 => Expr::IsTrue { operand: self.boxed(Kind::Truth, depth), negated },
            5 => {
                let list = InList::Values((0..=self.below(3)).map(|_| self.expr(kind, depth)).collect());
                Expr::In { operand: self.boxed(kind, depth), list, negated }
            }
            6 => Expr::Between {
                operand: self.boxed(kind, depth),
                low: self.boxed(kind, depth),
                high: self.boxed(kind, depth),
                negated,
            },
            7 => Expr::Like {
                operand: self.boxed(Kind::Text, depth),
                pattern: self.boxed(Kind::Text, depth),
                // Else PostgreSQL refuses a pattern that ends with a backslash.
                escape: Some('!'),
                negated,
            },
            8 => {
                let [left, right] =
                    [0; 2].map(|_| Expr::Row(vec![self.expr(kind, depth), self.expr(Kind::Number, depth)]));
                left.eq(right)
            }
            _ => {
                use CompareOp::{Differs, Eq, Ge, Gt, Le, Lt, Ne, Same};
                let op = self.pick(&[Eq, Ne, Lt, Le, Gt, Ge, Same, Differs]);
                self.expr(kind, depth).compare(op, self.expr(kind, depth))
            }
        }
    }

    fn number(&mut self, depth: u32) -> Expr {
        use BinaryOp::{Add, Divide, Multiply, Remainder, Subtract};
        match self.below(8) {
            0 => Expr::Minus(self.boxed(Kind::Number, depth)),
            1 => Expr::call("LENGTH", [self.expr(Kind::Text, depth)]),
            2 => {
                let op = self.pick(&[Divide, Remainder]);
                // Never by zero, which PostgreSQL refuses. MySQL makes a fraction of it.
                let divided = self.expr(Kind::Number, depth);
                let by = Expr::call("NULLIF", [self.expr(Kind::Number, depth), Expr::int(0)]);
                divided.binary(op, by).cast(self.types.number)
            }
            _ => {
                let op = self.pick(&[Add, Subtract, Multiply]);
                self.expr(Kind::Number, depth).binary(op, self.expr(Kind::Number, depth))
            }
        }
    }

    fn text(&mut self, depth: u32) -> Expr {
        match self.below(5) {
            0 => Expr::Collate { operand: self.boxed(Kind::Text, depth), collation: self.types.collation.to_owned() },
            1 => self.expr(Kind::Number, depth).cast(self.types.text),
            _ => Expr::Concat((0..2 + self.below(2)).map(|_| self.expr(Kind::Text, depth)).collect()),
        }
    }
}

/// So many trees, each as a query of its number and its value as text, printed in one way.
fn queries(engine: Engine, seed: u64, trees: u64, brackets: Brackets) -> Vec<String> {
    let mut draw = Draw::new(seed, engine);
    let printer = Printer::new(engine.dialect()).with_brackets(brackets);
    let text = types(engine).text;
    (0..trees)
        .map(|number| {
            let kind = draw.kind();
            let depth = 1 + u32::try_from(draw.below(4)).unwrap();
            let value = draw.expr(kind, depth);
            let value = match kind {
                // The three engines say truth as text in three ways, and MySQL has no type of it.
                Kind::Truth => Expr::Case {
                    operand: None,
                    arms: vec![
                        Arm { when: value.clone(), then: Expr::text("yes") },
                        Arm { when: Expr::Not(Arc::new(value)), then: Expr::text("no") },
                    ],
                    otherwise: None,
                },
                Kind::Number | Kind::Text => value.cast(text),
            };
            format!("SELECT {number} AS n, {} AS v", printer.expr(&value))
        })
        .collect()
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |said| said.parse().unwrap())
}

fn values_agree(brand: Brand, modes: &[&str]) {
    let (seed, trees) = (number("MIG_SQL_SEED", 1), number("MIG_SQL_TREES", 1_500));
    let (engine, server) = (brand.engine(), support::of_brand(brand));
    let database = server.fresh_database();
    for mode in modes {
        let mut differ = Vec::new();
        let [fewest, all] = [Brackets::Fewest, Brackets::All].map(|brackets| queries(engine, seed, trees, brackets));
        for (fewest, all) in fewest.chunks(100).zip(all.chunks(100)) {
            let both = [fewest, all].map(|queries| format!("{mode}{}", queries.join("\nUNION ALL ")));
            let [fewest_rows, all_rows] = both.map(|sql| server.query(&database, &sql));
            for (number, (a, b)) in fewest_rows.iter().zip(&all_rows).enumerate() {
                if a != b {
                    differ.push(format!("{a:?}: {}\n{b:?}: {}", fewest[number], all[number]));
                }
            }
            assert_eq!(fewest_rows.len(), fewest.len(), "{brand}");
        }
        differ.sort_by_key(String::len);
        let shortest = differ.iter().take(3).cloned().collect::<Vec<_>>().join("\n\n");
        assert!(differ.is_empty(), "{brand} {mode}: {} of {trees} trees differ:\n{shortest}", differ.len());
    }
    server.drop_database(&database);
}

#[test]
fn brackets_never_change_a_value_in_sqlite() {
    values_agree(Brand::Sqlite, &[""]);
}

#[test]
fn brackets_never_change_a_value_in_postgres() {
    values_agree(Brand::Postgres, &[""]);
}

#[test]
fn brackets_never_change_a_value_in_mysql() {
    for brand in Brand::all_of(Engine::Mysql) {
        values_agree(
            brand,
            &[
                "",
                "SET SESSION sql_mode = 'HIGH_NOT_PRECEDENCE';\n",
                "SET SESSION sql_mode = 'PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE';\n",
            ],
        );
    }
}
