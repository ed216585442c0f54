//! Rules that never apply, never look at anything, can never be met or never fail.

use super::bands::{number_at, some_list, turning_points};
use super::conditions::{Looks, Verdict, all, dependent_facts, is_same, looks, solve};
use super::domain::Sample;
use super::findings::{Findings, Warning, rule_path};
use super::joint::Judged;
use super::specimen::Specimen;
use super::witness::Witness;
use crate::document::{Diagnostic, KeyPath};
use crate::engine::{Outcome, RuleResult, Tally, number_grade, tested};
use crate::review::vocabulary::ListName;
use crate::review::{Fact, FactType, Names, Value};
use crate::rubric::{Condition, Empty, Measure, NumberBands, Rubric, Rule, ShareRule, Test};
use crate::text::and_list;

/// A rule and where it stands: its criterion's number and its own there.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'r> {
    pub(super) rule: &'r Rule,
    pub(super) at: (usize, usize),
}

/// All rules with their places.
pub(super) fn rules(rubric: &Rubric) -> impl Iterator<Item = At<'_>> {
    let criteria = rubric.criteria.iter().enumerate();
    criteria.flat_map(|(c, criterion)| criterion.rules.iter().enumerate().map(move |(r, rule)| At { rule, at: (c, r) }))
}

/// What a rule can come to, the best first, in a review to which it applies or does not apply and of which every question has
/// an answer.
pub(super) fn final_judgements(rubric: &Rubric, rule: &Rule, applies: bool) -> Vec<Judged> {
    let may_be_absent = match &rule.measure {
        Measure::Ask { may_not_apply, .. } => *may_not_apply,
        Measure::Share(share) => share.each.is_some() && share.empty == Empty::NotApplicable,
        Measure::Count { .. } | Measure::Number { .. } => false,
    };
    let mut judged = judgements(rubric, rule);
    judged.retain(|judged| if applies { judged.is_some() || may_be_absent } else { false });
    if judged.is_empty() { vec![None] } else { judged }
}

/// What a rule can come to, the best first, taken by itself.
pub(super) fn judgements(rubric: &Rubric, rule: &Rule) -> Vec<Judged> {
    let mut judged: Vec<Judged> = Vec::new();
    let applies = solve(rubric, &all(&rule.applies_when, true)).is_possible();
    if !rule.applies_when.is_empty() || rule.is_asked() {
        judged.push(None);
    }
    match &rule.measure {
        _ if !applies => {}
        Measure::Ask { answers, may_not_apply, .. } => {
            judged.extend(answers.iter().copied().map(Some));
            judged.extend(may_not_apply.then_some(None));
        }
        Measure::Share(share) => judged.extend(of_share(rubric, rule, share)),
        Measure::Count { selects, bands, .. } => {
            let some = solve(rubric, &all(selects, true)).is_possible();
            let numbers = if some { turning_points(bands, None) } else { vec![0] };
            judged.extend(numbers.into_iter().map(|number| Some(number_grade(bands, Some(number)))));
        }
        Measure::Number { fact, bands } => judged.extend(of_number(rubric, rule, fact, bands)),
    }
    judged.sort_unstable_by(|a, b| b.cmp(a));
    judged.dedup();
    judged
}

fn of_share(rubric: &Rubric, rule: &Rule, share: &ShareRule) -> Vec<Judged> {
    let Some(looks) = looks(rule) else { return Vec::new() };
    let (best, unmet) = (share.bands.best(), share.bands.unmet);
    let selects = solve(rubric, &all(looks.base, true)).is_possible();
    let holds = selects && looks.holds(rubric).iter().any(Verdict::is_possible);
    let fails = selects && looks.fails(rubric).is_possible();
    let mut judged = Vec::new();
    if holds {
        judged.push(Some(best));
    }
    if fails {
        judged.push(Some(unmet));
    }
    if share.each.is_some() {
        let between = share.bands.bands.iter().map(|(grade, _)| *grade).filter(|grade| some_list(&share.bands, *grade));
        judged.extend(between.filter(|_| holds && fails).map(Some));
        judged.push(match share.empty {
            Empty::Met => Some(best),
            Empty::Unmet => Some(unmet),
            Empty::NotApplicable => None,
        });
    }
    judged
}

fn of_number(rubric: &Rubric, rule: &Rule, fact: &'static Fact, bands: &NumberBands) -> Vec<Judged> {
    let is_list = matches!(fact.kind, FactType::List(_));
    let about = |condition: &&Condition| is_same(condition.fact, fact);
    let only_lengths =
        |condition: &Condition| !is_list || condition.tests.iter().all(|test| matches!(test, Test::Number(_)));
    let conditions: Vec<&Condition> =
        rule.applies_when.iter().filter(about).filter(|condition| only_lengths(condition)).collect();
    let applies = |value: &Value<'_>| conditions.iter().all(|condition| tested(condition, value) == Outcome::Met);
    let mut numbers = turning_points(bands, fact.most());
    for sample in super::domain::samples(rubric, fact, &conditions).unwrap_or_default() {
        numbers.extend(match sample {
            Sample::Number(number) => Some(number),
            Sample::Items(count) => i64::try_from(count).ok(),
            Sample::Names(names) => i64::try_from(names.len()).ok(),
            Sample::Nothing | Sample::YesNo(_) | Sample::Text(_) | Sample::Date(_) => None,
        });
    }
    let value = |number: i64| {
        if is_list { Value::list(Names::Items(usize::try_from(number).unwrap_or(0))) } else { Value::number(number) }
    };
    let given = numbers.iter().filter(|number| applies(&value(**number)));
    let mut judged: Vec<Judged> = given.map(|number| Some(number_grade(bands, Some(*number)))).collect();
    if !is_list && applies(&Value::Absent) {
        judged.push(Some(bands.unmet));
    }
    judged
}

/// Looks at every rule.
pub(super) fn check(rubric: &Rubric, found: &mut Findings<'_>) {
    for at in rules(rubric) {
        found.add(never_applies(rubric, at, found));
        match &at.rule.measure {
            Measure::Share(share) => {
                if let Some(looks) = looks(at.rule) {
                    look_at_share(rubric, at, share, looks, found);
                }
            }
            Measure::Count { list, selects, bands } => {
                found.add(never_selects(rubric, at, *list, selects, found));
                let (one, many) = list.nouns();
                found.add(never_misses(at, bands, &format!("number of {many}"), one, found));
            }
            Measure::Number { fact, bands } if matches!(fact.kind, FactType::List(_)) => {
                found.add(never_misses(at, bands, &format!("number of {}", fact.unit()), fact.noun, found));
            }
            Measure::Number { .. } | Measure::Ask { .. } => {}
        }
        for (one, other) in dependent_facts(at.rule) {
            found.not_compared(&at.rule.id, one.name, other.name);
        }
    }
}

fn never_applies(rubric: &Rubric, At { rule, at }: At<'_>, found: &Findings<'_>) -> Option<Warning> {
    let Verdict::Cannot(conditions) = solve(rubric, &all(&rule.applies_when, true)) else { return None };
    let message = format!("rule `{}` never applies: {}", rule.id, contradiction(&conditions));
    let place = rule_path(at).key("applies-when");
    let specimen = attempt(rubric, None, &[&rule.applies_when]);
    let absent = |result: &RuleResult| Some(result.judged.is_none());
    let diagnostic = found.at(Diagnostic::warning("never-applies", message), &place, "cannot be so");
    shown(rubric, found, diagnostic, specimen, at, absent, &format!("`{}` does not apply to this review", rule.id))
}

fn never_selects(
    rubric: &Rubric,
    At { rule, at }: At<'_>,
    list: ListName,
    selects: &[Condition],
    found: &Findings<'_>,
) -> Option<Warning> {
    let Verdict::Cannot(conditions) = solve(rubric, &all(selects, true)) else { return None };
    let (one, _) = list.nouns();
    let message = format!("rule `{}` never looks at any {one}: {}", rule.id, contradiction(&conditions));
    let diagnostic =
        found.at(Diagnostic::warning("never-selects", message), &rule_path(at).key("where"), "cannot be so");
    let specimen = attempt(rubric, Some(list), &[&rule.applies_when, selects]);
    let none = |result: &RuleResult| match result.tally {
        Some(Tally::Share { of, .. }) => Some(of == 0),
        Some(Tally::Number { low, .. }) => Some(low == Some(0)),
        Some(Tally::Answer(_)) | None => Some(result.judged.is_none()),
    };
    shown(rubric, found, diagnostic, specimen, at, none, &format!("`{}` looks at nothing in this review", rule.id))
}

fn look_at_share(rubric: &Rubric, at: At<'_>, share: &ShareRule, looks: Looks<'_>, found: &mut Findings<'_>) {
    let selects = match share.each {
        Some(list) => {
            let warning = never_selects(rubric, at, list, looks.base, found);
            let selects = warning.is_none();
            found.add(warning);
            selects
        }
        None => solve(rubric, &all(looks.base, true)).is_possible(),
    };
    if !selects {
        return;
    }
    let ways = looks.holds(rubric);
    if ways.iter().any(Verdict::is_possible) {
        for (number, way) in ways.iter().enumerate() {
            found.add(dead_alternative(rubric, at, number, way, (share.each, looks), found));
        }
        if let Verdict::Cannot(_) = looks.fails(rubric) {
            found.add(never_fails(rubric, at, share.each, looks, found));
        }
    } else {
        found.add(never_holds(rubric, at, share.each, looks, &ways, found));
    }
}

fn never_holds(
    rubric: &Rubric,
    At { rule, at }: At<'_>,
    each: Option<ListName>,
    looks: Looks<'_>,
    ways: &[Verdict<'_>],
    found: &Findings<'_>,
) -> Option<Warning> {
    let reasons: Vec<&[&Condition]> = ways
        .iter()
        .filter_map(|way| if let Verdict::Cannot(conditions) = way { Some(conditions.as_slice()) } else { None })
        .collect();
    let mut why: Vec<String> = reasons.iter().map(|conditions| contradiction(conditions)).collect();
    why.dedup();
    let who = each.map_or_else(|| "no review".to_owned(), |list| format!("no {}", list.nouns().0));
    let message = format!("{who} can meet rule `{}`: {}", rule.id, and_list(&why));
    let mut diagnostic = Diagnostic::warning("never-holds", message);
    let among = |condition: &Condition| {
        reasons.iter().any(|conditions| conditions.iter().any(|other| std::ptr::eq(*other, condition)))
    };
    let places = places(at, each.is_some(), looks).into_iter().filter(|(_, condition)| among(condition));
    for (number, (trail, _)) in places.enumerate() {
        diagnostic = found.at(diagnostic, &trail, if number == 0 { "cannot be so" } else { "beside this" });
    }
    let table = looks.any.first().map_or(&[][..], Vec::as_slice);
    let specimen = attempt(rubric, each, &[&rule.applies_when, looks.base, looks.must, table]);
    let fails = |result: &RuleResult| selected(result).map(|(met, _)| met == 0);
    shown(
        rubric,
        found,
        diagnostic,
        specimen,
        at,
        fails,
        &format!("this review fails `{}`, as every {} does", rule.id, each.map_or("review", |list| list.nouns().0)),
    )
}

fn never_fails(
    rubric: &Rubric,
    At { rule, at }: At<'_>,
    each: Option<ListName>,
    looks: Looks<'_>,
    found: &Findings<'_>,
) -> Option<Warning> {
    let who = match each {
        Some(list) if looks.base.is_empty() => format!("every {} meets it", list.nouns().0),
        Some(list) => format!("every {} that `where` selects meets it", list.nouns().0),
        None if looks.base.is_empty() => "every review meets it".to_owned(),
        None => "every review that it applies to meets it".to_owned(),
    };
    let message = format!("rule `{}` can never fail: {who}", rule.id);
    let mut diagnostic = Diagnostic::warning("never-fails", message);
    let key = if looks.must.is_empty() { "any" } else { "must" };
    diagnostic = found.at(diagnostic, &rule_path(at).key(key), "is so in any case");
    let base = if each.is_some() { "where" } else { "applies-when" };
    if !looks.base.is_empty() {
        diagnostic = found.at(diagnostic, &rule_path(at).key(base), "where this is so");
    }
    let specimen = attempt(rubric, each, &[&rule.applies_when, looks.base]);
    let meets = |result: &RuleResult| selected(result).map(|(met, of)| met == of);
    shown(
        rubric,
        found,
        diagnostic,
        specimen,
        at,
        meets,
        &format!("this review says as little as it can, but meets `{}`", rule.id),
    )
}

/// That one of several tables of `any` can never be met: if it were the only one, nothing would meet the rule.
fn dead_alternative(
    rubric: &Rubric,
    At { rule, at }: At<'_>,
    number: usize,
    way: &Verdict<'_>,
    (each, looks): (Option<ListName>, Looks<'_>),
    found: &Findings<'_>,
) -> Option<Warning> {
    let Verdict::Cannot(conditions) = way else { return None };
    let table = looks.any.get(number)?;
    let why = contradiction(conditions);
    let message = format!("table {} of `any` in rule `{}` can never be met: {why}", number + 1, rule.id);
    let place = rule_path(at).key("any").item(number);
    let diagnostic = found.at(Diagnostic::warning("dead-alternative", message), &place, "cannot be so");
    let mut alone = rubric.clone();
    let own = alone.criteria.get_mut(at.0).and_then(|criterion| criterion.rules.get_mut(at.1));
    if let Some(Measure::Share(share)) = own.map(|rule| &mut rule.measure) {
        share.any = vec![table.clone()];
    }
    let specimen = attempt(&alone, each, &[&rule.applies_when, looks.base, looks.must, table]);
    let fails = |result: &RuleResult| selected(result).map(|(met, _)| met == 0);
    shown(&alone, found, diagnostic, specimen, at, fails, "with that table alone this fails, as everything does")
}

/// That no number is beyond the bands.
fn never_misses(
    At { rule, at }: At<'_>,
    bands: &NumberBands,
    what: &str,
    noun: &str,
    found: &Findings<'_>,
) -> Option<Warning> {
    let numbers = turning_points(bands, None);
    if number_at(bands, &numbers, bands.unmet).is_some() {
        return None;
    }
    let worst = number_grade(bands, Some(0));
    let message = format!("rule `{}` can never fail: every {what} is {worst} at least", rule.id);
    let diagnostic = found.at(
        Diagnostic::warning("never-fails", message),
        &rule_path(at).key("bands"),
        "0 is enough for the lowest",
    );
    let witness = Witness::Says(format!("0 {} are {worst}", crate::text::plural_of(noun)));
    Some(Warning { diagnostic, witness: Some(witness) })
}

/// Adds to a warning a review in which the engine finds of the rule at `at` what `wanted` says; `None` where that review
/// shows nothing of it.
fn shown(
    rubric: &Rubric,
    found: &Findings<'_>,
    diagnostic: Diagnostic,
    specimen: Option<Specimen>,
    at: (usize, usize),
    wanted: impl Fn(&RuleResult) -> Option<bool>,
    shows: &str,
) -> Option<Warning> {
    let graded = specimen.as_ref().and_then(|specimen| specimen.grade(rubric));
    let result = graded.as_ref().and_then(|graded| graded.criteria.get(at.0)?.rules.get(at.1));
    // Where facts depend on each other, the review may not be what it was made up to be: then it shows nothing.
    let answer = result.and_then(wanted);
    let text = specimen.filter(|_| answer.is_some()).map(|specimen| specimen.text());
    let witness = text.map(|text| Witness::Review { text, shows: shows.to_owned() });
    found.confirmed(answer.unwrap_or(true), Warning { diagnostic, witness })
}

/// How many items, or the review itself, meet a rule, of how many; `None` where it looks at none.
fn selected(result: &RuleResult) -> Option<(usize, usize)> {
    if let Some(Tally::Share { met, of, .. }) = result.tally { (of > 0).then_some((met, of)) } else { None }
}

/// A review, with one item of `list`, that meets these conditions as far as it goes: those first which come first.
fn attempt(rubric: &Rubric, list: Option<ListName>, conditions: &[&[Condition]]) -> Option<Specimen> {
    let mut kept: Vec<&Condition> = Vec::new();
    for condition in conditions.iter().flat_map(|conditions| conditions.iter()) {
        let with: Vec<_> = kept.iter().copied().chain([condition]).map(|condition| (condition, true)).collect();
        if solve(rubric, &with).is_possible() {
            kept.push(condition);
        }
    }
    let wanted: Vec<_> = kept.into_iter().map(|condition| (condition, true)).collect();
    match solve(rubric, &wanted) {
        Verdict::Can(values) => Specimen::with(list, &values),
        Verdict::Cannot(_) | Verdict::Unknown => None,
    }
}

/// `these can never be true together: ... and ...`
pub(super) fn contradiction(conditions: &[&Condition]) -> String {
    let clauses: Vec<String> = conditions.iter().map(|condition| crate::wording::clause(condition)).collect();
    if let ([clause], [Condition { fact, tests, .. }]) = (clauses.as_slice(), conditions)
        && let [test] = tests.as_slice()
    {
        let known = match (fact.kind, test) {
            (FactType::List(Some(words)), Test::Number(_)) => format!(" (`{}` has {} words)", fact.name, words.len()),
            _ => String::new(),
        };
        return format!("this can never be true: {clause}{known}");
    }
    format!("these can never be true together: {}", and_list(&clauses))
}

/// The conditions of a rule with their places.
pub(super) fn places(at: (usize, usize), each: bool, looks: Looks<'_>) -> Vec<(KeyPath, &Condition)> {
    let rule = rule_path(at);
    let base = rule.key(if each { "where" } else { "applies-when" });
    let any = looks.any.iter().enumerate().map(|(number, table)| (rule.key("any").item(number), table.as_slice()));
    let tables = [(rule.key("must"), looks.must), (base, looks.base)].into_iter().chain(any);
    tables
        .flat_map(|(trail, conditions)| {
            conditions.iter().map(move |condition| (trail.key(condition.fact.name), condition)).collect::<Vec<_>>()
        })
        .collect()
}
