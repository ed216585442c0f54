//! How facts are read from the texts of documents. Of a document that was not given they have no value, whatever the record:
//! what is not there to be read is not a thing that the record leaves open.

use super::super::DocumentKey;
use super::super::facts::Facts;
use super::super::import;
use super::super::prose::Prose;
use super::super::value::{Names, Value};
use crate::text::{Identifier, Reading};

/// What `read` says of a document's text.
pub(super) fn in_text<'f>(
    facts: &'f Facts<'f>,
    key: DocumentKey,
    read: impl Fn(&'f Prose) -> Value<'f>,
) -> Option<Value<'f>> {
    Some(facts.prose(key).map_or(Value::Absent, read))
}

pub(super) fn count(count: usize) -> Value<'static> {
    Value::number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The nearest whole number, never below 0; a text without words has none.
#[expect(
    clippy::cast_possible_truncation,
    reason = "reading figures are small, and a float beyond whole numbers is cut"
)]
pub(super) fn nearest_whole(number: Option<f64>) -> Value<'static> {
    number.map_or(Value::Absent, |number| Value::number(number.round().max(0.0) as i64))
}

/// How many identifiers of persons a document holds for certain or probably.
pub(super) fn identifiers<'f>(facts: &'f Facts<'f>, key: DocumentKey) -> Option<Value<'f>> {
    let counts = |found: &[(usize, Identifier)]| found.iter().filter(|(_, one)| one.confidence.counts()).count();
    Some(facts.identifiers(key).map_or(Value::Absent, |found| count(counts(found))))
}

pub(super) fn tabled_actions<'f>(facts: &'f Facts<'f>) -> Option<Value<'f>> {
    let overview = facts.narratives().overview;
    Some(overview.map_or(Value::Absent, |passages| count(import::tabled_actions(passages))))
}

/// The length of the summary in percent of the overview's.
pub(super) fn summary_percent<'f>(facts: &'f Facts<'f>) -> Option<Value<'f>> {
    let words = |key| facts.prose(key).map_or(0, |prose| prose.words);
    let (overview, summary) = (words(DocumentKey::Overview), words(DocumentKey::Summary));
    let nothing = overview == 0 || summary == 0;
    Some(if nothing { Value::Absent } else { count((summary * 100 + overview / 2) / overview) })
}

/// Of every hundred sentences, how many are long.
pub(super) fn long_sentences<'f>(reading: Reading) -> Value<'f> {
    let Reading { sentences, long_sentences, .. } = reading;
    (long_sentences * 100 + sentences / 2).checked_div(sentences).map_or(Value::Absent, count)
}

pub(super) fn finding_mentioned<'f>(facts: &'f Facts<'f>, at: usize) -> Option<Value<'f>> {
    let Some(mention) = facts.mention(at) else { return Some(Value::Absent) };
    let mentioned = mention.is_mentioned.or_else(|| facts.yes(None, "findings.title"));
    Facts::three(mentioned)
}

pub(super) fn finding_unmentioned_words<'f>(facts: &'f Facts<'f>, at: usize) -> Option<Value<'f>> {
    let Some(mention) = facts.mention(at) else { return Some(Value::Absent) };
    Some(if mention.is_mentioned.is_none() && facts.yes(None, "findings.title").is_none() {
        Value::Unknown
    } else {
        Value::list(Names::Texts(&mention.lacking))
    })
}
