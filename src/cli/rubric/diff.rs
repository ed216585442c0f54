//! `casegrade rubric diff`

use crate::cli::args::DiffArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::reviews::{Ready, Reviews};
use crate::cli::rubrics::{self, RubricFound};
use crate::cli::terminal::Terminal;
use crate::engine::grade;
use crate::judgement::Judgements;
use crate::load::{files_read, shown};
use crate::report::{DiffReport, GradedBy, Problem, View};
use crate::rubric::{Criterion, Profile, Rubric, Rule};

/// Prints what differs between two rubrics, and over reviews who moves.
pub(super) fn run(args: &DiffArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = args.result.outputs_beside(&[&args.old, &args.new])?;
    if outputs.exist() {
        outputs.are_none_of(&files_read(&args.reviews, args.inputs.input_format, &args.inputs.loader()))?;
    }
    let mut page = DiffReport::nothing();
    let old = find(&args.old, &mut page, terminal);
    let new = find(&args.new, &mut page, terminal);
    if let (Some(old), Some(new)) = (&old, &new) {
        page = DiffReport::compare(old, new, &terminal.mask());
        over_reviews(args, old, new, &mut page, terminal);
    }
    outputs.write(&page, View::default(), true, terminal)?;
    Ok(if page.errors.is_empty() { Exit::Done } else { Exit::Wrong })
}

/// Reads a rubric; what is wrong with it is shown and kept.
fn find(name: &str, page: &mut DiffReport, terminal: &mut Terminal) -> Option<Rubric> {
    let mask = terminal.mask();
    match rubrics::find(name, terminal) {
        Ok(RubricFound { source, rubric, diagnostics, .. }) => {
            let errors = diagnostics.iter().filter(|found| found.is_error());
            page.errors.extend(Problem::from_diagnostics(&source, errors, &mask));
            rubric
        }
        Err(error) => {
            terminal.fail(&error);
            page.errors.push(Problem::around(name, "no-rubric", &error.to_string(), &mask));
            None
        }
    }
}

fn over_reviews(args: &DiffArgs, old: &Rubric, new: &Rubric, page: &mut DiffReport, terminal: &mut Terminal) {
    let Some(first) = args.reviews.first() else { return };
    let asking = asking_both(old, new);
    let as_of = jiff::Zoned::now().date();
    let mut reviews = Reviews::new(&asking, as_of, &args.reviews, &args.inputs);
    while let Some(read) = reviews.next(terminal) {
        if let Ok(ready) = read {
            both(old, new, &ready, page);
        }
    }
    if page.reviews == 0 && reviews.errors.is_empty() {
        reviews.trouble("no-reviews", &shown(first), "no reviews were found", terminal);
    }
    page.errors.append(&mut reviews.errors);
}

/// The old rubric with the questions that only the new one asks, for reading answers to both.
fn asking_both(old: &Rubric, new: &Rubric) -> Rubric {
    let known = |rule: &&Rule| old.rules().all(|own| own.id != rule.id);
    let rules: Vec<Rule> = new.rules().filter(|rule| rule.is_asked()).filter(known).cloned().collect();
    let mut both = old.clone();
    both.criteria.push(Criterion {
        id: String::new(),
        title: String::new(),
        asks: None,
        weight: 1,
        tags: Vec::new(),
        profile: Profile::none(old.scale),
        rules,
    });
    both
}

/// Grades one review by both rubrics.
fn both(old: &Rubric, new: &Rubric, ready: &Ready, page: &mut DiffReport) {
    let facts = ready.facts();
    let answers = |rubric: &Rubric| {
        let asked = |rule: &str| rubric.rules().any(|own| own.id == rule && own.is_asked());
        let answers = ready.judgements.answers.iter().filter(|answer| asked(&answer.rule));
        Judgements { answers: answers.cloned().collect(), ..ready.judgements.clone() }
    };
    let was = grade(old, &facts, &answers(old));
    let now = grade(new, &facts, &answers(new));
    let id = ready.bundle.review.review.id.as_deref().unwrap_or("");
    page.add(
        id,
        &ready.title(),
        GradedBy { rubric: old, graded: &was },
        GradedBy { rubric: new, graded: &now },
        &ready.mask,
    );
}
