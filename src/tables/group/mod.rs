//! Groups: entries go in one at a time, the counts of each group and of all come out.

mod breakdown;
mod meeting;
pub(crate) use breakdown::Notable;
pub use breakdown::{Breakdown, Clash, Group, NoTotal, Plan};

use std::cmp::Ordering;
use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use meeting::Meetings;

use super::count::{Category, LeftOut, MOST};
use super::entry::{About, By, Entry, Standing, Tally, folded};
use super::nested::Shared;
use super::period::{Days, named};

/// Counts entries as they come; keeps none of them.
#[derive(Clone, Debug)]
pub struct Counting {
    plan: Plan,
    groups: IndexMap<Vec<Option<String>>, Group>,
    tallies: Vec<(usize, Extent)>,
    notable: Notable,
    stated: IndexSet<String>,
    /// What the groups are called, by what they are grouped by and the name in small letters: each spelling, the first first.
    spellings: HashMap<(usize, String), IndexSet<String>>,
}

/// A part of a group: its days, and what else is known of a tally.
type Part<'a> = (Option<Days>, Option<&'a About>);

/// Which reviews a tally is of, as far as that is known.
#[derive(Clone, Debug)]
struct Extent {
    name: String,
    about: About,
    days: Option<Days>,
}

impl Counting {
    /// Starts counting.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let (groups, stated, spellings) = (IndexMap::new(), IndexSet::new(), HashMap::new());
        Counting { plan, groups, tallies: Vec::new(), notable: Notable::default(), stated, spellings }
    }

    /// Counts a review, and says as what.
    ///
    /// # Errors
    /// Why it is not counted.
    pub fn add(&mut self, entry: &Entry) -> Result<Category, LeftOut> {
        let category = Category::from_entry(entry, self.plan.count)?;
        let period = entry.about.period(self.plan.division, self.plan.date);
        let days = period.as_ref().and_then(|(_, days)| *days);
        let group = self.group(&entry.about, period.as_ref());
        group.counts.add(category);
        let single = group.single.get_or_insert(days);
        *single =
            single.zip(days).map(|(all, own)| Days { first: all.first.min(own.first), last: all.last.max(own.last) });
        let is_provisional = matches!(entry.standing, Standing::Graded { may_change: true, .. });
        group.provisional += u64::from(is_provisional);
        self.note(entry, category);
        Ok(category)
    }

    fn note(&mut self, entry: &Entry, category: Category) {
        let Standing::Graded { may_change, headline, .. } = entry.standing else {
            self.notable.recorded += 1;
            return;
        };
        self.notable.graded += 1;
        self.notable.provisional += u64::from(may_change);
        self.notable.depart(entry.tool.unwrap_or(headline), headline);
        self.notable.with_recorded += u64::from(entry.recorded.is_some());
        for (way, differ) in Notable::WAYS.into_iter().zip(&mut self.notable.differ) {
            *differ += u64::from(Category::from_entry(entry, way).is_ok_and(|other| other != category));
        }
    }

    /// Counts a tally.
    pub fn add_tally(&mut self, tally: &Tally) {
        let mut period = tally.about.period.clone().map(|name| (name, tally.days));
        if let Some(made) = self.plan.division.zip(tally.days).and_then(|(division, days)| division.period(days)) {
            period = Some((made.name, Some(made.days)));
        }
        let group = self.group(&tally.about, period.as_ref());
        group.counts.add_all(tally.n, tally.counts);
        group.derive(tally.derived);
        group.published_by.extend(
            tally.published_by.iter().filter(|by| !group.published_by.contains(by)).cloned().collect::<Vec<_>>(),
        );
        let key = group.key.clone();
        self.notable.tallied += tally.n;
        let extent = Extent { name: tally.source.clone(), about: tally.about.clone(), days: tally.days };
        if let Some(index) = self.groups.get_index_of(&key) {
            self.tallies.push((index, extent));
        }
    }

    /// The group that something belongs to.
    fn group(&mut self, about: &About, period: Option<&(String, Option<Days>)>) -> &mut Group {
        for name in about.custom.keys().filter(|name| !self.stated.contains(name.as_str())).cloned().collect::<Vec<_>>()
        {
            self.stated.insert(name);
        }
        let days = period.and_then(|(_, days)| *days);
        let spellings = &mut self.spellings;
        let mut part = |(at, by): (usize, &By)| match by {
            By::Period => period.map(|(name, _)| name.clone()),
            By::Region | By::Partnership | By::Kind | By::Status | By::Custom(_) => {
                about.value(by).map(|name| one_spelling(spellings, at, name))
            }
        };
        let key: Vec<Option<String>> = self.plan.by.iter().enumerate().map(&mut part).collect();
        let group = self.groups.entry(key.clone()).or_insert_with(|| Group { key, ..Group::default() });
        if self.plan.by.contains(&By::Period) {
            group.days = group.days.or(days);
        }
        group
    }

    /// All groups, and their total where they may be added.
    ///
    /// # Errors
    /// Where tallies that overlap fall into one group.
    pub fn finish(mut self) -> Result<Breakdown, Clash> {
        if self.plan.by.is_empty() {
            self.groups.entry(Vec::new()).or_default();
        }
        let no_total = self.no_total()?;
        let never = |position: usize| self.groups.keys().all(|key| key.get(position).is_none_or(Option::is_none));
        let never_stated = self.plan.by.iter().enumerate().filter(|(position, _)| never(*position));
        let never_stated = never_stated.map(|(_, by)| by.clone()).collect();
        let shared = self.shared();
        let mut groups: Vec<(usize, Group)> = self.groups.into_values().enumerate().collect();
        groups.sort_by(|(_, one), (_, two)| order(&self.plan.by, one, two));
        let (places, groups): (Vec<usize>, Vec<Group>) = groups.into_iter().unzip();
        let places: HashMap<usize, usize> = places.into_iter().enumerate().map(|(at, group)| (group, at)).collect();
        let place = |group: usize| places.get(&group).copied().unwrap_or(group);
        let shared = shared.into_iter().map(|(one, two, shared)| (place(one), place(two), shared)).collect();
        let total = match no_total {
            Some(reason) => Err(reason),
            None => Ok(Group::sum(&groups)),
        };
        let alike = groups.chunk_by(|one, two| one.key.first() == two.key.first());
        let several = alike.filter(|groups| total.is_ok() && self.plan.by.len() > 1 && groups.len() > 1);
        let subtotal = |groups: &[Group]| {
            let first = groups.first();
            let key = first.and_then(|group| group.key.first()).cloned().into_iter().collect();
            Group { key, days: first.and_then(|group| group.days), ..Group::sum(groups) }
        };
        let subtotals = several.map(subtotal).collect();
        let stated = self.stated.into_iter().collect();
        let several = self.spellings.into_values().filter(|spellings| spellings.len() > 1);
        let mut spellings: Vec<Vec<String>> = several.map(|spellings| spellings.into_iter().collect()).collect();
        spellings.sort();
        Ok(Breakdown { groups, subtotals, total, notable: self.notable, never_stated, stated, shared, spellings })
    }

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
        let with = |extent: &Extent, days: Option<Days>| extent.days.zip(days).map(|(own, others)| own.overlap(others));
        let single = || "the reviews counted one by one".to_owned();
        let before = self
            .tallies
            .iter()
            .flat_map(|(_, own)| other_singles.iter().map(move |days| (with(own, *days), own.called(), single())));
        let after = other
            .tallies
            .iter()
            .flat_map(|(_, other)| own_singles.iter().map(move |days| (with(other, *days), single(), other.called())));
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
    fn no_total(&self) -> Result<Option<NoTotal>, Clash> {
        let mut found = None;
        let meetings = Meetings::new(self.tallies.iter().map(|(_, extent)| extent.days).enumerate());
        let singles: Vec<(usize, Option<Days>)> =
            self.groups.values().enumerate().filter_map(|(index, own)| Some((index, own.single?))).collect();
        for (position, (group, extent)) in self.tallies.iter().enumerate() {
            let before = meetings.with(extent.days).into_iter().take_while(|other| *other < position);
            for (other_group, other) in before.filter_map(|other| self.tallies.get(other)) {
                let overlap = extent.overlap(other, &self.plan.by);
                if overlap != Some(false) && group == other_group {
                    let period = self.period_of(*group);
                    return Err(Clash { first: other.name.clone(), second: extent.name.clone(), period });
                }
                found = found.or_else(|| no_total(overlap, &other.called(), &extent.called()));
            }
            for (index, days) in singles.iter().copied() {
                let overlap = extent.days.zip(days).map(|(own, others)| own.overlap(others));
                if overlap != Some(false) && *group == index {
                    return Err(Clash {
                        first: extent.name.clone(),
                        second: "the reviews counted one by one".to_owned(),
                        period: self.period_of(*group),
                    });
                }
                if overlap != Some(false) && !self.is_apart(*group, index) {
                    found = found.or_else(|| no_total(overlap, &extent.called(), "the reviews counted one by one"));
                }
            }
        }
        Ok(found)
    }

    /// The pairs of groups that do not stand apart, in both orders.
    fn shared(&self) -> Vec<(usize, usize, Shared)> {
        let mut parts = vec![Vec::new(); self.groups.len()];
        for (group, extent) in &self.tallies {
            if let Some(parts) = parts.get_mut(*group) {
                parts.push((extent.days, Some(&extent.about)));
            }
        }
        for (group, parts) in self.groups.values().zip(&mut parts) {
            parts.extend(group.single.map(|days| (days, None)));
        }
        let mut tallied = vec![false; self.groups.len()];
        for (group, _) in &self.tallies {
            tallied.iter_mut().skip(*group).take(1).for_each(|own| *own = true);
        }
        let is_tallied = |group: &usize| tallied.get(*group).copied().unwrap_or(false);
        let days = |group: usize| parts.get(group).into_iter().flatten().map(move |(days, _)| (group, *days));
        let all = Meetings::new((0..parts.len()).flat_map(days));
        let of_tallied = Meetings::new((0..parts.len()).filter(|group| is_tallied(group)).flat_map(days));
        let meeting = |(one, parts): (usize, &Vec<Part<'_>>)| {
            let meetings = if is_tallied(&one) { &all } else { &of_tallied };
            let mut others: Vec<usize> = parts.iter().flat_map(|(days, _)| meetings.with(*days)).collect();
            others.sort_unstable();
            others.dedup();
            others.into_iter().map(move |two| (one, two))
        };
        let pairs = parts.iter().enumerate().flat_map(meeting);
        let linked = pairs.filter(|(one, two)| one != two && !self.is_apart(*one, *two));
        let shared = linked.filter_map(|(one, two)| {
            let shared = self.of_groups(parts.get(one)?, parts.get(two)?);
            (shared != Shared::None).then_some((one, two, shared))
        });
        shared.collect()
    }

    /// What two groups share: their parts one against the other.
    fn of_groups(&self, one: &[Part<'_>], two: &[Part<'_>]) -> Shared {
        let meet = |(days, about): &Part<'_>, (others, other): &Part<'_>| match (about, other) {
            (Some(about), Some(other)) if about.differs(other, &self.plan.by) => Some(false),
            (None, None) => Some(false),
            _ => days.zip(*others).map(|(days, others)| days.overlap(others)),
        };
        let mut meetings = one.iter().flat_map(|part| two.iter().map(move |other| meet(part, other)));
        if meetings.clone().all(|meeting| meeting == Some(false)) {
            return Shared::None;
        }
        if meetings.any(|meeting| meeting.is_none()) {
            return Shared::NotKnown;
        }
        let holds = |(days, _): &Part<'_>, (others, _): &Part<'_>| {
            days.zip(*others).is_some_and(|(days, others)| days.hold(others))
        };
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

impl Group {
    /// Groups together.
    fn sum(groups: &[Group]) -> Group {
        groups.iter().fold(Group::default(), |mut total, group| {
            total.counts.merge(&group.counts);
            total.provisional += group.provisional;
            total.derive(group.derived);
            total
        })
    }

    /// Marks those counts as derived that are so.
    fn derive(&mut self, derived: [bool; MOST]) {
        self.derived.iter_mut().zip(derived).for_each(|(own, more)| *own |= more);
    }
}

fn no_total(overlap: Option<bool>, one: &str, two: &str) -> Option<NoTotal> {
    match overlap {
        Some(true) => Some(NoTotal::Overlap(one.to_owned(), two.to_owned())),
        Some(false) => None,
        None => Some(NoTotal::NotKnown(one.to_owned(), two.to_owned())),
    }
}

impl Extent {
    /// Whether a review may be in both; `None` where that is not known.
    fn overlap(&self, other: &Extent, by: &[By]) -> Option<bool> {
        if self.about.differs(&other.about, by) {
            return Some(false);
        }
        let by_days = self.days.zip(other.days).map(|(own, others)| own.overlap(others));
        by_days.or_else(|| (self.about.period == other.about.period).then_some(true))
    }

    fn called(&self) -> String {
        self.about.period.clone().unwrap_or_else(|| self.name.clone())
    }
}

/// The first spelling of a name; further ones are kept.
fn one_spelling(spellings: &mut HashMap<(usize, String), IndexSet<String>>, at: usize, name: &str) -> String {
    let known = spellings.entry((at, folded(name))).or_default();
    if !known.contains(name) {
        known.insert(name.to_owned());
    }
    known.first().cloned().unwrap_or_default()
}

/// Periods by their days, others by name, what is not stated last.
fn order(by: &[By], one: &Group, two: &Group) -> Ordering {
    let parts = by.iter().zip(one.key.iter().zip(&two.key));
    let compared = parts.map(|(by, (left, right))| match (left, right) {
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
        (Some(left), Some(right)) if *by == By::Period => {
            let days = |group: &Group, name: &str| group.days.or_else(|| named(name));
            match (days(one, left), days(two, right)) {
                (Some(own), Some(others)) => own.cmp(&others),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            }
        }
        (Some(left), Some(right)) => left.cmp(right),
    });
    compared.fold(Ordering::Equal, Ordering::then)
}
