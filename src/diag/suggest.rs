//! Did you mean …?

use std::cell::Cell;

/// How often names are compared with each other in all, which takes a fraction of a second.
const COMPARED: usize = 500_000;

/// The candidate nearest to `name`, if it is near enough to be a slip: compared without case,
/// by Jaro-Winkler similarity and, for longer names, by containment.
pub fn nearest<N: AsRef<str>>(name: &str, candidates: impl IntoIterator<Item = N>) -> Option<N> {
    let wanted = name.to_lowercase();
    candidates
        .into_iter()
        .map(|c| {
            let candidate = c.as_ref().to_lowercase();
            let mut score = strsim::jaro_winkler(&wanted, &candidate);
            if wanted.len() >= 4 && candidate.len() >= 4 && (candidate.contains(&wanted) || wanted.contains(&candidate))
            {
                score = score.max(0.86);
            }
            (score, c)
        })
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.as_ref().cmp(a.1.as_ref())))
        .map(|(_, c)| c)
}

/// [`nearest`] for all names of a text: there may be thousands that are unknown, and thousands to compare each with, so
/// after so many comparisons it finds none.
#[derive(Debug)]
pub struct Guesses {
    left: Cell<usize>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { left: Cell::new(COMPARED) }
    }
}

impl Guesses {
    /// The candidate nearest to `name`, as [`nearest`] finds it.
    pub fn nearest<N: AsRef<str>>(&self, name: &str, candidates: impl IntoIterator<Item = N>) -> Option<N> {
        if self.left.get() == 0 {
            return None;
        }
        nearest(name, candidates.into_iter().inspect(|_| self.left.set(self.left.get().saturating_sub(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::{COMPARED, Guesses, nearest};

    #[test]
    fn suggests_slips_and_nothing_else() {
        let names = ["uzytkownicy", "tematy", "posty"];
        assert_eq!(nearest("uzytkowncy", names), Some("uzytkownicy"));
        assert_eq!(nearest("Tematy", names), Some("tematy"));
        assert_eq!(nearest("invoice", names), None);
    }

    #[test]
    fn stops_guessing_where_nobody_reads_that_many() {
        let guesses = Guesses::default();
        let names: Vec<String> = (0..COMPARED / 4).map(|n| format!("c{n}")).collect();
        let found = (0..10).filter(|_| guesses.nearest("c1x", &names).is_some()).count();
        assert_eq!(found, 4);
    }
}
