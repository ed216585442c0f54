//! `casegrade import`

use std::path::Path;

use super::args::ImportArgs;
use super::exit::{Error, Exit};
use super::new_file::{grade_command, must_be_a_review, write_new};
use super::output::replace_all;
use super::rubrics;
use super::terminal::Terminal;
use crate::document::passages::Passages;
use crate::document::{self, Parsed, Source, parse};
use crate::load::{Loader, shown};
use crate::report::{self, Form, Later, ReadFrom, Updated, updated};
use crate::review::import::{Draft, import_with};
use crate::rubric::{DEFAULT, Rubric};
use crate::text::{Mask, and_list};

/// Fills in a review from documents, and says what a person still has to.
pub(super) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    if let Some(path) = args.output.as_ref().or(args.update.as_ref()) {
        must_be_a_review(path)?;
    }
    let loader = Loader { limits: args.limits.limits(), ..Loader::default() };
    let mut documents = Vec::new();
    for path in &args.documents {
        match loader.document(path) {
            Ok(passages) => documents.push((path.as_path(), passages)),
            Err(error) => {
                terminal.complain_of_input(&error);
                return Ok(Exit::Wrong);
            }
        }
    }
    let Some(((first, passages), further)) = documents.split_first() else { return Ok(Exit::Wrong) };
    let form = match args.update.as_ref().map(|path| read_form(path, &loader, terminal)).transpose()? {
        Some(None) => return Ok(Exit::Wrong),
        form => form.flatten(),
    };
    let named = args.output.as_deref().or(args.update.as_deref()).unwrap_or(first);
    let mut draft = draft(passages, named, args, terminal);
    let name = rubric(args, &draft, terminal);
    let Some(rubric) = rubrics::find(&name, terminal)?.rubric else { return Ok(Exit::Wrong) };
    draft.doubt_placeholders(&rubric.placeholders);
    if args.rubric.is_some() {
        draft.take_kind(&rubric.kinds);
    }
    add_overview(&mut draft, first, args);
    hide_ids(&mut draft, args, &terminal.mask());
    if let Some((_, parsed)) = &form {
        draft.follow(&parsed.root);
    }
    let writer = Filler { args, rubric: &rubric, mask: terminal.mask() };
    let mut text = writer.text(&draft, first, passages);
    for (path, passages) in further {
        text = writer.further(&text, path, passages, terminal);
    }
    match (&args.output, &form) {
        (_, Some((source, parsed))) => {
            let later = parse(&text, document::Format::Toml, args.limits.limits());
            let form = Form { text: &source.text, root: &parsed.root };
            let name = writer.mask.shown(&shown(first)).to_string();
            let updated = updated(form, Form { text: &text, root: &later.root }, &name, Later::Draft);
            update(args, &updated, &source.name, terminal)?;
        }
        (Some(path), None) => {
            write_new(path, &text)?;
            let (file, then) = (shown(path), grade_command(path, &name, rubrics::usual(draft.kind())));
            let doc = report::to_do(&draft, &rubric, Some((&file, &then)), &writer.mask);
            terminal.say(report::text(&doc, terminal.style()))?;
        }
        (None, None) => {
            terminal.say(&text)?;
            let doc = report::to_do(&draft, &rubric, None, &writer.mask);
            terminal.complain(&report::text(&doc, terminal.error_style()));
        }
    }
    Ok(Exit::Done)
}

/// Reads a document into a review named after a file.
fn draft(passages: &Passages, named: &Path, args: &ImportArgs, terminal: &Terminal) -> Draft {
    let id = named.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut draft = import_with(passages, &id, args.dates.map(Into::into));
    hide_ids(&mut draft, args, &terminal.mask());
    draft
}

/// Gives other ids to what has an identifier in its own, unless identifiers are kept.
fn hide_ids(draft: &mut Draft, args: &ImportArgs, mask: &Mask) {
    if !args.keep_identifiers {
        // An id is in small letters, and a code in them is too often a word to be masked.
        let hides = |text: &str| mask.masked(text) != text;
        draft.hide_ids(&|id| hides(id) || hides(&id.to_uppercase()));
    }
}

/// Reads the form to update; what is wrong with it is shown.
fn read_form(path: &Path, loader: &Loader, terminal: &mut Terminal) -> Result<Option<(Source, Parsed)>, Error> {
    let source = match loader.text(path) {
        Ok(source) => source,
        Err(error) => {
            terminal.complain_of_input(&error);
            return Ok(None);
        }
    };
    let parsed = parse(&source.text, document::Format::Toml, loader.limits);
    if parsed.errors.is_empty() {
        return Ok(Some((source, parsed)));
    }
    terminal.complain_of(&source, &parsed.errors);
    Ok(None)
}

/// Writes forms.
struct Filler<'a> {
    args: &'a ImportArgs,
    rubric: &'a Rubric,
    mask: Mask,
}

impl Filler<'_> {
    fn text(&self, draft: &Draft, path: &Path, passages: &Passages) -> String {
        let (name, mask) = (shown(path), &self.mask);
        let from = ReadFrom { name: &name, passages, mask, keeps_identifiers: self.args.keep_identifiers };
        report::imported(draft, from, self.rubric)
    }

    /// Takes a further document of the same review into a form.
    fn further(&self, form: &str, path: &Path, passages: &Passages, terminal: &mut Terminal) -> String {
        let limits = self.args.limits.limits();
        let mut own = draft(passages, path, self.args, terminal);
        let root = parse(form, document::Format::Toml, limits).root;
        own.follow(&root);
        let text = self.text(&own, path, passages);
        let later = parse(&text, document::Format::Toml, limits).root;
        let name = self.mask.shown(&shown(path)).to_string();
        terminal.complain(&format!("Read from {name}: {}.\n", report::read_so_far(&own)));
        updated(Form { text: form, root: &root }, Form { text: &text, root: &later }, &name, Later::Further).text
    }
}

/// Writes a form that took in a later draft, and says what is new in it.
fn update(args: &ImportArgs, updated: &Updated, name: &str, terminal: &mut Terminal) -> Result<(), Error> {
    let Some(path) = &args.update else { return Ok(()) };
    let mask = terminal.mask();
    let mut said = String::new();
    let parts = [
        ("New", &updated.new),
        ("The draft now says something else in", &updated.changed),
        ("Please check, as comments in the form", &updated.offered),
        ("No longer in the draft", &updated.vanished),
    ];
    for (what, which) in parts {
        if !which.is_empty() {
            said.push_str(&format!("{what}: {}.\n", and_list(which)));
        }
    }
    if said.is_empty() {
        return terminal.say(format!("Nothing changed in {}.\n", mask.shown(name)));
    }
    if updated.changed.iter().any(|changed| changed == "documents: overview") {
        said.push_str(
            "Texts are still read from the earlier draft. To read this one, change `overview` in the form.\n",
        );
    }
    replace_all(&[(path, updated.text.clone().into_bytes())])?;
    terminal.say(format!("Updated {}. Your own values were kept.\n{}", mask.shown(name), mask.shown_lines(&said)))
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
fn add_overview(draft: &mut Draft, path: &Path, args: &ImportArgs) {
    let real = |path: &Path| Path::new(".").join(path).canonicalize();
    let document = real(path);
    let form = args.output.as_ref().or(args.update.as_ref());
    let folder = form.and_then(|form| form.parent()).unwrap_or(Path::new(""));
    let beside = match (form, document, real(folder)) {
        (Some(_), Ok(document), Ok(folder)) => document.strip_prefix(folder).ok().map(shown),
        (_, _, _) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
    };
    let outside = "a review can only name documents in its own folder or below it";
    match beside {
        Some(path) => draft.name_overview(path, None),
        None => draft.name_overview(shown(path), Some(outside)),
    }
}
