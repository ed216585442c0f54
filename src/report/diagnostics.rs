//! Mistakes of an input under the lines they are in.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use crate::document::{Diagnostic, Severity, Source};
use crate::text::{Shown, plural, same_length};

/// To show a mistake its whole text is read: of a very large text only some are shown.
const MOST_TEXT: usize = 100 << 20;
/// So many are always shown.
const FEWEST_SHOWN: usize = 10;

/// `found` in `source`, each with its line, in the order given.
#[must_use]
pub fn diagnostics(source: &Source, found: &[Diagnostic], style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let name = Shown::new(&source.name);
    let text = same_length(&source.text);
    let most = (MOST_TEXT / source.text.len().max(1)).max(FEWEST_SHOWN);
    let rendered = found
        .iter()
        .take(most)
        .map(|diagnostic| renderer.render(&[group(&text, source.first_line(), &name, diagnostic)]).to_string());
    let mut said = rendered.fold(String::new(), |text, one| text + &one + "\n\n");
    if let Some(more) = found.len().checked_sub(most).filter(|more| *more > 0) {
        said.push_str(&format!("... and {} more in `{name}`\n\n", plural(more, "mistake", "mistakes")));
    }
    said
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
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(Shown::new(help).to_string()));
    }
    group
}
