//! What is counted in the text of a document, once for all rules that ask.

use std::cell::OnceCell;

use crate::document::passages::{PassageKind, Passages};
use crate::text::reading;
use crate::text::{Lines, Mask, Reader, Reading, Sentence};

/// The text of a document and what was counted in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    /// Its passages, a blank line between one and the next.
    pub(super) text: String,
    /// Where each passage begins in the text.
    starts: Vec<usize>,
    /// The line of the document on which each passage begins, once somebody has asked.
    lines: OnceCell<Vec<usize>>,
    /// How many words it has, headings and tables included.
    pub(super) words: usize,
    /// What was counted in running text: paragraphs, items of lists, notes and text boxes.
    pub(super) reading: Reading,
    /// The longest sentence of running text, and its passage.
    longest: Option<(usize, Sentence)>,
    /// Its headings in small letters, without the numbers in front of them.
    pub(super) headings: Vec<String>,
    /// The headings as they are written, a paragraph each.
    pub(super) heading_text: String,
}

/// What parts two passages.
const BLANK_LINE: &str = "\n\n";

/// A heading without the number that is written in front of it, `2.1 ` or `3) `; a year is no such number.
fn without_number(heading: &str) -> &str {
    let Some((number, rest)) = heading.trim_start().split_once(char::is_whitespace) else { return heading };
    let mut parts = number.trim_end_matches(['.', ')']).split('.');
    if parts.all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit())) {
        rest
    } else {
        heading
    }
}

impl Prose {
    pub(super) fn new(passages: &Passages) -> Self {
        let mut prose = Prose::default();
        let mut reader = Reader::default();
        for (at, passage) in passages.list.iter().enumerate() {
            // A quotation that is set apart has no marks of its own.
            if passage.is_quoted {
                prose.text.push('«');
            }
            prose.starts.push(prose.text.len());
            // One byte for one, so that places in the text are places in the passage.
            if passage.text.contains('\n') {
                prose.text.push_str(&passage.text.replace('\n', " "));
            } else {
                prose.text.push_str(&passage.text);
            }
            if passage.is_quoted {
                prose.text.push('»');
            }
            prose.text.push_str(BLANK_LINE);
            match passage.kind {
                PassageKind::Title | PassageKind::Heading(_) => prose.heading(&passage.text),
                PassageKind::Cell(_) => prose.words += reading::words(&passage.text),
                PassageKind::Paragraph | PassageKind::Item(_) | PassageKind::Note | PassageKind::TextBox => {
                    let longest = reader.paragraph(&passage.text);
                    let most = prose.longest.as_ref().map_or(0, |(_, sentence)| sentence.words);
                    prose.longest =
                        longest.filter(|own| own.words > most).map(|own| (at, own)).or(prose.longest.take());
                }
            }
        }
        prose.reading = reader.reading();
        prose.words += prose.reading.words;
        prose
    }

    fn heading(&mut self, text: &str) {
        let words: Vec<&str> = without_number(text).split_whitespace().collect();
        self.headings.push(words.join(" ").to_lowercase());
        self.heading_text.push_str(text);
        self.heading_text.push_str(BLANK_LINE);
        self.words += reading::words(text);
    }

    /// How many words the longest sentence has.
    pub(super) fn longest(&self) -> usize {
        self.longest.as_ref().map_or(0, |(_, sentence)| sentence.words)
    }

    /// Where the longest sentence begins in the text.
    pub(super) fn longest_at(&self) -> Option<usize> {
        let (passage, sentence) = self.longest.as_ref()?;
        self.starts.get(*passage).map(|start| start + sentence.range.start)
    }

    /// The passage that a byte of the text is in, and the byte of the passage.
    pub(super) fn passage(&self, byte: usize) -> Option<(usize, usize)> {
        let at = self.starts.partition_point(|start| *start <= byte).checked_sub(1)?;
        Some((at, byte - self.starts.get(at)?))
    }

    /// The passage with the longest sentence, and where in it the sentence is.
    pub(super) fn longest_in(&self) -> Option<(usize, std::ops::Range<usize>)> {
        self.longest.as_ref().map(|(passage, sentence)| (*passage, sentence.range.clone()))
    }

    /// Where a byte of the text is in its document: `5 Action plan, paragraph 2, line 34`, the line where there are lines.
    pub(super) fn place(&self, passages: &Passages, byte: usize, mask: &Mask) -> Option<String> {
        let (at, within) = self.passage(byte)?;
        let passage = passages.list.get(at)?;
        let place = passages.place(passage, mask);
        if !passages.has_lines {
            return Some(place);
        }
        let before = passage.text.get(..within).unwrap_or_default();
        let lines = self.lines.get_or_init(|| {
            let lines = Lines::new(&passages.text);
            passages.list.iter().map(|passage| lines.line(passage.span.start)).collect()
        });
        let line = lines.get(at)? + before.matches('\n').count();
        Some(format!("{place}, line {line}"))
    }
}
