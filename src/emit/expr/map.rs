//! Maps: the value of the first arm whose keys the values equal.

use super::{Emitter, Fallible, either};
use crate::plan::{Expr, MapId, Otherwise, Value};

impl Emitter<'_> {
    /// The value of a map: null and a failure where no arm has these keys and nothing else is said.
    pub(super) fn map(&mut self, map: MapId, args: &[Expr], expr: &Expr) -> Fallible {
        let Some(map) = self.program.maps.get(map.0) else {
            return self.cannot("a map that is not there", expr.span);
        };
        let keys: Vec<Fallible> = args.iter().map(|a| self.value(a)).collect();
        let keys: Vec<Fallible> = keys.into_iter().map(|k| self.repeatable(k)).collect();
        let keys_fail = keys.iter().fold(None, |all, k| either(all, k.fails.clone()));
        let simple = args.len() == 1
            && map.arms.iter().all(|a| a.key.len() == 1 && !matches!(a.key[0].literal(), Some(Value::Null) | None));
        let mut arms = Vec::new();
        let mut hits = Vec::new();
        let mut arms_fail = false;
        for arm in &map.arms {
            let value = self.value(&arm.value);
            let hit = if simple {
                let hit = self.value(&arm.key[0]).sql;
                if args[0].ty.is_textual() { self.dialect.beside_code_points(&hit) } else { hit }
            } else {
                let each: Vec<String> = args
                    .iter()
                    .zip(&keys)
                    .zip(&arm.key)
                    .map(|((arg, key), want)| self.equal_to_literal(arg, key, want))
                    .collect();
                each.join(" AND ")
            };
            arms_fail |= value.fails.is_some();
            arms.push((hit.clone(), value));
            hits.push(hit);
        }
        let subject = if simple {
            self.matched_by_code_point(&args[0], &keys[0], map.arms.iter().map(|a| &a.key[0]))
        } else {
            String::new()
        };
        let all_null = if args.iter().any(|a| a.nullable) || keys.iter().any(Fallible::may_be_null) {
            Some(keys.iter().map(|k| format!("{} IS NULL", k.operand())).collect::<Vec<_>>().join(" OR "))
        } else {
            None
        };
        let head = if simple { format!("CASE {subject}") } else { "CASE".to_owned() };
        let mut sql = head;
        for (hit, value) in &arms {
            sql.push_str(&format!(" WHEN {hit} THEN {}", value.sql));
        }
        // `else -> V` is for null as well, where no arm names it.
        let other = matches!(map.otherwise, Otherwise::Value(_));
        let missed = if simple {
            if hits.is_empty() && other {
                self.dialect.bool(true)
            } else if hits.is_empty() {
                format!("{} IS NOT NULL", keys[0].operand())
            } else {
                match &all_null {
                    Some(_) if other => {
                        format!("({} IS NULL OR {subject} NOT IN ({}))", keys[0].operand(), hits.join(", "))
                    }
                    Some(_) => {
                        format!("({} IS NOT NULL AND {subject} NOT IN ({}))", keys[0].operand(), hits.join(", "))
                    }
                    None => format!("{subject} NOT IN ({})", hits.join(", ")),
                }
            }
        } else {
            let none = if hits.is_empty() {
                self.dialect.bool(true)
            } else {
                format!(
                    "CASE WHEN {} THEN {} ELSE {} END",
                    hits.join(" OR "),
                    self.dialect.bool(false),
                    self.dialect.bool(true)
                )
            };
            match &all_null {
                // a key with a null that no arm names stays null
                Some(null) if !other => format!("(NOT ({null}) AND {none})"),
                _ => none,
            }
        };
        let null_where_keys_fail = other && keys_fail.is_some();
        let mut fails = keys_fail;
        match &map.otherwise {
            Otherwise::Miss => fails = either(fails, Some(missed)),
            Otherwise::Keep => {
                if let Some(key) = keys.first() {
                    sql.push_str(&format!(" ELSE {}", key.sql));
                }
            }
            Otherwise::Value(value) => {
                let value = self.value(value);
                sql.push_str(&format!(" ELSE {}", value.sql));
                if let Some(f) = value.fails {
                    fails = either(fails, Some(format!("{missed} AND ({f})")));
                }
            }
        }
        sql.push_str(" END");
        if arms_fail {
            let mut tests = if simple { format!("CASE {subject}") } else { "CASE".to_owned() };
            for (hit, value) in &arms {
                let f = value.fails.clone().unwrap_or_else(|| self.dialect.bool(false));
                tests.push_str(&format!(" WHEN {hit} THEN {f}"));
            }
            tests.push_str(&format!(" ELSE {} END", self.dialect.bool(false)));
            fails = either(fails, Some(tests));
        }
        if arms.is_empty() && matches!(map.otherwise, Otherwise::Miss) {
            sql = "NULL".to_owned();
        } else if arms.is_empty() {
            sql = sql.replacen(&format!("CASE {subject} ELSE"), "CASE WHEN 1 = 0 THEN NULL ELSE", 1);
        }
        let frag = Fallible::new(sql, expr.nullable).failing(fails);
        if null_where_keys_fail { self.null_where_it_fails(frag) } else { frag }
    }
}
