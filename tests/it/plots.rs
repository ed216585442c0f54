//! Pictures: the numbers of the results, in text as well as in shapes, and nothing that is suppressed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

const PERIODS: [&str; 2] = ["examples/statistics/2008-09.csv", "examples/statistics/apr-dec-2009.csv"];

fn casegrade(arguments: &[&str]) -> Output {
    let root = env!("CARGO_MANIFEST_DIR");
    Command::new(env!("CARGO_BIN_EXE_casegrade")).current_dir(root).args(arguments).output().unwrap()
}

/// Runs a command that succeeds with `--plot`, and returns the picture and what the command prints.
fn plotted(arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.svg");
    let output = casegrade(&[arguments, &["--as-of", "2026-01-01", "--plot", file.to_str().unwrap()]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let picture = fs::read_to_string(file).unwrap();
    well_formed(&picture);
    (picture, String::from_utf8(output.stdout).unwrap())
}

fn well_formed(picture: &str) {
    let mut reader = Reader::from_str(picture);
    while !matches!(reader.read_event().unwrap(), Event::Eof) {}
    let others = ["<script", "<image", "href", "url(", "<style", " on"];
    assert!(others.iter().all(|other| !picture.contains(other)), "a picture holds more than shapes and text");
}

/// The description of a picture, for who cannot see it.
fn words(picture: &str) -> &str {
    picture.split_once("<desc>").unwrap().1.split_once("</desc>").unwrap().0
}

#[test]
fn grades_by_group_and_their_trend_have_the_numbers_of_the_table() {
    let (picture, json) = plotted(&["table", PERIODS[0], PERIODS[1], "--format", "json"]);
    let table: Value = serde_json::from_str(&json).unwrap();
    let words = words(&picture);
    for group in table["groups"].as_array().unwrap() {
        for grade in ["outstanding", "good", "adequate", "inadequate"] {
            let count = &group["counts"][grade];
            assert!(words.contains(&format!("{count} {grade}")), "{count} {grade}: {words}");
            let percent = |share: &Value| format!("{:.1}", share.as_f64().unwrap() * 100.0);
            let ends = &group["intervals"][grade];
            let trend = format!(
                "{grade} {}% ({} to {})",
                percent(&group["shares"][grade]),
                percent(&ends[0]),
                percent(&ends[1])
            );
            assert!(words.contains(&trend), "{trend}: {words}");
        }
    }
    assert_eq!(picture.matches("<circle").count(), 8, "a mark a grade and period");
    assert_eq!(picture.matches("<title>").count(), 1);
}

#[test]
fn a_suppressed_count_is_in_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("grades.csv");
    let rows = |period: &str, counts: [usize; 4]| {
        let words = ["outstanding", "good", "adequate", "inadequate"];
        let rows = words.iter().zip(counts).flat_map(|(word, count)| vec![format!("{period},{word}"); count]);
        rows.enumerate().map(|(at, row)| format!("{period}{at},{row}\n")).collect::<String>()
    };
    let text = format!("id,period,grade\n{}{}", rows("2008", [1, 20, 30, 9]), rows("2009", [2, 21, 31, 10]));
    fs::write(&file, text).unwrap();
    let (picture, _) =
        plotted(&["table", file.to_str().unwrap(), "--by", "period", "--suppress-below", "5", "--matrix"]);
    let words = words(&picture);
    assert!(words.contains("30 adequate"), "{words}");
    assert!(["1 outstanding", "2 outstanding"].iter().all(|own| !words.contains(own)), "{words}");
    assert!(!words.contains("outstanding 1.7%") && !picture.contains("20080"), "{words}");
}

#[test]
fn graded_reviews_have_their_grades_scores_and_areas_in_one_picture() {
    let (picture, json) = plotted(&["grade", "examples/fictional", "--format", "json"]);
    let page: Value = serde_json::from_str(&json).unwrap();
    let reviews = page["reviews"].as_array().unwrap();
    let words = words(&picture);
    for grade in ["outstanding", "good", "adequate", "inadequate"] {
        let count = reviews.iter().filter(|review| review["final"] == grade).count();
        assert!(words.contains(&format!("{count} {grade}")), "{count} {grade}: {words}");
    }
    for review in reviews {
        let area = &review["criteria"][0];
        let grade = area["grade"].as_str().unwrap_or("?");
        let line = format!("{}: All", review["id"].as_str().unwrap());
        let own = words.split(&line).nth(1).unwrap().split('.').next().unwrap();
        assert!(own.contains(&format!("{} {grade}", area["title"].as_str().unwrap())), "{line}{own}");
    }
    let scores = words.split("from 0 to 100. ").nth(1).unwrap().split('.').next().unwrap();
    let counted: usize = scores.split(", ").map(|own| own.rsplit(": ").next().unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(counted, reviews.iter().filter(|review| !review["score"].is_null()).count());
    let year = |review: &Value| review["about"]["dates"]["completed"].as_str().map(|date| date[..4].to_owned());
    let of_2009: Vec<&Value> = reviews.iter().filter(|review| year(review).as_deref() == Some("2009")).collect();
    let good = of_2009.iter().filter(|review| review["final"] == "good").count();
    let share = format!("2009: outstanding {:.1}%", 100.0 / of_2009.len() as f64);
    assert!(of_2009.len() == 3 && good == 2 && words.contains(&share), "{share}: {words}");
    assert!(words.contains(&format!("good {:.1}%", 200.0 / of_2009.len() as f64)), "{words}");
    let (again, _) = plotted(&["grade", "examples/fictional"]);
    assert_eq!(picture, again, "the same reviews give another picture");
}

#[test]
fn a_picture_needs_an_ending_and_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.svg");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional/child-k.toml"), &input).unwrap();
    let [png, svg] = ["x.png", "x.svg"].map(|name| folder.path().join(name).display().to_string());
    let review = "examples/fictional/child-k.toml";
    for command in ["grade", "table"] {
        let wrong = casegrade(&[command, review, "--plot", &png]);
        assert_eq!(wrong.status.code(), Some(2), "{command}");
        assert!(String::from_utf8_lossy(&wrong.stderr).contains("use .svg"));
        let same = casegrade(&[command, review, "--plot", &svg, "-o", &svg]);
        assert!(String::from_utf8_lossy(&same.stderr).contains("name the same file"), "{command}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_page_of_several_reviews_begins_with_their_pictures_and_the_traffic_lights() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.html");
    assert!(casegrade(&["grade", "examples/fictional", "-o", file.to_str().unwrap()]).status.success());
    let page = fs::read_to_string(file).unwrap();
    let before = page.split("<details class=\"review\">").next().unwrap();
    assert_eq!(before.matches("<svg").count(), 3, "grades, scores and the trend");
    assert!(before.contains("Grades by review and area") && before.contains("Areas: 1 = "));
}
