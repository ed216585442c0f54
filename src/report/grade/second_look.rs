//! What deserves a second look: signs that a form was filled in to please.

use super::writer::Writer;
use crate::report::doc::{Block, Item};
use crate::report::page::SecondLook;
use crate::text::capital;

impl Writer<'_> {
    /// The signs with their places. None of them changes the grade.
    pub(super) fn second_look(&self) -> Option<Block> {
        let list = Block::list(self.review.second_look.iter().map(|look| self.sign(look)).collect());
        Block::section("Worth a second look: none of this changes the grade", list.into_iter().collect())
    }

    fn sign(&self, look: &SecondLook) -> Item {
        // A short report names the sign alone.
        let places = look.places.iter().filter(|_| self.all).map(|place| self.place(place)).collect();
        Item { line: capital(look.message.as_str()).into(), places, more: Vec::new(), is_done: false }
    }
}
