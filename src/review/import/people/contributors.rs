//! The agencies that a text says contributed.

use super::super::agencies::{Agencies, name_of, yes};
use super::super::columns::Column;
use super::super::grid::{Grid, RowKind, Use};
use super::super::sections::Sections;
use super::super::text::{holds, pattern, words};
use super::super::topics::Topic;
use super::words::split_names;
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The agencies that a document lists as having taken part.
pub(super) fn contributors(sections: &Sections<'_>, agencies: &mut Agencies) {
    for (table, topic) in &sections.tables {
        // A panel's table in the section on who took part lists them as well.
        let lists = |own: &Grid<'_, '_>| match own.use_of() {
            Some(Use::Agencies) => true,
            Some(Use::Panel) => *topic == Some(Topic::Agencies),
            Some(Use::Chronology | Use::Plan | Use::Questions | Use::Findings) | None => false,
        };
        let Some(grid) = Grid::new(table, *topic).filter(lists) else { continue };
        for row in grid.rows() {
            let RowKind::Values(cells) = row else { continue };
            let first = |column: Column| cells.get(&column).and_then(|own| own.first()).map(|cell| cell.passage);
            let Some(cell) = first(Column::Agency) else { continue };
            let reports = first(Column::Contribution).is_some_and(|gave| gives_review(&gave.text));
            add(&cell.text, cell.span, reports, agencies);
        }
    }
    for line in sections.lines.iter().filter(|line| line.level().is_none()) {
        let is_list = line.topic == Some(Topic::Agencies) && (line.is_announced || line.depth >= 20);
        if is_list && line.text.len() < LONGEST_ITEM {
            add(line.text, line.passage.span, gives_review(line.text), agencies);
        }
        for names in listed_in(line.text) {
            for name in split_names(names) {
                add(&name, line.passage.span, false, agencies);
            }
        }
    }
}

/// The most columns of a table of people.
pub(super) const MOST_COLUMNS: usize = 6;
/// A longer item of a list says more than the name of an agency.
pub(super) const LONGEST_ITEM: usize = 160;

pub(super) fn gives_review(text: &str) -> bool {
    holds(&words(text), &["imr", "management review", "imrs", "chronology and report"])
}

pub(super) fn add(text: &str, span: Span, reports: bool, agencies: &mut Agencies) {
    let Some(name) = name_of(text).filter(|name| !agencies.is_board(name)) else { return };
    let id = agencies.add(name, span);
    if reports {
        agencies
            .add_value(&id, yes("submitted", span).doubted("it is named with a management review; was it submitted?"));
    }
    agencies.add_value(&id, yes("involved", span).doubted("it contributed; did it have to do with the family?"));
}

/// The names in a sentence that says which agencies took part.
pub(super) fn listed_in(text: &str) -> Vec<&str> {
    pub(super) static LISTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)(?:
            (?:agencies|organisations|services)\ (?:(?:that|which|who)\ )?(?:(?:are|were|have)\ (?:to\ )?)?(?:took\ part|take\ part|taken\ part|contributed|contribute|participated|involved|provided|submitted)[^:.]{0,60}(?::|\b(?:were|are)\b)
            |(?:its|the\ panel.s|panel)\ members\ (?:came|were\ drawn)\ from
            |(?:imrs|management\ reviews|reports|chronologies|information)\ (?:\w+\ )?(?:(?:were|was)\ (?:received|requested|provided|submitted)|came)\ (?:from|by):?
            )\s*([^.:]{10,})",
        )
    });
    LISTS
        .captures_iter(text)
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .filter(|list| list.contains([',', ';']))
        .collect()
}
