//! A lower bound on the effort that must still be spent. With it the search drops early what would take too much.
//!
//! A need is a sum that has to reach a number. Put a price on each unit of that sum, in effort. Whatever the price, no way to the
//! goal takes less effort than this: each part makes the choice that costs least once its units are paid for, and the units that
//! the need asks for are paid back. The price that gives the highest bound is that of the dearest unit that is needed if choices
//! could be divided: the Lagrange multiplier of the need.

use super::need::{Bounds, Sum};
use super::step::Step;
use crate::rubric::{Need, Profile, Quantity};

/// The bounds of the needs of each grade in a goal that can be reached.
pub(super) struct EffortBound {
    grades: Vec<Vec<Price>>,
}

/// The bound that one need sets, or none of them.
struct Price {
    /// The number of the need in its profile, and what it asks for; `None` for the effort of the parts alone.
    need: Option<(usize, Need)>,
    /// The price of a unit is `effort` divided by `units`.
    effort: i128,
    units: i128,
    /// For each part, and after the last, what the parts before it cost at least once their units are paid for, times `units`.
    before: Vec<i128>,
}

/// The effort and the sums of the choices so far.
pub(super) struct Spent<S> {
    pub(super) effort: usize,
    /// The number of the first part that has been chosen for; those before it are open.
    pub(super) part: usize,
    /// Gives the sum of a need by its number.
    pub(super) sum: S,
}

impl EffortBound {
    /// `parts` says what each part can add to each need of the goal; a need that is not `known` adds no bound.
    pub(super) fn new(goal: &Profile, parts: &[Vec<Step>], known: impl Fn(&Need) -> bool) -> Self {
        let mut first = 0;
        let mut of = |needs: &[Need]| {
            let numbered = (first..).zip(needs).filter(|(_, need)| known(need)).collect::<Vec<_>>();
            first += needs.len();
            prices(&numbered, parts)
        };
        let mut grades: Vec<Vec<Price>> = goal.grades.iter().filter_map(|(_, needs)| of(needs)).collect();
        if goal.grades.is_empty() {
            grades.extend(prices(&[], parts));
        }
        EffortBound { grades }
    }

    /// Returns whether the goal may be reached with no more effort than `most`. `false` is certain.
    pub(super) fn allows<S: Fn(usize) -> Sum>(&self, spent: &Spent<S>, most: usize) -> bool {
        let Some(room) = most.checked_sub(spent.effort) else { return false };
        let room = i128::try_from(room).unwrap_or(i128::MAX);
        self.grades.iter().any(|prices| prices.iter().all(|price| price.allows(room, spent)))
    }

    /// Returns the least effort of the whole; the largest number where nothing reaches the goal.
    pub(super) fn effort(&self) -> usize {
        let of = |prices: &Vec<Price>| prices.iter().map(Price::least).max().unwrap_or(0);
        self.grades.iter().map(of).min().unwrap_or(usize::MAX)
    }
}

impl Price {
    fn allows<S: Fn(usize) -> Sum>(&self, room: i128, spent: &Spent<S>) -> bool {
        let lacking = self
            .need
            .as_ref()
            .map_or(0, |(number, need)| need.asked().saturating_sub(need.counted((spent.sum)(*number))));
        let before = self.before.get(spent.part).copied().unwrap_or(0);
        before.saturating_add(self.effort.saturating_mul(lacking)) <= self.units.saturating_mul(room)
    }

    fn least(&self) -> usize {
        let asked = self.need.as_ref().map_or(0, |(_, need)| need.asked());
        let all = self.before.last().copied().unwrap_or(0).saturating_add(self.effort.saturating_mul(asked));
        usize::try_from((all + self.units - 1).div_euclid(self.units).max(0)).unwrap_or(usize::MAX)
    }
}

/// Returns the bounds of a grade with these needs; `None` if nothing reaches it.
fn prices(needs: &[(usize, &Need)], parts: &[Vec<Step>]) -> Option<Vec<Price>> {
    let fails = |step: &Step, (number, need): &(usize, &Need)| {
        need.quantity == Quantity::Every && need.counted(added(step, *number)) < 0
    };
    let admits = |step: &&Step| !needs.iter().any(|need| fails(step, need));
    let parts: Vec<Vec<&Step>> = parts.iter().map(|steps| steps.iter().filter(admits).collect()).collect();
    if parts.iter().any(Vec::is_empty) {
        return None;
    }
    let alone = Price { need: None, effort: 0, units: 1, before: before(&parts, effort) };
    let mut prices = vec![alone];
    for (number, need) in needs.iter().filter(|(number, need)| !can_be_void(need, *number, &parts)) {
        let (effort_of_one, units) = match dearest(need, *number, &parts) {
            Dearest::Nothing => continue,
            Dearest::Unit(effort, units) => (effort, units),
            Dearest::OutOfReach => return None,
        };
        let paid = |step: &Step| {
            let payment = effort_of_one.saturating_mul(need.counted(added(step, *number)));
            units.saturating_mul(effort(step)).saturating_sub(payment)
        };
        let need = Some((*number, (*need).clone()));
        prices.push(Price { need, effort: effort_of_one, units, before: before(&parts, paid) });
    }
    Some(prices)
}

/// Returns for each part, and after the last, the total of the parts before it, each at its least.
fn before(parts: &[Vec<&Step>], of: impl Fn(&Step) -> i128) -> Vec<i128> {
    let mut total = 0i128;
    let mut all = vec![total];
    for steps in parts {
        total = total.saturating_add(steps.iter().map(|step| of(step)).min().unwrap_or(0));
        all.push(total);
    }
    all
}

/// Whether no part of a need may take part: it then asks for nothing.
fn can_be_void(need: &Need, number: usize, parts: &[Vec<&Step>]) -> bool {
    let bounds = |steps: &Vec<&Step>| Bounds::around(steps.iter().map(|step| added(step, number)));
    let all = parts.iter().map(bounds).fold(Bounds::default(), Bounds::plus);
    need.fate(Sum::default(), all).can_be_void
}

/// The dearest unit of a need that has to be paid for.
enum Dearest {
    /// The choices of least effort are enough.
    Nothing,
    /// It costs the first of these, divided by the second.
    Unit(i128, i128),
    /// All choices together are not enough.
    OutOfReach,
}

/// Takes the cheapest units first, from any part, until the need has what it asks for.
fn dearest(need: &Need, number: usize, parts: &[Vec<&Step>]) -> Dearest {
    let mut lacking = need.asked();
    let mut rises: Vec<(i128, i128)> = Vec::new();
    for steps in parts {
        let mut points: Vec<(i128, i128)> =
            steps.iter().map(|step| (effort(step), need.counted(added(step, number)))).collect();
        points.sort_unstable_by_key(|(effort, units)| (*effort, std::cmp::Reverse(*units)));
        let Some((mut effort, mut units)) = points.first().copied() else { continue };
        lacking = lacking.saturating_sub(units);
        // From each choice to the one that adds units at the lowest price.
        let rise =
            |(effort, units): (i128, i128), point: &(i128, i128)| (point.0 - effort, point.1.saturating_sub(units));
        while let Some(next) = points
            .iter()
            .filter(|point| point.1 > units)
            .min_by(|one, other| cheaper(rise((effort, units), one), rise((effort, units), other)))
        {
            rises.push(rise((effort, units), next));
            (effort, units) = *next;
        }
    }
    if lacking <= 0 {
        return Dearest::Nothing;
    }
    rises.sort_unstable_by(|one, other| cheaper(*one, *other));
    for (effort, units) in rises {
        lacking = lacking.saturating_sub(units);
        if lacking <= 0 {
            return Dearest::Unit(effort, units);
        }
    }
    Dearest::OutOfReach
}

/// Compares two prices of a unit, each an effort and the units that it gives.
fn cheaper((effort, units): (i128, i128), (other, others): (i128, i128)) -> std::cmp::Ordering {
    effort.saturating_mul(others).cmp(&other.saturating_mul(units))
}

fn added(step: &Step, number: usize) -> Sum {
    step.adds.get(number).copied().unwrap_or_default()
}

fn effort(step: &Step) -> i128 {
    i128::try_from(step.cost.effort).unwrap_or(i128::MAX)
}
