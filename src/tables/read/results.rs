//! Results that `casegrade grade --format json` wrote, read back.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::document::{Diagnostic, Source};
use crate::engine::{Headline, Range, RuleOutcome};
use crate::review::{Grade, When};
use crate::tables::entry::{About, CriterionEntry, Dates, Entry, RuleEntry, Standing};
use crate::text::Span;

/// What a file of results holds.
#[derive(Clone, Debug)]
pub struct Results {
    /// The version of the program that wrote it.
    pub tool: String,
    /// The rubric; `None` if none could be read.
    pub rubric: Option<RubricName>,
    /// The reviews.
    pub entries: Vec<Entry>,
    /// The inputs that could not be graded, each once.
    pub broken: Vec<String>,
}

/// Which rubric graded something.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RubricName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, in hexadecimal.
    pub hash: String,
    /// Its title.
    pub title: String,
}

#[derive(Deserialize)]
struct RawResults {
    tool: RawTool,
    rubric: Option<RubricName>,
    reviews: Vec<RawReview>,
    #[serde(default)]
    errors: Vec<RawError>,
}

#[derive(Deserialize)]
struct RawTool {
    version: String,
}

#[derive(Deserialize)]
struct RawError {
    source: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct RawReview {
    id: String,
    source: String,
    #[serde(deserialize_with = "headline")]
    grade: Headline,
    floor: Option<Grade>,
    ceiling: Option<Grade>,
    provisional: bool,
    recorded: Option<RawRecorded>,
    #[serde(default)]
    about: RawAbout,
    criteria: Vec<RawCriterion>,
}

#[derive(Deserialize)]
struct RawRecorded {
    grade: Grade,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawAbout {
    partnership: Option<String>,
    region: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    dates: RawDates,
    custom: IndexMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawDates {
    incident: Option<When>,
    decided: Option<When>,
    completed: Option<When>,
    published: Option<When>,
    recorded: Option<When>,
}

#[derive(Deserialize)]
struct RawCriterion {
    id: String,
    title: String,
    floor: Option<Grade>,
    ceiling: Option<Grade>,
    rules: Vec<RawRule>,
}

#[derive(Deserialize)]
struct RawRule {
    id: String,
    title: String,
    #[serde(deserialize_with = "outcome")]
    outcome: RuleOutcome,
}

/// True if a JSON text is a file of results, not a review: it holds `reviews`.
#[must_use]
pub fn is_results(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        #[serde(rename = "reviews")]
        _reviews: Vec<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Probe>(text).is_ok()
}

/// Reads a file of results.
///
/// # Errors
/// Where the file is not one, at the place where that shows.
pub fn results(source: &Source) -> Result<Results, Box<Diagnostic>> {
    let raw: RawResults = serde_json::from_str(&source.text).map_err(|error| Box::new(wrong(source, &error)))?;
    let mut broken: Vec<String> = Vec::new();
    for error in raw.errors {
        if !broken.contains(&error.source) {
            broken.push(error.source);
        }
    }
    Ok(Results {
        tool: raw.tool.version,
        rubric: raw.rubric,
        entries: raw.reviews.into_iter().map(entry).collect(),
        broken,
    })
}

fn wrong(source: &Source, error: &serde_json::Error) -> Diagnostic {
    let before = source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (before + error.column().saturating_sub(1)).min(source.text.len());
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Diagnostic::error("not-results", format!("these are not results of `casegrade grade --format json`: {message}"))
        .at(Span::new(at, at), "here")
        .help("grade the reviews again")
}

fn entry(raw: RawReview) -> Entry {
    let RawAbout { partnership, region, kind, status, dates, custom } = raw.about;
    let RawDates { incident, decided, completed, published, recorded } = dates;
    let dates = Dates { incident, decided, completed, published, recorded };
    Entry {
        id: raw.id,
        source: raw.source,
        about: About { partnership, region, kind, status, period: None, dates, custom },
        standing: Standing::Graded {
            headline: raw.grade,
            range: range(raw.floor, raw.ceiling),
            provisional: raw.provisional,
        },
        recorded: raw.recorded.map(|recorded| recorded.grade),
        criteria: raw.criteria.into_iter().map(criterion).collect(),
    }
}

fn criterion(raw: RawCriterion) -> CriterionEntry {
    let rule = |rule: RawRule| RuleEntry { id: rule.id.into(), title: rule.title.into(), outcome: rule.outcome };
    CriterionEntry {
        id: Arc::from(raw.id),
        title: Arc::from(raw.title),
        range: range(raw.floor, raw.ceiling),
        rules: raw.rules.into_iter().map(rule).collect(),
    }
}

fn range(floor: Option<Grade>, ceiling: Option<Grade>) -> Option<Range> {
    floor.zip(ceiling).map(|(floor, ceiling)| Range { floor, ceiling })
}

fn headline<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Headline, D::Error> {
    let word = String::deserialize(deserializer)?;
    let known = Headline::ALL.into_iter().find(|headline| headline.word() == word);
    known.ok_or_else(|| serde::de::Error::custom(format!("unknown grade `{word}`")))
}

fn outcome<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<RuleOutcome, D::Error> {
    let word = String::deserialize(deserializer)?;
    let known = RuleOutcome::ALL.into_iter().find(|outcome| outcome.word() == word);
    known.ok_or_else(|| serde::de::Error::custom(format!("unknown outcome `{word}`")))
}
