//! A rubric that is sound: one of these cannot be built from a file that has errors.

mod ids;
mod lookup;
mod profile;
mod rubric;
mod rule;

pub use ids::{CriterionId, RuleId};
pub use profile::*;
pub use rubric::{Criterion, Rubric};
pub use rule::*;
