//! YAML into the tree: the part of YAML 1.2 that has the meaning of JSON.
//!
//! Anchors, aliases and tags are refused: nothing in a review needs them, a text that begins with `&`, `*` or `!` and
//! lacks its quotes would be lost silently, and an alias within an alias can grow without bounds.

mod syntax;

use arcstr::ArcStr;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::keys::without_second_ones;
use super::limits::{too_deep, too_many};
use super::tree::{Text, shared};
use super::{Diagnostic, Entry, Format, Kind, Limits, Node, Parsed, note, numbers};
use crate::text::Span;

/// Reads a YAML text.
pub(super) fn parse(text: &ArcStr, limits: Limits) -> Parsed {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        strict_indentation: true,
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
    };
    let mut builder =
        Builder { text, limits, open: Vec::new(), root: None, documents: 0, items: 0, errors: Vec::new() };
    let mut rest_is_sound = true;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok((event, span)) => (event, span.byte_range().map_or_else(Span::default, Span::from)),
            Err(error) => {
                builder.broken(&error);
                rest_is_sound = false;
                break;
            }
        };
        if !builder.event(event, span) {
            rest_is_sound = false;
            break;
        }
    }
    let Builder { root, mut errors, .. } = builder;
    errors.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
    match root.filter(|_| rest_is_sound) {
        Some(root) => Parsed::read(Format::Yaml, root, errors, rest_is_sound),
        None => Parsed { rest_is_sound, ..Parsed::unreadable(Format::Yaml, errors) },
    }
}

/// A table or list that is not closed yet.
enum Open {
    List { span: Span, items: Vec<Node> },
    Table { span: Option<Span>, entries: Vec<Entry>, key: Option<(Text, Span)> },
}

struct Builder<'a> {
    text: &'a ArcStr,
    limits: Limits,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    items: usize,
    errors: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    /// Takes one event; false if reading must stop.
    fn event(&mut self, event: Event<'a>, span: Span) -> bool {
        if self.open.len() > self.limits.depth {
            self.errors.push(too_deep(self.limits, span));
            return false;
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    note(&mut self.errors, || second_document(span));
                    return true;
                }
            }
            _ if self.documents > 1 => {}
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(anchor, tag.is_some(), span);
                let kind = if matches!(style, ScalarStyle::Plain) {
                    self.plain(&text, span)
                } else {
                    Kind::Str(shared(self.text, &text))
                };
                return self.add(Node { span, kind });
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.properties(anchor, tag.is_some(), span);
                self.open.push(Open::List { span: begin(span, style), items: Vec::new() });
            }
            Event::MappingStart(style, anchor, tag) => {
                self.properties(anchor, tag.is_some(), span);
                let span = matches!(style, StructureStyle::Flow).then(|| begin(span, style));
                self.open.push(Open::Table { span, entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(span, "an alias", '*');
                return self.add(Node { span, kind: Kind::Null });
            }
            // The reader gives no other kinds unless it is asked for them.
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) | _ => {}
        }
        true
    }

    fn close(&mut self, end: Span) -> bool {
        let node = match self.open.pop() {
            Some(Open::List { span, items }) => Node { span, kind: Kind::Seq(items) },
            Some(Open::Table { span, entries, .. }) => {
                let kind = Kind::Map(without_second_ones(entries, Format::Yaml, &mut self.errors));
                Node { span: span.unwrap_or(Span::new(end.start, end.start)), kind }
            }
            None => return true,
        };
        self.add(node)
    }

    /// Puts a node where it belongs; false if there are too many.
    fn add(&mut self, node: Node) -> bool {
        self.items += 1;
        if self.items > self.limits.items {
            self.errors.push(too_many(self.limits, node.span));
            return false;
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Table { span, entries, key }) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => {
                    span.get_or_insert(node.span);
                    let (name, key_span) = self.key(node);
                    if let Some(Open::Table { key, .. }) = self.open.last_mut() {
                        *key = Some((name, key_span));
                    }
                }
            },
        }
        true
    }

    /// A key: it must be text.
    fn key(&mut self, node: Node) -> (Text, Span) {
        let span = node.span;
        let written = self.text.get(span.start..span.end).unwrap_or("");
        match node.kind {
            Kind::Str(key) => return (key, span),
            Kind::Seq(_) | Kind::Map(_) => {
                let message = "a key must be text, and this is a list or a table";
                note(&mut self.errors, || Diagnostic::error("yaml-key", message).at(span, "here"));
            }
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Date(_) => {
                let message = format!("the key `{written}` is not text");
                let advice = format!("put it in quotes: `\"{written}\"`");
                note(&mut self.errors, || Diagnostic::error("yaml-key", message).at(span, advice));
            }
        }
        (written.into(), span)
    }

    /// What a scalar without quotes is.
    fn plain(&mut self, text: &str, span: Span) -> Kind {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
            "true" | "True" | "TRUE" => Kind::Bool(true),
            "false" | "False" | "FALSE" => Kind::Bool(false),
            word => numbers::yaml(word, span, &mut self.errors).unwrap_or_else(|| Kind::Str(shared(self.text, text))),
        }
    }

    /// Refuses an anchor or a tag on a node.
    fn properties(&mut self, anchor: usize, tagged: bool, span: Span) {
        let before = |mark: char| {
            let from = self.text.get(..span.start).and_then(|text| text.rfind(mark));
            let word = |start: usize| {
                self.text.get(start..).and_then(|rest| rest.find(char::is_whitespace)).map(|length| start + length)
            };
            from.map_or(span, |start| Span::new(start, word(start).unwrap_or(self.text.len())))
        };
        if anchor != 0 {
            self.refuse(before('&'), "an anchor", '&');
        }
        if tagged {
            self.refuse(before('!'), "a tag", '!');
        }
    }

    fn refuse(&mut self, span: Span, what: &str, mark: char) {
        let found = self.text.get(span.start..span.end).unwrap_or("").trim_end();
        let message = format!("`{found}` is {what} of YAML, and none is read");
        let advice = format!("put a text that begins with `{mark}` in quotes");
        let help = "write out in each place what it stands for";
        note(&mut self.errors, || Diagnostic::error("yaml-not-read", message).at(span, advice).help(help));
    }

    /// Adds what ended the reading, unless it follows from a mistake in the same line.
    fn broken(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let at = self.text.floor_char_boundary(at);
        let follows = |known: &Diagnostic| {
            let between = known.span().and_then(|span| self.text.get(span.start..at));
            between.is_some_and(|between| !between.contains('\n'))
        };
        if self.errors.iter().any(follows) {
            return;
        }
        self.errors.push(if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            too_deep(self.limits, Span::new(at, at))
        } else {
            syntax::explain(self.text, error.kind(), &error.info(), at)
        });
    }
}

/// The first character of what begins with a bracket or a dash.
fn begin(span: Span, style: StructureStyle) -> Span {
    let length = usize::from(matches!(style, StructureStyle::Flow));
    Span::new(span.start, span.start + length)
}

fn second_document(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-second-document", "a second document begins here")
        .at(span, "after this")
        .help("a YAML file holds one document: put each review into a file of its own")
}
