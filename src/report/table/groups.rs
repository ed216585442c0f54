//! The groups of the tables of one run: what of them must be hidden, and their rows.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::figures::{Cell, Figures};
use super::page::{FurtherTable, GroupRow};
use super::request::{TableCounts, TableRequest};
use crate::tables::{
    Breakdown, By, Category, Concealed, CountBy, Counts, Group, Protection, Rounded, Share, Shared, Table, conceal,
    hide_whole, round,
};
use crate::text::{Mask, Shown};

/// One table of groups, with what of it is hidden.
pub(super) struct Grouped<'m> {
    breakdown: &'m Breakdown,
    by: &'m [By],
    request: &'m TableRequest,
    mask: &'m Mask,
    concealed: Option<Concealed>,
    rounded: Option<Rounded>,
}

/// The tables of groups that a run publishes; what is hidden of one rests on all of them.
pub(super) fn grouped<'m>(made: &'m TableCounts, request: &'m TableRequest, mask: &'m Mask) -> Vec<Grouped<'m>> {
    let breakdowns: Vec<&Breakdown> = made.breakdowns().collect();
    let concealed = request.protection.map(|protection| concealed_of(&breakdowns, request, &protection));
    let mut concealed = concealed.into_iter().flatten();
    let bys = std::iter::once(&request.plan.by).chain(&request.further);
    let tables = breakdowns.into_iter().zip(bys);
    let one = |(breakdown, by): (&'m Breakdown, &'m Vec<By>)| {
        let rounded = request.round.map(|base| rounded_of(breakdown, request, base));
        Grouped { breakdown, by, request, mask, concealed: concealed.next(), rounded }
    };
    tables.map(one).collect()
}

/// The counts of a group, where they are known, and its size.
type Known = (Vec<Option<u64>>, u64);

/// The counts of the groups. That nothing is *not enough stated* where nothing can be is no secret.
fn known(breakdowns: &[&Breakdown], request: &TableRequest) -> Vec<Vec<Known>> {
    let is_open = breakdowns.iter().any(|own| own.notable.graded > 0)
        && matches!(request.plan.count, CountBy::Headline | CountBy::Tool);
    let categories: Vec<Category> = Category::all().filter(|category| is_open || category.grade().is_some()).collect();
    let group = |group: &Group| (known_counts(&group.counts, &categories), group.counts.n);
    breakdowns.iter().map(|breakdown| breakdown.groups.iter().map(group).collect()).collect()
}

/// The tables as they are suppressed.
pub(super) fn tables_of(breakdowns: &[&Breakdown], request: &TableRequest) -> Vec<Table> {
    let known = known(breakdowns, request);
    let table = |(breakdown, rows): (&&Breakdown, &Vec<Known>)| Table {
        rows: rows.iter().map(|(counts, size)| with_rest(counts, *size)).collect(),
        open: (0..rows.len()).filter(|row| rows.get(*row).is_some_and(|(counts, _)| is_open_row(counts))).collect(),
        // One group is its own total, which other tables share.
        added: breakdown.total.is_ok() && (rows.len() > 1 || breakdowns.len() > 1),
    };
    breakdowns.iter().zip(&known).map(table).collect()
}

/// What of the groups must be hidden.
pub(super) fn concealed_of(
    breakdowns: &[&Breakdown],
    request: &TableRequest,
    protection: &Protection,
) -> Vec<Concealed> {
    let mut all = conceal(&tables_of(breakdowns, request), protection);
    let known = known(breakdowns, request);
    for ((concealed, breakdown), rows) in all.iter_mut().zip(breakdowns).zip(&known) {
        hidden_whole(breakdown, rows, protection.below).into_iter().for_each(|row| concealed.hide_row(row));
    }
    all
}

/// The counts of a table, rounded so that they still add up; rows that are not added are rounded each by itself.
fn rounded_of(breakdown: &Breakdown, request: &TableRequest, base: u64) -> Rounded {
    let rows = tables_of(&[breakdown], request).pop().unwrap_or_default().rows;
    if breakdown.total.is_ok() {
        return round(&rows, base);
    }
    let alone = rows.iter().map(|row| round(std::slice::from_ref(row), base));
    alone.fold(Rounded::default(), |mut all, mut row| {
        all.rows.append(&mut row.rows);
        all.sizes.append(&mut row.sizes);
        all
    })
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
    if breakdown.total.is_ok() {
        return Vec::new();
    }
    let is_known = |shared: Shared| !matches!(shared, Shared::None | Shared::NotKnown);
    let known: HashMap<(usize, usize), Shared> = breakdown
        .shared
        .iter()
        .filter(|own| is_known(own.2))
        .map(|(one, two, shared)| ((*one, *two), *shared))
        .collect();
    // The others share no review with any that is known.
    let linked: Vec<usize> =
        known.keys().flat_map(|(one, two)| [*one, *two]).collect::<BTreeSet<_>>().into_iter().collect();
    let own: Vec<_> = linked.iter().filter_map(|row| rows.get(*row).cloned()).collect();
    let shared = |one: usize, two: usize| {
        let pair = linked.get(one).zip(linked.get(two)).map(|(one, two)| (*one, *two));
        pair.and_then(|pair| known.get(&pair)).copied().unwrap_or(Shared::None)
    };
    hide_whole(&own, &shared, below).into_iter().filter_map(|row| linked.get(row).copied()).collect()
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
            name: Shown::fixed(if self.is_name("all") { "all (total)" } else { "all" }),
            by: IndexMap::new(),
            from: None,
            to: None,
            figures: self.figures(self.total_row(), total),
            provisional: (!self.request.is_protected()).then_some(total.provisional),
            sources: Vec::new(),
        })
    }

    /// The groups that share what they are grouped by first, together, where that is asked for.
    pub(super) fn subtotals(&self) -> Vec<GroupRow> {
        let groups = self.breakdown.subtotals.iter().filter(|_| self.request.subtotals);
        let named = |mut row: GroupRow| {
            row.name = self.mask.shown(&format!("{} / all", row.name.as_str()));
            row
        };
        groups.map(|group| named(self.group(self.total_row(), group))).collect()
    }

    /// The whole table, beside the first.
    pub(super) fn further(&self) -> FurtherTable {
        FurtherTable { by: self.by(), groups: self.rows(), subtotals: self.subtotals(), total: self.total() }
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

    /// Whether a group is called so.
    fn is_name(&self, name: &str) -> bool {
        let mut parts = self.breakdown.groups.iter().flat_map(|group| &group.key).flatten();
        parts.any(|part| part.trim().eq_ignore_ascii_case(name))
    }

    fn group(&self, row: usize, group: &Group) -> GroupRow {
        let by = self.by.iter().zip(&group.key);
        // A value may be called what stands for none.
        let none = if group.key.contains(&None) && self.is_name("not stated") {
            "not stated (no value)"
        } else {
            "not stated"
        };
        let name = |part: &Option<String>| part.as_deref().unwrap_or(none).to_owned();
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
            provisional: (!self.request.is_protected()).then_some(group.provisional),
            sources: self.sources(group),
        }
    }

    /// Who published the tallies of a group. What somebody wrote of a source may repeat what is hidden.
    fn sources(&self, group: &Group) -> Vec<Shown> {
        let shown = group.published_by.iter().filter(|_| !self.request.is_protected());
        shown.map(|by| self.mask.shown(by)).collect()
    }

    fn figures(&self, row: usize, group: &Group) -> Figures {
        if let Some(rounded) = &self.rounded {
            return self.rounded_figures(row, group, rounded);
        }
        let counts = &group.counts;
        let hidden = |column| self.concealed.as_ref().is_some_and(|concealed| concealed.is_hidden(row, column));
        let n = (!self.concealed.as_ref().is_some_and(|concealed| concealed.hides_size(row))).then_some(counts.n);
        let cell = |(column, category): (usize, Category)| {
            let is_part = |share: Share| self.concealed.is_some() && share.of < counts.n;
            let cell = match counts.get(category) {
                None => Cell::NotPublished,
                Some(share) if n.is_none() || hidden(column) || is_part(share) => Cell::Hidden,
                Some(share) => Cell::known(share, self.request.interval),
            };
            (category.word(), cell)
        };
        let cells = Category::all().enumerate().map(cell).collect();
        let derived = Category::all().zip(group.derived).filter(|(_, derived)| *derived);
        let derived = derived.map(|(category, _)| category.word()).collect();
        Figures { n, cells, derived, intervals: self.request.interval }
    }

    /// The figures of a row, made of rounded numbers alone.
    fn rounded_figures(&self, row: usize, group: &Group, rounded: &Rounded) -> Figures {
        let counts = rounded.rows.get(row).unwrap_or(&rounded.total);
        let n = rounded.sizes.get(row).copied().unwrap_or(rounded.size);
        let cell = |(column, category): (usize, Category)| {
            let is_published = group.counts.get(category).is_some_and(|share| share.of == group.counts.n);
            let count = counts.get(column).copied().unwrap_or(0);
            (category.word(), if is_published { Cell::known(Share::new(count, n), false) } else { Cell::NotPublished })
        };
        let cells = Category::all().enumerate().map(cell).collect();
        Figures { n: Some(n), cells, derived: Vec::new(), intervals: false }
    }
}
