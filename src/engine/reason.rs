//! Reasons: what was wanted, what was found, where, and what to do, in plain sentences.

use super::measure::{Item, Measured, Tally};
use super::outcome::{self, Outcome};
use crate::document::Trail;
use crate::judgement::Answer;
use crate::review::vocabulary::{self, ListName};
use crate::review::{Fact, FactType, Facts, Grade, More, Scope, Value};
use crate::rubric::{Condition, Found, Measure, NumberBands, Piece, Rule, ShareRule, Template, Test, wording};
use crate::text::{and_list, or_list};

/// What a reason says about its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub trail: Trail,
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
    pub(super) measured: &'e Measured,
    /// The worst grade it can come to, and the best.
    pub(super) range: Option<super::measure::Range>,
}

impl Teller<'_> {
    /// The reasons for what the rule came to; `applies` is whether it applies.
    pub(super) fn tell(&self, applies: Outcome, answer: Option<&Answer>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if applies == Outcome::NotStated {
            reasons.push(self.may_not_apply());
        }
        match &self.rule.measure {
            Measure::Share(share) => self.share(share, &mut reasons),
            Measure::Count { list, selects, bands } => self.count(*list, selects, bands, &mut reasons),
            Measure::Number { fact, bands } => reasons.extend(self.number(fact, bands)),
            Measure::Ask { question, levels } => reasons.push(asked(question, levels, answer)),
        }
        if self.range.is_some_and(|range| range.floor == self.rule.best())
            && !self.rule.is_asked()
            && applies == Outcome::Met
        {
            reasons.insert(0, self.strength());
        }
        reasons
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
            trail: unstated
                .first()
                .map_or_else(Trail::root, |condition| Trail::dotted(condition.fact.key())),
            facts: names(&unstated),
            found: "not stated".to_owned(),
            wanted: and_list(&clauses),
            advice: None,
        }
    }

    fn share(&self, rule: &ShareRule, reasons: &mut Vec<Reason>) {
        for (at, item) in self.measured.items.iter().enumerate() {
            if item.is_miss() {
                reasons.push(self.miss(rule, at));
            } else if !item.is_settled() {
                reasons.push(self.unsettled(rule, at, *item));
            }
        }
        let Some(list) = rule.each else { return };
        if let Tally::Share {
            of: 0, goes_on: false, ..
        } = self.measured.tally
            && self.range.is_some_and(|range| range.floor < self.rule.best())
        {
            reasons.push(self.nothing_selected(rule, list));
        }
        if self.facts.may_go_on(list) && self.is_open() {
            reasons.push(goes_on(list));
        }
    }

    fn is_open(&self) -> bool {
        self.range.is_some_and(|range| range.floor < range.ceiling) || self.measured.may_be_absent
    }

    /// An item that is selected and fails.
    fn miss(&self, rule: &ShareRule, at: usize) -> Reason {
        let mut failed = self.with(&rule.must, at, Outcome::NotMet);
        let by_any = failed.is_empty();
        if by_any {
            failed = rule
                .any
                .iter()
                .flatten()
                .filter(|condition| outcome::one(condition, self.facts, at) == Outcome::NotMet)
                .collect();
        }
        let wants: Vec<String> = failed.iter().map(|condition| wording::wanted(condition)).collect();
        let filler = Filler {
            facts: self.facts,
            item: at,
            tally: self.measured.tally,
            failed: &failed,
        };
        let wanted = if by_any { or_list(&wants) } else { and_list(&wants) };
        let text = match &self.rule.reason {
            Some(template) => filler.fill(template),
            None => match rule.each {
                Some(list) => format!("{} {}: wanted {wanted}", list.nouns().0, label(self.facts, list, at)),
                None => format!("{}: it is not so", self.rule.title),
            },
        };
        Reason {
            kind: ReasonKind::Short,
            text,
            trail: evidence(rule.each, at, failed.first().map(|condition| condition.fact)),
            facts: names(&failed),
            found: self.found(&failed, at),
            wanted,
            advice: self.rule.advice.as_ref().map(|template| filler.fill(template)),
        }
    }

    /// An item that would matter if the record said more.
    fn unsettled(&self, rule: &ShareRule, at: usize, item: Item) -> Reason {
        let mut open = self.with(&rule.selects, at, Outcome::NotStated);
        if item.met == Outcome::NotStated {
            open.extend(self.with(&rule.must, at, Outcome::NotStated));
            open.extend(
                rule.any
                    .iter()
                    .flatten()
                    .filter(|condition| outcome::one(condition, self.facts, at) == Outcome::NotStated),
            );
        }
        let clauses: Vec<String> = open
            .iter()
            .map(|condition| format!("whether {}", wording::clause(condition)))
            .collect();
        let what = or_list(&clauses);
        let text = match rule.each {
            Some(list) => format!("{} {}: {what}", list.nouns().0, label(self.facts, list, at)),
            None => what,
        };
        Reason {
            kind: ReasonKind::NotStated,
            text,
            trail: evidence(rule.each, at, open.first().map(|condition| condition.fact)),
            facts: names(&open),
            found: "not stated".to_owned(),
            wanted: and_list(
                &open
                    .iter()
                    .map(|condition| wording::wanted(condition))
                    .collect::<Vec<_>>(),
            ),
            advice: Some(state_advice(&open)),
        }
    }

    fn nothing_selected(&self, rule: &ShareRule, list: ListName) -> Reason {
        let (_, many) = list.nouns();
        let which = if rule.selects.is_empty() {
            String::new()
        } else {
            format!(
                " of which it can be said that {}",
                and_list(&rule.selects.iter().map(wording::clause).collect::<Vec<_>>())
            )
        };
        Reason {
            kind: ReasonKind::Short,
            text: format!("the review has no {many}{which}"),
            trail: Trail::dotted(list.name()),
            facts: vec![list.name()],
            found: "none".to_owned(),
            wanted: format!("{many}{which}"),
            advice: None,
        }
    }

    fn count(&self, list: ListName, selects: &[Condition], bands: &NumberBands, reasons: &mut Vec<Reason>) {
        for (at, item) in self.measured.items.iter().enumerate() {
            if item.selected == Outcome::NotStated && self.is_open() {
                let open = self.with(selects, at, Outcome::NotStated);
                let clauses: Vec<String> = open
                    .iter()
                    .map(|condition| format!("whether {}", wording::clause(condition)))
                    .collect();
                reasons.push(Reason {
                    kind: ReasonKind::NotStated,
                    text: format!(
                        "{} {}: {}",
                        list.nouns().0,
                        label(self.facts, list, at),
                        or_list(&clauses)
                    ),
                    trail: evidence(Some(list), at, open.first().map(|condition| condition.fact)),
                    facts: names(&open),
                    found: "not stated".to_owned(),
                    wanted: and_list(
                        &open
                            .iter()
                            .map(|condition| wording::wanted(condition))
                            .collect::<Vec<_>>(),
                    ),
                    advice: Some(state_advice(&open)),
                });
            }
        }
        if self.facts.may_go_on(list) && self.is_open() {
            reasons.push(goes_on(list));
        }
        reasons.extend(self.beyond(list.name(), Trail::dotted(list.name()), bands, list.nouns().1));
    }

    fn number(&self, fact: &'static Fact, bands: &NumberBands) -> Option<Reason> {
        let unit = if let FactType::Number(unit) = fact.kind {
            unit
        } else {
            fact.noun
        };
        let trail = Trail::dotted(fact.key());
        if self.is_open() {
            return Some(Reason {
                kind: ReasonKind::NotStated,
                text: format!("the {}{}", fact.noun, known_bounds(self.measured.tally, unit)),
                trail,
                facts: vec![fact.name],
                found: "not stated".to_owned(),
                wanted: wanted_number(bands, unit),
                advice: None,
            });
        }
        self.beyond(fact.name, trail, bands, unit)
    }

    /// A number that is settled and not in the best band.
    fn beyond(&self, fact: &'static str, trail: Trail, bands: &NumberBands, unit: &str) -> Option<Reason> {
        let range = self
            .range
            .filter(|range| range.floor == range.ceiling && range.floor < bands.best())?;
        let filler = Filler {
            facts: self.facts,
            item: 0,
            tally: self.measured.tally,
            failed: &[],
        };
        let value = value_words(self.measured.tally);
        let text = match &self.rule.reason {
            Some(template) if value.is_some() => filler.fill(template),
            Some(_) | None => format!(
                "{}: {} {unit}, which makes it {}",
                self.rule.title,
                value.as_deref().unwrap_or("no number of"),
                range.floor
            ),
        };
        Some(Reason {
            kind: ReasonKind::Short,
            text,
            trail,
            facts: vec![fact],
            found: value.map_or_else(|| "nothing".to_owned(), |value| in_units(&value, unit)),
            wanted: wanted_number(bands, unit),
            advice: self.rule.advice.as_ref().map(|template| filler.fill(template)),
        })
    }

    /// The rule is as it should be.
    fn strength(&self) -> Reason {
        let facts = self.rule.facts();
        let list = match &self.rule.measure {
            Measure::Share(ShareRule { each, .. }) => *each,
            Measure::Count { list, .. } => Some(*list),
            Measure::Number { .. } | Measure::Ask { .. } => None,
        };
        let trail = match list {
            Some(list) => Trail::dotted(list.name()),
            None => facts.first().map_or_else(Trail::root, |fact| Trail::dotted(fact.key())),
        };
        let counted = self.counted();
        let text = if counted.is_empty() {
            self.rule.title.clone()
        } else {
            format!("{} ({counted})", self.rule.title)
        };
        Reason {
            kind: ReasonKind::Strength,
            text,
            trail,
            facts: facts.iter().map(|fact| fact.name).collect(),
            found: counted,
            wanted: String::new(),
            advice: None,
        }
    }

    /// What was counted, in words: `6 of 7 agencies`. Empty where there is nothing to count.
    pub(super) fn counted(&self) -> String {
        match (&self.rule.measure, self.measured.tally) {
            (
                Measure::Share(ShareRule { each: Some(list), .. }),
                Tally::Share {
                    met,
                    of,
                    goes_on,
                    not_stated,
                },
            ) => {
                let open = if not_stated > 0 {
                    format!(", {not_stated} not stated")
                } else {
                    String::new()
                };
                let more = if goes_on { ", perhaps more" } else { "" };
                let counted = if of == 0 {
                    format!("no {}", list.nouns().1)
                } else {
                    wording::share(met, of, list.nouns())
                };
                format!("{counted}{open}{more}")
            }
            (Measure::Number { fact, .. }, tally @ Tally::Number { .. }) => {
                let unit = if let FactType::Number(unit) = fact.kind {
                    unit
                } else {
                    fact.noun
                };
                value_words(tally).map_or_else(
                    || known_bounds(tally, unit).trim_start_matches(", ").to_owned(),
                    |value| in_units(&value, unit),
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
                "not stated"
            } else {
                "no"
            }
            .to_owned(),
            (Measure::Share(_) | Measure::Ask { .. }, Tally::Number { .. }) => String::new(),
        }
    }

    fn with<'c>(&self, conditions: &'c [Condition], at: usize, wanted: Outcome) -> Vec<&'c Condition> {
        conditions
            .iter()
            .filter(|condition| outcome::one(condition, self.facts, at) == wanted)
            .collect()
    }

    /// What the facts of `conditions` say, in words; one alone needs no name.
    fn found(&self, conditions: &[&Condition], at: usize) -> String {
        let say = |condition: &Condition| value_text(&self.facts.read(condition.fact, at));
        match conditions {
            [one] => say(one),
            several => several
                .iter()
                .map(|one| format!("{}: {}", one.fact.noun, say(one)))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

fn asked(question: &str, levels: &[(Grade, String)], answer: Option<&Answer>) -> Reason {
    let trail = Trail::dotted("review");
    let Some(answer) = answer else {
        return Reason {
            kind: ReasonKind::Question,
            text: question.to_owned(),
            trail,
            facts: Vec::new(),
            found: "no answer".to_owned(),
            wanted: "a person's answer".to_owned(),
            advice: None,
        };
    };
    let level = levels
        .iter()
        .find(|(grade, _)| *grade == answer.grade)
        .map_or("", |(_, text)| text.as_str());
    let because = answer.because.as_deref().unwrap_or(level);
    let by = answer.by.as_deref().unwrap_or("a person");
    let text = if because.is_empty() {
        format!("{question} Answered {} by {by}", answer.grade)
    } else {
        format!("{question} Answered {} by {by}: {because}", answer.grade)
    };
    Reason {
        kind: if answer.grade >= Grade::Good {
            ReasonKind::Strength
        } else {
            ReasonKind::Short
        },
        text,
        trail,
        facts: Vec::new(),
        found: format!("{}: {level}", answer.grade),
        wanted: levels
            .iter()
            .find(|(grade, _)| *grade > answer.grade && *grade == Grade::Good)
            .or(levels.first())
            .map_or_else(String::new, |(grade, text)| format!("{grade}: {text}")),
        advice: None,
    }
}

fn goes_on(list: ListName) -> Reason {
    let many = list.nouns().1;
    Reason {
        kind: ReasonKind::NotStated,
        text: format!("whether the file lists all {many}"),
        trail: Trail::dotted(list.name()),
        facts: vec![list.name()],
        found: "the list may go on".to_owned(),
        wanted: format!("all {many}"),
        advice: Some(format!(
            "if these are all {many}, write `whole = [\"{}\"]` under `[review]`",
            list.name()
        )),
    }
}

/// Where the evidence on a fact of an item stands.
fn evidence(list: Option<ListName>, at: usize, fact: Option<&'static Fact>) -> Trail {
    let Some(list) = list else {
        return fact.map_or_else(Trail::root, |fact| Trail::dotted(fact.key()));
    };
    let item = Trail::dotted(list.name()).item(at);
    match fact {
        Some(fact) if !fact.is_derived() => item.key(fact.name),
        Some(_) | None => item,
    }
}

fn names(conditions: &[&Condition]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = conditions.iter().map(|condition| condition.fact.name).collect();
    names.dedup();
    names
}

fn state_advice(open: &[&Condition]) -> String {
    let keys: Vec<String> = open
        .iter()
        .filter(|condition| !condition.fact.is_derived())
        .map(|condition| format!("`{}`", condition.fact.name))
        .collect();
    if keys.is_empty() {
        "say it in the review".to_owned()
    } else {
        format!("say it in {}", or_list(&keys))
    }
}

/// `1 month`, `3 months`: units are plurals that end in s.
fn in_units(value: &str, unit: &str) -> String {
    let unit = if value == "1" {
        unit.strip_suffix('s').unwrap_or(unit)
    } else {
        unit
    };
    format!("{value} {unit}")
}

fn wanted_number(bands: &NumberBands, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    bands.bands.first().map_or_else(String::new, |(grade, threshold)| {
        format!("{side} {threshold} {unit} for {grade}")
    })
}

/// The number, where it is settled.
fn value_words(tally: Tally) -> Option<String> {
    match tally {
        Tally::Number {
            low: Some(low),
            high: Some(high),
        } if low == high => Some(low.to_string()),
        Tally::Number {
            low: Some(low),
            high: Some(high),
        } => Some(format!("{low} to {high}")),
        Tally::Number { .. } | Tally::Share { .. } | Tally::Answer(_) => None,
    }
}

fn known_bounds(tally: Tally, unit: &str) -> String {
    match tally {
        Tally::Number {
            low: Some(low),
            high: Some(high),
        } => format!(", between {low} and {high} {unit}"),
        Tally::Number {
            low: Some(low),
            high: None,
        } if low > 0 => format!(", at least {low} {unit}"),
        Tally::Number { .. } | Tally::Share { .. } | Tally::Answer(_) => String::new(),
    }
}

/// What a person would call an item: its id, its name, its role or what it is about.
fn label(facts: &Facts<'_>, list: ListName, at: usize) -> String {
    let names = match list {
        ListName::Agencies => ["name", "id"],
        ListName::Panel => ["role", "agency"],
        ListName::Gaps | ListName::Restrictions => ["what", "what"],
        ListName::Questions | ListName::Events | ListName::Findings | ListName::Actions => ["id", "id"],
    };
    let value = names
        .iter()
        .filter_map(|name| vocabulary::find(Scope::Item(list), name))
        .find_map(|fact| match facts.read(fact, at) {
            Value::Text(text) if !text.trim().is_empty() => Some(shorten(text)),
            Value::Text(_)
            | Value::Absent
            | Value::Unknown
            | Value::YesNo(_)
            | Value::Number { .. }
            | Value::Date { .. }
            | Value::List(_) => None,
        });
    value.unwrap_or_else(|| format!("number {}", at + 1))
}

/// A text short enough for a sentence.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{}…", start.trim_end())
}

/// A value in words.
fn value_text(value: &Value<'_>) -> String {
    match value {
        Value::Absent => "nothing".to_owned(),
        Value::Unknown => "not stated".to_owned(),
        Value::YesNo(value) => if *value { "yes" } else { "no" }.to_owned(),
        Value::Text(text) if text.trim().is_empty() => "nothing".to_owned(),
        Value::Text(text) => shorten(text),
        Value::Number { low, high, .. } => match high {
            Some(high) if low == high => low.to_string(),
            Some(high) => format!("{low} to {high}"),
            None => format!("{low} or more"),
        },
        Value::Date { first, last, .. } => match (first, last) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} to {last}"),
            (Some(first), None) => format!("{first} or later"),
            (None, Some(last)) => format!("{last} or earlier"),
            (None, None) => "not stated".to_owned(),
        },
        Value::List(members) => {
            let names = members.names.to_vec();
            let more = if members.more == More::None {
                ""
            } else {
                ", perhaps more"
            };
            let known: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
            match (known.as_slice(), members.names.len()) {
                ([], 0) => format!("none{more}"),
                ([], count) => format!("{count}{more}"),
                (known, _) => format!("{}{more}", and_list(known)),
            }
        }
    }
}

/// Fills templates.
struct Filler<'e> {
    facts: &'e Facts<'e>,
    item: usize,
    tally: Tally,
    failed: &'e [&'e Condition],
}

impl Filler<'_> {
    fn fill(&self, template: &Template) -> String {
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(fixed) => text.push_str(fixed),
                Piece::Fact(fact)
                    if fact.name == "id" || fact.name == "name" || fact.name == "role" || fact.name == "what" =>
                {
                    text.push_str(&self.name(fact))
                }
                Piece::Fact(fact) => text.push_str(&value_text(&self.facts.read(fact, self.item))),
                Piece::Found(found) => text.push_str(&self.found(*found)),
            }
        }
        text
    }

    /// What an item is called, even where its file does not say.
    fn name(&self, fact: &Fact) -> String {
        match (self.facts.read(fact, self.item), fact.scope) {
            (Value::Text(text), _) if !text.trim().is_empty() => shorten(text),
            (_, Scope::Item(list)) => label(self.facts, list, self.item),
            (value, Scope::Review) => value_text(&value),
        }
    }

    fn found(&self, found: Found) -> String {
        match (found, self.tally) {
            (Found::Failed, _) => or_list(
                &self
                    .failed
                    .iter()
                    .map(|condition| condition.fact.noun)
                    .collect::<Vec<_>>(),
            ),
            (Found::Matched, _) => self.matched(),
            (Found::Met, Tally::Share { met, .. }) => met.to_string(),
            (Found::Of, Tally::Share { of, .. }) => of.to_string(),
            (Found::Value, tally) => value_words(tally).unwrap_or_else(|| "no".to_owned()),
            (Found::Met | Found::Of, Tally::Number { .. } | Tally::Answer(_)) => String::new(),
        }
    }

    /// The words of the rubric's lists that the failed texts hold, each once, in quotes.
    fn matched(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for condition in self.failed {
            let Value::Text(text) = self.facts.read(condition.fact, self.item) else {
                continue;
            };
            for test in &condition.tests {
                if let Test::Words { list, .. } = test {
                    for word in list.find(text) {
                        let quoted = format!("“{}”", word.to_lowercase());
                        if !words.contains(&quoted) {
                            words.push(quoted)
                        }
                    }
                }
            }
        }
        and_list(&words)
    }
}
