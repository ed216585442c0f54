//! A rubric to start from, with cases beside it.

mod checklist;

pub(crate) use checklist::checklist;

/// The text of a starting rubric called `name`, and that of its cases. Of `name`, what an id cannot hold becomes `-`.
#[must_use]
pub(crate) fn rubric_starter(name: &str) -> (String, String) {
    let fits = |character: char| if character.is_alphanumeric() || character == '_' { character } else { '-' };
    let id: String = name.chars().map(fits).collect();
    let named = |text: &str| text.replace("NAME", &id);
    (named(include_str!("rubric.toml")), named(include_str!("cases.toml")))
}
