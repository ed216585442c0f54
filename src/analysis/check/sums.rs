//! The sums that the parts of a rubric add to the needs of a profile.

use std::ops::Range;
use std::rc::Rc;

use indexmap::IndexSet;

use super::search::{Choice, TooLarge};
use crate::engine::Sum;
use crate::rubric::Profile;

/// The most different sums that are kept.
const MOST_SUMS: usize = 15_000;

/// Different sums for the needs of a profile.
pub(super) type Sums = IndexSet<Vec<Sum>>;

/// A range of parts with the sums of all parts outside it.
type Within = (Range<usize>, Result<Rc<Sums>, TooLarge>);

/// The parts that a profile judges, with the sums that all parts but one can reach.
///
/// All parts of one half share the sums of the other half, and so on within each half. Asking for `n` parts in their order takes
/// about `n log n` steps instead of `n` squared, and a half beside which there are too many sums is given up at once.
#[derive(Debug)]
pub(super) struct Parts<'r> {
    profile: &'r Profile,
    choices: Vec<Vec<Choice>>,
    /// The ranges of parts that the last part asked for is in, the widest first, each with the sums of all parts outside it.
    within: Vec<Within>,
}

impl<'r> Parts<'r> {
    pub(super) fn new(profile: &'r Profile, choices: Vec<Vec<Choice>>) -> Self {
        Parts { profile, choices, within: Vec::new() }
    }

    /// Returns the number of parts but one.
    pub(super) fn others(&self) -> usize {
        self.choices.len().saturating_sub(1)
    }

    /// Returns the sums of all parts but number `at` for random choices, the same for the same seed.
    pub(super) fn by_chance(&self, at: usize, seed: u64) -> Vec<Sum> {
        let mut sums = self.nothing();
        let mut state = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for (_, choices) in self.choices.iter().enumerate().filter(|(number, _)| *number != at) {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            let drawn = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
            let count = u64::try_from(choices.len()).unwrap_or(1).max(1);
            let choice = usize::try_from(drawn % count).ok().and_then(|at| choices.get(at));
            sums = choice.map_or(sums.clone(), |choice| added(self.profile, &sums, choice));
        }
        sums
    }

    /// Returns the different sums that all parts but number `at` can reach.
    ///
    /// # Errors
    /// Where there are too many.
    pub(super) fn besides(&mut self, at: usize) -> Result<Rc<Sums>, TooLarge> {
        self.within.retain(|(range, _)| range.contains(&at));
        if self.within.is_empty() {
            self.within.push((0..self.choices.len(), Ok(Rc::new(IndexSet::from([self.nothing()])))));
        }
        loop {
            let Some((range, sums)) = self.within.last().cloned() else { return Err(TooLarge) };
            let sums = sums?;
            if range.len() < 2 {
                return Ok(sums);
            }
            let middle = range.start + range.len() / 2;
            let (own, other) = (range.start..middle, middle..range.end);
            let (own, other) = if own.contains(&at) { (own, other) } else { (other, own) };
            let with_other = self.plus(&sums, other).map(Rc::new);
            self.within.push((own, with_other));
        }
    }

    fn nothing(&self) -> Vec<Sum> {
        vec![Sum::default(); self.profile.needs().count()]
    }

    /// The sums with those of further parts.
    fn plus(&self, sums: &Sums, further: Range<usize>) -> Result<Sums, TooLarge> {
        let mut reached = sums.clone();
        for choices in self.choices.get(further).unwrap_or_default() {
            let next =
                |sums: &Vec<Sum>| choices.iter().map(|choice| added(self.profile, sums, choice)).collect::<Vec<_>>();
            reached = reached.iter().flat_map(next).collect();
            if reached.len() > MOST_SUMS {
                return Err(TooLarge);
            }
        }
        Ok(reached)
    }
}

fn added(profile: &Profile, sums: &[Sum], choice: &Choice) -> Vec<Sum> {
    let sums = profile.needs().zip(sums).zip(&choice.adds);
    sums.map(|((need, sum), adds)| need.essence(sum.plus(*adds))).collect()
}
