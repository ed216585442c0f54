//! The rules, and how each is tested.

use jiff::civil::Date;

use super::super::template::Template;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, Grade, When, usual};
use crate::rubric::Exact;
use crate::text::WordList;

/// The smallest thing tested.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its stable short id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its tags, without `asked`.
    pub tags: Vec<String>,
    /// Its weight. All weights of a rubric are multiplied by one number that makes them whole.
    pub weight: u64,
    /// When the rule applies; empty means always.
    pub applies_when: Conditions,
    /// What it measures.
    pub measure: Measure,
    /// Said of what does not meet it.
    pub(crate) reason: Option<Template>,
    /// What to do about it.
    pub(crate) advice: Option<Template>,
    /// Why it matters.
    pub why: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How far its source was checked, where the rubric says so.
    pub basis: Option<SourceBasis>,
    /// False if editing cannot fix it.
    pub fixable: bool,
}

/// How far the author of a rubric checked the source of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceBasis {
    /// The author read the source.
    Read,
    /// The author recalls the source from memory.
    Recalled,
    /// The rule is the author's own.
    Ours,
}

impl SourceBasis {
    /// All of them, the firmest first.
    pub const ALL: [SourceBasis; 3] = [SourceBasis::Read, SourceBasis::Recalled, SourceBasis::Ours];

    /// The word for it in a rubric.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            SourceBasis::Read => "read",
            SourceBasis::Recalled => "recalled",
            SourceBasis::Ours => "ours",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            SourceBasis::Read => "The author of the rubric read the source.",
            SourceBasis::Recalled => "The author of the rubric recalls the source from memory and did not check it.",
            SourceBasis::Ours => "The rule is the author's own.",
        }
    }
}

/// What a rule measures, and the grades it gives.
#[derive(Clone, Debug)]
pub enum Measure {
    /// The share of items, or of the review itself, that meet conditions.
    Share(ShareRule),
    /// The number of items that meet conditions.
    Count {
        /// Of which list.
        list: ListName,
        /// Which items.
        selects: Conditions,
        /// The grades.
        bands: NumberBands,
    },
    /// A number.
    Number {
        /// The fact that is the number, or the list whose length is.
        fact: &'static Fact,
        /// The grades.
        bands: NumberBands,
    },
    /// A person's answer.
    Ask {
        /// The question.
        question: String,
        /// What each grade would mean.
        levels: Vec<(Grade, String)>,
        /// The grades it can be answered with, the best first; never empty.
        answers: Vec<Grade>,
        /// Whether it may be answered not applicable.
        may_not_apply: bool,
    },
}

/// A rule on a share.
#[derive(Clone, Debug)]
pub struct ShareRule {
    /// Of which list; `None` for the review itself.
    pub each: Option<ListName>,
    /// Which items.
    pub selects: Conditions,
    /// What each of them must meet, all of it.
    pub must: Conditions,
    /// And one of these, where there are any.
    pub any: Vec<Conditions>,
    /// What it is if no item is selected; read with `each` only.
    pub empty: Empty,
    /// The grades.
    pub bands: ShareBands,
}

/// What a share is of no items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// A share of 1.
    Met,
    /// A share of 0.
    Unmet,
    /// The rule does not apply.
    NotApplicable,
}

/// The thresholds of a share, the best grade first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareBands {
    /// Grades and what they take, the best first; never empty.
    pub bands: Vec<(Grade, ShareThreshold)>,
    /// The grade below them all.
    pub unmet: Grade,
}

/// What a share must reach: either is enough where both are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareThreshold {
    /// This share.
    pub share: Option<Exact>,
    /// All but this many; at least two must be met if any is not.
    pub all_but: Option<u32>,
}

/// The thresholds of a number, the best grade first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberBands {
    /// Grades and what they take, the best first; never empty.
    pub bands: Vec<(Grade, Exact)>,
    /// The grade beyond them all.
    pub unmet: Grade,
    /// True if fewer is better.
    pub lower_is_better: bool,
}

impl ShareBands {
    /// The best grade there is to reach.
    #[must_use]
    pub fn best(&self) -> Grade {
        self.bands.first().map_or(self.unmet, |(grade, _)| *grade)
    }
}

impl NumberBands {
    /// The best grade there is to reach.
    #[must_use]
    pub fn best(&self) -> Grade {
        self.bands.first().map_or(self.unmet, |(grade, _)| *grade)
    }
}

impl Rule {
    /// The list whose items it judges or counts.
    pub(crate) fn list(&self) -> Option<ListName> {
        match &self.measure {
            Measure::Share(ShareRule { each, .. }) => *each,
            Measure::Count { list, .. } => Some(*list),
            Measure::Number { .. } | Measure::Ask { .. } => None,
        }
    }

    /// The best grade that the rule can give.
    #[must_use]
    pub fn best(&self) -> Grade {
        match &self.measure {
            Measure::Share(share) => share.bands.best(),
            Measure::Count { bands, .. } | Measure::Number { bands, .. } => bands.best(),
            Measure::Ask { answers, .. } => answers.first().copied().unwrap_or(usual::INADEQUATE),
        }
    }

    /// The worst grade that the rule can give.
    #[must_use]
    pub fn worst(&self) -> Grade {
        match &self.measure {
            Measure::Share(share) => share.bands.unmet,
            Measure::Count { bands, .. } | Measure::Number { bands, .. } => bands.unmet,
            Measure::Ask { answers, .. } => answers.last().copied().unwrap_or(usual::INADEQUATE),
        }
    }

    /// True if a person answers it.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        matches!(self.measure, Measure::Ask { .. })
    }

    /// True if a person may answer that it does not apply.
    #[must_use]
    pub(crate) fn may_be_answered_away(&self) -> bool {
        matches!(self.measure, Measure::Ask { may_not_apply: true, .. })
    }

    /// The facts whose state decides the rule: those of its `must`, `any`, `count` or `measure`, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<&'static Fact> {
        let mut facts: Vec<&'static Fact> = match &self.measure {
            Measure::Share(share) => {
                share.must.iter().chain(share.any.iter().flatten()).map(|condition| condition.fact).collect()
            }
            Measure::Count { selects, .. } => selects.iter().map(|condition| condition.fact).collect(),
            Measure::Number { fact, .. } => vec![fact],
            Measure::Ask { .. } => Vec::new(),
        };
        let mut seen = Vec::new();
        facts.retain(|fact| {
            let new = !seen.contains(&(fact.scope, fact.name));
            seen.push((fact.scope, fact.name));
            new
        });
        facts
    }
}

/// Conditions that must all be met.
pub type Conditions = Vec<Condition>;

/// The tests of one fact, which must all be met.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The fact.
    pub fact: &'static Fact,
    /// Its tests; never empty.
    pub tests: Vec<Test>,
    /// True if something is earned by it: then nothing meets it that the review leaves out. False where it only selects.
    pub earns: bool,
}

/// A test of a fact.
#[derive(Clone, Debug)]
pub enum Test {
    /// Not empty, false or 0.
    Present,
    /// Empty, false, 0 or nothing: only where items or reviews are selected, never where something is to be earned.
    Absent,
    /// Any value.
    Stated,
    /// This value.
    Is(Literal),
    /// Any other value, or none.
    Not(Literal),
    /// One of these values.
    OneOf(Vec<Literal>),
    /// A number, or the length of a list.
    Number(Bound),
    /// On that day or later.
    From(Date),
    /// Earlier than that day.
    Before(Date),
    /// A list that holds one of these.
    IncludesAny(Vec<String>),
    /// A list that holds all of these.
    IncludesAll(Vec<String>),
    /// How many words of a list a text holds.
    Words {
        /// The list's name.
        name: String,
        /// The list.
        list: WordList,
        /// What their number must be; never empty.
        bounds: Vec<Bound>,
        /// The number of words of the text that the count refers to, if given.
        per: Option<u32>,
    },
    /// A text of this many words or more.
    MinWords(u32),
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// True or false.
    YesNo(bool),
    /// A name or word.
    Text(String),
    /// A number.
    Number(Exact),
    /// A date.
    Date(When),
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Which side.
    pub(crate) side: Side,
    /// Of what.
    pub than: Exact,
}

/// Which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// That or more.
    AtLeast,
    /// That or less.
    AtMost,
    /// More.
    MoreThan,
    /// Less.
    LessThan,
}
