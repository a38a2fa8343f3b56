//! Every span of a tree, to be moved or taken out: two trees whose spans are taken out are equal
//! where the texts say the same.

use super::ast::{
    Action, ActionWhat, Allow, Arm, CaseArm, Check, Clause, Copy, Empty, Expr, ExprKind, File, Flow, FlowValue, Ignore,
    Item, Join, Let, LookupBy, Map, Name, Or, Order, Param, Path, Pattern, Piece, Reference, Require, Row, Side, Stub,
    Table, Text, TypeName, UniqueThen, Update,
};
use crate::diag::{Diagnostic, Edit, Fix, Label};
use crate::source::Span;

/// Has spans.
pub trait Spans {
    /// Calls `f` with every span in it.
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span));
}

impl Spans for Span {
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(self);
    }
}

impl<T: Spans> Spans for Option<T> {
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.iter_mut().for_each(|inner| inner.each_span(f));
    }
}

impl<T: Spans> Spans for Vec<T> {
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.iter_mut().for_each(|inner| inner.each_span(f));
    }
}

impl<T: Spans> Spans for Box<T> {
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        (**self).each_span(f);
    }
}

impl<A: Spans, B: Spans> Spans for (A, B) {
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.0.each_span(f);
        self.1.each_span(f);
    }
}

/// The fields of a struct that have spans.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Spans for $name {
            fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
                $(self.$field.each_span(f);)*
            }
        }
    )*};
}

/// The parts of the variants of an enum that have spans.
macro_rules! variants {
    ($($name:ident { $($pattern:pat => [$($part:expr),*];)* })*) => {$(
        impl Spans for $name {
            fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
                match self {
                    $($pattern => { $($part.each_span(f);)* })*
                }
            }
        }
    )*};
}

fields! {
    File { items }
    Name { span }
    Path { parts, span }
    Pattern { parts, span }
    Text { span }
    Side { engine, ddl, database, schema, prefix, encoding, storage, span }
    Table { source, alias, joins, group_by, having, target, clauses, head_span, span }
    Join { table, alias, on, span }
    Order { expr }
    Flow { value, targets, or, span }
    Copy { tables, clauses, span }
    Map { name, arms, span }
    Row { target, clauses, span }
    Stub { target, clauses, span }
    Reference { column, unless, to, span }
    Require { first, second, because, span }
    Ignore { patterns, because, span }
    Allow { code, names, because, span }
    Empty { table, cond, span }
    Update { table, clauses, span }
    Check { what, cond, span }
    Action { table, what, span }
    Let { name, params, value, span }
    Param { name, ty, default, span }
    TypeName { name, span }
    Expr { kind, span }
    CaseArm { keys, value }
    Label { span }
    Diagnostic { primary, secondary, fixes }
    Fix { edits }
}

variants! {
    Item {
        Item::From(side) | Item::Into(side) => [side];
        Item::Table(inner) => [inner];
        Item::Copy(inner) => [inner];
        Item::Map(inner) => [inner];
        Item::Row(inner) => [inner];
        Item::Stub(inner) => [inner];
        Item::Reference(inner) => [inner];
        Item::Require(inner) => [inner];
        Item::Ignore(inner) => [inner];
        Item::Allow(inner) => [inner];
        Item::Empty(inner) => [inner];
        Item::Update(inner) => [inner];
        Item::Check(inner) => [inner];
        Item::Action(inner) => [inner];
        Item::Let(inner) => [inner];
        Item::Param(inner) => [inner];
        Item::Include(inner) => [inner];
        Item::Bad(span) => [span];
    }
    Clause {
        Clause::Flow(flow) => [flow];
        Clause::Star(span) | Clause::Bad(span) => [span];
        Clause::Where { cond, span } => [cond, span];
        Clause::Skip { cond, because, span } => [cond, because, span];
        Clause::OrderBy { terms, span } => [terms, span];
        Clause::Key { columns, span } => [columns, span];
        Clause::Unique { columns, then, span } => [columns, then, span];
        Clause::Ignore { columns, because, span } => [columns, because, span];
        Clause::Allow(inner) => [inner];
        Clause::Let(inner) => [inner];
    }
    UniqueThen {
        UniqueThen::Keep { by, .. } => [by];
        UniqueThen::Reject | UniqueThen::Fail => [];
    }
    FlowValue {
        FlowValue::Expr(expr) => [expr];
        FlowValue::Auto(span) | FlowValue::Default(span) => [span];
    }
    Or {
        Or::Policy(_, span) => [span];
        Or::Expr(expr) => [expr];
    }
    Arm {
        Arm::Values { keys, value, span } => [keys, value, span];
        Arm::ElseKeep(span) | Arm::Bad(span) => [span];
        Arm::Else(expr, span) => [expr, span];
    }
    Edit {
        Edit::Replace(span, _) | Edit::Line(span, _) | Edit::Statement(span, _) | Edit::Remove(span) | Edit::Element(span) => [span];
    }
    ActionWhat {
        ActionWhat::Run(text) | ActionWhat::Sql(text) | ActionWhat::Note(text) => [text];
    }
    LookupBy {
        LookupBy::Key(list) => [list];
        LookupBy::Columns(columns) => [columns];
    }
    Piece {
        Piece::Text(_) => [];
        Piece::Expr(expr) => [expr];
    }
    ExprKind {
        ExprKind::Literal(_) | ExprKind::Bad => [];
        ExprKind::Path(path) => [path];
        ExprKind::Binary { op_span, left, right, .. } => [op_span, left, right];
        ExprKind::Not(inner) | ExprKind::Neg(inner) => [inner];
        ExprKind::In { value, list, .. } => [value, list];
        ExprKind::Between { value, low, high, .. } => [value, low, high];
        ExprKind::Like { value, pattern, .. } => [value, pattern];
        ExprKind::IsNull { value, .. } => [value];
        ExprKind::When { value, cond } => [value, cond];
        ExprKind::Case { subject, arms, otherwise } => [subject, arms, otherwise];
        ExprKind::Cast { value, ty, format } => [value, ty, format];
        ExprKind::Via { key, block } => [key, block];
        ExprKind::Lookup { table, by, column } => [table, by, column];
        ExprKind::Call { name, args } => [name, args];
        ExprKind::Aggregate { function, value, table, cond } => [function, value, table, cond];
        ExprKind::Format(pieces) | ExprKind::Sql(pieces) => [pieces];
        ExprKind::Tuple(list) => [list];
    }
}
