//! What a run says at its end: the counts, what was rejected and why, the policies used.

use super::output::Paint;
use crate::exec::{TextRow, TextTable};

/// How wide a reader's screen is taken to be.
const SCREEN: usize = 100;

/// The tables of a run, without what is nothing but zeros.
pub(super) fn tables(tables: &[TextTable], paint: Paint) -> String {
    let mut out = String::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let shown = if table.columns.iter().any(|c| c == "moved") { counts(table) } else { reasons(table) };
        if !shown.rows.is_empty() {
            out.push_str(&format!("{}\n{}\n", paint.bold(&shown.title), shown.to_text(SCREEN)));
        }
    }
    out
}

/// One line a block, and a sum. Stubs that nobody needed, and fates that no row had, are left out.
fn counts(table: &TextTable) -> TextTable {
    const ALWAYS: [&str; 3] = ["rows", "moved", "rejected"];
    const FATES: [&str; 7] = ["rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner"];
    let kept: Vec<TextRow<'_>> = table
        .named()
        .filter(|row| !row.text("block").starts_with("stub ") || FATES.iter().any(|fate| row.number(fate) > 0))
        .collect();
    let sum = |fate: &str| kept.iter().map(|row| row.number(fate)).sum::<u64>();
    let fates: Vec<&str> = FATES.into_iter().filter(|fate| ALWAYS.contains(fate) || sum(fate) > 0).collect();
    let mut lines: Vec<Vec<Option<String>>> = kept
        .iter()
        .map(|row| {
            let (block, target) = (row.text("block"), row.text("target"));
            let what =
                if block.starts_with("stub ") || block == target { block } else { format!("{block} -> {target}") };
            // What did not happen is left blank, so that what did stands out.
            let numbers = fates.iter().map(|fate| match (*fate, row.number(fate)) {
                ("rows" | "moved", 0) if row.number("stubs") == 0 => Some("0".to_owned()),
                (_, 0) => Some(String::new()),
                (_, n) => Some(n.to_string()),
            });
            [Some(row.text("step")), Some(what)].into_iter().chain(numbers).collect()
        })
        .collect();
    if lines.len() > 1 {
        let numbers = fates.iter().map(|fate| Some(sum(fate).to_string()));
        lines.push([Some(String::new()), Some("all".to_owned())].into_iter().chain(numbers).collect());
    }
    TextTable {
        title: table.title.clone(),
        columns: ["step", "block"].into_iter().chain(fates).map(heading).collect(),
        rows: lines,
    }
}

/// Rejects or policies: `posty.topic_id` in place of two columns.
fn reasons(table: &TextTable) -> TextTable {
    let rest: Vec<&str> =
        table.columns.iter().map(String::as_str).filter(|c| !matches!(*c, "step" | "block" | "column_name")).collect();
    let lines = table
        .named()
        .map(|row| {
            let line = match row.get("column_name") {
                Some(column) => format!("{}: {column}", row.text("block")),
                None => row.text("block"),
            };
            let others = rest.iter().map(|name| match (*name, row.get(name)) {
                // A rule of the whole row.
                ("policy", Some(rule)) if row.get("column_name").is_none() => Some(format!("skipped: {rule}")),
                ("policy", Some("or")) => Some("or, and another value".to_owned()),
                ("policy", Some(policy)) => Some(format!("or {policy}")),
                (_, value) => value.map(str::to_owned),
            });
            [Some(row.text("step")), Some(line)].into_iter().chain(others).collect()
        })
        .collect();
    TextTable {
        title: table.title.clone(),
        columns: ["step", "block: column"].into_iter().chain(rest).map(heading).collect(),
        rows: lines,
    }
}

/// Rejected rows by step, column and reason.
pub(super) fn rejects(table: &TextTable, paint: Paint) -> String {
    let mut groups: Vec<(String, Vec<Vec<Option<String>>>)> = Vec::new();
    for row in table.named() {
        let column = row.get("column_name").map_or(String::new(), |column| format!(", `{column}`"));
        let title = format!("step {}, {}{column}: {}", row.text("step"), row.text("block"), row.text("reason"));
        let line = ["row_key", "value", "row_json"].map(|name| row.get(name).map(str::to_owned)).to_vec();
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((title, vec![line])),
        }
    }
    let mut out = String::new();
    for (title, rows) in groups {
        let count = format!("{} row{}", rows.len(), if rows.len() == 1 { "" } else { "s" });
        let columns = ["row_key", "value", "row_json"].into_iter().map(heading).collect();
        let shown = TextTable { title: String::new(), columns, rows };
        out.push_str(&format!("{} ({count})\n{}\n", paint.bold(&title), shown.to_text(SCREEN)));
    }
    let total = table.rows.len();
    out.push_str(&format!("{total} row{} rejected in all\n", if total == 1 { "" } else { "s" }));
    out
}

/// A column's name as people say it.
fn heading(name: &str) -> String {
    match name {
        "no_partner" => "no partner",
        "for_example" => "such as key",
        "row_key" => "key",
        "row_json" => "row",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(title: &str, text: &str) -> TextTable {
        let mut lines = text.lines().map(|line| line.split('|').map(str::trim));
        let columns = lines.next().into_iter().flatten().map(str::to_owned).collect();
        let rows = lines.map(|line| line.map(|v| (v != "-").then(|| v.to_owned())).collect()).collect();
        TextTable { title: title.to_owned(), columns, rows }
    }

    #[test]
    fn zeros_are_left_out_and_sums_stand_below() {
        let counts = table(
            "Counts",
            "step | block | target | rows | moved | skipped | merged | rejected | stubs | no_partner
             1 | users | people | 12 | 10 | 0 | 2 | 0 | 0 | 0
             2 | stub people | people | 0 | 0 | 0 | 0 | 0 | 0 | 0
             3 | posts | articles | 100 | 99 | 0 | 0 | 1 | 0 | 0",
        );
        assert_eq!(
            tables(&[counts], Paint::default()),
            "Counts\n\
             \x20 step  block              rows  moved  merged  rejected\n\
             \x20    1  users -> people      12     10       2\n\
             \x20    3  posts -> articles   100     99                 1\n\
             \x20       all                 112    109       2         1\n\n"
        );
    }

    #[test]
    fn rejects_stand_under_their_reason() {
        let rejected = table(
            "",
            "step | block | row_key | column_name | reason | value | row_json
             3 | posts | 7 | title | too long | Re: Re: | {}
             3 | posts | 15 | title | too long | - | {}
             3 | posts | 9 | - | bad | x | {}",
        );
        assert_eq!(
            rejects(&rejected, Paint::default()),
            "step 3, posts, `title`: too long (2 rows)\n\
             \x20 key  value    row\n\
             \x20   7  Re: Re:  {}\n\
             \x20  15  null     {}\n\n\
             step 3, posts: bad (1 row)\n\
             \x20 key  value  row\n\
             \x20   9  x      {}\n\n\
             3 rows rejected in all\n"
        );
    }
}
