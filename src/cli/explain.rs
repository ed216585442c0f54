//! `casegrade explain`

use super::args::ExplainArgs;
use super::exit::{Error, Exit};
use super::rubrics;
use super::terminal::Terminal;
use crate::report::{ExplainReport, View};
use crate::text::nearest;

/// Prints what a rule or a criterion asks.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = args.result.outputs_beside(&[&args.rubric.rubric])?;
    let Some(rubric) = rubrics::find(&args.rubric.rubric, terminal)?.rubric else {
        return Ok(Exit::Wrong);
    };
    if let Some(criterion) = rubric.criteria.iter().find(|criterion| criterion.id == args.rule) {
        let report = ExplainReport::from_criterion(&rubric, criterion, &terminal.mask());
        outputs.write(&report, View::default(), true, terminal)?;
        return Ok(Exit::Done);
    }
    let Some((criterion, rule)) = rubric.rule(&args.rule) else {
        let ids: Vec<&str> = rubric.rules().map(|rule| rule.id.as_str()).collect();
        let criteria: Vec<&str> = rubric.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        let known = ids.iter().chain(&criteria).copied();
        let meant = nearest(&args.rule, known).map_or_else(String::new, |id| format!(" Did you mean {id}?"));
        return Err(Error::Asked(format!(
            "the rubric `{}` has no rule or criterion `{}`.{meant} Its criteria are {}; its rules are {}",
            rubric.id,
            args.rule,
            criteria.join(", "),
            ids.join(", ")
        )));
    };
    let report = ExplainReport::from_rule(&rubric, criterion, rule, &terminal.mask());
    outputs.write(&report, View::default(), true, terminal)?;
    Ok(Exit::Done)
}
