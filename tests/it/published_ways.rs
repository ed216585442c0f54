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
use casegrade::review::{Facts, Grade, Record, Review};
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
    let grades: Vec<Grade> = rubric.scale.best_first().collect();
    let combination = |number: usize| {
        let digit = |at: usize| grades[number / 4_usize.pow(u32::try_from(at).unwrap()) % 4];
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

/// The four grades of a rubric, the best first.
fn grades_of(rubric: &Rubric) -> [Grade; 4] {
    rubric.scale.best_first().collect::<Vec<Grade>>().try_into().unwrap()
}

/// The five key questions are equal.
///
/// The principles name what good needs, and what two or more below good or inadequate lead to. One inadequate beside four
/// that are good is neither: it is not good, and not two, so it requires improvement.
#[test]
fn the_ratings_principles_of_five_equal_questions() {
    let rubric = example("cqc-ratings");
    let [best, good, requires_improvement, worst] = grades_of(&rubric);
    let combinations = combinations(&rubric);
    assert_eq!(combinations.len(), 1024);
    for (grades, overall) in combinations {
        let inadequate = below(&grades, requires_improvement);
        let below_good = below(&grades, good);
        let outstanding = grades.len() - below(&grades, best);
        let published = if inadequate >= 2 {
            worst
        } else if below_good >= 2 || inadequate == 1 {
            requires_improvement
        } else if below_good == 0 && outstanding >= 2 {
            best
        } else {
            good
        };
        assert_eq!(overall, published, "{grades:?}");
    }
}

/// Help and protection inadequate: the whole always is. Leadership inadequate: at best it requires improvement.
#[test]
fn the_limiting_and_the_graded_judgement() {
    let rubric = example("ofsted-limits");
    let [_, _, requires_improvement, worst] = grades_of(&rubric);
    let combinations = combinations(&rubric);
    assert_eq!(combinations.len(), 256);
    let mut best = worst;
    for (grades, overall) in combinations {
        let [help, _, _, leadership] = grades.as_slice() else { panic!("{grades:?}") };
        if *help == worst {
            assert_eq!(overall, worst, "{grades:?}");
        }
        if *leadership == worst {
            assert!(overall <= requires_improvement, "{grades:?}: {overall}");
            best = best.max(overall);
        }
    }
    assert_eq!(
        best, requires_improvement,
        "an inadequate leadership may still be part of services that require improvement"
    );
}

/// A grade that the profiles leave out is never given, whatever is answered: here without any outstanding.
#[test]
fn a_grade_that_is_left_out_is_never_given() {
    let text = std::fs::read_to_string(format!("{}/examples/rubrics/cqc-ratings.toml", env!("CARGO_MANIFEST_DIR")));
    let text = text.unwrap();
    let without: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("outstanding ") || line.contains("every = \"outstanding\""))
        .collect();
    assert_eq!(without.len() + 1, text.lines().count());
    let rubric = rubric::load(&Source::new("without", &without.join("\n"))).rubric.unwrap();
    let [best, ..] = grades_of(&rubric);
    let combinations = combinations(&rubric);
    assert!(combinations.iter().any(|(grades, _)| below(grades, best) == 0));
    for (grades, overall) in combinations {
        assert_ne!(overall, best, "{grades:?}");
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
