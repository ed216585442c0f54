//! A point that a document makes, and what its lines add to it.

use super::called::{Called, PointKind, asks};
use super::columns::Column;
use super::sections::Line;
use super::text::is_same;
use crate::document::passages::Passage;
use crate::text::Span;

/// The text of a theme that holds findings, and so is not a finding itself.
pub(super) const HOLDS_FINDINGS: &str = "\u{0}";

/// A finding or a recommendation as the document gives it.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) kind: PointKind,
    pub(super) number: Option<String>,
    pub(super) title: Option<String>,
    pub(super) text: String,
    /// Where the text begins, if not with the point.
    pub(super) text_span: Option<Span>,
    /// The text under a heading that asks why.
    pub(super) why: Option<(String, Span)>,
    /// The agency that it is addressed to, as the document writes it.
    pub(super) agency: Option<String>,
    /// What lines below it with a name in front say: `Lead officer: ...`.
    pub(super) fields: Vec<(Column, String, Span)>,
    pub(super) span: Span,
    /// It is a theme by its place or name, which is a finding unless it holds findings.
    pub(super) is_theme: bool,
    /// Its text says what it comes to, so that more is not needed.
    pub(super) is_concluded: bool,
    pub(super) is_in_summary: bool,
}

impl Point {
    /// A point of which nothing is known but where it begins.
    pub(super) fn at(kind: PointKind, span: Span) -> Point {
        Point {
            kind,
            number: None,
            title: None,
            text: String::new(),
            text_span: None,
            why: None,
            agency: None,
            fields: Vec::new(),
            span,
            is_theme: false,
            is_concluded: false,
            is_in_summary: false,
        }
    }
}

impl Point {
    /// Takes in what a cell beside a label says of it.
    pub(super) fn say(&mut self, column: Column, cell: &Passage) {
        if column == Column::Why {
            self.why = Some((cell.text.clone(), cell.span));
        } else {
            self.fields.push((column, cell.text.clone(), cell.span));
        }
    }

    /// Goes on with a line of its section. A recommendation is one paragraph that asks for something, with its sub-points.
    pub(super) fn add(&mut self, line: &Line<'_>) {
        let text = line.text.trim();
        if self.text.is_empty() {
            self.text_span = Some(line.passage.span);
        }
        if self.kind == PointKind::Recommendation {
            let is_more = line.depth >= 10 && !self.text.is_empty();
            if is_more {
                self.text = format!("{}\n{text}", self.text);
            } else if self.text.is_empty() || !asks(&self.text) && asks(text) {
                text.clone_into(&mut self.text);
            }
        } else if !self.is_concluded && self.text != HOLDS_FINDINGS {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(text);
        }
    }

    /// Takes in what a theme comes to.
    pub(super) fn conclude(&mut self, called: &Called) {
        if called.is_conclusion && self.is_theme {
            self.text.clone_from(&called.rest);
            self.is_concluded = true;
        } else if !called.rest.is_empty() {
            self.text = format!("{}\n{}", self.text, called.rest).trim().to_owned();
        }
    }

    /// Its title with its text.
    pub(super) fn all(&self) -> String {
        format!("{}\n{}", self.title.as_deref().unwrap_or_default(), self.text).trim().to_owned()
    }

    /// True if the two are one point, told twice.
    pub(super) fn is_again(&self, other: &Point) -> bool {
        if self.kind != other.kind {
            return false;
        }
        let numbered = self.number.is_some() && self.number == other.number;
        let (one, two) = (self.title.as_deref().unwrap_or(&self.text), other.title.as_deref().unwrap_or(&other.text));
        let same = is_same(one, two) || is_same(&self.text, &other.text) && !self.text.is_empty();
        let empty = self.all().is_empty() || other.all().is_empty();
        same && (self.agency.is_none() || other.agency.is_none() || self.agency == other.agency) || numbered && empty
    }
}

/// Each point once: what a summary repeats is left out, and so are themes that hold findings.
pub(super) fn distinct(points: Vec<Point>) -> Vec<Point> {
    // Where findings are headings with numbers, a heading beside them without one only frames them.
    let numbered =
        points.iter().filter(|own| own.kind == PointKind::Finding && own.number.is_some() && own.title.is_some());
    let are_numbered = numbered.count() > 1;
    let is_frame = |own: &Point| own.text == HOLDS_FINDINGS || are_numbered && own.is_theme && own.number.is_none();
    let points: Vec<Point> = points.into_iter().filter(|point| !is_frame(point)).collect();
    let (summary, body): (Vec<Point>, Vec<Point>) = points.into_iter().partition(|point| point.is_in_summary);
    let mut kept: Vec<Point> = Vec::new();
    for point in body.into_iter().chain(summary) {
        match kept.iter_mut().find(|known| known.is_again(&point)) {
            Some(known) => {
                known.number = known.number.take().or(point.number);
                known.agency = known.agency.take().or(point.agency);
                known.title = known.title.take().or(point.title);
                if known.text.is_empty() {
                    known.text = point.text;
                }
            }
            None => kept.push(point),
        }
    }
    kept.retain(|point| !point.all().is_empty());
    kept
}
