//! Mistakes of an input under the lines they are in.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use crate::document::{Diagnostic, Severity, Source};
use crate::text::{Shown, same_length};

/// `found` in `source`, each with its line, in the order given.
#[must_use]
pub fn diagnostics(source: &Source, found: &[Diagnostic], style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let name = Shown::new(&source.name);
    let text = same_length(&source.text);
    let rendered = found
        .iter()
        .map(|diagnostic| renderer.render(&[group(&text, source.first_line(), &name, diagnostic)]).to_string());
    rendered.fold(String::new(), |text, one| text + &one + "\n\n")
}

fn group<'a>(text: &'a str, first_line: usize, name: &'a Shown, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(Shown::new(&diagnostic.message).to_string())
        .id(diagnostic.code)
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    let marks = diagnostic.marks.iter().enumerate().map(|(number, mark)| {
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let end = mark.span.end.min(text.len());
        kind.span(mark.span.start.min(end)..end).label(Shown::new(&mark.label).to_string())
    });
    if !diagnostic.marks.is_empty() {
        group = group.element(Snippet::source(text).line_start(first_line).path(name.as_str()).annotations(marks));
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
