//! Mistakes of an input under the lines they are in.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::report::doc::{Excerpt, Finding};
use crate::report::view::Style;

/// Writes findings, an empty line after each.
#[must_use]
pub(in crate::report) fn write(findings: &[Finding], style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width);
    let rendered = findings.iter().map(|finding| renderer.render(&[group(finding)]).to_string());
    rendered.fold(String::new(), |text, one| text + &one + "\n\n")
}

fn group(finding: &Finding) -> Group<'_> {
    let level = if finding.is_error { Level::ERROR } else { Level::WARNING };
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    for excerpt in &finding.excerpts {
        group = with_excerpt(group, excerpt);
    }
    if !finding.notes.is_empty() {
        group = group.element(Level::NOTE.message(finding.notes.join("\n")));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn with_excerpt<'a>(group: Group<'a>, excerpt: &'a Excerpt) -> Group<'a> {
    let annotations = excerpt.marks.iter().map(|(span, label, is_primary)| {
        let kind = if *is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(span.clone()).label(label.as_str())
    });
    let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).annotations(annotations);
    match excerpt.within {
        None => group.element(snippet.path(excerpt.name.as_str())),
        // Of a part of a line its own place says nothing.
        Some((line, column)) => {
            group.element(Origin::path(excerpt.name.as_str()).line(line).char_column(column)).element(snippet)
        }
    }
}
