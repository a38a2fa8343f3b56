//! A whole plan as a script.

use std::collections::HashSet;
use std::sync::Arc;

use super::context::{Context, SharedParts, none};
use super::moves::Move;
use super::names::{COUNTS, REJECTS, RUN, USES};
use super::old_side::OldTables;
use super::scope::{FromClause, Subject};
use super::staging::all_reads;
use super::statement::{Options, Role, Script, Section, Statement};
use super::{helpers, late, stubs, updates};
use crate::diag::Diagnostic;
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::engine::Engine;
use crate::physical::PhysicalPlan;
use crate::plan::{ActionWhat, How, Plan, Reason, Side, Step, StepId, StepKind};
use crate::schema::{ColumnId, TableId, Type};
use crate::sql::{self, Item, Order, Relation, Select, TableName};
use crate::visible;

/// Writes the script of a plan.
///
/// # Errors
/// What the engine cannot express, each with the line it comes from.
pub fn script(plan: &Plan, engine: Engine, options: &Options<'_>) -> Result<Script, Vec<Diagnostic>> {
    let mut ctx = context(plan, engine, options);
    ctx.shared_parts = (!ctx.statements.name_query("", "").is_empty()).then(SharedParts::default);
    let mut sections = vec![session(&ctx, options), prepare(&ctx)];
    let begin = section(Role::Begin, None, Vec::new(), vec![Statement::Sql(ctx.statements.begin().into())]);
    sections.insert(if ctx.statements.capabilities().makes_tables_in_transactions { 1 } else { 2 }, begin);
    let preview = Context::new(plan, ctx.physical.clone(), engine, ctx.old.clone()).only_look();
    sections.extend(super::stops::sections(&preview));
    ctx.unsupported.borrow_mut().append(&mut preview.unsupported.take());
    for (i, step) in plan.steps.iter().enumerate() {
        sections.extend(one_step(&ctx, StepId(i), step, options));
    }
    sections.push(finish(&ctx));
    sections.push(section(Role::Commit, None, Vec::new(), vec![Statement::Sql(sessions::COMMIT.into())]));
    sections.push(report(&ctx));
    let header = header(&ctx, engine);
    sections.insert(1, named_queries(&ctx));
    let helpers = helpers::for_runner(&ctx, note_run(&ctx));
    let unsupported = ctx.unsupported.into_inner();
    if unsupported.is_empty() { Ok(Script { engine, header, sections, helpers }) } else { Err(unsupported) }
}

/// What of a plan an engine cannot express, each with the line it comes from.
pub fn unsupported(plan: &Plan, engine: Engine) -> Vec<Diagnostic> {
    let staged = plan.program.old.engine != engine;
    script(plan, engine, &Options { staged, ..Options::default() }).err().unwrap_or_default()
}

/// The old tables that a plan's steps read, as its script names them.
pub fn old_tables(plan: &Plan, engine: Engine, options: &Options<'_>) -> Vec<TableName> {
    let ctx = context(plan, engine, options);
    all_reads(plan).tables.keys().map(|id| ctx.table_name(Side::Old, *id)).collect()
}

pub(super) fn context<'a>(plan: &'a Plan, engine: Engine, options: &Options<'a>) -> Context<'a> {
    let old = options.old.map(str::to_string).or_else(|| plan.program.old_namespace.clone());
    let ctx = Context::new(
        plan,
        Arc::new(PhysicalPlan::of(plan, options.target(engine))),
        engine,
        OldTables::of(engine, options.old_rows(), old),
    );
    if !options.staged {
        ctx.unsupported.borrow_mut().extend(super::surprises::old_names(plan, engine));
    }
    ctx
}

fn section(role: Role, step: Option<StepId>, comment: Vec<String>, statements: Vec<Statement>) -> Section {
    Section { role, step, comment, statements }
}

fn header(ctx: &Context<'_>, engine: Engine) -> Vec<String> {
    let program = ctx.program;
    let into = match &program.new_namespace {
        Some(name) => format!(" `{name}`"),
        None => String::new(),
    };
    vec![
        format!("{} for {engine}, written by migc {}", program.name, env!("CARGO_PKG_VERSION")),
        format!("program {}", ctx.hash()),
        match ctx.old.beside() {
            None => format!(
                "Run it on the new database{into}; it brings the old rows along, in tables `_mig_old_…` where SQL reads them."
            ),
            Some(old) => {
                format!("Run it on the new database{into}; the old tables are read from `{old}` and never written.")
            }
        },
        "It stops at the first check that fails and then changes nothing.".to_string(),
    ]
}

fn session(ctx: &Context<'_>, options: &Options<'_>) -> Section {
    let mut statements: Vec<Statement> =
        ctx.dialect.session().iter().map(|s| Statement::Sql((*s).to_string())).collect();
    let path = options.old_file.unwrap_or("old.db");
    if let Some(old) = ctx.old.beside()
        && let Some(sql) = ctx.statements.attach(&ctx.name(old), path)
    {
        statements.push(Statement::Attach { namespace: old.to_owned(), sql });
    }
    statements.extend(ctx.statements.before_checks().map(|sql| Statement::Sql(sql.to_string())));
    section(Role::Session, None, Vec::new(), statements)
}

/// The old rows with what is read from them, where steps ask for it by name.
fn named_queries(ctx: &Context<'_>) -> Section {
    let statements: Vec<Statement> = super::scope::parts::named_queries(ctx)
        .iter()
        .flat_map(|(name, query)| ctx.statements.name_query(&ctx.dialect.table_name(name), &ctx.dialect.query(query)))
        .map(Statement::Sql)
        .collect();
    let comment = match statements.is_empty() {
        true => Vec::new(),
        false => vec!["Old rows with their values tested and read, for this session only".to_string()],
    };
    section(Role::Session, None, comment, statements)
}

fn prepare(ctx: &Context<'_>) -> Section {
    let mut statements = preconditions(ctx);
    statements.extend(helpers::create_all(ctx).into_iter().map(Statement::Sql));
    statements.push(Statement::Sql(note_run(ctx)));
    section(Role::Prepare, None, vec!["Helper tables; all their names begin with _mig_".to_string()], statements)
}

/// What must hold before anything is written.
pub(super) fn preconditions(ctx: &Context<'_>) -> Vec<Statement> {
    precondition_queries(ctx).into_iter().map(|query| ctx.check(query)).collect()
}

/// Queries for what must hold before anything is written: each answers a message, or null.
pub(super) fn precondition_queries(ctx: &Context<'_>) -> Vec<Select> {
    let mut queries = Vec::new();
    let mut targets: Vec<TableId> = Vec::new();
    let mut seen: HashSet<TableId> = ctx.program.empties.iter().map(|e| e.table).collect();
    for block in &ctx.program.blocks {
        if seen.insert(block.target) {
            targets.push(block.target);
        }
    }
    for target in targets {
        let name = &ctx.program.new.table(target).name;
        let rows = Relation::from(ctx.table_name(Side::New, target)).as_it_is();
        let rows = Select::of(rows, [sql::Expr::int(1)]);
        queries.push(match ctx.physical.must_be_empty.contains(&target) {
            true => {
                let help = format!("empty it, or write `empty {name}` in the program");
                none(rows, &format!("the new table `{name}` is not empty: {help}"))
            }
            // Rows with fresh keys may join others, but not those of the same program.
            false => none(
                rows.and_where(ctx.statements.has_table(RUN)),
                &format!(
                    "the new table `{name}` is not empty and an earlier run left its `_mig_` tables here: start from a clean copy, or drop them"
                ),
            ),
        });
    }
    queries
}

/// Notes which program runs, and since when.
pub(super) fn note_run(ctx: &Context<'_>) -> String {
    let columns = ["program", "hash", "started_at"].map(str::to_owned);
    let [program, hash] = [&ctx.program.name, ctx.hash()].map(sql::Expr::text);
    let run = Select::values([program, hash, ctx.statements.utc_now()]);
    ctx.dialect.insert_line(&TableName::own(RUN), &columns, &run.into())
}

/// How long a line of reasons may be, without the dashes of the comment.
const REASONS: usize = 117;

/// Why a step is where it is, in as few lines as hold it.
fn reasons(all: &[Reason]) -> Vec<String> {
    let mut told: Vec<(Option<StepId>, Vec<String>)> = Vec::new();
    for reason in all {
        let text = reason.text.replace('`', "");
        match told.last_mut() {
            Some((after, texts)) if *after == reason.after => {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            _ => told.push((reason.after, vec![text])),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for (after, texts) in told {
        let begin = after.map_or_else(String::new, |after| format!("after step {}: ", after.0 + 1));
        let told = format!("{begin}{}", texts.join(", "));
        match lines.last_mut() {
            Some(line) if line.chars().count() + told.chars().count() + 2 <= REASONS => {
                line.push_str("; ");
                line.push_str(&told);
            }
            _ => lines.push(told),
        }
    }
    lines
}

/// The sections of a step: one, and one more for each further piece of an insert that is cut.
fn one_step(ctx: &Context<'_>, id: StepId, step: &Step, options: &Options<'_>) -> Vec<Section> {
    let number = id.0 + 1;
    let mut comment = vec![format!("Step {number}: {}{}", step.title, options.place(step.span))];
    comment.extend(reasons(&step.reasons));
    if let StepKind::Stubs { block, late: false, .. } = &step.kind
        && ctx.block_plan(*block).chosen_before_stubs()
    {
        comment.push(format!(
            "stubs are for rows that move, so which rows of {} do is decided first",
            ctx.block(*block).name
        ));
    }
    let statements = match &step.kind {
        StepKind::Action { action } => match ctx.program.actions.get(*action).map(|a| &a.what) {
            Some(ActionWhat::Sql(sql)) => vec![Statement::Sql(sql.trim().trim_end_matches(';').to_string())],
            Some(ActionWhat::Run(command)) => vec![Statement::Note(format!("to run by hand here: {command}"))],
            Some(ActionWhat::Note(note)) => vec![Statement::Note(format!("to do by hand here: {note}"))],
            None => Vec::new(),
        },
        StepKind::Check { check } => ctx.program.checks.get(*check).map(|c| check_step(ctx, c)).into_iter().collect(),
        StepKind::Empty { empty } => {
            ctx.program.empties.get(*empty).map_or(Vec::new(), |e| updates::empty(ctx, e, number))
        }
        StepKind::Stubs { block, of, late } => {
            let waiting = &ctx.block_plan(*block).late;
            match late {
                true => stubs::statements(ctx, number, *block, of, Some(waiting), waiting),
                false => stubs::statements(ctx, number, *block, of, None, waiting),
            }
        }
        StepKind::Move { block, late } => {
            let (mut statements, pieces) = Move::new(ctx, *block, number, late).in_pieces();
            comment.extend(ctx.block_plan(*block).pieces.uncut().map(str::to_owned));
            let mut sections = Vec::new();
            for (i, begins) in pieces.iter().enumerate().rev() {
                let own = format!("Step {number}: {}, piece {} of {}", step.title, i + 1, pieces.len());
                let piece = statements.split_off(*begins);
                sections.insert(0, section(Role::Step, Some(id), vec![own], piece));
            }
            sections.insert(0, section(Role::Step, Some(id), comment, statements));
            return sections;
        }
        StepKind::Late { block, columns } => late::statements(ctx, number, *block, columns),
        StepKind::Update { update } => {
            ctx.program.updates.get(*update).map_or(Vec::new(), |u| updates::update(ctx, u, number))
        }
    };
    vec![section(Role::Step, Some(id), comment, statements)]
}

fn check_step(ctx: &Context<'_>, check: &crate::plan::Check) -> Statement {
    let mut from = FromClause::new(ctx, Subject::Nothing);
    let cond = from.filter(&check.cond);
    let holds = sql::Expr::and(std::iter::once(cond.value).chain(cond.fails.map(sql::Expr::not)));
    let text = match check.note {
        true => format!("this does not hold: {}", check.what),
        false => format!("check failed: {}", check.what),
    };
    // What it looks up is joined.
    let said = sql::Expr::case([(holds, sql::Expr::null())], Some(sql::Expr::text(text)));
    let query = ctx.query(from.select(vec![said.into()], &[], Vec::new()));
    let sql = if check.note { vec![query.clone()] } else { ctx.statements.check(&query) };
    Statement::Check { query, sql, note: check.note }
}

/// The sequence that a default takes its values from: of PostgreSQL what the text says that names it, of MariaDB as it is written.
fn sequence_of(default: &str) -> Option<String> {
    let lower = default.to_ascii_lowercase();
    let at = ["nextval", "next value for"].iter().find_map(|way| lower.find(way).map(|at| at + way.len()))?;
    let name = default.get(at..)?.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    let Some(text) = name.strip_prefix('\'') else {
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '`';
            !quoted && (c == ')' || c.is_whitespace())
        };
        return name.split(ends).next().map(str::to_owned);
    };
    // 'name'::regclass, perhaps over text; a quote in the name stands there twice
    let mut pieces = text.split('\'');
    let mut name = pieces.next()?.to_owned();
    while pieces.next() == Some("")
        && let Some(more) = pieces.next()
    {
        name = format!("{name}'{more}");
    }
    Some(name)
}

/// Counters behind keys, and the promise that every row has one fate.
fn finish(ctx: &Context<'_>) -> Section {
    let mut statements = Vec::new();
    let mut done: HashSet<(TableId, ColumnId)> = HashSet::new();
    let fills = ctx
        .program
        .blocks
        .iter()
        .flat_map(|b| b.fills.iter().map(|f| (b.target, f)))
        .chain(ctx.program.stubs.iter().flat_map(|s| s.fills.iter().map(|f| (s.target, f))));
    for (table, fill) in fills {
        let column = ctx.program.new.column(table, fill.column);
        // A text may be made of a counted number, but says nothing of it.
        let numeric = matches!(column.ty, Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64);
        if numeric && fill.how != How::Default && done.insert((table, fill.column)) {
            let names = [ctx.new_table(table), ctx.name(&column.name)];
            let texts = [ctx.text(&names[0]), ctx.text(&column.name)];
            // Another engine's default names nothing here.
            let own = ctx.program.new.engine == ctx.dialect.engine();
            let default = column.default.as_ref().filter(|_| own).map(|default| default.sql.as_str());
            let sequence = default.and_then(sequence_of);
            if column.auto_increment || sequence.is_some() {
                let counters = ctx.statements.set_counter(&names, &texts, sequence.as_deref());
                statements.extend(counters.into_iter().map(Statement::Sql));
            }
        }
    }
    let [rows, moved, skipped, merged, rejected] =
        ["rows", "moved", "skipped", "merged", "rejected"].map(sql::Expr::name);
    let counts = Select::of(Relation::from(TableName::own(COUNTS)).as_it_is(), [sql::Expr::int(1)]);
    let bad = counts.and_where(rows.ne(moved.plus(skipped).plus(merged).plus(rejected)));
    statements.push(ctx.check_none(bad, "some rows have no fate: rows are not moved + skipped + merged + rejected"));
    section(Role::Finish, None, vec!["Every row has one fate".to_string()], statements)
}

fn report(ctx: &Context<'_>) -> Section {
    let titles = ["Counts", "Rejects by reason", "Policies used"];
    let report =
        |(title, query): (&str, Select)| Statement::Report { title: title.to_owned(), sql: ctx.query_line(query) };
    let statements = titles.into_iter().zip(reports()).map(report).collect();
    section(Role::Report, None, Vec::new(), statements)
}

/// What is shown at the end: the counts of all steps, the rejected rows by reason, the policies that were used.
pub(super) fn reports() -> [Select; 3] {
    let names = |names: &[&str]| -> Vec<sql::Expr> { names.iter().map(|name| sql::Expr::name(*name)).collect() };
    let order = |by: &[&str]| names(by).into_iter().map(Order::ascending).collect();
    let of =
        |table: &str, columns: &[&str]| Select::of(Relation::from(TableName::own(table)).as_it_is(), names(columns));
    let counts = ["step", "block", "target", "rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner"];
    let counts = Select { order: order(&["step", "target"]), ..of(COUNTS, &counts) };
    let by = ["step", "block", "column_name", "reason"];
    let mut rejects = Select { group: names(&by), order: order(&by), ..of(REJECTS, &by) };
    rejects.items.push(Item::named(sql::Expr::CountRows, "rejected"));
    rejects.items.push(Item::named(sql::Expr::call("MIN", [sql::Expr::name("row_key")]), "for_example"));
    let uses = of(USES, &["step", "block", "column_name", "policy", "uses"]);
    let uses = uses.and_where(sql::Expr::name("uses").gt(0));
    [counts, rejects, Select { order: order(&["step", "column_name", "policy"]), ..uses }]
}

impl Script {
    /// The script as a text to paste or pipe into the engine's client.
    pub fn to_text(&self) -> String {
        head(self.engine, &self.header, &self.sections)
    }

    /// The script's text cut where the rows of some steps, in their order, are written into it: what comes before the steps,
    /// then what comes before the rows of each, and the rest. `steps`: for each its number, and the statements that
    /// take the place of its own before its rows.
    pub fn around(mut self, steps: Vec<(StepId, Vec<String>)>) -> Vec<String> {
        let prepared = self.sections.iter().rposition(|section| section.role == Role::Prepare);
        let mut rest = self.sections.split_off(prepared.map_or(0, |last| last + 1));
        let mut out = vec![head(self.engine, &self.header, &self.sections)];
        for (step, before) in steps {
            let at = rest
                .iter()
                .position(|section| section.role == Role::Step && section.step == Some(step))
                .unwrap_or(rest.len());
            let later = rest.split_off((at + 1).min(rest.len()));
            if let Some(own) = rest.get_mut(at) {
                own.comment.push("its rows need nothing of the new side: they are written as they shall be".to_owned());
                own.statements = before.into_iter().map(Statement::Sql).collect();
            }
            out.push(texts(&rest));
            rest = later;
        }
        out.push(texts(&rest));
        out
    }
}

/// The text of a script from its top on.
fn head(engine: Engine, header: &[String], sections: &[Section]) -> String {
    let mut out: String = header.iter().map(|line| visible::comment(line)).collect();
    if let Some(stop) = engine.statements().stop_at_errors() {
        out.push_str(stop);
        out.push('\n');
    }
    out + &texts(sections)
}

fn texts(sections: &[Section]) -> String {
    let mut out = String::new();
    let comment = |out: &mut String, text: &str| {
        if !text.is_empty() {
            out.push_str(&visible::comment(text));
        }
    };
    for section in sections {
        if section.role == Role::Before || section.statements.is_empty() && section.comment.is_empty() {
            continue;
        }
        out.push('\n');
        section.comment.iter().for_each(|line| comment(&mut out, line));
        for statement in &section.statements {
            match statement {
                Statement::Sql(sql) | Statement::Attach { sql, .. } => {
                    out.push_str(sql);
                    out.push_str(";\n");
                }
                Statement::Check { sql, .. } => {
                    for sql in sql {
                        out.push_str(sql);
                        out.push_str(";\n");
                    }
                }
                Statement::Report { title, sql } => {
                    comment(&mut out, title);
                    out.push_str(sql);
                    out.push_str(";\n");
                }
                Statement::Note(note) => comment(&mut out, note),
            }
        }
    }
    out
}
