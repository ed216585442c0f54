//! Blocks, which the readers of all formats make.

use crate::text::Span;

/// A part of a document as its reader found it.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A heading, a paragraph or an item.
    Paragraph(Paragraph),
    /// A table.
    Table(Vec<Row>),
    /// A footnote or endnote.
    Note(String, Option<Span>),
    /// A text box.
    TextBox(Vec<Block>),
}

impl Block {
    /// A note of these blocks; what in them is no paragraph goes to `after`.
    pub(super) fn note(blocks: Vec<Block>, span: Option<Span>, after: &mut Vec<Block>) -> Block {
        let mut lines: Vec<String> = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text.trim().to_owned()),
                Block::Table(_) | Block::Note(..) | Block::TextBox(_) => after.push(block),
            }
        }
        Block::Note(lines.join("\n"), span)
    }
}

/// A paragraph with what it is.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    pub(super) label: Option<String>,
    pub(super) text: String,
    /// How it looks.
    pub(super) look: TextStyle,
    /// Where it is in the file, where the file is text.
    pub(super) span: Option<Span>,
    /// The byte of the part's text at which it begins, where it is one of a Word document.
    pub(super) begins: Option<usize>,
}

/// How a paragraph looks, where its format says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextStyle {
    /// All of its text is bold.
    pub(super) bold: bool,
    /// The largest size of its letters in half points; 0 if it is not given.
    pub(super) size: u16,
    /// It is a quotation set apart.
    pub(super) quoted: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(u8),
    #[default]
    Body,
    Item(u8),
}

/// A row of a table.
pub(super) type Row = Vec<CellBlock>;

/// A cell as its reader found it.
#[derive(Clone, Debug)]
pub(super) struct CellBlock {
    pub(super) blocks: Vec<Block>,
    /// The column it begins in, from 1.
    pub(super) column: usize,
    /// How many it spans.
    pub(super) columns: usize,
    /// True if it only goes on with the cell above.
    pub(super) continues: bool,
    /// Where it is in the file, where the file is text.
    pub(super) span: Option<Span>,
}
