//! Small reviews made up to show something, and graded by the engine like any other.

use indexmap::IndexMap;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use toml::Value;

use super::domain::{Sample, is_list_of_tables};
use crate::document::{Format, Limits, parse};
use crate::engine::{Graded, grade};
use crate::judgement::Judgements;
use crate::review::vocabulary::ListName;
use crate::review::{self, Fact, Facts, Identity, Scope};
use crate::rubric::Rubric;

/// The keys of a table with their values.
type Keys = IndexMap<String, Value>;

/// A whole record that says only what it must.
#[derive(Clone, Debug, Default)]
pub(super) struct Specimen {
    tables: IndexMap<&'static str, Keys>,
    lists: IndexMap<ListName, Vec<Keys>>,
}

/// Which list an item's own links are stated in, seen from the item that is named: list, key, and whether the key is a list.
const STATED_IN: &[(ListName, &str, ListName, &str, bool)] = &[
    (ListName::Agencies, "events", ListName::Events, "agency", false),
    (ListName::Agencies, "findings", ListName::Findings, "agencies", true),
    (ListName::Agencies, "actions", ListName::Actions, "agency", false),
    (ListName::Agencies, "panel-seats", ListName::Panel, "agency", false),
    (ListName::Events, "findings", ListName::Findings, "events", true),
    (ListName::Findings, "actions", ListName::Actions, "addresses", true),
    (ListName::Findings, "questions", ListName::Questions, "answered-by", true),
];

/// The list whose items a key names.
const NAMES: &[(&str, ListName)] = &[
    ("chair.agency", ListName::Agencies),
    ("author.agency", ListName::Agencies),
    ("panel.agency", ListName::Agencies),
    ("events.agency", ListName::Agencies),
    ("actions.agency", ListName::Agencies),
    ("findings.agencies", ListName::Agencies),
    ("findings.events", ListName::Events),
    ("actions.addresses", ListName::Findings),
    ("terms.questions.answered-by", ListName::Findings),
    ("summary.findings", ListName::Findings),
];

impl Specimen {
    /// A review with these values, those of items in the first item of `list`. `None` if they cannot be written down.
    pub(super) fn with(list: Option<ListName>, values: &[(&'static Fact, Sample)]) -> Option<Self> {
        let mut specimen = Specimen::default();
        if let Some(list) = list {
            specimen.item(list, 0);
        }
        for (fact, sample) in values {
            specimen.set(fact, sample)?;
        }
        Some(specimen)
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        let empty = self.lists.iter().filter(|(_, items)| items.is_empty());
        let mut text: String = empty.map(|(list, _)| line(list.name(), &Value::Array(Vec::new()))).collect();
        text.push_str("[review]\nid = \"example\"\nrecord = \"whole\"\n");
        let header = self.tables.get("review").into_iter().flatten();
        text.extend(header.map(|(key, value)| line(key, value)));
        for (table, keys) in self.tables.iter().filter(|(table, _)| **table != "review") {
            text.push_str(&format!("[{table}]\n"));
            text.extend(keys.iter().map(|(key, value)| line(key, value)));
        }
        for (list, items) in &self.lists {
            for item in items {
                text.push_str(&format!("[[{}]]\n", list.name()));
                text.extend(item.iter().map(|(key, value)| line(key, value)));
            }
        }
        text
    }

    /// What the engine makes of it; `None` if it is no sound review.
    pub(super) fn grade(&self, rubric: &Rubric) -> Option<Graded> {
        let text = self.text();
        let review = review::read(&parse(&text, Format::Toml, Limits::USUAL)).review?;
        Some(grade(rubric, &Facts::new(&review), &Judgements::default()))
    }

    /// Says `sample` of `fact`.
    fn set(&mut self, fact: &'static Fact, sample: &Sample) -> Option<()> {
        if *sample == Sample::Nothing {
            return Some(());
        }
        match fact.scope {
            // A document is no part of the file.
            _ if fact.is_of_document() => None,
            Scope::Review if is_list_of_tables(fact) => self.lengthen(ListName::named(fact.name)?, sample),
            Scope::Review if fact.is_derived() => self.derive(fact, sample),
            Scope::Review => {
                let (table, key) = fact.key().split_once('.')?;
                let value = self.plain(fact, sample)?;
                self.tables.entry(table).or_default().insert(key.to_owned(), value);
                Some(())
            }
            Scope::Item(list) if fact.is_derived() => self.derive_of_item(list, fact, sample),
            Scope::Item(list) => {
                let value = self.plain(fact, sample)?;
                self.item(list, 0).insert(fact.name.to_owned(), value);
                Some(())
            }
        }
    }

    /// The value of a key, with the items that it names.
    fn plain(&mut self, fact: &Fact, sample: &Sample) -> Option<Value> {
        let named = NAMES.iter().find(|(key, _)| *key == fact.key()).map(|(_, list)| *list);
        let mut names = |name: &String| {
            if let Some(list) = named {
                if name.trim().is_empty() {
                    return None;
                }
                self.named(list, name);
            }
            Some(Value::from(name.clone()))
        };
        match sample {
            Sample::YesNo(value) => Some(Value::from(*value)),
            Sample::Number(number) => Some(Value::from(*number)),
            Sample::Date(day) => day.to_string().parse().ok().map(Value::Datetime),
            Sample::Text(text) => names(text),
            Sample::Names(list) => list.iter().map(names).collect::<Option<Vec<Value>>>().map(Value::Array),
            Sample::Items(_) | Sample::Nothing => None,
        }
    }

    fn lengthen(&mut self, list: ListName, sample: &Sample) -> Option<()> {
        /// Longer lists are not written out.
        const LONGEST: usize = 60;
        let Sample::Items(count) = sample else { return None };
        match (count.checked_sub(1), list.name().split_once('.')) {
            (Some(last), _) if last < LONGEST => {
                self.item(list, last);
            }
            (Some(_), _) => return None,
            (None, Some((table, key))) => {
                self.tables.entry(table).or_default().insert(key.to_owned(), Value::Array(Vec::new()));
            }
            (None, None) => {
                self.lists.entry(list).or_default();
            }
        }
        Some(())
    }

    fn derive(&mut self, fact: &Fact, sample: &Sample) -> Option<()> {
        let Sample::Number(number) = sample else { return None };
        let mut between = |table: &'static str, [from, to]: [&str; 2]| {
            let first = date(2009, 1, 1);
            let last = later(first, *number)?;
            let keys = self.tables.entry(table).or_default();
            for (key, day) in [(from, first), (to, last)] {
                keys.insert(key.to_owned(), Value::Datetime(day.to_string().parse().ok()?));
            }
            Some(())
        };
        match fact.name {
            "months-to-complete" => between("dates", ["decided", "completed"]),
            "months-to-publish" => between("dates", ["completed", "published"]),
            "longest-gap-months" => between("terms", ["from", "to"]),
            "identity-considered" => {
                let words = Identity::WORDS.get(..usize::try_from(*number).ok()?)?;
                let words = Value::Array(words.iter().map(|word| Value::from(*word)).collect());
                self.tables.entry("family").or_default().insert("identity".to_owned(), words);
                Some(())
            }
            _ => None,
        }
    }

    fn derive_of_item(&mut self, list: ListName, fact: &Fact, sample: &Sample) -> Option<()> {
        match (list, fact.name, sample) {
            (ListName::Agencies, "concerned", Sample::YesNo(value)) => {
                self.item(list, 0).insert("involved".to_owned(), Value::from(*value));
            }
            (ListName::Agencies, "examined", Sample::YesNo(value)) => {
                self.item(list, 0).insert("submitted".to_owned(), Value::from(*value));
                if *value {
                    self.item(list, 0).insert("no-finding-because".to_owned(), Value::from("it raises none"));
                    self.link(list, ListName::Events, "agency", false, "E1");
                }
            }
            (ListName::Findings, "in-summary", Sample::YesNo(true)) => {
                let id = self.id(list);
                self.in_summary(vec![id]);
            }
            (ListName::Findings, "in-summary", Sample::YesNo(false)) => {}
            (ListName::Findings, "action-kinds", Sample::Names(kinds)) => {
                for (at, kind) in kinds.iter().enumerate() {
                    let action = self.link(list, ListName::Actions, "addresses", true, &format!("A{}", at + 1));
                    action.insert("kind".to_owned(), Value::from(kind.clone()));
                }
            }
            (ListName::Actions, "findings-in-summary", Sample::Names(names)) => {
                names.iter().for_each(|name| self.named(ListName::Findings, name));
                let ids = Value::Array(names.iter().map(|name| Value::from(name.clone())).collect());
                self.item(list, 0).insert("addresses".to_owned(), ids);
                self.in_summary(names.clone());
            }
            (_, _, Sample::Names(names)) => {
                let (_, _, source, key, many) = STATED_IN.iter().find(|row| row.0 == list && row.1 == fact.name)?;
                for name in names {
                    self.link(list, *source, key, *many, name);
                }
            }
            (_, _, _) => return None,
        }
        Some(())
    }

    fn in_summary(&mut self, ids: Vec<String>) {
        let ids = Value::Array(ids.into_iter().map(Value::from).collect());
        self.tables.entry("summary").or_default().insert("findings".to_owned(), ids);
    }

    /// A new item of `source`, called `name`, whose `key` names the first item of `list`.
    fn link(&mut self, list: ListName, source: ListName, key: &str, many: bool, name: &str) -> &mut Keys {
        let id = Value::from(self.id(list));
        let items = self.lists.entry(source).or_default();
        let own = if source == ListName::Panel { "role" } else { "id" };
        let mut item = Keys::new();
        item.insert(own.to_owned(), Value::from(name));
        item.insert(key.to_owned(), if many { Value::Array(vec![id]) } else { id });
        let at = items.len();
        items.push(item);
        self.item(source, at)
    }

    /// The id of the first item of `list`, given to it if it has none.
    fn id(&mut self, list: ListName) -> String {
        let item = self.item(list, 0);
        let id = item.entry("id".to_owned()).or_insert_with(|| Value::from("it"));
        id.as_str().unwrap_or_default().to_owned()
    }

    /// Makes sure that `list` has an item of this name.
    fn named(&mut self, list: ListName, name: &str) {
        let items = self.lists.entry(list).or_default();
        let is_there = items.iter().any(|item| item.get("id").and_then(Value::as_str) == Some(name));
        if !is_there {
            items.push(Keys::from([("id".to_owned(), Value::from(name))]));
        }
    }

    /// An item of `list`, by number; the list is lengthened as far as it takes.
    fn item(&mut self, list: ListName, at: usize) -> &mut Keys {
        let items = self.lists.entry(list).or_default();
        if items.len() <= at {
            items.resize(at + 1, Keys::new());
        }
        let last = items.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the list was made long enough")]
        &mut items[at.min(last)]
    }
}

fn line(key: &str, value: &Value) -> String {
    format!("{key} = {value}\n")
}

fn later(day: Date, months: i64) -> Option<Date> {
    day.checked_add(i32::try_from(months).ok()?.months()).ok()
}
