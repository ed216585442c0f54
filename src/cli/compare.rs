//! `casegrade compare`

use std::path::{Path, PathBuf};

use super::args::CompareArgs;
use super::choice::{Choice, Rubrics};
use super::exit::{Error, Exit};
use super::output::Outputs;
use super::reviews::Ready;
use super::set::{self, Keep, Member, Set, Sheets};
use super::table::command;
use super::terminal::Terminal;
use crate::engine::Graded;
use crate::load::{files_found, is_standard_input, shown};
use crate::report::{self, CompareRequest, Compared, DraftSide, Excluded, TableCounts, View};
use crate::rubric::Rubric;
use crate::tables::{
    Again, Category, Clash, CountBy, Counting, DateOf, Entry, Move, Pairs, Parts, Plan, RubricName, Tally,
};
use crate::text::Mask;

/// Compares what two paths mean and prints what changed.
pub(super) fn run(args: &CompareArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let (before, after) = (&args.before, &args.after);
    if [before, after].iter().all(|path| is_standard_input(path)) {
        return Err(Error::Asked("standard input can be read only once: name a file for one of the two".to_owned()));
    }
    let output = output(args)?;
    let Some(rubrics) = Rubrics::find(args.set.rubric.as_deref(), terminal)? else { return Ok(Exit::Wrong) };
    let paths = [before.clone(), after.clone()];
    let rubric = set::first_rubric(&paths, &args.set, rubrics.choice());
    let scale = set::scale(&paths, &args.set, rubric)?;
    scale.while_reading(|| compare(args, rubric, &output, terminal))
}

fn compare(args: &CompareArgs, rubric: &Rubric, output: &Outputs, terminal: &mut Terminal) -> Result<Exit, Error> {
    args.set.check_words()?;
    let (before, after) = (&args.before, &args.after);
    let mut pairs = Pairs::new(rubric);
    let (first, one) = Side::new(args, rubric, &mut pairs, Pairs::before).read(before, args, terminal)?;
    let (second, two) = Side::new(args, rubric, &mut pairs, Pairs::after).read(after, args, terminal)?;
    set::of_one_rubric(&rubrics_of(&one, &two), &args.set)?;
    was_not_written_over([before, after], [&one, &two], args)?;
    if output.exist() {
        let regraded = files_found(&[one.regraded.as_slice(), &two.regraded].concat(), &args.set.inputs.loader());
        output.are_none_of(&[regraded.as_slice(), &one.files, &two.files].concat())?;
    }
    let as_of = args.set.day().to_string();
    let mask = terminal.mask();
    let command = command();
    let asked = CompareRequest {
        as_of: &as_of,
        command: &command,
        count: args.count.into(),
        interval: !args.no_interval,
        suppress_below: args.suppress_below,
        mask: &mask,
    };
    let drafts = first.draft(&mask).zip(second.draft(&mask)).filter(|_| args.suppress_below.is_none());
    let drafts = drafts.map(|(before, after)| report::drafts_page(rubric, before, after));
    let moved =
        first.only.as_ref().zip(second.only.as_ref()).map(|(was, now)| Move::between(was.category, now.category));
    let called =
        |path: &Path| match path.file_stem().filter(|_| args.suppress_below.is_some() && !is_standard_input(path)) {
            Some(stem) => stem.to_string_lossy().into_owned(),
            None => shown(path),
        };
    let compared = Compared {
        names: [called(before), called(after)],
        overlap: first.counting.overlap(&second.counting),
        again: [first.again, second.again],
        sides: [made(first.counting, one)?, made(second.counting, two)?],
        paired: pairs.finish(),
    };
    let verdict = verdict(&compared, moved.filter(|_| drafts.is_some()), args);
    // What is wrong was said; people have no use for a comparison with nothing under it.
    let is_one_lost = compared.sides.iter().any(|made| !made.is_any_counted());
    let says_something = verdict != Exit::Wrong || !is_one_lost;
    let view = View { all: args.all, ..args.set.view() };
    output.write(&report::compare_page_with(drafts, &compared, &asked), view, says_something, terminal)?;
    Ok(verdict)
}

/// Where the result goes: never over what it is made of.
fn output(args: &CompareArgs) -> Result<Outputs, Error> {
    let output = args.result.outputs()?;
    if output.exist() {
        output.are_none_of(&args.set.rubric_file())?;
        output.are_none_of(&files_found(&[args.before.clone(), args.after.clone()], &args.set.inputs.loader()))?;
    }
    Ok(output)
}

/// The rubrics of both sets, each once.
fn rubrics_of(one: &Set, two: &Set) -> Vec<RubricName> {
    let mut all = one.rubrics.clone();
    all.extend(two.rubrics.iter().filter(|other| one.rubrics.iter().all(|own| own.hash != other.hash)).cloned());
    all
}

/// Refuses to grade reviews again whose files are those of the other set: what they said when they were graded is gone.
///
/// # Errors
/// Where that is so.
fn was_not_written_over(paths: [&PathBuf; 2], sets: [&Set; 2], args: &CompareArgs) -> Result<(), Error> {
    let [before, after] = paths;
    let [one, two] = sets;
    for (regraded, results, path, other) in [(&one.regraded, before, after, two), (&two.regraded, after, before, one)] {
        if regraded.is_empty() {
            continue;
        }
        let read =
            files_found(&[std::slice::from_ref(path), other.regraded.as_slice()].concat(), &args.set.inputs.loader());
        let read: std::collections::HashSet<PathBuf> =
            read.iter().chain(&other.files).filter_map(|file| file.canonicalize().ok()).collect();
        let same = regraded.iter().find(|file| file.canonicalize().is_ok_and(|file| read.contains(&file)));
        if let Some(same) = same {
            return Err(Error::Asked(format!(
                "`--regrade` would grade the same file `{}` twice: the results in `{}` are from an earlier version of what is now `{}`; keep the earlier draft in its own file, or use the results unchanged with `--mix-rubrics`",
                shown(same),
                shown(results),
                shown(path)
            )));
        }
    }
    Ok(())
}

/// How a set puts a review among the pairs.
type Put<'r> = fn(&mut Pairs<'r>, &Entry, Category, Option<&str>);

/// Takes the members of one of the two.
struct Side<'p, 'r> {
    known: KnownReview,
    rubric: &'r Rubric,
    pairs: &'p mut Pairs<'r>,
    put: Put<'r>,
}

/// What is known of one of the two when it has been read.
struct KnownReview {
    count: CountBy,
    counting: Counting,
    again: Again,
    /// How many reviews there are, or tallies of them.
    members: usize,
    /// The one review, while there is only one.
    only: Option<Only>,
}

/// A review that is the only one.
struct Only {
    entry: Entry,
    category: Category,
    /// The rubric that graded it; `None` where its grade is one that somebody recorded.
    hash: Option<String>,
    ready: Option<(Ready, Graded)>,
}

impl KnownReview {
    /// The one review as a draft; `None` where there is another number of them, or where nobody graded it here.
    fn draft<'s>(&'s self, mask: &'s Mask) -> Option<DraftSide<'s>> {
        let only = self.only.as_ref()?;
        let draft = only.ready.as_ref().map(|(ready, graded)| ready.draft(graded));
        Some(DraftSide { entry: &only.entry, hash: only.hash.as_deref()?, draft, mask })
    }
}

impl<'p, 'r> Side<'p, 'r> {
    fn new(args: &CompareArgs, rubric: &'r Rubric, pairs: &'p mut Pairs<'r>, put: Put<'r>) -> Self {
        let count = args.count.into();
        let plan = Plan { by: Vec::new(), division: None, date: DateOf::Completed, count };
        let (counting, again) = (Counting::new(plan), Again::default());
        Side { known: KnownReview { count, counting, again, members: 0, only: None }, rubric, pairs, put }
    }

    fn read(mut self, path: &Path, args: &CompareArgs, terminal: &mut Terminal) -> Result<(KnownReview, Set), Error> {
        let paths = [path.to_owned()];
        let sheets = Sheets::read(&paths, &args.set, None, terminal);
        let rubric = self.rubric;
        let set = set::read(&paths, &sheets, &args.set, Choice::One(rubric), terminal, &mut self)?;
        Ok((self.known, set))
    }
}

impl Keep for Side<'_, '_> {
    fn entry(&mut self, Member { entry, rubric, ready }: Member<'_>) -> Result<(), Excluded> {
        let category = self.known.counting.add(entry)?;
        let hash = rubric.map(|(_, rubric)| rubric.hash.as_str());
        self.known.again.is(&entry.id, category);
        (self.put)(self.pairs, entry, category, hash);
        self.known.members += 1;
        self.known.only = (self.known.members == 1).then(|| Only {
            entry: entry.clone(),
            category,
            hash: hash.map(str::to_owned),
            ready,
        });
        Ok(())
    }

    fn tally(&mut self, tally: &Tally) {
        self.known.members += 1;
        self.known.only = None;
        self.known.counting.add_tally(tally);
    }

    fn graded_before(&mut self, entry: &Entry) {
        if let Ok(category) = Category::from_entry(entry, self.known.count) {
            self.known.again.was(&entry.id, category);
        }
    }
}

fn made(counting: Counting, set: Set) -> Result<TableCounts, Error> {
    Ok(TableCounts {
        breakdown: counting.finish().map_err(|clash| clashing(&clash))?,
        further: Vec::new(),
        parts: Parts::default(),
        columns: Vec::new(),
        rows: Vec::new(),
        rubrics: set.rubrics,
        tools: set.tools,
        excluded: set.excluded,
    })
}

fn clashing(clash: &Clash) -> Error {
    Error::Asked(format!(
        "`{}` and `{}` may hold the same reviews, so they cannot be combined: put each period in its own file, and compare two of them",
        clash.first, clash.second
    ))
}

/// How the run ends; `moved` is how the later of two drafts is graded beside the earlier.
fn verdict(compared: &Compared, moved: Option<Move>, args: &CompareArgs) -> Exit {
    let paired = &compared.paired;
    let is_draft_worse = matches!(moved, Some(Move::Down | Move::Lost));
    let is_worse = is_draft_worse || paired.count(Move::Down) + paired.count(Move::Lost) > 0;
    let worse = if args.fail_on_worse && is_worse { Exit::No } else { Exit::Done };
    compared.sides.iter().map(|made| set::exit(&made.excluded, &args.set)).fold(worse, Exit::max)
}
