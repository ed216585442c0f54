//! One result a line, for sets of any size.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::Tool;
use super::about::AboutReport;
use super::compose::rule_reports;
use super::judged::finally;
use super::located::{GradedWith, Located};
use super::page::{RubricHead, RuleReport};
use super::second_look::second_look_codes;
use crate::engine::{CriterionResult, Evidence, Graded, Headline, Range, RuleOutcome, RuleResult, Score, evidence};
use crate::load::{Bundle, FileState};
use crate::review::{Facts, Grade, RecordedGrade};
use crate::rubric::{CriterionId, Rubric};
use crate::text::{Mask, Shown};

/// The result of one review, short enough for a line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ResultLine<'r> {
    /// The id of the review.
    pub id: Shown,
    /// Its file.
    pub source: Shown,
    /// Its line, where each line of the file is a review.
    pub line: Option<usize>,
    /// The grade, or the reason for no grade.
    #[schemars(with = "Headline")]
    pub grade: &'static str,
    /// The worst it can be.
    pub floor: Option<Grade>,
    /// The best it can be.
    pub ceiling: Option<Grade>,
    /// How much of the grading is settled by what is stated, from 0 to 1.
    pub coverage: f64,
    /// Whether a question for a person is open.
    pub provisional: bool,
    /// False where open questions cannot change the grade; left out where they can, and where none is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_change: Option<bool>,
    /// The score, from 0 to 1.
    pub score: Option<f64>,
    /// Whether nothing can change the grade any more: no question is open, and the worst is the best.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The grade with people's departures and waivers; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Headline>")]
    pub final_grade: Option<&'static str>,
    /// The worst grade with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_floor: Option<Grade>,
    /// The best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_ceiling: Option<Grade>,
    /// The grade that somebody else recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Grade>,
    /// What tables can group by.
    #[serde(skip_serializing_if = "AboutReport::is_empty")]
    pub about: AboutReport,
    /// What deserves a second look, by its stable word; it never changes the grade.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub second_look: Vec<&'static str>,
    /// SHA-256 of what the review means, its lists and documents included, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub hash: Option<String>,
    /// The judgement files.
    pub judgements: Vec<LineJudgement>,
    /// What made it.
    pub tool: Tool,
    /// The command that grades the review again.
    pub command: Vec<Shown>,
    /// The rubric.
    pub rubric: &'r RubricHead,
    /// What each criterion comes to, by its id: a grade, the worst and best it can be, or null where it does not apply.
    pub criteria: IndexMap<&'r str, Option<CriterionGrade>>,
    /// The rules that are not met, or not surely.
    pub lowered: Vec<LoweredBy<'r>>,
    /// Every rule of each criterion with its reasons, where all is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<IndexMap<&'r str, Vec<RuleReport>>>,
}

/// What a criterion comes to.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum CriterionGrade {
    /// This grade.
    Known(Grade),
    /// Something between these two.
    Between {
        /// The worst it can be.
        floor: Grade,
        /// The best it can be.
        ceiling: Grade,
    },
}

impl From<Range> for CriterionGrade {
    fn from(Range { floor, ceiling }: Range) -> Self {
        if floor == ceiling { CriterionGrade::Known(floor) } else { CriterionGrade::Between { floor, ceiling } }
    }
}

/// A judgement file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct LineJudgement {
    /// The file.
    pub source: Shown,
    /// SHA-256 of what it means, in hexadecimal.
    pub hash: String,
}

/// A rule that is not met, or not surely.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct LoweredBy<'r> {
    /// Its criterion.
    pub criterion: &'r str,
    /// Its id.
    pub rule: &'r str,
    /// The result.
    #[schemars(with = "RuleOutcome")]
    pub outcome: &'static str,
    /// The places in the review that are the reason.
    #[schemars(with = "Vec<String>")]
    pub paths: Vec<Evidence>,
}

impl<'r> ResultLine<'r> {
    /// Makes the line of a review; with `all`, every rule and its reasons.
    #[must_use]
    pub(crate) fn new(
        with: GradedWith<'r>,
        head: &'r RubricHead,
        graded: &Graded,
        file: Located<'_>,
        all: bool,
    ) -> Self {
        let facts = with.facts.unfilled_by(&with.rubric.placeholders);
        let (rubric, review, mask) = (with.rubric, with.facts.review(), file.mask);
        let range = graded.overall.map(|judged| judged.range);
        let provisional = graded.is_provisional();
        let criterion =
            |result: &CriterionResult| (rubric[result.id].id.as_str(), result.judged.map(|judged| judged.range.into()));
        let rules = all.then(|| {
            let ids = rubric.criteria.iter().map(|own| own.id.as_str());
            ids.zip(rule_reports(with, graded, file)).collect()
        });
        let (_, final_floor, final_ceiling) = finally(graded);
        ResultLine {
            id: mask.shown(review.review.id.as_deref().unwrap_or("")),
            source: mask.shown(&file.sources.first().name),
            line: file.sources.first().line,
            grade: graded.headline.word(),
            floor: range.map(|range| range.floor),
            ceiling: range.map(|range| range.ceiling),
            coverage: graded.coverage.approximate(),
            provisional,
            may_change: (provisional && !graded.may_change()).then_some(false),
            score: graded.score.map(Score::approximate),
            is_final: !provisional && range.is_some_and(|range| range.floor == range.ceiling),
            final_grade: graded.finished.as_ref().map(|finished| finished.headline.word()),
            final_floor,
            final_ceiling,
            recorded: review.recorded.grade.as_ref().and_then(RecordedGrade::grade),
            about: AboutReport::from_review(review, mask),
            second_look: second_look_codes(with.judgements, file),
            hash: None,
            judgements: Vec::new(),
            tool: Tool::THIS,
            command: Vec::new(),
            rubric: head,
            criteria: graded.criteria.iter().map(criterion).collect(),
            lowered: lowered(with.rubric, &facts, graded),
            rules,
        }
    }

    /// Adds hashes of what the review and the judgement files meant when they were read, and the command that read them.
    pub(crate) fn add_inputs(&mut self, review: &Bundle, files: &[FileState], command: Vec<Shown>, mask: &Mask) {
        let judgement = |file: &FileState| LineJudgement { source: mask.shown(&file.source), hash: file.hash.clone() };
        self.hash = Some(review.hash());
        self.judgements = files.iter().map(judgement).collect();
        self.command = command;
    }

    /// Returns the final grade, people's departures and waivers counted, if there is one.
    #[must_use]
    pub(crate) fn final_grade(&self) -> Option<Grade> {
        self.final_floor.or(self.floor).filter(|floor| floor.word() == self.final_grade.unwrap_or(self.grade))
    }
}

fn lowered<'r>(rubric: &'r Rubric, facts: &Facts<'_>, graded: &Graded) -> Vec<LoweredBy<'r>> {
    let lowers = |outcome| !matches!(outcome, RuleOutcome::Met | RuleOutcome::NotApplicable);
    let rules =
        graded.criteria.iter().flat_map(|criterion| criterion.rules.iter().map(move |rule| (criterion.id, rule)));
    let rules = rules.filter(|(_, result)| lowers(result.outcome) && result.judged.is_some());
    let line = |(criterion, result): (CriterionId, &RuleResult)| {
        let rule = &rubric[result.id];
        let mut paths: Vec<Evidence> = result.causes.iter().map(|cause| evidence(rule, facts, *cause)).collect();
        paths.dedup();
        let criterion = rubric[criterion].id.as_str();
        LoweredBy { criterion, rule: &rule.id, outcome: result.outcome.word(), paths }
    };
    rules.map(line).collect()
}
