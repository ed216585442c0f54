//! The pictures of a table: grades by group, their trend from period to period, and the traffic-light matrix.

use super::matrix::shown_range;
use super::page::{GroupRow, Groups, TableReport, mark};
use crate::report::doc::{Bar, Part, Picture, Plot, ShareOf, Trend};
use crate::review::{Grade, Scale};
use crate::tables::{Category, CountBy};
use crate::text::capital;
use crate::wording::spaced;

/// Returns the pictures of a table, the grades by group first.
pub(super) fn plots(page: &TableReport) -> Vec<Plot> {
    let tables = page.tables().flat_map(|own| [Some(bars(page, own)), trend(page, own)]);
    tables.flatten().chain(matrix(page)).collect()
}

/// The pictures for a page that has the tables too: not those of one row, which say nothing that the row does not, nor the
/// matrix, which is a table there.
pub(super) fn plots_beside(page: &TableReport) -> Vec<Plot> {
    let several = page.tables().filter(|own| own.groups.len() > 1);
    several.flat_map(|own| [Some(bars(page, own)), trend(page, own)]).flatten().collect()
}

/// What a category is called, and the letter that represents it.
fn named(category: &Category) -> (String, String) {
    let name = spaced(category.word());
    let mark = capital(name.get(..1).unwrap_or("?"));
    (name, mark)
}

/// The grades of each group as a bar.
fn bars(page: &TableReport, own: Groups<'_>) -> Plot {
    let categories = page.categories();
    let part = |row: &GroupRow, category: &Category| {
        let (name, mark) = named(category);
        let count = row.figures.get(category.word()).share().map(|share| share.count);
        Part { mark, grade: category.grade(), count, name }
    };
    let bar = |row: &GroupRow| Bar {
        name: row.name.to_string(),
        of: row.figures.n,
        parts: categories.iter().map(|category| part(row, category)).collect(),
    };
    Plot { title: own.title(), picture: Picture::Bars(own.groups.iter().map(bar).collect()) }
}

/// The shares of each grade from period to period, where the groups are periods.
fn trend(page: &TableReport, own: Groups<'_>) -> Option<Plot> {
    if own.names() != ["period"] || own.groups.len() < 2 {
        return None;
    }
    let share = |row: &GroupRow, category: &Category| {
        let cell = row.figures.get(category.word());
        let share = cell.share()?.value()?;
        let (low, high) = cell.interval().map_or((share, share), |interval| (interval.low, interval.high));
        Some(ShareOf { share, low, high })
    };
    let line = |category: &Category| {
        let (name, mark) = named(category);
        let shares = own.groups.iter().map(|row| share(row, category)).collect();
        Trend { name, mark, grade: category.grade(), shares }
    };
    let lines = page.categories().iter().map(line).collect();
    let periods = own.groups.iter().map(|row| row.name.to_string()).collect();
    Some(Plot { title: "Share of each grade by period".to_owned(), picture: Picture::Trend { periods, lines } })
}

/// The most reviews that a picture shows.
const MOST_ROWS: usize = 60;

/// Each review by area; of reviews that several rubrics graded, those of the first.
fn matrix(page: &TableReport) -> Option<Plot> {
    let matrix = page.matrix.as_ref()?;
    let first = &matrix.reviews.first()?.rubric;
    let by = [CountBy::Floor, CountBy::Ceiling].into_iter().find(|by| by.word() == page.count);
    let by = by.unwrap_or(CountBy::Headline);
    let rows = matrix.reviews.iter().filter(|row| row.rubric == *first);
    let all = rows.clone().count();
    let rows = rows.take(MOST_ROWS).map(|row| {
        let overall = Scale::being_read().grade(row.grade);
        let whole = (overall.map_or_else(|| "?".to_owned(), Grade::mark), overall);
        let cells = matrix.criteria.iter().map(|part| {
            let (floor, ceiling) = row.get(&part.id).map_or((None, None), |cell| shown_range(cell, by));
            (mark(floor, ceiling), floor.filter(|_| floor == ceiling))
        });
        (row.id.to_string(), std::iter::once(whole).chain(cells).collect())
    });
    let areas = matrix.criteria.iter().map(|part| part.title.to_string());
    let columns = std::iter::once("All".to_owned()).chain(areas).collect();
    let title = if all > MOST_ROWS {
        format!("Grades by review and area (the first {MOST_ROWS} of {all})")
    } else {
        "Grades by review and area".to_owned()
    };
    Some(Plot { title, picture: Picture::Matrix { columns, rows: rows.collect() } })
}
