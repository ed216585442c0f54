//! The cheapest way to a grade, exactly: a search over what each rule can be brought to.
//!
//! Rules are taken one after another; what matters of those taken so far is how far each need has come, so that partial
//! choices that have come equally far are one. First inside each criterion, then over the criteria. What a need can no
//! longer lose or win is forgotten on the way, which keeps the number of partial choices small. Should there be too many
//! all the same, the dearest are dropped and the answer says that it is *at most* so long.

use std::collections::BTreeMap;

use super::combine::{Presence, State};
use super::need::{Bounds, Sum};
use crate::review::Grade;
use crate::rubric::{Need, Part, Profile, Rubric};

/// What a choice costs: fixes, and of as many fixes the fewer ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub(super) fixes: usize,
    pub(super) ticks: usize,
}

impl Cost {
    fn and(self, other: Cost) -> Cost {
        Cost { fixes: self.fixes + other.fixes, ticks: self.ticks + other.ticks }
    }
}

/// One thing that a rule can come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) cost: Cost,
    /// The number of ways.
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

/// The most partial choices kept at a time.
const MOST_KEPT: usize = 20_000;

/// Searches for the cheapest choices by which the floor is at least `target`, with no more fixes than `most`.
pub(super) struct Search<'r> {
    pub(super) rubric: &'r Rubric,
    /// For each criterion and rule what it can come to; the first is what it is.
    pub(super) choices: &'r [Vec<Vec<Choice>>],
    pub(super) target: Grade,
    pub(super) most: usize,
    /// Set if something had to be dropped, so that there may be a cheaper way.
    pub(super) dropped: bool,
}

/// A partial choice.
#[derive(Clone, Debug)]
struct Partial {
    cost: Cost,
    ways: u128,
    /// The step before, in the steps of the part before; none at the start.
    before: usize,
    chosen: usize,
}

/// Partial choices that have come equally far are one; the key says how far.
type Layer = BTreeMap<Key, Partial>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Whether a part surely takes part, and whether one may.
    present: (bool, bool),
    /// The same of the rules that needs of the whole speak of.
    across: (bool, bool),
    /// The needs of the profile at hand.
    own: Vec<Sum>,
    /// The needs of the whole that range over rules.
    whole: Vec<Sum>,
}

/// What a criterion can come to, with the choices for it.
#[derive(Clone, Debug)]
struct Outcome {
    state: Option<State>,
    across: (bool, bool),
    whole: Vec<Sum>,
    cost: Cost,
    ways: u128,
    chosen: Vec<usize>,
}

impl Search<'_> {
    #[allow(clippy::too_many_lines, reason = "one table or one sequence of steps")]
    pub(super) fn run(&mut self) -> Option<Found> {
        let grades = self.rubric.overall.grades.iter().filter(|(grade, _)| *grade >= self.target);
        let wanted = Profile { grades: grades.cloned().collect(), ..self.rubric.overall.clone() };
        let whole: Vec<&Need> = wanted.needs().collect();
        let outcomes: Vec<Vec<Outcome>> =
            (0..self.rubric.criteria.len()).map(|at| self.criterion(at, &whole)).collect();
        // What each criterion adds to the needs of the whole, for each of its outcomes.
        let added: Vec<Vec<Vec<Sum>>> = self
            .rubric
            .criteria
            .iter()
            .zip(&outcomes)
            .enumerate()
            .map(|(at, (criterion, outcomes))| {
                let adds = |(need, rules): (&&Need, &Sum), state| {
                    rules.plus(adds(need, Part::Criterion(at), criterion.weight, state))
                };
                outcomes
                    .iter()
                    .map(|outcome| whole.iter().zip(&outcome.whole).map(|sums| adds(sums, outcome.state)).collect())
                    .collect()
            })
            .collect();
        let ahead = ahead(whole.len(), &added);
        let mut layers: Vec<Vec<(Key, Partial)>> = Vec::new();
        let nobody = (false, false);
        let start = Key { present: nobody, across: nobody, own: vec![Sum::default(); whole.len()], whole: Vec::new() };
        let mut layer = vec![(start, Partial { cost: Cost::default(), ways: 1, before: 0, chosen: 0 })];
        // From the last to the first, so that of equal choices the one that fixes the earliest rule stays.
        for (at, ((outcomes, added), ahead)) in outcomes.iter().zip(&added).zip(&ahead).enumerate().rev() {
            let mut next = Layer::new();
            for (before, (key, partial)) in layer.iter().enumerate() {
                for (chosen, (outcome, added)) in outcomes.iter().zip(added).enumerate() {
                    let cost = partial.cost.and(outcome.cost);
                    if cost.fixes > self.most {
                        continue;
                    }
                    let own = plus(&whole, &key.own, added, ahead);
                    let state = outcome.state.filter(|_| wanted.parts.contains(&Part::Criterion(at)));
                    let (sure, may) = present(key.present, state);
                    let present = (sure || outcome.across.0, may || outcome.across.1);
                    let ways = partial.ways.saturating_mul(outcome.ways);
                    let key = Key { present, across: (false, false), own, whole: Vec::new() };
                    keep(&mut next, key, Partial { cost, ways, before, chosen });
                }
            }
            layers.push(std::mem::take(&mut layer));
            layer = self.limit(next);
        }
        let reaches =
            |key: &Key| key.present != (false, false) && wanted.reached_with(key.present.0, &key.own) >= self.target;
        let reached: Vec<&(Key, Partial)> = layer.iter().filter(|(key, _)| reaches(key)).collect();
        let best = reached.iter().map(|(_, partial)| partial.cost).min()?;
        let ways = reached
            .iter()
            .filter(|(_, partial)| partial.cost == best)
            .fold(0u128, |sum, (_, partial)| sum.saturating_add(partial.ways));
        let (_, last) = reached.into_iter().find(|(_, partial)| partial.cost == best)?;
        let picks = trace(&layers, last);
        let chosen = outcomes
            .iter()
            .zip(picks)
            .map(|(outcomes, pick)| outcomes.get(pick).map_or_else(Vec::new, |outcome| outcome.chosen.clone()));
        Some(Found { cost: best, chosen: chosen.collect(), ways })
    }

    /// Everything that criterion number `at` can come to, each at its cheapest.
    fn criterion(&mut self, at: usize, whole: &[&Need]) -> Vec<Outcome> {
        let (Some(criterion), Some(choices)) = (self.rubric.criteria.get(at), self.choices.get(at)) else {
            return Vec::new();
        };
        let needs: Vec<&Need> = criterion.profile.needs().collect();
        let added = |needs: &[&Need]| -> Vec<Vec<Vec<Sum>>> {
            let rules = criterion.rules.iter().zip(choices).enumerate();
            let of = |number, weight, choice: &Choice| {
                needs.iter().map(|need| adds(need, Part::Rule(at, number), weight, choice.state)).collect()
            };
            rules
                .map(|(number, (rule, choices))| choices.iter().map(|choice| of(number, rule.weight, choice)).collect())
                .collect()
        };
        let (own, across) = (added(&needs), added(whole));
        let ahead = ahead(needs.len(), &own);
        let nothing = vec![Bounds::UNKNOWN; whole.len()];
        let mut layers: Vec<Vec<(Key, Partial)>> = Vec::new();
        let start = Key {
            present: (false, false),
            across: (false, false),
            own: vec![Sum::default(); needs.len()],
            whole: vec![Sum::default(); whole.len()],
        };
        let mut layer = vec![(start, Partial { cost: Cost::default(), ways: 1, before: 0, chosen: 0 })];
        let rules = choices.iter().zip(&ahead).zip(own.iter().zip(&across)).enumerate();
        for (rule, ((choices, ahead), (own, across))) in rules.rev() {
            let part = Part::Rule(at, rule);
            let mut next = Layer::new();
            for (before, (key, partial)) in layer.iter().enumerate() {
                for (chosen, (choice, (own, across))) in choices.iter().zip(own.iter().zip(across)).enumerate() {
                    let cost = partial.cost.and(choice.cost);
                    if cost.fixes > self.most || self.is_limited(part, choice.state) {
                        continue;
                    }
                    let of = |parts: &[Part]| choice.state.filter(|_| parts.contains(&part));
                    let key = Key {
                        present: present(key.present, of(&criterion.profile.parts)),
                        across: present(key.across, of(&self.rubric.overall.parts)),
                        own: plus(&needs, &key.own, own, ahead),
                        whole: plus(whole, &key.whole, across, &nothing),
                    };
                    let ways = partial.ways.saturating_mul(choice.ways);
                    keep(&mut next, key, Partial { cost, ways, before, chosen });
                }
            }
            layers.push(std::mem::take(&mut layer));
            layer = self.limit(next);
        }
        self.outcomes(at, &criterion.profile, &layers, &layer)
    }

    /// The partial choices of a criterion, seen from outside: its floor, what its rules do for the whole, and the cost.
    fn outcomes(
        &self,
        at: usize,
        profile: &Profile,
        layers: &[Vec<(Key, Partial)>],
        last: &[(Key, Partial)],
    ) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for (key, partial) in last {
            let floor = profile.reached_with(key.present.0, &key.own);
            let presence = match key.present {
                (false, false) => None,
                (true, _) => Some(Presence::Sure),
                (false, true) => Some(Presence::Maybe),
            };
            // What can be better plays no part here: the floor is what is raised.
            let state = presence.map(|presence| State {
                range: super::measure::Range { floor, ceiling: self.rubric.scale.best() },
                presence,
            });
            if self.is_limited(Part::Criterion(at), state) {
                continue;
            }
            match outcomes
                .iter_mut()
                .find(|outcome| outcome.state == state && outcome.across == key.across && outcome.whole == key.whole)
            {
                Some(outcome) if outcome.cost == partial.cost => {
                    outcome.ways = outcome.ways.saturating_add(partial.ways);
                }
                Some(outcome) if outcome.cost < partial.cost => {}
                Some(outcome) => {
                    outcome.cost = partial.cost;
                    outcome.ways = partial.ways;
                    outcome.chosen = trace(layers, partial);
                }
                None => outcomes.push(Outcome {
                    state,
                    across: key.across,
                    whole: key.whole.clone(),
                    cost: partial.cost,
                    ways: partial.ways,
                    chosen: trace(layers, partial),
                }),
            }
        }
        outcomes
    }

    /// True if a limit that this part would trigger keeps the review below the target.
    fn is_limited(&self, part: Part, state: Option<State>) -> bool {
        let acting = |limit: &&crate::rubric::Limit| limit.part == part && limit.overall < self.target;
        self.rubric
            .limits
            .iter()
            .filter(acting)
            .any(|limit| state.is_some_and(|state| state.range.floor <= limit.when_at))
    }

    /// Keeps the number of partial choices within bounds.
    fn limit(&mut self, layer: Layer) -> Vec<(Key, Partial)> {
        let mut layer: Vec<(Key, Partial)> = layer.into_iter().collect();
        if layer.len() > MOST_KEPT {
            self.dropped = true;
            layer.sort_by_key(|(_, partial)| partial.cost);
            layer.truncate(MOST_KEPT);
        }
        layer
    }
}

/// Adds a partial choice, or joins it with one that has come equally far.
fn keep(layer: &mut Layer, key: Key, partial: Partial) {
    match layer.get_mut(&key) {
        None => {
            layer.insert(key, partial);
        }
        Some(known) if known.cost == partial.cost => {
            known.ways = known.ways.saturating_add(partial.ways);
            // The later step is the earlier rule: more fixes there are preferred.
            if partial.chosen > known.chosen {
                (known.chosen, known.before) = (partial.chosen, partial.before);
            }
        }
        Some(known) if known.cost < partial.cost => {}
        Some(known) => *known = partial,
    }
}

/// The choices that led to `last`, the first part's first.
fn trace(layers: &[Vec<(Key, Partial)>], last: &Partial) -> Vec<usize> {
    let mut chosen = Vec::with_capacity(layers.len());
    let mut partial = last;
    for layer in layers.iter().rev() {
        chosen.push(partial.chosen);
        let Some((_, before)) = layer.get(partial.before) else { break };
        partial = before;
    }
    chosen
}

fn present(now: (bool, bool), state: Option<State>) -> (bool, bool) {
    match state.map(|state| state.presence) {
        None => now,
        Some(Presence::Sure) => (true, true),
        Some(Presence::Maybe) => (now.0, true),
    }
}

/// Returns what a part adds to a need in the worst case; nothing where it is absent or the need is not about it.
fn adds(need: &Need, part: Part, weight: u64, state: Option<State>) -> Sum {
    let state = state.filter(|_| need.parts.contains(&part));
    state.map_or_else(Sum::default, |state| need.adds_at_worst(weight, state))
}

/// Returns, for each part, what all parts before it can add to each need; `added` says for each part, choice and need what
/// that adds.
fn ahead(needs: usize, added: &[Vec<Vec<Sum>>]) -> Vec<Vec<Bounds>> {
    let mut before = vec![Bounds::default(); needs];
    let mut ahead = Vec::with_capacity(added.len());
    for choices in added {
        ahead.push(before.clone());
        for (need, bounds) in before.iter_mut().enumerate() {
            *bounds = bounds.plus(Bounds::around(choices.iter().filter_map(|sums| sums.get(need).copied())));
        }
    }
    ahead
}

fn plus(needs: &[&Need], sums: &[Sum], added: &[Sum], ahead: &[Bounds]) -> Vec<Sum> {
    let sums = needs.iter().zip(sums.iter().zip(added)).zip(ahead);
    sums.map(|((need, (sum, added)), ahead)| need.essence_before(sum.plus(*added), *ahead)).collect()
}
