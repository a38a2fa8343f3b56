//! Trees to text: the only place that puts brackets, by levels.

mod layout;

use std::collections::HashMap;
use std::fmt::{self, Debug, Display as _, Write as _};

use super::expr::{Arm, BinaryOp, Column, CompareOp, Expr, InList, Literal, MatchOp, Piece};
use super::level::{AND, COLLATE, CONCAT, INSIDE, Level, NOT, OR, PREDICATE, PRIMARY, PRODUCT, SIGN, SUM};
use super::lines::{Layout, WIDTH, fill};
use super::query::{Alias, Item, Join, Nulls, Order, Query, TableName};

use super::statement::{Delete, Insert, Rows, Statement, Update};

/// What differs between engines in how a tree is printed.
pub trait Syntax: Debug {
    /// A name in quotes, whatever it contains. NUL, which no engine allows in a name, is left out.
    fn ident(&self, name: &str) -> String {
        quoted(name, '"')
    }

    /// A text literal, in one line. What the engine cannot hold is left out.
    fn text(&self, text: &str) -> String;

    /// A bytes literal.
    fn bytes(&self, bytes: &[u8]) -> String;

    /// `TRUE`, `FALSE`
    fn bool(&self, value: bool) -> String {
        if value { "TRUE" } else { "FALSE" }.to_owned()
    }

    /// A double, as its digits, such that the engine does not take them for an exact number.
    fn double(&self, digits: &str) -> String {
        if digits.contains(['e', 'E']) { digits.to_owned() } else { format!("{digits}e0") }
    }

    /// A day, as `2010-01-14`.
    fn date(&self, iso: &str) -> String {
        format!("DATE {}", self.text(iso))
    }

    /// A moment, as `2010-01-14 10:00:00`.
    fn datetime(&self, iso: &str) -> String {
        format!("TIMESTAMP {}", self.text(iso))
    }

    /// How texts are put together.
    fn concat_form(&self) -> Concat {
        Concat::Operator
    }

    /// How values are compared such that null equals null.
    fn null_safe_form(&self) -> NullSafe {
        NullSafe::IsNotDistinctFrom
    }
}

/// A name between quotes, quotes inside doubled.
pub(crate) fn quoted(name: &str, quote: char) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    out.push(quote);
    if !name.contains([quote, '\0']) {
        out.push_str(name);
        out.push(quote);
        return out;
    }
    for c in name.chars().filter(|c| *c != '\0') {
        if c == quote {
            out.push(quote);
        }
        out.push(c);
    }
    out.push(quote);
    out
}

/// How texts are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concat {
    /// `a || b`
    Operator,
    /// `CONCAT(a, b)`: in MySQL `||` is OR.
    Function,
}

/// How values are compared such that null equals null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullSafe {
    /// `a IS NOT DISTINCT FROM b`
    IsNotDistinctFrom,
    /// `a <=> b`
    Spaceship,
    /// `a IS b`
    Is,
}

/// Which brackets are printed. All of them is for tests: the value must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// Those without which it would be another tree.
    Fewest,
    /// Around every operand that is one operation or more.
    All,
}

/// Prints trees for an engine.
#[derive(Debug, Clone, Copy)]
pub struct Printer<'a> {
    syntax: &'a dyn Syntax,
    brackets: Brackets,
}

/// The names of the relations that can be named at a place.
#[derive(Debug, Clone, Default)]
struct Names(HashMap<Alias, String>);

impl Names {
    fn add(&mut self, alias: &Alias) {
        if self.0.contains_key(alias) {
            return;
        }
        let mut name = alias.hint().to_owned();
        let mut number = 1;
        while self.0.values().any(|other| other.eq_ignore_ascii_case(&name)) {
            number += 1;
            name = format!("{}{number}", alias.hint());
        }
        self.0.insert(alias.clone(), name);
    }
}

/// Takes as many bytes as are left, and is full then.
struct Left(usize);

impl fmt::Write for Left {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// An expression as it stands in a slot.
struct Slot<'p> {
    printer: &'p Printer<'p>,
    expr: &'p Expr,
    slot: Level,
    names: &'p Names,
}

impl fmt::Display for Slot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.printer.level(self.expr);
        let asked = match self.printer.brackets {
            Brackets::Fewest => level < self.slot,
            Brackets::All => self.slot > INSIDE && level < PRIMARY,
        };
        if asked {
            f.write_char('(')?;
        }
        self.printer.bare(self.expr, self.names, f)?;
        if asked { f.write_char(')') } else { Ok(()) }
    }
}

/// Expressions in slots of one kind, with something between them.
struct List<'p> {
    printer: &'p Printer<'p>,
    exprs: &'p [Expr],
    between: &'p str,
    slot: Level,
    names: &'p Names,
}

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, expr) in self.exprs.iter().enumerate() {
            if place > 0 {
                f.write_str(self.between)?;
            }
            self.printer.slot(expr, self.slot, self.names).fmt(f)?;
        }
        Ok(())
    }
}

impl<'a> Printer<'a> {
    /// With the fewest brackets.
    pub fn new(syntax: &'a dyn Syntax) -> Self {
        Self { syntax, brackets: Brackets::Fewest }
    }

    /// With other brackets.
    #[must_use]
    pub fn with_brackets(self, brackets: Brackets) -> Self {
        Self { brackets, ..self }
    }

    /// An expression that no relation around it is named in.
    pub fn expr(&self, expr: &Expr) -> String {
        self.slot(expr, INSIDE, &Names::default()).to_string()
    }

    /// A condition, each term of a conjunction on a line of its own.
    pub fn terms(&self, condition: &Expr) -> String {
        self.condition(condition, &Names::default(), "", 0)
    }

    /// An expression that can stand beside any operator.
    pub fn operand(&self, expr: &Expr) -> String {
        self.slot(expr, PRIMARY, &Names::default()).to_string()
    }

    /// A query, broken into lines at its clauses where it would be too long.
    pub fn whole_query(&self, query: &Query) -> String {
        self.broken(query, 0)
    }

    /// A query in one line, however long it is.
    pub fn query_line(&self, query: &Query) -> String {
        self.query(query, &Names::default(), Layout::Line)
    }

    /// A query as it stands between brackets: in one line, or on lines of its own.
    pub fn inner_query(&self, query: &Query) -> String {
        self.between_brackets(query, &Names::default(), 0)
    }

    /// A table's name.
    pub fn table_name(&self, table: &TableName) -> String {
        self.table(table)
    }

    /// Joins, each on a line.
    pub fn joins(&self, joins: &[Join]) -> String {
        let mut names = Names::default();
        joins.iter().filter_map(|join| join.from.alias.as_ref()).for_each(|alias| names.add(alias));
        joins.iter().map(|join| format!("\n  {}", self.join(join, &names, Layout::Lines(0)))).collect()
    }

    /// Whether an expression is longer than this many bytes.
    pub fn is_longer(&self, expr: &Expr, bytes: usize) -> bool {
        let mut left = Left(bytes);
        write!(left, "{}", self.slot(expr, INSIDE, &Names::default())).is_err()
    }

    /// A statement, without a semicolon. It is broken into lines at its clauses where it would be too long.
    pub fn statement(&self, statement: &Statement) -> String {
        match statement {
            Statement::Query(query) => self.broken(query, 0),
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::DropTable(table) => format!("DROP TABLE IF EXISTS {}", self.table(table)),
        }
    }

    /// A query's rows into a table, in one line however long it is.
    pub fn insert_line(&self, table: &TableName, columns: &[String], rows: &Query) -> String {
        let rows = self.query(rows, &Names::default(), Layout::Line);
        format!("INSERT INTO {} ({}) {rows}", self.table(table), self.idents(columns))
    }

    fn insert(&self, Insert { table, columns, overriding, rows }: &Insert) -> String {
        let into = format!("INSERT INTO {} ({}){overriding}", self.table(table), self.idents(columns));
        match rows {
            Rows::Values(rows) => {
                let rows: Vec<String> =
                    rows.iter().map(|row| format!("({})", self.list(row, &Names::default()))).collect();
                format!("{into} VALUES\n{}", rows.join(",\n"))
            }
            Rows::Query(query) => {
                let rows = self.broken(query, 0);
                let line = !rows.contains('\n') && into.len() + rows.len() < WIDTH;
                format!("{into}{}{rows}", if line { ' ' } else { '\n' })
            }
        }
    }

    fn update(&self, Update { table, set, filter }: &Update) -> String {
        let names = Names::default();
        let set = set
            .iter()
            .map(|(column, value)| format!("{} = {}", self.syntax.ident(column), self.slot(value, INSIDE, &names)));
        let begin = format!("UPDATE {} SET ", self.table(table));
        format!("{}{}", fill(&begin, set, 1), self.clause_of_lines("WHERE", filter.as_ref(), &names, 0))
    }

    fn delete(&self, Delete { table, filter }: &Delete) -> String {
        let filter = self.clause_of_lines("WHERE", filter.as_ref(), &Names::default(), 0);
        format!("DELETE FROM {}{filter}", self.table(table))
    }

    fn clause(&self, word: &str, condition: Option<&Expr>, names: &Names) -> String {
        condition.map_or_else(String::new, |condition| format!("{word}{}", self.slot(condition, INSIDE, names)))
    }

    fn idents(&self, names: &[String]) -> String {
        names.iter().map(|name| self.syntax.ident(name)).collect::<Vec<_>>().join(", ")
    }

    fn table(&self, table: &TableName) -> String {
        match &table.namespace {
            Some(namespace) => format!("{}.{}", self.syntax.ident(namespace), self.syntax.ident(&table.name)),
            None => self.syntax.ident(&table.name),
        }
    }

    // ---- parts of queries --------------------------------------------------------------------

    fn item(&self, Item { value, name }: &Item, names: &Names) -> String {
        let value = self.slot(value, INSIDE, names);
        name.as_ref().map_or_else(|| value.to_string(), |name| format!("{value} AS {}", self.syntax.ident(name)))
    }

    fn order(&self, order: &[Order], names: &Names) -> String {
        let term = |Order { by, descending, nulls }: &Order| {
            let direction = if *descending { " DESC" } else { "" };
            let nulls = match nulls {
                None => "",
                Some(Nulls::First) => " NULLS FIRST",
                Some(Nulls::Last) => " NULLS LAST",
            };
            format!("{}{direction}{nulls}", self.slot(by, INSIDE, names))
        };
        order.iter().map(term).collect::<Vec<_>>().join(", ")
    }

    fn relation(&self, alias: &Alias, names: &Names) -> String {
        self.syntax.ident(names.0.get(alias).map_or(alias.hint(), String::as_str))
    }

    // ---- expressions -------------------------------------------------------------------------

    /// An operand where what binds less tightly than `slot` stands in brackets.
    fn slot<'p>(&'p self, expr: &'p Expr, slot: Level, names: &'p Names) -> Slot<'p> {
        Slot { printer: self, expr, slot, names }
    }

    fn list<'p>(&'p self, exprs: &'p [Expr], names: &'p Names) -> List<'p> {
        self.joined(exprs, ", ", INSIDE, names)
    }

    fn joined<'p>(&'p self, exprs: &'p [Expr], between: &'p str, slot: Level, names: &'p Names) -> List<'p> {
        List { printer: self, exprs, between, slot, names }
    }

    fn bare(&self, expr: &Expr, names: &Names, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slot = |expr, level| self.slot(expr, level, names);
        let not = |negated: &bool| if *negated { "NOT " } else { "" };
        match expr {
            Expr::Column(Column { relation, name }) => match relation {
                Some(alias) => write!(f, "{}.{}", self.relation(alias, names), self.syntax.ident(name)),
                None => f.write_str(&self.syntax.ident(name)),
            },
            Expr::Literal(literal) => f.write_str(&self.literal(literal)),
            // Two signs side by side would begin a comment.
            Expr::Minus(operand) => write!(f, "-{}", slot(operand, PRIMARY)),
            Expr::Binary { op, left, right } => {
                let (word, level) = binary(*op);
                write!(f, "{} {word} {}", slot(left, level), slot(right, level + 1))
            }
            Expr::Concat(parts) => match self.syntax.concat_form() {
                Concat::Function => write!(f, "CONCAT({})", self.list(parts, names)),
                Concat::Operator => write!(f, "{}", self.joined(parts, " || ", PRIMARY, names)),
            },
            Expr::Compare { op: CompareOp::Differs, left, right }
                if self.syntax.null_safe_form() == NullSafe::Spaceship =>
            {
                write!(f, "NOT ({} <=> {})", slot(left, CONCAT), slot(right, CONCAT))
            }
            Expr::Compare { op, left, right } => {
                write!(f, "{} {} {}", slot(left, CONCAT), self.comparison(*op), slot(right, CONCAT))
            }
            Expr::IsNull { operand, negated } => write!(f, "{} IS {}NULL", slot(operand, CONCAT), not(negated)),
            Expr::IsTrue { operand, negated } => write!(f, "{} IS {}TRUE", slot(operand, CONCAT), not(negated)),
            Expr::In { operand, list, negated } => {
                write!(f, "{} {}IN (", slot(operand, CONCAT), not(negated))?;
                match list {
                    InList::Values(values) => write!(f, "{})", self.list(values, names)),
                    InList::Query(query) => write!(f, "{})", self.query(query, names, Layout::Line)),
                }
            }
            Expr::Between { operand, low, high, negated } => {
                let (low, high) = (slot(low, SUM), slot(high, SUM));
                write!(f, "{} {}BETWEEN {low} AND {high}", slot(operand, CONCAT), not(negated))
            }
            Expr::Like { operand, pattern, escape, negated } => {
                let escape =
                    escape.map(|c| format!(" ESCAPE {}", self.syntax.text(&c.to_string()))).unwrap_or_default();
                write!(f, "{} {}LIKE {}{escape}", slot(operand, CONCAT), not(negated), slot(pattern, PRIMARY))
            }
            Expr::Matches { operand, op, pattern, negated } => {
                let word = match (op, negated) {
                    (MatchOp::Glob, false) => "GLOB",
                    (MatchOp::Glob, true) => "NOT GLOB",
                    (MatchOp::Regexp, false) => "REGEXP",
                    (MatchOp::Regexp, true) => "NOT REGEXP",
                    (MatchOp::Tilde, false) => "~",
                    (MatchOp::Tilde, true) => "!~",
                };
                write!(f, "{} {word} {}", slot(operand, PRIMARY), slot(pattern, PRIMARY))
            }
            Expr::Not(operand) => write!(f, "NOT {}", slot(operand, PRIMARY)),
            Expr::And(terms) => write!(f, "{}", self.joined(terms, " AND ", NOT, names)),
            Expr::Or(terms) => write!(f, "{}", self.joined(terms, " OR ", AND, names)),
            Expr::Case { operand, arms, otherwise } => {
                self.case(operand.as_deref(), arms, otherwise.as_deref(), names, f)
            }
            Expr::Cast { operand, ty } => write!(f, "CAST({} AS {ty})", slot(operand, INSIDE)),
            Expr::Collate { operand, collation } => write!(f, "{} COLLATE {collation}", slot(operand, PRIMARY)),
            Expr::AtTimeZone { operand, zone } => {
                write!(f, "{} AT TIME ZONE {}", slot(operand, PRIMARY), self.syntax.text(zone))
            }
            Expr::Call { function, arguments, distinct } => {
                write!(f, "{function}({}{})", if *distinct { "DISTINCT " } else { "" }, self.list(arguments, names))
            }
            Expr::CountRows => f.write_str("COUNT(*)"),
            Expr::AllOf(alias) => write!(f, "{}.*", self.relation(alias, names)),
            Expr::Over { function, partition, order } => self.over(function, partition, order, names, f),
            Expr::Row(values) => write!(f, "({})", self.list(values, names)),
            Expr::Exists(query) => write!(f, "EXISTS ({})", self.query(query, names, Layout::Line)),
            Expr::Scalar(query) => write!(f, "({})", self.query(query, names, Layout::Line)),
            Expr::Convert { operand, charset } => write!(f, "CONVERT({} USING {charset})", slot(operand, INSIDE)),
            Expr::Form(form) => form.pieces.iter().try_for_each(|piece| match piece {
                Piece::Text(text) => f.write_str(text),
                Piece::Operand(operand, level) => slot(operand, *level).fmt(f),
            }),
            Expr::Raw(sql) => f.write_str(sql),
        }
    }

    fn case(
        &self,
        operand: Option<&Expr>,
        arms: &[Arm],
        otherwise: Option<&Expr>,
        names: &Names,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let slot = |expr| self.slot(expr, INSIDE, names);
        f.write_str("CASE")?;
        if let Some(operand) = operand {
            write!(f, " {}", slot(operand))?;
        }
        for Arm { when, then } in arms {
            write!(f, " WHEN {} THEN {}", slot(when), slot(then))?;
        }
        if let Some(otherwise) = otherwise {
            write!(f, " ELSE {}", slot(otherwise))?;
        }
        f.write_str(" END")
    }

    fn over(
        &self,
        function: &Expr,
        partition: &[Expr],
        order: &[Order],
        names: &Names,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let partition = match partition {
            [] => String::new(),
            by => format!("PARTITION BY {}", self.list(by, names)),
        };
        let order = match order {
            [] => String::new(),
            by => format!("ORDER BY {}", self.order(by, names)),
        };
        let between = if partition.is_empty() || order.is_empty() { "" } else { " " };
        write!(f, "{} OVER ({partition}{between}{order})", self.slot(function, PRIMARY, names))
    }

    fn literal(&self, literal: &Literal) -> String {
        match literal {
            Literal::Null => "NULL".to_owned(),
            Literal::Bool(value) => self.syntax.bool(*value),
            Literal::Int(number) => number.to_string(),
            Literal::Decimal(digits) => digits.clone(),
            Literal::Double(digits) => self.syntax.double(digits),
            Literal::Text(text) => self.syntax.text(text),
            Literal::Date(iso) => self.syntax.date(iso),
            Literal::DateTime(iso) => self.syntax.datetime(iso),
            Literal::Bytes(bytes) => self.syntax.bytes(bytes),
        }
    }

    /// How tightly what is printed for a node binds.
    fn level(&self, expr: &Expr) -> Level {
        match expr {
            Expr::Raw(_) => INSIDE,
            Expr::Form(form) => form.level,
            Expr::Or(_) => OR,
            Expr::And(_) => AND,
            Expr::Not(_) => NOT,
            // Also where it is said with a NOT: no slot takes the one and not the other.
            Expr::Compare { .. }
            | Expr::IsNull { .. }
            | Expr::IsTrue { .. }
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::Matches { .. } => PREDICATE,
            Expr::Concat(_) if self.syntax.concat_form() == Concat::Operator => CONCAT,
            Expr::Binary { op, .. } => binary(*op).1,
            Expr::Minus(_) => SIGN,
            Expr::Literal(Literal::Int(number)) if *number < 0 => SIGN,
            Expr::Literal(Literal::Decimal(digits) | Literal::Double(digits)) if digits.starts_with('-') => SIGN,
            Expr::Collate { .. } | Expr::AtTimeZone { .. } => COLLATE,
            _ => PRIMARY,
        }
    }

    fn comparison(&self, op: CompareOp) -> &'static str {
        match (op, self.syntax.null_safe_form()) {
            (CompareOp::Eq, _) => "=",
            (CompareOp::Ne, _) => "<>",
            (CompareOp::Lt, _) => "<",
            (CompareOp::Le, _) => "<=",
            (CompareOp::Gt, _) => ">",
            (CompareOp::Ge, _) => ">=",
            (CompareOp::Same, NullSafe::IsNotDistinctFrom) => "IS NOT DISTINCT FROM",
            (CompareOp::Same, NullSafe::Spaceship) => "<=>",
            (CompareOp::Same, NullSafe::Is) => "IS",
            (CompareOp::Differs, NullSafe::Is) => "IS NOT",
            // MySQL has a NOT instead.
            (CompareOp::Differs, NullSafe::IsNotDistinctFrom | NullSafe::Spaceship) => "IS DISTINCT FROM",
        }
    }
}

fn binary(op: BinaryOp) -> (&'static str, Level) {
    match op {
        BinaryOp::Add => ("+", SUM),
        BinaryOp::Subtract => ("-", SUM),
        BinaryOp::Multiply => ("*", PRODUCT),
        BinaryOp::Divide => ("/", PRODUCT),
        BinaryOp::Remainder => ("%", PRODUCT),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sql::tests::Standard;
    use crate::sql::{Relation, Select};

    #[derive(Debug)]
    struct Mysql;

    impl Syntax for Mysql {
        fn text(&self, text: &str) -> String {
            Standard.text(text)
        }

        fn bytes(&self, bytes: &[u8]) -> String {
            Standard.bytes(bytes)
        }

        fn concat_form(&self) -> Concat {
            Concat::Function
        }

        fn null_safe_form(&self) -> NullSafe {
            NullSafe::Spaceship
        }
    }

    fn printed(expr: &Expr) -> String {
        Printer::new(&Standard).expr(expr)
    }

    fn n(name: &str) -> Expr {
        Expr::name(name)
    }

    #[test]
    fn brackets_stand_where_a_looser_operator_is_an_operand() {
        let sum = n("a").binary(BinaryOp::Add, n("b"));
        let product = n("a").binary(BinaryOp::Multiply, n("b"));
        let cases = [
            (sum.clone().binary(BinaryOp::Multiply, n("c")), "(\"a\" + \"b\") * \"c\""),
            (product.clone().binary(BinaryOp::Add, n("c")), "\"a\" * \"b\" + \"c\""),
            (n("c").binary(BinaryOp::Subtract, sum.clone()), "\"c\" - (\"a\" + \"b\")"),
            (n("c").binary(BinaryOp::Divide, product), "\"c\" / (\"a\" * \"b\")"),
            (sum.clone().eq(n("c")), "\"a\" + \"b\" = \"c\""),
            (n("a").eq(n("b")).eq(n("c")), "(\"a\" = \"b\") = \"c\""),
            (n("a").eq(n("b")).is_null(), "(\"a\" = \"b\") IS NULL"),
            (Expr::Concat(vec![sum, n("c")]), "(\"a\" + \"b\") || \"c\""),
            (Expr::or([Expr::and([n("a"), n("b")]), n("c")]), "\"a\" AND \"b\" OR \"c\""),
            (Expr::and([Expr::or([n("a"), n("b")]), n("c")]), "(\"a\" OR \"b\") AND \"c\""),
            (Expr::and([n("a").not(), n("b")]), "NOT \"a\" AND \"b\""),
            (Expr::and([n("a"), n("b")]).not(), "NOT (\"a\" AND \"b\")"),
            (Expr::Minus(Arc::new(Expr::int(-5))), "-(-5)"),
            (n("a").binary(BinaryOp::Subtract, Expr::int(-5)), "\"a\" - -5"),
            (Expr::Raw("x OR y".to_owned()).is_null(), "(x OR y) IS NULL"),
            (Expr::Raw("x OR y".to_owned()), "x OR y"),
            (Expr::text("it's").cast("TEXT"), "CAST('it''s' AS TEXT)"),
        ];
        for (expr, text) in cases {
            assert_eq!(printed(&expr), text);
        }
    }

    #[test]
    fn what_an_engine_lacks_is_said_otherwise() {
        let differs = n("a").compare(CompareOp::Differs, n("b"));
        assert_eq!(printed(&differs), "\"a\" IS DISTINCT FROM \"b\"");
        let mysql = Printer::new(&Mysql);
        assert_eq!(mysql.expr(&differs), "NOT (\"a\" <=> \"b\")");
        assert_eq!(mysql.expr(&differs.is_null()), "(NOT (\"a\" <=> \"b\")) IS NULL");
        let text = Expr::Concat(vec![n("a").binary(BinaryOp::Add, n("b")), n("c")]);
        assert_eq!(mysql.expr(&text.eq(n("d"))), "CONCAT(\"a\" + \"b\", \"c\") = \"d\"");
    }

    #[test]
    fn relations_of_one_hint_get_names_of_their_own() {
        let [outer, inner] = ["o", "o"].map(Alias::new);
        let table = |name: &str, alias: &Alias| Relation::from(TableName::own(name)).named(alias);
        let found = Select::of(table("b", &inner), [Expr::int(1)])
            .and_where(Expr::column(&inner, "id").eq(Expr::column(&outer, "b_id")));
        let query = Select::of(table("a", &outer), [Expr::column(&outer, "id")])
            .and_where(Expr::Exists(Arc::new(found.into())));
        assert_eq!(
            Printer::new(&Standard).statement(&Statement::Query(query.into())),
            "SELECT \"o\".\"id\" FROM \"a\" AS \"o\" WHERE EXISTS (SELECT 1 FROM \"b\" AS \"o2\" WHERE \"o2\".\"id\" = \"o\".\"b_id\")"
        );
    }

    #[test]
    fn a_long_statement_has_a_line_for_each_clause() {
        let alias = Alias::new("o");
        let columns = ["created_at", "updated_at", "deleted_at"].map(|name| Expr::column(&alias, name));
        let query = Select::of(Relation::from(TableName::of("old", "posts")).named(&alias), columns.clone())
            .and_where(columns[0].clone().is_null().not())
            .and_where(Expr::or([columns[1].clone().is_null(), columns[2].clone().is_null()]));
        let insert = Insert {
            table: TableName::own("posts"),
            overriding: "",
            columns: ["created", "updated", "deleted"].map(str::to_owned).to_vec(),
            rows: Rows::Query(query.into()),
        };
        assert_eq!(
            Printer::new(&Standard).statement(&Statement::Insert(insert)),
            "INSERT INTO \"posts\" (\"created\", \"updated\", \"deleted\")\n\
             SELECT \"o\".\"created_at\", \"o\".\"updated_at\", \"o\".\"deleted_at\"\n\
             FROM \"old\".\"posts\" AS \"o\" \
             WHERE \"o\".\"created_at\" IS NOT NULL AND (\"o\".\"updated_at\" IS NULL OR \"o\".\"deleted_at\" IS NULL)"
        );
    }

    #[test]
    fn what_is_long_within_a_statement_is_set_off() {
        let [rows, lost] = ["rows", "lost"].map(Alias::new);
        let long = |alias: &Alias, n: u8| Expr::column(alias, format!("a_column_whose_name_is_rather_long_{n}"));
        let query = Select::of(
            Relation::from(Select::of(
                Relation::from(TableName::own("t")).named(&rows),
                (1..5).map(|n| long(&rows, n)),
            ))
            .named(&lost),
            [Expr::CountRows],
        );
        let name = |n: u8| format!("\"rows\".\"a_column_whose_name_is_rather_long_{n}\"");
        assert_eq!(
            Printer::new(&Standard).statement(&Statement::Query(query.into())),
            format!(
                "SELECT COUNT(*)\nFROM (\n  SELECT {}, {},\n    {}, {}\n  FROM \"t\" AS \"rows\"\n) AS \"lost\"",
                name(1),
                name(2),
                name(3),
                name(4)
            )
        );
    }

    #[test]
    fn a_long_condition_is_broken_between_its_terms() {
        let long = |n: u8| Expr::name(format!("a_column_whose_name_is_rather_long_{n}")).is_null();
        let delete = Delete { table: TableName::own("t"), filter: Some(Expr::and((1..4).map(long))) };
        let term = |n: u8| format!("\"a_column_whose_name_is_rather_long_{n}\" IS NULL");
        assert_eq!(
            Printer::new(&Standard).statement(&Statement::Delete(delete)),
            format!("DELETE FROM \"t\"\nWHERE {} AND {}\n  AND {}", term(1), term(2), term(3))
        );
    }
}
