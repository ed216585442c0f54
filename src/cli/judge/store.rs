//! The judgement file of one person: found, read, and written again after each answer.

use std::path::{Path, PathBuf};

use super::edit::{Entry, Head, edited};
use crate::cli::exit::Error;
use crate::cli::output::replace_all;
use crate::cli::terminal::Terminal;
use crate::document::{Diagnostic, Format, parse};
use crate::judgement::{self, Fingerprint, Judgements};
use crate::load::{Loader, ending, name_of_judged, shown};
use crate::review::Grade;
use crate::rubric::Rubric;

/// Where one person's judgements are kept.
pub(super) struct Store<'a> {
    /// The file; it may not exist yet.
    pub(super) path: PathBuf,
    /// Who judges.
    pub(super) by: String,
    rubric: &'a Rubric,
    loader: &'a Loader,
    /// The state of the review and rubric that is judged.
    now: Fingerprint,
    on: String,
}

/// What the file holds now.
#[derive(Default)]
pub(super) struct Kept {
    /// Its text, with its own line endings.
    text: String,
    /// What it says.
    pub(super) judgements: Judgements,
    /// What has changed since it was bound, in words.
    pub(super) changes: Vec<String>,
    /// Whether it is bound to a state of the review.
    pub(super) is_bound: bool,
}

impl Kept {
    /// Whether it holds a judgement.
    pub(super) fn is_empty(&self) -> bool {
        let own = &self.judgements;
        own.answers.is_empty() && own.waivers.is_empty() && own.departures.is_empty()
    }

    /// Returns the answer to a question: the grade, or that it does not apply, and why.
    pub(super) fn answer(&self, rule: &str) -> Option<(Option<Grade>, Option<&str>)> {
        self.judgements.answer(rule).map(|answer| (answer.grade, answer.because.as_deref()))
    }
}

/// What decides which file is used.
pub(super) struct Whose<'a> {
    pub(super) review: &'a Path,
    pub(super) id: Option<&'a str>,
    pub(super) by: &'a str,
}

impl<'a> Store<'a> {
    /// Finds the file of a person: the one that carries their name, or a new one.
    ///
    /// # Errors
    /// Where it is in a format that is not written, or the name has no letter for a file's name.
    pub(super) fn find(
        whose: &Whose<'_>,
        rubric: &'a Rubric,
        loader: &'a Loader,
        (now, on): (Fingerprint, String),
    ) -> Result<Self, Error> {
        let by = whose.by.trim().to_owned();
        let slug = slug(&by);
        if slug.is_empty() {
            return Err(Error::Asked(format!(
                "`{by}` has no letter or digit for the name of a file: give a name with one"
            )));
        }
        let is_own = |own: &str| own.trim().to_lowercase() == by.to_lowercase() || slug == self::slug(own);
        let known = loader.judgements_of(Some(whose.review), whose.id);
        let own = known.into_iter().find(|(named, path)| match named {
            Some(named) => is_own(named),
            None => signer(path, rubric, loader).is_some_and(|signer| is_own(&signer)),
        });
        let path = own.map_or_else(|| loader.judgement_path(whose.review, &slug), |(_, path)| path);
        if Format::of_ending(&ending(&path)) != Some(Format::Toml) {
            let toml = shown(&path.with_extension("toml"));
            let message =
                format!("`{}` cannot be changed: `judge` only writes TOML. Convert it to `{toml}`", shown(&path));
            return Err(Error::Asked(message));
        }
        Ok(Store { path, by, rubric, loader, now, on })
    }

    /// Reads the file; `None` where something is wrong with it, which is shown.
    ///
    /// # Errors
    /// Where it cannot be read, or is for another rubric.
    pub(super) fn read(&self, terminal: &mut Terminal) -> Result<Option<Kept>, Error> {
        if self.path.symlink_metadata().is_err() {
            return Ok(Some(Kept::default()));
        }
        let own = self.loader.judgement_file(&self.path)?;
        let (file, found) = judgement::read_file(&own.parsed, self.rubric, Some(&self.by));
        if found.iter().any(|found| found.code == "other-rubric") {
            let message = format!("`{}` is for another rubric than `{}`", shown(&self.path), self.rubric.id);
            return Err(Error::Asked(format!(
                "{message}: name that rubric with `--rubric`, or use another name with `--by`"
            )));
        }
        if found.iter().any(Diagnostic::is_error) {
            terminal.complain_of(&own.source, &found);
            return Ok(None);
        }
        let is_bound = file.bound.is_some();
        let changes = file.bound.map(|bound| bound.changes(&self.now)).unwrap_or_default();
        Ok(Some(Kept { text: own.source.text.to_string(), judgements: file.judgements, changes, is_bound }))
    }

    /// Writes entries into the file as it is now, whole or not at all. It is bound to the review unless it was bound to another
    /// state; then only where `confirms` says that all of it still holds.
    ///
    /// # Errors
    /// Where the file cannot be changed or written.
    pub(super) fn save(&self, entries: &[Entry], confirms: bool, terminal: &mut Terminal) -> Result<(), Error> {
        let broken = || Error::Asked(format!("`{}` has mistakes; correct them first", shown(&self.path)));
        let kept = self.read(terminal)?.ok_or_else(broken)?;
        let named = name_of_judged(&self.path).and_then(|(_, by)| by);
        let head = Head { rubric: &self.rubric.id, by: &self.by, on: &self.on, named: named.as_deref() };
        let bound = (confirms || kept.changes.is_empty()).then_some(&self.now);
        let failed = |message: &str| Error::Asked(format!("cannot change `{}`: {message}", shown(&self.path)));
        let text = edited(&kept.text, entries, &head, bound).map_err(|message| failed(&message))?;
        let parsed = parse(&text, Format::Toml, self.loader.limits);
        let (_, found) = judgement::read_file(&parsed, self.rubric, Some(&self.by));
        if let Some(wrong) = found.iter().find(|found| found.is_error()) {
            return Err(failed(&wrong.message));
        }
        if text == kept.text {
            return Ok(());
        }
        // A link stays a link: what it leads to is written.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        replace_all(&[(&path, text.into_bytes())])
    }
}

/// Who signed a judgement file that carries no name.
fn signer(path: &Path, rubric: &Rubric, loader: &Loader) -> Option<String> {
    let own = loader.judgement_file(path).ok()?;
    judgement::read_file(&own.parsed, rubric, None).0.by
}

/// A name as part of a file's name: letters and digits in small letters, with hyphens between words.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
