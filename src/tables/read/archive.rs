//! What results keep of each review so that it can be graded again: hashes of its inputs, the command, and the result.

use serde::Deserialize;
use serde::de::Deserializer;

use super::results::{RawJudgement, RawReview, RawTool, Results, entry, raw_reviews, result_line};
use crate::tables::Standing;
use crate::tables::archive::{Archived, InputHashes, digest};

/// Reads a file of results that `casegrade grade --format json` wrote, and gives what it keeps of each review to `each`.
///
/// # Errors
/// Where the input is no such file.
pub(crate) fn archived<'de, D: Deserializer<'de>>(
    input: D,
    each: &mut dyn FnMut(Archived),
) -> Result<Results, D::Error> {
    raw_reviews(input, &mut |mut raw| {
        let (rubric, line) = (raw.rubric.take(), raw.line);
        let inputs = inputs(&mut raw);
        let entry = entry(raw);
        each(Archived {
            grade: word(entry.standing),
            digest: digest(&entry),
            id: entry.id,
            source: entry.source,
            line,
            has_rules: true,
            rubric,
            inputs,
            tool: None,
            command: Vec::new(),
        });
    })
}

fn inputs(raw: &mut RawReview) -> Option<InputHashes> {
    let (review, judgements) = raw.hash.take().zip(raw.judgements.take())?;
    Some(InputHashes { review, parts: std::mem::take(&mut raw.parts), judgements: hashes(judgements) })
}

fn hashes(judgements: Vec<RawJudgement>) -> Vec<String> {
    judgements.into_iter().map(|own| own.hash).collect()
}

fn word(standing: Standing) -> String {
    match standing {
        Standing::Graded { headline, .. } => headline.word().to_owned(),
        Standing::Recorded(grade) => grade.word().to_owned(),
    }
}

/// What a line keeps beside its result.
#[derive(Deserialize)]
struct RawLine {
    line: Option<usize>,
    hash: Option<String>,
    judgements: Option<Vec<RawJudgement>>,
    tool: Option<RawTool>,
    #[serde(default)]
    command: Vec<String>,
}

/// Reads what a line of `casegrade grade --format ndjson` keeps of its review.
///
/// # Errors
/// Where it is no such line.
pub(crate) fn archived_line(line: &[u8]) -> Result<Archived, serde_json::Error> {
    let (rubric, entry) = result_line(line)?;
    let RawLine { line, hash, judgements, tool, command } = serde_json::from_slice(line)?;
    let inputs = hash.zip(judgements).map(|(review, judgements)| InputHashes {
        review,
        judgements: hashes(judgements),
        ..InputHashes::default()
    });
    Ok(Archived {
        grade: word(entry.standing),
        digest: digest(&entry),
        id: entry.id,
        source: entry.source,
        line,
        has_rules: false,
        rubric: Some(rubric),
        inputs,
        tool: tool.map(|tool| tool.version),
        command,
    })
}
