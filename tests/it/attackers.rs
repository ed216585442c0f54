//! A reader who has everything that one run published, in every format, tries to find out what is hidden.
//!
//! Random reviews are published with small counts hidden. For each of these the reader looks for reviews of which that
//! count is 1, and others of which it is as large as is protected, that are published in exactly the same bytes. So nothing
//! in them narrows it: no sum, rate, interval, word, bar, order, note or source, and no choice of what is hidden.
//!
//! Each kind of table is tried with [`tables`] random ones: with 1,000 where `CASEGRADE_RANDOM_TABLES=1000` asks for them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use casegrade::engine::{Headline, Range};
use casegrade::report::{Excluded, Format, Style, TableCounts, TableRequest, View, table_page, write};
use casegrade::review::{Grade, Scale};
use casegrade::tables::{
    About, By, Concealed, CountBy, Counting, DateOf, Entry, Parts, Plan, Protection, Standing, Table, Tally, conceal,
};
use casegrade::text::{Mask, NameList};

use crate::disclosure::{Numbers, Rows, every_alike, seen};

/// How many random tables of each kind are tried.
pub(crate) fn tables() -> u64 {
    std::env::var("CASEGRADE_RANDOM_TABLES").map_or(50, |number| number.parse().unwrap())
}

/// What is published in one run: the counts of one table or more of the same reviews, and how they are known.
#[derive(Clone)]
struct Run {
    tables: Vec<Rows>,
    protection: Protection,
    known: Known,
    /// In each row of the first table the column of which the count is not published, where there is one.
    blanks: Vec<Option<usize>>,
}

/// How the grades of reviews are known.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    /// All were graded here; the last column is *not enough stated*.
    Graded,
    /// Some were graded here and some recorded by others.
    Mixed,
    /// All were recorded.
    Recorded,
    /// They are tallies.
    Tallied,
}

impl Run {
    /// Makes up random tables with the same totals. Rows are never empty: an empty group would not be there.
    fn random(numbers: &mut Numbers, known: Known, tables: usize) -> Run {
        let protection = Protection::new(3 + numbers.below(3));
        let protection = if numbers.below(3) == 0 { protection.ones() } else { protection };
        let protection = Protection { full: numbers.below(3) == 0, ..protection };
        let width = if matches!(known, Known::Graded | Known::Mixed) { 5 } else { 4 };
        let (groups, largest) = [(3, 12), (5, 30), (8, 40)][pick(numbers, 3)];
        let scales: Vec<u64> = (0..width as u64).map(|column| 2 + (column * 7 + 3) % 5 * largest / 4).collect();
        let row = |numbers: &mut Numbers| -> Vec<u64> {
            let is_full = numbers.below(8) == 0;
            let only = pick(numbers, width);
            let counts = scales.iter().enumerate();
            let mut row: Vec<u64> =
                counts.map(|(at, scale)| if is_full && at != only { 0 } else { numbers.below(1 + scale) }).collect();
            row[only] += 1;
            row
        };
        let first: Rows = (0..groups).map(|_| row(numbers)).collect();
        let blanks = (0..groups).map(|_| (known == Known::Tallied && numbers.below(2) == 0).then(|| pick(numbers, 4)));
        let blanks = blanks.collect();
        let mut all = vec![first];
        for _ in 1..tables {
            let rows = dealt(&all[0], 2 + pick(numbers, 4), numbers);
            all.push(rows);
        }
        Run { tables: all, protection, known, blanks }
    }

    fn concealed(&self) -> Vec<Concealed> {
        let table = |rows: &Rows| Table { rows: rows.clone(), open: Vec::new(), added: true };
        conceal(&self.tables.iter().map(table).collect::<Vec<_>>(), &self.protection)
    }

    /// What of the counts alone can be seen.
    fn seen(&self) -> Vec<u64> {
        let concealed = self.concealed();
        self.tables.iter().zip(&concealed).flat_map(|(rows, concealed)| seen(rows, true, concealed)).collect()
    }

    /// What is printed in each format. Whatever else is known of the reviews is made up anew.
    fn printed(&self, numbers: &mut Numbers) -> Vec<Vec<u8>> {
        let by = [By::Region, By::Kind];
        let plan = Plan { by: vec![by[0].clone()], division: None, date: DateOf::Completed, count: CountBy::Headline };
        let mut asked = asked(&plan, self.protection);
        asked.command = format!("casegrade table {}.csv", numbers.below(9));
        asked.inputs = (0..numbers.below(9)).map(|at| format!("{at}.csv")).collect();
        let mut counting = Counting::new(plan.clone());
        let mut further: Vec<Counting> = Vec::new();
        if self.tables.len() > 1 {
            asked.further = vec![vec![by[1].clone()]];
            further.push(Counting::new(Plan { by: vec![by[1].clone()], ..plan }));
        }
        if self.known == Known::Tallied {
            self.tallies(numbers).iter().for_each(|tally| counting.add_tally(tally));
        }
        for entry in self.entries(numbers) {
            counting.add(&entry).unwrap();
            for counting in &mut further {
                counting.add(&entry).unwrap();
            }
        }
        let made = TableCounts {
            breakdown: counting.finish().unwrap(),
            further: further.into_iter().map(|counting| counting.finish().unwrap()).collect(),
            parts: Parts::default(),
            columns: Vec::new(),
            rows: Vec::new(),
            rubrics: Vec::new(),
            tools: Vec::new(),
            excluded: (0..=numbers.below(9)).map(|at| (format!("lost-{at}"), Excluded::Broken)).collect(),
        };
        bytes(&made, &asked)
    }

    fn entries(&self, numbers: &mut Numbers) -> Vec<Entry> {
        if self.known == Known::Tallied {
            return Vec::new();
        }
        let width = self.tables[0][0].len();
        let mut entries = Vec::new();
        for column in 0..width {
            let second = self.tables.get(1).map_or_else(Vec::new, |rows| spread(rows, column));
            for (at, row) in spread(&self.tables[0], column).into_iter().enumerate() {
                let grade = Scale::USUAL.best_first().nth(column);
                let is_first = entries.is_empty();
                let is_recorded = match self.known {
                    Known::Recorded => true,
                    Known::Graded | Known::Tallied => false,
                    // One of each kind is always there: that there are some of a kind is said.
                    Known::Mixed => !is_first && grade.is_some() && (entries.len() == 1 || numbers.below(3) == 0),
                };
                let mut about = About { region: Some(format!("region {row}")), ..About::default() };
                about.kind = second.get(at).map(|row| format!("kind {row}"));
                let any = || Scale::USUAL.best_first();
                let (floor, ceiling) = (any().nth(pick(numbers, 4)).unwrap(), any().nth(pick(numbers, 4)).unwrap());
                let range = Range { floor: floor.min(ceiling), ceiling: floor.max(ceiling) };
                let headline = grade.map_or(Headline::NotEnoughStated, Headline::Grade);
                let provisional = is_first || numbers.below(4) == 0;
                let standing = match grade.filter(|_| is_recorded) {
                    Some(grade) => Standing::Recorded(grade),
                    None => Standing::Graded { headline, range: Some(range), provisional, may_change: provisional },
                };
                let recorded: Option<Grade> = any().nth(pick(numbers, 7)).filter(|_| !is_first).or(grade);
                let id = format!("r{}", entries.len());
                entries.push(Entry {
                    id: id.clone(),
                    source: id,
                    about,
                    standing,
                    tool: None,
                    recorded,
                    criteria: Vec::new(),
                });
            }
        }
        entries
    }

    fn tallies(&self, numbers: &mut Numbers) -> Vec<Tally> {
        let tally = |(row, counts): (usize, &Vec<u64>)| {
            let mut known = [None; 9];
            known.iter_mut().zip(counts).for_each(|(own, count)| *own = Some(*count));
            known[4] = Some(0);
            self.blanks[row].into_iter().for_each(|blank| known[blank] = None);
            Tally {
                source: format!("tallies:{row}"),
                about: About { region: Some(format!("region {row}")), ..About::default() },
                days: None,
                n: counts.iter().sum(),
                counts: std::array::from_fn(|at| known.get(at).copied().flatten()),
                derived: Default::default(),
                published_by: Some(format!("{counts:?}, and {}", numbers.below(9))),
            }
        };
        self.tables[0].iter().enumerate().map(tally).collect()
    }

    /// Tries to narrow every small hidden count; returns whether there was one.
    fn try_to_narrow(&self, numbers: &mut Numbers) -> bool {
        let concealed = self.concealed();
        let sizes = self.tables.iter().zip(&concealed);
        if sizes.into_iter().any(|(rows, concealed)| (0..=rows.len()).any(|row| concealed.hides_size(row))) {
            return false;
        }
        let (output, printed) = (self.seen(), self.printed(numbers));
        let (mut is_any_small, mut is_first) = (false, true);
        for (which, rows) in self.tables.iter().enumerate() {
            let places = (0..rows.len()).flat_map(|row| (0..rows[0].len()).map(move |column| (row, column)));
            for (row, column) in places.filter(|place| concealed[which].is_hidden(place.0, place.1)) {
                let is_full = self.protection.full && rows[row][column] == rows[row].iter().sum::<u64>();
                if !self.protection.is_small(rows[row][column]) && !is_full {
                    continue;
                }
                is_any_small = true;
                // Of a group that is all of one grade another must be possible; of a small count each end of its range.
                for wanted in if is_full { vec![None] } else { vec![Some(1), Some(self.protection.upto)] } {
                    let place = (which, row, column);
                    let found = (0..20_000).find_map(|_| {
                        let less = [1 + numbers.below(self.protection.upto), 1 + numbers.below(rows[row][column])];
                        let wanted = wanted.unwrap_or_else(|| rows[row][column] - less[pick(numbers, 2)]);
                        let other = self.moved(&concealed, (which, row, column, wanted), numbers)?;
                        (other.seen() == output).then_some(other)
                    });
                    let found = found.or_else(|| self.find_among_all(&concealed, place, wanted, &output, numbers));
                    let Some(other) = found else {
                        panic!("{:?}: row {row} column {column} of table {which} is never {wanted:?}", self.tables)
                    };
                    // To print everything takes a while: once for each table is enough.
                    if std::mem::take(&mut is_first) {
                        let again = other.printed(numbers);
                        assert!(again == printed, "{:?} and {:?} differ", self.tables, other.tables);
                    }
                }
            }
        }
        is_any_small
    }

    /// Tries every table with the same sizes and shown numbers, where chance found none that is published alike, in
    /// at most 20,000 steps. Without a wanted count, any other count will do.
    fn find_among_all(
        &self,
        concealed: &[Concealed],
        (which, row, column): (usize, usize, usize),
        wanted: Option<u64>,
        output: &[u64],
        numbers: &mut Numbers,
    ) -> Option<Run> {
        let own = self.tables[which][row][column];
        let mut found = None;
        let mut left = 20_000;
        let is_hidden = |row: usize, column: usize| concealed[which].is_hidden(row, column);
        every_alike(&self.tables[which], &is_hidden, &mut left, &mut |rows| {
            let is_wanted = wanted.map_or(rows[row][column] != own, |wanted| rows[row][column] == wanted);
            if found.is_some() || !is_wanted {
                return;
            }
            let mut other = self.clone();
            other.tables[which].clone_from(rows);
            let wanted = totals(rows);
            let others = other.tables.iter_mut().enumerate().filter(|(at, _)| *at != which);
            let is_followed =
                others.map(|(at, rows)| follow(rows, &concealed[at], &wanted, numbers)).all(|own| own.is_some());
            found = (is_followed && other.seen() == output).then_some(other);
        });
        found
    }

    /// A run with the same sizes, one count as wanted, and the same totals where they are shown.
    ///
    /// Whoever makes it knows the tables; that it looks the same to a reader who does not is what counts.
    fn moved(
        &self,
        concealed: &[Concealed],
        (which, row, column, count): (usize, usize, usize, u64),
        numbers: &mut Numbers,
    ) -> Option<Run> {
        let mut other = self.clone();
        other.tables[which] = moved(&self.tables[which], &concealed[which], (row, column, count), numbers)?;
        let wanted = totals(&other.tables[which]);
        for (at, rows) in other.tables.iter_mut().enumerate().filter(|(at, _)| *at != which) {
            follow(rows, &concealed[at], &wanted, numbers)?;
        }
        Some(other)
    }
}

pub(crate) fn pick(numbers: &mut Numbers, end: usize) -> usize {
    usize::try_from(numbers.below(end as u64)).unwrap()
}

pub(crate) fn asked(plan: &Plan, protection: Protection) -> TableRequest {
    TableRequest {
        as_of: "2026-01-01".to_owned(),
        command: String::new(),
        inputs: Vec::new(),
        plan: plan.clone(),
        further: Vec::new(),
        interval: true,
        protection: Some(protection),
        subtotals: false,
        round: None,
        criteria: false,
        rules: false,
        matrix: None,
    }
}

/// The page in every format.
pub(crate) fn bytes(made: &TableCounts, asked: &TableRequest) -> Vec<Vec<u8>> {
    let page = table_page(made, asked, &Mask::new(NameList::default()));
    let style = Style { width: 100, color: true };
    Format::all().map(|format| write(&page, format, View::default(), style).unwrap()).collect()
}

fn totals(rows: &Rows) -> Vec<u64> {
    (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).sum()).collect()
}

/// The row of each review in a column.
fn spread(rows: &Rows, column: usize) -> Vec<usize> {
    rows.iter()
        .enumerate()
        .flat_map(|(at, row)| std::iter::repeat_n(at, usize::try_from(row[column]).unwrap()))
        .collect()
}

/// The same reviews dealt into other groups, none of them empty.
fn dealt(rows: &Rows, groups: usize, numbers: &mut Numbers) -> Rows {
    let totals = totals(rows);
    let mut other = vec![vec![0; totals.len()]; groups];
    let mut at = 0;
    for (column, total) in totals.iter().enumerate() {
        for _ in 0..*total {
            let row = if at < groups { at } else { pick(numbers, groups).min(pick(numbers, groups)) };
            other[row][column] += 1;
            at += 1;
        }
    }
    other.retain(|row| row.iter().sum::<u64>() > 0);
    other
}

/// Moves reviews within rows until the columns have these sums, where they are hidden.
fn follow(rows: &mut Rows, concealed: &Concealed, wanted: &[u64], numbers: &mut Numbers) -> Option<()> {
    for _ in 0..2000 {
        let now = totals(rows);
        let mut columns = (0..now.len()).filter(|column| now[*column] < wanted[*column]);
        let Some(more) = columns.next() else { return Some(()) };
        let (row, less) = (pick(numbers, rows.len()), pick(numbers, now.len()));
        let is_hidden = concealed.is_hidden(row, more) && concealed.is_hidden(row, less);
        if is_hidden && now[less] > wanted[less] && rows[row][less] > 0 {
            rows[row][more] += 1;
            rows[row][less] -= 1;
        }
    }
    None
}

/// A table with the same sizes, one count as wanted, and the same totals where they are shown.
fn moved(
    rows: &Rows,
    concealed: &Concealed,
    (row, column, count): (usize, usize, u64),
    numbers: &mut Numbers,
) -> Option<Rows> {
    let (groups, width) = (rows.len(), rows[0].len());
    let mut other = rows.clone();
    // Moves so many reviews of one row between two columns, and back in a partner; a total that is hidden just follows.
    let shift = |other: &mut Rows, (row, partner): (usize, usize), (more, less): (usize, usize), by: u64| {
        let all = [(row, more), (row, less), (partner, more), (partner, less)];
        let is_hidden = all.iter().all(|(row, column)| concealed.is_hidden(*row, *column));
        let is_enough = other[row][less] >= by && (partner == groups || other[partner][more] >= by);
        if row == partner || more == less || !is_hidden || !is_enough {
            return false;
        }
        for (row, more, less) in [(row, more, less), (partner, less, more)] {
            if row < groups {
                other[row][more] += by;
                other[row][less] -= by;
            }
        }
        true
    };
    // Where a total is hidden it may be as small as the count itself: all others leave the column.
    if concealed.is_hidden(groups, column) && numbers.below(2) == 0 {
        let second = pick(numbers, width);
        for own in 0..groups {
            let all = other[own][column];
            shift(&mut other, (own, groups), (second, column), all);
        }
    }
    for _ in 0..numbers.below(3) * numbers.below(40) {
        let (row, partner) = (pick(numbers, groups), pick(numbers, groups + 1));
        let (more, less) = (pick(numbers, width), pick(numbers, width));
        let by = [1, 2, other[row][less]][pick(numbers, 3)];
        shift(&mut other, (row, partner), (more, less), by);
    }
    for _ in 0..200 {
        let own = other[row][column];
        if own == count {
            return Some(other);
        }
        let (partner, second) = (pick(numbers, groups + 1), pick(numbers, width));
        let columns = if own < count { (column, second) } else { (second, column) };
        shift(&mut other, (row, partner), columns, 1);
    }
    None
}

/// The other tables here have 19 or 20 of the fourth row in the third column, which chance hardly finds.
#[test]
fn a_group_that_is_all_of_one_grade_can_be_of_others() {
    let rows = [[18, 0, 10, 26], [3, 2, 13, 2], [23, 2, 5, 5], [0, 0, 0, 21], [6, 0, 9, 1]];
    let run = Run {
        tables: vec![rows.iter().map(|row| row.to_vec()).collect()],
        protection: Protection { full: true, ..Protection::new(3) },
        known: Known::Tallied,
        blanks: vec![None; 5],
    };
    assert!(run.try_to_narrow(&mut Numbers(1)));
}

/// Publishes random runs of a kind; a fifth of them at least must hide something.
fn try_kind(seed: u64, known: Known, width: usize) {
    let mut numbers = Numbers(seed);
    let tried = (0..tables()).filter(|_| Run::random(&mut numbers, known, width).try_to_narrow(&mut numbers)).count();
    assert!(tried as u64 >= tables() / 5, "only {tried} tables hide anything");
}

#[test]
fn graded_reviews_are_not_narrowed() {
    try_kind(11, Known::Graded, 1);
}

#[test]
fn reviews_of_which_some_were_recorded_are_not_narrowed() {
    try_kind(12, Known::Mixed, 1);
}

#[test]
fn recorded_grades_are_not_narrowed() {
    try_kind(13, Known::Recorded, 1);
}

#[test]
fn tallies_with_blanks_and_sources_are_not_narrowed() {
    try_kind(14, Known::Tallied, 1);
}

#[test]
fn two_tables_of_one_run_are_not_narrowed() {
    try_kind(15, Known::Recorded, 2);
}

#[test]
fn two_tables_of_graded_reviews_are_not_narrowed() {
    try_kind(16, Known::Graded, 2);
}
