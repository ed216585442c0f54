//! The formats that results are written in.

use serde::Serialize;

use super::doc::{Doc, Plot};
use super::issue::Issue;
use super::json::to_json;
use super::render::{csv, docx, github, html, junit, markdown, sarif, svg, text, xlsx};
use super::sheet::Sheet;
use super::suite::Suite;
use super::view::{CsvKind, Style, View};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, for people.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML page that stands by itself.
    Html,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// JSON, for programs.
    Json,
    /// JSON on one line for each result, for sets of any size.
    Ndjson,
    /// JUnit's XML, for the services that run tests.
    Junit,
    /// SARIF, for the services that show findings beside the lines of a file.
    Sarif,
    /// The commands by which GitHub Actions shows findings beside the lines of a change.
    Github,
    /// A picture.
    Svg,
    /// A workbook.
    Xlsx,
    /// A document for a word processor.
    Docx,
}

/// A result that can be written in any format.
pub trait Report: Serialize {
    /// Returns what it says to people.
    fn doc(&self, view: View) -> Doc;

    /// Returns what it says as rows, the first sheet by itself for formats that hold one; none where it cannot be written so.
    fn sheets(&self) -> Vec<Sheet> {
        Vec::new()
    }

    /// Returns the day it is for, ISO 8601; empty where it is for no day.
    fn day(&self) -> &str {
        ""
    }

    /// Returns what it says as the sheets of a workbook.
    fn workbook(&self) -> Vec<Sheet> {
        self.sheets()
    }

    /// Returns pictures of it; none where it has none.
    fn plots(&self) -> Vec<Plot> {
        Vec::new()
    }

    /// Returns it as findings with their places; none where it cannot be written so.
    fn issues(&self) -> Vec<Issue> {
        Vec::new()
    }

    /// Returns it as tests that passed or failed; none where it cannot be written so.
    fn suites(&self) -> Vec<Suite> {
        Vec::new()
    }
}

impl Report for Doc {
    fn doc(&self, _: View) -> Doc {
        self.clone()
    }
}

/// Why a result cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be written as JSON.
    #[error("cannot write the result as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It cannot be written as CSV.
    #[error("cannot write the result as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// It cannot be written as XML.
    #[error("cannot write the result as XML: {0}")]
    Xml(#[from] quick_junit::SerializeError),
    /// It cannot be written as a workbook.
    #[error("cannot write the result as a workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// It cannot be written as a document.
    #[error("cannot write the result as a document: {0}")]
    Document(#[from] zip::result::ZipError),
}

impl Format {
    /// Every format with its name, what it is for, and the endings of its files.
    const ALL: [(Format, &'static str, &'static str, &'static [&'static str]); 12] = [
        (Format::Text, "text", "For people, in the terminal", &["txt"]),
        (Format::Markdown, "md", "Markdown, for a document", &["md", "markdown"]),
        (Format::Html, "html", "A page for the browser, for printing and for sending on", &["html", "htm"]),
        (Format::Csv, "csv", "For spreadsheets: a row a count", &["csv"]),
        (Format::Json, "json", "For programs", &["json"]),
        (Format::Ndjson, "ndjson", "One result a line in JSON, for sets of any size", &[]),
        (Format::Junit, "junit", "For the services that run tests: JUnit's XML", &["xml"]),
        (Format::Sarif, "sarif", "For the services that show findings beside the lines of a file", &["sarif"]),
        (Format::Github, "github", "For GitHub Actions: findings beside the lines of a change", &[]),
        (Format::Svg, "svg", "Pictures of the grades", &["svg"]),
        (Format::Xlsx, "xlsx", "A workbook, for Excel and other spreadsheets", &["xlsx"]),
        (Format::Docx, "docx", "A document, for Word and other word processors", &["docx"]),
    ];

    /// Returns every format.
    pub fn all() -> impl Iterator<Item = Format> {
        Self::ALL.iter().map(|(format, ..)| *format)
    }

    /// Returns the endings of its files, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        Self::ALL.iter().find(|(own, ..)| *own == self).map_or(&[], |(.., endings)| endings)
    }

    /// Returns the name by which people ask for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(own, ..)| *own == self).map_or("", |(_, word, ..)| word)
    }

    /// Returns what it is for.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        Self::ALL.iter().find(|(own, ..)| *own == self).map_or("", |(_, _, purpose, _)| purpose)
    }

    /// Returns the format with this name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own, ..)| *own == word).map(|(format, ..)| *format)
    }
}

/// Writes a result in a format; `view` says how much of it, and `style` how text is laid out.
///
/// # Errors
/// Where the result cannot be written so; the results of this program always can.
pub fn write(report: &impl Report, format: Format, view: View, style: Style) -> Result<Vec<u8>, Error> {
    let doc = |view: View| {
        let doc = report.doc(view);
        if view.thousands { doc.with_thousands() } else { doc }
    };
    let text = match format {
        Format::Text => text::write(&doc(View { width: Some(style.width), ..view }), style),
        Format::Markdown => markdown::write(&doc(View { wide: true, ..view })),
        Format::Html => html::write(&doc(view)),
        Format::Csv => {
            let sheets = report.sheets();
            sheets.first().map_or(Ok(String::new()), |sheet| match view.csv {
                CsvKind::Excel => csv::write_in_words(sheet),
                CsvKind::Usual | CsvKind::Tidy => csv::write(sheet, view.csv),
            })?
        }
        Format::Json => to_json(report)?,
        Format::Ndjson => serde_json::to_string(report)? + "\n",
        Format::Junit => junit::write(&report.suites())?,
        Format::Svg => svg::write(&report.plots()),
        Format::Sarif => sarif::write(&report.issues())?,
        Format::Github => github::write(&report.issues()),
        Format::Docx => return Ok(docx::write(&doc(view))?),
        Format::Xlsx => {
            let title = doc(view).title;
            return Ok(xlsx::write(&title, report.day(), &report.workbook(), view.thousands)?);
        }
    };
    Ok(text.into_bytes())
}
