//! Tables over many reviews: one model, written as text, Markdown, CSV and JSON.
//!
//! What must be hidden is hidden when the model is made: no format can show it by mistake.

mod audit;
mod block;
mod cells;
mod compare;
mod csv;
mod excluded;
mod figures;
mod groups;
mod make;
mod matrix;
mod notes;
mod page;
mod parts;
mod plots;
mod request;

pub use audit::AuditReport;
pub(crate) use audit::audit_page;
pub use compare::{CompareReport, CompareRequest, Compared, compare_page};
pub(crate) use compare::{DraftSide, changes_doc, compare_page_with, drafts_page};
pub use excluded::Excluded;
pub use figures::{Cell, Figures};
pub use make::table_page;
pub use matrix::{MatrixPart, MatrixRow, Sort};
pub(crate) use page::ExcludedRow;
pub use page::TableReport;
pub use request::{TableCounts, TableRequest};
