//! What stands around the statements of a part: settings, whether it is its turn, the transaction, and the table that
//! says what became of it.

use super::text::comment_line;
use super::{MOST_STATEMENTS, Outline, PartKind, Piece, ScriptPart, Written};
use crate::dialect::{HelperColumn, HelperType, Making};
use crate::emit::context::{COUNTS, Context, OldTables, REJECTS};
use crate::emit::helpers::{Helper, helpers};
use crate::emit::journal::{Entry, JOURNAL, Journal};
use crate::emit::staging::all_reads;
use crate::emit::{Statement, data, script};
use crate::plan::{Plan, Side, StepKind};
use crate::schema::{TableId, Type};

/// Bytes that what stands around a body may take, as the browser sends them.
pub(super) const LONGEST: usize = 16_000;

/// How many rows each old table had when the helper tables were made.
const OLD_ROWS: &str = "_mig_old_rows";

/// How many statements of its own a part of a kind may have.
pub(super) fn room(kind: PartKind) -> usize {
    MOST_STATEMENTS
        - match kind {
            // Settings 4, whether it is its turn 4, what was moved 1, the end 4, and 3 reports.
            PartKind::Last => 16,
            _ => 12,
        }
}

/// The table for [`OLD_ROWS`], where old tables can change between two parts.
pub(super) fn old_rows_table(ctx: &Context<'_>) -> Option<Helper> {
    let column = |name: &str, ty: &Type| HelperColumn {
        name: ctx.name(name),
        ty: HelperType::Sql(ctx.dialect.type_name(ty)),
        default: None,
    };
    let name = ctx.name(OLD_ROWS);
    let create =
        ctx.statements.create(Making::New, &name, &[column("name", &Type::TEXT), column("rows", &Type::INT64)], &[]);
    (ctx.old != OldTables::Staged).then_some(Helper { name, create, index: Vec::new() })
}

/// Counts the old tables.
pub(super) fn note_old_rows(ctx: &Context<'_>) -> Option<String> {
    let counts = old_counts(ctx);
    let (name, rows) = (ctx.name("name"), ctx.name("rows"));
    (!counts.is_empty())
        .then(|| format!("INSERT INTO {} ({name}, {rows})\n{}", ctx.name(OLD_ROWS), counts.join("\nUNION ALL\n")))
}

fn old_counts(ctx: &Context<'_>) -> Vec<String> {
    if ctx.old == OldTables::Staged {
        return Vec::new();
    }
    let count = |id| {
        let name = &ctx.program.old.table(id).name;
        let (text, table) = (ctx.text(name), ctx.table(Side::Old, id));
        format!("SELECT {text} AS {}, COUNT(*) AS {} FROM {table}", ctx.name("name"), ctx.name("rows"))
    };
    all_reads(ctx.plan).tables.keys().copied().map(count).collect()
}

/// All that stands around the bodies.
pub(super) struct Frame<'a> {
    pub ctx: &'a Context<'a>,
    pub hash: &'a str,
    pub outlines: &'a [Outline],
    /// Whether the parts are uploaded.
    pub packed: bool,
    /// Old rows that are written out.
    pub written: &'a Written,
}

impl Frame<'_> {
    /// A whole part.
    pub fn part(&self, number: usize, outline: &Outline) -> ScriptPart {
        let mut writer = Writer::default();
        self.head(&mut writer, number, outline);
        match outline.kind {
            PartKind::First => {
                let entries = self.first(&mut writer, number);
                self.begin(&mut writer, number, Some(&entries));
            }
            PartKind::Tables => {
                writer.lines(&["Is it the turn of this part?"]);
                self.has_journal(&mut writer, number);
                self.turn(&mut writer, number);
                let (tables, rows) = outline.body.iter().partition(|piece| piece.commits);
                writer.pieces(tables);
                writer.lines(&["The rows they begin with"]);
                writer.sql(self.ctx.statements.begin());
                writer.pieces(rows);
            }
            PartKind::Rows | PartKind::Steps | PartKind::Last => {
                self.begin(&mut writer, number, None);
                writer.pieces(outline.body.iter().collect());
            }
        }
        let mut text = String::new();
        if let Some(body) = outline.rows.and_then(|at| self.written.bodies.get(at)) {
            // The session is the part's own.
            if let Some([before, _]) = data::around_all(&self.written.staged, self.ctx.dialect.engine()) {
                writer.sql(before);
            }
            text = std::mem::take(&mut writer.out);
            writer.statements += body.statements;
        }
        self.end(&mut writer, number, outline);
        let tail = if outline.rows.is_some() { writer.out } else { std::mem::replace(&mut text, writer.out) };
        ScriptPart {
            number,
            title: self.title(outline),
            steps: outline.steps.clone(),
            does: does(outline),
            packed: self.packed,
            before: outline.before.clone(),
            statements: writer.statements,
            text,
            body: outline.rows,
            tail,
        }
    }

    fn of(&self) -> usize {
        self.outlines.len()
    }

    /// `part 4 of 7`.
    fn name(&self, number: usize) -> String {
        format!("part {number} of {}", self.of())
    }

    fn title(&self, outline: &Outline) -> String {
        match (outline.title.as_str(), outline.steps.as_slice()) {
            ("", [one]) => format!("step {one}"),
            ("", [first, .., last]) if first == last => format!("step {first}"),
            ("", [first, .., last]) => format!("steps {first} to {last}"),
            (title, _) => title.to_owned(),
        }
    }

    fn head(&self, writer: &mut Writer, number: usize, outline: &Outline) {
        let ctx = self.ctx;
        let database = ctx.program.new_namespace.as_ref().map_or(String::new(), |name| format!(" {name}"));
        writer.lines(&[
            &format!("{}, {}: {}", ctx.program.name, self.name(number), self.title(outline)),
            &match self.packed {
                true => format!("In phpMyAdmin open the new database{database}, choose this file in the tab Import, press Go."),
                false => format!("In phpMyAdmin open the new database{database}, paste all of this into its tab SQL, press Go."),
            },
            &format!(
                "It worked when the table at the end of the page says: {} is done. Without that table, nothing was done.",
                self.name(number)
            ),
            &format!("Written by migc {}; program {}", env!("CARGO_PKG_VERSION"), ctx.hash()),
        ]);
        let before: Vec<String> = outline.before.iter().map(|note| format!("First by hand: {note}")).collect();
        writer.lines(&before.iter().map(String::as_str).collect::<Vec<_>>());
        writer.lines(&outline.comment.iter().map(String::as_str).collect::<Vec<_>>());
        for sql in ctx.dialect.session() {
            writer.sql(sql);
        }
    }

    fn check(&self, writer: &mut Writer, query: &str) {
        for sql in self.ctx.statements.check(query) {
            writer.sql(&sql);
        }
    }

    /// Looks whether this is the right database, and makes the journal. Answers the statement that fills it.
    fn first(&self, writer: &mut Writer, number: usize) -> String {
        let ctx = self.ctx;
        let part = self.name(number);
        writer.lines(&["Is this the new database, and can the old tables be seen?"]);
        for sql in new_tables_are_here(ctx, &part) {
            writer.sql(&sql);
        }
        // With a journal there this was asked before; whether it is the turn of this part is asked next.
        let begun = ctx.sql(&ctx.statements.has_table(JOURNAL));
        let queries: Vec<String> = script::preconditions(ctx)
            .into_iter()
            .filter_map(|statement| match statement {
                Statement::Check { query, .. } => Some(query),
                _ => None,
            })
            .collect();
        for some in queries.chunks(queries.len().div_ceil(16).max(4)) {
            let some: Vec<String> = some.iter().map(|query| format!("({query})")).collect();
            let first = if some.len() == 1 { some.join("") } else { format!("COALESCE({})", some.join(",\n  ")) };
            self.check(writer, &format!("SELECT CASE WHEN {begun} THEN NULL ELSE {first} END"));
        }
        let entry = |(id, outline): (usize, &Outline)| Entry {
            id,
            kind: "part",
            step: outline.steps.first().copied(),
            title: self.title(outline),
            hash: self.hash.to_owned(),
        };
        let entries: Vec<Entry> = (1..).zip(self.outlines).map(entry).collect();
        let (create, fill) = Journal::new(ctx.dialect.engine()).create_where_missing(&entries);
        writer.lines(&["The journal says which parts are done"]);
        writer.sql(&create);
        fill
    }

    /// How many rows of the old tables are there by now.
    fn rows_so_far(&self, outline: &Outline) -> Vec<String> {
        let ctx = self.ctx;
        let body = outline.rows.and_then(|at| self.written.bodies.get(at));
        let rows = body.map_or(&[][..], |body| &body.rows);
        let so_far = |(id, rows): &(TableId, u64)| {
            let name = cell(&ctx.text(&format!("rows of {} so far", ctx.program.old.table(*id).name)));
            let found = format!("(SELECT COUNT(*) FROM {})", ctx.table(Side::Old, *id));
            let verdict = format!("CASE WHEN {found} = {rows} THEN 'ok' ELSE 'WRONG' END");
            line(ctx, "1", [&name, &found, &rows.to_string(), &verdict])
        };
        rows.iter().map(so_far).collect()
    }

    fn journal(&self) -> String {
        self.ctx.name(JOURNAL)
    }

    fn has_journal(&self, writer: &mut Writer, number: usize) {
        let ctx = self.ctx;
        let has = ctx.sql(&ctx.statements.has_table(JOURNAL));
        let message = self.first_is_missing(number);
        self.check(writer, &format!("SELECT CASE WHEN NOT {has} THEN {message} END"));
    }

    fn first_is_missing(&self, number: usize) -> String {
        self.ctx.text(&format!("{}: part 1 has not been run in this database", self.name(number)))
    }

    /// Opens the transaction of a part whose turn it is.
    fn begin(&self, writer: &mut Writer, number: usize, entries: Option<&str>) {
        let ctx = self.ctx;
        writer.lines(&["Is it the turn of this part?"]);
        if entries.is_none() {
            self.has_journal(writer, number);
        }
        writer.sql(ctx.statements.begin());
        if let Some(entries) = entries {
            writer.sql(entries);
        }
        // Its line is locked, so that of two at the same time one waits.
        writer.sql(&Journal::new(ctx.dialect.engine()).turn(number));
        self.turn(writer, number);
    }

    fn turn(&self, writer: &mut Writer, number: usize) {
        let ctx = self.ctx;
        let (journal, part) = (self.journal(), self.name(number));
        let [id, state, hash] = ["id", "state", "hash"].map(|name| ctx.name(name));
        let next = format!("(SELECT MIN({id}) FROM {journal} WHERE {state} <> 'done')");
        let other = ctx.text(&format!(
            "{part} is not of the program whose parts were begun in this database: go on with those, or begin again as 00-read-me.html says"
        ));
        let all_done = ctx.text(&format!("{part} has been run already, and so have all the others"));
        let done = ctx.text(&format!("{part} has been run already: go on with part "));
        let early =
            [ctx.text(&format!("{part}: part ")), ctx.text(" has not been run in this database, so run that first")];
        self.check(
            writer,
            &format!(
                "SELECT CASE\n  WHEN (SELECT COUNT(*) FROM {journal}) = 0 THEN {}\n  WHEN (SELECT COUNT(*) FROM {journal}) <> {total} OR (SELECT COUNT(*) FROM {journal} WHERE {hash} = {own}) <> {total} THEN {other}\n  \
                 WHEN {next} IS NULL THEN {all_done}\n  WHEN {next} > {number} THEN CONCAT({done}, {next})\n  \
                 WHEN {next} < {number} THEN CONCAT({}, {next}, {})\n  END",
                self.first_is_missing(number),
                early[0],
                early[1],
                total = self.of(),
                own = ctx.text(self.hash),
            ),
        );
    }

    fn end(&self, writer: &mut Writer, number: usize, outline: &Outline) {
        let ctx = self.ctx;
        let [id, state, step] = ["id", "state", "step"].map(|name| ctx.name(name));
        let steps: Vec<String> = outline.steps.iter().map(usize::to_string).collect();
        let of_these = format!("{step} IN ({})", steps.join(", "));
        if outline.kind == PartKind::Steps && !steps.is_empty() {
            writer.lines(&["Every row has one fate"]);
            let message = format!("{}: some rows are not moved, skipped, merged or rejected", self.name(number));
            let bad = format!(
                "SELECT 1 FROM {} WHERE {of_these} AND {} <> {}",
                ctx.name(COUNTS),
                ctx.name("rows"),
                fate(ctx)
            );
            self.check(writer, &format!("SELECT CASE WHEN EXISTS ({bad}) THEN {} END", ctx.text(&message)));
        }
        if let Some(body) = outline.rows.and_then(|at| self.written.bodies.get(at)) {
            let other =
                |(id, rows): &(TableId, u64)| format!("(SELECT COUNT(*) FROM {}) <> {rows}", ctx.table(Side::Old, *id));
            let others: Vec<String> = body.rows.iter().map(other).collect();
            let message = format!(
                "{}: there are rows of another upload, so begin again as 00-read-me.html says",
                self.name(number)
            );
            writer.lines(&["Each row once"]);
            self.check(writer, &format!("SELECT CASE WHEN {} THEN {} END", others.join(" OR "), ctx.text(&message)));
        }
        writer.lines(&["The part is done"]);
        // Where phpMyAdmin stopped an upload in the middle and went on in another session, the beginning is undone, and this is no end.
        let journal = Journal::new(ctx.dialect.engine());
        writer.sql(&match outline.kind {
            PartKind::Tables => journal.done(number, None),
            _ => journal.done_if_running(number),
        });
        writer.sql("COMMIT");
        if outline.kind == PartKind::Last && !self.written.staged.is_empty() {
            let names: Vec<&str> = self.written.staged.iter().map(|staged| staged.name.as_str()).collect();
            writer.lines(&["The old rows have moved"]);
            writer.sql(&format!("DROP TABLE IF EXISTS {}", names.join(", ")));
        }
        if outline.kind == PartKind::Last {
            for (title, sql) in reports(ctx) {
                writer.lines(&[title]);
                writer.sql(&sql);
            }
        }
        let mut lines = match outline.kind {
            PartKind::First => vec![tables_found(ctx)],
            PartKind::Steps if !steps.is_empty() => fates(ctx, Some(&of_these)),
            PartKind::Last => fates(ctx, None).into_iter().chain(old_rows_now(ctx)).collect(),
            PartKind::Rows => self.rows_so_far(outline),
            PartKind::Tables | PartKind::Steps => Vec::new(),
        };
        lines.extend(outline.notes.iter().enumerate().map(|(i, query)| noted(ctx, i, query)));
        let done = match number == self.of() {
            true => end(ctx, &self.name(number)),
            false => ctx.text(&format!("{} is done: go on with part {}", self.name(number), number + 1)),
        };
        let own = format!("(SELECT {state} FROM {} WHERE {id} = {number})", self.journal());
        let verdict = format!("CASE WHEN {own} = 'done' THEN {done} ELSE 'WRONG' END");
        lines.push(line(ctx, "3000000", [&ctx.text(&self.name(number)), &own, "'done'", &verdict]));
        writer.lines(&["What became of it"]);
        writer.sql(&table_of(ctx, &lines));
    }
}

/// The names of all helper tables, the journal last.
pub(super) fn helper_names(ctx: &Context<'_>) -> Vec<String> {
    let all = helpers(ctx, Making::New).into_iter().chain(old_rows_table(ctx));
    all.map(|helper| helper.name.trim_matches('`').to_owned()).chain([JOURNAL.to_owned()]).collect()
}

/// What a part does, in sentences.
fn does(outline: &Outline) -> Vec<String> {
    match outline.kind {
        PartKind::First => vec!["Looks whether this is the new database, and begins the journal".to_owned()],
        PartKind::Tables => vec!["Makes tables whose names begin with _mig_".to_owned()],
        PartKind::Rows | PartKind::Steps => outline.comment.clone(),
        PartKind::Last => vec!["Looks once more at every row, and shows the counts".to_owned()],
    }
}

/// Statements that stop a part unless the database that is open is the new one, and the old tables can be seen.
pub(super) fn new_tables_are_here(ctx: &Context<'_>, part: &str) -> Vec<String> {
    let new = match &ctx.program.new_namespace {
        Some(name) => format!("the new one, `{name}`"),
        None => "the new one".to_owned(),
    };
    let names = new_tables(ctx.plan).iter().map(|name| ctx.text(name)).collect();
    let mut queries = vec![lacking(part, "DATABASE()", "is not in this database: open ", &new, names, ctx)];
    if let Some(old) = ctx.old.beside() {
        let names = all_reads(ctx.plan).tables.into_keys().map(|id| ctx.text(&ctx.program.old.table(id).name));
        let (place, old) = (ctx.text(old), format!("`{old}`"));
        queries.push(lacking(part, &place, "cannot be seen in the old database ", &old, names.collect(), ctx));
    }
    queries.iter().flat_map(|query| ctx.statements.check(query)).collect()
}

/// The table at the end.
pub(super) fn table_of(ctx: &Context<'_>, lines: &[String]) -> String {
    let shown = ["check", "found", "expected", "verdict"].map(|name| ctx.name(name)).join(", ");
    let (lines, n) = (lines.join("\n  UNION ALL "), ctx.name("n"));
    format!("SELECT {shown}\nFROM (\n  {lines}\n) AS t\nORDER BY {n} LIMIT 1000")
}

/// A line of the table at the end: its place, then what is checked, found, expected, and the verdict.
pub(super) fn line(ctx: &Context<'_>, place: &str, [check, found, expected, verdict]: [&str; 4]) -> String {
    let [n, c, f, e, v] = ["n", "check", "found", "expected", "verdict"].map(|name| ctx.name(name));
    format!(
        "SELECT {place} AS {n}, {check} AS {c}, CAST({found} AS CHAR) AS {f}, CAST({expected} AS CHAR) AS {e}, {verdict} AS {v}"
    )
}

/// Cells are cut after 50 characters.
pub(super) fn cell(text: &str) -> String {
    format!("LEFT({text}, 50)")
}

fn fate(ctx: &Context<'_>) -> String {
    ["moved", "skipped", "merged", "rejected"].map(|name| ctx.name(name)).join(" + ")
}

/// The last word of the last part: that all rows have moved, or how many are left behind. phpMyAdmin cuts a cell at 50 characters.
fn end(ctx: &Context<'_>, part: &str) -> String {
    let [counts, rejected] = [COUNTS, "rejected"].map(|name| ctx.name(name));
    let left = format!("(SELECT COALESCE(SUM({rejected}), 0) FROM {counts})");
    let all = ctx.text(&format!("{part} is done: all rows have moved"));
    let one = ctx.text(&format!("{part} is done, 1 row rejected"));
    let done = ctx.text(&format!("{part} is done, "));
    format!("CASE {left} WHEN 0 THEN {all} WHEN 1 THEN {one} ELSE CONCAT({done}, {left}, ' rows rejected') END")
}

/// Where the rows of steps are; `which` is a condition on the step.
fn fates(ctx: &Context<'_>, which: Option<&str>) -> Vec<String> {
    let [counts, step, block, target, rows, rejected, stubs] =
        [COUNTS, "step", "block", "target", "rows", "rejected", "stubs"].map(|name| ctx.name(name));
    let fate = fate(ctx);
    let of_rows = format!("{block} <> CONCAT('stub ', {target})");
    let verdict = format!("CASE WHEN {rows} = {fate} THEN 'every row has one fate' ELSE 'WRONG' END");
    let check = cell(&format!("CONCAT({block}, ' to ', {target})"));
    let all = line(ctx, &step, [&check, &fate, &rows, &verdict]);
    let place = format!("{step} + 0.5");
    let check = cell(&format!("CONCAT('rejected from ', {block})"));
    let some = line(ctx, &place, [&check, &rejected, "'-'", &ctx.text(&format!("listed in {REJECTS}"))]);
    let check = cell(&format!("CONCAT('stubs made in ', {target})"));
    let made = line(ctx, &step, [&check, &stubs, "'-'", "'rows that others refer to'"]);
    [(all, of_rows), (some, format!("{rejected} > 0")), (made, format!("{stubs} > 0"))]
        .into_iter()
        .map(|(line, cond)| {
            let which = which.map_or(String::new(), |which| format!(" AND {which}"));
            format!("{line} FROM {counts} WHERE {cond}{which}")
        })
        .collect()
}

/// Whether the old tables have as many rows as in the beginning.
fn old_rows_now(ctx: &Context<'_>) -> Option<String> {
    let counts = old_counts(ctx);
    let [table, name, rows] = [OLD_ROWS, "name", "rows"].map(|name| ctx.name(name));
    let check = cell(&format!("CONCAT('rows of the old ', a.{name})"));
    let verdict =
        format!("CASE WHEN a.{rows} = b.{rows} THEN 'as in the beginning' ELSE 'the old side has changed' END");
    let line = line(ctx, "1000000", [&check, &format!("b.{rows}"), &format!("a.{rows}"), &verdict]);
    let now = counts.join("\n    UNION ALL ");
    (!counts.is_empty()).then(|| format!("{line}\n  FROM {table} AS a JOIN (\n    {now}) AS b ON b.{name} = a.{name}"))
}

/// How many of the new tables are there.
fn tables_found(ctx: &Context<'_>) -> String {
    let tables = new_tables(ctx.plan);
    let names: Vec<String> = tables.iter().map(|name| ctx.text(name)).collect();
    let found = format!(
        "(SELECT COUNT(*) FROM information_schema.TABLES AS t WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME IN ({}))",
        names.join(", ")
    );
    line(ctx, "1", ["'new tables that are here'", &found, &tables.len().to_string(), "'ok'"])
}

/// A check of the program that stops nothing.
fn noted(ctx: &Context<'_>, i: usize, query: &str) -> String {
    let found = format!("COALESCE({}, 'holds')", cell(&format!("({query})")));
    let verdict = format!("CASE WHEN ({query}) IS NULL THEN 'ok' ELSE 'look at it' END");
    line(ctx, &(2_000_000 + i).to_string(), ["'a check of the program'", &found, "'holds'", &verdict])
}

/// A query for a message when one of these tables (text literals) is not in a database.
fn lacking(part: &str, place: &str, wrong: &str, right: &str, names: Vec<String>, ctx: &Context<'_>) -> String {
    let rows: Vec<String> = names.iter().map(|name| format!("SELECT {name} AS name")).collect();
    format!(
        "SELECT CONCAT({}, MIN(x.name), {})\n  FROM ({}) AS x\n  WHERE NOT EXISTS (SELECT 1 FROM information_schema.TABLES AS t WHERE t.TABLE_SCHEMA = {place} AND t.TABLE_NAME = x.name)",
        ctx.text(&format!("{part}: the table `")),
        ctx.text(&format!("` {wrong}{right}")),
        rows.join(" UNION ALL ")
    )
}

/// The names of the new tables that a plan writes.
fn new_tables(plan: &Plan) -> Vec<String> {
    let program = &plan.program;
    let blocks = program.blocks.iter().map(|block| block.target);
    let others = plan.steps.iter().filter_map(|step| match &step.kind {
        StepKind::Empty { empty } => program.empties.get(*empty).map(|empty| empty.table),
        StepKind::Update { update } => program.updates.get(*update).map(|update| update.table),
        _ => None,
    });
    let mut all: Vec<String> = blocks.chain(others).map(|id| program.new.table(id).name.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// The reports of the last part.
fn reports(ctx: &Context<'_>) -> Vec<(&'static str, String)> {
    let report = script::report(ctx);
    let limit = |sql: &str| format!("{sql} LIMIT 1000");
    let titles = ["Counts of all steps", "Rejected rows by reason", "Policies that were used"];
    let queries = report.statements.iter().filter_map(|statement| match statement {
        Statement::Report { sql, .. } => Some(limit(sql)),
        _ => None,
    });
    titles.into_iter().zip(queries).collect()
}

/// Collects a text, and counts statements.
#[derive(Default)]
struct Writer {
    out: String,
    statements: usize,
}

impl Writer {
    fn lines(&mut self, lines: &[&str]) {
        if lines.is_empty() {
            return;
        }
        if !self.out.is_empty() && !self.out.ends_with("\n\n") && !self.in_comment() {
            self.out.push('\n');
        }
        for line in lines {
            self.out.push_str(&comment_line(line));
            self.out.push('\n');
        }
    }

    fn in_comment(&self) -> bool {
        self.out.lines().last().is_some_and(|line| line.starts_with("-- "))
    }

    fn sql(&mut self, sql: &str) {
        self.out.push_str(sql);
        self.out.push_str(";\n");
        self.statements += 1;
    }

    fn pieces(&mut self, pieces: Vec<&Piece>) {
        for piece in pieces {
            if piece.comment.len() > 1 {
                self.out.push('\n');
            }
            self.out.push_str(&piece.text());
            self.statements += piece.statements;
        }
    }
}
