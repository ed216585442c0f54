//! Running cases: what does not come to what was expected.

use super::expect::{Expectation, PartWish, Wish};
use super::read::Case;
use crate::engine::{Graded, Judged, Presence, Raise, RuleOutcome, Score, grade, raise};
use crate::rubric::{Part, Rubric};

/// Grades the review of a case with its answers.
#[must_use]
pub fn graded(rubric: &Rubric, case: &Case) -> Graded {
    grade(rubric, &case.facts(), &case.judgements)
}

/// The expectations of `case` that `graded` does not meet.
#[must_use]
pub fn unmet<'c>(rubric: &Rubric, case: &'c Case, graded: &Graded) -> Vec<&'c Expectation> {
    let holds = |expectation: &&Expectation| match expectation.wish {
        Wish::Fixes(wanted) => fixes(rubric, case, graded) == Some(wanted),
        Wish::Headline(_) | Wish::Floor(_) | Wish::Ceiling(_) | Wish::Score(_) | Wish::Part(..) => {
            holds(&expectation.wish, graded)
        }
    };
    case.expectations.iter().filter(|expectation| !holds(expectation)).collect()
}

/// How many fixes the shortest way from the floor to the next grade takes; `Some(None)` if no edit leads there, `None` if
/// there is no next grade.
#[must_use]
pub fn fixes(rubric: &Rubric, case: &Case, graded: &Graded) -> Option<Option<usize>> {
    let to = graded.next.as_ref()?.grade;
    let raise = raise(rubric, &case.facts(), &case.judgements, &graded.states(), to)?;
    Some(match raise {
        Raise::Fixes(way) => Some(way.fixes),
        Raise::OutOfReach(_) => None,
    })
}

fn holds(wish: &Wish, graded: &Graded) -> bool {
    let range = graded.overall.map(|judged| judged.range);
    match wish {
        Wish::Headline(headline) => graded.headline == *headline,
        Wish::Floor(grade) => range.is_some_and(|range| range.floor == *grade),
        Wish::Ceiling(grade) => range.is_some_and(|range| range.ceiling == *grade),
        Wish::Score(wanted) => graded
            .score
            .map(Score::approximate)
            .is_some_and(|score| (score - wanted).abs() <= 0.005 + f64::EPSILON * 100.0),
        Wish::Part(part, wish) => part_holds(wish, part_of(graded, *part)),
        Wish::Fixes(_) => false,
    }
}

/// What a part came to: its outcome, if it is a rule, and the grades it can be.
pub(super) fn part_of(graded: &Graded, part: Part) -> (Option<RuleOutcome>, Option<Judged>) {
    (graded.outcome(part), graded.judged(part))
}

fn part_holds(wish: &PartWish, (outcome, judged): (Option<RuleOutcome>, Option<Judged>)) -> bool {
    let outcome = outcome.unwrap_or_else(|| outcome_of(judged));
    let settled =
        judged.filter(|judged| judged.presence == Presence::Sure && judged.range.floor == judged.range.ceiling);
    wish.outcome.is_none_or(|wanted| outcome == wanted)
        && wish.grade.is_none_or(|grade| settled.is_some_and(|judged| judged.range.floor == grade))
        && wish.floor.is_none_or(|grade| judged.is_some_and(|judged| judged.range.floor == grade))
        && wish.ceiling.is_none_or(|grade| judged.is_some_and(|judged| judged.range.ceiling == grade))
}

/// What a criterion came to, in the words for rules: absent, open, or settled.
fn outcome_of(judged: Option<Judged>) -> RuleOutcome {
    match judged {
        None => RuleOutcome::NotApplicable,
        Some(judged) if judged.presence == Presence::Maybe || judged.range.floor < judged.range.ceiling => {
            RuleOutcome::NotStated
        }
        Some(_) => RuleOutcome::Met,
    }
}
