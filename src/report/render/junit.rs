//! Test suites as JUnit's XML.

use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};

use crate::report::suite::{Outcome, Suite, Test};

/// Writes suites.
///
/// # Errors
/// Where the XML cannot be written; suites always can.
pub(in crate::report) fn write(suites: &[Suite]) -> Result<String, SerializeError> {
    let mut report = Report::new("casegrade");
    report.add_test_suites(suites.iter().map(suite));
    report.to_string()
}

fn suite(own: &Suite) -> TestSuite {
    let mut suite = TestSuite::new(own.name.as_str());
    suite.add_test_cases(own.tests.iter().map(|test| {
        let mut case = case(test);
        case.set_classname(own.name.as_str());
        case
    }));
    suite
}

fn case(test: &Test) -> TestCase {
    let mut status = match &test.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Failed { .. } => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Outcome::Skipped { .. } => TestCaseStatus::skipped(),
        Outcome::Error { .. } => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    match &test.outcome {
        Outcome::Passed => {}
        Outcome::Failed { message, text } => {
            status.set_message(message.as_str()).set_description(text.as_str());
        }
        Outcome::Skipped { message } => {
            status.set_message(message.as_str());
        }
        Outcome::Error { code, message } => {
            status.set_message(message.as_str()).set_type(*code);
        }
    }
    let mut case = TestCase::new(test.name.as_str(), status);
    if let Some((file, line)) = &test.place {
        case.extra.insert("file".into(), file.as_str().into());
        case.extra.extend(line.map(|line| ("line".into(), line.to_string().into())));
    }
    case
}
