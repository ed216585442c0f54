//! One review with what is worked out of it once, for its facts to be read from.

use std::borrow::Cow;
use std::cell::OnceCell;

use jiff::civil::Date;

use super::identifying::identifiers_in;
use super::links::{Inverse, Links};
use super::mentions::{Mention, mentions};
use super::narratives::{DocumentKey, Narratives};
use super::openness::Openness;
use super::prose::Prose;
use super::value::{Members, More, Names, Value};
use super::{ListName, Review, When, months_between};
use crate::text::{Identifier, NameList};

/// One review, ready to be asked.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    review: &'a Review,
    narratives: Narratives<'a>,
    links: Links<'a>,
    pub(super) open: Openness<'a>,
    /// What was counted in the overview and in the summary, once a rule has asked.
    prose: [OnceCell<Prose>; 2],
    /// What the summary says of each finding, likewise.
    mentions: OnceCell<Vec<Mention>>,
    /// The identifiers in the overview and in the summary, likewise.
    identifiers: [OnceCell<Vec<(usize, Identifier)>>; 2],
    /// Texts that count as nothing given, besides those that always do.
    pub(super) placeholders: &'a [String],
}

impl<'a> Facts<'a> {
    /// Looks up the links of `review` once, so that every fact is cheap to read.
    #[must_use]
    pub fn new(review: &'a Review) -> Self {
        Facts::with(review, Narratives::default())
    }

    /// The same of a review whose documents were read too.
    #[must_use]
    pub fn with(review: &'a Review, narratives: Narratives<'a>) -> Self {
        let open = Openness::new(review);
        let links = Links::new(review, &open);
        Facts {
            review,
            narratives,
            links,
            open,
            prose: Default::default(),
            mentions: OnceCell::new(),
            identifiers: Default::default(),
            placeholders: &[],
        }
    }

    /// The same facts, with these texts counted as nothing given too.
    #[must_use]
    pub(crate) fn unfilled_by<'s>(&'s self, placeholders: &'s [String]) -> Cow<'s, Facts<'s>> {
        if placeholders.is_empty() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Facts { placeholders, ..self.clone() })
    }

    /// The review's documents, as far as they were read.
    #[must_use]
    pub fn narratives(&self) -> Narratives<'a> {
        self.narratives
    }

    /// The identifiers of persons in a document, each with the number of its passage, the confidential names among them;
    /// `None` if it was not given.
    #[must_use]
    pub fn identifiers(&self, key: DocumentKey) -> Option<&[(usize, Identifier)]> {
        let passages = self.narratives.passages(key)?;
        let [overview, summary] = &self.identifiers;
        let own = match key {
            DocumentKey::Overview => overview,
            DocumentKey::Summary => summary,
        };
        let find = || identifiers_in(passages, self.narratives.names.unwrap_or(&NameList::default()));
        Some(own.get_or_init(find))
    }

    /// What was counted in a document; `None` if it was not given.
    pub(super) fn prose(&self, key: DocumentKey) -> Option<&Prose> {
        let passages = self.narratives.passages(key)?;
        let [overview, summary] = &self.prose;
        let own = match key {
            DocumentKey::Overview => overview,
            DocumentKey::Summary => summary,
        };
        Some(own.get_or_init(|| Prose::new(passages)))
    }

    /// What the summary says of finding `at`; `None` if no summary was given.
    pub(super) fn mention(&self, at: usize) -> Option<&Mention> {
        let (summary, prose) = (self.narratives.summary?, self.prose(DocumentKey::Summary)?);
        let findings = self.review.findings.as_deref().unwrap_or_default();
        let none = NameList::default();
        let names = self.narratives.names.unwrap_or(&none);
        self.mentions.get_or_init(|| mentions(findings, summary, &prose.text, names)).get(at)
    }

    /// The review.
    #[must_use]
    pub fn review(&self) -> &'a Review {
        self.review
    }

    /// True if the record is whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.open.part
    }

    /// How many items `list` has.
    #[must_use]
    pub fn len(&self, list: ListName) -> usize {
        list.len(self.review)
    }

    /// True if `list` may have further items.
    #[must_use]
    pub fn may_go_on(&self, list: ListName) -> bool {
        self.open.list(list.name())
    }

    /// A list of tables as a value.
    pub(super) fn items<T>(&self, list: ListName, items: &Option<Vec<T>>) -> Option<Value<'_>> {
        let more = if self.may_go_on(list) { More::Any } else { More::None };
        match (items, more) {
            (None, More::None) if !self.open.part => None,
            (items, more) => Some(Value::List(Members { names: Names::Items(count(items)), more, unnamed: false })),
        }
    }

    /// The items that name item `at`: complete if the naming side is.
    ///
    /// An item that has no id, and none that is merely not stated (`id` is its key), cannot be named.
    pub(super) fn linked<'f>(
        &self,
        inverse: &'f Inverse<'a>,
        at: usize,
        own_id: &Option<String>,
        id: &str,
    ) -> Option<Value<'f>> {
        let linked = inverse.of.get(at)?;
        let more = if own_id.is_none() && !self.open.key(id) { More::None } else { inverse.more };
        Some(Value::List(Members { names: Names::Ids(&linked.ids), more, unnamed: linked.unnamed }))
    }

    pub(super) fn links(&self) -> &Links<'a> {
        &self.links
    }

    /// Yes if one of `lists` surely has a member, no if none can have one.
    pub(super) fn any_named(&self, lists: [&Inverse<'a>; 4], at: usize) -> Option<bool> {
        let named = lists.iter().any(|inverse| inverse.of.get(at).is_some_and(|linked| !linked.ids.is_empty()));
        let may = lists.iter().any(|inverse| inverse.more != More::None);
        if named {
            Some(true)
        } else if may {
            None
        } else {
            Some(false)
        }
    }

    /// A yes/no key in three values: a missing key of a whole record is a no.
    pub(super) fn yes(&self, value: Option<bool>, key: &str) -> Option<bool> {
        value.or(if self.open.key(key) { None } else { Some(false) })
    }

    /// True or false in three values as a value.
    pub(super) fn three(value: Option<bool>) -> Option<Value<'static>> {
        Some(value.map_or(Value::Unknown, Value::YesNo))
    }

    /// One of the review's four dates. The dates around it bound what is not stated, or not to the day: they are in order.
    pub(super) fn date(&self, at: usize) -> Option<Value<'static>> {
        let dates = &self.review.dates;
        let order = [dates.incident, dates.decided, dates.completed, dates.published];
        let key = ["dates.incident", "dates.decided", "dates.completed", "dates.published"].get(at).copied()?;
        let own = order.get(at).copied().flatten();
        if own.is_none() && !self.open.key(key) {
            return None;
        }
        let first = order.iter().take(at + 1).filter_map(|date| date.map(When::first)).max();
        let last = order.iter().skip(at).filter_map(|date| date.map(When::last)).min();
        Some(Value::Date { first, last, stated: own.is_some() })
    }

    /// Whole months between two of the four dates.
    pub(super) fn months(&self, from: usize, to: usize) -> Option<Value<'static>> {
        let (
            Some(Value::Date { first: from_first, last: from_last, stated: a }),
            Some(Value::Date { first: to_first, last: to_last, stated: b }),
        ) = (self.date(from), self.date(to))
        else {
            return Some(Value::Absent);
        };
        let between = |from: Option<Date>, to: Option<Date>| Some(months_between(from?, to?));
        Some(Value::Number {
            low: between(from_last, to_first).unwrap_or(0),
            high: between(from_first, to_last),
            stated: a && b,
        })
    }

    /// The longest stretch of the period under review without an event, in months.
    ///
    /// Events known to the day bound it from above (an event more can only shorten it), all events at all their possible
    /// days bound it from below.
    pub(super) fn longest_gap(&self) -> Option<Value<'static>> {
        let terms = &self.review.terms;
        let (Some(from), Some(to)) = (terms.from, terms.to) else {
            let open =
                terms.from.is_none() && self.open.key("terms.from") || terms.to.is_none() && self.open.key("terms.to");
            return Some(if open { Value::Unknown } else { Value::Absent });
        };
        let dates: Vec<When> = self.review.events.iter().flatten().filter_map(|event| event.date).collect();
        let undated = count(&self.review.events) > dates.len() && self.open.key("events.date");
        let exact = dates.iter().filter(|date| date.first() == date.last());
        let high = longest_stretch(from.first(), to.last(), exact.map(|date| (date.first(), date.last())));
        let open = undated || self.may_go_on(ListName::Events);
        let low = if open {
            0
        } else {
            longest_stretch(from.last(), to.first(), dates.iter().map(|date| (date.first(), date.last())))
        };
        Some(Value::Number { low: low.min(high), high: Some(high), stated: true })
    }
}

/// The longest stretch of `from..=to`, in months, that none of the `covered` stretches touches.
fn longest_stretch(from: Date, to: Date, covered: impl Iterator<Item = (Date, Date)>) -> i64 {
    let mut covered: Vec<(Date, Date)> = covered.filter(|&(first, last)| last >= from && first <= to).collect();
    covered.sort_unstable();
    let mut reached = from;
    let mut longest = 0;
    for (first, last) in covered {
        longest = longest.max(months_between(reached, first));
        reached = reached.max(last);
    }
    longest.max(months_between(reached, to))
}

fn count<T>(items: &Option<Vec<T>>) -> usize {
    items.as_ref().map_or(0, Vec::len)
}
