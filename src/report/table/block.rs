//! The tables of a page as rows of cells, for formats that show them to people.

use super::figures::{Cell, Figures};
use super::matrix::shown_range;
use super::notes::tenths;
use super::page::{CriterionRow, GroupRow, MatrixPage, RuleRow, TablePage, mark};
use crate::engine::RuleOutcome;
use crate::review::Grade;
use crate::tables::{Category, CountBy};
use crate::text::Shown;

/// What stands for a count that is hidden.
pub(super) const HIDDEN: &str = "[c]";
/// What stands for a count that is not published.
pub(super) const NOT_PUBLISHED: &str = "–";

/// One table.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its title.
    pub(super) title: String,
    /// The heads of its columns, and whether they are numbers.
    pub(super) columns: Vec<(String, bool)>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Piece>>,
    /// What stands under it, before the footnotes.
    pub(super) legend: Vec<String>,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// What it says.
    pub(super) text: String,
    /// The grade whose colour it has.
    pub(super) grade: Option<Grade>,
}

impl Piece {
    fn new(text: impl Into<String>) -> Self {
        Piece { text: text.into(), grade: None }
    }

    fn of(text: impl Into<String>, grade: Option<Grade>) -> Self {
        Piece { text: text.into(), grade }
    }
}

/// `173 reviews`, `[c] reviews`.
pub(super) fn reviews(n: Option<u64>) -> String {
    match n {
        Some(1) => "1 review".to_owned(),
        Some(n) => format!("{n} reviews"),
        None => format!("{HIDDEN} reviews"),
    }
}

/// `39.5%`.
pub(super) fn percent(cell: Cell) -> String {
    match cell {
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => {
            tenths(share).map_or_else(|| NOT_PUBLISHED.to_owned(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
        }
    }
}

/// `45 of 114`.
pub(super) fn count_of(cell: Cell) -> String {
    match cell {
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => format!("{} of {}", share.count, share.of),
    }
}

/// `45`.
fn count(cell: Cell) -> String {
    match cell {
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => share.count.to_string(),
    }
}

/// `31.0 to 48.6`, in percent.
pub(super) fn interval(cell: Cell) -> String {
    match (cell, cell.interval()) {
        (Cell::Hidden, _) => HIDDEN.to_owned(),
        (_, Some(interval)) => format!("{:.1} to {:.1}", interval.low * 100.0, interval.high * 100.0),
        (Cell::NotPublished | Cell::Known { .. }, None) => NOT_PUBLISHED.to_owned(),
    }
}

/// The share in plain words; empty where no fraction is near.
pub(super) fn in_words(cell: Cell) -> String {
    if cell == Cell::Hidden { HIDDEN.to_owned() } else { cell.in_words().unwrap_or_default() }
}

/// The word of a category as people read it.
pub(super) fn called(word: &str) -> String {
    word.replace('-', " ")
}

/// True if a row has *not enough stated* to show.
fn has_open(figures: &Figures) -> bool {
    figures.get(Category::NotEnoughStated.word()).share().is_none_or(|share| share.count > 0)
}

/// The categories that a table has columns or rows for: the four grades, and *not enough stated* where there is any.
pub(super) fn categories(page: &TablePage) -> Vec<Category> {
    let open = page.groups.iter().chain(&page.total).any(|row| has_open(&row.figures));
    Category::ALL.into_iter().filter(|category| category.grade().is_some() || open).collect()
}

/// The groups, and their total if there is more than one.
pub(super) fn rows(page: &TablePage) -> Vec<&GroupRow> {
    let total = page.total.iter().filter(|_| page.groups.len() != 1);
    page.groups.iter().chain(total).collect()
}

/// The counts of one group: a row a grade.
pub(super) fn group(page: &TablePage, row: &GroupRow) -> Block {
    let mut columns = vec![("Grade".to_owned(), false), ("Reviews".to_owned(), true), ("Share".to_owned(), true)];
    if row.figures.intervals {
        columns.push(("95% interval".to_owned(), true));
    }
    columns.push(("In words".to_owned(), false));
    let line = |category: Category| {
        let cell = row.figures.get(category.word());
        let mut line = vec![
            Piece::of(called(category.word()), category.grade()),
            Piece::new(count_of(cell)),
            Piece::new(percent(cell)),
        ];
        if row.figures.intervals {
            line.push(Piece::new(interval(cell)));
        }
        line.push(Piece::new(in_words(cell)));
        line
    };
    let title =
        if page.by.is_empty() { reviews(row.figures.n) } else { format!("{}: {}", row.name, reviews(row.figures.n)) };
    let rows = categories(page).into_iter().map(line).collect();
    Block { title, columns, rows, legend: Vec::new() }
}

/// The heads of the columns that groups are named in: what they are grouped by.
fn by(page: &TablePage) -> String {
    let words: Vec<&str> = page.by.iter().map(Shown::as_str).collect();
    crate::text::capital(&words.join(" / "))
}

/// All groups: a row a group and grade.
pub(super) fn groups_long(page: &TablePage) -> Block {
    let mut columns = vec![(by(page), false)];
    let mut lines = Vec::new();
    for row in rows(page) {
        let block = group(page, row);
        if columns.len() == 1 {
            columns.extend(block.columns);
        }
        let named = block.rows.into_iter().map(|line| [vec![Piece::new(row.name.as_str())], line].concat());
        lines.extend(named);
    }
    Block { title: title(page), columns, rows: lines, legend: Vec::new() }
}

/// All groups: a row a group, a column a grade.
pub(super) fn groups_wide(page: &TablePage) -> Block {
    let categories = categories(page);
    let mut columns = vec![(by(page), false), ("Reviews".to_owned(), true)];
    columns.extend(categories.iter().map(|category| (crate::text::capital(&called(category.word())), true)));
    let line = |row: &GroupRow| {
        let n = row.figures.n.map_or_else(|| HIDDEN.to_owned(), |n| n.to_string());
        let cells = categories.iter().map(|category| {
            let cell = row.figures.get(category.word());
            Piece::of(stacked(cell, row.figures.n), None)
        });
        [Piece::new(row.name.as_str()), Piece::new(n)].into_iter().chain(cells).collect()
    };
    let rows = rows(page).into_iter().map(line).collect();
    Block { title: title(page), columns, rows, legend: Vec::new() }
}

/// A count with its share, interval and words, one under the other. What it is of is said where that is not the row's n.
fn stacked(cell: Cell, n: Option<u64>) -> String {
    let Cell::Known { share, .. } = cell else { return count(cell) };
    let of = if n == Some(share.of) { String::new() } else { format!(" of {}", share.of) };
    let mut lines = vec![format!("{}{of}, {}", share.count, percent(cell))];
    if cell.interval().is_some() {
        lines.push(interval(cell));
    }
    lines.extend(cell.in_words());
    lines.join("\n")
}

fn title(page: &TablePage) -> String {
    let words: Vec<&str> = page.by.iter().map(Shown::as_str).collect();
    let of = page.total.as_ref().map_or_else(|| "Reviews".to_owned(), |total| reviews(total.figures.n));
    format!("{of} by {}", words.join(" and "))
}

/// So many characters make a whole bar.
const BAR: u64 = 20;

/// A bar of so many reviews of each grade, the best first; empty where a count is hidden.
fn bar(figures: &Figures) -> String {
    let Some(n) = figures.n.filter(|n| *n > 0 && !figures.hides()) else { return String::new() };
    let fills = ['█', '▓', '▒', '░'];
    let (mut bar, mut sum, mut drawn) = (String::new(), 0, 0);
    for (grade, fill) in Grade::BEST_FIRST.iter().zip(fills) {
        sum += figures.get(grade.word()).share().map_or(0, |share| share.count);
        // The end of each part is rounded, so that no bar is longer than it should be.
        let end = (sum * BAR * 2 + n) / (n * 2);
        (drawn..end).for_each(|_| bar.push(fill));
        drawn = end;
    }
    bar
}

/// Grades by criterion.
pub(super) fn criteria(page: &TablePage, rows: &[CriterionRow]) -> Block {
    let heads = [("Criterion", false), ("", false), ("Reviews", true)];
    let words = ["outstanding", "good", "adequate", "inadequate", "not-stated", "not-applicable", "unanswered"];
    let shown: Vec<&str> = words
        .into_iter()
        .enumerate()
        .filter(|(at, word)| {
            *at < 4 || rows.iter().any(|row| row.figures.get(word).share().is_none_or(|share| share.count > 0))
        })
        .map(|(_, word)| word)
        .collect();
    let mut columns: Vec<(String, bool)> = heads.map(|(head, right)| (head.to_owned(), right)).into();
    let head = |word: &str| match word {
        "outstanding" => "O".to_owned(),
        "good" => "G".to_owned(),
        "adequate" => "A".to_owned(),
        "inadequate" => "I".to_owned(),
        other => crate::text::capital(&called(other)),
    };
    columns.extend(shown.iter().map(|word| (head(word), true)));
    let line = |row: &CriterionRow| {
        let n = row.figures.n.map_or_else(|| HIDDEN.to_owned(), |n| n.to_string());
        let title = with_rubric(&row.title, &row.rubric, page);
        let cells = shown.iter().map(|word| Piece::new(count(row.figures.get(word))));
        [Piece::new(title), Piece::new(bar(&row.figures)), Piece::new(n)].into_iter().chain(cells).collect()
    };
    Block {
        title: "Grades by criterion".to_owned(),
        columns,
        rows: rows.iter().map(line).collect(),
        legend: vec!["Bars: █ outstanding (O), ▓ good (G), ▒ adequate (A), ░ inadequate (I); what is left is not settled, does not apply, or is not answered.".to_owned()],
    }
}

/// A title, with its rubric where there are several.
fn with_rubric(title: &Shown, rubric: &Shown, page: &TablePage) -> String {
    if page.rubrics.len() > 1 { format!("{title} ({rubric})") } else { title.to_string() }
}

/// Outcomes by rule.
pub(super) fn rules(page: &TablePage, rows: &[RuleRow]) -> Block {
    let others = [RuleOutcome::NotStated, RuleOutcome::NotApplicable, RuleOutcome::Unanswered];
    let others: Vec<RuleOutcome> = others
        .into_iter()
        .filter(|outcome| {
            rows.iter().any(|row| row.figures.get(outcome.word()).share().is_none_or(|share| share.count > 0))
        })
        .collect();
    let mut columns = vec![("Rule".to_owned(), false), ("Not met".to_owned(), true), ("Share".to_owned(), true)];
    columns.extend(others.iter().map(|outcome| (crate::text::capital(&called(outcome.word())), true)));
    let line = |row: &RuleRow| {
        let not_met = row.figures.get(RuleOutcome::NotMet.word());
        let title = format!("{}  {}", with_rubric(&row.title, &row.rubric, page), row.id);
        let cells = others.iter().map(|outcome| Piece::new(count(row.figures.get(outcome.word()))));
        [Piece::new(title), Piece::new(count_of(not_met)), Piece::new(percent(not_met))]
            .into_iter()
            .chain(cells)
            .collect()
    };
    Block {
        title: "What holds reviews down, rule by rule".to_owned(),
        columns,
        rows: rows.iter().map(line).collect(),
        legend: vec!["Not met: so many of the reviews that the rule applies to and where it is settled.".to_owned()],
    }
}

/// Grades by review and criterion. The columns are numbered; the legend says what they are.
pub(super) fn matrix(page: &TablePage, matrix: &MatrixPage) -> Block {
    let numbers = (1..=matrix.criteria.len()).map(|number| (number.to_string(), false));
    let columns = [("Review".to_owned(), false), ("All".to_owned(), false)].into_iter().chain(numbers).collect();
    let by = [CountBy::Floor, CountBy::Ceiling].into_iter().find(|by| by.word() == page.count);
    let by = by.unwrap_or(CountBy::Headline);
    let rows = matrix.reviews.iter().map(|row| {
        let overall = Grade::BEST_FIRST.into_iter().find(|grade| grade.word() == row.grade);
        let own = [
            Piece::new(row.id.as_str()),
            Piece::of(overall.map_or("?", |grade| mark(Some(grade), Some(grade))), overall),
        ];
        let cells = matrix.criteria.iter().map(|part| {
            let (floor, ceiling) = row.get(&part.id).map_or((None, None), |cell| shown_range(cell, by));
            Piece::of(mark(floor, ceiling), floor.filter(|_| floor == ceiling))
        });
        own.into_iter().chain(cells).collect()
    });
    let parts = matrix.criteria.iter().enumerate().map(|(at, part)| format!("{} {}", at + 1, part.title));
    Block {
        title: "Grades by review and criterion".to_owned(),
        columns,
        rows: rows.collect(),
        legend: vec![
            format!("Criteria: {}.", parts.collect::<Vec<_>>().join("; ")),
            "Marks: O* outstanding, G+ good, A- adequate, Ix inadequate, ? not settled by what is stated, · does not apply or is not answered.".to_owned(),
        ],
    }
}
