//! What was wanted of a case, what came, and why.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Came;
use crate::analysis::cases::{self, Case, Expectation, PartWish, Wish, came_of};
use crate::engine::{Graded, ReasonKind, RuleOutcome, Score};
use crate::review::Grade;
use crate::rubric::{CriterionId, Part, Rubric, RuleId};
use crate::text::{Mask, Place, Shown, and_list};
use crate::wording;

/// Something that was expected and did not come true.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FailureReport {
    /// The line where it is expected, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// Its column in characters, from 1.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// Of what it was expected: `headline`, `floor`, `ceiling`, `score`, `fixes`, or the id of a rule or criterion.
    pub of: Shown,
    /// What was wanted.
    pub wanted: String,
    /// What came.
    pub found: String,
    /// Why it came, sentence by sentence.
    pub because: Vec<Shown>,
}

/// A case and what its review came to.
pub(super) struct Found<'t> {
    pub(super) rubric: &'t Rubric,
    pub(super) case: &'t Case,
    pub(super) graded: &'t Graded,
    pub(super) mask: &'t Mask,
}

impl Found<'_> {
    /// An expectation that does not come true; `place` is where it stands.
    pub(super) fn failure(&self, expectation: &Expectation, place: Place) -> FailureReport {
        let range = self.graded.overall.map(|judged| judged.range);
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "nothing to grade".to_owned());
        let (of, wanted, found) = match &expectation.wish {
            Wish::Headline(headline) => {
                ("headline", headline.word().to_owned(), self.graded.headline.word().to_owned())
            }
            Wish::Floor(grade) => ("floor", word(*grade), or_none(range.map(|range| word(range.floor)))),
            Wish::Ceiling(grade) => ("ceiling", word(*grade), or_none(range.map(|range| word(range.ceiling)))),
            Wish::Score(score) => ("score", score.to_string(), or_none(self.graded.score.map(points))),
            Wish::Fixes(fixes) => {
                let came = cases::fixes(self.rubric, self.case, self.graded);
                ("fixes", edits(*fixes), came.map_or_else(|| "no next grade".to_owned(), edits))
            }
            Wish::Part(part, wish) => (self.rubric.name(*part), wanted(*wish), self.found(*part)),
        };
        let because = match &expectation.wish {
            Wish::Part(Part::Rule(id), _) => self.of_rule(*id),
            Wish::Part(Part::Criterion(id), _) => self.of_criterion(*id),
            Wish::Headline(_) | Wish::Floor(_) | Wish::Ceiling(_) | Wish::Score(_) | Wish::Fixes(_) => {
                self.of_the_whole()
            }
        };
        let because = because.iter().map(|text| self.mask.shown(text)).collect();
        FailureReport { line: place.line, column: place.column, of: self.mask.shown(of), wanted, found, because }
    }

    /// What a part came to: `not-met and adequate`, `not-stated (inadequate to good)`.
    fn found(&self, part: Part) -> String {
        let outcome = self.graded.outcome(part);
        match (came_of(self.graded, Some(part)), outcome, self.graded.judged(part)) {
            (Some(Came::Grade(grade)), Some(outcome), _) => format!("{} and {}", outcome.word(), grade.word()),
            (Some(Came::NotStated), _, Some(judged)) => {
                format!("not-stated ({})", wording::range(judged.range))
            }
            (Some(came), _, _) => came.word().to_owned(),
            (None, _, _) => String::new(),
        }
    }

    /// Why a rule has its result: what falls short first, otherwise what meets the standard.
    fn of_rule(&self, id: RuleId) -> Vec<String> {
        let (own, result) = (&self.rubric[id], &self.graded[id]);
        let facts = self.case.facts();
        let reasons = wording::reasons(own, result, &facts, self.case.judgements.answer(&own.id), self.mask);
        let wrong = |kind: ReasonKind| kind != ReasonKind::Strength;
        let any_wrong = reasons.iter().any(|reason| wrong(reason.kind));
        let said = reasons.into_iter().filter(|reason| wrong(reason.kind) == any_wrong).map(|reason| reason.words.text);
        Some(wording::counted(own, result)).filter(|counted| !counted.is_empty()).into_iter().chain(said).collect()
    }

    /// The rules of a criterion and what they came to.
    fn of_criterion(&self, criterion: CriterionId) -> Vec<String> {
        let rules = self.rubric.rule_ids_of(criterion);
        let present = rules.filter(|id| self.graded[*id].outcome != RuleOutcome::NotApplicable);
        present.map(|id| format!("{}: {}", self.rubric[id].id, self.found(Part::Rule(id)))).collect()
    }

    /// The criteria and what they came to, the limits that act, and the score.
    fn of_the_whole(&self) -> Vec<String> {
        let criteria = self.rubric.criterion_ids();
        let criteria = criteria.map(|id| format!("{}: {}", self.rubric[id].id, self.found(Part::Criterion(id))));
        let acting = self.rubric.limits.iter().zip(&self.graded.limits).filter(|(_, (floor, _))| *floor);
        let limits = acting.map(|(limit, _)| format!("limit: {} caps it at {}", limit.when, limit.overall));
        let score = self.graded.score.map(|score| format!("score: {}", points(score)));
        criteria.chain(limits).chain(score).collect()
    }
}

fn points(score: Score) -> String {
    format!("{:.2}", score.approximate())
}

fn edits(fixes: Option<usize>) -> String {
    fixes.map_or_else(|| "out-of-reach".to_owned(), |fixes| fixes.to_string())
}

/// The grade as cases write it.
fn word(grade: Grade) -> String {
    grade.word().to_owned()
}

fn wanted(wish: PartWish) -> String {
    let outcome = wish.outcome.map(|outcome| outcome.word().to_owned());
    let grade = wish.grade.map(word);
    let floor = wish.floor.map(|floor| format!("floor {}", floor.word()));
    let ceiling = wish.ceiling.map(|ceiling| format!("ceiling {}", ceiling.word()));
    and_list(&[outcome, grade, floor, ceiling].into_iter().flatten().collect::<Vec<_>>())
}
