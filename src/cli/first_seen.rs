//! Where each id of a run was first, in little memory.

use std::collections::HashMap;
use std::hash::Hash;

/// How many parts there are.
const PARTS: usize = 64;

/// Where each id was first: a file by its number, and a line. It is kept in parts that grow one at a time, as a table holds
/// everything twice while it grows.
#[derive(Debug)]
pub(super) struct FirstSeen<K> {
    parts: Vec<HashMap<K, (u32, u32)>>,
}

impl<K> Default for FirstSeen<K> {
    fn default() -> Self {
        FirstSeen { parts: (0..PARTS).map(|_| HashMap::new()).collect() }
    }
}

impl<K: Hash + Eq> FirstSeen<K> {
    /// Returns where `id` was first; where it is new, keeps `place`. `byte` is any byte of the digest that the id is kept as.
    pub(super) fn place(&mut self, id: K, byte: u8, place: (u32, u32)) -> Option<(u32, u32)> {
        let part = self.parts.get_mut(usize::from(byte) % PARTS)?;
        if let Some(first) = part.get(&id) {
            return Some(*first);
        }
        part.insert(id, place);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_kept() {
        let mut seen = FirstSeen::default();
        for id in 0..=u8::MAX {
            assert_eq!(seen.place(id, id, (0, u32::from(id))), None);
        }
        for id in 0..=u8::MAX {
            assert_eq!(seen.place(id, id, (1, 7)), Some((0, u32::from(id))));
        }
    }
}
