//! Recorded grades: one row a review.

use std::collections::{HashMap, hash_map};
use std::hash::{Hash, Hasher};

use super::cells::{Dates, about, needed, unknown_grade};
use super::forms::RECORDED;
use super::grades::Grades;
use super::sheet::{Row, Sheet};
use super::words::Reading;
use crate::document::{Diagnostic, Source};
use crate::review::Grade;
use crate::tables::entry::{Entry, Standing};

/// Reads every row and gives each grade to `keep`; rows that are wrong are left out and named. Returns what is wrong with the
/// text itself, if anything is.
pub(super) fn read(
    source: &Source,
    sheet: &Sheet<'_>,
    reading: &Reading,
    dates: &Dates,
    found: &mut Grades,
    keep: &mut dyn FnMut(Entry),
) -> Option<Diagnostic> {
    let grade_at = sheet.columns.iter().position(|name| name == "grade").unwrap_or(0);
    let mut seen = Seen::default();
    sheet.each_row(&mut |row| {
        let name = format!("{}:{}", source.name, row.number());
        let mut wrong = Vec::new();
        if row.uneven().is_none() && row.get(grade_at).is_none_or(|cell| reading.is_ungraded(cell)) {
            found.ungraded.push(name);
            return;
        }
        match entry(&name, (sheet, &row), reading, dates, &mut wrong) {
            Some(entry) if !wrong.iter().any(Diagnostic::is_error) => {
                wrong.extend(seen.again(&entry, sheet, &row));
                found.entries += 1;
                keep(entry);
            }
            _ => found.broken.push(name),
        }
        found.diagnostics.extend(wrong);
    })
}

/// The ids of the rows before, in small letters: each by a digest, with its row, a digest of the id as it stands there, and the
/// grade. Of a million ids that is some tens of megabytes.
#[derive(Default)]
struct Seen {
    rows: HashMap<u64, (u32, u64, Option<Grade>)>,
}

/// A digest that is the same in every run.
fn digest(id: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Seen {
    /// What is suspicious where an id is there again: with another grade, or in other letters.
    fn again(&mut self, entry: &Entry, sheet: &Sheet<'_>, row: &Row<'_>) -> Option<Diagnostic> {
        let own = (u32::try_from(row.number()).unwrap_or(u32::MAX), digest(&entry.id), entry.recorded);
        let (first, id, grade) = match self.rows.entry(digest(&entry.id.to_lowercase())) {
            hash_map::Entry::Occupied(seen) => *seen.get(),
            hash_map::Entry::Vacant(free) => {
                free.insert(own);
                return None;
            }
        };
        let at = |name: &str| sheet.columns.iter().position(|own| own == name).unwrap_or(0);
        if id != digest(&entry.id) {
            let message = format!(
                "{}: `{}` and the id in row {first} differ in small and capital letters only, and are counted as two reviews",
                row.called(at("id")),
                entry.id
            );
            let warning =
                Diagnostic::warning("id-in-other-letters", message).at(row.place(at("id")), "one review, or two?");
            return Some(warning.help("write the id of one review alike everywhere"));
        }
        let (before, after) = grade.zip(entry.recorded).filter(|(before, after)| before != after)?;
        let message = format!(
            "{}: `{}` is {after} here and {before} in row {first}, which is the one that is counted",
            row.called(at("grade")),
            entry.id
        );
        let warning = Diagnostic::warning("two-grades", message).at(row.place(at("grade")), "which of the two?");
        Some(warning.help("remove the wrong row"))
    }
}

fn entry(
    name: &str,
    (sheet, row): (&Sheet<'_>, &Row<'_>),
    reading: &Reading,
    dates: &Dates,
    wrong: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    if let Some(uneven) = row.uneven() {
        wrong.push(uneven);
        return None;
    }
    let id = needed(row, sheet, "id", wrong);
    let grade = needed(row, sheet, "grade", wrong).and_then(|(index, cell)| {
        let grade: Option<Grade> = reading.grade(cell);
        if grade.is_none() {
            let (label, help) = unknown_grade(cell);
            let message = format!("{}: unknown grade `{cell}`", row.called(index));
            wrong.push(Diagnostic::error("unknown-grade", message).at(row.place(index), label).help(help));
        }
        grade
    });
    let about = about(row, sheet, &RECORDED, dates, wrong);
    let (_, id) = id?;
    Some(Entry {
        id: id.to_owned(),
        source: name.to_owned(),
        about,
        standing: Standing::Recorded(grade?),
        tool: None,
        recorded: grade,
        criteria: Vec::new(),
    })
}
