//! Recorded grades: one row a review.

use super::grades::{Grades, RECORDED, about, needed, unknown_grade};
use super::sheet::{Row, Sheet};
use crate::document::{Diagnostic, Source};
use crate::review::Grade;
use crate::tables::entry::{Entry, Standing};

/// Reads every row; those that are wrong are left out and named.
pub(super) fn read(source: &Source, sheet: &Sheet<'_>, found: &mut Grades) {
    for row in sheet.rows() {
        let name = format!("{}:{}", source.name, row.number());
        let mut wrong = Vec::new();
        match entry(&name, sheet, &row, &mut wrong) {
            Some(entry) if wrong.is_empty() => found.entries.push(entry),
            _ => found.broken.push(name),
        }
        found.diagnostics.extend(wrong);
    }
}

fn entry(name: &str, sheet: &Sheet<'_>, row: &Row<'_, '_>, wrong: &mut Vec<Diagnostic>) -> Option<Entry> {
    if let Some(uneven) = row.uneven() {
        wrong.push(uneven);
        return None;
    }
    let id = needed(row, sheet, "id", wrong);
    let grade = needed(row, sheet, "grade", wrong).and_then(|(index, cell)| {
        let grade: Option<Grade> = cell.parse().ok();
        if grade.is_none() {
            let (label, help) = unknown_grade(cell);
            let message = format!("unknown grade `{cell}`");
            wrong.push(Diagnostic::error("unknown-grade", message).at(row.place(index), label).help(help));
        }
        grade
    });
    let about = about(row, sheet, &RECORDED, wrong);
    let (_, id) = id?;
    Some(Entry {
        id: id.to_owned(),
        source: name.to_owned(),
        about,
        standing: Standing::Recorded(grade?),
        recorded: grade,
        criteria: Vec::new(),
    })
}
