//! What could not be read, in words: what stands there, what was expected, what to write.

use pest::error::{ErrorVariant, InputLocation};

use crate::diag::{Code, Diagnostic, Edit, nearest};
use crate::source::Span;

use super::grammar::{Failure, Rule};
use super::parse::Builder;
use super::scan::is_word_char;
use super::words;
use super::words::shorten;

/// What a rule is called. `None`: it says nothing that another does not say better.
fn describe(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the line",
        Rule::arrow => "`->`",
        Rule::name | Rule::path | Rule::bare_name | Rule::quoted => "a name",
        Rule::glob | Rule::pattern => "a name or a glob",
        Rule::text | Rule::text_body => "a text in double quotes",
        Rule::side_part => "the file, `database`, `schema`, `prefix`, `encoding` or `engine`",
        Rule::integer => "a whole number",
        Rule::type_name => "a type",
        Rule::expr
        | Rule::link_expr
        | Rule::low
        | Rule::named
        | Rule::paren
        | Rule::number
        | Rule::case_expr
        | Rule::null_lit
        | Rule::true_lit
        | Rule::false_lit
        | Rule::moment
        | Rule::moment_word
        | Rule::format
        | Rule::raw
        | Rule::neg
        | Rule::bang
        | Rule::flow_value
        | Rule::order_term
        | Rule::lookup_item
        | Rule::case_keys
        | Rule::arm_body
        | Rule::auto
        | Rule::default => "a value",
        Rule::case_arm | Rule::else_arm => "an arm `COND -> EXPR`",
        Rule::link => "`or`",
        Rule::policy => "a policy",
        Rule::eq => "`=`",
        Rule::list_open => "`(`",
        Rule::point => "`.` and a column",
        Rule::because | Rule::kw_because => "`because`",
        Rule::allow_for | Rule::kw_for => "`for`",
        Rule::kw_before => "`before`",
        Rule::kw_by => "`by`",
        Rule::kw_else | Rule::else_note => "`else`",
        Rule::kw_from | Rule::over => "`from`",
        Rule::kw_join | Rule::join => "`join`",
        Rule::kw_keep | Rule::keep => "`keep`",
        Rule::kw_note => "`note`",
        Rule::kw_on => "`on`",
        Rule::kw_to => "`to`",
        Rule::kw_unless | Rule::unless => "`unless`",
        Rule::kw_where | Rule::where_part => "`where`",
        Rule::kw_and => "`and`",
        Rule::kw_in => "`in`",
        Rule::kw_like => "`like`",
        Rule::kw_between => "`between`",
        Rule::first => "`first`",
        Rule::last => "`last`",
        Rule::unique_then | Rule::unique_word => "`keep first by`, `reject` or `fail`",
        Rule::side_word => "`database`, `schema`, `prefix`, `encoding` or `engine`",
        Rule::do_word => "`run`, `note` or `sql\"...\"`",
        _ => return None,
    })
}

/// Whether a rule goes on with a value that could also end here.
fn is_operator(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::or
            | Rule::and
            | Rule::when
            | Rule::ne
            | Rule::le
            | Rule::lt
            | Rule::ge
            | Rule::gt
            | Rule::eq
            | Rule::like
            | Rule::between
            | Rule::add
            | Rule::sub
            | Rule::mul
            | Rule::div
            | Rule::rem
            | Rule::cast
            | Rule::via
            | Rule::is_null
            | Rule::in_list
            | Rule::call_tail
            | Rule::lookup_tail
            | Rule::link
    )
}

impl Builder<'_> {
    /// The byte where a failure lies.
    pub(super) fn failed_at(&self, range: (usize, usize), failure: &Failure) -> usize {
        let at = match failure.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let at = range.0 + at;
        // Blanks before the place say nothing.
        let blanks = self.mask.get(at..range.1).map_or(0, |rest| rest.len() - rest.trim_start().len());
        (at + blanks).min(range.1)
    }

    /// The word, number, text or sign at a byte, as written.
    fn token_at(&self, at: usize, end: usize) -> Span {
        let rest = self.mask.get(at..end).unwrap_or("");
        let Some(first) = rest.chars().next() else { return Span::new(self.file, at, at) };
        let length = if is_word_char(first) {
            rest.find(|c| !is_word_char(c)).unwrap_or(rest.len())
        } else if matches!(first, '"' | '`') {
            rest.get(1..).and_then(|r| r.find(first)).map_or(rest.len(), |n| n + 2)
        } else {
            ["->", "=>", "==", "!=", "<>", "<=", ">=", "&&", "||"]
                .iter()
                .find(|sign| rest.starts_with(**sign))
                .map_or(first.len_utf8(), |sign| sign.len())
        };
        Span::new(self.file, at, at + length)
    }

    /// Reports why a unit could not be read; `form` is what it should look like.
    pub(super) fn explain(&mut self, range: (usize, usize), failure: &Failure, form: &str) {
        let at = self.failed_at(range, failure);
        let ErrorVariant::ParsingError { positives, .. } = &failure.variant else {
            self.report(
                Diagnostic::new(Code::TOO_DEEP, self.span_of(range), "too large or nested too deep to be read")
                    .here("cannot be read")
                    .help("cut it up, and name parts of it with `let`"),
            );
            return;
        };
        let expected = expected(positives);
        let wanted = expected.clone();
        let finding = if at >= range.1 {
            // Points at the end of what is there: nothing stands where the rest should be.
            let last = self.text.get(range.0..range.1).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
            let span = Span::new(self.file, range.1.saturating_sub(last), range.1);
            Diagnostic::new(Code::SYNTAX, span, "the line ends too early").here(expected)
        } else {
            let span = self.token_at(at, range.1);
            let written = self.written(span);
            let finding = Diagnostic::new(Code::SYNTAX, span, format!("cannot read `{}` here", shorten(written)));
            let finding = finding.here(expected);
            let finding = match self.hint(written, positives, range, at) {
                Some(hint) => finding.help(hint),
                None => finding,
            };
            match self.instead(span, positives, range).or_else(|| {
                // Only one word can stand here: it is missing.
                let word = wanted.strip_prefix("expected `")?.strip_suffix('`')?;
                let at = Span { end: span.start, ..span };
                let missing = word.chars().all(is_word_char) && self.written(span).starts_with(is_word_char);
                missing.then(|| (format!("add `{word}`"), at, format!("{word} ")))
            }) {
                Some((title, place, text)) => finding.fix(title, Edit::Replace(place, text)),
                None => finding,
            }
        };
        self.report(if form.is_empty() { finding } else { finding.help(format!("the form is `{form}`")) });
    }

    /// The repair of a slip of which there can be no doubt.
    fn instead(&self, span: Span, positives: &[Rule], range: (usize, usize)) -> Option<(String, Span, String)> {
        let written = self.written(span);
        let before = self.text.get(range.0..span.start as usize)?;
        let lower = written.to_lowercase();
        let operators = takes_operators(positives);
        if lower != written && (words::is_reserved(&lower) || words::INNER.contains(&lower.as_str())) {
            return Some((format!("write `{lower}`"), span, lower));
        }
        let arrow = || "write `->`".to_owned();
        match written {
            ">" if before.trim_end().ends_with('-') => {
                let minus = range.0 + before.trim_end().len() - 1;
                Some((arrow(), Span::new(self.file, minus, span.end as usize), "->".to_owned()))
            }
            _ if positives.contains(&Rule::arrow) && positives.contains(&Rule::join) => {
                let kept = before.trim_end();
                let to = ["into", "to"].into_iter().find_map(|word| kept.strip_suffix(word)?.strip_suffix(' '));
                let start = to.map_or(span.start as usize, |kept| range.0 + kept.len() + 1);
                let end = if to.is_some() { range.0 + kept.len() } else { start };
                let text = if to.is_some() { "->" } else { "-> " };
                Some((arrow(), Span::new(self.file, start, end), text.to_owned()))
            }
            "=" if positives.contains(&Rule::arrow) => Some((arrow(), span, "->".to_owned())),
            _ if positives.contains(&Rule::arrow)
                && operators
                && written.starts_with(|c| is_word_char(c) || c == '`') =>
            {
                let at = span.start as usize;
                Some(("add `->`".to_owned(), Span::new(self.file, at, at), "-> ".to_owned()))
            }
            _ => None,
        }
    }

    /// A guess at the slip.
    fn hint(&self, written: &str, positives: &[Rule], range: (usize, usize), at: usize) -> Option<String> {
        let lower = written.to_lowercase();
        let is_word = words::is_reserved(&lower) || words::INNER.contains(&lower.as_str());
        if is_word && lower != written {
            return Some(format!("write `{lower}`: words of the language are in lower case"));
        }
        let operators = takes_operators(positives);
        let before = self.text.get(range.0..at)?.trim();
        if positives.contains(&Rule::side_part) {
            let near = nearest(written, ["database", "schema", "prefix", "encoding", "engine"]);
            return near.filter(|_| written.len() > 2).map(|near| format!("did you mean `{near}`?"));
        }
        Some(match written {
            ">" if before.ends_with('-') => "write `->` without a blank in it".to_owned(),
            "inner" | "right" | "full" | "outer" | "cross" => "there are `join` and `left join`".to_owned(),
            "distinct" => "rows become one with `unique COLUMN keep first by EXPR`".to_owned(),
            "?" if operators => "write `a when COND`, or `case { COND -> a; else b }`".to_owned(),
            "^" => "there is no `^`; bits are read with `bit(x, n)`".to_owned(),
            "{" => "a choice is written `case { COND -> EXPR; else EXPR }`".to_owned(),
            ";" => "`;` ends a line; separate with `,`".to_owned(),
            "=" if operators || positives.contains(&Rule::arrow) => "write `->` from old to new".to_owned(),
            _ if positives.contains(&Rule::arrow)
                && operators
                && written.starts_with(|c| is_word_char(c) || c == '`') =>
            {
                format!("is a `->` missing? write `{} -> {}`", shorten(before), shorten(written))
            }
            _ if positives.contains(&Rule::arrow) && positives.contains(&Rule::join) => {
                format!("is a `->` missing before `{}`?", shorten(written))
            }
            _ => return None,
        })
    }
}

/// Whether a value could go on where the failure lies. `=` also stands after the name of a `let`.
fn takes_operators(positives: &[Rule]) -> bool {
    positives.iter().any(|r| is_operator(*r) && *r != Rule::eq)
}

/// `expected a, b or c`.
fn expected(positives: &[Rule]) -> String {
    let operators = takes_operators(positives);
    let mut words: Vec<&str> = Vec::new();
    for rule in positives.iter().filter(|r| !operators || !is_operator(**r)) {
        if let Some(word) = describe(*rule)
            && !words.contains(&word)
        {
            words.push(word);
        }
    }
    if positives.contains(&Rule::do_word) {
        words.retain(|w| *w != "a value");
    }
    if words.contains(&"a value") {
        words.retain(|w| !matches!(*w, "a name" | "a text in double quotes"));
    }
    if operators && positives.contains(&Rule::link) {
        words.push("`or`");
    }
    if operators && words.len() < 3 {
        words.insert(0, "an operator");
    }
    words.truncate(5);
    match words.split_last() {
        None => "not expected here".to_owned(),
        Some((last, [])) => format!("expected {last}"),
        Some((last, rest)) => format!("expected {} or {last}", rest.join(", ")),
    }
}
