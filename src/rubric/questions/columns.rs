//! Questions in rows below a header: its columns by their heads, and what each row says in them.

use super::answers::{ListedAnswers, notes_of_answers};
use super::list::{ListedQuestion, QuestionList, on_one_line, without_mark};
use crate::document::csv::Row;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Question,
    Area,
    Answers,
    Why,
    Source,
}

/// Heads that say it is the question, the surest first.
const QUESTIONS: [&str; 15] = [
    "question",
    "questions",
    "ask",
    "check",
    "checks",
    "item",
    "prompt",
    "quality statement",
    "statement",
    "indicator",
    "requirement",
    "standard",
    "criterion",
    "criteria",
    "description",
];

/// Heads of the other columns.
const OTHERS: [(Column, &[&str]); 4] = [
    (
        Column::Area,
        &[
            "area",
            "section",
            "heading",
            "theme",
            "topic",
            "domain",
            "category",
            "group",
            "part",
            "key question",
            "criterion",
            "criteria",
            "standard",
            "chapter",
        ],
    ),
    (
        Column::Answers,
        &["answers", "answer options", "possible answers", "options", "choices", "levels", "scale", "responses"],
    ),
    (Column::Why, &["why", "why it matters", "guidance", "rationale", "explanation", "help", "notes", "prompts"]),
    (Column::Source, &["source", "based on", "reference", "references"]),
];

/// Where rows begin.
#[derive(Default)]
pub(super) struct Start {
    /// The text before the row number in a place.
    pub(super) place: String,
    /// The heading above them.
    pub(super) area: Option<String>,
}

/// The columns that a header names; `None` if no column is called as a question is.
pub(super) fn columns(row: &Row<'_>) -> Option<Vec<(Column, usize)>> {
    let heads: Vec<String> = row.cells.iter().map(|cell| head(&cell.text)).collect();
    let find = |names: &[&str], not: &[usize]| {
        let at = |name: &&str| heads.iter().position(|head| head == name).filter(|at| !not.contains(at));
        names.iter().find_map(at)
    };
    let asks = |head: &String| head.contains("question") && head.split(' ').count() <= 3 && head != "key question";
    let question = find(&QUESTIONS, &[]).or_else(|| heads.iter().position(asks));
    let question = question.or_else(|| find(&["key question"], &[]))?;
    let mut found = vec![(Column::Question, question)];
    for (column, names) in OTHERS {
        let taken: Vec<usize> = found.iter().map(|(_, at)| *at).collect();
        found.extend(find(names, &taken).map(|at| (column, at)));
    }
    Some(found)
}

fn head(text: &str) -> String {
    on_one_line(text).trim_end_matches([':', '?', '*', ' ']).to_lowercase()
}

/// Returns the questions of the rows below a header.
///
/// # Errors
/// A message where there is no question, or answers cannot be used.
pub(super) fn below(rows: &[Row<'_>], columns: &[(Column, usize)], start: &Start) -> Result<QuestionList, String> {
    let (mut list, mut area, headings) = (QuestionList::default(), start.area.clone(), headings(rows, columns));
    let mut given = Vec::new();
    for row in rows {
        let place = format!("{}row {}", start.place, row.number);
        let cell = |column| {
            let at = columns.iter().find(|(own, _)| *own == column).map(|(_, at)| *at);
            let text = at.and_then(|at| row.cells.get(at)).map(|cell| on_one_line(&cell.text));
            text.filter(|text| !text.is_empty())
        };
        let filled: Vec<String> =
            row.cells.iter().filter(|cell| !cell.text.is_empty()).map(|cell| on_one_line(&cell.text)).collect();
        let alone = (filled.len() == 1).then(|| filled.concat());
        let question = cell(Column::Question).filter(|text| !(alone.is_some() && headings.contains(text)));
        // With merged cells only the first row names the area; an area may also have a row to itself.
        area = cell(Column::Area).or_else(|| alone.filter(|_| question.is_none())).or(area);
        let Some(question) = question else { continue };
        let at = columns.iter().find(|(own, _)| *own == Column::Answers).map(|(_, at)| *at);
        let own = at.and_then(|at| row.cells.get(at)).map(|cell| ListedAnswers::read(&cell.text)).unwrap_or_default();
        if let Some(wrong) = own.mistake() {
            return Err(format!("{place}: {wrong}"));
        }
        let (answers, may_not_apply) = (own.answers.clone(), own.may_not_apply);
        given.push((own, place.clone()));
        let (why, source) = (cell(Column::Why), cell(Column::Source));
        let text = without_mark(&question).0.to_owned();
        list.add(area.as_deref(), ListedQuestion { text, answers, may_not_apply, why, source, place });
    }
    if list.len() == 0 {
        return Err("it has no questions below its heads".to_owned());
    }
    list.notes.extend(notes_of_answers(&given));
    Ok(list.without_duplicates())
}

/// Returns the texts that are alone in their rows, in the column of the questions, where another column says something of every
/// other row, such as its number: headings among the questions.
fn headings(rows: &[Row<'_>], columns: &[(Column, usize)]) -> Vec<String> {
    if columns.iter().any(|(own, _)| *own == Column::Area) {
        return Vec::new();
    }
    let asked = columns.iter().find(|(own, _)| *own == Column::Question).map(|(_, at)| *at);
    let is_filled = |row: &Row<'_>, at: usize| row.cells.get(at).is_some_and(|cell| !cell.text.trim().is_empty());
    let count = |row: &Row<'_>| (0..row.cells.len()).filter(|at| is_filled(row, *at)).count();
    let asks = |row: &&Row<'_>| asked.is_some_and(|at| is_filled(row, at));
    let (alone, others): (Vec<&Row<'_>>, Vec<&Row<'_>>) = rows.iter().filter(asks).partition(|row| count(row) == 1);
    let width = others.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_in_all = |at: usize| Some(at) != asked && others.iter().all(|row| is_filled(row, at));
    if alone.len() > others.len() || !(0..width).any(is_in_all) {
        return Vec::new();
    }
    let text = |row: &Row<'_>| asked.and_then(|at| row.cells.get(at)).map(|cell| on_one_line(&cell.text));
    alone.into_iter().filter_map(text).filter(|text| !text.ends_with('?')).collect()
}
