//! Questions in a text or a document: those of its tables, and those of its lines.

use super::lines::{Line, LineKind, is_asked, questions_of_lines};
use super::list::{QuestionList, on_one_line, without_mark};
use super::tables::questions_of_tables;
use crate::document::passages::{Passage, PassageKind, Passages};

/// Returns the questions of a document. If any line is marked as a question, by a number, a bullet or a question mark, other
/// lines are left out.
///
/// # Errors
/// A message where there is no question.
pub(crate) fn questions_of_passages(passages: &Passages) -> Result<QuestionList, String> {
    let (mut list, read) = questions_of_tables(passages)?;
    let is_read = |passage: &&Passage| !matches!(passage.kind, PassageKind::Cell(cell) if read.contains(&cell.table));
    let lines = passages.list.iter().filter(is_read).flat_map(|passage| lines_of(passage, passages)).collect();
    if list.len() == 0 {
        return questions_of_lines(lines);
    }
    // Beside tables of questions, only what is surely a question is one.
    if lines.iter().any(is_asked)
        && let Ok(others) = questions_of_lines(lines)
    {
        list.append(others);
    }
    Ok(list.without_duplicates())
}

/// The parts of an item, each with a number such as 1.1 in front.
fn items(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins = line.starts_with(|c: char| c.is_ascii_digit()) && without_mark(line).1;
        match parts.last_mut().filter(|_| !begins) {
            Some(last) => *last = format!("{last} {line}"),
            None => parts.push(line.to_owned()),
        }
    }
    parts
}

fn lines_of(passage: &Passage, passages: &Passages) -> Vec<Line> {
    let place = passages.whole_place(passage);
    let line = |text: &str, kind| Line { text: on_one_line(text), kind, place: place.clone() };
    match passage.kind {
        PassageKind::Title => vec![line(&passage.text, LineKind::Title)],
        PassageKind::Heading(_) => vec![line(&passage.text, LineKind::Heading)],
        PassageKind::Item(_) => items(&passage.text).iter().map(|text| line(text, LineKind::Marked)).collect(),
        PassageKind::Cell(cell) => {
            let place = format!("table {}, row {}", cell.table, cell.row);
            vec![Line { text: on_one_line(&passage.text), kind: LineKind::Cell, place }]
        }
        PassageKind::Paragraph | PassageKind::TextBox | PassageKind::Note if passage.label.is_some() => {
            vec![line(&passage.text, LineKind::Marked)]
        }
        PassageKind::Paragraph | PassageKind::TextBox | PassageKind::Note => {
            wrapped(&passage.text).iter().map(|text| line(text, LineKind::Plain)).collect()
        }
    }
}

/// The lines of a paragraph; if one of them ends with a question mark, it ends what the lines before it began.
fn wrapped(text: &str) -> Vec<String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let asks = |line: &str| line.ends_with('?');
    if !lines().any(asks) {
        return lines().map(str::to_owned).collect();
    }
    let (mut whole, mut current) = (Vec::new(), String::new());
    for line in lines() {
        let begins = without_mark(line).1 || current.ends_with(':');
        if begins && !current.is_empty() {
            whole.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(line);
        if asks(line) {
            whole.push(std::mem::take(&mut current));
        }
    }
    whole.extend(Some(current).filter(|rest| !rest.is_empty()));
    whole
}
