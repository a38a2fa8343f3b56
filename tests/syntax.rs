//! The parser: whole programs, many errors in one run, and texts that nobody would write.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use migc::diag::{Code, Diagnostics, Severity};
use migc::source::{FileId, Sources, Span};
use migc::syntax::ast::{BinaryOp, Clause, Expr, ExprKind, File, FlowValue, Item, Literal, Or, Policy};
use migc::syntax::{parse, words};
use proptest::prelude::*;

const POLONIA: &str = include_str!("syntax/polonia.mig");
const HAITI: &str = include_str!("syntax/haiti.mig");

fn read(text: &str) -> (File, Diagnostics) {
    let mut found = Diagnostics::new();
    let file = parse(FileId(0), text, &mut found);
    (file, found)
}

/// `line:column code message | here | help`, one a line.
fn report(text: &str, found: &Diagnostics) -> String {
    let mut sources = Sources::new();
    sources.add("t.mig", text);
    let lines = found.sorted().into_iter().map(|d| {
        let at = sources.position(d.primary.span.file, d.primary.span.start);
        let help = d.help.join(" / ");
        format!("{}:{} {} {} | {} | {help}", at.line + 1, at.character + 1, d.code, d.message, d.primary.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn clean(text: &str) -> File {
    let (file, found) = read(text);
    assert!(found.is_empty(), "{text}\n{}", report(text, &found));
    file
}

fn findings(text: &str) -> String {
    let (_, found) = read(text);
    assert!(found.iter().all(|d| d.severity == Severity::Error));
    report(text, &found)
}

#[test]
fn polonia_is_read() {
    let file = clean(POLONIA);
    assert_eq!(file.items.len(), 14);
    let Item::Map(map) = &file.items[4] else { panic!("{:?}", file.items[4]) };
    assert_eq!(map.arms.len(), 5);
    let Some(Item::Table(table)) =
        file.items.iter().find(|i| matches!(i, Item::Table(t) if t.target.parts[0].text == "action"))
    else {
        panic!("no block for `action`")
    };
    assert_eq!(table.clauses.len(), 8);
}

#[test]
fn haiti_has_one_part_that_is_not_there_yet() {
    let (file, found) = read(HAITI);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::NOT_YET], "{}", report(HAITI, &found));
    assert_eq!(file.items.iter().filter(|i| matches!(i, Item::Bad(_))).count(), 1);
}

const ALL: &str = include_str!("syntax/all.mig");

#[test]
fn every_part_is_read() {
    let file = clean(ALL);
    assert!(!format!("{file:?}").contains("Bad"));
}

/// The expression of `EXPR -> x` with brackets everywhere.
fn shape(text: &str) -> String {
    let file = clean(&format!("table a -> b {{\n {text} -> x\n}}"));
    let Some(Item::Table(table)) = file.items.first() else { panic!("{text}") };
    let Some(Clause::Flow(flow)) = table.clauses.first() else { panic!("{text}") };
    let FlowValue::Expr(expr) = &flow.value else { panic!("{text}") };
    draw(expr)
}

fn draw(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Path(path) => path.parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("."),
        ExprKind::Literal(Literal::Int(n)) => n.clone(),
        ExprKind::Literal(l) => format!("{l:?}"),
        ExprKind::Binary { op, left, right, .. } => {
            let op = match op {
                BinaryOp::Or => "or",
                BinaryOp::And => "and",
                BinaryOp::Eq => "=",
                BinaryOp::Add => "+",
                BinaryOp::Sub => "-",
                BinaryOp::Mul => "*",
                _ => "?",
            };
            format!("({} {op} {})", draw(left), draw(right))
        }
        ExprKind::Not(e) => format!("(not {})", draw(e)),
        ExprKind::Neg(e) => format!("(-{})", draw(e)),
        ExprKind::When { value, cond } => format!("({} when {})", draw(value), draw(cond)),
        ExprKind::Cast { value, ty, .. } => format!("({} as {})", draw(value), ty.name.text),
        ExprKind::Via { key, block } => format!("({} via {})", draw(key), block.text),
        ExprKind::IsNull { value, negated } => {
            format!("({} is {}null)", draw(value), if *negated { "not " } else { "" })
        }
        ExprKind::Between { value, low, high, .. } => format!("({} in {}..{})", draw(value), draw(low), draw(high)),
        ExprKind::In { value, list, .. } => {
            format!("({} in {})", draw(value), list.iter().map(draw).collect::<Vec<_>>().join(" "))
        }
        ExprKind::Aggregate { function, table, .. } => format!("{}<{}>", function.text, table.is_some()),
        ExprKind::Call { name, args } => {
            format!("{}({})", name.text, args.iter().map(draw).collect::<Vec<_>>().join(" "))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn operators_bind_as_they_should() {
    for (text, tree) in [
        ("a or b and not c = d + e * f", "(a or (b and (not (c = (d + (e * f))))))"),
        ("a - b - c", "((a - b) - c)"),
        ("-a as int + 1", "(((-a) as int) + 1)"),
        ("a + b as int", "(a + (b as int))"),
        ("a via b = 1", "((a via b) = 1)"),
        ("a = 1 when b or c", "((a = 1) when (b or c))"),
        ("not a is null", "(not (a is null))"),
        ("a + 1 is not null and b", "(((a + 1) is not null) and b)"),
        ("a between 1 and 2 + x and b", "((a in 1..(2 + x)) and b)"),
        ("a in (1, b or c) or d", "((a in 1 (b or c)) or d)"),
        ("(a or b) and c", "((a or b) and c)"),
        ("max(a)", "max<false>"),
        ("greatest(a, 1)", "greatest(a 1)"),
        ("count(* from t)", "count<true>"),
        ("ż.`a b`", "ż.a b"),
    ] {
        assert_eq!(shape(text), tree, "{text}");
    }
}

#[test]
fn policies_are_words_only_alone() {
    let file = clean("table a -> b {\n x -> y or stub.a or null_date or cut or 1 when z or fail\n}");
    let Some(Item::Table(table)) = file.items.first() else { panic!() };
    let Some(Clause::Flow(flow)) = table.clauses.first() else { panic!() };
    let kinds: Vec<Option<Policy>> =
        flow.or.iter().map(|or| if let Or::Policy(p, _) = or { Some(*p) } else { None }).collect();
    assert_eq!(kinds, [None, None, Some(Policy::Cut), None, Some(Policy::Fail)]);
}

#[test]
fn a_line_ends_where_the_rule_says() {
    let text = "table a -> b {\n x\n   -> y,\n   z -- and more\n\n  or null\n u when a = 1 and\n  b -> c; d -> e\n f(1,\n  2\n )\n  -> g\n *\n h\n}";
    let file = clean(text);
    let Some(Item::Table(table)) = file.items.first() else { panic!() };
    assert_eq!(table.clauses.len(), 6, "{:#?}", table.clauses);
    assert!(matches!(table.clauses.get(4), Some(Clause::Star(_))));
}

#[test]
fn crlf_bom_and_strange_blanks_change_nothing() {
    let strip = |text: &str| {
        let file = clean(text);
        // Spans differ; the rest does not.
        let text = format!("{file:?}");
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("Span {") {
            out.push_str(&rest[..at]);
            rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
        }
        out + rest
    };
    let plain = strip(POLONIA);
    assert_eq!(strip(&format!("\u{FEFF}{}", POLONIA.replace('\n', "\r\n"))), plain);
    assert_eq!(strip(&POLONIA.replace(" -> ", "\u{A0}->\u{3000}")), plain);
}

#[test]
fn one_run_reports_every_bad_line() {
    let text = "tabel a -> b { x -> y }
table a -> b {
  login => username
  u_id id
  aktywny == 't' -> is_active // was a flag
  a && b <> !c -> d
  lower(x -> y
  where
}
from csv \"x\"
map a.b { x -> 1 }
table c -> d {
  date \"2020-02-31\" -> e

table e -> f {
  g -> \"h
}
view v(a) { T(b) }
SELECT 1";
    let expected = "1:1 M0103 no statement begins with `tabel`
3:9 M0101 the arrow is not written `=>`
4:8 M0101 a `->` is missing
5:11 M0101 `==` is not an operator
5:14 M0101 text is written in double quotes
5:31 M0101 `//` does not begin a comment
6:5 M0101 `&&` is not an operator
6:10 M0101 `<>` is not an operator
6:13 M0101 `!` is not an operator
7:8 M0102 `(` is not closed
10:6 M0104 the engine `csv` is not there yet
11:11 M0101 `x` is not a value that a map can know
12:14 M0102 `{` is not closed
13:8 M0106 `2020-02-31` is no date of the calendar
16:8 M0102 a text is not closed
18:1 M0104 `view` is not there yet
19:1 M0103 no statement begins with `SELECT`";
    let (_, found) = read(text);
    let got: Vec<String> =
        report(text, &found).lines().map(|line| line.split(" | ").next().unwrap_or("").to_owned()).collect();
    assert_eq!(got.join("\n"), expected);
}

#[test]
fn slips_get_the_text_to_write() {
    for (line, help) in [
        ("x = y", "write `y -> x`, or `x -> y`: the new column is on the right"),
        ("x <- y", "write `y -> x`: from old to new"),
        ("x as y", "write `x -> y` to fill `y`"),
        ("x AS y", "write `x -> y`"),
        ("WHERE x IS NULL", "write `where x is null`"),
        ("x -> y,\n z -> w", "write `x -> y`, without the comma"),
        ("login username", "write `login -> username`"),
        ("lower(login)", "write `lower(login) -> new_column`"),
        ("x AND y -> z", "write `and`: words of the language are in lower case"),
        ("NULL -> z", "write `null`: words of the language are in lower case"),
        ("x -> b.y", "write `y`"),
        ("a, b", "write `a; b`"),
        ("wher x = 1", "write `where COND`"),
        ("x || y -> z", "write `concat(x, y)`"),
        ("x - > y", "write `->` without a blank in it"),
        ("a ? b -> c", "case { COND -> a; else b }"),
        ("'it' -> y", "write `\"it\"`"),
        ("u_id --> id", "write `->`"),
        ("table c -> d", "close the block before it"),
        ("x in 1 -> y", "the form is"),
    ] {
        let found = findings(&format!("table a -> b {{\n {line}\n}}"));
        assert_eq!(found.lines().count(), 1, "{line}\n{found}");
        assert!(found.contains(help), "{line}\n{found}");
        assert!(found.starts_with("2:"), "{line}\n{found}");
    }
}

#[test]
fn parts_that_come_later_say_so() {
    for text in [
        "from csv \"a.csv\"",
        "from web2py \"a.py\"",
        "from s3xml \"a.xml\"",
        "into spark \"a\"",
        "view x(a) {\n T(b)\n}",
        "map x from \"f.csv\" (a -> b) { }",
        "map x from \"f.csv\" (a -> b)",
        "reference a.b split \"|\" to c.d",
        "table a each split(t, \",\") as tag at n -> b { x -> y }",
        "table a each (1, e), (2, m) when m != \"\" as method, value -> b { x -> y }",
        "table a -> b { new T { x -> y } -> z }",
        "table a -> b { merge a keep first by b }",
        "table a -> b { match a keep }",
        "table a -> b { unique a rename f\"{a}-{n}\" by n }",
    ] {
        let (_, found) = read(text);
        assert_eq!(
            found.iter().map(|d| d.code).collect::<Vec<_>>(),
            [Code::NOT_YET],
            "{text}\n{}",
            report(text, &found)
        );
    }
}

#[test]
fn nesting_has_a_limit_and_long_chains_too() {
    for text in [
        format!("table a -> b {{ {}x{} -> y }}", "(".repeat(5000), ")".repeat(5000)),
        format!("table a -> b {{ {}x -> y }}", "(".repeat(5000)),
        format!("table a -> b {{ {}x -> y }}", "not ".repeat(5000)),
        format!("table a -> b {{ {}x -> y }}", "- ".repeat(5000)),
        format!("table a -> b {{ {}x -> y }}", "case ".repeat(5000)),
        format!("table a -> b {{ x{} -> y }}", " + 1".repeat(5000)),
        format!("table a -> b {{ x{} -> y }}", " or x".repeat(5000)),
        format!("table a -> b {{ x{} -> y }}", " as int".repeat(5000)),
        format!("table a -> b {{ {}x{} -> y }}", "t[".repeat(5000), "].a".repeat(5000)),
        format!("table a -> b {{ {}x{} -> y }}", "f\"{".repeat(5000), "}\"".repeat(5000)),
        format!("{}{}", "table a -> b {\n".repeat(5000), "}\n".repeat(5000)),
        "table a -> b {\n".repeat(5000),
        "{".repeat(5000),
    ] {
        let (_, found) = read(&text);
        assert!(found.has_errors(), "{}", &text[..40]);
    }
    let deepest = format!("table a -> b {{ {}x{} -> y }}", "(".repeat(60), ")".repeat(60));
    clean(&deepest);
    clean(&format!("table a -> b {{ x{} -> y }}", " + 1".repeat(150)));
    clean(&format!("table a -> b {{ x in (1{}) -> y }}", ", 1".repeat(5000)));
}

#[test]
fn a_long_program_is_read() {
    let mut text = String::new();
    for i in 0..2000 {
        text.push_str(&format!("table old_{i} -> new_{i} {{\n"));
        for c in 0..23 {
            text.push_str(&format!("  column_{c} -> column_{c} or null -- as it was\n"));
        }
        text.push_str("}\n");
    }
    let start = std::time::Instant::now();
    assert_eq!(clean(&text).items.len(), 2000);
    // An unoptimised build takes about a second; what is not linear takes minutes.
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn every_word_of_the_tables_is_known() {
    for word in words::STATEMENTS {
        let found = findings(word.word);
        assert!(!found.contains("no statement begins"), "{found}");
    }
    let all = words::keywords();
    for word in words::RESERVED.iter().chain(words::POLICIES).chain(words::INNER) {
        assert!(all.contains(word));
    }
    for word in words::POLICIES {
        clean(&format!("table a -> b {{ x or {word} }}"));
    }
    for word in words::ENGINES {
        clean(&format!("from {word} \"x\""));
    }
    // A column may be called like any word that is not reserved.
    for word in all.iter().filter(|w| !words::RESERVED.contains(w) && !matches!(**w, "auto" | "default")) {
        clean(&format!(
            "table a -> b {{ {word} -> {word}, x\n {word} = {word}.{word} when {word} -> y or {word}\n {word}\n}}"
        ));
    }
}

/// `a -> b` is read by a shorter way than `a -> b or reject`; nothing but the policy may differ.
#[test]
fn the_short_way_reads_the_same() {
    for names in ["a -> b", "ż_ó -> x1 ", "order->key", "_a\n   ->\n  b"] {
        let both = ["", " or reject"].map(|policy| {
            let file = clean(&format!("table t -> u {{\n  {names}{policy}\n}}"));
            let Some(Item::Table(table)) = file.items.into_iter().next() else { panic!("{names}") };
            let Some(Clause::Flow(mut flow)) = table.clauses.into_iter().next() else { panic!("{names}") };
            flow.or.clear();
            flow.span = Span::default();
            flow
        });
        let [short, long] = both;
        assert_eq!(short, long, "{names}");
    }
}

/// Every span lies in the text, on the borders of characters.
fn check_spans(text: &str) {
    let (file, found) = read(text);
    let check = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    for finding in found.iter() {
        check(finding.primary.span);
        finding.secondary.iter().for_each(|label| check(label.span));
        assert!(!finding.message.is_empty() && !finding.message.contains("Rule::"));
    }
    // The spans of the tree, read from its debug form: no visitor can forget one.
    let tree = format!("{file:?}");
    for part in tree.split("Span { file: FileId(0), start: ").skip(1) {
        let (start, rest) = part.split_once(", end: ").unwrap();
        let end = rest.split_once(' ').unwrap().0;
        check(Span::new(FileId(0), start.parse().unwrap(), end.parse().unwrap()));
    }
}

fn cut(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        check_spans(&text);
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_spans(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_row_of_tokens_is_survived(tokens in proptest::collection::vec(prop::sample::select(vec![
        "table", "map", "copy", "a", "b.c", "->", "{", "}", "(", ")", "[", "]", "\n", "\n", ";", ",", "or", "and", "not",
        "case", "else", "when", "as", "via", "\"", "\"x\"", "f\"", "sql\"", "{{", "`", "'", "--", "/*", "*/", "#", "-", "*",
        "=", "!=", "==", "1", "2.5", "null", "in", "between", "is", "like", "stub", "unique", "keep", "first", "by",
        "ż", "😀", "\u{FEFF}", "\r\n", "\\", "new", "view", "each", "from", "where", "skip", "order",
    ]), 0..80), spaced in any::<bool>()) {
        check_spans(&tokens.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn truncated_and_mutated_programs_are_survived(
        which in 0usize..3, from in 0usize..3000, to in 0usize..3000, insert in "[{}()\\[\\]\"'`;\n>fé -]{0,4}", tail in any::<bool>(),
    ) {
        let text = [POLONIA, HAITI, ALL][which];
        let (from, to) = (cut(text, from), cut(text, to));
        let (from, to) = (from.min(to), from.max(to).min(cut(text, from.min(to) + 9)));
        check_spans(&format!("{}{insert}{}", &text[..from], if tail { &text[to..] } else { "" }));
    }
}
