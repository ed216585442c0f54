//! Checks drafts: grades the reviews among some files and says why.

use std::path::{Path, PathBuf};

use casegrade::document::passages::Passages;
use casegrade::document::{Diagnostic, Invalid, Sources};
use casegrade::engine;
use casegrade::load::{Bundle, Error, Terms};
use casegrade::report::doc::{Block, Doc, Finding};
use casegrade::report::{
    self, Format, GradeReport, GradedWith, Located, Problem, QuestionReport, Questions, ReadFrom, Report, ReviewReport,
    RubricHead, Style, View, findings, fragment, review_page,
};
use casegrade::review::DocumentKey;
use casegrade::review::import::{Draft, import};
use casegrade::rubric::Rubric;

use crate::desk::{Desk, wrong_reply};
use crate::message::{Choice, Download, NamedBytes, Reply, Request, problem};
use crate::set::{holds_results, is_sheet};

/// The result of grading some files.
pub struct Checked {
    /// What it rests on.
    pub desk: Desk,
    /// The result.
    pub page: GradeReport,
    /// The reviews that were read, with their files.
    bundles: Vec<(PathBuf, Bundle)>,
    /// What is wrong or suspicious.
    found: Vec<Finding>,
    unused: Vec<PathBuf>,
}

/// Grades the reviews among files.
///
/// # Errors
/// An answer that says what is wrong with the rubric or the names.
pub fn check(request: &Request, files: NamedBytes) -> Result<Reply, Box<Reply>> {
    if request.only.is_none() && files.iter().any(|(path, bytes)| holds_results(path, bytes)) {
        return Ok(to_tables());
    }
    let desk = Desk::new(request, files)?;
    if request.only.is_none()
        && let Some(screen) = other_screen(&desk)
    {
        return Ok(screen);
    }
    let scale = desk.rubric.scale;
    Ok(scale.while_reading(|| Checked::new(desk, request.only.as_deref()).reply()))
}

/// Writes the result of grading files in the format that is asked for, and returns it with a name for it.
///
/// # Errors
/// An answer that says why there is none.
pub fn write(request: &Request, files: NamedBytes) -> Result<(String, Vec<u8>), Box<Reply>> {
    let desk = Desk::new(request, files.clone())?;
    let scale = desk.rubric.scale;
    scale
        .while_reading(|| Checked::new(desk, request.only.as_deref()).written(&request.format, &request.ticked, &files))
        .map_err(|why| Box::new(problem(&why)))
}

/// The most texts of a review that are shown beside a question.
const MOST_QUOTES: usize = 20;

/// More files than this are a set to be counted, not drafts to be read.
const MOST: usize = 5;

/// The screen that files belong to which are no drafts: many reviews, results and spreadsheets, or a rubric.
fn other_screen(desk: &Desk) -> Option<Reply> {
    let mut found = desk.loader.found();
    if found.left() > MOST {
        return Some(to_tables());
    }
    if found.by_ref().next().is_some() {
        return None;
    }
    let choice = |path: &PathBuf| {
        let name = path.to_string_lossy().into_owned();
        Choice { label: format!("{} (your own)", desk.mask.shown(&name)), value: name }
    };
    if !found.rubrics().is_empty() {
        return Some(Reply {
            screen: "rubrics",
            rubrics: found.rubrics().iter().map(choice).collect(),
            ..Reply::default()
        });
    }
    if found.results().is_empty() && !found.unused().iter().any(|path| is_sheet(path)) {
        None
    } else {
        Some(to_tables())
    }
}

fn to_tables() -> Reply {
    Reply { screen: "tables", ..Reply::default() }
}

impl Checked {
    /// Grades the reviews among the files, or that of one file only.
    pub fn new(desk: Desk, only: Option<&Path>) -> Self {
        let mut reviews = desk.loader.found();
        if let Some(only) = only {
            reviews = reviews.only(only);
        }
        let page = GradeReport::new(&desk.as_of.to_string());
        let found = desk.warnings.clone();
        let mut checked = Checked { desk, page, bundles: Vec::new(), found, unused: Vec::new() };
        for (path, read) in reviews.by_ref() {
            match read {
                Ok(bundle) => checked.add(path, bundle),
                Err(error) => checked.fail(error),
            }
        }
        if only.is_none() {
            checked.unused = reviews.unused();
        }
        checked.page.rubric = Some(RubricHead::from_rubric(checked.rubric(), &checked.desk.mask));
        checked
    }

    /// Returns the rubric of the first review.
    pub fn rubric(&self) -> &Rubric {
        self.desk.rubric_for(self.bundles.first().and_then(|(_, bundle)| bundle.kind()))
    }

    /// Grades a review.
    fn add(&mut self, path: PathBuf, bundle: Bundle) {
        let Desk { mask, as_of, .. } = &self.desk;
        let rubric = self.desk.rubric_for(bundle.kind());
        let mut warnings = bundle.warnings.clone();
        warnings.extend(bundle.remarks(rubric, *as_of));
        let terms = Terms { as_of: Some(*as_of), ..Terms::default() };
        let (judgements, judged) = match bundle.judged(rubric, &terms) {
            Ok(judged) => judged,
            Err(invalid) => return self.fail(Error::Invalid(invalid)),
        };
        for (sources, doubts) in &judged.diagnostics {
            self.found.extend(findings(sources, doubts, mask));
        }
        let facts = bundle.facts(Some(mask.names()));
        let graded = engine::grade(rubric, &facts, &judgements);
        let to = graded.next.as_ref().map(|next| next.grade);
        let raise = to.and_then(|to| engine::raise(rubric, &facts, &judgements, &graded.states(), to));
        let file = Located { sources: &bundle.sources, root: &bundle.root, passages: bundle.passages(), mask };
        let with = GradedWith { rubric, facts: &facts, judgements: &judgements };
        let mut review = review_page(with, &graded, raise.as_ref(), file, &warnings);
        review.add_inputs(&bundle, &judged.files, mask);
        if !self.bundles.is_empty() && rubric.hash != self.rubric().hash {
            review.rubric = Some(RubricHead::from_rubric(rubric, mask));
        }
        self.found.extend(findings(&bundle.sources, &warnings, mask));
        self.page.reviews.push(review);
        self.bundles.push((path, bundle));
    }

    /// Keeps what is wrong with a file.
    fn fail(&mut self, error: Error) {
        let mask = &self.desk.mask;
        match error {
            Error::Invalid(Invalid { sources, diagnostics }) => {
                let errors = diagnostics.iter().filter(|found| found.is_error());
                self.page.errors.extend(Problem::from_diagnostics(sources.clone(), errors, mask));
                self.show(&sources, &diagnostics);
            }
            Error::Unreadable { path, code, message } => {
                self.page.errors.push(Problem::around(&path, code, &message, mask));
                self.found.push(around(code, &mask.shown(&format!("{path}: {message}"))));
            }
        }
    }

    fn show(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let found = findings(sources, diagnostics, &self.desk.mask);
        self.found.extend(found);
    }

    /// Returns the questions that the rubric asks about the first review, each with what helps to answer it.
    pub fn questions(&self) -> Vec<QuestionReport> {
        let (Some((_, bundle)), Some(page)) = (self.bundles.first(), self.page.reviews.first()) else {
            return Vec::new();
        };
        let Desk { mask, as_of, .. } = &self.desk;
        let rubric = self.rubric();
        let terms = Terms { as_of: Some(*as_of), ..Terms::default() };
        let Ok((judgements, _)) = bundle.judged(rubric, &terms) else { return Vec::new() };
        let facts = bundle.facts(Some(mask.names()));
        let file = Located { sources: &bundle.sources, root: &bundle.root, passages: bundle.passages(), mask };
        let questions = Questions::new(GradedWith { rubric, facts: &facts, judgements: &judgements }, file, page);
        questions.rules().into_iter().filter_map(|rule| questions.page(rule, MOST_QUOTES)).collect()
    }

    /// The report with the items of its checklists that are ticked off.
    fn doc(&self, ticked: &[usize]) -> Doc {
        let mut doc = self.page.doc(View::default());
        doc.tick(ticked);
        doc
    }

    fn reply(self) -> Reply {
        let foot = self.desk.foot(self.rubric());
        if self.page.reviews.is_empty() {
            let title =
                if self.found.is_empty() { "There is no review in these files" } else { "This cannot be read yet" };
            let mut blocks = self.problems();
            blocks.extend(self.not_used());
            return Reply { foot, ..wrong_reply(title, blocks) };
        }
        let doc = checklist_first(self.doc(&[]));
        let beside = Doc { title: String::new(), blocks: self.beside() };
        Reply {
            html: fragment(&doc, 2),
            beside: fragment(&beside, 2),
            title: doc.title,
            status: self.page.reviews.iter().map(status).collect::<Vec<_>>().join(" "),
            is_graded: true,
            foot,
            downloads: self.downloads(),
            can_fill: self.can_fill(),
            can_count: self.page.reviews.len() > 1,
            ..Reply::default()
        }
    }

    /// What was read, and what is wrong with it.
    fn beside(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            self.bundles.iter().flat_map(|(path, bundle)| self.was_read(path, bundle)).collect();
        blocks.extend(self.problems());
        blocks.extend(self.not_used());
        blocks
    }

    /// What was read of a document, and what is still to fill in.
    fn was_read(&self, path: &Path, bundle: &Bundle) -> Vec<Block> {
        let Some(draft) = self.draft(path, bundle) else { return Vec::new() };
        report::to_do(&draft, self.desk.rubric_for(bundle.kind()), None, &self.desk.mask).blocks
    }

    fn draft(&self, path: &Path, bundle: &Bundle) -> Option<Draft> {
        let mut draft = import(bundle.passages()?, &stem(path));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        draft.name_overview(name, None);
        draft.hide_ids(&|id| self.desk.mask.masked(id) != id);
        Some(draft)
    }

    /// What is wrong, and what to check.
    pub fn problems(&self) -> Vec<Block> {
        let (errors, warnings): (Vec<_>, Vec<_>) = self.found.iter().cloned().partition(|found| found.is_error);
        let section = |title: &str, found: Vec<Finding>| {
            if found.is_empty() { None } else { Block::section(title, vec![Block::Findings(found)]) }
        };
        section("What is wrong", errors).into_iter().chain(section("Please check", warnings)).collect()
    }

    fn not_used(&self) -> Option<Block> {
        let names = self.unused.iter().map(|path| self.desk.mask.shown(&path.to_string_lossy()).as_str().into());
        Block::section("Files that were not used", Block::list(names.collect()).into_iter().collect())
    }

    fn downloads(&self) -> Vec<Download> {
        let mut downloads = vec![
            Download { format: "html", label: "Report as a web page", hint: "opens in any browser, and prints" },
            Download { format: "docx", label: "Report for Word", hint: "" },
            Download { format: "xlsx", label: "Report for Excel", hint: "" },
        ];
        if let [(path, bundle)] = self.bundles.as_slice() {
            if is_word(path) {
                downloads.push(Download {
                    format: "comments",
                    label: "Your draft with comments",
                    hint: "each reason beside its paragraph",
                });
            }
            if bundle.is_document {
                downloads.push(Download {
                    format: "form",
                    label: "The form",
                    hint: "what was read, to fill in and to drop here again",
                });
            }
        }
        downloads
    }

    fn written(&self, format: &str, ticked: &[usize], files: &NamedBytes) -> Result<(String, Vec<u8>), String> {
        let name = match self.bundles.as_slice() {
            [(path, _)] => stem(path),
            _ => "reviews".to_owned(),
        };
        match (format, self.bundles.as_slice(), self.page.reviews.as_slice()) {
            ("comments", [(path, bundle)], [review]) => {
                let own = files.iter().find(|(own, _)| own == path).map_or(&[][..], |(_, bytes)| bytes);
                let passages = bundle.overview.as_ref();
                let comments = passages.map(|passages| report::comments(review, DocumentKey::Overview, passages));
                let copy = report::commented(own, &comments.unwrap_or_default()).map_err(|error| error.to_string())?;
                Ok((format!("{name}-commented.docx"), copy))
            }
            ("form", [(path, bundle)], _) => {
                self.form(path, bundle).map(|text| (format!("{name}.toml"), text.into_bytes()))
            }
            _ => {
                let format =
                    Format::named(format).ok_or("the page asks for a format that its program does not know")?;
                let style = Style { width: 100, color: false };
                let bytes = match format {
                    Format::Html | Format::Docx | Format::Markdown => {
                        report::write(&self.doc(ticked), format, View::default(), style)
                    }
                    _ => report::write(&self.page, format, View::default(), style),
                };
                let ending = format.endings().first().copied().unwrap_or(format.word());
                Ok((format!("{name}-report.{ending}"), bytes.map_err(|error| error.to_string())?))
            }
        }
    }

    /// The one file that can be opened as a form: a document, or a form in TOML.
    fn can_fill(&self) -> Option<String> {
        let [(path, bundle)] = self.bundles.as_slice() else { return None };
        let is_form = path.extension().is_some_and(|ending| ending == "toml");
        (bundle.is_document || is_form).then(|| path.to_string_lossy().into_owned())
    }

    /// The form that a document fills in, with what it was made from.
    ///
    /// # Errors
    /// Why there is none.
    pub fn form_of(&self, path: &Path) -> Result<(String, Draft, Passages), String> {
        let own = self.bundles.iter().find(|(own, _)| own == path);
        let (_, bundle) = own.ok_or("this file cannot be read as a review")?;
        let text = self.form(path, bundle)?;
        let (Some(draft), Some(passages)) = (self.draft(path, bundle), bundle.passages()) else {
            return Err("this is a form already".to_owned());
        };
        Ok((text, draft, passages.clone()))
    }

    /// The form that a document fills in.
    fn form(&self, path: &Path, bundle: &Bundle) -> Result<String, String> {
        let (Some(draft), Some(passages)) = (self.draft(path, bundle), bundle.passages()) else {
            return Err("this is a form already".to_owned());
        };
        let name = path.to_string_lossy();
        let document = ReadFrom { name: &name, passages, mask: &self.desk.mask, keeps_identifiers: false };
        Ok(report::imported(&draft, document, self.desk.rubric_for(bundle.kind())))
    }
}

/// The same document with what to do right under the grade, before the reasons.
fn checklist_first(mut doc: Doc) -> Doc {
    let has_checklist = |block: &Block| match block {
        Block::Section { blocks, .. } => {
            blocks.iter().any(|block| matches!(block, Block::List { is_checklist: true, .. }))
        }
        _ => false,
    };
    let first = doc.blocks.iter().position(|block| matches!(block, Block::Section { .. }));
    if let (Some(first), Some(at)) = (first, doc.blocks.iter().position(has_checklist)) {
        let section = doc.blocks.remove(at);
        doc.blocks.insert(first, section);
    }
    doc
}

/// The headline of a review in plain words.
pub fn status(review: &ReviewReport) -> String {
    let doc = report::headline_doc(review);
    let first = doc.blocks.iter().find_map(|block| match block {
        Block::Paragraph(line) => Some(line.plain()),
        _ => None,
    });
    format!("{}: {}.", review.title, first.unwrap_or_default().trim_end_matches('.'))
}

/// What is wrong around a file, which has no lines.
fn around(code: &'static str, message: &casegrade::text::Shown) -> Finding {
    Finding::without_place(true, code, message.to_string())
}

fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "review".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
