//! The line rule: cuts a file into statements, their heads, their blocks and the lines in them.
//!
//! A line ends a clause, unless a bracket is open, the line ends in an operator, a comma or `->`, or
//! the next one starts with `->`, `or`, `and`, `when` or `+`; `;` separates clauses on one line. Also a
//! `{` may stand on the line after its head, and the head of a `table` goes on with a line that starts
//! with `join`, `left`, `group`, `having`, `each` or `on`.
//!
//! What the grammar sees is a mask of the text: as long as the text, byte for byte, with comments and
//! line breaks blanked, and a `;` where a line break separates the arms of a `case`.

use crate::diag::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::{FileId, Span};

use super::scan::{Scanner, Token, TokenKind};
use super::words;

/// How deep brackets and blocks go.
const MAX_NESTING: usize = 64;

/// A statement or a line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// The text before the block, or all of it.
    pub(crate) head: (usize, usize),
    /// `{ … }`
    pub(crate) block: Option<Block>,
    /// What follows the block: `-> column`.
    pub(crate) tail: Option<(usize, usize)>,
    /// A `->` stands in the head, outside of brackets.
    pub(crate) arrow: bool,
    /// Something in it was reported, and it cannot be read.
    pub(crate) bad: bool,
    /// What follows the first word.
    pub(crate) second: Second,
}

/// What follows the first word of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Second {
    /// Nothing, or the block.
    #[default]
    Nothing,
    /// A name, a word that is not an operator, a text or a number: the first word is a clause word.
    Operand,
    /// `(` or `-` or `*`: could be either.
    Either,
    /// `->`
    Arrow,
    /// An operator: the first word is a column.
    Operator,
}

/// `{ … }`
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// The lines of the block, each a unit of its own.
    pub(crate) units: Vec<Unit>,
    /// The byte of the `{`.
    pub(crate) open: usize,
    /// The byte after the `}`, or after the last line.
    pub(crate) end: usize,
}

impl Unit {
    /// From the first byte to the last.
    pub(crate) fn range(&self) -> (usize, usize) {
        let end = self.tail.map(|t| t.1).or(self.block.as_ref().map(|b| b.end)).unwrap_or(self.head.1);
        (self.head.0, end.max(self.head.1))
    }
}

/// A file, cut up.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The text as the grammar sees it.
    pub(crate) mask: String,
    /// The statements of the file, each a unit of its own.
    pub(crate) units: Vec<Unit>,
    /// Every token, in order.
    pub(crate) tokens: Vec<Token>,
    /// Every comment, in order: from `--` to the end of the line.
    pub(crate) comments: Vec<(usize, usize)>,
}

/// Cuts a text into statements and their lines, each to be read by itself.
pub(crate) fn layout(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Layout {
    let mut scanner = Scanner::new(file, text, diagnostics);
    scanner.run();
    let Scanner { mask, tokens, comments, .. } = scanner;
    let matched = match_brackets(&tokens);
    let mut cutter =
        Cutter { file, text, mask, tokens: &tokens, matched, next: 0, escaping: false, deep: false, diagnostics };
    let units = cutter.units(0, true);
    let mask = String::from_utf8(cutter.mask).unwrap_or_else(|_| text.to_owned());
    Layout { mask, units, tokens, comments }
}

/// Which brackets have a partner. A closing bracket takes the nearest opening one of its kind, and
/// what was opened since has none.
fn match_brackets(tokens: &[Token]) -> Vec<bool> {
    let mut matched = vec![false; tokens.len()];
    let mut open: Vec<(u8, usize)> = Vec::new();
    // How many of each kind are open: spares a search through `open` that finds nothing.
    let mut count = [0usize; 3];
    let slot = |b: u8| match b {
        b'(' | b')' => 0,
        b'[' | b']' => 1,
        _ => 2,
    };
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open(b) => {
                open.push((b, i));
                count[slot(b)] += 1;
            }
            TokenKind::Close(b) if count[slot(b)] > 0 => {
                while let Some((o, at)) = open.pop() {
                    count[slot(o)] -= 1;
                    if slot(o) == slot(b) {
                        matched[at] = true;
                        matched[i] = true;
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    matched
}

struct Cutter<'a> {
    file: FileId,
    text: &'a str,
    mask: Vec<u8>,
    tokens: &'a [Token],
    matched: Vec<bool>,
    next: usize,
    /// A statement was met in a block that nothing closes: the blocks around it end there.
    escaping: bool,
    /// Already said that the nesting is too deep.
    deep: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Cutter<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    fn word(&self, token: Token) -> &str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    fn is_matched(&self, i: usize) -> bool {
        self.matched.get(i).copied().unwrap_or(false)
    }

    fn blank(&mut self, token: Token, with: u8) {
        if let Some(range) = self.mask.get_mut(token.start..token.end) {
            range.fill(with);
        }
    }

    fn report(&mut self, code: Code, token: Token, message: String, here: &str, help: &str) {
        let span = Span::new(self.file, token.start, token.end);
        let finding = Diagnostic::new(code, span, message).here(here);
        self.diagnostics.push(if help.is_empty() { finding } else { finding.help(help) });
    }

    fn closes_nothing(&mut self, token: Token, b: u8) {
        let message = format!("`{}` closes nothing", b as char);
        let span = Span::new(self.file, token.start, token.end);
        let finding = Diagnostic::new(Code::UNCLOSED, span, message).here("nothing is open here").help("remove it");
        self.diagnostics.push(finding.fix("remove it", Edit::Replace(span, String::new())));
    }

    /// The units up to the end of the block or of the file. A block that nothing closes (`closed`) ends before what can
    /// only be a statement.
    fn units(&mut self, depth: usize, closed: bool) -> Vec<Unit> {
        let mut units = Vec::new();
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Newline | TokenKind::Semicolon => self.next += 1,
                TokenKind::Close(b'}') if !closed || (depth > 0 && self.is_matched(self.next)) => break,
                TokenKind::Close(b) if closed => {
                    self.next += 1;
                    self.closes_nothing(token, b);
                }
                _ if !closed && self.is_statement(token) => {
                    self.escaping = true;
                    break;
                }
                _ => {
                    let from = self.next;
                    units.push(self.unit(depth));
                    if self.next == from {
                        self.next += 1;
                    }
                    if self.escaping {
                        break;
                    }
                }
            }
        }
        units
    }

    /// One statement or line, with its block.
    fn unit(&mut self, depth: usize) -> Unit {
        let first = self.next;
        let mut unit = Unit::default();
        let Some(start) = self.peek() else { return unit };
        unit.head = (start.start, start.end);
        unit.second = self.second();
        self.text_of(&mut unit, first, depth, true);
        unit
    }

    /// What follows the first word.
    fn second(&self) -> Second {
        let Some(token) = self.tokens.get(self.next + 1) else { return Second::Nothing };
        match token.kind {
            TokenKind::Newline | TokenKind::Semicolon | TokenKind::Close(_) | TokenKind::Open(b'{') => Second::Nothing,
            TokenKind::Text | TokenKind::Quoted | TokenKind::Bad => Second::Operand,
            TokenKind::Open(b'(') => Second::Either,
            TokenKind::Open(_) => Second::Operator,
            TokenKind::Word => match self.word(*token) {
                "case" | "not" | "null" | "true" | "false" => Second::Operand,
                word if words::is_reserved(word) => Second::Operator,
                _ => Second::Operand,
            },
            TokenKind::Sign => match self.word(*token) {
                "->" | "=>" | "→" => Second::Arrow,
                "-" | "*" | "!" => Second::Either,
                _ => Second::Operator,
            },
        }
    }

    /// Reads on to the end of the unit. `heading`: a block may still come.
    fn text_of(&mut self, unit: &mut Unit, first: usize, depth: usize, heading: bool) {
        let mut brackets: Vec<u8> = Vec::new();
        // The `case` words at each level of brackets whose `{` has not come.
        let mut cases = vec![0usize];
        let first_word = self.tokens.get(first).map_or("", |t| self.text.get(t.start..t.end).unwrap_or("")).to_owned();
        let mut end = unit.head.1;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Newline => {
                    let goes_on = match brackets.last() {
                        Some(b'(' | b'[') => true,
                        Some(_) => self.goes_on(first, &first_word, false),
                        None => self.goes_on(first, &first_word, depth == 0),
                    };
                    if !goes_on && brackets.is_empty() {
                        break;
                    }
                    self.blank(token, if goes_on { b' ' } else { b';' });
                    self.next += 1;
                    // The answer holds for the empty lines that follow.
                    while let Some(empty) = self.peek().filter(|t| t.kind == TokenKind::Newline) {
                        self.blank(empty, b' ');
                        self.next += 1;
                    }
                    continue;
                }
                TokenKind::Semicolon if brackets.is_empty() => break,
                TokenKind::Open(b'{') if brackets.is_empty() && cases == [0] && heading => {
                    self.block(unit, depth);
                    return;
                }
                TokenKind::Open(b) => {
                    if self.is_matched(self.next) {
                        if b == b'{'
                            && let Some(n) = cases.last_mut()
                        {
                            *n = n.saturating_sub(1);
                        }
                        brackets.push(b);
                        cases.push(0);
                        self.check_depth(unit, depth + brackets.len(), token);
                    } else {
                        unit.bad = true;
                        self.unclosed(token, b);
                    }
                }
                TokenKind::Close(b) if self.is_matched(self.next) => {
                    if brackets.is_empty() {
                        if b == b'}' {
                            break;
                        }
                        unit.bad = true;
                        self.closes_nothing(token, b);
                    }
                    brackets.pop();
                    cases.pop();
                    if cases.is_empty() {
                        cases.push(0);
                    }
                }
                TokenKind::Close(b) => {
                    unit.bad = true;
                    self.closes_nothing(token, b);
                }
                TokenKind::Word if self.word(token) == "case" => {
                    if let Some(n) = cases.last_mut() {
                        *n += 1;
                        let open = *n;
                        self.check_depth(unit, depth + brackets.len() + open, token);
                    }
                }
                TokenKind::Sign if brackets.is_empty() && matches!(self.word(token), "->" | "=>" | "→") => {
                    unit.arrow = true
                }
                TokenKind::Bad => unit.bad = true,
                _ => {}
            }
            end = token.end;
            self.next += 1;
        }
        if heading {
            unit.head.1 = end;
        } else if let Some(tail) = &mut unit.tail {
            tail.1 = end;
        }
    }

    fn unclosed(&mut self, token: Token, b: u8) {
        let closer = match b {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        let message = format!("`{}` is not closed", b as char);
        self.report(Code::UNCLOSED, token, message, "opened here", &format!("close it with `{closer}`"));
    }

    fn check_depth(&mut self, unit: &mut Unit, depth: usize, token: Token) {
        if depth <= MAX_NESTING {
            return;
        }
        unit.bad = true;
        if !self.deep {
            self.deep = true;
            let message = format!("brackets are nested more than {MAX_NESTING} deep");
            self.report(Code::TOO_DEEP, token, message, "one too many", "give a part of it a name with `let`");
        }
    }

    /// The block of a unit, and what follows it.
    fn block(&mut self, unit: &mut Unit, depth: usize) {
        let Some(open) = self.peek() else { return };
        let closed = self.is_matched(self.next);
        unit.head.1 = unit.head.1.max(self.head_end(unit.head.0, open.start));
        if !closed {
            unit.bad |= depth >= MAX_NESTING;
        }
        self.check_depth(unit, depth + 1, open);
        let mut block = Block { open: open.start, end: open.end, units: Vec::new() };
        self.next += 1;
        if depth >= MAX_NESTING {
            self.skip_block();
        } else {
            block.units = self.units(depth + 1, closed);
        }
        if !closed {
            // Where reading went on is where the brace is missing.
            let next = self.peek().and_then(|t| self.text.get(t.start..)).and_then(|rest| rest.lines().next());
            let help = match next.map(str::trim).filter(|line| self.escaping && !line.is_empty()) {
                Some(line) => format!("close it with `}}` before `{}`", words::shorten(line)),
                None => "close it with `}`".to_owned(),
            };
            let at = self.peek().filter(|_| self.escaping).map_or(self.text.trim_end().len(), |t| t.start);
            let brace = if self.escaping { "}\n\n" } else { "\n}" };
            let span = Span::new(self.file, open.start, open.end);
            self.diagnostics.push(
                Diagnostic::new(Code::UNCLOSED, span, "`{` is not closed")
                    .here("opened here")
                    .help(help)
                    .fix("close it", Edit::Replace(Span::new(self.file, at, at), brace.to_owned())),
            );
        }
        let last = self.next.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(open.end, |t| t.end);
        match self.peek() {
            Some(t) if closed && t.kind == TokenKind::Close(b'}') && !self.escaping => {
                block.end = t.end;
                self.next += 1;
            }
            _ => block.end = block.units.last().map_or(open.end, |u| u.range().1).min(last.max(open.end)),
        }
        unit.block = Some(block);
        if depth == 0 {
            self.escaping = false;
        }
        if !self.escaping && self.arrow_follows() {
            let Some(token) = self.peek() else { return };
            unit.tail = Some((token.start, token.end));
            self.text_of(unit, self.next, depth, false);
        }
    }

    /// The end of the last token before the block.
    fn head_end(&self, start: usize, open: usize) -> usize {
        let head = self.mask.get(start..open).unwrap_or(&[]);
        start + head.iter().rposition(|b| *b != b' ').map_or(0, |n| n + 1)
    }

    /// Whether `->` follows, on this line or the next; steps over the line break.
    fn arrow_follows(&mut self) -> bool {
        let mut at = self.next;
        while self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Newline) {
            at += 1;
        }
        let arrow = self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Sign && self.word(*t) == "->");
        if arrow {
            self.next = at;
        }
        arrow
    }

    /// Steps over what is nested too deep, to its `}`.
    fn skip_block(&mut self) {
        let mut open = 0usize;
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Open(b'{') if self.is_matched(self.next) => open += 1,
                TokenKind::Close(b'}') if self.is_matched(self.next) => {
                    if open == 0 {
                        return;
                    }
                    open -= 1;
                }
                _ => {}
            }
            self.next += 1;
        }
    }

    /// Whether what begins here can be no line of a block: the word of a statement at the very start of
    /// a line, and a name or text after it.
    fn is_statement(&self, token: Token) -> bool {
        let at_line_start = token.start == 0 || self.text.as_bytes().get(token.start - 1) == Some(&b'\n');
        at_line_start
            && token.kind == TokenKind::Word
            && words::statement(self.word(token)).is_some()
            && (self.second() == Second::Operand || self.word(token) == "copy")
    }

    /// Whether the unit goes on after the line break at `self.next`.
    fn goes_on(&self, first: usize, first_word: &str, statement: bool) -> bool {
        let mut at = self.next;
        while self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Newline) {
            at += 1;
        }
        let Some(next) = self.tokens.get(at) else { return true };
        let starts = match next.kind {
            TokenKind::Sign => matches!(self.word(*next), "->" | "=>" | "→" | "+" | "&&" | "||"),
            TokenKind::Word => match self.word(*next) {
                "or" | "and" | "when" => true,
                "join" | "left" | "group" | "having" | "each" | "on" => statement && first_word == "table",
                _ => false,
            },
            TokenKind::Open(b'{') => true,
            _ => false,
        };
        starts || self.ends_open(first, first_word)
    }

    /// Whether the line before `self.next` ends in an operator, a comma or `->`.
    fn ends_open(&self, first: usize, first_word: &str) -> bool {
        let mut at = self.next;
        let last = loop {
            let Some(before) = at.checked_sub(1) else { return false };
            at = before;
            match self.tokens.get(at) {
                Some(t) if t.kind == TokenKind::Newline => {}
                Some(t) => break *t,
                None => return false,
            }
        };
        match last.kind {
            TokenKind::Sign if self.word(last) == "*" => {
                // A `*` alone, a glob: `copy *`, `ignore cache_*`.
                let glued = at.checked_sub(1).and_then(|i| self.tokens.get(i)).is_some_and(|t| t.end == last.start);
                at > first && !glued && !matches!(first_word, "copy" | "ignore")
            }
            TokenKind::Sign => !matches!(self.word(last), "?" | "@" | "$" | "\\" | "^" | "~" | ":"),
            TokenKind::Word => matches!(
                self.word(last),
                "and" | "or" | "not" | "in" | "is" | "like" | "between" | "when" | "as" | "via"
            ),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn laid(text: &str) -> Layout {
        layout(FileId(0), text, &mut Diagnostics::new())
    }

    #[test]
    fn the_mask_blanks_comments_and_line_breaks_and_parts_arms() {
        let mask = laid("table a -> b { -- ż\r\n x ->\n y\n case {\n a -> 1\n b\n -> 2\n} -> z\n}").mask;
        let expected = "table a -> b {       \n x ->  y\n case {; a -> 1; b  -> 2;} -> z\n}";
        assert_eq!(mask, expected);
    }

    proptest! {
        #[test]
        fn the_mask_is_as_long_as_the_text(text in "(\\PC|[-\n\r\"'`{}()#/*]){0,120}") {
            let laid = laid(&text);
            prop_assert_eq!(laid.mask.len(), text.len());
            for (at, _) in laid.mask.char_indices() {
                prop_assert!(text.is_char_boundary(at) || laid.mask.as_bytes().get(at) == Some(&b' '));
            }
        }
    }
}
