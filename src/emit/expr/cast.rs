//! Conversions, and values as the new columns hold them.

use super::{Emitter, Fallible, Mode, either};
use crate::dialect::EngineExt as _;
use crate::dialect::format::{Field, Format, parse_format};
use crate::dialect::{INT64, Tested};
use crate::plan::{AggregateFunction, Expr, ExprKind, Value};
use crate::schema::Type;
use crate::source::Span;
use crate::sql;
use crate::sql::Literal;

/// The words for true and false.
const TRUE_WORDS: [&str; 5] = ["true", "t", "1", "yes", "y"];
const FALSE_WORDS: [&str; 5] = ["false", "f", "0", "no", "n"];

/// How long text may be, in bytes of SQL, to be looked at as it is before it is read in full.
const LONGEST_PLAIN: usize = 80;

/// The test of a number for being one that a `YEAR` has.
fn held_year(number: &sql::Expr) -> sql::Expr {
    sql::Expr::or([number.clone().eq(0), number.clone().between(1901, 2155)])
}

/// The test of a number for being one of 32 bits, but for its digits.
fn held_single(number: &sql::Expr) -> sql::Expr {
    let size = sql::Expr::call("abs", [number.clone()]);
    let [most, least] = ["3.4e38", "1.2e-38"].map(|digits| sql::Expr::from(Literal::Decimal(digits.to_owned())));
    sql::Expr::and([size.clone().lt(most), sql::Expr::or([size.gt(least), number.clone().eq(0)])])
}

impl Emitter<'_> {
    pub(super) fn cast(&mut self, value: &Expr, format: Option<&str>, stored: bool, expr: &Expr) -> Fallible {
        let format = match format.map(parse_format) {
            Some(Ok(format)) => Some(format),
            Some(Err(why)) => return self.cannot(why, expr.span),
            None => None,
        };
        if let Some(Value::Null) = value.literal() {
            return Fallible::null();
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
            (Type::Null, _) => Fallible::null(),
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
                let bytes = self.parse_text(&x, to, format, span);
                match self.marked_bytes(&x.value, value) {
                    Some((marked, own)) => {
                        let all = sql::Expr::case([(marked, own)], Some(bytes.sql()));
                        bytes.with(all)
                    }
                    None => bytes,
                }
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
            (Type::Int { .. }, Type::Decimal { .. }) => {
                let decimal = self.dialect.decimal_from_int(&x.value);
                x.with(decimal)
            }
            (Type::Decimal { .. }, Type::Decimal { .. }) => x,
            (Type::Float32 | Type::Float64, Type::Decimal { .. }) => self.decimal_from_float(x),
            (from, Type::Float32 | Type::Float64) if from.is_numeric() => {
                if !exact {
                    return x;
                }
                let float = self.dialect.float_from_number(&x.value);
                x.with(float)
            }
            (Type::Int { .. }, Type::Bool) => {
                let x = self.repeatable(x);
                let tested = Tested::when(x.sql().within([0.into(), 1.into()]), x.sql().eq(1));
                self.tested(&x, tested)
            }
            (Type::Bool, Type::Int { .. } | Type::Decimal { .. }) => {
                let int = self.dialect.int_from_bool(&x.value);
                x.with(int)
            }
            (Type::Date, Type::DateTime { .. } | Type::TimestampTz { .. }) => {
                let datetime = self.dialect.datetime_of(&x.value);
                x.with(datetime)
            }
            (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Date) => {
                let date = self.dialect.date_of(&x.value);
                x.with(date)
            }
            (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Time) => {
                let time = self.dialect.time_of(&x.value);
                x.with(time)
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
        let tested = self.dialect.int_from_number(&x.value, exact, range);
        self.tested(&x, tested)
    }

    /// A double rounded to 32 bits, which fails where it is too large or too small for that.
    fn single(&mut self, x: Fallible) -> Fallible {
        let x = self.repeatable(x);
        let tested = Tested::when(held_single(&x.value), self.dialect.single(&x.value));
        self.tested(&x, tested)
    }

    /// A number that fails outside a range.
    fn within(&mut self, x: Fallible, (low, high): (i128, i128)) -> Fallible {
        let x = self.repeatable(x);
        let tested = Tested::when(x.sql().between(low, high), x.sql());
        self.tested(&x, tested)
    }

    /// A number that fails where a `YEAR` does not hold it: MySQL takes 1 to 99 for other years.
    fn within_year(&mut self, x: Fallible) -> Fallible {
        let x = self.repeatable(x);
        let tested = Tested::when(held_year(&x.value), x.sql());
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
            return x.clone().with(self.dialect.bytes_from_text(&x.value));
        }
        let text = x.clone().with(self.dialect.trim(&x.value));
        let text = self.repeatable_as(text, "text");
        if let Some(format) = format {
            return self.parse_formatted(&text, format, to);
        }
        match self.parse(&text.value, to) {
            Some(tested) => {
                let moment = matches!(to, Type::DateTime { .. } | Type::TimestampTz { .. });
                let looked_at = moment && !self.dialect.is_longer(&x.value, LONGEST_PLAIN);
                let plain = looked_at.then(|| self.dialect.plain_datetime(&x.value)).flatten();
                self.tested_unless(plain.map(|plain| (plain, x.sql())), &text, tested)
            }
            None => self.cannot(format!("a test of text for being `{to}`"), span),
        }
    }

    /// The test and conversion of text without blanks around it.
    pub(super) fn parse(&self, t: &sql::Expr, to: &Type) -> Option<Tested> {
        let d = self.dialect;
        Some(match to {
            to if *to == Type::YEAR => {
                let tested = d.int_from_text(t, INT64);
                let ok = tested.ok.unwrap_or_else(|| sql::Expr::bool(true));
                let held = held_year(&tested.value);
                Tested::when(sql::Expr::case([(ok, held)], Some(sql::Expr::bool(false))), tested.value)
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
                let known = TRUE_WORDS.into_iter().chain(FALSE_WORDS).map(sql::Expr::text);
                Tested::when(word.clone().within(known), word.within(TRUE_WORDS.map(sql::Expr::text)))
            }
            _ => return None,
        })
    }

    /// Text in a format: its shape is tested, then its parts as an ISO date.
    fn parse_formatted(&mut self, text: &Fallible, format: &Format, to: &Type) -> Fallible {
        let d = self.dialect;
        let t = &text.value;
        let word = |text: &str| sql::Expr::text(text);
        let part = |field: Field| format.place(field).map(|at| d.slice(t, at, field.width()));
        let mut pieces = Vec::new();
        if let Some(year) = part(Field::Year) {
            pieces.push(year);
        } else if let Some(year) = part(Field::ShortYear) {
            let late = year.clone().ge(word("70"));
            pieces.push(sql::Expr::case([(late, word("19"))], Some(word("20"))));
            pieces.push(year);
        }
        for field in [Field::Month, Field::Day] {
            pieces.push(word("-"));
            pieces.extend(part(field));
        }
        let with_time = format.has_time() && !matches!(to, Type::Date);
        if with_time {
            for (field, mark) in
                [(Field::Hour, " "), (Field::Minute, ":"), (Field::Second, ":"), (Field::Fraction, ".")]
            {
                match part(field) {
                    Some(part) => pieces.extend([word(mark), part]),
                    None if field == Field::Fraction => {}
                    None => pieces.extend([word(mark), word("00")]),
                }
            }
        }
        let shape = d.has_shape(t, format);
        let iso = Fallible::new(sql::Expr::concat(pieces).when(shape), true);
        let iso = self.repeatable_as(iso, "iso");
        let tested = match to {
            Type::Date => d.date_from_text(&iso.value),
            _ => d.datetime_from_text(&iso.value),
        };
        let ok = tested.ok.unwrap_or_else(|| sql::Expr::bool(true));
        // null where the shape is wrong
        let ok = sql::Expr::coalesce([ok, sql::Expr::bool(false)]);
        self.tested(text, Tested::when(ok, tested.value))
    }

    /// Any value to text. Never fails of itself.
    fn make_text(&mut self, x: Fallible, value: &Expr, from: &Type, span: Span) -> Fallible {
        let d = self.dialect;
        let own = self.read_column(value).filter(|(side, _)| !self.staged(*side));
        let x = match own.and_then(|(_, column)| d.without_form(&x.value, &column.native)) {
            Some(plain) => x.with(plain),
            None => x,
        };
        let text = match from {
            from if from.is_textual() => return x,
            Type::Bool => {
                let x = self.repeatable(x);
                let [yes, no] = ["true", "false"].map(sql::Expr::text);
                let text = if x.may_be_null() {
                    sql::Expr::case([(x.sql(), yes), (x.sql().not(), no)], None)
                } else {
                    sql::Expr::case([(x.sql(), yes)], Some(no))
                };
                return x.with(text);
            }
            // a column has as many digits as its type says, what is computed may have more
            Type::Decimal { precision: Some(_), .. } if self.keeps_no_zeros(value) => {
                let x = self.repeatable(x);
                let text = d.text_from_decimal(&x.value);
                return x.with(text);
            }
            Type::Float32 | Type::Float64 => {
                let x = self.repeatable(x);
                let digits = match from {
                    Type::Float32 => d.shortest_single(&x.value),
                    _ => x.sql(),
                };
                let digits = self.named(digits, "digits");
                return x.with(d.text_from_float(&digits));
            }
            Type::Decimal { precision: Some(_), .. }
                if d.capabilities().exact_decimals
                    && matches!(value.kind, ExprKind::Column { .. } | ExprKind::Inner(_)) =>
            {
                d.text_from_number(&x.value)
            }
            Type::Decimal { precision: Some(_), scale } => {
                let x = self.repeatable(x);
                let text = d.text_with_digits(&x.value, *scale);
                return x.with(text);
            }
            other => match d.text_from(&x.value, other) {
                Some(text) => text,
                None => return self.cannot(format!("`{other}` as text"), span),
            },
        };
        x.with(text)
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
            return frag.failing(Some(sql::Expr::bool(true)));
        }
        if calls_for_stub(value) {
            let null = self.null_despite_stubs(value);
            return Fallible { fails: either(frag.fails, Some(null)), nullable: false, ..frag };
        }
        // what fails is null as well: one test tells both
        let frag = self.repeatable(frag);
        Fallible { fails: Some(frag.sql().is_null()), nullable: false, ..frag }
    }

    /// Where a value is null once its stubs are there. They may not be when this is asked, so that a missing
    /// key would look like none: the old key tells.
    fn null_despite_stubs(&mut self, value: &Expr) -> sql::Expr {
        match &value.kind {
            ExprKind::Fit { value, .. } => self.null_despite_stubs(value),
            ExprKind::Follow(follow) if follow.stub => {
                let keys = self.followed_keys(follow).into_iter().filter(Fallible::may_be_null);
                sql::Expr::or(keys.map(|key| key.value.is_null()))
            }
            ExprKind::Case { arms, otherwise } if calls_for_stub(value) => {
                let mut nulls = Vec::new();
                for (cond, value) in arms {
                    let cond = self.condition(cond, Mode::Filter);
                    let null = self.where_it_holds(&cond, |own| own.null_despite_stubs(value));
                    nulls.push((cond.value, null));
                }
                let null = match otherwise {
                    Some(otherwise) => self.null_despite_stubs(otherwise),
                    None => sql::Expr::bool(true),
                };
                sql::Expr::case(nulls, Some(null))
            }
            _ => {
                let frag = self.value(value);
                if frag.may_be_null() { frag.value.is_null() } else { sql::Expr::bool(false) }
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
            && column.verified
            && !column.ty.is_temporal()
            && !self.dialect.pads_on_its_way(&column.ty)
            && std::mem::discriminant(&column.ty) == std::mem::discriminant(to)
        {
            let read = match &value.kind {
                ExprKind::Column { rel, column } => Some(self.scope.column(*rel, *column)),
                ExprKind::Inner(column) => self.inner.last().map(|row| self.inner_value(row, *column)),
                _ => None,
            };
            if let Some(read) = read {
                return Fallible::new(read, value.nullable);
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
                let tested = Tested::when(self.dialect.byte_length(&x.value).le(*max), x.sql());
                self.tested(&x, tested)
            }
            (_, Type::Enum { values, .. }) => {
                if let Some(Value::Text(text)) = value.literal() {
                    let assigned = self.dialect.assigned(&x.value, to);
                    let fails = (!values.contains(text)).then(|| sql::Expr::bool(true));
                    return Fallible::new(assigned, false).failing(fails);
                }
                if let Type::Enum { values: from, name } = &value.ty
                    && from.iter().all(|v| values.contains(v))
                {
                    let own = self.read_column(value).filter(|(side, _)| !self.staged(*side)).map(|(_, c)| &c.ty);
                    if own.is_some_and(|ty| ty == to || (name.is_none() && matches!(ty, Type::Enum { .. }))) {
                        if self.dialect.capabilities().zero_enums {
                            let zero = self.dialect.is_zero_enum(&x.value);
                            let tested = Tested::when(zero.not(), x.sql());
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
                let tested = Tested::when(held_single(&x.value), x.sql());
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
                    let datetime = self.dialect.datetime_of(&x.value);
                    x = x.with(datetime);
                } else if has > *precision && value.literal().is_none() {
                    x = self.repeatable(x);
                    // No engine rounds beyond the last year in the same way, if it has another one.
                    let nines = "9".repeat(usize::from(*precision));
                    let [low, high] = [format!("{nines}5"), "999999".to_owned()]
                        .map(|fraction| sql::Expr::from(Literal::DateTime(format!("9999-12-31 23:59:59.{fraction}"))));
                    let ok = x.sql().between(low, high).not();
                    let rounded = self.dialect.round_datetime(&x.value, *precision);
                    x = self.tested(&x, Tested::when(ok, rounded));
                }
                if matches!(to, Type::TimestampTz { .. })
                    && let Some((low, high)) = self.program.new.engine.capabilities().moment_range
                    && !(matches!(from, Type::TimestampTz { .. })
                        && !value.makes_timestamps()
                        && self.program.old.engine.capabilities().moment_range.is_some())
                {
                    x = self.repeatable(x);
                    let [low, high] = [low, high].map(|moment| sql::Expr::from(Literal::DateTime(moment.to_owned())));
                    let tested = Tested::when(x.sql().between(low, high), x.sql());
                    return self.tested(&x, tested);
                }
                x
            }
            (Type::Json, Type::Json) | (Type::Uuid, Type::Uuid) => {
                if matches!(value.kind, ExprKind::Column { .. } | ExprKind::Inner(_)) {
                    return x;
                }
                let assigned = self.dialect.assigned(&x.value, to);
                x.with(assigned)
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
                    if cut {
                        let cut: String = text.chars().take(*max as usize).collect();
                        return Fallible::new(sql::Expr::text(cut), false);
                    }
                    return Fallible::new(x.value, false).failing(Some(sql::Expr::bool(true)));
                }
                if cut {
                    let left = self.dialect.left(&x.value, *max);
                    x.with(left)
                } else {
                    let x = self.repeatable(x);
                    let tested = Tested::when(self.dialect.char_length(&x.value).le(*max), x.sql());
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
        match self.dialect.outside_charset(&x.value, charset) {
            Some(outside) => {
                let tested = Tested::when(outside.not(), x.sql());
                self.tested(&x, tested)
            }
            None => x,
        }
    }

    /// Text that must be one of an enum's values.
    fn member(&mut self, x: Fallible, to: &Type) -> Fallible {
        let Type::Enum { values, .. } = to else { return x };
        let x = self.repeatable(x);
        let list = values.iter().map(|v| self.dialect.beside_code_points(&sql::Expr::text(v)));
        let ok = self.dialect.by_code_point(&x.value).within(list);
        let tested = Tested::when(ok, self.dialect.assigned(&x.value, to));
        self.tested(&x, tested)
    }

    fn decimal_from_float(&mut self, x: Fallible) -> Fallible {
        let x = self.repeatable(x);
        let tested = self.dialect.decimal_from_float(&x.value);
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
            Type::Float32 | Type::Float64 => self.decimal_from_float(x),
            _ => x,
        };
        let rounded = if has_scale > scale {
            let rounded = self.dialect.round_decimal(&x.value, scale);
            x.with(rounded)
        } else {
            x
        };
        if has_whole.is_some_and(|w| w < whole) {
            return rounded;
        }
        let rounded = self.repeatable(rounded);
        let zeros = "0".repeat(usize::from(whole));
        let [low, high] = ["-1", "1"].map(|one| sql::Expr::from(Literal::Decimal(format!("{one}{zeros}"))));
        // It may be a whole number, of which the least one has no `abs`.
        let held = sql::Expr::and([rounded.sql().gt(low), rounded.sql().lt(high)]);
        let tested = Tested::when(held, rounded.sql());
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
