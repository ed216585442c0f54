//! The report on any number of reviews.

use super::overview::{Overview, headline_words};
use super::plots::GradePlots;
use super::review::review_doc;
use super::sheets;
use crate::report::doc::{Block, Doc, Line, Plot};
use crate::report::issue::Issue;
use crate::report::page::GradeReport;
use crate::report::sheet::Sheet;
use crate::report::suite::Suite;
use crate::report::{Report, View};

impl Report for GradeReport {
    fn day(&self) -> &str {
        &self.as_of
    }

    fn sheets(&self) -> Vec<Sheet> {
        sheets::sheets(self)
    }

    fn issues(&self) -> Vec<Issue> {
        sheets::issues(self)
    }

    fn plots(&self) -> Vec<Plot> {
        self.pictures().plots()
    }

    fn suites(&self) -> Vec<Suite> {
        sheets::suites(self)
    }

    /// Each review in a section of its own, after a table of all where there are several.
    fn doc(&self, view: View) -> Doc {
        let mut overview = Overview::new(self.rubric.as_ref());
        self.reviews.iter().for_each(|review| overview.add(review));
        if view.brief {
            return overview.table(&self.errors, &[]);
        }
        let plots = if view.width.is_none() { self.pictures().blocks() } else { Vec::new() };
        let all = overview.doc(&self.errors).into_iter().flat_map(|doc| doc.blocks);
        let all: Vec<Block> = all.chain(plots).collect();
        let docs = self.reviews.iter().map(|review| (review, review_doc(review, self.rubric_of(review), view)));
        if all.is_empty() {
            let title = self.reviews.first().map_or_else(String::new, |review| review.title.to_string());
            return Doc { title, blocks: docs.flat_map(|(_, doc)| doc.blocks).collect() };
        }
        let folded = docs.map(|(review, doc)| Block::Section {
            title: (&review.title).into(),
            aside: Line::default().grade(headline_words(review), review.headline_grade()),
            is_folded: true,
            blocks: doc.blocks.into_iter().skip(1).collect(),
        });
        Doc { title: "Case reviews".to_owned(), blocks: all.into_iter().chain(folded).collect() }
    }
}

impl GradeReport {
    /// What the pictures of its reviews show.
    fn pictures(&self) -> GradePlots {
        let mut plots = GradePlots::default();
        self.reviews.iter().for_each(|review| plots.add(review));
        plots
    }
}
