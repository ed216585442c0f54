//! Results as JSON, for programs.

use std::cell::RefCell;
use std::io::Write;
use std::ops::ControlFlow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::page::{GradeReport, Problem, ReviewReport};

/// `value` as indented JSON with a final line end.
///
/// # Errors
/// Where a value cannot be written as JSON; a page always can.
pub fn to_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value).map(|json| json + "\n")
}

/// Takes a review, and says whether there is any use in another.
pub type Give<'g> = dyn FnMut(&ReviewReport) -> ControlFlow<()> + 'g;

/// Gives reviews one after another, and returns what could not be graded.
pub type Run<'r> = dyn FnMut(&mut Give<'_>) -> Vec<Problem> + 'r;

/// Writes a page review by review, so that no review has to be kept: the bytes that [`to_json`] gives of the page that holds
/// the reviews that `run` gives and what it returns.
///
/// # Errors
/// Where the page cannot be written.
pub fn stream(
    mut output: impl Write,
    page: &GradeReport,
    run: &mut Run<'_>,
) -> Result<Vec<Problem>, serde_json::Error> {
    let streamed = Streamed { page, run: RefCell::new(run), errors: RefCell::default() };
    let mut serializer = serde_json::Serializer::pretty(&mut output);
    streamed.serialize(&mut serializer)?;
    output.write_all(b"\n").map_err(serde_json::Error::io)?;
    Ok(streamed.errors.into_inner())
}

/// A page whose reviews come while it is written.
struct Streamed<'s, 'r> {
    page: &'s GradeReport,
    run: RefCell<&'s mut Run<'r>>,
    errors: RefCell<Vec<Problem>>,
}

impl Serialize for Streamed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let GradeReport { tool, rubric, as_of, command, warnings, .. } = self.page;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("tool", tool)?;
        map.serialize_entry("rubric", rubric)?;
        map.serialize_entry("as-of", as_of)?;
        map.serialize_entry("command", command)?;
        map.serialize_entry("reviews", &Reviews(self))?;
        map.serialize_entry("errors", &*self.errors.borrow())?;
        map.serialize_entry("warnings", warnings)?;
        map.end()
    }
}

struct Reviews<'p, 's, 'r>(&'p Streamed<'s, 'r>);

impl Serialize for Reviews<'_, '_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut written = Ok(());
        let errors = (self.0.run.borrow_mut())(&mut |review| {
            written = list.serialize_element(review);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        self.0.errors.replace(errors);
        written?;
        list.end()
    }
}
