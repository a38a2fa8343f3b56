//! Bytes to text: dumps are old, and often not UTF-8.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::session::{Client, assignments};
use super::split;
use crate::diag::{Code, Diagnostic};
use crate::engine::Engine;
use crate::source::{FileId, Span};

/// What was taken for granted when bytes became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// Nothing: the bytes are UTF-8, or a byte order mark or the program names their encoding, and all of them fit.
    Nothing,
    /// That they are windows-1252, since they are not UTF-8 and nobody names an encoding.
    Windows1252 {
        /// The first byte that is not UTF-8.
        at: usize,
    },
    /// The encoding is known, and some bytes are not text in it; U+FFFD stands in their place.
    Broken {
        /// Its name.
        encoding: &'static str,
    },
    /// That they are in the encodings that the dump itself says, or in UTF-8 as nearly all of them; some bytes are not, which
    /// matters where they are no values of rows.
    Nearly {
        /// What the bytes at fault are not.
        encoding: &'static str,
    },
    /// The program names an encoding that nobody knows.
    UnknownName,
}

/// Reads bytes as text: by a byte order mark, else as UTF-8, else in the encoding that the
/// program names (`latin2`), else in those that the dump says itself (`SET NAMES`), else as UTF-8 where most of it is, else
/// as windows-1252, of which latin1 is a part.
///
/// A named encoding comes before UTF-8 only where the bytes are not UTF-8: whoever names one
/// speaks of a file that needs it.
pub fn decode(bytes: &[u8], encoding: Option<&str>) -> (String, Assumed) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[]));
        let assumed = if broken { Assumed::Broken { encoding: encoding.name() } } else { Assumed::Nothing };
        return (text.into_owned(), assumed);
    }
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), Assumed::Nothing),
        Err(error) => error.valid_up_to(),
    };
    if encoding.is_none()
        && let Some((text, broken)) = as_declared(bytes).or_else(|| nearly_utf8(bytes))
    {
        return (text, broken.map_or(Assumed::Nothing, |encoding| Assumed::Nearly { encoding: encoding.name() }));
    }
    let (encoding, mut assumed) = match encoding {
        None => (WINDOWS_1252, Assumed::Windows1252 { at }),
        Some(name) => match find(name) {
            Some(encoding) => (encoding, Assumed::Nothing),
            None => (WINDOWS_1252, Assumed::UnknownName),
        },
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && assumed == Assumed::Nothing {
        assumed = Assumed::Broken { encoding: encoding.name() };
    }
    (text.into_owned(), assumed)
}

/// Reads a dump in the encodings that it says; none where it says none that is known. Also the one that some bytes are not text in.
fn as_declared(bytes: &[u8]) -> Option<(String, Option<&'static Encoding>)> {
    let mut client = Client::default();
    let (mut text, mut broken, mut said) = (String::with_capacity(bytes.len()), None, false);
    let (mut from, mut at, mut encoding) = (0, 0, UTF_8);
    let mut decode = |from: usize, to: usize, encoding: &'static Encoding| {
        let (piece, bad) = encoding.decode_without_bom_handling(bytes.get(from..to).unwrap_or_default());
        text.push_str(&piece);
        broken = broken.or(bad.then_some(encoding));
    };
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        let mut assigned = false;
        for (name, value) in setting(line).iter().flat_map(|text| assignments(text)) {
            assigned |= client.assign(&name, &value);
        }
        if assigned {
            decode(from, at, encoding);
            from = at;
            encoding = match client.charset() {
                // each text is in its own column's, and definitions are UTF-8
                Some("binary" | "BINARY") | None => UTF_8,
                Some(name) => find(name).or_else(|| find(&name.replace('_', "-")))?,
            };
            said = true;
        }
    }
    decode(from, at, encoding);
    said.then_some((text, broken))
}

/// What stands behind the `SET` that a line begins with.
fn setting(line: &[u8]) -> Option<String> {
    let line = line.trim_ascii();
    let line = match line.strip_prefix(b"/*!").or_else(|| line.strip_prefix(b"/*M!")) {
        Some(rest) => rest.get(rest.iter().take_while(|b| b.is_ascii_digit()).count()..)?.trim_ascii_start(),
        None => line,
    };
    let (word, rest) = line.split_at_checked(4)?;
    if !word.get(..3)?.eq_ignore_ascii_case(b"SET") || !word.get(3)?.is_ascii_whitespace() {
        return None;
    }
    let rest = rest.split(|b| *b == b';').next()?;
    Some(String::from_utf8_lossy(rest).replace("*/", " "))
}

/// Reads bytes as UTF-8 where that is what most of those are that are not ASCII.
fn nearly_utf8(bytes: &[u8]) -> Option<(String, Option<&'static Encoding>)> {
    let (mut letters, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (letters > bad).then(|| (String::from_utf8_lossy(bytes).into_owned(), Some(UTF_8)))
}

/// Whether a letter that stands for bytes that are no text is in something else than rows and comments; where.
fn broken_definition(text: &str) -> Option<usize> {
    text.find('\u{fffd}')?;
    let statements = split::split(text, super::lexis(Engine::guess(text)));
    for statement in statements {
        let rows = ["INSERT", "REPLACE", "COPY"].iter().any(|word| statement.head.starts(&[word]));
        if let (false, Some(at)) = (rows, text.get(statement.start..statement.end).and_then(|t| t.find('\u{fffd}'))) {
            return Some(statement.start + at);
        }
    }
    None
}

/// An encoding by the names that the web and the engines use.
pub fn find(name: &str) -> Option<&'static Encoding> {
    let label = match name.to_ascii_lowercase().as_str() {
        "utf8mb4" | "utf8mb3" => "utf-8".to_owned(),
        "latin7" => "iso-8859-13".to_owned(),
        "greek" => "iso-8859-7".to_owned(),
        "hebrew" => "iso-8859-8".to_owned(),
        "ujis" => "euc-jp".to_owned(),
        "euckr" => "euc-kr".to_owned(),
        "cp932" => "shift_jis".to_owned(),
        "koi8r" => "koi8-r".to_owned(),
        "koi8u" => "koi8-u".to_owned(),
        cp if cp.starts_with("cp125") => cp.replace("cp", "windows-"),
        win if win.starts_with("win125") => win.replace("win", "windows-"),
        other => other.to_owned(),
    };
    Encoding::for_label(label.as_bytes())
}

/// The finding about what was assumed, if there is something to say.
pub fn finding(file: FileId, text: &str, assumed: Assumed) -> Option<Diagnostic> {
    let first = |hit: &dyn Fn(char) -> bool| {
        let at = text.find(hit).unwrap_or(0);
        let len = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        Span::new(file, at, at + len)
    };
    let help = "say which encoding it is: `from mysql \"old.sql\" encoding latin2`";
    match assumed {
        Assumed::Nothing => None,
        Assumed::Windows1252 { at } => Some(
            Diagnostic::new(
                Code::DDL_ENCODING,
                Span::new(file, at, at + text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)),
                "the file is not UTF-8 and was read as windows-1252 (latin1)",
            )
            .help(help),
        ),
        Assumed::Broken { encoding } => Some(
            Diagnostic::new(
                Code::DDL_ENCODING,
                first(&|c| c == '\u{fffd}'),
                format!("the file has bytes that are not text in {encoding}"),
            )
            .help(help),
        ),
        Assumed::Nearly { encoding } => broken_definition(text).map(|at| {
            let span = Span::new(file, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            Diagnostic::new(Code::DDL_ENCODING, span, format!("the file has bytes that are not text in {encoding}"))
                .help("mend them, or say which encoding the whole file is: `from mysql \"old.sql\" encoding latin2`")
        }),
        Assumed::UnknownName => Some(
            Diagnostic::new(
                Code::DDL_ENCODING,
                first(&|c| !c.is_ascii()),
                "the encoding that the program names is unknown, and the file was read as windows-1252 (latin1)",
            )
            .help(help),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_then_utf8_then_the_named_encoding_then_windows_1252() {
        assert_eq!(decode("\u{feff}é".as_bytes(), None), ("é".into(), Assumed::Nothing));
        assert_eq!(decode(b"\xff\xfea\0", None), ("a".into(), Assumed::Nothing));
        assert_eq!(decode("zażółć".as_bytes(), Some("latin2")), ("zażółć".into(), Assumed::Nothing));
        assert_eq!(decode(b"za\xbf\xf3\xb3\xe6", Some("latin2")), ("zażółć".into(), Assumed::Nothing));
        assert_eq!(decode(b"caf\xe9", None), ("café".into(), Assumed::Windows1252 { at: 3 }));
        assert_eq!(decode(b"caf\xe9", Some("klingon")), ("café".into(), Assumed::UnknownName));
        assert_eq!(decode(b"\xb3", Some("cp1250")).0, "ł");
        // what the dump says itself comes before guessing, from where it says it
        assert_eq!(decode(b"SET NAMES latin2;\n\xb3", None), ("SET NAMES latin2;\nł".into(), Assumed::Nothing));
        assert_eq!(decode(b"/*!40101 SET NAMES latin2 */;\n\xb3", Some("cp1251")).0.chars().last(), Some('і'));
        let middle = b"SET CHARACTER SET latin2;\n\xb3;\nSET NAMES utf8mb4;\n\xc3\xa9 \xff";
        let (text, assumed) = decode(middle, None);
        assert!(text.contains("\nł;") && text.ends_with("é \u{fffd}"), "{text}");
        assert_eq!(assumed, Assumed::Nearly { encoding: "UTF-8" });
        // one raw byte does not make another encoding of a file in UTF-8
        assert_eq!(
            decode("é ü".as_bytes().iter().chain(b"\xff").copied().collect::<Vec<_>>().as_slice(), None).0,
            "é ü\u{fffd}"
        );
    }
}
