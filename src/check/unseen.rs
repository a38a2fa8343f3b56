//! Unique keys of the new side that are not asked before rows are inserted, since no line makes what they compare.

use crate::diag::{Code, Diagnostic};
use crate::plan::{Block, Fill, How};
use crate::schema::{Column, Key};

use crate::plan::Side;

use super::checker::Checker;
use super::head::HeadKind;
use super::keys::always_null;

/// Whether a column has the same value in all rows that leave it out.
fn constant(column: &Column) -> bool {
    let default = column.default.as_ref().map(|default| default.sql.trim());
    !column.auto_increment
        && default.is_some_and(|sql| {
            sql.starts_with(|c: char| c == '\'' || c == '-' || c.is_ascii_digit())
                || ["true", "false"].iter().any(|word| sql.eq_ignore_ascii_case(word))
        })
}

impl Checker<'_, '_> {
    /// Says which rows may be equal in such a key.
    pub(super) fn check_unseen(&mut self, blocks: &[Block], at: usize) {
        let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { return };
        if head.kind == HeadKind::Row || head.broken {
            return;
        }
        let table = self.names.table(Side::New, block.target);
        let old_keys = self.old_keys(block, at);
        let mut found = Vec::new();
        for key in table.primary_key.iter().chain(&table.unique_keys) {
            let Some(why) = self.unseen(block, key) else { continue };
            let fills: Vec<&Fill> = key.columns.iter().filter_map(|c| block.fill(*c)).collect();
            let decided = block.uniques.iter().any(|u| u.columns.iter().all(|c| key.columns.contains(c)));
            if !decided && self.guaranteed(block, at, key, &fills, &old_keys).is_err() {
                let name = key.name.as_ref().map_or_else(|| "a unique key".to_owned(), |name| format!("`{name}`"));
                found.push(
                    Diagnostic::new(
                        Code::UNSEEN_KEY,
                        head.span,
                        format!("rows that are equal in {name} of `{}` stop the run", table.name),
                    )
                    .label(key.span, why)
                    .help("leave all but one of them out with a line, or make the key when the rows are there"),
                );
            }
        }
        found.into_iter().for_each(|finding| self.report(finding));
    }

    /// Why a key is not asked; none: it is, or what it compares is never equal.
    fn unseen(&self, block: &Block, key: &Key) -> Option<&'static str> {
        if key.partial || key.columns.is_empty() {
            return Some("a unique key over an expression, a part of a value or some of the rows");
        }
        let table = self.names.table(Side::New, block.target);
        let mut why = None;
        for id in &key.columns {
            let column = table.column(*id);
            match block.fill(*id).map(|fill| (fill, &fill.how)) {
                Some((_, How::Auto)) => return None,
                Some((fill, How::Value { .. })) if always_null(fill) => return None,
                Some((_, How::Value { .. })) => {}
                _ if column.generated.is_some() => why = Some("a unique key over a column that the new side computes"),
                _ if constant(column) => why = Some("a unique key over a column that has its default"),
                _ => return None,
            }
        }
        why
    }
}
