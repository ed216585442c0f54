//! What `casegrade passages` takes.

use std::path::PathBuf;

use clap::Args;

use super::{Format, LimitArgs};

/// `casegrade passages`
#[derive(Debug, Args)]
pub(in crate::cli) struct PassagesArgs {
    /// The document: Word (.docx), OpenDocument (.odt), Markdown (.md) or plain text (.txt).
    pub(in crate::cli) document: PathBuf,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,
}
