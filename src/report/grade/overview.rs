//! The table at the end of a report on several reviews, a line each.

use std::collections::HashMap;

use crate::report::doc::{Block, Cell, Column, Doc, Table};
use crate::report::page::{Problem, ReviewReport, RubricHead};
use crate::review::Grade;
use crate::text::plural;
use crate::wording::{between, percent, spaced};

/// The reviews so far.
#[derive(Debug, Default)]
pub struct Overview {
    rows: Vec<Row>,
    /// The id of the rubric of those that name no other.
    rubric: String,
}

/// What is kept of a review.
#[derive(Debug)]
struct Row {
    id: String,
    rubric: Option<String>,
    place: String,
    words: String,
    grade: Option<Grade>,
    coverage: f64,
    recorded: &'static str,
}

impl Overview {
    /// No reviews yet, of a report with this rubric.
    #[must_use]
    pub fn new(rubric: Option<&RubricHead>) -> Self {
        Overview { rows: Vec::new(), rubric: rubric.map_or_else(String::new, |rubric| rubric.id.to_string()) }
    }

    /// Keeps what the table shows of a review.
    pub fn add(&mut self, review: &ReviewReport) {
        self.rows.push(Row {
            id: review.id.to_string(),
            rubric: review.rubric.as_ref().map(|rubric| rubric.id.to_string()),
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
    pub fn doc(&self, errors: &[Problem]) -> Option<Doc> {
        (!self.rows.is_empty() && self.rows.len() + errors.len() > 1).then(|| self.table(errors, &[]))
    }

    /// The table however many reviews there are, in a part for each rubric, each review with the file of its report; below it
    /// what could not be graded.
    #[must_use]
    pub fn table(&self, errors: &[Problem], files: &[String]) -> Doc {
        let title = plural(self.rows.len(), "review", "reviews");
        let mut rubrics: Vec<Option<&str>> = Vec::new();
        for row in &self.rows {
            if !rubrics.contains(&row.rubric.as_deref()) {
                rubrics.push(row.rubric.as_deref());
            }
        }
        let mut tables: Vec<Table> = match rubrics.as_slice() {
            [] | [_] => vec![self.part(title.clone(), &|_| true, files)],
            several => several.iter().map(|rubric| self.part_of(*rubric, files)).collect(),
        };
        let mut failed: Vec<&str> = errors.iter().map(|error| error.document.as_str()).collect();
        failed.dedup();
        if let Some(last) = tables.last_mut().filter(|_| !failed.is_empty()) {
            last.legend.push(format!("{} could not be graded: {}", failed.len(), failed.join(", ")).into());
        }
        Doc { title, blocks: tables.into_iter().map(Block::Table).collect() }
    }

    /// The part of one of several rubrics.
    fn part_of(&self, rubric: Option<&str>, files: &[String]) -> Table {
        let count = self.rows.iter().filter(|row| row.rubric.as_deref() == rubric).count();
        let title = format!("{} ({})", plural(count, "review", "reviews"), rubric.unwrap_or(&self.rubric));
        self.part(title, &|row| row.rubric.as_deref() == rubric, files)
    }

    fn part(&self, title: String, is_in: &dyn Fn(&Row) -> bool, files: &[String]) -> Table {
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
        Table {
            title,
            columns: ["Review", "Grade", "Information given", "Recorded"].map(Column::text).to_vec(),
            rows: self.rows.iter().enumerate().filter(|(_, row)| is_in(row)).map(cells).collect(),
            legend: Vec::new(),
            least: 0,
        }
    }
}

pub(super) fn headline_words(review: &ReviewReport) -> String {
    let words = tool_words(review);
    if review.is_departed() { format!("{} (tool: {words})", grade_words(review.finally)) } else { words }
}

/// A headline in words.
pub(super) fn grade_words(headline: &str) -> String {
    spaced(headline)
}

/// The rubric's grade in words, without what people changed.
fn tool_words(review: &ReviewReport) -> String {
    let grade = grade_words(review.grade);
    let provisional = if review.may_change() { ", may change" } else { "" };
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
