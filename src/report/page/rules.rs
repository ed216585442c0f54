//! What decided a grade: criteria, their rules, limits and reasons.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::{Anchor, PlaceReport};
use crate::engine::{ReasonKind, RuleOutcome};
use crate::review::{Basis, Grade};
use crate::text::Shown;

/// A limit that acts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LimitReport {
    /// The criterion or rule it looks at.
    pub when: Shown,
    /// It acts while that is judged this or worse.
    pub when_at: Grade,
    /// The review is then no better than this.
    pub overall: Grade,
    /// True if it acts whatever is not stated; otherwise it acts on the floor only.
    pub surely: bool,
    /// Why.
    pub because: Option<Shown>,
}

/// What a grade rests on: shares of the weight, together 1 (or all 0 where nothing took part).
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct RestsOn {
    /// The author's statement.
    #[schemars(range(min = 0, max = 1))]
    pub word: f64,
    /// Text that is there.
    #[schemars(range(min = 0, max = 1))]
    pub text: f64,
    /// Links between items.
    #[schemars(range(min = 0, max = 1))]
    pub link: f64,
    /// Classes picked.
    #[schemars(range(min = 0, max = 1))]
    pub class: f64,
    /// Facts worked out from others.
    #[schemars(range(min = 0, max = 1))]
    pub computed: f64,
    /// Facts outside the document.
    #[schemars(range(min = 0, max = 1))]
    pub world: f64,
    /// People's answers.
    #[schemars(range(min = 0, max = 1))]
    pub person: f64,
}

impl RestsOn {
    pub(in crate::report) fn from_shares(shares: [f64; 7]) -> Self {
        let [word, text, link, class, computed, world, person] = shares;
        RestsOn { word, text, link, class, computed, world, person }
    }

    /// The shares with what they are, in the order of [`Basis::ALL`].
    #[must_use]
    pub(crate) fn parts(&self) -> [(Basis, f64); 7] {
        let shares = [self.word, self.text, self.link, self.class, self.computed, self.world, self.person];
        let mut parts = Basis::ALL.map(|basis| (basis, 0.0));
        for (part, share) in parts.iter_mut().zip(shares) {
            part.1 = share;
        }
        parts
    }
}

/// A fact that is not stated and would decide.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct DecidingReport {
    /// The rule that reads it.
    pub rule: Shown,
    /// What it is, in words.
    pub text: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}

/// How many points parts have, by weight.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PointsReport {
    /// Ids and tags of the parts; empty where all count.
    pub of: Vec<Shown>,
    /// What they are.
    pub unit: PointsUnit,
    /// The fewest.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// The same in words.
    #[serde(skip)]
    pub words: Shown,
}

/// What points are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum PointsUnit {
    /// The mean.
    Mean,
    /// Of 100 of the best possible points.
    Percent,
}

/// A criterion.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CriterionReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// The judgement, where floor and ceiling agree.
    pub grade: Option<Grade>,
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
    /// What it comes to with people's departures and waivers; left out where they change nothing.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub(crate) finally: Option<FinalReport>,
    /// True if it may turn out not to apply.
    pub may_not_apply: bool,
    /// Its score, from 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// The points that its needs reckon with; empty where they reckon with none.
    pub(crate) points: Vec<PointsReport>,
    /// What decided it, in words.
    pub decided_by: Option<Shown>,
    /// Its weight beside the other criteria's.
    #[serde(skip)]
    pub weight: u64,
    /// Its rules.
    pub rules: Vec<RuleReport>,
}

/// What a criterion comes to with people's departures and waivers; both null where it no longer applies.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct FinalReport {
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
}

/// A rule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RuleReport {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// Its result.
    pub outcome: RuleOutcome,
    /// The judgement, where floor and ceiling agree.
    pub grade: Option<Grade>,
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
    /// The best grade that the rule gives.
    pub best: Grade,
    /// True if it may turn out not to apply.
    pub may_not_apply: bool,
    /// Its score, from 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// What was measured.
    pub(crate) measure: Option<MeasureReport>,
    /// The same in words.
    pub counted: Shown,
    /// What it matters now; null unless it was asked for, and where it takes no part.
    pub(crate) impact: Option<ImpactReport>,
    /// Its weight beside the criterion's other rules.
    #[serde(skip)]
    pub weight: u64,
    /// Why.
    pub reasons: Vec<ReasonReport>,
}

/// What a rule matters now: grades that would follow, null where nothing would change.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ImpactReport {
    /// The criterion's floor, if the rule alone were at its best.
    pub raises_criterion: Option<Grade>,
    /// The review's floor, if the rule alone were at its best.
    pub raises_review: Option<Grade>,
    /// The criterion's floor, if the rule alone failed.
    pub lowers_criterion: Option<Grade>,
    /// The review's floor, if the rule alone failed.
    pub lowers_review: Option<Grade>,
    /// True if its failing would lower its criterion or the review.
    pub decisive: bool,
    /// The points of score to be gained.
    #[schemars(range(min = 0, max = 100))]
    pub points: f64,
}

/// What a rule measured.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum MeasureReport {
    /// A share.
    #[serde(rename_all = "kebab-case")]
    Share {
        /// Items that meet the rule.
        met: usize,
        /// Of how many.
        of: usize,
        /// How many of them are not settled.
        not_stated: usize,
        /// True if there may be further items.
        goes_on: bool,
    },
    /// A count or number; `value` is null while it is not settled.
    Number {
        /// The number.
        value: Option<i64>,
        /// The least it can be.
        low: Option<i64>,
        /// The most it can be.
        high: Option<i64>,
    },
    /// A person's answer.
    Answer {
        /// The grade given.
        answer: Grade,
    },
}

/// A reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReasonReport {
    /// `short`, `not-stated`, `question` or `strength`.
    pub kind: ReasonKind,
    /// The sentence.
    pub text: Shown,
    /// The facts it rests on.
    pub facts: Vec<&'static str>,
    /// What was found.
    pub found: Shown,
    /// What was wanted.
    pub wanted: Shown,
    /// What to do.
    pub advice: Option<Shown>,
    /// What to call the item it is about.
    #[serde(skip)]
    pub item: Option<Shown>,
    /// What the item lacks, where that is all that is wrong with it.
    #[serde(skip)]
    pub lacks: Option<Shown>,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
    /// Where it is in the Word documents of the review.
    #[serde(skip)]
    pub(in crate::report) anchors: Vec<Anchor>,
}
