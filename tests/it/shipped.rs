//! What all rubrics that come with the program have in common: sources, word lists, and nothing earned by an empty review.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use casegrade::document::{Diagnostic, Source};
use casegrade::engine::{Headline, grade};
use casegrade::judgement::{Answer, Judgements};
use casegrade::review::Facts;
use casegrade::rubric::{Rubric, Rule, SourceBasis, bases, load, shipped};

use crate::support::{review, rubric};

fn rubrics() -> Vec<Rubric> {
    shipped().iter().map(|own| rubric(own.text)).collect()
}

#[test]
fn every_rule_names_a_source_and_says_how_far_it_was_checked() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let rubrics = rubrics();
    for rule in rubrics.iter().flat_map(Rubric::rules) {
        let source = rule.source.as_deref().unwrap_or_default();
        let basis = rule.basis.unwrap_or_else(|| panic!("{} has no basis", rule.id));
        assert_eq!(basis == SourceBasis::Ours, source.starts_with("ours"), "{}: {source}", rule.id);
        assert!(!source.contains("(read)") && !source.contains("(recalled)"), "{}: {source}", rule.id);
        *counts.entry(basis.word()).or_default() += 1;
    }
    assert_eq!(counts.len(), 3, "{counts:?}");
}

#[test]
fn word_lists_with_one_name_are_the_same_in_all_rubrics() {
    let mut lists: BTreeMap<String, (String, String)> = BTreeMap::new();
    for rubric in rubrics() {
        for (name, words) in &rubric.words {
            let own = (rubric.id.clone(), format!("{words:?}"));
            let other = lists.entry(name.clone()).or_insert_with(|| own.clone());
            assert_eq!(other.1, own.1, "`{name}` of {} and {}", other.0, own.0);
        }
    }
    assert!(lists.len() > 5, "{:?}", lists.keys());
}

#[test]
fn what_rubrics_share_comes_from_a_base_whose_cases_they_pass() {
    let folder = tempfile::tempdir().unwrap();
    let base = &bases()[0];
    let mut extending = 0;
    for rubric in rubrics().iter().filter(|own| own.base.as_ref().is_some_and(|own| own.id == base.id)) {
        let own = rubric.base.as_ref().unwrap();
        assert!(own.renamed.len() > 25, "{}: {:?}", rubric.id, own.renamed);
        let (said, printed) = run(folder.path(), &["rubric", "test", &rubric.id]);
        let passed = printed.lines().filter(|line| line.ends_with("cases, all as expected")).count();
        assert_eq!((passed, said.as_str()), (2, ""), "{}: {printed}", rubric.id);
        let (said, printed) = run(folder.path(), &["explain", "--rubric", &rubric.id, &own.renamed[0].1]);
        assert!(printed.contains(&format!("From {} ", base.id)), "{said}{printed}");
        extending += 1;
    }
    assert_eq!(extending, 3);
    let listed = run(folder.path(), &["rubric", "list"]).1;
    assert!(listed.lines().any(|line| line.contains(base.id) && line.contains("other rubrics")), "{listed}");
    fs::write(folder.path().join("r.toml"), "review = { id = \"r\", record = \"whole\" }\n").unwrap();
    let (said, printed) = run(folder.path(), &["grade", "r.toml", "--rubric", base.id]);
    assert!(printed.to_lowercase().contains("what can be counted"), "{said}{printed}");
}

#[test]
fn an_empty_review_is_adequate_nowhere() {
    let empty = [
        "review.id = \"r\"\nreview.record = \"whole\"\n",
        "review.id = \"r\"\nreview.record = \"part\"\n",
        "review.id = \"r\"\nreview.record = \"whole\"\nfindings = []\nactions = []\nevents = []\nagencies = []\ngaps = []\npanel = []\nterms = { questions = [], restrictions = [] }\n",
        "review = { id = \"r\", record = \"whole\", status = \"draft\" }\nfindings = [{}]\nactions = [{}]\nevents = [{}]\nagencies = [{}]\n",
    ];
    for rubric in rubrics() {
        let answer =
            |rule: &Rule| Answer { rule: rule.id.clone(), grade: Some(rule.best()), because: None, by: None, on: None };
        let answers = rubric.rules().filter(|rule| rule.is_asked()).map(answer).collect();
        for judgements in [Judgements::default(), Judgements { answers, ..Judgements::default() }] {
            for text in empty {
                let review = review(text);
                let graded = grade(&rubric, &Facts::new(&review), &judgements);
                let worst = Headline::Grade(rubric.scale.worst());
                let is_low = [worst, Headline::NotEnoughStated, Headline::NothingToGrade].contains(&graded.headline);
                assert!(is_low, "{}: {text:?}: {:?}", rubric.id, graded.headline);
            }
        }
    }
}

/// Runs the program in a folder and returns what it says and prints.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stderr), text(&output.stdout))
}

#[test]
fn answers_for_a_rubric_count_for_a_copy_that_asks_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let learning = shipped().iter().find(|own| own.id == "learning").unwrap();
    let copy = learning.text.replace("id         = \"learning\"", "id         = \"copy\"");
    write("copy.toml", &copy);
    write("other.toml", &copy.replace("Does it explain how and why it could happen", "Is it explained"));
    write("ours.toml", "[rubric]\nid = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nextends = \"learning\"\n");
    write("r.toml", "review = { id = \"r\", record = \"whole\", kind = \"scr\" }\n");
    write("r.judgement.toml", "rubric = \"learning\"\n[[answers]]\nrule = \"LN9\"\ngrade = \"good\"\n");
    for (name, used) in [("copy.toml", true), ("ours.toml", true), ("other.toml", false), ("lcspr", false)] {
        let (said, printed) = run(folder.path(), &["grade", "r.toml", "--rubric", name, "--format", "json"]);
        let words = if used { "uses only the one to the question" } else { "ignores them" };
        assert!(said.contains("other-rubric") && said.contains(words), "{name}: {said}");
        let result: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let rules = result["reviews"][0]["criteria"].as_array().unwrap().iter();
        let rule = rules.flat_map(|own| own["rules"].as_array().unwrap()).find(|rule| rule["id"] == "LN9");
        assert_eq!(rule.is_some_and(|rule| rule["grade"] == "good"), used, "{name}: {rule:?}");
    }
}

#[test]
fn what_a_rubric_says_of_a_question_and_of_its_own_rules_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = "[rubric]\nid = \"small\"\ntitle = \"Small\"\nversion = \"1\"\n[[criteria]]\nid = \"a\"\ntitle = \"Area\"\n\
                  [[criteria.rules]]\nid = \"Q1\"\ntitle = \"Read\"\nask = \"Can it be read?\"\nsource = \"ours\"\nmay-not-apply = true\n\
                  [[criteria.rules]]\nid = \"Q2\"\ntitle = \"Kept\"\nask = \"Is it kept?\"\nsource = \"A guide\"\n";
    fs::write(folder.path().join("small.toml"), rubric).unwrap();
    let words = "can also answer that this does not apply";
    for (arguments, times) in [
        (&["rubric", "show", "small.toml"][..], 1),
        (&["explain", "Q1", "--rubric", "small.toml"], 1),
        (&["explain", "Q2", "--rubric", "small.toml"], 0),
    ] {
        let (said, printed) = run(folder.path(), arguments);
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(printed.matches(words).count(), times, "{arguments:?}: {said}{printed}");
    }
    let (_, printed) = run(folder.path(), &["rubric", "show", "small.toml"]);
    for line in ["The author's own judgement: 1 rule", "The rubric does not say: 1 rule"] {
        assert!(printed.contains(line), "{printed}");
    }
}

#[test]
fn facts_are_found_by_what_the_field_calls_them() {
    let folder = tempfile::tempdir().unwrap();
    let (said, printed) = run(folder.path(), &["facts", "--search", "deadline"]);
    assert!(said.contains("what you call `deadline` is `due` in a rubric"), "{said}");
    assert!(printed.lines().any(|line| line.split_whitespace().next() == Some("due")), "{printed}");
    let (said, printed) = run(folder.path(), &["facts", "recommendations"]);
    assert!(said.contains("what you call `recommendations` is `actions` in a rubric"), "{said}");
    assert_eq!(printed, run(folder.path(), &["facts", "actions"]).1);
    let (said, printed) = run(folder.path(), &["facts", "acions"]);
    assert!(said.contains("Did you mean `actions`?") && printed.is_empty(), "{said}{printed}");
    let (said, _) = run(folder.path(), &["facts", "--search", "owner"]);
    assert!(said.is_empty(), "{said}");
}

#[test]
fn a_name_that_no_rubric_has_is_answered_with_all_that_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let (said, _) = run(folder.path(), &["rubric", "show", "lcpsr"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("Did you mean `lcspr`?") && said.contains(" and learning. Some of them extend common."),
        "{said}"
    );
    for base in bases() {
        let (said, printed) = run(folder.path(), &["rubric", "show", base.id]);
        assert!(said.is_empty() && !printed.is_empty(), "{said}");
    }
}

#[test]
fn a_percentage_in_a_table_and_a_fact_with_its_list_are_named() {
    let rule = |must: &str, bands: &str| {
        format!(
            "[rubric]\nid = \"small\"\ntitle = \"Small\"\nversion = \"1\"\n[[criteria]]\nid = \"a\"\ntitle = \"Area\"\n\
             [[criteria.rules]]\nid = \"R1\"\ntitle = \"Owned\"\n{must}\nbands = {{ good = {bands} }}\n"
        )
    };
    let first = |text: String| {
        let found = load(&Source::new("small.toml", &text)).diagnostics;
        assert_eq!(found.iter().filter(|own| own.is_error()).count(), 1, "{found:?}");
        let first = found.into_iter().find(Diagnostic::is_error).unwrap();
        (first.marks[0].label.clone(), first.help.unwrap_or_default())
    };
    let owned = "each = \"actions\"\nempty = \"unmet\"\nmust = { owner = \"present\" }";
    for bands in ["90", "{ share = 90 }", "{ share = 90, or-all-but = 1 }"] {
        assert!(first(rule(owned, bands)).0.contains("90% is 0.9"), "{bands}");
    }
    assert_eq!(first(rule(owned, "{ share = 0.9 }")).0, "write `0.9` alone");
    for name in ["action.owner", "actions.owner"] {
        let must = format!("each = \"actions\"\nempty = \"unmet\"\nmust = {{ \"{name}\" = \"present\" }}");
        assert!(first(rule(&must, "0.9")).1.starts_with("write `owner`"), "{name}");
        let alone = first(rule(&format!("must = {{ \"{name}\" = \"present\" }}"), "0.9")).1;
        assert_eq!(alone, "test `owner` in a rule with `each = \"actions\"`");
    }
}
