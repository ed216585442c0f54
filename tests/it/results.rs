//! What a program that embeds the library reads of a result beside its grade.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where a value is missing")]

use std::path::Path;

use casegrade::engine::{
    Barrier, Cause, Coverage, CriterionResult, Deciding, Fix, Graded, Headline, IfAnswered, Impact, Raise, ReasonKind,
    RuleOutcome, Score, grade, impacts, raise,
};
use casegrade::judgement::{Answer, FromSheet, Judgements};
use casegrade::load::{self, Bundle};
use casegrade::review::{Facts, usual};
use casegrade::rubric::{Rubric, shipped};

use crate::support::{review, rubric};

const EXAMPLES: [&str; 3] = [
    "examples/fictional/child-k.toml",
    "examples/fictional/thurlbeck-2010/thurlbeck-2010.toml",
    "examples/documents/tarnside-2010/tarnside-2010.toml",
];

/// The lists that a draft says are whole, one more in each draft.
const LISTS: [&str; 8] =
    ["agencies", "panel", "findings", "actions", "events", "terms.questions", "gaps", "terms.restrictions"];

fn open(name: &str) -> Bundle {
    load::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Drafts of the first example, each with one more list that is whole.
fn drafts() -> Vec<Bundle> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLES[0])).unwrap();
    let draft = |whole: usize| {
        let whole = format!("record = \"part\"\nwhole = {:?}", &LISTS[..whole]);
        let draft = text.replace("record      = \"whole\"", &whole);
        assert_ne!(draft, text);
        load::from_bytes("draft.toml", [("draft.toml", draft.into_bytes())]).unwrap()
    };
    (0..=LISTS.len()).map(draft).collect()
}

/// Grades the examples and the drafts, with and without the answers beside them, by the first `most` shipped rubrics.
fn each(most: usize, mut check: impl FnMut(&Rubric, &Facts<'_>, &Judgements, &Graded)) {
    let bundles: Vec<Bundle> = EXAMPLES.into_iter().map(open).chain(drafts()).collect();
    for text in shipped().iter().take(most).map(|own| own.text) {
        let rubric = Rubric::from_toml(text).unwrap();
        for bundle in &bundles {
            let facts = bundle.facts(None);
            for judgements in [bundle.judgements(&rubric).unwrap(), Judgements::default()] {
                check(&rubric, &facts, &judgements, &grade(&rubric, &facts, &judgements));
            }
        }
    }
}

#[test]
fn facts_that_would_decide_are_not_stated_and_open_questions_are_counted() {
    let (mut named, mut asked) = (0, 0);
    each(usize::MAX, |rubric, _, _, graded| {
        for Deciding { rule, cause } in &graded.deciding {
            let Cause { kind, .. } = graded[*rule].causes[*cause];
            assert_eq!(kind, ReasonKind::NotStated, "{} in {}", rubric[*rule].id, rubric.id);
            named += 1;
        }
        if let Some(IfAnswered { open, range }) = graded.if_answered {
            assert_eq!(open, graded.rules().filter(|rule| rule.outcome == RuleOutcome::Unanswered).count());
            assert!(range.floor <= range.ceiling, "{}", rubric.id);
            asked += 1;
        }
    });
    assert!(named > 10 && asked > 2, "{named} facts are named, and {asked} results have open questions");
}

#[test]
fn a_draft_has_a_grade_once_enough_is_stated() {
    let text = shipped()[0].text.replace("enough = 0.9", "enough = 0.5");
    let rubric = Rubric::from_toml(&text).unwrap();
    let graded = |bundle: &Bundle| grade(&rubric, &bundle.facts(None), &Judgements::default());
    let drafts: Vec<Graded> = drafts().iter().map(graded).collect();
    let coverages: Vec<&Coverage> = drafts.iter().map(|graded| &graded.coverage).collect();
    assert!(coverages.is_sorted(), "{coverages:?}");
    let has_grade = |graded: &Graded| matches!(graded.headline, Headline::Grade(_));
    let mut changes = drafts.iter().map(has_grade).collect::<Vec<_>>();
    let enough = drafts.iter().map(|graded| graded.coverage.approximate() >= 0.5).collect::<Vec<_>>();
    assert_eq!(changes, enough, "{coverages:?}");
    changes.dedup();
    assert_eq!(changes, [false, true]);
}

#[test]
fn the_score_of_a_criterion_is_between_those_of_its_rules() {
    each(usize::MAX, |rubric, _, _, graded| {
        for CriterionResult { id, score, rules, .. } in &graded.criteria {
            let all = || rules.iter().filter_map(|rule| rule.score);
            let is_between = |score: Score| all().min() <= Some(score) && Some(score) <= all().max();
            assert_eq!(score.is_some(), all().next().is_some(), "{}", rubric[*id].id);
            assert!(score.is_none_or(is_between), "{}", rubric[*id].id);
        }
    });
}

#[test]
fn what_rules_could_gain_is_not_more_than_the_score_lacks() {
    let mut gaining = 0;
    each(usize::MAX, |rubric, _, _, graded| {
        let mut gained = 0.0;
        for Impact { rule, points, .. } in impacts(rubric, graded) {
            let result = &graded[rule];
            assert!(result.judged.is_some() && points > -1e-9, "{}: {points}", rubric[rule].id);
            assert!(result.outcome != RuleOutcome::Met || points < 1e-6, "{}: {points}", rubric[rule].id);
            gained += points;
            gaining += usize::from(points > 1e-6);
        }
        let score = graded.score.map_or(0.0, Score::approximate);
        assert!(score + gained < 100.0 + 1e-6, "{}: {score} and {gained}", rubric.id);
    });
    assert!(gaining > 20, "only {gaining} rules could gain");
}

#[test]
fn a_step_offers_as_many_fixes_as_it_takes_and_answers_are_left_to_people() {
    let mut steps = 0;
    each(1, |rubric, facts, judgements, graded| {
        for to in rubric.scale.best_first() {
            match raise(rubric, facts, judgements, &graded.states(), to) {
                Some(Raise::Fixes(way)) => {
                    for step in &way.steps {
                        let fixes: &[Fix] = &step.of;
                        let is_new = |at: usize| !fixes[..at].contains(&fixes[at]);
                        assert!((1..=fixes.len()).contains(&step.take) && (0..fixes.len()).all(is_new), "{step:?}");
                        steps += 1;
                    }
                }
                Some(Raise::OutOfReach(stuck)) => {
                    for (rule, barrier) in &stuck.rules {
                        let is_answered = judgements.answer(&rubric[*rule].id).is_some();
                        assert!(*barrier != Barrier::Answered || is_answered, "{}", rubric[*rule].id);
                    }
                }
                None => {}
            }
        }
    });
    assert!(steps > 10, "only {steps} steps");
}

/// Where an answer sheet is all that is known, a question that is not answered is not settled.
#[test]
fn open_questions_count_where_only_answers_are_known() {
    let question = |id: &str| {
        format!(
            "[[criteria.rules]]\nid = \"{id}\"\ntitle = \"{id}\"\nask = \"{id}?\"\n\
             levels = {{ good = \"yes\", inadequate = \"no\" }}\n"
        )
    };
    let rubric = rubric(&format!(
        "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n{}{}",
        question("Q"),
        question("P")
    ));
    let nothing = review("[review]\nid = \"x\"\n");
    let answer = Answer { rule: "Q".to_owned(), grade: Some(usual::GOOD), because: None, by: None, on: None };
    let coverage = |from_sheet: FromSheet| {
        let judgements = Judgements { answers: vec![answer.clone()], from_sheet, ..Judgements::default() };
        grade(&rubric, &Facts::new(&nothing), &judgements).coverage.approximate()
    };
    let [none, some, all] = [FromSheet::None, FromSheet::Some, FromSheet::All].map(coverage);
    assert_eq!((none.to_bits(), some.to_bits(), all.to_bits()), (1.0f64.to_bits(), 1.0f64.to_bits(), 0.5f64.to_bits()));
}
