//! Reports on rubrics themselves.

mod checked;
mod diff;
mod list;
mod show;
mod starter;
mod tested;

pub use checked::{CheckPage, CheckedRubric, Suspicion, WitnessPage};
pub use diff::{ChangedPart, DiffPage, Difference, GradedBy, MoveCount, MovedReview, MovingRule};
pub use list::RubricLine;
pub use show::show;
pub use starter::rubric_starter;
pub use tested::{CasePage, CoveragePage, TestPage, TestedRubric};
