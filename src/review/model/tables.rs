//! The tables of a review.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::super::{Grade, When, vocabulary};
use super::words::{ActionKind, Audience, Evidence, FindingKind, Identity, Kind, Level, Record, WithheldFor};
use crate::document::schema;

/// Declares a table of the review: every key optional, unknown keys refused, messages in plain words.
macro_rules! table {
    ($(#[$meta:meta])* $name:ident, $words:literal { $($(#[$doc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        #[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = $words)]
        #[schemars(transform = schema::or_no_value)]
        $(#[$meta])*
        pub struct $name { $($(#[$doc])* pub $field: Option<$type>),+ }
    };
}

table! {
    /// `[review]`: what the review is.
    #[schemars(extend("type" = "object", "required" = ["id"]))]
    Header, "the table `review`" {
        /// What to call it; required.
        #[schemars(schema_with = "schema::required_text")]
        id: String,
        /// Its title.
        title: String,
        /// Its kind.
        kind: Kind,
        /// The partnership or board.
        partnership: String,
        /// The region.
        region: String,
        /// Where it stands: draft, published, ...
        status: String,
        /// Whether the file holds all that the review says; `part` unless given.
        record: Record,
        /// Lists of a part record that are complete all the same.
        #[schemars(schema_with = "lists_to_close")]
        whole: Vec<String>,
        /// Keys of a whole record that are not stated all the same.
        #[schemars(schema_with = "keys_to_open")]
        not_stated: Vec<String>,
    }
}

table! {
    /// `[dates]`: when things happened, to the day, the month or the year.
    Dates, "the table `dates`" {
        /// The incident that led to the review.
        incident: When,
        /// The decision to hold a review.
        decided: When,
        /// The review's completion.
        completed: When,
        /// Its publication.
        published: When,
        /// Why it took longer than it should.
        delay_because: String,
    }
}

table! {
    /// `[terms]`: the terms of reference.
    Terms, "the table `terms`" {
        /// The legal basis.
        basis: String,
        /// The period under review: its first day.
        from: When,
        /// Its last day.
        to: When,
        /// Why a review was held, and one of this size.
        decision_because: String,
        /// What was known already, and what was left to find out.
        builds_on: String,
        /// How it was done, and why that way.
        method: String,
        /// Which other proceedings ran beside it, and how they were kept in step.
        parallel_processes: String,
        /// What the review was asked.
        questions: Vec<Question>,
        /// What its author was told to leave out.
        restrictions: Vec<Restriction>,
    }
}

table! {
    /// `[[terms.questions]]`: a question of the terms of reference.
    Question, "a question of the terms (a table)" {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String,
        /// The question.
        text: String,
        /// The findings that answer it.
        answered_by: Vec<String>,
    }
}

table! {
    /// `[[terms.restrictions]]`: something the author was told to leave out.
    Restriction, "a restriction (a table)" {
        /// What was left out.
        what: String,
        /// Why.
        because: String,
    }
}

table! {
    /// `[chair]`, `[author]` or a member of the `[[panel]]`; people are named by their role, never by name.
    Person, "a person's part (a table)" {
        /// The role.
        role: String,
        /// The agency the person comes from, by its id.
        agency: String,
        /// Independent of the agencies under review.
        independent: bool,
        /// Also chairs the safeguarding board.
        chairs_board: bool,
        /// Of the author: also chairs the panel.
        is_chair: bool,
    }
}

table! {
    /// `[[agencies]]`: an agency.
    Agency, "an agency (a table)" {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String,
        /// Its name.
        name: String,
        /// Its sector: health, police, education, ...
        sector: String,
        /// Had to do with the family.
        involved: bool,
        /// Submitted its own management review.
        submitted: bool,
        /// That review's author had no part in the case.
        author_independent: bool,
        /// How many of its practitioners were spoken to.
        practitioners_seen: u32,
        /// Why no finding concerns it.
        no_finding_because: String,
    }
}

table! {
    /// `[[gaps]]`: information that could not be had.
    Gap, "a gap (a table)" {
        /// What is missing.
        what: String,
        /// What was done to get it.
        pursued: String,
    }
}

table! {
    /// `[family]`: the child or adult, and the family.
    Family, "the table `family`" {
        /// The family was invited to contribute.
        invited: bool,
        /// It did.
        contributed: bool,
        /// Why it did not.
        not_contributed_because: String,
        /// The child's wishes, feelings and daily life.
        child_views: String,
        /// The adult's wishes, feelings and daily life, and the outcomes that the adult wanted.
        adult_views: String,
        /// The family, and the adult where that can be, were shown the findings before publication.
        shown_findings: bool,
        /// Which aspects of identity were considered.
        identity: Vec<Identity>,
    }
}

table! {
    /// `[[events]]`: an event of the chronology.
    Event, "an event (a table)" {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String,
        /// When.
        date: When,
        /// Whose event it is, by the agency's id.
        agency: String,
        /// What happened.
        what: String,
        /// Somebody met the family.
        contact: bool,
        /// The child was seen.
        child_seen: bool,
        /// Something could have been done here.
        missed_opportunity: bool,
    }
}

table! {
    /// `[[findings]]`: a finding.
    Finding, "a finding (a table)" {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String,
        /// Its heading.
        title: String,
        /// The finding.
        text: String,
        /// Why it came about.
        why: String,
        /// What it is about.
        kind: FindingKind,
        /// The levels of the system it reaches.
        levels: Vec<Level>,
        /// The agencies it concerns.
        agencies: Vec<String>,
        /// The events it rests on.
        events: Vec<String>,
        /// The kinds of evidence it was tested against.
        evidence: Vec<Evidence>,
        /// The published research, or the reviews from elsewhere, that it was set beside.
        research: String,
        /// How far it holds beyond this case, and how that is known.
        wider: String,
        /// Why it leads to no action.
        no_action_because: String,
    }
}

table! {
    /// `[[actions]]`: an action of the plan.
    Action, "an action (a table)" {
        /// What to call it.
        #[schemars(regex(pattern = r"^\S([\s\S]*\S)?$"))]
        id: String,
        /// What is to be done.
        text: String,
        /// The findings it answers.
        addresses: Vec<String>,
        /// What it would change.
        kind: ActionKind,
        /// Who will do it.
        owner: String,
        /// The agency that will do it.
        agency: String,
        /// By when.
        due: When,
        /// How it will be known that it worked.
        measured_by: String,
        /// Where it stands.
        status: String,
        /// The summary holds it.
        in_summary: bool,
    }
}

table! {
    /// `[summary]`: the executive summary.
    Summary, "the table `summary`" {
        /// The findings it holds.
        findings: Vec<String>,
        /// It holds the action plan.
        action_plan: bool,
        /// Its length in pages.
        pages: u32,
        /// The length of the full report in pages.
        report_pages: u32,
    }
}

table! {
    /// `[publication]`: who may read what.
    Publication, "the table `publication`" {
        /// The full report is published.
        full_report: bool,
        /// A summary is published.
        summary: bool,
        /// What is published is anonymised.
        anonymised: bool,
        /// What kind of reason keeps the report back.
        withheld_for: WithheldFor,
        /// The reason in words.
        withheld_because: String,
        /// Who is given it.
        shared_with: Vec<Audience>,
        /// What the board or the partners say publicly in answer.
        response: String,
    }
}

table! {
    /// `[evaluation]`: how it will be found out whether the review changed anything.
    Evaluation, "the table `[evaluation]`" {
        /// What will be looked at, and how.
        plan: String,
        /// Who answers for it.
        owner: String,
        /// By when.
        due: When,
    }
}

table! {
    /// `[documents]`: paths beside the file.
    Documents, "the table `documents`" {
        /// The overview report.
        overview: String,
        /// The summary.
        summary: String,
    }
}

table! {
    /// `[lists]`: lists kept in CSV files beside the review.
    Lists, "the table `lists`" {
        /// The chronology.
        events: String,
        /// The action plan.
        actions: String,
    }
}

table! {
    /// `[recorded]`: the grade that somebody else gave the review; no rule reads it.
    Recorded, "the table `recorded`" {
        /// The grade.
        grade: Grade,
        /// Who gave it.
        by: String,
        /// When.
        on: When,
        /// Where it is published.
        source: String,
    }
}

fn lists_to_close(_: &mut SchemaGenerator) -> Schema {
    names(&vocabulary::lists_to_close())
}

fn keys_to_open(_: &mut SchemaGenerator) -> Schema {
    names(&vocabulary::keys_to_open())
}

fn names(names: &[&str]) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": { "type": "string", "enum": names } })
}
