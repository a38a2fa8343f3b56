//! Rows as text.

use std::fmt::Write as _;

/// The answer of a query, each value as text; null is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextTable {
    /// What it shows.
    pub title: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows, as wide as `columns`.
    pub rows: Vec<Vec<Option<String>>>,
}

/// The widest a column of [`TextTable::to_text`] gets.
const WIDEST: usize = 60;

/// What its last column has at least.
const LEAST: usize = 20;

impl TextTable {
    /// In columns, numbers to the right; the last column is cut where a line would be wider than `screen`.
    pub fn to_text(&self, screen: usize) -> String {
        let last = self.columns.len().saturating_sub(1);
        let mut cells: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .enumerate()
                    .map(|(i, value)| cell(value.as_deref(), if i == last { screen } else { WIDEST }))
                    .collect()
            })
            .collect();
        let widest = |i: usize| cells.iter().filter_map(|row| row.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
        let before: usize =
            (0..last).map(|i| 2 + widest(i).max(self.columns.get(i).map_or(0, |c| c.chars().count()))).sum();
        let room = screen.saturating_sub(before + 2).max(LEAST);
        for cell in cells.iter_mut().filter_map(|row| row.get_mut(last)) {
            *cell = cut(cell, room);
        }
        let width = |i: usize| {
            let of = |text: &String| text.chars().count();
            let widest = cells.iter().filter_map(|row| row.get(i)).map(of).max().unwrap_or(0);
            widest.max(self.columns.get(i).map_or(0, of))
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let numeric: Vec<bool> = (0..self.columns.len())
            .map(|i| {
                let values = self.rows.iter().filter_map(|row| row.get(i)?.as_deref());
                let mut values = values.filter(|value| !value.is_empty()).peekable();
                values.peek().is_some() && values.all(|value| value.parse::<f64>().is_ok())
            })
            .collect();
        let line = |out: &mut String, row: &[String]| {
            let mut text = String::new();
            for ((value, width), numeric) in row.iter().zip(&widths).zip(&numeric) {
                let _ = match numeric {
                    true => write!(text, "  {value:>width$}"),
                    false => write!(text, "  {value:<width$}"),
                };
            }
            out.push_str(text.trim_end());
            out.push('\n');
        };
        let mut out = String::new();
        line(&mut out, &self.columns);
        for row in &cells {
            line(&mut out, row);
        }
        out
    }

    /// Its rows, whose values have names.
    pub fn named(&self) -> impl Iterator<Item = TextRow<'_>> {
        self.rows.iter().map(|values| TextRow { table: self, values })
    }

    /// With commas, as RFC 4180 has it; null is nothing, empty text is `""`.
    pub fn to_csv(&self) -> String {
        let mut out = self.columns.iter().map(|name| csv(name)).collect::<Vec<_>>().join(",");
        out.push_str("\r\n");
        for row in &self.rows {
            let values: Vec<String> = row.iter().map(|value| value.as_deref().map_or(String::new(), csv)).collect();
            out.push_str(&values.join(","));
            out.push_str("\r\n");
        }
        out
    }
}

/// Values of a row by the names of their columns.
#[derive(Debug, Clone, Copy)]
pub struct TextRow<'a> {
    table: &'a TextTable,
    values: &'a [Option<String>],
}

impl<'a> TextRow<'a> {
    /// A value; null, and what has no such column, is none.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let at = self.table.columns.iter().position(|column| column == name)?;
        self.values.get(at)?.as_deref()
    }

    /// A value; null, and what has no such column, is an empty text.
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or("").to_owned()
    }

    /// A value as a number of rows; null is 0.
    pub fn number(&self, name: &str) -> u64 {
        self.get(name).and_then(|value| value.trim().parse().ok()).unwrap_or(0)
    }
}

/// One line, without what a terminal would obey.
fn cell(value: Option<&str>, room: usize) -> String {
    let Some(value) = value else { return "null".to_owned() };
    let text: String =
        value.chars().take(room + 1).map(|c| if crate::visible::is_hidden(c) { ' ' } else { c }).collect();
    cut(&text, room)
}

/// The text, or as much of it as has room.
fn cut(text: &str, room: usize) -> String {
    match text.chars().count() > room {
        true => text.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn csv(value: &str) -> String {
    // A spreadsheet runs a cell that begins so; a quote before it makes a text of it (OWASP, "CSV Injection").
    let runs = value.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
        || value.starts_with(['\t', '\r', '\n']);
    let is_number = value.parse::<f64>().is_ok();
    if runs && !is_number {
        format!("\"'{}\"", value.replace('"', "\"\""))
    } else if value.is_empty() || value.contains(['"', ',', ';', '\t', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> TextTable {
        let some = |text: &str| Some(text.to_owned());
        TextTable {
            title: String::new(),
            columns: vec!["block".into(), "rows".into()],
            rows: vec![vec![some("a, \"b\"\nc"), some("12")], vec![None, some("3")], vec![some(""), None]],
        }
    }

    #[test]
    fn text_stands_in_columns() {
        assert_eq!(
            example().to_text(100),
            "  block     rows\n  a, \"b\" c    12\n  null         3\n            null\n"
        );
    }

    #[test]
    fn csv_has_no_formulas() {
        for (value, cell) in [
            ("=cmd|'/c calc'!A1", "\"'=cmd|'/c calc'!A1\""),
            ("-12.5", "-12.5"),
            ("-1+2", "\"'-1+2\""),
            ("@SUM(1)", "\"'@SUM(1)\""),
            (" =1", "\"' =1\""),
            ("\t=1", "\"'\t=1\""),
            ("a;=1", "\"a;=1\""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(csv(value), cell);
        }
    }

    #[test]
    fn csv_tells_null_from_empty() {
        assert_eq!(example().to_csv(), "block,rows\r\n\"a, \"\"b\"\"\nc\",12\r\n,3\r\n\"\",\r\n");
    }
}
