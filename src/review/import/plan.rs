//! The actions: rows of action plans, joined to the recommendations that they carry out, and recommendations by themselves.

use std::collections::BTreeMap;

use super::agencies::{Agencies, is_agency_like};
use super::called::{Called, PointKind};
use super::columns::Column;
use super::dates::{self, DateOrder, Dated};
use super::draft::{Draft, Found, Part, Value};
use super::grid::{Cell, Grid, RowKind, Use};
use super::ids::Ids;
use super::people::{is_role, looks_like_person};
use super::point::Point;
use super::points::addressee;
use super::sections::Sections;
use super::text::{Gist, typed_label, unsettled, words};
use super::topics::topic as topic_of;
use super::whole::are_counted;
use crate::document::passages::{Passage, Passages};
use crate::text::Span;

/// A row of an action plan.
struct PlanRow<'p> {
    /// What is to be done, or what was recommended.
    what: &'p Passage,
    cells: BTreeMap<Column, Vec<Cell<'p>>>,
    /// The agency that a heading above the row or the table names.
    group: Option<(String, Span)>,
    order: DateOrder,
}

/// How many actions there are in all action plans.
pub(super) fn count(passages: &Passages) -> usize {
    rows(&Sections::new(passages), &Agencies::default()).0.len()
}

/// The rows of every action plan, and whether there is one that says nothing of what to do.
fn rows<'p>(sections: &Sections<'p>, agencies: &Agencies) -> (Vec<PlanRow<'p>>, bool) {
    let mut rows: Vec<PlanRow<'p>> = Vec::new();
    let mut is_any_left_out = false;
    for (table, topic) in &sections.tables {
        let Some(grid) = Grid::new(table, *topic).filter(|grid| grid.use_of() == Some(Use::Plan)) else { continue };
        let above = table.first().and_then(|first| sections.above(first));
        let named = |passage: &Passage| {
            let name = addressee(&passage.text);
            // Initials of the board above a plan are those of the plan as often as of whom it is for.
            let is_named_board = agencies.is_board(&name) && name.contains(char::is_lowercase);
            let is_other = !agencies.is_board(&name) && (is_agency_like(&name) || agencies.find(&name).is_some());
            let is_agency = topic_of(&name).is_none() && (is_named_board || is_other);
            is_agency.then_some((name, passage.span))
        };
        let mut group = above.and_then(named);
        let order = sections.order_in(&grid);
        for row in grid.rows() {
            match row {
                RowKind::Heading(passage) => group = named(passage),
                RowKind::Values(cells) => {
                    let what = [Column::Action, Column::Recommendation].iter().find_map(|column| {
                        cells.get(column)?.iter().map(|cell| cell.passage).find(|own| unsettled(&own.text).is_none())
                    });
                    let Some(what) = what else {
                        is_any_left_out |= !cells.is_empty();
                        continue;
                    };
                    match rows.last_mut().filter(|last| std::ptr::eq(last.what, what)) {
                        Some(last) => last.join(cells),
                        None => rows.push(PlanRow { what, cells, group: group.clone(), order }),
                    }
                }
            }
        }
    }
    (rows, is_any_left_out)
}

/// Adds the actions: those of plans in their order, then the recommendations that no plan carries out.
pub(super) fn read(
    sections: &Sections<'_>,
    points: &[Point],
    agencies: &mut Agencies,
    findings: &Ids,
    draft: &mut Draft,
) {
    let recommendations: Vec<&Point> = points.iter().filter(|point| point.kind == PointKind::Recommendation).collect();
    let mut carried_out = vec![false; recommendations.len()];
    let mut ids = Ids::new('A');
    let (rows, is_any_left_out) = rows(sections, agencies);
    if !rows.is_empty() || are_counted(recommendations.iter().map(|point| point.number.as_deref())) {
        draft.counted.insert("actions");
    }
    if is_any_left_out {
        draft.left_out.insert("actions");
    }
    let gists: Vec<Gist> = recommendations.iter().map(|point| Gist::from_text(&point.text)).collect();
    let planned: Vec<Gist> = rows.iter().map(|row| Gist::from_text(&row.what.text)).collect();
    for row in &rows {
        let at = row.recommendation((&recommendations, &gists), agencies);
        if let Some(slot) = at.and_then(|at| carried_out.get_mut(at)) {
            *slot = true;
        }
        let own = at.and_then(|at| recommendations.get(at)).copied();
        draft.parts.push(row.part(own, agencies, findings, &mut ids));
    }
    let others = recommendations.iter().zip(&gists).zip(&carried_out).filter(|(_, done)| !**done);
    for ((point, gist), _) in others {
        let mut part = recommended(point, agencies, &mut ids);
        let is_in_plan = planned.iter().any(|row| row.is_same(gist));
        if is_in_plan {
            continue;
        }
        if !rows.is_empty() {
            part.doubt = Some("it is among the recommendations; is it in the action plan in other words?".to_owned());
        }
        draft.parts.push(part);
    }
}

/// An action that is known only as a recommendation.
fn recommended(point: &Point, agencies: &mut Agencies, ids: &mut Ids) -> Part {
    let span = point.span;
    let id = ids.free(point.number.as_deref());
    let field = |wanted: &[Column]| point.fields.iter().find(|(column, ..)| wanted.contains(column));
    let mut part = Part::item("actions", span).with(Value::text("id", id, span));
    let done: Vec<&str> = point
        .fields
        .iter()
        .filter(|(column, ..)| *column == Column::Action)
        .map(|(_, text, _)| text.as_str())
        .collect();
    if done.is_empty() {
        part.values.push(Value::text("text", point.text.clone(), point.text_span.unwrap_or(span)));
    } else {
        part.values.push(Value::text("text", done.join("\n"), span));
        part.values.push(Value::text("recommendation", point.text.clone(), span));
    }
    let lead = field(&[Column::Agency]).map(|(_, text, span)| (text.clone(), *span));
    if let Some((name, span)) = lead.or_else(|| Some((point.agency.clone()?, span))) {
        part.values.push(agencies.acting(name.trim_start_matches("the "), span));
    }
    if let Some((_, text, span)) = field(&[Column::Owner, Column::Either]) {
        part.values.push(owner(text, *span));
    }
    if let Some((_, text, span)) = field(&[Column::When]) {
        part.values.extend(due(text, *span, DateOrder::DayFirst));
    }
    if let Some((_, text, span)) = field(&[Column::Measure]).or_else(|| field(&[Column::Outcome])) {
        part.values.push(settled("measured-by", text, *span));
    }
    if let Some((_, text, span)) = field(&[Column::Status]) {
        part.values.push(settled("status", text, *span));
    }
    part
}

impl<'p> PlanRow<'p> {
    /// Takes in a further row of the same action.
    fn join(&mut self, cells: BTreeMap<Column, Vec<Cell<'p>>>) {
        for (column, more) in cells {
            let known = self.cells.entry(column).or_default();
            for cell in more {
                if !known.iter().any(|other| other.passage.text == cell.passage.text) {
                    known.push(cell);
                }
            }
        }
    }

    fn first(&self, column: Column) -> Option<Cell<'p>> {
        self.cells.get(&column).and_then(|cells| cells.first()).copied()
    }

    /// The cells of the first of these columns that the table has.
    fn either(&self, columns: &[Column]) -> Option<(Cell<'p>, usize)> {
        let cells = columns.iter().find_map(|column| self.cells.get(column))?;
        Some((*cells.first()?, cells.len()))
    }

    /// Which recommendation the row carries out, by its text or else by its number.
    fn recommendation(&self, (points, gists): (&[&Point], &[Gist]), agencies: &Agencies) -> Option<usize> {
        let own = self.first(Column::Recommendation).map(|cell| numbered(&cell.passage.text));
        let text = own.as_ref().map_or(self.what.text.as_str(), |(_, text)| text.as_str());
        let text = Gist::from_text(text);
        let by_text = gists.iter().position(|gist| gist.is_same(&text));
        let id =
            || self.first(Column::Id).map(|cell| cell.passage.text.trim().trim_start_matches(['R', 'r']).to_owned());
        let number = own.as_ref().and_then(|(number, _)| number.clone()).or_else(id)?;
        by_text.or_else(|| {
            let group = self.group.as_ref().map(|(name, _)| name);
            let is_same_agency = |point: &&&Point| match (&point.agency, group) {
                (Some(one), Some(other)) => one == other || agencies.find(one) == agencies.find(other),
                (_, _) => true,
            };
            let has_text = own.as_ref().is_some_and(|(_, text)| words(text).len() > 3);
            let mut found = points.iter().enumerate().filter(|(_, point)| {
                !has_text && point.number.as_deref() == Some(number.as_str()) && is_same_agency(point)
            });
            let first = found.next()?;
            found.next().is_none().then_some(first.0)
        })
    }

    fn part(&self, point: Option<&Point>, agencies: &mut Agencies, findings: &Ids, ids: &mut Ids) -> Part {
        let span = self.what.span;
        let own = self.first(Column::Recommendation).map(|cell| (numbered(&cell.passage.text), cell.passage.span));
        let number = self.first(Column::Id).map(|cell| cell.passage.text.trim().to_owned());
        let number = number.or_else(|| own.as_ref().and_then(|((number, _), _)| number.clone()));
        let id = ids.free(number.as_deref());
        let mut part = Part::item("actions", span).with(Value::text("id", id, span));
        let (_, text) = numbered(&self.what.text);
        part.values.push(Value::text("text", text.clone(), span));
        let own = own.filter(|((_, own), _)| words(own).len() > 2).map(|((_, text), span)| (text, span));
        let asked = own.or_else(|| point.map(|point| (point.text.clone(), point.span)));
        if let Some((asked, place)) = asked.filter(|(asked, _)| *asked != text) {
            part.values.push(Value::text("recommendation", asked, place));
        }
        part.values.extend(self.addresses(findings));
        part.values.extend(self.people(point, agencies));
        if let Some((cell, count)) = self.either(&[Column::When]) {
            let value = due(&cell.passage.text, cell.passage.span, self.order);
            part.values.extend(value.map(|value| doubted(value, cell, count)));
        }
        for (key, columns) in [("measured-by", &[Column::Measure, Column::Outcome][..]), ("status", &[Column::Status])]
        {
            if let Some((cell, count)) = self.either(columns) {
                part.values.push(doubted(settled(key, &cell.passage.text, cell.passage.span), cell, count));
            }
        }
        part
    }

    /// Who will act: an owner, an agency, or both.
    fn people(&self, point: Option<&Point>, agencies: &mut Agencies) -> Vec<Value> {
        let mut values = Vec::new();
        let mut agency = self.either(&[Column::Agency]);
        let mut person = self.either(&[Column::Owner]);
        if let Some((cell, count)) = self.either(&[Column::Either]) {
            // The heading says neither: the words of the cell may.
            let text = &cell.passage.text;
            if is_role(text) && person.is_none() {
                person = Some((cell, count));
            } else if agency.is_none() && (is_agency_like(text) || agencies.find(text).is_some()) {
                agency = Some((cell, count));
            } else {
                let value = owner(text, cell.passage.span);
                let why = value.doubt.clone().unwrap_or_else(|| "the heading names an agency or a person".to_owned());
                values.push(value.doubted(why));
            }
        }
        if let Some((cell, count)) = person {
            values.push(doubted(owner(&cell.passage.text, cell.passage.span), cell, count));
        }
        let of_owner = person.and_then(|(cell, _)| {
            let (_, last) = cell.passage.text.rsplit_once(',')?;
            Some(Value::text("agency", agencies.find(last)?, cell.passage.span))
        });
        let asked = point.and_then(|point| Some((point.agency.clone()?, point.span)));
        let acting = match agency {
            Some((cell, count)) => {
                let value = match unsettled(&cell.passage.text)
                    .or(cell.is_spread.then_some("the cell spans several columns"))
                {
                    Some(why) => Value::text("agency", cell.passage.text.clone(), cell.passage.span).doubted(why),
                    None => agencies.acting(&cell.passage.text, cell.passage.span),
                };
                Some(doubted(value, cell, count))
            }
            None => of_owner.or_else(|| {
                let (name, span) = self.group.clone().or(asked)?;
                Some(agencies.acting(name.trim_start_matches("the "), span))
            }),
        };
        values.extend(acting);
        values
    }

    fn addresses(&self, findings: &Ids) -> Option<Value> {
        let cell = self.first(Column::Finding)?.passage;
        let value = Value::text("addresses", cell.text.clone(), cell.span);
        Some(match finding_ids(&cell.text, findings) {
            Some(ids) => Value { found: Found::Ids(ids), ..value },
            None => Value { found: Found::Ids(vec![cell.text.clone()]), ..value }.doubted("which findings are these?"),
        })
    }
}

/// The ids of the findings that a text names, all of them by number; `None` if it says anything else.
fn finding_ids(text: &str, findings: &Ids) -> Option<Vec<String>> {
    const AROUND: [&str; 9] = ["finding", "findings", "and", "no", "learning", "point", "points", "lesson", "lessons"];
    let mut ids = Vec::new();
    for word in words(text).iter().filter(|word| !AROUND.contains(&word.as_str())) {
        let id = format!("F{}", word.strip_prefix('f').unwrap_or(word));
        if !findings.has(&id) {
            return None;
        }
        ids.push(id);
    }
    (!ids.is_empty()).then_some(ids)
}

/// A number in front of a text, typed or with a name, and the text.
fn numbered(text: &str) -> (Option<String>, String) {
    if let Some(called) = Called::parse(text, true).filter(|called| called.kind == PointKind::Recommendation) {
        return (called.number, called.rest);
    }
    let (label, rest) = typed_label(text);
    (label.map(|label| label.trim_matches(['.', ')', '(']).to_owned()), rest.trim().to_owned())
}

/// The same value, doubted where its cell goes on into another column or is not the only one.
fn doubted(value: Value, cell: Cell<'_>, count: usize) -> Value {
    match (cell.is_spread, count > 1, &value.doubt) {
        (true, _, None) => value.doubted("the cell spans several columns"),
        (false, true, None) => value.doubted("the table gives several"),
        (..) => value,
    }
}

fn settled(key: &'static str, text: &str, span: Span) -> Value {
    let value = Value::text(key, text.trim(), span);
    match unsettled(text) {
        Some(why) => value.doubted(why),
        None => value,
    }
}

/// Who will do it: a role, without the name of the person who has it.
fn owner(text: &str, span: Span) -> Value {
    let text = text.trim();
    let bare = match text.split_once('(') {
        Some((role, name)) if looks_like_person(name.trim_end_matches([')', ' '])) => role.trim(),
        _ => text,
    };
    let value = settled("owner", bare, span);
    let lower = bare.to_lowercase();
    let nobody = ["all", "all agencies", "all partners", "everyone", "partners"].contains(&lower.trim_end_matches('.'));
    if nobody && value.doubt.is_none() { value.doubted("this names nobody in particular") } else { value }
}

fn due(text: &str, span: Span, order: DateOrder) -> Option<Value> {
    let why = unsettled(text).map(str::to_owned);
    let (found, doubt) = match dates::whole(text, order)? {
        Dated::Sure(date) => (Found::Date(date), None),
        Dated::Doubtful(Some(date), why) => (Found::Date(date), Some(why)),
        Dated::Doubtful(None, why) => (Found::Text(text.trim().to_owned()), Some(why)),
    };
    Some(Value { key: "due", found, span: Some(span), doubt: why.or(doubt) })
}
