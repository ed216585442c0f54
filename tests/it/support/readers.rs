//! What must hold of every reader, whatever bytes it is given. A failed assertion is a defect of the program.
//!
//! Shared by the random mutations of `cargo test` and by the targets of `fuzz`, which include this file by its path.

use std::sync::OnceLock;

use casegrade::analysis::check;
use casegrade::analysis::drafts::{Draft, compare_drafts};
use casegrade::document::passages::{Passages, read};
use casegrade::document::{Diagnostic, Format, KeyPath, Limits, Parsed, Source, Sources, parse};
use casegrade::engine::{grade, impacts, raise};
use casegrade::judgement::{self, Judgements};
use casegrade::report::{
    self, GradeReport, GradedWith, Located, Problem, ReadFrom, Style, View, add_impacts, review_page,
};
use casegrade::review::import::import;
use casegrade::review::{self, Facts, ListFile, NamedList, Narratives, Review, vocabulary::ListName};
use casegrade::rubric::{Rubric, load, shipped};
use casegrade::tables::{
    By, CountBy, Counting, DateOf, Plan, Protection, Reading, Table, conceal, grades, result_line, results, round,
};
use casegrade::text::{Mask, Span};

/// Small, so that what is too much is met too.
const LIMITS: Limits = Limits { size: 1 << 20, depth: 32, items: 5_000 };

/// A review as a file of its own.
pub(crate) fn review(bytes: &[u8], format: Format) {
    let Some(source) = text(bytes) else { return };
    read_review(&source, format, &[]);
}

/// A file with a review in JSON on each line.
pub(crate) fn lines(bytes: &[u8]) {
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if let Some(source) = text(line) {
            read_review(&source.as_line(number + 1), Format::Json, &[]);
        }
    }
}

/// A list in a file of its own, beside a review that names the ids which lists usually have.
pub(crate) fn list(bytes: &[u8], list: ListName) {
    let Some(list_text) = text(bytes) else { return };
    for record in ["whole", "part"] {
        let review = Source::new("review.toml", &format!("{BESIDE}[review]\nid = \"a\"\nrecord = \"{record}\"\n"));
        let at = review.text.find("\"list.csv\"").expect("the review names the list");
        let named = NamedList { list, path: "list.csv".to_owned(), span: Span::new(at, at + 10) };
        let text = list_text.clone().starting_at(review.end());
        read_review(&review, Format::Toml, &[(named, &text)]);
    }
}

const BESIDE: &str = r#"lists.events = "list.csv"
agencies = [{ id = "csc", involved = true }, { id = "health" }]
findings = [{ id = "F1", events = ["E1"] }, { id = "F2" }]
"#;

/// A narrative document. What is read of it is a sound review, and the file that is written says the same.
pub(crate) fn document(bytes: &[u8], ending: &str) {
    let passages = match read(bytes.to_vec(), ending, LIMITS) {
        Ok(passages) => passages,
        Err(diagnostic) => {
            assert!(!diagnostic.message.is_empty() && diagnostic.is_error(), "it says nothing: {diagnostic:?}");
            clean(&diagnostic.message);
            return;
        }
    };
    assert_eq!(Ok(&passages), read(bytes.to_vec(), ending, LIMITS).as_ref(), "reading twice differs");
    let source = Source::new("draft", &passages.text);
    let sources = Sources::from(&source);
    for passage in &passages.list {
        within(&sources, passage.span);
        assert!(!passage.text.trim().is_empty() && !passages.place(passage, &Mask::default()).is_empty());
    }
    let draft = import(&passages, "draft");
    let parsed = Parsed::sound(draft.tree(), Format::Toml);
    let found = review::read(&parsed);
    assert!(found.diagnostics.is_empty(), "what is read of it is not sound: {:?}", found.diagnostics);
    let mask = Mask::default();
    let document = ReadFrom { name: "draft", passages: &passages, mask: &mask, keeps_identifiers: false };
    clean(&report::imported(&draft, document, own_rubric()));
    let document = ReadFrom { keeps_identifiers: true, ..document };
    let written = report::imported(&draft, document, own_rubric());
    clean(&written);
    let again = review::read(&parse(&written, Format::Toml, Limits::USUAL));
    assert_eq!(found.review, again.review, "the file says something else: {:?}\n{written}", again.diagnostics);
    let review = found.review.expect("it has no errors");
    shown(own_rubric(), &review, &Judgements::default(), (&sources, Some(&passages)), &parsed, &[]);
}

/// A rubric; one that is sound explains itself, makes a starting review, and grades.
pub(crate) fn rubric(bytes: &[u8]) {
    let Some(source) = text(bytes) else { return };
    let loaded = load(&source);
    check(&(&source).into(), &loaded.diagnostics);
    assert_eq!(loaded.diagnostics, load(&source).diagnostics, "reading twice differs");
    let Some(rubric) = &loaded.rubric else {
        assert!(loaded.diagnostics.iter().any(Diagnostic::is_error), "a rubric is refused without an error");
        return;
    };
    for criterion in &rubric.criteria {
        for rule in &criterion.rules {
            clean(&report::text(&report::explain(rubric, criterion, rule, &Mask::default()), STYLE));
        }
    }
    let starter = report::starter(rubric, "a", None, &Mask::default());
    let parsed = parse(&starter, Format::Toml, Limits::USUAL);
    let read = review::read(&parsed);
    assert!(read.review.is_some(), "the starting review is not sound: {:?}\n{starter}", read.diagnostics);
    let example = Source::new("example.toml", EXAMPLE);
    let parsed = parse(&example.text, Format::Toml, Limits::USUAL);
    let review = review::read(&parsed).review.expect("the example is sound");
    shown(rubric, &review, &Judgements::default(), (&(&example).into(), None), &parsed, &[]);
}

/// A judgement file of the rubric that comes with the program.
pub(crate) fn judgements(bytes: &[u8], format: Format) {
    let Some(source) = text(bytes) else { return };
    let parsed = parse(&source.text, format, LIMITS);
    let (judgements, diagnostics) = judgement::read(&parsed, own_rubric());
    check(&(&source).into(), &diagnostics);
    assert_eq!(diagnostics, judgement::read(&parse(&source.text, format, LIMITS), own_rubric()).1);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let example = Source::new("example.toml", EXAMPLE);
        let parsed = parse(&example.text, Format::Toml, Limits::USUAL);
        let review = review::read(&parsed).review.expect("the example is sound");
        shown(own_rubric(), &review, &judgements, (&(&example).into(), None), &parsed, &[]);
    }
}

/// What parts two inputs in one.
pub(crate) const PARTED: &[u8] = b"\n=====\n";

fn parted(bytes: &[u8]) -> Option<(Source, Source)> {
    let at = bytes.windows(PARTED.len()).position(|part| part == PARTED)?;
    let (first, rest) = bytes.split_at(at);
    Some((text(first)?, text(rest.get(PARTED.len()..)?)?))
}

/// A rubric and a review: the check of the rubric ends, and the review is graded, raised and reported.
pub(crate) fn rubric_and_review(bytes: &[u8]) {
    let Some((rubric_text, source)) = parted(bytes) else { return };
    let Some(rubric) = load(&rubric_text).rubric else { return };
    let parsed = parse(&source.text, Format::Toml, LIMITS);
    if let Some(review) = rubric.scale.while_reading(|| review::read(&parsed)).review {
        shown(&rubric, &review, &Judgements::default(), (&(&source).into(), None), &parsed, &[]);
    }
    let checked = check::check(&rubric, &parse(&rubric_text.text, Format::Toml, LIMITS).root);
    checked.warnings.iter().for_each(|warning| assert!(!warning.diagnostic.message.is_empty()));
}

/// Two drafts of a review, compared both ways and each with itself, in which nothing is lost.
pub(crate) fn drafts(bytes: &[u8]) {
    let Some((one, two)) = parted(bytes) else { return };
    let read = |source: &Source| review::read(&parse(&source.text, Format::Toml, LIMITS)).review;
    let (Some(one), Some(two)) = (read(&one), read(&two)) else { return };
    let (rubric, judgements) = (own_rubric(), Judgements::default());
    let graded = [&one, &two].map(|review| grade(rubric, &Facts::new(review), &judgements));
    let [own, other] = &graded;
    let narratives = Narratives::default();
    let [one, two] = [(&one, own), (&two, other)].map(|(review, graded)| Draft {
        review,
        narratives,
        judgements: &judgements,
        graded,
    });
    for (before, after) in [(one, two), (two, one), (one, one), (two, two)] {
        let found = compare_drafts(rubric, before, after);
        let is_same = std::ptr::eq(before.review, after.review);
        assert!(!is_same || found.losses.is_empty() && found.added.is_empty(), "a draft differs from itself");
    }
}

/// Recorded grades or tallies, counted, suppressed and rounded: the groups add up to their total.
pub(crate) fn table(bytes: &[u8]) {
    let Some(source) = text(bytes) else { return };
    for by in [By::Region, By::Period] {
        let plan = Plan { by: vec![by], division: None, date: DateOf::Completed, count: CountBy::Headline };
        let mut counting = Counting::new(plan);
        let found = grades(&source, LIMITS, &Reading::default(), &mut |entry| {
            let _ = counting.add(&entry);
        });
        found.tallies.iter().for_each(|tally| counting.add_tally(tally));
        found.diagnostics.iter().for_each(|found| assert!(!found.message.is_empty()));
        let Ok(breakdown) = counting.finish() else { continue };
        let sizes: Vec<Vec<u64>> = breakdown.groups.iter().map(|group| vec![group.counts.n]).collect();
        if let Ok(total) = &breakdown.total {
            assert_eq!(total.counts.n, sizes.iter().flatten().sum::<u64>(), "the groups do not add up");
        }
        let table = Table { rows: sizes, open: Vec::new(), added: breakdown.total.is_ok() };
        assert_eq!(round(&table.rows, 5).rows.len(), table.rows.len());
        let _ = conceal(&[table], &Protection::new(5));
    }
}

/// Results as `grade` writes them, a file or lines.
pub(crate) fn results_of(bytes: &[u8]) {
    if let Err(error) = results(&mut serde_json::Deserializer::from_slice(bytes)) {
        assert!(!error.to_string().is_empty());
    }
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok((_, entry)) = result_line(line) {
            let plan = Plan { by: vec![By::Kind], division: None, date: DateOf::Completed, count: CountBy::Headline };
            let mut counting = Counting::new(plan);
            let _ = counting.add(&entry);
            assert!(counting.finish().is_ok(), "one result cannot overlap with others");
        }
    }
}

const EXAMPLE: &str = include_str!("../../../examples/fictional/brackenholt-2009.toml");
const STYLE: Style = Style { width: 60, color: false };

/// The rubric that comes with the program.
fn own_rubric() -> &'static Rubric {
    static OWN: OnceLock<Rubric> = OnceLock::new();
    OWN.get_or_init(|| {
        let own = shipped().first().expect("a rubric comes with the program");
        load(&Source::new(own.id, own.text)).rubric.expect("it is sound")
    })
}

/// The bytes as a text; `None` if they are none, which is said at a place.
fn text(bytes: &[u8]) -> Option<Source> {
    match Source::from_bytes("input", bytes.to_vec()) {
        Ok(source) => Some(source),
        Err((source, diagnostic)) => {
            check(&(&source).into(), &[*diagnostic]);
            None
        }
    }
}

/// Reads a review twice and grades it if it is sound.
fn read_review(source: &Source, format: Format, lists: &[(NamedList, &Source)]) {
    let mut sources = Sources::from(source);
    sources.extend(lists.iter().map(|(_, source)| (*source).clone()));
    let read = || {
        let mut parsed = parse(&source.text, format, LIMITS);
        let files = lists.iter().map(|(named, source)| ListFile::read(named.clone(), source, LIMITS)).collect();
        review::take_in(&mut parsed, files);
        let read = review::read(&parsed);
        (parsed, read)
    };
    let (parsed, found) = read();
    check(&sources, &found.diagnostics);
    assert_eq!(found.diagnostics, read().1.diagnostics, "reading twice differs");
    for unread in &parsed.unread {
        within(&sources, *unread);
    }
    let Some(review) = &found.review else {
        assert!(found.diagnostics.iter().any(Diagnostic::is_error), "a review is refused without an error");
        return;
    };
    let mut diagnostics = found.diagnostics;
    diagnostics.extend(review::later_than(&parsed.root, review, jiff::civil::date(2026, 1, 1)));
    check(&sources, &diagnostics);
    shown(own_rubric(), review, &Judgements::default(), (&sources, None), &parsed, &diagnostics);
}

/// Grades a review and looks at all that is shown of it.
fn shown(
    rubric: &Rubric,
    review: &Review,
    judgements: &Judgements,
    (sources, passages): (&Sources, Option<&Passages>),
    parsed: &Parsed,
    warnings: &[Diagnostic],
) {
    let facts = Facts::new(review);
    let graded = grade(rubric, &facts, judgements);
    let next = graded.next.as_ref().map(|next| next.grade);
    let way = next.and_then(|to| raise(rubric, &facts, judgements, &graded.states(), to));
    let with = GradedWith { rubric, facts: &facts, judgements };
    let mask = Mask::default();
    let file = Located { sources, root: &parsed.root, passages, mask: &mask };
    let mut page = review_page(with, &graded, way.as_ref(), file, warnings);
    add_impacts(&mut page, &impacts(rubric, &graded));
    let page = GradeReport { reviews: vec![page], ..GradeReport::new("2026-01-01") };
    for format in report::Format::all() {
        let written = report::write(&page, format, View { all: true, ..View::default() }, STYLE);
        parts(&written.expect("a page can be written")).iter().for_each(|part| clean(part));
    }
    within(sources, parsed.root.locate(&KeyPath::dotted("review.id")));
}

/// The texts of a result: its parts where it is an archive, otherwise itself.
fn parts(written: &[u8]) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("a result is text").replace("\r\n", "\n");
    if !written.starts_with(b"PK") {
        return vec![text(written)];
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(written)).expect("an archive is whole");
    let mut part = |at| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(at).expect("a part"), &mut bytes).expect("a part unpacks");
        text(&bytes)
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(written)).expect("an archive").len()).map(&mut part).collect()
}

/// Every place is in its text at the borders of characters, and nothing acts on a terminal.
fn check(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.marks.is_empty(), "it says nothing: {diagnostic:?}");
        for mark in &diagnostic.marks {
            within(sources, mark.span);
        }
    }
    for trouble in Problem::from_diagnostics(sources, diagnostics, &Mask::default()) {
        assert!(trouble.line > Some(0) && trouble.column > Some(0), "it has no place: {}", trouble.message);
    }
    let rendered = report::diagnostics(sources, diagnostics, &Mask::default(), STYLE);
    clean(&rendered);
    for diagnostic in diagnostics {
        assert!(rendered.contains(diagnostic.code), "it is not shown: {diagnostic:?}");
    }
}

fn within(sources: &Sources, span: Span) {
    let (source, _) = sources.find(span);
    let place = |at: usize| at.checked_sub(source.start()).is_some_and(|at| source.text.is_char_boundary(at));
    assert!(span.start <= span.end && place(span.start) && place(span.end), "{span:?} is no place in {source:?}");
}

/// No character that acts without being seen.
fn clean(text: &str) {
    let acts = |c: &char| {
        *c != '\n' && c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
    };
    assert!(!text.chars().any(|c| acts(&c)), "{:?} is shown in {text}", text.chars().find(acts));
}
