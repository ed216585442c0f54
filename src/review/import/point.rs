//! A point that a document makes, and what its lines add to it.

use super::called::{Called, PointKind, asks};
use super::columns::Column;
use super::sections::Line;
use super::text::Gist;
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

    fn is_empty(&self) -> bool {
        self.title.as_deref().unwrap_or_default().trim().is_empty() && self.text.trim().is_empty()
    }
}

/// A point with the words by which it is known again.
struct Known {
    point: Point,
    /// Those of its title, or else of its text.
    name: Gist,
    text: Gist,
}

impl Known {
    fn new(point: Point) -> Self {
        let name = Gist::from_text(point.title.as_deref().unwrap_or(&point.text));
        Known { name, text: Gist::from_text(&point.text), point }
    }

    /// True if the two are one point, told twice.
    fn is_again(&self, other: &Known) -> bool {
        let (own, others) = (&self.point, &other.point);
        if own.kind != others.kind {
            return false;
        }
        let numbered = own.number.is_some() && own.number == others.number;
        let same = self.name.is_same(&other.name) || self.text.is_same(&other.text) && !own.text.is_empty();
        same && (own.agency.is_none() || others.agency.is_none() || own.agency == others.agency)
            || numbered && (own.is_empty() || others.is_empty())
    }

    /// Takes in what the same point says elsewhere.
    fn join(&mut self, other: Known) {
        let (own, others) = (&mut self.point, other.point);
        own.number = own.number.take().or(others.number);
        own.agency = own.agency.take().or(others.agency);
        own.title = own.title.take().or(others.title);
        if own.text.is_empty() {
            own.text = others.text;
        }
        *self = Known::new(own.clone());
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
    let mut kept: Vec<Known> = Vec::new();
    for point in body.into_iter().chain(summary).map(Known::new) {
        match kept.iter_mut().find(|known| known.is_again(&point)) {
            Some(known) => known.join(point),
            None => kept.push(point),
        }
    }
    kept.into_iter().map(|known| known.point).filter(|point| !point.is_empty()).collect()
}
