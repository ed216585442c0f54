//! The cheapest way to a grade, exactly: a search over what each rule can be brought to.
//!
//! Rules are taken one after another; what matters of those taken so far is how far each need has come, so that partial
//! choices that have come equally far are one. First inside each criterion, then over the criteria. What a need can no
//! longer lose or win is forgotten on the way, which keeps the number of partial choices small. Should there be too many
//! all the same, the dearest are dropped and the answer says that it is *at most* so long.

use std::collections::BTreeMap;

use super::combine::{Presence, State};
use crate::review::Grade;
use crate::rubric::{Need, Part, Profile, Quantity, Rubric};

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
    /// In so many ways.
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

/// So many partial choices are kept at a time.
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

/// How far a need has come: for weights the balance, for numbers of parts how many meet it and fall short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Progress {
    balance: i128,
    meeting: usize,
    short: usize,
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
    /// The needs of the profile at hand.
    own: Vec<Progress>,
    /// The needs of the whole that range over rules.
    whole: Vec<Progress>,
}

/// What a criterion can come to, with the choices for it.
#[derive(Clone, Debug)]
struct Outcome {
    state: Option<State>,
    whole: Vec<Progress>,
    cost: Cost,
    ways: u128,
    chosen: Vec<usize>,
}

impl Search<'_> {
    pub(super) fn run(&mut self) -> Option<Found> {
        let wanted: Vec<&(Grade, Vec<Need>)> =
            self.rubric.overall.grades.iter().filter(|(grade, _)| *grade >= self.target).collect();
        let whole: Vec<&Need> = wanted.iter().flat_map(|(_, needs)| needs).collect();
        let outcomes: Vec<Vec<Outcome>> =
            (0..self.rubric.criteria.len()).map(|at| self.criterion(at, &whole)).collect();
        let mut layers: Vec<Vec<(Key, Partial)>> = Vec::new();
        let start = Key { present: (false, false), own: vec![Progress::START; whole.len()], whole: Vec::new() };
        let mut layer = vec![(start, Partial { cost: Cost::default(), ways: 1, before: 0, chosen: 0 })];
        // From the last to the first, so that of equal choices the one that mends the earliest rule stays.
        for at in (0..outcomes.len()).rev() {
            let mut next = Layer::new();
            let left: Vec<Left> = whole.iter().map(|need| self.left(need, |part| criterion_of(part) < at)).collect();
            for (before, (key, partial)) in layer.iter().enumerate() {
                for (chosen, outcome) in outcomes.get(at).into_iter().flatten().enumerate() {
                    let cost = partial.cost.and(outcome.cost);
                    if cost.fixes > self.most {
                        continue;
                    }
                    let weight = self.rubric.criteria.get(at).map_or(0, |criterion| criterion.weight);
                    let progress = |((need, left), (progress, rules)): ((&&Need, &Left), (&Progress, &Progress))| {
                        let sum = progress.plus(*rules);
                        let counts = need.parts.contains(&Part::Criterion(at));
                        left.forget(if counts { sum.after(need, weight, outcome.state) } else { sum })
                    };
                    let own = whole.iter().zip(&left).zip(key.own.iter().zip(&outcome.whole)).map(progress).collect();
                    let present = present(key.present, outcome.state);
                    let ways = partial.ways.saturating_mul(outcome.ways);
                    keep(&mut next, Key { present, own, whole: Vec::new() }, Partial { cost, ways, before, chosen });
                }
            }
            layers.push(std::mem::take(&mut layer));
            layer = self.limit(next);
        }
        let reaches = |key: &Key| {
            let mut needs = whole.iter().zip(&key.own);
            key.present != (false, false)
                && wanted.iter().any(|(_, own)| {
                    needs.by_ref().take(own.len()).fold(true, |all, (need, progress)| progress.holds(need) && all)
                })
        };
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
        let needs: Vec<&Need> = criterion.profile.grades.iter().flat_map(|(_, needs)| needs).collect();
        let mut layers: Vec<Vec<(Key, Partial)>> = Vec::new();
        let start = Key {
            present: (false, false),
            own: vec![Progress::START; needs.len()],
            whole: vec![Progress::START; whole.len()],
        };
        let mut layer = vec![(start, Partial { cost: Cost::default(), ways: 1, before: 0, chosen: 0 })];
        for rule in (0..choices.len()).rev() {
            let weight = criterion.rules.get(rule).map_or(0, |rule| rule.weight);
            let part = Part::Rule(at, rule);
            let mut next = Layer::new();
            let earlier = |part: Part| matches!(part, Part::Rule(_, number) if number < rule);
            let left: Vec<Left> = needs.iter().map(|need| self.left(need, earlier)).collect();
            for (before, (key, partial)) in layer.iter().enumerate() {
                for (chosen, choice) in choices.get(rule).into_iter().flatten().enumerate() {
                    let cost = partial.cost.and(choice.cost);
                    if cost.fixes > self.most || self.is_limited(part, choice.state) {
                        continue;
                    }
                    let step = |(need, progress): (&&Need, &Progress)| {
                        if need.parts.contains(&part) { progress.after(need, weight, choice.state) } else { *progress }
                    };
                    let key = Key {
                        present: present(key.present, choice.state),
                        own: needs
                            .iter()
                            .zip(&key.own)
                            .map(step)
                            .zip(&left)
                            .map(|(progress, left)| left.forget(progress))
                            .collect(),
                        whole: whole.iter().zip(&key.whole).map(step).collect(),
                    };
                    let ways = partial.ways.saturating_mul(choice.ways);
                    keep(&mut next, key, Partial { cost, ways, before, chosen });
                }
            }
            layers.push(std::mem::take(&mut layer));
            layer = self.limit(next);
        }
        self.outcomes(at, &criterion.profile, &needs, &layers, &layer)
    }

    /// The partial choices of a criterion, seen from outside: its floor, what its rules do for the whole, and the cost.
    fn outcomes(
        &self,
        at: usize,
        profile: &Profile,
        needs: &[&Need],
        layers: &[Vec<(Key, Partial)>],
        last: &[(Key, Partial)],
    ) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for (key, partial) in last {
            let mut progress = needs.iter().zip(&key.own);
            let mut grades = profile.grades.iter();
            let floor = grades.find_map(|(grade, own)| {
                progress
                    .by_ref()
                    .take(own.len())
                    .fold(true, |all, (need, progress)| progress.holds(need) && all)
                    .then_some(*grade)
            });
            let floor = floor.unwrap_or(Grade::WORST);
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
            match outcomes.iter_mut().find(|outcome| outcome.state == state && outcome.whole == key.whole) {
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

    /// What the parts of `need` that are still to come can change.
    fn left(&self, need: &Need, to_come: impl Fn(Part) -> bool) -> Left {
        let weight = |part: &Part| match *part {
            Part::Criterion(at) => self.rubric.criteria.get(at).map_or(0, |criterion| criterion.weight),
            Part::Rule(at, rule) => self
                .rubric
                .criteria
                .get(at)
                .and_then(|criterion| criterion.rules.get(rule))
                .map_or(0, |rule| rule.weight),
        };
        let (numer, denom) = threshold(need.quantity);
        let weight: i128 = need.parts.iter().filter(|part| to_come(**part)).map(|part| i128::from(weight(part))).sum();
        Left { gain: weight * (denom - numer), loss: weight * numer }
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
            // The later step is the earlier rule: more mended there is preferred.
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

/// The criterion that a part belongs to.
fn criterion_of(part: Part) -> usize {
    match part {
        Part::Criterion(at) | Part::Rule(at, _) => at,
    }
}

/// How much the balance of a need can still gain and lose.
#[derive(Clone, Copy, Debug)]
struct Left {
    gain: i128,
    loss: i128,
}

impl Left {
    /// Balances that end the same way whatever is to come are one.
    fn forget(self, progress: Progress) -> Progress {
        Progress { balance: progress.balance.clamp(-self.gain - 1, self.loss + 1), ..progress }
    }
}

impl Progress {
    const START: Progress = Progress { balance: 0, meeting: 0, short: 0 };

    fn plus(self, other: Progress) -> Progress {
        Progress {
            balance: self.balance + other.balance,
            meeting: self.meeting + other.meeting,
            short: self.short + other.short,
        }
    }

    /// The progress of `need` with one more part, in the worst case.
    fn after(self, need: &Need, weight: u64, state: Option<State>) -> Progress {
        let Some(state) = state else { return self };
        let meets = state.range.floor >= need.at_least;
        if meets && state.presence == Presence::Maybe {
            return self;
        }
        let (numer, denom) = threshold(need.quantity);
        let weight = i128::from(weight);
        // What is met counts for itself less its share of the total; what falls short only against.
        let change = if meets { weight * (denom - numer) } else { -weight * numer };
        // Numbers that no longer matter are not told apart.
        let (most_meeting, most_short) = match need.quantity {
            Quantity::Every => (1, 1),
            Quantity::Most | Quantity::Half | Quantity::Share(_) => (1, 0),
            Quantity::Count(count) => (count, 0),
            Quantity::AllBut(misses) => (1, misses + 1),
        };
        let some = usize::from(meets || matches!(need.quantity, Quantity::Most | Quantity::Half | Quantity::Share(_)));
        Progress {
            balance: if numer == 0 { 0 } else { self.balance + change },
            meeting: (self.meeting + some).min(most_meeting),
            short: (self.short + usize::from(!meets)).min(most_short),
        }
    }

    /// Whether the need holds; one about no part present does, a count excepted.
    fn holds(self, need: &Need) -> bool {
        match need.quantity {
            Quantity::Every => self.short == 0,
            Quantity::Most => self.meeting == 0 || self.balance > 0,
            Quantity::Half | Quantity::Share(_) => self.meeting == 0 || self.balance >= 0,
            Quantity::Count(count) => self.meeting >= count,
            Quantity::AllBut(misses) => self.short == 0 || self.short <= misses && self.meeting > 0,
        }
    }
}

/// The share of the weight that a need asks, as a fraction; 0 where it asks for no share.
fn threshold(quantity: Quantity) -> (i128, i128) {
    match quantity {
        Quantity::Most | Quantity::Half => (1, 2),
        Quantity::Share(share) => {
            let (numer, denom) = share.parts();
            (i128::from(numer), i128::from(denom))
        }
        Quantity::Every | Quantity::Count(_) | Quantity::AllBut(_) => (0, 1),
    }
}
