//! Where in a program a position is: in which statement, in which part of it, and what stands before it.

use crate::check::BlockNames;
use crate::diag::Diagnostics;
use crate::plan::Side;
use crate::schema::{Schema, TableId};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Item};
use crate::syntax::layout::{self, Layout, Unit};
use crate::syntax::scan::{Token, TokenKind};

use super::hover::word_at;
use super::view::View;

/// What surrounds a position.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The word that is being written begins here.
    pub(super) start: usize,
    /// The first word of the statement; empty between statements.
    pub(super) statement: &'a str,
    /// The head of the statement.
    pub(super) head: Option<Span>,
    /// All of the statement.
    pub(super) span: Option<Span>,
    /// Inside the `{ }` of the statement.
    pub(super) in_block: bool,
    /// The tokens of the line or statement up to the position, without the word being written.
    pub(super) before: Vec<Piece<'a>>,
    /// Inside a text; its beginning, without quotes, up to the position.
    pub(super) text: Option<&'a str>,
    /// Inside a `case`.
    pub(super) in_case: bool,
    /// Inside the hole of a text; `before` is what stands in it.
    pub(super) in_hole: bool,
}

/// A token with its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) kind: TokenKind,
    pub(super) text: &'a str,
}

impl<'a> Context<'a> {
    /// None: in a comment.
    pub(super) fn at(view: View<'a>, laid: &'a Layout, offset: usize) -> Option<Self> {
        if laid.comments.iter().any(|(start, end)| *start < offset && offset <= *end) {
            return None;
        }
        let text = view.text();
        let inside = |t: &Token| t.kind == TokenKind::Text && t.start < offset && offset < t.end;
        let string = laid.tokens.iter().find(|t| inside(t));
        // A text that is not closed yet is no token.
        let line = text.get(..offset)?.rsplit('\n').next().unwrap_or("");
        let unclosed = (line.matches('"').count() % 2 == 1).then(|| line.rfind('"')).flatten();
        let text_start = match (string, unclosed) {
            (Some(token), _) => Some(token.start + text.get(token.start..)?.find('"')? + 1),
            (None, Some(at)) => Some(offset - line.len() + at + 1),
            (None, None) => None,
        };
        let hole = text_start.and_then(|start| hole(text, start, offset));
        let text_start = text_start.filter(|_| hole.is_none());
        let start = match text_start {
            Some(start) => start,
            None => word_at(text.get(..offset)?, offset).map_or(offset, |(start, _)| start),
        };
        let unit = laid.units.iter().rev().find(|unit| unit.head.0 < start.max(1) || unit.head.0 == start);
        // Behind the end of a statement, on a line of its own, a new one begins.
        let unit = unit.filter(|unit| {
            let end = unit.range().1;
            start < end
                || !text.get(end..start).is_some_and(|gap| gap.contains(['\n', ';', '}'])) && start > unit.head.0
        });
        let block = unit.and_then(|unit| unit.block.as_ref()).filter(|block| block.open < start);
        let closed = block
            .is_some_and(|block| text.get(block.end.saturating_sub(1)..block.end) == Some("}") && start >= block.end);
        let in_block = block.is_some() && !closed;
        let unit = unit.filter(|unit| unit.head.0 < start && !closed);
        // The line of the block that the position is in, or behind.
        let line: Option<&Unit> = block.filter(|_| in_block).and_then(|block| {
            block.units.iter().rev().find(|line| line.head.0 < start).filter(|line| {
                start <= line.range().1
                    || !text.get(line.range().1..start).is_some_and(|gap| gap.contains(['\n', ';', '}']))
                    || goes_on(text, line, start)
            })
        });
        let from = match (in_block, line, unit) {
            (true, Some(line), _) => line.head.0,
            (true, None, _) => start,
            (false, _, Some(unit)) => unit.head.0,
            (false, _, None) => start,
        };
        let tokens = laid.tokens.iter().filter(|t| t.start >= from && t.end <= start && t.kind != TokenKind::Newline);
        let pieces = |text: &'a str, tokens: &[Token]| -> Vec<Piece<'a>> {
            tokens.iter().map(|t| Piece { kind: t.kind, text: text.get(t.start..t.end).unwrap_or("") }).collect()
        };
        let before = match hole.and_then(|hole| text.get(hole..start)) {
            Some(inner) => pieces(inner, &layout::layout(FileId::default(), inner, &mut Diagnostics::new()).tokens),
            None => pieces(text, &tokens.copied().collect::<Vec<_>>()),
        };
        let braces = |kind: TokenKind| before.iter().filter(|p| p.kind == kind).count();
        let in_case = in_block && braces(TokenKind::Open(b'{')) > braces(TokenKind::Close(b'}'));
        let statement = unit
            .and_then(|unit| text.get(unit.head.0..unit.head.1))
            .map_or("", |head| head.split(|c: char| !crate::syntax::scan::is_word_char(c)).next().unwrap_or(""));
        Some(Self {
            start,
            statement,
            head: unit.map(|unit| Span::new(view.file, unit.head.0, unit.head.1)),
            span: unit.map(|unit| Span::new(view.file, unit.range().0, unit.range().1)),
            in_block,
            before,
            text: text_start.and_then(|start| text.get(start..offset)),
            in_case,
            in_hole: hole.is_some(),
        })
    }

    /// Whether a value ends where the position is, so that an operator can follow.
    pub(super) fn behind_value(&self) -> bool {
        const OPEN: [&str; 18] = [
            "and", "or", "not", "in", "is", "like", "between", "when", "as", "via", "where", "by", "from", "on",
            "having", "case", "else", "note",
        ];
        self.before.last().is_some_and(|last| match last.kind {
            TokenKind::Word => !OPEN.contains(&last.text),
            TokenKind::Quoted | TokenKind::Text | TokenKind::Close(_) => true,
            _ => false,
        })
    }

    /// What is compared with the value that is being written: the pieces of a name before `=`, `!=` or `in (`.
    pub(super) fn compared(&self) -> Option<(Option<&'a str>, &'a str)> {
        let listed = |p: &&Piece<'_>| p.kind == TokenKind::Text || matches!(p.text, "," | "(");
        let rest = self.before.len() - self.before.iter().rev().take_while(listed).count();
        let (operator, before) = self.before.get(..rest)?.split_last()?;
        let before = match (operator.text, before.split_last()) {
            ("in", Some((not, before))) if not.text == "not" => before,
            ("in" | "=" | "!=", _) => before,
            _ => return None,
        };
        let bare = |p: &Piece<'a>| p.text.trim_matches('`');
        match before {
            [.., holder, point, name] if point.text == "." => Some((Some(bare(holder)), bare(name))),
            [.., name] => Some((None, bare(name))),
            [] => None,
        }
    }

    /// The text of the last token before the position.
    pub(super) fn last(&self) -> &'a str {
        self.before.last().map_or("", |p| p.text)
    }

    /// The `n`th text from the end; 0 is the last.
    pub(super) fn back(&self, n: usize) -> &'a str {
        self.before.len().checked_sub(n + 1).and_then(|at| self.before.get(at)).map_or("", |p| p.text)
    }

    /// The first text of the line.
    pub(super) fn first(&self) -> &'a str {
        self.before.first().map_or("", |p| p.text)
    }

    /// The pieces after the last of these, outside of brackets that are closed.
    pub(super) fn after(&self, word: &str) -> Option<&[Piece<'a>]> {
        let at = self.before.iter().rposition(|p| p.text == word)?;
        self.before.get(at + 1..)
    }
}

/// Where the hole of a text begins that an offset is in; the text begins, behind its quote, at `start`.
fn hole(text: &str, start: usize, offset: usize) -> Option<usize> {
    let before = text.get(..start)?.strip_suffix('"')?;
    if !before.ends_with('f') && !before.ends_with("sql") {
        return None;
    }
    let (mut open, mut quoted) = (None, false);
    let mut rest = text.get(start..offset)?.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match (c, open) {
            ('\\', _) => drop(rest.next()),
            ('{', None) if rest.next_if(|(_, next)| *next == '{').is_none() => open = Some(start + at + 1),
            ('"', Some(_)) => quoted = !quoted,
            ('}', Some(_)) if !quoted => open = None,
            _ => {}
        }
    }
    open
}

/// Whether a line ends so that the next one belongs to it.
fn goes_on(text: &str, line: &Unit, start: usize) -> bool {
    let end = line.range().1;
    let written = text.get(line.head.0..end).unwrap_or("").trim_end();
    let gap = text.get(end..start).unwrap_or("");
    !gap.contains([';', '}']) && written.ends_with(['>', ',', '=', '+', '-', '/', '(', '['])
}

/// What the lines of a block read and write.
#[derive(Debug, Default, Clone)]
pub(super) struct BlockSides {
    /// Tables with the names they have in the block.
    pub(super) reads: Vec<(Side, TableId, String)>,
    pub(super) target: Option<TableId>,
    /// The block as it was resolved.
    pub(super) names: Option<BlockNames>,
}

/// What the block of a statement reads and writes, by the checker or, where that gave it up, by the names in
/// its head.
pub(super) fn sides(view: View<'_>, context: &Context<'_>) -> BlockSides {
    let Some(head) = context.head else { return BlockSides::default() };
    if matches!(context.statement, "table" | "copy" | "row")
        && let Some(block) = view.block(head)
    {
        let target = Some(block.target);
        return BlockSides { reads: block.reads.clone(), target, names: Some(block.clone()) };
    }
    let words: Vec<&str> = view.slice(head).split_whitespace().collect();
    let find = |side: Side, name: &str| find_table(view, side, name);
    let mut sides = BlockSides::default();
    match words.as_slice() {
        ["table", old, rest @ ..] => {
            let alias = match rest {
                ["as", alias, ..] => alias,
                [alias, ..] if !matches!(*alias, "->" | "join" | "left" | "group") => alias,
                _ => old,
            };
            sides.reads.extend(find(Side::Old, old).map(|t| (Side::Old, t, (*alias).to_owned())));
            for (at, _) in rest.iter().enumerate().filter(|(_, word)| **word == "join") {
                let Some(name) = rest.get(at + 1) else { continue };
                let alias = rest.get(at + 2).filter(|a| **a != "on").unwrap_or(name);
                let (side, bare) = match name.strip_prefix("new.") {
                    Some(bare) => (Side::New, bare),
                    None => (Side::Old, *name),
                };
                sides.reads.extend(find(side, bare).map(|t| (side, t, (*alias).to_owned())));
            }
            let target = rest.iter().position(|w| *w == "->").and_then(|at| rest.get(at + 1));
            sides.target = target.and_then(|name| find(Side::New, name));
        }
        [_, new, ..] => {
            sides.target = find(Side::New, new.trim_start_matches("new."));
            if context.statement == "update" || context.statement == "empty" {
                sides.reads.extend(sides.target.map(|t| (Side::New, t, (*new).to_owned())));
            }
        }
        _ => {}
    }
    sides
}

/// A table by its name in the program, with or without the prefix of its side.
pub(super) fn find_table(view: View<'_>, side: Side, name: &str) -> Option<TableId> {
    let schema = view.schema(side)?;
    let name = name.trim_matches('`');
    schema.find(None, &format!("{}{name}", prefix(view, side))).or_else(|| schema.find(None, name))
}

/// What the names of a side's tables begin with, and the program leaves out.
pub(super) fn prefix<'a>(view: View<'a>, side: Side) -> &'a str {
    let said = view.all_items().find_map(|item| match (item, side) {
        (Item::From(said), Side::Old) | (Item::Into(said), Side::New) => Some(said),
        _ => None,
    });
    said.and_then(|s: &ast::Side| s.prefix.as_ref()).map_or("", |p| p.value.as_str())
}

/// The tables of a side as the program names them.
pub(super) fn tables<'a>(view: View<'a>, side: Side) -> impl Iterator<Item = (TableId, &'a str)> {
    let prefix = prefix(view, side);
    let all = view.schema(side).into_iter().flat_map(Schema::iter);
    all.map(move |(id, table)| (id, table.name.strip_prefix(prefix).unwrap_or(&table.name)))
}
