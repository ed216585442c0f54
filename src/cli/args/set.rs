//! What every command takes that reads a set of reviews, results, recorded grades and tallies.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::InputArgs;
use super::day::day;
use crate::cli::exit::Error;
use crate::report::{CsvKind, View};
use crate::review::Scale;
use crate::tables::{DateOf, Reading};
use crate::text::or_list;

/// `--dates`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DatesArg {
    /// 03/04/2009 is 3 April.
    DayFirst,
    /// 03/04/2009 is 4 March.
    MonthFirst,
}

/// `--csv`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CsvArg {
    /// With a byte-order mark.
    Excel,
    /// A header and rows of numbers.
    Tidy,
}

/// Words for grades, each with its grade.
#[derive(Clone, Debug)]
struct Words(Vec<(String, String)>);

/// Reads words for grades with commas between them; a word may have commas too.
fn words(text: &str) -> Result<Words, String> {
    let (mut words, mut start) = (Vec::new(), String::new());
    for piece in text.split(',') {
        start.push_str(piece);
        match start.split_once('=') {
            Some((word, grade)) => {
                words.push((word.trim().to_lowercase(), grade.trim().to_lowercase()));
                start.clear();
            }
            None => start.push(','),
        }
    }
    let is_whole = start.is_empty() && !words.is_empty();
    is_whole.then_some(Words(words)).ok_or_else(|| "write WORD=GRADE, such as RI=requires-improvement".to_owned())
}

/// How a set is read
#[derive(Debug, Args)]
pub(in crate::cli) struct SetArgs {
    /// Rubric: a built-in id, or the path of a file [default: the one for the kind of each review].
    #[arg(long, value_name = "ID|PATH")]
    pub(in crate::cli) rubric: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) inputs: InputArgs,
    /// Skip inputs that have errors, are duplicates or cannot be graded, and exit with 0.
    #[arg(long)]
    pub(in crate::cli) skip_bad: bool,
    /// Count reviews together that were graded with different rubrics, or versions of one.
    #[arg(long)]
    pub(in crate::cli) mix_rubrics: bool,
    /// Grade the reviews in results files again; their files must not have moved.
    #[arg(long)]
    pub(in crate::cli) regrade: bool,
    /// The grades that spreadsheets count, the best first, such as `high,moderate,low` [default: those of the rubric].
    #[arg(long, value_name = "GRADES", value_delimiter = ',', help_heading = "Spreadsheets")]
    pub(in crate::cli) scale: Vec<String>,
    /// What a spreadsheet calls a grade, as WORD=GRADE; repeat for more, or put commas between them. GRADE must be on the scale: the rubric's, or the one that `--scale` names.
    #[arg(long, value_name = "WORD=GRADE", value_parser = words, help_heading = "Spreadsheets")]
    map: Vec<Words>,
    /// How the dates of spreadsheets are read [default: the day first, unless a column cannot be read so].
    #[arg(long, value_enum, value_name = "ORDER", help_heading = "Spreadsheets")]
    dates: Option<DatesArg>,
    /// Who CSV is for: spreadsheets that know UTF-8 by a mark, or programs, without rows of notes [default: both].
    #[arg(long, value_enum, value_name = "READER", help_heading = "Output")]
    csv: Option<CsvArg>,
    /// Put a comma between thousands: 1,730 (not in CSV and JSON).
    #[arg(long, help_heading = "Output")]
    thousands: bool,
    /// Date of the result [default: today].
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "For scripts")]
    pub(in crate::cli) as_of: Option<jiff::civil::Date>,
}

impl SetArgs {
    /// How spreadsheets are read, periods being made from the date that is used.
    pub(in crate::cli) fn reading(&self, used: Option<DateOf>) -> Reading {
        let words = self.words().cloned().collect();
        Reading { used, words, month_first: self.dates == Some(DatesArg::MonthFirst) }
    }

    /// The words of `--map`, each with its grade.
    fn words(&self) -> impl Iterator<Item = &(String, String)> {
        self.map.iter().flat_map(|words| &words.0)
    }

    /// How results are shown.
    pub(in crate::cli) fn view(&self) -> View {
        let csv = match self.csv {
            None => CsvKind::Usual,
            Some(CsvArg::Excel) => CsvKind::Excel,
            Some(CsvArg::Tidy) => CsvKind::Tidy,
        };
        View { csv, thousands: self.thousands, ..View::default() }
    }

    /// Refuses words for grades that the scale does not have.
    ///
    /// # Errors
    /// Where `--map` names one.
    pub(in crate::cli) fn check_words(&self) -> Result<(), Error> {
        let scale = Scale::being_read();
        match self.words().find(|(_, grade)| scale.parse(grade).is_err()) {
            None => Ok(()),
            Some((word, grade)) => Err(Error::Asked(format!(
                "`--map {word}={grade}`: `{grade}` is not a grade; use {}, or list your own grades with `--scale`",
                or_list(&scale.words().collect::<Vec<_>>())
            ))),
        }
    }

    /// The rubric that was asked for, where it may be a file.
    pub(in crate::cli) fn rubric_file(&self) -> Vec<PathBuf> {
        self.rubric.iter().map(PathBuf::from).collect()
    }

    /// The day that the result stands for.
    pub(in crate::cli) fn day(&self) -> jiff::civil::Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }
}
