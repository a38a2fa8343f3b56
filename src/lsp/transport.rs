//! Messages on standard input and output, as the Language Server Protocol frames them ("Base Protocol"): a header with the
//! length, an empty line, JSON. Other than the loop of `lsp_server`, what cannot be read is answered with an error, and the
//! next message is read.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, ErrorCode, Message};
use serde_json::{Value, json};

/// More than any message of an editor has, in bytes; a longer one is stepped over.
const LONGEST: u64 = 256 * 1024 * 1024;

/// The threads that read and write for a [`Connection`].
pub(super) struct Threads {
    writer: JoinHandle<()>,
}

impl Threads {
    /// Waits until everything is written. The connection must be gone before.
    pub(super) fn join(self) {
        // A thread that panicked has nothing left to write.
        let _ = self.writer.join();
    }
}

/// The server's end of standard input and output.
pub(super) fn stdio() -> (Connection, Threads) {
    let (server, editor) = Connection::memory();
    let Connection { sender, receiver } = editor;
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Some(frame) = read(&mut input, LONGEST) {
            match frame {
                Ok(message) => {
                    let last = matches!(&message, Message::Notification(note) if note.method == "exit");
                    if sender.send(message).is_err() || last {
                        return;
                    }
                }
                Err(unreadable) => {
                    let _ = write(&unreadable.answer());
                }
            }
        }
    });
    let writer = thread::spawn(move || {
        let framed = |message: &Message| {
            let mut json = serde_json::to_value(message).unwrap_or_default();
            if let Some(object) = json.as_object_mut() {
                object.insert("jsonrpc".to_owned(), "2.0".into());
            }
            write(&json)
        };
        // When nobody reads any more, there is nobody to tell.
        let _ = receiver.iter().try_for_each(|message| framed(&message));
    });
    (server, Threads { writer })
}

/// A message that cannot be read.
#[derive(Debug, PartialEq)]
struct Unreadable {
    /// Its number, where at least that can be read.
    id: Value,
    code: ErrorCodeNumber,
    why: String,
}

/// A number of JSON-RPC 2.0, section 5.1.
type ErrorCodeNumber = i32;

impl Unreadable {
    fn new(code: ErrorCode, why: impl Into<String>) -> Self {
        Self { id: Value::Null, code: code as ErrorCodeNumber, why: why.into() }
    }

    /// The answer: JSON-RPC wants `null` for a number that could not be read.
    fn answer(&self) -> Value {
        json!({ "jsonrpc": "2.0", "id": self.id, "error": { "code": self.code, "message": self.why } })
    }
}

/// The next message of at most so many bytes, or why it cannot be read; none at the end of the input.
fn read(input: &mut impl BufRead, longest: u64) -> Option<Result<Message, Unreadable>> {
    let mut length = None;
    let mut odd = false;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            // Empty lines before a header are nobody's.
            if length.is_some() || odd {
                break;
            }
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("Content-Length") => {
                length = value.trim().parse::<u64>().ok();
                odd |= length.is_none();
            }
            Some((name, _)) if name.eq_ignore_ascii_case("Content-Type") => {}
            _ => odd = true,
        }
    }
    let Some(length) = length else {
        return Some(Err(Unreadable::new(ErrorCode::ParseError, "a header without a Content-Length")));
    };
    if length > longest {
        io::copy(&mut input.take(length), &mut io::sink()).ok()?;
        return Some(Err(Unreadable::new(
            ErrorCode::InvalidRequest,
            format!("a message of {length} bytes is too long"),
        )));
    }
    let mut text = Vec::new();
    if (input.take(length).read_to_end(&mut text).ok()? as u64) < length {
        return None;
    }
    Some(message(&text))
}

/// What a text says.
fn message(text: &[u8]) -> Result<Message, Unreadable> {
    let json: Value = serde_json::from_slice(text)
        .map_err(|error| Unreadable::new(ErrorCode::ParseError, format!("a message that is no JSON: {error}")))?;
    let id = json.get("id").filter(|id| id.is_number() || id.is_string()).cloned().unwrap_or_default();
    serde_json::from_value(json).map_err(|_| Unreadable {
        id,
        ..Unreadable::new(
            ErrorCode::InvalidRequest,
            "a message that is neither a request, an answer nor a notification",
        )
    })
}

/// Writes one message, whole.
fn write(message: &Value) -> io::Result<()> {
    let text = message.to_string();
    let mut out = io::stdout().lock();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_what_cannot_be_read_comes_the_next_message() {
        let note = r#"{"jsonrpc":"2.0","method":"a"}"#;
        let whole = format!("Content-Length: {}\r\n\r\n{note}", note.len());
        for (bad, code) in [
            ("Content-Length: 3\r\n\r\n{a}".to_owned(), -32700),
            ("Content-Length: 2\r\n\r\n\u{e9}".to_owned(), -32700),
            ("Content-Length: x\r\n\r\n".to_owned(), -32700),
            ("Content-Type: x\r\nwhat\r\n\r\n".to_owned(), -32700),
            ("Content-Length: 2\r\n\r\n[]".to_owned(), -32600),
            (format!("Content-Length: 101\r\n\r\n{}", " ".repeat(101)), -32600),
        ] {
            let text = format!("{bad}{whole}");
            let mut input = text.as_bytes();
            let first = read(&mut input, 100).expect("it is not the end").expect_err("it cannot be read");
            assert_eq!(first.code, code);
            assert!(matches!(read(&mut input, 100), Some(Ok(Message::Notification(note))) if note.method == "a"));
            assert!(read(&mut input, 100).is_none());
        }
    }

    #[test]
    fn a_request_that_is_none_is_answered_by_its_number() {
        let error = message(br#"{"jsonrpc":"2.0","id":7,"method":8}"#).expect_err("it is no request");
        assert_eq!(error.answer()["id"], 7);
    }
}
