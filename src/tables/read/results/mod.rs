//! Results that `casegrade grade --format json` wrote, read back one review at a time.

mod raw;
pub(super) use raw::{RawJudgement, RawReview, RawTool};

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use self::raw::{RawAbout, RawCriterion, RawDates, RawError, RawOpen, RawRecorded, RawRule, headline, maybe_headline};
use super::rubric_name::RubricName;
use crate::engine::{Headline, Presence, Range, State};
use crate::review::Grade;
use crate::tables::entry::{About, CriterionEntry, Dates, Entry, RuleEntry, Standing};

/// What a file of results says beside its reviews.
#[derive(Clone, Debug)]
pub struct Results {
    /// The version of the program that wrote it.
    pub tool: String,
    /// The rubric; `None` if none could be read.
    pub rubric: Option<RubricName>,
    /// The command that wrote it; empty in results from before it was kept.
    pub command: Vec<String>,
    /// The inputs that could not be graded, each once.
    pub broken: Vec<String>,
}

/// Reads what a file of results says, its reviews passed over.
///
/// # Errors
/// Where the input is no such file.
pub fn results<'de, D: Deserializer<'de>>(input: D) -> Result<Results, D::Error> {
    input.deserialize_map(File::<fn(RawReview)> { each: None })
}

/// Reads the reviews of a file of results, each given to `each`, with its rubric where that is its own, before the next is read.
///
/// # Errors
/// Where the input is no such file, or a review in it is not as this program writes them.
pub fn reviews<'de, D: Deserializer<'de>>(
    input: D,
    each: &mut dyn FnMut(Entry, Option<RubricName>),
) -> Result<Results, D::Error> {
    raw_reviews(input, &mut |mut raw| {
        let rubric = raw.rubric.take();
        each(entry(raw), rubric);
    })
}

/// Reads the reviews of a file of results as they are kept.
pub(super) fn raw_reviews<'de, D: Deserializer<'de>>(
    input: D,
    each: &mut dyn FnMut(RawReview),
) -> Result<Results, D::Error> {
    input.deserialize_map(File { each: Some(each) })
}

/// The whole file.
struct File<F> {
    each: Option<F>,
}

impl<'de, F: FnMut(RawReview)> Visitor<'de> for File<F> {
    type Value = Results;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the results of `casegrade grade --format json`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Results, A::Error> {
        let (mut tool, mut rubric, mut is_there) = (None, None, false);
        let (mut command, mut broken) = (Vec::new(), Vec::new());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "tool" => tool = Some(map.next_value::<RawTool>()?.version),
                "rubric" => rubric = map.next_value()?,
                "command" => command = map.next_value()?,
                "reviews" => {
                    is_there = true;
                    map.next_value_seed(Reviews { each: self.each.as_mut() })?;
                }
                "errors" => {
                    for error in map.next_value::<Vec<RawError>>()? {
                        if !broken.contains(&error.source) {
                            broken.push(error.source);
                        }
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let tool = tool.ok_or_else(|| de::Error::missing_field("tool"))?;
        if is_there { Ok(Results { tool, rubric, command, broken }) } else { Err(de::Error::missing_field("reviews")) }
    }
}

/// The list of reviews.
struct Reviews<'e, F> {
    each: Option<&'e mut F>,
}

impl<'de, F: FnMut(RawReview)> DeserializeSeed<'de> for Reviews<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(RawReview)> Visitor<'de> for Reviews<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of graded reviews")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        match self.each {
            Some(each) => {
                while let Some(raw) = list.next_element::<RawReview>()? {
                    each(raw);
                }
            }
            None => while list.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(())
    }
}

pub(super) fn entry(raw: RawReview) -> Entry {
    let RawAbout { partnership, region, kind, status, dates, custom } = raw.about;
    let RawDates { incident, decided, completed, published, recorded } = dates;
    let dates = Dates { incident, decided, completed, published, recorded };
    let is_settled = |open: &RawOpen| open.floor == open.ceiling && raw.grade == Headline::Grade(open.floor);
    let is_open = raw.last.is_some() || !raw.if_answered.as_ref().is_some_and(is_settled);
    let may_change = raw.may_change.unwrap_or(raw.provisional && is_open);
    let (own, last) = (range(raw.floor, raw.ceiling), range(raw.last_floor, raw.last_ceiling));
    Entry {
        id: raw.id,
        source: raw.source,
        about: About { partnership, region, kind, status, period: None, dates, custom },
        standing: Standing::Graded {
            headline: raw.last.unwrap_or(raw.grade),
            range: last.or(own),
            provisional: raw.provisional,
            may_change,
        },
        tool: last.and(Some(raw.grade)),
        recorded: raw.recorded.map(|recorded| recorded.grade),
        criteria: raw.criteria.into_iter().map(criterion).collect(),
    }
}

fn criterion(raw: RawCriterion) -> CriterionEntry {
    let state = |rule: &RawRule| {
        let presence = if rule.may_not_apply { Presence::Maybe } else { Presence::Sure };
        range(rule.floor, rule.ceiling).map(|range| State { range, presence })
    };
    let rule = |rule: RawRule| RuleEntry {
        judged: state(&rule),
        id: rule.id.into(),
        title: rule.title.into(),
        outcome: rule.outcome,
    };
    CriterionEntry {
        id: Arc::from(raw.id),
        title: Arc::from(raw.title),
        range: raw.last.map_or_else(|| range(raw.floor, raw.ceiling), |last| range(last.floor, last.ceiling)),
        rules: raw.rules.into_iter().map(rule).collect(),
    }
}

fn range(floor: Option<Grade>, ceiling: Option<Grade>) -> Option<Range> {
    floor.zip(ceiling).map(|(floor, ceiling)| Range { floor, ceiling })
}

/// What a line of `casegrade grade --format ndjson` says.
#[derive(Deserialize)]
struct RawLine {
    id: String,
    source: String,
    #[serde(deserialize_with = "headline")]
    grade: Headline,
    floor: Option<Grade>,
    ceiling: Option<Grade>,
    #[serde(default, rename = "final-grade", deserialize_with = "maybe_headline")]
    last: Option<Headline>,
    #[serde(default, rename = "final-floor")]
    last_floor: Option<Grade>,
    #[serde(default, rename = "final-ceiling")]
    last_ceiling: Option<Grade>,
    provisional: bool,
    #[serde(default, rename = "may-change")]
    may_change: Option<bool>,
    recorded: Option<Grade>,
    #[serde(default)]
    about: RawAbout,
    rubric: RubricName,
    criteria: IndexMap<String, Option<RawGrade>>,
}

/// What a criterion comes to.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawGrade {
    Known(Grade),
    Between { floor: Grade, ceiling: Grade },
}

/// Reads a line that `casegrade grade --format ndjson` wrote, and the rubric that graded its review. Of the rules it says too
/// little to count them.
///
/// # Errors
/// Where it is no such line.
pub fn result_line(line: &[u8]) -> Result<(RubricName, Entry), serde_json::Error> {
    let RawLine {
        id,
        source,
        grade,
        floor,
        ceiling,
        last,
        last_floor,
        last_ceiling,
        provisional,
        may_change,
        recorded,
        about,
        rubric,
        criteria,
    } = serde_json::from_slice(line)?;
    let recorded = recorded.map(|grade| RawRecorded { grade });
    let mut entry = entry(RawReview {
        id,
        source,
        rubric: None,
        line: None,
        hash: None,
        parts: BTreeMap::new(),
        judgements: None,
        grade,
        floor,
        ceiling,
        last,
        last_floor,
        last_ceiling,
        provisional,
        may_change,
        if_answered: None,
        recorded,
        about,
        criteria: Vec::new(),
    });
    let criterion = |(id, grade): (String, Option<RawGrade>)| {
        let range = grade.map(|grade| match grade {
            RawGrade::Known(grade) => Range { floor: grade, ceiling: grade },
            RawGrade::Between { floor, ceiling } => Range { floor, ceiling },
        });
        let id: Arc<str> = id.into();
        CriterionEntry { title: Arc::clone(&id), id, range, rules: Vec::new() }
    };
    entry.criteria = criteria.into_iter().map(criterion).collect();
    Ok((rubric, entry))
}
