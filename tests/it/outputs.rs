//! Results in files and in every format: the same numbers, nothing that acts, nothing that must not be shown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "these are tests")]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

const REVIEW: &str = "examples/fictional/child-k.toml";
const FORMATS: [&str; 9] = ["txt", "md", "html", "csv", "json", "xlsx", "xml", "sarif", "docx"];

fn casegrade(arguments: &[&str]) -> Output {
    let root = env!("CARGO_MANIFEST_DIR");
    Command::new(env!("CARGO_BIN_EXE_casegrade")).current_dir(root).args(arguments).output().unwrap()
}

fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Grades `paths` into a file of each format at once.
fn graded(paths: &[&str], folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names: Vec<String> = FORMATS.map(|ending| folder.join(format!("r.{ending}")).display().to_string()).to_vec();
    let mut arguments = vec!["grade", "--as-of", "2026-01-01", "--all"];
    arguments.extend(paths);
    names.iter().for_each(|name| arguments.extend(["-o", name]));
    let output = casegrade(&arguments);
    assert!(output.status.success(), "{}", message(&output));
    assert!(output.stdout.is_empty(), "the result is in the files");
    FORMATS.map(|ending| (ending.to_owned(), fs::read(folder.join(format!("r.{ending}"))).unwrap())).to_vec()
}

/// What a page says, its tags left out; every tag is closed by its own name.
fn words(page: &str) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(page);
    let (mut text, mut open, mut tags, mut is_style) = (String::new(), Vec::new(), Vec::new(), false);
    loop {
        match reader.read_event().expect("the page is well formed") {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                is_style = name == "style";
                tags.push(name.clone());
                open.push(name);
            }
            Event::Empty(tag) => tags.push(tag.name().as_ref().to_owned()),
            Event::End(tag) => {
                assert_eq!(open.pop().unwrap(), tag.name().as_ref());
                is_style = false;
                text.push(' ');
            }
            Event::Text(own) if !is_style => text.push_str(&own),
            Event::GeneralRef(own) => text.push_str(match &*own {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    (text, tags)
}

#[test]
fn every_format_of_one_run_holds_the_same_grades_and_scores() {
    let folder = tempfile::tempdir().unwrap();
    let files = graded(&[REVIEW], folder.path());
    let json: Value = serde_json::from_slice(&files[4].1).unwrap();
    let review = &json["reviews"][0];
    let (html, tags) = words(std::str::from_utf8(&files[2].1).unwrap());
    assert!(tags.iter().filter(|tag| *tag == "h1").count() == 1 && tags.iter().any(|tag| tag == "table"), "{tags:?}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(files[5].1.clone())).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Cover", "Contents", "Notes", "Summary", "Criteria", "Rules", "Reasons", "Second look"]
    );
    let criteria = book.worksheet_range("Criteria").unwrap();
    let csv = String::from_utf8(files[3].1.clone()).unwrap();
    assert!(csv.contains(review["grade"].as_str().unwrap()), "{csv}");
    for (number, criterion) in review["criteria"].as_array().unwrap().iter().enumerate() {
        let (title, score) = (criterion["title"].as_str().unwrap(), criterion["score"].as_f64());
        for (ending, bytes) in &files[..2] {
            assert!(String::from_utf8_lossy(bytes).contains(title), "{ending} lacks {title}");
        }
        assert!(html.contains(title), "html lacks {title}");
        assert!(score.is_none_or(|score| html.contains(&score.round().to_string())), "html lacks the score of {title}");
        let row = u32::try_from(number + 3).unwrap();
        assert_eq!(criteria.get_value((row, 2)), Some(&Data::String(title.to_owned())));
        let cell = score.map_or(Data::Empty, Data::Float);
        assert_eq!(criteria.get_value((row, 5)), Some(&cell), "a score is a number");
    }
    let rules: usize =
        review["criteria"].as_array().unwrap().iter().map(|own| own["rules"].as_array().unwrap().len()).sum();
    let junit = String::from_utf8(files[6].1.clone()).unwrap();
    assert!(junit.contains(&format!("tests=\"{rules}\"")), "{}", &junit[..400]);
    assert_eq!(book.worksheet_range("Rules").unwrap().height(), rules + 1 + 2);
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(graded(&[REVIEW], one.path()) == graded(&[REVIEW], two.path()));
}

#[test]
fn sarif_keeps_to_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let schema: Value = serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let file = folder.path().join("broken.toml");
    fs::write(&file, "rubric = 1\n").unwrap();
    let broken = file.display().to_string();
    for arguments in [
        vec!["grade", REVIEW, "--format", "sarif"],
        vec!["grade", &broken, "--format", "sarif"],
        vec!["rubric", "check", "scr-2009", &broken, "--format", "sarif"],
    ] {
        let log: Value = serde_json::from_slice(&casegrade(&arguments).stdout).unwrap();
        let mistakes: Vec<String> = schema.iter_errors(&log).map(|mistake| mistake.to_string()).collect();
        assert_eq!(mistakes, Vec::<String>::new(), "{arguments:?}");
        assert!(!log["runs"][0]["results"].as_array().unwrap().is_empty(), "{arguments:?} finds nothing");
    }
}

#[test]
fn each_finding_is_a_command_of_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.toml");
    fs::write(&file, "rubric = 1\n").unwrap();
    let broken = file.display().to_string();
    for (arguments, begins) in [
        (vec!["grade", REVIEW, "--format", "github"], "::warning file="),
        (vec!["grade", &broken, "--format", "github"], "::error file="),
        (vec!["rubric", "check", &broken, "--format", "github"], "::error file="),
    ] {
        let text = String::from_utf8(casegrade(&arguments).stdout).unwrap();
        assert!(text.lines().any(|line| line.starts_with(begins) && line.contains(",line=")), "{arguments:?}: {text}");
        assert!(text.lines().all(|line| line.starts_with("::")), "{arguments:?}: {text}");
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "one page is read for all that it may not hold")]
fn a_page_fetches_nothing_runs_nothing_and_shows_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "<script>alert(1)</script> <img src=x onerror=y> \" ' & ]]> </style> [l](http://x) =1+1";
    let review = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(REVIEW)).unwrap();
    let line = review.lines().find(|line| line.starts_with("title ")).unwrap();
    let file = folder.path().join("hostile.toml");
    fs::write(&file, review.replacen(line, &format!("title = '''{hostile}'''"), 1)).unwrap();
    let files = graded(&[&file.display().to_string()], folder.path());
    let page = String::from_utf8(files[2].1.clone()).unwrap();
    let (text, tags) = words(&page);
    assert!(text.contains(hostile), "{text}");
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "footer",
        "main",
        "section",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "li",
        "span",
        "strong",
        "code",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "label",
        "input",
        "br",
        "abbr",
        "svg",
        "rect",
        "figure",
        "figcaption",
        "pre",
        "mark",
        "a",
        "q",
    ];
    let unknown: Vec<&String> = tags.iter().filter(|tag| !known.contains(&tag.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(page.contains("default-src 'none'") && !page.contains("unsafe-inline"));
    assert!([" style=", " src=", "http:", "https:", "javascript:"].iter().all(|way| {
        !page.replace(&hostile.replace('<', "&lt;"), "").contains(way) || *way == " src=" || *way == "http:"
    }));
    // A workbook takes nothing for a formula.
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(files[5].1.clone())).unwrap();
    assert!(book.worksheet_formula("Summary").unwrap().cells().all(|(_, _, formula)| formula.is_empty()));
}

#[test]
fn an_ending_of_no_format_is_an_error_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (right, wrong) = (folder.path().join("r.json"), folder.path().join("r.pdf"));
    let output = casegrade(&["grade", REVIEW, "-o", right.to_str().unwrap(), "-o", wrong.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(message(&output).contains("ends in `.pdf`"), "{}", message(&output));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn an_input_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("review.json");
    fs::write(&file, "{}").unwrap();
    let path = file.to_str().unwrap();
    for arguments in [vec!["grade", path, "-o", path], vec!["rubric", "diff", path, path, "-o", path]] {
        let output = casegrade(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "{}", "{arguments:?}");
    }
}

#[test]
fn a_folder_of_reports_has_an_index_that_leads_to_each() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("reports");
    let output = casegrade(&["grade", "examples/fictional", "--out-dir", out.to_str().unwrap()]);
    assert_ne!(output.status.code(), Some(2), "{}", message(&output));
    let index = fs::read_to_string(out.join("index.html")).unwrap();
    let mut pages = 0;
    for entry in fs::read_dir(&out).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name != "index.html" {
            assert!(index.contains(&format!("href=\"{name}\"")), "the index lacks {name}");
            pages += 1;
        }
    }
    assert!(pages > 1, "only {pages} reports");
}

#[test]
fn brief_shows_the_closing_table_alone() {
    let whole = casegrade(&["grade", "examples/fictional", "--as-of", "2026-01-01"]);
    let brief = casegrade(&["grade", "examples/fictional", "--as-of", "2026-01-01", "--brief"]);
    let (whole, brief) = (String::from_utf8(whole.stdout).unwrap(), String::from_utf8(brief.stdout).unwrap());
    assert!(whole.ends_with(&brief) && brief.lines().count() > 3 && whole.len() > 4 * brief.len(), "{brief}");
}

#[test]
fn a_report_for_word_is_read_back_with_its_headings() {
    let folder = tempfile::tempdir().unwrap();
    let files = graded(&[REVIEW], folder.path());
    let json: Value = serde_json::from_slice(&files[4].1).unwrap();
    let passages = casegrade::document::passages::read(files[8].1.clone(), "docx", casegrade::document::Limits::USUAL);
    let text = format!("{passages:?}");
    for criterion in json["reviews"][0]["criteria"].as_array().unwrap() {
        assert!(text.contains(criterion["title"].as_str().unwrap()), "{} is missing", criterion["title"]);
    }
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let shells = ["bash", "zsh", "fish", "powershell", "elvish"].map(|shell| casegrade(&["completions", shell]));
    for output in shells.into_iter().chain([casegrade(&["man"])]) {
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            ["grade", "table", "compare", "rubric", "completions"].iter().all(|name| text.contains(name)),
            "{text}"
        );
    }
}
