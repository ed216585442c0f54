//! How much of what identifies persons is found, and how much of what is found does: over lines that are made by rule, not from
//! the patterns, and over the texts of the examples, which hold nobody's identifiers.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::panic,
    clippy::print_stdout,
    reason = "these are tests"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use casegrade::text::{IdentifierKind, NameList, identifiers};

/// A sentence without its marks, and what was marked in it.
struct Labelled {
    text: String,
    marked: Vec<(IdentifierKind, std::ops::Range<usize>)>,
}

/// The lines of the set, and the names that are confidential in them.
fn labelled(file: &str) -> (Vec<Labelled>, NameList) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/identifiers"));
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let names = text.lines().find_map(|line| line.strip_prefix("# names: ")).unwrap().replace("; ", "\n");
    let lines = text.lines().filter(|line| !line.starts_with("# ")).map(unmark).collect();
    (lines, NameList::read(&names).unwrap())
}

fn unmark(line: &str) -> Labelled {
    let line = line.replace("\\n", "\n").replace("\\t", "\t");
    let mut labelled = Labelled { text: String::new(), marked: Vec::new() };
    let mut rest = line.as_str();
    let mark = |text: &str| {
        let marks = text.match_indices('{').filter_map(|(at, _)| {
            let (kind, value) = text[at + 1..].split_once('}')?.0.split_once('|')?;
            let kind = IdentifierKind::ALL.into_iter().find(|known| known.word() == kind)?;
            Some((at, kind, value.len(), kind.word().len() + value.len() + 3))
        });
        marks.min_by_key(|(at, ..)| *at)
    };
    while let Some((at, kind, length, whole)) = mark(rest) {
        labelled.text.push_str(&rest[..at]);
        let start = labelled.text.len();
        labelled.text.push_str(&rest[at + whole - 1 - length..at + whole - 1]);
        labelled.marked.push((kind, start..labelled.text.len()));
        rest = &rest[at + whole..];
    }
    labelled.text.push_str(rest);
    labelled
}

/// What was found of one kind.
#[derive(Default)]
struct Count {
    marked: usize,
    found: usize,
    right: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.marked.max(1) as f64
    }
}

/// Counts what is certain or probable; right is what is found from its first letter to its last.
fn count(lines: &[Labelled], names: &NameList, report: &mut String) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for line in lines {
        let mut hits = identifiers(&line.text, names);
        hits.retain(|hit| hit.confidence.counts());
        for (kind, range) in &line.marked {
            let count = counts.entry(kind.word()).or_default();
            count.marked += 1;
            let is_it =
                |hit: &casegrade::text::Identifier| hit.kind == *kind && (hit.span.start..hit.span.end) == *range;
            if hits.iter().any(is_it) {
                count.right += 1;
            } else {
                writeln!(report, "missed {}: {}", kind.word(), line.text).unwrap();
            }
        }
        for hit in &hits {
            let count = counts.entry(hit.kind.word()).or_default();
            count.found += 1;
            let range = hit.span.start..hit.span.end;
            if !line.marked.contains(&(hit.kind, range.clone())) {
                writeln!(report, "wrong {} `{}`: {}", hit.kind.word(), &line.text[range], line.text).unwrap();
            }
        }
    }
    counts
}

#[test]
fn precision_and_recall_over_the_set_made_by_rule() {
    check_precision_and_recall("labelled.txt", 150);
}

#[test]
fn precision_and_recall_over_the_set_written_by_hand() {
    check_precision_and_recall("odd.txt", 70);
}

/// Fails unless the program finds 99 of 100 identifiers of each kind, and 98 of 100 that it finds are ones; `least` of each kind
/// are in the file.
fn check_precision_and_recall(file: &str, least: usize) {
    let mut report = String::new();
    let (lines, names) = labelled(file);
    let counts = count(&lines, &names, &mut report);
    for (kind, count) in &counts {
        let (precision, recall) = (count.precision(), count.recall());
        writeln!(
            report,
            "{kind}: {} of {} right, {} marked: precision {precision:.3}, recall {recall:.3}",
            count.right, count.found, count.marked
        )
        .unwrap();
    }
    println!("{report}");
    for kind in IdentifierKind::ALL {
        let count = &counts[kind.word()];
        assert!(count.marked >= least, "{} are too few of {}", count.marked, kind.word());
        assert!(count.precision() >= 0.98 && count.recall() >= 0.99, "{}:\n{report}", kind.word());
    }
}

/// An address at a domain that is kept for examples.
const PLANTED: &str = "jo.bloggs@example.org";

#[test]
fn the_texts_of_the_examples_hold_no_identifiers() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR")));
    let (mut files, mut wrong) = (0, Vec::new());
    for part in ["examples", "rubrics", "docs"] {
        for entry in walkdir::WalkDir::new(folder.join(part)) {
            let entry = entry.unwrap();
            let Some(text) = entry.file_type().is_file().then(|| std::fs::read_to_string(entry.path()).ok()).flatten()
            else {
                continue;
            };
            files += 1;
            for hit in identifiers(&text, &NameList::default()) {
                // The cases of the rules about identifiers need one.
                if entry.path().to_string_lossy().ends_with(".cases.toml")
                    && text[hit.span.start..].starts_with(PLANTED)
                {
                    continue;
                }
                wrong.push(format!(
                    "{} {} `{}` in {}",
                    hit.confidence.word(),
                    hit.kind.word(),
                    &text[hit.span.start..hit.span.end],
                    entry.path().display()
                ));
            }
        }
    }
    assert!(files > 30);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_of_names_are_read_as_people_write_them() {
    let lines = "Zebedee Quillfeather|Zebedee Quillfeather (father)|Zebedee Quillfeather [father]|Zebedee Quillfeather - mother|\
        Mr Zebedee Quillfeather|Dr. Zebedee Quillfeather|Zebedee Quillfeather\tfather|Jo Bloggs; Zebedee Quillfeather|\
        Jo Bloggs\rZebedee Quillfeather|Jo Bloggs / Zebedee Quillfeather|Jo Bloggs & Zebedee Quillfeather|Quillfeather, Zebedee|\
        QUILLFEATHER Zebedee|- Zebedee Quillfeather|1. Zebedee Quillfeather|2) Zebedee Quillfeather|Child A: Zebedee Quillfeather|\
        Child A = Zebedee Quillfeather|Zebedee Quillfeather, mother|Zebedee Quillfeather aged 4|Zebedee Quillfeather, 4|\
        Zebedee Quillfeather born 2004|Zebedee Quillfeather b. 2004|Zebedee Quillfeather 03/05/2004|Zebedee Quillfeather 2004|\
        Zebedee \"Zeb\" Quillfeather|Zebedee Quillfeather's mother|Zebedee Quillfeather is the father|\
        zebedee quillfeather father|zebedee quillfeather|Zebedee  Quillfeather  mother|Zebedee Quillfeather Jnr";
    let text = "Then Zebedee Quillfeather left.";
    for line in lines.split('|') {
        let names = NameList::read(line).unwrap_or_else(|_| panic!("`{line}` is not read"));
        let found: Vec<&str> =
            identifiers(text, &names).iter().map(|hit| &text[hit.span.start..hit.span.end]).collect();
        assert_eq!(found, ["Zebedee Quillfeather"], "{line}");
    }
    let particles = NameList::read("Jan van der Berg\nTom de Souza\nNia ap Rhys").unwrap();
    for text in ["Jan van der Berg", "Tom de Souza", "Nia ap Rhys"] {
        assert_eq!(identifiers(text, &particles).len(), 1, "{text}");
    }
    for wrong in
        ["--", "Mr", "(mother)", "allow:", "x", "the mother of the two younger children who had moved away before"]
    {
        assert!(NameList::read(wrong).is_err(), "`{wrong}` is read as a name");
    }
}

#[test]
fn an_allow_line_lets_exactly_its_text_stay() {
    let names = NameList::read("Grace\nallow: Grace Road").unwrap();
    for (text, count) in [
        ("She left by the road. Grace cried.", 1),
        ("12 Grace Road", 0),
        ("12 GRACE  road", 0),
        ("Road, Grace", 1),
        ("grace-road", 0),
        ("Grace. Road works", 1),
        ("Grace Roads", 1),
        ("Grâce Road", 0),
    ] {
        let found = identifiers(text, &names);
        assert_eq!(found.len(), count, "{text}: {found:?}");
    }
}

/// Kind by kind: the text, and what it is. FICTIONAL: numbers of test ranges and published examples.
#[test]
fn valid_invalid_and_near_misses_of_every_kind() {
    use casegrade::text::Confidence::{Certain, Possible, Probable};
    use casegrade::text::IdentifierKind as Kind;
    let names = NameList::read("Grace Okafor\nMay\n").unwrap();
    let rows = [
        ("NHS number 943 476 5919", Some((Kind::NhsNumber, Certain))),
        ("943-476-5919", Some((Kind::NhsNumber, Probable))),
        ("seen 9434765919 twice", Some((Kind::NhsNumber, Probable))),
        ("ref 9434765919", Some((Kind::NhsNumber, Probable))),
        ("A12 BCD seen", Some((Kind::VehicleRegistration, Possible))),
        ("NHS number 943 476 5918", Some((Kind::NhsNumber, Probable))),
        ("NHS number 943 476 591", Some((Kind::NhsNumber, Probable))),
        ("943 476\n5919", Some((Kind::NhsNumber, Probable))),
        ("９４３\u{a0}47\u{200b}6–5919", Some((Kind::NhsNumber, Probable))),
        ("943 476 5918", None),
        ("ISBN 9434765919", None),
        ("£9434765919", None),
        ("19434765919", None),
        ("NI number AB 12 34 56 C", Some((Kind::NationalInsuranceNumber, Certain))),
        ("AB123456C", Some((Kind::NationalInsuranceNumber, Probable))),
        ("NI number QQ 12 34 56 C", Some((Kind::NationalInsuranceNumber, Probable))),
        ("QQ 12 34 56 C", None),
        ("AB123456E", None),
        ("at SW1A 1AA", Some((Kind::Postcode, Certain))),
        ("at SW1A1AA", Some((Kind::Postcode, Probable))),
        ("at sw1a 1aa", Some((Kind::Postcode, Probable))),
        ("postcode QX1 1AA", Some((Kind::Postcode, Probable))),
        ("QX1 1AA", None),
        ("the M1 and SE1", None),
        ("SW1A 1AC", None),
        ("07700 900123", Some((Kind::TelephoneNumber, Certain))),
        ("+44 (0)20 7946 0123", Some((Kind::TelephoneNumber, Certain))),
        ("(0113) 496 0123", Some((Kind::TelephoneNumber, Probable))),
        ("0800-1700 hours", None),
        ("07700 90012", None),
        ("2009-10 2010-11", None),
        ("jo.o'neil@example.org", Some((Kind::EmailAddress, Certain))),
        ("jo at example.org", None),
        ("@example.org", None),
        ("born on 12th March 2001", Some((Kind::DateOfBirth, Certain))),
        ("DOB: 12/03/01", Some((Kind::DateOfBirth, Probable))),
        ("date of birth 31/02/2001", Some((Kind::DateOfBirth, Probable))),
        ("seen on 12/03/2001", None),
        ("born in 2001", None),
        ("the car AB12 CDE", Some((Kind::VehicleRegistration, Certain))),
        ("AB12 CDE", Some((Kind::VehicleRegistration, Probable))),
        ("A12 BCD", Some((Kind::VehicleRegistration, Probable))),
        ("AB99 CDE", None),
        ("grace-okafor", Some((Kind::ConfidentialName, Certain))),
        ("MAY’s", Some((Kind::ConfidentialName, Certain))),
        ("may", None),
        ("12 May 2009", None),
        ("Grace", None),
    ];
    for (text, wanted) in rows {
        let found: Vec<_> = identifiers(text, &names).iter().map(|hit| (hit.kind, hit.confidence)).collect();
        assert_eq!(found, wanted.into_iter().collect::<Vec<_>>(), "{text}");
    }
}
