//! Renderers: a file a format, each from a document or from sheets.

pub(super) mod annotated;
pub(super) mod comments;
pub(super) mod csv;
pub(super) mod docx;
pub(super) mod github;
pub(super) mod html;
pub(super) mod junit;
pub(super) mod markdown;
pub(super) mod sarif;
pub(super) mod svg;
pub(super) mod text;
pub(super) mod xlsx;
mod xml;
