//! Results as tests that passed or failed, for the services that run tests.

use super::Problem;

/// Tests that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    /// Its name.
    pub name: String,
    /// Its tests.
    pub tests: Vec<Test>,
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// The file that it is in, and the line.
    pub place: Option<(String, Option<usize>)>,
    /// The result.
    pub outcome: Outcome,
}

/// The outcome of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed.
    Failed {
        /// Why, in a line.
        message: String,
        /// Why, at length.
        text: String,
    },
    /// It does not apply, or cannot be told.
    Skipped {
        /// Why.
        message: String,
    },
    /// It could not be run.
    Error {
        /// A stable word.
        code: &'static str,
        /// Why.
        message: String,
    },
}

impl Suite {
    /// Returns what could not be read, a test an error; none where there are none.
    pub(super) fn of_errors(errors: &[Problem]) -> Option<Self> {
        let test = |error: &Problem| Test {
            name: error.source.to_string(),
            place: None,
            outcome: Outcome::Error { code: error.code, message: error.message.to_string() },
        };
        let tests: Vec<Test> = errors.iter().map(test).collect();
        (!tests.is_empty()).then(|| Suite { name: "files".to_owned(), tests })
    }
}
