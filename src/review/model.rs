//! A review as its file gives it.
//!
//! Every key may be missing, and missing is not the same as empty: what a missing key means depends on the record
//! (see [`Record`]). Keys are added here and never renamed.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use super::{Grade, When, vocabulary};
use crate::document::schema;

/// Declares the words that a key may have, each with what it means.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $(#[doc = $doc:literal] $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        pub enum $name { $(#[doc = $doc] #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The words of the file format.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word of the file format.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schema::words([$(($word, $doc)),+])
            }
        }
    };
}

words! {
    /// What kind of review it is.
    Kind {
        /// A serious case review.
        Scr = "scr",
        /// A local child safeguarding practice review.
        Lcspr = "lcspr",
        /// A safeguarding adults review.
        Sar = "sar",
        /// A domestic homicide review.
        Dhr = "dhr",
    }
}

words! {
    /// How much of the review the file holds.
    Record {
        /// All that the review says: what is missing is not in the review.
        Whole = "whole",
        /// A part: what is missing is not stated, and lists may go on.
        Part = "part",
    }
}

words! {
    /// What a finding is about.
    FindingKind {
        /// Something that fell short.
        Shortcoming = "shortcoming",
        /// Something done well.
        GoodPractice = "good-practice",
        /// A weakness of the system rather than of one act.
        Systemic = "systemic",
    }
}

words! {
    /// A level of the system that a finding reaches.
    Level {
        /// What workers did with the family.
        Frontline = "frontline",
        /// How workers were supervised.
        Supervision = "supervision",
        /// How services were run.
        Management = "management",
        /// Policies and procedures.
        Policy = "policy",
        /// The system as a whole.
        System = "system",
    }
}

words! {
    /// What an action would change.
    ActionKind {
        /// What workers do.
        Practice = "practice",
        /// How they are supervised.
        Supervision = "supervision",
        /// What they are taught.
        Training = "training",
        /// What is written down as procedure.
        Procedure = "procedure",
        /// Money, people, time.
        Resource = "resource",
        /// How the system is built.
        System = "system",
    }
}

words! {
    /// An aspect of a family's identity.
    Identity {
        /// Race.
        Race = "race",
        /// Language.
        Language = "language",
        /// Culture.
        Culture = "culture",
        /// Religion.
        Religion = "religion",
        /// Disability.
        Disability = "disability",
    }
}

words! {
    /// A kind of evidence that a finding was tested against.
    Evidence {
        /// What the agencies wrote down at the time.
        Records = "records",
        /// What those who did the work said of it.
        Practitioners = "practitioners",
        /// What the child, the adult, the family or those close to them said.
        Family = "family",
        /// Figures, audits or other cases: what is usual here.
        Data = "data",
        /// Published research, or reviews from elsewhere.
        Research = "research",
    }
}

words! {
    /// Why a report is withheld.
    WithheldFor {
        /// A child's welfare.
        ChildWelfare = "child-welfare",
        /// Proceedings in a court.
        LegalProceedings = "legal-proceedings",
        /// Any other reason.
        Other = "other",
    }
}

words! {
    /// Who is given the review.
    Audience {
        /// Those who work with families.
        Practitioners = "practitioners",
        /// The agencies concerned.
        Agencies = "agencies",
        /// The safeguarding board.
        Board = "board",
        /// The family.
        Family = "family",
        /// The public.
        Public = "public",
        /// The whole country.
        National = "national",
    }
}

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

/// A structured review.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = "a review (a table)")]
#[schemars(extend("required" = ["review"]))]
pub struct Review {
    /// What the review is.
    pub review: Header,
    /// When things happened.
    pub dates: Dates,
    /// The terms of reference.
    pub terms: Terms,
    /// Who chaired the panel.
    pub chair: Person,
    /// Who wrote the overview.
    pub author: Person,
    /// The other members of the panel.
    pub panel: Option<Vec<Person>>,
    /// The agencies that had to do with the family.
    pub agencies: Option<Vec<Agency>>,
    /// Information that could not be had.
    pub gaps: Option<Vec<Gap>>,
    /// The child and the family.
    pub family: Family,
    /// The chronology.
    pub events: Option<Vec<Event>>,
    /// What the review found.
    pub findings: Option<Vec<Finding>>,
    /// The action plan.
    pub actions: Option<Vec<Action>>,
    /// The executive summary.
    pub summary: Summary,
    /// Publication.
    pub publication: Publication,
    /// How it will be found out whether the review changed anything.
    pub evaluation: Evaluation,
    /// Documents beside the file.
    pub documents: Documents,
    /// Lists kept in files of their own.
    pub lists: Lists,
    /// The grade that somebody else gave it.
    pub recorded: Recorded,
    /// Anything else, for grouping in tables; no rule reads it.
    pub custom: IndexMap<String, Custom>,
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

/// A value of `[custom]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Custom {
    /// True or false.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

impl<'de> Deserialize<'de> for Custom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CustomVisitor)
    }
}

struct CustomVisitor;

impl Visitor<'_> for CustomVisitor {
    type Value = Custom;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, `true` or `false`")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Custom, E> {
        Ok(Custom::YesNo(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "for grouping and display only")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Custom, E> {
        Ok(Custom::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "for grouping and display only")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Custom, E> {
        Ok(Custom::Number(number as f64))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Custom, E> {
        Ok(Custom::Number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Custom, E> {
        Ok(Custom::Text(text.to_owned()))
    }
}

impl JsonSchema for Custom {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Custom".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
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

/// The JSON Schema of a review, in whatever format it is written.
#[must_use]
pub fn json_schema() -> Schema {
    schema::of_input::<Review>()
}
