//! The table at the end of a report on several reviews, a line each.

use std::collections::HashMap;

use crate::report::doc::{Block, Cell, Column, Doc, Table};
use crate::engine::Headline;
use crate::report::page::{ReviewPage, Trouble};
use crate::review::Grade;
use crate::text::plural;
use crate::wording::{between, percent, spaced};

/// The reviews so far.
#[derive(Debug, Default)]
pub struct Overview {
    rows: Vec<Row>,
}

/// What is kept of a review.
#[derive(Debug)]
struct Row {
    id: String,
    place: String,
    words: String,
    grade: Option<Grade>,
    coverage: f64,
    recorded: &'static str,
}

impl Overview {
    /// Keeps what the table shows of a review.
    pub fn add(&mut self, review: &ReviewPage) {
        self.rows.push(Row {
            id: review.id.to_string(),
            place: review.place(),
            words: headline_words(review),
            grade: review.final_grade(),
            coverage: review.coverage,
            recorded: review.recorded.as_ref().map_or("", |recorded| recorded.grade.word()),
        });
    }

    /// Whether no review was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, and below it what could not be graded; none where there are not several.
    #[must_use]
    pub fn doc(&self, errors: &[Trouble]) -> Option<Doc> {
        (!self.rows.is_empty() && self.rows.len() + errors.len() > 1).then(|| self.table(errors, &[]))
    }

    /// The table however many reviews there are, each with the file of its report, and below it what could not be graded.
    #[must_use]
    pub fn table(&self, errors: &[Trouble], files: &[String]) -> Doc {
        let title = plural(self.rows.len(), "review", "reviews");
        let mut known: HashMap<&str, usize> = HashMap::new();
        for row in &self.rows {
            *known.entry(&row.id).or_default() += 1;
        }
        let cells = |(number, row): (usize, &Row)| {
            let is_shared = known.get(row.id.as_str()).is_some_and(|count| *count > 1);
            let name = if is_shared { format!("{} ({})", row.id, row.place) } else { row.id.clone() };
            let name = match files.get(number) {
                Some(file) => Cell::Link { text: name, file: file.clone() },
                None => Cell::Text(name),
            };
            vec![
                name,
                Cell::Grade(row.words.clone(), row.grade),
                Cell::text(percent(row.coverage)),
                Cell::text(row.recorded),
            ]
        };
        let mut failed: Vec<&str> = errors.iter().map(|error| error.document.as_str()).collect();
        failed.dedup();
        let lost = format!("{} could not be graded: {}", failed.len(), failed.join(", "));
        let table = Table {
            title: title.clone(),
            columns: ["Review", "Grade", "Information given", "Recorded"].map(Column::text).to_vec(),
            rows: self.rows.iter().enumerate().map(cells).collect(),
            legend: if failed.is_empty() { Vec::new() } else { vec![lost.into()] },
            least: 0,
        };
        Doc { title, blocks: vec![Block::Table(table)] }
    }
}

pub(super) fn headline_words(review: &ReviewPage) -> String {
    let words = tool_words(review);
    if review.is_departed() { format!("{} (tool: {words})", grade_words(review.finally)) } else { words }
}

/// A headline in words.
pub(super) fn grade_words(headline: &str) -> String {
    if headline == Headline::NotEnoughStated.word() { "no grade yet".to_owned() } else { spaced(headline) }
}

/// The rubric's grade in words, without what people changed.
fn tool_words(review: &ReviewPage) -> String {
    let grade = grade_words(review.grade);
    let provisional = if review.provisional { ", may change" } else { "" };
    match (review.floor, review.ceiling) {
        (Some(floor), Some(ceiling)) if floor != ceiling && review.headline_grade().is_some() => {
            format!("{grade} (could be {ceiling}){provisional}")
        }
        (Some(floor), Some(ceiling)) if floor != ceiling => {
            format!("{grade} ({}){provisional}", between(floor, ceiling))
        }
        _ => format!("{grade}{provisional}"),
    }
}
