//! Findings, good practice and recommendations: what the points of a document are, and how much of it belongs to each.

use super::agencies::is_agency_like;
use super::called::{Called, PointKind, asks, is_introduction};
use super::columns::{Column, column};
use super::findings_table;
use super::grid::Use;
use super::point::{HOLDS_FINDINGS, Point, distinct};
use super::sections::{Line, Sections};
use super::text::{holds, sentences, words};
use super::topics::Topic;

/// What the lines below an open point are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Text,
    Why,
    Field(Column),
    Aside,
}

/// The points while the document is read.
struct Points<'s, 'p> {
    sections: &'s Sections<'p>,
    /// There is a table of actions, so that no list under its heading is one.
    has_plan: bool,
    found: Vec<Point>,
    /// The point whose section is being read, and the level of its heading.
    open: Option<(usize, u8)>,
    mode: Mode,
    /// The point in a line or list that deeper lines go on with, and how deep it is.
    list: Option<(usize, usize)>,
    /// Whom the recommendations of this section are addressed to.
    agency: Option<String>,
    /// The sentence above said that examples follow.
    examples_follow: bool,
}

/// The points of a document, each once, in its order.
pub(super) fn read(sections: &Sections<'_>) -> Vec<Point> {
    let mut points = Points {
        sections,
        has_plan: sections.has_table(Use::Plan),
        found: Vec::new(),
        open: None,
        mode: Mode::Text,
        list: None,
        agency: None,
        examples_follow: false,
    };
    let mut lines = sections.lines.iter().peekable();
    while let Some(line) = lines.next() {
        let number = line.box_number();
        if number.is_some() {
            let mut inside = vec![line];
            while let Some(next) = lines.next_if(|next| next.box_number() == number) {
                inside.push(next);
            }
            points.boxed(&inside);
        } else if let Some(level) = line.level() {
            points.heading(line, level);
        } else {
            points.line(line);
        }
    }
    let mut found = points.found;
    found.extend(findings_table::read(sections, found.iter().any(|point| point.kind == PointKind::Finding)));
    found.sort_by_key(|point| point.span.start);
    distinct(found)
}

impl Points<'_, '_> {
    /// A point that begins in this line, with what its section says of it.
    fn begin(&self, kind: PointKind, line: &Line<'_>) -> Point {
        Point {
            agency: self.agency.clone().filter(|_| kind == PointKind::Recommendation),
            is_in_summary: line.topic == Some(Topic::Summary),
            ..Point::at(kind, line.passage.span)
        }
    }

    fn push(&mut self, point: Point) -> usize {
        self.found.push(point);
        self.found.len() - 1
    }

    fn point(&mut self, at: usize) -> Option<&mut Point> {
        self.found.get_mut(at)
    }

    fn open_point(&mut self) -> Option<&mut Point> {
        self.open.and_then(|(at, _)| self.found.get_mut(at))
    }

    fn heading(&mut self, line: &Line<'_>, level: u8) {
        self.list = None;
        self.examples_follow = false;
        let called = line.called();
        self.open = self.open.filter(|(_, above)| level > *above);
        if let Some(called) = called {
            self.called_heading(line, level, called);
            return;
        }
        let changes = line.own.is_some_and(|own| !matches!(own, Topic::Findings | Topic::Chronology | Topic::Analysis));
        if self.open.is_some() && !(changes && Mode::from_heading(line.text) == Mode::Text) {
            self.mode = Mode::from_heading(line.text);
            return;
        }
        self.open = None;
        self.mode = Mode::Text;
        let above = self.sections.above(line.passage);
        let is_below = |topic: Topic| self.sections.topic_above(line.passage) == Some(topic);
        if line.own.is_none()
            && line.topic == Some(Topic::Findings)
            && !is_frame(line.text)
            && is_below(Topic::Findings)
        {
            let title = Some(line.text.trim().to_owned());
            let at = self.push(Point { title, is_theme: true, ..self.begin(PointKind::Finding, line) });
            self.open = Some((at, level));
        } else if line.topic == Some(Topic::Recommendations) {
            self.agency = match (line.own, above) {
                (None, _) => Some(addressee(line.text)).filter(|name| is_agency_like(name)),
                (Some(_), Some(above)) => Some(addressee(&above.text)).filter(|name| is_agency_like(name)),
                (Some(_), None) => None,
            };
        }
    }

    fn called_heading(&mut self, line: &Line<'_>, level: u8, called: Called) {
        self.divide_theme(&called);
        let point = self.begin(called.kind, line);
        let title = Some(called.rest).filter(|rest| !rest.is_empty());
        let (number, is_theme, agency) =
            (called.number, called.is_theme, called.agency.or_else(|| point.agency.clone()));
        let at = match called.kind {
            PointKind::Recommendation => self.push(Point { number, agency, text: title.unwrap_or_default(), ..point }),
            PointKind::Finding | PointKind::GoodPractice => self.push(Point { number, title, is_theme, ..point }),
        };
        self.open = Some((at, level));
        self.mode = Mode::Text;
    }

    /// A theme that holds a numbered finding is not a finding itself.
    fn divide_theme(&mut self, called: &Called) {
        let is_finding = called.kind == PointKind::Finding && called.number.is_some();
        if let Some(theme) = self.open_point().filter(|point| point.is_theme && is_finding) {
            HOLDS_FINDINGS.clone_into(&mut theme.text);
        }
    }

    fn line(&mut self, line: &Line<'_>) {
        let is_plan = line.topic == Some(Topic::Plan) && self.has_plan;
        if is_plan || matches!(line.topic, Some(Topic::Contents | Topic::Glossary)) {
            return;
        }
        if let Some(called) = line.called() {
            self.called_line(line, called);
            return;
        }
        if let Some((at, depth)) = self.list {
            if line.depth > depth && line.depth > 0 {
                if let Some(point) = self.point(at) {
                    point.text.push('\n');
                    point.text.extend(line.label.map(|label| format!("{label} ")));
                    point.text.push_str(line.text.trim());
                }
                return;
            }
            if let (Some(own), Some(point)) = (field(line), self.point(at).filter(|_| line.depth == 0)) {
                point.fields.push((own.0, own.1.to_owned(), line.passage.span));
                return;
            }
            self.list = None;
        }
        if self.open.is_some() && !(line.is_announced && line.topic == Some(Topic::Recommendations)) {
            self.below(line);
        } else {
            self.by_topic(line);
        }
    }

    fn called_line(&mut self, line: &Line<'_>, called: Called) {
        if called.number.is_none()
            && called.kind == PointKind::Finding
            && let Some(open) = self.open_point().filter(|open| open.kind == PointKind::Finding)
        {
            open.conclude(&called);
            return;
        }
        self.divide_theme(&called);
        let point = self.begin(called.kind, line);
        let agency = called.agency.or_else(|| point.agency.clone());
        let at = self.push(Point { number: called.number, text: called.rest, agency, ..point });
        self.list = Some((at, line.depth));
        if called.kind != PointKind::Recommendation && self.open.is_some() {
            self.open = None;
        }
    }

    /// A line in the section of an open point.
    fn below(&mut self, line: &Line<'_>) {
        let mode = self.mode;
        let Some(point) = self.open_point() else { return };
        if let Some((column, text)) = field(line) {
            point.fields.push((column, text.to_owned(), line.passage.span));
            return;
        }
        match mode {
            Mode::Text => point.add(line),
            Mode::Why => match &mut point.why {
                Some((why, _)) => *why = format!("{why}\n{}", line.text.trim()),
                None => point.why = Some((line.text.trim().to_owned(), line.passage.span)),
            },
            Mode::Field(column) => point.fields.push((column, line.text.trim().to_owned(), line.passage.span)),
            Mode::Aside => {}
        }
    }

    /// A line that is no part of a point that has a heading of its own.
    fn by_topic(&mut self, line: &Line<'_>) {
        let is_item = line.depth > 0;
        let text = line.text.trim();
        let divided = self.sections.is_divided(line.passage) && !line.is_announced;
        match line.topic {
            Some(Topic::Recommendations) => {
                if (is_item || asks(text)) && !is_introduction(text, PointKind::Recommendation) {
                    self.plain(PointKind::Recommendation, line);
                }
            }
            Some(Topic::Plan) if is_item && !is_introduction(text, PointKind::Recommendation) => {
                self.plain(PointKind::Recommendation, line);
            }
            Some(Topic::Findings) if is_item && !divided && !is_introduction(text, PointKind::Finding) => {
                self.plain(PointKind::Finding, line);
            }
            Some(Topic::GoodPractice) => self.good_practice(line),
            Some(_) | None => {}
        }
    }

    fn plain(&mut self, kind: PointKind, line: &Line<'_>) {
        let number = line.label.map(|label| label.trim_matches(['.', ')', '(', ' ']).to_owned());
        let number = number.filter(|number| !number.contains('.'));
        let at = self.push(Point { number, text: line.text.trim().to_owned(), ..self.begin(kind, line) });
        self.list = Some((at, line.depth));
    }

    /// Good practice is told in items, in paragraphs, or in the sentences after one that says that examples follow.
    fn good_practice(&mut self, line: &Line<'_>) {
        let text = line.text.trim();
        let leads = |text: &str| holds(&words(text), &["examples", "several", "number of", "following"]);
        if line.depth == 0 && sentences(text).first().is_some_and(|first| leads(first)) {
            for sentence in sentences(text).iter().skip(1) {
                self.push(Point { text: (*sentence).trim().to_owned(), ..self.begin(PointKind::GoodPractice, line) });
            }
        } else if !is_introduction(text, PointKind::GoodPractice) && (line.depth > 0 || text.len() > SHORTEST_PRACTICE)
        {
            self.plain(PointKind::GoodPractice, line);
        }
    }

    /// The lines of a box, the first of which may say what it is.
    fn boxed(&mut self, lines: &[&Line<'_>]) {
        let Some(first) = lines.first() else { return };
        if matches!(first.topic, Some(Topic::Contents | Topic::Glossary)) {
            return;
        }
        let rest = || lines.iter().skip(1).map(|line| line.passage.text.trim()).collect::<Vec<_>>().join("\n");
        let whole = || [first.text.trim(), &rest()].join("\n").trim().to_owned();
        match first.called().or_else(|| Called::parse(&whole(), true)) {
            Some(called) if called.number.is_none() && called.kind == PointKind::Finding && self.open.is_some() => {
                let called = Called { rest: [called.rest.as_str(), &rest()].join("\n").trim().to_owned(), ..called };
                if let Some(point) = self.open_point() {
                    point.conclude(&called);
                }
            }
            Some(called) => {
                self.divide_theme(&called);
                let point = self.begin(called.kind, first);
                let after = if Called::parse(first.text, true).is_some() { rest() } else { String::new() };
                let (title, text) = match (called.kind, called.rest.is_empty() || after.is_empty()) {
                    (PointKind::Recommendation, _) => {
                        (None, [called.rest.as_str(), &after].join("\n").trim().to_owned())
                    }
                    (_, true) => (None, [called.rest.as_str(), &after].join("\n").trim().to_owned()),
                    (_, false) => (Some(called.rest), after),
                };
                let agency = called.agency.or_else(|| point.agency.clone());
                self.push(Point { number: called.number, title, text, agency, is_theme: false, ..point });
            }
            None if first.topic == Some(Topic::GoodPractice) => {
                self.push(Point { text: whole(), ..self.begin(PointKind::GoodPractice, first) });
            }
            None if first.topic == Some(Topic::Recommendations) && self.open.is_none() && asks(&whole()) => {
                self.push(Point { text: whole(), ..self.begin(PointKind::Recommendation, first) });
            }
            None => {}
        }
    }
}

/// A shorter line is a label, and no account of good practice.
const SHORTEST_PRACTICE: usize = 25;

impl Mode {
    /// What a heading below that of a point makes of the lines under it.
    fn from_heading(heading: &str) -> Mode {
        let own = words(heading);
        if holds(&own, &["why does it matter", "why it matters", "why did", "why this", "reasons", "why"]) {
            return Mode::Why;
        }
        match column(heading) {
            Some(column)
                if (is_field(column) || column == Column::Action) && own.len() <= 5 && !heading.contains('?') =>
            {
                Mode::Field(column)
            }
            _ if holds(&own, &["questions for", "recommendation", "recommendations"]) => Mode::Aside,
            _ => Mode::Text,
        }
    }
}

/// Whether lines below a point give this of its action.
fn is_field(column: Column) -> bool {
    use Column::{Agency, Either, Measure, Outcome, Owner, Status, When};
    matches!(column, Owner | Either | Agency | When | Measure | Outcome | Status)
}

/// A line with a name in front of it: `Lead officer: ...`.
fn field<'l>(line: &'l Line<'_>) -> Option<(Column, &'l str)> {
    let (name, text) = line.text.split_once(':')?;
    let is_name = words(name).len() <= 5 && !text.trim().is_empty() && line.depth < 20;
    let column = column(name).filter(|own| is_field(*own));
    column.filter(|_| is_name).map(|column| (column, text.trim()))
}

/// The agency that a heading names: `Recommendations for Ferrby Police`, `Agency: Ferrby Police`.
pub(super) fn addressee(heading: &str) -> String {
    let text = heading.trim().trim_end_matches(':');
    let text = ["Agency:", "Organisation:", "Lead agency:"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .or_else(|| text.strip_prefix("For "))
        .or_else(|| [" for ", " – ", ": "].iter().find_map(|sign| text.split_once(sign)).map(|(_, name)| name))
        .unwrap_or(text);
    text.trim().trim_start_matches("the ").to_owned()
}

/// A heading that only frames what is below it.
fn is_frame(heading: &str) -> bool {
    const FRAMES: [&str; 10] = [
        "introduction",
        "summary",
        "conclusion",
        "conclusions",
        "overview",
        "analysis",
        "background",
        "structure",
        "context",
        "contents",
    ];
    holds(&words(heading), &FRAMES)
}
