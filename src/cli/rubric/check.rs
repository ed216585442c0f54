//! `casegrade rubric check`

use crate::analysis::check::check;
use crate::cli::args::CheckArgs;
use crate::cli::exit::{Error, Exit};
use crate::cli::rubrics::{self, RubricFound};
use crate::cli::terminal::Terminal;
use crate::report::{CheckReport, CheckedRubric, Problem, View};
use crate::text::Mask;

/// Checks rubrics and prints what is wrong and what is suspicious.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let mask = terminal.mask();
    let outputs = args.result.outputs_beside(&args.rubrics)?;
    let mut page = CheckReport::new();
    for name in &rubrics::meant(&args.rubrics, terminal)? {
        match rubrics::read(name, args.allow_outside) {
            Ok(found) => page.rubrics.push(one(found, &mask)),
            Err(error) => {
                terminal.fail(&error);
                page.errors.push(Problem::around(name, "no-rubric", &error.to_string(), &mask));
            }
        }
    }
    outputs.write(&page, View::default(), true, terminal)?;
    Ok(if !page.errors.is_empty() || page.rubrics.iter().any(|rubric| !rubric.errors.is_empty()) {
        Exit::Wrong
    } else if args.deny_warnings && page.rubrics.iter().any(|rubric| !rubric.warnings.is_empty()) {
        Exit::No
    } else {
        Exit::Done
    })
}

/// What is wrong with a rubric and, if nothing is, what is suspicious.
fn one(found: RubricFound, mask: &Mask) -> CheckedRubric {
    let RubricFound { source, rubric, diagnostics, root } = found;
    let analysed = rubric.as_ref().zip(root.as_ref()).map(|(rubric, root)| check(rubric, root));
    CheckedRubric::new(source, rubric.as_ref(), diagnostics, analysed, mask)
}
