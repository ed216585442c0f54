//! The fewest of some things that together do something.

/// So many things are tried in pairs; of more only single ones, and what is left when all that can be spared is left out.
const PAIRED: usize = 60;

/// A set of `all` that does it, none of which can be left out; `None` if no single one, no two and not all of them do.
///
/// Up to two are sought among all pairs, so that they are as few as can be; of more there may be a smaller set. Of sets as
/// small, the one that comes first.
pub(super) fn fewest<T: Copy + PartialEq>(all: &[T], does: impl Fn(&[T]) -> bool) -> Option<Vec<T>> {
    if let Some(one) = all.iter().find(|one| does(&[**one])) {
        return Some(vec![*one]);
    }
    if all.len() <= PAIRED {
        for (at, first) in all.iter().enumerate() {
            if let Some(second) = all.iter().skip(at + 1).find(|second| does(&[*first, **second])) {
                return Some(vec![*first, *second]);
            }
        }
    }
    does(all).then(|| {
        let mut left = all.to_vec();
        for one in all {
            let without: Vec<T> = left.iter().copied().filter(|other| other != one).collect();
            if does(&without) {
                left = without;
            }
        }
        left
    })
}

#[cfg(test)]
mod tests {
    use super::fewest;

    #[test]
    fn as_few_as_do_it() {
        let sum = |least: i32| move |set: &[i32]| set.iter().sum::<i32>() >= least;
        assert_eq!(fewest(&[1, 2, 3], sum(3)), Some(vec![3]));
        assert_eq!(fewest(&[1, 2, 3], sum(4)), Some(vec![1, 3]));
        assert_eq!(fewest(&[1, 2, 3, -1], sum(6)), None, "not all of them do, and no two");
        assert_eq!(fewest(&[1, 2, 3, 4], sum(9)), Some(vec![2, 3, 4]));
        assert_eq!(fewest(&[], sum(0)), Some(Vec::new()));
        assert_eq!(fewest(&[1], sum(2)), None);
    }
}
