//! An identifier of a person: its kind, its place and how sure that is, never the identifier itself.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::PlaceReport;
use crate::text::{Confidence, IdentifierKind};

/// An identifier of a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct IdentifierReport {
    /// What it is.
    #[schemars(extend("enum" = IdentifierKind::WORDS))]
    pub kind: &'static str,
    /// How sure that is: what is certain or probable is masked.
    #[schemars(extend("enum" = Confidence::WORDS))]
    pub confidence: &'static str,
    /// Where it is.
    #[serde(flatten)]
    pub place: PlaceReport,
}
