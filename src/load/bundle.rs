//! A review with all that belongs to it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answers::Answers;
use crate::document::passages::Passages;
use crate::document::{Diagnostic, KeyPath, Node, Sources, hash_of_text, means_something};
use crate::judgement::Fingerprint;
use crate::review::{self, Fact, Facts, Narratives, Review};
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

/// Returns `diagnostics` with their places in words, where they are in `passages` and lines say nothing.
pub(super) fn placed(passages: Option<&Passages>, name: &str, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
