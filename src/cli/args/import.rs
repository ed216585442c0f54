//! What `casegrade import` takes.

use std::path::PathBuf;

use clap::Args;

use super::{LimitArgs, RubricArg};

/// `casegrade import`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  casegrade import draft.docx --output review.toml\n\nAnything uncertain is written as a comment, with the reason. Nothing is guessed."
)]
pub(in crate::cli) struct ImportArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt).
    pub(in crate::cli) document: PathBuf,
    /// File to create; it must not exist yet [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Keep NHS numbers, addresses and confidential names, instead of writing `[masked: ...]`.
    #[arg(long)]
    pub(in crate::cli) keep_identifiers: bool,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}
