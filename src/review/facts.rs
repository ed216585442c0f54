//! Answers for each fact of the vocabulary what one review says.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use super::identifying::identifiers_in;
use super::links::{Inverse, Links};
use super::mentions::{Mention, mentions};
use super::narratives::{DocumentKey, Narratives};
use super::openness::Openness;
use super::prose::Prose;
use super::value::{Members, More, Names, Value};
use super::vocabulary::{self, Fact, FactType, ListName, Scope};
use super::{Review, When, months_between};
use crate::text::{Identifier, Mask, NameList};

/// One review, ready to be asked.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    review: &'a Review,
    narratives: Narratives<'a>,
    links: Links<'a>,
    open: Openness<'a>,
    /// What was counted in the overview and in the summary, once a rule has asked.
    prose: [OnceCell<Prose>; 2],
    /// What the summary says of each finding, likewise.
    mentions: OnceCell<Vec<Mention>>,
    /// The identifiers in the overview and in the summary, likewise.
    identifiers: [OnceCell<Vec<(usize, Identifier)>>; 2],
    /// Texts that count as nothing given, besides those that always do.
    placeholders: &'a [String],
}

/// Texts that only fill their places make a form that says nothing from this number on.
const LEAST_FILLED: usize = 3;

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

    /// Where in its document a byte of the text that `fact` reads is: `5 Action plan, paragraph 2`. `None` for what is no text
    /// of a document.
    #[must_use]
    pub(crate) fn place_in_text(&self, fact: &Fact, byte: usize, mask: &Mask) -> Option<String> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.name == key.dotted())?;
        self.prose(key)?.place(self.narratives.passages(key)?, byte, mask)
    }

    /// The document, the number of the passage and the byte of it that a byte of the text is, which `fact` reads. `None` for what
    /// is no text of a document.
    #[must_use]
    pub(crate) fn passage_in_text(&self, fact: &Fact, byte: usize) -> Option<(DocumentKey, usize, usize)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.name == key.dotted())?;
        let (passage, byte) = self.prose(key)?.passage(byte)?;
        Some((key, passage, byte))
    }

    /// The document, the number of the passage and the bytes of it that are what `fact` measures. `None` for what is in no one
    /// place.
    #[must_use]
    pub(crate) fn passage_measured(&self, fact: &Fact) -> Option<(DocumentKey, usize, Range<usize>)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.key() == key.dotted())?;
        let (passage, range) = self.prose(key).filter(|_| is_about_sentences(fact))?.longest_in()?;
        Some((key, passage, range))
    }

    /// Where in its document what `fact` measures is, and how it begins. `None` for what is in no one place.
    #[must_use]
    pub(crate) fn measured_at(&self, fact: &Fact, mask: &Mask) -> Option<(String, &str)> {
        let key = DocumentKey::ALL.into_iter().find(|key| fact.key() == key.dotted())?;
        let prose = self.prose(key).filter(|_| is_about_sentences(fact))?;
        let byte = prose.longest_at()?;
        Some((prose.place(self.narratives.passages(key)?, byte, mask)?, prose.text.get(byte..)?))
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

    /// Whether the review gives free texts and each only fills its place, where no document says more. A text or two may be left
    /// open in a form that has no others.
    #[must_use]
    pub(crate) fn says_nothing(&self) -> bool {
        // A title says which review it is, and nothing of the case.
        let is_own = |fact: &&Fact| !fact.key().starts_with("review.") && !fact.is_derived() && !fact.is_of_document();
        let facts = vocabulary::VOCABULARY.iter().filter(|fact| fact.kind == FactType::Text).filter(is_own);
        let mut filled = 0;
        for fact in facts {
            let items = match fact.scope {
                Scope::Review => 1,
                Scope::Item(list) => self.len(list),
            };
            for item in 0..items {
                let Some(Value::Text(text)) = (fact.get)(self, item) else { continue };
                if !text.trim().is_empty() && !fact.is_unfilled(text, self.placeholders) {
                    return false;
                }
                filled += 1;
            }
        }
        filled >= LEAST_FILLED && DocumentKey::ALL.into_iter().all(|key| self.narratives.passages(key).is_none())
    }

    /// What the review says of `fact`; `item` counts from 0 and is read by facts of items only.
    #[must_use]
    pub fn read<'f>(&'f self, fact: &Fact, item: usize) -> Value<'f> {
        match (fact.get)(self, item) {
            // A placeholder is stated, and says no more than an empty text.
            Some(Value::Text(text)) if fact.is_unfilled(text, self.placeholders) => Value::Text(""),
            Some(value) => value,
            None => self.missing(fact.key()),
        }
    }

    /// How many items `list` has.
    #[must_use]
    pub fn len(&self, list: ListName) -> usize {
        list.len(self.review)
    }

    /// True if the review is whole and has no such list, not even an empty one.
    #[must_use]
    pub(crate) fn lacks(&self, list: ListName) -> bool {
        matches!(self.read(&list.fact(), 0), Value::Absent)
    }

    /// True if `list` may have further items.
    #[must_use]
    pub fn may_go_on(&self, list: ListName) -> bool {
        self.open.list(list.name())
    }

    /// What a missing key stands for.
    fn missing(&self, key: &str) -> Value<'static> {
        if self.open.key(key) { Value::Unknown } else { Value::Absent }
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

/// Whether the longest sentence of a document shows what a fact is about.
fn is_about_sentences(fact: &Fact) -> bool {
    fact.name.ends_with(".longest-sentence") || fact.name.ends_with(".long-sentences")
}

fn count<T>(items: &Option<Vec<T>>) -> usize {
    items.as_ref().map_or(0, Vec::len)
}
