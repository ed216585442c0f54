//! Groups: entries go in one at a time, the counts of each group and of all come out.

mod breakdown;
mod extent;
mod meeting;
mod overlap;
pub(crate) use breakdown::Notable;
pub use breakdown::{Breakdown, Clash, Group, NoTotal, Plan};

use std::cmp::Ordering;
use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use self::extent::Extent;
use super::category::{Category, MOST};
use super::count::LeftOut;
use super::entry::{About, By, Entry, Standing, Tally, folded};
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
