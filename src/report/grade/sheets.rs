//! Graded reviews as sheets, as findings and as tests.

use crate::engine::{ReasonKind, RuleOutcome};
use crate::report::issue::{Issue, Level};
use crate::report::page::{
    CriterionReport, GradeReport, PlaceReport, ReasonReport, ReviewReport, RuleReport, SecondLook,
};
use crate::report::sheet::{Sheet, Value};
use crate::report::suite::{Outcome, Suite, Test};
use crate::review::Grade;
use crate::text::capital;
use crate::wording::spaced;

/// Returns a sheet of the reviews, then of their criteria, rules and reasons, and of what they rest on.
pub(super) fn sheets(page: &GradeReport) -> Vec<Sheet> {
    let criteria = |review: &ReviewReport| review.criteria.iter().map(|own| criterion(review, own)).collect::<Vec<_>>();
    let rules = rules(page).map(|(review, criterion, own)| rule(review, criterion, own));
    let reasons = self::rules(page)
        .flat_map(|(review, _, own)| own.reasons.iter().map(|it| reason(review, own, it)).collect::<Vec<_>>());
    vec![
        Sheet {
            name: "Summary".to_owned(),
            title: String::new(),
            columns: vec![
                "review",
                "title",
                "source",
                "grade",
                "floor",
                "ceiling",
                "coverage",
                "score",
                "provisional",
                "recorded",
                "final",
                "departed-by",
                "because",
            ],
            rows: page.reviews.iter().map(summary).collect(),
        },
        Sheet {
            name: "Criteria".to_owned(),
            title: String::new(),
            columns: vec!["review", "criterion", "title", "floor", "ceiling", "score", "decided-by"],
            rows: page.reviews.iter().flat_map(criteria).collect(),
        },
        Sheet {
            name: "Rules".to_owned(),
            title: String::new(),
            columns: vec!["review", "criterion", "rule", "title", "outcome", "floor", "ceiling", "score", "counted"],
            rows: rules.collect(),
        },
        Sheet {
            name: "Reasons".to_owned(),
            title: String::new(),
            columns: vec!["review", "rule", "kind", "reason", "advice", "source", "line", "path"],
            rows: reasons.collect(),
        },
        Sheet {
            name: "Second look".to_owned(),
            title: String::new(),
            columns: vec!["review", "sign", "message", "source", "line", "path"],
            rows: page.reviews.iter().flat_map(looks).collect(),
        },
        about(page),
    ]
}

/// What deserves a second look, a row for each place.
fn looks(review: &ReviewReport) -> Vec<Vec<Value>> {
    let row = |look: &SecondLook, place: Option<&PlaceReport>| {
        vec![
            review.id.as_str().into(),
            look.code.to_owned().into(),
            look.message.as_str().into(),
            place.map_or_else(|| review.source.to_string(), |place| file(review, place)).into(),
            count(place.and_then(|place| place.line)),
            place.map_or("", |place| place.path.as_str()).into(),
        ]
    };
    let rows = |look: &SecondLook| match look.places.as_slice() {
        [] => vec![row(look, None)],
        places => places.iter().map(|place| row(look, Some(place))).collect(),
    };
    review.second_look.iter().flat_map(rows).collect()
}

fn rules(page: &GradeReport) -> impl Iterator<Item = (&ReviewReport, &CriterionReport, &RuleReport)> {
    page.reviews.iter().flat_map(|review| {
        review
            .criteria
            .iter()
            .flat_map(move |criterion| criterion.rules.iter().map(move |rule| (review, criterion, rule)))
    })
}

fn word(grade: Option<Grade>) -> Value {
    grade.map_or(Value::Empty, |grade| grade.word().to_owned().into())
}

fn count(number: Option<usize>) -> Value {
    number.map(|number| number as u64).into()
}

fn summary(review: &ReviewReport) -> Vec<Value> {
    let departure = review.judged.departures.iter().find(|own| own.of.as_str() == "review");
    vec![
        review.id.as_str().into(),
        review.title.as_str().into(),
        review.place().into(),
        review.grade.to_string().into(),
        word(review.floor),
        word(review.ceiling),
        review.coverage.into(),
        review.score.into(),
        if review.provisional { "yes" } else { "no" }.into(),
        word(review.recorded.as_ref().map(|recorded| recorded.grade)),
        review.finally.to_string().into(),
        departure.and_then(|own| own.by.as_ref()).map_or("", |by| by.as_str()).into(),
        departure.map_or("", |own| own.because.as_str()).into(),
    ]
}

fn criterion(review: &ReviewReport, own: &CriterionReport) -> Vec<Value> {
    vec![
        review.id.as_str().into(),
        own.id.as_str().into(),
        own.title.as_str().into(),
        word(own.floor),
        word(own.ceiling),
        own.score.into(),
        own.decided_by.as_ref().map_or("", |by| by.as_str()).into(),
    ]
}

fn rule(review: &ReviewReport, criterion: &CriterionReport, own: &RuleReport) -> Vec<Value> {
    vec![
        review.id.as_str().into(),
        criterion.id.as_str().into(),
        own.id.as_str().into(),
        own.title.as_str().into(),
        own.outcome.word().to_owned().into(),
        word(own.floor),
        word(own.ceiling),
        own.score.into(),
        own.counted.as_str().into(),
    ]
}

fn reason(review: &ReviewReport, rule: &RuleReport, own: &ReasonReport) -> Vec<Value> {
    vec![
        review.id.as_str().into(),
        rule.id.as_str().into(),
        own.kind.word().to_owned().into(),
        own.text.as_str().into(),
        own.advice.as_ref().map_or("", |advice| advice.as_str()).into(),
        file(review, &own.place).into(),
        count(own.place.line),
        own.place.path.as_str().into(),
    ]
}

fn about(page: &GradeReport) -> Sheet {
    let rubric = page.rubric.as_ref();
    let rows = [
        ("tool", format!("{} {}", page.tool.name, page.tool.version)),
        ("rubric", rubric.map_or_else(String::new, |rubric| format!("{} {}", rubric.id, rubric.version))),
        ("rubric-hash", rubric.map_or_else(String::new, |rubric| rubric.hash.clone())),
        ("day", page.as_of.clone()),
    ];
    let others = page.reviews.iter().filter_map(|review| Some((review, review.rubric.as_ref()?)));
    let others = others.map(|(review, rubric)| {
        vec!["rubric".into(), format!("{}: {} {}", review.id, rubric.id, rubric.version).into()]
    });
    let errors = page
        .errors
        .iter()
        .map(|error| vec!["not graded".into(), format!("{}: {}", error.source, error.message).into()]);
    let rows =
        rows.into_iter().map(|(key, value)| vec![key.into(), value.into()]).chain(others).chain(errors).collect();
    Sheet { name: "About".to_owned(), title: String::new(), columns: vec!["what", "value"], rows }
}

/// The file that a place is in.
fn file(review: &ReviewReport, place: &PlaceReport) -> String {
    place.source.as_ref().unwrap_or(&review.source).to_string()
}

/// Returns what is wrong, what falls short, and what is not known, each with its place.
pub(super) fn issues(page: &GradeReport) -> Vec<Issue> {
    let errors = page.errors.iter().map(|error| Issue::from_problem(error, Level::Error));
    let warnings = page.reviews.iter().flat_map(|review| &review.warnings).chain(&page.warnings);
    let warnings = warnings.map(|warning| Issue::from_problem(warning, Level::Warning));
    let reasons = rules(page).flat_map(|(review, _, rule)| {
        let told = rule.reasons.iter().filter(|reason| reason.kind != ReasonKind::Strength);
        told.map(|reason| issue(review, rule, reason)).collect::<Vec<_>>()
    });
    let looks = page.reviews.iter().flat_map(|review| review.second_look.iter().map(move |look| (review, look)));
    let looks = looks.map(|(review, look)| second_look(review, look));
    errors.chain(warnings).chain(reasons).chain(looks).collect()
}

fn second_look(review: &ReviewReport, look: &SecondLook) -> Issue {
    let place = look.places.first();
    Issue {
        rule: look.code.to_owned(),
        title: None,
        level: Level::Note,
        message: capital(look.message.as_str()),
        file: place.map_or_else(|| review.source.to_string(), |place| file(review, place)),
        line: place.and_then(|place| place.line),
        column: place.and_then(|place| place.column),
    }
}

fn issue(review: &ReviewReport, rule: &RuleReport, reason: &ReasonReport) -> Issue {
    let advice = reason.advice.as_ref().map_or_else(String::new, |advice| format!(". {advice}"));
    Issue {
        rule: rule.id.to_string(),
        title: Some(rule.title.to_string()),
        level: if reason.kind == ReasonKind::Short { Level::Warning } else { Level::Note },
        message: format!("{}{advice}", reason.text),
        file: file(review, &reason.place),
        line: reason.place.line,
        column: reason.place.column,
    }
}

/// Returns a suite a review with a test a rule, and one of what could not be graded.
pub(super) fn suites(page: &GradeReport) -> Vec<Suite> {
    let suite = |review: &ReviewReport| {
        let rules = review.criteria.iter().flat_map(|criterion| &criterion.rules);
        Suite { name: review.id.to_string(), tests: rules.map(|rule| test(review, rule)).collect() }
    };
    page.reviews.iter().map(suite).chain(Suite::of_errors(&page.errors)).collect()
}

#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn test(review: &ReviewReport, rule: &RuleReport) -> Test {
    let reasons = rule.reasons.iter().map(|reason| format!("- {}\n", reason.text)).collect();
    let outcome = match rule.outcome {
        RuleOutcome::Met => Outcome::Passed,
        RuleOutcome::NotMet => Outcome::Failed { message: rule.counted.to_string(), text: reasons },
        other => Outcome::Skipped { message: spaced(other.word()) },
    };
    Test { name: format!("{} {}", rule.id, rule.title), place: Some((review.source.to_string(), review.line)), outcome }
}
