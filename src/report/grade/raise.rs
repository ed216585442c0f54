//! The easiest way to a better grade, and what each rule matters.

use super::writer::{Writer, range_words};
use crate::engine::{FixKind, LIST_EFFORT};
use crate::report::doc::{Block, Cell, Column, Item, Line, Table};
use crate::report::page::{FixReport, RaiseReport, RuleReport, StepReport};
use crate::review::Grade;
use crate::text::{Shown, capital, or_list, plural, sentence};

impl Writer<'_> {
    /// The easiest way to a better grade.
    pub(super) fn raise(&self) -> Option<Block> {
        match self.review.raise.as_ref()? {
            RaiseReport::Fixes { to, fixes, effort, alternatives, at_most, steps } => {
                let at_most = if *at_most { "at most " } else { "" };
                let edits = Edits::from_steps(steps);
                let items = edits.all.iter().map(|edit| self.edit(edit)).collect();
                let has_list = *effort > fixes.len();
                let note = self.raise_note(*to, *alternatives, has_list, steps);
                let blocks = vec![Block::List { items, is_checklist: true }, Block::paragraph(note)];
                let count = plural(fixes.len() - edits.saved, "change", "changes");
                let would = if is_unsure(steps) { "could" } else { "would" };
                let open = if self.review.provisional { ", before the questions are answered" } else { "" };
                Block::section(format!("What {would} make it {to} ({at_most}{count}{open})"), blocks)
            }
            RaiseReport::Unreachable { to, unreachable, could_open } => {
                let item = |title: &Shown, why: &Shown, rule: &Shown| {
                    Line::from(format!("{} {}", sentence(title.as_str()), sentence(why.as_str()))).id(rule)
                };
                let items = unreachable.iter().map(|stuck| item(&stuck.title, &stuck.why, &stuck.rule).into());
                let open = could_open.then(|| {
                    Block::paragraph(format!(
                        "Some details are not known yet. If you fill them in, the review may still be {to}."
                    ))
                });
                let blocks = Block::list(items.collect()).into_iter().chain(open).collect();
                let cannot = if *could_open { "may not" } else { "cannot" };
                Block::section(format!("Why editing alone {cannot} make it {to}"), blocks)
            }
        }
    }

    /// What else to know about a raise: other ways, and what it leaves as it is.
    fn raise_note(&self, to: Grade, alternatives: u64, has_list: bool, steps: &[StepReport]) -> String {
        let mut notes = Vec::new();
        if is_unsure(steps) {
            notes.push(format!("It becomes {to} only if the details you add meet the standards."));
        }
        if has_list {
            notes.push(format!(
                "A whole list counts as {LIST_EFFORT} changes when casegrade looks for the easiest way."
            ));
        }
        notes.extend((alternatives > 0).then(|| "There are other ways.".to_owned()));
        let left: Vec<&RuleReport> = self.not_met().into_iter().flat_map(|(_, rules)| rules).collect();
        let left: Vec<&RuleReport> =
            left.into_iter().filter(|rule| steps.iter().all(|step| step.rule != rule.id)).collect();
        if let Some(first) = left.first() {
            let standards = plural(left.len(), "standard", "standards");
            let such = if left.len() > 1 { format!(", such as {}", first.id) } else { format!(", {}", first.id) };
            notes.push(format!("These leave {standards} to improve{such}."));
        }
        notes.push("Write only what is true.".to_owned());
        notes.join(" ")
    }

    fn edit(&self, edit: &Edit<'_>) -> Item {
        let advice = |fix: &FixReport| {
            fix.advice.as_ref().map_or_else(
                || ".".to_owned(),
                |advice| format!(". {}.", capital(advice.as_str().trim_end_matches('.'))),
            )
        };
        let (line, place) = match edit {
            Edit::Any(step, first) => {
                let names: Vec<&str> = step.of.iter().filter_map(|fix| fix.item.as_ref().map(Shown::as_str)).collect();
                let start = match names.split_first() {
                    Some((_, others)) if step.take == 1 => {
                        format!(
                            "{}{} You can do this for {} instead.",
                            capital(first.text.as_str()),
                            advice(first),
                            any_of(others)
                        )
                    }
                    _ => {
                        format!(
                            "Do this for any {} of {}. For example, {}{}",
                            step.take,
                            any_of(&names),
                            first.text,
                            advice(first)
                        )
                    }
                };
                (Line::from(start).id(&step.rule), &first.place)
            }
            Edit::One { first, others, times } => {
                let times = if *times > 1 { format!(" Do this {times} times.") } else { String::new() };
                let start = format!("{}{}{times}", capital(first.text.as_str()), advice(first));
                let line = others.iter().fold(Line::from(start).id(&first.rule), |line, other| {
                    line.text(format!(" {}{}", capital(other.text.as_str()), advice(other))).id(&other.rule)
                });
                (line, &first.place)
            }
        };
        if self.all { Item::from(line).at(self.place(place)) } else { line.into() }
    }

    /// What each rule matters now, where that was asked for.
    pub(super) fn impact(&self) -> Option<Block> {
        let change = |criterion: Option<Grade>, review: Option<Grade>| match (criterion, review) {
            (_, Some(review)) => format!("review {review}"),
            (Some(criterion), None) => format!("criterion {criterion}"),
            (None, None) => "-".to_owned(),
        };
        let rules = self.review.criteria.iter().flat_map(|criterion| &criterion.rules);
        let rows: Vec<Vec<Cell>> = rules
            .filter_map(|rule| {
                let impact = rule.impact?;
                Some(vec![
                    Cell::text(format!("{} {}", rule.id, rule.title)),
                    Cell::Grade(range_words(rule.floor, rule.ceiling, rule.may_not_apply), rule.grade),
                    Cell::text(change(impact.raises_criterion, impact.raises_review)),
                    Cell::text(change(impact.lowers_criterion, impact.lowers_review)),
                    Cell::number(format!("{:.1}", impact.points)),
                ])
            })
            .collect();
        let mut columns = ["Rule", "Now", "If met", "If failed"].map(Column::text).to_vec();
        columns.push(Column::number("Points"));
        let table = (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, ..Table::default() }));
        Block::section("What would change if one rule alone were met or failed", table.into_iter().collect())
    }
}

/// Whether some of the changes give details that are not known: whether these meet a standard is not known either.
fn is_unsure(steps: &[StepReport]) -> bool {
    steps.iter().any(|step| step.of.iter().take(step.take).any(|fix| fix.kind == FixKind::State))
}

/// `A1, A2 or A3`; of many the first and how many others there are.
fn any_of(names: &[&str]) -> String {
    match names.len().checked_sub(MOST_NAMED) {
        Some(others) if others > 1 => {
            let first: Vec<&str> = names.iter().take(MOST_NAMED).copied().collect();
            format!("{} or {others} others", first.join(", "))
        }
        _ => or_list(names),
    }
}

/// Maximum number of items that one change names.
const MOST_NAMED: usize = 6;

/// What somebody writes in one place.
enum Edit<'p> {
    /// The number of fixes of a step; this is the first.
    Any(&'p StepReport, &'p FixReport),
    /// A fix, those of other rules that the same edit can make, and how many times it is made: items that are yet to be
    /// written are alike.
    One { first: &'p FixReport, others: Vec<&'p FixReport>, times: usize },
}

/// The edits by which fixes are made, and how many fewer they are.
struct Edits<'p> {
    all: Vec<Edit<'p>>,
    saved: usize,
}

impl<'p> Edits<'p> {
    fn from_steps(steps: &'p [StepReport]) -> Self {
        let mut edits = Edits { all: Vec::new(), saved: 0 };
        for step in steps {
            let is_named = step.of.iter().all(|fix| fix.item.is_some());
            match step.of.first().filter(|_| step.take < step.of.len() && is_named) {
                Some(first) => edits.all.push(Edit::Any(step, first)),
                None => step.of.iter().take(step.take).for_each(|fix| edits.add(fix)),
            }
        }
        edits
    }

    /// Adds a fix; one of the same key of the same item is the same edit.
    fn add(&mut self, fix: &'p FixReport) {
        if let Some(Edit::One { first, times, .. }) = self.all.last_mut()
            && fix.item.is_none()
            && (&first.rule, &first.kind, &first.text) == (&fix.rule, &fix.kind, &fix.text)
        {
            *times += 1;
            return;
        }
        let same = self.all.iter_mut().find_map(|edit| match edit {
            Edit::One { first, others, .. } if first.item.is_some() && first.place.path == fix.place.path => {
                Some(others)
            }
            Edit::One { .. } | Edit::Any(..) => None,
        });
        match same {
            Some(others) => {
                others.push(fix);
                self.saved += 1;
            }
            None => self.all.push(Edit::One { first: fix, others: Vec::new(), times: 1 }),
        }
    }
}
