//! Checklists made of lists of questions, and answer sheets that are graded as they are.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets something unforeseen must fail"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use rust_xlsxwriter::Workbook;
use serde_json::Value;

fn casegrade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn folder(name: &str, list: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), list).unwrap();
    folder
}

/// The first sheet of a workbook with these rows.
fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            page.write_string(number, column, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The areas of a rubric with the texts of their questions.
fn questions(folder: &Path) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(folder.join("list.toml")).unwrap();
    let rubric: toml::Table = text.parse().unwrap();
    let text = |value: &toml::Value, key: &str| value[key].as_str().unwrap().to_owned();
    let area = |own: &toml::Value| {
        let rules = own["rules"].as_array().unwrap().iter().map(|rule| text(rule, "ask")).collect();
        (text(own, "title"), rules)
    };
    rubric["criteria"].as_array().unwrap().iter().map(area).collect()
}

/// Makes a checklist, and returns what the program says. The rubric must be sound, without a warning, and pass its cases.
fn made(folder: &Path, list: &str) -> String {
    let made = casegrade(folder, &["rubric", "new", "list.toml", "--questions", list]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let checked = casegrade(folder, &["rubric", "check", "list.toml", "--deny-warnings"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    let tested = casegrade(folder, &["rubric", "test", "list.toml"]);
    assert_eq!(tested.status.code(), Some(0), "{}", said(&tested));
    said(&made)
}

#[test]
fn lists_of_every_kind_make_a_sound_checklist() {
    let areas = |list: &[(&str, &[&str])]| -> Vec<(String, Vec<String>)> {
        let own = |(title, questions): &(&str, &[&str])| {
            ((*title).to_owned(), questions.iter().map(|question| (*question).to_owned()).collect())
        };
        list.iter().map(own).collect()
    };
    let two =
        areas(&[("Planning", &["Is there a plan?", "Who owns it?"]), ("Voice", &["Was the child seen – alone?"])]);
    let rows = vec![
        vec!["Theme", "Question"],
        vec!["Planning", "Is there a plan?"],
        vec!["", "Who owns it?"],
        vec!["Voice", "Was the child seen – alone?"],
    ];
    let table = workbook(&rows);
    let lists: [(&str, &[u8]); 8] = [
        ("bom.csv", "\u{feff}Section;Question\r\nPlanning;1. Is there a plan?\r\n;2. Who owns it?\r\n\r\n;\r\nVoice;Was the child seen – alone?\r\n".as_bytes()),
        ("old.csv", b"Review question,Section\r\nIs there a plan?,Planning\r\nWho owns it?,Planning\r\nWas the child seen \x96 alone?,Voice\r\n"),
        ("rows.csv", "Audit of plans,,\n,,\nNo.,Question,Notes\n,Planning,\n1,Is there a plan?,look in the file\n2,Who owns it?,\n,Voice,\n1,Was the child seen – alone?,\n".as_bytes()),
        ("table.xlsx", &table),
        ("text.txt", "Planning:\n1. Is there a plan?\n2. Who owns it?\n\nVoice:\n• Was the child seen – alone?\n".as_bytes()),
        ("text.md", "## Planning\n\n- Is there a plan?\n- Who owns it?\n\n## Voice\n\n1. Was the child seen – alone?\n".as_bytes()),
        ("plain.md", "## Planning\n\nIs there a plan?\nWho owns it?\n\n## Voice\nWas the child seen –\nalone?\n".as_bytes()),
        ("same.csv", "area,question\nPlanning,Is there a plan?\nPlanning,Who owns it?\nPlanning,is there  a plan\nVoice,Was the child seen – alone?\n".as_bytes()),
    ];
    for (name, list) in lists {
        let folder = folder(name, list);
        let message = made(folder.path(), name);
        assert_eq!(questions(folder.path()), two, "{name}: {message}");
        assert_eq!(message.contains("asked before"), name == "same.csv", "{name}: {message}");
    }
}

#[test]
fn answers_of_any_number_make_a_sound_checklist() {
    for columns in
        ["yes; no", "Yes/Partly/No", "no,yes", "always; mostly; rarely; never", "a|b|c|d|e", "Yes; No; N/A", ""]
    {
        for count in [1, 2, 3, 4, 7] {
            let other = if count % 2 == 0 { "Yes/No/N/A" } else { "" };
            let rows: String = (0..count)
                .map(|number| {
                    format!(
                        "Area {},Question {number}?,\"{}\"\n",
                        number / 3,
                        if number % 3 == 1 { other } else { columns }
                    )
                })
                .collect();
            let folder = folder("list.csv", format!("area,question,answers\n{rows}").as_bytes());
            made(folder.path(), "list.csv");
        }
    }
}

#[test]
fn a_long_list_is_made_alike_each_time_and_never_over_a_file() {
    let rows: String = (1..=500).map(|number| format!("Ärea {};Wörd {number} “of” 500?\r\n", number / 90)).collect();
    let list = format!("\u{feff}area;question\r\n{rows}");
    let (one, other) = (folder("list.csv", list.as_bytes()), folder("list.csv", list.as_bytes()));
    made(one.path(), "list.csv");
    made(other.path(), "list.csv");
    for name in ["list.toml", "list.cases.toml", "list.answers.xlsx"] {
        let bytes = fs::read(one.path().join(name)).unwrap();
        assert_eq!(bytes, fs::read(other.path().join(name)).unwrap(), "{name}");
        let again = casegrade(one.path(), &["rubric", "new", "list.toml", "--questions", "list.csv"]);
        assert_eq!(again.status.code(), Some(2));
        assert!(said(&again).contains("already exists"), "{}", said(&again));
        assert_eq!(bytes, fs::read(one.path().join(name)).unwrap(), "{name}");
        fs::remove_file(other.path().join(name)).unwrap();
        let rest = fs::read_dir(other.path()).unwrap().count();
        if rest > 1 {
            let again = casegrade(other.path(), &["rubric", "new", "list.toml", "--questions", "list.csv"]);
            assert_eq!(again.status.code(), Some(2), "{name} is gone");
            assert_eq!(fs::read_dir(other.path()).unwrap().count(), rest, "{name} is gone");
        }
    }
}

#[test]
fn a_list_that_cannot_be_used_is_refused_with_what_to_do() {
    let lists = [
        ("empty.csv", "", "no questions"),
        ("heads.csv", "area,question\n\n", "no questions"),
        ("other.csv", "name,colour\nAnn,red\nBob,blue\n", "no column is called `question`"),
        ("many.csv", "question,answers\nWhy?,a;b;c;d;e;f\n", "row 2: a question takes 2 to 5 answers"),
        ("twice.csv", "question,answers\nWhy?,Yes;yes\n", "row 2: the answer `yes` is given twice"),
        ("grade.csv", "question,answers\nWhy?,partly met;met;no\n", "row 2: the answer `partly met`"),
        ("not.xlsx", "question\nWhy?\n", "not a spreadsheet"),
        ("empty.txt", "\n\n", "no questions"),
    ];
    for (name, list, wanted) in lists {
        let folder = folder(name, list.as_bytes());
        let refused = casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", name]);
        assert_eq!(refused.status.code(), Some(2), "{name}: {}", said(&refused));
        assert!(said(&refused).contains(wanted), "{name}: {}", said(&refused));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}");
    }
}

/// The grades of the areas and of the review, from JSON.
fn grades(output: &Output) -> Vec<String> {
    let json: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(output)));
    let review = &json["reviews"][0];
    let grade = |own: &Value| own["grade"].as_str().unwrap_or("none").to_owned();
    let areas = review["criteria"].as_array().unwrap().iter().map(grade);
    areas.chain([grade(review)]).collect()
}

/// Each combination of answers for two areas gets the grade that its share of the points earns, whatever words are used.
#[test]
fn a_filled_sheet_is_graded_by_the_share_of_its_points() {
    let folder = folder("q.csv", b"area,question,answers\nA,One?,\nA,Two?,yes/partly/no/n/a\nB,Three?,yes;no\n");
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.csv"]);
    let words = [["yes", "MET", "1"], ["Partly", "partly-met", "2."], ["no", "not met", "3"]];
    let grade = |points: &[usize]| match (points.iter().sum::<usize>(), points.len()) {
        (_, 0) => "none",
        (sum, count) if sum >= 2 * count => "met",
        (sum, count) if sum >= count => "partly-met",
        _ => "not-met",
    };
    let points = |name: &str| if name == "met" { 2 } else { usize::from(name == "partly-met") };
    for number in 0..24 {
        let (one, two, three) = (number % 3, number / 3 % 4, number / 12);
        let style = number % 2;
        let second = if two == 3 { "n/a,One case only" } else { &format!("{},", words[two][style]) };
        let third = ["yes", "no"][three];
        let sheet = format!(
            "rule;answer;because\r\nQ1;{};\r\nQ2;{}\r\nQ3;{third};\r\n",
            words[one][style],
            second.replace(',', ";")
        );
        fs::write(folder.path().join("case-1.csv"), format!("\u{feff}{sheet}")).unwrap();
        let graded = casegrade(folder.path(), &["grade", "case-1.csv", "--rubric", "list.toml", "--format", "json"]);
        let own: Vec<usize> = [2 - one].into_iter().chain((two < 3).then(|| 2 - two.min(2))).collect();
        let areas = [grade(&own), grade(&[2 - 2 * three])];
        let overall = grade(&areas.map(points));
        assert_eq!(grades(&graded), [areas[0], areas[1], overall], "{sheet}{}", said(&graded));
    }
}

#[test]
fn the_sheet_that_is_written_is_graded_when_it_is_filled_in() {
    let folder = folder("q.txt", "Is there a plan?\nWho owns it?\n".as_bytes());
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.txt"]);
    let blank = casegrade(folder.path(), &["new", "--answers", "case-1.csv", "--rubric", "list.toml"]);
    assert_eq!(blank.status.code(), Some(0), "{}", said(&blank));
    assert!(said(&blank).contains("casegrade grade case-1.csv --rubric list.toml"), "{}", said(&blank));
    let again = casegrade(folder.path(), &["new", "--answers", "case-1.csv", "--rubric", "list.toml"]);
    assert_eq!(again.status.code(), Some(2));
    let text = fs::read_to_string(folder.path().join("case-1.csv")).unwrap();
    assert!(text.contains("yes; partly; no"), "{text}");
    let open = casegrade(folder.path(), &["grade", "case-1.csv", "--rubric", "list.toml"]);
    assert!(said(&open).contains("answer in case-1.csv"), "{}", said(&open));
    let rows: Vec<Vec<&str>> =
        text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
    let answer = rows[0].iter().position(|head| *head == "answer").unwrap();
    let mut filled = rows.clone();
    for row in filled.iter_mut().skip(1) {
        row[answer] = "Yes";
    }
    fs::create_dir(folder.path().join("sheets")).unwrap();
    let put =
        |name: &str, rows: &[Vec<&str>]| fs::write(folder.path().join("sheets").join(name), workbook(rows)).unwrap();
    put("case-2.xlsx", &filled);
    filled[2][answer] = "no";
    put("case-3.answers.xlsx", &filled);
    put("blank.xlsx", &rows);
    let graded = casegrade(folder.path(), &["grade", "sheets", "--rubric", "list.toml", "--brief"]);
    assert_eq!(graded.status.code(), Some(0), "{}", said(&graded));
    for wanted in ["case-2", "case-3", "passed over", "blank.xlsx"] {
        assert!(said(&graded).contains(wanted), "{wanted}: {}", said(&graded));
    }
    for paths in [&["sheets"][..], &["sheets/case-2.xlsx", "sheets/case-3.answers.xlsx"]] {
        let counted = [&["table"][..], paths, &["--rubric", "list.toml", "--format", "json"]].concat();
        let counted = casegrade(folder.path(), &counted);
        let json: Value = serde_json::from_slice(&counted.stdout).unwrap_or_else(|_| panic!("{}", said(&counted)));
        assert_eq!(json["n"], 2, "{}", said(&counted));
    }
}

#[test]
fn a_sheet_answers_the_review_next_to_it() {
    let rubric = "[rubric]\nid = \"own\"\ntitle = \"Own\"\nversion = \"1\"\n[[criteria]]\nid = \"chair\"\ntitle = \"Chair\"\n\
                  [[criteria.rules]]\nid = \"C1\"\ntitle = \"Independent\"\nmust = { \"chair.independent\" = true }\nmet = \"good\"\n\
                  [[criteria.rules]]\nid = \"C2\"\ntitle = \"Asked\"\nask = \"Did the chair ask?\"\n";
    let folder = folder("own.toml", rubric.as_bytes());
    let review = "[review]\nid = \"k\"\nrecord = \"whole\"\n[chair]\nindependent = true\n";
    fs::write(folder.path().join("k.toml"), review).unwrap();
    let new = casegrade(folder.path(), &["new", "--answers", "k.answers.csv", "--rubric", "own.toml"]);
    assert_eq!(new.status.code(), Some(0), "{}", said(&new));
    let blank = fs::read_to_string(folder.path().join("k.answers.csv")).unwrap();
    let filled = blank.replace(",,,,k,own", ",outstanding,seen,Ann,k,own");
    assert_ne!(blank, filled, "{blank}");
    fs::write(folder.path().join("k.answers.csv"), filled).unwrap();
    let graded = casegrade(folder.path(), &["grade", "k.answers.csv", "--rubric", "own.toml", "--format", "json"]);
    let json: Value = serde_json::from_slice(&graded.stdout).unwrap_or_else(|_| panic!("{}", said(&graded)));
    let rules = &json["reviews"][0]["criteria"][0]["rules"];
    assert_eq!([&rules[0]["grade"], &rules[1]["grade"]], ["good", "outstanding"], "{}", said(&graded));
}

#[test]
fn a_mistake_in_a_sheet_is_shown_at_its_row() {
    let folder = folder("q.csv", b"question\nOne?\nTwo?\n");
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.csv"]);
    let sheets = [
        ("rule,answer\nQ1,yess\n", "unknown value `yess`"),
        ("rule,answer\nQ9,yes\n", "no rule `Q9`"),
        ("rule,answer,because\nQ1,,later\n", "has no `grade`"),
        ("rule,answer\nQ1,yes\nQ1,no\n", "answered twice"),
        ("rule,answer\nQ1,n/a\n", "unknown value `n/a`"),
    ];
    for (sheet, wanted) in sheets {
        fs::write(folder.path().join("case.csv"), sheet).unwrap();
        let graded = casegrade(folder.path(), &["grade", "case.csv", "--rubric", "list.toml"]);
        assert_eq!(graded.status.code(), Some(2), "{}", said(&graded));
        assert!(said(&graded).contains(wanted) && said(&graded).contains("case.csv:"), "{wanted}: {}", said(&graded));
    }
    fs::write(folder.path().join("case.csv"), "rule,answer,rubric\nQ1,yes,other\nQ2,yes,other\n").unwrap();
    let graded = casegrade(folder.path(), &["grade", "case.csv", "--rubric", "list.toml"]);
    assert!(said(&graded).contains("these answers are for the rubric `other`"), "{}", said(&graded));
}

/// A scale in words of its own: people read them as they say them, and files keep their hyphens.
#[test]
fn grades_of_several_words_are_read_as_people_say_them() {
    let folder = folder("q.csv", b"area,question\nA,One?\nA,Two?\n");
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.csv"]);
    fs::write(folder.path().join("case.csv"), "rule,answer\nQ1,yes\nQ2,no\n").unwrap();
    for format in ["text", "md", "html"] {
        let graded = casegrade(folder.path(), &["grade", "case.csv", "--rubric", "list.toml", "--format", format]);
        let report = String::from_utf8_lossy(&graded.stdout).into_owned();
        assert!(report.contains("PARTLY MET"), "{format}: {report}");
        assert!(!report.to_lowercase().contains("partly-met"), "{format}: {report}");
    }
    let graded = casegrade(folder.path(), &["grade", "case.csv", "--rubric", "list.toml", "--format", "json"]);
    assert_eq!(grades(&graded), ["partly-met", "partly-met"]);
    let meant = casegrade(folder.path(), &["grade", "case.csv", "--rubric", "list.toml", "--at-least", "partly met"]);
    assert_eq!(meant.status.code(), Some(2));
    assert!(said(&meant).contains("did you mean `partly-met`"), "{}", said(&meant));
}

#[test]
fn words_for_grades_may_have_commas_between_them() {
    let folder = folder("g.csv", b"id,grade\na,RI\nb,\"1, at best\"\nc,good\nd,not graded\n");
    let scale = "outstanding,good,requires-improvement,inadequate";
    let map = "RI=requires-improvement,1, at best=outstanding";
    let counted = casegrade(folder.path(), &["table", "g.csv", "--scale", scale, "--map", map, "--format", "json"]);
    let json: Value = serde_json::from_slice(&counted.stdout).unwrap_or_else(|_| panic!("{}", said(&counted)));
    let counts = &json["groups"][0]["counts"];
    assert_eq!([&counts["outstanding"], &counts["good"], &counts["requires-improvement"]], [1, 1, 1], "{counts}");
    for wrong in ["RI", "RI=good,x", ""] {
        let refused = casegrade(folder.path(), &["table", "g.csv", "--map", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(said(&refused).contains("WORD=GRADE"), "{}", said(&refused));
    }
}

#[test]
fn a_comparison_leads_with_the_reviews_that_get_another_grade() {
    let rubric = |least: &str| {
        format!(
            "[rubric]\nid = \"own\"\ntitle = \"Own\"\nversion = \"{least}\"\n[[criteria]]\nid = \"plan\"\ntitle = \"Plan\"\n\
             [[criteria.rules]]\nid = \"P1\"\ntitle = \"Owned\"\neach = \"actions\"\nmust = {{ owner = \"present\" }}\n\
             bands = {{ good = {least} }}\nempty = \"unmet\"\n"
        )
    };
    let folder = folder("old.toml", rubric("0.4").as_bytes());
    fs::write(folder.path().join("new.toml"), rubric("0.9")).unwrap();
    fs::create_dir(folder.path().join("reviews")).unwrap();
    let review = "[review]\nid = \"k\"\nrecord = \"whole\"\n[[actions]]\nowner = \"the board\"\n[[actions]]\n";
    fs::write(folder.path().join("reviews/k.toml"), review).unwrap();
    for format in ["text", "md"] {
        let compared =
            casegrade(folder.path(), &["rubric", "diff", "old.toml", "new.toml", "reviews", "--format", format]);
        let text = said(&compared);
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no `{words}`: {text}"));
        assert!(at("1 gets another grade") < at("good to inadequate"), "{text}");
        assert!(at("good to inadequate") < at("What differs"), "{text}");
    }
}

/// The answers of the rubric's questions, the best first.
fn labels(folder: &Path) -> Vec<Vec<String>> {
    let rubric: toml::Table = fs::read_to_string(folder.join("list.toml")).unwrap().parse().unwrap();
    let grades: Vec<&str> =
        rubric["scale"]["grades"].as_array().unwrap().iter().map(|own| own.as_str().unwrap()).collect();
    let rules = rubric["criteria"].as_array().unwrap().iter().flat_map(|area| area["rules"].as_array().unwrap());
    let own = |rule: &toml::Value| {
        grades.iter().filter_map(|grade| rule["levels"].get(grade)?.as_str().map(str::to_owned)).collect()
    };
    rules.map(own).collect()
}

/// The program's own answer sheet is a list of questions, whatever follows `not-applicable`.
#[test]
fn an_answer_sheet_is_a_list_of_questions() {
    let folder =
        folder("q.csv", b"area,question,answers\nA,One?,Yes;No;N/A\nA,Two?,\nB,Three?,\"yes, in full; in part; no\"\n");
    let first = casegrade(folder.path(), &["rubric", "new", "first.toml", "--questions", "q.csv"]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    made(folder.path(), "first.answers.xlsx");
    let one = fs::read_to_string(folder.path().join("list.toml")).unwrap();
    assert_eq!(one.matches("may-not-apply = true").count(), 1, "{one}");
    let wanted = [vec!["Yes", "No"], vec!["yes", "partly", "no"], vec!["yes, in full", "in part", "no"]];
    assert_eq!(labels(folder.path()), wanted, "{one}");
    for (number, not) in
        ["not applicable (say why)", "N/A: say why", "Not-applicable, with a reason", "na"].iter().enumerate()
    {
        let name = format!("own-{number}.csv");
        fs::write(folder.path().join(&name), format!("question,answers\nOne?,\"Yes; No; {not}\"\n")).unwrap();
        let made = casegrade(folder.path(), &["rubric", "new", &format!("n{number}.toml"), "--questions", &name]);
        assert_eq!(made.status.code(), Some(0), "{not}: {}", said(&made));
        let text = fs::read_to_string(folder.path().join(format!("n{number}.toml"))).unwrap();
        assert!(text.contains("may-not-apply = true") && !text.to_lowercase().contains("why\""), "{not}: {text}");
    }
}

#[test]
fn what_is_assumed_of_answers_is_said() {
    let rows = "question,answers\nA?,1/2/3/4/5\nB?,No; Partly; Yes; Unknown\nC?,Red|Amber|Green\nD?,1/2/3/4/5\nE?,\n";
    let folder = folder("q.csv", rows.as_bytes());
    let said = made(folder.path(), "q.csv");
    for wanted in [
        "the first answer is taken as the best: 1; 2; 3; 4; 5 (row 2 and row 5)",
        "turned round, so that the best answer is first: Yes; Partly; No (row 3)",
        "the first answer is taken as the best: Red; Amber; Green (row 4)",
        "left out, as an unanswered question says it: `Unknown` (row 3)",
    ] {
        assert!(said.contains(&format!("note: {wanted}\n")), "{wanted}: {said}");
    }
    assert_eq!(labels(folder.path())[1], ["Yes", "Partly", "No"]);
}

#[test]
fn the_same_question_in_another_area_is_a_question_of_its_own() {
    let folder = folder("q.csv", b"area,question\nA,Is it recorded?\nB,Is it recorded?\nA,is it recorded\n");
    let said = made(folder.path(), "q.csv");
    let wanted = [("A", "Is it recorded?"), ("B", "Is it recorded? (B)")];
    assert_eq!(questions(folder.path()), wanted.map(|(area, asked)| (area.to_owned(), vec![asked.to_owned()])));
    assert!(said.contains("left out, asked before: “is it recorded” (row 4)"), "{said}");
}

#[test]
fn nested_numbers_begin_questions() {
    let folder = folder("q.txt", b"1. A?\n1.1 B?\n1.2 C that\n    goes on?\n2. D?\n");
    made(folder.path(), "q.txt");
    let all: Vec<String> = questions(folder.path()).into_iter().flat_map(|(_, asked)| asked).collect();
    assert_eq!(all, ["A?", "B?", "C that goes on?", "D?"]);
}

#[test]
fn a_table_in_a_document_is_read_by_its_heads() {
    let table = "# List\n\n| Area | Question | Answers |\n|---|---|---|\n| Plan | Is there one? | Yes; No |\n| Plan | Who has it? | |\n\
                 | Voice | Was she seen? | n/a; always; never |\n";
    let one = folder("q.md", table.as_bytes());
    made(one.path(), "q.md");
    let wanted = [("Plan", vec!["Is there one?", "Who has it?"]), ("Voice", vec!["Was she seen?"])];
    let wanted =
        wanted.map(|(area, asked)| (area.to_owned(), asked.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    assert_eq!(questions(one.path()), wanted);
    assert_eq!(labels(one.path())[0], ["Yes", "No"]);
    let text = fs::read_to_string(one.path().join("list.toml")).unwrap();
    assert!(text.contains("table 1, row 2"), "{text}");
    let other = folder("q.md", b"| a | b |\n|---|---|\n| c | d |\n\n- One?\n");
    let said = made(other.path(), "q.md");
    assert!(said.contains("table 1, row 1 and table 1, row 2\n"), "{said}");
}

#[test]
fn a_workbook_is_read_where_its_questions_are() {
    let mut book = Workbook::new();
    for (name, rows) in
        [("Read me", ["Made by", "Ann"]), ("Audit", ["Question", "Is there a plan?"]), ("Other", ["x", "y"])]
    {
        let page = book.add_worksheet();
        page.set_name(name).unwrap();
        for (number, text) in (0..).zip(rows) {
            page.write_string(number, 0, text).unwrap();
        }
    }
    let folder = folder("q.xlsx", &book.save_to_buffer().unwrap());
    let said = made(folder.path(), "q.xlsx");
    assert!(said.contains("read only the sheet `Audit`, not `Read me` and `Other`"), "{said}");
    assert_eq!(questions(folder.path())[0].1, ["Is there a plan?"]);
}

#[test]
fn what_is_wrong_with_a_list_is_said_once() {
    let folder = folder("q.pdf", b"%PDF");
    fs::write(folder.path().join("empty.xlsx"), b"").unwrap();
    fs::write(folder.path().join("blank.xlsx"), workbook(&[])).unwrap();
    let all = "its kind is unknown: use .csv, .xlsx, .ods, .docx, .odt, .md or .txt";
    for (name, wanted) in [
        ("q.pdf", all),
        ("empty.xlsx", "it is empty"),
        ("blank.xlsx", "it is empty"),
        ("gone.csv", "gone.csv"),
        ("gone.txt", "gone.txt"),
    ] {
        let refused = casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", name]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(said(&refused).contains(wanted), "{name}: {}", said(&refused));
        assert!(said(&refused).matches("cannot read").count() < 2, "{name}: {}", said(&refused));
    }
}

#[test]
fn a_sheet_with_few_answers_gets_no_grade() {
    let folder = folder("q.csv", b"area,question\nA,One?\nA,Two?\nA,Three?\nB,Four?\nB,Five?\nB,Six?\n");
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.csv"]);
    let words = ["yes", "yes", "no", "yes", "yes", "no"];
    for count in 1..=6 {
        let rows: String = (1..=count).map(|number| format!("Q{number},{}\n", words[number - 1])).collect();
        fs::write(folder.path().join("case.csv"), format!("rule,answer\n{rows}")).unwrap();
        let graded =
            |more: &[&str]| casegrade(folder.path(), &[&["grade", "case.csv", "--rubric", "list.toml"], more].concat());
        let json: Value = serde_json::from_slice(&graded(&["--format", "json"]).stdout).unwrap();
        let grade = json["reviews"][0]["grade"].as_str().unwrap();
        assert_eq!(grade, if count < 6 { "not-enough-stated" } else { "partly-met" }, "{count}");
        let report = said(&graded(&[]));
        assert_eq!(report.contains(&format!("{count} of 6 questions answered")), count < 6, "{report}");
        assert!(!report.contains("placeholders") && !report.contains("part of the review"), "{report}");
        assert!(!report.contains("lack") && !report.contains("partly met by"), "{report}");
    }
    let low = fs::read_to_string(folder.path().join("list.toml"))
        .unwrap()
        .replace("[scale]", "[grading]\nenough = 0.3\n\n[scale]");
    fs::write(folder.path().join("low.toml"), low).unwrap();
    fs::write(folder.path().join("case.csv"), "rule,answer,by\nQ1,partly,Ann\nQ4,yes,Ann\n").unwrap();
    let graded = said(&casegrade(folder.path(), &["grade", "case.csv", "--rubric", "low.toml"]));
    assert!(graded.contains("PARTLY MET") && graded.contains("2 of 6 questions answered"), "{graded}");
    assert!(!graded.contains(": partly."), "{graded}");
}

#[test]
fn a_comment_is_a_reason_and_a_mistake_names_its_cell() {
    let folder = folder("q.csv", b"question,answers\nOne?,\nTwo?,Good;Fair;Bad;N/A\n");
    casegrade(folder.path(), &["rubric", "new", "list.toml", "--questions", "q.csv"]);
    let grade = |name: &str| casegrade(folder.path(), &["grade", name, "--rubric", "list.toml"]);
    for head in ["comment", "Comments", "notes", "Reason", "because"] {
        fs::write(folder.path().join("case.csv"), format!("rule,answer,{head}\nQ1,no,Lost it\nQ2,n/a,One case\n"))
            .unwrap();
        let graded = grade("case.csv");
        assert!(said(&graded).contains("Lost it"), "{head}: {}", said(&graded));
    }
    let rows = [
        vec!["rule", "area", "question", "answers", "answer"],
        vec!["Q1", "", "", "", "N/A"],
        vec!["Q2", "", "", "", "goood"],
    ];
    fs::write(folder.path().join("case.xlsx"), workbook(&rows)).unwrap();
    let csv: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    fs::write(folder.path().join("case.csv"), csv).unwrap();
    for (name, places) in
        [("case.xlsx", ["cell E2", "cell E3"]), ("case.csv", ["row 2, column `answer`", "row 3, column `answer`"])]
    {
        let report = said(&grade(name));
        for wanted in [
            "`Q1` always applies: answer with `yes`, `partly` or `no`",
            "answer with `Good`, `Fair`, `Bad` or `not-applicable`",
        ] {
            assert!(report.contains(wanted), "{wanted}: {report}");
        }
        assert!(places.iter().all(|place| report.contains(place)), "{report}");
    }
}

#[test]
fn a_sheet_for_another_rubric_is_an_error_and_is_not_judged() {
    let folder = folder("case.csv", b"rule,answer,rubric\nQ1,yes,our-own\n");
    let graded = casegrade(folder.path(), &["grade", "case.csv"]);
    assert_eq!(graded.status.code(), Some(2), "{}", said(&graded));
    assert!(said(&graded).contains("--rubric PATH"), "{}", said(&graded));
    let judged = casegrade(folder.path(), &["judge", "case.csv", "--answer", "Q1=met", "--by", "Ann"]);
    assert_eq!(judged.status.code(), Some(2));
    assert!(said(&judged).contains("fill in its column `answer`"), "{}", said(&judged));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
