//! Lines of the usual shapes, read without the grammar: names, numbers, texts and calls, with operators
//! between them. Most lines of a program are such, and the grammar takes twenty times as long for them.
//!
//! Nothing is reported here. What is not plain is `None`, and the grammar then reads the line from its beginning.
//! What is read is what the grammar would read; a test compares the two.

use super::ast::{Expr, ExprKind, Flow, FlowValue, Literal, Name, Or, Path, Policy};
use super::grammar::Rule;
use super::layout::Unit;
use super::operators::{binary, strength};
use super::parse::Builder;
use super::scan::is_word_char;
use super::words;
use crate::source::{FileId, Span};

/// Tokens of a line. What has more may make too high a tree, which the grammar's side looks after.
const MOST: usize = 150;

/// A line that is being read.
pub(super) struct Quick<'a> {
    file: FileId,
    /// Where the line begins in its file.
    base: usize,
    text: &'a str,
    /// The byte after the last token.
    at: usize,
    tokens: usize,
}

impl<'a> Quick<'a> {
    /// Reads `text`, which stands at `base`.
    pub(super) fn new(file: FileId, base: usize, text: &'a str) -> Self {
        Self { file, base, text, at: 0, tokens: 0 }
    }

    /// `EXPR -> column, … or …`
    pub(super) fn flow(mut self, span: Span) -> Option<Flow> {
        if matches!(self.word(), "auto" | "default") {
            return None;
        }
        let value = FlowValue::Expr(self.expr(0, false)?);
        self.take("->")?;
        let mut targets = vec![self.name()?];
        while self.take(",").is_some() {
            targets.push(self.name()?);
        }
        Some(Flow { value, targets, or: self.links()?, bare: false, span })
    }

    /// `column or …`
    pub(super) fn bare(mut self, span: Span) -> Option<Flow> {
        let path = self.path()?;
        let targets = path.parts.last().cloned().into_iter().collect();
        let value = FlowValue::Expr(Expr { span: path.span, kind: ExprKind::Path(path) });
        Some(Flow { value, targets, or: self.links()?, bare: true, span })
    }

    /// `where EXPR`
    pub(super) fn condition(mut self) -> Option<Expr> {
        self.keyword("where")?;
        let expr = self.expr(0, false)?;
        self.rest().is_empty().then_some(expr)
    }

    /// `EXPR, … -> EXPR`
    pub(super) fn arm(mut self) -> Option<(Vec<Expr>, Expr)> {
        let keys = self.list()?;
        self.take("->")?;
        let value = self.expr(0, false)?;
        self.rest().is_empty().then_some((keys, value))
    }

    /// `or POLICY`, `or EXPR`, up to the end of the line.
    fn links(&mut self) -> Option<Vec<Or>> {
        let mut links = Vec::new();
        while !self.rest().is_empty() {
            self.keyword("or")?;
            let before = self.at;
            let word = self.word();
            let span = self.eat(word.len())?;
            let last = self.rest().is_empty() || self.word() == "or";
            links.push(match Policy::named(word).filter(|_| last) {
                Some(policy) => Or::Policy(policy, span),
                None => {
                    self.at = before;
                    Or::Expr(self.expr(0, true)?)
                }
            });
        }
        Some(links)
    }

    /// As `climb` in `expr.rs`. `link`: an `or` outside of brackets begins the next link.
    fn expr(&mut self, least: u8, link: bool) -> Option<Expr> {
        let start = self.start();
        let mut left = Expr { kind: self.operand()?, span: self.since(start) };
        while let Some((rule, length)) = self.operator() {
            let power = strength(rule);
            if power < least || (link && rule == Rule::or) {
                break;
            }
            let op_span = self.eat(length)?;
            let value = Box::new(left);
            let kind = if rule == Rule::is_null {
                let negated = self.keyword("not").is_some();
                self.keyword("null")?;
                ExprKind::IsNull { value, negated }
            } else {
                let right = Box::new(self.expr(power + 1, link)?);
                match binary(rule) {
                    Some(op) => ExprKind::Binary { op, op_span, left: value, right },
                    None => ExprKind::When { value, cond: right },
                }
            };
            left = Expr { kind, span: self.since(start) };
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<ExprKind> {
        let (rest, word) = (self.rest(), self.word());
        let literal = match rest.bytes().next()? {
            b'"' => {
                let text = rest.get(1..)?.split('"').next()?;
                if text.contains(['\\', '{', '}']) || rest.len() < text.len() + 2 {
                    return None;
                }
                self.eat(text.len() + 2)?;
                return Some(ExprKind::Literal(Literal::Text(text.to_owned())));
            }
            b'(' => {
                self.eat(1)?;
                let inner = self.expr(0, false)?;
                self.take(")")?;
                return Some(inner.kind);
            }
            b'0'..=b'9' if word.bytes().all(|b| b.is_ascii_digit()) => Literal::Int(word.to_owned()),
            _ => match word {
                "null" => Literal::Null,
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                _ => return self.named(),
            },
        };
        self.eat(word.len())?;
        (!self.followed_by(|c| c == '.')).then_some(ExprKind::Literal(literal))
    }

    /// A path or a call.
    fn named(&mut self) -> Option<ExprKind> {
        let path = self.path()?;
        if self.take("(").is_none() {
            return Some(ExprKind::Path(path));
        }
        let [name] = <[Name; 1]>::try_from(path.parts).ok()?;
        if words::AGGREGATES.contains(&name.text.as_str()) {
            return None;
        }
        let args = if self.rest().starts_with(')') { Vec::new() } else { self.list()? };
        self.take(")")?;
        Some(ExprKind::Call { name, args })
    }

    fn list(&mut self) -> Option<Vec<Expr>> {
        let mut all = vec![self.expr(0, false)?];
        while self.take(",").is_some() {
            all.push(self.expr(0, false)?);
        }
        Some(all)
    }

    fn path(&mut self) -> Option<Path> {
        let first = self.name()?;
        let (start, mut parts) = (first.span, vec![first]);
        while self.followed_by(|c| c == '.') {
            self.eat(1)?;
            parts.push(self.followed_by(is_word_char).then(|| self.name())??);
        }
        let span = parts.last().map_or(start, |last| start.to(last.span));
        Some(Path { parts, span })
    }

    fn name(&mut self) -> Option<Name> {
        let word = self.word();
        let plain = word.chars().next().is_some_and(|c| !c.is_numeric());
        let reserved = word.len() <= 7 && words::is_reserved(&word.to_ascii_lowercase());
        (plain && !reserved).then(|| Some(Name { text: word.to_owned(), span: self.eat(word.len())? }))?
    }

    /// The operator that comes next, and its length.
    fn operator(&self) -> Option<(Rule, usize)> {
        let mut bytes = self.rest().bytes();
        Some(match (bytes.next()?, bytes.next().unwrap_or(b' ')) {
            (b'=', b'=' | b'>') | (b'<', b'>') | (b'-', b'-' | b'>') => return None,
            (b'=', _) => (Rule::eq, 1),
            (b'!', b'=') => (Rule::ne, 2),
            (b'<', b'=') => (Rule::le, 2),
            (b'<', _) => (Rule::lt, 1),
            (b'>', b'=') => (Rule::ge, 2),
            (b'>', _) => (Rule::gt, 1),
            (b'+', _) => (Rule::add, 1),
            (b'-', _) => (Rule::sub, 1),
            (b'*', _) => (Rule::mul, 1),
            (b'/', _) => (Rule::div, 1),
            (b'%', _) => (Rule::rem, 1),
            _ => match self.word() {
                "and" => (Rule::and, 3),
                "or" => (Rule::or, 2),
                "is" => (Rule::is_null, 2),
                "when" => (Rule::when, 4),
                _ => return None,
            },
        })
    }

    // ---- the text --------------------------------------------------------------------------------

    /// What is left, from the next token on.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("").trim_start_matches([' ', '\t', '\n', '\r'])
    }

    /// Where the next token begins.
    fn start(&self) -> usize {
        self.text.len() - self.rest().len()
    }

    /// From `start` to the end of the last token.
    fn since(&self, start: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + self.at)
    }

    /// Steps over the next token; none when the line has too many.
    fn eat(&mut self, length: usize) -> Option<Span> {
        let start = self.start();
        self.at = start + length;
        self.tokens += 1;
        (self.tokens <= MOST).then(|| self.since(start))
    }

    /// The word that comes next; empty when something else does.
    fn word(&self) -> &'a str {
        let rest = self.rest();
        rest.get(..rest.find(|c| !is_word_char(c)).unwrap_or(rest.len())).unwrap_or("")
    }

    fn keyword(&mut self, word: &str) -> Option<Span> {
        if self.word() == word { self.eat(word.len()) } else { None }
    }

    fn take(&mut self, sign: &str) -> Option<Span> {
        if self.rest().starts_with(sign) { self.eat(sign.len()) } else { None }
    }

    /// Whether this stands right behind the last token.
    fn followed_by(&self, what: impl FnMut(char) -> bool) -> bool {
        self.text.get(self.at..).is_some_and(|rest| rest.starts_with(what))
    }
}

impl<'a> Builder<'a> {
    /// A reader of a unit's head that does without the grammar.
    pub(super) fn quick(&self, unit: &Unit) -> Quick<'a> {
        Quick::new(self.file, unit.head.0, self.head(unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::syntax::layout::Unit;
    use crate::syntax::parse::Builder;
    use proptest::prelude::*;

    /// What is read quickly, and what the grammar reads.
    fn both(line: &str) -> (Option<Flow>, Option<Flow>, Diagnostics) {
        let (file, span) = (FileId(0), Span::default());
        let unit = Unit { head: (0, line.len()), ..Unit::default() };
        let mut found = Diagnostics::new();
        let slow = Builder::new(file, line, line, &mut found).flow_of_any_shape(&unit, span);
        (Quick::new(file, 0, line).flow(span), slow, found)
    }

    fn expr() -> impl Strategy<Value = String> {
        let operand = prop::sample::select(vec!["a", "t.x1", "12", "\"a, b\"", "null", "true", "skip", "żó", "now()"]);
        let operator =
            prop::sample::select(vec!["+", "-", " * ", "/", "%", "=", "!= ", " <", ">=", " or ", " and ", " when "]);
        operand.prop_map(str::to_owned).prop_recursive(4, 20, 3, move |inner| {
            prop_oneof![
                4 => (inner.clone(), operator.clone(), inner.clone()).prop_map(|(a, op, b)| format!("{a}{op}{b}")),
                1 => inner.clone().prop_map(|a| format!("( {a})")),
                1 => inner.clone().prop_map(|a| format!("{a} is not null")),
                1 => (inner.clone(), inner).prop_map(|(a, b)| format!("f ({a} ,{b} )")),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn plain_lines_are_read_as_the_grammar_reads_them(
            value in expr(), targets in "[u-z]{1,3}( , [u-z]{1,3})?", links in prop::collection::vec(expr(), 0..3)
        ) {
            let links: String = links.iter().map(|l| format!(" or {l}")).collect();
            let (quick, slow, found) = both(&format!("{value} -> {targets}{links}"));
            prop_assert!(quick.is_some() && found.is_empty(), "{found:?}");
            prop_assert_eq!(quick, slow);
        }

        #[test]
        fn what_is_read_quickly_is_what_the_grammar_reads(
            tokens in prop::collection::vec(prop::sample::select(vec![
                "a", "b", ".", "->", "->", "or", "null", "skip", "case", "not", "is", "=", "<", ">", "-", "!", "(", ")", ",",
                "1", ".5", "\"x\"", "`q`", "f", "date", " ", " ", "AND", "in", "as", "count", "auto", "[", "]", "*",
            ]), 1..12)
        ) {
            let (quick, slow, found) = both(tokens.concat().trim());
            if quick.is_some() {
                prop_assert!(found.is_empty(), "{found:?}");
                prop_assert_eq!(quick, slow);
            }
        }
    }
}
