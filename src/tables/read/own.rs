//! Tables that this program wrote as CSV or as a workbook: a row a count.

use indexmap::IndexMap;

use super::forms::WRITTEN_HERE;
use super::grades::Grades;
use super::sheet::{Row, Sheet};
use super::totals::is_total_name;
use super::words::{is_no_number, whole_number};
use crate::document::{Diagnostic, Source};
use crate::tables::category::{Category, MOST, by_category};
use crate::tables::entry::{About, By, Tally};
use crate::tables::period::named;

/// What the total is called where a group is called `all`.
const TOTAL: &str = "all (total)";

/// How the name of a subtotal ends.
const SUBTOTAL: &str = " / all";

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
    let [name, category, count, n] = WRITTEN_HERE.map(place);
    let (table, id, mark) = (place(["table", "table"]), place(["id", "id"]), place(["mark", "mark"]));
    let mut groups: IndexMap<String, OwnGroup> = IndexMap::new();
    let mut first: Option<String> = None;
    let error = sheet.each_row(&mut |row| {
        let cell = |index: Option<usize>| index.and_then(|index| row.get(index)).unwrap_or_default();
        let by = first.get_or_insert_with(|| cell(id).to_owned());
        let is_group = table.is_none() || cell(table) == "grades";
        let (Some(category), true) = (own_category(cell(category)), is_group && cell(id) == by) else { return };
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
    // A sheet of a workbook has no column that says which rows are totals and subtotals.
    if table.is_none() && groups.len() > 1 {
        let is_called_so = groups.contains_key(TOTAL);
        groups.retain(|name, _| if is_called_so { name != TOTAL } else { !is_total_name(name) });
        groups.retain(|name, _| !name.ends_with(SUBTOTAL));
    }
    let by = first.unwrap_or_default();
    for (name, own) in groups {
        match own.tally(name, &by) {
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

/// What a group has in common, by the words in the column `id`. Its name is its period too, where that is not one of them.
fn about(name: String, by: &str) -> About {
    let words: Vec<&str> = by.split(',').filter(|word| !word.is_empty()).collect();
    let names: Vec<&str> = if words.len() == 2 { name.split(" / ").collect() } else { vec![name.as_str()] };
    let mut about = About::default();
    for (word, own) in words.iter().zip(&names).filter(|_| words.len() == names.len()) {
        let own = Some((*own).to_owned()).filter(|own| own != "not stated");
        match word.parse() {
            Ok(By::Period) => about.period = own,
            Ok(By::Region) => about.region = own,
            Ok(By::Partnership) => about.partnership = own,
            Ok(By::Kind) => about.kind = own,
            Ok(By::Status) => about.status = own,
            Ok(By::Custom(_)) | Err(_) => about.custom.extend(own.map(|own| ((*word).to_owned(), own))),
        }
    }
    if !words.contains(&"period") {
        about.period = Some(name);
    }
    about
}

impl OwnGroup {
    /// The group as a tally; its name and place where its number of reviews is not known.
    fn tally(self, name: String, by: &str) -> Result<Tally, (String, String)> {
        let sum = || self.counts.iter().take(Category::all().count()).copied().sum::<Option<u64>>();
        let Some(n) = self.n.or_else(sum) else { return Err((name, self.source)) };
        let mut counts = self.counts;
        let known: u64 = counts.iter().flatten().sum();
        let is_open = |category: Category| category == Category::NotEnoughStated && known == n;
        // A table without reviews that have no grade yet has no such column.
        counts.iter_mut().zip(by_category(is_open)).filter(|(_, open)| *open).for_each(|(own, _)| {
            own.get_or_insert(0);
        });
        let about = about(name, by);
        let days = about.period.as_deref().and_then(named);
        Ok(Tally { source: self.source, days, about, n, counts, derived: self.derived, published_by: None })
    }
}
