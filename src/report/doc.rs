//! The document that every report is made of: what it says and how it is divided, whatever format it is written in.
//!
//! A document holds text that has been masked. It knows nothing of widths, colours or markup; the renderers do.

use serde::Serialize;

use crate::review::{Grade, Scale};
use crate::text::Shown;

/// A report for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Doc {
    /// What it is called where a format needs a name for the whole.
    pub title: String,
    /// Its parts, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The title of what follows, and the text next to it.
    Title {
        /// The title.
        title: Line,
        /// What made it or where it comes from.
        aside: Line,
    },
    /// Prose.
    Paragraph(Line),
    /// A fact by itself: a sentence, or a name and what it is.
    Statement(Line),
    /// A heading with what belongs under it.
    Section {
        /// The heading.
        title: Line,
        /// The text next to the heading.
        aside: Line,
        /// Whether it is folded away where there is something to unfold it with.
        is_folded: bool,
        /// What belongs under it.
        blocks: Vec<Block>,
    },
    /// A line with what belongs under it, where a heading would be too much.
    Group {
        /// The line.
        title: Line,
        /// What belongs under it.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// The items.
        items: Vec<Item>,
        /// Whether somebody ticks them off.
        is_checklist: bool,
    },
    /// A table.
    Table(Table),
    /// A picture of what a table says, for formats that show pictures.
    Plot(Plot),
    /// Mistakes in a text, each under the line it is in.
    Findings(Vec<Finding>),
    /// Footnotes.
    Notes(Vec<Line>),
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// What it says.
    pub line: Line,
    /// Where that is in the input.
    pub places: Vec<Place>,
    /// What stands under it.
    pub more: Vec<Line>,
    /// Whether somebody has ticked it off, where it is of a checklist.
    pub is_done: bool,
}

/// A place in an input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    /// The file, with the line and column or the passage.
    pub text: String,
    /// The path of the value: `actions[2].owner`; empty where there is none.
    pub path: String,
}

/// Text in which some words stand out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Line(pub Vec<Span>);

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Text that stands out.
    Strong(String),
    /// Text that stands back.
    Faint(String),
    /// The words of a grade; none where there is no grade yet.
    Grade(String, Option<Grade>),
    /// The id of a rule at the end of a line.
    Id(String),
}

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

/// A stacked bar a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plot {
    /// Its title.
    pub title: String,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// A bar of a plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// How many there are; none where that is suppressed.
    pub of: Option<u64>,
    /// Its parts, the best first.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// A letter that represents it.
    pub mark: String,
    /// The grade that it is of.
    pub grade: Option<Grade>,
    /// How many; none where that is suppressed.
    pub count: Option<u64>,
}

/// A mistake in a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    /// Whether the text can still be used.
    pub is_error: bool,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The lines it is in.
    pub excerpts: Vec<Excerpt>,
    /// What shows that it is wrong.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

/// Lines of an input with the marks in them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Excerpt {
    /// The input.
    pub name: String,
    /// The lines.
    pub text: String,
    /// The number of the first line, from 1.
    pub line: usize,
    /// The line and column of the first mark, where the excerpt begins within a line.
    pub within: Option<(usize, usize)>,
    /// The marks: where in `text`, what is said there, and whether it is the mistake itself.
    pub marks: Vec<(std::ops::Range<usize>, String, bool)>,
}

/// The narrowest terminal in which most tables are shown as tables.
pub const NARROW: usize = 58;

impl Doc {
    /// Ticks off these items of its checklists and no others, counted from 0 over all of them.
    pub fn tick(&mut self, done: &[usize]) {
        let mut number = 0;
        self.blocks.iter_mut().for_each(|block| block.tick(done, &mut number));
    }
}

impl Line {
    /// Adds plain text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Text(text.into()));
        self
    }

    /// Adds text that stands out.
    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    /// Adds text that stands back.
    #[must_use]
    pub fn faint(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Faint(text.into()));
        self
    }

    /// Adds the words of a grade.
    #[must_use]
    pub fn grade(mut self, words: impl Into<String>, grade: Option<Grade>) -> Self {
        self.0.push(Span::Grade(words.into(), grade));
        self
    }

    /// Adds the id of a rule.
    #[must_use]
    pub fn id(mut self, id: &Shown) -> Self {
        self.0.push(Span::Id(id.to_string()));
        self
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.words().is_empty())
    }

    /// Returns the words alone.
    #[must_use]
    #[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
    pub fn plain(&self) -> String {
        let words = |span: &Span| match span {
            Span::Id(id) => format!(" ({id})"),
            other => other.words().to_owned(),
        };
        self.0.iter().map(words).collect()
    }
}

impl Span {
    /// Returns its words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Span::Text(words) | Span::Strong(words) | Span::Faint(words) | Span::Grade(words, _) | Span::Id(words) => {
                words
            }
        }
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Self {
        Line(vec![Span::Text(text.into())])
    }
}

impl From<&Shown> for Line {
    fn from(text: &Shown) -> Self {
        Line::from(text.as_str())
    }
}

impl<L: Into<Line>> From<L> for Item {
    fn from(line: L) -> Self {
        Item { line: line.into(), ..Item::default() }
    }
}

impl Item {
    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }
}

impl Block {
    #[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
    fn tick(&mut self, done: &[usize], number: &mut usize) {
        match self {
            Block::Section { blocks, .. } | Block::Group { blocks, .. } => {
                blocks.iter_mut().for_each(|block| block.tick(done, number));
            }
            Block::List { items, is_checklist: true } => {
                for item in items {
                    item.is_done = done.contains(number);
                    *number += 1;
                }
            }
            _ => {}
        }
    }

    /// Returns prose.
    pub fn paragraph(line: impl Into<Line>) -> Self {
        Block::Paragraph(line.into())
    }

    /// Returns a fact by itself.
    pub fn statement(line: impl Into<Line>) -> Self {
        Block::Statement(line.into())
    }

    /// Returns a section, or nothing where nothing belongs under its heading.
    pub fn section(title: impl Into<Line>, blocks: Vec<Block>) -> Option<Self> {
        (!blocks.is_empty()).then(|| Block::Section {
            title: title.into(),
            aside: Line::default(),
            is_folded: false,
            blocks,
        })
    }

    /// Returns a list, or nothing where there are no items.
    pub fn list(items: Vec<Item>) -> Option<Self> {
        (!items.is_empty()).then_some(Block::List { items, is_checklist: false })
    }

    /// Whether there is room before it and after it.
    pub(super) fn stands_apart(&self) -> bool {
        matches!(self, Block::Section { .. } | Block::Table(_) | Block::Notes(_) | Block::Findings(_))
    }
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
    pub(super) fn grade(&self) -> Option<Grade> {
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
    pub(super) fn words(&self, joined: &str, length: u64) -> String {
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
pub(super) const FILLS: [char; Scale::MOST] = ['█', '▓', '▒', '░', '▚', '▞', '▤', '▥', '▦', '▧', '▨'];

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
