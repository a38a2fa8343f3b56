//! What names mean inside an expression.

use crate::diag::{Code, Diagnostic};
use crate::plan::{Expr, ExprKind, RelId, Side};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::resolved::Meaning;
use super::scope::{Inner, Scope, ScopeRelation};

impl<'a> Checker<'a, '_> {
    /// The expression a name stands for.
    pub(super) fn path(&mut self, scope: &Scope<'a>, path: &'a ast::Path) -> Expr {
        match path.parts.as_slice() {
            [name] => self.name(scope, name),
            [alias, column] => self.qualified(scope, std::slice::from_ref(alias), column, path.span),
            [schema, table, column] => self.qualified(scope, &[schema.clone(), table.clone()], column, path.span),
            _ => {
                self.find(Code::UNKNOWN_NAME, path.span, format!("`{}` has too many parts", self.text(path.span)));
                Expr::error(path.span)
            }
        }
    }

    fn name(&mut self, scope: &Scope<'a>, name: &'a ast::Name) -> Expr {
        if let Some((_, value)) = scope.bindings.iter().rev().find(|(n, _)| *n == name.text) {
            return Expr { span: name.span, ..self.copy(value) };
        }
        if let Some(inner) = &scope.inner
            && let Some(column) = self.names.find_column(inner.side, inner.table, &name.text)
        {
            if inner.condition
                && let Some(around) = self.named_around(scope, &name.text)
            {
                self.mark_unsure(scope);
                self.report(self.unclear(scope, inner, column, &around, name));
                return Expr::error(name.span);
            }
            self.saw(name.span, Meaning::Column(inner.side, inner.table, column));
            return self.inner_column(inner.side, inner.table, column, name.span);
        }
        if name.text == "key"
            && let Some(ty) = &scope.key
        {
            return Expr::new(ExprKind::StubKey, ty.clone(), false, name.span);
        }
        if let Some(at) = scope.lets.iter().rposition(|l| l.name.text == name.text && l.params.is_empty()) {
            self.saw_let(scope.lets.get(at).copied(), name.span);
            return self.block_let(scope, at, Vec::new(), name.span);
        }
        let hits: Vec<(usize, ColumnId)> = scope
            .relations
            .iter()
            .enumerate()
            .filter_map(|(i, r)| self.names.find_column(r.side, r.table, &name.text).map(|c| (i, c)))
            .collect();
        match hits.as_slice() {
            [(rel, column)] => {
                self.saw_column(scope, *rel, *column, name.span);
                return self.column(scope, RelId(*rel), *column, name.span);
            }
            [] => {}
            several => {
                let ways: Vec<String> = several
                    .iter()
                    .filter_map(|(i, _)| scope.relations.get(*i))
                    .map(|r| format!("`{}.{}`", r.alias, name.text))
                    .collect();
                let mut finding = Diagnostic::new(
                    Code::AMBIGUOUS_NAME,
                    name.span,
                    format!("`{}` is a column of {} tables here", name.text, several.len()),
                )
                .help(format!("write {}", ways.join(" or ")));
                for (i, c) in several {
                    if let Some(r) = scope.relations.get(*i) {
                        let column = self.names.column(r.side, r.table, *c);
                        let way = format!("{}.{}", quoted(&r.alias), quoted(&name.text));
                        finding = finding
                            .label(column.name_span, format!("`{}.{}`", r.alias, column.name))
                            .write(name.span, way);
                    }
                }
                self.mark_unsure(scope);
                self.report(finding);
                return Expr::error(name.span);
            }
        }
        if let Some(definition) = self.items.lets.get(name.text.as_str()).copied() {
            self.saw_let(Some(definition), name.span);
            return self.statement_let(scope, definition, Vec::new(), name.span);
        }
        if let Some(at) = self.items.params.iter().position(|p| p.name.text == name.text) {
            if let Some(param) = self.items.params.get(at) {
                self.saw(name.span, Meaning::Param(param.name.span));
            }
            return self.param(at, name.span);
        }
        self.unknown_name(scope, name);
        Expr::error(name.span)
    }

    /// What a name would be in the row around the one that an aggregate looks at, if anything: relations that have such a
    /// column, by their places; none of them where it is a `let` or a `param`.
    fn named_around(&self, scope: &Scope<'a>, name: &str) -> Option<Vec<(usize, ColumnId)>> {
        let columns: Vec<(usize, ColumnId)> = scope
            .relations
            .iter()
            .enumerate()
            .filter_map(|(i, r)| self.names.table(r.side, r.table).find(name).map(|c| (i, c)))
            .collect();
        let defined = scope.lets.iter().any(|l| l.name.text == name && l.params.is_empty())
            || self.items.lets.get(name).is_some_and(|l| l.params.is_empty())
            || self.items.params.iter().any(|p| p.name.text == name);
        (defined || !columns.is_empty()).then_some(columns)
    }

    /// The finding for a bare name in the condition of an aggregate that is a column of its table and something else.
    fn unclear(
        &self,
        scope: &Scope<'a>,
        inner: &Inner,
        column: ColumnId,
        around: &[(usize, ColumnId)],
        name: &ast::Name,
    ) -> Diagnostic {
        let shown = self.names.shown(inner.side, inner.table);
        let outer: Vec<(&ScopeRelation, ColumnId)> =
            around.iter().filter_map(|(i, c)| scope.relations.get(*i).map(|r| (r, *c))).collect();
        // The row around it goes by the same name where it is of the same table.
        let taken = outer.iter().any(|(r, _)| quoted(&r.alias) == shown);
        let side = if inner.side == Side::New { "new" } else { "old" };
        let own = if taken { format!("{side}.{shown}") } else { shown.clone() };
        let mut ways = vec![format!("{own}.{}", quoted(&name.text))];
        ways.extend(outer.iter().map(|(r, _)| format!("{}.{}", quoted(&r.alias), quoted(&name.text))));
        let message = match outer.is_empty() {
            true => format!("`{}` is a column of `{shown}` here, and a name that the program gives", name.text),
            false => format!("`{}` is a column of `{shown}` and of the row around it", name.text),
        };
        let help = match outer.is_empty() {
            true => format!("write `{}`, or give the program's own another name", ways.join("` or `")),
            false => format!("write `{}`", ways.join("` or `")),
        };
        let declared = self.names.column(inner.side, inner.table, column);
        let mut finding = Diagnostic::new(Code::AMBIGUOUS_NAME, name.span, message)
            .label(declared.name_span, format!("`{own}.{}`", declared.name));
        for (r, c) in outer {
            let column = self.names.column(r.side, r.table, c);
            finding = finding.label(column.name_span, format!("`{}.{}`", r.alias, column.name));
        }
        finding = finding.help(help);
        for way in ways {
            finding = finding.write(name.span, way);
        }
        finding
    }

    fn saw_column(&mut self, scope: &Scope<'a>, rel: usize, column: ColumnId, span: Span) {
        if let Some(relation) = scope.relations.get(rel) {
            self.saw(span, Meaning::Column(relation.side, relation.table, column));
        }
    }

    /// Notes the use of a `let`.
    pub(super) fn saw_let(&mut self, definition: Option<&ast::Let>, span: Span) {
        if let Some(definition) = definition {
            self.saw(span, Meaning::Let(definition.name.span));
        }
    }

    fn unknown_name(&mut self, scope: &Scope<'a>, name: &ast::Name) {
        self.mark_unsure(scope);
        if scope.lost {
            return;
        }
        let near_let = || {
            let lets = scope.lets.iter().map(|l| l.name.text.as_str());
            let more = self.items.lets.keys().copied();
            self.names
                .nearest(&name.text, lets.chain(more).chain(self.items.params.iter().map(|p| p.name.text.as_str())))
        };
        let holder = match (&scope.inner, scope.relations.as_slice()) {
            (Some(inner), _) => Some((inner.side, inner.table)),
            (None, [only]) => Some((only.side, only.table)),
            _ => None,
        };
        let finding = if let Some((side, table)) = holder {
            let finding = self.names.no_column(side, table, name);
            match near_let() {
                Some(near) => finding.help(format!("or `{near}`, which this program defines?")),
                None => finding,
            }
        } else if scope.relations.is_empty() {
            let finding = Diagnostic::new(
                Code::UNKNOWN_NAME,
                name.span,
                format!("`{}` is unknown here, where there is no old row", name.text),
            );
            match near_let() {
                Some(near) => finding.meant(name.span, near),
                None => finding
                    .help("only constants, params, `let`s and look-ups can stand here; pass columns as parameters"),
            }
        } else {
            let all: Vec<String> = scope
                .relations
                .iter()
                .flat_map(|r| {
                    self.names.table(r.side, r.table).columns.iter().map(|c| format!("{}.{}", r.alias, c.name))
                })
                .collect();
            let bare: Vec<&str> = all.iter().filter_map(|n| n.split_once('.').map(|(_, c)| c)).collect();
            let tables: Vec<String> =
                scope.relations.iter().map(|r| format!("`{}`", self.names.shown(r.side, r.table))).collect();
            let mut finding = Diagnostic::new(
                Code::UNKNOWN_COLUMN,
                name.span,
                format!("none of the tables {} has a column `{}`", tables.join(", "), name.text),
            );
            if let Some(near) = self.names.nearest(&name.text, bare).or_else(near_let) {
                finding = finding.meant(name.span, near);
            }
            for r in &scope.relations {
                finding = finding.label(self.names.table(r.side, r.table).name_span, "looked for here");
            }
            finding
        };
        self.report(finding);
    }

    /// After an unknown name, what the scope's tables leave behind cannot be said.
    pub(super) fn mark_unsure(&mut self, scope: &Scope<'a>) {
        let inner = scope.inner.iter().map(|i| (i.side, i.table));
        for (side, table) in scope.relations.iter().map(|r| (r.side, r.table)).chain(inner) {
            if side == Side::Old {
                self.used.unsure.insert(table);
            }
        }
    }

    fn qualified(&mut self, scope: &Scope<'a>, holder: &[ast::Name], column: &ast::Name, span: Span) -> Expr {
        let shown = super::items::written(holder);
        if let Some(inner) = &scope.inner {
            let named = inner.alias.eq_ignore_ascii_case(&shown)
                || self.names.find_on_either(inner.side, holder) == Some((inner.side, inner.table));
            // An outer alias of the same name is the nearer meaning for people who wrote one.
            if named && !scope.relations.iter().any(|r| r.alias == shown) {
                return match self.names.find_column(inner.side, inner.table, &column.text) {
                    Some(found) => {
                        self.saw(column.span, Meaning::Column(inner.side, inner.table, found));
                        self.inner_column(inner.side, inner.table, found, span)
                    }
                    None => {
                        self.mark_unsure(scope);
                        self.report(self.names.no_column(inner.side, inner.table, column));
                        Expr::error(span)
                    }
                };
            }
        }
        let rel = scope
            .relations
            .iter()
            .position(|r| r.alias == shown)
            .or_else(|| scope.relations.iter().position(|r| r.alias.eq_ignore_ascii_case(&shown)))
            .or_else(|| {
                let mut hits = scope
                    .relations
                    .iter()
                    .enumerate()
                    .filter(|(_, r)| self.names.find_on_either(r.side, holder) == Some((r.side, r.table)));
                match (hits.next(), hits.next()) {
                    (Some((i, _)), None) => Some(i),
                    _ => None,
                }
            });
        let Some(rel) = rel else {
            self.mark_unsure(scope);
            if scope.lost {
                return Expr::error(span);
            }
            let mut finding = Diagnostic::new(
                Code::UNKNOWN_NAME,
                holder.first().map_or(span, |h| h.span),
                format!("`{shown}` is no table of this block"),
            );
            if let Some(near) = self.names.nearest(&shown, scope.relations.iter().map(|r| r.alias.as_str())) {
                finding = finding.help(format!("did you mean `{near}.{}`?", column.text));
                if let (Some(first), Some(last)) = (holder.first(), holder.last()) {
                    finding = finding.write(first.span.to(last.span), quoted(near));
                }
            } else if self.names.find_on_either(Side::Old, holder).is_some() {
                finding = finding.help(format!(
                    "join it in the head of the block, or look a row up: `{shown}[KEY].{}`",
                    column.text
                ));
            }
            self.report(finding);
            return Expr::error(span);
        };
        let Some(relation) = scope.relations.get(rel) else {
            return Expr::error(span);
        };
        if let (Some(first), Some(last)) = (holder.first(), holder.last()) {
            let what = relation.named.map_or(Meaning::Table(relation.side, relation.table), Meaning::Alias);
            self.saw(first.span.to(last.span), what);
        }
        match self.names.find_column(relation.side, relation.table, &column.text) {
            Some(found) => {
                self.saw_column(scope, rel, found, column.span);
                self.column(scope, RelId(rel), found, span)
            }
            None => {
                self.mark_unsure(scope);
                self.report(self.names.no_column(relation.side, relation.table, column));
                Expr::error(span)
            }
        }
    }

    /// A column of a relation of the scope; read through a cast where its values may be anything.
    pub(super) fn column(&mut self, scope: &Scope<'a>, rel: RelId, column: ColumnId, span: Span) -> Expr {
        let Some(relation) = scope.relations.get(rel.0) else {
            return Expr::error(span);
        };
        self.used.column(relation.side, relation.table, column, span);
        let declared = self.names.column(relation.side, relation.table, column);
        let known = scope.not_null.contains(&(rel, column));
        let nullable = (declared.nullable || relation.optional) && !known;
        stored(ExprKind::Column { rel, column }, relation.side, declared, nullable, span)
    }

    /// A column of the row a look-up or an aggregate looks at.
    pub(super) fn inner_column(&mut self, side: Side, table: TableId, column: ColumnId, span: Span) -> Expr {
        self.used.column(side, table, column, span);
        let declared = self.names.column(side, table, column);
        stored(ExprKind::Inner(column), side, declared, declared.nullable, span)
    }
}

/// The value of a column of that side, read as its declared type where the engine does not keep to it.
fn stored(kind: ExprKind, side: Side, column: &Column, nullable: bool, span: Span) -> Expr {
    if column.verified || side == Side::New {
        return Expr::new(kind, column.ty.clone(), nullable, span);
    }
    let ty = match &column.ty {
        Type::Text { collation, .. } => Type::Text { max: None, collation: collation.clone(), fixed: false },
        // The column's size is a promise too.
        Type::Decimal { .. } => Type::Decimal { precision: None, scale: 0 },
        other => other.clone(),
    };
    let raw = Expr::new(kind, Type::TEXT, true, span);
    Expr::new(ExprKind::Cast { value: Box::new(raw), format: None, stored: true }, ty, nullable, span)
}
