//! Points that are called what they are: `Finding 3: ...`, `Recommendation 2 (for the ICB)`.

use std::sync::LazyLock;

use regex::Regex;

use super::text::{holds, pattern, words};

/// What a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PointKind {
    Finding,
    GoodPractice,
    Recommendation,
}

/// A point that is called one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) kind: PointKind,
    /// It is called a theme, which may hold findings of its own.
    pub(super) is_theme: bool,
    /// It is called a finding, and so says what a theme comes to.
    pub(super) is_conclusion: bool,
    pub(super) number: Option<String>,
    /// Whom it is addressed to.
    pub(super) agency: Option<String>,
    /// What follows.
    pub(super) rest: String,
}

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?isx)^\s*
        (key\ finding|finding|key\ learning\ point|learning\ point|key\ learning|learning\ theme|practice\ theme|practice\ learning|learning|key\ lesson|lesson\ learn(?:ed|t)|lesson
        |good\ practice\ point|good\ practice|theme|overview\ recommendation|key\ recommendation|recommendation|rec|r|f)
        \s*(?:no\.?|number)?\s*
        (\d{1,3}(?:\.\d{1,2})?[a-z]?\b|(?-i:[A-H])\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)?
        [\ \t]*(?:[(\[]\s*(?:for|to|:)?\s*([^)\]]{2,80})[)\]])?
        [\ \t]*([:.)\u{2013}\u{2014}-]|\n|$)?
        \s*(.*)$",
    )
});

impl Called {
    /// Reads a text; in a heading nothing needs to part the number from what follows.
    pub(super) fn parse(text: &str, is_heading: bool) -> Option<Called> {
        let found = CALLED.captures(text)?;
        let part = |at: usize| found.get(at).map(|own| own.as_str().trim()).filter(|own| !own.is_empty());
        let name = part(1)?.to_lowercase();
        let sign = found.get(4).map(|own| own.as_str());
        let rest = part(5).unwrap_or_default().trim_start_matches([':', '.', '–', '—', '-', ' ']).trim().to_owned();
        let number = part(2).map(|number| numeral(&number.to_lowercase()));
        let is_letter = part(2).is_some_and(|number| number.starts_with(char::is_uppercase) && number.len() == 1);
        let is_short = ["r", "f", "rec"].contains(&name.as_str());
        let parted = sign.is_some_and(|sign| !rest.is_empty() || sign != ".");
        let is_call = match &number {
            Some(_) if is_letter => name == "theme" && (parted || is_heading),
            Some(_) => parted || is_heading && !is_short,
            None => sign == Some(":") && !is_short && !["theme", "learning"].contains(&name.as_str()),
        };
        let kind = match name.as_str() {
            "r" | "rec" => PointKind::Recommendation,
            name if name.contains("recommendation") => PointKind::Recommendation,
            name if name.starts_with("good") => PointKind::GoodPractice,
            _ => PointKind::Finding,
        };
        is_call.then(|| Called {
            kind,
            is_theme: name == "theme",
            is_conclusion: name.contains("finding"),
            number: number.filter(|_| !is_letter),
            agency: part(3).map(str::to_owned),
            rest,
        })
    }
}

fn numeral(word: &str) -> String {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.iter().position(|own| *own == word).map_or_else(|| word.to_owned(), |at| (at + 1).to_string())
}

/// True for a sentence that only leads to the points below it.
pub(super) fn is_introduction(text: &str, kind: PointKind) -> bool {
    let own = words(text);
    let names: &[&str] = match kind {
        PointKind::Recommendation => &["recommendation", "recommendations"],
        PointKind::Finding | PointKind::GoodPractice => {
            &["findings", "lessons", "learning", "themes", "good practice", "examples", "practice", "finding"]
        }
    };
    let leads = holds(&own, &["following", "as follows", "these", "below", "identified", "set out", "makes", "made"]);
    let asks = asks(text);
    match kind {
        PointKind::Recommendation => !asks && (holds(&own, names) || text.trim_end().ends_with(':')),
        PointKind::Finding | PointKind::GoodPractice => text.trim_end().ends_with(':') || leads && holds(&own, names),
    }
}

/// True for a text that asks for something to be done.
pub(super) fn asks(text: &str) -> bool {
    holds(&words(text), &["should", "must", "will", "ensure", "ensures", "to be", "needs to", "need to", "required to"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        let called = Called::parse(text, false)?;
        Some(format!("{:?} {:?} {:?} {}", called.kind, called.number, called.agency, called.rest))
    }

    #[test]
    fn points_are_known_by_what_they_are_called() {
        for (text, wanted) in [
            ("Finding 1 – Letters", "Finding Some(\"1\") None Letters"),
            ("FINDING 2\nLetters", "Finding Some(\"2\") None Letters"),
            ("Learning Point 1", "Finding Some(\"1\") None "),
            ("Key finding: Letters", "Finding None None Letters"),
            ("R1. The Board should", "Recommendation Some(\"1\") None The Board should"),
            ("Recommendation 3 (for the ICB): do", "Recommendation Some(\"3\") Some(\"the ICB\") do"),
            ("Learning 2: Letters", "Finding Some(\"2\") None Letters"),
            ("Recommendation one: do", "Recommendation Some(\"1\") None do"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_only_speaks_of_a_point_is_none() {
        for text in [
            "Recommendation 3 was rejected",
            "Findings",
            "Learning events were held",
            "Rec",
            "Finding a home",
            "A 1",
            "Learning: how we went about it",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
