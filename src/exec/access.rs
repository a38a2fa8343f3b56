//! How old rows come to the new side: decided with both databases open.

use super::compiled::Compiled;
use super::error::RunError;
use super::job::Start;
use super::profile::Profile;
use super::sides::{AccessPath, Locality, RequestedPath, Sides};
use crate::dialect::EngineExt as _;
use crate::emit::pushdown::{self, Pushdown};
use crate::emit::staging::{self, Staged};
use crate::emit::{self, Options};
use crate::physical::PhysicalPlan;
use crate::plan::{BlockId, Plan, StepKind};
use crate::source::Sources;
use crate::sql::TableName;

/// What is decided for each block.
#[derive(Debug)]
pub struct AccessPaths {
    /// The old tables that are read, as the script names them.
    pub(super) old: Vec<TableName>,
    /// The old tables that are staged.
    pub(super) staged: Vec<Staged>,
    /// The blocks that are streamed straight into their tables.
    pub(super) pushdown: Vec<Pushdown>,
    /// How the rows move, as it was found out with both databases open.
    physical: PhysicalPlan,
    /// Why the old tables are where they are for the new side.
    reason: String,
    blocks: Vec<BlockPath>,
}

/// How the rows of a block come to the new side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockPath {
    /// The block whose rows come that way.
    pub block: BlockId,
    /// `beside`, `staged` or `direct`.
    pub way: &'static str,
    /// Why they do, in words for people.
    pub reason: String,
}

impl AccessPaths {
    /// Why the old tables are where they are for the new side.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// How the rows move, as it was found out with both databases open.
    pub fn physical(&self) -> &PhysicalPlan {
        &self.physical
    }

    /// The steps of a plan that move rows, each by its number from 1, its title, and how its rows come to the new side.
    pub fn steps<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (usize, &'a str, &'a BlockPath)> {
        plan.steps.iter().enumerate().filter_map(|(i, step)| {
            let StepKind::Move { block, .. } = &step.kind else { return None };
            let paths = self.blocks.iter().find(|paths| paths.block == *block)?;
            Some((i + 1, step.title.as_str(), paths))
        })
    }
}

/// What becomes of rows that cannot be taken up again in their midst.
const WHOLE: &str = "so that a run which is stopped meanwhile begins with its rows again";

/// What the script is told of where the old tables are.
pub(super) fn options<'a>(locality: &'a Locality, sources: Option<&'a Sources>) -> Options<'a> {
    let (old, staged) = match locality {
        Locality::Colocated { namespace } => (namespace.as_deref(), false),
        Locality::Remote => (None, true),
    };
    Options { old, staged, sources, ..Options::default() }
}

/// The old tables that are read, as the script names them.
fn old_tables(sides: &Sides, plan: &Plan) -> Vec<TableName> {
    emit::old_tables(plan, sides.engine(), &options(sides.locality(), None))
}

/// From now on the old side is seen as it is now. The plan where columns that promise nothing are known to hold what they are
/// declared to hold, and which these are; none where nothing is known beyond `plan`.
pub(super) async fn hold(
    sides: &mut Sides,
    plan: &Plan,
    compiled: &Compiled,
    start: Start,
) -> Result<Option<(Plan, Profile)>, RunError> {
    let dialect = sides.engine().dialect();
    let old: Vec<String> = old_tables(sides, plan).iter().map(|table| dialect.table_name(table)).collect();
    sides.hold(plan, &old).await?;
    let profile = sides.profile(plan, start).await?;
    Ok(compiled.profiled(plan, &profile).map(|plan| (plan, profile)))
}

/// Decides, after [`hold`].
pub(super) async fn decide(
    sides: &mut Sides,
    plan: &Plan,
    requested: Option<RequestedPath>,
    start: Start,
) -> Result<AccessPaths, RunError> {
    let engine = sides.engine();
    let old = old_tables(sides, plan);
    let found = pushdown::pushdown(plan, sides.reader(), engine);
    let decided = sides.decide(plan, found, requested, start).await?;
    let paths = decided.iter().map(|(id, path)| (*id, path.as_planned()));
    let target = options(sides.locality(), None).target(engine);
    let physical = PhysicalPlan::of(plan, target).with_access(plan, paths);
    let staged = staging::spelled(plan, &physical.staged, sides.reader(), engine);
    let reason = sides.reason().to_owned();
    let mut paths = AccessPaths { old, staged, pushdown: Vec::new(), physical, reason, blocks: Vec::new() };
    for (block, path) in decided {
        let (way, reason) = match path {
            AccessPath::Colocated => ("beside", paths.reason.clone()),
            AccessPath::Staged(why) if sides.is_dump() => ("staged", why),
            AccessPath::Staged(why) => {
                let reads = staging::reads(plan, [block]);
                let whole = paths.staged.iter().filter(|s| s.key.is_empty() && reads.tables.contains_key(&s.table));
                let whole =
                    whole.map(|s| format!("`{}` has no sure key, {WHOLE}", plan.program.old.table(s.table).name));
                ("staged", [why].into_iter().chain(whole).collect::<Vec<_>>().join("; "))
            }
            AccessPath::Pushdown(pushdown) => {
                let whole =
                    if pushdown.key.is_empty() { format!("; they have no order, {WHOLE}") } else { String::new() };
                paths.pushdown.push(*pushdown);
                ("direct", format!("the old side shapes its rows: nothing is looked up or decided{whole}"))
            }
        };
        paths.blocks.push(BlockPath { block, way, reason });
    }
    Ok(paths)
}
