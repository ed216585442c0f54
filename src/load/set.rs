//! The reviews among files in memory, when nobody says which of them is which.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use super::folders::name_of_judged;
use super::formats::InputFormat;
use super::input::{Input, Origin, input};
use super::lines::Lines;
use super::paths::ending;
use super::{Bundle, Error, Files, Loader};
use crate::document::parse;
use crate::document::passages::DocumentKind;
use crate::review::Content;

/// The reviews among files in memory, one after another: forms in the order of their names, then documents that no form
/// names. Each comes with its file.
pub struct Found {
    loader: Loader,
    forms: VecDeque<PathBuf>,
    documents: VecDeque<PathBuf>,
    lines: Option<(PathBuf, Lines)>,
    used: BTreeSet<PathBuf>,
    rubrics: Vec<PathBuf>,
    results: Vec<PathBuf>,
}

impl Loader {
    /// Finds the reviews among files in memory; of files on the disk it finds none.
    #[must_use]
    pub fn found(&self) -> Found {
        let none = Default::default();
        let files = if let Files::Memory(files) = &self.files { files } else { &none };
        let (forms, others): (Vec<_>, Vec<_>) = files.keys().cloned().partition(|path| is_form(path));
        Found {
            loader: self.clone(),
            forms: forms.into(),
            documents: others.into_iter().filter(|path| DocumentKind::is_document(&ending(path))).collect(),
            lines: None,
            used: BTreeSet::new(),
            rubrics: Vec::new(),
            results: Vec::new(),
        }
    }
}

impl Found {
    /// Passes over all files but this one.
    #[must_use]
    pub fn only(mut self, path: &Path) -> Self {
        self.forms.retain(|own| own == path);
        self.documents.retain(|own| own == path);
        self
    }

    /// Returns how many files may still hold reviews.
    #[must_use]
    pub fn left(&self) -> usize {
        self.forms.len() + self.documents.len()
    }

    /// Returns the rubrics that were among the files so far.
    #[must_use]
    pub fn rubrics(&self) -> &[PathBuf] {
        &self.rubrics
    }

    /// Returns the results of earlier runs that were among the files so far.
    #[must_use]
    pub fn results(&self) -> &[PathBuf] {
        &self.results
    }

    /// Returns the files that neither are reviews or rubrics nor belong to a review that was read.
    #[must_use]
    pub fn unused(&self) -> Vec<PathBuf> {
        let Files::Memory(files) = &self.loader.files else { return Vec::new() };
        files.keys().filter(|path| !self.used.contains(*path)).cloned().collect()
    }

    /// Opens a file that may be a review; `None` where it is something else.
    fn open(&mut self, path: &Path) -> Option<Result<Input, Error>> {
        self.used.insert(path.to_owned());
        if InputFormat::of_ending(&ending(path)) == Some(InputFormat::Ndjson) {
            return match Lines::open(path, true, &self.loader) {
                Ok(lines) => {
                    self.lines = Some((path.to_owned(), lines));
                    None
                }
                Err(error) => Some(Err(error)),
            };
        }
        let input = input(path, None, Origin::Named, &self.loader);
        match input.as_ref().map(|input| self.content(input)) {
            Ok(Content::Rubric) => self.rubrics.push(path.to_owned()),
            Ok(Content::Result) => self.results.push(path.to_owned()),
            Ok(Content::Cases) => drop(self.used.remove(path)),
            _ => return Some(input),
        }
        None
    }

    /// What a form is of.
    fn content(&self, input: &Input) -> Content {
        if input.alone.is_some() {
            return Content::Review;
        }
        Content::detect(&parse(&input.source.text, input.format, self.loader.limits).root)
    }

    /// Reads the review of an input with its answers.
    fn read(&mut self, input: Input) -> Result<Bundle, Error> {
        let name = input.source.title();
        let reading = input.read().ok_or_else(|| Error::unreadable(name, "no-review", "it holds no review"))?;
        self.used.extend(reading.files);
        let answers = reading.answers.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Bundle { answers, ..reading.bundle? })
    }
}

impl Iterator for Found {
    type Item = (PathBuf, Result<Bundle, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((path, lines)) = &mut self.lines {
                let path = path.clone();
                match lines.next() {
                    Some(line) => return Some((path, line.and_then(|input| self.read(input)))),
                    None => self.lines = None,
                }
            }
            let path = match self.forms.pop_front() {
                Some(path) => path,
                None => self.documents.pop_front()?,
            };
            if self.used.contains(&path) {
                continue;
            }
            if let Some(input) = self.open(&path) {
                return Some((path, input.and_then(|input| self.read(input))));
            }
        }
    }
}

/// Whether the name is that of a form, not of the answers beside one.
fn is_form(path: &Path) -> bool {
    InputFormat::of_ending(&ending(path)).is_some() && name_of_judged(path).is_none()
}
