//! What a rubric can come to.

use crate::review::Grade;
use crate::rubric::{Empty, Measure, Rule};

/// What a part or the review comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// This grade, for certain.
    Grade(Grade),
    /// It has no place.
    NotApplicable,
    /// What is not stated could change it.
    NotStated,
    /// An unanswered question.
    Unanswered,
    /// Too little is stated to grade the review.
    NotEnoughStated,
}

impl Came {
    /// Its stable word.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Came::Grade(grade) => grade.word(),
            Came::NotApplicable => "not-applicable",
            Came::NotStated => "not-stated",
            Came::Unanswered => "unanswered",
            Came::NotEnoughStated => "not-enough-stated",
        }
    }
}

/// What `rule` can come to: the grades that its bands give, and whether it can be absent, open or unanswered.
#[must_use]
pub(crate) fn rule_outcomes(rule: &Rule) -> Vec<Came> {
    let mut outcomes: Vec<Came> = rule_grades(rule).into_iter().map(Came::Grade).collect();
    if may_be_absent(rule) {
        outcomes.push(Came::NotApplicable);
    }
    if rule.may_be_answered_away() && !outcomes.contains(&Came::NotApplicable) {
        outcomes.push(Came::NotApplicable);
    }
    if rule.is_asked() {
        outcomes.push(Came::Unanswered);
    } else if may_be_open(rule) {
        outcomes.push(Came::NotStated);
    }
    outcomes
}

/// The grades that a rule gives, the best first.
#[must_use]
pub(crate) fn rule_grades(rule: &Rule) -> Vec<Grade> {
    match &rule.measure {
        Measure::Share(share) => {
            let bands = share.bands.bands.iter().map(|(grade, _)| *grade);
            let bands: Vec<Grade> = if share.each.is_some() { bands.collect() } else { bands.take(1).collect() };
            bands.into_iter().chain([share.bands.unmet]).collect()
        }
        Measure::Count { bands, .. } | Measure::Number { bands, .. } => {
            bands.bands.iter().map(|(grade, _)| *grade).chain([bands.unmet]).collect()
        }
        Measure::Ask { answers, .. } => answers.clone(),
    }
}

/// True if what a rule reads can be not stated: a document is given or not, and nothing in its text is open.
fn may_be_open(rule: &Rule) -> bool {
    let of_items = match &rule.measure {
        Measure::Share(share) => share.each.is_some(),
        Measure::Count { .. } => true,
        Measure::Number { .. } | Measure::Ask { .. } => false,
    };
    let applies = rule.applies_when.iter().map(|condition| condition.fact);
    of_items || applies.chain(rule.facts()).any(|fact| !fact.is_of_document())
}

/// True if a rule can turn out not to apply.
#[must_use]
pub(crate) fn may_be_absent(rule: &Rule) -> bool {
    let empty = match &rule.measure {
        Measure::Share(share) => share.each.is_some() && share.empty == Empty::NotApplicable,
        Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } => false,
    };
    empty || !rule.applies_when.is_empty()
}
