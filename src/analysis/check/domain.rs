//! The values of a fact that tests can tell apart: one of each kind is enough to know all that they can come to.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::review::vocabulary::ListName;
use crate::review::{Fact, FactType, Names, Scope, Value};
use crate::rubric::{Bound, Condition, Exact, Literal, Rubric, Test};
use crate::text::{WordList, reading};

/// A value of a fact in a whole record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// The record says nothing.
    Nothing,
    YesNo(bool),
    Text(String),
    Number(i64),
    Date(Date),
    /// The names in a list.
    Names(Vec<String>),
    /// The number of tables in a list.
    Items(usize),
}

impl Sample {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Sample::Nothing => Value::Absent,
            Sample::YesNo(value) => Value::YesNo(*value),
            Sample::Text(text) => Value::Text(text),
            Sample::Number(number) => Value::number(*number),
            Sample::Date(day) => Value::Date { first: Some(*day), last: Some(*day), stated: true },
            Sample::Names(names) => Value::list(Names::Texts(names)),
            Sample::Items(count) => Value::list(Names::Items(*count)),
        }
    }
}

/// Lists and texts longer than this are not made up.
const LONGEST: i64 = 60;
/// The most values of one fact that are examined.
const MOST_VALUES: usize = 4_000;

/// Values of `fact`, one at least of each kind that `conditions` on it can tell apart, the plainest first. `None` where they
/// are too many, or the tests speak of lists or texts too long to be made up.
pub(super) fn samples(rubric: &Rubric, fact: &Fact, conditions: &[&Condition]) -> Option<Vec<Sample>> {
    let tests: Vec<&Test> = conditions.iter().flat_map(|condition| &condition.tests).collect();
    let mut samples = match fact.kind {
        FactType::YesNo => vec![Sample::YesNo(true), Sample::YesNo(false)],
        FactType::Text => texts(rubric, &tests)?,
        FactType::Name => names(&tests),
        FactType::Choice(words) => words.iter().map(|word| Sample::Text((*word).to_owned())).collect(),
        FactType::Number(_) => numbers(&tests, fact.most()).into_iter().map(Sample::Number).collect(),
        FactType::Date => days(&tests),
        FactType::List(_) if is_list_of_tables(fact) => {
            let lengths = numbers(&tests, None).into_iter().filter_map(|length| usize::try_from(length).ok());
            lengths.map(Sample::Items).collect()
        }
        FactType::List(words) => lists(&tests, words)?,
    };
    // What is worked out from links is always a yes or no, or a list, be it an empty one; a document may not be there.
    let is_always_there = fact.is_derived() && matches!(fact.kind, FactType::YesNo | FactType::List(_));
    if !is_always_there || fact.is_of_document() {
        samples.push(Sample::Nothing);
    }
    (samples.len() <= MOST_VALUES).then_some(samples)
}

/// True for the fact that is a list of tables.
pub(super) fn is_list_of_tables(fact: &Fact) -> bool {
    fact.scope == Scope::Review && ListName::named(fact.name).is_some()
}

/// The values that a test names.
fn literals(test: &Test) -> &[Literal] {
    match test {
        Test::Is(literal) | Test::Not(literal) => std::slice::from_ref(literal),
        Test::OneOf(literals) => literals,
        Test::Present
        | Test::Absent
        | Test::Stated
        | Test::Number(_)
        | Test::From(_)
        | Test::Before(_)
        | Test::IncludesAny(_)
        | Test::IncludesAll(_)
        | Test::Words { .. }
        | Test::MinWords(_) => &[],
    }
}

/// The whole numbers on both sides of every number that is tested, and 0 and 1.
fn numbers(tests: &[&Test], most: Option<i64>) -> Vec<i64> {
    let mut numbers: BTreeSet<i64> = [0, 1].into_iter().chain(most).collect();
    for test in tests {
        if let Test::Number(bound) = test {
            numbers.extend(around(bound.than));
        }
        for literal in literals(test) {
            if let Literal::Number(number) = literal {
                numbers.extend(around(*number));
            }
        }
    }
    numbers.into_iter().filter(|number| *number >= 0 && most.is_none_or(|most| *number <= most)).collect()
}

fn around(number: Exact) -> [i64; 4] {
    let (numer, denom) = number.parts();
    let floor = numer.div_euclid(denom);
    [floor.saturating_sub(1), floor, floor.saturating_add(1), floor.saturating_add(2)]
}

/// The names that are tested, another one, and the empty one.
fn names(tests: &[&Test]) -> Vec<Sample> {
    let mut tested: Vec<String> = Vec::new();
    for literal in tests.iter().flat_map(|test| literals(test)) {
        if let Literal::Text(name) = literal
            && !tested.contains(name)
        {
            tested.push(name.clone());
        }
    }
    let other = fresh("other", &tested);
    tested.into_iter().chain([other, String::new()]).map(Sample::Text).collect()
}

/// Returns a name like `stem` that is not in `taken`.
fn fresh(stem: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number: usize| format!("{stem}-{number}"));
    let mut names = std::iter::once(stem.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The days on both sides of every day that is tested.
fn days(tests: &[&Test]) -> Vec<Sample> {
    let mut days: BTreeSet<Date> = BTreeSet::from([Date::constant(2009, 6, 1)]);
    let mut add = |first: Date, last: Date| {
        days.extend([Ok(first), Ok(last), first.yesterday(), last.tomorrow()].into_iter().flatten());
    };
    for test in tests {
        if let Test::From(day) | Test::Before(day) = test {
            add(*day, *day);
        }
        for literal in literals(test) {
            if let Literal::Date(when) = literal {
                add(when.first(), when.last());
            }
        }
    }
    days.into_iter().map(Sample::Date).collect()
}

/// Texts that hold the words of the lists that are tested so often as matters, words of some kind without them, and none.
fn texts(rubric: &Rubric, tests: &[&Test]) -> Option<Vec<Sample>> {
    let lists: Vec<(&[String], &WordList, &[Bound])> = tests.iter().filter_map(|test| words(rubric, test)).collect();
    // A share of all words is none where none is listed, and whole where all are; between them lies too much to make up.
    let shares = tests.iter().filter(|test| matches!(test, Test::Words { per: Some(_), .. })).count();
    if shares > 1 || shares == 1 && lists.iter().map(|(.., bounds)| bounds.len()).sum::<usize>() > 1 {
        return None;
    }
    // Words that the same lists find, equally often, need not be told apart.
    let mut kinds: Vec<(Vec<usize>, &str)> = Vec::new();
    for word in lists.iter().flat_map(|(words, ..)| words.iter()) {
        let found = lists.iter().map(|(_, list, _)| list.find(word).len()).collect::<Vec<_>>();
        if found.iter().any(|count| *count > 0) && !kinds.iter().any(|(known, _)| *known == found) {
            kinds.push((found, word.trim()));
        }
    }
    let mut counts: BTreeSet<i64> = BTreeSet::from([0, 1]);
    counts.extend(
        lists
            .iter()
            .filter(|_| shares == 0)
            .flat_map(|(.., bounds)| bounds.iter())
            .flat_map(|bound| around(bound.than)),
    );
    counts.retain(|count| *count >= 0);
    if counts.iter().any(|count| *count > LONGEST) {
        return None;
    }
    let mut texts: Vec<Vec<&str>> = vec![Vec::new()];
    for (_, word) in &kinds {
        let longer = |text: &[_], count: i64| [text, &vec![*word; usize::try_from(count).unwrap_or(0)]].concat();
        texts = texts.iter().flat_map(|text| counts.iter().map(move |count| longer(text, *count))).collect();
        if texts.len() > MOST_VALUES {
            return None;
        }
    }
    let held = texts.iter().filter(|text| !text.is_empty()).map(|text| text.join("; "));
    let all: Vec<String> = std::iter::once(PLAIN.to_owned()).chain(held).collect();
    let longer = padded(&all, tests)?;
    if shares > 0 && !longer.is_empty() || all.len() + longer.len() > MOST_VALUES {
        return None;
    }
    Some(all.into_iter().chain(longer).chain([String::new()]).map(Sample::Text).collect())
}

/// Words in which no list finds anything.
const PLAIN: &str = "something is said here";

/// The texts at the lengths that `min-words` tells apart, and one word shorter. `None` where these are too long.
fn padded(texts: &[String], tests: &[&Test]) -> Option<Vec<String>> {
    let least = |test: &&Test| if let Test::MinWords(least) = test { usize::try_from(*least).ok() } else { None };
    let lengths: BTreeSet<usize> =
        tests.iter().filter_map(least).flat_map(|least| [least.saturating_sub(1), least]).collect();
    if lengths.iter().any(|length| i64::try_from(*length).is_ok_and(|length| length > LONGEST)) {
        return None;
    }
    let pad = |text: &str, length: usize| {
        let missing = length.saturating_sub(reading::words(text));
        format!("{text}{}", " here".repeat(missing)).trim().to_owned()
    };
    let starts = || texts.iter().map(String::as_str).chain([""]);
    let longer =
        lengths.iter().filter(|length| **length > 0).flat_map(|length| starts().map(|text| pad(text, *length)));
    Some(longer.filter(|text| !texts.contains(text)).collect())
}

/// The words that a test looks for, ready to be looked for, and how many it wants.
fn words<'r>(rubric: &'r Rubric, test: &'r Test) -> Option<(&'r [String], &'r WordList, &'r [Bound])> {
    let Test::Words { name, list, bounds, .. } = test else { return None };
    let (_, words) = rubric.words.iter().find(|(own, _)| own == name)?;
    Some((&words.any, list, bounds))
}

/// Lists that hold none, one or all of the names that the same tests speak of, at every length that matters.
fn lists(tests: &[&Test], words: Option<&[&str]>) -> Option<Vec<Sample>> {
    let lengths = numbers(tests, None);
    if lengths.iter().any(|length| *length > LONGEST) {
        return None;
    }
    let includes: Vec<&[String]> = tests.iter().filter_map(|test| included(test)).collect();
    let mentioned: Vec<String> = includes.iter().flat_map(|names| names.iter().cloned()).collect();
    let known: Vec<String> = match words {
        Some(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        None => mentioned.iter().cloned().chain([fresh("other", &mentioned)]).collect(),
    };
    let mut kinds: Vec<(Vec<bool>, Vec<String>)> = Vec::new();
    for name in known {
        let by: Vec<bool> = includes.iter().map(|names| names.contains(&name)).collect();
        match kinds.iter_mut().find(|(known, _)| *known == by) {
            Some((_, names)) if !names.contains(&name) => names.push(name),
            Some(_) => {}
            None => kinds.push((by, vec![name])),
        }
    }
    let mut lists: Vec<Vec<String>> = vec![Vec::new()];
    for (_, names) in &kinds {
        // Of the words that a list may have, any number: its length counts each once.
        let is_some = |count: &usize| words.is_some() || *count < 2 || *count == names.len();
        let some: Vec<&[String]> = (0..=names.len()).filter(is_some).filter_map(|count| names.get(..count)).collect();
        lists = lists.iter().flat_map(|list| some.iter().map(move |more| [list, *more].concat())).collect();
        if lists.len() > MOST_VALUES {
            return None;
        }
    }
    let longer = lists
        .iter()
        .filter(|_| words.is_none())
        .flat_map(|list| lengths.iter().filter_map(|length| lengthened(list, *length, &mentioned)));
    let mut all: Vec<Vec<String>> = lists.iter().cloned().chain(longer).collect();
    all.sort_by_key(Vec::len);
    Some(all.into_iter().map(Sample::Names).collect())
}

fn included(test: &Test) -> Option<&[String]> {
    if let Test::IncludesAny(names) | Test::IncludesAll(names) = test { Some(names) } else { None }
}

/// A list that is not empty with further names, which nothing mentions, up to the given length.
fn lengthened(list: &[String], length: i64, mentioned: &[String]) -> Option<Vec<String>> {
    list.first()?;
    let missing = usize::try_from(length).ok()?.checked_sub(list.len()).filter(|missing| *missing > 0)?;
    let mut all = list.to_vec();
    for _ in 0..missing {
        let taken = [all.as_slice(), mentioned].concat();
        all.push(fresh("other", &taken));
    }
    Some(all)
}
