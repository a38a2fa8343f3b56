//! Bytes to text: dumps are old, and often not UTF-8.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::diag::{Code, Diagnostic};
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
    /// The program names an encoding that nobody knows.
    UnknownName,
}

/// Reads bytes as text: by a byte order mark, else as UTF-8, else in the encoding that the
/// program names (`latin2`), else as windows-1252, of which latin1 is a part.
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
    }
}
