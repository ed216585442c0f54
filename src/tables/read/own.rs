//! Tables that this program wrote as CSV or as a workbook: a row a count.

use indexmap::IndexMap;

use super::grades::Grades;
use super::sheet::{Row, Sheet};
use super::totals::is_total_name;
use super::words::{is_no_number, whole_number};
use crate::document::{Diagnostic, Source};
use crate::tables::Category;
use crate::tables::count::{MOST, by_category};
use crate::tables::entry::{About, Tally};
use crate::tables::period::named;

/// The columns that are needed, each by its name for programs and for people.
const NEEDED: [[&str; 2]; 4] = [["name", "group"], ["category", "grade-or-result"], ["count", "count"], ["n", "n"]];

/// Whether these are the columns of such a table.
pub(super) fn is_own(columns: &[String]) -> bool {
    NEEDED.iter().all(|names| columns.iter().any(|own| names.contains(&own.as_str())))
}

/// What the rows of one group say.
#[derive(Default)]
struct OwnGroup {
    source: String,
    n: Option<u64>,
    counts: [Option<u64>; MOST],
    derived: [bool; MOST],
}

/// Reads the groups of the first table as tallies. Totals, criteria, rules and notes are passed over.
pub(super) fn read(source: &Source, sheet: &Sheet<'_>, found: &mut Grades) -> Option<Diagnostic> {
    let place = |names: [&str; 2]| sheet.columns.iter().position(|own| names.contains(&own.as_str()));
    let [name, category, count, n] = NEEDED.map(place);
    let (table, id, mark) = (place(["table", "table"]), place(["id", "id"]), place(["mark", "mark"]));
    let mut groups: IndexMap<String, OwnGroup> = IndexMap::new();
    let mut first: Option<String> = None;
    let error = sheet.each_row(&mut |row| {
        let cell = |index: Option<usize>| index.and_then(|index| row.get(index)).unwrap_or_default();
        let by = first.get_or_insert_with(|| cell(id).to_owned());
        let is_group = table.is_none() || cell(table) == "grades";
        let (Some(category), true) = (own_category(cell(category)), is_group && cell(id) == by) else { return };
        if is_total_name(cell(name)) {
            return;
        }
        let own = groups.entry(cell(name).to_owned()).or_default();
        own.source = format!("{}:{}", source.name, row.number());
        own.n = own.n.or_else(|| number(&row, n));
        let known = number(&row, count);
        let is_derived = cell(mark) == "derived";
        let places = own.counts.iter_mut().zip(&mut own.derived).zip(Category::all());
        for ((count, derived), _) in places.filter(|(_, other)| *other == category) {
            (*count, *derived) = (known, is_derived);
        }
    });
    for (name, own) in groups {
        match own.tally(name) {
            Ok(tally) => found.tallies.push(tally),
            Err((name, source)) => {
                let message = format!("`{name}` is not counted: its number of reviews is suppressed");
                found.diagnostics.push(Diagnostic::warning("csv-sum", message).at(sheet.header(), "this table"));
                found.broken.push(source);
            }
        }
    }
    error
}

fn own_category(word: &str) -> Option<Category> {
    let word = if word == "no grade yet" { Category::NotEnoughStated.word() } else { word };
    Category::all().find(|category| category.word() == word)
}

fn number(row: &Row<'_>, index: Option<usize>) -> Option<u64> {
    row.get(index?).filter(|cell| !is_no_number(cell)).and_then(whole_number)
}

impl OwnGroup {
    /// The group as a tally; its name and place where its number of reviews is not known.
    fn tally(self, name: String) -> Result<Tally, (String, String)> {
        let sum = || self.counts.iter().take(Category::all().count()).copied().sum::<Option<u64>>();
        let Some(n) = self.n.or_else(sum) else { return Err((name, self.source)) };
        let mut counts = self.counts;
        let known: u64 = counts.iter().flatten().sum();
        let is_open = |category: Category| category == Category::NotEnoughStated && known == n;
        // A table without reviews that have no grade yet has no such column.
        counts.iter_mut().zip(by_category(is_open)).filter(|(_, open)| *open).for_each(|(own, _)| {
            own.get_or_insert(0);
        });
        let (days, about) = (named(&name), About { period: Some(name), ..About::default() });
        Ok(Tally { source: self.source, days, about, n, counts, derived: self.derived, published_by: None })
    }
}
