//! Reports: results in words and in formats, one file a format over one model.
//!
//! A [`Page`] is made of [`crate::text::Shown`] wherever it holds somebody's text, so that every format shows the same
//! cleaned text. Nothing here decides anything, reads a file or prints.

mod about;
mod changes;
mod compose;
mod diagnostics;
mod explain;
mod facts;
mod imported;
pub mod json;
mod layout;
mod page;
mod rubric;
mod schemas;
mod starter;
mod table;
pub mod text;
mod wording;

pub use about::AboutPage;
pub use changes::{Draft, changes};
pub use compose::{GradedWith, Located, add_impacts, review_page};
pub use diagnostics::diagnostics;
pub use explain::explain;
pub use facts::facts;
pub use imported::{ReadFrom, imported, to_do};
pub use layout::Style;
pub use page::*;
pub use rubric::*;
pub use schemas::{Known, REVIEW_SCHEMA, SCHEMAS};
pub use starter::starter;
pub use table::{
    AgainMoved, AgainPage, Asked, Cell, CompareAsked, ComparePage, Compared, CriterionRow, Excluded, ExcludedRow,
    Figures, GradeChange, GroupRow, Made, MatrixPage, MatrixPart, MatrixRow, MovedCount, MovedPage, PairsPage,
    RuleMovePage, RuleRow, SidePage, SidesPage, Sort, TablePage, compare_csv, compare_markdown, compare_page,
    compare_text, csv as table_csv, markdown as table_markdown, table_page, text as table_text,
};
