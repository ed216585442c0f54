//! Limits that can never bite.

use super::grades::parts_across;
use super::joint::{Joint, Judged, states};
use super::search::{System, TooLarge, View};
use super::witness::Witness;
use super::{Findings, Warning};
use crate::document::{Diagnostic, KeyPath};
use crate::engine::combine;
use crate::review::Grade;
use crate::rubric::{Limit, Rubric};

/// Looks at every limit.
pub(super) fn check(joint: &Joint<'_>, found: &mut Findings<'_>) {
    // Where the search is given up, `grades` says so.
    let Ok(system) = joint.across() else { return };
    for (at, limit) in joint.rubric.limits.iter().enumerate() {
        match look_at(joint, &system, at, limit, found) {
            Ok(warning) => found.add(warning),
            Err(TooLarge) => found.too_large(&format!("whether the limit on `{}` can bite", limit.when)),
        }
    }
}

fn look_at(
    joint: &Joint<'_>,
    system: &System<'_>,
    at: usize,
    limit: &Limit,
    found: &Findings<'_>,
) -> Result<Option<Warning>, TooLarge> {
    let others = &joint.rubric.limits;
    let above = |least: Grade| {
        system.find(joint.rubric.scale.best(), &|_| true, &|view| view.can_act(at) && exceeds(view, others, at, least))
    };
    let next_better = joint.rubric.scale.best_first().rev().find(|grade| *grade > limit.overall);
    if next_better.map(&above).transpose()?.flatten().is_some() {
        return Ok(None);
    }
    // The best that there is while the limit acts shows that it takes nothing away.
    let mut best = None;
    for grade in joint.rubric.scale.best_first().filter(|grade| *grade <= limit.overall) {
        best = match above(grade)? {
            Some(chosen) => Some((grade, joint.rules_across(&chosen))),
            None => continue,
        };
        break;
    }
    Ok(warning(joint, at, limit, best, found))
}

/// Whether a review can come to `least` or better without limit number `at`.
fn exceeds(view: &View<'_>, limits: &[Limit], at: usize, least: Grade) -> bool {
    let stays = |(other, limit): (usize, &Limit)| other == at || limit.overall >= least || view.can_stay_away(other);
    let reaches = view.grades().any(|grade| grade >= least && view.can_reach(grade));
    reaches && limits.iter().enumerate().all(stays)
}

fn warning(
    joint: &Joint<'_>,
    at: usize,
    limit: &Limit,
    best: Option<(Grade, Vec<Vec<Judged>>)>,
    found: &Findings<'_>,
) -> Option<Warning> {
    let Limit { when, when_at, overall, .. } = limit;
    let how_low = if when_at.is_worst() { when_at.to_string() } else { format!("{when_at} or worse") };
    let (message, witness, confirmed) = match best {
        None => {
            let worst = joint.worst(limit.part).map(|worst| Witness::Says(format!("at its worst `{when}` is {worst}")));
            (format!("the limit on `{when}` can never bite: `{when}` is never {how_low}"), worst, true)
        }
        Some((grade, judged)) => {
            let message = format!(
                "the limit on `{when}` can never bite: while `{when}` is {how_low}, no review is better than {grade} anyway"
            );
            let shows = format!("the review is {grade} even without the limit, which allows {overall}");
            let witness = Witness::Judgements { parts: parts_across(joint.rubric, &judged), shows };
            let confirmed = engine_agrees(joint.rubric, at, grade, &judged);
            (message, Some(witness), confirmed)
        }
    };
    let diagnostic = found
        .at(
            Diagnostic::warning("limit-never-bites", message),
            &KeyPath::dotted("limits").item(at).key("when"),
            "no effect",
        )
        .help("remove it, or let it act at a better judgement");
    found.confirmed(confirmed, Warning { diagnostic, witness })
}

/// Whether the review is `grade` with and without the limit, which acts.
fn engine_agrees(rubric: &Rubric, at: usize, grade: Grade, judged: &[Vec<Judged>]) -> bool {
    let states = states(judged);
    let with = combine(rubric, &states);
    let mut without = rubric.clone();
    without.limits.remove(at);
    let without = combine(&without, &states).overall.map(|overall| overall.range.floor);
    let acts = with.limits.get(at).is_some_and(|(floor, _)| *floor);
    acts && without == Some(grade) && with.overall.map(|overall| overall.range.floor) == without
}
