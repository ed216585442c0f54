//! `casegrade explain`

use super::args::ExplainArgs;
use super::exit::{Error, Exit};
use super::new_file::word;
use super::rubric::outputs;
use super::rubrics;
use super::terminal::Terminal;
use crate::report::{ExplainReport, View};
use crate::text::nearest;

/// Prints what a rule asks.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = outputs(&args.result, &[&args.rubric.rubric])?;
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else {
        return Ok(Exit::Wrong);
    };
    let Some((criterion, rule)) = rubric.rule(&args.rule) else {
        if let Some(criterion) = rubric.criteria.iter().find(|criterion| criterion.id == args.rule) {
            let rules: Vec<&str> = criterion.rules.iter().map(|rule| rule.id.as_str()).collect();
            return Err(Error::Asked(format!(
                "`{}` is a criterion, and its rules are explained one by one: {}. To see the whole rubric: casegrade rubric show {}",
                args.rule,
                rules.join(", "),
                word(&args.rubric.rubric)
            )));
        }
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
    let report = ExplainReport::from_rule(&rubric, criterion, rule, &terminal.mask());
    outputs.write(&report, View::default(), true, terminal)?;
    Ok(Exit::Done)
}
