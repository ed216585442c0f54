//! What is wrong with an input, with the lines that show it.

use std::borrow::Cow;

use super::doc::{Excerpt, Finding};
use super::render::annotated;
use super::view::Style;
use crate::document::{Diagnostic, Limits, Severity, Source, Sources, csv};
use crate::text::{Lines, Mask, Shown, Span, identifiers_after};

/// Writes what was found in `sources`, each with its lines, in the order given.
#[must_use]
pub fn diagnostics(sources: impl Into<Sources>, found: &[Diagnostic], mask: &Mask, style: Style) -> String {
    annotated::write(&findings(sources, found, mask), style)
}

/// Returns what was found in `sources`, each with its lines, in the order given.
#[must_use]
pub fn findings(sources: impl Into<Sources>, found: &[Diagnostic], mask: &Mask) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let sources = sources.into();
    let texts: Vec<Text<'_>> = sources.iter().map(|source| Text::new(source, mask)).collect();
    found.iter().map(|diagnostic| finding(&sources, &texts, diagnostic, mask)).collect()
}

/// A source as it is shown.
struct Text<'a> {
    source: &'a Source,
    name: Shown,
    text: Cow<'a, str>,
    lines: Lines<'a>,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source, mask: &Mask) -> Self {
        let text = mask.same_length_with(&source.text, cells(source, mask));
        Text { source, name: mask.shown(&source.name), text, lines: source.lines() }
    }
}

/// The cells of a list that are identifiers by the heading of their column: a day under *Date of birth*.
fn cells(source: &Source, mask: &Mask) -> Vec<Span> {
    const TRIED: [&str; 3] = ["17/08/2001", "7700900123", "9990000018"];
    if !source.name.to_lowercase().ends_with(".csv") {
        return Vec::new();
    }
    let is_one = |heading: &str, text: &str| {
        identifiers_after(heading, text, mask.names()).iter().any(|hit| hit.confidence.counts())
    };
    let sheet = csv::parse(source, Limits::USUAL);
    let Some((head, rows)) = sheet.rows.split_first() else { return Vec::new() };
    let says = head.cells.iter().map(|cell| TRIED.iter().any(|text| is_one(&cell.text, text))).collect::<Vec<_>>();
    let cells = rows.iter().flat_map(|row| row.cells.iter().zip(&head.cells).zip(&says));
    let cells = cells.filter(|((cell, heading), says)| **says && is_one(&heading.text, &cell.text));
    let own = |span: Span| Span::new(span.start - source.start(), span.end - source.start());
    cells.map(|((cell, _), _)| own(cell.span)).collect()
}

fn finding(sources: &Sources, texts: &[Text<'_>], diagnostic: &Diagnostic, mask: &Mask) -> Finding {
    let by_text = by_text(sources, texts, diagnostic, mask);
    Finding {
        is_error: diagnostic.severity == Severity::Error,
        code: diagnostic.code,
        message: mask.shown(&diagnostic.message).bounded().to_string(),
        excerpts: by_text.into_iter().flat_map(|(text, marks)| excerpts(text, marks)).collect(),
        notes: diagnostic.notes.iter().map(|line| mask.shown(line).to_string()).collect(),
        help: diagnostic.help.as_ref().map(|help| mask.shown(help).bounded().to_string()),
    }
}

/// A place in one text with what is said there.
struct Marked {
    is_primary: bool,
    span: Span,
    label: String,
}

/// The marks of each text, the text of the first mark first.
fn by_text<'a>(
    sources: &Sources,
    texts: &'a [Text<'_>],
    diagnostic: &Diagnostic,
    mask: &Mask,
) -> Vec<(&'a Text<'a>, Vec<Marked>)> {
    let mut found: Vec<(&Text<'_>, Vec<Marked>)> = Vec::new();
    for (number, mark) in diagnostic.marks.iter().enumerate() {
        let (source, span) = sources.find(mark.span);
        let marked = Marked { is_primary: number == 0, span, label: mask.shown(&mark.label).bounded().to_string() };
        if let Some((_, marks)) = found.iter_mut().find(|(text, _)| std::ptr::eq(text.source, source)) {
            marks.push(marked);
        } else if let Some(text) = texts.iter().find(|text| std::ptr::eq(text.source, source)) {
            found.push((text, vec![marked]));
        }
    }
    found
}

/// The longest stretch of a text that is looked at to show marks in it: whoever shows it reads it whole.
const LONGEST: usize = 16 << 10;
/// Of a line that is longer, so much before and after a mark.
const AROUND: usize = 2 << 10;

/// A part of a text with the marks in it: whole lines, unless a line is too long.
struct Stretch<'a> {
    text: &'a Text<'a>,
    from: usize,
    to: usize,
    marks: Vec<Marked>,
}

/// The parts of a text to show: one, or where marks are far apart, one for each.
fn excerpts(text: &Text<'_>, marks: Vec<Marked>) -> Vec<Excerpt> {
    let all = Stretch::spanning(text, marks);
    if all.to - all.from <= LONGEST {
        return vec![all.excerpt()];
    }
    all.marks.into_iter().map(|mark| Stretch::spanning(text, vec![mark]).cut().excerpt()).collect()
}

impl<'a> Stretch<'a> {
    /// The lines that marks are in, and all between them.
    fn spanning(text: &'a Text<'a>, marks: Vec<Marked>) -> Self {
        let first = marks.iter().map(|mark| mark.span.start).min().unwrap_or(0);
        let last = marks.iter().map(|mark| mark.span.end).max().unwrap_or(first);
        let before = text.text.get(..first).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = text.text.get(last..).unwrap_or_default();
        let to = last + rest.find('\n').map_or(rest.len(), |end| end + 1);
        Stretch { text, from, to, marks }
    }

    /// Only what is around its first mark, where it is too long.
    fn cut(self) -> Self {
        let Some(span) = self.marks.first().map(|mark| mark.span).filter(|_| self.to - self.from > LONGEST) else {
            return self;
        };
        let from = self.text.text.ceil_char_boundary(span.start.saturating_sub(AROUND)).max(self.from);
        let to = self.text.text.floor_char_boundary(span.start + AROUND).clamp(from, self.to);
        Stretch { from, to, ..self }
    }

    fn excerpt(self) -> Excerpt {
        let Stretch { text, from, to, marks } = self;
        let place = text.lines.place(marks.first().map_or(0, |mark| mark.span.start));
        let begins_line = from == 0 || text.text.as_bytes().get(from - 1) == Some(&b'\n');
        let within = |at: usize| at.clamp(from, to) - from;
        Excerpt {
            name: text.name.to_string(),
            text: text.text.get(from..to).unwrap_or_default().to_owned(),
            line: text.lines.line(from),
            within: (!begins_line).then_some((place.line, place.column)),
            marks: marks
                .into_iter()
                .map(|mark| (within(mark.span.start)..within(mark.span.end), mark.label, mark.is_primary))
                .collect(),
        }
    }
}
