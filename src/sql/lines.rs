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
    filled(begin, things, [", ", ",", ""], steps)
}

/// Terms that all hold, as many in a line as there is room for; `begin` is what stands before the first.
pub(super) fn fill_terms(begin: &str, terms: impl IntoIterator<Item = String>, steps: usize) -> String {
    filled(begin, terms, [" AND ", "", "AND "], steps)
}

/// Things in lines. Between two stands the first text, or the second at the end of a line and the third at the beginning of the next.
fn filled(
    begin: &str,
    things: impl IntoIterator<Item = String>,
    [between, ends, begins]: [&str; 3],
    steps: usize,
) -> String {
    let mut out = begin.to_owned();
    let mut width = begin.len() - begin.rfind('\n').map_or(0, |at| at + 1);
    for (place, thing) in things.into_iter().enumerate() {
        if place > 0 && width + between.len() + thing.len() <= WIDTH {
            out.push_str(between);
            width += between.len();
        } else if place > 0 {
            let line = line(steps);
            width = line.len() + begins.len();
            out.extend([ends, &line, begins]);
        }
        width += thing.len();
        out.push_str(&thing);
    }
    out
}
