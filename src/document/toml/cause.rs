//! Finds the kind of a mistake from the tokens around it. The words of the reader's message play no part.

use std::cell::Cell;

use toml_parser::decoder::Encoding;
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{Event, EventKind, EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span as TomlSpan};

use crate::text::Span;

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A word or a number that is no value, or no value at all.
    NoValue,
    /// A date that the calendar does not have.
    Date,
    /// A key or a heading that already exists.
    Duplicate,
    /// Something after a value, on the same line.
    Trailing,
    /// A heading in single brackets, where others of its name have double ones.
    SingleBrackets,
    /// A text of several lines that is not closed.
    LongText,
    /// A text of one line that is not closed.
    ShortText,
    /// A backslash that begins nothing.
    Escape,
    /// A list that is not closed, or in which a comma is missing.
    List,
    /// One `=` too many.
    ExtraEquals,
    /// Anything else.
    Syntax,
}

impl Cause {
    /// True if it spoils nothing but the value or key it is in.
    pub(super) fn is_local(self) -> bool {
        matches!(self, Cause::NoValue | Cause::Date | Cause::Duplicate | Cause::Trailing)
    }

    /// True if it is about the quotes of a text, or about what stands between them.
    pub(super) fn is_of_quotes(self) -> bool {
        matches!(self, Cause::LongText | Cause::ShortText | Cause::Escape)
    }
}

/// A text taken apart, to find the cause of each error of its reader.
pub(super) struct Causes<'t> {
    text: &'t str,
    /// The keys and values, in the order of the text.
    words: Vec<Event>,
    /// Where the order of the tokens is wrong, and how.
    disorder: Vec<(usize, Cause)>,
}

impl<'t> Causes<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tokens = Source::new(text).lex().into_vec();
        let place = Cell::new(Place::Other);
        let mut watcher = Watcher { words: Vec::new(), open: Vec::new(), place: &place };
        let mut disorder = Vec::new();
        parse_document(&tokens, &mut watcher, &mut |error: ParseError| {
            let Some(span) = error.unexpected() else { return };
            let next = tokens.partition_point(|token| token.span().start() < span.start());
            let next = tokens.get(next).map_or(TokenKind::Eof, Token::kind);
            disorder.push((span.start(), place.get().cause(next)));
        });
        Causes { text, words: watcher.words, disorder }
    }

    /// The cause of an error that the reader found at this place.
    pub(super) fn at(&self, place: Span) -> Cause {
        let disorder = self.disorder.iter().find(|(at, _)| *at == place.start);
        disorder.map_or_else(
            || self.word(place).map_or(Cause::Syntax, |word| self.within(word, place)),
            |(_, cause)| *cause,
        )
    }

    /// The value or key at a place.
    pub(super) fn span(&self, place: Span) -> Span {
        self.word(place).map_or(place, |word| Span::new(word.span().start(), word.span().end()))
    }

    fn word(&self, place: Span) -> Option<&Event> {
        let next = self.words.partition_point(|word| word.span().start() <= place.start);
        self.words.get(next.checked_sub(1)?).filter(|word| place.start <= word.span().end())
    }

    /// What is wrong in a value or key whose place among the others is right.
    fn within(&self, word: &Event, place: Span) -> Cause {
        let before = self.text.get(word.span().start()..place.start).unwrap_or_default();
        match word.encoding() {
            // The reader puts an empty text where a value is missing between braces.
            Some(_) if !self.text.get(word.span().start()..).is_some_and(|text| text.starts_with(['"', '\''])) => {
                Cause::Syntax
            }
            Some(_) if before.ends_with('\\') => Cause::Escape,
            _ if word.kind() == EventKind::SimpleKey && before.is_empty() => Cause::Duplicate,
            Some(Encoding::MlBasicString | Encoding::MlLiteralString) => Cause::LongText,
            Some(Encoding::BasicString | Encoding::LiteralString) => Cause::ShortText,
            None if word.kind() == EventKind::SimpleKey => Cause::Syntax,
            None if self.is_date(word) => Cause::Date,
            None => Cause::NoValue,
        }
    }

    /// Whether a value is written as dates and times are: digits and then `-` or `:`.
    fn is_date(&self, word: &Event) -> bool {
        let text = self.text.get(word.span().start()..word.span().end()).unwrap_or_default();
        let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
        after.len() < text.len() && after.starts_with(['-', ':'])
    }
}

/// What was read last.
#[derive(Clone, Copy)]
enum Place {
    /// A value, with nothing open around it.
    AfterValue,
    /// The `=` of a key.
    AfterEquals,
    /// Something in a list.
    InList,
    Other,
}

impl Place {
    /// What is wrong where this token comes next.
    fn cause(self, next: TokenKind) -> Cause {
        match (self, next) {
            (Place::AfterValue, _) => Cause::Trailing,
            (Place::AfterEquals, TokenKind::Equals) => Cause::ExtraEquals,
            (Place::InList, TokenKind::Comma | TokenKind::RightCurlyBracket) => Cause::Syntax,
            (Place::InList, _) => Cause::List,
            (Place::AfterEquals | Place::Other, _) => Cause::Syntax,
        }
    }
}

/// Keeps the keys and values of a text, and what was read last.
struct Watcher<'p> {
    words: Vec<Event>,
    /// The lists and tables that are open: true for a list.
    open: Vec<bool>,
    place: &'p Cell<Place>,
}

impl Watcher<'_> {
    fn value_ends(&self) {
        self.place.set(match self.open.last() {
            None => Place::AfterValue,
            Some(true) => Place::InList,
            Some(false) => Place::Other,
        });
    }

    fn opens(&mut self, list: bool) -> bool {
        self.open.push(list);
        self.place.set(if list { Place::InList } else { Place::Other });
        true
    }

    fn closes(&mut self) {
        self.open.pop();
        self.value_ends();
    }
}

impl EventReceiver for Watcher<'_> {
    fn std_table_open(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        self.place.set(Place::Other);
    }

    fn array_table_open(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        self.place.set(Place::Other);
    }

    fn inline_table_open(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) -> bool {
        self.opens(false)
    }

    fn inline_table_close(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        self.closes();
    }

    fn array_open(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) -> bool {
        self.opens(true)
    }

    fn array_close(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        self.closes();
    }

    fn simple_key(&mut self, span: TomlSpan, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.words.push(Event::new_unchecked(EventKind::SimpleKey, encoding, span));
    }

    fn key_val_sep(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        self.place.set(Place::AfterEquals);
    }

    fn scalar(&mut self, span: TomlSpan, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.words.push(Event::new_unchecked(EventKind::Scalar, encoding, span));
        self.value_ends();
    }

    fn newline(&mut self, _: TomlSpan, _: &mut dyn ErrorSink) {
        if self.open.is_empty() {
            self.place.set(Place::Other);
        }
    }
}
