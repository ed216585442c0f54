//! The cheapest way to a grade, exactly: a search over what each rule can be brought to.
//!
//! Needs are sums, so rules are taken one after another, and partial choices whose sums are the same are one. First inside
//! each criterion, once for each grade that matters to the whole, by the needs of that grade alone; then over the criteria.
//! What can no longer reach its goal is left out, and so is what is both dearer and no further than another. Should there be
//! too many partial choices all the same, the cheapest of those that are about as far are kept, and the answer says that it
//! is *at most* so long.

use std::collections::HashSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::combine::{Presence, State};
use super::measure::Range;
use super::need::{Bounds, Sum};
use crate::review::Grade;
use crate::rubric::{Criterion, Need, Part, Profile, Rubric};

/// What a choice costs: fixes, and of as many fixes the fewer ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub(super) fixes: usize,
    pub(super) ticks: usize,
}

impl Cost {
    pub(super) fn and(self, other: Cost) -> Cost {
        Cost { fixes: self.fixes + other.fixes, ticks: self.ticks + other.ticks }
    }
}

/// One level that a rule can be brought to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) cost: Cost,
    /// The number of ways to bring it there.
    pub(super) ways: u128,
    pub(super) state: Option<State>,
}

/// The cheapest choice of all.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) cost: Cost,
    /// For each criterion and rule the number of its choice.
    pub(super) chosen: Vec<Vec<usize>>,
    /// How many choices are as cheap, this one included.
    pub(super) ways: u128,
}

/// At most this many partial choices are kept at a time.
const MOST_KEPT: usize = 20_000;

/// A search for the cheapest choices by which the floor is at least some grade.
pub(super) struct Search<'r> {
    rubric: &'r Rubric,
    /// The needs of the whole, of the grades that will do.
    wanted: Profile,
    criteria: Vec<Vec<Level>>,
}

/// A grade that a criterion may have to reach, and its rules as they add to the needs of it and to those of the whole.
struct Level {
    /// `None` for any grade.
    floor: Option<Grade>,
    table: Table,
}

/// What a criterion can be brought to, at its cheapest.
struct Outcome {
    floor: Option<Grade>,
    end: End,
}

impl<'r> Search<'r> {
    /// `choices` says for each criterion and rule what it can be brought to; the first is what it is.
    pub(super) fn new(rubric: &'r Rubric, choices: &[Vec<Vec<Choice>>], target: Grade) -> Self {
        let wanted = rubric.overall.at_least(target);
        let whole = Members::from_profile(&wanted);
        let criteria = rubric.criteria.iter().zip(choices).enumerate();
        let criteria =
            criteria.map(|(at, (criterion, choices))| levels(rubric, (at, criterion), choices, &whole, target));
        Search { rubric, criteria: criteria.collect(), wanted }
    }

    /// Returns the cheapest choices with no more than `most` fixes, if there are any, and whether partial choices were dropped,
    /// so that there may be cheaper ones.
    pub(super) fn run(&self, most: usize) -> (Option<Found>, bool) {
        let mut dropped = false;
        let outcomes: Vec<Vec<Outcome>> =
            self.criteria.iter().map(|levels| outcomes(levels, most, &mut dropped)).collect();
        let whole = Members::from_profile(&self.wanted);
        let criteria = self.rubric.criteria.iter().zip(&outcomes).enumerate();
        let parts = criteria.map(|(at, (criterion, outcomes))| {
            let step = |(number, outcome): (usize, &Outcome)| {
                outcome.step(number, (&self.wanted, &whole), Part::Criterion(at), criterion.weight)
            };
            outcomes.iter().enumerate().map(step).collect()
        });
        let table = Table::new(self.wanted.clone(), Vec::new(), parts.collect());
        let ends = table.ends(most, &mut dropped).into_iter().filter(|end| end.presence.is_some());
        let mut found: Option<End> = None;
        for end in ends {
            match &mut found {
                Some(known) if known.cost < end.cost => {}
                Some(known) if known.cost == end.cost => known.join(end),
                _ => found = Some(end),
            }
        }
        let chosen = |(outcomes, pick): (&Vec<Outcome>, &usize)| {
            outcomes.get(*pick).map_or_else(Vec::new, |outcome| outcome.end.chosen.clone())
        };
        let found = found.map(|end| Found {
            cost: end.cost,
            chosen: outcomes.iter().zip(&end.chosen).map(chosen).collect(),
            ways: end.ways,
        });
        (found, dropped)
    }
}

/// The needs of a profile with the parts they are about.
struct Members<'n>(Vec<(&'n Need, HashSet<Part>)>);

impl<'n> Members<'n> {
    fn from_profile(profile: &'n Profile) -> Self {
        Members(profile.needs().map(|need| (need, need.parts.iter().copied().collect())).collect())
    }

    /// Returns what a part adds to each need in the worst case.
    fn adds(&self, part: Part, weight: u64, state: Option<State>) -> impl Iterator<Item = Sum> {
        self.0.iter().map(move |(need, parts)| {
            let state = state.filter(|_| parts.contains(&part));
            state.map_or_else(Sum::default, |state| need.adds_at_worst(weight, state))
        })
    }

    fn needs(&self) -> Vec<Need> {
        self.0.iter().map(|(need, _)| (*need).clone()).collect()
    }
}

/// Returns the grades of a criterion that matter to the needs of the whole, the worst first, each with its search.
fn levels(
    rubric: &Rubric,
    (at, criterion): (usize, &Criterion),
    choices: &[Vec<Choice>],
    whole: &Members<'_>,
    target: Grade,
) -> Vec<Level> {
    let part = Part::Criterion(at);
    let acting = rubric.limits.iter().filter(|limit| limit.overall < target);
    let grades = || criterion.profile.grades.iter().map(|(grade, _)| *grade);
    let given = |will_do: &dyn Fn(Grade) -> bool| grades().filter(|grade| will_do(*grade)).min();
    // The worst grade by which no limit on the criterion acts; `Some(None)` where no grade will do, and only absence does.
    let own = acting.clone().filter(|limit| limit.part == part);
    let uncapped = own.map(|limit| given(&|grade| grade > limit.when_at)).max_by_key(|grade| (grade.is_none(), *grade));
    let about = whole.0.iter().filter(|(_, parts)| parts.contains(&part)).flat_map(|(need, _)| {
        // Points tell all grades apart.
        if need.points.is_empty() { vec![need.at_least] } else { grades().collect() }
    });
    let mut floors: Vec<Grade> =
        about.filter_map(|least| given(&|grade| grade >= least)).chain(uncapped.flatten()).collect();
    floors.sort_unstable();
    floors.dedup();
    let floors = std::iter::once(None).chain(floors.into_iter().map(Some));
    let is_limited = |number: usize, state: Option<State>| {
        let mut limits = acting.clone().filter(|limit| limit.part == Part::Rule(at, number));
        limits.any(|limit| state.is_some_and(|state| state.range.floor <= limit.when_at))
    };
    let level = |floor: Option<Grade>| {
        let own = floor.map_or_else(
            || Profile { grades: Vec::new(), ..criterion.profile.clone() },
            |floor| criterion.profile.at_least(floor),
        );
        let members = Members::from_profile(&own);
        let rules = criterion.rules.iter().zip(choices).enumerate();
        let parts = rules.map(|(number, (rule, choices))| {
            let open = choices.iter().enumerate().filter(|(_, choice)| !is_limited(number, choice.state));
            let step = |(chosen, choice): (usize, &Choice)| {
                let part = Part::Rule(at, number);
                let own = members.adds(part, rule.weight, choice.state);
                Step {
                    number: chosen,
                    cost: choice.cost,
                    ways: choice.ways,
                    presence: presence(choice.state).filter(|_| criterion.profile.parts.contains(&part)),
                    across: presence(choice.state).filter(|_| rubric.overall.parts.contains(&part)),
                    adds: own.chain(whole.adds(part, rule.weight, choice.state)).collect(),
                }
            };
            open.map(step).collect()
        });
        let mut table = Table::new(own.clone(), whole.needs(), parts.collect());
        table.only_absent = uncapped.is_some_and(|least| least.is_none() || floor < least);
        Level { floor, table }
    };
    floors.map(level).collect()
}

/// Returns everything that a criterion can be brought to, each at its cheapest, in the order of what is chosen.
fn outcomes(levels: &[Level], most: usize, dropped: &mut bool) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    // From the best grade to the worst: what reaches the better one is among what reaches the worse one too.
    let mut better: Vec<End> = Vec::new();
    for level in levels.iter().rev() {
        let ends = level.table.ends(most, dropped);
        let ends: Vec<End> = ends.into_iter().filter(|end| level.floor.is_none() || end.presence.is_some()).collect();
        for end in &ends {
            let same = better.iter().find(|other| other.is_like(end) && other.cost == end.cost);
            let others = same.filter(|other| other.ways < u128::MAX).map_or(0, |other| other.ways);
            let ways = end.ways.saturating_sub(others);
            let admitted = !level.table.only_absent || end.presence.is_none();
            if ways > 0 && admitted {
                outcomes.push(Outcome { floor: level.floor, end: End { ways, ..end.clone() } });
            }
        }
        better = ends;
    }
    outcomes.sort_by(|a, b| a.end.chosen.cmp(&b.end.chosen));
    outcomes
}

impl Outcome {
    fn step(&self, number: usize, wanted: (&Profile, &Members<'_>), part: Part, weight: u64) -> Step {
        let (goal, whole) = wanted;
        let about_whole = goal.parts.contains(&part);
        // What can be better plays no part here: the floor is what is raised.
        let floor = self.floor.unwrap_or(goal.scale.worst());
        let range = Range { floor, ceiling: floor };
        let state = self.end.presence.map(|presence| State { range, presence });
        let adds = whole.adds(part, weight, state).zip(&self.end.carried).map(|(own, rules)| own.plus(*rules));
        let End { cost, ways, across, .. } = self.end;
        let presence = presence(state).filter(|_| about_whole).max(across);
        Step { number, cost, ways, presence, across: None, adds: adds.collect() }
    }
}

/// One choice for a part.
#[derive(Clone, Debug)]
struct Step {
    number: usize,
    cost: Cost,
    ways: u128,
    presence: Option<Presence>,
    /// The presence that its rules lend to the whole.
    across: Option<Presence>,
    /// What it adds to each need.
    adds: Vec<Sum>,
}

/// Parts with their choices, and the needs that they add to.
struct Table {
    /// The grades that will do; none where anything does.
    goal: Profile,
    /// The needs of the goal, then those whose sums are only carried along; but the one whose balance varies most is last.
    needs: Vec<Need>,
    /// For each number of a need in the order of the profile its number in that order; the exchange of two is its own inverse.
    places: Vec<usize>,
    parts: Vec<Vec<Step>>,
    /// For each part what those before it can add to each need.
    ahead: Vec<Vec<Bounds>>,
    /// Whether only a choice in which no part is present will do.
    only_absent: bool,
}

/// The cheapest choices that reach the goal with the same sums of the needs that are carried along.
#[derive(Clone, Debug)]
struct End {
    presence: Option<Presence>,
    across: Option<Presence>,
    carried: Vec<Sum>,
    cost: Cost,
    ways: u128,
    chosen: Vec<usize>,
}

impl End {
    fn is_like(&self, other: &End) -> bool {
        (self.presence, self.across) == (other.presence, other.across) && self.carried == other.carried
    }

    /// Joins two that are as cheap: the one stays that fixes the earlier part.
    fn join(&mut self, other: End) {
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
    sums: Vec<Sum>,
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

impl Table {
    fn new(goal: Profile, carried: Vec<Need>, mut parts: Vec<Vec<Step>>) -> Self {
        let own = goal.needs().count();
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
        Table { goal, needs, places, parts, ahead, only_absent: false }
    }

    /// Returns the cheapest choices that reach the goal with no more than `most` fixes.
    fn ends(&self, most: usize, dropped: &mut bool) -> Vec<End> {
        let start = Key { presence: None, across: None, sums: vec![Sum::default(); self.needs.len()] };
        let last = Last { chosen: 0, rank: 0, before: 0 };
        let mut layer: Layer = vec![(start, Partial { cost: Cost::default(), ways: 1, last, rank: 0 })];
        let mut layers: Vec<Vec<Last>> = Vec::with_capacity(self.parts.len());
        // From the last to the first, so that of equal choices the one that fixes the earliest part stays.
        for (steps, ahead) in self.parts.iter().zip(&self.ahead).rev() {
            layer = self.next(&layer, steps, ahead, most, dropped);
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
    fn next(&self, layer: &Layer, steps: &[Step], ahead: &[Bounds], most: usize, dropped: &mut bool) -> Layer {
        let mut next: BTreeMap<Key, Partial> = BTreeMap::new();
        for (before, (key, partial)) in layer.iter().enumerate() {
            for step in steps {
                let cost = partial.cost.and(step.cost);
                if cost.fixes > most {
                    continue;
                }
                let sums = self.needs.iter().zip(key.sums.iter().zip(&step.adds)).zip(ahead);
                let sums: Vec<Sum> =
                    sums.map(|((need, (sum, adds)), ahead)| need.essence_before(sum.plus(*adds), *ahead)).collect();
                let at = |number: usize| {
                    let place = *self.places.get(number)?;
                    Some((*sums.get(place)?, *ahead.get(place)?))
                };
                if !self.goal.can_be_reached(at) {
                    continue;
                }
                let last = Last { chosen: step.number, rank: partial.rank, before };
                let new = Partial { cost, ways: partial.ways.saturating_mul(step.ways), last, rank: 0 };
                let key = Key { presence: key.presence.max(step.presence), across: key.across.max(step.across), sums };
                next.entry(key).and_modify(|known| known.join(new)).or_insert(new);
            }
        }
        let mut next = thinned(without_dominated(next.into_iter().collect()), dropped);
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
}

fn presence(state: Option<State>) -> Option<Presence> {
    state.map(|state| state.presence)
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
