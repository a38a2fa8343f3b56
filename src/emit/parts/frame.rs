//! What stands around the statements of a part: settings, whether it is its turn, the transaction, and the table that
//! says what became of it.

use super::limits::MOST_STATEMENTS;
use super::part::{ScriptPart, Written};
use super::piece::{Outline, PartKind, Piece};
use super::text::comment_line;
use crate::dialect::{HelperColumn, HelperType, Making, sessions};
use crate::emit::context::{Context, none};
use crate::emit::helpers::{Helper, helpers};
use crate::emit::journal::{Entry, JOURNAL, Journal};
use crate::emit::names::{COUNTS, REJECTS};
use crate::emit::old_side::OldTables;
use crate::emit::staging::all_reads;
use crate::emit::{data, script};
use crate::plan::{Plan, Side, StepKind};
use crate::schema::{TableId, Type};
use crate::sql::{
    Alias, Expr, Form, FromItem, Item, Join, JoinKind, Literal, Order, Query, Relation, Select, TableName,
};

/// phpMyAdmin shows so many lines of a table that says it.
pub(super) const MOST_LINES: i128 = 1000;

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
    let columns = ["name", "rows"].map(str::to_owned).into();
    Some(ctx.insert(TableName::own(OLD_ROWS), columns, old_counts(ctx)?))
}

/// The names of the old tables that are read, and how many rows they have; none where nobody changes them between two parts.
fn old_counts(ctx: &Context<'_>) -> Option<Query> {
    if ctx.old == OldTables::Staged {
        return None;
    }
    let count = |id| {
        let name = Expr::text(&ctx.program.old.table(id).name);
        let items = [Item::named(name, "name"), Item::named(Expr::CountRows, "rows")];
        Query::from(Select { from: Some(rows_of(ctx.table_name(Side::Old, id))), ..Select::items(items) })
    };
    let counts: Vec<Query> = all_reads(ctx.plan).tables.keys().copied().map(count).collect();
    (!counts.is_empty()).then_some(Query::UnionAll(counts))
}

fn rows_of(table: TableName) -> FromItem {
    Relation::from(table).as_it_is()
}

fn of_journal() -> FromItem {
    rows_of(TableName::own(JOURNAL))
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
    /// A part with all that stands around its body.
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

    fn check(&self, writer: &mut Writer, query: Select) {
        for sql in self.ctx.statements.check(&self.ctx.query(query)) {
            writer.sql(&sql);
        }
    }

    /// The first of some messages, each with the query that has a column for it and answers a row where it is true.
    fn first_of(messages: Vec<Select>) -> Select {
        let numbered = (1..).zip(messages).map(|(n, mut message): (i128, Select)| {
            message.items.insert(0, Item::named(Expr::int(n), "n"));
            Query::from(message)
        });
        let all = Relation::from(Query::UnionAll(numbered.collect())).named(&Alias::named("t"));
        let order = vec![Order::ascending(Expr::name("n"))];
        Select { order, limit: Some(1), ..Select::of(all, [Expr::name("message")]) }
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
        let begun = ctx.statements.has_table(JOURNAL);
        let queries = script::precondition_queries(ctx);
        for some in queries.chunks(queries.len().div_ceil(16).max(4)) {
            let message = |query: &Select| Select::items([Item::named(Expr::scalar(query.clone()), "message")]);
            let first = Self::first_of(some.iter().map(message).collect());
            let holds = Expr::name("message").is_not_null();
            self.check(writer, first.and_where(holds).and_where(begun.clone().not()));
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
    fn rows_so_far(&self, outline: &Outline) -> Vec<Select> {
        let ctx = self.ctx;
        let body = outline.rows.and_then(|at| self.written.bodies.get(at));
        let rows = body.map_or(&[][..], |body| &body.rows);
        let so_far = |(id, rows): &(TableId, u64)| {
            let name = cell(Expr::text(format!("rows of {} so far", ctx.program.old.table(*id).name)));
            let found = self.count_old(*id);
            line(1, [name, found.clone(), (*rows).into(), if_so(found.eq(*rows), "ok", "WRONG")])
        };
        rows.iter().map(so_far).collect()
    }

    fn count_old(&self, table: TableId) -> Expr {
        Expr::scalar(Select::count(rows_of(self.ctx.table_name(Side::Old, table))))
    }

    fn has_journal(&self, writer: &mut Writer, number: usize) {
        let has = self.ctx.statements.has_table(JOURNAL);
        self.check(writer, Select::values([Expr::text(self.first_is_missing(number)).when(has.not())]));
    }

    fn first_is_missing(&self, number: usize) -> String {
        format!("{}: part 1 has not been run in this database", self.name(number))
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
        let part = self.name(number);
        let open = Expr::name("state").ne(Expr::text("done"));
        let next = Expr::call("MIN", [Expr::name("id").when(open)]);
        let own = Expr::name("hash").eq(Expr::text(self.hash));
        let own = Expr::call("COUNT", [Expr::int(1).when(own)]);
        let of = self.of();
        let other = format!(
            "{part} is not of the program whose parts were begun in this database: go on with those, or begin again as 00-read-me.html says"
        );
        let messages = [
            (Expr::text(self.first_is_missing(number)), Expr::CountRows.eq(0)),
            (Expr::text(other), Expr::or([Expr::CountRows.ne(of), own.ne(of)])),
            (Expr::text(format!("{part} has been run already, and so have all the others")), next.clone().is_null()),
            (
                Expr::concat([Expr::text(format!("{part} has been run already: go on with part ")), next.clone()]),
                next.clone().gt(number),
            ),
            (
                Expr::concat([
                    Expr::text(format!("{part}: part ")),
                    next.clone(),
                    Expr::text(" has not been run in this database, so run that first"),
                ]),
                next.lt(number),
            ),
        ];
        let message = |(message, when): (Expr, Expr)| {
            let items = Select::items([Item::named(message, "message")]);
            Select { from: Some(of_journal()), having: Some(when), ..items }
        };
        self.check(writer, Self::first_of(messages.into_iter().map(message).collect()));
    }

    fn end(&self, writer: &mut Writer, number: usize, outline: &Outline) {
        let ctx = self.ctx;
        let of_these = Expr::name("step").within(outline.steps.iter().map(|step| Expr::from(*step)));
        let moves = outline.kind == PartKind::Steps && !outline.steps.is_empty();
        if moves {
            writer.lines(&["Every row has one fate"]);
            let message = format!("{}: some rows are not moved, skipped, merged or rejected", self.name(number));
            let bad = Select::of(rows_of(TableName::own(COUNTS)), [Expr::int(1)]).and_where(of_these.clone());
            self.check(writer, none(bad.and_where(Expr::name("rows").ne(fate())), &message));
        }
        if let Some(body) = outline.rows.and_then(|at| self.written.bodies.get(at)) {
            let others = Expr::or(body.rows.iter().map(|(id, rows)| self.count_old(*id).ne(*rows)));
            let message = format!(
                "{}: there are rows of another upload, so begin again as 00-read-me.html says",
                self.name(number)
            );
            writer.lines(&["Each row once"]);
            self.check(writer, Select::values([Expr::text(message).when(others)]));
        }
        writer.lines(&["The part is done"]);
        // Where phpMyAdmin stopped an upload in the middle and went on in another session, the beginning is undone, and this is no end.
        let journal = Journal::new(ctx.dialect.engine());
        writer.sql(&match outline.kind {
            PartKind::Tables => journal.done(number, None),
            _ => journal.done_if_running(number),
        });
        writer.sql(sessions::COMMIT);
        if outline.kind == PartKind::Last && !self.written.staged.is_empty() {
            let names: Vec<String> = self.written.staged.iter().map(|staged| staged.name.clone()).collect();
            writer.lines(&["The old rows have moved"]);
            ctx.statements.drop_tables(&names).iter().for_each(|sql| writer.sql(sql));
        }
        if outline.kind == PartKind::Last {
            for (title, sql) in reports(ctx) {
                writer.lines(&[title]);
                writer.sql(&sql);
            }
        }
        let mut lines = match outline.kind {
            PartKind::First => vec![tables_found(ctx)],
            PartKind::Steps if moves => fates(Some(&of_these)),
            PartKind::Last => fates(None).into_iter().chain(old_rows_now(ctx)).collect(),
            PartKind::Rows => self.rows_so_far(outline),
            PartKind::Tables | PartKind::Steps => Vec::new(),
        };
        lines.extend(outline.notes.iter().enumerate().map(|(i, query)| noted(i, query)));
        let done = match number == self.of() {
            true => end(&self.name(number)),
            false => Expr::text(format!("{} is done: go on with part {}", self.name(number), number + 1)),
        };
        let own = Select::of(of_journal(), [Expr::name("state")]).and_where(Expr::name("id").eq(number));
        let (own, is_done) = (Expr::scalar(own), Expr::text("done"));
        let verdict = Expr::case([(own.clone().eq(is_done.clone()), done)], Some(Expr::text("WRONG")));
        lines.push(line(3_000_000, [Expr::text(self.name(number)), own, is_done, verdict]));
        writer.lines(&["What became of it"]);
        writer.sql(&table_of(ctx, lines));
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
    let database = Expr::call("DATABASE", []);
    let mut queries = vec![lacking(part, database, "is not in this database: open ", &new, new_tables(ctx.plan))];
    if let Some(old) = ctx.old.beside() {
        let names = all_reads(ctx.plan).tables.into_keys().map(|id| ctx.program.old.table(id).name.clone());
        let wrong = "cannot be seen in the old database ";
        queries.push(lacking(part, Expr::text(old), wrong, &format!("`{old}`"), names.collect()));
    }
    queries.into_iter().flat_map(|query| ctx.statements.check(&ctx.query(query))).collect()
}

/// The table at the end.
pub(super) fn table_of(ctx: &Context<'_>, lines: Vec<Select>) -> String {
    let lines = Query::UnionAll(lines.into_iter().map(Query::from).collect());
    let lines = Relation::from(lines).named(&Alias::named("t"));
    let shown = Select::of(lines, ["check", "found", "expected", "verdict"].map(Expr::name));
    let order = vec![Order::ascending(Expr::name("n"))];
    ctx.query(Select { order, limit: Some(MOST_LINES), ..shown })
}

/// A line of the table at the end: its place, then what is checked, found, expected, and the verdict.
pub(super) fn line(place: impl Into<Expr>, [check, found, expected, verdict]: [Expr; 4]) -> Select {
    Select::items([
        Item::named(place, "n"),
        Item::named(check, "check"),
        Item::named(found.cast("CHAR"), "found"),
        Item::named(expected.cast("CHAR"), "expected"),
        Item::named(verdict, "verdict"),
    ])
}

/// One text where a condition holds, else the other.
pub(super) fn if_so(condition: Expr, then: &str, otherwise: &str) -> Expr {
    Expr::case([(condition, Expr::text(then))], Some(Expr::text(otherwise)))
}

/// Cells are cut after 50 characters.
pub(super) fn cell(text: Expr) -> Expr {
    Expr::call("LEFT", [text, Expr::int(50)])
}

fn fate() -> Expr {
    let [moved, skipped, merged, rejected] = ["moved", "skipped", "merged", "rejected"].map(Expr::name);
    moved.plus(skipped).plus(merged).plus(rejected)
}

/// The last word of the last part: that all rows have moved, or how many are left behind. phpMyAdmin cuts a cell at 50 characters.
fn end(part: &str) -> Expr {
    let rejected = Expr::coalesce([Expr::call("SUM", [Expr::name("rejected")]), Expr::int(0)]);
    let left = Expr::scalar(Select::of(rows_of(TableName::own(COUNTS)), [rejected]));
    let [all, one, done] =
        [": all rows have moved", ", 1 row rejected", ", "].map(|how| Expr::text(format!("{part} is done{how}")));
    let some = Expr::concat([done, left.clone(), Expr::text(" rows rejected")]);
    Expr::case_of(Some(left), [(0.into(), all), (1.into(), one)], Some(some))
}

/// Where the rows of steps are; `which` is a condition on the step.
fn fates(which: Option<&Expr>) -> Vec<Select> {
    let [step, block, target, rows, rejected, stubs] =
        ["step", "block", "target", "rows", "rejected", "stubs"].map(Expr::name);
    let check = |what: &str, of: Expr| cell(Expr::concat([Expr::text(what), of]));
    let none = || Expr::text("-");
    let of_rows = block.clone().ne(Expr::concat([Expr::text("stub "), target.clone()]));
    let verdict = if_so(rows.clone().eq(fate()), "every row has one fate", "WRONG");
    let name = cell(Expr::concat([block.clone(), Expr::text(" to "), target.clone()]));
    let all = line(step.clone(), [name, fate(), rows, verdict]);
    let place = step.clone().plus(Expr::from(Literal::Decimal("0.5".to_owned())));
    let listed = Expr::text(format!("listed in {REJECTS}"));
    let some = line(place, [check("rejected from ", block), rejected.clone(), none(), listed]);
    let referred = Expr::text("rows that others refer to");
    let made = line(step, [check("stubs made in ", target), stubs.clone(), none(), referred]);
    [(all, of_rows), (some, rejected.gt(0)), (made, stubs.gt(0))]
        .into_iter()
        .map(|(line, cond)| {
            let line = Select { from: Some(rows_of(TableName::own(COUNTS))), ..line };
            line.and_where(Expr::and([cond].into_iter().chain(which.cloned())))
        })
        .collect()
}

/// Whether the old tables have as many rows as in the beginning.
fn old_rows_now(ctx: &Context<'_>) -> Option<Select> {
    let [a, b] = ["a", "b"].map(Alias::named);
    let [then, now] = [&a, &b].map(|alias| Expr::column(alias, "rows"));
    let [name, same] = [&a, &b].map(|alias| Expr::column(alias, "name"));
    let check = cell(Expr::concat([Expr::text("rows of the old "), name.clone()]));
    let verdict = if_so(then.clone().eq(now.clone()), "as in the beginning", "the old side has changed");
    let join = Join {
        kind: JoinKind::Inner,
        from: Relation::from(old_counts(ctx)?).named(&b),
        on: Some(same.eq(name)),
        at_most_one: true,
    };
    let from = Some(Relation::from(TableName::own(OLD_ROWS)).named(&a));
    Some(Select { from, joins: vec![join], ..line(1_000_000, [check, now, then, verdict]) })
}

/// The tables of a database that have a name.
fn tables_of(place: Expr, named: impl FnOnce(Expr) -> Expr) -> Select {
    let t = Alias::named("t");
    let tables = Relation::from(TableName::of("information_schema", "TABLES")).named(&t);
    let here = Expr::column(&t, "TABLE_SCHEMA").eq(place);
    Select { from: Some(tables), ..Select::default() }.and_where(here).and_where(named(Expr::column(&t, "TABLE_NAME")))
}

/// How many of the new tables are there.
fn tables_found(ctx: &Context<'_>) -> Select {
    let tables = new_tables(ctx.plan);
    let found = tables_of(Expr::call("DATABASE", []), |name| name.within(tables.iter().map(Expr::text)));
    let found = Expr::scalar(Select { items: vec![Expr::CountRows.into()], ..found });
    line(1, [Expr::text("new tables that are here"), found, tables.len().into(), Expr::text("ok")])
}

/// The message that a query answers, or null. Queries for what stops a script are text by now.
pub(super) fn answer(query: &str) -> Expr {
    Form::by_hand([Err(query.to_owned())]).into()
}

/// A check of the program that stops nothing.
fn noted(i: usize, query: &str) -> Select {
    let holds = Expr::text("holds");
    let found = Expr::coalesce([cell(answer(query)), holds.clone()]);
    let verdict = if_so(answer(query).is_null(), "ok", "look at it");
    line(2_000_000 + i, [Expr::text("a check of the program"), found, holds, verdict])
}

/// A query for a message when one of these tables is not in a database.
fn lacking(part: &str, place: Expr, wrong: &str, right: &str, names: Vec<String>) -> Select {
    let x = Alias::named("x");
    let name = Expr::column(&x, "name");
    let rows = names.iter().map(|name| Select::items([Item::named(Expr::text(name), "name")]).into());
    let rows = Relation::from(Query::UnionAll(rows.collect())).named(&x);
    let there = tables_of(place, |named| named.eq(name.clone()));
    let there = Expr::exists(Select { items: vec![Expr::int(1).into()], ..there });
    let message = Expr::concat([
        Expr::text(format!("{part}: the table `")),
        Expr::call("MIN", [name]),
        Expr::text(format!("` {wrong}{right}")),
    ]);
    Select::of(rows, [message]).and_where(there.not())
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
    let titles = ["Counts of all steps", "Rejected rows by reason", "Policies that were used"];
    let queries = script::reports().map(|query| ctx.query_line(Select { limit: Some(MOST_LINES), ..query }));
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
