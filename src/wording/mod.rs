//! Results in plain sentences: the one place where the tool's own English about rubrics and results is made.
//!
//! The engine returns causes, fixes and ranges as data; this module puts them into words, and [`crate::report`] lays them out.
//! Nothing is decided by reading these words back.

mod bands;
mod conditions;
mod faults;
mod fixes;
mod grades;
mod needs;
mod places;
mod reasons;
mod rules;
mod templates;
mod values;

pub(crate) use bands::{in_units, percent as exact_percent};
pub(crate) use conditions::clause;
pub(crate) use faults::{Fault, sentences_of};
pub(crate) use fixes::{barrier, fix};
pub(crate) use grades::{between, outcome, percent, percent_of, range, spaced};
pub(crate) use needs::{is_weighed, need, need_among, need_met, needs_in_words, points};
pub use places::Mark;
pub use reasons::{Reason, Words, reason, reasons};
pub(crate) use reasons::{counted, plain_reasons};
pub(crate) use rules::{bands_of, limit_of, limits, no_better, rests_on, sentences, source_title, weight};
