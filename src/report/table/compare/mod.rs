//! Two sets of reviews side by side, or two drafts of one: what changed in their shares, which reviews that are in both moved,
//! and what a later draft says less of.
//!
//! What must be hidden is hidden when the model is made: no format can show it by mistake.

mod asked;
mod columns;
mod csv;
mod drafts;
mod make;
mod notes;
mod numbers;
mod page;
mod rule_move;
mod sections;

pub use asked::{CompareAsked, Compared};
pub(crate) use drafts::{DraftSide, drafts_page};
pub use make::compare_page;
pub(crate) use make::compare_page_with;
pub use page::CompareReport;
pub(crate) use sections::changes_doc;
