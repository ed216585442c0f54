//! Where each id of a run was first, in little memory.

/// How many parts there are.
const PARTS: u16 = 4096;

/// An id with a file by its number, and a line.
type Seen<K> = (K, (u32, u32));

/// Where each id was first. It is kept in parts that are in the order of their ids and grow one at a time, by an eighth: a table of
/// hashes is half empty after it has grown, and holds everything twice while it grows.
#[derive(Debug)]
pub(super) struct FirstSeen<K> {
    parts: Vec<Vec<Seen<K>>>,
}

impl<K> Default for FirstSeen<K> {
    fn default() -> Self {
        FirstSeen { parts: (0..PARTS).map(|_| Vec::new()).collect() }
    }
}

impl<K: Ord> FirstSeen<K> {
    /// Returns where `id` was first; where it is new, keeps `place`. `bytes` are any two of the digest that the id is kept as.
    pub(super) fn place(&mut self, id: K, bytes: [u8; 2], place: (u32, u32)) -> Option<(u32, u32)> {
        let part = self.parts.get_mut(usize::from(u16::from_le_bytes(bytes) % PARTS))?;
        match part.binary_search_by(|(own, _)| own.cmp(&id)) {
            Ok(at) => part.get(at).map(|(_, first)| *first),
            Err(at) => {
                if part.len() == part.capacity() {
                    part.reserve_exact(part.len() / 8 + 4);
                }
                part.insert(at, (id, place));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_kept() {
        let mut seen = FirstSeen::default();
        let ids = || (0..=u16::MAX).map(|number| number.wrapping_mul(40_503));
        for (line, id) in (0..).zip(ids()) {
            assert_eq!(seen.place(id, [7, u8::try_from(id % 8).unwrap()], (0, line)), None);
        }
        for (line, id) in (0..).zip(ids()) {
            assert_eq!(seen.place(id, [7, u8::try_from(id % 8).unwrap()], (1, 7)), Some((0, line)));
        }
    }
}
