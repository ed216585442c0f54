//! Criteria, rules and the matrix as rows of cells.

use super::cells::{count, count_of, number, percent, size};
use super::figures::Figures;
use super::matrix::{MatrixPart, MatrixReport, MatrixRow, shown_range};
use super::page::{CriterionRow, RuleRow, TableReport, mark};
use crate::engine::RuleOutcome;
use crate::report::doc::{Cell as Piece, Column, FILLS, Line, NARROW, Table};
use crate::review::{Grade, Scale};
use crate::tables::CountBy;
use crate::text::Shown;

/// How many reviews came to each grade, the best first. Empty where a count is hidden, since its length would tell.
fn bar(figures: &Figures) -> Piece {
    let Some(n) = figures.n.filter(|n| *n > 0 && !figures.hides()) else { return Piece::text("") };
    let count = |grade: Grade| (grade, figures.get(grade.word()).count().unwrap_or(0));
    Piece::Bar { counts: Scale::being_read().best_first().map(count).collect(), of: n }
}

/// Those of some columns that have anything to show.
fn filled(words: [&'static str; 3], rows: &[&Figures]) -> Vec<&'static str> {
    let some = |word: &&str| rows.iter().any(|figures| figures.get(word).count() != Some(0));
    words.into_iter().filter(some).collect()
}

/// The short head of a column, with what it means.
fn head(word: &str) -> (&'static str, &'static str) {
    match word {
        "not-stated" => ("?", "not known from the review"),
        "not-applicable" => ("n/a", "does not apply"),
        "unanswered" => ("open", "a question is unanswered"),
        _ => Scale::being_read().grade(word).map_or(("?", "?"), |grade| (grade.letter(), grade.title())),
    }
}

/// What the short heads mean.
fn meanings(words: &[&'static str]) -> String {
    let each: Vec<String> =
        words.iter().map(|word| head(word)).map(|(short, long)| format!("{short} = {long}")).collect();
    each.join(", ")
}

/// A title, with its rubric where there are several.
fn with_rubric(title: &Shown, rubric: &Shown, page: &TableReport) -> String {
    if page.rubrics.len() > 1 { format!("{title} ({rubric})") } else { title.to_string() }
}

/// Grades by criterion, with bars.
pub(super) fn criteria(page: &TableReport, rows: &[CriterionRow]) -> Table {
    let mut words: Vec<&str> = Scale::being_read().words().collect();
    let figures: Vec<&Figures> = rows.iter().map(|row| &row.figures).collect();
    words.extend(filled(["not-stated", "not-applicable", "unanswered"], &figures));
    let mut columns = vec![Column::text("Area"), Column::text("").whole(), Column::number("Reviews").whole()];
    columns.extend(words.iter().map(|word| Column::number(head(word).0).whole()));
    let line = |row: &CriterionRow| {
        let title = Piece::text(with_rubric(&row.title, &row.rubric, page));
        let own = [title, bar(&row.figures), size(row.figures.n)];
        let counts = words.iter().map(|word| row.figures.get(word)).map(|cell| number(cell, count(cell)));
        own.into_iter().chain(counts).collect()
    };
    let numbers = Line::from(format!("Each column counts reviews: {}.", meanings(&words)));
    let has_bars = figures.iter().any(|figures| !figures.hides());
    let bars = || {
        let fills = Scale::being_read().best_first().zip(FILLS).enumerate();
        let line = fills.fold(Line::from("Bars: "), |line, (number, (grade, fill))| {
            let gap = if number == 0 { "" } else { ", " };
            line.text(gap).grade(format!("{fill} {grade}"), Some(grade))
        });
        line.text(".")
    };
    let legend = std::iter::once(numbers).chain(has_bars.then(bars)).collect();
    Table { title: "Grades by area".to_owned(), columns, rows: rows.iter().map(line).collect(), legend, least: NARROW }
}

/// Outcomes by rule.
pub(super) fn rules(page: &TableReport, rows: &[RuleRow]) -> Table {
    let others = [RuleOutcome::NotStated, RuleOutcome::NotApplicable, RuleOutcome::Unanswered].map(RuleOutcome::word);
    let figures: Vec<&Figures> = rows.iter().map(|row| &row.figures).collect();
    let others = filled(others, &figures);
    let mut columns = vec![Column::text("Rule"), Column::number("Below best").whole(), Column::number("Share").whole()];
    columns.extend(others.iter().map(|word| Column::number(head(word).0).whole()));
    let line = |row: &RuleRow| {
        let not_met = row.figures.get(RuleOutcome::NotMet.word());
        let title = Piece::text(format!("{} ({})", with_rubric(&row.title, &row.rubric, page), row.id));
        let counts = others.iter().map(|word| row.figures.get(word)).map(|cell| number(cell, count(cell)));
        let own = [title, number(not_met, count_of(not_met, "")), number(not_met, percent(not_met))];
        own.into_iter().chain(counts).collect()
    };
    let mut legend =
        "Below best: the reviews that do not have the best grade that the rule can give, of those with a certain result."
            .to_owned();
    if !others.is_empty() {
        legend.push_str(&format!(" Other columns: {}.", meanings(&others)));
    }
    Table {
        title: "Where reviews most often fall short, rule by rule".to_owned(),
        columns,
        rows: rows.iter().map(line).collect(),
        legend: vec![legend.into()],
        least: NARROW,
    }
}

/// Grades by review and criterion: a table for each rubric. The columns are numbered; the legend says what they are.
pub(super) fn matrices(page: &TableReport, matrix: &MatrixReport) -> Vec<Table> {
    let mut rubrics: Vec<&Shown> = Vec::new();
    for row in &matrix.reviews {
        if !rubrics.contains(&&row.rubric) {
            rubrics.push(&row.rubric);
        }
    }
    let one = |rubric: &&Shown| {
        let rows: Vec<&MatrixRow> = matrix.reviews.iter().filter(|row| row.rubric == **rubric).collect();
        let is_read = |part: &&MatrixPart| rows.iter().any(|row| row.get(&part.id).is_some());
        let parts: Vec<&MatrixPart> = matrix.criteria.iter().filter(is_read).collect();
        let by = if rubrics.len() > 1 { format!(" by {rubric}") } else { String::new() };
        self::matrix(page, format!("Grades{by} by review and area"), &parts, &rows)
    };
    rubrics.iter().map(one).collect()
}

fn matrix(page: &TableReport, title: String, parts: &[&MatrixPart], rows: &[&MatrixRow]) -> Table {
    let numbers = (1..=parts.len()).map(|number| Column::text(number.to_string()).whole());
    let columns = [Column::text("Review"), Column::text("All").whole()].into_iter().chain(numbers).collect();
    let by = [CountBy::Floor, CountBy::Ceiling].into_iter().find(|by| by.word() == page.count);
    let by = by.unwrap_or(CountBy::Headline);
    let rows = rows.iter().map(|row| {
        let overall = Scale::being_read().grade(row.grade);
        let whole = overall.map_or_else(|| "?".to_owned(), Grade::mark);
        let cells = parts.iter().map(|part| {
            let (floor, ceiling) = row.get(&part.id).map_or((None, None), |cell| shown_range(cell, by));
            Piece::Grade(mark(floor, ceiling).to_owned(), floor.filter(|_| floor == ceiling))
        });
        [Piece::text(row.id.as_str()), Piece::Grade(whole.to_owned(), overall)].into_iter().chain(cells).collect()
    });
    let parts = parts.iter().enumerate().map(|(at, part)| format!("{} = {}", at + 1, part.title));
    let marks: Vec<String> =
        Scale::being_read().best_first().map(|grade| format!("{} = {}", grade.mark(), grade.title())).collect();
    let legend = [
        format!("Areas: {}.", parts.collect::<Vec<_>>().join("; ")),
        format!("Marks: {}, ? = not known from the review, · = does not apply or is unanswered.", marks.join(", ")),
    ];
    Table { title, columns, rows: rows.collect(), legend: legend.map(Line::from).to_vec(), least: NARROW }
}
