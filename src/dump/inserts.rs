//! Statements that bring rows, up to the rows: which table they are for, and which of their values are wanted.

use std::sync::Arc;

use super::Wrong;
use super::reader::{Reader, State};
use super::rows::{Shape, copy_ends};

impl Reader {
    /// An insert up to its rows; none where nobody wants them, which are stepped over.
    pub(super) fn insert(&mut self) -> Result<Option<State>, Wrong> {
        let line = self.lexer.input.here();
        self.lexer.word()?;
        loop {
            match self.lexer.peek_word()?.as_str() {
                "LOW_PRIORITY" | "DELAYED" | "HIGH_PRIORITY" | "IGNORE" => drop(self.lexer.word()?),
                "OR" => {
                    self.lexer.word()?;
                    self.lexer.word()?;
                }
                "INTO" => {
                    self.lexer.word()?;
                    break;
                }
                _ => break,
            }
        }
        let path = self.path()?;
        self.inherited(&path, line)?;
        let Some(at) = self.wanted_table(path)? else {
            self.pass_statement()?;
            return Ok(None);
        };
        let Some(id) = self.wanted.get(at).map(|t| t.id) else { return Ok(None) };
        let name = self.schema.table(id).name.clone();
        if self.lexer.peek_word()? == "AS" {
            self.lexer.word()?;
            self.lexer.name()?;
        }
        if self.lexer.peek_word()? == "PARTITION" {
            self.lexer.word()?;
            if self.lexer.next()? == Some(b'(') {
                self.lexer.parentheses()?;
            }
        }
        let columns = match self.lexer.next()? == Some(b'(') {
            true => Some(self.columns()?),
            false => None,
        };
        if self.lexer.peek_word()? == "OVERRIDING" {
            for _ in 0..3 {
                self.lexer.word()?;
            }
        }
        let word = self.lexer.peek_word()?;
        if !matches!(word.as_str(), "VALUES" | "VALUE") {
            let message = match word.as_str() {
                "DEFAULT" => format!("a row of `{name}` is made of defaults, which only a server knows"),
                _ => {
                    format!("rows of `{name}` are inserted by `{word}` instead of `VALUES`, which only a server can do")
                }
            };
            return Err(
                Wrong::at(line, message).help("make a dump whose inserts have values, as the engine's own tool does")
            );
        }
        self.lexer.word()?;
        let shape = self.shape(at, columns, line)?;
        Ok(Some(State::Rows { table: at, shape, copy: false }))
    }

    /// `COPY … FROM stdin` up to its rows; none where nobody wants them.
    pub(super) fn copy(&mut self) -> Result<Option<State>, Wrong> {
        let line = self.lexer.input.here();
        self.lexer.word()?;
        let path = self.path()?;
        let columns = match self.lexer.next()? == Some(b'(') && !path.is_empty() {
            true => Some(self.columns()?),
            false => None,
        };
        let from = self.lexer.word()? == "FROM";
        let stdin = self.lexer.peek_word()? == "STDIN";
        let table = if path.is_empty() || !from { None } else { self.wanted_table(path.clone())? };
        if !stdin {
            if table.is_some() && from {
                let wrong = Wrong::at(line, "rows are copied from another file, which the dump does not hold");
                return Err(wrong.help("make a dump with its rows: `pg_dump`"));
            }
            self.pass_statement()?;
            return Ok(None);
        }
        self.lexer.word()?;
        let plain = self.lexer.next()? == Some(b';');
        if table.is_some() && !plain {
            let wrong = Wrong::at(line, "rows are copied in a form of their own");
            return Err(wrong.help("make a dump with `pg_dump`, which writes them as plain text"));
        }
        self.pass_statement()?;
        self.lexer.line()?;
        if !self.lexer.input.peek(2)?.starts_with(b"\\.") {
            self.inherited(&path, line)?;
        }
        match table {
            Some(at) => {
                let shape = self.shape(at, columns, line)?;
                Ok(Some(State::Rows { table: at, shape, copy: true }))
            }
            None => {
                while !copy_ends(&mut self.lexer)? {
                    if self.lexer.input.byte()?.is_none() {
                        return Err(self.lexer.cut("in the rows of a table"));
                    }
                    self.lexer.line()?;
                }
                Ok(None)
            }
        }
    }

    /// The names in parentheses.
    fn columns(&mut self) -> Result<Vec<String>, Wrong> {
        self.lexer.input.skip(1);
        let mut columns = Vec::new();
        while let Some((bytes, quoted)) = self.lexer.name()? {
            let text = self.named(&bytes);
            columns.push(if !quoted && self.lexer.lexis.psql { text.to_lowercase() } else { text });
            if !self.lexer.sign(b',')? {
                break;
            }
        }
        if !self.lexer.sign(b')')? {
            return Err(self.lexer.wrong("the columns of an insert cannot be read"));
        }
        Ok(columns)
    }

    /// Which values of the rows are wanted. Found out once where the inserts of a table look alike.
    pub(super) fn shape(&mut self, at: usize, listed: Option<Vec<String>>, line: u64) -> Result<Arc<Shape>, Wrong> {
        if let Some((own, columns, shape)) = self.shapes.get(&at)
            && *own == self.own.len()
            && *columns == listed
        {
            return Ok(Arc::clone(shape));
        }
        let shape = Arc::new(self.new_shape(at, listed.as_deref(), line)?);
        self.shapes.insert(at, (self.own.len(), listed, Arc::clone(&shape)));
        Ok(shape)
    }

    fn new_shape(&self, at: usize, listed: Option<&[String]>, line: u64) -> Result<Shape, Wrong> {
        let Some(table) = self.wanted.get(at) else { return Ok(Shape::default()) };
        let name = &self.schema.table(table.id).name;
        // without a list: all columns of the table as the dump defines it, or all that are not computed
        let forms: Vec<Vec<String>> = match listed {
            Some(listed) => vec![listed.to_vec()],
            None => {
                let own = self.own_schema(name);
                let of = self.schema.table(table.id);
                let of = own
                    .find(of.schema.as_deref(), name)
                    .or_else(|| own.find(None, name))
                    .map_or(of, |id| own.table(id));
                let all = of.columns.iter().map(|c| c.name.clone()).collect();
                let given: Vec<String> =
                    of.columns.iter().filter(|c| c.generated.is_none()).map(|c| c.name.clone()).collect();
                vec![all, given]
            }
        };
        let mut shapes: Vec<(usize, Vec<Option<usize>>)> = Vec::new();
        for form in &forms {
            if shapes.iter().any(|(len, _)| *len == form.len()) {
                continue;
            }
            let mut places = Vec::new();
            for target in &table.targets {
                let exact = form.iter().position(|c| *c == target.name);
                let place = exact.or_else(|| form.iter().position(|c| c.to_lowercase() == target.name.to_lowercase()));
                if place.is_none() && (target.has_default || !target.nullable || target.generated) && forms.len() == 1 {
                    let column = &target.name;
                    let (message, help) = match target.generated {
                        true => (
                            format!("`{name}.{column}` is computed by the server, and the dump has no values for it"),
                            "compute it in the program, from the columns it is made of".to_owned(),
                        ),
                        false => (
                            format!("the rows of `{name}` have no value for `{column}`"),
                            "make the dump anew, from the database that the program was written for".to_owned(),
                        ),
                    };
                    return Err(Wrong::at(line, message).help(help));
                }
                places.push(place);
            }
            shapes.push((form.len(), places));
        }
        if forms.len() > 1 {
            let lacks = |(_, places): &&(usize, Vec<Option<usize>>)| {
                places
                    .iter()
                    .zip(&table.targets)
                    .find(|(p, t)| p.is_none() && !t.generated)
                    .map(|(_, t)| t.name.clone())
            };
            if let Some(column) = shapes.first().as_ref().and_then(lacks) {
                let message = format!("the dump's own table `{name}` has no column `{column}`");
                return Err(Wrong::at(line, message)
                    .help("make the dump anew, from the database that the program was written for"));
            }
            if table.targets.iter().any(|t| t.generated) {
                // the shorter form lacks it
                shapes.truncate(1);
            }
        }
        Ok(Shape::of(shapes))
    }

    /// Steps over the rest of a statement.
    pub(super) fn pass_statement(&mut self) -> Result<(), Wrong> {
        let stops = {
            let mut stops = [false; 256];
            let lexis = self.lexer.lexis;
            let first = self.delimiter.bytes().next().unwrap_or(b';');
            for b in [b'\'', b'"', b'-', b'/', b'#', b'*', first] {
                if let Some(slot) = stops.get_mut(usize::from(b)) {
                    *slot = true;
                }
            }
            for (b, counts) in [
                (b'`', lexis.backticks),
                (b'[', lexis.brackets),
                (b'E', lexis.postgres_strings),
                (b'e', lexis.postgres_strings),
            ] {
                if let Some(slot) = stops.get_mut(usize::from(b)) {
                    *slot = counts;
                }
            }
            stops
        };
        let delimiter = self.delimiter.clone();
        loop {
            let rest = self.lexer.input.rest()?;
            if rest.is_empty() {
                return Err(self.lexer.cut("in a statement"));
            }
            let hit = rest.iter().position(|b| stops.get(usize::from(*b)).copied().unwrap_or(false));
            let n = hit.unwrap_or(rest.len());
            let stop = rest.get(n).copied();
            self.lexer.input.skip(n);
            match stop {
                None => {}
                Some(b'-' | b'/' | b'#' | b'*') => {
                    let before = self.lexer.input.position();
                    self.lexer.blanks()?;
                    if self.lexer.input.position() == before {
                        self.lexer.input.skip(1);
                    }
                }
                Some(_) if self.lexer.input.peek(delimiter.len())? == delimiter.as_bytes() => {
                    self.lexer.input.skip(delimiter.len());
                    return Ok(());
                }
                Some(_) => self.lexer.pass_token()?,
            }
        }
    }
}
