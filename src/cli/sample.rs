//! `casegrade sample`

use super::args::SampleArgs;
use super::choice::{Choice, Rubrics};
use super::exit::{Error, Exit};
use super::output::Outputs;
use super::set::{self, Keep, Member, Sheets};
use super::table::{command, help_for_groups, no_group};
use super::terminal::Terminal;
use crate::load::{files_found, shown};
use crate::report::{self, Eligible, Excluded, SampleAsked};
use crate::tables::{Category, CountBy, DateOf, Division, SampleBy, Tally};
use crate::text::{Mask, plural};

/// Draws reviews from what the paths mean and prints which.
pub(super) fn run(args: &SampleArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    args.check()?;
    let output = args.result.outputs()?;
    if output.exist() {
        output.are_none_of(&args.set.rubric_file())?;
        output.are_none_of(&files_found(&args.paths, &args.set.inputs.loader()))?;
    }
    let Some(rubrics) = Rubrics::find(args.set.rubric.as_deref(), terminal)? else { return Ok(Exit::Wrong) };
    let choice = rubrics.choice();
    let scale = set::scale(&args.paths, &args.set, choice.usual())?;
    scale.while_reading(|| draw(args, choice, &output, terminal))
}

fn draw(args: &SampleArgs, choice: Choice<'_>, output: &Outputs, terminal: &mut Terminal) -> Result<Exit, Error> {
    args.set.check_words()?;
    let asked = SampleAsked {
        as_of: args.set.day().to_string(),
        command: command(),
        seed: args.seed.clone(),
        n: args.n,
        by: args.by.clone(),
        first: args.first.clone(),
    };
    let sheets = Sheets::read(&args.paths, &args.set, args.period.map(|_| args.date.into()), terminal);
    let mask = terminal.mask();
    let periods = args.period.map(|period| (period.into(), args.date.into()));
    let (eligible, custom) = (Vec::new(), Vec::new());
    let mut pool = Pool { asked: &asked, choice, mask: &mask, periods, eligible, tallied: 0, custom };
    let set = set::read(&args.paths, &sheets, &args.set, choice, terminal, &mut pool)?;
    if output.exist() {
        output.are_none_of(&[files_found(&set.regraded, &args.set.inputs.loader()), set.files.clone()].concat())?;
    }
    let Pool { eligible, tallied, custom, .. } = pool;
    if tallied > 0 {
        let tallies = plural(tallied, "tally", "tallies");
        let message = format!("{tallies} left out: a sample is of single reviews");
        let paths: Vec<String> = args.paths.iter().map(|path| shown(path)).collect();
        terminal.complain_around("warning", "only-tallies", &paths.join(", "), &message);
    }
    let by_what = asked.by.iter().enumerate().find(|(at, _)| report::is_never_stated(&eligible, *at));
    if let Some((_, SampleBy::About(by))) = by_what {
        let help = help_for_groups(by, &custom, None);
        return Err(Error::Asked(no_group(by, help)));
    }
    if eligible.is_empty() && set.excluded.is_empty() {
        return Err(Error::Asked("there is no review to choose from".to_owned()));
    }
    let verdict = set::exit(&set.excluded, &args.set);
    let says_something = verdict == Exit::Done || !eligible.is_empty();
    let page = report::sample_report(&eligible, &asked, &set.excluded, &mask);
    output.write(&page, args.set.view(), says_something, terminal)?;
    Ok(verdict)
}

/// The reviews that may be drawn.
struct Pool<'p> {
    asked: &'p SampleAsked,
    choice: Choice<'p>,
    mask: &'p Mask,
    /// How periods are made, and from which date; `None` takes them as recorded.
    periods: Option<(Division, DateOf)>,
    eligible: Vec<Eligible>,
    tallied: usize,
    /// The keys of `[custom]` and columns that reviews have.
    custom: Vec<String>,
}

impl Keep for Pool<'_> {
    fn entry(&mut self, Member { entry, rubric, .. }: Member<'_>) -> Result<(), Excluded> {
        let category = Category::from_entry(entry, CountBy::Headline)?;
        let rubric = rubric.and_then(|(_, name)| self.choice.find(|own| own.hash == name.hash));
        for name in entry.about.custom.keys() {
            if !self.custom.contains(name) {
                self.custom.push(name.clone());
            }
        }
        let dated = self.periods.map(|(division, date)| {
            let mut own = entry.clone();
            own.about.period = own.about.period(Some(division), date).map(|(name, _)| name);
            own
        });
        let entry = dated.as_ref().unwrap_or(entry);
        self.eligible.push(Eligible::new(entry, category, rubric, self.asked, self.mask));
        Ok(())
    }

    fn tally(&mut self, _: &Tally) {
        self.tallied += 1;
    }
}
