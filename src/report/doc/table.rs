//! Tables and plots: cells with types, which each renderer writes in its own way.

use super::Line;
use crate::review::{Grade, Scale};
use serde::Serialize;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Table {
    /// Its title; empty where the heading above it says enough.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What stands under it.
    pub legend: Vec<Line>,
    /// A narrower terminal shows its rows as paragraphs.
    pub least: usize,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// Whether it holds numbers.
    pub is_number: bool,
    /// Whether it is as wide as what it holds, however little room there is.
    pub is_whole: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Text.
    Text(String),
    /// Text that leads to a file beside this one.
    Link {
        /// The text.
        text: String,
        /// The name of the file.
        file: String,
    },
    /// The words or the mark of a grade.
    Grade(String, Option<Grade>),
    /// A number with its unit, if any.
    Number(String),
    /// A number with what belongs to it: its share, its interval, the share in words.
    Stack(Vec<String>),
    /// A number that is suppressed.
    Suppressed(String),
    /// How many of how many came to each grade, the best first.
    Bar {
        /// How many came to each grade.
        counts: Vec<(Grade, u64)>,
        /// How many there are.
        of: u64,
    },
}

impl Column {
    /// Returns a column of text, as wide as there is room.
    #[must_use]
    pub fn text(head: impl Into<String>) -> Self {
        Column { head: head.into(), is_number: false, is_whole: false }
    }

    /// Returns a column of numbers, as wide as there is room.
    #[must_use]
    pub fn number(head: impl Into<String>) -> Self {
        Column { head: head.into(), is_number: true, is_whole: false }
    }

    /// The same, as wide as what it holds.
    #[must_use]
    pub fn whole(self) -> Self {
        Column { is_whole: true, ..self }
    }
}

impl Cell {
    /// Returns a cell of text.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// Returns a cell of a number.
    pub fn number(number: impl Into<String>) -> Self {
        Cell::Number(number.into())
    }

    /// Returns the colour of the cell.
    pub(in crate::report) fn grade(&self) -> Option<Grade> {
        match self {
            Cell::Grade(_, grade) => *grade,
            Cell::Text(_)
            | Cell::Link { .. }
            | Cell::Number(_)
            | Cell::Stack(_)
            | Cell::Suppressed(_)
            | Cell::Bar { .. } => None,
        }
    }

    /// Returns what the cell says, its lines joined; a bar is `length` characters long.
    pub(in crate::report) fn words(&self, joined: &str, length: u64) -> String {
        match self {
            Cell::Text(text)
            | Cell::Link { text, .. }
            | Cell::Grade(text, _)
            | Cell::Number(text)
            | Cell::Suppressed(text) => text.clone(),
            Cell::Stack(lines) => lines.join(joined),
            Cell::Bar { counts, of } => bar(counts, *of, length),
        }
    }
}

/// What a bar is made of, the best grade first.
pub(in crate::report) const FILLS: [char; Scale::MOST] = ['█', '▓', '▒', '░', '▚', '▞', '▤', '▥', '▦', '▧', '▨'];

/// Draws a bar of `length` characters.
fn bar(counts: &[(Grade, u64)], of: u64, length: u64) -> String {
    let (mut bar, mut sum, mut drawn) = (String::new(), 0, 0);
    for ((_, count), fill) in counts.iter().zip(FILLS) {
        sum += count;
        // The end of each part is rounded, not its length: the parts never add up to more than the bar.
        let end = (sum * length * 2 + of).checked_div(of * 2).unwrap_or(0);
        (drawn..end).for_each(|_| bar.push(fill));
        drawn = end;
    }
    bar
}
