//! Reading what is counted: grades that somebody recorded or published, and results that this program wrote.
//!
//! Texts come in, entries and mistakes with their places come out; nothing here opens a file.

mod archive;
mod cells;
mod forms;
mod grades;
mod own;
mod recorded;
mod results;
mod rubric_name;
mod sheet;
mod spreadsheet;
mod tallies;
mod totals;
#[cfg(feature = "cli")]
mod whole;
mod words;
mod workbook;

pub(crate) use archive::{archived, archived_line};
pub use grades::Grades;
pub use results::{Results, result_line, results, reviews};
pub use rubric_name::RubricName;
pub use spreadsheet::grades;
pub(crate) use spreadsheet::has_tallies;
#[cfg(feature = "cli")]
pub(crate) use whole::{Whole, wholes};
pub use words::Reading;
#[cfg(feature = "cli")]
pub(crate) use workbook::workbook_sheets;
pub use workbook::{WORKBOOKS, workbook_text};
