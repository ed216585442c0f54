//! What people judge: waivers, departures, several people, and what a judgement file is bound to.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where a value is missing")]

use casegrade::engine::{Finished, Graded, Headline, WaiverEffect, combine, grade};
use casegrade::judgement::{
    Answer, Departure, Disagreement, Fingerprint, Judgements, People, Subject, Voice, Waiver, merge,
};
use casegrade::load;
use casegrade::review::{Facts, Grade, usual};
use casegrade::rubric::{Rubric, shipped};

use crate::support::{review, rubric};

const GRADES: [Grade; 4] = [usual::INADEQUATE, usual::ADEQUATE, usual::GOOD, usual::OUTSTANDING];

fn departure(of: Subject, grade: Grade) -> Departure {
    Departure { of, grade, because: "so".to_owned(), by: None, on: None }
}

fn waiver(rule: &str, item: Option<&str>) -> Waiver {
    let item = item.map(str::to_owned);
    Waiver { rule: rule.to_owned(), item, because: "so".to_owned(), by: None, on: None, expires: None }
}

/// Everything of a result that is the rubric's own.
fn own(graded: &Graded) -> String {
    let graded = Graded { finished: None, ..graded.clone() };
    format!("{graded:?}")
}

fn examples() -> Vec<load::Bundle> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            name.ends_with(".toml") && !name.contains(".judgement.")
        })
        .collect();
    files.sort();
    files.into_iter().map(|file| load::open(file).unwrap()).collect()
}

fn default_rubric() -> Rubric {
    rubric(shipped()[0].text)
}

#[test]
fn a_departure_replaces_what_it_departs_from_and_nothing_of_the_rubrics_own() {
    let rubric = default_rubric();
    for bundle in examples() {
        let facts = bundle.facts(None);
        let answers = bundle.judgements(&rubric).unwrap().answers;
        let with = |departures| Judgements { answers: answers.clone(), departures, ..Judgements::default() };
        let plain = grade(&rubric, &facts, &with(Vec::new()));
        assert_eq!(plain.final_headline(), plain.headline);
        for given in GRADES {
            let graded = grade(&rubric, &facts, &with(vec![departure(Subject::Review, given)]));
            assert_eq!(own(&graded), own(&plain));
            assert_eq!(graded.final_headline(), Headline::Grade(given));
            for (at, criterion) in rubric.criteria.iter().enumerate() {
                let of = Subject::Criterion(criterion.id.clone());
                let graded = grade(&rubric, &facts, &with(vec![departure(of, given)]));
                assert_eq!(own(&graded), own(&plain));
                let Finished { criteria, departures, .. } = graded.finished.unwrap();
                assert_eq!(
                    departures,
                    [plain.criteria[at].judged.map(|judged| judged.range.floor)],
                    "{}",
                    criterion.id
                );
                for (number, (last, result)) in criteria.iter().zip(&plain.criteria).enumerate() {
                    if number == at {
                        let range = last.unwrap().range;
                        assert_eq!((range.floor, range.ceiling), (given, given), "{}", criterion.id);
                    } else {
                        assert_eq!(*last, result.judged, "{}", criterion.id);
                    }
                }
            }
        }
    }
}

#[test]
fn a_better_departure_never_makes_a_review_worse() {
    let rubric = default_rubric();
    let mut moved = 0;
    for bundle in examples() {
        let facts = bundle.facts(None);
        let answers = bundle.judgements(&rubric).unwrap().answers;
        for criterion in &rubric.criteria {
            let floor = |given: &Grade| {
                let departures = vec![departure(Subject::Criterion(criterion.id.clone()), *given)];
                let judgements = Judgements { answers: answers.clone(), departures, ..Judgements::default() };
                grade(&rubric, &facts, &judgements).final_overall().unwrap().range.floor
            };
            let floors: Vec<Grade> = GRADES.iter().map(floor).collect();
            assert!(floors.is_sorted(), "{}: {floors:?}", criterion.id);
            moved += usize::from(floors.first() != floors.last());
        }
    }
    assert!(moved > 0, "no departure mattered");
}

#[test]
fn a_waived_rule_is_absent() {
    let rubric = default_rubric();
    for bundle in examples() {
        let facts = bundle.facts(None);
        let answers = bundle.judgements(&rubric).unwrap().answers;
        let plain = grade(&rubric, &facts, &Judgements { answers: answers.clone(), ..Judgements::default() });
        for id in rubric.rule_ids() {
            let waivers = vec![waiver(&rubric[id].id, None)];
            let judgements = Judgements { answers: answers.clone(), waivers, ..Judgements::default() };
            let graded = grade(&rubric, &facts, &judgements);
            assert_eq!(own(&graded), own(&plain));
            let mut states = plain.states();
            *id.find_mut(&mut states) = None;
            let finished = graded.finished.unwrap();
            assert_eq!(finished.overall, combine(&rubric, &states).overall, "{}", rubric[id].id);
            let took_part = plain[id].judged.is_some() || rubric[id].is_asked();
            assert_eq!(finished.waivers[0] == WaiverEffect::Used, took_part, "{}", rubric[id].id);
        }
    }
}

/// A rule over actions, with what it is of none, and a rule that counts them.
fn over_actions(empty: &str) -> Rubric {
    rubric(&format!(
        "[rubric]\nid = \"r\"\ntitle = \"R\"\nversion = \"1\"\n[[criteria]]\nid = \"c\"\ntitle = \"C\"\n\
         [[criteria.rules]]\nid = \"S\"\ntitle = \"S\"\neach = \"actions\"\nwhere = {{ status = {{ not = \"dropped\" }} }}\n\
         must = {{ owner = \"present\" }}\nempty = \"{empty}\"\nbands = {{ outstanding = 1, good = 0.6, adequate = 0.3 }}\n\
         [[criteria]]\nid = \"d\"\ntitle = \"D\"\n\
         [[criteria.rules]]\nid = \"N\"\ntitle = \"N\"\ncount = \"actions\"\nwhere = {{ status = {{ not = \"dropped\" }} }}\n\
         better = \"lower\"\nbands = {{ good = 1, adequate = 2 }}\n"
    ))
}

/// Actions with and without owners, one of them dropped.
fn actions(kept: &[usize], is_whole: bool) -> String {
    let lines = ["owner = \"x\"", "", "owner = \"y\"", "", "status = \"dropped\""];
    let items = kept.iter().map(|at| format!("[[actions]]\nid = \"A{at}\"\n{}\n", lines[*at]));
    let record = if is_whole { "whole" } else { "part" };
    format!("[review]\nid = \"x\"\nrecord = \"{record}\"\n{}", items.collect::<String>())
}

/// Waiving items comes to the same as a review that never had them, as long as the rule still looks at one.
#[test]
fn a_waived_item_is_not_selected() {
    let all = [0, 1, 2, 3, 4];
    let mut compared = 0;
    for is_whole in [true, false] {
        for empty in ["unmet", "met", "not-applicable"] {
            let rubric = over_actions(empty);
            let full = review(&actions(&all, is_whole));
            for chosen in 0_u32..32 {
                let (gone, kept): (Vec<usize>, Vec<usize>) = all.iter().partition(|at| chosen & (1 << **at) != 0);
                let less = grade(&rubric, &Facts::new(&review(&actions(&kept, is_whole))), &Judgements::default());
                for (at, rule, counted) in [(0, "S", [0, 1, 2, 3]), (1, "N", [0, 1, 2, 3])] {
                    let items = gone.iter().map(|item| waiver(rule, Some(&format!("A{item}"))));
                    let judgements = Judgements { waivers: items.collect(), ..Judgements::default() };
                    let graded = grade(&rubric, &Facts::new(&full), &judgements);
                    let Some(finished) = &graded.finished else { continue };
                    for (item, effect) in gone.iter().zip(&finished.waivers) {
                        assert_eq!(*effect == WaiverEffect::Used, counted.contains(item), "{rule} {item} {effect:?}");
                    }
                    let (is_used, is_left) = (
                        gone.iter().any(|item| counted.contains(item)),
                        kept.iter().any(|item| counted.contains(item)),
                    );
                    let last = finished.criteria[at];
                    // What is left may turn out not to be selected: then the waived rule is absent, and the other is as `empty` says.
                    let may_be_none = !is_whole && is_used && (rule == "N" || empty != "not-applicable");
                    if (is_left || !is_used) && !may_be_none {
                        assert_eq!(last, less.criteria[at].judged, "{rule} without {gone:?} of {is_whole}");
                        compared += 1;
                    } else if is_whole {
                        assert_eq!(last, None, "{rule} without {gone:?}, none of which is {empty}");
                    }
                }
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn a_departure_makes_a_criterion_apply() {
    let rubric = over_actions("not-applicable");
    let nothing = review("[review]\nid = \"x\"\nrecord = \"whole\"\n");
    let departures = vec![departure(Subject::Criterion("c".to_owned()), usual::GOOD)];
    let graded = grade(&rubric, &Facts::new(&nothing), &Judgements { departures, ..Judgements::default() });
    assert_eq!(graded.criteria[0].judged, None);
    let finished = graded.finished.unwrap();
    assert_eq!(finished.criteria[0].unwrap().range.floor, usual::GOOD);
    assert_eq!(finished.departures, [None]);
}

/// All that three people can answer, beside a plain reading of the rules.
#[test]
fn people_who_disagree_are_settled_as_asked() {
    let claims: Vec<Option<Option<Grade>>> =
        [None, Some(None)].into_iter().chain(GRADES.map(|grade| Some(Some(grade)))).collect();
    for one in &claims {
        for two in &claims {
            for three in &claims {
                check_settled([*one, *two, *three]);
            }
        }
    }
}

fn check_settled(said: [Option<Option<Grade>>; 3]) {
    let voice = |(number, grade): (usize, &Option<Option<Grade>>)| {
        let answer = |grade: Option<Grade>| Answer { rule: "Q".to_owned(), grade, because: None, by: None, on: None };
        let judgements = Judgements { answers: grade.map(answer).into_iter().collect(), ..Judgements::default() };
        Voice { by: Some(format!("p{number}")), judgements }
    };
    let merged = |people: &People| {
        let merged = merge(said.iter().enumerate().map(voice).collect(), people);
        let open = |found: &Disagreement| found.settled.is_none();
        let [open, all] = [merged.disagreements.iter().filter(|found| open(found)).count(), merged.disagreements.len()];
        (merged.answer("Q").map(|answer| answer.grade), open, all)
    };
    let given: Vec<Option<Grade>> = said.iter().flatten().copied().collect();
    let mut grades: Vec<Grade> = given.iter().flatten().copied().collect();
    grades.sort();
    let differ = given.iter().any(|claim| *claim != given[0]);
    let away = given.len() - grades.len();
    let unanimous = given.first().copied();
    let expected = |settled: Option<Option<Grade>>| if differ { settled } else { unanimous };
    assert_eq!(merged(&People::Unsettled), (expected(None), usize::from(differ), usize::from(differ)), "{said:?}");
    assert_eq!(merged(&People::Worst).0, expected(Some(grades.first().copied())), "{said:?}");
    let middle = if away * 2 > given.len() { None } else { grades.get((grades.len().max(1) - 1) / 2).copied() };
    assert_eq!(merged(&People::Median).0, expected(Some(middle)), "{said:?}");
    assert_eq!(merged(&People::Named("P1".to_owned())), (said[1], 0, 0), "{said:?}");
}

fn bundle(name: &str, text: &str) -> load::Bundle {
    load::from_bytes(name, [(name, text.as_bytes().to_vec())]).unwrap()
}

const TEXT: &str = "[review]\nid = \"a\"\ntitle = \"One\\ntwo\"\n[family]\ninvited = true\n\
                    [[events]]\nid = \"E1\"\ndate = 2009-05-12\n";

#[test]
fn a_fingerprint_is_of_the_meaning() {
    let rubric = default_rubric();
    let hashes = |name: &str, text: &str| -> (Fingerprint, String) {
        let bundle = bundle(name, text);
        (bundle.fingerprint(&rubric), bundle.hash())
    };
    let own = hashes("a.toml", TEXT);
    let same = [
        ("a.toml", TEXT.replace('\n', "\r\n")),
        ("a.toml", format!("# a comment\n\n{TEXT}")),
        ("a.toml", TEXT.replace("id = \"a\"\ntitle = \"One\\ntwo\"", "title = '''One\ntwo'''\nid = 'a'")),
        ("a.json", r#"{"$schema": "x", "family": {"invited": true, "invited-on": null}, "events": [{"date": "2009-05-12", "id": "E1"}],
            "review": {"title": "One\ntwo", "id": "a"}}"#.replace(", \"invited-on\": null", "")),
        ("a.yaml", "review: {id: a, title: \"One\\ntwo\"}\nfamily: {invited: true}\nevents:\n- id: E1\n  date: 2009-05-12\n".to_owned()),
    ];
    for (name, text) in same {
        assert_eq!(hashes(name, &text), own, "{text}");
    }
    let others = [
        ("\"One", "\"one", "review"),
        ("true", "false", "family"),
        ("05-12", "05-13", "events"),
        ("\"E1\"", "\"E2\"", "events"),
        ("\\ntwo", "\\n two", "review"),
    ];
    for (from, to, part) in others {
        let (other, hash) = hashes("a.toml", &TEXT.replace(from, to));
        assert_ne!(hash, own.1);
        let changed: Vec<&String> =
            own.0.review.keys().filter(|key| own.0.review[*key] != other.review[*key]).collect();
        assert_eq!(changed, [part], "{from} to {to}");
    }
}

/// What `from_bytes` reads of several people's files is what the files beside the review say; no reason shows an identifier.
#[test]
fn judgements_in_memory_count_and_are_masked() {
    let rubric = default_rubric();
    let secret = "mail jane.doe@example.org or call 07700 900123";
    let judgement = format!(
        "[[departures]]\nof = \"review\"\ngrade = \"good\"\nbecause = \"{secret}\"\nby = \"lead; {secret}\"\n\
         [[waivers]]\nrule = \"{}\"\nbecause = \"{secret}\"\n[[notes]]\ntext = \"{secret}\"\n",
        rubric.rules().next().unwrap().id
    );
    let files = [
        ("in/a.toml", TEXT.to_owned()),
        ("in/a.judgement.toml", judgement.clone()),
        ("in/a.judgement.ann.toml", judgement.replace("\"good\"", "\"adequate\"")),
        ("in/b.judgement.toml", "nonsense".to_owned()),
    ];
    let bundle = load::from_bytes("in/a.toml", files.map(|(name, text)| (name, text.into_bytes()))).unwrap();
    assert_eq!(bundle.answers.iter().map(|own| own.by.as_deref()).collect::<Vec<_>>(), [None, Some("ann")]);
    let graded = casegrade::grade(&rubric, &bundle).unwrap();
    let json = graded.to_json().unwrap();
    assert!(!json.contains("jane.doe") && !json.contains("900123"), "{json}");
    assert!(json.matches("[masked: e-mail address]").count() >= 4, "{json}");
    assert_eq!(graded.page().judged.disagreements.len(), 1);
}
