//! The result of a test as test suites: a suite a rubric, a test a case.

use super::failure::FailureReport;
use super::{CaseReport, TestReport, TestedRubric};
use crate::report::suite::{Outcome, Suite, Test};

/// Returns a suite a rubric, and one of what could not be read.
pub(super) fn suites(page: &TestReport) -> Vec<Suite> {
    let suites = page.rubrics.iter().map(|rubric| suite(rubric, page.min_coverage));
    suites.chain(Suite::of_errors(&page.errors)).collect()
}

fn suite(tested: &TestedRubric, min_coverage: Option<u8>) -> Suite {
    let lacks = tested.cases.is_empty() || !tested.coverage.reaches(min_coverage);
    let cases = tested.cases.iter().map(|case| test(tested, case));
    let tests = cases.chain(lacks.then(|| shown_too_little(tested))).collect();
    Suite { name: tested.rubric.id.to_string(), tests }
}

fn test(tested: &TestedRubric, case: &CaseReport) -> Test {
    let said = |failure: &FailureReport| format!("{}: expected {}, got {}", failure.of, failure.wanted, failure.found);
    let mut text = String::new();
    for failure in &case.failures {
        text.push_str(&format!("{}:{}:{}  {}\n", tested.source, failure.line, failure.column, said(failure)));
        failure.because.iter().for_each(|reason| text.push_str(&format!("  - {reason}\n")));
    }
    let message = case.failures.iter().map(said).collect::<Vec<_>>().join("; ");
    let outcome = if case.failures.is_empty() { Outcome::Passed } else { Outcome::Failed { message, text } };
    let place = Some((tested.source.to_string(), Some(case.line)));
    Test { name: case.name.to_string(), place, outcome }
}

/// A test of its own for what the cases do not show.
fn shown_too_little(tested: &TestedRubric) -> Test {
    let coverage = &tested.coverage;
    let message = if tested.cases.is_empty() {
        format!("no cases in {}", tested.source)
    } else {
        format!("the cases show {} of {} outcomes and grades", coverage.shown, coverage.of)
    };
    let missing = coverage.missing.iter().map(|missing| format!("{}: {}\n", missing.of, missing.outcomes.join(", ")));
    Test { name: "coverage".to_owned(), place: None, outcome: Outcome::Failed { message, text: missing.collect() } }
}
