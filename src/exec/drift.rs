//! What databases have otherwise than the schemas a program was checked with.

use std::fmt;

use crate::schema::drift::Difference;

/// What both databases have otherwise than the schemas the program was checked with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// What can lose, refuse or misread rows.
    pub(super) differs: Vec<(&'static str, Difference)>,
    /// How many differences do no harm.
    others: usize,
    /// Why a side could not be compared.
    pub(super) unread: Vec<String>,
}

impl Drift {
    /// What can do harm, a line for each.
    pub fn differences(&self) -> impl Iterator<Item = String> {
        self.differs.iter().map(|(what, one)| format!("{what}, {one}"))
    }

    /// What is worth knowing of what does no harm.
    pub fn notes(&self) -> Vec<String> {
        let others = match self.others {
            0 => None,
            1 => Some("one difference to the schemas of the program does no harm".to_owned()),
            n => Some(format!("{n} differences to the schemas of the program do no harm")),
        };
        let others = others.map(|text| format!("{text}; `--dry-run` shows what differs"));
        self.unread.iter().cloned().chain(others).collect()
    }

    /// Adds what differs on a side.
    pub(super) fn add(&mut self, what: &'static str, differences: Vec<Difference>) {
        let (differs, others): (Vec<_>, Vec<_>) = differences.into_iter().partition(|difference| difference.matters);
        self.differs.extend(differs.into_iter().map(|difference| (what, difference)));
        self.others += others.len();
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.differences().collect::<Vec<_>>().join("\n"))
    }
}
