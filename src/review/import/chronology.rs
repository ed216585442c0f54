//! The chronology: rows of tables, and paragraphs or items that begin with a date.

use std::collections::{BTreeMap, BTreeSet};

use super::agencies::Agencies;
use super::columns::Column;
use super::dates::{self, DateOrder, Dated};
use super::draft::{Draft, Found, Part, Value};
use super::grid::{Grid, RowKind, Use};
use super::ids::Ids;
use super::sections::{Line, Sections};
use super::text::{is_bracketed, unsettled};
use super::topics::Topic;
use crate::review::When;
use crate::text::Span;

/// Adds the events of the chronology. What their agencies are, `agencies` knows already.
pub(super) fn read(sections: &Sections<'_>, agencies: &Agencies, draft: &mut Draft) {
    let mut events = Events { agencies, ids: Ids::new('E'), parts: Vec::new(), is_any_left_out: false };
    for (table, topic) in &sections.tables {
        if let Some(grid) = Grid::new(table, *topic).filter(|grid| grid.use_of() == Some(Use::Chronology)) {
            events.table(&grid, sections.order_in(&grid));
        }
    }
    if !events.parts.is_empty() {
        draft.counted.insert("events");
    }
    if events.is_any_left_out {
        draft.left_out.insert("events");
    }
    if events.parts.is_empty() {
        for (date, what, span) in dated_lines(sections, |line| line.topic == Some(Topic::Chronology)) {
            events.add(date, &what, span);
        }
    }
    if events.parts.is_empty() {
        let runs = runs(sections);
        for (date, what, span) in dated_lines(sections, |line| runs.contains(&line.passage.heading)) {
            events.add(date, &what, span);
        }
    }
    draft.parts.extend(events.parts);
}

/// The lines that begin with a date, of those wanted; a year on a line of its own is that of the days below it.
fn dated_lines<'s>(
    sections: &'s Sections<'_>,
    is_wanted: impl Fn(&Line<'_>) -> bool + 's,
) -> impl Iterator<Item = (When, String, Span)> + 's {
    let mut year: Option<&str> = None;
    sections.lines.iter().filter(move |line| is_wanted(line)).filter_map(move |line| {
        if line.level().is_some() || dates::year_of(line.text).is_some() {
            year = dates::year_of(line.text);
            return None;
        }
        let (date, what) = dates::leading_in(line.text, year)?;
        Some((date, what, line.passage.span))
    })
}

/// The sections most of whose lines begin with a date, though their headings do not say that they are a chronology.
fn runs(sections: &Sections<'_>) -> BTreeSet<Option<usize>> {
    let mut counts: BTreeMap<Option<usize>, (usize, usize)> = BTreeMap::new();
    let is_other = |topic: Option<Topic>| topic.is_some_and(|topic| topic != Topic::Analysis && topic != Topic::Family);
    for line in sections.lines.iter().filter(|line| line.level().is_none() && !is_other(line.topic)) {
        let (dated, all) = counts.entry(line.passage.heading).or_default();
        *dated += usize::from(dates::leading(line.text).is_some());
        *all += 1;
    }
    let is_run = |(dated, all): (usize, usize)| dated >= LEAST_RUN && dated * 3 >= all * 2;
    counts.into_iter().filter(|(_, counts)| is_run(*counts)).map(|(heading, _)| heading).collect()
}

/// Fewer lines that begin with a date are no chronology.
const LEAST_RUN: usize = 4;

struct Events<'a> {
    agencies: &'a Agencies,
    ids: Ids,
    parts: Vec<Part>,
    /// Whether there is a row without a date or an event.
    is_any_left_out: bool,
}

impl Events<'_> {
    fn table(&mut self, grid: &Grid<'_, '_>, order: DateOrder) {
        for row in grid.rows() {
            let RowKind::Values(cells) = row else { continue };
            let first = |column: Column| cells.get(&column).and_then(|own| own.first()).map(|cell| cell.passage);
            let what =
                [Column::Event, Column::Action, Column::Status, Column::Comment, Column::Taken, Column::Recommendation]
                    .into_iter()
                    .find_map(first);
            let what = what.filter(|what| !is_bracketed(&what.text));
            let (Some(date), Some(what)) = (first(Column::When), what) else {
                self.is_any_left_out |= !cells.is_empty();
                continue;
            };
            let value = match dates::whole(&date.text, order) {
                Some(Dated::Sure(when)) => Value { found: Found::Date(when), ..Value::text("date", "", date.span) },
                Some(Dated::Doubtful(Some(when), why)) => {
                    Value { found: Found::Date(when), ..Value::text("date", "", date.span) }.doubted(why)
                }
                Some(Dated::Doubtful(None, why)) => Value::text("date", date.text.clone(), date.span).doubted(why),
                None => {
                    self.is_any_left_out = true;
                    continue;
                }
            };
            let taken = first(Column::Taken).filter(|taken| !std::ptr::eq(*taken, what));
            let taken = taken.filter(|taken| unsettled(&taken.text).is_none());
            let text = match taken {
                Some(taken) => format!("{}\nAction taken: {}", what.text, taken.text),
                None => what.text.clone(),
            };
            let source = [Column::Agency, Column::Owner, Column::Either].into_iter().find_map(first);
            let agency = source.map(|source| self.agency(&source.text, source.span));
            let seen = first(Column::Seen).and_then(|seen| Some((yes_or_no(&seen.text)?, seen.span)));
            let mut part = self.event(value, text, what.span);
            part.values.extend(agency);
            part.values.extend(seen.map(|(seen, span)| Value {
                key: "child-seen",
                found: Found::YesNo(seen),
                span: Some(span),
                doubt: None,
            }));
            self.parts.push(part);
        }
    }

    fn event(&mut self, date: Value, what: String, span: Span) -> Part {
        let id = self.ids.free(None);
        Part::item("events", span).with(Value::text("id", id, span)).with(date).with(Value::text("what", what, span))
    }

    /// An event of a text that begins with a date; `Police: called` names whose it is.
    fn add(&mut self, date: When, text: &str, span: Span) {
        let source = text.split_once(':').filter(|(source, rest)| source.len() < 60 && !rest.trim().is_empty());
        let (source, what) = source.map_or((None, text), |(source, what)| (Some(source), what));
        let value = Value { found: Found::Date(date), ..Value::text("date", "", span) };
        let mut part = self.event(value, what.trim().to_owned(), span);
        part.values.extend(source.map(|source| self.agency(source, span)));
        self.parts.push(part);
    }

    fn agency(&self, text: &str, span: Span) -> Value {
        match self.agencies.find(text) {
            Some(id) => Value::text("agency", id, span),
            None => Value::text("agency", text.trim(), span).doubted("which of the agencies is this?"),
        }
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    let own = text.trim().trim_end_matches('.').to_lowercase();
    match own.as_str() {
        "y" | "yes" | "✓" | "seen" | "true" => Some(true),
        "n" | "no" | "✗" | "not seen" | "false" => Some(false),
        _ => None,
    }
}
