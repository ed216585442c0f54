//! Tables that look the same to a reader: all that have the sums that are published and of which the same is hidden.

/// The rows of a block that are hidden, of which sizes and sums of columns are known.
pub(super) struct Alike {
    sizes: Vec<u64>,
    sums: Vec<u64>,
}

impl Alike {
    /// Reads sizes and sums off the rows; `None` if more than `most` tables could have them.
    pub(super) fn new(rows: &[Vec<u64>], most: u128) -> Option<Alike> {
        let columns = rows.first().map_or(0, Vec::len);
        let sizes: Vec<u64> = rows.iter().map(|row| row.iter().sum()).collect();
        let sum = |column: usize| rows.iter().filter_map(|row| row.get(column)).sum();
        let sums: Vec<u64> = (0..columns).map(sum).collect();
        let mut ways: Vec<u128> = sizes.iter().map(|size| ways(*size, &sums)).collect();
        ways.sort_unstable();
        ways.pop();
        let all = ways.iter().try_fold(1_u128, |all, own| all.checked_mul(*own).filter(|all| *all <= most));
        all.map(|_| Alike { sizes, sums })
    }

    /// Calls `each` with every table that has these sizes and sums.
    pub(super) fn each(&self, each: &mut dyn FnMut(&[Vec<u64>])) {
        // What is left for the last row follows, so the last is the largest.
        let mut order: Vec<usize> = (0..self.sizes.len()).collect();
        order.sort_by_key(|row| self.sizes.get(*row));
        let mut rows = vec![vec![0; self.sums.len()]; self.sizes.len()];
        self.fill(&order, &mut self.sums.clone(), &mut rows, each);
    }

    fn fill(&self, order: &[usize], left: &mut Vec<u64>, rows: &mut [Vec<u64>], each: &mut dyn FnMut(&[Vec<u64>])) {
        let Some((row, rest)) = order.split_first() else { return each(rows) };
        if rest.is_empty() {
            rows.iter_mut().skip(*row).take(1).for_each(|own| own.clone_from(left));
            return each(rows);
        }
        let size = self.sizes.get(*row).copied().unwrap_or(0);
        for counts in compositions(size, left) {
            left.iter_mut().zip(&counts).for_each(|(left, own)| *left -= own);
            rows.iter_mut().skip(*row).take(1).for_each(|own| own.clone_from(&counts));
            self.fill(rest, left, rows, each);
            left.iter_mut().zip(&counts).for_each(|(left, own)| *left += own);
        }
    }
}

/// Returns at least the number of ways to put `size` reviews into columns with these sums.
fn ways(size: u64, sums: &[u64]) -> u128 {
    let mut ends: Vec<u64> = sums.iter().map(|sum| *sum.min(&size) + 1).collect();
    ends.sort_unstable();
    ends.pop();
    ends.iter().fold(1_u128, |all, own| all.saturating_mul(u128::from(*own)))
}

/// Returns all ways to put `size` reviews into columns with these sums.
fn compositions(size: u64, sums: &[u64]) -> Vec<Vec<u64>> {
    let Some((first, rest)) = sums.split_first() else { return if size == 0 { vec![Vec::new()] } else { Vec::new() } };
    let room: u64 = rest.iter().sum();
    let mut all = Vec::new();
    for own in size.saturating_sub(room)..=size.min(*first) {
        for mut counts in compositions(size - own, rest) {
            counts.insert(0, own);
            all.push(counts);
        }
    }
    all
}
