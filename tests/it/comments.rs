//! Comments in a copy of the author's Word document: on the right words, and everything else as it was.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "these are tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Output};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn casegrade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casegrade")).current_dir(folder).args(arguments).output().unwrap()
}

fn commented(folder: &Path, from: &str, to: &str) -> Output {
    casegrade(folder, &["grade", from, "--rubric", "scr-2009", "--comment", to, "--as-of", "2026-01-01"])
}

/// A draft with runs of several kinds, a comment of somebody else, a link, tracked changes and a table.
const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Child Q: a review</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Findings</w:t></w:r></w:p>
<w:p w:rsidR="00A1"><w:commentRangeStart w:id="7"/><w:r w:rsidR="00A2"><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">The manager was at </w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>fault &amp; the nurse was negligent</w:t><w:br/><w:t xml:space="preserve"> and then to blame. Call 020 7946 0991</w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>, or anne.other@example.org</w:t></w:r></w:hyperlink></w:p>
<w:p><w:ins w:id="90" w:author="A. Author"><w:r><w:t>They were incompetent too</w:t></w:r></w:ins><w:del w:id="91" w:author="A. Author"><w:r><w:delText> and to blame</w:delText></w:r></w:del></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Recommendation</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Owner</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Every visit is recorded on the day</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>The board</w:t></w:r></w:p><w:p><w:r><w:t>It was at fault.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

/// The words in `BODY` that comments belong on, in its order.
const MARKED: [&str; 7] =
    ["at fault", "negligent", "to blame", "020 7946 0991", "anne.other@example.org", "incompetent", "at fault"];

fn draft() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="{kind}.comments+xml"/></Types>"#
            ),
        ),
        ("_rels/.rels", relation("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relation("comments", "comments.xml")),
        (
            "word/comments.xml",
            format!(
                r#"<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="R. Reader"><w:p><w:r><w:t>Please check</w:t></w:r></w:p></w:comment></w:comments>"#
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{BODY}</w:body></w:document>"#
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The parts of an archive, unpacked.
fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    names.into_iter().map(|name| (name.clone(), read(&name))).collect()
}

fn part(file: &Path, name: &str) -> String {
    String::from_utf8(parts(file)[name].clone()).unwrap()
}

/// The elements and texts of a part, in order: `<name id`, `>name` and `=text`.
fn walk(part: &str) -> Vec<String> {
    let mut reader = Reader::from_str(part);
    let mut steps: Vec<String> = Vec::new();
    let named = |tag: &BytesStart<'_>| {
        let name = tag.local_name().as_ref().to_owned();
        let id = tag.attributes().flatten().find(|own| own.key.as_ref() == "w:id");
        id.map_or(name.clone(), |id| {
            format!("{name} {}", id.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap())
        })
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => steps.push(format!("<{}", named(&tag))),
            Event::Empty(tag) => {
                steps.push(format!("<{}", named(&tag)));
                steps.push(format!(">{}", tag.local_name().as_ref()));
            }
            Event::End(tag) => steps.push(format!(">{}", tag.local_name().as_ref())),
            Event::Text(text) => steps.push(format!("={}", &*text)),
            Event::GeneralRef(name) => steps.push(format!("=&{};", &*name)),
            Event::Eof => return steps,
            _ => {}
        }
    }
}

/// What each comment is on, by its id.
fn anchors(document: &str) -> BTreeMap<String, String> {
    let mut open: BTreeMap<String, String> = BTreeMap::new();
    let mut closed = BTreeMap::new();
    let mut is_text = false;
    for step in walk(document) {
        if let Some(id) = step.strip_prefix("<commentRangeStart ") {
            open.insert(id.to_owned(), String::new());
        } else if let Some(id) = step.strip_prefix("<commentRangeEnd ") {
            closed.insert(id.to_owned(), open.remove(id).expect("a comment ends that never began"));
        } else if step == "<t" || step == ">t" {
            is_text = step == "<t";
        } else if is_text {
            open.values_mut().for_each(|text| text.push_str(&step[1..]));
        }
    }
    assert!(open.is_empty(), "comments begin and do not end: {open:?}");
    closed
}

/// The letters of a document, each with the properties of its run, and what is around them; nothing of comments.
fn letters(document: &str) -> Vec<String> {
    let mut letters = Vec::new();
    let (mut properties, mut depth, mut texts) = (String::new(), 0, 0);
    for step in walk(document) {
        match step.as_str() {
            "<r" => properties.clear(),
            "<rPr" => depth += 1,
            ">rPr" => depth -= 1,
            "<t" | "<delText" => texts += 1,
            ">t" | ">delText" => texts -= 1,
            "<p" | ">p" | "<tc" | "<hyperlink" | "<br" => letters.push(step),
            own if depth > 0 => properties.push_str(own),
            own if texts > 0 => letters.extend(own[1..].chars().map(|letter| format!("{letter}{properties}"))),
            _ => {}
        }
    }
    letters
}

#[test]
fn words_of_blame_and_identifiers_are_commented_on_their_very_words() {
    let folder = tempfile::tempdir().unwrap();
    let (from, once) = (folder.path().join("draft.docx"), folder.path().join("once.docx"));
    fs::write(&from, draft()).unwrap();
    commented(folder.path(), "draft.docx", "once.docx");
    let (before, after) = (part(&from, "word/document.xml"), part(&once, "word/document.xml"));
    let found = anchors(&after);
    let texts: Vec<&str> = found.values().map(String::as_str).collect();
    for text in MARKED {
        let wanted = MARKED.iter().filter(|own| **own == text).count();
        assert_eq!(texts.iter().filter(|own| **own == text).count(), wanted, "{text}: {texts:?}");
    }
    assert_eq!(found["7"], "The manager was at ", "the comment of somebody else moved");
    assert_eq!(letters(&before), letters(&after), "the draft says or shows something else");
    assert!(part(&once, "word/comments.xml").contains("Please check"));
}

#[test]
fn run_again_on_its_own_copy_it_writes_the_same_document() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.docx"), draft()).unwrap();
    commented(folder.path(), "draft.docx", "once.docx");
    commented(folder.path(), "once.docx", "twice.docx");
    let [once, twice] = ["once.docx", "twice.docx"].map(|name| parts(&folder.path().join(name)));
    assert_eq!(once.keys().collect::<Vec<_>>(), twice.keys().collect::<Vec<_>>());
    for (name, bytes) in &once {
        assert!(twice[name] == *bytes, "{name} is another");
    }
}

#[test]
fn a_form_has_its_comments_in_the_draft_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("examples/documents/ostrey-draft.docx"), folder.path().join("ostrey-draft.docx")).unwrap();
    assert!(casegrade(folder.path(), &["import", "ostrey-draft.docx", "-o", "form.toml"]).status.success());
    let output = commented(folder.path(), "form.toml", "out.docx");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = anchors(&part(&folder.path().join("out.docx"), "word/document.xml"));
    let comments = part(&folder.path().join("out.docx"), "word/comments.xml");
    for (item, words) in [("finding F1", "Nine notices came"), ("action A3", "See each child alone")] {
        let at = comments.find(&format!("or {item}, the review does not say")).unwrap();
        let id = comments[..at].rsplit("w:id=\"").next().unwrap().split('"').next().unwrap();
        assert!(found[id].starts_with(words), "{item} is commented on {:?}", found[id]);
    }
}

#[test]
fn a_copy_is_never_written_over_an_input_or_under_another_ending() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.docx"), draft()).unwrap();
    let form = "[review]\nid = \"q\"\n[documents]\noverview = \"draft.docx\"\n";
    fs::write(folder.path().join("form.toml"), form).unwrap();
    let wrong: [(&[&str], &str); 6] = [
        (&["draft.docx", "--comment", "draft.docx"], "is one of the inputs"),
        (&["form.toml", "--comment", "draft.docx"], "is one of the inputs"),
        (&["form.toml", "--comment", "./draft.docx"], "is one of the inputs"),
        (&["draft.docx", "--comment", "checked.odt"], "must end in .docx"),
        (&["draft.docx", "--comment", "a.docx", "-o", "a.docx"], "name the same file"),
        (&["draft.docx", "form.toml", "--comment", "a.docx"], "needs one Word document"),
    ];
    for (arguments, why) in wrong {
        let output = casegrade(folder.path(), &[&["grade"], arguments].concat());
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && message.contains(why), "{arguments:?}: {message}");
    }
    assert_eq!(fs::read(folder.path().join("draft.docx")).unwrap(), draft());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// The elements in which ECMA-376 (part 1, annex A, `wml.xsd`) allows what is written; of all others nothing is asked.
fn parents(name: &str) -> &'static [&'static str] {
    match name {
        "comment" => &["comments"],
        "p" => &["body", "tc", "comment"],
        "r" => &["p", "ins", "del", "hyperlink"],
        "commentRangeStart" | "commentRangeEnd" => &["p", "ins", "hyperlink"],
        "t" | "commentReference" | "br" | "rPr" => &["r"],
        "pPr" => &["p"],
        _ => &[],
    }
}

/// ECMA-376, part 1: comments (17.13.4.2), the begin, the end and the reference of their ranges (17.13.4.3 to 17.13.4.5),
/// properties before all else in a paragraph (17.3.1.22) and a run (17.3.2.25).
#[test]
fn what_is_written_keeps_the_order_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.docx"), draft()).unwrap();
    commented(folder.path(), "draft.docx", "once.docx");
    let once = folder.path().join("once.docx");
    let (document, comments) = (part(&once, "word/document.xml"), part(&once, "word/comments.xml"));
    let mut seen: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut within: Vec<(String, usize)> = Vec::new();
    for step in walk(&document).into_iter().chain(walk(&comments)) {
        if step.starts_with('>') {
            within.pop();
        }
        let Some(opened) = step.strip_prefix('<') else { continue };
        let (name, id) = opened.split_once(' ').unwrap_or((opened, ""));
        let (parent, number) = within.last_mut().map_or((String::new(), 0), |(name, number)| {
            *number += 1;
            (name.clone(), *number)
        });
        assert!(parents(name).is_empty() || parents(name).contains(&parent.as_str()), "{name} in {parent}");
        assert!(!matches!(name, "pPr" | "rPr") || number == 1, "{name} is child {number} of {parent}");
        let part = ["commentRangeStart", "commentRangeEnd", "commentReference", "comment"]
            .into_iter()
            .find(|own| *own == name);
        seen.entry(id.to_owned()).or_default().extend(part);
        within.push((name.to_owned(), 0));
    }
    seen.retain(|_, parts| !parts.is_empty());
    assert!(seen.len() > MARKED.len());
    for (id, parts) in seen {
        assert_eq!(parts, ["commentRangeStart", "commentRangeEnd", "commentReference", "comment"], "comment {id}");
    }
    for tag in comments.split("<w:comment ").skip(1).filter(|tag| tag.contains("casegrade")) {
        let attributes = tag.split('>').next().unwrap().split(' ');
        let names: BTreeSet<&str> = attributes.filter_map(|own| Some(own.split_once('=')?.0)).collect();
        assert_eq!(names, BTreeSet::from(["w:author", "w:id", "w:initials", "xmlns:w"]));
    }
}

#[test]
fn comments_are_on_their_paragraphs_and_every_other_part_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut drafts = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")).unwrap() {
        let draft = entry.unwrap().path();
        if draft.extension() != Some("docx".as_ref()) {
            continue;
        }
        let (once, twice) = (folder.path().join("once.docx"), folder.path().join("twice.docx"));
        let graded = |from: &Path, to: &Path| commented(folder.path(), from.to_str().unwrap(), to.to_str().unwrap());
        if graded(&draft, &once).status.code() == Some(2) || !once.exists() {
            continue;
        }
        let read = |path: &Path| {
            let limits = casegrade::document::Limits::USUAL;
            casegrade::document::passages::read(fs::read(path).unwrap(), "docx", limits).unwrap()
        };
        let texts = |path: &Path| read(path).list.into_iter().map(|own| (own.kind, own.text)).collect::<Vec<_>>();
        assert_eq!(texts(&draft), texts(&once), "{} says something else", draft.display());
        let (before, after) = (parts(&draft), parts(&once));
        let touched = ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"];
        for (name, bytes) in before.iter().filter(|(name, _)| !touched.contains(&name.as_str())) {
            assert_eq!(after.get(name), Some(bytes), "{name} of {} was changed", draft.display());
        }
        assert!(anchors(&part(&once, "word/document.xml")).len() > 1, "{} has no comments", draft.display());
        // Run again it replaces its own comments, and nothing else changes.
        graded(&once, &twice);
        assert!(parts(&twice) == after, "{} commented again is another", draft.display());
        fs::remove_file(&once).unwrap();
        drafts += 1;
    }
    assert!(drafts > 2, "only {drafts} drafts were commented");
}
