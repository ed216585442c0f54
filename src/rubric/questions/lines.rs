//! Questions in lines: one each, below headings.

use super::list::{ListedQuestion, QuestionList, without_mark};

/// A line of a list.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) kind: LineKind,
    pub(super) place: String,
}

/// What a line looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Title,
    Heading,
    /// It has a number or a bullet.
    Marked,
    Cell,
    Plain,
}

pub(super) fn is_asked(line: &Line) -> bool {
    line.kind == LineKind::Marked || line.text.ends_with('?')
}

/// Returns the questions of lines.
///
/// # Errors
/// A message where there is no question.
pub(super) fn questions_of_lines(mut lines: Vec<Line>) -> Result<QuestionList, String> {
    for line in &mut lines {
        let (text, is_marked) = without_mark(&line.text);
        line.text = text.to_owned();
        line.kind = match line.kind {
            LineKind::Plain if is_marked => LineKind::Marked,
            LineKind::Title | LineKind::Heading if line.text.ends_with('?') => LineKind::Marked,
            kind @ (LineKind::Title | LineKind::Heading | LineKind::Marked | LineKind::Cell | LineKind::Plain) => kind,
        };
    }
    let is_heading =
        |line: &Line| line.kind == LineKind::Heading || (line.kind == LineKind::Plain && line.text.ends_with(':'));
    let has_marks = lines.iter().any(is_asked);
    let (mut list, mut area, mut others) = (QuestionList::default(), None, Vec::new());
    for line in lines.into_iter().filter(|line| !line.text.is_empty()) {
        if line.kind == LineKind::Title {
            list.title.get_or_insert(line.text);
        } else if is_heading(&line) {
            area = Some(line.text.trim_end_matches(':').trim().to_owned());
        } else if is_asked(&line) || (!has_marks && line.kind == LineKind::Plain) {
            let question = ListedQuestion { text: line.text, place: line.place, ..ListedQuestion::default() };
            list.add(area.as_deref(), question);
        } else if !others.contains(&line.place) {
            others.push(line.place);
        }
    }
    if list.len() == 0 {
        return Err("it has no questions: write one on each line".to_owned());
    }
    list.leave_out("as they are not questions", &others);
    Ok(list.without_duplicates())
}
