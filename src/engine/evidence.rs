//! Where a reason's evidence is: a path into the review, looked up in its file only when it is shown.

use std::fmt;

use crate::document::KeyPath;
use crate::review::Fact;
use crate::review::vocabulary::ListName;

/// A place in a review, written `actions[2].owner`; items count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A key, dotted from the review's root; empty for the review as a whole.
    Key(&'static str),
    /// An item of a list, or a key of it.
    Item {
        /// The list.
        list: ListName,
        /// The item, from 0.
        at: usize,
        /// The key; `None` for the item as a whole.
        key: Option<&'static str>,
    },
}

impl Evidence {
    /// Where `fact` stands: of the item `at` of `list`, or of the review itself where there is no list.
    pub(super) fn locate(list: Option<ListName>, at: usize, fact: Option<&'static Fact>) -> Self {
        match (list, fact) {
            (None, fact) => Evidence::Key(fact.map_or("", Fact::key)),
            (Some(list), fact) => {
                Evidence::Item { list, at, key: fact.filter(|fact| !fact.is_derived()).map(|fact| fact.name) }
            }
        }
    }

    /// The way to it from the root of the review's tree.
    #[must_use]
    pub fn trail(self) -> KeyPath {
        match self {
            Evidence::Key(key) => KeyPath::dotted(key),
            Evidence::Item { list, at, key } => {
                let item = KeyPath::dotted(list.name()).item(at);
                key.map_or_else(|| item.clone(), |key| item.key(key))
            }
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::Key(key) => f.write_str(key),
            // A result line has hundreds of these. Piece by piece costs a third of what `write!` does.
            Evidence::Item { list, at, key } => {
                f.write_str(list.name())?;
                f.write_str("[")?;
                fmt::Display::fmt(at, f)?;
                f.write_str(if key.is_some() { "]." } else { "]" })?;
                f.write_str(key.unwrap_or_default())
            }
        }
    }
}
