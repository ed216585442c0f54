//! The sheet on which somebody answers a rubric's questions by hand: for a word processor, an editor or a spreadsheet.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::{QuestionReport, Quote};
use crate::report::doc::{Block, Doc, Item, Line};
use crate::report::render::csv;
use crate::report::sheet::{Sheet, Value};
use crate::report::view::CsvKind;
use crate::rubric::Rubric;
use crate::text::{Mask, Shown, capital};

/// The columns of a sheet with their widths in characters, in their order; `by`, `answer` and `because` are filled in.
const FIELDS: [(&str, f64); 11] = [
    ("rule", 8.0),
    ("area", 20.0),
    ("question", 40.0),
    ("answers", 44.0),
    (ANSWER, 16.0),
    ("because", 50.0),
    ("by", 16.0),
    ("found", 60.0),
    ("text", 60.0),
    ("review", 14.0),
    ("rubric", 12.0),
];

/// The column of the answers that are filled in.
const ANSWER: &str = "answer";

/// Columns that a sheet lacks if they would be empty.
const OPTIONAL: [&str; 2] = ["found", "text"];

/// The longest meaning of an answer that is offered in place of its grade, in characters.
const LONGEST_LABEL: usize = 20;

/// The longest list that a spreadsheet offers in a cell, in characters.
const LONGEST_OFFER: usize = 255;

/// A sheet of questions.
#[derive(Clone, Debug)]
pub(crate) struct AnswerSheet {
    /// The title of the review.
    pub title: Shown,
    /// The id of the review.
    pub review: Shown,
    /// The id of the rubric.
    pub rubric: Shown,
    /// Who answers.
    pub by: Shown,
    /// The questions, each with its answer so far.
    pub rows: Vec<SheetRow>,
}

/// A question of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct SheetRow {
    /// The question.
    pub page: QuestionReport,
    /// The answer so far; empty where there is none.
    pub answer: String,
    /// Why that is the answer.
    pub because: Shown,
}

impl SheetRow {
    /// The words that may be given as an answer: the short meanings of its levels, or their grades.
    fn words(&self) -> Vec<String> {
        let not = self.page.may_not_apply.then(|| crate::judgement::NOT_APPLICABLE.to_owned());
        let is_short = self.is_short();
        let word =
            |level: &super::LevelReport| if is_short { level.meaning.to_string() } else { level.grade.to_owned() };
        self.page.levels.iter().map(word).chain(not).collect()
    }

    /// Whether the meanings of all levels are short enough to be answers themselves.
    fn is_short(&self) -> bool {
        let is_short = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST_LABEL && !text.contains(',');
        self.page.levels.iter().all(|level| is_short(level.meaning.as_str()))
    }

    /// The answers with what they mean, a line each.
    fn levels(&self) -> Vec<String> {
        let not = self.page.may_not_apply.then(|| format!("{}: say why", crate::judgement::NOT_APPLICABLE));
        if self.is_short() {
            let meanings = self.page.levels.iter().map(|level| level.meaning.to_string());
            return meanings.chain(not).collect();
        }
        self.page.levels.iter().map(super::LevelReport::words).chain(not).collect()
    }

    fn quotes(&self) -> Vec<String> {
        let passage = |own: &Quote| {
            let text = own.elsewhere.as_ref().and_then(|own| own.text.as_ref());
            text.map_or_else(String::new, |text| format!(" “{text}”"))
        };
        let line =
            |own: &Quote| format!("{}: {} ({}){}", capital(own.what.as_str()), own.text, own.places(), passage(own));
        self.page.quotes.iter().map(line).collect()
    }

    fn cells(&self, sheet: &AnswerSheet) -> [String; 11] {
        [
            self.page.rule.to_string(),
            self.page.area.to_string(),
            self.page.question.to_string(),
            self.levels().join("; "),
            self.answer.clone(),
            self.because.to_string(),
            sheet.by.to_string(),
            self.page.results.join(" "),
            self.quotes().join(" "),
            sheet.review.to_string(),
            sheet.rubric.to_string(),
        ]
    }

    fn section(&self) -> Block {
        let list = |texts: Vec<String>| Block::list(texts.into_iter().map(Item::from).collect());
        let part = |title: &str, texts: Vec<String>| {
            list(texts).into_iter().flat_map(|own| [Block::paragraph(title), own]).collect::<Vec<_>>()
        };
        let mut blocks = vec![
            Block::paragraph(Line::default().strong(self.page.question.as_str())),
            Block::paragraph(self.page.title_and_why()),
        ];
        blocks.extend(part("You can answer:", self.levels()));
        blocks.extend(part("What casegrade found in this area:", self.page.results.clone()));
        blocks.extend(part("What the review says:", self.quotes()));
        blocks.push(Block::paragraph(format!("Answer: {}", self.answer)));
        blocks.push(Block::paragraph(format!("Because: {}", self.because)));
        let title = format!("{}: {}", self.page.rule, self.page.title);
        Block::Section { title: title.into(), aside: Line::default(), is_folded: false, blocks }
    }
}

impl AnswerSheet {
    /// Returns the sheet as a workbook that offers the answers in each cell.
    ///
    /// # Errors
    /// Where it is longer than a workbook can hold.
    pub(crate) fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // The same questions give the same bytes, whenever they are asked.
        let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(&DocProperties::new().set_author("casegrade").set_creation_datetime(&day));
        let page = book.add_worksheet();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        page.set_name("Answers")?.set_freeze_panes(1, 1)?;
        let (columns, rows) = self.table();
        for (column, (head, width)) in (0..).zip(&columns) {
            page.write_string_with_format(0, column, *head, &Format::new().set_bold())?;
            page.set_column_width(column, *width)?;
        }
        let answer = (0..).zip(&columns).find(|(_, (head, _))| *head == ANSWER).map_or(0, |(at, _)| at);
        for ((number, cells), row) in (1..).zip(rows).zip(&self.rows) {
            for (column, text) in (0..).zip(cells) {
                page.write_string_with_format(number, column, text.chars().take(32_000).collect::<String>(), &wrapped)?;
            }
            let words = row.words();
            if words.join(",").len() <= LONGEST_OFFER {
                let offer = DataValidation::new().allow_list_strings(&words)?;
                page.add_data_validation(number, answer, number, answer, &offer)?;
            }
        }
        book.save_to_buffer()
    }
}

impl AnswerSheet {
    /// Returns the sheet for an editor or a word processor: a heading a question.
    #[must_use]
    pub(crate) fn doc(&self) -> Doc {
        let title = format!("Answer sheet: {}", self.title);
        let how = "Fill in what follows “Answer:” and “Because:”. Leave a question blank if you have not decided. Write one of \
                   the words under “You can answer”, its number or its meaning. Keep the headings as they are.";
        let head = [
            Block::Title { title: title.as_str().into(), aside: Line::default() },
            Block::paragraph(how),
            Block::paragraph(format!("Review: {}", self.review)),
            Block::paragraph(format!("Rubric: {}", self.rubric)),
            Block::paragraph(format!("By: {}", self.by)),
        ];
        Doc { title, blocks: head.into_iter().chain(self.rows.iter().map(SheetRow::section)).collect() }
    }

    /// Returns the sheet as comma-separated values: a row a question.
    ///
    /// # Errors
    /// Where the text cannot be written; a sheet always can.
    pub(crate) fn csv(&self) -> Result<String, ::csv::Error> {
        let (columns, rows) = self.table();
        let rows = rows.into_iter().map(|cells| cells.into_iter().map(Value::from).collect());
        let (name, title) = ("Answers".to_owned(), String::new());
        let columns = columns.into_iter().map(|(head, _)| head).collect();
        csv::write(&Sheet { name, title, columns, rows: rows.collect() }, CsvKind::Excel)
    }

    /// The columns with their widths, and the cells of each row; an optional column that would be empty is left out.
    fn table(&self) -> (Vec<(&'static str, f64)>, Vec<Vec<String>>) {
        let rows: Vec<[String; 11]> = self.rows.iter().map(|row| row.cells(self)).collect();
        let is_empty = |at: usize| rows.iter().all(|row| row.get(at).is_none_or(String::is_empty));
        let kept = |(at, (head, _)): &(usize, (&str, f64))| !(OPTIONAL.contains(head) && is_empty(*at));
        let (numbers, columns): (Vec<usize>, Vec<_>) = FIELDS.into_iter().enumerate().filter(kept).unzip();
        let cells = |row: &[String; 11]| numbers.iter().filter_map(|at| row.get(*at).cloned()).collect();
        let rows = rows.iter().map(cells).collect();
        (columns, rows)
    }

    /// Returns a blank sheet with all questions of a rubric; `review` is the id of the review, or empty for any.
    pub(crate) fn blank(rubric: &Rubric, review: &str, mask: &Mask) -> Self {
        let asked = rubric.criteria.iter().flat_map(|own| own.rules.iter().map(move |rule| (own, rule)));
        let pages = asked.filter_map(|(own, rule)| super::question_report(own, rule, mask));
        let row = |page| SheetRow { page, answer: String::new(), because: Shown::default() };
        let (title, id) = (mask.shown(&rubric.title), mask.shown(&rubric.id));
        AnswerSheet {
            title,
            review: mask.shown(review),
            rubric: id,
            by: Shown::default(),
            rows: pages.map(row).collect(),
        }
    }
}
