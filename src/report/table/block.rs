//! The tables of a page as rows of cells, for formats that show them to people.

use super::figures::{Cell, Figures};
use super::notes::tenths;
use super::page::{GroupRow, TablePage};
use crate::report::wording::plain;
use crate::review::Grade;
use crate::tables::Category;
use crate::text::capital;

/// What stands for a count that is hidden.
pub(super) const HIDDEN: &str = "[c]";
/// What stands for a count that is not published.
pub(super) const NOT_PUBLISHED: &str = "–";
/// What stands after a count that was worked out from what was published.
pub(super) const DERIVED: &str = "†";

/// One table.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its title.
    pub(super) title: String,
    /// The heads of its columns, and whether they are numbers.
    pub(super) columns: Vec<(String, bool)>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Piece>>,
    /// The column that gives way where there is little room; the others are as wide as what they hold.
    pub(super) flexible: usize,
    /// What stands under it, before the footnotes.
    pub(super) legend: Vec<String>,
    /// In a narrower terminal its rows are paragraphs.
    pub(super) least: usize,
}

/// Below this width the rows of most tables are paragraphs.
pub(super) const NARROW: usize = 58;

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// What it says.
    pub(super) text: String,
    /// The grade whose colour it has.
    pub(super) grade: Option<Grade>,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Piece { text: text.into(), grade: None }
    }

    pub(super) fn of(text: impl Into<String>, grade: Option<Grade>) -> Self {
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
        Cell::Hidden | Cell::Bare(_) => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => {
            tenths(share).map_or_else(|| NOT_PUBLISHED.to_owned(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
        }
    }
}

/// `45 of 114`, `45† of 114`.
pub(super) fn count_of(cell: Cell, mark: &str) -> String {
    match cell {
        Cell::Known { share, .. } => format!("{}{mark} of {}", share.count, share.of),
        Cell::Bare(_) | Cell::Hidden | Cell::NotPublished => count(cell),
    }
}

/// `†` for a category whose count was worked out.
fn derived(figures: &Figures, word: &str) -> &'static str {
    if figures.derived.contains(&word) { DERIVED } else { "" }
}

/// `45`.
pub(super) fn count(cell: Cell) -> String {
    match cell {
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => share.count.to_string(),
        Cell::Bare(count) => count.to_string(),
    }
}

/// `31.0 to 48.6`, in percent.
pub(super) fn interval(cell: Cell) -> String {
    match (cell, cell.interval()) {
        (Cell::Hidden | Cell::Bare(_), _) => HIDDEN.to_owned(),
        (_, Some(interval)) => format!("{:.1} to {:.1}", interval.low * 100.0, interval.high * 100.0),
        (Cell::NotPublished | Cell::Known { .. }, None) => NOT_PUBLISHED.to_owned(),
    }
}

/// The share in plain words; empty where no fraction is near.
pub(super) fn in_words(cell: Cell) -> String {
    match cell {
        Cell::Hidden | Cell::Bare(_) => HIDDEN.to_owned(),
        Cell::Known { .. } | Cell::NotPublished => cell.in_words().unwrap_or_default(),
    }
}

/// True if a row has *not enough stated* to show.
fn has_open(figures: &Figures) -> bool {
    figures.get(Category::NotEnoughStated.word()).count() != Some(0)
}

/// The categories that a table has columns or rows for: the four grades, and *not enough stated* where there is any.
pub(super) fn categories(page: &TablePage) -> Vec<Category> {
    let open = page.groups.iter().chain(&page.total).any(|row| has_open(&row.figures));
    Category::all().filter(|category| category.grade().is_some() || open).collect()
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
            Piece::of(plain(category.word()), category.grade()),
            Piece::new(count_of(cell, derived(&row.figures, category.word()))),
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
    let flexible = columns.len() - 1;
    Block { title, columns, rows, flexible, legend: Vec::new(), least: NARROW }
}

/// What the groups have in common, in words: of a key of somebody's own its name.
fn by(page: &TablePage) -> Vec<&str> {
    page.by.iter().map(|by| by.as_str().trim_start_matches("custom.")).collect()
}

/// All groups: a row a group and grade.
pub(super) fn groups_long(page: &TablePage) -> Block {
    let mut columns = vec![(capital(&by(page).join(" / ")), false)];
    let mut lines = Vec::new();
    for row in rows(page) {
        let block = group(page, row);
        if columns.len() == 1 {
            columns.extend(block.columns);
        }
        let named = block.rows.into_iter().map(|line| [vec![Piece::new(row.name.as_str())], line].concat());
        lines.extend(named);
    }
    Block { title: title(page), columns, rows: lines, flexible: 0, legend: Vec::new(), least: NARROW }
}

/// All groups: a row a group, a column a grade.
pub(super) fn groups_wide(page: &TablePage) -> Block {
    let categories = categories(page);
    let mut columns = vec![(capital(&by(page).join(" / ")), false), ("Reviews".to_owned(), true)];
    columns.extend(categories.iter().map(|category| (capital(&plain(category.word())), true)));
    let line = |row: &GroupRow| {
        let n = row.figures.n.map_or_else(|| HIDDEN.to_owned(), |n| n.to_string());
        let cells = categories.iter().map(|category| {
            let cell = row.figures.get(category.word());
            Piece::new(stacked(cell, row.figures.n, derived(&row.figures, category.word())))
        });
        [Piece::new(row.name.as_str()), Piece::new(n)].into_iter().chain(cells).collect()
    };
    let rows = rows(page).into_iter().map(line).collect();
    let intervals = page.groups.iter().any(|group| group.figures.intervals);
    let interval = if intervals { "its 95% interval in percent, and " } else { "" };
    let legend = format!("Under each number with its share: {interval}the share in words.");
    Block { title: title(page), columns, rows, flexible: 0, legend: vec![legend], least: NARROW }
}

/// A count with its share, interval and words, one under the other. What it is of is said where that is not the row's n.
fn stacked(cell: Cell, n: Option<u64>, mark: &str) -> String {
    let Cell::Known { share, .. } = cell else { return count(cell) };
    let of = if n == Some(share.of) { String::new() } else { format!(" of {}", share.of) };
    let mut lines = vec![format!("{}{mark}{of}, {}", share.count, percent(cell))];
    if cell.interval().is_some() {
        lines.push(interval(cell));
    }
    lines.extend(cell.in_words());
    lines.join("\n")
}

fn title(page: &TablePage) -> String {
    let of = page.total.as_ref().map_or_else(|| "Reviews".to_owned(), |total| reviews(total.figures.n));
    format!("{of} by {}", by(page).join(" and "))
}
