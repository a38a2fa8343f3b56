//! Rows as text.

use std::fmt::Write as _;

/// The answer of a query, each value as text; null is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows, as wide as `columns`.
    pub rows: Vec<Vec<Option<String>>>,
}

/// The widest a column of [`Table::to_text`] gets.
const WIDEST: usize = 60;

impl Table {
    /// In columns, numbers to the right.
    pub fn to_text(&self) -> String {
        let cells: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|value| cell(value.as_deref())).collect()).collect();
        let width = |i: usize| {
            let of = |text: &String| text.chars().count();
            let widest = cells.iter().filter_map(|row| row.get(i)).map(of).max().unwrap_or(0);
            widest.max(self.columns.get(i).map_or(0, of))
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let numeric: Vec<bool> = (0..self.columns.len())
            .map(|i| {
                let mut values = self.rows.iter().filter_map(|row| row.get(i)?.as_deref()).peekable();
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

/// One line, without what a terminal would obey.
fn cell(value: Option<&str>) -> String {
    let Some(value) = value else { return "null".to_owned() };
    let mut text: String = value.chars().take(WIDEST + 1).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > WIDEST {
        text = text.chars().take(WIDEST - 1).chain(['…']).collect();
    }
    text
}

fn csv(value: &str) -> String {
    if value.is_empty() || value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Table {
        let some = |text: &str| Some(text.to_owned());
        Table {
            title: String::new(),
            columns: vec!["block".into(), "rows".into()],
            rows: vec![vec![some("a, \"b\"\nc"), some("12")], vec![None, some("3")], vec![some(""), None]],
        }
    }

    #[test]
    fn text_stands_in_columns() {
        assert_eq!(example().to_text(), "  block     rows\n  a, \"b\" c    12\n  null         3\n            null\n");
    }

    #[test]
    fn csv_tells_null_from_empty() {
        assert_eq!(example().to_csv(), "block,rows\r\n\"a, \"\"b\"\"\nc\",12\r\n,3\r\n\"\",\r\n");
    }
}
