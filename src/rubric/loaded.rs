//! The result of reading a rubric.

use super::model::Rubric;
use crate::document::{Diagnostic, Node};

/// The result of reading a rubric.
#[derive(Debug)]
pub struct Loaded {
    /// The rubric; `None` if it has errors.
    pub rubric: Option<Rubric>,
    /// Errors and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Its tables, with those of the rubric that it extends; `None` if they could not be read.
    pub root: Option<Node>,
}

impl Loaded {
    /// Nothing but what is wrong.
    #[must_use]
    pub fn wrong(diagnostics: Vec<Diagnostic>) -> Self {
        Loaded { rubric: None, diagnostics, root: None }
    }
}
