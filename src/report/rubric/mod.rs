//! Reports on rubrics themselves.

mod list;

pub use list::{RubricLine, rubric_list};
