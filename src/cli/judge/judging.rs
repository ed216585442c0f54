//! One review that a person judges, with what is asked about it and where the answers are kept.

use super::store::{Store, Whose};
use crate::cli::args::JudgeArgs;
use crate::cli::exit::Error;
use crate::cli::new_file::word;
use crate::engine;
use crate::judgement::Judgements;
use crate::load::{Bundle, Loader, shown};
use crate::report::{GradedWith, Located, Questions, ReviewReport, review_page};
use crate::review::Facts;
use crate::rubric::Rubric;
use crate::text::Mask;

/// One review that is judged by a rubric.
pub(super) struct Judging<'a> {
    pub(super) args: &'a JudgeArgs,
    pub(super) loader: &'a Loader,
    pub(super) bundle: &'a Bundle,
    pub(super) rubric: &'a Rubric,
    pub(super) facts: &'a Facts<'a>,
    pub(super) mask: &'a Mask,
}

impl<'a> Judging<'a> {
    pub(super) fn located(&self) -> Located<'a> {
        let Bundle { sources, root, .. } = self.bundle;
        Located { sources, root, passages: self.bundle.passages(), mask: self.mask }
    }

    /// The questions about the review, graded as `page` says.
    pub(super) fn questions(&self, page: &'a ReviewReport) -> Questions<'a> {
        static NOBODY: Judgements = Judgements::NONE;
        let with = GradedWith { rubric: self.rubric, facts: self.facts, judgements: &NOBODY };
        Questions::new(with, self.located(), page)
    }

    /// The result of the review with these judgements.
    pub(super) fn graded(&self, judgements: &Judgements) -> ReviewReport {
        let graded = engine::grade(self.rubric, self.facts, judgements);
        let with = GradedWith { rubric: self.rubric, facts: self.facts, judgements };
        review_page(with, &graded, None, self.located(), &[])
    }

    /// The file in which a person's judgements about the review are kept.
    pub(super) fn store(&self, by: &str) -> Result<Store<'a>, Error> {
        let whose = Whose { review: &self.args.path, id: self.bundle.review.review.id.as_deref(), by };
        let now = self.bundle.fingerprint(self.rubric);
        Store::find(&whose, self.rubric, self.loader, (now, self.args.day().to_string()))
    }

    /// The title of the review, or its id or file where it has none.
    pub(super) fn title(&self) -> String {
        let own = &self.bundle.review.review;
        let named = own.title.as_deref().or(own.id.as_deref()).map(str::to_owned);
        self.mask.shown(&named.unwrap_or_else(|| shown(&self.args.path))).to_string()
    }

    /// The command that does something with the same review, rubric and folder of judgements.
    pub(super) fn command(&self, verb: &str, by: Option<&str>) -> String {
        let mut words = vec!["casegrade".to_owned(), verb.to_owned(), word(&shown(&self.args.path))];
        let rubric = self.args.rubric.as_deref();
        let folder = self.args.judgements.as_deref().map(shown);
        for (option, value) in [("--rubric", rubric), ("--judgements", folder.as_deref()), ("--by", by)] {
            words.extend(value.into_iter().flat_map(|value| [option.to_owned(), word(value)]));
        }
        self.mask.shown(&words.join(" ")).to_string()
    }
}
