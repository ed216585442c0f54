//! The answers that a list gives to its questions, and what is assumed of their order.

use super::list::{MOST_ANSWERS, on_one_line, shortened};

/// The answers in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListedAnswers {
    /// The answers, the best first.
    pub(super) answers: Vec<String>,
    /// Whether the question may not apply.
    pub(super) may_not_apply: bool,
    /// Whether the list has the worst first.
    is_turned_round: bool,
    /// Answers that say that nothing is known.
    unknown: Vec<String>,
}

/// Marks between answers, the surest first.
const MARKS: [char; 5] = ['\n', ';', '|', '/', ','];

/// Words with which an answer begins that says that the question does not apply.
const NOT_APPLICABLE: [&str; 5] = ["n/a", "na", "not applicable", "not-applicable", "does not apply"];

/// Answers that give no grade.
const UNKNOWN: [&str; 8] =
    ["unknown", "not known", "don't know", "don’t know", "do not know", "dont know", "unsure", "not sure"];

/// Answers that are worst wherever they are.
const WORST: [&str; 7] = ["no", "never", "none", "not met", "not at all", "poor", "inadequate"];

/// Grades of checklists, which an answer sheet has in front of an answer.
const GRADES: [&str; 5] = ["met", "mostly met", "partly met", "slightly met", "not met"];

impl ListedAnswers {
    /// Reads a cell.
    pub(super) fn read(cell: &str) -> Self {
        let mark = MARKS.into_iter().find(|mark| without_slash(cell).contains(*mark)).unwrap_or(',');
        let cell = if mark == '/' { without_slash(cell) } else { cell.to_owned() };
        let mut own = ListedAnswers::default();
        for text in cell.split(mark).map(on_one_line).filter(|text| !text.is_empty()) {
            let lower = text.to_lowercase();
            if is_not_applicable(&lower) {
                own.may_not_apply = true;
            } else if UNKNOWN.contains(&lower.as_str()) {
                own.unknown.push(text);
            } else {
                own.answers.push(without_grade(&text).to_owned());
            }
        }
        own.is_turned_round = own.answers.first().is_some_and(|first| WORST.contains(&first.to_lowercase().as_str()));
        if own.is_turned_round {
            own.answers.reverse();
        }
        own
    }

    /// What is wrong with the answers.
    pub(super) fn mistake(&self) -> Option<String> {
        if self.answers.is_empty() {
            return None;
        }
        if self.answers.len() == 1 || self.answers.len() > MOST_ANSWERS {
            return Some(format!(
                "a question takes 2 to {MOST_ANSWERS} answers, the best first, such as `yes; partly; no`"
            ));
        }
        let mut known: Vec<String> = Vec::new();
        for answer in &self.answers {
            let lower = answer.to_lowercase();
            if known.contains(&lower) {
                return Some(format!("the answer `{answer}` is given twice"));
            }
            known.push(lower);
        }
        None
    }

    /// What is assumed of them.
    fn note(&self) -> Option<String> {
        let all = self.answers.join("; ");
        let how = if self.is_turned_round { "turned round, so that the best answer is first" } else { FIRST };
        (!self.answers.is_empty()).then(|| format!("{how}: {all}"))
    }
}

/// What is assumed of answers in their own order.
const FIRST: &str = "the first answer is taken as the best";

/// Returns what is assumed of answers, each with its places.
pub(super) fn notes_of_answers(given: &[(ListedAnswers, String)]) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for (own, place) in given {
        let unknown = own.unknown.iter().map(|word| format!("left out, as an unanswered question says it: `{word}`"));
        for note in own.note().into_iter().chain(unknown) {
            match notes.iter_mut().find(|(known, _)| *known == note) {
                Some((_, places)) => places.push(place.clone()),
                None => notes.push((note, vec![place.clone()])),
            }
        }
    }
    notes.into_iter().map(|(note, places)| format!("{note} ({})", shortened(&places))).collect()
}

/// The cell without the slash of `N/A`.
fn without_slash(cell: &str) -> String {
    ["n/a", "N/A", "N/a"].iter().fold(cell.to_owned(), |text, word| text.replace(word, "not applicable"))
}

fn is_not_applicable(answer: &str) -> bool {
    let rests = NOT_APPLICABLE.iter().filter_map(|word| answer.strip_prefix(word));
    rests.into_iter().any(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The answer without the grade of a checklist in front of it.
fn without_grade(answer: &str) -> &str {
    let is_grade = |grade: &str| GRADES.contains(&grade.trim().to_lowercase().replace('-', " ").as_str());
    match answer.split_once(':') {
        Some((grade, rest)) if is_grade(grade) && !rest.trim().is_empty() => rest.trim(),
        _ => answer,
    }
}
