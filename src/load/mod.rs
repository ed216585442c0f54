//! Finds and reads reviews with all that belongs to them: lists and documents in files of their own, and people's answers.
//!
//! A review and its files come from paths, or from a set of named bytes in memory. Nothing here prints, asks the clock or
//! knows of a command line: what is wrong is returned.

mod answers;
mod bundle;
mod document;
mod error;
mod files;
mod filled;
#[cfg(feature = "cli")]
mod find;
mod folders;
mod formats;
mod input;
#[cfg(feature = "cli")]
mod inputs;
mod judged;
mod judgement_files;
mod lines;
mod loader;
mod named;
mod open;
#[cfg(feature = "cli")]
mod own;
mod paths;
mod reading;
mod set;

pub use answers::Answers;
pub use bundle::Bundle;
pub use error::Error;
pub use files::Files;
pub use folders::Folders;
pub(crate) use formats::InputFormat;
pub use judged::{FileState, Judged, Terms, judge};
pub use loader::Loader;
pub use open::{from_bytes, open};
pub(crate) use paths::shown;
pub use set::Found;

#[cfg(feature = "cli")]
pub(crate) use {
    error::reason,
    files::{is_no_file, open_to_write, read as read_bytes},
    filled::{is_filled_sheet, is_spreadsheet, review_beside, spreadsheet_text},
    find::{cases_of, files_found, files_in},
    folders::name_of_judged,
    input::Input,
    inputs::{Inputs, files_read},
    judged::people,
    named::{documents_named_by, inside},
    paths::{ending, is_standard_input},
    reading::Reading,
};
