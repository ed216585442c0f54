//! A rule in plain sentences.

use super::Style;
use crate::rubric::{Criterion, Rubric, Rule};
use crate::text::Mask;
use crate::wording;

/// What `rule` of `criterion` asks, how it is graded, why, and where it comes from.
#[must_use]
pub fn explain(rubric: &Rubric, criterion: &Criterion, rule: &Rule, mask: &Mask, style: Style) -> String {
    let show = |text: &str| mask.shown(text).to_string();
    let mut text = style.spread(&style.bold(&show(&rule.title)), &show(&rule.id), "");
    text.push_str(&style.wrap(
        &format!("{}, in the rubric {} {}", show(&criterion.title), show(&rubric.id), show(&rubric.version)),
        "",
        "",
    ));
    text.push('\n');
    for sentence in wording::sentences(rule) {
        text.push_str(&style.wrap(&show(&sentence), "  ", "  "));
    }
    let mut section = |title: &str, body: Option<&String>| {
        if let Some(body) = body {
            text.push('\n');
            text.push_str(&style.bold(title));
            text.push('\n');
            text.push_str(&style.wrap(&show(body), "  ", "  "));
        }
    };
    section("Why", rule.why.as_ref());
    section("Source", rule.source.as_ref());
    section("Rests on", Some(&wording::rests_on(rule)));
    section("Weight", Some(&wording::weight(criterion, rule)));
    let limits = wording::limits(rubric, rule);
    section("Limit", limits.as_ref());
    if !rule.fixable {
        section("Can an edit mend it?", Some(&"No: it is about what was done, not about what is written.".to_owned()));
    }
    text
}
