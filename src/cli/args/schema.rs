//! What `casegrade schema` takes.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::report::SCHEMAS;

/// `casegrade schema`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  casegrade schema review --output review.schema.json")]
pub(in crate::cli) struct SchemaArgs {
    /// What the schema describes.
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS.iter().map(|known| {
        clap::builder::PossibleValue::new(known.name).help(known.title)
    })))]
    pub(in crate::cli) name: String,
    /// Write to this file (it overwrites only a casegrade schema).
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
