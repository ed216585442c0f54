//! Reports on rubrics themselves.

mod brief;
mod checked;
mod diff;
mod list;
pub(super) mod show;
mod starter;
mod tested;
mod texts;

pub use brief::show_brief;
pub use checked::{CheckReport, CheckedRubric, Suspicion, WitnessReport};
pub use diff::{ChangedPart, DiffReport, Difference, GradedBy, MoveCount, MovedReview, MovingRule};
pub use list::RubricLine;
pub use show::{explain_criterion, show};
pub use starter::rubric_starter;
pub use tested::{CaseReport, CoverageReport, TestReport, TestedRubric};
pub use texts::{CriterionText, GradeText, RubricReport, RuleText};
