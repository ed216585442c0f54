//! `casegrade table`

use std::path::{Path, PathBuf};

use super::args::{AUDIT, ResultArgs, TableArgs};
use super::beside::picture;
use super::choice::{Choice, Rubrics};
use super::exit::{Error, Exit};
use super::output::Outputs;
use super::set::{self, Keep, Member, Set, Sheets};
use super::terminal::Terminal;
use crate::load::{files_found, shown};
use crate::report::{self, Excluded, MatrixPart, MatrixRow, Sort, TableCounts, TableRequest, View};
use crate::rubric::Rubric;
use crate::tables::{Breakdown, By, Clash, Counting, Parts, Plan, Tally};
use crate::text::{Mask, nearest, or_list};

/// Counts what the paths mean and prints the tables.
pub(super) fn run(args: &TableArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    args.check()?;
    let output = output(args)?;
    if let Some(file) = &args.audit {
        audit(args, file)?;
    }
    if let Some(file) = &args.plot {
        plot(args, file)?;
    }
    let Some(rubrics) = Rubrics::find(args.set.rubric.as_deref(), terminal)? else { return Ok(Exit::Wrong) };
    let choice = rubrics.choice();
    let scale = set::scale(&args.paths, &args.set, choice.usual())?;
    scale.while_reading(|| count(args, choice, &output, terminal))
}

fn count(args: &TableArgs, choice: Choice<'_>, output: &Outputs, terminal: &mut Terminal) -> Result<Exit, Error> {
    args.set.check_words()?;
    known_criterion(args, choice)?;
    let sheets = sheets(args, terminal);
    let asked = asked(args, &sheets)?;
    let mask = terminal.mask();
    let mut tables = Tables::new(&asked, &mask);
    let set = set::read(&args.paths, &sheets, &args.set, choice, terminal, &mut tables)?;
    if output.exist() {
        output.are_none_of(&[files_found(&set.regraded, &args.set.inputs.loader()), set.files.clone()].concat())?;
    }
    let made = tables.finish(set)?;
    for breakdown in std::iter::once(&made.breakdown).chain(&made.further) {
        known_groups(breakdown, &asked)?;
    }
    can_be_published_together(&made, &asked)?;
    known_order(&made, &asked)?;
    let verdict = set::exit(&made.excluded, &args.set);
    if let Some((file, page)) = args.audit.as_ref().zip(report::audit_page(&made, &asked, &mask)) {
        audit(args, file)?.write(&page, View::default(), true, terminal)?;
    }
    // What is wrong was said; people have no use for a table of nothing under it.
    let says_something = verdict == Exit::Done || made.is_any_counted();
    let view = args.set.view();
    let page = report::table_page(&made, &asked, &mask);
    output.write(&page, view, says_something, terminal)?;
    if let Some(file) = &args.plot {
        plot(args, file)?.write(&page, view, says_something, terminal)?;
    }
    Ok(verdict)
}

/// The spreadsheets among the paths; the date that periods are made from must be right in them.
fn sheets(args: &TableArgs, terminal: &mut Terminal) -> Sheets {
    Sheets::read(&args.paths, &args.set, args.period.map(|_| args.date.into()), terminal)
}

/// Where the tables go: never over what they are made of.
fn output(args: &TableArgs) -> Result<Outputs, Error> {
    let output = args.result.outputs()?;
    if output.exist() {
        output.are_none_of(&args.set.rubric_file())?;
        output.are_none_of(&files_found(&args.paths, &args.set.inputs.loader()))?;
    }
    Ok(output)
}

/// Where the audit goes: to a file of its own, and never over what is counted.
fn audit(args: &TableArgs, file: &Path) -> Result<Outputs, Error> {
    if args.result.is_output(file) {
        return Err(Error::Asked("`--audit` needs a file of its own: it is not for publication".to_owned()));
    }
    let output = Outputs::new(&[(Some(file), ResultArgs::<AUDIT>::of_ending("--audit", file)?)])?;
    if output.exist() {
        output.are_none_of(&files_found(&args.paths, &args.set.inputs.loader()))?;
    }
    Ok(output)
}

/// Where the pictures go: never over what is counted.
fn plot(args: &TableArgs, file: &Path) -> Result<Outputs, Error> {
    let output = picture(file, args.result.is_output(file))?;
    output.are_none_of(&files_found(&args.paths, &args.set.inputs.loader()))?;
    Ok(output)
}

/// What the arguments ask for. Tallies are by period unless something else is said.
fn asked(args: &TableArgs, sheets: &Sheets) -> Result<TableRequest, Error> {
    let mut tables = args.by.iter().map(|groups| groups.0.clone());
    let by = match tables.next() {
        None if sheets.have_tallies() => vec![By::Period],
        first => first.unwrap_or_default(),
    };
    let plan = Plan { by, division: args.period.map(Into::into), date: args.date.into(), count: args.count.into() };
    Ok(TableRequest {
        as_of: args.set.day().to_string(),
        command: command(),
        inputs: args.paths.iter().map(|path| shown(path)).collect(),
        plan,
        further: tables.collect(),
        interval: !args.no_interval,
        protection: args.protection(),
        subtotals: args.subtotals,
        round: args.round,
        criteria: args.criteria,
        rules: args.rules,
        matrix: args.matrix.then(|| args.sort.clone()),
    })
}

/// The command line as it was given.
pub(super) fn command() -> String {
    let quoted = |part: std::ffi::OsString| {
        let part = part.to_string_lossy().into_owned();
        if part.contains(char::is_whitespace) { format!("'{part}'") } else { part }
    };
    let arguments = std::env::args_os().skip(1).map(quoted);
    std::iter::once("casegrade".to_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Counts the members of a set as they come.
struct Tables<'a> {
    asked: &'a TableRequest,
    mask: &'a Mask,
    counting: Counting,
    further: Vec<Counting>,
    parts: Parts,
    columns: Vec<MatrixPart>,
    rows: Vec<(usize, MatrixRow)>,
}

impl<'a> Tables<'a> {
    fn new(asked: &'a TableRequest, mask: &'a Mask) -> Self {
        let counting = Counting::new(asked.plan.clone());
        let further = asked.further.iter().map(|by| Counting::new(Plan { by: by.clone(), ..asked.plan.clone() }));
        Tables {
            asked,
            mask,
            counting,
            further: further.collect(),
            parts: Parts::default(),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn finish(self, set: Set) -> Result<TableCounts, Error> {
        let finish = |counting: Counting| counting.finish().map_err(|clash| clashing(&clash));
        Ok(TableCounts {
            breakdown: finish(self.counting)?,
            further: self.further.into_iter().map(finish).collect::<Result<_, _>>()?,
            parts: self.parts,
            columns: self.columns,
            rows: self.rows,
            rubrics: set.rubrics,
            tools: set.tools,
            excluded: set.excluded,
        })
    }
}

impl Keep for Tables<'_> {
    fn entry(&mut self, Member { entry, rubric, .. }: Member<'_>) -> Result<(), Excluded> {
        let count = self.asked.plan.count;
        let category = self.counting.add(entry)?;
        for counting in &mut self.further {
            counting.add(entry)?;
        }
        let Some((rubric, _)) = rubric else { return Ok(()) };
        if self.asked.criteria || self.asked.rules {
            self.parts.add(rubric, &entry.criteria, count);
        }
        if self.asked.matrix.is_some() {
            let (row, columns) = MatrixRow::from_entry(entry, category, self.mask);
            for column in columns {
                if !self.columns.iter().any(|own| own.id == column.id) {
                    self.columns.push(column);
                }
            }
            self.rows.push((rubric, row));
        }
        Ok(())
    }

    fn tally(&mut self, tally: &Tally) {
        self.counting.add_tally(tally);
        self.further.iter_mut().for_each(|counting| counting.add_tally(tally));
    }
}

fn clashing(clash: &Clash) -> Error {
    let Clash { first, second, period } = clash;
    Error::Asked(match period {
        Some(period) => format!(
            "the period `{period}` appears in both `{first}` and `{second}`, and the same reviews may be in both: leave one out; \
             if they are of different reviews, give both a column that tells them apart, and name it in `--by`"
        ),
        None => format!(
            "`{first}` and `{second}` may hold the same reviews, so they cannot be counted in one group; use `--by period` to compare them"
        ),
    })
}

/// An error where tables that are published together would tell of each other what is hidden.
fn can_be_published_together(made: &TableCounts, asked: &TableRequest) -> Result<(), Error> {
    let is_added = std::iter::once(&made.breakdown).chain(&made.further).all(|breakdown| breakdown.total.is_ok());
    if made.further.is_empty() || asked.protection.is_none() || is_added {
        return Ok(());
    }
    Err(Error::Asked(
        "with `--suppress-below`, reviews whose periods overlap can only be in one table: give one `--by`".to_owned(),
    ))
}

/// An error where nothing that was counted states what it is to be grouped by: most likely a slip.
fn known_groups(breakdown: &Breakdown, asked: &TableRequest) -> Result<(), Error> {
    let Some(by) = breakdown.never_stated.first().filter(|_| !breakdown.groups.is_empty()) else { return Ok(()) };
    let no_period = match asked.plan.division {
        Some(_) => format!("no input has the date `{}`; choose another with `--date`", asked.plan.date.word()),
        None => "use `--period year` to make periods from dates".to_owned(),
    };
    let help = help_for_groups(by, &breakdown.stated, Some(no_period));
    Err(Error::Asked(no_group(by, help)))
}

/// Says that no input states what it is to be grouped by, and what to do.
pub(super) fn no_group(by: &By, help: Option<String>) -> String {
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    format!("no input gives a `{}`{help}", by.word())
}

/// What to do where no input states what it is to be grouped by; `custom` are the keys of `[custom]` and columns that are stated.
pub(super) fn help_for_groups(by: &By, custom: &[String], no_period: Option<String>) -> Option<String> {
    let help = match by {
        By::Custom(name) => {
            let meant = nearest(name, custom.iter().map(String::as_str));
            let all: Vec<String> = custom.iter().map(|name| format!("`custom.{name}`")).collect();
            match meant {
                Some(meant) => format!("did you mean `custom.{meant}`?"),
                None if all.is_empty() => "give it in the table `[custom]`, or in a column".to_owned(),
                None => crate::text::there_are(&all),
            }
        }
        By::Period => return no_period,
        By::Region | By::Partnership | By::Kind | By::Status => {
            "give it in the table `[review]`, or in a column".to_owned()
        }
    };
    Some(help)
}

/// An error where the matrix is to be in the order of a criterion that no rubric has, before anything is read. Results may
/// be of another rubric.
fn known_criterion(args: &TableArgs, choice: Choice<'_>) -> Result<(), Error> {
    let Sort::Criterion(id) = &args.sort else { return Ok(()) };
    let has = |rubric: &Rubric| rubric.criteria.iter().any(|criterion| criterion.id.as_str() == id);
    let may_be_results = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json" || ending == "ndjson");
    if args.paths.iter().any(may_be_results) || choice.find(has).is_some() {
        return Ok(());
    }
    let ids: Vec<&str> = choice.usual().criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    Err(unknown_order(id, &ids))
}

/// An error where the matrix is to be in the order of a criterion that it does not have.
fn known_order(made: &TableCounts, asked: &TableRequest) -> Result<(), Error> {
    let Some(Sort::Criterion(id)) = &asked.matrix else { return Ok(()) };
    let known: Vec<&str> = made.columns.iter().map(|column| column.id.as_str()).collect();
    if known.is_empty() || known.contains(&id.as_str()) {
        return Ok(());
    }
    Err(unknown_order(id, &known))
}

fn unknown_order(id: &str, known: &[&str]) -> Error {
    let meant = nearest(id, known.iter().copied().chain(["given", "id", "grade"]));
    let meant = meant.map_or_else(String::new, |meant| format!("did you mean `{meant}`? "));
    Error::Asked(format!("unknown order `{id}`: {meant}use given, id, grade, {}", or_list(known)))
}
