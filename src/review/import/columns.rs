//! What the columns of a table hold, by their headings.

use super::text::{holds, words};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::review) enum Column {
    /// Its number.
    Id,
    /// What is to be done.
    Action,
    /// What was recommended.
    Recommendation,
    /// The finding that it answers.
    Finding,
    /// An agency: the one that will act, or that a record or a person comes from.
    Agency,
    /// Who will do it.
    Owner,
    /// An agency or a person: the heading says both, or neither.
    Either,
    /// When, or by when.
    When,
    /// How it will be known that it worked.
    Measure,
    /// What it should lead to.
    Outcome,
    /// Where it stands.
    Status,
    /// What happened.
    Event,
    /// What was done about it then.
    Taken,
    /// Whether the child was seen.
    Seen,
    /// What somebody made of it.
    Comment,
    /// A person's role.
    Role,
    /// A person's name.
    Name,
    /// A member of the panel, by role or by name.
    Member,
    /// Why something happened or matters.
    Why,
    /// A question of the terms of reference.
    Question,
    /// What an agency gave to the review.
    Contribution,
}

const NUMBER: [&str; 14] = [
    "no",
    "nr",
    "number",
    "ref",
    "reference",
    "id",
    "#",
    "item",
    "rec",
    "action",
    "recommendation",
    "point",
    "kpe",
    "kloe",
];
const NUMBER_ITSELF: [&str; 11] = ["no", "nr", "number", "ref", "reference", "id", "#", "item", "rec", "kpe", "kloe"];
/// A date of something else than when it happened or must be done.
const OTHER_DATE: [&str; 6] = ["date completed", "start", "review", "revised", "actual", "update"];

/// A column, the phrases that its heading holds, and those that it never holds.
type Entry = (Column, &'static [&'static str], &'static [&'static str]);

/// The table of columns: the first whose phrases a heading holds is what the column holds.
const COLUMNS: [Entry; 25] = [
    (Column::Seen, &["seen"], &[]),
    (
        Column::Event,
        &[
            "event",
            "events",
            "what happened",
            "contact",
            "contacts",
            "incident",
            "episode",
            "nature of contact",
            "entry",
        ],
        &["date"],
    ),
    (Column::Taken, &["action taken", "actions taken", "response taken", "steps taken"], &["will"]),
    (Column::Question, &["question", "questions", "line of enquiry", "lines of enquiry"], &[]),
    (
        Column::Contribution,
        &["contribution", "type of report", "report", "reports", "involvement", "submitted"],
        &["date"],
    ),
    (
        Column::Status,
        &["status", "progress", "rag", "brag", "complete", "date of completion", "update"],
        &["date complete", "complete by", "completed by", "to be completed"],
    ),
    (
        Column::Measure,
        &[
            "measure",
            "measures",
            "measured",
            "measurable",
            "measurement",
            "evidence",
            "evidenced",
            "success",
            "how will we know",
            "how we will know",
            "monitoring",
            "monitored",
            "evaluation",
            "evaluated",
            "assurance",
            "difference",
        ],
        &[],
    ),
    (
        Column::Outcome,
        &["outcome", "outcomes", "impact", "result", "results", "different", "will change", "will be better"],
        &[],
    ),
    (Column::Finding, &["we found", "was found", "we learned", "we learnt"], &["will"]),
    (Column::Why, &["why", "reason", "reasons"], &["measure"]),
    (Column::Recommendation, &["needs to change", "should change", "must change"], &[]),
    (
        Column::Either,
        &["agency person", "agency lead officer", "agency and lead", "agency officer", "lead agency officer"],
        &[],
    ),
    (
        Column::Owner,
        &["by who", "by whom", "lead professional", "lead person", "lead name", "named lead", "lead officer"],
        &[],
    ),
    (
        Column::Agency,
        &[
            "agency",
            "agencies",
            "organisation",
            "organisations",
            "organization",
            "organizations",
            "partner",
            "source",
            "department",
            "service",
            "representing",
            "for",
        ],
        &[
            "responsible",
            "responsibility",
            "person",
            "officer",
            "who",
            "name",
            "how",
            "what",
            "outcome",
            "children",
            "owner",
        ],
    ),
    (
        Column::Owner,
        &[
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
        ],
        &["agency", "agencies", "organisation", "service"],
    ),
    (Column::Either, &["responsible", "responsibility", "person", "officer", "owner"], &[]),
    (
        Column::When,
        &[
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
            "complete by",
            "completed by",
            "by",
            "period",
            "timely",
        ],
        &OTHER_DATE,
    ),
    (Column::Recommendation, &["recommendation", "recommendations", "rec"], &["scope", "milestones"]),
    (
        Column::Action,
        &["action", "actions", "task", "tasks", "activity", "activities", "what", "step", "steps"],
        &["milestones"],
    ),
    (Column::Comment, &["comment", "comments", "analysis", "notes", "response"], &[]),
    (Column::Finding, &["finding", "findings", "learning", "lesson", "lessons", "issue", "issues", "theme"], &[]),
    (Column::Role, &["role", "position", "designation", "job", "title", "post"], &["name"]),
    (Column::Name, &["name"], &[]),
    (Column::Member, &["member", "members", "representative", "attendee"], &[]),
    (Column::Event, &["description", "details", "detail", "summary", "information"], &[]),
];

/// What a column holds by its heading; `None` where the heading does not say.
pub(in crate::review) fn column(heading: &str) -> Option<Column> {
    let words = words(heading);
    if words.is_empty() {
        return None;
    }
    if words.iter().all(|word| NUMBER.contains(&word.as_str())) && holds(&words, &NUMBER_ITSELF) {
        return Some(Column::Id);
    }
    match words.as_slice() {
        [one] if one == "lead" || one == "leads" => return Some(Column::Either),
        _ => {}
    }
    let fits = |(_, phrases, never): &&Entry| holds(&words, phrases) && !holds(&words, never);
    COLUMNS.iter().find(fits).map(|(column, ..)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_columns_are_understood() {
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
            ("Who?", Column::Owner),
            ("Who will do it", Column::Owner),
            ("By when", Column::When),
            ("Target date", Column::When),
            ("Timescale", Column::When),
            ("Deadline", Column::When),
            ("Outcome", Column::Outcome),
            ("Evidence of success", Column::Measure),
            ("How will we know?", Column::Measure),
            ("How will this be evidenced?", Column::Measure),
            ("Date of completion and Outcome", Column::Status),
            ("Status", Column::Status),
            ("RAG", Column::Status),
            ("No.", Column::Id),
            ("Ref", Column::Id),
            ("Action no", Column::Id),
            ("Rec", Column::Id),
            ("Agency / person responsible", Column::Either),
            ("Lead", Column::Either),
            ("Finding", Column::Finding),
            ("Contact / event", Column::Event),
            ("What happened", Column::Event),
            ("Action taken", Column::Taken),
            ("What action will be taken?", Column::Action),
            ("What we will do", Column::Action),
            ("Child seen?", Column::Seen),
            ("Source", Column::Agency),
            ("For", Column::Agency),
            ("Job title", Column::Role),
            ("Name / Designation", Column::Name),
            ("Contribution", Column::Contribution),
            ("What will be different", Column::Outcome),
            ("What we found", Column::Finding),
            ("Why it matters", Column::Why),
            ("What needs to change", Column::Recommendation),
            ("Panel member", Column::Member),
        ];
        for (heading, wanted) in known {
            assert_eq!(column(heading), Some(wanted), "{heading}");
        }
        for heading in ["", "Ethnicity", "Date completed", "Revised target date", "Scope of recommendation"] {
            assert_eq!(column(heading), None, "{heading}");
        }
    }
}
