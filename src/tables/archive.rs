//! Whether a review that is graded again comes from the same inputs and gives the same result as results keep of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::entry::{CriterionEntry, Entry, Standing};
use super::read::RubricName;
use crate::document::hash_of_bytes;
use crate::engine::{Presence, Range};

/// Hashes of what a review and its judgement files mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InputHashes {
    /// The review, its lists and documents included.
    pub review: String,
    /// Each part of it; empty where only the whole is kept.
    pub parts: BTreeMap<String, String>,
    /// The judgement files.
    pub judgements: Vec<String>,
}

/// What results keep of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Archived {
    /// Its id.
    pub id: String,
    /// Its file.
    pub source: String,
    /// Its line, where each line of the file is a review.
    pub line: Option<usize>,
    /// The word of its grade, people's judgement included.
    pub grade: String,
    /// A hash of the result: its grade, and the grade of every area and rule.
    pub digest: String,
    /// Whether the results hold its rules, which the hash then covers.
    pub has_rules: bool,
    /// The rubric that graded it, where it is not that of the whole file.
    pub rubric: Option<RubricName>,
    /// The hashes of its inputs; `None` in results from before they were kept.
    pub inputs: Option<InputHashes>,
    /// The version of the program, where it is not that of the whole file.
    pub tool: Option<String>,
    /// The command that graded it, where it is not that of the whole file.
    pub command: Vec<String>,
}

/// The same review, graded again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GradedAgain {
    /// The word of its grade, people's judgement included.
    pub grade: String,
    /// The hash of its result.
    pub digest: String,
    /// The rubric.
    pub rubric: RubricName,
    /// The hashes of its inputs.
    pub inputs: InputHashes,
    /// The version of the program.
    pub tool: String,
}

/// How a review and its result differ from what results keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The review says something else, or a list or document of it.
    Review,
    /// A judgement file says something else, or there are others.
    Judgement,
    /// The rubric has another text.
    Rubric,
    /// The inputs are the same, and another version of the program gives another result.
    Tool,
    /// The inputs and the program are the same, and the result is not: somebody changed the results.
    Result,
}

impl Difference {
    /// Returns every way in which a review differs, the inputs first; none where nothing does.
    #[must_use]
    pub(crate) fn between(then: (&InputHashes, &RubricName, &str, &str), now: &GradedAgain) -> Vec<Self> {
        let (inputs, rubric, tool, digest) = then;
        let sorted = |hashes: &[String]| {
            let mut hashes = hashes.to_vec();
            hashes.sort();
            hashes
        };
        let differs = [
            (Difference::Review, inputs.review != now.inputs.review),
            (Difference::Judgement, sorted(&inputs.judgements) != sorted(&now.inputs.judgements)),
            (Difference::Rubric, rubric.hash != now.rubric.hash),
        ];
        let found: Vec<Self> = differs.into_iter().filter(|(_, differs)| *differs).map(|(own, _)| own).collect();
        match digest == now.digest {
            false if found.is_empty() && tool != now.tool => vec![Difference::Tool],
            false if found.is_empty() => vec![Difference::Result],
            _ => found,
        }
    }
}

/// Returns a hash of a result: its grades, and those of every area and rule that the entry knows.
#[must_use]
pub(crate) fn digest(entry: &Entry) -> String {
    let mut text = String::new();
    match entry.standing {
        Standing::Recorded(grade) => text.push_str(grade.word()),
        Standing::Graded { headline, range, provisional, .. } => {
            let tool = entry.tool.unwrap_or(headline).word();
            let _ = writeln!(text, "{} {tool} {} {provisional}", headline.word(), words(range));
        }
    }
    for CriterionEntry { id, range, rules, .. } in &entry.criteria {
        let _ = writeln!(text, "{id} {}", words(*range));
        for rule in rules {
            let surely = rule.judged.is_some_and(|state| state.presence == Presence::Sure);
            let (outcome, range) = (rule.outcome.word(), words(rule.judged.map(|state| state.range)));
            let _ = writeln!(text, "{} {outcome} {range} {surely}", rule.id);
        }
    }
    hash_of_bytes(text.as_bytes())
}

fn words(range: Option<Range>) -> String {
    range.map_or_else(|| "-".to_owned(), |range| format!("{} {}", range.floor, range.ceiling))
}
