//! What people judged of a review, for its page.

use super::page::{
    ClaimReport, DepartureReport, DisagreementReport, EffectWord, JudgedReport, NoteReport, WaiverReport,
};
use crate::engine::{Graded, Headline, WaiverEffect};
use crate::judgement::{Disputed, Judgements, People, Subject, Waiver};
use crate::review::{Grade, When};
use crate::rubric::Rubric;
use crate::text::{Mask, Shown};

fn day(when: Option<When>) -> Option<String> {
    when.map(|when| when.to_string())
}

/// Describes what people judged.
pub(super) fn judged_report(rubric: &Rubric, judgements: &Judgements, graded: &Graded, mask: &Mask) -> JudgedReport {
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

/// The final headline with its worst and best, where people's judgement may differ from the rubric's.
pub(super) fn finally(graded: &Graded) -> (Headline, Option<Grade>, Option<Grade>) {
    let range = graded.finished.as_ref().and_then(|finished| finished.overall).map(|judged| judged.range);
    (graded.final_headline(), range.map(|range| range.floor), range.map(|range| range.ceiling))
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
