//! Grades structured case reviews against a rubric, with reasons.
//!
//! ```
//! let rubric = casegrade::Rubric::from_toml(casegrade::rubric::shipped()[0].text)?;
//! let review = casegrade::load::open("examples/fictional/child-k.toml")?;
//! let graded = casegrade::grade(&rubric, &review)?;
//! println!("{}: {}", graded.id(), graded.headline());
//! for reason in graded.reasons() {
//!     println!("- {} ({})", reason.text, reason.place.path);
//! }
//! assert!(graded.to_json()?.contains("\"coverage\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`load::from_bytes`] reads a review and its files from memory. Identifiers of persons are masked in all that [`Graded`]
//! shows; [`grade_hiding`] masks names too. The feature `cli`, on by default, adds the program: without it the library needs no
//! terminal and no folders.
//!
//! The modules are a pipeline, and each may use only those before it:
//!
//! ```text
//! text -> document -> review -> rubric -> judgement -> engine -> wording -> analysis -> tables -> load -> report -> cli
//! ```
//!
//! [`document`] turns bytes into a tree that knows its places, or into the passages of a text; [`review`] and [`rubric`] read
//! their types from it, [`judgement`] reads what people judged, [`engine`] grades, [`wording`] puts results into
//! sentences, [`analysis`] says what a rubric can and cannot say, [`tables`] counts the results of many reviews, [`load`] reads a
//! review with all that belongs to it, and [`report`] lays out the result. Only [`load`] and [`cli`] read files, and only [`cli`] asks the clock and prints.

#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "what only the program calls is left out of the library by the compiler"
    )
)]

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
pub mod document;
pub mod engine;
pub mod judgement;
pub mod load;
pub mod report;
pub mod review;
pub mod rubric;
pub mod tables;
pub mod text;
pub mod wording;

use document::Invalid;
use jiff::civil::Date;
use load::{Bundle, Terms};
use report::{GradedWith, Located, ReasonReport, ReviewReport, review_page};
use text::{Mask, NameList};

pub use rubric::Rubric;

/// A graded review.
#[derive(Clone, Debug)]
pub struct Graded {
    page: ReviewReport,
}

/// Grades a review by a rubric, with what people judged: their answers, waivers and departures. A waiver counts whenever it
/// expires; [`grade_as_of`] leaves out those that have expired.
///
/// # Errors
/// Where something is wrong with the answers.
pub fn grade(rubric: &Rubric, review: &Bundle) -> Result<Graded, Invalid> {
    grade_hiding(NameList::default(), rubric, review)
}

/// Grades a review as [`grade`] does, and shows none of these names.
///
/// # Errors
/// As [`grade`].
pub fn grade_hiding(names: NameList, rubric: &Rubric, review: &Bundle) -> Result<Graded, Invalid> {
    rubric.scale.while_reading(|| graded(names, rubric, review, None))
}

/// Grades a review as [`grade_hiding`] does, without the waivers that expired before the day `as_of`.
///
/// # Errors
/// As [`grade`].
pub fn grade_as_of(as_of: Date, names: NameList, rubric: &Rubric, review: &Bundle) -> Result<Graded, Invalid> {
    rubric.scale.while_reading(|| graded(names, rubric, review, Some(as_of)))
}

fn graded(names: NameList, rubric: &Rubric, review: &Bundle, as_of: Option<Date>) -> Result<Graded, Invalid> {
    let mask = Mask::new(names);
    let (judgements, judged) = review.judged(rubric, &Terms { as_of, ..Terms::default() })?;
    let facts = review.facts(Some(mask.names()));
    let graded = engine::grade(rubric, &facts, &judgements);
    let raise =
        graded.next.as_ref().and_then(|next| engine::raise(rubric, &facts, &judgements, &graded.states(), next.grade));
    let file = Located { sources: &review.sources, root: &review.root, passages: review.passages(), mask: &mask };
    let with = GradedWith { rubric, facts: &facts, judgements: &judgements };
    let mut page = review_page(with, &graded, raise.as_ref(), file, &review.warnings);
    page.add_inputs(review, &judged.files, &mask);
    Ok(Graded { page })
}

impl Graded {
    /// Returns the id of the review.
    #[must_use]
    pub fn id(&self) -> &str {
        self.page.id.as_str()
    }

    /// Returns the grade, or that too little is known for one.
    #[must_use]
    pub fn headline(&self) -> &str {
        self.page.grade
    }

    /// Returns the final grade, people's waivers and departures counted, if there is one.
    #[must_use]
    pub fn final_grade(&self) -> Option<review::Grade> {
        self.page.final_grade()
    }

    /// Returns the grade, if enough is known for one.
    #[must_use]
    pub fn grade(&self) -> Option<review::Grade> {
        self.page.headline_grade()
    }

    /// Returns why each criterion is graded as it is, in the order of the rubric.
    pub fn reasons(&self) -> impl Iterator<Item = &ReasonReport> {
        self.page.criteria.iter().flat_map(|criterion| &criterion.rules).flat_map(|rule| &rule.reasons)
    }

    /// Returns all of the result, of which the methods above show a part.
    #[must_use]
    pub fn page(&self) -> &ReviewReport {
        &self.page
    }

    /// Writes the result as `casegrade grade --format json` writes one review.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.page)
    }
}
