//! Counts a set: graded piece by piece, so that the page can show how far it is and stop; then counted as often as it is asked
//! for in other groups. This is the one thing that is kept between two questions.

use std::cell::RefCell;

use casegrade::report::doc::{Block, Doc, Finding, Table};
use casegrade::report::{
    self, Format, MatrixPart, MatrixRow, Report, Sort, Style, TableCounts, TableRequest, View, fragment,
};
use casegrade::tables::{By, CountBy, Counting, DateOf, Division, Parts, Plan, Protection};

use crate::desk::{Desk, wrong_reply};
use crate::message::{Choice, Download, NamedBytes, Reply, Request, problem};
use crate::set::{Set, holds_results};

thread_local! {
    static SET: RefCell<Option<Set>> = const { RefCell::new(None) };
}

/// How many reviews are graded at a time.
const PIECE: usize = 20;

/// Takes the files of a set.
///
/// # Errors
/// An answer that says what is wrong with the rubric or the names.
pub fn start(request: &Request, files: NamedBytes) -> Result<Reply, Box<Reply>> {
    let (lines, files): (NamedBytes, NamedBytes) =
        files.into_iter().partition(|(path, bytes)| holds_results(path, bytes));
    let desk = Desk::new(request, files)?;
    let set = Set::new(desk, lines);
    let files = set.files;
    SET.replace(Some(set));
    Ok(Reply { left: files, all: files, ..Reply::default() })
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
    fn asked(&self, request: &Request) -> Result<TableRequest, String> {
        let mut by =
            request.by.iter().filter(|by| !by.is_empty()).map(|by| by.parse()).collect::<Result<Vec<By>, String>>()?;
        by.dedup();
        if by.is_empty() && self.sheets.iter().any(|sheet| !sheet.tallies.is_empty()) {
            by.push(By::Period);
        }
        let division = division(&request.period).filter(|_| by.contains(&By::Period));
        let counted = if request.count == "recorded" { CountBy::Recorded } else { CountBy::Headline };
        Ok(TableRequest {
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
    fn made(&self, asked: &TableRequest) -> Result<TableCounts, String> {
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
        Ok(TableCounts { breakdown, further: Vec::new(), parts, columns, rows, rubrics, tools, excluded })
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
