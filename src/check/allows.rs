//! `allow`: warnings that the program takes on purpose.

use crate::diag::{Allowed, CATALOGUE, Code, Diagnostic, Diagnostics, Edit, Severity, nearest};
use crate::plan::Side;
use crate::schema::Schema;
use crate::source::Span;
use crate::syntax::ast::{self, Allow, Clause, Item, Name};
use crate::syntax::words::quoted;

use super::resolved::{BlockNames, Meaning, Resolved};

/// An `allow`, and where it stands.
struct Said<'a> {
    allow: &'a Allow,
    /// The statement whose block it is a line of, with the lines of that block; none: it is a statement.
    within: Option<(Span, &'a [Clause])>,
}

/// Which findings one name of an `allow` means, or an `allow` without names.
enum Place<'a> {
    /// All of the program.
    Program,
    /// Those that point into a statement; of a `copy` of several tables, those that speak of the new table.
    Statement { statement: Span, table: Option<Span> },
    /// Those of a new column: they point into a line that fills it, or into the statement and speak of the column.
    Column { statement: Span, lines: Vec<Span>, columns: &'a [Span] },
}

impl Place<'_> {
    fn has(&self, finding: &Diagnostic) -> bool {
        let at = finding.primary.span;
        let speaks_of = |place: Span| finding.secondary.iter().any(|label| holds(place, label.span));
        match self {
            Place::Program => true,
            Place::Statement { statement, table } => holds(*statement, at) && table.is_none_or(speaks_of),
            Place::Column { statement, lines, columns } => {
                lines.iter().any(|line| holds(*line, at))
                    || (holds(*statement, at) && columns.iter().any(|column| speaks_of(*column)))
            }
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// Takes the warnings that the program allows out of what is to be told. What is wrong with an `allow` is found where it stands;
/// that it allows nothing only where `judged`: where all that can be warned of was looked for.
pub fn allow(files: &[ast::File], resolved: &mut Resolved, new: &Schema, judged: bool, diagnostics: &mut Diagnostics) {
    let (mut allowed, mut wrong, mut idle, mut seen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let blocks = &resolved.blocks;
    for said in said(files) {
        let Some(code) = code_of(said.allow, diagnostics, &mut wrong) else { continue };
        let names: Vec<Option<&Name>> = match said.allow.names.as_slice() {
            [] => vec![None],
            names => names.iter().map(Some).collect(),
        };
        for name in names {
            let columns = name.map(|name| said.columns(name, blocks, new)).unwrap_or_default();
            let Some(place) = place(&said, name, files, blocks, new, &columns) else {
                wrong.extend(name.map(|name| unknown(&said, name, blocks, new)));
                continue;
            };
            seen.extend(name.and_then(|name| Some((name.span, meaning(&said, name, files, blocks, new)?))));
            let warning = |f: &&Diagnostic| f.code == code && f.severity == Severity::Warning && place.has(f);
            let before = allowed.len();
            let because = &said.allow.because.value;
            let all = diagnostics.iter().filter(warning);
            allowed.extend(all.map(|f| Allowed { finding: f.clone(), because: because.clone() }));
            if allowed.len() == before {
                idle.push(allows_nothing(said.allow, name, code));
            }
        }
    }
    resolved.names.append(&mut seen);
    diagnostics.allow(allowed);
    wrong.into_iter().for_each(|finding| diagnostics.push(finding));
    // where something else is wrong, what would be warned of may not have been looked for
    if judged && !diagnostics.has_errors() {
        idle.into_iter().for_each(|finding| diagnostics.push(finding));
    }
}

/// Every `allow` of the program.
fn said(files: &[ast::File]) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    for item in files.iter().flat_map(|file| &file.items) {
        if let Item::Allow(allow) = item {
            all.push(Said { allow, within: None });
        }
        let Some((span, clauses)) = block_of(item) else { continue };
        all.extend(clauses.iter().filter_map(|clause| match clause {
            Clause::Allow(allow) => Some(Said { allow, within: Some((span, clauses)) }),
            _ => None,
        }));
    }
    all
}

/// A statement with lines.
fn block_of(item: &Item) -> Option<(Span, &[Clause])> {
    match item {
        Item::Table(table) => Some((table.span, &table.clauses)),
        Item::Copy(copy) => Some((copy.span, &copy.clauses)),
        Item::Row(row) => Some((row.span, &row.clauses)),
        Item::Stub(stub) => Some((stub.span, &stub.clauses)),
        Item::Update(update) => Some((update.span, &update.clauses)),
        _ => None,
    }
}

/// The code that it allows; none, and what is wrong, where that is no warning's.
fn code_of(allow: &Allow, found: &Diagnostics, wrong: &mut Vec<Diagnostic>) -> Option<Code> {
    let Name { text, span } = &allow.code;
    let Some(code) = Code::parse(text) else {
        let finding = Diagnostic::new(Code::UNKNOWN_CODE, *span, format!("there is no finding `{text}`"));
        let warnings = CATALOGUE.iter().filter(|e| e.severity == Severity::Warning).map(|e| e.code.to_string());
        wrong.push(match nearest(text, warnings) {
            Some(near) => finding.meant(*span, &near),
            None => finding.help("write the code that stands before the warning: `allow M0604 because \"why\"`"),
        });
        return None;
    };
    let warned = || found.iter().any(|f| f.code == code && f.severity == Severity::Warning);
    if code.severity() == Severity::Warning || warned() {
        return Some(code);
    }
    let what = if code.severity() == Severity::Error { "an error" } else { "a note" };
    wrong.push(
        Diagnostic::new(Code::IDLE_ALLOW, *span, format!("`{code}` is {what}, and only warnings are allowed"))
            .here(code.title())
            .help("leave it out")
            .fix("leave it out", Edit::Remove(allow.span)),
    );
    None
}

/// What an `allow` means by a name, or without one; none: nothing is called so.
fn place<'a>(
    said: &Said<'_>,
    name: Option<&Name>,
    files: &[ast::File],
    blocks: &[BlockNames],
    new: &Schema,
    columns: &'a [Span],
) -> Option<Place<'a>> {
    match (said.within, name) {
        (None, None) => Some(Place::Program),
        (Some((statement, _)), None) => Some(Place::Statement { statement, table: None }),
        (Some((statement, clauses)), Some(name)) => {
            // The columns of a stub or an update are known by its lines alone.
            let is_meant = |target: &Name| match columns {
                [] => target.text.eq_ignore_ascii_case(&name.text),
                columns => said.columns(target, blocks, new).iter().any(|c| columns.contains(c)),
            };
            let fills = |clause: &Clause| match clause {
                Clause::Flow(flow) if flow.targets.iter().any(is_meant) => Some(flow.span),
                _ => None,
            };
            let lines: Vec<Span> = clauses.iter().filter_map(fills).collect();
            let known = !columns.is_empty() || !lines.is_empty();
            known.then_some(Place::Column { statement, lines, columns })
        }
        (None, Some(name)) => {
            let block = named(blocks, name)?;
            let mut items = files.iter().flat_map(|file| &file.items);
            let item = items.find(|item| block_of(item).is_some_and(|(span, _)| holds(span, block.span)))?;
            let table = matches!(item, Item::Copy(_)).then(|| new.tables.get(block.target.0)).flatten();
            Some(Place::Statement { statement: block_of(item)?.0, table: table.map(|table| table.span) })
        }
    }
}

/// What a name of an `allow` is, for editors.
fn meaning(said: &Said<'_>, name: &Name, files: &[ast::File], blocks: &[BlockNames], new: &Schema) -> Option<Meaning> {
    if let Some((statement, _)) = said.within {
        let target = blocks.iter().find(|block| holds(statement, block.span))?.target;
        let column = new.tables.get(target.0)?.find(&name.text)?;
        return Some(Meaning::Column(Side::New, target, column));
    }
    let head = named(blocks, name)?.span;
    let alias = files.iter().flat_map(|file| &file.items).find_map(|item| match item {
        Item::Table(table) if holds(table.span, head) => table.alias.as_ref(),
        _ => None,
    });
    Some(alias.map_or(Meaning::Block(head), |alias| Meaning::Alias(alias.span)))
}

impl Said<'_> {
    /// Where the new columns of this name are declared, of the tables that the block of the line fills.
    fn columns(&self, name: &Name, blocks: &[BlockNames], new: &Schema) -> Vec<Span> {
        let Some((statement, _)) = self.within else { return Vec::new() };
        let targets = blocks.iter().filter(|block| holds(statement, block.span)).map(|block| block.target);
        let tables = targets.filter_map(|id| new.tables.get(id.0));
        tables.filter_map(|table| Some(table.columns.get(table.find(&name.text)?.0)?.span)).collect()
    }
}

/// The block of this name: exactly, else the only one that is called so without regard to case.
fn named<'b>(blocks: &'b [BlockNames], name: &Name) -> Option<&'b BlockNames> {
    blocks.iter().find(|block| block.name == name.text).or_else(|| {
        let mut alike = blocks.iter().filter(|block| block.name.eq_ignore_ascii_case(&name.text));
        alike.next().filter(|_| alike.next().is_none())
    })
}

/// The finding for a name of an `allow` that nothing has.
fn unknown(said: &Said<'_>, name: &Name, blocks: &[BlockNames], new: &Schema) -> Diagnostic {
    let Name { text, span } = name;
    let (code, message, known): (_, _, Vec<String>) = match said.within {
        None => {
            let names = blocks.iter().map(|block| block.name.clone()).collect();
            (Code::UNKNOWN_BLOCK, format!("there is no block `{text}`"), names)
        }
        Some((statement, _)) => {
            let targets = blocks.iter().filter(|block| holds(statement, block.span)).map(|block| block.target);
            let columns = targets.filter_map(|id| new.tables.get(id.0)).flat_map(|table| &table.columns);
            let names = columns.map(|column| column.name.clone()).collect();
            (Code::UNKNOWN_COLUMN, format!("the block fills no new column `{text}`"), names)
        }
    };
    let finding = Diagnostic::new(code, *span, message).here("what the warnings are allowed for");
    match nearest(text, known) {
        Some(near) => finding.meant(*span, &quoted(&near)),
        None => finding.help("`for` names blocks in a statement, and new columns in a block").leave_out(*span),
    }
}

/// The finding for an `allow`, or a name of one, without a warning.
fn allows_nothing(allow: &Allow, name: Option<&Name>, code: Code) -> Diagnostic {
    let message = |of: String| format!("allows nothing: there is no warning `{code}`{of}");
    match name {
        Some(name) => Diagnostic::new(Code::IDLE_ALLOW, name.span, message(format!(" for `{}`", name.text)))
            .help("leave it out")
            .leave_out(name.span),
        None => Diagnostic::new(Code::IDLE_ALLOW, allow.span, message(String::new()))
            .help("leave it out")
            .fix("leave it out", Edit::Remove(allow.span)),
    }
}
