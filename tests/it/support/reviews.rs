//! Random reviews over the facts that a rubric reads, as tables that a test can change, and their text.

use std::fmt::Write as _;

use casegrade::review::vocabulary::{ListName, VOCABULARY};
use casegrade::review::{Fact, FactType, Scope};

use super::Choices;

const AGENCIES: &[&str] = &["a1", "a2", "a3", "a4", "a5", "a6"];
const EVENTS: &[&str] = &["E1", "E2", "E3", "E4", "E5", "E6"];
const FINDINGS: &[&str] = &["F1", "F2", "F3", "F4", "F5", "F6"];
const ACTIONS: &[&str] = &["A1", "A2", "A3", "A4", "A5", "A6"];
const QUESTIONS: &[&str] = &["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"];
const NAMES: &[&str] = &["red", "blue"];

/// The ids that the items of a list have, those of a random review the first ones.
fn ids_of(list: &str) -> &'static [&'static str] {
    match list {
        "agencies" => AGENCIES,
        "events" => EVENTS,
        "findings" => FINDINGS,
        "actions" => ACTIONS,
        "terms.questions" => QUESTIONS,
        _ => &[],
    }
}

/// The list whose ids a key of the file names.
fn target(key: &str) -> Option<&'static str> {
    match key {
        "terms.questions.answered-by" | "actions.addresses" | "summary.findings" => Some("findings"),
        "findings.agencies" => Some("agencies"),
        "findings.events" => Some("events"),
        _ if key.ends_with(".agency") => Some("agencies"),
        _ => None,
    }
}

/// The names that a test of `fact` can speak of, the rarer ones last.
pub(crate) fn pool(fact: &Fact) -> &'static [&'static str] {
    let derived = match (fact.scope, fact.name) {
        (Scope::Item(_), "events") => Some("events"),
        (Scope::Item(_), "findings" | "findings-in-summary") => Some("findings"),
        (Scope::Item(_), "actions") => Some("actions"),
        (Scope::Item(_), "questions") => Some("terms.questions"),
        _ => None,
    };
    if let FactType::Choice(words) | FactType::List(Some(words)) = fact.kind {
        return words;
    }
    let own = fact.key().strip_suffix(".id");
    derived.or(target(fact.key())).or(own).map_or(NAMES, |list| &ids_of(list)[..3])
}

pub(crate) fn is_list_of_tables(fact: &Fact) -> bool {
    fact.scope == Scope::Review && ListName::named(fact.key()).is_some()
}

/// The keys of the file, dotted, that decide a fact; lists of tables by their own names.
fn keys_behind(fact: &Fact) -> Vec<&'static str> {
    let agencies = ["events.agency", "findings.agencies", "actions.agency", "panel.agency"];
    match (fact.scope, fact.name) {
        (Scope::Review, "months-to-complete") => vec!["dates.decided", "dates.completed"],
        (Scope::Review, "months-to-publish") => vec!["dates.completed", "dates.published"],
        (Scope::Review, "longest-gap-months") => vec!["terms.from", "terms.to", "events.date"],
        (Scope::Item(ListName::Agencies), "events") => vec![agencies[0]],
        (Scope::Item(ListName::Agencies), "findings") => vec![agencies[1]],
        (Scope::Item(ListName::Agencies), "actions") => vec![agencies[2]],
        (Scope::Item(ListName::Agencies), "panel-seats") => vec![agencies[3]],
        (Scope::Item(ListName::Agencies), "concerned") => [&["agencies.involved"], &agencies[..]].concat(),
        (Scope::Item(ListName::Agencies), "examined") => {
            vec!["agencies.submitted", "agencies.no-finding-because", agencies[0], agencies[1]]
        }
        (Scope::Item(ListName::Events), "findings") => vec!["findings.events"],
        (Scope::Item(ListName::Findings), "actions") => vec!["actions.addresses"],
        (Scope::Item(ListName::Findings), "action-kinds") => vec!["actions.addresses", "actions.kind"],
        (Scope::Item(ListName::Findings), "questions") => vec!["terms.questions.answered-by"],
        (Scope::Item(ListName::Findings), "in-summary") => vec!["summary.findings"],
        (Scope::Item(ListName::Actions), "findings-in-summary") => vec!["actions.addresses", "summary.findings"],
        _ => vec![fact.key()],
    }
}

/// Which keys a family of reviews has: those that decide some facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scheme {
    /// Keys of tables, dotted.
    pub(crate) keys: Vec<&'static str>,
    /// Lists of tables, each with the dotted keys of its items.
    pub(crate) lists: Vec<(&'static str, Vec<&'static str>)>,
}

impl Scheme {
    pub(crate) fn of(facts: impl Iterator<Item = &'static Fact>) -> Self {
        let mut scheme = Scheme::default();
        for fact in facts {
            if let Scope::Item(list) = fact.scope {
                scheme.list(list.name());
            }
            for key in keys_behind(fact) {
                scheme.add(key);
            }
        }
        scheme
    }

    fn add(&mut self, key: &'static str) {
        if let Some(list) = target(key) {
            self.list(list);
        }
        if let Some(list) = ListName::named(key) {
            self.list(list.name());
        } else if let Some(list) = list_of(key) {
            let at = self.list(list);
            if !self.lists[at].1.contains(&key) {
                self.lists[at].1.push(key);
            }
        } else if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// The number of a list, which is added if it is not there.
    pub(crate) fn list(&mut self, list: &'static str) -> usize {
        let known = self.lists.iter().position(|(name, _)| *name == list);
        known.unwrap_or_else(|| {
            let ids = VOCABULARY.iter().filter(|fact| fact.key().strip_suffix(".id") == Some(list));
            self.lists.push((list, ids.map(casegrade::review::Fact::key).collect()));
            self.lists.len() - 1
        })
    }
}

/// The list of tables whose items have the dotted key `key`.
pub(crate) fn list_of(key: &str) -> Option<&'static str> {
    let lists = ListName::ALL.into_iter().map(ListName::name);
    lists.into_iter().find(|list| key.strip_prefix(list).is_some_and(|rest| rest.starts_with('.')))
}

/// The last word of a dotted key.
fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// Keys with their values as TOML.
pub(crate) type Table = Vec<(String, String)>;

/// A review's file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    pub(crate) whole_record: bool,
    pub(crate) whole: Vec<String>,
    pub(crate) not_stated: Vec<String>,
    /// Tables and their keys.
    pub(crate) tables: Vec<(String, Table)>,
    /// Lists of tables.
    pub(crate) lists: Vec<(String, Vec<Table>)>,
}

/// A key of the file: of a table, or of an item of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) key: &'static str,
    pub(crate) item: Option<usize>,
}

impl Document {
    /// A review of which about half is stated.
    pub(crate) fn random(choices: &Choices, scheme: &Scheme) -> Self {
        let mut document = Document { whole_record: choices.chance(35), ..Document::default() };
        for (list, _) in &scheme.lists {
            if choices.chance(80) {
                document.lists.push(((*list).to_owned(), vec![Table::new(); choices.below(4)]));
            }
        }
        let (ids, others): (Vec<Place>, Vec<Place>) =
            document.places(scheme).into_iter().partition(|place| last(place.key) == "id");
        for place in ids.iter().filter(|_| choices.chance(80)) {
            document.set(place, document.fresh_id(place.key));
        }
        for place in others.iter().filter(|_| choices.chance(60)) {
            document.state(choices, place);
        }
        document.open_or_close(choices, scheme);
        document
    }

    /// Closes lists of a part record, opens keys of a whole one.
    fn open_or_close(&mut self, choices: &Choices, scheme: &Scheme) {
        let lists: Vec<String> = scheme.lists.iter().map(|(list, _)| (*list).to_owned()).collect();
        if !self.whole_record {
            self.whole = choices.some(&lists, 55);
        } else if choices.chance(50) {
            let missing = self.places(scheme).into_iter().filter(|place| self.get(place).is_none());
            let mut openable: Vec<String> = missing.map(|place| place.key.to_owned()).chain(lists).collect();
            openable.extend(scheme.keys.iter().filter_map(|key| Some(key.split_once('.')?.0.to_owned())));
            openable.dedup();
            self.not_stated = choices.some(&openable, 35);
            // A single key that is given cannot be said not to be stated.
            let given = |name: &String| {
                scheme.keys.iter().any(|key| key == name && self.get(&Place { key, item: None }).is_some())
            };
            let kept: Vec<String> = self.not_stated.iter().filter(|name| !given(name)).cloned().collect();
            self.not_stated = kept;
        }
    }

    /// All places that a scheme has in this review, given or not.
    pub(crate) fn places(&self, scheme: &Scheme) -> Vec<Place> {
        let mut places: Vec<Place> = scheme.keys.iter().map(|key| Place { key, item: None }).collect();
        for (list, keys) in &scheme.lists {
            for item in 0..self.items(list).len() {
                places.extend(keys.iter().map(|key| Place { key, item: Some(item) }));
            }
        }
        places
    }

    pub(crate) fn items(&self, list: &str) -> &[Table] {
        self.lists.iter().find(|(name, _)| name == list).map_or(&[], |(_, items)| items.as_slice())
    }

    /// The items of a list, which is made if it is not there.
    pub(crate) fn items_mut(&mut self, list: &str) -> &mut Vec<Table> {
        if !self.lists.iter().any(|(name, _)| name == list) {
            self.lists.push((list.to_owned(), Vec::new()));
        }
        let found = self.lists.iter_mut().find(|(name, _)| name == list);
        &mut found.expect("it was made").1
    }

    fn table(&self, place: &Place) -> Option<&Table> {
        match place.item {
            Some(item) => self.items(list_of(place.key)?).get(item),
            None => {
                let (table, _) = place.key.split_once('.')?;
                self.tables.iter().find(|(name, _)| name == table).map(|(_, keys)| keys)
            }
        }
    }

    pub(crate) fn get(&self, place: &Place) -> Option<&str> {
        let found = self.table(place)?.iter().find(|(key, _)| key == last(place.key));
        found.map(|(_, value)| value.as_str())
    }

    /// Gives a key a value, or takes it away.
    pub(crate) fn put(&mut self, place: &Place, value: Option<String>) {
        let name = last(place.key);
        let keys = match place.item {
            Some(item) => &mut self.items_mut(list_of(place.key).expect("a key of items"))[item],
            None => {
                let (table, _) = place.key.split_once('.').expect("a dotted key");
                if !self.tables.iter().any(|(name, _)| name == table) {
                    self.tables.push((table.to_owned(), Table::new()));
                }
                &mut self.tables.iter_mut().find(|(name, _)| name == table).expect("it was made").1
            }
        };
        keys.retain(|(key, _)| key != name);
        keys.extend(value.map(|value| (name.to_owned(), value)));
    }

    pub(crate) fn set(&mut self, place: &Place, value: String) {
        self.put(place, Some(value));
    }

    /// Gives a key any of the values that it can have.
    pub(crate) fn state(&mut self, choices: &Choices, place: &Place) {
        let values = self.values(choices, place.key);
        if !values.is_empty() {
            self.set(place, choices.pick(&values));
        }
    }

    /// The ids that the items of a list have.
    fn ids(&self, list: &str) -> Vec<String> {
        let ids = self.items(list).iter().flatten().filter(|(key, _)| key == "id");
        ids.map(|(_, id)| id.clone()).collect()
    }

    /// The first id that no item of the list has.
    pub(crate) fn fresh_id(&self, key: &str) -> String {
        let list = list_of(key).expect("ids are keys of items");
        let known = self.ids(list);
        let quoted = ids_of(list).iter().map(|id| format!("\"{id}\""));
        quoted
            .into_iter()
            .find(|id| !known.contains(id))
            .unwrap_or_else(|| format!("\"{}{}\"", list.len(), known.len()))
    }

    /// A few values that a key can have, as TOML; none for a link where there is nothing to name.
    pub(crate) fn values(&self, choices: &Choices, key: &str) -> Vec<String> {
        let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
        let one = |word: &str| format!("\"{word}\"");
        let list = |words: &[String]| format!("[{}]", words.join(", "));
        if let Some(days) = days(key) {
            return owned(days);
        }
        let known = target(key).map(|target| self.ids(target));
        let fact = VOCABULARY.iter().find(|fact| !fact.is_derived() && fact.key() == key);
        match (fact.expect("a key of the vocabulary").kind, known) {
            (FactType::YesNo, _) => owned(&["true", "false"]),
            (FactType::Text, _) => {
                owned(&["\"words of some kind\"", "\"\"", "\"who is to blame, and at fault\"", "\" \""])
            }
            (FactType::Number(_), _) => owned(&["0", "1", "2", "3", "4", "120"]),
            (FactType::Date, _) => owned(&["2009-01-31", "\"2009\"", "2010-03-01", "\"2009-05\"", "2007-01-01"]),
            // Where there is nothing to name, there is nobody to come from: an empty name would be a link to nothing.
            (FactType::Name, Some(ids)) if ids.is_empty() => owned(&[]),
            (FactType::Name, Some(ids)) => ids,
            (FactType::Name, None) if last(key) == "id" => vec![self.fresh_id(key)],
            (FactType::Name, None) => NAMES.iter().map(|name| one(name)).collect(),
            (FactType::Choice(words), _) => words.iter().map(|word| one(word)).collect(),
            (FactType::List(_), Some(ids)) => {
                vec![list(&choices.some(&ids, 50)), list(&ids), list(&choices.some(&ids, 50)), "[]".to_owned()]
            }
            (FactType::List(words), None) => {
                let all: Vec<String> = words.unwrap_or(NAMES).iter().map(|word| one(word)).collect();
                (0..=all.len()).map(|count| list(&all[..count])).chain([list(&choices.some(&all, 40))]).collect()
            }
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let list =
            |items: &[Table]| items.iter().map(|item| format!("{{ {} }}", inline(item))).collect::<Vec<_>>().join(", ");
        for (name, _) in self.lists.iter().filter(|(name, items)| items.is_empty() && !name.contains('.')) {
            let _ = writeln!(text, "{name} = []");
        }
        let mut tables = self.tables.clone();
        if !tables.iter().any(|(name, _)| name == "review") {
            tables.insert(0, ("review".to_owned(), Table::new()));
        }
        for (name, items) in &self.lists {
            // A list below a table is written into it, since a table cannot be opened twice.
            let Some((table, key)) = name.split_once('.') else { continue };
            let line = (key.to_owned(), format!("[{}]", list(items)));
            match tables.iter_mut().find(|(name, _)| name == table) {
                Some((_, keys)) => keys.push(line),
                None => tables.push((table.to_owned(), vec![line])),
            }
        }
        for (name, keys) in &tables {
            let _ = writeln!(text, "[{name}]");
            if name == "review" {
                text.push_str(&self.header());
            }
            text.push_str(&lines(keys));
        }
        for (name, items) in self.lists.iter().filter(|(name, _)| !name.contains('.')) {
            for item in items {
                let _ = write!(text, "[[{name}]]\n{}", lines(item));
            }
        }
        text
    }

    fn header(&self) -> String {
        let mut text = format!("id = \"r\"\nrecord = \"{}\"\n", if self.whole_record { "whole" } else { "part" });
        for (key, names) in [("whole", &self.whole), ("not-stated", &self.not_stated)] {
            if !names.is_empty() {
                let _ = writeln!(text, "{key} = {names:?}");
            }
        }
        text
    }
}

fn lines(keys: &Table) -> String {
    keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

fn inline(keys: &Table) -> String {
    keys.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
}

/// Days, months and years that keep the order the format wants, most of the time.
fn days(key: &str) -> Option<&'static [&'static str]> {
    Some(match key {
        "dates.incident" => &["2008-06-15", "\"2008\"", "2009-01-31"],
        "dates.decided" => &["2008-12-09", "\"2009\"", "2009-01-31", "2009-12-01"],
        "dates.completed" => &["2009-04-09", "\"2009\"", "2010-03-01", "\"2009-05\""],
        "dates.published" => &["2009-06-30", "\"2010\"", "2010-03-02", "2010-06-10"],
        "terms.from" => &["2007-01-31", "\"2007\"", "2008-02-28"],
        "terms.to" => &["2008-06-30", "\"2008\"", "\"2008-09\"", "2009-01-31"],
        "events.date" => &["2007-03-01", "\"2007\"", "2008-05-15", "\"2008-02\""],
        _ => return None,
    })
}
