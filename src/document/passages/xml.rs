//! XML, an element at a time, as the office formats need it: names without their prefix, text with its entities resolved.
//!
//! A document type declaration is refused, so that no entity is ever defined and nothing outside is ever looked at.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::document::Diagnostic;

/// Elements may be nested so deep; what an office program writes stays far below it.
const DEEPEST: usize = 256;

/// The next thing in an XML text.
pub(super) enum Token<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element that began last ends.
    Close,
    /// Text.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let own = attributes.with_checks(false).flatten().find(|own| own.key.local_name().as_ref() == name)?;
        own.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Reads an XML text from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
    /// The byte at which the last tag begins.
    begins: Option<usize>,
}

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

impl<'a> Xml<'a> {
    /// A reader of `text`, which messages call `part`.
    pub(super) fn new(text: &'a str, part: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0, begins: None }
    }

    /// The byte of the text at which the tag begins that was read last.
    pub(super) fn tag_begins(&self) -> Option<usize> {
        self.begins
    }

    /// The next token; `None` at the end of the text.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>> {
        loop {
            let begins = usize::try_from(self.reader.buffer_position()).ok();
            let event = self.reader.read_event().map_err(|error| self.damaged(&error.to_string()))?;
            let token = match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    self.begins = begins;
                    if self.depth > DEEPEST {
                        return Err(Box::new(self.too_deep()));
                    }
                    Token::Open(Tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.into_inner()),
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => Token::Text(Cow::Owned(character.to_string())),
                    Ok(None) | Err(_) => Token::Text(Cow::Borrowed(resolve_xml_entity(&reference).unwrap_or(""))),
                },
                Event::DocType(_) => return Err(Box::new(self.declares())),
                Event::Eof if self.depth > 0 => return Err(self.damaged("it ends in the middle")),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(token));
        }
    }

    /// The next element within the one that is being read, text between elements left out; `None` where it ends.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'a>>> {
        loop {
            match self.next()? {
                Some(Token::Open(tag)) => return Ok(Some(tag)),
                Some(Token::Text(_)) => {}
                Some(Token::Close) | None => return Ok(None),
            }
        }
    }

    /// Leaves out the rest of the element that began last, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<()> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text of the element that began last, without that of elements in it.
    pub(super) fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Some(Token::Text(part)) => text.push_str(&part),
                Some(Token::Open(_)) => self.skip()?,
                Some(Token::Close) | None => return Ok(text),
            }
        }
    }

    fn damaged(&self, why: &str) -> Box<Diagnostic> {
        let message = format!("the document is damaged: `{}` cannot be read: {why}", self.part);
        Box::new(Diagnostic::error("damaged", message).help("open it in a word processor and save it again"))
    }

    fn too_deep(&self) -> Diagnostic {
        let message = format!("`{}` in the document has elements more than {DEEPEST} levels deep", self.part);
        Diagnostic::error("too-deep", message).help("no word processor writes that; save the document again")
    }

    fn declares(&self) -> Diagnostic {
        let message = format!("`{}` in the document declares a document type, which is not read", self.part);
        Diagnostic::error("document-type", message).help("no word processor writes that; save the document again")
    }
}

/// The characters of a text without those that only say where a word may be divided: soft hyphens are left out, and a hyphen
/// where none may be divided is an ordinary one, so that the same word is found in both.
pub(crate) fn readable(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| *c != '\u{ad}').map(|c| if c == '\u{2011}' { '-' } else { c })
}
