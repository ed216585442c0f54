//! `casegrade grade --watch`: grades again on each save and shows what changed.

use std::path::Path;
use std::time::Duration;

use super::args::GradeArgs;
use super::exit::{Error, Exit};
use super::grade::Run;
use super::rubrics;
use super::terminal::Terminal;
use crate::document::{Source, toml};
use crate::report::{self, Draft, Page, ReviewPage};
use crate::review::{self, Review};

/// How often the file is looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Watches the one file that `args` names, until the program is stopped or nobody reads what it says.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let as_of = args.day();
    let [path] = args.paths.as_slice() else {
        return Err(Error::Asked("`--watch` takes one file".to_owned()));
    };
    if path.is_dir() {
        return Err(Error::Asked("`--watch` takes one file, not a folder".to_owned()));
    }
    let mut seen: Option<Vec<Vec<u8>>> = None;
    let mut last: Option<(ReviewPage, Review)> = None;
    loop {
        let now = contents(path);
        if now.is_some() && now != seen {
            seen = now;
            let mut page = Page::new(&as_of.to_string());
            Run::new(args, &rubric, as_of, terminal, &mut page).all(&args.paths);
            if let (Some(page), Some(review)) = (page.reviews.pop(), read(path)) {
                let text = said(&page, &review, last.as_ref(), args, terminal);
                terminal.say(&text)?;
                last = Some((page, review));
            }
        } else if seen.is_none() && now.is_none() {
            return Err(Error::Read { path: super::files::shown(path), reason: "there is no such file".to_owned() });
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

/// What the review and its judgement file hold; `None` while there is no review, as in the middle of a save.
fn contents(path: &Path) -> Option<Vec<Vec<u8>>> {
    let answers = std::fs::read(super::files::judgement_of(path)).unwrap_or_default();
    Some(vec![std::fs::read(path).ok()?, answers])
}

fn read(path: &Path) -> Option<Review> {
    let source = Source::from_bytes("", std::fs::read(path).ok()?).ok()?;
    let parsed = toml::parse(&source.text);
    review::read(&parsed.root, parsed.errors, parsed.rest_is_sound).review
}
