//! Lists that stand in files beside the review: what the file system can do, which a case cannot hold.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it should be"
)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const REVIEW: &str = "[review]\nid = \"a\"\n\n[lists]\nevents = \"events.csv\"\n";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_review_from_the_standard_input_has_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events.csv"), "id\nE1\n").unwrap();
    let mut command = program(folder.path());
    let mut child = command
        .args(["grade", "-", "--input-format", "toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(REVIEW.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("a review from standard input has no folder"), "{}", errors(&output));
}

#[cfg(unix)]
#[test]
fn a_link_may_lead_anywhere_in_the_folder_and_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("review");
    fs::create_dir_all(inside.join("lists")).unwrap();
    fs::write(inside.join("review.toml"), REVIEW).unwrap();
    fs::write(inside.join("lists/kept.csv"), "id\nE1\n").unwrap();
    fs::write(folder.path().join("other.csv"), "id\nE1\n").unwrap();
    let link = inside.join("events.csv");
    let grade = || program(&inside).args(["grade", "review.toml"]).output().unwrap();
    for (target, code, said) in [
        ("lists/kept.csv", 0, ""),
        ("../other.csv", 2, "is a link to a place outside the review's folder"),
        ("/dev/zero", 2, "is a link to a place outside the review's folder"),
        ("nothing.csv", 2, "it is a link to `nothing.csv`, which does not exist\n"),
        ("events.csv", 2, "cannot read `events.csv`"),
        ("lists", 2, "it is a folder"),
    ] {
        symlink(target, &link).unwrap();
        let output = grade();
        assert_eq!(output.status.code(), Some(code), "{target}: {}", errors(&output));
        assert!(errors(&output).contains(said), "{target}: {}", errors(&output));
        fs::remove_file(&link).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("review.toml"), REVIEW).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("events.csv")).status().unwrap().success());
    let output = program(folder.path()).args(["grade", "review.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("it is a pipe, a socket or a device, not a file"), "{}", errors(&output));
}

#[test]
fn a_list_is_bound_by_the_limits_of_a_review() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("review.toml"), REVIEW).unwrap();
    fs::write(folder.path().join("events.csv"), "id\n".to_owned() + &"E\n".repeat(2000)).unwrap();
    for (limit, said) in
        [(["--max-size", "1kB"], "it is larger than 1 kB"), (["--max-items", "1000"], "more than 1000")]
    {
        let output = program(folder.path()).args(["grade", "review.toml"]).args(limit).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(said), "{}", errors(&output));
    }
}

/// The same items in the review itself and in files give the same result, but for places.
#[test]
fn a_list_in_a_file_is_the_same_list() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fictional/thurlbeck-2010");
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read_to_string(example.join("thurlbeck-2010.toml")).unwrap();
    let (before, lists) = whole.split_once("[lists]\n").unwrap();
    let (_, after) = lists.split_once("\n\n").unwrap();
    let inline = before.to_owned()
        + after
        + &items(&example, "events", "chronology.csv", ',')
        + &items(&example, "actions", "action-plan.csv", ';');
    for part in [false, true] {
        let results = [whole.as_str(), inline.as_str()].map(|text| {
            let text = if part { text.replace("\"whole\"", "\"part\"") } else { text.to_owned() };
            for name in ["chronology.csv", "action-plan.csv"] {
                fs::copy(example.join(name), folder.path().join(name)).unwrap();
            }
            fs::write(folder.path().join("review.toml"), text).unwrap();
            let output = program(folder.path())
                .args(["grade", "review.toml", "--format", "json", "--as-of", "2010-09-01"])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", errors(&output));
            let mut result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            without_places(&mut result);
            result
        });
        assert_eq!(results[0], results[1]);
    }
}

/// The rows of a file as items in TOML, made without the program's own reader.
fn items(folder: &Path, list: &str, file: &str, separator: char) -> String {
    let text = fs::read_to_string(folder.join(file)).unwrap().replace("\r\n", "\n");
    let mut rows = records(text.trim_start_matches('\u{feff}'), separator).into_iter();
    let keys: Vec<String> = rows.next().unwrap().iter().map(|key| key.to_lowercase().replace(' ', "-")).collect();
    let mut toml = String::new();
    for row in rows {
        toml.push_str(&format!("\n[[{list}]]\n"));
        for (key, cell) in keys.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()) {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\\\"").replace('\n', "\\n"));
            let value = match (key.as_str(), cell.split('/').collect::<Vec<_>>().as_slice()) {
                ("addresses", _) => {
                    format!("[{}]", cell.split("; ").map(quoted).collect::<Vec<_>>().join(", "))
                }
                ("due", [day, month, year]) => format!("{year}-{month}-{day}"),
                ("date", _) => cell.clone(),
                ("contact" | "child-seen" | "missed-opportunity" | "in-summary", _) => cell.to_lowercase(),
                _ => quoted(cell),
            };
            toml.push_str(&format!("{key} = {value}\n"));
        }
    }
    toml
}

/// The records of a CSV text, character by character.
fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let record = records.last_mut().unwrap();
        match character {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => record.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            '\n' if !quoted => records.push(vec![String::new()]),
            _ if character == separator && !quoted => record.push(String::new()),
            _ => record.last_mut().unwrap().push(character),
        }
    }
    records.retain(|record| record.len() > 1);
    records
}

/// Takes away what says where something stands.
fn without_places(value: &mut serde_json::Value) {
    if let Some(fields) = value.as_object_mut() {
        for place in ["line", "column", "source", "hash"] {
            fields.remove(place);
        }
        // Which lists are in files is a part of the review of its own; what the lists say is another.
        if let Some(parts) = fields.get_mut("parts").and_then(serde_json::Value::as_object_mut) {
            parts.remove("lists");
        }
        fields.values_mut().for_each(without_places);
    }
    value.as_array_mut().into_iter().flatten().for_each(without_places);
}

const AGENCIES: &str = "[review]\nid = \"a\"\nkind = \"scr\"\n\n[[agencies]]\nid = \"police\"\nname = \"Ostrey Police\"\n\n\
    [[agencies]]\nid = \"trust\"\nname = \"Ostrey NHS Trust\"\n\n[lists]\n";

/// The events or actions of a review whose list stands in this file, and what was said of them.
fn read_list(list: &str, file: &str, bytes: &[u8]) -> (casegrade::review::Review, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    fs::write(folder.path().join("a.toml"), format!("{AGENCIES}{list} = \"{file}\"\n")).unwrap();
    let output = program(folder.path()).args(["grade", "a.toml"]).output().unwrap();
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    (casegrade::load::open(folder.path().join("a.toml")).unwrap().review, said)
}

#[test]
fn a_chronology_is_read_as_people_write_it() {
    let text = "sep=;\r\nDate / time;Source;Contact;Child seen?;Folder\r\n\
        03/04/2009 14:30;Ostrey Police;Officers came to the flat and left a card;N;12\r\n\
        12 May 09;trust;The baby was weighed;Yes;13\r\nongoing;Ostrey NHS Trust;Letters;n;\r\n";
    let (review, said) = read_list("events", "events.csv", text.as_bytes());
    let events = review.events.unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            (
                event.id.as_deref().unwrap(),
                event.date.map(|date| date.to_string()),
                event.agency.as_deref(),
                event.child_seen,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("E1", Some("2009-04-03".to_owned()), Some("police"), Some(false)),
            ("E2", Some("2009-05-12".to_owned()), Some("trust"), Some(true)),
            ("E3", None, Some("trust"), Some(false)),
        ]
    );
    assert_eq!(events[0].what.as_deref(), Some("Officers came to the flat and left a card"));
    for note in ["the column `Folder` is left out", "cell A5: `ongoing` is not taken for a date"] {
        assert!(said.contains(note), "{said}");
    }
}

#[test]
fn an_action_plan_is_read_from_a_workbook() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2027, 3, 31).unwrap();
    let form = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let rows = [
        ["No.", "Recommendation", "Lead agency", "Responsible officer", "By when", "How will we know?", "RAG"],
        ["1", "Letters are checked", "Ostrey Police", "Head of records", "", "An audit of 20 letters", "Green"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.write_with_format(1, 4, &date, &form).unwrap();
    let (review, said) = read_list("actions", "plan.xlsx", &workbook.save_to_buffer().unwrap());
    let actions = review.actions.unwrap();
    let action = &actions[0];
    assert_eq!(action.text.as_deref(), Some("Letters are checked"), "{said}");
    assert_eq!((action.agency.as_deref(), action.owner.as_deref()), (Some("police"), Some("Head of records")));
    assert_eq!(action.due.map(|due| due.to_string()).as_deref(), Some("2027-03-31"));
    assert_eq!(action.measured_by.as_deref(), Some("An audit of 20 letters"));
}

#[test]
fn dates_with_the_month_first_are_told() {
    let text = "id,date,what\nE1,03/04/2009,a\nE2,12/25/2009,b\n";
    let (review, said) = read_list("events", "events.csv", text.as_bytes());
    let dates: Vec<String> = review.events.unwrap().iter().filter_map(|event| Some(event.date?.to_string())).collect();
    assert_eq!(dates, ["2009-03-04", "2009-12-25"]);
    assert!(said.contains("in the column `date` the month comes first"), "{said}");
}
