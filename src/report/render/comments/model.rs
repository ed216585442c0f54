//! A comment, the words it is on, and the errors of writing comments.

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The byte of the document's text at which its paragraph begins; none for the first paragraph.
    pub paragraph: Option<usize>,
    /// The words of that paragraph it is on; none where it is on all of it, as it also is where they are not found.
    pub(crate) words: Option<ExactWords>,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
}

/// Words of a paragraph, which are only looked for and never written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExactWords {
    /// The words as the paragraph has them.
    pub text: String,
    /// How many times the paragraph has them before.
    pub before: usize,
    /// How many paragraphs after the first can hold them: a cell of a table has several.
    pub further: usize,
}

/// Why a document cannot be commented.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive cannot be read or written.
    #[error("the document cannot be unpacked: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part cannot be read or written.
    #[error("the document cannot be unpacked: {0}")]
    Part(#[from] std::io::Error),
    /// A part is not valid XML.
    #[error("the document's text is damaged: {0}")]
    Xml(#[from] quick_xml::Error),
    /// It is not a Word document.
    #[error("only Word documents (.docx) can be commented")]
    NoDocument,
}
