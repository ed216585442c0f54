//! Reports on rubrics themselves.

mod checked;
mod diff;
mod list;
mod show;
mod starter;
mod tested;

pub use checked::{CheckPage, CheckedRubric, Suspicion, WitnessPage, checked};
pub use diff::{ChangedPart, DiffPage, Difference, GradedBy, MoveCount, MovedReview, MovingRule, rubric_diff};
pub use list::{RubricLine, rubric_list};
pub use show::{Form, show};
pub use starter::rubric_starter;
pub use tested::{CasePage, CoveragePage, TestPage, TestedRubric, junit, tested};
