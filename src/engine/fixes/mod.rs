//! What edits could fix: the possible fixes of each rule, and the grade that a number of them reaches.
//!
//! A fix settles one item of one rule as selected and met; items are taken as independent and a new item as complete. A
//! number is one fix. An empty or unstated list is one, and so is closing a list, for all rules that read it. Nothing here
//! deletes or reclassifies an item, answers a question or changes whether a rule applies, and what no edit can fix (a rule
//! that says so, or facts of the world outside the document) has no fix.

mod items;
use items::{counts_against, is_missing, kind, new_item, ticks};

use super::cause::with_outcome;
use super::evidence::Evidence;
use super::fix::{Fix, FixKind, Target};
use super::measure::{Case, Item, Measured, Tally, measure};
use super::outcome::{self, Outcome};
use super::state::{Presence, Range, State};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Basis, FactType, Facts, Grade};
use crate::rubric::{Condition, Empty, Exact, Measure, NumberBands, Rule, ShareRule};

/// A level that a rule can be brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The number of its own fixes: the first of those that count against the rule, and the first of the idle ones.
    pub(super) fixes: usize,
    /// How many of them are for idle items.
    pub(super) idle: usize,
    /// How many of them are ticks.
    pub(super) ticks: usize,
    /// The number of ways that are as short.
    pub(super) choices: u128,
    /// And with this list closed, or filled if it is empty.
    pub(super) list: Option<ListName>,
    /// What the rule then comes to; `None` if it is absent.
    pub(super) state: Option<State>,
}

/// What can be done about a rule.
#[derive(Clone, Debug)]
pub(super) struct Fixable {
    /// Its edits: those of items that count against the rule, then those of idle items; of each kind those to take first
    /// first.
    pub(super) edits: Vec<Fix>,
    /// How many of them are of items that count against the rule.
    pub(super) against: usize,
    /// The levels it can be brought to, from what it is now (no fixes, no list) upwards.
    pub(super) ways: Vec<Way>,
}

/// What can be done about `rule`, which came to `now`.
pub(super) fn fixable(rule: &Rule, facts: &Facts<'_>, answer: Option<&Answer>, now: Option<State>) -> Fixable {
    let as_is = Way { fixes: 0, idle: 0, ticks: 0, choices: 1, list: None, state: now };
    let mut found = Fixable { edits: Vec::new(), against: 0, ways: vec![as_is] };
    let applies = outcome::all(&rule.applies_when, facts, 0);
    // Where nothing is selected for certain the rule may turn out not to apply: to settle that one item is, and is met, helps.
    let can_be_better =
        |state: &State| state.range.floor < rule.best() || state.presence == Presence::Maybe && applies == Outcome::Met;
    let Some(state) = now.filter(|state| rule.fixable && !rule.is_asked() && can_be_better(state)) else {
        return found;
    };
    let measured = measure(rule, facts, answer.and_then(|answer| answer.grade));
    let site = Site { facts, measured: &measured, applies, state };
    match &rule.measure {
        Measure::Share(share) => site.share(share, &mut found),
        Measure::Count { list, bands, selects } => site.count(*list, selects, bands, &mut found),
        Measure::Number { fact, bands } => site.number(fact, bands, &mut found),
        Measure::Ask { .. } => {}
    }
    found
}

/// A rule in a review, with what it measured.
struct Site<'e> {
    facts: &'e Facts<'e>,
    measured: &'e Measured,
    applies: Outcome,
    state: State,
}

/// The items of a rule by what they do to it in the worst case.
#[derive(Clone, Copy, Debug)]
struct Counts {
    /// Selected and met, for certain.
    met: usize,
    /// Counted against it.
    against: usize,
    /// Selected for certain.
    sure: usize,
}

/// An item that a fix can settle.
struct Candidate {
    /// True if it does not count against the rule as things stand.
    idle: bool,
    stated: bool,
    edit: Fix,
}

impl Site<'_> {
    fn share(&self, share: &ShareRule, found: &mut Fixable) {
        let goes_on = share.each.is_some_and(|list| self.facts.may_go_on(list));
        let items = &self.measured.items;
        if let Some(list) = share.each.filter(|_| items.is_empty()) {
            let best = Case { met: 1, missed: 0, further: None }.grade(&share.bands);
            self.add(found, 0, Some(list), best, self.applies != Outcome::Met);
            return;
        }
        let mut candidates: Vec<Candidate> =
            items.iter().enumerate().filter_map(|(at, item)| self.candidate(share, at, *item)).collect();
        candidates.sort_by_key(|candidate| (candidate.idle, candidate.edit.kind == FixKind::Tick, candidate.stated));
        if let Some(list) = share.each.filter(|_| share.empty == Empty::Unmet)
            && candidates.is_empty()
            && self.nothing_is_selected()
        {
            // A new, complete item for a list of which none is selected.
            candidates.push(Candidate { idle: true, stated: true, edit: new_item(list) });
        }
        found.against = candidates.iter().filter(|candidate| !candidate.idle).count();
        found.edits = candidates.into_iter().map(|candidate| candidate.edit).collect();
        let list = share.each.filter(|_| goes_on);
        let now = self.counts();
        for fixes in 0..=found.edits.len() {
            for mix in self.mixes(share, found, now, fixes) {
                self.add_mix(found, fixes, &mix, list);
            }
            let is_best = |state: State| {
                let is_sure = state.presence == Presence::Sure || self.applies != Outcome::Met;
                state.range.floor == share.bands.best() && is_sure
            };
            if found.ways.last().and_then(|way| way.state).is_some_and(is_best) {
                break;
            }
        }
    }

    /// The result of a number of fixes, by how many of them are for idle items: for each floor the mixes with the fewest ticks, the
    /// lowest floor first.
    fn mixes(&self, share: &ShareRule, found: &Fixable, now: Counts, fixes: usize) -> Vec<Mix> {
        let idle = found.edits.len() - found.against;
        let fewest = fixes.saturating_sub(found.against);
        let most = if idle > MOST_IDLE { fewest } else { idle.min(fixes) };
        let mut mixes: Vec<Mix> = Vec::new();
        for idle in fewest..=most {
            let turned = fixes - idle;
            let (floor, maybe) = self.after(share, now, fixes, turned);
            // Counting the ways takes time, and few of the numbers of fixes lead to anything better.
            if !self.is_better(found, floor, maybe) {
                continue;
            }
            let (against, others) = found.edits.split_at(found.against);
            let (first, second) = (taking(against, turned), taking(others, idle));
            let (ticks, choices) = (first.0 + second.0, first.1.saturating_mul(second.1));
            match mixes.iter_mut().find(|mix| mix.floor == floor && mix.maybe == maybe) {
                Some(mix) if mix.ticks == ticks => mix.choices = mix.choices.saturating_add(choices),
                Some(mix) if mix.ticks < ticks => {}
                Some(mix) => *mix = Mix { idle, ticks, choices, floor, maybe },
                None => mixes.push(Mix { idle, ticks, choices, floor, maybe }),
            }
        }
        mixes.sort_by_key(|mix| mix.floor);
        mixes
    }

    fn add_mix(&self, found: &mut Fixable, fixes: usize, mix: &Mix, list: Option<ListName>) {
        if self.is_better(found, mix.floor, mix.maybe) {
            let Mix { idle, ticks, choices, floor, maybe } = *mix;
            let range = Range { floor, ceiling: self.state.range.ceiling.max(floor) };
            let state = State { range, presence: self.presence(maybe) };
            found.ways.push(Way { fixes, idle, ticks, choices, list, state: Some(state) });
        }
    }

    fn presence(&self, maybe: bool) -> Presence {
        if maybe || self.applies != Outcome::Met { Presence::Maybe } else { Presence::Sure }
    }

    /// True if it is better than all that takes no more.
    fn is_better(&self, found: &Fixable, floor: Grade, maybe: bool) -> bool {
        let sure = self.presence(maybe) == Presence::Sure;
        found.ways.iter().all(|way| {
            way.state.is_none_or(|now| {
                floor > now.range.floor || floor == now.range.floor && sure && now.presence == Presence::Maybe
            })
        })
    }

    fn nothing_is_selected(&self) -> bool {
        self.measured.items.iter().all(|item| item.selected == Outcome::NotMet)
    }

    /// The floor of a closed list after `fixes`, of which `turned` are of items that counted against the rule; and whether
    /// the rule may not apply.
    fn after(&self, share: &ShareRule, now: Counts, fixes: usize, turned: usize) -> (Grade, bool) {
        let (met, against) = (now.met + fixes, now.against.saturating_sub(turned));
        let none_is_possible = now.sure + fixes == 0 && share.each.is_some();
        let mut cases = vec![Case { met: met as u64, missed: against as u64, further: None }];
        if none_is_possible && share.empty != Empty::NotApplicable {
            let (met, missed) = (u64::from(share.empty == Empty::Met), u64::from(share.empty == Empty::Unmet));
            cases.push(Case { met, missed, further: None });
        }
        let grades = cases.iter().filter(|case| case.met + case.missed > 0).map(|case| case.grade(&share.bands));
        let floor = grades.min().unwrap_or(share.bands.best());
        (floor, none_is_possible && share.empty == Empty::NotApplicable)
    }

    fn counts(&self) -> Counts {
        let count = |keep: &dyn Fn(&Item) -> bool| self.measured.items.iter().filter(|item| keep(item)).count();
        Counts {
            met: count(&|item| item.selected == Outcome::Met && item.met == Outcome::Met),
            against: count(&|item| counts_against(*item)),
            sure: count(&|item| item.selected == Outcome::Met),
        }
    }

    fn candidate(&self, share: &ShareRule, at: usize, item: Item) -> Option<Candidate> {
        if item.selected == Outcome::NotMet || item.selected == Outcome::Met && item.met == Outcome::Met {
            return None;
        }
        let mut open: Vec<(&Condition, Outcome)> = self.unmet(&share.selects, at)?;
        open.extend(self.unmet(&share.must, at)?);
        if outcome::any(&share.any, self.facts, at) != Outcome::Met {
            let ways = share.any.iter().filter_map(|table| self.unmet(table, at));
            open.extend(ways.min_by_key(|table| (ticks(table), table.len()))?);
        }
        let stated = open.iter().any(|(_, outcome)| *outcome == Outcome::NotMet);
        let evidence = Evidence::locate(share.each, at, open.first().map(|(condition, _)| condition.fact));
        let target = if share.each.is_some() { Target::Item(at) } else { Target::Review };
        let edit = Fix { kind: kind(&open), target, evidence };
        Some(Candidate { idle: !counts_against(item), stated, edit })
    }

    /// The conditions that are not met, with their outcomes; `None` if one of them is beyond any edit.
    fn unmet<'c>(&self, conditions: &'c [Condition], at: usize) -> Option<Vec<(&'c Condition, Outcome)>> {
        let mut unmet = Vec::new();
        for condition in conditions {
            let outcome = outcome::one(condition, self.facts, at);
            if outcome == Outcome::Met {
                continue;
            }
            let fact = condition.fact;
            let beyond = match fact.basis {
                Basis::World | Basis::Person => true,
                Basis::Computed => fact.kind == FactType::YesNo,
                // Picking a class is an edit; picking another one would be reclassifying.
                Basis::Class => outcome == Outcome::NotMet && !is_missing(&self.facts.read(fact, at)),
                Basis::Word | Basis::Text | Basis::Link => false,
            };
            if beyond {
                return None;
            }
            unmet.push((condition, outcome));
        }
        Some(unmet)
    }

    fn count(&self, list: ListName, selects: &[Condition], bands: &NumberBands, found: &mut Fixable) {
        let Tally::Number { low: Some(low), high } = self.measured.tally else { return };
        if bands.lower_is_better {
            let high = high.unwrap_or(low);
            let open: Vec<usize> = (0..self.measured.items.len())
                .filter(|at| self.measured.items.get(*at).is_some_and(|item| item.selected == Outcome::NotStated))
                .collect();
            found.edits = open
                .iter()
                .filter(|at| self.unmet(selects, **at).is_some())
                .map(|at| self.to_state(list, selects, *at))
                .collect();
            let needs = Some(list).filter(|_| self.facts.may_go_on(list));
            let most = high.max(low + count_of(open.len()));
            for fixes in 0..=found.edits.len() {
                self.add(found, fixes, needs, grade_of(bands, most - count_of(fixes)), self.applies != Outcome::Met);
            }
            return;
        }
        let Some((_, most)) = bands.bands.first() else { return };
        let wanted = (low..).take(MOST_NEW).find(|number| Exact::whole(*number) >= *most).unwrap_or(low);
        let new = usize::try_from(wanted - low).unwrap_or(0);
        found.edits = vec![new_item(list); new];
        for fixes in 1..=new {
            self.add(found, fixes, None, grade_of(bands, low + count_of(fixes)), self.applies != Outcome::Met);
        }
    }

    /// The fix that states whether an item counts.
    fn to_state(&self, list: ListName, selects: &[Condition], at: usize) -> Fix {
        let open = with_outcome(selects, self.facts, at, Outcome::NotStated);
        let evidence = Evidence::locate(Some(list), at, open.first().map(|condition| condition.fact));
        Fix { kind: FixKind::State, target: Target::Item(at), evidence }
    }

    fn number(&self, fact: &'static crate::review::Fact, bands: &NumberBands, found: &mut Fixable) {
        if let FactType::List(_) = fact.kind {
            let list = ListName::named(fact.name).filter(|list| self.facts.may_go_on(*list));
            if let (Some(list), Tally::Number { low: Some(low), .. }) = (list, self.measured.tally) {
                self.add(found, 0, Some(list), grade_of(bands, low), self.applies != Outcome::Met);
            }
            // Fewer items would be deleting some, and more of them a count's affair.
            if bands.lower_is_better {
                return;
            }
        }
        if fact.basis == Basis::World || matches!(fact.kind, FactType::List(_)) {
            return;
        }
        let kind = match (fact.basis, self.state.range.floor < self.state.range.ceiling) {
            (_, true) => FixKind::State,
            (Basis::Word, false) => FixKind::Tick,
            (Basis::Link, false) => FixKind::Link,
            (Basis::Text | Basis::Class | Basis::Computed | Basis::World | Basis::Person, false) => FixKind::Write,
        };
        let FactType::Number(_) = fact.kind else { return };
        found.edits = vec![Fix { kind, target: Target::Review, evidence: Evidence::Key(fact.key()) }];
        self.add(found, 1, None, bands.best(), self.applies != Outcome::Met);
    }

    /// Adds a way if it is better than all that take no more.
    fn add(&self, found: &mut Fixable, fixes: usize, list: Option<ListName>, floor: Grade, maybe: bool) {
        found.against = found.edits.len();
        if !self.is_better(found, floor, maybe) {
            return;
        }
        // New items are alike: there is one way to add a number of them.
        let alike = found.edits.iter().all(|edit| !matches!(edit.target, Target::Item(_)));
        let (ticks, choices) = taking(&found.edits, fixes);
        let mix = Mix { idle: 0, ticks, choices: if alike { 1 } else { choices }, floor, maybe };
        self.add_mix(found, fixes, &mix, list);
    }
}

/// A number of fixes of a share, and their result.
#[derive(Clone, Copy, Debug)]
struct Mix {
    /// How many of them are for idle items.
    idle: usize,
    ticks: usize,
    /// The number of ways.
    choices: u128,
    floor: Grade,
    /// True if there may be nothing to select all the same.
    maybe: bool,
}

/// How many ticks it takes to take `some` of `fixes`, and in how many ways with no more ticks than that.
fn taking(edits: &[Fix], some: usize) -> (usize, u128) {
    let ticks = edits.iter().filter(|edit| edit.kind == FixKind::Tick).count();
    let others = edits.len() - ticks;
    if some <= others { (0, choose(others, some)) } else { (some - others, choose(ticks, some - others)) }
}

/// With more idle items than this, those that count against the rule are always fixed first.
const MOST_IDLE: usize = 200;

/// No rule asks for more new items than this.
const MOST_NEW: usize = 10_000;

fn grade_of(bands: &NumberBands, number: i64) -> Grade {
    let number = Exact::whole(number);
    let reaches = |threshold: &Exact| if bands.lower_is_better { number <= *threshold } else { number >= *threshold };
    bands.bands.iter().find(|(_, threshold)| reaches(threshold)).map_or(bands.unmet, |(grade, _)| *grade)
}

fn count_of(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How many ways there are to take `some` of `all`; the largest number where there are more.
fn choose(all: usize, some: usize) -> u128 {
    // There are as many ways to take some as to leave them.
    let fewer = some.min(all.saturating_sub(some));
    let more = |ways: u128, taken: usize| Some(ways.checked_mul((all - taken) as u128)? / (taken as u128 + 1));
    (0..fewer).try_fold(1, more).unwrap_or(u128::MAX)
}
