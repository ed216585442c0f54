//! The shapes of results as they are written.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::super::rubric_name::RubricName;
use crate::engine::{Headline, RuleOutcome};
use crate::review::{Grade, Scale, When};

#[derive(Deserialize)]
pub(in crate::tables::read) struct RawTool {
    pub(in crate::tables::read) version: String,
}

#[derive(Deserialize)]
pub(super) struct RawError {
    pub(super) source: String,
}

#[derive(Deserialize)]
pub(in crate::tables::read) struct RawReview {
    pub(in crate::tables::read) id: String,
    /// The rubric, where it is not that of the whole file.
    pub(in crate::tables::read) rubric: Option<RubricName>,
    pub(in crate::tables::read) source: String,
    /// Its line, where each line of the file is a review.
    #[serde(default)]
    pub(in crate::tables::read) line: Option<usize>,
    /// The hashes of its inputs; none in results from before they were kept.
    pub(in crate::tables::read) hash: Option<String>,
    #[serde(default)]
    pub(in crate::tables::read) parts: BTreeMap<String, String>,
    pub(in crate::tables::read) judgements: Option<Vec<RawJudgement>>,
    #[serde(deserialize_with = "headline")]
    pub(super) grade: Headline,
    pub(super) floor: Option<Grade>,
    pub(super) ceiling: Option<Grade>,
    /// The headline with people's judgement; none in results from before people could depart from a grade.
    #[serde(default, rename = "final", deserialize_with = "maybe_headline")]
    pub(super) last: Option<Headline>,
    #[serde(default, rename = "final-floor")]
    pub(super) last_floor: Option<Grade>,
    #[serde(default, rename = "final-ceiling")]
    pub(super) last_ceiling: Option<Grade>,
    pub(super) provisional: bool,
    /// Whether its grade may change; lines of results say so where it is not as `provisional` says.
    #[serde(default, rename = "may-change")]
    pub(super) may_change: Option<bool>,
    /// What answers to open questions could make of it.
    #[serde(default, rename = "if-answered")]
    pub(super) if_answered: Option<RawOpen>,
    pub(super) recorded: Option<RawRecorded>,
    #[serde(default)]
    pub(super) about: RawAbout,
    pub(super) criteria: Vec<RawCriterion>,
}

/// What answers to open questions could make of a review.
#[derive(Deserialize)]
pub(super) struct RawOpen {
    pub(super) floor: Grade,
    pub(super) ceiling: Grade,
}

/// A judgement file.
#[derive(Deserialize)]
pub(in crate::tables::read) struct RawJudgement {
    pub(in crate::tables::read) hash: String,
}

#[derive(Deserialize)]
pub(super) struct RawRecorded {
    pub(super) grade: Grade,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawAbout {
    pub(super) partnership: Option<String>,
    pub(super) region: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) status: Option<String>,
    pub(super) dates: RawDates,
    pub(super) custom: IndexMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawDates {
    pub(super) incident: Option<When>,
    pub(super) decided: Option<When>,
    pub(super) completed: Option<When>,
    pub(super) published: Option<When>,
    pub(super) recorded: Option<When>,
}

#[derive(Deserialize)]
pub(super) struct RawCriterion {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) floor: Option<Grade>,
    pub(super) ceiling: Option<Grade>,
    #[serde(rename = "final")]
    pub(super) last: Option<RawCriterionFinal>,
    pub(super) rules: Vec<RawRule>,
}

/// What a criterion comes to with people's departures and waivers.
#[derive(Deserialize)]
pub(super) struct RawCriterionFinal {
    pub(super) floor: Option<Grade>,
    pub(super) ceiling: Option<Grade>,
}

#[derive(Deserialize)]
pub(super) struct RawRule {
    pub(super) id: String,
    pub(super) title: String,
    #[serde(deserialize_with = "outcome")]
    pub(super) outcome: RuleOutcome,
    pub(super) floor: Option<Grade>,
    pub(super) ceiling: Option<Grade>,
    #[serde(default, rename = "may-not-apply")]
    pub(super) may_not_apply: bool,
}

pub(super) fn headline<'de, D: Deserializer<'de>>(input: D) -> Result<Headline, D::Error> {
    let word = String::deserialize(input)?;
    let known = Headline::all(Scale::being_read()).find(|headline| headline.word() == word);
    known.ok_or_else(|| de::Error::custom(format!("unknown grade `{word}`")))
}

pub(super) fn maybe_headline<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Headline>, D::Error> {
    headline(input).map(Some)
}

fn outcome<'de, D: Deserializer<'de>>(input: D) -> Result<RuleOutcome, D::Error> {
    let word = String::deserialize(input)?;
    let known = RuleOutcome::ALL.into_iter().find(|outcome| outcome.word() == word);
    known.ok_or_else(|| de::Error::custom(format!("unknown outcome `{word}`")))
}
