//! Reports: results in words and in formats, one file a format over one model.
//!
//! A [`Page`] is made of [`crate::text::Shown`] wherever it holds somebody's text, so that every format shows the same
//! cleaned text. Nothing here decides anything, reads a file or prints.

mod about;
mod compose;
mod diagnostics;
mod explain;
mod facts;
mod identified;
mod imported;
pub mod json;
mod layout;
mod page;
mod rubric;
mod schemas;
mod starter;
mod table;
pub mod text;

pub use about::AboutPage;
pub use compose::{GradedWith, Located, add_impacts, review_page};
pub use diagnostics::diagnostics;
pub use explain::explain;
pub use facts::facts;
pub use identified::IdentifierPage;
pub use imported::{ReadFrom, imported, to_do};
pub use layout::Style;
pub use page::*;
pub use rubric::*;
pub use schemas::{Known, REVIEW_SCHEMA, SCHEMAS};
pub use starter::starter;
pub use table::{
    AddedPage, AgainMoved, AgainPage, Asked, Cell, CompareAsked, ComparePage, Compared, CriterionMovePage,
    CriterionRow, DraftPage, DraftSide, DraftsPage, Excluded, ExcludedRow, Figures, GradeChange, GroupRow, LossPage,
    Made, MatrixPage, MatrixPart, MatrixRow, MovedCount, MovedPage, PairsPage, PutBackPage, ReasonLine, RenamedPage,
    RuleMovePage, RuleRow, SidePage, SidesPage, Sort, TablePage, compare_csv, compare_markdown, compare_page,
    compare_text, csv as table_csv, drafts_changes, drafts_page, markdown as table_markdown, table_page,
    text as table_text,
};
