//! A set of reviews, to which the files of a request are added one by one.

use std::collections::HashMap;
use std::path::Path;

use casegrade::document::{Diagnostic, Invalid, Limits, Source};
use casegrade::engine;
use casegrade::load::{Bundle, Error, Found, Terms};
use casegrade::report::doc::Finding;
use casegrade::report::{self, Excluded, GradedWith, Located, Overview, Problem, findings, review_page};
use casegrade::tables::{self, Entry, Grades, Reading, RubricName, WORKBOOKS, workbook_text};

use crate::desk::Desk;
use crate::message::NamedBytes;

/// A set as far as it was read.
pub struct Set {
    pub desk: Desk,
    pub reviews: Found,
    /// The files that hold a result a line.
    pub lines: NamedBytes,
    /// How many files there were to read.
    pub files: usize,
    pub entries: Vec<(Option<usize>, Entry)>,
    pub sheets: Vec<Grades>,
    pub rubrics: Vec<RubricName>,
    pub tools: Vec<String>,
    pub excluded: Vec<(String, Excluded)>,
    pub overview: Overview,
    pub paths: Vec<String>,
    pub troubles: Vec<Problem>,
    pub known: HashMap<String, String>,
    pub found: Vec<Finding>,
}

impl Set {
    /// A set of which nothing was read yet.
    pub fn new(desk: Desk, lines: NamedBytes) -> Self {
        let reviews = desk.loader.found();
        Set {
            files: reviews.left() + lines.len(),
            desk,
            reviews,
            lines,
            entries: Vec::new(),
            sheets: Vec::new(),
            rubrics: Vec::new(),
            tools: Vec::new(),
            excluded: Vec::new(),
            overview: Overview::default(),
            paths: Vec::new(),
            troubles: Vec::new(),
            known: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// Grades a review, or keeps why it cannot be.
    pub fn add(&mut self, path: &Path, read: Result<Bundle, Error>) {
        let bundle = match read {
            Ok(bundle) => bundle,
            Err(error) => return self.fail(error),
        };
        let Desk { mask, as_of, .. } = &self.desk;
        let rubric = self.desk.rubric_for(bundle.kind());
        let mut warnings = bundle.warnings.clone();
        warnings.extend(bundle.remarks(rubric, *as_of));
        let judgements = match bundle.judged(rubric, &Terms { as_of: Some(*as_of), ..Terms::default() }) {
            Ok((judgements, _)) => judgements,
            Err(invalid) => return self.fail(Error::Invalid(invalid)),
        };
        let facts = bundle.facts(Some(mask.names()));
        let graded = engine::grade(rubric, &facts, &judgements);
        let entry = Entry::from_graded(rubric, &bundle.review, &graded, &bundle.sources.first().title());
        let file = Located { sources: &bundle.sources, root: &bundle.root, passages: bundle.passages(), mask };
        let with = GradedWith { rubric, facts: &facts, judgements: &judgements };
        self.overview.add(&review_page(with, &graded, None, file, &warnings));
        self.paths.push(path.to_string_lossy().into_owned());
        let name = RubricName::from_rubric(rubric);
        self.keep(entry, Some(name));
        self.tool(report::Tool::THIS.version);
    }

    fn tool(&mut self, version: &str) {
        if !self.tools.iter().any(|own| own == version) {
            self.tools.push(version.to_owned());
        }
    }

    /// Keeps a review if its id is new.
    fn keep(&mut self, entry: Entry, rubric: Option<RubricName>) {
        if let Some(first) = self.known.get(&entry.id) {
            let message = format!(
                "{}: a review with the id `{}` has already been counted, from `{first}`",
                entry.source, entry.id
            );
            self.found.push(around(true, "review-twice", &self.desk.mask.shown(&message)));
            self.excluded.push((entry.source, Excluded::Duplicate));
            return;
        }
        self.known.insert(entry.id.clone(), entry.source.clone());
        let number = rubric.map(|rubric| {
            self.rubrics.iter().position(|own| own.hash == rubric.hash).unwrap_or_else(|| {
                self.rubrics.push(rubric);
                self.rubrics.len() - 1
            })
        });
        self.entries.push((number, entry));
    }

    fn fail(&mut self, error: Error) {
        let mask = &self.desk.mask;
        match error {
            Error::Invalid(Invalid { sources, diagnostics }) => {
                let errors = diagnostics.iter().filter(|found| found.is_error());
                self.troubles.extend(Problem::from_diagnostics(sources.clone(), errors, mask));
                self.found.extend(findings(&sources, &diagnostics, mask));
                self.excluded.push((sources.first().title(), Excluded::Broken));
            }
            Error::Unreadable { path, code, message } => {
                self.troubles.push(Problem::around(&path, code, &message, mask));
                self.found.push(around(true, code, &mask.shown(&format!("{path}: {message}"))));
                self.excluded.push((path, Excluded::Unreadable));
            }
        }
    }

    /// Reads what is no review: results of earlier runs, and spreadsheets.
    pub fn finish(&mut self) {
        for path in self.reviews.results().to_vec() {
            self.results(&path);
        }
        for (path, bytes) in std::mem::take(&mut self.lines) {
            self.result_lines(&path.to_string_lossy(), &bytes);
        }
        for path in self.reviews.unused() {
            if is_sheet(&path) {
                self.sheet(&path);
            } else if path.extension().is_some() {
                let message = format!("{}: this file is not used", path.to_string_lossy());
                self.found.push(around(false, "not-used", &self.desk.mask.shown(&message)));
            }
        }
    }

    fn results(&mut self, path: &Path) {
        let name = path.to_string_lossy().into_owned();
        let Ok(source) = self.desk.loader.text(path) else { return };
        let mut entries = Vec::new();
        let mut input = serde_json::Deserializer::from_str(&source.text);
        match tables::reviews(&mut input, &mut |entry, rubric| entries.push((entry, rubric))) {
            Ok(head) => {
                self.tool(&head.tool);
                entries.into_iter().for_each(|(entry, own)| self.keep(entry, own.or_else(|| head.rubric.clone())));
                self.excluded.extend(head.broken.into_iter().map(|source| (source, Excluded::Broken)));
            }
            Err(error) => {
                let message = format!("{name}: these are not results of `casegrade grade --format json`: {error}");
                self.found.push(around(true, "not-results", &self.desk.mask.shown(&message)));
                self.excluded.push((name, Excluded::Broken));
            }
        }
    }

    fn result_lines(&mut self, name: &str, bytes: &[u8]) {
        for (number, line) in results_of(bytes) {
            match tables::result_line(line) {
                Ok((rubric, entry)) => self.keep(entry, Some(rubric)),
                Err(error) => {
                    let place = format!("{name}:{number}");
                    let message =
                        format!("{place}: this is not a result of `casegrade grade --format ndjson`: {error}");
                    self.found.push(around(true, "not-results", &self.desk.mask.shown(&message)));
                    self.excluded.push((place, Excluded::Broken));
                }
            }
        }
    }

    fn sheet(&mut self, path: &Path) {
        let source = match self.sheet_text(path) {
            Ok(source) => source,
            Err(error) => return self.fail(error),
        };
        let mut entries = Vec::new();
        let grades = tables::grades(&source, Limits::USUAL, &Reading::default(), &mut |entry| entries.push(entry));
        self.found.extend(findings(&source, &grades.diagnostics, &self.desk.mask));
        entries.into_iter().for_each(|entry| self.keep(entry, None));
        self.excluded.extend(grades.ungraded.iter().map(|row| (row.clone(), Excluded::NoRecordedGrade)));
        self.excluded.extend(grades.broken.iter().map(|row| (row.clone(), Excluded::Broken)));
        self.sheets.push(grades);
    }

    fn sheet_text(&self, path: &Path) -> Result<Source, Error> {
        let source = self.desk.loader.text(path);
        if !has_ending(path, &WORKBOOKS) {
            return source;
        }
        let bytes = self.desk.loader.bytes(path)?;
        let name = path.to_string_lossy().into_owned();
        workbook_text(bytes).map(|text| Source::new(name.clone(), text.as_str())).map_err(|why| {
            let wrong = Diagnostic::error("not-a-workbook", format!("this workbook cannot be read: {why}"));
            Error::from((Source::new(name, ""), Box::new(wrong)))
        })
    }
}

/// Whether a file holds a result a line, as `casegrade grade --format ndjson` writes them.
pub fn holds_results(path: &Path, bytes: &[u8]) -> bool {
    let mut lines = results_of(bytes);
    has_ending(path, &["ndjson", "jsonl"]) && lines.next().is_some_and(|(_, line)| tables::result_line(line).is_ok())
}

/// The lines of a file that are not blank, with their numbers from 1.
fn results_of(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).zip(1..);
    lines.filter(|(line, _)| !line.is_empty()).map(|(line, number)| (number, line))
}

fn around(is_error: bool, code: &'static str, message: &casegrade::text::Shown) -> Finding {
    Finding::without_place(is_error, code, message.to_string())
}

/// Whether the name is that of a spreadsheet.
pub fn is_sheet(path: &Path) -> bool {
    has_ending(path, &["csv", "tsv"]) || has_ending(path, &WORKBOOKS)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|own| ending.eq_ignore_ascii_case(own)))
}
