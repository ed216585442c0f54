//! Reports on rubrics themselves.

mod checked;
mod diff;
mod list;
mod show;
mod starter;
mod tested;

pub use checked::{CheckReport, CheckedRubric};

pub use diff::Difference;
pub(crate) use diff::{DiffReport, GradedBy};
pub use list::RubricLine;
pub use show::show;
pub(crate) use starter::rubric_starter;
pub(crate) use tested::{TestReport, TestedRubric};
