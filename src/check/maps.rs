//! Value maps: arms from several statements become one map.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::plan::{Expr, ExprKind, MapArm, MapId, Otherwise, Side, Value, ValueMap};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{self, Arm};

use super::advice::said_of;
use super::checker::Checker;
use super::items;
use super::noted::MapInfo;
use super::resolved::Meaning;
use super::scope::Scope;
use super::typed::{cast_to, literal};
use super::types::{self, Misfit};

impl<'a> Checker<'a, '_> {
    /// Reads all `map` statements.
    pub(super) fn read_maps(&mut self) {
        for statement in &self.items.maps {
            if let Some(at) = self.map_of(statement) {
                self.saw(statement.name.span, Meaning::Map(at));
                self.read_arms(at, statement);
            }
        }
        for at in 0..self.maps.len() {
            self.settle_map(at);
        }
    }

    /// The map a statement adds to, made if it is the first.
    fn map_of(&mut self, statement: &'a ast::Map) -> Option<usize> {
        let parts = &statement.name.parts;
        let (name, column, keys) = match parts.split_last() {
            Some((column, holder)) if !holder.is_empty() => {
                let Some((side, table)) = self.names.find_on_either(Side::Old, holder).filter(|(s, _)| *s == Side::Old)
                else {
                    self.report(self.names.no_table(Side::Old, holder, statement.name.span));
                    return None;
                };
                let Some(found) = self.names.find_column(side, table, &column.text) else {
                    self.used.unsure.insert(table);
                    self.report(self.names.no_column(side, table, column));
                    return None;
                };
                if let (Some(first), Some(last)) = (holder.first(), holder.last()) {
                    self.saw(first.span.to(last.span), Meaning::Table(side, table));
                }
                self.saw(column.span, Meaning::Column(side, table, found));
                let declared = self.names.column(side, table, found);
                let name = format!("{}.{}", self.names.shown(side, table), declared.name);
                (name, Some((table, found)), vec![declared.ty.clone()])
            }
            _ => (items::written(parts), None, Vec::new()),
        };
        let there = (0..self.maps.len()).find(|i| {
            self.map_info.get(*i).is_some_and(|m| m.column == column)
                && (column.is_some() || self.maps.get(*i).is_some_and(|m| m.name == name))
        });
        if there.is_some() {
            return there;
        }
        self.maps.push(ValueMap {
            name,
            width: usize::from(column.is_some()),
            arms: Vec::new(),
            otherwise: Otherwise::Miss,
            span: statement.span,
        });
        self.map_info.push(MapInfo {
            column,
            keys,
            yields: Type::Null,
            yields_null: false,
            names_null: false,
            named: HashSet::new(),
            used: false,
            broken: false,
            otherwise: None,
        });
        Some(self.maps.len() - 1)
    }

    fn read_arms(&mut self, at: usize, statement: &'a ast::Map) {
        for arm in &statement.arms {
            match arm {
                Arm::Values { keys, value, span } => {
                    let value = self.expr(&Scope::default(), value);
                    for key in keys {
                        self.read_arm(at, key, value.clone(), *span);
                    }
                }
                Arm::ElseKeep(span) => self.read_else(at, Otherwise::Keep, *span),
                Arm::Else(value, span) => {
                    let value = self.expr(&Scope::default(), value);
                    self.read_else(at, Otherwise::Value(value), *span);
                }
                Arm::Bad(_) => {
                    if let Some(info) = self.map_info.get_mut(at) {
                        info.broken = true;
                    }
                }
            }
        }
    }

    fn read_else(&mut self, at: usize, otherwise: Otherwise, span: Span) {
        let (Some(map), Some(info)) = (self.maps.get_mut(at), self.map_info.get_mut(at)) else {
            return;
        };
        if let Some(first) = info.otherwise {
            let finding = Diagnostic::new(Code::DEFINED_TWICE, span, format!("`map {}` has two `else`", map.name))
                .label(first, "the first one");
            self.report(finding.leave_out(span));
            return;
        }
        info.otherwise = Some(span);
        map.otherwise = otherwise;
    }

    fn read_arm(&mut self, at: usize, key: &'a ast::Expr, value: Expr, span: Span) {
        let parts: Vec<&'a ast::Expr> = match &key.kind {
            ast::ExprKind::Tuple(parts) => parts.iter().collect(),
            _ => vec![key],
        };
        let mut values = Vec::new();
        for part in parts {
            let lowered = self.expr(&Scope::default(), part);
            if lowered.literal().is_none() {
                if lowered.ty != Type::Error {
                    self.find(Code::BAD_LITERAL, part.span, "the left side of an arm must be a literal");
                }
                if let Some(info) = self.map_info.get_mut(at) {
                    info.broken = true;
                }
                return;
            }
            values.push(lowered);
        }
        let column = self.map_info.get(at).and_then(|m| m.column);
        if let Some((table, column)) = column {
            let declared = self.names.column(Side::Old, table, column);
            let [only] = values.as_mut_slice() else {
                self.find(Code::OPERAND, key.span, "a map of a column has one value on the left, not several");
                return;
            };
            let Some(constant) = only.literal().cloned() else { return };
            if types::has_no_meaning(&declared.ty) && constant != Value::Null {
                let message = format!(
                    "`{}` is {}, a type that the language does not have, and no literal is of it",
                    declared.name, declared.native
                );
                self.report(Diagnostic::new(Code::OPERAND, only.span, message).label(declared.span, "declared here"));
                return;
            }
            match types::constant(&constant, &declared.ty) {
                Ok(Value::Null) => {}
                Ok(fitted) => *only = literal(fitted, declared.ty.clone(), only.span),
                Err(Misfit::Value(why, help)) => {
                    let mut finding = Diagnostic::new(
                        Code::IDLE_ARM,
                        only.span,
                        format!("`{}` is never {}", declared.name, self.text(only.span)),
                    )
                    .here(why)
                    .label(declared.span, format!("declared as {}", declared.native));
                    if let Some(help) = help {
                        finding = finding.help(help);
                    }
                    self.report(finding.leave_out(key.span));
                    return;
                }
                Err(Misfit::Kind(way)) => {
                    let mut finding = Diagnostic::new(
                        Code::OPERAND,
                        only.span,
                        format!("`{}` is {}, and {} is not", declared.name, said_of(declared), self.text(only.span)),
                    )
                    .label(declared.span, "declared here");
                    if let Some(way) = way {
                        finding = finding.help(format!("write `{way} -> …`")).write(only.span, way);
                    }
                    self.report(finding);
                    return;
                }
            }
        }
        let Some(map) = self.maps.get_mut(at) else { return };
        if map.width == 0 {
            map.width = values.len();
        }
        if map.width != values.len() {
            let finding = Diagnostic::new(
                Code::OPERAND,
                key.span,
                format!("`map {}` has {} values on the left of its other arms", map.name, map.width),
            )
            .label(map.span, "the map");
            self.report(finding);
            return;
        }
        let Some(info) = self.map_info.get_mut(at) else { return };
        info.names_null |= values.iter().any(Self::is_null);
        let written = format!("{:?}", values.iter().map(Expr::literal).collect::<Vec<_>>());
        let same = |a: &&MapArm| a.key.iter().map(Expr::literal).eq(values.iter().map(Expr::literal));
        if !info.named.insert(written)
            && let Some(first) = map.arms.iter().find(same)
        {
            let (first_span, name) = (first.span, map.name.clone());
            let message = format!("`map {name}` names {} twice", self.text(key.span));
            self.report(
                Diagnostic::new(Code::DEFINED_TWICE, key.span, message)
                    .label(first_span, "it is named here already")
                    .leave_out(key.span),
            );
            return;
        }
        map.arms.push(MapArm { key: values, value, span });
    }

    /// Types what a map takes and yields, once all its arms are there.
    fn settle_map(&mut self, at: usize) {
        let Some(mut map) = self.maps.get(at).cloned() else { return };
        let mut values: Vec<Expr> = map.arms.iter().map(|a| a.value.clone()).collect();
        if let Otherwise::Value(value) = &map.otherwise {
            values.push(value.clone());
        }
        let yields = self.unify(&mut values, map.span, "what this map yields");
        let yields_null = values.iter().any(|v| v.nullable);
        if matches!(map.otherwise, Otherwise::Value(_))
            && let Some(value) = values.pop()
        {
            map.otherwise = Otherwise::Value(value);
        }
        for (arm, value) in map.arms.iter_mut().zip(values) {
            arm.value = value;
        }
        let mut keys = self.map_info.get(at).map(|m| m.keys.clone()).unwrap_or_default();
        if keys.is_empty() {
            for i in 0..map.width {
                let mut column: Vec<Expr> = map.arms.iter().filter_map(|a| a.key.get(i).cloned()).collect();
                keys.push(self.unify(&mut column, map.span, "what stands on the left of this map"));
                for (arm, key) in map.arms.iter_mut().zip(column) {
                    if let Some(slot) = arm.key.get_mut(i) {
                        *slot = key;
                    }
                }
            }
        }
        if let Some(info) = self.map_info.get_mut(at) {
            info.keys = keys;
            info.yields = yields;
            info.yields_null = yields_null;
        }
        if let Some(slot) = self.maps.get_mut(at) {
            *slot = map;
        }
    }

    /// The names of the maps by name.
    pub(super) fn map_names(&self) -> Vec<String> {
        self.maps
            .iter()
            .zip(&self.map_info)
            .filter(|(_, info)| info.column.is_none())
            .map(|(map, _)| map.name.clone())
            .collect()
    }

    /// A map by name.
    pub(super) fn named_map(&self, name: &str) -> Option<MapId> {
        self.maps
            .iter()
            .zip(&self.map_info)
            .position(|(map, info)| info.column.is_none() && map.name == name)
            .map(MapId)
    }

    /// `map(column)`.
    pub(super) fn column_map(
        &mut self,
        scope: &Scope<'a>,
        name: &ast::Name,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Expr {
        let [arg] = args else {
            self.report(
                Diagnostic::new(Code::UNKNOWN_FUNCTION, span, format!("`map` does not take {} arguments", args.len()))
                    .help("write `map(column)`; a map of several values has a name: `NAME(a, b)`"),
            );
            return Expr::error(span);
        };
        let value = self.expr(scope, arg);
        if value.ty == Type::Error {
            return Expr::error(span);
        }
        let Some((Side::Old, table, column)) = self.source_column(&value) else {
            self.report(
                Diagnostic::new(Code::UNKNOWN_MAP, arg.span, "`map` takes a column of the old side, nothing else")
                    .label(name.span, "looks for the map of the column")
                    .help(format!("name the map: `map NAME {{ … }}` and write `NAME({})`", self.text(arg.span))),
            );
            return Expr::error(span);
        };
        let found = self.map_info.iter().position(|m| m.column == Some((table, column)));
        let Some(at) = found else {
            let holder = self.names.table(Side::Old, table);
            let shown = format!("{}.{}", self.names.shown(Side::Old, table), holder.column(column).name);
            let others: Vec<&str> = self
                .maps
                .iter()
                .zip(&self.map_info)
                .filter(|(_, info)| info.column.is_some())
                .map(|(map, _)| map.name.as_str())
                .collect();
            let mut finding = Diagnostic::new(Code::UNKNOWN_MAP, span, format!("there is no `map {shown}`"))
                .label(holder.column(column).span, "the column");
            if let Some(near) = self.names.nearest(&shown, others) {
                finding = finding.help(format!("there is a `map {near}`"));
            }
            let example = match &holder.column(column).ty {
                Type::Enum { values, .. } => {
                    values.iter().map(|v| format!("{v:?} -> …")).collect::<Vec<_>>().join("; ")
                }
                ty if ty.is_numeric() => "1 -> …; else keep".to_owned(),
                _ => "\"…\" -> …".to_owned(),
            };
            let start = match &holder.column(column).ty {
                Type::Enum { values, .. } => {
                    values.iter().map(|v| format!("{v:?} -> null")).collect::<Vec<_>>().join("; ")
                }
                _ => "else keep".to_owned(),
            };
            self.report(
                finding
                    .help(format!("write one: `map {shown} {{ {example} }}`"))
                    .add_statement(format!("map {shown} {{ {start} }}")),
            );
            return Expr::error(span);
        };
        self.saw(name.span, Meaning::Map(at));
        self.apply_map(MapId(at), vec![value], span)
    }

    /// `NAME(a, b)`.
    pub(super) fn call_map(&mut self, scope: &Scope<'a>, map: MapId, args: &'a [ast::Expr], span: Span) -> Expr {
        let mut values: Vec<Expr> = args.iter().map(|a| self.expr(scope, a)).collect();
        let Some((definition, info)) = self.maps.get(map.0).zip(self.map_info.get(map.0)) else {
            return Expr::error(span);
        };
        if values.len() != definition.width && definition.width > 0 {
            let finding = Diagnostic::new(
                Code::UNKNOWN_FUNCTION,
                span,
                format!("`{}` takes {} values, not {}", definition.name, definition.width, values.len()),
            )
            .label(definition.span, "the map");
            self.report(finding);
            return Expr::error(span);
        }
        for (value, wanted) in values.iter_mut().zip(info.keys.clone()) {
            if !types::comparable(&value.ty, &wanted) {
                let finding = Diagnostic::new(
                    Code::OPERAND,
                    value.span,
                    format!("`{}` is {}, and the map knows {}", self.text(value.span), self.kind(value), wanted.said()),
                )
                .label(self.maps.get(map.0).map_or(span, |m| m.span), "the map");
                self.report(finding);
                return Expr::error(span);
            }
            if value.ty.is_truth_number() && wanted == Type::Bool {
                let inner = std::mem::replace(value, Expr::error(span));
                *value = cast_to(inner, Type::Bool);
            }
            if value.ty.is_textual() && !matches!(value.ty, Type::Text { .. }) {
                let inner = std::mem::replace(value, Expr::error(span));
                *value = cast_to(inner, Type::TEXT);
            }
        }
        self.apply_map(map, values, span)
    }

    fn apply_map(&mut self, map: MapId, args: Vec<Expr>, span: Span) -> Expr {
        let Some((definition, info)) = self.maps.get(map.0).zip(self.map_info.get_mut(map.0)) else {
            return Expr::error(span);
        };
        info.used = true;
        if args.iter().any(|a| a.ty == Type::Error) {
            return Expr::error(span);
        }
        // Null goes to `else -> V` like all that no arm names; else it stays null unless an arm names it.
        let given = match definition.otherwise {
            Otherwise::Value(_) => true,
            Otherwise::Miss | Otherwise::Keep => definition.width == 1 && info.names_null,
        };
        let nullable = info.yields_null || (!given && args.iter().any(|a| a.nullable));
        let (yields, keep) = (info.yields.clone(), definition.otherwise == Otherwise::Keep);
        let whole = definition.span;
        let ty = match (&args.first().map(|a| a.ty.clone()), keep) {
            (Some(kept), true) => match types::common(&yields, kept) {
                Some(ty) => ty,
                None => {
                    self.report(
                        Diagnostic::new(
                            Code::OPERAND,
                            span,
                            format!("this map yields {}, and keeps what is {}", yields.said(), kept.said()),
                        )
                        .label(whole, "the map")
                        .help("write `else -> …` in place of `else keep`"),
                    );
                    return Expr::error(span);
                }
            },
            _ => yields,
        };
        Expr::new(ExprKind::Map { map, args }, ty, nullable, span)
    }

    /// Findings about maps as a whole.
    pub(super) fn check_maps(&mut self) {
        for at in 0..self.maps.len() {
            let (Some(map), Some(info)) = (self.maps.get(at), self.map_info.get(at)) else {
                continue;
            };
            let adds = |s: &&&ast::Map| self.resolved.names.contains(&(s.name.span, Meaning::Map(at)));
            let meant = || match info.column {
                Some(_) => self.may_be_meant("map", self.items.maps.len(), map.span),
                None => self.may_be_meant(&map.name, self.items.maps.iter().filter(adds).count(), map.span),
            };
            if !info.used && !info.broken && !self.items.bad && !meant() {
                let how = if info.column.is_some() {
                    format!("map({})", map.name.rsplit('.').next().unwrap_or_default())
                } else {
                    format!("{}(…)", map.name)
                };
                let mut finding = Diagnostic::new(Code::UNUSED, map.span, format!("nothing uses `map {}`", map.name))
                    .help(format!("write `{how} -> COLUMN` in a block"));
                let edits = self.items.maps.iter().filter(adds).map(|s| Edit::Remove(s.span)).collect();
                finding.fixes.push(Fix { title: "leave it out".to_owned(), edits });
                self.report(finding);
                continue;
            }
            let Some((table, column)) = info.column else { continue };
            if info.broken || map.otherwise != Otherwise::Miss {
                continue;
            }
            let declared = self.names.column(Side::Old, table, column);
            let Type::Enum { values, .. } = &declared.ty else { continue };
            let named = |v: &String| {
                map.arms.iter().any(|a| a.key.first().and_then(Expr::literal) == Some(&Value::Text(v.clone())))
            };
            let missing: Vec<String> = values.iter().filter(|v| !named(v)).cloned().collect();
            if missing.is_empty() {
                continue;
            }
            let lines: Vec<String> = missing.iter().map(|v| format!("{v:?} -> …")).collect();
            let nulls: Vec<String> = missing.iter().map(|v| format!("{v:?} -> null")).collect();
            let finding = Diagnostic::new(
                Code::MAP_MISSES,
                map.span,
                format!("`map {}` says nothing of {}", map.name, types::quoted(&missing)),
            )
            .label(declared.span, "the column may hold it")
            .help(format!("add {}", lines.iter().map(|l| format!("`{l}`")).collect::<Vec<_>>().join(", ")))
            .help("or say what becomes of all others: `else -> …`, or `else keep`")
            .add_statement(format!("map {} {{ {} }}", map.name, nulls.join("; ")))
            .add_statement(format!("map {} {{ else keep }}", map.name));
            self.report(finding);
        }
    }
}
