//! Chooses which single counts of a small table are hidden, where its sizes and the sums of its columns can be published.
//!
//! The choices are tried in a fixed order, those that hide least first, and the first that is safe is taken. A choice is a
//! set of counts; with some choices the reader is taken to know besides which counts are small. It is safe for a table if
//! for each small count there are two other tables that look the same: in one the count is 1 and in the other `upto`. No
//! earlier choice may be safe for these two, and this choice must be safe for them in turn. So all that a reader sees fits
//! tables in which a small count is 1, and others in which it is `upto`.
//!
//! What is worked out for a table is the same for all that look like it: which tables are tried, in which order, and how
//! many, depends on what is shown alone.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::grid::Grid;
use super::protection::Protection;

/// The most counts of a table of which single ones are chosen.
const MOST_CELLS: usize = 12;

/// The most counts of a table of which every choice is also tried for a reader who does not know which are small.
const MOST_CELLS_UNTOLD: usize = 10;

/// The most tables that are tried for one value of a count, and the most steps to find them.
const MOST_TRIED: usize = 20;
const MOST_STEPS: usize = 3000;

/// How many counts of three groups by three grades may be the one that is shown: with more choices, more tables are left
/// with none that is safe.
const MOST_SHOWN: usize = 2;

/// The counts of a table, row by row.
type CellCounts = Vec<u64>;

/// The sizes of the rows and the sums of the columns.
type Margins = (Vec<u64>, Vec<u64>);

/// What looks the same: the number of the choice, which counts are known to be small, and what is shown.
type CellView = Vec<u64>;

/// What was worked out once: the choices for some sizes and sums, whether one is safe, and the tables that look like others.
#[derive(Default)]
pub(super) struct CellsTried {
    choices: HashMap<Margins, Rc<[CellChoice]>>,
    safe: HashMap<(CellView, u64), bool>,
    witnesses: HashMap<(CellView, usize, u64), Option<CellCounts>>,
}

/// Which counts are hidden, as bits, and whether the reader is taken to know which of them are small.
#[derive(Clone, Copy)]
struct CellChoice {
    hidden: u64,
    is_told: bool,
}

/// The places that are set in some bits.
fn places(bits: u64) -> impl Iterator<Item = usize> {
    (0..MOST_CELLS).filter(move |place| bits >> place & 1 == 1)
}

/// Chooses for all tables with the same sizes and sums.
pub(super) struct CellChooser<'k> {
    protection: Protection,
    sizes: Vec<u64>,
    sums: Vec<u64>,
    choices: Rc<[CellChoice]>,
    tried: &'k mut CellsTried,
}

impl<'k> CellChooser<'k> {
    /// Returns `None` where single counts are not chosen: this depends on what is published alone.
    pub(super) fn new(grid: &Grid<'_>, protection: Protection, tried: &'k mut CellsTried) -> Option<Self> {
        let sizes: Vec<u64> = grid.rows.iter().map(|(_, row)| row.size).collect();
        let sums = grid.total.counts.clone();
        let is_small_shape = sizes.len() > 1 && sums.len() > 1 && sizes.len() * sums.len() <= MOST_CELLS;
        let is_shown = grid.unsized_rows.is_empty() && grid.table.open.is_empty();
        let is_large = !sizes.iter().chain(&sums).any(|sum| protection.is_small(*sum));
        if !(is_small_shape && is_shown && is_large && !protection.full) {
            return None;
        }
        let own = tried.choices.entry((sizes.clone(), sums.clone()));
        let choices = Rc::clone(own.or_insert_with(|| choices(&sizes, &sums).into()));
        Some(CellChooser { protection, sizes, sums, choices, tried })
    }

    /// Returns which counts of each row are hidden; `None` where no choice is safe.
    pub(super) fn choose(&mut self, grid: &Grid<'_>) -> Option<Vec<Vec<bool>>> {
        let counts: CellCounts = grid.rows.iter().flat_map(|(_, row)| row.counts.iter().copied()).collect();
        let columns = self.sums.len();
        let row =
            |hidden: u64, row: usize| (0..columns).map(|column| hidden >> (row * columns + column) & 1 == 1).collect();
        if self.small(&counts) == 0 {
            return Some(vec![vec![false; columns]; self.sizes.len()]);
        }
        let choice = (0..self.choices.len()).find(|at| self.is_safe(*at, &counts))?;
        let hidden = self.choices.get(choice)?.hidden;
        Some((0..self.sizes.len()).map(|own| row(hidden, own)).collect())
    }

    fn small(&self, counts: &[u64]) -> u64 {
        let small = counts.iter().enumerate().filter(|(_, count)| self.protection.is_small(**count));
        small.fold(0, |bits, (place, _)| bits | 1 << place)
    }

    fn is_safe(&mut self, at: usize, counts: &[u64]) -> bool {
        let small = self.small(counts);
        let Some(choice) = self.choices.get(at).copied().filter(|choice| small & !choice.hidden == 0) else {
            return false;
        };
        let view = self.view(at, choice, counts, small);
        let known = (view, small);
        if let Some(safe) = self.tried.safe.get(&known) {
            return *safe;
        }
        let is_safe = self.holds(&known.0, at, small);
        self.tried.safe.insert(known, is_safe);
        is_safe
    }

    /// What a reader of a choice knows of a table.
    fn view(&self, at: usize, choice: CellChoice, counts: &[u64], small: u64) -> CellView {
        let told = if choice.is_told { small } else { 0 };
        let shown = |(place, count): (usize, &u64)| if choice.hidden >> place & 1 == 1 { u64::MAX } else { *count };
        let known = [at as u64, told].into_iter().chain(counts.iter().enumerate().map(shown));
        known.chain(self.sizes.iter().copied()).chain(self.sums.iter().copied()).collect()
    }

    /// Whether each of these counts can be 1 and `upto`, and so can all that is small in the tables that show it.
    fn holds(&mut self, view: &CellView, at: usize, small: u64) -> bool {
        let ends = [1, self.protection.upto];
        let is_possible = |place: usize| ends.iter().all(|end| !self.alike(view, at, place, *end, 1).is_empty());
        if !places(small).all(is_possible) {
            return false;
        }
        // For each place the counts that are small where it is 1 and where it is `upto`; `None` if it cannot be both.
        let mut needs: HashMap<usize, Option<u64>> = HashMap::new();
        let mut wanted = small;
        while let Some(place) = places(wanted).find(|place| !needs.contains_key(place)) {
            let mut both = ends.iter().map(|end| self.witness(view, at, place, *end));
            let own = both.try_fold(0, |bits, witness| Some(bits | witness?));
            if own.is_none() && small >> place & 1 == 1 {
                return false;
            }
            wanted |= own.unwrap_or(0);
            needs.insert(place, own);
        }
        let mut held = wanted;
        loop {
            let is_held = |place: &usize| needs.get(place).copied().flatten().is_some_and(|own| own & !held == 0);
            let next = places(held).filter(is_held).fold(0, |bits, place| bits | 1 << place);
            if next == held {
                return small & !held == 0;
            }
            held = next;
        }
    }

    /// Finds a table that looks like this one, has a count as wanted, and for which no earlier choice is safe. Returns which
    /// of its counts are small.
    fn witness(&mut self, view: &CellView, at: usize, place: usize, count: u64) -> Option<u64> {
        let known = (view.clone(), place, count);
        if let Some(found) = self.tried.witnesses.get(&known) {
            return found.as_ref().map(|counts| self.small(counts));
        }
        let mut tables = self.alike(view, at, place, count, MOST_TRIED);
        tables.sort_by_key(|counts| self.small(counts).count_ones());
        let found = tables.into_iter().find(|counts| !(0..at).any(|before| self.is_safe(before, counts)));
        let small = found.as_ref().map(|counts| self.small(counts));
        self.tried.witnesses.insert(known, found);
        small
    }

    /// Returns the first tables, up to `most`, that look like this one and have this count in a place.
    fn alike(&self, view: &CellView, at: usize, place: usize, count: u64, most: usize) -> Vec<CellCounts> {
        let Some(choice) = self.choices.get(at) else { return Vec::new() };
        let told = choice.is_told.then(|| view.get(1).copied().unwrap_or(0));
        let start = Filling {
            counts: view.iter().skip(2).copied().collect(),
            rows: self.sizes.clone(),
            columns: self.sums.clone(),
        };
        let shown = (0..self.sizes.len() * self.sums.len()).filter(|place| choice.hidden >> place & 1 == 0);
        let shown = shown.map(|place| (place, view.get(place + 2).copied().unwrap_or(0)));
        let known: Vec<(usize, u64)> = shown.chain([(place, count)]).collect();
        let Some(mut start) = known.iter().try_fold(start, |filling, (place, count)| filling.with(*place, *count))
        else {
            return Vec::new();
        };
        start.counts.truncate(self.sizes.len() * self.sums.len());
        let is_fit = told.is_none_or(|told| told >> place & 1 == u64::from(self.protection.is_small(count)));
        let free: Vec<usize> = places(choice.hidden & !(1 << place)).collect();
        let mut search = CellSearch { protection: self.protection, told, most, steps: 0, found: Vec::new() };
        if is_fit {
            search.fill(&start, &free);
        }
        search.found
    }
}

/// Every choice in the order in which they are tried: by the number of counts, then by the room that their sums leave.
fn choices(sizes: &[u64], sums: &[u64]) -> Vec<CellChoice> {
    let (rows, columns) = (sizes.len(), sums.len());
    let sets = |count: usize| (0..1_u64 << count).filter(|set| set.count_ones() > 1);
    let cells = |set: u64, row: u64| places(set).fold(0, |bits, own| bits | row << (own * columns));
    let mut all: Vec<u64> = sets(rows).flat_map(|set| sets(columns).map(move |row| cells(set, row))).collect();
    let sum = |place: usize| sizes.get(place / columns).min(sums.get(place % columns)).copied();
    // Of three groups and three grades one count may be shown, if it is one of those with most room.
    for hidden in all.clone().into_iter().filter(|hidden| is_three(*hidden, columns)) {
        let mut own: Vec<usize> = places(hidden).collect();
        own.sort_by_key(|place| std::cmp::Reverse(sum(*place)));
        all.extend(own.into_iter().take(MOST_SHOWN).map(|place| hidden & !(1 << place)));
    }
    let is_line = |hidden: u64| hidden.count_ones() == 4;
    let is_untold = rows * columns <= MOST_CELLS_UNTOLD;
    let told = |hidden: &u64| !is_line(*hidden);
    let untold = |hidden: &u64| is_line(*hidden) || is_untold || hidden.count_ones() as usize == rows * columns;
    let choice = |is_told: bool| move |hidden: u64| CellChoice { hidden, is_told };
    let mut choices: Vec<CellChoice> = all.iter().copied().filter(told).map(choice(true)).collect();
    choices.extend(all.into_iter().filter(untold).map(choice(false)));
    choices.sort_by_cached_key(|choice| {
        let mut room: Vec<u64> = places(choice.hidden).filter_map(sum).collect();
        room.sort_unstable();
        (choice.hidden.count_ones(), !choice.is_told, std::cmp::Reverse(room), choice.hidden)
    });
    choices
}

/// Whether these counts are all of three groups and three grades.
fn is_three(hidden: u64, columns: usize) -> bool {
    let row = |row: usize| (hidden >> (row * columns) & ((1 << columns) - 1)).count_ones();
    hidden.count_ones() == 9 && (0..MOST_CELLS / columns).all(|own| [0, 3].contains(&row(own)))
}

/// A table that is being filled, and what is left of its sizes and sums.
#[derive(Clone)]
struct Filling {
    counts: CellCounts,
    rows: Vec<u64>,
    columns: Vec<u64>,
}

impl Filling {
    fn left(&self, place: usize) -> [u64; 2] {
        let (row, column) = (place / self.columns.len(), place % self.columns.len());
        [self.rows.get(row), self.columns.get(column)].map(|left| left.copied().unwrap_or(0))
    }

    /// The same with one more count; `None` where less is left.
    fn with(mut self, place: usize, count: u64) -> Option<Filling> {
        let (row, column) = (place / self.columns.len(), place % self.columns.len());
        for left in [self.rows.get_mut(row)?, self.columns.get_mut(column)?] {
            *left = left.checked_sub(count)?;
        }
        *self.counts.get_mut(place)? = count;
        Some(self)
    }
}

/// A search for tables with given sizes and sums.
struct CellSearch {
    protection: Protection,
    told: Option<u64>,
    most: usize,
    steps: usize,
    found: Vec<CellCounts>,
}

impl CellSearch {
    fn fill(&mut self, filling: &Filling, free: &[usize]) {
        self.steps += 1;
        let Some((place, rest)) = free.split_first() else {
            if filling.rows.iter().chain(&filling.columns).all(|left| *left == 0) {
                self.found.push(filling.counts.clone());
            }
            return;
        };
        let Some(range) = self.range(filling, *place, rest) else { return };
        for count in range {
            if self.found.len() >= self.most || self.steps > MOST_STEPS {
                return;
            }
            let is_told = |told: u64| told >> place & 1 == u64::from(self.protection.is_small(count));
            if self.told.is_none_or(is_told)
                && let Some(next) = filling.clone().with(*place, count)
            {
                self.fill(&next, rest);
            }
        }
    }

    /// What a count can be for the rest of its row and column to be filled.
    fn range(&self, filling: &Filling, place: usize, rest: &[usize]) -> Option<Range<u64>> {
        let columns = filling.columns.len();
        let [row, column] = filling.left(place);
        let least = |own: usize| u64::from(self.told.is_some_and(|told| told >> own & 1 == 1));
        let most = |own: usize| if least(own) == 1 { self.protection.below - 1 } else { u64::MAX };
        let (mut needs, mut room) = ([0_u64; 2], [0_u64; 2]);
        for own in rest {
            let [row_left, column_left] = filling.left(*own);
            let lines = [(own / columns == place / columns, column_left), (own % columns == place % columns, row_left)];
            for ((is_same, across), (needs, room)) in lines.into_iter().zip(needs.iter_mut().zip(&mut room)) {
                if is_same {
                    *needs += least(*own);
                    *room += most(*own).min(across);
                }
            }
        }
        let low = row.saturating_sub(room[0]).max(column.saturating_sub(room[1])).max(least(place));
        let high = row.checked_sub(needs[0])?.min(column.checked_sub(needs[1])?).min(most(place));
        Some(low..high + 1)
    }
}
