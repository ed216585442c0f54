//! The findings of a review, with what their text offers: the reason, the agencies, the levels.

use super::agencies::Agencies;
use super::called::PointKind;
use super::draft::{Draft, Found, Part, Value};
use super::ids::Ids;
use super::point::Point;
use super::text::{holds, is_bracketed, sentences, words};
use super::whole::are_counted;

/// Adds the findings, and gives their ids.
pub(super) fn read(points: &[Point], agencies: &Agencies, draft: &mut Draft) -> Ids {
    let mut ids = Ids::new('F');
    let is_filled = |point: &&Point| point.title.as_deref().is_none_or(|title| !is_bracketed(title));
    let found = points.iter().filter(|point| point.kind != PointKind::Recommendation);
    let found: Vec<&Point> = found.filter(is_filled).collect();
    let numbers = found.iter().filter(|point| point.kind == PointKind::Finding).map(|point| point.number.as_deref());
    if are_counted(numbers) {
        draft.counted.insert("findings");
    }
    // Numbers of the document itself come first: a plan refers to findings by them.
    let is_numbered = |point: &Point| point.kind == PointKind::Finding && point.number.is_some();
    let mut names: Vec<Option<String>> = found
        .iter()
        .map(|point| point.number.as_deref().filter(|_| is_numbered(point)).map(|number| ids.free(Some(number))))
        .collect();
    for (point, name) in found.iter().zip(&mut names) {
        let id = name.take().unwrap_or_else(|| ids.free(None));
        draft.parts.push(finding(point, id, agencies));
    }
    ids
}

fn finding(point: &Point, id: String, agencies: &Agencies) -> Part {
    let span = point.span;
    let mut part = Part::item("findings", span).with(Value::text("id", id, span));
    part.values.extend(point.title.clone().map(|title| Value::text("title", title, span)));
    // A title that is a whole sentence is the finding itself.
    let states = point.title.as_ref().filter(|title| words(title).len() > 8 || title.ends_with('.'));
    let text = match states {
        Some(title) => format!("{title}\n{}", point.text).trim().to_owned(),
        None => point.text.clone(),
    };
    if !text.is_empty() {
        let place = point.text_span.filter(|_| states.is_none()).unwrap_or(span);
        part.values.push(Value::text("text", text, place));
    }
    if point.kind == PointKind::GoodPractice {
        part.values.push(Value::text("kind", "good-practice", span));
    }
    let all = point.all();
    let reasons = || sentences(&all).into_iter().filter(|own| gives_reason(own)).collect::<Vec<_>>().join(" ");
    let why = point.why.clone().or_else(|| Some((reasons(), span)).filter(|(why, _)| !why.is_empty()));
    if let Some((why, span)) = why.filter(|_| point.kind == PointKind::Finding) {
        part.values.push(Value::text("why", why, span).doubted("the text gives this reason"));
    }
    let named = agencies.named_in(&all);
    if !named.is_empty() {
        let value = Value { found: Found::Ids(named), ..Value::text("agencies", "", span) };
        part.values.push(value.doubted("the text names them"));
    }
    part
}

/// True for a sentence that says why something was so.
fn gives_reason(sentence: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "because",
        "as a result of",
        "due to",
        "since",
        "this was as",
        "owing to",
        "the reason",
        "so that",
        "which meant",
    ];
    holds(&words(sentence), &SIGNS) || sentence.contains(", as ")
}
