//! The result of a test, for people.

use super::{FailurePage, TestPage, TestedRubric};
use crate::report::Style;
use crate::review::usual;
use crate::text::plural;

/// What came of testing rubrics, rubric by rubric.
#[must_use]
pub fn tested(page: &TestPage, style: Style) -> String {
    let mut text = String::new();
    for rubric in &page.rubrics {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&one(rubric, page.min_coverage, style));
    }
    text
}

fn one(tested: &TestedRubric, min_coverage: Option<u8>, style: Style) -> String {
    let head = format!("{} {}", tested.rubric.id, tested.rubric.version);
    if tested.cases.is_empty() {
        let text =
            format!("{head}: no cases. Write them in `{}`: a rubric that nobody tried proves nothing", tested.source);
        return style.wrap(&text, "", "  ");
    }
    let mut text = String::new();
    for case in tested.cases.iter().filter(|case| !case.failures.is_empty()) {
        text.push_str(&style.wrap(&format!("failed: {}", case.name), "", "  "));
        for failure in &case.failures {
            text.push_str(&failed(tested, failure, style));
        }
        text.push('\n');
    }
    let cases = plural(tested.cases.len(), "case", "cases");
    let result = match tested.failed() {
        0 => style.grade("all come true", Some(usual::GOOD)),
        failed => style.grade(&format!("{failed} not as expected"), Some(usual::INADEQUATE)),
    };
    text.push_str(&format!("{head}: {cases}, {result}\n"));
    text.push_str(&coverage(tested, min_coverage, style));
    text
}

fn failed(tested: &TestedRubric, failure: &FailurePage, style: Style) -> String {
    let said = format!("{}: wanted {}, came {}", failure.of, failure.wanted, failure.found);
    let place = format!("{}:{}:{}", tested.source, failure.line, failure.column);
    let mut text = style.wrap(&said, "  ", "    ") + &style.wrap(&place, "  ", "  ");
    for reason in &failure.because {
        text.push_str(&style.wrap(reason.as_str(), "    - ", "      "));
    }
    text
}

/// How much the cases show, and what they do not where more was asked.
fn coverage(tested: &TestedRubric, min_coverage: Option<u8>, style: Style) -> String {
    let own = &tested.coverage;
    let said = format!(
        "They show {}% of what it can come to ({} of {} outcomes and grades)",
        own.percent(),
        own.shown,
        own.of
    );
    if own.missing.is_empty() || min_coverage.is_none() {
        let more = if own.missing.is_empty() { "" } else { "; `--min-coverage 100` lists the others" };
        return style.wrap(&format!("{said}{more}"), "", "  ");
    }
    let mut text = style.wrap(&format!("{said}. No case expects"), "", "  ");
    for missing in &own.missing {
        text.push_str(&style.wrap(&format!("{}: {}", missing.of, missing.outcomes.join(", ")), "  ", "    "));
    }
    if let Some(wanted) = min_coverage.filter(|_| !own.reaches(min_coverage)) {
        text.push_str(&style.wrap(&format!("That is less than the {wanted}% asked for"), "", "  "));
    }
    text
}
