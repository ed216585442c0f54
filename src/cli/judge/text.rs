//! The text of a review's documents, shown a few passages at a time.

use crate::document::passages::Passages;
use crate::load::Bundle;
use crate::report::doc::{Block, Doc, Item, Place};
use crate::report::{Style, text};
use crate::text::{Mask, plural};

/// The number of passages that are shown at once.
const AT_ONCE: usize = 8;

/// What somebody reads in the documents of a review.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    /// The word that is looked for; empty for the whole text.
    query: String,
    /// How many passages were shown.
    shown: usize,
    /// Whether the summary comes first.
    is_of_summary: bool,
}

impl Reader {
    /// Reads what helps to answer a question: the summary first if it names it.
    pub(super) fn new(question: &str) -> Self {
        Reader { is_of_summary: question.to_lowercase().contains("summary"), ..Reader::default() }
    }

    /// Returns the next passages: those with the word `query`, or all where it is empty.
    pub(super) fn next(&mut self, query: &str, bundle: &Bundle, mask: &Mask, style: Style) -> String {
        let query = query.trim().to_lowercase();
        if query != self.query {
            (self.query, self.shown) = (query, 0);
        }
        let found = self.found(bundle, mask);
        if found.is_empty() {
            return self.nothing(bundle, mask);
        }
        if self.shown >= found.len() {
            self.shown = 0;
            return "That was the end. Type t to read from the beginning.\n".to_owned();
        }
        let items = found.iter().skip(self.shown).take(AT_ONCE);
        let item = |(place, text): &(String, &str)| {
            let place = Place { text: mask.shown(place).to_string(), path: String::new(), quote: String::new() };
            Item::from(mask.shown(text).to_string()).at(place)
        };
        let items: Vec<Item> = items.map(item).collect();
        self.shown += items.len();
        let left = found.len() - self.shown;
        let again = if self.query.is_empty() { "t".to_owned() } else { format!("t {}", self.query) };
        let more = match left {
            0 => String::new(),
            left => {
                format!("{}: type {} to go on.\n", plural(left, "more passage", "more passages"), mask.shown(&again))
            }
        };
        laid_out(Block::list(items), style) + &more
    }

    /// The passages with their places.
    fn found<'b>(&self, bundle: &'b Bundle, mask: &Mask) -> Vec<(String, &'b str)> {
        let both = bundle.overview.is_some() && bundle.summary.is_some();
        let of = |name: &str, document: Option<&'b Passages>| {
            let name = if both { format!("{name}: ") } else { String::new() };
            let passages = document.into_iter().flat_map(|own| own.list.iter().map(move |passage| (own, passage)));
            let has = passages.filter(|(_, passage)| passage.text.to_lowercase().contains(&self.query));
            has.map(|(own, passage)| (format!("{name}{}", own.place(passage, mask)), passage.text.as_str()))
                .collect::<Vec<_>>()
        };
        let mut found = [of("overview", bundle.overview.as_ref()), of("summary", bundle.summary.as_ref())];
        if self.is_of_summary {
            found.reverse();
        }
        found.concat()
    }

    fn nothing(&self, bundle: &Bundle, mask: &Mask) -> String {
        if bundle.overview.is_none() && bundle.summary.is_none() {
            return "This review names no document. Name its overview under [documents] to read it here.\n".to_owned();
        }
        format!("No passage has the word “{}”.\n", mask.shown(&self.query))
    }
}

/// Returns a sentence at the width of the terminal.
pub(super) fn wrapped(sentence: &str, style: Style) -> String {
    laid_out(Some(Block::paragraph(sentence)), style)
}

fn laid_out(block: Option<Block>, style: Style) -> String {
    text(&Doc { title: String::new(), blocks: block.into_iter().collect() }, style)
}
