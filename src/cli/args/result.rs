//! The form of tables, and where they go.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::super::exit::Error;

/// What every command that makes tables takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ResultArgs {
    /// The form of the result [default: that of the output's ending, else text].
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
    /// Write to this file, all or nothing, rather than to the standard output; never over an input.
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// `--format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    /// For people, in the terminal.
    Text,
    /// Markdown.
    Md,
    /// For spreadsheets: a row a count.
    Csv,
    /// For programs.
    Json,
}

impl ResultArgs {
    /// The form: the one that is asked for, otherwise that of the file's ending.
    ///
    /// # Errors
    /// Where the ending is of a form that is not written.
    pub(in crate::cli) fn format(&self) -> Result<TableFormat, Error> {
        let ending = self.output.as_deref().and_then(Path::extension);
        let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
        let by_name = match ending.as_deref() {
            Some("md" | "markdown") => TableFormat::Md,
            Some("csv") => TableFormat::Csv,
            Some("json") => TableFormat::Json,
            Some("xlsx" | "xls" | "ods") => {
                return Err(Error::Asked(
                    "`--output` names a workbook, which is not written: name a .csv file, and open that in the \
                     spreadsheet"
                        .to_owned(),
                ));
            }
            Some("docx" | "doc" | "odt" | "pdf") => {
                return Err(Error::Asked(
                    "`--output` names a document, which is not written: name a .md, .csv, .json or .txt file"
                        .to_owned(),
                ));
            }
            Some(_) | None => TableFormat::Text,
        };
        Ok(self.format.unwrap_or(by_name))
    }
}
