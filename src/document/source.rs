//! Texts with what to call them, alone or read together.

use std::fmt;

use arcstr::ArcStr;

use super::{Diagnostic, encoding};
use crate::text::{Lines, Place, Span};

/// A text and what to call it: a path, or a word such as `standard input`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// Its text, without a byte-order mark.
    pub text: ArcStr,
    /// The line it is, where each line of a file is a document of its own.
    pub line: Option<usize>,
    /// Where its spans begin: 0, but for a text that is read together with others (see [`Sources`]).
    start: usize,
}

impl Source {
    /// The name of stdin.
    pub(crate) const STANDARD_INPUT: &'static str = "standard input";

    /// A source named `name`; a byte-order mark at the start of `text` is dropped, so that columns count what is seen.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).into();
        Source { name: name.into(), text, line: None, start: 0 }
    }

    /// The same as line `line` of a file in which each line is a document.
    #[must_use]
    pub fn as_line(self, line: usize) -> Self {
        Source { line: Some(line), ..self }
    }

    /// What tells it from every other document: the name, and the line if it is one.
    #[must_use]
    pub fn title(&self) -> String {
        self.line.map_or_else(|| self.name.clone(), |line| format!("{}:{line}", self.name))
    }

    /// The number of its first line in its file.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.line.unwrap_or(1)
    }

    /// Reads bytes as UTF-8.
    ///
    /// # Errors
    /// A diagnostic at the first byte that is not text in UTF-8, which says what the file is instead.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, (Self, Box<Diagnostic>)> {
        let name = name.into();
        match encoding::text(bytes) {
            Ok(text) => Ok(Source::new(name, &text)),
            Err((text, diagnostic)) => Err((Source { name, text: text.into(), line: None, start: 0 }, diagnostic)),
        }
    }

    /// The same source, read together with others: its spans begin at `start`, the end of those before it.
    #[must_use]
    pub fn starting_at(self, start: usize) -> Self {
        Source { start, ..self }
    }

    /// Where its spans begin.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where the spans of the next source may begin: past the place just after the last character.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len() + 1
    }

    /// The place of a byte of the text; for many places, [`Source::lines`] costs less.
    #[must_use]
    pub(crate) fn place(&self, at: usize) -> Place {
        Place::in_text(&self.text, self.first_line(), at)
    }

    /// The lines of the text, for looking up places.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.text).counted_from(self.first_line())
    }
}

/// The texts that make up one input: a review, and the lists that stand in files of their own.
///
/// The spans of each go on where those of the one before end, so that a span says by itself which text it is in. Whatever
/// holds spans (a tree, a diagnostic that names two ends) need not know that there is more than one text.
#[derive(Clone, Debug)]
pub struct Sources {
    first: Source,
    others: Vec<Source>,
}

impl Sources {
    /// Returns the text that the others belong to.
    #[must_use]
    pub fn first(&self) -> &Source {
        &self.first
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Returns where the spans of a further text may begin.
    #[must_use]
    pub fn end(&self) -> usize {
        self.others.last().unwrap_or(&self.first).end()
    }

    /// Returns the source that a span is in, and the span within its text.
    #[must_use]
    pub fn find(&self, span: Span) -> (&Source, Span) {
        let source = self.others.iter().rev().find(|source| source.start <= span.start).unwrap_or(&self.first);
        let within = |at: usize| at.saturating_sub(source.start).min(source.text.len());
        (source, Span::new(within(span.start), within(span.end)))
    }
}

/// Adds texts, each [starting](Source::starting_at) where the one before ends.
impl Extend<Source> for Sources {
    fn extend<I: IntoIterator<Item = Source>>(&mut self, others: I) {
        self.others.extend(others);
    }
}

impl From<Source> for Sources {
    fn from(first: Source) -> Self {
        Sources { first, others: Vec::new() }
    }
}

impl From<&Source> for Sources {
    fn from(source: &Source) -> Self {
        Sources::from(source.clone())
    }
}

impl From<&Sources> for Sources {
    fn from(sources: &Sources) -> Self {
        sources.clone()
    }
}

/// What is wrong with the texts of one input.
#[derive(Clone, Debug)]
pub struct Invalid {
    /// The texts.
    pub sources: Sources,
    /// What is wrong with them, and what is suspicious.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::error::Error for Invalid {}

/// Writes each mistake on a line: the place, and what is wrong there.
impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mistakes = self.diagnostics.iter().filter(|found| found.is_error());
        for (number, mistake) in mistakes.enumerate() {
            let (source, span) = self.sources.find(mistake.span().unwrap_or_default());
            let line = if number > 0 { "\n" } else { "" };
            match mistake.span().map(|_| source.lines().place(span.start)) {
                Some(place) => write!(f, "{line}{}:{}:{}: {}", source.name, place.line, place.column, mistake.message)?,
                None => write!(f, "{line}{}: {}", source.title(), mistake.message)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_says_which_text_it_is_in() {
        let review = Source::new("review", "abc");
        let list = Source::new("list", "de").starting_at(review.end());
        let empty = Source::new("empty", "").starting_at(list.end());
        let sources = Sources { first: review.clone(), others: vec![list.clone(), empty.clone()] };
        let found = |start, end| {
            let (source, span) = sources.find(Span::new(start, end));
            (source.name.as_str(), span.start, span.end)
        };
        assert_eq!(found(0, 3), ("review", 0, 3));
        assert_eq!(found(3, 3), ("review", 3, 3));
        assert_eq!(found(list.start(), list.start() + 2), ("list", 0, 2));
        assert_eq!(found(list.start() + 2, list.start() + 2), ("list", 2, 2));
        assert_eq!(found(empty.start(), empty.start()), ("empty", 0, 0));
        assert_eq!(found(1000, 1001), ("empty", 0, 0));
    }
}
