//! The audit of what is suppressed as a page for the publisher.

use serde::Serialize;

use super::groups::{concealed_of, tables_of};
use super::request::{TableCounts, TableRequest};
use crate::report::doc::{Block, Cell, Column, Doc, Line, NARROW, Table};
use crate::report::{Report, Sheet, Value, View};
use crate::tables::{Audited, Breakdown, Category, MOST_AUDITED, MOST_STEPS, Protection, audit};
use crate::text::{Mask, Shown};
use crate::wording::spaced;

/// What a reader can find out of what the tables of a run suppress. Not for publication.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AuditReport {
    /// Says that it is not for publication.
    pub heading: &'static str,
    /// Counts from 1 to one less than this are suppressed.
    pub suppress_below: u64,
    /// A reader must reckon with every number from 1 to this.
    pub protected_up_to: u64,
    /// The numbers that are suppressed.
    pub(crate) suppressed: Vec<AuditRow>,
    /// What is to be known of it.
    pub notes: Vec<Shown>,
}

/// A number that is suppressed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct AuditRow {
    /// What its table is by.
    pub table: Shown,
    /// Its group; `all` is the total.
    pub group: Shown,
    /// Its grade; `n` is the number of reviews of the group.
    pub category: &'static str,
    /// What it is.
    pub count: u64,
    /// The least and most that it can be by sums; null has no end.
    pub by_sums: (u64, Option<u64>),
    /// The least and most for a reader who knows the program; null where too many tables fit.
    pub by_rule: Option<(u64, u64)>,
    /// Whether a reader must reckon with every number that is protected.
    pub safe: bool,
}

const HEADING: &str = "Not for publication";

/// Makes the audit of the tables of groups; `None` where nothing is suppressed by request.
#[must_use]
pub(crate) fn audit_page(made: &TableCounts, request: &TableRequest, mask: &Mask) -> Option<AuditReport> {
    let protection = request.protection?;
    let breakdowns: Vec<&Breakdown> = made.breakdowns().collect();
    let tables = tables_of(&breakdowns, request);
    let concealed = concealed_of(&breakdowns, request, &protection);
    let audited = audit(&tables, &concealed, &protection);
    let mut notes = vec![mask.shown(
        "By sums: the least and most that a reader finds by adding and subtracting. By the rule: for a reader who knows this program too, of all tables that are published alike.",
    )];
    match &audited {
        None => notes.push(
            mask.shown(&format!("More than {MOST_AUDITED} numbers are suppressed: their ranges are not worked out.")),
        ),
        Some(rows) if rows.iter().any(|row| row.by_rule.is_none()) => notes.push(mask.shown(&format!(
            "Where no range by the rule is given, it takes more than {MOST_STEPS} steps to try all tables that fit.",
        ))),
        Some(_) => {}
    }
    let row = |own: &Audited| audit_row(own, &breakdowns, request, mask, &protection);
    Some(AuditReport {
        heading: HEADING,
        suppress_below: protection.below,
        protected_up_to: protection.upto,
        suppressed: audited.iter().flatten().map(row).collect(),
        notes,
    })
}

fn audit_row(
    own: &Audited,
    breakdowns: &[&Breakdown],
    request: &TableRequest,
    mask: &Mask,
    protection: &Protection,
) -> AuditRow {
    let by = std::iter::once(&request.plan.by).chain(&request.further).nth(own.table);
    let words: Vec<String> = by.into_iter().flatten().map(crate::tables::By::word).collect();
    let group = breakdowns.get(own.table).and_then(|breakdown| breakdown.groups.get(own.row));
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "not stated".to_owned());
    let group = group.map(|group| group.key.iter().map(part).collect::<Vec<_>>().join(" / "));
    AuditRow {
        table: mask.shown(&words.join(",")),
        group: mask.shown(&group.filter(|name| !name.is_empty()).unwrap_or_else(|| "all".to_owned())),
        category: if own.is_size { "n" } else { Category::all().nth(own.column).map_or("n", Category::word) },
        count: own.own,
        by_sums: own.by_sums,
        by_rule: own.by_rule,
        safe: own.is_safe(protection),
    }
}

fn range((least, most): (u64, Option<u64>)) -> String {
    most.map_or_else(|| format!("{least} or more"), |most| format!("{least} to {most}"))
}

impl Report for AuditReport {
    fn doc(&self, _: View) -> Doc {
        let heads = ["Table", "Group", "Grade"].map(Column::text);
        let numbers = ["Count", "By sums", "By the rule"].map(|head| Column::number(head).whole());
        let row = |row: &AuditRow| {
            let by_rule =
                row.by_rule.map_or_else(|| "not tried".to_owned(), |(least, most)| range((least, Some(most))));
            let verdict = if row.safe { "safe" } else { "narrowed" };
            let texts = [row.table.to_string(), row.group.to_string(), spaced(row.category)];
            let numbers = [row.count.to_string(), range(row.by_sums), by_rule].map(Cell::number);
            texts.map(Cell::text).into_iter().chain(numbers).chain([Cell::text(verdict)]).collect()
        };
        let table = Table {
            title: format!("{HEADING}: what a reader can find out of {} suppressed numbers", self.suppressed.len()),
            columns: heads.into_iter().chain(numbers).chain([Column::text("Verdict")]).collect(),
            rows: self.suppressed.iter().map(row).collect(),
            least: NARROW,
            ..Table::default()
        };
        let notes = Block::Notes(self.notes.iter().map(Line::from).collect());
        Doc { title: HEADING.to_owned(), blocks: vec![Block::Table(table), notes] }
    }

    fn sheets(&self) -> Vec<Sheet> {
        let row = |row: &AuditRow| -> Vec<Value> {
            let (least, most) = row.by_rule.unzip();
            vec![
                HEADING.into(),
                row.table.as_str().into(),
                row.group.as_str().into(),
                row.category.into(),
                row.count.into(),
                row.by_sums.0.into(),
                row.by_sums.1.into(),
                least.into(),
                most.into(),
                if row.safe { "safe" } else { "narrowed" }.into(),
            ]
        };
        let columns =
            ["heading", "table", "group", "category", "count", "least", "most", "rule-least", "rule-most", "verdict"];
        vec![Sheet {
            name: "Audit".to_owned(),
            title: String::new(),
            columns: columns.to_vec(),
            rows: self.suppressed.iter().map(row).collect(),
        }]
    }
}
