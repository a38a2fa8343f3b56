//! Keys: what identifies old rows, and whether the unique keys of the new side hold.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic};
use crate::plan::{Block, Expr, ExprKind, Fill, How, KeyColumn, Otherwise, Policy, RelId, Side, Value};
use crate::schema::{ColumnId, Key, Table, Type};
use crate::source::Span;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::head::{Head, HeadKind};
use super::names::listed;
use super::typed::bare_column;
use super::types::{self, TextRule};

/// Keys of the old rows with their places, by their first column.
pub(super) type OldKeys = HashMap<KeyColumn, Vec<(usize, Vec<KeyColumn>)>>;

impl<'a> Checker<'a, '_> {
    /// Findings about keys, once all blocks are lowered.
    /// `before`: as they were before references of several columns were followed.
    pub(super) fn check_keys(&mut self, blocks: &[Block], before: Option<&[Block]>) {
        for at in 0..blocks.len() {
            self.check_identity(blocks, at);
            self.check_unique(before.unwrap_or(blocks), at);
            self.check_unseen(before.unwrap_or(blocks), at);
        }
        self.check_followed(blocks);
    }

    /// Rows that can be rejected, merged, numbered or followed must be told apart.
    fn check_identity(&mut self, blocks: &[Block], at: usize) {
        let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { return };
        if !block.key.is_empty() || head.kind == HeadKind::Row || head.grouped() || head.broken {
            return;
        }
        let failing = block.fills.iter().find_map(|f| match &f.how {
            How::Value { attempts, policy: Policy::Reject | Policy::Skip }
                if attempts.last().is_some_and(|e| self.can_fail(e)) =>
            {
                Some((f.span, "a row that cannot be made is listed by its key"))
            }
            How::Auto => Some((f.span, "rows are numbered in the order of their keys")),
            _ => None,
        });
        let merged = block.uniques.first().map(|u| (u.span, "the rows that are equal are told apart by their keys"));
        let followed = self.followed.get(&at).map(|span| (*span, "its keys are followed here"));
        let Some((span, why)) = merged.or(failing).or(followed) else { return };
        let Some(base) = head.relations.first() else { return };
        let table = self.names.table(base.side, base.table);
        let likely: Vec<&str> = table
            .iter()
            .filter(|(id, c)| !c.nullable && table.foreign_keys.iter().any(|f| f.columns.contains(id)))
            .map(|(_, c)| c.name.as_str())
            .collect();
        let likely =
            if likely.is_empty() { table.columns.iter().take(2).map(|c| c.name.as_str()).collect() } else { likely };
        let keyless = head
            .relations
            .iter()
            .map(|r| self.names.table(r.side, r.table))
            .find(|t| t.primary_key.is_none())
            .unwrap_or(table);
        let finding =
            Diagnostic::new(Code::NO_KEY, head.span, format!("nothing identifies the rows of `{}`", keyless.name))
                .label(keyless.name_span, "a table without a primary key")
                .label(span, why)
                .help(format!("say what does: `key {}`", listed(likely)));
        self.report(finding);
    }

    fn can_fail(&self, expr: &Expr) -> bool {
        let mut fails = false;
        expr.walk(&mut |e| {
            fails |= match &e.kind {
                ExprKind::Fit { .. } | ExprKind::Present { .. } | ExprKind::Lookup(_) | ExprKind::Arith { .. } => true,
                ExprKind::Follow(follow) => !follow.stub,
                ExprKind::Map { map, .. } => self.maps.get(map.0).is_some_and(|m| m.otherwise == Otherwise::Miss),
                ExprKind::Cast { value, stored, .. } => {
                    let text = matches!(value.ty, Type::Text { .. }) && !matches!(e.ty, Type::Text { .. });
                    text && (!stored || e.ty != Type::TEXT)
                }
                _ => false,
            };
        });
        fails
    }

    fn check_unique(&mut self, blocks: &[Block], at: usize) {
        let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { return };
        if head.kind == HeadKind::Row || head.broken {
            return;
        }
        let table = self.names.table(Side::New, block.target);
        for unique in &block.uniques {
            let made = |column: ColumnId| block.fills.iter().any(|f| f.column == column && f.how != How::Default);
            for column in unique.columns.iter().copied().filter(|column| !made(*column)) {
                let name = &table.column(column).name;
                let mut finding = Diagnostic::new(
                    Code::UNFILLED,
                    unique.span,
                    format!("`{name}` is left to the new side, so that nothing is known of which rows are equal in it"),
                )
                .label(table.column(column).span, "the new column")
                .help(format!("fill it with a line of this block, or leave `{name}` out of `unique`"));
                if let Some(left) = block.fills.iter().find(|f| f.column == column) {
                    finding = finding.label(left.span, "left to the new side here");
                }
                self.report(finding);
            }
        }
        let keys: Vec<&'a Key> = table.keys().collect();
        let old_keys = self.old_keys(block, at);
        for key in keys {
            let fills: Vec<&Fill> = key.columns.iter().filter_map(|c| block.fill(*c)).collect();
            let decided = block.uniques.iter().any(|u| u.columns.iter().all(|c| key.columns.contains(c)));
            let free =
                fills.len() < key.columns.len() || fills.iter().any(|f| matches!(f.how, How::Auto | How::Default));
            if decided || free || fills.iter().any(|f| always_null(f)) {
                continue;
            }
            let broken = |f: &&Fill| matches!(&f.how, How::Value { attempts, .. } if attempts.iter().any(|a| a.ty == Type::Error));
            if fills.iter().any(broken) {
                continue;
            }
            if let Err(why) = self.guaranteed(block, at, key, &fills, &old_keys) {
                self.not_unique(block, at, key, &fills, why);
                continue;
            }
            self.check_across(blocks, at, key);
        }
    }

    /// What no two rows of a block's head have in common, by its first column, each with its place: tables may have
    /// thousands of keys.
    pub(super) fn old_keys(&self, block: &Block, at: usize) -> OldKeys {
        let mut keys = OldKeys::new();
        let mut seen = HashSet::new();
        let mut add = |key: Vec<KeyColumn>| {
            if let Some(first) = key.first()
                && seen.insert(key.clone())
            {
                keys.entry(*first).or_default().push((seen.len(), key));
            }
        };
        add(block.key.clone());
        if let Some(base) = self.heads.get(at).and_then(|head| head.relations.first())
            && self.one_to_one(at)
        {
            for old in self.names.table(base.side, base.table).keys() {
                add(old.columns.iter().map(|c| KeyColumn { rel: RelId(0), column: *c }).collect());
            }
        }
        keys
    }

    /// Whether the old side guarantees a unique key of the new one; else a reason for people.
    pub(super) fn guaranteed(
        &self,
        block: &Block,
        at: usize,
        key: &Key,
        fills: &[&Fill],
        old_keys: &OldKeys,
    ) -> Result<(), Option<String>> {
        let Some(head) = self.heads.get(at) else { return Ok(()) };
        let mut sources: Vec<(KeyColumn, ColumnId)> = Vec::new();
        for fill in fills {
            let How::Value { attempts, .. } = &fill.how else { continue };
            if let [only] = attempts.as_slice() {
                let mut all = Vec::new();
                if self.origin(only, &mut all) {
                    sources.extend(all.into_iter().map(|k| (k, fill.column)));
                }
            }
        }
        let has = |wanted: &KeyColumn| sources.iter().any(|(k, _)| k == wanted);
        if head.grouped() {
            let covered = block.group_by.iter().all(|g| bare_column(g).is_some_and(|k| has(&k)));
            return if covered { Ok(()) } else { Err(None) };
        }
        let mut why = None;
        let firsts: HashSet<KeyColumn> = sources.iter().map(|(part, _)| *part).collect();
        let mut candidates: Vec<_> = firsts.iter().filter_map(|first| old_keys.get(first)).flatten().collect();
        candidates.sort_by_key(|(place, _)| *place);
        for (_, candidate) in candidates {
            if !candidate.iter().all(has) {
                continue;
            }
            match candidate.iter().find_map(|part| self.blurred(part, block, at, key, &sources)) {
                None => return Ok(()),
                Some(reason) => why = Some(reason),
            }
        }
        Err(why)
    }

    /// Why text that the old side keeps apart may be equal on the new side.
    fn blurred(
        &self,
        part: &KeyColumn,
        block: &Block,
        at: usize,
        key: &Key,
        sources: &[(KeyColumn, ColumnId)],
    ) -> Option<String> {
        let relation = self.heads.get(at)?.relations.get(part.rel.0)?;
        let old = self.names.column(relation.side, relation.table, part.column);
        let table = self.names.table(Side::New, block.target);
        let (old_engine, new_engine) = (self.names.old.engine, self.names.new.engine);
        let rule = TextRule::of;
        // One of the columns it flows to must keep it apart.
        let mut goals = sources.iter().filter(|(k, c)| k == part && key.columns.contains(c)).map(|(_, c)| *c);
        let apart = goals.any(|goal| {
            let new = table.column(goal);
            let followed = table.foreign_key_of(goal).is_some();
            followed
                || types::keeps_apart(&old.ty, &new.ty, rule(old_engine), rule(new_engine), old_engine == new_engine)
        });
        let new = sources.iter().find(|(k, c)| k == part && key.columns.contains(c)).map(|(_, c)| table.column(*c));
        (!apart).then(|| {
            let (new_rule, old_rule) = (
                types::rule_of(new.map_or(&old.ty, |new| &new.ty), rule(new_engine)),
                types::rule_of(&old.ty, rule(old_engine)),
            );
            let example = if new_rule.ignores_case && !old_rule.ignores_case {
                "\"A\" and \"a\""
            } else if new_rule.ignores_accents && !old_rule.ignores_accents {
                "\"é\" and \"e\""
            } else {
                "\"a\" and \"a \""
            };
            format!("the new side takes some texts for equal that `{}` keeps apart, such as {example}", old.name)
        })
    }

    /// The old columns that a value determines and that determine it: different ones make
    /// different values. Adds them to `all`; false where that is not so.
    fn origin(&self, expr: &Expr, all: &mut Vec<KeyColumn>) -> bool {
        match &expr.kind {
            ExprKind::Column { rel, column } => {
                all.push(KeyColumn { rel: *rel, column: *column });
                true
            }
            ExprKind::Cast { value, stored: true, .. } => self.origin(value, all),
            ExprKind::Cast { value, format: None, .. } => {
                let apart = matches!(
                    (&value.ty, &expr.ty),
                    (Type::Int { .. } | Type::Bool, Type::Int { .. } | Type::Decimal { .. } | Type::Text { .. })
                        | (
                            Type::Enum { .. } | Type::Set { .. },
                            Type::Enum { .. } | Type::Set { .. } | Type::Text { .. }
                        )
                        | (Type::Text { .. }, Type::Enum { .. } | Type::Text { .. })
                        | (Type::Date, Type::DateTime { .. } | Type::TimestampTz { .. } | Type::Text { .. })
                        | (Type::DateTime { .. }, Type::TimestampTz { .. } | Type::Text { .. })
                        | (Type::TimestampTz { .. }, Type::DateTime { .. })
                        | (Type::Uuid, Type::Text { .. })
                );
                apart && self.origin(value, all)
            }
            ExprKind::Fit { value, cut: false, .. } => {
                let rounds = matches!(value.ty, Type::Decimal { .. } | Type::Float32 | Type::Float64)
                    || (value.ty.is_temporal() && value.ty != expr.ty);
                !rounds && self.origin(value, all)
            }
            ExprKind::Follow(follow) => {
                let merges = self.heads.get(follow.block.0).is_some_and(Head::merges);
                !merges
                    && follow.key.iter().all(|k| match &k.kind {
                        ExprKind::Call { function, args } => {
                            super::looser::before_it_was_found(function, args).is_some_and(|own| self.origin(own, all))
                        }
                        // All parts of the key of the one row with these values.
                        ExprKind::Lookup(lookup) if lookup.unique => {
                            lookup.on.iter().all(|(_, on)| self.origin(on, all))
                        }
                        _ => self.origin(k, all),
                    })
            }
            // `when`: null is equal to no other null in a unique key.
            ExprKind::Case { arms, otherwise: None } => match arms.as_slice() {
                [(_, value)] => self.origin(value, all),
                _ => false,
            },
            ExprKind::Concat(pieces) => {
                let mut moving = pieces.iter().filter(|p| p.literal().is_none());
                match (moving.next(), moving.next()) {
                    (Some(only), None) => self.origin(only, all),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn not_unique(&mut self, block: &Block, at: usize, key: &Key, fills: &[&Fill], why: Option<String>) {
        let Some(head) = self.heads.get(at) else { return };
        let table = self.names.table(Side::New, block.target);
        let names: Vec<&str> = key.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let what = match names.as_slice() {
            [only] => format!("`{only}`"),
            all => format!("({})", all.join(", ")),
        };
        let span = fills.iter().map(|f| f.span).min_by_key(|s| s.start).unwrap_or(head.span);
        let primary = table.primary_key.as_ref().is_some_and(|k| k.span == key.span);
        let mut finding = Diagnostic::new(
            Code::NOT_UNIQUE,
            span,
            format!("{what} must be unique in `{}`, and nothing guarantees that it is", table.name),
        )
        .label(key.span, if primary { "the primary key of the new table" } else { "a unique key of the new table" });
        if let Some(why) = why {
            finding = finding.here(why);
        }
        let mut merged = None;
        for fill in fills {
            let How::Value { attempts, .. } = &fill.how else { continue };
            for attempt in attempts {
                attempt.walk(&mut |e| {
                    if let ExprKind::Follow(follow) = &e.kind
                        && self.heads.get(follow.block.0).is_some_and(Head::merges)
                    {
                        merged = Some(follow.block.0);
                    }
                });
                let old = match &attempt.kind {
                    ExprKind::Fit { value, .. } => bare_column(value),
                    _ => bare_column(attempt),
                };
                if let Some(part) = old
                    && let Some(relation) = head.relations.get(part.rel.0)
                {
                    let old = self.names.column(relation.side, relation.table, part.column);
                    finding = finding.label(old.span, format!("`{}` comes from here", table.column(fill.column).name));
                }
            }
        }
        if let Some(merged) = merged.and_then(|m| self.heads.get(m)) {
            finding = finding.label(merged.span, "rows are merged here, so several old keys become one");
        }
        let by: Vec<String> = block
            .key
            .iter()
            .filter_map(|k| {
                let relation = head.relations.get(k.rel.0)?;
                let name = quoted(&self.names.column(relation.side, relation.table, k.column).name);
                Some(if head.relations.len() > 1 { format!("{}.{name}", quoted(&relation.alias)) } else { name })
            })
            .collect();
        if !by.is_empty() {
            finding = finding.add_line(format!("unique {} keep first by {}", listed(names.clone()), by.join(", ")));
        }
        let by = if by.is_empty() { "…".to_owned() } else { by.join(", ") };
        finding = finding
            .help(format!("say which row stays: `unique {} keep first by {by}`", listed(names)))
            .help("or `reject` in place of `keep …`: the others are listed; or `fail`: there must be none");
        self.report(finding);
    }

    /// Several blocks that fill one table must not meet in a key.
    fn check_across(&mut self, blocks: &[Block], at: usize, key: &Key) {
        let Some(block) = blocks.get(at) else { return };
        let constant = |b: &Block, c: ColumnId| -> Option<Value> {
            let fill = b.fills.iter().find(|f| f.column == c)?;
            match &fill.how {
                How::Value { attempts, .. } => attempts.first()?.literal().cloned(),
                _ => None,
            }
        };
        for (i, other) in blocks.iter().enumerate().take(at) {
            if other.target != block.target || self.heads.get(i).is_none_or(|h| h.kind == HeadKind::Row || h.broken) {
                continue;
            }
            let filled = |c: &ColumnId| {
                other.fills.iter().any(|f| f.column == *c && matches!(f.how, How::Value { .. }) && !always_null(f))
            };
            let apart = key
                .columns
                .iter()
                .any(|c| matches!((constant(block, *c), constant(other, *c)), (Some(a), Some(b)) if a != b));
            if apart || !key.columns.iter().all(filled) {
                continue;
            }
            let table = self.names.table(Side::New, block.target);
            let names: Vec<&str> = key.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
            let mut finding = Diagnostic::new(
                Code::NOT_UNIQUE,
                block.span,
                format!("two blocks fill `{}`, and nothing keeps their ({}) apart", table.name, names.join(", ")),
            )
            .label(other.span, "the other block")
            .label(key.span, "the key of the new table")
            .help(format!("say which row stays: `unique {} keep first by …`", listed(names)));
            if let [column] = key.columns.as_slice()
                && matches!(table.column(*column).ty, Type::Int { .. })
            {
                let line = format!("auto -> {}", quoted(&table.column(*column).name));
                finding = finding.help(format!("or number the rows: `{line}`"));
                if let Some(fill) = block.fill(*column).filter(|fill| self.text(fill.span) != "*") {
                    finding = finding.write(fill.span, line);
                }
            }
            self.report(finding);
            return;
        }
    }

    /// What references of several columns refer to must be filled, with old values or keys that are followed.
    pub(super) fn check_composites(&mut self, blocks: &[Block], at: usize) {
        let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { return };
        if head.broken {
            return;
        }
        let head_span = head.span;
        let table = self.names.table(Side::New, block.target);
        for key in table.foreign_keys.iter().filter(|f| f.columns.len() > 1) {
            let fills: Vec<&Fill> =
                key.columns.iter().filter_map(|c| block.fills.iter().find(|f| f.column == *c)).collect();
            if fills.len() < key.columns.len() || fills.iter().any(|f| always_null(f) || !moves_old(f)) {
                continue;
            }
            let span = fills.first().map_or(head_span, |f| f.span);
            let shown = self.names.shown(Side::New, key.table);
            let movers = self.movers(key.table);
            if movers.is_empty() && !self.heads.iter().any(|h| h.target == key.table) {
                let finding = Diagnostic::new(
                    Code::NOTHING_FILLS,
                    span,
                    format!("{} refers to `{shown}`, which nothing fills", listed_columns(table, &key.columns)),
                )
                .label(key.span, "the reference")
                .help(format!("move its rows: `table OLD -> {shown} {{ … }}`"));
                self.report(finding);
                continue;
            }
            for mover in movers {
                let Some(other) = blocks.get(mover) else { continue };
                let changed = key.references.iter().find_map(|c| {
                    let fill = other.fills.iter().find(|f| f.column == *c)?;
                    let kept = matches!(&fill.how, How::Value { attempts, .. }
                        if matches!(attempts.as_slice(), [one] if bare_column(unfitted(one)).is_some() || matches!(one.kind, ExprKind::Follow(_))));
                    (!kept).then_some(fill)
                });
                let Some(changed) = changed else { continue };
                let finding = Diagnostic::new(
                    Code::WHICH_BLOCK,
                    span,
                    format!("{} refers to `{shown}`, whose rows get other keys", listed_columns(table, &key.columns)),
                )
                .label(key.span, "a reference of several columns, which is not followed by itself")
                .label(changed.span, "the key is made here")
                .help(format!("say whose row it is: `(…) via {} -> COLUMN`", quoted(&other.name)));
                self.report(finding);
            }
        }
    }

    /// A key that is followed must be one that the program gives.
    fn check_followed(&mut self, blocks: &[Block]) {
        let mut wanted: Vec<(usize, ColumnId, Span)> = Vec::new();
        for block in blocks {
            let mut look = |e: &Expr| {
                e.walk(&mut |e| {
                    if let ExprKind::Follow(follow) = &e.kind {
                        wanted.push((follow.block.0, follow.column, e.span));
                    }
                });
            };
            for fill in &block.fills {
                if let How::Value { attempts, .. } = &fill.how {
                    attempts.iter().for_each(&mut look);
                }
            }
            block.filters.iter().for_each(|f| look(&f.keep));
        }
        for (at, column, span) in wanted {
            let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { continue };
            let given = block.fills.iter().any(|f| f.column == column && f.how != How::Default);
            if given || head.broken {
                continue;
            }
            let table = self.names.table(Side::New, block.target);
            let declared = table.column(column);
            let line = format!("auto -> {}", quoted(&declared.name));
            let finding = Diagnostic::new(
                Code::UNFILLED,
                head.span,
                format!("`{}` is left to the new side, so that nothing can refer to these rows", declared.name),
            )
            .label(span, "their key is wanted here")
            .label(declared.span, "the key")
            .help(format!("let Mig number the rows: `{line}`"));
            self.report(match block.fills.iter().find(|f| f.column == column) {
                Some(said) => finding.write(said.span, line),
                None => finding.add_line(line),
            });
        }
    }
}

/// Whether a line moves an old value as it is.
pub(super) fn moves_old(fill: &Fill) -> bool {
    matches!(&fill.how, How::Value { attempts, .. } if attempts.iter().any(|e| bare_column(unfitted(e)).is_some()))
}

pub(super) fn unfitted(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Fit { value, cut: false, .. } => unfitted(value),
        _ => expr,
    }
}

fn listed_columns(table: &Table, columns: &[ColumnId]) -> String {
    format!("({})", columns.iter().map(|c| table.column(*c).name.as_str()).collect::<Vec<_>>().join(", "))
}

pub(super) fn always_null(fill: &Fill) -> bool {
    matches!(&fill.how, How::Value { attempts, .. } if attempts.first().and_then(Expr::literal) == Some(&Value::Null))
}
