//! Lines of statements.

/// Lines of a statement become no longer than this, where they can be broken at a clause.
pub(crate) const WIDTH: usize = 120;

/// How a query is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// In one line.
    Line,
    /// A line for each clause, set off by so many steps.
    Lines(usize),
}

/// What begins a line that is set off by so many steps.
pub(super) fn line(steps: usize) -> String {
    format!("\n{}", "  ".repeat(steps))
}

/// Things with commas between, as many in a line as there is room for; `begin` is what stands before the first.
pub(crate) fn fill(begin: &str, things: impl IntoIterator<Item = String>, steps: usize) -> String {
    let mut out = begin.to_owned();
    let mut width = begin.len() - begin.rfind('\n').map_or(0, |at| at + 1);
    for (place, thing) in things.into_iter().enumerate() {
        let fits = width + thing.len() + 2 <= WIDTH;
        if place > 0 {
            out.push_str(if fits { ", " } else { "," });
            width += 2;
            if !fits {
                let line = line(steps);
                width = line.len();
                out.push_str(&line);
            }
        }
        width += thing.len();
        out.push_str(&thing);
    }
    out
}
