//! References follow their rows: an old key that flows into a reference becomes the key that
//! the row got.

use crate::diag::{Code, Diagnostic, Label};
use crate::plan::{ArithOp, CompareOp, Expr, ExprKind, Follow, KeyColumn, Lookup, Otherwise, Side};
use crate::schema::{ColumnId, ForeignKey, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::head::{Head, HeadKind};
use super::resolved::Meaning;
use super::scope::{Scope, ScopeRelation};
use super::typed::literal;
use super::types::{self, Conversion};

/// What to write where nothing identifies a block's rows.
const GIVE_A_KEY: &str = "give the block a key: `key COLUMN, …`";

/// A new column that refers to another new table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// The new table that refers to another one.
    pub table: TableId,
    /// Its column that is made of an old key.
    pub column: ColumnId,
    /// Its foreign key, of one column.
    pub key: &'a ForeignKey,
    /// The column it refers to.
    pub to: ColumnId,
}

impl<'a> Checker<'a, '_> {
    /// What a new column refers to, if it refers to something by itself.
    pub(super) fn reference(&self, table: TableId, column: ColumnId) -> Option<Reference<'a>> {
        let key = self.names.table(Side::New, table).foreign_key_of(column)?;
        let to = *key.references.first()?;
        Some(Reference { table, column, key, to })
    }

    /// The blocks that fill a new table from old rows.
    pub(super) fn movers(&self, target: TableId) -> Vec<usize> {
        self.heads
            .iter()
            .enumerate()
            .filter(|(_, h)| h.target == target && h.kind != HeadKind::Row)
            .map(|(i, _)| i)
            .collect()
    }

    /// The value of a reference: old keys are followed, new keys must be there.
    pub(super) fn refer(&mut self, block: Option<usize>, value: Expr, reference: Reference<'a>) -> Expr {
        let span = value.span;
        match value.kind {
            ExprKind::Case { arms, otherwise } => {
                let arms: Vec<(Expr, Expr)> =
                    arms.into_iter().map(|(cond, v)| (cond, self.refer(block, v, reference))).collect();
                let otherwise = otherwise.map(|v| Box::new(self.refer(block, *v, reference)));
                let nullable = otherwise.as_ref().is_none_or(|v| v.nullable) || arms.iter().any(|(_, v)| v.nullable);
                let ty = self.referred(reference).ty.clone();
                Expr::new(ExprKind::Case { arms, otherwise }, ty, nullable, span)
            }
            ExprKind::Call { function, args } if function == "coalesce" => {
                let args: Vec<Expr> = args.into_iter().map(|v| self.refer(block, v, reference)).collect();
                let nullable = Expr::all_may_be_null(&args);
                let ty = self.referred(reference).ty.clone();
                Expr::new(ExprKind::Call { function, args }, ty, nullable, span)
            }
            ExprKind::Follow(follow) => self.redirect(follow, value.nullable, reference, span),
            ExprKind::Literal(crate::plan::Value::Null)
            | ExprKind::Present { .. }
            | ExprKind::Raw(_)
            | ExprKind::Error => value,
            ExprKind::Lookup(ref lookup) if lookup.side == Side::New => value,
            ExprKind::Aggregate(ref aggregate) if aggregate.side == Side::New => value,
            ExprKind::Literal(_) | ExprKind::Param(_) => self.present(value, reference),
            // A constant that is reckoned, such as `-(1)`.
            ExprKind::Neg(ref inner) if inner.literal().is_some() => self.present(value, reference),
            ExprKind::Map { map, .. } => {
                let keeps = self.maps.get(map.0).is_some_and(|m| m.otherwise == Otherwise::Keep);
                if keeps { self.follow_old(block, value, reference) } else { self.present(value, reference) }
            }
            _ if value.ty == Type::Error || has_new_key(&value) => value,
            // A column of a joined table of the new side holds a new key already.
            _ if self.source_column(&value).is_some_and(|(side, ..)| side == Side::New) => {
                let itself = Some((Side::New, reference.key.table, reference.to));
                if self.source_column(&value) == itself { value } else { self.present(value, reference) }
            }
            _ => self.follow_old(block, value, reference),
        }
    }

    fn referred(&self, reference: Reference<'a>) -> &'a crate::schema::Column {
        self.names.column(Side::New, reference.key.table, reference.to)
    }

    fn present(&mut self, value: Expr, reference: Reference<'a>) -> Expr {
        let (ty, nullable, span) = (self.referred(reference).ty.clone(), value.nullable, value.span);
        let column = self.names.column(Side::New, reference.table, reference.column);
        let value = match value.literal().map(|v| super::types::constant(v, &ty)) {
            Some(Ok(constant)) => literal(constant, ty.clone(), span),
            // Of another kind it would be no key of any row.
            _ => match self.convert(value, column, &mut Vec::new(), &mut false) {
                Some(value) => value,
                None => return Expr::error(span),
            },
        };
        // The value that the new side has for "none" is right as it is.
        let none = self.unless.get(&(Side::New, reference.table, reference.column));
        if let Some(none) = none.filter(|_| reference.key.declared_by_program).cloned() {
            if value.literal().is_some() && value.literal() == none.literal() {
                return value;
            }
            if value.literal().is_none() && super::types::comparable(&value.ty, &none.ty) {
                let own = self.copy(&value);
                let there = self.there(own, reference, ty.clone(), nullable, span);
                let (left, right) = (Box::new(self.copy(&value)), Box::new(none));
                let is_none = ExprKind::Compare { op: CompareOp::Eq, left, right };
                let arms = vec![(Expr::new(is_none, Type::Bool, false, span), value)];
                return Expr::new(ExprKind::Case { arms, otherwise: Some(Box::new(there)) }, ty, nullable, span);
            }
        }
        self.there(value, reference, ty, nullable, span)
    }

    /// A new key that must be there.
    fn there(&self, value: Expr, reference: Reference<'a>, ty: Type, nullable: bool, span: Span) -> Expr {
        let kind = ExprKind::Present { table: reference.key.table, column: reference.to, key: Box::new(value) };
        Expr::new(kind, ty, nullable, span)
    }

    /// `EXPR via BLOCK` that flows into a reference.
    fn redirect(&mut self, mut follow: Follow, mut nullable: bool, reference: Reference<'a>, span: Span) -> Expr {
        let target = self.heads.get(follow.block.0).map(|h| h.target);
        if target != Some(reference.key.table) {
            let column = self.names.column(Side::New, reference.table, reference.column);
            let wanted = self.names.shown(Side::New, reference.key.table);
            let mut finding = Diagnostic::new(
                Code::WHICH_BLOCK,
                span,
                format!("`{}` refers to `{wanted}`, which the block after `via` does not fill", column.name),
            )
            .label(reference.key.span, "the reference");
            if let Some(head) = self.heads.get(follow.block.0) {
                finding =
                    finding.label(head.span, format!("this fills `{}`", self.names.shown(Side::New, head.target)));
            }
            for at in self.movers(reference.key.table) {
                if let Some(head) = self.heads.get(at) {
                    finding = finding.help(format!("`via {}` is a block that does", quoted(&head.name)));
                    if let Some((key, _)) = self.text(span).rsplit_once(" via ") {
                        finding = finding.write(span, format!("{key} via {}", quoted(&head.name)));
                    }
                }
            }
            self.report(finding);
            return Expr::error(span);
        }
        follow.column = reference.to;
        if let [key] = follow.key.as_slice()
            && key.literal().is_none()
        {
            let of_new = self.unless.get(&(Side::New, reference.table, reference.column)).cloned();
            let unless = follow.unless.as_deref().or(of_new.as_ref()).cloned();
            let none = unless.as_ref().and_then(|unless| self.none(reference, of_new, unless));
            nullable = key.nullable || unless.is_some() && none.is_none();
            follow.none = none.map(Box::new);
            follow.unless = unless.map(Box::new);
        }
        let ty = self.referred(reference).ty.clone();
        Expr::new(ExprKind::Follow(follow), ty, nullable, span)
    }

    fn follow_old(&mut self, block: Option<usize>, value: Expr, reference: Reference<'a>) -> Expr {
        let span = value.span;
        let movers = self.movers(reference.key.table);
        if movers.is_empty() {
            if self.heads.iter().any(|h| h.target == reference.key.table) {
                return self.present(value, reference);
            }
            self.nothing_fills(&value, reference);
            return Expr::error(span);
        }
        let Some(mover) = self.pick(block, &value, reference, &movers) else {
            return Expr::error(span);
        };
        let Some(keys) = self.key_values(mover, &value, reference) else {
            return Expr::error(span);
        };
        let source = self.source_column(&value);
        let of_new = self.unless.get(&(Side::New, reference.table, reference.column)).cloned();
        let unless = source.and_then(|s| self.unless.get(&s)).cloned().or_else(|| of_new.clone());
        let none = unless.as_ref().and_then(|unless| self.none(reference, of_new, unless));
        let mut followed = self.follow(mover, keys, unless, reference.to, span);
        if let ExprKind::Follow(follow) = &mut followed.kind {
            followed.nullable &= none.is_none() || value.nullable;
            follow.none = none.map(Box::new);
        }
        followed
    }

    /// What the "none" of a reference becomes in the new column; null where that is nothing. A value that the new side itself has
    /// for it stands as it is; another one only where there can be no null.
    fn none(&self, reference: Reference<'a>, of_new: Option<Expr>, of_old: &Expr) -> Option<Expr> {
        let column = self.names.column(Side::New, reference.table, reference.column);
        let ours = reference.key.declared_by_program;
        if let Some(none) = of_new.filter(|_| ours) {
            return Some(none);
        }
        if column.nullable {
            return None;
        }
        let ty = self.referred(reference).ty.clone();
        let constant = super::types::constant(of_old.literal()?, &ty).ok()?;
        let none = literal(constant, ty.clone(), of_old.span);
        // The new database asks for a row.
        Some(if ours { none } else { self.there(none, reference, ty, false, of_old.span) })
    }

    /// The key that `mover` gave to the row with this old key.
    pub(super) fn follow(
        &mut self,
        mover: usize,
        key: Vec<Expr>,
        unless: Option<Expr>,
        column: ColumnId,
        span: Span,
    ) -> Expr {
        let Some(head) = self.heads.get(mover) else {
            return Expr::error(span);
        };
        self.used.key(head, span);
        self.followed.entry(mover).or_insert(span);
        let wanted = self.names.column(Side::New, head.target, column);
        let nullable = key.iter().any(|k| k.nullable) || unless.is_some();
        let key = self.as_the_old_side_finds(mover, key);
        let follow = Follow {
            block: crate::plan::BlockId(mover),
            key,
            unless: unless.map(Box::new),
            none: None,
            column,
            stub: false,
            via: false,
        };
        Expr::new(ExprKind::Follow(follow), wanted.ty.clone(), nullable, span)
    }

    /// The old foreign key of the column that an expression reads.
    fn old_reference(&self, value: &Expr) -> Option<&'a ForeignKey> {
        let (side, table, column) = self.source_column(value)?;
        if side == Side::New {
            return None;
        }
        self.names.table(side, table).foreign_key_of(column)
    }

    fn base(&self, at: usize) -> Option<TableId> {
        self.heads.get(at).and_then(|h| h.relations.first()).filter(|r| r.side == Side::Old).map(|r| r.table)
    }

    /// The block whose old key this is: by the old reference, else the only candidate.
    fn pick(
        &mut self,
        block: Option<usize>,
        value: &Expr,
        reference: Reference<'a>,
        movers: &[usize],
    ) -> Option<usize> {
        let old = self.old_reference(value);
        let mut candidates = movers.to_vec();
        if let Some(old) = old {
            candidates.retain(|at| self.base(*at) == Some(old.table));
        } else if movers.len() > 1 {
            let own = self.source_column(value).filter(|(side, table, column)| {
                *side == Side::Old
                    && self.names.table(*side, *table).primary_key.as_ref().is_some_and(|k| k.columns == [*column])
            });
            if let Some((_, table, _)) = own {
                let narrowed: Vec<usize> = movers.iter().copied().filter(|at| self.base(*at) == Some(table)).collect();
                if !narrowed.is_empty() {
                    candidates = narrowed;
                }
            }
        }
        match (candidates.as_slice(), block) {
            ([only], _) => return Some(*only),
            // A reference to the block's own table stays within the block.
            (several, Some(block)) if several.contains(&block) => return Some(block),
            _ => {}
        }
        let text = self.said(value);
        let shown = self.names.shown(Side::New, reference.key.table);
        let mut finding = match old {
            Some(old) if candidates.is_empty() => {
                let table = self.names.shown(Side::Old, old.table);
                Diagnostic::new(
                    Code::WHICH_BLOCK,
                    value.span,
                    format!("`{text}` is a key of `{table}`, from which nothing fills `{shown}`"),
                )
                .label(old.span, "the old reference")
            }
            _ => Diagnostic::new(
                Code::WHICH_BLOCK,
                value.span,
                format!("`{text}` could be a key of several blocks that fill `{shown}`"),
            ),
        };
        finding = finding.label(reference.key.span, "the new reference");
        let offered = if candidates.is_empty() { movers } else { &candidates };
        for at in offered {
            if let Some(head) = self.heads.get(*at) {
                let way = format!("{text} via {}", quoted(&head.name));
                finding = finding.label(head.span, "fills it").help(format!("say `{way}`"));
                if self.covered.is_none() {
                    finding = finding.write(value.span, self.as_value(value.span, way));
                }
            }
        }
        self.report(finding);
        None
    }

    /// The old column of the block's first table that flows as it is into the new column that is referred to, where that is not
    /// the primary key: the values of a reference to it, which no old reference says to be others.
    fn copied(&self, mover: usize, value: &Expr, reference: Reference<'a>) -> Option<(TableId, ColumnId)> {
        let head = self.heads.get(mover).filter(|head| !head.grouped())?;
        let target = self.names.table(Side::New, head.target);
        let base = head.relations.first().filter(|base| base.side == Side::Old)?;
        let is_own = |key: &KeyColumn| self.source_column(value) == Some((Side::Old, base.table, key.column));
        if target.primary_key.as_ref().is_some_and(|key| key.columns == [reference.to]) || head.key.iter().any(is_own) {
            return None;
        }
        let column = self.flows_as_it_is(mover, reference.to)?;
        let ty = &self.names.column(Side::Old, base.table, column).ty;
        types::comparable(ty, &value.ty).then_some((base.table, column))
    }

    /// What the rows of a block are grouped by, which identifies them; none where they are not grouped.
    fn group_key(&mut self, at: usize) -> Option<Vec<Expr>> {
        let head = self.heads.get(at).filter(|head| head.grouped())?;
        let (group_by, relations, clauses, lost) = (head.group_by, head.relations.clone(), head.clauses, head.lost);
        let lets = clauses.iter().filter_map(|c| if let ast::Clause::Let(l) = c { Some(l) } else { None }).collect();
        let scope = Scope { relations: relations.clone(), lets, lost, ..Scope::default() };
        // What is wrong with it is said where the block is read.
        let found = std::mem::take(self.diagnostics);
        let own = std::mem::replace(&mut self.relations, relations);
        let key = group_by.iter().map(|e| self.expr(&scope, e)).collect();
        self.relations = own;
        *self.diagnostics = found;
        Some(key)
    }

    /// The names of the columns that identify a block's rows.
    fn key_names(&self, head: &Head<'_>) -> Vec<String> {
        if head.grouped() {
            return head.group_by.iter().map(|by| self.text(by.span).to_owned()).collect();
        }
        let name = |key: &KeyColumn| {
            let relation = head.relations.get(key.rel.0)?;
            Some(self.names.column(relation.side, relation.table, key.column).name.clone())
        };
        head.key.iter().filter_map(name).collect()
    }

    /// The values of a block's key that one value stands for.
    fn key_values(&mut self, mover: usize, value: &Expr, reference: Reference<'a>) -> Option<Vec<Expr>> {
        let head = self.heads.get(mover)?;
        let (key, relations) = (head.key.clone(), head.relations.clone());
        // A reference to a unique column that is not the block's key: its row is looked up.
        let sought = match self.old_reference(value) {
            Some(old) => old.references.first().map(|to| (old.table, *to)),
            None => self.copied(mover, value, reference),
        };
        if let Some((table, to)) = sought
            && key.iter().all(|k| k.rel.0 == 0)
            && !matches!(key.as_slice(), [only] if only.column == to)
            && !key.is_empty()
        {
            let unique = self.names.table(Side::Old, table).keys().any(|k| k.columns == [to]);
            let theirs = self.inner_column(Side::Old, table, to, value.span);
            let ours = self.as_key(theirs, value.clone(), Some(reference), None)?;
            let mut all = Vec::new();
            for part in &key {
                let wanted = self.inner_column(Side::Old, table, part.column, value.span);
                let nullable = wanted.nullable || value.nullable;
                let ty = wanted.ty.clone();
                let lookup = Lookup {
                    side: Side::Old,
                    table,
                    on: vec![(to, ours.clone())],
                    value: Box::new(wanted),
                    unique,
                    as_key: false,
                };
                all.push(Expr::new(ExprKind::Lookup(lookup), ty, nullable, value.span));
            }
            return Some(all);
        }
        if let Some(Ok([theirs])) = self.group_key(mover).map(<[Expr; 1]>::try_from) {
            return self.as_key(theirs, value.clone(), Some(reference), None).map(|ours| vec![ours]);
        }
        let head = self.heads.get(mover)?;
        let [only] = key.as_slice() else {
            let (text, name) = (self.said(value), &head.name);
            let names = self.key_names(head);
            let (code, message, help) = if names.is_empty() {
                let message = format!("`{text}` cannot be followed: nothing identifies the rows of `{name}`");
                (Code::NO_KEY, message, GIVE_A_KEY.to_owned())
            } else {
                let all = names.join(", ");
                let message = format!("the rows of `{name}` are identified by ({all}), not by one value");
                (Code::WHICH_BLOCK, message, format!("write all of them: `({all}) via {}`", quoted(name)))
            };
            self.report(Diagnostic::new(code, value.span, message).label(head.span, "this block").help(help));
            return None;
        };
        let relation = relations.get(only.rel.0)?;
        let theirs = self.key_column(relation.side, relation.table, only.column, value.span);
        let ours = self.as_key(theirs, value.clone(), Some(reference), None)?;
        Some(vec![ours])
    }

    /// A value as the old keys that it is to find are; of another kind it finds none, and the conversion is proposed.
    pub(super) fn as_key(
        &mut self,
        theirs: Expr,
        value: Expr,
        reference: Option<Reference<'a>>,
        via: Option<&str>,
    ) -> Option<Expr> {
        let at = value.span;
        let uuids = [&theirs.ty, &value.ty].contains(&&Type::Uuid) && (theirs.ty.is_textual() || value.ty.is_textual());
        let way = match types::conversion(&value.ty, &theirs.ty) {
            _ if uuids || value.literal().is_some() || types::comparable(&theirs.ty, &value.ty) => None,
            Conversion::Plain | Conversion::Cast(_) if types::named_by(&theirs.ty) => {
                Some(format!("{} as {}", self.said(&value), super::compare::family(&theirs.ty)))
            }
            Conversion::Plain | Conversion::Cast(_) | Conversion::Impossible(None) => None,
            Conversion::Impossible(Some(way)) => Some(way.replace("{}", &self.said(&value))),
        };
        let Some(way) = way else { return self.pair(theirs, value, at).map(|(_, ours)| ours) };
        let mut finding = Diagnostic::new(
            Code::IMPOSSIBLE_FLOW,
            at,
            format!(
                "`{}` is {}, and the old keys that it is to find are {}",
                self.said(&value),
                self.kind(&value),
                theirs.ty.said()
            ),
        );
        if let Some(column) = self.column_label(&value) {
            finding = finding.label(column, "declared here");
        }
        let line = match (reference, via) {
            (Some(reference), _) => {
                let column = self.names.column(Side::New, reference.table, reference.column);
                finding = finding.label(reference.key.span, format!("`{}` refers to them", column.name));
                format!("{way} -> {}", quoted(&column.name))
            }
            (None, Some(block)) => format!("{way} via {}", quoted(block)),
            (None, None) => way.clone(),
        };
        finding = finding.help(format!("write `{line}`"));
        if self.covered.is_none() {
            finding = finding.write(at, self.as_value(at, way));
        }
        self.report(finding);
        None
    }

    /// A column of another block's key, for its type only.
    fn key_column(&mut self, side: Side, table: TableId, column: ColumnId, span: Span) -> Expr {
        self.inner_column(side, table, column, span)
    }

    fn nothing_fills(&mut self, value: &Expr, reference: Reference<'a>) {
        // What cannot be read may fill it.
        if self.items.bad {
            return;
        }
        let column = self.names.column(Side::New, reference.table, reference.column);
        let shown = self.names.shown(Side::New, reference.key.table);
        let mut finding = Diagnostic::new(
            Code::NOTHING_FILLS,
            value.span,
            format!("`{}` refers to `{shown}`, which nothing fills", column.name),
        )
        .label(reference.key.span, "the reference")
        .label(self.names.table(Side::New, reference.key.table).name_span, "the table");
        let old = self.old_reference(value).map(|k| k.table);
        let same = self.names.old.find(None, &self.names.table(Side::New, reference.key.table).name);
        match (old, same) {
            (Some(old), _) => {
                let old_name = self.names.shown(Side::Old, old);
                finding = if same == Some(old) {
                    finding.help(format!("move its rows: `copy {shown}`")).add_statement(format!("copy {shown}"))
                } else {
                    finding
                        .help(format!("move its rows: `table {old_name} -> {shown} {{ … }}`"))
                        .add_statement(format!("table {old_name} -> {shown} {{ * }}"))
                };
            }
            (None, Some(_)) => {
                let copy = format!("copy {shown}");
                finding = finding.help(format!("move its rows: `{copy}`")).add_statement(copy);
            }
            (None, None) => {
                finding = finding.help(format!("move its rows: `table OLD -> {shown} {{ … }}`"));
            }
        }
        if column.nullable {
            finding = finding.help(format!("or leave it empty: `null -> {}`", quoted(&column.name)));
            if self.covered.is_none() {
                finding = finding.write(value.span, self.as_value(value.span, "null".to_owned()));
            }
        }
        finding = finding.help(format!("rows the new side already holds are looked up: `new.{shown}[… = …].…`"));
        match self.unfilled.iter_mut().find(|(table, _)| *table == reference.key.table) {
            // One table that is not filled is one finding, whatever refers to it.
            Some((_, first)) => {
                first
                    .secondary
                    .push(Label { span: value.span, message: format!("`{}` refers to it as well", column.name) });
            }
            None => self.unfilled.push((reference.key.table, finding)),
        }
    }

    /// `EXPR via BLOCK`.
    pub(super) fn via(&mut self, scope: &Scope<'a>, key: &'a ast::Expr, block: &ast::Name, span: Span) -> Expr {
        let parts: Vec<&'a ast::Expr> = match &key.kind {
            ast::ExprKind::Tuple(parts) => parts.iter().collect(),
            _ => vec![key],
        };
        let values: Vec<Expr> = parts.iter().map(|p| self.expr(scope, p)).collect();
        let found = self
            .heads
            .iter()
            .position(|h| h.name == block.text)
            .or_else(|| self.heads.iter().position(|h| h.name.eq_ignore_ascii_case(&block.text)));
        let Some(at) = found else {
            let finding =
                Diagnostic::new(Code::UNKNOWN_BLOCK, block.span, format!("there is no block `{}`", block.text));
            let near = self.names.nearest(&block.text, self.heads.iter().map(|h| h.name.as_str())).map(str::to_owned);
            self.report(match near {
                Some(near) => finding.meant(block.span, &near),
                None => {
                    finding.help("a block's name is its alias, else its old table: `table OLD as NAME -> NEW { … }`")
                }
            });
            return Expr::error(span);
        };
        if values.iter().any(|v| v.ty == Type::Error) {
            return Expr::error(span);
        }
        let Some(head) = self.heads.get(at) else {
            return Expr::error(span);
        };
        let what = head.alias.map_or(Meaning::Block(head.span), |alias| Meaning::Alias(alias.span));
        self.resolved.names.push((block.span, what));
        let (target, head_key, relations) = (head.target, head.key.clone(), head.relations.clone());
        let column = self.names.table(Side::New, target).primary_key.as_ref().map(|k| k.columns.clone());
        let Some([column]) = column.as_deref() else {
            let table = self.names.table(Side::New, target);
            self.report(
                Diagnostic::new(
                    Code::WHICH_BLOCK,
                    span,
                    format!("`{}` has no primary key of one column that `via` could give", table.name),
                )
                .label(table.name_span, "the table that the block fills"),
            );
            return Expr::error(span);
        };
        let theirs: Vec<Expr> = match self.group_key(at) {
            Some(grouped) => grouped,
            None => {
                let part = |key: &KeyColumn| Some((relations.get(key.rel.0)?, key.column));
                let columns: Option<Vec<_>> = head_key.iter().map(part).collect();
                let Some(columns) = columns else { return Expr::error(span) };
                let read = |(relation, column): (&ScopeRelation, ColumnId)| {
                    self.inner_column(relation.side, relation.table, column, span)
                };
                columns.into_iter().map(read).collect()
            }
        };
        let Some(head) = self.heads.get(at) else {
            return Expr::error(span);
        };
        if theirs.len() != values.len() {
            // They were meant, so they are not left behind as well.
            self.used.key(head, span);
            let names = self.key_names(head);
            let (code, message, help) = if names.is_empty() {
                let message = format!("`via {}` finds nothing: nothing identifies the rows of that block", block.text);
                (Code::NO_KEY, message, GIVE_A_KEY.to_owned())
            } else {
                let all = names.join(", ");
                let keys = if names.len() == 1 { all.clone() } else { format!("({all})") };
                let message = format!("the rows of `{}` are identified by ({all})", block.text);
                (Code::WHICH_BLOCK, message, format!("write `{keys} via {}`", quoted(&block.text)))
            };
            self.report(Diagnostic::new(code, span, message).label(head.span, "this block").help(help));
            return Expr::error(span);
        }
        // What stands for none in a column does so whoever is said to have moved its rows.
        let unless = match values.as_slice() {
            [only] => self.source_column(only).and_then(|column| self.unless.get(&column)).cloned(),
            _ => None,
        };
        let mut ours = Vec::new();
        let one = theirs.len() == 1;
        for (theirs, value) in theirs.into_iter().zip(values) {
            let only = one.then_some(block.text.as_str());
            match self.as_key(theirs, value, None, only) {
                Some(value) => ours.push(value),
                None => return Expr::error(span),
            }
        }
        let mut followed = self.follow(at, ours, unless, *column, span);
        if let ExprKind::Follow(follow) = &mut followed.kind {
            follow.via = true;
        }
        followed
    }

    /// Arithmetic on an old key that flows into a reference makes no key of anything.
    pub(super) fn check_key_arithmetic(&mut self, value: &Expr, reference: Reference<'a>) -> bool {
        let mut culprit: Option<(Span, Expr)> = None;
        value.walk(&mut |e| {
            if !matches!(e.kind, ExprKind::Arith { .. } | ExprKind::Neg(_)) || culprit.is_some() {
                return;
            }
            e.walk(&mut |inner| {
                if culprit.is_none() && self.is_old_key(inner) {
                    culprit = Some((e.span, inner.clone()));
                }
            });
            // Old schemas often declare no keys; a constant added to a column moves one by hand.
            if let ExprKind::Arith { op: ArithOp::Add | ArithOp::Sub, left, right } = &e.kind
                && culprit.is_none()
                && right.literal().is_some()
                && matches!(self.source_column(left), Some((Side::Old, ..)))
            {
                culprit = Some((e.span, (**left).clone()));
            }
        });
        let Some((span, key)) = culprit else {
            return false;
        };
        let text = self.said(&key);
        let column = self.names.column(Side::New, reference.table, reference.column);
        let mut finding = Diagnostic::new(
            Code::KEY_ARITHMETIC,
            span,
            format!(
                "`{text}` is a key, and reckoning with it finds no row of `{}`",
                self.names.shown(Side::New, reference.key.table)
            ),
        )
        .label(reference.key.span, format!("`{}` refers to it", column.name));
        if let Some(at) = self.column_label(&key) {
            finding = finding.label(at, "the old key");
        }
        for at in self.movers(reference.key.table) {
            if let Some(head) = self.heads.get(at) {
                finding =
                    finding.help(format!("say `{text} via {}`: it becomes the key the row got", quoted(&head.name)));
                finding = finding.write(span, format!("{text} via {}", quoted(&head.name)));
            }
        }
        self.report(finding);
        true
    }

    fn is_old_key(&self, value: &Expr) -> bool {
        let Some((Side::Old, table, column)) = self.source_column(value) else {
            return false;
        };
        let table = self.names.table(Side::Old, table);
        table.primary_key.as_ref().is_some_and(|k| k.columns.contains(&column))
            || table.foreign_keys.iter().any(|f| f.columns.contains(&column))
    }
}

/// Whether a part of it is a key of the new side already.
fn has_new_key(value: &Expr) -> bool {
    let mut found = false;
    value.walk(&mut |e| {
        found |= match &e.kind {
            ExprKind::Follow(_) | ExprKind::Present { .. } => true,
            ExprKind::Lookup(lookup) => lookup.side == Side::New,
            ExprKind::Aggregate(aggregate) => aggregate.side == Side::New,
            _ => false,
        };
    });
    found
}
