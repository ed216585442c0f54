//! Reads a review with the files that it names and the answers beside it.

use std::path::PathBuf;

use super::answers::Answers;
use super::bundle::{Bundle, placed};
use super::filled::{FilledSheet, review_of};
use super::input::Input;
use super::{Error, named};
use crate::document::{Format, Invalid, KeyPath, Node, Parsed, parse};
use crate::review::import::import;
use crate::review::{self, Content};

/// The result of reading an input.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) bundle: Result<Bundle, Invalid>,
    /// The judgement files about the review, which are read however the review is.
    pub(crate) answers: Vec<Result<Answers, Error>>,
    /// The files that belong to the review.
    pub(crate) files: Vec<PathBuf>,
}

#[cfg(feature = "cli")]
impl Reading {
    /// The kind of the review, if it could be read and states one.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.bundle.as_ref().ok().and_then(Bundle::kind)
    }
}

impl Input {
    /// Reads the review; `None` for something else that was not asked for, such as a rubric in a folder of reviews.
    pub(crate) fn read(self) -> Option<Reading> {
        let loader = &self.loader;
        let is_alone = |sheet: &&FilledSheet| sheet.answers.source.name == self.source.name;
        let mut parsed = match (&self.alone, self.sheet.as_ref().filter(is_alone)) {
            (Some(passages), _) => Parsed::sound(import(passages, &self.id()).tree(), Format::Toml),
            (None, Some(sheet)) => {
                Parsed::sound(review_of(&sheet.review.clone().unwrap_or_else(|| self.id())), Format::Toml)
            }
            (None, None) => parse(&self.source.text, self.format, loader.limits),
        };
        let is_other = || matches!(Content::detect(&parsed.root), Content::Rubric | Content::Cases | Content::Result);
        if !self.is_named && is_other() {
            return None;
        }
        let id = parsed.root.find(&KeyPath::dotted("review.id")).and_then(Node::text);
        let mut answers = loader.answers(self.path.as_deref(), id);
        let is_sheet_alone = self.sheet.as_ref().is_some_and(|sheet| is_alone(&sheet)) && self.alone.is_none();
        let of_sheet = |sheet: &FilledSheet| Answers { is_alone: is_sheet_alone, ..sheet.answers.clone() };
        answers.extend(self.sheet.as_ref().map(|sheet| Ok(of_sheet(sheet))));
        let mut files: Vec<PathBuf> =
            loader.judgements_of(self.path.as_deref(), id).into_iter().map(|(_, path)| path).collect();
        let (lists, sources) = if parsed.rest_is_sound {
            named::lists(&parsed.root, &self, &mut files)
        } else {
            (Vec::new(), self.source.clone().into())
        };
        review::take_in(&mut parsed, lists);
        let mut read = review::read(&parsed);
        let documents = named::documents(&parsed.root, &self, &mut files);
        if !documents.wrong.is_empty() {
            read.review = None;
            read.diagnostics.extend(documents.wrong);
            read.diagnostics.sort_by_key(|diagnostic| diagnostic.span().map_or(0, |span| span.start));
        }
        let is_document = self.alone.is_some();
        let diagnostics = placed(self.alone.as_ref(), &self.source.name, read.diagnostics);
        let bundle = match read.review {
            Some(review) => Ok(Bundle {
                review,
                warnings: diagnostics,
                sources,
                root: parsed.root,
                overview: self.alone.or(documents.overview),
                summary: documents.summary,
                is_document,
                answers: Vec::new(),
            }),
            None => Err(Invalid { sources, diagnostics }),
        };
        Some(Reading { bundle, answers, files })
    }

    /// Returns the id of a review that is made from a document or an answer sheet: the name of its file.
    fn id(&self) -> String {
        let stem = self.path.as_deref().and_then(|path| path.file_stem());
        let stem = stem.map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let of_sheet = stem.strip_suffix(".answers").filter(|_| self.sheet.is_some());
        of_sheet.map(str::to_owned).unwrap_or(stem)
    }
}
