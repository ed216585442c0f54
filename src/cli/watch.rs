//! `casegrade grade --watch`: grades again on each save and shows what changed.

use std::time::Duration;

use super::args::GradeArgs;
use super::exit::{Error, Exit};
use super::grade::{Run, cannot_aim};
use super::inputs::{self, Inputs};
use super::rubrics;
use super::terminal::Terminal;
use crate::report::{self, Draft, Page, ReviewPage};
use crate::review::Review;

/// How often the file is looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Watches the one file that `args` names, until the program is stopped or nobody reads what it says.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    if let Some(message) = args.to.and_then(|to| cannot_aim(&rubric, to)) {
        return Err(Error::Asked(message));
    }
    let as_of = args.day();
    let [path] = args.paths.as_slice() else {
        return Err(Error::Asked("`--watch` takes one file".to_owned()));
    };
    if inputs::is_standard_input(path) {
        return Err(Error::Asked("`--watch` takes a file, and the standard input is none".to_owned()));
    }
    if path.is_dir() {
        return Err(Error::Asked("`--watch` takes one file, not a folder".to_owned()));
    }
    if inputs::holds_many(path, &args.inputs) {
        return Err(Error::Asked("`--watch` takes a file of one review, not of one a line".to_owned()));
    }
    let mut seen: Option<Vec<Vec<u8>>> = None;
    let mut last: Option<(ReviewPage, Review)> = None;
    loop {
        let now = inputs::contents(path, &args.inputs);
        if now.is_some() && now != seen {
            seen = now;
            let mut graded = None;
            let run = Run { args, rubric: &rubric, as_of };
            run.all(terminal, &mut |page| {
                graded = Some(page);
                Ok(())
            })?;
            if let (Some(page), Some(review)) = (graded, read(args)) {
                let text = said(&page, &review, last.as_ref(), args, terminal);
                terminal.say(&text)?;
                last = Some((page, review));
            }
        } else if seen.is_none() && now.is_none() {
            return Err(Error::Read { path: inputs::shown(path), reason: "there is no such file".to_owned() });
        }
        std::thread::sleep(PAUSE);
    }
}

/// The whole report at first, then what changed.
fn said(
    page: &ReviewPage,
    review: &Review,
    last: Option<&(ReviewPage, Review)>,
    args: &GradeArgs,
    terminal: &Terminal,
) -> String {
    let style = terminal.style();
    match last {
        None => {
            let one = Page { reviews: vec![page.clone()], ..Page::new("") };
            report::text::page(&one, report::text::Options { style, all: args.all }) + "\nwatching; stop with Ctrl-C\n"
        }
        Some((old, before)) => {
            let changes = report::changes(Draft { page: old, review: before }, Draft { page, review }, style);
            format!("\n{}{changes}", report::text::headline(page, style))
        }
    }
}

fn read(args: &GradeArgs) -> Option<Review> {
    let input = Inputs::new(&args.paths, &args.inputs).next()?.ok()?;
    input.read()?.read.review
}
