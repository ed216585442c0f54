//! Weights that can never matter to a grade, whatever they were.
//!
//! A weight matters to a need only through the sum that the other parts have come to. So it is enough to go through those
//! sums, and for each through the weights at which a need turns.

use std::collections::HashMap;

use super::causes::Missing;
use super::findings::{Findings, Warning};
use super::grades::{Level, parts_across, rules_of};
use super::joint::{Joint, Judged, states};
use super::search::TooLarge;
use super::sums::Parts;
use super::witness::Witness;
use crate::analysis::possible::rule_grades;
use crate::document::{Diagnostic, KeyPath};
use crate::engine::{Sum, combine};
use crate::review::Grade;
use crate::rubric::{Need, Part, Profile, Rubric, RuleId};

/// The number of random combinations tried before all are searched.
const TRIED: u64 = 1_500;
/// The most judgements drawn at random to see whether one part changes a grade.
const MOST_DRAWN: u64 = 20_000;
/// Among more parts than this it is not settled whether one of them can never change a grade.
const MOST_PARTS: usize = 100;

/// Looks at every weight that is written.
pub(super) fn check<'r>(joints: &[Joint<'r>], missing: &Missing, found: &mut Findings<'_>) {
    let Some(joint) = joints.first() else { return };
    let mut across: Vec<Across<'_>> = joints.iter().map(|_| None).collect();
    for criterion in joint.rubric.criterion_ids() {
        let within =
            |joint: &Joint<'r>| Parts::new(&joint.rubric[criterion].profile, joint.choices_within(criterion).to_vec());
        let mut within: Vec<Parts<'_>> = joints.iter().map(within).collect();
        let others = &mut Others { within: &mut within, across: &mut across };
        let trail = KeyPath::dotted("criteria").item(criterion.number());
        // Where grades are missing, or rules always give the same, that is what to correct first.
        let all_reached = missing.overall.is_empty();
        look_at(joints, Part::Criterion(criterion), all_reached, others, (&trail, found));
        let fixed =
            |rule: RuleId| rule_grades(&joint.rubric[rule]).len() > 1 && is_always_the_same(joints, Part::Rule(rule));
        let all_reached = missing.criteria.get(criterion.number()).is_none_or(Vec::is_empty)
            && !joint.rubric.rule_ids_of(criterion).any(fixed);
        for rule in joint.rubric.rule_ids_of(criterion) {
            let trail = trail.key("rules").item(rule.number());
            look_at(joints, Part::Rule(rule), all_reached, others, (&trail, found));
        }
    }
}

/// The sums that the parts beside one can reach.
struct Others<'o, 'r> {
    /// In each of the joints, the rules of the criterion.
    within: &'o mut [Parts<'r>],
    /// In each of the joints, the criteria.
    across: &'o mut [Across<'r>],
}

/// The criteria of a joint, made when they are first asked for.
type Across<'r> = Option<Result<Parts<'r>, TooLarge>>;

fn look_at<'r>(
    joints: &[Joint<'r>],
    part: Part,
    all_reached: bool,
    others: &mut Others<'_, 'r>,
    (trail, found): (&KeyPath, &mut Findings<'_>),
) {
    let Some(joint) = joints.first() else { return };
    let id = joint.rubric.name(part);
    if (all_reached || !is_needed(joint.rubric, part))
        && matches!(in_any(joints, part, Question::Judgement, others), Ok(false))
    {
        let warning = without_effect(joint.rubric, part, trail, found);
        if warning.is_some() {
            found.add(warning);
            return;
        }
    }
    let place = trail.key("weight");
    if !found.has(&place) {
        return;
    }
    match in_any(joints, part, Question::Weight, others) {
        Ok(true) => {}
        Ok(false) => found.add(warning(joint, part, &place, found)),
        Err(TooLarge) => found.weight_not_settled(id),
    }
}

/// What of a part may matter to a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Weight,
    Judgement,
}

/// Whether it matters in one of the sets of rules that can apply together.
fn in_any<'r>(
    joints: &[Joint<'r>],
    part: Part,
    question: Question,
    others: &mut Others<'_, 'r>,
) -> Result<bool, TooLarge> {
    let mut open = false;
    if question == Question::Judgement && is_always_the_same(joints, part) {
        return Ok(true);
    }
    let others = others.within.iter_mut().zip(others.across.iter_mut());
    for (joint, (within, across)) in joints.iter().zip(others).filter(|(joint, _)| applies_in(joint, part)) {
        let matters = match part {
            Part::Criterion(_) => matters_across(joint, part, question, across),
            Part::Rule(id) => match matters_within(joint, id, question, within) {
                Ok(false) => matters_across(joint, part, question, across),
                known => known,
            },
        };
        match matters {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(TooLarge) => open = true,
        }
    }
    if open { Err(TooLarge) } else { Ok(false) }
}

/// Whether the part takes part at all where these rules apply: elsewhere it cannot matter.
fn applies_in(joint: &Joint<'_>, part: Part) -> bool {
    !matches!(part, Part::Rule(id) if id.find(&joint.rules).iter().all(Option::is_none))
}

/// Whether a part is only ever one grade: what keeps it from others has a warning of its own.
fn is_always_the_same(joints: &[Joint<'_>], part: Part) -> bool {
    let mut judged: Vec<Judged> = Vec::new();
    for joint in joints {
        match part {
            Part::Rule(id) => judged.extend(id.find(&joint.rules)),
            Part::Criterion(id) => match joint.grades_of(id) {
                Ok(grades) => judged.extend(grades),
                Err(TooLarge) => return false,
            },
        }
    }
    judged.retain(Option::is_some);
    judged.windows(2).all(|pair| pair.first() == pair.last())
}

/// That whatever is judged of a criterion or rule changes no grade. A rule that only ever gives one grade, and a part that a
/// limit looks at, have warnings of their own.
fn without_effect(rubric: &Rubric, part: Part, trail: &KeyPath, found: &mut Findings<'_>) -> Option<Warning> {
    let is_limited = |part: Part| rubric.limits.iter().any(|limit| limit.part == part);
    let (what, is_limited, is_mild) = match part {
        Part::Criterion(id) => {
            let rules = rubric.rule_ids_of(id).any(|rule| is_limited(Part::Rule(rule)));
            ("criterion", is_limited(part) || rules, false)
        }
        Part::Rule(id) => ("rule", is_limited(part), !rubric[id].worst().is_worst()),
    };
    if is_limited || matches!(part, Part::Criterion(_)) && !rubric.gives_overall() {
        return None;
    }
    let id = rubric.name(part);
    // A rule that never gives the worst grade asks for little, and a criterion with a weight that no need looks at is weighed
    // in the score alone: both may be meant.
    let is_for_the_score = is_left_out(&rubric.overall, part) && found.has(&trail.key("weight"));
    if is_mild && is_needed(rubric, part) || is_for_the_score {
        found.remark(format!("the {what} `{id}` can change the score, but never a grade"));
        return None;
    }
    let why = if is_needed(rubric, part) { "the needs give the same grade without it" } else { "no need looks at it" };
    let message = format!("the {what} `{id}` can never change a grade: {why}");
    let diagnostic = found
        .at(Diagnostic::warning("without-effect", message), &trail.key("id"), "no effect")
        .help("let a need of a grade look at it, or remove it; it only changes the score");
    Some(Warning { diagnostic, witness: None })
}

/// Whether a need looks at the part.
fn is_needed(rubric: &Rubric, part: Part) -> bool {
    let needs_it = |profile: &Profile| profile.needs().any(|need| need.parts.contains(&part));
    let by_criterion = matches!(part, Part::Rule(rule) if needs_it(&rubric[rule.criterion()].profile));
    by_criterion || needs_it(&rubric.overall)
}

/// A part whose weight is in question, by what else it comes to.
struct Own<'r> {
    profile: &'r Profile,
    part: Part,
    weight: u64,
    /// What it can come to, each with what it adds to the needs besides its own weight.
    choices: Vec<(Judged, Vec<Sum>)>,
    question: Question,
}

fn matters_within(joint: &Joint<'_>, id: RuleId, question: Question, others: &mut Parts<'_>) -> Result<bool, TooLarge> {
    let profile = &joint.rubric[id.criterion()].profile;
    if !profile.needs().any(|need| need.parts.contains(&Part::Rule(id))) {
        return Ok(false);
    }
    let nothing = vec![Sum::default(); profile.needs().count()];
    let choices: Vec<_> = id.find(&joint.rules).iter().map(|judged| (*judged, nothing.clone())).collect();
    let own = Own { profile, part: Part::Rule(id), weight: joint.rubric[id].weight, choices, question };
    own.matters(others, id.number())
}

fn matters_across<'r>(
    joint: &Joint<'r>,
    part: Part,
    question: Question,
    others: &mut Across<'r>,
) -> Result<bool, TooLarge> {
    let rubric = joint.rubric;
    let criterion = match part {
        Part::Criterion(id) => id,
        Part::Rule(id) => id.criterion(),
    };
    if !rubric.overall.needs().any(|need| need.parts.contains(&part)) {
        return Ok(false);
    }
    let choices = joint.besides(part)?;
    let own = Own { profile: &rubric.overall, part, weight: rubric.weight(part), choices, question };
    let made = || joint.choices_across().map(|choices| Parts::new(&rubric.overall, choices));
    match others.get_or_insert_with(made) {
        Ok(others) => own.matters(others, criterion.number()),
        Err(TooLarge) => Err(TooLarge),
    }
}

impl Own<'_> {
    /// Whether another weight changes the grade of some combination of this part, number `at` of `parts`, with the others.
    fn matters(&self, parts: &mut Parts<'_>, at: usize) -> Result<bool, TooLarge> {
        let tries = match self.question {
            Question::Weight => TRIED,
            Question::Judgement => MOST_DRAWN / u64::try_from(parts.others()).unwrap_or(u64::MAX).max(1),
        };
        for seed in 0..tries.min(TRIED) {
            if self.matters_beside(&parts.by_chance(at, seed)) {
                return Ok(true);
            }
        }
        if self.question == Question::Judgement && parts.others() > MOST_PARTS {
            return Err(TooLarge);
        }
        Ok(parts.besides(at)?.iter().any(|sums| self.matters_beside(sums)))
    }

    fn matters_beside(&self, others: &[Sum]) -> bool {
        match self.question {
            Question::Weight => self.weight_matters_beside(others),
            Question::Judgement => self.judgement_matters_beside(others),
        }
    }

    /// Whether the part's choices lead to different grades.
    fn judgement_matters_beside(&self, others: &[Sum]) -> bool {
        let grade = |(judged, besides): &(Judged, Vec<Sum>)| {
            let sums: Vec<Sum> = others.iter().zip(besides).map(|(sum, more)| sum.plus(*more)).collect();
            match judged {
                Some(grade) => Some(self.grade_with(&sums, *grade, (i128::from(self.weight), 1))),
                None => self.profile.judged(&sums),
            }
        };
        // What a rule's criterion and the other rules there come to is not its doing.
        let mut seen: HashMap<&[Sum], Judged> = HashMap::new();
        self.choices.iter().any(|choice| {
            let besides: &[Sum] = if matches!(self.part, Part::Criterion(_)) { &[] } else { &choice.1 };
            let own = grade(choice);
            seen.insert(besides, own).is_some_and(|other| other != own)
        })
    }

    fn weight_matters_beside(&self, others: &[Sum]) -> bool {
        self.choices.iter().any(|(judged, besides)| {
            let Some(grade) = *judged else { return false };
            let sums: Vec<Sum> = others.iter().zip(besides).map(|(sum, more)| sum.plus(*more)).collect();
            let now = self.grade_with(&sums, grade, (i128::from(self.weight), 1));
            self.turning_weights(&sums, grade).into_iter().any(|weight| self.grade_with(&sums, grade, weight) != now)
        })
    }

    /// The grade where this part comes to `grade` with the weight `numer / denom`.
    fn grade_with(&self, sums: &[Sum], grade: Grade, (numer, denom): (i128, i128)) -> Grade {
        let with = |(need, sum): (&Need, &Sum)| {
            let scaled = sum.times(denom);
            if need.parts.contains(&self.part) { scaled.plus(need.adds(1, grade).times(numer)) } else { scaled }
        };
        self.profile.reached(true, |number, need| sums.get(number).map_or_else(Sum::default, |sum| with((need, sum))))
    }

    /// The weights at which a need turns, as fractions, those between them, and one on either side.
    fn turning_weights(&self, sums: &[Sum], grade: Grade) -> Vec<(i128, i128)> {
        let about = self.profile.needs().zip(sums).filter(|(need, _)| need.parts.contains(&self.part));
        let turns = about.filter_map(|(need, sum)| need.adds(1, grade).turns(*sum));
        let mut turns: Vec<(i128, i128)> = turns.filter(|(numer, _)| *numer > 0).collect();
        turns.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
        turns.dedup_by(|a, b| a.0 * b.1 == b.0 * a.1);
        let mut weights = turns.clone();
        weights.extend(turns.iter().zip(turns.iter().skip(1)).map(|(a, b)| (a.0 * b.1 + b.0 * a.1, 2 * a.1 * b.1)));
        weights.extend(turns.first().map(|(numer, denom)| (*numer, denom * 2)));
        weights.extend(turns.last().map(|(numer, denom)| (*numer * 2, *denom)));
        weights
    }
}

fn warning(joint: &Joint<'_>, part: Part, place: &KeyPath, found: &Findings<'_>) -> Option<Warning> {
    if is_left_out(&joint.rubric.overall, part) {
        return None;
    }
    let id = joint.rubric.name(part);
    let (level, alone) = match part {
        Part::Criterion(_) => (Level::Across, joint.rubric.criteria.len() == 1),
        Part::Rule(id) => {
            let criterion = id.criterion();
            (Level::Within(criterion), criterion.find(&joint.rules).len() == 1)
        }
    };
    let why = match (part, alone) {
        (Part::Criterion(_), true) => "it is the only criterion",
        (Part::Rule(..), true) => "it is the only rule of its criterion",
        (Part::Criterion(_), false) if !goes_by_weight(&joint.rubric.overall) => "no overall need goes by weight",
        (Part::Rule(id), false) if !goes_by_weight(&joint.rubric[id.criterion()].profile) => {
            "no need of its criterion goes by weight"
        }
        (Part::Criterion(_) | Part::Rule(..), false) => "the needs give the same grade without it",
    };
    let judged = apart(joint, part);
    let results: Vec<Judged> = [(1, 1), (1, 1_000), (1_000, 1)]
        .into_iter()
        .map(|by| engine_says(&reweighted(joint.rubric, part, by), level, &judged))
        .collect();
    let confirmed = results.windows(2).all(|pair| pair.first() == pair.last());
    let (parts, what) = match level {
        Level::Within(id) => (rules_of(joint.rubric, id, &judged), format!("`{}`", joint.rubric[id].id)),
        Level::Across => (parts_across(joint.rubric, &judged), "the review".to_owned()),
    };
    let result = results.first().copied().flatten().map_or("not judged", Grade::word);
    let shows = format!("{what} is {result}, whether `{id}` weighs a thousand times more or less");
    let diagnostic = found
        .at(
            Diagnostic::warning(
                "weight-without-effect",
                format!("the weight of `{id}` can never matter to a grade: {why}"),
            ),
            place,
            "no effect",
        )
        .help("remove it, unless you want it to change the score and the share of information given");
    found.confirmed(confirmed, Warning { diagnostic, witness: Some(Witness::Judgements { parts, shows }) })
}

/// Whether a criterion is in no need while others are: its weight is then for the score alone.
fn is_left_out(overall: &Profile, part: Part) -> bool {
    let is_criterion = |part: &Part| matches!(part, Part::Criterion(_));
    let parts: Vec<Part> = overall.needs().flat_map(|need| need.parts.iter().copied()).collect();
    is_criterion(&part) && parts.iter().any(is_criterion) && !parts.contains(&part)
}

fn goes_by_weight(profile: &Profile) -> bool {
    profile.needs().any(|need| need.quantity.share().is_some())
}

/// The part at its best and all others at their worst, where its weight has most to do.
fn apart(joint: &Joint<'_>, part: Part) -> Vec<Vec<Judged>> {
    let rubric = joint.rubric;
    let own = |id: RuleId| part == Part::Criterion(id.criterion()) || part == Part::Rule(id);
    let judged = |id: RuleId| {
        let present = id.find(&joint.rules).iter().copied().flatten();
        if own(id) { present.max() } else { present.min() }
    };
    rubric.criterion_ids().map(|criterion| rubric.rule_ids_of(criterion).map(judged).collect()).collect()
}

/// The rubric with the part's weight multiplied by a fraction.
fn reweighted(rubric: &Rubric, part: Part, (numer, denom): (u64, u64)) -> Rubric {
    let mut new = rubric.clone();
    let by = |own: Part| if part == own { numer } else { denom };
    for id in rubric.criterion_ids() {
        let weight = &mut id.find_mut(&mut new.criteria).weight;
        *weight = weight.saturating_mul(by(Part::Criterion(id)));
    }
    for id in rubric.rule_ids() {
        let weight = &mut id.rule_of_mut(&mut id.criterion().find_mut(&mut new.criteria).rules).weight;
        *weight = weight.saturating_mul(by(Part::Rule(id)));
    }
    new
}

fn engine_says(rubric: &Rubric, level: Level, judged: &[Vec<Judged>]) -> Judged {
    let combined = combine(rubric, &states(judged));
    let state = match level {
        Level::Within(id) => *id.find(&combined.criteria),
        Level::Across => combined.overall,
    };
    state.map(|state| state.range.floor)
}
