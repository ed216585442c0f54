//! Small pieces of English: lists and plurals.

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn and_list<S: AsRef<str>>(parts: &[S]) -> String {
    list(parts, "and")
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn or_list<S: AsRef<str>>(parts: &[S]) -> String {
    list(parts, "or")
}

/// `there is a`, `there are a and b`.
#[must_use]
pub(crate) fn there_are<S: AsRef<str>>(parts: &[S]) -> String {
    format!("there {} {}", if parts.len() == 1 { "is" } else { "are" }, and_list(parts))
}

fn list<S: AsRef<str>>(parts: &[S], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

/// `1 action`, `2 actions`: the number with the word that goes with it.
#[must_use]
pub fn plural(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `text` with its first letter large.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `text` as a sentence, with its first letter large and an end.
#[must_use]
pub(crate) fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{end}", capital(text))
}

/// The plural of a noun with what follows it: `finding of its own` becomes `findings of its own`, `agency` `agencies`.
#[must_use]
pub(crate) fn plural_of(noun: &str) -> String {
    let tail = [" of ", " in ", " on ", " that ", " to ", " from "].iter().filter_map(|word| noun.find(word)).min();
    let (head, tail) = noun.split_at(tail.unwrap_or(noun.len()));
    match head.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies{tail}"),
        _ if head.ends_with('s') => noun.to_owned(),
        _ => format!("{head}s{tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_plurals_read_well() {
        assert_eq!(and_list(&["an owner", "a date", "a measure"]), "an owner, a date and a measure");
        assert_eq!(or_list(&["an owner"]), "an owner");
        assert_eq!((capital("élan of it"), capital("")), ("Élan of it".into(), String::new()));
        assert_eq!(plural_of("finding of its own in the summary"), "findings of its own in the summary");
        assert_eq!(
            (plural_of("agency"), plural_of("day"), plural_of("months")),
            ("agencies".into(), "days".into(), "months".into())
        );
    }
}
