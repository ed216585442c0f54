//! Partial choices, one part after another. The results of the parts so far are a layer; of results that are alike, the cheapest is kept.

use super::cost::Cost;
use super::effort_bound::{EffortBound, Spent};
use super::need::{Bounds, Sum};
use super::state::Presence;
use super::step::Step;
use crate::rubric::{Need, Profile};
use smallvec::SmallVec;
use std::collections::btree_map::{BTreeMap, Entry};

/// At most this many partial choices are kept at a time.
const MOST_KEPT: usize = 20_000;

/// The sums of some needs. Most grades have one or two, which then take no memory of their own.
pub(super) type Sums = SmallVec<[Sum; 2]>;

/// Parts with their choices, and the needs that they add to.
pub(super) struct ChoiceTable {
    /// The grades that will do; none where anything does.
    goal: Profile,
    /// The needs of the goal, then those whose sums are only carried along; but the one whose balance varies most is last.
    needs: Vec<Need>,
    /// For each number of a need in the order of the profile its number in that order; the exchange of two is its own inverse.
    places: Vec<usize>,
    parts: Vec<Vec<Step>>,
    /// For each part what those before it can add to each need.
    ahead: Vec<Vec<Bounds>>,
    /// The least effort that the goal takes.
    least: EffortBound,
    /// Whether all choices end with the same presence and sums carried along.
    is_alike: bool,
    /// Whether only a choice in which no part is present will do.
    pub(super) only_absent: bool,
}

/// The cheapest choices that reach the goal with the same sums of the needs that are carried along.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub(super) presence: Option<Presence>,
    pub(super) across: Option<Presence>,
    pub(super) carried: Sums,
    pub(super) cost: Cost,
    pub(super) ways: u128,
    pub(super) chosen: Vec<usize>,
}

impl End {
    pub(super) fn is_like(&self, other: &End) -> bool {
        (self.presence, self.across) == (other.presence, other.across) && self.carried == other.carried
    }

    /// Joins two that are as cheap: the one stays that fixes the earlier part.
    pub(super) fn join(&mut self, other: End) {
        self.ways = self.ways.saturating_add(other.ways);
        if other.chosen > self.chosen {
            self.chosen = other.chosen;
        }
    }
}

/// What is the same in partial choices that are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    presence: Option<Presence>,
    across: Option<Presence>,
    sums: Sums,
}

/// A partial choice.
#[derive(Clone, Copy, Debug)]
struct Partial {
    cost: Cost,
    ways: u128,
    last: Last,
    /// Its place among those of its layer, in the order of what is chosen for the earliest part, then the next.
    rank: usize,
}

/// The last choice of a partial one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Last {
    chosen: usize,
    /// The rank of the partial choice before.
    rank: usize,
    /// The number of that in its layer.
    before: usize,
}

type Layer = Vec<(Key, Partial)>;

impl ChoiceTable {
    pub(super) fn new(goal: Profile, carried: Vec<Need>, mut parts: Vec<Vec<Step>>) -> Self {
        let own = goal.needs().count();
        let least = EffortBound::new(&goal, &parts, |_| true);
        let is_alike = parts.iter().all(|steps| are_alike(steps, own));
        let mut needs: Vec<Need> = goal.needs().cloned().chain(carried).collect();
        let mut before = vec![Bounds::default(); needs.len()];
        let mut ahead = Vec::with_capacity(parts.len());
        for steps in &parts {
            // Other parts than these add to what is carried along.
            ahead.push(
                before.iter().take(own).copied().chain(needs.iter().skip(own).map(|_| Bounds::UNKNOWN)).collect(),
            );
            for (need, bounds) in before.iter_mut().enumerate() {
                let adds = steps.iter().filter_map(|step| step.adds.get(need).copied());
                *bounds = bounds.plus(Bounds::around(adds));
            }
        }
        let widest = (0..needs.len()).max_by_key(|need| before.get(*need).map(|bounds| bounds.width())).unwrap_or(0);
        let mut places: Vec<usize> = (0..needs.len()).collect();
        to_the_end(&mut places, widest);
        to_the_end(&mut needs, widest);
        ahead.iter_mut().for_each(|ahead: &mut Vec<Bounds>| to_the_end(ahead, widest));
        parts.iter_mut().flatten().for_each(|step| to_the_end(&mut step.adds, widest));
        ChoiceTable { goal, needs, places, parts, ahead, least, is_alike, only_absent: false }
    }

    /// Returns the least effort that the goal may take.
    pub(super) fn least(&self) -> usize {
        self.least.effort()
    }

    /// Returns whether a part is surely present, whatever is chosen.
    pub(super) fn is_surely_present(&self) -> bool {
        let is_sure = |steps: &Vec<Step>| steps.iter().all(|step| step.presence == Some(Presence::Sure));
        self.parts.iter().any(is_sure)
    }

    /// Returns the cheapest choices that reach the goal with no more effort than `most`.
    pub(super) fn ends(&self, most: usize, dropped: &mut bool) -> Vec<End> {
        if !self.is_alike {
            return self.ends_within(most, dropped);
        }
        // Only the cheapest of all are wanted, so that what is dear is not looked at.
        let mut more = 2;
        loop {
            let room = self.least().saturating_add(more).min(most);
            let ends = self.ends_within(room, dropped);
            if !ends.is_empty() || room == most {
                return ends;
            }
            more = more.saturating_mul(4);
        }
    }

    fn ends_within(&self, most: usize, dropped: &mut bool) -> Vec<End> {
        let start = Key { presence: None, across: None, sums: SmallVec::from_elem(Sum::default(), self.needs.len()) };
        let last = Last { chosen: 0, rank: 0, before: 0 };
        let mut layer: Layer = vec![(start, Partial { cost: Cost::default(), ways: 1, last, rank: 0 })];
        let mut layers: Vec<Vec<Last>> = Vec::with_capacity(self.parts.len());
        // From the last to the first, so that of equal choices the one that fixes the earliest part stays.
        for (part, (steps, ahead)) in self.parts.iter().zip(&self.ahead).enumerate().rev() {
            layer = self.next(&layer, (part, steps), ahead, most, dropped);
            layers.push(layer.iter().map(|(_, partial)| partial.last).collect());
        }
        let own = self.goal.needs().count();
        let place = |sums: &[Sum], number: usize| {
            self.places.get(number).and_then(|place| sums.get(*place)).copied().unwrap_or_default()
        };
        let is_sure = |key: &Key| key.presence == Some(Presence::Sure);
        let is_reached = |key: &Key| self.goal.is_reached(is_sure(key), |number| place(&key.sums, number));
        let reached = layer.into_iter().enumerate().filter(|(_, (key, _))| is_reached(key));
        let mut ends: BTreeMap<Key, (usize, Partial)> = BTreeMap::new();
        for (at, (key, partial)) in reached {
            let sums = (own..self.needs.len()).map(|number| place(&key.sums, number)).collect();
            let carried = Key { sums, ..key };
            match ends.entry(carried) {
                Entry::Vacant(entry) => {
                    entry.insert((at, partial));
                }
                Entry::Occupied(mut entry) => {
                    let (known_at, known) = entry.get_mut();
                    let ways = if known.cost == partial.cost { known.ways.saturating_add(partial.ways) } else { 0 };
                    if (partial.cost, std::cmp::Reverse(partial.rank)) < (known.cost, std::cmp::Reverse(known.rank)) {
                        (*known_at, *known) = (at, partial);
                    }
                    known.ways = known.ways.max(ways);
                }
            }
        }
        let end = |(key, (at, partial)): (Key, (usize, Partial))| End {
            presence: key.presence,
            across: key.across,
            carried: key.sums,
            cost: partial.cost,
            ways: partial.ways,
            chosen: trace(&layers, at),
        };
        ends.into_iter().map(end).collect()
    }

    /// Adds each choice for a part to each partial choice.
    fn next(
        &self,
        layer: &Layer,
        (part, steps): (usize, &[Step]),
        ahead: &[Bounds],
        most: usize,
        dropped: &mut bool,
    ) -> Layer {
        // What one choice adds leaves the layer in its order but for a few, so that sorting has little to do.
        let mut next: Layer = Vec::with_capacity(layer.len());
        for step in steps {
            let added = layer.iter().enumerate().filter_map(|before| self.added(before, (part, step), ahead, most));
            next.extend(added);
        }
        next.sort_by(|(a, _), (b, _)| a.cmp(b));
        next.dedup_by(|(key, new), (known, partial)| {
            let is_known = key == known;
            if is_known {
                partial.join(*new);
            }
            is_known
        });
        let mut next = thinned(without_dominated(next), dropped);
        let mut order: Vec<(Last, usize)> =
            next.iter().enumerate().map(|(at, (_, partial))| (partial.last, at)).collect();
        order.sort_unstable();
        for (rank, (_, at)) in order.into_iter().enumerate() {
            if let Some((_, partial)) = next.get_mut(at) {
                partial.rank = rank;
            }
        }
        next
    }

    /// Returns a partial choice with one more; `None` where it takes more effort than `most`, or cannot reach the goal any more.
    fn added(
        &self,
        (before, (key, partial)): (usize, &(Key, Partial)),
        (part, step): (usize, &Step),
        ahead: &[Bounds],
        most: usize,
    ) -> Option<(Key, Partial)> {
        let cost = partial.cost.and(step.cost);
        let sum = |number: usize| {
            let place = self.places.get(number).copied().unwrap_or(number);
            let adds = step.adds.get(place).copied().unwrap_or_default();
            key.sums.get(place).copied().unwrap_or_default().plus(adds)
        };
        if !self.least.allows(&Spent { effort: cost.effort, part, sum }, most) {
            return None;
        }
        let sums = self.needs.iter().zip(key.sums.iter().zip(&step.adds)).zip(ahead);
        let sums: Sums =
            sums.map(|((need, (sum, adds)), ahead)| need.essence_before(sum.plus(*adds), *ahead)).collect();
        let at = |number: usize| {
            let place = *self.places.get(number)?;
            Some((*sums.get(place)?, *ahead.get(place)?))
        };
        if !self.goal.can_be_reached(at) {
            return None;
        }
        let last = Last { chosen: step.number, rank: partial.rank, before };
        let new = Partial { cost, ways: partial.ways.saturating_mul(step.ways), last, rank: 0 };
        let key = Key { presence: key.presence.max(step.presence), across: key.across.max(step.across), sums };
        Some((key, new))
    }
}

/// Whether all choices for a part have the same presence, and carry the same along: the sums after the first `own`.
fn are_alike(steps: &[Step], own: usize) -> bool {
    let carried = |step: &Step| (step.presence, step.across, step.adds.get(own..).unwrap_or_default().to_vec());
    let first = steps.first().map(carried);
    steps.iter().all(|step| first.as_ref() == Some(&carried(step)))
}

/// Exchanges an entry with the last.
fn to_the_end<T>(entries: &mut [T], at: usize) {
    if let Some(last) = entries.len().checked_sub(1) {
        entries.swap(at, last);
    }
}

impl Partial {
    /// Joins two that are equally far: the cheaper one stays, of those as cheap the one that fixes the earlier part.
    fn join(&mut self, other: Partial) {
        if other.cost < self.cost {
            *self = other;
        } else if other.cost == self.cost {
            self.ways = self.ways.saturating_add(other.ways);
            self.last = self.last.max(other.last);
        }
    }
}

/// Leaves out partial choices that are dearer than another whose last sum is larger and which is otherwise the same. The
/// layer is in the order of its keys.
fn without_dominated(layer: Layer) -> Layer {
    let mut cheapest: Option<(Key, Cost)> = None;
    let mut kept: Layer = Vec::with_capacity(layer.len());
    for (key, partial) in layer.into_iter().rev() {
        match &mut cheapest {
            Some((better, cost)) if better.is_ahead_of(&key) => {
                if *cost < partial.cost {
                    continue;
                }
                *cost = partial.cost;
            }
            _ => cheapest = Some((key.clone(), partial.cost)),
        }
        kept.push((key, partial));
    }
    kept.reverse();
    kept
}

impl Key {
    /// Returns whether the keys differ in their last sums alone, and this one is at least as far.
    fn is_ahead_of(&self, other: &Key) -> bool {
        let (Some((last, sums)), Some((other_last, others))) = (self.sums.split_last(), other.sums.split_last()) else {
            return false;
        };
        (self.presence, self.across) == (other.presence, other.across)
            && sums == others
            && last.is_ahead_of(*other_last)
    }
}

/// Keeps the number of partial choices within bounds: of those that are about as far the cheapest.
fn thinned(layer: Layer, dropped: &mut bool) -> Layer {
    if layer.len() <= MOST_KEPT {
        return layer;
    }
    *dropped = true;
    let mut coarse = 0;
    let mut kept = layer;
    while kept.len() > MOST_KEPT {
        coarse += 1;
        let mut cheapest: BTreeMap<Key, (Key, Partial)> = BTreeMap::new();
        for (key, partial) in kept {
            let sums = key.sums.iter().map(|sum| sum.rounded(coarse)).collect();
            let about = Key { sums, presence: key.presence, across: key.across };
            match cheapest.entry(about) {
                Entry::Vacant(entry) => {
                    entry.insert((key, partial));
                }
                Entry::Occupied(mut entry) if entry.get().1.cost >= partial.cost => {
                    entry.insert((key, partial));
                }
                Entry::Occupied(_) => {}
            }
        }
        kept = cheapest.into_values().collect();
    }
    kept.sort_by(|(a, _), (b, _)| a.cmp(b));
    kept
}

/// Returns the choices that led to number `at` of the last layer, the first part's first.
fn trace(layers: &[Vec<Last>], mut at: usize) -> Vec<usize> {
    let mut chosen = Vec::with_capacity(layers.len());
    for layer in layers.iter().rev() {
        let Some(last) = layer.get(at) else { break };
        chosen.push(last.chosen);
        at = last.before;
    }
    chosen
}
