//! Analysis: what a rubric can and cannot say, and whether it says what its author meant.
//!
//! Pure, like the engine: a sound rubric in, findings as values out; no files, clock or threads. Nothing here renders a
//! report.

pub mod cases;
pub mod check;
pub mod drafts;
mod moved;
mod possible;

pub use moved::{Moved, RuleStates, moved};
pub use possible::{Came, may_be_absent, rule_grades, rule_outcomes};
