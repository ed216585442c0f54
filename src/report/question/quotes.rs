//! What a review says about an area: the texts that the area's rules look at, and where they are.

use std::cell::OnceCell;

use super::document::{Document, folded};
use crate::document::{KeyPath, Source};
use crate::report::located::Located;
use crate::review::vocabulary::{self, ListName, Scope};
use crate::review::{Fact, FactType, Facts, Value};
use crate::rubric::Criterion;
use crate::text::{Lines, Shown, sentence};

/// A text of the review.
#[derive(Clone, Debug)]
pub struct Quote {
    /// What it belongs to: `finding F3`.
    pub what: Shown,
    /// The text.
    pub text: Shown,
    /// Where it is.
    pub place: Shown,
    /// The passage of the review's document that is about the same.
    pub(crate) elsewhere: Option<Elsewhere>,
}

/// A passage of a document.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    /// The document, and where in it.
    pub place: Shown,
    /// Its text, where it says more.
    pub text: Option<Shown>,
}

/// The texts of a review.
#[derive(Debug)]
pub(super) struct Quotes<'a> {
    facts: &'a Facts<'a>,
    file: Located<'a>,
    lines: Vec<(&'a Source, Lines<'a>)>,
    overview: OnceCell<Option<Document<'a>>>,
    summary: OnceCell<Option<Document<'a>>>,
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
        Quotes { facts, file, lines, overview: OnceCell::new(), summary: OnceCell::new() }
    }

    /// The first texts about a criterion, and how many more there are; `question` says which document helps to answer it.
    pub(super) fn about(&self, criterion: &Criterion, question: &str, most: usize) -> (Vec<Quote>, usize) {
        let document = self.document(question);
        let texts: Vec<(Subject, String)> =
            self.subjects(criterion).into_iter().filter_map(|own| Some((own, self.text(own)?))).collect();
        let more = texts.len().saturating_sub(most);
        (texts.into_iter().take(most).map(|(own, text)| self.quote(own, &text, document)).collect(), more)
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

    fn quote(&self, subject: Subject, text: &str, document: Option<&Document<'a>>) -> Quote {
        let (what, path) = match subject {
            Subject::Key(fact) => (fact.noun.to_owned(), KeyPath::dotted(fact.key())),
            Subject::Item(list, at) => {
                let path = KeyPath::dotted(list.name()).item(at);
                let id = self.file.root.find(&path.key("id")).and_then(|node| node.text());
                let name = id.map_or_else(|| (at + 1).to_string(), str::to_owned);
                (format!("{} {name}", list.nouns().0), path)
            }
        };
        let show = |text: &str| self.file.mask.shown(text);
        let (place, text) = self.place(&path, text);
        let elsewhere = document.and_then(|document| Some((document, document.find(&text)?)));
        let elsewhere = elsewhere.map(|(document, passage)| Elsewhere {
            place: show(&format!("{}: {}", document.name, document.passages.place(passage, self.file.mask))),
            text: Some(show(&passage.text)).filter(|_| !folded(&text).contains(&folded(&passage.text))),
        });
        Quote { what: show(&what), text: show(&text), place: show(&place), elsewhere }
    }

    /// Where something is, and its text: in a document given in place of a review that of the whole passage.
    fn place(&self, path: &KeyPath, text: &str) -> (String, String) {
        let Some(passages) = self.file.passages else { return (self.line(path), text.to_owned()) };
        let passage = self.file.root.find(path).and_then(|node| passages.at(node.span.start));
        passage.map_or_else(
            || (String::new(), text.to_owned()),
            |own| {
                (
                    passages.place(own, self.file.mask),
                    if own.text.len() > text.len() { &own.text } else { text }.to_owned(),
                )
            },
        )
    }

    /// The document that a question is about: the summary if it names it, otherwise the overview.
    fn document(&self, question: &str) -> Option<&Document<'a>> {
        let own = self.facts.narratives();
        let is_of_summary = question.to_lowercase().contains("summary") && own.summary.is_some();
        let overview = || own.overview.filter(|_| self.file.passages.is_none());
        let found = if is_of_summary {
            self.summary.get_or_init(|| own.summary.map(|passages| Document::new("summary", passages)))
        } else {
            self.overview.get_or_init(|| overview().map(|passages| Document::new("overview", passages)))
        };
        found.as_ref()
    }

    /// The line on which something is, with its file where that is not the review's own.
    fn line(&self, path: &KeyPath) -> String {
        let (source, span) = self.file.sources.find(self.file.root.locate(path));
        let own = self.lines.iter().find(|(known, _)| std::ptr::eq(*known, source));
        let line = own.map_or_else(String::new, |(_, lines)| format!("line {}", lines.place(span.start).line));
        if std::ptr::eq(source, self.file.sources.first()) { line } else { format!("{}, {line}", source.name) }
    }
}

fn is_text(fact: &Fact) -> bool {
    fact.kind == FactType::Text && !fact.is_derived() && !fact.is_of_document()
}

/// Keys that say what an item is, so that their text needs no name in front.
const MAIN: [&str; 5] = ["name", "text", "title", "what", "why"];

/// A text as a sentence, after its name where it is a detail.
fn named(fact: &Fact, text: &str) -> String {
    if MAIN.contains(&fact.name) { sentence(text) } else { sentence(&format!("{}: {text}", fact.noun)) }
}
