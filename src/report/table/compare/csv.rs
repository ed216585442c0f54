//! A comparison as comma-separated values: one header, a row a fact.

use super::page::{ComparePage, MovedPage, PairsPage, SidePage};
use crate::report::table::Cell;
use crate::report::table::csv::safe;

/// The columns.
const HEADER: [&str; 15] = [
    "table",
    "name",
    "id",
    "was",
    "now",
    "before",
    "before-of",
    "after",
    "after-of",
    "difference",
    "low",
    "high",
    "p",
    "tells",
    "mark",
];

/// The cells of a row that are not empty, by the number of their column.
type Row = Vec<(usize, String)>;

/// The whole page as rows of one table: which part, what the row is of, and its numbers. A number that is hidden or not
/// published is empty, and `mark` says why.
///
/// # Errors
/// Where the text cannot be written; a page always can.
pub fn compare_csv(page: &ComparePage) -> Result<String, ::csv::Error> {
    let mut rows: Vec<Row> = vec![side("before", &page.before), side("after", &page.after)];
    if let Some(sets) = &page.sets {
        rows.extend(sets.changes.iter().map(|change| {
            let word = change.category;
            let (before, after) = (page.before.figures.get(word), page.after.figures.get(word));
            let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
            let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
            let of = |cell: Cell| count(cell.share().map(|share| share.of));
            vec![
                (0, "grades".to_owned()),
                (1, word.to_owned()),
                (5, count(before.count())),
                (6, of(before)),
                (7, count(after.count())),
                (8, of(after)),
                (9, number(change.difference)),
                (10, number(change.interval.map(|[low, _]| low))),
                (11, number(change.interval.map(|[_, high]| high))),
                (12, number(change.p)),
                (13, change.tells.unwrap_or_default().to_owned()),
                (14, mark(before, after).to_owned()),
            ]
        }));
        rows.extend(sets.pairs.iter().flat_map(pairs));
    }
    rows.extend(page.regraded.iter().flat_map(|again| &again.moved).map(|moved| {
        let cells = ["regraded", moved.set, moved.id.as_str(), moved.was, moved.now];
        cells.into_iter().map(str::to_owned).enumerate().collect()
    }));
    rows.extend(page.notes.iter().map(|note| vec![(0, "note".to_owned()), (1, note.to_string())]));
    written(&rows)
}

fn written(rows: &[Row]) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for row in rows {
        let cell = |at: usize| row.iter().find(|(own, _)| *own == at).map_or("", |(_, text)| text.as_str());
        writer.write_record((0..HEADER.len()).map(|at| safe(cell(at))))?;
    }
    let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn side(called: &str, side: &SidePage) -> Row {
    let n = side.figures.n.map_or_else(String::new, |n| n.to_string());
    let at = if called == "before" { 5 } else { 7 };
    let mark = if side.figures.n.is_none() { "hidden" } else { "" };
    vec![(0, called.to_owned()), (1, side.name.to_string()), (at, n), (14, mark.to_owned())]
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

fn pairs(pairs: &PairsPage) -> Vec<Row> {
    let count = |name: &str, count: u64| vec![(0, "both".to_owned()), (1, name.to_owned()), (7, count.to_string())];
    let mut rows = vec![
        count("up", pairs.up),
        count("same", pairs.same),
        count("down", pairs.down),
        count("gained", pairs.gained),
        count("lost", pairs.lost),
        vec![(0, "both".to_owned()), (1, "sign test".to_owned()), (12, pairs.p.to_string())],
        count("new", pairs.new),
        count("gone", pairs.gone),
    ];
    rows.extend(pairs.moves.iter().map(|moved| {
        let words = [(0, "moves"), (3, moved.was), (4, moved.now)].map(|(at, word)| (at, word.to_owned()));
        words.into_iter().chain([(7, moved.count.to_string())]).collect()
    }));
    rows.extend(pairs.moved.iter().flat_map(moved));
    for (table, ids) in [("gone", &pairs.gone_ids), ("new", &pairs.new_ids)] {
        rows.extend(ids.iter().map(|id| vec![(0, table.to_owned()), (2, id.to_string())]));
    }
    rows
}

/// A review that moved, and a row for each rule that moved it.
fn moved(moved: &MovedPage) -> Vec<Row> {
    let text = |at: usize, text: &str| (at, text.to_owned());
    let own = vec![
        text(0, "moved"),
        text(2, moved.id.as_str()),
        text(3, moved.was),
        text(4, moved.now),
        text(14, moved.explained),
    ];
    let rules = moved.by.iter().map(|rule| {
        vec![
            text(0, "moved-by"),
            text(1, moved.id.as_str()),
            text(2, rule.rule.as_str()),
            text(3, rule.was.as_deref().unwrap_or_default()),
            text(4, rule.now.as_deref().unwrap_or_default()),
        ]
    });
    std::iter::once(own).chain(rules).collect()
}
