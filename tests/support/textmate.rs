//! Enough of a TextMate tokenizer to see what an editor would show: rules with `match`, rules with `begin` and
//! `end`, captures and includes. Other grammars are taken as empty.

use fancy_regex::{Captures, Regex};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A grammar, ready to be used.
pub struct Grammar {
    rules: Vec<Rule>,
    /// Where the entries of the repository are among the rules.
    named: BTreeMap<String, usize>,
    scope: String,
}

struct Rule {
    name: Vec<String>,
    kind: Kind,
}

enum Kind {
    /// Another rule of the repository, by name.
    Include(String),
    /// Another grammar.
    Foreign,
    /// Rules, the first of which wins.
    List(Vec<usize>),
    Match(Regex, Scopes),
    /// `begin` and its captures, `end` and its captures, the scope of what is between, and the rules there.
    Range(Box<Range>),
}

struct Range {
    begin: Regex,
    begin_scopes: Scopes,
    end: Regex,
    end_scopes: Scopes,
    content: Vec<String>,
    patterns: Vec<usize>,
}

/// The scopes of captures, by number.
type Scopes = Vec<(usize, Vec<String>)>;

/// The scopes of every byte of a text, from the outermost to the innermost.
pub struct Tokens<'t> {
    text: &'t str,
    scopes: Vec<Vec<String>>,
}

impl Tokens<'_> {
    /// The scopes at a byte, from the outermost to the innermost.
    pub fn at(&self, byte: usize) -> &[String] {
        &self.scopes[byte]
    }

    /// The innermost scope at a byte.
    pub fn innermost(&self, byte: usize) -> &str {
        self.scopes[byte].last().map_or("", String::as_str)
    }

    /// Where whole words `word` begin.
    pub fn words(&self, word: &str) -> Vec<usize> {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.text
            .match_indices(word)
            .filter(|(at, _)| {
                !part(self.text[..*at].chars().next_back()) && !part(self.text[at + word.len()..].chars().next())
            })
            .map(|(at, _)| at)
            .collect()
    }
}

fn words_of(value: &Value, key: &str) -> Vec<String> {
    value[key].as_str().unwrap_or("").split_whitespace().map(str::to_owned).collect()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("`{pattern}` is no regular expression: {e}"))
}

fn scopes(value: &Value) -> Scopes {
    let Some(captures) = value.as_object() else { return Vec::new() };
    captures.iter().map(|(number, scope)| (number.parse().unwrap(), words_of(scope, "name"))).collect()
}

impl Grammar {
    /// Reads a grammar; panics where it is not one.
    pub fn new(json: &str) -> Self {
        let value: Value = serde_json::from_str(json).expect("a grammar is JSON");
        let scope = value["scopeName"].as_str().expect("a grammar has a scope").to_owned();
        let mut grammar = Self { rules: Vec::new(), named: BTreeMap::new(), scope };
        let root = grammar.rule(&value);
        grammar.named.insert("$self".into(), root);
        for (name, rule) in value["repository"].as_object().expect("a grammar has a repository") {
            let id = grammar.rule(rule);
            grammar.named.insert(format!("#{name}"), id);
        }
        grammar
    }

    fn rule(&mut self, value: &Value) -> usize {
        let kind = if let Some(include) = value["include"].as_str() {
            if include.starts_with(['#', '$']) { Kind::Include(include.to_owned()) } else { Kind::Foreign }
        } else if let Some(pattern) = value["match"].as_str() {
            Kind::Match(regex(pattern), scopes(&value["captures"]))
        } else {
            let patterns = value["patterns"].as_array().map_or(&[][..], Vec::as_slice);
            let patterns = patterns.iter().map(|p| self.rule(p)).collect();
            match (value["begin"].as_str(), value["end"].as_str()) {
                (Some(begin), Some(end)) => Kind::Range(Box::new(Range {
                    begin: regex(begin),
                    begin_scopes: scopes(&value["beginCaptures"]),
                    end: regex(end),
                    end_scopes: scopes(&value["endCaptures"]),
                    content: words_of(value, "contentName"),
                    patterns,
                })),
                (None, None) => Kind::List(patterns),
                _ => panic!("a rule has `begin` and `end`, or neither: {value}"),
            }
        };
        self.rules.push(Rule { name: words_of(value, "name"), kind });
        self.rules.len() - 1
    }

    /// The includes that lead nowhere, and the entries of the repository that nothing includes.
    pub fn loose_ends(&self) -> Vec<String> {
        let included: BTreeSet<&String> = self
            .rules
            .iter()
            .filter_map(|r| if let Kind::Include(name) = &r.kind { Some(name) } else { None })
            .collect();
        let named: BTreeSet<&String> = self.named.keys().filter(|name| *name != "$self").collect();
        included.symmetric_difference(&named).map(|name| (*name).clone()).collect()
    }

    /// Every regular expression.
    pub fn patterns(&self) -> Vec<&str> {
        self.rules
            .iter()
            .flat_map(|rule| match &rule.kind {
                Kind::Match(one, _) => vec![one.as_str()],
                Kind::Range(range) => vec![range.begin.as_str(), range.end.as_str()],
                _ => Vec::new(),
            })
            .collect()
    }

    /// The rules that can begin here, includes followed.
    fn flat(&self, patterns: &[usize], out: &mut Vec<usize>) {
        for &id in patterns {
            match &self.rules[id].kind {
                Kind::Include(name) => self.flat(&[self.named[name]], out),
                Kind::List(inner) => self.flat(inner, out),
                Kind::Foreign => {}
                _ => out.push(id),
            }
        }
    }

    /// The scopes of a text.
    pub fn tokens<'t>(&self, text: &'t str) -> Tokens<'t> {
        let mut all = Vec::with_capacity(text.len());
        // The rules that are open.
        let mut open: Vec<usize> = Vec::new();
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let mut scopes = vec![Vec::new(); line.len()];
            self.line(bare, &mut open, &mut scopes);
            let rest = self.open_scopes(&open, true);
            scopes[bare.len()..].fill(rest);
            all.append(&mut scopes);
        }
        Tokens { text, scopes: all }
    }

    /// The scopes of the open rules; `inside`: also that of the content of the innermost.
    fn open_scopes(&self, open: &[usize], inside: bool) -> Vec<String> {
        let mut out = vec![self.scope.clone()];
        for (depth, &id) in open.iter().enumerate() {
            out.extend(self.rules[id].name.iter().cloned());
            if let Kind::Range(range) = &self.rules[id].kind
                && (inside || depth + 1 < open.len())
            {
                out.extend(range.content.iter().cloned());
            }
        }
        out
    }

    fn line(&self, line: &str, open: &mut Vec<usize>, scopes: &mut [Vec<String>]) {
        let mut at = 0;
        loop {
            let top = open.last().map(|&id| &self.rules[id].kind);
            let range = if let Some(Kind::Range(range)) = top { Some(range) } else { None };
            let mut best: Option<(Option<usize>, Captures<'_, str>)> = None;
            let mut consider = |rule: Option<usize>, regex: &Regex| {
                let found = regex.captures_from_pos(line, at).unwrap();
                if let Some(found) = found
                    && best.as_ref().is_none_or(|(_, b)| span(&found).0 < span(b).0)
                {
                    best = Some((rule, found));
                }
            };
            if let Some(range) = range {
                consider(None, &range.end);
            }
            let mut rules = Vec::new();
            match range {
                Some(range) => self.flat(&range.patterns, &mut rules),
                None => self.flat(&[self.named["$self"]], &mut rules),
            }
            for id in rules {
                match &self.rules[id].kind {
                    Kind::Match(regex, _) => consider(Some(id), regex),
                    Kind::Range(range) => consider(Some(id), &range.begin),
                    _ => {}
                }
            }
            let Some((rule, found)) = best else {
                scopes[at..line.len()].fill(self.open_scopes(open, true));
                return;
            };
            let (start, end) = span(&found);
            scopes[at..start].fill(self.open_scopes(open, true));
            let captured = match (rule, range) {
                (None, Some(range)) => {
                    scopes[start..end].fill(self.open_scopes(open, false));
                    open.pop();
                    &range.end_scopes
                }
                (Some(id), _) => match &self.rules[id].kind {
                    Kind::Range(range) => {
                        assert!(end > start, "`{}` begins with nothing", range.begin.as_str());
                        open.push(id);
                        scopes[start..end].fill(self.open_scopes(open, false));
                        &range.begin_scopes
                    }
                    Kind::Match(regex, captures) => {
                        assert!(end > start, "`{}` matches nothing", regex.as_str());
                        let mut here = self.open_scopes(open, true);
                        here.extend(self.rules[id].name.iter().cloned());
                        scopes[start..end].fill(here);
                        captures
                    }
                    _ => return,
                },
                (None, None) => return,
            };
            for (number, names) in captured {
                if let Some(capture) = found.get(*number) {
                    for here in &mut scopes[capture.start()..capture.end()] {
                        here.extend(names.iter().cloned());
                    }
                }
            }
            at = end;
        }
    }
}

fn span(found: &Captures<'_, str>) -> (usize, usize) {
    found.get(0).map_or((0, 0), |whole| (whole.start(), whole.end()))
}
