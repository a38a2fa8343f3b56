//! `require`, `empty`, `update`, `check`, `before` and `after`.

use crate::diag::{Code, Diagnostic};
use crate::plan::{Action, ActionWhat, Check, Empty, Expr, ExprKind, Fill, Require, Side, Update};
use crate::schema::TableId;
use crate::syntax::ast::{self, Clause};

use super::checker::Checker;
use super::scope::{Scope, ScopeRelation};

impl<'a> Checker<'a, '_> {
    pub(super) fn lower_requires(&mut self) -> Vec<Require> {
        let mut all = Vec::new();
        for require in &self.items.requires {
            let (first, second) = (self.new_table(&require.first), self.new_table(&require.second));
            let (Some(first), Some(second)) = (first, second) else { continue };
            if first == second {
                self.report(
                    Diagnostic::new(Code::REQUIRE, require.span, "a table cannot come before itself")
                        .leave_out(require.span),
                );
                continue;
            }
            for (table, path) in [(first, &require.first), (second, &require.second)] {
                if !self.heads.iter().any(|h| h.target == table) && !self.items.bad {
                    let shown = self.names.shown(Side::New, table);
                    self.report(
                        Diagnostic::new(
                            Code::REQUIRE,
                            path.span,
                            format!("nothing fills `{shown}`, so it has no place in the order"),
                        )
                        .label(self.names.table(Side::New, table).name_span, "the table")
                        .help(format!("leave the line out, or fill the table: `table OLD -> {shown} {{ … }}`"))
                        .leave_out(require.span),
                    );
                }
            }
            let because = require.because.as_ref().map(|b| b.value.clone());
            all.push(Require { first, second, because, span: require.span });
        }
        all
    }

    /// The new table as relation 0, under its own name.
    fn over_new(&mut self, table: TableId) -> Scope<'a> {
        let alias = self.names.table(Side::New, table).name.clone();
        let relation = ScopeRelation { side: Side::New, table, alias, named: None, optional: false };
        self.relations = vec![relation.clone()];
        Scope { relations: vec![relation], ..Scope::default() }
    }

    pub(super) fn lower_empties(&mut self) -> Vec<Empty> {
        let mut all = Vec::new();
        for empty in &self.items.empties {
            let Some(table) = self.new_table(&empty.table) else { continue };
            let scope = self.over_new(table);
            let cond = empty.cond.as_ref().map(|c| self.condition(&scope, c));
            all.push(Empty { table, cond, span: empty.span });
        }
        all
    }

    pub(super) fn lower_updates(&mut self) -> Vec<Update> {
        let mut all = Vec::new();
        for update in &self.items.updates {
            let Some(table) = self.new_table(&update.table) else { continue };
            let mut scope = self.over_new(table);
            scope.lets =
                update.clauses.iter().filter_map(|c| if let Clause::Let(l) = c { Some(l) } else { None }).collect();
            let mut fills: Vec<Fill> = Vec::new();
            let mut filled = Vec::new();
            let mut conds = Vec::new();
            for clause in &update.clauses {
                match clause {
                    Clause::Flow(flow) => {
                        for name in &flow.targets {
                            let Some(column) = self.fillable(table, name, &mut filled, flow.span, usize::MAX) else {
                                continue;
                            };
                            if let Some(how) = self.flow(&scope, flow, None, table, column) {
                                fills.push(Fill { column, how, span: flow.span });
                            }
                        }
                    }
                    Clause::Where { cond, .. } => conds.push(self.condition(&scope, cond)),
                    Clause::Let(_) | Clause::Allow(_) | Clause::Bad(_) => {}
                    _ => self.find(
                        Code::UNKNOWN_STATEMENT,
                        update.span,
                        "an `update` has lines that fill columns, `where`, `let` and `allow`, and nothing else",
                    ),
                }
            }
            let cond = match conds.len() {
                0 | 1 => conds.pop(),
                _ => Some(Expr::new(ExprKind::And(conds), crate::schema::Type::Bool, false, update.span)),
            };
            all.push(Update { table, fills, cond, span: update.span });
        }
        all
    }

    pub(super) fn lower_checks(&mut self) -> Vec<Check> {
        self.relations = Vec::new();
        let mut all = Vec::new();
        for check in &self.items.checks {
            let cond = self.condition(&Scope::default(), &check.cond);
            let mut at_end = false;
            cond.walk(&mut |e| {
                at_end |= match &e.kind {
                    ExprKind::Aggregate(aggregate) => aggregate.side == Side::New,
                    ExprKind::Lookup(lookup) => lookup.side == Side::New,
                    _ => false,
                };
            });
            all.push(Check { what: check.what.value.clone(), cond, at_end, note: check.note, span: check.span });
        }
        all
    }

    pub(super) fn lower_actions(&mut self) -> Vec<Action> {
        let mut all = Vec::new();
        for action in &self.items.actions {
            let table = match &action.table {
                Some(path) => match self.new_table(path) {
                    Some(table) => {
                        if !self.heads.iter().any(|h| h.target == table) && !self.items.bad {
                            let shown = self.names.shown(Side::New, table);
                            let word = if action.after { "after" } else { "before" };
                            self.report(
                                Diagnostic::new(
                                    Code::REQUIRE,
                                    path.span,
                                    format!("nothing fills `{shown}`, so there is no step to stand {word}"),
                                )
                                .label(self.names.table(Side::New, table).name_span, "the table"),
                            );
                        }
                        Some(table)
                    }
                    None => continue,
                },
                None => None,
            };
            let what = match &action.what {
                ast::ActionWhat::Run(text) => ActionWhat::Run(text.value.clone()),
                ast::ActionWhat::Sql(text) => ActionWhat::Sql(text.value.clone()),
                ast::ActionWhat::Note(text) => ActionWhat::Note(text.value.clone()),
            };
            all.push(Action { after: action.after, table, what, span: action.span });
        }
        all
    }
}
