//! The grade of each criterion.

use super::writer::{Writer, range_words};
use crate::engine::RuleOutcome;
use crate::report::doc::{Block, Cell, Column, Line, Table};
use crate::report::page::CriterionReport;
use crate::review::Grade;
use crate::text::capital;

/// Below this width the criteria are listed.
const NARROW: usize = 56;

impl Writer<'_> {
    /// The grade of each criterion: in a full report a table, otherwise a line a grade.
    pub(super) fn criteria(&self) -> Option<Block> {
        if self.all {
            return self.criteria_table();
        }
        let mut groups: Vec<(String, Option<Grade>, Vec<String>)> = Vec::new();
        for criterion in &self.review.criteria {
            let words = match range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply) {
                none if none == "-" => decided(criterion),
                words => words,
            };
            match groups.iter_mut().find(|(own, _, _)| *own == words) {
                Some((_, _, titles)) => titles.push(Self::with_points(criterion)),
                None => groups.push((words, criterion.floor, vec![Self::with_points(criterion)])),
            }
        }
        groups.sort_by_key(|(_, grade, _)| grade.map_or(u8::MAX, Grade::rank));
        let item = |(words, grade, titles): &(String, Option<Grade>, Vec<String>)| {
            let heading = grade.filter(|own| own.to_string() == *words).map(Grade::heading);
            Line::default()
                .grade(heading.unwrap_or_else(|| capital(words)), *grade)
                .text(format!(": {}", titles.join("; ")))
                .into()
        };
        Block::section("Grade of each area", Block::list(groups.iter().map(item).collect()).into_iter().collect())
    }

    /// The title of a criterion and, where it is graded by points, how many it has.
    fn with_points(criterion: &CriterionReport) -> String {
        let points: Vec<String> = criterion.points.iter().map(|points| points.words.to_string()).collect();
        if points.is_empty() {
            criterion.title.to_string()
        } else {
            format!("{} ({})", criterion.title, points.join("; "))
        }
    }

    fn criteria_table(&self) -> Option<Block> {
        let row = |criterion: &CriterionReport| {
            let words = range_words(criterion.floor, criterion.ceiling, criterion.may_not_apply);
            vec![
                Cell::text(Self::with_points(criterion)),
                Cell::Grade(words, criterion.grade),
                Cell::number(criterion.score.map_or_else(|| "-".to_owned(), |score| score.round().to_string())),
                Cell::text(decided(criterion)),
            ]
        };
        let rows: Vec<Vec<Cell>> = self.review.criteria.iter().map(row).collect();
        let [name, grade, by] = ["Area", "Grade", "Decided by"].map(Column::text);
        let columns = vec![name, grade, Column::number("Score"), by];
        let table =
            (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, least: NARROW, ..Table::default() }));
        if self.is_page { Block::section("Grade of each area", table.into_iter().collect()) } else { table }
    }
}

/// What decided a criterion, or why nothing did.
fn decided(criterion: &CriterionReport) -> String {
    match &criterion.decided_by {
        Some(by) => by.to_string(),
        None if criterion.rules.iter().any(|rule| rule.outcome == RuleOutcome::Unanswered) => {
            "not graded, as its question is unanswered".to_owned()
        }
        None => "not graded, as none of its rules applies".to_owned(),
    }
}
