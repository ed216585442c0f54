//! Published ways of combining judgements, as rubrics of `examples/rubrics`: every combination of answers comes to what the
//! published words say of it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

use casegrade::document::Source;
use casegrade::engine::{Headline, grade};
use casegrade::judgement::{Answer, Judgements};
use casegrade::review::{Facts, Grade, Record, Review, usual};
use casegrade::rubric::{self, Rubric};

fn example(name: &str) -> Rubric {
    let path = format!("{}/examples/rubrics/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let source = Source::new(name, &std::fs::read_to_string(path).unwrap());
    let loaded = rubric::load(&source);
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    loaded.rubric.unwrap()
}

/// Every way to answer all questions of `rubric`, each with what the rubric makes of it.
fn combinations(rubric: &Rubric) -> Vec<(Vec<Grade>, Grade)> {
    let mut review = Review::default();
    review.review.record = Some(Record::Whole);
    let facts = Facts::new(&review);
    let questions: Vec<&str> = rubric.rules().map(|rule| rule.id.as_str()).collect();
    let many = 4_usize.pow(u32::try_from(questions.len()).unwrap());
    let combination = |number: usize| {
        let digit = |at: usize| usual::BEST_FIRST[number / 4_usize.pow(u32::try_from(at).unwrap()) % 4];
        (0..questions.len()).map(digit).collect::<Vec<Grade>>()
    };
    let graded = |grades: Vec<Grade>| {
        let answer = |(rule, grade): (&&str, &Grade)| Answer {
            rule: (*rule).to_owned(),
            grade: Some(*grade),
            because: None,
            by: None,
            on: None,
        };
        let judgements =
            Judgements { answers: questions.iter().zip(&grades).map(answer).collect(), ..Judgements::default() };
        match grade(rubric, &facts, &judgements).headline {
            Headline::Grade(overall) => (grades, overall),
            other @ (Headline::NotEnoughStated | Headline::NothingToGrade | Headline::ProfileOnly) => {
                panic!("{grades:?} came to {other:?}")
            }
        }
    };
    (0..many).map(combination).map(graded).collect()
}

fn below(grades: &[Grade], limit: Grade) -> usize {
    grades.iter().filter(|grade| **grade < limit).count()
}

/// The five key questions are equal; requires improvement is `adequate`.
///
/// The principles name what good needs, and what two or more below good or inadequate lead to. One inadequate beside four
/// that are good is neither: it is not good, and not two, so it requires improvement.
#[test]
fn the_ratings_principles_of_five_equal_questions() {
    let combinations = combinations(&example("cqc-ratings"));
    assert_eq!(combinations.len(), 1024);
    for (grades, overall) in combinations {
        let inadequate = below(&grades, usual::ADEQUATE);
        let below_good = below(&grades, usual::GOOD);
        let outstanding = grades.len() - below(&grades, usual::OUTSTANDING);
        let published = if inadequate >= 2 {
            usual::INADEQUATE
        } else if below_good >= 2 || inadequate == 1 {
            usual::ADEQUATE
        } else if below_good == 0 && outstanding >= 2 {
            usual::OUTSTANDING
        } else {
            usual::GOOD
        };
        assert_eq!(overall, published, "{grades:?}");
    }
}

/// Help and protection inadequate: the whole always is. Leadership inadequate: at best it requires improvement.
#[test]
fn the_limiting_and_the_graded_judgement() {
    let combinations = combinations(&example("ofsted-limits"));
    assert_eq!(combinations.len(), 256);
    let mut best = usual::INADEQUATE;
    for (grades, overall) in combinations {
        let [help, _, _, leadership] = grades.as_slice() else { panic!("{grades:?}") };
        if *help == usual::INADEQUATE {
            assert_eq!(overall, usual::INADEQUATE, "{grades:?}");
        }
        if *leadership == usual::INADEQUATE {
            assert!(overall <= usual::ADEQUATE, "{grades:?}: {overall}");
            best = best.max(overall);
        }
    }
    assert_eq!(
        best,
        usual::ADEQUATE,
        "an inadequate leadership may still be part of services that require improvement"
    );
}

/// A grade that the profiles leave out is never given, whatever is answered: here without any outstanding.
#[test]
fn a_grade_that_is_left_out_is_never_given() {
    let text = std::fs::read_to_string(format!("{}/examples/rubrics/cqc-ratings.toml", env!("CARGO_MANIFEST_DIR")));
    let text = text.unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("outstanding = ")).collect();
    assert_eq!(without.len() + 1, text.lines().count());
    let rubric = rubric::load(&Source::new("without", &without.join("\n"))).rubric.unwrap();
    let combinations = combinations(&rubric);
    assert!(combinations.iter().any(|(grades, _)| below(grades, usual::OUTSTANDING) == 0));
    for (grades, overall) in combinations {
        assert_ne!(overall, usual::OUTSTANDING, "{grades:?}");
    }
}

/// GRADE counts steps down from high, whatever domains apply; observational studies start two lower and may go up first.
#[test]
fn the_certainty_of_evidence_counts_steps() {
    let rubric = example("grade-certainty");
    let mut review = Review::default();
    review.review.record = Some(Record::Whole);
    let facts = Facts::new(&review);
    let grades = rubric.scale.best_first().collect::<Vec<Grade>>();
    let answer = |number: usize, many: usize, at: usize| number / 4_usize.pow(u32::try_from(at).unwrap()) % 4 % many;
    let mut seen = 0;
    for number in 0..4_usize.pow(6) {
        let mut steps = 0;
        let mut answers = Vec::new();
        for (at, rule) in rubric.rules().enumerate() {
            let digit = number / 4_usize.pow(u32::try_from(at).unwrap()) % 4;
            // The fourth answer is that the domain does not apply, where the rubric allows it.
            let applies = !(digit == 3 && rule.id == "INCONSISTENCY");
            let step = if rule.id == "PUBLICATION" { answer(number, 2, at) } else { answer(number, 3, at) };
            steps += if applies { step } else { 0 };
            let grade = applies.then(|| grades[step]);
            let because = Some("one study".to_owned());
            answers.push(Answer { rule: rule.id.clone(), grade, because, by: None, on: None });
        }
        let graded = grade(&rubric, &facts, &Judgements { answers, ..Judgements::default() });
        assert_eq!(graded.headline, Headline::Grade(grades[steps.min(3)]), "{number}");
        seen += usize::from(steps > 3);
    }
    assert!(seen > 100);
}
