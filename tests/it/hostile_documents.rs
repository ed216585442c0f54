//! Documents that are broken, are not what their names say, or were made to do harm: each is a clear error or a right answer,
//! soon, and without much memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a document that cannot be made must fail")]

use std::fs;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use casegrade::document::Limits;
use casegrade::document::passages::{PassageKind, Passages, read};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Far more than any of these takes, also where the machine is busy; what would take hours fails.
const SOON: Duration = Duration::from_secs(60);

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, packed).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships><Relationship Id="a"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
    </Relationships>"#;

/// A Word document with this in its body.
fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    archive(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", document.as_bytes())])
}

fn open(bytes: Vec<u8>, ending: &str) -> Result<Passages, String> {
    open_within(bytes, ending, Limits::USUAL)
}

fn open_within(bytes: Vec<u8>, ending: &str, limits: Limits) -> Result<Passages, String> {
    let begun = Instant::now();
    let read = read(bytes, ending, limits);
    assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
    read.map_err(|error| format!("{}: {} ({})", error.code, error.message, error.help.unwrap_or_default()))
}

fn refused(bytes: Vec<u8>, ending: &str, wanted: &[&str]) {
    let said = open(bytes, ending).unwrap_err();
    for part in wanted {
        assert!(said.contains(part), "wanted `{part}` in: {said}");
    }
}

fn committed(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn what_is_no_document_is_said_to_be_what_it_is() {
    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [old.as_slice(), &name, &[0; 100]].concat();
    refused(old.clone(), "docx", &["other-format", "a Word document of before 2007", ".docx", ".odt", ".md", ".txt"]);
    refused(old, "doc", &["a Word document of before 2007"]);
    refused(locked, "docx", &["password-protected", "save a copy without a password"]);
    refused(b"%PDF-1.7 ...".to_vec(), "pdf", &["a PDF, which is not read", "(.docx)"]);
    refused(b"%PDF-1.7 ...".to_vec(), "docx", &["a PDF, which is not read"]);
    refused(b"{\\rtf1 text}".to_vec(), "doc", &["rich text"]);
    refused(b"\n <!DOCTYPE HTML><html>".to_vec(), "docx", &["a web page"]);
    refused(b"just text".to_vec(), "docx", &["this is not a Word document, though its name ends in .docx"]);
    refused(b"just text".to_vec(), "odt", &["this is not OpenDocument text, though its name ends in .odt"]);
    refused(b"just text".to_vec(), "", &["does not say what kind of document it is"]);
    refused(archive(&[("xl/workbook.xml", b"<a/>")]), "docx", &["an Excel workbook"]);
    refused(archive(&[("ppt/presentation.xml", b"<a/>")]), "docx", &["a PowerPoint presentation"]);
    refused(archive(&[("a.txt", b"text")]), "docx", &["a zip archive, and no document"]);
    refused(b"PK\x03\x04 and no more".to_vec(), "docx", &["damaged"]);
    refused(Vec::new(), "docx", &["empty-document"]);
    refused(b" \r\n".to_vec(), "txt", &["empty-document"]);
    refused(
        "text \u{e9}".encode_utf16().flat_map(u16::to_le_bytes).fold(vec![0xff, 0xfe], |mut all, byte| {
            all.push(byte);
            all
        }),
        "txt",
        &["not-utf-8", "UTF-16", "line 1"],
    );
    refused(b"one\ntwo\xe9".to_vec(), "md", &["not-utf-8", "line 2", "UTF-8"]);
    refused(b"\0\0binary".to_vec(), "txt", &["no text"]);
}

#[test]
fn a_document_under_another_name_is_read_all_the_same() {
    let passages = open(committed("structure.docx"), "doc").unwrap();
    assert_eq!(passages, open(committed("structure.docx"), "odt").unwrap());
    assert!(open(committed("office.odt"), "docx").is_ok());
}

#[test]
fn a_locked_archive_is_said_to_be_locked() {
    let mut bytes = word("<w:p/>");
    // The flag that says that a part is encrypted, wherever a part has its head.
    for at in 0..bytes.len() - 10 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    refused(bytes, "docx", &["password-protected"]);
    let manifest = b"<manifest><encryption-data/></manifest>";
    let locked =
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest)]);
    refused(locked, "odt", &["password-protected"]);
}

#[test]
fn documents_that_are_cut_off_are_errors() {
    for name in ["structure.docx", "office.odt"] {
        let whole = committed(name);
        for part in 1..20 {
            let cut = whole[..whole.len() * part / 20].to_vec();
            refused(cut, "docx", &["damaged"]);
        }
    }
    let cut = archive(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", b"<w:document><w:body><w:p>")]);
    refused(cut, "docx", &["damaged", "word/document.xml"]);
    let none = archive(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", b"<w:document/>")]);
    refused(none, "docx", &["damaged", "no text in it"]);
    refused(word("<w:p></w:r>"), "docx", &["damaged"]);
}

#[test]
fn bombs_are_refused_whatever_the_archive_says_of_its_sizes() {
    let bomb = word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(3 << 20)));
    assert!(bomb.len() < 1 << 16);
    let limits = Limits { size: 1 << 20, ..Limits::USUAL };
    let said = open_within(bomb.clone(), "docx", limits).unwrap_err();
    assert!(said.contains("unpacks to more than 1048576 bytes") && said.contains("--max-size"), "{said}");
    for lie in [0_u32, 100, u32::MAX - 1] {
        let mut lying = bomb.clone();
        for at in 0..lying.len() - 30 {
            match &lying[at..at + 4] {
                b"PK\x03\x04" => lying[at + 22..at + 26].copy_from_slice(&lie.to_le_bytes()),
                b"PK\x01\x02" => lying[at + 24..at + 28].copy_from_slice(&lie.to_le_bytes()),
                _ => {}
            }
        }
        assert!(open_within(lying, "docx", limits).is_err());
    }
    assert_eq!(open(bomb, "docx").unwrap().list[0].text.len(), 3 << 20);
    let many: Vec<(String, Vec<u8>)> = (0..5_000).map(|at| (format!("part{at}"), vec![b'x'])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    refused(archive(&many), "docx", &["a zip archive, and no document"]);
}

#[test]
fn nothing_outside_is_looked_at_and_nothing_is_defined() {
    let declared = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document><w:body/></w:document>";
    let bytes = archive(&[("_rels/.rels", RELATIONS.as_bytes()), ("word/document.xml", declared.as_bytes())]);
    refused(bytes, "docx", &["document-type", "word/document.xml"]);
    let unknown = word("<w:p><w:r><w:t>a &unknown; b &#x41; &amp;</w:t></w:r></w:p>");
    assert_eq!(open(unknown, "docx").unwrap().list[0].text, "a  b A &");
    let outside = br#"<Relationships><Relationship Id="a" Type="x/styles" TargetMode="External"
        Target="http://example.invalid/styles.xml"/><Relationship Id="b" Type="x/numbering" Target="../../../../etc/passwd"/>
        </Relationships>"#;
    let document = b"<w:document><w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>";
    let bytes = archive(&[
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document.xml.rels", outside),
        ("word/document.xml", document),
    ]);
    assert_eq!(open(bytes, "docx").unwrap().list.len(), 1);
}

#[test]
fn depth_is_bounded() {
    let nested = |open: &str, close: &str| word(&format!("{}{}", open.repeat(100_000), close.repeat(100_000)));
    refused(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), "docx", &["too-deep"]);
    refused(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), "docx", &["too-deep"]);
    refused(nested("<w:x>", "</w:x>"), "docx", &["too-deep"]);
    for sign in ["> ", "- ", "[", "*", "`", "![a](", "<b>", "1. ", "  - x\n"] {
        let _ = open(sign.repeat(100_000).into_bytes(), "md");
    }
    let deep = (0..2_000).map(|level| format!("{}- x\n", "  ".repeat(level))).collect::<String>();
    assert_eq!(open(deep.into_bytes(), "md").unwrap().list.last().unwrap().kind, PassageKind::Item(9));
}

#[test]
fn marks_of_markdown_are_bounded() {
    for mark in ["[", "*", "`", "<", "a | "] {
        refused(mark.repeat(1_000_001).into_bytes(), "md", &["more than 1000000 marks of Markdown"]);
    }
    assert!(open("[".repeat(10_000).into_bytes(), "md").is_ok());
}

#[test]
fn large_documents_are_read_in_time() {
    let cell = "<w:tc><w:p><w:r><w:t>text</w:t></w:r></w:p></w:tc>";
    let table = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(6)).repeat(10_000));
    let passages = open(word(&table), "docx").unwrap();
    assert_eq!(passages.list.len(), 60_000);
    assert_eq!(passages.tables()[0].at(10_000, 6).unwrap().text, "text");
    let wide = format!("<w:p {}><w:r><w:t>text</w:t></w:r></w:p>", "a=\"b\" ".repeat(200_000));
    assert_eq!(open(word(&wide), "docx").unwrap().list.len(), 1);
    let spans = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"#;
    let passages = open(word(&format!("<w:tbl>{}</w:tbl>", spans.repeat(20_000))), "docx").unwrap();
    assert_eq!((passages.list.len(), passages.tables()[0].rows), (1, 20_000));
    let heading = format!("# {}\n\n{}", "word ".repeat(200_000), "- item\n".repeat(50_000));
    assert_eq!(open(heading.into_bytes(), "md").unwrap().list.len(), 50_001);
    refused(vec![b'a'; 33 << 20], "txt", &["too-large", "--max-size"]);
    let few = Limits { items: 100, ..Limits::USUAL };
    let said = open_within("a\n\n".repeat(101).into_bytes(), "txt", few).unwrap_err();
    assert!(said.contains("too-many-items") && said.contains("--max-items"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Bytes changed at random: an error or an answer.
    #[test]
    fn changed_bytes_never_stop_the_program(
        name in prop::sample::select(vec!["structure.docx", "inline.docx", "plans.docx", "parts.odt"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = committed(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = open(bytes, "docx");
    }

    /// XML changed at random inside a sound archive.
    #[test]
    fn changed_xml_never_stops_the_program(
        at in any::<prop::sample::Index>(),
        what in prop::sample::select(vec!["<w:p>", "</w:p>", "<w:tbl>", "<w:tr/>", "<w:tc/>", "<", ">", "&", "\"", "<w:del>", "<![CDATA[", "<!--", "<w:t>", ""]),
        length in 0..40_usize,
    ) {
        let whole = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc>
            <w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>"#;
        let start = at.index(whole.len());
        let end = (start + length).min(whole.len());
        let _ = open(word(&format!("{}{what}{}", &whole[..start], &whole[end..])), "docx");
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        for ending in ["md", "txt"] {
            let _ = open(text.clone().into_bytes(), ending);
        }
    }
}
