//! CREATE TABLE.

use std::collections::HashMap;

use pest::Parser;
use pest::iterators::Pair;

use super::body;
use super::column::{self, Clauses, Inline, Words};
use super::grammar::{self, Ddl, Name, Path, Rule};
use super::keys::{self, PlainKey};
use super::partitions::Partitioning;
use super::places::move_column;
use super::reader::{Draft, One, PendingForeignKey, UserType, defined_twice};
use super::types::{self, Mapped, TypeContext, collation};
use crate::diag::{Code, Diagnostic};
use crate::schema::{Check, Collation, Column, ColumnDefault, ColumnId, Key, Table, Type};
use crate::source::Span;

/// A column with what it says about its table.
pub(super) struct Built {
    pub(super) column: Column,
    pub(super) checks: Vec<Check>,
    clauses: Clauses,
    pub(super) primary: Option<Key>,
    unique: Option<Key>,
    foreign_keys: Vec<PendingForeignKey>,
    /// Nobody knows its type.
    pub(super) unknown: bool,
    /// Made to number itself by its type alone.
    serial: bool,
}

impl Built {
    /// MySQL's FIRST (`Some(None)`) and AFTER.
    pub(super) fn place(&self) -> Option<Option<&str>> {
        self.clauses.place.as_ref().map(Option::as_deref)
    }
}

/// A pair's tokens without the keywords and names before them.
pub(super) fn parts<'t>(pair: &Pair<'t, Rule>) -> Words<'t> {
    let whole = if pair.as_rule() == Rule::tail { Some(pair.clone()) } else { child(pair, Rule::clauses) };
    if let Some(whole) = whole {
        return Words::lex(whole.as_str(), whole.as_span().start());
    }
    Words::of(pair.clone().into_inner().filter(|p| {
        matches!(
            p.as_rule(),
            Rule::string | Rule::word | Rule::quoted | Rule::group | Rule::number | Rule::dollar | Rule::sign
        )
    }))
}

pub(super) fn child<'t>(pair: &Pair<'t, Rule>, rule: Rule) -> Option<Pair<'t, Rule>> {
    pair.clone().into_inner().find(|p| p.as_rule() == rule)
}

fn deferrable(words: &Words<'_>) -> bool {
    let not = words.at(words.find(&["DEFERRABLE"]).unwrap_or(0).saturating_sub(1), &["NOT", "DEFERRABLE"]);
    (words.has("DEFERRABLE") && !not) || words.find(&["INITIALLY", "DEFERRED"]).is_some()
}

/// Whether rows may be there that break a constraint.
fn unchecked(words: &Words<'_>) -> bool {
    words.find(&["NOT", "VALID"]).is_some() || words.find(&["NOT", "ENFORCED"]).is_some()
}

/// What a `CREATE TABLE` is made of.
struct Shape<'t> {
    /// The whole, or what stands before the lines.
    pair: Pair<'t, Rule>,
    /// What follows the lines.
    tail: Words<'t>,
    body: Body<'t>,
}

/// The lines of a definition.
pub(super) enum Body<'t> {
    None,
    /// The lines as the grammar read them.
    Read(Pair<'t, Rule>),
    /// The columns, and the constraints that were read one by one.
    Cut {
        columns: Vec<(Name, Words<'t>)>,
        constraints: Vec<Constraint<'t>>,
    },
}

/// A constraint of a table that was cut into its lines.
pub(super) enum Constraint<'t> {
    Plain(PlainKey),
    /// An index of any shape, with where it begins and ends.
    Index(usize, usize),
    /// Of any shape, with the place where it stands.
    Read(usize, Pair<'t, Rule>),
}

impl<'o> One<'o, '_> {
    /// A table as the grammar reads it.
    fn shape(&self) -> Result<Shape<'o>, usize> {
        let keyed = self.reader.flavor.keys_among_columns;
        let pair = self.parse(if keyed { Rule::keyed_create_table } else { Rule::create_table })?;
        let tail = child(&pair, Rule::tail).map_or_else(|| Words::of(std::iter::empty()), |t| parts(&t));
        let body = child(&pair, Rule::body).or_else(|| child(&pair, Rule::keyed_body));
        Ok(Shape { pair, tail, body: body.map_or(Body::None, Body::Read) })
    }

    /// A table read by its lines alone, without the grammar for columns, which is slower; none where a line is neither a column
    /// nor a constraint for sure.
    fn plain_shape(&self) -> Option<Shape<'o>> {
        let keyed = self.reader.flavor.keys_among_columns;
        let text = self.text;
        let cut = body::cut(text)?;
        let whole = if keyed { Rule::keyed_create_table } else { Rule::create_table };
        let pair = Ddl::parse(whole, text.get(..cut.open)?).ok()?.next()?;
        let before_the_lines = child(&pair, Rule::tail)?;
        if !before_the_lines.as_str().is_empty() || child(&pair, Rule::partition_of).is_some() {
            return None;
        }
        let (mut columns, mut constraints) = (Vec::new(), Vec::new());
        for line in &cut.lines {
            match line.column {
                Some(end) => {
                    let name = grammar::unquote(text.get(line.start..end)?, self.fold());
                    let words = Words::lex(text.get(end..line.end)?, end);
                    columns.push((Name { text: name, start: line.start, end }, words));
                }
                None => {
                    if let Some(key) = keys::read(text.get(line.start..line.end)?, line.start, keyed, self.fold()) {
                        constraints.push(Constraint::Plain(key));
                        continue;
                    }
                    // With the comma or parenthesis after it, by which the grammar knows its end.
                    let rule = if keyed { Rule::keyed_item } else { Rule::item };
                    let read = Ddl::parse(rule, text.get(line.start..=line.end)?).ok()?.next()?;
                    let all = read.as_str().trim_end().len() == text.get(line.start..line.end)?.trim_end().len();
                    match read.as_rule() {
                        Rule::constraint if all => constraints.push(Constraint::Read(line.start, read)),
                        Rule::plain_key if all => constraints.push(Constraint::Index(line.start, line.end)),
                        _ => return None,
                    }
                }
            }
        }
        let tail = Words::lex(text.get(cut.tail..)?, cut.tail);
        Some(Shape { pair, tail, body: Body::Cut { columns, constraints } })
    }

    fn plain_items(&mut self, draft: &mut Draft, columns: Vec<(Name, Words<'_>)>, constraints: Vec<Constraint<'_>>) {
        let collation = draft.collation.clone();
        for (name, words) in columns {
            let built = self.column(&name, &words, collation.as_ref(), draft.strict);
            self.place_column(draft, built, None);
        }
        for constraint in constraints {
            match constraint {
                Constraint::Plain(key) => self.plain_key(draft, key),
                Constraint::Index(start, end) => self.computed_index(draft, start, end),
                Constraint::Read(start, pair) => {
                    // Places in the pair are those of its own text.
                    let text = self.text.get(start..).unwrap_or("");
                    One { base: self.base + start, text, reader: &mut *self.reader }.constraint(draft, &pair);
                }
            }
        }
    }

    pub(super) fn table(&mut self) -> bool {
        let shape = match self.plain_shape() {
            Some(shape) => shape,
            None => match self.shape() {
                Ok(shape) => shape,
                Err(at) => {
                    self.table_unreadable(at);
                    return true;
                }
            },
        };
        let Shape { pair, tail, body } = shape;
        let Some(path) = self.path_in(&pair) else { return false };
        let internal = self.reader.flavor.internal_tables;
        if internal.is_some_and(|p| path.name.text.to_ascii_lowercase().starts_with(p)) {
            return false;
        }
        let part_of = child(&pair, Rule::partition_of).and_then(|of| self.path_in(&of));
        let span = self.span(0, self.text.len());
        let mut draft = Draft {
            table: Table {
                schema: self.reader.schema_of(path.qualifier.as_deref()),
                name: path.name.text.clone(),
                span,
                name_span: self.span(path.name.start, path.name.end),
                columns: Vec::new(),
                primary_key: None,
                unique_keys: Vec::new(),
                foreign_keys: Vec::new(),
                checks: Vec::new(),
                indexed: Vec::new(),
                comment: None,
                view: false,
                enforces_foreign_keys: self.reader.flavor.enforces_foreign_keys,
                storage: None,
            },
            foreign_keys: Vec::new(),
            part_of: None,
            parted: None,
            bound: None,
            collation: self.reader.database_collation.clone(),
            strict: false,
            descending_key: false,
            places: HashMap::new(),
        };
        if let Some(whole) = part_of {
            return self.partition(draft, &whole, body, &tail);
        }
        let without_rowid = tail.find(&["WITHOUT", "ROWID"]).is_some();
        self.options(&mut draft, &tail);
        self.inherit(&mut draft, &tail);
        draft.parted = Partitioning::read(&tail, self.tail_span(&tail));
        match body {
            Body::Read(body) => self.items(&mut draft, &body),
            Body::Cut { columns, constraints } => self.plain_items(&mut draft, columns, constraints),
            Body::None if tail.at(0, &["LIKE"]) => {
                if let Some(like) = self.path_at(&tail, 1) {
                    self.copy_table(&mut draft, &like, &tail);
                }
            }
            Body::None if draft.table.columns.is_empty() => {
                let name = &path.name.text;
                self.unreadable(
                    path.name.start,
                    path.name.end,
                    format!("table `{name}` is made by a query, and the text does not say its columns"),
                );
                return true;
            }
            Body::None => {}
        }
        self.finish_primary_key(&mut draft, without_rowid);
        if let Some(at) = self.reader.find(path.qualifier.as_deref(), &path.name.text)
            && let Some(first) = self.reader.drafts.get(at).and_then(Option::as_ref)
        {
            let finding = defined_twice(&first.table, &draft.table);
            self.reader.diagnostics.push(finding);
            return true;
        }
        self.reader.add(draft);
        true
    }

    /// A table that the grammar does not read: names it where it can.
    fn table_unreadable(&mut self, at: usize) {
        let head = self.text.find(['(', '\n']).unwrap_or(self.text.len());
        let after = self.text.get(..head).unwrap_or("");
        let name = after.split_ascii_whitespace().next_back().unwrap_or("");
        let message = match name.is_empty() {
            true => "a table definition cannot be read".to_owned(),
            false => format!("the definition of table {name} cannot be read", name = backticked(name)),
        };
        let from = at.min(self.text.len());
        let text = self.text;
        let end = text.get(from..).and_then(|t| t.chars().next()).map_or(from, |c| from + c.len_utf8());
        let here = self.span(from, end);
        let finding =
            Diagnostic::new(Code::DDL_UNREADABLE, self.span(0, head), message).label(here, "reading stops here");
        self.reader.diagnostics.push(finding);
    }

    /// Where the words behind a table's lines stand.
    pub(super) fn tail_span(&self, tail: &Words<'_>) -> Span {
        let (start, end) = tail.bounds().unwrap_or((0, 0));
        self.span(start, end)
    }

    /// ENGINE, CHARSET, COMMENT, STRICT.
    fn options(&mut self, draft: &mut Draft, tail: &Words<'_>) {
        let value = |word: &str| {
            let at = tail.find(&[word])? + 1;
            let at = at + usize::from(tail.get(at).is_some_and(|w| w.text == "="));
            tail.get(at)
        };
        if self.reader.flavor.keys_among_columns {
            let engine = value("ENGINE").or_else(|| value("TYPE")).filter(|w| w.rule == Rule::word);
            if let Some(engine) = engine {
                draft.table.storage = Some(engine.text.to_owned());
                draft.table.enforces_foreign_keys = engine.is("InnoDB") || engine.is("NDB") || engine.is("NDBCLUSTER");
            }
            let comment = value("COMMENT").filter(|w| matches!(w.rule, Rule::string | Rule::quoted));
            draft.table.comment = comment.map(|w| grammar::unescape(w.text, true));
            if let Some(found) = self.table_collation(tail) {
                draft.collation = Some(found);
            }
        } else {
            draft.strict = tail.has("STRICT");
        }
    }

    /// `CHARACTER SET x COLLATE y` among a table's or database's options.
    pub(super) fn table_collation(&self, words: &Words<'_>) -> Option<Collation> {
        let value = |at: usize| {
            let at = at + usize::from(words.get(at).is_some_and(|w| w.text == "="));
            words.get(at).map(|w| grammar::unquote(w.text, true))
        };
        if let Some(at) = words.find(&["COLLATE"]) {
            return value(at + 1).map(|name| collation::mysql(&name));
        }
        let at =
            words.find(&["CHARSET"]).map(|at| at + 1).or_else(|| words.find(&["CHARACTER", "SET"]).map(|at| at + 2));
        value(at?).map(|charset| collation::mysql_default(&charset))
    }

    /// LIKE: another table's columns, and of the rest what the words ask for.
    fn copy_table(&mut self, draft: &mut Draft, from: &Path, words: &Words<'_>) {
        let keyed = self.reader.flavor.keys_among_columns;
        let with = |what: &str| {
            keyed || words.find(&["INCLUDING", what]).is_some() || words.find(&["INCLUDING", "ALL"]).is_some()
        };
        let Some(like) = self.reader.draft_mut(from.qualifier.as_deref(), &from.name.text) else { return };
        let first = draft.table.columns.len();
        let moved = |key: &Key| {
            let columns = key.columns.iter().map(|c| ColumnId(c.0 + first)).collect();
            Key { columns, name: if keyed { key.name.clone() } else { None }, ..key.clone() }
        };
        draft.table.columns.extend(like.table.columns.iter().cloned().map(|mut column| {
            let sequence = column.default.as_ref().is_some_and(|d| starts_with_nextval(&d.sql));
            column.auto_increment &= (sequence && with("DEFAULTS")) || (!sequence && with("IDENTITY"));
            column.default = column.default.filter(|_| with("DEFAULTS"));
            column.generated = column.generated.filter(|_| with("GENERATED"));
            column
        }));
        if with("INDEXES") {
            draft.table.primary_key = like.table.primary_key.as_ref().map(moved);
            draft.table.unique_keys.extend(like.table.unique_keys.iter().map(moved));
            draft.table.indexed.extend(like.table.indexed.iter().cloned());
        }
        if with("CONSTRAINTS") {
            draft.table.checks.extend(like.table.checks.iter().cloned());
        }
    }

    /// A table's name among tokens.
    fn path_at(&self, words: &Words<'_>, from: usize) -> Option<Path> {
        let (start, end) = words.slice(from, words.len()).bounds()?;
        let mut pairs = Ddl::parse(Rule::path, self.text.get(start..end)?).ok()?;
        grammar::path(&pairs.next()?, self.fold())
    }

    fn items(&mut self, draft: &mut Draft, body: &Pair<'_, Rule>) {
        // Keys after columns, whatever the order of the text.
        for item in body.clone().into_inner() {
            match item.as_rule() {
                Rule::column => self.add_column(draft, &item),
                Rule::like => {
                    if let Some(path) = self.path_in(&item) {
                        self.copy_table(draft, &path, &parts(&item));
                    }
                }
                Rule::plain_key => self.computed_index(draft, item.as_span().start(), item.as_span().end()),
                Rule::bad_item => {
                    let name = draft.table.full_name();
                    self.unreadable(
                        item.as_span().start(),
                        item.as_span().end(),
                        format!("a line of the definition of table `{name}` cannot be read"),
                    );
                }
                _ => {}
            }
        }
        for item in body.clone().into_inner().filter(|i| i.as_rule() == Rule::constraint) {
            self.constraint(draft, &item);
        }
    }

    /// A `column` pair into a table.
    pub(super) fn add_column(&mut self, draft: &mut Draft, pair: &Pair<'_, Rule>) {
        let Some(built) = self.column_of(draft, pair) else { return };
        self.place_column(draft, built, None);
    }

    /// A `column` pair on its own.
    pub(super) fn column_of(&mut self, draft: &Draft, pair: &Pair<'_, Rule>) -> Option<Built> {
        let name = child(pair, Rule::name).map(|n| grammar::name(&n, self.fold()))?;
        let collation = draft.collation.clone();
        Some(self.column(&name, &parts(pair), collation.as_ref(), draft.strict))
    }

    /// Puts a column into its table: in place of `replace`, else at the end or where it asks.
    pub(super) fn place_column(&mut self, draft: &mut Draft, mut built: Built, replace: Option<usize>) {
        let known = draft.place(&built.column.name);
        let table = &mut draft.table;
        if built.serial && self.reader.flavor.has_schemas && built.column.default.is_none() {
            // The sequence that `serial` makes, by the name the engine gives it.
            let sequence = format!("{}_{}_seq", table.name, built.column.name);
            let plain = |s: &str| s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            let quoted = if plain(&sequence) { sequence } else { format!("\"{}\"", sequence.replace('"', "\"\"")) };
            let quoted = match &table.schema {
                Some(schema) if plain(schema) => format!("{schema}.{quoted}"),
                Some(schema) => format!("\"{}\".{quoted}", schema.replace('"', "\"\"")),
                None => quoted,
            };
            let sql = format!("nextval('{}'::regclass)", quoted.replace('\'', "''"));
            built.column.default = Some(ColumnDefault { sql, span: built.column.type_span });
        }
        let position = match (replace, built.place()) {
            (_, Some(None)) => 0,
            (_, Some(Some(after))) => table
                .columns
                .iter()
                .position(|c| c.name.eq_ignore_ascii_case(after))
                .map_or(table.columns.len(), |i| i + 1),
            (Some(at), None) => at,
            // A column of an INHERITS table that its own definition repeats.
            (None, None) => known.unwrap_or(table.columns.len()),
        };
        let asked = built.place().is_some();
        draft.descending_key |= built.clauses.primary.as_ref().is_some_and(|p| p.2);
        let Built { column, checks, primary, unique, foreign_keys, .. } = built;
        let mut at = position;
        if let Some(old) = replace {
            if asked && old != position {
                at = move_column(table, old, position);
            }
            if let Some(slot) = table.columns.get_mut(at) {
                *slot = column;
            }
        } else if position < table.columns.len() && !asked {
            if let Some(slot) = table.columns.get_mut(position) {
                *slot = column;
            }
        } else {
            draft.places.insert(column.name.clone(), table.columns.len());
            table.columns.push(column);
            if asked {
                at = move_column(table, table.columns.len() - 1, position);
            }
        }
        let here = |mut key: Key| {
            key.columns = vec![ColumnId(at)];
            key
        };
        if let Some(key) = primary {
            table.primary_key = Some(here(key));
        }
        table.unique_keys.extend(unique.map(here));
        table.checks.extend(checks);
        draft.foreign_keys.extend(foreign_keys);
        if replace.is_some() || asked {
            draft.places.clear();
        }
    }

    /// A column from its name and the tokens after it.
    pub(super) fn column(&mut self, name: &Name, words: &Words<'_>, table: Option<&Collation>, strict: bool) -> Built {
        let clauses = column::clauses(words, self.backslash(), self.fold());
        let ty = words.slice(clauses.ty.0, clauses.ty.1);
        let flavor = self.reader.flavor;
        let collation = match (&clauses.collate, &clauses.charset) {
            (Some((_, name)), _) => self.reader.collation_named(name),
            (None, Some(charset)) => Some(collation::mysql_default(charset)),
            (None, None) => table.cloned(),
        };
        let user = self.user(&ty);
        let mapped = match &user {
            Some((user, array)) => of_user_type(user, *array, collation.as_ref()),
            None => (flavor.map_type)(&ty, &TypeContext { collation: collation.as_ref() }),
        };
        let domain = user.filter(|(_, array)| !array).map(|(user, _)| user);
        let name_span = self.span(name.start, name.end);
        let type_span = ty.bounds().map_or(name_span, |(start, end)| self.span(start, end));
        let end = words.bounds().map_or(name.end, |(_, end)| end);
        let span = self.span(name.start, end);
        let native = types::spelled(&ty, self.text);
        if mapped.unknown {
            let finding = Diagnostic::new(Code::DDL_TYPE, type_span, format!("the type `{native}` is unknown"))
                .here("values of this type are passed on as they are");
            self.reader.diagnostics.push(finding);
        }
        let checks = self.column_checks(name, words, &clauses, domain.as_ref());
        let default = clauses.default.and_then(|tokens| self.column_default(words, tokens));
        let said_null = clauses.default.is_some() && default.is_none();
        let default = default.or_else(|| domain.as_ref().filter(|_| !said_null).and_then(|d| d.default.clone()));
        let numbers_itself = default.as_ref().is_some_and(|d| starts_with_nextval(&d.sql)) && flavor.has_schemas;
        let not_null = clauses.not_null
            || mapped.not_null
            || domain.as_ref().is_some_and(|d| d.not_null)
            || (clauses.primary.is_some() && flavor.primary_keys_are_not_null);
        let key = |(name, at, nulls_equal): &(Option<String>, usize, bool), nulls: bool| {
            let span = words.get(*at).map_or(span, |w| self.span(w.start, w.end));
            Key { name: name.clone(), columns: Vec::new(), span, partial: false, nulls_equal: nulls && *nulls_equal }
        };
        let mut unique = clauses.unique.as_ref().map(|u| key(u, true));
        if mapped.unique && unique.is_none() && clauses.primary.is_none() {
            unique = Some(Key { name: None, columns: Vec::new(), span: type_span, partial: false, nulls_equal: false });
        }
        let primary = clauses.primary.as_ref().map(|p| key(p, false));
        let holds_anything = mapped.ty.has_no_type();
        let foreign_keys = self.column_references(name, words, &clauses);
        Built {
            column: Column {
                name: name.text.clone(),
                span,
                name_span,
                type_span,
                ty: mapped.ty,
                native,
                nullable: !not_null,
                default,
                auto_increment: clauses.auto_increment || mapped.auto_increment || numbers_itself,
                generated: clauses.generated.and_then(|at| words.get(at)).map(|w| match w.is("START") || w.is("END") {
                    true => format!("ROW {}", w.text.to_ascii_uppercase()),
                    false => grammar::inside(w.text).to_owned(),
                }),
                comment: clauses.comment.clone(),
                verified: (flavor.typed || strict) && !holds_anything,
                dates_exist: false,
                by_trigger: false,
                foreign: false,
                on_update: clauses.on_update,
            },
            checks,
            primary,
            unique,
            foreign_keys,
            unknown: mapped.unknown,
            serial: mapped.auto_increment,
            clauses,
        }
    }

    /// What a column's own CHECKs ask for, and those of the domain that it is of.
    fn column_checks(
        &self,
        name: &Name,
        words: &Words<'_>,
        clauses: &Clauses,
        domain: Option<&UserType>,
    ) -> Vec<Check> {
        let own = clauses.checks.iter().filter_map(|(name, at)| {
            let word = words.get(*at)?;
            Some(Check {
                name: name.clone(),
                sql: grammar::inside(word.text).to_owned(),
                span: self.span(word.start, word.end),
                partitions: 0,
            })
        });
        let mut checks: Vec<Check> = own.collect();
        if let Some(domain) = domain {
            let column = format!("\"{}\"", name.text.replace('"', "\"\""));
            checks.extend(domain.checks.iter().map(|c| Check { sql: replace_value(&c.sql, &column), ..c.clone() }));
        }
        checks
    }

    /// The default between these tokens; none where it is NULL.
    fn column_default(&self, words: &Words<'_>, (from, to): (usize, usize)) -> Option<ColumnDefault> {
        let (start, end) = words.slice(from, to).bounds()?;
        let null = words.at(from, &["NULL"]) && words.get(from + 1).is_none_or(|w| to == from + 1 || w.text == "::");
        let sql = self.text.get(start..end)?.to_owned();
        (!null).then(|| ColumnDefault { sql, span: self.span(start, end) })
    }

    /// What the inline REFERENCES of a column say.
    fn column_references(&self, name: &Name, words: &Words<'_>, clauses: &Clauses) -> Vec<PendingForeignKey> {
        let reference = |inline: &Inline| {
            let end = words.get(inline.tokens.1.saturating_sub(1)).map_or(name.end, |w| w.end);
            let start = words.get(inline.tokens.0).map_or(name.start, |w| w.start);
            let list = inline.columns.and_then(|at| words.get(at)).map_or("", |w| w.text);
            PendingForeignKey {
                name: inline.name.clone(),
                columns: vec![name.text.clone()],
                qualifier: inline.qualifier.clone(),
                table: inline.table.clone(),
                references: self.names_in(list),
                span: self.span(start, end),
                deferrable: inline.deferrable,
                unchecked: inline.unchecked,
            }
        };
        clauses.references.iter().map(reference).collect()
    }

    /// A type that the dump made, and whether the column holds an array of it.
    fn user(&self, ty: &Words<'_>) -> Option<(UserType, bool)> {
        let fold = self.fold();
        let mut names: Vec<String> = Vec::new();
        let mut rest = ty.iter().peekable();
        while let Some(word) = rest.next_if(|w| w.is_name()) {
            names.push(grammar::unquote(word.text, fold));
            if rest.next_if(|w| w.text == ".").is_none() {
                break;
            }
        }
        let array = rest.next().is_some_and(|w| w.text == "[" || w.is("array"));
        let name = names.pop()?;
        let schema = self.reader.schema_of(names.pop().as_deref());
        self.reader.user_types.get(&(schema, name)).map(|user| (user.clone(), array))
    }

    /// The column names of a list in parentheses.
    fn names_in(&self, list: &str) -> Vec<String> {
        let Ok(mut pairs) = Ddl::parse(Rule::key_list_only, list) else { return Vec::new() };
        let list = pairs.next().and_then(|p| child(&p, Rule::key_list));
        list.map(|l| self.names_of(&l)).unwrap_or_default()
    }

    /// The column names of a `key_list`.
    fn names_of(&self, list: &Pair<'_, Rule>) -> Vec<String> {
        let parts = list.clone().into_inner().filter(|p| p.as_rule() == Rule::key_part);
        let columns = parts.filter_map(|p| child(&p, Rule::key_column)).filter_map(|c| child(&c, Rule::name));
        columns.map(|n| grammar::name(&n, self.fold()).text).collect()
    }

    /// Takes a key, a CHECK or a reference of the table (a `constraint` pair) into its draft.
    pub(super) fn constraint(&mut self, draft: &mut Draft, pair: &Pair<'_, Rule>) {
        let span = self.pair_span(pair);
        let name = child(pair, Rule::constraint_name).and_then(|n| child(&n, Rule::name));
        let name = name.map(|n| grammar::name(&n, self.fold()).text);
        let tail = parts(pair);
        for kind in pair.clone().into_inner() {
            let own = child(&kind, Rule::index_name).and_then(|n| child(&n, Rule::name));
            let own = own.map(|n| grammar::name(&n, self.fold()).text);
            let list = child(&kind, Rule::key_list);
            match kind.as_rule() {
                Rule::primary_key | Rule::unique if child(&kind, Rule::using_index).is_some() => {
                    let index = child(&kind, Rule::using_index).and_then(|u| child(&u, Rule::name));
                    let index = index.map(|n| grammar::name(&n, self.fold()).text);
                    let found = draft.table.unique_keys.iter().position(|k| k.name == index);
                    if let (Some(at), Rule::primary_key) = (found, kind.as_rule()) {
                        let mut key = draft.table.unique_keys.remove(at);
                        key.name = name.clone().or(index);
                        self.set_primary_key(draft, key);
                    }
                }
                Rule::primary_key => {
                    let Some(list) = list else { continue };
                    if let Some(key) = self.key(draft, &list, name.clone(), span, false) {
                        self.set_primary_key(draft, key);
                    }
                }
                Rule::unique => {
                    let Some(list) = list else { continue };
                    let nulls = child(&kind, Rule::nulls_distinct)
                        .is_some_and(|n| n.into_inner().any(|p| p.as_rule() == Rule::NOT));
                    let name = name.clone().or(own);
                    draft.table.indexed.extend(self.expressions(&list, name.as_ref(), span, None));
                    if let Some(key) = self.key(draft, &list, name, span, nulls) {
                        draft.table.unique_keys.push(key);
                    }
                }
                Rule::check => {
                    let Some(group) = child(&kind, Rule::group) else { continue };
                    let sql = grammar::inside(group.as_str()).to_owned();
                    draft.table.checks.push(Check { name: name.clone(), sql, span, partitions: 0 });
                }
                Rule::foreign_key => {
                    let (Some(list), Some(references)) = (list, child(&kind, Rule::references)) else { continue };
                    let Some(path) = self.path_in(&references) else { continue };
                    draft.foreign_keys.push(PendingForeignKey {
                        name: name.clone().or(own),
                        columns: self.names_of(&list),
                        qualifier: path.qualifier,
                        table: path.name.text,
                        references: child(&references, Rule::key_list).map(|l| self.names_of(&l)).unwrap_or_default(),
                        span,
                        deferrable: deferrable(&tail),
                        unchecked: unchecked(&tail),
                    });
                }
                _ => {}
            }
        }
    }

    pub(super) fn set_primary_key(&mut self, draft: &mut Draft, key: Key) {
        if self.reader.flavor.primary_keys_are_not_null {
            for at in &key.columns {
                if let Some(column) = draft.table.columns.get_mut(at.0) {
                    column.nullable = false;
                }
            }
        }
        draft.table.primary_key = Some(key);
    }

    /// A key over a list of columns; none, with a finding, where one of them is not there.
    pub(super) fn key(
        &mut self,
        draft: &Draft,
        list: &Pair<'_, Rule>,
        name: Option<String>,
        span: crate::source::Span,
        nulls_equal: bool,
    ) -> Option<Key> {
        let mut key = Key { name, columns: Vec::new(), span, partial: false, nulls_equal };
        for part in list.clone().into_inner().filter(|p| p.as_rule() == Rule::key_part) {
            let Some(column) = child(&part, Rule::key_column) else {
                return Some(Key { columns: Vec::new(), partial: true, ..key });
            };
            let Some(at) = child(&column, Rule::name) else { continue };
            let id = self.key_column(draft, &grammar::name(&at, self.fold()))?;
            // A prefix, or a collation other than the column's own, compares something else.
            let collation = child(&column, Rule::path).and_then(|p| grammar::path(&p, self.fold()));
            let own = match draft.table.columns.get(id.0).map(|c| &c.ty) {
                Some(Type::Text { collation: Some(c), .. }) => Some(c.name.as_str()),
                _ => None,
            };
            let same = |c: &str| own.unwrap_or("BINARY").eq_ignore_ascii_case(c);
            key.partial |= child(&column, Rule::prefix).is_some() || collation.is_some_and(|c| !same(&c.name.text));
            key.columns.push(id);
        }
        Some(key)
    }

    /// A column of a key; none, with a finding, where it is not there.
    pub(super) fn key_column(&mut self, draft: &Draft, name: &Name) -> Option<ColumnId> {
        let id = draft.known_place(&name.text).map(ColumnId).or_else(|| draft.table.find(&name.text));
        if id.is_none() {
            let table = draft.table.full_name();
            let message = format!("table `{table}` has no column `{}` for this key", name.text);
            self.unreadable(name.start, name.end, message);
        }
        id
    }

    /// What SQLite makes of a primary key: a row number, or not null after all.
    fn finish_primary_key(&mut self, draft: &mut Draft, without_rowid: bool) {
        let Some(row_number) = self.reader.flavor.row_number_type else { return };
        let Some(key) = &draft.table.primary_key else { return };
        // INTEGER PRIMARY KEY DESC, said at the column, is an ordinary key, for old times' sake.
        if let [only] = key.columns.as_slice()
            && !without_rowid
            && !draft.descending_key
            && let Some(column) = draft.table.columns.get_mut(only.0)
            && column.native.eq_ignore_ascii_case(row_number)
        {
            column.auto_increment = true;
            column.nullable = false;
            column.verified = true;
            return;
        }
        if without_rowid || draft.strict {
            for at in &key.columns.clone() {
                if let Some(column) = draft.table.columns.get_mut(at.0) {
                    column.nullable = false;
                }
            }
        }
    }
}

pub(super) fn starts_with_nextval(sql: &str) -> bool {
    let sql = sql.trim_start_matches('(');
    let sql = sql.strip_prefix("pg_catalog.").unwrap_or(sql);
    sql.get(..8).is_some_and(|s| s.eq_ignore_ascii_case("nextval("))
}

/// A name in backticks, unless it brings its own quotes.
fn backticked(name: &str) -> String {
    if name.starts_with('`') { name.to_owned() } else { format!("`{name}`") }
}

/// What a column of a type that the dump made is, with the collation that the column names.
fn of_user_type(user: &UserType, array: bool, collation: Option<&Collation>) -> Mapped {
    let inner = match (user.ty.clone(), collation) {
        (Type::Text { max, collation: None, fixed }, Some(c)) => Type::Text { max, collation: Some(c.clone()), fixed },
        (ty, _) => ty,
    };
    let ty = if array { Type::Array(Box::new(inner)) } else { inner };
    Mapped { unknown: !user.known, ..ty.into() }
}

/// A domain's VALUE is the column.
fn replace_value(sql: &str, column: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let n = match c {
            '\'' | '"' => rest.get(1..).and_then(|r| r.find(c)).map_or(rest.len(), |n| n + 2),
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (token, tail) = rest.split_at(n);
        out.push_str(if token.eq_ignore_ascii_case("VALUE") { column } else { token });
        rest = tail;
    }
    out
}
