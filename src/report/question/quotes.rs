//! What a review says about an area: the texts that the area's rules look at, and where they are.

use std::cell::OnceCell;

use super::Quote;
use crate::document::passages::{Passage, Passages};
use crate::document::{KeyPath, Source};
use crate::report::compose::Located;
use crate::review::vocabulary::{self, ListName, Scope};
use crate::review::{Fact, FactType, Facts, Value};
use crate::rubric::Criterion;
use crate::text::Lines;

/// How much of a text must be in a passage of the document for both to be the same.
const SAME: usize = 60;

/// The texts of a review.
#[derive(Debug)]
pub(super) struct Quotes<'a> {
    facts: &'a Facts<'a>,
    file: Located<'a>,
    lines: Vec<(&'a Source, Lines<'a>)>,
    /// The passages of the overview in small letters, with single spaces.
    folded: OnceCell<Vec<String>>,
}

/// Something that has a text.
#[derive(Clone, Copy)]
enum Subject {
    /// A key of the review.
    Key(&'static Fact),
    /// An item of a list.
    Item(ListName, usize),
}

impl<'a> Quotes<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, file: Located<'a>) -> Self {
        let lines = file.sources.iter().map(|source| (source, source.lines())).collect();
        Quotes { facts, file, lines, folded: OnceCell::new() }
    }

    /// The first texts about a criterion, and how many more there are.
    pub(super) fn about(&self, criterion: &Criterion, most: usize) -> (Vec<Quote>, usize) {
        let texts: Vec<(Subject, String)> =
            self.subjects(criterion).into_iter().filter_map(|own| Some((own, self.text(own)?))).collect();
        let more = texts.len().saturating_sub(most);
        (texts.into_iter().take(most).map(|(own, text)| self.quote(own, &text)).collect(), more)
    }

    /// What the rules of a criterion look at: keys first, then items.
    fn subjects(&self, criterion: &Criterion) -> Vec<Subject> {
        let (mut keys, mut lists): (Vec<&'static Fact>, Vec<ListName>) = (Vec::new(), Vec::new());
        for rule in &criterion.rules {
            let own = rule.facts().into_iter().filter(|fact| fact.scope == Scope::Review && is_text(fact));
            keys.extend(own.filter(|fact| !keys.iter().any(|known| known.name == fact.name)).collect::<Vec<_>>());
            lists.extend(rule.list().filter(|list| !lists.contains(list)));
        }
        lists.sort_by_key(|list| std::cmp::Reverse(self.length(*list)));
        let items = lists.into_iter().flat_map(|list| (0..self.facts.len(list)).map(move |at| Subject::Item(list, at)));
        keys.into_iter().map(Subject::Key).chain(items).collect()
    }

    /// The mean length of the texts of a list's items.
    fn length(&self, list: ListName) -> usize {
        let texts = (0..self.facts.len(list)).filter_map(|at| self.text(Subject::Item(list, at)));
        texts.map(|text| text.len()).sum::<usize>() / self.facts.len(list).max(1)
    }

    fn text(&self, subject: Subject) -> Option<String> {
        let read = |fact: &'static Fact, at| match self.facts.read(fact, at) {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Absent
            | Value::Unknown
            | Value::YesNo(_)
            | Value::Number { .. }
            | Value::Date { .. }
            | Value::List(_) => None,
        };
        match subject {
            Subject::Key(fact) => read(fact, 0),
            Subject::Item(list, at) => {
                let own = vocabulary::facts(Scope::Item(list)).filter(|fact| is_text(fact));
                let texts: Vec<String> = own.filter_map(|fact| Some(named(fact, &read(fact, at)?))).collect();
                (!texts.is_empty()).then(|| texts.join(" "))
            }
        }
    }

    fn quote(&self, subject: Subject, text: &str) -> Quote {
        let (what, trail) = match subject {
            Subject::Key(fact) => (fact.noun.to_owned(), KeyPath::dotted(fact.key())),
            Subject::Item(list, at) => {
                let trail = KeyPath::dotted(list.name()).item(at);
                let id = self.file.root.find(&trail.key("id")).and_then(|node| node.text());
                let name = id.map_or_else(|| (at + 1).to_string(), str::to_owned);
                (format!("{} {name}", list.nouns().0), trail)
            }
        };
        let passage = self.passage(&trail, text);
        let place = passage.map_or_else(
            || self.line(&trail),
            |(passages, passage)| {
                let place = passages.place(passage);
                if self.file.passages.is_some() { place } else { format!("{}; overview: {place}", self.line(&trail)) }
            },
        );
        let longer = passage.map(|(_, passage)| passage.text.as_str()).filter(|own| own.len() > text.len());
        let show = |text: &str| self.file.mask.shown(text);
        Quote { what: show(&what), text: show(longer.unwrap_or(text)), place: show(&place) }
    }

    /// The line on which something is, with its file where that is not the review's own.
    fn line(&self, trail: &KeyPath) -> String {
        let (source, span) = self.file.sources.find(self.file.root.locate(trail));
        let own = self.lines.iter().find(|(known, _)| std::ptr::eq(*known, source));
        let line = own.map_or_else(String::new, |(_, lines)| format!("line {}", lines.place(span.start).line));
        if std::ptr::eq(source, self.file.sources.first()) { line } else { format!("{}, {line}", source.name) }
    }

    /// The passage of the document in which a text is.
    fn passage(&self, trail: &KeyPath, text: &str) -> Option<(&'a Passages, &'a Passage)> {
        if let Some(passages) = self.file.passages {
            let span = self.file.root.find(trail)?.span;
            return Some((passages, passages.at(span.start)?));
        }
        let overview = self.facts.narratives().overview?;
        let all = self.folded.get_or_init(|| overview.list.iter().map(|passage| folded(&passage.text)).collect());
        let start: String = folded(text).chars().take(SAME).collect();
        let at = all.iter().position(|passage| passage.contains(&start))?;
        Some((overview, overview.list.get(at)?))
    }
}

fn is_text(fact: &Fact) -> bool {
    fact.kind == FactType::Text && !fact.is_derived() && !fact.is_of_document()
}

/// Keys that say what an item is, so that their text needs no name in front.
const MAIN: [&str; 5] = ["name", "text", "title", "what", "why"];

/// A text as a sentence, after its name where it is a detail.
fn named(fact: &Fact, text: &str) -> String {
    if MAIN.contains(&fact.name) { super::sentence(text) } else { super::sentence(&format!("{}: {text}", fact.noun)) }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
