//! A script for the old database that mends or deletes the rows at fault. It is for people to read and to run; migc never does.

use super::old_side::Reader;
use super::preview::{Fault, faults};
use crate::dialect::EngineExt as _;
use crate::plan::Plan;
use crate::source::Sources;
use crate::visible::{comment, one_line};

/// What the old database said about a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many rows there are.
    pub rows: String,
    /// The keys of a few.
    pub samples: Vec<String>,
}

/// The faults of a plan's old rows, in the order of its steps.
pub fn all(plan: &Plan) -> Vec<Fault> {
    faults(plan, Reader { engine: plan.program.old.engine, namespace: None })
}

/// The script. `seen`: what the old database says about each fault; without, the script names the query that asks.
pub fn script(plan: &Plan, faults: &[Fault], seen: Option<&[Seen]>, sources: &Sources) -> String {
    let old = &plan.program.old;
    let database = plan.program.old_namespace.as_ref().map_or(String::new(), |name| format!(" `{name}`"));
    let title = format!(
        "Repairs for the old database{database} of {}, for {}, written by migc {}.",
        plan.program.name,
        old.engine,
        env!("CARGO_PKG_VERSION")
    );
    let mut out = comment(&one_line(&title));
    out.push_str(
        "-- migc never runs this. Keep a copy of the database, read what follows, and take out what you do not want.\n\
         -- The statements are in the order of the plan: what one deletes may leave rows for the next ones.\n\n",
    );
    let mut some = false;
    let begin = old.engine.statements().begin();
    for (i, fault) in faults.iter().enumerate() {
        let at = sources.position(fault.place.file, fault.place.start);
        let file = sources.name(fault.place.file);
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let counted = match seen.map(|seen| seen.get(i)) {
            Some(Some(seen)) if seen.rows == "0" => continue,
            Some(Some(seen)) => {
                let rows = if seen.rows == "1" { "row" } else { "rows" };
                let keys = seen.samples.join("; ");
                comment(&one_line(&format!("{} {rows} when this was written, for example {keys}", seen.rows)))
            }
            _ => {
                let asked: Vec<String> = fault.count.split('\n').map(|line| format!("  {line}")).collect();
                comment(&format!("How many there are:\n{}", asked.join("\n")))
            }
        };
        if !some {
            out.push_str(&format!("{begin};\n\n"));
            some = true;
        }
        let does = if fault.stay { "they stay, without that value" } else { "they are deleted" };
        let about = format!("{}: {}; {does} ({file}:{})", fault.table, fault.what, at.line + 1);
        out.push_str(&format!("{}{counted}{};\n\n", comment(&one_line(&about)), fault.mend));
    }
    out.push_str(if some { "COMMIT;\n" } else { "-- Nothing is wrong with the old rows.\n" });
    out
}
