//! Signs that a form was filled in to please. They are reported, and never change the grade.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::compose::Located;
use super::identified::own_place;
use super::page::PlaceReport;
use crate::document::{KeyPath, Kind, Node};
use crate::judgement::{Answer, Judgements};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Scope, When};
use crate::text::{Shown, and_list, is_one_of, is_placeholder, plural};

/// Something that deserves a second look.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct SecondLook {
    /// A stable word for programs.
    #[schemars(extend("enum" = CODES))]
    pub code: &'static str,
    /// What it is.
    pub message: Shown,
    /// Where it is; empty for what is in no one place.
    pub places: Vec<PlaceReport>,
}

/// The stable words.
const CODES: [&str; 6] = [SAME_TEXT, SIMILAR_ACTIONS, EVERYONE, DISTANT_DATE, BARE_ANSWER, SHORT_TEXTS];
const SAME_TEXT: &str = "same-text";
const SIMILAR_ACTIONS: &str = "similar-actions";
const EVERYONE: &str = "owner-everyone";
const DISTANT_DATE: &str = "distant-date";
pub(super) const BARE_ANSWER: &str = "bare-answer";
const SHORT_TEXTS: &str = "short-texts";

/// The number of items with the same text that are many.
const MANY: usize = 3;
/// Years from the other dates of the form that are decades.
const DECADES: i16 = 20;
/// Words that a text has at least; a form that has only shorter ones says nothing.
const LEAST_WORDS: usize = 4;
/// Texts that a form has at least before their length says something of it.
const LEAST_TEXTS: usize = 5;
/// Actions that are compared with each other, at most.
const MOST_ACTIONS: usize = 300;
/// Owners who are nobody in particular.
const NOBODY: [&str; 16] = [
    "everyone",
    "everybody",
    "anyone",
    "anybody",
    "someone",
    "somebody",
    "all",
    "all agencies",
    "all staff",
    "all partners",
    "all partner agencies",
    "all professionals",
    "all practitioners",
    "all of us",
    "various",
    "staff",
];

/// What deserves a second look in a form and in people's answers.
pub(super) fn second_looks(judgements: &Judgements, file: Located<'_>) -> Vec<SecondLook> {
    let form = Form { file, given: if file.passages.is_some() { Vec::new() } else { given(file.root) } };
    let parts = [form.same_texts(), form.similar_actions(), form.everyone(), form.distant_dates(), form.short_texts()];
    parts.into_iter().flatten().chain(form.bare_answers(&judgements.answers)).collect()
}

/// A value of the form.
#[derive(Clone, Copy)]
struct Given<'a> {
    fact: &'static Fact,
    /// Which item of its list it is of.
    item: usize,
    node: &'a Node,
    text: &'a str,
}

/// The values of a form: those of the review, then those of each item.
fn given(root: &Node) -> Vec<Given<'_>> {
    let own = vocabulary::facts(Scope::Review).filter(|fact| !fact.is_derived() && !fact.is_of_document());
    let mut all: Vec<(&'static Fact, usize, &Node)> =
        own.filter_map(|fact| Some((fact, 0, root.find(&KeyPath::dotted(fact.key()))?))).collect();
    for list in ListName::ALL {
        let Some(Kind::Seq(items)) = root.find(&KeyPath::dotted(list.name())).map(|node| &node.kind) else { continue };
        for (at, item) in items.iter().enumerate() {
            let facts = vocabulary::facts(Scope::Item(list)).filter(|fact| !fact.is_derived());
            all.extend(facts.filter_map(|fact| Some((fact, at, &item.entry(fact.name)?.value))));
        }
    }
    all.into_iter().filter_map(|(fact, item, node)| Some(Given { fact, item, node, text: node.text()? })).collect()
}

/// A form with its values.
struct Form<'a> {
    file: Located<'a>,
    given: Vec<Given<'a>>,
}

impl<'a> Form<'a> {
    /// The free texts of a list's items, or of the whole form.
    fn texts(&self, list: Option<ListName>) -> impl Iterator<Item = &Given<'a>> {
        let is_of = move |given: &&Given<'a>| list.is_none_or(|list| given.fact.scope == Scope::Item(list));
        self.given.iter().filter(|given| given.fact.kind == FactType::Text && given.fact.name != "owner").filter(is_of)
    }

    /// The same text in many findings or actions.
    fn same_texts(&self) -> Vec<SecondLook> {
        let mut looks = Vec::new();
        for list in [ListName::Findings, ListName::Actions] {
            let mut same: BTreeMap<(&str, Vec<String>), Vec<&Given<'a>>> = BTreeMap::new();
            for given in self.texts(Some(list)).filter(|given| !is_placeholder(given.text)) {
                same.entry((given.fact.name, words(given.text))).or_default().push(given);
            }
            for found in same.into_values().filter(|found| found.len() >= MANY) {
                let noun = found.first().map_or("text", |first| first.fact.noun);
                looks.push(self.second_look(
                    SAME_TEXT,
                    &format!("{} {} have the same {noun}", found.len(), list.name()),
                    &found,
                ));
            }
        }
        looks
    }

    /// Actions of which hardly a word differs.
    fn similar_actions(&self) -> Vec<SecondLook> {
        let mut actions: BTreeMap<usize, (BTreeSet<String>, &Given<'a>)> = BTreeMap::new();
        for given in self.texts(Some(ListName::Actions)) {
            let entry = actions.entry(given.item).or_insert_with(|| (BTreeSet::new(), given));
            entry.0.extend(words(given.text));
        }
        let actions: Vec<_> =
            actions.into_values().filter(|(words, _)| words.len() > LEAST_WORDS).take(MOST_ACTIONS).collect();
        let is_like = |own: &BTreeSet<String>, other: &BTreeSet<String>| {
            let both = own.intersection(other).count();
            both * 10 >= (own.len() + other.len() - both) * 7
        };
        let has_like = |at: usize, own: &BTreeSet<String>| {
            actions.iter().enumerate().any(|(other, (words, _))| other != at && is_like(own, words))
        };
        let like: Vec<&Given<'a>> = actions
            .iter()
            .enumerate()
            .filter(|(at, (own, _))| has_like(*at, own))
            .map(|(_, (_, given))| *given)
            .collect();
        if like.is_empty() {
            return Vec::new();
        }
        vec![self.second_look(SIMILAR_ACTIONS, &format!("{} actions are nearly the same", like.len()), &like)]
    }

    /// Owners who are nobody in particular.
    fn everyone(&self) -> Vec<SecondLook> {
        let nobody = NOBODY.map(str::to_owned);
        let found = self.given.iter().filter(|given| given.fact.name == "owner" && is_one_of(given.text, &nobody));
        let found: Vec<&Given<'a>> = found.collect();
        let what = plural(found.len(), "action has an owner who is", "actions have owners who are");
        if found.is_empty() {
            Vec::new()
        } else {
            vec![self.second_look(EVERYONE, &format!("{what} nobody in particular"), &found)]
        }
    }

    /// Dates that lie decades from the others of the form. What happened may have begun long before.
    fn distant_dates(&self) -> Vec<SecondLook> {
        let dates = self.given.iter().filter(|given| given.fact.kind == FactType::Date);
        let dates: Vec<(&Given<'a>, i16)> =
            dates.filter_map(|given| Some((given, given.text.parse::<When>().ok()?.first().year()))).collect();
        let mut years: Vec<i16> = dates.iter().map(|(_, year)| *year).collect();
        years.sort_unstable();
        let Some(usual) = years.get(years.len() / 2).copied().filter(|_| years.len() >= MANY) else {
            return Vec::new();
        };
        let is_event = |given: &Given<'a>| given.fact.scope == Scope::Item(ListName::Events);
        let is_distant = |(given, year): &&(&Given<'a>, i16)| {
            *year >= usual + DECADES || *year <= usual - DECADES && !is_event(given)
        };
        let found: Vec<&Given<'a>> = dates.iter().filter(is_distant).map(|(given, _)| *given).collect();
        let what = plural(found.len(), "date is", "dates are");
        if found.is_empty() {
            Vec::new()
        } else {
            vec![self.second_look(DISTANT_DATE, &format!("{what} decades from the others"), &found)]
        }
    }

    /// A form whose every text is shorter than a sentence.
    fn short_texts(&self) -> Vec<SecondLook> {
        let texts: Vec<&Given<'a>> = self.texts(None).collect();
        let is_short = texts.len() >= LEAST_TEXTS && texts.iter().all(|given| words(given.text).len() < LEAST_WORDS);
        let message = format!("none of the {} texts has more than {} words", texts.len(), LEAST_WORDS - 1);
        if is_short { vec![self.second_look(SHORT_TEXTS, &message, &[])] } else { Vec::new() }
    }

    /// Answers without a reason, a name or a day.
    fn bare_answers(&self, answers: &[Answer]) -> Vec<SecondLook> {
        let bare: Vec<String> =
            answers.iter().filter(|answer| answer.is_bare()).map(|answer| answer.rule.clone()).collect();
        let count = plural(bare.len(), "answer lacks", "answers lack");
        let message = format!("{count} `because`, `by` or `on`: {}", and_list(&bare));
        if bare.is_empty() { Vec::new() } else { vec![self.second_look(BARE_ANSWER, &message, &[])] }
    }

    fn second_look(&self, code: &'static str, message: &str, found: &[&Given<'a>]) -> SecondLook {
        let path = |given: &Given<'a>| match given.fact.scope {
            Scope::Review => given.fact.key().to_owned(),
            Scope::Item(list) => format!("{}[{}].{}", list.name(), given.item, given.fact.name),
        };
        let places = found.iter().map(|given| own_place(&self.file, &path(given), given.node)).collect();
        SecondLook { code, message: self.file.mask.shown(message), places }
    }
}

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '\'').map(str::to_lowercase);
    words.filter(|word| !word.is_empty()).collect()
}
