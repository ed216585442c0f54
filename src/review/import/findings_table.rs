//! Findings in the rows of a table: what was found, why, and what needs to change.

use super::called::{Called, PointKind};
use super::columns::Column;
use super::grid::{Grid, RowKind, Use};
use super::points::Point;
use super::sections::Sections;
use super::text::{sentences, typed_label, unsettled, words};
use crate::document::passages::Passage;

/// A title is a first sentence of at most so many words.
const LONGEST_TITLE: usize = 14;
/// A cell with fewer words only names a finding that is told elsewhere.
const SHORTEST_FINDING: usize = 6;

/// Reads the findings and recommendations of such tables. Plans name findings too: theirs are read only if there are no others.
pub(super) fn read(sections: &Sections<'_>, are_known: bool) -> Vec<Point> {
    let mut points = Vec::new();
    for (table, topic) in &sections.tables {
        let Some(grid) = Grid::new(table, *topic) else { continue };
        let is_own = grid.use_of() == Some(Use::Findings);
        if !is_own && (are_known || grid.use_of() != Some(Use::Plan)) {
            continue;
        }
        let mut last: Option<&Passage> = None;
        for row in grid.rows() {
            let RowKind::Values(cells) = row else { continue };
            let first = |column: Column| {
                let cell = cells.get(&column).and_then(|own| own.first())?.passage;
                unsettled(&cell.text).is_none().then_some(cell)
            };
            let found = first(Column::Finding).filter(|own| last.is_none_or(|last| !std::ptr::eq(last, *own)));
            if let Some(cell) = found.filter(|cell| is_own || words(&cell.text).len() >= SHORTEST_FINDING) {
                let why = first(Column::Why).map(|why| (why.text.clone(), why.span));
                points.push(Point { why, ..finding(cell) });
            }
            last = found.or(last);
            let asked = [Column::Recommendation, Column::Action].into_iter().find_map(first).filter(|_| is_own);
            points.extend(asked.map(recommendation));
        }
    }
    points
}

/// The finding of a cell: its first sentence is the title, if it is short and more follows.
fn finding(cell: &Passage) -> Point {
    let called = Called::of(&cell.text, true).filter(|called| called.kind == PointKind::Finding);
    let (number, text) = match called {
        Some(called) => (called.number, called.rest),
        None => {
            let (label, text) = typed_label(&cell.text);
            (label.map(|label| label.trim_matches(['.', ')', '(']).to_owned()), text.to_owned())
        }
    };
    let parts: Vec<&str> = text.split('\n').flat_map(sentences).collect();
    let point = Point { number, ..Point::at(PointKind::Finding, cell.span) };
    match parts.split_first() {
        Some((title, rest)) if !rest.is_empty() && words(title).len() <= LONGEST_TITLE => {
            Point { title: Some(title.trim().trim_end_matches('.').to_owned()), text: rest.join(" "), ..point }
        }
        Some(_) | None => Point { text, ..point },
    }
}

fn recommendation(cell: &Passage) -> Point {
    let called = Called::of(&cell.text, true).filter(|called| called.kind == PointKind::Recommendation);
    let (number, text) = match called {
        Some(called) => (called.number, called.rest),
        None => (None, typed_label(&cell.text).1.to_owned()),
    };
    Point { number, text, ..Point::at(PointKind::Recommendation, cell.span) }
}
