//! What a reader can find out of hidden rows whose sizes and column sums are known.
//!
//! Rows with a fixed sum and bounds in each cell can be given fixed column sums exactly if, for every set of columns, the
//! rows together can put as much into it as it must hold (A. J. Hoffman 1960; integers follow, since the rows are
//! base polytopes). There are few columns, so all sets are tried.

use super::protection::Protection;

/// A hidden row.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its counts: only their sum is known, and what they add to the columns.
    pub(super) counts: Vec<u64>,
    /// Whether it is hidden whatever it holds; otherwise a reader knows that something in it is small.
    pub(super) is_free: bool,
    /// Whether it would also be hidden if all of it were in one column.
    pub(super) may_be_full: bool,
}

/// Of more columns than this not every set is tried: nothing is then taken to be covered.
const MOST_COLUMNS: usize = 6;

/// The least and most that each count of a row can be.
type Bounds = Vec<(u64, u64)>;

const ANY: (u64, u64) = (0, u64::MAX);

/// Whether each count of the rows is surely not small, or can be 1 and `upto`, judged by sizes and column sums alone.
///
/// With `short` a reader knows besides that in some row a block of columns has a small sum.
pub(super) fn is_covered(lines: &[Line], short: bool, protection: &Protection) -> bool {
    let Some(columns) = lines.first().map(|line| line.counts.len()) else { return true };
    if columns > MOST_COLUMNS {
        return false;
    }
    let hidden = Hidden::new(lines, columns, protection.below);
    let small = |column: usize| -> Bounds {
        (0..columns).map(|own| if own == column { (1, protection.below - 1) } else { ANY }).collect()
    };
    // One column is the small one of every row that is not free; the last guess takes them in turn.
    let guess = |guess: usize| {
        let column = |at: usize| if guess < columns { guess } else { at % columns };
        let row = |(at, line): (usize, &Line)| if line.is_free { vec![ANY; columns] } else { small(column(at)) };
        hidden.guess(lines.iter().enumerate().map(row).collect())
    };
    let guesses: Vec<Guess> = (0..=columns).map(guess).collect();
    // What is hidden and surely not small is all in one column.
    let is_told =
        |(at, line): (usize, &Line)| !line.is_free && (0..columns).all(|column| hidden.is_never_small(at, column));
    if lines.iter().enumerate().any(is_told) {
        return false;
    }
    let places = (0..lines.len()).flat_map(|line| (0..columns).map(move |column| (line, column)));
    places.into_iter().all(|(line, column)| {
        let block = |column: usize| (column / 2).min(columns / 2 - 1);
        let in_block = |own: usize| if short { block(own) == block(column) } else { own == column };
        let can_be = |count: u64| {
            let others = (0..columns).map(|own| if in_block(own) { (0, 0) } else { ANY });
            let row = with(others.collect(), column, count);
            guesses.iter().any(|guess| hidden.is_possible(guess, line, &row))
        };
        hidden.is_never_small(line, column) || (can_be(1) && can_be(protection.upto))
    })
}

/// Whether each small count of the rows can be 1 and `upto` while everything else that is small, large or 0 stays so.
///
/// Of two columns that can both be small in a row of its size, neither need stay so. In a row that would be hidden if all of
/// it were in one column, what is small can be 0 too.
pub(super) fn is_covered_within(lines: &[Line], protection: &Protection) -> bool {
    let Some(columns) = lines.first().map(|line| line.counts.len()) else { return true };
    let row = |line: &Line| -> Bounds {
        let size: u64 = line.counts.iter().sum();
        let least = u64::from(!line.may_be_full);
        let bound = |count: &u64| match *count {
            0 if !line.may_be_full => (0, 0),
            count if count < protection.below => (least, protection.below - 1),
            _ => (protection.below, u64::MAX),
        };
        let is_small = line.may_be_full || line.counts.iter().any(|count| protection.is_small(*count));
        let is_either = columns == 2 && is_small && size < 2 * protection.below - 1;
        if is_either { vec![(least, u64::MAX); 2] } else { line.counts.iter().map(bound).collect() }
    };
    let hidden = Hidden::new(lines, columns, protection.below);
    let guess = hidden.guess(lines.iter().map(row).collect());
    let can_be = |line: usize, column: usize, count: u64| {
        let row = with(guess.rows.get(line).cloned().unwrap_or_default(), column, count);
        hidden.is_possible(&guess, line, &row)
    };
    let rows = guess.rows.iter().enumerate();
    let mut places =
        rows.flat_map(|(line, row)| row.iter().enumerate().map(move |(column, bounds)| (line, column, bounds)));
    places.all(|(line, column, (least, most))| {
        let is_large = *least == protection.below || *most == 0;
        is_large || (can_be(line, column, 1) && can_be(line, column, protection.upto))
    })
}

/// A row with one count fixed.
fn with(mut row: Bounds, column: usize, count: u64) -> Bounds {
    row.iter_mut().skip(column).take(1).for_each(|bounds| *bounds = (count, count));
    row
}

struct Hidden {
    sizes: Vec<u64>,
    sums: Vec<u64>,
    /// The most that the rows have in each column, each taken for itself.
    most: Vec<u64>,
    /// What each set of columns must hold.
    wanted: Vec<u64>,
    below: u64,
}

/// What the rows are taken to be, and how much they can put into each set of columns.
struct Guess {
    rows: Vec<Bounds>,
    room: Vec<u64>,
}

impl Hidden {
    fn new(lines: &[Line], columns: usize, below: u64) -> Self {
        let sum = |column: usize| lines.iter().filter_map(|line| line.counts.get(column)).sum();
        let sums: Vec<u64> = (0..columns).map(sum).collect();
        let wanted =
            |set: usize| sums.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, sum)| sum).sum();
        let wanted = (0..1_usize << columns).map(wanted).collect();
        let sizes: Vec<u64> = lines.iter().map(|line| line.counts.iter().sum()).collect();
        let most = sums.iter().map(|sum| sizes.iter().map(|size| size.min(sum)).sum()).collect();
        Hidden { sizes, sums, most, wanted, below }
    }

    fn guess(&self, rows: Vec<Bounds>) -> Guess {
        let room = |set: usize| rows.iter().zip(&self.sizes).map(|(row, size)| room(row, *size, set)).sum();
        let room = (0..self.wanted.len()).map(room).collect();
        Guess { rows, room }
    }

    /// Whether a row can be within these bounds while the others are as guessed.
    fn is_possible(&self, guess: &Guess, line: usize, row: &Bounds) -> bool {
        let Some((size, before)) = self.sizes.get(line).zip(guess.rows.get(line)) else { return false };
        let least: u64 = row.iter().map(|(least, _)| least).sum();
        let most = row.iter().fold(0_u64, |sum, (_, most)| sum.saturating_add(*most));
        let mut sets = guess.room.iter().zip(&self.wanted).enumerate();
        least <= *size
            && *size <= most
            && sets.all(|(set, (all, wanted))| all + room(row, *size, set) >= *wanted + room(before, *size, set))
    }

    /// Whether a count is 0 or not small in every table that it can be.
    fn is_never_small(&self, line: usize, column: usize) -> bool {
        let size = self.sizes.get(line).copied().unwrap_or(0);
        let (sum, most) = (self.sums.get(column).copied().unwrap_or(0), self.most.get(column).copied().unwrap_or(0));
        let besides = self.sums.iter().sum::<u64>() - sum;
        size == 0 || sum == 0 || sum >= self.below + most - size.min(sum) || size >= self.below + besides
    }
}

/// How much a row of a size can put into a set of columns.
fn room(row: &Bounds, size: u64, set: usize) -> u64 {
    let (mut most, mut elsewhere) = (0_u64, 0);
    for (column, (least, own)) in row.iter().enumerate() {
        if set >> column & 1 == 1 {
            most = most.saturating_add(*own);
        } else {
            elsewhere += least;
        }
    }
    most.min(size.saturating_sub(elsewhere))
}
