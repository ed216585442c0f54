//! The result of reading a text.

use super::diagnostic::Diagnostic;
use super::format::Format;
use super::tree::{Kind, Node};
use crate::text::Span;

/// The result of reading a text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The format it was read as.
    pub format: Format,
    /// The tree; where there are syntax errors, what could be made of the rest.
    pub root: Node,
    /// What is wrong with the text, in its order; with what is added to the tree, what is wrong there.
    pub errors: Vec<Diagnostic>,
    /// True if the rest of the text was read as its author meant it, so that looking for further mistakes makes sense.
    pub rest_is_sound: bool,
    /// True if the tree may lack keys and items that the text has.
    pub may_lack_keys: bool,
    /// Keys, items and stretches of the text whose value is not known because it could not be read.
    pub unread: Vec<Span>,
}

impl Parsed {
    /// A tree that was put together, with nothing wrong.
    #[must_use]
    pub fn sound(root: Node, format: Format) -> Self {
        Parsed::read(format, root, Vec::new(), true)
    }

    /// The result for a text whose `errors` may hide keys.
    pub(super) fn read(format: Format, root: Node, errors: Vec<Diagnostic>, rest_is_sound: bool) -> Self {
        let may_lack_keys = !errors.is_empty();
        Parsed { format, root, errors, rest_is_sound, may_lack_keys, unread: Vec::new() }
    }

    /// The result for a text that cannot become a tree.
    pub(super) fn unreadable(format: Format, errors: Vec<Diagnostic>) -> Self {
        let root = Node { span: Span::default(), kind: Kind::Map(Vec::new()) };
        Parsed::read(format, root, errors, false)
    }
}
