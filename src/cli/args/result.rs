//! The format of results, and where they go.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::super::exit::Error;
use super::super::output::Outputs;
use crate::report::Format;
use crate::text::or_list;

/// Some formats, a bit each: what a command writes.
pub(in crate::cli) type Formats = u16;

/// What `grade` writes.
pub(in crate::cli) const GRADE: Formats = PEOPLE
    | TABLE
    | DOCUMENT
    | some(&[Format::Json, Format::Ndjson, Format::Junit, Format::Sarif, Format::Github, Format::Svg]);
/// What `table` writes.
pub(in crate::cli) const TABLES: Formats = COMPARE | some(&[Format::Svg]);
/// What `compare` writes.
pub(in crate::cli) const COMPARE: Formats = PEOPLE | TABLE | DOCUMENT | some(&[Format::Json]);
/// What pictures are written as.
pub(in crate::cli) const PICTURE: Formats = some(&[Format::Svg]);
/// What the audit of a table is written as.
pub(in crate::cli) const AUDIT: Formats = PEOPLE | TABLE | DOCUMENT;
/// What `rubric diff` writes.
pub(in crate::cli) const DIFF: Formats = RUBRIC | DOCUMENT;
/// What `rubric list` writes.
pub(in crate::cli) const RUBRIC: Formats = PEOPLE | some(&[Format::Json]);
/// What `rubric check` writes.
pub(in crate::cli) const CHECK: Formats = RUBRIC | some(&[Format::Sarif, Format::Github]);
/// What `rubric test` writes.
pub(in crate::cli) const TEST: Formats = RUBRIC | some(&[Format::Junit]);
/// What `rubric show` and `explain` write.
pub(in crate::cli) const PROSE: Formats = RUBRIC | DOCUMENT;
const PEOPLE: Formats = some(&[Format::Text, Format::Markdown, Format::Html]);
const DOCUMENT: Formats = some(&[Format::Docx]);
const TABLE: Formats = some(&[Format::Csv, Format::Xlsx]);

const fn some(formats: &[Format]) -> Formats {
    let mut bits = 0;
    let mut rest = formats;
    while let [first, others @ ..] = rest {
        bits |= 1 << *first as Formats;
        rest = others;
    }
    bits
}

fn formats(known: Formats) -> impl Iterator<Item = Format> {
    Format::all().filter(move |format| known >> *format as Formats & 1 == 1)
}

/// What every command takes that writes a result.
#[derive(Debug, Args)]
pub(in crate::cli) struct ResultArgs<const FORMATS: Formats> {
    /// Format of the result [default: from the output's name, or text].
    #[arg(long, value_parser = one_of(FORMATS), help_heading = "Output")]
    pub(in crate::cli) format: Option<Format>,
    /// Write to this file instead of standard output; its ending sets the format. Repeat for more files.
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    output: Vec<PathBuf>,
}

/// Takes the name of one of some formats.
fn one_of(known: Formats) -> impl TypedValueParser<Value = Format> {
    let named = |format: Format| PossibleValue::new(format.word()).help(format.purpose());
    PossibleValuesParser::new(formats(known).map(named)).try_map(|word| Format::named(&word).ok_or("unknown format"))
}

impl<const FORMATS: Formats> ResultArgs<FORMATS> {
    /// Returns where the result goes, and in which formats.
    ///
    /// # Errors
    /// Where a file's ending is of no format that is written, and where a file is a folder.
    pub(in crate::cli) fn outputs(&self) -> Result<Outputs, Error> {
        match (self.output.as_slice(), self.format) {
            ([], format) => Outputs::new(&[(None, format.unwrap_or(Format::Text))]),
            ([file], Some(format)) => Outputs::new(&[(Some(file.as_path()), format)]),
            (_, Some(_)) => Err(Error::Asked(
                "`--format` is for one output: with several, the ending of each file says its format".to_owned(),
            )),
            (files, None) => {
                let outputs = files.iter().map(|file| Ok((Some(file.as_path()), Self::of_ending("--output", file)?)));
                Outputs::new(&outputs.collect::<Result<Vec<_>, Error>>()?)
            }
        }
    }

    /// Returns where a result about these rubrics goes: never over one of them.
    ///
    /// # Errors
    /// As [`ResultArgs::outputs`], and where it would be written over one of them.
    pub(in crate::cli) fn outputs_beside(&self, rubrics: &[impl AsRef<Path>]) -> Result<Outputs, Error> {
        let outputs = self.outputs()?;
        let rubrics: Vec<PathBuf> = rubrics.iter().map(|rubric| rubric.as_ref().to_owned()).collect();
        outputs.are_none_of(&rubrics)?;
        Ok(outputs)
    }

    /// Returns whether the result goes to this file.
    pub(in crate::cli) fn is_output(&self, file: &Path) -> bool {
        self.output.iter().any(|output| output == file || same_file::is_same_file(output, file).unwrap_or(false))
    }

    /// Returns the format of a file that an option names, by its ending.
    ///
    /// # Errors
    /// Where it is that of no format that is written.
    pub(in crate::cli) fn of_ending(option: &str, file: &Path) -> Result<Format, Error> {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let found = formats(FORMATS).find(|format| format.endings().contains(&ending.as_str()));
        found.ok_or_else(|| {
            let known: Vec<String> =
                formats(FORMATS).filter_map(|format| Some(format!(".{}", format.endings().first()?))).collect();
            let ending = if ending.is_empty() {
                "has no ending".to_owned()
            } else {
                format!("ends in `.{ending}`, which is not written")
            };
            Error::Asked(format!(
                "`{option} {}` {ending}: use {}{}",
                file.display(),
                or_list(&known),
                if option == "--output" { ", or say the format with `--format`" } else { "" }
            ))
        })
    }
}
