//! Which operations in SQL of a table (generated columns, CHECKs, indexes) end in an error of the engine for some values, so that an
//! insert of a row stops. What an operation is about is read from the tokens; of all other SQL nothing is known.

use std::ops::Range;

use super::condition::{Token, names_in, tokens};
use super::flavor;
use crate::engine::Engine;
use crate::schema::{ColumnId, Table, Type};

/// An operation that may end in an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// What it does.
    pub kind: OperationKind,
    /// Where it stands in the SQL.
    pub place: Range<usize>,
    /// Where its operands stand: the value that decides last.
    pub operands: Vec<Range<usize>>,
    /// Whether it is carried out for some rows only, as in an arm of a CASE.
    pub conditional: bool,
}

/// What an operation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationKind {
    /// `a / b`, `a % b`, `mod(a, b)`.
    Division,
    /// `a - b`
    Subtraction,
    /// Any of `+ - * /`, for each operand that is a single name.
    Arithmetic,
    /// A conversion into a type, as it is spelled in small letters.
    Cast(String),
    /// A call of a function, in small letters; its arguments are the operands.
    Call(String),
    /// `a -> b`, `a ->> b`
    Arrow,
}

/// Functions whose later arguments are looked at for some rows only.
const BY_TURNS: [&str; 5] = ["if", "iif", "coalesce", "ifnull", "nvl"];

/// Words that are no operands.
const KEYWORDS: [&str; 26] = [
    "AND", "OR", "NOT", "XOR", "IN", "IS", "NULL", "BETWEEN", "LIKE", "ILIKE", "REGEXP", "RLIKE", "SIMILAR", "WHEN",
    "THEN", "ELSE", "END", "ANY", "ALL", "SOME", "AS", "USING", "ISNULL", "NOTNULL", "GLOB", "ESCAPE",
];

/// Words that a type goes on with.
const IN_TYPES: [&str; 7] = ["VARYING", "PRECISION", "WITHOUT", "WITH", "TIME", "ZONE", "UNSIGNED"];

/// The operations of these kinds in SQL of an engine, as far as their operands can be told.
pub fn operations(engine: Engine, sql: &str) -> Vec<Operation> {
    if !may_have_some(sql) {
        return Vec::new();
    }
    let tokens = tokens(engine, sql);
    let words = |word: &str| tokens.iter().filter(|(_, t)| is_word(t, word)).count();
    // The AND of BETWEEN decides nothing.
    let conditional = words("OR") > 0 || words("AND") > words("BETWEEN");
    let mut reader = Reader { tokens: &tokens, by_words: flavor::of(engine).divides_by_words, found: Vec::new() };
    reader.scan(0, tokens.len(), conditional);
    reader.found
}

/// Whether there is anything to read at all.
fn may_have_some(sql: &str) -> bool {
    sql.contains(['/', '%', '-', '+', '*', '(', ':']) || sql.to_ascii_lowercase().contains("div")
}

/// SQL whose divisions by 0 give null in place of an error, and the conditions under which those that are always carried out are none.
pub struct Tamed {
    /// The SQL.
    pub sql: String,
    /// That no divisor is 0, or that what is divided is null.
    pub conditions: Vec<String>,
}

/// See [`Tamed`]. None where there is no division.
pub fn tamed(engine: Engine, sql: &str) -> Option<Tamed> {
    let raises = flavor::of(engine).raising.division;
    let mut divisions = if raises { operations(engine, sql) } else { Vec::new() };
    divisions.retain(|o| o.kind == OperationKind::Division && !is_safe(engine, sql, o));
    if divisions.is_empty() {
        return None;
    }
    // Each divisor once, those within others first.
    let put = |range: &Range<usize>| -> String {
        let mut out = String::new();
        let mut at = range.start;
        let mut divisors: Vec<&Range<usize>> = divisions.iter().filter_map(|o| o.operands.last()).collect();
        divisors.retain(|d| range.start <= d.start && d.end <= range.end && **d != *range);
        divisors.sort_by_key(|d| (d.start, std::cmp::Reverse(d.end)));
        for divisor in divisors {
            if divisor.start >= at {
                out += sql.get(at..divisor.start).unwrap_or_default();
                out += &tame_divisor(engine, sql.get(divisor.clone()).unwrap_or_default());
                at = divisor.end;
            }
        }
        out + sql.get(at..range.end).unwrap_or_default()
    };
    let mut conditions: Vec<String> = Vec::new();
    for division in divisions.iter().filter(|o| !o.conditional) {
        let [divided, divisor] = division.operands.as_slice() else { continue };
        let (left, right) = (put(divided), put(divisor));
        let names = !names_in(engine, &left).is_empty();
        let condition = match names {
            true => format!("({right}) <> 0 OR ({left}) IS NULL"),
            false => format!("({right}) <> 0"),
        };
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    Some(Tamed { sql: put(&(0..sql.len())), conditions })
}

/// A divisor that is null where it is 0.
fn tame_divisor(engine: Engine, divisor: &str) -> String {
    let inner = tamed(engine, divisor).map_or_else(|| divisor.to_owned(), |tamed| tamed.sql);
    format!("NULLIF({inner}, 0)")
}

/// Whether a divisor is a number that is not 0, or made null where it is.
pub fn is_safe(engine: Engine, sql: &str, division: &Operation) -> bool {
    let Some(divisor) = division.operands.last().and_then(|place| sql.get(place.clone())) else { return false };
    let tokens = tokens(engine, divisor);
    let mut own = tokens.iter().map(|(_, token)| token).skip_while(|t| matches!(t, Token::Sign('(')));
    if own.clone().next().is_some_and(|t| is_word(t, "NULLIF")) {
        let last: Vec<&Token<'_>> = own.filter(|t| **t != Token::Sign(')')).collect();
        return matches!(last.as_slice(), [.., Token::Sign(','), Token::Number(n)] if !counts(n));
    }
    let numbers = tokens.iter().any(|(_, token)| matches!(token, Token::Number(n) if counts(n)));
    let plain = |t: &Token<'_>| match t {
        Token::Number(_) | Token::Cast | Token::Text => true,
        Token::Sign(c) => "().+-".contains(*c),
        Token::Word(_) | Token::Name(_) => false,
    };
    let up_to_cast = own.by_ref().take_while(|t| **t != Token::Cast);
    let mut all = up_to_cast.peekable();
    numbers && all.peek().is_some() && all.all(plain)
}

/// Whether digits are those of a number that is not 0.
fn counts(digits: &str) -> bool {
    digits.contains(|c: char| ('1'..='9').contains(&c))
}

/// An operation in SQL of a table that ends in an error for some values of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The operation as it stands.
    pub sql: String,
    /// What it is.
    pub what: String,
    /// The columns whose values decide.
    pub columns: Vec<ColumnId>,
    /// The rule of `rules` that leaves such rows out.
    pub rule: Option<String>,
}

/// The operations in SQL of a table that end in an error for some rows, without those that the SQL itself guards: a part of it that
/// is evaluated for some rows only, where another part asks for the same columns.
pub fn raised(engine: Engine, table: &Table, sql: &str) -> Vec<Raised> {
    let of = Typed { engine, table };
    let mut out: Vec<Raised> = Vec::new();
    for operation in operations(engine, sql) {
        let Some((what, operands)) = of.raises(sql, &operation) else { continue };
        let columns: Vec<ColumnId> = operands.iter().flat_map(|operand| of.columns(operand)).collect();
        let around = format!(
            "{} {}",
            sql.get(..operation.place.start).unwrap_or_default(),
            sql.get(operation.place.end..).unwrap_or_default()
        );
        let asked = of.columns(&around);
        if columns.is_empty() || (operation.conditional && columns.iter().any(|column| asked.contains(column))) {
            continue;
        }
        let own = sql.get(operation.place.clone()).unwrap_or_default().trim();
        let ruled = operation.kind == OperationKind::Division && !operation.conditional;
        let rule = ruled.then(|| tamed(engine, own)).flatten().and_then(|tamed| tamed.conditions.last().cloned());
        let found = Raised { sql: own.to_owned(), what, columns, rule };
        if !out.iter().any(|known| known.sql == found.sql) {
            out.push(found);
        }
    }
    out
}

/// What an operand is, as far as that can be told.
enum Operand<'a> {
    Of(&'a Type),
    Text,
    Unknown,
}

/// Functions that give text.
const GIVE_TEXT: [&str; 24] = [
    "btrim",
    "concat",
    "concat_ws",
    "insert",
    "json_unquote",
    "json_value",
    "jsonb_extract_path_text",
    "left",
    "lower",
    "lpad",
    "ltrim",
    "mid",
    "regexp_replace",
    "regexp_substr",
    "replace",
    "reverse",
    "right",
    "rpad",
    "rtrim",
    "split_part",
    "substr",
    "substring",
    "trim",
    "upper",
];

/// Types of text, by their first word.
const TEXTS: [&str; 12] = [
    "text",
    "varchar",
    "character",
    "char",
    "bpchar",
    "name",
    "citext",
    "binary",
    "nchar",
    "nvarchar",
    "varbinary",
    "blob",
];

/// SQL of a table.
struct Typed<'a> {
    engine: Engine,
    table: &'a Table,
}

impl<'a> Typed<'a> {
    fn columns(&self, sql: &str) -> Vec<ColumnId> {
        names_in(self.engine, sql).iter().filter_map(|name| self.table.find(name)).collect()
    }

    /// What an operand is.
    fn operand(&self, sql: &str) -> Operand<'a> {
        let tokens = tokens(self.engine, sql);
        let mut own = tokens.as_slice();
        // A collation makes nothing else of it.
        if let [before @ .., (_, collate), _] = own
            && is_word(collate, "COLLATE")
        {
            own = before;
        }
        let all = Reader { tokens: own, by_words: false, found: Vec::new() };
        if all.is_sign(0, '(') && all.closing(0, own.len()) + 1 == own.len() {
            let inside = all.place(1, own.len() - 1);
            return self.operand(sql.get(inside).unwrap_or_default());
        }
        let cast = own.iter().rposition(|(_, token)| *token == Token::Cast);
        if let Some(cast) = cast.filter(|cast| all.after_type(cast + 1, own.len()) == own.len()) {
            let inner = self.operand(sql.get(all.place(0, cast)).unwrap_or_default());
            return match (inner, TEXTS.contains(&all.type_name(cast + 1, own.len()).as_str())) {
                // Text of a number is one.
                (Operand::Of(Type::Text { .. }) | Operand::Text, true) => Operand::Text,
                _ => Operand::Unknown,
            };
        }
        let texts =
            |sign: char, times: usize| (0..own.len()).any(|at| (at..at + times).all(|at| all.is_sign(at, sign)));
        match own {
            [.., (_, Token::Word(name) | Token::Name(name))]
                if own.len() == 1 || (own.len() == 3 && all.is_sign(1, '.')) =>
            {
                let column = self.table.find(name).map(|column| self.table.column(column));
                column.map_or(Operand::Unknown, |column| Operand::Of(&column.ty))
            }
            [(_, Token::Word(name) | Token::Name(name)), (_, Token::Sign('(')), ..]
                if all.closing(1, own.len()) + 1 == own.len() =>
            {
                let text = GIVE_TEXT.iter().any(|known| name.eq_ignore_ascii_case(known));
                if text { Operand::Text } else { Operand::Unknown }
            }
            _ if texts('>', 2) || (texts('|', 2) && !self.flavor().divides_by_words) => Operand::Text,
            _ => Operand::Unknown,
        }
    }

    fn flavor(&self) -> &'static flavor::Flavor {
        flavor::of(self.engine)
    }

    fn is_text(&self, sql: &str) -> bool {
        matches!(self.operand(sql), Operand::Of(Type::Text { .. }) | Operand::Text)
    }

    /// What an operation is that ends in an error for some values of these operands; none: it is none.
    fn raises<'s>(&self, sql: &'s str, operation: &Operation) -> Option<(String, Vec<&'s str>)> {
        let raising = &self.flavor().raising;
        let operands: Vec<&str> = operation.operands.iter().filter_map(|place| sql.get(place.clone())).collect();
        let (first, last) = (*operands.first()?, *operands.last()?);
        match &operation.kind {
            OperationKind::Division => (raising.division && !is_safe(self.engine, sql, operation))
                .then(|| ("a division, which fails by 0".to_owned(), vec![last])),
            OperationKind::Subtraction => {
                let is = |operand: &str, wanted: fn(&Type) -> bool| matches!(self.operand(operand), Operand::Of(ty) if wanted(ty));
                let unsigned = |operand: &str| is(operand, |ty| matches!(ty, Type::Int { unsigned: true, .. }));
                let exact = |operand: &str| {
                    is(operand, |ty| matches!(ty, Type::Decimal { .. } | Type::Float32 | Type::Float64 | Type::Date))
                        || operand.contains('.') && operand.trim().starts_with(|c: char| c.is_ascii_digit())
                        || operand.trim_start().to_ascii_uppercase().starts_with("INTERVAL")
                };
                let raises = raising.unsigned && (unsigned(first) || unsigned(last)) && !exact(first) && !exact(last);
                raises.then(|| ("a subtraction of numbers without a sign, which fails below 0".to_owned(), operands))
            }
            OperationKind::Arithmetic => {
                let texts: Vec<&str> = operands.into_iter().filter(|operand| self.is_text(operand)).collect();
                (raising.reckoned_text && !texts.is_empty())
                    .then(|| ("arithmetic, which fails for text that is no number".to_owned(), texts))
            }
            OperationKind::Cast(into) => {
                if !raising.casts || TEXTS.contains(&into.as_str()) || into.is_empty() {
                    return None;
                }
                let narrows = |ty: &Type| match ty {
                    Type::Text { .. } => true,
                    Type::Int { bits, .. } => self.engine_bits(into).is_some_and(|most| *bits > most),
                    _ => false,
                };
                let raises = match self.operand(first) {
                    Operand::Of(ty) => narrows(ty),
                    Operand::Text => true,
                    Operand::Unknown => false,
                };
                let why = format!("a conversion into `{into}`, which fails for what is none");
                raises.then_some((why, vec![first]))
            }
            OperationKind::Call(name) => {
                let listed = |list: &[&str]| {
                    list.iter().any(|known| match known.strip_suffix('…') {
                        Some(start) => name.starts_with(start) && !HARMLESS.contains(&name.as_str()),
                        None => known == name,
                    })
                };
                let raises = listed(raising.calls) || (listed(raising.calls_with_text) && self.is_text(first));
                raises.then(|| (format!("a call of `{name}`, which fails for some values"), operands))
            }
            OperationKind::Arrow => (raising.arrows && self.is_text(first))
                .then(|| ("a path into text, which fails for what is no JSON".to_owned(), vec![first])),
        }
    }

    /// How many bits whole numbers of a type have where larger ones are refused.
    fn engine_bits(&self, ty: &str) -> Option<u8> {
        let bits = match ty {
            "smallint" | "int2" => 16,
            "integer" | "int" | "int4" => 32,
            "bigint" | "int8" => 64,
            _ => return None,
        };
        // MySQL's casts know no such types.
        (!self.flavor().divides_by_words).then_some(bits)
    }
}

/// Functions of JSON that take any text.
const HARMLESS: [&str; 5] = ["json_valid", "json_quote", "json_array", "json_object", "json_error_position"];

fn is_word(token: &Token<'_>, word: &str) -> bool {
    matches!(token, Token::Word(own) if own.eq_ignore_ascii_case(word))
}

/// Reads tokens for operations.
struct Reader<'t, 's> {
    tokens: &'t [(Range<usize>, Token<'s>)],
    /// `DIV` and `MOD` are operators.
    by_words: bool,
    found: Vec<Operation>,
}

impl Reader<'_, '_> {
    fn token(&self, at: usize) -> Option<Token<'_>> {
        self.tokens.get(at).map(|(_, token)| *token)
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.token(at) == Some(Token::Sign(sign))
    }

    /// The place of some tokens in the SQL.
    fn place(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(0, |(range, _)| range.start);
        let end = to.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(start, |(range, _)| range.end);
        start..end.max(start)
    }

    fn add(&mut self, kind: OperationKind, whole: (usize, usize), operands: &[(usize, usize)], conditional: bool) {
        let place = self.place(whole.0, whole.1);
        let operands = operands.iter().map(|(from, to)| self.place(*from, *to)).collect();
        self.found.push(Operation { kind, place, operands, conditional });
    }

    /// Looks for operands anywhere among some tokens.
    fn scan(&mut self, from: usize, to: usize, conditional: bool) {
        let mut at = from;
        while at < to {
            at = self.sum(at, to, conditional).filter(|next| *next > at).unwrap_or(at + 1);
        }
    }

    /// The end of a bracket that is open at a place.
    fn closing(&self, open: usize, to: usize) -> usize {
        let mut depth = 0usize;
        for at in open..to {
            match self.token(at) {
                Some(Token::Sign('(' | '[')) => depth += 1,
                Some(Token::Sign(')' | ']')) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        to
    }

    /// Operands with `+` and `-` between.
    fn sum(&mut self, from: usize, to: usize, conditional: bool) -> Option<usize> {
        let mut end = self.term(from, to, conditional)?;
        while end < to && (self.is_sign(end, '+') || self.is_sign(end, '-')) {
            let minus = self.is_sign(end, '-');
            let Some(next) = self.term(end + 1, to, conditional) else { break };
            let operands = [(from, end), (end + 1, next)];
            if minus {
                self.add(OperationKind::Subtraction, (from, next), &operands, conditional);
            }
            self.add(OperationKind::Arithmetic, (from, next), &operands, conditional);
            end = next;
        }
        Some(end)
    }

    /// Operands with `*` and `/` between.
    fn term(&mut self, from: usize, to: usize, conditional: bool) -> Option<usize> {
        let mut end = self.factor(from, to, conditional)?;
        while end < to {
            let word = |word| self.by_words && self.token(end).is_some_and(|t| is_word(&t, word));
            let divides = self.is_sign(end, '/') || self.is_sign(end, '%') || word("DIV") || word("MOD");
            if !divides && !self.is_sign(end, '*') {
                break;
            }
            let Some(next) = self.factor(end + 1, to, conditional) else { break };
            let operands = [(from, end), (end + 1, next)];
            if divides {
                // A power binds more closely, here or there.
                let conditional = conditional || self.is_sign(next, '^') || self.is_sign(next, '|');
                self.add(OperationKind::Division, (from, next), &operands, conditional);
            }
            self.add(OperationKind::Arithmetic, (from, next), &operands, conditional);
            end = next;
        }
        Some(end)
    }

    /// One operand with what belongs to it.
    fn factor(&mut self, from: usize, to: usize, conditional: bool) -> Option<usize> {
        if from >= to {
            return None;
        }
        let mut end = match self.token(from)? {
            Token::Sign('-' | '+' | '~') => return self.factor(from + 1, to, conditional),
            Token::Sign('(') => {
                let close = self.closing(from, to);
                self.scan(from + 1, close, conditional);
                close + 1
            }
            Token::Text => from + 1,
            Token::Number(_) | Token::Sign('.') => {
                let more = |at: usize| matches!(self.token(at), Some(Token::Number(_) | Token::Sign('.')));
                (from + 1..to).find(|at| !more(*at)).unwrap_or(to)
            }
            Token::Word(word) if word.eq_ignore_ascii_case("CASE") => {
                let end = self.end_of_case(from, to);
                self.scan(from + 1, end.saturating_sub(1), true);
                end
            }
            Token::Word(word) if KEYWORDS.iter().any(|k| word.eq_ignore_ascii_case(k)) => return None,
            Token::Word(_) | Token::Name(_) => self.named(from, to, conditional),
            Token::Sign(_) | Token::Cast => return None,
        };
        loop {
            if self.token(end) == Some(Token::Cast) && end < to {
                let after = self.after_type(end + 1, to);
                let kind = OperationKind::Cast(self.type_name(end + 1, after));
                self.add(kind, (from, after), &[(from, end)], conditional);
                end = after;
            } else if self.is_sign(end, '-') && self.is_sign(end + 1, '>') && end + 1 < to {
                let path = end + 2 + usize::from(self.is_sign(end + 2, '>'));
                self.add(OperationKind::Arrow, (from, path + 1), &[(from, end)], conditional);
                end = (path + 1).min(to);
            } else if self.is_sign(end, '[') && end < to {
                end = self.closing(end, to) + 1;
            } else {
                return Some(end.min(to));
            }
        }
    }

    /// The place behind the END of a CASE.
    fn end_of_case(&self, from: usize, to: usize) -> usize {
        let mut depth = 0usize;
        for at in from..to {
            match self.token(at) {
                Some(t) if is_word(&t, "CASE") => depth += 1,
                Some(t) if is_word(&t, "END") => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        to
    }

    /// A column, a call, or `DATE '2010-01-01'`.
    fn named(&mut self, from: usize, to: usize, conditional: bool) -> usize {
        let mut last = from;
        while self.is_sign(last + 1, '.') && matches!(self.token(last + 2), Some(Token::Word(_) | Token::Name(_))) {
            last += 2;
        }
        let name = match self.token(last) {
            Some(Token::Word(name) | Token::Name(name)) => name.to_ascii_lowercase(),
            _ => String::new(),
        };
        match self.token(last + 1) {
            Some(Token::Text) if last + 1 < to && matches!(self.token(last), Some(Token::Word(_))) => last + 2,
            Some(Token::Sign('(')) if last + 1 < to => {
                let close = self.closing(last + 1, to);
                self.call(&name, (from, last + 1, close), conditional);
                (close + 1).min(to)
            }
            _ => last + 1,
        }
    }

    /// A call: where it begins, its bracket, and the end of that.
    fn call(&mut self, name: &str, (from, open, close): (usize, usize, usize), conditional: bool) {
        let whole = (from, close + 1);
        let mut parts = Vec::from([open + 1]);
        let mut at = open + 1;
        while at < close {
            match self.token(at) {
                Some(Token::Sign('(' | '[')) => at = self.closing(at, close),
                Some(Token::Sign(',')) => parts.push(at + 1),
                _ => {}
            }
            at += 1;
        }
        parts.push(close + 1);
        let arguments: Vec<(usize, usize)> =
            parts.windows(2).filter_map(|w| Some((*w.first()?, w.get(1)?.checked_sub(1)?))).collect();
        let arguments: Vec<(usize, usize)> = arguments.into_iter().filter(|(from, to)| from < to).collect();
        let words = |word: &str| (open + 1..close).find(|at| self.token(*at).is_some_and(|t| is_word(&t, word)));
        match (name, arguments.as_slice()) {
            ("cast" | "try_cast", _) => {
                let Some(as_) = words("AS") else { return };
                self.scan(open + 1, as_, conditional);
                let kind = OperationKind::Cast(self.type_name(as_ + 1, close));
                self.add(kind, whole, &[(open + 1, as_)], conditional);
                return;
            }
            ("convert", [value, ty]) if self.by_words => {
                self.scan(value.0, value.1, conditional);
                let kind = OperationKind::Cast(self.type_name(ty.0, ty.1));
                self.add(kind, whole, &[*value], conditional);
                return;
            }
            ("mod" | "div", [left, right]) => {
                self.add(OperationKind::Division, whole, &[*left, *right], conditional);
            }
            _ => self.add(OperationKind::Call(name.to_owned()), whole, &arguments, conditional),
        }
        let by_turns = BY_TURNS.contains(&name);
        for (i, (from, to)) in arguments.iter().enumerate() {
            self.scan(*from, *to, conditional || (by_turns && i > 0));
        }
    }

    /// The place behind a type.
    fn after_type(&self, from: usize, to: usize) -> usize {
        let mut at = from + 1;
        while at < to {
            match self.token(at) {
                Some(Token::Word(w)) if IN_TYPES.iter().any(|known| w.eq_ignore_ascii_case(known)) => at += 1,
                Some(Token::Sign('(' | '[')) => at = self.closing(at, to) + 1,
                Some(Token::Sign('.')) => at += 2,
                _ => break,
            }
        }
        at.min(to)
    }

    /// A type's first word, or that behind its schema.
    fn type_name(&self, from: usize, to: usize) -> String {
        let qualified = self.is_sign(from + 1, '.') && from + 2 < to;
        match self.token(if qualified { from + 2 } else { from }) {
            Some(Token::Word(word) | Token::Name(word)) => word.to_ascii_lowercase(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OperationKind, operations, tamed};
    use crate::engine::Engine::{self, Mysql, Postgres, Sqlite};

    fn conditions(engine: Engine, sql: &str) -> Vec<String> {
        tamed(engine, sql).map(|tamed| tamed.conditions).unwrap_or_default()
    }

    #[test]
    fn a_divisor_is_null_where_it_is_0() {
        let put = |engine, sql| tamed(engine, sql).map(|tamed| tamed.sql);
        assert_eq!(put(Postgres, "(a / b) > 1").as_deref(), Some("(a / NULLIF(b, 0)) > 1"));
        assert_eq!(
            put(Mysql, "a / (b % c) div lower(d)").as_deref(),
            Some("a / NULLIF((b % NULLIF(c, 0)), 0) div NULLIF(lower(d), 0)")
        );
        assert_eq!(
            put(Postgres, "mod(a, t.b) + (a)::double precision / (b)::numeric(10,2)").as_deref(),
            Some("mod(a, NULLIF(t.b, 0)) + (a)::double precision / NULLIF((b)::numeric(10,2), 0)")
        );
        for safe in ["a / 2", "a / (2)::numeric", "a % -1.50", "a / NULLIF(b, 0)", "a -- / b", "'a / b'", "a * b"] {
            assert_eq!(put(Postgres, safe), None, "{safe}");
        }
        assert_eq!(put(Sqlite, "a / b"), None);
    }

    #[test]
    fn only_what_is_always_divided_is_a_rule() {
        assert_eq!(conditions(Mysql, "a * c / b"), ["(b) <> 0 OR (a * c) IS NULL"]);
        assert_eq!(conditions(Mysql, "100 / b BETWEEN 1 AND 5"), ["(b) <> 0"]);
        assert_eq!(
            conditions(Mysql, "a / b / c"),
            ["(b) <> 0 OR (a) IS NULL", "(c) <> 0 OR (a / NULLIF(b, 0)) IS NULL"]
        );
        assert_eq!(conditions(Postgres, "coalesce(a / b, a / c)"), ["(b) <> 0 OR (a) IS NULL"]);
        for sometimes in ["CASE WHEN b <> 0 THEN a / b END", "b = 0 OR a / b > 1", "if(b, a / b, 0)", "a / b ^ 2"] {
            assert!(conditions(Mysql, sometimes).is_empty(), "{sometimes}");
        }
    }

    #[test]
    fn anything_is_read() {
        for sql in
            ["", "(", "a / ", "case a / b", "((a / b)", "cast(a as", "a::", "a -> ", "f(,)", ")", "a[1", "1.", "mod(a)"]
        {
            for engine in [Mysql, Postgres, Sqlite] {
                operations(engine, sql);
                tamed(engine, sql);
            }
        }
        let kinds = |sql| operations(Postgres, sql).into_iter().map(|o| o.kind).collect::<Vec<_>>();
        assert_eq!(
            kinds("(data ->> 'age'::text)::pg_catalog.int4"),
            [OperationKind::Arrow, OperationKind::Cast("text".into()), OperationKind::Cast("int4".into())]
        );
    }
}
