//! `casegrade grade`

pub(super) mod answers;
pub(super) mod run;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use answers::{Aims, Answers, Open};
use run::Run;

use super::args::GradeArgs;
use super::batch;
use super::beside::Beside;
use super::choice::{ByKind, Choice};
use super::exit::{Error, Exit};
use super::output::{Outputs, failed, replace_all};
use super::reviews::Reviews;
use super::rubrics;
use super::terminal::Terminal;
use crate::load::files_read;
use crate::report::json::Give;
use crate::report::{self, Format, GradeReport, Overview, Problem, RubricHead, View};
use crate::rubric::{DEFAULT, Rubric};

/// Grades the reviews that the paths mean and prints the result, each review as soon as it is graded.
pub(super) fn run(args: &GradeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let as_of = args.day();
    let outputs = outputs(args)?;
    let beside = Beside::from_args(args)?;
    let mut page = GradeReport::new(&as_of.to_string());
    page.command = args.command(as_of).iter().map(|word| terminal.mask().shown(word)).collect();
    let rubric = rubric(args, &mut page, terminal).map(ByKind::new);
    let one_for_all = args.rubric.is_some();
    let choice =
        rubric.as_ref().map(|usual| if one_for_all { Choice::One(&usual.usual) } else { Choice::ByKind(usual) });
    if args.result.format == Some(Format::Ndjson) {
        if outputs.printed().is_none() || args.out_dir.is_some() || !beside.is_empty() {
            return Err(Error::Asked(
                "`--format ndjson` cannot be combined with `-o`, `--out-dir`, `--comment` or `--plot`; redirect the output with `>`".to_owned(),
            ));
        }
        return match choice {
            Some(choice) => batch::run(Run { args, choice, as_of }, terminal),
            None => Ok(Exit::Wrong),
        };
    }
    match choice {
        Some(choice) => {
            let run = Run { args, choice, as_of };
            choice.usual().scale.while_reading(|| report(run, page, &outputs, beside, terminal))
        }
        None => {
            write_errors(args, &page, &outputs, terminal)?;
            Ok(Exit::Wrong)
        }
    }
}

/// Grades every review and writes the result.
fn report(
    run: Run<'_>,
    mut page: GradeReport,
    outputs: &Outputs,
    mut beside: Beside<'_>,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let args = run.args;
    let mut reviews = Reviews::with_documents(run.choice, run.as_of, &args.paths, &args.inputs);
    let first = reviews.next_ready(terminal);
    if let Some(first) = &first {
        page.rubric = Some(RubricHead::from_rubric(run.rubric(first), &terminal.mask()));
    }
    let mut answers = Answers::default();
    let mut output = terminal.clone();
    let head = page.rubric.clone();
    let (mut first, mut reviews) = (first, Some(reviews));
    let mut grade = |give: &mut Give<'_>| {
        let Some(reviews) = reviews.take() else { return Vec::new() };
        run.all(first.take(), reviews, terminal, &mut |ready, aims| {
            let mut review = run.graded(ready);
            review.rubric =
                Some(RubricHead::from_rubric(run.rubric(ready), &ready.mask)).filter(|own| head.as_ref() != Some(own));
            let open = Open { question: review.provisional, bare_answer: review.has_bare_answer() };
            answers.add(args, aims.at_least, review.final_grade(), open);
            beside.add(&review, ready);
            give(&review)
        })
    };
    let errors = write(args, &page, outputs, &mut output, &mut grade)?;
    beside.write(args, terminal)?;
    terminal.complain(&answers.reasons());
    Ok(if !errors.is_empty() { Exit::Wrong } else { answers.exit() })
}

/// Writes a page on which there are only errors.
fn write_errors(args: &GradeArgs, page: &GradeReport, outputs: &Outputs, terminal: &mut Terminal) -> Result<(), Error> {
    write(args, page, outputs, &mut terminal.clone(), &mut |_| page.errors.clone()).map(drop)
}

/// Writes the result in the format that was asked for, and returns what could not be graded.
fn write(
    args: &GradeArgs,
    page: &GradeReport,
    outputs: &Outputs,
    output: &mut Terminal,
    grade: &mut report::json::Run<'_>,
) -> Result<Vec<Problem>, Error> {
    match outputs.printed().filter(|_| args.out_dir.is_none()) {
        Some(Format::Json) => Ok(report::json::stream(std::io::stdout().lock(), page, grade)?),
        Some(Format::Text) => print(args, page, output, grade),
        _ => {
            let mut reviews = Vec::new();
            let errors = grade(&mut |review| {
                reviews.push(review.clone());
                ControlFlow::Continue(())
            });
            let page = GradeReport { reviews, errors, ..page.clone() };
            match &args.out_dir {
                Some(folder) => into_folder(folder, &page, args, output)?,
                None => outputs.write(&page, args.view(), true, output)?,
            }
            Ok(page.errors)
        }
    }
}

/// Prints each review as soon as it is graded, and a table of all after the last.
fn print(
    args: &GradeArgs,
    page: &GradeReport,
    output: &mut Terminal,
    grade: &mut report::json::Run<'_>,
) -> Result<Vec<Problem>, Error> {
    let style = output.style();
    let view = View { width: Some(style.width), ..args.view() };
    let mut overview = Overview::new(page.rubric.as_ref());
    let mut written = Ok(());
    let errors = grade(&mut |review| {
        let gap = if overview.is_empty() { "" } else { "\n" };
        overview.add(review);
        if args.brief {
            return ControlFlow::Continue(());
        }
        let doc = report::review_doc(review, page.rubric_of(review), view);
        written = output.say(format!("{gap}{}", report::text(&doc, style)));
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written?;
    if args.brief && !overview.is_empty() {
        output.say(report::text(&overview.table(&errors, &[]), style))?;
    } else if let Some(doc) = overview.doc(&errors) {
        output.say(format!("\n{}", report::text(&doc, style)))?;
    }
    Ok(errors)
}

/// Where the result goes: never over what it is made of.
fn outputs(args: &GradeArgs) -> Result<Outputs, Error> {
    let outputs = args.result.outputs()?;
    if outputs.exist() {
        outputs.are_none_of(&args.rubric.iter().map(PathBuf::from).collect::<Vec<_>>())?;
        outputs.are_none_of(&files_read(&args.paths, args.inputs.input_format, &args.inputs.loader()))?;
    }
    Ok(outputs)
}

/// Writes a file a review into a folder, and an index of them.
#[allow(clippy::wildcard_enum_match_arm, reason = "all other variants are treated alike")]
fn into_folder(folder: &Path, page: &GradeReport, args: &GradeArgs, terminal: &Terminal) -> Result<(), Error> {
    let format = args.result.format.unwrap_or(Format::Html);
    let ending = format.endings().first().copied().unwrap_or_default();
    let mut names: Vec<String> = vec![format!("index.{ending}")];
    let mut overview = Overview::new(page.rubric.as_ref());
    for review in &page.reviews {
        overview.add(review);
        let name = file_name(review.id.as_str());
        let numbered = |number: usize| if number == 1 { name.clone() } else { format!("{name}-{number}") };
        let mut free = (1..).map(|number| format!("{}.{ending}", numbered(number)));
        names.extend(free.find(|name| !names.contains(name)));
    }
    let write = |result: &GradeReport, view| report::write(result, format, view, terminal.style_for(false));
    let index = match format {
        Format::Json => write(page, args.view())?,
        _ => {
            let index = overview.table(&page.errors, names.get(1..).unwrap_or_default());
            report::write(&index, format, args.view(), terminal.style_for(false))?
        }
    };
    let mut files = vec![index];
    for review in &page.reviews {
        files.push(write(&page.with_only(review), args.view())?);
    }
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let files: Vec<(PathBuf, Vec<u8>)> = names.iter().map(|name| folder.join(name)).zip(files).collect();
    let read = files_read(&args.paths, args.inputs.input_format, &args.inputs.loader());
    for (file, _) in &files {
        Outputs::new(&[(Some(file), format)])?.are_none_of(&read)?;
    }
    replace_all(&files.iter().map(|(file, bytes)| (file.as_path(), bytes.clone())).collect::<Vec<_>>())
}

/// A name for the file of a review: its id, with a hyphen for all that a file system could mind.
fn file_name(id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = id.chars().map(kept).take(60).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "review".to_owned() } else { name.to_owned() }
}

/// The rubric that was asked for, or else the usual one; if it cannot be read, the reason is shown and kept in the report.
fn rubric(args: &GradeArgs, page: &mut GradeReport, terminal: &mut Terminal) -> Option<Rubric> {
    let mask = terminal.mask();
    let name = args.rubric.as_deref().unwrap_or(DEFAULT);
    let found = match rubrics::find(name, terminal) {
        Ok(found) => found,
        Err(error) => {
            terminal.fail(&error);
            page.errors.push(Problem::around(name, "no-rubric", &error.to_string(), &mask));
            return None;
        }
    };
    let (errors, warnings): (Vec<_>, Vec<_>) = found.diagnostics.iter().partition(|found| found.is_error());
    page.errors.extend(Problem::from_diagnostics(&found.source, errors, &mask));
    page.warnings.extend(Problem::from_diagnostics(&found.source, warnings, &mask));
    let rubric = found.rubric?;
    page.rubric = Some(RubricHead::from_rubric(&rubric, &mask));
    if let Err(message) = Aims::new(args, &rubric) {
        terminal.fail(&Error::Asked(message.clone()));
        page.errors.push(Problem::around(&found.source.name, "no-such-grade", &message, &mask));
        return None;
    }
    Some(rubric)
}
