//! Results as JSON, for programs.

use serde::Serialize;
use serde::ser::Error as _;

use super::page::{Page, ReviewPage};

/// `value` as indented JSON with a final line end.
///
/// # Errors
/// Where a value cannot be written as JSON; a page always can.
pub fn to_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value).map(|json| json + "\n")
}

/// A page written review by review, so that no review has to be kept: all together the bytes that [`to_json`] gives of the
/// page that holds them.
#[derive(Debug, Default)]
pub struct Report {
    reviews: usize,
}

/// The empty list of reviews of a page. No text of a page has such a line in it: a line end within a text is escaped.
const NO_REVIEWS: &str = "\n  \"reviews\": []";

impl Report {
    /// What stands before the first review of `page`, which holds none itself.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn begin(page: &Page) -> Result<(Self, String), serde_json::Error> {
        let (before, _) = around_reviews(page)?;
        Ok((Report::default(), format!("{before}\n  \"reviews\": [")))
    }

    /// The next review.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn review(&mut self, review: &ReviewPage) -> Result<String, serde_json::Error> {
        let json = serde_json::to_string_pretty(review)?;
        let gap = if self.reviews == 0 { "\n    " } else { ",\n    " };
        self.reviews += 1;
        Ok(gap.to_owned() + &json.replace('\n', "\n    "))
    }

    /// What stands after the last review of `page`, which now holds what went wrong on the way.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn end(self, page: &Page) -> Result<String, serde_json::Error> {
        let (_, after) = around_reviews(page)?;
        let gap = if self.reviews == 0 { "" } else { "\n  " };
        Ok(format!("{gap}]{after}"))
    }
}

/// A page without reviews, as far as their list and from there on.
fn around_reviews(page: &Page) -> Result<(String, String), serde_json::Error> {
    let json = to_json(page)?;
    let parts = json.split_once(NO_REVIEWS).map(|(before, after)| (before.to_owned(), after.to_owned()));
    parts.ok_or_else(|| serde_json::Error::custom("the page holds reviews already"))
}
