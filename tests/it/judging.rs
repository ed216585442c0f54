//! `casegrade judge` without a terminal: answers in the command, answer sheets, and what becomes of the file.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unforeseen must fail")]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use crate::support::judged::{REVIEW, folder, judge, kept};

/// Runs `judge` as Ann, which must work; returns what it says.
fn ann(folder: &Path, arguments: &[&str]) -> String {
    let (said, complaints, code) = judge(folder, &[&["--by", "Ann"], arguments].concat());
    assert_eq!((complaints.as_str(), code), ("", Some(0)), "{said}");
    said
}

/// Grades the review with its judgements; returns what is written and how it ends.
fn grade(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.args(["grade", "r.toml", "--rubric", "rubric.toml", "--as-of", "2026-01-01"]).args(arguments);
    let output = command.current_dir(folder).output().unwrap();
    (String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(), output.status.code())
}

#[test]
fn answers_of_the_command_are_kept_and_counted() {
    let folder = folder();
    let said = ann(
        folder.path(),
        &["--answer", "q1=MOSTLY", "--because", "it says how", "--answer", "Q2=3", "--because", "“some” — ünï"],
    );
    assert!(said.contains("Wrote 2 judgements to r.judgement.ann.toml.\n  - Q1: good\n  - Q2: adequate\n"), "{said}");
    let file = kept(folder.path());
    assert!(file.starts_with("rubric  = \"small\"\nby      = \"Ann\"\n\n[[answers]]\nrule    = \"Q1\"\n"), "{file}");
    assert!(file.contains("because = \"“some” — ünï\""), "{file}");
    let (graded, code) = grade(folder.path(), &["--strict", "--final"]);
    assert_eq!(code, Some(0), "{graded}");
}

#[test]
fn a_reason_goes_with_the_grade_that_it_was_given_for() {
    let folder = folder();
    ann(folder.path(), &["--answer", "Q1=good", "--because", "it says how"]);
    assert!(ann(folder.path(), &["--answer", "Q1=good"]).contains("Nothing changed"));
    assert!(kept(folder.path()).contains("it says how"));
    assert!(ann(folder.path(), &["--answer", "Q1=adequate"]).contains("Q1: adequate (was good)"));
    assert!(!kept(folder.path()).contains("it says how"));
}

#[test]
fn wrong_answers_are_refused_whole() {
    let folder = folder();
    for (arguments, wanted) in [
        (&["--answer", "Q1=good", "--answer", "Q2=god"][..], "did you mean `good`?"),
        (&["--answer", "Q9=good"], "has no rule `Q9`. Note: the questions of `small` are Q1, Q2 and Q3"),
        (&["--answer", "P1=good"], "casegrade decides it"),
        (&["--answer", "Q1"], "cannot read `--answer Q1`"),
        (&["--answer", "Q1=n"], "the rubric does not allow it"),
        (&["--answer", "Q2=n"], "say with `--because` why Q2 does not apply"),
        (&["--answer", "Q1=1", "--answer", "q1=2"], "`Q1` is given twice"),
        (&["--answer", "Q1=1", "--answer", "Q2=2", "--because", "one"], "give one for each"),
        (&["--depart", "review=good"], "say with `--because` why you give `review` another grade"),
        (&["--depart", "plann=good", "--because", "x"], "did you mean `plan`?"),
        (&["--depart", "plan=goood", "--because", "x"], "did you mean `good`?"),
        (&["--confirm"], "there is nothing to confirm"),
        (&[], "this is not one"),
    ] {
        let (said, complaint, code) = judge(folder.path(), &[&["--by", "Ann"], arguments].concat());
        assert!(complaint.contains(wanted) && code == Some(2) && said.is_empty(), "{arguments:?}: {said}{complaint}");
        assert_eq!(kept(folder.path()), "", "{arguments:?}");
    }
}

#[test]
fn comments_order_and_line_endings_of_the_file_stay() {
    for (ending, list) in [
        (
            "\n",
            "[[answers]] # the first\ngrade = \"good\" # after a talk\nrule = 'Q1'\n\n[[answers]]\nrule = \"Q2\"\ngrade = \"good\"\n",
        ),
        ("\r\n", "[[answers]]\nrule = \"Q1\"\ngrade = \"good\" # after a talk\n"),
        ("\n", "answers = [ { rule = \"Q1\", grade = \"good\" } ] # after a talk\n"),
        ("\r\n", "answers = [] # after a talk\n"),
    ] {
        let folder = folder();
        let text = format!("# Ours.\n\nby = \"Ann\" # the lead\n{list}# The end.\n").replace('\n', ending);
        fs::write(folder.path().join("r.judgement.ann.toml"), &text).unwrap();
        let said = ann(folder.path(), &["--answer", "Q1=adequate", "--because", "it changed"]);
        assert!(said.contains("Q1: adequate"), "{said}");
        let file = kept(folder.path());
        for part in ["# Ours.", "by = \"Ann\" # the lead", "# The end.", "\"adequate\"", "\"it changed\""] {
            assert!(file.contains(part), "`{part}` is missing from:\n{file}");
        }
        assert!(!list.contains("\"good\" #") || file.contains("\"adequate\" # after a talk"), "{file}");
        assert_eq!(
            file.matches("\r\n").count(),
            if ending == "\n" { 0 } else { file.matches('\n').count() },
            "{file:?}"
        );
        assert_eq!(grade(folder.path(), &["--strict"]).1, Some(0));
    }
}

#[test]
fn a_file_is_bound_to_what_the_review_means() {
    let folder = folder();
    ann(folder.path(), &["--answer", "Q1=good"]);
    let review = folder.path().join("r.toml");
    fs::write(&review, format!("# A comment\n{REVIEW}").replace('\n', "\r\n")).unwrap();
    let (graded, code) = grade(folder.path(), &["--strict"]);
    assert!(code == Some(0) && !graded.contains("stale"), "{graded}");
    fs::write(&review, REVIEW.replace("the board", "a nurse")).unwrap();
    let (graded, code) = grade(folder.path(), &[]);
    assert!(code == Some(0) && graded.contains("changed since this was judged: `actions` has changed"), "{graded}");
    assert_eq!(grade(folder.path(), &["--strict"]).1, Some(2));
    // A further answer does not make the earlier one hold.
    let (said, complaint, code) = judge(folder.path(), &["--by", "Ann", "--answer", "Q2=good"]);
    assert!(
        code == Some(0) && complaint.contains("`actions` has changed") && complaint.contains("--confirm"),
        "{said}{complaint}"
    );
    assert_eq!(grade(folder.path(), &["--strict"]).1, Some(2));
    assert!(ann(folder.path(), &["--confirm"]).contains("now stands for the review as it is"));
    assert_eq!(grade(folder.path(), &["--strict"]).1, Some(0));
}

#[test]
fn each_person_has_a_file_and_signs_in_it() {
    let folder = folder();
    fs::write(folder.path().join("r.judgement.toml"), "by = \"Ann Price\"\n").unwrap();
    let (said, ..) = judge(folder.path(), &["--by", "ann price", "--answer", "Q1=good"]);
    assert!(said.contains("to r.judgement.toml"), "{said}");
    let (said, ..) = judge(folder.path(), &["--by", "Siân O'Neill", "--answer", "Q1=good"]);
    assert!(said.contains("to r.judgement.siân-o-neill.toml"), "{said}");
    // A file that is another's by what it says keeps both names.
    fs::write(folder.path().join("r.judgement.ann.toml"), "by = \"Ben\"\n").unwrap();
    ann(folder.path(), &["--answer", "Q1=good"]);
    assert!(kept(folder.path()).contains("by      = \"Ann\""), "{}", kept(folder.path()));
}

#[test]
fn a_file_that_cannot_be_used_is_left_alone() {
    for (text, wanted) in [
        ("rubric = \"other\"\n", "is for another rubric than `small`"),
        ("[[answers]]\nrule = \"Q1\"\n", "has no `grade`"),
        ("answers = 3\n", "answers"),
        ("by = \"Ann", "r.judgement.ann.toml"),
    ] {
        let folder = folder();
        let path = folder.path().join("r.judgement.ann.toml");
        fs::write(&path, text).unwrap();
        let (_, complaint, code) = judge(folder.path(), &["--by", "Ann", "--answer", "Q2=good"]);
        assert!(complaint.contains(wanted) && code == Some(2), "{complaint}");
        assert_eq!(kept(folder.path()), text);
    }
}

/// Replaces texts in a sheet as somebody would who fills it in.
fn fill(path: &Path, pairs: &[(&str, &str)]) {
    let replaced = |text: String| {
        pairs.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "`{from}` is missing from:\n{text}");
            text.replacen(from, to, 1)
        })
    };
    if path.extension().is_none_or(|ending| ending != "docx") {
        fs::write(path, replaced(fs::read_to_string(path).unwrap())).unwrap();
        return;
    }
    let mut old = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = replaced(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    fs::write(path, new.finish().unwrap().into_inner()).unwrap();
}

/// The cells of a workbook, row by row.
fn cells(path: &Path) -> Vec<Vec<String>> {
    use calamine::Reader as _;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range("Answers").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn write_cells(path: &Path, rows: &[Vec<String>]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            page.write_string(at, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

/// Writes a sheet in this format, fills in good for Q1 and that Q2 does not apply, and reads it back.
fn filled(folder: &Path, ending: &str) -> String {
    let name = format!("sheet.{ending}");
    let path = folder.join(&name);
    ann(folder, &["--sheet", &name]);
    match ending {
        "md" => {
            fill(&path, &[("Answer: \n", "Answer: Good\n"), ("Because: \n", "Because: it says *who*\nand when\n")]);
            fill(&path, &[("Answer: \n", "**Answer:**\n\nn/a\n"), ("Because: \n", "because: not born \\_yet\\_\n")]);
        }
        "csv" => fill(
            &path,
            &[
                ("in part; no,,,", "in part; no,2,\"it says *who*\nand when\","),
                ("say why,,,", "say why,not applicable,not born _yet_,"),
            ],
        ),
        "docx" => {
            let end = "</w:t>";
            fill(
                &path,
                &[
                    ("Answer: </w:t>", &format!("Answer: mostly{end}")),
                    ("Because: </w:t>", &format!("Because: it says *who* and when{end}")),
                ],
            );
            fill(
                &path,
                &[
                    ("Answer: </w:t>", &format!("Answer: not-applicable: say why{end}")),
                    ("Because: </w:t>", &format!("Because: not born _yet_{end}")),
                ],
            );
        }
        _ => {
            let mut rows = cells(&path);
            let at = |head: &str| rows[0].iter().position(|own| own == head).unwrap();
            let (answer, because) = (at("answer"), at("because"));
            (rows[1][answer], rows[1][because]) = ("good: mostly".to_owned(), "it says *who* and when".to_owned());
            (rows[2][answer], rows[2][because]) = ("NOT-APPLICABLE".to_owned(), "not born _yet_".to_owned());
            write_cells(&path, &rows);
        }
    }
    ann(folder, &["--from", &name])
}

#[test]
fn a_sheet_that_was_filled_in_is_read_back_in_every_format() {
    for ending in ["md", "csv", "xlsx", "docx"] {
        let folder = folder();
        let said = filled(folder.path(), ending);
        assert!(
            said.contains("Read 2 answers") && said.contains("  - Q1: good\n  - Q2: not-applicable\n"),
            "{ending}: {said}"
        );
        let file = kept(folder.path());
        let first = "because = \"it says *who* and when\"";
        assert!(file.contains(first) && file.contains("because = \"not born _yet_\""), "{ending}: {file}");
        // A sheet of the answers so far changes nothing, nor does one that is blank.
        let again = format!("again.{ending}");
        ann(folder.path(), &["--sheet", &again]);
        for by in ["Ann", "ann"] {
            let (said, complaint, code) = judge(folder.path(), &["--by", by, "--from", &again]);
            assert!(said.contains("Nothing changed") && code == Some(0), "{ending}: {said}{complaint}");
        }
        let blank = format!("blank.{ending}");
        judge(folder.path(), &["--sheet", &blank]);
        let said = ann(folder.path(), &["--from", &blank]);
        assert!(said.contains("Read 0 answers") && said.contains("2 questions are left blank"), "{ending}: {said}");
        assert_eq!(kept(folder.path()), file, "{ending}");
    }
}

#[test]
fn a_sheet_never_writes_over_a_file() {
    let folder = folder();
    fs::write(folder.path().join("sheet.md"), "mine").unwrap();
    let (_, complaint, code) = judge(folder.path(), &["--sheet", "sheet.md"]);
    assert!(complaint.contains("already exists") && code == Some(2), "{complaint}");
    assert_eq!(fs::read_to_string(folder.path().join("sheet.md")).unwrap(), "mine");
}

#[test]
fn what_is_wrong_in_a_sheet_is_said_with_its_place_and_nothing_is_written() {
    let folder = folder();
    for (name, text, wanted) in [
        (
            "a.csv",
            "rule,answer,because\nQ1,god,\nQ2,,because\n",
            &["row 2: `god`", "did you mean `good`?", "row 3: Q2 has a reason"][..],
        ),
        ("b.csv", "rule,answer\nQ1,good\nQ1,good\n", &["row 3: Q1 has two answers"]),
        ("c.csv", "rule,answer\nQ7,good\n", &["row 2: the rubric `small` has no rule `Q7`"]),
        ("d.csv", "rule;answer;review\nQ1;good;other\n", &["is a sheet for the review `other`"]),
        ("e.csv", "name,grade\n", &["no columns `rule` and `answer`"]),
        ("f.md", "# Answers\n\nAnswer: good\n", &["it has no questions"]),
        ("g.md", "Rubric: scr-2009\n\n## Q1: A\n\nAnswer: good\n", &["is a sheet for the rubric `scr-2009`"]),
        (
            "h.md",
            "## Q1: A\n\nAnswer: n\n\n## Q2: B\n\nAnswer: n\n",
            &["line 3: ", "line 7: say why Q2 does not apply"],
        ),
        ("i.xlsx", "not a workbook", &["it is not a workbook"]),
        ("j.docx", "not a document", &["cannot read `j.docx`"]),
        ("k.pdf", "", &["name a file that ends in .docx, .xlsx, .csv or .md"]),
        ("m.csv", "rule,answer,because\nQ1,good,caf\u{e9}\n", &["save it again with the file type `CSV UTF-8`"]),
        ("l.csv", "", &["no columns `rule` and `answer`"]),
    ] {
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
        fs::write(folder.path().join(name), bytes).unwrap();
        let (said, complaint, code) = judge(folder.path(), &["--by", "Ann", "--from", name]);
        assert!(code == Some(2) && said.is_empty(), "{name}: {said}{complaint}");
        wanted
            .iter()
            .for_each(|wanted| assert!(complaint.contains(wanted), "{name}: `{wanted}` is missing from {complaint}"));
        assert_eq!(kept(folder.path()), "", "{name}");
    }
}

#[test]
fn an_answer_on_a_sheet_is_read_with_a_full_stop_and_emphasis() {
    for answer in [
        "Good.",
        "**good**",
        "_good_",
        "`good`",
        "“good”",
        "**2**",
        "2.",
        "good: mostly.",
        "**good**: mostly",
        "Mostly!",
    ] {
        let folder = folder();
        fs::write(folder.path().join("a.csv"), format!("rule,answer\nQ1,{answer}\n")).unwrap();
        fs::write(folder.path().join("a.md"), format!("## Q1: A\n\nAnswer: {answer}\n")).unwrap();
        for name in ["a.csv", "a.md"] {
            let said = ann(folder.path(), &["--from", name]);
            assert!(said.contains("Q1: good") || said.contains("Nothing changed"), "{answer}: {said}");
            assert!(kept(folder.path()).contains("= \"good\""), "{answer}");
        }
    }
    let folder = folder();
    fs::write(folder.path().join("a.csv"), "rule,answer\nQ1,**.**\n").unwrap();
    let (said, complaint, code) = judge(folder.path(), &["--by", "Ann", "--from", "a.csv"]);
    assert!(code == Some(2) && said.is_empty() && complaint.contains("is not an answer to Q1"), "{complaint}");
}

#[test]
fn a_sheet_and_a_commented_copy_in_a_folder_are_no_reviews() {
    let folder = folder();
    let at = folder.path();
    ann(at, &["--sheet", "filled.docx"]);
    judge(at, &["--sheet", "blank.docx"]);
    let casegrade = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
        let output = command.args(arguments).current_dir(at).output().unwrap();
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let draft = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/documents/ostrey-draft.docx");
    fs::copy(draft, at.join("draft.docx")).unwrap();
    casegrade(&["grade", "draft.docx", "--comment", "checked.docx"]);
    fs::remove_file(at.join("draft.docx")).unwrap();
    assert!(at.join("checked.docx").exists());
    let ids = |text: &str| text.lines().map(|line| line.contains("\"id\":\"r\"")).collect::<Vec<_>>();
    let (said, complaints) = casegrade(&["grade", ".", "--rubric", "rubric.toml", "--format", "ndjson"]);
    assert_eq!(ids(&said), [true], "{said}{complaints}");
    for name in ["blank.docx", "checked.docx", "filled.docx"] {
        assert_eq!(complaints.matches(name).count(), 1, "{complaints}");
    }
    let (said, complaints) = casegrade(&["grade", ".", "--rubric", "rubric.toml", "--format", "json"]);
    assert_eq!(said.matches("\"source\": \"").count(), 1, "{said}");
    assert_eq!(complaints.matches("note: passed over").count(), 1, "{complaints}");
    let (said, complaints) = casegrade(&["grade", "blank.docx", "--rubric", "rubric.toml", "--format", "ndjson"]);
    assert_eq!(ids(&said), [false], "{complaints}");
    assert!(!complaints.contains("passed over"), "{complaints}");
}

#[test]
fn agree_names_the_reviews_that_only_one_rater_has() {
    let folder = folder();
    let own: String = (1..=7).map(|number| format!("x{number},good\n")).collect();
    fs::write(folder.path().join("a.csv"), format!("id,grade\nr,good\n{own}")).unwrap();
    fs::write(folder.path().join("b.csv"), "id,grade\nr,adequate\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.args(["agree", "Carla=a.csv", "Ben=b.csv"]).current_dir(folder.path()).output().unwrap();
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaints, "note: only Carla has `x1`, `x2`, `x3`, `x4`, `x5` and 2 more\n");
}

#[test]
fn the_sheet_of_another_person_is_refused() {
    for ending in ["md", "csv", "xlsx", "docx"] {
        let folder = folder();
        let name = format!("sheet.{ending}");
        ann(folder.path(), &["--sheet", &name]);
        let (said, complaint, code) = judge(folder.path(), &["--by", "Ben", "--from", &name]);
        assert!(code == Some(2) && said.is_empty(), "{ending}: {said}{complaint}");
        assert!(complaint.contains("is the sheet of `Ann`, and `--by` says `Ben`"), "{ending}: {complaint}");
        let (_, complaint, code) = judge(folder.path(), &["--from", &name]);
        assert_eq!(code, Some(0), "{ending}: {complaint}");
    }
}

#[test]
fn a_stale_file_of_somebody_whose_word_does_not_count_is_no_error() {
    let folder = folder();
    ann(folder.path(), &["--answer", "Q1=good"]);
    let review = folder.path().join("r.toml");
    let text = fs::read_to_string(&review).unwrap();
    fs::write(&review, format!("{text}\n[[findings]]\nid = \"F9\"\ntext = \"so\"\n")).unwrap();
    let (said, complaint, code) = judge(folder.path(), &["--by", "Ben", "--answer", "Q1=good"]);
    assert_eq!(code, Some(0), "{said}{complaint}");
    for (people, wanted) in [("Ben", Some(0)), (" ben", Some(0)), ("Ann", Some(2)), ("median", Some(2))] {
        let (said, code) = grade(folder.path(), &["--strict", "--people", people]);
        assert_eq!(code, wanted, "{people}: {said}");
    }
}

#[test]
fn reasons_are_masked_where_they_are_shown_and_kept_as_they_were_typed() {
    let folder = folder();
    ann(folder.path(), &["--answer", "Q1=good", "--because", "seen by ann@example.org"]);
    assert!(kept(folder.path()).contains("ann@example.org"));
    for ending in ["md", "csv"] {
        let name = format!("sheet.{ending}");
        ann(folder.path(), &["--sheet", &name]);
        let sheet = fs::read_to_string(folder.path().join(&name)).unwrap();
        assert!(!sheet.contains("ann@example.org") && sheet.contains("seen by"), "{sheet}");
        assert!(ann(folder.path(), &["--from", &name]).contains("Nothing changed"));
    }
    assert!(kept(folder.path()).contains("ann@example.org"));
    let (graded, _) = grade(folder.path(), &["--all"]);
    assert!(!graded.contains("ann@example.org"), "{graded}");
}
