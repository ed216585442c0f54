//! Two sets of reviews side by side, or two drafts of one: what changed in their shares, which reviews that are in both moved,
//! and what a later draft says less of.
//!
//! What must be hidden is hidden when the model is made: no format can show it by mistake.

mod columns;
mod csv;
mod drafts;
mod make;
mod notes;
mod numbers;
mod page;
mod request;
mod rule_move;
mod sections;

pub(crate) use drafts::{DraftSide, drafts_page};
pub use make::compare_page;
pub(crate) use make::compare_page_with;
pub use page::CompareReport;
pub use request::{CompareRequest, Compared};
pub(crate) use sections::changes_doc;
