//! How blocks become passages: each numbered, and under its heading.

use std::collections::HashMap;

use super::blocks::{Block, CellBlock, Paragraph, Role, Row};
use super::{Cell, Passage, PassageKind, Passages, outline};
use crate::document::{Diagnostic, Limits};
use crate::text::Span;

/// Numbers `blocks` and puts each under its heading. `text` is the file where it is text.
///
/// # Errors
/// Where there are more passages than `limits` allow.
pub(super) fn lay_out(blocks: Vec<Block>, text: Option<String>, limits: Limits) -> Result<Passages, Box<Diagnostic>> {
    let mut blocks = blocks;
    let promoted = outline::mark_headings(&mut blocks);
    let blocks = blocks.as_slice();
    let title = title(blocks);
    let has_lines = text.is_some();
    let passages = Passages { has_lines, text: text.unwrap_or_default(), promoted, ..Passages::default() };
    let mut flow = Flow { passages, limits, title, headings: Vec::new(), numbers: Numbers::default() };
    flow.blocks(blocks)?;
    Ok(flow.passages)
}

/// A heading above all others that the document begins with is its title, unless something is styled as one.
fn title(blocks: &[Block]) -> Option<&Paragraph> {
    let paragraphs =
        || blocks.iter().filter_map(|block| if let Block::Paragraph(own) = block { Some(own) } else { None });
    let first = paragraphs().find(|own| !own.text.trim().is_empty())?;
    let Role::Heading(level) = first.role else { return None };
    let others = paragraphs().filter(|own| !std::ptr::eq(*own, first)).filter_map(|own| match own.role {
        Role::Heading(level) => Some(level),
        Role::Title => Some(0),
        Role::Body | Role::Item(_) => None,
    });
    let below = others.clone().any(|other| other > level);
    (first.label.is_none() && below && others.clone().all(|other| other > level)).then_some(first)
}

#[derive(Default)]
struct Numbers {
    headings: usize,
    paragraphs: usize,
    tables: usize,
    notes: usize,
    boxes: usize,
}

/// A table of one cell that holds more is no box, but a frame.
const LONGEST_BOX: usize = 20;

struct Flow<'b> {
    passages: Passages,
    limits: Limits,
    /// The heading that is the document's title.
    title: Option<&'b Paragraph>,
    /// The headings that what follows is under: level and place.
    headings: Vec<(u8, usize)>,
    numbers: Numbers,
}

impl Flow<'_> {
    fn blocks<'c>(&mut self, blocks: impl IntoIterator<Item = &'c Block>) -> Result<(), Box<Diagnostic>> {
        blocks.into_iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), Box<Diagnostic>> {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(rows) => self.table(rows),
            Block::Note(text, span) => {
                self.numbers.notes += 1;
                self.push(PassageKind::Note, None, text, *span, self.numbers.notes)
            }
            Block::TextBox(blocks) => self.text_box(blocks),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), Box<Diagnostic>> {
        let before = self.passages.list.len();
        self.in_role(paragraph)?;
        self.begin(before, paragraph.begins);
        if let Some(passage) = self.passages.list.get_mut(before) {
            passage.is_quoted = paragraph.look.quoted;
        }
        Ok(())
    }

    /// The passage that was added after the first `before`, if one was, begins here.
    fn begin(&mut self, before: usize, begins: Option<usize>) {
        if let Some(passage) = self.passages.list.get_mut(before) {
            passage.begins = begins;
        }
    }

    fn in_role(&mut self, paragraph: &Paragraph) -> Result<(), Box<Diagnostic>> {
        let label = paragraph.label.as_deref();
        let is_empty = paragraph.text.trim().is_empty();
        match paragraph.role {
            Role::Heading(_) if self.title.is_some_and(|title| std::ptr::eq(title, paragraph)) => {
                self.push(PassageKind::Title, label, &paragraph.text, paragraph.span, 1)
            }
            Role::Heading(level) if !is_empty => {
                while self.headings.last().is_some_and(|(above, _)| *above >= level) {
                    self.headings.pop();
                }
                self.numbers.headings += 1;
                let number = self.numbers.headings;
                self.push(PassageKind::Heading(level), label, &paragraph.text, paragraph.span, number)?;
                self.headings.push((level, self.passages.list.len() - 1));
                self.numbers.paragraphs = 0;
                Ok(())
            }
            Role::Title => self.push(PassageKind::Title, label, &paragraph.text, paragraph.span, 1),
            Role::Body => self.numbered(PassageKind::Paragraph, paragraph),
            Role::Item(level) => self.numbered(PassageKind::Item(level), paragraph),
            Role::Heading(_) => Ok(()),
        }
    }

    fn numbered(&mut self, kind: PassageKind, paragraph: &Paragraph) -> Result<(), Box<Diagnostic>> {
        if paragraph.text.trim().is_empty() {
            return Ok(());
        }
        self.numbers.paragraphs += 1;
        self.push(kind, paragraph.label.as_deref(), &paragraph.text, paragraph.span, self.numbers.paragraphs)
    }

    /// A table of one cell is a box around what is in it, or a frame around a whole section with its headings.
    fn table(&mut self, rows: &[Row]) -> Result<(), Box<Diagnostic>> {
        if let [row] = rows
            && let [cell] = row.as_slice()
        {
            let is_heading = |block: &Block| {
                matches!(block, Block::Paragraph(Paragraph { role: Role::Heading(_) | Role::Title, .. }))
            };
            let is_frame = cell.blocks.len() > LONGEST_BOX || cell.blocks.iter().any(is_heading);
            return if is_frame { self.blocks(&cell.blocks) } else { self.text_box(&cell.blocks) };
        }
        self.numbers.tables += 1;
        let table = self.numbers.tables;
        let mut above: HashMap<usize, usize> = HashMap::new();
        for (row, cells) in (1..).zip(rows) {
            for cell in cells {
                match above.get(&cell.column) {
                    Some(first) if cell.continues => self.extend(*first, row),
                    Some(_) | None => {
                        let place = Cell { table, row, column: cell.column, rows: 1, columns: cell.columns.max(1) };
                        match self.cell(cell, place)? {
                            Some(own) => above.insert(cell.column, own),
                            None => above.remove(&cell.column),
                        };
                    }
                }
            }
        }
        Ok(())
    }

    /// The cell at `first` goes on to `row`.
    fn extend(&mut self, first: usize, row: usize) {
        if let Some(Passage { kind: PassageKind::Cell(cell), .. }) = self.passages.list.get_mut(first) {
            cell.rows = row + 1 - cell.row;
        }
    }

    /// The text of a cell is one passage; tables, notes and boxes in it follow as passages of their own.
    fn cell(&mut self, cell: &CellBlock, place: Cell) -> Result<Option<usize>, Box<Diagnostic>> {
        let mut lines: Vec<String> = Vec::new();
        let mut inner: Vec<&Block> = Vec::new();
        for block in &cell.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let label = paragraph.label.as_deref().map_or_else(String::new, |label| format!("{label} "));
                    lines.push(format!("{label}{}", paragraph.text.trim()));
                }
                Block::Table(_) | Block::Note(..) | Block::TextBox(_) => inner.push(block),
            }
        }
        let before = self.passages.list.len();
        self.push(PassageKind::Cell(place), None, lines.join("\n").trim(), cell.span, 0)?;
        let own = (self.passages.list.len() > before).then_some(before);
        let paragraphs =
            cell.blocks.iter().filter_map(|block| if let Block::Paragraph(own) = block { Some(own) } else { None });
        self.begin(before, paragraphs.filter_map(|own| own.begins).next());
        self.blocks(inner)?;
        Ok(own)
    }

    /// Paragraphs of a box, whatever they are there, are passages of the box; tables stay tables.
    fn text_box(&mut self, blocks: &[Block]) -> Result<(), Box<Diagnostic>> {
        self.numbers.boxes += 1;
        let number = self.numbers.boxes;
        for block in blocks {
            match block {
                Block::Paragraph(Paragraph { label, text, span, .. }) => {
                    self.push(PassageKind::TextBox, label.as_deref(), text, *span, number)?;
                }
                Block::Table(_) | Block::Note(..) | Block::TextBox(_) => self.block(block)?,
            }
        }
        Ok(())
    }

    fn push(
        &mut self,
        kind: PassageKind,
        label: Option<&str>,
        text: &str,
        span: Option<Span>,
        number: usize,
    ) -> Result<(), Box<Diagnostic>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if self.passages.list.len() >= self.limits.items {
            return Err(Box::new(too_many(self.limits)));
        }
        let span = span.unwrap_or_else(|| self.written(text));
        let label = label.map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned);
        let heading = self.headings.last().map(|(_, at)| *at);
        self.passages.list.push(Passage {
            kind,
            label,
            text: text.to_owned(),
            span,
            heading,
            number,
            begins: None,
            is_quoted: false,
        });
        Ok(())
    }

    /// Adds a passage to the text of a document that is no text file.
    fn written(&mut self, text: &str) -> Span {
        let start = self.passages.text.len();
        self.passages.text.push_str(text);
        self.passages.text.push('\n');
        Span::new(start, start + text.len())
    }
}

fn too_many(limits: Limits) -> Diagnostic {
    Diagnostic::error("too-many-items", format!("the document holds more than {} passages", limits.items))
        .help("`--max-items` allows more")
}
