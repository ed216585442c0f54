//! Counts a set: graded piece by piece, so that the page can show how far it is and stop; then counted as often as it is asked
//! for in other groups. This is the one thing that is kept between two questions.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use casegrade::document::{Diagnostic, Invalid, Limits, Source};
use casegrade::engine;
use casegrade::load::{Bundle, Error, Found, Terms};
use casegrade::report::doc::{Block, Doc, Finding, Table};
use casegrade::report::{
    self, Asked, Excluded, Format, GradedWith, Located, Made, MatrixPart, MatrixRow, Overview, Problem, Report, Sort,
    Style, View, findings, fragment, review_page,
};
use casegrade::tables::{
    self, By, CountBy, Counting, DateOf, Division, Entry, Grades, Parts, Plan, Protection, Reading, RubricName,
    WORKBOOKS, workbook_text,
};

use crate::desk::{Desk, wrong_reply};
use crate::message::{Choice, Download, NamedBytes, Reply, Request, problem};

thread_local! {
    static SET: RefCell<Option<Set>> = const { RefCell::new(None) };
}

/// How many reviews are graded at a time.
const PIECE: usize = 20;

/// A set as far as it was read.
struct Set {
    desk: Desk,
    reviews: Found,
    /// The files that hold a result a line.
    lines: NamedBytes,
    /// How many files there were to read.
    files: usize,
    entries: Vec<(Option<usize>, Entry)>,
    sheets: Vec<Grades>,
    rubrics: Vec<RubricName>,
    tools: Vec<String>,
    excluded: Vec<(String, Excluded)>,
    overview: Overview,
    paths: Vec<String>,
    troubles: Vec<Problem>,
    known: HashMap<String, String>,
    found: Vec<Finding>,
}

/// Takes the files of a set.
///
/// # Errors
/// An answer that says what is wrong with the rubric or the names.
pub fn start(request: &Request, files: NamedBytes) -> Result<Reply, Box<Reply>> {
    let (lines, files): (NamedBytes, NamedBytes) =
        files.into_iter().partition(|(path, bytes)| holds_results(path, bytes));
    let desk = Desk::new(request, files)?;
    let reviews = desk.loader.found();
    let files = reviews.left() + lines.len();
    let set = Set {
        desk,
        reviews,
        lines,
        files,
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
    };
    SET.replace(Some(set));
    Ok(Reply { left: files, all: files, ..Reply::default() })
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

/// Grades some more of the set.
pub fn more() -> Reply {
    with_set(|set| {
        let scale = set.desk.rubric.scale;
        scale.while_reading(|| {
            for _ in 0..PIECE {
                match set.reviews.next() {
                    Some((path, read)) => set.add(&path, read),
                    None => {
                        set.finish();
                        return Reply { is_done: true, all: set.files, ..Reply::default() };
                    }
                }
            }
            Reply { left: set.reviews.left(), all: set.files, ..Reply::default() }
        })
    })
}

/// Counts the set in the groups that are asked for.
pub fn table(request: &Request) -> Reply {
    with_set(|set| set.desk.rubric.scale.while_reading(|| set.reply(request)))
}

/// Writes the tables.
///
/// # Errors
/// An answer that says why there are none.
pub fn write(request: &Request) -> Result<(String, Vec<u8>), Box<Reply>> {
    let mut written = Err("the set is no longer there: drop the files again".to_owned());
    with_set(|set| {
        written = set.desk.rubric.scale.while_reading(|| set.written(request));
        Reply::default()
    });
    written.map_err(|why| Box::new(problem(&why)))
}

fn with_set(answer: impl FnOnce(&mut Set) -> Reply) -> Reply {
    SET.with_borrow_mut(|set| {
        set.as_mut().map_or_else(|| problem("the set is no longer there: drop the files again"), answer)
    })
}

impl Set {
    /// Grades a review, or keeps why it cannot be.
    fn add(&mut self, path: &Path, read: Result<Bundle, Error>) {
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
    fn finish(&mut self) {
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

    fn asked(&self, request: &Request) -> Result<Asked, String> {
        let mut by =
            request.by.iter().filter(|by| !by.is_empty()).map(|by| by.parse()).collect::<Result<Vec<By>, String>>()?;
        by.dedup();
        if by.is_empty() && self.sheets.iter().any(|sheet| !sheet.tallies.is_empty()) {
            by.push(By::Period);
        }
        let division = division(&request.period).filter(|_| by.contains(&By::Period));
        let counted = if request.count == "recorded" { CountBy::Recorded } else { CountBy::Headline };
        Ok(Asked {
            as_of: self.desk.as_of.to_string(),
            command: String::new(),
            inputs: Vec::new(),
            further: Vec::new(),
            subtotals: false,
            plan: Plan { by, division, date: DateOf::Completed, count: counted },
            interval: true,
            protection: (request.below > 0).then(|| Protection::new(request.below)),
            round: None,
            criteria: request.parts.iter().any(|part| part == "criteria"),
            rules: request.parts.iter().any(|part| part == "rules"),
            matrix: request.parts.iter().any(|part| part == "matrix").then_some(Sort::Given),
        })
    }

    /// Counts everything that was kept.
    fn made(&self, asked: &Asked) -> Result<Made, String> {
        let mut counting = Counting::new(asked.plan.clone());
        let (mut parts, mut columns, mut rows) = (Parts::default(), Vec::<MatrixPart>::new(), Vec::new());
        let mut excluded = self.excluded.clone();
        for (rubric, entry) in &self.entries {
            let category = match counting.add(entry) {
                Ok(category) => category,
                Err(why) => {
                    excluded.push((entry.source.clone(), why.into()));
                    continue;
                }
            };
            let Some(rubric) = rubric else { continue };
            if asked.criteria || asked.rules {
                parts.add(*rubric, &entry.criteria, asked.plan.count);
            }
            if asked.matrix.is_some() {
                let (row, own) = MatrixRow::from_entry(entry, category, &self.desk.mask);
                own.into_iter().for_each(|column| {
                    if !columns.iter().any(|known| known.id == column.id) {
                        columns.push(column);
                    }
                });
                rows.push((*rubric, row));
            }
        }
        self.sheets.iter().flat_map(|sheet| &sheet.tallies).for_each(|tally| counting.add_tally(tally));
        let breakdown = counting.finish().map_err(|_| {
            "Two of these files may count the same reviews. Leave one of them out, or group by period.".to_owned()
        })?;
        let (rubrics, tools) = (self.rubrics.clone(), self.tools.clone());
        Ok(Made { breakdown, further: Vec::new(), parts, columns, rows, rubrics, tools, excluded })
    }

    fn page(&self, request: &Request) -> Result<report::TableReport, String> {
        let asked = self.asked(request)?;
        let made = self.made(&asked)?;
        if let Some(by) = made.breakdown.never_stated.first().filter(|_| !made.breakdown.groups.is_empty()) {
            return Err(format!("No input gives a {}. Choose another group.", by.word()));
        }
        Ok(report::table_page(&made, &asked, &self.desk.mask))
    }

    fn reply(&self, request: &Request) -> Reply {
        let foot = self.desk.foot(&self.desk.rubric);
        let (mut problems, reviews) = (self.problems(), self.reviews());
        if self.entries.is_empty() && self.sheets.iter().all(|sheet| sheet.tallies.is_empty()) {
            return Reply { foot, ..wrong_reply("There is nothing to count in these files", problems) };
        }
        let (html, title) = match self.page(request) {
            Ok(page) => {
                let doc = page.doc(View::default());
                (with_title(&doc), doc.title)
            }
            Err(why) => (
                with_title(&Doc { title: "Tables".to_owned(), blocks: vec![Block::paragraph(why)] }),
                "Tables".to_owned(),
            ),
        };
        let mut blocks = reviews;
        blocks.append(&mut problems);
        Reply {
            html,
            beside: fragment(&Doc { title: String::new(), blocks }, 2),
            status: format!("{} counted.", casegrade::text::plural(self.entries.len(), "review", "reviews")),
            title,
            is_graded: true,
            foot,
            groups: self.groups(),
            downloads: vec![
                Download { format: "xlsx", label: "Workbook", hint: "for Excel and other spreadsheets" },
                Download { format: "csv", label: "CSV", hint: "a row a count" },
                Download { format: "html", label: "Web page", hint: "opens in any browser, and prints" },
                Download { format: "docx", label: "Document", hint: "for Word" },
            ],
            ..Reply::default()
        }
    }

    /// What the set can be grouped by.
    fn groups(&self) -> Vec<Choice> {
        let mut names: Vec<String> =
            self.entries.iter().flat_map(|(_, entry)| entry.about.custom.keys().cloned()).collect();
        names.sort_unstable();
        names.dedup();
        let custom = names.into_iter().map(By::Custom);
        let choice = |by: By| {
            let label = match &by {
                By::Custom(name) => self.desk.mask.shown(name).to_string(),
                other => other.word(),
            };
            Choice { value: by.word(), label: casegrade::text::capital(&label) }
        };
        [By::Period, By::Region, By::Partnership, By::Kind, By::Status].into_iter().chain(custom).map(choice).collect()
    }

    /// The reviews that were graded here, each with a link to its report.
    fn reviews(&self) -> Vec<Block> {
        if self.overview.is_empty() {
            return Vec::new();
        }
        let links: Vec<String> = (0..self.paths.len()).map(|number| format!("#review-{number}")).collect();
        let doc = self.overview.table(&self.troubles, &links);
        let blocks = doc.blocks.into_iter().map(|block| match block {
            Block::Table(table) => Block::Table(Table { title: String::new(), ..table }),
            other => other,
        });
        Block::section("Each review", blocks.collect()).into_iter().collect()
    }

    fn problems(&self) -> Vec<Block> {
        let (errors, warnings): (Vec<_>, Vec<_>) = self.found.iter().cloned().partition(|found| found.is_error);
        let section = |title: &str, found: Vec<Finding>| {
            if found.is_empty() { None } else { Block::section(title, vec![Block::Findings(found)]) }
        };
        section("What is wrong", errors).into_iter().chain(section("Please check", warnings)).collect()
    }

    fn written(&self, request: &Request) -> Result<(String, Vec<u8>), String> {
        let format =
            Format::named(&request.format).ok_or("the page asks for a format that its program does not know")?;
        let page = self.page(request)?;
        let bytes = report::write(&page, format, View::default(), Style { width: 100, color: false });
        let ending = format.endings().first().copied().unwrap_or(format.word());
        Ok((format!("tables.{ending}"), bytes.map_err(|error| error.to_string())?))
    }
}

/// Returns the file of a review of the set.
pub fn path(number: usize) -> Option<String> {
    SET.with_borrow(|set| set.as_ref()?.paths.get(number).cloned())
}

/// A document as HTML, under its title where it does not begin with one.
fn with_title(doc: &Doc) -> String {
    let has_title = matches!(doc.blocks.first(), Some(Block::Title { .. }));
    let title = Block::Title { title: doc.title.as_str().into(), aside: Default::default() };
    let blocks = (!has_title).then_some(title).into_iter().chain(doc.blocks.iter().cloned()).collect();
    fragment(&Doc { title: doc.title.clone(), blocks }, 2)
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

fn division(word: &str) -> Option<Division> {
    Some(match word {
        "year" => Division::Year,
        "quarter" => Division::Quarter,
        "financial-year" => Division::FinancialYear,
        "financial-quarter" => Division::FinancialQuarter,
        "academic-year" => Division::AcademicYear,
        "half-year" => Division::HalfYear,
        "month" => Division::Month,
        _ => return None,
    })
}
