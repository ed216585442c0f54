//! What the columns of a table hold, by their headings.

use crate::document::passages::{Passage, Passages, Table};

/// What a column of an action plan holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// Its number.
    Id,
    /// What is to be done.
    Action,
    /// What was recommended; what is to be done, where no other column says so.
    Recommendation,
    /// The finding that it answers.
    Finding,
    /// The agency that will do it.
    Agency,
    /// Who will do it.
    Owner,
    /// An agency or a person: the heading says both.
    Either,
    /// By when.
    Due,
    /// How it will be known that it worked.
    Measure,
    /// Where it stands.
    Status,
}

/// The words of a heading, in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '#' && c != '\'');
    split.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A heading that is longer tells of something, and announces nothing.
const LONGEST_TITLE: usize = 200;

/// The words of the heading above a passage; none where it has no heading, or one that is too long to announce anything.
pub(super) fn heading_words(passages: &Passages, passage: &Passage) -> Vec<String> {
    let heading = passage.heading.and_then(|at| passages.list.get(at));
    heading.filter(|heading| heading.text.len() <= LONGEST_TITLE).map_or_else(Vec::new, |heading| words(&heading.text))
}

/// True if the words of a text hold one of these phrases, word for word.
pub(super) fn holds(text: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        text.windows(phrase.len()).any(|window| window.iter().zip(&phrase).all(|(word, wanted)| word == wanted))
    })
}

const NUMBER: [&str; 12] =
    ["no", "nr", "number", "ref", "reference", "id", "#", "item", "rec", "action", "recommendation", "point"];
const NUMBER_ITSELF: [&str; 8] = ["no", "nr", "number", "ref", "reference", "id", "#", "item"];
const DUE: [&str; 14] = [
    "when",
    "date",
    "dates",
    "deadline",
    "timescale",
    "timescales",
    "timeframe",
    "time frame",
    "time scale",
    "due",
    "timeline",
    "target",
    "completion",
    "by",
];
/// A date of something else than when the action must be done.
const OTHER_DATE: [&str; 6] = ["completed", "start", "review", "revised", "actual", "update"];
const AGENCY: [&str; 9] = [
    "agency",
    "agencies",
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "partner",
    "service",
    "department",
];
const OWNER: [&str; 15] = [
    "owner",
    "owners",
    "officer",
    "responsible",
    "responsibility",
    "person",
    "who",
    "whom",
    "accountable",
    "accountability",
    "manager",
    "lead professional",
    "lead person",
    "lead name",
    "named lead",
];
const MEASURE: [&str; 15] = [
    "measure",
    "measures",
    "measured",
    "outcome",
    "outcomes",
    "evidence",
    "success",
    "impact",
    "how will we know",
    "monitoring",
    "evaluation",
    "evaluated",
    "assurance",
    "difference",
    "result",
];
const STATUS: [&str; 6] = ["status", "progress", "rag", "update", "comments", "complete"];
const ACTION: [&str; 9] = ["action", "actions", "task", "tasks", "activity", "activities", "what", "step", "steps"];
const RECOMMENDATION: [&str; 2] = ["recommendation", "recommendations"];
const FINDING: [&str; 9] =
    ["finding", "findings", "learning", "lesson", "lessons", "issue", "issues", "theme", "learning point"];

/// What a column holds by its heading; `None` where the heading does not say.
///
/// A bare *lead* is left to [`plan`], since it depends on the other columns.
fn column(heading: &str) -> Option<Column> {
    let words = words(heading);
    let has = |phrases: &[&str]| holds(&words, phrases);
    if words.is_empty() {
        return None;
    }
    if words.iter().all(|word| NUMBER.contains(&word.as_str())) && has(&NUMBER_ITSELF) {
        return Some(Column::Id);
    }
    if has(&DUE) && has(&OTHER_DATE) {
        return None;
    }
    if has(&MEASURE) {
        return Some(Column::Measure);
    }
    match (has(&AGENCY), has(&OWNER) || has(&["by who"])) {
        (true, true) => return Some(Column::Either),
        (true, false) => return Some(Column::Agency),
        (false, true) => return Some(Column::Owner),
        (false, false) => {}
    }
    let kinds: [(&[&str], Column); 5] = [
        (&DUE, Column::Due),
        (&STATUS, Column::Status),
        (&RECOMMENDATION, Column::Recommendation),
        (&ACTION, Column::Action),
        (&FINDING, Column::Finding),
    ];
    kinds.into_iter().find(|(phrases, _)| has(phrases)).map(|(_, column)| column)
}

/// The columns of an action plan: each kind with the columns that hold it, and the row after their headings.
#[derive(Debug)]
pub(super) struct Plan {
    columns: Vec<(Column, usize)>,
    /// The first row that is no heading.
    pub(super) first_row: usize,
}

impl Plan {
    /// The columns that hold something, from 1.
    pub(super) fn columns(&self, kind: Column) -> impl Iterator<Item = usize> {
        self.columns.iter().filter(move |(own, _)| *own == kind).map(|(_, at)| *at)
    }

    /// True if a row says what the columns hold, once more.
    pub(super) fn is_heading(&self, table: &Table<'_>, row: usize) -> bool {
        let says = |(kind, at): &(Column, usize)| {
            table
                .at(row, *at)
                .is_some_and(|cell| column(&cell.text) == Some(*kind) && cell.text.len() < LONGEST_HEADING)
        };
        self.columns.iter().filter(|own| says(own)).count() * 2 > self.columns.len()
    }
}

/// A heading is at most so long; a longer text in a first row is text.
const LONGEST_HEADING: usize = 80;
/// Headings are looked for in so many rows from the top: a title may stand above them.
const HEADING_ROWS: usize = 3;
/// A table is an action plan at most so wide.
const WIDEST: usize = 40;

/// What the columns of an action plan hold; `None` if the table is none.
///
/// It is one if a column says what is to be done, and another who does it, by when, or how it is known that it worked.
pub(super) fn plan(table: &Table<'_>) -> Option<Plan> {
    (1..=HEADING_ROWS.min(table.rows)).find_map(|row| {
        let heading =
            |at: usize| table.at(row, at).map(|cell| cell.text.as_str()).filter(|text| text.len() < LONGEST_HEADING);
        let all = || (1..=table.columns.min(WIDEST)).filter_map(|at| Some((heading(at)?, at)));
        // A heading over several columns says nothing of each.
        let single = |at: usize| table.at(row, at).and_then(Passage::cell).is_some_and(|cell| cell.columns == 1);
        let mut columns: Vec<(Column, usize)> =
            all().filter(|(_, at)| single(*at)).filter_map(|(text, at)| Some((column(text)?, at))).collect();
        let has = |columns: &[(Column, usize)], kinds: &[Column]| columns.iter().any(|(own, _)| kinds.contains(own));
        if !has(&columns, &[Column::Owner, Column::Either])
            && let Some((_, at)) = all().find(|(text, _)| words(text) == ["lead"])
        {
            columns.push((Column::Owner, at));
        }
        let says_what = has(&columns, &[Column::Action, Column::Recommendation]);
        let says_how = has(&columns, &[Column::Owner, Column::Either, Column::Agency, Column::Due, Column::Measure]);
        (says_what && says_how).then_some(Plan { columns, first_row: row + 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_action_plans_are_understood() {
        let known = [
            ("Recommendation", Column::Recommendation),
            ("Action required", Column::Action),
            ("Key actions", Column::Action),
            ("Lead agency", Column::Agency),
            ("Organisation", Column::Agency),
            ("Owner", Column::Owner),
            ("Lead officer", Column::Owner),
            ("Responsible person", Column::Owner),
            ("By whom", Column::Owner),
            ("By when", Column::Due),
            ("Target date", Column::Due),
            ("Timescale", Column::Due),
            ("Deadline", Column::Due),
            ("Outcome", Column::Measure),
            ("Evidence of success", Column::Measure),
            ("How will we know?", Column::Measure),
            ("Status", Column::Status),
            ("RAG", Column::Status),
            ("No.", Column::Id),
            ("Ref", Column::Id),
            ("Action no", Column::Id),
            ("Agency / person responsible", Column::Either),
            ("Finding", Column::Finding),
        ];
        for (heading, wanted) in known {
            assert_eq!(column(heading), Some(wanted), "{heading}");
        }
        for heading in ["Lead", "", "Notes", "Date completed", "Revised target date"] {
            assert_eq!(column(heading), None, "{heading}");
        }
    }
}
