//! Later drafts and further documents taken into a form: nothing in it is lost, and what is new is told.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a run that goes wrong must fail")]

use std::fs;
use std::path::Path;
use std::process::Command;

const FIRST: &str = "# Serious case review: Child Q\n\n## Recommendations\n\n\
    | No. | Recommendation | Lead agency | Action | By when |\n|---|---|---|---|---|\n\
    | 1 | Letters are checked against the list of addresses | Ostrey Police | Write the check into the letter desk | 31/03/2027 |\n\
    | 2 | Visits that fail are told to the school nurse | Ostrey NHS Trust | Change the form for visits that fail | 30/06/2027 |\n";
const LATER: &str = "# Serious case review: Child Q\n\n## Recommendations\n\n\
    | No. | Recommendation | Lead agency | Action | By when |\n|---|---|---|---|---|\n\
    | 1 | Fathers are asked for in every assessment of a child | Ostrey Council | Put fathers into the template of assessments | 31/05/2027 |\n\
    | 2 | Letters are checked against the list of addresses | Ostrey Police | Write the check into the letter desk | 30/04/2027 |\n";

/// Runs the program in a folder; what it says and complains of.
fn casegrade(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casegrade")).args(arguments).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code(), text)
}

/// A folder with the first draft and a form of it that its author went on with.
fn folder(edit: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("first.md"), FIRST).unwrap();
    fs::write(folder.path().join("later.md"), LATER).unwrap();
    let (code, text) = casegrade(folder.path(), &["import", "first.md", "--output", "form.toml"]);
    assert_eq!(code, Some(0), "{text}");
    let form = fs::read_to_string(folder.path().join("form.toml")).unwrap();
    fs::write(folder.path().join("form.toml"), edit(form)).unwrap();
    folder
}

/// True if the lines of `one` are lines of `other`, in the same order.
fn is_within(one: &str, other: &str) -> bool {
    let mut lines = other.lines();
    one.lines().all(|line| lines.any(|other| other == line))
}

#[test]
fn a_later_draft_takes_nothing_out_of_a_form() {
    let own = "\n# My own action, not in the draft.\n[[actions]]\nid = \"mine\"\ntext = \"\"\"\nTwo\n\nlines\"\"\"\n";
    for line_end in ["\n", "\r\n"] {
        let folder = folder(|form| {
            let form = form.replace("measured-by =", "measured-by = \"an audit\" #") + own;
            form.replace("#measured-by = \"an audit\"", "measured-by = \"an audit\"").replace('\n', line_end)
        });
        let file = folder.path().join("form.toml");
        let before = fs::read_to_string(&file).unwrap();
        let (code, said) = casegrade(folder.path(), &["import", "later.md", "--update", "form.toml"]);
        let after = fs::read_to_string(&file).unwrap();
        assert_eq!(code, Some(0), "{said}");
        assert!(is_within(&before, &after), "{said}\n{after}");
        assert_eq!(after.contains("\r\n"), line_end == "\r\n");
        for wanted in [
            "New: ",
            "actions A3",
            "Your own values were kept",
            "The draft now says something else in: ",
            "actions A1: due",
            "actions A2.",
        ] {
            assert!(said.contains(wanted), "`{wanted}` is not in {said}\n{after}");
        }
        assert!(after.contains("# In later.md: due = 2027-04-30"), "{after}");
        assert!(!said.contains("mine"), "{said}");
        let (code, graded) = casegrade(folder.path(), &["grade", "form.toml"]);
        assert_eq!(code, Some(0), "{graded}\n{after}");
        let (_, again) = casegrade(folder.path(), &["import", "later.md", "--update", "form.toml"]);
        assert!(again.contains("Nothing changed in form.toml."), "{again}");
        assert_eq!(fs::read_to_string(&file).unwrap(), after);
    }
}

#[test]
fn the_same_draft_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    for file in ["gwynllwg.docx", "ash-and-willow.docx"] {
        fs::copy(drafts.join(file), folder.path().join(file)).unwrap();
        let form = format!("{file}.toml");
        casegrade(folder.path(), &["import", file, "--output", &form]);
        let before = fs::read_to_string(folder.path().join(&form)).unwrap();
        let (code, said) = casegrade(folder.path(), &["import", file, "--update", &form]);
        assert!(code == Some(0) && said.contains("Nothing changed"), "{said}");
        assert_eq!(fs::read_to_string(folder.path().join(&form)).unwrap(), before);
    }
}

/// A form as its author goes on with it: a value taken over, a line of one's own, and for every second one Windows line ends.
fn gone_on_with(form: &str, number: usize) -> String {
    let taken_over = |line: &str| match line.strip_prefix("#submitted = ") {
        Some(value) => format!("submitted = {value}"),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = form.lines().map(taken_over).collect();
    lines.insert(lines.len() / 2, "# Naïve — ask Siân about this".to_owned());
    lines.push("# The end, without a line end".to_owned());
    lines.join(if number.is_multiple_of(2) { "\n" } else { "\r\n" })
}

#[test]
fn no_line_of_a_form_is_lost_whatever_the_later_draft_is() {
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let files = ["gwynllwg.docx", "ash-and-willow.docx", "child-e.docx", "ffion.odt", "sibling-group-k.docx"];
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        fs::copy(drafts.join(file), folder.path().join(file)).unwrap();
    }
    for (number, file) in files.into_iter().enumerate() {
        casegrade(folder.path(), &["import", file, "--output", "first.toml"]);
        let form = gone_on_with(&fs::read_to_string(folder.path().join("first.toml")).unwrap(), number);
        fs::remove_file(folder.path().join("first.toml")).unwrap();
        for later in files {
            let path = folder.path().join("form.toml");
            fs::write(&path, &form).unwrap();
            let (code, said) = casegrade(folder.path(), &["import", later, "--update", "form.toml"]);
            assert_eq!(code, Some(0), "{file} with {later}: {said}");
            let after = fs::read_to_string(&path).unwrap();
            assert!(is_within(&form, &after), "{file} with {later}: a line is lost");
            assert_eq!(
                after.replace("\r\n", "").contains('\n'),
                number % 2 == 0,
                "{file} with {later}: line ends differ"
            );
            let (_, again) = casegrade(folder.path(), &["import", later, "--update", "form.toml"]);
            assert!(again.contains("Nothing changed"), "{file} with {later}, twice: {again}");
        }
    }
}

#[test]
fn what_a_later_draft_may_say_is_taken_in_as_comments() {
    let folder = folder(|form| form.replace('\n', "\r\n"));
    let gap = "\n## Limitations\n\nThe GP records for 2019 could not be found, although the practice looked twice.\n";
    let invited = "\n## Family\n\nThe mother was invited to take part and met the author twice.\n";
    fs::write(folder.path().join("later.md"), LATER.to_owned() + gap + invited).unwrap();
    let (code, said) = casegrade(folder.path(), &["import", "later.md", "--update", "form.toml"]);
    assert_eq!(code, Some(0), "{said}");
    let after = fs::read_to_string(folder.path().join("form.toml")).unwrap();
    assert!(said.contains("Please check, as comments in the form: "), "{said}");
    assert!(after.contains("#[[gaps]]\r\n#what = \"The GP records for 2019 could not be found"), "{after}");
    assert!(said.contains("gaps"), "{said}");
    let (_, again) = casegrade(folder.path(), &["import", "later.md", "--update", "form.toml"]);
    assert!(again.contains("Nothing changed"), "{again}");
}

#[test]
fn a_form_of_another_review_stays_sound() {
    let folder = folder(|form| form);
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    fs::copy(drafts.join("gwynllwg.docx"), folder.path().join("other.docx")).unwrap();
    casegrade(folder.path(), &["import", "other.docx", "--update", "form.toml"]);
    let (code, said) = casegrade(folder.path(), &["grade", "form.toml"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_form_with_a_mistake_is_left_as_it_is() {
    let folder = folder(|form| form + "\n[[actions\n");
    let file = folder.path().join("form.toml");
    let before = fs::read_to_string(&file).unwrap();
    let (code, said) = casegrade(folder.path(), &["import", "later.md", "--update", "form.toml"]);
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn a_report_and_its_plan_become_one_form() {
    let folder = tempfile::tempdir().unwrap();
    let report = "# Serious case review: Child Q\n\n## Findings\n\n### Finding 1: Letters went astray\n\nNobody checked them.\n\n\
        ## Recommendations\n\n1. Letters are checked against the list of addresses\n2. Visits that fail are told to the school nurse\n";
    let plan = FIRST.replace("Child Q", "Child Q, action plan");
    fs::write(folder.path().join("report.md"), report).unwrap();
    fs::write(folder.path().join("plan.md"), plan).unwrap();
    let (code, said) = casegrade(folder.path(), &["import", "report.md", "plan.md", "--output", "form.toml"]);
    assert_eq!(code, Some(0), "{said}");
    let form = fs::read_to_string(folder.path().join("form.toml")).unwrap();
    assert_eq!(form.matches("\n[[actions]]").count(), 2, "{form}");
    assert_eq!(form.matches("\n[[findings]]").count(), 1, "{form}");
    assert_eq!(form.matches("\ndue = ").count(), 2, "{form}");
    assert!(said.contains("Read from plan.md: 2 agencies"), "{said}");
    let (code, graded) = casegrade(folder.path(), &["grade", "form.toml"]);
    assert_eq!(code, Some(0), "{graded}\n{form}");
}

/// The parts of a Word document with its main text changed.
fn with_text(docx: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// What stands in brackets in the template, and what an author writes there; each in turn where it stands several times.
const FILLED: [(&str, &[&str]); 27] = [
    ("[Name used in the report]", &["Child Q"]),
    ("[Safeguarding board or partnership]", &["Ostrey Safeguarding Children Board"]),
    ("[Day of the incident]", &["12 May 2026"]),
    ("[Day of the decision]", &["3 June 2026"]),
    ("[Day of completion]", &["31/01/2027"]),
    ("[Day of publication]", &["28 February 2027"]),
    ("[First day to last day]", &["1 March 2024 to 12 May 2026"]),
    ("[Question for the review]", &["Were letters checked before they were sent?"]),
    ("[Role of the panel member]", &["Designated nurse"]),
    ("[Their agency]", &["Ostrey Police"]),
    ("[Role of the chair]", &["Independent consultant"]),
    ("[Role of the author]", &["Independent social worker"]),
    ("[Agency that took part]", &["Ostrey Police"]),
    ("[Management review or other report]", &["Management review"]),
    ("[Day]", &["03/04/2026", "31/03/2027"]),
    ("[Agency]", &["Ostrey Police"]),
    ("[Contact or event, and what was done]", &["Officers came to the flat and left a card."]),
    ("[Yes or no]", &["No"]),
    ("[What was found]", &["Letters went to the wrong address", "Visits that failed were not told"]),
    ("[What happened, and why]", &["Nobody checked the list.", "The form had no place for them."]),
    ("[What was done well]", &["The school kept asking what had become of her."]),
    ("[What should change]", &["Letters are checked"]),
    ("[What will be done]", &["Write the check into the letter desk"]),
    ("[Lead agency]", &["Ostrey Police"]),
    ("[Role of the owner]", &["Head of records"]),
    ("[How we will know that it worked]", &["An audit of 20 letters"]),
    ("[Status]", &["begun"]),
];

#[test]
fn the_template_is_read_completely() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = casegrade(folder.path(), &["new", "draft.docx", "--kind", "scr"]);
    assert!(code == Some(0) && said.contains("casegrade import draft.docx --output draft.toml"), "{said}");
    let blank = fs::read(folder.path().join("draft.docx")).unwrap();
    let filled = with_text(&blank, |mut text| {
        for (bracket, values) in FILLED {
            for value in values {
                assert!(text.contains(bracket), "{bracket}");
                text = text.replacen(bracket, value, 1);
            }
        }
        assert!(!text.contains(">["), "something in brackets is left: {text}");
        text
    });
    fs::write(folder.path().join("draft.docx"), filled).unwrap();
    let (code, said) = casegrade(folder.path(), &["import", "draft.docx", "--output", "draft.toml"]);
    assert_eq!(code, Some(0), "{said}");
    let form = fs::read_to_string(folder.path().join("draft.toml")).unwrap();
    for wanted in [
        "\nkind = \"scr\"",
        "\ntitle = \"Serious case review: Child Q\"",
        "\npartnership = \"Ostrey Safeguarding Children Board\"",
        "\nincident = 2026-05-12",
        "\ndecided = 2026-06-03",
        "\ncompleted = 2027-01-31",
        "\npublished = 2027-02-28",
        "\nfrom = 2024-03-01",
        "\nto = 2026-05-12",
        "\ntext = \"Were letters checked before they were sent?\"",
        "\nrole = \"Designated nurse\"",
        "\nagency = \"ostrey-police\"",
        "\nrole = \"Independent consultant\"",
        "\nrole = \"Independent social worker\"",
        "\nname = \"Ostrey Police\"",
        "\nsubmitted = true",
        "\ndate = 2026-04-03",
        "\nwhat = \"Officers came to the flat and left a card.\"",
        "\nchild-seen = false",
        "\ntitle = \"Letters went to the wrong address\"",
        "\ntext = \"Nobody checked the list.\"",
        "\ntitle = \"Visits that failed were not told\"",
        "\ntext = \"The form had no place for them.\"",
        "\ntext = \"The school kept asking what had become of her.\"",
        "\nkind = \"good-practice\"",
        "\nrecommendation = \"Letters are checked\"",
        "\ntext = \"Write the check into the letter desk\"",
        "\nowner = \"Head of records\"",
        "\ndue = 2027-03-31",
        "\nmeasured-by = \"An audit of 20 letters\"",
        "\nstatus = \"begun\"",
    ] {
        assert!(form.contains(wanted) || form.contains(&wanted.replace('\n', "\n#")), "`{wanted}` is not in\n{form}");
    }
    let (code, said) = casegrade(folder.path(), &["new", "draft.docx"]);
    assert!(code == Some(2) && said.contains("already exists"), "{said}");
}

#[test]
fn an_unfilled_template_states_nothing_of_the_review() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["scr", "lcspr", "sar", "dhr"] {
        let file = format!("{kind}.docx");
        let (code, said) = casegrade(folder.path(), &["new", &file, "--kind", kind]);
        assert_eq!(code, Some(0), "{said}");
        let (_, form) = casegrade(folder.path(), &["import", &file]);
        assert!(form.contains(&format!("\nkind = \"{kind}\"")), "{form}");
        let stated: Vec<&str> =
            form.lines().filter(|line| line.contains('[') && !line.starts_with(['#', '['])).collect();
        assert!(stated.is_empty(), "{stated:?}\n{form}");
    }
}
