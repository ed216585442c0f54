//! The program and the rubric behind a report.

use schemars::JsonSchema;
use serde::Serialize;

use crate::rubric::Rubric;
use crate::text::{Mask, Shown};

/// The program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    #[schemars(extend("const" = env!("CARGO_PKG_NAME")))]
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Tool {
    /// This program.
    pub const THIS: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

/// Which rubric a report rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RubricHead {
    /// Its id.
    pub id: Shown,
    /// Its version.
    pub version: Shown,
    /// SHA-256 of its text, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub hash: String,
    /// Its title.
    pub title: Shown,
    /// The words of its grades, the best first.
    pub scale: Vec<&'static str>,
}

impl RubricHead {
    /// Names `rubric`.
    #[must_use]
    pub fn from_rubric(rubric: &Rubric, mask: &Mask) -> Self {
        RubricHead {
            id: mask.shown(&rubric.id),
            version: mask.shown(&rubric.version),
            hash: rubric.hash.clone(),
            title: mask.shown(&rubric.title),
            scale: rubric.scale.words().collect(),
        }
    }
}
