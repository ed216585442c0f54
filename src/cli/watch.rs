//! `casegrade grade --watch`: grades again on each save and shows what changed.

use std::time::Duration;

use super::args::GradeArgs;
use super::exit::{Error, Exit};
use super::grade::{Aims, Run};
use super::inputs;
use super::kept::Kept;
use super::reviews::{Event, Reviews};
use super::rubrics;
use super::terminal::Terminal;
use crate::report::{self, DraftSide, ReviewPage};
use crate::rubric::Rubric;
use crate::tables::Entry;
use crate::text::Mask;

/// How often the file is looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Watches the one file that `args` names, until the program is stopped or nobody reads what it says.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let aims = Aims::new(args, &rubric).map_err(Error::Asked)?;
    rubric.scale.while_reading(|| watch(args, &rubric, aims, terminal))
}

fn watch(args: &GradeArgs, rubric: &Rubric, aims: Aims, terminal: &mut Terminal) -> Result<Exit, Error> {
    let as_of = args.day();
    let [path] = args.paths.as_slice() else {
        return Err(Error::Asked("`--watch` needs exactly one file".to_owned()));
    };
    if inputs::is_standard_input(path) {
        return Err(Error::Asked("`--watch` cannot watch standard input".to_owned()));
    }
    if path.is_dir() {
        return Err(Error::Asked("`--watch` needs a file, not a folder".to_owned()));
    }
    if inputs::is_no_file(path) {
        return Err(Error::Asked("`--watch` needs a file, not a pipe or a device".to_owned()));
    }
    if inputs::holds_many(path, &args.inputs) {
        return Err(Error::Asked("`--watch` needs a file with one review, not one review a line".to_owned()));
    }
    let mut seen: Option<Vec<Vec<u8>>> = None;
    let mut last: Option<Seen> = None;
    loop {
        let now = inputs::contents(path, &args.inputs);
        if now.is_some() && now != seen {
            seen = now;
            if let Some(graded) = Seen::new(args, rubric, aims, as_of, terminal) {
                let text = said(&graded, last.as_ref(), args, rubric, terminal);
                terminal.say(&text)?;
                last = Some(graded);
            }
        } else if seen.is_none() && now.is_none() {
            return Err(Error::Read { path: inputs::shown(path), reason: "there is no such file".to_owned() });
        }
        std::thread::sleep(PAUSE);
    }
}

/// The review as it was at a save.
struct Seen {
    page: ReviewPage,
    entry: Entry,
    kept: Kept,
}

impl Seen {
    /// Reads and grades the one file; what is wrong with it is shown.
    fn new(
        args: &GradeArgs,
        rubric: &Rubric,
        aims: Aims,
        as_of: jiff::civil::Date,
        terminal: &mut Terminal,
    ) -> Option<Self> {
        let mut found = None;
        Reviews::new(rubric, as_of, terminal).each(&args.paths, &args.inputs, &mut |event| match event {
            Event::Ready(ready) => {
                let kept = Kept::of(rubric, ready);
                let draft = kept.draft();
                let entry = Entry::of(rubric, draft.review, draft.graded, &ready.input.source.title());
                found = Some(Seen { page: Run { args, rubric, aims, as_of }.graded(ready), entry, kept });
            }
            Event::Trouble(_) | Event::Lost { .. } => {}
        });
        found
    }

    fn side<'s>(&'s self, rubric: &'s Rubric, mask: &'s Mask) -> DraftSide<'s> {
        DraftSide { entry: &self.entry, hash: &rubric.hash, draft: Some(self.kept.draft()), mask }
    }
}

/// The whole report at first, then what changed.
fn said(seen: &Seen, last: Option<&Seen>, args: &GradeArgs, rubric: &Rubric, terminal: &Terminal) -> String {
    let style = terminal.style();
    match last {
        None => report::text(&report::review_doc(&seen.page, None, args.all), style) + "\nwatching; stop with Ctrl-C\n",
        Some(last) => {
            let mask = terminal.mask();
            let drafts = report::drafts_page(rubric, last.side(rubric, &mask), seen.side(rubric, &mask));
            let [headline, changes] = [report::headline_doc(&seen.page), report::changes_doc(&drafts)];
            format!("\n{}{}", report::text(&headline, style), report::text(&changes, style))
        }
    }
}
