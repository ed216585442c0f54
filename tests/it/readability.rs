//! The words, sentences and syllables of passages agree with the Python package `textstat`, and what follows from them does.
//!
//! `tests/readability` holds the passages, the figures of `textstat` and the script that wrote them. Where `textstat` ends
//! sentences that no reader would end, or joins what are several, the table below says why, and the figures are compared for
//! its number of sentences in place of ours.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a table that cannot be read must fail, and its counts are small whole numbers"
)]

use std::fs;

use casegrade::document::Limits;
use casegrade::document::passages;
use casegrade::text::{Reader, Reading};

/// Words and syllables may differ by so much of what `textstat` says: its patterns are those of LibreOffice, ours those of TeX.
const TOLERANCE: f64 = 0.04;

/// Passages whose sentences `textstat` gets wrong: how many there are, and what is wrong with its number.
const WRONG_SENTENCES: &[(&str, usize, &str)] = &[
    (
        "abbreviations",
        4,
        "it ends sentences at `Dr.`, `e.g.`, `p.m.`, initials and the like, and drops what has two words or fewer",
    ),
    ("decimals", 3, "it ends sentences in the middle of `1.5`, `2.75` and `3.45`"),
    ("ellipsis", 4, "it ends a sentence at each ` ... ` within one"),
    ("headings", 9, "it joins each heading, which has no full stop, with the sentence after it"),
    ("list", 6, "it joins the items of the list, which end in a semicolon, into one sentence"),
    ("questions", 6, "it ends sentences at `alone?” asked` and `known?” he`, which go on"),
    ("short-answers", 7, "it drops sentences of two words or fewer: `No.` and `There was.`"),
];

/// Passages whose words `textstat` joins: how many there are, and what is wrong with its number.
const WRONG_WORDS: &[(&str, usize, &str)] = &[("long-dashes", 55, "it takes `school—and` for one word")];

struct Figures {
    passage: String,
    words: f64,
    sentences: f64,
    syllables: f64,
    ease: f64,
    grade_level: f64,
}

fn figures() -> Vec<Figures> {
    let table = fs::read_to_string("tests/readability/figures.csv").unwrap();
    let rows = table.lines().skip(1).map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        let number = |at: usize| cells[at].parse::<f64>().unwrap();
        Figures {
            passage: cells[0].to_owned(),
            words: number(1),
            sentences: number(2),
            syllables: number(3),
            ease: number(4),
            grade_level: number(5),
        }
    });
    rows.collect()
}

/// What is counted in a passage, read as the plain text that it is.
fn counted(passage: &str) -> Reading {
    let bytes = fs::read(format!("tests/readability/passages/{passage}.txt")).unwrap();
    let passages = passages::read(bytes, "txt", Limits::USUAL).unwrap();
    let mut reader = Reader::default();
    for passage in &passages.list {
        reader.paragraph(&passage.text);
    }
    reader.reading()
}

fn assert_near(passage: &str, what: &str, ours: f64, theirs: f64, may: f64) {
    let apart = (ours - theirs).abs();
    assert!(apart <= may, "{passage}: {what} is {ours:.4} here, {theirs:.4} by textstat");
}

#[test]
fn every_passage_is_within_four_per_cent_of_textstat() {
    let figures = figures();
    assert!(figures.len() >= 12, "only {} passages", figures.len());
    for theirs in &figures {
        let passage = theirs.passage.as_str();
        let ours = counted(passage);
        let sentences = WRONG_SENTENCES.iter().find(|(name, ..)| *name == passage);
        let words = WRONG_WORDS.iter().find(|(name, ..)| *name == passage);
        assert_eq!(
            ours.sentences as f64,
            sentences.map_or(theirs.sentences, |(_, count, _)| *count as f64),
            "{passage}: sentences"
        );
        if let Some((_, count, _)) = words {
            assert_eq!(ours.words, *count, "{passage}: words");
            continue;
        }
        assert_near(passage, "words", ours.words as f64, theirs.words, theirs.words * TOLERANCE);
        assert_near(passage, "syllables", ours.syllables as f64, theirs.syllables, theirs.syllables * TOLERANCE);
        // What so many syllables more or fewer come to in the two figures.
        let per_word = theirs.syllables / theirs.words * TOLERANCE;
        let ours = Reading { sentences: theirs.sentences as usize, ..ours };
        assert_near(passage, "the reading ease", ours.ease().unwrap(), theirs.ease, 84.6 * per_word);
        assert_near(passage, "the grade level", ours.grade_level().unwrap(), theirs.grade_level, 11.8 * per_word);
        println!(
            "{passage}: {} syllables, {} by textstat; ease {:.1}, {:.1}; grade level {:.1}, {:.1}",
            ours.syllables,
            theirs.syllables,
            ours.ease().unwrap(),
            theirs.ease,
            ours.grade_level().unwrap(),
            theirs.grade_level
        );
    }
}

#[test]
fn what_textstat_gets_wrong_is_said_of_passages_that_are_there_and_differ() {
    let figures = figures();
    for (name, count, why) in WRONG_SENTENCES {
        let theirs = figures.iter().find(|theirs| theirs.passage == *name).unwrap();
        assert_ne!(theirs.sentences, *count as f64, "{name} does not differ: {why}");
    }
    for (name, count, why) in WRONG_WORDS {
        let theirs = figures.iter().find(|theirs| theirs.passage == *name).unwrap();
        assert_ne!(theirs.words, *count as f64, "{name} does not differ: {why}");
    }
}

#[test]
fn a_text_without_words_has_no_figures() {
    let mut reader = Reader::default();
    assert_eq!(reader.paragraph(" — … "), None);
    assert_eq!((reader.reading().ease(), reader.reading().grade_level()), (None, None));
}
