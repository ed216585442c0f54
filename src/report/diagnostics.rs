//! Mistakes of an input under the lines they are in.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use crate::document::{Diagnostic, Severity, Source, Sources};
use crate::text::{Lines, Mask, Shown, Span};

/// What was `found` in `sources`, each with its lines, in the order given.
#[must_use]
pub fn diagnostics(sources: impl Into<Sources>, found: &[Diagnostic], mask: &Mask, style: Style) -> String {
    if found.is_empty() {
        return String::new();
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let sources = sources.into();
    let texts: Vec<Text<'_>> = sources.iter().map(|source| Text::of(source, mask)).collect();
    let rendered =
        found.iter().map(|diagnostic| renderer.render(&[group(&sources, &texts, diagnostic, mask)]).to_string());
    rendered.fold(String::new(), |text, one| text + &one + "\n\n")
}

/// A source as it is shown.
struct Text<'a> {
    source: &'a Source,
    name: Shown,
    text: Cow<'a, str>,
    lines: Lines<'a>,
}

impl<'a> Text<'a> {
    fn of(source: &'a Source, mask: &Mask) -> Self {
        let text = mask.same_length(&source.text);
        Text { source, name: mask.shown(&source.name), text, lines: source.lines() }
    }
}

fn group<'a>(sources: &Sources, texts: &'a [Text<'_>], diagnostic: &'a Diagnostic, mask: &Mask) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(mask.shown(&diagnostic.message).bounded().to_string())
        .id(diagnostic.code)
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    for (text, marks) in by_text(sources, texts, diagnostic, mask) {
        for excerpt in excerpts(text, marks) {
            group = excerpt.add_to(group);
        }
    }
    if !diagnostic.notes.is_empty() {
        let lines: Vec<String> = diagnostic.notes.iter().map(|line| mask.shown(line).to_string()).collect();
        group = group.element(Level::NOTE.message(lines.join("\n")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(mask.shown(help).bounded().to_string()));
    }
    group
}

/// A place in one text with what is said there.
struct Marked {
    kind: AnnotationKind,
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
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let marked = Marked { kind, span, label: mask.shown(&mark.label).bounded().to_string() };
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
struct Excerpt<'a> {
    text: &'a Text<'a>,
    from: usize,
    to: usize,
    marks: Vec<Marked>,
}

/// The parts of a text to show: one, or where marks are far apart, one for each.
fn excerpts<'a>(text: &'a Text<'a>, marks: Vec<Marked>) -> Vec<Excerpt<'a>> {
    let all = Excerpt::of(text, marks);
    if all.to - all.from <= LONGEST {
        return vec![all];
    }
    all.marks.into_iter().map(|mark| Excerpt::of(text, vec![mark]).cut()).collect()
}

impl<'a> Excerpt<'a> {
    /// The lines that marks are in, and all between them.
    fn of(text: &'a Text<'a>, marks: Vec<Marked>) -> Self {
        let first = marks.iter().map(|mark| mark.span.start).min().unwrap_or(0);
        let last = marks.iter().map(|mark| mark.span.end).max().unwrap_or(first);
        let before = text.text.get(..first).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = text.text.get(last..).unwrap_or_default();
        let to = last + rest.find('\n').map_or(rest.len(), |end| end + 1);
        Excerpt { text, from, to, marks }
    }

    /// Only what is around its first mark, where it is too long.
    fn cut(self) -> Self {
        let Some(span) = self.marks.first().map(|mark| mark.span).filter(|_| self.to - self.from > LONGEST) else {
            return self;
        };
        let from = self.text.text.ceil_char_boundary(span.start.saturating_sub(AROUND)).max(self.from);
        let to = self.text.text.floor_char_boundary(span.start + AROUND).clamp(from, self.to);
        Excerpt { from, to, ..self }
    }

    fn add_to(self, group: Group<'a>) -> Group<'a> {
        let Excerpt { text, from, to, marks } = self;
        let place = text.lines.place(marks.first().map_or(0, |mark| mark.span.start));
        let begins_line = from == 0 || text.text.as_bytes().get(from - 1) == Some(&b'\n');
        let within = |at: usize| at.clamp(from, to) - from;
        let annotations = marks
            .into_iter()
            .map(|mark| mark.kind.span(within(mark.span.start)..within(mark.span.end)).label(mark.label));
        let snippet = Snippet::source(text.text.get(from..to).unwrap_or_default()).line_start(text.lines.line(from));
        let snippet = snippet.annotations(annotations);
        if begins_line {
            return group.element(snippet.path(text.name.as_str()));
        }
        // Of a part of a line its own place says nothing.
        let origin = Origin::path(text.name.as_str()).line(place.line).char_column(place.column);
        group.element(origin).element(snippet)
    }
}
