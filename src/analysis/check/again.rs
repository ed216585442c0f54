//! What a rubric says again: a rule that tests only what others test, a table of `any` or a need that follows from another,
//! levels and grades that nothing tells apart.

use super::conditions::{Verdict, all, looks, solve};
use super::findings::{Findings, Warning, rule_path};
use super::rules::{At, rules};
use super::values::Values;
use crate::document::{Diagnostic, KeyPath};
use crate::review::Grade;
use crate::rubric::{Condition, Measure, Need, Part, Profile, Quantity, Rubric, ShareRule};
use crate::text::and_list;

/// Looks at every rule, and at every profile.
pub(super) fn check(rubric: &Rubric, values: &Values<'_>, found: &mut Findings<'_>) {
    let all_rules: Vec<At<'_>> = rules(rubric).collect();
    for at in all_rules.iter().copied() {
        found.add(tested_by_others(&all_rules, values, at, found));
        alternatives(rubric, at, found);
        levels(rubric, at, found);
    }
    let mut seen = Vec::new();
    for (at, criterion) in rubric.criteria.iter().enumerate() {
        let profile = found.profile_of(crate::rubric::CriterionId::new(at));
        if !seen.contains(&profile) {
            needs(&criterion.profile, &KeyPath::dotted("grading").key(profile.clone()), found);
            seen.push(profile);
        }
    }
    needs(&rubric.overall, &KeyPath::dotted("grading.overall"), found);
    grades(rubric, found);
}

/// That a rule tests of the same items just what several others test one by one.
fn tested_by_others(all_rules: &[At<'_>], values: &Values<'_>, at: At<'_>, found: &Findings<'_>) -> Option<Warning> {
    let own = plain(&at)?;
    let is_part = |other: &&At<'_>| {
        other.at != at.at
            && plain(other).is_some_and(|share| {
                share.each == own.each
                    && share.must.len() < own.must.len()
                    && values.are_same(&share.selects, &own.selects)
                    && values.are_same(&other.rule.applies_when, &at.rule.applies_when)
                    && share.must.iter().all(|condition| values.follows(&own.must, condition))
            })
    };
    let parts: Vec<&At<'_>> = all_rules.iter().filter(is_part).collect();
    let is_tested = |condition: &Condition| {
        parts.iter().filter_map(|part| plain(part)).any(|share| values.follows(&share.must, condition))
    };
    if parts.len() < 2 || !own.must.iter().all(is_tested) {
        return None;
    }
    let ids: Vec<String> = parts.iter().map(|part| format!("`{}`", part.rule.id)).collect();
    let message = format!("rule `{}` tests only what {} test", at.rule.id, and_list(&ids));
    let diagnostic = found
        .at(Diagnostic::warning("same-test", message), &rule_path(at.at).key("id"), "tested already")
        .help("what it tests counts twice: remove it, or let it test something else");
    Some(Warning { diagnostic, witness: None })
}

/// The rule's share, if it tests nothing but that several or one thing is so.
fn plain<'r>(at: &At<'r>) -> Option<&'r ShareRule> {
    if let Measure::Share(share) = &at.rule.measure { Some(share).filter(|share| share.any.is_empty()) } else { None }
}

/// Whether `condition` is met by whatever meets all of `others`.
fn follows(rubric: &Rubric, others: &[Condition], condition: &Condition) -> bool {
    let besides = [all(others, true), vec![(condition, false)]].concat();
    matches!(solve(rubric, &besides), Verdict::Cannot(_))
}

/// That a table of `any` adds nothing: what meets it meets another table, or `must` meets one of them in any case.
fn alternatives(rubric: &Rubric, at: At<'_>, found: &mut Findings<'_>) {
    let Some(looks) = looks(at.rule).filter(|looks| looks.any.len() > 1 || !looks.must.is_empty()) else { return };
    let base = [looks.base, looks.must].concat();
    let is_met_by = |own: &[Condition], table: &[Condition]| {
        let known = [base.as_slice(), own].concat();
        solve(rubric, &all(&known, true)).is_possible() && table.iter().all(|test| follows(rubric, &known, test))
    };
    let place = rule_path(at.at).key("any");
    let id = &at.rule.id;
    if let Some(number) = looks.any.iter().position(|table| is_met_by(&[], table)).filter(|_| !looks.must.is_empty()) {
        let message = format!("`any` of rule `{id}` has no effect: what meets `must` meets its table {}", number + 1);
        found.add(Some(redundant(message, &place.item(number), "met in any case", found)));
        return;
    }
    for (number, table) in looks.any.iter().enumerate() {
        let wider = looks.any.iter().enumerate().find(|(other, wider)| {
            *other != number && is_met_by(table, wider) && (*other < number || !is_met_by(wider, table))
        });
        if let Some((other, _)) = wider {
            let message = format!(
                "table {} of `any` in rule `{id}` adds nothing: what meets it meets table {}",
                number + 1,
                other + 1
            );
            found.add(Some(redundant(message, &place.item(number), "adds nothing", found)));
        }
    }
}

/// That a need of a grade follows from another need of the same grade.
fn needs(profile: &Profile, place: &KeyPath, found: &mut Findings<'_>) {
    for (at, (grade, needs)) in profile.grades.iter().enumerate() {
        let place = place.key(grade.word());
        // The usual needs are not the rubric's own.
        if !found.has(&place) {
            continue;
        }
        let ways = profile.grades.iter().enumerate().filter(|(other, (own, _))| *other != at && own == grade);
        let is_only_way = ways.clone().next().is_none();
        // Where there are several ways, a need may matter beside one alternative and not beside another.
        for (number, need) in needs.iter().enumerate().filter(|_| is_only_way) {
            let harder = needs.iter().enumerate().find(|(other, harder)| {
                *other != number && is_redundant(need, harder) && (*other < number || !is_redundant(harder, need))
            });
            if let Some((other, _)) = harder {
                let message =
                    format!("need {} of {grade} adds nothing: it follows from need {}", number + 1, other + 1);
                found.add(Some(redundant(message, &place.item(number), "adds nothing", found)));
            }
        }
        let last = needs.last();
        let easier = ways.filter_map(|(other, (_, needs))| Some((other, needs.last()?))).find(|(other, easier)| {
            last.is_some_and(|own| is_redundant(easier, own) && (*other < at || !is_redundant(own, easier)))
        });
        if easier.is_some() {
            let message = format!("a need in `any` of {grade} adds nothing: what meets it meets an easier one there");
            found.add(Some(redundant(message, &place, "in `any` here", found)));
        }
    }
}

/// Whether `need` holds or is void wherever `harder` holds.
fn is_redundant(need: &Need, harder: &Need) -> bool {
    need.follows_from(harder) && need.parts.iter().all(|part| harder.parts.contains(part))
}

/// That two levels of a question lead to the same grades, whatever else there is.
fn levels(rubric: &Rubric, at: At<'_>, found: &mut Findings<'_>) {
    let Measure::Ask { levels, .. } = &at.rule.measure else { return };
    let Some((criterion, id)) =
        rubric.rule_ids().find(|id| (id.criterion().number(), id.number()) == at.at).map(|id| (id.criterion(), id))
    else {
        return;
    };
    let part = Part::Rule(id);
    let within = rubric[criterion].profile.needs().chain(rubric.overall.needs());
    let about: Vec<&Need> = within.filter(|need| need.parts.contains(&part)).collect();
    let limits = rubric.limits.iter().filter(|limit| limit.part == part);
    let limits: Vec<Grade> = limits.map(|limit| limit.when_at).collect();
    let tells_apart = |better: Grade, worse: Grade| {
        let by_need = |need: &&Need| {
            matches!(need.quantity, Quantity::Mean(_) | Quantity::Percent(_))
                || need.at_least > worse && need.at_least <= better
        };
        about.iter().any(by_need) || limits.iter().any(|when| *when >= worse && *when < better)
    };
    for ((better, _), (worse, _)) in levels.iter().zip(levels.iter().skip(1)) {
        if about.is_empty() || tells_apart(*better, *worse) {
            continue;
        }
        // An answer may be better than any grade that is given.
        if about.iter().all(|need| need.at_least <= *worse) {
            let id = &at.rule.id;
            found.remark(format!("the levels {better} and {worse} of `{id}` differ in the score, but in no grade"));
        } else {
            let message = format!("the levels {better} and {worse} of `{}` lead to the same grades", at.rule.id);
            let place = rule_path(at.at).key("levels").key(better.word());
            let diagnostic = found
                .at(Diagnostic::warning("unused", message), &place, "no need tells it apart")
                .help("leave one of them out, or name the better one in a need of a grade");
            found.add(Some(Warning { diagnostic, witness: None }));
        }
    }
}

/// That no criterion and no review can be a grade of the rubric's own scale.
fn grades(rubric: &Rubric, found: &mut Findings<'_>) {
    if !found.has(&KeyPath::dotted("scale.grades")) {
        return;
    }
    let profiles = rubric.criteria.iter().map(|criterion| &criterion.profile).chain([&rubric.overall]);
    let given: Vec<Grade> = profiles.flat_map(|profile| profile.grades.iter().map(|(grade, _)| *grade)).collect();
    for (number, grade) in rubric.scale.best_first().enumerate() {
        if grade.is_worst() || given.contains(&grade) {
            continue;
        }
        let diagnostic = Diagnostic::warning("unused", format!("no criterion and no review can be {grade}"));
        let place = KeyPath::dotted("scale.grades").item(number);
        let diagnostic =
            found.at(diagnostic, &place, "never given").help("say under `[grading]` what it needs, or remove it");
        found.add(Some(Warning { diagnostic, witness: None }));
    }
}

fn redundant(message: String, place: &KeyPath, label: &str, found: &Findings<'_>) -> Warning {
    let diagnostic = found.at(Diagnostic::warning("redundant", message), place, label).help("remove it");
    Warning { diagnostic, witness: None }
}
