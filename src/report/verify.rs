//! Which reviews of a file of results still give the same result, as a report.

use schemars::JsonSchema;
use serde::Serialize;

use super::doc::{Block, Cell, Column, Doc, Line, Table};
use super::sheet::{Sheet, Value};
use super::{Report, Tool, View};
use crate::tables::{Archived, Difference, GradedAgain, RubricName};
use crate::text::{Mask, Shown, and_list, capital, plural};
use crate::wording::spaced;

/// Which reviews of a file of results still give the same result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct VerifyReport {
    /// What made it.
    pub tool: Tool,
    /// The file of results.
    pub results: Shown,
    /// How many of its reviews are the same.
    pub same: usize,
    /// Its reviews, in their order.
    pub reviews: Vec<VerifiedReport>,
}

/// A review of the results.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct VerifiedReport {
    /// Its id.
    pub id: Shown,
    /// Its file.
    pub source: Shown,
    /// Its line, where each line of the file is a review.
    pub line: Option<usize>,
    /// What is the matter with it, the first where there are several.
    pub status: StatusWord,
    /// All that has changed.
    pub changed: Vec<StatusWord>,
    /// What has changed, in words.
    pub why: Shown,
    /// Its grade in the results.
    pub grade: Shown,
    /// Its grade now; null where it was not graded again.
    pub grade_now: Option<Shown>,
}

/// What is the matter with a review of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum StatusWord {
    /// The inputs and the result are the same.
    Same,
    /// The review, a list or a document of it has changed.
    ReviewChanged,
    /// What people judged has changed.
    JudgementChanged,
    /// The rubric has changed.
    RubricChanged,
    /// Another version of the program gives another result.
    ToolChanged,
    /// The inputs and the program are the same, and the result in the file is not theirs.
    ResultChanged,
    /// The review cannot be found or graded.
    Missing,
    /// The results are from before hashes were kept, so that nobody can tell.
    Unknown,
}

/// A review of results that was graded again, or why it was not.
#[derive(Clone, Debug)]
pub struct Checked {
    then: Archived,
    now: Option<GradedAgain>,
    statuses: Vec<StatusWord>,
    why: String,
}

impl Checked {
    /// A review that was graded again, and how it differs.
    #[must_use]
    pub(crate) fn found(then: Archived, now: GradedAgain, differences: Vec<Difference>) -> Self {
        let mut why: Vec<String> = differences.iter().map(|own| explain(*own, &then, &now)).collect();
        if !differences.is_empty() {
            why.push(grades(&then.grade, &now.grade));
        } else if let Some(tool) = then.tool.as_ref().filter(|tool| **tool != now.tool) {
            why.push(format!("casegrade {tool} made it, and this version gives the same result"));
        }
        let statuses = differences.into_iter().map(StatusWord::from).collect();
        Checked { then, now: Some(now), statuses, why: why.join("; ") }
    }

    /// A review that could not be graded again.
    #[must_use]
    pub(crate) fn missing(then: Archived, why: &str) -> Self {
        Checked { then, now: None, statuses: vec![StatusWord::Missing], why: why.to_owned() }
    }

    /// A review of which the results keep too little.
    #[must_use]
    pub(crate) fn unknown(then: Archived) -> Self {
        let why = "the results are from before hashes were kept: grade the review again to keep them";
        Checked { then, now: None, statuses: vec![StatusWord::Unknown], why: why.to_owned() }
    }
}

fn explain(difference: Difference, then: &Archived, now: &GradedAgain) -> String {
    match difference {
        Difference::Review => {
            let parts = then.inputs.as_ref().map(|own| changed_parts(own, now)).unwrap_or_default();
            if parts.is_empty() { "the review has changed".to_owned() } else { and_list(&parts) }
        }
        Difference::Judgement => {
            let (was, is) = (then.inputs.as_ref().map_or(0, |own| own.judgements.len()), now.inputs.judgements.len());
            if was == is {
                "what people judged has changed".to_owned()
            } else {
                format!("{} then, and {is} now", plural(was, "judgement file", "judgement files"))
            }
        }
        Difference::Rubric => rubrics(then.rubric.as_ref(), &now.rubric),
        Difference::Tool => {
            let was = then.tool.as_deref().unwrap_or_default();
            format!("casegrade {was} made it, and casegrade {} gives another result", now.tool)
        }
        Difference::Result => "the results were edited: the same inputs and version give another result".to_owned(),
    }
}

/// Names the parts of a review that have changed.
fn changed_parts(then: &crate::tables::InputHashes, now: &GradedAgain) -> Vec<String> {
    if then.parts.is_empty() {
        return Vec::new();
    }
    let all = then.parts.keys().chain(now.inputs.parts.keys().filter(|part| !then.parts.contains_key(*part)));
    let changed = all.filter(|part| then.parts.get(*part) != now.inputs.parts.get(*part));
    changed
        .map(|part| match (then.parts.get(part), now.inputs.parts.get(part)) {
            (Some(_), None) => format!("`{part}` was removed"),
            (None, _) => format!("`{part}` was added"),
            (Some(_), Some(_)) => format!("`{part}` has changed"),
        })
        .collect()
}

fn rubrics(was: Option<&RubricName>, is: &RubricName) -> String {
    match was {
        Some(was) if was.id != is.id => format!("the rubric was {} and is now {}", was.id, is.id),
        Some(was) if was.version != is.version => {
            format!("the rubric was {} {} and is now {}", was.id, was.version, is.version)
        }
        _ => format!("the rubric {} has another text", is.id),
    }
}

fn grades(was: &str, is: &str) -> String {
    if was == is {
        format!("the grade is still {}", spaced(is))
    } else {
        format!("the grade was {} and is now {}", spaced(was), spaced(is))
    }
}

impl From<Difference> for StatusWord {
    fn from(difference: Difference) -> Self {
        match difference {
            Difference::Review => StatusWord::ReviewChanged,
            Difference::Judgement => StatusWord::JudgementChanged,
            Difference::Rubric => StatusWord::RubricChanged,
            Difference::Tool => StatusWord::ToolChanged,
            Difference::Result => StatusWord::ResultChanged,
        }
    }
}

impl StatusWord {
    fn words(self) -> &'static str {
        match self {
            StatusWord::Same => "same",
            StatusWord::ReviewChanged => "review changed",
            StatusWord::JudgementChanged => "judgement changed",
            StatusWord::RubricChanged => "rubric changed",
            StatusWord::ToolChanged => "tool changed",
            StatusWord::ResultChanged => "result changed",
            StatusWord::Missing => "missing",
            StatusWord::Unknown => "cannot tell",
        }
    }
}

/// Returns the report on the reviews of a file of results.
#[must_use]
pub(crate) fn verify_report(checked: &[Checked], results: &str, mask: &Mask) -> VerifyReport {
    let review = |own: &Checked| VerifiedReport {
        id: mask.shown(&own.then.id),
        source: mask.shown(&own.then.source),
        line: own.then.line,
        status: own.statuses.first().copied().unwrap_or(StatusWord::Same),
        changed: own.statuses.clone(),
        why: mask.shown(&own.why),
        grade: mask.shown(&own.then.grade),
        grade_now: own.now.as_ref().map(|now| mask.shown(&now.grade)),
    };
    VerifyReport {
        tool: Tool::THIS,
        results: mask.shown(results),
        same: checked.iter().filter(|own| own.statuses.is_empty()).count(),
        reviews: checked.iter().map(review).collect(),
    }
}

impl VerifiedReport {
    fn words(&self) -> String {
        if self.changed.is_empty() {
            return StatusWord::Same.words().to_owned();
        }
        and_list(&self.changed.iter().map(|own| own.words()).collect::<Vec<_>>())
    }
}

impl Report for VerifyReport {
    fn doc(&self, view: View) -> Doc {
        let all = self.reviews.len();
        let title = match (all, self.same) {
            (0, _) => "There are no reviews in these results".to_owned(),
            (1, 1) => "The review is the same".to_owned(),
            (1, _) => "The review is not the same".to_owned(),
            (all, same) if all == same => format!("All {all} reviews are the same"),
            (all, 1) => format!("1 of {} is the same", plural(all, "review", "reviews")),
            (all, same) => format!("{same} of {all} reviews are the same"),
        };
        let row = |own: &VerifiedReport| {
            let name = own.line.map_or_else(|| own.id.to_string(), |line| format!("{} (line {line})", own.id));
            vec![Cell::text(name), Cell::text(capital(&own.words())), Cell::text(capital(own.why.as_str()))]
        };
        let listed = self.reviews.iter().filter(|own| view.all || !own.changed.is_empty());
        let rows: Vec<Vec<Cell>> = listed.map(row).collect();
        let columns = vec![Column::text("Review").whole(), Column::text("Result"), Column::text("What changed")];
        let mut blocks = vec![Block::Title { title: title.as_str().into(), aside: Line::default() }];
        if !rows.is_empty() {
            blocks.push(Block::Table(Table { columns, rows, least: 70, ..Table::default() }));
        }
        let note = format!("Checked by {} {}: {}", self.tool.name, self.tool.version, self.results);
        blocks.push(Block::Notes(vec![Line::from(note)]));
        Doc { title, blocks }
    }

    fn sheets(&self) -> Vec<Sheet> {
        let row = |own: &VerifiedReport| -> Vec<Value> {
            vec![
                own.id.as_str().into(),
                own.words().into(),
                own.why.as_str().into(),
                own.grade.as_str().into(),
                own.grade_now.as_ref().map(ToString::to_string).into(),
                own.source.as_str().into(),
                own.line.map(|line| line as u64).into(),
            ]
        };
        let columns = vec!["id", "result", "what-changed", "grade", "grade-now", "source", "line"];
        let (name, rows) = ("verified".to_owned(), self.reviews.iter().map(row).collect());
        vec![Sheet { name, title: String::new(), columns, rows }]
    }
}
