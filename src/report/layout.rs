//! Lines of plain text at a width, with or without colour.

use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};
use textwrap::{Options, WordSplitter};

use crate::review::Grade;

/// A space that no line is broken at; it becomes an ordinary one when the line is laid out.
pub(super) const GLUE: char = '\u{a0}';

/// How text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The width in columns.
    pub width: usize,
    /// True for colour and weight.
    pub color: bool,
}

impl Style {
    /// The narrowest width that is laid out properly.
    pub const NARROWEST: usize = 40;

    /// `text` wrapped, the first line after `first`, the others after `rest`. Words longer than a line are not broken:
    /// paths and ids stay whole.
    pub(super) fn wrap(self, text: &str, first: &str, rest: &str) -> String {
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
    pub(super) fn spread(self, left: &str, right: &str, indent: &str) -> String {
        let used = textwrap::core::display_width(left)
            + textwrap::core::display_width(right)
            + textwrap::core::display_width(indent);
        if used + 2 <= self.width {
            format!("{indent}{left}{}{right}\n", " ".repeat(self.width - used))
        } else {
            format!("{}{}", self.wrap(left, indent, indent), self.wrap(right, indent, indent))
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.paint(text, Ansi::new().bold())
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.paint(text, Ansi::new().dimmed())
    }

    /// A grade's word in its colour; the word itself carries the meaning.
    pub(super) fn grade(self, text: &str, grade: Option<Grade>) -> String {
        let color = match grade {
            Some(grade) if grade.is_best() => AnsiColor::Cyan,
            Some(grade) if grade.is_worst() => AnsiColor::Red,
            Some(grade) if grade.is_strong() => AnsiColor::Green,
            Some(_) => AnsiColor::Yellow,
            None => AnsiColor::Magenta,
        };
        self.paint(text, Ansi::new().bold().fg_color(Some(color.into())))
    }

    fn paint(self, text: &str, style: Ansi) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// An empty table with a header, a line under it, and no other lines.
    pub(super) fn table(self, header: &[&str]) -> Table {
        let mut table = Table::new();
        let line = presets::UTF8_HORIZONTAL_ONLY.header_separator;
        let mut style = presets::NOTHING;
        style.header_separator = line;
        style.header_separator.fill = Some('─');
        style.header_separator.junction = Some('─');
        table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width.max(Self::NARROWEST)).unwrap_or(u16::MAX));
        if self.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        let cells = header.iter().map(|title| Cell::new(title).add_attribute(Attribute::Bold));
        table.set_header(cells.collect::<Vec<_>>());
        table
    }

    /// A table as text, without spaces at the ends of lines.
    pub(super) fn render(table: &Table) -> String {
        let lines = table.lines().map(|line| line.trim_end().to_owned());
        lines.fold(String::new(), |text, line| text + &line + "\n")
    }
}

/// A cell with a grade's word in its colour.
pub(super) fn grade_cell(text: &str, grade: Option<Grade>) -> Cell {
    let cell = Cell::new(text);
    match grade {
        Some(grade) if grade.is_best() => cell.fg(Color::Cyan),
        Some(grade) if grade.is_worst() => cell.fg(Color::Red),
        Some(grade) if grade.is_strong() => cell.fg(Color::Green),
        Some(_) => cell.fg(Color::Yellow),
        None => cell,
    }
}
