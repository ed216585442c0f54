//! casegrade beside other rule engines: the same rules on the same reviews, measured in turn in one run.
//!
//! Each engine is set up once and is shown the same reviews. Each time is the median of rounds in which all of them are measured
//! in turn, as a multiple of casegrade's time over its facts with all reasons worded. Absolute times depend on the machine.
//! Before that, all engines must give every rule the same grade.

mod by_hand;
mod engines;
mod input;
#[cfg(feature = "zen")]
mod zen;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use casegrade::load;
use casegrade::review::{Facts, Review};
use casegrade::rubric::Rubric;
use engines::{Cel, Rego};

const ROUNDS: usize = 31;
/// A time is that of as many calls as take about this long.
const ROUND: Duration = Duration::from_millis(8);

fn main() {
    if let [_, what, path] = std::env::args().collect::<Vec<_>>().as_slice() {
        return lines(what, path);
    }
    println!("| | 10 rules, 6 KB | 60 rules, 6 KB | 10 rules, 60 KB | 60 rules, 60 KB |\n|---|---|---|---|---|");
    let columns: Vec<Vec<(&str, f64)>> =
        [(10, 6_000), (60, 6_000), (10, 60_000), (60, 60_000)].map(|(rules, bytes)| measure(rules, bytes)).to_vec();
    for (row, (name, _)) in columns[0].iter().enumerate() {
        let times = columns.iter().map(|column| column[row].1);
        let cells = columns.iter().zip(times).map(|(column, time)| match time.is_nan() {
            true => "not installed".to_owned(),
            false => format!("{:.2} ({:.1} µs)", time / column[0].1, time),
        });
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

/// Reads each line of a file: into the types of a review, into untyped JSON, or only as a line.
fn lines(what: &str, path: &str) {
    let mut count = 0;
    for line in BufReader::new(File::open(path).expect("the file can be read")).lines() {
        let line = line.expect("it is UTF-8");
        count += match what {
            "typed" => usize::from(black_box(serde_json::from_str::<Review>(&line)).is_ok()),
            "untyped" => usize::from(black_box(serde_json::from_str::<serde_json::Value>(&line)).is_ok()),
            _ => black_box(line).len().min(1),
        };
    }
    println!("{count} lines");
}

/// Measures every engine with `count` rules over a review of `bytes`: names and microseconds.
fn measure(count: usize, bytes: usize) -> Vec<(&'static str, f64)> {
    let (rules, json) = (input::rules(count), input::review(bytes));
    let rubric = Rubric::from_toml(&input::rubric(&rules)).expect("the rubric is sound");
    let review = engines::typed(&json);
    let facts = Facts::new(&review);
    let (mut rego, mut rego_of_text, cel) = (Rego::new(&rules), Rego::new(&rules), Cel::new(&rules));
    let rego_review = engines::rego_review(&json);
    let untyped: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let context = cel.context(&untyped);

    let wanted = by_hand::grade(&review, &rules, &mut Vec::new());
    let (grades, sentences) = engines::casegrade(&rubric, &facts);
    eprintln!("{count} rules, {} bytes: {sentences} reasons; grades {:?}", json.len(), &wanted[..10]);
    assert_eq!(grades, wanted, "casegrade");
    assert_eq!(rego.grades(rego_review.clone(), count), wanted, "regorus");
    assert_eq!(cel.grades(&context), wanted, "cel");
    let node = node(&rules, &json, &wanted);

    #[cfg(feature = "zen")]
    let (zen, zen_review) = (zen::Zen::new(&rules), zen::zen_review(&json));
    let mut engines: Vec<(&'static str, Box<dyn FnMut() + '_>)> = vec![
        (
            "casegrade, grades and all reasons, over its facts",
            Box::new(|| drop(black_box(engines::casegrade(&rubric, &facts)))),
        ),
        (
            "casegrade, the facts and all of that",
            Box::new(|| drop(black_box(engines::casegrade(&rubric, &Facts::new(&review))))),
        ),
        ("casegrade, from JSON text, read and checked", Box::new(|| assert!(black_box(from_json(&rubric, &json)) > 0))),
        (
            "by hand in Rust, a sentence for each miss",
            Box::new(|| {
                let mut reasons = Vec::new();
                black_box(by_hand::grade(&review, &rules, &mut reasons));
                drop(black_box(reasons));
            }),
        ),
        ("cel, context shared", Box::new(|| drop(black_box(cel.grades(&context))))),
        ("cel, context built", Box::new(|| drop(black_box(cel.grades(&cel.context(&untyped)))))),
        ("serde_json, typed", Box::new(|| drop(black_box(serde_json::from_str::<Review>(&json))))),
        ("serde_json, untyped", Box::new(|| drop(black_box(serde_json::from_str::<serde_json::Value>(&json))))),
    ];
    #[cfg(feature = "zen")]
    {
        assert_eq!(zen.grades(zen_review.shallow_clone(), count), wanted, "zen-engine");
        engines
            .push(("zen-engine, document shared", Box::new(|| drop(black_box(zen.grade(zen_review.shallow_clone()))))));
        engines.push((
            "zen-engine, document copied and converted",
            Box::new(|| drop(black_box(zen.grade(untyped.clone().into())))),
        ));
        engines.push(("zen-engine, from JSON text", Box::new(|| drop(black_box(zen.grade(zen::zen_review(&json)))))));
    }
    engines.insert(4, ("regorus, input set", Box::new(|| drop(black_box(rego.grade(rego_review.clone()))))));
    engines.insert(
        5,
        ("regorus, from JSON text", Box::new(|| drop(black_box(rego_of_text.grade(engines::rego_review(&json)))))),
    );
    let mut times = medians(&mut engines);
    times.push(("json-rules-engine (node), objects shared", node.unwrap_or(f64::NAN)));
    times
}

fn from_json(rubric: &Rubric, json: &str) -> usize {
    let bundle = load::from_bytes("a.json", [("a.json", json.as_bytes().to_vec())]).expect("the review is sound");
    engines::casegrade(rubric, &bundle.facts(None)).1
}

/// Measures all in turn, and returns the median of each in microseconds.
fn medians(engines: &mut [(&'static str, Box<dyn FnMut() + '_>)]) -> Vec<(&'static str, f64)> {
    let calls: Vec<u32> = engines
        .iter_mut()
        .map(|(_, call)| {
            time(3, call);
            (ROUND.as_nanos() / time(3, call).as_nanos().max(1)).clamp(1, 100_000) as u32
        })
        .collect();
    let mut rounds: Vec<Vec<Duration>> = vec![Vec::new(); engines.len()];
    for _ in 0..ROUNDS {
        for (at, (_, call)) in engines.iter_mut().enumerate() {
            rounds[at].push(time(calls[at], call));
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    };
    engines.iter().zip(rounds).map(|((name, _), times)| (*name, median(times))).collect()
}

fn time(calls: u32, call: &mut Box<dyn FnMut() + '_>) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed() / calls
}

/// Runs json-rules-engine in Node.js, if `npm install` put it here: the median in microseconds.
fn node(rules: &[input::Rule], json: &str, wanted: &[i64]) -> Option<f64> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/node");
    let rules: Vec<_> = rules.iter().map(|rule| (rule.kind, rule.good, rule.adequate)).collect();
    let input = serde_json::json!({ "rules": rules, "review": json, "wanted": wanted }).to_string();
    let mut child = Command::new("node")
        .arg("run.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .ok()?;
    std::io::Write::write_all(&mut child.stdin.take()?, input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
