//! Maps: the value of the first arm whose keys the values equal.

use super::{Emitter, Fallible, either};
use crate::plan::{Expr, MapId, Otherwise, Value};
use crate::sql;

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
        let mut arms: Vec<(sql::Expr, Fallible)> = Vec::new();
        for arm in &map.arms {
            let value = self.value(&arm.value);
            let hit = self.hit(args, &keys, &arm.key, simple);
            arms.push((hit, value));
        }
        // What the case compares with each arm's key.
        let subject =
            simple.then(|| self.matched_by_code_point(&args[0], &keys[0], map.arms.iter().map(|a| &a.key[0])));
        let nullable = args.iter().any(|a| a.nullable) || keys.iter().any(Fallible::may_be_null);
        // `else -> V` is for null as well, where no arm names it.
        let other = matches!(map.otherwise, Otherwise::Value(_));
        let hits: Vec<sql::Expr> = arms.iter().map(|(hit, _)| hit.clone()).collect();
        let missed = match &subject {
            Some(subject) => missed_by_value(&keys[0], subject, hits, other, nullable),
            None => missed_by_condition(&keys, hits, other, nullable),
        };
        let null_where_keys_fail = other && keys_fail.is_some();
        let mut fails = keys_fail;
        let otherwise = match &map.otherwise {
            Otherwise::Miss => {
                fails = either(fails, Some(missed));
                None
            }
            Otherwise::Keep => keys.first().map(Fallible::sql),
            Otherwise::Value(value) => {
                let value = self.value(value);
                fails = either(fails, value.fails.map(|f| sql::Expr::and([missed, f])));
                Some(value.value)
            }
        };
        if arms.iter().any(|(_, value)| value.fails.is_some()) {
            let no = sql::Expr::bool(false);
            let tests =
                arms.iter().map(|(hit, value)| (hit.clone(), value.fails.clone().unwrap_or_else(|| no.clone())));
            fails = either(fails, Some(sql::Expr::case_of(subject.clone(), tests, Some(no.clone()))));
        }
        let arms = arms.into_iter().map(|(hit, value)| (hit, value.value));
        let frag = Fallible::new(sql::Expr::case_of(subject, arms, otherwise), expr.nullable).failing(fails);
        if null_where_keys_fail { self.null_where_it_fails(frag) } else { frag }
    }

    /// What an arm's `WHEN` says: the key where the case has a subject, else that all keys are those of the arm.
    fn hit(&mut self, args: &[Expr], keys: &[Fallible], wanted: &[Expr], simple: bool) -> sql::Expr {
        if simple {
            let key = self.value(&wanted[0]).value;
            return if args[0].ty.is_textual() { self.dialect.beside_code_points(&key) } else { key };
        }
        let each = args.iter().zip(keys).zip(wanted);
        let each: Vec<sql::Expr> = each.map(|((arg, key), want)| self.equal_to_literal(arg, key, want)).collect();
        sql::Expr::and(each)
    }
}

/// Where a value is none of the arms' keys; never null.
fn missed_by_value(
    key: &Fallible,
    subject: &sql::Expr,
    hits: Vec<sql::Expr>,
    other: bool,
    nullable: bool,
) -> sql::Expr {
    if hits.is_empty() {
        return if other { sql::Expr::bool(true) } else { key.sql().is_not_null() };
    }
    let none = subject.clone().within(hits).not();
    match (nullable, other) {
        (true, true) => sql::Expr::or([key.sql().is_null(), none]),
        (true, false) => sql::Expr::and([key.sql().is_not_null(), none]),
        (false, _) => none,
    }
}

/// Where no arm's condition holds.
fn missed_by_condition(keys: &[Fallible], hits: Vec<sql::Expr>, other: bool, nullable: bool) -> sql::Expr {
    let yes = sql::Expr::bool(true);
    let none = match hits.is_empty() {
        true => yes,
        false => sql::Expr::case([(sql::Expr::or(hits), sql::Expr::bool(false))], Some(yes)),
    };
    if other || !nullable {
        return none;
    }
    // a key with a null that no arm names stays null
    let null = sql::Expr::or(keys.iter().map(|k| k.sql().is_null()));
    sql::Expr::and([null.not(), none])
}
