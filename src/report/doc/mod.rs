//! The document that every report is made of: what it says and how it is divided, whatever format it is written in.
//!
//! A document holds text that has been masked. It knows nothing of widths, colours or markup; the renderers do.

mod plot;
mod table;
mod thousands;

use serde::Serialize;

use crate::review::Grade;
use crate::text::Shown;

pub(crate) use plot::MatrixRow;
pub use plot::{Bar, Part, Picture, Plot, ShareOf, Trend};
pub(super) use table::FILLS;
pub use table::{Cell, Column, Table};

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
    pub(crate) line: Line,
    /// Where that is in the input.
    pub places: Vec<Place>,
    /// What stands under it.
    pub(crate) more: Vec<Line>,
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
    /// What is written there; empty where that is not shown.
    pub quote: String,
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
    pub(crate) excerpts: Vec<Excerpt>,
    /// What shows that it is wrong.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

/// Lines of an input with the marks in them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Excerpt {
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
pub(crate) const NARROW: usize = 58;

impl Finding {
    /// A mistake that is in no line.
    #[must_use]
    pub fn without_place(is_error: bool, code: &'static str, message: String) -> Self {
        Finding { is_error, code, message, excerpts: Vec::new(), notes: Vec::new(), help: None }
    }
}

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

    /// Returns a section that is a list and no more, or nothing where there are no lines.
    pub(crate) fn lines(title: &str, lines: Vec<Line>) -> Option<Self> {
        Self::section(title, Self::list(lines.into_iter().map(Item::from).collect()).into_iter().collect())
    }

    /// Whether there is room before it and after it.
    pub(super) fn stands_apart(&self) -> bool {
        matches!(self, Block::Section { .. } | Block::Table(_) | Block::Notes(_) | Block::Findings(_))
    }
}
