//! What `casegrade explain` takes.

use clap::Args;

use super::{RubricArg, one_of};
use crate::report::Format;

/// `casegrade explain`
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The rule's id, such as LA2.
    pub(in crate::cli) rule: String,
    #[command(flatten)]
    pub(in crate::cli) rubric: RubricArg,
    /// The format of the result.
    #[arg(long, value_parser = one_of(&[Format::Text, Format::Markdown, Format::Html]), default_value = "text")]
    pub(in crate::cli) format: Format,
}
