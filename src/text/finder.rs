//! Any of many words in a text, found in one pass.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

/// How many bytes are searched before it pays to prepare the fastest search.
const MANY: usize = 50_000;

/// Finds words, whatever their case. Clones share what is prepared.
///
/// The fastest search takes longer to prepare than one review takes to search, so it is prepared only when much has been searched.
#[derive(Clone, Debug)]
pub(super) struct Finder(Arc<Prepared>);

#[derive(Debug)]
struct Prepared {
    words: Vec<String>,
    small: AhoCorasick,
    fast: OnceLock<AhoCorasick>,
    /// How many bytes have been searched before that.
    searched: AtomicUsize,
}

impl Finder {
    /// Prepares to find `words`.
    ///
    /// # Errors
    /// Where they are too many: many megabytes.
    pub(super) fn new(words: Vec<String>) -> Result<Self, BuildError> {
        let small = build(&words, AhoCorasickKind::ContiguousNFA)?;
        Ok(Finder(Arc::new(Prepared { words, small, fast: OnceLock::new(), searched: AtomicUsize::new(0) })))
    }

    /// Returns the automaton that finds the words in a text of this many bytes.
    pub(super) fn for_length(&self, length: usize) -> &AhoCorasick {
        let Prepared { words, small, fast, searched } = &*self.0;
        if let Some(fast) = fast.get() {
            return fast;
        }
        if searched.fetch_add(length, Ordering::Relaxed).saturating_add(length) < MANY {
            return small;
        }
        fast.get_or_init(|| build(words, AhoCorasickKind::DFA).unwrap_or_else(|_| small.clone()))
    }
}

fn build(words: &[String], kind: AhoCorasickKind) -> Result<AhoCorasick, BuildError> {
    // The table of the fastest search of very many words would take more memory than it is worth.
    const MOST_FAST: usize = 100;
    let kind = if words.len() > MOST_FAST { AhoCorasickKind::ContiguousNFA } else { kind };
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(kind)).build(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_search_finds_the_same() {
        let finder = Finder::new(["fault", "at fault", "fault line"].map(str::to_owned).to_vec()).unwrap();
        let text = "At fault, a Fault line. ".repeat(100);
        let find = || finder.for_length(text.len()).find_overlapping_iter(&text).map(|one| one.range()).collect();
        let first: Vec<_> = find();
        assert_eq!((finder.for_length(0).kind(), first.len()), (AhoCorasickKind::ContiguousNFA, 400));
        assert_eq!(finder.for_length(MANY).kind(), AhoCorasickKind::DFA);
        let again: Vec<_> = find();
        assert_eq!(first, again);
    }
}
