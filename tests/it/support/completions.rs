//! All the whole records that a record with open ends can turn out to be.

use casegrade::review::vocabulary::VOCABULARY;
use casegrade::review::{FactType, When};

use super::Choices;
use super::reviews::{Document, Place, Scheme, Table, list_of};

/// True if a missing key is not stated.
fn is_key_open(document: &Document, key: &str) -> bool {
    let names = |name: &String| key == name || key.starts_with(&format!("{name}."));
    !document.whole_record || document.not_stated.iter().any(names)
}

/// True if a list of tables may have items that the file does not give.
fn may_go_on(document: &Document, list: &str) -> bool {
    let names = |name: &String| name == list;
    let given = document.lists.iter().any(|(name, _)| name == list);
    if !document.whole_record {
        return !document.whole.iter().any(names);
    }
    document.not_stated.iter().any(names) || !given && is_key_open(document, list)
}

/// Reviews that hold all that one says and settle what it leaves open, each of these places in each of these ways.
pub(crate) struct Completions {
    base: Document,
    /// What each place can turn out to be; `None` is that the review says nothing there.
    places: Vec<(Place, Vec<Option<String>>)>,
}

impl Completions {
    /// The completions in which each list that may go on has so many further items, of a random kind.
    pub(crate) fn new(choices: &Choices, scheme: &Scheme, document: &Document, further: usize) -> Self {
        let mut base = Document { whole_record: true, whole: Vec::new(), not_stated: Vec::new(), ..document.clone() };
        // A list that is closed without being given is given as empty.
        for list in &document.whole {
            base.items_mut(list);
        }
        name_the_nameless(choices, scheme, document, &mut base);
        let open = scheme.lists.iter().filter(|(list, _)| may_go_on(document, list));
        for (list, _) in open.filter(|_| further > 0) {
            let items = base.items_mut(list);
            items.extend(vec![Table::new(); further]);
        }
        let is_new = |place: &Place| {
            let known = |list| document.items(list).len();
            place.item.is_some_and(|item| item >= list_of(place.key).map_or(0, known))
        };
        let (fresh, old): (Vec<Place>, Vec<Place>) = base.places(scheme).into_iter().partition(is_new);
        let (ids, others): (Vec<Place>, Vec<Place>) = fresh.into_iter().partition(|place| place.key.ends_with(".id"));
        for place in ids.iter().filter(|_| choices.chance(80)) {
            base.set(place, base.fresh_id(place.key));
        }
        for place in others.iter().filter(|_| choices.chance(70)) {
            base.state(choices, place);
        }
        let places = old.into_iter().filter_map(|place| Some((place.clone(), ways(choices, document, &base, &place)?)));
        Completions { places: places.collect(), base }
    }

    /// The places that are open.
    pub(crate) fn open(&self) -> Vec<Place> {
        self.places.iter().map(|(place, _)| place.clone()).collect()
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.places.iter().fold(1, |count: usize, (_, ways)| count.saturating_mul(ways.len()))
    }

    /// Those with these numbers, below [`Self::count`].
    pub(crate) fn nth(&self, number: usize) -> Document {
        let mut document = self.base.clone();
        let mut rest = number;
        for (place, ways) in &self.places {
            document.put(place, ways[rest % ways.len()].clone());
            rest /= ways.len();
        }
        document
    }

    /// All of them, or so many spread evenly over them.
    pub(crate) fn some(&self, most: usize) -> impl Iterator<Item = Document> {
        let count = self.count();
        let taken = count.min(most);
        // An odd step far from any small number visits the ways of all places evenly.
        let number = move |at: usize| if count <= most { at } else { at.wrapping_mul(0x9E37_79B9_7F4A_7C15) % count };
        (0..taken).map(move |at| self.nth(number(at)))
    }
}

/// Items without an id may have one that the file does not give.
fn name_the_nameless(choices: &Choices, scheme: &Scheme, document: &Document, base: &mut Document) {
    for place in document.places(scheme) {
        let nameless = place.key.ends_with(".id") && document.get(&place).is_none() && is_key_open(document, place.key);
        if nameless && choices.chance(60) {
            base.set(&place, base.fresh_id(place.key));
        }
    }
}

/// In how many ways a place of the file can turn out; `None` where it is settled.
fn ways(choices: &Choices, document: &Document, base: &Document, place: &Place) -> Option<Vec<Option<String>>> {
    let given = document.get(place);
    if let Some(days) = given.and_then(days_of) {
        return Some(days.into_iter().map(Some).collect());
    }
    if given.is_some() || place.key.ends_with(".id") || !is_key_open(document, place.key) {
        return None;
    }
    let mut values = base.values(choices, place.key);
    if VOCABULARY.iter().any(|fact| fact.key() == place.key && fact.kind == FactType::Date) {
        values.extend(["1950-01-01".to_owned(), "2190-01-01".to_owned()]);
        // The very days of the other dates, too.
        let others = document.tables.iter().filter(|(table, _)| table == "dates").flat_map(|(_, keys)| keys);
        values.extend(others.filter_map(|(_, value)| value.trim_matches('"').parse::<When>().ok()).flat_map(ends));
        values.sort();
        values.dedup();
    }
    let mut values: Vec<Option<String>> = values.into_iter().map(Some).collect();
    values.push(None);
    values.dedup();
    Some(values)
}

/// The first and the last day of a month or year and one between, and the month or year itself.
pub(crate) fn days_of(value: &str) -> Option<Vec<String>> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    let digits = inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let when: casegrade::review::When = inner.parse().ok().filter(|_| digits)?;
    let middle = format!("{}-15", &when.first().to_string()[..7]);
    (when.first() != when.last())
        .then(|| vec![value.to_owned(), when.first().to_string(), middle, when.last().to_string()])
}

fn ends(when: When) -> [String; 2] {
    [when.first().to_string(), when.last().to_string()]
}
