//! `[scale]`: the grades that a rubric names itself.

use super::builder::Builder;
use super::exact::Exact;
use super::profiles::is_misnamed;
use super::raw::{RawRubric, RawScale};
use crate::document::{Diagnostic, Format, KeyPath, Node, decode};
use crate::review::Scale;

/// The scale that a rubric names, before anything else is read of it; the usual one where it names none or a wrong one.
pub(super) fn scale_of(root: &Node, found: &mut Vec<Diagnostic>) -> Scale {
    let Some(entry) = root.entry("scale") else { return Scale::USUAL };
    let raw: RawScale = decode(&entry.value, Format::Toml).value.unwrap_or_default();
    let before = found.len();
    let words = words(&raw, root, found);
    // Where titles or letters are wrong, the grades are still those of the rubric.
    let are_sound = found.len() == before;
    let levels = words.map(|words| levels(&raw, &words, root, found));
    let sound = levels.filter(|_| are_sound).unwrap_or_default();
    let texts: Vec<[&str; 4]> = sound.iter().map(|level| level.each_ref().map(String::as_str)).collect();
    Scale::new(&texts).unwrap_or(Scale::USUAL)
}

fn at(key: &str) -> KeyPath {
    KeyPath::dotted("scale").key(key.to_owned())
}

/// The words for the grades, where each is sound.
fn words(raw: &RawScale, root: &Node, found: &mut Vec<Diagnostic>) -> Option<Vec<String>> {
    let mut wrong = |code, message: String, trail: &KeyPath, label: &str| {
        found.push(Diagnostic::error(code, message).at(root.locate(trail), label));
    };
    let Some(words) = &raw.grades else {
        wrong(
            "missing-key",
            "the scale has no `grades`".to_owned(),
            &KeyPath::dotted("scale"),
            "name them, best first",
        );
        return None;
    };
    if !(2..=Scale::MOST).contains(&words.len()) {
        let message = format!("a scale has 2 to {} grades, not {}", Scale::MOST, words.len());
        wrong("out-of-range", message, &at("grades"), "the best first");
        return None;
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    for (number, word) in words.iter().enumerate() {
        let place = at("grades").item(number);
        let shape = word.chars().all(fits) && !word.split('-').any(str::is_empty);
        if Scale::RESERVED.contains(&word.as_str()) {
            wrong(
                "reserved",
                format!("`{word}` cannot name a grade: it gives a reason for no grade"),
                &place,
                "take another word",
            );
        } else if !shape || word.len() > 40 {
            let message = format!("`{word}` cannot name a grade: use small letters, digits and hyphens, 40 at most");
            wrong("wrong-value", message, &place, "such as `requires-improvement`");
        } else if words.iter().take(number).any(|other| other == word) {
            wrong("duplicate-id", format!("the grade `{word}` is named twice"), &place, "the second one");
        }
    }
    Some(words.clone())
}

/// The words with titles, letters and meanings.
fn levels(raw: &RawScale, words: &[String], root: &Node, found: &mut Vec<Diagnostic>) -> Vec<[String; 4]> {
    let mut list = |given: &Option<Vec<String>>, key: &str, otherwise: Vec<String>| match given {
        Some(given) if given.len() != words.len() => {
            let message = format!("`{key}` has {} entries for {} grades", given.len(), words.len());
            found.push(
                Diagnostic::error("out-of-range", message).at(root.locate(&at(key)), "one a grade, the best first"),
            );
            otherwise
        }
        Some(given) => given.clone(),
        None => otherwise,
    };
    let titles = list(&raw.titles, "titles", words.to_vec());
    let mut letters = list(&raw.letters, "letters", Scale::letters(words));
    let meanings = list(&raw.meanings, "meanings", vec![String::new(); words.len()]);
    let before = found.len();
    for (number, letter) in letters.iter().enumerate() {
        let place = root.locate(&at("letters").item(number));
        if !(1..=2).contains(&letter.chars().count()) || letter.chars().any(|c| c.is_whitespace() || c.is_control()) {
            found.push(Diagnostic::error("wrong-value", "a letter is one or two characters").at(place, "here"));
        } else if letters.iter().take(number).any(|other| other == letter) {
            let message = format!("the letter `{letter}` stands for two grades");
            found.push(Diagnostic::error("duplicate-id", message).at(place, "the second one"));
        }
    }
    if found.len() > before {
        letters = Scale::letters(words);
    }
    let texts = words.iter().zip(titles).zip(letters.iter().zip(meanings));
    texts.map(|((word, title), (letter, meaning))| [word.clone(), title, letter.clone(), meaning]).collect()
}

impl Builder<'_> {
    /// What a rubric with its own scale must say besides: how it combines, and points that fall.
    pub(super) fn scale_is_used(&mut self, raw: &RawRubric) {
        let Some(scale) = &raw.scale else { return };
        let uses_default = raw.criteria.iter().any(|criterion| criterion.grading.is_none());
        for (name, needed) in [("criterion", uses_default), ("overall", true)] {
            let is_said = raw.grading.profiles.contains_key(name)
                || name == "overall" && raw.grading.overall.is_some()
                || is_misnamed(raw, name)
                || self.was_left_out(&KeyPath::dotted("grading"), name);
            if needed && !is_said {
                let message = format!("a rubric with its own scale says in `[grading.{name}]` what each grade needs");
                self.error(
                    "missing-key",
                    message,
                    &KeyPath::dotted("scale"),
                    "the usual needs are for the usual grades",
                );
            }
        }
        if let Some(points) = &scale.points {
            let before = self.found.len();
            self.points_fall(points);
            self.points = if self.found.len() == before { points.clone() } else { Vec::new() };
        }
    }

    fn points_fall(&mut self, points: &[Exact]) {
        let count = self.scale.count();
        if points.len() != count {
            let message = format!("`points` has {} numbers for {count} grades", points.len());
            self.error("out-of-range", message, &at("points"), "one a grade, the best first");
        }
        for (number, pair) in points.windows(2).enumerate() {
            if let [better, worse] = pair
                && better <= worse
            {
                let message = format!("points fall from grade to grade: {worse} is not below {better}");
                self.error("bands-out-of-order", message, &at("points").item(number + 1), "fewer than the one before");
            }
        }
        if points.last().is_some_and(|last| *last < Exact::whole(0)) {
            self.error("out-of-range", "points are not below 0", &at("points"), "the worst grade may have 0");
        }
    }
}
