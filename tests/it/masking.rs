//! Nothing that identifies a person leaves the program: identifiers of every kind are planted in every text of a review, in
//! its file names, lists, documents and answers, and every command's output is searched for any piece of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "these are tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use casegrade::review::vocabulary::{ListName, VOCABULARY};
use casegrade::review::{FactType, Scope};

/// FICTIONAL. One identifier of every kind: a published example, numbers kept for drama, and what nobody is called.
const PLANTED: &str = "Zebedee Quillfeather’s NHS number 943 476 5919, NI number AB 12 37 56 C, at ZE3 9JW, tel 01632 960983, \
                       qwyx.vandeleur@example.org, born on 17/08/1947, drove the car KV61 XJR";
/// A file name that holds a name and a number.
const NAME: &str = "zebedee_quillfeather-9434765919";

/// Every piece that may not be seen: names, the parts of codes, and any four digits of a number on end.
fn pieces() -> Vec<String> {
    let numbers = ["9434765919", "123756", "01632960983", "17081947"];
    let digits = numbers.iter().flat_map(|number| (0..=number.len() - 4).map(|at| number[at..at + 4].to_owned()));
    let words = ["zebedee", "quillfeather", "ze3", "9jw", "vandeleur", "kv61", "xjr", "476 5919", "960983"];
    digits.chain(words.map(str::to_owned)).collect()
}

/// Fails if a piece of an identifier is in `text`; hashes are no text, nor are the digits of a share such as `0.0631…`.
fn search(text: &str, whose: &str) {
    let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let is_hash = |word: &&str| word.trim_end_matches(|c: char| !c.is_ascii_hexdigit()).len() == 64;
    let is_share = |line: &&str| {
        let value = line.rsplit_once(": ").map_or(*line, |(_, value)| value).trim().trim_end_matches(',');
        value.starts_with("0.") && value.parse::<f64>().is_ok()
    };
    let text: String = words.filter(|word| !is_hash(word)).collect::<String>().to_lowercase();
    let text: String = text.split_inclusive('\n').filter(|line| !is_share(line)).collect();
    for piece in pieces() {
        let at = text.find(&piece);
        assert!(
            at.is_none(),
            "{whose} shows `{piece}`: {}",
            &text[text.floor_char_boundary(at.unwrap().saturating_sub(200))..]
        );
    }
}

/// Runs the program in `folder` with the list of names; the standard output and error are searched, and are the result.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.current_dir(folder).args(arguments).args(["--names", "names.txt"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    search(&text, &format!("{arguments:?}"));
    text
}

/// A review of one item each that has every key of the vocabulary, identifiers in every text and name.
fn review() -> String {
    let mut tables: BTreeMap<(bool, &str), Vec<String>> = BTreeMap::new();
    for fact in VOCABULARY.iter().filter(|fact| !fact.is_derived()) {
        let (is_item, table) = match fact.scope {
            Scope::Review => (false, fact.key().split('.').next().unwrap()),
            Scope::Item(list) => (true, list.name()),
        };
        let key = fact.key().rsplit('.').next().unwrap();
        let is_list = ListName::named(fact.key()).is_some();
        let value = match fact.kind {
            FactType::Text => format!("{PLANTED:?}"),
            FactType::Name if key == "id" => format!("\"{}-1\"", table.replace('.', "-")),
            FactType::Name if key == "agency" => "\"agencies-1\"".to_owned(),
            FactType::Name if key == "status" => "\"open\"".to_owned(),
            FactType::Name => format!("{PLANTED:?}"),
            FactType::YesNo => "false".to_owned(),
            FactType::Choice(words) => format!("\"{}\"", words[0]),
            FactType::Number(_) => "1".to_owned(),
            FactType::Date => "2009-01-02".to_owned(),
            FactType::List(Some(words)) => format!("[\"{}\"]", words[0]),
            FactType::List(None) => continue,
        };
        if !is_list && fact.key() != table {
            tables.entry((is_item, table)).or_default().push(format!("{key} = {value}\n"));
        }
    }
    let mut text = format!("[review]\nid = {NAME:?}\nrecord = \"whole\"\n");
    text += &tables.remove(&(false, "review")).unwrap().concat();
    for ((is_item, table), lines) in tables.iter().filter(|((_, table), _)| *table != "documents") {
        let (open, close) = if *is_item { ("[[", "]]") } else { ("[", "]") };
        text += &format!("\n{open}{table}{close}\n{}", lines.concat());
    }
    format!(
        "{text}\n[documents]\noverview = \"{NAME}.md\"\nsummary = \"{NAME}.txt\"\n\n[recorded]\ngrade = \"good\"\nby = {PLANTED:?}\nsource = {PLANTED:?}\n\n\
         [custom]\nwho = {PLANTED:?}\nnhs-number = 9434765919\n\"{NAME} born\" = \"17/08/1947\"\n"
    )
}

fn document() -> String {
    format!(
        "# {PLANTED}\n\nThe overview of {PLANTED}.\n\n## Action plan of {PLANTED}\n\n\
         | Recommendation | Lead agency | Owner | By when | NHS number | DOB |\n|---|---|---|---|---|---|\n\
         | {PLANTED} | Agency of {PLANTED} | {PLANTED} | 31 March 2012 | 943 476 5919 | 17/08/1947 |\n\n\
         ## Findings\n\n1. {PLANTED}\n\nFinding 2: {PLANTED}\n"
    )
}

fn plant(folder: &Path) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("names.txt", "# the family\nZebedee Quillfeather\nallow: Sample House\n");
    write(&format!("{NAME}.toml"), &review());
    write(&format!("{NAME}.md"), &document());
    write(&format!("{NAME}.txt"), &document().replace('#', ""));
    write(
        &format!("{NAME}.judgement.toml"),
        &format!(
            "[[answers]]\nrule = \"FF6\"\ngrade = \"good\"\nbecause = {PLANTED:?}\nby = {PLANTED:?}\non = 2012-01-01\n"
        ),
    );
    fs::create_dir(folder.join("later")).unwrap();
    let later = review().replace("false", "true").replace("\"open\"", "\"done\"").replace("[documents]", "[custom.x]");
    write(
        "later/draft.toml",
        &later.replace("[custom.x]", "[documents]").replace(NAME, "draft").replacen("draft", NAME, 1),
    );
    write("later/draft.md", &document());
    write("later/draft.txt", "Nothing.");
}

#[test]
fn no_command_shows_what_is_planted_in_a_review() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    let file = format!("{NAME}.toml");
    let graded = run(folder, &["grade", &file, "--all", "--impact"]);
    for word in casegrade::text::IdentifierKind::WORDS {
        assert!(graded.contains(&format!("[masked: {word}")), "no {word} is masked in {graded}");
    }
    assert!(graded.contains("Text that could identify a person") && graded.contains("Not judged"), "{graded}");
    let json = run(folder, &["grade", &file, "--format", "json", "--to", "outstanding"]);
    let page: serde_json::Value = serde_json::from_str(
        json.lines().filter(|l| !l.starts_with("warning")).collect::<Vec<_>>().join("\n").as_str(),
    )
    .unwrap();
    assert_eq!(page["errors"].as_array().unwrap().len(), 0, "{json}");
    assert!(page["reviews"][0]["identifiers"].as_array().unwrap().len() > 100);
    fs::write(folder.join("results.json"), &json).unwrap();
    for format in ["text", "md", "csv", "json"] {
        for by in ["partnership", "region", "custom.who", "custom.nhs-number"] {
            let text =
                run(folder, &["table", &file, "--by", by, "--matrix", "--criteria", "--rules", "--format", format]);
            assert!(text.contains("masked"), "{text}");
        }
        run(folder, &["compare", &file, "later/draft.toml", "--format", format]);
        run(folder, &["table", "results.json", "--format", format, "--matrix"]);
    }
    run(folder, &["explain", "LA2"]);
    run(folder, &["rubric", "diff", "scr-2009", "learning", "."]);
    run(folder, &["rubric", "diff", "scr-2009", "learning", ".", "--format", "json"]);
    run(folder, &["grade", ".", "--at-least", "good"]);
}

#[test]
fn import_masks_and_its_file_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    for document in [format!("{NAME}.md"), format!("{NAME}.txt")] {
        let text = run(folder, &["import", &document]);
        assert!(text.contains("[masked: NHS number]") && text.contains("masked\n"), "{text}");
        let output = format!("{document}.review.toml");
        run(folder, &["import", &document, "-o", &output]);
        let text = fs::read_to_string(folder.join(&output)).unwrap();
        search(&text, &output);
        assert!(!run(folder, &["grade", &output]).contains("error"), "{text}");
        run(folder, &["grade", &document, "--all"]);
        run(folder, &["grade", &document, "--format", "json"]);
    }
    let kept = format!("{NAME}.md");
    let mut command = Command::new(env!("CARGO_BIN_EXE_casegrade"));
    let output = command.current_dir(folder).args(["import", &kept, "--keep-identifiers"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("943 476 5919"));
    run(folder, &["new", &format!("{NAME}-new.toml")]);
    search(&fs::read_to_string(folder.join(format!("{NAME}-new.toml"))).unwrap(), "new");
}

#[test]
fn no_mistake_shows_what_is_planted_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    let (review, file) = (review(), format!("{NAME}.toml"));
    let mut tried = 0;
    for (at, _) in review.match_indices('\n').step_by(3) {
        let (before, line) = review[..at].rsplit_once('\n').unwrap_or(("", &review[..at]));
        let changed = [
            line.replacen('"', "", 1),
            line.strip_suffix('"').unwrap_or(line).to_owned(),
            line.replacen('=', ":", 1),
            line.replacen(" = ", "x = ", 1),
            line.replace('"', ""),
            format!("{line} {PLANTED}"),
        ];
        let slip = &changed[tried % changed.len()];
        fs::write(folder.join(&file), format!("{before}\n{slip}{}", &review[at..])).unwrap();
        run(folder, &["grade", &file, "--width", if tried % 2 == 0 { "40" } else { "100" }]);
        run(folder, &["grade", &file, "--format", "json"]);
        tried += 1;
    }
    assert!(tried > 30);
    let list = format!("id,date,what\n{NAME},{PLANTED},\"{PLANTED}\"\n");
    fs::write(folder.join(format!("{NAME}.csv")), list).unwrap();
    let listed = format!("[review]\nid = \"x\"\n[lists]\nevents = \"{NAME}.csv\"\n");
    fs::write(folder.join(&file), listed).unwrap();
    run(folder, &["grade", &file]);
    run(folder, &["table", &format!("{NAME}.csv")]);
    for missing in [format!("{NAME}-gone.toml"), format!("{NAME}.docx"), PLANTED.to_owned()] {
        run(folder, &["grade", &missing]);
        run(folder, &["grade", &file, "--rubric", &missing]);
        run(folder, &["explain", &missing]);
        run(folder, &["import", &missing]);
        run(folder, &["table", &missing, "--by", "region"]);
    }
}

#[test]
fn a_list_of_names_that_cannot_be_used_tells_only_lines() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (text, said) in
        [(&b"Zebedee\n--\n"[..], "line 2 has no name"), (b"Zebedee\nQuill\xfffeather\n", "line 2 is not text")]
    {
        fs::write(folder.join("names.txt"), text).unwrap();
        let shown = run(folder, &["facts"]);
        assert!(shown.contains(said) && shown.lines().count() == 1, "{shown}");
    }
}
