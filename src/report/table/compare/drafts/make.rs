//! From two drafts to the model.

use std::collections::BTreeSet;

use super::page::{
    AddedReport, CriterionMoveReport, DraftReport, DraftsReport, LossReport, PutBackReport, ReasonLine, RenamedReport,
};
use crate::analysis::drafts::{Draft, Drafts, Loss, Named, PutBack, compare_drafts};
use crate::engine::{Graded, Headline, Range, ReasonKind, Score, State};
use crate::report::table::compare::rule_move::RuleMoveReport;
use crate::review::vocabulary::ListName;
use crate::review::{Facts, Record};
use crate::rubric::Rubric;
use crate::tables::{CriterionEntry, Entry, MovedBy, Standing, between};
use crate::text::{Mask, Shown};
use crate::wording::{self, outcome as outcome_words};

/// One of two drafts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DraftSide<'d> {
    /// Its result.
    pub entry: &'d Entry,
    /// The hash of the rubric that graded it.
    pub hash: &'d str,
    /// The review itself, where it was graded by the rubric at hand and is no mere result.
    pub draft: Option<Draft<'d>>,
    /// What may not be shown of it.
    pub mask: &'d Mask,
}

/// Makes the model of two drafts; `rubric` is the one at hand.
#[must_use]
pub(crate) fn drafts_page(rubric: &Rubric, before: DraftSide<'_>, after: DraftSide<'_>) -> DraftsReport {
    let mask = after.mask;
    let both = between(rubric, (before.entry, before.hash), (after.entry, after.hash));
    let drafts = before.draft.zip(after.draft);
    let found = drafts.map(|(before, after)| compare_drafts(rubric, before, after));
    let reasons = drafts.zip(found.as_ref()).map(|((before, after), found)| {
        let before = Draft { review: &found.called, ..before };
        (short(rubric, before, mask), short(rubric, after, mask))
    });
    let only = |one: &[ReasonLine], other: &[ReasonLine]| -> Vec<ReasonLine> {
        let other: BTreeSet<_> = other.iter().map(|reason| (&reason.rule, &reason.text)).collect();
        one.iter().filter(|reason| !other.contains(&(&reason.rule, &reason.text))).cloned().collect()
    };
    let explained = match &both.by {
        _ if before.entry.range() == after.entry.range() => None,
        MovedBy::Rules(_) => Some("rules"),
        MovedBy::Combining(_) => Some("combining"),
        MovedBy::NotKnown(_) | MovedBy::Recorded(_) => Some("not-known"),
    };
    let found = found.as_ref();
    DraftsReport {
        before: draft_page(before),
        after: draft_page(after),
        criteria: criteria(before, after),
        rules: both.otherwise.iter().map(|rule| RuleMoveReport::new(&both.titles, rule, mask)).collect(),
        moved_by: both.by.rules().iter().filter(|_| explained.is_some()).map(|rule| mask.shown(&rule.id)).collect(),
        explained,
        short_no_longer: reasons.as_ref().map(|(before, after)| only(before, after)),
        short_now: reasons.as_ref().map(|(before, after)| only(after, before)),
        less: found.map(|found| found.losses.iter().map(|loss| loss_page(loss, after)).collect()),
        put_back: found.and_then(|found| put_back(rubric, before, after, found)),
        renamed: found.map_or_else(Vec::new, |found| renamed(found, mask)),
        added: found.map_or_else(Vec::new, |found| found.added.iter().map(|item| added(item, mask)).collect()),
    }
}

fn draft_page(side: DraftSide<'_>) -> DraftReport {
    let (headline, provisional, may_change) = match side.entry.standing {
        Standing::Graded { headline, provisional, may_change, .. } => (headline, provisional, may_change),
        Standing::Recorded(grade) => (Headline::Grade(grade), false, false),
    };
    let (range, graded) = (side.entry.range(), side.draft.map(|draft| draft.graded));
    let header = side.draft.map(|draft| &draft.review.review);
    DraftReport {
        id: side.mask.shown(&side.entry.id),
        title: header.map(|header| side.mask.shown(header.title.as_deref().unwrap_or(&side.entry.id))),
        grade: headline.word(),
        floor: range.map(|range| range.floor),
        ceiling: range.map(|range| range.ceiling),
        provisional,
        may_change,
        score: graded.and_then(|graded| graded.score).map(Score::approximate),
        coverage: graded.map(|graded| graded.coverage.approximate()),
        whole: header.map(|header| header.record == Some(Record::Whole)),
    }
}

/// The criteria of the later draft, then those that only the earlier one was judged by.
fn criteria(before: DraftSide<'_>, after: DraftSide<'_>) -> Vec<CriterionMoveReport> {
    let find = |side: DraftSide<'_>, id: &str| side.entry.criteria.iter().position(|own| *own.id == *id);
    let score = |side: DraftSide<'_>, at: Option<usize>| {
        let graded = side.draft.map(|draft| draft.graded)?;
        graded.criteria.get(at?)?.score.map(Score::approximate)
    };
    let page = |own: &CriterionEntry| {
        let (was, now) = (find(before, &own.id), find(after, &own.id));
        let range = |side: DraftSide<'_>, at: Option<usize>| side.entry.criteria.get(at?)?.range.map(wording::range);
        CriterionMoveReport {
            id: after.mask.shown(&own.id),
            title: after.mask.shown(&own.title),
            was: range(before, was),
            now: range(after, now),
            score_was: score(before, was),
            score_now: score(after, now),
        }
    };
    let gone = before.entry.criteria.iter().filter(|own| find(after, &own.id).is_none());
    after.entry.criteria.iter().chain(gone).map(page).collect()
}

/// What falls short, rule by rule.
fn short(rubric: &Rubric, draft: Draft<'_>, mask: &Mask) -> Vec<ReasonLine> {
    let facts = Facts::with(draft.review, draft.narratives);
    let results = draft.graded.criteria.iter().flat_map(|criterion| &criterion.rules);
    let lines = rubric.rules().zip(results).flat_map(|(rule, result)| {
        let reasons = wording::reasons(rule, result, &facts, draft.judgements.answer(&rule.id), mask);
        let short = reasons.into_iter().filter(|reason| reason.kind == ReasonKind::Short);
        short
            .map(|reason| ReasonLine { rule: mask.shown(&rule.id), text: mask.shown(&reason.words.text) })
            .collect::<Vec<_>>()
    });
    lines.collect()
}

fn noun(list: ListName) -> &'static str {
    list.nouns().0
}

/// `finding F3`; `gap "notes of the school nurse"` where it has no id.
fn called(item: &Named, mask: &Mask) -> String {
    match &item.id {
        Some(id) => format!("{} {id}", noun(item.list)),
        None => format!("{} \u{201c}{}\u{201d}", noun(item.list), mask.cut(&item.said, BEGUN)),
    }
}

/// The most characters of an item's text that identify it.
const BEGUN: usize = 60;

/// The beginning of a text.
pub(super) fn begun(text: &str) -> String {
    let short: String = text.chars().take(BEGUN).collect();
    if short.len() == text.len() {
        return short;
    }
    let whole = short.rsplit_once(' ').map_or(short.as_str(), |(words, _)| words);
    format!("{whole} ...")
}

/// The key without the list that it belongs to.
fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn loss_page(loss: &Loss, after: DraftSide<'_>) -> LossReport {
    let mask = after.mask;
    let text = mask.shown(&sentence(loss, after));
    let none = LossReport { how: "", list: None, id: None, said: None, key: None, was: None, now: None, text };
    let shown = |text: &Option<String>| text.as_deref().map(|text| mask.shown(text));
    let of = |item: &Named, how| LossReport {
        how,
        list: Some(item.list.name()),
        id: shown(&item.id),
        said: Some(mask.shown(&item.said)),
        ..none.clone()
    };
    match loss {
        Loss::Vanished { item, .. } => of(item, "vanished"),
        Loss::Restricted { item, .. } => of(item, "restricted"),
        Loss::Reclassed { item, key, was, now, .. } => {
            LossReport { key: Some(key), was: shown(was), now: shown(now), ..of(item, "reclassed") }
        }
        Loss::Redefined { key, was, now } => {
            LossReport { how: "redefined", key: Some(key), was: Some(mask.shown(was)), now: shown(now), ..none.clone() }
        }
        Loss::Unanswered { rule, grade } => LossReport {
            how: "unanswered",
            id: Some(mask.shown(rule)),
            was: Some(Shown::fixed(grade.word())),
            ..none.clone()
        },
        Loss::NoDocument(key) => LossReport { how: "no-document", key: Some(key.key()), ..none.clone() },
    }
}

/// Words a loss as a sentence.
fn sentence(loss: &Loss, after: DraftSide<'_>) -> String {
    let mask = after.mask;
    let is = |now: &Option<String>| {
        now.as_deref().map_or_else(|| "is no longer stated".to_owned(), |now| format!("is now {now}"))
    };
    match loss {
        Loss::Vanished { item, .. } => {
            let is_open =
                after.draft.is_some_and(|draft| Facts::with(draft.review, draft.narratives).may_go_on(item.list));
            let gone = if is_open { "is no longer listed" } else { "is no longer there" };
            let said = if item.id.is_none() || item.said.is_empty() {
                String::new()
            } else {
                format!(": \u{201c}{}\u{201d}", mask.cut(&item.said, BEGUN))
            };
            format!("{} {gone}{said}", called(item, mask))
        }
        Loss::Reclassed { item, key, was, now, .. } => {
            let was = was.as_deref().unwrap_or("not stated");
            format!("{}: `{}` was {was} and {}", called(item, mask), last(key), is(now))
        }
        Loss::Restricted { item, .. } => format!("{} is new", called(item, mask)),
        Loss::Redefined { key, was, now } => format!("`{key}` was {was} and {}", is(now)),
        Loss::Unanswered { rule, grade } => format!("the answer to {rule} ({grade}) was removed"),
        Loss::NoDocument(key) => format!("the document `{}` is no longer read", key.key()),
    }
}

fn put_back(rubric: &Rubric, before: DraftSide<'_>, after: DraftSide<'_>, found: &Drafts) -> Option<PutBackReport> {
    let PutBack { graded, fewest } = found.put_back.as_ref()?;
    let now = after.draft?.graded;
    let range = |graded: &Graded| graded.overall.map(|judged| judged.range);
    let floor = |range: Option<Range>| range.map(|range| range.floor);
    let with = fewest.as_ref().map(|(_, range)| *range);
    let rose = floor(after.entry.range()) > floor(before.entry.range());
    Some(PutBackReport {
        floor: floor(range(graded)),
        ceiling: range(graded).map(|range| range.ceiling),
        score: graded.score.map(Score::approximate),
        fewest: fewest.as_ref().map_or_else(Vec::new, |(numbers, _)| numbers.clone()),
        floor_with_fewest: floor(with),
        ceiling_with_fewest: with.map(|range| range.ceiling),
        rose_by_it: rose && with.is_some() && floor(with) < floor(range(now)),
        rules: worse_rules(rubric, graded, now, after.mask),
        criteria: worse_criteria(rubric, graded, now, after.mask),
    })
}

/// True if a part would be worse.
fn is_worse(back: Option<State>, now: Option<State>) -> bool {
    let ends = |state: State| (state.range.floor, state.range.ceiling);
    match (back, now) {
        (Some(back), Some(now)) => ends(back) < ends(now),
        // A part that did not apply any more took no part in the grade.
        (Some(back), None) => !back.range.floor.is_best(),
        (None, _) => false,
    }
}

fn worse_rules(rubric: &Rubric, back: &Graded, now: &Graded, mask: &Mask) -> Vec<RuleMoveReport> {
    let rules = rubric.rule_ids().map(|id| (id, &back[id], &now[id]));
    let worse = rules.filter(|(_, back, now)| is_worse(back.judged, now.judged));
    worse
        .map(|(id, back, now)| RuleMoveReport {
            rule: mask.shown(&rubric[id].id),
            title: mask.shown(&rubric[id].title),
            was: Some(outcome_words(back.outcome, back.judged)),
            now: Some(outcome_words(now.outcome, now.judged)),
            ranges: [back.judged, now.judged].map(|judged| judged.map(|judged| judged.range)),
        })
        .collect()
}

fn worse_criteria(rubric: &Rubric, back: &Graded, now: &Graded, mask: &Mask) -> Vec<CriterionMoveReport> {
    let parts = rubric.criterion_ids().map(|id| (id, &back[id], &now[id]));
    let worse = parts.filter(|(_, back, now)| is_worse(back.judged, now.judged));
    worse
        .map(|(id, back, now)| CriterionMoveReport {
            id: mask.shown(&rubric[id].id),
            title: mask.shown(&rubric[id].title),
            was: back.judged.map(|judged| wording::range(judged.range)),
            now: now.judged.map(|judged| wording::range(judged.range)),
            score_was: back.score.map(Score::approximate),
            score_now: now.score.map(Score::approximate),
        })
        .collect()
}

fn renamed(found: &Drafts, mask: &Mask) -> Vec<RenamedReport> {
    let page = |own: &crate::analysis::drafts::Renamed| RenamedReport {
        list: own.list.name(),
        was: mask.shown(&own.was),
        now: mask.shown(&own.now),
    };
    found.renamed.iter().map(page).collect()
}

fn added(item: &Named, mask: &Mask) -> AddedReport {
    AddedReport {
        list: item.list.name(),
        id: item.id.as_deref().map(|id| mask.shown(id)),
        said: mask.shown(&item.said),
    }
}
