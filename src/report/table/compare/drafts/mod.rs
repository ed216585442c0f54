//! Two drafts of one review: what changed in what it comes to, and what the later one says less of.

mod csv;
mod make;
mod page;
mod sections;

pub(super) use self::csv::rows;
pub(crate) use make::{DraftSide, drafts_page};
pub(crate) use page::DraftsReport;
pub(super) use sections::{changes, sections};
