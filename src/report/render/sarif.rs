//! Findings as SARIF 2.1.0.

use serde_json::{Value, json};

use crate::report::issue::{Issue, Level};

/// Writes findings as the log of one run.
///
/// # Errors
/// Where it cannot be written as JSON; findings always can.
pub(in crate::report) fn write(issues: &[Issue]) -> Result<String, serde_json::Error> {
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let mut rules: Vec<&Issue> = Vec::new();
    for issue in issues {
        if rules.iter().all(|rule| rule.rule != issue.rule) {
            rules.push(issue);
        }
    }
    let results: Vec<Value> = issues.iter().map(|issue| result(issue, &rules)).collect();
    let rules: Vec<Value> = rules.iter().map(|issue| rule(issue)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": name, "semanticVersion": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn rule(issue: &Issue) -> Value {
    match &issue.title {
        Some(title) => json!({ "id": issue.rule, "shortDescription": { "text": title } }),
        None => json!({ "id": issue.rule }),
    }
}

fn result(issue: &Issue, rules: &[&Issue]) -> Value {
    let level = match issue.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut place = json!({ "artifactLocation": { "uri": uri(&issue.file) } });
    if let (Some(line), Some(place)) = (issue.line, place.as_object_mut()) {
        place.insert("region".to_owned(), json!({ "startLine": line, "startColumn": issue.column.unwrap_or(1) }));
    }
    json!({
        "ruleId": issue.rule,
        "ruleIndex": rules.iter().position(|rule| rule.rule == issue.rule),
        "level": level,
        "message": { "text": issue.message },
        "locations": [{ "physicalLocation": place }],
    })
}

/// A path as a reference of URI: everything but its separators and what a URI may hold is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("drafts/child k.toml"), "drafts/child%20k.toml");
        assert_eq!(uri("a\\b:é"), "a/b%3A%C3%A9");
    }
}
