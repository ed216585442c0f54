//! Reasons: what was wanted, what was found, where, and what to do, in plain sentences.

use super::conditions::{clause, wanted, whether};
use super::fixes::add_any;
use super::places::{self, Mark};
use super::values::{Filler, known_bounds, label, value_text, value_words};
use super::{bands, in_units};
use crate::engine::{
    self, About, Cause, Evidence, Item, Outcome, Range, ReasonKind, RuleResult, Tally, failed, open, with_outcome,
};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, FactType, Facts, Grade, Value};
use crate::rubric::{Condition, Measure, NumberBands, Rule, ShareRule, Test};
use crate::text::{and_list, capital, or_list};

/// A plain sentence with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it says about its rule.
    pub kind: ReasonKind,
    /// Where the evidence is: `actions[2].owner`.
    pub evidence: Evidence,
    /// The sentence and what belongs to it.
    pub words: Words,
}

/// The words of a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The sentence, without a final period. Text of the review in it is not cleaned.
    pub text: String,
    /// The names of the facts it rests on.
    pub facts: Vec<&'static str>,
    /// What was found.
    pub found: String,
    /// What was wanted.
    pub wanted: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// What to call the item it is about: `A3`.
    pub item: Option<String>,
    /// What the item lacks, where that is all that is wrong with it: `no owner or due date`.
    pub lacks: Option<String>,
    /// The exact words it is about, where it is about words.
    pub marks: Vec<Mark>,
}

/// The reasons for what a rule came to, one for each cause and in their order: `facts` and `answer` are those that it was
/// graded with.
#[must_use]
pub fn reasons(rule: &Rule, result: &RuleResult, facts: &Facts<'_>, answer: Option<&Answer>) -> Vec<Reason> {
    result.causes.iter().map(|cause| reason(rule, result, *cause, facts, answer)).collect()
}

/// The reason for one cause of what a rule came to.
#[must_use]
pub fn reason(rule: &Rule, result: &RuleResult, cause: Cause, facts: &Facts<'_>, answer: Option<&Answer>) -> Reason {
    let words = ReasonWriter::new(rule, result, facts).reason(cause, answer);
    Reason { kind: cause.kind, evidence: engine::evidence(rule, facts, cause), words }
}

/// What was counted for a rule, in words: `6 of 7 agencies`. Empty where there is nothing to count.
pub(crate) fn counted(rule: &Rule, result: &RuleResult) -> String {
    match result.tally {
        Some(tally) if result.judged.is_some() => tallied(rule, tally),
        Some(_) | None => String::new(),
    }
}

/// All that a sentence about a rule can draw on.
pub(super) struct ReasonWriter<'e> {
    pub(super) rule: &'e Rule,
    pub(super) facts: &'e Facts<'e>,
    /// What was counted.
    pub(super) tally: Tally,
    /// The worst grade it can come to, and the best.
    pub(super) range: Option<Range>,
}

impl<'e> ReasonWriter<'e> {
    pub(super) fn new(rule: &'e Rule, result: &RuleResult, facts: &'e Facts<'e>) -> Self {
        let range = result.judged.map(|judged| judged.range);
        ReasonWriter { rule, facts, tally: result.tally.unwrap_or(Tally::Answer(None)), range }
    }

    /// The reason for a cause.
    pub(super) fn reason(&self, cause: Cause, answer: Option<&Answer>) -> Words {
        match (&self.rule.measure, cause.about) {
            (_, About::Applicability) => self.may_not_apply(),
            (Measure::Share(share), About::Item(at)) if cause.kind == ReasonKind::Short => self.miss(share, at),
            (Measure::Share(share), About::Item(at)) => self.unsettled(share, at),
            (Measure::Share(share), About::NothingSelected) => self.nothing_selected(share),
            (Measure::Share(ShareRule { each: Some(list), .. }) | Measure::Count { list, .. }, About::FurtherItems) => {
                further_items(*list, self.facts.len(*list) == 0)
            }
            (Measure::Count { list, selects, .. }, About::Item(at)) => self.open_item(*list, selects, at),
            (Measure::Count { list, bands, .. }, About::Number) => self.of_count(*list, bands),
            (Measure::Number { fact, bands }, About::Number) if cause.kind == ReasonKind::NotStated => {
                self.open_number(fact, bands)
            }
            (Measure::Number { fact, bands }, About::Number) => self.of_number(fact, bands),
            (Measure::Ask { question, levels, .. }, About::Answer) => asked(question, levels, answer),
            // A cause is made for the measure of its rule, so what is left is the rule as a whole.
            (
                Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. },
                About::Rule
                | About::Item(_)
                | About::NothingSelected
                | About::FurtherItems
                | About::Number
                | About::Answer,
            ) => self.strength(),
        }
    }

    fn may_not_apply(&self) -> Words {
        let conditions = &self.rule.applies_when;
        let unstated = with_outcome(conditions, self.facts, 0, Outcome::NotStated);
        let clauses: Vec<String> = unstated.iter().map(|condition| clause(condition)).collect();
        let questions: Vec<String> = unstated.iter().map(|condition| whether(condition)).collect();
        Words {
            text: format!("this may not apply: the review does not say {}", or_list(&questions)),
            facts: names(&unstated),
            found: "not known".to_owned(),
            wanted: and_list(&clauses),
            advice: Some(state_advice(&unstated, &[])),
            ..Words::default()
        }
    }

    /// An item that is selected and fails.
    pub(super) fn miss(&self, rule: &ShareRule, at: usize) -> Words {
        let failed = failed(rule, self.facts, at);
        let by_any = with_outcome(&rule.must, self.facts, at, Outcome::NotMet).is_empty();
        let wants: Vec<String> = failed.iter().map(|condition| wanted(condition)).collect();
        let filler = Filler { facts: self.facts, item: at, tally: self.tally, failed: &failed };
        let wanted = if by_any { or_list(&wants) } else { and_list(&wants) };
        let silent = self.is_silent(&failed, at);
        let unread = places::unread(self.facts, &failed);
        let empty = self.says_nothing(&failed, at);
        let text = match &self.rule.reason {
            _ if empty => self.lacks(rule, &failed, at),
            _ if silent && !unread.is_empty() => {
                format!("there is no document to read this from: {}", or_list(&unread))
            }
            _ if silent => self.silence(rule, &failed, at),
            Some(template) => filler.fill(template),
            None => match rule.each {
                Some(list) => format!("{} {} does not meet the standard", list.nouns().0, label(self.facts, list, at)),
                None => format!("{}: no", self.rule.title),
            },
        };
        let text = text + &places::after(self.facts, self.rule.reason.as_ref(), &failed, at);
        Words {
            text,
            item: rule.each.map(|list| label(self.facts, list, at)),
            lacks: lacking(&failed),
            marks: places::marks(self.facts, &failed, at),
            facts: names(&failed),
            found: self.found(&failed, at),
            wanted,
            advice: match &self.rule.advice {
                _ if empty => Some(state_advice(&failed, &[])),
                _ if silent && !unread.is_empty() => Some(format!("name the document in {}", and_list(&unread))),
                _ if silent && by_any => Some(state_advice(&[], &failed)),
                _ if silent => Some(state_advice(&failed, &[])),
                advice => advice.as_ref().map(|template| filler.fill(template)),
            },
        }
    }

    /// True if nothing is wrong but that the review is silent on what only a yes, a class or a number can say.
    fn is_silent(&self, failed: &[&Condition], at: usize) -> bool {
        let says_nothing = |condition: &&Condition| {
            let textual =
                matches!(condition.fact.kind, FactType::Text | FactType::Name | FactType::List(None) | FactType::Date);
            let asks_for_word = condition.tests.iter().any(|test| matches!(test, Test::Stated));
            !textual && !asks_for_word && self.facts.read(condition.fact, at) == Value::Absent
        };
        !failed.is_empty() && failed.iter().all(says_nothing)
    }

    /// True if what fails are tests of what a text says, and there is no text: then the reason must not be that it says
    /// something wrong.
    fn says_nothing(&self, failed: &[&Condition], at: usize) -> bool {
        let of_words = |test: &Test| matches!(test, Test::Words { .. } | Test::Not(_));
        let is_textual = |condition: &Condition| matches!(condition.fact.kind, FactType::Text | FactType::Name);
        let is_empty = |condition: &&Condition| {
            is_textual(condition)
                && condition.tests.iter().any(of_words)
                && engine::says_nothing(&self.facts.read(condition.fact, at))
        };
        !failed.is_empty() && failed.iter().all(is_empty)
    }

    /// That texts are missing, in words.
    fn lacks(&self, rule: &ShareRule, failed: &[&Condition], at: usize) -> String {
        let nouns = or_list(&failed.iter().map(|condition| condition.fact.noun).collect::<Vec<_>>());
        match rule.each {
            Some(list) => format!("{} {} has no {nouns}", list.nouns().0, label(self.facts, list, at)),
            None => format!("the review has no {nouns}"),
        }
    }

    /// That the review is silent, in words: not that the opposite is so.
    fn silence(&self, rule: &ShareRule, failed: &[&Condition], at: usize) -> String {
        let what = |condition: &&Condition| match condition.fact.kind {
            FactType::YesNo => format!("whether {}", condition.fact.meaning),
            FactType::Number(unit) => format!("how many {unit}"),
            FactType::Choice(_) | FactType::List(_) | FactType::Text | FactType::Name | FactType::Date => {
                format!("its {}", condition.fact.noun)
            }
        };
        let what = or_list(&failed.iter().map(what).collect::<Vec<_>>());
        match rule.each {
            Some(list) => {
                format!("for {} {}, the review does not say {what}", list.nouns().0, label(self.facts, list, at))
            }
            None => format!("the review does not say {what}"),
        }
    }

    /// An item that would matter if the record said more.
    pub(super) fn unsettled(&self, rule: &ShareRule, at: usize) -> Words {
        let [all, one_of] = open(rule, self.facts, at);
        let advice = state_advice(&all, &one_of);
        let open = [all, one_of].concat();
        let text = self.unknown(rule.each, &open, at);
        Words {
            text,
            facts: names(&open),
            found: "not known".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wanted(condition)).collect::<Vec<_>>()),
            advice: Some(advice),
            ..Words::default()
        }
    }

    /// That the review does not say whether these conditions hold, of an item or of the review itself.
    fn unknown(&self, list: Option<ListName>, open: &[&Condition], at: usize) -> String {
        let what = or_list(&open.iter().map(|condition| whether(condition)).collect::<Vec<_>>());
        match list {
            Some(list) => {
                format!("for {} {}, the review does not say {what}", list.nouns().0, label(self.facts, list, at))
            }
            None => format!("the review does not say {what}"),
        }
    }

    /// What to fix in an item so that it is selected and met: what fails, what is not stated, or both.
    pub(super) fn to_mend(&self, rule: &ShareRule, at: usize, item: Item) -> Words {
        if item.is_miss() {
            return self.miss(rule, at);
        }
        let open = self.unsettled(rule, at);
        if item.met != Outcome::NotMet {
            return open;
        }
        let miss = self.miss(rule, at);
        let advice: Vec<String> = [open.advice, miss.advice].into_iter().flatten().collect();
        Words {
            text: format!("{}. {}", open.text, capital(&miss.text)),
            advice: (!advice.is_empty())
                .then(|| advice.iter().map(|one| capital(one.trim_end_matches('.'))).collect::<Vec<_>>().join(". ")),
            ..miss
        }
    }

    /// What to do about an item, from what the rule tests of it.
    pub(super) fn plain_advice(&self, rule: &ShareRule, at: usize) -> Option<String> {
        let must = with_outcome(&rule.must, self.facts, at, Outcome::NotMet);
        let failed = failed(rule, self.facts, at);
        let steps: Vec<String> = failed.iter().map(|condition| correction(condition)).collect();
        let advice = if must.is_empty() { or_list(&steps) } else { and_list(&steps) };
        (!steps.is_empty()).then_some(advice)
    }

    pub(super) fn nothing_selected(&self, rule: &ShareRule) -> Words {
        let list = rule.each.unwrap_or(ListName::Findings);
        let (_, many) = list.nouns();
        let which = if rule.selects.is_empty() || self.facts.len(list) == 0 {
            String::new()
        } else {
            format!(" where {}", and_list(&rule.selects.iter().map(clause).collect::<Vec<_>>()))
        };
        Words {
            text: format!("the review has no {many}{which}"),
            facts: vec![list.name()],
            found: "none".to_owned(),
            wanted: format!("{many}{which}"),
            advice: rule.selects.is_empty().then(|| format!("list each of them under `{}`", list.name())),
            ..Words::default()
        }
    }

    /// An item that may or may not count, because that is not stated.
    pub(super) fn open_item(&self, list: ListName, selects: &[Condition], at: usize) -> Words {
        let open = with_outcome(selects, self.facts, at, Outcome::NotStated);
        Words {
            text: self.unknown(Some(list), &open, at),
            facts: names(&open),
            found: "not known".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wanted(condition)).collect::<Vec<_>>()),
            advice: Some(state_advice(&open, &[])),
            ..Words::default()
        }
    }

    /// A number that is not settled.
    pub(super) fn open_number(&self, fact: &'static Fact, bands: &NumberBands) -> Words {
        let unit = fact.unit();
        Words {
            text: format!("the review does not give the {}{}", fact.noun, known_bounds(self.tally, &unit)),
            facts: vec![fact.name],
            found: "not known".to_owned(),
            wanted: wanted_number(bands, self.range.map_or(bands.unmet, |range| range.floor), &unit),
            advice: self.number_advice(),
            ..Words::default()
        }
    }

    /// A number that is settled and could be better.
    pub(super) fn of_number(&self, fact: &'static Fact, bands: &NumberBands) -> Words {
        let reason = self.short_number(fact.name, bands, &fact.unit());
        let place = places::measured(self.facts, fact).map_or_else(String::new, |place| format!(": {place}"));
        let marks = places::measured_mark(self.facts, fact).into_iter().collect();
        Words { text: reason.text + &place, marks, ..reason }
    }

    /// A count that is settled and could be better.
    pub(super) fn of_count(&self, list: ListName, bands: &NumberBands) -> Words {
        self.short_number(list.name(), bands, list.nouns().1)
    }

    fn short_number(&self, fact: &'static str, bands: &NumberBands, unit: &str) -> Words {
        let floor = self.range.map_or(bands.unmet, |range| range.floor);
        let filler = Filler { facts: self.facts, item: 0, tally: self.tally, failed: &[] };
        let value = value_words(self.tally);
        let text = match &self.rule.reason {
            Some(template) if value.is_some() => filler.fill(template),
            _ if value.is_none() => format!("{}: {}", self.rule.title, self.no_number()),
            Some(_) | None => {
                let counted = value.as_deref().map_or_else(|| format!("no {unit}"), |value| in_units(value, unit));
                format!("{}: {counted}, which makes it {floor}", self.rule.title)
            }
        };
        Words {
            text,
            facts: vec![fact],
            found: value.map_or_else(|| "not known".to_owned(), |value| in_units(&value, unit)),
            wanted: wanted_number(bands, floor, unit),
            advice: match &self.rule.advice {
                _ if self.tally == (Tally::Number { low: None, high: None }) => self.number_advice(),
                advice => advice.as_ref().map(|template| filler.fill(template)),
            },
            ..Words::default()
        }
    }

    /// Says why the number is not known.
    fn no_number(&self) -> String {
        match &self.rule.measure {
            Measure::Number { fact, .. } if fact.is_of_document() => {
                let unread = places::unread_by(self.facts, fact);
                if unread.is_empty() {
                    "the text has no sentences".to_owned()
                } else {
                    format!("there is no document to read this from: {}", or_list(&unread))
                }
            }
            Measure::Number { .. } | Measure::Share(_) | Measure::Count { .. } | Measure::Ask { .. } => {
                "the review does not say enough to tell".to_owned()
            }
        }
    }

    /// Says what to fill in, so that the number is known.
    fn number_advice(&self) -> Option<String> {
        let Measure::Number { fact, .. } = &self.rule.measure else { return None };
        if fact.is_of_document() {
            let unread = places::unread_by(self.facts, fact);
            return (!unread.is_empty()).then(|| format!("name the document in {}", and_list(&unread)));
        }
        let keys: Vec<String> = fact.read_keys().iter().map(|key| format!("`{key}`")).collect();
        Some(format!("fill in {}", and_list(&keys)))
    }

    /// The rule meets the standard.
    pub(super) fn strength(&self) -> Words {
        let facts = self.rule.facts();
        let counted = tallied(self.rule, self.tally);
        let text =
            if counted.is_empty() { self.rule.title.clone() } else { format!("{} ({counted})", self.rule.title) };
        Words {
            text,
            facts: facts.iter().map(|fact| fact.name).collect(),
            found: counted,
            wanted: String::new(),
            advice: None,
            ..Words::default()
        }
    }

    /// What the facts of `conditions` say, in words; one alone needs no name.
    fn found(&self, conditions: &[&Condition], at: usize) -> String {
        let say = |condition: &Condition| {
            let value = self.facts.read(condition.fact, at);
            places::counted(condition, &value).unwrap_or_else(|| value_text(&value))
        };
        match conditions {
            [one] => say(one),
            several => {
                several.iter().map(|one| format!("{}: {}", one.fact.noun, say(one))).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

fn tallied(rule: &Rule, tally: Tally) -> String {
    match (&rule.measure, tally) {
        (Measure::Share(ShareRule { each: Some(list), .. }), Tally::Share { met, of, goes_on, not_stated }) => {
            let open = if not_stated > 0 { format!(", {not_stated} not known") } else { String::new() };
            let more = if goes_on { ", perhaps more" } else { "" };
            let counted = if of == 0 { format!("no {}", list.nouns().1) } else { bands::share(met, of, list.nouns()) };
            format!("{counted}{open}{more}")
        }
        (Measure::Number { fact, .. }, tally @ Tally::Number { .. }) => {
            let unit = fact.unit();
            value_words(tally).map_or_else(
                || known_bounds(tally, &unit).trim_start_matches(", ").to_owned(),
                |value| in_units(&value, &unit),
            )
        }
        (Measure::Count { list, .. }, tally @ Tally::Number { .. }) => {
            let unit = list.nouns().1;
            value_words(tally).map_or_else(
                || known_bounds(tally, unit).trim_start_matches(", ").to_owned(),
                |value| in_units(&value, unit),
            )
        }
        (_, Tally::Answer(Some(grade))) => format!("answered {grade}"),
        (_, Tally::Answer(None)) => "not answered".to_owned(),
        (_, Tally::Share { met, not_stated, .. }) => if met > 0 {
            "yes"
        } else if not_stated > 0 {
            "not known"
        } else {
            "no"
        }
        .to_owned(),
        (Measure::Share(_) | Measure::Ask { .. }, Tally::Number { .. }) => String::new(),
    }
}

fn asked(question: &str, levels: &[(Grade, String)], answer: Option<&Answer>) -> Words {
    let Some(answer) = answer else {
        return Words {
            text: question.to_owned(),
            facts: Vec::new(),
            found: "no answer".to_owned(),
            wanted: "a person's answer".to_owned(),
            advice: None,
            ..Words::default()
        };
    };
    let by = answer.by.as_deref().unwrap_or("a person");
    let Some(own) = answer.grade else {
        let because = answer.because.as_deref().unwrap_or_default();
        let text = format!("{question} Answered not applicable by {by}: {because}");
        return Words { text, found: "not applicable".to_owned(), ..Words::default() };
    };
    let level = levels.iter().find(|(grade, _)| *grade == own).map_or("", |(_, text)| text.as_str());
    let because = answer.because.as_deref().unwrap_or(level);
    let text = if because.is_empty() {
        format!("{question} Answered {own} by {by}")
    } else {
        format!("{question} Answered {own} by {by}: {because}")
    };
    Words {
        text,
        facts: Vec::new(),
        found: if level.is_empty() { own.word().to_owned() } else { format!("{own}: {level}") },
        wanted: levels
            .iter()
            .rev()
            .find(|(grade, _)| *grade > own && grade.is_strong())
            .or(levels.first())
            .map_or_else(String::new, |(grade, text)| format!("{grade}: {text}")),
        advice: None,
        ..Words::default()
    }
}

fn further_items(list: ListName, is_empty: bool) -> Words {
    let many = list.nouns().1;
    let close = || format!("if they are, add `{}` to `whole` under `review`", list.name());
    Words {
        text: if is_empty {
            format!("the file has no {many}")
        } else {
            format!("the file does not say whether these are all the {many}")
        },
        facts: vec![list.name()],
        found: "the list may be incomplete".to_owned(),
        wanted: format!("all the {many}"),
        advice: Some(if is_empty { add_any(list) } else { close() }),
        ..Words::default()
    }
}

/// `no owner or due date`, where nothing is wrong but that these are not given.
fn lacking(failed: &[&Condition]) -> Option<String> {
    let is_lack = |condition: &&Condition| {
        let kind = &condition.fact.kind;
        matches!(kind, FactType::Text | FactType::Name | FactType::Date | FactType::Choice(_) | FactType::List(_))
            && condition.tests.iter().all(|test| matches!(test, Test::Present | Test::Stated))
    };
    let nouns: Vec<&str> = failed.iter().map(|condition| condition.fact.noun).collect();
    (!failed.is_empty() && failed.iter().all(is_lack)).then(|| format!("no {}", or_list(&nouns)))
}

fn names(conditions: &[&Condition]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = conditions.iter().map(|condition| condition.fact.name).collect();
    names.dedup();
    names
}

/// What to write so that it is stated: all of `all`, and one of `one_of`.
fn state_advice(all: &[&Condition], one_of: &[&Condition]) -> String {
    let keys = |conditions: &[&Condition]| {
        let mut keys: Vec<String> = Vec::new();
        for fact in conditions.iter().map(|condition| condition.fact) {
            let key = format!("`{}`", fact.name);
            if !fact.is_derived() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    };
    match (keys(all).as_slice(), keys(one_of).as_slice()) {
        ([], []) => "say so in the review".to_owned(),
        (all, []) => format!("fill in {}", and_list(all)),
        ([], one_of) => format!("fill in {}", or_list(one_of)),
        (all, one_of) => format!("fill in {}, and {}", and_list(all), or_list(one_of)),
    }
}

/// What to do so that a condition is met.
fn correction(condition: &Condition) -> String {
    let fact = condition.fact;
    let wants_a_value = condition.tests.iter().all(|test| matches!(test, Test::Present | Test::Stated));
    match fact.kind {
        _ if fact.is_derived() => format!("make sure that {}", clause(condition)),
        FactType::YesNo => format!("if {}, say so in `{}`", clause(condition), fact.name),
        _ if wants_a_value => format!("fill in `{}`", fact.name),
        FactType::Number(_)
        | FactType::Text
        | FactType::Name
        | FactType::Choice(_)
        | FactType::Date
        | FactType::List(_) => format!("make sure that {}", clause(condition)),
    }
}

/// What the next better grade than `floor` takes.
fn wanted_number(bands: &NumberBands, floor: Grade, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    let next = bands.bands.iter().rev().find(|(grade, _)| *grade > floor);
    next.map_or_else(String::new, |(grade, threshold)| {
        format!("{side} {} for {grade}", in_units(&threshold.to_string(), unit))
    })
}
