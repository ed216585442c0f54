//! Reports on rubrics themselves.

mod brief;
mod checked;
mod diff;
mod list;
pub(super) mod show;
mod sources;
mod starter;
mod tested;
mod texts;

pub(crate) use brief::show_brief;
pub use checked::{CheckReport, CheckedRubric};
pub(crate) use diff::{DiffReport, GradedBy};
pub use list::RubricLine;
pub use show::show;
pub(crate) use starter::{checklist, rubric_starter};
pub(crate) use tested::{TestReport, TestedRubric};
pub(crate) use texts::{RubricReport, RuleText};
