//! What all pictures share: their measures, colours and key.

use crate::report::render::xml;
use crate::review::Grade;

/// The width of every picture.
pub(super) const WIDTH: usize = 900;
/// Where what is below the title begins.
pub(super) const TOP: usize = 38;
pub(super) const INK: &str = "#0b0c0c";
pub(super) const FAINT: &str = "#484949";
pub(super) const LINE: &str = "#b1b4b6";

/// A picture without its title: what it draws, how high that is, and what it shows in words.
pub(super) struct Drawn {
    pub(super) svg: String,
    pub(super) height: usize,
    pub(super) words: String,
}

/// What each colour and mark means, from left to right.
pub(super) fn key<'k>(parts: impl Iterator<Item = (&'k str, &'k str, Option<Grade>)>) -> String {
    let (mut key, mut x) = (String::new(), 0);
    for (mark, name, grade) in parts {
        let label = format!("{mark} {name}");
        key.push_str(&format!(
            "<rect x=\"{x}\" y=\"{TOP}\" width=\"18\" height=\"18\" fill=\"{}\"/><text x=\"{}\" y=\"{}\" fill=\"{INK}\">{}</text>\n",
            colors(grade).0,
            x + 24,
            TOP + 14,
            escaped(&label)
        ));
        x += 24 + label.chars().count() * 9 + 14;
    }
    key
}

/// Returns the name, cut to at most `longest` characters.
pub(super) fn short(name: &str, longest: usize) -> String {
    if name.chars().count() > longest {
        name.chars().take(longest - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    }
}

/// The colour of a grade, and of text on it: apart for colour-blind people, and as far as they can be in grey.
pub(super) fn colors(grade: Option<Grade>) -> (&'static str, &'static str) {
    match grade {
        Some(grade) if grade.is_best() => ("#14508c", "#ffffff"),
        Some(grade) if grade.is_worst() => ("#b0221a", "#ffffff"),
        Some(grade) if grade.is_strong() => ("#00703c", "#ffffff"),
        Some(_) => ("#ffdd00", "#0b0c0c"),
        None => ("#b1b4b6", "#0b0c0c"),
    }
}

/// Escapes text for an attribute or an element of the picture.
pub(super) fn escaped(text: &str) -> String {
    xml::escaped(text).replace('"', "&quot;")
}
