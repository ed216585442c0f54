//! Drawing reviews for a second look: the same reviews and seed always give the same sample, in whatever order they come.
//!
//! Each review has a ticket, the SHA-256 of the seed, a comma and its id. Within a group, lower tickets are drawn first. The
//! groups take turns by the method of Sainte-Laguë (Webster): the next place goes to the group with the highest quotient of its
//! size and twice its places plus one, after each group has had its first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::entry::{By, CriterionEntry, Entry, Standing, folded};
use crate::document::hash_of_bytes;
use crate::engine::{Headline, Judged, Near, Presence, State, States, near};
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::nearest;

/// What a sample is grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SampleBy {
    /// The grade, with people's judgement.
    Grade,
    /// What tables can be grouped by.
    About(By),
}

/// Which reviews come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// One area that were one grade better or worse would change the grade, or the review leaves it open.
    Borderline,
    /// A question for a person is unanswered.
    Provisional,
    /// A person changed the grade.
    Departed,
}

/// A review that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'c> {
    /// Its id.
    pub id: &'c str,
    /// The number of its group.
    pub group: usize,
    /// Those with a lower number are drawn first.
    pub tier: usize,
}

/// Returns the ticket of a review, in hexadecimal.
#[must_use]
pub fn ticket(seed: &str, id: &str) -> String {
    hash_of_bytes(format!("{seed},{id}").as_bytes())
}

/// Draws at most `n` of the candidates, and returns their numbers in the order in which they were drawn.
#[must_use]
pub fn draw(candidates: &[Candidate<'_>], n: usize, seed: &str) -> Vec<usize> {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    let mut tiers: BTreeMap<usize, HashMap<usize, Vec<(String, usize)>>> = BTreeMap::new();
    for (at, own) in candidates.iter().enumerate() {
        *sizes.entry(own.group).or_default() += 1;
        let group = tiers.entry(own.tier).or_default().entry(own.group).or_default();
        group.push((ticket(seed, own.id), at));
    }
    let (mut drawn, mut taken) = (Vec::new(), HashMap::new());
    for mut groups in tiers.into_values() {
        // The lowest ticket is last, where it is taken from.
        groups.values_mut().for_each(|own| own.sort_by(|one, other| other.cmp(one)));
        let claim = |group: usize, queue: &mut Vec<(String, usize)>, taken: &HashMap<usize, usize>| {
            let (ticket, at) = queue.pop()?;
            let (size, taken) = (sizes.get(&group).copied()?, taken.get(&group).copied().unwrap_or(0));
            Some(Claim { group, size, taken, ticket, at })
        };
        let mut claims: BinaryHeap<Claim> =
            groups.iter_mut().filter_map(|(group, queue)| claim(*group, queue, &taken)).collect();
        while let Some(Claim { group, at, .. }) = claims.pop().filter(|_| drawn.len() < n) {
            drawn.push(at);
            *taken.entry(group).or_insert(0) += 1;
            claims.extend(groups.get_mut(&group).and_then(|queue| claim(group, queue, &taken)));
        }
    }
    drawn
}

/// What a group brings to the next draw.
#[derive(Debug, PartialEq, Eq)]
struct Claim {
    group: usize,
    size: usize,
    taken: usize,
    ticket: String,
    at: usize,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        let is_new = (self.taken == 0).cmp(&(other.taken == 0));
        let quotient = (self.size * (2 * other.taken + 1)).cmp(&(other.size * (2 * self.taken + 1)));
        is_new.then(quotient).then_with(|| other.ticket.cmp(&self.ticket)).then_with(|| other.at.cmp(&self.at))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SampleBy {
    /// Returns its word.
    #[must_use]
    pub(crate) fn word(&self) -> String {
        match self {
            SampleBy::Grade => "grade".to_owned(),
            SampleBy::About(by) => by.word(),
        }
    }

    /// Returns the value of a review; `None` where it is not stated.
    #[must_use]
    pub(crate) fn value(&self, entry: &Entry, grade: &str) -> Option<String> {
        match self {
            SampleBy::Grade => Some(grade.to_owned()),
            SampleBy::About(by) => entry.about.value(by).map(str::to_owned),
        }
    }
}

impl std::str::FromStr for SampleBy {
    type Err = String;

    /// # Errors
    /// A message that names the words there are.
    fn from_str(word: &str) -> Result<Self, String> {
        if word == "grade" {
            return Ok(SampleBy::Grade);
        }
        if nearest(word, ["grade"]).is_some() {
            return Err("did you mean `grade`?".to_owned());
        }
        word.parse().map(SampleBy::About).map_err(|message: String| message.replace("wanted ", "wanted `grade`, "))
    }
}

impl First {
    /// All.
    pub const ALL: [First; 3] = [First::Borderline, First::Provisional, First::Departed];

    /// Returns its stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            First::Borderline => "borderline",
            First::Provisional => "provisional",
            First::Departed => "departed",
        }
    }

    /// Returns whether a review is such; `near` is what is near to its grade.
    #[must_use]
    pub(crate) fn is(self, entry: &Entry, near: &[Near]) -> bool {
        let Standing::Graded { headline, range, may_change, .. } = entry.standing else { return false };
        let is_graded = matches!(headline, Headline::Grade(_));
        match self {
            First::Borderline => is_graded && (!near.is_empty() || range.is_some_and(|own| own.floor != own.ceiling)),
            First::Provisional => may_change,
            First::Departed => entry.tool.is_some_and(|tool| tool != headline),
        }
    }
}

/// Returns the other grades that one criterion alone would give a review, which this rubric graded.
#[must_use]
pub(crate) fn near_to(rubric: &Rubric, entry: &Entry) -> Vec<Near> {
    let Standing::Graded { headline: Headline::Grade(grade), range: Some(range), .. } = entry.standing else {
        return Vec::new();
    };
    let own = |id: &str| entry.criteria.iter().find(|own| *own.id == *id);
    let judged = |own: &CriterionEntry| Some(Judged { range: own.range?, presence: Presence::Sure });
    let criteria: Vec<Option<Judged>> =
        rubric.criteria.iter().map(|criterion| own(&criterion.id).and_then(judged)).collect();
    let state = |id: &str, entry: Option<&CriterionEntry>| -> Option<State> {
        entry?.rules.iter().find(|rule| *rule.id == *id)?.judged
    };
    let states: States = rubric
        .criteria
        .iter()
        .map(|criterion| criterion.rules.iter().map(|rule| state(&rule.id, own(&criterion.id))).collect())
        .collect();
    let is_known = entry.rules().next().is_some() && range.floor == grade;
    if is_known { near(rubric, &states, &criteria, grade) } else { Vec::new() }
}

/// Returns how the name of a group is compared: small and capital letters are the same.
#[must_use]
pub(crate) fn group_key(name: &str) -> String {
    folded(name)
}

/// Returns the best and the worst grades that are near.
#[must_use]
pub(crate) fn nearest_grades(near: &[Near], grade: Grade) -> [Vec<&Near>; 2] {
    [near.iter().filter(|own| own.overall > grade).collect(), near.iter().filter(|own| own.overall < grade).collect()]
}
