//! A review as a form to fill in: made from the vocabulary, in the order of a review's parts. The text of the file is what
//! counts; a change of a field is a change of that text, and nothing else in it moves.

use std::collections::BTreeMap;
use std::path::Path;

use casegrade::document::passages::Passages;
use casegrade::document::{Format, Limits, Step, parse, with_value};
use casegrade::report::doc::{Block, Doc};
use casegrade::report::{self, ReviewReport, View, fragment};
use casegrade::review::FactType;
use casegrade::review::vocabulary::VOCABULARY;
use casegrade::text::{Mask, days, quoted};

use crate::check::Checked;
use crate::desk::{Desk, wrong_reply};
use crate::fields::key_path;
use crate::judge;
use crate::layout::Writer;
use crate::message::{Files, NamedBytes, Reply, Request, problem};

/// Lays a review out as a form. Of a document the form is what was read of it, and is handed back as a file.
///
/// # Errors
/// An answer that says why there is no form.
pub fn form(request: &Request, files: NamedBytes) -> Result<(Reply, Files), Box<Reply>> {
    let path = request.only.clone().unwrap_or_default();
    let judgement = judge::text(&files, &path);
    let desk = Desk::new(request, files)?;
    let (mask, scale) = (desk.mask.clone(), desk.rubric.scale);
    scale.while_reading(|| {
        let checked = Checked::new(desk, Some(&path));
        let rubric = checked.rubric().clone();
        let keys = report::keys_read(&rubric);
        let questions = checked.questions();
        let is_form = path.extension().is_some_and(|ending| ending == "toml");
        let (name, text, draft) = if is_form {
            let text = checked.desk.loader.text(&path);
            let text = text.map_err(|error| Box::new(problem(&error.to_string())))?.text.to_string();
            (path.clone(), text, None)
        } else {
            let (text, draft, passages) = checked.form_of(&path).map_err(|why| Box::new(problem(&why)))?;
            (path.with_extension("toml"), text, Some((draft, passages)))
        };
        let root = parse(text.as_str(), Format::Toml, Limits::USUAL).root;
        let judgement = judgement.map(|text| parse(text, Format::Toml, Limits::USUAL).root);
        let passages = draft.map(|(draft, passages)| places(&draft, &passages, &mask)).unwrap_or_default();
        let writer = Writer { root: &root, mask: &mask, keys: &keys, passages: &passages };
        let title = "Fill in what is missing".to_owned();
        let reply = Reply {
            html: writer.all(),
            judge: judge::judge(&rubric, &questions, judgement.as_ref(), &mask),
            title,
            is_graded: true,
            ..Reply::default()
        };
        Ok((reply, vec![(name.to_string_lossy().into_owned(), text.into_bytes())]))
    })
}

/// Changes a value of a review, and returns its text with what it is graded now.
///
/// # Errors
/// An answer that says why it cannot be changed.
pub fn edit(request: &Request, mut files: NamedBytes) -> Result<(Reply, Files), Box<Reply>> {
    let path = request.only.clone().unwrap_or_default();
    let wrong = |why: &str| Box::new(problem(why));
    if judge::is_field(&request.trail) {
        let (name, text) = judge::judged(request, &files, &path)
            .ok_or_else(|| wrong("This cannot be changed here: the judgement file has a mistake."))?;
        files.retain(|(own, _)| *own != name);
        files.push((name.clone(), text.clone().into_bytes()));
        return Ok((status(request, files, &path)?, vec![(name.to_string_lossy().into_owned(), text.into_bytes())]));
    }
    let at = files.iter().position(|(own, _)| *own == path).ok_or_else(|| wrong("the form is no longer there"))?;
    let (_, bytes) = files.get_mut(at).ok_or_else(|| wrong("the form is no longer there"))?;
    if !request.trail.is_empty() {
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("the form is not text"))?;
        let trail = key_path(&request.trail).ok_or_else(|| wrong("the form has no such field"))?;
        let value = literal(&request.trail, &request.values);
        let changed = with_value(text, &trail, value.as_deref());
        let changed = changed.ok_or_else(|| wrong("This cannot be changed here: the file has a mistake, or writes this table in one line. Change it in the file."))?;
        *bytes = changed.into_bytes();
    }
    let text = bytes.clone();
    let name = path.to_string_lossy().into_owned();
    Ok((status(request, files, &path)?, vec![(name, text)]))
}

/// What a review is graded, what lowers it and what would raise it.
fn status(request: &Request, files: NamedBytes, path: &Path) -> Result<Reply, Box<Reply>> {
    let desk = Desk::new(request, files)?;
    let scale = desk.rubric.scale;
    Ok(scale.while_reading(|| {
        let checked = Checked::new(desk, Some(path));
        let foot = checked.desk.foot(checked.rubric());
        let Some(review) = checked.page.reviews.first() else {
            return Reply { foot, ..wrong_reply("This needs correcting first", checked.problems()) };
        };
        let doc = short(&report::review_doc(
            review,
            checked.page.rubric.as_ref(),
            View { width: Some(80), ..View::default() },
        ));
        let blocks = checked.problems();
        let problems = fragment(&Doc { title: String::new(), blocks }, 2);
        Reply {
            html: fragment(&doc, 2) + &problems,
            status: crate::check::status(review),
            is_graded: true,
            foot,
            first: first(review),
            ..Reply::default()
        }
    }))
}

/// The report as far as the checklist of what to change.
fn short(doc: &Doc) -> Doc {
    let is_section = |block: &&Block| matches!(block, Block::Section { .. });
    let head = doc.blocks.iter().skip(1).take_while(|block| !is_section(block)).cloned();
    let sections = doc.blocks.iter().filter(is_section).take(3).cloned();
    Doc { title: doc.title.clone(), blocks: head.chain(sections).collect() }
}

/// The fields that the reasons of a grade point to, in the order of the report.
fn first(review: &ReviewReport) -> Vec<String> {
    let reasons = review.criteria.iter().flat_map(|criterion| &criterion.rules).flat_map(|rule| &rule.reasons);
    let paths = reasons.filter(|reason| reason.kind != casegrade::engine::ReasonKind::Strength);
    let mut first: Vec<String> = Vec::new();
    for path in paths.map(|reason| reason.place.path.clone()) {
        if !first.iter().any(|own| same_key(own, &path)) {
            first.push(path);
        }
    }
    first
}

/// Whether two ways lead to the same key, of whichever items.
fn same_key(one: &str, other: &str) -> bool {
    let key = |path: &str| path.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    key(one) == key(other)
}

/// The passage of a document that each value was read from, by the way to it.
fn places(draft: &casegrade::review::import::Draft, passages: &Passages, mask: &Mask) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for part in draft.parts.iter().filter(|part| part.doubt.is_none()) {
        let number = counts.entry(part.name).or_default();
        let own = if part.is_item { format!("{}[{number}]", part.name) } else { part.name.to_owned() };
        *number += 1;
        for value in &part.values {
            if let Some(passage) = value.span.and_then(|span| passages.at(span.start)) {
                let text = passages.text.get(passage.span.start..passage.span.end).unwrap_or_default();
                places.insert(format!("{own}.{}", value.key), mask.shown(text.trim()).to_string());
            }
        }
    }
    places
}

/// A value as TOML writes it; `None` where the field is empty.
fn literal(path: &str, values: &[String]) -> Option<String> {
    let steps = key_path(path)?;
    let Some(Step::Key(key)) = steps.steps().last().cloned() else { return None };
    let list = path.rsplit_once('[').map(|(list, _)| list);
    let name = list.map_or_else(|| path.to_owned(), |list| format!("{list}.{key}"));
    let kind = VOCABULARY
        .iter()
        .find(|fact| !fact.is_derived() && fact.key() == name)
        .map_or(FactType::Text, |fact| fact.kind);
    if path == "review.whole" || matches!(kind, FactType::List(_)) {
        let words: Vec<String> = values.iter().filter(|word| !word.is_empty()).map(|word| quoted(word)).collect();
        return (!words.is_empty()).then(|| format!("[{}]", words.join(", ")));
    }
    let value = values.first().map(|value| value.trim()).filter(|value| !value.is_empty())?;
    Some(match kind {
        FactType::YesNo => value.to_owned(),
        FactType::Number(_) if value.parse::<i64>().is_ok() => value.to_owned(),
        FactType::Date => date(value),
        _ => quoted(value),
    })
}

/// A date as TOML writes it, however a person does.
fn date(value: &str) -> String {
    let is_day = |text: &str| text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    match days(value).as_slice() {
        _ if is_day(value) => value.to_owned(),
        [day] if is_day(&day.to_string()) => day.to_string(),
        _ => quoted(value),
    }
}
