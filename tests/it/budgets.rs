//! Nothing costs more than in proportion to its size: each kind of input is made at one size and at four times that, and the
//! memory that is asked for may grow sevenfold at most. In proportion it grows fourfold, give or take what buffers that double hold
//! in reserve; by the square it would grow sixteenfold.
//!
//! `benches/budgets.py` counts the instructions of the program over the same kinds of input, and over more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unforeseen must fail")]

use std::io::{Cursor, Write};

use allocation_counter::{AllocationInfo, measure};
use casegrade::analysis::{cases, check};
use casegrade::document::passages::read;
use casegrade::document::{Format, Limits, Source, parse};
use casegrade::engine;
use casegrade::judgement::Judgements;
use casegrade::review::import::import;
use casegrade::review::{self, Facts, Review};
use casegrade::rubric::{Rubric, load};
use casegrade::tables::{By, CountBy, Counting, DateOf, Plan, Protection, Reading, Table, conceal, grades, hide_whole};
use casegrade::tables::{Shared, round};
use casegrade::text::{NameList, WordList, Words, identifiers};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How many times as much four times the input may take.
const MOST: u64 = 7;
/// The same where the work grows by the square.
const SQUARE: u64 = 20;
/// Below this many bytes a cost says nothing of its growth.
const SMALL: u64 = 200_000;

/// Fails where `work` on four times the input takes more than [`MOST`] times the memory, in all or at once, or the allocations.
fn in_proportion<I>(size: usize, make: impl Fn(usize) -> I, work: impl Fn(&I)) {
    within(MOST, size, make, work);
}

fn within<I>(most: u64, size: usize, make: impl Fn(usize) -> I, work: impl Fn(&I)) {
    let (one, four) = (make(size), make(4 * size));
    // What is made once and kept, such as lists of words, counts for neither.
    work(&one);
    let costs = [measure(|| work(&one)), measure(|| work(&four))];
    let grows = |cost: fn(&AllocationInfo) -> u64, what: &str| {
        let [one, four] = [cost(&costs[0]), cost(&costs[1])];
        assert!(four <= most * one.max(SMALL), "{what}: {one} at {size}, {four} at four times that");
    };
    grows(|cost| cost.bytes_total, "bytes in all");
    grows(|cost| cost.bytes_max, "bytes at once");
    grows(|cost| cost.count_total, "allocations");
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let relations = r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    archive(&[("_rels/.rels", relations.to_owned()), ("word/document.xml", document)])
}

#[test]
fn one_key_again_and_again() {
    let toml = |count: usize| format!("[review]\nid = \"a\"\n{}", "title = \"x\"\n".repeat(count));
    in_proportion(1_000, toml, |text| drop(parse(text, Format::Toml, Limits::USUAL)));
    let tables = |count: usize| format!("[review]\nid = \"a\"\n{}", "[terms]\n".repeat(count));
    in_proportion(1_000, tables, |text| drop(parse(text, Format::Toml, Limits::USUAL)));
}

#[test]
fn line_ends_of_old_macs() {
    in_proportion(50_000, |count| "\r".repeat(count), |text| drop(parse(text, Format::Toml, Limits::USUAL)));
}

#[test]
fn marks_of_fields_in_word() {
    let open = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    let nested = |count: usize| word(&format!("<w:p>{}<w:r><w:t>x</w:t></w:r></w:p>", open.repeat(count)));
    in_proportion(2_000, nested, |bytes| drop(read(bytes.clone(), "docx", Limits::USUAL)));
    let field = format!("<w:p>{open}<w:r><w:t>x</w:t></w:r></w:p>");
    in_proportion(1_000, |count| word(&field.repeat(count)), |bytes| drop(read(bytes.clone(), "docx", Limits::USUAL)));
}

#[test]
fn covered_cells_with_repeats_in_open_document() {
    let covered = r#"<table:covered-table-cell table:number-columns-repeated="1000"/>"#;
    let row = format!(r#"<table:table-row table:number-rows-repeated="1000">{covered}</table:table-row>"#);
    let odt = |count: usize| {
        let body = format!("<table:table>{}</table:table>", row.repeat(count));
        let content = format!(
            "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        archive(&[("mimetype", "application/vnd.oasis.opendocument.text".to_owned()), ("content.xml", content)])
    };
    in_proportion(100, odt, |bytes| drop(read(bytes.clone(), "odt", Limits::USUAL)));
}

#[test]
fn brackets_and_quotations_in_markdown() {
    for piece in ["[", "[a](", "> ", "*a ", "`a ", "| "] {
        let work = |bytes: &Vec<u8>| drop(read(bytes.clone(), "md", Limits::USUAL));
        in_proportion(10_000, |count| piece.repeat(count).into_bytes(), work);
    }
}

#[test]
fn identifiers_and_nothing_else() {
    let line = |at: usize| {
        format!("NHS number 943 476 59{:02}, tel 01632 960{:03}, AB1{} 2CD\n", at % 100, at % 1000, at % 10)
    };
    let text = |count: usize| (0..count).map(line).collect::<String>();
    in_proportion(200, text, |text| drop(identifiers(text, &NameList::default())));
}

#[test]
fn headings_and_findings_of_a_draft() {
    let finding = |at: usize| format!("## Finding {at}: thing {at}\n\nNobody asked the school about it, {at}.\n\n");
    let draft = |count: usize| (0..count).map(finding).collect::<String>();
    in_proportion(100, draft, |text| {
        drop(import(&read(text.clone().into_bytes(), "md", Limits::USUAL).unwrap(), "a"));
    });
}

const KEYS: [&str; 4] = ["owner", "measured-by", "text", "status"];

/// Rules over actions, `together` of them in each criterion.
fn rubric(rules: usize, together: usize) -> String {
    let mut text = "[rubric]\nid = \"a\"\ntitle = \"A\"\nversion = \"1\"\n".to_owned();
    for rule in 0..rules {
        if rule % together == 0 {
            text += &format!("[[criteria]]\nid = \"c{rule}\"\ntitle = \"C\"\n");
        }
        let (key, good, adequate) = (KEYS[rule % 4], 60 + rule % 37, 20 + rule % 37);
        text += &format!(
            "[[criteria.rules]]\nid = \"R{rule}\"\ntitle = \"R\"\nweight = {}\neach = \"actions\"\nmust = {{ {key} = \"present\" }}\n\
             empty = \"unmet\"\nbands = {{ outstanding = 1, good = 0.{good}, adequate = 0.{adequate} }}\n",
            1 + rule % 7
        );
    }
    text
}

fn review(items: usize) -> String {
    let key = |(at, key): (usize, &&str), item: usize| {
        ((item * 7 + at * 13) % 10 < 6 + at % 3).then(|| format!("{key} = \"by May, {at}\"\n"))
    };
    let action = |item: usize| {
        format!("[[actions]]\nid = \"A{item}\"\n")
            + &KEYS.iter().enumerate().filter_map(|pair| key(pair, item)).collect::<String>()
    };
    "[review]\nid = \"a\"\nrecord = \"whole\"\n".to_owned() + &(0..items).map(action).collect::<String>()
}

fn typed(text: &str) -> Review {
    review::read(&parse(text, Format::Toml, Limits::USUAL)).review.unwrap()
}

#[test]
fn reviews_of_many_items_and_what_would_raise_them() {
    in_proportion(100, review, |text| drop(review::read(&parse(text, Format::Toml, Limits::USUAL))));
    for together in [6, 1_000] {
        let rubric = Rubric::from_toml(&rubric(60, together)).unwrap();
        in_proportion(100, |items| typed(&review(items)), |review| grade_and_raise(&rubric, review));
        let of_rules = |rules: usize| Rubric::from_toml(&self::rubric(rules, together)).unwrap();
        let review = typed(&review(40));
        // The search chooses among the rules of a criterion together.
        within(if together == 6 { MOST } else { SQUARE }, 60, of_rules, |rubric| grade_and_raise(rubric, &review));
    }
}

fn grade_and_raise(rubric: &Rubric, review: &Review) {
    let (facts, judgements) = (Facts::new(review), Judgements::default());
    let graded = engine::grade(rubric, &facts, &judgements);
    let next = graded.next.as_ref().unwrap().grade;
    drop(engine::raise(rubric, &facts, &judgements, &graded.states(), next));
}

#[test]
fn rubrics_of_many_rules_are_checked() {
    let source = |rules: usize| Source::new("a", &rubric(rules, 6));
    // Each criterion is looked at beside the others, of which there are four times as many.
    within(12, 60, source, |source| {
        let parsed = parse(&source.text, Format::Toml, Limits::USUAL);
        drop(check::check(&load(source).rubric.unwrap(), &parsed.root));
    });
}

#[test]
fn lists_of_many_words() {
    let words = |count: usize| Words {
        any: (0..count).map(|at| format!("word{at} of things")).collect(),
        except: Vec::new(),
        inflected: true,
        quoted: false,
    };
    in_proportion(500, words, |words| drop(WordList::new(words)));
    let list = WordList::new(&words(50)).unwrap();
    in_proportion(
        500,
        |count| "\u{201c}word7 of things\u{201d} and \"word8 of things ".repeat(count),
        |text| drop(list.ranges(text)),
    );
}

#[test]
fn cases_full_of_mistakes() {
    let rubric = Rubric::from_toml(&rubric(1, 1)).unwrap();
    let case =
        |at: usize| format!("[[cases]]\nname = \"c{at}\"\nset = {{ nothing = 1 }}\nexpect = {{ R9 = \"good\" }}\n");
    let text = |count: usize| {
        let cases = (0..count).map(case).collect::<String>();
        Source::new("a.cases.toml", &format!("[bases.b]\nreview.record = \"whole\"\n{cases}"))
    };
    in_proportion(100, text, |source| drop(cases::read(source, &rubric, &std::collections::BTreeMap::new())));
}

fn plan() -> Plan {
    Plan { by: vec![By::Region], division: None, date: DateOf::Completed, count: CountBy::Headline }
}

#[test]
fn tables_of_many_groups() {
    let csv = |count: usize| {
        let row = |at: usize| format!("r{at},{},g{}\n", ["good", "adequate", "inadequate"][at % 3], at / 3);
        Source::new("a.csv", &format!("id,grade,region\n{}", (0..count).map(row).collect::<String>()))
    };
    in_proportion(300, csv, |source| {
        let mut counting = Counting::new(plan());
        grades(source, Limits::USUAL, &Reading::default(), &mut |entry| {
            let _ = counting.add(&entry);
        });
        drop(counting.finish());
    });
    let table = |rows: usize| Table {
        rows: (0..rows as u64).map(|at| vec![at % 7, at % 5, at % 11]).collect(),
        open: Vec::new(),
        added: true,
    };
    in_proportion(100, table, |table| drop(conceal(std::slice::from_ref(table), &Protection::new(5))));
    in_proportion(100, table, |table| drop(round(&table.rows, 5)));
    let apart = |_: usize, _: usize| Shared::None;
    let rows = |count: usize| {
        (0..count as u64).map(|at| (vec![Some(at % 7), Some(at % 5)], at % 7 + at % 5)).collect::<Vec<_>>()
    };
    in_proportion(100, rows, |rows| drop(hide_whole(rows, &apart, 5)));
}
