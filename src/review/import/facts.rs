//! The dates of a review and the period that it covers, by their labels and by the sentences that tell them.

use super::dates::{self, DateOrder, Dated, Place};
use super::draft::{Draft, Found, Value};
use super::front;
use super::harm;
use super::sections::Sections;
use super::text::{holds, sentences, words};
use super::topics::Topic;
use crate::document::passages::{Passage, PassageKind, Passages};
use crate::review::When;
use crate::text::Span;

/// A key of a date, and the words of a label for it: one of the first list, and none of the second.
type Label = (&'static str, &'static [&'static str], &'static [&'static str]);

const LABELS: [Label; 4] = [
    ("published", &["published", "publication"], &[]),
    (
        "completed",
        &[
            "completed",
            "completion",
            "date of report",
            "date of the report",
            "report date",
            "report completed",
            "report agreed",
            "report approved",
            "report signed off",
            "concluded",
        ],
        &["imr", "imrs", "due"],
    ),
    (
        "decided",
        &["decision", "decided", "commissioned", "date commissioned", "commission"],
        &["rapid", "notification", "to publish"],
    ),
    (
        "incident",
        &["incident", "date of death", "date of the death", "death"],
        &["notified", "notification", "reported"],
    ),
];
const PERIOD: [&str; 7] = [
    "period",
    "timeframe",
    "time frame",
    "timescale of review",
    "scoping period",
    "scope period",
    "timescale for review",
];
/// A longer label is a sentence.
const LONGEST_LABEL: usize = 60;

/// Adds the dates and the period under review.
pub(super) fn read(sections: &Sections<'_>, draft: &mut Draft) {
    let passages = sections.passages;
    for (at, passage) in passages.list.iter().enumerate() {
        if passage.is_heading() {
            continue;
        }
        for line in passage.text.lines().filter_map(|line| line.split_once(':')) {
            labelled(line.0, line.1, passage.span, draft);
        }
        if let Some(value) = beside(passages, at) {
            labelled(&passage.text, &value.text, value.span, draft);
        }
    }
    let is_told = |topic: Option<Topic>| {
        !matches!(
            topic,
            Some(Topic::Contents | Topic::Glossary | Topic::Chronology | Topic::Plan | Topic::Recommendations)
        )
    };
    for line in sections.lines.iter().filter(|line| line.level().is_none()) {
        // A plan tells dates of its own, and perhaps at its end that of the report.
        let of_report = |sentence: &&str| is_told(line.topic) || is_end_of_report(sentence);
        for sentence in sentences(line.text).into_iter().filter(of_report) {
            read_date(sentence, line.passage.span, draft);
        }
    }
    of_title_page(passages, draft);
    of_signature(passages, draft);
    harm::read(sections, draft);
    settle(draft);
}

fn is_end_of_report(sentence: &str) -> bool {
    let own = words(sentence);
    holds(&own, &["this report", "the report", "this review", "overview report"])
        && holds(&own, &["completed", "concluded", "signed off", "approved", "ratified", "published"])
}

/// The cell to the right of the one at `at`, where a table has two columns.
pub(super) fn beside(passages: &Passages, at: usize) -> Option<&Passage> {
    let (own, next) = (passages.list.get(at)?.cell()?, passages.list.get(at + 1)?);
    let cell = next.cell()?;
    (own.column == 1 && cell.table == own.table && cell.row == own.row && cell.column == 2).then_some(next)
}

/// A label with a date after it.
fn labelled(label: &str, text: &str, span: Span, draft: &mut Draft) {
    if label.len() > LONGEST_LABEL {
        return;
    }
    let own = words(label);
    if holds(&own, &PERIOD) {
        if let Some((from, to)) = dates::period(text) {
            draft.put_date("terms", "from", from, span, None);
            draft.put_date("terms", "to", to, span, None);
        }
        return;
    }
    let fits = |(_, names, never): &&Label| holds(&own, names) && !holds(&own, never);
    let Some((key, ..)) = LABELS.iter().find(fits) else { return };
    match dates::whole(text, DateOrder::DayFirst) {
        Some(Dated::Sure(date)) => draft.put_date("dates", key, date, span, None),
        Some(Dated::Doubtful(Some(date), why)) => draft.put_date("dates", key, date, span, Some(why)),
        Some(Dated::Doubtful(None, _)) | None => {}
    }
}

/// A sentence that tells a date. The first that does is believed, unless a label says otherwise.
fn read_date(sentence: &str, span: Span, draft: &mut Draft) {
    let places = dates::within(sentence);
    let Some(first) = places.first() else { return };
    let own = words(sentence);
    let says = |phrases: &[&str]| holds(&own, phrases);
    let mut add = |table: &'static str, key: &'static str, date: When| {
        // A day told after its month says more.
        let value = Value { key, found: Found::Date(date), span: Some(span), doubt: None };
        let known = draft.values_mut(table).and_then(|values| values.iter().find(|known| known.key == key));
        if known.is_none_or(|known| known.found != value.found && is_closer(known, &value)) {
            draft.put(table, value);
        }
    };
    let covers = says(&["period", "covers", "covered", "timeframe", "time frame", "scope", "looked at"])
        || says(&["considered", "considers", "examined", "examines", "reviewed", "looked back"])
            && says(&["from", "between"])
            && !says(&["decided", "referral"]);
    if covers && let Some((from, to)) = dates::period(sentence) {
        add("terms", "from", from);
        add("terms", "to", to);
        return;
    }
    if let Some(date) = of_death(sentence, &places) {
        add("dates", "incident", date);
        return;
    }
    let is_report = says(&["report was", "report is"]);
    let expected = says(&["due", "expected", "should", "should be", "planned", "inquest", "trial", "hoped"]);
    if expected {
        return;
    }
    let is_done = says(&["completed", "concluded", "finalised", "signed off", "approved", "agreed by", "ratified"]);
    if is_done && (says(&["report", "review", "it was"]) || sentence.starts_with("It ")) && !says(&["criteria", "imr"])
    {
        add("dates", "completed", first.date);
        return;
    }
    let is_decision = says(&["decided", "decision", "agreed", "determined", "resolved", "commissioned"]);
    let is_of_review = says(&["review", "chair", "criteria", "reviews", "sar", "scr", "dhr", "lcspr"]);
    let decision = dated_after(sentence, &places, &["decided", "decision", "agreed", "determined", "resolved"]);
    if is_decision
        && is_of_review
        && let Some(date) = decision
        && !is_report
        && !says(&["publish", "published", "published on"])
    {
        add("dates", "decided", date);
    } else if says(&["published"])
        && says(&["report", "review"])
        && places.len() == 1
        && !says(&["guidance", "protocol"])
    {
        add("dates", "published", first.date);
    }
}

/// The only date of a sentence, or else the one right after a word for what happened on it.
fn dated_after(sentence: &str, places: &[Place], words: &[&str]) -> Option<When> {
    if let [only] = places {
        return Some(only.date);
    }
    let at = words.iter().filter_map(|word| sentence.find(word).map(|at| at + word.len())).max()?;
    let next = places.iter().find(|place| place.start >= at)?;
    let between = sentence.get(at..next.start)?.trim();
    ["", "on", "in", "by"].contains(&between).then_some(next.date)
}

/// The day of the death or incident that a sentence tells: the date soon after the word for it.
fn of_death(sentence: &str, places: &[Place]) -> Option<When> {
    const SIGNS: [&str; 12] = [
        "own life",
        "ended her life",
        "ended his life",
        "died",
        "death",
        "deaths",
        "killed",
        "fatally",
        "was murdered",
        "serious incident",
        "found dead",
        "this review concerns",
    ];
    let lower = sentence.to_lowercase();
    let at = SIGNS.iter().filter_map(|sign| lower.find(sign)).min()?;
    let after: Vec<&Place> = places.iter().filter(|place| place.start > at).collect();
    let first = after.first()?;
    let between = sentence.get(at..first.start)?;
    let is_near = words(between).len() <= 9 || lower.contains("this review concerns");
    let is_span = lower.contains("deaths occurred") || between.trim_end().ends_with("between");
    let is_other = holds(&words(between), &["after", "before", "since", "following"]);
    // Several deaths: the last day of the span.
    let last = after.iter().rev().find(|_| is_span).unwrap_or(first);
    (is_near && !is_other).then_some(last.date)
}

/// What a line of the title page says of the report that it dates.
const REPORTS: &[&str] = &["report", "version", "draft", "signed off", "presented", "agreed", "approved", "completed"];

/// The date on the title page is that of the report, where nothing else tells it.
fn of_title_page(passages: &Passages, draft: &mut Draft) {
    if draft.has("dates", "completed") {
        return;
    }
    let dated = |passage: &&Passage| {
        let own = words(&passage.text);
        matches!(passage.kind, PassageKind::Title | PassageKind::Paragraph | PassageKind::TextBox)
            && (own.len() <= 9 || own.len() <= 16 && holds(&own, REPORTS))
            && !holds(&own, &["death", "died", "born", "incident", "period", "publication"])
            && dates::within(&passage.text).len() == 1
    };
    let mut found = front::front(passages).filter(dated);
    if let (Some(passage), None) = (found.next(), found.next())
        && let Some(place) = dates::within(&passage.text).first()
    {
        draft.put_date("dates", "completed", place.date, passage.span, None);
    }
}

/// The date beside the word *Date*, where the document has it once: the reviewers sign there.
fn of_signature(passages: &Passages, draft: &mut Draft) {
    if draft.has("dates", "completed") {
        return;
    }
    let signed = |at: usize| {
        let label = passages.list.get(at)?.text.trim().trim_end_matches(':');
        let value = beside(passages, at).filter(|_| label.eq_ignore_ascii_case("date"))?;
        match dates::whole(&value.text, DateOrder::DayFirst)? {
            Dated::Sure(date) => Some((date, value.span)),
            Dated::Doubtful(..) => None,
        }
    };
    let mut found = (0..passages.list.len()).filter_map(signed);
    if let (Some((date, span)), None) = (found.next(), found.next()) {
        draft.put_date("dates", "completed", date, span, None);
    }
}

/// Leaves of every key one value: what is given in two ways is not certain, nor is a date before one that it must follow.
fn settle(draft: &mut Draft) {
    for table in ["dates", "terms"] {
        let Some(values) = draft.values_mut(table) else { continue };
        let own = std::mem::take(values);
        for value in own {
            match values.iter_mut().find(|known| known.key == value.key) {
                None => values.push(value),
                Some(known) if known.found == value.found || is_closer(known, &value) => {
                    if value.doubt.is_none() {
                        *known = value;
                    }
                }
                Some(known) if is_closer(&value, known) => {}
                Some(known) if known.doubt.is_some() && value.doubt.is_none() => *known = value,
                Some(_) if value.doubt.is_some() => {}
                Some(known) => known.doubt = Some("the document gives two".to_owned()),
            }
        }
        let order: &[&str] =
            if table == "dates" { &["incident", "decided", "completed", "published"] } else { &["from", "to"] };
        in_order(values, order);
    }
}

/// True if the second value is a date within the first.
fn is_closer(wide: &Value, close: &Value) -> bool {
    match (&wide.found, &close.found) {
        (Found::Date(wide), Found::Date(close)) => wide.first() <= close.first() && close.last() <= wide.last(),
        (_, _) => false,
    }
}

/// Dates that must follow one another.
fn in_order(values: &mut [Value], order: &[&str]) {
    let date = |key: &str| {
        let value = values.iter().find(|value| value.key == key && value.doubt.is_none())?;
        if let Found::Date(date) = value.found { Some(date) } else { None }
    };
    let given: Vec<(&str, When)> = order.iter().filter_map(|key| Some((*key, date(key)?))).collect();
    let mut wrong: Vec<&str> = Vec::new();
    for (at, (key, before)) in given.iter().enumerate() {
        for (other, after) in given.iter().skip(at + 1) {
            if before.first() > after.last() {
                wrong.extend([*key, *other]);
            }
        }
    }
    for value in values.iter_mut().filter(|value| wrong.contains(&value.key)) {
        value.doubt = Some("it is out of order with another date".to_owned());
    }
}
