//! What differs between two rubrics, and who moves.

mod aspects;
mod sentences;
mod text;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{RuleStates, moved};
use crate::engine::{Graded, Headline, Range};
use crate::report::{Problem, RubricHead, Tool};
use crate::rubric::Rubric;
use crate::text::{Mask, Shown};
use crate::wording::outcome as outcome_words;
use sentences::{ChangedPart, changes};

/// Two rubrics side by side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct DiffReport {
    /// What made it.
    pub tool: Tool,
    /// The old rubric; `None` if it could not be read.
    pub old: Option<RubricHead>,
    /// The new rubric; `None` if it could not be read.
    pub new: Option<RubricHead>,
    /// What differs, part by part.
    pub changes: Vec<ChangedPart>,
    /// How many reviews were graded by both.
    pub reviews: usize,
    /// How many reviews come from each grade to each; those that stay too. Only what occurs.
    pub matrix: Vec<MoveCount>,
    /// How many reviews keep their headline, while the floor, the ceiling or a criterion of them is another.
    pub moved_within: usize,
    /// The reviews that get another grade, in the order they were read.
    pub moved: Vec<MovedReview>,
    /// What could not be read, and why.
    pub errors: Vec<Problem>,
}

/// How many reviews come from one grade to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MoveCount {
    /// The headline by the old rubric.
    #[schemars(with = "Headline")]
    pub was: &'static str,
    /// The headline by the new one.
    #[schemars(with = "Headline")]
    pub now: &'static str,
    /// How many.
    pub count: usize,
}

/// A review that gets another grade.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MovedReview {
    /// Its id.
    pub id: Shown,
    /// Its file.
    pub source: Shown,
    /// The headline by the old rubric.
    #[schemars(with = "Headline")]
    pub was: &'static str,
    /// The headline by the new one.
    #[schemars(with = "Headline")]
    pub now: &'static str,
    /// The rules that move it, each with what it came to.
    pub by: Vec<MovingRule>,
    /// Where that is one rule, others of which each alone would move it too.
    pub or_by: Vec<MovingRule>,
    /// True if it is not the rules but how they combine, or how much has to be stated.
    pub combining: bool,
}

/// A rule that moves a review.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MovingRule {
    /// Its id.
    pub rule: Shown,
    /// Its result: a grade, `inadequate to good`, `not-applicable`, ...; `None` if the rubric has no such rule.
    pub was: Option<String>,
    /// What it comes to now.
    pub now: Option<String>,
}

/// A review graded by a rubric.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GradedBy<'g> {
    /// The rubric.
    pub rubric: &'g Rubric,
    /// What the review came to.
    pub graded: &'g Graded,
}

impl DiffReport {
    /// What differs between `old` and `new`; no review is graded yet.
    #[must_use]
    pub(crate) fn compare(old: &Rubric, new: &Rubric, mask: &Mask) -> Self {
        let (heads, changes) =
            ([old, new].map(|rubric| RubricHead::from_rubric(rubric, mask)), changes(old, new, mask));
        let [old, new] = heads;
        DiffReport { old: Some(old), new: Some(new), changes, ..DiffReport::nothing() }
    }

    /// A page for rubrics that could not be read.
    #[must_use]
    pub(crate) fn nothing() -> Self {
        DiffReport {
            tool: Tool::THIS,
            old: None,
            new: None,
            changes: Vec::new(),
            reviews: 0,
            matrix: Vec::new(),
            moved_within: 0,
            moved: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Adds a review that was graded by both.
    pub(crate) fn add(&mut self, id: &str, source: &str, old: GradedBy<'_>, new: GradedBy<'_>, mask: &Mask) {
        self.reviews += 1;
        let (was, now) = (old.graded.headline.word(), new.graded.headline.word());
        match self.matrix.iter_mut().find(|count| (count.was, count.now) == (was, now)) {
            Some(count) => count.count += 1,
            None => self.matrix.push(MoveCount { was, now, count: 1 }),
        }
        if was == now {
            self.moved_within += usize::from(within(old) != within(new));
            return;
        }
        let why =
            moved(&RuleStates::from_graded(old.rubric, old.graded), &RuleStates::from_graded(new.rubric, new.graded));
        let moving = |ids: &[String]| -> Vec<MovingRule> {
            ids.iter()
                .map(|id| MovingRule { rule: mask.shown(id), was: outcome(old, id), now: outcome(new, id) })
                .collect()
        };
        let (by, or_by) = (moving(&why.rules), moving(&why.others));
        self.moved.push(MovedReview {
            id: mask.shown(id),
            source: mask.shown(source),
            was,
            now,
            by,
            or_by,
            combining: why.combining,
        });
    }
}

/// The range of a review, and those of its criteria by id.
fn within(by: GradedBy<'_>) -> (Option<Range>, BTreeMap<&str, Option<Range>>) {
    let ranges = by.graded.criteria.iter();
    let ranges = ranges.map(|came| (by.rubric[came.id].id.as_str(), came.judged.map(|judged| judged.range)));
    (by.graded.overall.map(|judged| judged.range), ranges.collect())
}

/// The result of a rule, in a word or two.
fn outcome(by: GradedBy<'_>, id: &str) -> Option<String> {
    let result = by.graded.rules().find(|result| by.rubric[result.id].id == id)?;
    Some(outcome_words(result.outcome, result.judged))
}
