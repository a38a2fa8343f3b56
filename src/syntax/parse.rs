//! The driver: each unit of the layout is given to the one rule that its first word asks for.

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser as _;
use pest::iterators::Pair;

use crate::diag::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::{FileId, Span};

use super::ast::{File, Item};
use super::cache::Cache;
use super::grammar::{Failure, Grammar, Rule};
use super::layout::{self, Unit};
use super::scan::is_word_char;

/// How large a text can be.
const MAX_SIZE: usize = 16 << 20;

/// A guard, far above what any real statement needs: pest gives up after so many calls.
const MAX_CALLS: usize = 200_000_000;

/// Parses one `.mig` text.
pub(super) fn parse(file: FileId, text: &str, mut cache: Option<&mut Cache>, diagnostics: &mut Diagnostics) -> File {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(NonZeroUsize::new(MAX_CALLS)));
    if text.len() > MAX_SIZE {
        let span = Span::new(file, 0, 0);
        diagnostics.push(
            Diagnostic::new(Code::TOO_DEEP, span, format!("a file of more than {} MB", MAX_SIZE >> 20))
                .here("too large")
                .help("cut it up, and `include` the parts"),
        );
        return File { file, items: vec![Item::Bad(span)] };
    }
    let laid = layout::layout(file, text, diagnostics);
    let mut builder = Builder::new(file, text, &laid.mask, diagnostics);
    let mut items = Vec::with_capacity(laid.units.len());
    for unit in &laid.units {
        let Some(cache) = cache.as_mut().filter(|_| !unit.bad) else {
            items.push(builder.item(unit));
            continue;
        };
        let (start, end) = unit.range();
        let written = text.get(start..end).unwrap_or("");
        if let Some((item, found)) = cache.get(written, file, start) {
            found.into_iter().for_each(|finding| builder.report(finding));
            items.push(item);
            continue;
        }
        let before = builder.diagnostics.len();
        let item = builder.item(unit);
        if !matches!(item, Item::Bad(_)) {
            cache.put(written, start, &item, builder.diagnostics.since(before));
        }
        items.push(item);
    }
    File { file, items }
}

impl Cache {
    /// Parses one `.mig` text, as [`super::parse`].
    pub fn parse(&mut self, file: FileId, text: &str, diagnostics: &mut Diagnostics) -> File {
        parse(file, text, Some(self), diagnostics)
    }
}

/// Makes the tree of what the grammar has read, and reports what is wrong with it.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    /// The text as written.
    pub(super) text: &'a str,
    /// The text as the grammar sees it.
    pub(super) mask: &'a str,
    /// Where the unit that is being read begins.
    pub(super) base: usize,
    /// Where a statement of SQL ends that was found last.
    pub(super) sql_until: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: FileId, text: &'a str, mask: &'a str, diagnostics: &'a mut Diagnostics) -> Self {
        Self { file, text, mask, base: 0, sql_until: 0, diagnostics }
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// A slip: what is wrong, and what to write.
    pub(super) fn slip(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let help = help.into();
        let finding = Diagnostic::new(Code::SYNTAX, span, message);
        // Where the advice is the very text to write, an editor can write it.
        let text = help.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
        let finding = match text.filter(|text| !text.contains(['`', '…']) && !text.contains("...")) {
            Some(text) => {
                let next = self.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
                let glued = text.ends_with(is_word_char) && next.is_some_and(is_word_char);
                let with = if glued { format!("{text} ") } else { text.to_owned() };
                finding.fix(help.clone(), Edit::Replace(span, with))
            }
            None => finding,
        };
        self.report(finding.help(help));
    }

    /// What is recognised and not there yet, and what to do meanwhile.
    pub(super) fn not_yet(&mut self, span: Span, what: &str, instead: &str) {
        self.report(
            Diagnostic::new(Code::NOT_YET, span, format!("{what} is not there yet"))
                .here("the language has it, this compiler does not yet")
                .help(instead),
        );
    }

    /// The span of a pair, without the blanks that may follow it.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = self.base + pair.as_span().start();
        Span::new(self.file, start, start + pair.as_str().trim_end().len())
    }

    pub(super) fn span_of(&self, range: (usize, usize)) -> Span {
        Span::new(self.file, range.0, range.1)
    }

    pub(super) fn unit_span(&self, unit: &Unit) -> Span {
        self.span_of(unit.range())
    }

    /// The text of a unit's head, as the grammar sees it.
    pub(super) fn head(&self, unit: &Unit) -> &'a str {
        self.mask.get(unit.head.0..unit.head.1).unwrap_or("")
    }

    /// The text a span covers, as written.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The bare word a unit begins with; empty when it begins with anything else.
    pub(super) fn first_word(&self, unit: &Unit) -> &'a str {
        let head = self.head(unit);
        head.get(..head.find(|c| !is_word_char(c)).unwrap_or(head.len())).unwrap_or("")
    }

    /// Reads a unit's head by `rule`; a failure is reported, with the form to write.
    pub(super) fn read(&mut self, unit: &Unit, rule: Rule, form: &str) -> Option<Pair<'a, Rule>> {
        match self.try_read(unit.head, rule) {
            Ok(pair) => Some(pair),
            Err(failure) => {
                self.explain(unit.head, &failure, form);
                None
            }
        }
    }

    /// Reads a part of the text by `rule`.
    pub(super) fn try_read(&mut self, range: (usize, usize), rule: Rule) -> Result<Pair<'a, Rule>, Failure> {
        self.base = range.0;
        let text = self.mask.get(range.0..range.1).unwrap_or("");
        let mut pairs = Grammar::parse(rule, text).map_err(Box::new)?;
        pairs.next().ok_or_else(|| {
            let position = pest::Position::from_start(text);
            let variant = pest::error::ErrorVariant::ParsingError { positives: Vec::new(), negatives: Vec::new() };
            Box::new(pest::error::Error::new_from_pos(variant, position))
        })
    }

    /// An arrow as it should be, or one of its slips.
    pub(super) fn arrow(&mut self, pair: &Pair<'_, Rule>) {
        let written = pair.as_str();
        if written != "->" {
            let span = self.span(pair);
            self.slip(span, format!("the arrow is not written `{written}`"), "write `->`");
        }
    }
}
