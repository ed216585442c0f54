//! What a person judged: a fingerprint of the review and of the rubric, so that a later change is noticed.

use std::collections::BTreeMap;

/// SHA-256, in hexadecimal, of what a review and a rubric mean; comments, line endings and the order of keys change none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// The rubric.
    pub rubric: String,
    /// The version of the rubric.
    pub version: String,
    /// Each part of the review: its tables and lists, and the texts of its documents.
    pub review: BTreeMap<String, String>,
}

/// The fingerprint that a judgement file keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bound {
    /// The rubric.
    pub rubric: Option<String>,
    /// The version of the rubric.
    pub version: Option<String>,
    /// Each part of the review; empty where the review is not bound.
    pub review: BTreeMap<String, String>,
}

impl Bound {
    /// Returns what has changed since the file was bound, in words: nothing where it still fits.
    #[must_use]
    pub(crate) fn changes(&self, now: &Fingerprint) -> Vec<String> {
        let mut changes = Vec::new();
        if !self.review.is_empty() {
            let parts = self.review.keys().chain(now.review.keys().filter(|part| !self.review.contains_key(*part)));
            changes.extend(parts.filter(|part| self.review.get(*part) != now.review.get(*part)).map(|part| {
                match (self.review.get(part), now.review.get(part)) {
                    (Some(_), None) => format!("`{part}` was removed"),
                    (None, _) => format!("`{part}` was added"),
                    (Some(_), Some(_)) => format!("`{part}` has changed"),
                }
            }));
        }
        if self.rubric.as_ref().is_some_and(|rubric| *rubric != now.rubric) {
            changes.push(match self.version.as_ref().filter(|version| **version != now.version) {
                Some(version) => format!("the rubric was version {version} and is now {}", now.version),
                None => "the rubric has changed".to_owned(),
            });
        }
        changes
    }
}
