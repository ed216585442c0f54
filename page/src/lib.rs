//! The page: casegrade in one HTML file. This package takes the bytes that the browser hands over, lets the library judge and
//! render, and hands bytes back. A question brings all that its answer
//! rests on; only a set of reviews is kept between two.

#![deny(unsafe_code)]

mod boundary;
mod check;
mod desk;
mod examples;
mod fields;
mod form;
mod judge;
mod layout;
mod message;
mod rubrics;
mod set;
mod tables;

use casegrade::report::{RubricLine, Tool};
use casegrade::rubric::shipped;
use casegrade::text::Mask;
use message::{Choice, Files, NamedBytes, Reply, Request, problem};

/// Answers a question.
fn answer(request: &[u8]) -> Vec<u8> {
    let (reply, files) = match message::read(request) {
        Ok((request, files)) => answered(&request, files),
        Err(message) => (problem(&message), Files::new()),
    };
    message::write(reply, files)
}

fn answered(request: &Request, files: NamedBytes) -> (Reply, Files) {
    let result = match request.ask.as_str() {
        "about" => Ok((about(), Files::new())),
        "example" => Ok((Reply::default(), examples::files(&request.format))),
        "check" => check::check(request, files).map(|reply| (reply, Files::new())),
        "write" => check::write(request, files).map(|file| (Reply::default(), vec![file])),
        "rubric" => rubrics::rubric(request, files).map(|reply| (reply, Files::new())),
        "write-rubric" => rubrics::write(request, files).map(|file| (Reply::default(), vec![file])),
        "form" => form::form(request, files),
        "edit" => form::edit(request, files),
        "set" => tables::start(request, files).map(|reply| (reply, Files::new())),
        "more" => Ok((tables::more(), Files::new())),
        "table" => Ok((tables::table(request), Files::new())),
        "write-table" => tables::write(request).map(|file| (Reply::default(), vec![file])),
        "path" => {
            Ok((Reply { title: tables::path(request.number).unwrap_or_default(), ..Reply::default() }, Files::new()))
        }
        other => Ok((problem(&format!("the page asks for `{other}`, which its program does not know")), Files::new())),
    };
    result.unwrap_or_else(|reply| (*reply, Files::new()))
}

/// What the program is.
fn about() -> Reply {
    let choice = |rubric: &casegrade::rubric::Shipped| {
        let read = casegrade::Rubric::from_toml(rubric.text).ok();
        let line = read.map(|rubric| RubricLine::from_rubric(&rubric, &Mask::default()));
        let label =
            line.map_or_else(|| rubric.id.to_owned(), |line| format!("{} ({} {})", line.title, line.id, line.version));
        Choice { value: rubric.id.to_owned(), label }
    };
    Reply {
        foot: format!("{} {}", Tool::THIS.name, Tool::THIS.version),
        rubrics: shipped().iter().map(choice).collect(),
        ..Reply::default()
    }
}
