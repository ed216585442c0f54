//! Markdown (CommonMark with tables and footnotes). HTML within it, pictures and a block of metadata at its head are not text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Passages;
use super::blocks::{Block, CellBlock, Paragraph, Role, Row, TextStyle};
use super::layout::lay_out;
use crate::document::{Diagnostic, Limits};
use crate::text::Span;

/// What the parser keeps in memory until it knows what it means.
const MARKS: &[u8] = b"[]*_`<|!";

/// Reads a Markdown text.
pub(super) fn read(text: String, limits: Limits) -> Result<Passages, Box<Diagnostic>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let marks = text.bytes().filter(|byte| MARKS.contains(byte)).count();
    if marks > limits.items {
        let message = format!("the document holds more than {} marks of Markdown such as `[` and `*`", limits.items);
        return Err(Box::new(Diagnostic::error("too-many-items", message).help("`--max-items` allows more")));
    }
    let mut reader = MarkdownReader::default();
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        reader.event(event, Span::from(range));
    }
    reader.close();
    lay_out(reader.blocks, Some(text), limits)
}

#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<Block>,
    /// The paragraph that is open.
    open: Option<Paragraph>,
    /// The lists that are open: the number of the next item, `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The rows of the table that is open.
    table: Option<Vec<Row>>,
    /// The blocks of a footnote that is open begin here.
    note: Option<usize>,
    /// How many quotations are open.
    quotes: usize,
    /// How many stretches of bold text are open.
    strong: usize,
    /// How many elements that are not text are open.
    left_out: usize,
}

impl MarkdownReader {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, span);
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n", span),
            Event::InlineHtml(html) if html.starts_with("<br") => self.text("\n", span),
            Event::Rule => self.close(),
            Event::InlineHtml(_) | Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => self.open(Role::Heading(rank(*level)), None, span),
            Tag::Paragraph if self.open.as_ref().is_some_and(|open| open.text.is_empty()) => {}
            Tag::Paragraph | Tag::CodeBlock(_) => self.open(Role::Body, None, span),
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                let level = u8::try_from(self.lists.len().min(9)).unwrap_or(9);
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    let number = *next;
                    *next = number.saturating_add(1);
                    format!("{number}.")
                });
                self.open(Role::Item(level), number, span);
            }
            Tag::FootnoteDefinition(_) => {
                self.close();
                self.note = Some(self.blocks.len());
            }
            Tag::Table(_) => {
                self.close();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => self.table.get_or_insert_default().push(Vec::new()),
            Tag::TableCell => self.open(Role::Body, None, span),
            Tag::Image { .. } | Tag::MetadataBlock(_) | Tag::HtmlBlock => self.left_out += 1,
            Tag::Strong => self.strong += 1,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Emphasis
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.close(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => self.end_note(span),
            TagEnd::Table => {
                let rows = self.table.take().unwrap_or_default();
                self.blocks.push(Block::Table(rows));
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::TableCell => self.end_cell(span),
            TagEnd::Image | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Emphasis
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.left_out > 0 {
            return;
        }
        if self.open.is_none() {
            self.open(Role::Body, None, span);
        }
        if let Some(open) = &mut self.open {
            let is_bold = self.strong > 0 || text.trim().is_empty();
            open.look.bold = is_bold && (open.look.bold || open.text.trim().is_empty());
            open.text.push_str(text);
        }
    }

    fn open(&mut self, role: Role, label: Option<String>, span: Span) {
        self.close();
        let look = TextStyle { quoted: self.quotes > 0, ..TextStyle::default() };
        self.open = Some(Paragraph { role, label, text: String::new(), look, span: Some(span), begins: None });
    }

    fn close(&mut self) {
        if let Some(paragraph) = self.open.take().filter(|paragraph| !paragraph.text.trim().is_empty()) {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }

    fn end_cell(&mut self, span: Span) {
        let paragraph = self.open.take();
        let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) else { return };
        let blocks = paragraph.into_iter().map(Block::Paragraph).collect();
        row.push(CellBlock { blocks, column: row.len() + 1, columns: 1, continues: false, span: Some(span) });
    }

    fn end_note(&mut self, span: Span) {
        self.close();
        let Some(start) = self.note.take() else { return };
        let blocks = self.blocks.split_off(start.min(self.blocks.len()));
        let note = Block::note(blocks, Some(span), &mut self.blocks);
        self.blocks.push(note);
    }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
