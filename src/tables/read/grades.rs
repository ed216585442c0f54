//! What a spreadsheet of grades holds.

use crate::document::Diagnostic;
use crate::tables::entry::Tally;

/// What a spreadsheet of grades holds.
#[derive(Clone, Debug, Default)]
pub struct Grades {
    /// How many recorded grades there are, one a review.
    pub entries: usize,
    /// Tallies, one a period.
    pub tallies: Vec<Tally>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The rows that say that no grade is given.
    pub ungraded: Vec<String>,
    /// The rows that could not be read, or the file where it was the header.
    pub broken: Vec<String>,
}
