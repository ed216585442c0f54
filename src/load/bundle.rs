//! A review with all that belongs to it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::filled::{FilledSheet, review_of};
use super::inputs::Input;
use super::judged::{Answers, Judged, Terms, judge};
use super::{Error, named};
use crate::document::passages::Passages;
use crate::document::{
    Diagnostic, Format, Invalid, KeyPath, Node, Parsed, Sources, hash_of_text, means_something, parse,
};
use crate::judgement::{Fingerprint, Judgements};
use crate::review::import::import;
use crate::review::{self, Content, Fact, Facts, Narratives, Review};
use crate::rubric::Rubric;
use crate::text::{NameList, nearest, or_list};

/// A review with its lists and documents and the answers to questions about it.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The review.
    pub review: Review,
    /// What is suspicious about it.
    pub warnings: Vec<Diagnostic>,
    /// Its text, and the texts of its lists.
    pub sources: Sources,
    /// The tree of these texts, for looking up places.
    pub root: Node,
    /// The narrative report, as far as there is one.
    pub overview: Option<Passages>,
    /// The summary, likewise.
    pub summary: Option<Passages>,
    /// Whether the review was made from its overview, a document given in place of a review.
    pub is_document: bool,
    /// The judgement files about the review.
    pub answers: Vec<Answers>,
}

impl Bundle {
    /// Returns the kind of the review, if it states one.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.review.review.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty())
    }

    /// Returns what rules can read of the review; `names` are to be kept confidential.
    #[must_use]
    pub fn facts<'a>(&'a self, names: Option<&'a NameList>) -> Facts<'a> {
        let narratives = Narratives { overview: self.overview.as_ref(), summary: self.summary.as_ref(), names };
        Facts::with(&self.review, narratives)
    }

    /// Returns the passages in whose text the places of the review are, where it is a document.
    #[must_use]
    pub fn passages(&self) -> Option<&Passages> {
        self.overview.as_ref().filter(|_| self.is_document)
    }

    /// Returns what is suspicious about the review beside this rubric, today being `as_of`.
    #[must_use]
    pub fn remarks(&self, rubric: &Rubric, as_of: Date) -> Vec<Diagnostic> {
        let mut remarks = review::later_than(&self.root, &self.review, as_of);
        if let Some(kind) = self.kind().filter(|kind| !rubric.is_for(Some(kind))) {
            let wanted: Vec<&str> = rubric.kinds.iter().map(String::as_str).collect();
            let is_known = review::KINDS.contains(&kind);
            let meant = nearest(kind, wanted.iter().copied()).filter(|_| !is_known);
            let help = meant.map(|kind| format!("did you mean `{kind}`?"));
            let (id, wanted) = (&rubric.id, or_list(&wanted));
            let message = format!("the rubric `{id}` is for {wanted}, and this review is `{kind}`");
            let remark = Diagnostic::warning("other-kind", message).at(
                self.root.locate(&KeyPath::dotted("review.kind")),
                "graded with a rubric for another kind of review",
            );
            remarks.push(match help {
                Some(help) => remark.help(help),
                None => remark,
            });
        }
        let own = &rubric.placeholders;
        let is_own = |fact: &Fact, text: &str| fact.is_unfilled(text, own) && !fact.is_unfilled(text, &[]);
        remarks.extend(if own.is_empty() { Vec::new() } else { review::placeholders(&self.root, is_own) });
        self.placed(remarks)
    }

    /// Returns `diagnostics` with places that a person can find.
    #[must_use]
    pub fn placed(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        placed(self.passages(), &self.sources.first().name, diagnostics)
    }

    /// Reads what people say about the review, by the questions of `rubric`: nothing where there is no judgement file.
    ///
    /// # Errors
    /// Where something is wrong with a file.
    pub fn judged(&self, rubric: &Rubric, terms: &Terms) -> Result<(Judgements, Judged), Invalid> {
        let mut judged = judge(&self.answers, Some(self), rubric, terms);
        match judged.judgements.take() {
            Some(judgements) => Ok((judgements, judged)),
            None => {
                let wrong = judged.diagnostics.into_iter().find(|(_, found)| found.iter().any(Diagnostic::is_error));
                let (sources, diagnostics) = wrong.unwrap_or_else(|| (self.sources.clone(), Vec::new()));
                Err(Invalid { sources, diagnostics })
            }
        }
    }

    /// Reads what people say about the review as [`Bundle::judged`] does, whenever a waiver expires.
    ///
    /// # Errors
    /// As [`Bundle::judged`].
    pub fn judgements(&self, rubric: &Rubric) -> Result<Judgements, Invalid> {
        Ok(self.judged(rubric, &Terms::default())?.0)
    }

    /// Returns hashes of what the review and `rubric` mean.
    #[must_use]
    pub fn fingerprint(&self, rubric: &Rubric) -> Fingerprint {
        let (hash, version) = (rubric.hash.clone(), rubric.version.clone());
        Fingerprint { rubric: hash, version, review: self.parts() }
    }

    /// Returns the SHA-256 of what the review means, its lists and documents included, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let parts = self.parts();
        hash_of_text(&parts.iter().map(|(part, hash)| format!("{part} {hash}\n")).collect::<String>())
    }

    /// Returns each part of the review, its tables, lists and documents, with the SHA-256 of what it means, in hexadecimal.
    #[must_use]
    pub fn parts(&self) -> BTreeMap<String, String> {
        let entries = self.root.entries().iter().filter(|entry| means_something(entry));
        let own = entries.map(|entry| (entry.key.as_str().to_owned(), entry.value.meaning()));
        let documents = [("overview document", &self.overview), ("summary document", &self.summary)];
        let texts = documents.into_iter().filter_map(|(name, document)| {
            let lines = document.as_ref()?.list.iter().map(|passage| format!("{}\n", passage.text));
            Some((name.to_owned(), hash_of_text(&lines.collect::<String>())))
        });
        own.chain(texts).collect()
    }
}

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

/// Returns `diagnostics` with their places in words, where they are in `passages` and lines say nothing.
fn placed(passages: Option<&Passages>, name: &str, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let Some(passages) = passages.filter(|passages| !passages.has_lines) else { return diagnostics };
    let one = |diagnostic: Diagnostic| match diagnostic.span().and_then(|span| passages.at(span.start)) {
        Some(passage) => {
            let message = format!("{} ({name}: {})", diagnostic.message, passages.whole_place(passage));
            Diagnostic { message, marks: Vec::new(), ..diagnostic }
        }
        None => diagnostic,
    };
    diagnostics.into_iter().map(one).collect()
}
