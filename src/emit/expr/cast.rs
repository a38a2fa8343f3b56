//! Conversions, and values as the new columns hold them.

use super::{Emitter, Fallible, Mode, either};
use crate::dialect::EngineExt as _;
use crate::dialect::format::{Field, Format, parse_format};
use crate::dialect::{INT64, Tested};
use crate::plan::{AggregateFunction, Expr, ExprKind, Value};
use crate::schema::Type;
use crate::source::Span;

/// The words for true and false.
const TRUE_WORDS: [&str; 5] = ["true", "t", "1", "yes", "y"];
const FALSE_WORDS: [&str; 5] = ["false", "f", "0", "no", "n"];

/// How long text may be, in bytes of SQL, to be looked at as it is before it is read in full.
const LONGEST_PLAIN: usize = 80;

/// The test of a number for being one that a `YEAR` has.
fn held_year(number: &str) -> String {
    format!("({number} = 0 OR {number} BETWEEN 1901 AND 2155)")
}

/// The test of a number for being one of 32 bits, but for its digits.
fn held_single(number: &str) -> String {
    format!("(abs({number}) < 3.4e38 AND (abs({number}) > 1.2e-38 OR {number} = 0))")
}

impl Emitter<'_> {
    pub(super) fn cast(&mut self, value: &Expr, format: Option<&str>, stored: bool, expr: &Expr) -> Fallible {
        let format = match format.map(parse_format) {
            Some(Ok(format)) => Some(format),
            Some(Err(why)) => return self.cannot(why, expr.span),
            None => None,
        };
        if let Some(Value::Null) = value.literal() {
            return Fallible::new("NULL", true);
        }
        if stored {
            return self.stored(value, &expr.ty, expr.span);
        }
        if matches!(expr.ty, Type::Text { .. })
            && let Some(text) = self.stored_as_text(value)
        {
            return text;
        }
        let x = match value.literal() {
            // a bare literal would be read as the other type at once, outside the test
            Some(Value::Text(text)) => Fallible::new(self.dialect.typed_text(text), false),
            _ => self.value(value),
        };
        let converted = self.convert(x, value, &expr.ty, format.as_ref(), expr.span);
        // The size that the program names counts, even where the column's is the same.
        match &expr.ty {
            Type::Decimal { precision: Some(p), scale } => {
                let any = Type::Decimal { precision: None, scale: 0 };
                let from = if matches!(value.ty, Type::Decimal { .. } | Type::Int { .. }) { &value.ty } else { &any };
                let of = Expr::new(ExprKind::Error, from.clone(), expr.nullable, expr.span);
                self.fit_decimal(converted, &of, Some(*p), *scale)
            }
            Type::Text { max: Some(_), .. } if value.ty != expr.ty => {
                let of = Expr::new(ExprKind::Error, Type::TEXT, expr.nullable, expr.span);
                let of = if value.ty.is_textual() { value } else { &of };
                self.fit_text(converted, of, &expr.ty, false)
            }
            Type::Float32 if value.ty != Type::Float32 => self.single(converted),
            ty if *ty == Type::YEAR && value.ty != Type::YEAR && !value.ty.is_textual() => self.within_year(converted),
            _ => converted,
        }
    }

    fn convert(&mut self, x: Fallible, value: &Expr, to: &Type, format: Option<&Format>, span: Span) -> Fallible {
        let exact = !matches!(value.ty, Type::Float32 | Type::Float64);
        match (&value.ty, to) {
            (Type::Null, _) => Fallible::new("NULL", true),
            (Type::Error, _) | (_, Type::Error) => x,
            (Type::Int { .. } | Type::Bool, to) if to.bits().is_some() => match to.bits() {
                Some(bits) => self.as_new_bits(x, value, bits),
                None => x,
            },
            (from, to) if from.bits().is_some() => match from.bits() {
                Some(bits) => self.out_of_bits(x, bits, to),
                None => x,
            },
            (from, to) if from.is_textual() && to.is_textual() && !matches!(to, Type::Enum { .. }) => x,
            (from, Type::Bytes { .. }) if from.is_textual() => {
                let x = self.without_marks(x, value);
                self.parse_text(&x, to, format, span)
            }
            (from, _) if from.is_textual() => self.parse_text(&x, to, format, span),
            (from, to) if to.is_textual() && !matches!(to, Type::Enum { .. }) => self.make_text(x, value, from, span),
            (_, Type::Enum { .. }) => {
                let text = self.make_text(x, value, &value.ty, span);
                self.parse_text(&text, to, None, span)
            }
            (Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64, Type::Int { .. }) => {
                self.make_int(x, value, to)
            }
            (Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64, Type::Decimal { .. }) => {
                if exact {
                    return x;
                }
                let x = self.repeatable(x);
                let tested = self.dialect.decimal_from_number(&x.operand(), exact);
                self.tested(&x, tested)
            }
            (from, Type::Float32 | Type::Float64) if from.is_numeric() => {
                if exact {
                    Fallible::new(self.dialect.float_from_number(&x.sql), x.nullable).failing(x.fails)
                } else {
                    x
                }
            }
            (Type::Int { .. }, Type::Bool) => {
                let x = self.repeatable(x);
                let tested = Tested::when(format!("{} IN (0, 1)", x.operand()), format!("{} = 1", x.operand()));
                self.tested(&x, tested)
            }
            (Type::Bool, Type::Int { .. } | Type::Decimal { .. }) => {
                Fallible::new(self.dialect.int_from_bool(&x.sql), x.nullable).failing(x.fails)
            }
            (Type::Date, Type::DateTime { .. } | Type::TimestampTz { .. }) => {
                Fallible::new(self.dialect.datetime_of(&x.operand()), x.nullable).failing(x.fails)
            }
            (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Date) => {
                Fallible::new(self.dialect.date_of(&x.operand()), x.nullable).failing(x.fails)
            }
            (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Time) => {
                Fallible::new(self.dialect.time_of(&x.operand()), x.nullable).failing(x.fails)
            }
            (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::DateTime { .. } | Type::TimestampTz { .. }) => x,
            (Type::Json | Type::Uuid, Type::Json | Type::Uuid) => x,
            (from, to) if std::mem::discriminant(from) == std::mem::discriminant(to) => x,
            (from, to) => self.cannot(format!("a conversion of `{from}` to `{to}`"), span),
        }
    }

    fn make_int(&mut self, x: Fallible, value: &Expr, to: &Type) -> Fallible {
        let range = self.dialect.int_range(to).unwrap_or(INT64);
        if let Some((low, high)) = super::number::range(value).filter(|_| matches!(value.ty, Type::Int { .. })) {
            if low >= range.0 && high <= range.1 {
                return x;
            }
            return self.within(x, range);
        }
        let x = self.repeatable(x);
        let exact = !matches!(value.ty, Type::Float32 | Type::Float64);
        let tested = self.dialect.int_from_number(&x.operand(), exact, range);
        self.tested(&x, tested)
    }

    /// A double rounded to 32 bits, which fails where it is too large or too small for that.
    fn single(&mut self, x: Fallible) -> Fallible {
        let x = self.repeatable(x);
        let o = x.operand();
        let tested = Tested::when(held_single(&o), self.dialect.single(&o));
        self.tested(&x, tested)
    }

    /// A number that fails outside a range.
    fn within(&mut self, x: Fallible, (low, high): (i128, i128)) -> Fallible {
        let x = self.repeatable(x);
        let ok = format!("{} BETWEEN {low} AND {high}", x.operand());
        let tested = Tested::when(ok, x.sql.clone());
        self.tested(&x, tested)
    }

    /// A number that fails where a `YEAR` does not hold it: MySQL takes 1 to 99 for other years.
    fn within_year(&mut self, x: Fallible) -> Fallible {
        let x = self.repeatable(x);
        let tested = Tested::when(held_year(&x.operand()), x.sql.clone());
        self.tested(&x, tested)
    }

    /// Text to a type. Blanks around it do not count.
    pub(super) fn parse_text(&mut self, x: &Fallible, to: &Type, format: Option<&Format>, span: Span) -> Fallible {
        if let Type::Enum { .. } = to {
            return self.member(x.clone(), to);
        }
        if to.is_textual() || matches!(to, Type::Other(_)) {
            return x.clone();
        }
        if let Type::Bytes { .. } = to {
            return Fallible::new(self.dialect.bytes_from_text(&x.operand()), x.nullable).failing(x.fails.clone());
        }
        let text = Fallible { sql: self.dialect.trim(&x.sql), atom: true, ..x.clone() };
        let text = self.repeatable_as(text, "text");
        if let Some(format) = format {
            return self.parse_formatted(&text, format, to);
        }
        match self.parse(&text.operand(), to) {
            Some(tested) => {
                let moment = matches!(to, Type::DateTime { .. } | Type::TimestampTz { .. });
                let plain = (moment && x.sql.len() <= LONGEST_PLAIN).then(|| self.dialect.plain_datetime(&x.sql));
                self.tested_unless(plain.flatten().map(|plain| (plain, x.sql.as_str())), &text, tested)
            }
            None => self.cannot(format!("a test of text for being `{to}`"), span),
        }
    }

    /// The test and conversion of text without blanks around it.
    pub(super) fn parse(&self, t: &str, to: &Type) -> Option<Tested> {
        let d = self.dialect;
        Some(match to {
            to if *to == Type::YEAR => {
                let tested = d.int_from_text(t, INT64);
                let ok = tested.ok.unwrap_or_else(|| d.bool(true));
                let held = held_year(&tested.value);
                Tested::when(format!("CASE WHEN {ok} THEN {held} ELSE {} END", d.bool(false)), tested.value)
            }
            Type::Int { .. } => d.int_from_text(t, d.int_range(to).unwrap_or(INT64)),
            Type::Decimal { .. } => d.decimal_from_text(t),
            Type::Float32 | Type::Float64 => d.float_from_text(t),
            Type::Date => d.date_from_text(t),
            Type::DateTime { .. } | Type::TimestampTz { .. } => d.datetime_from_text(t),
            Type::Time => d.time_from_text(t),
            Type::Uuid => d.uuid_from_text(t),
            Type::Json => d.json_from_text(t)?,
            Type::Bool => {
                let word = d.by_code_point(&d.lower(t));
                let words = |list: &[&str]| list.iter().map(|w| d.text(w)).collect::<Vec<_>>().join(", ");
                Tested::when(
                    format!("{word} IN ({}, {})", words(&TRUE_WORDS), words(&FALSE_WORDS)),
                    format!("{word} IN ({})", words(&TRUE_WORDS)),
                )
            }
            _ => return None,
        })
    }

    /// Text in a format: its shape is tested, then its parts as an ISO date.
    fn parse_formatted(&mut self, text: &Fallible, format: &Format, to: &Type) -> Fallible {
        let d = self.dialect;
        let t = text.operand();
        let part = |field: Field| format.place(field).map(|at| d.slice(&t, at, field.width()));
        let mut pieces = Vec::new();
        if let Some(year) = part(Field::Year) {
            pieces.push(year);
        } else if let Some(year) = part(Field::ShortYear) {
            pieces.push(format!("CASE WHEN {} >= '70' THEN '19' ELSE '20' END", year));
            pieces.push(year);
        }
        for field in [Field::Month, Field::Day] {
            pieces.push("'-'".to_owned());
            pieces.extend(part(field));
        }
        let with_time = format.has_time() && !matches!(to, Type::Date);
        if with_time {
            for (field, mark) in
                [(Field::Hour, "' '"), (Field::Minute, "':'"), (Field::Second, "':'"), (Field::Fraction, "'.'")]
            {
                match part(field) {
                    Some(part) => pieces.extend([mark.to_owned(), part]),
                    None if field == Field::Fraction => {}
                    None => pieces.extend([mark.to_owned(), "'00'".to_owned()]),
                }
            }
        }
        let pieces: Vec<String> =
            pieces.into_iter().map(|p| if super::is_atom(&p) { p } else { format!("({p})") }).collect();
        let shape = d.has_shape(&t, format);
        let iso = Fallible::new(format!("CASE WHEN {shape} THEN {} END", d.concat(&pieces)), true);
        let iso = self.repeatable_as(iso, "iso");
        let tested = match to {
            Type::Date => d.date_from_text(&iso.operand()),
            _ => d.datetime_from_text(&iso.operand()),
        };
        let ok = tested.ok.unwrap_or_else(|| d.bool(true));
        // null where the shape is wrong
        let ok = format!("coalesce({ok}, {})", d.bool(false));
        self.tested(text, Tested::when(ok, tested.value))
    }

    /// Any value to text. Never fails of itself.
    fn make_text(&mut self, x: Fallible, value: &Expr, from: &Type, span: Span) -> Fallible {
        let d = self.dialect;
        let own = self.read_column(value).filter(|(side, _)| !self.staged(*side));
        let x = match own.and_then(|(_, column)| d.without_form(&x.operand(), &column.native)) {
            Some(plain) => Fallible::new(plain, x.nullable).failing(x.fails),
            None => x,
        };
        let o = x.operand();
        let sql = match from {
            from if from.is_textual() => return x,
            Type::Bool => {
                let x = self.repeatable(x);
                let o = x.operand();
                let sql = if x.may_be_null() {
                    format!("CASE WHEN {o} THEN 'true' WHEN NOT {o} THEN 'false' END")
                } else {
                    format!("CASE WHEN {o} THEN 'true' ELSE 'false' END")
                };
                return Fallible::new(sql, x.nullable).failing(x.fails);
            }
            // a column has as many digits as its type says, what is computed may have more
            Type::Decimal { precision: Some(_), .. } if self.keeps_no_zeros(value) => {
                let x = self.repeatable(x);
                let sql = self.dialect.text_from_decimal(&x.operand());
                return Fallible::new(sql, x.nullable).failing(x.fails);
            }
            Type::Float32 | Type::Float64 => {
                let x = self.repeatable(x);
                let digits = match from {
                    Type::Float32 => self.dialect.shortest_single(&x.operand()),
                    _ => x.operand(),
                };
                let digits = self.named(digits, "digits");
                return Fallible::new(self.dialect.text_from_float(&digits), x.nullable).failing(x.fails);
            }
            Type::Decimal { precision: Some(_), .. }
                if d.exact_decimals() && matches!(value.kind, ExprKind::Column { .. } | ExprKind::Inner(_)) =>
            {
                d.text_from_number(&o)
            }
            Type::Decimal { precision: Some(_), scale } => {
                let x = self.repeatable(x);
                let sql = self.dialect.text_with_digits(&x.operand(), *scale);
                return Fallible::new(sql, x.nullable).failing(x.fails);
            }
            other => match d.text_from(&o, other) {
                Some(sql) => sql,
                None => return self.cannot(format!("`{other}` as text"), span),
            },
        };
        Fallible::new(sql, x.nullable).failing(x.fails)
    }

    /// Whether an exact number is one that an old engine held as any other number: what is stored there has no zeros at the
    /// end of its fraction, whatever digits its type has.
    fn keeps_no_zeros(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Column { .. } | ExprKind::Inner(_) => {
                self.read_column(value).is_some_and(|(side, _)| !self.schema(side).engine.declares_sizes())
            }
            ExprKind::Lookup(lookup) => !self.schema(lookup.side).engine.declares_sizes(),
            ExprKind::Aggregate(aggregate) => {
                !matches!(aggregate.function, AggregateFunction::Sum | AggregateFunction::Count)
                    && !self.schema(aggregate.side).engine.declares_sizes()
            }
            ExprKind::Cast { value, stored, .. } => *stored && self.keeps_no_zeros(value),
            _ => false,
        }
    }

    // ---- the new column --------------------------------------------------------------------------

    pub(super) fn fit(&mut self, value: &Expr, cut: bool, not_null: bool, expr: &Expr) -> Fallible {
        let frag = match &value.kind {
            // Text to a whole number, and then to a smaller one, is one test.
            ExprKind::Cast { value: text, format: None, stored }
                if matches!((&value.ty, &expr.ty), (Type::Int { .. }, Type::Int { year: false, .. }))
                    && text.ty.is_textual() =>
            {
                let at_once = Expr::new(value.kind.clone(), expr.ty.clone(), value.nullable, value.span);
                self.cast(text, None, *stored, &at_once)
            }
            _ => {
                let frag = self.flowing(value, &expr.ty);
                self.fitted(frag, value, &expr.ty, cut)
            }
        };
        if !not_null || !(frag.nullable) {
            return frag;
        }
        if matches!(value.literal(), Some(Value::Null)) {
            return Fallible { fails: Some(self.dialect.bool(true)), ..frag };
        }
        if calls_for_stub(value) {
            let null = self.null_despite_stubs(value);
            return Fallible { fails: either(frag.fails, Some(null)), nullable: false, ..frag };
        }
        // what fails is null as well: one test tells both
        let frag = self.repeatable(frag);
        Fallible { fails: Some(format!("{} IS NULL", frag.operand())), nullable: false, ..frag }
    }

    /// Where a value is null once its stubs are there. They may not be when this is asked, so that a missing
    /// key would look like none: the old key tells.
    fn null_despite_stubs(&mut self, value: &Expr) -> String {
        match &value.kind {
            ExprKind::Fit { value, .. } => self.null_despite_stubs(value),
            ExprKind::Follow(follow) if follow.stub => {
                let keys = self.followed_keys(follow).into_iter().filter(Fallible::may_be_null);
                let nulls = keys.map(|key| format!("{} IS NULL", key.operand()));
                nulls.fold(None, |all, null| either(all, Some(null))).unwrap_or_else(|| self.dialect.bool(false))
            }
            ExprKind::Case { arms, otherwise } if calls_for_stub(value) => {
                let mut sql = "CASE".to_owned();
                for (cond, value) in arms {
                    let cond = self.condition(cond, Mode::Filter);
                    let null = self.where_it_holds(&cond, |own| own.null_despite_stubs(value));
                    sql.push_str(&format!(" WHEN {} THEN {null}", cond.sql));
                }
                let null = match otherwise {
                    Some(otherwise) => self.null_despite_stubs(otherwise),
                    None => self.dialect.bool(true),
                };
                format!("{sql} ELSE {null} END")
            }
            _ => {
                let frag = self.value(value);
                if frag.may_be_null() { format!("{} IS NULL", frag.operand()) } else { self.dialect.bool(false) }
            }
        }
    }

    /// A value on its way into a column: a column flows as it is, without what an operator would need.
    pub(super) fn flowing(&mut self, value: &Expr, to: &Type) -> Fallible {
        if let Some(of_group) = self.scope.grouped(value) {
            return of_group;
        }
        if let Some((side, column)) = self.read_column(value)
            && !self.staged(side)
            && column.trusted
            && !column.ty.is_temporal()
            && !self.dialect.pads_on_its_way(&column.ty)
            && std::mem::discriminant(&column.ty) == std::mem::discriminant(to)
        {
            let sql = match &value.kind {
                ExprKind::Column { rel, column } => Some(self.scope.column(*rel, *column)),
                ExprKind::Inner(id) => {
                    self.inner.last().map(|row| format!("{}.{}", row.alias, self.held_name(row.side, row.table, *id)))
                }
                _ => None,
            };
            if let Some(sql) = sql {
                return Fallible { sql, fails: None, nullable: value.nullable, atom: true };
            }
        }
        self.value(value)
    }

    fn fitted(&mut self, x: Fallible, value: &Expr, to: &Type, cut: bool) -> Fallible {
        if matches!(value.literal(), Some(Value::Null)) {
            return x;
        }
        match (&value.ty, to) {
            (_, Type::Int { .. }) => {
                let x = self.make_int(x, value, to);
                if *to == Type::YEAR && value.ty != Type::YEAR { self.within_year(x) } else { x }
            }
            (Type::Text { .. } | Type::Set { .. } | Type::Enum { .. }, Type::Text { .. }) => {
                self.fit_text(x, value, to, cut)
            }
            (Type::Bytes { max: most }, Type::Bytes { max: Some(max) }) if most.is_none_or(|most| most > *max) => {
                let x = self.repeatable(x);
                let tested = Tested::when(format!("{} <= {max}", self.dialect.byte_length(&x.sql)), x.sql.clone());
                self.tested(&x, tested)
            }
            (_, Type::Enum { values, .. }) => {
                if let Some(Value::Text(text)) = value.literal() {
                    let sql = self.dialect.assigned(&x.sql, to);
                    let fails = (!values.contains(text)).then(|| self.dialect.bool(true));
                    return Fallible::new(sql, false).failing(fails);
                }
                if let Type::Enum { values: from, name } = &value.ty
                    && from.iter().all(|v| values.contains(v))
                {
                    let own = self.read_column(value).filter(|(side, _)| !self.staged(*side)).map(|(_, c)| &c.ty);
                    if own.is_some_and(|ty| ty == to || (name.is_none() && matches!(ty, Type::Enum { .. }))) {
                        if self.dialect.zero_enums() {
                            let zero = self.dialect.is_zero_enum(&x.operand());
                            let tested = Tested::when(format!("NOT ({zero})"), x.sql.clone());
                            return self.tested(&x, tested);
                        }
                        return x;
                    }
                }
                self.member(x, to)
            }
            (_, Type::Decimal { precision, scale }) => self.fit_decimal(x, value, *precision, *scale),
            (Type::Float64, Type::Float32) => {
                let x = self.repeatable(x);
                let tested = Tested::when(held_single(&x.operand()), x.sql.clone());
                self.tested(&x, tested)
            }
            (from, Type::DateTime { precision } | Type::TimestampTz { precision }) => {
                let has = match from {
                    Type::DateTime { precision } | Type::TimestampTz { precision } => *precision,
                    _ => 0,
                };
                // what is read from text may have a fraction, whatever its type is called
                let parsed = matches!(value.kind, ExprKind::Cast { .. });
                let has = if parsed { 6 } else { has };
                let mut x = x;
                if matches!(from, Type::Date) {
                    x = Fallible::new(self.dialect.datetime_of(&x.operand()), x.nullable).failing(x.fails);
                } else if has > *precision && value.literal().is_none() {
                    x = self.repeatable(x);
                    // No engine rounds beyond the last year in the same way, if it has another one.
                    let nines = "9".repeat(usize::from(*precision));
                    let [low, high] = [format!("{nines}5"), "999999".to_owned()]
                        .map(|fraction| self.dialect.datetime(&format!("9999-12-31 23:59:59.{fraction}")));
                    let ok = format!("{} NOT BETWEEN {low} AND {high}", x.operand());
                    let rounded = self.dialect.round_datetime(&x.operand(), *precision);
                    x = self.tested(&x, Tested::when(ok, rounded));
                }
                if matches!(to, Type::TimestampTz { .. })
                    && let Some((low, high)) = self.program.new.engine.dialect().moment_range()
                    && !(matches!(from, Type::TimestampTz { .. })
                        && !value.makes_timestamps()
                        && self.program.old.engine.dialect().moment_range().is_some())
                {
                    x = self.repeatable(x);
                    let (low, high) = (self.dialect.datetime(low), self.dialect.datetime(high));
                    let tested = Tested::when(format!("{} BETWEEN {low} AND {high}", x.operand()), x.sql.clone());
                    return self.tested(&x, tested);
                }
                x
            }
            (Type::Json, Type::Json) | (Type::Uuid, Type::Uuid) => {
                if matches!(value.kind, ExprKind::Column { .. } | ExprKind::Inner(_)) {
                    x
                } else {
                    Fallible::new(self.dialect.assigned(&x.sql, to), x.nullable).failing(x.fails)
                }
            }
            _ => x,
        }
    }

    fn fit_text(&mut self, x: Fallible, value: &Expr, to: &Type, cut: bool) -> Fallible {
        let Type::Text { max, collation, .. } = to else { return x };
        let longest = longest(value);
        let x = match max {
            Some(max) if longest.is_none_or(|n| n > *max) => {
                if let Some(Value::Text(text)) = value.literal() {
                    let sql = if cut {
                        self.dialect.text(&text.chars().take(*max as usize).collect::<String>())
                    } else {
                        x.sql
                    };
                    return Fallible::new(sql, false).failing((!cut).then(|| self.dialect.bool(true)));
                }
                if cut {
                    Fallible::new(self.dialect.left(&x.sql, *max), x.nullable).failing(x.fails)
                } else {
                    let x = self.repeatable(x);
                    let tested = Tested::when(format!("{} <= {max}", self.dialect.char_length(&x.sql)), x.sql.clone());
                    self.tested(&x, tested)
                }
            }
            _ => x,
        };
        // characters that the new column's character set lacks
        let Some(to) = collation.as_ref().filter(|c| c.lacks_characters()) else { return x };
        let from = match &value.ty {
            Type::Text { collation: Some(c), .. } => Some(c.name.split('_').next().unwrap_or_default()),
            _ => None,
        };
        let charset = to.name.split('_').next().unwrap_or_default();
        let same = from == Some(charset) && self.read_column(value).is_some();
        let ascii = value.literal().is_some_and(|v| matches!(v, Value::Text(t) if t.is_ascii()));
        if same || ascii {
            return x;
        }
        let x = self.repeatable(x);
        match self.dialect.outside_charset(&x.operand(), charset) {
            Some(outside) => {
                let tested = Tested::when(format!("NOT ({outside})"), x.sql.clone());
                self.tested(&x, tested)
            }
            None => x,
        }
    }

    /// Text that must be one of an enum's values.
    fn member(&mut self, x: Fallible, to: &Type) -> Fallible {
        let Type::Enum { values, .. } = to else { return x };
        let x = self.repeatable(x);
        let list: Vec<String> = values.iter().map(|v| self.dialect.beside_code_points(&self.dialect.text(v))).collect();
        let ok = format!("{} IN ({})", self.dialect.by_code_point(&x.operand()), list.join(", "));
        let tested = Tested::when(ok, self.dialect.assigned(&x.sql, to));
        self.tested(&x, tested)
    }

    fn fit_decimal(&mut self, x: Fallible, value: &Expr, precision: Option<u16>, scale: u16) -> Fallible {
        let Some(precision) = precision else {
            return match value.ty {
                Type::Float32 | Type::Float64 => {
                    self.convert(x, value, &Type::Decimal { precision: None, scale: 0 }, None, value.span)
                }
                _ => x,
            };
        };
        let whole = precision.saturating_sub(scale);
        let (has_whole, has_scale) = match &value.ty {
            Type::Decimal { precision: Some(p), scale: s } => (Some(p.saturating_sub(*s)), *s),
            Type::Int { .. } => {
                let digits = super::number::range(value)
                    .map(|(low, high)| low.abs().max(high.abs()).to_string().len())
                    .and_then(|n| u16::try_from(n).ok());
                (digits, 0)
            }
            _ => (None, u16::MAX),
        };
        let literal = matches!(value.literal(), Some(Value::Int(_) | Value::Decimal(_)));
        if has_scale <= scale && has_whole.is_some_and(|w| w <= whole) || literal {
            return x;
        }
        let x = match value.ty {
            Type::Float32 | Type::Float64 => {
                let x = self.repeatable(x);
                let tested = self.dialect.decimal_from_number(&x.operand(), false);
                self.tested(&x, tested)
            }
            _ => x,
        };
        let rounded = if has_scale > scale {
            let sql = self.dialect.round_decimal(&x.operand(), scale);
            Fallible::new(sql, x.nullable).failing(x.fails)
        } else {
            x
        };
        if has_whole.is_some_and(|w| w < whole) {
            return rounded;
        }
        let rounded = self.repeatable(rounded);
        let limit = format!("1{}", "0".repeat(usize::from(whole)));
        // It may be a whole number, of which the least one has no `abs`.
        let o = rounded.operand();
        let tested = Tested::when(format!("({o} > -{limit} AND {o} < {limit})"), rounded.sql.clone());
        self.tested(&rounded, tested)
    }
}

/// Whether rows are made for keys that a value follows in vain.
fn calls_for_stub(value: &Expr) -> bool {
    let mut calls = false;
    value.walk(&mut |e| calls |= matches!(&e.kind, ExprKind::Follow(follow) if follow.stub));
    calls
}

/// How many characters a value has at most.
fn longest(value: &Expr) -> Option<u32> {
    if let Some(Value::Text(text)) = value.literal() {
        return u32::try_from(text.chars().count()).ok();
    }
    if let ExprKind::Cast { value: inner, .. } = &value.kind {
        match &inner.ty {
            Type::Int { .. } => return Some(20),
            Type::Bool => return Some(5),
            Type::Date => return Some(10),
            Type::DateTime { .. } | Type::TimestampTz { .. } => return Some(26),
            _ => {}
        }
    }
    match &value.ty {
        Type::Text { max, .. } => *max,
        Type::Enum { values, .. } => values.iter().map(|v| v.chars().count()).max().and_then(|n| u32::try_from(n).ok()),
        _ => None,
    }
}
