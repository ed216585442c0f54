//! The terms of reference: the questions, and the legal basis.

use std::sync::LazyLock;

use regex::Regex;

use super::columns::Column;
use super::draft::{Draft, Part, Value};
use super::grid::{Grid, RowKind, Use};
use super::ids::Ids;
use super::sections::{Line, Sections};
use super::text::{pattern, unsettled};
use super::topics::Topic;
use crate::text::Span;

/// Adds the questions and the basis.
pub(super) fn read(sections: &Sections<'_>, draft: &mut Draft) {
    let mut ids = Ids::new('Q');
    let mut questions: Vec<(String, Span)> = Vec::new();
    for (table, topic) in &sections.tables {
        let Some(grid) = Grid::new(table, *topic).filter(|grid| grid.use_of() == Some(Use::Questions)) else {
            continue;
        };
        for row in grid.rows() {
            let RowKind::Values(cells) = row else { continue };
            let cell = cells
                .get(&Column::Question)
                .and_then(|own| own.first())
                .filter(|cell| unsettled(&cell.passage.text).is_none());
            questions.extend(cell.map(|cell| (cell.passage.text.clone(), cell.passage.span)));
        }
    }
    if !questions.is_empty() {
        draft.counted.insert("terms.questions");
    }
    questions.extend(listed(sections));
    for (text, span) in questions {
        let part = Part::item("terms.questions", span).with(Value::text("id", ids.free(None), span));
        draft.parts.push(part.with(Value::text("text", text, span)));
    }
    if let Some((basis, span)) = sections.lines.iter().find_map(|line| Some((basis(line.text)?, line.passage.span))) {
        draft.put("terms", Value::text("basis", basis, span));
    }
}

/// The questions in lists, each with the points below it.
fn listed(sections: &Sections<'_>) -> Vec<(String, Span)> {
    let mut questions: Vec<(String, Span)> = Vec::new();
    let mut last: Option<&Line<'_>> = None;
    for line in sections.lines.iter().filter(|line| is_question(line)) {
        let is_below = last.is_some_and(|last| line.depth > last.depth && last.depth > 0);
        match questions.last_mut().filter(|_| is_below) {
            Some((text, _)) => *text = format!("{text}\n{}", line.text.trim()),
            None => {
                questions.push((line.text.trim().to_owned(), line.passage.span));
                last = Some(line);
            }
        }
    }
    questions
}

/// An item of a list that is announced as questions, or a question below a heading on the terms.
fn is_question(line: &Line<'_>) -> bool {
    let asks = line.text.trim_end().ends_with('?');
    let is_item = line.is_announced || line.depth >= 10 || asks && (line.depth > 0 || line.box_number().is_some());
    let is_filled = unsettled(line.text).is_none();
    line.topic == Some(Topic::Terms)
        && line.level().is_none()
        && is_item
        && is_filled
        && !line.text.trim_end().ends_with(':')
}

/// The law or guidance that a text cites.
fn basis(text: &str) -> Option<String> {
    static BASIS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:section|s\.?)\s*44\s+(?:of\s+the\s+)?Care Act(?:\s+2014)?|(?:(?:chapter|regulation)\s+\d+\s+of\s+)?Working Together(?:\s+to\s+Safeguard\s+Children)?,?\s+\(?(?:20\d\d)\)?(?:,\s+chapter\s+\d+)?|(?:section\s+9\S*\s+(?:of\s+the\s+)?)?Domestic Violence,\s+Crime\s+and\s+Victims\s+Act(?:\s+\(?2004\)?)?|Children\s+Act\s+2004",
        )
    });
    BASIS.find(text).map(|found| found.as_str().to_owned())
}
