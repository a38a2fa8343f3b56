//! What `migc run --dry-run` shows.

use super::output::Paint;
use super::watch::seconds;
use crate::client::address::Address;
use crate::exec::{Preflight, PreflightSide};

/// What was seen of both sides.
pub(super) fn text(look: &Preflight, from: &Address, into: &Address, paint: Paint) -> String {
    let mut out = String::new();
    side("the old side", from, &look.old, paint, &mut out);
    side("the new side", into, &look.new, paint, &mut out);
    out.push_str(&format!("{}\n", paint.bold("rows to be read")));
    let width = look.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, rows) in &look.rows {
        let rows = rows.map_or("?".to_owned(), |rows| rows.to_string());
        out.push_str(&format!("  {name:<width$}  {rows:>12}\n"));
    }
    let (all, about) = (look.all_rows(), seconds(look.estimate()));
    out.push_str(&format!("  {:<width$}  {all:>12}  about {about}, roughly\n\n", "all"));
    out
}

fn side(what: &str, address: &Address, seen: &PreflightSide, paint: Paint, out: &mut String) {
    out.push_str(&format!("{}\n", paint.bold(&format!("{what}, {address}"))));
    let before = out.len();
    for difference in seen.differences.iter().filter(|difference| difference.matters) {
        out.push_str(&format!("  {} {difference}\n", paint.warn("differs:")));
    }
    for problem in &seen.problems {
        out.push_str(&format!("  {} {}\n    help: {}\n", paint.warn("in the way:"), problem.message, problem.help));
    }
    for difference in seen.differences.iter().filter(|difference| !difference.matters) {
        out.push_str(&format!("  {} {difference}\n", paint.dim("note:")));
    }
    for note in &seen.notes {
        out.push_str(&format!("  {} {note}\n", paint.dim("note:")));
    }
    if out.len() == before {
        out.push_str("  as the program was checked with, and nothing is in the way\n");
    }
    out.push('\n');
}
