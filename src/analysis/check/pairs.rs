//! Two rules that test the same, or that can never be met together.

use super::bands::turning_points;
use super::conditions::{Looks, Verdict, all, is_same, looks, solve};
use super::findings::{Findings, Warning, rule_path};
use super::reach::are;
use super::rules::{At, contradiction, rules};
use super::specimen::Specimen;
use super::values::Values;
use super::witness::Witness;
use crate::document::Diagnostic;
use crate::engine::{RuleOutcome, number_grade, share_grade};
use crate::review::Fact;
use crate::review::vocabulary::ListName;
use crate::rubric::{Condition, Conditions, Empty, Measure, NumberBands, Rubric, Rule, ShareRule};
use crate::text::and_list;

/// Looks at every pair of rules; rules that test the same are taken together.
pub(super) fn check(rubric: &Rubric, values: &Values<'_>, found: &mut Findings<'_>) {
    let mut groups: Vec<(At<'_>, Vec<At<'_>>)> = Vec::new();
    for at in rules(rubric) {
        if let Some((_, others)) = groups.iter_mut().find(|(first, _)| is_same_test(values, first.rule, at.rule)) {
            others.push(at);
            continue;
        }
        for (first, _) in &groups {
            if !values.can_be_met_by_one(first.rule, at.rule) {
                found.add(never_together(rubric, *first, at, found));
            }
        }
        groups.push((at, Vec::new()));
    }
    for (first, others) in groups {
        if let Some(second) = others.first() {
            found.add(same_test(rubric, first, *second, &others, found));
        }
    }
}

fn same_test(
    rubric: &Rubric,
    first: At<'_>,
    second: At<'_>,
    others: &[At<'_>],
    found: &Findings<'_>,
) -> Option<Warning> {
    let ids: Vec<String> = std::iter::once(&first).chain(others).map(|at| format!("`{}`", at.rule.id)).collect();
    let mut diagnostic = Diagnostic::warning("same-test", format!("rules {} test the same thing", and_list(&ids)));
    for at in others {
        diagnostic = found.at(diagnostic, &rule_path(at.at).key("id"), "this one");
    }
    diagnostic = found.at(diagnostic, &rule_path(first.at).key("id"), "the same as this");
    diagnostic = diagnostic.help("what they test counts more than once: keep one of them");
    let each = if let Measure::Share(share) = &first.rule.measure { share.each } else { None };
    let met = looks(first.rule).and_then(|looks| looks.holds(rubric).into_iter().find(Verdict::is_possible));
    let specimen = if let Some(Verdict::Can(values)) = met { Specimen::with(each, &values) } else { None };
    let graded = specimen.as_ref().and_then(|specimen| specimen.grade(rubric));
    let tally = |at: At<'_>| graded.as_ref().and_then(|graded| graded.criteria.get(at.at.0)?.rules.get(at.at.1)?.tally);
    let confirmed = tally(first) == tally(second);
    let text = specimen.filter(|_| tally(first).is_some()).map(|specimen| specimen.text());
    let shows = format!("for example, {} have the same result for this review", and_list(&ids));
    let witness = text.map(|text| Witness::Review { text, shows });
    found.confirmed(confirmed, Warning { diagnostic, witness })
}

fn is_same_test(values: &Values<'_>, a: &Rule, b: &Rule) -> bool {
    let same = |a: &Conditions, b: &Conditions| values.are_same(a, b);
    let tests = match (&a.measure, &b.measure) {
        (Measure::Share(a), Measure::Share(b)) => {
            a.each == b.each
                && same(&a.selects, &b.selects)
                && same(&a.must, &b.must)
                && a.any.len() == b.any.len()
                && a.any.iter().all(|table| b.any.iter().any(|other| same(table, other)))
                && b.any.iter().all(|table| a.any.iter().any(|other| same(table, other)))
        }
        (
            Measure::Count { list, selects, bands },
            Measure::Count { list: other, selects: others, bands: other_bands },
        ) => list == other && same(selects, others) && bands.lower_is_better == other_bands.lower_is_better,
        (Measure::Number { fact, bands }, Measure::Number { fact: other, bands: other_bands }) => {
            is_same(fact, other) && bands.lower_is_better == other_bands.lower_is_better
        }
        (Measure::Ask { question, .. }, Measure::Ask { question: other, .. }) => {
            question.trim().eq_ignore_ascii_case(other.trim())
        }
        (Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. }, _) => false,
    };
    tests && same(&a.applies_when, &b.applies_when)
}

fn never_together(rubric: &Rubric, first: At<'_>, second: At<'_>, found: &Findings<'_>) -> Option<Warning> {
    let apply_together = || {
        let apply = [all(&first.rule.applies_when, true), all(&second.rule.applies_when, true)].concat();
        solve(rubric, &apply).is_possible()
    };
    match (&first.rule.measure, &second.rule.measure) {
        (Measure::Share(a), Measure::Share(b)) if a.each == b.each => {
            let (one, other) = (looks(first.rule)?, looks(second.rule)?);
            if !share_a_fact(one, other) || !apply_together() {
                return None;
            }
            // Only where one of them looks at everything that the other looks at must both be met by the same item.
            let covers = a.each.is_none() || {
                let covers = (covers(rubric, &a.selects, &b.selects), covers(rubric, &b.selects, &a.selects));
                (covers.0 || covers.1) && !both_can_be_best(&fewest(a), &fewest(b), covers)
            };
            covers.then(|| shares_exclude(rubric, first, second, a.each, (one, other), found)).flatten()
        }
        (Measure::Number { fact, bands }, Measure::Number { fact: other, bands: others })
            if is_same(fact, other) && apply_together() =>
        {
            numbers_exclude(first, second, fact, (bands, others), found)
        }
        (Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. }, _) => None,
    }
}

/// Whether two rules test one and the same fact: otherwise they cannot contradict each other.
fn share_a_fact(one: Looks<'_>, other: Looks<'_>) -> bool {
    let facts = |looks: Looks<'_>| -> Vec<&'static Fact> {
        let conditions = looks.base.iter().chain(looks.must).chain(looks.any.iter().flatten());
        conditions.map(|condition| condition.fact).collect()
    };
    let others = facts(other);
    facts(one).iter().any(|fact| others.iter().any(|other| is_same(fact, other)))
}

/// Whether everything that `some` selects is selected by `others` too.
fn covers(rubric: &Rubric, others: &[Condition], some: &[Condition]) -> bool {
    others.iter().all(|condition| {
        let besides = [all(some, true), vec![(condition, false)]].concat();
        matches!(solve(rubric, &besides), Verdict::Cannot(_))
    })
}

/// Whether lists can be such that both rules give their best grade though no item meets both. The first rule may look at
/// everything that the second looks at, and the other way round.
fn both_can_be_best(a: &Fewest, b: &Fewest, (first_covers, second_covers): (bool, bool)) -> bool {
    // Of lists of one length, or where one is part of a longer one, nothing is met twice.
    let fits = |longer: &Fewest, shorter: &Fewest, may_be_shorter: bool| {
        let mut least_of_shorter: Option<u64> = None;
        (0..).zip(longer.iter().zip(shorter)).any(|(length, (met, other)): (u64, _)| {
            let others = [*other, least_of_shorter.filter(|_| may_be_shorter)];
            least_of_shorter = least_of_shorter.into_iter().chain(*other).min();
            let least = others.into_iter().flatten().min();
            met.zip(least).is_some_and(|(met, other)| met + other <= length)
        })
    };
    fits(a, b, !second_covers) || fits(b, a, !first_covers)
}

/// For each length of a list, the fewest items that must meet a rule for its best grade; `None` where it cannot be given.
type Fewest = Vec<Option<u64>>;

fn fewest(rule: &ShareRule) -> Fewest {
    /// Longer lists are not tried.
    const LONGEST: u64 = 60;
    let least = |of: u64| match (of, rule.empty) {
        (0, Empty::Met) => Some(0),
        (0, Empty::Unmet | Empty::NotApplicable) => None,
        _ => (1..=of).find(|met| share_grade(&rule.bands, *met, of - met) == rule.bands.best()),
    };
    (0..=LONGEST).map(least).collect()
}

fn shares_exclude(
    rubric: &Rubric,
    first: At<'_>,
    second: At<'_>,
    each: Option<ListName>,
    (one, other): (Looks<'_>, Looks<'_>),
    found: &Findings<'_>,
) -> Option<Warning> {
    let Some(Verdict::Can(values)) = one.holds(rubric).into_iter().find(Verdict::is_possible) else { return None };
    if !other.holds(rubric).iter().any(Verdict::is_possible) {
        return None;
    }
    let base = [one.base, other.base].concat();
    if !solve(rubric, &all(&base, true)).is_possible() {
        return None;
    }
    let empty: Conditions = Vec::new();
    let tables = |looks: Looks<'_>| if looks.any.is_empty() { vec![empty.clone()] } else { looks.any.to_vec() };
    let mut why = None;
    for table in tables(one) {
        for other_table in tables(other) {
            let conditions = [base.as_slice(), one.must, other.must, &table, &other_table].concat();
            match solve(rubric, &all(&conditions, true)) {
                Verdict::Cannot(conditions) => why = why.or_else(|| Some(contradiction(&conditions))),
                Verdict::Can(_) | Verdict::Unknown => return None,
            }
        }
    }
    let (a, b) = (&first.rule.id, &second.rule.id);
    let who = each.map_or_else(|| "no review".to_owned(), |list| format!("no {}", list.nouns().0));
    let message = format!("{who} can meet both `{a}` and `{b}`: {}", why?);
    let specimen = Specimen::with(each, &values);
    let graded = specimen.as_ref().and_then(|specimen| specimen.grade(rubric));
    let outcome = |at: At<'_>| {
        let result = graded.as_ref().and_then(|graded| graded.criteria.get(at.at.0)?.rules.get(at.at.1));
        result.map(|result| result.outcome)
    };
    let (met, missed) = (outcome(first), outcome(second));
    let confirmed = missed != Some(RuleOutcome::Met) || met != Some(RuleOutcome::Met);
    let shows = format!("this review meets `{a}` and fails `{b}`");
    let shown = met == Some(RuleOutcome::Met) && missed == Some(RuleOutcome::NotMet);
    let text = specimen.filter(|_| shown).map(|specimen| specimen.text());
    let witness = text.map(|text| Witness::Review { text, shows });
    found.confirmed(confirmed, Warning { diagnostic: both(first, second, message, found), witness })
}

/// That no number is in the best bands of both rules.
fn numbers_exclude(
    first: At<'_>,
    second: At<'_>,
    fact: &Fact,
    (a, b): (&NumberBands, &NumberBands),
    found: &Findings<'_>,
) -> Option<Warning> {
    let most = fact.most();
    let mut numbers = [turning_points(a, most), turning_points(b, most)].concat();
    numbers.sort_unstable();
    let best = |bands: &NumberBands, number: i64| number_grade(bands, Some(number)) == bands.best();
    let alone = |bands: &NumberBands| numbers.iter().copied().find(|number| best(bands, *number));
    let (one, _) = (alone(a)?, alone(b)?);
    if numbers.iter().any(|number| best(a, *number) && best(b, *number)) {
        return None;
    }
    let (unit, one_id, other_id) = (fact.unit(), &first.rule.id, &second.rule.id);
    let wants = [wants(one_id, a), wants(other_id, b)];
    let message = format!("no number of {unit} meets both `{one_id}` and `{other_id}`: {}", and_list(&wants));
    let (by_one, by_other) = (number_grade(a, Some(one)), number_grade(b, Some(one)));
    let counted = are(one, &unit);
    let says = format!("{counted} {by_one} by `{one_id}` and {by_other} by `{other_id}`");
    Some(Warning { diagnostic: both(first, second, message, found), witness: Some(Witness::Says(says)) })
}

fn wants(id: &str, bands: &NumberBands) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    bands.bands.first().map_or_else(String::new, |(_, threshold)| format!("`{id}` wants {side} {threshold}"))
}

fn both(first: At<'_>, second: At<'_>, message: String, found: &Findings<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("never-together", message);
    let diagnostic = found.at(diagnostic, &rule_path(second.at).key("id"), "this one");
    found.at(diagnostic, &rule_path(first.at).key("id"), "and this one")
}
