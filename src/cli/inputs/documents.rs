//! Narrative documents.

use std::path::Path;

use super::{Unread, bytes, called, files};
use crate::document::Limits;
use crate::document::passages::{self, Passages};

/// Reads the passages of a document.
pub(in crate::cli) fn document(path: &Path, limits: Limits) -> Result<Passages, Unread> {
    let bytes = bytes::read(path, limits.size)?;
    passages::read(bytes, &files::ending(path), limits).map_err(|diagnostic| {
        let help = diagnostic.help.map_or_else(String::new, |help| format!(": {help}"));
        Unread::around(called(path), diagnostic.code, format!("{}{help}", diagnostic.message))
    })
}
