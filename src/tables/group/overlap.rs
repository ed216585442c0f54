//! Which tallies and groups may be about the same reviews, so that they cannot be added up.

use std::collections::HashMap;

use super::super::entry::{About, By, folded};
use super::super::nested::Shared;
use super::super::period::Days;
use super::Counting;
use super::breakdown::{Clash, NoTotal};
use super::meeting::Meetings;

/// A part of a group: its days, and of a tally what else is known and its key.
#[derive(Clone, Copy)]
struct Part<'a> {
    days: Option<Days>,
    about: Option<&'a About>,
    key: Option<usize>,
}

impl Counting {
    /// Whether tallies and reviews counted here may be of the same reviews as those counted in `other`; `None` if surely not,
    /// or if only single reviews are counted, which their ids tell apart.
    #[must_use]
    pub fn overlap(&self, other: &Counting) -> Option<NoTotal> {
        let singles = |counting: &Counting| -> Vec<Option<Days>> {
            counting.groups.values().filter_map(|group| group.single).collect()
        };
        let (own_singles, other_singles) = (singles(self), singles(other));
        let both = self.tallies.iter().flat_map(|(_, own)| other.tallies.iter().map(move |(_, other)| (own, other)));
        let both = both.map(|(own, other)| (own.overlap(other, &[]), own.called(), other.called()));
        let single = || "the reviews counted one by one".to_owned();
        let before = self
            .tallies
            .iter()
            .flat_map(|(_, own)| other_singles.iter().map(move |days| (own.meets(*days), own.called(), single())));
        let after = other
            .tallies
            .iter()
            .flat_map(|(_, other)| own_singles.iter().map(move |days| (other.meets(*days), single(), other.called())));
        let mut found = None;
        for (overlap, one, two) in both.chain(before).chain(after) {
            match (no_total(overlap, &one, &two), &found) {
                (Some(NoTotal::Overlap(..)), _) => return no_total(overlap, &one, &two),
                (reason, None) => found = reason,
                (_, Some(_)) => {}
            }
        }
        found
    }

    /// Why the groups may not be added, if they may not.
    pub(super) fn no_total(&self) -> Result<Option<NoTotal>, Clash> {
        let singles: Vec<(usize, Option<Days>)> =
            self.groups.values().enumerate().filter_map(|(index, own)| Some((index, own.single?))).collect();
        let keys = self.keys();
        self.no_clash(&keys, &singles)?;
        let all = self.tallies.iter().zip(&keys).enumerate();
        let meetings = Meetings::new(all.clone().map(|(at, ((_, extent), key))| (at, extent.days, Some(*key))));
        let found = all.flat_map(|(position, ((group, extent), key))| {
            let before = meetings.with(extent.days, Some(*key)).into_iter().take_while(move |other| *other < position);
            let before = before.filter_map(|other| self.tallies.get(other));
            let before = before
                .map(|(_, other)| no_total(extent.overlap(other, &self.plan.by), &other.called(), &extent.called()));
            let apart = singles.iter().filter(|(index, _)| !self.is_apart(*group, *index));
            let after = apart
                .map(|(_, days)| no_total(extent.meets(*days), &extent.called(), "the reviews counted one by one"));
            before.chain(after)
        });
        let mut found = found.flatten();
        Ok(found.next())
    }

    /// An error where tallies that overlap fall into one group.
    fn no_clash(&self, keys: &[usize], singles: &[(usize, Option<Days>)]) -> Result<(), Clash> {
        let mut lanes: HashMap<(usize, usize), usize> = HashMap::new();
        let pairs = self.tallies.iter().zip(keys).map(|((group, _), key)| (*group, *key));
        let pairs: Vec<usize> = pairs
            .map(|pair| {
                let next = lanes.len();
                *lanes.entry(pair).or_insert(next)
            })
            .collect();
        let all = self.tallies.iter().zip(&pairs).enumerate();
        let meetings = Meetings::new(all.clone().map(|(at, ((_, extent), pair))| (at, extent.days, Some(*pair))));
        for (position, ((group, extent), pair)) in all {
            let before = meetings.with(extent.days, Some(*pair)).into_iter().take_while(|other| *other < position);
            let mut before = before.filter_map(|other| self.tallies.get(other)).map(|(_, other)| other);
            let clash = |first: &str, second: &str| {
                Err(Clash { first: first.to_owned(), second: second.to_owned(), period: self.period_of(*group) })
            };
            if let Some(other) = before.find(|other| extent.overlap(other, &self.plan.by) != Some(false)) {
                return clash(&other.name, &extent.name);
            }
            let mut singles = singles.iter().filter(|(index, _)| index == group);
            if singles.any(|(_, days)| extent.meets(*days) != Some(false)) {
                return clash(&extent.name, "the reviews counted one by one");
            }
        }
        Ok(())
    }

    /// A number for each tally: those with different numbers are surely about different reviews, since something that all
    /// tallies state differs.
    fn keys(&self) -> Vec<usize> {
        let abouts = || self.tallies.iter().map(|(_, extent)| &extent.about);
        let fixed = [By::Region, By::Partnership, By::Kind, By::Status];
        let by = self.plan.by.iter().filter(|by| **by != By::Period);
        let stated: Vec<&By> =
            fixed.iter().chain(by).filter(|by| abouts().all(|about| about.value(by).is_some())).collect();
        let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
        let key = |about: &About| stated.iter().filter_map(|by| about.value(by)).map(folded).collect();
        abouts()
            .map(|about| {
                let next = numbers.len();
                *numbers.entry(key(about)).or_insert(next)
            })
            .collect()
    }

    /// The pairs of groups that share reviews, in both orders. Of the pairs that may share some, only the first is listed.
    pub(super) fn shared(&self) -> Vec<(usize, usize, Shared)> {
        let parts = self.parts();
        let mut tallied = vec![false; self.groups.len()];
        for (group, _) in &self.tallies {
            tallied.iter_mut().skip(*group).take(1).for_each(|own| *own = true);
        }
        let is_tallied = |group: &usize| tallied.get(*group).copied().unwrap_or(false);
        let own = |group: usize| parts.get(group).into_iter().flatten().map(move |part| (group, part.days, part.key));
        let all = Meetings::new((0..parts.len()).flat_map(own));
        let of_tallied = Meetings::new((0..parts.len()).filter(|group| is_tallied(group)).flat_map(own));
        let mut shared: Vec<(usize, usize, Shared)> = Vec::new();
        let mut is_any_not_known = false;
        for (one, own) in parts.iter().enumerate() {
            let meetings = if is_tallied(&one) { &all } else { &of_tallied };
            let near = |part: &Part<'_>| {
                let (days, key) = (part.days, part.key);
                if is_any_not_known { meetings.on(days, key) } else { meetings.with(days, key) }
            };
            let mut others: Vec<usize> = own.iter().flat_map(near).filter(|two| *two != one).collect();
            others.sort_unstable();
            others.dedup();
            for two in others.into_iter().filter(|two| !self.is_apart(one, *two)) {
                let Some(other) = parts.get(two) else { continue };
                let found = self.of_groups(own, other);
                if found != Shared::None && !(found == Shared::NotKnown && is_any_not_known) {
                    is_any_not_known |= found == Shared::NotKnown;
                    shared.push((one, two, found));
                }
            }
        }
        shared
    }

    /// The parts of each group: its tallies, and its reviews that were counted one by one.
    fn parts(&self) -> Vec<Vec<Part<'_>>> {
        let mut parts: Vec<Vec<Part<'_>>> = vec![Vec::new(); self.groups.len()];
        for ((group, extent), key) in self.tallies.iter().zip(self.keys()) {
            if let Some(parts) = parts.get_mut(*group) {
                parts.push(Part { days: extent.days, about: Some(&extent.about), key: Some(key) });
            }
        }
        for (group, parts) in self.groups.values().zip(&mut parts) {
            parts.extend(group.single.map(|days| Part { days, about: None, key: None }));
        }
        parts
    }

    /// What two groups share: their parts one against the other.
    fn of_groups(&self, one: &[Part<'_>], two: &[Part<'_>]) -> Shared {
        let meet = |own: &Part<'_>, other: &Part<'_>| match (own.about, other.about) {
            (Some(about), Some(other)) if about.differs(other, &self.plan.by) => Some(false),
            (None, None) => Some(false),
            _ => own.days.zip(other.days).map(|(days, others)| days.overlap(others)),
        };
        let mut meetings = one.iter().flat_map(|part| two.iter().map(move |other| meet(part, other)));
        if meetings.clone().all(|meeting| meeting == Some(false)) {
            return Shared::None;
        }
        if meetings.any(|meeting| meeting.is_none()) {
            return Shared::NotKnown;
        }
        let holds =
            |own: &Part<'_>, other: &Part<'_>| own.days.zip(other.days).is_some_and(|(days, others)| days.hold(others));
        let all_held = |outer: &[Part<'_>], inner: &[Part<'_>]| {
            inner.iter().all(|part| outer.iter().any(|outer| holds(outer, part)))
        };
        match (all_held(one, two), all_held(two, one)) {
            (true, _) => Shared::Holds,
            (false, true) => Shared::Within,
            (false, false) => Shared::Some,
        }
    }

    /// The period that a group is of, where periods are grouped by.
    fn period_of(&self, group: usize) -> Option<String> {
        let at = self.plan.by.iter().position(|by| *by == By::Period)?;
        self.groups.get_index(group)?.0.get(at)?.clone()
    }

    /// True if two groups differ in something else than the period.
    fn is_apart(&self, one: usize, two: usize) -> bool {
        let keys = self.groups.get_index(one).zip(self.groups.get_index(two));
        keys.is_some_and(|((one, _), (two, _))| {
            let parts = self.plan.by.iter().zip(one.iter().zip(two));
            parts.into_iter().any(|(by, (one, two))| *by != By::Period && one.is_some() && two.is_some() && one != two)
        })
    }
}

fn no_total(overlap: Option<bool>, one: &str, two: &str) -> Option<NoTotal> {
    match overlap {
        Some(true) => Some(NoTotal::Overlap(one.to_owned(), two.to_owned())),
        Some(false) => None,
        None => Some(NoTotal::NotKnown(one.to_owned(), two.to_owned())),
    }
}
