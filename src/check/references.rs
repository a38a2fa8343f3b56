//! `reference`: foreign keys that a schema should declare and does not.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::plan::Side;
use crate::schema::{Column, ColumnId, ForeignKey, Schema, Table, TableId};
use crate::syntax::ast;

use super::advice::said_of;
use super::checker::Checker;
use super::items::{self, Items};
use super::names::{Index, Names};
use super::resolved::{Meaning, Resolved};
use super::scope::Scope;
use super::typed::literal;
use super::types::{self, Misfit};

/// A `reference` statement whose names are resolved.
pub(super) struct Declared<'a> {
    side: Side,
    table: TableId,
    column: ColumnId,
    unless: Option<&'a ast::Expr>,
}

/// Adds the foreign keys that the program declares to the schemas.
pub(super) fn declare<'a>(
    items: &Items<'a>,
    old: &mut Arc<Schema>,
    new: &mut Arc<Schema>,
    resolved: &mut Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Declared<'a>> {
    let mut declared = Vec::new();
    if items.references.is_empty() {
        return declared;
    }
    // Adding foreign keys moves no table.
    let index = Index::of(old, new);
    for reference in &items.references {
        let names = Names { old, new, from: items.from, into: items.into, index: &index };
        let Some((side, table, column)) = end(names, &reference.column, None, resolved, diagnostics) else {
            continue;
        };
        let Some((_, to, key)) = end(names, &reference.to, Some(side), resolved, diagnostics) else {
            continue;
        };
        let from_table = names.table(side, table);
        let ends =
            [(from_table, from_table.column(column)), (names.table(side, to), names.table(side, to).column(key))];
        if let Some(finding) = cannot_refer(reference, key, ends) {
            diagnostics.push(finding);
            continue;
        }
        let existing = from_table.foreign_keys.iter().find(|f| f.columns == [column]);
        match existing {
            Some(there) if there.table == to && there.references == [key] => {
                if reference.unless.is_none() {
                    diagnostics.push(
                        Diagnostic::new(Code::REFERENCE, reference.span, "the schema declares this reference already")
                            .severity(Severity::Warning)
                            .label(there.span, "here")
                            .leave_out(reference.span),
                    );
                }
            }
            Some(there) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::REFERENCE,
                        reference.span,
                        format!(
                            "`{}.{}` refers to another table already",
                            from_table.name,
                            from_table.column(column).name
                        ),
                    )
                    .label(there.span, format!("to `{}`", names.table(side, there.table).name)),
                );
                continue;
            }
            None => {
                let key = ForeignKey {
                    name: None,
                    columns: vec![column],
                    table: to,
                    references: vec![key],
                    span: reference.span,
                    deferrable: false,
                    declared_by_program: true,
                    kept: false,
                };
                let schema = if side == Side::Old { &mut *old } else { &mut *new };
                if let Some(table) = Arc::make_mut(schema).tables.get_mut(table.0) {
                    table.foreign_keys.push(key);
                }
            }
        }
        declared.push(Declared { side, table, column, unless: reference.unless.as_ref() });
    }
    declared
}

/// What keeps one column from referring to another, whose id is `key`; none: it can.
fn cannot_refer(
    reference: &ast::Reference,
    key: ColumnId,
    [(from_table, from), (to_table, target)]: [(&Table, &Column); 2],
) -> Option<Diagnostic> {
    if !to_table.keys().any(|k| k.columns == [key]) {
        let message =
            format!("`{}.{}` identifies no row: no primary or unique key is made of it", to_table.name, target.name);
        let finding = Diagnostic::new(Code::REFERENCE, reference.to.span, message);
        return Some(finding.label(target.span, "declared here"));
    }
    if types::comparable(&from.ty, &target.ty) {
        return None;
    }
    let message = format!(
        "`{}.{}` is {}, and `{}.{}` is {}",
        from_table.name,
        from.name,
        said_of(from),
        to_table.name,
        target.name,
        said_of(target)
    );
    let finding = Diagnostic::new(Code::REFERENCE, reference.span, message);
    Some(finding.label(from.span, "declared here").label(target.span, "declared here"))
}

/// An end of a `reference`: `T.C`, `new.T.C`. The second end is on the `side` of the first.
fn end(
    names: Names<'_>,
    path: &ast::Path,
    side: Option<Side>,
    resolved: &mut Resolved,
    diagnostics: &mut Diagnostics,
) -> Option<(Side, TableId, ColumnId)> {
    let Some((column, holder)) = path.parts.split_last().filter(|(_, holder)| !holder.is_empty()) else {
        diagnostics.push(
            Diagnostic::new(
                Code::REFERENCE,
                path.span,
                format!("`{}` does not say which table", items::written(&path.parts)),
            )
            .help(format!("write `TABLE.{}`", items::written(&path.parts))),
        );
        return None;
    };
    let found = match side {
        // Both ends are on the side of the first one, whether `new.` is repeated or not.
        Some(side) => {
            let bare = match holder {
                [first, rest @ ..] if !rest.is_empty() && matches!(first.text.as_str(), "new" | "old") => rest,
                all => all,
            };
            names.find(side, bare).map(|t| (side, t))
        }
        None => names.find_on_either(Side::Old, holder),
    };
    let Some((side, table)) = found else {
        diagnostics.push(names.no_table(side.unwrap_or(Side::Old), holder, path.span));
        return None;
    };
    match names.find_column(side, table, &column.text) {
        Some(found) => {
            resolved.names.push((column.span, Meaning::Column(side, table, found)));
            if let (Some(first), Some(last)) = (holder.first(), holder.last()) {
                resolved.names.push((first.span.to(last.span), Meaning::Table(side, table)));
            }
            Some((side, table, found))
        }
        None => {
            diagnostics.push(names.no_column(side, table, column));
            None
        }
    }
}

impl<'a> Checker<'a, '_> {
    /// Types the `unless` values.
    pub(super) fn read_unless(&mut self, declared: &[Declared<'a>]) {
        for reference in declared {
            let Some(unless) = reference.unless else {
                continue;
            };
            let value = self.expr(&Scope::default(), unless);
            let column = self.names.column(reference.side, reference.table, reference.column);
            let Some(constant) = value.literal() else {
                if value.ty != crate::schema::Type::Error {
                    self.find(Code::REFERENCE, value.span, "the value after `unless` must be a literal");
                }
                continue;
            };
            match types::constant(constant, &column.ty) {
                Ok(constant) => {
                    let expr = literal(constant, column.ty.clone(), value.span);
                    self.unless.insert((reference.side, reference.table, reference.column), expr);
                }
                Err(misfit) => {
                    let mut finding = Diagnostic::new(
                        Code::REFERENCE,
                        value.span,
                        format!("`{}` is {}, which {} is not", column.name, said_of(column), self.text(value.span)),
                    )
                    .label(column.span, "declared here");
                    if let Misfit::Kind(Some(way)) = misfit {
                        finding = finding.help(format!("write `{way}`"));
                    }
                    self.report(finding);
                }
            }
        }
    }
}
