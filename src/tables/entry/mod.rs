//! What goes into a table: reviews with their grades, and tallies of whole periods.

mod by;
pub(super) use by::folded;
pub use by::{By, CountBy, DateOf};

use std::sync::Arc;

use indexmap::IndexMap;

use super::category::MOST;
use super::period::{Days, Division, named};
use crate::engine::{Graded, Headline, Range, RuleOutcome, State};
use crate::review::{Custom, Grade, RecordedGrade, Review, When};
use crate::rubric::Rubric;

/// One review as tables count it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The review's id; two entries with one id are one review.
    pub id: String,
    /// Where it stands: a file, or a file and a row.
    pub source: String,
    /// What it can be grouped by.
    pub about: About,
    /// Its grade.
    pub standing: Standing,
    /// The headline of the rubric alone, where people's departures and waivers made it what it is.
    pub tool: Option<Headline>,
    /// The grade that somebody else recorded.
    pub recorded: Option<Grade>,
    /// How its parts were judged; none where only a grade is known.
    pub criteria: Vec<CriterionEntry>,
}

/// How the grade of a review is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was graded by a rubric; people's departures and waivers count.
    Graded {
        /// The answer in short.
        headline: Headline,
        /// The worst and best it can be; `None` if there is nothing to grade.
        range: Option<Range>,
        /// True while a question for a person is open.
        provisional: bool,
        /// Whether answers to open questions could change the grade.
        may_change: bool,
    },
    /// Somebody recorded it.
    Recorded(Grade),
}

/// How a criterion of a review was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionEntry {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: Arc<str>,
    /// The worst and best it can be; `None` where it is absent.
    pub range: Option<Range>,
    /// Its rules.
    pub rules: Vec<RuleEntry>,
}

/// The result of a rule in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: Arc<str>,
    /// Its result.
    pub outcome: RuleOutcome,
    /// The grades that it can come to; `None` where it is absent.
    pub judged: Option<State>,
}

/// How many reviews of a period were given each grade, as somebody published it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Where it stands: a file and a row.
    pub source: String,
    /// What it can be grouped by; its period is always given.
    pub about: About,
    /// Its days, where they are known.
    pub days: Option<Days>,
    /// How many reviews there were.
    pub n: u64,
    /// How many of each [`super::Category`], in their order; `None` is not published.
    pub counts: [Option<u64>; MOST],
    /// Which of them were worked out from what was published, in the same order.
    pub derived: [bool; MOST],
    /// Who published it.
    pub published_by: Option<String>,
}

/// What reviews can be grouped by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The partnership or board.
    pub partnership: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The kind of review.
    pub kind: Option<String>,
    /// Where it stands.
    pub status: Option<String>,
    /// The period that somebody recorded for it.
    pub period: Option<String>,
    /// Its dates.
    pub dates: Dates,
    /// Anything else.
    pub custom: IndexMap<String, String>,
}

/// The dates that a period can be made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The incident.
    pub incident: Option<When>,
    /// The decision to hold a review.
    pub decided: Option<When>,
    /// The review's completion.
    pub completed: Option<When>,
    /// Its publication.
    pub published: Option<When>,
    /// The day on which a grade was recorded.
    pub recorded: Option<When>,
}

impl Entry {
    /// The entry of a review that was graded here.
    #[must_use]
    pub fn from_graded(rubric: &Rubric, review: &Review, graded: &Graded, source: &str) -> Self {
        let rule = |result: &crate::engine::RuleResult| RuleEntry {
            id: rubric[result.id].id.as_str().into(),
            title: rubric[result.id].title.as_str().into(),
            outcome: result.outcome,
            judged: result.judged,
        };
        Entry {
            id: review.review.id.clone().unwrap_or_default(),
            source: source.to_owned(),
            about: About::from_review(review),
            standing: Standing::Graded {
                headline: graded.final_headline(),
                range: graded.final_overall().map(|judged| judged.range),
                provisional: graded.is_provisional(),
                may_change: graded.may_change(),
            },
            tool: graded.finished.as_ref().map(|_| graded.headline),
            recorded: review.recorded.grade.as_ref().and_then(RecordedGrade::grade),
            criteria: graded
                .criteria
                .iter()
                .enumerate()
                .map(|(at, result)| CriterionEntry {
                    id: rubric[result.id].id.as_str().into(),
                    title: rubric[result.id].title.as_str().into(),
                    range: graded
                        .finished
                        .as_ref()
                        .and_then(|finished| finished.criteria.get(at).copied())
                        .unwrap_or(result.judged)
                        .map(|judged| judged.range),
                    rules: result.rules.iter().map(rule).collect(),
                })
                .collect(),
        }
    }
}

impl Entry {
    /// The worst and best that it can be, where it was graded and there is something to grade.
    #[must_use]
    pub(crate) fn range(&self) -> Option<Range> {
        match self.standing {
            Standing::Graded { range, .. } => range,
            Standing::Recorded(_) => None,
        }
    }

    /// Its rules, criterion by criterion.
    pub fn rules(&self) -> impl Iterator<Item = &RuleEntry> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }
}

impl About {
    /// What a review says of itself.
    #[must_use]
    pub(crate) fn from_review(review: &Review) -> Self {
        let (header, dates) = (&review.review, &review.dates);
        About {
            partnership: stated(header.partnership.as_deref()),
            region: stated(header.region.as_deref()),
            kind: stated(header.kind.as_deref()),
            status: stated(header.status.as_deref()),
            period: None,
            dates: Dates {
                incident: dates.incident,
                decided: dates.decided,
                completed: dates.completed,
                published: dates.published,
                recorded: review.recorded.on,
            },
            custom: review
                .custom
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), stated(Some(&word(value)))?)))
                .collect(),
        }
    }

    /// The value to group by; `None` where it is not stated. Periods have an answer of their own.
    #[must_use]
    pub fn value(&self, by: &By) -> Option<&str> {
        match by {
            By::Period => self.period.as_deref(),
            By::Region => self.region.as_deref(),
            By::Partnership => self.partnership.as_deref(),
            By::Kind => self.kind.as_deref(),
            By::Status => self.status.as_deref(),
            By::Custom(name) => self.custom.get(name).map(String::as_str),
        }
    }

    /// The period of a review with its days, where they are known: made from a date where that is asked for, otherwise as
    /// recorded.
    #[must_use]
    pub fn period(&self, division: Option<Division>, date: DateOf) -> Option<(String, Option<Days>)> {
        match division {
            Some(division) => {
                let period = division.period(self.dates.get(date)?.into())?;
                Some((period.name, Some(period.days)))
            }
            None => self.period.as_ref().map(|name| (name.clone(), named(name))),
        }
    }

    /// True if the two are surely about different reviews: what they are grouped by, or another thing that a review has
    /// one of, is stated by both and differs. The period is not looked at.
    pub(super) fn differs(&self, other: &About, by: &[By]) -> bool {
        let fixed = [By::Region, By::Partnership, By::Kind, By::Status];
        fixed.iter().chain(by).filter(|by| **by != By::Period).any(|by| {
            let values = self.value(by).zip(other.value(by));
            values.is_some_and(|(one, two)| folded(one) != folded(two))
        })
    }
}

/// A text that says something, without the spaces around it.
fn stated(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A value of `[custom]` as a name for a group.
fn word(value: &Custom) -> String {
    match value {
        Custom::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Custom::Number(number) => number.to_string(),
        Custom::Text(text) => text.clone(),
    }
}

impl Dates {
    /// The date asked for.
    #[must_use]
    pub fn get(&self, date: DateOf) -> Option<When> {
        match date {
            DateOf::Incident => self.incident,
            DateOf::Decided => self.decided,
            DateOf::Completed => self.completed,
            DateOf::Published => self.published,
            DateOf::Recorded => self.recorded,
        }
    }

    /// Where the date of this name is kept.
    pub(super) fn slot(&mut self, date: DateOf) -> &mut Option<When> {
        match date {
            DateOf::Incident => &mut self.incident,
            DateOf::Decided => &mut self.decided,
            DateOf::Completed => &mut self.completed,
            DateOf::Published => &mut self.published,
            DateOf::Recorded => &mut self.recorded,
        }
    }
}
