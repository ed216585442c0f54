//! How large a document may be. Whoever sends one cannot make the program run out of time or memory.

use super::Diagnostic;
use crate::text::Span;

/// How much of a document is read. More is an error, said before the whole is read or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one document.
    pub size: u64,
    /// The most levels of tables and lists within one another.
    pub depth: usize,
    /// The most values, tables and lists included.
    pub items: usize,
}

impl Limits {
    /// What is read unless somebody asks for more: some hundred times the longest review known.
    pub const USUAL: Limits = Limits { size: 32 << 20, depth: 32, items: 1_000_000 };
    /// The most levels that can be asked for: what every reader can take.
    pub const DEEPEST: usize = 64;
}

impl Default for Limits {
    fn default() -> Self {
        Limits::USUAL
    }
}

/// The error for too many levels.
pub(super) fn too_deep(limits: Limits, at: Span) -> Diagnostic {
    let message = format!("tables and lists are more than {} levels deep", limits.depth);
    Diagnostic::error("too-deep", message)
        .at(at, "one level too many")
        .help("a review has at most 5; `--max-depth` allows more")
}

/// The error for too many values.
pub(super) fn too_many(limits: Limits, at: Span) -> Diagnostic {
    let message = format!("the document holds more than {} values", limits.items);
    Diagnostic::error("too-many-items", message).at(at, "reading stopped here").help("`--max-items` allows more")
}
