//! Reports: results in words and in formats, one file a format over one model.
//!
//! Commands make a result; [`Report`] says how it becomes a [`doc::Doc`] for people and [`sheet::Sheet`]s for spreadsheets,
//! and [`write()`] puts it into a format: one renderer each. A [`GradeReport`] is made of [`crate::text::Shown`] wherever it holds somebody's text, so that every format shows the same
//! cleaned text. Nothing here decides anything, reads a file or prints.

mod about;
mod agree;
mod anchored;
mod blank_draft;
mod compose;
pub mod doc;
mod explain;
mod facts;
mod finding;
mod format;
mod grade;
mod identified;
mod imported;
pub mod issue;
pub mod json;
mod judged;
mod line;
mod located;
mod page;
mod question;
mod read_as;
mod render;
mod rubric;
mod sample;
mod schemas;
mod second_look;
pub mod sheet;
mod standing;
mod starter;
pub mod suite;
mod table;
mod updated;
mod verify;
mod view;

pub(crate) use about::AboutReport;
pub(crate) use agree::{AgreeReport, agree_page};
pub(crate) use blank_draft::blank_draft;
pub use compose::{add_impacts, review_page};
pub(crate) use explain::ExplainReport;
pub use explain::explain;
pub use facts::{facts, placeholders};
pub use finding::{diagnostics, findings};
pub use format::{Error, Format, Report, write};

pub(crate) use grade::GradePlots;
pub use grade::{Overview, comments, headline_doc, review_doc};
pub(crate) use imported::read_so_far;
pub use imported::{ReadFrom, imported, to_do};
pub(crate) use line::ResultLine;
pub use located::{GradedWith, Located};
pub use page::{
    CriterionReport, DisagreementReport, GradeReport, JudgedReport, PlaceReport, Problem, ReasonReport, ReviewReport,
    RubricHead, RuleReport, Tool,
};
pub(crate) use question::{AnswerSheet, SheetRow};
pub use question::{QuestionReport, Questions, Quote};
pub(crate) use read_as::passages_json;
pub use read_as::passages_text;
pub use render::comments::{Comment, Error as CommentError, commented};
pub use render::html::fragment;
pub use render::text::write as text;
pub use rubric::{CheckReport, CheckedRubric, RubricLine, show};
pub(crate) use rubric::{
    DiffReport, GradedBy, RubricReport, TestReport, TestedRubric, checklist, rubric_starter, show_brief,
};
pub(crate) use sample::{Eligible, SampleAsked, SampleReport, is_never_stated, sample_report};
pub(crate) use schemas::REVIEW_SCHEMA;
pub use schemas::{Known, SCHEMAS};
pub use sheet::{Sheet, Value};

pub use starter::{keys_read, starter};
pub use table::{
    AuditReport, Cell, CompareReport, CompareRequest, Compared, Excluded, Figures, MatrixPart, MatrixRow, Sort,
    TableCounts, TableReport, TableRequest, compare_page, table_page,
};
pub(crate) use table::{DraftSide, audit_page, changes_doc, compare_page_with, drafts_page};
pub use updated::{Form, Later};
pub(crate) use updated::{Updated, updated};
pub use verify::Checked;
pub(crate) use verify::{VerifyReport, verify_report};
pub use view::{CsvKind, Style, View};
