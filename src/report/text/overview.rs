//! The table at the end of a report on several reviews, a line each.

use std::collections::HashMap;

use comfy_table::Cell;

use super::super::Style;
use super::super::layout::grade_cell;
use super::super::page::{ReviewPage, Trouble};
use crate::review::Grade;
use crate::text::plural;
use crate::wording::{between, percent, spaced};

/// The reviews so far.
#[derive(Debug, Default)]
pub(super) struct Overview {
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
    pub(super) fn add(&mut self, review: &ReviewPage) {
        self.rows.push(Row {
            id: review.id.to_string(),
            place: review.place(),
            words: headline_words(review),
            grade: review.headline_grade(),
            coverage: review.coverage,
            recorded: review.recorded.as_ref().map_or("", |recorded| recorded.grade.word()),
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The table, and below it what could not be graded.
    pub(super) fn text(&self, errors: &[Trouble], style: Style) -> String {
        let mut text = style.bold(&plural(self.rows.len(), "review", "reviews"));
        text.push('\n');
        let mut table = style.table(&["Review", "Grade", "Coverage", "Recorded"]);
        let mut known: HashMap<&str, usize> = HashMap::new();
        for row in &self.rows {
            *known.entry(&row.id).or_default() += 1;
        }
        for row in &self.rows {
            let is_shared = known.get(row.id.as_str()).is_some_and(|count| *count > 1);
            let name = if is_shared { format!("{} ({})", row.id, row.place) } else { row.id.clone() };
            table.add_row(vec![
                Cell::new(name),
                grade_cell(&row.words, row.grade),
                Cell::new(percent(row.coverage)),
                Cell::new(row.recorded),
            ]);
        }
        text.push_str(&Style::render(&table));
        let mut failed: Vec<&str> = errors.iter().map(|error| error.document.as_str()).collect();
        failed.dedup();
        if !failed.is_empty() {
            let count = failed.len();
            text.push_str(&style.wrap(&format!("{count} could not be graded: {}", failed.join(", ")), "", "  "));
        }
        text
    }
}

fn headline_words(review: &ReviewPage) -> String {
    let grade = spaced(review.grade);
    let provisional = if review.provisional { ", provisional" } else { "" };
    match (review.floor, review.ceiling) {
        (Some(floor), Some(ceiling)) if floor != ceiling && review.headline_grade().is_some() => {
            format!("{grade} (at best {ceiling}){provisional}")
        }
        (Some(floor), Some(ceiling)) if floor != ceiling => {
            format!("{grade} ({}){provisional}", between(floor, ceiling))
        }
        _ => format!("{grade}{provisional}"),
    }
}
