//! What is between a review and the next grade, and the limits that act on it.

use super::page::{LimitReport, NextReport};
use crate::engine::{Graded, OutOfReach};
use crate::review::Grade;
use crate::rubric::{Limit, Need, Part, Quantity, Rubric};
use crate::text::Mask;
use crate::wording;

/// The next grade with the needs that do not hold for certain.
pub(super) fn next_report(rubric: &Rubric, graded: &Graded, next: &OutOfReach, mask: &Mask) -> NextReport {
    let profile = rubric.overall.grades.get(next.way);
    let needs = profile.map_or(&[][..], |(_, needs)| needs.as_slice());
    let lacking = needs.iter().enumerate().filter(|(number, _)| next.needs.contains(number));
    let words = |(_, need): (usize, &Need)| {
        let now = reached_now(need, rubric, graded).map_or_else(String::new, |now| format!(" (now: {now})"));
        mask.shown(&format!("{}{now}", wording::need(need, rubric)))
    };
    NextReport { grade: next.grade, needs: lacking.map(words).collect() }
}

/// How many parts of a need are graded so well now: `6 of 8`. `None` for a need of points, which are shown by themselves.
fn reached_now(need: &Need, rubric: &Rubric, graded: &Graded) -> Option<String> {
    if matches!(need.quantity, Quantity::Mean(_) | Quantity::Percent(_)) {
        return None;
    }
    let floor = |part: &Part| Some((rubric.weight(*part), graded.judged(*part)?.range.floor));
    let parts: Vec<(u64, Grade)> = need.parts.iter().filter_map(floor).collect();
    let reached: Vec<u64> =
        parts.iter().filter(|(_, floor)| *floor >= need.at_least).map(|(weight, _)| *weight).collect();
    let all: u64 = parts.iter().map(|(weight, _)| weight).sum();
    let share = wording::percent_of(reached.iter().sum(), all);
    let weighed = if wording::is_weighed(need, rubric) { format!(", {share}% by weight") } else { String::new() };
    (!parts.is_empty()).then(|| format!("{} of {}{weighed}", reached.len(), parts.len()))
}

/// The limits that act, or may.
pub(super) fn limit_pages(rubric: &Rubric, graded: &Graded, mask: &Mask) -> Vec<LimitReport> {
    let limits = rubric.limits.iter().zip(&graded.limits);
    limits.filter_map(|(limit, acting)| limit_page(limit, *acting, mask)).collect()
}

fn limit_page(limit: &Limit, (floor, ceiling): (bool, bool), mask: &Mask) -> Option<LimitReport> {
    (floor || ceiling).then(|| LimitReport {
        when: mask.shown(&limit.when),
        when_at: limit.when_at,
        overall: limit.overall,
        surely: ceiling,
        because: limit.because.as_deref().map(|text| mask.shown(text)),
    })
}
