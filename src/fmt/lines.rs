//! Groups to lines: what fits stays on one line, what does not is broken where it hurts least.

use super::align;
use super::line::{Line, fits};
use super::nodes::{Atom, Body, BreakKind, Comment, Entry, Mark, Node};

/// How much deeper a block stands, and a line that goes on.
const INDENT: usize = 2;

/// The lines of the whole file.
pub(super) fn lines<'a>(body: &Body<'a>) -> Vec<Line<'a>> {
    body_lines(body, 0)
}

fn body_lines<'a>(body: &Body<'a>, indent: usize) -> Vec<Line<'a>> {
    let mut all: Vec<Line<'a>> = Vec::new();
    for entry in &body.entries {
        let mut writer = Writer { lines: Vec::new(), line: Line::new(indent), base: indent };
        writer.line.blank = entry.blank;
        writer.entry(entry);
        all.append(&mut writer.lines);
    }
    align::body(&mut all, indent);
    for line in &mut all {
        (line.when, line.arrow, line.or, line.tab) = (None, None, None, None);
    }
    all
}

struct Writer<'a> {
    lines: Vec<Line<'a>>,
    /// The line that is being written.
    line: Line<'a>,
    /// How deep the entry stands.
    base: usize,
}

impl<'a> Writer<'a> {
    fn entry(&mut self, entry: &Entry<'a>) {
        let first = match entry.nodes.first() {
            Some(Node::Atom(atom)) => atom.text,
            _ => "",
        };
        if let Some(flat) = flat(&entry.nodes).filter(|flat| fits(self.base, flat)) {
            for node in &entry.nodes {
                self.node(node, first);
            }
            debug_assert_eq!(self.line.text, flat);
        } else {
            self.broken(&entry.nodes, first);
        }
        self.end_line(entry.comment, 0);
    }

    /// Ends the line, with the comment beside it; the next one stands at `indent`.
    fn end_line(&mut self, comment: Option<Comment<'a>>, indent: usize) {
        let mut line = std::mem::replace(&mut self.line, Line::new(indent));
        if line.text.is_empty() {
            line.comment_at = line.indent;
        }
        line.comment = comment;
        self.lines.push(line);
    }

    fn node(&mut self, node: &Node<'a>, first: &'a str) {
        match node {
            Node::Atom(atom) => self.atom(atom, first),
            Node::Body(body) => {
                self.brace(first);
                self.line.text.push_str(flat_body(body).as_deref().map_or("{", |flat| flat));
            }
            Node::Comment(_) => {}
        }
    }

    fn atom(&mut self, atom: &Atom<'a>, first: &'a str) {
        let starts = self.line.text.is_empty();
        if atom.space && !starts {
            self.line.text.push(' ');
        }
        let at = self.line.text.len();
        self.line.text.push_str(atom.text);
        if starts {
            return;
        }
        match atom.mark {
            Some(Mark::When) => self.line.when = Some(at),
            Some(Mark::Arrow) => self.line.arrow = Some(at),
            Some(Mark::Or) => self.line.or = Some(at),
            Some(Mark::Tab) => self.line.tab = Some((family(first), at)),
            None => {}
        }
    }

    /// The blank before a `{`, and what it is aligned with.
    fn brace(&mut self, first: &'a str) {
        if self.line.text.is_empty() {
            return;
        }
        self.line.text.push(' ');
        if matches!(first, "stub" | "row") && self.base == 0 {
            self.line.tab = Some((family(first), self.line.text.len()));
        }
    }

    /// An entry that does not fit on a line, or that holds what has lines of its own.
    fn broken(&mut self, nodes: &[Node<'a>], first: &'a str) {
        let mut run: Vec<&Atom<'a>> = Vec::new();
        let mut nodes = nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            match node {
                Node::Atom(atom) => run.push(atom),
                Node::Comment(comment) => {
                    self.run(&mut run, 0, first);
                    let next = if matches!(nodes.peek(), Some(Node::Body(_))) { self.base } else { self.base + INDENT };
                    if comment.own_line {
                        self.end_line_unless_empty(self.base + INDENT);
                        self.line.indent = self.base + INDENT;
                    }
                    self.end_line(Some(*comment), next);
                }
                Node::Body(body) => {
                    self.run(&mut run, " {".len(), first);
                    self.brace(first);
                    match flat_body(body).filter(|flat| !body.broken && fits(self.line.end(), flat)) {
                        Some(flat) => self.line.text.push_str(&flat),
                        None => self.body(body),
                    }
                }
            }
        }
        self.run(&mut run, 0, first);
    }

    fn end_line_unless_empty(&mut self, indent: usize) {
        if !self.line.text.is_empty() {
            self.end_line(None, indent);
        }
    }

    /// A body on lines of its own, from its `{` to its `}`.
    fn body(&mut self, body: &Body<'a>) {
        // The lines of a statement stand below its first word, whatever the line of its `{`.
        let indent = if self.base == 0 { 0 } else { self.line.indent };
        self.line.text.push('{');
        self.end_line(body.opening, indent);
        self.lines.append(&mut body_lines(body, indent + INDENT));
        self.line.text.push('}');
    }

    /// Writes what has been gathered; `reserve` columns are left free after it.
    fn run(&mut self, run: &mut Vec<&Atom<'a>>, reserve: usize, first: &'a str) {
        if !run.is_empty() {
            let indent = self.base + INDENT;
            self.lay(run, indent, reserve, first);
            run.clear();
        }
    }

    fn lay(&mut self, run: &[&Atom<'a>], indent: usize, reserve: usize, first: &'a str) {
        let starts = self.line.text.is_empty();
        let breaks = |n: usize, atom: &Atom<'a>| if starts && n == 0 { None } else { atom.breaks };
        let best = run.iter().enumerate().filter_map(|(n, atom)| breaks(n, atom)).min();
        let always = best.is_some_and(|best| best.kind == BreakKind::Always);
        let Some(best) = best.filter(|_| always || !self.takes(run, reserve)) else {
            run.iter().for_each(|atom| self.atom(atom, first));
            return;
        };
        let mut cuts: Vec<usize> =
            run.iter().enumerate().filter(|(n, atom)| breaks(*n, atom) == Some(best)).map(|(n, _)| n).collect();
        cuts.push(run.len());
        let mut from = 0;
        for (n, cut) in cuts.into_iter().enumerate() {
            let segment = run.get(from..cut).unwrap_or(&[]);
            from = cut;
            let reserve = if cut == run.len() { reserve } else { 0 };
            if n > 0 && !(best.kind.fills() && self.takes(segment, reserve)) {
                self.end_line(None, indent);
            }
            if let Some(first_atom) = segment.first() {
                let deeper = if first_atom.text == "->" { "-> ".len() } else { INDENT };
                self.lay(segment, indent + deeper, reserve, first);
            }
        }
    }

    /// Whether the atoms fit on the line that is being written.
    fn takes(&self, run: &[&Atom<'a>], reserve: usize) -> bool {
        let mut text = self.line.text.clone();
        for atom in run {
            if atom.space && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(atom.text);
        }
        text.extend(std::iter::repeat_n(' ', reserve));
        fits(self.line.indent, &text)
    }
}

/// Statements that stand below each other in columns.
fn family(first: &str) -> &str {
    match first {
        "into" => "from",
        "after" => "before",
        "row" => "stub",
        other => other,
    }
}

/// The nodes on one line; none where a part has lines of its own.
fn flat(nodes: &[Node<'_>]) -> Option<String> {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Atom(atom) if atom.breaks.is_some_and(|b| b.kind == BreakKind::Always) => return None,
            Node::Atom(atom) => {
                if atom.space && !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(atom.text);
            }
            Node::Body(body) if body.broken => return None,
            Node::Body(body) => {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(&flat_body(body)?);
            }
            Node::Comment(_) => return None,
        }
    }
    Some(out)
}

fn flat_body(body: &Body<'_>) -> Option<String> {
    if body.opening.is_some() || body.entries.iter().any(|entry| entry.comment.is_some()) {
        return None;
    }
    let entries: Option<Vec<String>> = body.entries.iter().map(|entry| flat(&entry.nodes)).collect();
    let entries = entries?;
    Some(if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join("; ")) })
}
