//! The document as sections: each line with its number, and with the topic of the section or list that it stands in.

use super::called::Called;
use super::columns::Column;
use super::dates::{self, DateOrder};
use super::grid::{Grid, Use};
use super::text::{sentences, typed_label};
use super::topics::{Topic, announced, topic};
use crate::document::passages::{Passage, PassageKind, Passages, Table};

/// A passage that is no cell, seen as part of its section.
#[derive(Clone, Debug)]
pub(super) struct Line<'p> {
    pub(super) passage: &'p Passage,
    /// Its place among the passages.
    pub(super) at: usize,
    /// Its number or letter, automatic or typed.
    pub(super) label: Option<&'p str>,
    /// Its text without a typed number.
    pub(super) text: &'p str,
    /// How deep its number or bullet is; 0 for plain text.
    pub(super) depth: usize,
    /// What it is about.
    pub(super) topic: Option<Topic>,
    /// Of a heading, the topic that it names itself.
    pub(super) own: Option<Topic>,
    /// The sentence above says what the list is that it is an item of.
    pub(super) is_announced: bool,
}

/// A document with the topics of its parts.
pub(super) struct Sections<'p> {
    pub(super) passages: &'p Passages,
    /// The order of day and month, where the person who imports says so.
    pub(super) order: Option<DateOrder>,
    /// What is no cell, in reading order.
    pub(super) lines: Vec<Line<'p>>,
    /// The tables, each with the topic of the section or sentence above it.
    pub(super) tables: Vec<(Table<'p>, Option<Topic>)>,
    /// Of each heading, by its place among the passages: its own topic, and that of its section.
    topics: Vec<(Option<Topic>, Option<Topic>)>,
    /// Of each heading whether there are headings below it.
    parents: Vec<bool>,
}

/// The sentence that announces a list, and how deep it stands itself.
struct Announcement {
    topic: Topic,
    depth: usize,
    /// The box that it stands in or right above, whose lines it announces at any depth.
    in_box: Option<usize>,
}

impl Announcement {
    /// True if a line belongs to the list: it is deeper, or in the box.
    fn holds(&mut self, line: &Line<'_>) -> bool {
        let own = line.box_number();
        self.in_box = self.in_box.or(own);
        if self.in_box.is_some() { own == self.in_box } else { line.depth > self.depth }
    }
}

impl<'p> Sections<'p> {
    pub(super) fn new(passages: &'p Passages) -> Self {
        let count = passages.list.len();
        let mut sections = Sections {
            passages,
            order: None,
            lines: Vec::new(),
            tables: Vec::new(),
            topics: vec![(None, None); count],
            parents: vec![false; count],
        };
        let mut tables = passages.tables().into_iter().peekable();
        let mut open: Option<Announcement> = None;
        for (at, passage) in passages.list.iter().enumerate() {
            let section = passage.heading.and_then(|heading| sections.topics.get(heading)).and_then(|own| own.1);
            match passage.kind {
                PassageKind::Cell(cell) => {
                    if let Some(table) = tables.next_if(|table| table.number == cell.table) {
                        let announced = open.as_ref().map(|open| open.topic);
                        sections.tables.push((table, announced.or(section)));
                    }
                }
                PassageKind::Heading(_) => {
                    open = None;
                    sections.heading(at, passage, section);
                }
                PassageKind::Title | PassageKind::Note => {}
                PassageKind::Paragraph | PassageKind::Item(_) | PassageKind::TextBox => {
                    let line = Line::new(at, passage, section);
                    if open.as_mut().is_some_and(|open| !open.holds(&line)) {
                        open = None;
                    }
                    let topic = open.as_ref().map(|open| open.topic);
                    let line = Line { topic: topic.or(section), is_announced: topic.is_some(), ..line };
                    let own = announcement(&line).or_else(|| sections.box_heading(&line));
                    sections.lines.push(line);
                    open = own.or(open);
                }
            }
        }
        sections
    }

    /// What the first line of a box says of the others.
    fn box_heading(&self, line: &Line<'_>) -> Option<Announcement> {
        let in_box = line.box_number()?;
        let is_first = self.lines.last().is_none_or(|last| last.box_number() != Some(in_box));
        let topic = topic(line.text).filter(|_| is_first && line.called().is_none())?;
        Some(Announcement { topic, depth: line.depth, in_box: Some(in_box) })
    }

    fn heading(&mut self, at: usize, passage: &'p Passage, section: Option<Topic>) {
        let line = Line::new(at, passage, section);
        let own = if line.called().is_some() { None } else { topic(line.text) };
        if let Some(slot) = self.topics.get_mut(at) {
            *slot = (own, own.or(section));
        }
        if let Some(parent) = passage.heading.and_then(|above| self.parents.get_mut(above)) {
            *parent = true;
        }
        self.lines.push(Line { topic: own.or(section), own, ..line });
    }

    /// True if some table is one of these.
    pub(super) fn has_table(&self, wanted: Use) -> bool {
        let grids = || self.tables.iter().filter_map(|(table, topic)| Grid::new(table, *topic));
        grids().any(|grid| grid.use_of() == Some(wanted))
    }

    /// The order of day and month in the dates of a table.
    pub(super) fn order_in(&self, grid: &Grid<'_, '_>) -> DateOrder {
        self.order.unwrap_or_else(|| dates::order_of(grid.texts(Column::When)))
    }

    /// True if the month comes first in the dates of some table.
    pub(super) fn months_first(&self) -> bool {
        let grids = || self.tables.iter().filter_map(|(table, topic)| Grid::new(table, *topic));
        grids().any(|grid| grid.use_of().is_some() && self.order_in(&grid) == DateOrder::MonthFirst)
    }

    /// The topic that the heading above a passage itself names.
    pub(super) fn topic_above(&self, passage: &Passage) -> Option<Topic> {
        self.topics.get(passage.heading?)?.0
    }

    /// The heading that a passage is under.
    pub(super) fn above(&self, passage: &Passage) -> Option<&'p Passage> {
        self.passages.list.get(passage.heading?)
    }

    /// True if the section that a passage stands in has sections of its own.
    pub(super) fn is_divided(&self, passage: &Passage) -> bool {
        passage.heading.and_then(|heading| self.parents.get(heading)).copied().unwrap_or(false)
    }
}

/// The list that a line announces, if it ends in a colon.
fn announcement(line: &Line<'_>) -> Option<Announcement> {
    let text = line.text.trim_end();
    let last = sentences(text).last().copied()?;
    let leads = text.ends_with(':') || last.contains("following ") && !last.contains(':');
    let topic = announced(last).filter(|_| leads)?;
    Some(Announcement { topic, depth: line.depth, in_box: line.box_number() })
}

impl<'p> Line<'p> {
    fn new(at: usize, passage: &'p Passage, topic: Option<Topic>) -> Self {
        let (typed, text) = typed_label(&passage.text);
        let label = passage.label.as_deref().or(typed);
        let text = if passage.label.is_some() { passage.text.trim() } else { text };
        let (depth, text) = match typed_bullet(text).filter(|_| label.is_none()) {
            Some(item) => (BULLETS, item),
            None => (depth(passage.kind, label), text),
        };
        Line { passage, at, label, text, depth, topic, own: None, is_announced: false }
    }

    /// The level of a heading.
    pub(super) fn level(&self) -> Option<u8> {
        if let PassageKind::Heading(level) = self.passage.kind { Some(level) } else { None }
    }

    /// The box that the line is in.
    pub(super) fn box_number(&self) -> Option<usize> {
        (self.passage.kind == PassageKind::TextBox).then_some(self.passage.number)
    }

    /// What the line is called, if it is called a point.
    pub(super) fn called(&self) -> Option<Called> {
        let named = self.label.filter(|label| label.chars().filter(|c| c.is_alphabetic()).count() > 2);
        match named {
            Some(label) => Called::parse(&format!("{}: {}", label.trim_end_matches([':', '.']), self.text), true),
            None => Called::parse(self.text, self.level().is_some()),
        }
    }
}

/// How deep the outermost bullets are.
const BULLETS: usize = 21;

/// The text after a bullet or dash that somebody typed.
fn typed_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '–', '•', '·', '*', '▪', '●', '➢', '\u{f0b7}'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// Bullets are deeper than letters, and those deeper than numbers of any length.
fn depth(kind: PassageKind, label: Option<&str>) -> usize {
    let level = if let PassageKind::Item(level) = kind { usize::from(level) } else { 0 };
    match label {
        Some(label) if label.contains(|c: char| c.is_ascii_digit()) => {
            label.split('.').filter(|part| !part.is_empty()).count().max(level)
        }
        Some(_) => 10 + level,
        None if level > 0 => 20 + level,
        None => 0,
    }
}
