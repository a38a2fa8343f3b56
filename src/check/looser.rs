//! References by text that the old side takes for kept although they are not the same by code point (`ab` for `AB`): they follow
//! the row that the old side finds.

use crate::diag::Code;
use crate::plan::{Expr, ExprKind, Lookup, Side};
use crate::schema::{ColumnId, ForeignKey, Type};
use crate::syntax::ast;

use super::checker::Checker;
use super::goal::Goal;
use super::types::{self, Loss, TextRule};

impl<'a> Checker<'a, '_> {
    /// The old foreign key that the values of a block's key are, where some text is compared by it otherwise than it is looked for.
    fn looser_reference(&self, mover: usize, key: &[Expr]) -> Option<&'a ForeignKey> {
        let head = self.heads.get(mover).filter(|head| !head.grouped() && head.key.len() == key.len())?;
        let base = head.relations.first().filter(|base| base.side == Side::Old)?;
        let sources: Vec<_> = key.iter().map(|part| self.source_column(part)).collect::<Option<_>>()?;
        let (_, table, _) = *sources.first()?;
        if head.key.iter().any(|part| part.rel.0 != 0) || sources.iter().any(|s| (s.0, s.1) != (Side::Old, table)) {
            return None;
        }
        let pairs: Vec<(ColumnId, ColumnId)> =
            sources.iter().zip(&head.key).map(|((.., from), to)| (*from, to.column)).collect();
        let same = |own: &&ForeignKey| {
            own.table == base.table
                && own.columns.len() == pairs.len()
                && own.columns.iter().zip(&own.references).all(|(from, to)| pairs.contains(&(*from, *to)))
        };
        let found = self.names.table(Side::Old, table).foreign_keys.iter().find(same)?;
        let is_loose = |to: &ColumnId| {
            let ty = &self.names.column(Side::Old, base.table, *to).ty;
            let rule = types::rule_of(ty, TextRule::of(self.names.old.engine));
            matches!(ty, Type::Text { .. }) && (rule.ignores_case || rule.ignores_accents || rule.pads)
        };
        (found.references.iter().any(is_loose) && !self.keeps_looser(mover)).then_some(found)
    }

    /// Whether the rows of a block keep their key in a table that takes the same texts for equal, and are found there.
    fn keeps_looser(&self, mover: usize) -> bool {
        let Some(head) = self.heads.get(mover) else { return false };
        let Some(base) = head.relations.first() else { return false };
        let (target, rule) = (self.names.table(Side::New, head.target), TextRule::of);
        let Some(primary) = target.primary_key.as_ref() else { return false };
        let kept = head.key.iter().all(|part| {
            primary.columns.iter().any(|to| {
                let (old, new) = (&self.names.column(base.side, base.table, part.column).ty, &target.column(*to).ty);
                let (old_engine, new_engine) = (self.names.old.engine, self.names.new.engine);
                // Whatever the old side takes for equal the new one does.
                self.flows_as_it_is(mover, *to) == Some(part.column)
                    && types::keeps_apart(new, old, rule(new_engine), rule(old_engine), old_engine == new_engine)
            })
        });
        kept && primary.columns.len() == head.key.len() && !head.merges() && self.movers(head.target).len() == 1
    }

    /// The old column of a block's first table that flows as it is into a column of its new one.
    pub(super) fn flows_as_it_is(&self, mover: usize, to: ColumnId) -> Option<ColumnId> {
        let head = self.heads.get(mover)?;
        let target = self.names.table(Side::New, head.target);
        let base = head.relations.first().filter(|base| base.side == Side::Old)?;
        let table = self.names.table(Side::Old, base.table);
        let flow = head.clauses.iter().find_map(|clause| match clause {
            ast::Clause::Flow(flow) if flow.targets.iter().any(|t| target.find(&t.text) == Some(to)) => Some(flow),
            _ => None,
        });
        let Some(flow) = flow else {
            head.star?;
            return table.find(&target.column(to).name).filter(|c| !self.ignored_column(mover, base.table, *c));
        };
        let ast::FlowValue::Expr(ast::Expr { kind: ast::ExprKind::Path(path), .. }) = &flow.value else {
            return None;
        };
        let is_let = |name: &str| {
            self.items.lets.contains_key(name)
                || head.clauses.iter().any(|c| matches!(c, ast::Clause::Let(own) if own.name.text == name))
        };
        match path.parts.as_slice() {
            [name] if !is_let(&name.text) => table.find(&name.text),
            [alias, name] if alias.text == base.alias => table.find(&name.text),
            _ => None,
        }
    }

    /// The key of the old row that these values find on the old side; they are themselves where they find none.
    pub(super) fn as_the_old_side_finds(&mut self, mover: usize, key: Vec<Expr>) -> Vec<Expr> {
        let Some(found) = self.looser_reference(mover, &key) else { return key };
        // Another engine has no such comparison.
        if self.names.old.engine != self.names.new.engine {
            return key;
        }
        let columns: Vec<ColumnId> =
            self.heads.get(mover).map(|head| head.key.iter().map(|part| part.column).collect()).unwrap_or_default();
        let on: Vec<(ColumnId, Expr)> = columns.iter().copied().zip(key.iter().cloned()).collect();
        let nullable = key.iter().any(|part| part.nullable);
        let table = found.table;
        let found_by = |(own, column): (Expr, ColumnId)| {
            if !own.ty.is_textual() {
                return own;
            }
            let (span, ty) = (own.span, own.ty.clone());
            let wanted = self.inner_column(Side::Old, table, column, span);
            let of = wanted.ty.clone();
            let value = Box::new(wanted);
            let lookup = Lookup { side: Side::Old, table, on: on.clone(), value, unique: true, as_key: true };
            let (null, args) = (own.nullable, vec![Expr::new(ExprKind::Lookup(lookup), of, nullable, span), own]);
            Expr::new(ExprKind::Call { function: "coalesce".into(), args }, ty, null, span)
        };
        key.into_iter().zip(columns).map(found_by).collect()
    }

    /// Warns of a reference whose rows the old side finds by a comparison that the new engine lacks.
    pub(super) fn warn_of_looser(&mut self, followed: &Expr, goal: Goal) {
        if goal.silent || self.names.old.engine == self.names.new.engine {
            return;
        }
        let mut loose = Vec::new();
        followed.walk(&mut |e| {
            if let ExprKind::Follow(follow) = &e.kind
                && let Some(own) = self.looser_reference(follow.block.0, &follow.key)
            {
                loose.push((follow.key.first().cloned(), own));
            }
        });
        for (key, own) in loose {
            let Some(key) = key else { continue };
            let column = self.names.column(Side::New, goal.table, goal.column);
            let shown = self.names.shown(Side::Old, own.table);
            let rules = own.references.iter().map(|to| {
                types::rule_of(&self.names.column(Side::Old, own.table, *to).ty, TextRule::of(self.names.old.engine))
            });
            let rules: Vec<TextRule> = rules.collect();
            let differences = [
                (rules.iter().any(|rule| rule.ignores_case), "case"),
                (rules.iter().any(|rule| rule.ignores_accents), "accents"),
                (rules.iter().any(|rule| rule.pads), "blanks at the end"),
            ];
            let differing: Vec<&str> = differences.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
            let message = format!(
                "the old side finds rows of `{shown}` by `{}` also where {} differ, and the new one does not",
                self.said(&key),
                differing.join(" or ")
            );
            self.warn(&key, column, Loss { code: Code::LOOSER_KEY, message }, goal);
        }
    }
}

/// The value that [`Checker::as_the_old_side_finds`] made another of.
pub(super) fn before_it_was_found<'e>(function: &str, args: &'e [Expr]) -> Option<&'e Expr> {
    match args {
        [Expr { kind: ExprKind::Lookup(lookup), .. }, own]
            if function == "coalesce" && lookup.as_key && lookup.side == Side::Old =>
        {
            Some(own)
        }
        _ => None,
    }
}
