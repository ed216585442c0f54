//! What the later of two drafts says less of.

use super::model::{Draft, Loss, Named, Pairings, Renamed};
use crate::engine::{Outcome, tested};
use crate::review::vocabulary::{ListName, Scope, VOCABULARY};
use crate::review::{
    Basis, DocumentKey, Fact, FactType, Facts, Item, Mark, Names, Restriction, Review, Value, by_list,
};
use crate::rubric::{Condition, Measure, Rubric, Rule};
use crate::text::and_list;

/// All of it, list by list in the order of the form; `before` calls its items as `after` does.
pub(super) fn losses(rubric: &Rubric, before: Draft<'_>, after: Draft<'_>, pairings: &Pairings) -> Vec<Loss> {
    let both = Both {
        before: Facts::with(before.review, before.narratives),
        after: Facts::with(after.review, after.narratives),
        pairings,
        selections: selections(rubric),
    };
    let mut losses = both.redefined(rubric);
    for list in ListName::ALL {
        by_list!(list, T => both.of_list::<T>(&mut losses));
    }
    losses.extend(restricted(after.review, pairings));
    losses.extend(unanswered(rubric, before, after));
    losses.extend(no_document(before, after));
    losses
}

/// A loss with the item called as the earlier draft called it, where it is there only.
pub(super) fn as_it_was_called(loss: Loss, before: &Review) -> Loss {
    let Loss::Vanished { item, at } = loss else { return loss };
    let id = by_list!(item.list, T => T::all(before).get(at).and_then(Item::id).map(str::to_owned));
    Loss::Vanished { item: Named { id, ..item }, at }
}

fn named<T: Item>(item: &T) -> Named {
    Named { list: T::LIST, id: item.id().map(str::to_owned), said: item.says() }
}

/// Which items of which list a rule looks at.
struct Selection<'r> {
    list: ListName,
    conditions: &'r [Condition],
}

fn selections<'r>(rubric: &'r Rubric) -> Vec<Selection<'r>> {
    let of_rule = |rule: &'r Rule| match &rule.measure {
        Measure::Share(share) => share.each.map(|list| Selection { list, conditions: &share.selects }),
        Measure::Count { list, selects, .. } => Some(Selection { list: *list, conditions: selects }),
        Measure::Number { .. } | Measure::Ask { .. } => None,
    };
    rubric.rules().filter_map(of_rule).filter(|selection| !selection.conditions.is_empty()).collect()
}

/// Two drafts side by side.
struct Both<'b> {
    before: Facts<'b>,
    after: Facts<'b>,
    pairings: &'b Pairings,
    selections: Vec<Selection<'b>>,
}

impl Both<'_> {
    /// The items of a list that vanished, and those of another class.
    fn of_list<T: Item>(&self, losses: &mut Vec<Loss>) {
        let (old, new) = (T::all(self.before.review()), T::all(self.after.review()));
        let pairing = self.pairings.pairing(T::LIST);
        let gone = pairing.gone.iter().filter_map(|at| Some((*at, old.get(*at)?)));
        losses.extend(gone.map(|(at, item)| Loss::Vanished { item: named(item), at }));
        let keys = self.keys(T::LIST);
        for at in &pairing.pairs {
            let Some(item) = new.get(at.1) else { continue };
            losses.extend(keys.iter().filter_map(|fact| self.reclassed(fact, *at, named(item))));
        }
    }

    /// The keys of a list that say what class an item is of.
    fn keys(&self, list: ListName) -> Vec<&'static Fact> {
        let selecting: Vec<&str> = self.selections.iter().flat_map(|own| keys_read(own.conditions)).collect();
        let is_class = |fact: &Fact| {
            let own = fact.basis == Basis::Class && !fact.has(Mark::Claims);
            own || fact.has(Mark::SetsApart) || selecting.contains(&fact.key())
        };
        let own = VOCABULARY.iter().filter(|fact| fact.scope == Scope::Item(list) && !fact.is_derived());
        own.filter(|fact| is_class(fact)).collect()
    }

    /// That an item is of another class by a key, if it is, and not only of a further one. Where a no became a yes the later
    /// draft says more.
    fn reclassed(&self, fact: &'static Fact, at: (usize, usize), item: Named) -> Option<Loss> {
        let (was, now) = (self.before.read(fact, at.0), self.after.read(fact, at.1));
        if (&was, &now) == (&Value::YesNo(false), &Value::YesNo(true)) {
            return None;
        }
        let (was, now) = (words(&was), words(&now));
        let is_less = match (&was, &now) {
            _ if was == now => false,
            (Some(was), Some(now)) => was.iter().any(|word| !now.contains(word)),
            (Some(_), None) => true,
            (None, _) => self.is_set_aside(fact, at),
        };
        let said = |words: &Option<Vec<String>>| words.as_deref().map(and_list);
        is_less.then(|| Loss::Reclassed { item, at, key: fact.key(), was: said(&was), now: said(&now) })
    }

    /// True if a rule that may have looked at an item no longer does, by this fact of it.
    fn is_set_aside(&self, fact: &Fact, (old, new): (usize, usize)) -> bool {
        let own = self.selections.iter().filter(|own| fact.scope == Scope::Item(own.list));
        let reads = |own: &&Selection<'_>| keys_read(own.conditions).any(|key| key == fact.key());
        own.filter(reads).any(|own| {
            selected(own.conditions, &self.after, new) == Outcome::NotMet
                && selected(own.conditions, &self.before, old) != Outcome::NotMet
        })
    }

    /// Keys of the review itself, by which rules apply or not, that say something else.
    fn redefined(&self, rubric: &Rubric) -> Vec<Loss> {
        let keys: Vec<&str> = rubric.rules().flat_map(|rule| keys_read(&rule.applies_when)).collect();
        let own = VOCABULARY.iter().filter(|fact| fact.scope == Scope::Review && !fact.is_derived());
        let own = own.filter(|fact| keys.contains(&fact.key()) && fact.is_copied());
        own.filter_map(|fact| {
            let was = words(&self.before.read(fact, 0))?;
            let now = words(&self.after.read(fact, 0)).map(|now| and_list(&now));
            let was = and_list(&was);
            // Other words in a free text say no less.
            let is_less = if fact.kind == FactType::Text { now.is_none() } else { now.as_ref() != Some(&was) };
            is_less.then(|| Loss::Redefined { key: fact.key(), was, now })
        })
        .collect()
    }
}

/// The keys that conditions read.
fn keys_read(conditions: &[Condition]) -> impl Iterator<Item = &'static str> {
    conditions.iter().flat_map(|condition| condition.fact.read_keys())
}

fn selected(conditions: &[Condition], facts: &Facts<'_>, item: usize) -> Outcome {
    let outcomes = conditions.iter().map(|condition| tested(condition, &facts.read(condition.fact, item)));
    outcomes.fold(Outcome::Met, Outcome::and)
}

/// What a value says, in words; `None` if nothing is stated, or only that there is nothing.
fn words(value: &Value<'_>) -> Option<Vec<String>> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let words: Vec<String> = match value {
        Value::Absent | Value::Unknown => Vec::new(),
        Value::YesNo(yes) => vec![yes.to_string()],
        Value::Text(text) => vec![text.trim().to_owned()],
        Value::Number { low, high, stated } if *stated && Some(*low) == *high => vec![low.to_string()],
        Value::Number { .. } => Vec::new(),
        Value::Date { first, last, stated } if *stated => {
            let days: Vec<String> =
                first.iter().chain(last.iter().filter(|_| first != last)).map(ToString::to_string).collect();
            vec![days.join(" to ")]
        }
        Value::Date { .. } => Vec::new(),
        Value::List(members) => match &members.names {
            Names::Texts(texts) => texts.to_vec(),
            Names::Ids(ids) => owned(ids),
            Names::Words(words) => owned(words),
            Names::Items(_) => Vec::new(),
        },
    };
    (!words.iter().all(String::is_empty)).then_some(words)
}

fn restricted(after: &Review, pairings: &Pairings) -> Vec<Loss> {
    let new = pairings.pairing(ListName::Restrictions).new.iter();
    let items = new.filter_map(|at| Some((*at, Restriction::all(after).get(*at)?)));
    items.map(|(at, item)| Loss::Restricted { item: named(item), at }).collect()
}

fn unanswered(rubric: &Rubric, before: Draft<'_>, after: Draft<'_>) -> Vec<Loss> {
    let asked = |rule: &str| rubric.rules().any(|own| own.id == rule && own.is_asked());
    let gone = before.judgements.answers.iter();
    let gone = gone.filter(|answer| asked(&answer.rule) && after.judgements.answer(&answer.rule).is_none());
    gone.filter_map(|answer| Some(Loss::Unanswered { rule: answer.rule.clone(), grade: answer.grade? })).collect()
}

fn no_document(before: Draft<'_>, after: Draft<'_>) -> Vec<Loss> {
    let (old, new) = (before.narratives, after.narratives);
    let pairs = [
        (DocumentKey::Overview, old.overview.is_some() && new.overview.is_none()),
        (DocumentKey::Summary, old.summary.is_some() && new.summary.is_none()),
    ];
    pairs.into_iter().filter(|(_, is_gone)| *is_gone).map(|(key, _)| Loss::NoDocument(key)).collect()
}

/// Items that say the same under another id.
pub(super) fn renamed(before: &Review, after: &Review, pairings: &Pairings) -> Vec<Renamed> {
    fn renamed_items<T: Item>(before: &Review, after: &Review, pairings: &Pairings) -> Vec<Renamed> {
        let id = |review, at: usize| T::all(review).get(at).and_then(Item::id).map(str::to_owned);
        let ids =
            pairings.pairing(T::LIST).pairs.iter().filter_map(|(old, new)| Some((id(before, *old)?, id(after, *new)?)));
        ids.filter(|(was, now)| was != now).map(|(was, now)| Renamed { list: T::LIST, was, now }).collect()
    }
    ListName::ALL
        .into_iter()
        .flat_map(|list| by_list!(list, T => renamed_items::<T>(before, after, pairings)))
        .collect()
}

/// Items that were not there; restrictions are no gain.
pub(super) fn added(after: &Review, pairings: &Pairings) -> Vec<Named> {
    fn added_items<T: Item>(after: &Review, pairings: &Pairings) -> Vec<Named> {
        pairings.pairing(T::LIST).new.iter().filter_map(|at| T::all(after).get(*at)).map(named).collect()
    }
    let lists = ListName::ALL.into_iter().filter(|list| *list != ListName::Restrictions);
    lists.flat_map(|list| by_list!(list, T => added_items::<T>(after, pairings))).collect()
}
