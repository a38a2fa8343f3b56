//! From a name to where it is defined, and to its uses.

use lsp_types::{Location, Position, Range};

use super::hints::clauses;
use super::view::{View, path_of, uri_of};
use crate::compile::plain;
use crate::source::Span;
use crate::syntax::ast::{self, Clause, Expr, ExprKind, Item};

/// Where what stands at a position is defined: in the program, or in the DDL.
pub(super) fn definition(view: View<'_>, at: Position) -> Vec<Location> {
    let offset = view.offset(at);
    if let Some(target) = file_at(view, offset) {
        return target.into_iter().collect();
    }
    let spans = match view.meaning(offset) {
        Some((_, what)) => view.definitions(what),
        None => parameter_at(view, offset).and_then(|spans| spans.first().copied()).into_iter().collect(),
    };
    spans.into_iter().filter_map(|span| view.location(span)).collect()
}

/// The file that a text names, in `from`, `into` and `include`.
fn file_at(view: View<'_>, offset: u32) -> Option<Option<Location>> {
    let named = view.items().iter().find_map(|item| {
        let text = match item {
            Item::From(side) | Item::Into(side) => side.ddl.as_ref()?,
            Item::Include(text) => text,
            _ => return None,
        };
        (text.span.start <= offset && offset <= text.span.end).then_some(text)
    })?;
    let folder = path_of(view.sources(), view.file)?;
    let path = plain(&folder.parent()?.join(&named.value));
    Some(uri_of(&path).map(|uri| Location { uri, range: Range::default() }))
}

/// Every place in the program that means the same as a position.
pub(super) fn references(view: View<'_>, at: Position, with_definition: bool) -> Vec<Location> {
    let offset = view.offset(at);
    let mut spans = match view.meaning(offset) {
        Some((_, what)) => {
            let definitions = view.definitions(what);
            let mut spans = view.uses(what);
            spans.retain(|span| with_definition || !definitions.contains(span));
            if with_definition {
                spans.extend(definitions);
            }
            spans
        }
        None => parameter_at(view, offset).unwrap_or_default(),
    };
    spans.sort_unstable();
    spans.dedup();
    spans.into_iter().filter_map(|span| view.location(span)).collect()
}

/// The `let`s of a file, also those of blocks.
pub(super) fn lets(view: View<'_>) -> impl Iterator<Item = &ast::Let> {
    view.items().iter().flat_map(|item| {
        let outer = if let Item::Let(l) = item { Some(l) } else { None };
        let inner = clauses(item).iter().filter_map(|clause| if let Clause::Let(l) = clause { Some(l) } else { None });
        outer.into_iter().chain(inner)
    })
}

/// The parameter of a `let` at an offset, and its uses in it; the definition comes first.
pub(super) fn parameter_at(view: View<'_>, offset: u32) -> Option<Vec<Span>> {
    let definition = lets(view).find(|l| l.span.start <= offset && offset <= l.span.end)?;
    definition.params.iter().find_map(|param| {
        let mut spans = vec![param.span];
        paths(&definition.value, &mut |path| {
            if let [name] = path.parts.as_slice()
                && name.text == param.text
            {
                spans.push(name.span);
            }
        });
        spans.iter().any(|s| s.start <= offset && offset <= s.end).then_some(spans)
    })
}

/// Every path of an expression.
pub(super) fn paths(expr: &Expr, f: &mut dyn FnMut(&ast::Path)) {
    let mut list = |all: &[Expr]| all.iter().for_each(|e| paths(e, f));
    match &expr.kind {
        ExprKind::Path(path) => f(path),
        ExprKind::Binary { left, right, .. } => {
            paths(left, f);
            paths(right, f);
        }
        ExprKind::Not(inner) | ExprKind::Neg(inner) | ExprKind::IsNull { value: inner, .. } => paths(inner, f),
        ExprKind::Cast { value: inner, .. } | ExprKind::Via { key: inner, .. } => paths(inner, f),
        ExprKind::In { value, list: all, .. } => {
            list(all);
            paths(value, f);
        }
        ExprKind::Between { value, low, high, .. } => [value, low, high].into_iter().for_each(|e| paths(e, f)),
        ExprKind::Like { value, pattern, .. } => [value, pattern].into_iter().for_each(|e| paths(e, f)),
        ExprKind::When { value, cond } => [value, cond].into_iter().for_each(|e| paths(e, f)),
        ExprKind::Case { subject, arms, otherwise } => {
            subject.iter().chain(otherwise).for_each(|e| paths(e, f));
            for arm in arms {
                arm.keys.iter().for_each(|e| paths(e, f));
                paths(&arm.value, f);
            }
        }
        ExprKind::Lookup { by, .. } => match by {
            ast::LookupBy::Key(all) => list(all),
            ast::LookupBy::Columns(all) => all.iter().for_each(|(_, e)| paths(e, f)),
        },
        ExprKind::Call { args, .. } => list(args),
        ExprKind::Tuple(all) => list(all),
        ExprKind::Aggregate { value, cond, .. } => value.iter().chain(cond).for_each(|e| paths(e, f)),
        ExprKind::Format(pieces) | ExprKind::Sql(pieces) => {
            for piece in pieces {
                if let ast::Piece::Expr(e) = piece {
                    paths(e, f);
                }
            }
        }
        ExprKind::Literal(_) | ExprKind::Bad => {}
    }
}
