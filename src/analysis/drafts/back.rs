//! The later of two drafts with what it says less of put back, and what it then comes to.

use super::model::{Draft, Loss, Pairings, PutBack};
use super::names::relink;
use crate::engine::minimal::fewest;
use crate::engine::{Graded, Range, grade};
use crate::judgement::Judgements;
use crate::review::vocabulary::{ListName, VOCABULARY};
use crate::review::{DocumentKey, Facts, Item, Narratives, Review, by_list};
use crate::rubric::Rubric;

/// The most items that are graded to find the fewest losses, over all attempts. Where more would be, only all of them are put back.
const MOST_GRADED: usize = 1_000_000;

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
    let fewest = size(losses.len(), after.review).and_then(|size| fewest(&numbers, size, does));
    let fewest = fewest.and_then(|numbers| range(&with(&numbers)).map(|range| (numbers, range)));
    PutBack { graded: with(&numbers), fewest }
}

/// Returns how many losses are tried together: two, or one where pairs would take too long; `None` if that would, too.
fn size(losses: usize, review: &Review) -> Option<usize> {
    let items: usize = ListName::ALL.into_iter().map(|list| 1 + list.len(review)).sum();
    let is_soon = |attempts: usize| attempts.saturating_mul(items) <= MOST_GRADED;
    let pairs = losses.saturating_mul(losses) / 2;
    if is_soon(2 * losses + pairs) { Some(2) } else { is_soon(2 * losses).then_some(1) }
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
        losses.iter().for_each(|loss| restored.restore(loss, before));
        let lifted: Vec<usize> = losses.iter().filter_map(|loss| restriction(loss)).collect();
        restored.lift(&lifted);
        restored
    }

    fn grade(&self, rubric: &Rubric) -> Graded {
        grade(rubric, &Facts::with(&self.review, self.narratives), &self.judgements)
    }

    fn links(&mut self, before: &Review, list: ListName, at: usize, pairings: &Pairings) {
        let id = by_list!(list, T => T::all(before).get(at).and_then(Item::id));
        if let Some(id) = id {
            relink(&mut self.review, before, list, id, pairings);
        }
    }

    fn restore(&mut self, loss: &Loss, before: Draft<'d>) {
        let (own, old) = (&mut self.review, before.review);
        match loss {
            Loss::Vanished { item, at } => add(own, old, item.list, *at),
            Loss::Reclassed { at, key, .. } => copy(own, old, *at, key),
            Loss::Restricted { .. } => {}
            Loss::Redefined { key, .. } => copy(own, old, (0, 0), key),
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
    by_list!(list, T => {
        if let Some(item) = T::all(old).get(at) {
            T::list_mut(own).get_or_insert_default().push(item.clone());
        }
    });
}

/// Gives a key its earlier value; of items, that of item `at.0` of the earlier draft to item `at.1` of the later one.
fn copy(own: &mut Review, old: &Review, at: (usize, usize), key: &str) {
    if let Some(fact) = VOCABULARY.iter().find(|fact| fact.is_copied() && fact.key() == key) {
        fact.copy(own, old, at);
    }
}
