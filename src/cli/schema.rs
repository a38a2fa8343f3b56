//! `migc schema`

use std::fmt::Write as _;
use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::{Ended, Outcome};
use crate::diag::{Diagnostics, render};
use crate::dialect::Engine;
use crate::schema::{Column, ColumnId, Key, Schema, Table, ddl};
use crate::source::{FileId, Sources, Span, decode};

/// Shows what is read from a dump: tables, columns and keys as Mig sees them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc schema old.sql
  migc schema old.sql -v                  also list the statements that were skipped
  migc schema old.sql --engine postgres")]
pub(super) struct Arguments {
    /// The dump
    #[arg(value_name = "FILE")]
    source: PathBuf,

    /// Whose dump it is: mysql, postgres or sqlite; guessed from the text when not given
    #[arg(long, value_name = "ENGINE")]
    engine: Option<Engine>,

    /// Also list statements that were skipped, and where everything stands
    #[arg(short, long)]
    verbose: bool,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let path = &arguments.source;
    let bytes = std::fs::read(path).map_err(|source| Failure::Read { path: path.clone(), source })?;
    let text = decode(&bytes);
    let engine = arguments.engine.unwrap_or_else(|| Engine::guess(&text));
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add(path.display().to_string(), text.clone());
    let schema = ddl::read(file, &text, engine, &mut diagnostics);
    if !diagnostics.is_empty() {
        output.message(&render::to_string(&sources, &diagnostics, render::Format::Pretty, output.message_color()));
    }
    output.result(&show(&schema, &sources, file, arguments.verbose))?;
    Ok(if diagnostics.has_errors() { Outcome::Findings } else { Outcome::Done })
}

fn show(schema: &Schema, sources: &Sources, file: FileId, verbose: bool) -> String {
    let counted = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let mut out = format!(
        "{}: {}, {}, {}, {} skipped\n",
        sources.name(file),
        schema.engine,
        counted(schema.tables.len(), "table"),
        counted(schema.views.len(), "view"),
        counted(schema.skipped.len(), "statement"),
    );
    let line = |span: Span| sources.position(span.file, span.start).line + 1;
    for table in &schema.tables {
        let at = if verbose { format!("  (line {})", line(table.name_span)) } else { String::new() };
        let _ = writeln!(out, "\ntable {}{at}", table.full_name());
        show_table(&mut out, schema, table);
    }
    if !schema.views.is_empty() {
        out.push('\n');
    }
    for (name, span) in &schema.views {
        let at = if verbose { format!("  (line {})", line(*span)) } else { String::new() };
        let _ = writeln!(out, "view {name}{at}");
    }
    if verbose && !schema.skipped.is_empty() {
        out.push_str("\nskipped, for no column or key depends on it:\n");
        for skipped in &schema.skipped {
            let _ = writeln!(out, "  line {}: {}", line(skipped.span), skipped.what);
        }
    }
    out
}

fn show_table(out: &mut String, schema: &Schema, table: &Table) {
    let names = table.columns.iter().map(|c| c.name.chars().count()).max().unwrap_or(0).min(32);
    let types: Vec<String> = table.columns.iter().map(|c| c.ty.to_string()).collect();
    let widest = types.iter().map(|t| t.chars().count()).max().unwrap_or(0).min(24);
    for (column, ty) in table.columns.iter().zip(&types) {
        let line = format!("  {:names$}  {ty:widest$}  {}", column.name, traits(column));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let list = |of: &Table, columns: &[ColumnId]| {
        columns.iter().map(|id| of.column(*id).name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let key = |out: &mut String, word: &str, key: &Key| {
        let partial = if key.partial { "  (not of whole rows or columns: guarantees nothing)" } else { "" };
        let _ = writeln!(out, "  {word} ({}){partial}", list(table, &key.columns));
    };
    table.primary_key.iter().for_each(|k| key(out, "primary key", k));
    table.unique_keys.iter().for_each(|k| key(out, "unique", k));
    for foreign in &table.foreign_keys {
        let to = schema.table(foreign.table);
        let (from, other) = (list(table, &foreign.columns), list(to, &foreign.references));
        let _ = writeln!(out, "  foreign key ({from}) -> {} ({other})", to.full_name());
    }
    for check in &table.checks {
        let _ = writeln!(out, "  check {}", check.sql.replace('\n', " "));
    }
}

fn traits(column: &Column) -> String {
    let mut traits = vec![column.native.clone()];
    if !column.nullable {
        traits.push("not null".to_owned());
    }
    if column.auto_increment {
        traits.push("numbered".to_owned());
    }
    if let Some(default) = &column.default {
        traits.push(format!("default {}", default.sql.replace('\n', " ")));
    }
    if let Some(generated) = &column.generated {
        traits.push(format!("generated from {}", generated.replace('\n', " ")));
    }
    if !column.trusted {
        traits.push("values may be of another type".to_owned());
    }
    traits.join(", ")
}
