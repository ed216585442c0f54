//! Every single change of a rubric that comes with the program is noticed: it is refused, or a case of the rubric fails.
//!
//! `tests/it/support/mutants.rs` says what is changed; of its thousands of changes one in twenty-four is tried, and all of them with
//!
//! ```text
//! CASEGRADE_MUTANTS=all cargo test mutation::
//! ```
//!
//! `CASEGRADE_MUTANTS=sar` tries all changes of one rubric and none of the others.
//!
//! A change that cannot be noticed, since the changed rubric comes to the same
//! over every review or differs only in what no grade depends on, is listed with its reason in `tests/mutation/ID.toml`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that meets something unforeseen must fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::mutants::{Mutant, RulePlace, mutants, rules_alone};
use casegrade::analysis::cases::{self, Case, Expectation, Wish};
use casegrade::document::Source;
use casegrade::rubric::{self, CriterionId, Part, Rubric, Shipped};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Equivalents {
    #[serde(default)]
    equivalent: Vec<Equivalent>,
}

/// Changes that cannot be noticed; a name that ends in `*` stands for all that begin so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Equivalent {
    changes: Vec<String>,
    because: String,
}

fn is(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}

/// A rubric with its cases, ready to be tried on its mutants.
struct Tried<'s> {
    shipped: &'s Shipped,
    source: Source,
    ids: Vec<String>,
    kinds: Vec<String>,
    cases: Vec<Case>,
    alone: Alone,
    /// Of a base: the rubrics that extend it, with their cases.
    extending: Vec<(&'static Shipped, Vec<String>, Vec<Case>)>,
}

/// What a rule needs to be tried without the others: it comes to the same, and is read in no time.
struct Alone {
    places: Vec<RulePlace>,
    tables: String,
    /// By the rule's id, the cases that expect something of it, and of nothing else.
    cases: BTreeMap<String, Vec<Case>>,
}

impl Alone {
    fn new(text: &str, rubric: &Rubric, cases: &[Case]) -> Self {
        let (places, tables) = rules_alone(text);
        let mut own: BTreeMap<String, Vec<Case>> = BTreeMap::new();
        for case in cases {
            for expectation in &case.expectations {
                if let Wish::Part(Part::Rule(..), wish) = expectation.wish {
                    let alone = Expectation {
                        wish: Wish::Part(Part::Rule(CriterionId::new(0).rule(0)), wish),
                        span: expectation.span,
                    };
                    let id = id(rubric, &expectation.wish).unwrap().to_owned();
                    own.entry(id).or_default().push(Case { expectations: vec![alone], ..case.clone() });
                }
            }
        }
        Alone { places, tables, cases: own }
    }

    /// True if the changed rule is refused, or fails a case, by itself.
    fn notices(&self, mutant: &Mutant, text: &str) -> bool {
        let Some((place, rule)) = mutant.within(&self.places, text) else { return false };
        let text = format!("{}[[criteria]]\nid = \"alone\"\ntitle = \"alone\"\n{rule}", self.tables);
        let Some(rubric) = rubric::load(&Source::new("alone", &text)).rubric else { return true };
        let fails = |case: &Case| !cases::unmet(&rubric, case, &cases::graded(&rubric, case)).is_empty();
        self.cases.get(&place.id).is_some_and(|cases| cases.iter().any(fails))
    }
}

fn ids(rubric: &Rubric) -> Vec<String> {
    let of = |criterion: &rubric::Criterion| {
        std::iter::once(criterion.id.clone())
            .chain(criterion.rules.iter().map(|rule| rule.id.clone()))
            .collect::<Vec<_>>()
    };
    rubric.criteria.iter().flat_map(of).collect()
}

impl<'s> Tried<'s> {
    fn new(shipped: &'s Shipped) -> Self {
        let source = Source::new(format!("rubrics/{}.toml", shipped.id), shipped.text);
        let rubric = rubric::load(&source).rubric.unwrap();
        let cases = read(shipped, &rubric).unwrap_or_else(|| panic!("the cases of {} cannot be read", shipped.id));
        for case in &cases {
            let graded = cases::graded(&rubric, case);
            assert!(cases::unmet(&rubric, case, &graded).is_empty(), "{}: {} fails as it is", shipped.id, case.name);
        }
        let alone = Alone::new(&source.text, &rubric, &cases);
        let extending = rubric::shipped().iter().filter_map(|own| {
            let rubric = rubric::load(&own.source()).rubric.unwrap();
            let extends = rubric.base.as_ref().is_some_and(|base| base.id == shipped.id);
            extends.then(|| (own, ids(&rubric), read(own, &rubric).unwrap()))
        });
        let extending = extending.collect();
        Tried { shipped, source, ids: ids(&rubric), kinds: rubric.kinds.clone(), cases, alone, extending }
    }

    /// True if a rubric that extends this one is refused with the changed one, or fails a case of its own.
    fn extending_notices(&self, text: &str) -> bool {
        self.extending.iter().any(|(own, known, cases)| {
            let base = |name: &str, _: &Source| match name == self.shipped.id {
                true => Ok(Source::new(self.source.name.clone(), text)),
                false => Err("not asked for".to_owned()),
            };
            let rubric = rubric::load_extending(&own.source(), &base).rubric;
            rubric.is_none_or(|rubric| ids(&rubric) != *known || fails(&rubric, cases))
        })
    }

    /// True if the mutant is refused or fails a case.
    fn notices(&self, mutant: &Mutant) -> bool {
        if self.alone.notices(mutant, &self.source.text) {
            return true;
        }
        let text = mutant.applied(&self.source.text);
        let Some(rubric) = rubric::load(&Source::new("mutant", &text)).rubric else { return true };
        let is_noticed = if ids(&rubric) == self.ids && rubric.kinds == self.kinds {
            fails(&rubric, &self.cases)
        } else {
            read(self.shipped, &rubric).is_none_or(|cases| fails(&rubric, &cases))
        };
        is_noticed || self.extending_notices(&text)
    }
}

/// True if a case fails.
fn fails(rubric: &Rubric, cases: &[Case]) -> bool {
    cases.iter().any(|case| !cases::unmet(rubric, case, &cases::graded(rubric, case)).is_empty())
}

/// The cases in the order that finds a failing one soonest: what a rule by itself shows is known already, a score notices any
/// weight, and the way to the next grade takes longest to find.
fn soonest_first(mut cases: Vec<Case>) -> Vec<Case> {
    let has =
        |case: &Case, what: fn(&Wish) -> bool| case.expectations.iter().any(|expectation| what(&expectation.wish));
    cases.sort_by_key(|case| {
        let fixes = has(case, |wish| matches!(wish, Wish::Fixes(_)));
        let score = has(case, |wish| matches!(wish, Wish::Score(_)));
        let whole = has(case, |wish| !matches!(wish, Wish::Part(Part::Rule(..), _)));
        (fixes, !score, !whole)
    });
    cases
}

fn id<'r>(rubric: &'r Rubric, wish: &Wish) -> Option<&'r str> {
    match wish {
        Wish::Part(part, _) => Some(rubric.name(*part)),
        _ => None,
    }
}

fn read(shipped: &Shipped, rubric: &Rubric) -> Option<Vec<Case>> {
    let source = Source::new(format!("rubrics/{}.cases.toml", shipped.id), shipped.cases);
    let read = cases::read(&source, rubric, &BTreeMap::new());
    read.is_sound().then(|| soonest_first(read.cases))
}

/// The mutants that nothing notices, in the order of the text.
fn survivors(tried: &Tried<'_>, mutants: &[Mutant]) -> Vec<usize> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(mutant) = mutants.get(at) else { break };
                    if !tried.notices(mutant) {
                        found.lock().unwrap().push(at);
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    found.sort_unstable();
    found
}

/// One in so many changes is tried unless all are asked for.
const ONE_IN: usize = 24;

#[test]
fn every_change_of_a_rubric_is_noticed() {
    let asked = std::env::var("CASEGRADE_MUTANTS").unwrap_or_default();
    let mut complaints = Vec::new();
    for shipped in rubric::shipped().iter().chain(rubric::bases()) {
        let all = asked == "all" || asked == shipped.id;
        if !all && rubric::inside(&asked).is_some() {
            continue;
        }
        let tried = Tried::new(shipped);
        let mut mutants = mutants(&tried.source);
        assert!(mutants.len() > 3 * tried.ids.len(), "{}: only {} mutants", shipped.id, mutants.len());
        let made = mutants.len();
        if !all {
            mutants = mutants.into_iter().step_by(ONE_IN).collect();
        }
        let path = format!("{}/tests/mutation/{}.toml", env!("CARGO_MANIFEST_DIR"), shipped.id);
        let known: Equivalents = fs::read_to_string(path)
            .map_or(Equivalents { equivalent: Vec::new() }, |text| toml::from_str(&text).unwrap());
        assert!(
            known.equivalent.iter().all(|known| !known.because.trim().is_empty()),
            "{}: a reason is missing",
            shipped.id
        );
        let patterns: Vec<&String> = known.equivalent.iter().flat_map(|known| &known.changes).collect();
        let survivors = survivors(&tried, &mutants);
        println!(
            "{}: {} of {made} mutants, {} not noticed, {} patterns listed",
            shipped.id,
            mutants.len(),
            survivors.len(),
            patterns.len()
        );
        let survivors: Vec<&Mutant> = survivors.into_iter().map(|at| &mutants[at]).collect();
        let unlisted = survivors.iter().filter(|mutant| !patterns.iter().any(|pattern| is(pattern, &mutant.name)));
        complaints.extend(
            unlisted.map(|mutant| format!("{}:{}: not noticed: {}", tried.source.name, mutant.line, mutant.name)),
        );
        let stale = patterns.iter().filter(|pattern| all && !survivors.iter().any(|mutant| is(pattern, &mutant.name)));
        complaints.extend(stale.map(|pattern| format!("{}: listed, and noticed all the same: {pattern}", shipped.id)));
    }
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}
