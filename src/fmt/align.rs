//! Arrows, `when`, `or` and comments below each other.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::line::{Line, pad};

/// Between code and the comment beside it.
const GAP: usize = 2;

/// Aligns the lines of one body, which stands at `indent`; the lines of bodies in it are aligned already.
pub(super) fn body(lines: &mut [Line<'_>], indent: usize) {
    for run in runs(lines, |line| line.when.map(|_| "")) {
        in_column(lines, run.collect(), |line| line.when, 1);
    }
    let with = |lines: &[Line<'_>], mark: fn(&Line<'_>) -> Option<usize>| -> Vec<usize> {
        let here = lines.iter().enumerate().filter(|(_, line)| line.indent == indent && mark(line).is_some());
        here.map(|(at, _)| at).collect()
    };
    let arrows = with(lines, |line| line.arrow);
    in_column(lines, arrows, |line| line.arrow, 1);
    // Policies stand apart from the columns before them, unless there is only one.
    let ors = with(lines, |line| line.or.filter(|_| line.arrow.is_some()));
    if ors.len() > 1 {
        in_column(lines, ors, |line| line.or, GAP);
    }
    for run in runs(lines, |line| line.tab.map(|(family, _)| family)) {
        in_column(lines, run.collect(), |line| line.tab.map(|(_, at)| at), 1);
    }
}

/// The ranges of neighbours of the same kind.
fn runs<'l, K: PartialEq + Copy>(lines: &[Line<'l>], kind: impl Fn(&Line<'l>) -> Option<K>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, line) in lines.iter().enumerate() {
        let this = kind(line);
        match found.last_mut() {
            Some(run) if run.end == at && this.is_some() && this == last && !line.blank => run.end = at + 1,
            _ if this.is_some() => found.push(at..at + 1),
            _ => {}
        }
        last = this;
    }
    found
}

/// Puts the marks of some lines into one column, `gap` after the widest text before one. A line that is so
/// wide that another would not fit any more is left out.
fn in_column(lines: &mut [Line<'_>], mut chosen: Vec<usize>, mark: impl Fn(&Line<'_>) -> Option<usize>, gap: usize) {
    let before = |line: &Line<'_>| column(line, mark(line).and_then(|at| line.text.get(..at)).unwrap_or("").trim_end());
    loop {
        let width = |at: &usize| lines.get(*at).map_or(0, &before);
        let Some(widest) = chosen.iter().map(width).max() else { return };
        let all_fit =
            chosen.iter().filter_map(|at| lines.get(*at)).all(|line| line.has_room(missing(line, widest + gap, &mark)));
        if all_fit {
            for at in chosen {
                if let Some(line) = lines.get_mut(at) {
                    let blanks = missing(line, widest + gap, &mark);
                    if let Some(at) = mark(line) {
                        pad(line, at, blanks);
                    }
                }
            }
            return;
        }
        chosen.retain(|at| lines.get(*at).map_or(0, &before) < widest);
    }
}

/// How many blanks a line's mark is left of a column.
fn missing(line: &Line<'_>, wanted: usize, mark: impl Fn(&Line<'_>) -> Option<usize>) -> usize {
    let text = mark(line).and_then(|at| line.text.get(..at)).unwrap_or("");
    wanted.saturating_sub(column(line, text))
}

/// Where a part of a line ends, in columns from its indentation; it may hold line breaks, in SQL.
fn column(line: &Line<'_>, text: &str) -> usize {
    match text.rsplit_once('\n') {
        Some((_, last)) => last.width().saturating_sub(line.indent),
        None => text.width(),
    }
}

/// Comments beside code stay in their column, neighbours together, or move right as far as the code needs.
pub(super) fn comments(lines: &mut [Line<'_>]) {
    let column = |line: &Line<'_>| line.comment.filter(|c| !line.text.is_empty() && !c.own_line).map(|c| c.column);
    for run in runs(lines, column) {
        let Some(run) = lines.get_mut(run) else { continue };
        let moved = run.iter().all(|line| line.comment.is_none_or(|c| c.gap <= GAP));
        let needed = run.iter().map(|line| line.end() + GAP).max().unwrap_or(0);
        let stood = run.first().and_then(column).filter(|_| !moved).unwrap_or(0);
        for line in run {
            line.comment_at = needed.max(stood);
        }
    }
}
