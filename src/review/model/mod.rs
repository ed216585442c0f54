//! A review as its file gives it.
//!
//! Every key may be missing, and missing is not the same as empty: what a missing key means depends on the record
//! (see [`Record`]). Keys are added here and never renamed.

mod custom;
mod declare;
mod list_name;
mod lists;
mod tables;
mod words;

pub use custom::Custom;
pub(crate) use declare::Item;
pub use list_name::ListName;
pub(crate) use lists::by_list;
pub use tables::*;
pub(in crate::review) use tables::{AUTHOR, CHAIR, PANEL};
pub use words::*;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::document::schema;

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

/// The JSON Schema of a review, in whatever format it is written.
#[must_use]
pub fn json_schema() -> Schema {
    schema::of_input::<Review>()
}
