//! Results as single findings with their places, for the services that show them beside the lines of a file.

use super::Problem;

/// Something found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The id of the rule that found it, or a stable word.
    pub rule: String,
    /// The rule's title, where it has one.
    pub title: Option<String>,
    /// How much it matters.
    pub level: Level,
    /// What was found, and what to do.
    pub message: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The file cannot be used.
    Error,
    /// It falls short.
    Warning,
    /// It is good to know.
    Note,
}

impl Issue {
    /// Returns what is wrong with an input.
    pub(super) fn from_problem(trouble: &Problem, level: Level) -> Self {
        let help = trouble.help.as_ref().map_or_else(String::new, |help| format!(". {help}"));
        Issue {
            rule: trouble.code.to_owned(),
            title: None,
            level,
            message: format!("{}{help}", trouble.message),
            file: trouble.source.to_string(),
            line: trouble.line,
            column: trouble.column,
        }
    }
}
