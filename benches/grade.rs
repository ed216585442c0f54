//! How long grading takes beside reading: ratios within one run, since absolute times depend on the machine.
//!
//! `cargo bench` prints, for one fictional review of about 12 KB: the time of grading it with all reasons, as a multiple of
//! reading it into its types from TOML (as the program does, with the place of every value), from TOML without places, and
//! from JSON. Then, for a document of some megabytes, the time of counting all facts of its text, and of finding the words of
//! a rubric's lists, as a multiple of checking that it is UTF-8 and splitting it into words. Each figure is the median of rounds in which the two are measured in turn.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may stop where an example is not what it should be"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use casegrade::document::passages;
use casegrade::document::{Format, Limits, Source, decode, parse};
use casegrade::engine;
use casegrade::judgement::{self, Judgements};
use casegrade::review::vocabulary::{self, Fact};
use casegrade::review::{self, Facts, Narratives, Review, Scope, Value};
use casegrade::rubric::{self, Rubric, shipped};
use casegrade::text::{NameList, WordList, Words, identifiers};

const ROUNDS: usize = 21;

fn main() {
    for name in ["child-k", "harrowmere-2008"] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/fictional");
        let read =
            |ending: &str| std::fs::read_to_string(format!("{folder}/{name}{ending}")).expect("the example is there");
        measure(name, &read(".toml"), &read(".judgement.toml"));
    }
    texts_of_a_document();
    identifiers_of_a_text();
    for weights in [[1, 1, 1, 1, 1], [101, 211, 307, 401, 503]] {
        raise_of_a_large_review(weights);
    }
}

/// Everything that is counted in a document, and the words of lists, as a multiple of validating and splitting its text.
fn texts_of_a_document() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readability/passages");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the passages are there").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    let passage = |file: &std::fs::DirEntry| std::fs::read_to_string(file.path()).expect("a passage can be read");
    let once = files.iter().map(passage).collect::<Vec<_>>().join("\n\n");
    let text = format!("{once}\n\n").repeat(400);
    let bytes = text.clone().into_bytes();
    let overview = passages::read(bytes.clone(), "txt", Limits::USUAL).expect("the text can be read");
    let review = Review::default();
    let of_text: Vec<&Fact> = vocabulary::facts(Scope::Review)
        .filter(|fact| fact.name.starts_with("overview.") && fact.is_of_document())
        .collect();
    let facts = || {
        let facts = Facts::with(&review, Narratives { overview: Some(&overview), ..Narratives::default() });
        of_text.iter().filter(|fact| facts.read(fact, 0) != Value::Absent).count()
    };
    let any =
        ["negligent", "incompetent", "at fault", "to blame", "should have", "could have"].map(str::to_owned).to_vec();
    let list = WordList::new(&Words { any, except: Vec::new(), inflected: true, quoted: false }).expect("it is short");
    let words = || list.ranges(&text).len();
    let split = || std::str::from_utf8(&bytes).map_or(0, |text| text.split_whitespace().count());
    #[expect(clippy::cast_precision_loss, reason = "megabytes for people")]
    let megabytes = bytes.len() as f64 / 1e6;
    let speed = |call: &dyn Fn() -> usize| megabytes / time(1, &call).as_secs_f64();
    println!("a document of {megabytes:.1} MB, {} passages", overview.list.len());
    compare("facts of its text / UTF-8 and splitting", 1, facts, split);
    compare("words of a list / UTF-8 and splitting", 1, words, split);
    println!("  facts of its text: {:.0} MB/s; words of a list: {:.0} MB/s", speed(&facts), speed(&words));
}

/// Finding identifiers in prose, with a list of names and without, as a multiple of checking that it is UTF-8 and splitting it
/// into words.
fn identifiers_of_a_text() {
    let guide = include_str!("../docs/raising-a-draft.md").repeat(100);
    let bytes = guide.as_bytes();
    let (none, some) = (NameList::default(), NameList::read("Jane Smith\nOkafor\nMay").expect("they are names"));
    let split = || std::str::from_utf8(bytes).map_or(0, |text| text.split_whitespace().count());
    println!("prose: {} bytes", guide.len());
    compare("finding identifiers / validating and splitting", 1, || identifiers(&guide, &none).len(), split);
    compare("finding names too / validating and splitting", 1, || identifiers(&guide, &some).len(), split);
}

/// The raise of a review of 500 items by a rubric of 60 rules in 12 criteria, as a multiple of grading it.
fn raise_of_a_large_review(weights: [usize; 5]) {
    let mut rubric = String::from("[rubric]\nid = \"large\"\ntitle = \"Large\"\nversion = \"1\"\n");
    let keys = ["owner", "due", "measured-by", "text", "status"];
    for criterion in 0..12 {
        let weight = weights[criterion % 5] + criterion;
        rubric += &format!("[[criteria]]\nid = \"c{criterion}\"\ntitle = \"C\"\nweight = {weight}\n");
        for (rule, key) in keys.iter().enumerate() {
            let (weight, good) = (weights[rule] + criterion * 7, 80 + criterion);
            rubric += &format!(
                "[[criteria.rules]]\nid = \"r{criterion}-{rule}\"\ntitle = \"R\"\nweight = {weight}\neach = \"actions\"\n\
                 must = {{ {key} = \"present\" }}\nempty = \"unmet\"\n\
                 bands = {{ outstanding = 1, good = 0.{good}, adequate = 0.5 }}\n"
            );
        }
    }
    let mut review = String::from("[review]\nid = \"large\"\nrecord = \"whole\"\n");
    for action in 0..500 {
        review += &format!("[[actions]]\nid = \"A{action}\"\n");
        for (at, key) in keys.iter().enumerate().filter(|(at, _)| (action * 7 + at * 13) % 10 < 6 + at % 3) {
            review += &if *key == "due" { "due = 2009-01-01\n".to_owned() } else { format!("{key} = \"x{at}\"\n") };
        }
    }
    let rubric = rubric::load(&Source::new("large", &rubric)).rubric.expect("the rubric is sound");
    let parsed = parse(&review, Format::Toml, Limits::USUAL);
    let review = review::read(&parsed).review.expect("the review is sound");
    let (facts, judgements) = (Facts::new(&review), Judgements::default());
    let graded = engine::grade(&rubric, &facts, &judgements);
    let to = graded.next.as_ref().expect("it is not outstanding").grade;
    let raise = || match engine::raise(&rubric, &facts, &judgements, &graded.states(), to) {
        Some(engine::Raise::Fixes(way)) => way.fixes + usize::from(way.at_most),
        Some(engine::Raise::OutOfReach(_)) | None => 0,
    };
    println!(
        "{} rules over {} items, weights like {weights:?}: {} fixes to {to}",
        rubric.rules().count(),
        500,
        raise()
    );
    compare("raise / grading", 2, raise, || engine::grade(&rubric, &facts, &judgements).criteria.len());
}

fn measure(name: &str, text: &str, answers: &str) {
    let rubric = load();
    let parsed = parse(text, Format::Toml, Limits::USUAL);
    let review = review::read(&parsed).review.expect("the example is sound");
    let answers = parse(answers, Format::Toml, Limits::USUAL);
    let (judgements, _) = judgement::read(&answers, &rubric);
    let value: ::toml::Value = ::toml::from_str(text).expect("the example is TOML");
    let json = serde_json::to_string(&with_plain_dates(value)).expect("it can be JSON");

    let grade = || grade(&rubric, &review, &judgements);
    let placed =
        || usize::from(decode::<Review>(&parse(text, Format::Toml, Limits::USUAL).root, Format::Toml).value.is_some());
    let plain = || usize::from(::toml::from_str::<Review>(text).is_ok());
    let from_json = || usize::from(serde_json::from_str::<Review>(&json).is_ok());
    println!("{name}: {} bytes of TOML, {} of JSON, {} rules", text.len(), json.len(), rubric.rules().count());
    compare("grading / reading TOML with places", 50, grade, placed);
    compare("grading / reading TOML", 50, grade, plain);
    compare("grading / reading JSON", 50, grade, from_json);
}

fn load() -> Rubric {
    let shipped = shipped()[0];
    rubric::load(&Source::new(shipped.id, shipped.text)).rubric.expect("the shipped rubric is sound")
}

fn grade(rubric: &Rubric, review: &Review, judgements: &Judgements) -> usize {
    let graded = engine::grade(rubric, &Facts::new(review), judgements);
    graded.criteria.iter().flat_map(|criterion| &criterion.rules).map(|rule| rule.causes.len()).sum()
}

fn with_plain_dates(value: ::toml::Value) -> serde_json::Value {
    match value {
        ::toml::Value::Datetime(date) => serde_json::Value::String(date.to_string()),
        ::toml::Value::Array(items) => items.into_iter().map(with_plain_dates).collect(),
        ::toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, with_plain_dates(value))).collect(),
        ::toml::Value::String(text) => text.into(),
        ::toml::Value::Integer(number) => number.into(),
        ::toml::Value::Float(number) => number.into(),
        ::toml::Value::Boolean(value) => value.into(),
    }
}

fn compare(what: &str, calls: u32, first: impl Fn() -> usize, second: impl Fn() -> usize) {
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..ROUNDS)
        .map(|_| {
            let (a, b) = (time(calls, &first), time(calls, &second));
            (a.as_secs_f64() / b.as_secs_f64(), a, b)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, a, b) = rounds[ROUNDS / 2];
    println!("  {what}: {ratio:.2} ({:.1} µs / {:.1} µs)", micros(a), micros(b));
}

fn time(calls: u32, call: &impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    start.elapsed() / calls
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
