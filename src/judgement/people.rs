//! Several people's files about one review, made into one.

use std::collections::BTreeMap;

use super::model::{Answer, Claim, Departure, Disagreement, Disputed, Judgements, People, Waiver};
use crate::review::Grade;
use crate::text::and_list;

/// What one person's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Whose file it is, as far as it or its name says.
    pub by: Option<String>,
    /// What it says.
    pub judgements: Judgements,
}

impl People {
    /// Reads `median`, `worst`, or else the name of a person.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word.trim() {
            "median" => People::Median,
            "worst" => People::Worst,
            name => People::Named(name.to_owned()),
        }
    }

    /// Returns the grade that counts; `None` while that stays open.
    fn settle(&self, claims: &[Option<Grade>]) -> Option<Option<Grade>> {
        let first = claims.first()?;
        if claims.iter().all(|claim| claim == first) {
            return Some(*first);
        }
        let mut grades: Vec<Grade> = claims.iter().copied().flatten().collect();
        grades.sort_unstable();
        match self {
            People::Unsettled | People::Named(_) => None,
            People::Worst => Some(grades.first().copied()),
            People::Median if 2 * (claims.len() - grades.len()) > claims.len() => Some(None),
            People::Median => Some(grades.get(grades.len().saturating_sub(1) / 2).copied()),
        }
    }
}

/// Whether this is that person's name, however it is capitalised.
fn is_called(name: &str, by: Option<&String>) -> bool {
    by.is_some_and(|by| by.trim().to_lowercase() == name.trim().to_lowercase())
}

/// Makes one of several people's judgements. A waiver counts whoever gives it; somebody who says nothing disagrees with nobody.
#[must_use]
pub fn merge(voices: Vec<Voice>, people: &People) -> Judgements {
    let all = voices.into_iter().fold(Judgements::default(), |mut all, Voice { by, judgements }| {
        let counts = |own: Option<&String>| match people {
            People::Named(name) => is_called(name, own) || is_called(name, by.as_ref()),
            People::Unsettled | People::Median | People::Worst => true,
        };
        all.answers.extend(judgements.answers.into_iter().filter(|own| counts(own.by.as_ref())));
        all.waivers.extend(judgements.waivers.into_iter().filter(|own| counts(own.by.as_ref())));
        all.departures.extend(judgements.departures.into_iter().filter(|own| counts(own.by.as_ref())));
        all.expired.extend(judgements.expired.into_iter().filter(|own| counts(own.by.as_ref())));
        all.notes.extend(judgements.notes);
        all
    });
    let mut disagreements = Vec::new();
    let answers = settle_answers(all.answers, people, &mut disagreements);
    let departures = settle_departures(all.departures, people, &mut disagreements);
    let waivers = without_duplicates(all.waivers);
    Judgements { answers, departures, disagreements, waivers, people: people.clone(), ..all }
}

/// Groups entries about the same thing, in the order in which each first comes.
fn grouped<T, K: Ord>(said: Vec<T>, key: impl Fn(&T) -> K) -> Vec<Vec<T>> {
    let mut numbers: BTreeMap<K, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<T>> = Vec::new();
    for one in said {
        let number = *numbers.entry(key(&one)).or_insert(groups.len());
        match groups.get_mut(number) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn settle_answers(answers: Vec<Answer>, people: &People, found: &mut Vec<Disagreement>) -> Vec<Answer> {
    let mut settled = Vec::new();
    for group in grouped(answers, |answer| answer.rule.clone()) {
        let claim = |own: &Answer| Claim { by: own.by.clone(), grade: own.grade, because: own.because.clone() };
        let claims: Vec<Claim> = group.iter().map(claim).collect();
        let grades: Vec<Option<Grade>> = group.iter().map(|own| own.grade).collect();
        let grade = people.settle(&grades);
        let Some(first) = group.first().cloned() else { continue };
        if !is_unanimous(&claims) {
            let of = Disputed::Rule(first.rule.clone());
            found.push(Disagreement { of, claims: claims.clone(), settled: grade });
        }
        if let Some(grade) = grade {
            let (by, because) = credit(&claims, grade);
            let on = group.iter().filter(|own| own.grade == grade).find_map(|own| own.on);
            settled.push(Answer { grade, by, because, on, ..first });
        }
    }
    settled
}

fn settle_departures(departures: Vec<Departure>, people: &People, found: &mut Vec<Disagreement>) -> Vec<Departure> {
    let mut settled = Vec::new();
    for group in grouped(departures, |own| own.of.clone()) {
        let because = |own: &Departure| Some(own.because.clone());
        let claim = |own: &Departure| Claim { by: own.by.clone(), grade: Some(own.grade), because: because(own) };
        let claims: Vec<Claim> = group.iter().map(claim).collect();
        let grades: Vec<Option<Grade>> = group.iter().map(|own| Some(own.grade)).collect();
        let grade = people.settle(&grades);
        let Some(first) = group.first().cloned() else { continue };
        if !is_unanimous(&claims) {
            let of = Disputed::Subject(first.of.clone());
            found.push(Disagreement { of, claims: claims.clone(), settled: grade });
        }
        if let Some(Some(grade)) = grade {
            let (by, because) = credit(&claims, Some(grade));
            let on = group.iter().filter(|own| own.grade == grade).find_map(|own| own.on);
            settled.push(Departure { grade, by, because: because.unwrap_or_default(), on, ..first });
        }
    }
    settled
}

fn is_unanimous(claims: &[Claim]) -> bool {
    claims.windows(2).all(|pair| matches!(pair, [one, other] if one.grade == other.grade))
}

/// Returns who gave the grade that counts, and the first of their reasons.
fn credit(claims: &[Claim], grade: Option<Grade>) -> (Option<String>, Option<String>) {
    let givers = || claims.iter().filter(|claim| claim.grade == grade);
    let mut names: Vec<&String> = Vec::new();
    for name in givers().filter_map(|claim| claim.by.as_ref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let by = (!names.is_empty()).then(|| and_list(&names));
    (by, givers().find_map(|claim| claim.because.clone()))
}

fn without_duplicates(waivers: Vec<Waiver>) -> Vec<Waiver> {
    let groups = grouped(waivers, |waiver| (waiver.rule.clone(), waiver.item.clone()));
    groups.into_iter().filter_map(|group| group.into_iter().next()).collect()
}
