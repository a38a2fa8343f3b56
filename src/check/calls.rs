//! Functions, value maps, `let`s, look-ups and aggregates.

use crate::diag::{Code, Diagnostic};
use crate::functions::{self, Function, Want};
use crate::plan::{Aggregate, AggregateFunction, Expr, ExprKind, Lookup, Side, Value};
use crate::schema::{ColumnId, Key, Table, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, LookupBy};

use super::checker::{Checker, MOST_COPIED};
use super::lengths;
use super::resolved::Meaning;
use super::scope::{Inner, Scope};
use super::typed::{as_number, cast_to, literal};
use super::types;

/// Names that are called and are not in the function table.
const BUILT_IN: &[&str] = &["map", "now", "concat", "count", "sum", "min", "max"];

/// Functions of SQL and PHP that the language has under another name.
const FOREIGN: &[(&str, &str)] = &[
    ("ifnull", "coalesce({0}, {1})"),
    ("isnull", "{0} is null"),
    ("is_null", "{0} is null"),
    ("isset", "{0} is not null"),
    ("empty", "{0} is null or {0} = \"\""),
    ("nvl", "coalesce({0}, {1})"),
    ("if", "case { {0} -> {1}; else {2} }"),
    ("iif", "case { {0} -> {1}; else {2} }"),
    ("strtolower", "lower({0})"),
    ("mb_strtolower", "lower({0})"),
    ("lcase", "lower({0})"),
    ("strtoupper", "upper({0})"),
    ("mb_strtoupper", "upper({0})"),
    ("ucase", "upper({0})"),
    ("strlen", "length({0})"),
    ("mb_strlen", "length({0})"),
    ("len", "length({0})"),
    ("char_length", "length({0})"),
    ("substring", "substr({0}, {1}, {2})"),
    ("mid", "substr({0}, {1}, {2})"),
    ("str_replace", "replace({2}, {0}, {1})"),
    ("strpos", "position({0}, {1})"),
    ("instr", "position({0}, {1})"),
    ("locate", "position({1}, {0})"),
    ("substring_index", "split_part({0}, {1}, {2})"),
    ("lpad", "pad_left({0}, {1}, {2})"),
    ("rpad", "pad_right({0}, {1}, {2})"),
    ("ceiling", "ceil({0})"),
    ("intval", "leading_int({0})"),
    ("floatval", "{0} as float64"),
    ("unix_timestamp", "to_unix({0})"),
    ("strtotime", "{0} as datetime"),
    ("from_unixtime", "from_unix({0})"),
    ("to_timestamp", "from_unix({0})"),
    ("str_to_date", "{0} as datetime {1}"),
    ("to_date", "{0} as date {1}"),
    ("getdate", "now()"),
    ("sysdate", "now()"),
    ("curdate", "date(now())"),
    ("current_timestamp", "now()"),
    ("time", "to_unix(now())"),
    ("gen_random_uuid", "uuid()"),
];

/// What to write for a function of another language, if each of its parts is there.
fn foreign(name: &str, args: &[&str]) -> Option<String> {
    let name = name.to_lowercase();
    let (_, ours) = FOREIGN.iter().find(|(theirs, _)| *theirs == name)?;
    let written = (0..3).fold((*ours).to_owned(), |text, i| match args.get(i) {
        Some(arg) => text.replace(&format!("{{{i}}}"), arg),
        // Also without its last argument.
        None => text.replace(&format!(", {{{i}}}"), ""),
    });
    (!(0..3).any(|i| written.contains(&format!("{{{i}}}")))).then_some(written)
}

/// The rows that an aggregate goes over: those of a table that meet a condition, if it has one.
pub(super) struct Over<'a> {
    pub table: &'a ast::Path,
    pub cond: Option<&'a ast::Expr>,
}

/// The columns by which a look-up finds its row, each with the value that it must have there; and whether all of them are known.
type LookedBy = (Vec<(ColumnId, Expr)>, bool);

/// Whether no table of this kind can have two rows with these values in these columns.
fn finds_one_row(holder: &Table, on: &[(ColumnId, Expr)]) -> bool {
    // A unique key has any number of rows with a null in it, which a null would find.
    let by_null = |c: &ColumnId| {
        on.len() > 1 && holder.column(*c).nullable && on.iter().any(|(of, value)| of == c && value.nullable)
    };
    let primary = holder.primary_key.as_ref().map(|k| k.span);
    let one = |k: &&Key| k.nulls_equal || primary == Some(k.span) || !k.columns.iter().any(by_null);
    holder.keys().filter(one).any(|k| k.columns.iter().all(|c| on.iter().any(|(of, _)| of == c)))
}

impl<'a> Checker<'a, '_> {
    pub(super) fn call(&mut self, scope: &Scope<'a>, name: &'a ast::Name, args: &'a [ast::Expr], span: Span) -> Expr {
        let lower = name.text.to_lowercase();
        if lower == "map" {
            return self.column_map(scope, name, args, span);
        }
        if let Some(at) = scope.lets.iter().rposition(|l| l.name.text == name.text) {
            self.saw_let(scope.lets.get(at).copied(), name.span);
            let values = args.iter().map(|a| self.expr(scope, a)).collect();
            return self.block_let(scope, at, values, span);
        }
        if let Some(definition) = self.items.lets.get(name.text.as_str()).copied() {
            self.saw_let(Some(definition), name.span);
            let values = args.iter().map(|a| self.expr(scope, a)).collect();
            return self.statement_let(scope, definition, values, span);
        }
        if let Some(map) = self.named_map(&name.text) {
            self.saw(name.span, Meaning::Map(map.0));
            return self.call_map(scope, map, args, span);
        }
        match (lower.as_str(), args) {
            ("now", []) => return Expr::new(ExprKind::Now, Type::DateTime { precision: 0 }, false, span),
            ("concat", _) => {
                let pieces = args.iter().map(|a| self.expr(scope, a)).collect();
                return self.concat(pieces, span);
            }
            ("count" | "sum" | "min" | "max", [value]) => {
                return self.aggregate(scope, name, Some(value), None, span);
            }
            ("count", []) => return self.aggregate(scope, name, None, None, span),
            _ => {}
        }
        match functions::find(&name.text) {
            Some(function) => self.function(scope, function, name, args, span),
            None => {
                self.unknown_function(scope, name, args, span);
                // What it is given is used, and read for what is wrong with it.
                args.iter().for_each(|arg| drop(self.expr(scope, arg)));
                Expr::error(span)
            }
        }
    }

    fn unknown_function(&mut self, scope: &Scope<'a>, name: &ast::Name, args: &[ast::Expr], span: Span) {
        let maps: Vec<String> = self.map_names();
        let candidates = functions::FUNCTIONS
            .iter()
            .map(|f| f.name)
            .chain(BUILT_IN.iter().copied())
            .chain(self.items.lets.keys().copied())
            .chain(scope.lets.iter().map(|l| l.name.text.as_str()))
            .chain(maps.iter().map(String::as_str));
        let near = self.names.nearest(&name.text, candidates).map(str::to_owned);
        let finding = Diagnostic::new(
            Code::UNKNOWN_FUNCTION,
            name.span,
            format!("`{}` is no function, value map or `let`", name.text),
        );
        let args: Vec<&str> = args.iter().map(|a| self.text(a.span)).collect();
        let finding = match near {
            _ if let Some(ours) = foreign(&name.text, &args) => {
                let finding = finding.help(format!("write `{ours}`"));
                if ours.contains('…') { finding } else { finding.write(span, self.as_value(span, ours)) }
            }
            Some(near) => finding.meant(name.span, &near),
            None => finding.help("name an expression with `let NAME(a) = …`, or a map with `map NAME { … }`"),
        };
        self.report(finding);
    }

    fn function(
        &mut self,
        scope: &Scope<'a>,
        function: &'static Function,
        name: &ast::Name,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Expr {
        let most = if function.variadic { usize::MAX } else { function.args.len() };
        let least = function.args.len().saturating_sub(function.optional);
        let mut values: Vec<Expr> = args.iter().map(|a| self.expr(scope, a)).collect();
        if args.len() < least || args.len() > most {
            self.report(
                Diagnostic::new(
                    Code::UNKNOWN_FUNCTION,
                    span,
                    format!("`{}` does not take {} arguments", name.text, args.len()),
                )
                .help(format!("it is `{}`: {}", function.signature, function.about)),
            );
            return Expr::error(span);
        }
        if values.iter().any(|v| v.ty == Type::Error) {
            return Expr::error(span);
        }
        let want = |i: usize| function.args.get(i).or(function.args.last()).copied().unwrap_or(Want::Same);
        let same: Vec<usize> = (0..values.len()).filter(|i| want(*i) == Want::Same).collect();
        if same.len() > 1 {
            let mut group: Vec<Expr> = same.iter().filter_map(|i| values.get(*i).cloned()).collect();
            if self.unify(&mut group, span, "the arguments of this function") == Type::Error {
                return Expr::error(span);
            }
            for (i, value) in same.iter().zip(group) {
                if let Some(slot) = values.get_mut(*i) {
                    *slot = value;
                }
            }
        }
        let mut all = Vec::with_capacity(values.len());
        for (i, value) in values.into_iter().enumerate() {
            match self.wanted(value, want(i), function) {
                Some(value) => all.push(value),
                None => return Expr::error(span),
            }
        }
        let types: Vec<Type> = all.iter().map(|v| v.ty.clone()).collect();
        let nullable = function.may_be_null
            || if function.takes_null { Expr::all_may_be_null(&all) } else { all.iter().any(|v| v.nullable) };
        let ty = match (function.result)(&types) {
            Type::Text { collation, fixed, .. } => {
                Type::Text { max: lengths::of_call(function.name, &all, &lengths::longest), collation, fixed }
            }
            ty => ty,
        };
        Expr::new(ExprKind::Call { function: function.name.to_owned(), args: all }, ty, nullable, span)
    }

    fn wanted(&mut self, value: Expr, want: Want, function: &Function) -> Option<Expr> {
        let text = self.text(value.span);
        let (fits, advice) = match (want, &value.ty) {
            (_, Type::Null) | (Want::Same, _) => (true, None),
            (Want::Text, Type::Text { .. }) => (true, None),
            (Want::Text, Type::Bytes { .. } | Type::Geometry | Type::Array(_) | Type::Other(_)) => (false, None),
            (Want::Text, _) => return Some(cast_to(value, Type::TEXT)),
            (Want::Int, Type::Int { .. }) => (true, None),
            (Want::Int, ty) if ty.is_numeric() || ty.is_textual() => (false, Some(format!("{text} as int"))),
            (Want::Number, ty) if ty.is_numeric() => (true, None),
            (Want::Number, ty) if ty.is_textual() => (false, Some(format!("{text} as decimal"))),
            (Want::Temporal, Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. }) => (true, None),
            (Want::Temporal, ty) if ty.is_textual() => {
                if let Some(constant) = value.literal() {
                    let ty = Type::DateTime { precision: 6 };
                    if let Ok(constant) = types::constant(constant, &ty) {
                        return Some(literal(constant, ty, value.span));
                    }
                }
                (false, Some(format!("{text} as datetime")))
            }
            (Want::Temporal, ty) if ty.is_numeric() => (false, Some(format!("from_unix({text})"))),
            _ => (false, None),
        };
        if fits {
            return Some(value);
        }
        let wanted = match want {
            Want::Text => "text",
            Want::Int => "a whole number",
            Want::Number => "a number",
            Want::Temporal => "a date or a datetime",
            Want::Same => "a value",
        };
        let mut finding =
            Diagnostic::new(Code::OPERAND, value.span, format!("`{text}` is {}, not {wanted}", self.kind(&value)))
                .help(format!("the function is `{}`", function.signature));
        if let Some(advice) = advice {
            finding = finding.instead(value.span, advice);
        }
        self.report(finding);
        None
    }

    /// The value that a `param` has in this run, which counts as a use of it.
    pub(super) fn param(&mut self, at: usize, span: Span) -> Expr {
        self.params_used.insert(at);
        match self.params.get(at) {
            Some(param) => Expr::new(ExprKind::Param(at), param.value.ty.clone(), param.value.nullable, span),
            None => Expr::error(span),
        }
    }

    /// A block's `let`: its body sees what stands above it.
    pub(super) fn block_let(&mut self, scope: &Scope<'a>, at: usize, values: Vec<Expr>, span: Span) -> Expr {
        let Some(definition) = scope.lets.get(at).copied() else {
            return Expr::error(span);
        };
        if self.copied > MOST_COPIED {
            return Expr::error(span);
        }
        let Some(bindings) = self.bind(definition, values, span) else {
            return Expr::error(span);
        };
        let mut body = scope.clone();
        body.inner = None;
        body.lets.truncate(at);
        body.bindings = bindings;
        let value = self.expr(&body, &definition.value);
        Expr { span, ..self.copy(&value) }
    }

    /// A statement-level `let`: its body sees its parameters, params and other `let`s.
    pub(super) fn statement_let(
        &mut self,
        scope: &Scope<'a>,
        definition: &'a ast::Let,
        values: Vec<Expr>,
        span: Span,
    ) -> Expr {
        let name = definition.name.text.as_str();
        if self.copied > MOST_COPIED {
            return Expr::error(span);
        }
        self.lets_used.insert(name.to_owned());
        if scope.expanding.contains(&name) {
            self.report(
                Diagnostic::new(Code::UNKNOWN_NAME, span, format!("`let {name}` is defined by itself"))
                    .label(definition.name.span, "the definition")
                    .help("a `let` is written out where it is used, so it cannot use itself"),
            );
            return Expr::error(span);
        }
        let Some(bindings) = self.bind(definition, values, span) else {
            return Expr::error(span);
        };
        let mut expanding = scope.expanding.clone();
        expanding.push(name);
        let body = Scope { bindings, expanding, ..Scope::default() };
        let value = self.expr(&body, &definition.value);
        Expr { span, ..self.copy(&value) }
    }

    fn bind(&mut self, definition: &ast::Let, values: Vec<Expr>, span: Span) -> Option<Vec<(String, Expr)>> {
        if values.len() != definition.params.len() {
            let params: Vec<&str> = definition.params.iter().map(|p| p.text.as_str()).collect();
            self.report(
                Diagnostic::new(
                    Code::UNKNOWN_FUNCTION,
                    span,
                    format!("`{}` does not take {} arguments", definition.name.text, values.len()),
                )
                .label(definition.name.span, "defined here")
                .help(format!("it is `{}({})`", definition.name.text, params.join(", "))),
            );
            return None;
        }
        Some(definition.params.iter().map(|p| p.text.clone()).zip(values).collect())
    }

    /// A table that a look-up or an aggregate goes to, which is used so; none: it is said that there is no such table.
    fn visited(&mut self, table: &ast::Path) -> Option<(Side, TableId)> {
        let Some((side, id)) = self.names.find_on_either(Side::Old, &table.parts) else {
            self.report(self.names.no_table(Side::Old, &table.parts, table.span));
            return None;
        };
        self.used.table(side, id, table.span);
        self.saw(table.span, Meaning::Table(side, id));
        Some((side, id))
    }

    /// `T[by].column`.
    pub(super) fn lookup(
        &mut self,
        scope: &Scope<'a>,
        table: &'a ast::Path,
        by: &'a LookupBy,
        column: &'a ast::Name,
        span: Span,
    ) -> Expr {
        let Some((side, id)) = self.visited(table) else { return Expr::error(span) };
        let holder = self.names.table(side, id);
        let found = match by {
            LookupBy::Key(keys) => self.by_primary_key(scope, (side, id), keys, column, span),
            LookupBy::Columns(pairs) => Some(self.by_columns(scope, (side, id), pairs)),
        };
        let Some((mut on, mut whole)) = found else { return Expr::error(span) };
        let Some(wanted) = holder.find(&column.text) else {
            self.report(self.names.no_column(side, id, column));
            if side == Side::Old {
                self.used.unsure.insert(id);
            }
            return Expr::error(span);
        };
        for (column, key) in &mut on {
            let at = key.span;
            let theirs = self.inner_column(side, id, *column, at);
            let ours = std::mem::replace(key, Expr::error(at));
            if let Some(finding) = self.seeks_another_kind(holder.column(*column), &theirs, &ours) {
                self.report(finding);
                whole = false;
                continue;
            }
            match self.pair(theirs, ours, at) {
                // The column stays what it is, since its key finds the row.
                Some((_, ours)) => *key = as_number(ours, holder.column(*column)),
                None => whole = false,
            }
        }
        self.saw(column.span, Meaning::Column(side, id, wanted));
        let value = self.inner_column(side, id, wanted, column.span);
        if !whole {
            return Expr::error(span);
        }
        let unique = finds_one_row(holder, &on);
        if !unique {
            let names: Vec<&str> = on.iter().map(|(c, _)| holder.column(*c).name.as_str()).collect();
            self.report(
                Diagnostic::new(
                    Code::NOT_ONE_ROW,
                    span,
                    format!("nothing keeps `{}` from having several rows of one `{}`", holder.name, names.join(", ")),
                )
                .label(holder.name_span, "no primary or unique key covers it")
                .help("a run stops before it writes anything if there are several"),
            );
        }
        let nullable = value.nullable || on.iter().any(|(_, e)| e.nullable);
        let ty = value.ty.clone();
        let lookup = Lookup { side, table: id, on, value: Box::new(value), unique, as_key: false };
        Expr::new(ExprKind::Lookup(lookup), ty, nullable, span)
    }

    /// `T[a, b].column`: the columns of the primary key with the values they must have; none where these are more or fewer.
    fn by_primary_key(
        &mut self,
        scope: &Scope<'a>,
        (side, table): (Side, TableId),
        keys: &'a [ast::Expr],
        wanted: &ast::Name,
        span: Span,
    ) -> Option<LookedBy> {
        let holder = self.names.table(side, table);
        let columns = holder.primary_key.as_ref().map(|k| k.columns.clone()).unwrap_or_default();
        if columns.len() != keys.len() {
            let shown = self.names.shown(side, table);
            let message = if columns.is_empty() {
                format!("`{shown}` has no primary key to look a row up by")
            } else {
                format!("the primary key of `{shown}` has {} columns, not {}", columns.len(), keys.len())
            };
            self.report(
                Diagnostic::new(Code::OPERAND, span, message)
                    .label(holder.primary_key.as_ref().map_or(holder.name_span, |k| k.span), "the table")
                    .help(format!("name the column: `{shown}[COLUMN = …].{}`", wanted.text)),
            );
            return None;
        }
        let on = columns.into_iter().zip(keys).map(|(column, key)| (column, self.expr(scope, key))).collect();
        Some((on, true))
    }

    /// `T[c = a, d = b].column`: the columns that are named with the values they must have.
    fn by_columns(
        &mut self,
        scope: &Scope<'a>,
        (side, table): (Side, TableId),
        pairs: &'a [(ast::Name, ast::Expr)],
    ) -> LookedBy {
        let mut on = Vec::new();
        let mut whole = true;
        for (name, key) in pairs {
            let key = self.expr(scope, key);
            match self.names.table(side, table).find(&name.text) {
                Some(column) => {
                    self.saw(name.span, Meaning::Column(side, table, column));
                    on.push((column, key));
                }
                None => {
                    self.report(self.names.no_column(side, table, name));
                    whole = false;
                }
            }
        }
        (on, whole)
    }

    /// `count(*)`, `sum(value from T where …)`: over the rows of a table, or over those of the block's own group.
    pub(super) fn aggregate(
        &mut self,
        scope: &Scope<'a>,
        name: &'a ast::Name,
        value: Option<&'a ast::Expr>,
        over: Option<Over<'a>>,
        span: Span,
    ) -> Expr {
        let function = match name.text.to_lowercase().as_str() {
            "count" => AggregateFunction::Count,
            "sum" => AggregateFunction::Sum,
            "min" => AggregateFunction::Min,
            "max" => AggregateFunction::Max,
            _ => {
                self.report(
                    Diagnostic::new(Code::UNKNOWN_FUNCTION, name.span, format!("`{}` is no aggregate", name.text))
                        .help("aggregates are `count`, `sum`, `min` and `max`"),
                );
                return Expr::error(span);
            }
        };
        let Some(Over { table, cond }) = over else {
            return self.group(scope, function, name, value, span);
        };
        let Some((side, id)) = self.visited(table) else { return Expr::error(span) };
        let alias = self.names.table(side, id).name.clone();
        let row = |condition| Some(Inner { side, table: id, alias: alias.clone(), condition });
        let inside = Scope { inner: row(false), grouped: false, ..scope.clone() };
        let value = value.map(|v| self.expr(&inside, v));
        let inside = Scope { inner: row(true), ..inside };
        let cond = cond.map(|c| self.condition(&inside, c));
        let Some((ty, nullable)) = self.aggregate_type(function, value.as_ref(), span) else {
            return Expr::error(span);
        };
        let aggregate = Aggregate { function, side, table: id, value: value.map(Box::new), cond: cond.map(Box::new) };
        Expr::new(ExprKind::Aggregate(aggregate), ty, nullable, span)
    }

    fn group(
        &mut self,
        scope: &Scope<'a>,
        function: AggregateFunction,
        name: &ast::Name,
        value: Option<&'a ast::Expr>,
        span: Span,
    ) -> Expr {
        if !scope.grouped {
            self.report(
                Diagnostic::new(Code::OPERAND, span, format!("`{}` has nothing to go over here", name.text))
                    .help(format!("name the table: `{}(… from TABLE)`, or group the block: `group by …`", name.text)),
            );
            return Expr::error(span);
        }
        let inside = Scope { grouped: false, ..scope.clone() };
        let value = value.map(|v| self.expr(&inside, v));
        match self.aggregate_type(function, value.as_ref(), span) {
            Some((ty, nullable)) => {
                Expr::new(ExprKind::Group { function, value: value.map(Box::new) }, ty, nullable, span)
            }
            None => Expr::error(span),
        }
    }

    fn aggregate_type(
        &mut self,
        function: AggregateFunction,
        value: Option<&Expr>,
        span: Span,
    ) -> Option<(Type, bool)> {
        let Some(value) = value else {
            if function == AggregateFunction::Count {
                return Some((Type::INT64, false));
            }
            self.find(Code::OPERAND, span, "only `count` goes over rows: say of which value");
            return None;
        };
        match (function, &value.ty) {
            (_, Type::Error) => None,
            (AggregateFunction::Count, _) => Some((Type::INT64, false)),
            (AggregateFunction::Sum, Type::Int { .. }) => Some((Type::INT64, false)),
            (AggregateFunction::Sum, Type::Decimal { scale, .. }) => {
                Some((Type::Decimal { precision: None, scale: *scale }, false))
            }
            (AggregateFunction::Sum, Type::Float32 | Type::Float64) => Some((Type::Float64, false)),
            (AggregateFunction::Sum, _) => {
                let kind = self.kind(value);
                self.find(
                    Code::OPERAND,
                    value.span,
                    format!("`{}` is {kind}, and only numbers have a sum", self.text(value.span)),
                );
                None
            }
            (AggregateFunction::Min | AggregateFunction::Max, ty) => Some((ty.clone(), true)),
        }
    }

    /// Where the column an expression reads is declared.
    pub(super) fn column_label(&self, expr: &Expr) -> Option<Span> {
        let (side, table, column) = self.source_column(expr)?;
        Some(self.names.column(side, table, column).span)
    }

    /// The column an expression reads, if it is nothing but a column (as stored or as it is).
    pub(super) fn source_column(&self, expr: &Expr) -> Option<(Side, TableId, ColumnId)> {
        match &expr.kind {
            ExprKind::Column { rel, column } => {
                let relation = self.relations.get(rel.0)?;
                Some((relation.side, relation.table, *column))
            }
            ExprKind::Cast { value, stored: true, .. } => self.source_column(value),
            ExprKind::Call { function, args } => {
                self.source_column(super::looser::before_it_was_found(function, args)?)
            }
            ExprKind::Lookup(lookup) => match &lookup.value.kind {
                ExprKind::Inner(column) => Some((lookup.side, lookup.table, *column)),
                ExprKind::Cast { value, stored: true, .. } => match &value.kind {
                    ExprKind::Inner(column) => Some((lookup.side, lookup.table, *column)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is the constant null.
    pub(super) fn is_null(expr: &Expr) -> bool {
        expr.literal() == Some(&Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::{FOREIGN, foreign};
    use crate::functions;

    #[test]
    fn functions_of_other_languages_have_ours() {
        assert_eq!(foreign("IFNULL", &["a", "0"]).as_deref(), Some("coalesce(a, 0)"));
        assert_eq!(foreign("mid", &["a", "2"]).as_deref(), Some("substr(a, 2)"));
        assert_eq!(foreign("if", &["a = 1", "2", "3"]).as_deref(), Some("case { a = 1 -> 2; else 3 }"));
        assert_eq!(foreign("if", &["a"]), None);
        for (theirs, ours) in FOREIGN {
            assert!(functions::find(theirs).is_none(), "{theirs}");
            if let Some((name, _)) = ours.split_once('(') {
                let known = functions::find(name).is_some() || matches!(name, "now");
                assert!(known || name.contains('{'), "{ours}");
            }
        }
    }
}
