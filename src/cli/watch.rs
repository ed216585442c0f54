//! `casegrade grade --watch`: grades again on each save and shows what changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::GradeArgs;
use super::choice::{ByKind, Choice};
use super::exit::{Error, Exit};
use super::grade::answers::Aims;
use super::grade::run::Run;
use super::new_file::word;
use super::reviews::{Ready, Reviews};
use super::rubrics;
use super::terminal::Terminal;
use crate::document::passages::DocumentKind;
use crate::engine::{self, Graded};
use crate::load::{self, InputFormat, shown};
use crate::report::{self, DraftSide, ReviewReport};
use crate::rubric::{DEFAULT, Rubric};
use crate::tables::Entry;
use crate::text::Mask;

/// How often the file is looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// A file that is missing this often on end is gone; while an editor saves it may be missing for a moment.
const GONE_AFTER: u32 = 5;

/// Watches the one file that `args` names, until the program is stopped or nobody reads what it says.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let asked = args.rubric.as_deref();
    let Some(rubric) = rubrics::find(asked.unwrap_or(DEFAULT), terminal)?.rubric else { return Ok(Exit::Wrong) };
    Aims::new(args, &rubric).map_err(Error::Asked)?;
    let scale = rubric.scale;
    let by_kind = ByKind::new(rubric);
    let choice = if asked.is_some() { Choice::One(&by_kind.usual) } else { Choice::ByKind(&by_kind) };
    scale.while_reading(|| watch(args, choice, terminal))
}

fn watch(args: &GradeArgs, choice: Choice<'_>, terminal: &mut Terminal) -> Result<Exit, Error> {
    let (as_of, most) = (args.day(), args.inputs.limits().size);
    let [path] = args.paths.as_slice() else {
        return Err(Error::Asked("`--watch` needs exactly one file".to_owned()));
    };
    if load::is_standard_input(path) {
        return Err(Error::Asked("`--watch` cannot watch standard input".to_owned()));
    }
    if path.is_dir() {
        return Err(Error::Asked("`--watch` needs a file, not a folder".to_owned()));
    }
    if load::is_no_file(path) {
        return Err(Error::Asked("`--watch` needs a file, not a pipe or a device".to_owned()));
    }
    if holds_many(path, args) {
        return Err(Error::Asked("`--watch` needs a file with one review, not one review a line".to_owned()));
    }
    let (mut seen, mut last, mut named, mut missing) = (Vec::new(), None, Vec::new(), 0);
    loop {
        let files = [belonging_to(path, args), named.clone()].concat();
        let now: Vec<Option<Vec<u8>>> = files.iter().map(|file| load::read_bytes(file, most).ok()).collect();
        let is_there = now.first().is_some_and(Option::is_some);
        missing = if is_there || seen.is_empty() { 0 } else { missing + 1 };
        if missing == GONE_AFTER {
            terminal.complain(&format!(
                "note: `{}` is gone; waiting for it to come back\n",
                terminal.mask().shown(&shown(path))
            ));
        }
        if is_there && now != seen {
            let draft = changed_draft(&files, &now, &seen);
            let (graded, others) = Seen::new(Run { args, choice, as_of }, terminal);
            named = others;
            // What was saved while it was read counts as a change.
            let before: HashMap<PathBuf, Option<Vec<u8>>> = files.into_iter().zip(now).collect();
            let files = [belonging_to(path, args), named.clone()].concat();
            let read = |file: &PathBuf| before.get(file).cloned().unwrap_or_else(|| load::read_bytes(file, most).ok());
            seen = files.iter().map(read).collect();
            if let Some(graded) = graded {
                let text = report_or_changes(&graded, last.as_ref(), args, terminal);
                terminal.say(&text)?;
                if let Some(draft) = draft {
                    let then = format!("casegrade import {} --update {}", word(&shown(&draft)), word(&shown(path)));
                    let mask = terminal.mask();
                    terminal
                        .say(format!("The draft has changed. To take it into the form: {}\n", mask.shown(&then)))?;
                }
                last = Some(graded);
            }
        } else if seen.is_empty() && !is_there {
            return Err(Error::Read { path: shown(path), reason: "there is no such file".to_owned() });
        }
        std::thread::sleep(PAUSE);
    }
}

/// The document of a form that is another than it was.
fn changed_draft(files: &[PathBuf], now: &[Option<Vec<u8>>], seen: &[Option<Vec<u8>>]) -> Option<PathBuf> {
    let pairs = files.iter().zip(now.iter().zip(seen)).skip(1);
    let mut changed = pairs.filter(|(_, (now, seen))| now.is_some() && now != seen).map(|(file, _)| file);
    changed.find(|file| DocumentKind::is_document(&load::ending(file))).cloned()
}

/// Whether the file holds a review a line.
fn holds_many(path: &Path, args: &GradeArgs) -> bool {
    args.inputs.input_format.or(InputFormat::of_ending(&load::ending(path))) == Some(InputFormat::Ndjson)
}

/// The review as it was at a save.
struct Seen<'r> {
    rubric: &'r Rubric,
    page: ReviewReport,
    entry: Entry,
    ready: Ready,
    graded: Graded,
}

impl<'r> Seen<'r> {
    /// Reads and grades the one file; what is wrong with it is shown. Also returns the files that belong to it.
    fn new(run: Run<'r>, terminal: &mut Terminal) -> (Option<Self>, Vec<PathBuf>) {
        let mut reviews = Reviews::new(run.choice, run.as_of, &run.args.paths, &run.args.inputs);
        let mut seen = None;
        while let Some(read) = reviews.next(terminal) {
            seen = read.ok().map(|ready| {
                let rubric = run.rubric(&ready);
                let graded = engine::grade(rubric, &ready.facts(), &ready.judgements);
                let entry = Entry::from_graded(rubric, &ready.bundle.review, &graded, &ready.title());
                Seen { rubric, page: run.graded(&ready), entry, ready, graded }
            });
        }
        (seen, reviews.files)
    }

    fn side<'s>(&'s self, mask: &'s Mask) -> DraftSide<'s> {
        DraftSide { entry: &self.entry, hash: &self.rubric.hash, draft: Some(self.ready.draft(&self.graded)), mask }
    }
}

/// The whole report at first and after a change of rubric, otherwise what changed.
fn report_or_changes(seen: &Seen<'_>, last: Option<&Seen<'_>>, args: &GradeArgs, terminal: &Terminal) -> String {
    let style = terminal.style();
    match last.filter(|last| last.rubric.hash == seen.rubric.hash) {
        None => {
            let view = report::View { width: Some(style.width), ..args.view() };
            report::text(&report::review_doc(&seen.page, None, view), style) + "\nwatching; stop with Ctrl-C\n"
        }
        Some(last) => {
            let mask = terminal.mask();
            let drafts = report::drafts_page(seen.rubric, last.side(&mask), seen.side(&mask));
            let [headline, changes] = [report::headline_doc(&seen.page), report::changes_doc(&drafts)];
            format!("\n{}{}", report::text(&headline, style), report::text(&changes, style))
        }
    }
}

/// The review and the judgement files about it.
fn belonging_to(path: &Path, args: &GradeArgs) -> Vec<PathBuf> {
    let judgements = args.inputs.loader().judgements_of(Some(path), None);
    std::iter::once(path.to_owned()).chain(judgements.into_iter().map(|(_, path)| path)).collect()
}
