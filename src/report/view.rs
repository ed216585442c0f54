//! How much of a result is shown, for which readers, and in what width.

/// How much a document shows, and how much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Everything, rather than what matters most.
    pub all: bool,
    /// The closing table alone.
    pub brief: bool,
    /// The width of a terminal in columns; none for a page.
    pub width: Option<usize>,
    /// Whether tables have a row a group where a page would give them a row a count.
    pub wide: bool,
    /// For which readers CSV is.
    pub csv: CsvKind,
    /// Whether counts have a comma between thousands, where people read them.
    pub thousands: bool,
}

/// Which readers a CSV file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvKind {
    /// Anyone: rows of notes included.
    #[default]
    Usual,
    /// Excel, which knows UTF-8 by a mark at the beginning.
    Excel,
    /// Programs: a header and rows of numbers, without notes.
    Tidy,
}

/// How text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The width in columns.
    pub width: usize,
    /// True for colour and weight.
    pub color: bool,
}

impl Style {
    /// The narrowest width that is laid out properly.
    pub(crate) const NARROWEST: usize = 40;
}
