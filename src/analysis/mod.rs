//! Analysis: what a rubric can and cannot say, and whether it says what its author meant.
//!
//! Pure, like the engine: a sound rubric in, findings as values out; no files, clock or threads. Nothing here renders a
//! report.

pub mod cases;
pub mod check;
pub mod drafts;
mod moved;
mod possible;

pub(crate) use moved::{RuleStates, moved};
pub(crate) use possible::{Came, rule_outcomes};
