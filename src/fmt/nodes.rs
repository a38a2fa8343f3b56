//! Tokens, grouped: a body holds entries (statements, lines, arms), an entry holds atoms and bodies.

use unicode_width::UnicodeWidthStr as _;

use crate::syntax::layout::Layout;
use crate::syntax::scan::{Token, TokenKind};
use crate::syntax::words;

/// What stands between braces, or the whole file.
#[derive(Debug, Default)]
pub(super) struct Body<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// The comment beside the `{`.
    pub(super) opening: Option<Comment<'a>>,
    /// Written on several lines.
    pub(super) broken: bool,
}

/// What the entries of a body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Statements.
    Statements,
    /// The lines of a block.
    Lines,
    /// The arms of a map or of a `case`.
    Arms,
}

/// A statement, a line, an arm; or, without nodes, a comment on a line of its own.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// An empty line stands before it.
    pub(super) blank: bool,
    pub(super) nodes: Vec<Node<'a>>,
    /// The comment beside its end.
    pub(super) comment: Option<Comment<'a>>,
}

#[derive(Debug)]
pub(super) enum Node<'a> {
    Atom(Atom<'a>),
    Body(Body<'a>),
    /// A comment in the middle of an entry; the line ends there.
    Comment(Comment<'a>),
}

/// A token, and how it stands to the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom<'a> {
    pub(super) text: &'a str,
    /// A blank comes before it.
    pub(super) space: bool,
    /// Where a line is broken first; the lowest number wins. `None`: not before this one.
    pub(super) breaks: Option<Break>,
    pub(super) mark: Option<Mark>,
}

/// How gladly a line is broken before an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Break {
    /// Brackets around it.
    depth: usize,
    pub(super) kind: BreakKind,
}

/// From the best place to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BreakKind {
    /// A part of the head of a `table` with joins: always.
    Always,
    /// An arrow, and `or` after it.
    Flow,
    When,
    Comma,
    Or,
    And,
    Compare,
    Add,
    Multiply,
    /// After an opening bracket.
    Open,
}

impl BreakKind {
    /// Whether a line is filled up to here, rather than broken at each place of the kind.
    pub(super) fn fills(self) -> bool {
        self == Self::Comma || self >= Self::Compare
    }
}

/// An atom that stands below others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    When,
    Arrow,
    Or,
    /// The place in a statement where it is aligned with the statements above and below.
    Tab,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'a> {
    pub(super) text: &'a str,
    /// On a line of its own.
    pub(super) own_line: bool,
    /// Where it stood, in columns.
    pub(super) column: usize,
    /// How many blanks stood before it.
    pub(super) gap: usize,
}

/// The whole file.
pub(super) fn body<'a>(text: &'a str, laid: &'a Layout) -> Body<'a> {
    Reader { text, laid, next: 0, comment: 0, last: 0 }.body(Holds::Statements)
}

struct Reader<'a> {
    text: &'a str,
    laid: &'a Layout,
    /// The next token.
    next: usize,
    /// The next comment.
    comment: usize,
    /// Where the last token or comment ended.
    last: usize,
}

/// What is known of an entry while it is read.
struct Reading<'a> {
    holds: Holds,
    first: &'a str,
    /// Its tokens so far.
    count: usize,
    before: Option<Token>,
    /// The token before is a minus sign, or a sign in a number.
    tight: bool,
    depth: usize,
    /// The `case` words at each level of brackets whose `{` has not come.
    cases: Vec<usize>,
    arrow: bool,
    /// An `or` of the policies has come.
    or: bool,
    /// `between` words whose `and` has not come.
    between: usize,
    /// Still in the path a statement names.
    in_path: bool,
}

impl<'a> Reader<'a> {
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn word(&self, token: Token) -> &'a str {
        self.slice(token.start, token.end)
    }

    fn peek(&self) -> Option<Token> {
        self.laid.tokens.get(self.next).copied()
    }

    /// Whether a comment comes before the next token.
    fn comment_next(&self) -> bool {
        let at = self.laid.comments.get(self.comment).map(|c| c.0);
        at.is_some_and(|at| self.peek().is_none_or(|token| at < token.start))
    }

    fn take_comment(&mut self) -> Comment<'a> {
        let (start, end) = self.laid.comments.get(self.comment).copied().unwrap_or_default();
        self.comment += 1;
        let before = self.text.get(..start).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("").trim_start_matches('\u{FEFF}');
        let code = line.trim_end();
        self.last = end;
        let column = line.width();
        let text = self.slice(start, end).trim_end();
        Comment { text, own_line: code.is_empty(), column, gap: column - code.width() }
    }

    /// Whether an empty line stands between what came last and `start`.
    fn blank_before(&self, start: usize) -> bool {
        self.slice(self.last, start).bytes().filter(|b| *b == b'\n').count() > 1
    }

    /// Whether the line break is one inside of an entry.
    fn goes_on(&self, newline: Token) -> bool {
        self.laid.mask.as_bytes().get(newline.start) == Some(&b' ')
    }

    /// Up to the `}`, which is taken, or the end.
    fn body(&mut self, holds: Holds) -> Body<'a> {
        let mut body = Body::default();
        let from = self.last;
        loop {
            if self.comment_next() {
                let start = self.laid.comments.get(self.comment).map_or(0, |c| c.0);
                let blank = self.blank_before(start) && !body.entries.is_empty();
                let comment = self.take_comment();
                let in_block = holds != Holds::Statements;
                let beside = match body.entries.last_mut() {
                    Some(entry) => Some(&mut entry.comment),
                    None => in_block.then_some(&mut body.opening),
                };
                match beside.filter(|beside| beside.is_none() && !comment.own_line) {
                    Some(beside) => *beside = Some(comment),
                    None => body.entries.push(Entry { blank, nodes: Vec::new(), comment: Some(comment) }),
                }
                body.broken = true;
                continue;
            }
            let Some(token) = self.peek() else { break };
            match token.kind {
                TokenKind::Newline | TokenKind::Semicolon => self.next += 1,
                TokenKind::Close(b'}') => {
                    body.broken |= self.slice(from, token.start).contains('\n');
                    self.next += 1;
                    self.last = token.end;
                    break;
                }
                _ => {
                    let blank = self.blank_before(token.start) && !body.entries.is_empty();
                    let nodes = self.nodes(holds);
                    body.entries.push(Entry { blank, nodes, comment: None });
                }
            }
        }
        body
    }

    /// One entry.
    fn nodes(&mut self, holds: Holds) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        let mut reading = Reading {
            holds,
            first: self.peek().map_or("", |t| self.word(t)),
            count: 0,
            before: None,
            tight: false,
            depth: 0,
            cases: vec![0],
            arrow: false,
            or: false,
            between: 0,
            in_path: true,
        };
        while let Some(token) = self.peek() {
            if self.comment_next() {
                if token.kind != TokenKind::Newline || !self.goes_on(token) {
                    break;
                }
                nodes.push(Node::Comment(self.take_comment()));
                continue;
            }
            match token.kind {
                TokenKind::Newline if self.goes_on(token) => self.next += 1,
                TokenKind::Newline => break,
                TokenKind::Semicolon if reading.depth == 0 => break,
                TokenKind::Close(b'}') => break,
                TokenKind::Open(b'{') => {
                    self.next += 1;
                    self.last = token.end;
                    let case = reading.cases.last_mut().is_some_and(|n| {
                        let open = *n > 0;
                        *n = n.saturating_sub(1);
                        open
                    });
                    let holds = if case || reading.first == "map" { Holds::Arms } else { Holds::Lines };
                    nodes.push(Node::Body(self.body(holds)));
                    reading.before = Some(Token { kind: TokenKind::Close(b'}'), ..token });
                    reading.count += 1;
                    if !case && reading.depth == 0 {
                        break;
                    }
                }
                _ => {
                    nodes.push(Node::Atom(self.atom(token, &mut reading)));
                    self.next += 1;
                    self.last = token.end;
                }
            }
        }
        head_of_table(&reading, &mut nodes);
        nodes
    }

    fn atom(&self, token: Token, reading: &mut Reading<'a>) -> Atom<'a> {
        let text = self.word(token);
        if matches!(token.kind, TokenKind::Close(_)) {
            reading.depth = reading.depth.saturating_sub(1);
            reading.cases.pop();
        }
        let top = reading.depth == 0;
        let space = self.space(token, text, reading);
        let depth = reading.depth;
        let breaks = self.break_kind(token, text, reading).map(|kind| Break { depth, kind });
        let mark = match text {
            "->" if top && !reading.arrow && reading.holds == Holds::Statements && reading.first == "map" => {
                Some(Mark::Tab)
            }
            "->" if top && !reading.arrow && reading.holds != Holds::Statements => Some(Mark::Arrow),
            "when" if top && !reading.arrow && reading.holds == Holds::Lines => Some(Mark::When),
            "or" if top && reading.arrow && !reading.or && reading.holds == Holds::Lines => Some(Mark::Or),
            _ if reading.holds != Holds::Statements => None,
            _ if reading.count == 1 && matches!(reading.first, "before" | "after") => Some(Mark::Tab),
            _ if reading.count == 2 && matches!(reading.first, "from" | "into") && token.kind == TokenKind::Text => {
                Some(Mark::Tab)
            }
            _ => None,
        };
        match text {
            "->" if top => reading.arrow = true,
            "or" if top && reading.arrow => reading.or = true,
            "between" => reading.between += 1,
            "and" => reading.between = reading.between.saturating_sub(1),
            "case" if token.kind == TokenKind::Word => {
                if let Some(n) = reading.cases.last_mut() {
                    *n += 1;
                }
            }
            _ => {}
        }
        if matches!(token.kind, TokenKind::Open(_)) {
            reading.depth += 1;
            reading.cases.push(0);
        }
        reading.tight = self.is_tight(token, text, reading);
        reading.in_path &=
            reading.count == 0 || matches!(token.kind, TokenKind::Quoted | TokenKind::Word) || text == ".";
        reading.before = Some(token);
        reading.count += 1;
        Atom { text, space, breaks, mark }
    }

    /// Whether what follows this token touches it: a minus sign, and signs within numbers.
    fn is_tight(&self, token: Token, text: &str, reading: &Reading<'_>) -> bool {
        let next = self.laid.tokens.get(self.next + 1);
        let touches = next.is_some_and(|next| next.start == token.end);
        let Some(before) = reading.before else { return text == "-" };
        if text != "-" && text != "+" {
            return false;
        }
        let word = self.word(before);
        if before.end == token.start && touches && is_exponent(word) {
            return true;
        }
        text == "-"
            && match before.kind {
                TokenKind::Sign => word != ".",
                TokenKind::Open(_) => true,
                TokenKind::Word if words::is_reserved(word) => !matches!(word, "null" | "true" | "false"),
                TokenKind::Word => is_lead(word) && touches && before.end < token.start,
                _ => false,
            }
    }

    fn space(&self, token: Token, text: &str, reading: &Reading<'_>) -> bool {
        let Some(before) = reading.before else { return false };
        let previous = self.word(before);
        let touches = before.end == token.start;
        if text == "," || matches!(token.kind, TokenKind::Close(_)) || matches!(before.kind, TokenKind::Open(_)) {
            return false;
        }
        if before.kind == TokenKind::Sign && previous == "." || token.kind == TokenKind::Sign && text == "." {
            return false;
        }
        // In patterns, `cache_*` is one name.
        if matches!(reading.first, "copy" | "ignore") && touches && previous != "," && (text == "*" || previous == "*")
        {
            return false;
        }
        if matches!(text, "+" | "-") && touches && is_exponent(previous) {
            let next = self.laid.tokens.get(self.next + 1);
            return next.is_none_or(|next| next.start > token.end);
        }
        if reading.tight {
            return text.starts_with('-');
        }
        match token.kind {
            TokenKind::Open(b'(') => match before.kind {
                TokenKind::Word => {
                    words::is_reserved(previous)
                        || is_lead(previous)
                        || (reading.first == "map" && reading.holds == Holds::Statements && reading.in_path)
                }
                TokenKind::Quoted => false,
                _ => true,
            },
            TokenKind::Open(b'[') => false,
            _ => true,
        }
    }

    /// Whether and how gladly a line may be broken before this token, by the line rule.
    fn break_kind(&self, token: Token, text: &str, reading: &Reading<'_>) -> Option<BreakKind> {
        let before = reading.before?;
        let previous = self.word(before);
        let top = reading.depth == 0;
        let in_head = top && reading.holds == Holds::Statements && reading.first == "table";
        match (token.kind, text) {
            (TokenKind::Sign, "->") if in_head => return Some(BreakKind::Always),
            (TokenKind::Sign, "->") => return Some(BreakKind::Flow),
            (TokenKind::Sign, "+") if !self.space(token, text, reading) => return None,
            (TokenKind::Sign, "+") => return Some(BreakKind::Add),
            (TokenKind::Word, "or") if top && reading.arrow => return Some(BreakKind::Flow),
            (TokenKind::Word, "or") => return Some(BreakKind::Or),
            (TokenKind::Word, "and") => return (reading.between == 0).then_some(BreakKind::And),
            (TokenKind::Word, "when") => return Some(BreakKind::When),
            (TokenKind::Word, "join") if in_head && previous != "left" => return Some(BreakKind::Always),
            (TokenKind::Word, "left" | "group" | "having") if in_head => {
                let follows = self.laid.tokens.get(self.next + 1).map_or("", |t| self.word(*t));
                let part = matches!((text, follows), ("left", "join") | ("group", "by")) || text == "having";
                return (part && previous != ".").then_some(BreakKind::Always);
            }
            _ => {}
        }
        match (before.kind, previous) {
            (TokenKind::Open(_), _) => Some(BreakKind::Open),
            (TokenKind::Sign, ",") => Some(BreakKind::Comma),
            (TokenKind::Sign, "=" | "!=" | "<" | "<=" | ">" | ">=") => Some(BreakKind::Compare),
            (TokenKind::Sign, "-") if !reading.tight => Some(BreakKind::Add),
            (TokenKind::Sign, "*" | "/" | "%") if !matches!(reading.first, "copy" | "ignore" | "*") => {
                (reading.count > 1 && token.kind != TokenKind::Close(b')')).then_some(BreakKind::Multiply)
            }
            _ => None,
        }
    }
}

/// The head of a table is broken at each of its parts when it has joins, and else only where it is too long.
fn head_of_table(reading: &Reading<'_>, nodes: &mut [Node<'_>]) {
    let always =
        |node: &Node<'_>| matches!(node, Node::Atom(a) if a.breaks.is_some_and(|b| b.kind == BreakKind::Always));
    if reading.first != "table" || nodes.iter().filter(|node| always(node)).count() > 1 {
        return;
    }
    for node in nodes.iter_mut() {
        if let Node::Atom(Atom { breaks: Some(found), .. }) = node
            && found.kind == BreakKind::Always
        {
            found.kind = BreakKind::Flow;
        }
    }
}

/// Whether a word is the first part of `1e-6`.
fn is_exponent(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['e', 'E'])
}

/// Words after which an expression begins; nobody calls a function so.
fn is_lead(word: &str) -> bool {
    matches!(word, "where" | "by" | "on" | "having" | "unless")
}
