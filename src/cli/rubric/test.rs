//! `casegrade rubric test`

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::cases::{self, Covered, FileText};
use crate::cli::args::TestArgs;
use crate::cli::exit::{Error, Exit, reason};
use crate::cli::rubric::outputs;
use crate::cli::rubrics::{self, RubricFound};
use crate::cli::terminal::Terminal;
use crate::document::{Diagnostic, Limits, Source};
use crate::load::{Loader, cases_of, inside, read_bytes, shown};
use crate::report::{Problem, TestReport, TestedRubric, View};
use crate::rubric::Rubric;
use crate::text::Mask;

/// Tests rubrics by the cases beside them and prints the result.
pub(super) fn run(args: &TestArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = outputs(&args.result, &args.rubrics)?;
    let mut page = TestReport::new(args.min_coverage);
    for name in &rubrics::meant(&args.rubrics, terminal)? {
        if let Err(error) = one(name, args, &mut page, terminal) {
            terminal.fail(&error);
            page.errors.push(Problem::around(name, "error", &error.to_string(), &terminal.mask()));
        }
    }
    outputs.write(&page, View::default(), true, terminal)?;
    Ok(if !page.errors.is_empty() {
        Exit::Wrong
    } else if page.passed() {
        Exit::Done
    } else {
        Exit::No
    })
}

/// Tests the rubric `name`, adds the result to `page`, and shows what is wrong with the files.
fn one(name: &str, args: &TestArgs, page: &mut TestReport, terminal: &mut Terminal) -> Result<(), Error> {
    let mask = terminal.mask();
    let RubricFound { source, rubric, diagnostics, .. } = rubrics::find(name, terminal)?;
    let errors = diagnostics.iter().filter(|found| found.is_error());
    page.errors.extend(Problem::from_diagnostics(&source, errors, &mask));
    let Some(rubric) = rubric else { return Ok(()) };
    match rubrics::cases(name)? {
        Some(Ok(source)) => {
            let mut run = Run { rubric: &rubric, covered: Covered::nothing(&rubric), tested: Vec::new() };
            let mut aside = cases::set_aside(&source);
            run.test(&source, &[], args, page, terminal);
            // A rubric that extends another keeps what the cases of that one expect, unless it says why not.
            let mut base = rubric.base.as_ref();
            while let Some(own) = base {
                if let Some(Ok(source)) = rubrics::cases(&own.source)? {
                    run.test(&source, &aside, args, page, terminal);
                    aside.extend(cases::set_aside(&source));
                }
                base = own.base.as_deref();
            }
            run.finish(page, &mask);
        }
        Some(Err((source, wrong))) => complain(&source, &[*wrong], page, terminal),
        None => page.rubrics.push(TestedRubric::without_cases(&rubric, &shown(&cases_of(Path::new(name))), &mask)),
    }
    Ok(())
}

/// The cases of a rubric, file by file, with what they cover together.
struct Run<'r> {
    rubric: &'r Rubric,
    covered: Covered,
    tested: Vec<TestedRubric>,
}

impl Run<'_> {
    /// Runs the cases of a file, without those that are set aside.
    fn test(
        &mut self,
        source: &Source,
        aside: &[String],
        args: &TestArgs,
        page: &mut TestReport,
        terminal: &mut Terminal,
    ) {
        let files = files_beside(source, args.allow_outside);
        let read = cases::read_without(source, self.rubric, &files, aside);
        complain(source, &read.diagnostics, page, terminal);
        for (name, found) in &read.elsewhere {
            if let Some(Ok(source)) = files.get(name) {
                complain(source, found, page, terminal);
            }
        }
        if !read.is_sound() {
            return;
        }
        let mask = terminal.mask();
        let mut tested = TestedRubric::new(self.rubric, source, &mask);
        for case in &read.cases {
            let graded = cases::graded(self.rubric, case);
            self.covered.add(case, &graded);
            tested.add(self.rubric, source, case, &graded, &mask);
        }
        self.tested.push(tested);
    }

    fn finish(self, page: &mut TestReport, mask: &Mask) {
        for mut tested in self.tested {
            tested.cover(self.rubric, &self.covered, mask);
            page.rubrics.push(tested);
        }
    }
}

/// The files that the bases name, beside the file of cases.
fn files_beside(source: &Source, allow_outside: bool) -> BTreeMap<String, FileText> {
    let cases = Path::new(&source.name);
    let loader = Loader { allow_outside, ..Loader::default() };
    let read = |name: String| {
        let Ok(path) = inside(cases, &name, &loader) else {
            return (name, Err("it is outside the folder of the cases; `--allow-outside` allows that".to_owned()));
        };
        let text = read_bytes(&path, Limits::USUAL.size)
            .map_err(|error| reason(&error))
            .and_then(|bytes| Source::from_bytes(shown(&path), bytes).map_err(|(_, wrong)| wrong.message));
        (name, text)
    };
    cases::files(source).into_iter().map(read).collect()
}

/// Shows diagnostics, and keeps the errors for the page.
fn complain(source: &Source, found: &[Diagnostic], page: &mut TestReport, terminal: &mut Terminal) {
    terminal.complain_of(source, found);
    let mask = terminal.mask();
    let errors = found.iter().filter(|found| found.is_error());
    page.errors.extend(Problem::from_diagnostics(source, errors, &mask));
}
