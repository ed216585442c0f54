//! Small slips that do not make a rubric wrong, and that people stumble over.

use super::findings::{Findings, Warning, rule_path};
use super::rules::{At, rules};
use super::worlds::{ByKind, by_kind};
use crate::document::{Diagnostic, KeyPath};
use crate::rubric::{Exact, Measure, Need, NumberBands, Quantity, Rubric, shipped};
use crate::text::or_list;

/// Looks at the header, and at every rule.
pub(super) fn check(rubric: &Rubric, found: &mut Findings<'_>) {
    header(rubric, found);
    let mut titles: Vec<&str> = Vec::new();
    for at in rules(rubric) {
        let trail = rule_path(at.at);
        let title = at.rule.title.trim();
        if titles.contains(&title) {
            let message = format!("two rules have the title “{title}”");
            let help = "reports name rules by their titles: say how they differ";
            found.add(Some(slip(
                Diagnostic::warning("same-title", message),
                (&trail.key("title"), "the second one"),
                help,
                found,
            )));
        }
        titles.push(title);
        if at.rule.is_asked() && !at.rule.fixable {
            let message = format!("`fixable` has no effect on the question `{}`", at.rule.id);
            let help = "remove it: no edit of a review answers a question";
            found.add(Some(slip(
                Diagnostic::warning("no-effect", message),
                (&trail.key("fixable"), "here"),
                help,
                found,
            )));
        }
        kinds(rubric, at, found);
        whole_numbers(at, found);
    }
    percents(rubric, found);
}

fn header(rubric: &Rubric, found: &mut Findings<'_>) {
    let own = shipped().iter().find(|own| own.id == rubric.id);
    if own.is_some_and(|own| Rubric::from_toml(own.text).is_ok_and(|own| own.hash != rubric.hash)) {
        let message = format!("`{}` is the id of a rubric that comes with casegrade", rubric.id);
        let help = "results name rubrics by their ids: choose another one";
        let place = KeyPath::dotted("rubric.id");
        found.add(Some(slip(Diagnostic::warning("shipped-id", message), (&place, "the same id"), help, found)));
    }
    let kinds = KeyPath::dotted("rubric.kinds");
    if rubric.kinds.is_empty() && found.has(&kinds) {
        let help = "name the kinds that the rubric is for, or remove the line: it is then for all";
        found.add(Some(slip(
            Diagnostic::warning("no-kinds", "`kinds` names no kind of review"),
            (&kinds, "no kind"),
            help,
            found,
        )));
    }
}

/// That the kinds of the rubric decide whether a rule applies.
fn kinds(rubric: &Rubric, At { rule, at }: At<'_>, found: &mut Findings<'_>) {
    for condition in &rule.applies_when {
        let kinds = or_list(&rubric.kinds);
        let (warning, help) = match by_kind(rubric, condition) {
            ByKind::Open => continue,
            ByKind::Always => {
                let id = &rule.id;
                let message =
                    format!("rule `{id}` asks for a kind of review that is always given: the rubric is for {kinds}");
                let help = "remove the test, or add kinds to `kinds` of `[rubric]`";
                (Diagnostic::warning("always-applies", message), help)
            }
            ByKind::Never => {
                let message = format!("rule `{}` never applies: the rubric is for {kinds}", rule.id);
                let help = "correct the kind, or add it to `kinds` of `[rubric]`";
                (Diagnostic::warning("never-applies", message), help)
            }
        };
        let place = rule_path(at).key("applies-when").key(condition.fact.name);
        found.add(Some(slip(warning, (&place, "this kind"), help, found)));
    }
}

/// That bands of a count or number are shares.
fn whole_numbers(At { rule, at }: At<'_>, found: &mut Findings<'_>) {
    let (Measure::Count { bands, .. } | Measure::Number { bands, .. }) = &rule.measure else { return };
    let NumberBands { bands, .. } = bands;
    let one = Exact::whole(1);
    let is_share = |threshold: &Exact| *threshold > Exact::whole(0) && *threshold < one;
    if !bands.iter().any(|(_, threshold)| is_share(threshold)) || bands.iter().any(|(_, threshold)| *threshold > one) {
        return;
    }
    let message = format!("the bands of rule `{}` are shares, and it measures a whole number", rule.id);
    let help = "for a share of a list, write `each` and `must`; otherwise write whole numbers";
    let place = found.bands_of(at);
    found.add(Some(slip(Diagnostic::warning("share-for-number", message), (&place, "shares"), help, found)));
}

/// That a percentage is written as a share.
fn percents(rubric: &Rubric, found: &mut Findings<'_>) {
    let criteria = rubric.criterion_ids().map(|id| (found.profile_of(id), &rubric[id].profile));
    let profiles: Vec<_> = criteria.chain([("overall".to_owned(), &rubric.overall)]).collect();
    for (name, profile) in profiles {
        for (grade, needs) in &profile.grades {
            let is_share =
                |need: &Need| matches!(need.quantity, Quantity::Percent(percent) if percent <= Exact::whole(1));
            for number in needs.iter().enumerate().filter(|(_, need)| is_share(need)).map(|(number, _)| number) {
                let message = format!("a need of {grade} asks for 1% of the points or less");
                let place = KeyPath::dotted("grading").key(name.clone()).key(grade.word()).item(number);
                let help = "80% is `percent = 80`";
                found.add(Some(slip(Diagnostic::warning("share-for-percent", message), (&place, "here"), help, found)));
            }
        }
    }
}

fn slip(warning: Diagnostic, (place, label): (&KeyPath, &'static str), help: &str, found: &Findings<'_>) -> Warning {
    Warning { diagnostic: found.at(warning, place, label).help(help), witness: None }
}
