//! Narrative documents as people write them: bytes in, passages out, each with a place that a person can find.
//!
//! One file a format makes blocks (`docx`, `odt`, `markdown`, `plain`); `layout` numbers them and puts each under
//! its heading. Nothing here guesses at meaning, and nothing is ever fetched: what a document only points to is not read.
//!
//! What is text: headings, paragraphs, items of lists, cells of tables, footnotes and endnotes, text boxes; what was
//! inserted while changes were tracked. What is not: what was deleted, hidden text, comments, headers and footers, lists of
//! contents, field codes, pictures and what they are called.

mod blocks;
mod docx;
mod frames;
mod layout;
mod markdown;
mod odt;
mod outline;
mod package;
mod plain;
mod sniff;
mod xml;

#[cfg(feature = "cli")]
pub(crate) use package::has_comments_by;
pub use sniff::{DocumentKind, read};
pub(crate) use xml::readable;

use std::collections::BTreeMap;

use crate::document::Diagnostic;
use crate::text::{Mask, Span};

/// The passages of a document, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// The text that the spans point into: the file itself where it is plain text or Markdown, otherwise the passages, a
    /// line each.
    pub text: String,
    /// The passages. None is empty.
    pub list: Vec<Passage>,
    /// True if lines of `text` are lines of the file.
    pub has_lines: bool,
    /// How many headings are known only by being bold or in capitals on a line of their own.
    pub promoted: usize,
    /// What could not be read, for the person who named the document.
    pub warnings: Vec<Diagnostic>,
}

/// A stretch of a document that reads as one: a heading, a paragraph, an item of a list, a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The number or letter in front of it, which is not part of its text: `3.`, `Recommendation 2:`. None for bullets.
    pub label: Option<String>,
    /// Its words, without markup. Lines within it are divided by `\n`.
    pub text: String,
    /// Where it is in [`Passages::text`].
    pub span: Span,
    /// The heading it is under, by its place in [`Passages::list`]; of a heading, the one above it.
    pub heading: Option<usize>,
    /// Which it is, from 1: of the paragraphs and items under its heading, of all headings, notes or boxes.
    pub number: usize,
    /// Whether it is a quotation set apart from the text.
    pub is_quoted: bool,
    /// The byte of the document's own text at which its paragraph begins: of a Word document's main part.
    pub begins: Option<usize>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The document's title.
    Title,
    /// A heading, the highest being 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, the outermost being 1.
    Item(u8),
    /// A cell of a table.
    Cell(Cell),
    /// A footnote or endnote.
    Note,
    /// A paragraph in a text box, or in a table of one cell. Those of one box have the same number.
    TextBox,
}

/// Where a cell is. All count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The table, in the order in which the tables of the document begin.
    pub table: usize,
    /// The row.
    pub row: usize,
    /// The column, cells that span several counted in full.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

/// A table, put together from its cells.
#[derive(Clone, Debug)]
pub struct Table<'p> {
    /// Its number, from 1.
    pub number: usize,
    /// How many rows have a cell that is not empty, up to the last such.
    pub rows: usize,
    /// The same of columns.
    pub columns: usize,
    /// The cells that are not empty, by row and column.
    cells: BTreeMap<(usize, usize), &'p Passage>,
    /// Those of several rows, by column and row.
    tall: BTreeMap<(usize, usize), &'p Passage>,
}

impl<'p> Table<'p> {
    /// Its first cell that is not empty.
    #[must_use]
    pub fn first(&self) -> Option<&'p Passage> {
        self.cells.values().next().copied()
    }

    /// The cell at a row and a column, from 1; one that spans several is at each of them. None where it is empty.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<&'p Passage> {
        let before = self.cells.range((row, 0)..=(row, column)).next_back();
        let above = self.tall.range((column, 0)..=(column, row)).next_back();
        let covers = |passage: &&'p Passage| passage.cell().is_some_and(|cell| cell.covers(row, column));
        let found = |entry: Option<(_, &&'p Passage)>| entry.map(|(_, passage)| *passage).filter(covers);
        found(before).or_else(|| found(above))
    }
}

impl Cell {
    fn covers(self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.rows).contains(&row) && (self.column..self.column + self.columns).contains(&column)
    }
}

impl Passages {
    /// The tables, in the order in which they begin.
    #[must_use]
    pub fn tables(&self) -> Vec<Table<'_>> {
        let mut tables: BTreeMap<usize, Table<'_>> = BTreeMap::new();
        for passage in &self.list {
            let Some(cell) = passage.cell() else { continue };
            let number = cell.table;
            let new = || Table { number, rows: 0, columns: 0, cells: BTreeMap::new(), tall: BTreeMap::new() };
            let table = tables.entry(number).or_insert_with(new);
            table.rows = table.rows.max(cell.row + cell.rows - 1);
            table.columns = table.columns.max(cell.column + cell.columns - 1);
            table.cells.insert((cell.row, cell.column), passage);
            if cell.rows > 1 {
                table.tall.insert((cell.column, cell.row), passage);
            }
        }
        tables.into_values().collect()
    }

    /// The passage that holds a byte of [`Passages::text`], or the last that begins before it.
    #[must_use]
    pub fn at(&self, byte: usize) -> Option<&Passage> {
        let after = self.list.partition_point(|passage| passage.span.start <= byte);
        self.list.get(after.saturating_sub(1))
    }

    /// The headings that a passage is under, the highest first, not the passage itself.
    #[must_use]
    pub fn headings(&self, passage: &Passage) -> Vec<&Passage> {
        let next = |at: &usize| self.list.get(*at).and_then(|heading| heading.heading);
        let mut path: Vec<&Passage> =
            std::iter::successors(passage.heading, next).filter_map(|at| self.list.get(at)).collect();
        path.reverse();
        path
    }

    /// Where a passage is, in words, masked: `5 Action plan, table 2, row 3, column 4`.
    #[must_use]
    pub fn place(&self, passage: &Passage, mask: &Mask) -> String {
        self.place_under(passage, |heading| heading.name(mask))
    }

    /// The same for who has no mask yet: the headings are whole, so that nothing in them escapes masking later.
    #[must_use]
    pub(crate) fn whole_place(&self, passage: &Passage) -> String {
        self.place_under(passage, Passage::line)
    }

    fn place_under(&self, passage: &Passage, name: impl Fn(&Passage) -> String) -> String {
        let number = passage.number;
        let own = match passage.kind {
            PassageKind::Title => "the title".to_owned(),
            PassageKind::Heading(_) => return format!("{}, the heading", self.path(passage, true, name)),
            PassageKind::Paragraph | PassageKind::Item(_) => format!("paragraph {number}"),
            PassageKind::Cell(cell) => {
                format!("table {}, row {}, column {}", cell.table, cell.row, cell.column)
            }
            PassageKind::Note => format!("note {number}"),
            PassageKind::TextBox => format!("text box {number}"),
        };
        let path = self.path(passage, false, name);
        if path.is_empty() { own } else { format!("{path}, {own}") }
    }

    /// The headings above a passage, and its own where asked for.
    fn path(&self, passage: &Passage, own: bool, name: impl Fn(&Passage) -> String) -> String {
        let headings = self.headings(passage).into_iter().chain(own.then_some(passage));
        let names: Vec<String> = headings.map(name).collect();
        names.join(" > ")
    }
}

/// The most characters shown of a heading that is only named.
const LONGEST_NAME: usize = 60;

impl Passage {
    /// The passage as one line, with its number in front, masked and cut short.
    #[must_use]
    pub fn name(&self, mask: &Mask) -> String {
        mask.cut(&self.line(), LONGEST_NAME)
    }

    /// The passage as one line, with its number in front.
    fn line(&self) -> String {
        let label = self.label.as_deref().map_or_else(String::new, |label| format!("{label} "));
        (label + &self.text).replace('\n', " ")
    }

    /// Where it is in its table, if it is a cell.
    #[must_use]
    pub fn cell(&self) -> Option<Cell> {
        if let PassageKind::Cell(cell) = self.kind { Some(cell) } else { None }
    }

    /// True for a title or a heading.
    #[must_use]
    pub(crate) fn is_heading(&self) -> bool {
        matches!(self.kind, PassageKind::Title | PassageKind::Heading(_))
    }
}
