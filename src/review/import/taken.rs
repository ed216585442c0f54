//! What each part of a document was taken for.

use super::called::PointKind;
use super::grid::{Grid, Use};
use super::sections::Sections;
use super::topics::Topic;
use crate::document::passages::Passages;

/// What a heading, a point or a table was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The passage, by its place in [`Passages::list`]; of a table its first cell.
    pub passage: usize,
    /// What it was taken for: `chronology`, `recommendations`.
    pub what: &'static str,
    /// Whether its own words say so, and not only the section that it stands in.
    pub is_sure: bool,
}

/// Returns what the headings, points and tables of a document are taken for, in reading order.
#[must_use]
pub fn taken(passages: &Passages) -> Vec<Taken> {
    let sections = Sections::new(passages);
    let mut all: Vec<Taken> = Vec::new();
    for line in &sections.lines {
        let called = line.called().map(|called| match called.kind {
            PointKind::Finding => "finding",
            PointKind::GoodPractice => "good practice",
            PointKind::Recommendation => "recommendation",
        });
        let topic = line.topic.filter(|_| line.level().is_some()).map(Topic::name);
        if let Some(what) = called.or(topic) {
            let is_sure = called.is_some() || line.own.is_some();
            all.push(Taken { passage: line.at, what, is_sure });
        }
    }
    for (table, topic) in &sections.tables {
        let first = table.first().and_then(|first| passages.list.iter().position(|own| std::ptr::eq(own, first)));
        let what = Grid::new(table, *topic).and_then(|grid| grid.use_of()).map(Use::name);
        if let (Some(passage), Some(what)) = (first, what) {
            all.push(Taken { passage, what, is_sure: topic.is_some() });
        }
    }
    all.sort_by_key(|taken| taken.passage);
    all
}
