//! References within a dump, which no engine answers for: whether each is to a row that the dump has.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use roaring::RoaringTreemap;

use super::error::RunError;
use super::old_file;
use crate::emit::pushdown::Pushdown;
use crate::plan::{BlockId, Plan};
use crate::rows::cell::Cell;
use crate::rows::{Projection, RowSource, Scratch};
use crate::schema::{ColumnId, TableId};

/// A column of an old table.
type Place = (TableId, ColumnId);

/// Bytes of the numbers of one column; more are not kept in mind.
const MOST: usize = 8 << 20;

/// How many numbers come between two looks at how many bytes they are.
const BETWEEN: u32 = 1 << 16;

/// The blocks whose references are all to rows that are there. Only whole numbers from 0 are looked through.
///
/// # Errors
/// When the dump cannot be read.
pub(super) fn kept(dump: &dyn RowSource, plan: &Plan, mut found: Vec<Pushdown>) -> Result<Vec<Pushdown>, RunError> {
    let places: BTreeSet<Place> = found.iter().flat_map(|pushdown| pairs(plan, pushdown)).flatten().flatten().collect();
    let numbers = read(dump, plan, &places)?;
    let is_kept = |[column, key]: [Place; 2]| match (numbers.get(&column), numbers.get(&key)) {
        (Some(Some(column)), Some(Some(key))) => column.is_subset(key),
        _ => false,
    };
    found.retain(|pushdown| pairs(plan, pushdown).all(|pair| pair.is_some_and(is_kept)));
    Ok(found)
}

/// The references of a block: its columns, and the keys they should be among.
fn pairs(plan: &Plan, pushdown: &Pushdown) -> impl Iterator<Item = Option<[Place; 2]>> {
    let base = |block: BlockId| plan.program.block(block).source.first().map(|relation| relation.table);
    let references = pushdown.copies.iter().flat_map(|copies| &copies.references);
    references.map(move |(column, followed)| {
        let [key] = plan.program.block(*followed).key.as_slice() else { return None };
        Some([(base(pushdown.block)?, *column), (base(*followed)?, key.column)])
    })
}

/// The numbers in these columns; none where there are others, or too many.
fn read(
    dump: &dyn RowSource,
    plan: &Plan,
    places: &BTreeSet<Place>,
) -> Result<BTreeMap<Place, Option<RoaringTreemap>>, RunError> {
    let mut wanted: Vec<Projection> = Vec::new();
    for (table, column) in places {
        match wanted.last_mut() {
            Some(last) if last.table == *table => last.columns.push(*column),
            _ => wanted.push(Projection { table: *table, columns: vec![*column] }),
        }
    }
    let mut found: Vec<Vec<Option<RoaringTreemap>>> =
        wanted.iter().map(|wanted| vec![Some(RoaringTreemap::new()); wanted.columns.len()]).collect();
    if !wanted.is_empty() {
        let mut reader = old_file::reader(dump, &plan.program, &wanted)?;
        let (mut scratch, mut rows) = (Scratch::default(), 0u32);
        while let Some(at) = reader.next_table()? {
            let Some(columns) = found.get_mut(at) else { break };
            reader.each_row(&mut |row| {
                rows = rows.wrapping_add(1);
                for (at, place) in columns.iter_mut().enumerate() {
                    let Some(numbers) = place else { continue };
                    let number = match row.cell(at, &mut scratch) {
                        Ok(Cell::Null) => continue,
                        Ok(Cell::Int(n)) => u64::try_from(n).ok(),
                        Ok(Cell::Uint(n)) => Some(n),
                        _ => None,
                    };
                    number.map(|number| numbers.insert(number));
                    if number.is_none() || (rows.is_multiple_of(BETWEEN) && numbers.serialized_size() > MOST) {
                        *place = None;
                    }
                }
                ControlFlow::Continue(())
            })?;
        }
    }
    let places =
        wanted.into_iter().flat_map(|Projection { table, columns }| columns.into_iter().map(move |c| (table, c)));
    Ok(places.zip(found.into_iter().flatten()).collect())
}
