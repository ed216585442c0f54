//! Reads a rubric out, and says what is wrong or suspicious with one that somebody brings.

use casegrade::analysis::check::check;
use casegrade::document::{Format as Syntax, Limits, parse};
use casegrade::report::doc::{Block, Doc};
use casegrade::report::{self, CheckReport, CheckedRubric, Format, Report, RubricHead, Style, Tool, View, fragment};
use casegrade::rubric::load;
use casegrade::text::Mask;

use crate::desk::rubric_source;
use crate::message::{Download, NamedBytes, Reply, Request, problem};

/// Reads a rubric out; `format` is `check` where it is to be checked too.
///
/// # Errors
/// An answer that says that there is no such rubric.
pub fn rubric(request: &Request, mut files: NamedBytes) -> Result<Reply, Box<Reply>> {
    let mask = Mask::default();
    let source = rubric_source(&request.rubric, &mut files).map_err(|found| crate::desk::rubric_reply(vec![found]))?;
    let loaded = load(&source);
    let analysed = (request.format == "check")
        .then(|| {
            loaded.rubric.as_ref().map(|rubric| check(rubric, &parse(&source.text, Syntax::Toml, Limits::USUAL).root))
        })
        .flatten();
    let checked = CheckedRubric::new(source, loaded.rubric.as_ref(), loaded.diagnostics, analysed, &mask);
    let mut page = CheckReport::new();
    page.rubrics.push(checked);
    let checked = page.doc(View::default());
    let Some(rubric) = loaded.rubric else {
        let title = Block::Title { title: "This rubric has mistakes".into(), aside: Default::default() };
        let doc = Doc { title: String::new(), blocks: std::iter::once(title).chain(checked.blocks).collect() };
        return Ok(Reply {
            html: fragment(&doc, 2),
            title: "This rubric has mistakes".to_owned(),
            status: "This rubric has mistakes.".to_owned(),
            ..Reply::default()
        });
    };
    let head = RubricHead::from_rubric(&rubric, &mask);
    let shown = report::show(&rubric, &mask).doc(View::default());
    let beside = if request.format == "check" { fragment(&checked, 2) } else { String::new() };
    Ok(Reply {
        html: fragment(&shown, 2),
        beside,
        title: shown.title,
        status: format!("{} {} is shown.", head.id, head.version),
        is_graded: true,
        foot: format!("{} {} · rubric {} {}", Tool::THIS.name, Tool::THIS.version, head.id, head.version),
        downloads: vec![
            Download { format: "docx", label: "For Word", hint: "to read out at a meeting" },
            Download { format: "html", label: "Web page", hint: "opens in any browser, and prints" },
            Download { format: "md", label: "Markdown", hint: "" },
        ],
        ..Reply::default()
    })
}

/// Writes a rubric as it is read out.
///
/// # Errors
/// An answer that says why it cannot be.
pub fn write(request: &Request, mut files: NamedBytes) -> Result<(String, Vec<u8>), Box<Reply>> {
    let source = rubric_source(&request.rubric, &mut files).map_err(|found| crate::desk::rubric_reply(vec![found]))?;
    let wrong = |why: &str| Box::new(problem(why));
    let rubric = load(&source).rubric.ok_or_else(|| wrong("this rubric has mistakes"))?;
    let format = Format::named(&request.format)
        .ok_or_else(|| wrong("the page asks for a format that its program does not know"))?;
    let style = Style { width: 100, color: false };
    let bytes = report::write(&report::show(&rubric, &Mask::default()), format, View::default(), style);
    let ending = format.endings().first().copied().unwrap_or(format.word());
    Ok((format!("{}.{ending}", rubric.id), bytes.map_err(|error| wrong(&error.to_string()))?))
}
