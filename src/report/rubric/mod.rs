//! Reports on rubrics themselves.

mod list;
mod tested;

pub use list::{RubricLine, rubric_list};
pub use tested::{CasePage, CoveragePage, TestPage, TestedRubric, junit, tested};
