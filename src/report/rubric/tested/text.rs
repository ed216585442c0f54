//! The result of a test, for people.

use super::failure::FailureReport;
use super::{TestReport, TestedRubric, junit};
use crate::report::doc::{Block, Doc, Item, Line};
use crate::report::suite::Suite;
use crate::report::{Report, View};
use crate::review::usual;
use crate::text::plural;

impl Report for TestReport {
    fn suites(&self) -> Vec<Suite> {
        junit::suites(self)
    }

    fn doc(&self, _: View) -> Doc {
        let title = "Rubrics that were tested".to_owned();
        Doc { title, blocks: self.rubrics.iter().flat_map(|rubric| one(rubric, self.min_coverage)).collect() }
    }
}

fn one(tested: &TestedRubric, min_coverage: Option<u8>) -> Vec<Block> {
    let head = format!("{} {}", tested.rubric.id, tested.rubric.version);
    if tested.cases.is_empty() {
        let none = format!("{head}: no cases. Write them in `{}`: an untested rubric proves nothing", tested.source);
        return vec![Block::statement(none)];
    }
    let failed = tested.cases.iter().filter(|case| !case.failures.is_empty());
    let failed = failed.filter_map(|case| {
        let failures = case.failures.iter().map(|failure| self::failed(tested, failure)).collect();
        Block::section(format!("failed: {}", case.name), failures)
    });
    let cases = Line::from(format!("{head}: {}, ", plural(tested.cases.len(), "case", "cases")));
    let result = match tested.failed() {
        0 => cases.grade("all as expected", Some(usual::GOOD)),
        failed => cases.grade(format!("{failed} not as expected"), Some(usual::INADEQUATE)),
    };
    failed.chain([Block::Statement(result)]).chain(coverage(tested, min_coverage)).collect()
}

fn failed(tested: &TestedRubric, failure: &FailureReport) -> Block {
    let place = format!("{}:{}:{}", tested.source, failure.line, failure.column);
    let because = Block::list(failure.because.iter().map(Item::from).collect());
    let said = format!("{}: expected {}, got {}", failure.of, failure.wanted, failure.found);
    Block::Group { title: said.into(), blocks: std::iter::once(Block::paragraph(place)).chain(because).collect() }
}

/// How much the cases show, and what they do not where more was asked.
fn coverage(tested: &TestedRubric, min_coverage: Option<u8>) -> Vec<Block> {
    let own = &tested.coverage;
    let said = format!(
        "The cases cover {}% of possible results ({} of {} outcomes and grades)",
        own.percent(),
        own.shown,
        own.of
    );
    if own.missing.is_empty() || min_coverage.is_none() {
        let more = if own.missing.is_empty() { "" } else { "; `--min-coverage 100` lists the others" };
        return vec![Block::statement(format!("{said}{more}"))];
    }
    let missing = own.missing.iter().map(|missing| format!("{}: {}", missing.of, missing.outcomes.join(", ")));
    let mut blocks: Vec<Block> = missing.map(Block::statement).collect();
    if let Some(wanted) = min_coverage.filter(|_| !own.reaches(min_coverage)) {
        blocks.push(Block::statement(format!("This is less than the {wanted}% that you asked for")));
    }
    vec![Block::Group { title: format!("{said}. No case expects").into(), blocks }]
}
