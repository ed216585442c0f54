//! Lists of questions that people keep in spreadsheets and documents, to make a rubric of.

mod answers;
mod columns;
mod lines;
mod list;
mod passages;
mod rows;
mod tables;

pub(crate) use list::{ListedQuestion, QuestionArea, QuestionList, USUAL_ANSWERS};
pub(crate) use passages::questions_of_passages;
pub(crate) use rows::{has_question_column, questions_of_rows};
