//! A step of the search for a higher grade: one choice for one part.

use super::cost::Cost;
use super::need::Sum;
use super::state::Presence;

/// One choice for one part.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) number: usize,
    pub(super) cost: Cost,
    pub(super) ways: u128,
    pub(super) presence: Option<Presence>,
    /// The presence that its rules lend to the whole.
    pub(super) across: Option<Presence>,
    /// What it adds to each need.
    pub(super) adds: Vec<Sum>,
}
