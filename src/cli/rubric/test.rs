//! `casegrade rubric test`

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::cases::{self, Covered, FileText};
use crate::cli::args::TestArgs;
use crate::cli::exit::{Error, Exit, reason};
use crate::cli::rubrics::{self, RubricFound};
use crate::cli::terminal::Terminal;
use crate::document::{Diagnostic, Limits, Source};
use crate::load::{Loader, cases_of, inside, read_bytes, shown};
use crate::report::{Problem, TestReport, TestedRubric, View};
use crate::rubric::Rubric;
use crate::text::Mask;

/// Tests rubrics by the cases beside them and prints the result.
pub(super) fn run(args: &TestArgs, terminal: &mut Terminal) -> Result<Exit, Error> {
    let outputs = args.result.outputs_beside(&args.rubrics)?;
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
    let own = match rubrics::cases(name)? {
        Some(Ok(source)) => Some(source),
        Some(Err((source, wrong))) => {
            complain(&source, &[*wrong], page, terminal);
            return Ok(());
        }
        None => None,
    };
    let errors = page.errors.len();
    let mut run = Run { rubric: &rubric, covered: Covered::nothing(&rubric), tested: Vec::new() };
    let mut aside = Vec::new();
    if let Some(source) = &own {
        run.test(source, None, args, page, terminal);
        aside = cases::set_aside(source);
    }
    run.bases(aside, args, page, terminal)?;
    if run.tested.is_empty() && page.errors.len() == errors {
        run.tested.push(TestedRubric::without_cases(&rubric, &shown(&cases_of(Path::new(name))), &mask));
    }
    run.finish(page, &mask);
    Ok(())
}

/// The cases of a rubric, file by file, with what they cover together.
struct Run<'r> {
    rubric: &'r Rubric,
    covered: Covered,
    tested: Vec<TestedRubric>,
}

impl Run<'_> {
    /// Runs the cases of all that the rubric extends: it keeps what they expect, unless it says why not.
    fn bases(
        &mut self,
        mut aside: Vec<String>,
        args: &TestArgs,
        page: &mut TestReport,
        terminal: &mut Terminal,
    ) -> Result<(), Error> {
        let mut base = self.rubric.base.as_ref();
        while let Some(own) = base {
            if let Some(Ok(source)) = rubrics::cases(&own.source)? {
                self.test(&source, Some(&aside), args, page, terminal);
                aside.extend(cases::set_aside(&source));
                // Cases with the same names in another base are about the same, and are named once.
                aside.extend(cases::about_removed(&source, self.rubric));
            }
            base = own.base.as_deref();
        }
        Ok(())
    }

    /// Runs the cases of a file; `aside` names those of a base that are set aside, and is `None` for the rubric's own file.
    fn test(
        &mut self,
        source: &Source,
        aside: Option<&[String]>,
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

    /// Adds the results to `page`. A file without cases counts only if no other file has any.
    fn finish(self, page: &mut TestReport, mask: &Mask) {
        let any = self.tested.iter().any(|tested| !tested.cases.is_empty());
        let counts = |(at, tested): &(usize, TestedRubric)| if any { !tested.cases.is_empty() } else { *at == 0 };
        for (_, mut tested) in self.tested.into_iter().enumerate().filter(counts) {
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
