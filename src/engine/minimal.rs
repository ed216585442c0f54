//! Minimal sets: the fewest of some things that together do something.

/// At most this many sets are tried for the fewest.
const MOST_TRIED: usize = 5_000;

/// Returns the fewest of `all` that do it together, where `size` of them are enough; otherwise what [`needed`] leaves of all
/// of them. `None` if no so few and not all of them do.
///
/// Of sets that are as small, it is the first.
pub(crate) fn fewest<T: Copy>(all: &[T], size: usize, does: impl Fn(&[T]) -> bool) -> Option<Vec<T>> {
    let mut tried = 0;
    let small = (1..=size).find_map(|size| choose(all, size, &mut Vec::new(), &mut tried, &does));
    small.or_else(|| does(all).then(|| needed(all, does)))
}

/// Returns what remains of `all` after leaving out all that can be spared, the last ones first.
pub(crate) fn needed<T: Copy>(all: &[T], does: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut kept = all.to_vec();
    for at in (0..all.len()).rev() {
        let mut without = kept.clone();
        without.remove(at);
        if does(&without) {
            kept = without;
        }
    }
    kept
}

/// Tries to complete `chosen` with `size` of `from`, in order.
fn choose<T: Copy>(
    from: &[T],
    size: usize,
    chosen: &mut Vec<T>,
    tried: &mut usize,
    does: &impl Fn(&[T]) -> bool,
) -> Option<Vec<T>> {
    if size == 0 {
        *tried += 1;
        return does(chosen).then(|| chosen.clone());
    }
    let mut rest = from;
    while let Some((first, after)) = rest.split_first().filter(|_| *tried < MOST_TRIED) {
        chosen.push(*first);
        let found = choose(after, size - 1, chosen, tried, does);
        chosen.pop();
        if found.is_some() {
            return found;
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{fewest, needed};

    fn sum(least: i32) -> impl Fn(&[i32]) -> bool {
        move |set| set.iter().sum::<i32>() >= least
    }

    #[test]
    fn as_few_as_do_it() {
        assert_eq!(fewest(&[1, 2, 3], 2, sum(3)), Some(vec![3]));
        assert_eq!(fewest(&[1, 2, 3], 2, sum(4)), Some(vec![1, 3]));
        assert_eq!(fewest(&[1, 2, 3, -1], 2, sum(6)), None, "not all of them do, and no two");
        assert_eq!(fewest(&[1, 2, 3, -1], 3, sum(6)), Some(vec![1, 2, 3]));
        assert_eq!(fewest(&[1, 2, 3, 4], 2, sum(9)), Some(vec![2, 3, 4]));
        assert_eq!(fewest(&[], 2, sum(0)), Some(Vec::new()));
        assert_eq!(fewest(&[1], 2, sum(2)), None);
    }

    #[test]
    fn the_first_are_kept() {
        assert_eq!(needed(&[1, 1, 1], sum(2)), [1, 1]);
        assert_eq!(needed(&[2, 1, 2], sum(2)), [2]);
    }
}
