//! Bands that nothing can be in.

use super::bands::{Items, SHORT_LIST, longer_list, number_at, short_list, some_list, turning_points};
use super::conditions::{Verdict, looks};
use super::findings::{Findings, Warning, rule_path};
use super::rules::{At, rules};
use super::witness::Witness;
use crate::document::{Diagnostic, KeyPath};
use crate::engine::{number_grade, share_grade};
use crate::review::Grade;
use crate::rubric::{Measure, NumberBands, Rubric, ShareBands, ShareRule};
use crate::wording::in_units;

/// Looks at the bands of every rule.
pub(super) fn check(rubric: &Rubric, found: &mut Findings<'_>) {
    for at in rules(rubric) {
        match &at.rule.measure {
            Measure::Share(share) if share.each.is_none() => of_the_review(at, share, found),
            Measure::Share(share) => {
                // A rule that never fails or never holds has its own warning.
                let both = looks(at.rule).is_some_and(|looks| {
                    looks.holds(rubric).iter().any(Verdict::is_possible) && looks.fails(rubric).is_possible()
                });
                if both {
                    of_lists(at, &share.bands, found);
                }
            }
            Measure::Count { list, bands, .. } => of_numbers(at, bands, None, list.nouns().1, found),
            Measure::Number { fact, bands } => of_numbers(at, bands, fact.most(), &fact.unit(), found),
            Measure::Ask { .. } => {}
        }
    }
}

fn of_the_review(at: At<'_>, share: &ShareRule, found: &mut Findings<'_>) {
    let best = share.bands.best();
    for (grade, _) in share.bands.bands.iter().skip(1) {
        let message =
            format!("rule `{}` never gives {grade}: a test of the review itself is met, or it is not", at.rule.id);
        let says = format!("met it gives {best}, not met {}", share.bands.unmet);
        let engine = (share_grade(&share.bands, 1, 0), share_grade(&share.bands, 0, 1));
        found.add(unreachable(at, *grade, message, says, engine == (best, share.bands.unmet), found));
    }
}

fn of_lists(at: At<'_>, bands: &ShareBands, found: &mut Findings<'_>) {
    for (grade, _) in &bands.bands {
        if short_list(bands, *grade).is_some() {
            continue;
        }
        let longer = longer_list(bands, *grade);
        let which = match (longer, some_list(bands, *grade)) {
            (Some(Items { met, missed }), _) => {
                format!(
                    "no list of up to {SHORT_LIST} items is {grade}; the shortest that is has {}, of which {met} meet the rule",
                    met + missed
                )
            }
            (None, true) => format!("no list of up to 1000 items is {grade}"),
            (None, false) => format!("no list is ever {grade}"),
        };
        let around = (1..=SHORT_LIST).rev().find_map(|of| leap(bands, *grade, of));
        let says = around.map(|(of, met)| {
            let (high, low) = (share_grade(bands, met, of - met), share_grade(bands, met - 1, of - met + 1));
            format!("of {of} items, {met} met is {high} and {} met is {low}", met - 1)
        });
        found.add(unreachable(at, *grade, which, says.unwrap_or_default(), true, found));
    }
}

/// Returns the number of items met at which a list of this length skips `grade`.
fn leap(bands: &ShareBands, grade: Grade, of: u64) -> Option<(u64, u64)> {
    let over =
        |met: &u64| share_grade(bands, *met, of - met) > grade && share_grade(bands, met - 1, of - met + 1) < grade;
    (1..=of).find(over).map(|met| (of, met))
}

fn of_numbers(at: At<'_>, bands: &NumberBands, most: Option<i64>, unit: &str, found: &mut Findings<'_>) {
    let numbers = turning_points(bands, most);
    for (grade, _) in &bands.bands {
        if number_at(bands, &numbers, *grade).is_some() {
            continue;
        }
        let message = format!("no number of {unit} is {grade}");
        let of = |number: &i64| number_grade(bands, Some(*number));
        let counted = |number: i64| are(number, unit);
        let pairs = numbers.iter().zip(numbers.iter().skip(1));
        let leap =
            pairs.into_iter().find(|(a, b)| **b == **a + 1 && of(a).min(of(b)) < *grade && *grade < of(a).max(of(b)));
        let says = match (leap, most) {
            (Some((a, b)), _) => format!("{} {}, and {} {}", counted(*a), of(a), counted(*b), of(b)),
            (None, Some(most)) => format!("there are {most} at most, and {} {}", counted(most), of(&most)),
            (None, None) => format!("{} {}", counted(0), of(&0)),
        };
        found.add(unreachable(at, *grade, message, says, true, found));
    }
}

/// `1 finding is`, `2 findings are`.
pub(super) fn are(number: i64, unit: &str) -> String {
    format!("{} {}", in_units(&number.to_string(), unit), if number == 1 { "is" } else { "are" })
}

fn unreachable(
    at: At<'_>,
    grade: Grade,
    message: String,
    says: String,
    confirmed: bool,
    found: &Findings<'_>,
) -> Option<Warning> {
    let bands = found.bands_of(at.at);
    let place = if found.has(&bands.key(grade.word())) { bands.key(grade.word()) } else { own(at) };
    let diagnostic = found.at(Diagnostic::warning("unreachable-band", message), &place, "never given");
    let witness = (!says.is_empty()).then_some(Witness::Says(says));
    found.confirmed(confirmed, Warning { diagnostic, witness })
}

fn own(at: At<'_>) -> KeyPath {
    rule_path(at.at).key("id")
}
