//! Pairs to expressions: names, literals and the precedence of operators.

use pest::iterators::{Pair, Pairs};

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::source::Span;

use super::ast::{BinaryOp, CaseArm, Expr, ExprKind, Literal, LookupBy, Name, Path, Pattern, Piece, Text, TypeName};
use super::grammar::Rule;
use super::literal::{self, Quotes};
use super::operators::{binary, strength};
use super::parse::Builder;
use super::words;

/// How high the tree of an expression grows. Later stages walk it by recursion.
const MAX_HEIGHT: usize = 200;

/// An expression and the height of its tree.
pub(super) struct Tall {
    pub(super) expr: Expr,
    height: usize,
}

impl Tall {
    fn leaf(kind: ExprKind, span: Span) -> Self {
        Self { expr: Expr { kind, span }, height: 1 }
    }
}

/// A flat row of operands and operators, read from the left.
type Row<'i> = std::iter::Peekable<Pairs<'i, Rule>>;

/// Whether it can only be true or false.
fn is_condition(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary { op, .. } => {
            !matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Rem)
        }
        ExprKind::Not(_)
        | ExprKind::In { .. }
        | ExprKind::Between { .. }
        | ExprKind::Like { .. }
        | ExprKind::IsNull { .. }
        | ExprKind::Literal(Literal::Bool(_)) => true,
        _ => false,
    }
}

/// What is put together where `||` binds more than what compares, and what that is compared with; nothing where it is no text that is
/// compared so.
fn joined<'e>(operands: &[&'e Expr]) -> (Vec<&'e Expr>, Vec<&'e Expr>) {
    let (mut joined, mut beside) = (operands.to_vec(), Vec::new());
    let compares = |op: &BinaryOp| {
        matches!(op, BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge)
    };
    if let Some(first) = joined.first_mut()
        && let ExprKind::Binary { op, left, right, .. } = &first.kind
        && compares(op)
    {
        beside.push(left.as_ref());
        *first = right;
    }
    if let Some(last) = joined.last_mut() {
        match &last.kind {
            ExprKind::Binary { op, left, right, .. } if compares(op) => {
                beside.push(right.as_ref());
                *last = left;
            }
            ExprKind::Like { value, pattern, .. } => {
                beside.push(pattern.as_ref());
                *last = value;
            }
            ExprKind::In { value, list, .. } => {
                beside.extend(list);
                *last = value;
            }
            _ => {}
        }
    }
    match joined.iter().any(|part| is_condition(part)) {
        true => (Vec::new(), Vec::new()),
        false => (joined, beside),
    }
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Text(_)) | ExprKind::Format(_))
}

fn has(pair: &Pair<'_, Rule>, rule: Rule) -> bool {
    pair.clone().into_inner().any(|p| p.as_rule() == rule)
}

impl Builder<'_> {
    /// `expr`, `link_expr` and `low`.
    pub(super) fn expr(&mut self, pair: Pair<'_, Rule>) -> Expr {
        self.tall(pair).expr
    }

    fn tall(&mut self, pair: Pair<'_, Rule>) -> Tall {
        let span = self.span(&pair);
        let mut row = pair.into_inner().peekable();
        let tall = self.climb(&mut row, 0, span, 0);
        self.bounded(tall)
    }

    /// The expressions among the children of `pair`.
    pub(super) fn exprs(&mut self, pair: Pair<'_, Rule>) -> Vec<Expr> {
        pair.into_inner().filter(|p| p.as_rule() == Rule::expr).map(|p| self.expr(p)).collect()
    }

    fn bounded(&mut self, tall: Tall) -> Tall {
        if tall.height <= MAX_HEIGHT {
            return tall;
        }
        let span = tall.expr.span;
        self.report(
            Diagnostic::new(Code::TOO_DEEP, span, format!("an expression of more than {MAX_HEIGHT} links"))
                .here("too large to be checked")
                .help("write `x in (a, b, ...)` for many comparisons, or name parts of it with `let`"),
        );
        Tall::leaf(ExprKind::Bad, span)
    }

    fn climb(&mut self, row: &mut Row<'_>, least: u8, whole: Span, depth: usize) -> Tall {
        let Some(first) = row.next() else { return Tall::leaf(ExprKind::Bad, whole) };
        let mut left = match first.as_rule() {
            rule @ (Rule::neg | Rule::not | Rule::bang) => {
                let at = self.span(&first);
                if rule == Rule::bang {
                    self.slip(at, "`!` is not an operator", "write `not`");
                }
                if depth >= MAX_HEIGHT {
                    // Nothing deeper is read; what is left of the row goes unread too.
                    while row.next().is_some() {}
                    return Tall { expr: Expr { kind: ExprKind::Bad, span: whole }, height: MAX_HEIGHT + 1 };
                }
                let inner = self.climb(row, strength(rule), whole, depth + 1);
                let span = at.to(inner.expr.span);
                let boxed = Box::new(inner.expr);
                let kind = if rule == Rule::neg { ExprKind::Neg(boxed) } else { ExprKind::Not(boxed) };
                Tall { expr: Expr { kind, span }, height: inner.height + 1 }
            }
            _ => self.primary(first),
        };
        while let Some(next) = row.peek() {
            let rule = next.as_rule();
            let power = strength(rule);
            if power < least {
                break;
            }
            let Some(op) = row.next() else { break };
            if matches!(rule, Rule::cast | Rule::via | Rule::is_null | Rule::in_list) {
                left = self.postfix(left, op);
            } else {
                let high = self.climb(row, power + 1, whole, depth + 1);
                let bars = op.as_str() == "||";
                left = self.infix(left, op, high);
                if bars && row.peek().is_none_or(|next| next.as_str() != "||") {
                    self.bars(&left.expr);
                }
            }
            left = self.bounded(left);
        }
        left
    }

    /// `a || b || c`, which SQL puts together where C says *or*: one finding for the row of them.
    fn bars(&mut self, expr: &Expr) {
        let (mut operands, mut signs) = (Vec::new(), Vec::new());
        let mut rest = expr;
        while let ExprKind::Binary { op_span, left, right, .. } = &rest.kind
            && self.written(*op_span) == "||"
        {
            operands.push(right.as_ref());
            signs.push(*op_span);
            rest = left;
        }
        operands.push(rest);
        operands.reverse();
        signs.reverse();
        let Some(first) = signs.first() else { return };
        let mut finding = Diagnostic::new(Code::SYNTAX, *first, "`||` is not an operator");
        let conditions = operands.iter().any(|operand| is_condition(operand));
        // Other languages put texts together before they compare: `a || b = "y"`.
        let (joined, beside) = joined(&operands);
        if !conditions || joined.iter().chain(&beside).any(|operand| is_text(operand)) {
            let parts: Vec<&str> = joined.iter().map(|operand| self.written(operand.span)).collect();
            if let (Some(first), Some(last)) = (joined.first(), joined.last()) {
                finding = finding.instead(first.span.to(last.span), format!("concat({})", parts.join(", ")));
            }
        }
        if conditions || !operands.iter().any(|operand| is_text(operand)) {
            let edits = signs.into_iter().map(|sign| Edit::Replace(sign, "or".to_owned())).collect();
            let fix = Fix { title: "write `or`".to_owned(), edits };
            finding = finding.help("write `or` between conditions");
            finding.fixes.push(fix);
        }
        self.report(finding);
    }

    fn infix(&mut self, left: Tall, op: Pair<'_, Rule>, right: Tall) -> Tall {
        let rule = op.as_rule();
        let op_span = self.span(&op);
        let mut height = left.height.max(right.height) + 1;
        let span = left.expr.span.to(right.expr.span);
        let (l, r) = (Box::new(left.expr), Box::new(right.expr));
        let kind = match rule {
            Rule::when => ExprKind::When { value: l, cond: r },
            Rule::like => ExprKind::Like { value: l, pattern: r, negated: has(&op, Rule::not) },
            Rule::between => {
                let negated = has(&op, Rule::not);
                let low = op.into_inner().find(|p| p.as_rule() == Rule::low).map(|p| self.tall(p));
                let low = low.unwrap_or_else(|| Tall::leaf(ExprKind::Bad, op_span));
                height = height.max(low.height + 1);
                ExprKind::Between { value: l, low: Box::new(low.expr), high: r, negated }
            }
            _ => {
                match op.as_str() {
                    "==" => self.slip(op_span, "`==` is not an operator", "write `=`"),
                    "<>" => self.slip(op_span, "`<>` is not an operator", "write `!=`"),
                    "&&" => self.slip(op_span, "`&&` is not an operator", "write `and`"),
                    _ => {}
                }
                match binary(rule) {
                    Some(op) => ExprKind::Binary { op, op_span, left: l, right: r },
                    None => ExprKind::Bad,
                }
            }
        };
        Tall { expr: Expr { kind, span }, height }
    }

    fn postfix(&mut self, left: Tall, op: Pair<'_, Rule>) -> Tall {
        let span = left.expr.span.to(self.span(&op));
        let mut height = left.height + 1;
        let value = Box::new(left.expr);
        let kind = match op.as_rule() {
            Rule::is_null => ExprKind::IsNull { value, negated: has(&op, Rule::not) },
            Rule::in_list => {
                let negated = has(&op, Rule::not);
                let list = op.into_inner().filter(|p| p.as_rule() == Rule::expr).map(|p| self.tall(p));
                let list: Vec<Tall> = list.collect();
                height = list.iter().map(|t| t.height + 1).fold(height, usize::max);
                ExprKind::In { value, list: list.into_iter().map(|t| t.expr).collect(), negated }
            }
            Rule::via => match op.into_inner().find(|p| p.as_rule() == Rule::name) {
                Some(name) => ExprKind::Via { key: value, block: self.name(name) },
                None => ExprKind::Bad,
            },
            _ => {
                let (mut ty, mut format) = (None, None);
                for part in op.into_inner() {
                    match part.as_rule() {
                        Rule::type_name => ty = Some(self.type_name(part)),
                        Rule::text => format = Some(self.text(part)),
                        _ => {}
                    }
                }
                match ty {
                    Some(ty) => ExprKind::Cast { value, ty, format },
                    None => ExprKind::Bad,
                }
            }
        };
        Tall { expr: Expr { kind, span }, height }
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Tall {
        let span = self.span(&pair);
        let literal = |l| Tall::leaf(ExprKind::Literal(l), span);
        match pair.as_rule() {
            Rule::text => literal(Literal::Text(self.text(pair).value)),
            Rule::number => {
                let digits = pair.as_str().trim_end().to_owned();
                let whole = digits.bytes().all(|b| b.is_ascii_digit());
                literal(if whole { Literal::Int(digits) } else { Literal::Decimal(digits) })
            }
            Rule::null_lit => literal(Literal::Null),
            Rule::true_lit => literal(Literal::Bool(true)),
            Rule::false_lit => literal(Literal::Bool(false)),
            Rule::moment => self.moment(pair, span),
            Rule::format => self.pieces(pair, span, Quotes::Format),
            Rule::raw => self.pieces(pair, span, Quotes::Raw),
            Rule::paren => {
                let mut list: Vec<Tall> = pair.into_inner().map(|p| self.tall(p)).collect();
                if list.len() > 1 {
                    return self.grown(list, ExprKind::Tuple, span);
                }
                match list.pop() {
                    Some(one) => Tall { expr: Expr { span, ..one.expr }, height: one.height },
                    None => Tall::leaf(ExprKind::Bad, span),
                }
            }
            Rule::case_expr => self.case(pair, span),
            Rule::named => self.named(pair, span),
            _ => Tall::leaf(ExprKind::Bad, span),
        }
    }

    fn grown(&mut self, list: Vec<Tall>, kind: impl FnOnce(Vec<Expr>) -> ExprKind, span: Span) -> Tall {
        let height = list.iter().map(|t| t.height).max().unwrap_or(0) + 1;
        let kind = kind(list.into_iter().map(|t| t.expr).collect());
        Tall { expr: Expr { kind, span }, height }
    }

    fn moment(&mut self, pair: Pair<'_, Rule>, span: Span) -> Tall {
        let is_date = !pair.as_str().starts_with("datetime");
        let Some(text) = pair.into_inner().find(|p| p.as_rule() == Rule::text).map(|p| self.text(p)) else {
            return Tall::leaf(ExprKind::Bad, span);
        };
        let (value, what, like) = if is_date {
            (literal::date(&text.value).map(Literal::Date), "date", "date \"2010-01-14\"")
        } else {
            (literal::datetime(&text.value).map(Literal::DateTime), "moment", "datetime \"2010-01-14 10:00:00\"")
        };
        match value {
            Some(value) => Tall::leaf(ExprKind::Literal(value), span),
            None => {
                let message = format!("`{}` is no {what} of the calendar", text.value);
                self.report(
                    Diagnostic::new(Code::BAD_LITERAL, text.span, message)
                        .here("does not exist")
                        .help(format!("write it like {like}")),
                );
                Tall::leaf(ExprKind::Bad, span)
            }
        }
    }

    /// `sql"…"`.
    pub(super) fn raw(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        self.pieces(pair, span, Quotes::Raw).expr
    }

    fn pieces(&mut self, pair: Pair<'_, Rule>, span: Span, quotes: Quotes) -> Tall {
        let mut pieces = Vec::new();
        let mut height = 0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::format_text | Rule::raw_text => pieces.push(Piece::Text(self.unescape(&part, quotes))),
                Rule::hole => {
                    if let Some(inner) = part.into_inner().next() {
                        let inner = self.tall(inner);
                        height = inner.height.max(height);
                        pieces.push(Piece::Expr(inner.expr));
                    }
                }
                _ => {}
            }
        }
        let kind = if quotes == Quotes::Raw { ExprKind::Sql(pieces) } else { ExprKind::Format(pieces) };
        Tall { expr: Expr { kind, span }, height: height + 1 }
    }

    fn case(&mut self, pair: Pair<'_, Rule>, span: Span) -> Tall {
        let (mut subject, mut otherwise) = (None, None);
        let mut arms: Vec<CaseArm> = Vec::new();
        let mut height = 0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expr => {
                    let tall = self.tall(part);
                    height = tall.height.max(height);
                    subject = Some(Box::new(tall.expr));
                }
                Rule::case_arm => {
                    let arm = self.span(&part);
                    if otherwise.is_some() {
                        self.slip(arm, "an arm after `else` is never reached", "put `else` last");
                    }
                    let (keys, value) = self.case_arm(part, &mut height);
                    match (keys, value) {
                        (Some(keys), Some(value)) => {
                            if subject.is_none() && keys.len() > 1 {
                                self.slip(
                                    arm,
                                    "a `case` without a value has one condition an arm",
                                    "join the conditions with `or`, or write `case x { 1, 2 -> ... }`",
                                );
                            }
                            arms.push(CaseArm { keys, value });
                        }
                        (None, Some(value)) => otherwise = Some(Box::new(value)),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        Tall { expr: Expr { kind: ExprKind::Case { subject, arms, otherwise }, span }, height: height + 1 }
    }

    /// Keys (none for `else`) and value.
    fn case_arm(&mut self, pair: Pair<'_, Rule>, height: &mut usize) -> (Option<Vec<Expr>>, Option<Expr>) {
        let (mut keys, mut value) = (None, None);
        let mut take = |this: &mut Self, p| {
            let tall = this.tall(p);
            *height = tall.height.max(*height);
            tall.expr
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::else_arm => {
                    value = part.into_inner().find(|p| p.as_rule() == Rule::expr).map(|p| take(self, p));
                }
                Rule::case_keys => keys = Some(part.into_inner().map(|p| take(self, p)).collect()),
                Rule::arrow => self.arrow(&part),
                Rule::expr => value = Some(take(self, part)),
                _ => {}
            }
        }
        (keys, value)
    }

    /// A path, a call, an aggregate or a look-up.
    fn named(&mut self, pair: Pair<'_, Rule>, span: Span) -> Tall {
        let mut parts = pair.into_inner();
        let Some(path) = parts.next().map(|p| self.path(p)) else { return Tall::leaf(ExprKind::Bad, span) };
        match parts.next() {
            Some(tail) if tail.as_rule() == Rule::call_tail => self.call(path, tail, span),
            Some(tail) => self.lookup(path, tail, span),
            None => Tall::leaf(ExprKind::Path(path), span),
        }
    }

    fn call(&mut self, path: Path, tail: Pair<'_, Rule>, span: Span) -> Tall {
        let (mut args, mut star, mut table, mut cond) = (Vec::new(), None, None, None);
        let mut height = 0;
        for part in tail.into_inner() {
            match part.as_rule() {
                Rule::star => star = Some(self.span(&part)),
                Rule::expr => {
                    let tall = self.tall(part);
                    height = tall.height.max(height);
                    args.push(tall.expr);
                }
                Rule::over => {
                    for p in part.into_inner() {
                        match p.as_rule() {
                            Rule::path => table = Some(self.path(p)),
                            Rule::where_part => {
                                if let Some(inner) = p.into_inner().find(|p| p.as_rule() == Rule::expr) {
                                    let tall = self.tall(inner);
                                    height = tall.height.max(height);
                                    cond = Some(Box::new(tall.expr));
                                }
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        let function = match <[Name; 1]>::try_from(path.parts) {
            Ok([name]) => name,
            Err(_) => {
                self.slip(path.span, "a function has a name without a point", "write `name(...)`");
                return Tall::leaf(ExprKind::Bad, span);
            }
        };
        let aggregate = words::AGGREGATES.contains(&function.text.as_str());
        let one = star.is_some() || args.len() == 1;
        let kind = if table.is_some() || star.is_some() || (aggregate && one) {
            if !one {
                self.slip(span, "an aggregate has one value", "write `max(value from TABLE where COND)`");
                return Tall::leaf(ExprKind::Bad, span);
            }
            ExprKind::Aggregate { function, value: args.pop().map(Box::new), table, cond }
        } else {
            ExprKind::Call { name: function, args }
        };
        Tall { expr: Expr { kind, span }, height: height + 1 }
    }

    fn lookup(&mut self, table: Path, tail: Pair<'_, Rule>, span: Span) -> Tall {
        let (mut keys, mut columns, mut column) = (Vec::new(), Vec::new(), None);
        let mut height = 0;
        for part in tail.into_inner() {
            match part.as_rule() {
                Rule::name => column = Some(self.name(part)),
                Rule::lookup_item => {
                    let mut by = None;
                    for p in part.into_inner() {
                        if p.as_rule() == Rule::lookup_by {
                            for q in p.into_inner() {
                                match q.as_rule() {
                                    Rule::name => by = Some(self.name(q)),
                                    Rule::eq if q.as_str() == "==" => {
                                        let at = self.span(&q);
                                        self.slip(at, "`==` is not an operator", "write `=`");
                                    }
                                    _ => {}
                                }
                            }
                        } else {
                            let tall = self.tall(p);
                            height = tall.height.max(height);
                            match by.take() {
                                Some(name) => columns.push((name, tall.expr)),
                                None => keys.push(tall.expr),
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if !keys.is_empty() && !columns.is_empty() {
            self.slip(
                span,
                "a look-up is by the primary key or by columns, not both",
                "write `T[key].column`, or `T[a = x, b = y].column`",
            );
        }
        let Some(column) = column else { return Tall::leaf(ExprKind::Bad, span) };
        let by = if columns.is_empty() { LookupBy::Key(keys) } else { LookupBy::Columns(columns) };
        Tall { expr: Expr { kind: ExprKind::Lookup { table, by, column }, span }, height: height + 1 }
    }

    // ---- names and literals --------------------------------------------------------------------

    pub(super) fn name(&mut self, pair: Pair<'_, Rule>) -> Name {
        let span = self.span(&pair);
        let raw = pair.as_str();
        let text = match raw.strip_prefix('`').and_then(|r| r.strip_suffix('`')) {
            Some(quoted) => {
                if quoted.is_empty() {
                    self.report(
                        Diagnostic::new(Code::BAD_LITERAL, span, "a name is empty")
                            .here("nothing between the backticks"),
                    );
                }
                quoted.replace("``", "`")
            }
            None => {
                self.check_bare(raw, span);
                raw.to_owned()
            }
        };
        Name { text, span }
    }

    fn check_bare(&mut self, raw: &str, span: Span) {
        if raw.bytes().all(|b| b.is_ascii_digit()) {
            let finding = Diagnostic::new(Code::SYNTAX, span, format!("`{raw}` is a number where a name should stand"))
                .help(format!("a name of digits only is written `{raw}` with backticks"));
            self.report(finding.fix("put it in backticks", Edit::Replace(span, format!("`{raw}`"))));
            return;
        }
        if raw.len() > 7 || !raw.is_ascii() {
            return;
        }
        let lower = raw.to_ascii_lowercase();
        if words::is_reserved(&lower) {
            let finding = Diagnostic::new(Code::SYNTAX, span, format!("`{raw}` is a word of the language, not a name"));
            let finding = if lower == raw {
                finding
            } else {
                finding.help(format!("write `{lower}`: words of the language are in lower case")).write(span, lower)
            };
            let finding = finding.here("reserved").help("put a column or table of this name in backticks");
            self.report(finding.fix("put it in backticks", Edit::Replace(span, format!("`{raw}`"))));
        }
    }

    pub(super) fn path(&mut self, pair: Pair<'_, Rule>) -> Path {
        let span = self.span(&pair);
        Path { parts: pair.into_inner().map(|p| self.name(p)).collect(), span }
    }

    pub(super) fn pattern(&mut self, pair: Pair<'_, Rule>) -> Pattern {
        let span = self.span(&pair);
        Pattern { parts: pair.into_inner().map(|p| self.name(p)).collect(), span }
    }

    pub(super) fn text(&mut self, pair: Pair<'_, Rule>) -> Text {
        let span = self.span(&pair);
        let value = pair.into_inner().next().map(|body| self.unescape(&body, Quotes::Plain)).unwrap_or_default();
        Text { value, span }
    }

    fn unescape(&mut self, body: &Pair<'_, Rule>, quotes: Quotes) -> String {
        let raw = body.as_str();
        if !raw.contains(['\\', '{', '}']) {
            return raw.to_owned();
        }
        let mut bad = Vec::new();
        let value = literal::unescape(raw, quotes, &mut bad);
        let start = self.span(body).start as usize;
        for escape in bad {
            let span = Span::new(self.file, start + escape.start, start + escape.end);
            self.report(
                Diagnostic::new(Code::BAD_LITERAL, span, escape.message)
                    .here("says nothing")
                    .help("the escapes are \\n \\t \\r \\\\ \\\" and \\u{...}; write \\\\ for a backslash")
                    .write(span, format!("\\{}", self.written(span))),
            );
        }
        value
    }

    pub(super) fn type_name(&mut self, pair: Pair<'_, Rule>) -> TypeName {
        let span = self.span(&pair);
        let mut name = Name { text: String::new(), span };
        let mut args = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = self.name(part),
                Rule::integer => match part.as_str().parse() {
                    Ok(n) => args.push(n),
                    Err(_) => {
                        let at = self.span(&part);
                        self.report(
                            Diagnostic::new(Code::BAD_LITERAL, at, "a length that is too large").here("too large"),
                        );
                    }
                },
                _ => {}
            }
        }
        TypeName { name, args, span }
    }
}
