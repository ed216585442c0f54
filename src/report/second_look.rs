//! Signs that a form was filled in to please. They are reported, and never change the grade.

use std::collections::BTreeMap;

use super::located::Located;
use super::page::SecondLook;
use super::page::second_look::{BARE_ANSWER, DISTANT_DATE, EVERYONE, SAME_TEXT, SHORT_TEXTS, SIMILAR_ACTIONS};
use crate::document::{Kind, Node};
use crate::judgement::{Answer, FromSheet, Judgements};
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Scope, When};
use crate::text::{and_list, is_one_of, is_placeholder, plural};

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
    let form = Form { given: values(file) };
    form.signs(judgements).into_iter().map(|sign| sign.report(&file)).collect()
}

/// Returns the stable words of what deserves a second look, without its places, which take longest to find.
pub(super) fn second_look_codes(judgements: &Judgements, file: Located<'_>) -> Vec<&'static str> {
    let form = Form { given: values(file) };
    form.signs(judgements).iter().map(|sign| sign.code).collect()
}

/// Something that deserves a second look, with the values that it is about.
struct Sign<'f, 'a> {
    code: &'static str,
    message: String,
    given: Vec<&'f Given<'a>>,
}

impl Sign<'_, '_> {
    fn report(&self, file: &Located<'_>) -> SecondLook {
        let path = |given: &Given<'_>| match given.fact.scope {
            Scope::Review => given.fact.key().to_owned(),
            Scope::Item(list) => format!("{}[{}].{}", list.name(), given.item, given.fact.name),
        };
        let places = self.given.iter().map(|given| file.place_of(&path(given), given.node)).collect();
        SecondLook { code: self.code, message: file.mask.shown(&self.message), places }
    }
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

/// Returns the texts and dates of a form: those of the review, then those of each item; nothing for a document in place of a form.
fn values(file: Located<'_>) -> Vec<Given<'_>> {
    if file.passages.is_some() {
        return Vec::new();
    }
    let is_read = |fact: &&Fact| matches!(fact.kind, FactType::Text | FactType::Date) && !fact.is_derived();
    let given = |fact: &'static Fact, item, node| Some(Given { fact, item, node, text: Node::text(node)? });
    let own = vocabulary::facts(Scope::Review).filter(is_read).filter(|fact| !fact.is_of_document());
    let mut all: Vec<Given<'_>> = own.filter_map(|fact| given(fact, 0, file.root.find_dotted(fact.key())?)).collect();
    for list in ListName::ALL {
        let Some(Kind::Seq(items)) = file.root.find_dotted(list.name()).map(|node| &node.kind) else { continue };
        let facts: Vec<&'static Fact> = vocabulary::facts(Scope::Item(list)).filter(is_read).collect();
        for (at, item) in items.iter().enumerate() {
            let values = facts.iter().filter_map(|fact| given(fact, at, &item.entry(fact.name)?.value));
            all.extend(values);
        }
    }
    all
}

/// A form with its values.
struct Form<'a> {
    given: Vec<Given<'a>>,
}

impl<'a> Form<'a> {
    fn signs(&self, judgements: &Judgements) -> Vec<Sign<'_, 'a>> {
        let mut signs = self.same_texts();
        signs.extend(self.similar_actions());
        signs.extend(self.everyone());
        signs.extend(self.distant_dates());
        signs.extend(self.short_texts());
        signs.extend(bare_answers(judgements));
        signs
    }

    /// The free texts of a list's items, or of the whole form.
    fn texts(&self, list: Option<ListName>) -> impl Iterator<Item = &Given<'a>> {
        let is_of = move |given: &&Given<'a>| list.is_none_or(|list| given.fact.scope == Scope::Item(list));
        self.given.iter().filter(|given| given.fact.kind == FactType::Text && given.fact.name != "owner").filter(is_of)
    }

    /// The same text in many findings or actions.
    fn same_texts(&self) -> Vec<Sign<'_, 'a>> {
        let mut signs = Vec::new();
        for list in [ListName::Findings, ListName::Actions] {
            let mut same: BTreeMap<(&str, Vec<String>), Vec<&Given<'a>>> = BTreeMap::new();
            for given in self.often_given(list).into_iter().filter(|given| !is_placeholder(given.text)) {
                let words = words(given.text).map(str::to_lowercase).collect();
                same.entry((given.fact.name, words)).or_default().push(given);
            }
            for given in same.into_values().filter(|given| given.len() >= MANY) {
                let noun = given.first().map_or("text", |first| first.fact.noun);
                let message = format!("{} {} have the same {noun}", given.len(), list.name());
                signs.push(Sign { code: SAME_TEXT, message, given });
            }
        }
        signs
    }

    /// Returns the texts of a list whose words occur in many of its items, and by an unlikely chance others.
    fn often_given(&self, list: ListName) -> Vec<&Given<'a>> {
        let key = |given: &Given<'a>| {
            let mut whole = 0_u64;
            numbers(given.text, |number| whole = whole.rotate_left(5) ^ number);
            (whole, given.fact.name)
        };
        let mut texts: Vec<_> = self.texts(Some(list)).map(|given| (key(given), given)).collect();
        texts.sort_by_key(|(key, _)| *key);
        let alike = texts.chunk_by(|(one, _), (other, _)| one == other).filter(|alike| alike.len() >= MANY);
        alike.flatten().map(|(_, given)| *given).collect()
    }

    /// Actions of which hardly a word differs.
    fn similar_actions(&self) -> Option<Sign<'_, 'a>> {
        let mut actions: BTreeMap<usize, (Vec<u64>, &Given<'a>)> = BTreeMap::new();
        for given in self.texts(Some(ListName::Actions)) {
            let (own, _) = actions.entry(given.item).or_insert_with(|| (Vec::new(), given));
            numbers(given.text, |number| own.push(number));
        }
        let actions: Vec<(WordSet, &Given<'a>)> = actions
            .into_values()
            .map(|(numbers, given)| (WordSet::new(numbers), given))
            .filter(|(words, _)| words.numbers.len() > LEAST_WORDS)
            .take(MOST_ACTIONS)
            .collect();
        let has_like = |at: usize, own: &WordSet| {
            actions.iter().enumerate().any(|(other, (words, _))| other != at && own.is_like(words))
        };
        let like = actions.iter().enumerate().filter(|(at, (own, _))| has_like(*at, own));
        let given: Vec<&Given<'a>> = like.map(|(_, (_, given))| *given).collect();
        let message = format!("{} actions are nearly the same", given.len());
        (!given.is_empty()).then_some(Sign { code: SIMILAR_ACTIONS, message, given })
    }

    /// Owners who are nobody in particular.
    fn everyone(&self) -> Option<Sign<'_, 'a>> {
        let found = self.given.iter().filter(|given| given.fact.name == "owner" && is_one_of(given.text, &NOBODY));
        let given: Vec<&Given<'a>> = found.collect();
        let what = plural(given.len(), "action has an owner who is", "actions have owners who are");
        let message = format!("{what} nobody in particular");
        (!given.is_empty()).then_some(Sign { code: EVERYONE, message, given })
    }

    /// Dates that lie decades from the others of the form. What happened may have begun long before.
    fn distant_dates(&self) -> Option<Sign<'_, 'a>> {
        let dates = self.given.iter().filter(|given| given.fact.kind == FactType::Date);
        let dates: Vec<(&Given<'a>, i16)> =
            dates.filter_map(|given| Some((given, given.text.parse::<When>().ok()?.first().year()))).collect();
        let mut years: Vec<i16> = dates.iter().map(|(_, year)| *year).collect();
        years.sort_unstable();
        let usual = years.get(years.len() / 2).copied().filter(|_| years.len() >= MANY)?;
        let is_event = |given: &Given<'a>| given.fact.scope == Scope::Item(ListName::Events);
        let is_distant = |(given, year): &&(&Given<'a>, i16)| {
            *year >= usual + DECADES || *year <= usual - DECADES && !is_event(given)
        };
        let given: Vec<&Given<'a>> = dates.iter().filter(is_distant).map(|(given, _)| *given).collect();
        let message = format!("{} decades from the others", plural(given.len(), "date is", "dates are"));
        (!given.is_empty()).then_some(Sign { code: DISTANT_DATE, message, given })
    }

    /// A form whose every text is shorter than a sentence.
    fn short_texts(&self) -> Option<Sign<'_, 'a>> {
        let is_short = |given: &Given<'a>| words(given.text).nth(LEAST_WORDS - 1).is_none();
        let (count, all) = (self.texts(None).count(), self.texts(None).all(is_short));
        let message = format!("none of the {count} texts has more than {} words", LEAST_WORDS - 1);
        (count >= LEAST_TEXTS && all).then_some(Sign { code: SHORT_TEXTS, message, given: Vec::new() })
    }
}

/// Answers without a reason, a name or a day. Those of an answer sheet have no day, and need no reason.
fn bare_answers<'f, 'a>(judgements: &Judgements) -> Option<Sign<'f, 'a>> {
    let has_sheet = judgements.from_sheet != FromSheet::None;
    let is_bare = |answer: &&Answer| answer.is_bare() && !(has_sheet && answer.on.is_none());
    let bare: Vec<String> = judgements.answers.iter().filter(is_bare).map(|answer| answer.rule.clone()).collect();
    let count = plural(bare.len(), "answer lacks", "answers lack");
    let message = format!("{count} `because`, `by` or `on`: {}", and_list(&bare));
    (!bare.is_empty()).then_some(Sign { code: BARE_ANSWER, message, given: Vec::new() })
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '\'');
    words.filter(|word| !word.is_empty())
}

/// Gives a number for each word of a text, whatever its case. Two words have the same only by an unlikely chance.
fn numbers(text: &str, mut give: impl FnMut(u64)) {
    // FNV-1a, begun with a number that no word of a few letters comes back to.
    const FIRST: u64 = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if !text.is_ascii() {
        words(text).for_each(|word| give(word.to_lowercase().bytes().fold(FIRST, add)));
        return;
    }
    let mut word = FIRST;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'\'' {
            word = add(word, byte.to_ascii_lowercase());
        } else if word != FIRST {
            give(std::mem::replace(&mut word, FIRST));
        }
    }
    if word != FIRST {
        give(word);
    }
}

/// The words of an action, each once.
struct WordSet {
    /// The numbers of the words, in order.
    numbers: Vec<u64>,
    /// A bit for each of them, which some may share.
    bits: u64,
}

impl WordSet {
    fn new(mut numbers: Vec<u64>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        let bits = numbers.iter().fold(0, |bits, number| bits | 1 << (number >> 58));
        WordSet { numbers, bits }
    }

    /// Whether hardly a word differs: seven in ten of all words are in both.
    fn is_like(&self, other: &WordSet) -> bool {
        let is_enough = |both: usize| both * 10 >= (self.numbers.len() + other.numbers.len() - both) * 7;
        // A bit that only one of the two has is of a word that only one of the two has.
        let alone = |own: &WordSet, other: &WordSet| (own.bits & !other.bits).count_ones() as usize;
        let most = (self.numbers.len() - alone(self, other)).min(other.numbers.len() - alone(other, self));
        is_enough(most) && is_enough(self.count_in(other))
    }

    /// The number of words that are in both.
    fn count_in(&self, other: &WordSet) -> usize {
        let mut others = other.numbers.iter().peekable();
        let is_in_both = |own: &&u64| {
            while others.next_if(|next| next < own).is_some() {}
            others.peek() == Some(own)
        };
        self.numbers.iter().filter(is_in_both).count()
    }
}
