//! What `casegrade sample` takes.

use std::path::PathBuf;

use clap::Args;

use super::super::exit::Error;
use super::table::{DateArg, PeriodArg};
use super::{COMPARE, ResultArgs, SetArgs};
use crate::tables::{By, First, SampleBy};
use crate::text::{nearest, or_list};

/// `casegrade sample`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  casegrade sample reviews/ --n 12 --seed 2026
  casegrade sample reviews/ --n 12 --seed 2026 --by grade,region
  casegrade sample results.json --n 12 --seed 2026 --first departed,borderline -o sample.xlsx

The same reviews, seed and options give the same sample, in whatever order the reviews come.
Borderline: one area alone could change the grade, or the review leaves it open. Provisional: an answer to an open question could change the grade. Departed: people changed the grade.")]
pub(in crate::cli) struct SampleArgs {
    /// Reviews, folders of them, results of `casegrade grade --format json`, and .csv files of grades
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How many reviews to choose.
    #[arg(long, value_name = "COUNT", value_parser = count)]
    pub(in crate::cli) n: usize,
    /// Any word or number, which settles what is drawn.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(in crate::cli) seed: String,
    /// Choose from each group in proportion: grade, region, partnership, kind, status, period or custom.NAME, or several.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(in crate::cli) by: Vec<SampleBy>,
    /// Make periods of this length from a date, instead of the recorded periods.
    #[arg(long, value_enum, value_name = "LENGTH", help_heading = "Periods")]
    pub(in crate::cli) period: Option<PeriodArg>,
    /// The date that periods are made from.
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = DateArg::Completed, help_heading = "Periods")]
    pub(in crate::cli) date: DateArg,
    /// Choose these first: borderline, provisional, departed, or several in their order.
    #[arg(long, value_name = "WHICH", value_delimiter = ',', value_parser = first)]
    pub(in crate::cli) first: Vec<First>,
    #[command(flatten)]
    pub(in crate::cli) result: ResultArgs<COMPARE>,
    #[command(flatten)]
    pub(in crate::cli) set: SetArgs,
}

impl SampleArgs {
    /// Refuses what is given twice, and periods that nothing is chosen by.
    ///
    /// # Errors
    /// Where something is.
    pub(in crate::cli) fn check(&self) -> Result<(), Error> {
        if self.period.is_some() && !self.by.contains(&SampleBy::About(By::Period)) {
            return Err(Error::Asked("`--period` makes periods to choose by: add `--by period`".to_owned()));
        }
        let by = self.by.iter().map(SampleBy::word);
        let first = self.first.iter().map(|first| first.word().to_owned());
        twice("--by", &by.collect::<Vec<_>>()).and_then(|()| twice("--first", &first.collect::<Vec<_>>()))
    }
}

fn twice(option: &str, words: &[String]) -> Result<(), Error> {
    let again = words.iter().enumerate().find(|(at, word)| words.iter().take(*at).any(|own| own == *word));
    again.map_or(Ok(()), |(_, word)| Err(Error::Asked(format!("`{option}` names `{word}` twice"))))
}

fn count(number: &str) -> Result<usize, String> {
    let number: usize = number.parse().map_err(|_| "write a whole number".to_owned())?;
    if number == 0 { Err("write 1 or more".to_owned()) } else { Ok(number) }
}

fn first(word: &str) -> Result<First, String> {
    let words = First::ALL.map(First::word);
    First::ALL.into_iter().find(|first| first.word() == word).ok_or_else(|| {
        let meant = nearest(word, words).map_or_else(String::new, |meant| format!("did you mean `{meant}`? "));
        format!("{meant}use {}", or_list(&words.map(|word| format!("`{word}`"))))
    })
}
