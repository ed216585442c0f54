//! Two sets of reviews side by side: what changed in their shares, and which reviews that are in both moved.
//!
//! What must be hidden is hidden when the model is made: no format can show it by mistake.

mod csv;
mod make;
mod notes;
mod page;
mod sections;
mod show;

pub use self::csv::compare_csv;
pub use make::{CompareAsked, Compared, compare_page};
pub use page::{
    AgainMoved, AgainPage, ComparePage, GradeChange, MovedCount, MovedPage, PairsPage, RuleMovePage, SidePage,
    SidesPage,
};
pub use show::{compare_markdown, compare_text};
