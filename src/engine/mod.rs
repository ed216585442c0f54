//! The engine: from a review, a rubric and people's answers to judgements with reasons.
//!
//! Pure: no files, no clock, no hash order. It works in layers, a file each: `outcome` of a condition on an item,
//! `measure` of a rule with the grades it can come to, `combine` of rules into criteria and the review, then what is said
//! about it: coverage, score, causes, and the facts that would decide. It holds no English: [`crate::wording`] makes sentences
//! of causes and fixes where they are shown.

mod cause;
mod combine;
mod cost;
mod coverage;
mod deciding;
mod effort_bound;
mod evidence;
mod finish;
mod fix;
mod fixes;
mod grade;
mod graded;
mod headline;
mod impact;
mod layers;
mod measure;
pub(crate) mod minimal;
mod near;
mod need;
mod outcome;
mod points;
mod raise;
mod score;
mod search;
mod state;
mod step;
mod weights;

pub(crate) use cause::{About, evidence, failed, open, with_outcome};
pub use cause::{Cause, ReasonKind};

pub use combine::{Combined, OutOfReach, combine};
pub use coverage::Coverage;
pub use evidence::Evidence;
pub use fix::Fix;
pub(crate) use fix::{FixKind, ListGap, Target};

pub use grade::grade;
pub use graded::{CriterionResult, Deciding, Finished, Graded, IfAnswered, RuleOutcome, RuleResult, WaiverEffect};
pub use headline::Headline;

pub use impact::{Impact, impacts};
pub(crate) use measure::{Item, judge_item};
pub use measure::{Tally, number_grade, share_grade};
pub(crate) use near::{Near, near};

pub(crate) use need::{Bounds, Fate, Sum};
pub(crate) use outcome::says_nothing;
pub use outcome::{Outcome, test, tested};
pub use points::{Points, points};
pub(crate) use raise::LIST_EFFORT;
pub use raise::{Barrier, Raise, Shortest, Step, Stuck, raise};
pub use score::Score;
pub use state::{Judged, Presence, Range, State, States};
pub(crate) use weights::weight_on;
