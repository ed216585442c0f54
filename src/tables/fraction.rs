//! Shares in plain words: *about 1 in 6*.

use super::Share;

/// The largest denominator that is still plain.
const LARGEST: u64 = 10;

/// A share as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// None of them, exactly.
    None,
    /// All of them, exactly.
    All,
    /// A count out of a total.
    Fraction {
        /// The count.
        part: u64,
        /// The total, at most 10.
        whole: u64,
        /// True if it is that share, not only near it.
        exact: bool,
    },
}

/// The fraction nearest to a share, with a denominator up to 10 and within one percentage point; `None` if there is none.
///
/// A share that is not 0 is never called none, nor one that is not 1 all. Of two fractions equally near, the one with
/// the smaller denominator.
///
/// ```
/// use casegrade::tables::{Share, plain};
/// let words = |count, of| plain(Share::new(count, of)).map(|plain| plain.to_string());
/// assert_eq!(words(18, 114).as_deref(), Some("about 1 in 6"));
/// assert_eq!(words(51, 114).as_deref(), Some("about 4 in 9"));
/// assert_eq!(words(2, 4).as_deref(), Some("1 in 2"));
/// assert_eq!(words(1, 200), None);
/// ```
#[must_use]
pub fn plain(share: Share) -> Option<Plain> {
    let Share { count, of } = share;
    if of == 0 || count > of {
        return None;
    }
    if count == 0 || count == of {
        return Some(if count == 0 { Plain::None } else { Plain::All });
    }
    let (count, of) = (u128::from(count), u128::from(of));
    // The distance to part/whole is `off / (of * whole)`; compared by cross-multiplying, so nothing is rounded.
    let mut best: Option<(u128, u64, u64)> = None;
    for whole in 2..=LARGEST {
        for part in 1..whole {
            let (over, under) = (count * u128::from(whole), u128::from(part) * of);
            let off = over.abs_diff(under);
            let is_near = off * 100 <= of * u128::from(whole);
            let is_nearer =
                best.is_none_or(|(other, other_whole, _)| off * u128::from(other_whole) < other * u128::from(whole));
            if is_near && is_nearer {
                best = Some((off, whole, part));
            }
        }
    }
    best.map(|(off, whole, part)| Plain::Fraction { part, whole, exact: off == 0 })
}

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Plain::None => f.pad("none"),
            Plain::All => f.pad("all"),
            Plain::Fraction { part, whole, exact } => {
                let about = if *exact { "" } else { "about " };
                f.pad(&format!("{about}{part} in {whole}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: u64, of: u64) -> String {
        plain(Share::new(count, of)).map_or_else(String::new, |plain| plain.to_string())
    }

    #[test]
    fn the_nearest_within_a_percentage_point() {
        assert_eq!([words(18, 114), words(59, 173), words(51, 114)], ["about 1 in 6", "about 1 in 3", "about 4 in 9"]);
        assert_eq!([words(45, 114), words(20, 50), words(74, 173)], ["about 2 in 5", "2 in 5", "about 3 in 7"]);
        assert_eq!([words(0, 9), words(9, 9), words(0, 0)], ["none", "all", ""]);
    }

    #[test]
    fn never_about_none_or_all_and_nothing_where_nothing_is_near() {
        assert_eq!([words(1, 1000), words(999, 1000), words(5, 100)], ["", "", ""]);
        assert_eq!([words(9, 100), words(91, 100)], ["about 1 in 10", "about 9 in 10"]);
        assert_eq!(words(89, 1000), "");
    }

    #[test]
    fn of_two_equally_near_the_plainer() {
        // 19/180 lies as far from 1/10 as from 1/9, and within a percentage point of both.
        assert_eq!(words(19, 180), "about 1 in 9");
        // 2/10 and 1/5 are one fraction.
        assert_eq!(words(20, 100), "1 in 5");
    }
}
