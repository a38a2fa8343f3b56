//! Statements.

use pest::iterators::Pair;

use crate::diag::{Code, Diagnostic, Edit, nearest};
use crate::source::Span;

use super::ast::{
    Action, ActionWhat, Check, Copy, Empty, ExprKind, Ignore, Item, Join, Let, Literal, Map, Name, Param, Piece,
    Reference, Require, Row, Side, Stub, Table, Text, Update,
};
use super::clauses::Lines;
use super::grammar::Rule;
use super::layout::{Block, Second, Unit};
use super::parse::Builder;
use super::words::shorten;
use super::words::{self, LATER_ENGINES, STATEMENTS};

/// Words that begin statements of SQL.
const SQL: &[&str] = &[
    "select", "insert", "delete", "create", "alter", "drop", "truncate", "set", "use", "begin", "commit", "with",
    "replace", "grant", "merge", "lock", "call",
];

impl<'a> Builder<'a> {
    /// The statement that a unit of the layout holds; a `Bad` one where it cannot be read.
    pub(super) fn item(&mut self, unit: &Unit) -> Item {
        let span = self.unit_span(unit);
        let word = self.first_word(unit);
        if unit.head.0 < self.sql_until && !unit.arrow && unit.block.is_none() {
            return Item::Bad(span);
        }
        let Some(entry) = words::statement(word) else {
            if !unit.bad {
                self.unknown(unit, word);
            }
            return Item::Bad(span);
        };
        if word == "view" {
            self.not_yet(
                self.span_of(unit.head),
                "`view`",
                "make the view in the old database, and move it as a table",
            );
            return Item::Bad(span);
        }
        let item = self.statement(unit, entry.word, entry.form, span);
        item.filter(|_| !unit.bad).unwrap_or(Item::Bad(span))
    }

    fn statement(&mut self, unit: &Unit, word: &str, form: &str, span: Span) -> Option<Item> {
        let blockless = !matches!(word, "table" | "copy" | "map" | "row" | "stub" | "update");
        if blockless && let Some(block) = &unit.block {
            self.report(
                Diagnostic::new(
                    Code::SYNTAX,
                    Span::new(self.file, block.open, block.open + 1),
                    format!("`{word}` takes no block"),
                )
                .here("not expected here")
                .help(format!("write `{form}`")),
            );
            return None;
        }
        if let Some(tail) = unit.tail {
            self.report(
                Diagnostic::new(Code::SYNTAX, self.span_of(tail), "text after the block of a statement")
                    .here("belongs to nothing")
                    .help("begin a new line after `}`"),
            );
        }
        // The lines of the block are read even where the head cannot be: they may have findings too.
        let lines = match word {
            "table" | "copy" => Some(Lines::Table),
            "row" | "stub" => Some(Lines::Flows),
            "update" => Some(Lines::Update),
            _ => None,
        };
        let clauses = match (&unit.block, lines) {
            (Some(block), Some(lines)) => self.clauses(block, lines, word),
            _ => Vec::new(),
        };
        let arms = match &unit.block {
            Some(block) if word == "map" => self.arms(block),
            _ => Vec::new(),
        };
        if unit.bad {
            return None;
        }
        let rule = match word {
            "from" | "into" => Rule::side,
            "table" => Rule::table,
            "copy" => Rule::copy,
            "map" => Rule::map,
            "row" | "stub" | "update" => Rule::new_block,
            "reference" => Rule::reference,
            "require" => Rule::require,
            "ignore" => Rule::ignore,
            "allow" => Rule::allow,
            "empty" => Rule::empty,
            "check" => Rule::check,
            "before" | "after" => Rule::action,
            "let" => return self.let_line(unit, span).map(Item::Let),
            "param" => Rule::param,
            _ => Rule::include,
        };
        let pair = self.read(unit, rule, form)?;
        match word {
            "from" => self.side(pair, span).map(Item::From),
            "into" => self.side(pair, span).map(Item::Into),
            "table" => {
                self.needs_block(unit, word, form)?;
                self.table(pair, clauses, self.span_of(unit.head), span).map(Item::Table)
            }
            "copy" => Some(Item::Copy(Copy { tables: self.patterns(pair), clauses, span })),
            "map" => self.map(pair, unit, arms, span).map(Item::Map),
            "row" | "stub" | "update" => {
                self.needs_block(unit, word, form)?;
                let target = self.paths(pair).into_iter().next()?;
                Some(match word {
                    "row" => Item::Row(Row { target, clauses, span }),
                    "stub" => Item::Stub(Stub { target, clauses, span }),
                    _ => Item::Update(Update { table: target, clauses, span }),
                })
            }
            "reference" => self.reference(pair, span).map(Item::Reference),
            "require" => {
                let because = self.because(&pair);
                let mut paths = self.paths(pair).into_iter();
                Some(Item::Require(Require { first: paths.next()?, second: paths.next()?, because, span }))
            }
            "ignore" => {
                let because = self.because(&pair);
                Some(Item::Ignore(Ignore { patterns: self.patterns(pair), because, span }))
            }
            "allow" => self.allow(pair, span).map(Item::Allow),
            "empty" => {
                let cond = pair.clone().into_inner().find(|p| p.as_rule() == Rule::where_part);
                let cond = cond.and_then(|p| self.exprs(p).into_iter().next());
                Some(Item::Empty(Empty { table: self.paths(pair).into_iter().next()?, cond, span }))
            }
            "check" => {
                let note = pair.clone().into_inner().any(|p| p.as_rule() == Rule::else_note);
                let what = self.first_text(&pair)?;
                Some(Item::Check(Check { what, cond: self.exprs(pair).into_iter().next()?, note, span }))
            }
            "before" | "after" => self.action(pair, word == "after", span).map(Item::Action),
            "param" => self.param(pair, span).map(Item::Param),
            _ => self.first_text(&pair).map(Item::Include),
        }
    }

    fn needs_block<'u>(&mut self, unit: &'u Unit, word: &str, form: &str) -> Option<&'u Block> {
        if unit.block.is_none() {
            self.report(
                Diagnostic::new(Code::SYNTAX, self.unit_span(unit), format!("`{word}` has no block"))
                    .here("expected a `{` at the end of this line")
                    .help(format!("write `{form}`")),
            );
        }
        unit.block.as_ref()
    }

    fn first_text(&mut self, pair: &Pair<'_, Rule>) -> Option<Text> {
        pair.clone().into_inner().find(|p| p.as_rule() == Rule::text).map(|p| self.text(p))
    }

    /// A first word that begins no statement.
    fn unknown(&mut self, unit: &Unit, word: &str) {
        let (start, end) = unit.head;
        let first = if word.is_empty() {
            self.text.get(start..end).map_or(0, |t| t.chars().next().map_or(0, char::len_utf8))
        } else {
            word.len()
        };
        let at = Span::new(self.file, start, start + first);
        let written = shorten(self.written(at));
        let finding = Diagnostic::new(Code::UNKNOWN_STATEMENT, at, format!("no statement begins with `{written}`"));
        let is_ours = |known: &&words::Word| unit.arrow || unit.block.is_some() || !SQL.contains(&known.word);
        if let Some(known) = words::statement(&word.to_lowercase()).filter(is_ours) {
            let head = Span::new(self.file, start, end);
            let lower = words::in_lower_case(self.written(head));
            self.report(
                Diagnostic::new(Code::UNKNOWN_STATEMENT, at, "words of the language are in lower case")
                    .here(format!("`{word}` is in capitals"))
                    .help(format!("write `{}`", known.word))
                    .fix("write it in lower case", Edit::Replace(head, lower)),
            );
            return;
        }
        let is_sql =
            SQL.contains(&word.to_lowercase().as_str()) && matches!(unit.second, Second::Operand | Second::Either);
        let near = nearest(word, STATEMENTS.iter().map(|w| w.word));
        let finding = if is_sql {
            // The rest of the statement is SQL as well, and says nothing new.
            let rest = self.mask.get(start..).unwrap_or("");
            let closed = rest.find(';').unwrap_or(rest.len());
            let until = rest.get(..closed).and_then(|sql| sql.find("\n\n")).unwrap_or(closed);
            self.sql_until = start + until;
            finding
                .here("this is SQL")
                .help("write `table OLD -> NEW { old_column -> new_column }` to move rows")
                .help("write `before sql\"...\"` or `after sql\"...\"` to run SQL on the new side")
        } else if let Some(near) = near.filter(|near| *near != word) {
            let form = words::statement(near).map_or(near, |w| w.form);
            finding.here(format!("did you mean `{near}`?")).help(format!("write `{form}`")).write(at, near)
        } else if unit.arrow || words::clause(word).is_some() {
            finding
                .here("a line of a block, outside of any block")
                .help("put it into a block: `table OLD -> NEW { ... }`")
        } else {
            let all: Vec<&str> = STATEMENTS.iter().filter(|w| w.ready).map(|w| w.word).collect();
            finding.here("not a statement").help(format!("the statements are: {}", all.join(", ")))
        };
        self.report(finding);
    }

    fn side(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Side> {
        let mut parts = pair.into_inner();
        let engine = parts.next().map(|p| self.name(p))?;
        if LATER_ENGINES.contains(&engine.text.to_lowercase().as_str()) {
            self.not_yet(
                engine.span,
                &format!("the engine `{}`", engine.text),
                "load the data into a `sqlite` database first, and move it from there",
            );
            return None;
        }
        let mut side =
            Side { engine, ddl: None, database: None, schema: None, prefix: None, encoding: None, storage: None, span };
        for part in parts.filter(|p| p.as_rule() == Rule::side_part) {
            let at = self.span(&part);
            let (mut word, mut name, mut text) = ("", None, None);
            for p in part.into_inner() {
                match p.as_rule() {
                    Rule::side_word => word = p.as_str().trim_end(),
                    Rule::name => name = Some(self.name(p)),
                    Rule::text => text = Some(self.text(p)),
                    _ => {}
                }
            }
            let as_text = text.or_else(|| name.as_ref().map(|n| Text { value: n.text.clone(), span: n.span }));
            let as_name = name.or_else(|| as_text.as_ref().map(|t| Name { text: t.value.clone(), span: t.span }));
            let twice = match word {
                "" => side.ddl.replace(as_text?).is_some(),
                "prefix" => side.prefix.replace(as_text?).is_some(),
                "database" => side.database.replace(as_name?).is_some(),
                "schema" => side.schema.replace(as_name?).is_some(),
                "encoding" => side.encoding.replace(as_name?).is_some(),
                _ => side.storage.replace(as_name?).is_some(),
            };
            if twice {
                let what = if word.is_empty() { "the file" } else { word };
                self.report(
                    Diagnostic::new(Code::SYNTAX, at, format!("{what} is given twice"))
                        .help("keep one of them")
                        .fix("leave it out", Edit::Replace(at, String::new())),
                );
            }
        }
        Some(side)
    }

    fn table(
        &mut self,
        pair: Pair<'_, Rule>,
        clauses: Vec<super::ast::Clause>,
        head_span: Span,
        span: Span,
    ) -> Option<Table> {
        let (mut source, mut target, mut alias) = (None, None, None);
        let (mut joins, mut group_by, mut having) = (Vec::new(), Vec::new(), None);
        let mut later = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path if source.is_none() => source = Some(self.path(part)),
                Rule::path => target = Some(self.path(part)),
                Rule::alias => alias = self.alias(part),
                Rule::join => joins.push(self.join(part)?),
                Rule::group_by if group_by.is_empty() => group_by = self.exprs(part),
                Rule::having if having.is_none() => having = self.exprs(part).into_iter().next(),
                Rule::group_by | Rule::having => {
                    let at = self.span(&part);
                    self.report(
                        Diagnostic::new(Code::SYNTAX, at, "given twice in one head")
                            .help("keep one of them")
                            .fix("leave it out", Edit::Replace(at, String::new())),
                    );
                }
                Rule::each => {
                    let at = self.span(&part);
                    self.not_yet(
                        at,
                        "`each`",
                        "move the column as it is, and take it apart after the move with `after sql\"...\"`",
                    );
                    later = true;
                }
                Rule::arrow => self.arrow(&part),
                _ => {}
            }
        }
        let table =
            Table { source: source?, alias, joins, group_by, having, target: target?, clauses, head_span, span };
        (!later).then_some(table)
    }

    fn alias(&mut self, pair: Pair<'_, Rule>) -> Option<Name> {
        pair.into_inner().find(|p| p.as_rule() == Rule::name).map(|p| self.name(p))
    }

    fn join(&mut self, pair: Pair<'_, Rule>) -> Option<Join> {
        let span = self.span(&pair);
        let (mut left, mut table, mut alias, mut on) = (false, None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::left => left = true,
                Rule::path => table = Some(self.path(part)),
                Rule::alias => alias = self.alias(part),
                Rule::expr => on = Some(self.expr(part)),
                _ => {}
            }
        }
        Some(Join { left, table: table?, alias, on: on?, span })
    }

    fn map(&mut self, pair: Pair<'_, Rule>, unit: &Unit, mut arms: Vec<super::ast::Arm>, span: Span) -> Option<Map> {
        let mut name = None;
        let mut given = unit.block.is_some();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => name = Some(self.path(part)),
                Rule::map_file => {
                    let at = self.span(&part);
                    self.not_yet(at, "a map from a file", "write its values in the block of the `map`");
                    return None;
                }
                Rule::arm_body => {
                    let at = self.span(&part);
                    given = true;
                    arms.insert(0, self.arm(part, at)?);
                }
                _ => {}
            }
        }
        if !given {
            self.report(
                Diagnostic::new(Code::SYNTAX, span, "a map without values")
                    .here("nothing follows the name")
                    .help("write `map TABLE.COLUMN \"old value\" -> \"new value\"`, or a block of such lines"),
            );
            return None;
        }
        Some(Map { name: name?, arms, span })
    }

    fn reference(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Reference> {
        if let Some(split) = pair.clone().into_inner().find(|p| p.as_rule() == Rule::split) {
            let at = self.span(&split);
            self.not_yet(
                at,
                "`reference ... split`",
                "leave the statement out: the column moves as text, its keys unchanged",
            );
            return None;
        }
        let unless = pair.clone().into_inner().find(|p| p.as_rule() == Rule::unless);
        let unless = unless.and_then(|p| self.exprs(p).into_iter().next());
        let mut paths = self.paths(pair).into_iter();
        Some(Reference { column: paths.next()?, unless, to: paths.next()?, span })
    }

    fn action(&mut self, pair: Pair<'_, Rule>, after: bool, span: Span) -> Option<Action> {
        let (mut table, mut word, mut text, mut sql) = (None, "", None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path => table = Some(self.path(part)),
                Rule::do_word => word = part.as_str().trim_end(),
                Rule::text => text = Some(self.text(part)),
                Rule::raw => {
                    let at = self.span(&part);
                    sql = Some(self.plain_sql(part, at));
                }
                _ => {}
            }
        }
        let what = match (sql, text) {
            (Some(sql), _) => ActionWhat::Sql(sql?),
            (None, Some(text)) if word == "run" => ActionWhat::Run(text),
            (None, text) => ActionWhat::Note(text?),
        };
        Some(Action { after, table, what, span })
    }

    /// `sql"…"` that stands for itself: it has no row, so nothing can stand in its holes.
    fn plain_sql(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Text> {
        let expr = self.raw(pair);
        let ExprKind::Sql(pieces) = expr.kind else { return None };
        let mut value = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => value.push_str(&text),
                Piece::Expr(expr) => {
                    self.slip(
                        expr.span,
                        "a value has no meaning in SQL that runs by itself",
                        "write `{{` for a brace of the SQL",
                    );
                    return None;
                }
            }
        }
        Some(Text { value, span })
    }

    pub(super) fn let_line(&mut self, unit: &Unit, span: Span) -> Option<Let> {
        let pair = self.read(unit, Rule::r#let, "let NAME = EXPR")?;
        let (mut name, mut params, mut value) = (None, Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(part)),
                Rule::let_params => params = part.into_inner().map(|p| self.name(p)).collect(),
                Rule::expr => value = Some(self.expr(part)),
                _ => {}
            }
        }
        Some(Let { name: name?, params, value: value?, span })
    }

    fn param(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Param> {
        let (mut name, mut ty, mut default) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(part)),
                Rule::type_name => ty = Some(self.type_name(part)),
                Rule::param_default => default = self.exprs(part).into_iter().next(),
                _ => {}
            }
        }
        if let Some(value) = &default {
            let literal = match &value.kind {
                ExprKind::Literal(_) | ExprKind::Bad => true,
                ExprKind::Neg(inner) => matches!(inner.kind, ExprKind::Literal(Literal::Int(_) | Literal::Decimal(_))),
                _ => false,
            };
            if !literal {
                let span = value.span;
                self.slip(span, "the default of a `param` is a plain value", "write a text, a number or a date");
                return None;
            }
        }
        Some(Param { name: name?, ty: ty?, default, span })
    }
}
