//! How old rows come to the new side: decided with both databases open, for `run` and `plan`.

use serde_json::{Value, json};

use super::failure::Failure;
use super::program::Compiled;
use super::runtime::wait_for;
use crate::emit::pushdown::{self, Pushdown};
use crate::emit::staging::{self, Staged};
use crate::emit::{self, Options};
use crate::exec::{AccessPath, Locality, Profile, RequestedPath, Sides, Start};
use crate::plan::{BlockId, Plan, StepKind};
use crate::source::Sources;

/// What is decided.
pub(super) struct AccessPaths {
    /// The old tables that are read, as the script names them.
    pub(super) old: Vec<String>,
    /// The old tables that are staged.
    pub(super) staged: Vec<Staged>,
    /// The blocks that are streamed straight into their tables.
    pub(super) pushdown: Vec<Pushdown>,
    /// For each block that moves rows: what is done, and why.
    why: Vec<(BlockId, &'static str, String)>,
}

/// What becomes of rows that cannot be taken up again in their midst.
const WHOLE: &str = "so that a run which is stopped meanwhile begins with its rows again";

/// What the script is told of where the old tables are.
pub(super) fn options<'a>(locality: &'a Locality, sources: &'a Sources) -> Options<'a> {
    let (old, staged) = match locality {
        Locality::Colocated { namespace } => (namespace.as_deref(), false),
        Locality::Remote => (None, true),
    };
    Options { old, staged, sources: Some(sources), ..Options::default() }
}

/// From now on the old side is seen as it is now. The plan where columns that promise nothing are known to hold what they are
/// declared to hold, and which these are; none where nothing is known beyond `plan`.
pub(super) fn hold(
    sides: &mut Sides,
    plan: &Plan,
    compiled: &Compiled,
    options: &Options<'_>,
    start: Start,
) -> Result<Option<(Plan, Profile)>, Failure> {
    let old = emit::old_tables(plan, sides.engine(), options);
    wait_for(sides.hold(plan, &old))??;
    let profile = wait_for(sides.profile(plan, start))??;
    Ok(compiled.profiled(plan, &profile).map(|plan| (plan, profile)))
}

/// Decides, after [`hold`].
pub(super) fn decide(
    sides: &mut Sides,
    plan: &Plan,
    options: &Options<'_>,
    requested: Option<RequestedPath>,
    start: Start,
) -> Result<AccessPaths, Failure> {
    let engine = sides.engine();
    let old = emit::old_tables(plan, engine, options);
    let found = pushdown::pushdown(plan, sides.reader(), engine);
    let decided = wait_for(sides.decide(plan, found, requested, start))??;
    let is_staged = |path: &AccessPath| matches!(path, AccessPath::Staged(_));
    let blocks = decided.iter().filter(|(_, path)| is_staged(path)).map(|(id, _)| *id);
    let staged = match sides.locality() {
        Locality::Remote => staging::staging(plan, &staging::reads(plan, blocks), sides.reader(), engine),
        Locality::Colocated { .. } => Vec::new(),
    };
    let mut paths = AccessPaths { old, staged, pushdown: Vec::new(), why: Vec::new() };
    for (id, path) in decided {
        let (what, why) = match path {
            AccessPath::Colocated => ("beside", sides.reason().to_owned()),
            AccessPath::Staged(why) if sides.is_dump() => ("staged", why),
            AccessPath::Staged(why) => {
                let reads = staging::reads(plan, [id]);
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
        paths.why.push((id, what, why));
    }
    Ok(paths)
}

impl AccessPaths {
    /// A line for each step that moves rows.
    pub(super) fn text(&self, plan: &Plan, sides: &Sides) -> String {
        let mut out = format!("\nhow the old rows come to the new side ({}):\n", sides.reason());
        let steps: Vec<_> = self.steps(plan).collect();
        let width = steps.iter().map(|(_, title, ..)| title.chars().count()).max().unwrap_or(0);
        for (number, title, what, why) in steps {
            out.push_str(&format!("{number:>4}. {title:<width$}  {what}: {why}\n"));
        }
        out
    }

    /// How the old rows come to the new side, as JSON.
    pub(super) fn json(&self, plan: &Plan) -> Value {
        let one = |(step, block, placement, reason)| json!({ "step": step, "block": block, "placement": placement, "reason": reason });
        Value::Array(self.steps(plan).map(one).collect())
    }

    fn steps<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (usize, &'a str, &'static str, &'a str)> {
        plan.steps.iter().enumerate().filter_map(|(i, step)| {
            let StepKind::Move { block, .. } = &step.kind else { return None };
            let (_, what, why) = self.why.iter().find(|(id, ..)| id == block)?;
            Some((i + 1, step.title.as_str(), *what, why.as_str()))
        })
    }
}
