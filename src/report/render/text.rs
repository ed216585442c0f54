//! Documents as plain text at a width, with or without colour.

use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, presets};
use textwrap::{Options, WordSplitter};

use super::annotated;
use crate::report::doc::{Block, Cell, Doc, Item, Line, Place, Span, Table};
use crate::report::view::Style;
use crate::review::Grade;
use grid_style::{bold, color_or_not, colored};

/// A space that no line is broken at; it becomes an ordinary one when the line is laid out.
const GLUE: char = '\u{a0}';

/// In a terminal of this width tables have room to spare.
pub(in crate::report) const WIDE: usize = 90;

/// Writes a document.
#[must_use]
pub fn write(doc: &Doc, style: Style) -> String {
    style.blocks(&doc.blocks, 0, 0)
}

impl Style {
    /// Blocks below one another, within this many sections.
    fn blocks(self, blocks: &[Block], depth: usize, indent: usize) -> String {
        let mut text = String::new();
        let mut was_apart = false;
        for (number, block) in blocks.iter().enumerate() {
            let is_apart = block.stands_apart();
            if number > 0 && (is_apart || was_apart) {
                text.push('\n');
            }
            // After findings there is an empty line as it is.
            was_apart = is_apart && !matches!(block, Block::Findings(_));
            text.push_str(&self.block(block, depth, indent));
        }
        text
    }

    fn block(self, block: &Block, depth: usize, indent: usize) -> String {
        let flush = |line: &Line| self.wrap(&self.line(line), indent, indent);
        let hung = |line: &Line| self.wrap(&self.line(line), indent, indent + 2);
        match block {
            Block::Title { title, aside } => self.spread(&self.bold(&self.line(title)), &self.line(aside)),
            Block::Paragraph(line) => flush(line),
            Block::Statement(line) => hung(line),
            Block::Section { title, aside, blocks, .. } => {
                let title = self.bold(&self.line(title));
                let title = if aside.is_empty() {
                    self.wrap_title(&title, indent)
                } else {
                    self.spread(&title, &self.line(aside))
                };
                // A section within a section is not indented any further.
                title + &self.blocks(blocks, depth + 1, if depth == 0 { indent + 2 } else { indent })
            }
            Block::Group { title, blocks } => hung(title) + &self.blocks(blocks, depth, indent + 2),
            Block::List { items, .. } => items.iter().map(|item| self.item(item, indent)).collect(),
            Block::Table(table) => self.table(table),
            Block::Plot(_) => String::new(),
            Block::Findings(findings) => annotated::write(findings, self),
            Block::Notes(notes) => notes.iter().map(hung).collect(),
        }
    }

    fn item(self, item: &Item, indent: usize) -> String {
        let first = format!("{:indent$}- ", "");
        let mut text = self.wrap_after(&self.line(&item.line), &first, &" ".repeat(indent + 2));
        item.places.iter().for_each(|place| text.push_str(&self.place(place, indent + 2)));
        item.more.iter().for_each(|line| text.push_str(&self.wrap(&self.line(line), indent + 2, indent + 2)));
        text
    }

    /// Where something is, with its path where there is room for it.
    fn place(self, Place { text, path, .. }: &Place, indent: usize) -> String {
        let both = if path.is_empty() { text.clone() } else { format!("{text}  {path}") };
        let fits = indent + textwrap::core::display_width(&both) <= self.width;
        format!("{:indent$}{}\n", "", self.faint(if fits { &both } else { text }))
    }

    fn line(self, line: &Line) -> String {
        line.0.iter().map(|span| self.span(span)).collect()
    }

    fn span(self, span: &Span) -> String {
        match span {
            Span::Text(text) => text.clone(),
            Span::Strong(text) => self.bold(text),
            Span::Faint(text) => self.faint(text),
            Span::Grade(text, grade) => self.paint(text, Ansi::new().bold().fg_color(Some(color(*grade).into()))),
            // Never alone on a line.
            Span::Id(id) => format!("{GLUE}{GLUE}{}", self.faint(id)),
        }
    }

    /// `text` wrapped, the first line indented by `first`, the others by `rest`.
    fn wrap(self, text: &str, first: usize, rest: usize) -> String {
        self.wrap_after(text, &" ".repeat(first), &" ".repeat(rest))
    }

    /// `text` wrapped, the first line after `first`, the others after `rest`. Words longer than a line are not broken: paths
    /// and ids stay whole.
    fn wrap_after(self, text: &str, first: &str, rest: &str) -> String {
        let options = Options::new(self.width.max(Self::NARROWEST))
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        let mut lines = textwrap::fill(text, options).replace(GLUE, " ");
        lines.push('\n');
        lines
    }

    /// `left` and `right` on one line, `right` at the end of it; on two lines where they do not fit.
    fn spread(self, left: &str, right: &str) -> String {
        let used = textwrap::core::display_width(left) + textwrap::core::display_width(right);
        match self.width.checked_sub(used) {
            Some(room) if room >= 2 && !right.is_empty() => format!("{left}{}{right}\n", " ".repeat(room)),
            _ if right.is_empty() => self.wrap_title(left, 0),
            _ => self.wrap_title(left, 0) + &self.wrap(right, 0, 0),
        }
    }

    /// A title, wrapped also where it has no blanks.
    fn wrap_title(self, text: &str, indent: usize) -> String {
        let indent = " ".repeat(indent);
        let options = Options::new(self.width.max(Self::NARROWEST)).initial_indent(&indent).subsequent_indent(&indent);
        textwrap::fill(text, options.word_splitter(WordSplitter::NoHyphenation)).replace(GLUE, " ") + "\n"
    }

    fn bold(self, text: &str) -> String {
        self.paint(text, Ansi::new().bold())
    }

    fn faint(self, text: &str) -> String {
        self.paint(text, Ansi::new().dimmed())
    }

    fn paint(self, text: &str, style: Ansi) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn table(self, table: &Table) -> String {
        let mut text = String::new();
        if !table.title.is_empty() {
            text.push_str(&self.wrap(&self.bold(&table.title), 0, 0));
        }
        text.push_str(&if self.width < table.least { self.listed(table) } else { self.grid(table) });
        table.legend.iter().for_each(|line| text.push_str(&self.wrap(&self.line(line), 0, 2)));
        text
    }

    /// The number of characters of a whole bar.
    fn bar(self) -> u64 {
        if self.width >= WIDE { 20 } else { 10 }
    }

    /// A row a paragraph, for a terminal too narrow for a table.
    fn listed(self, table: &Table) -> String {
        let words = |cell: &Cell| cell.words(", ", self.bar());
        let line = |row: &Vec<Cell>| {
            let mut cells = row.iter().map(words).zip(&table.columns);
            let first = cells.next().map(|(text, _)| text).unwrap_or_default();
            let filled = cells.filter(|(text, _)| !text.is_empty());
            // What a short cell says stays on one line with its head.
            let rest = filled.map(|(text, column)| glued(format!("{} {text}", column.head).trim()));
            self.wrap(&format!("{first}: {}", rest.collect::<Vec<_>>().join("; ")), 2, 4)
        };
        table.rows.iter().map(line).collect()
    }

    fn grid(self, table: &Table) -> String {
        let mut grid = self.empty_grid(&table.columns.iter().map(|column| column.head.as_str()).collect::<Vec<_>>());
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns).map(|(cell, column)| {
                let shown = comfy_table::Cell::new(cell.words("\n", self.bar()));
                let shown = if let Some(grade) = cell.grade() { colored(shown, grade) } else { shown };
                if column.is_number { shown.set_alignment(CellAlignment::Right) } else { shown }
            });
            grid.add_row(cells.collect::<Vec<_>>());
        }
        for (index, column) in table.columns.iter().enumerate() {
            let Some(own) = grid.column_mut(index) else { continue };
            if column.is_number {
                own.set_cell_alignment(CellAlignment::Right);
            }
            if column.is_whole {
                own.set_constraint(ColumnConstraint::ContentWidth);
            }
            if self.width < WIDE {
                own.set_padding((0, 1));
            }
        }
        let lines = grid.lines().map(|line| line.trim_end().to_owned());
        lines.fold(String::new(), |text, line| text + &line + "\n")
    }

    /// A grid with a header, a line under it, and no other lines.
    fn empty_grid(self, header: &[&str]) -> Grid {
        let mut grid = Grid::new();
        let mut style = presets::NOTHING;
        style.header_separator = presets::UTF8_HORIZONTAL_ONLY.header_separator;
        style.header_separator.fill = Some('─');
        style.header_separator.junction = Some('─');
        grid.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
        grid.set_width(u16::try_from(self.width.max(Self::NARROWEST)).unwrap_or(u16::MAX));
        color_or_not(&mut grid, self.color);
        let cells = header.iter().map(|title| bold(comfy_table::Cell::new(title)));
        grid.set_header(cells.collect::<Vec<_>>());
        grid
    }
}

/// The longest text that is kept on one line.
const SHORT: usize = 50;

fn glued(text: &str) -> String {
    if text.chars().count() > SHORT { text.to_owned() } else { text.replace(' ', &GLUE.to_string()) }
}

/// The colour of a grade's words; the words themselves carry the meaning.
fn color(grade: Option<Grade>) -> AnsiColor {
    match grade {
        Some(grade) if grade.is_best() => AnsiColor::Cyan,
        Some(grade) if grade.is_worst() => AnsiColor::Red,
        Some(grade) if grade.is_strong() => AnsiColor::Green,
        Some(_) => AnsiColor::Yellow,
        None => AnsiColor::Magenta,
    }
}

/// Colour and weight in a grid, which only a terminal shows.
#[cfg(feature = "cli")]
mod grid_style {
    use comfy_table::{Attribute, Cell, Color, Table};

    use crate::review::Grade;

    pub(super) fn color_or_not(grid: &mut Table, color: bool) {
        if color {
            grid.enforce_styling()
        } else {
            grid.force_no_tty()
        };
    }

    pub(super) fn bold(cell: Cell) -> Cell {
        cell.add_attribute(Attribute::Bold)
    }

    pub(super) fn colored(cell: Cell, grade: Grade) -> Cell {
        cell.fg(match grade {
            _ if grade.is_best() => Color::Cyan,
            _ if grade.is_worst() => Color::Red,
            _ if grade.is_strong() => Color::Green,
            _ => Color::Yellow,
        })
    }
}

/// Without a terminal a grid is plain.
#[cfg(not(feature = "cli"))]
mod grid_style {
    use comfy_table::{Cell, Table};

    use crate::review::Grade;

    pub(super) fn color_or_not(_: &mut Table, _: bool) {}

    pub(super) fn bold(cell: Cell) -> Cell {
        cell
    }

    pub(super) fn colored(cell: Cell, _: Grade) -> Cell {
        cell
    }
}
