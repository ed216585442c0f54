//! Short ids for things that a document only numbers.

use std::collections::HashSet;

/// The ids of one list.
#[derive(Debug)]
pub(super) struct Ids {
    letter: char,
    used: HashSet<String>,
    /// Ids up to this number were tried.
    tried: usize,
}

/// A number that is longer is no number.
const LONGEST: usize = 8;

impl Ids {
    /// Ids that begin with `letter` where the document gives a number alone.
    pub(super) fn new(letter: char) -> Self {
        Ids { letter, used: HashSet::new(), tried: 0 }
    }

    /// True if something has this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.used.contains(id)
    }

    /// The id of a thing that the document numbers so, or the next that is free.
    pub(super) fn free(&mut self, number: Option<&str>) -> String {
        let own: String = number.unwrap_or("").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let own = own.trim_matches('.');
        if (1..=LONGEST).contains(&own.len()) {
            let is_id =
                own.starts_with(|c: char| c.is_ascii_alphabetic()) && own.contains(|c: char| c.is_ascii_digit());
            let id = if is_id { own.to_owned() } else { format!("{}{own}", self.letter) };
            if self.used.insert(id.clone()) {
                return id;
            }
        }
        loop {
            self.tried += 1;
            let id = format!("{}{}", self.letter, self.tried);
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}
