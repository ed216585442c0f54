//! The library as other programs embed it: reviews from paths and from memory, without a command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it should be"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use casegrade::load::{self, Bundle, Error, Loader};
use casegrade::report::doc::{Bar, Block, Doc, Line, Part, Picture, Plot, ShareOf, Trend};
use casegrade::report::issue::{Issue, Level};
use casegrade::report::suite::{Outcome, Suite, Test};
use casegrade::report::{
    CriterionReport, CsvKind, DisagreementReport, Format, JudgedReport, PlaceReport, ReasonReport, Report, RuleReport,
    Sheet, Style, Value, View, fragment, write,
};
use casegrade::rubric::shipped;
use casegrade::{Rubric, document::Limits};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn rubric() -> Rubric {
    Rubric::from_toml(shipped()[0].text).unwrap()
}

/// The files of a folder, each under its name.
fn folder(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().into(), std::fs::read(&path).unwrap())).collect()
}

fn in_memory(name: &str, files: &[(PathBuf, Vec<u8>)]) -> Result<Bundle, Error> {
    load::from_bytes(name, files.to_vec())
}

/// What the program writes of a review, but for the folder of its files.
fn json(bundle: &Bundle, folder: &str) -> String {
    casegrade::grade(&rubric(), bundle).unwrap().to_json().unwrap().replace(folder, "")
}

#[test]
fn a_review_in_memory_is_read_and_graded_as_on_the_disk() {
    let mut seen = [false; 3];
    for (path, name) in [
        ("examples/fictional", "child-k.toml"),
        ("examples/fictional/thurlbeck-2010", "thurlbeck-2010.toml"),
        ("examples/documents/tarnside-2010", "tarnside-2010.toml"),
    ] {
        let path = Path::new(ROOT).join(path);
        let files = folder(&path);
        let (disk, memory) = (load::open(path.join(name)).unwrap(), in_memory(name, &files).unwrap());
        let folder = format!("{}/", path.display());
        assert!(json(&disk, &folder) == json(&memory, &folder), "{name}");
        let has = [!memory.answers.is_empty(), memory.sources.iter().count() > 1, memory.overview.is_some()];
        seen = std::array::from_fn(|at| seen[at] || has[at]);
        // Whatever is lacking in memory is not looked for on the disk.
        for (lacking, _) in files.iter().filter(|(file, _)| file.as_os_str() != name) {
            let rest: Vec<_> = files.iter().filter(|(file, _)| file != lacking).cloned().collect();
            let is_answers = lacking.to_string_lossy() == name.replace(".toml", ".judgement.toml");
            let is_named = files.iter().any(|(file, bytes)| {
                file.as_os_str() == name && String::from_utf8_lossy(bytes).contains(&*lacking.to_string_lossy())
            });
            match in_memory(name, &rest) {
                Ok(bundle) => assert!(!(is_named || is_answers && !bundle.answers.is_empty()), "{}", lacking.display()),
                Err(error) => assert!(is_named && error.to_string().contains("cannot read"), "{error}"),
            }
        }
    }
    assert_eq!(seen, [true; 3], "answers, lists and documents");
}

#[test]
fn errors_say_the_place_and_every_mistake() {
    let text = b"[review]\nid = 5\nkind = 7\n".to_vec();
    let error = load::from_bytes("a.toml", [("a.toml", text)]).unwrap_err().to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert!(lines[0].starts_with("a.toml:2:6: ") && lines[1].starts_with("a.toml:3:8: "), "{error}");
    let error = load::from_bytes("a.toml", [("b.toml", Vec::new())]).unwrap_err().to_string();
    assert_eq!(error, "cannot read `a.toml`: there is no such file or folder: did you mean `b.toml`?");
    let rubric = Rubric::from_toml("[rubric]\nid = 5\n").unwrap_err().to_string();
    assert!(rubric.contains("rubric:2:6: "), "{rubric}");
}

#[test]
fn a_line_is_a_review_and_a_wrong_one_does_not_end_the_file() {
    let lines = b"{\"review\": {\"id\": \"a\"}}\n\n{\"review\": {\"id\": 3}}\n{\"review\": {\"id\": \"c\"}}".to_vec();
    let files = load::Files::in_memory([("all.ndjson", lines)]);
    let loader = Loader { files, limits: Limits::USUAL, ..Loader::default() };
    let read: Vec<_> = loader.lines("all.ndjson").unwrap().collect();
    let ids: Vec<_> = read.iter().map(|read| read.as_ref().ok()?.review.review.id.as_deref()).collect();
    assert_eq!(ids, [Some("a"), None, Some("c")]);
    assert!(read[1].as_ref().unwrap_err().to_string().starts_with("all.ndjson:3:19: "));
}

#[test]
fn without_the_command_line_nothing_of_a_terminal_is_needed() {
    let tree = |features: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(ROOT).args(["tree", "--offline", "-e", "normal", "--prefix", "none"]).args(features);
        String::from_utf8(cargo.output().unwrap().stdout).unwrap()
    };
    let (all, core) = (tree(&[]), tree(&["--no-default-features"]));
    for name in ["clap", "same-file", "tempfile", "terminal_size", "walkdir"] {
        let has = |tree: &str| tree.lines().any(|line| line.split(' ').next() == Some(name));
        assert!(has(&all) && !has(&core), "{name}");
    }
    assert!(core.contains("jsonc-parser"), "{core}");
}

/// Reviews among files in memory are found with what belongs to them, and what is something else is named.
#[test]
fn reviews_are_found_among_files() {
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let files = [
        text("a.toml", "[review]\nid = \"a\"\n[lists]\nevents = \"events.csv\"\n[documents]\noverview = \"a.md\"\n"),
        text("a.judgement.toml", ""),
        text("a.md", "# A\n"),
        text("b.md", "# B\n"),
        text("broken.json", "{"),
        text("events.csv", "id,date\nE1,2009-05-12\n"),
        text("grades.csv", "id,grade\n"),
        text("lines.ndjson", "{\"review\": {\"id\": \"c\"}}\n{\"review\": {\"id\": \"d\"}}\n"),
        text(
            "result.json",
            "{\"tool\": {\"name\": \"casegrade\"}, \"rubric\": null, \"as-of\": \"2010-01-01\", \"reviews\": []}",
        ),
        (String::from("own.toml"), shipped()[0].text.as_bytes().to_vec()),
    ];
    let loader = Loader { files: load::Files::in_memory(files), ..Loader::default() };
    let mut found = loader.found();
    let read: Vec<_> = found.by_ref().map(|(path, read)| (path.display().to_string(), read.is_ok())).collect();
    let expected =
        [("a.toml", true), ("broken.json", false), ("lines.ndjson", true), ("lines.ndjson", true), ("b.md", true)];
    assert_eq!(read, expected.map(|(name, is_sound)| (name.to_owned(), is_sound)));
    assert_eq!(found.rubrics(), [PathBuf::from("own.toml")]);
    assert_eq!(found.results(), [PathBuf::from("result.json")]);
    assert_eq!(found.unused(), [PathBuf::from("grades.csv")]);
    assert_eq!(loader.found().only(Path::new("b.md")).count(), 1);
}

/// Ticking an item off shows in every format that has checklists, and nothing else changes.
#[test]
fn ticked_items_are_done() {
    let list = Block::List { items: vec!["one".into(), "two".into()], is_checklist: true };
    let mut doc = Doc { title: "x".to_owned(), blocks: vec![list] };
    let before = fragment(&doc, 2);
    doc.tick(&[1]);
    assert_eq!(fragment(&doc, 2).matches("checked=\"\"").count(), 1);
    let text = write(&doc, Format::Markdown, View::default(), Style { width: 80, color: false }).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("- [ ] one\n- [x] two"));
    doc.tick(&[]);
    assert_eq!(fragment(&doc, 2), before);
}

/// A program that lays a result out itself reads in the types what others read in the JSON.
#[test]
fn the_types_of_a_result_hold_what_its_json_says() {
    let departure = |grade: &str| {
        format!("[[departures]]\nof = \"review\"\ngrade = \"{grade}\"\nbecause = \"as we see it\"\n").into_bytes()
    };
    let path = Path::new(ROOT).join("examples/fictional/child-k.toml");
    let files = [
        ("child-k.toml", std::fs::read(path).unwrap()),
        ("child-k.judgement.ann.toml", departure("good")),
        ("child-k.judgement.ben.toml", departure("adequate")),
    ];
    let graded = casegrade::grade(&rubric(), &load::from_bytes("child-k.toml", files).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&graded.to_json().unwrap()).unwrap();
    let page = graded.page();
    assert_eq!(page.criteria.len(), json["criteria"].as_array().unwrap().len());
    for (own, json) in page.criteria.iter().zip(json["criteria"].as_array().unwrap()) {
        check_criterion(own, json);
    }
    assert_eq!(graded.final_grade().map_or("none", |grade| grade.word()), json["final"]);
    check_disagreement(&page.judged, &json["disagreements"]);
}

fn check_criterion(own: &CriterionReport, json: &serde_json::Value) {
    assert_eq!(own.grade.map(casegrade::review::Grade::word), json["grade"].as_str(), "{}", own.id);
    assert_eq!(own.rules.len(), json["rules"].as_array().unwrap().len());
    for (rule, json) in own.rules.iter().zip(json["rules"].as_array().unwrap()) {
        check_rule(rule, json);
    }
}

fn check_rule(own: &RuleReport, json: &serde_json::Value) {
    assert_eq!((own.id.as_str(), own.title.as_str()), (json["id"].as_str().unwrap(), json["title"].as_str().unwrap()));
    assert_eq!(own.reasons.len(), json["reasons"].as_array().unwrap().len());
    for (reason, json) in own.reasons.iter().zip(json["reasons"].as_array().unwrap()) {
        check_reason(reason, json);
    }
}

fn check_reason(own: &ReasonReport, json: &serde_json::Value) {
    let place: &PlaceReport = &own.place;
    assert_eq!(
        (own.text.as_str(), place.path.as_str()),
        (json["text"].as_str().unwrap(), json["path"].as_str().unwrap())
    );
    assert_eq!(place.line.map(|line| line as u64), json["line"].as_u64());
}

fn check_disagreement(judged: &JudgedReport, json: &serde_json::Value) {
    let [own]: &[DisagreementReport] = judged.disagreements.as_slice() else { panic!("one disagreement is needed") };
    assert_eq!((own.of.as_str(), own.settled), (json[0]["of"].as_str().unwrap(), None));
    assert_eq!((own.title.as_str(), json[0]["claims"].as_array().unwrap().len()), ("the review", 2));
}

/// How often agencies attended the panel: a result of an embedding program.
#[derive(serde::Serialize)]
struct Attendance {
    police: u64,
}

impl Report for Attendance {
    fn doc(&self, _: View) -> Doc {
        let line = Line::from("The police came to ").strong(format!("{} of 4 meetings", self.police));
        Doc { title: "Attendance".to_owned(), blocks: vec![Block::Paragraph(line)] }
    }

    fn sheets(&self) -> Vec<Sheet> {
        let rows = vec![
            vec![Value::from("Police"), Value::from(self.police)],
            vec![Value::from("note"), Value::from("one meeting was online")],
        ];
        vec![Sheet { name: "Attendance".to_owned(), title: String::new(), columns: vec!["agency", "meetings"], rows }]
    }

    fn plots(&self) -> Vec<Plot> {
        let part =
            |name: &str, count| Part { name: name.to_owned(), mark: "x".to_owned(), grade: None, count: Some(count) };
        let parts = vec![part("came", self.police), part("absent", 4 - self.police)];
        let bar = Bar { name: "Police".to_owned(), of: Some(4), parts };
        let share = |share| Some(ShareOf { share, low: share, high: share });
        let line =
            Trend { name: "came".to_owned(), mark: "x".to_owned(), grade: None, shares: vec![share(0.5), share(1.0)] };
        let periods = vec!["spring".to_owned(), "summer".to_owned()];
        [("Meetings", Picture::Bars(vec![bar])), ("By season", Picture::Trend { periods, lines: vec![line] })]
            .map(|(title, picture)| Plot { title: title.to_owned(), picture })
            .to_vec()
    }

    fn issues(&self) -> Vec<Issue> {
        vec![Issue {
            rule: "absent".to_owned(),
            title: None,
            level: Level::Warning,
            message: "the police were absent".to_owned(),
            file: "minutes.md".to_owned(),
            line: Some(2),
            column: None,
        }]
    }

    fn suites(&self) -> Vec<Suite> {
        let outcome = Outcome::Failed { message: "absent once".to_owned(), text: "the meeting in May".to_owned() };
        let tests = vec![Test { name: "police".to_owned(), place: None, outcome }];
        vec![Suite { name: "attendance".to_owned(), tests }]
    }
}

/// A result of another program's is written in every format that its methods give something for.
#[test]
fn a_report_of_ones_own_is_written_in_every_format() {
    let style = Style { width: 80, color: false };
    let bytes = |format, view| write(&Attendance { police: 3 }, format, view, style).unwrap();
    let usual = |format| String::from_utf8(bytes(format, View::default())).unwrap();
    assert_eq!(usual(Format::Text), "The police came to 3 of 4 meetings\n");
    assert_eq!(usual(Format::Markdown), "The police came to **3 of 4 meetings**\n");
    assert!(usual(Format::Html).contains("The police came to <strong>3 of 4 meetings</strong>"));
    assert_eq!(usual(Format::Csv), "agency,meetings\nPolice,3\nnote,one meeting was online\n");
    let tidy = bytes(Format::Csv, View { csv: CsvKind::Tidy, ..View::default() });
    assert_eq!(String::from_utf8(tidy).unwrap(), "agency,meetings\nPolice,3\n");
    assert_eq!(usual(Format::Json), "{\n  \"police\": 3\n}\n");
    assert_eq!(usual(Format::Ndjson), "{\"police\":3}\n");
    assert_eq!(usual(Format::Github), "::warning file=minutes.md,line=2,title=absent::the police were absent\n");
    let sarif: serde_json::Value = serde_json::from_str(&usual(Format::Sarif)).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["message"]["text"], "the police were absent");
    let junit = usual(Format::Junit);
    assert!(junit.contains("failures=\"1\"") && junit.contains("absent once"), "{junit}");
    let svg = usual(Format::Svg);
    assert!(
        ["Meetings", "Police", "absent", "By season", "spring", "summer"].iter().all(|text| svg.contains(text)),
        "{svg}"
    );
    for format in [Format::Xlsx, Format::Docx] {
        assert!(bytes(format, View::default()).starts_with(b"PK"), "{format:?}");
    }
    assert_eq!(Format::all().count(), 12, "a format is not tried here");
}
