//! The reasons of rules that measure a number or count a list.

use super::super::bands::in_units;
use super::super::places;
use super::super::templates::Filler;
use super::super::values::{known_bounds, value_words};
use super::writer::{ReasonWriter, Words};
use crate::engine::Tally;
use crate::review::vocabulary::ListName;
use crate::review::{Fact, Grade};
use crate::rubric::{Measure, NumberBands};
use crate::text::{and_list, or_list};

impl ReasonWriter<'_> {
    /// A number that is not settled.
    pub(in crate::wording) fn open_number(&self, fact: &'static Fact, bands: &NumberBands) -> Words {
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
    pub(in crate::wording) fn of_number(&self, fact: &'static Fact, bands: &NumberBands) -> Words {
        let reason = self.short_number(fact.name, bands, &fact.unit());
        let place = places::measured(self.quoted, fact).map_or_else(String::new, |place| format!(": {place}"));
        let marks = places::measured_mark(self.quoted.facts, fact).into_iter().collect();
        Words { text: reason.text + &place, marks, ..reason }
    }

    /// A count that is settled and could be better.
    pub(in crate::wording) fn of_count(&self, list: ListName, bands: &NumberBands) -> Words {
        self.short_number(list.name(), bands, list.nouns().1)
    }

    pub(super) fn short_number(&self, fact: &'static str, bands: &NumberBands, unit: &str) -> Words {
        let floor = self.range.map_or(bands.unmet, |range| range.floor);
        let filler = Filler { quoted: self.quoted, item: 0, tally: self.tally, failed: &[] };
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
    pub(super) fn no_number(&self) -> String {
        match &self.rule.measure {
            Measure::Number { fact, .. } if fact.is_of_document() => {
                let unread = places::unread_by(self.quoted.facts, fact);
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
    pub(super) fn number_advice(&self) -> Option<String> {
        let Measure::Number { fact, .. } = &self.rule.measure else { return None };
        if fact.is_of_document() {
            let unread = places::unread_by(self.quoted.facts, fact);
            return (!unread.is_empty()).then(|| format!("name the document in {}", and_list(&unread)));
        }
        let keys: Vec<String> = fact.read_keys().iter().map(|key| format!("`{key}`")).collect();
        Some(format!("fill in {}", and_list(&keys)))
    }
}

/// What the next better grade than `floor` takes.
pub(super) fn wanted_number(bands: &NumberBands, floor: Grade, unit: &str) -> String {
    let side = if bands.lower_is_better { "at most" } else { "at least" };
    let next = bands.bands.iter().rev().find(|(grade, _)| *grade > floor);
    next.map_or_else(String::new, |(grade, threshold)| {
        format!("{side} {} for {grade}", in_units(&threshold.to_string(), unit))
    })
}
