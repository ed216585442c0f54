//! The questions of a rubric that only people can judge, and the file that holds their answers.

use std::path::{Path, PathBuf};

use casegrade::document::{Format, Kind, Limits, Node, KeyPath, parse, with_value};
use casegrade::rubric::{Measure, Rubric, Rule, load};
use casegrade::text::{Mask, capital, quoted};

use crate::form::{choices, escaped, written};
use crate::message::{NamedBytes, Request};

/// The file of the answers about a review.
pub fn file(review: &Path) -> PathBuf {
    let stem = review.with_extension("");
    PathBuf::from(format!("{}.judgement.toml", stem.to_string_lossy()))
}

/// Returns the text of the answers about a review, if there are any.
pub fn text(files: &NamedBytes, review: &Path) -> Option<String> {
    let name = file(review);
    let (_, bytes) = files.iter().find(|(own, _)| *own == name)?;
    String::from_utf8(bytes.clone()).ok()
}

/// Lays out the questions with their levels, and what is answered.
pub fn questions(rubric: &Rubric, answers: &Option<Node>, mask: &Mask) -> String {
    let asked = rubric.criteria.iter().flat_map(|criterion| criterion.rules.iter().map(move |rule| (criterion, rule)));
    asked.filter_map(|(criterion, rule)| question(&criterion.title, rule, answers.as_ref(), mask)).collect()
}

fn question(area: &str, rule: &Rule, answers: Option<&Node>, mask: &Mask) -> Option<String> {
    let Measure::Ask { question, levels, answers: grades, may_not_apply } = &rule.measure else { return None };
    let given = answers.and_then(|root| own_answer(root, &rule.id)).map(|(_, node)| node);
    let value = |key: &str| given.and_then(|node| written(&node.entry(key)?.value)).unwrap_or_default();
    let name = format!("answers:{}", rule.id);
    let mut options: Vec<(String, String, bool)> = grades
        .iter()
        .map(|grade| {
            let label = levels.iter().find(|(own, _)| own == grade).map(|(_, label)| label.as_str());
            let said = label.map_or_else(
                || capital(grade.word()),
                |label| format!("{}: {}", capital(grade.word()), mask.shown(label)),
            );
            let is_given = value("grade") == grade.word() || label.is_some_and(|label| value("grade") == label);
            (grade.word().to_owned(), said, is_given)
        })
        .collect();
    if *may_not_apply {
        options.push(("not-applicable".to_owned(), "Does not apply".to_owned(), value("grade") == "not-applicable"));
    }
    let is_open = !options.iter().any(|(.., is_given)| *is_given);
    options.push((String::new(), "Not answered".to_owned(), is_open));
    let hint = format!(
        "<span class=\"hint\" id=\"{}-hint\">{} ({})</span>",
        escaped(&name),
        escaped(mask.shown(area).as_str()),
        escaped(&rule.id)
    );
    let grade = choices(&escaped(&name), &escaped(mask.shown(question).as_str()), &hint, "radio", &options);
    let because = format!(
        "<div class=\"field\"><label for=\"{name}.because\">Why</label><textarea id=\"{name}.because\" name=\"{name}\" data-key=\"because\" rows=\"2\">\n{}</textarea></div>\n",
        escaped(&mask.masked(&value("because"))),
        name = escaped(&name),
    );
    let by = format!(
        "<div class=\"field\"><label for=\"{name}.by\">Who answers</label><input type=\"text\" id=\"{name}.by\" name=\"{name}\" data-key=\"by\" autocomplete=\"off\" value=\"{}\"/></div>\n",
        escaped(&mask.masked(&value("by"))),
        name = escaped(&name),
    );
    Some(format!("<div class=\"question\">{grade}{because}{by}</div>\n"))
}

/// The answer to a rule's question, with its number.
fn own_answer<'n>(root: &'n Node, rule: &str) -> Option<(usize, &'n Node)> {
    let Kind::Seq(items) = &root.entry("answers")?.value.kind else { return None };
    let is_own =
        |node: &&Node| node.entry("rule").and_then(|entry| written(&entry.value)).is_some_and(|own| own == rule);
    items.iter().enumerate().find(|(_, node)| is_own(node))
}

/// Writes an answer, its grade, reason and author, into the file of answers; without a grade it is taken out.
pub fn answered(request: &Request, files: &NamedBytes, review: &Path, rule: &str) -> Option<(PathBuf, String)> {
    let source = crate::desk::rubric_source(&request.rubric, &mut files.clone()).ok()?;
    let id = load(&source).rubric?.id;
    let mut text = text(files, review).unwrap_or_else(|| format!("rubric = {}\n", quoted(&id)));
    let root = parse(text.as_str(), Format::Toml, Limits::USUAL).root;
    let number = own_answer(&root, rule).map(|(number, _)| number);
    let count = match root.entry("answers").map(|entry| &entry.value.kind) {
        Some(Kind::Seq(items)) => items.len(),
        _ => 0,
    };
    let [grade, because, by] = request.values.as_slice() else { return None };
    let answer = KeyPath::root().key("answers").item(number.unwrap_or(count));
    if grade.is_empty() {
        let text = if number.is_some() { with_value(&text, &answer, None)? } else { text };
        return Some((file(review), text));
    }
    let value = |text: &str| (!text.trim().is_empty()).then(|| quoted(text.trim()));
    text = with_value(&text, &answer.key("rule"), Some(&quoted(rule)))?;
    text = with_value(&text, &answer.key("grade"), value(grade).as_deref())?;
    text = with_value(&text, &answer.key("because"), value(because).as_deref())?;
    text = with_value(&text, &answer.key("by"), value(by).as_deref())?;
    if number.is_none() {
        text = with_value(&text, &answer.key("on"), Some(&request.day))?;
    }
    Some((file(review), text))
}
