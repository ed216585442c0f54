//! Tallies: one row a period.

use super::cells::{Dates, about, needed, when};
use super::grades::Grades;
use super::sheet::{Row, Sheet};
use super::totals::{is_total, sums, total};
use super::words::{is_no_number, whole_number};
use crate::document::{Diagnostic, Source};
use crate::tables::category::{Category, MOST, by_category};
use crate::tables::entry::Tally;
use crate::tables::period::{Days, named};
use crate::text::nearest;

/// The columns of a tally that are not to group by.
const OWN: [&str; 10] =
    ["outstanding", "good", "adequate", "inadequate", "not-enough-stated", "n", "from", "to", "derived", "source"];

/// Reads every row; those that are wrong are left out and named.
pub(super) fn read(source: &Source, sheet: &Sheet<'_>, used: &Dates, found: &mut Grades) -> Option<Diagnostic> {
    let mut tallies: Vec<(Row<'_>, Tally)> = Vec::new();
    let error = sheet.each_row(&mut |row| {
        let name = format!("{}:{}", source.name, row.number());
        let mut wrong = Vec::new();
        match (TallyReader { sheet, row: &row, used, wrong: &mut wrong }).tally(&name) {
            Some(tally) if !wrong.iter().any(Diagnostic::is_error) => tallies.push((row, tally)),
            _ => found.broken.push(name),
        }
        found.diagnostics.extend(wrong);
    });
    let (totals, tallies): (Vec<_>, Vec<_>) = tallies.into_iter().partition(|(_, tally)| is_total(tally));
    for (row, tally) in totals {
        found.diagnostics.push(total(&row, &tally));
        found.broken.push(tally.source);
    }
    found.diagnostics.extend(sums(&tallies));
    found.tallies.extend(tallies.into_iter().map(|(_, tally)| tally));
    error
}

/// Reads one row.
struct TallyReader<'r, 't> {
    sheet: &'r Sheet<'t>,
    row: &'r Row<'t>,
    /// How dates are read.
    used: &'r Dates,
    wrong: &'r mut Vec<Diagnostic>,
}

/// A count for each category, where it is published.
type Counted = [Option<u64>; MOST];

impl TallyReader<'_, '_> {
    fn tally(&mut self, name: &str) -> Option<Tally> {
        if let Some(uneven) = self.row.uneven() {
            self.wrong.push(uneven);
            return None;
        }
        let period = needed(self.row, self.sheet, "period", self.wrong).map(|(_, period)| period.to_owned());
        let counts: Counted = by_category(|category| self.count(category.word()));
        let n = self.count("n");
        let days = self.days();
        let derived = self.derived();
        let published_by = self.index("source").and_then(|index| self.row.get(index)).map(str::to_owned);
        let about = about(self.row, self.sheet, &OWN, self.used, self.wrong);
        let period = period?;
        if self.wrong.iter().any(Diagnostic::is_error) {
            return None;
        }
        let (n, counts) = self.settle(n, counts)?;
        Some(Tally {
            source: name.to_owned(),
            days: days.or_else(|| named(&period)),
            about,
            n,
            counts,
            derived,
            published_by,
        })
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.sheet.columns.iter().position(|own| own == name)
    }

    /// A count; `None` where it is empty or wrong.
    fn count(&mut self, name: &str) -> Option<u64> {
        let index = self.index(name)?;
        let cell = self.row.get(index).filter(|cell| !is_no_number(cell))?;
        let count = whole_number(cell);
        // A sum of this few counts cannot overflow.
        let count = count.filter(|count| *count <= u64::from(u32::MAX));
        if count.is_none() {
            let message = format!("{}: `{cell}` is not a number of reviews", self.row.called(index));
            let help = "write a whole number in digits, without separators; leave the cell empty where it is not published, and give `n`";
            self.wrong.push(
                Diagnostic::error("csv-number", message)
                    .at(self.row.place(index), "not a number of reviews")
                    .help(help),
            );
        }
        count
    }

    /// Which counts `derived` names.
    fn derived(&mut self) -> [bool; MOST] {
        let Some((index, cell)) = self.index("derived").and_then(|index| Some((index, self.row.get(index)?))) else {
            return [false; MOST];
        };
        let words: Vec<&str> = cell.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        let known: Vec<&str> = Category::all().map(Category::word).collect();
        if let Some(word) = words.iter().find(|word| !known.contains(word)) {
            let label = nearest(word, known.iter().copied())
                .map_or_else(|| "no column of counts".to_owned(), |name| format!("did you mean `{name}`?"));
            let help = "name the counts of this row that were worked out, not published, with spaces between them";
            let message = format!("{}: `derived` names `{word}`", self.row.called(index));
            self.wrong.push(Diagnostic::error("csv-derived", message).at(self.row.place(index), label).help(help));
        }
        by_category(|category| words.contains(&category.word()))
    }

    /// The days that `from` and `to` give.
    fn days(&mut self) -> Option<Days> {
        let date = |reader: &mut Self, name: &str| {
            let index = reader.index(name)?;
            let cell = reader.row.get(index)?;
            Some((index, when(reader.row, index, cell, (reader.used, true), reader.wrong)?))
        };
        let (from, to) = (date(self, "from"), date(self, "to"));
        match (from, to) {
            (Some((_, from)), Some((index, to))) => {
                if to.last() < from.first() {
                    let place = self.row.place(index);
                    self.wrong.push(
                        Diagnostic::error("csv-days", "the period ends before it begins").at(place, "before `from`"),
                    );
                }
                Some(Days { first: from.first(), last: to.last() })
            }
            (None, None) => None,
            (Some((index, _)), None) | (None, Some((index, _))) if self.wrong.is_empty() => {
                let place = self.row.place(index);
                self.wrong.push(
                    Diagnostic::error("csv-days", "`from` and `to` belong together")
                        .at(place, "one of them is missing"),
                );
                None
            }
            (Some(_), None) | (None, Some(_)) => None,
        }
    }

    /// The number of reviews and the counts, if they fit together. What a tally has no column for is no review.
    fn settle(&mut self, n: Option<u64>, mut counts: Counted) -> Option<(u64, Counted)> {
        let has_rest = self.index(Category::NotEnoughStated.word()).is_some();
        if let Some(rest) = counts.get_mut(Category::NotEnoughStated.index()).filter(|_| !has_rest) {
            *rest = Some(0);
        }
        let sum: u64 = counts.iter().flatten().sum();
        let open = Category::all().zip(counts).find(|(_, count)| count.is_none());
        let (message, place, label, help) = match (n, open) {
            (Some(n), None) if n == sum => return Some((n, counts)),
            (None, None) => return Some((sum, counts)),
            (Some(n), Some(_)) if sum <= n => return Some((n, counts)),
            (Some(n), _) => {
                let place = self.index("n").map(|index| self.row.place(index));
                (format!("the counts add up to {sum}, and `n` is {n}"), place, "not their sum", None)
            }
            (None, Some((category, _))) => {
                let place = self.index(category.word()).map(|index| self.row.place(index));
                let help = "an empty count is one that is not published: give the number of reviews in a column `n`";
                (format!("the row has neither `{}` nor `n`", category.word()), place, "empty", Some(help))
            }
        };
        let mut diagnostic = Diagnostic::error("csv-sum", message).at(place.unwrap_or_else(|| self.row.span()), label);
        diagnostic.help = help.map(str::to_owned);
        self.wrong.push(diagnostic);
        None
    }
}
