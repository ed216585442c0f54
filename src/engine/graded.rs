//! What grading one review comes to.

use std::ops::Index;

use schemars::JsonSchema;
use serde::Serialize;

use super::cause::Cause;
use super::combine::OutOfReach;
use super::coverage::{Coverage, Stated};
use super::headline::{Headline, headline};
use super::measure::Tally;
use super::score::Score;
use super::state::{Judged, Range, States};
use crate::review::Grade;
use crate::rubric::{CriterionId, Part, Rubric, RuleId};

/// The complete result for one review.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The answer in short.
    pub headline: Headline,
    /// What the review comes to, limits applied; `None` if there is nothing to grade.
    pub overall: Option<Judged>,
    /// How much of the grading is settled by what is stated.
    pub coverage: Coverage,
    /// What unanswered questions could still change; `None` if there are none.
    pub if_answered: Option<IfAnswered>,
    /// The score; `None` if there is nothing to grade.
    pub score: Option<Score>,
    /// For each limit of the rubric whether it caps the floor and the ceiling.
    pub limits: Vec<(bool, bool)>,
    /// The next grade above the floor, with the needs of it that do not hold for certain.
    pub next: Option<OutOfReach>,
    /// The criteria, in the order of the rubric.
    pub criteria: Vec<CriterionResult>,
    /// The facts that are not stated and would decide: between floor and ceiling if the headline is a grade, otherwise
    /// those that would add most.
    pub deciding: Vec<Deciding>,
    /// What it comes to with people's waivers and departures; `None` where there are none.
    pub finished: Option<Finished>,
    /// Whether its texts only fill their places.
    pub says_nothing: bool,
    /// Whether the answers of an answer sheet are all that is known of the review.
    pub answers_only: bool,
}

impl Graded {
    /// True while a question for a person is open.
    #[must_use]
    pub(crate) fn is_provisional(&self) -> bool {
        self.if_answered.is_some() || self.rules().any(|rule| rule.outcome == RuleOutcome::Unanswered)
    }

    /// Whether answers to open questions could change the grade. People's waivers and departures may make an answer count
    /// that could not change the grade without them.
    #[must_use]
    pub fn may_change(&self) -> bool {
        let is_settled = |open: &IfAnswered| {
            open.range.floor == open.range.ceiling && self.headline == Headline::Grade(open.range.floor)
        };
        self.headline != Headline::ProfileOnly
            && self.is_provisional()
            && !(self.finished.is_none() && self.if_answered.as_ref().is_some_and(is_settled))
    }

    /// The answer in short, people's waivers and departures counted.
    #[must_use]
    pub fn final_headline(&self) -> Headline {
        self.finished.as_ref().map_or(self.headline, |finished| finished.headline)
    }

    /// The worst and best that the review comes to, people's waivers and departures counted.
    #[must_use]
    pub fn final_overall(&self) -> Option<Judged> {
        self.finished.as_ref().map_or(self.overall, |finished| finished.overall)
    }

    /// The headline of a review that comes to `overall` and of which as much is stated as of this one.
    pub(super) fn headline_of(&self, rubric: &Rubric, overall: Option<Judged>) -> Headline {
        headline(rubric, overall, &self.coverage, (self.says_nothing, self.answers_only))
    }
}

/// A cause that is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciding {
    /// The rule.
    pub rule: RuleId,
    /// The cause's number, from 0, among those of the rule's result.
    pub cause: usize,
}

/// What a review comes to with people's waivers and departures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The grade, or the reason for no grade.
    pub headline: Headline,
    /// The worst and best that the review comes to; `None` if there is nothing to grade.
    pub overall: Option<Judged>,
    /// Each criterion, in the order of the rubric; `None` where it is absent.
    pub criteria: Vec<Option<Judged>>,
    /// For each waiver, in their order, what it does.
    pub waivers: Vec<WaiverEffect>,
    /// For each departure, in their order, the grade of the rubric in whose place it is; `None` where there was none.
    pub departures: Vec<Option<Grade>>,
}

/// What a waiver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiverEffect {
    /// The rule, or the item, is not counted.
    Used,
    /// The review has no item of that name in the list that the rule looks at.
    NoSuchItem,
    /// The rule does not look at that item in any case.
    NotSelected,
    /// The rule does not apply in any case.
    DoesNotApply,
}

/// What open questions could still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfAnswered {
    /// How many are open.
    pub open: usize,
    /// The floor with each at its worst and the ceiling with each at its best.
    pub range: Range,
}

/// The result for a criterion.
#[derive(Clone, Debug)]
pub struct CriterionResult {
    /// Which criterion.
    pub id: CriterionId,
    /// What it comes to; `None` where it is absent.
    pub judged: Option<Judged>,
    /// Its score; `None` where it is absent.
    pub score: Option<Score>,
    /// Its rules, in the order of the rubric.
    pub rules: Vec<RuleResult>,
}

/// The result of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum RuleOutcome {
    /// Its floor is its best band.
    Met,
    /// It is settled, below its best band.
    NotMet,
    /// What is not stated could change it.
    NotStated,
    /// It does not apply.
    NotApplicable,
    /// An unanswered question.
    Unanswered,
}

impl RuleOutcome {
    /// All that there are.
    pub const ALL: [RuleOutcome; 5] = [
        RuleOutcome::Met,
        RuleOutcome::NotMet,
        RuleOutcome::NotStated,
        RuleOutcome::NotApplicable,
        RuleOutcome::Unanswered,
    ];

    /// Its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RuleOutcome::Met => "met",
            RuleOutcome::NotMet => "not-met",
            RuleOutcome::NotStated => "not-stated",
            RuleOutcome::NotApplicable => "not-applicable",
            RuleOutcome::Unanswered => "unanswered",
        }
    }
}

/// The result for a rule.
#[derive(Clone, Debug)]
pub struct RuleResult {
    /// Which rule.
    pub id: RuleId,
    /// Its result.
    pub outcome: RuleOutcome,
    /// The grades it can come to; `None` where it is absent.
    pub judged: Option<Judged>,
    /// What was counted; `None` where it does not apply.
    pub tally: Option<Tally>,
    /// Its score; `None` where it is absent.
    pub score: Option<Score>,
    /// Why, not yet in words.
    pub causes: Vec<Cause>,
    /// How much of what it reads is stated; `None` if it reads nothing of the record.
    pub(super) stated: Option<Stated>,
}

impl Index<CriterionId> for Graded {
    type Output = CriterionResult;

    fn index(&self, id: CriterionId) -> &CriterionResult {
        id.find(&self.criteria)
    }
}

impl Index<RuleId> for Graded {
    type Output = RuleResult;

    fn index(&self, id: RuleId) -> &RuleResult {
        find(&self.criteria, id)
    }
}

impl Graded {
    /// The results of all rules, in the order of the rubric.
    pub fn rules(&self) -> impl Iterator<Item = &RuleResult> {
        self.criteria.iter().flat_map(|criterion| &criterion.rules)
    }

    /// How a part is judged; `None` where it is absent.
    #[must_use]
    pub fn judged(&self, part: Part) -> Option<Judged> {
        match part {
            Part::Criterion(id) => self[id].judged,
            Part::Rule(id) => self[id].judged,
        }
    }

    /// The outcome of a part that is a rule.
    #[must_use]
    pub(crate) fn outcome(&self, part: Part) -> Option<RuleOutcome> {
        match part {
            Part::Criterion(_) => None,
            Part::Rule(id) => Some(self[id].outcome),
        }
    }

    /// The result of each rule, criterion by criterion.
    #[must_use]
    pub fn states(&self) -> States {
        self.criteria.iter().map(|criterion| criterion.rules.iter().map(|rule| rule.judged).collect()).collect()
    }
}

/// The result of a rule.
pub(super) fn find(criteria: &[CriterionResult], id: RuleId) -> &RuleResult {
    id.rule_of(&id.criterion().find(criteria).rules)
}
