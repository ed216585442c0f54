//! A sign that a form was filled in to please, which deserves a second look.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::PlaceReport;
use crate::text::Shown;

/// Something that deserves a second look.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SecondLook {
    /// A stable word for programs.
    #[schemars(extend("enum" = CODES))]
    pub code: &'static str,
    /// What it is.
    pub message: Shown,
    /// Where it is; empty for what is in no one place.
    pub places: Vec<PlaceReport>,
}

/// The stable words.
const CODES: [&str; 6] = [SAME_TEXT, SIMILAR_ACTIONS, EVERYONE, DISTANT_DATE, BARE_ANSWER, SHORT_TEXTS];
pub(in crate::report) const SAME_TEXT: &str = "same-text";
pub(in crate::report) const SIMILAR_ACTIONS: &str = "similar-actions";
pub(in crate::report) const EVERYONE: &str = "owner-everyone";
pub(in crate::report) const DISTANT_DATE: &str = "distant-date";
pub(in crate::report) const BARE_ANSWER: &str = "bare-answer";
pub(in crate::report) const SHORT_TEXTS: &str = "short-texts";
