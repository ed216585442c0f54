//! What a record leaves open.

use super::{Record, Review};

/// What the record leaves open: which missing keys are not stated, and which lists may go on.
#[derive(Clone, Debug)]
pub(super) struct Openness<'a> {
    pub(super) part: bool,
    whole: &'a [String],
    not_stated: &'a [String],
}

impl<'a> Openness<'a> {
    pub(super) fn new(review: &'a Review) -> Self {
        Openness {
            part: review.review.record != Some(Record::Whole),
            whole: review.review.whole.as_deref().unwrap_or_default(),
            not_stated: review.review.not_stated.as_deref().unwrap_or_default(),
        }
    }

    /// True if a missing key is not stated, rather than missing from the review. `key` is dotted: `actions.owner`.
    pub(super) fn key(&self, key: &str) -> bool {
        let holds =
            |name: &String| key == name || key.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.part || self.not_stated.iter().any(holds)
    }

    /// True if a list of tables may go on.
    pub(super) fn list(&self, list: &str) -> bool {
        let names = |name: &String| name == list;
        let holds =
            |name: &String| names(name) || list.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'));
        if self.part { !self.whole.iter().any(names) } else { self.not_stated.iter().any(holds) }
    }
}
