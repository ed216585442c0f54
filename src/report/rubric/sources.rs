//! Counts the rules of a rubric by the kind of their source.

use schemars::JsonSchema;
use serde::Serialize;

use crate::rubric::{Rubric, SourceBasis};

/// How many rules rest on what.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SourceCounts {
    /// Rules whose source the author of the rubric read.
    pub read: usize,
    /// Rules whose source the author recalls from memory.
    pub recalled: usize,
    /// Rules that are the author's own.
    pub ours: usize,
    /// Rules that do not say which of these it is.
    pub not_stated: usize,
}

impl SourceCounts {
    pub(super) fn from_rubric(rubric: &Rubric) -> Self {
        let count = |basis: Option<SourceBasis>| rubric.rules().filter(|rule| rule.basis == basis).count();
        SourceCounts {
            read: count(Some(SourceBasis::Read)),
            recalled: count(Some(SourceBasis::Recalled)),
            ours: count(Some(SourceBasis::Ours)),
            not_stated: count(None),
        }
    }
}
