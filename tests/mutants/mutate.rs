//! Changes at the places of a tree.

use std::ops::Range;

use super::tree::{Kind, Place, Tree};

/// A source of chance that is the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    /// True so many times of a hundred.
    pub fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

#[rustfmt::skip]
const LITERALS: &[&str] = &[
    "\"\"",
    "\"'\"",
    "\"\\\\\"",
    "\"a\\nb\"",
    "\"\\u{0}\"",
    "\"\\u{1F600}\"",
    "\"%_\\\\\"",
    "\"-- x\"",
    "\"; drop /* x\"",
    "\"$$ ` \\\" ' \"",
    "\"{0} :x ?\"",
    "\"null\"",
    "\"12\"",
    "\"2010-01-14\"",
    "\"a text that is far longer than most columns are wide, and so has to be cut somewhere along its way\"",
    "0",
    "1",
    "-1",
    "255",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999999999999999999999",
    "0.5",
    "1e300",
    "123456789012345678901234567890.123456789",
    "0.000000000000000000000000000000000001",
    "true",
    "false",
    "null",
    "date \"0001-01-01\"",
    "date \"9999-12-31\"",
    "date \"2012-02-29\"",
    "datetime \"2010-01-14 10:00:00\"",
    "datetime \"1969-12-31 23:59:59\"",
];

/// What a value can be wrapped in; `@` is the value, `#` another name of the block.
const WRAPPERS: &[&str] = &[
    "(@ when # is null)",
    "(@ when true)",
    "coalesce(@, #)",
    "coalesce(@, @)",
    "nullif(@, #)",
    "(case { # is null -> @; else # })",
    "(case @ { # -> #; else @ })",
    "(case { @ = # -> 1; @ is null -> 2 })",
    "(@ as text)",
    "(@ as text as text(3))",
    "(@ as int)",
    "(@ as int8)",
    "(@ as uint16)",
    "(@ as decimal(5, 2))",
    "(@ as float64)",
    "(@ as bool)",
    "(@ as date)",
    "(@ as datetime)",
    "(@ as datetime \"%d.%m.%Y\")",
    "(@ as uuid)",
    "(@ as json)",
    "concat(@, #)",
    "concat(@, \"'\", #)",
    "f\"<{@}>\"",
    "trim(@)",
    "ascii_lower(@)",
    "upper(@)",
    "left(@, 3)",
    "right(@, 2)",
    "substr(@, 2)",
    "substr(@, 2, 3)",
    "replace(@, #, \"\")",
    "replace(@, \"\\u{0}\", \"\")",
    "length(@)",
    "split_part(@, \"-\", 2)",
    "position(@, \"a\")",
    "leading_int(@)",
    "pad_left(@, 9, \"0\")",
    "pad_right(@, 9, \" \")",
    "reverse(@)",
    "md5(@)",
    "-@",
    "(@ + 1)",
    "(@ - #)",
    "(@ * 3)",
    "(@ / #)",
    "(@ % 7)",
    "div(@, 2)",
    "mod(@, #)",
    "abs(@)",
    "sign(@)",
    "round(@)",
    "round(@, 1)",
    "floor(@)",
    "ceil(@)",
    "least(@, #)",
    "greatest(@, #, @)",
    "bit(@, 2)",
    "from_unix(@)",
    "to_unix(@)",
    "date(@)",
    "year(@)",
    "minute(@)",
    "add_days(@, 3)",
    "min(@)",
    "max(@)",
    "sum(@)",
    "count(@)",
    "(@ = #)",
    "(@ < #)",
    "(@ is not null)",
    "(@ in (#, 1, null))",
    "(@ between # and @)",
    "(@ like \"%a\\\\_\")",
    "(@ like #)",
];

/// The same for conditions.
const CONDITIONS: &[&str] = &[
    "(not @)",
    "(@ or true)",
    "(@ and # is not null)",
    "(@ or # = #)",
    "(@ and not @)",
    "(case { @ -> true; else # is null })",
    "(# in (\"a\", \"b\") and @)",
    "(# like \"a%\" or @)",
    "(@ = true)",
];

const POLICIES: &[&str] = &[
    "reject",
    "null",
    "skip",
    "stub",
    "cut",
    "fail",
    "0",
    "\"x\"",
    "\"\" or cut",
    "null or fail",
    "# or null",
    "# or skip",
    "(# when # is null) or stub",
    "now()",
];

const UNIQUES: &[&str] = &[" reject", " fail", " keep first by #", " keep last by #, #", " keep first by # is null"];

const TYPES: &[&str] = &[
    "bool",
    "int8",
    "int16",
    "int",
    "uint8",
    "uint32",
    "uint64",
    "decimal(12, 2)",
    "decimal(38, 10)",
    "float32",
    "float64",
    "text",
    "text(5)",
    "bytes(8)",
    "bytes",
    "date",
    "time",
    "datetime",
    "timestamptz",
    "uuid",
    "json",
];

const OPERATORS: &[&str] = &["+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "and", "or"];

/// Lines that can be added to a block; `#` is an old column, `~` a new one.
const LINES: &[&str] = &[
    "where # is not null",
    "where # = #",
    "where # > 1 or # is null",
    "skip where # is null because \"it's -- old\"",
    "skip where # in (1, 2)",
    "order by # desc, #",
    "order by # is null, length(# as text)",
    "key #",
    "key #, #",
    "unique ~ reject",
    "unique ~ keep last by #",
    "unique ~, ~ keep first by #, #",
    "unique ~ fail",
    "ignore #",
    "let lx = #",
    "*",
    "auto -> ~",
    "default -> ~",
    "# -> ~",
    "# -> ~ or null",
    "# -> ~ or skip",
    "# -> ~ or fail",
    "# -> ~, ~ or # or reject",
    "# as text -> ~ or cut",
    "concat(#, #) -> ~ or cut",
    "null -> ~",
    "now() -> ~",
    "uuid() -> ~",
];

/// Statements that can be added; `$` is a table of the program.
const STATEMENTS: &[&str] = &[
    "empty $",
    "empty $ where # is null",
    "update $ {\n  # -> ~\n}",
    "update $ {\n  count(* from new.$) -> ~ or null\n  where # is not null\n}",
    "check \"it's so\" count(* from new.$) >= 0",
    "check \"as many\" count(* from old.$) = count(* from new.$) else note",
    "check \"none\" count(* from old.$ where # is null) = 0",
    "row $ {\n  1 -> ~\n  \"it's\" -> ~\n}",
    "stub $ {\n  key -> ~\n}",
    "stub $ {\n  f\"gone {key}\" -> ~\n}",
    "require $ before $ because \"so\"",
    "ignore $ because \"x\"",
    "copy $",
    "after $ note \"look */ at it\"",
];

/// A text with some of its places changed; none where nothing could be.
pub fn mutant(text: &str, tree: &Tree, dice: &mut Dice) -> Option<String> {
    let edits = edits(text, tree, dice)?;
    Some(applied(text, edits))
}

fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    let mut out = text.to_owned();
    for (at, by) in edits {
        out.replace_range(at, &by);
    }
    out
}

fn of_kind<'a>(tree: &'a Tree, kinds: &[Kind]) -> Vec<&'a Place> {
    tree.places.iter().filter(|place| kinds.contains(&place.kind)).collect()
}

/// Puts names into a template.
fn filled(template: &str, tree: &Tree, item: usize, text: &str, dice: &mut Dice) -> Option<String> {
    let scope = tree.scopes.get(item)?;
    let tables = of_kind(tree, &[Kind::Table]);
    let mut out = String::new();
    for c in template.chars() {
        match c {
            '#' => out.push_str(dice.pick(&scope.old)?),
            '~' => out.push_str(dice.pick(&scope.new)?),
            '$' => out.push_str(text.get(dice.pick(&tables)?.at.clone())?.rsplit('.').next()?),
            c => out.push(c),
        }
    }
    Some(out)
}

fn edits(text: &str, tree: &Tree, dice: &mut Dice) -> Option<Vec<(Range<usize>, String)>> {
    let any = |kinds: &[Kind], dice: &mut Dice| {
        let all = of_kind(tree, kinds);
        dice.pick(&all).map(|place| (*place).clone())
    };
    let slice = |place: &Place| text.get(place.at.clone()).unwrap_or_default().to_owned();
    // Another place of the kind, mostly in the same statement.
    let donor = |place: &Place, kinds: &[Kind], dice: &mut Dice| {
        let all = of_kind(tree, kinds);
        let near: Vec<&Place> = all.iter().copied().filter(|p| p.item == place.item).collect();
        let from = if near.len() > 1 && dice.often(80) { &near } else { &all };
        dice.pick(from).map(|p| slice(p))
    };
    let replaced = |place: Place, by: String| Some(vec![(place.at, by)]);
    match dice.below(100) {
        0..12 => {
            let place = any(&[Kind::Value, Kind::Condition], dice)?;
            let kinds = if place.kind == Kind::Value { [Kind::Value, Kind::Name] } else { [Kind::Condition; 2] };
            let by = donor(&place, &kinds, dice)?;
            replaced(place, format!("({by})"))
        }
        12..32 => {
            let place = any(&[Kind::Value, Kind::Condition, Kind::Flow], dice)?;
            let wrappers = if place.kind == Kind::Condition { CONDITIONS } else { WRAPPERS };
            let wrapper = filled(dice.pick(wrappers)?, tree, place.item, text, dice)?;
            let by = wrapper.replace('@', &slice(&place));
            replaced(place, by)
        }
        32..40 => {
            let place = any(&[Kind::Literal], dice)?;
            replaced(place, (*dice.pick(LITERALS)?).to_owned())
        }
        40..45 => {
            let place = any(&[Kind::Value], dice)?;
            replaced(place, (*dice.pick(LITERALS)?).to_owned())
        }
        45..53 => {
            let place = any(&[Kind::Name], dice)?;
            let by = filled("#", tree, place.item, text, dice)?;
            replaced(place, by)
        }
        53..57 => {
            let place = any(&[Kind::Target], dice)?;
            let by = filled("~", tree, place.item, text, dice)?;
            replaced(place, by)
        }
        57..60 => {
            let place = any(&[Kind::Operator], dice)?;
            replaced(place, (*dice.pick(OPERATORS)?).to_owned())
        }
        60..68 => {
            let place = any(&[Kind::Policy, Kind::FlowEnd, Kind::FlowEnd], dice)?;
            let policy = filled(dice.pick(POLICIES)?, tree, place.item, text, dice)?;
            let by = if place.kind == Kind::FlowEnd { format!(" or {policy}") } else { policy };
            replaced(place, by)
        }
        68..70 => {
            let place = any(&[Kind::Type], dice)?;
            replaced(place, (*dice.pick(TYPES)?).to_owned())
        }
        70..72 => {
            let place = any(&[Kind::Unique], dice)?;
            let by = filled(dice.pick(UNIQUES)?, tree, place.item, text, dice)?;
            replaced(place, by)
        }
        72..75 => {
            let place = any(&[Kind::Join], dice)?;
            let join = slice(&place);
            let by = match join.strip_prefix("left ") {
                Some(inner) => inner.trim_start().to_owned(),
                None => format!("left {join}"),
            };
            replaced(place, by)
        }
        75..78 => {
            let place = any(&[Kind::Line, Kind::Item], dice)?;
            replaced(place, String::new())
        }
        78..80 => {
            // A line moves to another place, or stands there as well.
            let [from, to] = [any(&[Kind::Line], dice)?, any(&[Kind::Line], dice)?];
            if from.at == to.at {
                return None;
            }
            let line = slice(&from);
            let after = to.at.end..to.at.end;
            let mut edits = vec![(after, format!("\n  {line}"))];
            if dice.often(60) {
                edits.push((from.at, String::new()));
            }
            Some(edits)
        }
        80..92 => {
            let place = any(&[Kind::Line], dice)?;
            let line = filled(dice.pick(LINES)?, tree, place.item, text, dice)?;
            Some(vec![(place.at.end..place.at.end, format!("\n  {line}"))])
        }
        92..93 => {
            let place = any(&[Kind::Table], dice)?;
            let by = donor(&place, &[Kind::Table], dice)?;
            replaced(place, by)
        }
        93..95 => {
            let place = any(&[Kind::Head], dice)?;
            let head = slice(&place);
            let (before, after) = head.split_once("->")?;
            let grouped = filled(
                dice.pick(&["group by #", "group by #, #", "group by # having count(*) > 1"])?,
                tree,
                place.item,
                text,
                dice,
            )?;
            replaced(place, format!("{} {grouped}\n  ->{after}", before.trim_end()))
        }
        _ => {
            let place = any(&[Kind::Item], dice)?;
            let item = match dice.often(20) {
                true => slice(&place),
                false => filled(dice.pick(STATEMENTS)?, tree, place.item, text, dice)?,
            };
            Some(vec![(text.len()..text.len(), format!("\n{item}\n"))])
        }
    }
}
