//! The groups of the tables of one run: what of them must be hidden, and their rows.

use indexmap::IndexMap;

use super::figures::{Cell, Figures};
use super::make::{Asked, Made};
use super::page::{FurtherTable, GroupRow};
use crate::tables::{
    Breakdown, By, Category, Concealed, CountBy, Counts, Group, Protection, Share, Shared, Table, conceal, hide_whole,
};
use crate::text::{Mask, Shown};

/// The counts of a group, as far as they are known, and its size.
type CountedRow = (Vec<Option<u64>>, u64);

/// One table of groups, with what of it is hidden.
pub(super) struct Grouped<'m> {
    breakdown: &'m Breakdown,
    by: &'m [By],
    asked: &'m Asked,
    mask: &'m Mask,
    concealed: Option<Concealed>,
}

/// The tables of groups that a run publishes; what is hidden of one rests on all of them.
pub(super) fn grouped<'m>(made: &'m Made, asked: &'m Asked, mask: &'m Mask) -> Vec<Grouped<'m>> {
    let breakdowns: Vec<&Breakdown> = made.breakdowns().collect();
    let concealed = asked.protection.map(|protection| concealed(&breakdowns, asked, &protection));
    let mut concealed = concealed.into_iter().flatten();
    let bys = std::iter::once(&asked.plan.by).chain(&asked.further);
    let tables = breakdowns.into_iter().zip(bys);
    tables.map(|(breakdown, by)| Grouped { breakdown, by, asked, mask, concealed: concealed.next() }).collect()
}

/// What of the groups must be hidden. That nothing is *not enough stated* where nothing can be is no secret.
fn concealed(breakdowns: &[&Breakdown], asked: &Asked, protection: &Protection) -> Vec<Concealed> {
    let is_open = breakdowns.iter().any(|own| own.notable.graded > 0)
        && matches!(asked.plan.count, CountBy::Headline | CountBy::Tool);
    let categories: Vec<Category> = Category::all().filter(|category| is_open || category.grade().is_some()).collect();
    let known = |breakdown: &Breakdown| -> Vec<(Vec<Option<u64>>, u64)> {
        let counts = |group: &Group| (known_counts(&group.counts, &categories), group.counts.n);
        breakdown.groups.iter().map(counts).collect()
    };
    let known: Vec<_> = breakdowns.iter().map(|breakdown| known(breakdown)).collect();
    let table = |(breakdown, rows): (&&Breakdown, &Vec<CountedRow>)| Table {
        rows: rows.iter().map(|(counts, size)| with_rest(counts, *size)).collect(),
        open: (0..rows.len()).filter(|row| rows.get(*row).is_some_and(|(counts, _)| is_open_row(counts))).collect(),
        // One group is its own total, which other tables share.
        added: breakdown.total.is_ok() && (rows.len() > 1 || breakdowns.len() > 1),
    };
    let tables: Vec<Table> = breakdowns.iter().zip(&known).map(table).collect();
    let mut all = conceal(&tables, protection);
    for ((concealed, breakdown), rows) in all.iter_mut().zip(breakdowns).zip(&known) {
        hidden_whole(breakdown, rows, protection.below).into_iter().for_each(|row| concealed.hide_row(row));
    }
    all
}

/// The counts that are known for all of a group.
fn known_counts(counts: &Counts, categories: &[Category]) -> Vec<Option<u64>> {
    let whole = |share: &Share| share.of == counts.n;
    categories.iter().map(|category| counts.get(*category).filter(whole).map(|share| share.count)).collect()
}

/// Whether several counts of a row are known only together.
fn is_open_row(counts: &[Option<u64>]) -> bool {
    counts.iter().filter(|count| count.is_none()).count() > 1
}

/// The counts of a row, what is left of its size in the first that is not known: a reader can work that out.
fn with_rest(counts: &[Option<u64>], size: u64) -> Vec<u64> {
    let mut rest = size.saturating_sub(counts.iter().flatten().sum());
    counts.iter().map(|count| count.unwrap_or_else(|| std::mem::take(&mut rest))).collect()
}

/// The groups that are hidden whole, since what they and others show would tell what is small.
fn hidden_whole(breakdown: &Breakdown, rows: &[(Vec<Option<u64>>, u64)], below: u64) -> Vec<usize> {
    let shared = |one: usize, two: usize| {
        let found = breakdown.shared.iter().find(|(first, second, _)| (*first, *second) == (one, two));
        found.map_or(Shared::None, |(_, _, shared)| *shared)
    };
    if breakdown.total.is_ok() { Vec::new() } else { hide_whole(rows, &shared, below) }
}

impl Grouped<'_> {
    /// Its rows, one a group.
    pub(super) fn rows(&self) -> Vec<GroupRow> {
        self.breakdown.groups.iter().enumerate().map(|(row, group)| self.group(row, group)).collect()
    }

    /// Its total, where there is one.
    pub(super) fn total(&self) -> Option<GroupRow> {
        let total = self.breakdown.total.as_ref().ok()?;
        Some(GroupRow {
            name: Shown::fixed("all"),
            by: IndexMap::new(),
            from: None,
            to: None,
            figures: self.figures(self.total_row(), total),
            provisional: self.asked.protection.is_none().then_some(total.provisional),
            sources: Vec::new(),
        })
    }

    /// The whole table, beside the first.
    pub(super) fn further(&self) -> FurtherTable {
        FurtherTable { by: self.by(), groups: self.rows(), total: self.total() }
    }

    /// What its groups have in common.
    pub(super) fn by(&self) -> Vec<Shown> {
        self.by.iter().map(|by| self.mask.shown(&by.word())).collect()
    }

    /// Whether anything of its total is hidden.
    pub(super) fn hides_total(&self) -> bool {
        self.concealed.as_ref().is_some_and(|concealed| concealed.hides_some(self.total_row()))
    }

    /// One group is its own total; otherwise the total is the row after the last group.
    fn total_row(&self) -> usize {
        let groups = self.breakdown.groups.len();
        if groups == 1 { 0 } else { groups }
    }

    fn group(&self, row: usize, group: &Group) -> GroupRow {
        let by = self.by.iter().zip(&group.key);
        let name = |part: &Option<String>| part.as_deref().map_or_else(|| "not stated".to_owned(), str::to_owned);
        let names: Vec<String> = group.key.iter().map(name).collect();
        let name = if names.is_empty() { "all".to_owned() } else { names.join(" / ") };
        GroupRow {
            name: self.mask.shown(&name),
            by: by
                .map(|(by, part)| {
                    (self.mask.shown(&by.word()).to_string(), part.as_deref().map(|text| self.mask.shown(text)))
                })
                .collect(),
            from: group.days.map(|days| days.first.to_string()),
            to: group.days.map(|days| days.last.to_string()),
            figures: self.figures(row, group),
            provisional: self.asked.protection.is_none().then_some(group.provisional),
            sources: self.sources(group),
        }
    }

    /// Who published the tallies of a group. What somebody wrote of a source may repeat what is hidden.
    fn sources(&self, group: &Group) -> Vec<Shown> {
        let shown = group.published_by.iter().filter(|_| self.asked.protection.is_none());
        shown.map(|by| self.mask.shown(by)).collect()
    }

    fn figures(&self, row: usize, group: &Group) -> Figures {
        let counts = &group.counts;
        let hidden = |column| self.concealed.as_ref().is_some_and(|concealed| concealed.is_hidden(row, column));
        let n = (!self.concealed.as_ref().is_some_and(|concealed| concealed.hides_size(row))).then_some(counts.n);
        let cell = |(column, category): (usize, Category)| {
            let is_part = |share: Share| self.concealed.is_some() && share.of < counts.n;
            let cell = match counts.get(category) {
                None => Cell::NotPublished,
                Some(share) if n.is_none() || hidden(column) || is_part(share) => Cell::Hidden,
                Some(share) => Cell::known(share, self.asked.interval),
            };
            (category.word(), cell)
        };
        let cells = Category::all().enumerate().map(cell).collect();
        let derived = Category::all().zip(group.derived).filter(|(_, derived)| *derived);
        let derived = derived.map(|(category, _)| category.word()).collect();
        Figures { n, cells, derived, intervals: self.asked.interval }
    }
}
