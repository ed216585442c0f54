//! The tests on numbers: of facts, of the lengths of lists, and of the words of texts.

use super::builder::Builder;
use super::exact::Exact;
use super::model::{Bound, Side, Test};
use super::raw::RawTests;
use crate::document::KeyPath;
use crate::review::{Fact, FactType};

impl Builder<'_> {
    /// The tests on a number: of the fact itself, of a list's length, or of the words that a text holds.
    pub(super) fn bounds(&mut self, fact: &'static Fact, raw: &RawTests, at: &KeyPath) -> Vec<Test> {
        let sides = [
            ("at-least", raw.at_least, Side::AtLeast),
            ("at-most", raw.at_most, Side::AtMost),
            ("more-than", raw.more_than, Side::MoreThan),
            ("less-than", raw.less_than, Side::LessThan),
        ];
        let given: Vec<(&'static str, Exact, Side)> =
            sides.into_iter().filter_map(|(key, than, side)| Some((key, than?, side))).collect();
        let bounds = given.iter().map(|&(_, than, side)| Bound { side, than });
        if let Some(name) = &raw.words {
            let place = at.key("words");
            if fact.kind != FactType::Text {
                self.cannot(fact, "words", &place);
            } else if given.is_empty() && !self.anything_renamed(at) {
                self.error(
                    "missing-key",
                    "`words` needs a number, such as `at-most = 0`",
                    &place,
                    "say how many words are allowed",
                );
            }
            let Some(list) = self.words.get(name).cloned() else {
                let known: Vec<String> = self.words.keys().cloned().collect();
                self.unknown("word list", name, known.iter().map(String::as_str), &place);
                return Vec::new();
            };
            let per = raw.per.filter(|per| self.is_base(*per, at));
            return vec![Test::Words { name: name.clone(), list, bounds: bounds.collect(), per }];
        }
        if raw.per.is_some() && !self.was_left_out(at, "words") {
            self.error("wrong-test", "`per` has no effect without `words`", &at.key("per"), "here");
            self.help("such as `{ words = \"blame\", at-most = 1, per = 1000 }`");
        }
        if let (Some((key, _, _)), false) =
            (given.first(), matches!(fact.kind, FactType::Number(_) | FactType::List(_)))
        {
            if self.was_left_out(at, "words") {
                return Vec::new();
            }
            self.cannot(fact, key, &at.key(*key));
            return Vec::new();
        }
        if matches!(fact.kind, FactType::List(_)) {
            for (key, than, side) in &given {
                if always(*than, *side) {
                    self.error(
                        "no-effect",
                        format!("`{key} = {than}` is true of every list"),
                        &at.key(*key),
                        "it tests nothing",
                    );
                }
            }
        }
        bounds.map(Test::Number).collect()
    }

    /// `{ min-words = 5 }`: how long a text must be at least.
    pub(super) fn min_words(&mut self, fact: &'static Fact, raw: &RawTests, at: &KeyPath) -> Option<Test> {
        let least = raw.min_words?;
        let place = at.key("min-words");
        if fact.kind != FactType::Text {
            self.cannot(fact, "min-words", &place);
            return None;
        }
        if least == 0 {
            self.error("no-effect", "every text has 0 words or more", &place, "1 or more");
        }
        Some(Test::MinWords(least))
    }

    /// True if a number of words can be counted for `per` words of a text.
    fn is_base(&mut self, per: u32, at: &KeyPath) -> bool {
        if per == 0 {
            self.error(
                "out-of-range",
                "`per` must be 1 or more: the number of words of text to count in",
                &at.key("per"),
                "such as 1000",
            );
        }
        per > 0
    }
}

/// True if every length passes the bound.
fn always(than: Exact, side: Side) -> bool {
    match side {
        Side::AtLeast => than <= Exact::whole(0),
        Side::MoreThan => than < Exact::whole(0),
        Side::AtMost | Side::LessThan => false,
    }
}
