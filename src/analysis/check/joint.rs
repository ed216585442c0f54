//! What the parts of a rubric can come to together: each rule by itself, each criterion by its rules, the whole by both.
//!
//! Rules are taken as independent of each other. What cannot come of them so cannot come of a review either.

use indexmap::IndexMap;

use super::search::{Choice, System, TooLarge};
use crate::engine::{Presence, Range, State, States, Sum};
use crate::review::Grade;
use crate::rubric::{CriterionId, Limit, Need, Part, Profile, Rubric, RuleId};

/// A judgement that is settled: a grade, or `None` of a part that takes no part.
pub(super) type Judged = Option<Grade>;

/// The most different results of a criterion's rules that are kept.
const MOST_RESULTS: usize = 20_000;

/// A rubric with all that its rules can come to.
#[derive(Debug)]
pub(super) struct Joint<'r> {
    pub(super) rubric: &'r Rubric,
    /// For each rule, criterion by criterion, what it can come to, the best first; never empty.
    pub(super) rules: Vec<Vec<Vec<Judged>>>,
    /// For each rule, criterion by criterion, what it can come to, with what it adds to the criterion's needs.
    choices: Vec<Vec<Vec<Choice>>>,
    /// What each criterion can come to.
    criteria: Vec<Result<Vec<JointOutcome>, TooLarge>>,
}

/// Something that a criterion can come to, and judgements of its rules that make it.
#[derive(Clone, Debug)]
struct JointOutcome {
    choice: Choice,
    rules: Vec<Judged>,
}

/// The states of settled judgements.
pub(super) fn states(judged: &[Vec<Judged>]) -> States {
    let state = |grade: Grade| State { range: Range { floor: grade, ceiling: grade }, presence: Presence::Sure };
    judged.iter().map(|rules| rules.iter().map(|grade| grade.map(state)).collect()).collect()
}

impl<'r> Joint<'r> {
    /// `rules` says for each rule, criterion by criterion, what it can come to.
    pub(super) fn new(rubric: &'r Rubric, rules: Vec<Vec<Vec<Judged>>>) -> Self {
        let criteria = rubric.criterion_ids().zip(&rules);
        let criteria = criteria.map(|(id, rules)| outcomes(rubric, id, rules, None)).collect();
        let choices = rubric.criterion_ids().zip(&rules);
        let choices = choices.map(|(id, rules)| choices_of(rubric, id, rules)).collect();
        Joint { rubric, rules, choices, criteria }
    }

    /// The rules of a criterion as a system of its profile.
    pub(super) fn within(&self, criterion: CriterionId) -> System<'r> {
        System::new(&self.rubric[criterion].profile, 0, self.choices_within(criterion).to_vec())
    }

    /// The criterion as a system of its profile, with these judgements of its rules.
    pub(super) fn within_with(&self, criterion: CriterionId, rules: &[Vec<Judged>]) -> System<'r> {
        System::new(&self.rubric[criterion].profile, 0, choices_of(self.rubric, criterion, rules))
    }

    /// The whole as a system in which each criterion can be any grade, with its rules.
    pub(super) fn across_with_any_grades(&self) -> System<'r> {
        let rubric = self.rubric;
        let of_grade = |criterion: CriterionId, grade: Grade| {
            let own = (Part::Criterion(criterion), rubric[criterion].weight);
            let rules = rubric.rule_ids_of(criterion).map(|rule| (Part::Rule(rule), rubric[rule].weight));
            let parts: Vec<(Part, u64)> = std::iter::once(own).chain(rules).collect();
            let adds = |need: &Need| {
                let adds = parts.iter().map(|(part, weight)| contributes(need, *part, *weight, Some(grade)));
                adds.fold(Sum::default(), Sum::plus)
            };
            let acts = |limit: &Limit| parts.iter().any(|(part, _)| acts(limit, *part, Some(grade)));
            Choice {
                grade: Some(grade),
                adds: rubric.overall.needs().map(adds).collect(),
                acts: rubric.limits.iter().map(acts).collect(),
            }
        };
        let of_criterion = |id: CriterionId| rubric.scale.best_first().map(|grade| of_grade(id, grade)).collect();
        System::new(&rubric.overall, rubric.limits.len(), rubric.criterion_ids().map(of_criterion).collect())
    }

    /// What each rule of a criterion can come to, with what it adds to the criterion's needs.
    pub(super) fn choices_within(&self, criterion: CriterionId) -> &[Vec<Choice>] {
        criterion.find::<Vec<_>>(&self.choices)
    }

    /// What a criterion can come to; a judgement may be there more than once.
    pub(super) fn grades_of(&self, criterion: CriterionId) -> Result<Vec<Judged>, TooLarge> {
        match criterion.find(&self.criteria) {
            Ok(outcomes) => Ok(outcomes.iter().map(|outcome| outcome.choice.grade).collect()),
            Err(TooLarge) => Err(TooLarge),
        }
    }

    /// The worst grade that a criterion or rule can come to, where it is known.
    pub(super) fn worst(&self, part: Part) -> Option<Grade> {
        match part {
            Part::Criterion(id) => {
                let outcomes = id.find(&self.criteria).as_ref().ok()?;
                outcomes.iter().filter_map(|outcome| outcome.choice.grade).min()
            }
            Part::Rule(id) => id.find(&self.rules).iter().copied().flatten().min(),
        }
    }

    /// What `part`, a criterion or one of its rules, can come to, each with what the criterion and its rules add to the
    /// overall needs besides it.
    pub(super) fn besides(&self, part: Part) -> Result<Vec<(Judged, Vec<Sum>)>, TooLarge> {
        let id = match part {
            Part::Criterion(id) => {
                let outcomes = outcomes(self.rubric, id, id.find::<Vec<_>>(&self.rules), Some(part))?;
                return Ok(outcomes.into_iter().map(|outcome| (outcome.choice.grade, outcome.choice.adds)).collect());
            }
            Part::Rule(id) => id,
        };
        let mut choices = Vec::new();
        for judged in id.find(&self.rules) {
            let mut known = id.criterion().find(&self.rules).clone();
            *id.rule_of_mut(&mut known) = vec![*judged];
            let outcomes = outcomes(self.rubric, id.criterion(), &known, Some(part))?;
            choices.extend(outcomes.into_iter().map(|outcome| (*judged, outcome.choice.adds)));
        }
        Ok(choices)
    }

    /// The criteria, with those of their rules that the whole looks at, as a system of the overall profile and its limits.
    pub(super) fn across(&self) -> Result<System<'r>, TooLarge> {
        Ok(System::new(&self.rubric.overall, self.rubric.limits.len(), self.choices_across()?))
    }

    /// What each criterion can come to, with what it and its rules add to the overall needs.
    pub(super) fn choices_across(&self) -> Result<Vec<Vec<Choice>>, TooLarge> {
        let choices = |outcomes: &Result<Vec<JointOutcome>, TooLarge>| match outcomes {
            Ok(outcomes) => Ok(outcomes.iter().map(|outcome| outcome.choice.clone()).collect()),
            Err(TooLarge) => Err(TooLarge),
        };
        self.criteria.iter().map(choices).collect()
    }

    /// Judgements of all rules of which only those of one criterion take part, as `chosen` in its system says.
    pub(super) fn rules_within(&self, criterion: CriterionId, chosen: &[usize]) -> Vec<Vec<Judged>> {
        let absent = |rules: &Vec<Vec<Judged>>| vec![None; rules.len()];
        let mut judged: Vec<Vec<Judged>> = self.rules.iter().map(absent).collect();
        let rules = criterion.find(&self.rules).iter().zip(chosen);
        *criterion.find_mut(&mut judged) = rules.map(|(rule, choice)| rule.get(*choice).copied().flatten()).collect();
        judged
    }

    /// Judgements of all rules that make of each criterion what `chosen` in the system of the whole says.
    pub(super) fn rules_across(&self, chosen: &[usize]) -> Vec<Vec<Judged>> {
        let mut judged = Vec::new();
        for ((outcomes, choice), rules) in self.criteria.iter().zip(chosen).zip(&self.rules) {
            let outcome = outcomes.as_ref().ok().and_then(|outcomes| outcomes.get(*choice));
            judged.push(outcome.map_or_else(|| vec![None; rules.len()], |outcome| outcome.rules.clone()));
        }
        judged
    }
}

/// What each rule of a criterion can come to, with what it adds to the criterion's needs.
fn choices_of(rubric: &Rubric, criterion: CriterionId, rules: &[Vec<Judged>]) -> Vec<Vec<Choice>> {
    let parts = rubric.rule_ids_of(criterion).zip(rules).map(|(id, judged)| {
        let (part, weight) = (Part::Rule(id), rubric[id].weight);
        let needs = || rubric[criterion].profile.needs();
        let choice = |grade: &Judged| Choice {
            grade: *grade,
            adds: needs().map(|need| contributes(need, part, weight, *grade)).collect(),
            acts: Vec::new(),
        };
        judged.iter().map(choice).collect()
    });
    parts.collect()
}

/// What a part adds to a need: nothing where it is absent or the need is not about it.
fn contributes(need: &Need, part: Part, weight: u64, judged: Judged) -> Sum {
    judged.filter(|_| need.parts.contains(&part)).map_or_else(Sum::default, |grade| need.adds(weight, grade))
}

/// Whether a limit acts because of this part.
fn acts(limit: &Limit, part: Part, judged: Judged) -> bool {
    limit.part == part && judged.is_some_and(|grade| grade <= limit.when_at)
}

/// What some rules of a criterion have come to, as far as it can matter to it and to the whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Reached {
    own: Vec<Sum>,
    across: Vec<Sum>,
    acts: Vec<bool>,
    present: bool,
}

fn added(profile: &Profile, sums: &[Sum], part: Part, weight: u64, judged: Judged) -> Vec<Sum> {
    let sums = profile.needs().zip(sums);
    sums.map(|(need, sum)| need.essence(sum.plus(contributes(need, part, weight, judged)))).collect()
}

/// Everything that a criterion can come to, with what it and its rules but for `left_out` are to the whole, each once.
///
/// First the rules that the whole looks at, with what they add to it; for each result a search for each grade, in which the
/// other rules matter to the criterion alone.
fn outcomes(
    rubric: &Rubric,
    id: CriterionId,
    rules: &[Vec<Judged>],
    left_out: Option<Part>,
) -> Result<Vec<JointOutcome>, TooLarge> {
    let criterion = &rubric[id];
    let is_seen = |rule: RuleId| {
        let part = Part::Rule(rule);
        let needed = rubric.overall.needs().any(|need| need.parts.contains(&part));
        needed || rubric.limits.iter().any(|limit| limit.part == part)
    };
    let seen: Vec<bool> = rubric.rule_ids_of(id).map(is_seen).collect();
    let others = choices_of(rubric, id, rules).into_iter().zip(&seen).filter(|(_, seen)| !**seen);
    let system = System::new(&criterion.profile, 0, others.map(|(choices, _)| choices).collect());
    let across = |sums: &[Sum], part: Part, weight: u64, judged: Judged| {
        added(&rubric.overall, sums, part, weight, judged.filter(|_| left_out != Some(part)))
    };
    let part = Part::Criterion(id);
    let mut outcomes: IndexMap<Choice, Vec<Judged>> = IndexMap::new();
    for (reached, chosen) in seen_by_the_whole(rubric, id, (rules, &seen), left_out)? {
        for grade in possible_grades(&criterion.profile) {
            let choice = Choice {
                grade,
                adds: across(&reached.across, part, criterion.weight, grade),
                acts: acting(rubric, &reached.acts, part, grade),
            };
            if outcomes.contains_key(&choice) {
                continue;
            }
            if let Some(found) = system.find_from(&reached.own, reached.present, grade)? {
                let mut found = found.into_iter();
                let mut chosen = chosen.iter().copied();
                let judged = |(judged, seen): (&Vec<Judged>, &bool)| {
                    if *seen { chosen.next() } else { found.next().and_then(|choice| judged.get(choice).copied()) }
                };
                outcomes.insert(choice, rules.iter().zip(&seen).map(judged).map(Option::flatten).collect());
            }
        }
    }
    Ok(outcomes.into_iter().map(|(choice, rules)| JointOutcome { choice, rules }).collect())
}

/// The grades that a profile can give, the best first, and absence.
fn possible_grades(profile: &Profile) -> impl Iterator<Item = Judged> {
    profile.grades.iter().map(|(grade, _)| Some(*grade)).chain([Some(profile.scale.worst()), None])
}

/// Everything that the rules of a criterion which the whole looks at can come to together, each once.
fn seen_by_the_whole(
    rubric: &Rubric,
    id: CriterionId,
    (rules, seen): (&[Vec<Judged>], &[bool]),
    left_out: Option<Part>,
) -> Result<IndexMap<Reached, Vec<Judged>>, TooLarge> {
    let criterion = &rubric[id];
    let nothing = |profile: &Profile| vec![Sum::default(); profile.needs().count()];
    let start = Reached {
        own: nothing(&criterion.profile),
        across: nothing(&rubric.overall),
        acts: vec![false; rubric.limits.len()],
        present: false,
    };
    let mut reached: IndexMap<Reached, Vec<Judged>> = IndexMap::from([(start, Vec::new())]);
    let seen = rubric.rule_ids_of(id).zip(rules).zip(seen).filter(|(_, seen)| **seen);
    for ((rule, judged), _) in seen {
        let (part, weight) = (Part::Rule(rule), rubric[rule].weight);
        let mut next: IndexMap<Reached, Vec<Judged>> = IndexMap::new();
        for (before, chosen) in &reached {
            for grade in judged {
                let whole = grade.filter(|_| left_out != Some(part));
                let after = Reached {
                    own: added(&criterion.profile, &before.own, part, weight, *grade),
                    across: added(&rubric.overall, &before.across, part, weight, whole),
                    acts: acting(rubric, &before.acts, part, *grade),
                    present: before.present || grade.is_some(),
                };
                next.entry(after).or_insert_with(|| chosen.iter().copied().chain([*grade]).collect());
            }
        }
        if next.len() > MOST_RESULTS {
            return Err(TooLarge);
        }
        reached = next;
    }
    Ok(reached)
}

fn acting(rubric: &Rubric, before: &[bool], part: Part, judged: Judged) -> Vec<bool> {
    rubric.limits.iter().zip(before).map(|(limit, before)| *before || acts(limit, part, judged)).collect()
}
