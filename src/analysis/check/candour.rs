//! Checks that a rubric gives reasons and sources, does not reward silence, and shows how much depends on the author's statement.

use super::findings::{Findings, Warning, rule_path};
use super::rules::{At, rules};
use super::specimen::Specimen;
use super::witness::Witness;
use crate::document::Diagnostic;
use crate::engine::weight_on;
use crate::review::vocabulary::ListName;
use crate::review::{Basis, Fact, Mark};
use crate::rubric::{Empty, Measure, Rubric};
use crate::text::or_list;

/// Looks at every rule, and at the whole.
pub(super) fn check(rubric: &Rubric, found: &mut Findings<'_>) {
    for at in rules(rubric) {
        found.add(unfounded(at, found));
        found.add(one_band(at, found));
        let warning = fewer_pays(at, found);
        found.add(warning);
        if let Measure::Share(share) = &at.rule.measure
            && let (Some(list), Empty::Met) = (share.each, share.empty)
        {
            let by: Vec<&'static Fact> = share.selects.iter().map(|condition| condition.fact).collect();
            if list.confesses(&by) {
                found.add(silence_pays(rubric, at, list, found));
            }
        }
    }
    found.remark(rests_on_word(rubric));
}

/// That a rule does not say why it is there or where it comes from.
fn unfounded(At { rule, at }: At<'_>, found: &Findings<'_>) -> Option<Warning> {
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let missing: Vec<&str> = [("`why`", &rule.why), ("`source`", &rule.source)]
        .iter()
        .filter(|(_, text)| is_empty(text))
        .map(|(key, _)| *key)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!("rule `{}` has no {}", rule.id, or_list(&missing));
    let diagnostic = found
        .at(Diagnostic::warning("unfounded", message), &rule_path(at).key("id"), "this rule")
        .help("say why it matters and where the requirement comes from; a source may be `ours`");
    Some(Warning { diagnostic, witness: None })
}

/// That one band of a number does not show whether more or fewer is better, and the rule does not say it.
fn one_band(At { rule, at }: At<'_>, found: &Findings<'_>) -> Option<Warning> {
    let bands = match &rule.measure {
        Measure::Count { bands, .. } | Measure::Number { bands, .. } => bands,
        Measure::Share(_) | Measure::Ask { .. } => return None,
    };
    let trail = rule_path(at);
    if bands.bands.len() != 1 || found.has(&trail.key("better")) {
        return None;
    }
    let message = format!("rule `{}` has one band, so it does not show whether a higher number is better", rule.id);
    let diagnostic = found
        .at(Diagnostic::warning("direction", message), &trail.key("bands"), "one band")
        .help("write `better = \"higher\"` or `better = \"lower\"`");
    Some(Warning { diagnostic, witness: None })
}

/// That saying nothing earns the best grade where an author would own up to something.
fn silence_pays(rubric: &Rubric, At { rule, at }: At<'_>, list: ListName, found: &Findings<'_>) -> Option<Warning> {
    let (one, many) = list.nouns();
    let best = rule.best();
    let such =
        if matches!(&rule.measure, Measure::Share(share) if share.selects.is_empty()) { "" } else { " of this kind" };
    let message = format!(
        "rule `{}` gives {best} to a review that names no {one}{such}, so leaving {many} out raises the grade",
        rule.id
    );
    let diagnostic = found
        .at(Diagnostic::warning("silence-pays", message), &rule_path(at).key("empty"), "an empty list meets the rule")
        .help("write `empty = \"not-applicable\"` or `\"unmet\"`");
    let specimen = Specimen::default();
    let graded = specimen.grade(rubric);
    let result = graded.as_ref().and_then(|graded| graded.criteria.get(at.0)?.rules.get(at.1)?.judged);
    // Where the rule does not apply to an empty review, that shows nothing.
    let witness = result.map(|_| Witness::Review {
        text: specimen.text(),
        shows: format!("this review says nothing, but `{}` finds it {best}", rule.id),
    });
    let confirmed = result.is_none_or(|judged| judged.range.floor == best);
    found.confirmed(confirmed, Warning { diagnostic, witness })
}

/// Warns if a rule gives a better grade for fewer admissions, such as gaps, which rewards leaving some out. If editing cannot
/// fix the rule, the program never advises that, so a remark is enough.
fn fewer_pays(At { rule, at }: At<'_>, found: &mut Findings<'_>) -> Option<Warning> {
    let (bands, many) = match &rule.measure {
        Measure::Count { list, selects, bands } => {
            let by: Vec<&'static Fact> = selects.iter().map(|condition| condition.fact).collect();
            let such = if selects.is_empty() { "" } else { " of this kind" };
            list.confesses(&by).then(|| (bands, format!("{}{such}", list.nouns().1)))?
        }
        Measure::Number { fact, bands } if fact.has(Mark::Confesses) => (bands, fact.unit()),
        Measure::Share(_) | Measure::Number { .. } | Measure::Ask { .. } => return None,
    };
    if !bands.lower_is_better {
        return None;
    }
    let (id, best) = (&rule.id, rule.best());
    let what = format!("`{id}` gives {best} to a review that says it has no {many}, which rewards leaving some out");
    if !rule.fixable {
        found.remark(what);
        return None;
    }
    let diagnostic = found
        .at(Diagnostic::warning("silence-pays", format!("rule {what}")), &rule_path(at).key("better"), "fewer is better")
        .help("look at what each of them says, with `each` and `must`; or write `fixable = false`, so that casegrade never advises removing one");
    Some(Warning { diagnostic, witness: None })
}

fn rests_on_word(rubric: &Rubric) -> String {
    let share = weight_on(rubric, Basis::Word);
    let percent = (share * 100.0).round();
    if percent < 1.0 {
        return "almost nothing depends on the author's own statement".to_owned();
    }
    format!("if every rule applies, {percent}% of a grade depends on the author's own statement")
}
