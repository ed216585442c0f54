//! Findings as the commands by which GitHub Actions shows them beside the lines of a change.

use std::fmt::Write as _;

use crate::report::issue::{Issue, Level};

/// Writes findings, one a line.
pub(in crate::report) fn write(issues: &[Issue]) -> String {
    let mut text = String::new();
    for issue in issues {
        let level = match issue.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let _ = write!(text, "::{level} file={}", value(&issue.file.replace('\\', "/")));
        let at = [("line", issue.line), ("col", issue.column.filter(|_| issue.line.is_some()))];
        for (name, number) in at.into_iter().filter_map(|(name, number)| Some((name, number?))) {
            let _ = write!(text, ",{name}={number}");
        }
        let title = issue.title.as_ref().map_or_else(|| issue.rule.clone(), |title| format!("{}: {title}", issue.rule));
        let _ = writeln!(text, ",title={}::{}", value(&title), message(&issue.message));
    }
    text
}

/// A text on one line, which ends no command and begins none.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same where a colon or comma would end it.
fn value(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command() {
        let issue = Issue {
            rule: "F1".to_owned(),
            title: Some("a, b: c".to_owned()),
            level: Level::Warning,
            message: "100%\n::error::gone".to_owned(),
            file: "drafts\\child k.toml".to_owned(),
            line: Some(3),
            column: None,
        };
        let text = "::warning file=drafts/child k.toml,line=3,title=F1%3A a%2C b%3A c::100%25%0A::error::gone\n";
        assert_eq!(write(&[issue]), text);
    }
}
