//! A list of questions, by area, and how its texts are compared.

use std::collections::HashSet;

/// The questions of a list, by area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuestionList {
    /// The title of the list.
    pub(crate) title: Option<String>,
    /// The areas in their order, none without a question.
    pub(crate) areas: Vec<QuestionArea>,
    /// What was left out or assumed, a sentence each.
    pub(crate) notes: Vec<String>,
}

/// The questions under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuestionArea {
    /// The heading; `None` for questions before any.
    pub(crate) title: Option<String>,
    /// The questions.
    pub(crate) questions: Vec<ListedQuestion>,
}

/// A question of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListedQuestion {
    /// Its text on one line.
    pub(crate) text: String,
    /// The answers that it takes, the best first; empty for the usual ones.
    pub(crate) answers: Vec<String>,
    /// Whether the list says that it may not apply.
    pub(crate) may_not_apply: bool,
    /// Why it is asked.
    pub(crate) why: Option<String>,
    /// Where the requirement comes from.
    pub(crate) source: Option<String>,
    /// Where it is in the list: `row 3`.
    pub(crate) place: String,
}

/// The most answers that a question takes.
pub(crate) const MOST_ANSWERS: usize = 5;

/// Answers of the usual question, the best first.
pub(crate) const USUAL_ANSWERS: [&str; 3] = ["yes", "partly", "no"];

impl QuestionList {
    /// Returns the number of its questions.
    pub(crate) fn len(&self) -> usize {
        self.areas.iter().map(|area| area.questions.len()).sum()
    }

    /// Returns the questions in their order.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &ListedQuestion> {
        self.areas.iter().flat_map(|area| &area.questions)
    }

    /// Adds a question to the area with this title, which is made if it is new.
    pub(super) fn add(&mut self, area: Option<&str>, question: ListedQuestion) {
        let is_own = |own: &QuestionArea| own.title.as_deref().map(folded) == area.map(folded);
        match self.areas.iter_mut().find(|own| is_own(own)) {
            Some(own) => own.questions.push(question),
            None => self.areas.push(QuestionArea { title: area.map(str::to_owned), questions: vec![question] }),
        }
    }

    /// Adds the questions and notes of another list.
    pub(super) fn append(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        for area in other.areas {
            for question in area.questions {
                self.add(area.title.as_deref(), question);
            }
        }
        self.notes.extend(other.notes);
    }

    /// Leaves out questions that are asked before, and says which.
    pub(super) fn without_duplicates(mut self) -> Self {
        let (mut known, mut texts, mut twice) = (HashSet::new(), HashSet::new(), Vec::new());
        for area in &mut self.areas {
            let title = area.title.as_deref().map(folded);
            area.questions.retain_mut(|question| {
                let is_new = known.insert((title.clone(), folded(&question.text)));
                if !is_new {
                    twice.push(format!("“{}” ({})", question.text, question.place));
                } else if !texts.insert(folded(&question.text)) {
                    // Reports name rules by their titles, so that two areas cannot ask in the same words.
                    question.text = format!("{} ({})", question.text, area.title.as_deref().unwrap_or("no area"));
                }
                is_new
            });
        }
        self.areas.retain(|area| !area.questions.is_empty());
        self.leave_out("asked before", &twice);
        self
    }

    pub(super) fn leave_out(&mut self, why: &str, places: &[String]) {
        if !places.is_empty() {
            self.notes.push(format!("left out, {why}: {}", shortened(places)));
        }
    }
}

/// The most places that a sentence names.
const MOST_PLACES: usize = 5;

pub(super) fn shortened(places: &[String]) -> String {
    let named = places.iter().take(MOST_PLACES).cloned().collect::<Vec<_>>();
    match places.len() - named.len() {
        0 => crate::text::and_list(&named),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// A text as it is compared: without case, spacing or final punctuation.
fn folded(text: &str) -> String {
    let text = text.trim_end_matches(['?', '.', ':', ' ']).to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text after a bullet or number, and whether there was one.
pub(super) fn without_mark(text: &str) -> (&str, bool) {
    let text = text.trim();
    let bullet = text.strip_prefix(['•', '-', '*', '–', '—', '·', '▪', '◦', '☐', '□', '○', '●']);
    if let Some(rest) = bullet.filter(|rest| rest.starts_with(char::is_whitespace)) {
        return (rest.trim_start(), true);
    }
    let Some((mark, rest)) = text.split_once(char::is_whitespace) else { return (text, false) };
    let bare = mark.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let is_number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = bare.len() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    let is_question = bare.strip_prefix(['Q', 'q']).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    let is_closed = mark.len() > bare.len();
    let is_mark =
        (is_number && (is_closed || bare.contains('.'))) || (is_letter && is_closed) || (is_question && bare.len() > 1);
    if is_mark { (rest.trim_start(), true) } else { (text, false) }
}
