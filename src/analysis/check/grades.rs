//! Grades that no review can reach, and grades whose needs do not imply those of the next worse.

use super::causes::{self, Missing};
use super::findings::{Findings, Warning};
use super::joint::{Joint, Judged, states};
use super::search::{System, TooLarge, View};
use super::witness::Witness;
use crate::document::{Diagnostic, KeyPath};
use crate::engine::combine;
use crate::review::Grade;
use crate::rubric::{CriterionId, Limit, Part, Profile, Rubric, Rule};
use crate::text::{and_list, or_list};

/// Where judgements are combined: within a criterion, or across the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Within(CriterionId),
    Across,
}

/// A profile at work, with what its parts can come to in each set of rules that can apply together.
struct Whole<'j, 'r> {
    level: Level,
    rubric: &'r Rubric,
    profile: &'r Profile,
    systems: Vec<(&'j Joint<'r>, System<'r>)>,
}

/// A combination of the rules' judgements; `None` if there is none.
type Found = Result<Option<Vec<Vec<Judged>>>, TooLarge>;

/// Looks at every criterion and at the whole.
pub(super) fn check(joints: &[Joint<'_>], found: &mut Findings<'_>) -> Missing {
    let mut missing = Missing::default();
    let Some(joint) = joints.first() else { return missing };
    for id in joint.rubric.criterion_ids() {
        let whole = Whole::within(joint.rubric, joints, id);
        missing.criteria.push(whole.check(&|grades| causes::within(joints, id, grades), found));
    }
    if !joint.rubric.gives_overall() {
        return missing;
    }
    match Whole::across(joint.rubric, joints) {
        Ok(whole) => {
            missing.overall = whole.check(&|grades| causes::across(joint, &missing.criteria, grades), found);
        }
        Err(TooLarge) => found.too_large("which grades a review can reach"),
    }
    missing
}

impl<'j, 'r> Whole<'j, 'r> {
    fn within(rubric: &'r Rubric, joints: &'j [Joint<'r>], id: CriterionId) -> Whole<'j, 'r> {
        let mut different: Vec<&'j Joint<'r>> = Vec::new();
        let rules = |joint: &'j Joint<'r>| id.find::<Vec<_>>(&joint.rules);
        for joint in joints {
            if !different.iter().any(|other| rules(other) == rules(joint)) {
                different.push(joint);
            }
        }
        let systems = different.into_iter().map(|joint| (joint, joint.within(id))).collect();
        Whole { level: Level::Within(id), rubric, profile: &rubric[id].profile, systems }
    }

    fn across(rubric: &'r Rubric, joints: &'j [Joint<'r>]) -> Result<Whole<'j, 'r>, TooLarge> {
        let systems = joints.iter().map(|joint| Ok((joint, joint.across()?))).collect::<Result<_, _>>()?;
        Ok(Whole { level: Level::Across, rubric, profile: &rubric.overall, systems })
    }

    /// Returns the grades that are missing. `causes` says because of which parts.
    fn check(&self, causes: &dyn Fn(&[Grade]) -> Vec<String>, found: &mut Findings<'_>) -> Vec<Grade> {
        let mut grades: Vec<Grade> = self.profile.grades.iter().map(|(grade, _)| *grade).collect();
        grades.dedup();
        grades.push(self.profile.scale.worst());
        let mut reached: Vec<(Grade, Vec<Vec<Judged>>)> = Vec::new();
        let mut missing = Vec::new();
        for grade in &grades {
            let about = |other: Grade| other >= *grade;
            match self.find(*grade, &about, &|view| comes_to(view, self.limits(), *grade)) {
                Ok(Some(judged)) => reached.push((*grade, judged)),
                Ok(None) => missing.push(*grade),
                Err(TooLarge) => found.too_large(&format!("whether {} can be {grade}", self.name())),
            }
        }
        let causes = if missing.is_empty() { Vec::new() } else { causes(&missing) };
        let apart = causes.is_empty() && self.is_kept_apart(&missing);
        let warning = self.unreachable(&missing, &reached, (&causes, apart), found);
        if causes.is_empty() {
            found.add(warning);
        } else {
            found.add_after(warning);
        }
        self.look_at_nesting(&grades, found);
        missing
    }

    /// Whether one of `missing` could be reached if rules whose `applies-when` exclude each other applied together.
    fn is_kept_apart(&self, missing: &[Grade]) -> bool {
        if missing.is_empty() || self.systems.len() < 2 {
            return false;
        }
        let joint = super::joint(self.rubric);
        let system = match self.level {
            Level::Within(id) => Ok(joint.within(id)),
            Level::Across => joint.across(),
        };
        let reaches = |system: &System<'_>, grade: Grade| {
            let goal = |view: &View<'_>| comes_to(view, self.limits(), grade);
            matches!(system.find(grade, &|other| other >= grade, &goal), Ok(Some(_)))
        };
        system.is_ok_and(|system| missing.iter().any(|grade| reaches(&system, *grade)))
    }

    fn look_at_nesting(&self, grades: &[Grade], found: &mut Findings<'_>) {
        let earned = |pair: &(&Grade, &Grade)| !pair.1.is_worst();
        for (better, worse) in grades.iter().zip(grades.iter().skip(1)).filter(earned) {
            if self.profile.implies(*better, *worse) {
                continue;
            }
            let about = |grade: Grade| grade == *better || grade == *worse;
            match self.find(*better, &about, &|view| view.can_hold(*better) && view.can_fail(*worse)) {
                Ok(Some(judged)) => found.add(self.not_nested(*better, *worse, &judged, found)),
                Ok(None) => {}
                Err(TooLarge) => {
                    found.too_large(&format!("whether {better} implies {worse} in {}", self.name()));
                }
            }
        }
    }

    fn limits(&self) -> &'r [Limit] {
        match self.level {
            Level::Within(_) => &[],
            Level::Across => &self.rubric.limits,
        }
    }

    fn find(&self, near: Grade, about: &dyn Fn(Grade) -> bool, goal: &dyn Fn(&View<'_>) -> bool) -> Found {
        let mut open = false;
        for (joint, system) in &self.systems {
            match system.find(near, about, goal) {
                Ok(None) => {}
                Ok(Some(chosen)) => {
                    return Ok(Some(match self.level {
                        Level::Within(id) => joint.rules_within(id, &chosen),
                        Level::Across => joint.rules_across(&chosen),
                    }));
                }
                Err(TooLarge) => open = true,
            }
        }
        if open { Err(TooLarge) } else { Ok(None) }
    }

    /// What it is called in a sentence.
    fn name(&self) -> String {
        match self.criterion() {
            Some(criterion) => format!("`{}`", criterion.id),
            None => "a review".to_owned(),
        }
    }

    fn criterion(&self) -> Option<&'r crate::rubric::Criterion> {
        match self.level {
            Level::Within(id) => Some(&self.rubric[id]),
            Level::Across => None,
        }
    }

    /// That no review reaches the grades in `missing`; `reached` are those that some do, the best first.
    fn unreachable(
        &self,
        missing: &[Grade],
        reached: &[(Grade, Vec<Vec<Judged>>)],
        (causes, apart): (&[String], bool),
        found: &Findings<'_>,
    ) -> Option<Warning> {
        let first = missing.first()?;
        let message = self.unreachable_message(missing, reached, (causes, apart));
        // The nearest grade that is reached shows how near one can come.
        let near = reached.iter().min_by_key(|(near, _)| near.rank().abs_diff(first.rank()));
        let witness = near.map(|(near, judged)| self.shown(judged, &format!("is {near}")));
        let engine_agrees =
            |(grade, judged): &(Grade, Vec<Vec<Judged>>)| self.engine_says(self.rubric, judged) == Some(*grade);
        let mut diagnostic = Diagnostic::warning("unreachable-grade", message);
        for (place, label) in self.places(missing, found) {
            diagnostic = found.at(diagnostic, &place, label);
        }
        let help = match causes {
            [] if apart => format!("ask less for {first}, so that the rules for one review are enough"),
            [] => self.way_out(missing),
            _ => format!("correct {} first", and_list(causes)),
        };
        let diagnostic = diagnostic.help(help);
        found.confirmed(reached.iter().all(engine_agrees), Warning { diagnostic, witness })
    }

    fn unreachable_message(
        &self,
        missing: &[Grade],
        reached: &[(Grade, Vec<Vec<Judged>>)],
        (causes, apart): (&[String], bool),
    ) -> String {
        let words: Vec<&str> = reached.iter().map(|(grade, _)| grade.word()).collect();
        let is = if words.is_empty() { "never judged at all".to_owned() } else { or_list(&words) };
        let never: Vec<&str> = missing.iter().map(|grade| grade.word()).collect();
        let cause = match causes {
            [] => apart.then(|| "the rules that it needs never apply to one review".to_owned()),
            [one] => Some(format!("the cause is {one}")),
            several => Some(format!("the causes are {}", and_list(several))),
        };
        match self.criterion() {
            Some(criterion) => {
                let rules = if criterion.rules.len() == 1 { "its only rule gives" } else { "its rules give" };
                let never = and_list(&never);
                let id = &criterion.id;
                let why = cause.unwrap_or_else(|| format!("whatever {rules}, `{id}` is {is}"));
                format!("{never} cannot be reached in `{id}`: {why}")
            }
            None => {
                let why = cause.unwrap_or_else(|| format!("whatever grades the criteria get, it is {is}"));
                format!("no review can be {}: {why}", or_list(&never))
            }
        }
    }

    /// What to do about grades that are never reached. The worst grade cannot be left out of a profile, nor can all others.
    fn way_out(&self, missing: &[Grade]) -> String {
        let earned: Vec<Grade> = missing.iter().copied().filter(|grade| !grade.is_worst()).collect();
        let Some(grade) = earned.first() else { return self.way_to_the_worst() };
        let them = if earned.len() == 1 { "it" } else { "them" };
        let can_leave_out = self.profile.grades.iter().any(|(own, _)| !earned.contains(own));
        let Some(criterion) = self.criterion() else {
            let ask = format!("ask less for {grade} in `[grading.overall]`");
            return if can_leave_out { format!("{ask}, or leave {them} out there") } else { ask };
        };
        let leave_out = if can_leave_out {
            format!(
                ", or leave {them} out: `grading = \"NAME\"` here, and `[grading.NAME]` with the grades that are given"
            )
        } else {
            String::new()
        };
        let best = criterion.rules.iter().map(Rule::best).max().unwrap_or(self.profile.scale.worst());
        if best < *grade {
            return format!("no rule here gives {grade}, and a yes or no should not: add a rule that can{leave_out}");
        }
        format!("let more of its rules give {grade}{leave_out}")
    }

    /// What to do where nothing is ever judged the worst grade.
    fn way_to_the_worst(&self) -> String {
        let worst = self.profile.scale.worst();
        let lowest = self.profile.grades.last().map_or(worst, |(grade, _)| *grade);
        let profile = if self.criterion().is_some() { "its profile" } else { "`[grading.overall]`" };
        let gives_it = |rule: &Rule| rule.worst().is_worst();
        match self.criterion() {
            Some(criterion) if !criterion.rules.iter().any(gives_it) => {
                format!("no rule here gives {worst}: let one give it with `unmet = \"{worst}\"`")
            }
            Some(_) | None => format!("ask more for {lowest} in {profile}, if a grade of {worst} should be possible"),
        }
    }

    /// That a combination meets the needs of `better` and not those of `worse`.
    fn not_nested(&self, better: Grade, worse: Grade, judged: &[Vec<Judged>], found: &Findings<'_>) -> Option<Warning> {
        let holds = self.engine_says(&self.only(&[better]), judged) == Some(better);
        let fails = self.engine_says(&self.only(&[worse]), judged) != Some(worse);
        let place = match self.criterion() {
            Some(criterion) => format!("`{}`", criterion.id),
            None => "the review".to_owned(),
        };
        let message = format!("{place} can be {better} without meeting what {worse} needs");
        let shows = format!("the needs of {better} are met and those of {worse} are not");
        let witness = Witness::Judgements { parts: self.parts(judged), shows };
        let place = self.needs_of(better, found).unwrap_or_else(|| self.own_place());
        let diagnostic = found
            .at(Diagnostic::warning("not-nested", message), &place, "these needs are not enough")
            .help(format!("repeat in {better} what {worse} needs"));
        found.confirmed(holds && fails, Warning { diagnostic, witness: Some(witness) })
    }

    /// The rubric with these grades only in this profile, and without limits.
    fn only(&self, grades: &[Grade]) -> Rubric {
        let mut rubric = self.rubric.clone();
        rubric.limits.clear();
        let profile = match self.level {
            Level::Within(id) => &mut id.find_mut(&mut rubric.criteria).profile,
            Level::Across => &mut rubric.overall,
        };
        profile.grades.retain(|(grade, _)| grades.contains(grade));
        rubric
    }

    /// What the engine makes of these judgements by `rubric`.
    fn engine_says(&self, rubric: &Rubric, judged: &[Vec<Judged>]) -> Judged {
        let combined = combine(rubric, &states(judged));
        let state = match self.level {
            Level::Within(id) => *id.find(&combined.criteria),
            Level::Across => combined.overall,
        };
        state.map(|state| state.range.floor)
    }

    fn shown(&self, judged: &[Vec<Judged>], is: &str) -> Witness {
        let what = match self.criterion() {
            Some(criterion) => format!("`{}`", criterion.id),
            None => "the review".to_owned(),
        };
        Witness::Judgements { parts: self.parts(judged), shows: format!("{what} {is}") }
    }

    fn parts(&self, judged: &[Vec<Judged>]) -> Vec<(String, Judged)> {
        match self.level {
            Level::Within(id) => rules_of(self.rubric, id, judged),
            Level::Across => parts_across(self.rubric, judged),
        }
    }

    /// Where the needs of `grade` stand, if they are written.
    fn needs_of(&self, grade: Grade, found: &Findings<'_>) -> Option<KeyPath> {
        let profile = match self.level {
            Level::Within(id) => found.profile_of(id),
            Level::Across => "overall".to_owned(),
        };
        let needs = KeyPath::dotted("grading").key(profile).key(grade.word());
        found.has(&needs).then_some(needs)
    }

    /// The criterion, or the rubric.
    fn own_place(&self) -> KeyPath {
        match self.level {
            Level::Within(id) => KeyPath::dotted("criteria").item(id.number()).key("id"),
            Level::Across => KeyPath::dotted("rubric.id"),
        }
    }

    /// Where it should be said of `grades` that they are never given. Many criteria share one profile: what is true of one
    /// of them is said there first.
    fn places(&self, grades: &[Grade], found: &Findings<'_>) -> Vec<(KeyPath, &'static str)> {
        let needs = grades.iter().filter_map(|grade| self.needs_of(*grade, found));
        let written: Vec<(KeyPath, &str)> = needs.map(|needs| (needs, "never given")).collect();
        match self.level {
            Level::Within(_) => std::iter::once((self.own_place(), "here")).chain(written).collect(),
            Level::Across if written.is_empty() => vec![(self.own_place(), "in this rubric")],
            Level::Across => written,
        }
    }
}

/// The grades that a criterion can come to, or the review, the best first; `None` where there are too many
/// combinations to tell.
pub(super) fn reachable(joint: &Joint<'_>, criterion: Option<CriterionId>) -> Option<Vec<Grade>> {
    let (system, limits) = match criterion {
        Some(id) => (joint.within(id), &[][..]),
        None => (joint.across().ok()?, joint.rubric.limits.as_slice()),
    };
    let mut grades = Vec::new();
    for grade in joint.rubric.scale.best_first() {
        let goal = |view: &View<'_>| comes_to(view, limits, grade);
        if system.find(grade, &|other| other >= grade, &goal).ok()?.is_some() {
            grades.push(grade);
        }
    }
    Some(grades)
}

/// Whether what has been found so far can come to exactly `grade`, limits applied.
pub(super) fn comes_to(view: &View<'_>, limits: &[Limit], grade: Grade) -> bool {
    let stays = |limit: &(usize, &Limit)| limit.1.overall >= grade || view.can_stay_away(limit.0);
    let untouched = limits.iter().enumerate().all(|limit| stays(&limit));
    let capped = || limits.iter().enumerate().any(|(at, limit)| limit.overall == grade && view.can_act(at));
    let better = || view.grades().any(|better| better > grade && view.can_reach(better));
    untouched && (view.can_reach(grade) || capped() && better())
}

/// The rules of a criterion with their judgements.
pub(super) fn rules_of(rubric: &Rubric, criterion: CriterionId, judged: &[Vec<Judged>]) -> Vec<(String, Judged)> {
    let rules = rubric.rule_ids_of(criterion);
    rules.map(|id| (rubric[id].id.clone(), *id.find(judged))).collect()
}

/// The criteria with what the rules' judgements make of them, and those rules that overall needs and limits look at.
pub(super) fn parts_across(rubric: &Rubric, judged: &[Vec<Judged>]) -> Vec<(String, Judged)> {
    let combined = combine(rubric, &states(judged));
    let criteria = rubric.criteria.iter().zip(&combined.criteria);
    let mut parts: Vec<(String, Judged)> =
        criteria.map(|(criterion, state)| (criterion.id.clone(), state.map(|state| state.range.floor))).collect();
    let needs = rubric.overall.grades.iter().flat_map(|(_, needs)| needs.iter().flat_map(|need| need.parts.clone()));
    let looked_at: Vec<Part> = needs.chain(rubric.limits.iter().map(|limit| limit.part)).collect();
    let seen = rubric.rule_ids().filter(|id| looked_at.contains(&Part::Rule(*id)));
    parts.extend(seen.map(|id| (rubric[id].id.clone(), *id.find(judged))));
    parts
}
