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
mod issue;
pub mod json;
mod judged;
mod line;
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
mod suite;
mod table;
mod updated;
mod verify;

pub use about::AboutReport;
pub use agree::{
    AgreeReport, ConfusionReport, CriterionAgreeReport, DissentReport, MeasureOfReport, MeasuresReport, RaterReport,
    RuleDissentReport, agree_page,
};
pub use blank_draft::blank_draft;
pub use compose::{GradedWith, Located, add_impacts, review_page};
pub use explain::{ExplainReport, explain};
pub use facts::{facts, placeholders};
pub use finding::{diagnostics, findings};
pub use format::{CsvKind, Error, Format, Report, View, write};
pub use grade::{GradePlots, Overview, comments, headline_doc, review_doc};
pub use identified::IdentifierReport;
pub use imported::{ReadFrom, imported, read_so_far, to_do};
pub use judged::{
    BoundWord, ClaimReport, DepartureReport, DisagreementReport, EffectWord, JudgedReport, JudgementReport, NoteReport,
    WaiverReport,
};
pub use line::ResultLine;
pub use page::*;
pub use question::{AnswerSheet, Elsewhere, FIELDS, LevelReport, QuestionReport, Questions, Quote, SheetRow};
pub use read_as::{passages_json, passages_text};
pub use render::comments::{Comment, Error as CommentError, ExactWords, commented};
pub use render::html::fragment;
pub use render::text::{Style, write as text};
pub use rubric::*;
pub use sample::{
    ChosenBecauseReport, ChosenReport, Eligible, LeftOutReport, SampleAsked, SampleGroupReport, SampleReport,
    is_never_stated, sample_report,
};
pub use schemas::{Known, REVIEW_SCHEMA, SCHEMAS};
pub use sheet::{Sheet, Value};
pub use starter::{keys_read, starter};
pub use table::{
    AddedReport, AgainMoved, AgainReport, Asked, AuditReport, AuditRow, Cell, CompareAsked, CompareReport, Compared,
    CriterionMoveReport, CriterionRow, DepartedReport, DraftReport, DraftSide, DraftsReport, Excluded, ExcludedRow,
    Figures, GradeChange, GroupRow, LossReport, Made, MatrixPart, MatrixReport, MatrixRow, MovedCount, MovedReport,
    PairsReport, PutBackReport, ReasonLine, RenamedReport, RuleMoveReport, RuleRow, SideReport, SidesReport, Sort,
    TableReport, audit_page, changes_doc, compare_page, drafts_page, table_page,
};
pub use updated::{Form, Later, Updated, updated};
pub use verify::{Checked, StatusWord, VerifiedReport, VerifyReport, verify_report};
