//! Mistakes of an input under the lines they are in.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use crate::document::{Diagnostic, Severity, Source, Sources};
use crate::text::{Shown, same_length};

/// What was `found` in `sources`, each with its lines, in the order given.
#[must_use]
pub fn diagnostics<'a>(sources: impl Into<Sources<'a>>, found: &[Diagnostic], style: Style) -> String {
    if found.is_empty() {
        return String::new();
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let sources = sources.into();
    let texts: Vec<Text<'_>> = sources.iter().map(Text::of).collect();
    let rendered = found.iter().map(|diagnostic| renderer.render(&[group(&sources, &texts, diagnostic)]).to_string());
    rendered.fold(String::new(), |text, one| text + &one + "\n\n")
}

/// A source as it is shown.
struct Text<'a> {
    source: &'a Source,
    name: Shown,
    text: Cow<'a, str>,
}

impl<'a> Text<'a> {
    fn of(source: &'a Source) -> Self {
        Text { source, name: Shown::new(&source.name), text: same_length(&source.text) }
    }
}

fn group<'a>(sources: &Sources<'_>, texts: &'a [Text<'_>], diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(Shown::new(&diagnostic.message).to_string())
        .id(diagnostic.code)
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    for (text, marks) in by_text(sources, texts, diagnostic) {
        group = group.element(
            Snippet::source(&*text.text)
                .line_start(text.source.first_line())
                .path(text.name.as_str())
                .annotations(marks),
        );
    }
    if !diagnostic.notes.is_empty() {
        let lines: Vec<String> = diagnostic.notes.iter().map(|line| Shown::new(line).to_string()).collect();
        group = group.element(Level::NOTE.message(lines.join("\n")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(Shown::new(help).to_string()));
    }
    group
}

/// The marks of each text, the text of the first mark first.
fn by_text<'a>(
    sources: &Sources<'_>,
    texts: &'a [Text<'_>],
    diagnostic: &Diagnostic,
) -> Vec<(&'a Text<'a>, Vec<Annotation<'a>>)> {
    let mut found: Vec<(&Text<'_>, Vec<Annotation<'_>>)> = Vec::new();
    for (number, mark) in diagnostic.marks.iter().enumerate() {
        let (source, span) = sources.find(mark.span);
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(span.start..span.end).label(Shown::new(&mark.label).to_string());
        if let Some((_, marks)) = found.iter_mut().find(|(text, _)| std::ptr::eq(text.source, source)) {
            marks.push(annotation);
        } else if let Some(text) = texts.iter().find(|text| std::ptr::eq(text.source, source)) {
            found.push((text, vec![annotation]));
        }
    }
    found
}
