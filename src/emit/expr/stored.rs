//! Columns that promise nothing: values of SQLite, and what one engine has and another one lacks.

use super::{Emitter, Fallible, InnerRow, either};
use crate::dialect::{INT64, NO_TEXT_MARK, NUL_MARK, Tested};
use crate::form;
use crate::plan::{Expr, ExprKind, Side, Value};
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;
use crate::sql::{self, Alias};

/// How the values of a column that promises nothing came to this engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// The values are where they were.
    NotAtAll,
    /// The values came as text.
    AsText,
    /// The values came as text with marks, from an engine that does not see to types.
    Marked,
    /// The values came as text with marks, from an engine that sees to types: each is a value of its type, but this engine may lack it.
    FromTyped,
}

impl Emitter<'_> {
    fn came(&self, raw: &Expr) -> Came {
        match self.read_column(raw) {
            Some((side, column)) if self.staged(side) => match (column.foreign, self.schema(side).engine) {
                (false, _) => Came::AsText,
                (true, engine) if engine.declares_sizes() => Came::FromTyped,
                (true, _) => Came::Marked,
            },
            _ => Came::NotAtAll,
        }
    }

    /// Text of a column, which fails where the value is none.
    fn tested_text(&mut self, column: &Fallible, text: Fallible, came: Came) -> Fallible {
        let ok = match came {
            Came::AsText => None,
            Came::NotAtAll => self.dialect.is_no_bytes(&column.value),
            Came::Marked | Came::FromTyped => Some(self.dialect.left(&text.value, 1).ne(sql::Expr::text(NO_TEXT_MARK))),
        };
        let Some(ok) = ok else { return text };
        let tested = Tested::when(ok, text.value);
        let column = Fallible { fails: text.fails, ..column.clone() };
        self.tested(&column, tested)
    }

    /// A value that was one of its type where it came from, out of its text.
    fn typed_value(&self, text: &sql::Expr, ty: &Type) -> Option<Tested> {
        let d = self.dialect;
        match ty {
            Type::Float32 | Type::Float64 => {
                let odd = text.clone().within(["NaN", "Infinity", "-Infinity"].map(sql::Expr::text));
                let double = d.float_from_text(text).value;
                let value = if *ty == Type::Float32 { d.single(&double) } else { double };
                Some(Tested::when(odd.not(), value))
            }
            Type::Decimal { .. } => Some(d.decimal_from_digits(text)),
            Type::Json => d.json_from_json(text),
            _ => None,
        }
    }

    /// The text of a column that promises nothing, whatever its declared type: what is stored, with numbers in their plain
    /// form; none where the expression is not such a column.
    pub(super) fn stored_as_text(&mut self, value: &Expr) -> Option<Fallible> {
        let raw = match &value.kind {
            ExprKind::Cast { value, stored: true, .. } if self.came(value) == Came::FromTyped => value,
            _ => value,
        };
        let (side, declared) = self.read_column(raw)?;
        if declared.verified || self.retargeted(side) {
            return None;
        }
        let came = self.came(raw);
        let column = self.value(raw);
        let text = match came {
            Came::NotAtAll => self.dialect.stored_as_text(&column.value, &declared.ty),
            _ => column.sql(),
        };
        let text = column.clone().with(text);
        Some(self.tested_text(&column, text, came))
    }

    /// Where a column came as marked text: when its value was bytes, and these.
    pub(super) fn marked_bytes(&self, text: &sql::Expr, raw: &Expr) -> Option<(sql::Expr, sql::Expr)> {
        let marked = matches!(self.came(raw), Came::Marked | Came::FromTyped);
        let bytes = marked.then(|| self.dialect.bytes_from_digits(&form!("substr({text}, 2)", text))).flatten()?;
        Some((self.dialect.left(text, 1).eq(sql::Expr::text(NO_TEXT_MARK)), bytes))
    }

    /// The value of a column of the row of an old table that has this alias, read as its declared type.
    pub(in crate::emit) fn read_of(&mut self, alias: &Alias, table: TableId, column: ColumnId) -> Fallible {
        let row = InnerRow { alias: alias.clone(), side: Side::Old, table, subquery: true };
        let of = self.inner_column(&row, column);
        let raw = |ty| Expr::new(ExprKind::Inner(column), ty, true, of.span);
        let expr = match of.verified {
            true => raw(of.ty.clone()),
            false => {
                let cast = ExprKind::Cast { value: Box::new(raw(Type::TEXT)), format: None, stored: true };
                let ty = match &of.ty {
                    // its size is a promise too
                    Type::Decimal { .. } => Type::Decimal { precision: None, scale: 0 },
                    ty => ty.clone(),
                };
                Expr::new(cast, ty, true, of.span)
            }
        };
        self.inner.push(row);
        let value = self.value(&expr);
        self.inner.pop();
        value
    }

    /// An unverified column read as its declared type.
    pub(super) fn stored(&mut self, raw: &Expr, ty: &Type, span: Span) -> Fallible {
        let column = &self.value(raw);
        let d = self.dialect;
        let c = &column.value;
        let came = self.came(raw);
        if ty.is_textual() || matches!(ty, Type::Other(_) | Type::Array(_) | Type::Geometry) {
            let text = column.clone().with(d.stored_text(c));
            return self.tested_text(column, text, came);
        }
        if matches!(ty, Type::Bytes { .. }) {
            return column.clone();
        }
        let text = Fallible::new(d.stored_text(c), column.nullable);
        if came == Came::FromTyped
            && let Some(tested) = self.typed_value(&text.value, ty)
        {
            return self.tested(&text, tested);
        }
        let Some(fast) = d.stored_as(c, ty) else { return self.parse_text(&text, ty, None, span) };
        let trimmed = self.named(d.trim(&text.value), "text");
        let Some(slow) = self.parse(&trimmed, ty) else {
            return self.cannot(format!("a test of a stored value for being `{ty}`"), span);
        };
        let mut quick = fast.ok.unwrap_or_else(|| sql::Expr::bool(true));
        if let (Type::Int { .. }, Some((low, high))) = (ty, d.int_range(ty))
            && (low > INT64.0 || high < INT64.1)
        {
            quick = sql::Expr::and([quick, c.clone().between(low, high)]);
        }
        let slow_ok = slow.ok.unwrap_or_else(|| sql::Expr::bool(true));
        let mut fails = sql::Expr::and([quick.clone().not(), slow_ok.clone().not()]);
        if column.nullable {
            fails = sql::Expr::and([c.clone().is_not_null(), fails]);
        }
        let named = self.named(fails.clone(), "bad");
        let value = match named == fails {
            true => sql::Expr::case([(quick, fast.value), (slow_ok, slow.value)], None),
            false => {
                let arms = [(named.clone(), sql::Expr::null()), (quick, fast.value)];
                sql::Expr::case(arms, Some(slow.value))
            }
        };
        Fallible::new(value, column.nullable).failing(either(column.fails.clone(), Some(named)))
    }

    /// A text that goes into a column: it fails where it has a NUL and the engine's text cannot have one.
    pub(super) fn without_marks(&mut self, x: Fallible, expr: &Expr) -> Fallible {
        if self.dialect.capabilities().holds.nul || !self.may_have_nul(expr) {
            return x;
        }
        if let Some(Value::Text(_)) = literal_of(expr) {
            return self.cannot("text with a NUL character", expr.span);
        }
        let x = self.repeatable(x);
        let tested = Tested::when(self.is_free_of_nul(&x.value), x.sql());
        self.tested(&x, tested)
    }

    /// The condition under which a text of this engine has no NUL.
    pub(crate) fn is_free_of_nul(&self, text: &sql::Expr) -> sql::Expr {
        form!("position({mark} IN {text})", mark = sql::Expr::text(NUL_MARK), text).eq(0)
    }

    /// Whether text of an expression may have a NUL, or its mark.
    pub(crate) fn may_have_nul(&self, expr: &Expr) -> bool {
        if !matches!(expr.ty, Type::Text { .. }) {
            return false;
        }
        let mut found = false;
        expr.walk(&mut |e| found |= self.has_marks(e));
        found
    }

    /// Whether an expression reads marked text by itself, or is a text that has a mark.
    fn has_marks(&self, expr: &Expr) -> bool {
        let foreign = |side, table| {
            let table = self.schema(side).table(table);
            side == Side::Old && table.columns.iter().any(|column| column.foreign && column.ty.is_textual())
        };
        match &expr.kind {
            ExprKind::Literal(Value::Text(text)) => !self.dialect.holds(text),
            ExprKind::Column { .. } => self.read_column(expr).is_some_and(|(_, column)| column.foreign),
            ExprKind::Inner(_) => self.read_column(expr).is_some_and(|(_, column)| column.foreign),
            ExprKind::Lookup(lookup) => foreign(lookup.side, lookup.table),
            ExprKind::Aggregate(aggregate) => foreign(aggregate.side, aggregate.table),
            _ => false,
        }
    }

    /// Text in which marks are what people can read.
    pub fn shown(&mut self, text: Fallible, expr: &Expr) -> Fallible {
        let mut marked = false;
        expr.walk(&mut |e| marked |= self.has_marks(e));
        if !marked {
            return text;
        }
        let mut shown = text.sql();
        for (mark, by) in [(NO_TEXT_MARK, "x"), (NUL_MARK, "\\u{0}")] {
            shown = sql::Expr::call("replace", [shown, sql::Expr::text(mark), sql::Expr::text(by)]);
        }
        text.with(shown)
    }
}

/// The constant that an expression is, once it is in its column.
fn literal_of(expr: &Expr) -> Option<&Value> {
    match &expr.kind {
        ExprKind::Fit { value, .. } => literal_of(value),
        _ => expr.literal(),
    }
}
