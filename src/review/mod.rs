//! The review that is graded: its typed form, its checks, and the vocabulary of facts that rules can read from it.
//!
//! [`Review`] is what the file says; [`read`] makes one from a text and collects every mistake; [`Facts`] answers for each
//! fact of the [`vocabulary`] what the review states, does not state, or has no value for. Nothing here knows of rubrics.

mod board;
mod by_grade;
mod cells;
mod check;
mod date;
mod fact_values;
mod facts;
mod grade;
mod headings;
mod identifying;
pub mod import;
mod links;
mod lists;
mod mentions;
mod model;
mod narratives;
mod openness;
mod prose;
mod value;
pub mod vocabulary;

pub(crate) use by_grade::{ByGrade, PerGrade};
pub(crate) use cells::{Wrong, day};
pub(crate) use check::placeholders;
pub use check::{Content, Read, later_than, read};
pub use date::{When, months_between};
pub use facts::Facts;
pub use grade::{Grade, RecordedGrade, Scale, usual};
pub(crate) use identifying::column;
pub(crate) use lists::named_lists;
pub use lists::{ListFile, NamedList, take_in};
pub use model::*;
pub(crate) use model::{Item, by_list};
pub use narratives::{DocumentKey, Narratives};
pub(crate) use narratives::{NamedDocument, named_documents};
pub use value::{Members, More, Names, Value};
pub(crate) use vocabulary::Mark;
pub use vocabulary::{Basis, Fact, FactType, Scope};
