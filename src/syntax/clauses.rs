//! The lines of blocks: flows, clauses, and the arms of maps.

use pest::iterators::Pair;

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::source::Span;

use super::ast::{
    Allow, Arm, BinaryOp, Clause, Expr, ExprKind, Flow, FlowValue, Literal, Name, Or, Order, Path, Policy, Text,
    UniqueThen,
};
use super::grammar::{Failure, Rule};
use super::layout::{Block, Second, Unit};
use super::parse::Builder;
use super::scan::is_word_char;
use super::words::{self, CLAUSES, shorten};

/// Which lines a block takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// `table` and `copy`: all.
    Table,
    /// `row` and `stub`: flows and `let`.
    Flows,
    /// `update`: flows, `where` and `let`.
    Update,
}

impl Lines {
    fn takes(self, clause: &Clause) -> bool {
        match clause {
            Clause::Flow(_) | Clause::Let(_) | Clause::Bad(_) => true,
            Clause::Where { .. } => self != Lines::Flows,
            Clause::Allow(_) => true,
            _ => self == Lines::Table,
        }
    }
}

fn clause_span(clause: &Clause) -> Span {
    match clause {
        Clause::Flow(flow) => flow.span,
        Clause::Let(l) => l.span,
        Clause::Allow(allow) => allow.span,
        Clause::Star(span) | Clause::Bad(span) => *span,
        Clause::Where { span, .. }
        | Clause::Skip { span, .. }
        | Clause::OrderBy { span, .. }
        | Clause::Key { span, .. }
        | Clause::Unique { span, .. }
        | Clause::Ignore { span, .. } => *span,
    }
}

impl Builder<'_> {
    /// The lines of a block.
    pub(super) fn clauses(&mut self, block: &Block, lines: Lines, owner: &str) -> Vec<Clause> {
        let mut clauses = Vec::with_capacity(block.units.len());
        for unit in &block.units {
            let clause = self.clause(unit);
            if lines.takes(&clause) {
                clauses.push(clause);
            } else {
                let span = clause_span(&clause);
                let takes = if lines == Lines::Update {
                    "flows, `where`, `let` and `allow`"
                } else {
                    "flows, `let` and `allow`"
                };
                self.report(
                    Diagnostic::new(Code::SYNTAX, span, format!("a line that `{owner}` does not take"))
                        .here(format!("`{owner}` takes {takes}"))
                        .help("write `EXPR -> column`"),
                );
                clauses.push(Clause::Bad(span));
            }
        }
        clauses
    }

    fn clause(&mut self, unit: &Unit) -> Clause {
        let span = self.unit_span(unit);
        if unit.bad {
            return Clause::Bad(span);
        }
        let word = self.first_word(unit);
        let clause = match unit.second {
            Second::Operand => true,
            Second::Either => !unit.arrow,
            Second::Nothing | Second::Arrow | Second::Operator => false,
        };
        if clause && word == "new" && unit.block.is_some() {
            self.not_yet(
                span,
                "`new T { ... } -> column`",
                "write a `table` block of its own for the rows of the other table",
            );
            return Clause::Bad(span);
        }
        if let Some(block) = &unit.block {
            self.block_in_block(unit, word, block);
            return Clause::Bad(span);
        }
        if unit.second == Second::Operand && words::statement(word).is_some() && words::clause(word).is_none() {
            self.statement_in_block(unit, word);
            return Clause::Bad(span);
        }
        let read = if self.head(unit) == "*" {
            Some(Clause::Star(span))
        } else if clause && words::clause(word).is_some() && !matches!(word, "auto" | "default" | "new") {
            self.keyword_clause(unit, word, span)
        } else if unit.arrow {
            self.flow(unit, span)
        } else {
            self.bare(unit, word, span)
        };
        read.unwrap_or(Clause::Bad(span))
    }

    fn statement_in_block(&mut self, unit: &Unit, word: &str) {
        let head = self.span_of(unit.head);
        self.report(
            Diagnostic::new(Code::SYNTAX, head, format!("`{word}` begins a statement, and stands inside a block"))
                .here("not a line of a block")
                .help("close the block before it with `}`"),
        );
    }

    fn block_in_block(&mut self, unit: &Unit, word: &str, block: &Block) {
        if words::statement(word).is_some() {
            self.statement_in_block(unit, word);
        } else {
            let brace = Span::new(self.file, block.open, block.open + 1);
            self.report(
                Diagnostic::new(Code::SYNTAX, brace, "a `{` that belongs to nothing")
                    .here("no block can begin here")
                    .help("write `EXPR -> column`, or `case { COND -> EXPR; else EXPR }` for a choice"),
            );
        }
    }

    fn keyword_clause(&mut self, unit: &Unit, word: &str, span: Span) -> Option<Clause> {
        let form = words::clause(word).map_or("", |w| w.form);
        let rule = match word {
            "where" => match self.quick(unit).condition() {
                Some(cond) => return Some(Clause::Where { cond, span }),
                None => Rule::where_line,
            },
            "skip" => Rule::skip_line,
            "order" => Rule::order_line,
            "key" => Rule::key_line,
            "unique" => Rule::unique_line,
            "ignore" => Rule::ignore,
            "allow" => Rule::allow,
            "let" => {
                return self.let_line(unit, span).map(Clause::Let);
            }
            "merge" => {
                self.not_yet(span, "`merge`", "write `unique COLUMN keep first by EXPR` over the new columns");
                return None;
            }
            _ => {
                self.not_yet(
                    span,
                    "`match`",
                    "write `empty NEW` to begin from an empty table, or move the rows into one",
                );
                return None;
            }
        };
        let pair = self.read(unit, rule, form)?;
        Some(match rule {
            Rule::where_line => Clause::Where { cond: self.exprs(pair).into_iter().next()?, span },
            Rule::skip_line => {
                let because = self.because(&pair);
                Clause::Skip { cond: self.exprs(pair).into_iter().next()?, because, span }
            }
            Rule::order_line => {
                let terms = pair.into_inner().filter(|p| p.as_rule() == Rule::order_term);
                let terms = terms.collect::<Vec<_>>().into_iter().filter_map(|p| self.order(p)).collect();
                Clause::OrderBy { terms, span }
            }
            Rule::key_line => Clause::Key { columns: self.paths(pair), span },
            Rule::ignore => {
                let because = self.because(&pair);
                Clause::Ignore { columns: self.patterns(pair), because, span }
            }
            Rule::allow => Clause::Allow(self.allow(pair, span)?),
            _ => return self.unique(pair, span),
        })
    }

    fn order(&mut self, pair: Pair<'_, Rule>) -> Option<Order> {
        let descending = pair.clone().into_inner().any(|p| p.as_rule() == Rule::desc);
        let expr = self.exprs(pair).into_iter().next()?;
        Some(Order { expr, descending })
    }

    fn unique(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Clause> {
        let (mut columns, mut then) = (Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => columns.push(self.name(part)),
                Rule::unique_then => {
                    let what = part.into_inner().next()?;
                    then = Some(match what.as_rule() {
                        Rule::keep => {
                            let last = what.clone().into_inner().any(|p| p.as_rule() == Rule::last);
                            UniqueThen::Keep { last, by: self.exprs(what) }
                        }
                        Rule::unique_word if what.as_str() == "fail" => UniqueThen::Fail,
                        Rule::unique_word => UniqueThen::Reject,
                        _ => {
                            let at = self.span(&what);
                            self.not_yet(
                                at,
                                "`unique ... rename`",
                                "write `keep first by EXPR` or `reject`, or give the column an expression that is unique",
                            );
                            return None;
                        }
                    });
                }
                _ => {}
            }
        }
        Some(Clause::Unique { columns, then: then?, span })
    }

    fn flow(&mut self, unit: &Unit, span: Span) -> Option<Clause> {
        if let Some(flow) = self.quick(unit).flow(span) {
            return Some(Clause::Flow(flow));
        }
        self.flow_of_any_shape(unit, span).map(Clause::Flow)
    }

    /// A flow of any shape, read by the grammar, which is slower.
    pub(super) fn flow_of_any_shape(&mut self, unit: &Unit, span: Span) -> Option<Flow> {
        let pair = match self.try_read(unit.head, Rule::flow) {
            Ok(pair) => pair,
            Err(failure) => {
                if !self.trailing_commas(unit, &failure) {
                    self.explain(unit.head, &failure, "old_column -> new_column or null");
                }
                return None;
            }
        };
        let (mut value, mut targets, mut or) = (None, Vec::new(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::flow_value => {
                    let inner = part.into_inner().next()?;
                    let at = self.span(&inner);
                    value = Some(match inner.as_rule() {
                        Rule::auto => FlowValue::Auto(at),
                        Rule::default => FlowValue::Default(at),
                        _ => FlowValue::Expr(self.expr(inner)),
                    });
                }
                Rule::arrow => self.arrow(&part),
                Rule::path => {
                    let path = self.path(part);
                    targets.push(self.target(path)?);
                }
                Rule::link => or.push(self.link(part)?),
                _ => {}
            }
        }
        Some(Flow { value: value?, targets, or, bare: false, span })
    }

    /// Commas at the ends of lines, as other languages have them: here they join the lines.
    fn trailing_commas(&mut self, unit: &Unit, failure: &Failure) -> bool {
        let at = self.failed_at(unit.head, failure);
        let mut commas = Vec::new();
        let mut from = unit.head.0;
        for line in self.text.get(unit.head.0..unit.head.1).unwrap_or("").split_inclusive('\n') {
            // Comments are blanks in the mask.
            let text = self.mask.get(from..from + line.len()).unwrap_or("").trim_end();
            if text.ends_with(',') {
                commas.push((Span::new(self.file, from + text.len() - 1, from + text.len()), text));
            }
            from += line.len();
        }
        // `a -> b,` may well go on with another target; where it does not, the comma is the slip.
        let here = self.mask.get(at..unit.head.1).unwrap_or("");
        let slip =
            here.is_empty() || here.starts_with("->") || commas.iter().any(|(comma, _)| comma.range().start == at);
        let Some(((first, line), rest)) =
            commas.split_first().filter(|((first, _), _)| slip && first.range().start <= at)
        else {
            return false;
        };
        let mut finding = Diagnostic::new(Code::SYNTAX, *first, "a comma joins this line to the next one")
            .here("no comma stands at the end of a line")
            .help(format!("write `{}`, without the comma", shorten(line.trim().trim_end_matches(','))));
        for (other, _) in rest {
            finding = finding.label(*other, "and here");
        }
        let edits = commas.iter().map(|(comma, _)| Edit::Replace(*comma, String::new())).collect();
        let title = if commas.len() == 1 { "take the comma out" } else { "take the commas out" };
        finding.fixes.push(Fix { title: title.to_owned(), edits });
        self.report(finding);
        true
    }

    /// A new column: named alone, since the block says the table.
    fn target(&mut self, path: Path) -> Option<Name> {
        let last = path.parts.last().cloned()?;
        if path.parts.len() > 1 {
            let message = format!("a new column is named without its table: `{}`", last.text);
            self.slip(path.span, message, format!("write `{}`", last.text));
        }
        Some(last)
    }

    fn link(&mut self, pair: Pair<'_, Rule>) -> Option<Or> {
        let mut or = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::or if part.as_str() == "||" => {
                    let at = self.span(&part);
                    self.slip(at, "`||` is not an operator", "write `or`");
                }
                Rule::policy => or = Policy::named(part.as_str().trim_end()).map(|p| Or::Policy(p, self.span(&part))),
                Rule::link_expr => or = Some(Or::Expr(self.expr(part))),
                _ => {}
            }
        }
        or
    }

    /// A line without an arrow: a bare name, or a slip.
    fn bare(&mut self, unit: &Unit, word: &str, span: Span) -> Option<Clause> {
        if let Some(flow) = self.quick(unit).bare(span) {
            return Some(Clause::Flow(flow));
        }
        let pair = match self.try_read(unit.head, Rule::bare) {
            Ok(pair) => pair,
            Err(failure) => {
                self.explain_bare(unit, word, span, &failure);
                return None;
            }
        };
        let (mut path, mut or) = (None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => path = Some(self.path(part)),
                Rule::link => or.push(self.link(part)?),
                _ => {}
            }
        }
        let path = path?;
        let target = path.parts.last().cloned()?;
        let value = FlowValue::Expr(Expr { span: path.span, kind: ExprKind::Path(path) });
        Some(Clause::Flow(Flow { value, targets: vec![target], or, bare: true, span }))
    }

    /// Says what is wrong with a line that has no arrow and is no bare name.
    fn explain_bare(&mut self, unit: &Unit, word: &str, span: Span, failure: &Failure) {
        let written = self.written(span);
        if words::clause(&word.to_lowercase()).is_some_and(|known| known.word != word) {
            let at = Span::new(self.file, unit.head.0, unit.head.0 + word.len());
            self.report(
                Diagnostic::new(Code::UNKNOWN_STATEMENT, at, "words of the language are in lower case")
                    .here(format!("`{word}` is in capitals"))
                    .help(format!("write `{}`", shorten(&words::in_lower_case(written))))
                    .fix("write it in lower case", Edit::Replace(span, words::in_lower_case(written))),
            );
            return;
        }
        if unit.second == Second::Operand {
            let near = nearest(word, CLAUSES.iter().map(|w| w.word)).filter(|_| word.chars().count() > 2);
            if let Some(near) = near {
                let form = words::clause(near).map_or(near, |w| w.form);
                let at = Span::new(self.file, unit.head.0, unit.head.0 + word.len());
                self.report(
                    Diagnostic::new(Code::UNKNOWN_STATEMENT, at, format!("no line of a block begins with `{word}`"))
                        .here(format!("did you mean `{near}`?"))
                        .help(format!("write `{form}`"))
                        .write(at, near),
                );
                return;
            }
        }
        match self.try_read(unit.head, Rule::lone_expr) {
            Ok(pair) => {
                if let Some(expr) = self.exprs(pair).first() {
                    self.explain_value(expr, span);
                }
            }
            Err(lone) => self.explain_missing_arrow(unit, span, failure, &lone),
        }
    }

    /// Says what to write in the place of a line that is a value and nothing else.
    fn explain_value(&mut self, expr: &Expr, span: Span) {
        let written = self.written(span);
        let finding = Diagnostic::new(Code::SYNTAX, span, "a value that goes nowhere").here("no `->` follows");
        let written_at = |e: &Expr| self.written(e.span);
        // What to write, and what to say beside it.
        let (instead, aside) = match &expr.kind {
            // `new <- old`
            ExprKind::Binary { op: BinaryOp::Lt, left, right, .. }
                if matches!(&right.kind, ExprKind::Neg(_)) && written_at(right).starts_with('-') =>
            {
                let value = written_at(right).trim_start_matches('-').trim_start();
                (format!("{value} -> {}", written_at(left)), ": from old to new".to_owned())
            }
            // `old as new`
            ExprKind::Cast { value, ty, format: None } if ty.args.is_empty() => {
                let to = self.written(ty.span);
                let aside = format!(" to fill `{to}`; `as` converts to a type");
                (format!("{} -> {to}", written_at(value)), aside)
            }
            ExprKind::Binary { op: BinaryOp::Eq, left, right, .. } if matches!(right.kind, ExprKind::Path(_)) => {
                let (left, right) = (written_at(left), written_at(right));
                let aside = format!(", or `{left} -> {right}`: the new column is on the right");
                (format!("{right} -> {left}"), aside)
            }
            ExprKind::Binary { op: BinaryOp::Eq, left, right, .. } if matches!(left.kind, ExprKind::Path(_)) => {
                let column = written_at(left);
                let aside = format!(" to fill `{column}`, or `{} -> new_column`", shorten(written));
                (format!("{} -> {column}", written_at(right)), aside)
            }
            _ => {
                self.report(finding.help(format!("write `{} -> new_column`", shorten(written))));
                return;
            }
        };
        self.report(finding.help(format!("write `{}`{aside}", shorten(&instead))).write(span, instead));
    }

    /// Says what to write in the place of a line that is not even a value: `lone` is why, `failure` why it is no flow.
    fn explain_missing_arrow(&mut self, unit: &Unit, span: Span, failure: &Failure, lone: &Failure) {
        let written = self.written(span);
        let at = self.failed_at(unit.head, lone);
        let (before, after) = (self.text.get(unit.head.0..at), self.text.get(at..unit.head.1));
        let (before, after) = (before.unwrap_or("").trim(), after.unwrap_or("").trim());
        let names = |s: &str| {
            s.chars().all(|c| is_word_char(c) || matches!(c, ',' | ' ' | '`'))
                && s.starts_with(|c: char| is_word_char(c) || c == '`')
        };
        let alias = after.split_once(char::is_whitespace).filter(|(word, _)| word.eq_ignore_ascii_case("as"));
        if let Some((_, to)) = alias.filter(|(_, to)| names(to.trim())) {
            self.report(
                Diagnostic::new(Code::SYNTAX, Span::new(self.file, at, unit.head.1), "a `->` is missing")
                    .here("names nothing: `as` converts to a type")
                    .help(format!("write `{} -> {}`", shorten(before), shorten(to.trim())))
                    .write(Span::new(self.file, at, at + 2), "->"),
            );
        } else if before.ends_with(|c: char| is_word_char(c) || matches!(c, '`' | ')' | '"')) && names(after) {
            self.report(
                Diagnostic::new(Code::SYNTAX, Span::new(self.file, at, unit.head.1), "a `->` is missing")
                    .here("a new column, it seems")
                    .help(format!("write `{} -> {}`", shorten(before), shorten(after)))
                    .fix("add `->`", Edit::Replace(Span::new(self.file, at, at), "-> ".to_owned())),
            );
        } else if after.starts_with(',') && names(before) {
            self.report(
                Diagnostic::new(Code::SYNTAX, span, "each bare name stands on a line of its own")
                    .here("several names")
                    .help(format!("write `{}`", shorten(&written.replace(',', ";"))))
                    .write(span, written.replace(',', ";")),
            );
        } else {
            let failure = if at > self.failed_at(unit.head, failure) { lone } else { failure };
            self.explain(unit.head, failure, "old_column -> new_column");
        }
    }

    // ---- maps ----------------------------------------------------------------------------------

    /// The arms of a map's block.
    pub(super) fn arms(&mut self, block: &Block) -> Vec<Arm> {
        block.units.iter().map(|unit| self.arm_line(unit)).collect()
    }

    fn arm_line(&mut self, unit: &Unit) -> Arm {
        let span = self.unit_span(unit);
        if unit.bad {
            return Arm::Bad(span);
        }
        if let Some(block) = &unit.block {
            let word = self.first_word(unit);
            self.block_in_block(unit, word, block);
            return Arm::Bad(span);
        }
        if let Some((keys, value)) = self.quick(unit).arm().filter(|(keys, _)| keys.iter().all(is_value)) {
            return Arm::Values { keys, value, span };
        }
        let Some(pair) = self.read(unit, Rule::arm, "\"old value\" -> \"new value\"") else { return Arm::Bad(span) };
        let body = pair.into_inner().find(|p| p.as_rule() == Rule::arm_body);
        body.and_then(|body| self.arm(body, span)).unwrap_or(Arm::Bad(span))
    }

    /// The arm of a map: what `arm_body` of the grammar has read.
    pub(super) fn arm(&mut self, body: Pair<'_, Rule>, span: Span) -> Option<Arm> {
        let (mut keys, mut value) = (Vec::new(), None);
        for part in body.into_inner() {
            match part.as_rule() {
                Rule::else_keep => return Some(Arm::ElseKeep(span)),
                Rule::else_arm => {
                    for p in part.clone().into_inner().filter(|p| p.as_rule() == Rule::arrow) {
                        self.arrow(&p);
                    }
                    return self.exprs(part).into_iter().next().map(|e| Arm::Else(e, span));
                }
                Rule::case_keys => keys = self.exprs(part),
                Rule::arrow => self.arrow(&part),
                Rule::expr => value = Some(self.expr(part)),
                _ => {}
            }
        }
        if let Some(key) = keys.iter().find(|key| !is_value(key)) {
            let written = shorten(self.written(key.span)).into_owned();
            self.report(
                Diagnostic::new(Code::SYNTAX, key.span, format!("`{written}` is not a value that a map can know"))
                    .here("a map lists values: texts, numbers, dates, `true`, `false`, `null`")
                    .help(format!("write \"{written}\" for the text"))
                    .write(key.span, format!("{:?}", self.written(key.span))),
            );
            return None;
        }
        Some(Arm::Values { keys, value: value?, span })
    }

    // ---- parts that several share ----------------------------------------------------------------

    pub(super) fn because(&mut self, pair: &Pair<'_, Rule>) -> Option<Text> {
        let because = pair.clone().into_inner().find(|p| p.as_rule() == Rule::because)?;
        because.into_inner().find(|p| p.as_rule() == Rule::text).map(|p| self.text(p))
    }

    pub(super) fn allow(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Allow> {
        let because = self.because(&pair)?;
        let (mut code, mut names) = (None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => code = Some(self.name(part)),
                Rule::allow_for => {
                    let all: Vec<_> = part.into_inner().filter(|p| p.as_rule() == Rule::name).collect();
                    names.extend(all.into_iter().map(|p| self.name(p)));
                }
                _ => {}
            }
        }
        Some(Allow { code: code?, names, because, span })
    }

    pub(super) fn paths(&mut self, pair: Pair<'_, Rule>) -> Vec<Path> {
        pair.into_inner().filter(|p| p.as_rule() == Rule::path).map(|p| self.path(p)).collect()
    }

    pub(super) fn patterns(&mut self, pair: Pair<'_, Rule>) -> Vec<super::ast::Pattern> {
        pair.into_inner().filter(|p| p.as_rule() == Rule::pattern).map(|p| self.pattern(p)).collect()
    }
}

/// Whether an expression is a literal, a negative number or a tuple of these.
fn is_value(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Bad => true,
        ExprKind::Neg(inner) => matches!(inner.kind, ExprKind::Literal(Literal::Int(_) | Literal::Decimal(_))),
        ExprKind::Tuple(list) => list.iter().all(is_value),
        _ => false,
    }
}
