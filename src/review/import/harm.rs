//! The incident of a review that nobody died in, and a period that the death or incident itself ends.

use super::dates;
use super::draft::{Draft, Found};
use super::sections::Sections;
use super::text::{holds, sentences, words};
use super::topics::Topic;
use crate::review::When;
use crate::text::Span;

/// What a sentence about serious harm says.
const HARM: &[&str] = &[
    "taken to hospital",
    "admitted to hospital",
    "brought to hospital",
    "found unconscious",
    "found unresponsive",
    "found lifeless",
    "was found",
    "fracture",
    "fractured",
    "fractures",
    "injury",
    "injuries",
    "injured",
    "overdose",
    "stabbed",
    "burns",
    "collapsed",
    "seriously harmed",
    "attacked",
    "assaulted",
];
/// Where the incident is not told, or is told as one event of many.
const ELSEWHERE: [Topic; 6] =
    [Topic::Contents, Topic::Glossary, Topic::Chronology, Topic::Plan, Topic::Recommendations, Topic::Analysis];

/// Adds the incident, and the end of a period that runs until it.
pub(super) fn read(sections: &Sections<'_>, draft: &mut Draft) {
    let told = || {
        let lines = sections.lines.iter().filter(|line| line.level().is_none());
        let lines = lines.filter(|line| line.topic.is_none_or(|topic| !ELSEWHERE.contains(&topic)));
        lines.flat_map(|line| sentences(line.text).into_iter().map(move |sentence| (sentence, line.passage.span)))
    };
    if !draft.has("dates", "incident") {
        let end = date_of(draft, "terms", "to");
        let first = told().find_map(|(sentence, span)| Some((harmed(sentence)?, span)));
        // The day that the period ends with, told by itself, is that of the incident.
        let last = end.and_then(|end| told().find(|(sentence, _)| only_date(sentence) == Some(end)));
        if let (Some((_, span)), Some(date)) = (last, end) {
            draft.put_date("dates", "incident", date, span, None);
        } else if let Some((date, span)) = first {
            let why = "the text tells of serious harm on this day; is it the incident?";
            draft.put_date("dates", "incident", date, span, Some(why.to_owned()));
        }
    }
    if !draft.has("terms", "from")
        && let Some((from, to, span)) = told().find_map(|(sentence, span)| until_death(sentence, span, draft))
    {
        draft.put_date("terms", "from", from, span, None);
        draft.put_date("terms", "to", to, span, None);
    }
}

/// The certain date of a key.
fn date_of(draft: &Draft, table: &str, key: &str) -> Option<When> {
    let part = draft.parts.iter().find(|part| part.name == table && !part.is_item)?;
    let value = part.values.iter().find(|value| value.key == key && value.doubt.is_none())?;
    if let Found::Date(date) = value.found { Some(date) } else { None }
}

/// The day on which a sentence says that somebody came to serious harm.
fn harmed(sentence: &str) -> Option<When> {
    only_date(sentence).filter(|_| holds(&words(sentence), HARM))
}

/// The date of a sentence that has one.
fn only_date(sentence: &str) -> Option<When> {
    match dates::within(sentence).as_slice() {
        [only] => Some(only.date),
        _ => None,
    }
}

/// The period of a sentence that gives its first day and ends it with the death or incident.
fn until_death(sentence: &str, span: Span, draft: &Draft) -> Option<(When, When, Span)> {
    let own = words(sentence);
    let is_period = holds(&own, &["review", "period", "panel", "scope", "timeframe"])
        && holds(&own, &["looked back", "period", "covers", "covered", "considered", "looked at", "examined", "from"]);
    let ends = holds(&own, &["until", "to", "up to", "ended with", "ending with", "and ended"])
        && holds(&own, &["death", "died", "incident", "injury", "murder", "homicide"]);
    let places = dates::within(sentence);
    let [only] = places.as_slice() else { return None };
    let to = date_of(draft, "dates", "incident").filter(|_| is_period && ends)?;
    (only.date.first() < to.first()).then_some((only.date, to, span))
}
