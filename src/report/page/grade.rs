//! A report on any number of reviews.

use schemars::JsonSchema;
use serde::Serialize;

use super::head::{RubricHead, Tool};
use super::problem::Problem;
use super::review::ReviewReport;
use crate::text::Shown;

/// A report on any number of reviews.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GradeReport {
    /// What made it.
    pub tool: Tool,
    /// The rubric, of all reviews that name no other; `None` if it could not be read.
    pub rubric: Option<RubricHead>,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The command that grades the same reviews in the same way, in the words of its arguments; empty where none did.
    pub command: Vec<Shown>,
    /// The reviews, in the order of their paths.
    pub reviews: Vec<ReviewReport>,
    /// What could not be graded, and why.
    pub errors: Vec<Problem>,
    /// What is suspicious about the rubric.
    pub warnings: Vec<Problem>,
}

impl GradeReport {
    /// A page without reviews for the day `as_of`, ISO 8601.
    #[must_use]
    pub fn new(as_of: &str) -> Self {
        let as_of = as_of.to_owned();
        GradeReport {
            tool: Tool::THIS,
            rubric: None,
            as_of,
            command: Vec::new(),
            reviews: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The rubric that graded a review.
    #[must_use]
    pub fn rubric_of<'p>(&'p self, review: &'p ReviewReport) -> Option<&'p RubricHead> {
        review.rubric.as_ref().or(self.rubric.as_ref())
    }

    /// A page on one of its reviews alone.
    #[must_use]
    pub(crate) fn with_only(&self, review: &ReviewReport) -> GradeReport {
        let rubric = self.rubric_of(review).cloned();
        let reviews = vec![ReviewReport { rubric: None, ..review.clone() }];
        GradeReport {
            tool: Tool::THIS,
            rubric,
            as_of: self.as_of.clone(),
            command: self.command.clone(),
            reviews,
            errors: Vec::new(),
            warnings: self.warnings.clone(),
        }
    }
}
