//! The pieces that parts are packed of, and the parts before they are numbered.

use super::refused::Refused;
use super::text::{self, posted};

/// A part before its number and the number of all are known.
pub(super) struct Outline {
    pub title: String,
    pub kind: PartKind,
    /// What the part does, line by line.
    pub comment: Vec<String>,
    pub before: Vec<String>,
    pub steps: Vec<usize>,
    pub body: Vec<Piece>,
    /// Queries that answer a message where something is to be looked at.
    pub notes: Vec<String>,
    /// The rows that are written out in it.
    pub rows: Option<usize>,
}

/// What a part is for, which decides what stands around its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Looks whether this is the right database, and begins the journal.
    First,
    /// Makes helper tables, at each of which MySQL commits.
    Tables,
    /// Brings old rows.
    Rows,
    /// Steps of the plan.
    Steps,
    /// Gives the account and ends the run.
    Last,
}

/// A statement with the comment that stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub comment: Vec<String>,
    /// As it is pasted, without its last semicolon.
    pub sql: String,
    /// How many statements phpMyAdmin takes it for.
    pub statements: usize,
    /// Whether the engine commits at it.
    pub commits: bool,
}

impl Piece {
    /// A statement as it can be pasted.
    pub fn new(comment: Vec<String>, sql: &str) -> Result<Self, Refused> {
        match text::pasted(sql) {
            Ok(pasted) => Ok(Self { comment, sql: pasted.sql, statements: pasted.statements, commits: false }),
            Err(why) => {
                let place = comment.first().map_or(String::new(), |line| format!(" ({line})"));
                Err(Refused::cannot(
                    format!("phpMyAdmin would not survive {}{place}", why.what()),
                    "say it in another way, or carry the program out with `migc run` or a script for the client",
                ))
            }
        }
    }

    /// How many bytes it takes of what a part may have.
    pub fn size(&self, packed: bool) -> usize {
        if packed { self.text().len() } else { posted(&self.text()) }
    }

    /// It with its comment, as it stands in a part.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.comment {
            out.push_str(&text::comment_line(line));
            out.push('\n');
        }
        out.push_str(&self.sql);
        out.push_str(";\n");
        out
    }
}
