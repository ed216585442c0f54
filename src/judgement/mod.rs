//! What people say about a review: answers to a rubric's questions, waivers, departures and notes.
//!
//! They are kept in files of their own beside the review, `NAME.judgement.toml`, since the author of a review and the
//! person who judges it are not the same. Several people may each have a file, `NAME.judgement.BY.toml`; [`merge`] makes one
//! of them.

mod bound;
mod copies;
mod model;
mod people;
mod raw;
mod read;
mod sheet;
mod words;

pub use bound::Fingerprint;
pub(crate) use model::Disputed;
pub use model::{Answer, Departure, Disagreement, FromSheet, Judgements, Note, People, Subject, Waiver};
pub use people::{Voice, merge};
pub use raw::json_schema;
pub use read::{File, asked, read};
pub(crate) use read::{read_file, read_sheet};
pub(crate) use sheet::REASONS;
pub(crate) use sheet::{Filled, FilledSheet, sheet_of_markdown, sheet_of_passages, sheet_of_rows};
pub(crate) use words::{NOT_APPLICABLE, given_answer, typed_answer};
