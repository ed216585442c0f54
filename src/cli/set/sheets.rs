//! The spreadsheets of a set, and the files that are passed over.

use super::super::args::SetArgs;
use super::super::terminal::Terminal;
use crate::document::{Diagnostic, Limits, Source, windows_1252};
use crate::load::{self, Loader, shown};
use crate::tables::{DateOf, Reading, WORKBOOKS, has_tallies, workbook_text};
use crate::text::Span;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The spreadsheets of a set, which are opened before all else: they say how it may be grouped.
#[derive(Debug, Default)]
pub(in crate::cli) struct Sheets {
    pub(super) read: Vec<Source>,
    pub(super) reading: Reading,
    pub(super) limits: Limits,
    pub(super) unreadable: Vec<String>,
}

impl Sheets {
    /// Opens those of `paths` that are spreadsheets; which cannot be opened is shown.
    pub(in crate::cli) fn read(
        paths: &[PathBuf],
        args: &SetArgs,
        used: Option<DateOf>,
        terminal: &mut Terminal,
    ) -> Self {
        let limits = args.inputs.limits();
        let mut sheets = Sheets { reading: args.reading(used), limits, ..Sheets::default() };
        for path in paths.iter().filter(|path| is_sheet(path)) {
            match text(path, &Loader { limits, ..Loader::default() }) {
                Ok((source, older)) => {
                    terminal.complain_of(&source, older.as_slice());
                    sheets.read.push(source);
                }
                Err(error) => {
                    sheets.unreadable.push(shown(path));
                    terminal.complain_of_input(&error);
                }
            }
        }
        sheets
    }

    /// True if there are tallies.
    pub(in crate::cli) fn have_tallies(&self) -> bool {
        self.read.iter().any(|sheet| has_tallies(sheet, self.limits))
    }
}

/// A spreadsheet as comma-separated values: a text, or the first sheet of a workbook. Where it is not UTF-8 and read all the
/// same, a warning says so.
pub(super) fn text(path: &Path, loader: &Loader) -> Result<(Source, Option<Diagnostic>), load::Error> {
    let is_own = |own: &&str| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(own));
    if !WORKBOOKS.iter().any(is_own) {
        return match loader.text(path) {
            Err(error) if path.is_file() => older_text(path, loader).ok_or(error),
            read => read.map(|source| (source, None)),
        };
    }
    let read = workbook_text(loader.bytes(path)?);
    read.map(|text| (Source::new(shown(path), text.as_str()), None)).map_err(|why| {
        let message = format!("this workbook cannot be read: {why}");
        let help = "save it again as .xlsx or .ods, or as `CSV UTF-8`";
        let diagnostic = Diagnostic::error("not-a-workbook", message).at(Span::default(), "").help(help);
        load::Error::from((Source::new(shown(path), ""), Box::new(diagnostic)))
    })
}

/// A spreadsheet that an older program saved, with a warning.
pub(super) fn older_text(path: &Path, loader: &Loader) -> Option<(Source, Option<Diagnostic>)> {
    let text = windows_1252(&loader.bytes(path).ok()?)?;
    let at = text.find(|sign: char| !sign.is_ascii())?;
    let message = "the file is not UTF-8, and is read as Windows-1252";
    let warning = Diagnostic::warning("windows-1252", message).at(Span::new(at, at), "is this letter right?");
    let warning = warning.help("save it again as `CSV UTF-8`");
    Some((Source::new(shown(path), text.as_str()), Some(warning)))
}

/// Names the spreadsheets in folders that are counted only where they are named themselves.
pub(super) fn passed_over(paths: &[PathBuf], read: &[PathBuf], terminal: &mut Terminal) {
    let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).cloned().collect();
    let real = |path: &PathBuf| path.canonicalize().ok();
    let read: HashSet<PathBuf> = read.iter().chain(paths).filter_map(real).collect();
    for sheet in load::files_in(&folders).into_iter().filter(|path| is_sheet(path)) {
        if real(&sheet).is_some_and(|sheet| !read.contains(&sheet)) {
            let message = "this spreadsheet in a folder is not counted: name it itself to count it";
            terminal.complain_around("warning", "passed-over", &shown(&sheet), message);
        }
    }
}

/// True for a spreadsheet, unless it is an answer sheet: that is a review.
pub(in crate::cli) fn is_sheet(path: &Path) -> bool {
    load::is_spreadsheet(path) && !load::is_filled_sheet(path, &Loader::default())
}
