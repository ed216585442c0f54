//! Answer sheets that somebody filled in by hand: rows of a spreadsheet, or lines of a document.

use crate::document::passages::{Passage, Passages};
use crate::document::{Limits, Source, csv};

/// What a filled-in sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FilledSheet {
    /// The id of the review that it is for.
    pub review: String,
    /// The id of the rubric that it is for.
    pub rubric: String,
    /// Who filled it in.
    pub by: String,
    /// What it says to each question, the blank ones too.
    pub answers: Vec<Filled>,
}

/// What a sheet says to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The id of the rule that asks.
    pub rule: String,
    /// The answer as it was written; empty if nothing was written.
    pub answer: String,
    /// Why.
    pub because: String,
    /// Where it is in the file.
    pub place: String,
}

/// A line of a document.
struct Line {
    text: String,
    is_heading: bool,
    place: String,
}

/// The columns that say why an answer is given, the surest first.
pub(crate) const REASONS: [&str; 6] = ["because", "reason", "reasons", "comment", "comments", "notes"];

/// The number of rows searched for the header.
const MOST_TITLES: usize = 10;

/// Reads a sheet from comma-separated values, by the names of its columns.
///
/// # Errors
/// A message where it has no column `rule` or `answer`, or cannot be read.
pub(crate) fn sheet_of_rows(source: &Source, limits: Limits) -> Result<FilledSheet, String> {
    let mut rows = csv::rows(source, limits);
    let names = |row: &csv::Row<'_>| row.cells.iter().map(|cell| cell.text.to_lowercase()).collect::<Vec<String>>();
    let is_header = |names: &Vec<String>| ["rule", "answer"].iter().all(|name| names.iter().any(|own| own == name));
    let header = rows.by_ref().take(MOST_TITLES).map(|row| names(&row)).find(is_header);
    let Some(header) = header else {
        return Err("it has no columns `rule` and `answer`: keep the headings that `--sheet` wrote".to_owned());
    };
    let mut sheet = FilledSheet::default();
    for row in rows.by_ref() {
        let cell = |name: &str| {
            let at = header.iter().position(|own| own == name);
            at.and_then(|at| row.cells.get(at)).map_or_else(String::new, |cell| plain(&cell.text))
        };
        let because = || REASONS.iter().map(|name| cell(name)).find(|text| !text.is_empty()).unwrap_or_default();
        first(&mut sheet.review, cell("review"));
        first(&mut sheet.rubric, cell("rubric"));
        first(&mut sheet.by, cell("by"));
        let place = format!("row {}", row.number);
        sheet.answers.push(Filled { rule: cell("rule"), answer: cell("answer"), because: because(), place });
    }
    rows.error.map_or(Ok(sheet), |wrong| Err(wrong.message))
}

/// Reads a sheet from Markdown.
///
/// # Errors
/// A message where it has no question.
pub(crate) fn sheet_of_markdown(text: &str) -> Result<FilledSheet, String> {
    let line = |(at, line): (usize, &str)| {
        let is_heading = line.starts_with('#');
        let text = unescaped(line.trim().trim_start_matches(['#', '*', '_']));
        Line { text, is_heading, place: format!("line {}", at + 1) }
    };
    sheet_of_lines(text.lines().enumerate().map(line))
}

/// Reads a sheet from the passages of a document.
///
/// # Errors
/// A message where it has no question.
pub(crate) fn sheet_of_passages(passages: &Passages) -> Result<FilledSheet, String> {
    let line = |own: &Passage| {
        let label = own.label.as_ref().map_or_else(String::new, |label| format!("{label} "));
        let text = format!("{label}{}", own.text).replace('\n', " ");
        Line { text, is_heading: own.is_heading(), place: passages.whole_place(own) }
    };
    sheet_of_lines(passages.list.iter().map(line))
}

/// Which part of a question the lines belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Question,
    Answer,
    Because,
}

fn sheet_of_lines(lines: impl Iterator<Item = Line>) -> Result<FilledSheet, String> {
    let (mut sheet, mut part) = (FilledSheet::default(), Part::Head);
    for line in lines {
        if line.is_heading {
            let Some(rule) = rule_of(&line.text) else {
                // A line of a reason may begin with the mark of a heading.
                let own = sheet.answers.last_mut().filter(|_| part == Part::Because);
                own.into_iter().for_each(|own| append(&mut own.because, &line.text));
                continue;
            };
            sheet.answers.push(Filled { rule, place: line.place, ..Filled::default() });
            part = Part::Question;
            continue;
        }
        let Some(own) = sheet.answers.last_mut() else {
            for (name, field) in
                [("review:", &mut sheet.review), ("rubric:", &mut sheet.rubric), ("by:", &mut sheet.by)]
            {
                first(field, after(&line.text, name).unwrap_or_default());
            }
            continue;
        };
        let text = match (after(&line.text, "answer:"), after(&line.text, "because:")) {
            (Some(text), _) => {
                (part, own.place) = (Part::Answer, line.place);
                text
            }
            (_, Some(text)) => {
                part = Part::Because;
                text
            }
            (None, None) => line.text,
        };
        match part {
            Part::Head | Part::Question => {}
            // Both may be on one line, where an editor joined them.
            Part::Answer => match text.split_once("Because:") {
                Some((answer, because)) => {
                    part = Part::Because;
                    append(&mut own.answer, answer);
                    append(&mut own.because, because);
                }
                None => append(&mut own.answer, &text),
            },
            Part::Because => append(&mut own.because, &text),
        }
    }
    if sheet.answers.is_empty() {
        return Err("it has no questions: keep the headings that `--sheet` wrote, such as `RULE: ...`".to_owned());
    }
    Ok(sheet)
}

/// The id in front of a heading.
fn rule_of(heading: &str) -> Option<String> {
    let (id, _) = heading.split_once(':')?;
    let id = id.trim();
    (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}

/// What follows a name at the beginning of a line, whatever its case.
fn after(line: &str, name: &str) -> Option<String> {
    let (start, rest) = line.trim_start().split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then(|| rest.trim_start_matches(['*', '_']).trim().to_owned())
}

fn append(own: &mut String, text: &str) {
    let text = text.trim();
    if !own.is_empty() && !text.is_empty() {
        own.push(' ');
    }
    own.push_str(text);
}

fn first(own: &mut String, text: String) {
    if own.is_empty() {
        *own = text;
    }
}

/// A cell on one line, without the mark that keeps a spreadsheet from taking it for a formula.
fn plain(cell: &str) -> String {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => text,
    }
}

/// A line of Markdown without the backslashes that keep its marks from acting.
fn unescaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => text.extend(characters.next()),
            _ => text.push(character),
        }
    }
    text
}
