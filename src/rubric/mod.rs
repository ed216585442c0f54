//! The rubric: what is judged, how it is tested, and how judgements combine.
//!
//! A file is read into raw shapes, then checked against the vocabulary and compiled into a [`Rubric`], all mistakes in
//! one run. A [`Rubric`] that exists is sound: the engine need not look anything up, nor fear an impossible one.

mod bands;
mod base;
mod bounds;
mod builder;
mod conditions;
mod exact;
mod extend;
mod extended;
mod fact_types;
mod facts_schema;
mod grades;
mod library;
mod limits;
mod load;
mod loaded;
mod merge;
mod model;
mod parts;
mod profiles;
mod questions;
mod raw;
mod rules;
mod scale;
mod schema;
mod template;
mod usual_profiles;
mod word_lists;

pub use base::{Base, Bases, Origin};
pub use exact::Exact;
pub(crate) use extend::question;
pub use library::{DEFAULT, Shipped, bases, inside, shipped};
pub use load::{load, load_extending};
pub use loaded::Loaded;
pub use model::*;
pub(crate) use questions::{
    ListedQuestion, QuestionArea, QuestionList, USUAL_ANSWERS, has_question_column, questions_of_passages,
    questions_of_rows,
};
pub use raw::json_schema;
pub use template::Found;
pub(crate) use template::{Piece, Template};
