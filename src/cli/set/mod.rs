//! A set: reviews graded on the way, results, recorded grades and tallies, one after another, each review once.

mod sheets;
pub(super) use sheets::Sheets;
pub(super) use sheets::is_sheet;
use sheets::passed_over;

use std::collections::HashSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use super::args::SetArgs;
use super::choice::Choice;
use super::exit::{Error, Exit};
use super::first_seen::FirstSeen;
use super::results::{holds_lines, is_results, open_results, read_results};
use super::reviews::{Lost, Ready, Reviews};
use super::rubrics;
use super::terminal::Terminal;
use crate::document::Source;
use crate::engine::{self, Graded};
use crate::load::{self, shown};
use crate::report::Excluded;
use crate::review::Scale;
use crate::rubric::Rubric;
use crate::tables::{self, Entry, RubricName, Tally};
use crate::text::and_list;

/// A review of a set.
pub(super) struct Member<'m> {
    /// What is counted of it.
    pub(super) entry: &'m Entry,
    /// The rubric that graded it, with its number in [`Set::rubrics`].
    pub(super) rubric: Option<(usize, &'m RubricName)>,
    /// The review and what it is graded, where it was graded on the way.
    pub(super) ready: Option<(Ready, Graded)>,
}

/// What takes the members of a set.
pub(super) trait Keep {
    /// A review whose id was not there before.
    ///
    /// # Errors
    /// Why it is not counted.
    fn entry(&mut self, member: Member<'_>) -> Result<(), Excluded>;
    /// A tally of a period.
    fn tally(&mut self, tally: &Tally);
    /// What results say of a review that is graded again; it comes before the review itself.
    fn graded_before(&mut self, _: &Entry) {}
}

/// What is known of a set when it has been read.
#[derive(Debug, Default)]
pub(super) struct Set {
    /// The rubrics that graded its reviews, in the order in which they came.
    pub(super) rubrics: Vec<RubricName>,
    /// The versions of the program that graded them.
    pub(super) tools: Vec<String>,
    /// What is not counted.
    pub(super) excluded: Vec<(String, Excluded)>,
    /// The files whose reviews were graded again.
    pub(super) regraded: Vec<PathBuf>,
    /// The files that belong to its reviews.
    pub(super) files: Vec<PathBuf>,
    /// Where each id was first: a file by its number, and a line. An id is kept as its digest, so that a hundred thousand
    /// of them are a few megabytes.
    known: FirstSeen<[u8; 16]>,
    sources: Vec<String>,
}

/// The scale that a set is counted in: the one that `--scale` names, that of its results, or that of `rubric`.
///
/// # Errors
/// Where `--scale` names none, or the set is of more than one.
pub(super) fn scale(paths: &[PathBuf], args: &SetArgs, rubric: &Rubric) -> Result<Scale, Error> {
    let is_graded = |path: &&PathBuf| !is_sheet(path) && (args.regrade || !is_results(path));
    let graded = paths.iter().any(|path| is_graded(&path)).then_some(rubric.scale);
    let head = |path: &PathBuf| read_results(path, None).ok()?.rubric;
    let before = paths.iter().filter(|path| !args.regrade && is_results(path)).filter_map(head);
    let named = if args.scale.is_empty() { None } else { Some(named_scale(&args.scale)?) };
    let mut scales = graded.into_iter().chain(named).chain(before.map(|rubric| rubric.scale()));
    let first = scales.next().unwrap_or(rubric.scale);
    let words = |scale: Scale| scale.words().collect::<Vec<_>>().join(", ");
    match scales.find(|other| !other.words().eq(first.words())) {
        Some(other) => Err(Error::Asked(format!(
            "a table counts grades of one scale, and there are two: {}; and {}",
            words(first),
            words(other)
        ))),
        None => Ok(first),
    }
}

/// The rubric for the kind of the first review that `paths` mean.
pub(super) fn first_rubric<'r>(paths: &[PathBuf], args: &SetArgs, choice: Choice<'r>) -> &'r Rubric {
    let is_read = |path: &&PathBuf| !is_sheet(path) && !is_results(path) && !load::is_standard_input(path);
    let paths: Vec<PathBuf> = paths.iter().filter(is_read).cloned().collect();
    let mut inputs = load::Inputs::new(&paths, args.inputs.input_format, args.inputs.loader());
    let reading = std::iter::from_fn(|| inputs.next()).find_map(|input| input.ok()?.read());
    choice.rubric(reading.as_ref().and_then(load::Reading::kind)).unwrap_or(choice.usual())
}

fn named_scale(words: &[String]) -> Result<Scale, Error> {
    let words: Vec<String> = words.iter().map(|word| word.trim().to_lowercase()).collect();
    let twice =
        words.iter().enumerate().any(|(at, word)| word.is_empty() || words.iter().take(at).any(|own| own == word));
    let scale = Scale::of_words(&words).filter(|_| !twice);
    scale.ok_or_else(|| {
        let most = Scale::MOST;
        Error::Asked(format!("`--scale` names 2 to {most} different grades, the best first, with commas between them"))
    })
}

/// Reads a set, and gives each member to `keep` before the next is read.
///
/// # Errors
/// Where its reviews were graded by different rubrics and nobody said that they may be.
pub(super) fn read(
    paths: &[PathBuf],
    sheets: &Sheets,
    args: &SetArgs,
    choice: Choice<'_>,
    terminal: &mut Terminal,
    keep: &mut dyn Keep,
) -> Result<Set, Error> {
    let others: Vec<PathBuf> = paths.iter().filter(|path| !is_sheet(path)).cloned().collect();
    let (results, reviews): (Vec<PathBuf>, Vec<PathBuf>) = others.into_iter().partition(|path| is_results(path));
    let mut reader = SetReader { set: Set::default(), args, choice, terminal, keep };
    let mut again = Again::default();
    for path in &results {
        if holds_lines(path) { reader.result_lines(path, &mut again) } else { reader.results(path, &mut again) }
    }
    if !reviews.is_empty() {
        reader.reviews(&reviews, None);
    }
    if !again.is_empty() {
        let files: Vec<PathBuf> = again.keys().map(PathBuf::from).collect();
        reader.reviews(&files, Some(&again));
        reader.set.regraded = files;
    }
    for sheet in &sheets.read {
        reader.sheet(sheet, sheets);
    }
    for path in &sheets.unreadable {
        reader.set.excluded.push((path.clone(), Excluded::Unreadable));
    }
    let set = reader.set;
    passed_over(paths, &set.files, terminal);
    can_be_counted_together(&set.rubrics, args)?;
    Ok(set)
}

/// Refuses reviews that were graded by different rubrics, unless these are the program's own for different kinds of review,
/// or somebody said that they may differ.
///
/// # Errors
/// Where they were.
fn can_be_counted_together(rubrics: &[RubricName], args: &SetArgs) -> Result<(), Error> {
    let inside = if rubrics.len() > 1 { rubrics::built_in() } else { Vec::new() };
    let is_own = |own: &RubricName| inside.iter().any(|rubric| rubric.hash == own.hash);
    if rubrics.iter().all(is_own) { Ok(()) } else { of_one_rubric(rubrics, args) }
}

/// Refuses reviews that were graded by different rubrics, unless somebody said that they may be.
///
/// # Errors
/// Where they were.
pub(super) fn of_one_rubric(rubrics: &[RubricName], args: &SetArgs) -> Result<(), Error> {
    if rubrics.len() > 1 && !args.mix_rubrics { Err(mixed(rubrics)) } else { Ok(()) }
}

/// How a run ends that left these out.
pub(super) fn exit(excluded: &[(String, Excluded)], args: &SetArgs) -> Exit {
    let bad = |why: Excluded| match why {
        Excluded::Unreadable => true,
        Excluded::Broken | Excluded::Duplicate | Excluded::NothingToGrade => !args.skip_bad,
        Excluded::NoRecordedGrade | Excluded::ProfileOnly => false,
    };
    if excluded.iter().any(|(_, why)| bad(*why)) { Exit::Wrong } else { Exit::Done }
}

/// Which reviews of which files are to be graded again, by id.
type Again = IndexMap<String, HashSet<String>>;

/// Reads the members of a set.
struct SetReader<'r> {
    set: Set,
    args: &'r SetArgs,
    choice: Choice<'r>,
    terminal: &'r mut Terminal,
    keep: &'r mut dyn Keep,
}

impl SetReader<'_> {
    /// Grades the reviews that `paths` mean; only those in `wanted`, where there is such a list.
    fn reviews(&mut self, paths: &[PathBuf], wanted: Option<&Again>) {
        let mut complaints = Vec::new();
        let mut reviews = Reviews::new(self.choice, self.args.day(), paths, &self.args.inputs);
        while let Some(read) = reviews.next(self.terminal) {
            let ready = match read {
                Ok(ready) => ready,
                Err(Lost { source, unreadable }) => {
                    let why = if unreadable { Excluded::Unreadable } else { Excluded::Broken };
                    self.set.excluded.push((source, why));
                    continue;
                }
            };
            let ids = wanted.and_then(|wanted| wanted.get(&ready.bundle.sources.first().name));
            let is_wanted = |id: &String| ids.is_none_or(|ids| ids.contains(id));
            if ready.bundle.review.review.id.as_ref().is_some_and(is_wanted) {
                let rubric = ready.rubric(self.choice);
                let number = self.set.number(rubric);
                self.set.tool(env!("CARGO_PKG_VERSION"));
                let graded = engine::grade(rubric, &ready.facts(), &ready.judgements);
                let entry = Entry::from_graded(rubric, &ready.bundle.review, &graded, &ready.title());
                complaints.extend(self.set.add(&entry, Some(number), None, Some((ready, graded)), self.keep));
            }
        }
        self.set.files.append(&mut reviews.files);
        self.say(&complaints);
    }

    /// Reads a file of results; where reviews are to be graded again, only which.
    fn results(&mut self, path: &Path, again: &mut Again) {
        let mut complaints = Vec::new();
        let name = shown(path);
        let Ok(head) = read_results(path, None) else { return };
        let number = head.rubric.filter(|_| !self.args.regrade).map(|rubric| self.set.rubric(rubric));
        if !self.args.regrade {
            self.set.tool(&head.tool);
        }
        let regrade = self.args.regrade;
        let mut each = |entry: Entry, own: Option<RubricName>| {
            if regrade {
                self.keep.graded_before(&entry);
                again.entry(entry.source).or_default().insert(entry.id);
            } else {
                let number = own.map_or(number, |own| Some(self.set.rubric(own)));
                complaints.extend(self.set.add(&entry, number, Some(&name), None, self.keep));
            }
        };
        let read = read_results(path, Some(&mut each));
        for source in head.broken {
            let message = format!("it could not be graded when `{name}` was made");
            complaints.push(("broken-before", source.clone(), message));
            self.set.excluded.push((source, Excluded::Broken));
        }
        self.say(&complaints);
        if let Err(error) = read {
            let message = format!("these are not results of `casegrade grade --format json`: {error}");
            self.terminal.complain_around("error", "not-results", &name, &message);
            self.set.excluded.push((name, Excluded::Broken));
        }
    }

    /// Reads a file of results one a line, as far as each can be read.
    fn result_lines(&mut self, path: &Path, again: &mut Again) {
        let name = shown(path);
        let Ok(file) = open_results(path) else { return };
        for (number, line) in file.split(b'\n').enumerate() {
            let read = line.map_err(serde_json::Error::io).and_then(|line| match line.trim_ascii() {
                [] => Ok(None),
                line => tables::result_line(line).map(Some),
            });
            match read {
                Ok(None) => {}
                Ok(Some((_, entry))) if self.args.regrade => {
                    self.keep.graded_before(&entry);
                    again.entry(entry.source).or_default().insert(entry.id);
                }
                Ok(Some((rubric, entry))) => {
                    let rubric = self.set.rubric(rubric);
                    let complaint = self.set.add(&entry, Some(rubric), Some(&name), None, self.keep);
                    self.say(complaint.as_slice());
                }
                Err(error) => {
                    let source = format!("{name}:{}", number + 1);
                    let message = format!("this is no result of `casegrade grade --format ndjson`: {error}");
                    self.say(&[("not-results", source.clone(), message)]);
                    self.set.excluded.push((source, Excluded::Broken));
                }
            }
        }
    }

    /// Takes what a spreadsheet holds.
    fn sheet(&mut self, source: &Source, sheets: &Sheets) {
        let mut complaints = Vec::new();
        let (set, keep) = (&mut self.set, &mut *self.keep);
        let mut add = |entry: Entry| complaints.extend(set.add(&entry, None, None, None, keep));
        let sheet = tables::grades(source, sheets.limits, &sheets.reading, &mut add);
        self.terminal.complain_of(source, &sheet.diagnostics);
        sheet.tallies.iter().for_each(|tally| self.keep.tally(tally));
        let ungraded = sheet.ungraded.iter().map(|row| (row.clone(), Excluded::NoRecordedGrade));
        self.set.excluded.extend(ungraded);
        self.set.excluded.extend(sheet.broken.iter().map(|row| (row.clone(), Excluded::Broken)));
        self.say(&complaints);
    }

    fn say(&mut self, complaints: &[Complaint]) {
        let level = if self.args.skip_bad { "warning" } else { "error" };
        for (code, source, message) in complaints {
            self.terminal.complain_around(level, code, source, message);
        }
    }
}

/// What is wrong with a member of a set: a code, its source, and the message.
type Complaint = (&'static str, String, String);

impl Set {
    /// The number of the rubric that grades a review.
    fn number(&mut self, rubric: &Rubric) -> usize {
        let known = self.rubrics.iter().position(|own| own.hash == rubric.hash);
        known.unwrap_or_else(|| self.rubric(RubricName::from_rubric(rubric)))
    }

    /// The number of a rubric, which is kept.
    fn rubric(&mut self, rubric: RubricName) -> usize {
        let known = self.rubrics.iter().position(|own| own.hash == rubric.hash);
        known.unwrap_or_else(|| {
            self.rubrics.push(rubric);
            self.rubrics.len() - 1
        })
    }

    /// Keeps a version of the program.
    fn tool(&mut self, version: &str) {
        if !self.tools.iter().any(|own| own == version) {
            self.tools.push(version.to_owned());
        }
    }

    /// Gives a review on if its id is new; otherwise, and where it cannot be counted, says why.
    fn add(
        &mut self,
        entry: &Entry,
        rubric: Option<usize>,
        results: Option<&str>,
        ready: Option<(Ready, Graded)>,
        keep: &mut dyn Keep,
    ) -> Option<Complaint> {
        let source = entry.source.clone();
        if let Some(first) = self.first(entry, results) {
            let source = results.map_or_else(|| source.clone(), |results| format!("{source} in {results}"));
            self.excluded.push((source.clone(), Excluded::Duplicate));
            let message = format!("a review with the id `{}` has already been counted, from `{first}`", entry.id);
            return Some(("review-twice", source, message));
        }
        let rubric = rubric.and_then(|number| Some((number, self.rubrics.get(number)?)));
        let why = keep.entry(Member { entry, rubric, ready }).err()?;
        self.excluded.push((source.clone(), why));
        (why == Excluded::NothingToGrade).then(|| ("nothing-to-grade", source, why.because().to_owned()))
    }

    /// The source of an earlier review with the same id; if there is none, this one is kept as the first.
    fn first(&mut self, entry: &Entry, results: Option<&str>) -> Option<String> {
        let digest = Sha256::digest(entry.id.as_bytes());
        let key: [u8; 16] = std::array::from_fn(|at| digest.get(at).copied().unwrap_or(0));
        let named = results.map(|results| format!("{} in {results}", entry.source));
        let source = named.as_deref().unwrap_or(&entry.source);
        let in_file = source.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
        let (file, line) = in_file.unwrap_or((source, 0));
        if self.sources.last().is_none_or(|last| last != file) {
            self.sources.push(file.to_owned());
        }
        let number = u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX);
        let (file, line) = self.known.place(key, [key[0], key[1]], (number, line))?;
        let file = usize::try_from(file).ok().and_then(|file| self.sources.get(file))?;
        Some(if line == 0 { file.clone() } else { format!("{file}:{line}") })
    }
}

/// Says that reviews were graded by different rubrics.
fn mixed(rubrics: &[RubricName]) -> Error {
    let names: Vec<String> = RubricName::names(rubrics).iter().map(|name| format!("`{name}`")).collect();
    Error::Asked(format!(
        "the reviews were graded with different rubrics, {}: use `--regrade` to grade them all again, or `--mix-rubrics` to count them unchanged",
        and_list(&names)
    ))
}
