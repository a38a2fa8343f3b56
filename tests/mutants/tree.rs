//! The places of a program's tree that can be changed, and what may stand there.

use std::ops::Range;

use migc::schema::{Schema, Table};
use migc::source::{FileId, Span};
use migc::syntax::ast::{
    ActionWhat, Arm, Clause, Expr, ExprKind, File, Flow, FlowValue, Item, Literal, LookupBy, Or, Path, Piece,
    UniqueThen,
};

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An expression that may be of any type.
    Value,
    /// An expression that is true or false.
    Condition,
    /// An expression that is a name.
    Name,
    /// A constant.
    Literal,
    /// A new column.
    Target,
    /// A table, of either side.
    Table,
    /// A line of a block.
    Line,
    /// The value of a flow, before its arrow.
    Flow,
    /// The end of a flow, where a policy can be added.
    FlowEnd,
    /// What stands behind an `or`.
    Policy,
    /// An operator between two values.
    Operator,
    /// What `as` names.
    Type,
    /// What a `unique` does.
    Unique,
    /// A join of a head.
    Join,
    /// The head of a block.
    Head,
    /// A statement.
    Item,
}

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Place {
    pub kind: Kind,
    pub at: Range<usize>,
    /// The statement it is in.
    pub item: usize,
}

/// What names mean in a statement.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Old columns.
    pub old: Vec<String>,
    /// New columns.
    pub new: Vec<String>,
}

/// The places of a program.
#[derive(Debug, Default)]
pub struct Tree {
    pub places: Vec<Place>,
    pub scopes: Vec<Scope>,
    file: FileId,
    item: usize,
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// The table that a path names, if one side has it.
fn table<'a>(schema: &'a Schema, path: &Path) -> Option<&'a Table> {
    let name = &path.parts.last()?.text;
    schema.find(None, name).map(|id| schema.table(id))
}

fn columns(table: Option<&Table>) -> impl Iterator<Item = String> {
    table.into_iter().flat_map(|t| t.columns.iter().map(|c| quoted(&c.name)))
}

impl Tree {
    pub fn of(file: &File, old: &Schema, new: &Schema) -> Self {
        let mut tree = Self { file: file.file, ..Self::default() };
        for (i, item) in file.items.iter().enumerate() {
            tree.item = i;
            let mut scope = Scope::default();
            tree.item(item, &mut scope, old, new);
            tree.scopes.push(scope);
        }
        tree
    }

    fn put(&mut self, kind: Kind, span: Span) {
        if span.file == self.file && span.start < span.end {
            self.places.push(Place { kind, at: span.range(), item: self.item });
        }
    }

    fn item(&mut self, item: &Item, scope: &mut Scope, old: &Schema, new: &Schema) {
        match item {
            Item::From(_) | Item::Into(_) | Item::Include(_) | Item::Bad(_) => {}
            Item::Table(block) => {
                scope.old.extend(columns(table(old, &block.source)));
                scope.new.extend(columns(table(new, &block.target)));
                self.put(Kind::Item, block.span);
                self.put(Kind::Head, block.head_span);
                self.put(Kind::Table, block.source.span);
                self.put(Kind::Table, block.target.span);
                for join in &block.joins {
                    scope.old.extend(columns(table(old, &join.table)));
                    self.put(Kind::Join, join.span);
                    self.put(Kind::Table, join.table.span);
                    self.expr(&join.on, true);
                }
                block.group_by.iter().for_each(|e| self.expr(e, false));
                block.having.iter().for_each(|e| self.expr(e, true));
                self.clauses(&block.clauses);
            }
            Item::Copy(copy) => {
                self.put(Kind::Item, copy.span);
                for pattern in &copy.tables {
                    self.put(Kind::Table, pattern.span);
                    let name = pattern.parts.last().map_or("", |p| p.text.as_str());
                    scope.old.extend(columns(old.find(None, name).map(|id| old.table(id))));
                    scope.new.extend(columns(new.find(None, name).map(|id| new.table(id))));
                }
                self.clauses(&copy.clauses);
            }
            Item::Map(map) => {
                self.put(Kind::Item, map.span);
                for arm in &map.arms {
                    match arm {
                        Arm::Values { keys, value, .. } => {
                            keys.iter().for_each(|e| self.expr(e, false));
                            self.expr(value, false);
                        }
                        Arm::Else(value, _) => self.expr(value, false),
                        Arm::ElseKeep(_) | Arm::Bad(_) => {}
                    }
                }
            }
            Item::Row(row) => {
                scope.new.extend(columns(table(new, &row.target)));
                self.put(Kind::Item, row.span);
                self.put(Kind::Table, row.target.span);
                self.clauses(&row.clauses);
            }
            Item::Stub(stub) => {
                scope.new.extend(columns(table(new, &stub.target)));
                self.put(Kind::Item, stub.span);
                self.put(Kind::Table, stub.target.span);
                self.clauses(&stub.clauses);
            }
            Item::Reference(reference) => {
                self.put(Kind::Item, reference.span);
                reference.unless.iter().for_each(|e| self.expr(e, false));
            }
            Item::Require(require) => {
                self.put(Kind::Item, require.span);
                self.put(Kind::Table, require.first.span);
                self.put(Kind::Table, require.second.span);
            }
            Item::Ignore(ignore) => self.put(Kind::Item, ignore.span),
            Item::Allow(allow) => self.put(Kind::Item, allow.span),
            Item::Empty(empty) => {
                scope.old.extend(columns(table(new, &empty.table)));
                self.put(Kind::Item, empty.span);
                self.put(Kind::Table, empty.table.span);
                empty.cond.iter().for_each(|e| self.expr(e, true));
            }
            Item::Update(update) => {
                let own: Vec<String> = columns(table(new, &update.table)).collect();
                scope.old.extend(own.iter().cloned());
                scope.new.extend(own);
                self.put(Kind::Item, update.span);
                self.put(Kind::Table, update.table.span);
                self.clauses(&update.clauses);
            }
            Item::Check(check) => {
                self.put(Kind::Item, check.span);
                self.expr(&check.cond, true);
            }
            Item::Action(action) => {
                self.put(Kind::Item, action.span);
                if let ActionWhat::Note(text) = &action.what {
                    self.put(Kind::Literal, text.span);
                }
            }
            Item::Let(inner) => {
                self.put(Kind::Item, inner.span);
                self.expr(&inner.value, false);
            }
            Item::Param(param) => {
                self.put(Kind::Item, param.span);
                self.put(Kind::Type, param.ty.span);
                param.default.iter().for_each(|e| self.expr(e, false));
            }
        }
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            match clause {
                Clause::Flow(flow) => self.flow(flow),
                Clause::Star(span) => self.put(Kind::Line, *span),
                Clause::Bad(_) => {}
                Clause::Where { cond, span } | Clause::Skip { cond, span, .. } => {
                    self.put(Kind::Line, *span);
                    self.expr(cond, true);
                }
                Clause::OrderBy { terms, span } => {
                    self.put(Kind::Line, *span);
                    terms.iter().for_each(|term| self.expr(&term.expr, false));
                }
                Clause::Key { columns, span } => {
                    self.put(Kind::Line, *span);
                    columns.iter().for_each(|path| self.put(Kind::Name, path.span));
                }
                Clause::Unique { columns, then, span } => {
                    self.put(Kind::Line, *span);
                    columns.iter().for_each(|name| self.put(Kind::Target, name.span));
                    if let Some(last) = columns.last() {
                        let end = last.span.range().end..span.range().end;
                        self.places.push(Place { kind: Kind::Unique, at: end, item: self.item });
                    }
                    if let UniqueThen::Keep { by, .. } = then {
                        by.iter().for_each(|e| self.expr(e, false));
                    }
                }
                Clause::Ignore { span, .. } => self.put(Kind::Line, *span),
                Clause::Allow(allow) => self.put(Kind::Line, allow.span),
                Clause::Let(inner) => {
                    self.put(Kind::Line, inner.span);
                    self.expr(&inner.value, false);
                }
            }
        }
    }

    fn flow(&mut self, flow: &Flow) {
        self.put(Kind::Line, flow.span);
        let end = flow.span.range().end;
        self.places.push(Place { kind: Kind::FlowEnd, at: end..end, item: self.item });
        match &flow.value {
            FlowValue::Expr(expr) => {
                if !flow.bare {
                    self.put(Kind::Flow, expr.span);
                }
                self.expr(expr, false);
            }
            FlowValue::Auto(span) | FlowValue::Default(span) => self.put(Kind::Flow, *span),
        }
        if !flow.bare {
            flow.targets.iter().for_each(|name| self.put(Kind::Target, name.span));
        }
        for or in &flow.or {
            match or {
                Or::Policy(_, span) => self.put(Kind::Policy, *span),
                Or::Expr(expr) => {
                    self.put(Kind::Policy, expr.span);
                    self.expr(expr, false);
                }
            }
        }
    }

    fn expr(&mut self, expr: &Expr, condition: bool) {
        self.put(if condition { Kind::Condition } else { Kind::Value }, expr.span);
        match &expr.kind {
            ExprKind::Bad => {}
            ExprKind::Literal(literal) => {
                if !matches!(literal, Literal::Null) {
                    self.put(Kind::Literal, expr.span);
                }
            }
            ExprKind::Path(_) => self.put(Kind::Name, expr.span),
            ExprKind::Binary { op, op_span, left, right } => {
                use migc::syntax::ast::BinaryOp;
                self.put(Kind::Operator, *op_span);
                let conditions = matches!(op, BinaryOp::Or | BinaryOp::And);
                self.expr(left, conditions);
                self.expr(right, conditions);
            }
            ExprKind::Not(inner) => self.expr(inner, true),
            ExprKind::Neg(inner) => self.expr(inner, false),
            ExprKind::In { value, list, .. } => {
                self.expr(value, false);
                list.iter().for_each(|e| self.expr(e, false));
            }
            ExprKind::Between { value, low, high, .. } => [value, low, high].iter().for_each(|e| self.expr(e, false)),
            ExprKind::Like { value, pattern, .. } => [value, pattern].iter().for_each(|e| self.expr(e, false)),
            ExprKind::IsNull { value, .. } => self.expr(value, false),
            ExprKind::When { value, cond } => {
                self.expr(value, false);
                self.expr(cond, true);
            }
            ExprKind::Case { subject, arms, otherwise } => {
                subject.iter().for_each(|e| self.expr(e, false));
                for arm in arms {
                    arm.keys.iter().for_each(|e| self.expr(e, subject.is_none()));
                    self.expr(&arm.value, false);
                }
                otherwise.iter().for_each(|e| self.expr(e, false));
            }
            ExprKind::Cast { value, ty, .. } => {
                self.expr(value, false);
                self.put(Kind::Type, ty.span);
            }
            ExprKind::Via { key, .. } => self.expr(key, false),
            ExprKind::Lookup { table, by, .. } => {
                self.put(Kind::Table, table.span);
                match by {
                    LookupBy::Key(list) => list.iter().for_each(|e| self.expr(e, false)),
                    LookupBy::Columns(columns) => columns.iter().for_each(|(_, e)| self.expr(e, false)),
                }
            }
            ExprKind::Call { args, .. } => args.iter().for_each(|e| self.expr(e, false)),
            ExprKind::Aggregate { value, table, cond, .. } => {
                value.iter().for_each(|e| self.expr(e, false));
                table.iter().for_each(|path| self.put(Kind::Table, path.span));
                cond.iter().for_each(|e| self.expr(e, true));
            }
            ExprKind::Format(pieces) | ExprKind::Sql(pieces) => {
                for piece in pieces {
                    if let Piece::Expr(e) = piece {
                        self.expr(e, false);
                    }
                }
            }
            ExprKind::Tuple(list) => list.iter().for_each(|e| self.expr(e, false)),
        }
    }
}
