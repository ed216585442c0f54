//! Cases: reviews beside a rubric with what it must come to over them.
//!
//! A file of cases, `NAME.cases.toml` beside the rubric `NAME.toml`, names *bases*, reviews written out or kept in a file
//! beside it, and *cases*: a base with some changes and what is expected of it. [`read`] makes reviews of them and finds
//! every mistake; [`unmet`] says which expectations do not come true, and [`Covered`] what no case expects.
//!
//! ```toml
//! [bases.sound]                         # the tables of a review, or `file = "..."`, or `base = "..."` of one before
//! answers       = { FF6 = "good" }      # people's answers
//! review.record = "whole"               # a base needs no id
//!
//! [[bases.sound.actions]]
//! id    = "A1"
//! owner = "the board"
//!
//! [[cases]]
//! name    = "nobody owns an action"
//! base    = "sound"                     # may be left out where there is only one
//! remove  = ["actions.A1.owner", "answers.FF6"]       # first: what goes; an item is called by its id
//! set     = { "chair.independent" = true }            # then: values in place of what is there
//! add     = { actions = [{ id = "A2" }] }             # then: items at the ends of lists
//! answers = { LA8 = "good" }                          # beside those of the base
//! texts   = { summary = "We blame nobody." }          # documents, in Markdown, in place of those of the base
//! expect  = { headline = "inadequate", LA2 = ["not-met", "inadequate"], learning-actions = "inadequate" }
//! ```
//!
//! A base may change another in the same way. The expectations are `headline`, `floor`, `ceiling`, `score` (to two decimal
//! places) and `fixes` (how many edits the next grade takes, or `out-of-reach`), and of any criterion or rule by its id: a
//! grade, an outcome (`met`, `not-met`, `not-stated`, `not-applicable`, `unanswered`), both in a list, or
//! `{ floor = "adequate", ceiling = "good" }`.

mod base;
mod change;
mod coverage;
mod expect;
mod expected;
mod raw;
mod read;
mod removed;
mod run;
mod schema;
mod texts;

pub(crate) use coverage::came_of;
pub use coverage::{Covered, Unit};
pub use expect::{Expectation, PartWish, Wish};
pub use raw::json_schema;
pub(crate) use read::FileText;
pub use read::{Case, Read, files, read};
pub(crate) use read::{about_removed, read_without, set_aside};
pub use run::{fixes, graded, unmet};
pub use texts::Texts;
