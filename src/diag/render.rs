//! Draws findings: for people, for grep, for editors.
//!
//! Pure: texts and findings in, a string out. The caller decides where it goes and whether it
//! may be coloured.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use codespan_reporting::diagnostic as drawn;
use codespan_reporting::term::{self, GeneralWriteResult, WriteStyle};
use serde::Serialize;

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};
use crate::visible;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Drawn, with the lines of every text concerned, and a summary at the end.
    #[default]
    Pretty,
    /// One line a finding, and a summary: `file:line:col: error[M0203]: message`.
    Short,
    /// One JSON object a finding and a line, with the positions that LSP uses.
    Json,
}

/// How many findings of one code are shown to people; those after them are counted.
const SHOWN: usize = 100;

/// How many places a drawn finding points at beside its own: time to draw them grows with their cube where they stand in one line.
const POINTED_AT: usize = 50;

/// Shows findings, in the order of the texts they point at: to people the first hundred of a code, to programs all of them.
pub fn to_string(sources: &Sources, diagnostics: &Diagnostics, format: Format, color: bool) -> String {
    let mut out = String::new();
    let mut of_code: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics.sorted() {
        let count = of_code.entry(diagnostic.code).or_default();
        *count += 1;
        if *count > SHOWN && format != Format::Json {
            continue;
        }
        match format {
            // Ends with an empty line.
            Format::Pretty => out.push_str(&pretty(sources, diagnostic, color)),
            Format::Short => {
                out.push_str(&short(sources, diagnostic, color));
                out.push('\n');
            }
            Format::Json => {
                out.push_str(&json(sources, diagnostic));
                out.push('\n');
            }
        }
    }
    if format == Format::Json {
        out.push_str(&allowed(sources, diagnostics));
        return out;
    }
    for (code, count) in of_code.into_iter().filter(|(_, count)| *count > SHOWN) {
        let _ = writeln!(out, "and {} more of {code}", count - SHOWN);
    }
    if let Some(summary) = summary(diagnostics) {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

/// `2 errors, 1 warning, 3 warnings allowed`; none when nothing was found.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let parts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .map(|(severity, word)| (diagnostics.count(severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .chain(allowed_count(diagnostics.allowed().len()))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `1 warning allowed`; none where there is none.
fn allowed_count(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} warning{} allowed", if count == 1 { "" } else { "s" }))
}

/// A note at one place: where a step that failed at run time was written.
pub fn note(sources: &Sources, span: Span, message: &str, here: &str, color: bool) -> String {
    let label = drawn::Label::primary(span.file, sources.clamp(span).range()).with_message(plain(here));
    draw(sources, &drawn::Diagnostic::note().with_message(plain(message)).with_label(label), color)
}

fn pretty(sources: &Sources, diagnostic: &Diagnostic, color: bool) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => drawn::Severity::Error,
        Severity::Warning => drawn::Severity::Warning,
        Severity::Note => drawn::Severity::Note,
    };
    let primary = &diagnostic.primary;
    let mut labels = vec![
        drawn::Label::primary(primary.span.file, range(sources, primary.span)).with_message(plain(&primary.message)),
    ];
    labels.extend(diagnostic.secondary.iter().take(POINTED_AT).map(|label| {
        drawn::Label::secondary(label.span.file, range(sources, label.span)).with_message(plain(&label.message))
    }));
    // A label in a text that is not there would make the whole report fail; better none.
    labels.retain(|label| sources.get(label.file_id).is_some());
    let mut notes: Vec<String> = diagnostic.help.iter().map(|help| format!("help: {}", indent(help))).collect();
    match diagnostic.secondary.len().saturating_sub(POINTED_AT) {
        0 => {}
        more => notes.push(format!("and {more} more places")),
    }
    let report = drawn::Diagnostic::new(severity)
        .with_code(diagnostic.code.to_string())
        .with_message(plain(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes);
    draw(sources, &report, color)
}

/// The bytes to underline: without the line ends and blanks that a statement's span may end with,
/// which would draw one more, empty, line.
fn range(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let span = sources.clamp(span);
    let kept = sources.slice(span).trim_end().len();
    let range = span.range();
    range.start..if kept == 0 { range.end } else { range.start + kept }
}

fn draw(sources: &Sources, report: &drawn::Diagnostic<crate::source::FileId>, color: bool) -> String {
    let mut painter = Painter { out: Vec::new(), color };
    let config = term::Config { tab_width: 4, ..term::Config::default() };
    if term::emit_to_write_style(&mut painter, &config, sources, report).is_err() {
        // Only a label outside its text gets here, and `range` moved those in.
        return format!("{}\n", report.message);
    }
    String::from_utf8_lossy(&painter.out).into_owned()
}

fn short(sources: &Sources, diagnostic: &Diagnostic, color: bool) -> String {
    let (on, off) = if color { (header(diagnostic.severity), RESET) } else { ("", "") };
    let mut line = format!(
        "{}: {on}{}[{}]{off}: {}",
        plain(&sources.locate(diagnostic.primary.span)),
        word(diagnostic.severity),
        diagnostic.code,
        plain(&diagnostic.message).replace('\n', " "),
    );
    if let Some(help) = diagnostic.help.first() {
        let _ = write!(line, " (help: {})", plain(help).replace('\n', " "));
    }
    line
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Lines after the first stand under the text of the first.
fn indent(help: &str) -> String {
    plain(help).replace('\n', "\n      ")
}

/// Text of a user may hold anything, also what a terminal would obey.
fn plain(text: &str) -> String {
    visible::lines(text).into_owned()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'a> {
    file: &'a str,
    uri: String,
    range: JsonRange,
    severity: u8,
    code: String,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    related_information: Vec<JsonRelated<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    file: &'a str,
    location: JsonLocation,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonLocation {
    uri: String,
    range: JsonRange,
}

#[derive(Serialize)]
struct JsonRange {
    start: JsonPosition,
    end: JsonPosition,
}

#[derive(Serialize)]
struct JsonPosition {
    line: usize,
    character: usize,
}

/// The last line, where the program allows warnings: the list of them.
#[derive(Serialize)]
struct JsonAllowedList<'a> {
    allowed: Vec<JsonAllowed<'a>>,
}

/// A warning that the program allows.
#[derive(Serialize)]
struct JsonAllowed<'a> {
    #[serde(flatten)]
    finding: JsonFinding<'a>,
    because: &'a str,
}

fn allowed<'a>(sources: &'a Sources, diagnostics: &'a Diagnostics) -> String {
    if diagnostics.allowed().is_empty() {
        return String::new();
    }
    let one =
        |one: &'a super::Allowed| JsonAllowed { finding: json_finding(sources, &one.finding), because: &one.because };
    let allowed = diagnostics.allowed().iter().map(one).collect();
    serde_json::to_string(&JsonAllowedList { allowed }).map(|line| line + "\n").unwrap_or_default()
}

fn json(sources: &Sources, diagnostic: &Diagnostic) -> String {
    // Strings and numbers only: there is nothing in it that could not be written.
    serde_json::to_string(&json_finding(sources, diagnostic)).unwrap_or_default()
}

fn json_finding<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> JsonFinding<'a> {
    let name = |span: Span| sources.name(span.file);
    JsonFinding {
        file: name(diagnostic.primary.span),
        uri: uri(name(diagnostic.primary.span)),
        range: json_range(sources, diagnostic.primary.span),
        severity: match diagnostic.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Note => 3,
        },
        code: diagnostic.code.to_string(),
        source: "migc",
        message: &diagnostic.message,
        label: &diagnostic.primary.message,
        related_information: diagnostic
            .secondary
            .iter()
            .map(|label| JsonRelated {
                file: name(label.span),
                location: JsonLocation { uri: uri(name(label.span)), range: json_range(sources, label.span) },
                message: &label.message,
            })
            .collect(),
        help: &diagnostic.help,
    }
}

fn json_range(sources: &Sources, span: Span) -> JsonRange {
    let span = sources.clamp(span);
    let at = |offset| {
        let position = sources.position(span.file, offset);
        JsonPosition { line: position.line, character: position.utf16 }
    };
    JsonRange { start: at(span.start), end: at(span.end) }
}

/// A path as a URI: `file://…` when it is absolute, else a reference relative to where the
/// command was started.
fn uri(name: &str) -> String {
    let mut out = String::from(if name.starts_with('/') { "file://" } else { "" });
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

const RESET: &str = "\x1b[0m";

fn header(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
        Severity::Note => "\x1b[1;32m",
    }
}

/// Takes what codespan writes. Styles become escape sequences here and nowhere else, so that the
/// control characters of a dump can be told from them and made harmless.
struct Painter {
    out: Vec<u8>,
    color: bool,
}

impl Painter {
    fn style(&mut self, sequence: &str) -> GeneralWriteResult {
        if self.color {
            self.out.extend_from_slice(sequence.as_bytes());
        }
        Ok(())
    }
}

impl io::Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // What is written are whole texts, so that no character is cut.
        let mut utf8 = [0; 4];
        for c in String::from_utf8_lossy(bytes).chars().filter(|c| *c != '\r') {
            let c = if visible::is_hidden(c) && !matches!(c, '\n' | '\t') { '?' } else { c };
            self.out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: drawn::Severity) -> GeneralWriteResult {
        self.style(match severity {
            drawn::Severity::Bug | drawn::Severity::Error => header(Severity::Error),
            drawn::Severity::Warning => header(Severity::Warning),
            drawn::Severity::Note | drawn::Severity::Help => header(Severity::Note),
        })
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        // Not in the colour of the severity, which stands before it.
        self.style("\x1b[0;1m")
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.style("\x1b[34m")
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.style("\x1b[34m")
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.style("\x1b[34m")
    }

    fn set_label(&mut self, severity: drawn::Severity, style: drawn::LabelStyle) -> GeneralWriteResult {
        self.style(match (style, severity) {
            (drawn::LabelStyle::Secondary, _) => "\x1b[36m",
            (_, drawn::Severity::Bug | drawn::Severity::Error) => "\x1b[31m",
            (_, drawn::Severity::Warning) => "\x1b[33m",
            (_, drawn::Severity::Note | drawn::Severity::Help) => "\x1b[32m",
        })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.style(RESET)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::FileId;

    fn example() -> (Sources, Diagnostics) {
        let mut sources = Sources::new();
        let mig = sources.add("a b.mig", "table posty -> post {\n  tytl😀 -> title\n}\n");
        let old = sources.add("/old.sql", "CREATE TABLE posty (\r\n\ttytul text\r\n);\r\n");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::new(Code::UNKNOWN_COLUMN, Span::new(mig, 24, 32), "`posty` has no column `tytl`")
                .here("not there")
                .label(Span::new(old, 13, 18), "its columns are here")
                .help("did you mean `tytul`?"),
        );
        diagnostics.push(Diagnostic::new(Code::UNUSED, Span::new(mig, 0, 5), "nothing uses it"));
        (sources, diagnostics)
    }

    #[test]
    fn draws_both_texts_in_one_report() {
        let (sources, diagnostics) = example();
        let drawn = to_string(&sources, &diagnostics, Format::Pretty, false);
        assert!(drawn.contains("error[M0202]: `posty` has no column `tytl`"), "{drawn}");
        assert!(drawn.contains("a b.mig:2:3"), "{drawn}");
        assert!(drawn.contains("/old.sql:1:14"), "{drawn}");
        assert!(drawn.contains("= help: did you mean `tytul`?"), "{drawn}");
        assert!(drawn.ends_with("1 error, 1 warning\n"), "{drawn}");
        assert!(!drawn.contains(['\x1b', '\r']), "{drawn:?}");
        assert!(to_string(&sources, &diagnostics, Format::Pretty, true).contains("\x1b[1;31m"));
    }

    #[test]
    fn short_is_one_line_a_finding() {
        let (sources, diagnostics) = example();
        assert_eq!(
            to_string(&sources, &diagnostics, Format::Short, false),
            "a b.mig:1:1: warning[M0408]: nothing uses it\n\
             a b.mig:2:3: error[M0202]: `posty` has no column `tytl` (help: did you mean `tytul`?)\n\
             1 error, 1 warning\n"
        );
    }

    #[test]
    fn people_see_the_first_hundred_of_a_code_and_programs_see_all() {
        let (sources, mut diagnostics) = example();
        let span = diagnostics.sorted()[0].primary.span;
        (0..249).for_each(|n| diagnostics.push(Diagnostic::new(Code::UNUSED, span, format!("unused {n}"))));
        for format in [Format::Pretty, Format::Short] {
            let drawn = to_string(&sources, &diagnostics, format, false);
            assert_eq!(drawn.matches("warning[M0408]").count(), 100);
            assert!(drawn.contains("error[M0202]"), "another code is still shown: {drawn}");
            assert!(drawn.ends_with("and 150 more of M0408\n1 error, 250 warnings\n"), "{drawn}");
        }
        assert_eq!(to_string(&sources, &diagnostics, Format::Json, false).lines().count(), 251);
    }

    #[test]
    fn what_is_allowed_is_counted_and_listed_last() {
        let (sources, mut diagnostics) = example();
        let finding = diagnostics.iter().find(|d| d.severity == Severity::Warning).unwrap().clone();
        diagnostics.allow(vec![crate::diag::Allowed { finding, because: "it stays".to_owned() }]);
        assert_eq!(
            to_string(&sources, &diagnostics, Format::Short, false).lines().last(),
            Some("1 error, 1 warning allowed")
        );
        let lines = to_string(&sources, &diagnostics, Format::Json, false);
        assert_eq!(lines.lines().count(), 2);
        let last: serde_json::Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
        assert_eq!(last["allowed"][0]["code"], "M0408");
        assert_eq!(last["allowed"][0]["because"], "it stays");
    }

    #[test]
    fn json_counts_as_lsp_does() {
        let (sources, diagnostics) = example();
        let lines = to_string(&sources, &diagnostics, Format::Json, true);
        let second: serde_json::Value = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
        assert_eq!(second["severity"], 1);
        assert_eq!(second["uri"], "a%20b.mig");
        assert_eq!(second["range"]["start"], serde_json::json!({"line": 1, "character": 2}));
        assert_eq!(second["range"]["end"], serde_json::json!({"line": 1, "character": 8}));
        assert_eq!(second["relatedInformation"][0]["location"]["uri"], "file:///old.sql");
        assert_eq!(second["help"][0], "did you mean `tytul`?");
    }

    #[test]
    fn draws_whatever_the_spans_and_texts_are() {
        let mut sources = Sources::new();
        let file = sources.add("x.mig", "é\u{1b}[31m\u{0}x");
        for span in [Span::new(file, 1, 1), Span::new(file, 0, 900), Span::new(FileId(7), 3, 4), Span::new(file, 9, 9)]
        {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(Diagnostic::new(Code::SYNTAX, span, "odd `\u{1b}[2J`").label(span, ""));
            for format in [Format::Pretty, Format::Short, Format::Json] {
                let drawn = to_string(&sources, &diagnostics, format, false);
                assert!(drawn.contains("M0101") && !drawn.contains('\x1b'), "{drawn:?}");
            }
        }
    }
}
