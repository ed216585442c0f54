//! `casegrade judge`: answers to a rubric's questions, asked for in the terminal, given in the command or read from a sheet.

mod changes;
mod edit;
mod judging;
mod prompt;
mod scripted;
mod session;
mod sheet;
mod store;
mod text;

use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::JudgeArgs;
use super::exit::{Error, Exit};
use super::new_file::word;
use super::rubrics;
use super::terminal::Terminal;
use crate::judgement::Judgements;
use crate::load::{
    Bundle, InputFormat, Inputs, Loader, ending, is_filled_sheet, is_standard_input, name_of_judged, shown,
};
use judging::Judging;

/// Records what a person judges about one review.
pub(super) fn run(args: &JudgeArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let is_asked = !args.says_what_to_do();
    if is_asked && !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Error::Asked(format!(
            "`judge` asks its questions in a terminal, and this is not one. Give answers with `--answer RULE=GRADE`, or \
             write a sheet to fill in with `--sheet answers.docx`. To see how: casegrade judge {} --help",
            word(&shown(&args.path))
        )));
    }
    must_be_a_review(args)?;
    let loader = args.loader();
    must_be_no_sheet(args, &loader)?;
    let Some(bundle) = read(args, &loader, terminal)? else { return Ok(Exit::Wrong) };
    let name = match (&args.rubric, bundle.kind()) {
        (Some(name), _) => name.as_str(),
        (None, kind) => {
            rubrics::usual(kind).ok_or_else(|| Error::Asked(rubrics::none_for(kind.unwrap_or_default())))?
        }
    };
    let Some(rubric) = rubrics::find(name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let mask = terminal.mask();
    let facts = bundle.facts(Some(mask.names()));
    let judging = Judging { args, loader: &loader, bundle: &bundle, rubric: &rubric, facts: &facts, mask: &mask };
    let page = judging.graded(&Judgements::default());
    let questions = judging.questions(&page);
    if is_asked {
        session::run(&judging, &questions, terminal)
    } else if let Some(file) = &args.sheet {
        sheet::write(file, &judging, &questions, terminal)
    } else if let Some(file) = &args.from {
        sheet::take(file, &judging, &questions, terminal)
    } else {
        scripted::run(&judging, &questions, terminal)
    }
}

/// Refuses what cannot have a judgement file of its own.
fn must_be_a_review(args: &JudgeArgs) -> Result<(), Error> {
    let path = &args.path;
    let called = shown(path);
    if is_standard_input(path) {
        return Err(Error::Asked(
            "`judge` cannot read a review from standard input: your answers are kept next to the review's file"
                .to_owned(),
        ));
    }
    if path.is_dir() {
        return Err(Error::Asked(format!("`{called}` is a folder: name one review")));
    }
    if args.input_format.or_else(|| InputFormat::of_ending(&ending(path))) == Some(InputFormat::Ndjson) {
        let message = format!("`{called}` holds a review on each line: keep the review that you judge in its own file");
        return Err(Error::Asked(message));
    }
    if let Some((review, _)) = name_of_judged(path) {
        let review = shown(Path::new(&review));
        return Err(Error::Asked(format!("`{called}` is a judgement file: name the review, such as `{review}.toml`")));
    }
    Ok(())
}

/// Refuses an answer sheet, because its answers belong in the sheet itself.
fn must_be_no_sheet(args: &JudgeArgs, loader: &Loader) -> Result<(), Error> {
    if !is_filled_sheet(&args.path, loader) {
        return Ok(());
    }
    let called = shown(&args.path);
    Err(Error::Asked(format!(
        "`{called}` is an answer sheet: fill in its column `answer`, then run: casegrade grade {}",
        word(&called)
    )))
}

/// Reads the review; `None` where something is wrong with it, which is shown.
fn read(args: &JudgeArgs, loader: &Loader, terminal: &mut Terminal) -> Result<Option<Bundle>, Error> {
    let mut inputs = Inputs::new(std::slice::from_ref(&args.path), args.input_format, loader.clone());
    let reading = match inputs.next() {
        Some(Ok(input)) => input.read(),
        Some(Err(error)) => {
            terminal.complain_of_input(&error);
            return Ok(None);
        }
        None => None,
    };
    let called = shown(&args.path);
    let reading = reading.ok_or_else(|| Error::Asked(format!("`{called}` holds no review")))?;
    match reading.bundle {
        Ok(bundle) => Ok(Some(bundle)),
        Err(invalid) => {
            terminal.complain_of(&invalid.sources, &invalid.diagnostics);
            Ok(None)
        }
    }
}
