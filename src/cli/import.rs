//! `casegrade import`

use std::path::Path;

use super::args::ImportArgs;
use super::exit::{Error, Exit};
use super::new_file::{grade_command, must_be_a_review, write_new};
use super::rubrics;
use super::terminal::Terminal;
use crate::load::{Loader, shown};
use crate::report::{self, ReadFrom};
use crate::review::import::{Draft, import_with};
use crate::rubric::DEFAULT;

/// Fills in a review from a document, and says what a person still has to.
pub(super) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    if let Some(path) = &args.output {
        must_be_a_review(path)?;
    }
    let loader = Loader { limits: args.limits.limits(), ..Loader::default() };
    let passages = match loader.document(&args.document) {
        Ok(passages) => passages,
        Err(error) => {
            terminal.complain_of_input(&error);
            return Ok(Exit::Wrong);
        }
    };
    let named = args.output.as_deref().unwrap_or(&args.document);
    let id = named.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut draft = import_with(&passages, &id, args.dates.map(Into::into));
    let name = rubric(args, &draft, terminal);
    let Some(rubric) = rubrics::find(&name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    let mask = terminal.mask();
    add_overview(&mut draft, args);
    if !args.keep_identifiers {
        draft.hide_ids(&|id| mask.masked(id) != id);
    }
    let document = shown(&args.document);
    let text = report::imported(
        &draft,
        ReadFrom { name: &document, passages: &passages, mask: &mask, keeps_identifiers: args.keep_identifiers },
        &rubric,
    );
    match &args.output {
        Some(path) => {
            write_new(path, &text)?;
            let (file, then) = (shown(path), grade_command(path, &name, rubrics::usual(draft.kind())));
            let doc = report::to_do(&draft, &rubric, Some((&file, &then)), &mask);
            terminal.say(report::text(&doc, terminal.style()))?;
        }
        None => {
            terminal.say(&text)?;
            let doc = report::to_do(&draft, &rubric, None, &mask);
            terminal.complain(&report::text(&doc, terminal.error_style()));
        }
    }
    Ok(Exit::Done)
}

/// The rubric that was asked for, or else the one for the kind of review that the document is.
fn rubric(args: &ImportArgs, draft: &Draft, terminal: &mut Terminal) -> String {
    if let Some(rubric) = &args.rubric {
        return rubric.clone();
    }
    let kind = draft.kind();
    let found = rubrics::usual(kind);
    match (found, kind) {
        (Some(DEFAULT), _) | (_, None) => {}
        (Some(rubric), Some(kind)) => {
            terminal.complain(&format!("note: the document is of the kind `{kind}`: the rubric is `{rubric}`\n"));
        }
        (None, Some(kind)) => {
            terminal.complain(&format!("note: {}; the form follows `{DEFAULT}`\n", rubrics::none_for(kind)));
        }
    }
    found.unwrap_or(DEFAULT).to_owned()
}

/// Names the document in the review, from the review's folder.
fn add_overview(draft: &mut Draft, args: &ImportArgs) {
    let real = |path: &Path| Path::new(".").join(path).canonicalize();
    let document = real(&args.document);
    let folder = args.output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let beside = match (&args.output, document, real(folder)) {
        (Some(_), Ok(document), Ok(folder)) => document.strip_prefix(folder).ok().map(shown),
        (_, _, _) => args.document.file_name().map(|name| name.to_string_lossy().into_owned()),
    };
    let outside = "a review can only name documents in its own folder or below it";
    match beside {
        Some(path) => draft.name_overview(path, None),
        None => draft.name_overview(shown(&args.document), Some(outside)),
    }
}
