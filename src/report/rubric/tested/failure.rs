//! What was wanted of a case, what came, and why.

use super::{FailureReport, name};
use crate::analysis::Came;
use crate::analysis::cases::{self, Case, Expectation, PartWish, Wish, came_of};
use crate::engine::{Graded, ReasonKind, RuleOutcome, Score};
use crate::rubric::{Part, Rubric};
use crate::text::{Mask, Place, and_list};
use crate::wording;

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
            Wish::Floor(grade) => ("floor", grade.to_string(), or_none(range.map(|range| range.floor.to_string()))),
            Wish::Ceiling(grade) => {
                ("ceiling", grade.to_string(), or_none(range.map(|range| range.ceiling.to_string())))
            }
            Wish::Score(score) => ("score", score.to_string(), or_none(self.graded.score.map(points))),
            Wish::Fixes(fixes) => {
                let came = cases::fixes(self.rubric, self.case, self.graded);
                ("fixes", edits(*fixes), came.map_or_else(|| "no next grade".to_owned(), edits))
            }
            Wish::Part(part, wish) => (name(self.rubric, Some(*part)), wanted(*wish), self.found(*part)),
        };
        let because = match &expectation.wish {
            Wish::Part(Part::Rule(c, r), _) => self.of_rule(*c, *r),
            Wish::Part(Part::Criterion(c), _) => self.of_criterion(*c),
            Wish::Headline(_) | Wish::Floor(_) | Wish::Ceiling(_) | Wish::Score(_) | Wish::Fixes(_) => {
                self.of_the_whole()
            }
        };
        let because = because.iter().map(|text| self.mask.shown(text)).collect();
        FailureReport { line: place.line, column: place.column, of: self.mask.shown(of), wanted, found, because }
    }

    /// What a part came to: `not-met and adequate`, `not-stated (inadequate to good)`.
    fn found(&self, part: Part) -> String {
        let criterion = |at: usize| self.graded.criteria.get(at);
        let (outcome, judged) = match part {
            Part::Criterion(at) => (None, criterion(at).and_then(|criterion| criterion.judged)),
            Part::Rule(at, rule) => {
                let rule = criterion(at).and_then(|criterion| criterion.rules.get(rule));
                (rule.map(|rule| rule.outcome), rule.and_then(|rule| rule.judged))
            }
        };
        match (came_of(self.graded, Some(part)), outcome, judged) {
            (Some(Came::Grade(grade)), Some(outcome), _) => format!("{} and {grade}", outcome.word()),
            (Some(Came::NotStated), _, Some(judged)) => {
                format!("not-stated ({})", wording::range(judged.range))
            }
            (Some(came), _, _) => came.word().to_owned(),
            (None, _, _) => String::new(),
        }
    }

    /// Why a rule has its result: what falls short first, otherwise what meets the standard.
    fn of_rule(&self, criterion: usize, rule: usize) -> Vec<String> {
        let own = self.rubric.criteria.get(criterion).and_then(|criterion| criterion.rules.get(rule));
        let result = self.graded.criteria.get(criterion).and_then(|criterion| criterion.rules.get(rule));
        let Some((own, result)) = own.zip(result) else { return Vec::new() };
        let facts = self.case.facts();
        let reasons = wording::reasons(own, result, &facts, self.case.judgements.answer(&own.id));
        let wrong = |kind: ReasonKind| kind != ReasonKind::Strength;
        let any_wrong = reasons.iter().any(|reason| wrong(reason.kind));
        let said = reasons.into_iter().filter(|reason| wrong(reason.kind) == any_wrong).map(|reason| reason.words.text);
        Some(wording::counted(own, result)).filter(|counted| !counted.is_empty()).into_iter().chain(said).collect()
    }

    /// The rules of a criterion and what they came to.
    fn of_criterion(&self, criterion: usize) -> Vec<String> {
        let pair = self.rubric.criteria.get(criterion).zip(self.graded.criteria.get(criterion));
        let Some((own, result)) = pair else { return Vec::new() };
        let rules = own.rules.iter().zip(&result.rules).enumerate();
        let present = rules.filter(|(_, (_, result))| result.outcome != RuleOutcome::NotApplicable);
        present.map(|(at, (rule, _))| format!("{}: {}", rule.id, self.found(Part::Rule(criterion, at)))).collect()
    }

    /// The criteria and what they came to, the limits that act, and the score.
    fn of_the_whole(&self) -> Vec<String> {
        let criteria = self.rubric.criteria.iter().enumerate();
        let criteria = criteria.map(|(at, own)| format!("{}: {}", own.id, self.found(Part::Criterion(at))));
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

fn wanted(wish: PartWish) -> String {
    let outcome = wish.outcome.map(|outcome| outcome.word().to_owned());
    let grade = wish.grade.map(|grade| grade.to_string());
    let floor = wish.floor.map(|floor| format!("floor {floor}"));
    let ceiling = wish.ceiling.map(|ceiling| format!("ceiling {ceiling}"));
    and_list(&[outcome, grade, floor, ceiling].into_iter().flatten().collect::<Vec<_>>())
}
