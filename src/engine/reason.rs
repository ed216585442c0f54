//! Reasons: what was wanted, what was found, where, and what to do, in plain sentences.

use schemars::JsonSchema;

use super::cause::{About, Cause};
use super::evidence::Evidence;
use super::fill::{Filler, known_bounds, label, value_text, value_words};
use super::located;
use super::measure::{Item, Range, Tally, look};
use super::outcome::{self, Outcome};
use crate::judgement::Answer;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, FactType, Facts, Grade, Value, usual};
use crate::rubric::{Condition, Measure, NumberBands, Rule, ShareRule, Test, wording};
use crate::text::{and_list, or_list};

/// What a reason says about its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
pub enum ReasonKind {
    /// Something falls short.
    Short,
    /// Something is not stated, and would make a difference.
    NotStated,
    /// A question that nobody has answered.
    Question,
    /// Something is as it should be.
    Strength,
}

/// A plain sentence with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it says about its rule.
    pub kind: ReasonKind,
    /// The sentence, without a final period. Text of the review in it is not cleaned.
    pub text: String,
    /// Where the evidence is: `actions[2].owner`.
    pub evidence: Evidence,
    /// The names of the facts it rests on.
    pub facts: Vec<&'static str>,
    /// What was found.
    pub found: String,
    /// What was wanted.
    pub wanted: String,
    /// What to do about it.
    pub advice: Option<String>,
}

/// All that a sentence about a rule can draw on.
pub(super) struct Teller<'e> {
    pub(super) rule: &'e Rule,
    pub(super) facts: &'e Facts<'e>,
    /// What was counted.
    pub(super) tally: Tally,
    /// The worst grade it can come to, and the best.
    pub(super) range: Option<Range>,
}

impl Teller<'_> {
    /// The reason for a cause.
    pub(super) fn tell(&self, cause: Cause, answer: Option<&Answer>) -> Reason {
        match (&self.rule.measure, cause.about) {
            (_, About::Applicability) => self.may_not_apply(),
            (Measure::Share(share), About::Item(at)) if cause.kind == ReasonKind::Short => self.miss(share, at),
            (Measure::Share(share), About::Item(at)) => self.unsettled(share, at),
            (Measure::Share(share), About::NothingSelected) => self.nothing_selected(share),
            (Measure::Share(ShareRule { each: Some(list), .. }) | Measure::Count { list, .. }, About::FurtherItems) => {
                further_items(*list)
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

    /// Where the evidence for a cause is.
    pub(super) fn evidence(&self, cause: Cause) -> Evidence {
        match (&self.rule.measure, cause.about) {
            (Measure::Share(share), About::Item(at)) => {
                let of = if cause.kind == ReasonKind::Short {
                    self.failed(share, at)
                } else {
                    self.open(share, at).concat()
                };
                Evidence::of(share.each, at, of.first().map(|condition| condition.fact))
            }
            (Measure::Count { list, selects, .. }, About::Item(at)) => {
                let open = self.with(selects, at, Outcome::NotStated);
                Evidence::of(Some(*list), at, open.first().map(|condition| condition.fact))
            }
            (
                Measure::Share(_) | Measure::Count { .. } | Measure::Number { .. } | Measure::Ask { .. },
                About::Applicability
                | About::Rule
                | About::Item(_)
                | About::NothingSelected
                | About::FurtherItems
                | About::Number
                | About::Answer,
            ) => self.tell(cause, None).evidence,
        }
    }

    fn may_not_apply(&self) -> Reason {
        let conditions = &self.rule.applies_when;
        let unstated: Vec<&Condition> = conditions
            .iter()
            .filter(|condition| outcome::one(condition, self.facts, 0) == Outcome::NotStated)
            .collect();
        let clauses: Vec<String> = unstated.iter().map(|condition| wording::clause(condition)).collect();
        Reason {
            kind: ReasonKind::NotStated,
            text: format!("whether the rule applies: whether {}", and_list(&clauses)),
            evidence: Evidence::of(None, 0, unstated.first().map(|condition| condition.fact)),
            facts: names(&unstated),
            found: "not stated".to_owned(),
            wanted: and_list(&clauses),
            advice: None,
        }
    }

    /// An item that is selected and fails.
    pub(super) fn miss(&self, rule: &ShareRule, at: usize) -> Reason {
        let failed = self.failed(rule, at);
        let by_any = self.with(&rule.must, at, Outcome::NotMet).is_empty();
        let wants: Vec<String> = failed.iter().map(|condition| wording::wanted(condition)).collect();
        let filler = Filler { facts: self.facts, item: at, tally: self.tally, failed: &failed };
        let wanted = if by_any { or_list(&wants) } else { and_list(&wants) };
        let silent = self.is_silent(&failed, at);
        let unread = located::unread(self.facts, &failed);
        let text = match &self.rule.reason {
            _ if silent && !unread.is_empty() => format!("there is no text to read this from: {}", or_list(&unread)),
            _ if silent => self.silence(rule, &failed, at),
            Some(template) => filler.fill(template),
            None => match rule.each {
                Some(list) => format!("{} {} falls short", list.nouns().0, label(self.facts, list, at)),
                None => format!("{}: it is not so", self.rule.title),
            },
        };
        let text = text + &located::after(self.facts, self.rule.reason.as_ref(), &failed, at);
        Reason {
            kind: ReasonKind::Short,
            text,
            evidence: Evidence::of(rule.each, at, failed.first().map(|condition| condition.fact)),
            facts: names(&failed),
            found: self.found(&failed, at),
            wanted,
            advice: match &self.rule.advice {
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
            Some(list) => format!("{} {} does not say {what}", list.nouns().0, label(self.facts, list, at)),
            None => format!("the review does not say {what}"),
        }
    }

    /// An item that would matter if the record said more.
    pub(super) fn unsettled(&self, rule: &ShareRule, at: usize) -> Reason {
        let [all, one_of] = self.open(rule, at);
        let advice = state_advice(&all, &one_of);
        let open = [all, one_of].concat();
        let clauses: Vec<String> =
            open.iter().map(|condition| format!("whether {}", wording::clause(condition))).collect();
        let what = or_list(&clauses);
        let text = match rule.each {
            Some(list) => format!("{} {}: {what}", list.nouns().0, label(self.facts, list, at)),
            None => what,
        };
        Reason {
            kind: ReasonKind::NotStated,
            text,
            evidence: Evidence::of(rule.each, at, open.first().map(|condition| condition.fact)),
            facts: names(&open),
            found: "not stated".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wording::wanted(condition)).collect::<Vec<_>>()),
            advice: Some(advice),
        }
    }

    /// What is to be mended in an item so that it is selected and met: what fails, what is not stated, or both.
    pub(super) fn to_mend(&self, rule: &ShareRule, at: usize, item: Item) -> Reason {
        if item.is_miss() {
            return self.miss(rule, at);
        }
        let open = self.unsettled(rule, at);
        if item.met != Outcome::NotMet {
            return open;
        }
        let miss = self.miss(rule, at);
        let advice: Vec<String> = [open.advice, miss.advice].into_iter().flatten().collect();
        Reason {
            text: format!("{}; and {}", open.text, miss.text),
            advice: (!advice.is_empty()).then(|| advice.join("; ")),
            ..miss
        }
    }

    /// What to do about an item, from what the rule tests of it.
    pub(super) fn plain_advice(&self, rule: &ShareRule, at: usize) -> Option<String> {
        let must = self.with(&rule.must, at, Outcome::NotMet);
        let failed = self.failed(rule, at);
        let steps: Vec<String> = failed.iter().map(|condition| mended(condition)).collect();
        let advice = if must.is_empty() { or_list(&steps) } else { and_list(&steps) };
        (!steps.is_empty()).then_some(advice)
    }

    /// The conditions of which a selected item, or the review, fails: of `must`, or else of `any`.
    fn failed<'c>(&self, rule: &'c ShareRule, at: usize) -> Vec<&'c Condition> {
        let failed = self.with(&rule.must, at, Outcome::NotMet);
        if failed.is_empty() { self.with(rule.any.iter().flatten(), at, Outcome::NotMet) } else { failed }
    }

    /// The conditions that are not stated of an item and matter: those of `where` and `must`, and those of `any`.
    fn open<'c>(&self, rule: &'c ShareRule, at: usize) -> [Vec<&'c Condition>; 2] {
        let mut all = self.with(&rule.selects, at, Outcome::NotStated);
        let mut one_of = Vec::new();
        if look(rule, self.facts, at).met == Outcome::NotStated {
            all.extend(self.with(&rule.must, at, Outcome::NotStated));
            one_of = self.with(rule.any.iter().flatten(), at, Outcome::NotStated);
        }
        [all, one_of]
    }

    pub(super) fn nothing_selected(&self, rule: &ShareRule) -> Reason {
        let list = rule.each.unwrap_or(ListName::Findings);
        let (_, many) = list.nouns();
        let which = if rule.selects.is_empty() || self.facts.len(list) == 0 {
            String::new()
        } else {
            format!(
                " that count here: none is known to be such that {}",
                and_list(&rule.selects.iter().map(wording::clause).collect::<Vec<_>>())
            )
        };
        Reason {
            kind: ReasonKind::Short,
            text: format!("the review has no {many}{which}"),
            evidence: Evidence::Key(list.name()),
            facts: vec![list.name()],
            found: "none".to_owned(),
            wanted: format!("{many}{which}"),
            advice: rule.selects.is_empty().then(|| format!("write each of them down under `{}`", list.name())),
        }
    }

    /// An item of which it is not stated whether it counts.
    pub(super) fn open_item(&self, list: ListName, selects: &[Condition], at: usize) -> Reason {
        let open = self.with(selects, at, Outcome::NotStated);
        let clauses: Vec<String> =
            open.iter().map(|condition| format!("whether {}", wording::clause(condition))).collect();
        Reason {
            kind: ReasonKind::NotStated,
            text: format!("{} {}: {}", list.nouns().0, label(self.facts, list, at), or_list(&clauses)),
            evidence: Evidence::of(Some(list), at, open.first().map(|condition| condition.fact)),
            facts: names(&open),
            found: "not stated".to_owned(),
            wanted: and_list(&open.iter().map(|condition| wording::wanted(condition)).collect::<Vec<_>>()),
            advice: Some(state_advice(&open, &[])),
        }
    }

    /// A number that is not settled.
    pub(super) fn open_number(&self, fact: &'static Fact, bands: &NumberBands) -> Reason {
        let unit = fact.unit();
        Reason {
            kind: ReasonKind::NotStated,
            text: format!("the {}{}", fact.noun, known_bounds(self.tally, &unit)),
            evidence: Evidence::Key(fact.key()),
            facts: vec![fact.name],
            found: "not stated".to_owned(),
            wanted: wanted_number(bands, self.range.map_or(bands.unmet, |range| range.floor), &unit),
            advice: None,
        }
    }

    /// A number that is settled and could be better.
    pub(super) fn of_number(&self, fact: &'static Fact, bands: &NumberBands) -> Reason {
        let reason = self.short_number(fact.name, Evidence::Key(fact.key()), bands, &fact.unit());
        let place = located::measured(self.facts, fact).map_or_else(String::new, |place| format!(": {place}"));
        Reason { text: reason.text + &place, ..reason }
    }

    /// A count that is settled and could be better.
    pub(super) fn of_count(&self, list: ListName, bands: &NumberBands) -> Reason {
        self.short_number(list.name(), Evidence::Key(list.name()), bands, list.nouns().1)
    }

    fn short_number(&self, fact: &'static str, evidence: Evidence, bands: &NumberBands, unit: &str) -> Reason {
        let floor = self.range.map_or(bands.unmet, |range| range.floor);
        let filler = Filler { facts: self.facts, item: 0, tally: self.tally, failed: &[] };
        let value = value_words(self.tally);
        let text = match &self.rule.reason {
            Some(template) if value.is_some() => filler.fill(template),
            _ if value.is_none() => format!("{}: {}", self.rule.title, self.no_number()),
            Some(_) | None => {
                let counted =
                    value.as_deref().map_or_else(|| format!("no {unit}"), |value| wording::in_units(value, unit));
                format!("{}: {counted}, which makes it {floor}", self.rule.title)
            }
        };
        Reason {
            kind: ReasonKind::Short,
            text,
            evidence,
            facts: vec![fact],
            found: value.map_or_else(|| "nothing".to_owned(), |value| wording::in_units(&value, unit)),
            wanted: wanted_number(bands, floor, unit),
            advice: match &self.rule.advice {
                _ if self.tally == (Tally::Number { low: None, high: None }) => self.number_advice(),
                advice => advice.as_ref().map(|template| filler.fill(template)),
            },
        }
    }

    /// Why there is no number.
    fn no_number(&self) -> String {
        match &self.rule.measure {
            Measure::Number { fact, .. } if fact.is_of_document() => {
                let unread = located::unread_by(self.facts, fact);
                if unread.is_empty() {
                    "the text has no sentence".to_owned()
                } else {
                    format!("there is no text to read this from: {}", or_list(&unread))
                }
            }
            Measure::Number { .. } | Measure::Share(_) | Measure::Count { .. } | Measure::Ask { .. } => {
                "the review does not say enough to tell".to_owned()
            }
        }
    }

    /// What to give so that there is a number.
    fn number_advice(&self) -> Option<String> {
        let Measure::Number { fact, .. } = &self.rule.measure else { return None };
        if fact.is_of_document() {
            let unread = located::unread_by(self.facts, fact);
            return (!unread.is_empty()).then(|| format!("name the document in {}", and_list(&unread)));
        }
        let keys: Vec<String> = fact.read_keys().iter().map(|key| format!("`{key}`")).collect();
        Some(format!("give {}", and_list(&keys)))
    }

    /// The rule is as it should be.
    pub(super) fn strength(&self) -> Reason {
        let facts = self.rule.facts();
        let list = match &self.rule.measure {
            Measure::Share(ShareRule { each, .. }) => *each,
            Measure::Count { list, .. } => Some(*list),
            Measure::Number { .. } | Measure::Ask { .. } => None,
        };
        let key = list.map(ListName::name).or_else(|| facts.first().map(|fact| fact.key()));
        let evidence = Evidence::Key(key.unwrap_or(""));
        let counted = counted(self.rule, self.tally);
        let text =
            if counted.is_empty() { self.rule.title.clone() } else { format!("{} ({counted})", self.rule.title) };
        Reason {
            kind: ReasonKind::Strength,
            text,
            evidence,
            facts: facts.iter().map(|fact| fact.name).collect(),
            found: counted,
            wanted: String::new(),
            advice: None,
        }
    }

    fn with<'c>(
        &self,
        conditions: impl IntoIterator<Item = &'c Condition>,
        at: usize,
        wanted: Outcome,
    ) -> Vec<&'c Condition> {
        conditions.into_iter().filter(|condition| outcome::one(condition, self.facts, at) == wanted).collect()
    }

    /// What the facts of `conditions` say, in words; one alone needs no name.
    fn found(&self, conditions: &[&Condition], at: usize) -> String {
        let say = |condition: &Condition| {
            let value = self.facts.read(condition.fact, at);
            located::counted(condition, &value).unwrap_or_else(|| value_text(&value))
        };
        match conditions {
            [one] => say(one),
            several => {
                several.iter().map(|one| format!("{}: {}", one.fact.noun, say(one))).collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// What was counted, in words: `6 of 7 agencies`. Empty where there is nothing to count.
pub(super) fn counted(rule: &Rule, tally: Tally) -> String {
    match (&rule.measure, tally) {
        (Measure::Share(ShareRule { each: Some(list), .. }), Tally::Share { met, of, goes_on, not_stated }) => {
            let open = if not_stated > 0 { format!(", {not_stated} not stated") } else { String::new() };
            let more = if goes_on { ", perhaps more" } else { "" };
            let counted =
                if of == 0 { format!("no {}", list.nouns().1) } else { wording::share(met, of, list.nouns()) };
            format!("{counted}{open}{more}")
        }
        (Measure::Number { fact, .. }, tally @ Tally::Number { .. }) => {
            let unit = fact.unit();
            value_words(tally).map_or_else(
                || known_bounds(tally, &unit).trim_start_matches(", ").to_owned(),
                |value| wording::in_units(&value, &unit),
            )
        }
        (Measure::Count { list, .. }, tally @ Tally::Number { .. }) => {
            let unit = list.nouns().1;
            value_words(tally).map_or_else(
                || known_bounds(tally, unit).trim_start_matches(", ").to_owned(),
                |value| wording::in_units(&value, unit),
            )
        }
        (_, Tally::Answer(Some(grade))) => format!("answered {grade}"),
        (_, Tally::Answer(None)) => "not answered".to_owned(),
        (_, Tally::Share { met, not_stated, .. }) => if met > 0 {
            "yes"
        } else if not_stated > 0 {
            "not stated"
        } else {
            "no"
        }
        .to_owned(),
        (Measure::Share(_) | Measure::Ask { .. }, Tally::Number { .. }) => String::new(),
    }
}

fn asked(question: &str, levels: &[(Grade, String)], answer: Option<&Answer>) -> Reason {
    let evidence = Evidence::Key("review");
    let Some(answer) = answer else {
        return Reason {
            kind: ReasonKind::Question,
            text: question.to_owned(),
            evidence,
            facts: Vec::new(),
            found: "no answer".to_owned(),
            wanted: "a person's answer".to_owned(),
            advice: None,
        };
    };
    let level = levels.iter().find(|(grade, _)| *grade == answer.grade).map_or("", |(_, text)| text.as_str());
    let because = answer.because.as_deref().unwrap_or(level);
    let by = answer.by.as_deref().unwrap_or("a person");
    let text = if because.is_empty() {
        format!("{question} Answered {} by {by}", answer.grade)
    } else {
        format!("{question} Answered {} by {by}: {because}", answer.grade)
    };
    Reason {
        kind: if answer.grade >= usual::GOOD { ReasonKind::Strength } else { ReasonKind::Short },
        text,
        evidence,
        facts: Vec::new(),
        found: if level.is_empty() { answer.grade.word().to_owned() } else { format!("{}: {level}", answer.grade) },
        wanted: levels
            .iter()
            .find(|(grade, _)| *grade > answer.grade && *grade == usual::GOOD)
            .or(levels.first())
            .map_or_else(String::new, |(grade, text)| format!("{grade}: {text}")),
        advice: None,
    }
}

fn further_items(list: ListName) -> Reason {
    let many = list.nouns().1;
    Reason {
        kind: ReasonKind::NotStated,
        text: format!("whether the file lists all {many}"),
        evidence: Evidence::Key(list.name()),
        facts: vec![list.name()],
        found: "the list may go on".to_owned(),
        wanted: format!("all {many}"),
        advice: Some(format!("if these are all {many}, add `{}` to `whole` under `review`", list.name())),
    }
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
        ([], []) => "say it in the review".to_owned(),
        (all, []) => format!("say it in {}", and_list(all)),
        ([], one_of) => format!("say it in {}", or_list(one_of)),
        (all, one_of) => format!("say it in {}, and in {}", and_list(all), or_list(one_of)),
    }
}

/// What to do so that a condition is met.
fn mended(condition: &Condition) -> String {
    let fact = condition.fact;
    let wants_a_value = condition.tests.iter().all(|test| matches!(test, Test::Present | Test::Stated));
    match fact.kind {
        _ if fact.is_derived() => format!("see that {}", wording::clause(condition)),
        FactType::YesNo => format!("if {}, say so in `{}`", wording::clause(condition), fact.name),
        _ if wants_a_value => format!("give `{}`", fact.name),
        FactType::Number(_)
        | FactType::Text
        | FactType::Name
        | FactType::Choice(_)
        | FactType::Date
        | FactType::List(_) => format!("see that {}", wording::clause(condition)),
    }
}

/// What the next better grade than `floor` takes.
fn wanted_number(bands: &NumberBands, floor: Grade, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    let next = bands.bands.iter().rev().find(|(grade, _)| *grade > floor);
    next.map_or_else(String::new, |(grade, threshold)| {
        format!("{side} {} for {grade}", wording::in_units(&threshold.to_string(), unit))
    })
}
