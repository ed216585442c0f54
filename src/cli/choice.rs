//! Which rubric grades a review: the one that was asked for, or the one for its kind.

use std::sync::OnceLock;

use super::exit::Error;
use super::rubrics::{self, built_in, none_for};
use super::terminal::Terminal;
use crate::rubric::{DEFAULT, Rubric};

/// The rubrics of a run.
#[derive(Clone, Copy)]
pub(super) enum Choice<'r> {
    /// One for all reviews.
    One(&'r Rubric),
    /// For each review the one for its kind.
    ByKind(&'r ByKind),
}

/// The rubrics that come with the program, the others read only where a review needs one.
pub(super) struct ByKind {
    /// The usual one, for reviews that state no kind.
    pub(super) usual: Rubric,
    others: OnceLock<Vec<Rubric>>,
}

/// The rubric that was asked for, or those inside the program.
pub(super) struct Rubrics {
    rubrics: ByKind,
    is_one: bool,
}

impl Rubrics {
    /// Reads the rubric that was asked for, or the usual one; `None` where it has errors, which are shown.
    ///
    /// # Errors
    /// Where there is no such rubric, or its file cannot be read.
    pub(super) fn find(name: Option<&str>, terminal: &mut Terminal) -> Result<Option<Self>, Error> {
        let usual = rubrics::find(name.unwrap_or(DEFAULT), terminal)?.rubric;
        Ok(usual.map(|usual| Rubrics { rubrics: ByKind::new(usual), is_one: name.is_some() }))
    }

    /// Returns which of them grades a review.
    pub(super) fn choice(&self) -> Choice<'_> {
        if self.is_one { Choice::One(&self.rubrics.usual) } else { Choice::ByKind(&self.rubrics) }
    }
}

impl ByKind {
    pub(super) fn new(usual: Rubric) -> Self {
        ByKind { usual, others: OnceLock::new() }
    }

    fn rubric(&self, kind: Option<&str>) -> Option<&Rubric> {
        match kind {
            None => Some(&self.usual),
            Some(kind) if self.usual.is_for(Some(kind)) => Some(&self.usual),
            Some(kind) => self.others.get_or_init(built_in).iter().find(|rubric| rubric.is_for(Some(kind))),
        }
    }
}

impl<'r> From<&'r Rubric> for Choice<'r> {
    fn from(rubric: &'r Rubric) -> Self {
        Choice::One(rubric)
    }
}

impl<'r> Choice<'r> {
    /// The rubric for a review of this kind.
    ///
    /// # Errors
    /// A message where no rubric of the program is for the kind, and none was asked for.
    pub(super) fn rubric(self, kind: Option<&str>) -> Result<&'r Rubric, String> {
        match self {
            Choice::One(rubric) => Ok(rubric),
            Choice::ByKind(rubrics) => rubrics.rubric(kind).ok_or_else(|| kind.map(none_for).unwrap_or_default()),
        }
    }

    /// The first of the rubrics that is such.
    pub(super) fn find(self, is_such: impl Fn(&Rubric) -> bool) -> Option<&'r Rubric> {
        let others = match self {
            Choice::One(_) => &[],
            Choice::ByKind(rubrics) => rubrics.others.get_or_init(built_in).as_slice(),
        };
        std::iter::once(self.usual()).chain(others).find(|rubric| is_such(rubric))
    }

    /// The rubric for reviews that state no kind.
    pub(super) fn usual(self) -> &'r Rubric {
        match self {
            Choice::One(rubric) => rubric,
            Choice::ByKind(rubrics) => &rubrics.usual,
        }
    }

    /// What to tell the author of a document about the rubric that was taken for it; nothing where one was asked for.
    pub(super) fn note(self, document: &str, kind: Option<&str>) -> Option<String> {
        let (Choice::ByKind(_), Ok(rubric)) = (self, self.rubric(kind)) else { return None };
        let id = &rubric.id;
        Some(match kind {
            Some(kind) => format!("note: `{document}` is of the kind `{kind}`: graded with the rubric `{id}`"),
            None => format!(
                "note: `{document}` names no kind of review: graded with the rubric `{id}`; you can name another with `--rubric`"
            ),
        })
    }
}
