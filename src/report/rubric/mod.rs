//! Reports on rubrics themselves.

mod checked;
mod diff;
mod list;
mod show;
mod starter;
mod tested;
mod texts;

pub use checked::{CheckReport, CheckedRubric, Suspicion, WitnessReport};
pub use diff::{ChangedPart, DiffReport, Difference, GradedBy, MoveCount, MovedReview, MovingRule};
pub use list::RubricLine;
pub use show::show;
pub use starter::rubric_starter;
pub use tested::{CaseReport, CoverageReport, TestReport, TestedRubric};
pub use texts::{CriterionText, GradeText, RubricReport, RuleText};
