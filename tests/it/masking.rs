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
            // A kind that no rubric is for is not graded.
            FactType::Name if fact.key() == "review.kind" => "\"scr\"".to_owned(),
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
    run(folder, &["judge", &file, "--rubric", "scr-2009", "--sheet", "sheet.md"]);
    for by in ["reader", "Zebedee Quillfeather"] {
        run(
            folder,
            &["judge", &file, "--rubric", "scr-2009", "--by", by, "--answer", "CF6=good", "--because", PLANTED],
        );
        run(folder, &["judge", &file, "--rubric", "scr-2009", "--by", by, "--from", "sheet.md"]);
    }
    run(folder, &["explain", "LA2"]);
    run(folder, &["rubric", "diff", "scr-2009", "learning", "."]);
    run(folder, &["rubric", "diff", "scr-2009", "learning", ".", "--format", "json"]);
    run(folder, &["grade", ".", "--at-least", "good"]);
}

/// The texts of a file: its own, or those of each part of a packed one, without the decimals of shares.
fn texts(path: &Path) -> Vec<(String, String)> {
    let bytes = fs::read(path).unwrap();
    let name = path.display().to_string();
    if !bytes.starts_with(b"PK") {
        return vec![(name, without_decimals(&String::from_utf8_lossy(&bytes)))];
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut own = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut own).unwrap();
            let part = part.name().map_or_else(|_| String::new(), std::borrow::Cow::into_owned);
            (format!("{name}: {part}"), without_decimals(&String::from_utf8_lossy(&own)))
        })
        .collect()
}

fn without_decimals(text: &str) -> String {
    regex::Regex::new(r"\b\d+\.\d{4,}").unwrap().replace_all(text, "").into_owned()
}

/// Searches every file of a folder, and its name, but those that were there before.
fn search_files(folder: &Path, before: &[std::path::PathBuf]) -> usize {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().path().to_owned());
    let new: Vec<_> = files.filter(|path| path.is_file() && !before.contains(path)).collect();
    for path in &new {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        search(&name, "the name of a file");
        texts(path).iter().for_each(|(whose, text)| search(text, whose));
    }
    new.len()
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().path().to_owned()).collect()
}

#[test]
fn no_file_of_any_format_shows_what_is_planted_in_a_review() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    let file = format!("{NAME}.toml");
    let before = files_in(folder);
    let endings = |base: &str, endings: &[&str]| {
        endings.iter().flat_map(|ending| ["-o".to_owned(), format!("{base}.{ending}")]).collect::<Vec<_>>()
    };
    let run_with = |command: &[&str], more: &[String]| {
        let more = more.iter().map(String::as_str);
        run(folder, &command.iter().copied().chain(more).collect::<Vec<_>>())
    };
    let all = ["txt", "md", "html", "csv", "json", "ndjson", "xlsx", "xml", "sarif", "docx", "svg"];
    run_with(&["grade", &file, "--all", "--impact"], &endings("graded", &all));
    let tables = ["txt", "md", "html", "csv", "json", "xlsx", "docx", "svg"];
    run_with(&["table", &file, "--matrix", "--by", "custom.who"], &endings("table", &tables));
    run(folder, &["grade", &file, "later/draft.toml", "--plot", "graded-several.svg"]);
    run(folder, &["grade", &file, "later/draft.toml", "-o", "several.html"]);
    run_with(&["table", "graded.ndjson", "--matrix"], &endings("again", &tables[..7]));
    run_with(&["compare", &file, "later/draft.toml"], &endings("compared", &tables[..7]));
    run(folder, &["grade", &file, "later/draft.toml", "--out-dir", "pages"]);
    run(folder, &["grade", &file, "--out-dir", "data", "--format", "json"]);
    for ending in ["md", "csv", "xlsx", "docx"] {
        run(folder, &["judge", &file, "--rubric", "scr-2009", "--sheet", &format!("sheet.{ending}")]);
    }
    let document = format!("{NAME}.md");
    fs::write(folder.join("commands.txt"), run(folder, &["grade", &file, "--all", "--format", "github"])).unwrap();
    fs::write(folder.join("passages.txt"), run(folder, &["passages", &document])).unwrap();
    fs::write(folder.join("passages.json"), run(folder, &["passages", &document, "--format", "json"])).unwrap();
    for document in [document, format!("{NAME}.txt")] {
        run(folder, &["import", &document, "-o", "imported.toml"]);
        run(folder, &["grade", "imported.toml", "-o", "of-import.html"]);
        fs::remove_file(folder.join("imported.toml")).unwrap();
    }
    run(folder, &["new", &format!("{NAME}.new.toml")]);
    fs::rename(folder.join(format!("{NAME}.new.toml")), folder.join("new.toml")).unwrap();
    let found = search_files(folder, &before);
    assert!(found > 20, "only {found} files were written");
}

/// A document of Word of one paragraph for each of these.
fn word(paragraphs: &[String]) -> Vec<u8> {
    use std::io::Write;
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    // Each text stands in two runs, as Word leaves it after a change.
    let paragraph = |text: &String| {
        let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
        format!("<w:p>{}{}</w:p>", run(first), run(second))
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    let parts = [
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned(),
        ),
        (
            "word/document.xml",
            format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn comments_in_a_draft_and_what_is_read_of_it_show_nothing_of_what_is_planted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    let paragraphs =
        ["Overview report", "Findings", PLANTED, "1. Nobody asked the children of this family what they saw.", PLANTED];
    let file = format!("{NAME}.docx");
    fs::write(folder.join(&file), word(&paragraphs.map(str::to_owned))).unwrap();
    run(folder, &["passages", &file]);
    run(folder, &["import", &file]);
    run(folder, &["grade", &file, "--all", "--comment", "checked.docx"]);
    // The draft keeps its own words; the comments repeat none of them.
    let comments = texts(&folder.join("checked.docx"));
    let comments: Vec<_> = comments.iter().filter(|(name, _)| name.ends_with("comments.xml")).collect();
    assert_eq!(comments.len(), 1);
    comments.iter().for_each(|(whose, text)| search(text, whose));
}

#[test]
fn no_mistake_in_the_arguments_shows_them() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    plant(folder);
    let file = format!("{NAME}.toml");
    for wrong in [PLANTED, NAME, "Zebedee Quillfeather", "9434765919", "born 17/08/1947", "ZE3 9JW\u{1b}[2J"] {
        let commands: [&[&str]; 16] = [
            &["grade", &file, "--as-of", wrong],
            &["grade", &file, "--at-least", wrong],
            &["grade", &file, "--to", wrong],
            &["grade", &file, "--format", wrong],
            &["grade", &file, "--width", wrong],
            &["grade", &file, "--max-size", wrong],
            &["grade", &file, "--rubric", wrong],
            &["grade", &file, "-o", wrong],
            &["table", &file, "--by", wrong],
            &["compare", wrong, wrong],
            &["explain", wrong],
            &["new", wrong],
            &["new", "x.toml", "--kind", wrong],
            &["rubric", "show", wrong],
            &["schema", wrong],
            &[wrong],
        ];
        for command in commands {
            let shown = run(folder, command);
            assert!(!shown.contains('\u{1b}'), "{command:?}: {shown}");
        }
    }
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
    // The heading of a column says what its cells are, in the lines of the file too.
    let headed =
        "id,date,what,DOB,Mobile\nE1,then,seen,17/08/1947,7700900123\nE2,2009-13-01,seen,1947-08-17,01632960983\n";
    fs::write(folder.join(format!("{NAME}.csv")), headed).unwrap();
    let shown = run(folder, &["grade", &file]);
    assert!(shown.contains("2009-13-01") && !shown.contains("7700900123"), "{shown}");
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
