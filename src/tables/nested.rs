//! Disclosure control where groups share reviews: what one row says less what another says is a number of reviews too.
//!
//! A financial year less the nine months in it leaves three months, and their counts can be small where both rows show large
//! ones. So rows that share reviews are shown together only where nothing in them is hidden, and nothing small is left of
//! a row when those within it are taken away; otherwise some of them are hidden whole, their sizes too. Rows are never
//! judged by how large they are: those that hold others come first, then the order of the table.

/// How the reviews of two groups stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// No review is in both.
    None,
    /// Those of the second are among those of the first.
    Holds,
    /// Those of the first are among those of the second.
    Within,
    /// Some may be in both.
    Some,
    /// Nobody knows.
    NotKnown,
}

/// The most rows within another for which every selection is tried; with more, none is shown.
const MOST_WITHIN: usize = 10;

/// Which rows must be hidden whole, so that nothing from 1 to `below - 1` is left when rows that share reviews are taken from
/// each other. `rows` are the counts of each group, `None` where nobody knows them, each with its size.
#[must_use]
pub fn hide_whole(rows: &[(Vec<Option<u64>>, u64)], shared: &dyn Fn(usize, usize) -> Shared, below: u64) -> Vec<usize> {
    let holds = |row: usize| (0..rows.len()).filter(|other| shared(row, *other) == Shared::Holds).count();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_cached_key(|row| std::cmp::Reverse(holds(*row)));
    let set = Rows { rows, shared, below };
    let (mut kept, mut hidden) = (Vec::new(), Vec::new());
    for row in order {
        kept.push(row);
        if !set.can_stand_together(&kept, row) {
            kept.pop();
            hidden.push(row);
        }
    }
    hidden.sort_unstable();
    hidden
}

struct Rows<'r> {
    rows: &'r [(Vec<Option<u64>>, u64)],
    shared: &'r dyn Fn(usize, usize) -> Shared,
    below: u64,
}

impl Rows<'_> {
    /// True if a row may be shown beside those that are `kept`, itself among them.
    fn can_stand_together(&self, kept: &[usize], row: usize) -> bool {
        let linked = self.linked(kept, row);
        if linked.len() < 2 {
            return true;
        }
        let pairs = || linked.iter().flat_map(|one| linked.iter().map(move |two| (*one, *two))).filter(|(a, b)| a != b);
        let crossing = pairs().any(|(one, two)| (self.shared)(one, two) == Shared::Some);
        // Two that only cross say nothing of each other; with a third, what is in both could be worked out.
        if crossing && linked.len() > 2 {
            return false;
        }
        crossing || linked.iter().all(|row| !self.has_small(*row) && self.leaves_nothing_small(*row, &linked))
    }

    /// The rows of `kept` that are linked with `row` by reviews in common, itself among them.
    fn linked(&self, kept: &[usize], row: usize) -> Vec<usize> {
        let mut linked = vec![row];
        let mut at = 0;
        while let Some(own) = linked.get(at).copied() {
            let known = |other: &&usize| !matches!((self.shared)(own, **other), Shared::None | Shared::NotKnown);
            let more: Vec<usize> = kept.iter().filter(known).filter(|other| !linked.contains(other)).copied().collect();
            linked.extend(more);
            at += 1;
        }
        linked
    }

    fn is_small(&self, count: u64) -> bool {
        (1..self.below).contains(&count)
    }

    fn has_small(&self, row: usize) -> bool {
        let row = self.rows.get(row);
        row.is_none_or(|(counts, size)| self.is_small(*size) || counts.iter().flatten().any(|own| self.is_small(*own)))
    }

    /// True if nothing small is left of a row, whichever of those within it that share no review are taken away.
    fn leaves_nothing_small(&self, row: usize, linked: &[usize]) -> bool {
        let within: Vec<usize> =
            linked.iter().filter(|other| (self.shared)(row, **other) == Shared::Holds).copied().collect();
        within.len() <= MOST_WITHIN && self.rows.get(row).is_some_and(|rest| self.is_left(rest, &within))
    }

    /// Takes each selection of `within` from what is left of a row.
    fn is_left(&self, rest: &(Vec<Option<u64>>, u64), within: &[usize]) -> bool {
        within.iter().enumerate().all(|(at, next)| {
            let Some(left) = self.rows.get(*next).and_then(|next| less(rest, next)) else { return false };
            let is_safe = !self.is_small(left.1) && !left.0.iter().flatten().any(|count| self.is_small(*count));
            let apart = |other: &&usize| (self.shared)(*next, **other) == Shared::None;
            let others: Vec<usize> = within.iter().skip(at + 1).filter(apart).copied().collect();
            is_safe && self.is_left(&left, &others)
        })
    }
}

/// What is left of one row without another; `None` where the other holds more.
fn less(row: &(Vec<Option<u64>>, u64), other: &(Vec<Option<u64>>, u64)) -> Option<(Vec<Option<u64>>, u64)> {
    let count = |(own, other): (&Option<u64>, &Option<u64>)| match own.zip(*other) {
        Some((own, other)) => own.checked_sub(other).map(Some),
        None => Some(None),
    };
    let counts = row.0.iter().zip(&other.0).map(count).collect::<Option<Vec<_>>>()?;
    Some((counts, row.1.checked_sub(other.1)?))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    type Row = (Vec<Option<u64>>, u64);

    fn row(counts: &[u64]) -> Row {
        (counts.iter().copied().map(Some).collect(), counts.iter().sum())
    }

    /// Rows as stretches of time: one holds another whose ends lie in it.
    fn by_days(days: &'static [(i32, i32)]) -> impl Fn(usize, usize) -> Shared {
        move |one, two| match (days[one], days[two]) {
            ((from, to), (other, end)) if to < other || end < from => Shared::None,
            ((from, to), (other, end)) if from <= other && end <= to => Shared::Holds,
            ((from, to), (other, end)) if other <= from && to <= end => Shared::Within,
            _ => Shared::Some,
        }
    }

    #[test]
    fn what_is_left_of_a_year_without_its_months_is_not_small() {
        let year_and_months = by_days(&[(1, 9), (1, 12)]);
        assert_eq!(hide_whole(&[row(&[45, 51, 18]), row(&[45, 60, 20])], &year_and_months, 5), [0]);
        assert!(hide_whole(&[row(&[45, 51, 18]), row(&[45, 60, 24])], &year_and_months, 5).is_empty());
        assert_eq!(hide_whole(&[row(&[45, 51, 3]), row(&[45, 60, 24])], &year_and_months, 5), [0]);
        assert_eq!(hide_whole(&[row(&[45, 51, 18]), row(&[45, 40, 24])], &year_and_months, 5), [0]);
        assert!(hide_whole(&[row(&[1, 2, 3]), row(&[1, 2, 3])], &by_days(&[(1, 3), (4, 6)]), 5).is_empty());
    }

    #[test]
    fn several_quarters_together_leave_nothing_small() {
        let quarters = by_days(&[(1, 12), (1, 3), (4, 6)]);
        assert_eq!(hide_whole(&[row(&[20, 20]), row(&[9, 9]), row(&[9, 9])], &quarters, 5), [2]);
        assert!(hide_whole(&[row(&[30, 30]), row(&[9, 9]), row(&[9, 9])], &quarters, 5).is_empty());
        let crossing = by_days(&[(1, 9), (4, 12), (4, 9)]);
        assert_eq!(hide_whole(&[row(&[30]), row(&[30]), row(&[20])], &crossing, 5).len(), 1);
        assert!(hide_whole(&[row(&[1]), row(&[30])], &by_days(&[(1, 9), (4, 12)]), 5).is_empty());
    }

    /// What a reader subtracts: every row that is shown, less every one within it.
    #[test]
    fn no_difference_of_shown_rows_is_small() {
        let days: &[(i32, i32)] = &[(1, 12), (1, 9), (1, 3), (4, 6)];
        let shared = by_days(&[(1, 12), (1, 9), (1, 3), (4, 6)]);
        let (mut seed, mut differences) = (7_u64, 0);
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % most
        };
        for _ in 0..2000 {
            // Counts of the stretches 1-3, 4-6, 7-9 and 10-12, of two grades.
            let parts: Vec<[u64; 2]> = (0..4).map(|_| [next(12), next(12)]).collect();
            let rows: Vec<Row> = days
                .iter()
                .map(|(from, to)| {
                    let own = (0..4).filter(|part| from <= &(part * 3 + 1) && &(part * 3 + 3) <= to);
                    let own: Vec<[u64; 2]> = own.map(|part| parts[usize::try_from(part).unwrap()]).collect();
                    row(&[own.iter().map(|part| part[0]).sum(), own.iter().map(|part| part[1]).sum()])
                })
                .collect();
            let hidden = hide_whole(&rows, &shared, 4);
            let shown: Vec<usize> = (0..4).filter(|row| !hidden.contains(row)).collect();
            for outer in &shown {
                let inner: Vec<usize> = shown
                    .iter()
                    .filter(|row| shared(*outer, **row) == Shared::Holds && *row != outer)
                    .copied()
                    .collect();
                for selection in 1..1_usize << inner.len() {
                    let taken: Vec<usize> = inner
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| selection >> at & 1 == 1)
                        .map(|(_, row)| *row)
                        .collect();
                    if taken.iter().any(|one| taken.iter().any(|two| one != two && shared(*one, *two) != Shared::None))
                    {
                        continue;
                    }
                    for grade in 0..2 {
                        let left = rows[*outer].0[grade].unwrap()
                            - taken.iter().map(|row| rows[*row].0[grade].unwrap()).sum::<u64>();
                        assert!(!(1..4).contains(&left), "{left} is left of {rows:?}, {hidden:?} hidden");
                        differences += 1;
                    }
                }
            }
        }
        assert!(differences > 100, "only {differences} differences were tried");
    }
}
