//! What `casegrade import` takes.

use std::path::PathBuf;

use clap::Args;

use super::{LimitArgs, RubricArg};

/// `casegrade import`
#[derive(Debug, Args)]
#[command(
    after_help = "What is not certain is commented out, with the reason; nothing is guessed. Read are .docx, .odt, .md and .txt."
)]
pub(in crate::cli) struct ImportArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt).
    pub(in crate::cli) document: PathBuf,
    /// The file to write, never one that is there already [default: the standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Write NHS numbers, addresses, confidential names and their like into the file, rather than `[masked: ...]`.
    #[arg(long)]
    pub(in crate::cli) keep_identifiers: bool,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}
