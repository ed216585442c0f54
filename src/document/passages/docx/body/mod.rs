//! The body of a Word document: paragraphs, tables and what is inside them, in reading order.

mod unfinished;
use unfinished::{Columns, Unfinished, is_formula, is_transparent, is_understood, symbol};

use std::collections::HashMap;

use super::super::blocks::{Block, CellBlock, Paragraph, Row};
use super::super::xml::{Tag, Xml};
use super::numbering::Numbering;
use super::styles::{RunStyle, Styles, is_on};
use crate::document::Diagnostic;

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Parts of the document that its body refers to.
pub(super) struct Parts {
    /// How many parts of other files are brought in, which are not read.
    pub(super) brought_in: usize,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The notes that were not referred to yet, by kind and id.
    pub(super) notes: HashMap<(&'static str, String), Vec<Block>>,
}

/// Reads what is inside one element.
pub(super) struct Body<'x, 'a, 'p> {
    xml: &'x mut Xml<'a>,
    parts: &'p mut Parts,
    /// A paragraph whose mark was deleted: the next one goes on with it.
    unfinished: Option<Unfinished>,
}

/// The most columns that a cell can span.
const WIDEST: usize = 64;

impl<'x, 'a, 'p> Body<'x, 'a, 'p> {
    pub(super) fn new(xml: &'x mut Xml<'a>, parts: &'p mut Parts) -> Self {
        Body { xml, parts, unfinished: None }
    }

    /// All blocks up to the end of the element.
    pub(super) fn whole(mut self) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        self.blocks(&mut blocks)?;
        self.finish(&mut blocks);
        Ok(blocks)
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "p" => self.paragraph(blocks)?,
                "tbl" => {
                    self.finish(blocks);
                    let mut rows = Vec::new();
                    self.rows(&mut rows)?;
                    blocks.push(Block::Table(rows));
                }
                name if is_transparent(name) => self.blocks(blocks)?,
                "sdt" => self.control(|body| body.blocks(blocks))?,
                "AlternateContent" => self.one_alternative(|body| body.blocks(blocks))?,
                "altChunk" => {
                    self.parts.brought_in += 1;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, blocks: &mut Vec<Block>) -> Result<()> {
        let begins = self.xml.tag_begins();
        let mut paragraph = self.unfinished.take().unwrap_or_default();
        paragraph.begins = paragraph.begins.or(begins);
        (paragraph.style, paragraph.says, paragraph.mark_deleted) = (None, RunStyle::default(), false);
        self.inside_paragraph(&mut paragraph)?;
        let mark_deleted = paragraph.mark_deleted;
        self.unfinished = Some(paragraph);
        if !mark_deleted {
            self.finish(blocks);
        }
        Ok(())
    }

    /// Adds the paragraph that was read to the blocks, with what follows it.
    fn finish(&mut self, blocks: &mut Vec<Block>) {
        let Some(paragraph) = self.unfinished.take() else { return };
        let standing = self.parts.styles.standing(paragraph.style.as_deref(), &paragraph.says);
        let text = paragraph.text;
        let label = standing.list.and_then(|(list, level)| self.parts.numbering.next(&list, level));
        if !text.trim().is_empty() && !standing.is_contents {
            let look = paragraph.look.unwrap_or_default();
            blocks.push(Block::Paragraph(Paragraph {
                role: standing.role,
                label,
                text,
                look,
                span: None,
                begins: paragraph.begins,
            }));
        }
        blocks.extend(paragraph.after);
    }

    /// The inside of a paragraph, or of something in it that makes no difference to its text.
    fn inside_paragraph(&mut self, paragraph: &mut Unfinished) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "pPr" => self.paragraph_properties(paragraph)?,
                "r" => self.run(paragraph)?,
                "fldSimple" | "hyperlink" | "dir" | "bdo" | "ruby" | "rubyBase" => self.inside_paragraph(paragraph)?,
                name if is_transparent(name) || is_formula(name) => self.inside_paragraph(paragraph)?,
                "sdt" => self.control(|body| body.inside_paragraph(paragraph))?,
                "AlternateContent" => self.one_alternative(|body| body.inside_paragraph(paragraph))?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph_properties(&mut self, paragraph: &mut Unfinished) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "pStyle" => paragraph.style = tag.attribute("val"),
                "framePr" => paragraph.mark_deleted |= tag.attribute("dropCap").is_some_and(|kind| kind != "none"),
                "outlineLvl" => {
                    paragraph.says.outline = tag.number("val").and_then(|level| u8::try_from(level).ok());
                }
                "numPr" => {
                    paragraph.says.list_properties(self.xml)?;
                    continue;
                }
                "rPr" => {
                    paragraph.mark_deleted |= self.mark_is_deleted()?;
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    /// Reads the properties of a paragraph's mark.
    fn mark_is_deleted(&mut self) -> Result<bool> {
        let mut deleted = false;
        while let Some(tag) = self.xml.child()? {
            deleted |= matches!(tag.name().as_str(), "del" | "moveFrom");
            self.xml.skip()?;
        }
        Ok(deleted)
    }

    fn run(&mut self, paragraph: &mut Unfinished) -> Result<()> {
        let (mut look, mut hidden) = self.parts.styles.text_style(paragraph.style.as_deref(), &RunStyle::default());
        while let Some(tag) = self.xml.child()? {
            let shown = !hidden && !paragraph.fields.are_in_code();
            match tag.name().as_str() {
                "rPr" => {
                    let mut says = RunStyle::default();
                    says.properties(self.xml)?;
                    (look, hidden) = self.parts.styles.text_style(paragraph.style.as_deref(), &says);
                    continue;
                }
                "t" if shown => {
                    let text = self.xml.text()?;
                    paragraph.add(&text, look);
                    continue;
                }
                "br" | "cr" if shown => paragraph.text.push('\n'),
                "tab" | "ptab" if shown => paragraph.text.push('\t'),
                "noBreakHyphen" if shown => paragraph.text.push('-'),
                "sym" if shown => paragraph.text.extend(symbol(&tag)),
                "fldChar" => paragraph.fields.mark(&tag),
                "footnoteReference" => self.note("footnotes", &tag, paragraph),
                "endnoteReference" => self.note("endnotes", &tag, paragraph),
                "AlternateContent" => {
                    self.one_alternative(|body| body.drawing(paragraph))?;
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.drawing(paragraph)?;
                    continue;
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    /// A note is read where it is referred to first.
    fn note(&mut self, kind: &'static str, tag: &Tag<'_>, paragraph: &mut Unfinished) {
        let blocks = tag.attribute("id").and_then(|id| self.parts.notes.remove(&(kind, id))).unwrap_or_default();
        let note = Block::note(blocks, None, &mut paragraph.after);
        paragraph.after.push(note);
    }

    /// Looks for text boxes in a drawing, however deep.
    fn drawing(&mut self, paragraph: &mut Unfinished) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "txbxContent" => {
                    let blocks = Body::new(self.xml, self.parts).whole()?;
                    paragraph.after.push(Block::TextBox(blocks));
                }
                "AlternateContent" => self.one_alternative(|body| body.drawing(paragraph))?,
                _ => self.drawing(paragraph)?,
            }
        }
        Ok(())
    }

    /// Of ways to say the same thing, reads the first that is understood and no other.
    fn one_alternative(&mut self, mut read: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        let mut done = false;
        while let Some(tag) = self.xml.child()? {
            let is_one = match tag.name().as_str() {
                "Choice" => tag.attribute("Requires").is_none_or(|needs| needs.split_whitespace().all(is_understood)),
                "Fallback" => true,
                _ => false,
            };
            if is_one && !done {
                done = true;
                read(self)?;
            } else {
                self.xml.skip()?;
            }
        }
        Ok(())
    }

    /// A content control: what it holds, unless that is a list of contents or only tells what to fill in.
    fn control(&mut self, mut read: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        let mut is_text = true;
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "sdtPr" => is_text = !self.is_filler()?,
                "sdtContent" if is_text => read(self)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads the properties of a content control, or a part of them.
    fn is_filler(&mut self) -> Result<bool> {
        let mut is_filler = false;
        while let Some(tag) = self.xml.child()? {
            is_filler |= match tag.name().as_str() {
                "showingPlcHdr" => is_on(&tag),
                "docPartGallery" => tag.attribute("val").is_some_and(|name| name == "Table of Contents"),
                _ => false,
            };
            is_filler |= self.is_filler()?;
        }
        Ok(is_filler)
    }

    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "tr" => {
                    let mut row = Columns::default();
                    self.cells(&mut row)?;
                    if !row.deleted {
                        rows.push(row.cells);
                    }
                }
                name if is_transparent(name) => self.rows(rows)?,
                "sdt" => self.control(|body| body.rows(rows))?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &mut Columns) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "trPr" => self.row_properties(row)?,
                "tc" => self.cell(row)?,
                name if is_transparent(name) => self.cells(row)?,
                "sdt" => self.control(|body| body.cells(row))?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, row: &mut Columns) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "gridBefore" => row.taken += tag.number("val").unwrap_or(0).min(WIDEST),
                "del" => row.deleted = true,
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn cell(&mut self, row: &mut Columns) -> Result<()> {
        let mut cell =
            CellBlock { blocks: Vec::new(), column: row.taken + 1, columns: 1, continues: false, span: None };
        let mut body = Body::new(self.xml, self.parts);
        body.inside_cell(&mut cell)?;
        body.finish(&mut cell.blocks);
        row.taken += cell.columns;
        row.cells.push(cell);
        Ok(())
    }

    fn inside_cell(&mut self, cell: &mut CellBlock) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "tcPr" => self.cell_properties(cell)?,
                "p" => self.paragraph(&mut cell.blocks)?,
                "tbl" => {
                    self.finish(&mut cell.blocks);
                    let mut rows = Vec::new();
                    self.rows(&mut rows)?;
                    cell.blocks.push(Block::Table(rows));
                }
                name if is_transparent(name) => self.inside_cell(cell)?,
                "sdt" => self.control(|body| body.inside_cell(cell))?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn cell_properties(&mut self, cell: &mut CellBlock) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "gridSpan" => cell.columns = tag.number("val").unwrap_or(1).clamp(1, WIDEST),
                "vMerge" => cell.continues = tag.attribute("val").is_none_or(|value| value != "restart"),
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }
}
