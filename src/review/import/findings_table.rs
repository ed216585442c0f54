//! Findings in the rows of a table: what was found, why, and what needs to change.

use super::called::{Called, PointKind};
use super::columns::{Column, column};
use super::grid::{Grid, RowKind, Use};
use super::point::Point;
use super::sections::Sections;
use super::text::{sentences, typed_label, unsettled, words};
use crate::document::passages::{Passage, Table};

/// The most words of a first sentence that is a title.
const LONGEST_TITLE: usize = 14;
/// A cell with fewer words only names a finding that is told elsewhere.
const SHORTEST_FINDING: usize = 6;

/// Reads the findings and recommendations of such tables. Plans name findings too: theirs are read only if there are no others.
pub(super) fn read(sections: &Sections<'_>, are_known: bool) -> Vec<Point> {
    let mut points: Vec<Point> = sections.tables.iter().flat_map(|(table, _)| card(table)).collect();
    let are_known = are_known || points.iter().any(|point| point.kind == PointKind::Finding);
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

/// The points of a table of two columns whose rows begin with what they are called: `Finding 2`, `Recommendation 1`. The rows
/// below say more of them: `Lead agency`, `Complete by`.
fn card(table: &Table<'_>) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for row in (1..=table.rows).filter(|_| table.columns <= 2) {
        let Some(name) = table.at(row, 1) else { continue };
        let text = table.at(row, 2).filter(|text| !std::ptr::eq(*text, name) && unsettled(&text.text).is_none());
        match (Called::parse(&name.text, true).filter(|called| called.number.is_some()), text) {
            (Some(called), text) if text.is_none() != called.rest.is_empty() => {
                points.extend(named(&called, text.unwrap_or(name)));
            }
            (None, Some(text)) => {
                if let (Some(point), Some(column)) = (points.last_mut(), column(&name.text)) {
                    point.say(column, text);
                }
            }
            (_, _) => {}
        }
    }
    points
}

/// A point that is called so, with the text of a cell.
fn named(called: &Called, cell: &Passage) -> Option<Point> {
    let text = if called.rest.is_empty() { &cell.text } else { &called.rest };
    let point = match called.kind {
        PointKind::Recommendation => {
            Point { text: text.clone(), agency: called.agency.clone(), ..Point::at(called.kind, cell.span) }
        }
        PointKind::Finding | PointKind::GoodPractice => titled(text, Point::at(called.kind, cell.span)),
    };
    Some(Point { number: called.number.clone(), ..point })
}

/// The finding of a cell.
fn finding(cell: &Passage) -> Point {
    let called = Called::parse(&cell.text, true).filter(|called| called.kind == PointKind::Finding);
    let (number, text) = match called {
        Some(called) => (called.number, called.rest),
        None => {
            let (label, text) = typed_label(&cell.text);
            (label.map(|label| label.trim_matches(['.', ')', '(']).to_owned()), text.to_owned())
        }
    };
    titled(&text, Point { number, ..Point::at(PointKind::Finding, cell.span) })
}

/// The point with this text, the first sentence of which is its title if it is short and more follows.
fn titled(text: &str, point: Point) -> Point {
    let parts: Vec<&str> = text.split('\n').flat_map(sentences).collect();
    match parts.split_first() {
        Some((title, rest)) if !rest.is_empty() && words(title).len() <= LONGEST_TITLE => {
            Point { title: Some(title.trim().trim_end_matches('.').to_owned()), text: rest.join(" "), ..point }
        }
        Some(_) | None => Point { text: text.to_owned(), ..point },
    }
}

fn recommendation(cell: &Passage) -> Point {
    let called = Called::parse(&cell.text, true).filter(|called| called.kind == PointKind::Recommendation);
    let (number, text) = match called {
        Some(called) => (called.number, called.rest),
        None => (None, typed_label(&cell.text).1.to_owned()),
    };
    Point { number, text, ..Point::at(PointKind::Recommendation, cell.span) }
}
