//! Reading what the clients print.

use super::Rows;

/// Reads the text format of PostgreSQL's COPY, which is also that of MySQL's outfiles: tabs between
/// columns, a newline after each row, `\N` for null, and backslashes before what would be mistaken.
pub fn rows(bytes: &[u8]) -> Rows {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut value = Vec::new();
    let mut null = false;
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\t' | b'\n' => {
                let bytes = std::mem::take(&mut value);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                row.push((!std::mem::take(&mut null)).then_some(text));
                if byte == b'\n' {
                    rows.push(std::mem::take(&mut row));
                }
            }
            b'\\' => match bytes.next() {
                Some(b'N') if value.is_empty() => null = true,
                Some(b'0') => value.push(0),
                Some(b'b') => value.push(8),
                Some(b'f') => value.push(12),
                Some(b'n') => value.push(b'\n'),
                Some(b'r') => value.push(b'\r'),
                Some(b't') => value.push(b'\t'),
                Some(b'v') => value.push(11),
                Some(other) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    rows
}

/// Text from hexadecimal digits.
pub fn unhex(digits: &str) -> String {
    let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0) as u8;
    let bytes: Vec<u8> =
        digits.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |n, b| n << 4 | digit(*b))).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The first lines of a long text.
pub fn head(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take(40).collect();
    let more = text.lines().count().saturating_sub(lines.len());
    let mut short = lines.join("\n");
    if more > 0 {
        short.push_str(&format!("\n… and {more} lines more"));
    }
    short
}
