//! The later of two drafts with what it says less of put back, and what it then comes to.

use super::item::Item;
use super::names::relink;
use super::{Draft, Loss, Pairings, PutBack};
use crate::engine::minimal::fewest;
use crate::engine::{Graded, Range, grade};
use crate::judgement::Judgements;
use crate::review::vocabulary::ListName;
use crate::review::{
    Action, Agency, DocumentKey, Event, Facts, Finding, Gap, Narratives, Person, Question, Restriction, Review,
};
use crate::rubric::Rubric;

/// Puts `losses` back, all of them and then as few as make a difference; `before` calls its items as `after` does.
pub(super) fn put_back(
    rubric: &Rubric,
    before: Draft<'_>,
    after: Draft<'_>,
    pairings: &Pairings,
    losses: &[Loss],
) -> PutBack {
    let numbers: Vec<usize> = (0..losses.len()).collect();
    let with = |numbers: &[usize]| {
        let chosen: Vec<&Loss> = numbers.iter().filter_map(|number| losses.get(*number)).collect();
        Restored::new(before, after, pairings, &chosen).grade(rubric)
    };
    let now = range(after.graded);
    let does = |numbers: &[usize]| is_worse(range(&with(numbers)), now);
    let fewest = fewest(&numbers, 2, does);
    let fewest = fewest.and_then(|numbers| range(&with(&numbers)).map(|range| (numbers, range)));
    PutBack { graded: with(&numbers), fewest }
}

fn range(graded: &Graded) -> Option<Range> {
    graded.overall.map(|judged| judged.range)
}

/// True if the worst that a review can be is worse, or that is the same and the best is.
fn is_worse(back: Option<Range>, now: Option<Range>) -> bool {
    back.zip(now).is_some_and(|(back, now)| (back.floor, back.ceiling) < (now.floor, now.ceiling))
}

/// A draft with some things put back.
struct Restored<'d> {
    review: Review,
    narratives: Narratives<'d>,
    judgements: Judgements,
}

impl<'d> Restored<'d> {
    fn new(before: Draft<'d>, after: Draft<'d>, pairings: &Pairings, losses: &[&Loss]) -> Self {
        let mut restored = Restored {
            review: after.review.clone(),
            narratives: after.narratives,
            judgements: after.judgements.clone(),
        };
        // Links lead to items by their numbers in the pairing: they come back before any item is taken out or added.
        for loss in losses {
            if let Loss::Vanished { item, at } = loss {
                restored.links(before.review, item.list, *at, pairings);
            }
        }
        losses.iter().for_each(|loss| restored.put(loss, before));
        let lifted: Vec<usize> = losses.iter().filter_map(|loss| restriction(loss)).collect();
        restored.lift(&lifted);
        restored
    }

    fn grade(&self, rubric: &Rubric) -> Graded {
        grade(rubric, &Facts::with(&self.review, self.narratives), &self.judgements)
    }

    fn links(&mut self, before: &Review, list: ListName, at: usize, pairings: &Pairings) {
        let id = match list {
            ListName::Agencies => Agency::all(before).get(at).and_then(Item::id),
            ListName::Events => Event::all(before).get(at).and_then(Item::id),
            ListName::Findings => Finding::all(before).get(at).and_then(Item::id),
            ListName::Questions | ListName::Restrictions | ListName::Panel | ListName::Gaps | ListName::Actions => None,
        };
        if let Some(id) = id {
            relink(&mut self.review, before, list, id, pairings);
        }
    }

    fn put(&mut self, loss: &Loss, before: Draft<'d>) {
        let (own, old) = (&mut self.review, before.review);
        match loss {
            Loss::Vanished { item, at } => add(own, old, item.list, *at),
            Loss::Reclassed { item, at, key, .. } => class(own, old, item.list, *at, key),
            Loss::Restricted { .. } => {}
            Loss::Redefined { key, .. } => {
                take(own, old, key);
            }
            Loss::Unanswered { rule, .. } => self.judgements.answers.extend(before.judgements.answer(rule).cloned()),
            Loss::NoDocument(DocumentKey::Overview) => self.narratives.overview = before.narratives.overview,
            Loss::NoDocument(DocumentKey::Summary) => self.narratives.summary = before.narratives.summary,
        }
    }

    /// Takes restrictions out again, by their numbers.
    fn lift(&mut self, lifted: &[usize]) {
        if let Some(items) = &mut self.review.terms.restrictions {
            let mut at = 0;
            items.retain(|_| {
                at += 1;
                !lifted.contains(&(at - 1))
            });
        }
    }
}

fn restriction(loss: &Loss) -> Option<usize> {
    match loss {
        Loss::Restricted { at, .. } => Some(*at),
        Loss::Vanished { .. }
        | Loss::Reclassed { .. }
        | Loss::Redefined { .. }
        | Loss::Unanswered { .. }
        | Loss::NoDocument(_) => None,
    }
}

/// Adds an item that vanished at the end of its list.
fn add(own: &mut Review, old: &Review, list: ListName, at: usize) {
    fn item<T: Item>(own: &mut Review, old: &Review, at: usize) {
        if let Some(item) = T::all(old).get(at) {
            T::list_mut(own).get_or_insert_default().push(item.clone());
        }
    }
    match list {
        ListName::Questions => item::<Question>(own, old, at),
        ListName::Restrictions => item::<Restriction>(own, old, at),
        ListName::Panel => item::<Person>(own, old, at),
        ListName::Agencies => item::<Agency>(own, old, at),
        ListName::Gaps => item::<Gap>(own, old, at),
        ListName::Events => item::<Event>(own, old, at),
        ListName::Findings => item::<Finding>(own, old, at),
        ListName::Actions => item::<Action>(own, old, at),
    }
}

/// Gives an item its earlier class.
fn class(own: &mut Review, old: &Review, list: ListName, at: (usize, usize), key: &str) {
    fn item<T: Item>(own: &mut Review, old: &Review, (from, to): (usize, usize), key: &str) {
        let items = T::list_mut(own).as_mut();
        if let (Some(to), Some(from)) = (items.and_then(|items| items.get_mut(to)), T::all(old).get(from)) {
            to.take(from, key);
        }
    }
    match list {
        ListName::Questions => item::<Question>(own, old, at, key),
        ListName::Restrictions => item::<Restriction>(own, old, at, key),
        ListName::Panel => item::<Person>(own, old, at, key),
        ListName::Agencies => item::<Agency>(own, old, at, key),
        ListName::Gaps => item::<Gap>(own, old, at, key),
        ListName::Events => item::<Event>(own, old, at, key),
        ListName::Findings => item::<Finding>(own, old, at, key),
        ListName::Actions => item::<Action>(own, old, at, key),
    }
}

/// True if a key of the review itself can be given back.
pub(super) fn can_take(key: &str) -> bool {
    take(&mut Review::default(), &Review::default(), key)
}

/// Gives a key of the review itself its earlier value; false for a key that is not among them.
fn take(own: &mut Review, old: &Review, key: &str) -> bool {
    macro_rules! keys {
        ($($key:literal $table:ident.$field:ident),+ $(,)?) => {
            match key {
                $($key => {
                    own.$table.$field.clone_from(&old.$table.$field);
                    true
                })+
                _ => false,
            }
        };
    }
    keys! {
        "review.kind" review.kind, "review.status" review.status, "review.partnership" review.partnership,
        "review.region" review.region,
        "dates.incident" dates.incident, "dates.decided" dates.decided, "dates.completed" dates.completed,
        "dates.published" dates.published, "dates.delay-because" dates.delay_because,
        "terms.from" terms.from, "terms.to" terms.to,
        "chair.agency" chair.agency, "chair.independent" chair.independent, "chair.chairs-board" chair.chairs_board,
        "author.agency" author.agency, "author.independent" author.independent,
        "author.chairs-board" author.chairs_board, "author.is-chair" author.is_chair,
        "family.invited" family.invited, "family.contributed" family.contributed,
        "family.shown-findings" family.shown_findings, "family.identity" family.identity,
        "summary.findings" summary.findings, "summary.action-plan" summary.action_plan,
        "summary.pages" summary.pages, "summary.report-pages" summary.report_pages,
        "publication.full-report" publication.full_report, "publication.summary" publication.summary,
        "publication.anonymised" publication.anonymised, "publication.withheld-for" publication.withheld_for,
        "publication.withheld-because" publication.withheld_because, "publication.shared-with" publication.shared_with,
    }
}
