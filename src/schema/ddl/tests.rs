//! The reader on small texts; `tests/dumps.rs` has the real ones.

use super::*;
use crate::diag::Code;
use crate::schema::{Column, Table, Type};
use crate::source::Span;

fn read_as(engine: Engine, text: &str) -> (Schema, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let schema = read(FileId(0), text, engine, &mut diagnostics);
    (schema, diagnostics)
}

/// The schema of a text that reads without findings.
fn clean(engine: Engine, text: &str) -> Schema {
    let (schema, diagnostics) = read_as(engine, text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    schema
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|d| d.code).collect()
}

fn table<'s>(schema: &'s Schema, name: &str) -> &'s Table {
    schema.table(schema.find(None, name).expect("the table is there"))
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    table.column(table.find(name).expect("the column is there"))
}

/// The type of one column declared so.
fn ty(engine: Engine, declared: &str) -> Type {
    let (schema, _) = read_as(engine, &format!("CREATE TABLE t (c {declared});"));
    column(table(&schema, "t"), "c").ty.clone()
}

fn at(text: &str, span: Span) -> &str {
    text.get(span.range()).expect("a span is inside its text")
}

#[test]
fn a_stand_in_for_a_view_is_no_table() {
    let text = "/*!50001 CREATE TABLE `v` (`a` int) ENGINE=MyISAM */;\nCREATE TABLE t (a int);\n\
                /*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`r`@`%` SQL SECURITY DEFINER */\n\
                /*!50001 VIEW `v` AS select 1 */;";
    let schema = clean(Engine::Mysql, text);
    assert_eq!(schema.tables.len(), 1);
    assert_eq!(schema.views.iter().map(|v| v.0.as_str()).collect::<Vec<_>>(), ["v"]);
}

#[test]
fn spans_are_true_in_the_original_text() {
    let text = "-- héllo\nCREATE TABLE `t` ( /* c */ `a b` varchar(10) /*!50000 NOT NULL */ DEFAULT 'it\\'s',\n KEY `k` (`a b`));";
    let schema = clean(Engine::Mysql, text);
    let t = table(&schema, "t");
    let c = column(t, "a b");
    assert_eq!(at(text, t.name_span), "`t`");
    assert_eq!(at(text, c.name_span), "`a b`");
    assert_eq!(at(text, c.type_span), "varchar(10)");
    assert!(!c.nullable);
    let default = c.default.as_ref().expect("a default");
    assert_eq!(at(text, default.span), "'it\\'s'");
    assert_eq!(default.sql, "'it''s'");
}
