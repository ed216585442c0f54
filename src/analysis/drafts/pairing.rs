//! Which item of the later draft is which of the earlier one.
//!
//! First those that are the same, then those that say the same under the same id, then those that say the same under another (they were renamed), then
//! those of the same id (they were rewritten). Items of lists without ids that are left are paired by how many words they
//! have in common, and those that say nothing in their order.

use std::collections::HashMap;

use crate::review::{Item, Review};

/// So much of the words of two items that have no id must be the same.
const ALIKE: f64 = 0.5;

/// The items of one list in two drafts, by their numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairing {
    /// Those in both, the earlier and the later number, in the order of the earlier draft.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Those in the earlier draft only.
    pub(super) gone: Vec<usize>,
    /// Those in the later draft only.
    pub(super) new: Vec<usize>,
}

/// Pairs the items of a list.
pub(super) fn pair<T: Item>(before: &Review, after: &Review) -> Pairing {
    let (old, new) = (T::all(before), T::all(after));
    let mut pairs = Pairs { of_old: vec![None; old.len()], of_new: vec![None; new.len()] };
    let said = |item: &T| Some(item.says()).filter(|said| !said.is_empty());
    let id = |item: &T| item.id().map(str::to_owned);
    pairs.by(old, new, |item| Some(format!("{item:?}")));
    pairs.by(old, new, |item| Some((id(item)?, said(item)?)));
    pairs.by(old, new, said);
    pairs.by(old, new, id);
    if old.iter().chain(new).all(|item| item.id().is_none()) {
        pairs.by_likeness(old, new);
    }
    pairs.by(old, new, |item| (item.id().is_none() && said(item).is_none()).then_some(()));
    pairs.finish()
}

/// For each item the one that it is in the other draft.
struct Pairs {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    /// Pairs those left that have the same key, in their order.
    fn by<T, K: std::hash::Hash + Eq>(&mut self, old: &[T], new: &[T], key: impl Fn(&T) -> Option<K>) {
        let mut free: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, item) in new.iter().enumerate().rev().filter(|(at, _)| self.is_free(*at)) {
            if let Some(key) = key(item) {
                free.entry(key).or_default().push(at);
            }
        }
        for (at, item) in old.iter().enumerate() {
            if self.of_old.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let found = key(item).and_then(|key| free.get_mut(&key)).and_then(Vec::pop);
            if let Some(found) = found {
                self.set(at, found);
            }
        }
    }

    /// Pairs those left that are alike, the most alike first.
    fn by_likeness<T: Item>(&mut self, old: &[T], new: &[T]) {
        let mut alike: Vec<(f64, usize, usize)> = Vec::new();
        for (at, item) in old.iter().enumerate().filter(|(at, _)| self.of_old.get(*at) == Some(&None)) {
            for (other_at, other) in new.iter().enumerate().filter(|(at, _)| self.is_free(*at)) {
                let likeness = likeness(&item.says(), &other.says());
                if likeness >= ALIKE {
                    alike.push((likeness, at, other_at));
                }
            }
        }
        alike.sort_by(|one, two| two.0.total_cmp(&one.0));
        for (_, at, other) in alike {
            if self.of_old.get(at) == Some(&None) && self.is_free(other) {
                self.set(at, other);
            }
        }
    }

    fn is_free(&self, new: usize) -> bool {
        self.of_new.get(new) == Some(&None)
    }

    fn set(&mut self, old: usize, new: usize) {
        if let (Some(own), Some(other)) = (self.of_old.get_mut(old), self.of_new.get_mut(new)) {
            (*own, *other) = (Some(new), Some(old));
        }
    }

    fn finish(self) -> Pairing {
        let free = |of: &[Option<usize>]| -> Vec<usize> {
            of.iter().enumerate().filter(|(_, other)| other.is_none()).map(|(at, _)| at).collect()
        };
        let pairs = self.of_old.iter().enumerate().filter_map(|(at, other)| Some((at, (*other)?)));
        Pairing { pairs: pairs.collect(), gone: free(&self.of_old), new: free(&self.of_new) }
    }
}

/// How many words two texts have in common: twice as many as are in both, of all in either (Dice's coefficient).
#[expect(clippy::cast_precision_loss, reason = "no count of words is large enough to lose digits")]
fn likeness(one: &str, two: &str) -> f64 {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (one, two) = (words(one), words(two));
    let all = one.len() + two.len();
    for word in one {
        counts.entry(word).or_default().0 += 1;
    }
    for word in two {
        counts.entry(word).or_default().1 += 1;
    }
    let common: usize = counts.values().map(|(one, two)| one.min(two)).sum();
    if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Finding, Gap};

    fn findings(items: &[(&str, &str)]) -> Review {
        let item = |(id, text): &(&str, &str)| Finding {
            id: Some((*id).to_owned()),
            text: Some((*text).to_owned()),
            ..Finding::default()
        };
        Review { findings: Some(items.iter().map(item).collect()), ..Review::default() }
    }

    #[test]
    fn numbering_anew_after_one_is_gone_renames_and_loses_one() {
        let before = findings(&[("F1", "a"), ("F2", "b"), ("F3", "c")]);
        let after = findings(&[("F1", "a"), ("F2", "c")]);
        let found = pair::<Finding>(&before, &after);
        assert_eq!(found, Pairing { pairs: vec![(0, 0), (2, 1)], gone: vec![1], new: vec![] });
    }

    #[test]
    fn what_is_rewritten_keeps_its_id_and_what_is_said_twice_is_two() {
        let before = findings(&[("F1", "a"), ("F2", "same"), ("F3", "same")]);
        let after = findings(&[("F1", "quite another"), ("F3", "same")]);
        let found = pair::<Finding>(&before, &after);
        assert_eq!(found, Pairing { pairs: vec![(0, 0), (2, 1)], gone: vec![1], new: vec![] });
    }

    #[test]
    fn without_ids_the_words_tell() {
        let gaps = |items: &[&str]| Review {
            gaps: Some(items.iter().map(|what| Gap { what: Some((*what).to_owned()), pursued: None }).collect()),
            ..Review::default()
        };
        let before = gaps(&["notes of the school nurse", "records of the team in the next area"]);
        let after = gaps(&["records of the team in the next area, asked for twice"]);
        let found = pair::<Gap>(&before, &after);
        assert_eq!(found, Pairing { pairs: vec![(1, 0)], gone: vec![0], new: vec![] });
    }
}
