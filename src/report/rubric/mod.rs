//! Reports on rubrics themselves.

mod checked;
mod list;
mod tested;

pub use checked::{CheckPage, CheckedRubric, Suspicion, WitnessPage, checked};
pub use list::{RubricLine, rubric_list};
pub use tested::{CasePage, CoveragePage, TestPage, TestedRubric, junit, tested};
