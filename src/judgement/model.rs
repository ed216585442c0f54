//! What people say about a review, and where they disagree.

use jiff::civil::Date;

use crate::review::{Grade, When};
use crate::text::is_placeholder;

/// A person's answer to a question of the rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the rule that asks.
    pub rule: String,
    /// The grade given; `None` if the question does not apply.
    pub grade: Option<Grade>,
    /// Why.
    pub because: Option<String>,
    /// Who answered.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
}

impl Answer {
    /// Whether it does not say why, by whom or when, or only fills the place.
    #[must_use]
    pub(crate) fn is_bare(&self) -> bool {
        let lacks =
            |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty() || is_placeholder(text));
        lacks(&self.because) || lacks(&self.by) || self.on.is_none()
    }
}

/// A rule that a person sets aside, for one item or for the whole review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The id of the rule.
    pub rule: String,
    /// The id of the item; `None` for the whole review.
    pub item: Option<String>,
    /// Why.
    pub because: String,
    /// Who waives it.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
    /// The last day on which it counts.
    pub expires: Option<When>,
}

/// What a person gives another grade than the rubric does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The review as a whole.
    Review,
    /// The criterion with this id.
    Criterion(String),
}

impl Subject {
    /// Returns the word for it in files: `review`, or the id of the criterion.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Subject::Review => "review",
            Subject::Criterion(id) => id,
        }
    }
}

/// A person's grade in place of the rubric's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What is graded.
    pub of: Subject,
    /// The grade given.
    pub grade: Grade,
    /// Why.
    pub because: String,
    /// Who departs.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
}

/// A remark that changes no grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// Who wrote it.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
}

/// All that people say about one review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    /// Their answers, each to a question of the rubric, no question twice.
    pub answers: Vec<Answer>,
    /// What they set aside, nothing twice.
    pub waivers: Vec<Waiver>,
    /// Their departures, none twice from one subject.
    pub departures: Vec<Departure>,
    /// Their remarks.
    pub notes: Vec<Note>,
    /// Waivers that no longer count.
    pub expired: Vec<Waiver>,
    /// What they disagree about.
    pub disagreements: Vec<Disagreement>,
    /// Whose word counts where they do.
    pub people: People,
    /// Whether answers come from an answer sheet.
    pub from_sheet: FromSheet,
}

/// Whether answers come from an answer sheet in a spreadsheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FromSheet {
    /// None do.
    #[default]
    None,
    /// Some do.
    Some,
    /// They are all that is known of the review.
    All,
}

impl Judgements {
    /// What nobody says.
    pub(crate) const NONE: Judgements = Judgements {
        answers: Vec::new(),
        waivers: Vec::new(),
        departures: Vec::new(),
        notes: Vec::new(),
        expired: Vec::new(),
        disagreements: Vec::new(),
        people: People::Unsettled,
        from_sheet: FromSheet::None,
    };

    /// Returns the answer to the question of this rule.
    #[must_use]
    pub fn answer(&self, rule: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.rule == rule)
    }

    /// Returns the departure from the grade of `of`.
    #[must_use]
    pub fn departure(&self, of: &Subject) -> Option<&Departure> {
        self.departures.iter().find(|departure| departure.of == *of)
    }

    /// Returns the same without the waivers that expired before `as_of`.
    #[must_use]
    pub(crate) fn in_force_on(mut self, as_of: Date) -> Self {
        let is_over = |waiver: &Waiver| waiver.expires.is_some_and(|expires| expires.last() < as_of);
        let (expired, waivers) = self.waivers.into_iter().partition(is_over);
        self.waivers = waivers;
        self.expired.extend::<Vec<Waiver>>(expired);
        self
    }
}

/// Whose word counts where people disagree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum People {
    /// Nobody's: what they answer differently stays open.
    #[default]
    Unsettled,
    /// The grade in the middle; of an even number the worse of the two in the middle.
    Median,
    /// The worst grade.
    Worst,
    /// This person's, and no other's.
    Named(String),
}

/// What people disagree about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Disputed {
    /// The answer to the question of this rule.
    Rule(String),
    /// The departure from the grade of this.
    Subject(Subject),
}

/// What one person says about something disputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Who.
    pub by: Option<String>,
    /// The grade given; `None` if it does not apply.
    pub grade: Option<Grade>,
    /// Why.
    pub because: Option<String>,
}

/// Something that people judge differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is.
    pub(crate) of: Disputed,
    /// What each of them says.
    pub(crate) claims: Vec<Claim>,
    /// What counts; `None` while it stays open.
    pub settled: Option<Option<Grade>>,
}
