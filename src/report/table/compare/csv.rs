//! A comparison as one sheet: a row a fact.

use super::columns::{Column, HEADER, Row};
use super::drafts;
use super::page::{CompareReport, GradeChange, MovedReport, PairsReport, SideReport};
use crate::report::table::Cell;
use crate::report::{Sheet, Value};

/// The whole page as rows of one table: which part, what the row is of, and its numbers. A number that is hidden or not
/// published is empty, and `mark` says why.
pub(super) fn sheet(page: &CompareReport) -> Sheet {
    let mut rows: Vec<Row> =
        vec![side("before", Column::Before, &page.before), side("after", Column::After, &page.after)];
    if let Some(sets) = &page.sets {
        rows.extend(sets.changes.iter().map(|own| change(page, own)));
        rows.extend(sets.pairs.iter().flat_map(pairs));
    }
    rows.extend(page.drafts.iter().flat_map(drafts::rows));
    rows.extend(page.regraded.iter().flat_map(|again| &again.moved).map(|moved| {
        words([
            (Column::Table, "regraded"),
            (Column::Name, moved.set),
            (Column::Id, moved.id.as_str()),
            (Column::Was, moved.was),
            (Column::Now, moved.now),
        ])
    }));
    rows.extend(page.notes.iter().map(|note| words([(Column::Table, "note"), (Column::Name, note.as_str())])));
    let cell = |row: &Row, column| row.iter().find(|(own, _)| *own == column).map(|(_, value)| value.clone()).into();
    let cells = |row: &Row| HEADER.iter().map(|(column, _)| cell(row, *column)).collect();
    let columns = HEADER.iter().map(|(_, head)| *head).collect();
    Sheet { name: "Comparison".to_owned(), title: String::new(), columns, rows: rows.iter().map(cells).collect() }
}

fn words<const N: usize>(cells: [(Column, &str); N]) -> Row {
    cells.into_iter().map(|(column, text)| (column, text.into())).collect()
}

fn number(column: Column, number: Option<f64>) -> Option<(Column, Value)> {
    number.map(|number| (column, number.into()))
}

fn count(column: Column, count: Option<u64>) -> Option<(Column, Value)> {
    count.map(|count| (column, count.into()))
}

fn side(table: &str, column: Column, side: &SideReport) -> Row {
    let mark = if side.figures.n.is_none() { "hidden" } else { "" };
    let mut row = words([(Column::Table, table), (Column::Name, side.name.as_str()), (Column::Mark, mark)]);
    row.extend(count(column, side.figures.n));
    row
}

fn change(page: &CompareReport, change: &GradeChange) -> Row {
    let word = change.category;
    let (before, after) = (page.before.figures.get(word), page.after.figures.get(word));
    let of = |cell: Cell| cell.share().map(|share| share.of);
    let (low, high) = change.interval.map(|[low, high]| (low, high)).unzip();
    let numbers = [
        count(Column::Before, before.count()),
        count(Column::BeforeOf, of(before)),
        count(Column::After, after.count()),
        count(Column::AfterOf, of(after)),
        number(Column::Difference, change.difference),
        number(Column::Low, low),
        number(Column::High, high),
        number(Column::P, change.p),
    ];
    let tells = change.tells.unwrap_or_default();
    let mut row = words([
        (Column::Table, "grades"),
        (Column::Name, word),
        (Column::Tells, tells),
        (Column::Mark, mark(before, after)),
    ]);
    row.extend(numbers.into_iter().flatten());
    row
}

fn mark(before: Cell, after: Cell) -> &'static str {
    let cells = [before, after];
    if cells.iter().any(|cell| matches!(cell, Cell::Hidden | Cell::Bare(_))) {
        "hidden"
    } else if cells.contains(&Cell::NotPublished) {
        "not published"
    } else {
        ""
    }
}

fn pairs(pairs: &PairsReport) -> Vec<Row> {
    let counts = [
        ("up", pairs.up),
        ("same", pairs.same),
        ("down", pairs.down),
        ("gained", pairs.gained),
        ("lost", pairs.lost),
        ("new", pairs.new),
        ("gone", pairs.gone),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for (name, of) in counts {
        let mut row = words([(Column::Table, "both"), (Column::Name, name)]);
        row.extend(count(Column::After, Some(of)));
        rows.push(row);
    }
    let mut test = words([(Column::Table, "both"), (Column::Name, "sign test")]);
    test.extend(number(Column::P, Some(pairs.p)));
    rows.push(test);
    rows.extend(pairs.moves.iter().map(|moved| {
        let mut row = words([(Column::Table, "moves"), (Column::Was, moved.was), (Column::Now, moved.now)]);
        row.extend(count(Column::After, Some(moved.count)));
        row
    }));
    rows.extend(pairs.moved.iter().flat_map(moved));
    for (table, ids) in [("gone", &pairs.gone_ids), ("new", &pairs.new_ids)] {
        rows.extend(ids.iter().map(|id| words([(Column::Table, table), (Column::Id, id.as_str())])));
    }
    rows
}

/// A review that moved, and a row for each rule that moved it.
fn moved(moved: &MovedReport) -> Vec<Row> {
    let own = words([
        (Column::Table, "moved"),
        (Column::Id, moved.id.as_str()),
        (Column::Was, moved.was),
        (Column::Now, moved.now),
        (Column::Mark, moved.explained),
    ]);
    let rules = moved.by.iter().map(|rule| {
        words([
            (Column::Table, "moved-by"),
            (Column::Name, moved.id.as_str()),
            (Column::Id, rule.rule.as_str()),
            (Column::Was, rule.was.as_deref().unwrap_or_default()),
            (Column::Now, rule.now.as_deref().unwrap_or_default()),
        ])
    });
    std::iter::once(own).chain(rules).collect()
}
