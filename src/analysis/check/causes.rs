//! Why a grade cannot be reached: a criterion or a rule below it that never gives what it seems to give.

use super::joint::{Joint, Judged};
use super::search::System;
use crate::analysis::possible::{may_be_absent, rule_grades};
use crate::review::Grade;
use crate::rubric::{CriterionId, Profile, Rubric, Rule, RuleId};

/// The most causes that are named one by one.
const MOST_NAMED: usize = 4;

/// The grades that nothing reaches.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// Of each criterion.
    pub(super) criteria: Vec<Vec<Grade>>,
    /// Of the review.
    pub(super) overall: Vec<Grade>,
}

/// The rules because of which a criterion does not reach one of `missing`; none if its profile is the reason.
pub(super) fn within(joints: &[Joint<'_>], id: CriterionId, missing: &[Grade]) -> Vec<String> {
    let Some(joint) = joints.first() else { return Vec::new() };
    let rubric = joint.rubric;
    let lacks = |rule: &RuleId| {
        let given = |grade: &Grade| joints.iter().any(|joint| rule.find(&joint.rules).contains(&Some(*grade)));
        let lacking: Vec<Grade> = rule_grades(&rubric[*rule]).into_iter().filter(|grade| !given(grade)).collect();
        matter(&rubric[id].profile, missing, &lacking)
    };
    let lacking: Vec<RuleId> = rubric.rule_ids_of(id).filter(lacks).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    let declared: Vec<Vec<Judged>> = rubric.rule_ids_of(id).map(|rule| declared(&rubric[rule])).collect();
    if !reaches_one(&joint.within_with(id, &declared), missing) {
        return Vec::new();
    }
    named(lacking.iter().map(|rule| rubric[*rule].id.as_str()).collect(), "rules")
}

/// The criteria because of which the review does not reach one of `missing`; none if its own needs or limits are the
/// reason. `below` says what each criterion does not reach.
pub(super) fn across(joint: &Joint<'_>, below: &[Vec<Grade>], missing: &[Grade]) -> Vec<String> {
    let rubric: &Rubric = joint.rubric;
    let lacking = rubric.criteria.iter().zip(below).filter(|(_, below)| matter(&rubric.overall, missing, below));
    let lacking: Vec<&str> = lacking.map(|(criterion, _)| criterion.id.as_str()).collect();
    if lacking.is_empty() || !reaches_one(&joint.across_with_any_grades(), missing) {
        return Vec::new();
    }
    named(lacking, "criteria")
}

/// Whether grades that a part lacks can matter to the missing ones: to the worst only the worst, to another grade those that
/// its needs ask for.
fn matter(profile: &Profile, missing: &[Grade], lacking: &[Grade]) -> bool {
    missing.iter().any(|grade| {
        let needs = profile.grades.iter().filter(|(own, _)| own == grade).flat_map(|(_, needs)| needs);
        let least = needs.map(|need| need.at_least).min();
        lacking
            .iter()
            .any(|lacks| if grade.is_worst() { lacks.is_worst() } else { least.is_some_and(|least| *lacks >= least) })
    })
}

/// What the rule gives by its bands and levels.
fn declared(rule: &Rule) -> Vec<Judged> {
    let grades = rule_grades(rule).into_iter().map(Some);
    grades.chain(may_be_absent(rule).then_some(None)).collect()
}

fn reaches_one(system: &System<'_>, grades: &[Grade]) -> bool {
    let reaches = |grade: &Grade| system.find(*grade, &|other| other >= *grade, &|view| view.can_reach(*grade));
    grades.iter().any(|grade| matches!(reaches(grade), Ok(Some(_))))
}

fn named(ids: Vec<&str>, what: &str) -> Vec<String> {
    let rest = ids.len().saturating_sub(MOST_NAMED);
    let names = ids.into_iter().take(MOST_NAMED).map(|id| format!("`{id}`"));
    names.chain((rest > 0).then(|| format!("{rest} other {what}"))).collect()
}
