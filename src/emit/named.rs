//! Parts of a relation's rows that have names, and the queries around the relation that give them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::sql::{Alias, CommonTable, Expr, FromItem, Item, Query, Relation, Select, TableName};

/// An expression that has a name of its own in the query of a relation.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The relation, by its place in the head of the block.
    pub(super) rel: usize,
    /// 1 for those made of the table's columns, 2 for those made of these, …
    pub(super) level: usize,
    pub(super) name: Arc<str>,
    pub(super) value: Expr,
    /// Whether a query asks for it.
    pub(super) used: bool,
}

impl Part {
    /// It as other expressions read it.
    pub(super) fn column(&self, alias: &Alias) -> Expr {
        Expr::column(alias, self.name.clone())
    }
}

/// Parts in the order in which they got their names, found without a look at each: there may be very many.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(super) all: Vec<Part>,
    by_value: HashMap<Expr, usize>,
    by_name: HashMap<(usize, Arc<str>), usize>,
    /// Their names in small letters, with their relations.
    names: HashSet<(usize, String)>,
    /// Names that are taken with all numbers below these.
    pub(super) numbers: HashMap<(usize, String), usize>,
}

impl Parts {
    /// The part that is just this expression.
    pub(super) fn of_value(&self, value: &Expr) -> Option<&Part> {
        self.by_value.get(value).and_then(|at| self.all.get(*at))
    }

    /// The place of the part of a relation that is called so.
    pub(super) fn place(&self, rel: usize, name: &Arc<str>) -> Option<usize> {
        self.by_name.get(&(rel, name.clone())).copied()
    }

    /// Whether a part of a relation is called so, in whatever case.
    pub(super) fn has_name(&self, rel: usize, name: &str) -> bool {
        self.names.contains(&(rel, name.to_ascii_lowercase()))
    }

    /// Adds a part, which has a name that no other of its relation has.
    pub(super) fn push(&mut self, part: Part) {
        let at = self.all.len();
        self.by_value.insert(part.value.clone(), at);
        self.by_name.insert((part.rel, part.name.clone()), at);
        self.names.insert((part.rel, part.name.to_ascii_lowercase()));
        self.all.push(part);
    }
}

/// How many queries stand one in the other at most, before a [`fence`](crate::dialect::Capabilities::fence) is put around them.
const DEEPEST: usize = 4;

/// A relation, and around it the queries that name parts of its rows; `fence`: the LIMIT that keeps a query by itself.
pub(super) fn with_names(relation: Relation, alias: &Alias, parts: &[Part], fence: i128) -> FromItem {
    let deepest = parts.iter().map(|part| part.level).max().unwrap_or(0);
    if deepest <= DEEPEST {
        return nested(relation, alias, parts.iter());
    }
    let (mut rows, mut with) = (relation, Vec::new());
    let queries = deepest.div_ceil(DEEPEST);
    for nth in 0..queries {
        let levels = nth * DEEPEST + 1..=(nth + 1) * DEEPEST;
        let item = nested(rows.clone(), alias, parts.iter().filter(|part| levels.contains(&part.level)));
        let Relation::Query(query) = item.relation else { continue };
        let mut query = Arc::unwrap_or_clone(query);
        if let Query::Select(select) = &mut query {
            select.limit = Some(fence);
            if nth + 1 == queries {
                select.with = std::mem::take(&mut with);
                rows = query.into();
                break;
            }
        }
        let name = format!("_mig_parts_{}", nth + 1);
        rows = TableName::own(&name).into();
        with.push(CommonTable { name, columns: Vec::new(), query: query.into(), recursive: false });
    }
    rows.named(alias)
}

/// A relation, and around it a query for each level of these parts of its rows.
fn nested<'p>(relation: Relation, alias: &Alias, parts: impl Iterator<Item = &'p Part>) -> FromItem {
    let mut item = relation.named(alias);
    let mut levels: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for part in parts {
        levels.entry(part.level).or_default().push(Item::named(part.value.clone(), &*part.name));
    }
    for named in levels.into_values() {
        let items = std::iter::once(Expr::AllOf(alias.clone()).into()).chain(named).collect();
        let named = Select { from: Some(item), items, ..Select::default() };
        item = Relation::from(named.with_shorter_cases()).named(alias);
    }
    item
}
