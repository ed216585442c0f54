//! A comparison in the terminal and in Markdown.

use super::page::ComparePage;
use super::sections::{Section, sections};
use crate::report::Style;
use crate::report::table::{markdown, text};

/// Everything, for the terminal; the moved reviews all of them, or the first of each kind.
#[must_use]
pub fn compare_text(page: &ComparePage, style: Style, all: bool) -> String {
    let mut written = String::new();
    let mut was_sentence = true;
    for section in sections(page, "\n", all) {
        let is_sentence = matches!(section, Section::Sentence(_));
        if !(is_sentence && was_sentence) {
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
    let notes: String = page.notes.iter().map(|note| style.wrap(note.as_str(), "", "  ")).collect();
    if notes.is_empty() { written } else { format!("{written}\n{notes}") }
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
    parts.join("\n")
}
