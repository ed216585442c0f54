//! What the later of two drafts says less of.

use super::item::Item;
use super::{Draft, Loss, Named, Pairings, Renamed};
use crate::engine::{Outcome, tested};
use crate::review::vocabulary::{ListName, Scope, VOCABULARY};
use crate::review::{
    Action, Agency, Basis, DocumentKey, Event, Fact, Facts, Finding, Gap, Names, Person, Question, Restriction, Review,
    Value,
};
use crate::rubric::{Condition, Measure, Rubric, Rule};
use crate::text::and_list;

/// Keys that set an item apart although the vocabulary does not call them a class.
const SET_APART: [&str; 2] = ["agencies.involved", "events.missed-opportunity"];

/// Classes that only ever add to what an item claims for itself.
const CLAIMS: [&str; 1] = ["findings.evidence"];

/// All of it, list by list in the order of the form; `before` calls its items as `after` does.
pub(super) fn losses(rubric: &Rubric, before: Draft<'_>, after: Draft<'_>, pairings: &Pairings) -> Vec<Loss> {
    let both = Both {
        before: Facts::with(before.review, before.narratives),
        after: Facts::with(after.review, after.narratives),
        pairings,
        selections: selections(rubric),
    };
    let mut losses = both.redefined(rubric);
    both.of_list::<Question>(&mut losses);
    both.of_list::<Restriction>(&mut losses);
    both.of_list::<Person>(&mut losses);
    both.of_list::<Agency>(&mut losses);
    both.of_list::<Gap>(&mut losses);
    both.of_list::<Event>(&mut losses);
    both.of_list::<Finding>(&mut losses);
    both.of_list::<Action>(&mut losses);
    losses.extend(restricted(after.review, pairings));
    losses.extend(unanswered(rubric, before, after));
    losses.extend(no_document(before, after));
    losses
}

/// A loss with the item called as the earlier draft called it, where it is there only.
pub(super) fn as_it_was_called(loss: Loss, before: &Review) -> Loss {
    let Loss::Vanished { item, at } = loss else { return loss };
    let id = match item.list {
        ListName::Agencies => id_of::<Agency>(before, at),
        ListName::Events => id_of::<Event>(before, at),
        ListName::Findings => id_of::<Finding>(before, at),
        ListName::Actions => id_of::<Action>(before, at),
        ListName::Questions => id_of::<Question>(before, at),
        ListName::Restrictions | ListName::Panel | ListName::Gaps => None,
    };
    Loss::Vanished { item: Named { id, ..item }, at }
}

fn id_of<T: Item>(review: &Review, at: usize) -> Option<String> {
    T::all(review).get(at)?.id().map(str::to_owned)
}

fn named<T: Item>(item: &T) -> Named {
    Named { list: T::LIST, id: item.id().map(str::to_owned), said: item.said() }
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
        let pairing = self.pairings.of(T::LIST);
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
            let key = fact.key();
            let own = fact.basis == Basis::Class && !CLAIMS.contains(&key);
            own || SET_APART.contains(&key) || selecting.contains(&key)
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
        let own = own.filter(|fact| keys.contains(&fact.key()) && super::back::can_take(fact.key()));
        own.filter_map(|fact| {
            let was = words(&self.before.read(fact, 0))?;
            let now = words(&self.after.read(fact, 0));
            let now = now.map(|now| and_list(&now));
            let was = and_list(&was);
            (now.as_ref() != Some(&was)).then(|| Loss::Redefined { key: fact.key(), was, now })
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
    let new = pairings.of(ListName::Restrictions).new.iter();
    let items = new.filter_map(|at| Some((*at, Restriction::all(after).get(*at)?)));
    items.map(|(at, item)| Loss::Restricted { item: named(item), at }).collect()
}

fn unanswered(rubric: &Rubric, before: Draft<'_>, after: Draft<'_>) -> Vec<Loss> {
    let asked = |rule: &str| rubric.rules().any(|own| own.id == rule && own.is_asked());
    let gone = before.judgements.answers.iter();
    let gone = gone.filter(|answer| asked(&answer.rule) && after.judgements.answer(&answer.rule).is_none());
    gone.map(|answer| Loss::Unanswered { rule: answer.rule.clone(), grade: answer.grade }).collect()
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
    fn of<T: Item>(before: &Review, after: &Review, pairings: &Pairings) -> Vec<Renamed> {
        let pairs = pairings.of(T::LIST).pairs.iter();
        let ids =
            pairs.filter_map(|(old, new)| Some((T::all(before).get(*old)?.id()?, T::all(after).get(*new)?.id()?)));
        let other = ids.filter(|(was, now)| was != now);
        other.map(|(was, now)| Renamed { list: T::LIST, was: was.to_owned(), now: now.to_owned() }).collect()
    }
    [
        of::<Question>(before, after, pairings),
        of::<Agency>(before, after, pairings),
        of::<Event>(before, after, pairings),
        of::<Finding>(before, after, pairings),
        of::<Action>(before, after, pairings),
    ]
    .concat()
}

/// Items that were not there; restrictions are no gain.
pub(super) fn added(after: &Review, pairings: &Pairings) -> Vec<Named> {
    fn of<T: Item>(after: &Review, pairings: &Pairings) -> Vec<Named> {
        pairings.of(T::LIST).new.iter().filter_map(|at| T::all(after).get(*at)).map(named).collect()
    }
    [
        of::<Question>(after, pairings),
        of::<Person>(after, pairings),
        of::<Agency>(after, pairings),
        of::<Gap>(after, pairings),
        of::<Event>(after, pairings),
        of::<Finding>(after, pairings),
        of::<Action>(after, pairings),
    ]
    .concat()
}
