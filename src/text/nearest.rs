//! The nearest right name.

/// The one of `names` that somebody who typed `typed` most likely meant, if any is near enough to say so.
///
/// Compared without regard to case, `_` and spaces; near enough is at most a third of the longer name in edits
/// (swapped neighbours are one edit), or a name that the typed one begins or ends.
#[must_use]
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = fold(typed);
    if typed.is_empty() || typed.len() > 80 {
        return None;
    }
    let distance = |name: &str| {
        let name = fold(name);
        let longer = name.chars().count().max(typed.chars().count());
        let edits = strsim::damerau_levenshtein(&typed, &name);
        let part = typed.len() >= 3 && (name.starts_with(&typed) || name.ends_with(&typed));
        if edits * 3 <= longer { Some(edits) } else { part.then_some(longer) }
    };
    names
        .into_iter()
        .filter_map(|name| Some((distance(name)?, name)))
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, name)| name)
}

/// The one of `names` that `typed` is, but for case, `_` and spaces.
#[must_use]
pub(crate) fn same_but_for_case<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = fold(typed);
    names.into_iter().find(|name| fold(name) == typed)
}

pub(super) fn fold(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_says_nothing_rather_than_guess() {
        let names = ["owner", "due", "measured-by", "in-summary"];
        assert_eq!(nearest("ownr", names), Some("owner"));
        assert_eq!(nearest("Measured_By", names), Some("measured-by"));
        assert_eq!(nearest("measured", names), Some("measured-by"));
        assert_eq!(nearest("summary", names), Some("in-summary"));
        assert_eq!(nearest("budget", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(same_but_for_case(" Measured by", names), Some("measured-by"));
        assert_eq!(same_but_for_case("measured", names), None);
    }
}
