//! What a document says of itself: its title, its kind, whose it is, and its dates.

use super::columns::{holds, words};
use super::dates::{self, Dated};
use super::draft::{Draft, Found, Value};
use crate::document::passages::{Passage, PassageKind, Passages};
use crate::review::{Kind, When};
use crate::text::Span;

/// Adds the header.
pub(super) fn header(passages: &Passages, draft: &mut Draft) {
    let title = title(passages);
    if let Some(title) = title {
        draft.put("review", Value::text("title", title.text.clone(), title.span));
    }
    let front: Vec<&Passage> = front(passages, title).collect();
    let kind = title.into_iter().chain(front.iter().copied()).find_map(|passage| Some((kind(&passage.text)?, passage)));
    if let Some((kind, passage)) = kind {
        draft.put("review", Value::text("kind", kind.word(), passage.span));
    }
    if let Some(own) = front.iter().find(|passage| is_partnership(&passage.text)) {
        draft.put("review", Value::text("partnership", own.text.trim().trim_end_matches('.'), own.span));
    }
    let is_draft = |passage: &&Passage| holds(&words(&passage.text), &["draft"]) && words(&passage.text).len() < 8;
    if let Some(passage) = title.into_iter().chain(front.iter().copied()).find(is_draft) {
        draft.put("review", Value::text("status", "draft", passage.span));
    }
}

/// The title: what is styled as one, or the heading that the document begins with.
fn title(passages: &Passages) -> Option<&Passage> {
    let styled = passages.list.iter().find(|passage| passage.kind == PassageKind::Title);
    styled.or_else(|| passages.list.first().filter(|first| first.kind == PassageKind::Heading(1)))
}

/// So many passages can stand on a title page.
const LONGEST_FRONT: usize = 30;

/// What stands before the first heading that is not the title.
fn front<'p>(passages: &'p Passages, title: Option<&'p Passage>) -> impl Iterator<Item = &'p Passage> {
    let is_title = move |passage: &Passage| title.is_some_and(|title| std::ptr::eq(title, passage));
    let own = passages
        .list
        .iter()
        .take_while(move |passage| is_title(passage) || !matches!(passage.kind, PassageKind::Heading(_)));
    own.filter(move |passage| !is_title(passage)).take(LONGEST_FRONT)
}

fn kind(text: &str) -> Option<Kind> {
    let words = words(text);
    let kinds: [(&[&str], Kind); 4] = [
        (&["serious case review"], Kind::Scr),
        (&["child safeguarding practice review", "lcspr", "cspr"], Kind::Lcspr),
        (&["safeguarding adults review", "safeguarding adult review"], Kind::Sar),
        (&["domestic homicide review", "domestic abuse related death review"], Kind::Dhr),
    ];
    let mut found = kinds.into_iter().filter(|(phrases, _)| holds(&words, phrases)).map(|(_, kind)| kind);
    found.next().filter(|_| found.next().is_none())
}

fn is_partnership(text: &str) -> bool {
    const ENDINGS: [&str; 6] = [
        "safeguarding children board",
        "safeguarding children partnership",
        "safeguarding adults board",
        "safeguarding partnership",
        "community safety partnership",
        "safeguarding adults partnership",
    ];
    let words = words(text);
    let line = words.join(" ");
    let is_name = words.len() <= 10 && !text.trim().trim_end_matches('.').contains(['.', ':']);
    is_name && ENDINGS.iter().any(|ending| line.ends_with(ending) && line.len() > ending.len())
}

/// The dates that a document can tell, with what they are called.
const DATES: [(&str, &str, &[&str]); 4] = [
    (
        "dates",
        "incident",
        &["date of incident", "date of the incident", "incident date", "date of death", "date of the death"],
    ),
    (
        "dates",
        "decided",
        &[
            "date of decision",
            "date of the decision",
            "decision date",
            "date commissioned",
            "date of commission",
            "review commissioned",
            "decision to hold a review",
            "decision to hold the review",
        ],
    ),
    (
        "dates",
        "completed",
        &[
            "date completed",
            "date of completion",
            "completion date",
            "date of report",
            "date of the report",
            "report date",
            "report completed",
            "review completed",
        ],
    ),
    (
        "dates",
        "published",
        &["date published", "date of publication", "publication date", "published", "report published"],
    ),
];
const PERIOD: [&str; 8] = [
    "period under review",
    "time period",
    "time period under review",
    "period covered",
    "period of the review",
    "review period",
    "timeframe",
    "scope period",
];
/// Words in a sentence by which a date in it is known.
const TELLING: [(&str, &str, &[&str]); 4] = [
    ("dates", "incident", &["died on", "death on", "incident on"]),
    (
        "dates",
        "decided",
        &[
            "decided to hold",
            "decided to undertake",
            "decided to commission",
            "decision to hold",
            "decision to undertake",
            "was commissioned",
        ],
    ),
    ("dates", "completed", &["was completed", "completed in", "completed on"]),
    ("dates", "published", &["was published", "published on", "published in"]),
];

/// Adds the dates and the period under review.
pub(super) fn dates(passages: &Passages, draft: &mut Draft) {
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
        if matches!(passage.kind, PassageKind::Paragraph) {
            told(passage, draft);
        }
    }
    settle(draft);
}

/// The cell to the right of the one at `at`, where a table has two columns.
fn beside(passages: &Passages, at: usize) -> Option<&Passage> {
    let (own, next) = (passages.list.get(at)?.cell()?, passages.list.get(at + 1)?);
    let cell = next.cell()?;
    (own.column == 1 && cell.table == own.table && cell.row == own.row && cell.column == 2).then_some(next)
}

/// A label with a date after it.
fn labelled(label: &str, text: &str, span: Span, draft: &mut Draft) {
    if label.len() > 60 {
        return;
    }
    let label = words(label).join(" ");
    if PERIOD.contains(&label.as_str()) {
        if let Some((from, to)) = dates::period(text) {
            put(draft, "terms", "from", Found::Date(from), span, None);
            put(draft, "terms", "to", Found::Date(to), span, None);
        }
        return;
    }
    let Some((table, key, _)) = DATES.iter().find(|(_, _, names)| names.contains(&label.as_str())) else { return };
    match dates::whole(text) {
        Some(Dated::Sure(date)) => put(draft, table, key, Found::Date(date), span, None),
        Some(Dated::Doubtful(Some(date), why)) => put(draft, table, key, Found::Date(date), span, Some(why)),
        Some(Dated::Doubtful(None, _)) | None => {}
    }
}

/// A sentence that tells a date: never certain, since it may tell of something else.
fn told(passage: &Passage, draft: &mut Draft) {
    for sentence in passage.text.split_inclusive(". ") {
        let own = words(sentence);
        let Some((table, key, _)) = TELLING.iter().find(|(_, _, signs)| holds(&own, signs)) else { continue };
        let known = draft.values_mut(table).is_some_and(|values| values.iter().any(|value| value.key == *key));
        if let ([date], false) = (dates::within(sentence).as_slice(), known) {
            let why = "a sentence tells it; is this the date?".to_owned();
            put(draft, table, key, Found::Date(*date), passage.span, Some(why));
        }
    }
}

fn put(draft: &mut Draft, table: &'static str, key: &'static str, found: Found, span: Span, doubt: Option<String>) {
    draft.put(table, Value { key, found, span: Some(span), doubt });
}

/// Leaves of every key one value: what is given in two ways is not certain, nor is a date before one that it must follow.
fn settle(draft: &mut Draft) {
    for table in ["dates", "terms"] {
        let Some(values) = draft.values_mut(table) else { continue };
        let own = std::mem::take(values);
        for value in own {
            let same = values.iter_mut().find(|known| known.key == value.key);
            match same {
                None => values.push(value),
                Some(known) if known.found == value.found => {
                    if value.doubt.is_none() {
                        *known = value;
                    }
                }
                Some(known) if known.doubt.is_some() && value.doubt.is_none() => *known = value,
                Some(_) if value.doubt.is_some() => {}
                Some(known) => known.doubt = Some("the document gives two".to_owned()),
            }
        }
        in_order(
            values,
            if table == "dates" { &["incident", "decided", "completed", "published"] } else { &["from", "to"] },
        );
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
