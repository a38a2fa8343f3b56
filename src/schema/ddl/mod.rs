//! Dumps to schemas.
//!
//! [`split`] cuts a dump into statements and steps over data; the few statements that make
//! tables go through the grammar (`grammar/ddl.pest`), which reads their shape, save the plain columns and keys
//! that [`body`] cuts out and [`keys`] reads first; [`column`] walks the clauses of a column and [`types`] knows the engines' types. References between tables are settled at the end,
//! in [`resolve`], when all of them are known. What differs by engine is in [`flavor`].
//!
//! Nothing here fails: a table that cannot be read is a finding, and the rest is read.

mod alter;
mod body;
mod column;
mod condition;
mod create;
mod decode;
mod derived;
mod flavor;
mod grammar;
mod indexes;
mod keys;
mod making;
mod partitions;
mod places;
mod raising;
mod reader;
mod resolve;
mod rules;
mod session;
pub mod split;
mod triggers;
mod types;

pub use condition::{around, names_in, put_for};
pub use decode::{Assumed, decode, find as encoding, finding as encoding_finding};
pub use flavor::{Lexis, lexis, system_databases};
pub use making::{MadePart, Making, Object, When, making};
pub use raising::{Raised, raised};
pub use rules::{Evaluated, evaluated, rules};
pub use session::{Client, assignments, search_path, up_to_comma};
pub use split::connects_to;

use pest::Parser;

use super::Schema;
use crate::diag::Diagnostics;
use crate::engine::Engine;
use crate::source::FileId;

/// Reads a dump. Statements it has no use for are listed in [`Schema::skipped`]; a table it
/// cannot read is a finding.
pub fn read(file: FileId, text: &str, engine: Engine, diagnostics: &mut Diagnostics) -> Schema {
    reader::DdlReader::new(file, text, engine, diagnostics).read()
}

/// Reads one database out of a dump that may be of several (MySQL's `USE`, psql's `\connect`): as [`read`], but only what is of
/// `database`, if the text names it; otherwise all of the text.
pub fn read_of(
    file: FileId,
    text: &str,
    engine: Engine,
    database: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Schema {
    if let Some(database) = database {
        let mut found = Diagnostics::new();
        let schema = reader::DdlReader::new(file, text, engine, &mut found).only(database).read();
        if schema.database.is_some() {
            found.since(0).iter().for_each(|finding| diagnostics.push(finding.clone()));
            return schema;
        }
    }
    read(file, text, engine, diagnostics)
}

/// Reads what the catalogue of a database was printed as: there the table that stands in for a view has its columns.
pub(crate) fn read_live(file: FileId, text: &str, engine: Engine, diagnostics: &mut Diagnostics) -> Schema {
    reader::DdlReader::new(file, text, engine, diagnostics).with_views().read()
}

/// The strings of a list in parentheses, still quoted.
fn strings(group: &str) -> Vec<&str> {
    let Ok(mut pairs) = grammar::Ddl::parse(grammar::Rule::string_list, group) else { return Vec::new() };
    let list = pairs.next().into_iter().flat_map(pest::iterators::Pair::into_inner);
    list.filter(|p| matches!(p.as_rule(), grammar::Rule::string | grammar::Rule::quoted)).map(|p| p.as_str()).collect()
}

#[cfg(test)]
mod tests;
