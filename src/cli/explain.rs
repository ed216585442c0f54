//! `casegrade explain`

use super::args::ExplainArgs;
use super::exit::{Error, Exit};
use super::rubrics;
use super::terminal::Terminal;
use crate::report;
use crate::text::nearest;

/// Prints what a rule asks.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else {
        return Ok(Exit::Wrong);
    };
    let Some((criterion, rule)) = rubric.rule(&args.rule) else {
        let ids: Vec<&str> = rubric.rules().map(|rule| rule.id.as_str()).collect();
        let meant =
            nearest(&args.rule, ids.iter().copied()).map_or_else(String::new, |id| format!(" Did you mean {id}?"));
        return Err(Error::Asked(format!(
            "the rubric `{}` has no rule `{}`.{meant} Its rules are {}",
            rubric.id,
            args.rule,
            ids.join(", ")
        )));
    };
    let text = report::explain(&rubric, criterion, rule, &terminal.mask(), terminal.style());
    terminal.say(&text)?;
    Ok(Exit::Done)
}
