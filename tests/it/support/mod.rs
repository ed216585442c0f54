//! What the tests of the engine share: random rubrics and reviews as texts, and the public path from texts to a result.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

pub(crate) mod completions;
pub(crate) mod improvement;
pub(crate) mod independent;
pub(crate) mod judged;
pub(crate) mod mutants;
pub(crate) mod readers;
pub(crate) mod reference;
pub(crate) mod reviews;
pub(crate) mod rubrics;
pub(crate) mod schemas;

use std::cell::Cell;
use std::fmt::Debug;

use casegrade::document::{Diagnostic, Format, Limits, Source, parse};
use casegrade::engine::{Graded, State, grade};
use casegrade::judgement::{Answer, Judgements};
use casegrade::review::{self, Facts, Grade, Review};
use casegrade::rubric::{self, Rubric};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

/// A source of random choices that shrinks: once so many are made, the rest are 0, the simplest.
pub(crate) struct Choices {
    state: Cell<u64>,
    left: Cell<u32>,
}

impl Choices {
    pub(crate) fn new(seed: u64, count: u32) -> Self {
        Choices { state: Cell::new(seed), left: Cell::new(count) }
    }

    /// A number below `end`.
    pub(crate) fn below(&self, end: usize) -> usize {
        let Some(left) = self.left.get().checked_sub(1) else { return 0 };
        self.left.set(left);
        // SplitMix64.
        let state = self.state.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.state.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap()
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    pub(crate) fn pick<T: Clone>(&self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Some of `from`, in their order.
    pub(crate) fn some<T: Clone>(&self, from: &[T], percent: usize) -> Vec<T> {
        from.iter().filter(|_| self.chance(percent)).cloned().collect()
    }

    /// `from` in any order.
    pub(crate) fn shuffle<T>(&self, from: &mut [T]) {
        for end in (1..from.len()).rev() {
            from.swap(end, self.below(end + 1));
        }
    }
}

/// Runs `test` on so many random sources of choices, always the same ones, and says how many they were.
///
/// `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for more and for others.
pub(crate) fn check(cases: u32, test: impl Fn(&Choices) -> Result<(), TestCaseError>) -> usize {
    let chosen = Config::default();
    let config = Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { chosen.cases } else { cases },
        rng_seed: if chosen.rng_seed == RngSeed::Random { RngSeed::Fixed(2010) } else { chosen.rng_seed },
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..chosen
    };
    let run = config.cases as usize;
    let source = (0..2_000u32, any::<u64>());
    if let Err(error) = TestRunner::new(config).run(&source, |(count, seed)| test(&Choices::new(seed, count))) {
        panic!("{error}");
    }
    run
}

/// The rubric of a text that must be sound.
pub(crate) fn rubric(text: &str) -> Rubric {
    let loaded = rubric::load(&Source::new("rubric.toml", text));
    let errors: Vec<String> = said(&loaded.diagnostics);
    loaded.rubric.unwrap_or_else(|| panic!("the rubric does not load: {errors:#?}\n{text}"))
}

/// The review of a text, or what is wrong with it.
pub(crate) fn try_review(text: &str) -> Result<Review, Vec<String>> {
    let source = Source::new("review.toml", text);
    let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
    let read = review::read(&parsed);
    read.review.ok_or_else(|| said(&read.diagnostics))
}

/// The review of a text that must be sound.
pub(crate) fn review(text: &str) -> Review {
    try_review(text).unwrap_or_else(|errors| panic!("the review cannot be read: {errors:#?}\n{text}"))
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).map(|diagnostic| diagnostic.message.clone()).collect()
}

/// Grades two texts without answers.
pub(crate) fn graded(rubric_text: &str, review_text: &str) -> Graded {
    grade(&rubric(rubric_text), &Facts::new(&review(review_text)), &Judgements::default())
}

/// An answer to each of these questions.
pub(crate) fn answers(answered: &[(String, Grade)]) -> Judgements {
    let answer = |(rule, grade): &(String, Grade)| Answer {
        rule: rule.clone(),
        grade: Some(*grade),
        because: None,
        by: None,
        on: None,
    };
    Judgements { answers: answered.iter().map(answer).collect(), ..Judgements::default() }
}

/// All that a result judges, one line a part: what must be equal for two results to be the same.
pub(crate) fn judgements(rubric: &Rubric, graded: &Graded) -> Vec<String> {
    let mut lines = vec![
        format!("headline {:?}", graded.headline),
        format!("overall {:?}", graded.overall),
        format!("coverage {:?}", graded.coverage),
        format!("score {:?}", graded.score),
        format!("limits {:?}", graded.limits),
        format!("if answered {:?}", graded.if_answered),
        format!("rests on {:?}", graded.rests_on(rubric)),
    ];
    for (number, criterion) in graded.criteria.iter().enumerate() {
        lines.push(format!("criterion {number}: {:?} {:?}", criterion.judged, criterion.score));
        for (rule, result) in criterion.rules.iter().enumerate() {
            let outcome = (result.outcome, result.judged, result.tally, result.score);
            lines.push(format!("rule {number}.{rule}: {outcome:?}"));
        }
    }
    lines
}

/// A state in words, for messages.
pub(crate) fn shown(state: &Option<State>) -> String {
    state.map_or_else(
        || "absent".to_owned(),
        |state| format!("{}..{} ({:?})", state.range.floor, state.range.ceiling, state.presence),
    )
}

/// Fails the case with the texts that made it.
pub(crate) fn fail(what: impl Into<String>, texts: &[(&str, &str)]) -> TestCaseError {
    let mut message = what.into();
    for (name, text) in texts {
        message.push_str(&format!("\n--- {name} ---\n{text}"));
    }
    TestCaseError::fail(message)
}

/// That two things are equal, in a case of [`check`].
pub(crate) fn same<T: PartialEq + Debug>(
    found: &T,
    wanted: &T,
    what: &str,
    texts: &[(&str, &str)],
) -> Result<(), TestCaseError> {
    if found == wanted {
        return Ok(());
    }
    Err(fail(format!("{what}:\n found {found:?}\nwanted {wanted:?}"), texts))
}
