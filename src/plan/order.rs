//! Works out the order: from the new side's foreign keys, followed keys, look-ups and `require`,
//! with the reasons; cuts circles through nullable columns.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::analysis::{Facts, Waiting, waits_as};
use super::expr::{Expr, ExprKind, Follow, Lookup, Value};
use super::ids::{BlockId, Side, StepId};
use super::late_rules;
use super::program::{Block, Fill, How, Join, Policy, Program};
use super::steps::{Plan, Reason, Step, StepKind};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::{ColumnId, TableId};
use crate::source::Span;

/// What to write where a column that is filled late may not find its row. `own`: it is the key of a row of its own
/// table, and may reject.
fn late_help(program: &Program, block: &Block, fill: &Fill, name: &str, own: bool) -> String {
    let How::Value { attempts, .. } = &fill.how else { return String::new() };
    let waits = match waits_as(program, block, fill.column) {
        Some(Waiting::Null) => Some("or null".to_owned()),
        Some(Waiting::None(none)) => match none.literal() {
            Some(Value::Int(number)) => Some(format!("or {number}")),
            Some(Value::Text(text)) => Some(format!("or {text:?}")),
            _ => None,
        },
        None => None,
    };
    let mut has_stub = false;
    for attempt in attempts {
        attempt.walk(&mut |e| {
            if let ExprKind::Follow(follow) = &e.kind {
                has_stub |= program.stub_of(program.block(follow.block).target).is_some();
            }
        });
    }
    let others = [(own, "or reject"), (has_stub, "or stub"), (true, "or fail")];
    let others = others.into_iter().filter(|(fits, _)| *fits).map(|(_, policy)| policy.to_owned());
    let policies: Vec<String> = waits.into_iter().chain(others).collect();
    let listed = |policies: &[String]| policies.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(" or ");
    let [first, rest @ ..] = policies.as_slice() else { return String::new() };
    let rest = if rest.is_empty() { String::new() } else { format!(", or with {}", listed(rest)) };
    let name = crate::syntax::words::quoted(name);
    // Where the value stands for the whole line, it is a `*`, what a `copy` implies, or a bare name.
    match attempts.first().is_some_and(|value| value.span == fill.span) {
        true if fill.span == block.span => {
            format!("give the statement a block with a line for it: `{{ {name} {first} }}`{rest}")
        }
        true => format!("write a line for it: `{name} {first}`{rest}"),
        false => format!("let this line end in {}", listed(&policies)),
    }
}

/// A value that can always be made: a constant, which the check has seen to fit, or null, which a column that waits takes.
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Fit { value, .. } | ExprKind::Cast { value, stored: false, .. } => is_constant(value),
        ExprKind::Literal(_) => true,
        _ => false,
    }
}

/// A block that must be moved before another.
#[derive(Debug, Clone, PartialEq)]
struct Need {
    on: BlockId,
    /// The new column it is for, where only that column needs it.
    column: Option<ColumnId>,
    text: String,
    span: Option<Span>,
}

/// Blocks that all wait for each other.
struct Circle {
    blocks: BTreeSet<usize>,
    /// They wait for no other block.
    closed: bool,
}

/// Puts a program in order.
pub fn plan(program: Program, diagnostics: &mut Diagnostics) -> Plan {
    let facts = Facts::of(&program);
    let mut order = Order::new(&program);
    order.sort(&facts, diagnostics);
    let steps = order.steps();
    let mut keys = facts.into_keys();
    // A column that is filled late needs to find the rows again.
    for step in &steps {
        if let StepKind::Late { block, .. } = &step.kind
            && keys[block.0] == super::KeyStrategy::Unused
        {
            keys[block.0] = super::analysis::same_key(&program, *block)
                .map_or(super::KeyStrategy::Mapped, super::KeyStrategy::Same);
        }
    }
    Plan { program, steps, keys }
}

/// How many blocks of a table are named one by one as reasons of another.
const NAMED: usize = 8;

/// The blocks that fill each table, in the order of the text.
type Into = HashMap<TableId, Vec<BlockId>>;

fn blocks_by_target(program: &Program) -> Into {
    let mut into = Into::new();
    for (b, block) in program.blocks.iter().enumerate() {
        into.entry(block.target).or_default().push(BlockId(b));
    }
    into
}

struct Order<'a> {
    program: &'a Program,
    needs: Vec<Vec<Need>>,
    late: Vec<BTreeSet<ColumnId>>,
    placed: Vec<BlockId>,
    done: Vec<bool>,
}

impl<'a> Order<'a> {
    fn new(program: &'a Program) -> Self {
        let into = blocks_by_target(program);
        let needs: Vec<Vec<Need>> = (0..program.blocks.len()).map(|b| Needs::of(program, &into, BlockId(b))).collect();
        let mut late = vec![BTreeSet::new(); needs.len()];
        for (b, own) in needs.iter().enumerate() {
            for need in own.iter().filter(|n| n.on.0 == b) {
                late[b].extend(need.column);
            }
        }
        let done = vec![false; needs.len()];
        Self { program, needs, late, placed: Vec::new(), done }
    }

    /// The needs that hold a block back now.
    fn open(&self, block: usize) -> impl Iterator<Item = &Need> {
        self.needs[block].iter().filter(move |need| {
            need.on.0 != block && !self.done[need.on.0] && !need.column.is_some_and(|c| self.late[block].contains(&c))
        })
    }

    fn sort(&mut self, facts: &Facts, diagnostics: &mut Diagnostics) {
        self.check_self_references(diagnostics);
        let mut waiting: BTreeSet<usize> = (0..self.needs.len()).collect();
        // Who may have become ready when a block is placed.
        let mut waiters = vec![Vec::new(); self.needs.len()];
        for (b, own) in self.needs.iter().enumerate() {
            own.iter().for_each(|need| waiters[need.on.0].push(b));
        }
        let mut ready: BTreeSet<usize> = waiting.clone();
        loop {
            while let Some(block) = ready.pop_first() {
                if waiting.contains(&block) && self.open(block).next().is_none() {
                    waiting.remove(&block);
                    self.placed.push(BlockId(block));
                    self.done[block] = true;
                    ready.extend(&waiters[block]);
                }
            }
            if waiting.is_empty() {
                break;
            }
            match self.cut(&waiting) {
                Some(block) => ready.insert(block),
                None => {
                    self.report_circle(&waiting, diagnostics);
                    break;
                }
            };
        }
        self.check_late_policies(facts, diagnostics);
        for (block, late) in self.program.blocks.iter().zip(&self.late) {
            let late: Vec<_> = late.iter().filter_map(|c| Some((*c, block.fill(*c)?.span))).collect();
            late_rules::check(&self.program.new, block.target, &late, diagnostics);
        }
    }

    fn cuttable(&self, block: usize, need: &Need) -> bool {
        need.column.is_some_and(|column| super::waits_as(self.program, &self.program.blocks[block], column).is_some())
    }

    /// Cuts a circle at nullable columns of a block; none when there is none to cut.
    fn cut(&mut self, waiting: &BTreeSet<usize>) -> Option<usize> {
        let closed = self.circles(waiting).into_iter().filter(|c| c.closed);
        let core: BTreeSet<usize> = closed.flat_map(|c| c.blocks).collect();
        let whole = core.iter().copied().find(|b| self.open(*b).all(|n| self.cuttable(*b, n)));
        let part = whole.or_else(|| core.iter().copied().find(|b| self.open(*b).any(|n| self.cuttable(*b, n))));
        let block = part?;
        let columns: Vec<ColumnId> =
            self.open(block).filter(|n| self.cuttable(block, n)).filter_map(|n| n.column).collect();
        self.late[block].extend(columns);
        Some(block)
    }

    /// The circles among blocks that wait: the components of Tarjan's algorithm, which walks every need once.
    fn circles(&self, waiting: &BTreeSet<usize>) -> Vec<Circle> {
        let mut circles = Vec::new();
        // When a block was met, and when the earliest was that it leads back to.
        let mut met: Vec<Option<usize>> = vec![None; self.needs.len()];
        let mut back = vec![0; self.needs.len()];
        let mut settled = vec![false; self.needs.len()];
        let (mut time, mut path) = (0, Vec::new());
        for start in waiting {
            let mut next = Some(*start).filter(|b| met[*b].is_none());
            let mut walk = Vec::new();
            loop {
                if let Some(block) = next.take() {
                    (met[block], back[block]) = (Some(time), time);
                    time += 1;
                    path.push(block);
                    walk.push((block, self.open(block), true));
                }
                let Some((block, needs, closed)) = walk.last_mut() else { break };
                let block = *block;
                if let Some(need) = needs.next() {
                    match met[need.on.0] {
                        None => next = Some(need.on.0),
                        Some(_) if settled[need.on.0] => *closed = false,
                        Some(at) => back[block] = back[block].min(at),
                    }
                    continue;
                }
                let closed = *closed;
                walk.pop();
                let whole = met[block] == Some(back[block]);
                if let Some((parent, _, still)) = walk.last_mut() {
                    *still &= closed && !whole;
                    back[*parent] = back[*parent].min(back[block]);
                }
                if whole && let Some(from) = path.iter().rposition(|b| *b == block) {
                    let blocks: BTreeSet<usize> = path.split_off(from).into_iter().collect();
                    blocks.iter().for_each(|b| settled[*b] = true);
                    circles.extend((blocks.len() > 1).then_some(Circle { blocks, closed }));
                }
            }
        }
        circles
    }

    fn check_self_references(&mut self, diagnostics: &mut Diagnostics) {
        for (b, block) in self.program.blocks.iter().enumerate() {
            for need in self.needs[b].iter().filter(|n| n.on.0 == b) {
                let table = self.program.new.table(block.target);
                match need.column {
                    Some(column) if super::waits_as(self.program, block, column).is_none() => {
                        let column = table.column(column);
                        diagnostics.push(
                            Diagnostic::new(
                                Code::NOT_NULL_CIRCLE,
                                need.span.unwrap_or(block.span),
                                format!(
                                    "`{}` refers to rows of `{}` itself and may not be null",
                                    column.name, table.name
                                ),
                            )
                            .here("the rows it names may not be there yet when this one is inserted")
                            .label(column.span, "NOT NULL here")
                            .help(format!(
                                "let `{}` be null in the new schema; circles of NOT NULL keys are not there yet",
                                column.name
                            )),
                        );
                    }
                    Some(_) => {}
                    None => diagnostics.push(
                        Diagnostic::new(
                            Code::CIRCLE,
                            need.span.unwrap_or(block.span),
                            format!("`{}` needs its own rows before they are moved", block.name),
                        )
                        .here(need.text.clone()),
                    ),
                }
            }
        }
    }

    fn report_circle(&self, waiting: &BTreeSet<usize>, diagnostics: &mut Diagnostics) {
        let circle = self.circles(waiting).into_iter().map(|c| c.blocks).min();
        let Some((circle, start)) = circle.and_then(|c| c.first().copied().map(|start| (c, start))) else { return };
        // The shortest way along open needs that leads back to the start: for each block, what led to it first.
        let mut led: BTreeMap<usize, (usize, &Need)> = BTreeMap::new();
        let mut next = VecDeque::from([start]);
        while let Some(at) = next.pop_front() {
            for need in self.open(at).filter(|need| circle.contains(&need.on.0)) {
                led.entry(need.on.0).or_insert_with(|| {
                    next.push_back(need.on.0);
                    (at, need)
                });
            }
        }
        let mut path: Vec<(usize, &Need)> = Vec::new();
        while let Some(step) = led.remove(&path.last().map_or(start, |(from, _)| *from)) {
            path.push(step);
        }
        path.reverse();
        let name = |b: usize| self.program.blocks[b].name.clone();
        let mut names: Vec<String> = path.iter().map(|(b, _)| format!("`{}`", name(*b))).collect();
        names.push(format!("`{}`", name(start)));
        let keys_only = path.iter().all(|(_, n)| n.column.is_some());
        let code = if keys_only { Code::NOT_NULL_CIRCLE } else { Code::CIRCLE };
        let mut finding = Diagnostic::new(
            code,
            self.program.blocks[start].span,
            format!("the order goes round in a circle: {}", names.join(" needs ")),
        );
        for (block, need) in &path {
            let span = need.span.unwrap_or(self.program.blocks[*block].span);
            finding = finding.label(span, format!("`{}` needs `{}`: {}", name(*block), name(need.on.0), need.text));
        }
        finding = match keys_only {
            true => {
                let mut columns: Vec<String> = path
                    .iter()
                    .filter_map(|(b, need)| {
                        let target = self.program.blocks[*b].target;
                        let table = self.program.new.table(target);
                        Some(format!("`{}.{}`", table.name, table.column(need.column?).name))
                    })
                    .collect();
                columns.dedup();
                finding.help(format!(
                    "take NOT NULL from {} in the new schema: Mig then fills it in a later step",
                    columns.join(" or ")
                ))
            }
            false => finding.help("take one of the reasons out: a `require`, or a look-up in the new side"),
        };
        diagnostics.push(finding);
    }

    /// A row that has moved cannot be rejected or skipped any more.
    fn check_late_policies(&self, facts: &Facts, diagnostics: &mut Diagnostics) {
        for (b, block) in self.program.blocks.iter().enumerate() {
            for column in &self.late[b] {
                let Some(fill) = block.fill(*column) else { continue };
                let How::Value { attempts, policy } = &fill.how else { continue };
                let name = &self.program.new.column(block.target, *column).name;
                let own = matches!(attempts.as_slice(), [one] if self_follow(BlockId(b), one).is_some());
                let safe = attempts.iter().any(|a| match &super::bare(a).kind {
                    ExprKind::Follow(f) => f.stub || facts.always_found(self.program, block, f),
                    _ => is_constant(a),
                });
                let late_reject = matches!(policy, Policy::Reject | Policy::Skip) && !safe;
                if late_reject && !(own && *policy == Policy::Reject) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::LATE_REJECT,
                            fill.span,
                            format!(
                                "`{name}` is filled after its rows were moved, and cannot reject or skip them then"
                            ),
                        )
                        .here("part of a circle, which is cut here")
                        .help(late_help(self.program, block, fill, name, own)),
                    );
                }
            }
        }
    }

    fn steps(&self) -> Vec<Step> {
        let mut out = Steps { program: self.program, steps: Vec::new(), moved: vec![None; self.needs.len()] };
        let program = self.program;
        out.actions(false, None);
        for (i, check) in program.checks.iter().enumerate().filter(|(_, c)| !c.at_end) {
            out.push(StepKind::Check { check: i }, format!("check: {}", check.what), Vec::new(), check.span);
        }
        let position = |table: TableId| self.placed.iter().position(|b| program.block(*b).target == table);
        let mut empties: Vec<usize> = (0..program.empties.len()).collect();
        // Tables that others refer to are emptied last.
        empties.sort_by_key(|i| std::cmp::Reverse(position(program.empties[*i].table)));
        for i in empties {
            let empty = &program.empties[i];
            let title = format!("empty {}", program.new.table(empty.table).name);
            out.push(StepKind::Empty { empty: i }, title, Vec::new(), empty.span);
        }
        // Columns that are filled late, by a block that they wait for.
        let mut pending: HashMap<BlockId, Vec<(BlockId, ColumnId)>> = HashMap::new();
        // How many blocks of each table are still to come.
        let mut open: HashMap<TableId, usize> = HashMap::new();
        for id in &self.placed {
            *open.entry(program.block(*id).target).or_default() += 1;
        }
        let mut begun: BTreeSet<TableId> = BTreeSet::new();
        for id in &self.placed {
            let block = program.block(*id);
            if begun.insert(block.target) {
                out.actions(false, Some(block.target));
            }
            let late = &self.late[id.0];
            let reasons = self.reasons(*id, &out, |column| !column.is_some_and(|c| late.contains(&c)));
            out.stubs(*id, false, &reasons, |fill| !late.contains(&fill.column));
            let reasons = out.behind_stubs(*id, reasons);
            let title = match block.source.first() {
                Some(base) => {
                    let from = &side_table(program, base.side, base.table).name;
                    let to = &program.new.table(block.target).name;
                    match &block.name == from {
                        true => format!("{from} -> {to}"),
                        false => format!("{from} ({}) -> {to}", block.name),
                    }
                }
                None => format!("row -> {}", program.new.table(block.target).name),
            };
            let kind = StepKind::Move { block: *id, late: late.iter().copied().collect() };
            out.moved[id.0] = Some(StepId(out.steps.len()));
            out.push(kind, title, reasons, block.span);
            let mut now: BTreeMap<BlockId, BTreeSet<ColumnId>> = BTreeMap::new();
            let waited = pending.remove(id).into_iter().flatten();
            for (owner, column) in waited.chain(late.iter().map(|c| (*id, *c))) {
                let mut needs = self.needs[owner.0].iter().filter(|n| n.column == Some(column));
                match needs.find(|n| out.moved[n.on.0].is_none()) {
                    Some(need) => pending.entry(need.on).or_default().push((owner, column)),
                    None => drop(now.entry(owner).or_default().insert(column)),
                }
            }
            for (owner, columns) in now {
                self.late_step(owner, columns.into_iter().collect(), &mut out);
            }
            let left = open.get_mut(&block.target).map_or(0, |n| {
                *n -= 1;
                *n
            });
            if left == 0 {
                out.actions(true, Some(block.target));
            }
        }
        for (i, update) in program.updates.iter().enumerate() {
            let reason = Reason { after: None, text: "updates come after all rows".into(), span: None };
            let title = format!("update {}", program.new.table(update.table).name);
            out.push(StepKind::Update { update: i }, title, vec![reason], update.span);
        }
        for (i, check) in program.checks.iter().enumerate().filter(|(_, c)| c.at_end) {
            let reason = Reason { after: None, text: "it looks at the new side".into(), span: None };
            out.push(StepKind::Check { check: i }, format!("check: {}", check.what), vec![reason], check.span);
        }
        out.actions(true, None);
        out.steps
    }

    fn late_step(&self, owner: BlockId, columns: Vec<ColumnId>, out: &mut Steps<'_>) {
        let block = self.program.block(owner);
        let table = self.program.new.table(block.target);
        let wanted = columns.clone();
        let mut reasons = self.reasons(owner, out, |c| c.is_some_and(|c| wanted.contains(&c)));
        out.stubs(owner, true, &reasons, |fill| wanted.contains(&fill.column));
        if let Some(step) = out.moved[owner.0]
            && !reasons.iter().any(|r| r.after == Some(step))
        {
            let text = format!("the rows of `{}` are there, with null in its place", table.name);
            reasons.insert(0, Reason { after: Some(step), text, span: None });
        }
        let names: Vec<String> = columns.iter().map(|c| table.column(*c).name.clone()).collect();
        let span = columns.first().and_then(|c| block.fill(*c)).map_or(block.span, |f| f.span);
        let title = format!("fill {}.{}", table.name, names.join(", "));
        out.push(StepKind::Late { block: owner, columns }, title, reasons, span);
    }

    /// The reasons for the place of a block, for the needs of the columns that `wanted` picks.
    fn reasons(&self, block: BlockId, out: &Steps<'_>, wanted: impl Fn(Option<ColumnId>) -> bool) -> Vec<Reason> {
        let reason =
            |need: &Need| Some(Reason { after: Some(out.moved[need.on.0]?), text: need.text.clone(), span: need.span });
        let needs = self.needs[block.0].iter().filter(|n| wanted(n.column));
        let mut reasons: Vec<Reason> = needs.filter_map(reason).collect();
        reasons.sort_by_key(|r| r.after.map(|s| s.0));
        reasons
    }
}

struct Steps<'a> {
    program: &'a Program,
    steps: Vec<Step>,
    moved: Vec<Option<StepId>>,
}

impl Steps<'_> {
    fn push(&mut self, kind: StepKind, title: String, reasons: Vec<Reason>, span: Span) {
        self.steps.push(Step { kind, title, reasons, span });
    }

    fn actions(&mut self, after: bool, table: Option<TableId>) {
        for (i, action) in self.program.actions.iter().enumerate() {
            if action.after == after && action.table == table {
                let (word, text) = match &action.what {
                    super::ActionWhat::Run(text) => ("run", text),
                    super::ActionWhat::Sql(text) => ("sql", text),
                    super::ActionWhat::Note(text) => ("note", text),
                };
                let title = format!("{} {word}: {text}", if after { "after" } else { "before" });
                self.push(StepKind::Action { action: i }, title, Vec::new(), action.span);
            }
        }
    }

    /// The reasons of a block's own step, where a step of stubs stands before it: that step has
    /// the reasons that concern stubs alone.
    fn behind_stubs(&self, id: BlockId, mut reasons: Vec<Reason>) -> Vec<Reason> {
        let Some(Step { kind: StepKind::Stubs { block, .. }, .. }) = self.steps.last() else { return reasons };
        if *block == id {
            reasons.retain(|r| !r.text.starts_with("a stub of "));
            let text = "the stubs that its rows refer to are there".to_string();
            reasons.push(Reason { after: Some(StepId(self.steps.len() - 1)), text, span: None });
        }
        reasons
    }

    /// The step that makes the rows a block's rows refer to, if the block says `or stub`.
    fn stubs(&mut self, block: BlockId, late: bool, reasons: &[Reason], wanted: impl Fn(&Fill) -> bool) {
        let of = stubbed(self.program, block, wanted);
        if of.is_empty() {
            return;
        }
        let mut tables: Vec<&str> =
            of.iter().rev().map(|b| self.program.new.table(self.program.block(*b).target).name.as_str()).collect();
        tables.dedup();
        let title = format!("stubs in {} for {}", tables.join(", "), self.program.block(block).name);
        let span = self
            .program
            .block(block)
            .fills
            .iter()
            .find(|fill| mentions_stub(fill))
            .map_or(self.program.block(block).span, |fill| fill.span);
        let targets: Vec<BlockId> = of.clone();
        let reasons = reasons
            .iter()
            .filter(|r| {
                r.after.is_some_and(|s| {
                    matches!(&self.steps[s.0].kind, StepKind::Move { block, .. }
                        if targets.iter().any(|t| self.program.block(*t).target == self.program.block(*block).target))
                })
            })
            .cloned()
            .collect();
        self.push(StepKind::Stubs { block, of, late }, title, reasons, span);
    }
}

fn mentions_stub(fill: &Fill) -> bool {
    let mut found = false;
    fill.each_expr(&mut |expr| expr.walk(&mut |e| found |= matches!(&e.kind, ExprKind::Follow(f) if f.stub)));
    found
}

/// The blocks whose rows get stubs because of a block's fills, those that others refer to first.
pub(crate) fn stubbed(program: &Program, block: BlockId, wanted: impl Fn(&Fill) -> bool) -> Vec<BlockId> {
    fn collect(program: &Program, fill: &Fill, out: &mut Vec<BlockId>) {
        let mut called = Vec::new();
        fill.each_expr(&mut |expr| {
            expr.walk(&mut |e| {
                if let ExprKind::Follow(follow) = &e.kind
                    && follow.stub
                {
                    called.push(follow.block);
                }
            });
        });
        for of in called {
            if out.contains(&of) {
                continue;
            }
            out.push(of);
            if let Some(stub) = program.stub_of(program.block(of).target) {
                stub.fills.iter().for_each(|fill| collect(program, fill, out));
            }
        }
    }
    let mut out = Vec::new();
    program.block(block).fills.iter().filter(|f| wanted(f)).for_each(|fill| collect(program, fill, &mut out));
    // A stub that another stub refers to comes first: the order of discovery, turned round, save
    // that one found early may be referred to by one found late.
    let refers = |a: BlockId, b: BlockId| {
        program.stub_of(program.block(a).target).is_some_and(|stub| {
            let mut hit = false;
            for fill in &stub.fills {
                fill.each_expr(&mut |e| {
                    e.walk(&mut |e| hit |= matches!(&e.kind, ExprKind::Follow(f) if f.block == b && f.stub));
                });
            }
            hit
        })
    };
    let mut sorted: Vec<BlockId> = Vec::new();
    while sorted.len() < out.len() {
        let next = out
            .iter()
            .copied()
            .filter(|b| !sorted.contains(b))
            .find(|b| out.iter().all(|other| other == b || sorted.contains(other) || !refers(*b, *other)))
            .or_else(|| out.iter().copied().find(|b| !sorted.contains(b)));
        match next {
            Some(block) => sorted.push(block),
            None => break,
        }
    }
    sorted
}

/// The follow of its own block that an expression consists of, if it does.
pub(crate) fn self_follow(block: BlockId, expr: &Expr) -> Option<&Follow> {
    match &expr.kind {
        ExprKind::Follow(follow) if follow.block == block => Some(follow),
        ExprKind::Fit { value, cut: false, .. } => self_follow(block, value),
        _ => None,
    }
}

fn side_table(program: &Program, side: Side, table: TableId) -> &crate::schema::Table {
    match side {
        Side::Old => program.old.table(table),
        Side::New => program.new.table(table),
    }
}

/// Collects what a block needs.
struct Needs<'a> {
    program: &'a Program,
    into: &'a Into,
    block: BlockId,
    found: Vec<Need>,
}

impl<'a> Needs<'a> {
    fn of(program: &'a Program, into: &'a Into, id: BlockId) -> Vec<Need> {
        let block = program.block(id);
        let table = program.new.table(block.target);
        let mut needs = Needs { program, into, block: id, found: Vec::new() };
        for relation in &block.source {
            if relation.side == Side::New {
                let name = &program.new.table(relation.table).name;
                needs.table(relation.table, None, &format!("it reads `{name}` of the new side"), Some(block.span));
            }
            if let Join::Inner(on) | Join::Left(on) = &relation.join {
                needs.expr(on, None, "a join");
            }
        }
        block.filters.iter().for_each(|f| needs.expr(&f.keep, None, "a condition"));
        block.order_by.iter().for_each(|t| needs.expr(&t.expr, None, "the order"));
        block.group_by.iter().chain(&block.having).for_each(|e| needs.expr(e, None, "the grouping"));
        for fill in &block.fills {
            let name = format!("`{}`", table.column(fill.column).name);
            let mut followed = false;
            fill.each_expr(&mut |expr| expr.walk(&mut |e| followed |= needs.follows(fill.column, e, None)));
            fill.each_expr(&mut |expr| needs.expr(expr, Some(fill.column), &name));
            if followed || !matches!(fill.how, How::Value { .. }) {
                continue;
            }
            for key in table.foreign_keys.iter().filter(|k| k.columns.contains(&fill.column)) {
                // As long as the column that decides is null, the others refer to nothing.
                let decides = |other: &&Fill| {
                    let mut decides = false;
                    other.each_expr(&mut |expr| {
                        expr.walk(&mut |e| decides |= needs.follows(other.column, e, Some(key.table)));
                    });
                    decides
                };
                if block.fills.iter().filter(|f| key.columns.contains(&f.column)).any(|f| decides(&f)) {
                    continue;
                }
                let to = &program.new.table(key.table).name;
                needs.table(key.table, Some(fill.column), &format!("{name} refers to `{to}`"), Some(key.span));
            }
        }
        for require in program.requires.iter().filter(|r| r.second == block.target) {
            let text = match &require.because {
                Some(because) => because.clone(),
                None => format!("required before `{}`", table.name),
            };
            needs.table(require.first, None, &text, Some(require.span));
        }
        let fill_it = into.get(&block.target).map_or(&[][..], Vec::as_slice);
        // The block before it waits for those before that one.
        if let Some(on) = fill_it.binary_search(&id).ok().and_then(|at| fill_it.get(at.checked_sub(1)?)) {
            let text = format!("both fill `{}`, in the order of the text", table.name);
            needs.push(*on, None, &text, Some(block.span));
        }
        needs.found
    }

    fn push(&mut self, on: BlockId, column: Option<ColumnId>, text: &str, span: Option<Span>) {
        let need = Need { on, column, text: text.to_string(), span };
        if !self.found.contains(&need) {
            self.found.push(need);
        }
    }

    /// The rows of a table: the last block that fills it waits for the others, and there may be thousands.
    fn table(&mut self, table: TableId, column: Option<ColumnId>, text: &str, span: Option<Span>) {
        let Some(blocks) = self.into.get(&table) else { return };
        let few = &blocks[if blocks.len() <= NAMED { 0 } else { blocks.len() - 1 }..];
        if self.program.block(self.block).target == table && !few.contains(&self.block) {
            self.push(self.block, column, text, span);
        }
        for on in few {
            self.push(*on, column, text, span);
        }
    }

    fn expr(&mut self, expr: &Expr, column: Option<ColumnId>, what: &str) {
        let mut called: Vec<&Follow> = Vec::new();
        expr.walk(&mut |e| match &e.kind {
            ExprKind::Follow(follow) => called.push(follow),
            ExprKind::Present { table, .. } => {
                let to = &self.program.new.table(*table).name;
                self.table(*table, column, &format!("{what} refers to `{to}`"), Some(e.span));
            }
            ExprKind::Lookup(look) if look.side == Side::New => {
                let to = &self.program.new.table(look.table).name;
                match column.filter(|column| self.refers(*column, look)) {
                    Some(column) => {
                        self.table(look.table, Some(column), &format!("{what} refers to `{to}`"), Some(e.span));
                    }
                    None => {
                        self.table(
                            look.table,
                            None,
                            &format!("{what} looks into `{to}` of the new side"),
                            Some(e.span),
                        );
                    }
                }
            }
            ExprKind::Aggregate(sum) if sum.side == Side::New => {
                let to = &self.program.new.table(sum.table).name;
                self.table(sum.table, None, &format!("{what} looks into `{to}` of the new side"), Some(e.span));
            }
            _ => {}
        });
        for follow in called {
            self.follow(follow, column, what, Some(expr.span));
        }
    }

    /// Whether an expression makes a column a key that is followed, or looked for: in `of`, if that is said.
    fn follows(&self, column: ColumnId, expr: &Expr, of: Option<TableId>) -> bool {
        let in_it = |table: TableId| of.is_none_or(|of| of == table);
        match &expr.kind {
            ExprKind::Follow(follow) => in_it(self.program.block(follow.block).target),
            ExprKind::Present { table, .. } => in_it(*table),
            ExprKind::Lookup(look) => look.side == Side::New && in_it(look.table) && self.refers(column, look),
            _ => false,
        }
    }

    /// Whether a look-up asks for the row that a reference of several columns, of which `column` is one, refers to.
    fn refers(&self, column: ColumnId, look: &Lookup) -> bool {
        let own = self.program.new.table(self.program.block(self.block).target);
        own.foreign_keys.iter().any(|key| {
            key.table == look.table
                && key.columns.len() > 1
                && key.columns.contains(&column)
                && key.references.len() == look.on.len()
                && look.on.iter().all(|(on, _)| key.references.contains(on))
        })
    }

    fn follow(&mut self, follow: &Follow, column: Option<ColumnId>, what: &str, span: Option<Span>) {
        let followed = self.program.block(follow.block);
        let to = &self.program.new.table(followed.target).name;
        let key = column.and_then(|c| {
            let table = self.program.new.table(self.program.block(self.block).target);
            table.foreign_keys.iter().find(|k| k.table == followed.target && k.columns.contains(&c))
        });
        let text = match key {
            Some(_) => format!("{what} refers to `{to}`"),
            None => format!("{what} follows the keys of `{}`", followed.name),
        };
        let span = key.map(|k| k.span).or(span);
        self.push(follow.block, column, &text, span);
        if follow.stub {
            let of = stubbed(self.program, self.block, |fill| Some(fill.column) == column);
            for table in of.iter().map(|b| self.program.block(*b).target).collect::<BTreeSet<_>>() {
                if table == followed.target {
                    self.table(table, column, &text, span);
                } else {
                    let name = &self.program.new.table(table).name;
                    self.table(table, column, &format!("a stub of `{to}` may need one in `{name}`"), span);
                }
            }
        }
    }
}

impl Plan {
    /// A block's name and target, for reports.
    pub fn block(&self, id: BlockId) -> &Block {
        self.program.block(id)
    }
}
