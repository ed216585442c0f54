//! What may follow what: keys, values, and the commas, colons and brackets between them.

use super::super::super::limits::{too_deep, too_many};
use super::super::super::mistaken::in_another_format;
use super::super::super::{Diagnostic, Format};
use super::{Flow, Last, Open, Walk};
use crate::text::Span;

impl Walk<'_> {
    pub(super) fn opened(&mut self, bracket: char, span: Span) -> Flow {
        self.before_value(span)?;
        self.open.push(Open { bracket, at: span });
        if self.open.len() > self.limits.depth {
            return self.stop(too_deep(self.limits, span));
        }
        self.now(Last::Open, span)
    }

    pub(super) fn closed(&mut self, bracket: char, span: Span) -> Flow {
        match (self.last, self.open.pop()) {
            (_, Some(open)) if open.bracket != bracket => {
                let close = self.slice(span);
                return self.stop(
                    Diagnostic::error("json-syntax", format!("`{close}` does not end what `{}` began", open.bracket))
                        .at(span, "this ends another kind of thing")
                        .at(open.at, "this was begun last")
                        .help("a table is between `{` and `}`, a list between `[` and `]`"),
                );
            }
            (_, None) => {
                return self
                    .stop(Diagnostic::error("json-syntax", "there is nothing to end here").at(span, "take this away"));
            }
            (Last::Comma, Some(_)) => {
                let comma = self.last_span;
                self.mistake(
                    Diagnostic::error("json-comma", "there is a comma after the last one")
                        .at(comma, "take this comma away"),
                )?;
            }
            (Last::Key | Last::Colon, Some(_)) => return self.no_value(span),
            (Last::Nothing | Last::Open | Last::Value, Some(_)) => {}
        }
        self.now(Last::Value, span)
    }

    pub(super) fn not_closed(&mut self, last: Open) -> Flow {
        let close: String = self.open.iter().rev().map(|open| if open.bracket == '{' { '}' } else { ']' }).collect();
        let end = Span::new(self.last_span.end, self.last_span.end);
        self.stop(
            Diagnostic::error("json-syntax", format!("the text ends before what `{}` began is closed", last.bracket))
                .at(end, format!("`{close}` is missing here, or before"))
                .at(last.at, "this is the last that is not closed"),
        )
    }

    pub(super) fn comma(&mut self, span: Span) -> Flow {
        match self.last {
            Last::Value => {}
            Last::Key | Last::Colon => return self.no_value(span),
            Last::Nothing | Last::Open | Last::Comma => {
                return self.stop(
                    Diagnostic::error("json-syntax", "there is nothing before this comma")
                        .at(span, "take this comma away"),
                );
            }
        }
        self.now(Last::Comma, span)
    }

    pub(super) fn colon(&mut self, span: Span) -> Flow {
        if self.last != Last::Key {
            let message = "`:` stands between a key and its value, and there is no key before it";
            return self.stop(Diagnostic::error("json-syntax", message).at(span, "here"));
        }
        self.now(Last::Colon, span)
    }

    /// A value that is neither table nor list, or a key.
    pub(super) fn scalar(&mut self, span: Span) -> Flow {
        let is_key = self.wants_key() || self.last == Last::Value && self.in_table();
        if !is_key {
            self.before_value(span)?;
            return self.now(Last::Value, span);
        }
        if self.last == Last::Value {
            self.no_comma()?;
        }
        if !self.slice(span).starts_with(['"', '\'']) {
            let key = self.slice(span);
            let message = format!("the key `{key}` stands without quotes");
            let advice = format!("write `\"{key}\"`");
            self.mistake(Diagnostic::error("json-key", message).at(span, advice))?;
        }
        self.now(Last::Key, span)
    }

    /// What must stand before a value.
    pub(super) fn before_value(&mut self, span: Span) -> Flow {
        match self.last {
            Last::Value => self.no_comma()?,
            Last::Key => {
                return self.stop(
                    Diagnostic::error("json-syntax", "there is no `:` after this key")
                        .at(self.last_span, "write `:` after it"),
                );
            }
            Last::Open | Last::Comma if self.in_table() => {
                let help = "a table is written `{\"key\": value}`; a list is between `[` and `]`";
                return self.stop(
                    Diagnostic::error("json-syntax", "there is a value where a key must stand")
                        .at(span, "here")
                        .help(help),
                );
            }
            Last::Nothing | Last::Open | Last::Colon | Last::Comma => {}
        }
        self.items += 1;
        if self.items > self.limits.items { self.stop(too_many(self.limits, span)) } else { Flow::Continue(()) }
    }

    pub(super) fn no_comma(&mut self) -> Flow {
        let end = Span::new(self.last_span.end, self.last_span.end);
        self.mistake(
            Diagnostic::error("json-comma", "there is no comma between this and the next").at(end, "write `,` here"),
        )
    }

    pub(super) fn no_value(&mut self, span: Span) -> Flow {
        let key = if self.last == Last::Key {
            "there is no `:` and no value after this key"
        } else {
            "there is no value after the `:`"
        };
        let at = if self.last == Last::Key { self.last_span } else { span };
        self.stop(Diagnostic::error("json-unquoted", key).at(at, "write a value, or take the key away"))
    }

    pub(super) fn second_value(&mut self, span: Span) -> Flow {
        self.stop(
            Diagnostic::error("json-syntax", "something stands after the end of the document")
                .at(span, "here")
                .help("a JSON file holds one document; a file of many, one a line, is NDJSON and ends in .ndjson"),
        )
    }

    pub(super) fn no_object(&mut self, span: Span) -> Flow {
        if let Some(other) = in_another_format(self.text, Format::Json) {
            return self.stop(other);
        }
        let is_list = self.slice(span) == "[";
        let diagnostic =
            Diagnostic::error("json-syntax", "a document in JSON begins with `{`").at(span, "this is something else");
        self.stop(if is_list {
            diagnostic.help("several reviews go into a file each, or one a line into a file that ends in .ndjson")
        } else {
            diagnostic
        })
    }
}
