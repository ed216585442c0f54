//! `casegrade grade --format ndjson`: one result a line, on all cores, in the order of the input.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::OnceLock;

use super::exit::{Error, Exit};
use super::first_seen::FirstSeen;
use super::grade::answers::{Aims, Answers, Open};
use super::grade::run::Run;
use super::parallel::in_order;
use super::terminal::Terminal;
use crate::document::{Diagnostic, Invalid, Sources};
use crate::engine;
use crate::judgement::{Answer, Judgements};
use crate::load::{self, Bundle, FileState, Input, Inputs, Reading, Terms, shown};
use crate::report::{GradedWith, Located, ResultLine, RubricHead};
use crate::review::Grade;
use crate::rubric::Rubric;
use crate::text::{Mask, Shown};

/// The result of one input.
#[derive(Default)]
struct Done {
    /// The result, a line; `None` if there is none.
    line: Option<String>,
    /// What is wrong or suspicious, a line each.
    complaints: String,
    is_wrong: bool,
    /// The grade that it must have, if any; its own, if there is one; and what is open about it.
    graded: Option<(Option<Grade>, Option<Grade>, Open)>,
    /// The id of the review, as a number that no two share but by an unlikely chance, and its document.
    id: Option<(u64, String, Option<usize>)>,
}

/// Grades each review and writes its line as soon as those before it are written. What is wrong is shown at once, and nothing of
/// it is kept.
pub(super) fn run(run: Run<'_>, terminal: &mut Terminal) -> Result<Exit, Error> {
    let usual = run.choice.usual();
    let (mask, head) = (terminal.mask(), RubricHead::from_rubric(usual, &terminal.mask()));
    let inputs = Inputs::with_documents(&run.args.paths, run.args.inputs.input_format, run.args.inputs.loader());
    inputs.note().iter().for_each(|note| terminal.complain(&format!("{}\n", mask.shown(note))));
    let terms = run.args.inputs.terms(run.as_of);
    let command = OnceLock::new();
    let grader = Grader { run, terms: &terms, mask: &mask, head: &head, command: &command };
    let grade = |input| usual.scale.while_reading(|| grader.grade(input));
    let (mut ids, mut answers) = (Ids::default(), Answers::default());
    let (mut is_empty, mut is_wrong, mut written) = (true, false, Ok(()));
    in_order(inputs, grade, |done| {
        is_empty &= done.line.is_none() && !done.is_wrong;
        is_wrong |= done.is_wrong;
        let file = done.id.as_ref().map_or("", |(_, file, _)| file.as_str());
        terminal.progress().next(|| mask.shown(file).to_string());
        if let Some((at_least, grade, open)) = done.graded {
            answers.add(run.args, at_least, grade, open);
        }
        let again = done.id.and_then(|(id, file, line)| ids.again(id, file, line));
        let again = again.map_or_else(String::new, |again| mask.shown(&again).to_string() + "\n");
        terminal.complain(&(done.complaints + &again));
        if let Some(line) = done.line {
            written = terminal.say(&line);
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written?;
    if let Some(path) = run.args.paths.first().filter(|_| is_empty) {
        terminal.complain_around("error", "no-reviews", &shown(path), "no reviews were found");
        return Ok(Exit::Wrong);
    }
    terminal.complain(&answers.reasons());
    Ok(if is_wrong { Exit::Wrong } else { answers.exit() })
}

/// Grades one review after another.
struct Grader<'g> {
    run: Run<'g>,
    terms: &'g Terms,
    mask: &'g Mask,
    head: &'g RubricHead,
    /// The name of the first file, and the command that grades it again.
    command: &'g OnceLock<(String, Vec<Shown>)>,
}

impl Grader<'_> {
    fn grade(&self, input: Result<Input, load::Error>) -> Done {
        let mut done = Done::default();
        match input {
            Ok(input) => {
                if let Some(reading) = input.read() {
                    self.read(reading, &mut done);
                }
            }
            Err(error) => self.lost(error, &mut done),
        }
        done
    }

    fn read(&self, reading: Reading, done: &mut Done) {
        let choice = self.run.choice;
        let (rubric, no_rubric) = match choice.rubric(reading.kind()) {
            Ok(rubric) => (rubric, None),
            Err(message) => (choice.usual(), Some(message)),
        };
        let aims = Aims::new(self.run.args, rubric);
        let mut answers = Vec::new();
        let mut is_lacking = false;
        for own in reading.answers {
            match own {
                Ok(own) => answers.push(own),
                Err(error) => {
                    is_lacking = true;
                    self.lost(error, done);
                }
            }
        }
        let judged = load::judge(&answers, reading.bundle.as_ref().ok(), rubric, self.terms);
        for (sources, diagnostics) in &judged.diagnostics {
            self.complain(sources, diagnostics, done);
        }
        let (judgements, files) = (judged.judgements.filter(|_| !is_lacking), judged.files);
        match reading.bundle {
            Ok(bundle) => {
                self.complain(&bundle.sources, &bundle.warnings, done);
                if no_rubric.is_none() {
                    self.complain(&bundle.sources, &bundle.remarks(rubric, self.run.as_of), done);
                }
                let title = bundle.sources.first().title();
                match (no_rubric, aims, judgements) {
                    (Some(message), _, _) | (None, Err(message), _) => self.around(&title, &message, done),
                    (None, Ok(aims), Some(judgements)) => {
                        self.line(&bundle, (rubric, aims), (&judgements, &files), done);
                    }
                    (None, Ok(_), None) => {}
                }
            }
            Err(invalid) => self.lost(invalid.into(), done),
        }
    }

    fn line(
        &self,
        bundle: &Bundle,
        (rubric, aims): (&Rubric, Aims),
        (judgements, files): (&Judgements, &[FileState]),
        done: &mut Done,
    ) {
        let facts = bundle.facts(Some(self.mask.names()));
        let own_head = (rubric.hash != self.head.hash).then(|| RubricHead::from_rubric(rubric, self.mask));
        let graded = engine::grade(rubric, &facts, judgements);
        let file =
            Located { sources: &bundle.sources, root: &bundle.root, passages: bundle.passages(), mask: self.mask };
        let with = GradedWith { rubric, facts: &facts, judgements };
        let mut line = ResultLine::new(with, own_head.as_ref().unwrap_or(self.head), &graded, file, self.run.args.all);
        line.add_inputs(bundle, files, self.command(&bundle.sources.first().name), self.mask);
        let bare_answer = judgements.answers.iter().any(Answer::is_bare);
        let open = Open { question: line.provisional, bare_answer };
        done.graded = Some((aims.at_least, line.final_grade(), open));
        let mut hasher = DefaultHasher::new();
        bundle.review.review.id.hash(&mut hasher);
        let source = bundle.sources.first();
        done.id = Some((hasher.finish(), source.name.clone(), source.line));
        match serde_json::to_string(&line) {
            Ok(line) => done.line = Some(line + "\n"),
            Err(error) => self.around(&source.title(), &error.to_string(), done),
        }
    }

    /// The command that grades the review in a file again. Most reviews are in the same file as the first.
    fn command(&self, name: &str) -> Vec<Shown> {
        let shown = || {
            let command = self.run.args.command_for(name, self.run.as_of);
            command.iter().map(|word| self.mask.shown(word)).collect()
        };
        let (first, command) = self.command.get_or_init(|| (name.to_owned(), shown()));
        if first == name { command.clone() } else { shown() }
    }

    /// Notes why there is no result.
    fn lost(&self, error: load::Error, done: &mut Done) {
        match error {
            load::Error::Invalid(Invalid { sources, diagnostics }) => self.complain(&sources, &diagnostics, done),
            load::Error::Unreadable { path, message, .. } => self.around(&path, &message, done),
        }
    }

    fn around(&self, path: &str, message: &str, done: &mut Done) {
        done.is_wrong = true;
        // Writing into a text does not fail.
        let _ = writeln!(done.complaints, "{}: {}", self.mask.shown(path), self.mask.shown(message));
    }

    /// Notes diagnostics, each as `NAME:LINE: message`.
    fn complain(&self, sources: &Sources, diagnostics: &[Diagnostic], done: &mut Done) {
        for found in diagnostics {
            let (source, span) = sources.find(found.span().unwrap_or_default());
            let line = source.lines().line(span.start);
            let level = if found.is_error() { "" } else { "warning: " };
            let (name, message) = (self.mask.shown(&source.name), self.mask.shown(&found.message));
            done.is_wrong |= found.is_error();
            let _ = writeln!(done.complaints, "{name}:{line}: {level}{message}");
        }
    }
}

/// The ids of the reviews so far, each with its first document.
#[derive(Default)]
struct Ids {
    known: FirstSeen<u64>,
    files: Vec<String>,
}

impl Ids {
    /// Says that the id of a review is another's; otherwise keeps it.
    fn again(&mut self, id: u64, file: String, line: Option<usize>) -> Option<String> {
        let title = |file: &str, line: u32| if line == 0 { file.to_owned() } else { format!("{file}:{line}") };
        let line = line.and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
        if self.files.last() != Some(&file) {
            self.files.push(file);
        }
        let own = u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX);
        let name =
            |file: u32| usize::try_from(file).ok().and_then(|file| self.files.get(file)).map_or("", String::as_str);
        let [first, second, ..] = id.to_le_bytes();
        let (file, first) = self.known.place(id, [first, second], (own, line))?;
        let (own, first) = (title(name(own), line), title(name(file), first));
        Some(format!("{own}: warning: the id of this review is also that of `{first}`"))
    }
}
