//! How tables show counts, shares and sizes.

use super::figures::Cell;
use crate::report::doc::Cell as Piece;
use crate::tables::Share;

/// What stands for a count that is hidden.
pub(super) const HIDDEN: &str = "[c]";
/// What stands for a count that is not published.
pub(super) const NOT_PUBLISHED: &str = "–";
/// What stands after a count that was worked out from what was published.
pub(super) const DERIVED: &str = "†";

/// `173 reviews`, `[c] reviews`.
pub(super) fn reviews(n: Option<u64>) -> String {
    match n {
        Some(1) => "1 review".to_owned(),
        Some(n) => format!("{n} reviews"),
        None => format!("{HIDDEN} reviews"),
    }
}

/// `39.5%`.
pub(super) fn percent(cell: Cell) -> String {
    match cell {
        Cell::Hidden | Cell::Bare(_) => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => {
            tenths(share).map_or_else(|| NOT_PUBLISHED.to_owned(), |tenths| format!("{}.{}%", tenths / 10, tenths % 10))
        }
    }
}

/// `45 of 114`, `45† of 114`.
pub(super) fn count_of(cell: Cell, mark: &str) -> String {
    match cell {
        Cell::Known { share, .. } => format!("{}{mark} of {}", share.count, share.of),
        Cell::Bare(_) | Cell::Hidden | Cell::NotPublished => count(cell),
    }
}

/// `45`.
pub(super) fn count(cell: Cell) -> String {
    match cell {
        Cell::Hidden => HIDDEN.to_owned(),
        Cell::NotPublished => NOT_PUBLISHED.to_owned(),
        Cell::Known { share, .. } => share.count.to_string(),
        Cell::Bare(count) => count.to_string(),
    }
}

/// `31.0 to 48.6`, in percent.
pub(super) fn interval(cell: Cell) -> String {
    match (cell, cell.interval()) {
        (Cell::Hidden | Cell::Bare(_), _) => HIDDEN.to_owned(),
        (_, Some(interval)) => format!("{:.1} to {:.1}", interval.low * 100.0, interval.high * 100.0),
        (Cell::NotPublished | Cell::Known { .. }, None) => NOT_PUBLISHED.to_owned(),
    }
}

/// The share in plain words; empty where no fraction is near.
pub(super) fn in_words(cell: Cell) -> String {
    match cell {
        Cell::Hidden | Cell::Bare(_) => HIDDEN.to_owned(),
        Cell::Known { .. } | Cell::NotPublished => cell.in_words().unwrap_or_default(),
    }
}

/// A number, or that it is suppressed.
pub(super) fn number(cell: Cell, shown: String) -> Piece {
    if shown == HIDDEN && matches!(cell, Cell::Hidden | Cell::Bare(_)) {
        Piece::Suppressed(shown)
    } else {
        Piece::Number(shown)
    }
}

/// How many there are, or that it is suppressed.
pub(super) fn size(n: Option<u64>) -> Piece {
    n.map_or_else(|| Piece::Suppressed(HIDDEN.to_owned()), |n| Piece::number(n.to_string()))
}

/// A share in tenths of a percentage point, halves rounded up; `None` of nothing.
pub(super) fn tenths(share: Share) -> Option<u64> {
    let (count, of) = (u128::from(share.count), u128::from(share.of));
    let tenths = (count * 2000 + of).checked_div(of * 2)?;
    u64::try_from(tenths).ok()
}
