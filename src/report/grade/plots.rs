//! The pictures of graded reviews: their grades, their scores, and the grade of each area.

use std::collections::BTreeSet;

use crate::report::doc::{Bar, Block, Cell, Column, Line, Part, Picture, Plot, ShareOf, Table, Trend};
use crate::report::page::{CriterionReport, ReviewReport};
use crate::review::Grade;
use crate::tables::{DateOf, Interval, Share};
use crate::text::{capital, plural};

/// What of each review the pictures show.
#[derive(Debug, Default)]
pub(crate) struct GradePlots {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    grade: Option<Grade>,
    score: Option<f64>,
    /// The year in which the review was completed, if it says so.
    year: Option<String>,
    /// Each area by its title, with the worst and best grade it can have.
    areas: Vec<(String, Option<Grade>, Option<Grade>)>,
}

/// The most reviews that the matrix shows.
const MOST_ROWS: usize = 60;

impl GradePlots {
    /// Keeps what the pictures show of a review.
    pub(crate) fn add(&mut self, review: &ReviewReport) {
        let area = |own: &CriterionReport| (own.title.to_string(), own.floor, own.ceiling);
        self.rows.push(Row {
            name: review.id.to_string(),
            grade: review.final_grade(),
            score: review.score,
            year: review.about.dates.get(DateOf::Completed.word()).and_then(|date| date.get(..4)).map(str::to_owned),
            areas: review.criteria.iter().map(area).collect(),
        });
    }

    /// Returns the pictures; the matrix is of the reviews with the same areas as the first.
    #[must_use]
    pub(crate) fn plots(&self) -> Vec<Plot> {
        self.grades().into_iter().chain(self.scores()).chain(self.trend()).chain(self.matrix()).collect()
    }

    /// Returns the pictures for a page, on which the matrix is a table; none of one review.
    pub(super) fn blocks(&self) -> Vec<Block> {
        if self.rows.len() < 2 {
            return Vec::new();
        }
        let plots = self.grades().into_iter().chain(self.scores()).chain(self.trend()).map(Block::Plot);
        plots.chain(self.matrix().and_then(table)).collect()
    }

    /// The grades that the reviews have or could have, the best first.
    fn scale(&self) -> Vec<Grade> {
        let mut grades: Vec<Grade> = self.rows.iter().filter_map(|row| row.grade).collect();
        grades.extend(grades.first().map(|grade| grade.scale()).into_iter().flat_map(crate::review::Scale::best_first));
        grades.sort_by_key(|grade| std::cmp::Reverse(grade.rank()));
        grades.dedup();
        grades
    }

    /// The share of each grade by the year in which reviews were completed; none of one year.
    fn trend(&self) -> Option<Plot> {
        let years: BTreeSet<&String> = self.rows.iter().filter_map(|row| row.year.as_ref()).collect();
        let line = |grade: Grade| {
            let share = |year: &&String| {
                let of_year = self.rows.iter().filter(|row| row.year.as_ref() == Some(*year));
                let count = of_year.clone().filter(|row| row.grade == Some(grade)).count();
                let own = Share::new(count as u64, of_year.count() as u64);
                own.value().zip(own.interval()).map(|(share, Interval { low, high })| ShareOf { share, low, high })
            };
            let shares = years.iter().map(share).collect();
            Trend { name: grade.word().to_owned(), mark: grade.mark(), grade: Some(grade), shares }
        };
        let lines = self.scale().into_iter().map(line).collect();
        let periods = years.iter().map(|year| (*year).clone()).collect();
        let title = "Share of each grade by year of completion".to_owned();
        (years.len() > 1).then_some(Plot { title, picture: Picture::Trend { periods, lines } })
    }

    /// How many reviews have each grade.
    fn grades(&self) -> Option<Plot> {
        let grades = self.scale();
        let count = |wanted: Option<Grade>| self.rows.iter().filter(|row| row.grade == wanted).count() as u64;
        let part = |grade: Grade| Part {
            name: grade.word().to_owned(),
            mark: grade.mark(),
            grade: Some(grade),
            count: Some(count(Some(grade))),
        };
        let open = count(None);
        let none = Part { name: "no grade yet".to_owned(), mark: "?".to_owned(), grade: None, count: Some(open) };
        let parts = grades.into_iter().map(part).chain((open > 0).then_some(none)).collect();
        let all = self.rows.len();
        let bar = Bar { name: plural(all, "review", "reviews"), of: Some(all as u64), parts };
        (all > 0).then(|| Plot { title: "Grades".to_owned(), picture: Picture::Bars(vec![bar]) })
    }

    /// How many reviews have which score.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scores are from 0 to 100")]
    fn scores(&self) -> Option<Plot> {
        let mut counts = [0_u64; 10];
        let scores: Vec<f64> = self.rows.iter().filter_map(|row| row.score).collect();
        for score in &scores {
            if let Some(count) = counts.get_mut(((score / 10.0) as usize).min(9)) {
                *count += 1;
            }
        }
        let title = format!("Scores of {}, from 0 to 100", plural(scores.len(), "review", "reviews"));
        (scores.len() > 1).then_some(Plot { title, picture: Picture::Scores(counts) })
    }

    fn matrix(&self) -> Option<Plot> {
        let first: Vec<&String> = self.rows.first()?.areas.iter().map(|(title, ..)| title).collect();
        let rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| row.areas.iter().map(|(title, ..)| title).eq(first.iter().copied()))
            .collect();
        let cell = |(_, floor, ceiling): &(String, Option<Grade>, Option<Grade>)| match floor {
            Some(grade) if floor == ceiling => (grade.mark(), *floor),
            Some(_) => ("?".to_owned(), None),
            None => ("·".to_owned(), None),
        };
        let row = |row: &&Row| {
            let whole = (row.grade.map_or_else(|| "?".to_owned(), Grade::mark), row.grade);
            (row.name.clone(), std::iter::once(whole).chain(row.areas.iter().map(cell)).collect())
        };
        let areas = first.iter().map(|title| (*title).clone());
        let picture = Picture::Matrix {
            columns: std::iter::once("All".to_owned()).chain(areas).collect(),
            rows: rows.iter().take(MOST_ROWS).map(row).collect(),
        };
        let of =
            if rows.len() > MOST_ROWS { format!(" (the first {MOST_ROWS} of {})", rows.len()) } else { String::new() };
        (rows.len() > 1).then(|| Plot { title: format!("Grades by review and area{of}"), picture })
    }
}

/// The matrix as a table.
fn table(plot: Plot) -> Option<Block> {
    let Picture::Matrix { columns: areas, rows } = plot.picture else { return None };
    let numbers = (1..areas.len()).map(|number| Column::text(number.to_string()).whole());
    let heads = [Column::text("Review"), Column::text("All").whole()].into_iter().chain(numbers);
    let grades: Vec<Grade> = rows.iter().flat_map(|(_, cells)| cells).filter_map(|(_, grade)| *grade).collect();
    let marks = grades.first().map(|grade| grade.scale().best_first()).into_iter().flatten();
    let marks: Vec<String> = marks.map(|grade| format!("{} = {}", grade.mark(), grade.title())).collect();
    let areas: Vec<String> =
        areas.iter().skip(1).enumerate().map(|(at, area)| format!("{} = {area}", at + 1)).collect();
    let row = |(name, cells): (String, Vec<(String, Option<Grade>)>)| {
        let cells = cells.into_iter().map(|(mark, grade)| Cell::Grade(mark, grade));
        std::iter::once(Cell::Text(name)).chain(cells).collect()
    };
    let legend = [
        format!("Areas: {}.", areas.join("; ")),
        format!("Marks: {}, ? = not known from the review, · = does not apply or is unanswered.", marks.join(", ")),
    ];
    Some(Block::Table(Table {
        title: capital(&plot.title),
        columns: heads.collect(),
        rows: rows.into_iter().map(row).collect(),
        legend: legend.map(Line::from).to_vec(),
        least: 0,
    }))
}
