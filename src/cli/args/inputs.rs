//! What every command takes that reads reviews: their format, and how large they may be.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::document::Limits;
use crate::judgement::People;
use crate::load::{Files, Folders, InputFormat, Loader, Terms, shown};

/// `--input-format` and the limits
#[derive(Debug, Args)]
pub(in crate::cli) struct InputArgs {
    /// Format of the input [default: from the file name].
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    pub(in crate::cli) input_format: Option<InputFormat>,
    /// Also read files that a review names outside its own folder.
    #[arg(long, help_heading = "Input")]
    pub(in crate::cli) allow_outside: bool,
    /// Folder of the judgement files [default: next to each review].
    #[arg(long, value_name = "DIR", help_heading = "People's judgement")]
    judgements: Option<PathBuf>,
    /// Whose word counts where people judge differently: `median`, `worst`, or a person's name.
    #[arg(long, value_name = "median|worst|NAME", value_parser = clap::builder::NonEmptyStringValueParser::new(), help_heading = "People's judgement")]
    people: Option<String>,
    /// Refuse a judgement of an earlier state of the review or rubric.
    #[arg(long, help_heading = "People's judgement")]
    strict: bool,
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
        let (judgements, folders) = (self.judgements.clone(), Folders::default());
        Loader { files: Files::Disk, limits: self.limits(), allow_outside: self.allow_outside, judgements, folders }
    }

    /// The arguments that decide what is read, as they are typed; the limits do not change what a review means.
    pub(in crate::cli) fn words(&self) -> Vec<String> {
        let format = self.input_format.and_then(|format| format.to_possible_value());
        let named = [
            ("--input-format", format.map(|format| format.get_name().to_owned())),
            ("--judgements", self.judgements.as_deref().map(shown)),
            ("--people", self.people.clone()),
        ];
        let flags = [("--allow-outside", self.allow_outside), ("--strict", self.strict)];
        let named = named.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?]));
        let flags = flags.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| (*name).to_owned());
        named.flatten().chain(flags).collect()
    }

    /// Makes the folder of the judgement files begin in a folder.
    pub(in crate::cli) fn begin_in(&mut self, folder: &Path) {
        self.judgements = self.judgements.take().map(|own| folder.join(own));
    }

    /// How people's judgements count on this day.
    pub(in crate::cli) fn terms(&self, as_of: jiff::civil::Date) -> Terms {
        let people = self.people.as_deref().map_or(People::Unsettled, People::parse);
        Terms { people, as_of: Some(as_of), strict: self.strict }
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
        // What was typed is shown whole, where it can be masked.
        _ => return Err("use kB, MB or GB after the number".to_owned()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift)).filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| "write a number of bytes, or one with kB, MB or GB after it".to_owned())
}
