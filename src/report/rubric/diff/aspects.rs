//! What a part of a rubric says, aspect by aspect, so that two can be laid side by side.

use std::borrow::Cow;

use crate::report::rubric::show::limit_title;
use crate::review::{Grade, Scale};
use crate::rubric::{Criterion, Profile, Rubric, Rule};
use crate::text::{and_list, or_list};
use crate::wording::{exact_percent, limit_of, need_among, needs_in_words, sentences};

/// Something that is said: what about, and the words.
pub(super) type Aspect = (Cow<'static, str>, String);

/// What the rubric as a whole says.
pub(super) fn of_rubric(rubric: &Rubric) -> Vec<Aspect> {
    let kinds: Vec<&str> = rubric.kinds.iter().map(String::as_str).collect();
    let mut said = vec![
        ("id".into(), rubric.id.clone()),
        ("title".into(), rubric.title.clone()),
        ("version".into(), rubric.version.clone()),
        ("for".into(), if kinds.is_empty() { "every kind of review".to_owned() } else { or_list(&kinds) }),
        ("not judged".into(), rubric.not_judged.clone()),
        ("placeholders".into(), rubric.placeholders.join(", ")),
        ("how much has to be stated".into(), exact_percent(rubric.enough)),
    ];
    said.extend(rubric.about.iter().map(|about| ("about itself".into(), about.clone())));
    if !rubric.scale.words().eq(Scale::USUAL.words()) {
        said.extend(rubric.scale.best_first().map(|grade| ("grade".into(), of_grade(grade))));
    }
    said.extend(of_profile(&rubric.overall, rubric, "the criteria"));
    for limit in &rubric.limits {
        said.push(("limit".into(), limit_of(&format!("while {}", limit_title(rubric, limit)), limit)));
    }
    for (name, words) in &rubric.words {
        said.extend(words.descriptions().iter().map(|word| ("word list".into(), format!("{name}: {word}"))));
    }
    said
}

/// A grade with what it is called and means.
fn of_grade(grade: Grade) -> String {
    let meaning = if grade.meaning().is_empty() { String::new() } else { format!(": {}", grade.meaning()) };
    format!("{} ({}, {}){meaning}", grade.word(), grade.title(), grade.letter())
}

/// What each grade needs, a sentence a need.
fn of_profile(profile: &Profile, rubric: &Rubric, all: &str) -> Vec<Aspect> {
    let about = |grade: Grade| Cow::from(format!("what {grade} needs"));
    let mut grades: Vec<Grade> = profile.grades.iter().map(|(grade, _)| *grade).collect();
    grades.dedup();
    let needs = |grade: Grade| needs_in_words(profile, grade, |need| need_among(need, rubric, all));
    grades.into_iter().flat_map(|grade| needs(grade).into_iter().map(move |need| (about(grade), need))).collect()
}

/// What a criterion says of itself; its weight is compared elsewhere.
pub(super) fn of_criterion(rubric: &Rubric, criterion: &Criterion) -> Vec<Aspect> {
    let mut said = vec![("title".into(), criterion.title.clone())];
    said.extend(criterion.asks.iter().map(|asks| ("question".into(), asks.clone())));
    said.extend(criterion.tags.iter().map(|tag| ("tag".into(), tag.clone())));
    said.extend(of_profile(&criterion.profile, rubric, "its rules"));
    said
}

/// What a rule says; its weight is compared elsewhere.
pub(super) fn of_rule(criterion: &Criterion, rule: &Rule) -> Vec<Aspect> {
    let mut said = vec![("title".into(), rule.title.clone()), ("criterion".into(), criterion.id.clone())];
    said.extend(sentences(rule).into_iter().map(|sentence| ("what it asks".into(), sentence)));
    let shared: Vec<String> = rule.tags.clone();
    said.extend((!shared.is_empty()).then(|| ("tags".into(), and_list(&shared))));
    said.extend((!rule.fixable).then(|| ("can be fixed".into(), "editing cannot fix it".to_owned())));
    let texts = [
        ("reason".into(), rule.reason.as_ref().map(ToString::to_string)),
        ("advice".into(), rule.advice.as_ref().map(ToString::to_string)),
        ("why".into(), rule.why.clone()),
        ("source".into(), rule.source.clone()),
        ("basis of the source".into(), rule.basis.map(|basis| basis.word().to_owned())),
    ];
    said.extend(texts.into_iter().filter_map(|(about, text)| Some((about, text?))));
    said
}
