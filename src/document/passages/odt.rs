//! OpenDocument text, as LibreOffice and others write it.

use std::collections::HashMap;

use super::Passages;
use super::blocks::{Block, CellBlock, Paragraph, Role, Row, TextStyle};
use super::layout::lay_out;
use super::package::Package;
use super::xml::{Tag, Token, Xml, readable};
use crate::document::{Diagnostic, Limits};

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// What the part `mimetype` of a text document, or of a template of one, begins with.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";
/// A cell or row is repeated at most so often: what repeats further is the empty edge of a sheet.
const MOST_REPEATS: usize = 64;
/// The most styles in a chain; a longer chain is a circle.
const LONGEST_CHAIN: usize = 12;
/// The most spaces in a row.
const MOST_SPACES: usize = 100;

/// True for a text document.
pub(super) fn is_one(package: &mut Package<'_>) -> Result<bool> {
    Ok(package.text("mimetype")?.is_some_and(|kind| kind.starts_with(MEDIA_TYPE)))
}

/// Reads a text document.
pub(super) fn read(package: &mut Package<'_>, limits: Limits) -> Result<Passages> {
    if package.text("META-INF/manifest.xml")?.is_some_and(|text| text.contains("encryption-data")) {
        return Err(Box::new(super::package::password()));
    }
    let text = package.text("content.xml")?.unwrap_or_default();
    let mut styles = Styles::default();
    if let Some(text) = package.text("styles.xml")? {
        styles.read(&text)?;
    }
    styles.read(&text)?;
    let mut xml = Xml::new(&text, "content.xml");
    while let Some(token) = xml.next()? {
        if let Token::Open(tag) = token
            && tag.name() == "body"
        {
            let mut blocks = Vec::new();
            while let Some(tag) = xml.child()? {
                if tag.name() == "text" {
                    Content { xml: &mut xml, styles: &styles }.blocks(&mut blocks, 0)?;
                } else {
                    xml.skip()?;
                }
            }
            return lay_out(blocks, None, limits);
        }
    }
    let message = "the document is damaged: `content.xml` has no text in it";
    Err(Box::new(Diagnostic::error("damaged", message).help("open it in a word processor and save it again")))
}

/// What the styles of paragraphs say: those without a heading's own element may still be headings.
#[derive(Default)]
struct Styles {
    by_name: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    outline: Option<usize>,
    hidden: Option<bool>,
    bold: Option<bool>,
    size: Option<u16>,
}

impl Styles {
    fn read(&mut self, text: &str) -> Result<()> {
        let mut xml = Xml::new(text, "styles.xml");
        let mut name = String::new();
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name().as_str() {
                "style" => {
                    name = tag.attribute("name").unwrap_or_default();
                    let parent = tag.attribute("parent-style-name");
                    let outline = tag.number("default-outline-level");
                    self.by_name.insert(name.clone(), Style { parent, outline, ..Style::default() });
                }
                "text-properties" => {
                    if let Some(style) = self.by_name.get_mut(&name) {
                        style.hidden = tag.attribute("display").map(|display| display == "none");
                        style.bold = tag.attribute("font-weight").map(|weight| weight != "normal");
                        style.size = tag.attribute("font-size").and_then(|size| half_points(&size));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The style of an element and those it is based on, with their names.
    fn chain<'s>(&'s self, tag: &Tag<'_>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let own = tag.attribute("style-name").and_then(|name| self.by_name.get_key_value(&name));
        let next = |(_, style): &(&'s String, &'s Style)| self.by_name.get_key_value(style.parent.as_ref()?);
        std::iter::successors(own, next).take(LONGEST_CHAIN).map(|(name, style)| (name.as_str(), style))
    }

    fn is_hidden(&self, tag: &Tag<'_>) -> bool {
        self.chain(tag).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// How the text of an element looks that stands in text which looks like `around`.
    fn text_style(&self, tag: &Tag<'_>, around: TextStyle) -> TextStyle {
        let bold = self.chain(tag).find_map(|(_, style)| style.bold).unwrap_or(around.bold);
        let quoted = around.quoted || self.chain(tag).any(|(name, _)| name.to_lowercase().contains("quot"));
        TextStyle { bold, quoted, size: self.chain(tag).find_map(|(_, style)| style.size).unwrap_or(around.size) }
    }

    /// What a paragraph is that stands `level` deep in lists.
    fn role(&self, tag: &Tag<'_>, level: u8) -> Role {
        if self.chain(tag).any(|(name, _)| name == "Title") {
            return Role::Title;
        }
        let outline = self.chain(tag).find_map(|(name, style)| style.outline.or_else(|| by_name(name)));
        match outline.filter(|outline| (1..=9).contains(outline)) {
            Some(outline) => Role::Heading(u8::try_from(outline).unwrap_or(9)),
            None if level > 0 => Role::Item(level),
            None => Role::Body,
        }
    }
}

/// `14pt` or `10.5pt`; sizes of other units say nothing here.
fn half_points(size: &str) -> Option<u16> {
    let (whole, rest) = size.strip_suffix("pt")?.split_once('.').unwrap_or((size.strip_suffix("pt")?, ""));
    Some(whole.trim().parse::<u16>().ok()?.checked_mul(2)? + u16::from(rest.starts_with(['5', '6', '7', '8', '9'])))
}

/// LibreOffice calls its headings `Heading_20_1`.
fn by_name(style: &str) -> Option<usize> {
    style.strip_prefix("Heading_20_")?.parse().ok()
}

struct Content<'x, 'a> {
    xml: &'x mut Xml<'a>,
    styles: &'x Styles,
}

impl Content<'_, '_> {
    /// Blocks up to the end of the element; `level` is how deep in lists it is.
    fn blocks(&mut self, blocks: &mut Vec<Block>, level: u8) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "h" => {
                    let level = tag.number("outline-level").unwrap_or(1).clamp(1, 9);
                    let look = self.styles.text_style(&tag, TextStyle::default());
                    self.paragraph(Role::Heading(u8::try_from(level).unwrap_or(9)), look, blocks)?;
                }
                "p" => {
                    let role = self.styles.role(&tag, level);
                    let look = self.styles.text_style(&tag, TextStyle::default());
                    if self.styles.is_hidden(&tag) { self.xml.skip()? } else { self.paragraph(role, look, blocks)? }
                }
                "list" => self.blocks(blocks, (level + 1).min(9))?,
                "list-item" | "list-header" | "section" => self.blocks(blocks, level)?,
                "table" => self.table(blocks)?,
                "frame" | "g" | "custom-shape" | "rect" => self.drawing(blocks)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, role: Role, look: TextStyle, blocks: &mut Vec<Block>) -> Result<()> {
        let (mut text, mut after) = (Text::default(), Vec::new());
        self.inside(&mut text, look, &mut after)?;
        let look = text.look.unwrap_or_default();
        blocks.push(Block::Paragraph(Paragraph { role, label: None, text: text.text, look, span: None, begins: None }));
        blocks.extend(after);
        Ok(())
    }

    /// The inside of a paragraph.
    fn inside(&mut self, text: &mut Text, look: TextStyle, after: &mut Vec<Block>) -> Result<()> {
        loop {
            let tag = match self.xml.next()? {
                Some(Token::Text(part)) => {
                    text.push(&part, look);
                    continue;
                }
                Some(Token::Open(tag)) => tag,
                Some(Token::Close) | None => return Ok(()),
            };
            match tag.name().as_str() {
                "span" if self.styles.is_hidden(&tag) => self.xml.skip()?,
                "span" => self.inside(text, self.styles.text_style(&tag, look), after)?,
                "content-control" if tag.attribute("showing-place-holder").is_some_and(|shows| shows == "true") => {
                    self.xml.skip()?;
                }
                "annotation" | "ruby-text" | "script" | "tracked-changes" => self.xml.skip()?,
                "s" => {
                    let count = tag.number("c").unwrap_or(1).min(MOST_SPACES);
                    text.text.extend(std::iter::repeat_n(' ', count));
                    self.xml.skip()?;
                }
                "tab" => {
                    text.text.push('\t');
                    self.xml.skip()?;
                }
                "line-break" => {
                    text.text.push('\n');
                    self.xml.skip()?;
                }
                "note" => self.note(after)?,
                "frame" | "g" | "custom-shape" | "rect" => self.drawing(after)?,
                // Links, and the results of fields of every kind.
                _ => self.inside(text, look, after)?,
            }
        }
    }

    fn note(&mut self, after: &mut Vec<Block>) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            if tag.name() != "note-body" {
                self.xml.skip()?;
                continue;
            }
            let mut blocks = Vec::new();
            self.blocks(&mut blocks, 0)?;
            let note = Block::note(blocks, None, after);
            after.push(note);
        }
        Ok(())
    }

    /// Looks for text boxes in a drawing, however deep; what it is called and says of itself is not text.
    fn drawing(&mut self, after: &mut Vec<Block>) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "text-box" => {
                    let mut blocks = Vec::new();
                    self.blocks(&mut blocks, 0)?;
                    after.push(Block::TextBox(blocks));
                }
                "frame" | "g" | "custom-shape" | "rect" => self.drawing(after)?,
                "p" => {
                    let mut blocks = Vec::new();
                    self.paragraph(Role::Body, TextStyle::default(), &mut blocks)?;
                    after.push(Block::TextBox(blocks));
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn table(&mut self, blocks: &mut Vec<Block>) -> Result<()> {
        let mut table = Grid::default();
        self.rows(&mut table)?;
        blocks.push(Block::Table(table.rows));
        Ok(())
    }

    fn rows(&mut self, table: &mut Grid) -> Result<()> {
        while let Some(tag) = self.xml.child()? {
            match tag.name().as_str() {
                "table-row" => {
                    let row = self.cells(table)?;
                    table.rows.push(row);
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(table)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, table: &mut Grid) -> Result<Row> {
        let (mut row, mut column) = (Row::new(), 1);
        while let Some(tag) = self.xml.child()? {
            let repeats = tag.number("number-columns-repeated").unwrap_or(1).min(MOST_REPEATS);
            match tag.name().as_str() {
                "table-cell" => {
                    let columns = tag.number("number-columns-spanned").unwrap_or(1).clamp(1, MOST_REPEATS);
                    let rows = tag.number("number-rows-spanned").unwrap_or(1);
                    let mut blocks = Vec::new();
                    self.blocks(&mut blocks, 0)?;
                    table.spans(column, rows);
                    row.push(CellBlock { blocks, column, columns, continues: false, span: None });
                    column += repeats;
                }
                "covered-table-cell" => {
                    self.xml.skip()?;
                    for at in column..column + repeats {
                        if table.is_spanned(at) {
                            row.push(CellBlock {
                                blocks: Vec::new(),
                                column: at,
                                columns: 1,
                                continues: true,
                                span: None,
                            });
                        }
                    }
                    column += repeats;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(row)
    }
}

/// A table while it is read.
#[derive(Default)]
struct Grid {
    rows: Vec<Row>,
    /// For each column the row up to which the cell that began in it last goes on.
    until: HashMap<usize, usize>,
}

impl Grid {
    /// Records that a cell of the current row spans this many rows.
    fn spans(&mut self, column: usize, rows: usize) {
        self.until.insert(column, self.rows.len().saturating_add(rows));
    }

    /// True if a cell above goes on in this column of the row that is being read.
    fn is_spanned(&self, column: usize) -> bool {
        self.until.get(&column).is_some_and(|until| *until > self.rows.len())
    }
}

/// The text of a paragraph, in which any run of white space is one space.
#[derive(Default)]
struct Text {
    text: String,
    /// How it looks so far; `None` before any text is read.
    look: Option<TextStyle>,
}

impl Text {
    fn push(&mut self, part: &str, look: TextStyle) {
        if !part.trim().is_empty() {
            let known = self.look.unwrap_or(look);
            self.look = Some(TextStyle {
                bold: known.bold && look.bold,
                size: known.size.max(look.size),
                quoted: known.quoted && look.quoted,
            });
        }
        for character in readable(part) {
            let is_space = matches!(character, ' ' | '\n' | '\r' | '\t');
            if !is_space {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
    }
}
