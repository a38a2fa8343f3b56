//! A line of the result: how wide it is, and where its marks are.

use unicode_width::UnicodeWidthStr as _;

use super::nodes::Comment;

/// How wide a line may be; comments beside it do not count.
pub const WIDTH: usize = 100;

/// A line of the result.
#[derive(Debug, Clone, Default)]
pub(super) struct Line<'a> {
    /// An empty line before it.
    pub(super) blank: bool,
    pub(super) indent: usize,
    pub(super) text: String,
    pub(super) comment: Option<Comment<'a>>,
    /// Where the comment begins, in columns.
    pub(super) comment_at: usize,
    /// Where the marks are in `text`, in bytes: `when`, arrow, `or`.
    pub(super) when: Option<usize>,
    pub(super) arrow: Option<usize>,
    pub(super) or: Option<usize>,
    /// What it is aligned with, and where.
    pub(super) tab: Option<(&'a str, usize)>,
}

impl Line<'_> {
    pub(super) fn new(indent: usize) -> Self {
        Self { indent, ..Self::default() }
    }

    /// Where the code ends, in columns.
    pub(super) fn end(&self) -> usize {
        end_of(self.indent, &self.text)
    }

    /// Whether it is wider than a line should be.
    fn is_too_wide(&self) -> bool {
        !fits(self.indent, &self.text)
    }

    pub(super) fn write(&self, out: &mut String) {
        let blanks = |out: &mut String, n: usize| out.extend(std::iter::repeat_n(' ', n));
        if !self.text.is_empty() {
            blanks(out, self.indent);
            out.push_str(&self.text);
        }
        if let Some(comment) = &self.comment {
            let at = if self.text.is_empty() { 0 } else { self.end() };
            blanks(out, self.comment_at.saturating_sub(at));
            out.push_str(comment.text);
        }
    }

    /// Whether the line has room for so many more blanks.
    pub(super) fn has_room(&self, blanks: usize) -> bool {
        let mut wider = self.clone();
        wider.text.insert_str(0, &" ".repeat(blanks));
        !wider.is_too_wide()
    }
}

/// Where `text` ends that begins at a column; it may hold line breaks, in SQL.
fn end_of(column: usize, text: &str) -> usize {
    match text.rsplit_once('\n') {
        Some((_, last)) => last.width(),
        None => column + text.width(),
    }
}

/// Whether `text` that begins at a column is nowhere wider than a line may be.
pub(super) fn fits(column: usize, text: &str) -> bool {
    text.split('\n').enumerate().all(|(n, line)| if n == 0 { column } else { 0 } + line.width() <= WIDTH)
}

/// Puts blanks into a line at a byte, and moves the marks after it; not where it would get too wide.
pub(super) fn pad(line: &mut Line<'_>, at: usize, blanks: usize) {
    line.text.insert_str(at, &" ".repeat(blanks));
    for mark in [&mut line.when, &mut line.arrow, &mut line.or].into_iter().flatten() {
        if *mark >= at {
            *mark += blanks;
        }
    }
}
