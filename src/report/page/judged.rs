//! What people judged of a review.

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::FileState;
use crate::review::Grade;
use crate::text::{Mask, Shown};

/// A person's grade in place of the rubric's.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct DepartureReport {
    /// `review`, or the id of a criterion.
    pub of: Shown,
    /// What that is called.
    pub title: Shown,
    /// The rubric's grade; null where it gives none.
    pub from: Option<Grade>,
    /// The person's grade.
    pub grade: Grade,
    /// Why.
    pub because: Shown,
    /// Who departs.
    pub by: Option<Shown>,
    /// When, ISO 8601.
    pub on: Option<String>,
}

/// A rule that a person sets aside.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct WaiverReport {
    /// The rule.
    pub rule: Shown,
    /// Its title.
    pub title: Shown,
    /// The item; null for the whole review.
    pub item: Option<Shown>,
    /// Why.
    pub because: Shown,
    /// Who waives it.
    pub by: Option<Shown>,
    /// When, ISO 8601.
    pub on: Option<String>,
    /// The last day on which it counts, ISO 8601.
    pub expires: Option<String>,
    /// Whether it counts.
    pub effect: EffectWord,
}

/// Whether a waiver counts, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum EffectWord {
    /// It counts.
    Used,
    /// The list has no such item.
    NoSuchItem,
    /// The rule does not look at the item.
    NotSelected,
    /// The rule does not apply.
    DoesNotApply,
    /// It has expired.
    Expired,
}

/// A remark that changes no grade.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct NoteReport {
    /// The remark.
    pub text: Shown,
    /// Who wrote it.
    pub by: Option<Shown>,
    /// When, ISO 8601.
    pub on: Option<String>,
}

/// Something that people judge differently.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DisagreementReport {
    /// The rule that asks, `review`, or the id of a criterion.
    pub of: Shown,
    /// What that is called.
    pub title: Shown,
    /// What each person says.
    pub(crate) claims: Vec<ClaimReport>,
    /// What counts, a grade or `not-applicable`; null while it stays open.
    pub settled: Option<&'static str>,
}

/// What one person says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ClaimReport {
    /// Who.
    pub by: Option<Shown>,
    /// The grade; null if it does not apply.
    pub grade: Option<Grade>,
    /// Why.
    pub because: Option<Shown>,
}

/// A judgement file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct JudgementReport {
    /// The file.
    pub source: Shown,
    /// Whose it is.
    pub by: Option<Shown>,
    /// SHA-256 of what it means, in hexadecimal.
    pub hash: String,
    /// Whether it was made for this state of the review and the rubric.
    pub bound: BoundWord,
    /// What has changed since, in words.
    pub changes: Vec<Shown>,
}

impl JudgementReport {
    /// Names a judgement file and what it was made for.
    pub(super) fn from_file(file: &FileState, mask: &Mask) -> Self {
        let bound = match file.changes.as_deref() {
            None => BoundWord::Unbound,
            Some([]) => BoundWord::Bound,
            Some(_) => BoundWord::Stale,
        };
        JudgementReport {
            source: mask.shown(&file.source),
            by: file.by.as_deref().map(|by| mask.shown(by)),
            hash: file.hash.clone(),
            bound,
            changes: file.changes.iter().flatten().map(|change| mask.shown(change)).collect(),
        }
    }
}

/// Whether a judgement file was made for this state of the review and the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub(crate) enum BoundWord {
    /// It was.
    Bound,
    /// It was made for an earlier state.
    Stale,
    /// It does not say.
    Unbound,
}

/// What people judged of a review.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct JudgedReport {
    /// The people's grades in place of the rubric's.
    pub(crate) departures: Vec<DepartureReport>,
    /// The rules that people set aside, those included that do not count.
    pub(crate) waivers: Vec<WaiverReport>,
    /// What people judge differently.
    pub disagreements: Vec<DisagreementReport>,
    /// Whose word counts where they do: `median`, `worst` or a person's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<Shown>,
    /// Remarks that change no grade.
    pub(crate) notes: Vec<NoteReport>,
    /// The judgement files.
    pub(crate) judgements: Vec<JudgementReport>,
}

impl JudgedReport {
    /// Whether nobody judged anything beside answering questions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.departures.is_empty()
            && self.waivers.is_empty()
            && self.disagreements.is_empty()
            && self.notes.is_empty()
            && self.judgements.iter().all(|file| file.bound != BoundWord::Stale)
    }
}
