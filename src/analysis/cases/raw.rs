//! A file of cases as it is written: shapes only. What is ignored here, reviews, changes and expectations, is read from
//! the tree itself.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::review::Grade;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "cases (a table)")]
pub(super) struct RawFile {
    pub(super) bases: IndexMap<String, IgnoredAny>,
    pub(super) cases: Vec<RawCase>,
}

/// The keys of a base that are not the review's own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a base (a table)")]
pub(super) struct RawBase {
    pub(super) file: Option<String>,
    pub(super) base: Option<String>,
    pub(super) set: Option<IgnoredAny>,
    pub(super) remove: Vec<String>,
    pub(super) add: Option<IgnoredAny>,
    pub(super) answers: IndexMap<String, Grade>,
}

impl RawBase {
    /// The keys of a base that are not the review's own.
    pub(super) const KEYS: [&'static str; 6] = ["file", "base", "set", "remove", "add", "answers"];
}

/// `[[cases]]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a case (a table)")]
pub(super) struct RawCase {
    pub(super) name: Option<String>,
    pub(super) base: Option<String>,
    pub(super) set: Option<IgnoredAny>,
    pub(super) remove: Vec<String>,
    pub(super) add: Option<IgnoredAny>,
    pub(super) answers: IndexMap<String, Grade>,
    pub(super) expect: Option<IgnoredAny>,
}

/// What is expected of a part whose grade is not settled.
#[derive(Debug, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a grade, an outcome, or `{ floor = \"adequate\", ceiling = \"good\" }`"
)]
pub(super) struct RawRange {
    pub(super) floor: Option<Grade>,
    pub(super) ceiling: Option<Grade>,
}
