//! The action plan, from the tables that have the headings of one.

use std::collections::BTreeMap;

use super::agencies::Agencies;
use super::columns::{Column, Plan, plan};
use super::dates::{self, Dated};
use super::draft::{Draft, Found, Part, Value};
use super::ids::Ids;
use super::points::finding_ids;
use crate::document::passages::{Passage, Passages, Table};

/// What people write into a cell that is still to be filled.
const NOT_SETTLED: [&str; 11] =
    ["tbc", "tba", "tbd", "n/a", "na", "-", "–", "to be confirmed", "to be agreed", "to be decided", "?"];

/// An action while it is read: a row, or several whose first cell is one.
struct Action<'p> {
    what: &'p Passage,
    cells: BTreeMap<Column, Vec<&'p Passage>>,
}

/// Adds the actions of every action plan, and gives their ids.
pub(super) fn read(passages: &Passages, agencies: &mut Agencies, findings: &Ids, draft: &mut Draft) -> Ids {
    let mut ids = Ids::new('A');
    for table in passages.tables() {
        let Some(plan) = plan(&table) else { continue };
        for action in actions(&table, &plan) {
            draft.parts.push(action.part(agencies, findings, &mut ids));
        }
    }
    ids
}

/// How many actions there are in all action plans.
pub(super) fn count(passages: &Passages) -> usize {
    passages.tables().iter().filter_map(|table| Some(actions(table, &plan(table)?).len())).sum()
}

fn actions<'p>(table: &Table<'p>, plan: &Plan) -> Vec<Action<'p>> {
    let mut actions: Vec<Action<'p>> = Vec::new();
    let cell = |row: usize, kind: Column| plan.columns(kind).find_map(|at| table.at(row, at));
    for row in plan.first_row..=table.rows {
        let Some(what) = cell(row, Column::Action).or_else(|| cell(row, Column::Recommendation)) else { continue };
        // A cell across the table is a heading within it.
        if what.cell().is_some_and(|cell| cell.columns >= table.columns) || plan.is_heading(table, row) {
            continue;
        }
        if !actions.last().is_some_and(|last| std::ptr::eq(last.what, what)) {
            actions.push(Action { what, cells: BTreeMap::new() });
        }
        let Some(action) = actions.last_mut() else { continue };
        for kind in KINDS {
            for own in plan.columns(kind).filter_map(|at| table.at(row, at)) {
                let known = action.cells.entry(kind).or_default();
                if !known.iter().any(|other| other.text == own.text) {
                    known.push(own);
                }
            }
        }
    }
    actions
}

/// What an action is read from besides its text.
const KINDS: [Column; 8] = [
    Column::Id,
    Column::Finding,
    Column::Agency,
    Column::Owner,
    Column::Either,
    Column::Due,
    Column::Measure,
    Column::Status,
];

impl Action<'_> {
    fn part(&self, agencies: &mut Agencies, findings: &Ids, ids: &mut Ids) -> Part {
        let span = self.what.span;
        let id = ids.free(self.first(Column::Id).map(|cell| cell.text.as_str()));
        let mut part = Part::item("actions", span).with(Value::text("id", id, span));
        part.values.push(Value::text("text", self.what.text.clone(), span));
        part.values.extend(self.addresses(findings));
        part.values.extend(self.plain(Column::Owner, "owner"));
        part.values.extend(self.plain(Column::Either, "owner").map(|value| match value.doubt {
            Some(_) => value,
            None => value.doubted("the heading names an agency or a person"),
        }));
        part.values.extend(self.agency(agencies));
        part.values.extend(self.due());
        part.values.extend(self.plain(Column::Measure, "measured-by"));
        part.values.extend(self.plain(Column::Status, "status"));
        part
    }

    fn first(&self, kind: Column) -> Option<&Passage> {
        self.cells.get(&kind).and_then(|cells| cells.first()).copied()
    }

    /// Why a cell is not taken at its word.
    fn doubt(&self, kind: Column) -> Option<String> {
        let cells = self.cells.get(&kind)?;
        if cells.len() > 1 {
            return Some("the table gives several".to_owned());
        }
        let text = cells.first()?.text.trim().trim_end_matches('.').to_lowercase();
        NOT_SETTLED.contains(&text.as_str()).then(|| "this is not settled".to_owned())
    }

    fn plain(&self, kind: Column, key: &'static str) -> Option<Value> {
        let cell = self.first(kind)?;
        Some(Value { doubt: self.doubt(kind), ..Value::text(key, cell.text.clone(), cell.span) })
    }

    fn due(&self) -> Option<Value> {
        let cell = self.first(Column::Due)?;
        let (found, doubt) = match dates::whole(&cell.text)? {
            Dated::Sure(date) => (Found::Date(date), None),
            Dated::Doubtful(Some(date), why) => (Found::Date(date), Some(why)),
            Dated::Doubtful(None, why) => (Found::Text(cell.text.clone()), Some(why)),
        };
        Some(Value { key: "due", found, span: Some(cell.span), doubt: self.doubt(Column::Due).or(doubt) })
    }

    fn agency(&self, agencies: &mut Agencies) -> Option<Value> {
        let cell = self.first(Column::Agency)?;
        if let Some(doubt) = self.doubt(Column::Agency) {
            return Some(Value::text("agency", cell.text.clone(), cell.span).doubted(doubt));
        }
        Some(match agencies.named(&cell.text, cell.span) {
            Some(id) => Value::text("agency", id, cell.span),
            None => Value::text("agency", cell.text.clone(), cell.span).doubted("one agency is wanted, by its id"),
        })
    }

    fn addresses(&self, findings: &Ids) -> Option<Value> {
        let cell = self.first(Column::Finding)?;
        let ids = finding_ids(&cell.text, findings);
        let value = Value::text("addresses", cell.text.clone(), cell.span);
        Some(match ids {
            Some(ids) => {
                let doubted = ids.iter().find(|id| findings.is_doubted(id));
                let doubt = doubted.map(|id| format!("it is not certain that {id} is a finding"));
                Value { found: Found::Ids(ids), doubt: self.doubt(Column::Finding).or(doubt), ..value }
            }
            None => Value { found: Found::Ids(vec![cell.text.clone()]), ..value }.doubted("which findings are these?"),
        })
    }
}
