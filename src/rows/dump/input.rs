//! A window on a file that is read once, from its beginning to its end.

use std::io::{self, Read};

/// Bytes of an ordinary window. Only what has to be seen as a whole makes it larger.
const WINDOW: usize = 256 << 10;

/// The bytes that were read and not used yet, and what was used before them.
pub(super) struct Input {
    source: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// The first byte that is not used yet.
    at: usize,
    /// The byte after the last that was read.
    end: usize,
    ended: bool,
    /// Line ends before `counted`.
    lines: u64,
    /// The byte of the window up to which lines are counted.
    counted: usize,
    /// Bytes before the window.
    before: u64,
}

impl Input {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        Self { source, buffer: vec![0; WINDOW], at: 0, end: 0, ended: false, lines: 0, counted: 0, before: 0 }
    }

    /// What was read and is not used yet; reads on where that is nothing. Empty: there is no more.
    pub(super) fn rest(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.more()?;
        }
        Ok(self.buffered())
    }

    /// What was read and is not used yet, which may be nothing.
    pub(super) fn buffered(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    /// So many bytes, or all that are left where they are fewer.
    pub(super) fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.end - self.at < bytes && self.more()? {}
        Ok(self.buffer.get(self.at..self.end.min(self.at + bytes)).unwrap_or_default())
    }

    /// The next byte, without using it.
    pub(super) fn byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.rest()?.first().copied())
    }

    /// Uses so many bytes of what was read.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.end);
    }

    /// Reads more behind what is not used yet; false at the end.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 0 {
            self.here();
            self.counted = 0;
            self.before += self.at as u64;
            self.buffer.copy_within(self.at..self.end, 0);
            self.end -= self.at;
            self.at = 0;
        }
        if self.end == 0 && self.buffer.len() > WINDOW {
            self.buffer.truncate(WINDOW);
            self.buffer.shrink_to_fit();
        } else if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        loop {
            match self.source.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(n) => {
                    self.end += n;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The place of the next byte, counted from 0.
    pub(super) fn position(&self) -> u64 {
        self.before + self.at as u64
    }

    /// The line of the next byte, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.lines + lines(self.buffer.get(self.counted..self.at).unwrap_or_default()) + 1
    }

    /// The line of the next byte, counted from 1; the next call counts on from there.
    pub(super) fn here(&mut self) -> u64 {
        self.lines += lines(self.buffer.get(self.counted..self.at).unwrap_or_default());
        self.counted = self.at;
        self.lines + 1
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
