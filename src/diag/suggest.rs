//! Did you mean …?

/// The candidate nearest to `name`, if it is near enough to be a slip: compared without case,
/// by Jaro-Winkler similarity and, for longer names, by containment.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    candidates
        .into_iter()
        .map(|c| {
            let candidate = c.to_lowercase();
            let mut score = strsim::jaro_winkler(&wanted, &candidate);
            if wanted.len() >= 4 && candidate.len() >= 4 && (candidate.contains(&wanted) || wanted.contains(&candidate))
            {
                score = score.max(0.86);
            }
            (score, c)
        })
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_slips_and_nothing_else() {
        let names = ["uzytkownicy", "tematy", "posty"];
        assert_eq!(nearest("uzytkowncy", names), Some("uzytkownicy"));
        assert_eq!(nearest("Tematy", names), Some("tematy"));
        assert_eq!(nearest("invoice", names), None);
    }
}
