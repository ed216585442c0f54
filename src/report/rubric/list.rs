//! Rubrics, a line each.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::doc::{Block, Cell, Column, Doc, Table};
use crate::report::{Report, View};
use crate::rubric::Rubric;
use crate::text::{Mask, Shown, or_list};

/// A rubric in a line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RubricLine {
    /// Its id.
    pub id: Shown,
    /// Its version.
    pub version: Shown,
    /// Its title.
    pub title: Shown,
    /// The kinds of review it is for; empty means all.
    pub kinds: Vec<Shown>,
    /// How many criteria it has.
    pub criteria: usize,
    /// How many rules.
    pub rules: usize,
    /// How many of them ask a person.
    pub questions: usize,
    /// Whether it is a base that other rubrics extend, for no kind of review.
    pub is_base: bool,
}

impl RubricLine {
    /// Describes `rubric`.
    #[must_use]
    pub fn from_rubric(rubric: &Rubric, mask: &Mask) -> Self {
        RubricLine {
            id: mask.shown(&rubric.id),
            version: mask.shown(&rubric.version),
            title: mask.shown(&rubric.title),
            kinds: rubric.kinds.iter().map(|kind| mask.shown(kind)).collect(),
            criteria: rubric.criteria.len(),
            rules: rubric.rules().count(),
            questions: rubric.rules().filter(|rule| rule.is_asked()).count(),
            is_base: false,
        }
    }

    /// Describes a rubric that others extend.
    pub(crate) fn from_base(rubric: &Rubric, mask: &Mask) -> Self {
        RubricLine { is_base: true, ..RubricLine::from_rubric(rubric, mask) }
    }
}

impl Report for Vec<RubricLine> {
    fn doc(&self, _: View) -> Doc {
        let row = |rubric: &RubricLine| {
            let kinds: Vec<&str> = rubric.kinds.iter().map(Shown::as_str).collect();
            let kinds = match kinds.as_slice() {
                _ if rubric.is_base => "other rubrics".to_owned(),
                [] => "all kinds".to_owned(),
                kinds => or_list(kinds),
            };
            let (id, version, title) = (rubric.id.to_string(), rubric.version.to_string(), rubric.title.to_string());
            [id, version, kinds, rubric.rules.to_string(), title].map(Cell::Text).to_vec()
        };
        let columns = ["Rubric", "Version", "For", "Rules", "Title"].map(Column::text).to_vec();
        let table = Table { columns, rows: self.iter().map(row).collect(), ..Table::default() };
        Doc { title: "Rubrics".to_owned(), blocks: vec![Block::Table(table)] }
    }
}
