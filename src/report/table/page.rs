//! The model of tables: everything that any format shows.
//!
//! Field names are the keys of the JSON form, in kebab-case; they are a contract: add, never rename.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::cells::reviews;
use super::excluded::Excluded;
use super::figures::Figures;
use super::matrix::MatrixReport;
use crate::report::{RubricHead, Tool};
use crate::review::Grade;
use crate::tables::{Category, CountBy};
use crate::text::Shown;

/// Tables over any number of reviews.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TableReport {
    /// What made it.
    pub tool: Tool,
    /// The rubric that graded the reviews; null where none did, and where several did.
    pub rubric: Option<RubricHead>,
    /// All rubrics that graded reviews.
    pub rubrics: Vec<RubricHead>,
    /// The day it stands for, ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// Which grade is counted: `headline`, `tool`, `floor`, `ceiling` or `recorded`.
    #[schemars(with = "CountBy")]
    pub count: &'static str,
    /// What the groups have in common.
    pub by: Vec<Shown>,
    /// Counts from 1 to one less than this are hidden; null where nothing is.
    pub suppress_below: Option<u64>,
    /// Every number is rounded to a multiple of this; null where none is.
    pub round: Option<u64>,
    /// How many reviews; null where the groups cannot be added, or where it is hidden.
    pub n: Option<u64>,
    /// The groups; one named `all` where none are asked for.
    pub(crate) groups: Vec<GroupRow>,
    /// Those that share what they are grouped by first, together, where subtotals are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) subtotals: Vec<GroupRow>,
    /// All groups together; null where they cannot be added.
    pub(crate) total: Option<GroupRow>,
    /// The same reviews in other groups, a table each.
    pub(crate) further: Vec<FurtherTable>,
    /// Grades by criterion; null where they are not asked for.
    pub(crate) criteria: Option<Vec<CriterionRow>>,
    /// Outcomes by rule; null where they are not asked for.
    pub(crate) rules: Option<Vec<RuleRow>>,
    /// Grades by review and criterion; null where they are not asked for, and where they are hidden.
    pub(crate) matrix: Option<MatrixReport>,
    /// The inputs that are not counted; none are named where counts are hidden.
    pub(crate) excluded: Vec<ExcludedRow>,
    /// The reviews that people graded otherwise than the tool; null where there are none, and where counts are hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) departed: Option<DepartedReport>,
    /// The command that made it; null where counts are hidden, since it may name what tells of them.
    pub command: Option<Shown>,
    /// The inputs that the command names; none are named where counts are hidden.
    pub inputs: Vec<Shown>,
    /// The footnotes.
    pub notes: Vec<Shown>,
}

/// How many reviews people graded otherwise than the tool, and which way.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct DepartedReport {
    /// Better.
    pub better: u64,
    /// Worse.
    pub worse: u64,
    /// From or to no grade.
    pub other: u64,
}

/// The reviews of a table in other groups.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct FurtherTable {
    /// What the groups have in common.
    pub by: Vec<Shown>,
    /// The groups.
    pub groups: Vec<GroupRow>,
    /// Those that share what they are grouped by first, together, where subtotals are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subtotals: Vec<GroupRow>,
    /// All groups together; null where they cannot be added.
    pub total: Option<GroupRow>,
}

/// The groups of one table, wherever they are kept.
#[derive(Clone, Copy)]
pub(super) struct Groups<'p> {
    pub(super) by: &'p [Shown],
    pub(super) groups: &'p [GroupRow],
    pub(super) subtotals: &'p [GroupRow],
    pub(super) total: Option<&'p GroupRow>,
}

impl TableReport {
    /// Returns its tables of groups, the first one first.
    pub(super) fn tables(&self) -> impl Iterator<Item = Groups<'_>> {
        let first =
            Groups { by: &self.by, groups: &self.groups, subtotals: &self.subtotals, total: self.total.as_ref() };
        let further = self.further.iter().map(|own| Groups {
            by: &own.by,
            groups: &own.groups,
            subtotals: &own.subtotals,
            total: own.total.as_ref(),
        });
        std::iter::once(first).chain(further)
    }

    /// Returns the groups and totals of all tables.
    pub(super) fn all_rows(&self) -> impl Iterator<Item = &GroupRow> {
        self.tables().flat_map(|table| table.groups.iter().chain(table.total))
    }

    /// Returns the categories that its tables have columns or rows for: the grades, and *not enough stated* where it may occur.
    pub(super) fn categories(&self) -> Vec<Category> {
        let may_occur = |row: &GroupRow| row.figures.get(Category::NotEnoughStated.word()).count() != Some(0);
        let has_open = self.all_rows().any(may_occur);
        Category::all().filter(|category| category.grade().is_some() || has_open).collect()
    }
}

impl<'p> Groups<'p> {
    /// Returns the groups, each subtotal after its own, and their total if there is more than one.
    pub(super) fn rows(self) -> impl Iterator<Item = &'p GroupRow> {
        let first = |row: &'p GroupRow| row.by.first();
        let alike = self.groups.chunk_by(|one, two| one.by.first() == two.by.first());
        let groups = alike.flat_map(move |groups| {
            let own = groups.first().and_then(first);
            groups.iter().chain(self.subtotals.iter().filter(move |row| first(row) == own))
        });
        groups.chain(self.total.filter(|_| self.groups.len() != 1))
    }

    /// Returns the title of the table: how many reviews it counts, and in which groups.
    pub(super) fn title(self) -> String {
        let counted = self.total.map_or_else(|| "Reviews".to_owned(), |total| reviews(total.figures.n));
        if self.by.is_empty() { counted } else { format!("{counted} by {}", self.names().join(" and ")) }
    }

    /// Returns what the groups have in common, in words: of a key of somebody's own its name.
    pub(super) fn names(self) -> Vec<&'p str> {
        self.by.iter().map(|by| by.as_str().trim_start_matches("custom.")).collect()
    }
}

/// One group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct GroupRow {
    /// Its name.
    pub name: Shown,
    /// What its reviews have in common; null is not stated.
    pub by: IndexMap<String, Option<Shown>>,
    /// Its first day, if it is a period and its days are known.
    pub from: Option<String>,
    /// Its last.
    pub to: Option<String>,
    /// Its counts.
    #[serde(flatten)]
    pub figures: Figures,
    /// How many of its grades may change, since a question for a person is open; null where it is hidden.
    pub provisional: Option<u64>,
    /// Who published its tallies.
    pub sources: Vec<Shown>,
}

/// How one criterion came out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct CriterionRow {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// The rubric's id and version.
    pub rubric: Shown,
    /// Its counts: of each grade, `not-stated`, `not-applicable` and `unanswered`.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How one rule came out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct RuleRow {
    /// Its id.
    pub id: Shown,
    /// Its title.
    pub title: Shown,
    /// The criterion it belongs to.
    pub criterion: Shown,
    /// The rubric's id and version.
    pub rubric: Shown,
    /// Its counts: of each outcome. Shares of `met` and `not-met` are of the reviews that it applies to and where it is
    /// settled.
    #[serde(flatten)]
    pub figures: Figures,
}

/// An input that is not counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ExcludedRow {
    /// The file, or the file and row.
    pub source: Shown,
    /// Why: `broken`, `duplicate`, `nothing-to-grade`, `profile-only`, `no-recorded-grade` or `unreadable`.
    #[schemars(with = "Excluded")]
    pub why: &'static str,
    /// The same in words.
    pub because: Shown,
}

/// The letter and the mark of a judgement, which must be told apart without colour.
#[must_use]
pub(super) fn mark(floor: Option<Grade>, ceiling: Option<Grade>) -> String {
    match floor.filter(|_| floor == ceiling) {
        Some(grade) => grade.mark(),
        None if floor.is_some() => "?".to_owned(),
        None => "·".to_owned(),
    }
}
