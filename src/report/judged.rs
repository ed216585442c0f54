//! What people judged of a review, for its page.

use schemars::JsonSchema;
use serde::Serialize;

use super::page::ReviewReport;
use crate::engine::{Graded, Headline, WaiverEffect};
use crate::judgement::{Disputed, Judgements, People, Subject, Waiver};
use crate::load::{Bundle, FileState};
use crate::review::{Grade, When};
use crate::rubric::Rubric;
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

fn day(when: Option<When>) -> Option<String> {
    when.map(|when| when.to_string())
}

impl JudgedReport {
    /// Makes the page of what people judged.
    pub(super) fn new(rubric: &Rubric, judgements: &Judgements, graded: &Graded, mask: &Mask) -> Self {
        let shown = |text: &Option<String>| text.as_deref().map(|text| mask.shown(text));
        let replaced = graded.finished.iter().flat_map(|finished| &finished.departures);
        let departures = judgements.departures.iter().zip(replaced).map(|(own, from)| DepartureReport {
            of: mask.shown(own.of.word()),
            title: subject_title(&own.of, rubric, mask),
            from: *from,
            grade: own.grade,
            because: mask.shown(&own.because),
            by: shown(&own.by),
            on: day(own.on),
        });
        let effects = graded.finished.iter().flat_map(|finished| &finished.waivers).map(EffectWord::from);
        let counted = judgements.waivers.iter().zip(effects);
        let expired = judgements.expired.iter().map(|waiver| (waiver, EffectWord::Expired));
        let notes = judgements.notes.iter();
        JudgedReport {
            departures: departures.collect(),
            waivers: counted.chain(expired).map(|(own, effect)| waiver(own, effect, rubric, mask)).collect(),
            disagreements: disagreements(rubric, judgements, mask),
            people: match &judgements.people {
                People::Unsettled => None,
                People::Median => Some(Shown::fixed("median")),
                People::Worst => Some(Shown::fixed("worst")),
                People::Named(name) => Some(mask.shown(name)),
            },
            notes: notes
                .map(|own| NoteReport { text: mask.shown(&own.text), by: shown(&own.by), on: day(own.on) })
                .collect(),
            judgements: Vec::new(),
        }
    }

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

impl ReviewReport {
    /// Adds hashes of what the review and the judgement files meant when they were read.
    pub fn add_inputs(&mut self, review: &Bundle, files: &[FileState], mask: &Mask) {
        self.hash = Some(review.hash());
        self.parts = review.parts();
        self.judged.judgements = files.iter().map(|file| judgement_file(file, mask)).collect();
    }

    /// Returns the final grade, people's departures and waivers counted, if there is one.
    #[must_use]
    pub(crate) fn final_grade(&self) -> Option<Grade> {
        let floor = self.final_floor.or(self.floor);
        floor.filter(|floor| floor.word() == self.finally)
    }

    /// Whether people changed the grade.
    #[must_use]
    pub(crate) fn is_departed(&self) -> bool {
        self.finally != self.grade
    }
}

/// The final headline with its worst and best, where people's judgement may differ from the rubric's.
pub(super) fn finally(graded: &Graded) -> (Headline, Option<Grade>, Option<Grade>) {
    let range = graded.finished.as_ref().and_then(|finished| finished.overall).map(|judged| judged.range);
    (graded.final_headline(), range.map(|range| range.floor), range.map(|range| range.ceiling))
}

fn judgement_file(file: &FileState, mask: &Mask) -> JudgementReport {
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

fn subject_title(of: &Subject, rubric: &Rubric, mask: &Mask) -> Shown {
    match of {
        Subject::Review => Shown::fixed("the review"),
        Subject::Criterion(id) => {
            let own = rubric.criteria.iter().find(|criterion| criterion.id == *id);
            mask.shown(own.map_or(id.as_str(), |criterion| &criterion.title))
        }
    }
}

fn rule_title(id: &str, rubric: &Rubric, mask: &Mask) -> Shown {
    mask.shown(rubric.rule(id).map_or(id, |(_, rule)| rule.title.as_str()))
}

fn waiver(own: &Waiver, effect: EffectWord, rubric: &Rubric, mask: &Mask) -> WaiverReport {
    WaiverReport {
        rule: mask.shown(&own.rule),
        title: rule_title(&own.rule, rubric, mask),
        item: own.item.as_deref().map(|item| mask.shown(item)),
        because: mask.shown(&own.because),
        by: own.by.as_deref().map(|by| mask.shown(by)),
        on: day(own.on),
        expires: day(own.expires),
        effect,
    }
}

impl From<&WaiverEffect> for EffectWord {
    fn from(effect: &WaiverEffect) -> Self {
        match effect {
            WaiverEffect::Used => EffectWord::Used,
            WaiverEffect::NoSuchItem => EffectWord::NoSuchItem,
            WaiverEffect::NotSelected => EffectWord::NotSelected,
            WaiverEffect::DoesNotApply => EffectWord::DoesNotApply,
        }
    }
}

fn disagreements(rubric: &Rubric, judgements: &Judgements, mask: &Mask) -> Vec<DisagreementReport> {
    let shown = |text: &Option<String>| text.as_deref().map(|text| mask.shown(text));
    let page = |own: &crate::judgement::Disagreement| {
        let (of, title) = match &own.of {
            Disputed::Rule(id) => (mask.shown(id), rule_title(id, rubric, mask)),
            Disputed::Subject(of) => (mask.shown(of.word()), subject_title(of, rubric, mask)),
        };
        let claims = own.claims.iter();
        let claims =
            claims.map(|own| ClaimReport { by: shown(&own.by), grade: own.grade, because: shown(&own.because) });
        let settled = own.settled.map(|grade| grade.map_or(crate::judgement::NOT_APPLICABLE, Grade::word));
        DisagreementReport { of, title, claims: claims.collect(), settled }
    };
    judgements.disagreements.iter().map(page).collect()
}
