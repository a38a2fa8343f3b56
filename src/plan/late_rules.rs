//! CHECKs that name a column which a later step fills: a row that has moved cannot be rejected for them any more.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::schema::ddl::{names_in, rules};
use crate::schema::{ColumnId, Schema, TableId};
use crate::source::Span;

/// Says which rows stop the run. `late`: the columns of a table that later steps fill, with the lines that say so.
pub(super) fn check(new: &Schema, table: TableId, late: &[(ColumnId, Span)], diagnostics: &mut Diagnostics) {
    if late.is_empty() {
        return;
    }
    let table = new.table(table);
    for rule in rules(new.engine, table) {
        let named: Vec<ColumnId> = names_in(new.engine, &rule.sql).iter().filter_map(|name| table.find(name)).collect();
        let Some((column, span)) = late.iter().find(|(column, _)| named.contains(column)) else { continue };
        let name = &table.column(*column).name;
        diagnostics.push(
            Diagnostic::new(
                Code::LATE_CHECK,
                *span,
                format!(
                    "`{name}` is filled after its rows were moved, and one that is against a CHECK then stops the run"
                ),
            )
            .here("part of a circle, which is cut here")
            .label(rule.span, format!("this rule names `{name}`"))
            .help("leave such rows out with a `where`, or make the CHECK when the rows are there"),
        );
    }
}
