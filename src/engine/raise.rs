//! The raise: the fixes that make the floor at least some grade with the least effort, by way of any grade.
//!
//! A fix of an item is an effort of 1, and a list that has no items or may go on one of 10: nobody writes a
//! chronology as quickly as a word.
//!
//! Exact in the model that [`super::fixes`] states, and checked by combining the changed rules again. It is a guide to edits,
//! not a proof: items are taken as independent, and what an edit says must be so.

use super::combine::combine;
use super::cost::Cost;
use super::evidence::Evidence;
use super::fix::{Fix, FixKind, ListGap, Target};
use super::fixes::{Fixable, Way, fixable};
use super::minimal;
use super::search::{Cheapest, Choice, Search};
use super::state::{Range, State, States};
use crate::judgement::Judgements;
use crate::review::vocabulary::ListName;
use crate::review::{Basis, Fact, Facts, Grade, Scope, Value};
use crate::rubric::{Empty, Measure, Rubric, Rule, RuleId};

/// The effort of filling a list that has no items, or of completing one that may go on.
pub(crate) const LIST_EFFORT: usize = 10;

/// What would raise a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raise {
    /// These fixes do it.
    Fixes(Shortest),
    /// No edit does.
    OutOfReach(Stuck),
}

/// The way to a grade that takes the least effort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortest {
    /// The grade.
    pub to: Grade,
    /// The fixes, rule by rule in the order of the rubric.
    pub steps: Vec<Step>,
    /// How many fixes that is.
    pub fixes: usize,
    /// How much effort they take: 1 for each, and 10 for a list.
    pub effort: usize,
    /// How many other ways take as little effort.
    pub alternatives: u128,
    /// True if the search stopped early, so that there may be an easier way.
    pub at_most: bool,
}

/// Fixes of one rule, or of a list that several rules read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule; the first of them where a list serves several.
    pub rule: RuleId,
    /// Take this many ...
    pub take: usize,
    /// ... of these, the first ones unless there is a reason for others.
    pub of: Vec<Fix>,
}

/// Why no edit reaches a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The grade.
    pub to: Grade,
    /// The rules that prevent the grade, none of which can be left out, each with the reason why editing cannot fix it.
    pub rules: Vec<(RuleId, Barrier)>,
    /// True if facts that are not stated could still open the way.
    pub could_open: bool,
}

/// Why editing cannot fix a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// A person has answered its question.
    Answered,
    /// The rubric says that it is about what was done.
    Done,
    /// It rests on these facts of the world, which the review does not state.
    Unstated(Vec<&'static str>),
    /// It rests on facts of the world that the review states.
    World,
    /// It rests on how items are classed, or follows from other facts.
    Classes,
}

/// Returns what would raise a review whose rules have `states` to at least `to`. `None` if it already has that grade, or if there is
/// nothing to grade.
#[must_use]
pub fn raise(rubric: &Rubric, facts: &Facts<'_>, judgements: &Judgements, states: &States, to: Grade) -> Option<Raise> {
    let now = combine(rubric, states).overall?;
    if now.range.floor >= to {
        return None;
    }
    let facts = facts.unfilled_by(&rubric.placeholders);
    let site = Site::new(rubric, &facts, judgements, states, to);
    let found = site.shortest().and_then(|(lists, found, at_most)| site.confirm(&lists, &found, at_most));
    Some(found.unwrap_or_else(|| site.stuck(now.range.ceiling >= to)))
}

/// A choice of lists to close, the cheapest fixes with it, and whether the search stopped early.
type Answer = (Vec<ListName>, Cheapest, bool);

struct Site<'e> {
    rubric: &'e Rubric,
    facts: &'e Facts<'e>,
    to: Grade,
    /// For each criterion and rule what can be done about it.
    fixable: Vec<Vec<Fixable>>,
}

impl<'e> Site<'e> {
    fn new(rubric: &'e Rubric, facts: &'e Facts<'e>, judgements: &Judgements, states: &'e States, to: Grade) -> Self {
        let of = |rule: &Rule, state: &Option<State>| fixable(rule, facts, judgements.answer(&rule.id), *state);
        let criteria = rubric.criteria.iter().zip(states);
        let fixable = criteria.map(|(criterion, states)| {
            criterion.rules.iter().zip(states).map(|(rule, state)| of(rule, state)).collect()
        });
        Site { rubric, facts, to, fixable: fixable.collect() }
    }

    /// The lists whose closing could help.
    fn lists(&self) -> Vec<ListName> {
        let ways = self.fixable.iter().flatten().flat_map(|fixable| &fixable.ways);
        let mut lists: Vec<ListName> = ways.filter_map(|way| way.list).collect();
        lists.sort_unstable();
        lists.dedup();
        lists
    }

    /// Tries every choice of lists, those with fewer first, each with as little effort as the best so far.
    fn shortest(&self) -> Option<Answer> {
        let lists = self.lists();
        let mut subsets: Vec<u32> = (0..1u32 << lists.len().min(8)).collect();
        subsets.sort_by_key(|subset| subset.count_ones());
        let of = |subset: u32| -> Vec<ListName> {
            lists.iter().enumerate().filter(|(bit, _)| subset & (1 << bit) != 0).map(|(_, list)| *list).collect()
        };
        // A list more never takes more fixes of the rules: no choice of lists has fewer than all of them.
        let all = of(*subsets.last()?);
        let least =
            if lists.len() > 1 && self.is_open_to(&all) { self.within(&all, usize::MAX, true) } else { (None, false) };
        let fewest = least.0.as_ref().filter(|_| !least.1).map_or(0, |found| found.cost.effort);
        let (mut best, mut at_most): (Option<(Cost, Answer)>, bool) = (None, false);
        for subset in subsets {
            let closed = of(subset);
            let bound = best.as_ref().map_or(usize::MAX, |(cost, _)| cost.effort);
            let Some(room) = bound.checked_sub(closed.len() * LIST_EFFORT).filter(|room| *room >= fewest) else {
                break;
            };
            if !self.is_open_to(&closed) {
                continue;
            }
            let (found, dropped) = self.within(&closed, room, best.is_none());
            at_most |= dropped;
            let Some(found) = found else { continue };
            let cost = Cost { effort: found.cost.effort + closed.len() * LIST_EFFORT, ticks: found.cost.ticks };
            match &mut best {
                Some((known, (_, answer, _))) if *known == cost => answer.ways = answer.ways.saturating_add(found.ways),
                Some((known, _)) if *known < cost => {}
                _ => best = Some((cost, (closed, found, false))),
            }
        }
        best.map(|(_, (lists, found, _))| (lists, found, at_most))
    }

    /// The cheapest fixes with these lists closed. Where nothing is known yet the room is widened step by step from the
    /// least that it may take, so that what is dear is not looked at.
    fn within(&self, closed: &[ListName], room: usize, stepwise: bool) -> (Option<Cheapest>, bool) {
        let choices = self.choices(closed);
        let dearest = |choices: &Vec<Choice>| choices.iter().map(|choice| choice.cost.effort).max().unwrap_or(0);
        let all: usize = choices.iter().flatten().map(dearest).sum();
        let search = Search::new(self.rubric, &choices, self.to);
        let least = search.least();
        if least > room {
            return (None, false);
        }
        let mut more = 2;
        loop {
            let most = if stepwise { least.saturating_add(more).min(room) } else { room };
            let (found, dropped) = search.run(most);
            if dropped {
                let other = self.descend(&choices).filter(|other| other.cost.effort <= room);
                return (found.into_iter().chain(other).min_by_key(|found| found.cost), true);
            }
            if found.is_some() || most >= room.min(all) {
                return (found, false);
            }
            more = more.saturating_mul(4);
        }
    }

    /// Starts from the best that each rule can be brought to, and takes back what can be spared, the dearest first.
    fn descend(&self, choices: &[Vec<Vec<Choice>>]) -> Option<Cheapest> {
        let best = |choices: &Vec<Choice>| {
            let best = choices.iter().enumerate().max_by_key(|(_, choice)| choice.state.map(|state| state.range.floor));
            best.map_or(0, |(number, _)| number)
        };
        let mut chosen: Vec<Vec<usize>> = choices.iter().map(|rules| rules.iter().map(best).collect()).collect();
        let picked = |chosen: &[Vec<usize>], id: RuleId| id.find(choices).get(*id.find(chosen)).copied();
        let reaches = |chosen: &[Vec<usize>]| {
            let pick = |id| picked(chosen, id).and_then(|choice| choice.state);
            let states: States =
                self.rubric.criterion_ids().map(|at| self.rubric.rule_ids_of(at).map(pick).collect()).collect();
            combine(self.rubric, &states).overall.is_some_and(|judged| judged.range.floor >= self.to)
        };
        if !reaches(&chosen) {
            return None;
        }
        let mut rules: Vec<RuleId> = self.rubric.rule_ids().collect();
        rules.sort_by_key(|id| std::cmp::Reverse(picked(&chosen, *id).map(|choice| choice.cost)));
        for id in rules {
            let now = *id.find(&chosen);
            for number in 0..now {
                *id.find_mut(&mut chosen) = number;
                if reaches(&chosen) {
                    break;
                }
                *id.find_mut(&mut chosen) = now;
            }
        }
        let costs = self.rubric.rule_ids().filter_map(|id| picked(&chosen, id)).map(|choice| choice.cost);
        Some(Cheapest { cost: costs.fold(Cost::default(), Cost::and), chosen, ways: 1 })
    }

    /// Whether fixing everything that can be fixed, with these lists closed, reaches the grade.
    fn is_open_to(&self, closed: &[ListName]) -> bool {
        let best = |fixable: &Fixable| {
            let open = fixable.ways.iter().filter(|way| way.list.is_none_or(|list| closed.contains(&list)));
            open.filter_map(|way| way.state).max_by_key(|state| state.range.floor)
        };
        let repaired: States = self.fixable.iter().map(|rules| rules.iter().map(best).collect()).collect();
        combine(self.rubric, &repaired).overall.is_some_and(|judged| judged.range.floor >= self.to)
    }

    fn choices(&self, closed: &[ListName]) -> Vec<Vec<Vec<Choice>>> {
        let of = |fixable: &Fixable| {
            let choice = |way: &Way| Choice {
                cost: Cost { effort: way.fixes, ticks: way.ticks },
                ways: way.choices,
                state: way.state,
            };
            open_ways(fixable, closed).into_iter().map(choice).collect()
        };
        self.fixable.iter().map(|rules| rules.iter().map(of).collect()).collect()
    }

    /// The states after what was found, to be combined again.
    fn after(&self, closed: &[ListName], found: &Cheapest) -> States {
        let choices = self.choices(closed);
        let of = |(rules, chosen): (&Vec<Vec<Choice>>, &Vec<usize>)| {
            rules
                .iter()
                .zip(chosen)
                .map(|(choices, chosen)| choices.get(*chosen).and_then(|choice| choice.state))
                .collect()
        };
        choices.iter().zip(&found.chosen).map(of).collect()
    }

    /// What was found, in fixes; `None` if combining the changed rules does not confirm it.
    fn confirm(&self, closed: &[ListName], found: &Cheapest, at_most: bool) -> Option<Raise> {
        let confirmed = combine(self.rubric, &self.after(closed, found)).overall?;
        if confirmed.range.floor < self.to {
            return None;
        }
        let mut steps: Vec<Step> = closed.iter().filter_map(|list| self.list_step(*list)).collect();
        for id in self.rubric.rule_ids() {
            let fixable = id.find(&self.fixable);
            let open = open_ways(fixable, closed);
            let Some(way) = open.get(*id.find(&found.chosen)).filter(|way| way.fixes > 0) else { continue };
            let (against, idle) = fixable.edits.split_at(fixable.against.min(fixable.edits.len()));
            steps.extend(Self::step(id, against, way.fixes - way.idle));
            steps.extend(Self::step(id, idle, way.idle));
        }
        let fixes: usize = steps.iter().map(|step| step.take).sum();
        let effort = fixes + closed.len() * (LIST_EFFORT - 1);
        let alternatives = found.ways.saturating_sub(1);
        Some(Raise::Fixes(Shortest { to: self.to, steps, fixes, effort, alternatives, at_most }))
    }

    /// Closing a list, or filling it where it has no items.
    fn list_step(&self, list: ListName) -> Option<Step> {
        let reads = |fixable: &Fixable| fixable.ways.iter().any(|way| way.list == Some(list));
        let rule = self.rubric.rule_ids().find(|id| reads(id.find(&self.fixable)))?;
        let (kind, gap) = match (self.facts.len(list), self.wants_items(list)) {
            (0, false) => (FixKind::State, ListGap::PerhapsEmpty),
            (0, true) => (FixKind::Write, ListGap::Empty),
            _ => (FixKind::State, ListGap::MayGoOn),
        };
        let fix = Fix { kind, target: Target::List(list, gap), evidence: Evidence::Key(list.name()) };
        Some(Step { rule, take: 1, of: vec![fix] })
    }

    /// True if a rule is worse off where the list has no items: otherwise nobody should be asked for any.
    fn wants_items(&self, list: ListName) -> bool {
        self.rubric.rules().any(|rule| match &rule.measure {
            Measure::Share(share) => share.each == Some(list) && share.empty == Empty::Unmet,
            Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. } => false,
        })
    }

    /// Returns why nothing reaches the grade: rules that editing cannot fix, none of which can be left out.
    fn stuck(&self, could_open: bool) -> Raise {
        let best =
            |fixable: &Fixable| fixable.ways.iter().filter_map(|way| way.state).max_by_key(|state| state.range.floor);
        let repaired: States = self.fixable.iter().map(|rules| rules.iter().map(best).collect()).collect();
        let below = |id: &RuleId| id.find(&repaired).is_some_and(|state| state.range.floor < self.rubric[*id].best());
        let below: Vec<RuleId> = self.rubric.rule_ids().filter(below).collect();
        let reaches = |lifted: &[RuleId]| self.reaches(&repaired, lifted);
        let rules = if reaches(&below) { minimal::needed(&below, reaches) } else { Vec::new() };
        let rules = rules.into_iter().map(|id| (id, self.why(&self.rubric[id]))).collect();
        Raise::OutOfReach(Stuck { to: self.to, rules, could_open })
    }

    /// Whether the grade would be reached if these rules were at their best too.
    fn reaches(&self, repaired: &States, lifted: &[RuleId]) -> bool {
        let mut states = repaired.clone();
        for id in lifted {
            if let Some(state) = id.find_mut(&mut states) {
                let best = self.rubric[*id].best();
                state.range = Range { floor: best, ceiling: best };
            }
        }
        combine(self.rubric, &states).overall.is_some_and(|judged| judged.range.floor >= self.to)
    }

    /// Takes this many edits of a rule: those that are not ticks first.
    fn step(rule: RuleId, edits: &[Fix], take: usize) -> Option<Step> {
        let others: Vec<Fix> = edits.iter().filter(|edit| edit.kind != FixKind::Tick).copied().collect();
        let mut of = if others.len() >= take { others } else { edits.to_vec() };
        if of.iter().all(|edit| !matches!(edit.target, Target::Item(_))) {
            of.truncate(take);
        }
        (take > 0).then_some(Step { rule, take, of })
    }

    fn why(&self, rule: &Rule) -> Barrier {
        match (&rule.measure, rule.fixable) {
            (Measure::Ask { .. }, _) => Barrier::Answered,
            (_, false) => Barrier::Done,
            (_, true) => self.why_beyond(rule),
        }
    }

    /// Returns why editing cannot fix a rule, if that is because of the basis of its facts.
    fn why_beyond(&self, rule: &Rule) -> Barrier {
        let world: Vec<&'static Fact> = rule.facts().into_iter().filter(|fact| fact.basis == Basis::World).collect();
        let is_silent = |fact: &&&'static Fact| {
            fact.scope == Scope::Review && matches!(self.facts.read(fact, 0), Value::Absent | Value::Unknown)
        };
        let silent: Vec<&'static str> = world.iter().filter(is_silent).map(|fact| fact.name).collect();
        if !silent.is_empty() {
            Barrier::Unstated(silent)
        } else if world.is_empty() {
            Barrier::Classes
        } else {
            Barrier::World
        }
    }
}

/// The ways that are open with these lists closed. Closing serves every rule that reads the list, asked or not, so that what
/// a rule was before is no way any more where closing alone makes it better.
fn open_ways<'f>(fixable: &'f Fixable, closed: &[ListName]) -> Vec<&'f Way> {
    let is_closed = |way: &Way| way.list.is_some_and(|list| closed.contains(&list));
    let served = fixable.ways.iter().any(|way| is_closed(way) && way.fixes == 0);
    let open =
        fixable.ways.iter().filter(|way| if way.list.is_some() { is_closed(way) } else { way.fixes > 0 || !served });
    open.collect()
}
