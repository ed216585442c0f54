//! A comparison in the terminal and in Markdown.

use super::drafts::{DraftsPage, changes};
use super::page::ComparePage;
use super::sections::{Section, sections};
use crate::report::Style;
use crate::report::layout::GLUE;
use crate::report::table::{markdown, text};

/// Everything, for the terminal; the moved reviews all of them, or the first of each kind.
#[must_use]
pub fn compare_text(page: &ComparePage, style: Style, all: bool) -> String {
    let written = text_of(sections(page, "\n", all), style);
    let notes: String = page.notes.iter().map(|note| style.wrap(note.as_str(), "", "  ")).collect();
    if notes.is_empty() { written } else { format!("{written}\n{notes}") }
}

/// What changed between two drafts below the grade, for the terminal.
#[must_use]
pub fn drafts_changes(page: &DraftsPage, style: Style) -> String {
    let sections = changes(page);
    if sections.is_empty() { "nothing changed in what is graded\n".to_owned() } else { text_of(sections, style) }
}

fn text_of(sections: Vec<Section>, style: Style) -> String {
    let mut written = String::new();
    let mut was_sentence = true;
    for section in sections {
        let is_sentence = matches!(section, Section::Sentence(_));
        let belongs_together = is_sentence && was_sentence;
        if !written.is_empty() && !belongs_together {
            written.push('\n');
        }
        was_sentence = is_sentence;
        match section {
            Section::Table(block) => written.push_str(&text::table(&block, style)),
            Section::Sentence(line) => written.push_str(&style.wrap(&line, "", "  ")),
            Section::Lines { title, lines } => {
                written.push_str(&style.wrap(&style.bold(&title), "", ""));
                lines.iter().for_each(|line| written.push_str(&style.wrap(&format!("- {line}"), "  ", "    ")));
            }
        }
    }
    written
}

/// The same in Markdown.
#[must_use]
pub fn compare_markdown(page: &ComparePage, all: bool) -> String {
    let part = |section: Section| match section {
        Section::Table(block) => markdown::table(&block),
        Section::Sentence(line) => format!("{}\n", markdown::escaped(&line)),
        Section::Lines { title, lines } => {
            let lines: String = lines.iter().map(|line| format!("- {}\n", markdown::escaped(line))).collect();
            format!("### {}\n\n{lines}", markdown::escaped(&title))
        }
    };
    let mut parts: Vec<String> = sections(page, ", ", all).into_iter().map(part).collect();
    parts.push(page.notes.iter().map(|note| format!("- {}\n", markdown::escaped(note.as_str()))).collect());
    parts.retain(|part| !part.is_empty());
    parts.join("\n").replace(GLUE, " ")
}
