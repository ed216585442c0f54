//! The form of tables, and where they go.

use std::path::{Path, PathBuf};

use clap::Args;

use super::super::exit::Error;
use super::one_of;
use crate::report::Format;

/// What every command that makes tables takes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ResultArgs {
    /// The form of the result [default: that of the output's ending, else text].
    #[arg(long, value_parser = one_of(&[Format::Text, Format::Markdown, Format::Html, Format::Csv, Format::Json]))]
    format: Option<Format>,
    /// Write to this file, all or nothing, rather than to the standard output; never over an input.
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

impl ResultArgs {
    /// The form: the one that is asked for, otherwise that of the file's ending.
    ///
    /// # Errors
    /// Where the ending is of a form that is not written.
    pub(in crate::cli) fn format(&self) -> Result<Format, Error> {
        let ending = self.output.as_deref().and_then(Path::extension);
        let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
        let by_name = match ending.as_deref() {
            Some("md" | "markdown") => Format::Markdown,
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
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
            Some(_) | None => Format::Text,
        };
        Ok(self.format.unwrap_or(by_name))
    }
}
