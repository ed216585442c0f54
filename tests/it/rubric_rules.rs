//! The rubrics that come with the program keep their promises over whole reviews: those of `examples/fictional`,
//! `examples/successors` and `examples/published`, with their judgement files. What each rule comes to is shown by the cases
//! beside the rubrics.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use casegrade::document::{Diagnostic, Format, Limits, Source, parse};
use casegrade::engine::{Graded, Headline, Presence, Range, RuleOutcome, RuleResult, State, combine, grade};
use casegrade::judgement::{self, Judgements};
use casegrade::review::{self, Facts, Record, Review, usual};
use casegrade::rubric::{self, Rubric};
use toml::{Table, Value};

/// A review of a folder with the answers beside it.
struct Case {
    name: String,
    text: String,
    judgements: Judgements,
}

impl Case {
    /// The review as a table, to be changed.
    fn table(&self) -> Table {
        self.text.parse().unwrap()
    }

    fn graded(&self, rubric: &Rubric) -> Graded {
        self.graded_as(rubric, &self.text)
    }

    /// Graded with another text, and the same answers.
    fn graded_as(&self, rubric: &Rubric, text: &str) -> Graded {
        grade(rubric, &Facts::new(&read(&self.name, text)), &self.judgements)
    }

    fn changed(&self, rubric: &Rubric, change: impl FnOnce(&mut Table)) -> Graded {
        let mut table = self.table();
        change(&mut table);
        self.graded_as(rubric, &table.to_string())
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<&String> {
    diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).map(|diagnostic| &diagnostic.message).collect()
}

fn read(name: &str, text: &str) -> Review {
    let parsed = parse(text, Format::Toml, Limits::USUAL);
    let read = review::read(&parsed);
    read.review.unwrap_or_else(|| panic!("{name}: {:#?}\n{text}", errors(&read.diagnostics)))
}

fn shipped(id: &str) -> Rubric {
    let shipped = rubric::shipped().iter().find(|shipped| shipped.id == id).unwrap();
    let loaded = rubric::load(&Source::new(id, shipped.text));
    assert!(loaded.diagnostics.is_empty(), "{id}: {:#?}", loaded.diagnostics);
    loaded.rubric.unwrap()
}

/// The reviews of a folder, by name.
fn cases(folder: &str, rubric: &Rubric) -> Vec<Case> {
    let paths = fs::read_dir(root(folder)).unwrap().map(|entry| entry.unwrap().path());
    let stem = |path: PathBuf| Some(path.to_str()?.strip_suffix(".toml")?.to_owned());
    let mut stems: Vec<String> = paths.filter_map(stem).filter(|stem| !stem.ends_with(".judgement")).collect();
    stems.sort();
    assert!(!stems.is_empty(), "there are no reviews in {folder}");
    let case = |stem: String| {
        let judgements = fs::read_to_string(format!("{stem}.judgement.toml")).map_or_else(
            |_| Judgements::default(),
            |text| {
                let parsed = parse(&text, Format::Toml, Limits::USUAL);
                let (judgements, found) = judgement::read(&parsed, rubric);
                assert!(errors(&found).is_empty(), "{stem}: {found:#?}");
                judgements
            },
        );
        Case { text: fs::read_to_string(format!("{stem}.toml")).unwrap(), name: stem, judgements }
    };
    stems.into_iter().map(case).collect()
}

/// The fictional reviews of all kinds.
fn examples(rubric: &Rubric) -> Vec<Case> {
    let mut reviews = cases("examples/fictional", rubric);
    reviews.extend(cases("examples/successors", rubric));
    reviews
}

fn scr() -> (Rubric, Vec<Case>) {
    let rubric = shipped("scr-2009");
    let cases = cases("examples/fictional", &rubric);
    (rubric, cases)
}

/// The fictional review of that name.
fn example(name: &str) -> (Rubric, Case) {
    let (rubric, cases) = scr();
    let case = cases.into_iter().find(|case| case.name.ends_with(name)).unwrap();
    (rubric, case)
}

fn result<'g>(rubric: &Rubric, graded: &'g Graded, id: &str) -> &'g RuleResult {
    let at = |rules: &[rubric::Rule]| rules.iter().position(|rule| rule.id == id);
    let (criterion, rule) =
        rubric.criteria.iter().enumerate().find_map(|(number, own)| Some((number, at(&own.rules)?))).unwrap();
    &graded.criteria[criterion].rules[rule]
}

fn criterion(rubric: &Rubric, id: &str) -> usize {
    rubric.criteria.iter().position(|criterion| criterion.id == id).unwrap()
}

/// What decides: the headline with the worst and the best that the review can be.
fn verdict(graded: &Graded) -> (Headline, Option<Range>) {
    (graded.headline, graded.overall.map(|judged| judged.range))
}

/// The table under `key`, made where there is none.
fn part<'t>(table: &'t mut Table, key: &str) -> &'t mut Table {
    table.entry(key).or_insert_with(|| Value::Table(Table::new())).as_table_mut().unwrap()
}

/// The list under `key`, made where there is none.
fn list<'t>(table: &'t mut Table, key: &str) -> &'t mut Vec<Value> {
    table.entry(key).or_insert_with(|| Value::Array(Vec::new())).as_array_mut().unwrap()
}

fn set(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_owned(), value.into());
}

fn item(toml: &str) -> Value {
    Value::Table(toml.parse().unwrap())
}

#[test]
fn published_grades_lie_between_floor_and_ceiling() {
    let rubric = shipped("scr-2009");
    for case in cases("examples/published", &rubric) {
        let graded = case.graded(&rubric);
        let range = graded.overall.unwrap().range;
        let recorded = read(&case.name, &case.text)
            .recorded
            .grade
            .as_ref()
            .and_then(casegrade::review::RecordedGrade::grade)
            .unwrap();
        assert!((range.floor..=range.ceiling).contains(&recorded), "{}: {recorded} is not in {range:?}", case.name);
        let outcomes = graded.criteria.iter().flat_map(|criterion| &criterion.rules).map(|rule| rule.outcome);
        let decided = outcomes.filter(|outcome| matches!(outcome, RuleOutcome::Met | RuleOutcome::NotMet)).count();
        assert!(decided >= 4, "{}: only {decided} rules are decided", case.name);
    }
}

/// A published review is three years later, with or without a reason: nothing that decides has changed.
#[test]
fn lateness_alone_never_decides() {
    let (rubric, cases) = scr();
    let later = |dates: &mut Table, key: &str| {
        if let Some(Value::Datetime(date)) = dates.get_mut(key) {
            date.date.as_mut().unwrap().year += 3;
        }
    };
    let mut tested = 0;
    for case in cases {
        let review = read(&case.name, &case.text);
        if review.review.record != Some(Record::Whole) || review.dates.completed.is_none() {
            continue;
        }
        tested += 1;
        let wanted = verdict(&case.graded(&rubric));
        for because in [None, Some("the trial came first")] {
            let late = case.changed(&rubric, |table| {
                let dates = part(table, "dates");
                later(dates, "completed");
                later(dates, "published");
                dates.remove("delay-because");
                because.into_iter().for_each(|because| set(dates, "delay-because", because));
            });
            assert_eq!(verdict(&late), wanted, "{}, late, {because:?}", case.name);
            let time = &late.criteria[criterion(&rubric, "time")];
            assert!(time.judged.unwrap().range.ceiling < usual::GOOD, "{}: three years more are seen", case.name);
        }
    }
    assert!(tested >= 5, "only {tested} reviews have a date of completion");
}

#[test]
fn a_reason_of_welfare_is_never_held_against_a_review() {
    let (rubric, cases) = scr();
    for case in &cases {
        let full_report = |decided: &str, keys: &str| {
            let graded = case.changed(&rubric, |table| {
                let mut dates = Table::new();
                set(&mut dates, "decided", decided);
                set(part(table, "review"), "record", "whole");
                set(table, "dates", dates);
                set(table, "publication", keys.parse::<Table>().unwrap());
            });
            let result = result(&rubric, &graded, "OP1");
            (result.outcome, result.judged.map(|judged| judged.range.floor))
        };
        let withheld = "full-report = false\nwithheld-for = \"child-welfare\"\nwithheld-because = \"a sister would be known by it\"";
        let other = withheld.replace("child-welfare", "legal-proceedings");
        let unsaid = "full-report = false\nwithheld-for = \"child-welfare\"";
        for day in ["2010-06-10", "2010-07", "2012"] {
            assert_eq!(full_report(day, withheld), (RuleOutcome::Met, Some(usual::GOOD)), "{} {day}", case.name);
            assert_eq!(full_report(day, "full-report = true"), (RuleOutcome::Met, Some(usual::GOOD)));
            for short in [&other, unsaid, ""] {
                let found = full_report(day, short);
                assert_eq!(found, (RuleOutcome::NotMet, Some(usual::ADEQUATE)), "{} {day} {short}", case.name);
            }
        }
        for day in ["2010-06-09", "2010-05", "2007"] {
            for keys in [withheld, &other, unsaid, "full-report = true", ""] {
                assert_eq!(full_report(day, keys).0, RuleOutcome::NotApplicable, "{} {day} {keys}", case.name);
            }
        }
    }
}

/// A change of a review.
type Change<'c> = &'c dyn Fn(&mut Table);

/// Whoever names an agency must examine it: in an event, a finding, an action, or by a seat on the panel.
#[test]
fn an_agency_that_is_named_and_not_examined_lowers_the_coverage() {
    let (rubric, case) = example("linmouth-2009");
    let coverage = |change: Change<'_>| {
        let graded = case.changed(&rubric, |table| {
            list(table, "agencies").push(item("id = \"ferry\"\nname = \"the ferry company\""));
            change(table);
        });
        let result = &graded.criteria[criterion(&rubric, "agency-coverage")];
        let unmet = result.rules.iter().filter(|rule| rule.outcome == RuleOutcome::NotMet).count();
        (result.score.unwrap(), unmet)
    };
    let (listed, unmet) = coverage(&|_| {});
    assert_eq!(unmet, 0, "an agency that nothing names does not count");
    let namings: [(&str, Change<'_>); 4] = [
        ("an event", &|table| {
            list(table, "events").push(item("id = \"ferry\"\ndate = 2008-09-20\nagency = \"ferry\"\ncontact = false"));
        }),
        ("a finding", &|table| {
            list(list(table, "findings")[0].as_table_mut().unwrap(), "agencies").push("ferry".into());
        }),
        ("an action", &|table| set(list(table, "actions")[0].as_table_mut().unwrap(), "agency", "ferry")),
        ("a seat", &|table| list(table, "panel").push(item("role = \"purser\"\nagency = \"ferry\""))),
    ];
    for (by, naming) in namings {
        let (score, unmet) = coverage(naming);
        assert!(score < listed, "named by {by}: the score stays {score:?}");
        assert!(unmet > 0, "named by {by}: no rule misses it");
    }
}

/// A plan written twice earns nothing, and neither does an action more that says nothing.
///
/// (A single action that is better than the rest, written twice, does raise the share of such actions: that is not excluded.)
#[test]
fn more_actions_never_earn_more() {
    let copy = |action: &Value| {
        let mut copy = action.clone();
        let id = format!("{}-again", action["id"].as_str().unwrap());
        set(copy.as_table_mut().unwrap(), "id", id);
        copy
    };
    for shipped_rubric in rubric::shipped() {
        let rubric = shipped(shipped_rubric.id);
        for case in examples(&rubric) {
            let before = case.graded(&rubric);
            let twice: Vec<Value> = list(&mut case.table(), "actions").iter().map(copy).collect();
            assert!(!twice.is_empty(), "{} has no actions", case.name);
            for more in [twice, vec![item("id = \"more\"\nin-summary = false")]] {
                let after = case.changed(&rubric, |table| list(table, "actions").extend(more.iter().cloned()));
                let raised = raised(&rubric, &before, &after);
                assert!(raised.is_empty(), "{}: {} with {} more: {raised:?}", rubric.id, case.name, more.len());
            }
        }
    }
}

/// Whichever finding is left out, with all that names it: a review that was not outstanding does not become so.
#[test]
fn leaving_a_finding_out_never_makes_a_review_outstanding() {
    let mut tried = 0;
    for shipped_rubric in rubric::shipped() {
        let rubric = shipped(shipped_rubric.id);
        for case in examples(&rubric) {
            let kind = read(&case.name, &case.text).review.kind.unwrap();
            if !rubric.kinds.contains(&kind) || case.graded(&rubric).headline == Headline::Grade(usual::OUTSTANDING) {
                continue;
            }
            let findings = list(&mut case.table(), "findings").len();
            for at in 0..findings {
                let graded = case.changed(&rubric, |table| without_finding(table, at));
                assert_ne!(
                    graded.headline,
                    Headline::Grade(usual::OUTSTANDING),
                    "{}: {} without finding {at}",
                    rubric.id,
                    case.name
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} findings were left out");
}

/// Takes finding number `at` away, and every link to it.
fn without_finding(table: &mut Table, at: usize) {
    let finding = list(table, "findings").remove(at);
    let gone = |link: &Value| link.as_str() != finding["id"].as_str();
    let unlink = |holder: &mut Table, key: &str| {
        if let Some(Value::Array(links)) = holder.get_mut(key) {
            links.retain(gone);
        }
    };
    for action in list(table, "actions") {
        unlink(action.as_table_mut().unwrap(), "addresses");
    }
    for question in list(part(table, "terms"), "questions") {
        unlink(question.as_table_mut().unwrap(), "answered-by");
    }
    unlink(part(table, "summary"), "findings");
}

/// The parts whose floor or ceiling is better afterwards.
fn raised(rubric: &Rubric, before: &Graded, after: &Graded) -> Vec<String> {
    let parts = |graded: &Graded| {
        let mut parts = vec![("overall".to_owned(), graded.overall)];
        for (criterion, result) in rubric.criteria.iter().zip(&graded.criteria) {
            parts.push((criterion.id.clone(), result.judged));
            parts.extend(
                criterion.rules.iter().zip(&result.rules).map(|(rule, result)| (rule.id.clone(), result.judged)),
            );
        }
        parts
    };
    let pairs = parts(before).into_iter().zip(parts(after));
    let better = pairs.filter_map(|((id, before), (_, after))| {
        let (before, after) = (before?.range, after?.range);
        (after.floor > before.floor || after.ceiling > before.ceiling).then(|| format!("{id}: {before:?} to {after:?}"))
    });
    better.collect()
}

#[test]
fn one_weak_part_passes() {
    let (rubric, cases) = scr();
    let inadequate = |judged: State| judged.range.ceiling == usual::INADEQUATE;
    let brackenholt = cases.iter().find(|case| case.name.ends_with("brackenholt-2009")).unwrap().graded(&rubric);
    assert_eq!(brackenholt.headline, Headline::Grade(usual::GOOD));
    let weak = brackenholt.criteria.iter().filter(|criterion| criterion.judged.is_some_and(inadequate)).count();
    assert_eq!(weak, 1, "brackenholt is good with one inadequate part");

    // The same of every good review: its weakest part may be as poor as it likes, unless that part is a limit.
    let mut tested = 0;
    for case in &cases {
        let graded = case.graded(&rubric);
        if graded.headline != Headline::Grade(usual::GOOD) {
            continue;
        }
        tested += 1;
        let limits = |id: &str| rubric.limits.iter().any(|limit| limit.when == id);
        let free = |at: &usize| {
            let criterion = &rubric.criteria[*at];
            !limits(&criterion.id) && !criterion.rules.iter().any(|rule| limits(&rule.id))
        };
        let present = (0..rubric.criteria.len()).filter(|at| graded.criteria[*at].judged.is_some());
        let weakest = present.filter(free).min_by_key(|at| graded.criteria[*at].score).unwrap();
        let worst = Range { floor: usual::INADEQUATE, ceiling: usual::INADEQUATE };
        let states: Vec<Vec<Option<State>>> = graded
            .criteria
            .iter()
            .enumerate()
            .map(|(at, criterion)| {
                let state = |rule: &RuleResult| {
                    rule.judged.map(|judged| if at == weakest { State { range: worst, ..judged } } else { judged })
                };
                criterion.rules.iter().map(state).collect()
            })
            .collect();
        let overall = combine(&rubric, &states).overall.unwrap();
        assert_eq!((overall.range.floor, overall.presence), (usual::GOOD, Presence::Sure), "{}", case.name);
    }
    assert!(tested >= 2, "only {tested} examples are good");
}

#[test]
fn a_review_that_does_not_answer_its_terms_is_inadequate() {
    let (rubric, cases) = scr();
    for case in cases {
        let unanswered = case.changed(&rubric, |table| {
            for question in list(part(table, "terms"), "questions") {
                set(question.as_table_mut().unwrap(), "answered-by", Vec::<Value>::new());
            }
        });
        let unasked = case.changed(&rubric, |table| list(part(table, "terms"), "questions").clear());
        for graded in [unanswered, unasked] {
            assert_eq!(graded.headline, Headline::Grade(usual::INADEQUATE), "{}", case.name);
        }
    }
}

/// A new rule needs no Rust: the program knows facts, never rules.
#[test]
fn no_source_file_names_a_rule() {
    let rubrics: Vec<Rubric> = rubric::shipped().iter().map(|rubric| shipped(rubric.id)).collect();
    let ids: BTreeSet<&str> = rubrics.iter().flat_map(Rubric::rules).map(|rule| rule.id.as_str()).collect();
    let mut named = Vec::new();
    let mut files = 0;
    for entry in walkdir::WalkDir::new(root("src")).sort_by_file_name().into_iter().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(entry.path()).unwrap();
        // Gwet's AC2 is a statistic, and only its name is that of a rule.
        let is_of_agreement = entry.path().to_str().is_some_and(|path| path.contains("agree"));
        let is_statistic = |word: &str| is_of_agreement && word == "AC2";
        for (number, line) in text.lines().enumerate() {
            let documents = ["///", "//!"].iter().any(|start| line.trim_start().starts_with(start));
            let words =
                line.split(|character: char| !character.is_alphanumeric() && character != '-' && character != '_');
            let found = words.filter(|word| !documents && ids.contains(word) && !is_statistic(word));
            named.extend(found.map(|word| format!("{}:{}: {word}", entry.path().display(), number + 1)));
        }
    }
    assert!(files > 10, "only {files} files were looked at");
    assert!(named.is_empty(), "rules are named in the program:\n{}", named.join("\n"));
}
