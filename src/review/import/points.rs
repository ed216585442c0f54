//! Findings and recommendations, by their headings and their numbers.

use std::collections::HashSet;

use super::columns::{heading_words, holds, words};
use super::draft::{Draft, Part, Value};
use super::ids::Ids;
use crate::document::passages::{Passage, PassageKind, Passages};
use crate::text::Span;

/// What a numbered point is called.
const FINDINGS: [&str; 7] =
    ["finding", "key finding", "learning point", "learning", "lesson", "lesson learned", "key learning point"];
const RECOMMENDATIONS: [&str; 3] = ["recommendation", "overview recommendation", "key recommendation"];

/// What a section holds by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Findings,
    GoodPractice,
    Recommendations,
    Other,
}

impl Topic {
    fn of(words: &[String]) -> Topic {
        // A long heading is about something; these words are then not what it is.
        if words.len() > 5 || holds(words, &["introduction", "method", "methodology", "conclusion", "terms"]) {
            return Topic::Other;
        }
        if holds(words, &["recommendation", "recommendations"]) && !holds(words, &["findings", "progress"]) {
            Topic::Recommendations
        } else if holds(words, &["good practice", "strengths"]) {
            Topic::GoodPractice
        } else if holds(
            words,
            &["finding", "findings", "lessons", "learning points", "key learning", "learning themes"],
        ) {
            Topic::Findings
        } else {
            Topic::Other
        }
    }
}

/// A finding or a recommendation as the document gives it.
struct Point<'p> {
    is_finding: bool,
    is_good_practice: bool,
    number: Option<String>,
    title: Option<(String, Span)>,
    text: Option<(String, Span)>,
    passage: &'p Passage,
    doubt: Option<String>,
}

/// Adds the findings, and gives their ids.
pub(super) fn findings(passages: &Passages, draft: &mut Draft) -> Ids {
    let mut ids = Ids::new('F');
    let points = points(passages).into_iter().filter(|point| point.is_finding);
    draft.parts.extend(points.map(|point| point.finding(&mut ids)));
    ids
}

/// Adds the recommendations that are not in the action plan, whose ids are `ids`.
pub(super) fn recommendations(passages: &Passages, mut ids: Ids, draft: &mut Draft) {
    let known: HashSet<String> = draft.items("actions").filter_map(|part| part.text("text")).map(plain).collect();
    for point in points(passages).into_iter().filter(|point| !point.is_finding) {
        let Some((text, span)) = point.title.clone().or_else(|| point.text.clone()) else { continue };
        if known.contains(&plain(&text)) {
            continue;
        }
        let mut part = Part::item("actions", point.passage.span);
        part.doubt = point.doubt.clone().or_else(|| {
            let why = "it is among the recommendations; is it in the action plan in other words?";
            (!known.is_empty()).then(|| why.to_owned())
        });
        let id = ids.free(point.number.as_deref());
        draft.parts.push(part.with(Value::text("id", id, span)).with(Value::text("text", text, span)));
    }
}

/// The ids of the findings that a text names, all of them by number; `None` if it says anything else.
pub(super) fn finding_ids(text: &str, findings: &Ids) -> Option<Vec<String>> {
    const AROUND: [&str; 9] = ["finding", "findings", "and", "no", "learning", "point", "points", "lesson", "lessons"];
    let mut ids = Vec::new();
    for word in words(text).iter().filter(|word| !AROUND.contains(&word.as_str())) {
        let id = format!("F{}", word.strip_prefix('f').unwrap_or(word));
        if !findings.has(&id) {
            return None;
        }
        ids.push(id);
    }
    (!ids.is_empty()).then_some(ids)
}

/// Every point of the document, in its order.
fn points(passages: &Passages) -> Vec<Point<'_>> {
    let mut points = Vec::new();
    for (at, passage) in passages.list.iter().enumerate() {
        let point = match passage.kind {
            PassageKind::Heading(_) => heading(passages, at, passage),
            PassageKind::Paragraph | PassageKind::Item(_) | PassageKind::TextBox => paragraph(passages, passage),
            PassageKind::Title | PassageKind::Cell(_) | PassageKind::Note => None,
        };
        points.extend(point);
    }
    points
}

/// A heading that is a numbered point, or stands right below one that announces findings.
fn heading<'p>(passages: &'p Passages, at: usize, passage: &'p Passage) -> Option<Point<'p>> {
    let below = || below(passages, at);
    if let Some(called) = Called::of(passage) {
        let title = Some(called.rest).filter(|rest| !rest.is_empty()).map(|rest| (rest, passage.span));
        return Some(Point {
            title,
            text: below(),
            number: Some(called.number),
            ..Point::new(called.is_finding, passage)
        });
    }
    let announces = Topic::of(&heading_words(passages, passage)) == Topic::Findings;
    let own = words(&passage.text);
    if !announces || Topic::of(&own) != Topic::Other || is_frame(&own) {
        return None;
    }
    let doubt = (!is_numbered(passage)).then(|| "it stands below a heading on findings; is it one?".to_owned());
    let title = Some((passage.text.clone(), passage.span));
    Some(Point { title, text: below(), doubt, ..Point::new(true, passage) })
}

/// A paragraph that is a numbered point, or an item below a heading that announces points.
fn paragraph<'p>(passages: &'p Passages, passage: &'p Passage) -> Option<Point<'p>> {
    if let Some(called) = Called::of(passage) {
        let text = Some(called.rest).filter(|rest| !rest.is_empty()).map(|rest| (rest, passage.span));
        return Some(Point {
            text: Some(text?),
            number: Some(called.number),
            ..Point::new(called.is_finding, passage)
        });
    }
    let above = passage.heading.and_then(|at| passages.list.get(at))?;
    let is_outermost = passage.kind == PassageKind::Item(1);
    let topic = Topic::of(&heading_words(passages, passage));
    if !is_outermost || topic == Topic::Other || Called::of(above).is_some() {
        return None;
    }
    let text = Some((passage.text.clone(), passage.span));
    let number = passage.label.as_deref().map(|label| label.trim_matches(['.', ')', '(']).to_owned());
    let is_good_practice = topic == Topic::GoodPractice;
    Some(Point { text, number, is_good_practice, ..Point::new(topic != Topic::Recommendations, passage) })
}

/// The first paragraph below a heading, before the next one.
fn below(passages: &Passages, heading: usize) -> Option<(String, Span)> {
    let next = passages.list.get(heading + 1)?;
    let is_text = matches!(next.kind, PassageKind::Paragraph | PassageKind::Item(_) | PassageKind::TextBox);
    (is_text && next.heading == Some(heading)).then(|| (next.text.clone(), next.span))
}

/// A heading that only frames what is below it.
fn is_frame(words: &[String]) -> bool {
    holds(words, &["introduction", "summary", "conclusion", "conclusions", "overview", "analysis", "background"])
}

fn is_numbered(passage: &Passage) -> bool {
    passage.label.is_some() || passage.text.starts_with(|c: char| c.is_ascii_digit())
}

/// A point that is called one: `Finding 3: notices were read one at a time`.
struct Called {
    is_finding: bool,
    number: String,
    rest: String,
}

/// The words before the number are looked for in so many bytes.
const LONGEST_CALL: usize = 60;

impl Called {
    fn of(passage: &Passage) -> Option<Called> {
        let label = passage.label.as_deref().unwrap_or("");
        let own = passage.text.trim_start();
        let is_in_label = label.contains(char::is_alphabetic);
        let start = if is_in_label { label } else { own };
        let end =
            start.char_indices().take_while(|(at, _)| *at < LONGEST_CALL).last().map_or(0, |(at, c)| at + c.len_utf8());
        let start_words = start.get(..end)?;
        let digit = start_words.find(|c: char| c.is_ascii_digit())?;
        let name = words(start_words.get(..digit)?).join(" ");
        let is_finding = FINDINGS.contains(&name.as_str());
        if !is_finding && !RECOMMENDATIONS.contains(&name.as_str()) {
            return None;
        }
        let after = start.get(digit..)?;
        let length = after.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(after.len());
        let number = after.get(..length)?.trim_matches('.').to_owned();
        let tail = after.get(length..)?;
        // `Recommendation 3 was rejected` tells of a point and is none.
        let is_point = tail.is_empty()
            || tail.starts_with([':', '-', '–', '—', ')', '\n'])
            || passage.is_heading()
            || tail.trim_start().starts_with([':', '-', '–', '—'])
            || after.get(..length)?.ends_with('.');
        let rest = if is_in_label { own } else { tail };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":-–—).".contains(c)).trim().to_owned();
        is_point.then_some(Called { is_finding, number, rest })
    }
}

impl<'p> Point<'p> {
    fn new(is_finding: bool, passage: &'p Passage) -> Self {
        Point { is_finding, is_good_practice: false, number: None, title: None, text: None, passage, doubt: None }
    }

    fn finding(self, ids: &mut Ids) -> Part {
        let span = self.passage.span;
        let id = ids.free(self.number.as_deref());
        if self.doubt.is_some() {
            ids.doubt(&id);
        }
        let mut part = Part::item("findings", span).with(Value::text("id", id, span));
        part.doubt = self.doubt;
        part.values.extend(self.title.map(|(title, span)| Value::text("title", title, span)));
        part.values.extend(self.text.map(|(text, span)| Value::text("text", text, span)));
        if self.is_good_practice {
            part.values.push(Value::text("kind", "good-practice", span));
        }
        part
    }
}

/// A text for comparing: its words alone.
fn plain(text: &str) -> String {
    words(text).join(" ")
}
