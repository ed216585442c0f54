//! What goes into a table comes out of it: nothing is lost, nothing is counted twice, nothing hidden is shown, and no
//! input is written over.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where something is not as it should be"
)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use casegrade::Rubric;
use casegrade::engine::Headline;
use casegrade::review::{Grade, usual};
use casegrade::tables::{
    About, Breakdown, By, Category, Clash, CountBy, Counting, DateOf, Entry, LeftOut, NoTotal, Paired, Pairs, Plan,
    Rounded, Standing, Tally, round,
};
use proptest::prelude::*;
use serde_json::Value;

const GRADES: [&str; 4] = ["outstanding", "good", "adequate", "inadequate"];

/// Runs `casegrade table` in `folder`.
fn table(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.arg("table").args(arguments.split_whitespace()).args(["--as-of", "2026-01-01"]);
    command.current_dir(folder).output().unwrap()
}

fn json(folder: &Path, arguments: &str) -> Value {
    let output = table(folder, &format!("{arguments} --format json"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// One row of recorded grades: which review, its grade (the last is none), its region.
fn row() -> impl Strategy<Value = (usize, usize, usize)> {
    (0usize..60, 0usize..5, 0usize..4)
}

fn sheet(rows: &[(usize, usize, usize)]) -> String {
    let grades = [GRADES[0], GRADES[1], GRADES[2], GRADES[3], "requires improvement"];
    let regions = ["North", "South", "", "=West"];
    let lines = rows.iter().map(|(id, grade, region)| format!("r{id},{},{}\n", grades[*grade], regions[*region]));
    // One region at least must be stated for a table by region.
    "id,grade,region\nfirst,good,North\n".to_owned() + &lines.collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_are_the_inputs_less_the_excluded(rows in prop::collection::vec(row(), 1..80)) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("grades.csv"), sheet(&rows)).unwrap();
        let page = json(folder.path(), "grades.csv --by region --skip-bad");
        let excluded = page["excluded"].as_array().unwrap();
        prop_assert_eq!(number(&page["n"]) + excluded.len() as u64, rows.len() as u64 + 1);
        let mut known = HashSet::new();
        let twice = rows.iter().filter(|(id, grade, _)| *grade < 4 && !known.insert(id)).count();
        prop_assert_eq!(excluded.iter().filter(|one| one["why"] == "duplicate").count(), twice);
        let groups = page["groups"].as_array().unwrap();
        for category in GRADES {
            let sum: u64 = groups.iter().map(|group| number(&group["counts"][category])).sum();
            prop_assert_eq!(sum, number(&page["total"]["counts"][category]));
        }
        for group in groups.iter().chain([&page["total"]]) {
            let sum: u64 = group["counts"].as_object().unwrap().values().map(number).sum();
            prop_assert_eq!(sum, number(&group["n"]));
        }
        let csv = text(&table(folder.path(), "grades.csv --by region --skip-bad --format csv"));
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let counted: u64 = records.iter().filter(|row| &row[0] == "grades").map(|row| row[4].parse::<u64>().unwrap()).sum();
        prop_assert_eq!(counted, number(&page["n"]));
        prop_assert!(records.iter().all(|row| !row[1].starts_with('=')));
    }

    #[test]
    fn no_format_shows_a_small_count(rows in prop::collection::vec(row(), 1..80), below in 3u64..8) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("grades.csv"), sheet(&rows)).unwrap();
        let arguments = format!("grades.csv --by region --skip-bad --matrix --suppress-below {below}");
        let page = json(folder.path(), &arguments);
        let small = |value: &Value| value.as_u64().is_some_and(|count| (1..below).contains(&count));
        for group in page["groups"].as_array().unwrap().iter().chain([&page["total"]]) {
            prop_assert!(!small(&group["n"]), "{}", group);
            for (category, count) in group["counts"].as_object().unwrap() {
                prop_assert!(!small(count), "{}", group);
                let known = !count.is_null() && !group["n"].is_null();
                prop_assert!(known || group["shares"][category].is_null(), "{}", group);
                prop_assert!(known || group["intervals"][category].is_null(), "{}", group);
                prop_assert!(known || group["of"][category].is_null(), "{}", group);
            }
        }
        prop_assert!(page["matrix"].is_null() && page["excluded"].as_array().unwrap().is_empty());
        let csv = text(&table(folder.path(), &format!("{arguments} --format csv")));
        for row in csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap) {
            for at in [4, 5, 6] {
                prop_assert!(!row[at].parse::<u64>().is_ok_and(|count| (1..below).contains(&count)), "{:?}", row);
            }
        }
    }
}

#[test]
fn an_output_is_written_whole_and_never_over_an_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let input = "id,grade\na,good\n";
    fs::write(path("grades.csv"), input).unwrap();
    fs::create_dir(path("reviews")).unwrap();
    fs::write(path("reviews/a.toml"), "[review]\nid = \"a\"\n[lists]\nevents = \"events.csv\"\n").unwrap();
    fs::write(path("reviews/events.csv"), "id,date\nE1,2009\n").unwrap();
    fs::write(path("reviews/a.judgement.toml"), "").unwrap();
    let first = table(folder.path(), "grades.csv --output out.txt");
    assert!(first.status.success() && first.stdout.is_empty(), "{first:?}");
    let written = fs::read_to_string(path("out.txt")).unwrap();
    assert!(written.contains("1 of 1"), "{written}");
    fs::write(path("out.txt"), "before").unwrap();
    assert!(table(folder.path(), "grades.csv --output out.txt").status.success());
    assert_eq!(fs::read_to_string(path("out.txt")).unwrap(), written);
    fs::hard_link(path("grades.csv"), path("same.csv")).unwrap();
    let mut others = vec!["grades.csv", "same.csv", "reviews/a.toml", "reviews/a.judgement.toml", "reviews/events.csv"];
    if cfg!(unix) {
        link(&path("grades.csv"), &path("link.csv"));
        others.push("link.csv");
    }
    for output in others {
        let before = fs::read(path(output)).unwrap();
        let refused = table(folder.path(), &format!("grades.csv reviews --output {output}"));
        assert_eq!(refused.status.code(), Some(2), "{output}: {refused:?}");
        assert_eq!(fs::read(path(output)).unwrap(), before);
    }
    let nowhere = table(folder.path(), "grades.csv --output no/such/folder.txt");
    assert_eq!(nowhere.status.code(), Some(2));
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), if cfg!(unix) { 5 } else { 4 }, "something is left behind: {names:?}");
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    std::os::unix::fs::symlink(from, to).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

/// The rows that stand in a file of their own for the guide are those of the whole file.
#[test]
fn the_published_figures_are_told_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/statistics");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let all = read("evaluations.csv");
    for name in ["2008-09.csv", "apr-dec-2009.csv"] {
        assert!(read(name).lines().all(|line| all.lines().any(|other| other == line)), "{name}");
    }
}

/// Tallies of which nobody knows the days, counted by what they are grouped by: each with each would take minutes.
fn undated(by: By, regions: bool) -> Breakdown {
    let mut counting =
        Counting::new(Plan { by: vec![by], division: None, date: DateOf::Completed, count: CountBy::Headline });
    for at in 0..20_000 {
        let region = regions.then(|| format!("region {at}"));
        counting.add_tally(&Tally {
            source: format!("row {at}"),
            about: About { period: Some(format!("round {at}")), region, ..About::default() },
            days: None,
            n: 2,
            counts: std::array::from_fn(|grade| Some(u64::from(grade < 2))),
            derived: Default::default(),
            published_by: None,
        });
    }
    counting.finish().unwrap()
}

#[test]
fn twenty_thousand_totals_without_days_are_counted() {
    for by in [By::Region, By::Period] {
        let apart = undated(by, true);
        assert_eq!((apart.groups.len(), apart.total.unwrap().counts.n, apart.shared.len()), (20_000, 40_000, 0));
    }
    let open = undated(By::Period, false);
    assert!(matches!(open.total, Err(NoTotal::NotKnown(..))), "{:?}", open.total);
    assert_eq!(open.shared.len(), 1);
}

/// A review of which a grade was recorded.
fn recorded(id: &str, grade: Grade) -> Entry {
    Entry {
        id: id.to_owned(),
        source: format!("{id}.csv"),
        about: About::default(),
        standing: Standing::Recorded(grade),
        tool: None,
        recorded: Some(grade),
        criteria: Vec::new(),
    }
}

/// A review that a rubric graded.
fn graded(headline: Headline) -> Entry {
    let standing = Standing::Graded { headline, range: None, provisional: false, may_change: false };
    Entry { standing, recorded: None, ..recorded("a", usual::GOOD) }
}

#[test]
fn a_review_that_is_not_counted_says_why() {
    let count = |count: CountBy, entry: &Entry| {
        let mut counting = Counting::new(Plan { by: Vec::new(), division: None, date: DateOf::Completed, count });
        let counted = counting.add(entry);
        let total = counting.finish().unwrap().total.unwrap();
        assert_eq!(total.counts.n, u64::from(counted.is_ok()), "{entry:?}");
        counted
    };
    for by in [CountBy::Headline, CountBy::Floor, CountBy::Ceiling, CountBy::Tool, CountBy::Recorded] {
        assert_eq!(count(by, &recorded("a", usual::GOOD)), Ok(Category::Grade(usual::GOOD)));
        assert_eq!(count(by, &graded(Headline::ProfileOnly)), Err(LeftOut::ProfileOnly));
        assert_eq!(count(by, &graded(Headline::NothingToGrade)), Err(LeftOut::NothingToGrade));
    }
    let range = casegrade::engine::Range { floor: usual::ADEQUATE, ceiling: usual::OUTSTANDING };
    let standing = |headline| Standing::Graded { headline, range: Some(range), provisional: false, may_change: false };
    let open = Entry { standing: standing(Headline::NotEnoughStated), recorded: None, ..recorded("a", usual::GOOD) };
    assert_eq!(count(CountBy::Recorded, &open), Err(LeftOut::NoRecordedGrade));
    assert_eq!(count(CountBy::Headline, &open), Ok(Category::NotEnoughStated));
    assert_eq!(count(CountBy::Floor, &open), Ok(Category::Grade(usual::ADEQUATE)));
    assert_eq!(count(CountBy::Ceiling, &open), Ok(Category::Grade(usual::OUTSTANDING)));
}

/// Two totals of one region and year cannot be added; those of two regions can.
#[test]
fn totals_of_one_group_that_overlap_are_named() {
    let count = |regions: [&str; 2]| {
        let by = vec![By::Region, By::Period];
        let mut counting =
            Counting::new(Plan { by, division: None, date: DateOf::Completed, count: CountBy::Headline });
        for (source, region) in ["one.csv:2", "two.csv:2"].into_iter().zip(regions) {
            let about =
                About { period: Some("2008-09".to_owned()), region: Some(region.to_owned()), ..About::default() };
            let counts = std::array::from_fn(|grade| Some(u64::from(grade == 0) * 4));
            let derived = Default::default();
            let source = source.to_owned();
            counting.add_tally(&Tally { source, about, days: None, n: 4, counts, derived, published_by: None });
        }
        counting.finish()
    };
    let Err(Clash { first, second, period }) = count(["North", "North"]) else { panic!("both are added") };
    assert_eq!((first.as_str(), second.as_str(), period.as_deref()), ("one.csv:2", "two.csv:2", Some("2008-09")));
    assert_eq!(count(["North", "South"]).unwrap().total.unwrap().counts.n, 8);
}

#[test]
fn reviews_of_two_sets_are_paired_by_their_ids() {
    let rubric = Rubric::from_toml(casegrade::rubric::shipped()[0].text).unwrap();
    let mut pairs = Pairs::new(&rubric);
    let category = Category::Grade;
    for (id, grade) in [("gone", usual::GOOD), ("same", usual::GOOD), ("better", usual::INADEQUATE)] {
        pairs.before(&recorded(id, grade), category(grade), None);
    }
    for (id, grade) in [("new", usual::ADEQUATE), ("same", usual::GOOD), ("better", usual::OUTSTANDING)] {
        pairs.after(&recorded(id, grade), category(grade), None);
    }
    let Paired { cells, gone, new, gone_ids, new_ids, .. } = pairs.finish();
    let place = |grade: Grade| Category::all().position(|own| own == category(grade)).unwrap();
    let [best, good, adequate, worst] =
        [usual::OUTSTANDING, usual::GOOD, usual::ADEQUATE, usual::INADEQUATE].map(place);
    assert_eq!((cells[good][good], cells[worst][best], cells.iter().flatten().sum::<u64>()), (1, 1, 2));
    assert_eq!((gone[good], new[adequate], gone.iter().sum::<u64>(), new.iter().sum::<u64>()), (1, 1, 1, 1));
    assert_eq!(([&*gone_ids[0]], [&*new_ids[0]]), (["gone"], ["new"]));
}

proptest! {
    #[test]
    fn rounding_keeps_every_sum(
        rows in prop::collection::vec(prop::collection::vec(0u64..40, 3), 1..6), base in 1u64..12
    ) {
        let Rounded { rows: rounded, sizes, total, size } = round(&rows, base);
        let is_next = |own: u64, given: u64| own.is_multiple_of(base) && own.abs_diff(given) < base;
        for ((own, given), size) in rounded.iter().zip(&rows).zip(&sizes) {
            prop_assert!(own.iter().zip(given).all(|(own, given)| is_next(*own, *given)), "{rows:?}: {rounded:?}");
            prop_assert_eq!(own.iter().sum::<u64>(), *size);
        }
        for (column, sum) in total.iter().enumerate() {
            prop_assert_eq!(rounded.iter().map(|row| row[column]).sum::<u64>(), *sum);
        }
        prop_assert_eq!(sizes.iter().sum::<u64>(), size);
        prop_assert!(is_next(size, rows.iter().flatten().sum()));
    }
}
