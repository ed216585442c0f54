//! What every command takes that reads reviews: their format, and how large they may be.

use clap::Args;

use crate::document::Limits;
use crate::load::{Files, InputFormat, Loader};

/// `--input-format` and the limits
#[derive(Debug, Args)]
pub(in crate::cli) struct InputArgs {
    /// Format of the input [default: from the file name].
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    pub(in crate::cli) input_format: Option<InputFormat>,
    /// Also read files that a review names outside its own folder.
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) allow_outside: bool,
    #[command(flatten)]
    limits: LimitArgs,
}

/// The limits
#[derive(Debug, Args)]
pub(in crate::cli) struct LimitArgs {
    /// Maximum size of a review: bytes, or a number with kB, MB or GB.
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "32MB", help_heading = "Limits")]
    max_size: u64,
    /// Maximum number of values in a review, tables and lists included.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..), default_value_t = 1_000_000, help_heading = "Limits")]
    max_items: u32,
    /// Maximum nesting of tables and lists, up to 64.
    #[arg(long, value_name = "LEVELS", value_parser = clap::value_parser!(u8).range(1..=64), default_value_t = 32, help_heading = "Limits")]
    max_depth: u8,
}

impl InputArgs {
    /// What reads the reviews.
    pub(in crate::cli) fn loader(&self) -> Loader {
        Loader { files: Files::Disk, limits: self.limits(), allow_outside: self.allow_outside }
    }

    /// How much of a review is read.
    pub(in crate::cli) fn limits(&self) -> Limits {
        self.limits.limits()
    }
}

impl LimitArgs {
    /// How much of a document is read.
    pub(in crate::cli) fn limits(&self) -> Limits {
        let items = usize::try_from(self.max_items).unwrap_or(usize::MAX);
        Limits { size: self.max_size, depth: usize::from(self.max_depth), items }
    }
}

fn size(text: &str) -> Result<u64, String> {
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text.get(number.len()..).unwrap_or("").trim().to_lowercase();
    let shift = match unit.as_str() {
        "" | "b" => 0,
        "k" | "kb" => 10,
        "m" | "mb" => 20,
        "g" | "gb" => 30,
        _ => return Err(format!("`{unit}` is not a unit: use kB, MB or GB")),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift)).filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "write a number of bytes, or one with kB, MB or GB after it".to_owned())
}
