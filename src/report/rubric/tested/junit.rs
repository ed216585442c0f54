//! The result of a test as JUnit's XML, for the services that run tests: a suite a rubric, a test a case.

use super::{CasePage, CoveragePage, TestPage, TestedRubric};

/// What came of testing rubrics as XML.
#[must_use]
pub fn junit(page: &TestPage) -> String {
    let lacking = page.rubrics.iter().filter(|rubric| lacks(rubric, page.min_coverage)).count();
    let tests = page.rubrics.iter().map(|rubric| rubric.cases.len()).sum::<usize>() + lacking + page.errors.len();
    let failures = page.rubrics.iter().map(TestedRubric::failed).sum::<usize>() + lacking;
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str(&format!(
        "<testsuites name=\"casegrade rubric test\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\">\n",
        page.errors.len()
    ));
    for rubric in &page.rubrics {
        text.push_str(&suite(rubric, page.min_coverage));
    }
    text.push_str(&errors(page));
    text.push_str("</testsuites>\n");
    text
}

/// True if there are no cases, or they show less than was asked: a failed test of its own.
fn lacks(tested: &TestedRubric, min_coverage: Option<u8>) -> bool {
    tested.cases.is_empty() || !tested.coverage.reaches(min_coverage)
}

fn suite(tested: &TestedRubric, min_coverage: Option<u8>) -> String {
    let lacking = lacks(tested, min_coverage);
    let (tests, failures) = (tested.cases.len() + usize::from(lacking), tested.failed() + usize::from(lacking));
    let mut text = format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n",
        attribute(tested.rubric.id.as_str())
    );
    for case in &tested.cases {
        text.push_str(&test(tested, case));
    }
    if lacking {
        text.push_str(&shown_too_little(tested, &tested.coverage));
    }
    text.push_str("  </testsuite>\n");
    text
}

fn test(tested: &TestedRubric, case: &CasePage) -> String {
    let open = format!(
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
        attribute(tested.rubric.id.as_str()),
        attribute(case.name.as_str()),
        attribute(tested.source.as_str()),
        case.line
    );
    if case.failures.is_empty() {
        return open + "/>\n";
    }
    let said =
        |failure: &super::FailurePage| format!("{}: wanted {}, came {}", failure.of, failure.wanted, failure.found);
    let message = case.failures.iter().map(said).collect::<Vec<_>>().join("; ");
    let mut body = String::new();
    for failure in &case.failures {
        body.push_str(&format!("{}:{}:{}  {}\n", tested.source, failure.line, failure.column, said(failure)));
        for reason in &failure.because {
            body.push_str(&format!("  - {reason}\n"));
        }
    }
    format!(
        "{open}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
        attribute(&message),
        escaped(&body)
    )
}

/// A test of its own for what the cases do not show.
fn shown_too_little(tested: &TestedRubric, coverage: &CoveragePage) -> String {
    let message = if tested.cases.is_empty() {
        format!("no cases in {}", tested.source)
    } else {
        format!("the cases show {} of {} outcomes and grades", coverage.shown, coverage.of)
    };
    let missing = coverage.missing.iter().map(|missing| format!("{}: {}\n", missing.of, missing.outcomes.join(", ")));
    format!(
        "    <testcase classname=\"{}\" name=\"coverage\">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
        attribute(tested.rubric.id.as_str()),
        attribute(&message),
        escaped(&missing.collect::<String>())
    )
}

/// What could not be read, in a suite of its own.
fn errors(page: &TestPage) -> String {
    if page.errors.is_empty() {
        return String::new();
    }
    let count = page.errors.len();
    let mut text = format!("  <testsuite name=\"files\" tests=\"{count}\" failures=\"0\" errors=\"{count}\">\n");
    for error in &page.errors {
        text.push_str(&format!(
            "    <testcase classname=\"files\" name=\"{}\">\n      <error type=\"{}\" message=\"{}\"/>\n    </testcase>\n",
            attribute(error.source.as_str()),
            error.code,
            attribute(error.message.as_str())
        ));
    }
    text.push_str("  </testsuite>\n");
    text
}

fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}

/// Text as XML; everything in it is shown text already, so that it holds no control characters.
fn escaped(text: &str) -> String {
    let plain = |character: char| match character {
        // The two characters beside the surrogates that XML does not allow at all.
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        character => character,
    };
    let text: String = text.chars().map(plain).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
