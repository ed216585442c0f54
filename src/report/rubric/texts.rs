//! What a rubric and its rules say, for programs: the sentences that people read.

use schemars::JsonSchema;
use serde::Serialize;

use super::show::{limit_sentence, origin, show};
use super::sources::SourceCounts;
use crate::report::doc::Doc;
use crate::report::page::{RubricHead, Tool};
use crate::report::{Report, View};
use crate::rubric::{Criterion, Profile, Rubric, Rule, SourceBasis};
use crate::text::{Mask, Shown};
use crate::wording;

/// A rule in sentences.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RuleText {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// What it asks and how it is graded, a sentence each.
    pub asks: Vec<Shown>,
    /// Why it matters.
    pub why: Option<Shown>,
    /// Where the requirement comes from.
    pub source: Option<Shown>,
    /// How far the author of the rubric checked the source: `read`, `recalled` or `ours`; null where the rubric does not say.
    pub basis: Option<&'static str>,
    /// Whether a rubric that extends another has it from there, in a sentence; null in a rubric that extends none.
    pub origin: Option<Shown>,
    /// What its grade is based on.
    pub based_on: Shown,
    /// How much it counts.
    pub weight: Shown,
    /// How it limits the grade of the review; null where it does not.
    pub limit: Option<Shown>,
    /// Whether an edit of the review can meet it.
    pub fixable: bool,
}

impl RuleText {
    pub(in crate::report) fn from_rule(rubric: &Rubric, criterion: &Criterion, rule: &Rule, mask: &Mask) -> Self {
        RuleText {
            id: mask.shown(&rule.id),
            title: mask.shown(&rule.title),
            asks: wording::sentences(rule).iter().map(|sentence| mask.shown(sentence)).collect(),
            why: rule.why.as_deref().map(|why| mask.shown(why)),
            source: rule.source.as_deref().map(|source| mask.shown(source)),
            basis: rule.basis.map(SourceBasis::word),
            origin: origin(rubric, &rule.id).map(|origin| mask.shown(&origin)),
            based_on: mask.shown(&wording::rests_on(rule)),
            weight: mask.shown(&wording::weight(criterion, rule)),
            limit: wording::limits(rubric, rule).map(|limit| mask.shown(&limit)),
            fixable: rule.fixable,
        }
    }
}

/// What one grade needs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct GradeText {
    /// The grade.
    pub grade: &'static str,
    /// Its needs, a clause each.
    pub needs: Vec<Shown>,
}

/// A criterion in sentences.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CriterionText {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// The question it asks.
    pub asks: Option<Shown>,
    /// Its share of the weight of all criteria, in percent.
    #[schemars(range(min = 0, max = 100))]
    pub percent: u64,
    /// What each grade needs of its rules, the best first; the worst is given otherwise.
    pub grades: Vec<GradeText>,
    /// Its rules.
    pub rules: Vec<RuleText>,
}

/// All that a rubric says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RubricReport {
    /// What made it.
    pub tool: Tool,
    /// The rubric.
    pub rubric: RubricHead,
    /// The kinds of review it is for; empty means all.
    pub kinds: Vec<Shown>,
    /// What it is.
    pub about: Option<Shown>,
    /// What none of its grades judges.
    pub not_judged: Shown,
    /// What each grade of a review needs of the criteria, the best first; the worst is given otherwise.
    pub grades: Vec<GradeText>,
    /// The limiting judgements, a sentence each.
    pub limits: Vec<Shown>,
    /// The criteria.
    pub criteria: Vec<CriterionText>,
    /// How many rules rest on what.
    pub sources: SourceCounts,
    #[serde(skip)]
    doc: Doc,
}

impl RubricReport {
    /// Describes all of `rubric`.
    #[must_use]
    pub(crate) fn from_rubric(rubric: &Rubric, mask: &Mask) -> Self {
        let total = rubric.criteria.iter().map(|criterion| criterion.weight).sum();
        let criterion = |own: &Criterion| CriterionText {
            id: mask.shown(&own.id),
            title: mask.shown(&own.title),
            asks: own.asks.as_deref().map(|asks| mask.shown(asks)),
            percent: wording::percent_of(own.weight, total),
            grades: grades(rubric, &own.profile, "its rules", mask),
            rules: own.rules.iter().map(|rule| RuleText::from_rule(rubric, own, rule, mask)).collect(),
        };
        RubricReport {
            tool: Tool::THIS,
            rubric: RubricHead::from_rubric(rubric, mask),
            kinds: rubric.kinds.iter().map(|kind| mask.shown(kind)).collect(),
            about: rubric.about.as_deref().map(|about| mask.shown(about)),
            not_judged: mask.shown(&rubric.not_judged),
            grades: grades(rubric, &rubric.overall, "the criteria", mask),
            limits: rubric.limits.iter().map(|limit| mask.shown(&limit_sentence(rubric, limit))).collect(),
            criteria: rubric.criteria.iter().map(criterion).collect(),
            sources: SourceCounts::from_rubric(rubric),
            doc: show(rubric, mask),
        }
    }

    /// The same, shown to people as another document.
    #[must_use]
    pub(crate) fn with_doc(self, doc: Doc) -> Self {
        RubricReport { doc, ..self }
    }
}

impl Report for RubricReport {
    fn doc(&self, _: View) -> Doc {
        self.doc.clone()
    }
}

/// What each grade of a profile needs, the best first.
fn grades(rubric: &Rubric, profile: &Profile, all: &str, mask: &Mask) -> Vec<GradeText> {
    let text = |grade: crate::review::Grade| {
        let (_, needs) = profile.grades.iter().find(|(own, _)| *own == grade)?;
        let needs = needs.iter().map(|need| mask.shown(&wording::need_met(need, rubric, all))).collect();
        Some(GradeText { grade: grade.word(), needs })
    };
    rubric.scale.earned().filter_map(text).collect()
}
