//! `casegrade verify`

use std::collections::{HashMap, VecDeque};
use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::Parser;
use indexmap::IndexMap;
use serde::Serialize;

use super::args::{Arguments, Command, GradeArgs, VerifyArgs};
use super::choice::Rubrics;
use super::exit::{Error, Exit};
use super::grade::run::Run;
use super::results::{holds_lines, is_results, open_results, read_results};
use super::reviews::{Ready, Reviews};
use super::terminal::Terminal;
use crate::document::Source;
use crate::engine::{self, Graded};
use crate::load::Bundle;
use crate::load::{is_standard_input, shown};
use crate::report::{self, Checked, GradedWith, Located, ResultLine, RubricHead, View};
use crate::review::Scale;
use crate::rubric::Rubric;
use crate::tables::{self, Archived, Difference, Entry, GradedAgain, InputHashes, RubricName, Whole, digest};

/// Grades the reviews of a file of results again and prints which of them are the same.
pub(super) fn run(args: &VerifyArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let output = args.result.outputs()?;
    if output.exist() {
        output.are_none_of(std::slice::from_ref(&args.results))?;
    }
    let name = shown(&args.results);
    if is_standard_input(&args.results) {
        return Err(Error::Asked("`verify` reads a file of results: name one".to_owned()));
    }
    let file = open_results(&args.results)
        .map_err(|error| Error::Read { path: name.clone(), reason: super::exit::reason(&error) })?;
    drop(file);
    let scale = scale(&args.results);
    let read = scale
        .while_reading(|| if is_results(&args.results) { archived(&args.results) } else { Err(not_results(&name)) });
    let all = read?;
    let wholes = wholes(&args.results).map_err(|error| broken(&name, &error))?;
    let mut checked = Vec::new();
    let mut groups: IndexMap<Vec<String>, Vec<Member>> = IndexMap::new();
    for (at, (own, whole)) in all.into_iter().zip(wholes).enumerate() {
        let options = own.command.iter().take_while(|word| *word != "--").cloned().collect();
        groups.entry(options).or_default().push(Member { at, own, whole });
    }
    for (options, members) in groups {
        checked.extend(group(&options, members, (args, scale), terminal)?);
    }
    checked.sort_by_key(|(at, _)| *at);
    let checked: Vec<Checked> = checked.into_iter().map(|(_, own)| own).collect();
    let page = report::verify_report(&checked, &name, &terminal.mask());
    let is_same = page.reviews.len() == page.same;
    output.write(&page, View { all: args.all, ..View::default() }, true, terminal)?;
    Ok(if is_same { Exit::Done } else { Exit::No })
}

fn not_results(name: &str) -> Error {
    Error::Asked(format!("`{name}` is not a file of results of `casegrade grade --format json` or `--format ndjson`"))
}

fn broken(name: &str, error: &serde_json::Error) -> Error {
    Error::Asked(format!("the results in `{name}` cannot be read: {error}"))
}

/// A review of the results.
struct Member {
    /// Its number in the results.
    at: usize,
    own: Archived,
    /// All that they say of it.
    whole: Whole,
}

/// What the results say of each review.
fn wholes(path: &Path) -> Result<Vec<Whole>, serde_json::Error> {
    let file = open_results(path).map_err(serde_json::Error::io)?;
    if !holds_lines(path) {
        return tables::wholes(&mut serde_json::Deserializer::from_reader(file));
    }
    serde_json::Deserializer::from_reader(file).into_iter::<Whole>().collect()
}

/// The scale of the results, as their first rubric names it.
fn scale(path: &Path) -> Scale {
    let head = || read_results(path, None).ok()?.rubric.map(|rubric| rubric.scale());
    let line = || {
        let lines = open_results(path).ok()?.split(b'\n');
        let line = lines.map_while(Result::ok).find(|line| !line.trim_ascii().is_empty())?;
        let line: serde_json::Value = serde_json::from_slice(&line).ok()?;
        serde_json::from_value(line.get("rubric")?.clone()).ok().map(|rubric: RubricName| rubric.scale())
    };
    let found = if holds_lines(path) { line() } else { head() };
    found.unwrap_or(Scale::USUAL)
}

/// What the results keep of each review, with the rubric, the version and the command of each.
fn archived(path: &Path) -> Result<Vec<Archived>, Error> {
    let name = shown(path);
    let broken = |error: serde_json::Error| broken(&name, &error);
    let file = open_results(path).map_err(|error| broken(serde_json::Error::io(error)))?;
    let mut all = Vec::new();
    if holds_lines(path) {
        for line in file.split(b'\n') {
            let line = line.map_err(|error| broken(serde_json::Error::io(error)))?;
            if !line.trim_ascii().is_empty() {
                all.push(tables::archived_line(&line).map_err(broken)?);
            }
        }
        return Ok(all);
    }
    let head =
        tables::archived(&mut serde_json::Deserializer::from_reader(file), &mut |own| all.push(own)).map_err(broken)?;
    for own in &mut all {
        own.rubric = own.rubric.take().or_else(|| head.rubric.clone());
        own.tool = Some(head.tool.clone());
        own.command.clone_from(&head.command);
    }
    Ok(all)
}

/// A review that was checked, with its number in the results.
type Numbered = (usize, Checked);

/// Grades the reviews again that one command graded.
fn group(
    options: &[String],
    members: Vec<Member>,
    (args, scale): (&VerifyArgs, Scale),
    terminal: &mut Terminal,
) -> Result<Vec<Numbered>, Error> {
    let (known, unknown): (Vec<_>, Vec<_>) = members.into_iter().partition(|own| own.own.inputs.is_some());
    let mut checked: Vec<Numbered> = unknown.into_iter().map(Member::unknown).collect();
    let Some(mut grade) = parsed(options) else {
        checked.extend(known.into_iter().map(Member::unknown));
        return Ok(checked);
    };
    if let Some(folder) = &args.folder {
        grade.begin_in(folder);
    }
    let mut sources: Vec<PathBuf> = Vec::new();
    for Member { own, .. } in &known {
        let path = begin_in(args.folder.as_deref(), Path::new(&own.source));
        if path.is_file() && !sources.contains(&path) {
            sources.push(path);
        }
    }
    let Some(rubrics) = Rubrics::find(grade.rubric.as_deref(), terminal)? else {
        return Err(Error::Asked("the rubric of these results has errors".to_owned()));
    };
    let run = Run { args: &grade, choice: rubrics.choice(), as_of: grade.day() };
    let mask = terminal.mask();
    let mut quiet = terminal.without_warnings();
    let mut again: HashMap<(String, String), VecDeque<Found>> = HashMap::new();
    let mut reviews = Reviews::new(rubrics.choice(), grade.day(), &sources, &grade.inputs);
    rubrics.choice().usual().scale.while_reading(|| {
        while let Some(read) = (!sources.is_empty()).then(|| reviews.next(&mut quiet)).flatten() {
            let Ok(ready) = read else { continue };
            let found = Found::new(&ready, run, holds_lines(&args.results));
            let id = mask.shown(ready.bundle.review.review.id.as_deref().unwrap_or_default()).to_string();
            again.entry((ready.bundle.sources.first().name.clone(), id)).or_default().push_back(found);
        }
    });
    for own in known {
        let path = begin_in(args.folder.as_deref(), Path::new(&own.own.source));
        let found = again.get_mut(&(shown(&path), own.own.id.clone())).and_then(VecDeque::pop_front);
        checked.push((own.at, scale.while_reading(|| check(own, found, &path))));
    }
    Ok(checked)
}

/// The arguments of `casegrade grade` that a command in results gives.
fn parsed(options: &[String]) -> Option<GradeArgs> {
    let words = std::iter::once("casegrade").chain(options.iter().map(String::as_str)).chain(["--", "-"]);
    if let Command::Grade(args) = Arguments::try_parse_from(words).ok()?.command { Some(args) } else { None }
}

/// Where a path begins that results hold.
fn begin_in(folder: Option<&Path>, path: &Path) -> PathBuf {
    folder.map_or_else(|| path.to_owned(), |folder| folder.join(path))
}

/// A review that was found and graded again.
struct Found {
    now: GradedAgain,
    /// The hash of its result as a line of results keeps it, without rules.
    short: String,
    /// All that results can say of it.
    wholes: Vec<Whole>,
}

impl Found {
    fn new(ready: &Ready, run: Run<'_>, is_line: bool) -> Self {
        let rubric = run.rubric(ready);
        let graded = engine::grade(rubric, &ready.facts(), &ready.judgements);
        let review = &ready.bundle.review;
        let entry = Entry::from_graded(rubric, review, &graded, "");
        let own = Entry::from_graded(rubric, review, &Graded { finished: None, ..graded.clone() }, "");
        let criteria = own.criteria.into_iter().map(|own| tables::CriterionEntry { rules: Vec::new(), ..own });
        let short = Entry { criteria: criteria.collect(), ..entry.clone() };
        Found {
            short: digest(&short),
            wholes: if is_line {
                lines(ready, rubric, &graded)
            } else {
                whole(&run.graded(ready)).into_iter().collect()
            },
            now: GradedAgain {
                grade: graded.final_headline().word().to_owned(),
                digest: digest(&entry),
                rubric: RubricName::from_rubric(rubric),
                inputs: InputHashes {
                    review: ready.bundle.hash(),
                    parts: ready.bundle.parts(),
                    judgements: ready.files.iter().map(|file| file.hash.clone()).collect(),
                },
                tool: env!("CARGO_PKG_VERSION").to_owned(),
            },
        }
    }
}

fn whole(review: &impl Serialize) -> Option<Whole> {
    let json = serde_json::to_string(review).ok()?;
    serde_json::from_str(&json).ok()
}

/// What the line of a review says, with and without its rules.
fn lines(ready: &Ready, rubric: &Rubric, graded: &Graded) -> Vec<Whole> {
    let facts = ready.facts();
    let with = GradedWith { rubric, facts: &facts, judgements: &ready.judgements };
    let Bundle { sources, root, .. } = &ready.bundle;
    let head = RubricHead::from_rubric(rubric, &ready.mask);
    let line = |all| {
        let file = Located { sources, root, passages: ready.bundle.passages(), mask: &ready.mask };
        let mut line = ResultLine::new(with, &head, graded, file, all);
        line.add_inputs(&ready.bundle, &ready.files, Vec::new(), &ready.mask);
        whole(&line)
    };
    [false, true].into_iter().filter_map(line).collect()
}

impl Member {
    fn unknown(self) -> Numbered {
        (self.at, Checked::unknown(self.own))
    }
}

fn check(Member { own: then, whole, .. }: Member, found: Option<Found>, path: &Path) -> Checked {
    let Some(Found { mut now, short, wholes }) = found else {
        let why = if then.source == Source::STANDARD_INPUT {
            "it was read from standard input"
        } else if path.is_file() {
            "its file has no review with this id that can be graded"
        } else {
            "there is no such file"
        };
        return Checked::missing(then, why);
    };
    if !then.has_rules {
        now.digest = short;
    }
    match (&then.inputs, &then.rubric, &then.tool) {
        (Some(inputs), Some(rubric), Some(tool)) => {
            let mut differences = Difference::between((inputs, rubric, tool, &then.digest), &now);
            // Another version may say the same in other words.
            if differences.is_empty() && *tool == now.tool && !wholes.iter().any(|own| own.is_same(&whole)) {
                differences.push(Difference::Result);
            }
            Checked::found(then, now, differences)
        }
        _ => Checked::unknown(then),
    }
}
