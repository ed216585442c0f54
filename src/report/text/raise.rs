//! The shortest way to a better grade, and what each rule matters.

use comfy_table::Cell;

use super::{Writer, range_words};
use crate::report::Style;
use crate::report::layout::grade_cell;
use crate::report::page::{FixPage, RaisePage, StepPage};
use crate::review::Grade;
use crate::text::{Shown, capital, or_list, plural};

impl Writer<'_> {
    /// The shortest way to a better grade.
    pub(super) fn raise(&self) -> String {
        match &self.review.raise {
            None => String::new(),
            Some(RaisePage::Fixes { to, fixes, alternatives, at_most, steps }) => {
                let at_most = if *at_most { "at most " } else { "" };
                let edits = Edits::of(steps);
                let mut text: String = edits.all.iter().map(|edit| self.edit(edit)).collect();
                let others = match *alternatives {
                    0 => "There is no other way as short.".to_owned(),
                    1 => "There is one other way as short.".to_owned(),
                    u64::MAX => "There are very many other ways as short.".to_owned(),
                    more => format!("There are {more} other ways as short."),
                };
                let note = "A guide to edits, not a proof: what you write must be so, and it mends the form, not what was done.";
                text.push_str(&self.style.wrap(&format!("{others} {note}"), "  ", "  "));
                let saved = match edits.saved {
                    0 => String::new(),
                    saved => format!(" in {}", plural(fixes.len() - saved, "edit", "edits")),
                };
                let count = plural(fixes.len(), "fix", "fixes");
                self.section(&format!("To reach {to}: {at_most}{count}{saved}"), &text)
            }
            Some(RaisePage::Unreachable { to, unreachable, could_open }) => {
                let mut text = String::new();
                for stuck in unreachable {
                    text.push_str(&self.style.wrap(
                        &format!("- {}: {}{}", stuck.title, stuck.why, self.id(&stuck.rule)),
                        "  ",
                        "    ",
                    ));
                }
                if *could_open {
                    text.push_str(&self.style.wrap("Facts that are not stated could still open the way.", "  ", "  "));
                }
                self.section(&format!("No edit reaches {to}; what stands in the way"), &text)
            }
        }
    }

    fn edit(&self, edit: &Edit<'_>) -> String {
        let advice = |fix: &FixPage| {
            fix.advice
                .as_ref()
                .map_or_else(String::new, |advice| format!(". {}.", capital(advice.as_str().trim_end_matches('.'))))
        };
        match edit {
            Edit::Any(step, first) => {
                let names: Vec<&str> = step.of.iter().filter_map(|fix| fix.item.as_ref().map(Shown::as_str)).collect();
                let names = format!("any {} of {}", step.take, or_list(&names));
                let choice = format!("- {names}: {}{}{}", first.text, advice(first), self.id(&step.rule));
                self.style.wrap(&choice, "  ", "    ") + &self.place(&first.place, "    ")
            }
            Edit::One { first, others, times } => {
                let times = if *times > 1 { format!(", {times} times") } else { String::new() };
                let mut line =
                    format!("- {}{times}: {}{}{}", first.kind, first.text, advice(first), self.id(&first.rule));
                for other in others {
                    line.push_str(&format!(" The same edit: {}{}{}", other.text, advice(other), self.id(&other.rule)));
                }
                self.style.wrap(&line, "  ", "    ") + &self.place(&first.place, "    ")
            }
        }
    }

    /// What each rule matters now, where that was asked for.
    pub(super) fn impact(&self) -> String {
        let mut table = self.style.table(&["Rule", "Now", "If met", "If failed", "Points"]);
        let change = |criterion: Option<Grade>, review: Option<Grade>| match (criterion, review) {
            (_, Some(review)) => format!("review {review}"),
            (Some(criterion), None) => format!("criterion {criterion}"),
            (None, None) => "-".to_owned(),
        };
        for rule in self.review.criteria.iter().flat_map(|criterion| &criterion.rules) {
            let Some(impact) = rule.impact else { continue };
            table.add_row(vec![
                Cell::new(format!("{} {}", rule.id, rule.title)),
                grade_cell(&range_words(rule.floor, rule.ceiling, rule.may_not_apply), rule.grade),
                Cell::new(change(impact.raises_criterion, impact.raises_review)),
                Cell::new(change(impact.lowers_criterion, impact.lowers_review)),
                Cell::new(format!("{:.1}", impact.points)).set_alignment(comfy_table::CellAlignment::Right),
            ]);
        }
        let body = if table.is_empty() { String::new() } else { Style::render(&table) };
        self.section("What each rule matters now, met or failed alone", &body)
    }
}

/// What somebody writes in one place.
enum Edit<'p> {
    /// So many of the fixes of a step, of which this is the first.
    Any(&'p StepPage, &'p FixPage),
    /// A fix, those of other rules that the same edit can make, and how many times it is made: items that are yet to be
    /// written are alike.
    One { first: &'p FixPage, others: Vec<&'p FixPage>, times: usize },
}

/// The edits by which fixes are made, and how many fewer they are.
struct Edits<'p> {
    all: Vec<Edit<'p>>,
    saved: usize,
}

impl<'p> Edits<'p> {
    fn of(steps: &'p [StepPage]) -> Self {
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
    fn add(&mut self, fix: &'p FixPage) {
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
