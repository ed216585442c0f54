//! What `casegrade passages` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::LimitArgs;

/// `casegrade passages`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade passages draft.docx")]
pub(in crate::cli) struct PassagesArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt).
    pub(in crate::cli) document: PathBuf,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = PassagesFormat::Text)]
    pub(in crate::cli) format: PassagesFormat,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}

/// The form in which passages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PassagesFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}
