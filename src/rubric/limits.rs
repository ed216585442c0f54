//! Limits: judgements that cap the overall grade.

use super::builder::Builder;
use super::model::{Criterion, Limit, Profile};
use super::parts::Parts;
use super::raw::RawRubric;
use crate::document::KeyPath;
use crate::review::Grade;

impl Builder<'_> {
    pub(super) fn limits(&mut self, raw: &RawRubric, criteria: &[Criterion], overall: &Profile) -> Vec<Limit> {
        let mut limits = Vec::new();
        for (at, limit) in raw.limits.iter().enumerate() {
            let trail = KeyPath::dotted("limits").item(at);
            let when = self.required(limit.when.as_ref(), &trail, "when", "the limit");
            let mut grade = |value: Option<Grade>, key: &'static str| {
                if value.is_none() && !self.was_left_out(&trail, key) && !self.anything_unknown(&trail) {
                    self.error("missing-key", format!("the limit has no `{key}`"), &trail, "this limit");
                }
                if value == Some(self.scale.best()) {
                    self.error(
                        "no-effect",
                        format!("`{key}` cannot be {}: that limits nothing", self.scale.best()),
                        &trail.key(key),
                        "use a lower grade",
                    );
                }
                value.unwrap_or(self.scale.worst())
            };
            let (when_at, cap) = (grade(limit.when_at, "when-at"), grade(limit.overall, "overall"));
            if !cap.is_worst() && cap != self.scale.best() && !overall.grades.iter().any(|(grade, _)| *grade == cap) {
                self.error(
                    "unknown-name",
                    format!("the rubric never gives {cap} overall, so a limit cannot use it"),
                    &trail.key("overall"),
                    &format!("take a grade that `[grading.overall]` gives, or {}", self.scale.worst()),
                );
            }
            let part = Parts::new(criteria).one(&when);
            if part.is_none() && !when.is_empty() {
                let ids: Vec<&str> = criteria
                    .iter()
                    .flat_map(|criterion| {
                        std::iter::once(&criterion.id).chain(criterion.rules.iter().map(|rule| &rule.id))
                    })
                    .map(String::as_str)
                    .collect();
                self.unknown("criterion or rule", &when, ids, &trail.key("when"));
                if Parts::new(criteria).overall(&when).is_some() {
                    self.help(format!("`{when}` is a tag; a limit must name one criterion or rule by its id"));
                }
            }
            let because = limit.because.clone();
            limits.extend(part.map(|part| Limit { when, part, when_at, overall: cap, because }));
        }
        limits
    }
}
