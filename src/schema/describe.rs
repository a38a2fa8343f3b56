//! A schema as readable text, for `migc schema`.

use std::fmt::Write as _;

use super::{Column, ForeignKey, Key, Schema, Table, Type};
use crate::source::Sources;
use crate::visible;

/// Renders a schema: tables with their columns (types as the language writes them), keys and
/// references. With `verbose` also where each table stands, native types, checks, and the
/// statements that were skipped, by line.
pub fn describe(schema: &Schema, sources: &Sources, verbose: bool) -> String {
    let mut out = String::new();
    for table in schema.tables.iter().filter(|table| !table.view) {
        describe_table(&mut out, schema, table, sources, verbose);
        out.push('\n');
    }
    for (view, span) in &schema.views {
        let _ = write!(out, "view {view}");
        if verbose {
            let _ = write!(out, "  -- {}", sources.locate(*span));
        }
        out.push('\n');
    }
    if !schema.views.is_empty() {
        out.push('\n');
    }
    let columns: usize = schema.tables.iter().filter(|t| !t.view).map(|t| t.columns.len()).sum();
    let _ = writeln!(
        out,
        "{}: {}, {}, {}, {} skipped",
        schema.engine,
        count(schema.tables.iter().filter(|t| !t.view).count(), "table"),
        count(columns, "column"),
        count(schema.views.len(), "view"),
        count(schema.skipped.len(), "statement"),
    );
    if verbose {
        for skipped in &schema.skipped {
            let first = sources.position(skipped.span.file, skipped.span.start).line + 1;
            let last = sources.position(skipped.span.file, skipped.span.end.saturating_sub(1)).line + 1;
            let lines = if first == last { format!("line {first}") } else { format!("lines {first}-{last}") };
            let _ = writeln!(out, "  skipped {lines}: {}", skipped.what);
        }
    }
    out
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn describe_table(out: &mut String, schema: &Schema, table: &Table, sources: &Sources, verbose: bool) {
    let _ = write!(out, "table {}", table.full_name());
    if let Some(comment) = table.comment.as_deref().filter(|c| !c.is_empty()) {
        let _ = write!(out, "  -- {}", one_line(comment));
    }
    if verbose {
        let _ = write!(out, "  -- {}", sources.locate(table.name_span));
    }
    out.push('\n');
    let width = table.columns.iter().map(|c| c.name.chars().count()).max().unwrap_or(0).min(32);
    for column in &table.columns {
        let name = &column.name;
        let _ = writeln!(out, "  {name:width$} {}", column_facts(column, verbose));
    }
    if let Some(key) = &table.primary_key {
        let _ = writeln!(out, "  key {}", key_columns(table, key));
    }
    for key in &table.unique_keys {
        let _ = write!(out, "  unique {}", key_columns(table, key));
        out.push_str(if key.partial { "  -- partial: guarantees nothing" } else { "" });
        out.push_str(if key.nulls_equal { "  -- nulls are equal" } else { "" });
        out.push('\n');
    }
    for key in &table.foreign_keys {
        let _ = write!(out, "  {}", reference(schema, table, key));
        out.push_str(if table.enforces_foreign_keys { "" } else { "  -- not enforced" });
        out.push('\n');
    }
    if verbose {
        for check in &table.checks {
            let what = if check.partitions == 0 { "check" } else { "partitions for" };
            let _ = writeln!(out, "  {what} {}", one_line(&check.sql));
        }
    }
}

fn column_facts(column: &Column, verbose: bool) -> String {
    let mut out = column.ty.to_string();
    if let Type::Text { collation: Some(collation), .. } = &column.ty
        && verbose
    {
        let _ = write!(out, " collate {}", collation.name);
    }
    out.push_str(if column.nullable { "" } else { " not null" });
    if column.auto_increment {
        out.push_str(" auto");
    } else if let Some(default) = &column.default {
        let _ = write!(out, " default {}", one_line(&default.sql));
    }
    if let Some(generated) = &column.generated {
        let _ = write!(out, " generated {}", one_line(generated));
    }
    if verbose && !column.native.is_empty() {
        let _ = write!(out, "  -- {}", one_line(&column.native));
        out.push_str(if column.verified { "" } else { ", not enforced" });
    }
    out
}

fn key_columns(table: &Table, key: &Key) -> String {
    if key.columns.is_empty() {
        return "(an expression)".to_owned();
    }
    names(table, &key.columns)
}

fn names(table: &Table, columns: &[super::ColumnId]) -> String {
    let names: Vec<&str> = columns.iter().filter_map(|c| table.columns.get(c.0)).map(|c| c.name.as_str()).collect();
    names.join(", ")
}

fn reference(schema: &Schema, table: &Table, key: &ForeignKey) -> String {
    let Some(there) = schema.tables.get(key.table.0) else { return String::new() };
    format!("reference {} to {}({})", names(table, &key.columns), there.full_name(), names(there, &key.references))
}

/// Text on one line, cut where it is long.
fn one_line(text: &str) -> String {
    let flat = visible::one_line(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    match flat.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", flat.get(..at).unwrap_or("")),
        None => flat,
    }
}
