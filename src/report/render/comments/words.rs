//! Exact words within a paragraph of a document: where they begin and end, and how the runs they are in are split there.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::model::ExactWords;
use super::xml::{is_named, position};
use crate::document::passages::readable;

/// A paragraph of the document.
pub(super) struct Paragraph {
    /// The byte at which it begins.
    pub(super) start: usize,
    /// The prefix of its name, with the colon.
    pub(super) prefix: String,
    /// The byte after its properties.
    pub(super) inside: usize,
    /// The byte at which it is closed.
    pub(super) end: usize,
}

/// Where words begin and end.
pub(super) struct Ends {
    pub(super) start: Boundary,
    pub(super) end: Boundary,
}

/// A place between two letters, and what splits the run that it is in.
#[derive(Default)]
pub(super) struct Boundary {
    /// The byte of the document.
    pub(super) at: usize,
    /// What closes the run, where it is split.
    pub(super) close: String,
    /// What opens the rest of it.
    pub(super) reopen: String,
    /// The tag of a text that is divided: where it begins and ends, and how it keeps the spaces at its ends.
    pub(super) tag: Option<(usize, usize, String)>,
}

/// Returns where a paragraph has these words; none where it does not have them, or not in text that can be divided.
pub(super) fn ends(document: &str, paragraph: &Paragraph, words: &ExactWords) -> Option<Ends> {
    let inside = document.get(paragraph.inside..paragraph.end)?;
    let letters = Letters::read(inside, paragraph.inside)?;
    let text: String = letters.list.iter().map(|letter| letter.character).collect();
    let wanted: String = words.text.chars().map(spaced).collect();
    let (from, _) = text.match_indices(&wanted).nth(words.before)?;
    let first = text.get(..from)?.chars().count();
    let last = first + wanted.chars().count().checked_sub(1)?;
    let split = Split { document, paragraph, letters: &letters };
    Some(Ends { start: split.before(first)?, end: split.after(last)? })
}

fn spaced(character: char) -> char {
    if character.is_whitespace() { ' ' } else { character }
}

/// A letter of a paragraph.
struct Letter {
    character: char,
    /// The bytes that write it.
    start: usize,
    end: usize,
    /// The number of its text; none for an element in its place.
    text: Option<usize>,
}

/// A text of a run: the element around some letters.
struct Text {
    run: usize,
    start: usize,
    /// The byte after its tag.
    inside: usize,
    /// The byte at which it is closed, and the byte after that.
    close: usize,
    end: usize,
}

/// A run.
struct Run {
    start: usize,
    /// The byte after its properties, or after its tag.
    inside: usize,
    /// The byte at which it is closed, and the byte after that.
    close: usize,
    end: usize,
}

/// The letters of a paragraph, with the runs and texts they are in.
#[derive(Default)]
struct Letters {
    list: Vec<Letter>,
    texts: Vec<Text>,
    runs: Vec<Run>,
    /// How many elements are open whose text is not read: what was deleted, marks of pronunciation, paragraphs of text boxes.
    skipped: usize,
    is_in_run: bool,
    is_in_text: bool,
    /// How many properties of the run are open: those before a change are in those of the run.
    properties: usize,
}

impl Letters {
    /// Reads what is inside a paragraph, which begins at the byte `offset` of its document; none where it is damaged.
    fn read(inside: &str, offset: usize) -> Option<Self> {
        let mut reader = Reader::from_str(inside);
        let mut letters = Letters::default();
        loop {
            let start = offset + position(&reader);
            let event = reader.read_event().ok()?;
            let end = offset + position(&reader);
            if let Event::Start(tag) = &event {
                letters.open(tag, start, end);
            } else if let Event::Empty(tag) = &event {
                letters.empty(tag, start, end);
            } else if let Event::End(tag) = &event {
                letters.close(tag.name().as_ref(), start, end);
            } else if matches!(event, Event::Text(_) | Event::GeneralRef(_)) {
                letters.add(inside.get(start - offset..end - offset)?, start);
            } else if matches!(event, Event::Eof) {
                return Some(letters);
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) {
        let tag_name = tag.name();
        let name = tag_name.as_ref();
        if self.skipped > 0 || ["p", "del", "moveFrom", "ruby"].into_iter().any(|other| is_named(name, other)) {
            self.skipped += 1;
        } else if is_named(name, "r") {
            self.runs.push(Run { start, inside: end, close: end, end });
            self.is_in_run = true;
        } else if is_named(name, "rPr") && self.is_in_run {
            self.properties += 1;
        } else if is_named(name, "t")
            && let Some(run) = self.runs.len().checked_sub(1)
        {
            self.texts.push(Text { run, start, inside: end, close: end, end });
            self.is_in_text = true;
        }
    }

    /// Elements that represent a letter.
    fn empty(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) {
        let tag_name = tag.name();
        let name = tag_name.as_ref();
        let character = match () {
            () if self.skipped > 0 => return,
            () if ["br", "cr", "tab", "ptab"].into_iter().any(|space| is_named(name, space)) => ' ',
            () if is_named(name, "noBreakHyphen") => '-',
            () => return,
        };
        self.list.push(Letter { character, start, end, text: None });
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if is_named(name, "t") {
            self.is_in_text = false;
            if let Some(text) = self.texts.last_mut() {
                (text.close, text.end) = (start, end);
            }
        } else if is_named(name, "rPr") {
            self.properties = self.properties.saturating_sub(1);
            if let Some(run) = self.runs.last_mut().filter(|_| self.properties == 0 && self.is_in_run) {
                run.inside = end;
            }
        } else if is_named(name, "r")
            && let Some(run) = self.runs.last_mut()
        {
            (run.close, run.end) = (start, end);
            self.is_in_run = false;
        }
    }

    /// Adds the letters of a piece of text as the document writes it.
    fn add(&mut self, written: &str, start: usize) {
        let text = self.texts.len().checked_sub(1).filter(|_| self.is_in_text && self.skipped == 0);
        let Some(text) = text else { return };
        let units: Vec<(usize, usize, String)> = match quick_xml::escape::unescape(written) {
            Ok(one) if written.starts_with('&') => vec![(0, written.len(), one.into_owned())],
            _ => written.char_indices().map(|(at, one)| (at, at + one.len_utf8(), one.to_string())).collect(),
        };
        for (from, to, unit) in units {
            let letter = |character| Letter {
                character: spaced(character),
                start: start + from,
                end: start + to,
                text: Some(text),
            };
            self.list.extend(readable(&unit).map(letter));
        }
    }
}

/// Splits the runs of a paragraph.
struct Split<'a> {
    document: &'a str,
    paragraph: &'a Paragraph,
    letters: &'a Letters,
}

impl Split<'_> {
    /// The boundary before a letter.
    fn before(&self, number: usize) -> Option<Boundary> {
        let (letter, text, run) = self.around(number)?;
        if letter.start > text.inside {
            return self.within(letter.start, text, run);
        }
        if text.start == run.inside {
            return Some(Boundary { at: run.start, ..Boundary::default() });
        }
        self.between(text.start, run)
    }

    /// The boundary after a letter.
    fn after(&self, number: usize) -> Option<Boundary> {
        let (letter, text, run) = self.around(number)?;
        if letter.end < text.close {
            return self.within(letter.end, text, run);
        }
        if text.end == run.close {
            return Some(Boundary { at: run.end, ..Boundary::default() });
        }
        self.between(text.end, run)
    }

    fn around(&self, number: usize) -> Option<(&Letter, &Text, &Run)> {
        let letter = self.letters.list.get(number)?;
        let text = self.letters.texts.get(letter.text?)?;
        Some((letter, text, self.letters.runs.get(text.run)?))
    }

    /// A boundary between two elements of a run.
    fn between(&self, at: usize, run: &Run) -> Option<Boundary> {
        let prefix = &self.paragraph.prefix;
        Some(Boundary { at, close: format!("</{prefix}r>"), reopen: self.opening(run)?, tag: None })
    }

    /// A boundary within a text of a run.
    fn within(&self, at: usize, text: &Text, run: &Run) -> Option<Boundary> {
        let prefix = &self.paragraph.prefix;
        let tag = format!("<{prefix}t xml:space=\"preserve\">");
        Some(Boundary {
            at,
            close: format!("</{prefix}t></{prefix}r>"),
            reopen: format!("{}{tag}", self.opening(run)?),
            tag: Some((text.start, text.inside, tag)),
        })
    }

    /// The tag and properties of a run.
    fn opening(&self, run: &Run) -> Option<String> {
        Some(self.document.get(run.start..run.inside)?.to_owned())
    }
}
